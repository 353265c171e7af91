//! Known dates from a file: read by heading, with the headings a person chooses where they are
//! not the usual ones; shown first, and kept all together or not at all.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::Id;
use casework::known_date::{Line, Sorted, sort};
use casework::rota::may_plan;
use maud::{Markup, html};
use store::Source;

/// Rows of one file at most.
const ROWS: usize = 2000;

/// A column that is read: its field, what it is called here, and the usual headings.
struct Column {
    field: &'static str,
    label: &'static str,
    usual: &'static [&'static str],
}

const COLUMNS: [Column; 9] = [
    Column {
        field: "map_number",
        label: "Admission number",
        usual: &["admissionno", "admissionnumber", "admno", "adno"],
    },
    Column { field: "map_upn", label: "UPN", usual: &["upn", "uniquepupilnumber"] },
    Column {
        field: "map_form",
        label: "Form",
        usual: &["form", "reg", "regform", "tutorgroup", "registrationgroup"],
    },
    Column {
        field: "map_date",
        label: "Day",
        usual: &["date", "day", "startdate", "from", "fromdate", "examdate"],
    },
    Column { field: "map_to", label: "Last day", usual: &["to", "todate", "enddate", "lastday"] },
    Column {
        field: "map_at",
        label: "From (time)",
        usual: &["time", "starttime", "start", "fromtime"],
    },
    Column {
        field: "map_until",
        label: "Until (time)",
        usual: &["endtime", "finish", "until", "totime"],
    },
    Column { field: "map_kind", label: "Type", usual: &["type", "kind", "category"] },
    Column {
        field: "map_what",
        label: "What it is",
        usual: &["what", "description", "title", "event", "paper", "exam", "trip", "name"],
    },
];

/// What a file would do.
pub struct Preview {
    /// The key of the file, which is held here until it is kept.
    pub file: Id,
    /// Its headings.
    pub headings: Vec<String>,
    /// Dates in it.
    pub dates: usize,
    /// Row and what is wrong.
    pub wrong: Vec<(usize, String)>,
    /// A column that is needed and not chosen.
    pub missing: bool,
}

/// The page.
pub struct FilePage {
    /// What the file that was sent would do.
    pub preview: Option<Preview>,
    /// Form token.
    pub csrf: String,
    /// Columns as chosen.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl FilePage {
    fn before_keeping(&self, p: &Preview) -> Markup {
        let mut choices = vec![Choice::new("", "Not in the file")];
        choices.extend(
            p.headings.iter().enumerate().map(|(i, h)| Choice::new((i + 1).to_string(), h)),
        );
        html! {
            form.sheet.stack method="post" action="/known-dates/file/keep" {
                h2 { "What is in which column" }
                (token(&self.csrf)) (hidden("file", p.file)) (hidden("once", Id::now_v7()))
                @for c in &COLUMNS { (Choices::one(c.field, c.label, &choices).look(Look::Select).from(&self.form, &self.errors)) }
                @if p.missing { p { "Choose the column of the day, and one of admission number, UPN or form." } }
                @else { p { strong { (p.dates) } " can be kept, " strong { (p.wrong.len()) } " cannot be read." } }
                @if !p.wrong.is_empty() {
                    div.panel.panel-stop { h3 { "Rows that cannot be read" } ul { @for (row, why) in &p.wrong { li { "Row " (row) ": " (why) } } } }
                    @if p.dates > 0 {
                        @let wrong = self.errors.of("leave_out");
                        div.field.is-wrong[wrong.is_some()] {
                            @if let Some(wrong) = wrong { p.error id="leave_out-error" { (wrong) } }
                            label.choice { input type="checkbox" id="leave_out" name="leave_out" value=(p.wrong.len()) aria-describedby=[wrong.map(|_| "leave_out-error")]; span { "Leave out those rows" } }
                        }
                    }
                }
                div.row {
                    button.btn.btn-2 type="submit" name="do" value="look" { "Look again" }
                    @if p.dates > 0 && !p.missing { button.btn type="submit" name="do" value="keep" { "Keep " (p.dates) } }
                }
            }
        }
    }
}

