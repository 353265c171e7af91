//! One-tap entries: praise, help, a warning, out and back; and undoing one.
//!
//! The moment is the moment it was tapped, even when it was sent later.

use super::facts::{covers, room_is_theirs};
use super::{back, open};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{self, Entry, EntryKind, Presence};
use casework::room::PlacementState;
use casework::{Coded, Event, Id, Refusal};
use rulebook::{Instant, Minute};

/// Longest words of an entry.
const LONGEST: usize = 2000;

/// The moment a form speaks of: a typed time of the day, or the moment of the tap.
pub(super) fn asked(v: &Visit, day: rulebook::Day) -> Option<Instant> {
    v.form.minute("time").map(|m| day.at(m)).or_else(|| Instant::parse_iso(v.form.text("at")))
}

/// A typed time of a day, or `None` where nobody typed one. One that cannot be read, or is later
/// than now, is an error beside its field: only a tap is taken for now.
pub(super) fn typed_time(v: &Visit, day: rulebook::Day, errors: &mut Errors) -> Option<Minute> {
    if !v.form.has("time") {
        return None;
    }
    let minute =
        errors.get(v.form.minute("time"), "time", "Give the time as 10.25, or leave it")?;
    if day.at(minute) > v.now {
        errors.add("time", format!("It is {} now. Give a time that has been", v.now.minute()));
        return None;
    }
    Some(minute)
}

/// Makes an entry.
pub async fn make(v: Visit) -> Answer {
    let id = v.id("id")?;
    let what = v.form.text("kind").to_string();
    let mut w = v.write("Keeping the day log").await?;
    let (placement, _) = open(&v, &mut w, id).await?;
    let at = day::moment_of(asked(&v, placement.day), &placement, v.now);
    room_is_theirs(&v, &mut w, placement.room, at).await?;
    let mut errors = Errors::new();
    let body = errors.limit(&v.form, "body", LONGEST);
    typed_time(&v, placement.day, &mut errors);
    if what == EntryKind::NextStep.code() {
        super::step::check(&v, placement.day, at, &mut errors);
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&super::card::page(&v, id, errors).await?);
    }
    if what == "left" {
        if placement.state == PlacementState::Here {
            let event = store::day::leave(&mut w, &placement, at).await?;
            v.commit(w, event, vec![]).await?;
        }
        return back(&v, &placement).await;
    }
    let more = what == "more";
    let kind =
        if more { EntryKind::Out } else { EntryKind::from_code(&what).ok_or(Problem::Missing)? };
    if kind == EntryKind::Came || (covers(&v) && kind == EntryKind::Note) {
        return Err(Problem::Missing);
    }
    if kind != EntryKind::Note && placement.arrived_at.is_none() {
        return Err(Refusal::because(
            "Record the arrival first",
            "The day log is of somebody who is in the room. A note can be kept at any time.",
            "The school’s room procedures.",
        )
        .or("Record the arrival", format!("/placements/{id}/arrival"))
        .or("Back to the board", super::tile_of(&v, &placement))
        .into());
    }
    if kind == EntryKind::Adjustment && body.is_empty() {
        errors.add("body", "Say what was tried, such as a walk with an adult");
        drop(w);
        return v.again(&super::card::page(&v, id, errors).await?);
    }
    if kind == EntryKind::Note && body.is_empty() {
        return v.to(format!("/placements/{id}#note"));
    }
    let minutes = match kind {
        EntryKind::Toilet => Some(5),
        EntryKind::Out if more => Some(day::OUT_FOR),
        EntryKind::Out => Some(v.form.int("minutes").unwrap_or(day::OUT_FOR)),
        _ => None,
    };
    let code = match v.form.text("code") {
        "" => v
            .setting
            .period_at(placement.day, at.minute())
            .map(|p| p.code.clone())
            .unwrap_or_default(),
        // A period this day has, or none.
        code => v
            .setting
            .periods_on(placement.day)
            .into_iter()
            .find(|p| p.code == code)
            .map(|p| p.code.clone())
            .unwrap_or_default(),
    };
    let kept = store::day::entries_of(&mut w, v.org(), id).await?;
    let log: Vec<&Entry> = kept.iter().collect();
    // Two adults tapping "back" at once, or a tap sent twice, make one line.
    if kind == EntryKind::Back && matches!(day::presence(&placement, &log), Presence::Here) {
        return back(&v, &placement).await;
    }
    // "Ten more minutes" counts from now, not from when they were due.
    let from = if more { at.max(v.now) } else { at };
    let entry = Entry {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        placement: placement.id,
        pupil: placement.pupil,
        kind,
        code,
        at,
        until_at: minutes.map(|m| from.plus_seconds(m.clamp(1, 240) * 60)),
        body,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        undone_at: None,
        undone_by: String::new(),
    };
    if let Some(event) = store::day::entry(&mut w, &entry).await? {
        let before = store::day::steps_of(&mut w, v.org(), id).await?;
        if let Some(step) = super::step::taken(&v, &entry, &log, &before) {
            store::day::take_step(&mut w, &step).await?;
        }
        v.commit(w, event, vec![]).await?;
    }
    back(&v, &placement).await
}

