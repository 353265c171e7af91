//! What is counted of a plan: how far each strategy is in use, what a review found, and two stretches
//! of days to lay side by side.
//!
//! Must never say that one thing came of another: a count is a count.

use super::{Checked, Found, Got, InUse, Said, Strategy};
use crate::Id;
use rulebook::{Day, SchoolCalendar};

/// How one strategy stands in a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Strategy.
    pub strategy: Id,
    /// Who said that it is in use.
    pub yes: usize,
    /// Who said that it is not.
    pub not: usize,
    /// Who said that it does not come up.
    pub never: usize,
    /// Who was asked, answered or not.
    pub asked: usize,
}

impl Share {
    /// "6 of 9": of all who were asked, so that silence never reads as use.
    pub fn said(&self) -> String {
        format!("{} of {}", self.yes, self.asked)
    }
    /// Per cent of all who were asked.
    pub fn percent(&self) -> i64 {
        match self.asked {
            0 => 0,
            n => ((self.yes * 200 + n) / (2 * n)) as i64,
        }
    }
}

/// How each strategy stands in a check.
pub fn shares(strategies: &[Strategy], asked: &[Checked], said: &[Said]) -> Vec<Share> {
    strategies
        .iter()
        .map(|s| {
            let of = |word| said.iter().filter(|l| l.strategy == s.key && l.in_use == word).count();
            Share {
                strategy: s.key,
                yes: of(InUse::Yes),
                not: of(InUse::Not),
                never: of(InUse::Never),
                asked: asked.len(),
            }
        })
        .collect()
}

/// What a review found, counted: met, partly, not.
pub fn tally(found: &[Found]) -> (usize, usize, usize) {
    let of = |got| found.iter().filter(|f| f.got == got).count();
    (of(Got::Met), of(Got::Part), of(Got::Not))
}

/// Two stretches of the same number of school days, to lay side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// School days in each.
    pub days: u32,
    /// First and last day of the one before the plan began.
    pub before: (Day, Day),
    /// First and last day of the latest one since.
    pub since: (Day, Day),
}

/// The stretch before a plan began and the latest one since, each of as many school days as there
/// are, up to a number. `None` where too few have passed to lay side by side.
pub fn windows(from: Day, to: Day, most: u32, calendar: &SchoolCalendar) -> Option<Windows> {
    let since = calendar.school_days_between(from, to);
    let days = u32::try_from(since.len()).ok()?.min(most);
    // In less than a week, one day more or fewer would change everything.
    if days < 5 {
        return None;
    }
    let before = (calendar.school_days_before(from, days)?, calendar.school_days_before(from, 1)?);
    let first = since.len().checked_sub(days as usize)?;
    Some(Windows { days, before, since: (*since.get(first)?, *since.last()?) })
}
