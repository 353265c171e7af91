//! The school's ladder: the steps after the last warning, and what its policy says may follow a
//! day that fails. The school's own rule, never law.

use super::rows::{cell, event, mark, pick};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{STEPS_AT_MOST, Step, StepKind};
use casework::school::Rules;
use casework::set_up::differences;
use casework::words::{Concept, Words};
use casework::{Coded, Verb};
use maud::{Markup, html};

/// The page.
pub struct LadderPage {
    /// The school's words.
    pub words: Words,
    /// Where the rules come from.
    pub policy: String,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LadderPage {
    fn title(&self) -> String {
        "The ladder".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let warnings = format!("{} first", self.words.caps(Concept::Warning));
        let help = format!(
            "Empty lines are left out. An example: offer a walk with an adult; call {}; ring home.",
            self.words.a(Concept::Senior)
        );
        let follows = format!(
            "One to a line, such as “The day is repeated”. It is shown with the record the {} decides on. Mainstay never decides.",
            self.words.one(Concept::Head)
        );
        let kinds: Vec<(&str, &str)> = StepKind::ALL
            .iter()
            .map(|k| {
                let short = match k {
                    StepKind::Call => "Somebody is called",
                    StepKind::Support => "Something that may help is offered",
                    StepKind::Other => "Something else",
                };
                (k.code(), short)
            })
            .collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("The ladder").back("/set-up", "Set-up"))
                div.panel.panel-note { p { "This is this school’s own rule (" (self.policy) "), and pages show it as that. The law sets no ladder. What is offered to help is shown where it belongs and never counted as a step." } }
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/ladder" {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    (Field { kind: "number", ..Field::new("warnings", &warnings).hint("A break to calm down is never one of them.").from(f, e) })
                    fieldset.field { legend { "Steps after the last one, in order" }
                        p.hint { (help) }
                        ol.stack.stack-2.ladder-steps { @for n in 1..=STEPS_AT_MOST {
                            li { div.row {
                                (cell(&format!("step_{n}"), &format!("Step {n}"), "text", f, e))
                                (pick(&format!("kind_{n}"), &format!("What step {n} is"), &kinds, f, e))
                            } }
                        } }
                    }
                    (Area::new("may_follow", "What the policy says may follow a day that fails").hint(&follows).optional().from(f, e))
                    div.row { button.btn type="submit" { "Keep the ladder" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(r: &Rules) -> Vec<(String, String)> {
    let steps: Vec<String> = r.ladder().iter().map(|s| s.name.clone()).collect();
    let kinds: Vec<&str> = r.ladder().iter().map(|s| s.kind.code()).collect();
    vec![
        ("warnings".into(), r.warnings.to_string()),
        ("steps".into(), steps.join("; ")),
        ("kinds of step".into(), kinds.join(", ")),
        ("may follow".into(), r.may_follow.lines().collect::<Vec<_>>().join("; ")),
    ]
}

fn filled(r: &Rules) -> Form {
    let mut form = Form::of([
        ("was", mark(&values(r))),
        ("warnings", r.warnings.to_string()),
        ("may_follow", r.may_follow.clone()),
    ]);
    for (n, step) in r.ladder().iter().enumerate() {
        form = form
            .with(&format!("step_{}", n + 1), &step.name)
            .with(&format!("kind_{}", n + 1), step.kind.code());
    }
    form
}

fn sheet(v: &Visit, form: Form, errors: Errors) -> LadderPage {
    LadderPage {
        words: v.words().clone(),
        policy: v.setting.rules.policy.clone(),
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let form = filled(&v.setting.rules);
    v.page(&sheet(&v, form, Errors::new()))
}

/// The steps as typed, checked.
fn steps(f: &Form, e: &mut Errors) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for n in 1..=STEPS_AT_MOST {
        let (field, kind) = (format!("step_{n}"), format!("kind_{n}"));
        let name = e.limit(f, &field, 120);
        if name.is_empty() {
            continue;
        }
        if out.iter().any(|s| s.name.eq_ignore_ascii_case(&name)) {
            e.add(&field, "That step is on the ladder already");
        }
        out.push(Step { name, kind: f.coded(&kind).unwrap_or(StepKind::Call) });
    }
    if !out.iter().any(Step::counts) {
        e.add("step_1", "Name at least one step that is not only support");
    }
    out
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut e = Errors::new();
    let f = &v.form;
    let warnings = f.int("warnings").filter(|n| (1..=10).contains(n));
    let warnings =
        e.get(warnings, "warnings", "Give a whole number from 1 to 10").unwrap_or_default();
    let steps = steps(f, &mut e);
    let may_follow = e.limit(f, "may_follow", 1000);
    if !e.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), e));
    }
    let mut w = v.write("Changing the ladder").await?;
    let now = store::school::setting(&mut w, v.org()).await?.rules;
    let mut rules = Rules { warnings, may_follow, ..now.clone() };
    rules.climb(steps);
    let was = values(&now);
    let changes = differences(&was, &values(&rules));
    if v.form.text("was") != mark(&was) && !changes.is_empty() {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::school::set_rules(&mut w, &rules).await?;
    v.commit(w, event(Verb::SettingChanged, "rules", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/ladder", "The ladder is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |form, errors| LadderPage {
        words: Words::default(),
        policy: "Fairholme behaviour policy, section 6.4".into(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut rules = Rules { may_follow: "The day is repeated".into(), ..Rules::default() };
    rules.climb(vec![
        Step { name: "Offer a walk with an adult".into(), kind: StepKind::Support },
        Step::call("Call a senior leader"),
    ]);
    let mut errors = Errors::new();
    errors.add("step_2", "That step is on the ladder already");
    vec![
        framed("set-up-ladder", &page(filled(&rules), Errors::new())),
        framed("set-up-ladder-wrong", &page(filled(&rules), errors)),
    ]
}
