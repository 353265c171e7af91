//! The at-risk register: who is on it, on what basis, who is their key worker, how often they
//! catch up, and when somebody looks again.
//!
//! Must never know: tables, pages, or the day it is. It names nobody as a problem and decides no
//! sanction.

pub mod summary;
#[cfg(test)]
mod tests;

use crate::{Coded, Id, Refusal};
use rulebook::room::{
    CATCH_UP_DAILY, CATCH_UP_FORTNIGHTLY, CATCH_UP_HALF_TERMLY, CATCH_UP_WEEKLY, SchoolDays,
};
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of a basis, of what a look said, of why it ends.
pub const LONGEST: usize = 2_000;

coded! {
    /// How far it has gone, in the judgement of whoever keeps the register.
    pub enum Level {
        Early = "early", "First signs";
        Raised = "raised", "At risk";
        High = "high", "High risk of suspension or exclusion";
    }
}

coded! {
    /// How often the key worker catches up with them.
    pub enum Every {
        Daily = "daily", "Every school day";
        Weekly = "weekly", "Every week";
        Fortnightly = "fortnightly", "Every two weeks";
        HalfTermly = "half_termly", "Every half-term";
    }
}

impl Every {
    /// School days from one to the next.
    pub fn days(self) -> SchoolDays {
        match self {
            Every::Daily => CATCH_UP_DAILY,
            Every::Weekly => CATCH_UP_WEEKLY,
            Every::Fortnightly => CATCH_UP_FORTNIGHTLY,
            Every::HalfTermly => CATCH_UP_HALF_TERMLY,
        }
    }
}

coded! {
    /// How a catch-up was held.
    pub enum How {
        Talk = "talk", "A talk in school";
        Lesson = "lesson", "Seen in a lesson";
        Phone = "phone", "By telephone";
        Home = "home", "With home";
        Missed = "missed", "Tried: they were not there";
    }
}

impl How {
    /// Whether it counts as having been in contact.
    pub fn counts(self) -> bool {
        self != How::Missed
    }
}

/// One pupil on the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// How far it has gone.
    pub level: Level,
    /// On what basis, in words.
    pub basis: String,
    /// The key worker.
    pub key_worker: Id,
    /// Their name.
    pub key_worker_name: String,
    /// How often they catch up.
    pub every: Every,
    /// When somebody looks again.
    pub next_review: Day,
    /// First day.
    pub begun_on: Day,
    /// Who put them on it.
    pub begun_by: String,
    /// The signal it came from, if one did.
    pub signal: Option<Id>,
    /// Last day, once it has ended.
    pub ended_on: Option<Day>,
    /// Why it ended, and what came of it.
    pub ended_why: String,
    /// Version.
    pub version: i64,
}

/// A catch-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatchUp {
    /// Key.
    pub id: Id,
    /// On which day.
    pub day: Day,
    /// How.
    pub how: How,
    /// What was said.
    pub words: String,
    /// By whom.
    pub by_name: String,
    /// When it was written down.
    pub at: Instant,
}

/// Somebody looked at it again, or changed what was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Key.
    pub id: Id,
    /// On which day.
    pub day: Day,
    /// What was seen and agreed.
    pub words: String,
    /// The level from then on.
    pub level: Level,
    /// How often from then on.
    pub every: Every,
    /// The key worker from then on.
    pub key_worker_name: String,
    /// When it is looked at next; none where it ended.
    pub next_review: Option<Day>,
    /// By whom.
    pub by_name: String,
    /// When it was written down.
    pub at: Instant,
}

/// What was typed of somebody's place on the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Level.
    pub level: Option<Level>,
    /// Key worker, as found.
    pub key_worker: Option<Id>,
    /// How often.
    pub every: Option<Every>,
    /// When it is looked at again.
    pub next_review: Option<Day>,
}

/// What is missing: the field and what to do about it. Nothing of it may be left blank.
pub fn check(t: &Terms, calendar: &SchoolCalendar, today: Day) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if t.level.is_none() {
        wrong.push(("level", "Choose how far it has gone".to_string()));
    }
    if t.key_worker.is_none() {
        wrong.push(("key_worker", "Choose a key worker: nobody stands here without one".into()));
    }
    if t.every.is_none() {
        wrong.push(("every", "Choose how often the key worker is in contact".to_string()));
    }
    match t.next_review {
        None => wrong.push((
            "next_review",
            "Give the day it is looked at again: nobody stands here without one".to_string(),
        )),
        Some(day) if day < today => {
            wrong.push(("next_review", format!("{day} is over. Give a day to come")));
        }
        Some(day) => {
            if let Some(why) = calendar.why_closed(day) {
                let near = calendar.first_on_or_after(day);
                let near = near.map(|d| format!(". The next is {d}")).unwrap_or_default();
                wrong.push(("next_review", format!("{day} is not a school day: {why}{near}")));
            }
        }
    }
    wrong
}

/// The day the next catch-up is due, counted from the last, or from the first day where there was
/// none; none where the calendar does not reach.
pub fn next_catch_up(calendar: &SchoolCalendar, watch: &Watch, last: Option<Day>) -> Option<Day> {
    let from = last.unwrap_or(watch.begun_on).max(watch.begun_on);
    calendar.school_days_after(from, watch.every.days().0).map(|c| c.day)
}

/// That somebody stands on the register already.
pub fn on_it_already(name: &str, watch: &Watch) -> Refusal {
    Refusal::because(
        format!("{name} is on the at-risk register already"),
        format!(
            "Since {}, with {} as key worker. One record holds the whole of it, so that no two people follow a plan of their own.",
            watch.begun_on, watch.key_worker_name
        ),
        "Mainstay: one line for one person.",
    )
    .naming(name)
    .or("Open it, and change what is agreed there", format!("/at-risk/{}", watch.id))
}

/// A level as it is read in a sentence.
pub fn in_words(level: Level) -> String {
    level.label().to_lowercase()
}
