//! A pupil kept away for safeguarding: begun by the safeguarding lead, told at once, looked at
//! again each school day, and ended with the way back.
//!
//! Must never be counted as a suspension, or fill in a code of the register: none is settled.

use crate::form::{Errors, Form};
use crate::law::owed::Line;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look as Looks, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer, Visit};
use casework::owed::{Done, How};
use casework::separation::{Look, Separation, may_lead, not_looked, owed, runs};
use casework::today::Kind;
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;
use store::today::Due;

const LONGEST: usize = 3000;
const SHORT: usize = 300;

/// What is asked when one begins: name, label, hint.
const ASKED: [(&str, &str, &str); 5] = [
    (
        "why",
        "Why they must be kept apart",
        "What is alleged or feared, and on what it rests. No more of it than is needed.",
    ),
    (
        "on_site",
        "Why it cannot be managed on site",
        "What was looked at: rooms, timetables, adults.",
    ),
    (
        "how_long",
        "How short it is meant to be",
        "What it waits for. It is the least time that is needed.",
    ),
    ("way_back", "How they come back", "Who they meet, and what is different on that day."),
    (
        "education",
        "What they are taught meanwhile",
        "The authority’s duty to arrange education begins at once.",
    ),
];

/// The form that begins one.
pub struct NewPage {
    /// The pupil.
    pub name: String,
    /// Their key.
    pub pupil: Id,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Kept apart for safeguarding".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let back = format!("/pupils/{}", self.pupil);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Kept apart for safeguarding").back(&back, "The file").facts(html! { (pupil_name(&self.name)) }))
                (ErrorSummary(e))
                div.panel.panel-note { p { "No punishment and no suspension: no days count and no governors look at it. It is rare and short. " a href="/law/rules/R4.12" { "R4.12" } } }
                form.stack.stack-5 method="post" action="/separations" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("pupil", self.pupil))
                    (Field::new("from", "First day away").kind("date").from(f, e))
                    @for (name, label, hint) in ASKED { (Area::new(name, label).hint(hint).from(f, e)) }
                    div.row { button.btn type="submit" { "Keep the record" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}

/// One.
pub struct SeparationPage {
    /// The school's words.
    pub words: Words,
    /// The record.
    pub s: Separation,
    /// The pupil.
    pub name: String,
    /// Today.
    pub today: Day,
    /// What is owed.
    pub lines: Vec<Line>,
    /// Each look.
    pub looks: Vec<Look>,
    /// School days nobody looked at it.
    pub not_looked: Vec<Day>,
    /// This person leads it.
    pub leads: bool,
    /// Form token.
    pub csrf: String,
    /// What is in a form that comes back.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for SeparationPage {
    fn title(&self) -> String {
        "Kept apart for safeguarding".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let (s, f, e) = (&self.s, &self.form, &self.errors);
        let at = format!("/separations/{}", s.id);
        let back = format!("/pupils/{}", s.pupil);
        let mut hows: Vec<Choice> =
            [How::Phone, How::Meeting, How::Hand, How::Post, How::Email, How::Portal]
                .iter()
                .map(|h| Choice::new(h.code(), h.label()))
                .collect();
        hows.insert(0, Choice::new("", "Choose how"));
        let open: Vec<&Line> = self.lines.iter().filter(|l| l.owed.open()).collect();
        let mut whom: Vec<Choice> =
            open.iter().map(|l| Choice::new(l.owed.code, l.owed.words)).collect();
        whom.insert(0, Choice::new("", "Choose who"));
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Kept apart for safeguarding").back(&back, "The file").facts(html! {
                    (pupil_name(&self.name)) " · from " (s.from) " "
                    @match s.ended_on { Some(on) => (Tag(Standing::Done, &format!("Ended {on}"))), None => (Tag(Standing::Due, "Goes on")) }
                }))
                (ErrorSummary(e))
                div.panel.panel-note { p { "No punishment and no suspension. The register code is not settled, so none is proposed. " a href="/law/rules/R4.12" { "R4.12" } } }
                section.stack aria-labelledby="told" {
                    h2 #told { "Who is told, at once" }
                    ul.clocks { @for l in &self.lines { (l.item(self.today, Markup::default())) } }
                    @if !open.is_empty() {
                        form.sheet.stack method="post" action={ (at) "/told" } {
                            (token(&self.csrf)) (hidden("once", Id::now_v7()))
                            (Choices::one("code", "Who was told", &whom).look(Looks::Select).from(f, e))
                            (Choices::one("how", "How", &hows).look(Looks::Select).from(f, e))
                            div.ask-fields { (Field::new("on", "Date").kind("date").from(f, e)) (Field::new("at", "Time").kind("time").from(f, e)) }
                            (Field::new("what", "What was said").optional().from(f, e))
                            div { button.btn type="submit" { "Keep it" } }
                        }
                    }
                }
                section.sheet.stack aria-labelledby="why" {
                    h2 #why { "What is recorded" }
                    dl.summary { @for (label, text) in [("Why", &s.why), ("Not on site, because", &s.on_site), ("How short", &s.how_long), ("The way back", &s.way_back), ("Taught meanwhile", &s.education)] {
                        @if !text.is_empty() { div { dt { (label) } dd { (text) } } }
                    } div { dt { "Led by" } dd { (s.led_by) } } }
                    p.soft { "Begun by " (s.by_name) ", " (s.made_at) }
                }
                section.sheet.stack aria-labelledby="looks" {
                    h2 #looks { "Looked at again" }
                    p.soft { "Each school day: Mainstay’s own suggestion, not law." }
                    @if !self.not_looked.is_empty() && s.ended_on.is_none() { p { (Tag(Standing::Late, "Not looked at")) " " @for (n, d) in self.not_looked.iter().enumerate() { @if n > 0 { ", " } (d) } } }
                    ul.stack.stack-2 { @for l in &self.looks { li { strong { (l.day) } ": " (l.words) " " span.soft { (l.by_name) ", " (l.at) } } } }
                    @if s.ended_on.is_none() {
                        form.stack method="post" action={ (at) "/look" } { (token(&self.csrf)) (hidden("once", Id::now_v7()))
                            (Field::new("look_day", "For").kind("date").from(f, e))
                            (Area::new("look_words", "What was found, and whether it is needed still").rows(2).from(f, e))
                            div { button.btn.btn-2 type="submit" { "Keep the look" } } }
                    }
                }
                @match s.ended_on {
                    Some(on) => section.sheet.stack aria-labelledby="ended" { h2 #ended { "Ended " (on) } p { (s.ended_words) } },
                    None if self.leads => {
                        section.sheet.stack aria-labelledby="end" {
                            h2 #end { "End it" }
                            form.stack method="post" action={ (at) "/end" } { (token(&self.csrf))
                                (Field::new("ended_on", "First day back").kind("date").from(f, e))
                                (Area::new("ended_words", "The way back: who they meet, what was agreed").from(f, e))
                                div { button.btn type="submit" { "They are back" } } }
                        }
                    }
                    None => p { "The " (self.words.one(Concept::Dsl)) " ends it." },
                }
            }
        }
    }
}

