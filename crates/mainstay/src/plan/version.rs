//! One version of a plan as it was given to teachers, with what it changed from the one before;
//! printed with places to sign.

use super::{difference, open, shown, whose};
use crate::page::Page;
use crate::page::kit::{Head, Standing, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::difference::{Change, between};
use casework::plan::{Body, Edition, Kind};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};

/// The page.
pub struct VersionPage {
    /// The plan.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// The version.
    pub edition: Edition,
    /// Its words.
    pub body: Body,
    /// The version before, where there is one, and what changed.
    pub before: Option<(i64, Vec<Change>)>,
    /// The version teachers have now.
    pub current: i64,
    /// The school's words.
    pub words: Words,
}

impl Page for VersionPage {
    fn title(&self) -> String {
        format!("{} of {}, version {}", self.kind.label(), self.who, self.edition.number)
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let back = format!("/plans/{}", self.id);
        let e = &self.edition;
        html! {
            (Head::new(&self.title()).about(&self.who).back(&back, "Back to the plan").facts(html! {
                @match e.given_at {
                    Some(at) => { "Given to teachers by " (e.given_by) ", " (at) },
                    None => { "A draft of " (e.written_by) ", " (e.written_at) },
                }
                " " @if e.number == self.current { (Tag(Standing::Done, "Teachers have this")) }
                @else if e.given_at.is_some() { (Tag(Standing::None, "An earlier version")) }
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-6 {
                @if !e.why.is_empty() { p { (e.why) } }
                @if let Some((number, changes)) = &self.before {
                    section.sheet.stack aria-labelledby="changed" {
                        h2 #changed { "What changed from version " (number) }
                        @if changes.is_empty() { p.soft { "No word of it." } }
                        (difference::drawn(changes))
                        p { a href={ "/plans/" (self.id) "/versions/" (number) } { "Read version " (number) } }
                    }
                }
                section.stack aria-labelledby="words" { h2 #words { "Version " (e.number) } (shown::whole(self.kind, &self.body)) }
                section.only-print aria-label="Signatures" { dl.summary {
                    @for who in ["School".to_string(), "Home".to_string(), self.words.cap(Concept::Pupil)] { div { dt { (who) } dd { "Signed ____________________ Date __________" } } }
                } }
            }
        }
    }
}

/// Shows one version.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let plan = open(&v, &mut read, v.id("id")?).await?;
    let number: i64 = v.part("number").parse().map_err(|_| Problem::Missing)?;
    let editions = store::plan::editions(&mut read, v.org(), plan.id).await?;
    let edition = editions.iter().find(|e| e.number == number).cloned().ok_or(Problem::Missing)?;
    let body = store::plan::body(&mut read, v.org(), plan.id, number).await?;
    let before = match editions.iter().find(|e| e.number < number) {
        Some(e) => {
            let was = store::plan::body(&mut read, v.org(), plan.id, e.number).await?;
            Some((e.number, between(plan.kind, &was, &body)))
        }
        None => None,
    };
    v.page(&VersionPage {
        id: plan.id,
        kind: plan.kind,
        who: whose(&v, &mut read, &plan).await?,
        edition,
        body,
        before,
        current: plan.current,
        words: v.words().clone(),
    })
}
