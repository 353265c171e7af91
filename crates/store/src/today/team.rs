//! Tasks of the team, each done on its own record: asked, found, done. A day somebody does not work
//! shows what is due on it on their working day before.
//!
//! Must never know: addresses.

use super::{Days, Due};
use crate::Write;
use crate::db::{Fault, Source, q};
use casework::team::Ask;
use casework::today::Kind;
use casework::working_week::shown_on;
use casework::{Actor, Coded, Id};
use rulebook::Day;

/// Codes of the asks that stand at once, or of the others.
pub(super) fn codes(at_once: bool) -> Vec<&'static str> {
    Ask::ALL.iter().filter(|a| a.stands_at_once() == at_once).map(|a| a.code()).collect()
}

/// Asks something of a colleague; `record` is where it is done, `about` what it is found by.
pub async fn ask(
    w: &mut Write,
    ask: Ask,
    record: Id,
    about: Id,
    what: &str,
    owner: Option<Id>,
    due: Day,
) -> Result<(), Fault> {
    // The record stands in the place of a placement, so that its line leads there.
    let query = q("insert into task (org, id, kind, placement, about, what, owner, due, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org()).bind(Id::now_v7()).bind(ask.code()).bind(record).bind(about).bind(what)
        .bind(owner).bind(due).bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Everybody's are done about one thing, or one person's.
pub async fn done(
    w: &mut Write,
    ask: Ask,
    about: Id,
    owner: Option<Id>,
    why: &str,
) -> Result<u64, Fault> {
    let who = w.act().who.clone();
    let query = q("update task set done_at = ")
        .put(w.at())
        .push(", done_by = ")
        .put(who)
        .push(", done_why = ")
        .put(why)
        .push(" where done_at is null and org = ")
        .put(w.org())
        .push(" and kind = ")
        .put(ask.code())
        .push(" and about = ")
        .put(about);
    let query = match owner {
        Some(owner) => query.push(" and owner = ").put(owner),
        None => query,
    };
    w.run(query).await
}

/// What is asked of somebody and not done, in words.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    ask: Ask,
    owner: Id,
) -> Result<Vec<String>, Fault> {
    let rows = q("select what from task where org = $1 and kind = $2 and owner = $3 and done_at is null order by due, id")
        .bind(org)
        .bind(ask.code())
        .bind(owner)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("what")).collect()
}

/// Moves the day of what is asked about one thing.
pub async fn moved(w: &mut Write, ask: Ask, about: Id, due: Day) -> Result<u64, Fault> {
    let query = q(
        "update task set due = $4 where org = $1 and kind = $2 and about = $3 and done_at is null",
    )
    .bind(w.org())
    .bind(ask.code())
    .bind(about)
    .bind(due);
    w.run(query).await
}

/// Puts the team's lines where this person sees them: on a day they work, and not before.
pub(super) async fn settle(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let is_ours = |d: &Due| d.kind == Kind::Task && Ask::of_number(d.n).is_some();
    if !out.iter().any(is_ours) {
        return Ok(());
    }
    let week = crate::timetable::working_week(src, actor.org, actor.staff).await?;
    for d in out.iter_mut().filter(|d| is_ours(d)) {
        let statutory = Ask::of_number(d.n).is_some_and(Ask::is_statutory);
        d.day = shown_on(Some(&week), d.day, statutory);
    }
    out.retain(|d| {
        !is_ours(d) || d.day <= days.next || Ask::of_number(d.n).is_some_and(Ask::stands_at_once)
    });
    Ok(())
}
