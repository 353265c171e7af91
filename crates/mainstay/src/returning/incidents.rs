//! Bringing in incidents from a file of the school's own system: read by heading, shown first,
//! kept all together or not at all.
//!
//! Must never know: a pupil by name alone.

use crate::form::Errors;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::roster::held::{Source as HeldAs, Upload};
use crate::visit::{Answer, Visit};
use casework::incident::{Line, Sorted, sort};
use casework::words::{Concept, Words};
use casework::{Id, May, Refusal};
use maud::{Markup, html};
use store::db::Source;

/// The name under which incidents from a file are kept.
pub const SOURCE: &str = "file";
/// The longest one column of a row may be.
const LONGEST: usize = 4000;
/// Rows of one file at most: all that is wrong is shown, and what is new is kept in one act.
const ROWS: usize = 2000;

/// What a file would do.
pub struct Preview {
    /// The key of the file, which is held here until it is kept.
    pub file: Id,
    /// The file was to be kept without a choice about the rows that cannot be read.
    pub unchosen: bool,
    /// New incidents.
    pub new: usize,
    /// Here already.
    pub unchanged: usize,
    /// Row and what is wrong.
    pub wrong: Vec<(usize, String)>,
}

/// The page.
pub struct IncidentsPage {
    /// The school's words.
    pub words: Words,
    /// What the file that was sent would do.
    pub preview: Option<Preview>,
    /// Form token.
    pub csrf: String,
    /// What was wrong with the file as a whole.
    pub errors: Errors,
}

impl Page for IncidentsPage {
    fn title(&self) -> String {
        "Bring in incidents".into()
    }
    fn here(&self) -> &'static str {
        "/returns"
    }
    fn main(&self) -> Markup {
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Bring in incidents").back("/returns", "Back in lessons"))
                (ErrorSummary(&self.errors))
                p { "A CSV file from " (self.words.one(Concept::Mis)) ". Headings it reads: admission no or UPN, date, time, type, description, location, id. Nobody is found by name alone." }
                @if let Some(p) = &self.preview { (self.before_keeping(p)) }
                form.stack method="post" enctype="multipart/form-data" action="/returns/incidents" {
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

impl IncidentsPage {
    fn before_keeping(&self, p: &Preview) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="would" {
                h2 #would { "What it would do" }
                p { strong { (p.new) } " new, " strong { (p.unchanged) } " here already, " strong { (p.wrong.len()) } " that cannot be read." }
                @if !p.wrong.is_empty() {
                    div.panel.panel-stop { h2.panel-title { "Nothing is kept until these rows are put right or left out" }
                        ul { @for (row, why) in &p.wrong { li { "Row " (row) ": " (why) } } }
                    }
                }
                @if p.new > 0 {
                    form.stack method="post" action="/returns/incidents/keep" {
                        (token(&self.csrf)) (hidden("file", p.file)) (hidden("once", Id::now_v7()))
                        @if !p.wrong.is_empty() { div.field.is-wrong[p.unchosen] {
                            @if p.unchosen { p.error id="leave_out-error" { "Tick this to go on without those rows, or put the file right and send it again" } }
                            label.choice { input type="checkbox" id="leave_out" name="leave_out" value=(p.wrong.len()) aria-describedby=[p.unchosen.then_some("leave_out-error")];
                                span { "Leave out " @if p.wrong.len() == 1 { "the 1 row" } @else { "the " (p.wrong.len()) " rows" } " above. Nothing of them is kept." } }
                        } }
                        button.btn type="submit" { "Keep " (p.new) @if p.new == 1 { " incident" } @else { " incidents" } }
                    }
                } @else { p { "There is nothing new in it." } }
            }
        }
    }
}

