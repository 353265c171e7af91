//! Undoing an arrival, or that somebody is not here, with all it did to a return.

use super::facts::{covers, room_is_theirs};
use super::{back, open};
use crate::problem::Problem;
use crate::referral::booking::Known;
use crate::returning::act as returning;
use crate::visit::{Answer, Visit};
use casework::booking::{No, Wanted, book};
use casework::day::{self, Came, Coming, Entry};
use casework::room::{Placement, PlacementState, Slot};
use casework::room_move::going;
use casework::words::Concept;
use casework::{May, Refusal};
use store::Write;

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
    if last.coming.what == Came::NotHere && last.before == PlacementState::Booked {
        still_free(&v, &mut w, &placement, &slots).await?;
    }
    let event = store::day::take_back_coming(&mut w, &placement, &last).await?;
    let returns = returning::take_back(&mut w, &last.coming).await?;
    v.commit(w, event, returns).await?;
    back(&v, &placement).await
}

/// While somebody was not here, their seat may have gone, or somebody they are kept apart from
/// may have come. Undoing asks as a booking does, and leads to the ways out.
async fn still_free(
    v: &Visit,
    w: &mut Write,
    placement: &Placement,
    slots: &[Slot],
) -> Result<(), Problem> {
    let codes = going(slots, v.now).codes;
    if codes.is_empty() {
        return Ok(());
    }
    let known = Known::read(w, &v.setting, placement.pupil, placement.day).await?;
    let wanted = Wanted {
        pupil: placement.pupil,
        moving: Some(placement.id),
        day: placement.day,
        codes: codes.clone(),
        room: placement.room,
        on_a_name: false,
    };
    let mine = |t: &&casework::booking::Taken| {
        t.placement != placement.id
            && t.day == placement.day
            && t.seat == placement.seat
            && codes.contains(&t.code)
            && casework::room::share(&known.rooms, t.room, placement.room)
    };
    let (title, rule, from) = match book(&known.facts(&v.setting, v.now), &wanted) {
        Ok(_) if placement.seat.is_none() || !known.taken.iter().any(|t| mine(&t)) => {
            return Ok(());
        }
        Ok(_) => (
            format!("{} has been given to somebody else", super::seat_of(v, placement.seat)),
            format!("One {}, one at a time.", v.words().one(Concept::Seat)),
            "The bookings of today.".to_string(),
        ),
        // A known date was there when it was booked; it does not stand in the way of undoing.
        Err(No::Clash(c)) if c.apart.is_empty() && c.full.is_empty() => return Ok(()),
        Err(no) => crate::referral::rebook::reasons(v, &no, &wanted),
    };
    let no = Refusal::because(title, rule, from);
    let there = format!("/placements/{}/room", placement.id);
    let no = match casework::rota::may_plan(&v.actor).is_ok() {
        true if v.may(May::Override) => {
            no.or("Use another seat or room, or keep both on your name", there)
        }
        true => no.or("Use another seat or room", there),
        false => no.or("Ask whoever leads the room", ""),
    };
    Err(no.or("Back to the board", super::tile_of(v, placement)).into())
}
