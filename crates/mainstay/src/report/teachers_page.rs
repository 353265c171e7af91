//! Figures teacher by teacher, drawn: what was opened for what purpose, and each teacher's counts
//! beside how much they teach.
//!
//! Must never know: how they were counted.

use super::teachers::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use casework::Id;
use casework::teacher_view::{Teacher, View};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// What was opened, and the form.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// Each with whether its reader may open it.
    pub views: Vec<(bool, View)>,
    /// Faculties.
    pub departments: Vec<Choice>,
    /// Who else may read.
    pub readers: Vec<Choice>,
    /// Half-terms.
    pub spans: Vec<Choice>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Teacher by teacher".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let head = casework::words::capital(&self.words.a(Concept::HeadOfSubject));
        let heads = format!("{head} reads their own faculty.");
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Teacher by teacher").back("/reports/lessons", "Lessons missed").facts(html! {
                    "Counts of one faculty, for a purpose that is written down and kept"
                }))
                (ErrorSummary(e))
                @if self.views.is_empty() {
                    (Empty { title: "None is open", words: "A faculty’s own page shows the faculty as a whole. Only here is one teacher told from another.", step: None })
                } @else { ul.clocks { @for (reads, view) in &self.views { (self.line(*reads, view)) } } }
                form.sheet.stack.stack-5 method="post" action=(HOME) {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Open another" }
                    (Choices::one("department", "Faculty", &self.departments).look(Look::Select).from(f, e))
                    (Choices::one("half", "Half-term", &self.spans).look(Look::Select).from(f, e))
                    (Area::new("purpose", "What it is for").hint("Kept with your name, and shown to whoever reads it.").rows(2).from(f, e))
                    (Choices::one("reader", "Who reads it beside you", &self.readers).look(Look::Select).hint(&heads).from(f, e))
                    (Field::new("until", "Until").kind("date").hint("Then nobody reads it any more.").from(f, e))
                    div { button.btn type="submit" { "Open it" } }
                }
            }
        }
    }
}

impl ListPage {
    fn line(&self, reads: bool, view: &View) -> Markup {
        let what = format!("{}, {} to {}", view.department, view.from, view.to);
        html! {
            li.clock {
                @if view.is_open(self.today) { (Tag(Standing::Due, "Open")) } @else { (Tag(Standing::None, "Closed")) }
                div {
                    p.clock-what { @if reads { a href={ (HOME) "/" (view.id) } { (what) } } @else { (what) } }
                    p { (view.purpose) }
                    p.soft { "Opened by " (view.made_by_name) ", " (view.made_at) "; until " (view.until) @if !view.reader_name.is_empty() { "; for " (view.reader_name) } "." }
                }
                @if view.is_open(self.today) { form method="post" action={ (HOME) "/" (view.id) "/end" } {
                    (token(&self.csrf)) button.btn.btn-quiet type="submit" { "Close" span.vh { ": " (what) } }
                } }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// What was opened.
    pub view: View,
    /// In the order of names.
    pub teachers: Vec<Teacher>,
    /// May close it.
    pub ends: bool,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Teacher by teacher, {}", self.view.department)
    }
    fn here(&self) -> &'static str {
        if self.ends { "/reports" } else { "/reports/lessons" }
    }
    fn main(&self) -> Markup {
        let v = &self.view;
        let pupils = self.words.caps(Concept::Pupil);
        html! {
            (Head::new(&self.title()).back(if self.ends { HOME } else { "/reports/lessons" }, if self.ends { "Teacher by teacher" } else { "Lessons missed" }).facts(html! {
                (v.from) " to " (v.to) ". Opened by " (v.made_by_name) "; until " (v.until)
            }))
            div.stack.stack-6 {
                div.panel.panel-note {
                    h2.panel-title { "What it is for" }
                    p { (v.purpose) }
                    p.soft { "That you read it is written down." }
                }
                div.panel.panel-warn { p.measure {
                    strong { "Counts, and no judgement. " }
                    "Who teaches the groups with most need, at the hardest hours of the day, or few lessons, has figures that say so. They stand in the order of names. Ask before you conclude."
                } }
                @if self.teachers.is_empty() {
                    (Empty { title: "Nobody of this faculty is on the timetable", words: "Teachers appear here with the lessons they teach.", step: None })
                } @else {
                    (Grid {
                        region: "Counts by teacher",
                        caption: Some("Counts by teacher"),
                        look: "table-tight table-heads",
                        columns: vec![Col::Words("Teacher"), Col::Number("Lessons taught"), Col::Number("Lessons missed"), Col::Number(&pupils), Col::Number("For each 100 taught"), Col::Number("From their referrals")],
                        named: Some(0),
                        rows: self.teachers.iter().map(|t| vec![
                            html! { (t.name) },
                            html! { (t.taught) },
                            html! { (t.missed) },
                            html! { (t.pupils) },
                            html! { @match t.rate() { Some(rate) => (rate), None => span.soft { "too few lessons" } } },
                            html! { (t.referred) },
                        ]).collect(),
                    })
                }
                details.working { summary { "What this counts" } div.working-body {
                    p { (super::ledger_page::working(&self.words)) }
                    p { "A lesson missed by several at once is counted once for each. Lessons taught are those of the timetable as it is now. “From their referrals” are the " (self.words.many(Concept::Placement)) " that took place after a referral of theirs, whoever’s lesson was missed." }
                } }
                @if self.ends { form method="post" action={ (HOME) "/" (v.id) "/end" } { (token(&self.csrf)) button.btn.btn-2 type="submit" { "Close it now" } } }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let view = |n: u128, until: Day| View {
        id: Id::from_u128(n),
        department: "Science".into(),
        from: day(2),
        to: day(30),
        purpose:
            "To see in whose lessons in-class support would help most in the second half of term"
                .into(),
        reader: Some(Id::from_u128(7)),
        reader_name: "Mrs Anjali Sethi".into(),
        until,
        made_by: Id::from_u128(8),
        made_by_name: "Mr Ewan Thrale".into(),
        made_at: day(10).at(rulebook::Minute::default()),
        ended_at: None,
    };
    let list = |views, errors| ListPage {
        today: day(10),
        views,
        departments: vec![Choice::new("", "Choose"), Choice::new("Science", "Science")],
        readers: vec![Choice::new("", "Nobody else")],
        spans: vec![Choice::new("2026-11-02.2026-12-18", "Autumn 2 2026")],
        words: Words::default(),
        csrf: "gallery".into(),
        form: Form::of([("until", "2026-11-24"), ("purpose", "Ofsted")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("purpose", "Say what it is for, such as “to see where in-class support helps most”");
    let t = |name: &str, taught, missed, referred| Teacher {
        name: name.into(),
        taught,
        missed,
        pupils: missed.min(6),
        referred,
    };
    let one = |teachers| OnePage {
        view: view(1, day(24)),
        teachers,
        ends: true,
        words: Words::default(),
        csrf: "gallery".into(),
    };
    vec![
        framed(
            "teachers",
            &list(vec![(true, view(1, day(24))), (false, view(2, day(3)))], Errors::new()),
        ),
        framed("teachers-wrong", &list(Vec::new(), wrong)),
        framed(
            "teachers-one",
            &one(vec![
                t("Dr Marcus Lunt", 132, 19, 4),
                t("Mr Tobias Quill", 12, 2, 0),
                t("Mrs Anjali Sethi", 118, 6, 1),
            ]),
        ),
        framed("teachers-one-empty", &one(Vec::new())),
    ]
}
