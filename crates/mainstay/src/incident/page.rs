//! The page of bringing in incidents: what a file would do, what it asks, and what it keeps.
//!
//! Must never know: how a file is read.

use super::read::INCIDENTS;
use crate::form::{Errors, Form};
use crate::mis::columns::Field;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Head, hidden, token};
use casework::Id;
use casework::incident::Twice;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// Rows that are listed one by one; the rest are counted.
pub const SHOWN: usize = 40;
/// Types that are listed; the others are taken as they are proposed.
pub const TYPES: usize = 60;

/// A type in the file, and whether it counts.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name.
    pub kind: String,
    /// How many new incidents have it.
    pub n: usize,
    /// It counts.
    pub counts: bool,
    /// The school has not said yet.
    pub new: bool,
}

/// What a file would do.
pub struct Preview {
    /// The key of the file, which is held here until it is kept.
    pub file: Id,
    /// The file was to be kept without a choice about the rows that cannot be read.
    pub unchosen: bool,
    /// Rows in the file.
    pub rows: usize,
    /// New incidents.
    pub new: usize,
    /// The first and last day of them.
    pub days: Option<(Day, Day)>,
    /// Here already.
    pub unchanged: usize,
    /// Rows that repeat another.
    pub twice: Vec<Twice>,
    /// Form codes nobody knows, with their rows.
    pub asked: Vec<(String, Vec<usize>)>,
    /// Row and what is wrong.
    pub wrong: Vec<(usize, String)>,
    /// Types, most first.
    pub types: Vec<Type>,
    /// What was noticed about the file.
    pub remarks: Vec<String>,
}

/// Which column is which: headings, and the one chosen for each field.
pub struct Columns {
    /// The key of the file.
    pub file: Id,
    /// Headings of the file.
    pub headings: Vec<String>,
    /// The column of each field.
    pub chosen: Vec<(&'static str, Option<usize>)>,
    /// What the file cannot be read without.
    pub missing: Vec<&'static str>,
}

/// The choices of columns, for one kind of file.
pub fn columns(
    c: &Columns,
    fields: &'static [Field],
    action: &str,
    csrf: &str,
    e: &Errors,
) -> Markup {
    let open = !c.missing.is_empty() || fields.iter().any(|f| e.of(f.id).is_some());
    html! {
        details.working open[open] {
            summary { "Which column is which" }
            form.working-body.stack method="post" action=(action) {
                (token(csrf)) (hidden("file", c.file))
                @if !c.missing.is_empty() { p { strong { "Say which column holds: " (c.missing.join("; ")) "." } } }
                @for f in fields {
                    @let at = c.chosen.iter().find(|(id, _)| *id == f.id).and_then(|(_, at)| *at);
                    div.field.is-wrong[e.of(f.id).is_some()] {
                        label for=(f.id) { (f.label) }
                        @if let Some(m) = e.of(f.id) { p.error id={ (f.id) "-error" } { (m) } }
                        select.select id=(f.id) name=(f.id) aria-describedby=[e.of(f.id).map(|_| format!("{}-error", f.id))] {
                            option value="" selected[at.is_none()] { "Not in the file" }
                            @for (n, heading) in c.headings.iter().enumerate() { @if !heading.is_empty() {
                                option value=(crate::mis::columns::fold(heading)) selected[at == Some(n)] { (heading) }
                            } }
                        }
                    }
                }
                div { button.btn.btn-2 type="submit" { "Read it so, and remember it" } }
            }
        }
    }
}

/// The page.
pub struct FilePage {
    /// The school's words.
    pub words: Words,
    /// What the file that was sent would do.
    pub preview: Option<Preview>,
    /// Its columns.
    pub columns: Option<Columns>,
    /// Largest file.
    pub megabytes: usize,
    /// Form token.
    pub csrf: String,
    /// What was chosen.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// "1 row", "6 rows"
pub fn rows(n: usize) -> String {
    format!("{n} row{}", if n == 1 { "" } else { "s" })
}

/// "rows 3, 4 and 9", so many at most.
fn listed(all: &[usize]) -> String {
    let shown: Vec<String> = all.iter().take(8).map(usize::to_string).collect();
    let more = all.len().saturating_sub(8);
    match (shown.as_slice(), more) {
        ([one], 0) => format!("row {one}"),
        (_, 0) => format!("rows {}", shown.join(", ")),
        _ => format!("rows {} and {more} more", shown.join(", ")),
    }
}

impl Page for FilePage {
    fn title(&self) -> String {
        "Bring in incidents".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let wrong = self.errors.of("file");
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Bring in incidents").back("/early-warning", "Early signs").acts(html! { a.btn.btn-2 href="/attendance/file" { "Attendance" } }))
                (ErrorSummary(&self.errors))
                p { "A CSV or .xlsx file of " (self.words.one(Concept::Mis)) " with headings: admission no or UPN, date and type, and as much as there is of form, time, period, subject, place, staff, points, action, description and id. Nobody is found by name alone, and nothing is kept before you have looked." }
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                @if let Some(c) = &self.columns { (columns(c, INCIDENTS, "/incidents/file/columns", &self.csrf, &self.errors)) }
                form.stack method="post" enctype="multipart/form-data" action="/incidents/file" {
                    (token(&self.csrf))
                    div.field.is-wrong[wrong.is_some()] {
                        label for="file" { @if self.preview.is_some() || self.columns.is_some() { "Another file" } @else { "The file" } }
                        p.hint #file-hint { "At most " (self.megabytes) " MB and " (crate::mis::ROWS) " rows. The same file may come again: what is here already is passed over." }
                        @if let Some(e) = wrong { p.error id="file-error" { (e) } }
                        input.input id="file" name="file" type="file" accept=".csv,.txt,.xlsx" aria-invalid=[wrong.is_some().then_some("true")]
                            aria-describedby=(if wrong.is_some() { "file-hint file-error" } else { "file-hint" });
                    }
                    div { button.btn.btn-2 type="submit" { "Look at it first" } }
                }
            }
        }
    }
}

