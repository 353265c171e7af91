//! Counting: one kind of time at a time, with its working.
//!
//! Must never know: why it counts. The kinds never mix: a span says its unit and its direction,
//! and nothing here turns one into another.
//!
//! Source of law: R6.01 to R6.04, R6.08 and R6.10 of the law note, each marked there.

use crate::almanac::{Almanac, CountFault};
use crate::{Day, Instant, holidays};

/// A length of time with its unit, its direction and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// The nth school day after the event; the event is day 0.
    SchoolDaysAfter(u16),
    /// The nth school day of a run; its first school day is day 1.
    SchoolDayOf(u16),
    /// "Not less than n school days before": n whole school days lie between.
    ClearSchoolDaysBefore(u16),
    /// The nth school day before.
    SchoolDaysBefore(u16),
    /// The nth working day after; the event is day 0.
    WorkingDaysAfter(u16),
    /// The nth calendar day after; the event is day 0.
    DaysAfter(u16),
    /// The nth calendar day; the event itself is day 1.
    DaysOf(u16),
    /// The nth calendar day before.
    DaysBefore(u16),
    /// The same date n months later, or that month's last.
    MonthsAfter(u16),
    /// As [`Span::MonthsAfter`], moved on to a working day if it is not one.
    MonthsAfterToWorkingDay(u16),
    /// n months of which the event is the first day.
    MonthsOf(u16),
    /// The same date n years before, or that month's last.
    YearsBefore(u16),
    /// Elapsed hours before a moment; changes of the clock count.
    HoursBefore(u16),
}

/// A date passed over in a count, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// First date of the stretch.
    pub from: Day,
    /// Last date of the stretch.
    pub to: Day,
    /// Why it does not count.
    pub why: String,
}

/// A date reached by counting. The working is made when somebody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The day it is counted from, or back from.
    pub anchor: Day,
    /// How.
    pub span: Span,
    /// The day reached.
    pub due: Day,
    /// Another date the words could bear, where the law note gives one.
    pub arguable: Option<Day>,
}

/// The working of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// Day 1 of the count.
    pub day_one: Option<Day>,
    /// Every day counted, in the order counted.
    pub counted: Vec<Day>,
    /// Stretches passed over.
    pub passed: Vec<Passed>,
}

/// England's working days (R6.02): not a Saturday, a Sunday or a bank holiday. Good Friday and
/// Christmas Day are in the table of bank holidays.
pub fn is_working_day(day: Day) -> Result<bool, CountFault> {
    let (Some(first), Some(last)) = (holidays::known_from(), holidays::known_to()) else {
        return Err(CountFault::OutOfTime);
    };
    if day < first || day > last {
        return Err(CountFault::HolidaysUnknown { first, last });
    }
    Ok(!day.weekday().is_weekend() && holidays::bank_holiday(day).is_none())
}

/// The nth working day after a day.
pub fn working_days_after(day: Day, n: u32) -> Result<Day, CountFault> {
    let (mut at, mut left) = (day, n);
    while left > 0 {
        at = at.plus(1);
        if is_working_day(at)? {
            left -= 1;
        }
    }
    Ok(at)
}

/// The same date some months on, or the last day of that month; and whether the date was there.
pub fn months_on(day: Day, months: i32) -> Result<(Day, bool), CountFault> {
    let (year, month, date) = day.ymd();
    let index = i32::from(year) * 12 + i32::from(month) - 1 + months;
    let year = i16::try_from(index.div_euclid(12)).map_err(|_| CountFault::OutOfTime)?;
    let month = (index.rem_euclid(12) + 1) as i8;
    if let Some(same) = Day::new(year, month, date) {
        return Ok((same, true));
    }
    (28..date)
        .rev()
        .find_map(|d| Day::new(year, month, d))
        .map(|d| (d, false))
        .ok_or(CountFault::OutOfTime)
}

impl Span {
    /// How many of its unit.
    pub fn number(self) -> u16 {
        match self {
            Span::SchoolDaysAfter(n)
            | Span::SchoolDayOf(n)
            | Span::ClearSchoolDaysBefore(n)
            | Span::SchoolDaysBefore(n)
            | Span::WorkingDaysAfter(n)
            | Span::DaysAfter(n)
            | Span::DaysOf(n)
            | Span::DaysBefore(n)
            | Span::MonthsAfter(n)
            | Span::MonthsAfterToWorkingDay(n)
            | Span::MonthsOf(n)
            | Span::YearsBefore(n)
            | Span::HoursBefore(n) => n,
        }
    }

