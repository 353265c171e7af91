//! How a duty stands on a day: met, open, at risk, or late and by how much.
//!
//! Must never know: what day it is; that arrives.

use crate::Day;
use crate::duty::Due;

/// Days before its last one on which a duty that is not met is shown as at risk. Mainstay's own
/// number, not law.
pub const AT_RISK_WITHIN: i64 = 3;

/// How a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing falls due.
    Nothing,
    /// Done in time.
    Met,
    /// Done, and late by this many days.
    MetLate {
        /// Calendar days.
        by: i64,
    },
    /// Not done, and not yet due.
    Open {
        /// Calendar days left.
        left: i64,
    },
    /// Not done, and nearly due.
    AtRisk {
        /// Calendar days left; 0 is today.
        left: i64,
    },
    /// Not done, and past its day.
    Late {
        /// Calendar days.
        by: i64,
    },
}

/// How a duty stands on a day, and when it was done, if it was.
pub fn standing(due: Due, done: Option<Day>, today: Day) -> Standing {
    let Some(due) = due.day() else { return Standing::Nothing };
    match done {
        Some(done) if done > due => Standing::MetLate { by: done.since(due) },
        Some(_) => Standing::Met,
        None if today > due => Standing::Late { by: today.since(due) },
        None if due.since(today) <= AT_RISK_WITHIN => Standing::AtRisk { left: due.since(today) },
        None => Standing::Open { left: due.since(today) },
    }
}

impl Standing {
    /// In words: "late by 3 days".
    pub fn words(self) -> String {
        let days = |n: i64| if n == 1 { "1 day".to_string() } else { format!("{n} days") };
        match self {
            Standing::Nothing => "nothing falls due".into(),
            Standing::Met => "done in time".into(),
            Standing::MetLate { by } => format!("done, {} late", days(by)),
            Standing::Open { left } => format!("{} left", days(left)),
            Standing::AtRisk { left: 0 } => "due today".into(),
            Standing::AtRisk { left } => format!("at risk: {} left", days(left)),
            Standing::Late { by } => format!("late by {}", days(by)),
        }
    }
}
