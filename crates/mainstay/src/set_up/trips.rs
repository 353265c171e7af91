//! Who approves trips, and whom to ring at school while they are out.

use super::rows::event;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, token};
use crate::visit::{Answer, Visit};
use casework::trip::SHORT;
use casework::words::Words;
use casework::{Coded, Role, Verb};
use maud::{Markup, html};

/// The page.
pub struct TripsPage {
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for TripsPage {
    fn title(&self) -> String {
        "Trips".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let (head, senior) = (self.words.role(Role::Head), self.words.role(Role::Senior));
        let who = [
            Choice::new(Role::Head.code(), head.clone()),
            Choice::new(Role::Senior.code(), senior)
                .hint(format!("And this role, as ever: {head}.")),
        ];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Trips").back("/set-up", "Set-up").facts(html! { "The school’s own rule. Whoever approves sees what is missing first, and cannot approve while anything is." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action="/set-up/trips" {
                    (token(&self.csrf))
                    (Choices::one("approver", "Who approves trips?", &who).from(f, e))
                    (Field::new("base", "Whom to ring at school while they are out").hint("A name and a number that is answered until they are back. It stands on every new trip.").optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (approver, base) = crate::trip::setting(&mut read, v.org()).await?;
    v.page(&TripsPage {
        words: v.words().clone(),
        csrf: v.csrf.clone(),
        form: Form::of([("approver", approver.code().to_string()), ("base", base)]),
        errors: Errors::new(),
    })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let role = v.form.coded::<Role>("approver").filter(|r| matches!(r, Role::Head | Role::Senior));
    let role = errors.get(role, "approver", "Choose who approves");
    let base = errors.limit(&v.form, "base", SHORT);
    let (true, Some(role)) = (errors.is_empty(), role) else {
        return v.again(&TripsPage {
            words: v.words().clone(),
            csrf: v.csrf.clone(),
            form: v.form.clone(),
            errors,
        });
    };
    let mut w = v.write("Saying who approves trips").await?;
    let (was, before) = crate::trip::setting(&mut w, v.org()).await?;
    store::trip::set(&mut w, role, &base).await?;
    let changes = [
        ("approved by".to_string(), format!("{} → {}", was.label(), role.label())),
        ("rung at school".to_string(), format!("{before} → {base}")),
    ];
    let said = event(Verb::SettingChanged, "trips", v.org(), &changes);
    v.commit(w, said, Vec::new()).await?;
    v.to_saying("/set-up/trips", "Kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("approver", "Choose who approves");
    let page = |form, errors| TripsPage {
        words: crate::exit::sample_words(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    vec![
        framed("set-up-trips", &page(Form::of([("approver", "head")]), Errors::new())),
        framed("set-up-trips-wrong", &page(Form::default(), errors)),
    ]
}
