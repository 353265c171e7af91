//! Undoing an arrival, or that somebody is not here, with all it did to a return.

use super::facts::{covers, room_is_theirs};
use super::{back, open};
use crate::problem::Problem;
use crate::returning::act as returning;
use crate::visit::{Answer, Visit};
use casework::day::{self, Coming, Entry};

/// Undoes it. The act and its undoing both stay in the trail.
pub async fn coming(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Undoing an arrival or an absence").await?;
    let (placement, _) = open(&v, &mut w, id).await?;
    room_is_theirs(&v, &mut w, placement.room, v.now).await?;
    let lines = store::day::comings_of(&mut w, v.org(), id).await?;
    let entries = store::day::entries_of(&mut w, v.org(), id).await?;
    let log: Vec<&Entry> = entries.iter().collect();
    let last = day::last_coming(&lines.iter().collect::<Vec<&Coming>>(), &log);
    // Undone already, or a page that speaks of an older one: the board says how it stands.
    let Some(last) = last.filter(|l| Some(l.coming.line) == v.form.int("line")) else {
        return back(&v, &placement).await;
    };
    if covers(&v) && last.coming.by != Some(v.actor.staff) {
        return Err(Problem::Missing);
    }
    let slots = store::room::slots(&mut w, v.org(), id).await?;
    let card = format!("/placements/{id}");
    day::may_take_back(&last, &placement, &slots, &log, v.now, &card)
        .map_err(|no| Problem::from(*no))?;
    let event = store::day::take_back_coming(&mut w, &placement, &last).await?;
    let returns = returning::take_back(&mut w, &last.coming).await?;
    v.commit(w, event, returns).await?;
    back(&v, &placement).await
}
