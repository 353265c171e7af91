//! A school's own calendar, and counting on it with the working shown.
//!
//! Must never know: which school it is, or today. A school day is a day the school is open
//! to pupils: inside a term, not a weekend, not closed for any reason in the list. Days are
//! counted by the [`Almanac`] made of it, for the room as for the law.

use crate::almanac::{Almanac, Pattern};
use crate::{Day, Week, Weekday, holidays};
use std::sync::{Arc, OnceLock};

/// One term: first and last pupil day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// "Autumn 2026"
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// Days inside a term on which pupils are not in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Why: half-term, INSET, bank holiday, closure.
    pub why: String,
    /// True for half-term: it divides a term in two for the half-term report.
    pub half_term: bool,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// A school's calendar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolCalendar {
    /// Terms in date order.
    pub terms: Vec<Term>,
    /// Half-terms, INSET and closure days.
    pub closed: Vec<Closed>,
    /// A Monday of a week A, where the timetable has two weeks.
    pub week_a: Option<Day>,
    /// Made ready for counting, once it is asked to count.
    pub ready: Ready,
}

/// A calendar's almanac, made at the first count and made again when terms or closures have
/// changed since. It says nothing that the calendar does not, so all are alike.
#[derive(Clone, Debug, Default)]
pub struct Ready(OnceLock<Arc<Made>>);

/// What an almanac was made of, and the almanac; none where the terms contradict each other.
#[derive(Debug)]
struct Made {
    terms: Vec<Term>,
    closed: Vec<Closed>,
    almanac: Option<Almanac>,
}

impl PartialEq for Ready {
    fn eq(&self, _: &Ready) -> bool {
        true
    }
}
impl Eq for Ready {}

/// A day that was passed over, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The day.
    pub day: Day,
    /// Why it does not count.
    pub why: String,
}

/// The answer of a count, with its working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The day reached.
    pub day: Day,
    /// Every day counted, the last one being `day`.
    pub days: Vec<Day>,
    /// Weekdays passed over and why (weekends are not listed).
    pub skipped: Vec<Skipped>,
}

impl SchoolCalendar {
    /// Why pupils are not in on this day, or `None` when they are.
    pub fn why_closed(&self, day: Day) -> Option<String> {
        self.why(day).map(str::to_string)
    }

    /// The same, borrowed: asked for at every date of every count.
    pub(crate) fn why(&self, day: Day) -> Option<&str> {
        let weekday = day.weekday();
        if weekday.is_weekend() {
            return Some(weekday.long());
        }
        if let Some(c) = self.closed.iter().find(|c| c.from <= day && day <= c.to) {
            return Some(&c.why);
        }
        if let Some(name) = holidays::bank_holiday(day) {
            return Some(name);
        }
        let in_term = self.terms.iter().any(|t| t.from <= day && day <= t.to);
        (!in_term).then_some("Outside term")
    }

    /// True when pupils are in.
    pub fn is_school_day(&self, day: Day) -> bool {
        self.why(day).is_none()
    }

    /// Counts on the almanac of these terms and closures; `None` where it cannot be made.
    fn counting<T>(&self, count: impl FnOnce(&Almanac) -> Option<T>) -> Option<T> {
        let make = || {
            Arc::new(Made {
                terms: self.terms.clone(),
                closed: self.closed.clone(),
                // Only statutory terms are parted by a school's pattern; the room asks for none.
                almanac: Almanac::of_school("", self, Pattern::Other).ok(),
            })
        };
        let made = self.ready.0.get_or_init(make);
        if made.terms == self.terms && made.closed == self.closed {
            return made.almanac.as_ref().and_then(count);
        }
        make().almanac.as_ref().and_then(count)
    }

    /// The nth school day after `day`; the first school day after is day 1. `None` when the
    /// calendar does not reach that far: say so, never guess.
    pub fn school_days_after(&self, day: Day, n: u32) -> Option<Counted> {
        let reached = self.counting(|a| if n == 0 { Some(day) } else { a.open_after(day, n) })?;
        let mut counted = Counted { day: reached, days: Vec::new(), skipped: Vec::new() };
        let mut at = day.plus(1);
        while at <= reached {
            match self.why(at) {
                None => counted.days.push(at),
                Some(_) if at.weekday().is_weekend() => {}
                Some(why) => counted.skipped.push(Skipped { day: at, why: why.to_string() }),
            }
            at = at.plus(1);
        }
        Some(counted)
    }

