//! Other authorities this one works with: when a child lives in one and goes to school in the
//! other, both have something to do.
//!
//! Must never know: a child.

use super::rows::event;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use crate::people::looks_like_email;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::set_up::differences;
use casework::{Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::school::AuthorityNumber;
use store::organisation::Other;

/// The list.
pub struct ListPage {
    /// Them.
    pub others: Vec<Other>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Other authorities".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let rows = self.others.iter().map(|o| {
            vec![
                html! { a href={ "/set-up/authorities/" (o.id) } { (o.name) } @if o.ended_on.is_some() { " " (Tag(Standing::None, "No longer")) } },
                html! { (o.number) },
                html! { (o.contact) },
                html! { @if !o.email.is_empty() { a href={ "mailto:" (o.email) } { (o.email) } " " } (o.phone) },
            ]
        });
        let columns = vec![
            ("Authority", false),
            ("Number", false),
            ("Ask for", false),
            ("Reach them", false),
        ];
        html! {
            (Head::new("Other authorities").back("/set-up", "Set-up").acts(html! { a.btn.btn-2 href="/set-up/authorities/new" { "Add one" } })
                .facts(html! { "Whom to tell when a child lives in another authority, or goes to school there." }))
            @if self.others.is_empty() {
                (Empty { title: "None yet", words: "A child’s home authority is told of a permanent exclusion without delay. Keep whom to ask for, so that nobody has to look it up then.", step: Some(("/set-up/authorities/new", "Add one")) })
            } @else { (Table { caption: "Other authorities", columns, rows: rows.collect(), dense: true }) }
        }
    }
}

/// One of them, or a new one.
pub struct OnePage {
    /// Its name as kept; empty for a new one.
    pub name: String,
    /// Where the form goes.
    pub action: String,
    /// Authorities of the country by name, to choose from.
    pub known: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        if self.name.is_empty() { "Add an authority".into() } else { self.name.clone() }
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let title = self.title();
        let still = [Choice::new("yes", "Yes"), Choice::new("no", "No longer")];
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back("/set-up/authorities", "Other authorities"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(self.action) {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("version", f.text("version")))
                    (Field::new("name", "Name").hint("As the national list has it, its number is found by itself.").list(&self.known).from(f, e))
                    (Field::new("number", "National number").hint("Three digits, such as 301.").optional().from(f, e))
                    (Field::new("contact", "Whom to ask for").optional().from(f, e))
                    (Field::new("email", "Email").kind("email").optional().from(f, e))
                    (Field::new("phone", "Telephone").kind("tel").optional().from(f, e))
                    (Area::new("note", "What is agreed with them").hint("Such as who arranges education from the sixth day.").optional().from(f, e))
                    @if !self.name.is_empty() { (Choices::one("still", "Do you still work with them?", &still).from(f, e)) }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href="/set-up/authorities" { "Leave it" } }
                }
            }
        }
    }
}

/// Authorities there are on a day, by name, with their number.
fn national(today: Day) -> Vec<(String, String)> {
    let there = rulebook::codes::authorities().iter().filter(|a| {
        let number = a.row.code.to_string();
        AuthorityNumber::parse_on(&number, today).is_ok()
    });
    let mut all: Vec<(String, String)> =
        there.map(|a| (a.row.label.to_string(), a.row.code.to_string())).collect();
    all.sort();
    all.dedup();
    all
}

fn typed(v: &Visit, e: &mut Errors, id: Id) -> Other {
    let f = &v.form;
    let name = e.need(f, "name", 120, "Give its name");
    let mut number = e.limit(f, "number", 10);
    if number.is_empty() {
        let same =
            national(v.today()).into_iter().find(|(n, _)| n.to_lowercase() == name.to_lowercase());
        number = same.map(|(_, number)| number).unwrap_or_default();
    } else if let Err(why) = AuthorityNumber::parse(&number) {
        e.add("number", casework::words::capital(&why.to_string()));
    }
    let email = e.limit(f, "email", 200).to_lowercase();
    if !email.is_empty() && !looks_like_email(&email) {
        e.add("email", "Give an email such as a.name@council.example");
    }
    Other {
        id,
        name,
        number,
        contact: e.limit(f, "contact", 120),
        email,
        phone: e.limit(f, "phone", 40),
        note: e.limit(f, "note", 600),
        ended_on: (f.text("still") == "no").then(|| v.today()),
        version: f.int("version").unwrap_or(0),
    }
}

