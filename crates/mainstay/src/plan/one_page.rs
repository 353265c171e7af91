//! The one-pager: what teachers read of a plan, with one tap that they have read it.
//!
//! Must never show: the full note, the need, home, or what anybody contributed.

use super::library::card_of;
use super::{difference, shown};
use crate::page::Page;
use crate::page::kit::{Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::difference::{Change, between};
use casework::plan::{Body, Kind, Plan, Reader, section};
use casework::strategy::Card;
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::Source;

/// The page.
pub struct OnePage {
    /// The plan.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// The version teachers have.
    pub number: i64,
    /// When they were given it.
    pub given_at: Option<Instant>,
    /// Who oversees it.
    pub owner: String,
    /// Its words.
    pub body: Body,
    /// What changed from the version before, of what teachers read.
    pub changes: Vec<Change>,
    /// Cards of the library that strategies were taken from.
    pub cards: Vec<Card>,
    /// This person, where they were asked to read it.
    pub reader: Option<Reader>,
    /// It has ended.
    pub ended: bool,
    /// Form token.
    pub csrf: String,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("{}: {}", self.who, self.kind.label().to_lowercase())
    }
    fn here(&self) -> &'static str {
        "/in-my-lessons"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new(&self.title()).about(&self.who).back("/in-my-lessons", "In my lessons").facts(html! {
                "Version " (self.number) @if let Some(at) = self.given_at { ", " (at.day()) } ". Overseen by " (self.owner)
                @if self.ended { " " (Tag(Standing::None, "Ended")) }
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-5 {
                (self.asked())
                @if !self.changes.is_empty() {
                    section.sheet.stack aria-labelledby="changed" { h2 #changed { "New since version " (self.number - 1) } (difference::drawn(&self.changes)) }
                }
                section.plan-page.stack.stack-5 aria-label="The plan" { h2.vh { "The plan" }  (shown::for_teachers(self.kind, &self.body)) }
                @if !self.cards.is_empty() {
                    details.working.no-print {
                        summary { "How these are done, from the strategy library" }
                        div.working-body.stack { @for c in &self.cards { div.stack.stack-2 {
                            h3 { (c.title) } p.as-typed { (c.how) }
                            @if !c.care.is_empty() { p { strong { "Take care: " } (c.care) } }
                        } } }
                    }
                }
            }
        }
    }
}

impl OnePage {
    fn asked(&self) -> Markup {
        html! {
            @if let Some(r) = &self.reader {
                @if let Some(at) = r.read_at { p.no-print { (Tag(Standing::Done, "You have read this")) " " (at) } }
                @else if !self.ended {
                    form.row.no-print method="post" action={ "/plans/" (self.id) "/page" } {
                        (token(&self.csrf)) (hidden("number", self.number))
                        button.btn type="submit" { "I have read this" }
                        span.soft { "Asked for by " (r.due) }
                    }
                }
            }
        }
    }
}

/// The plan that teachers have, of a pupil this person sees.
async fn given(v: &Visit, src: &mut dyn Source) -> Result<Plan, Problem> {
    let plan = store::plan::find(src, &v.scope(), v.id("id")?).await?;
    if plan.current == 0 {
        return Err(Problem::Missing);
    }
    Ok(plan)
}

/// Only what teachers read, so that a change elsewhere is not told by its difference.
fn seen(kind: Kind, body: &Body) -> Body {
    let mut body = body.clone();
    body.sections.retain(|(code, _)| {
        section::of(kind).iter().any(|s| s.code == code.as_str() && s.teachers)
    });
    body
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let plan = given(&v, &mut read).await?;
    let editions = store::plan::editions(&mut read, v.org(), plan.id).await?;
    let body =
        seen(plan.kind, &store::plan::body(&mut read, v.org(), plan.id, plan.current).await?);
    let changes = match plan.current > 1 {
        true => {
            let was = store::plan::body(&mut read, v.org(), plan.id, plan.current - 1).await?;
            between(plan.kind, &seen(plan.kind, &was), &body)
        }
        false => Vec::new(),
    };
    let readers = store::plan::asked::readers(&mut read, v.org(), plan.id, plan.current).await?;
    let names = crate::duty::names(&mut read, &v, &[plan.pupil]).await?;
    let all = store::strategy::all(&mut read, v.org()).await?;
    let cards = body.strategies.iter().filter_map(|s| card_of(&all, &s.words)).cloned().collect();
    v.page(&OnePage {
        cards,
        id: plan.id,
        kind: plan.kind,
        who: names.get(&plan.pupil).cloned().unwrap_or_default(),
        number: plan.current,
        given_at: editions.iter().find(|e| e.number == plan.current).and_then(|e| e.given_at),
        owner: plan.owner_name.clone(),
        body,
        changes,
        reader: readers.into_iter().find(|r| r.staff == v.actor.staff),
        ended: plan.ended_on.is_some(),
        csrf: v.csrf.clone(),
    })
}

/// Keeps that this person has read it.
pub async fn read(v: Visit) -> Answer {
    let mut w = v.write("Saying that a plan was read").await?;
    let plan = given(&v, &mut w).await?;
    let to = format!("/plans/{}/page", plan.id);
    // A newer version came while the page stood open: it is shown before it can be said of it.
    if v.form.int("number") != Some(plan.current) {
        return v.to_saying(to, "There is a newer version. Please read this one");
    }
    let readers = store::plan::asked::readers(&mut w, v.org(), plan.id, plan.current).await?;
    let me = readers.into_iter().find(|r| r.staff == v.actor.staff).ok_or(Problem::Missing)?;
    if !store::plan::asked::read(&mut w, me.id).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::PlanRead, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", plan.current);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Thank you. It is kept that you have read it")
}
