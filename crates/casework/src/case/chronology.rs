//! One chronology of a child, across schools and episodes: what happened, in the order it
//! happened, whoever wrote it down and whenever they did.
//!
//! Must never know: which table a line came from.

use crate::Id;
use rulebook::{Day, Instant};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day it happened.
    pub day: Day,
    /// The moment it happened or was written down, for the order within a day.
    pub at: Option<Instant>,
    /// The case.
    pub case: Id,
    /// The school of that case.
    pub school: String,
    /// What: "Suspension began".
    pub what: String,
    /// More of it.
    pub more: String,
    /// Who.
    pub by: String,
    /// It was written down on a later day.
    pub later: bool,
}

/// Puts lines in order.
pub fn in_order(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by_key(|l| (l.day, l.at));
    lines
}
