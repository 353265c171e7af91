//! The pages of choosing a file and of saying which column is which.
//!
//! Must never know: how a file is read or kept.

use crate::form::{Errors, Form};
use crate::mis::columns::List;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, Empty, ErrorSummary, Field, Head, Table, token};
use crate::page::name::pupil_name;
use casework::Id;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use store::roster::Run;

/// What a source is called on a page, in the school's words.
pub fn called(words: &Words, word: &str) -> String {
    match word {
        "oneroster" => "OneRoster bundle".to_owned(),
        "pupils" => words.caps(Concept::Pupil),
        "contacts" => "Contacts at home".to_owned(),
        "staff" => "Staff".to_owned(),
        "classes" => format!("Classes and the {} in them", words.many(Concept::Pupil)),
        "timetable" => "Timetable".to_owned(),
        other => other.to_owned(),
    }
}

/// Choosing a file.
pub struct StartPage {
    /// The school's words.
    pub words: Words,
    /// What was brought in before, newest first.
    pub runs: Vec<Run>,
    /// Form token.
    pub csrf: String,
    /// Largest file.
    pub megabytes: usize,
    /// What was chosen.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl StartPage {
    fn kinds(&self) -> Vec<Choice> {
        let many = self.words.many(Concept::Pupil);
        let hint = |word: &str| {
            match word {
            "oneroster" => format!("A zip. {}, contacts, staff, classes and lessons at once.", self.words.caps(Concept::Pupil)),
            "pupils" => "One row each: UPN or admission number, names, date of birth, year, form, needs.".to_owned(),
            "contacts" => format!("One row for each contact of each of the {many}."),
            "staff" => "One row each: name, email or staff code.".to_owned(),
            "classes" => "One row for each class, or one for each person in each class.".to_owned(),
            _ => "One row for each lesson of the week: class, teacher, place, day, period, week A or B.".to_owned(),
        }
        };
        ["oneroster", "pupils", "staff", "contacts", "classes", "timetable"]
            .map(|word| Choice::new(word, called(&self.words, word)).hint(hint(word)))
            .to_vec()
    }
}

impl Page for StartPage {
    fn title(&self) -> String {
        "Bring in the roster".into()
    }
    fn here(&self) -> &'static str {
        "/roster"
    }
    fn main(&self) -> Markup {
        let part = [Choice::new("yes", "It holds only some of them")
            .hint("Nobody missing from it is then marked as left.")];
        let wrong = self.errors.of("file");
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Bring in the roster").facts(html! { "You see what a file would do before anything is written. Nobody is matched by name, and nobody is deleted." }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action="/roster" enctype="multipart/form-data" {
                    (token(&self.csrf))
                    (Choices::one("kind", "What does the file hold?", &self.kinds()).from(&self.form, &self.errors))
                    div.field.is-wrong[wrong.is_some()] {
                        label for="file" { "File" }
                        p.hint id="file-hint" { "CSV or .xlsx as your system exports it, or a OneRoster zip; at most " (self.megabytes) " MB. The headings must be in the file." }
                        @if let Some(message) = wrong { p.error id="file-error" { (message) } }
                        input.input id="file" name="file" type="file" accept=".csv,.txt,.xlsx,.zip" aria-invalid=[wrong.is_some().then_some("true")]
                            aria-describedby=(if wrong.is_some() { "file-hint file-error" } else { "file-hint" });
                    }
                    (Choices::many("part", "Is it the whole school?", &part).from(&self.form, &self.errors))
                    (Field::new("school", "Which school of the bundle").hint("Only for a OneRoster bundle of several schools: its number, identifier or name.").optional().from(&self.form, &self.errors))
                    div { button.btn type="submit" { "See what it would do" } }
                }
                section.stack aria-labelledby="before" {
                    h2 #before { "Brought in before" }
                    @if self.runs.is_empty() {
                        (Empty { title: "Nothing yet", words: "Each import appears here with its counts.", step: None })
                    } @else {
                        (Table {
                            caption: "Imports, newest first",
                            columns: vec![("What", false), ("When", false), ("By", false), ("New", true), ("Changed", true), ("Left", true)],
                            dense: false,
                            rows: self.runs.iter().map(|run| vec![
                                html! { (called(&self.words, &run.kind)) },
                                html! { (run.at) },
                                html! { (run.by_name) },
                                html! { (run.made) },
                                html! { (run.changed) },
                                html! { (run.ended) },
                            ]).collect(),
                        })
                    }
                }
            }
        }
    }
}

