//! How duties were met, by school and by duty: open cases as they stand, closed ones as they stood.
//!
//! Must never say: whose fault it was.

use super::book::Book;
use super::owed::SCHOOLS_OWN;
use crate::export::{As, columns, hand_over, text};
use crate::page::Page;
use crate::page::kit::{Empty, Field, Head, Table, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind as Column, Sheet};
use rulebook::Day;
use rulebook::event::Standing;
use std::collections::BTreeMap;

/// How duties stood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Done in time.
    pub met: i64,
    /// Done, and late.
    pub late: i64,
    /// Not done, and past its day.
    pub never: i64,
    /// Not yet due.
    pub open: i64,
}

impl Counts {
    fn add(&mut self, stood: &str, n: i64) {
        match stood {
            "met" => self.met += n,
            "late" => self.late += n,
            "never" => self.never += n,
            _ => self.open += n,
        }
    }
}

/// The page.
pub struct CompliancePage {
    /// From.
    pub from: Day,
    /// To.
    pub to: Day,
    /// As at.
    pub today: Day,
    /// By duty: its code, in words.
    pub duties: Vec<(String, String, Counts)>,
    /// By school, with its page.
    pub schools: Vec<(String, Option<Id>, Counts)>,
    /// Form token.
    pub csrf: String,
}

fn cells(c: &Counts) -> Vec<Markup> {
    let judged = c.met + c.late + c.never;
    let share = if judged == 0 { "–".to_string() } else { format!("{} of {judged}", c.met) };
    vec![html! { (share) }, html! { (c.late) }, html! { (c.never) }, html! { (c.open) }]
}

const HEADS: [(&str, bool); 4] =
    [("In time", true), ("Done late", true), ("Late and not done", true), ("Not yet due", true)];

