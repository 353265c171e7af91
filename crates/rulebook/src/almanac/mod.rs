//! A school's calendar made ready for counting: every date from its first to its last, which of
//! them are school days, and the statutory term each lies in.
//!
//! Must never know: why a case counts. It answers in constant time, and says plainly when it
//! ends before a count does.
//!
//! Source of law: school day, Education Act 1996 s.579 (R6.01); statutory term, R6.05.

mod build;

pub use build::{CalendarFault, DateLine, Pattern};

use crate::Day;

/// Why a date cannot be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountFault {
    /// The calendar stops before the count does.
    #[error("calendar ends {last}: date cannot be given")]
    CalendarEnds {
        /// Its last date.
        last: Day,
    },
    /// The event, or the count back from it, lies before the calendar.
    #[error("calendar begins {first}: date cannot be given")]
    CalendarBegins {
        /// Its first date.
        first: Day,
    },
    /// Bank holidays are not known that far.
    #[error("bank holidays are known from {first} to {last}: date cannot be given")]
    HolidaysUnknown {
        /// First date of the table.
        first: Day,
        /// Last date of the table.
        last: Day,
    },
    /// A clock time that does not exist, or a date past all calendars.
    #[error("the count leaves the calendar altogether: date cannot be given")]
    OutOfTime,
}

/// What one date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) open: bool,
    /// Index into the notes, and into the terms; 0 is "nothing said".
    pub(crate) note: u16,
    pub(crate) term: u8,
    pub(crate) statutory: u8,
}

/// A school's calendar, ready for counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Almanac {
    pub(crate) school: String,
    pub(crate) first: Day,
    pub(crate) facts: Vec<Fact>,
    pub(crate) notes: Vec<String>,
    pub(crate) terms: Vec<String>,
    /// Offsets of the school days, in order.
    pub(crate) open: Vec<u16>,
    /// School days strictly before each offset.
    pub(crate) before: Vec<u16>,
}

/// One statutory term of one school, for grouping. Never parse its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermKey(pub(crate) u8);

/// One change to one date of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The date.
    pub day: Day,
    /// Whether pupils are in.
    pub school_day: bool,
    /// The day the change became known.
    pub known_from: Option<Day>,
    /// Why.
    pub note: String,
}

impl Almanac {
    /// Whose calendar.
    pub fn school(&self) -> &str {
        &self.school
    }
    /// First date held.
    pub fn first(&self) -> Day {
        self.first
    }
    /// Last date held.
    pub fn last(&self) -> Day {
        self.first.plus(self.facts.len() as i64 - 1)
    }
    /// How many school days it holds.
    pub fn size(&self) -> usize {
        self.open.len()
    }

    fn at(&self, day: Day) -> Result<usize, CountFault> {
        let n = day.since(self.first);
        if n < 0 {
            return Err(CountFault::CalendarBegins { first: self.first });
        }
        match usize::try_from(n) {
            Ok(n) if n < self.facts.len() => Ok(n),
            _ => Err(CountFault::CalendarEnds { last: self.last() }),
        }
    }
    fn day(&self, offset: u16) -> Day {
        self.first.plus(i64::from(offset))
    }

    /// Whether pupils are in.
    pub fn is_school_day(&self, day: Day) -> Result<bool, CountFault> {
        Ok(self.facts[self.at(day)?].open)
    }
    /// Why a date is no school day; empty on a school day.
    pub fn why_not(&self, day: Day) -> Result<&str, CountFault> {
        let fact = self.facts[self.at(day)?];
        Ok(if fact.open { "" } else { self.notes.get(fact.note as usize).map_or("", |w| w) })
    }
    /// The school's own name for the term of a date; empty outside terms.
    pub fn school_term(&self, day: Day) -> Result<&str, CountFault> {
        let fact = self.facts[self.at(day)?];
        Ok(self.terms.get(fact.term as usize).map_or("", |w| w))
    }
    /// The statutory term of a school day (R6.05).
    pub fn statutory_term(&self, day: Day) -> Result<Option<TermKey>, CountFault> {
        let fact = self.facts[self.at(day)?];
        Ok((fact.statutory > 0).then_some(TermKey(fact.statutory)))
    }
    /// The calendar's name for a statutory term.
    pub fn term_name(&self, term: TermKey) -> &str {
        self.terms.get(term.0 as usize).map_or("", |w| w)
    }

