//! Routines: what a member of staff does every school day, week or half-term, and which times were
//! missed. A time that nobody answered for is missed, and seen.
//!
//! Must never know: tables, pages, or the day it is.

use crate::Id;
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of what is done, and of why it was not.
pub const LONGEST: usize = 500;

coded! {
    /// How often.
    pub enum Every {
        Daily = "daily", "Every school day";
        Weekly = "weekly", "Once a week";
        HalfTermly = "half_termly", "Once a half-term, by its last day";
    }
}

/// A routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routine {
    /// Key.
    pub id: Id,
    /// What.
    pub what: String,
    /// Whose.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// How often.
    pub every: Every,
    /// For a weekly one, the day of the week, from 1 for Monday.
    pub weekday: i64,
    /// From when.
    pub from: Day,
    /// Its last day, once it has ended.
    pub ended_on: Option<Day>,
    /// Version.
    pub version: i64,
}

/// One time it was done, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Key.
    pub id: Id,
    /// Which.
    pub routine: Id,
    /// The day it was due.
    pub due: Day,
    /// It was done.
    pub done: bool,
    /// Why not.
    pub why: String,
    /// Who says so.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// The days it is due, of some days. A weekly one whose day is closed is due on the nearest school
/// day of that week; in a week without one it is not due.
pub fn due_days(r: &Routine, calendar: &SchoolCalendar, from: Day, to: Day) -> Vec<Day> {
    let from = from.max(r.from);
    let to = r.ended_on.map_or(to, |end| to.min(end));
    if to < from {
        return Vec::new();
    }
    let mut out = match r.every {
        Every::Daily => calendar.school_days_between(from, to),
        Every::Weekly => {
            let mut out = Vec::new();
            let mut monday = from.monday();
            while monday <= to {
                let week = calendar.school_days_between(monday, monday.plus(4));
                let wanted = monday.plus(r.weekday.clamp(1, 5) - 1);
                let on = week.iter().find(|d| **d >= wanted).or(week.last());
                out.extend(on.copied());
                monday = monday.plus(7);
            }
            out
        }
        Every::HalfTermly => {
            let days = calendar.school_days_between(from, to);
            let last = |d: &Day| {
                let (_, _, end) = calendar.half_term(*d)?;
                if calendar.is_school_day(end) { Some(end) } else { calendar.last_before(end) }
            };
            let mut out: Vec<Day> = days.iter().filter_map(last).collect();
            out.dedup();
            out
        }
    };
    out.retain(|d| from <= *d && *d <= to);
    out
}

/// The times nobody answered for before today, oldest first.
pub fn missed(
    r: &Routine,
    answers: &[Answer],
    calendar: &SchoolCalendar,
    (since, today): (Day, Day),
) -> Vec<Day> {
    let answered = |d: &Day| answers.iter().any(|a| a.routine == r.id && a.due == *d);
    let mut out = due_days(r, calendar, since, today.plus(-1));
    out.retain(|d| !answered(d));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Closed, Term};

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }
    fn calendar() -> SchoolCalendar {
        let mut c = SchoolCalendar::default();
        c.terms.push(Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) });
        let closed =
            |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
        c.closed.push(closed("Half-term", true, day(10, 26), day(10, 30)));
        c.closed.push(closed("INSET", false, day(11, 27), day(11, 27)));
        c
    }
    fn routine(every: Every) -> Routine {
        Routine {
            id: Id::from_u128(1),
            what: "Count the envelopes".into(),
            owner: Id::from_u128(2),
            owner_name: String::new(),
            every,
            weekday: 5,
            from: day(10, 19),
            ended_on: None,
            version: 1,
        }
    }

    #[test]
    fn a_routine_is_due_on_school_days_and_a_closed_day_moves_it_within_its_week() {
        let c = calendar();
        let daily = due_days(&routine(Every::Daily), &c, day(10, 21), day(11, 3));
        assert_eq!(daily, [day(10, 21), day(10, 22), day(10, 23), day(11, 2), day(11, 3)]);
        let weekly = due_days(&routine(Every::Weekly), &c, day(10, 1), day(11, 28));
        assert_eq!(weekly, [day(10, 23), day(11, 6), day(11, 13), day(11, 20), day(11, 26)]);
        let ended = Routine { ended_on: Some(day(11, 10)), ..routine(Every::Weekly) };
        assert_eq!(due_days(&ended, &c, day(10, 1), day(11, 28)).len(), 2);
    }

    #[test]
    fn what_nobody_answered_for_is_missed_from_the_day_after() {
        let c = calendar();
        let r = routine(Every::Daily);
        let answer = Answer {
            id: Id::from_u128(5),
            routine: r.id,
            due: day(11, 3),
            done: true,
            why: String::new(),
            by_name: String::new(),
            at: day(11, 3).at(Default::default()),
        };
        let left = missed(&r, &[answer], &c, (day(11, 2), day(11, 5)));
        assert_eq!(left, [day(11, 2), day(11, 4)]);
    }
}