impl Page for CompliancePage {
    fn title(&self) -> String {
        "Compliance".into()
    }
    fn here(&self) -> &'static str {
        "/compliance"
    }
    fn main(&self) -> Markup {
        let table = |name: &'static str, rows: Vec<(Markup, &Counts)>| {
            let mut heads = vec![(name, false)];
            heads.extend(HEADS);
            let rows = rows
                .into_iter()
                .map(|(first, c)| {
                    let mut row = vec![first];
                    row.extend(cells(c));
                    row
                })
                .collect();
            html! { (Table { caption: name, columns: heads, rows, dense: true }) }
        };
        let (from, to) = (self.from.iso(), self.to.iso());
        html! {
            (Head::new("Compliance").back("/desk", "Desk").facts(html! { "Duties of cases decided " (self.from) " to " (self.to) ", as at " (self.today) ". What was done is held against the day as it stood then." }).acts(html! {
                a.btn.btn-2 href={ "/compliance/late?from=" (from) "&to=" (to) } { "What was late" }
                form method="post" action="/compliance/export" { (token(&self.csrf)) (hidden("from", &from)) (hidden("to", &to)) button.btn.btn-2 type="submit" { "CSV" } }
            }))
            div.stack.stack-6 {
                form.row.row-end method="get" action="/compliance" {
                    (Field { kind: "date", value: &from, ..Field::new("from", "Decided from") })
                    (Field { kind: "date", value: &to, ..Field::new("to", "To") })
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if self.duties.is_empty() { (Empty { title: "No case in this time", words: "How duties were met stands here by school and duty as soon as there is a case.", step: None }) }
                @else {
                    section.stack aria-labelledby="duties" { h2 #duties { "By duty" } (table("Duty", self.duties.iter().map(|(code, n, c)| (html! { @if c.late + c.never > 0 { a href={ "/compliance/late?from=" (from) "&to=" (to) "&duty=" (code) } { (n) } } @else { (n) } }, c)).collect())) }
                    section.stack aria-labelledby="schools" { h2 #schools { "By school" } (table("School", self.schools.iter().map(|(n, id, c)| (html! { @match id { Some(id) => a href={ "/schools/" (id) "/desk" } { (n) }, None => (n) } }, c)).collect())) }
                }
            }
        }
    }
}

/// A duty in words, by its code.
pub(super) fn duty_words(code: &str, known: &BTreeMap<String, String>) -> String {
    known.get(code).cloned().unwrap_or_else(|| code.replace('-', " "))
}

async fn gathered(v: &Visit, from: Day, to: Day) -> Result<CompliancePage, Problem> {
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let book: std::sync::Arc<Book> = v.app.book(&mut read, org, &v.setting, today).await?;
    let tallies = store::case::tallies(&mut read, org, from, to).await?;
    drop(read);
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    let mut duties: BTreeMap<String, Counts> = BTreeMap::new();
    let mut schools: BTreeMap<(String, Option<Id>), Counts> = BTreeMap::new();
    for t in &tallies {
        duties.entry(t.code.clone()).or_default().add(&t.stood, t.n);
        schools.entry((t.school_name.clone(), t.school)).or_default().add(&t.stood, t.n);
    }
    for e in &book.entries {
        if e.case.decided.is_none_or(|d| d < from || d > to) {
            continue;
        }
        for o in e.owed.iter().filter(|o| o.duty && !SCHOOLS_OWN.contains(&o.code)) {
            let stood = match o.standing(today) {
                Standing::Met => "met",
                Standing::MetLate { .. } => "late",
                Standing::Late { .. } => "never",
                Standing::Open { .. } | Standing::AtRisk { .. } => "open",
                Standing::Nothing => continue,
            };
            words.entry(o.code.to_string()).or_insert_with(|| o.words.to_string());
            duties.entry(o.code.to_string()).or_default().add(stood, 1);
            schools.entry((e.case.school_name.clone(), e.case.school)).or_default().add(stood, 1);
        }
    }
    let mut schools: Vec<_> = schools.into_iter().map(|((n, id), c)| (n, id, c)).collect();
    schools.sort_by_key(|(_, _, c)| std::cmp::Reverse((c.never, c.late)));
    let said = |code: String, c| {
        let words = duty_words(&code, &words);
        (code, words, c)
    };
    let duties = duties.into_iter().map(|(code, c)| said(code, c)).collect();
    Ok(CompliancePage { from, to, today, duties, schools, csrf: v.csrf.clone() })
}

pub(super) fn stretch(v: &Visit, asked: &crate::form::Form) -> (Day, Day) {
    let (first, last) = v.setting.calendar.school_year(v.today());
    let from = asked.day("from").unwrap_or(first);
    (from, asked.day("to").unwrap_or(last).max(from))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let (from, to) = stretch(&v, &v.query);
    let page = gathered(&v, from, to).await?;
    v.page(&page)
}

/// Takes it away as a file: schools and duties, nobody's name.
pub async fn export(v: Visit) -> Answer {
    let (from, to) = stretch(&v, &v.form);
    let page = gathered(&v, from, to).await?;
    let line = |kind: &str, name: &str, c: &Counts| {
        vec![
            text(kind),
            text(name),
            Cell::Number(c.met),
            Cell::Number(c.late),
            Cell::Number(c.never),
            Cell::Number(c.open),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = page.duties.iter().map(|(_, n, c)| line("Duty", n, c)).collect();
    rows.extend(page.schools.iter().map(|(n, _, c)| line("School", n, c)));
    let sheet = Sheet {
        name: "Compliance".into(),
        columns: columns([
            ("By", Column::Text),
            ("Name", Column::Text),
            ("In time", Column::Number),
            ("Done late", Column::Number),
            ("Late and not done", Column::Number),
            ("Not yet due", Column::Number),
        ]),
        rows,
        notes: Vec::new(),
    };
    let event =
        Event::new(Verb::ReportExported, "compliance", v.org()).fact("rows", sheet.rows.len());
    hand_over(&v, (&sheet, As::Csv, "compliance"), "Taking the compliance view away", event).await
}
