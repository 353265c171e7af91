//! The register of a trip: out and in, each with its time, by whoever goes with them.

use super::{all, event, goes};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::trip::{SHORT, Trip, TripPupil, may_register, moment, tally};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::Source;

/// The page.
pub struct RegisterPage {
    /// The school's words.
    pub words: Words,
    /// The trip.
    pub trip: Trip,
    /// Who goes: the line and the name.
    pub going: Vec<(TripPupil, String)>,
    /// Who is off the list, and why.
    pub off: Vec<(TripPupil, String)>,
    /// Why it is not open, where it is not.
    pub shut: Option<String>,
    /// Whether the reader opens the trip.
    pub opens: bool,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RegisterPage {
    fn title(&self) -> String {
        format!("Register: {}", self.trip.title)
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let t = &self.trip;
        let at = format!("/trips/{}/register", t.id);
        let back = match self.opens {
            true => (format!("/trips/{}", t.id), t.title.clone()),
            false => ("/trips".to_string(), "Trips and events".to_string()),
        };
        let tally = tally(self.going.iter().map(|(l, _)| l));
        let out = tally.missing.len();
        let waiting = self.going.iter().filter(|(l, _)| l.out_at.is_none()).count();
        let acts = html! { a.btn.btn-2 href={ "/trips/" (t.id) "/sheet" } { "Leader’s sheet" } };
        let many = |n: usize| self.words.count(Concept::Pupil, n as i64);
        html! {
            (Head::new(&self.title()).back(&back.0, &back.1).acts(acts).facts(html! { (t.when()) " · " (t.place) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                @if out > 0 && self.now > t.due_back() { div.panel.panel-stop { h2.panel-title { (many(out)) " still out" } p { "They were due back " (t.due_back()) ". Sign them in with the time they came, or ring those who are with them." } } }
                @if tally.differs() { div.panel.panel-warn {
                    h2.panel-title { "Out and back do not match: " (many(tally.out)) " went out, " (tally.back) @if tally.back == 1 { " is" } @else { " are" } " back" }
                    ul { @for (l, who) in self.going.iter().filter(|(l, _)| l.is_out()) { li { (pupil_name(who)) ", out since " (l.out_at.map(|o| o.minute()).unwrap_or_default()) } } }
                    p { "Find out where they are. Somebody who was collected from there is signed in with how." }
                } }
                @if let Some(why) = &self.shut { (Empty { title: "The register is not open", words: why, step: None }) }
                @else {
                    p { strong { (out) " out" } ", " (self.going.len() - out - waiting) " back, " (waiting) " not gone." }
                    form.stack method="post" action=(at) {
                        (token(&self.csrf))
                        (Field::new("time", "Time").kind("time").hint("As it was, if it is not now.").from(&self.form, &self.errors))
                        @if out > 0 { (Field::new("how", "How they came back, where it was not with the group").hint("Such as “collected by their mother at the station”. For one at a time.").optional().from(&self.form, &self.errors)) }
                        div.row {
                            @if waiting > 0 { button.btn type="submit" name="out" value="all" { "All out" } }
                            @if out > 0 { button.btn type="submit" name="in" value="all" { "All back" } }
                        }
                        ul.clocks { @for (l, who) in &self.going { li.clock {
                            @match (l.out_at, l.in_at) {
                                (Some(_), Some(_)) => (Tag(Standing::Done, "Back")),
                                (Some(_), None) => (Tag(Standing::Due, "Out")),
                                _ => (Tag(Standing::None, "Not gone")),
                            }
                            div {
                                p.clock-what { (pupil_name(who)) }
                                p.soft {
                                    @if let Some(o) = l.out_at { "Out " (o.minute()) @if o.day() != t.from { ", " (o.day().short()) } ", " (l.out_by) }
                                    @if let Some(i) = l.in_at { ". Back " (i.minute()) ", " (l.in_by) @if !l.in_words.is_empty() { ": " (l.in_words) } }
                                }
                            }
                            div.row {
                                @if l.out_at.is_none() { button.btn.btn-2.btn-s type="submit" name="out" value=(l.id) { "Out" span.vh { ": " (pupil_name(who)) } } button.btn.btn-quiet type="submit" name="absent" value=(l.id) { "Did not come" span.vh { ": " (pupil_name(who)) } } }
                                @else if l.in_at.is_none() { button.btn.btn-2.btn-s type="submit" name="in" value=(l.id) { "Back" span.vh { ": " (pupil_name(who)) } } button.btn.btn-quiet type="submit" name="undo" value=(l.id) { "Undo" span.vh { ": " (pupil_name(who)) } } }
                                @else { button.btn.btn-quiet type="submit" name="undo" value=(l.id) { "Undo" span.vh { ": " (pupil_name(who)) } } }
                            }
                        } } }
                    }
                }
                @if !self.off.is_empty() { section.sheet.stack.stack-2 aria-labelledby="off" { h2 #off { "Not going" } ul { @for (l, who) in &self.off { li { (pupil_name(who)) ": " (l.off_why) } } } } }
            }
        }
    }
}

/// The trip, for whoever goes on it or plans trips.
pub(super) async fn theirs(src: &mut dyn Source, v: &Visit) -> Result<Trip, Problem> {
    let trip = store::trip::find(src, v.org(), v.id("id")?).await?;
    match v.may(May::Home) || goes(src, v, &trip).await? {
        true => Ok(trip),
        false => Err(Problem::Missing),
    }
}

/// The lines with names. Whoever goes with them sees all who go; whoever plans, those in scope.
pub(super) async fn named(
    src: &mut dyn Source,
    v: &Visit,
    trip: &Trip,
) -> Result<Vec<(TripPupil, String)>, Problem> {
    let lines = store::trip::pupils::of(src, v.org(), trip.id).await?;
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let scope = match goes(src, v, trip).await? {
        true => all(v.org()),
        false => super::scope(v),
    };
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    Ok(lines
        .into_iter()
        .filter_map(|l| {
            let p = pupils.iter().find(|p| p.id == l.pupil)?;
            Some((l, format!("{}, {}", p.name(), p.form)))
        })
        .collect())
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    trip: Trip,
    form: Form,
    errors: Errors,
) -> Result<RegisterPage, Problem> {
    let (going, off): (Vec<_>, Vec<_>) =
        named(src, v, &trip).await?.into_iter().partition(|(l, _)| l.goes());
    let form = match form.has("time") {
        true => form,
        false => form.with("time", v.now.minute().input()),
    };
    Ok(RegisterPage {
        words: v.words().clone(),
        shut: may_register(&trip, v.today()).err().map(|r| format!("{}. {}", r.title, r.rule)),
        trip,
        going,
        off,
        opens: v.may(May::Home),
        now: v.now,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let trip = theirs(&mut read, &v).await?;
    let page = gather(&mut read, &v, trip, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Writes down who goes out, who is back, who did not come.
pub async fn keep(v: Visit) -> Answer {
    let mut w = v.write("Taking the register of a trip").await?;
    let trip = theirs(&mut w, &v).await?;
    may_register(&trip, v.today())?;
    let here = format!("/trips/{}/register", trip.id);
    let lines: Vec<TripPupil> = named(&mut w, &v, &trip)
        .await?
        .into_iter()
        .map(|(l, _)| l)
        .filter(TripPupil::goes)
        .collect();
    let mut errors = Errors::new();
    let time = match v.form.has("time") {
        true => errors.get(v.form.minute("time"), "time", "Give a time, such as 9.20"),
        false => Some(v.now.minute()),
    };
    let how = errors.limit(&v.form, "how", SHORT);
    if !how.is_empty() && v.form.text("in") == "all" {
        errors.add("how", "This is for one at a time: sign that one in with their own key");
    }
    let Some(at) = time.filter(|_| errors.is_empty()).map(|m| v.today().at(m)) else {
        let page = gather(&mut w, &v, trip, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let me = v.actor.name.clone();
    let meant = |l: &TripPupil, name: &str| {
        let value = v.form.text(name);
        value == l.id.to_string()
    };
    let (mut out, mut back) = (0, 0);
    let mut events: Vec<Event> = Vec::new();
    for l in &lines {
        let mut now = l.clone();
        let goes_out = l.out_at.is_none() && (v.form.text("out") == "all" || meant(l, "out"));
        let comes_in = l.is_out() && (v.form.text("in") == "all" || meant(l, "in"));
        if meant(l, "absent") && l.out_at.is_none() {
            let why = "Did not come on the day";
            events.extend(super::take_off(&mut w, &trip, l.clone(), why).await?);
            continue;
        }
        if meant(l, "undo") {
            match now.in_at.take() {
                Some(_) => {
                    now.in_by = String::new();
                    now.in_words = String::new();
                }
                None => {
                    now.out_at = None;
                    now.out_by = String::new();
                }
            }
            store::trip::pupils::keep(&mut w, &now).await?;
            events.push(event(Verb::TripRegister, &trip).pupil(l.pupil).fact("undone", "yes"));
            continue;
        }
        if !goes_out && !comes_in {
            continue;
        }
        if let Err(why) = moment(&trip, at, v.now, l.out_at) {
            if errors.is_empty() {
                errors.add("time", why);
            }
            continue;
        }
        if goes_out {
            (now.out_at, now.out_by) = (Some(at), me.clone());
            out += 1;
        } else {
            (now.in_at, now.in_by) = (Some(at), me.clone());
            now.in_words = if v.form.text("in") == "all" { String::new() } else { how.clone() };
            back += 1;
        }
        store::trip::pupils::keep(&mut w, &now).await?;
    }
    if !errors.is_empty() {
        drop(w);
        let mut read = v.read().await?;
        let page = gather(&mut read, &v, trip, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let mut said = event(Verb::TripRegister, &trip).fact("at", at.minute());
    if out > 0 {
        said = said.fact("out", out);
    }
    if back > 0 {
        said = said.fact("in", back);
    }
    let was_out = lines.iter().filter(|l| l.is_out()).count();
    let left = (was_out + out).saturating_sub(back);
    if out + back == 0 {
        if events.is_empty() {
            return v.to(here);
        }
        said = events.remove(0);
    }
    v.commit(w, said, events).await?;
    v.to_saying(
        here,
        match (out, back) {
            (0, 0) => "Kept".to_string(),
            (n, 0) => format!("{n} out at {}", at.minute()),
            (_, n) if left > 0 => format!("{n} back at {}; {left} still out", at.minute()),
            (_, n) => format!("{n} back at {}. Everybody who went out is back", at.minute()),
        },
    )
}

/// The reader has seen who is off the list.
pub async fn seen(v: Visit) -> Answer {
    let mut w = v.write("Seeing who is off the list of a trip").await?;
    let trip = store::trip::find(&mut w, v.org(), v.id("id")?).await?;
    if store::trip::pupils::seen(&mut w, trip.id, v.actor.staff).await? == 0 {
        return v.to("/");
    }
    v.commit(w, event(Verb::TripSeen, &trip), Vec::new()).await?;
    v.to_saying("/", "Seen")
}

/// What the reader was told of a trip, with the key that says they saw it.
pub struct NewsPage {
    /// The trip.
    pub trip: Trip,
    /// Who, and what.
    pub news: Vec<(String, String, Instant)>,
    /// Form token.
    pub csrf: String,
}

impl Page for NewsPage {
    fn title(&self) -> String {
        format!("Changed: {}", self.trip.title)
    }
    fn here(&self) -> &'static str {
        "/trips"
    }
    fn main(&self) -> Markup {
        let at = format!("/trips/{}/register", self.trip.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/", "Today").facts(html! { (self.trip.when()) }))
                ul.stack { @for (who, what, at) in &self.news { li.sheet { p { strong { (pupil_name(who)) } ": " (what) } p.soft { (at) } } } }
                p { "The approval stands for the others." }
                div.row {
                    form method="post" action={ "/trips/" (self.trip.id) "/seen" } { (token(&self.csrf)) (hidden("seen", "yes")) button.btn type="submit" { "I have seen it" } }
                    a.btn.btn-2 href=(at) { "Register" }
                }
            }
        }
    }
}

/// Shows it.
pub async fn news(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let trip = store::trip::find(&mut read, v.org(), v.id("id")?).await?;
    let mut told = store::trip::pupils::news(&mut read, v.org(), v.actor.staff).await?;
    told.retain(|n| n.trip == trip.id);
    if told.is_empty() {
        return v.to_saying("/", "Nothing about this trip waits for you");
    }
    let lines = store::trip::pupils::of(&mut read, v.org(), trip.id).await?;
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let pupils = store::pupil::several(&mut read, &all(v.org()), &ids).await?;
    let who = |line: Id| {
        let pupil = lines.iter().find(|l| l.id == line).map(|l| l.pupil);
        let p = pupils.iter().find(|p| Some(p.id) == pupil);
        p.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default()
    };
    let news = told.into_iter().map(|n| (who(n.trip_pupil), n.said, n.at)).collect();
    v.page(&NewsPage { trip, news, csrf: v.csrf.clone() })
}
