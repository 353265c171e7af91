//! What falls due next for one pupil: the line at the top of a tile.

use super::{CHECK_EVERY, Entry, EntryKind, INDUCTION_WITHIN, Presence, last_of};
use crate::room::{Placement, PlacementState, Room, Slot};
use rulebook::{Instant, Minute};

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueKind {
    /// Somebody brought them; the referral is missing.
    FindReferrer,
    /// They are expected.
    Expected,
    /// The talk at the start has not been held.
    Induction,
    /// A welfare check.
    CheckIn,
    /// Back from out of the room.
    Back,
    /// The room's own break.
    RoomBreak,
    /// The room's own lunch.
    RoomLunch,
    /// The exit interview, at the end of their last period.
    Exit,
    /// They have left and the interview was not held.
    ExitNotHeld,
}

/// How loudly it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// In good time.
    Quiet,
    /// At risk.
    Risk,
    /// Late.
    Late,
}

/// One thing due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// When.
    pub at: Instant,
    /// Whole minutes until then; below nought when it is late.
    pub minutes: i64,
    /// How loudly.
    pub tone: Tone,
}

/// Minutes late from which a check or a talk counts as late, not only at risk.
const LATE_FROM: i64 = 10;
/// Minutes before the end of their last period from which the exit interview takes the place of
/// any check.
const EXIT_IS_NEAR: i64 = 20;

/// The next thing due for one pupil today, or nothing. `lessons_from` is the start of the day's
/// first lesson, `day_ends` the end of its last; `breaks_done` says whether the room's break and
/// lunch were started.
pub fn next_due(
    placement: &Placement,
    slots: &[&Slot],
    entries: &[&Entry],
    presence: &Presence,
    room: &Room,
    clock: &Clock,
) -> Option<Due> {
    let day = placement.day;
    let first = slots.iter().map(|s| s.from).min()?;
    let last = slots.iter().map(|s| s.to).max()?;
    let mut due: Vec<(DueKind, Instant)> = Vec::new();
    match presence {
        Presence::NotHere => return None,
        Presence::Expected => {
            let at = if first <= clock.lessons_from { room.arrive_at.min(first) } else { first };
            due.push((DueKind::Expected, day.at(at)));
        }
        Presence::Left => {
            if placement.state == PlacementState::Closed || clock.exit_held {
                return None;
            }
            let at = placement.left_at.unwrap_or_else(|| day.at(last));
            due.push((DueKind::ExitNotHeld, at));
        }
        Presence::Out { until, .. } => {
            due.push((DueKind::Back, *until));
            due.push((DueKind::Exit, day.at(last)));
        }
        Presence::Here => {
            let came = placement.arrived_at.unwrap_or_else(|| day.at(first));
            if super::came_unasked(placement) {
                due.push((DueKind::FindReferrer, came));
            }
            if placement.inducted_at.is_none() {
                due.push((DueKind::Induction, came.plus_seconds(INDUCTION_WITHIN * 60)));
            }
            let seen = [
                Some(came.max(day.at(first))),
                placement.inducted_at,
                last_of(entries, EntryKind::Check),
                last_of(entries, EntryKind::Back),
            ];
            if let Some(seen) = seen.into_iter().flatten().max() {
                due.push((DueKind::CheckIn, seen.plus_seconds(CHECK_EVERY * 60)));
            }
            let booked_for =
                |from: Minute, to: Minute| slots.iter().any(|s| s.from < to && from < s.to);
            if !clock.break_done
                && clock.now < day.at(room.break_to)
                && booked_for(room.break_from, room.break_to)
            {
                due.push((DueKind::RoomBreak, day.at(room.break_from)));
            }
            if !clock.lunch_done
                && clock.now < day.at(room.lunch_to)
                && booked_for(room.lunch_from, room.lunch_to)
            {
                due.push((DueKind::RoomLunch, day.at(room.lunch_from)));
            }
            if !clock.exit_held {
                due.push((DueKind::Exit, day.at(last)));
            }
            // A check that would fall after they have gone is the exit interview; so is one that
            // was missed, once they are about to go.
            let going =
                !clock.exit_held && clock.now >= day.at(last).plus_seconds(-EXIT_IS_NEAR * 60);
            due.retain(|(kind, at)| *kind != DueKind::CheckIn || (*at < day.at(last) && !going));
        }
    }
    // Somebody without a referral is always the first thing to put right.
    let (kind, at) = due
        .into_iter()
        .min_by_key(|(kind, at)| (*kind != DueKind::FindReferrer, at.micros(), *kind as i64))?;
    // Rounded up, so that "in 3 min" is never said of something less far away.
    let minutes = if at >= clock.now {
        -(clock.now.minutes_since(at.plus_seconds(59)))
    } else {
        -clock.now.minutes_since(at)
    };
    let tone = match kind {
        DueKind::FindReferrer => Tone::Late,
        DueKind::ExitNotHeld if clock.now < day.at(clock.day_ends) => Tone::Risk,
        DueKind::ExitNotHeld => Tone::Late,
        _ if minutes >= 0 => Tone::Quiet,
        DueKind::Back | DueKind::Expected => Tone::Late,
        DueKind::RoomBreak | DueKind::RoomLunch => Tone::Risk,
        _ if -minutes >= LATE_FROM => Tone::Late,
        _ => Tone::Risk,
    };
    Some(Due { kind, at, minutes, tone })
}

/// What of the whole room a tile's next thing depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Now.
    pub now: Instant,
    /// Start of the day's first lesson.
    pub lessons_from: Minute,
    /// End of its last.
    pub day_ends: Minute,
    /// The room's break was started.
    pub break_done: bool,
    /// Its lunch was started.
    pub lunch_done: bool,
    /// This pupil's exit interview was held.
    pub exit_held: bool,
}
