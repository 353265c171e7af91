//! School weeks: weeks in which pupils are in on at least one day, counted from a day. What is
//! promised for so many school weeks is longer by every half-term and holiday in between.
//!
//! Must never know: what is counted, or whose review falls on the day.

use crate::{Day, SchoolCalendar};

/// A number of school weeks the product proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolWeeks(pub u32);

/// A school week that was reached by counting, and what was passed over on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekReached {
    /// The Monday of the week.
    pub monday: Day,
    /// The last day of it on which pupils are in.
    pub last: Day,
    /// Mondays of weeks that are not counted, each with why.
    pub skipped: Vec<(Day, String)>,
}

/// Weekdays of a week that a timetable can hold.
const WEEKDAYS: i64 = 5;

/// The nth school week from a day, the day's own week being the first where pupils are in on it
/// or later in that week. `None` where the calendar does not reach that far: say so, never guess.
pub fn nth_school_week(calendar: &SchoolCalendar, from: Day, n: u32) -> Option<WeekReached> {
    let ends = calendar.terms.iter().map(|t| t.to).max()?;
    let mut monday = from.monday();
    let mut counted = 0;
    let mut skipped = Vec::new();
    while monday <= ends {
        let open = |at: &Day| *at >= from && calendar.is_school_day(*at);
        match (0..WEEKDAYS).map(|d| monday.plus(d)).rfind(open) {
            Some(last) => {
                counted += 1;
                if counted == n.max(1) {
                    return Some(WeekReached { monday, last, skipped });
                }
            }
            None => {
                // The middle of it says what the week is: a bank holiday may stand at either end.
                let why = calendar.why_closed(monday.plus(WEEKDAYS / 2));
                skipped.push((monday, why.unwrap_or_default()));
            }
        }
        monday = monday.plus(7);
    }
    None
}

/// The number of the school week a day falls in, counted from another: 1 for the first, 0 before.
pub fn school_week_of(calendar: &SchoolCalendar, from: Day, day: Day) -> u32 {
    let mut monday = from.monday();
    let mut counted = 0;
    while monday <= day {
        if (0..WEEKDAYS).map(|d| monday.plus(d)).any(|at| at >= from && calendar.is_school_day(at))
        {
            counted += 1;
        }
        monday = monday.plus(7);
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Closed, Term};

    fn day(y: i16, m: i8, d: i8) -> Day {
        Day::new(y, m, d).unwrap()
    }

    fn calendar() -> SchoolCalendar {
        SchoolCalendar {
            terms: vec![
                Term { name: "Autumn".into(), from: day(2026, 9, 2), to: day(2026, 12, 18) },
                Term { name: "Spring".into(), from: day(2027, 1, 5), to: day(2027, 3, 25) },
            ],
            closed: vec![
                Closed {
                    why: "Half-term".into(),
                    from: day(2026, 10, 26),
                    to: day(2026, 10, 30),
                    half_term: true,
                },
                Closed {
                    why: "INSET day".into(),
                    from: day(2026, 11, 27),
                    to: day(2026, 11, 27),
                    half_term: false,
                },
            ],
            ..SchoolCalendar::default()
        }
    }

    #[test]
    fn sixteen_school_weeks_from_14_september_pass_over_half_term_and_christmas() {
        let c = calendar();
        let start = day(2026, 9, 14);
        let last = |n| nth_school_week(&c, start, n).unwrap().last;
        assert_eq!(last(1), day(2026, 9, 18));
        assert_eq!(last(4), day(2026, 10, 9));
        assert_eq!(last(8), day(2026, 11, 13));
        assert_eq!(last(12), day(2026, 12, 11));
        let end = nth_school_week(&c, start, 16).unwrap();
        assert_eq!(end.last, day(2027, 1, 22));
        assert_eq!(
            end.skipped,
            [
                (day(2026, 10, 26), "Half-term".to_string()),
                (day(2026, 12, 21), "Outside term".to_string()),
                (day(2026, 12, 28), "Outside term".to_string()),
            ]
        );
        // A Friday the school is shut leaves its week a school week, ending on the day before.
        assert_eq!(last(10), day(2026, 11, 26));
    }

    #[test]
    fn a_week_is_counted_from_its_first_day_in_and_a_calendar_that_ends_says_nothing() {
        let c = calendar();
        // A Saturday begins with the week after.
        assert_eq!(nth_school_week(&c, day(2026, 9, 12), 1).unwrap().last, day(2026, 9, 18));
        assert_eq!(nth_school_week(&c, day(2027, 1, 25), 16), None);
        assert_eq!(nth_school_week(&SchoolCalendar::default(), day(2027, 1, 25), 1), None);
        let week = |d| school_week_of(&c, day(2026, 9, 14), d);
        assert_eq!(week(day(2026, 9, 13)), 0);
        assert_eq!(week(day(2026, 9, 14)), 1);
        assert_eq!(week(day(2026, 10, 28)), 6);
        assert_eq!(week(day(2026, 11, 13)), 8);
    }
}