    /// In words: "15 school days after".
    pub fn words(self) -> String {
        let n = self.number();
        let many = |one: &str, some: &str| format!("{n} {}", if n == 1 { one } else { some });
        match self {
            Span::SchoolDaysAfter(_) => format!("{} after", many("school day", "school days")),
            Span::SchoolDayOf(_) => format!("school day {n}, the first counted as 1, of"),
            Span::ClearSchoolDaysBefore(_) => {
                format!("{} before", many("clear school day", "clear school days"))
            }
            Span::SchoolDaysBefore(_) => format!("{} before", many("school day", "school days")),
            Span::WorkingDaysAfter(_) => format!("{} after", many("working day", "working days")),
            Span::DaysAfter(_) => format!("{} after", many("day", "days")),
            Span::DaysOf(_) => format!("{}, the first of them", many("day", "days")),
            Span::DaysBefore(_) => format!("{} before", many("day", "days")),
            Span::MonthsAfter(_) => format!("{} after", many("month", "months")),
            Span::MonthsAfterToWorkingDay(_) => {
                format!("{}, then on to a working day, after", many("month", "months"))
            }
            Span::MonthsOf(_) => format!("{} starting with", many("month", "months")),
            Span::YearsBefore(_) => format!("{} before", many("year", "years")),
            Span::HoursBefore(_) => format!("{} before", many("hour", "hours")),
        }
    }

    /// Counts from a day. A span in hours needs a moment: see [`hours_before`].
    pub fn from(self, anchor: Day, almanac: Option<&Almanac>) -> Result<Count, CountFault> {
        let n = u32::from(self.number());
        let days = i64::from(n);
        let school = almanac.ok_or(CountFault::OutOfTime);
        let mut arguable = None;
        let due = match self {
            Span::SchoolDaysAfter(_) => school?.after(anchor, n)?,
            Span::SchoolDayOf(_) => school?.nth(anchor, n)?,
            Span::ClearSchoolDaysBefore(_) => {
                let school = school?;
                arguable = Some(school.before(anchor, n)?);
                school.clear_before(anchor, n)?
            }
            Span::SchoolDaysBefore(_) => school?.before(anchor, n)?,
            Span::WorkingDaysAfter(_) => working_days_after(anchor, n)?,
            Span::DaysAfter(_) => anchor.plus(days),
            Span::DaysOf(_) => anchor.plus(days - 1),
            Span::DaysBefore(_) | Span::HoursBefore(_) => anchor.plus(-days),
            Span::MonthsAfter(_) => months_on(anchor, n as i32)?.0,
            Span::MonthsAfterToWorkingDay(_) => {
                let mut at = months_on(anchor, n as i32)?.0;
                while !is_working_day(at)? {
                    at = at.plus(1);
                }
                at
            }
            Span::MonthsOf(_) => match months_on(anchor, n as i32)? {
                (same, true) => same.plus(-1),
                (last, false) => last,
            },
            Span::YearsBefore(_) => months_on(anchor, -12 * n as i32)?.0,
        };
        Ok(Count { anchor, span: self, due, arguable })
    }
}

/// The moment some elapsed hours before another: a change of the clock counts (R6.10).
pub fn hours_before(moment: Instant, hours: u16) -> Instant {
    moment.plus_seconds(-i64::from(hours) * 3600)
}

impl Count {
    /// The working: day 1, every day counted, every stretch passed over and why.
    pub fn working(&self, almanac: Option<&Almanac>) -> Result<Working, CountFault> {
        let (first, last) = (self.anchor.min(self.due), self.anchor.max(self.due));
        let backwards = self.due < self.anchor;
        let (first, last) = match self.span {
            Span::SchoolDayOf(_) | Span::DaysOf(_) | Span::MonthsOf(_) => (first, last),
            // The due date of a clear count is not one of the clear days.
            Span::ClearSchoolDaysBefore(_) => (first.plus(1), last.plus(-1)),
            _ if backwards => (first, last.plus(-1)),
            _ => (first.plus(1), last),
        };
        let mut working = Working { day_one: None, counted: Vec::new(), passed: Vec::new() };
        // Months and years are not counted day by day; nobody would read nine hundred of them.
        if matches!(
            self.span,
            Span::MonthsAfter(_)
                | Span::MonthsAfterToWorkingDay(_)
                | Span::MonthsOf(_)
                | Span::YearsBefore(_)
        ) {
            return Ok(working);
        }
        let mut at = first;
        while at <= last {
            match self.why_passed(at, almanac)? {
                None => working.counted.push(at),
                Some(why) => match working.passed.last_mut() {
                    Some(p) if p.why == why && p.to.plus(1) == at => p.to = at,
                    _ => working.passed.push(Passed { from: at, to: at, why }),
                },
            }
            at = at.plus(1);
        }
        if backwards {
            working.counted.reverse();
        }
        working.day_one = working.counted.first().copied();
        Ok(working)
    }

    fn why_passed(
        &self,
        day: Day,
        almanac: Option<&Almanac>,
    ) -> Result<Option<String>, CountFault> {
        match self.span {
            Span::SchoolDaysAfter(_)
            | Span::SchoolDayOf(_)
            | Span::ClearSchoolDaysBefore(_)
            | Span::SchoolDaysBefore(_) => {
                let almanac = almanac.ok_or(CountFault::OutOfTime)?;
                Ok(match almanac.is_school_day(day)? {
                    true => None,
                    false => Some(match almanac.why_not(day)? {
                        "" if day.weekday().is_weekend() => "Weekend".to_string(),
                        "" => "Not a school day".to_string(),
                        why => why.to_string(),
                    }),
                })
            }
            Span::WorkingDaysAfter(_) => Ok(match is_working_day(day)? {
                true => None,
                false => Some(holidays::bank_holiday(day).unwrap_or("Weekend").to_string()),
            }),
            _ => Ok(None),
        }
    }
}
