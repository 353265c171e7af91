//! The week on A4, across: for the wall of the office, not of the corridor.

use super::gather;
use super::page::{PlannerPage, sample};
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use maud::{Markup, html};

fn document(p: &PlannerPage) -> Markup {
    let body = html! {
        a.skip href="#main" { "Skip to the page" }
        main.paper.paper-a4.paper-land #main tabindex="0" {
            header.paper-head {
                div { h1 { "The week: " (p.week()) } p { (p.school) } }
                p.end { strong { "Names " (p.pupils) ": keep it out of sight" } br; "Printed " (p.printed) }
            }
            @for s in &p.spaces {
                section.planner-sheet {
                    h2 { (s.name) ", " (s.seats) " " (p.seat_words) }
                    table.grid-sheet.grid-lines {
                        thead { tr { th scope="col" { "Period" } @for d in &p.days { th scope="col" { (d.day.short()) @if let Some(why) = &d.closed { br; (why) } } } } }
                        tbody { @for (code, cells) in &s.rows { tr { th scope="row" { (code) }
                            @for c in cells { @match c {
                                None => td.off {},
                                Some(c) => td {
                                    b { (c.used) "/" (s.seats) } " " @if let Some(gap) = &c.gap { "No adult: " (gap) } @else { (c.adult) }
                                    @for n in &c.names { br; @match &n.name { Some(name) => (name), None => (n.seat) } @if let Some(d) = &n.date { " (" (d) ")" } }
                                },
                            } }
                        } } }
                    }
                }
            }
            footer.paper-foot { p { @if p.waiting > 0 { (p.waiting) " in the queue" } @else { "Nobody in the queue" } } p { "Shred after the week" } }
        }
    };
    frame::document(&format!("The week, {}", p.week()), "print-page", body, &[])
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    crate::rota::not_cover(&v)?;
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    let page = gather(&v, day).await?;
    Ok(answer(StatusCode::OK, document(&page)))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    vec![Sample { name: "planner-print", page: document(&sample(true)) }]
}
