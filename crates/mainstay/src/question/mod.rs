//! A talk's questions on a page: drawn one way wherever an adult asks them, and read back.
//!
//! Must never know: which talk it is. Nothing here has to be answered.

pub mod pupil;

use crate::form::{Errors, Form};
use crate::page::kit::{Area, Choice, Choices, Field, Look};
use crate::page::picture::picture;
use casework::Coded;
use casework::question::{
    self, Answer, FEELINGS, Given, HELPS, How, Kind, LONGEST_ANSWER, Question, SCALE,
};
use maud::{Markup, html};

/// Longest reason why a question was not asked.
const WHY: usize = 200;

/// The pictures a question is answered with, if it is.
pub fn pictures(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Feelings => &FEELINGS,
        Kind::Helps => &HELPS,
        Kind::Words | Kind::Scale => &[],
    }
}

/// Field names of a question: its words, what is picked, how it was answered, why not.
pub struct Names {
    /// Words.
    pub body: String,
    /// Pictures, or a step of the scale.
    pub pick: String,
    /// How.
    pub how: String,
    /// Why not asked.
    pub why: String,
}

impl Names {
    /// Of a question.
    pub fn of(q: &Question) -> Names {
        let body = q.name();
        Names {
            pick: format!("{body}-pick"),
            how: format!("{body}-how"),
            why: format!("{body}-why"),
            body,
        }
    }
}

/// A question as an adult asks it: its words, a place for the answer, and a way to say that there
/// is none.
pub fn asked(q: &Question, words: &str, rows: u8, f: &Form, e: &Errors) -> Markup {
    let n = Names::of(q);
    let hows = [
        Choice::new("", "Answered, or left"),
        Choice::new(How::RatherNot.code(), How::RatherNot.label()),
        Choice::new(How::NotAsked.code(), "Not asked, because"),
    ];
    let steps: Vec<Choice> =
        (1..=SCALE).map(|n| Choice::new(n.to_string(), n.to_string())).collect();
    let open = f.has(&n.how) || f.has(&n.why) || e.of(&n.why).is_some();
    let hint = if q.easy.is_empty() || q.easy == words {
        String::new()
    } else {
        format!("In easy words: {}", q.easy)
    };
    html! {
        div.stack.stack-2 {
            @if q.kind == Kind::Scale { (Choices::one(&n.pick, words, &steps).hint(&hint).look(Look::Scale).ends("Not at all", "Very").from(f, e)) }
            @if !pictures(q.kind).is_empty() { (pick(q, words, f)) }
            @match q.kind {
                Kind::Words => (Area::new(&n.body, words).hint(&hint).rows(rows).optional().from(f, e)),
                _ => (Field::new(&n.body, "In words as well").optional().from(f, e)),
            }
            details.no-answer open[open] {
                summary { "Rather not say, or not asked" span.vh { ": " (words) } }
                div.stack.stack-2 {
                    (Choices::one(&n.how, "Instead of an answer", &hows).from(f, e))
                    (Field::new(&n.why, "Because").optional().from(f, e))
                }
            }
        }
    }
}

/// Pictures to choose from, each with its word.
pub fn pick(q: &Question, words: &str, f: &Form) -> Markup {
    let n = Names::of(q);
    let chosen = f.all(&n.pick);
    html! {
        fieldset.field id=(n.pick) {
            legend { (words) }
            div.pictures { @for (code, label) in pictures(q.kind) {
                label.picture-key { input type="checkbox" name=(n.pick) value=(code) checked[chosen.contains(code)]; (picture(code)) span { (label) } }
            } }
        }
    }
}

/// A form filled with these answers.
pub fn filled(mut form: Form, questions: &[Question], answers: &[Answer]) -> Form {
    for a in answers {
        let Some(q) = questions.iter().find(|q| q.id == a.question) else { continue };
        let n = Names::of(q);
        form = form.with(&n.body, &a.body).with(&n.why, &a.why);
        if a.how != How::Said {
            form = form.with(&n.how, a.how.code());
        }
        for code in a.picked.split_whitespace() {
            form = form.also(&n.pick, code);
        }
    }
    form
}

/// The answers that were sent, each with the words it was asked in.
pub fn read(
    f: &Form,
    questions: &[Question],
    words: impl Fn(&Question) -> String,
    errors: &mut Errors,
) -> Vec<Answer> {
    let mut out = Vec::new();
    for q in questions {
        let n = Names::of(q);
        let given = Given {
            how: f.coded(&n.how),
            body: errors.limit(f, &n.body, LONGEST_ANSWER),
            picked: f.all(&n.pick).into_iter().map(str::to_string).collect(),
            why: errors.limit(f, &n.why, WHY),
        };
        match question::answer(q, &words(q), &given) {
            Ok(answer) => out.extend(answer),
            Err(message) => errors.add(&n.why, message),
        }
    }
    out
}

/// Answers as they were given, each under the words it was asked in.
pub fn record(answers: &[Answer]) -> Markup {
    html! { @for a in answers { div { dt { (a.asked) } dd { (a.said()) } } } }
}
