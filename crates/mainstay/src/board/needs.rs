//! The row of a tile for what a pupil needs through the day, one tap each; and for devices.
//!
//! Must never know: how long is too long, or whether a device may be handed out.

use super::page::BoardPage;
use super::tile::Tile;
use crate::kit::loan::TileKit;
use crate::page::kit::hidden;
use casework::day::{Entry, EntryKind, last_of, tally};
use maud::{Markup, html};
use rulebook::Minute;

/// What a tile says of needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// When water was offered last.
    pub water: Option<Minute>,
    /// When food was.
    pub food: Option<Minute>,
    /// When they last went to the toilet.
    pub toilet: Option<Minute>,
    /// How often they met the rest of the school.
    pub contacts: i64,
    /// Devices.
    pub kit: TileKit,
    /// They are in the room, so that the keys make sense.
    pub taps: bool,
}

impl Needs {
    /// From the day log.
    pub fn of(entries: &[&Entry], kit: TileKit, taps: bool) -> Needs {
        let last = |kind| last_of(entries, kind).map(|at| at.minute());
        Needs {
            water: last(EntryKind::Water),
            food: last(EntryKind::Food),
            toilet: last(EntryKind::Toilet),
            contacts: tally(entries, EntryKind::Contact),
            kit,
            taps,
        }
    }

    /// Draws it under the other keys.
    pub fn draw(&self, tile: &Tile, board: &BoardPage) -> Markup {
        let at = |m: Option<Minute>| m.map_or("–".to_string(), |m| m.to_string());
        html! {
            @if self.taps { div.keys-acts {
                (tile.post(board, "entries", html! {
                    button.key-act type="submit" name="kind" value="water" { "Water " small { (at(self.water)) } }
                    button.key-act type="submit" name="kind" value="food" { "Food " small { (at(self.food)) } }
                    button.key-act type="submit" name="kind" value="toilet" { "Toilet " small { (at(self.toilet)) } }
                    button.key-act type="submit" name="kind" value="contact" { "Contact " small { (self.contacts) } }
                }))
                a.key-act href={ "/placements/" (tile.placement) "/device" } { "Kit " small { @if self.kit.out.is_empty() { "–" } @else { "out" } } }
            } }
            @for (loan, name) in &self.kit.out { div.keys-acts {
                (tile.post(board, "device", html! {
                    (hidden("loan", loan.id))
                    @if loan.device_out() { button.key-act type="submit" name="act" value="back" { (name) " back" } }
                    @if loan.charger_out() { button.key-act type="submit" name="act" value="charger" { @if loan.device_out() { "Charger back" } @else { "Charger of " (name) " back" } } }
                }))
            } }
            @for device in &self.kit.ready { div.keys-acts {
                (tile.post(board, "device", html! {
                    (hidden("device", device.id))
                    button.key-act type="submit" name="act" value="issue" { "Hand out " (device.name) }
                    @if device.charger { button.key-act type="submit" name="act" value="issue_with" { "With its charger" } }
                }))
            } }
        }
    }
}
