//! The collection round on one sheet of A4, to carry.
//!
//! Must never know: a reason. It goes round the school in a hand.

use super::round::{RoundPage, gather};
use crate::page::frame;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use maud::{Markup, html};
use rulebook::Minute;

/// The sheet.
pub struct RoundSheet<'a> {
    /// The round.
    pub round: &'a RoundPage,
    /// School.
    pub school: &'a str,
    /// "Student"
    pub pupil: &'a str,
    /// Printed when.
    pub at: Minute,
    /// By whom.
    pub by: &'a str,
}

impl RoundSheet<'_> {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let r = self.round;
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4 #main tabindex="0" {
                header.paper-head {
                    div { h1 { "Collection round: " (r.day) } p { (self.school) @if !r.periods.is_empty() { " · for " (r.periods) } } }
                    p.end { strong { "Bring back to the room" } br; "Printed " (self.at) " by " (self.by) }
                }
                @if r.stops.is_empty() { p { "No paper to collect." } }
                @else {
                    table.grid-sheet.grid-lines.grid-round {
                        caption.vh { "Paper to collect, in walking order" }
                        thead { tr { th scope="col" { "Where" } th scope="col" { (self.pupil) } th scope="col" { "Lesson" } th scope="col" { "Left by" } th scope="col" { "Got" } th scope="col" { "Not there" } } }
                        tbody { @for stop in &r.stops { @for p in &stop.papers { tr {
                            th scope="row" { (p.place) }
                            td { (p.who) }
                            td { (p.what) " " span { (p.from) } }
                            td { (p.teacher) }
                            td { span.tick-box {} }
                            td { span.tick-box {} }
                        } } } }
                    }
                }
                footer.paper-foot { p { "Tick, then enter the ticks under Work, Collection round." } p { "Shred today" } }
            }
        };
        frame::document(&format!("Collection round, {}", r.day), "print-page", body, &[])
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let round = gather(&v).await?;
    let pupil = v.words().cap(casework::words::Concept::Pupil);
    let sheet = RoundSheet {
        round: &round,
        school: &v.setting.school.name,
        pupil: &pupil,
        at: v.now.minute(),
        by: &v.actor.name,
    };
    Ok(answer(StatusCode::OK, sheet.document()))
}
