//! Tasks that somebody owns or nobody does, and lines that were left with a reason.
//!
//! Must never know: why a line was allowed to be left.

use super::{Days, Due, MOST, who};
use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::today::Kind;
use casework::{Actor, Coded, Id};
use rulebook::{Day, Instant};

/// What somebody must do that no other record shows.
pub(super) async fn tasks(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let mine = q("select t.id, t.kind, t.placement, t.what, t.due, t.due_minute, pu.known_given, pu.known_family, pu.form \
        from task t left join pupil pu on pu.org = t.org and pu.id = t.pupil \
        where t.done_at is null and t.kind <> 'call_again' \
        and not (t.kind = 'letter_again' and exists (select 1 from placement p where p.org = t.org and p.id = t.placement and p.state <> 'cancelled')) \
        and t.org = ")
        .put(actor.org)
        // A recommendation stands here from the moment it is put to somebody.
        .push(" and (t.kind in ")
        .list(
            [crate::recommendation::DECIDE, crate::recommendation::DO]
                .into_iter()
                .chain(super::team::codes(true)),
        )
        .push(" or t.due <= ")
        .put(days.next)
        // What is due on a day somebody does not work is told on one they do.
        .push(" or (t.due <= ")
        .put(days.next.plus(rulebook::team::WEEK))
        .push(" and t.kind in ")
        .list(super::team::codes(false))
        .push(")")
        .push(") and (t.owner = ")
        .put(actor.staff);
    // What nobody owns is the room's.
    let mine = if actor.roles.contains(&casework::Role::RoomLead) {
        mine.push(" or t.owner is null)")
    } else {
        mine.push(")")
    };
    for row in mine.push(" order by t.due, t.due_minute, t.id limit ").put(MOST).rows(src).await? {
        let known = row.get::<Option<String>>("form")?.is_some();
        out.push(Due {
            kind: Kind::Task,
            about: row.get("id")?,
            placement: row.get("placement")?,
            who: if known { who(&row)? } else { String::new() },
            day: row.get("due")?,
            minute: row.get("due_minute")?,
            what: row.get("what")?,
            n: done_by(&row.get::<String>("kind")?),
            since: None,
        });
    }
    super::team::settle(src, actor, days, out).await
}

/// How a task is done: 0 by saying so, 1 by a letter, 2, 3 and those of the team on its own record
/// and nowhere else.
fn done_by(kind: &str) -> i64 {
    match kind {
        "restrictive_report" | "restrictive_sign" => 2,
        crate::recommendation::DECIDE | crate::recommendation::DO => 3,
        kind => match casework::team::Ask::from_code(kind) {
            Some(ask) => ask.number(),
            None => i64::from(kind.contains("letter")),
        },
    }
}

/// Lines of these kinds that were left with a reason: the record and the day it was due.
pub async fn left_of(
    src: &mut dyn Source,
    org: Id,
    kinds: &[Kind],
) -> Result<Vec<(Kind, Id, Day)>, Fault> {
    // A line that was left is finished by its kind. Asked for by `done_at` as well, an engine would
    // read every finished task of the school to find them.
    let rows = q("select kind, about, due from task where org = ")
        .put(org)
        .push(" and kind in ")
        .list(kinds.iter().map(|k| format!("left_{}", k.code())))
        .rows(src)
        .await?;
    let mut out = Vec::new();
    for row in rows {
        let kind: String = row.get("kind")?;
        let kind = kind.strip_prefix("left_").and_then(Kind::from_code);
        let about: Option<Id> = row.get("about")?;
        if let (Some(kind), Some(about)) = (kind, about) {
            out.push((kind, about, row.get("due")?));
        }
    }
    Ok(out)
}

/// A task as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Option<Id>,
    /// What.
    pub what: String,
    /// Whose.
    pub owner: Option<Id>,
    /// Finished.
    pub done_at: Option<Instant>,
}
from_row!(Task { id, pupil, what, owner, done_at });

/// One task.
pub async fn task(src: &mut dyn Source, org: Id, id: Id) -> Result<Task, Problem> {
    q("select id, pupil, what, owner, done_at from task where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Finishes a task, saying why where it was not simply done. False when it already was.
pub async fn finish(w: &mut Write, task: Id, by: &str, why: &str) -> Result<bool, Fault> {
    let query = q("update task set done_at = $3, done_by = $4, done_why = $5 where org = $1 and id = $2 and done_at is null")
        .bind(w.org()).bind(task).bind(w.at()).bind(by).bind(why);
    Ok(w.run(query).await? > 0)
}

/// The records whose line of a kind was left with a reason, each with the day it was due.
pub async fn left(src: &mut dyn Source, org: Id, kind: Kind) -> Result<Vec<(Id, Day)>, Fault> {
    let query = q("select about, due from task where org = $1 and kind = $2 and about is not null");
    let rows = query.bind(org).bind(format!("left_{}", kind.code())).rows(src).await?;
    rows.iter().map(|row| Ok((row.get("about")?, row.get("due")?))).collect()
}

/// Keeps that a line was left off the list for a reason. False when it was left before.
pub async fn leave(w: &mut Write, due: &Due, by: &str, why: &str) -> Result<bool, Fault> {
    let kind = format!("left_{}", due.kind.code());
    let org = w.org();
    let mut before = q("select count(*) as n from task where org = ")
        .put(org)
        .push(" and kind = ")
        .put(&kind)
        .push(" and about = ")
        .put(due.about)
        .push(" and due = ")
        .put(due.day);
    if due.kind == Kind::LetterChanged {
        before = before.push(" and what = ").put(&due.what);
    }
    // What was left before it began to wait again was another line.
    if let Some(since) = due.since {
        before = before.push(" and made_at >= ").put(since);
    }
    let before = before.count(w).await?;
    if before > 0 {
        return Ok(false);
    }
    let at = w.at();
    let query = q("insert into task (org, id, kind, placement, about, what, due, made_at, done_at, done_by, done_why) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(org).bind(Id::now_v7()).bind(&kind).bind(due.placement).bind(due.about).bind(&due.what)
        .bind(due.day).bind(at).bind(at).bind(by).bind(why);
    w.run(query).await?;
    Ok(true)
}
