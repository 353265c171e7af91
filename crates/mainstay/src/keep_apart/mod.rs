//! Keep-apart pairs: set and ended by those who approve, seen by whoever runs the room. Never on
//! a notice, a letter, or a teacher's page.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::KeepApart;
use casework::words::Concept;
use casework::{Event, Id, May, Refusal, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::pupil::Filter;
use store::set_up::Pair;

/// The page.
pub struct PairsPage {
    /// "students"
    pub pupils: String,
    /// Pairs in force.
    pub pairs: Vec<Pair>,
    /// Whether this person reads why: cover adults see the pair alone.
    pub reads: bool,
    /// Whether this person sets and ends them.
    pub sets: bool,
    /// Choices found for the two names, when both were looked for.
    pub found: Option<(Vec<Choice>, Vec<Choice>)>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PairsPage {
    fn title(&self) -> String {
        "Keep apart".into()
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Keep apart").facts(html! { "Pairs who are never placed in one room in the same period without a named adult’s override and reason." }))
            div.stack.stack-6 {
                (ErrorSummary(&self.errors))
                @if self.pairs.is_empty() {
                    (Empty { title: "Nobody is kept apart", words: "A pair is set by those who approve referrals, with the reason and a day to look again.", step: None })
                } @else { ul.clocks { @for p in &self.pairs { (self.line(p)) } } }
                @if self.sets { (self.adding()) } @else { p.soft { "Pairs are set and ended by those who approve referrals." } }
            }
        }
    }
}

impl PairsPage {
    fn line(&self, p: &Pair) -> Markup {
        let over = p.pair.review_on.is_some_and(|d| d <= self.today);
        html! {
            li.clock {
                @if over { span.tag.tag-late { "Look again" } } @else { span.tag.tag-due { "In force" } }
                div {
                    p.clock-what { (pupil_name(&p.one)) " and " (pupil_name(&p.other)) }
                    @if self.reads { p { (p.pair.why) } }
                    p.soft { "Set by " (p.pair.set_by) ", " (p.pair.set_on) @if let Some(d) = p.pair.review_on { " · look again " (d) } }
                }
                @if self.sets {
                    form method="post" action="/keep-apart/end" {
                        (token(&self.csrf)) (hidden("pair", p.pair.id))
                        div.field { label for={ "why-" (p.pair.id) } { "Why it ends" } input.input id={ "why-" (p.pair.id) } name="why" autocomplete="off"; }
                        button.btn.btn-2 type="submit" { "End it" span.vh { ": " (p.one) " and " (p.other) } }
                    }
                }
            }
        }
    }
    fn adding(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.page-one.stack aria-labelledby="new" {
                h2 #new { "Set a pair" }
                @match &self.found {
                    None => form.stack.stack-5 method="get" action="/keep-apart" {
                        p.soft { "Find both first: three letters of each name." }
                        (Field { kind: "search", ..Field::new("a", "One").from(f, e) })
                        (Field { kind: "search", ..Field::new("b", "The other").from(f, e) })
                        div { button.btn.btn-2 type="submit" { "Find them" } }
                    },
                    Some((one, other)) => form.stack.stack-5 method="post" action="/keep-apart" {
                        (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("a", f.text("a"))) (hidden("b", f.text("b")))
                        (Choices::one("one", "One", one).look(Look::Select).from(f, e))
                        (Choices::one("other", "The other", other).look(Look::Select).from(f, e))
                        (Area::new("why", "Why").hint("Short. Seen by those who approve and whoever runs the room; never on a notice or letter.").rows(2).from(f, e))
                        (Field { kind: "date", ..Field::new("review_on", "Look at it again on").optional().from(f, e) })
                        div.row { button.btn type="submit" { "Keep them apart" } a.btn.btn-2 href="/keep-apart" { "Find others" } }
                    },
                }
            }
        }
    }
}

async fn found(v: &Visit, text: &str) -> Result<Vec<Choice>, Problem> {
    let mut read = v.read().await?;
    let filter = Filter { text: text.to_string(), take: 20, ..Filter::default() };
    let (pupils, _) = store::pupil::list(&mut read, &v.actor.roll(), &filter).await?;
    Ok(pupils
        .iter()
        .map(|p| Choice::pupil(p.id.to_string(), format!("{}, {}", p.name(), p.form)))
        .collect())
}

