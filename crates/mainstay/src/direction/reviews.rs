//! Reviews of a direction off site: planned, people asked, held, and what was decided.
//!
//! Must never hold one on a day without pupils, or let it go on without a new end.

use super::one::sheet;
use super::{HOME, about, calendar, step};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::direction::{Decision, Direction, LONG, Review, SHORT, review as decide, wrong_days};
use casework::{Coded, Id, Verb};

/// Incidents between two reviews, at most.
const MOST: i64 = 500;

/// Plans one.
pub async fn plan(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let planned = errors.get(f.day("planned"), "planned", "Give the day, such as 12/02/2027");
    let mut w = v.write("Planning a review of a direction off site").await?;
    let d = store::direction::find(&mut w, v.org(), v.id("id")?).await?;
    if let Some(day) = planned {
        let calendar = calendar(&v, &mut w, &d.place).await?;
        for (_, message) in wrong_days(Some(day), None, &calendar) {
            errors.add("planned", message);
        }
        if day < d.starts || day > d.ends {
            errors.add(
                "planned",
                format!("It runs from {} to {}: review it within", d.starts, d.ends),
            );
        }
        if day < v.today() {
            errors.add("planned", "That day is over");
        }
    }
    if d.state.is_over() {
        errors.add("planned", "It has ended");
    }
    let (Some(planned), true) = (planned, errors.is_empty()) else {
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    };
    let review = Review {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        direction: d.id,
        planned,
        invited_on: None,
        held_on: None,
        attendance: String::new(),
        incidents: None,
        parent_view: String::new(),
        pupil_view: String::new(),
        decision: None,
        why: String::new(),
        new_end: None,
        by_name: v.actor.name.clone(),
        at: v.now,
        version: 1,
    };
    if store::direction::plan_review(&mut w, &review).await? {
        step(&mut w, &v, &d, "Review planned", format!("For {planned}.")).await?;
        v.commit(w, about(Verb::DirectionChanged, &d), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}#reviews", d.id), "Planned")
}

/// A review with its direction.
async fn one(v: &Visit, w: &mut store::Write) -> Result<(Review, Direction), Problem> {
    let d = store::direction::find(w, v.org(), v.id("id")?).await?;
    let id = v.id("review")?;
    let all = store::direction::reviews(w, v.org(), &[d.id]).await?;
    let r = all.into_iter().find(|r| r.id == id).ok_or(Problem::Missing)?;
    Ok((r, d))
}

/// Keeps that people were asked.
pub async fn invited(v: Visit) -> Answer {
    let mut w = v.write("Recording invitations to a review").await?;
    let (before, d) = one(&v, &mut w).await?;
    let there = format!("{HOME}/{}#reviews", d.id);
    if before.invited_on.is_some() {
        return v.to(there);
    }
    let after = Review { invited_on: Some(v.today()), ..before };
    store::direction::keep_review(&mut w, &after).await?;
    step(&mut w, &v, &d, "Asked to the review", format!("For {}.", after.planned)).await?;
    v.commit(w, about(Verb::DirectionReviewed, &d), Vec::new()).await?;
    v.to_saying(there, "Kept")
}

/// Keeps what came of one.
pub async fn hold(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Recording a review of a direction off site").await?;
    let (before, d) = one(&v, &mut w).await?;
    let there = format!("{HOME}/{}#reviews", d.id);
    if before.held_on.is_some() {
        return v.to_saying(there, "It is written down already: what was kept first stands");
    }
    let field = |name: &str| format!("{name}-{}", before.id);
    let mut errors = Errors::new();
    let held = errors.get(f.day(&field("held")), &field("held"), "Give the day it was held");
    let attendance =
        errors.need(f, &field("attendance"), SHORT, "Give the attendance, such as 94%");
    let incidents = f.int(&field("incidents")).filter(|n| (0..=MOST).contains(n));
    let incidents = errors.get(incidents, &field("incidents"), "Give how many incidents, or 0");
    let pupil_view =
        errors.need(f, &field("pupil"), LONG, "Say what the pupil says, or that they would not");
    let parent_view = errors.limit(f, &field("parent"), LONG);
    let decision = errors.get(
        f.coded::<Decision>(&field("decision")),
        &field("decision"),
        "Choose what was decided",
    );
    let why = errors.need(f, &field("reason"), LONG, "Say why");
    let new_end = f.day(&field("end"));
    let calendar = calendar(&v, &mut w, &d.place).await?;
    if decision == Some(Decision::Continue) {
        match new_end {
            None => errors.add(&field("end"), "It goes on to a day: give its new end"),
            Some(day) => {
                for (_, message) in wrong_days(None, Some(day), &calendar) {
                    errors.add(&field("end"), message);
                }
                if held.is_some_and(|held| day <= held) {
                    errors.add(&field("end"), "It ends after the review");
                }
            }
        }
    }
    if held.is_some_and(|d| d > v.today()) {
        errors.add(&field("held"), "That day has not come yet");
    }
    if held.is_some_and(|day| day < d.starts) {
        errors.add(&field("held"), "That is before it began");
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, v.form.clone(), errors).await?);
    }
    let Some(decision) = decision else { return v.to(there) };
    let new_end = new_end.filter(|_| decision == Decision::Continue);
    let state = decide(&d, decision, new_end)?;
    let held_on = held.unwrap_or(v.today());
    let review = Review {
        held_on: Some(held_on),
        attendance,
        incidents,
        parent_view,
        pupil_view,
        decision: Some(decision),
        why,
        new_end,
        by_name: v.actor.name.clone(),
        at: v.now,
        ..before
    };
    store::direction::keep_review(&mut w, &review).await?;
    let mut after = Direction { state, ends: new_end.unwrap_or(d.ends), ..d };
    if state.is_over() {
        after.ended_on = Some(held_on);
        after.outcome = format!("{}. {}", decision.label(), review.why);
    }
    store::direction::change(&mut w, &after).await?;
    let end = new_end.map(|d| format!(" To {d}.")).unwrap_or_default();
    let words = format!("{}.{end} {}", decision.label(), review.why);
    step(&mut w, &v, &after, "Review held", words).await?;
    let event = about(Verb::DirectionReviewed, &after).fact("decision", decision.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, "The review is kept")
}
