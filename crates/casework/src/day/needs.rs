//! What a pupil was offered through the day: food, water and the toilet; and how long it is since.
//!
//! Must never know: how a tile says it. The number of minutes is a product rule, in `rulebook`.

use super::{Entry, EntryKind, RoomBreak};
use crate::room::Placement;
use rulebook::Instant;
use rulebook::room::OFFERED_WITHIN_MINUTES;

impl EntryKind {
    /// Food, water or the toilet was offered.
    pub fn offers(self) -> bool {
        matches!(self, EntryKind::Water | EntryKind::Food | EntryKind::Toilet)
    }
}

/// Minutes for which somebody who is here was offered nothing, once that is too long. The room's
/// own break and lunch offer all three.
pub fn unoffered(
    placement: &Placement,
    entries: &[&Entry],
    breaks: &[RoomBreak],
    now: Instant,
) -> Option<i64> {
    let came = placement.arrived_at?;
    let taps = entries.iter().filter(|e| e.stands() && e.kind.offers()).map(|e| e.at);
    let breaks = breaks
        .iter()
        .filter(|b| b.room == placement.room && b.started_at >= came)
        .map(|b| b.ended_at.unwrap_or(now).max(b.started_at));
    let last = taps.chain(breaks).chain([came]).max()?;
    Some(now.minutes_since(last)).filter(|m| *m > OFFERED_WITHIN_MINUTES)
}
