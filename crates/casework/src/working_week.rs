//! When a member of staff works: weekdays with times, and what is not theirs outside them.
//!
//! Must never know: tables or pages, or why somebody is away on a day.

use crate::Id;
use rulebook::team::WEEK;
use rulebook::{Day, Minute, Weekday};

/// Letters of the duties that are not theirs at most.
pub const LONGEST: usize = 600;

/// One day of the week on which they work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// From.
    pub from: Minute,
    /// Until.
    pub to: Minute,
}

/// Somebody's week. Without a day in it, nobody has said: they are taken to work every day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingWeek {
    /// Whose.
    pub staff: Id,
    /// The days they work.
    pub days: Vec<Stretch>,
    /// Duties that are not theirs outside those times.
    pub not_theirs: String,
    /// Version; 0 before it was ever kept.
    pub version: i64,
}

impl WorkingWeek {
    /// Whether they work on a weekday at all.
    pub fn works_on(&self, weekday: Weekday) -> bool {
        self.days.is_empty() || self.days.iter().any(|d| d.weekday == weekday.number())
    }
    /// Whether they are at work for any of a stretch of a weekday.
    pub fn is_in(&self, weekday: Weekday, from: Minute, to: Minute) -> bool {
        self.days.is_empty()
            || self.days.iter().any(|d| d.weekday == weekday.number() && d.from < to && from < d.to)
    }
}

/// The day on which something due is shown to somebody: their working day before, where it falls on
/// one they do not work. What the law sets a day for keeps it.
pub fn shown_on(week: Option<&WorkingWeek>, due: Day, statutory: bool) -> Day {
    let Some(week) = week.filter(|_| !statutory) else { return due };
    (0..WEEK).map(|n| due.plus(-n)).find(|day| week.works_on(day.weekday())).unwrap_or(due)
}

/// The last day before somebody is next at work: what is due by then is shown to them today. Today
/// itself for somebody of whom nobody has said when they work.
pub fn until(week: &WorkingWeek, today: Day) -> Day {
    let off = |day: &Day| !week.works_on(day.weekday());
    (1..=WEEK).map(|n| today.plus(n)).take_while(off).last().unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(h: u16, m: u16) -> Minute {
        Minute::new(h, m).unwrap()
    }
    fn mondays_and_wednesdays() -> WorkingWeek {
        let day = |weekday| Stretch { weekday, from: minute(8, 30), to: minute(13, 0) };
        WorkingWeek { days: vec![day(1), day(3)], ..WorkingWeek::default() }
    }

    #[test]
    fn what_is_due_on_a_day_off_is_shown_on_the_working_day_before_unless_the_law_sets_it() {
        let week = mondays_and_wednesdays();
        let day = |n| Day::new(2026, 11, n).unwrap();
        assert_eq!(shown_on(Some(&week), day(18), false), day(18), "a Wednesday is worked");
        assert_eq!(shown_on(Some(&week), day(20), false), day(18));
        assert_eq!(shown_on(Some(&week), day(17), false), day(16));
        assert_eq!(shown_on(Some(&week), day(20), true), day(20));
        assert_eq!(shown_on(None, day(20), false), day(20));
        assert_eq!(shown_on(Some(&WorkingWeek::default()), day(20), false), day(20));
    }

    #[test]
    fn what_falls_before_their_next_day_at_work_is_theirs_today() {
        let week = mondays_and_wednesdays();
        let day = |n| Day::new(2026, 11, n).unwrap();
        assert_eq!(until(&week, day(18)), day(22), "Wednesday until Sunday");
        assert_eq!(until(&week, day(16)), day(17), "Monday until Tuesday");
        assert_eq!(until(&WorkingWeek::default(), day(18)), day(18));
    }

    #[test]
    fn a_period_is_theirs_where_any_of_it_is_in_their_day() {
        let week = mondays_and_wednesdays();
        assert!(week.is_in(Weekday::Mon, minute(12, 50), minute(13, 40)));
        assert!(!week.is_in(Weekday::Mon, minute(13, 0), minute(13, 40)));
        assert!(!week.is_in(Weekday::Tue, minute(9, 0), minute(10, 0)));
    }
}
