//! Coming back after a suspension: the meeting, what the pupil and home say, what is agreed, who
//! looks after it, and the day somebody looks again.
//!
//! Must never make the way back wait: a meeting nobody came to is kept like one that was held.

mod page;
mod samples;

pub use samples::samples;

use crate::exclusion::{About, met_here, open_duty, stands};
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer, Visit};
use casework::exclusion::Met;
use casework::pupil::Pupil;
use casework::reintegration::{Reintegration, wrong};
use casework::school::Staff;
use casework::today::Kind;
use casework::{Event, Id, May, Role, Verb};
use page::ReintegrationPage;
use store::Source;
use store::today::Due;

/// Letters of what was said at most.
const LONGEST: usize = 4000;
/// Letters of a line at most.
const SHORT: usize = 300;

/// The long texts, each with the most it may hold.
const TEXTS: [(&str, usize); 6] = [
    ("asked", SHORT),
    ("pupil_view", LONGEST),
    ("family_view", LONGEST),
    ("support", LONGEST),
    ("targets", LONGEST),
    ("links", SHORT),
];

fn at(id: Id) -> String {
    format!("/exclusions/{id}/reintegration")
}

/// Everybody who may look after it: those who can open the record of this pupil.
async fn owners(src: &mut dyn Source, v: &Visit, pupil: &Pupil) -> Result<Vec<Staff>, Problem> {
    let mut all: Vec<Staff> = Vec::new();
    let opens = Role::OPEN_EVERY_FILE;
    for role in opens.into_iter().filter(|r| r.may(May::Exclusions)) {
        all.extend(store::staff::with_role(src, v.org(), role).await?);
    }
    all.extend(store::year_lead::of(src, v.org(), pupil.year).await?);
    all.retain(|s| s.left_on.is_none());
    all.sort_by(|a, b| (&a.family, &a.given, a.id).cmp(&(&b.family, &b.given, b.id)));
    all.dedup_by_key(|s| s.id);
    Ok(all)
}

/// What the form holds before anybody types.
fn filled(about: &About, r: &Reintegration, v: &Visit) -> Form {
    let e = &about.e;
    let iso = |d: Option<rulebook::Day>| d.map(|d| d.iso()).unwrap_or_default();
    let came = match &e.met {
        Some(m) if m.attended => "yes",
        Some(_) => "no",
        None => "",
    };
    Form::default()
        .with("version", e.version.to_string())
        .with("kept", r.version.to_string())
        .with("meet_day", iso(e.meeting.map(|m| m.day())))
        .with("meet_time", e.meeting.map(|m| m.minute().input()).unwrap_or_default())
        .with("came", came)
        .with("met_words", e.met.as_ref().map(|m| m.words.clone()).unwrap_or_default())
        .with("asked", &r.asked)
        .with("pupil_view", &r.pupil_view)
        .with("family_view", &r.family_view)
        .with("support", &r.support)
        .with("targets", &r.targets)
        .with("links", &r.links)
        .with("owner", r.owner.unwrap_or(v.actor.staff).to_string())
        .with("review_on", iso(r.review_on))
}

