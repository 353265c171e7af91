//! The steps of a transition, as the school sets them.

use super::rows::{cell, count, pick, rows_sent};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Grid, Head, hidden, token};
use crate::visit::{Answer, Visit};
use casework::transition::{SHORT, StepKind, TransitionStep};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct TransitionsPage {
    /// Rows.
    pub rows: usize,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for TransitionsPage {
    fn title(&self) -> String {
        "Steps of a transition".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<(&str, &str)> =
            StepKind::ALL.iter().map(|k| (k.code(), k.label())).collect();
        let used = [("yes", "Asked for"), ("no", "Left out")];
        let rows = (0..self.rows)
            .map(|n| {
                let name = |field: &str| format!("{field}-{n}");
                let which = format!("step {}", n + 1);
                vec![
                    html! { (cell(&name("place"), &format!("Place of {which}"), "number", f, e)) (hidden(&name("key"), f.text(&name("key")))) },
                    cell(&name("title"), &format!("Name of {which}"), "text", f, e),
                    pick(&name("kind"), &format!("What {which} is"), &kinds, f, e),
                    pick(&name("used"), &format!("Whether {which} is asked for"), &used, f, e),
                ]
            })
            .collect();
        html! {
            (Head::new(&self.title()).back("/set-up", "Set-up").facts(html! { "Everybody who comes, moves up or moves on has a place in every step. One that is left out keeps what was written." }))
            (ErrorSummary(e))
            form.stack.stack-5 method="post" action="/set-up/transitions" {
                (token(&self.csrf)) (rows_sent("steps", self.rows))
                (Grid { region: "Steps, table", caption: Some("Steps"), look: "", columns: vec![Col::Words("Place"), Col::Words("Name"), Col::Words("What it is"), Col::Words("Asked for?")], named: None, rows })
                div.row {
                    button.btn type="submit" { "Keep them" }
                    button.btn.btn-2 type="submit" name="more" value="steps" { "Three more rows" }
                }
            }
        }
    }
}

fn form_of(steps: &[TransitionStep]) -> Form {
    let mut form = Form::default();
    for (n, s) in steps.iter().enumerate() {
        for (field, value) in [
            ("key", s.id.to_string()),
            ("place", s.place.to_string()),
            ("title", s.title.clone()),
            ("kind", s.kind.code().to_string()),
            ("used", if s.active { "yes" } else { "no" }.to_string()),
        ] {
            form = form.with(&format!("{field}-{n}"), value);
        }
    }
    form
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut steps = store::transition::steps(&mut read, v.org()).await?;
    if steps.is_empty() {
        steps = crate::transition::proposed();
    }
    v.page(&TransitionsPage {
        rows: steps.len() + 1,
        form: form_of(&steps),
        csrf: v.csrf.clone(),
        errors: Errors::new(),
    })
}

/// Keeps them.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let rows = count(f, "steps", 1).min(40);
    let again =
        |errors| TransitionsPage { rows, csrf: v.csrf.clone(), form: v.form.clone(), errors };
    if f.has("more") {
        return v.page(&again(Errors::new()));
    }
    let mut errors = Errors::new();
    let mut steps: Vec<TransitionStep> = Vec::new();
    for n in 0..rows {
        let at = |field: &str| format!("{field}-{n}");
        let title = errors.limit(f, &at("title"), SHORT);
        if title.is_empty() {
            if f.has(&at("key")) && f.has(&at("place")) {
                errors.add(&at("title"), "Give it a name, or leave it out");
            }
            continue;
        }
        if steps.iter().any(|s| s.title.eq_ignore_ascii_case(&title)) {
            errors.add(&at("title"), format!("There are two called “{title}”"));
        }
        steps.push(TransitionStep {
            id: f.id(&at("key")).unwrap_or_else(Id::now_v7),
            place: f.int(&at("place")).unwrap_or(n as i64 + 1),
            title,
            kind: f.coded(&at("kind")).unwrap_or(StepKind::Other),
            active: f.text(&at("used")) != "no",
        });
    }
    if steps.is_empty() && errors.is_empty() {
        errors.add("title-0", "Name at least one step");
    }
    if !errors.is_empty() {
        return v.again(&again(errors));
    }
    let mut w = v.write("Changing the steps of a transition").await?;
    let kept = store::transition::steps(&mut w, v.org()).await?;
    let mut said = Event::new(Verb::ListChanged, "transition_step", v.org());
    let mut changed = 0;
    for s in &steps {
        if kept.iter().any(|k| k == s) {
            continue;
        }
        store::transition::keep_step(&mut w, s).await?;
        changed += 1;
    }
    if changed == 0 {
        return v.to_saying("/set-up/transitions", "Nothing was changed");
    }
    said =
        said.fact("steps", steps.iter().map(|s| s.title.as_str()).collect::<Vec<_>>().join("; "));
    v.commit(w, said, Vec::new()).await?;
    v.to_saying("/set-up/transitions", "Kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut steps = crate::transition::proposed();
    for (n, s) in steps.iter_mut().enumerate() {
        s.id = Id::from_u128(n as u128 + 1);
    }
    let page = |errors| TransitionsPage {
        rows: steps.len() + 1,
        form: form_of(&steps),
        csrf: "gallery".into(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("title-1", "There are two called “First visit”");
    vec![
        framed("set-up-transitions", &page(Errors::new())),
        framed("set-up-transitions-wrong", &page(errors)),
    ]
}
