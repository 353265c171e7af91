//! Bringing in attendance from a file of the school's own system: shown first, kept for a day.
//!
//! Must never know: what an absence was for, or how a session is counted.

use super::page::{Columns, columns, rows};
use super::read::{self, ATTENDANCE, Sheet};
use super::{after, aside, chosen, columns_of, held, hold, keep_columns};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::attendance::{Line, Sorted, sort};
use casework::words::{Concept, Words};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use std::sync::Arc;
use store::db::Source;

/// The name under which columns are remembered.
const LIST: &str = "attendance";

/// What a file would do.
pub struct Preview {
    /// The key of the file.
    pub file: Id,
    /// Figures to keep.
    pub new: usize,
    /// Rows that repeat somebody.
    pub twice: Vec<usize>,
    /// Row and what is wrong.
    pub wrong: Vec<(usize, String)>,
    /// What was noticed about the file.
    pub remarks: Vec<String>,
}

/// The page.
pub struct AttendancePage {
    /// The school's words.
    pub words: Words,
    /// What the file that was sent would do.
    pub preview: Option<Preview>,
    /// Its columns.
    pub columns: Option<Columns>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AttendancePage {
    fn title(&self) -> String {
        "Bring in attendance".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let e = &self.errors;
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Bring in attendance").back("/early-warning", "Early signs").acts(html! { a.btn.btn-2 href="/incidents/file" { "Incidents" } }))
                (ErrorSummary(e))
                p { "A CSV or .xlsx file of " (self.words.one(Concept::Mis)) " with one row each: admission no or UPN, and attendance per cent or sessions present and possible. The figure is that system’s own." }
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                @if let Some(c) = &self.columns { (columns(c, ATTENDANCE, "/attendance/file/columns", &self.csrf, e)) }
                form.stack method="post" enctype="multipart/form-data" action="/attendance/file" {
                    (token(&self.csrf))
                    div.field.is-wrong[e.of("file").is_some()] {
                        label for="file" { @if self.preview.is_some() { "Another file" } @else { "The file" } }
                        @if let Some(m) = e.of("file") { p.error id="file-error" { (m) } }
                        input.input id="file" name="file" type="file" accept=".csv,.txt,.xlsx" aria-describedby=[e.of("file").map(|_| "file-error")];
                    }
                    div { button.btn.btn-2 type="submit" { "Look at it first" } }
                }
            }
        }
    }
}

impl AttendancePage {
    fn before_keeping(&self, p: &Preview) -> Markup {
        let e = &self.errors;
        html! {
            section.sheet.stack aria-labelledby="would" {
                h2 #would { "What it would do" }
                p { strong { (p.new) } @if p.new == 1 { " figure" } @else { " figures" } ", " strong { (p.twice.len()) } " rows that repeat somebody, "
                    strong { (p.wrong.len()) } " that cannot be read." }
                @for remark in &p.remarks { p.soft { (remark) } }
                @if !p.wrong.is_empty() {
                    div.panel.panel-stop { h3.panel-title { "Nothing is kept until these rows are put right or left out" }
                        ul { @for (row, why) in p.wrong.iter().take(super::page::SHOWN) { li { "Row " (row) ": " (why) } } }
                        @if p.wrong.len() > super::page::SHOWN { p { "And " (rows(p.wrong.len() - super::page::SHOWN)) " more." } }
                    }
                }
                @if p.new > 0 {
                    form.stack method="post" action="/attendance/file/keep" {
                        (token(&self.csrf)) (hidden("file", p.file)) (hidden("once", Id::now_v7()))
                        (Field::new("upto", "Counted up to").kind("date").hint("The last day that is in the figures.").from(&self.form, e))
                        @if !p.wrong.is_empty() { div.field.is-wrong[e.of("leave_out").is_some()] {
                            @if let Some(m) = e.of("leave_out") { p.error id="leave_out-error" { (m) } }
                            label.choice { input type="checkbox" id="leave_out" name="leave_out" value=(p.wrong.len()) aria-describedby=[e.of("leave_out").map(|_| "leave_out-error")];
                                span { "Leave out " (rows(p.wrong.len())) ". Nothing of them is kept." } }
                        } }
                        div { button.btn type="submit" { "Keep " (p.new) @if p.new == 1 { " figure" } @else { " figures" } } }
                    }
                } @else { p { "There is nothing in it that can be kept." } }
            }
        }
    }
}