/// Those who follow returns and keep the list of entries bring incidents in: the room.
fn only_the_room(v: &Visit) -> Result<(), Problem> {
    if v.may(May::MisEntries) {
        return Ok(());
    }
    let room = v.words().one(Concept::Room).to_string();
    let mut refusal = Refusal::because(
        "Your role does not bring in incidents",
        format!("Incidents are brought in by whoever leads the {room}."),
        "Mainstay’s table of roles.",
    )
    .or("Back in lessons", "/returns");
    refusal.by_role = true;
    Err(refusal.into())
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    only_the_room(&v)?;
    v.page(&sheet(&v, None, Errors::new()))
}

fn sheet(v: &Visit, preview: Option<Preview>, errors: Errors) -> IncidentsPage {
    IncidentsPage { words: v.words().clone(), preview, csrf: v.csrf.clone(), errors }
}

/// Reads lines by heading. The error is about the whole file.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, String> {
    let text = crate::mis::text::of_file(bytes)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let plain =
        |h: &str| -> String { h.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let headings: Vec<String> = reader
        .headers()
        .map_err(|_| "This file cannot be read as CSV".to_string())?
        .iter()
        .map(plain)
        .collect();
    let find = |names: &[&str]| headings.iter().position(|h| names.contains(&h.as_str()));
    let number = find(&["admissionno", "admissionnumber", "admno", "adno"]);
    let upn = find(&["upn", "uniquepupilnumber"]);
    let date = find(&["date", "incidentdate", "eventdate"]);
    let kind = find(&["type", "incidenttype", "behaviourtype"]);
    let mut missing = Vec::new();
    if number.is_none() && upn.is_none() {
        missing.push("admission no or UPN");
    }
    if date.is_none() {
        missing.push("date");
    }
    if kind.is_none() {
        missing.push("type");
    }
    if !missing.is_empty() {
        return Err(format!("The file has no column for {}", missing.join(", ")));
    }
    let time = find(&["time", "incidenttime"]);
    let body = find(&["description", "comments", "comment", "details"]);
    let place = find(&["location", "place", "where"]);
    let outside = find(&["id", "incidentid", "behaviourid", "eventid"]);
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| {
            let row = e.position().map(|p| p.line()).unwrap_or(0);
            format!("Line {row} cannot be read as CSV")
        })?;
        let cell = |at: Option<usize>| at.and_then(|n| record.get(n)).unwrap_or("").to_string();
        // The reader may stand on the end of the line before; the row is where the words begin.
        let from = record.position().map(|p| p.byte() as usize).unwrap_or(0).min(text.len());
        let (before, rest) = text.as_bytes().split_at(from);
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let row = 1 + before.iter().chain(ends).filter(|b| **b == b'\n').count();
        if record.iter().all(str::is_empty) {
            continue;
        }
        if let Some(long) = record.iter().map(|c| c.chars().count()).find(|n| *n > LONGEST) {
            return Err(format!(
                "Row {row} has {long} characters in one column. Use at most {LONGEST}, and send the file again"
            ));
        }
        if lines.len() == ROWS {
            return Err(format!("Send at most {ROWS} rows at a time"));
        }
        lines.push(Line {
            row,
            admission_no: cell(number),
            upn: cell(upn).to_uppercase(),
            date: cell(date),
            time: cell(time),
            kind: cell(kind),
            body: cell(body),
            place: cell(place),
            outside: cell(outside),
        });
    }
    if lines.is_empty() {
        return Err("The file has headings and no rows".into());
    }
    Ok(lines)
}

async fn sorted(v: &Visit, src: &mut dyn Source, lines: &[Line]) -> Result<Sorted, Problem> {
    let known = store::incident::known(src, v.org()).await?;
    let here = store::incident::here(src, v.org(), SOURCE).await?;
    Ok(sort(lines, &known, SOURCE, &here, v.today(), Id::now_v7))
}

