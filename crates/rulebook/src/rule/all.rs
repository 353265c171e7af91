//! Every rule, in the order of the road.
//!
//! Must never know: a case. A new room of rules is added to [`ROOMS`]; nothing else changes.

use super::{Rule, governors};

/// The rooms of rules, in order.
static ROOMS: &[&[&Rule]] = &[governors::RULES];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ROOMS.iter().flat_map(|room| room.iter().copied())
}

/// The rule with this id: "R2.13".
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|r| r.id.eq_ignore_ascii_case(id))
}
