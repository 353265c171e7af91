//! Every rule, in the order of the road.
//!
//! Must never know: a case. A new room of rules is added to [`ROOMS`]; nothing else changes.

use super::{
    Rule, attendance, authority, counting, force, governors, money, moves, notices, off_site,
    permanent, records, removal, review, separation, sixth_day, suspension,
};

/// The rooms of rules, in order.
pub(super) static ROOMS: &[&[&Rule]] = &[
    removal::RULES,
    force::RULES,
    suspension::RULES,
    notices::RULES,
    governors::RULES,
    sixth_day::RULES,
    permanent::RULES,
    review::RULES,
    money::RULES,
    off_site::RULES,
    moves::RULES,
    separation::RULES,
    attendance::RULES,
    counting::RULES,
    records::RULES,
    authority::RULES,
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ROOMS.iter().flat_map(|room| room.iter().copied())
}

/// The rule with this id: "R2.13".
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|r| r.id.eq_ignore_ascii_case(id))
}
