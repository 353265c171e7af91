//! Something asked for and not yet come: who was asked, how often, and when to ask again.
//!
//! Must never know: how it was asked. It is settled by coming, or by somebody's reason.

use crate::Id;
use rulebook::{Day, Instant};

/// Something that is chased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chase {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// Which missing fact it is, or "other".
    pub code: String,
    /// What is asked for.
    pub what: String,
    /// Of whom.
    pub whom: String,
    /// When to ask again.
    pub due: Day,
    /// Whose it is.
    pub owner: Option<Id>,
    /// When it was first asked for.
    pub made_at: Instant,
    /// When it came or was given up.
    pub settled_at: Option<Instant>,
    /// Who said so.
    pub settled_by: String,
    /// How.
    pub settled_how: String,
}

coded! {
    /// How somebody was asked.
    pub enum By {
        Phone = "phone", "Telephone";
        Email = "email", "Email";
        Letter = "letter", "Letter";
        Meeting = "meeting", "In person";
    }
}

/// One time it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// The chase.
    pub chase: Id,
    /// Key.
    pub id: Id,
    /// When.
    pub at: Instant,
    /// How.
    pub how: By,
    /// What was said.
    pub words: String,
    /// Who asked.
    pub by_name: String,
}