async fn sheet(v: &Visit, form: Form, mut errors: Errors) -> Result<PairsPage, Problem> {
    let mut read = v.read().await?;
    let pairs = store::set_up::pairs(&mut read, v.org(), v.today()).await?;
    drop(read);
    let sets = v.may(May::Approve);
    let mut both = None;
    if sets && (form.has("a") || form.has("b")) {
        let (one, other) = (found(v, form.text("a")).await?, found(v, form.text("b")).await?);
        let unnamed = |name: &str, list: &[Choice]| list.is_empty() || !form.has(name);
        for (name, list) in [("a", &one), ("b", &other)] {
            if unnamed(name, list) {
                errors.add(name, "Nobody on roll was found. Try three letters of the family name");
            }
        }
        if !unnamed("a", &one) && !unnamed("b", &other) {
            both = Some((one, other));
        }
    }
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(PairsPage {
        pupils: v.words().many(Concept::Pupil).into(),
        pairs,
        reads: v.may(May::PupilFile),
        sets,
        found: both,
        today: v.today(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the pairs.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, v.query.clone(), Errors::new()).await?;
    if page.errors.is_empty() { v.page(&page) } else { v.again(&page) }
}

/// Sets a pair.
pub async fn set(v: Visit) -> Answer {
    let mut e = Errors::new();
    let why = e.need(&v.form, "why", 300, "Say why they are kept apart");
    let one = e.get(v.form.id("one"), "one", "Choose one");
    let other = e.get(v.form.id("other"), "other", "Choose the other");
    if one.is_some() && one == other {
        e.add("other", "Choose two different people");
    }
    let review_on = match v.form.has("review_on") {
        true => e.get(
            v.form.day("review_on").filter(|d| *d > v.today()),
            "review_on",
            "Give a day to come",
        ),
        false => None,
    };
    let (Some(one), Some(other), true) = (one, other, e.is_empty()) else {
        let page = sheet(&v, v.form.clone(), e).await?;
        return v.again(&page);
    };
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write(&why).await?;
    for pupil in [one, other] {
        store::pupil::find(&mut w, &v.actor.roll(), pupil).await?;
    }
    if store::set_up::pair_between(&mut w, v.org(), one, other).await?.is_some() {
        return v.to_saying("/keep-apart", "They are kept apart already");
    }
    let pair = KeepApart {
        id,
        one,
        other,
        why,
        set_by: v.actor.name.clone(),
        set_on: v.today(),
        review_on,
    };
    store::pupil::keep_apart(&mut w, &pair).await?;
    let event = |pupil| Event::new(Verb::KeepApartSet, "keep_apart", id).pupil(pupil);
    v.commit(w, event(one), vec![event(other)]).await?;
    v.to_saying("/keep-apart", "They are kept apart from now")
}

/// Ends a pair, for a reason.
pub async fn end(v: Visit) -> Answer {
    let id = v.form.id("pair").ok_or(Problem::Missing)?;
    let why = v.form.text("why").to_string();
    if why.is_empty() || why.chars().count() > 300 {
        return Err(Refusal::because(
            "The pair was not ended: say why first",
            "A keep-apart pair ends with a reason of at most 300 characters, kept in the trail.",
            "Mainstay’s own rule.",
        )
        .or("Back to the pairs", "/keep-apart")
        .into());
    }
    let mut w = v.write(&why).await?;
    let pairs = store::set_up::pairs(&mut w, v.org(), v.today()).await?;
    let Some(pair) = pairs.into_iter().find(|p| p.pair.id == id).map(|p| p.pair) else {
        return v.to_saying("/keep-apart", "That pair has ended");
    };
    store::set_up::end_pair(&mut w, id, v.today()).await?;
    let event = |pupil| Event::new(Verb::KeepApartEnded, "keep_apart", id).pupil(pupil);
    v.commit(w, event(pair.one), vec![event(pair.other)]).await?;
    v.to_saying("/keep-apart", "The pair has ended")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |d| Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0));
    let pair = Pair {
        pair: KeepApart {
            id: Id::from_u128(1),
            one: Id::from_u128(2),
            other: Id::from_u128(3),
            why: "After a fight".into(),
            set_by: "Ms Bea Catterall".into(),
            set_on: day(1),
            review_on: Some(day(9)),
        },
        one: "Tyrell Ashdown-Moss, 9K2".into(),
        other: "Kian Dowell, 9K4".into(),
    };
    let page = |pairs, sets, found| PairsPage {
        pupils: "students".into(),
        pairs,
        reads: true,
        sets,
        found,
        today: day(10),
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    };
    let choices = vec![Choice::new("x", "Jude Marl, 8K3")];
    vec![
        framed("keep-apart-empty", &page(Vec::new(), false, None)),
        framed("keep-apart", &page(vec![pair], true, Some((choices.clone(), choices)))),
    ]
}