fn sheet(v: &Visit, form: Form, errors: Errors) -> AttendancePage {
    AttendancePage {
        words: v.words().clone(),
        preview: None,
        columns: None,
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    v.page(&sheet(&v, Form::default(), Errors::new()))
}

async fn read_file(v: &Visit, upload: Arc<Upload>) -> Result<Result<Sheet<Line>, String>, Problem> {
    let saved = store::roster::mapping(&mut v.read().await?, v.org(), LIST).await?;
    aside(move || read::attendance(&upload.name, &upload.bytes, &saved)).await
}

async fn sorted(
    v: &Visit,
    src: &mut dyn Source,
    read: &Sheet<Line>,
    upto: Day,
) -> Result<Sorted, Problem> {
    let pupils = store::incident::known(src, v.org()).await?;
    let mut out = sort(&read.lines, &pupils, upto);
    out.wrong.extend(read.wrong.iter().cloned());
    out.wrong.sort();
    Ok(out)
}

async fn looked(v: &Visit, key: Id, upload: Arc<Upload>, mut errors: Errors) -> Answer {
    // The last school day there was is what most such files count to.
    let upto = v.setting.calendar.last_before(v.today()).unwrap_or(v.today());
    let form = match v.form.has("upto") {
        true => v.form.clone(),
        false => v.form.clone().with("upto", upto.iso()),
    };
    let read = match read_file(v, upload).await? {
        Ok(read) => read,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(v, form, errors));
        }
    };
    if !read.missing.is_empty() {
        errors.add("file", format!("The file has no column for {}", read.missing.join("; ")));
    }
    let clean = errors.is_empty();
    let mut page = sheet(v, form, errors);
    page.columns = Some(columns_of(key, &read, ATTENDANCE));
    if read.missing.is_empty() {
        let sorted = sorted(v, &mut v.read().await?, &read, upto).await?;
        page.preview = Some(Preview {
            file: key,
            new: sorted.new.len(),
            twice: sorted.twice,
            wrong: sorted.wrong,
            remarks: read.remarks,
        });
    }
    if clean { v.page(&page) } else { v.again(&page) }
}

/// Takes a file and shows what it would do.
pub async fn look(v: Visit) -> Answer {
    let mut errors = Errors::new();
    match hold(&v, HeldAs::Attendance) {
        Ok((key, upload)) => looked(&v, key, upload, errors).await,
        Err(why) => {
            errors.add("file", why);
            v.again(&sheet(&v, Form::default(), errors))
        }
    }
}

/// Remembers which column is which, and shows the file again.
pub async fn remember(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let (key, upload) = match held(&v, key, HeldAs::Attendance) {
        Ok(held) => held,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, Form::default(), errors));
        }
    };
    if let Ok(read) = read_file(&v, upload.clone()).await? {
        let map = chosen(&v, ATTENDANCE, &read.headings, &mut errors);
        if errors.is_empty() {
            keep_columns(&v, key, LIST, &map).await?;
        }
    }
    looked(&v, key, upload, errors).await
}

/// Keeps the figures, and raises what the school's own rules say of them.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let (key, upload) = match held(&v, key, HeldAs::Attendance) {
        Ok(held) => held,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, v.form.clone(), errors));
        }
    };
    let upto = errors.get(v.form.day("upto"), "upto", "Give the last day that is in the figures");
    if upto.is_some_and(|d| d > v.today()) {
        errors.add("upto", "This day has not come yet");
    }
    let read = match read_file(&v, upload.clone()).await? {
        Ok(read) if read.missing.is_empty() => read,
        _ => return looked(&v, key, upload, errors).await,
    };
    let mut w = v.write("Bringing in attendance").await?;
    let sorted = sorted(&v, &mut w, &read, upto.unwrap_or(v.today())).await?;
    let left_out = sorted.wrong.len();
    if left_out > 0 && v.form.int("leave_out") != Some(left_out as i64) {
        errors.add(
            "leave_out",
            "Some rows cannot be read. Leave them out by choice, or put them right",
        );
    }
    let (true, Some(upto)) = (errors.is_empty(), upto) else {
        drop(w);
        return looked(&v, key, upload, errors).await;
    };
    if sorted.new.is_empty() {
        drop(w);
        return looked(&v, key, upload, errors).await;
    }
    let run = v.form.id("once").unwrap_or_else(Id::now_v7);
    store::attendance::keep(&mut w, &sorted.new).await?;
    let first = Event::new(Verb::AttendanceImported, "import", run)
        .fact("pupils", sorted.new.len())
        .fact("upto", upto);
    let raised =
        crate::signal::settle::settle(&mut w, &v.setting, None, Some(upto), v.today()).await?;
    let signals = raised.len();
    v.commit(w, first, raised).await?;
    let mut said = format!("Attendance up to {upto} brought in: {}", sorted.new.len());
    if left_out > 0 {
        said.push_str(&format!(". Rows left out: {left_out}"));
    }
    if signals > 0 {
        said.push_str(&format!(". Signals raised: {signals}"));
    }
    v.to_saying(after(&v), said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |preview, errors| AttendancePage {
        words: crate::exit::sample_words(),
        preview,
        columns: None,
        csrf: "gallery".into(),
        form: Form::of([("upto", "2026-09-10")]),
        errors,
    };
    let preview = |wrong| Preview {
        file: Id::nil(),
        new: 1180,
        twice: Vec::new(),
        wrong,
        remarks: Vec::new(),
    };
    let mut errors = Errors::new();
    errors
        .add("leave_out", "Some rows cannot be read. Leave them out by choice, or put them right");
    let wrong = vec![(14, "More sessions are present than were possible".to_string())];
    vec![
        framed("attendance-start", &page(None, Errors::new())),
        framed("attendance-typical", &page(Some(preview(Vec::new())), Errors::new())),
        framed("attendance-wrong", &page(Some(preview(wrong)), errors)),
    ]
}
