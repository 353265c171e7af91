//! Good news home: something a pupil did well, told to each person with parental responsibility,
//! and how it stands beside the contact that was about something gone wrong.
//!
//! Must never know: addresses of pages. It names no other child.

use crate::Id;
use crate::letter;
use crate::pupil::Pupil;
use rulebook::Instant;

/// Longest, in characters.
pub const LONGEST: usize = 1_000;

/// Good news as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodNews {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// The placement it was written in, where it was.
    pub placement: Option<Id>,
    /// The words.
    pub body: String,
    /// When.
    pub made_at: Instant,
    /// By whom.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
}

/// What is wrong with the words, where anything is.
pub fn wrong(body: &str, own: &Pupil, others: &[Pupil]) -> Option<String> {
    if body.trim().is_empty() {
        return Some("Write what went well".into());
    }
    letter::another(body, own, others)
}

/// Contact with home since the school year began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Good news sent.
    pub good: i64,
    /// Calls about something gone wrong that somebody answered.
    pub calls: i64,
    /// Letters about a placement.
    pub letters: i64,
}

impl Balance {
    /// In one sentence.
    pub fn said(&self) -> String {
        let n = |n: i64, one: &str, many: &str| match n {
            0 => format!("no {many}"),
            1 => format!("1 {one}"),
            n => format!("{n} {many}"),
        };
        let bad = self.calls + self.letters;
        let good = n(self.good, "piece of good news", "good news");
        let said = format!(
            "This school year home has had {good}, and {} and {} about something gone wrong",
            n(self.calls, "call", "calls"),
            n(self.letters, "letter", "letters")
        );
        match (self.good, bad) {
            (0, 0) => "Home has not heard from the room this school year".into(),
            (good, bad) if good == 0 && bad > 0 => {
                format!("{said}. Nothing good has gone home yet")
            }
            _ => said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_balance_says_both_sides_and_that_nothing_good_has_gone_home() {
        let said = |good, calls, letters| Balance { good, calls, letters }.said();
        assert!(said(0, 0, 0).contains("has not heard"));
        let bad = said(0, 1, 2);
        assert!(bad.contains("no good news") && bad.contains("1 call and 2 letters"), "{bad}");
        assert!(bad.ends_with("Nothing good has gone home yet"));
        assert!(said(1, 0, 1).contains("1 piece of good news"));
        assert!(said(3, 0, 1).contains("3 good news"));
    }
}
