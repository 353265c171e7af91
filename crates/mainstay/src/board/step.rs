//! The ladder on a tile: a step with who was called, and who came when.

use super::facts::room_is_theirs;
use super::{back, open};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{self, Entry, EntryKind, StepTaken, Stood};
use casework::words::{Concept, Words};
use rulebook::Instant;

/// Longest name of somebody who was called.
const NAME: usize = 120;

/// What a form says of a step beside its line of the day log; `None` for any other entry.
pub(super) fn taken(
    v: &Visit,
    entry: &Entry,
    log: &[&Entry],
    before: &[StepTaken],
) -> Option<StepTaken> {
    if entry.kind != EntryKind::NextStep {
        return None;
    }
    let rules = &v.setting.rules;
    let steps = rules.ladder();
    let stood = day::steps_taken(log, before, &rules.next_step);
    let named = steps.iter().find(|s| s.counts() && s.name == v.form.text("step"));
    let step = named.or_else(|| day::next_step(&steps, &stood));
    let came_at = v.form.minute("came_time").map(|m| entry.at.day().at(m));
    Some(StepTaken {
        entry: entry.id,
        placement: entry.placement,
        step: step.map(|s| s.name.clone()).unwrap_or_else(|| rules.next_step.clone()),
        called: v.form.text("called").to_string(),
        came: entry.body.clone(),
        came_at,
    })
}

/// What is wrong with the names and the second time of a step as it was typed.
pub(super) fn check(v: &Visit, day: rulebook::Day, called_at: Instant, errors: &mut Errors) {
    errors.limit(&v.form, "called", NAME);
    if !v.form.has("came_time") {
        return;
    }
    match v.form.minute("came_time").map(|m| day.at(m)) {
        None => errors.add("came_time", "Give the time as 10.31, or leave it"),
        Some(at) if at > v.now => {
            errors.add(
                "came_time",
                format!("It is {} now. Give a time that has been", v.now.minute()),
            );
        }
        Some(at) if at < called_at => {
            errors.add("came_time", format!("They were called at {}", called_at.minute()));
        }
        Some(_) => {}
    }
}

/// The ladder as a tile and the day card say it: each time, each step. Support is not on it.
pub(super) fn lines(words: &Words, warnings: &[Instant], stood: &[Stood]) -> Vec<String> {
    let mut out = Vec::new();
    if !warnings.is_empty() {
        let times: Vec<String> = warnings.iter().map(|at| at.minute().to_string()).collect();
        out.push(format!("{} {}", words.cap(Concept::Warning), times.join(", ")));
    }
    out.extend(stood.iter().map(Stood::said));
    out
}

/// Records who came when they were called, and when.
pub async fn came(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Recording who came").await?;
    let entry = store::day::find_entry(&mut w, v.org(), id).await?;
    let (placement, _) = open(&v, &mut w, entry.placement).await?;
    if entry.kind != EntryKind::NextStep || !entry.stands() {
        return Err(Problem::Missing);
    }
    let at =
        day::moment_of(super::entry::asked(&v, placement.day), &placement, v.now).max(entry.at);
    room_is_theirs(&v, &mut w, placement.room, at).await?;
    let steps = store::day::steps_of(&mut w, v.org(), placement.id).await?;
    let known = steps.iter().find(|s| s.entry == id).ok_or(Problem::Missing)?;
    let said: String = v.form.text("came").chars().take(NAME).collect();
    let who = if said.is_empty() { known.called.clone() } else { said };
    if let Some(event) = store::day::meet_step(&mut w, &entry, &who, at).await? {
        v.commit(w, event, vec![]).await?;
    }
    back(&v, &placement).await
}