impl Page for FilePage {
    fn title(&self) -> String {
        "Known dates from a file".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Known dates from a file").back("/known-dates", "Known dates"))
                (ErrorSummary(&self.errors))
                p { "A CSV file with a heading above each column. Nobody is found by name alone." }
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                form.stack method="post" enctype="multipart/form-data" action="/known-dates/file" {
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

/// The headings, and every row with its number.
type Table = (Vec<String>, Vec<(usize, Vec<String>)>);

fn table(bytes: &[u8]) -> Result<Table, String> {
    let text = crate::mis::text::of_file(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headings: Vec<String> = reader
        .headers()
        .map_err(|_| "This file cannot be read as CSV".to_string())?
        .iter()
        .map(str::to_string)
        .collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let line = e.position().map_or(0, |p| p.line());
            format!("Line {line} cannot be read as CSV")
        })?;
        // The reader may stand on the end of the line before; the row is where the words begin.
        let from = record.position().map_or(0, |p| p.byte() as usize).min(text.len());
        let (before, rest) = text.as_bytes().split_at(from);
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let row = 1 + before.iter().chain(ends).filter(|b| **b == b'\n').count();
        if record.iter().all(str::is_empty) {
            continue;
        }
        if rows.len() == ROWS {
            return Err(format!("Send at most {ROWS} rows at a time"));
        }
        if record.iter().any(|c| c.chars().count() > 500) {
            return Err(format!("Row {row} has more than 500 characters in one column"));
        }
        rows.push((row, record.iter().map(str::to_string).collect()));
    }
    if headings.iter().all(String::is_empty) || rows.is_empty() {
        return Err("The file needs a line of headings and at least one row".into());
    }
    Ok((headings, rows))
}

/// The columns as their usual headings say.
fn guessed(headings: &[String]) -> Form {
    let plain = |h: &String| -> String {
        h.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let headings: Vec<String> = headings.iter().map(plain).collect();
    Form::of(COLUMNS.iter().filter_map(|c| {
        let at = headings.iter().position(|h| c.usual.contains(&h.as_str()))?;
        Some((c.field, (at + 1).to_string()))
    }))
}

async fn sorted(
    v: &Visit,
    src: &mut dyn Source,
    rows: &[(usize, Vec<String>)],
    form: &Form,
) -> Result<Option<Sorted>, Problem> {
    let column = |field: &str| form.int(field).and_then(|n| usize::try_from(n - 1).ok());
    let who = ["map_number", "map_upn", "map_form"];
    if column("map_date").is_none() || who.iter().all(|f| column(f).is_none()) {
        return Ok(None);
    }
    let known = store::incident::known(src, v.org()).await?;
    let (forms, _) = store::known_date::groups(src, v.org()).await?;
    let lines: Vec<Line> = rows
        .iter()
        .map(|(row, cells)| {
            let cell =
                |field: &str| column(field).and_then(|n| cells.get(n)).cloned().unwrap_or_default();
            Line {
                row: *row,
                admission_no: cell("map_number"),
                upn: cell("map_upn").to_uppercase(),
                form: cell("map_form"),
                date: cell("map_date"),
                to: cell("map_to"),
                from_time: cell("map_at"),
                to_time: cell("map_until"),
                kind: cell("map_kind"),
                what: cell("map_what"),
            }
        })
        .collect();
    Ok(Some(sort(&lines, &known, &forms, v.today(), &v.actor.name, Id::now_v7)))
}

fn page(v: &Visit, preview: Option<Preview>, form: Form, errors: Errors) -> FilePage {
    FilePage { preview, csrf: v.csrf.clone(), form, errors }
}

fn preview(file: Id, headings: Vec<String>, sorted: &Option<Sorted>) -> Preview {
    Preview {
        file,
        headings,
        dates: sorted.as_ref().map_or(0, |s| s.dates.len()),
        wrong: sorted.as_ref().map(|s| s.wrong.clone()).unwrap_or_default(),
        missing: sorted.is_none(),
    }
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    v.page(&page(&v, None, Form::nothing(), Errors::new()))
}

/// Shows what a file would do.
pub async fn look(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let mut errors = Errors::new();
    let bytes = v.file.as_ref().map(|(_, b)| b.clone()).unwrap_or_default();
    if bytes.is_empty() {
        errors.add("file", v.unread.as_deref().unwrap_or("Choose a file"));
        return v.again(&page(&v, None, Form::nothing(), errors));
    }
    let (headings, rows) = match table(&bytes) {
        Ok(read) => read,
        Err(why) => {
            errors.add("file", why);
            return v.again(&page(&v, None, Form::nothing(), errors));
        }
    };
    let form = guessed(&headings);
    let mut src = v.read().await?;
    let sorted = sorted(&v, &mut src, &rows, &form).await?;
    let held = v.app.held().put(Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source: HeldAs::KnownDates,
        name: "known-dates.csv".into(),
        bytes,
        part: false,
        school: String::new(),
    });
    v.page(&page(&v, Some(preview(held, headings, &sorted)), form, errors))
}

/// Looks again with other columns, or keeps what is in it.
pub async fn keep(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let held = v.app.held().get(key, v.org(), v.actor.account, v.now);
    let Some(held) = held.filter(|up| up.source == HeldAs::KnownDates) else {
        errors.add("file", "That file is no longer held here. Choose it again");
        return v.again(&page(&v, None, Form::nothing(), errors));
    };
    let (headings, rows) = match table(&held.bytes) {
        Ok(read) => read,
        Err(why) => {
            errors.add("file", why);
            return v.again(&page(&v, None, Form::nothing(), errors));
        }
    };
    let mut w = v.write("Bringing in known dates").await?;
    let sorted = sorted(&v, &mut w, &rows, &v.form).await?;
    let known = sorted.as_ref().filter(|_| v.form.text("do") == "keep");
    let Some(ready) = known else {
        drop(w);
        return v.page(&page(&v, Some(preview(key, headings, &sorted)), v.form.clone(), errors));
    };
    if !ready.wrong.is_empty() && v.form.int("leave_out") != Some(ready.wrong.len() as i64) {
        drop(w);
        errors.add("leave_out", "Tick this to go on without those rows, or put the file right");
        return v.again(&page(&v, Some(preview(key, headings, &sorted)), v.form.clone(), errors));
    }
    let new = store::known_date::add(&mut w, &ready.dates).await?;
    if new > 0 {
        let run = v.form.id("once").unwrap_or_else(Id::now_v7);
        v.commit(w, super::brought(run, new), vec![]).await?;
    }
    let here = ready.dates.len() - new;
    v.to_saying("/known-dates", format!("Written down: {new}. Here already: {here}"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page =
        |preview, form| FilePage { preview, csrf: "gallery".into(), form, errors: Errors::new() };
    let headings = ["Adm No", "When", "Paper"].map(String::from).to_vec();
    let found = Preview {
        file: Id::nil(),
        headings: headings.clone(),
        dates: 11,
        wrong: vec![(7, "Nobody on roll has this number".into())],
        missing: false,
    };
    let unmapped =
        Preview { file: Id::nil(), headings, dates: 0, wrong: Vec::new(), missing: true };
    let chosen = Form::of([("map_number", "1"), ("map_date", "2"), ("map_what", "3")]);
    vec![
        framed("known-dates-file", &page(None, Form::nothing())),
        framed("known-dates-file-unmapped", &page(Some(unmapped), Form::of([("map_number", "1")]))),
        framed("known-dates-file-wrong", &page(Some(found), chosen)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_headings_are_known_and_others_are_left_to_be_chosen() {
        let (headings, rows) = table(
            "\u{FEFF}Paper,Adm No,Exam date,Start time\r\nMaths 1,4100,18/11/2026,9:00\r\n"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            rows,
            [(2, ["Maths 1", "4100", "18/11/2026", "9:00"].map(String::from).to_vec())]
        );
        let form = guessed(&headings);
        assert_eq!(form.text("map_number"), "2");
        assert_eq!(form.text("map_date"), "3");
        assert_eq!(form.text("map_at"), "4");
        assert_eq!(form.text("map_what"), "1");
        assert_eq!(guessed(&["When".to_string()]).text("map_date"), "");
        assert!(table(b"Date\n").is_err());
    }
}
