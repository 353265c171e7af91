//! A review that a threshold raised: somebody looks at the whole picture by a day and says what
//! will be done.
//!
//! Must never know: tables or pages. In `rulebook` a review is the panel that looks at a permanent
//! exclusion; here it is the school's own.

use crate::scope::Actor;
use crate::words::{Concept, Words};
use crate::{Id, Refusal, Role};
use rulebook::calendar::Counted;
use rulebook::{Day, Instant, SchoolCalendar};

coded! {
    /// What came of it.
    pub enum Outcome {
        Support = "support", "Support is arranged";
        Needs = "needs", "A needs check, or a question to the SENCO";
        Careers = "careers", "A referral to the careers adviser";
        Nothing = "nothing", "No more than is in place now";
        Withdrawn = "withdrawn", "Not held: what raised it did not happen";
    }
}

impl Outcome {
    /// What somebody is asked to choose from. The last is a fact, not a choice.
    pub const ASKED: [Outcome; 4] =
        [Outcome::Support, Outcome::Needs, Outcome::Careers, Outcome::Nothing];
    /// Whether something is promised by it, to be followed until it begins.
    pub fn promises(self) -> bool {
        matches!(self, Outcome::Support | Outcome::Needs | Outcome::Careers)
    }
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The placement that raised it.
    pub placement: Id,
    /// The threshold.
    pub threshold: Id,
    /// The threshold's name as it was.
    pub name: String,
    /// What was counted, in words, as it was.
    pub said: String,
    /// The day of the placement.
    pub day: Day,
    /// Whose it is; nobody when the school has named nobody.
    pub owner: Option<Id>,
    /// Their name.
    pub owner_name: String,
    /// By when.
    pub due: Day,
    /// When it was raised.
    pub raised_at: Instant,
    /// What came of it, once it was held.
    pub outcome: Option<Outcome>,
    /// In words.
    pub outcome_words: String,
    /// When it was held.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: String,
    /// Version.
    pub version: i64,
}

/// The day a review is due, counted from the day of the placement; the day itself where the
/// calendar does not reach, so that it is never lost.
pub fn due(calendar: &SchoolCalendar, day: Day, within: i64) -> Counted {
    let n = u32::try_from(within).unwrap_or(0);
    calendar.school_days_after(day, n).filter(|_| n > 0).unwrap_or(Counted {
        day,
        days: vec![day],
        skipped: Vec::new(),
    })
}

/// Whether this person may say what came of it: whose it is, whoever leads that year, or a senior
/// leader. What nobody owns, whoever leads the room may close as well.
pub fn may_decide(actor: &Actor, review: &Review, year: i64, words: &Words) -> Result<(), Refusal> {
    let role = |r: Role| actor.roles.contains(&r);
    let own = review.owner == Some(actor.staff);
    let leads = role(Role::YearLead) && actor.years.contains(&year);
    let nobodys = review.owner.is_none() && actor.leads();
    if own || leads || nobodys || role(Role::Senior) || role(Role::Head) {
        return Ok(());
    }
    let whose = match review.owner_name.trim() {
        "" => "a senior leader".to_string(),
        name => name.to_string(),
    };
    let mut no = Refusal::because(
        format!("This review is for {whose} to close"),
        format!(
            "A review is closed by the person it was given to, by {} of that year, or by a senior leader.",
            words.a(Concept::YearLead)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Read the facts", format!("/reviews/{}", review.id));
    no.by_role = true;
    Err(no)
}

/// What somebody says of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Why, or what was talked about.
    pub words: String,
    /// What is promised.
    pub what: String,
    /// Who gives it.
    pub who: String,
    /// From when, or by when.
    pub on: Option<Day>,
}

/// What is missing: the field and what to do about it.
pub fn check(a: &Answer, calendar: &SchoolCalendar) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let Some(outcome) = a.outcome.filter(|o| *o != Outcome::Withdrawn) else {
        return vec![("outcome", "Choose what comes of it".to_string())];
    };
    if outcome.promises() {
        if a.what.trim().is_empty() {
            wrong.push(("what", "Say what is promised".to_string()));
        }
        if a.who.trim().is_empty() {
            wrong.push(("who", "Say who gives it".to_string()));
        }
        match a.on {
            None => wrong.push(("on", "Give the day, such as 16/11/2026".to_string())),
            Some(day) => {
                if let Some(why) = calendar.why_closed(day) {
                    wrong.push(("on", format!("{day} is not a school day: {why}")));
                }
            }
        }
    } else if a.words.trim().is_empty() {
        wrong.push(("words", "Say why no more is needed".to_string()));
    }
    wrong
}

#[cfg(test)]
mod tests;
