//! One session of a group: its register, its plan and notes, moving or cancelling it.
//!
//! Must never know: who is elsewhere; `free` gathers it.

use super::session_page::{InRegister, SessionPage};
use super::{free, must_lead, named, open};
use crate::form::{Errors, Form};
use crate::intervention::stale;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::group::{
    Group, LONGEST, Mark, Member, Session, State, Why, going, may_take, refused,
};
use casework::pupil::Pupil;
use casework::words::{Concept, capital};
use casework::{Coded, Event, Id, Verb};
use store::Source;

/// Letters of a few words beside an absence.
const LONGEST_WORDS: usize = 200;

async fn found(
    v: &Visit,
    src: &mut dyn Source,
) -> Result<(Session, Group, Vec<Member>, Vec<Pupil>), Problem> {
    let session = store::group::session(src, v.org(), v.id("id")?).await?;
    let (group, members, pupils) = open(v, src, session.group).await?;
    Ok((session, group, members, pupils))
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<SessionPage, Problem> {
    let (session, group, members, pupils) = found(v, src).await?;
    let on: Vec<&Member> = members.iter().filter(|m| m.on(session.day)).collect();
    let ids: Vec<Id> = on.iter().map(|m| m.pupil).collect();
    let known = free::absent(v, src, &session, &ids).await?;
    let marks = store::group::marks(src, v.org(), &[group.id]).await?;
    let mut form = form;
    let mut rows = Vec::new();
    let mut unseen = 0;
    for m in &on {
        let Some(p) = pupils.iter().find(|p| p.id == m.pupil) else {
            unseen += 1;
            continue;
        };
        let mark = marks.iter().find(|k| k.session == session.id && k.pupil == m.pupil).cloned();
        let filled = known.get(&m.pupil);
        let (here, why, words) = match (&mark, filled) {
            (Some(k), _) if k.here => ("yes", None, String::new()),
            (Some(k), _) => ("no", k.why, k.words.clone()),
            (None, Some((why, words))) => ("no", Some(*why), words.clone()),
            (None, None) => ("", None, String::new()),
        };
        for (name, value) in [
            (format!("here-{}", p.id), here.to_string()),
            (format!("why-{}", p.id), why.map(|w| w.code().to_string()).unwrap_or_default()),
            (format!("words-{}", p.id), words),
        ] {
            if !form.has(&name) && errors.is_empty() && !value.is_empty() {
                form = form.with(&name, value);
            }
        }
        rows.push(InRegister {
            pupil: p.id,
            who: named(p),
            filled: filled.map(|(why, words)| match why {
                Why::Room => format!("In {words} at that time: filled in from its register"),
                _ => format!("{}: {words}", capital(why.label())),
            }),
            mark,
        });
    }
    for (name, value) in [
        ("plan", session.plan.clone()),
        ("notes", session.notes.clone()),
        ("to", session.day.iso()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    let room = capital(v.words().one(Concept::Room));
    Ok(SessionPage {
        today: v.today(),
        runs: must_lead(v, &group).is_ok() && group.ended_on.is_none(),
        rows,
        unseen,
        room,
        group,
        session,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Takes the register.
pub async fn register(v: Visit) -> Answer {
    let mut w = v.write("Taking the register of a group").await?;
    let (session, group, members, pupils) = found(&v, &mut w).await?;
    must_lead(&v, &group)?;
    may_take(&session, v.today())?;
    let f = &v.form;
    let mut errors = Errors::new();
    let old = store::group::marks(&mut w, v.org(), &[group.id]).await?;
    let mut marks: Vec<Mark> = Vec::new();
    for m in members.iter().filter(|m| m.on(session.day)) {
        let Some(p) = pupils.iter().find(|p| p.id == m.pupil) else {
            // Whoever is not shown to this reader keeps what was said of them.
            marks.extend(
                old.iter().filter(|k| k.session == session.id && k.pupil == m.pupil).cloned(),
            );
            continue;
        };
        let (here, why, words) =
            (format!("here-{}", p.id), format!("why-{}", p.id), format!("words-{}", p.id));
        let mark = |here, why, words| Mark {
            session: session.id,
            pupil: p.id,
            here,
            why,
            words,
            by_name: v.actor.name.clone(),
            at: v.now,
        };
        match f.text(&here) {
            "yes" => marks.push(mark(true, None, String::new())),
            "no" => {
                let given = f.coded::<Why>(&why);
                let given = errors.get(given, &why, "Say why they were not there");
                let said = errors.limit(f, &words, LONGEST_WORDS);
                marks.push(mark(false, given, said));
            }
            _ => errors.add(&here, "Say whether they were there"),
        }
    }
    let notes = errors.limit(f, "notes", LONGEST);
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let now = Session {
        state: State::Held,
        notes,
        held_by: v.actor.name.clone(),
        held_at: Some(v.now),
        version: f.int("version").unwrap_or(0),
        ..session
    };
    stale(store::group::change_session(&mut w, &now).await, &v)?;
    store::group::mark(&mut w, now.id, &marks).await?;
    let here = marks.iter().filter(|m| m.here).count();
    let event = Event::new(Verb::GroupHeld, "group", group.id)
        .fact("group", &group.name)
        .fact("on", now.day)
        .fact("present", here)
        .fact("absent", marks.len() - here);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/groups/{}", group.id), "The register is kept")
}

/// Writes the plan of a session, moves it, or cancels it with why.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Changing a session of a group").await?;
    let (session, group, members, pupils) = found(&v, &mut w).await?;
    must_lead(&v, &group)?;
    going(&group)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let version = f.int("version").unwrap_or(0);
    let back = format!("/groups/{}", group.id);
    let event = |verb| Event::new(verb, "group", group.id).fact("group", &group.name);
    let held = session.state == State::Held;
    let (now, event) = match f.text("way") {
        "move" => {
            let to = errors.get(f.day("to"), "to", "Give the day it moves to");
            if let Some(why) = to.and_then(|d| v.setting.calendar.why_closed(d)) {
                errors.add("to", format!("That is not a school day: {why}"));
            }
            let why = errors.need(f, "why_moved", LONGEST, "Say why it moves");
            if held {
                errors.add("to", "Its register is taken: it took place on this day");
            }
            let day = to.unwrap_or(session.day);
            let period = v
                .setting
                .periods_on(day)
                .into_iter()
                .find(|p| p.code == session.code)
                .map(|p| (p.from, p.to));
            if errors.is_empty() && period.is_none() {
                errors.add("to", format!("{}s have no {}", day.weekday().long(), session.code));
            }
            let (from, to) = period.unwrap_or((session.from, session.to));
            let (was, first) = (session.day, session.first_day);
            let now = Session {
                day,
                from,
                to,
                why,
                version,
                state: State::Planned,
                first_day: first,
                ..session
            };
            if errors.is_empty() {
                let alone = std::slice::from_ref(&now);
                let on: Vec<Pupil> = pupils
                    .iter()
                    .filter(|p| members.iter().any(|m| m.pupil == p.id && m.on(day)))
                    .cloned()
                    .collect();
                let leader = store::staff::find(&mut w, v.org(), group.leader).await?;
                let id = Some(group.id);
                let mut clashes = free::of_pupils(&v, &mut w, alone, &on, id).await?;
                clashes.extend(free::of_leader(&v, &mut w, alone, &leader, id).await?);
                clashes.extend(free::of_place(&v, &mut w, alone, &group.place, id).await?);
                if !clashes.is_empty() {
                    return Err(refused(&clashes, id).into());
                }
            }
            let event = event(Verb::GroupMoved).fact("from", was).fact("to", now.day);
            (now, event)
        }
        "cancel" => {
            let why = errors.need(f, "why_cancelled", LONGEST, "Say why it does not take place");
            if held {
                errors.add("why_cancelled", "Its register is taken: it took place");
            }
            let event = event(Verb::GroupCancelled).fact("on", session.day);
            (Session { state: State::Cancelled, why, version, ..session }, event)
        }
        _ => {
            let plan = errors.limit(f, "plan", LONGEST);
            let event = event(Verb::GroupChanged).fact("on", session.day);
            (Session { plan, version, ..session }, event)
        }
    };
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    stale(store::group::change_session(&mut w, &now).await, &v)?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "Kept")
}
