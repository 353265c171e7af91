//! How a copy of a record of force, restraint or seclusion names others when it goes home.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::restrictive::{Naming, Showing};
use casework::set_up::differences;
use casework::words::{Concept, Words};
use casework::{Coded, Verb};
use maud::{Markup, html};

/// The page.
pub struct RestrictivePage {
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RestrictivePage {
    fn title(&self) -> String {
        "Force, restraint and seclusion".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let choice = |s: &Showing| Choice::new(s.code(), s.label());
        let staff: Vec<Choice> = Showing::ALL.iter().map(choice).collect();
        let pupils: Vec<Choice> = [Showing::Nobody, Showing::Initials].iter().map(choice).collect();
        let others =
            format!("Other {} in the copy that goes home", self.words.many(Concept::Pupil));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/set-up", "Set-up"))
                (ErrorSummary(e))
                p { "The record itself keeps every name. These hold for the copy a parent is given. The names that are found are those on roll and on the staff list: whoever gives the copy reads it first." }
                form.stack.stack-5 method="post" action="/set-up/restrictive" {
                    (token(&self.csrf)) (hidden("was", f.text("was")))
                    (Choices::one("staff", "Staff in the copy that goes home", &staff).from(f, e))
                    (Choices::one("pupils", &others, &pupils).hint("Never by name.").from(f, e))
                    div.row { button.btn type="submit" { "Keep them" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(n: Naming) -> Vec<(String, String)> {
    vec![("staff".into(), n.staff.label().into()), ("others".into(), n.pupils.label().into())]
}

fn filled(n: Naming) -> Form {
    Form::of([
        ("was", mark(&values(n))),
        ("staff", n.staff.code().to_string()),
        ("pupils", n.pupils.code().to_string()),
    ])
}

fn sheet(v: &Visit, form: Form, errors: Errors) -> RestrictivePage {
    RestrictivePage { words: v.words().clone(), csrf: v.csrf.clone(), form, errors }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let form = filled(store::restrictive::naming(&mut read, v.org()).await?);
    v.page(&sheet(&v, form, Errors::new()))
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut e = Errors::new();
    let staff = e.get(v.form.coded::<Showing>("staff"), "staff", "Choose one of these");
    let pupils = v.form.coded::<Showing>("pupils").filter(|s| *s != Showing::Full);
    let pupils = e.get(pupils, "pupils", "Choose one of these");
    let (Some(staff), Some(pupils)) = (staff, pupils) else {
        return v.again(&sheet(&v, v.form.clone(), e));
    };
    let naming = Naming { staff, pupils };
    let mut w = v.write("Changing how a copy names others").await?;
    let was = values(store::restrictive::naming(&mut w, v.org()).await?);
    let changes = differences(&was, &values(naming));
    if changes.is_empty() {
        return v.to_saying("/set-up/restrictive", "They are as they were");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::restrictive::set_naming(&mut w, naming).await?;
    v.commit(w, event(Verb::SettingChanged, "restrictive", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up/restrictive", "They are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("staff", "Choose one of these");
    let page = |form, errors| RestrictivePage {
        words: crate::exit::sample_words(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    vec![
        framed("set-up-restrictive", &page(filled(Naming::default()), Errors::new())),
        framed("set-up-restrictive-wrong", &page(Form::default(), errors)),
    ]
}