    /// School days strictly before a day, which may lie outside the calendar.
    fn behind(&self, day: Day) -> usize {
        match usize::try_from(day.since(self.first)) {
            Ok(at) => self.before.get(at).map_or(self.open.len(), |n| usize::from(*n)),
            Err(_) => 0,
        }
    }
    /// The nth school day after a day, which may be before the calendar: the room asks for the
    /// first day of term in August, where the law would ask for the July before it too.
    pub(crate) fn open_after(&self, day: Day, n: u32) -> Option<Day> {
        let index = (self.behind(day.plus(1)) + n as usize).checked_sub(1)?;
        self.open.get(index).map(|o| self.day(*o))
    }
    /// The nth school day before a day, which may be after the calendar.
    pub(crate) fn open_before(&self, day: Day, n: u32) -> Option<Day> {
        let index = self.behind(day).checked_sub(n as usize).filter(|_| n > 0)?;
        self.open.get(index).map(|o| self.day(*o))
    }
    /// The school days from one day to another, both included, which may lie outside the calendar.
    pub(crate) fn open_between(&self, from: Day, to: Day) -> Vec<Day> {
        let (from, to) = (self.behind(from), self.behind(to.plus(1)));
        self.open.get(from..to).unwrap_or_default().iter().map(|o| self.day(*o)).collect()
    }

    /// The nth school day after a day; that day is day 0 whatever it is (R6.03).
    pub fn after(&self, day: Day, n: u32) -> Result<Day, CountFault> {
        self.at(day)?;
        self.open_after(day, n).ok_or(CountFault::CalendarEnds { last: self.last() })
    }
    /// The nth school day of a run: the first school day on or after `from` is day 1 (R6.04).
    pub fn nth(&self, from: Day, n: u32) -> Result<Day, CountFault> {
        self.at(from)?;
        self.open_after(from.plus(-1), n).ok_or(CountFault::CalendarEnds { last: self.last() })
    }
    /// The nth school day before a day, that day not counted.
    pub fn before(&self, day: Day, n: u32) -> Result<Day, CountFault> {
        self.at(day)?;
        self.open_before(day, n).ok_or(CountFault::CalendarBegins { first: self.first })
    }
    /// The last school day that leaves n clear school days before a day (R6.08).
    pub fn clear_before(&self, day: Day, n: u32) -> Result<Day, CountFault> {
        self.before(day, n.saturating_add(1))
    }
    /// How many school days there are from one day to another, both included.
    pub fn count(&self, from: Day, to: Day) -> Result<u32, CountFault> {
        if to < from {
            return Ok(0);
        }
        self.at(from).and(self.at(to))?;
        Ok((self.behind(to.plus(1)) - self.behind(from)) as u32)
    }
    /// Every school day from one day to another, both included.
    pub fn school_days(&self, from: Day, to: Day) -> Result<Vec<Day>, CountFault> {
        self.at(from).and(self.at(to))?;
        Ok(self.open_between(from, to))
    }

    /// The first day of the school year a date lies in: the first school day after the 31 July
    /// before it. A date in the summer holiday still lies in the old year (R2.04).
    pub fn school_year(&self, day: Day) -> Result<Day, CountFault> {
        let (year, ..) = day.ymd();
        for start in [year, year - 1] {
            let Some(august) = Day::new(start, 8, 1) else { continue };
            if august > day {
                continue;
            }
            let from = if august < self.first { self.first } else { august };
            let first = self.nth(from, 1)?;
            if first <= day {
                return Ok(first);
            }
        }
        Err(CountFault::CalendarBegins { first: self.first })
    }

    /// The calendar with some dates changed: the old one stays as it was.
    pub fn changed(&self, changes: &[Change]) -> Result<Almanac, CountFault> {
        let mut new = self.clone();
        for change in changes {
            let at = new.at(change.day)?;
            let note = new.note(&change.note);
            // A day made a school day belongs to the term of the school day before it.
            let near = (0..at).rev().find(|i| new.facts[*i].open).map(|i| new.facts[i]);
            let fact = &mut new.facts[at];
            fact.open = change.school_day;
            fact.note = note;
            if let (true, Some(near)) = (change.school_day, near) {
                if fact.statutory == 0 {
                    fact.statutory = near.statutory;
                }
                fact.term = near.term;
            }
        }
        new.index();
        Ok(new)
    }
}
