//! What training the school asks of whom, and how long before it runs out somebody is told.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::team::Ask;
use casework::training::{LONGEST_LINE, Need, same};
use casework::words::Words;
use casework::{Coded, Event, Id, Role, Verb};
use maud::{Markup, html};
use rulebook::team::TRAINING_WARNED_LONGEST;
use store::today::team;

/// Where it is.
const NEEDS: &str = "/training/needs";

/// The page.
pub struct NeedsPage {
    /// What is asked.
    pub all: Vec<Need>,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
    /// What is in the forms.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NeedsPage {
    fn title(&self) -> String {
        "What training is asked of whom".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (title, f, e) = (self.title(), &self.form, &self.errors);
        let mut roles = vec![Choice::new("", "Everybody who works here")];
        roles.extend(
            Role::ALL
                .iter()
                .filter(|r| !r.is_an_authoritys())
                .map(|r| Choice::new(r.code(), self.words.role(*r))),
        );
        let whom = |n: &Need| n.role.map_or("Everybody".to_string(), |r| self.words.role(r));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(HOME, "Training").facts(html! { "The school’s own list. Where the law asks for training, its own guidance says what." }))
                (ErrorSummary(e))
                @if self.all.is_empty() { (Empty { title: "Nothing is asked yet", words: "Once something is, whoever is without it is named under Training.", step: None }) }
                @else { ul.clocks { @for n in &self.all { li.clock {
                    @if n.active { (Tag(Standing::Done, "Asked")) } @else { (Tag(Standing::None, "Not asked any more")) }
                    div { p.clock-what { (n.what) } p.soft { (whom(n)) @if n.newcomers { ". In the first weeks of somebody new" } } }
                    form method="post" action=(NEEDS) {
                        (token(&self.csrf)) (hidden("act", "turn")) (hidden("id", n.id)) (hidden("version", n.version))
                        button.btn.btn-quiet type="submit" { @if n.active { "Ask it no more" } @else { "Ask it again" } span.vh { ": " (n.what) } }
                    }
                } } } }
                form.sheet.stack.stack-4 method="post" action=(NEEDS) {
                    (token(&self.csrf)) (hidden("act", "add")) (hidden("once", f.text("once")))
                    h2 { "Ask for something" }
                    (Field::new("what", "What").hint("Such as “Safeguarding, yearly”.").from(f, e))
                    (Choices::one("role", "Of whom", &roles).look(Look::Select).from(f, e))
                    (Choices::many("newcomers", "Somebody new", &[Choice::new("yes", "It belongs to their first weeks")]).from(f, e))
                    div { button.btn type="submit" { "Ask for it" } }
                }
                form.sheet.stack.stack-4 method="post" action=(NEEDS) {
                    (token(&self.csrf)) (hidden("act", "warned"))
                    h2 { "Before it runs out" }
                    (Field::new("warned", "Days before").kind("figure").hint("The person is told on Today, and so is whoever manages them.").from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NeedsPage, Problem> {
    let mut read = v.read().await?;
    let all = store::training::needs(&mut read, v.org()).await?;
    let blank =
        Form::of([("once", Id::now_v7().to_string()), ("warned", super::warned(v).to_string())]);
    let form = form.pairs().into_iter().fold(blank, |f, (n, x)| f.with(&n, x));
    Ok(NeedsPage { all, words: v.words().clone(), csrf: v.csrf.clone(), form, errors })
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

fn event(n: &Need) -> Event {
    Event::new(Verb::TrainingNeeded, "training_need", n.id).fact("training", &n.what)
}

/// Adds one, turns one off or on, or changes the interval.
pub async fn keep(v: Visit) -> Answer {
    match v.form.text("act") {
        "add" => add(v).await,
        "turn" => turn(v).await,
        "warned" => interval(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.need(f, "what", LONGEST_LINE, "Say what is asked");
    let role = f.coded::<Role>("role");
    if f.has("role") && role.is_none_or(Role::is_an_authoritys) {
        errors.add("role", "Choose a role from the list");
    }
    let mut w = v.write("Asking for training").await?;
    let all = store::training::needs(&mut w, v.org()).await?;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    if all.iter().any(|n| n.id == id) {
        return v.to(NEEDS);
    }
    if all.iter().any(|n| n.active && n.role == role && same(&n.what, &what)) {
        errors.add("what", "It is asked of them already");
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    }
    let n = Need { id, what, role, newcomers: f.ticked("newcomers"), active: true, version: 0 };
    store::training::keep_need(&mut w, &n).await?;
    v.commit(w, event(&n), Vec::new()).await?;
    v.to_saying(NEEDS, "It is asked. Training names whoever is without it")
}

async fn turn(v: Visit) -> Answer {
    let mut w = v.write("Changing what training is asked").await?;
    let all = store::training::needs(&mut w, v.org()).await?;
    let id = v.form.id("id");
    let was = all.into_iter().find(|n| Some(n.id) == id).ok_or(Problem::Missing)?;
    // The same tap twice turns it once.
    if v.form.int("version") != Some(was.version) {
        return v.to(NEEDS);
    }
    let n = Need { active: !was.active, ..was };
    store::training::keep_need(&mut w, &n).await?;
    v.commit(w, event(&n), Vec::new()).await?;
    v.to(NEEDS)
}

async fn interval(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let days = v.form.int("warned").filter(|d| (1..=TRAINING_WARNED_LONGEST).contains(d));
    let message = format!("Give a number of days from 1 to {TRAINING_WARNED_LONGEST}");
    let Some(days) = errors.get(days, "warned", &message) else {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let before = super::warned(&v);
    if days == before {
        return v.to(NEEDS);
    }
    let mut w = v.write("Changing when somebody is told that training runs out").await?;
    store::school::set(&mut w, "training_warned", &days.to_string()).await?;
    for t in store::training::all(&mut w, v.org()).await? {
        if let Some(due) = t.told_on(days) {
            team::moved(&mut w, Ask::TrainingEnds, t.id, due).await?;
        }
    }
    for f in store::first_aid::all(&mut w, v.org()).await? {
        if let Some(until) = f.until {
            team::moved(&mut w, Ask::FirstAidEnds, f.staff, until.plus(-days)).await?;
        }
    }
    let event = Event::new(Verb::SettingChanged, "setting", v.org())
        .fact("days before training runs out", format!("{before} → {days}"));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(NEEDS, "Kept")
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let need = |n, what: &str, role, active| Need {
        id: Id::from_u128(n),
        what: what.into(),
        role,
        newcomers: n == 1,
        active,
        version: 1,
    };
    let page = |all, form, errors| NeedsPage {
        all,
        words: Words::default(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let all = vec![
        need(1, "Safeguarding, yearly", None, true),
        need(2, "De-escalation, level 2", Some(Role::RoomLead), true),
        need(3, "Paper registers", None, false),
    ];
    let mut wrong = Errors::new();
    wrong.add("warned", "Give a number of days from 1 to 366");
    vec![
        framed("training-needs", &page(all, Form::of([("warned", "60")]), Errors::new())),
        framed(
            "training-needs-empty-wrong",
            &page(Vec::new(), Form::of([("warned", "soon")]), wrong),
        ),
    ]
}