fn page(v: &Visit, name: &str, action: String, form: Form, errors: Errors) -> OnePage {
    let known = national(v.today()).into_iter().map(|(name, _)| name).collect();
    OnePage { name: name.into(), action, known, csrf: v.csrf.clone(), form, errors }
}

fn values(o: &Other) -> Vec<(String, String)> {
    [
        ("name", o.name.clone()),
        ("number", o.number.clone()),
        ("ask for", o.contact.clone()),
        ("email", o.email.clone()),
        ("telephone", o.phone.clone()),
        ("agreed", o.note.replace(['\r', '\n'], " ")),
        ("worked with", if o.ended_on.is_some() { "no longer" } else { "yes" }.to_string()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let others = store::organisation::others(&mut read, v.org()).await?;
    v.page(&ListPage { others })
}

const NEW: &str = "/set-up/authorities/new";

/// Shows the form for a new one.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    v.page(&page(&v, "", NEW.into(), form, Errors::new()))
}

/// Keeps a new one.
pub async fn add(v: Visit) -> Answer {
    let mut e = Errors::new();
    let other = typed(&v, &mut e, v.form.id("once").unwrap_or_else(Id::now_v7));
    let mut w = v.write("Adding another authority").await?;
    let same = |o: &Other| o.id != other.id && o.name.to_lowercase() == other.name.to_lowercase();
    if store::organisation::others(&mut w, v.org()).await?.iter().any(same) {
        e.add("name", "It is in the list already");
    }
    if !e.is_empty() {
        return v.again(&page(&v, "", NEW.into(), v.form.clone(), e));
    }
    if store::organisation::add_other(&mut w, &other).await? {
        let changes = differences(&[], &values(&other));
        let event = event(Verb::ListChanged, "other_authority", other.id, &changes);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/set-up/authorities", format!("{} is kept", other.name))
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let o = store::organisation::other(&mut read, v.org(), v.id("id")?).await?;
    let form = Form::of([
        ("version", o.version.to_string()),
        ("name", o.name.clone()),
        ("number", o.number.clone()),
        ("contact", o.contact.clone()),
        ("email", o.email.clone()),
        ("phone", o.phone.clone()),
        ("note", o.note.clone()),
        ("still", if o.ended_on.is_some() { "no" } else { "yes" }.into()),
    ]);
    v.page(&page(&v, &o.name, format!("/set-up/authorities/{}", o.id), form, Errors::new()))
}

/// Changes one.
pub async fn change(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut e = Errors::new();
    let other = typed(&v, &mut e, id);
    let mut w = v.write("Changing another authority").await?;
    let now = store::organisation::other(&mut w, v.org(), id).await?;
    if !e.is_empty() {
        let action = format!("/set-up/authorities/{id}");
        return v.again(&page(&v, &now.name, action, v.form.clone(), e));
    }
    let changes = differences(&values(&now), &values(&other));
    if changes.is_empty() {
        return v.to("/set-up/authorities");
    }
    if other.version != now.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::organisation::change_other(&mut w, &other).await?;
    v.commit(w, event(Verb::ListChanged, "other_authority", id, &changes), Vec::new()).await?;
    v.to_saying("/set-up/authorities", format!("{} is kept", other.name))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let other = |n: u128, name: &str, number: &str, contact: &str, ended: bool| Other {
        id: Id::from_u128(n),
        name: name.into(),
        number: number.into(),
        contact: contact.into(),
        email: "exclusions@eastlea.example".into(),
        phone: "01632 960555".into(),
        note: String::new(),
        ended_on: ended.then(|| Day::from_pg(9_800)),
        version: 1,
    };
    let mut errors = Errors::new();
    errors.add("number", "007 is not the number of a local authority in England");
    vec![
        framed("authorities-empty", &ListPage { others: Vec::new() }),
        framed(
            "authorities",
            &ListPage {
                others: vec![
                    other(1, "Eastlea", "", "Ms Orla Whitcombe", false),
                    other(2, "Old Ferring", "", "", true),
                ],
            },
        ),
        framed(
            "authority-wrong",
            &OnePage {
                name: "Eastlea".into(),
                action: "/set-up/authorities/1".into(),
                known: vec!["Calderdale".into(), "Kirklees".into()],
                csrf: "gallery".into(),
                form: Form::of([("name", "Eastlea"), ("number", "007"), ("still", "yes")]),
                errors,
            },
        ),
    ]
}