async fn new_sheet(v: &Visit, pupil: Id, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let pupil = store::pupil::find(&mut v.read().await?, &v.scope(), pupil).await?;
    may_lead(&v.actor, &format!("/pupils/{}", pupil.id))?;
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(NewPage {
        name: pupil.name(),
        pupil: pupil.id,
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// Shows the form.
pub async fn new(v: Visit) -> Answer {
    let pupil = v.query.id("pupil").ok_or(Problem::Missing)?;
    let form = Form::default().with("from", v.today().iso());
    let page = new_sheet(&v, pupil, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps one.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let pupil = f.id("pupil").ok_or(Problem::Missing)?;
    let mut e = Errors::new();
    let from = e.get(f.day("from"), "from", "Give the first day away");
    let mut text = |name: &str, missing: &str| e.need(f, name, LONGEST, missing);
    let (why, on_site) = (
        text("why", "Say why they must be kept apart"),
        text("on_site", "Say why it cannot be managed on site"),
    );
    let (how_long, way_back) = (
        text("how_long", "Say how short it is meant to be"),
        text("way_back", "Say how they come back"),
    );
    let education = e.limit(f, "education", LONGEST);
    let (Some(from), true) = (from, e.is_empty()) else {
        let page = new_sheet(&v, pupil, v.form.clone(), e).await?;
        return v.again(&page);
    };
    let mut w = v.write("Recording that a pupil is kept apart for safeguarding").await?;
    let pupil = store::pupil::find(&mut w, &v.scope(), pupil).await?;
    may_lead(&v.actor, &format!("/pupils/{}", pupil.id))?;
    let s = Separation {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        from,
        why,
        on_site,
        how_long,
        way_back,
        education,
        led_by: v.actor.name.clone(),
        ended_on: None,
        ended_words: String::new(),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    };
    let at = format!("/separations/{}", s.id);
    if store::separation::add(&mut w, &s).await? {
        let event = event(Verb::SeparationBegun, &s).fact("from", from.iso());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(at)
}

fn event(verb: Verb, s: &Separation) -> Event {
    Event::new(verb, "separation", s.id).pupil(s.pupil)
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<SeparationPage, Problem> {
    let mut read = v.read().await?;
    let s = store::separation::find(&mut read, &v.scope(), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), s.pupil).await?;
    let done = store::owed::done(&mut read, v.org(), s.id).await?;
    let looks = store::separation::looks(&mut read, v.org(), s.id).await?;
    let last = s.ended_on.map_or(v.today(), |on| on.plus(-1));
    let days = v.setting.calendar.school_days_between(s.from, last.min(v.today()));
    let mut filled = form;
    for (name, value) in
        [("on", v.today().iso()), ("at", v.now.minute().input()), ("look_day", v.today().iso())]
    {
        if !filled.has(name) {
            filled = filled.with(name, value);
        }
    }
    Ok(SeparationPage {
        words: v.words().clone(),
        name: pupil.name(),
        today: v.today(),
        lines: owed(&s, &done).iter().map(|o| Line::of(o, None)).collect(),
        not_looked: not_looked(&days, &looks),
        looks,
        leads: may_lead(&v.actor, "").is_ok(),
        s,
        csrf: v.csrf.clone(),
        form: filled,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn again(v: &Visit, errors: Errors) -> Answer {
    let page = sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Keeps that somebody was told.
pub async fn told(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let how = e.get(f.coded::<How>("how"), "how", "Choose how");
    let day = e.get(f.day("on"), "on", "Give the date");
    let time = e.get(f.minute("at"), "at", "Give the time, such as 10.45");
    let what = e.limit(f, "what", SHORT);
    let at = day.zip(time).map(|(day, time)| day.at(time));
    if at.is_some_and(|at| at > v.now) {
        e.add("on", "That is still to come");
    }
    let mut w = v.write("Recording who was told of a separation").await?;
    let s = store::separation::find(&mut w, &v.scope(), v.id("id")?).await?;
    let done = store::owed::done(&mut w, v.org(), s.id).await?;
    let list = owed(&s, &done);
    let o = e.get(list.iter().find(|o| o.code == f.text("code")), "code", "Choose who was told");
    let (Some(how), Some(at), Some(o), true) = (how, at, o, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    let proof = Done {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        code: o.code.to_string(),
        party: o.to,
        whom: None,
        whom_name: String::new(),
        at,
        how,
        by_whom: v.actor.name.clone(),
        what,
        due_then: o.day(),
        note: String::new(),
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    };
    if store::owed::record(&mut w, s.id, &proof).await? {
        let told = event(Verb::OwedDone, &s).fact("what", o.words).fact("how", how.code());
        v.commit(w, told.fact("at", at.iso()), Vec::new()).await?;
    }
    v.to_saying(format!("/separations/{}", s.id), "It is kept")
}

/// Keeps a look at it.
pub async fn look(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let day = e.get(f.day("look_day"), "look_day", "Give the day");
    let words = e.need(f, "look_words", LONGEST, "Say what was found");
    if day.is_some_and(|day| day > v.today()) {
        e.add("look_day", "That is still to come");
    }
    let mut w = v.write("Looking at a separation again").await?;
    let s = store::separation::find(&mut w, &v.scope(), v.id("id")?).await?;
    runs(&s)?;
    if day.is_some_and(|day| day < s.from) {
        e.add("look_day", format!("It began on {}", s.from));
    }
    let (Some(day), true) = (day, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    let look = Look {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        day,
        words,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if store::separation::look(&mut w, s.id, &look).await? {
        let event = event(Verb::SeparationLooked, &s).fact("day", day.iso());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("/separations/{}#looks", s.id), "It is kept")
}

/// Ends it: the pupil is back.
pub async fn end(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let on = e.get(f.day("ended_on"), "ended_on", "Give the first day back");
    let words = e.need(f, "ended_words", LONGEST, "Say how they come back");
    let mut w = v.write("Ending a separation").await?;
    let mut s = store::separation::find(&mut w, &v.scope(), v.id("id")?).await?;
    may_lead(&v.actor, &format!("/separations/{}", s.id))?;
    if s.ended_on.is_some() && s.ended_on == on && s.ended_words == words {
        return v.to(format!("/separations/{}", s.id));
    }
    runs(&s)?;
    if on.is_some_and(|on| on < s.from) {
        e.add("ended_on", format!("It began on {}", s.from));
    }
    let (Some(on), true) = (on, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    s.ended_on = Some(on);
    s.ended_words = words;
    store::separation::end(&mut w, &s).await?;
    v.commit(w, event(Verb::SeparationEnded, &s).fact("on", on.iso()), Vec::new()).await?;
    v.to_saying(format!("/separations/{}", s.id), "It is kept")
}

/// Lines of Today: who was not told, and a day that wants its look.
pub async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let mut out = Vec::new();
    if may_lead(v.actor, "").is_err() {
        return Ok(out);
    }
    let scope = v.actor.scope_for(May::Exclusions, v.today());
    for s in store::separation::running(src, &scope).await? {
        let pupil = store::pupil::find(src, &scope, s.pupil).await?;
        let done = store::owed::done(src, v.org(), s.id).await?;
        let looks = store::separation::looks(src, v.org(), s.id).await?;
        let line = |day, what: String| Due {
            kind: Kind::Owed,
            about: s.id,
            placement: None,
            who: format!("{}, {}", pupil.name(), pupil.form),
            day,
            minute: None,
            what,
            n: 3,
            since: None,
        };
        for o in owed(&s, &done).iter().filter(|o| o.open()) {
            out.push(line(
                o.day().unwrap_or(s.from),
                format!("Kept apart for safeguarding: {}", o.words),
            ));
        }
        let days = v.setting.calendar.school_days_between(s.from, v.today());
        if let Some(day) = not_looked(&days, &looks).last() {
            out.push(line(*day, "Kept apart for safeguarding: look at it again".into()));
        }
    }
    Ok(out)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or(Day::FIRST);
    let s = Separation {
        id: Id::from_u128(5),
        pupil: Id::from_u128(1),
        from: day(9),
        why: "An allegation of harm between two pupils, made on Friday.".into(),
        on_site: "Both are in every lesson of one form, and on one bus.".into(),
        how_long: "Until both have been spoken to, which is arranged for Tuesday.".into(),
        way_back: "A meeting on the morning, another form for English, an adult at break.".into(),
        education: "Live lessons at home with Ms Hale.".into(),
        led_by: "Ms Ruth Ingram".into(),
        ended_on: None,
        ended_words: String::new(),
        by_staff: Id::nil(),
        by_name: "Ms Ruth Ingram".into(),
        made_at: day(9).at(Default::default()),
        version: 1,
    };
    let mut wrong = Errors::new();
    wrong.add("on_site", "Say why it cannot be managed on site");
    let new = NewPage {
        name: "Tyrell Ashdown-Moss".into(),
        pupil: Id::from_u128(1),
        csrf: "gallery".into(),
        form: Form::of([("from", "2026-11-09")]),
        errors: wrong,
    };
    let page = |s: Separation, looks: Vec<Look>| SeparationPage {
        words: crate::exit::sample_words(),
        name: "Tyrell Ashdown-Moss".into(),
        today: day(10),
        lines: owed(&s, &[]).iter().map(|o| Line::of(o, None)).collect(),
        not_looked: not_looked(&[day(9), day(10)], &looks),
        looks,
        leads: true,
        s,
        csrf: "gallery".into(),
        form: Form::of([("on", "2026-11-10"), ("at", "9:00"), ("look_day", "2026-11-10")]),
        errors: Errors::new(),
    };
    let look = Look {
        id: Id::from_u128(9),
        day: day(9),
        words: "Needed still: neither has been spoken to.".into(),
        by_name: "Ms Ruth Ingram".into(),
        at: day(9).at(Default::default()),
    };
    let over = Separation {
        ended_on: Some(day(11)),
        ended_words: "Met at 8.30; the new form for English began.".into(),
        ..s.clone()
    };
    vec![
        framed("separation-new", &new),
        framed("separation", &page(s, vec![look.clone()])),
        framed("separation-over", &page(over, vec![look])),
    ]
}
