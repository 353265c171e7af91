//! What a panel decided of a case, in one step: the case, the minutes, an action to tell the parents;
//! and that they were told.
//!
//! Must never be written before the panel has begun.

use super::one::again;
use super::{about, one_case, write_line};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{Ask, Origin, begin, made};
use casework::meeting::Decision;
use casework::panel::decide::{Decided, LENGTHS, decided, in_words, may_decide, wrong};
use casework::panel::{Case, Outcome, SHORT, State};
use casework::{Coded, Event, Id, Verb};

/// Keeps what was decided.
pub async fn decide(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let [why, conditions, how, tells] = LENGTHS.map(|(name, most)| errors.limit(f, name, most));
    let mut w = v.write("Recording what a panel decided").await?;
    let (before, m) = one_case(&v, &mut w).await?;
    let there = format!("/panel-cases/{}#decision", before.id);
    // The same form sent twice decides once.
    if before.state == State::Decided {
        return v.to(there);
    }
    let outcome = f.coded::<Outcome>("outcome");
    may_decide(&before, outcome, m.on.at(m.from), v.now)?;
    casework::meeting::may_minute(&m)?;
    let d = Decided {
        outcome,
        why,
        conditions,
        how,
        tells,
        tell_by: f.day("tell_by"),
        review_on: f.day("review_on"),
    };
    for (field, message) in wrong(&d, m.on) {
        if errors.of(field).is_none() {
            errors.add(field, message);
        }
    }
    if f.has("review_on") && d.review_on.is_none() {
        errors.add("review_on", "Choose a day, or leave it empty");
    }
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let words = in_words(&before, &d);
    let ask = Ask {
        what: format!("{}: see that the parents are told what the panel decided", before.short()),
        owner: Some((v.actor.staff, v.actor.name.clone())),
        due: d.tell_by.map(|day| day.max(v.today())),
        how: format!("{} has told them, and the day is written down", d.tells.trim()),
        origin: Origin::Meeting,
        about: Some(m.id),
        source: format!("{}, {}", m.name, m.on),
        ..Ask::new(Id::now_v7())
    };
    let action = begin(ask, &v.actor, v.now).ok();
    let decision = Decision {
        id: Id::now_v7(),
        item: before.item,
        pupil: None,
        words,
        why: d.why.clone(),
        action: action.as_ref().map(|a| a.id),
        referral: None,
        plan: None,
        plan_version: None,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let after = decided(&before, d, &v.actor.name, v.now);
    store::panel::change(&mut w, &after).await?;
    store::meeting::minutes::decide(&mut w, m.id, &decision).await?;
    let label = after.outcome.map(Coded::label).unwrap_or_default();
    write_line(&mut w, &v, &after, "A panel decided", format!("{label}. {}", after.outcome_why))
        .await?;
    let mut rest = vec![Event::new(Verb::MeetingDecided, "meeting", m.id)];
    if let Some(a) = &action {
        store::action::ask(&mut w, a).await?;
        rest.push(made(a));
    }
    let outcome = after.outcome.map(Coded::code).unwrap_or_default();
    let event = about(Verb::PanelDecided, &after).fact("outcome", outcome);
    v.commit(w, event, rest).await?;
    v.to_saying(there, "The decision is kept, and stands in the minutes")
}

/// Keeps that the parents were told.
pub async fn told(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let on = errors.get(f.day("told_on"), "told_on", "Give the day they were told");
    let how = errors.need(f, "told_how", SHORT, "Say how, and by whom");
    let mut w = v.write("Recording that parents were told").await?;
    let (before, m) = one_case(&v, &mut w).await?;
    let there = format!("/panel-cases/{}#decision", before.id);
    if before.told_on.is_some() {
        return v.to_saying(there, "It is written down already: what was kept first stands");
    }
    if before.state != State::Decided {
        return Err(Problem::Missing);
    }
    if on.is_some_and(|d| d > v.today() || d < m.on) {
        errors.add("told_on", "Give a day since the panel that has come");
    }
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    let after = Case { told_on: on, told_how: how, ..before };
    store::panel::change(&mut w, &after).await?;
    write_line(&mut w, &v, &after, "Parents told what a panel decided", after.told_how.clone())
        .await?;
    v.commit(w, about(Verb::PanelTold, &after), Vec::new()).await?;
    v.to_saying(there, "Kept")
}
