//! A file of the school's own system read back: its rows confirm entries, all together or not at
//! all, and what a file confirmed can be taken back.
//!
//! Must never match anybody by name.

use crate::form::{Errors, Form};
use crate::mis::columns::fold;
use crate::page::Page;
use crate::page::kit::{Choice, Choices, Empty, ErrorSummary, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::mis_entry::{FileRow, Matched, match_rows};
use casework::words::{Concept, Words};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use std::collections::BTreeMap;
use store::{Source, Write};

/// The name under which headings are remembered.
const LIST: &str = "mis_entries";
/// Rows of one file at most.
const ROWS: usize = 5000;
/// The longest one column of a row may be.
const LONGEST: usize = 4000;
/// Fields, what people call them, and the headings each is known by.
const FIELDS: [(&str, &str, &[&str]); 4] = [
    ("admission_no", "Admission number", &["admissionno", "admissionnumber", "admno", "adno"]),
    ("upn", "UPN", &["upn", "uniquepupilnumber"]),
    ("date", "Date", &["date", "incidentdate", "eventdate", "markdate"]),
    ("code", "Code", &["code", "type", "incidenttype", "behaviourtype", "mark", "whattotype"]),
];

/// A file as it was read.
struct File {
    headings: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// Reads a file. The error is about the whole of it.
fn read(bytes: &[u8]) -> Result<File, String> {
    let text = crate::mis::text::of_file(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let clean = |c: &str| c.replace('\0', "");
    let headings: Vec<String> = reader
        .headers()
        .map_err(|_| "This file cannot be read as CSV".to_string())?
        .iter()
        .map(clean)
        .collect();
    let mut rows = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let row = n + 2;
        let record = record.map_err(|_| format!("Row {row} cannot be read as CSV"))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.iter().any(|c| c.chars().count() > LONGEST) {
            return Err(format!("Row {row} has more than {LONGEST} characters in one column"));
        }
        if rows.len() == ROWS {
            return Err(format!("Send at most {ROWS} rows at a time"));
        }
        rows.push((row, record.iter().map(clean).collect()));
    }
    if rows.is_empty() {
        return Err("The file has headings and no rows".into());
    }
    Ok(File { headings, rows })
}

/// Which column each field is in: as somebody chose before, else by the headings it is known by.
fn columns(file: &File, saved: &BTreeMap<String, String>) -> BTreeMap<&'static str, usize> {
    let folded: Vec<String> = file.headings.iter().map(|h| fold(h)).collect();
    let mut out = BTreeMap::new();
    for (field, _, known) in FIELDS {
        let chosen = folded.iter().position(|h| saved.get(h).is_some_and(|f| f == field));
        let found =
            || folded.iter().position(|h| known.contains(&h.as_str()) && !saved.contains_key(h));
        if let Some(at) = chosen.or_else(found) {
            out.insert(field, at);
        }
    }
    out
}

/// What is missing before rows can be matched.
fn lacks(at: &BTreeMap<&'static str, usize>) -> Vec<&'static str> {
    let mut out = Vec::new();
    if !at.contains_key("admission_no") && !at.contains_key("upn") {
        out.push("the admission number or the UPN");
    }
    for (field, words) in [("date", "the date"), ("code", "the code")] {
        if !at.contains_key(field) {
            out.push(words);
        }
    }
    out
}

fn rows(file: &File, at: &BTreeMap<&'static str, usize>) -> Vec<FileRow> {
    let cell = |cells: &[String], field: &str| -> String {
        let found = at.get(field).and_then(|n| cells.get(*n)).map(|c| c.trim().to_string());
        // A spreadsheet's apostrophe before words that look like a formula.
        let found = found.unwrap_or_default();
        found.strip_prefix('\'').map(str::to_string).unwrap_or(found)
    };
    file.rows
        .iter()
        .map(|(row, cells)| FileRow {
            row: *row,
            admission_no: cell(cells, "admission_no"),
            upn: cell(cells, "upn"),
            date: cell(cells, "date"),
            code: cell(cells, "code"),
        })
        .collect()
}

/// What a file would do.
pub struct Preview {
    /// The key of the file, held here until it is kept.
    pub file: Id,
    /// Its headings.
    pub headings: Vec<String>,
    /// What is missing before it can be matched.
    pub lacks: Vec<&'static str>,
    /// What it would confirm.
    pub matched: Matched,
    /// It was to be kept without a choice about the rows that match nothing.
    pub unchosen: bool,
}

/// The page.
pub struct BackPage {
    /// The school's words.
    pub words: Words,
    /// What the file that was sent would do.
    pub preview: Option<Preview>,
    /// Form token.
    pub csrf: String,
    /// Which heading is which field.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for BackPage {
    fn title(&self) -> String {
        format!("Confirm from a file of {}", self.words.one(Concept::Mis))
    }
    fn here(&self) -> &'static str {
        "/mis"
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/mis", "Entries"))
                (ErrorSummary(&self.errors))
                p { "A CSV file out of " (self.words.one(Concept::Mis)) " that lists what was typed there. A row confirms an entry with the same admission number or UPN, the same date and the same code. Nobody is matched by name." }
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                form.stack method="post" enctype="multipart/form-data" action="/mis/file" {
                    (token(&self.csrf))
                    div.field.is-wrong[self.errors.of("file").is_some()] {
                        label for="file" { @if self.preview.is_some() { "Another file" } @else { "The file" } }
                        @if let Some(e) = self.errors.of("file") { p.error id="file-error" { (e) } }
                        input.input id="file" name="file" type="file" accept=".csv,text/csv" aria-describedby=[self.errors.of("file").is_some().then_some("file-error")];
                    }
                    div { button.btn.btn-2 type="submit" { "Look at it first" } }
                }
            }
        }
    }
}

