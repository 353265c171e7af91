//! What somebody asked, and the advice they were given: with the source it rests on and the date
//! it was right on.
//!
//! Must never know: whether the advice was good. Advice without a source is not kept; one whose
//! source has changed since is marked.

use crate::Id;
use rulebook::rule::{self, Rule};
use rulebook::{Day, Instant};

coded! {
    /// Who asked.
    pub enum Asker {
        Parent = "parent", "Parent or pupil";
        School = "school", "School";
        Governors = "governors", "Governing body or trust";
        Officer = "officer", "Officer of an authority";
        Agency = "agency", "Another service";
        Other = "other", "Somebody else";
    }
}

/// Letters of a question or an answer.
pub const LONGEST: usize = 4_000;

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enquiry {
    /// Key.
    pub id: Id,
    /// The case, where it is about one.
    pub about: Option<Id>,
    /// The school, where it is about one.
    pub school: Option<Id>,
    /// Its name.
    pub school_name: String,
    /// Who asked.
    pub asker: Asker,
    /// Their name.
    pub asker_name: String,
    /// The day.
    pub asked_on: Day,
    /// What.
    pub question: String,
    /// The advice; empty: none yet.
    pub answer: String,
    /// The rule relied on: "R2.20"; empty: another source.
    pub rule: String,
    /// The source in words.
    pub source: String,
    /// The day the source was right on.
    pub as_at: Option<Day>,
    /// The day to come back to it.
    pub follow_on: Option<Day>,
    /// When that was done.
    pub followed_at: Option<Instant>,
    /// Who gave the advice.
    pub by_name: String,
    /// When it was written down.
    pub at: Instant,
}

impl Enquiry {
    /// The rule it rests on.
    pub fn law(&self) -> Option<&'static Rule> {
        rule::find(&self.rule)
    }
    /// Why the source is out of date on a day; nothing while it stands.
    pub fn superseded(&self, today: Day) -> Option<String> {
        let law = self.law()?;
        let (then, now) = (law.on(self.as_at?), law.on(today));
        match (then, now) {
            (Ok(a), Ok(b)) if a.from != b.from => {
                Some(format!("{} has another version since {}", law.id, b.from.day()))
            }
            (Ok(_), Err(why)) => Some(why.to_string()),
            _ => None,
        }
    }
}

/// What is wrong with an enquiry that was typed, by field.
pub fn wrong(
    question: &str,
    answer: &str,
    rule: &str,
    source: &str,
    as_at: Option<Day>,
    today: Day,
) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if question.trim().is_empty() {
        out.push(("question", "Write what was asked"));
    }
    if !answer.trim().is_empty() {
        if rule.is_empty() && source.trim().is_empty() {
            out.push(("source", "Name the source the advice rests on: choose a rule, or write it"));
        }
        match as_at {
            None => out.push(("as_at", "Give the day the source was right on")),
            Some(day) if day > today => out.push(("as_at", "This is later than today")),
            Some(_) => {}
        }
    }
    if !rule.is_empty() && rule::find(rule).is_none() {
        out.push(("rule", "Choose a rule from the list"));
    }
    out
}
