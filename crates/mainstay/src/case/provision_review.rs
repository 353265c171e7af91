//! A review of the education that was arranged for one child: the form under the provider, what
//! stands there of the ones before, and keeping one.
//!
//! Must never change: a review that was kept.

use super::provision_page::ProvisionPage;
use super::{event, provision, whole};
use crate::form::{Errors, Form};
use crate::page::kit::{Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::provision::{Answer as Said, Provision};
use casework::case::provision_review::{Came, ProvisionReview, Typed, sessions, wrong};
use casework::case::{LONGEST_LINE, LONGEST_WHAT};
use casework::{Coded, Id, Refusal, Verb};
use maud::{Markup, html};

/// A plain field whose id is one of a page: the forms of several providers stand under one another.
fn field((f, e): (&Form, &Errors), n: usize, name: &str, label: &str, kind: &str) -> Markup {
    let id = format!("review-{name}-{n}");
    html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id) { (label) }
    @if let Some(why) = e.of(name) { p.error { (why) } }
    input.input.input-date[kind == "date"].input-num[kind == "figure"] id=(id) name=(name)
        type=(if kind == "date" { "date" } else { "text" }) value=(f.text(name)) autocomplete="off"; } }
}

fn area((f, e): (&Form, &Errors), n: usize, name: &str, label: &str) -> Markup {
    let id = format!("review-{name}-{n}");
    html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id) { (label) }
    @if let Some(why) = e.of(name) { p.error { (why) } }
    textarea.input id=(id) name=(name) rows="3" { (f.text(name)) } } }
}

impl ProvisionPage {
    /// The reviews of one provider, first to last.
    pub(super) fn reviewed(&self, p: &Provision) -> Markup {
        html! { @for r in self.reviews.iter().filter(|r| r.provision == p.id) {
            div.stack.stack-2 {
                p { strong { "Placement review, " (r.held_on) ": " } (r.came.label()) ". " @if !r.attendance().is_empty() { "Came to " (r.attendance()) ". " } }
                p.as-typed { (r.found) }
                @if !r.view.is_empty() { p.as-typed { "The child’s own view: " (r.view) } }
                @if !r.next.is_empty() { p.as-typed { (r.next) } }
                p.soft { @if !r.present.is_empty() { "With " (r.present) ". " } (r.by_name) ", " (r.at) "." @if let Some(on) = r.next_on { " Looked at again on " (on) "." } }
            }
        } }
    }
    /// The form for the next one.
    pub(super) fn review(&self, base: &str, n: usize, p: &Provision) -> Markup {
        let again = self.form.text("reviews") == p.id.to_string();
        let (none, fresh) = (Errors::none(), Form::default().with("held_on", self.today.iso()));
        let with = if again { (&self.form, &self.errors) } else { (&fresh, &none) };
        let once = with.0.id("review_once").unwrap_or_else(Id::now_v7);
        let late = p.looked_at_by(self.today);
        html! {
            @match (late, p.review_on) {
                (Some(on), _) => p { (Tag(Standing::Risk, "Look at it again")) " It was to be looked at on " (on) "." },
                (None, None) => p.soft { "No day is set to look at it again. Each half-term at the latest is asked of whoever pays for a place. " (crate::law::rule_link("R4.14")) },
                (None, Some(_)) => {}
            }
            details.asks open[again] { summary { "Write a placement review down" span.vh { ": " (p.provider) } }
                form.stack method="post" action={ (base) "/" (p.id) "/review" } autocomplete="off" {
                    (token(&self.csrf)) (hidden("version", p.version)) (hidden("review_once", once))
                    div.row.row-end { (field(with, n, "held_on", "Day", "date")) (field(with, n, "came_to", "Sessions the child came to", "figure")) (field(with, n, "of_sessions", "Of how many", "figure")) }
                    (field(with, n, "present", "Who took part", "text"))
                    (area(with, n, "found", "What was found: progress, safety, what is missing"))
                    (area(with, n, "view", "What the child says of it, or why they were not asked"))
                    fieldset.field.is-wrong[with.1.of("came").is_some()] { legend { "What it came to" } @if let Some(why) = with.1.of("came") { p.error { (why) } }
                        div.scale { @for c in Came::ALL { label { input type="radio" name="came" value=(c.code()) checked[with.0.text("came") == c.code()]; (c.label()) } } } }
                    (field(with, n, "next", "What changes, or where the child goes on", "text"))
                    (field(with, n, "next_on", "Look at it again on", "date"))
                    div { button.btn.btn-2 type="submit" { "Keep the review" } }
                }
            }
        }
    }
}

/// Keeps one.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let present = errors.limit(f, "present", LONGEST_LINE);
    let found = errors.limit(f, "found", LONGEST_WHAT);
    let view = errors.limit(f, "view", LONGEST_WHAT);
    let next = errors.limit(f, "next", LONGEST_LINE);
    for name in ["held_on", "next_on"] {
        if f.has(name) && f.day(name).is_none() {
            errors.add(name, "This is no date");
        }
    }
    let typed = Typed {
        held_on: f.day("held_on"),
        came_to: f.text("came_to").to_string(),
        of_sessions: f.text("of_sessions").to_string(),
        found: found.clone(),
        came: f.coded("came"),
        next: next.clone(),
        next_on: f.day("next_on"),
    };
    let mut w = v.write("Keeping a placement review").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let id = v.id("offer")?;
    let mut p = all.offers.iter().find(|p| p.id == id).cloned().ok_or(Problem::Missing)?;
    let to = format!("/cases/{}/day-six", all.case.id);
    let key = f.id("review_once").unwrap_or_else(Id::now_v7);
    let there = store::case::work::provision_reviews(&mut w, v.org(), &[all.case.id]).await?;
    if there.iter().any(|r| r.id == key) {
        return v.to(to);
    }
    if p.answer != Said::Accepted || p.starts_on.is_none_or(|d| d > v.today()) {
        return Err(Refusal::because(
            "There is nothing to review yet",
            "A placement is reviewed once the child has begun there.",
            "Mainstay’s own rule.",
        )
        .or("See what was arranged", to)
        .into());
    }
    for (name, words) in wrong(&typed, &p, v.today()) {
        if errors.of(name).is_none() {
            errors.add(name, words);
        }
    }
    let (Some(held_on), Some(came), true) = (typed.held_on, typed.came, errors.is_empty()) else {
        drop(w);
        let page = provision::sheet(&v, f.clone().with("reviews", id.to_string()), errors).await?;
        return v.again(&page);
    };
    if f.int("version") != Some(p.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let ends = came == Came::Ends;
    let review = ProvisionReview {
        id: key,
        about: all.case.id,
        provision: p.id,
        held_on,
        present,
        came_to: sessions(&typed.came_to).ok().flatten(),
        of_sessions: sessions(&typed.of_sessions).ok().flatten(),
        found,
        view,
        came,
        next,
        next_on: typed.next_on.filter(|_| !ends),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::case::work::review_provision(&mut w, &review).await?;
    p.review_on = review.next_on;
    if ends {
        p.ended_on = Some(held_on);
    }
    store::case::work::change_provision(&mut w, &p).await?;
    let mut told = event(Verb::ProvisionReviewed, &all.case)
        .fact("provider", &p.provider)
        .fact("came", came.code());
    if let Some(on) = review.next_on {
        told = told.fact("again", on);
    }
    v.commit(w, told, Vec::new()).await?;
    let said = match review.next_on {
        Some(on) => format!("Kept. It is looked at again on {on}"),
        None => format!("Kept. The place at {} ended on {held_on}", p.provider),
    };
    v.to_saying(to, said)
}
