//! The school's own words, each in three forms, with where it is read.

use super::rows::{cell, event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Grid, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::set_up::differences;
use casework::words::{Concept, Word, Words};
use casework::{Coded, Verb};
use maud::{Markup, html};

/// The page.
pub struct WordsPage {
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

fn example(concept: Concept, one: &str) -> String {
    match concept {
        Concept::Pupil => format!("Find a {one}"),
        Concept::Room => format!("Placed in the {one}"),
        Concept::Placement => format!("Close the {one}"),
        Concept::Seat => format!("Six {one}s"),
        Concept::YearLead => format!("Ask the {one}"),
        Concept::Tutor => format!("{one} Mr Vail"),
        Concept::Mentor => format!("{one} Mr Adair"),
        Concept::Senior => format!("Needs a {one}"),
        Concept::OnCall => format!("{one} in P4"),
        Concept::Warning => format!("One {one} in P2"),
        Concept::Mis => format!("Entries to make in {one}"),
        Concept::Support => format!("Step up to the {one}"),
        Concept::Head => format!("Tell the {one} in person"),
        Concept::HeadOfSubject => format!("The {one} has been asked"),
        Concept::Dsl => format!("It goes to the {one}; the short form is on every page"),
    }
}

impl Page for WordsPage {
    fn title(&self) -> String {
        "Words".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Words").back("/set-up", "Set-up").facts(html! { "Every page, list and letter uses these. What a room is in law is asked elsewhere and never follows its name." }))
            (ErrorSummary(e))
            form.stack.stack-5 method="post" action="/set-up/words" {
                (token(&self.csrf)) (hidden("was", f.text("was")))
                (Grid {
                    region: "Words",
                    caption: None,
                    look: "table-plain",
                    columns: ["For", "One", "Many", "Short", "Reads as"].map(Col::Words).to_vec(),
                    named: Some(0),
                    rows: Concept::ALL.iter().map(|c| { let n = c.code(); vec![
                        html! { (casework::words::capital(c.label())) },
                        cell(&format!("{n}-one"), &format!("{}: one", c.label()), "text", f, e),
                        cell(&format!("{n}-many"), &format!("{}: many", c.label()), "text", f, e),
                        cell(&format!("{n}-short"), &format!("{}: short", c.label()), "text", f, e),
                        html! { span.soft { (example(*c, f.text(&format!("{n}-one")))) } },
                    ] }).collect(),
                })
                div.row { button.btn type="submit" { "Keep the words" } a.btn.btn-2 href="/set-up" { "Leave it" } }
            }
        }
    }
}

fn values(words: &Words) -> Vec<(String, String)> {
    Concept::ALL
        .iter()
        .map(|c| {
            let w = words.word(*c);
            (c.label().to_string(), format!("{}, {}, {}", w.one, w.many, w.short))
        })
        .collect()
}

fn filled(words: &Words) -> Form {
    let mut pairs = vec![("was".to_string(), mark(&values(words)))];
    for c in Concept::ALL {
        let w = words.word(*c);
        pairs.push((format!("{}-one", c.code()), w.one.clone()));
        pairs.push((format!("{}-many", c.code()), w.many.clone()));
        pairs.push((format!("{}-short", c.code()), w.short.clone()));
    }
    Form::of(pairs)
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let form = filled(v.words());
    v.page(&WordsPage { csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut typed = Words::default();
    for c in Concept::ALL {
        let one = errors.need(&v.form, &format!("{}-one", c.code()), 40, "Give the word for one");
        let many =
            errors.need(&v.form, &format!("{}-many", c.code()), 40, "Give the word for many");
        let short = errors.limit(&v.form, &format!("{}-short", c.code()), 20);
        let short = if short.is_empty() { one.clone() } else { short };
        typed.set(*c, Word { one, many, short });
    }
    if !errors.is_empty() {
        return v.again(&WordsPage { csrf: v.csrf.clone(), form: v.form.clone(), errors });
    }
    let mut w = v.write("Changing the school’s words").await?;
    let now = store::school::setting(&mut w, v.org()).await?.words;
    let was = values(&now);
    let changes = differences(&was, &values(&typed));
    if changes.is_empty() {
        return v.to("/set-up/words");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    for c in Concept::ALL.iter().filter(|c| now.word(**c) != typed.word(**c)) {
        store::school::set_word(&mut w, *c, typed.word(*c)).await?;
    }
    v.commit(w, event(Verb::WordsChanged, "words", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/words", "The words are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("pupil-many", "Give the word for many");
    let form = filled(&Words::default());
    vec![
        framed(
            "set-up-words",
            &WordsPage { csrf: "gallery".into(), form: form.clone(), errors: Errors::new() },
        ),
        framed(
            "set-up-words-wrong",
            &WordsPage { csrf: "gallery".into(), form: form.with("pupil-many", ""), errors },
        ),
    ]
}
