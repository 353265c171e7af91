//! The week's duties on one sheet, for the wall of the staff room. It names staff and no pupil.

use super::when;
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::site_duty::SiteDuty;
use maud::{Markup, html};
use rulebook::{Day, Weekday};

fn document(school: &str, today: Day, all: &[SiteDuty]) -> Markup {
    let body = html! {
        a.skip href="#main" { "Skip to the page" }
        main.paper.paper-a4.paper-land #main tabindex="0" {
            header.paper-head { div { h1 { "Site duties" } p { (school) } } p.end { "Printed " (today) } }
            @if all.is_empty() { p { "No duty is written." } }
            @else { table.grid-sheet.grid-lines.grid-days {
                caption.vh { "Site duties of the week" }
                thead { tr { @for d in &Weekday::ALL[..5] { th scope="col" { (d.long()) } } } }
                tbody { tr { @for d in &Weekday::ALL[..5] { td {
                    @for s in all.iter().filter(|s| s.weekday == d.number()) { p { strong { (when(s.from, s.to)) } br; (s.name) @if !s.place.is_empty() { ", " (s.place) } br; @if s.staff_name.is_empty() { "Nobody yet" } @else { (s.staff_name) } } }
                } } } }
            } }
            footer.paper-foot { p { "One day otherwise is in Mainstay, under Site duties" } }
        }
    };
    frame::document("Site duties", "print-page", body, &[])
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut all = store::site_duty::all(&mut read, v.org()).await?;
    all.retain(|d| d.active);
    Ok(answer(StatusCode::OK, document(&v.setting.school.name, v.today(), &all)))
}

/// For the gallery.
pub(super) fn sample() -> Sample {
    let duty = super::page::duty;
    let all = [
        duty(1, "Gate", "Mill Lane", 1, ("8.30", "8.45"), "Mr Theo Brack"),
        duty(2, "Lunch", "Dining hall", 1, ("12.50", "13.30"), ""),
        duty(
            3,
            "Yard",
            "North yard",
            3,
            ("10.50", "11.05"),
            "Ms Wilhelmina Featherstonehaugh-Okonkwo",
        ),
    ];
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    Sample { name: "site-duties-print", page: document("Queensway Park School", day, &all) }
}
