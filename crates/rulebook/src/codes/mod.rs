//! The code sets of returns and registers, as dated tables with their source.
//!
//! Must never know: whose code it is, or what today is. A code is good on a day; the day of the
//! thing coded decides, never today.
//!
//! The sets the answers of the law use are values with types of their own ([`AttendanceCode`],
//! [`Category`], [`Reason`], [`ReviewResult`], [`SenProvision`], [`SenType`]); the rest are
//! tables under `data/codes`. Both are found here as a [`CodeSet`]. A set is its own room of
//! names: DS is a reason and a type of need.

mod attendance;
mod authority;
mod document;
mod load;
mod sen;
mod suspension;

pub use attendance::{AttendanceCode, Class, Group};
pub use authority::{LocalAuthority, authorities, numbers};
pub use document::document;
pub use sen::{SenProvision, SenType};
pub use suspension::{Category, Reason, ReviewEnd, ReviewResult, ReviewStage};

use crate::Day;
use crate::rule::{Checked, On};
use std::borrow::Cow;
use std::sync::LazyLock;

/// How sure a fact about a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Sure {
    /// There is no such fact: no label was found, or no day is given.
    #[default]
    None,
    /// From general knowledge, or worked out from something near it.
    Inferred,
    /// Read in the source of the set.
    Read,
}

/// A code, its label and the days on which it may be used.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Row {
    /// As it stands in a return: "C1".
    pub code: Cow<'static, str>,
    /// Its short label; empty where none was found.
    pub label: Cow<'static, str>,
    /// The part of the set it belongs to; empty where the set has no parts.
    pub group: Cow<'static, str>,
    /// First day; none when it was in use before the sources begin.
    pub from: Option<Day>,
    /// Last day; none while no end is known.
    pub to: Option<Day>,
    /// Whether the label was read.
    pub label_sure: Sure,
    /// Whether the days were read.
    pub dates_sure: Sure,
    /// What is used instead of a code that has ended; empty where nothing is, or it is not known.
    pub instead: Cow<'static, str>,
    /// In our own words; often empty.
    pub note: Cow<'static, str>,
}

/// A set of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSet {
    /// A short stable name: "attendance".
    pub id: Cow<'static, str>,
    /// "Attendance codes"
    pub title: Cow<'static, str>,
    /// Where the codes were read.
    pub source: Cow<'static, str>,
    /// When the source was read.
    pub read: Day,
    /// What about the set nobody has confirmed; empty when nothing is known to be open.
    pub unconfirmed: Cow<'static, str>,
    /// Who has checked the set against the official list; none: not yet checked by anybody.
    pub checked: Option<Checked>,
    /// The codes, in the order of the source.
    pub rows: Vec<Row>,
}

/// Why a code cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotACode {
    /// Not in the set at any time.
    #[error("{title}: there is no code {code:?}")]
    Unknown {
        /// The set.
        title: Cow<'static, str>,
        /// The beginning of what was given.
        code: String,
    },
    /// In the set, and not yet on that day.
    #[error("{title}: code {code} ({label}) is used from {from}; {day} is earlier")]
    NotYet {
        /// The set.
        title: Cow<'static, str>,
        /// The code.
        code: Cow<'static, str>,
        /// What it is.
        label: Cow<'static, str>,
        /// Its first day.
        from: Day,
        /// The day asked about.
        day: Day,
    },
    /// In the set, and no longer on that day.
    #[error(
        "{title}: code {code} ({label}) was used to {to}; {day} is later{}",
        use_instead(instead)
    )]
    Ended {
        /// The set.
        title: Cow<'static, str>,
        /// The code.
        code: Cow<'static, str>,
        /// What it is.
        label: Cow<'static, str>,
        /// Its last day.
        to: Day,
        /// The day asked about.
        day: Day,
        /// What is used instead; may be empty.
        instead: Cow<'static, str>,
    },
}

fn use_instead(code: &str) -> String {
    if code.is_empty() { String::new() } else { format!(". Use {code}") }
}

/// The beginning of what somebody gave for a code, for a message: a cell pasted into the wrong
/// column may hold anything.
fn beginning(text: &str) -> String {
    text.chars().take(8).collect()
}

impl Row {
    /// True on its days.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
    /// True when nothing of it is inferred or missing.
    pub fn is_confirmed(&self) -> bool {
        let dated = self.from.is_some() || self.to.is_some();
        self.label_sure == Sure::Read && (!dated || self.dates_sure == Sure::Read)
    }
    fn is(&self, code: &str) -> bool {
        self.code.eq_ignore_ascii_case(code.trim())
    }
}

impl CodeSet {
    /// The code as it stands on a day. Small letters and blanks around it are forgiven.
    pub fn on(&self, code: &str, day: Day) -> Result<&Row, NotACode> {
        let mut same = self.rows.iter().filter(|r| r.is(code)).peekable();
        if same.peek().is_none() {
            return Err(self.unknown(code));
        }
        let mut nearest: Option<&Row> = None;
        for row in same {
            if row.holds_on(day) {
                return Ok(row);
            }
            // Of several periods, the last that had ended says most; else the first to come.
            if nearest.is_none() || row.to.is_some_and(|to| to < day) {
                nearest = Some(row);
            }
        }
        Err(nearest.map_or_else(|| self.unknown(code), |row| self.refusal(row, day)))
    }

    /// The code at whatever time, the newest of its periods; for reading what others sent.
    pub fn ever(&self, code: &str) -> Result<&Row, NotACode> {
        self.rows.iter().rfind(|r| r.is(code)).ok_or_else(|| self.unknown(code))
    }

    /// The codes that may be used on a day, in order.
    pub fn rows_on(&self, day: Day) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |r| r.holds_on(day))
    }

    fn unknown(&self, code: &str) -> NotACode {
        NotACode::Unknown { title: self.title.clone(), code: beginning(code.trim()) }
    }

    fn refusal(&self, row: &Row, day: Day) -> NotACode {
        let (title, code, label) = (self.title.clone(), row.code.clone(), row.label.clone());
        match (row.from.filter(|from| day < *from), row.to) {
            (Some(from), _) => NotACode::NotYet { title, code, label, from, day },
            (None, Some(to)) => {
                let instead = row.instead.clone();
                NotACode::Ended { title, code, label, to, day, instead }
            }
            (None, None) => self.unknown(&row.code),
        }
    }
}

/// When the sources of the sets written as values were read.
const READ: On = On(2026, 11, 22);

static SETS: LazyLock<Vec<CodeSet>> = LazyLock::new(|| {
    let mut sets = vec![
        attendance::set(),
        suspension::categories(),
        suspension::reasons(),
        suspension::results(),
        sen::provisions(),
        sen::types(),
    ];
    // A test reads every table: one that is no table cannot be shipped.
    sets.extend(load::sets().unwrap_or_default());
    sets
});

/// Every set.
pub fn all() -> &'static [CodeSet] {
    &SETS
}

/// The set with this name: "attendance".
pub fn set(id: &str) -> Option<&'static CodeSet> {
    all().iter().find(|s| s.id == id)
}

/// The code of a set on a day; a set that does not exist has no codes.
pub fn on(id: &str, code: &str, day: Day) -> Result<&'static Row, NotACode> {
    match set(id) {
        Some(set) => set.on(code, day),
        None => Err(NotACode::Unknown { title: beginning(id).into(), code: beginning(code) }),
    }
}

#[cfg(test)]
mod tests;
