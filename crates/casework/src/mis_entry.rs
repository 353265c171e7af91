//! Entries that somebody has to type into the school's own system after a placement.
//!
//! Must never know: how that system is reached. It is a list with a tick, never a write-back.

mod file;

pub use file::{
    Candidate, Column, DateStyle, FileRow, FileRules, Kind, KindRule, LONGEST, LONGEST_WHAT,
    Matched, match_rows,
};

use crate::Id;
use crate::room::{Placement, PlacementState};
use rulebook::{Day, Instant, SchoolCalendar, room};

/// What is typed for a placement, where the school has not said otherwise.
pub const WHAT: &str = "Behaviour entry and attendance mark for the room";

/// An entry to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The placement.
    pub placement: Id,
    /// The day of the placement.
    pub day: Day,
    /// What is to be typed.
    pub what: String,
    /// The school's own code, or empty.
    pub code: String,
    /// When it should be done by.
    pub due: Day,
    /// When it was.
    pub made_at: Option<Instant>,
    /// By whom.
    pub made_by: String,
}

/// What stands in its place where nobody recorded an arrival.
pub const CHECK_FIRST: &str =
    "No arrival is recorded. Check first: nothing is typed for the room if they never came";

/// Whether a placement has anything to type. One who was said not to come was not in the room, so
/// there is no behaviour entry and no mark to make for it: where they were is for whoever keeps
/// the register, and the room never writes a code of absence. Where nobody said either, it stays
/// on the list as what it is, until somebody does.
pub fn wanted(placement: &Placement) -> bool {
    placement.arrived_at.is_some() || placement.state == PlacementState::Booked
}

/// What is to be typed, or that somebody has to find out first.
pub fn what(typed: &str, arrived: bool) -> String {
    if arrived { typed.to_string() } else { CHECK_FIRST.to_string() }
}

/// When a placement's entries are due. A calendar that does not reach gives the placement's own
/// day: sooner is safe here, and nothing is refused for it.
pub fn due(calendar: &SchoolCalendar, day: Day) -> Day {
    calendar.school_days_after(day, room::MIS_ENTRY_WITHIN.0).map(|c| c.day).unwrap_or(day)
}

/// School days an open entry is late, seen today; 0 when it is not.
pub fn late_by(calendar: &SchoolCalendar, due: Day, today: Day) -> i64 {
    if today <= due {
        return 0;
    }
    // On a day the school is shut, an entry that was due is late all the same.
    (calendar.school_days_between(due.plus(1), today).len() as i64).max(1)
}

/// "1 day late"
pub fn say_late(days: i64) -> String {
    if days == 1 { "1 day late".into() } else { format!("{days} days late") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Term;

    fn calendar() -> SchoolCalendar {
        SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: Day::new(2026, 9, 2).unwrap(),
                to: Day::new(2026, 12, 18).unwrap(),
            }],
            closed: vec![],
            ..SchoolCalendar::default()
        }
    }
    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }

    #[test]
    fn an_entry_for_tuesday_is_due_on_wednesday_and_one_day_late_on_thursday() {
        let cal = calendar();
        assert_eq!(due(&cal, nov(10)), nov(11));
        assert_eq!(late_by(&cal, nov(11), nov(11)), 0);
        assert_eq!(late_by(&cal, nov(11), nov(12)), 1);
        assert_eq!(say_late(late_by(&cal, nov(11), nov(12))), "1 day late");
    }

    #[test]
    fn who_never_came_is_not_typed_as_if_they_had_been_there() {
        assert_eq!(what(WHAT, true), WHAT);
        assert!(what(WHAT, false).starts_with("No arrival is recorded"));
    }

    #[test]
    fn a_weekend_adds_no_days_of_lateness() {
        let cal = calendar();
        assert_eq!(due(&cal, nov(12)), nov(13));
        assert_eq!(late_by(&cal, nov(13), nov(14)), 1);
        assert_eq!(late_by(&cal, nov(13), nov(16)), 1);
        assert_eq!(late_by(&cal, nov(13), nov(17)), 2);
    }
}
