//! The adult's pages of a reflection: beginning one, writing it for the pupil, reading it.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::Earlier;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::page::name::hideable;
use crate::question;
use casework::question::{Answer, How, Question, Talk, ours};
use casework::reflection::{self, Reflection, Way};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};
use store::revision::Revision;

/// Those of a placement, and how to begin one.
pub struct BeginPage {
    /// Way back.
    pub board: String,
    /// Name.
    pub name: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// Reading age on file.
    pub reading: String,
    /// First language on file.
    pub language: String,
    /// The placement.
    pub placement: Id,
    /// Those there are, newest first.
    pub kept: Vec<Reflection>,
    /// Languages the questions are translated into.
    pub languages: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for BeginPage {
    fn title(&self) -> String {
        "Reflection".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways: Vec<Choice> = Way::ALL.iter().map(|w| Choice::new(w.code(), w.label())).collect();
        let forms: Vec<Choice> = reflection::Form::ALL
            .iter()
            .filter(|w| **w != reflection::Form::Translated || !self.languages.is_empty())
            .map(|w| Choice::new(w.code(), w.label()))
            .collect();
        let mut languages = vec![Choice::new("", "Not in another language")];
        languages.extend(self.languages.iter().map(|l| Choice::new(l, l)));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Reflection").back(&self.board, "Board").facts(hideable(&self.name, &self.seat)))
                (ErrorSummary(e))
                div.panel.panel-note {
                    p { "Every question may be left, and none asks anybody to say that they were wrong." }
                    @if !self.reading.is_empty() { p { "Reading age " (self.reading) ": use easy words, or read it aloud." } }
                    @if !self.language.is_empty() && self.language != "English" { p { "First language: " (self.language) "." } }
                }
                @if !self.kept.is_empty() {
                    ul.clocks { @for r in &self.kept { li.clock {
                        @if r.done_at.is_some() { (Tag(Standing::Done, "Kept")) } @else { (Tag(Standing::Due, "Begun")) }
                        div { p.clock-what { a href={ "/reflections/" (r.id) } { (r.made_at) } } p.soft { (r.how()) } }
                    } } }
                }
                form.stack.stack-5 method="post" action={ "/placements/" (self.placement) "/reflection" } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Begin one" }
                    (Choices::one("way", "Who writes", &ways).from(f, e))
                    (Choices::one("form", "Which version", &forms).from(f, e))
                    @if !self.languages.is_empty() { (Choices::one("language", "Language", &languages).look(crate::page::kit::Look::Select).from(f, e)) }
                    (Field::new("read_by", "Who reads it aloud, if somebody does").optional().from(f, e))
                    (Field::new("interpreter", "Interpreter").optional().from(f, e))
                    (Area::new("on_paper", "If on paper: what was drawn or said, and where it is kept").rows(2).optional().from(f, e))
                    div { button.btn type="submit" { "Begin" } }
                }
            }
        }
    }
}

/// One reflection, as the adult sees it.
pub struct RecordPage {
    /// Name.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// The questions asked now.
    pub questions: Vec<Question>,
    /// The words each is asked in.
    pub words: Vec<String>,
    /// What was answered.
    pub answers: Vec<Answer>,
    /// What was written before it was put right.
    pub earlier: Vec<Revision>,
    /// It.
    pub reflection: Reflection,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl RecordPage {
    fn write(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            form.stack.stack-5 method="post" action={ "/reflections/" (self.reflection.id) } data-draft={ "reflection-" (self.reflection.id) } {
                (token(&self.csrf)) (hidden("version", f.text("version")))
                @for (q, words) in self.questions.iter().zip(&self.words) { (question::asked(q, words, 2, f, e)) }
                (Field::new("read_by", "Who read it aloud").optional().from(f, e))
                (Field::new("interpreter", "Interpreter").optional().from(f, e))
                div { button.btn type="submit" { "Keep the reflection" } }
            }
        }
    }
}