/// A column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// The first cells that hold something.
    pub examples: Vec<String>,
    /// The field it is read as, or empty.
    pub field: String,
}

impl Column {
    /// The name of its choice on the form.
    pub fn name(at: usize) -> String {
        format!("column-{at}")
    }
}

/// Saying which column is which.
pub struct ColumnsPage {
    /// The school's words.
    pub words: Words,
    /// The file.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it holds.
    pub list: List,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Form token.
    pub csrf: String,
    /// What was chosen.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ColumnsPage {
    fn title(&self) -> String {
        "Which column is which".into()
    }
    fn here(&self) -> &'static str {
        "/roster"
    }
    fn main(&self) -> Markup {
        html! {
            div.stack.stack-6 {
                (Head::new("Which column is which")
                    .back(&format!("/roster/file/{}", self.id), "What the file would do")
                    .facts(html! { (self.name) ", " (called(&self.words, self.list.word())) ". What you choose is remembered for the next file with the same headings." }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action={ "/roster/file/" (self.id) "/columns" } {
                    (token(&self.csrf))
                    (Table {
                        caption: "Columns of the file",
                        columns: vec![("Heading", false), ("For example", false), ("Read as", false)],
                        dense: false,
                        rows: self.columns.iter().enumerate().map(|(at, column)| {
                            let name = Column::name(at);
                            let chosen = if self.form.kept().is_empty() { column.field.as_str() } else { self.form.text(&name) };
                            let wrong = self.errors.of(&name);
                            vec![
                                html! { (column.heading) },
                                pupil_name(&column.examples.join(" · ")),
                                html! {
                                    @if let Some(message) = wrong { p.error id={ (name) "-error" } { (message) } }
                                    select.select id=(name) name=(name) aria-label={ "Read " (column.heading) " as" } aria-invalid=[wrong.is_some().then_some("true")]
                                        aria-describedby=[wrong.is_some().then(|| format!("{name}-error"))] {
                                        option value="" selected[chosen.is_empty()] { "Leave out" }
                                        @for field in self.list.fields() { option value=(field.id) selected[field.id == chosen] { (field.label) } }
                                    }
                                },
                            ]
                        }).collect(),
                    })
                    div.row { button.btn type="submit" { "Save and see what it would do" } a.btn.btn-2 href="/roster" { "Choose another file" } }
                }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let id = Id::nil();
    let at = rulebook::Day::from_pg(9_810).at(rulebook::Minute::new(16, 5).unwrap_or_default());
    let run = |kind: &str, made, changed, ended| Run {
        id,
        kind: kind.into(),
        source: "csv".into(),
        at,
        by_name: "Mr Owen Lyle".into(),
        made,
        changed,
        unchanged: 1_180,
        ended,
    };
    let start = |runs, form: Form, errors| StartPage {
        words: Words::default(),
        runs,
        csrf: "gallery".into(),
        megabytes: 64,
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("kind", "Choose what the file holds");
    errors.add("file", "Choose a file that is not empty");
    let column = |heading: &str, examples: &[&str], field: &str| Column {
        heading: heading.into(),
        examples: examples.iter().map(|e| (*e).to_owned()).collect(),
        field: field.into(),
    };
    let columns = ColumnsPage {
        words: Words::default(),
        id,
        name: "Year 9 list, autumn.xlsx".into(),
        list: List::Pupils,
        columns: vec![
            column("Adno", &["1204", "1205", "1206"], "admission_number"),
            column("Chosen Name", &["Zoë", "Siôn"], "known_forename"),
            column("Bus", &["14", "9"], ""),
        ],
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    };
    vec![
        framed("roster-empty", &start(Vec::new(), Form::default(), Errors::new())),
        framed(
            "roster-typical",
            &start(
                vec![run("oneroster", 12, 31, 4), run("contacts", 0, 6, 0)],
                Form::default(),
                Errors::new(),
            ),
        ),
        framed("roster-wrong", &start(Vec::new(), Form::default(), errors)),
        framed("roster-columns", &columns),
    ]
}
