//! A practice log: somebody's own words about how their work goes, for them and for whoever manages
//! them. Nobody else finds it.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token,
};
use crate::problem::Problem;
use crate::team::gone;
use crate::visit::{Answer, Visit};
use casework::practice::{Kind, LONGEST, Practice, is_read_by};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// Where one's own is.
const OWN: &str = "/supervision/practice";

/// The page.
pub struct PracticePage {
    /// Whose; empty where it is the reader's own.
    pub of: String,
    /// Who else reads it; empty where nobody manages them.
    pub manager: String,
    /// Entries, newest first.
    pub all: Vec<Practice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PracticePage {
    fn title(&self) -> String {
        match self.of.is_empty() {
            true => "Your practice log".into(),
            false => format!("Practice log: {}", self.of),
        }
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let own = self.of.is_empty();
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back(HOME, "Line management and supervision").facts(html! {
                    @if !own { "You read this because you manage them. Nobody else does." }
                    @else if self.manager.is_empty() { "You alone read this: nobody manages you in Mainstay. Whoever does one day, reads it then." }
                    @else { "You read this, and " (self.manager) " who manages you. Nobody else does, however senior." }
                }))
                (ErrorSummary(e))
                @if self.all.is_empty() { (Empty { title: "Nothing is written yet", words: "How something went, what others said of it, what was tried after training, and what would be done next time.", step: None }) }
                @else { ul.stack.stack-3 { @for p in &self.all { li.sheet.stack.stack-2 {
                    p { strong { (p.kind.label()) } span.sub { (p.day) } }
                    p.as-typed { (p.words) }
                    @if !p.next_time.is_empty() { p.as-typed { strong { "Next time: " } (p.next_time) } }
                } } } }
                @if own { form.sheet.stack.stack-4 method="post" action=(OWN) {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Write an entry" }
                    (Choices::one("kind", "What is it?", &kinds).look(Look::Select).from(f, e))
                    (Field::new("day", "About which day").kind("date").from(f, e))
                    (Area::new("words", "In your words").rows(4).hint("Name no child.").from(f, e))
                    (Area::new("next_time", "What you would do next time").rows(2).optional().from(f, e))
                    div { button.btn type="submit" { "Keep it" } }
                } }
            }
        }
    }
}

async fn own(v: &Visit, form: Form, errors: Errors) -> Result<PracticePage, Problem> {
    let mut read = v.read().await?;
    let me = v.actor.staff;
    let manager = match store::supervision::manager_of(&mut read, v.org(), me).await? {
        Some(id) => store::staff::find(&mut read, v.org(), id).await?.full(),
        None => String::new(),
    };
    let mut form = form;
    for (name, value) in [("once", Id::now_v7().to_string()), ("day", v.today().iso())] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    let all = store::practice::of(&mut read, v.org(), me).await?;
    Ok(PracticePage { of: String::new(), manager, all, csrf: v.csrf.clone(), form, errors })
}

/// Shows one's own.
pub async fn list(v: Visit) -> Answer {
    let page = own(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps an entry.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what it is");
    let day = gone(&v, &mut errors, "day");
    let words = errors.need(f, "words", LONGEST, "Write something");
    let next_time = errors.limit(f, "next_time", LONGEST);
    let (Some(kind), Some(day), true) = (kind, day, errors.is_empty()) else {
        let page = own(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Writing in a practice log").await?;
    let p = Practice {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        staff: v.actor.staff,
        day,
        kind,
        words,
        next_time,
        made_at: v.now,
    };
    if store::practice::add(&mut w, &p).await? {
        // The trail keeps that there is an entry, and not a word of it.
        let event = Event::new(Verb::PracticeKept, "practice_entry", p.id).fact("on", p.day);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(OWN, "Kept")
}

/// Shows somebody's to whoever manages them; to anybody else there is none.
pub async fn of(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let s = store::supervision::find(&mut read, v.org(), v.actor.staff, v.id("id")?).await?;
    let manager = s.ended_on.is_none().then_some(s.manager);
    if s.manager != v.actor.staff || !is_read_by(s.staff, v.actor.staff, manager) {
        return Err(Problem::Missing);
    }
    let all = store::practice::of(&mut read, v.org(), s.staff).await?;
    v.page(&PracticePage {
        of: s.staff_name,
        manager: String::new(),
        all,
        csrf: v.csrf.clone(),
        form: Form::nothing(),
        errors: Errors::new(),
    })
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 5).unwrap_or_else(|| Day::from_pg(0));
    let entry = Practice {
        id: Id::from_u128(1),
        staff: Id::from_u128(2),
        day,
        kind: Kind::Tried,
        words: "Two ways to slow a corridor down: the first helped, the second came too late."
            .into(),
        next_time: "Stand at the corner before the bell.".into(),
        made_at: day.at(rulebook::Minute::default()),
    };
    let page = |of: &str, manager: &str, all, errors| PracticePage {
        of: of.into(),
        manager: manager.into(),
        all,
        csrf: "gallery".into(),
        form: Form::of([("day", "2026-11-05")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("words", "Write something");
    vec![
        framed("practice", &page("", "Ms Dara Okell", vec![entry.clone()], Errors::new())),
        framed("practice-wrong", &page("", "", Vec::new(), wrong)),
        framed("practice-of", &page("Mr Theo Brack", "", vec![entry], Errors::new())),
    ]
}
