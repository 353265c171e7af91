//! The handbook on paper: every note in force, one after the other, with its contents first.

use super::page::body;
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::Coded;
use casework::procedure::{Edition, Kind, Note, in_force};
use maud::{Markup, html};
use rulebook::Day;

/// The document.
pub struct Handbook {
    /// The school.
    pub school: String,
    /// The day it is printed.
    pub today: Day,
    /// The whole of it, and not one note alone.
    pub whole: bool,
    /// Notes with their version in force.
    pub notes: Vec<(Note, Edition)>,
}

impl Handbook {
    /// Drawn.
    pub fn document(&self) -> Markup {
        let title = self.notes.first().filter(|_| !self.whole).map(|(_, e)| e.title.as_str());
        let whole = self.whole;
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4.handbook #main tabindex="0" {
                header.paper-head { div { h1 { (title.unwrap_or("Handbook")) } p { (self.school) } } p.end { "Printed " (self.today) } }
                @if self.notes.is_empty() { p { "No note is in force." } }
                @if whole && !self.notes.is_empty() {
                    nav.handbook-contents aria-label="Contents" { h2 { "Contents" } ol { @for (n, e) in &self.notes { li { a href={ "#n-" (n.id) } { (e.title) } ", version " (e.number) } } } }
                }
                @for (n, e) in &self.notes {
                    section.handbook-note id={ "n-" (n.id) } {
                        @if whole { h2 { (e.title) } }
                        p { (n.kind.label()) ", version " (e.number) ", in force from " (e.from) ". Agreed by " (e.agreed_by) ", " (e.agreed_on) ". Kept by " (n.owner_name) @if !n.deputy_name.is_empty() { ", in their place " (n.deputy_name) } ". Looked at again " (n.review_on) "." }
                        (body(n.kind, &e.used_when, &e.steps))
                    }
                }
                footer.paper-foot { p { "The school’s own notes; they are not the law" } p { "A version that is printed may have been replaced: Mainstay has the one in force" } }
            }
        };
        frame::document("Handbook", "print-page", body, &[])
    }
}

/// Shows it, whole or one note of it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let only = v.query.id("only");
    let all = store::procedure::every_edition(&mut read, v.org()).await?;
    let mut notes = Vec::new();
    for n in store::procedure::all(&mut read, v.org()).await? {
        if n.ended_on.is_some() || only.is_some_and(|id| id != n.id) {
            continue;
        }
        let own: Vec<Edition> = all.iter().filter(|e| e.note == n.id).cloned().collect();
        if let Some(e) = in_force(&own, v.today()) {
            notes.push((n, e.clone()));
        }
    }
    notes.sort_by_key(|(n, e)| (n.kind == Kind::Policy, e.title.to_lowercase()));
    let handbook = Handbook {
        school: v.setting.school.name.clone(),
        today: v.today(),
        whole: only.is_none(),
        notes,
    };
    Ok(answer(StatusCode::OK, handbook.document()))
}

/// For the gallery.
pub fn sample(notes: Vec<(Note, Edition)>, today: Day) -> Sample {
    let school = "Fairholme Community School".to_string();
    Sample {
        name: "handbook-print",
        page: Handbook { school, today, whole: true, notes }.document(),
    }
}
