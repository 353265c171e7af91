//! Making an almanac: from the lines of a calendar file, or from a school's own terms.
//!
//! Must never know: where the lines came from. A calendar that contradicts itself is refused
//! with the date it does so on.

use super::{Almanac, CountFault, Fact};
use crate::{Day, SchoolCalendar, Weekday, easter};
use std::collections::BTreeMap;

/// One date of a calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateLine {
    /// The date.
    pub day: Day,
    /// The weekday the file says it is, if it says.
    pub weekday: Option<Weekday>,
    /// Whether pupils are in: the only thing that decides a count.
    pub school_day: bool,
    /// What the file says of the date.
    pub note: String,
    /// The school's name for the term; empty outside terms.
    pub school_term: String,
    /// The term for the tests of days in a term (R6.05); empty where there is none.
    pub statutory_term: String,
}

/// How a school divides its year, which decides its statutory terms (R6.05).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Three terms: they are the statutory terms.
    ThreeTerms,
    /// Any other: the periods between 31 December, Easter Monday and 31 July.
    Other,
}

impl Pattern {
    /// How a school's own terms divide its years: three terms in each, or anything else.
    pub fn of(calendar: &SchoolCalendar) -> Pattern {
        let mut years: BTreeMap<Day, u32> = BTreeMap::new();
        for term in &calendar.terms {
            *years.entry(calendar.school_year(term.from).0).or_default() += 1;
        }
        if years.values().all(|terms| *terms == 3) { Pattern::ThreeTerms } else { Pattern::Other }
    }
}

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarFault {
    /// No dates at all.
    #[error("the calendar of {0} has no dates")]
    Empty(String),
    /// Dates, and none of them a school day.
    #[error("the calendar of {0} has no school days")]
    NoSchoolDays(String),
    /// One date on two lines.
    #[error("{0} is in the calendar twice")]
    Twice(Day),
    /// A date is missing between two others.
    #[error("{0} is missing from the calendar: every date from the first to the last is needed")]
    Missing(Day),
    /// The weekday beside the date is another.
    #[error("{0} is a {1}, and the calendar calls it a {2}")]
    WrongWeekday(Day, &'static str, &'static str),
    /// A school day in no term.
    #[error("{0} is a school day and lies in no term")]
    InNoTerm(Day),
    /// Two terms share dates.
    #[error("the terms “{0}” and “{1}” overlap on {2}")]
    TermsOverlap(String, String, Day),
    /// A term that ends before it begins.
    #[error("the term “{0}” ends before it begins")]
    TermBackwards(String),
    /// More dates or terms than a calendar can hold.
    #[error("the calendar of {0} holds more than can be counted: give at most 100 years")]
    TooLong(String),
    /// The dates are not days on any calendar held here.
    #[error("{0}")]
    Count(CountFault),
}

/// A hundred years of dates: past any pupil's school life, and small enough to count with.
const MOST_DATES: usize = 36_600;

impl Almanac {
    /// From the lines of a file: every date once, without a hole, in any order.
    pub fn from_lines(school: &str, mut lines: Vec<DateLine>) -> Result<Almanac, CalendarFault> {
        lines.sort_by_key(|l| l.day);
        let Some(first) = lines.first().map(|l| l.day) else {
            return Err(CalendarFault::Empty(school.to_string()));
        };
        if lines.len() > MOST_DATES {
            return Err(CalendarFault::TooLong(school.to_string()));
        }
        let mut out = Almanac::empty(school, first);
        let mut expected = first;
        for line in &lines {
            if line.day < expected {
                return Err(CalendarFault::Twice(line.day));
            }
            if line.day > expected {
                return Err(CalendarFault::Missing(expected));
            }
            expected = line.day.plus(1);
            if let Some(said) = line.weekday
                && said != line.day.weekday()
            {
                let is = line.day.weekday().long();
                return Err(CalendarFault::WrongWeekday(line.day, is, said.long()));
            }
            let statutory = line.statutory_term.trim();
            if line.school_day && statutory.is_empty() {
                return Err(CalendarFault::InNoTerm(line.day));
            }
            let fact = Fact {
                open: line.school_day,
                note: out.note(&line.note),
                term: out.term(&line.school_term)?,
                statutory: out.term(statutory)?,
            };
            out.facts.push(fact);
        }
        out.whole()
    }

