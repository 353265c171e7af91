//! Something serious that happened: a pupil ran out, somebody was hurt. What was done, whether
//! force was used, when home was told, and the talk with the pupil and with staff afterwards.
//!
//! It is no record of force: where there was any, that one is opened beside it. Must never know:
//! tables or pages.

use crate::Id;
use crate::school::Setting;
use rulebook::room::DEBRIEF_WITHIN;
use rulebook::{Day, Instant, Minute};

/// Letters of one answer.
pub const LONGEST: usize = 2_000;
/// Letters of a place or a name.
pub const LONGEST_NAME: usize = 120;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Significant {
    /// Key.
    pub id: Id,
    /// Whom it concerns.
    pub pupil: Id,
    /// Where.
    pub place: String,
    /// On which day.
    pub day: Day,
    /// At what time.
    pub minute: Minute,
    /// What happened.
    pub what: String,
    /// What came before.
    pub before: String,
    /// What adults did.
    pub did: String,
    /// Injuries and first aid; empty for none.
    pub injuries: String,
    /// Whether force, restraint or seclusion was used.
    pub forced: bool,
    /// When home was told.
    pub told_at: Option<Minute>,
    /// Who was told.
    pub told_who: String,
    /// By whom.
    pub told_by: String,
    /// What the pupil said afterwards.
    pub own_view: String,
    /// What staff said afterwards.
    pub staff_view: String,
    /// What is done differently from now on.
    pub differently: String,
    /// The day it was talked over.
    pub debriefed_on: Option<Day>,
    /// By whom.
    pub debriefed_by: String,
    /// Who wrote it down.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// Version.
    pub version: i64,
}

/// The last day it should be talked over by.
pub fn debrief_by(setting: &Setting, day: Day) -> Day {
    setting.calendar.school_days_after(day, DEBRIEF_WITHIN.0).map_or(day, |c| c.day)
}

/// What is wrong with what was typed of its times: the field and what to do.
pub fn time_errors(
    day: Option<Day>,
    minute: Option<Minute>,
    told: Option<Minute>,
    now: Instant,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    match (day, minute) {
        (None, _) => wrong.push(("day", "Give the day, such as 05/11/2026".to_string())),
        (_, None) => wrong.push(("minute", "Give the time, such as 11.20".to_string())),
        (Some(day), Some(minute)) if day.at(minute) > now => {
            wrong.push(("minute", format!("That is later than now, {now}")));
        }
        (Some(day), Some(minute)) => {
            if let Some(told) = told {
                if told < minute {
                    wrong.push(("told_at", format!("Home was told before it happened, {minute}")));
                } else if day.at(told) > now {
                    wrong.push(("told_at", format!("That is later than now, {now}")));
                }
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_told_after_it_happened_and_nothing_happens_later_than_now() {
        let day = Day::new(2026, 11, 5).unwrap();
        let at = |h, m| Minute::new(h, m).unwrap();
        let now = day.at(at(12, 0));
        assert!(time_errors(Some(day), Some(at(11, 20)), Some(at(11, 40)), now).is_empty());
        assert_eq!(time_errors(Some(day), Some(at(11, 20)), Some(at(11, 10)), now)[0].0, "told_at");
        assert_eq!(time_errors(Some(day), Some(at(11, 20)), Some(at(12, 10)), now)[0].0, "told_at");
        assert_eq!(time_errors(Some(day), Some(at(12, 20)), None, now)[0].0, "minute");
        assert_eq!(time_errors(None, None, None, now)[0].0, "day");
    }
}
