//! The organisation's name, what it is, its address, telephone, how a concern is raised, and the
//! name letters use for a pupil: what letters carry.

use super::rows::{event, mark};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::organisation::{Governed, OrgKind, objection};
use casework::school::{LetterName, School};
use casework::set_up::differences;
use casework::{Coded, Id, Verb};
use maud::{Markup, html};

/// The page.
pub struct SchoolPage {
    /// What it is now: a school stays one, and so does an authority.
    pub kind: OrgKind,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// The fields, here and on a new installation, where nobody has said yet what it is.
pub fn fields(f: &Form, e: &Errors, now: Option<OrgKind>) -> Markup {
    let kinds: Vec<Choice> = OrgKind::ALL
        .iter()
        .filter(|k| match now {
            Some(now) => now.is_school() && k.is_school(),
            None => **k != OrgKind::School,
        })
        .map(|k| Choice::new(k.code(), k.label()))
        .collect();
    let governed: Vec<Choice> =
        Governed::ALL.iter().map(|g| Choice::new(g.code(), g.label())).collect();
    let school = now.is_none_or(OrgKind::is_school);
    html! {
        (Field { autocomplete: "organization", ..Field::new("name", "Name").from(f, e) })
        @if !kinds.is_empty() { (Choices::one("kind", "What is it?", &kinds).look(Look::Select).hint("Some dates in law differ by it.").from(f, e)) }
        @if school { (Choices::one("governed", "Who answers for it in law?", &governed).look(Look::Select).hint("For a school only.").from(f, e)) }
        (Area::new("address", "Address").hint("As it stands at the head of a letter, a line each.").rows(3).from(f, e))
        (Field { kind: "tel", autocomplete: "tel", ..Field::new("phone", "Telephone").from(f, e) })
        (Area::new("concern", "How a parent raises a concern").hint("One or two sentences, printed in every letter: whom to ask for, and where the complaints policy is.").rows(3).from(f, e))
    }
}

/// What was typed, checked. `was` is what it is already, where it is there.
pub fn typed(f: &Form, e: &mut Errors, id: Id, demo: bool, was: Option<&School>) -> School {
    let kept = was.map(|s| s.kind);
    let kind = f.coded::<OrgKind>("kind").or(kept.filter(|_| !f.has("kind")));
    // What is kept here hangs on it: a school is no authority the day after.
    let kind =
        kind.filter(|k| kept.is_none_or(|was| *k == was || was.is_school() && k.is_school()));
    let kind = e.get(kind, "kind", "Say what it is").or(kept).unwrap_or(OrgKind::School);
    let governed = match f.pairs().iter().any(|(n, _)| n == "governed") {
        true => f.coded::<Governed>("governed").unwrap_or(Governed::NotSaid),
        false => was.map_or(Governed::NotSaid, |s| s.governed),
    };
    if let Some(no) = objection(kind, governed) {
        e.add("governed", no);
    }
    School {
        id,
        name: e.need(f, "name", 120, "Give its name"),
        address: e.need(f, "address", 400, "Give the address: letters carry it"),
        phone: e.need(f, "phone", 40, "Give a telephone number: letters carry it"),
        concern: e.need(f, "concern", 600, "Say how a parent raises a concern: letters carry it"),
        demo,
        kind,
        governed,
    }
}

impl Page for SchoolPage {
    fn title(&self) -> String {
        self.called().into()
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
                (Head::new(self.called()).back("/set-up", "Set-up").facts(html! { "Letters carry all of this." }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action="/set-up/school" {
                    (token(&self.csrf)) (hidden("was", self.form.text("was")))
                    (fields(&self.form, &self.errors, Some(self.kind)))
                    @if self.kind.is_school() { (Choices::one("letter_name", "Name in letters", &names).hint("Words a person types into a letter stay as they typed them.").from(&self.form, &self.errors)) }
                    @else { (hidden("letter_name", self.form.text("letter_name"))) }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/set-up" { "Leave it" } }
                }
            }
        }
    }
}

impl SchoolPage {
    fn called(&self) -> &'static str {
        match self.kind {
            OrgKind::Authority => "The authority",
            OrgKind::Trust => "The trust",
            _ => "The school",
        }
    }
}

fn values(s: &School, letters: LetterName) -> Vec<(String, String)> {
    [
        ("name", s.name.clone()),
        ("kind", s.kind.label().to_string()),
        ("answerable", s.governed.label().to_string()),
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
        ("kind", s.kind.code().to_string()),
        ("governed", s.governed.code().to_string()),
        ("address", s.address.clone()),
        ("phone", s.phone.clone()),
        ("concern", s.concern.clone()),
    ]);
    v.page(&SchoolPage { kind: s.kind, csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let before = &v.setting.school;
    let school = typed(&v.form, &mut errors, v.org(), before.demo, Some(before));
    let letters = v.form.coded::<LetterName>("letter_name");
    let letters = errors.get(letters, "letter_name", "Choose the name letters use");
    let letters = letters.unwrap_or(LetterName::Known);
    if !errors.is_empty() {
        let (kind, form) = (before.kind, v.form.clone());
        return v.again(&SchoolPage { kind, csrf: v.csrf.clone(), form, errors });
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
    v.to_saying("/set-up", "The details are kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("phone", "Give a telephone number: letters carry it");
    let form = Form::of([("name", "Fairholme Community School"), ("address", "Mill Rise")]);
    let page = |kind, form, errors| SchoolPage { kind, csrf: "gallery".into(), form, errors };
    let authority = Form::of([("name", "Northmoor Borough Council"), ("address", "1 Moor Street")]);
    vec![
        framed("set-up-school-wrong", &page(OrgKind::Secondary, form, errors)),
        framed("set-up-authority", &page(OrgKind::Authority, authority, Errors::new())),
    ]
}
