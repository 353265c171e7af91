//! The pigeon-hole list on A4: whose work goes to whom, with boxes to tick on the way.
//!
//! Must never know: a reason. It goes round the school in a hand.

use super::back::{BackPage, gather};
use crate::form::{Errors, Form};
use crate::page::frame;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use maud::{Markup, html};
use rulebook::Minute;

/// The sheet.
pub struct BackSheet<'a> {
    /// What is to go back.
    pub back: &'a BackPage,
    /// School.
    pub school: &'a str,
    /// Printed when.
    pub at: Minute,
    /// By whom.
    pub by: &'a str,
}

impl BackSheet<'_> {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let b = self.back;
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4 #main tabindex="0" {
                header.paper-head {
                    div { h1 { "Finished work to hand back: " (b.today) } p { (self.school) } }
                    p.end { "Printed " (self.at) " by " (self.by) }
                }
                @if b.piles.is_empty() { p { "Nothing is to be handed back." } }
                @else {
                    table.grid-sheet.grid-lines.grid-back {
                        caption.vh { "Finished work by department and teacher" }
                        thead { tr { th scope="col" { "To" } th scope="col" { "Work" } th scope="col" { "Handed to, when" } } }
                        tbody { @for pile in &b.piles { tr {
                            th scope="row" { (pile.department) br; strong { @if pile.teacher.is_empty() { "Department" } @else { (pile.teacher) } } }
                            td { @for piece in &pile.pieces { span.tick-box {} " " (piece.who) ", " (piece.what) @if piece.late { " (late)" } br; } }
                            td {}
                        } } }
                    }
                }
                footer.paper-foot { p { "Enter what was handed over under Work, Finished work." } p { "Shred today" } }
            }
        };
        frame::document(&format!("Finished work, {}", b.today), "print-page", body, &[])
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let back = gather(&v, Form::default(), Errors::new()).await?;
    let sheet = BackSheet {
        back: &back,
        school: &v.setting.school.name,
        at: v.now.minute(),
        by: &v.actor.name,
    };
    Ok(answer(StatusCode::OK, sheet.document()))
}
