//! What comes of a signal: who says so, and what has to be said.

use crate::words::{Concept, Words};
use crate::{Actor, Id, Refusal, Role};
use rulebook::{Day, Instant, SchoolCalendar};

/// Letters of an answer.
pub const LONGEST: usize = 2_000;

coded! {
    /// What came of a signal.
    pub enum Outcome {
        Register = "register", "Put on the at-risk register";
        Support = "support", "Support is given";
        Talked = "talked", "Talked with them, or with home";
        Dismissed = "dismissed", "Dismissed: nothing more is needed";
    }
}

impl Outcome {
    /// What somebody is asked to choose from. The register is joined by its own form.
    pub const ASKED: [Outcome; 3] = [Outcome::Support, Outcome::Talked, Outcome::Dismissed];
}

/// A signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The rule.
    pub rule: Id,
    /// The rule's name as it was.
    pub name: String,
    /// What was counted and what the rule asks for, in words, as it was.
    pub said: String,
    /// First day counted.
    pub from: Day,
    /// Last day counted.
    pub to: Day,
    /// Whose it is; nobody's where the school has named nobody.
    pub owner: Option<Id>,
    /// Their name.
    pub owner_name: String,
    /// By when it is answered.
    pub due: Day,
    /// When it was raised.
    pub raised_at: Instant,
    /// What came of it, once somebody said.
    pub outcome: Option<Outcome>,
    /// In words.
    pub words: String,
    /// When.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: String,
    /// Version.
    pub version: i64,
}

/// What somebody says of a signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What comes of it.
    pub outcome: Option<Outcome>,
    /// What was said, given, or why nothing is needed.
    pub words: String,
}

/// What is missing: the field and what to do about it.
pub fn check_answer(a: &Answer) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let asked = a.outcome.filter(|o| Outcome::ASKED.contains(o));
    if asked.is_none() {
        wrong.push(("outcome", "Choose what comes of it".to_string()));
    }
    if a.words.trim().is_empty() {
        let say = match asked {
            Some(Outcome::Support) => "Say what is given, and by whom",
            Some(Outcome::Talked) => "Say with whom, and what was agreed",
            _ => "Say why nothing more is needed. It is kept with your name",
        };
        wrong.push(("words", say.to_string()));
    }
    wrong
}

/// The day an answer is due; the day itself where the calendar does not reach.
pub fn due(calendar: &SchoolCalendar, day: Day, within: i64) -> Day {
    crate::review::due(calendar, day, within).day
}

/// Whether this person may say what comes of it: whose it is, whoever leads that year or the
/// room, or a senior leader.
///
/// # Errors
/// Says whose it is.
pub fn may_decide(
    actor: &Actor,
    owner: Option<Id>,
    owner_name: &str,
    year: i64,
    words: &Words,
) -> Result<(), Refusal> {
    let role = |r: Role| actor.roles.contains(&r);
    let own = owner == Some(actor.staff);
    let leads = role(Role::YearLead) && actor.years.contains(&year);
    if own || leads || actor.leads() || role(Role::Senior) || role(Role::Head) {
        return Ok(());
    }
    let whose = match owner_name.trim() {
        "" => format!("whoever leads the {}", words.one(Concept::Room)),
        name => name.to_string(),
    };
    let mut no = Refusal::because(
        format!("This is for {whose} to answer"),
        format!(
            "A signal is answered by the person it was given to, by {} of that year, by whoever leads the {}, or by a senior leader.",
            words.a(Concept::YearLead),
            words.one(Concept::Room)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Early signs", "/early-warning");
    no.by_role = true;
    Err(no)
}
