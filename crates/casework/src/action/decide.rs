//! What may become of an action, and by whom: done, given on, moved, given up, judged.
//!
//! Must never know: how it is kept.

use super::{Action, Judgement, State};
use crate::{Actor, Id, Refusal, Role};
use rulebook::{Day, Instant};

fn leads(actor: &Actor) -> bool {
    actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head | Role::RoomManager))
}

/// Whether somebody may say how it goes, move it, give it on or give it up: whoever does it, wrote
/// it or gave it on, and those who lead.
///
/// # Errors
/// Refuses everybody else.
pub fn may_change(a: &Action, actor: &Actor) -> Result<(), Refusal> {
    if a.concerns(actor.staff) || (leads(actor) && !a.private) {
        return Ok(());
    }
    Err(Refusal::because(
        format!("This is {}’s to do", a.owner_name),
        "An action is changed by whoever does it, whoever wrote it down or gave it on, or a senior leader.",
        "The way Mainstay works.",
    )
    .or("See the actions", "/actions"))
}

fn over(a: &Action) -> Refusal {
    Refusal::because(
        "This action is over",
        format!("It stands as it was left: {}.", crate::Coded::label(a.state).to_lowercase()),
        "Mainstay: records are corrected by addition.",
    )
    .or("Write a new action", "/actions/new")
}

fn open(a: &Action, actor: &Actor) -> Result<(), Refusal> {
    may_change(a, actor)?;
    if matches!(a.state, State::Open | State::Back) { Ok(()) } else { Err(over(a)) }
}

/// Says that it is done. One that was given on goes back to whoever gave it.
///
/// # Errors
/// Refuses one that is over, and anybody whose it is not.
pub fn done(a: &Action, actor: &Actor, outcome: &str, now: Instant) -> Result<Action, Refusal> {
    open(a, actor)?;
    let back = a.state == State::Open && a.delegator.is_some_and(|d| d != actor.staff);
    Ok(Action {
        state: if back { State::Back } else { State::Done },
        outcome: match outcome.trim() {
            "" => a.outcome.clone(),
            said => said.to_string(),
        },
        done_by: if a.state == State::Back { a.done_by.clone() } else { actor.name.clone() },
        done_at: if a.state == State::Back { a.done_at } else { Some(now) },
        ..a.clone()
    })
}

/// Sends one that came back to whoever is to do it: it is not done yet.
///
/// # Errors
/// Refuses one that is not back, and anybody but whoever gave it on.
pub fn send_back(a: &Action, actor: &Actor) -> Result<Action, Refusal> {
    may_change(a, actor)?;
    if a.state != State::Back || (a.delegator != Some(actor.staff) && !leads(actor)) {
        return Err(over(a));
    }
    Ok(Action { state: State::Open, done_by: String::new(), done_at: None, ..a.clone() })
}

/// Gives it up, with the reason.
///
/// # Errors
/// Refuses one that is over, and anybody whose it is not.
pub fn give_up(a: &Action, actor: &Actor, why: &str, now: Instant) -> Result<Action, Refusal> {
    open(a, actor)?;
    Ok(Action {
        state: State::GivenUp,
        outcome: why.trim().to_string(),
        done_by: actor.name.clone(),
        done_at: Some(now),
        ..a.clone()
    })
}

/// Moves the day it is due; the day before it is kept beside it. A review never comes before it.
///
/// # Errors
/// Refuses one that is over, and anybody whose it is not.
pub fn put_off(a: &Action, actor: &Actor, to: Day) -> Result<Action, Refusal> {
    open(a, actor)?;
    let review_on = a.review_on.map(|on| on.max(to));
    Ok(Action { due: to, review_on, ..a.clone() })
}

/// Gives it on to somebody else; it comes back to whoever gave it.
///
/// # Errors
/// Refuses one that is over, and anybody whose it is not.
pub fn hand_on(a: &Action, actor: &Actor, to: (Id, String)) -> Result<Action, Refusal> {
    open(a, actor)?;
    let mine = to.0 == actor.staff;
    Ok(Action {
        state: State::Open,
        owner: to.0,
        owner_name: to.1,
        delegator: (!mine).then_some(actor.staff),
        delegator_name: if mine { String::new() } else { actor.name.clone() },
        ..a.clone()
    })
}

/// What a review says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// What was made of it.
    pub judgement: Option<Judgement>,
    /// In words.
    pub words: String,
    /// When somebody looks again.
    pub next_on: Option<Day>,
}

/// What is missing from a review.
pub fn wrong(j: &Judged, today: Day) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if j.judgement.is_none() {
        out.push(("judgement", "Say what you make of it: a figure does not judge"));
    }
    if j.words.trim().is_empty() {
        out.push(("words", "Say what you saw"));
    }
    if j.judgement.is_some_and(Judgement::goes_on) {
        match j.next_on {
            None => out.push(("next_on", "Give the day on which somebody looks again")),
            Some(on) if on <= today => out.push(("next_on", "Give a day that has not come yet")),
            Some(_) => {}
        }
    }
    out
}

/// Keeps what was made of it: it closes, or goes on to another day.
///
/// # Errors
/// Refuses one that was judged already or given up, and anybody whose it is not.
pub fn reviewed(
    a: &Action,
    actor: &Actor,
    judgement: Judgement,
    next_on: Option<Day>,
    now: Instant,
) -> Result<Action, Refusal> {
    may_change(a, actor)?;
    if a.judgement.is_some() || a.state == State::GivenUp {
        return Err(over(a));
    }
    let closed = Action {
        state: State::Done,
        judgement: Some(judgement),
        done_by: if a.done_at.is_some() { a.done_by.clone() } else { actor.name.clone() },
        done_at: a.done_at.or(Some(now)),
        ..a.clone()
    };
    Ok(match (judgement.goes_on(), next_on) {
        (false, _) => closed,
        // What is changed is to be done again, by the day somebody looks.
        (true, Some(on)) if judgement == Judgement::NotChange => Action {
            state: State::Open,
            due: a.due.max(on),
            review_on: Some(on),
            done_by: String::new(),
            done_at: None,
            ..a.clone()
        },
        (true, on) => Action { review_on: on.or(a.review_on), ..a.clone() },
    })
}
