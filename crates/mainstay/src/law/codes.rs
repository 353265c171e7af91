//! The codes of registers and returns, with their days and their source.

use super::shelf::holds_words;
use super::tabs;
use crate::page::Page;
use crate::page::kit::{Head, Table};
use crate::visit::{Answer, Visit};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::codes::{self, CodeSet, Row, Sure};

/// Most codes shown at once; a longer answer asks for more words.
const SHOWN: usize = 300;

/// The page.
pub struct CodesPage {
    /// The set that is open.
    pub set: Option<&'static CodeSet>,
    /// What is looked for.
    pub looked_for: String,
    /// Today.
    pub today: Day,
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let looked_for = v.query.text("q").chars().take(80).collect();
    v.page(&CodesPage { set: codes::set(v.query.text("set")), looked_for, today: v.today() })
}

impl Page for CodesPage {
    fn title(&self) -> String {
        match self.set {
            Some(set) => format!("{}: codes", set.title),
            None => "Codes: dates and the law".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        html! {
            @match self.set {
                Some(set) => (Head::new(&set.title).back("/law/codes", "Codes").facts(html! {
                    (set.rows.len()) " codes. Source: " (set.source) ", read on " (set.read) "."
                })),
                None => (Head::new("Codes").back("/law", "Dates and the law").facts(html! {
                    "The codes of registers and returns. A code is good on its days: the day of the thing coded decides."
                })),
            }
            (tabs("/law/codes"))
            div.stack.stack-5 {
                form.row.row-end method="get" action="/law/codes" role="search" aria-label="Find a code" {
                    @if let Some(set) = self.set { input type="hidden" name="set" value=(set.id); }
                    div.field { label for="q" { "A code or a word" } input.input #q type="search" name="q" value=(self.looked_for) autocomplete="off"; }
                    button.btn.btn-2 type="submit" { "Find" }
                    @if !self.looked_for.is_empty() { a.btn.btn-quiet href={ "/law/codes" @if let Some(set) = self.set { "?set=" (set.id) } } { "Show all" } }
                }
                @match (self.set, self.looked_for.is_empty()) {
                    (Some(set), _) => { (about(set)) (self.rows(&[set])) }
                    (None, true) => (sets()),
                    (None, false) => { (self.rows(&codes::all().iter().collect::<Vec<_>>())) }
                }
            }
        }
    }
}

fn about(set: &CodeSet) -> Markup {
    html! {
        div.panel.panel-note {
            p { @match set.checked {
                Some(c) => { "Checked by " (c.by) " on " (c.on.day()) "." },
                None => { strong { "Not yet checked: " } "nobody has compared this set with the official list and put their name to it." },
            } }
            @if !set.unconfirmed.is_empty() { p { (set.unconfirmed) } }
        }
    }
}

fn sets() -> Markup {
    let rows = codes::all().iter().map(|set| {
        vec![
            html! { a href={ "/law/codes?set=" (set.id) } { (set.title) } },
            html! { (set.rows.len()) },
            html! { (set.source) },
            html! { @if set.checked.is_some() { "Checked" } @else { span.tag.tag-unread { "Not yet checked" } } },
        ]
    });
    html! {
        div.sheet.sheet-flush { (Table {
            caption: "Sets of codes",
            columns: vec![("Set", false), ("Codes", true), ("Source", false), ("Checked", false)],
            rows: rows.collect(),
            dense: false,
        }) }
    }
}

impl CodesPage {
    fn rows(&self, sets: &[&CodeSet]) -> Markup {
        let several = sets.len() > 1;
        let fits = |set: &CodeSet, row: &Row| {
            row.code.eq_ignore_ascii_case(&self.looked_for)
                || holds_words(
                    &format!(
                        "{} {} {} {}",
                        row.label,
                        row.group,
                        row.note,
                        if several { &set.title } else { "" }
                    ),
                    &self.looked_for,
                )
        };
        let all: Vec<_> = sets
            .iter()
            .flat_map(|set| set.rows.iter().filter(|row| fits(set, row)).map(|row| (*set, row)))
            .collect();
        let mut columns =
            vec![("Code", false), ("What it is", false), ("Days", false), ("Note", false)];
        if several {
            columns.push(("Set", false));
        }
        let rows = all.iter().take(SHOWN).map(|(set, row)| {
            let mut cells = vec![
                html! { code { (row.code) } },
                html! { (label(row)) @if !row.group.is_empty() { span.sub { (row.group) } } },
                html! { (days(row)) @if !row.holds_on(self.today) { " " span.tag.tag-none { "Not in use" } } },
                html! { (row.note) @if !row.instead.is_empty() { " Use " (row.instead) " instead." } },
            ];
            if several {
                cells.push(html! { a href={ "/law/codes?set=" (set.id) } { (set.title) } });
            }
            cells
        });
        html! {
            p role="status" {
                @if all.len() == 1 { "1 code" } @else { (all.len()) " codes" }
                @if !self.looked_for.is_empty() { " for “" (self.looked_for) "”" } "."
                @if all.len() > SHOWN { " The first " (SHOWN) " are shown: give another word for fewer." }
            }
            @if !all.is_empty() {
                div.sheet.sheet-flush { (Table { caption: "Codes", columns, rows: rows.collect(), dense: true }) }
                @if all.iter().any(|(_, row)| [row.label_sure, row.dates_sure].contains(&Sure::Inferred)) {
                    p.soft { "* inferred, not read in the source." }
                }
            }
        }
    }
}

fn label(row: &Row) -> Markup {
    html! {
        @if row.label.is_empty() { span.soft { "No label was found" } } @else { (row.label) }
        @if row.label_sure == Sure::Inferred { "*" }
    }
}

fn days(row: &Row) -> Markup {
    let mark = if row.dates_sure == Sure::Inferred { "*" } else { "" };
    html! { @match (row.from, row.to) {
        (None, None) => "No first day known",
        (Some(from), None) => { "From " (from) (mark) },
        (None, Some(to)) => { "To " (to) (mark) },
        (Some(from), Some(to)) => { (from) " to " (to) (mark) },
    } }
}
