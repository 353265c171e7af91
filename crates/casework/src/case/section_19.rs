//! A decision about education for a child out of school through illness or for another reason:
//! what was decided, why, from when, for how many hours, and when it is looked at again.
//!
//! Must never know: whether it was right. A decision is added to; none is changed.

use super::provision::minutes;
use crate::Id;
use rulebook::{Day, Instant};

coded! {
    /// Why the child is out of school.
    pub enum Basis {
        Illness = "illness", "Illness";
        Otherwise = "otherwise", "Another reason";
    }
}

coded! {
    /// What was decided.
    pub enum Decided {
        Arrange = "arrange", "The authority arranges education";
        School = "school", "What the school offers is suitable; looked at again";
        No = "no", "No education is arranged by the authority";
        End = "end", "It ends: the child is back in school";
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// Why the child is out of school.
    pub basis: Basis,
    /// What it rests on: medical evidence, attendance.
    pub evidence: String,
    /// What was decided.
    pub decided: Decided,
    /// Why.
    pub reasons: String,
    /// The day.
    pub decided_on: Day,
    /// From when.
    pub starts_on: Option<Day>,
    /// Minutes in a week.
    pub week_minutes: Option<i64>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// Who decided.
    pub by_name: String,
    /// When it was written down.
    pub at: Instant,
}

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Why out of school.
    pub basis: Option<Basis>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// Why.
    pub reasons: String,
    /// From when.
    pub starts_on: Option<Day>,
    /// Hours a week, as typed.
    pub hours: String,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

/// What is wrong with it, by field.
pub fn wrong(t: &Typed, today: Day) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if t.basis.is_none() {
        out.push(("basis", "Choose why the child is out of school"));
    }
    let Some(decided) = t.decided else {
        out.push(("decided", "Choose what was decided"));
        return out;
    };
    if t.reasons.trim().is_empty() {
        out.push((
            "reasons",
            "Give the reasons: a decision without them cannot be explained to anybody",
        ));
    }
    if decided == Decided::Arrange {
        if t.starts_on.is_none() {
            out.push(("starts_on", "Give the day it begins"));
        }
        if minutes(&t.hours).is_none_or(|m| m == 0) {
            out.push(("hours", "Give the hours a week, such as 25 or 12.5"));
        }
    }
    if decided != Decided::End {
        match t.review_on {
            None => out
                .push(("review_on", "Give the day it is looked at again: at least each half-term")),
            Some(day) if day <= today => out.push(("review_on", "This day is not ahead")),
            Some(_) => {}
        }
    }
    out
}
