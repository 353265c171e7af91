//! Every rule, in the order of the road.
//!
//! Must never know: a case. A new room of rules is added to [`ROOMS`]; nothing else changes.

use std::cmp::Ordering;
use std::sync::LazyLock;

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
    // Asked for at every duty of every case: in order, so that a few looks are enough.
    static BY_ID: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
        let mut rules: Vec<_> = all().collect();
        rules.sort_by(|a, b| compare(a.id, b.id));
        rules
    });
    let at = BY_ID.binary_search_by(|r| compare(r.id, id)).ok()?;
    BY_ID.get(at).copied()
}

/// The order of two ids, capitals and small letters alike.
fn compare(a: &str, b: &str) -> Ordering {
    a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
}
