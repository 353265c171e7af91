//! What somebody makes of their own practice: read by them and by whoever manages them, and by nobody
//! else however senior. Reflective supervision is for them alone; an observation is of another's lesson.
//!
//! Must never know: tables or pages.

use crate::Id;
use rulebook::{Day, Instant};

/// Letters of each part.
pub const LONGEST: usize = 3_000;

coded! {
    /// What it is.
    pub enum Kind {
        Own = "own", "How something went, as I see it";
        Feedback = "feedback", "What others said of it";
        Tried = "tried", "Something I tried after training";
    }
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Key.
    pub id: Id,
    /// Whose.
    pub staff: Id,
    /// About which day.
    pub day: Day,
    /// What it is.
    pub kind: Kind,
    /// In their words.
    pub words: String,
    /// What they would do next time.
    pub next_time: String,
    /// When it was kept.
    pub made_at: Instant,
}

/// Whether this person reads somebody's entries: it is theirs, or they manage them now.
pub fn is_read_by(owner: Id, reader: Id, manager: Option<Id>) -> bool {
    owner == reader || manager == Some(reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_by_whose_it_is_and_by_whoever_manages_them_and_by_nobody_above() {
        let [own, manager, head] = [1, 2, 3].map(Id::from_u128);
        assert!(is_read_by(own, own, None));
        assert!(is_read_by(own, manager, Some(manager)));
        assert!(!is_read_by(own, head, Some(manager)));
        assert!(!is_read_by(own, manager, None));
    }
}
