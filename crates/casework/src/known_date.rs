//! Dates on which a pupil or a group is known to be somewhere else: a trip, an exam, an
//! appointment. A booking on one asks for another time, or a name and reason.
//!
//! Must never know: tables or pages. What an appointment is for is not asked.

mod file;

pub use file::{Line, Sorted, sort};

use crate::Id;
use rulebook::{Day, Minute};

/// Letters of what it is.
pub const LONGEST: usize = 120;

coded! {
    /// Whom it concerns.
    pub enum Whom {
        Pupil = "pupil", "One pupil";
        Form = "form", "A form";
        Class = "class", "A class";
        Year = "year", "A year";
    }
}

coded! {
    /// What it is.
    pub enum DateKind {
        Trip = "trip", "Trip";
        Exam = "exam", "Exam";
        Appointment = "appointment", "Appointment";
        Absence = "absence", "Known absence";
        Other = "other", "Something else";
    }
}

/// One date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDate {
    /// Key.
    pub id: Id,
    /// Whom it concerns.
    pub whom: Whom,
    /// The pupil, where it is one.
    pub pupil: Option<Id>,
    /// The form, class or year, where it is a group.
    pub group: String,
    /// What it is.
    pub kind: DateKind,
    /// In a few words.
    pub what: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// From when on each; none for the whole day.
    pub from_minute: Option<Minute>,
    /// Until when.
    pub to_minute: Option<Minute>,
    /// Who wrote it down.
    pub made_by: String,
}

impl KnownDate {
    /// Whether it takes any of a stretch of a day.
    pub fn covers(&self, day: Day, from: Minute, to: Minute) -> bool {
        let begins = self.from_minute.is_none_or(|m| m < to);
        let ends = self.to_minute.is_none_or(|m| from < m);
        self.from <= day && day <= self.to && begins && ends
    }
    /// "Exam: Maths paper 1, 9.00–11.00"
    pub fn said(&self) -> String {
        use crate::Coded;
        let what = match self.what.is_empty() {
            true => self.kind.label().to_string(),
            false => format!("{}: {}", self.kind.label(), self.what),
        };
        match (self.from_minute, self.to_minute) {
            (Some(from), Some(to)) => format!("{what}, {from}–{to}"),
            (Some(from), None) => format!("{what}, from {from}"),
            (None, Some(to)) => format!("{what}, until {to}"),
            (None, None) => what,
        }
    }
}

/// A date as it concerns one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    /// The pupil.
    pub pupil: Id,
    /// The date.
    pub date: KnownDate,
}

/// The year somebody typed: "9", "Year 9".
pub fn year_group(text: &str) -> Result<i64, String> {
    let text = text.trim().to_lowercase();
    let figures = text.strip_prefix("year").unwrap_or(&text).trim();
    let known = rulebook::room::YEAR_GROUPS;
    let typed = figures.parse::<i64>();
    typed.ok().filter(|n| known.contains(n)).ok_or_else(|| {
        format!("Type the year as a number from {} to {}, such as 9", known.start(), known.end())
    })
}

/// What is wrong with the days and times of a date: the field and what to do.
pub fn errors(
    from: Day,
    to: Day,
    times: (Option<Minute>, Option<Minute>),
    today: Day,
) -> Option<(&'static str, String)> {
    let last = today.plus(rulebook::room::KNOWN_DATE_AHEAD);
    if from > last {
        return Some(("from", format!("{from} is too far ahead. Give a day up to {last}")));
    }
    if to < from {
        return Some(("to", format!("Give a day from {from} on")));
    }
    let most = rulebook::room::KNOWN_DATE_LONGEST;
    if to.since(from) >= most {
        return Some(("to", format!("A date lasts at most {most} days")));
    }
    match times {
        (Some(a), Some(b)) if b <= a => Some(("until", format!("Give a time after {a}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_takes_the_periods_it_touches_and_no_other() {
        let m = |t: &str| Minute::parse(t).unwrap();
        let day = Day::new(2026, 11, 10).unwrap();
        let mut d = KnownDate {
            id: Id::nil(),
            whom: Whom::Pupil,
            pupil: None,
            group: String::new(),
            kind: DateKind::Exam,
            what: "Maths paper 1".into(),
            from: day,
            to: day,
            from_minute: Some(m("9.00")),
            to_minute: Some(m("10.30")),
            made_by: String::new(),
        };
        assert!(d.covers(day, m("10.00"), m("11.00")));
        assert!(!d.covers(day, m("10.30"), m("11.00")));
        assert!(!d.covers(day.plus(1), m("9.00"), m("10.00")));
        assert_eq!(d.said(), "Exam: Maths paper 1, 9.00–10.30");
        d.from_minute = None;
        d.to_minute = None;
        assert!(d.covers(day, m("14.00"), m("15.00")));
        assert!(errors(day, day.plus(-1), (None, None), day).is_some_and(|e| e.0 == "to"));
        assert!(errors(day, day, (Some(m("10.00")), Some(m("9.00"))), day).is_some());
        assert_eq!(errors(day, day, (None, None), day), None);
    }

    #[test]
    fn a_day_or_a_year_that_can_only_be_a_slip_of_the_keys_is_said() {
        let day = Day::new(2026, 11, 10).unwrap();
        let far = Day::new(2126, 11, 10).unwrap();
        let (field, why) = errors(far, far, (None, None), day).unwrap();
        assert!(field == "from" && why.contains("too far ahead"), "{why}");
        let exams = Day::new(2028, 6, 20).unwrap();
        assert_eq!(errors(exams, exams, (None, None), day), None);
        assert_eq!(year_group("Year 9"), Ok(9));
        assert_eq!(year_group(" year9 "), Ok(9));
        for no in ["99999", "-3", "15", "nine", "", "Year"] {
            assert!(year_group(no).unwrap_err().contains("from 0 to 14"), "{no}");
        }
    }
}
