//! What is wrong with a row of an incoming roster, said where it happened.
//!
//! Must never know: how the row was read.

use std::{fmt, sync::Arc};

/// What a row of a roster is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A pupil.
    Pupil,
    /// A parent or other contact of one pupil.
    Contact,
    /// A member of staff.
    Staff,
    /// A teaching class or a form.
    Class,
    /// A pupil or a teacher in a class.
    Member,
    /// Who is whose form tutor.
    Tutor,
    /// A lesson of the weekly timetable.
    Lesson,
    /// The file as a whole, or a part of it nobody imports.
    File,
}

impl Kind {
    /// Every kind that is counted.
    pub const COUNTED: [Kind; 7] = [
        Kind::Pupil,
        Kind::Contact,
        Kind::Staff,
        Kind::Class,
        Kind::Member,
        Kind::Tutor,
        Kind::Lesson,
    ];

    /// The plural, in small letters: "pupils".
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Pupil => "pupils",
            Kind::Contact => "contacts",
            Kind::Staff => "staff",
            Kind::Class => "classes",
            Kind::Member => "class members",
            Kind::Tutor => "form tutors",
            Kind::Lesson => "lessons",
            Kind::File => "files",
        }
    }
}

/// Where a row stands: a file, and its row as a spreadsheet numbers it (headings are row 1).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct At {
    /// The name of the file, without folders.
    pub file: Arc<str>,
    /// The row; none when the message is about the whole file.
    pub row: Option<u32>,
}

impl At {
    /// A row of a file.
    pub fn row(file: &Arc<str>, row: u32) -> At {
        At { file: file.clone(), row: Some(row) }
    }
    /// A file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> At {
        At { file: file.into(), row: None }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}, row {row}", self.file),
            None => write!(f, "{}", self.file),
        }
    }
}

/// How hard a problem stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Force {
    /// The row cannot come in, so nothing of the import is written until it is put right.
    Reject,
    /// Worth reading; the row comes in.
    Warn,
}

/// One thing wrong, with its place. The message carries no pupil's name, so that it may be
/// printed by a command or kept in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File and row.
    pub at: At,
    /// What the row is about.
    pub kind: Kind,
    /// The heading of the column, as the file spells it.
    pub column: Option<String>,
    /// A plain sentence without a full stop at its end.
    pub message: String,
    /// Whether the row is refused.
    pub force: Force,
}

impl Problem {
    /// The row is refused.
    pub fn reject(at: At, kind: Kind, message: impl Into<String>) -> Problem {
        Problem { at, kind, column: None, message: message.into(), force: Force::Reject }
    }
    /// The row comes in, with a remark.
    pub fn warn(at: At, kind: Kind, message: impl Into<String>) -> Problem {
        Problem { at, kind, column: None, message: message.into(), force: Force::Warn }
    }
    /// The same, in this column.
    pub fn column(mut self, column: impl Into<String>) -> Problem {
        self.column = Some(column.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.at)?;
        if let Some(column) = &self.column {
            write!(f, ", column “{column}”")?;
        }
        write!(f, ": {}", self.message)
    }
}
