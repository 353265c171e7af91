//! Slips: a short note from one member of staff to another, about a pupil or the room, read and
//! answered. One about a pupil belongs to the pupil's file.
//!
//! Must never know: who may answer; casework says. An email never carries one.

use crate::duty::{found, names};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::pupil::in_file_scope;
use crate::visit::{Answer, Visit};
use casework::slip::{LONGEST, Slip, may_answer};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::{Day, Minute};
use store::Source;

/// A slip with the name of whom it is about.
pub struct Row {
    /// The slip.
    pub slip: Slip,
    /// Name and form, where it is about somebody.
    pub who: Option<String>,
}

/// The page of one's own, or of a pupil's.
pub struct SlipsPage {
    /// Of a pupil: their name and where their page is.
    pub of: Option<(String, String)>,
    /// Who is looking.
    pub me: Id,
    /// Slips, newest first.
    pub rows: Vec<Row>,
    /// Colleagues.
    pub staff: Vec<Choice>,
    /// May look a pupil up.
    pub finds: bool,
    /// What was looked for, and who was found.
    pub found: (String, Vec<(Id, String)>),
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
}

impl Page for SlipsPage {
    fn title(&self) -> String {
        match &self.of {
            Some((name, _)) => format!("Slips about {name}"),
            None => "Slips".into(),
        }
    }
    fn here(&self) -> &'static str {
        if self.of.is_some() { "/pupils" } else { "/" }
    }
    fn main(&self) -> Markup {
        let back = match &self.of {
            Some((name, href)) => (href.as_str(), name.as_str()),
            None => ("/", "Today"),
        };
        let name = self.of.as_ref().map_or("", |o| o.0.as_str());
        html! {
            (Head::new(&self.title()).about(name).back(back.0, back.1).facts(html! { "Short notes between colleagues. What is to last goes into the file as a note." }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack {
                    @if self.rows.is_empty() {
                        (Empty { title: "No slips", words: "What a colleague asks or tells you in a line or two stands here and on Today until you answer.", step: None })
                    } @else { ul.clocks { @for r in &self.rows { (self.row(r)) } } }
                }
                @if self.of.is_none() { (self.write()) }
            }
        }
    }
}

impl SlipsPage {
    fn row(&self, r: &Row) -> Markup {
        let s = &r.slip;
        let mine = s.to_staff == self.me;
        html! {
            li.clock {
                @match (s.answered_at, s.read_at) {
                    (Some(_), _) => (Tag(Standing::Done, "Answered")),
                    (None, Some(_)) => (Tag(Standing::Due, "Read")),
                    (None, None) => (Tag(if mine { Standing::Late } else { Standing::None }, "Not read")),
                }
                div {
                    p.clock-what { a href={ "/slips/" (s.id) } { @if mine { "From " (s.from_name) } @else { "To " (s.to_name) } @if s.from_staff != self.me && !mine { ", from " (s.from_name) } } }
                    @if let Some(who) = &r.who { p { (pupil_name(who)) } }
                    p.as-typed { (s.body) }
                    @if !s.answer.is_empty() { p.soft.as-typed { (s.to_name) ": " (s.answer) } }
                }
                p.clock-when.soft { (s.sent_at) }
            }
        }
    }
    fn write(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let (q, found) = &self.found;
        let hint = format!(
            "A line or two. Nothing for the {}: that has its own way.",
            self.words.one(Concept::Dsl)
        );
        let mut about = vec![Choice::new("", "Nobody in particular")];
        about.extend(found.iter().map(|(id, name)| Choice::pupil(id.to_string(), name)));
        let mut who = Choices::one("pupil", "About", &about).from(f, e);
        if who.chosen.is_empty() {
            who.chosen = vec![if found.len() == 1 { about[1].value.as_str() } else { "" }];
        }
        html! {
            form.sheet.stack method="post" action="/slips" {
                (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("looked", q))
                h2 { "Write one" }
                button.vh type="submit" tabindex="-1" aria-hidden="true" { "Send it" }
                (Choices::one("to", "To", &self.staff).look(Look::Select).from(f, e))
                @if self.finds {
                    (Field { value: q, ..Field::new("q", "Name or form").kind("search").optional().hint("Where it is about somebody.") })
                    div { button.btn.btn-2 type="submit" name="find" value="yes" { "Find" } }
                    @if !q.is_empty() && found.is_empty() { p { "No " (self.words.one(Concept::Pupil)) " found for “" (q) "”." } }
                    @if !found.is_empty() || e.of("pupil").is_some() { (who) }
                }
                (Area::new("body", "What you want to say or ask").hint(&hint).rows(3).from(f, e))
                div { button.btn type="submit" { "Send it" } }
            }
        }
    }
}