async fn sheet(
    v: &Visit,
    typed: Option<Form>,
    errors: Errors,
) -> Result<ReintegrationPage, Problem> {
    let mut read = v.read().await?;
    let about = About::of(v, &mut read).await?;
    stands(&about)?;
    let owners = owners(&mut read, v, &about.pupil).await?;
    let r = about.agreed.clone().unwrap_or_else(|| Reintegration::empty(about.e.id));
    let choices = std::iter::once(Choice::new("", "Choose"))
        .chain(owners.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect();
    Ok(ReintegrationPage {
        words: v.words().clone(),
        name: about.pupil.name(),
        first: about.pupil.first(),
        back: about.back(),
        form: typed.unwrap_or_else(|| filled(&about, &r, v)),
        owners: choices,
        home: v.may(May::Home),
        today: v.today(),
        invited: about.letters_of(casework::exclusion::letter::Paper::Invite),
        told: about.letters_of(casework::exclusion::letter::Paper::Agreed),
        e: about.e,
        r,
        csrf: v.csrf.clone(),
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// A date or a time that was typed and is none.
fn unread(f: &Form, e: &mut Errors) {
    for field in ["meet_day", "review_on"] {
        if f.has(field) && f.day(field).is_none() {
            e.add(field, "Give a date, such as 2026-11-23");
        }
    }
    if f.has("meet_time") && f.minute("meet_time").is_none() {
        e.add("meet_time", "Give a time, such as 8.15");
    }
}

/// Somebody else kept it while this page lay open.
fn fresh(v: &Visit, about: &About, before: &Reintegration) -> Result<(), Problem> {
    match (v.form.int("version"), v.form.int("kept")) {
        read if read == (Some(about.e.version), Some(before.version)) => Ok(()),
        _ => Err(Problem::Stale(v.form.kept())),
    }
}

fn said(about: &About, what: &str) -> Event {
    let event = Event::new(Verb::ExclusionAfter, "exclusion", about.e.id);
    event.pupil(about.pupil.id).fact("what", what)
}

/// Keeps when the meeting is and who is asked beside home.
pub async fn arrange(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    unread(f, &mut e);
    let asked = e.limit(f, "asked", SHORT);
    let mut w = v.write("Arranging the meeting about a return").await?;
    let mut about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let before = about.agreed.clone().unwrap_or_else(|| Reintegration::empty(about.e.id));
    let moved = meeting(&v, &mut about, &mut e);
    if !e.is_empty() {
        drop(w);
        let page = sheet(&v, Some(f.clone()), e).await?;
        return v.again(&page);
    }
    if before.asked == asked && !moved {
        return v.to(at(about.e.id));
    }
    fresh(&v, &about, &before)?;
    if moved {
        store::exclusion::after(&mut w, &about.e).await?;
    }
    if before.asked != asked {
        store::reintegration::keep(&mut w, &Reintegration { asked, ..before }).await?;
    }
    let what = match moved {
        true => "the meeting about the return arranged for another time",
        false => "who is asked to the meeting about the return",
    };
    v.commit(w, said(&about, what), Vec::new()).await?;
    v.to_saying(at(about.e.id), "It is kept")
}

/// Keeps how the meeting went and what was agreed. Nobody came is an answer, and changes nothing.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    unread(f, &mut e);
    for (field, longest) in TEXTS {
        e.limit(f, field, longest);
    }
    let words = e.limit(f, "met_words", LONGEST);
    let came = match f.text("came") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    e.get(came, "came", "Say whether somebody from home came");
    if came == Some(false) && words.is_empty() {
        e.add("met_words", "Say how home was reached instead, or that it was tried");
    }
    let mut w = v.write("Recording the meeting about a return").await?;
    let mut about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let before = about.agreed.clone().unwrap_or_else(|| Reintegration::empty(about.e.id));
    let owners = owners(&mut w, &v, &about.pupil).await?;
    let r = typed(&v, &before, &owners);
    for (field, words) in wrong(&r, came, about.back(), about.almanac.as_ref().ok()) {
        e.add(field, words);
    }
    let (Some(attended), true) = (came, e.is_empty()) else {
        drop(w);
        let page = sheet(&v, Some(f.clone()), e).await?;
        return v.again(&page);
    };
    let was = about.e.met.as_ref();
    let same_met = was.is_some_and(|was| was.attended == attended && was.words == words);
    if same_met && r == before {
        return v.to(at(about.e.id));
    }
    fresh(&v, &about, &before)?;
    let mut events = Vec::new();
    if !same_met {
        about.e.met = Some(Met { attended, words, at: v.now, by_name: v.actor.name.clone() });
        store::exclusion::after(&mut w, &about.e).await?;
        let event = Event::new(Verb::ExclusionMet, "exclusion", about.e.id).pupil(about.pupil.id);
        events.push(event.fact("attended", if attended { "yes" } else { "no" }));
        if let Some(o) = open_duty(&about, "reintegration") {
            let what = if attended { "Meeting held" } else { "Meeting offered; home did not come" };
            events.push(met_here(&mut w, &v, &about, o, v.now, what.into()).await?);
        }
    }
    if r != before {
        store::reintegration::keep(&mut w, &r).await?;
        if events.is_empty() {
            events.push(said(&about, "what was agreed for the return"));
        }
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(at(about.e.id), "It is kept. They come back on the day")
}

/// What was typed of what was agreed.
fn typed(v: &Visit, before: &Reintegration, owners: &[Staff]) -> Reintegration {
    let f = &v.form;
    let text = |name: &str| f.text(name).trim().to_string();
    let mut r = Reintegration {
        pupil_view: text("pupil_view"),
        family_view: text("family_view"),
        support: text("support"),
        targets: text("targets"),
        links: text("links"),
        review_on: f.day("review_on"),
        owner: None,
        owner_name: String::new(),
        ..before.clone()
    };
    let owner = f.id("owner").and_then(|id| owners.iter().find(|s| s.id == id));
    // Nobody looks after nothing: the name stands only where there is something to look at.
    if let Some(s) = owner.filter(|_| r.holds_something() || r.review_on.is_some()) {
        (r.owner, r.owner_name) = (Some(s.id), s.full());
    }
    r
}

/// Puts the day and time of the meeting as they were typed; whether they are others than before.
fn meeting(v: &Visit, about: &mut About, e: &mut Errors) -> bool {
    let (day, time) = (v.form.day("meet_day"), v.form.minute("meet_time"));
    let Some(typed) = day.zip(time).map(|(day, time)| day.at(time)) else { return false };
    if about.e.meeting == Some(typed) {
        return false;
    }
    if let Some(back) = about.back().filter(|back| typed.day() > *back) {
        e.add("meet_day", format!("They are back on {back}: the meeting is before or at the start of that day, and coming back never waits for it"));
        return false;
    }
    about.e.meeting = Some(typed);
    true
}

/// Keeps that somebody looked at it again.
pub async fn reviewed(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let words = e.need(f, "review_words", LONGEST, "Say how it goes, and what comes next");
    let next = f.day("next_review");
    if f.has("next_review") && next.is_none_or(|day| day <= v.today()) {
        e.add("next_review", "Give a day that is still to come, or leave it empty");
    }
    let mut w = v.write("Looking again at what was agreed for a return").await?;
    let about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let r = about.agreed.clone().filter(|r| r.version > 0).ok_or(Problem::Missing)?;
    if !e.is_empty() {
        drop(w);
        let page = sheet(&v, Some(f.clone()), e).await?;
        return v.again(&page);
    }
    if f.int("kept") != Some(r.version) {
        // Sent twice: it is kept already.
        if r.review_words.contains(&words) {
            return v.to(at(about.e.id));
        }
        return Err(Problem::Stale(f.kept()));
    }
    store::reintegration::reviewed(&mut w, &r, v.today(), &words, next).await?;
    let event = said(&about, "what was agreed for the return looked at again");
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(at(about.e.id), "It is kept")
}

/// Lines of Today: what somebody looks after whose day has come.
pub async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let scope = v.actor.scope_for(May::Exclusions, v.today());
    let all = store::reintegration::waiting(src, &scope, v.actor.staff, v.today()).await?;
    let line = |w: store::reintegration::Waiting| Due {
        kind: Kind::Owed,
        about: w.agreed.exclusion,
        placement: None,
        who: w.who,
        day: w.agreed.review_on.unwrap_or(v.today()),
        minute: None,
        what: "What was agreed for the return: look at it again".into(),
        n: 4,
        since: None,
    };
    Ok(all.into_iter().map(line).collect())
}

/// What is worked on after a suspension, for whoever follows the return to lessons.
pub async fn targets(src: &mut dyn Source, org: Id, exclusion: Id) -> Result<Vec<String>, Problem> {
    let agreed = store::reintegration::of(src, org, exclusion).await?;
    Ok(agreed.map(|r| crate::exclusion::lines(&r.targets)).unwrap_or_default())
}