impl Page for RecordPage {
    fn title(&self) -> String {
        "Reflection".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let r = &self.reflection;
        let base = format!("/reflections/{}", r.id);
        let back = format!("/placements/{}/reflection", r.placement);
        let done = r.done_at.is_some();
        let given = format!("Hand the screen to {}", self.first);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Reflection").back(&back, "Reflections").facts(html! { (hideable(&self.name, &self.seat)) " · " (r.how()) }))
                (ErrorSummary(&self.errors))
                @if done {
                    section.sheet.stack aria-labelledby="said" {
                        h2 #said { "As it was said" }
                        @if !r.on_paper.is_empty() { p.as-typed { (r.on_paper) } }
                        @if !self.answers.is_empty() { dl.summary { (question::record(&self.answers)) } }
                        @else if r.on_paper.is_empty() { p { "No question was answered. That is their choice." } }
                        p.soft { "Begun by " (r.by_name) ", " (r.made_at) @if let Some(at) = r.done_at { ". Finished " (at) } "." }
                    }
                    (Earlier(&self.earlier))
                }
                @match r.way {
                    Way::Pupil if !done => {
                        div.panel {
                            h2.panel-title { (crate::page::name::naming(&given, &[&self.first])) }
                            p { "The screen then shows the questions and nothing else. It opens no other page until you sign in again." }
                            form method="post" action={ (base) "/hand-over" } { (token(&self.csrf)) button.btn type="submit" { "Hand it over" } }
                        }
                    }
                    Way::Paper => {}
                    _ if done => details.working { summary { "Put it right" } div.working-body { (self.write()) } },
                    _ => (self.write()),
                }
                p { a.btn.btn-2 href={ (base) "/print" } { "The questions on paper" } }
            }
        }
    }
}

fn sample_reflection(way: Way, done: bool) -> Reflection {
    let day = Day::new(2026, 11, 10).unwrap_or(Day::from_pg(0));
    let at = day.at(Minute::new(13, 5).unwrap_or_default());
    Reflection {
        id: Id::nil(),
        placement: Id::nil(),
        pupil: Id::nil(),
        way,
        form: reflection::Form::Easy,
        language: String::new(),
        read_by: "Ms Dara Okell".into(),
        interpreter: String::new(),
        on_paper: String::new(),
        handed_at: None,
        done_at: done.then_some(at),
        by_staff: Id::nil(),
        by_name: "Ms Dara Okell".into(),
        made_at: at,
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let questions: Vec<Question> =
        ours().into_iter().filter(|q| q.talk == Talk::Reflection).collect();
    let words: Vec<String> = questions.iter().map(|q| q.for_pupil().to_string()).collect();
    let answer = |n: usize, how, body: &str, picked: &str| Answer {
        question: questions[n].id,
        wording: 1,
        asked: words[n].clone(),
        place: n as i64,
        how,
        body: body.into(),
        picked: picked.into(),
        why: String::new(),
    };
    let answers = vec![
        answer(0, How::Said, "", "angry tired"),
        answer(1, How::RatherNot, "", ""),
        answer(4, How::Said, "Being first in the room", "quiet time"),
        answer(5, How::Said, "", "4"),
    ];
    let page = |reflection, answers, form, errors| RecordPage {
        name: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        seat: "Seat 1".into(),
        questions: questions.clone(),
        words: words.clone(),
        answers,
        earlier: Vec::new(),
        reflection,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let begin = |kept, errors| BeginPage {
        board: "/board".into(),
        name: "Tyrell Ashdown-Moss".into(),
        seat: "Seat 1".into(),
        reading: "8.9".into(),
        language: String::new(),
        placement: Id::nil(),
        kept,
        languages: vec!["Portuguese".into()],
        csrf: "gallery".into(),
        form: Form::of([("way", "scribed"), ("form", "easy"), ("once", "1")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("language", "Choose the language");
    let mut why = Errors::new();
    why.add(&format!("q-{}-why", questions[1].id), "Say why it was not asked");
    vec![
        framed("reflection-begin", &begin(vec![sample_reflection(Way::Scribed, true)], wrong)),
        framed(
            "reflection-write",
            &page(sample_reflection(Way::Scribed, false), Vec::new(), Form::default(), why),
        ),
        framed(
            "reflection-hand-over",
            &page(sample_reflection(Way::Pupil, false), Vec::new(), Form::default(), Errors::new()),
        ),
        framed(
            "reflection-kept",
            &page(sample_reflection(Way::Pupil, true), answers, Form::default(), Errors::new()),
        ),
    ]
}