/// The page of one.
pub struct SlipPage {
    /// The slip.
    pub row: Row,
    /// It is for whoever is looking, and not answered.
    pub answers: bool,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for SlipPage {
    fn title(&self) -> String {
        format!("Slip from {}", self.row.slip.from_name)
    }
    fn here(&self) -> &'static str {
        "/"
    }
    fn main(&self) -> Markup {
        let s = &self.row.slip;
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/slips", "Slips").facts(html! { "To " (s.to_name) ", " (s.sent_at) ". " (s.stands()) "." }))
                (ErrorSummary(&self.errors))
                @if let Some(who) = &self.row.who { p { "About " (pupil_name(who)) } }
                p.as-typed { (s.body) }
                @if !s.answer.is_empty() { section.sheet.stack aria-labelledby="answer" { h2 #answer { "Answer" } p.as-typed { (s.answer) } } }
                @if self.answers { form.stack.stack-5 method="post" action={ "/slips/" (s.id) } {
                    (token(&self.csrf))
                    (Area::new("answer", "Your answer").hint("“Done” is an answer too. It then leaves Today.").rows(3).from(&self.form, &self.errors))
                    div { button.btn type="submit" { "Answer" } }
                } }
            }
        }
    }
}

async fn rows(v: &Visit, src: &mut dyn Source, slips: Vec<Slip>) -> Result<Vec<Row>, Problem> {
    let ids: Vec<Id> = slips.iter().filter_map(|s| s.pupil).collect();
    // A line of one's own names whom it is about, as a list of names on roll does.
    let scope = casework::Scope { org: v.org(), reach: vec![casework::Reach::School] };
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    Ok(slips
        .into_iter()
        .map(|slip| Row {
            who: slip
                .pupil
                .and_then(|id| pupils.iter().find(|p| p.id == id))
                .map(|p| format!("{}, {}", p.name(), p.form)),
            slip,
        })
        .collect())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<SlipsPage, Problem> {
    let mut read = v.read().await?;
    let since = v.setting.calendar.school_year(v.today()).0.at(Minute::default());
    let slips = store::slip::of(&mut read, v.org(), v.actor.staff, since).await?;
    let rows = rows(v, &mut read, slips).await?;
    let mut staff = vec![Choice::new("", "Choose")];
    for (account, id, active) in store::account::members(&mut read, v.org()).await? {
        if active && id != v.actor.staff && !account.email.is_empty() {
            let s = store::staff::find(&mut read, v.org(), id).await?;
            staff.push(Choice::new(s.id.to_string(), s.full()));
        }
    }
    staff[1..].sort_by(|a, b| a.label.cmp(&b.label));
    let q = form.text("q").to_string();
    let mut found = found(&mut read, v, &q).await?;
    let chosen = form.id("pupil").or(v.query.id("pupil"));
    if let Some(id) = chosen.filter(|id| !found.iter().any(|f| f.0 == *id)) {
        found.extend(names(&mut read, v, &[id]).await?);
    }
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    for name in ["to", "pupil"] {
        if !form.has(name) && v.query.has(name) {
            form = form.with(name, v.query.text(name));
        }
    }
    Ok(SlipsPage {
        of: None,
        me: v.actor.staff,
        rows,
        staff,
        finds: v.may(May::FindPupil),
        found: (q, found),
        form,
        errors,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}

/// Shows one's own.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Shows those about a pupil.
pub async fn of_pupil(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = in_file_scope(&v, &mut read, v.id("id")?).await?;
    let slips = store::slip::of_pupil(&mut read, v.org(), pupil.id).await?;
    let rows = rows(&v, &mut read, slips).await?;
    v.page(&SlipsPage {
        of: Some((pupil.name(), format!("/pupils/{}", pupil.id))),
        me: v.actor.staff,
        rows,
        staff: Vec::new(),
        finds: false,
        found: Default::default(),
        form: Form::default(),
        errors: Errors::new(),
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}

/// Sends one.
pub async fn send(v: Visit) -> Answer {
    if v.may(May::FindPupil) && crate::duty::call::finds(&v.form) {
        let page = sheet(&v, v.form.clone(), Errors::new()).await?;
        return v.page(&page);
    }
    let mut errors = Errors::new();
    let to = errors.get(v.form.id("to"), "to", "Choose whom it is to");
    if v.form.has("pupil") && v.form.id("pupil").is_none() {
        let who = v.words().one(Concept::Pupil);
        errors.add("pupil", format!("Choose the {who} again, or nobody in particular"));
    }
    let body = errors.need(&v.form, "body", LONGEST, "Say what it is about");
    let mut w = v.write("Sending a slip").await?;
    let known = store::account::members(&mut w, v.org()).await?;
    let to = to.filter(|id| {
        let known = known.iter().any(|(_, staff, active)| staff == id && *active);
        known && *id != v.actor.staff
    });
    if to.is_none() && errors.of("to").is_none() {
        errors.add("to", "Choose a colleague who can sign in");
    }
    let (Some(to), true) = (to, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let to = store::staff::find(&mut w, v.org(), to).await?;
    if let Some(id) = v.form.id("pupil") {
        store::pupil::find(&mut w, &v.actor.roll(), id).await?;
    }
    let slip = Slip {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        from_staff: v.actor.staff,
        from_name: v.actor.name.clone(),
        to_staff: to.id,
        to_name: to.full(),
        pupil: v.form.id("pupil"),
        body,
        sent_at: v.now,
        read_at: None,
        answer: String::new(),
        answered_at: None,
    };
    if !store::slip::add(&mut w, &slip).await? {
        return v.to("/slips");
    }
    v.commit(w, event(Verb::SlipSent, &slip).fact("to", &slip.to_name), Vec::new()).await?;
    v.to_saying("/slips", format!("Sent to {}", slip.to_name))
}

fn event(verb: Verb, slip: &Slip) -> Event {
    let event = Event::new(verb, "slip", slip.id);
    match slip.pupil {
        Some(pupil) => event.pupil(pupil),
        None => event,
    }
}

/// One slip, for whoever wrote it or was sent it, and for those who may open the file of the pupil
/// it is about.
async fn theirs(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Slip, Problem> {
    let slip = store::slip::find(src, v.org(), id).await?;
    if [slip.from_staff, slip.to_staff].contains(&v.actor.staff) {
        return Ok(slip);
    }
    let pupil = slip.pupil.ok_or(Problem::Missing)?;
    in_file_scope(v, src, pupil).await?;
    Ok(slip)
}

async fn one(v: &Visit, slip: Slip, form: Form, errors: Errors) -> Result<SlipPage, Problem> {
    let mut read = v.read().await?;
    let answers = may_answer(&slip, v.actor.staff).is_ok();
    let row = rows(v, &mut read, vec![slip]).await?.remove(0);
    Ok(SlipPage { row, answers, form, errors, csrf: v.csrf.clone() })
}

/// Shows one. Opened by whom it is to, it is read.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut slip = theirs(&v, &mut read, v.id("id")?).await?;
    drop(read);
    if slip.to_staff == v.actor.staff && slip.read_at.is_none() {
        let mut w = v.write("Reading a slip").await?;
        if store::slip::read(&mut w, slip.id).await? {
            let event = event(Verb::SlipRead, &slip).fact("from", &slip.from_name);
            v.commit(w, event, Vec::new()).await?;
        }
        slip.read_at = Some(v.now);
    }
    let page = one(&v, slip, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Answers one.
pub async fn answer(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let words = errors.need(&v.form, "answer", LONGEST, "Write an answer, such as “Done”");
    let mut w = v.write("Answering a slip").await?;
    let slip = theirs(&v, &mut w, v.id("id")?).await?;
    // The same form sent twice answers once.
    if slip.to_staff == v.actor.staff && slip.answered_at.is_some() && slip.answer == words {
        return v.to("/slips");
    }
    may_answer(&slip, v.actor.staff)?;
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, slip, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    store::slip::answer(&mut w, slip.id, &words).await?;
    let event = event(Verb::SlipAnswered, &slip).fact("to", &slip.from_name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/", "Answered")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = Day::new(2026, 11, 10)
        .unwrap_or_else(|| Day::from_pg(0))
        .at(Minute::new(10, 5).unwrap_or_default());
    let row = |n: u128, from: u128, answered: bool| Row {
        slip: Slip {
            id: Id::from_u128(n),
            from_staff: Id::from_u128(from),
            from_name: "Mr Idris Vail".into(),
            to_staff: Id::from_u128(3 - from),
            to_name: "Ms Dara Okell".into(),
            pupil: Some(Id::from_u128(9)),
            body: "He has left his inhaler in the form room. Shall I bring it at break?".into(),
            sent_at: at,
            read_at: answered.then_some(at),
            answer: if answered { "Please do, thank you".into() } else { String::new() },
            answered_at: answered.then_some(at),
        },
        who: Some("Tyrell Ashdown-Moss, 9K2".into()),
    };
    let page = |rows, errors| SlipsPage {
        of: None,
        me: Id::from_u128(2),
        rows,
        staff: vec![Choice::new("", "Choose"), Choice::new("1", "Mr Idris Vail")],
        finds: true,
        found: ("tyr".into(), vec![(Id::from_u128(9), "Tyrell Ashdown-Moss, 9K2".into())]),
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
        words: crate::duty::words_for_samples(),
    };
    let mut errors = Errors::new();
    errors.add("to", "Choose whom it is to");
    let one = |answered| SlipPage {
        row: row(1, 1, answered),
        answers: !answered,
        form: Form::default(),
        errors: Errors::new(),
        csrf: "gallery".into(),
    };
    vec![
        framed("slips", &page(vec![row(1, 1, false), row(2, 2, true)], Errors::new())),
        framed("slips-empty-wrong", &page(Vec::new(), errors)),
        framed("slip", &one(false)),
        framed("slip-answered", &one(true)),
    ]
}