impl BackPage {
    fn mapping(&self, p: &Preview) -> Markup {
        let mut headings = vec![Choice::new("", "Not in this file")];
        headings.extend(p.headings.iter().map(|h| Choice::new(fold(h), h.clone())));
        html! {
            form.stack.stack-5 method="post" action="/mis/file/columns" {
                (token(&self.csrf)) (hidden("file", p.file))
                @for (field, label, _) in FIELDS {
                    (Choices::one(field, label, &headings).look(Look::Select).from(&self.form, &self.errors))
                }
                p { button.btn.btn-2 type="submit" { "Remember these and look again" } }
            }
        }
    }

    fn before_keeping(&self, p: &Preview) -> Markup {
        let m = &p.matched;
        html! {
            section.sheet.stack aria-labelledby="would" {
                h2 #would { "What it would do" }
                @if !p.lacks.is_empty() {
                    p { "Say which column holds " (p.lacks.join(", and ")) ". It is remembered for the next file." }
                    (self.mapping(p))
                } @else {
                    p { strong { (m.confirm.len()) } @if m.confirm.len() == 1 { " entry" } @else { " entries" } " confirmed, " strong { (m.already) } " confirmed before, " strong { (m.unmatched.len()) } " that match nothing." }
                    @if !m.unmatched.is_empty() {
                        div.panel.panel-stop { h2.panel-title { "Nothing is kept until these rows are put right or left out" }
                            ul { @for (row, why) in &m.unmatched { li { "Row " (row) ": " (why) } } } }
                    }
                    @if m.confirm.is_empty() { p { "There is nothing to confirm in it." } }
                    @else {
                        form.stack method="post" action="/mis/file/keep" {
                            (token(&self.csrf)) (hidden("file", p.file)) (hidden("once", Id::now_v7())) (hidden("seen", m.confirm.len()))
                            @if !m.unmatched.is_empty() { div.field.is-wrong[p.unchosen] {
                                @if p.unchosen { p.error id="leave_out-error" { "Tick this to go on without those rows, or put the file right and send it again" } }
                                label.choice { input type="checkbox" id="leave_out" name="leave_out" value=(m.unmatched.len()) aria-describedby=[p.unchosen.then_some("leave_out-error")];
                                    span { "Leave out " @if m.unmatched.len() == 1 { "the 1 row" } @else { "the " (m.unmatched.len()) " rows" } " above" } }
                            } }
                            p { button.btn type="submit" { "Confirm " (m.confirm.len()) @if m.confirm.len() == 1 { " entry" } @else { " entries" } } }
                        }
                    }
                    details.working { summary { "Which column is which" } div.working-body { (self.mapping(p)) } }
                }
            }
        }
    }
}

fn sheet(v: &Visit, preview: Option<Preview>, form: Form, errors: Errors) -> BackPage {
    BackPage { words: v.words().clone(), preview, csrf: v.csrf.clone(), form, errors }
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    v.page(&sheet(&v, None, Form::default(), Errors::new()))
}

/// The entries a file may confirm: those of this school year.
async fn matched(v: &Visit, src: &mut dyn Source, rows: &[FileRow]) -> Result<Matched, Problem> {
    let since = v.setting.calendar.school_year(v.today()).0;
    let entries = store::mis_entry::candidates(src, v.org(), since).await?;
    Ok(match_rows(rows, &entries))
}

/// Makes the entries of placements that have none yet, so that a file may confirm them.
async fn make_all(v: &Visit, w: &mut Write) -> Result<(), Problem> {
    let calendar = &v.setting.calendar;
    for open in store::mis_entry::open(w, v.org(), calendar, v.today()).await? {
        if open.id == open.placement {
            let placement = store::room::placement(w, v.org(), open.placement).await?;
            if placement.arrived_at.is_some() {
                store::mis_entry::need(w, calendar, &placement).await?;
            }
        }
    }
    Ok(())
}

