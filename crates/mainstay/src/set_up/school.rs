//! The school's name, address, telephone, how a concern is raised, and the name letters use for a
//! pupil: what letters carry.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::{LetterName, School};
use casework::set_up::differences;
use casework::{Coded, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct SchoolPage {
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// The fields, here and on a new installation.
pub fn fields(f: &Form, e: &Errors) -> Markup {
    html! {
        (Field { autocomplete: "organization", ..Field::new("name", "Name of the school").from(f, e) })
        (Area::new("address", "Address").hint("As it stands at the head of a letter, a line each.").rows(3).from(f, e))
        (Field { kind: "tel", autocomplete: "tel", ..Field::new("phone", "Telephone").from(f, e) })
        (Area::new("concern", "How a parent raises a concern").hint("One or two sentences, printed in every letter: whom to ask for, and where the complaints policy is.").rows(3).from(f, e))
    }
}

/// What was typed, checked.
pub fn typed(f: &Form, e: &mut Errors, id: Id, demo: bool) -> School {
    School {
        id,
        name: e.need(f, "name", 120, "Give the name of the school"),
        address: e.need(f, "address", 400, "Give the address: letters carry it"),
        phone: e.need(f, "phone", 40, "Give a telephone number: letters carry it"),
        concern: e.need(f, "concern", 600, "Say how a parent raises a concern: letters carry it"),
        demo,
    }
}

impl Page for SchoolPage {
    fn title(&self) -> String {
        "The school".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let names: Vec<Choice> = LetterName::ALL
            .iter()
            .map(|n| match n {
                LetterName::Known => Choice::new(n.code(), n.label()).hint("Mainstay proposes this: a letter may be opened at a home where another name is not known."),
                n => Choice::new(n.code(), n.label()),
            })
            .collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("The school").back("/set-up", "Set-up").facts(html! { "Letters carry all of this." }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action="/set-up/school" {
                    (token(&self.csrf)) (hidden("was", self.form.text("was")))
                    (fields(&self.form, &self.errors))
                    (Choices::one("letter_name", "Name in letters", &names).hint("Words a person types into a letter stay as they typed them.").from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

fn values(s: &School, letters: LetterName) -> Vec<(String, String)> {
    [
        ("name", s.name.clone()),
        ("address", s.address.replace(['\r', '\n'], " ")),
        ("telephone", s.phone.clone()),
        ("concern", s.concern.clone()),
        ("name in letters", letters.label().to_string()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let (s, letters) = (&v.setting.school, v.setting.rules.letter_name);
    let form = Form::of([
        ("was", mark(&values(s, letters))),
        ("letter_name", letters.code().to_string()),
        ("name", s.name.clone()),
        ("address", s.address.clone()),
        ("phone", s.phone.clone()),
        ("concern", s.concern.clone()),
    ]);
    v.page(&SchoolPage { csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let school = typed(&v.form, &mut errors, v.org(), v.setting.school.demo);
    let letters = v.form.coded::<LetterName>("letter_name");
    let letters = errors.get(letters, "letter_name", "Choose the name letters use");
    let letters = letters.unwrap_or(LetterName::Known);
    if !errors.is_empty() {
        return v.again(&SchoolPage { csrf: v.csrf.clone(), form: v.form.clone(), errors });
    }
    let mut w = v.write("Changing the school’s details").await?;
    let now = store::school::setting(&mut w, v.org()).await?;
    let was = values(&now.school, now.rules.letter_name);
    let changes = differences(&was, &values(&school, letters));
    if changes.is_empty() {
        return v.to("/set-up");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::school::change(&mut w, &school).await?;
    store::school::set(&mut w, "letter_name", letters.code()).await?;
    v.commit(w, event(Verb::SettingChanged, "school", v.org(), &changes), Vec::new()).await?;
    v.to_saying("/set-up", "The school’s details are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("phone", "Give a telephone number: letters carry it");
    let form = Form::of([("name", "Fairholme Community School"), ("address", "Mill Rise")]);
    vec![framed("set-up-school-wrong", &SchoolPage { csrf: "gallery".into(), form, errors })]
}
