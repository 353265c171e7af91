//! Every document of every matter: looked for by its title and by where the paper lies, and those
//! whose day to be kept until has passed.
//!
//! Must never show: a document of a pupil who is out of this person's reach.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Pages, Standing, Tag};
use crate::page::name::{naming, pupil_name};
use crate::visit::{Answer, Visit};
use casework::document::Document;
use casework::matter::Matter;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// Documents to a page.
const SIZE: i64 = 50;

/// The page.
pub struct IndexPage {
    /// Each with its matter.
    pub rows: Vec<(Document, Matter)>,
    /// What was looked for.
    pub text: String,
    /// Only those past their day.
    pub past: bool,
    /// Where the list is.
    pub pages: Pages,
    /// Today.
    pub today: Day,
}

impl Page for IndexPage {
    fn title(&self) -> String {
        "Documents and papers".into()
    }
    fn here(&self) -> &'static str {
        "/matters"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Documents and papers").back("/matters", "Governors and reviews").facts(html! { "Of every matter: where each paper lies, and until when it is kept." }))
            nav.tabs aria-label="Which" {
                a href="/documents" aria-current=[(!self.past).then_some("page")] { "All" }
                a href="/documents?past=yes" aria-current=[self.past.then_some("page")] { "Kept long enough" }
            }
            div.stack.stack-5.gap-top {
                form.row.row-end role="search" method="get" action="/documents" aria-label="Look for a document" {
                    @if self.past { (crate::page::kit::hidden("past", "yes")) }
                    div.field { label for="q" { "Title, cabinet or file" } input.input #q type="search" name="q" value=(self.text) autocomplete="off"; }
                    button.btn.btn-2 type="submit" { "Find" }
                    @if !self.text.is_empty() { a.btn.btn-quiet href={ "/documents" @if self.past { "?past=yes" } } { "Show all" } }
                }
                @if self.past { p.soft { "The day each was to be kept until has passed. Nothing is thrown away by itself: whoever answers for records says what becomes of it, and a paper on hold for an inquiry or a claim stays." } }
                @if self.rows.is_empty() {
                    (Empty {
                        title: if self.past { "None has been kept long enough" } else { "No document fits" },
                        words: "A document is added to a matter, as a file, in words, or with where the paper lies and until when it is kept.",
                        step: Some(("/matters", "See the matters")),
                    })
                } @else {
                    (Grid { region: "Documents, table", caption: Some("Documents"), look: "table-heads", named: Some(0),
                        columns: ["Title", "About", "What it is", "Where the paper lies", "Keep until"].map(Col::Words).to_vec(),
                        rows: self.rows.iter().map(|(d, m)| self.row(d, m)).collect() })
                    (self.pages)
                }
            }
        }
    }
}

impl IndexPage {
    fn row(&self, d: &Document, m: &Matter) -> Vec<Markup> {
        vec![
            html! { a href={ "/documents/" (d.id) } { (naming(&d.title, &[&m.name])) } @if d.gone_at.is_some() { " " span.soft { "taken away, and kept" } } },
            html! { a href={ "/matters/" (m.id) } { (pupil_name(&m.name)) } },
            html! { (d.item.label()) ". " span.soft { (d.what()) } },
            html! { @if d.place.trim().is_empty() { "–" } @else { (d.place) } },
            html! { @match d.keep_until {
                Some(day) if day < self.today => { (Tag(Standing::Risk, "Passed")) " " (day) },
                Some(day) => (day),
                None => span.soft { "No day" },
            } },
        ]
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let at = v.query.int("page").unwrap_or(1).clamp(1, 10_000);
    let text: String = v.query.text("q").chars().take(80).collect();
    let past = v.query.ticked("past");
    let by = past.then(|| v.today());
    let mut read = v.read().await?;
    let take = (SIZE, (at - 1) * SIZE);
    let (found, total) = store::document::search(&mut read, v.org(), &text, by, take).await?;
    let ids: Vec<Id> = found.iter().map(|d| d.matter).collect();
    let matters = store::matter::several(&mut read, v.org(), &ids).await?;
    let pupils: Vec<Id> = matters.iter().filter_map(|m| m.pupil).collect();
    let seen = store::pupil::several(&mut read, &v.scope(), &pupils).await?;
    let theirs = |m: &&Matter| m.pupil.is_none_or(|p| seen.iter().any(|s| s.id == p));
    let rows = found
        .into_iter()
        .filter_map(|d| {
            let matter = matters.iter().find(|m| m.id == d.matter).filter(theirs)?;
            Some((d, matter.clone()))
        })
        .collect();
    let mut base = form_urlencoded::Serializer::new(String::new());
    if past {
        base.append_pair("past", "yes");
    }
    if !text.is_empty() {
        base.append_pair("q", &text);
    }
    let base = format!("/documents?{}&", base.finish());
    v.page(&IndexPage {
        rows,
        text,
        past,
        pages: Pages { base, size: SIZE, at, total },
        today: v.today(),
    })
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    use casework::document::Item;
    let today = Day::new(2026, 11, 25).unwrap_or(Day::FIRST);
    let page = |rows: Vec<(Document, Matter)>, past| IndexPage {
        pages: Pages { base: "/documents?".into(), size: SIZE, at: 1, total: rows.len() as i64 },
        rows,
        text: String::new(),
        past,
        today,
    };
    let one = |keep_until| {
        let d = super::sample(11, Item::Witness, "Statement of a member of staff");
        (Document { place: "Cabinet 4, file 12".into(), keep_until, ..d }, crate::matter::sample())
    };
    vec![
        framed("documents-all", &page(vec![one(Some(today.plus(4_000))), one(None)], false)),
        framed("documents-past", &page(vec![one(Some(today.plus(-30)))], true)),
        framed("documents-past-none", &page(Vec::new(), true)),
    ]
}