    /// From a school's own terms and closures, for the dates its terms reach.
    pub fn of_school(
        school: &str,
        calendar: &SchoolCalendar,
        pattern: Pattern,
    ) -> Result<Almanac, CalendarFault> {
        let mut terms = calendar.terms.clone();
        terms.sort_by_key(|t| t.from);
        for term in &terms {
            if term.to < term.from {
                return Err(CalendarFault::TermBackwards(term.name.clone()));
            }
        }
        for pair in terms.windows(2) {
            if let [a, b] = pair
                && b.from <= a.to
            {
                return Err(CalendarFault::TermsOverlap(a.name.clone(), b.name.clone(), b.from));
            }
        }
        let (Some(first), Some(last)) = (terms.first().map(|t| t.from), terms.last().map(|t| t.to))
        else {
            return Err(CalendarFault::Empty(school.to_string()));
        };
        if last.since(first) as usize >= MOST_DATES {
            return Err(CalendarFault::TooLong(school.to_string()));
        }
        let mut out = Almanac::empty(school, first);
        out.facts.reserve_exact(last.since(first) as usize + 1);
        // Most dates say what the date before them said: it is looked up once.
        let mut noted = ("", 0);
        // Two years may each have an “Autumn”: a term is one of its own, whatever its name.
        let mut named = Vec::new();
        for term in &terms {
            named.push(out.another_term(&term.name)?);
        }
        let mut in_period = ((0, ""), 0);
        let mut day = first;
        while day <= last {
            let mut why = calendar.why(day);
            if day.weekday().is_weekend() {
                // One stretch of two days, as in a calendar file.
                why = Some("Weekend");
            }
            let note = why.unwrap_or("School day");
            if note != noted.0 {
                noted = (note, out.note(note));
            }
            let at = terms.iter().position(|t| t.from <= day && day <= t.to);
            let term = at.and_then(|at| named.get(at).copied()).unwrap_or(0);
            let statutory = match pattern {
                Pattern::ThreeTerms => term,
                Pattern::Other => {
                    let period = easter::period(day);
                    if period != in_period.0 {
                        in_period = (period, out.term(&easter::period_name(day))?);
                    }
                    in_period.1
                }
            };
            out.facts.push(Fact { open: why.is_none(), note: noted.1, term, statutory });
            day = day.plus(1);
        }
        out.whole()
    }

    fn empty(school: &str, first: Day) -> Almanac {
        Almanac {
            school: school.to_string(),
            first,
            facts: Vec::new(),
            notes: vec![String::new()],
            terms: vec![String::new()],
            open: Vec::new(),
            before: Vec::new(),
        }
    }

    /// The index of a note; a calendar with more different notes than fit loses the wording of
    /// the last ones, never a date.
    pub(super) fn note(&mut self, note: &str) -> u16 {
        let note = note.trim();
        match self.notes.iter().position(|w| w == note) {
            Some(at) => at as u16,
            None if self.notes.len() < usize::from(u16::MAX) => {
                self.notes.push(note.to_string());
                (self.notes.len() - 1) as u16
            }
            None => 0,
        }
    }

    fn term(&mut self, name: &str) -> Result<u8, CalendarFault> {
        let name = name.trim();
        match self.terms.iter().position(|w| w == name) {
            Some(at) => Ok(at as u8),
            None => self.another_term(name),
        }
    }

    fn another_term(&mut self, name: &str) -> Result<u8, CalendarFault> {
        if self.terms.len() > usize::from(u8::MAX) {
            return Err(CalendarFault::TooLong(self.school.clone()));
        }
        self.terms.push(name.trim().to_string());
        Ok((self.terms.len() - 1) as u8)
    }

    fn whole(mut self) -> Result<Almanac, CalendarFault> {
        self.index();
        if self.open.is_empty() {
            return Err(CalendarFault::NoSchoolDays(self.school));
        }
        self.terms_in_order()?;
        Ok(self)
    }

    /// A term, once left for another, does not come back.
    fn terms_in_order(&self) -> Result<(), CalendarFault> {
        let mut seen: Vec<u8> = Vec::new();
        for offset in &self.open {
            let fact = self.facts[usize::from(*offset)];
            match seen.last() {
                Some(last) if *last == fact.statutory => {}
                Some(last) if seen.contains(&fact.statutory) => {
                    let (a, b) = (fact.statutory, *last);
                    let day = self.first.plus(i64::from(*offset));
                    let name = |t: u8| self.terms[usize::from(t)].clone();
                    return Err(CalendarFault::TermsOverlap(name(a), name(b), day));
                }
                _ => seen.push(fact.statutory),
            }
        }
        Ok(())
    }

    pub(super) fn index(&mut self) {
        self.open.clear();
        self.before.clear();
        self.open.reserve_exact(self.facts.iter().filter(|f| f.open).count());
        self.before.reserve_exact(self.facts.len());
        for (at, fact) in self.facts.iter().enumerate() {
            self.before.push(self.open.len() as u16);
            if fact.open {
                self.open.push(at as u16);
            }
        }
    }
}
