//! A week on A4, across, for whoever's it is. It has names in it: not for a wall.

use super::page::WeekPage;
use crate::form::Errors;
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use maud::{Markup, html};

fn document(p: &WeekPage) -> Markup {
    let w = &p.week;
    let body = html! {
        a.skip href="#main" { "Skip to the page" }
        main.paper.paper-a4.paper-land #main tabindex="0" {
            header.paper-head {
                div { h1 { (w.staff_name) ", week of " (w.monday) } p { (p.school) } }
                p.end { strong { @if w.published_at.is_some() { "Published by " (w.published_by) } @else { "Not published" } } br; "Printed " (p.today) ": keep it out of sight" }
            }
            table.grid-sheet.grid-lines.grid-week {
                thead { tr { th scope="col" { "Period" } @for d in &p.days { th scope="col" { (d.short()) } } } }
                tbody { @for (code, cells) in &p.rows { tr { th scope="row" { (code) }
                    @for c in cells { @match c { None => td.off {}, Some(c) => td { (c.draw()) } } }
                } } }
            }
            @if !p.not_theirs.is_empty() { p { strong { "Not theirs outside these times: " } (p.not_theirs) } }
            footer.paper-foot { p { "What is changed after printing is told on Today" } p { "Shred after the week" } }
        }
    };
    frame::document("A week", "print-page", body, &[])
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let week = super::found(&v, &mut read).await?;
    let page = super::sheet(&v, &mut read, week, Errors::new()).await?;
    Ok(answer(StatusCode::OK, document(&page)))
}

/// For the gallery.
pub(super) fn sample(page: &WeekPage) -> Sample {
    Sample { name: "timetable-print", page: document(page) }
}
