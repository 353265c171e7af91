//! What is seldom wanted of a pupil on the board, behind one button: papers, records, the rest.
//!
//! Must never know: what is due.

use super::page::BoardPage;
use super::tile::Tile;
use crate::page::name::hideable;
use maud::{Markup, html};

impl Tile {
    /// Opens it.
    pub(super) fn more_button(&self) -> Markup {
        html! {
            button.tile-more type="button" popovertarget={ "more-" (self.anchor) } {
                "More" span.vh { " for " (hideable(&self.first, "them")) }
            }
        }
    }

    /// The links behind it.
    pub(super) fn more(&self, board: &BoardPage) -> Markup {
        let seat = self.seat.map(|n| format!("{} {n}", board.seat_word)).unwrap_or_default();
        let id = format!("more-{}", self.anchor);
        let head = format!("{id}-head");
        let to = |tail: &str| format!("/placements/{}/{tail}", self.placement);
        html! {
            div.sheet.pop id=(id) popover="auto" tabindex="-1" autofocus role="dialog" aria-labelledby=(head) {
                h4 id=(head) { (hideable(&self.first, &seat)) }
                ul.stack.stack-2 {
                    @if let Some(href) = &self.href { li { a href=(href) { "The whole day" } } }
                    @if board.runs { li { a href=(to("card")) { "Card for the desk" } } }
                    @if board.runs && !board.covers { li { a href=(to("movements")) { "Movements and contact" } } }
                    @if self.interviews { li { a href=(to("reflection")) { "Reflection" } } }
                    @if board.runs { li { a href=(to("restrictive")) { "Held or force used" } } }
                    li { a href={ (crate::tell::PATH) "?placement=" (self.placement) } { "Tell the " (board.dsl) } }
                }
                @if let Some((at, _)) = &self.kept { p.soft { "Kept " (at) ": the last that was written down." } }
                div.pop-keys { button.btn.btn-quiet type="button" popovertarget=(id) popovertargetaction="hide" { "Close" } }
            }
        }
    }
}
