//! An earlier version of a note, whole, with what it changed.

use super::page::body;
use crate::page::Page;
use crate::page::kit::Head;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::difference::Change;
use casework::procedure::{Edition, Note, changes};
use maud::{Markup, html};

/// The page.
pub struct VersionPage {
    /// The note.
    pub note: Note,
    /// The version.
    pub edition: Edition,
    /// What it changed of the one before.
    pub changes: Vec<Change>,
}

impl Page for VersionPage {
    fn title(&self) -> String {
        format!("{}, version {}", self.edition.title, self.edition.number)
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, e) = (self.title(), &self.edition);
        let back = format!("/handbook/{}", self.note.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "The note").facts(html! { "Agreed by " (e.agreed_by) ", " (e.agreed_on) ". In force from " (e.from) ". Kept by " (e.kept_by) ", " (e.kept_at) "." }))
                @if !e.what_changed.is_empty() { p { (e.what_changed) } }
                section.sheet.stack.stack-4 { (body(self.note.kind, &e.used_when, &e.steps)) }
                @if !self.changes.is_empty() { section.stack.stack-3 { h2 { "What changed from version " (e.number - 1) } (crate::plan::difference::drawn(&self.changes)) } }
            }
        }
    }
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let k = super::found(&v, &mut read).await?;
    let number: i64 = v.part("number").parse().map_err(|_| Problem::Missing)?;
    let of = |n: i64| k.editions.iter().find(|e| e.number == n);
    let edition = of(number).ok_or(Problem::Missing)?.clone();
    let changes = match of(number - 1) {
        Some(b) => changes(
            (&b.title, &b.used_when, &b.steps),
            (&edition.title, &edition.used_when, &edition.steps),
        ),
        None => Vec::new(),
    };
    v.page(&VersionPage { changes, edition, note: k.note })
}