    /// The first school day on or after `day`.
    pub fn first_on_or_after(&self, day: Day) -> Option<Day> {
        self.counting(|a| a.open_after(day.plus(-1), 1))
    }

    /// The last school day before `day`, looking back at most a summer.
    pub fn last_before(&self, day: Day) -> Option<Day> {
        self.school_days_before(day, 1).filter(|last| day.since(*last) <= 100)
    }

    /// The nth school day before `day`; `None` when the calendar does not reach that far back.
    pub fn school_days_before(&self, day: Day, n: u32) -> Option<Day> {
        self.counting(|a| if n == 0 { Some(day) } else { a.open_before(day, n) })
    }

    /// School days from `from` to `to`, both included.
    pub fn school_days_between(&self, from: Day, to: Day) -> Vec<Day> {
        self.counting(|a| Some(a.open_between(from, to))).unwrap_or_default()
    }

    /// The half-term a day falls in: name, first and last day. Half a term ends the day
    /// before its half-term closure begins.
    pub fn half_term(&self, day: Day) -> Option<(String, Day, Day)> {
        let term = self.terms.iter().find(|t| t.from <= day && day <= t.to)?;
        let gap = self.closed.iter().find(|c| c.half_term && c.from > term.from && c.to < term.to);
        let word = term.name.split_whitespace().next().unwrap_or("Term").to_string();
        Some(match gap {
            Some(g) if day < g.from => (format!("{word} 1"), term.from, g.from.plus(-1)),
            Some(g) => (format!("{word} 2"), g.to.plus(1), term.to),
            None => (term.name.clone(), term.from, term.to),
        })
    }

    /// The school year a day falls in, by its terms: first day of the first term that starts
    /// on or after 1 August before it, to the day before the next 1 August.
    pub fn school_year(&self, day: Day) -> (Day, Day) {
        let (year, month, _) = day.ymd();
        let start = if month >= 8 { year } else { year - 1 };
        let from = Day::new(start, 8, 1).unwrap_or(day);
        let to = Day::new(start + 1, 7, 31).unwrap_or(day);
        (from, to)
    }

    /// Week A or B of a two-week timetable; weeks the school is wholly closed do not turn it.
    pub fn week(&self, day: Day) -> Week {
        let Some(anchor) = self.week_a.map(Day::monday) else { return Week::A };
        let monday = day.monday();
        if monday < anchor {
            return if (anchor.since(monday) / 7) % 2 == 0 { Week::A } else { Week::B };
        }
        let mut turns = 0;
        let mut at = anchor;
        while at < monday {
            if (0..5).any(|n| self.is_school_day(at.plus(n))) {
                turns += 1;
            }
            at = at.plus(7);
        }
        if turns % 2 == 0 { Week::A } else { Week::B }
    }

    /// True if the day is one a timetable could hold.
    pub fn is_weekday(day: Day) -> bool {
        day.weekday() < Weekday::Sat
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }

    fn autumn() -> SchoolCalendar {
        SchoolCalendar {
            terms: vec![Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) }],
            closed: vec![
                Closed {
                    why: "Half-term".into(),
                    half_term: true,
                    from: day(10, 26),
                    to: day(10, 30),
                },
                Closed {
                    why: "INSET".into(),
                    half_term: false,
                    from: day(11, 27),
                    to: day(11, 27),
                },
            ],
            ..SchoolCalendar::default()
        }
    }

    #[test]
    fn the_tenth_day_after_10_november_is_24_november() {
        let counted = autumn().school_days_after(day(11, 10), 10).unwrap();
        assert_eq!(counted.day, day(11, 24));
        assert_eq!(counted.days[5], day(11, 18));
        assert!(counted.skipped.is_empty());
    }

    #[test]
    fn an_inset_day_is_passed_over_and_named() {
        let counted = autumn().school_days_after(day(11, 26), 1).unwrap();
        assert_eq!(counted.day, day(11, 30));
        assert_eq!(counted.skipped, vec![Skipped { day: day(11, 27), why: "INSET".into() }]);
    }

    #[test]
    fn autumn_1_has_38_pupil_days_and_autumn_2_has_34() {
        let cal = autumn();
        let (name, from, to) = cal.half_term(day(9, 10)).unwrap();
        assert_eq!((name.as_str(), cal.school_days_between(from, to).len()), ("Autumn 1", 38));
        let (name, from, to) = cal.half_term(day(11, 10)).unwrap();
        assert_eq!((name.as_str(), cal.school_days_between(from, to).len()), ("Autumn 2", 34));
    }

    #[test]
    fn a_count_past_the_calendar_says_so() {
        assert_eq!(autumn().school_days_after(day(12, 17), 5), None);
    }

    #[test]
    fn a_closure_added_after_a_count_is_counted_from_then_on() {
        let mut cal = autumn();
        assert_eq!(cal.school_days_after(day(11, 10), 1).unwrap().day, day(11, 11));
        let snow =
            Closed { why: "Snow".into(), half_term: false, from: day(11, 11), to: day(11, 11) };
        cal.closed.push(snow);
        assert_eq!(cal.school_days_after(day(11, 10), 1).unwrap().day, day(11, 12));
        assert_eq!(cal.clone().school_days_after(day(11, 10), 1).unwrap().day, day(11, 12));
        cal.closed.pop();
        assert_eq!(cal.school_days_after(day(11, 10), 1).unwrap().day, day(11, 11));
        assert_eq!(SchoolCalendar::default().school_days_after(day(11, 10), 1), None);
    }

    proptest! {
        #[test]
        fn a_count_never_lands_on_a_day_pupils_are_not_in(start in 0i64..100, n in 1u32..20) {
            let cal = autumn();
            if let Some(counted) = cal.school_days_after(day(9, 2).plus(start), n) {
                prop_assert!(cal.is_school_day(counted.day));
                prop_assert_eq!(counted.days.len() as u32, n);
            }
        }

        #[test]
        fn a_count_is_what_walking_day_by_day_gives_before_in_and_after_the_calendar(
            start in -40i64..200, n in 1u32..40,
        ) {
            let (cal, from) = (autumn(), day(9, 2).plus(start));
            let walk = |step: i64| {
                let open = (1..500).map(|k| from.plus(k * step)).filter(|d| cal.is_school_day(*d));
                open.take(n as usize).collect::<Vec<_>>()
            };
            let forward = Some(walk(1)).filter(|days| days.len() == n as usize);
            prop_assert_eq!(cal.school_days_after(from, n).map(|c| c.days), forward.clone());
            prop_assert_eq!(cal.school_days_after(from, n).map(|c| c.day), forward.and_then(|d| d.last().copied()));
            let back = Some(walk(-1)).filter(|days| days.len() == n as usize);
            prop_assert_eq!(cal.school_days_before(from, n), back.and_then(|d| d.last().copied()));
            let to = from.plus(i64::from(n));
            let between: Vec<Day> = (0..=i64::from(n)).map(|k| from.plus(k)).filter(|d| cal.is_school_day(*d)).collect();
            prop_assert_eq!(cal.school_days_between(from, to), between);
            prop_assert_eq!(cal.school_days_between(to, from), vec![]);
            let next = (0..500).map(|k| from.plus(k)).find(|d| cal.is_school_day(*d));
            prop_assert_eq!(cal.first_on_or_after(from), next);
            let last = (1..=100).map(|k| from.plus(-k)).find(|d| cal.is_school_day(*d));
            prop_assert_eq!(cal.last_before(from), last);
        }

        #[test]
        fn another_closure_never_brings_a_date_forward(start in 0i64..60, n in 1u32..15, shut in 0i64..100) {
            let cal = autumn();
            let mut more = cal.clone();
            let closed = day(9, 2).plus(shut);
            more.closed.push(Closed { why: "Snow".into(), half_term: false, from: closed, to: closed });
            let from = day(9, 2).plus(start);
            if let (Some(a), Some(b)) = (cal.school_days_after(from, n), more.school_days_after(from, n)) {
                prop_assert!(b.day >= a.day);
            }
        }
    }
}
