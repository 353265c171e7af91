//! The file of entries as the school has set it, and how it looks before it is taken away.

use super::{Line, lines};
use crate::export::{As, day, hand_over, slug, text};
use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::mis_entry::{Column, DateStyle, FileRules};
use casework::words::{Concept, Words};
use casework::{Event, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Column as SheetColumn, Kind, Sheet};
use rulebook::Day;

/// A date in the school's style. The plain one is a date to a spreadsheet too.
fn dated(written: DateStyle, on: Day) -> Cell {
    match written {
        DateStyle::Slash => day(on),
        other => text(other.write(on)),
    }
}

/// One cell of a line.
fn cell(l: &Line, column: Column, style: DateStyle) -> Cell {
    match column {
        Column::AdmissionNo => text(&l.admission_no),
        Column::Upn => text(&l.upn),
        Column::Name => text(&l.name),
        Column::Form => text(&l.form),
        Column::Date => dated(style, l.day),
        Column::Periods => text(&l.periods),
        Column::Code => text(&l.code),
        Column::What => text(&l.what),
        Column::Reason => text(&l.reason),
        Column::Outcome => text(&l.outcome),
        Column::Comment => text(comment(l)),
        Column::Who => text(&l.who),
        Column::Due => dated(style, l.due),
    }
}

/// "Abuse towards an adult. Completed"
fn comment(l: &Line) -> String {
    [&l.reason, &l.outcome]
        .into_iter()
        .filter(|w| !w.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(". ")
}

/// The list as a sheet.
pub(super) fn sheet(v: &Visit, rules: &FileRules, lines: &[Line]) -> Sheet {
    let kind = |c: Column| match c {
        Column::Date | Column::Due if rules.dates == DateStyle::Slash => Kind::Date,
        _ => Kind::Text,
    };
    Sheet {
        name: "Entries to make".into(),
        columns: rules
            .columns
            .iter()
            .map(|(c, heading)| SheetColumn { name: heading.clone(), kind: kind(*c) })
            .collect(),
        rows: lines
            .iter()
            .map(|l| rules.columns.iter().map(|(c, _)| cell(l, *c, rules.dates)).collect())
            .collect(),
        notes: vec![
            ("List".into(), "Entries to make, not ticked".into()),
            ("School".into(), v.setting.school.name.clone()),
            ("Made by".into(), v.actor.name.clone()),
            ("Made at".into(), v.now.to_string()),
            ("Rows".into(), lines.len().to_string()),
        ],
    }
}

/// The entries that can be typed: of pupils who came. Those of whom nobody has said are not in it.
async fn to_type(v: &Visit) -> Result<(FileRules, Vec<Line>, usize), Problem> {
    let mut read = v.read().await?;
    let open = store::mis_entry::open(&mut read, v.org(), &v.setting.calendar, v.today()).await?;
    let rules = store::mis_entry::file_rules(&mut read, v.org()).await?;
    drop(read);
    let all = lines(v, open).await?;
    let before = all.len();
    let known: Vec<Line> = all.into_iter().filter(|l| l.came).collect();
    let unsaid = before - known.len();
    Ok((rules, known, unsaid))
}

/// The open entries as a file.
pub async fn export(v: Visit) -> Answer {
    let kind = As::from_word(v.part("kind")).ok_or(Problem::Missing)?;
    let (rules, lines, _) = to_type(&v).await?;
    let sheet = sheet(&v, &rules, &lines);
    let event = Event::new(Verb::ReportExported, "school", v.org())
        .fact("list", "entries to make")
        .fact("kind", kind.word())
        .fact("rows", lines.len());
    // "fairholme-community-school-entries-2026-11-12": never a pupil's name.
    let name = format!("{}-entries-{}", slug(&v.setting.school.name), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Exporting entries to make", event).await
}

/// The file before it is taken away.
pub struct PreviewPage {
    /// The school's words.
    pub words: Words,
    /// Headings.
    pub headings: Vec<String>,
    /// Cells; true where one is a name.
    pub rows: Vec<Vec<(String, bool)>>,
    /// Entries that are not in it: nobody has said whether the pupil came.
    pub unsaid: usize,
    /// May change the file.
    pub sets_up: bool,
}

impl Page for PreviewPage {
    fn title(&self) -> String {
        "The file before it goes".into()
    }
    fn here(&self) -> &'static str {
        "/mis"
    }
    fn main(&self) -> Markup {
        let mis = self.words.one(Concept::Mis);
        html! {
            (Head::new(&self.title()).back("/mis", "Entries").facts(html! {
                (self.rows.len()) @if self.rows.len() == 1 { " row" } @else { " rows" } " for " (mis)
                @if self.unsaid > 0 { " · " (self.unsaid) " not in it: no arrival is recorded" }
            }).acts(html! {
                a.btn.btn-2 href="/mis/export/csv" { "CSV" } a.btn.btn-2 href="/mis/export/xlsx" { "Excel" }
                @if self.sets_up { a.btn.btn-2 href="/set-up/mis" { "Change the columns" } }
            }))
            @if self.rows.is_empty() {
                (Empty { title: "Nothing to type", words: "Entries that are not ticked stand here as the file will have them.", step: None })
            } @else {
                (Grid {
                    region: "The file",
                    caption: Some("The file"),
                    look: "table-dense",
                    columns: self.headings.iter().map(|h| Col::Words(h)).collect(),
                    named: None,
                    rows: self.rows.iter().map(|row| row.iter().map(|(words, name)| html! {
                        @if *name { (pupil_name(words)) } @else { (words) }
                    }).collect()).collect(),
                })
            }
        }
    }
}

/// Shows it.
pub async fn preview(v: Visit) -> Answer {
    let (rules, lines, unsaid) = to_type(&v).await?;
    let said = |c: Cell, on: Day| match c {
        Cell::Text(words) => words,
        Cell::Date { .. } => DateStyle::Slash.write(on),
        _ => String::new(),
    };
    let rows = lines.iter().map(|l| {
        let cells = rules.columns.iter().map(|(c, _)| {
            let on = if *c == Column::Due { l.due } else { l.day };
            (said(cell(l, *c, rules.dates), on), *c == Column::Name)
        });
        cells.collect()
    });
    v.page(&PreviewPage {
        words: v.words().clone(),
        headings: rules.columns.iter().map(|(_, h)| h.clone()).collect(),
        rows: rows.collect(),
        unsaid,
        sets_up: v.may(casework::May::SetUp),
    })
}
