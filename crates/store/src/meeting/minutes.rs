//! The agenda of a meeting, what was said and decided, a pupil's report, and the copies given.
//!
//! Must never know: who may read an item.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::meeting::{Decision, Interest, Item};
use rulebook::{Day, Instant};

from_row!(Item { id, position, title, pupil, closed, notes, by_name, at, version });
from_row!(Interest { id, item, person, words, by_name, made_at });
from_row!(Decision {
    id,
    item,
    pupil,
    words,
    why,
    action,
    referral,
    plan,
    plan_version,
    by_name,
    at,
});

/// A report as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// First day it is from.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Its words.
    pub words: String,
    /// Who wrote it last.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// Version.
    pub version: i64,
}
from_row!(Report { from = "from_day", to = "to_day", words, by_name, at, version });

/// The minutes as somebody was given them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Key.
    pub id: Id,
    /// Whom it is for.
    pub person: Id,
    /// Their name.
    pub name: String,
    /// Its words.
    pub words: String,
    /// How it was given, or empty.
    pub how: String,
    /// When.
    pub given_at: Option<Instant>,
    /// When it was made.
    pub made_at: Instant,
}
from_row!(Copy { id, person, name, words, how, given_at, made_at });

/// The agenda. The meeting was found by its reader.
pub async fn items(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Item>, Fault> {
    q("select * from meeting_item where org = $1 and meeting = $2 and gone_at is null order by position, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Adds items. Those that are there stay as they are.
pub async fn add_items(w: &mut Write, meeting: Id, items: &[Item]) -> Result<u64, Fault> {
    let mut added = 0;
    for i in items {
        let query = q("insert into meeting_item (org, id, meeting, position, title, pupil, closed) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
            .bind(w.org()).bind(i.id).bind(meeting).bind(i.position).bind(&i.title).bind(i.pupil).bind(i.closed);
        added += w.run(query).await?;
    }
    Ok(added)
}

/// Takes an item off the agenda, while nothing was said at it.
pub async fn take_off(w: &mut Write, meeting: Id, item: Id) -> Result<bool, Fault> {
    let at = w.at();
    let query = q("update meeting_item set gone_at = $4 where org = $1 and meeting = $2 and id = $3 and notes = '' and gone_at is null \
                   and not exists (select 1 from meeting_decision d where d.org = meeting_item.org and d.item = meeting_item.id)")
        .bind(w.org())
        .bind(meeting)
        .bind(item)
        .bind(at);
    Ok(w.run(query).await? > 0)
}

/// Keeps what was said at an item, if nobody has since its version.
pub async fn say(w: &mut Write, meeting: Id, i: &Item) -> Result<(), Problem> {
    let query = q("update meeting_item set notes = $4, by_name = $5, at = $6, closed = $7, version = version + 1 \
                   where org = $1 and meeting = $2 and id = $3 and version = $8")
        .bind(w.org())
        .bind(meeting)
        .bind(i.id)
        .bind(&i.notes)
        .bind(&i.by_name)
        .bind(i.at)
        .bind(i.closed)
        .bind(i.version);
    stale_if_none(w.run(query).await?)
}

/// Who has an interest in which item.
pub async fn interests(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Interest>, Fault> {
    q("select * from meeting_interest where org = $1 and meeting = $2 and gone_at is null order by made_at, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Keeps that somebody has one. False when it was there.
pub async fn add_interest(w: &mut Write, meeting: Id, n: &Interest) -> Result<bool, Fault> {
    let query = q("insert into meeting_interest (org, id, meeting, item, person, words, by_name, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(n.id)
        .bind(meeting)
        .bind(n.item)
        .bind(n.person)
        .bind(&n.words)
        .bind(&n.by_name)
        .bind(n.made_at);
    Ok(w.run(query).await? > 0)
}

/// Takes one back that was written down for the wrong person or item; it stays on the record.
pub async fn end_interest(w: &mut Write, meeting: Id, id: Id) -> Result<bool, Fault> {
    let query = q("update meeting_interest set gone_at = $4 where org = $1 and meeting = $2 and id = $3 and gone_at is null")
        .bind(w.org())
        .bind(meeting)
        .bind(id)
        .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// What was decided, in order.
pub async fn decisions(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Decision>, Fault> {
    q("select * from meeting_decision where org = $1 and meeting = $2 order by at, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Keeps a decision. False when it was there.
pub async fn decide(w: &mut Write, meeting: Id, d: &Decision) -> Result<bool, Fault> {
    let query = q("insert into meeting_decision (org, id, meeting, item, pupil, words, why, action, plan, plan_version, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(d.id)
        .bind(meeting)
        .bind(d.item)
        .bind(d.pupil)
        .bind(&d.words)
        .bind(&d.why)
        .bind(d.action)
        .bind(d.plan)
        .bind(d.plan_version)
        .bind(&d.by_name)
        .bind(d.at);
    Ok(w.run(query).await? > 0)
}

/// One decision, with its meeting.
pub async fn decision(src: &mut dyn Source, org: Id, id: Id) -> Result<(Id, Decision), Problem> {
    let rows = q("select * from meeting_decision where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .rows(src)
        .await?;
    let row = rows.first().ok_or(Problem::Missing)?;
    Ok((row.get("meeting")?, crate::FromRow::from_row(row)?))
}

/// What meetings decided for a plan, newest first, each with its meeting.
pub async fn of_plan(
    src: &mut dyn Source,
    org: Id,
    plan: Id,
) -> Result<Vec<(Id, Decision)>, Fault> {
    let rows =
        q("select * from meeting_decision where org = $1 and plan = $2 order by at desc, id")
            .bind(org)
            .bind(plan)
            .rows(src)
            .await?;
    rows.iter().map(|row| Ok((row.get("meeting")?, crate::FromRow::from_row(row)?))).collect()
}

/// Keeps which referral a decision became.
pub async fn referred(w: &mut Write, decision: Id, referral: Id) -> Result<(), Fault> {
    let query = q(
        "update meeting_decision set referral = $3 where org = $1 and id = $2 and referral is null",
    )
    .bind(w.org())
    .bind(decision)
    .bind(referral);
    w.run(query).await.map(|_| ())
}

/// The meeting whose decision a referral was, if it was one.
pub async fn meeting_of(src: &mut dyn Source, org: Id, referral: Id) -> Result<Option<Id>, Fault> {
    let rows = q("select meeting from meeting_decision where org = $1 and referral = $2")
        .bind(org)
        .bind(referral)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("meeting")).transpose()
}

/// The report for a meeting, once somebody kept one.
pub async fn report(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Option<Report>, Fault> {
    q("select * from meeting_report where org = $1 and meeting = $2")
        .bind(org)
        .bind(meeting)
        .one(src)
        .await
}

/// Keeps the report, if nobody has since its version.
pub async fn keep_report(w: &mut Write, meeting: Id, r: &Report) -> Result<(), Problem> {
    let query = match r.version {
        0 => q(
            "insert into meeting_report (org, meeting, from_day, to_day, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, meeting) do nothing",
        ),
        _ => q(
            "update meeting_report set from_day = $3, to_day = $4, words = $5, by_name = $6, at = $7, version = version + 1 where org = $1 and meeting = $2 and version = $8",
        ),
    };
    let query = query
        .bind(w.org())
        .bind(meeting)
        .bind(r.from)
        .bind(r.to)
        .bind(&r.words)
        .bind(&r.by_name)
        .bind(r.at);
    let query = if r.version == 0 { query } else { query.bind(r.version) };
    stale_if_none(w.run(query).await?)
}

/// Copies of the minutes that were made.
pub async fn copies(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Copy>, Fault> {
    q("select * from meeting_copy where org = $1 and meeting = $2 order by made_at, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Keeps a copy.
pub async fn add_copy(w: &mut Write, meeting: Id, c: &Copy) -> Result<(), Fault> {
    let query = q("insert into meeting_copy (org, id, meeting, person, name, words, how, given_at, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org())
        .bind(c.id)
        .bind(meeting)
        .bind(c.person)
        .bind(&c.name)
        .bind(&c.words)
        .bind(&c.how)
        .bind(c.given_at)
        .bind(c.made_at);
    w.run(query).await.map(|_| ())
}

/// Keeps how a copy was given.
pub async fn gave(w: &mut Write, meeting: Id, copy: Id, how: &str) -> Result<bool, Fault> {
    let at = w.at();
    let query = q("update meeting_copy set how = $4, given_at = $5 where org = $1 and meeting = $2 and id = $3 and given_at is null")
        .bind(w.org())
        .bind(meeting)
        .bind(copy)
        .bind(how)
        .bind(at);
    Ok(w.run(query).await? > 0)
}

/// Names of everybody on roll, so that no copy tells one child's home of another.
pub async fn names(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, String, String)>, Fault> {
    let rows =
        q("select id, known_given, known_family from pupil where org = $1 and left_on is null")
            .bind(org)
            .rows(src)
            .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("known_given")?, r.get("known_family")?))).collect()
}

/// Keeps the calendar entry that travels with a message.
pub async fn add_calendar(
    w: &mut Write,
    message: Id,
    method: &str,
    file: &str,
) -> Result<(), Fault> {
    let query = q("insert into message_calendar (org, message, method, file) values ($1,$2,$3,$4)")
        .bind(w.org())
        .bind(message)
        .bind(method)
        .bind(file);
    w.run(query).await.map(|_| ())
}

/// Calendar entries that travel with some messages: method and file.
pub async fn calendars(
    src: &mut dyn Source,
    org: Id,
    messages: &[Id],
) -> Result<Vec<(Id, String, String)>, Fault> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let rows = q("select message, method, file from message_calendar where org = ")
        .put(org)
        .push(" and message in ")
        .list(messages.iter().copied())
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("message")?, r.get("method")?, r.get("file")?))).collect()
}
