//! The morning's email to each person of what waits for them, and the reminder that the staff notice
//! is due. Each goes once a school day, and names no pupil.
//!
//! Must never know: whether there is a mail server, or what is too late; casework says when it goes
//! and in which words.

use crate::app::App;
use crate::problem::Problem;
use crate::today::{Reader, line, waiting};
use casework::digest::{Count, goes, goes_at, notice_due, reminded_at, words};
use casework::link::day_is_over;
use casework::message::{Draft, Kind, Words};
use casework::school::{Setting, Staff};
use casework::today::Standing;
use casework::{Act, Coded, Event, Id, May, Verb};
use rulebook::{Instant, Minute};
use store::Source;

/// Looks once at one school. Says how many emails were asked for.
pub async fn run_once(app: &App, org: Id) -> anyhow::Result<usize> {
    let said = |p: Problem| anyhow::anyhow!("{p:?}");
    let now = app.clock().now();
    let mut read = app.store().read().await?;
    let setting =
        store::school::setting(&mut read, org).await.map_err(|p| anyhow::anyhow!("{p}"))?;
    let lessons = setting.lessons_on(now.day());
    let (Some(first), Some(last)) = (lessons.first(), lessons.last()) else { return Ok(0) };
    if setting.calendar.why_closed(now.day()).is_some() {
        return Ok(0);
    }
    let is_time = |from: Minute, to: Minute| from <= now.minute() && now.minute() < to;
    let mut sent = 0;
    if is_time(goes_at(first.from), last.to) && !is_done(&mut read, org, Kind::Digest, now).await? {
        let drafts = digests(app, &mut read, &setting, now).await.map_err(said)?;
        sent += keep(app, org, Kind::Digest, now, &drafts).await?;
    }
    let by = setting.rules.notice_by;
    if is_time(reminded_at(by), by) && !is_done(&mut read, org, Kind::NoticeDue, now).await? {
        let drafts = reminders(&mut read, &setting, now).await.map_err(said)?;
        sent += keep(app, org, Kind::NoticeDue, now, &drafts).await?;
    }
    Ok(sent)
}

async fn is_done(src: &mut dyn Source, org: Id, kind: Kind, now: Instant) -> anyhow::Result<bool> {
    Ok(store::digest::is_done(src, org, kind.code(), now.day()).await?)
}

/// Keeps that it was seen to, with the emails; once, whoever else looks at the same time.
async fn keep(
    app: &App,
    org: Id,
    kind: Kind,
    now: Instant,
    drafts: &[Draft],
) -> anyhow::Result<usize> {
    let why = match kind {
        Kind::NoticeDue => "The staff notice is due soon",
        _ => "Sending the morning’s email",
    };
    let mut w = app.store().write(Act::by_system(org, now, why)).await?;
    if !store::digest::done(&mut w, kind.code(), now.day()).await? {
        return Ok(0);
    }
    store::message::add(&mut w, drafts).await?;
    let event = Event::new(Verb::DigestSent, "school", org)
        .fact("kind", kind.label())
        .fact("emails", drafts.len());
    let seq = w.commit(event, Vec::new()).await?;
    app.announce(org, seq);
    Ok(drafts.len())
}

fn draft(kind: Kind, to: &Staff, words: Words, now: Instant) -> Draft {
    Draft {
        id: Id::now_v7(),
        kind,
        staff: Some(to.id),
        contact: None,
        to_name: to.full(),
        to: to.email.clone(),
        words,
        about: to.id,
        pupil: None,
        link: None,
        until: day_is_over(now.day()),
    }
}

async fn digests(
    app: &App,
    src: &mut dyn Source,
    setting: &Setting,
    now: Instant,
) -> Result<Vec<Draft>, Problem> {
    let org = setting.school.id;
    let mut drafts = Vec::new();
    for (account, staff, active) in store::account::members(src, org).await? {
        if !active {
            continue;
        }
        let to = store::staff::find(src, org, staff).await?;
        if to.email.trim().is_empty() {
            continue;
        }
        let wanted = store::digest::wanted(src, org, account.id).await?;
        if wanted == casework::digest::Wanted::Never {
            continue;
        }
        let actor = store::account::actor(src, org, account.id).await?;
        let reader = Reader { actor: &actor, setting, now };
        let mut counts: Vec<Count> = Vec::new();
        for due in waiting(&reader, src).await? {
            let late = i64::from(line(&reader, &due).standing == Standing::Late);
            let kind = due.kind.label();
            match counts.iter_mut().find(|c| c.kind == kind) {
                Some(c) => {
                    c.waiting += 1;
                    c.late += late;
                }
                None => counts.push(Count { kind, waiting: 1, late }),
            }
        }
        if goes(wanted, &counts) {
            let address = app.config().public_address.trim_end_matches('/');
            let words = words(&setting.school.name, &to.formal(), &counts, address);
            drafts.push(draft(Kind::Digest, &to, words, now));
        }
    }
    Ok(drafts)
}

/// To whoever publishes the notice, where a room has somebody in it and no notice is out.
async fn reminders(
    src: &mut dyn Source,
    setting: &Setting,
    now: Instant,
) -> Result<Vec<Draft>, Problem> {
    let org = setting.school.id;
    let mut drafts = Vec::new();
    for (account, staff, active) in store::account::members(src, org).await? {
        if !active {
            continue;
        }
        let actor = store::account::actor(src, org, account.id).await?;
        // Those whose list has the notice on it: whoever runs the room, not everybody who may.
        if !actor.may(May::PublishNotice) {
            continue;
        }
        let reader = Reader { actor: &actor, setting, now };
        let due = waiting(&reader, src).await?;
        let rooms = due.iter().filter(|d| d.kind == casework::today::Kind::Notice).count() as i64;
        let to = store::staff::find(src, org, staff).await?;
        if rooms > 0 && !to.email.trim().is_empty() {
            let words =
                notice_due(&setting.school.name, &to.formal(), setting.rules.notice_by, rooms);
            drafts.push(draft(Kind::NoticeDue, &to, words, now));
        }
    }
    Ok(drafts)
}
