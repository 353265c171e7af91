//! Reading a file of calendars: one line a date a school.
//!
//! Must never know: which cases use them. Source of the format: the worked cases' own note.

use super::Calendars;
use crate::almanac::{Almanac, CalendarFault, DateLine};
use crate::csv::{CsvFault, Table};
use crate::{Day, Weekday};
use std::collections::BTreeMap;

/// Why a file of calendars cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarsFault {
    /// Not a table.
    #[error(transparent)]
    Csv(#[from] CsvFault),
    /// A line that is no date of a calendar.
    #[error("line {line}: {why}")]
    Line {
        /// Line of the file.
        line: usize,
        /// Why.
        why: String,
    },
    /// A calendar that contradicts itself.
    #[error("school {school}: {fault}")]
    Calendar {
        /// Whose.
        school: String,
        /// How.
        fault: CalendarFault,
    },
    /// No calendar in it.
    #[error("there is no calendar in the file")]
    None,
}

/// Reads every school's calendar.
pub fn calendars(text: &str) -> Result<Calendars, CalendarsFault> {
    let table = Table::read(text)?;
    let column = |name| table.column(name);
    let (school, date) = (column("school")?, column("date")?);
    let (open, note) = (column("is_school_day")?, column("note")?);
    let (weekday, term) = (table.find("weekday"), column("school_term")?);
    let statutory = column("statutory_term")?;
    let mut lines: BTreeMap<String, Vec<DateLine>> = BTreeMap::new();
    for line in &table.lines {
        let wrong = |why: String| CalendarsFault::Line { line: line.number, why };
        let day = Day::parse_iso(line.get(date))
            .ok_or_else(|| wrong(format!("“{}” is no date", clip(line.get(date)))))?;
        let weekday = match weekday.map(|c| line.get(c).trim()).filter(|w| !w.is_empty()) {
            None => None,
            Some(said) => Some(
                Weekday::ALL
                    .into_iter()
                    .find(|w| said.eq_ignore_ascii_case(w.short()))
                    .ok_or_else(|| wrong(format!("“{}” is no weekday", clip(said))))?,
            ),
        };
        let school_day = match line.get(open).trim() {
            "1" => true,
            "0" => false,
            other => {
                return Err(wrong(format!("is_school_day is “{}”, not 1 or 0", clip(other))));
            }
        };
        lines.entry(line.get(school).trim().to_string()).or_default().push(DateLine {
            day,
            weekday,
            school_day,
            note: line.get(note).to_string(),
            school_term: line.get(term).to_string(),
            statutory_term: line.get(statutory).to_string(),
        });
    }
    if lines.is_empty() {
        return Err(CalendarsFault::None);
    }
    lines
        .into_iter()
        .map(|(school, lines)| match Almanac::from_lines(&school, lines) {
            Ok(almanac) => Ok((school, almanac)),
            Err(fault) => Err(CalendarsFault::Calendar { school, fault }),
        })
        .collect()
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
