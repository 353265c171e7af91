//! Worked cases: files of facts and the date, outcome and recipients they must come to, run
//! against the answers.
//!
//! Must never know: a file system. Text comes in, verdicts go out; a case that cannot be read
//! fails, loudly, and is never passed over.

mod answer;
mod calendars;
mod inputs;
mod totals;

pub use calendars::{CalendarsFault, calendars};

use crate::Day;
use crate::almanac::Almanac;
use crate::csv::{CsvFault, Table};
use crate::duty::{Answer, NoAnswer};
use crate::told::Told;
use std::collections::BTreeMap;

/// Calendars by the two letters of their school.
pub type Calendars = BTreeMap<String, Almanac>;

/// One worked case as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Line of the file it begins on.
    pub line: usize,
    /// "C001"
    pub id: String,
    /// "R3.05"
    pub rule: String,
    /// The school whose calendar counts; none for calendar days and months.
    pub school: Option<String>,
    /// The facts, as JSON text.
    pub inputs: String,
    /// The date it must come to; none where no date arises.
    pub due: Option<Day>,
    /// The outcome it must come to.
    pub outcome: String,
    /// Who must be told.
    pub told: Told,
}

/// Why a case cannot be answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseFault {
    /// The facts are no JSON object.
    #[error("the inputs are not a JSON object: {0}")]
    NotJson(String),
    /// A key the rule does not know.
    #[error("unknown key “{0}”")]
    UnknownKey(String),
    /// A rule the runner cannot answer.
    #[error("unknown rule “{0}”")]
    UnknownRule(String),
    /// A value of the wrong kind.
    #[error("“{key}”: {why}")]
    BadValue {
        /// The key.
        key: String,
        /// Why.
        why: String,
    },
    /// The school of the case has no calendar.
    #[error("no calendar for school “{0}”")]
    NoCalendar(String),
    /// A given value differs from the one worked out.
    #[error("“{key}” is given as {given}, and comes to {found}")]
    Differs {
        /// The key.
        key: &'static str,
        /// As given.
        given: String,
        /// As worked out.
        found: String,
    },
    /// The answer itself.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
}

/// Why a file of cases cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CasesFault {
    /// Not a table.
    #[error(transparent)]
    Csv(#[from] CsvFault),
    /// A line that is no case.
    #[error("line {line}: {why}")]
    Line {
        /// Line of the file.
        line: usize,
        /// Why.
        why: String,
    },
}

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What was found, or why nothing was.
    pub found: Result<Answer, CaseFault>,
    /// True when date, outcome and recipients are as expected.
    pub passed: bool,
}

/// Reads a file of cases.
pub fn read(text: &str) -> Result<Vec<Case>, CasesFault> {
    let table = Table::read(text)?;
    let column = |name| table.column(name);
    let (id, rule) = (column("id")?, column("rule")?);
    let school = column("school_calendar_description")?;
    let (inputs, due) = (column("inputs")?, column("expected_due_date")?);
    let (told, reason) = (column("expected_recipients")?, column("reason")?);
    let mut out = Vec::new();
    for line in &table.lines {
        let wrong = |why: String| CasesFault::Line { line: line.number, why };
        out.push(Case {
            line: line.number,
            id: line.get(id).trim().to_string(),
            rule: line.get(rule).trim().to_string(),
            school: school_of(line.get(school)),
            inputs: line.get(inputs).to_string(),
            due: match line.get(due).trim() {
                "NONE" => None,
                text => Some(
                    Day::parse_iso(text)
                        .ok_or_else(|| wrong(format!("“{text}” is no date and not NONE")))?,
                ),
            },
            outcome: outcome_of(line.get(reason))
                .ok_or_else(|| wrong("the reason has no [OUTCOME: …] at its head".to_string()))?,
            told: Told::parse(line.get(told)).map_err(|e| wrong(e.to_string()))?,
        });
    }
    Ok(out)
}

/// "A3: three-term school" is school A3; anything without a colon third names no school.
fn school_of(description: &str) -> Option<String> {
    let mut chars = description.trim_start().chars();
    let id: String = chars.by_ref().take(2).collect();
    (chars.next() == Some(':')).then_some(id)
}

fn outcome_of(reason: &str) -> Option<String> {
    let rest = reason.trim_start().strip_prefix("[OUTCOME:")?;
    let (code, _) = rest.split_once(']')?;
    Some(code.trim().to_string())
}

/// Answers one case.
pub fn run(case: &Case, calendars: &Calendars) -> Verdict {
    let found = answer(case, calendars);
    let passed = found.as_ref().is_ok_and(|a| {
        a.due.day() == case.due && a.outcome.code() == case.outcome && a.told == case.told
    });
    Verdict { found, passed }
}

fn answer(case: &Case, calendars: &Calendars) -> Result<Answer, CaseFault> {
    let almanac = match &case.school {
        None => None,
        Some(school) => {
            Some(calendars.get(school).ok_or_else(|| CaseFault::NoCalendar(school.clone()))?)
        }
    };
    let mut inputs = inputs::Inputs::read(&case.inputs)?;
    answer::whole(&case.rule, &mut inputs, almanac)
}

#[cfg(test)]
mod tests;
