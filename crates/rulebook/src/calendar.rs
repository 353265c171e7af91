//! A school's own calendar, and counting on it with the working shown.
//!
//! Must never know: which school it is, or today. A school day is a day the school is open
//! to pupils: inside a term, not a weekend, not closed for any reason in the list.

use crate::{Day, Week, Weekday, holidays};

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
}

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

    /// The nth school day after `day`; the first school day after is day 1. `None` when the
    /// calendar does not reach that far: say so, never guess.
    pub fn school_days_after(&self, day: Day, n: u32) -> Option<Counted> {
        let end = self.terms.iter().map(|t| t.to).max()?;
        let mut counted = Counted { day, days: Vec::new(), skipped: Vec::new() };
        let mut at = day;
        while (counted.days.len() as u32) < n {
            at = at.plus(1);
            if at > end {
                return None;
            }
            match self.why(at) {
                None => {
                    counted.days.push(at);
                    counted.day = at;
                }
                Some(_) if at.weekday().is_weekend() => {}
                Some(why) => counted.skipped.push(Skipped { day: at, why: why.to_string() }),
            }
        }
        Some(counted)
    }

    /// The first school day on or after `day`.
    pub fn first_on_or_after(&self, day: Day) -> Option<Day> {
        if self.is_school_day(day) {
            Some(day)
        } else {
            self.school_days_after(day, 1).map(|c| c.day)
        }
    }

    /// The last school day before `day`, looking back at most a summer.
    pub fn last_before(&self, day: Day) -> Option<Day> {
        (1..=100).map(|n| day.plus(-n)).find(|d| self.is_school_day(*d))
    }

    /// The nth school day before `day`; `None` when the calendar does not reach that far back.
    pub fn school_days_before(&self, day: Day, n: u32) -> Option<Day> {
        let start = self.terms.iter().map(|t| t.from).min()?;
        let mut at = day;
        for _ in 0..n {
            at = at.plus(-1);
            while !self.is_school_day(at) {
                if at < start {
                    return None;
                }
                at = at.plus(-1);
            }
        }
        (at >= start).then_some(at)
    }

    /// School days from `from` to `to`, both included.
    pub fn school_days_between(&self, from: Day, to: Day) -> Vec<Day> {
        let mut out = Vec::new();
        let mut day = from;
        while day <= to {
            if self.is_school_day(day) {
                out.push(day);
            }
            day = day.plus(1);
        }
        out
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
    use crate::almanac::{Almanac, Pattern};
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
            week_a: None,
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
        fn the_room_counts_as_the_law_does(start in 0i64..108, n in 1u32..40) {
            let (cal, from) = (autumn(), day(9, 2).plus(start));
            let almanac = Almanac::of_school("A school", &cal, Pattern::Other).unwrap();
            let counted = cal.school_days_after(from, n).map(|c| c.day);
            prop_assert_eq!(counted, almanac.after(from, n).ok());
            prop_assert_eq!(cal.school_days_before(from, n), almanac.before(from, n).ok());
            let to = from.plus(i64::from(n)).min(day(12, 18));
            prop_assert_eq!(cal.school_days_between(from, to), almanac.school_days(from, to).unwrap());
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
