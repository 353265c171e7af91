//! Sending what waits: taken up, carried, and how it went kept. A machine that stops in between
//! sends a message twice at worst, with the same key, and never loses one.
//!
//! Must never know: what a message says. No log line has an address.

use super::carrier::{Carrier, Letter};
use crate::app::App;
use crate::link::token::Key;
use crate::problem::Problem;
use casework::message::{Kind, State, Try, after};
use casework::receipt;
use casework::{Act, Coded, Event, Id, Verb};
use std::time::Duration;
use store::message::Message;
use tokio::task::JoinHandle;

/// Seconds between two looks.
const EVERY: Duration = Duration::from_secs(5);
/// Messages of one school carried at one look, so that no school waits for another's hundreds.
const AT_ONCE: i64 = 10;

/// Starts sending, for as long as the server runs; nothing without a mail server.
pub fn start(app: App) -> anyhow::Result<Option<JoinHandle<()>>> {
    let carrier = Carrier::of(app.config())?;
    let key = app.link_key()?;
    if carrier.is_off() {
        return Ok(None);
    }
    Ok(Some(tokio::spawn(async move {
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            if let Err(fault) = look(&app, &carrier, &key).await {
                tracing::error!(%fault, "mail was not looked through; it is tried again");
            }
        }
    })))
}

async fn look(app: &App, carrier: &Carrier, key: &Key) -> anyhow::Result<()> {
    let mut read = app.store().read().await?;
    let schools = store::school::all(&mut read).await?;
    drop(read);
    for school in schools {
        run_once(app, carrier, key, school.id).await?;
    }
    Ok(())
}

/// Sends what waits at one school. Says how many were tried.
pub async fn run_once(app: &App, carrier: &Carrier, key: &Key, org: Id) -> anyhow::Result<usize> {
    let mut read = app.store().read().await?;
    let due = store::message::due(&mut read, org, app.clock().now(), AT_ONCE).await?;
    drop(read);
    let taken = take_up(app, org, due).await?;
    if taken.is_empty() {
        return Ok(0);
    }
    let mut tries = Vec::with_capacity(taken.len());
    let ids: Vec<Id> = taken.iter().map(|m| m.id).collect();
    let mut read = app.store().read().await?;
    let mut calendars = store::meeting::minutes::calendars(&mut read, org, &ids).await?;
    drop(read);
    for message in taken {
        let mut letter = letter(app, key, org, &message);
        if let Some(at) = calendars.iter().position(|c| c.0 == message.id) {
            let (_, method, file) = calendars.swap_remove(at);
            letter.calendar = Some((method, file));
        }
        let how = carrier.send(&letter).await;
        tries.push((message, how));
    }
    let count = tries.len();
    keep(app, org, tries).await?;
    Ok(count)
}

/// Takes them up in one write, so that another node leaves them alone. What came too late for
/// anybody is dropped.
async fn take_up(app: &App, org: Id, due: Vec<Message>) -> anyhow::Result<Vec<Message>> {
    if due.is_empty() {
        return Ok(due);
    }
    let now = app.clock().now();
    let mut w = app.store().write(Act::by_system(org, now, "Sending email")).await?;
    let (mut taken, mut dropped) = (Vec::new(), Vec::new());
    for message in due {
        if now >= message.until || !still_wanted(&mut w, org, &message).await? {
            store::message::out_of_date(&mut w, &message).await?;
            dropped.push(said(Verb::MessageFailed, &message, State::Dropped));
        } else if store::message::take_up(&mut w, &message).await? {
            taken.push(message);
        }
    }
    if taken.is_empty() && dropped.is_empty() {
        return Ok(taken);
    }
    let first = Event::new(Verb::MessagesTaken, "school", org).fact("emails", taken.len());
    w.commit(first, dropped).await?;
    Ok(taken)
}

/// A letter is not announced to somebody whom the school may no longer write to there.
async fn still_wanted(w: &mut store::Write, org: Id, m: &Message) -> anyhow::Result<bool> {
    let Some(contact) = m.contact else { return Ok(true) };
    match crate::receipt::route_of_message(w, org, m, contact).await {
        // Where the address was changed since, it would go to a mailbox that is no longer theirs.
        Ok(route) => Ok(route.email.is_some_and(|email| receipt::same_mailbox(&email, &m.address))),
        Err(Problem::Missing) => Ok(false),
        Err(Problem::Fault(fault)) => Err(fault),
        Err(_) => Ok(false),
    }
}

/// Keeps how the tries went, in one write.
async fn keep(app: &App, org: Id, tries: Vec<(Message, Try)>) -> anyhow::Result<()> {
    let now = app.clock().now();
    let mut w = app.store().write(Act::by_system(org, now, "Sending email")).await?;
    let mut events = Vec::new();
    // A notice goes to the whole staff: how many it reached is the act; each one is in the list.
    let mut alike: Vec<(Kind, State, i64)> = Vec::new();
    for (message, how) in tries {
        let after = after(how, now, message.tries + 1);
        store::message::tried(&mut w, message.id, &after).await?;
        if message.pupil.is_some() {
            events.push(said(verb(after.state), &message, after.state));
        } else if let Some(same) =
            alike.iter_mut().find(|(kind, state, _)| (*kind, *state) == (message.kind, after.state))
        {
            same.2 += 1;
        } else {
            alike.push((message.kind, after.state, 1));
        }
        if after.state.has_failed() {
            tracing::warn!(message = %message.id, state = after.state.code(), "an email could not be sent");
        }
    }
    events.extend(alike.into_iter().map(|(kind, state, count)| {
        Event::new(verb(state), "school", org)
            .fact("what", kind.label())
            .fact("emails", count)
            .fact("how it stands", state.label())
    }));
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Ok(()) };
    let seq = w.commit(first, events.collect()).await?;
    app.announce(org, seq);
    Ok(())
}

fn verb(state: State) -> Verb {
    if state == State::Sent { Verb::MessageSent } else { Verb::MessageFailed }
}

fn said(verb: Verb, m: &Message, state: State) -> Event {
    let mut event = Event::new(verb, "message", m.id)
        .fact("what", m.kind.label())
        .fact("to", &m.to_name)
        .fact("how it stands", state.label());
    event.pupil = m.pupil;
    event
}

/// A message with its link written out.
pub fn letter(app: &App, key: &Key, org: Id, m: &Message) -> Letter {
    let link =
        m.link.map(|id| (m.words.link.clone(), app.address(&crate::link::path(key, org, id))));
    Letter {
        id: m.id,
        to_name: m.to_name.clone(),
        to: m.address.clone(),
        subject: m.words.subject.clone(),
        body: m.words.body.clone(),
        link,
        closing: m.words.closing.clone(),
        calendar: None,
    }
}
