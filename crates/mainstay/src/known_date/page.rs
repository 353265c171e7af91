//! The known dates as they are drawn.

use super::{choices, group};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::kit::{Col, Grid};
use crate::page::name::pupil_name;
use casework::known_date::{DateKind, KnownDate, Whom};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// A date with whom it is about.
pub struct Line {
    /// "Tyrell Ashdown-Moss, 9K2", where it is one pupil.
    pub pupil: Option<String>,
    /// The date.
    pub date: KnownDate,
}

/// The page.
pub struct DatesPage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// Dates to come.
    pub lines: Vec<Line>,
    /// People found by the name typed.
    pub found: Vec<Choice>,
    /// May change them.
    pub may: bool,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

fn when(d: &KnownDate) -> String {
    let days = if d.from == d.to { d.from.to_string() } else { format!("{} to {}", d.from, d.to) };
    match (d.from_minute, d.to_minute) {
        (Some(a), Some(b)) => format!("{days}, {a}–{b}"),
        (Some(a), None) => format!("{days}, from {a}"),
        (None, Some(b)) => format!("{days}, until {b}"),
        (None, None) => days,
    }
}

impl DatesPage {
    fn add(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let pupil = self.words.one(Concept::Pupil);
        let whom: Vec<Choice> = Whom::ALL
            .iter()
            .map(|w| match w {
                Whom::Pupil => Choice::new(w.code(), format!("One {pupil}")),
                other => Choice::new(other.code(), other.label()),
            })
            .collect();
        let label = format!("Find {}", self.words.a(Concept::Pupil));
        let who = format!("Which {pupil}?");
        html! {
            form.sheet.stack method="post" action="/known-dates" {
                h2 { "Write one down" }
                (token(&self.csrf)) (hidden("once", Id::now_v7()))
                (Choices::one("whom", "For whom?", &whom).look(Look::Scale).from(f, e))
                (Field::new("name", &label).optional().hint("Start of a name, where it is one.").from(f, e))
                @if !self.found.is_empty() { (Choices::one("pupil", &who, &self.found).from(f, e)) }
                (Field::new("group", "Form, class or year").optional().hint("As it is written, such as 9K2, 9K/Hi2 or 9.").from(f, e))
                (Choices::one("kind", "What is it?", &choices::<DateKind>()).look(Look::Scale).from(f, e))
                (Field::new("what", "In a few words").optional().hint("What an appointment is for is not asked.").from(f, e))
                div.row.row-end {
                    (Field::new("from", "Day").kind("date").from(f, e))
                    (Field::new("to", "Last day").kind("date").optional().from(f, e))
                }
                div.row.row-end {
                    (Field::new("at", "From").kind("time").optional().from(f, e))
                    (Field::new("until", "Until").kind("time").optional().from(f, e))
                }
                div { button.btn type="submit" { "Write it down" } }
            }
        }
    }

    fn table(&self) -> Markup {
        let mut columns = vec![
            Col::Words("Who"),
            Col::Words("What"),
            Col::Words("When"),
            Col::Words("Written down by"),
        ];
        if self.may {
            columns.push(Col::Acts("Take away"));
        }
        let rows = self
            .lines
            .iter()
            .map(|l| {
                let d = &l.date;
                let what = match d.what.is_empty() {
                    true => d.kind.label().to_string(),
                    false => format!("{}: {}", d.kind.label(), d.what),
                };
                let mut row = vec![
                    html! { @match &l.pupil { Some(name) => (pupil_name(name)), None => (group(d)) } },
                    html! { (what) },
                    html! { (when(d)) },
                    html! { (d.made_by) },
                ];
                if self.may {
                    row.push(html! { form method="post" action="/known-dates/end" { (token(&self.csrf)) (hidden("id", d.id))
                        button.btn.btn-2 type="submit" { "Take away" span.vh { ": " (what) ", " (when(d)) } } } });
                }
                row
            })
            .collect();
        let grid = Grid {
            region: "Known dates",
            caption: Some("Known dates"),
            look: "",
            columns,
            named: Some(0),
            rows,
        };
        html! { (grid) }
    }
}

impl Page for DatesPage {
    fn title(&self) -> String {
        "Known dates".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Known dates").back("/planner", "The week").facts(html! { "A booking on one asks for another time, or a name and reason." })
                .acts(html! { @if self.may { a.btn.btn-2 href="/known-dates/file" { "From a file" } } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                @if self.lines.is_empty() {
                    (Empty { title: "No dates to come", words: "Trips, exams, appointments and known absences stand here once somebody writes them down. Days the school is shut are in its calendar.", step: None })
                } @else { (self.table()) }
                @if self.may { (self.add()) }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 17).unwrap_or_else(|| Day::from_pg(0));
    let date = |whom, kind, what: &str, group: &str| KnownDate {
        id: Id::from_u128(1),
        whom,
        pupil: None,
        group: group.into(),
        kind,
        what: what.into(),
        from: day,
        to: day,
        from_minute: Minute::parse("9.00"),
        to_minute: Minute::parse("10.30"),
        made_by: "Ms Dara Okell".into(),
    };
    let lines = || {
        vec![
            Line {
                pupil: Some("Tyrell Ashdown-Moss, 9K2".into()),
                date: date(Whom::Pupil, DateKind::Appointment, "", ""),
            },
            Line {
                pupil: None,
                date: KnownDate {
                    to: day.plus(2),
                    from_minute: None,
                    to_minute: None,
                    ..date(Whom::Year, DateKind::Trip, "Ypres", "9")
                },
            },
        ]
    };
    let page = |lines, form, errors| DatesPage {
        csrf: "gallery".into(),
        words: crate::exit::sample_words(),
        lines,
        found: Vec::new(),
        may: true,
        today: day,
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add("group", "Type a form as it is written, such as 9K2");
    errors.add("from", "Give the day as a date, such as 10/11/2026");
    vec![
        framed("known-dates", &page(lines(), Form::nothing(), Errors::new())),
        framed(
            "known-dates-wrong",
            &page(lines(), Form::of([("whom", "form"), ("group", "9Z"), ("kind", "exam")]), errors),
        ),
        framed("known-dates-empty", &page(Vec::new(), Form::nothing(), Errors::new())),
    ]
}
