//! Something serious that happened: what, whether force was used, when home was told; and the talk
//! about it with the pupil and with staff.
//!
//! It is no record of force: a yes to the question goes on to that one. Must never know: by when it
//! is talked over.

mod page;

pub use page::samples;

use crate::form::{Errors, Form};
use crate::group::{named, scope};
use crate::intervention::stale;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::significant::{LONGEST, LONGEST_NAME, Significant, debrief_by, time_errors};
use casework::{Event, Id, Verb};
use page::{ListPage, NewPage, OnePage};
use store::Source;

/// People found at most.
const FOUND: i64 = 20;

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let reach = scope(&v);
    let all = store::significant::list(&mut read, &reach, v.query.id("pupil")).await?;
    let ids: Vec<Id> = all.iter().map(|s| s.pupil).collect();
    let pupils = store::pupil::several(&mut read, &reach, &ids).await?;
    drop(read);
    let who = |id: Id| pupils.iter().find(|p| p.id == id).map(named).unwrap_or_default();
    v.page(&ListPage {
        words: v.words().clone(),
        today: v.today(),
        rows: all.into_iter().map(|s| (who(s.pupil), debrief_by(&v.setting, s.day), s)).collect(),
    })
}

async fn new_sheet(
    v: &Visit,
    src: &mut dyn Source,
    pupil: Option<&Pupil>,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let q = v.query.text("q").to_string();
    let looked_for = if pupil.is_none() { q.as_str() } else { "" };
    let found = crate::pupil::looked_for(src, &scope(v), looked_for, FOUND).await?;
    let found = found.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect();
    let mut form = form;
    for (name, value) in [("once", Id::now_v7().to_string()), ("day", v.today().iso())] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(NewPage {
        words: v.words().clone(),
        pupil: pupil.map(|p| (p.id, named(p))),
        q,
        found,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The form, or finding somebody first.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = match v.query.id("pupil") {
        Some(id) => Some(store::pupil::find(&mut read, &scope(&v), id).await?),
        None => None,
    };
    let page = new_sheet(&v, &mut read, pupil.as_ref(), Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn event(verb: Verb, s: &Significant) -> Event {
    Event::new(verb, "significant", s.id).pupil(s.pupil)
}

/// Writes one down. Where force was used it goes on to the record of that; where not, none opens.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Writing down a significant event").await?;
    let f = &v.form;
    let pupil = f.id("pupil").ok_or(Problem::Missing)?;
    let pupil = store::pupil::find(&mut w, &scope(&v), pupil).await?;
    let mut errors = Errors::new();
    let what = errors.need(f, "what", LONGEST, "Say what happened");
    let place = errors.limit(f, "place", LONGEST_NAME);
    let before = errors.limit(f, "before", LONGEST);
    let did = errors.limit(f, "did", LONGEST);
    let injuries = errors.limit(f, "injuries", LONGEST);
    let (day, minute, told_at) = (f.day("day"), f.minute("minute"), f.minute("told_at"));
    if f.has("told_at") && told_at.is_none() {
        errors.add("told_at", "Give the time, such as 11.40, or leave it empty");
    }
    for (field, words) in time_errors(day, minute, told_at, v.now) {
        errors.add(field, words);
    }
    let told_who = match told_at {
        Some(_) => errors.need(f, "told_who", LONGEST_NAME, "Say who was told"),
        None => errors.limit(f, "told_who", LONGEST_NAME),
    };
    let forced = match f.text("happened") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let forced = errors.get(forced, "happened", "Answer the question: yes or no");
    let (Some(day), Some(minute), Some(forced), true) = (day, minute, forced, errors.is_empty())
    else {
        let page = new_sheet(&v, &mut w, Some(&pupil), v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let s = Significant {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        place,
        day,
        minute,
        what,
        before,
        did,
        injuries,
        forced,
        told_at,
        told_who,
        told_by: told_at.map(|_| v.actor.name.clone()).unwrap_or_default(),
        own_view: String::new(),
        staff_view: String::new(),
        differently: String::new(),
        debriefed_on: None,
        debriefed_by: String::new(),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        at: v.now,
        version: 1,
    };
    let to = match forced {
        true => format!("/restrictive/new?pupil={}", pupil.id),
        false => format!("/significant/{}", s.id),
    };
    if !store::significant::add(&mut w, &s).await? {
        return v.to(to);
    }
    let kept = event(Verb::SignificantKept, &s)
        .fact("on", s.day)
        .fact("told", if s.told_at.is_some() { "yes" } else { "no" });
    // The answer names no pupil: its line is read by others than this one.
    let asked = Event::new(Verb::RestrictiveAsked, "significant", s.id)
        .fact("answer", if forced { "yes" } else { "no" });
    v.commit(w, kept, vec![asked]).await?;
    match forced {
        true => v.to_saying(to, "Kept. Now the record of force, restraint or seclusion"),
        false => v.to_saying(to, "Kept. No record of force was opened"),
    }
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let s = store::significant::find(src, &scope(v), v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope(v), s.pupil).await?;
    let mut form = form;
    for (name, value) in [
        ("own_view", s.own_view.clone()),
        ("staff_view", s.staff_view.clone()),
        ("differently", s.differently.clone()),
        ("told_who", s.told_who.clone()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(OnePage {
        words: v.words().clone(),
        today: v.today(),
        who: named(&pupil),
        by: debrief_by(&v.setting, s.day),
        event: s,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps the talk about it, or that home was told since.
pub async fn debrief(v: Visit) -> Answer {
    let mut w = v.write("Talking over a significant event").await?;
    let s = store::significant::find(&mut w, &scope(&v), v.id("id")?).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let own_view = errors.limit(f, "own_view", LONGEST);
    let staff_view = errors.limit(f, "staff_view", LONGEST);
    let differently = errors.limit(f, "differently", LONGEST);
    if own_view.is_empty() {
        errors.add("own_view", "Say what the pupil said, or that they did not want to");
    }
    if staff_view.is_empty() {
        errors.add("staff_view", "Say what staff said");
    }
    let mut now = Significant {
        own_view,
        staff_view,
        differently,
        debriefed_on: Some(v.today()),
        debriefed_by: v.actor.name.clone(),
        version: f.int("version").unwrap_or(0),
        ..s
    };
    if now.told_at.is_none() && f.has("told_at") {
        let told = errors.get(f.minute("told_at"), "told_at", "Give the time, such as 11.40");
        for (field, words) in time_errors(Some(now.day), Some(now.minute), told, v.now) {
            errors.add(field, words);
        }
        now.told_at = told;
        now.told_who = errors.need(f, "told_who", LONGEST_NAME, "Say who was told");
        now.told_by = v.actor.name.clone();
    }
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    stale(store::significant::debrief(&mut w, &now).await, &v)?;
    v.commit(w, event(Verb::SignificantDebriefed, &now), Vec::new()).await?;
    v.to_saying(format!("/significant/{}", now.id), "The talk is kept")
}
