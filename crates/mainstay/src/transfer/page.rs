//! Referrals between rooms as they are drawn: the list, and one with its answer.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::transfer::{TransferState, TransferWay};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// One in a line.
pub struct Row {
    /// Key.
    pub id: Id,
    /// "Marnie Tolliver-Reyes, 10B"
    pub pupil: String,
    /// The room they come from, or empty.
    pub from: String,
    /// The room asked.
    pub to: String,
    /// Which way.
    pub way: TransferWay,
    /// Where it has got to.
    pub state: TransferState,
    /// Nobody answered in time.
    pub late: bool,
    /// Last day for an answer.
    pub reply_by: Day,
    /// From which day.
    pub start_on: Day,
    /// "Ms Bea Catterall, Mon 23 Nov 2026, 9.10"
    pub asked: String,
}

impl Row {
    fn tag(&self) -> Markup {
        html! { @match self.state {
            TransferState::Asked if self.late => (Tag(Standing::Late, "No answer in time")),
            TransferState::Asked => (Tag(Standing::Due, "No answer yet")),
            TransferState::Accepted => (Tag(Standing::Done, "Accepted")),
            TransferState::Declined => (Tag(Standing::None, "Declined")),
        } }
    }
    fn road(&self) -> String {
        match self.from.is_empty() {
            true => format!("To {}", self.to),
            false => format!("From {} to {}", self.from, self.to),
        }
    }
}

/// The list.
pub struct ListPage {
    /// Those that wait first.
    pub rows: Vec<Row>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Between rooms".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Between rooms").back("/planner", "The week").facts(html! { "A step up or down, asked of whoever is in charge of the room." }))
            @if self.rows.is_empty() {
                (Empty { title: "No room was asked", words: "When another room is asked to take somebody, the question stands here until it is answered.", step: None })
            } @else {
                ul.clocks { @for r in &self.rows { li.clock {
                    p { (r.tag()) }
                    div { p.clock-what { a href={ "/transfers/" (r.id) } { (pupil_name(&r.pupil)) } } p.soft { (r.road()) ". Asked by " (r.asked) } }
                    p.clock-when { @if r.state == TransferState::Asked { "Answer by " (r.reply_by) } @else { "From " (r.start_on) } }
                } } }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// Form token.
    pub csrf: String,
    /// It.
    pub row: Row,
    /// The pupil.
    pub pupil: Id,
    /// Why.
    pub why: String,
    /// Who answered and when, and what they said.
    pub answer: Option<(String, String)>,
    /// Who is asked.
    pub lead: String,
    /// May answer it now.
    pub answers: bool,
    /// Version.
    pub version: i64,
    /// Lessons of the day it starts.
    pub lessons: Vec<String>,
    /// Why no place can be booked: title, rule, source.
    pub no: Option<(String, String, String)>,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("{}: {}", self.row.to, self.row.pupil)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e, r) = (&self.form, &self.errors, &self.row);
        let lessons: Vec<Choice> = self.lessons.iter().map(|c| Choice::new(c, c)).collect();
        let states = [
            Choice::new(TransferState::Accepted.code(), "Accept"),
            Choice::new(TransferState::Declined.code(), "Decline"),
        ];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&r.pupil).back("/transfers", "Between rooms").facts(html! { (r.tag()) " " (r.road()) }))
                (ErrorSummary(e))
                @if let Some((title, rule, from)) = &self.no {
                    div.panel.panel-stop role="alert" { h2.panel-title { (title) }
                        dl.cite { dt { "Rule" } dd { (rule) } dt { "From" } dd { (from) } }
                        p { "Choose another day or other periods, or accept without booking a place." } }
                }
                dl.summary {
                    div { dt { "What is asked" } dd { (r.way.label()) } }
                    div { dt { "Why" } dd.as-typed { (self.why) } }
                    div { dt { "Asked by" } dd { (r.asked) } }
                    div { dt { "From" } dd { (r.start_on) } }
                    @match &self.answer {
                        None => div { dt { "Answer" } dd { "By " (r.reply_by) ", from " (self.lead) } },
                        Some((who, said)) => div { dt { "Answer" } dd { (r.state.label()) " by " (who) @if !said.is_empty() { br; span.as-typed { (said) } } } },
                    }
                }
                p { a href={ "/pupils/" (self.pupil) } { "Open the file" } }
                @if self.answers {
                    form.sheet.stack method="post" action={ "/transfers/" (r.id) } {
                        h2 { "Answer" }
                        (token(&self.csrf)) (hidden("version", self.version))
                        (Choices::one("state", "Do you take them?", &states).from(f, e))
                        (Field::new("start_on", "First day").kind("date").from(f, e))
                        (Choices::many("period", "Book a place on that day for", &lessons).look(Look::Scale).hint("None, and no place is booked.").from(f, e))
                        (Area::new("answer", "What you say").hint("Needed where you decline: why, and what may help instead.").from(f, e))
                        div { button.btn type="submit" { "Answer" } }
                    }
                }
            }
        }
    }
}

fn row(state: TransferState, late: bool) -> Row {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    Row {
        id: Id::from_u128(1),
        pupil: "Marnie Tolliver-Reyes, 10B".into(),
        from: "Isolation".into(),
        to: "The Bridge".into(),
        way: TransferWay::Instead,
        state,
        late,
        reply_by: day(25),
        start_on: day(24),
        asked: "Ms Bea Catterall, Mon 23 Nov 2026, 9.10".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let one = |row: Row, answer: Option<(String, String)>, no: bool, errors: Errors| OnePage {
        csrf: "gallery".into(),
        row,
        pupil: Id::from_u128(2),
        why: "She is back from two days at home and cannot sit through a day alone.".into(),
        answers: answer.is_none(),
        answer,
        lead: "Mr Lyle Okoro".into(),
        version: 1,
        lessons: (1..=6).map(|n| format!("P{n}")).collect(),
        no: no.then(|| {
            (
                "P1–P6 cannot be booked: every seat is taken".into(),
                "No more in a period than the room has seats.".into(),
                "The school’s list of rooms.".into(),
            )
        }),
        form: Form::of([("start_on", "2026-11-24"), ("period", "P1"), ("period", "P2")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("state", "Accept it or decline it");
    errors.add("answer", "Say why not, and what may help instead");
    let declined = Some((
        "Mr Lyle Okoro, Tue 24 Nov 2026, 8.40".to_string(),
        "Full until Thursday. The mentor can see her P1.".to_string(),
    ));
    vec![
        framed(
            "transfers",
            &ListPage {
                rows: vec![
                    row(TransferState::Asked, true),
                    row(TransferState::Asked, false),
                    row(TransferState::Accepted, false),
                ],
            },
        ),
        framed("transfers-empty", &ListPage { rows: Vec::new() }),
        framed("transfer", &one(row(TransferState::Asked, false), None, false, Errors::new())),
        framed("transfer-full", &one(row(TransferState::Asked, true), None, true, Errors::new())),
        framed("transfer-wrong", &one(row(TransferState::Asked, false), None, false, errors)),
        framed(
            "transfer-declined",
            &one(row(TransferState::Declined, false), declined, false, Errors::new()),
        ),
    ]
}