impl FilePage {
    fn before_keeping(&self, p: &Preview) -> Markup {
        html! {
            section.sheet.stack.stack-5 aria-labelledby="would" {
                h2 #would { "What it would do" }
                p { strong { (p.new) } " new, " strong { (p.unchanged) } " here already, "
                    strong { (p.twice.len()) } @if p.twice.len() == 1 { " duplicate" } @else { " duplicates" } " in the file, "
                    strong { (p.wrong.len()) } " that cannot be read. "
                    span.soft { "Of " (rows(p.rows)) "." }
                    @if let Some((from, to)) = p.days { " New ones are from " (from) " to " (to) "." } }
                @for remark in &p.remarks { p.soft { (remark) } }
                @if !p.twice.is_empty() {
                    details.working { summary { (p.twice.len()) " turned away as duplicates" }
                        div.working-body { ul { @for t in p.twice.iter().take(SHOWN) { li { "Row " (t.row) " says what row " (t.of) " says" } } }
                            @if p.twice.len() > SHOWN { p.soft { "And " (p.twice.len() - SHOWN) " more." } } }
                    }
                }
                @if !p.wrong.is_empty() {
                    div.panel.panel-stop { h2.panel-title { "Nothing is kept until these rows are put right or left out" }
                        ul { @for (row, why) in p.wrong.iter().take(SHOWN) { li { "Row " (row) ": " (why) } } }
                        @if p.wrong.len() > SHOWN { p { "And " (rows(p.wrong.len() - SHOWN)) " more." } }
                    }
                }
                @if p.new > 0 || !p.asked.is_empty() { (self.keep(p)) } @else { p { "There is nothing new in it." } }
            }
        }
    }
    fn keep(&self, p: &Preview) -> Markup {
        let codes = p.asked.len();
        html! {
            form.stack.stack-5 method="post" action="/incidents/file/keep" {
                (token(&self.csrf)) (hidden("file", p.file)) (hidden("once", Id::now_v7()))
                @if codes > 0 { div.stack {
                    h3 { @if codes == 1 { "1 form code to ask you about" } @else { (codes) " form codes to ask you about" } }
                    p.soft { "No form here is called so. The admission number says who it is; a strange form may be last year’s, or the sign of a wrong number." }
                    @for (n, (code, rows)) in p.asked.iter().enumerate() {
                        @let name = format!("form-{n}");
                        @let said = self.form.text(&name);
                        (hidden(&format!("code-{n}"), code))
                        fieldset.field.is-wrong[self.errors.of(&name).is_some()] id=(name) {
                            legend { "“" (code) "”, in " (listed(rows)) }
                            @if let Some(e) = self.errors.of(&name) { p.error { (e) } }
                            div.choices {
                                label.choice { input type="radio" name=(name) value="take" checked[said == "take"]; span { "It is all right: go by the number, and remember this code" } }
                                label.choice { input type="radio" name=(name) value="out" checked[said == "out"]; span { "Leave these rows out this time" } }
                            }
                        }
                    }
                } }
                @if !p.types.is_empty() { fieldset.field {
                    legend { "Which of these count as something that went wrong?" }
                    p.hint { "What does not count is kept and shown, and is in no figure of early signs. It is remembered." }
                    div.choices { @for (n, t) in p.types.iter().take(TYPES).enumerate() {
                        label.choice { input type="checkbox" name="counts" value=(n) checked[t.counts];
                            span { (t.kind) " " span.soft { (t.n) @if t.new { ", new here" } } } }
                    } }
                    @for (n, t) in p.types.iter().take(TYPES).enumerate() { (hidden(&format!("type-{n}"), &t.kind)) }
                } }
                @if !p.wrong.is_empty() { div.field.is-wrong[p.unchosen] {
                    @if p.unchosen { p.error id="leave_out-error" { "Tick this to go on without those rows, or put the file right and send it again" } }
                    label.choice { input type="checkbox" id="leave_out" name="leave_out" value=(p.wrong.len()) aria-describedby=[p.unchosen.then_some("leave_out-error")];
                        span { "Leave out " @if p.wrong.len() == 1 { "the 1 row" } @else { "the " (p.wrong.len()) " rows" } " above. Nothing of them is kept." } }
                } }
                div { button.btn type="submit" { "Keep " @if codes > 0 { "them" } @else { (p.new) @if p.new == 1 { " incident" } @else { " incidents" } } } }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 9, d).unwrap_or_else(|| Day::from_pg(0));
    let kind = |kind: &str, n, counts, new| Type { kind: kind.into(), n, counts, new };
    let preview = |wrong: Vec<(usize, String)>, unchosen| Preview {
        file: Id::nil(),
        unchosen,
        rows: 430,
        new: 422,
        days: Some((day(2), day(10))),
        unchanged: 0,
        twice: [(77, 12), (140, 98), (201, 200), (202, 200), (377, 41), (430, 9)]
            .map(|(row, of)| Twice { row, of })
            .to_vec(),
        asked: vec![("7N".into(), vec![18]), ("8QQ".into(), vec![301])],
        wrong,
        types: vec![
            kind("Disruption", 231, true, true),
            kind("Defiance", 104, true, true),
            kind("Praise postcard", 87, false, true),
        ],
        remarks: vec!["Comments: the cell starts like a formula and is kept as text".into()],
    };
    let page = |preview, columns, errors| FilePage {
        words: crate::exit::sample_words(),
        preview,
        columns,
        megabytes: 64,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut errors = Errors::new();
    errors
        .add("leave_out", "Some rows cannot be read. Leave them out by choice, or put them right");
    errors.add("form-0", "Say what is to be done with “7N”");
    let strange = Columns {
        file: Id::nil(),
        headings: ["Who", "When", "Sort"].map(String::from).to_vec(),
        chosen: INCIDENTS.iter().map(|f| (f.id, None)).collect(),
        missing: vec!["admission no or UPN", "date", "type"],
    };
    vec![
        framed("incidents-start", &page(None, None, Errors::new())),
        framed("incidents-asked", &page(Some(preview(Vec::new(), false)), None, Errors::new())),
        framed(
            "incidents-wrong",
            &page(
                Some(preview(vec![(7, "Nobody on roll has this number".into())], true)),
                None,
                errors,
            ),
        ),
        framed("incidents-columns", &page(None, Some(strange), Errors::new())),
    ]
}
