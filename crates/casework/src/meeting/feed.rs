//! Calendars that other programs ask for by an address of their own, until it is taken back.
//!
//! Must never know: how the address is written or proved, or what a meeting is about.

use crate::Id;
use rulebook::Instant;

/// One calendar: somebody's own meetings, or what has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Key.
    pub id: Id,
    /// Whose meetings they are; nothing where it is of a place.
    pub staff: Option<Id>,
    /// The place, or empty.
    pub place: String,
    /// Who made it.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// When it was taken back.
    pub gone_at: Option<Instant>,
}
