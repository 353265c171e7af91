//! What is learnt from a review, and the letter that puts it to the school with a day to answer by.
//!
//! Must never know: what the school answers. Themes are counted and never blame anybody.

use crate::Id;
use rulebook::{Day, Instant};

coded! {
    /// What a learning point is about.
    pub enum Theme {
        Notice = "notice", "Notices and letters";
        Investigation = "investigation", "Investigation and statements";
        PupilVoice = "pupil_voice", "The pupil’s account and part";
        Send = "send", "SEN, EHC plans and disability";
        Care = "care", "Looked-after pupils and social workers";
        Alternatives = "alternatives", "What was tried before";
        Equality = "equality", "Equality duties";
        Reasons = "reasons", "Reasons and evidence";
        Meeting = "meeting", "How the governors met and decided";
        Education = "education", "Education meanwhile";
        Policy = "policy", "The behaviour policy";
    }
}

/// One learning point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    /// Key.
    pub id: Id,
    /// The matter.
    pub matter: Id,
    /// What it is about.
    pub theme: Theme,
    /// In words.
    pub words: String,
    /// Who recorded it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A challenge letter, as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Key.
    pub id: Id,
    /// The matter.
    pub matter: Id,
    /// Who it went to.
    pub to_name: String,
    /// The day it went.
    pub sent_on: Day,
    /// The day an answer is asked for by. Asked for, not law.
    pub answer_by: Day,
    /// Its words, frozen.
    pub words: String,
    /// The file that went, by its hash.
    pub sha256: String,
    /// When it was answered.
    pub answered_on: Option<Day>,
    /// What the answer says, in short.
    pub answer: String,
    /// Who sent it.
    pub by_name: String,
    /// When it was recorded.
    pub at: Instant,
}

/// The words of the letter: what was decided, each point, and what is asked.
pub fn words(name: &str, decided: &str, points: &[Learning], answer_by: Day) -> Vec<String> {
    let mut out = vec![
        format!(
            "The independent review about {name} is over. {decided} We write about what can be learnt from it."
        ),
        "These are the points we would like the governing body to look at:".into(),
    ];
    for (n, point) in points.iter().enumerate() {
        out.push(format!(
            "{}. {}: {}",
            n + 1,
            crate::Coded::label(point.theme),
            point.words.trim()
        ));
    }
    out.push(format!(
        "Please tell us by {answer_by} what you have looked at, what you will change, and by when. We will come and talk it over if that would help."
    ));
    out
}