/// Undoes an entry. It stays in the log, struck out, with who undid it.
pub async fn undo(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Undoing an entry").await?;
    let entry = store::day::find_entry(&mut w, v.org(), id).await?;
    let (placement, _) = open(&v, &mut w, entry.placement).await?;
    if covers(&v) && entry.by_staff != v.actor.staff {
        return Err(Problem::Missing);
    }
    room_is_theirs(&v, &mut w, placement.room, entry.at).await?;
    if entry.stands() {
        let event = store::day::undo(&mut w, &entry).await?;
        v.commit(w, event, vec![]).await?;
    }
    back(&v, &placement).await
}

/// Corrects the words of an entry; what was first written is kept and shown.
pub async fn correct(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Correcting a note").await?;
    let entry = store::day::find_entry(&mut w, v.org(), id).await?;
    let (placement, _) = open(&v, &mut w, entry.placement).await?;
    if covers(&v) {
        return Err(Problem::Missing);
    }
    let mut errors = Errors::new();
    let body = errors.limit(&v.form, "body", LONGEST);
    if let Some(message) = errors.of("body") {
        let mut beside = Errors::new();
        beside.add(&format!("body-{id}"), message);
        drop(w);
        return v.again(&super::card::page(&v, placement.id, beside).await?);
    }
    if v.form.text("was") != entry.body && body != entry.body {
        return Err(Problem::Stale(vec![("Your words".into(), body)]));
    }
    if !body.is_empty() && body != entry.body {
        let event = store::day::correct(&mut w, &entry, &body, v.actor.staff).await?;
        v.commit(w, event, vec![]).await?;
    }
    v.to(format!("/placements/{}#e-{id}", placement.id))
}

/// Marks one period of one placement.
pub async fn mark(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Marking conduct and learning").await?;
    let (placement, _) = open(&v, &mut w, id).await?;
    let tapped = day::moment_of(asked(&v, placement.day), &placement, v.now);
    room_is_theirs(&v, &mut w, placement.room, tapped).await?;
    let slots = store::room::slots(&mut w, v.org(), id).await?;
    let code = v.form.text("code");
    let slot = match code {
        "" => slots.iter().rev().find(|s| s.day.at(s.from) <= v.now),
        code => slots.iter().find(|s| s.code == code),
    }
    .ok_or(Problem::Missing)?;
    let conduct = v.form.int("conduct").filter(|n| day::is_mark(*n) && Some(*n) != slot.conduct);
    let learning = v.form.int("learning").filter(|n| day::is_mark(*n) && Some(*n) != slot.learning);
    let done = v.form.coded("done").filter(|d| Some(*d) != slot.done);
    if conduct.is_some() || learning.is_some() || done.is_some() {
        begun(&v, slot.day, &slot.code, slot.from, super::tile_of(&v, &placement))?;
        let event = store::day::mark(&mut w, slot, conduct, learning, done).await?;
        v.commit(w, event, vec![]).await?;
    }
    back(&v, &placement).await
}

/// Refuses marks for a period that has not begun.
pub(super) fn begun(
    v: &Visit,
    day: rulebook::Day,
    code: &str,
    from: Minute,
    back: String,
) -> Result<(), Problem> {
    if day.at(from) <= v.now {
        return Ok(());
    }
    Err(Refusal::because(
        format!("{code} of {day} has not begun: it starts at {from}"),
        "Conduct, learning and work done are marked once the period has begun.",
        "Mainstay: nothing is recorded before it happens.",
    )
    .or("Back to the board", back)
    .into())
}

/// A minute that was typed, or now.
pub(super) fn minute_or_now(v: &Visit, field: &str) -> Minute {
    v.form.minute(field).unwrap_or_else(|| v.now.minute())
}

/// Commits a list of events, if there are any.
pub(super) async fn commit_all(
    v: &Visit,
    w: store::Write,
    events: Vec<Event>,
) -> Result<(), Problem> {
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        v.commit(w, first, events.collect()).await?;
    }
    Ok(())
}
