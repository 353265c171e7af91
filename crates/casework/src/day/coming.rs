//! Who came and who did not, as it was tapped; and taking the last of these back.

use super::{Entry, EntryKind, UNDO_WITHIN};
use crate::room::{Placement, PlacementState, Slot};
use crate::{Id, Refusal};
use rulebook::Instant;

/// What was recorded of somebody's coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// They arrived; a later word on an arrival reads the same in the trail.
    Arrived,
    /// They are not here.
    NotHere,
    /// The last of these was undone.
    Undone,
}

/// One such line of the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Its place in the trail.
    pub line: i64,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// What.
    pub what: Came,
    /// When it was recorded.
    pub made_at: Instant,
    /// Who recorded it.
    pub by: Option<Id>,
}

/// The last record of a placement's coming that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stands {
    /// The record.
    pub coming: Coming,
    /// What the placement was before it.
    pub before: PlacementState,
    /// Details were written into it since.
    pub added_to: bool,
}

/// The last record of one placement's coming that nobody undid. `comings` are in the order of the
/// trail. Somebody brought without a referral was here from the start: nothing of it can be taken
/// back this way.
pub fn last_coming(comings: &[&Coming], log: &[&Entry]) -> Option<Stands> {
    if log.iter().any(|e| e.kind == EntryKind::Came) {
        return None;
    }
    let mut stack: Vec<Stands> = Vec::new();
    for c in comings {
        let before = match stack.last().map(|s| s.coming.what) {
            None | Some(Came::Undone) => PlacementState::Booked,
            Some(Came::Arrived) => PlacementState::Here,
            Some(Came::NotHere) => PlacementState::NotHere,
        };
        match (c.what, stack.last_mut()) {
            (Came::Undone, _) => drop(stack.pop()),
            (Came::Arrived, Some(last)) if last.coming.what == Came::Arrived => {
                last.added_to = true;
            }
            _ => stack.push(Stands { coming: (*c).clone(), before, added_to: false }),
        }
    }
    stack.pop()
}

/// The arrival, or the absence, a person may undo from the board: their latest, a little while ago.
pub fn undoable_coming(
    comings: &[Coming],
    entries: &[&Entry],
    by: Id,
    now: Instant,
) -> Option<Coming> {
    let mut placements: Vec<Id> = comings.iter().map(|c| c.placement).collect();
    placements.sort_unstable();
    placements.dedup();
    placements
        .into_iter()
        .filter_map(|id| {
            let own: Vec<&Coming> = comings.iter().filter(|c| c.placement == id).collect();
            let log: Vec<&Entry> = entries.iter().copied().filter(|e| e.placement == id).collect();
            last_coming(&own, &log)
        })
        .filter(|s| !s.added_to && s.coming.by == Some(by))
        .map(|s| s.coming)
        .filter(|c| c.made_at <= now && now.minutes_since(c.made_at) < UNDO_WITHIN)
        .max_by_key(|c| (c.made_at, c.line))
}

/// Refuses to take back an arrival or an absence that something was built on since, or that is no
/// longer what the board said. `card` is where what was built on it is undone.
pub fn may_take_back(
    last: &Stands,
    placement: &Placement,
    slots: &[Slot],
    log: &[&Entry],
    now: Instant,
    card: &str,
) -> Result<(), Box<Refusal>> {
    let no = |title: &str, rule: &str| {
        Err(Refusal::because(title, rule, "Mainstay: what was recorded since is not lost."))
    };
    let too_late = format!("The last thing you did can be undone for {UNDO_WITHIN} minutes.");
    let kept = if now.minutes_since(last.coming.made_at) >= UNDO_WITHIN {
        no("It is too late to undo this from the board", &too_late)
    } else if last.coming.what == Came::NotHere {
        match placement.state {
            PlacementState::NotHere => return Ok(()),
            _ => no("The booking has changed since", "Only the last thing recorded is undone."),
        }
    } else if placement.state != PlacementState::Here {
        no(
            "They have left the room since",
            "An arrival is undone only while nothing was recorded after it.",
        )
    } else if log.iter().any(|e| e.stands() && e.kind != EntryKind::Note) {
        no(
            "The day log has gone on since the arrival",
            "An entry of the day log is of somebody in the room. Undo those entries first, then the arrival.",
        )
    } else if slots.iter().any(|s| s.conduct.or(s.learning).is_some() || s.done.is_some()) {
        no(
            "Marks were kept since the arrival",
            "Marks are of somebody who was in the room. If the time is wrong, change it under Arrival; if they were never here, write a note that says so.",
        )
    } else if placement.inducted_at.is_some() {
        no(
            "An induction was held since the arrival",
            "An induction is of somebody in the room. If the time is wrong, change it under Arrival.",
        )
    } else if last.added_to {
        no(
            "Details were written into the arrival since",
            "What was written of an arrival is kept. Change it under Arrival.",
        )
    } else {
        return Ok(());
    };
    let arrived = last.coming.what == Came::Arrived;
    kept.map_err(|r| {
        let r = r.or("Open the day card", card);
        Box::new(if arrived { r.or("Change the arrival", format!("{card}/arrival")) } else { r })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    fn at(minute: u16) -> Instant {
        Day::new(2026, 11, 10).unwrap().at(Minute::new(9, minute).unwrap())
    }
    fn line(line: i64, what: Came, by: u128) -> Coming {
        Coming {
            line,
            placement: Id::from_u128(1),
            pupil: Id::from_u128(2),
            what,
            made_at: at(line as u16),
            by: Some(Id::from_u128(by)),
        }
    }
    fn last(lines: &[Coming]) -> Option<(i64, PlacementState, bool)> {
        let lines: Vec<&Coming> = lines.iter().collect();
        last_coming(&lines, &[]).map(|s| (s.coming.line, s.before, s.added_to))
    }
    use Came::{Arrived, NotHere, Undone};

    #[test]
    fn an_undone_record_leaves_the_one_before_it() {
        let away = line(1, NotHere, 5);
        let came = line(2, Arrived, 5);
        assert_eq!(last(&[]), None);
        assert_eq!(last(std::slice::from_ref(&away)), Some((1, PlacementState::Booked, false)));
        let both = [away.clone(), came.clone()];
        assert_eq!(last(&both), Some((2, PlacementState::NotHere, false)));
        let undone = [away.clone(), came.clone(), line(3, Undone, 5)];
        assert_eq!(last(&undone), Some((1, PlacementState::Booked, false)));
        let all = [away, came, line(3, Undone, 5), line(4, Undone, 5)];
        assert_eq!(last(&all), None);
    }

    #[test]
    fn a_second_word_on_an_arrival_is_no_second_arrival() {
        let lines = [line(1, Arrived, 5), line(2, Arrived, 6)];
        assert_eq!(last(&lines), Some((1, PlacementState::Booked, true)));
        assert_eq!(undoable_coming(&lines, &[], Id::from_u128(5), at(3)), None);
    }

    #[test]
    fn only_your_own_and_only_for_ten_minutes() {
        let lines = [line(1, Arrived, 5)];
        let mine = |by, minute| undoable_coming(&lines, &[], Id::from_u128(by), at(minute));
        assert_eq!(mine(5, 10).map(|c| c.line), Some(1));
        assert_eq!(mine(5, 11), None);
        assert_eq!(mine(6, 2), None);
    }
}