/// Shows what a file would do.
pub async fn look(v: Visit) -> Answer {
    only_the_room(&v)?;
    let mut errors = Errors::new();
    let bytes = v.file.as_ref().map(|(_, b)| b.clone()).unwrap_or_default();
    if bytes.is_empty() {
        errors.add("file", v.unread.as_deref().unwrap_or("Choose a file"));
        return v.again(&sheet(&v, None, errors));
    }
    let lines = match read(&bytes) {
        Ok(lines) => lines,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, None, errors));
        }
    };
    let mut src = v.read().await?;
    let sorted = sorted(&v, &mut src, &lines).await?;
    let held = Upload {
        org: v.org(),
        account: v.actor.account,
        at: v.now,
        source: HeldAs::Incidents,
        name: "incidents.csv".into(),
        bytes,
        part: false,
        school: String::new(),
    };
    let preview = Preview {
        file: v.app.held().put(held),
        unchosen: false,
        new: sorted.new.len(),
        unchanged: sorted.unchanged,
        wrong: sorted.wrong,
    };
    v.page(&sheet(&v, Some(preview), errors))
}

/// Keeps what is new in it: all of it, or all but the rows that were seen and left out by choice.
pub async fn keep(v: Visit) -> Answer {
    only_the_room(&v)?;
    let mut errors = Errors::new();
    let key = v.form.id("file").unwrap_or_default();
    let held = v.app.held().get(key, v.org(), v.actor.account, v.now);
    let Some(held) = held.filter(|up| up.source == HeldAs::Incidents) else {
        errors.add("file", "That file is no longer held here. Choose it again");
        return v.again(&sheet(&v, None, errors));
    };
    let lines = match read(&held.bytes) {
        Ok(lines) => lines,
        Err(why) => {
            errors.add("file", why);
            return v.again(&sheet(&v, None, errors));
        }
    };
    let mut w = v.write("Bringing in incidents").await?;
    let sorted = sorted(&v, &mut w, &lines).await?;
    // The number that was ticked is the number there is: what was not seen is not left out.
    let left_out = sorted.wrong.len();
    if left_out > 0 && v.form.int("leave_out") != Some(left_out as i64) {
        drop(w);
        errors.add(
            "leave_out",
            "Some rows cannot be read. Leave them out by choice, or put them right",
        );
        let preview = Preview {
            file: key,
            unchosen: true,
            new: sorted.new.len(),
            unchanged: sorted.unchanged,
            wrong: sorted.wrong,
        };
        return v.again(&sheet(&v, Some(preview), errors));
    }
    let run = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut events = super::act::bring_in(&mut w, &sorted.new, run).await?;
    if events.is_empty() {
        return v.to_saying("/returns", "Everything in the file was here already");
    }
    let mut first = events.remove(0);
    if left_out > 0 {
        first = first.fact("left_out", left_out);
    }
    v.commit(w, first, events).await?;
    let mut said =
        format!("Incidents brought in: {}. Here already: {}", sorted.new.len(), sorted.unchanged);
    if left_out > 0 {
        said.push_str(&format!(". Rows left out: {left_out}"));
    }
    v.to_saying("/returns", said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |preview| IncidentsPage {
        words: crate::exit::sample_words(),
        preview,
        csrf: "gallery".into(),
        errors: Errors::new(),
    };
    let wrong = Preview {
        file: Id::nil(),
        unchosen: false,
        new: 11,
        unchanged: 4,
        wrong: vec![(7, "Nobody on roll has this number".into())],
    };
    vec![framed("incidents-start", &page(None)), framed("incidents-wrong", &page(Some(wrong)))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_heading_in_any_order() {
        let file = "\u{FEFF}Type,Adm. No,Date,Time,Location,Comments,Incident ID\r\n\
                    Disruption,4100,18/11/2026,11:20,S4,\"Called out, twice\",77\r\n\r\n";
        let lines = read(file.as_bytes()).unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].admission_no, "4100");
        assert_eq!(lines[0].body, "Called out, twice");
        assert_eq!(lines[0].outside, "77");
        assert_eq!(lines[0].row, 2);
    }

    #[test]
    fn a_file_without_a_number_or_a_type_is_refused_whole() {
        let no = read(b"Name,Date\nTyrell,18/11/2026\n").unwrap_err();
        assert!(no.contains("admission no or UPN") && no.contains("type"));
        assert!(read(b"UPN,Date,Type\n").is_err());
    }
}