/// The form of the mapping as it stands.
fn chosen(file: &File, at: &BTreeMap<&'static str, usize>) -> Form {
    Form::of(at.iter().filter_map(|(field, n)| file.headings.get(*n).map(|h| (*field, fold(h)))))
}

/// What a held file would do, without keeping anything.
async fn preview(
    v: &Visit,
    key: Id,
    bytes: &[u8],
) -> Result<Result<(Preview, Form), String>, Problem> {
    let file = match read(bytes) {
        Ok(file) => file,
        Err(why) => return Ok(Err(why)),
    };
    // Tried and let go: the entries it makes on the way are made again when it is kept.
    let mut w = v.write("Looking at a file of entries").await?;
    let saved = store::roster::mapping(&mut w, v.org(), LIST).await?;
    let at = columns(&file, &saved);
    let lacks = lacks(&at);
    let matched = match lacks.is_empty() {
        true => {
            make_all(v, &mut w).await?;
            matched(v, &mut w, &rows(&file, &at)).await?
        }
        false => Matched::default(),
    };
    drop(w);
    let form = chosen(&file, &at);
    Ok(Ok((Preview { file: key, headings: file.headings, lacks, matched, unchosen: false }, form)))
}

/// Shows what a file would do.
pub async fn look(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let bytes = v.file.as_ref().map(|(_, b)| b.clone()).unwrap_or_default();
    if bytes.is_empty() {
        errors.add("file", v.unread.as_deref().unwrap_or("Choose a file"));
        return v.again(&sheet(&v, None, Form::default(), errors));
    }
    let held = Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source: HeldAs::Entries,
        name: "entries.csv".into(),
        bytes: bytes.clone(),
        part: false,
        school: String::new(),
    };
    let key = v.app.held().put(held);
    match preview(&v, key, &bytes).await? {
        Ok((p, form)) => v.page(&sheet(&v, Some(p), form, errors)),
        Err(why) => {
            errors.add("file", why);
            v.again(&sheet(&v, None, Form::default(), errors))
        }
    }
}

/// The file that is held for this person.
fn held(v: &Visit) -> Option<(Id, bytes::Bytes)> {
    let key = v.form.id("file").unwrap_or_default();
    let held = v.app.held().get(key, v.org(), v.actor.account, v.now)?;
    (held.source == HeldAs::Entries).then(|| (key, held.bytes.clone()))
}

fn gone(v: &Visit) -> Answer {
    let mut errors = Errors::new();
    errors.add("file", "That file is no longer held here. Choose it again");
    v.again(&sheet(v, None, Form::default(), errors))
}

/// Remembers which heading is which field, and looks again.
pub async fn remember(v: Visit) -> Answer {
    let Some((key, bytes)) = held(&v) else { return gone(&v) };
    let mut map: BTreeMap<String, String> = BTreeMap::new();
    let mut errors = Errors::new();
    let Ok(file) = read(&bytes) else { return gone(&v) };
    let headings: Vec<String> = file.headings.iter().map(|h| fold(h)).collect();
    // Every heading of the file is said: one that is no field is left out from now on.
    for heading in headings.iter().filter(|h| !h.is_empty()) {
        map.insert(heading.clone(), String::new());
    }
    for (field, _, _) in FIELDS {
        let heading = v.form.text(field);
        if heading.is_empty() {
            continue;
        }
        match map.get(heading).map(String::as_str) {
            Some("") => {
                map.insert(heading.to_string(), field.to_string());
            }
            Some(_) => errors.add(field, "That column is chosen for something else"),
            None => errors.add(field, "Choose a column of this file"),
        }
    }
    if errors.is_empty() {
        let mut w = v.write("Remembering the columns of a file of entries").await?;
        store::roster::set_mapping(&mut w, LIST, &map).await?;
        let event = Event::new(Verb::MappingSaved, "school", v.org()).fact("list", "entries");
        v.commit(w, event, Vec::new()).await?;
    }
    match preview(&v, key, &bytes).await? {
        Ok((p, _)) if !errors.is_empty() => v.again(&sheet(&v, Some(p), v.form.clone(), errors)),
        Ok((p, form)) => v.page(&sheet(&v, Some(p), form, errors)),
        Err(_) => gone(&v),
    }
}

