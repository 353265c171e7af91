//! The support base, whatever a school calls it: who has a place in it, for what, until when; what
//! is taught there and what is not; how each subject goes; the way back to lessons.
//!
//! Must never know: tables, pages, or the day it is. A place is help and no sanction, and it has an
//! end from its first day.

mod cover;
#[cfg(test)]
mod tests;
mod way_back;

pub use cover::{Cover, Had, Lesson, cover, had, lessons_a_week};
pub use way_back::{Planned, Week, read_planned, weeks, weeks_errors};

use crate::{Id, Refusal};
use rulebook::room::PROGRESS_ASKED_FOR;
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of one answer.
pub const LONGEST: usize = 2_000;
/// Letters of a subject.
pub const LONGEST_NAME: usize = 80;

coded! {
    /// How a period there is spent.
    pub enum Way {
        Taught = "taught", "Taught";
        Independent = "independent", "Independent work";
        Support = "support", "Support, not a lesson";
    }
}

coded! {
    /// How a subject goes in a half-term.
    pub enum Got {
        Ahead = "ahead", "Further than expected";
        Expected = "expected", "As expected";
        Slow = "slow", "Slower than expected";
        None = "none", "No progress yet";
    }
}

coded! {
    /// How a place ended.
    pub enum Ending {
        Back = "back", "Back in all lessons";
        Other = "other", "Another provision takes its place";
        Moved = "moved", "Left the school";
        Stopped = "stopped", "Stopped: it did not help";
    }
}

/// A place in the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Key.
    pub id: Id,
    /// Whose.
    pub pupil: Id,
    /// Why here.
    pub why: String,
    /// What the place is for.
    pub purpose: String,
    /// What must be so for it to end.
    pub criteria: String,
    /// Goals.
    pub goals: String,
    /// The goal in learning.
    pub learning: String,
    /// Since when.
    pub from: Day,
    /// Planned exit.
    pub until: Day,
    /// When it is looked at again.
    pub review_on: Day,
    /// The key worker.
    pub key_worker: Id,
    /// Their name.
    pub key_worker_name: String,
    /// The day of the induction.
    pub inducted_on: Option<Day>,
    /// Who held it.
    pub inducted_by: String,
    /// Where they start from.
    pub baseline: String,
    /// What they say themselves.
    pub own_words: String,
    /// What home agreed to.
    pub home_agreed: String,
    /// Last day, once it has ended.
    pub ended_on: Option<Day>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// Why, and what came of it.
    pub ended_why: String,
    /// Who gave it.
    pub made_by: String,
    /// Version.
    pub version: i64,
}

/// What was typed of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What it is for.
    pub purpose: String,
    /// Goals.
    pub goals: String,
    /// What must be so for it to end.
    pub criteria: String,
    /// First day.
    pub from: Option<Day>,
    /// Planned exit.
    pub until: Option<Day>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}

/// What a place lacks: the field and what to do. No place starts without purpose, goals, exit
/// criteria and a day to look again.
pub fn check(t: &Terms, calendar: &SchoolCalendar) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    for (field, text, words) in [
        ("purpose", &t.purpose, "Say what the place is for: no place starts without a purpose"),
        ("goals", &t.goals, "Give the goals: no place starts without them"),
        (
            "criteria",
            &t.criteria,
            "Say what must be so for it to end: no place starts without exit criteria",
        ),
    ] {
        if text.is_empty() {
            wrong.push((field, words.to_string()));
        }
    }
    match (t.from, t.until) {
        (None, _) => wrong.push(("from", "Give the first day".to_string())),
        (_, None) => {
            wrong.push((
                "until",
                "Give the planned exit: a place has an end from its first day".to_string(),
            ));
        }
        (Some(from), Some(until)) if until <= from => {
            wrong.push(("until", "The planned exit comes after the first day".to_string()));
        }
        _ => {}
    }
    match (t.review_on, t.from) {
        (None, _) => wrong.push((
            "review_on",
            "Give the day it is looked at again: no place starts without one".to_string(),
        )),
        (Some(day), Some(from)) if day <= from => {
            wrong.push(("review_on", "It is looked at again after the first day".to_string()));
        }
        (Some(day), _) => {
            if let Some(why) = calendar.why_closed(day) {
                wrong.push(("review_on", format!("{day} is not a school day: {why}")));
            }
        }
    }
    wrong
}

/// That somebody has a place already.
pub fn has_one(name: &str, place: &Place, base: &str) -> Refusal {
    Refusal::because(
        format!("{name} has a place in the {base} already"),
        format!(
            "Since {}, with {} as key worker. One record holds the whole of it.",
            place.from, place.key_worker_name
        ),
        "Mainstay: one place for one person.",
    )
    .naming(name)
    .or("Open it, and change what is agreed there", format!("/centre/{}", place.id))
}

/// Whether anything of a place may still be changed.
///
/// # Errors
/// Refuses one that has ended.
pub fn going(p: &Place) -> Result<(), Refusal> {
    match p.ended_on {
        None => Ok(()),
        Some(day) => Err(Refusal::because(
            format!("This place ended on {day}"),
            "What was ended with a reason is given anew, so that both can be read.",
            "Mainstay: the way places are kept.",
        )
        .or("See how it went", format!("/centre/{}", p.id))
        .or("Give a place anew", format!("/centre/new?pupil={}", p.pupil))),
    }
}

/// One period of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// Period.
    pub code: String,
    /// How it is spent.
    pub way: Way,
    /// Subject, or what it is.
    pub subject: String,
    /// With whom; nobody where they work alone.
    pub staff: Option<Id>,
    /// Their name.
    pub staff_name: String,
}

/// How a subject went in a half-term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Subject.
    pub subject: String,
    /// First day of the half-term.
    pub from: Day,
    /// Its name.
    pub half_term: String,
    /// How far.
    pub got: Got,
    /// In words.
    pub words: String,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// Somebody looked at a place again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Key.
    pub id: Id,
    /// On which day.
    pub day: Day,
    /// What was seen and agreed.
    pub words: String,
    /// When it is looked at next; none where it ended.
    pub next_on: Option<Day>,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A half-term of a place: name, first and last day.
pub type HalfTerm = (String, Day, Day);

/// The half-terms a place lies in, up to a day, in order.
pub fn half_terms(calendar: &SchoolCalendar, from: Day, to: Day) -> Vec<HalfTerm> {
    let mut out: Vec<HalfTerm> = Vec::new();
    let mut at = calendar.first_on_or_after(from);
    while let Some(day) = at.filter(|d| *d <= to) {
        let Some(half) = calendar.half_term(day) else { break };
        if out.last().is_some_and(|last| last.1 == half.1) {
            break;
        }
        at = calendar.first_on_or_after(half.2.plus(1));
        out.push(half);
    }
    out
}

/// Subjects with no progress said of a half-term that is nearly over, or over.
pub fn gaps<'a>(
    calendar: &SchoolCalendar,
    half_terms: &'a [HalfTerm],
    subjects: &'a [String],
    said: &[Progress],
    today: Day,
) -> Vec<(&'a HalfTerm, Vec<&'a str>)> {
    half_terms
        .iter()
        .filter(|(_, _, to)| {
            let left = calendar.school_days_between(today, *to).len();
            *to < today || left <= PROGRESS_ASKED_FOR.0 as usize
        })
        .filter_map(|half| {
            let missing: Vec<&str> = subjects
                .iter()
                .filter(|s| !said.iter().any(|p| p.subject == **s && p.from == half.1))
                .map(String::as_str)
                .collect();
            (!missing.is_empty()).then_some((half, missing))
        })
        .collect()
}
