//! The school's catalogue of interventions: what each is for, who for, how much of it, whose it
//! is and what it costs; and the measures the school names.
//!
//! Must never know: tables or pages. A measure is a name with a scale: nothing of what a licensed
//! instrument asks is ever held.

use crate::Id;
use crate::kit::spell_money;

/// Letters of a name.
pub const LONGEST_NAME: usize = 80;
/// Letters of a purpose, or of a note.
pub const LONGEST: usize = 1_000;

coded! {
    /// What kind of help it is.
    pub enum Kind {
        Therapeutic = "therapeutic", "Therapeutic";
        Academic = "academic", "Academic";
        Social = "social", "Social skills";
        Practical = "practical", "Practical or outdoors";
    }
}

coded! {
    /// What its cost is for.
    pub enum Unit {
        Session = "session", "each session";
        Hour = "hour", "each hour";
        Pupil = "pupil", "each one in it, once";
        Group = "group", "each group, once";
    }
}

/// One intervention of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intervention {
    /// Key.
    pub id: Id,
    /// "Steady Starts"
    pub name: String,
    /// What kind of help.
    pub kind: Kind,
    /// What it is for.
    pub purpose: String,
    /// Who it is for.
    pub who_for: String,
    /// How much of it: "six sessions of 50 minutes".
    pub dose: String,
    /// Whose it is.
    pub owner: Option<Id>,
    /// Their name.
    pub owner_name: String,
    /// Who provides it, where it is not the school.
    pub provider: String,
    /// What it costs; none where nobody has said.
    pub pence: Option<i64>,
    /// For what.
    pub unit: Unit,
    /// Where the evidence for it comes from, in the school's words.
    pub evidence: String,
    /// In use; or retired.
    pub active: bool,
    /// Version.
    pub version: i64,
}

impl Intervention {
    /// "£12.50 each session"
    pub fn priced(&self) -> String {
        use crate::Coded;
        match self.pence {
            Some(pence) => format!("{} {}", spell_money(pence), self.unit.label()),
            None => "Cost not given".into(),
        }
    }
    /// What a group of it comes to: sessions that take place, their minutes, everybody in it.
    pub fn cost(&self, sessions: i64, minutes: i64, members: i64) -> Option<i64> {
        let pence = self.pence?;
        Some(match self.unit {
            Unit::Session => pence * sessions,
            // A quarter of an hour costs a quarter.
            Unit::Hour => pence * minutes / 60,
            Unit::Pupil => pence * members,
            Unit::Group => pence,
        })
    }
}

coded! {
    /// Which way of a measure is the better one.
    pub enum Better {
        Up = "up", "A higher score is better";
        Down = "down", "A lower score is better";
    }
}

/// A measure: a name, a scale, and nothing of what it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Lowest score.
    pub low: i64,
    /// Highest score.
    pub high: i64,
    /// Which way is better.
    pub better: Better,
    /// Somebody else's instrument: scored on an authorised copy outside Mainstay.
    pub licensed: bool,
    /// What is known of the right to use it.
    pub rights: String,
    /// In use; or retired.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// The one measure that comes in the box: our own, a short check-in from 0 to 10. It is not
/// standardised, and says so.
pub fn own() -> Measure {
    Measure {
        id: Id::nil(),
        name: "Check-in, 0 to 10".into(),
        low: 0,
        high: 10,
        better: Better::Up,
        licensed: false,
        rights: "In the box. Not standardised.".into(),
        active: true,
        version: 1,
    }
}

/// What is wrong with a scale: the field and what to do.
pub fn scale_errors(low: Option<i64>, high: Option<i64>) -> Vec<(&'static str, String)> {
    let reach = -1_000..=1_000;
    let mut wrong = Vec::new();
    for (field, value) in [("low", low), ("high", high)] {
        if !value.is_some_and(|n| reach.contains(&n)) {
            wrong.push((field, "Give a whole number from −1000 to 1000".to_string()));
        }
    }
    if wrong.is_empty() && low >= high {
        wrong.push(("high", "The highest score is more than the lowest".to_string()));
    }
    wrong
}

/// What is wrong with a score typed for a measure.
pub fn score_error(m: &Measure, score: Option<i64>) -> Option<String> {
    match score {
        Some(n) if (m.low..=m.high).contains(&n) => None,
        _ => Some(format!("Give a whole number from {} to {}: {}", m.low, m.high, m.name)),
    }
}