/// Confirms what the file confirms: all of it, or nothing.
pub async fn keep(v: Visit) -> Answer {
    let Some((key, bytes)) = held(&v) else { return gone(&v) };
    let Ok(file) = read(&bytes) else { return gone(&v) };
    let run = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Confirming entries from a file").await?;
    if store::mis_entry::is_run(&mut w, v.org(), run).await? {
        return v.to_saying("/mis", "That file is read already");
    }
    let saved = store::roster::mapping(&mut w, v.org(), LIST).await?;
    let at = columns(&file, &saved);
    make_all(&v, &mut w).await?;
    let matched = matched(&v, &mut w, &rows(&file, &at)).await?;
    let left_out = matched.unmatched.len();
    // What was seen is what is kept: another number means that something changed since.
    let seen = v.form.int("seen") == Some(matched.confirm.len() as i64);
    let chosen_out = left_out == 0 || v.form.int("leave_out") == Some(left_out as i64);
    if !seen || !chosen_out {
        drop(w);
        let mut errors = Errors::new();
        errors.add(
            "leave_out",
            if chosen_out {
                "Something changed since you looked. Look again, then confirm"
            } else {
                "Some rows match nothing. Leave them out by choice, or put them right"
            },
        );
        let form = chosen(&file, &at);
        let preview = Preview {
            file: key,
            headings: file.headings,
            lacks: lacks(&at),
            matched,
            unchosen: !chosen_out,
        };
        return v.again(&sheet(&v, Some(preview), form, errors));
    }
    let by = format!("{}, from a file of {}", v.actor.name, v.words().one(Concept::Mis));
    let n = store::mis_entry::confirm(&mut w, run, &matched.confirm, &by, left_out).await?;
    let event =
        Event::new(Verb::MisFileRead, "mis_run", run).fact("entries", n).fact("left out", left_out);
    let mut each = Vec::new();
    for id in &matched.confirm {
        let entry = store::mis_entry::find(&mut w, v.org(), *id).await?;
        each.push(
            Event::new(Verb::MisEntryMade, "mis_entry", entry.id)
                .pupil(entry.pupil)
                .fact("day", entry.day.iso()),
        );
    }
    v.commit(w, event, each).await?;
    v.app.held().forget(key);
    v.to_saying("/mis", format!("{n} confirmed from the file. Rows left out: {left_out}"))
}

/// Takes back what a file confirmed.
pub async fn undo(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Taking back what a file confirmed").await?;
    if !store::mis_entry::is_run(&mut w, v.org(), id).await? {
        return Err(Problem::Missing);
    }
    let Some(n) = store::mis_entry::unconfirm(&mut w, id).await? else {
        return v.to_saying("/mis", "That was taken back before");
    };
    let event = Event::new(Verb::MisFileUndone, "mis_run", id).fact("entries", n);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/mis", format!("Taken back. Entries to make again: {n}"))
}

/// For the gallery.
pub(super) fn samples() -> Vec<crate::page::gallery::Sample> {
    use crate::page::gallery::framed;
    let page = |preview, form| BackPage {
        words: crate::exit::sample_words(),
        preview,
        csrf: "gallery".into(),
        form,
        errors: Errors::new(),
    };
    let headings = || ["Adno", "When", "Type"].map(String::from).to_vec();
    let some = |lacks, matched| Preview {
        file: Id::nil(),
        headings: headings(),
        lacks,
        matched,
        unchosen: false,
    };
    let matched = Matched {
        confirm: vec![Id::from_u128(1), Id::from_u128(2)],
        already: 1,
        unmatched: vec![(5, "The entry on this date has another code".into())],
    };
    vec![
        framed("mis-file-start", &page(None, Form::default())),
        framed(
            "mis-file-columns",
            &page(
                Some(some(vec!["the date"], Matched::default())),
                Form::of([("admission_no", "adno")]),
            ),
        ),
        framed("mis-file-preview", &page(Some(some(vec![], matched)), Form::default())),
    ]
}

/// What was read back lately, with a way to take it back.
pub(super) fn lately(runs: &[store::mis_entry::Run], csrf: &str) -> Markup {
    html! {
        @if !runs.is_empty() {
            section.stack aria-labelledby="runs" {
                h2 #runs { "Files read back" }
                ol.clocks { @for r in runs { li.clock {
                    p.soft { (r.at) }
                    div { p.clock-what { (r.confirmed) " confirmed" @if r.left_out > 0 { ", " (r.left_out) @if r.left_out == 1 { " row" } @else { " rows" } " left out" } } p.soft { (r.by_name) } }
                    @match r.undone_at {
                        Some(at) => p.clock-when { "Taken back by " (r.undone_by) ", " (at) },
                        None => form.clock-when method="post" action={ "/mis/runs/" (r.id) "/undo" } { (token(csrf)) button.btn.btn-quiet type="submit" { "Take it back" span.vh { ": the file of " (r.at) } } },
                    }
                } } }
            }
        } @else { (Empty { title: "No file was read back", words: "A file out of the school’s own system can confirm many entries at once.", step: Some(("/mis/file", "Read a file")) }) }
    }
}
