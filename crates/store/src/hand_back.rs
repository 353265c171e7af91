//! Finished work on its way back: what is owed, what went to whom, and what its teacher said.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{FromRow, Problem, Write};
use casework::Id;
use casework::hand_back::{HandBack, Word};
use casework::room::Done;
use casework::work::Work;
use rulebook::Day;

from_row!(HandBack {
    id,
    teacher,
    handed_to,
    by_name,
    at,
    had_at,
    had_by,
    marked_at,
    marked_by,
    undone_at,
});

/// Finished work of some days that has not gone back, oldest first, with how much was done. What
/// counts as owed, `casework` says again.
pub async fn owed(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<(Work, Option<Done>)>, Fault> {
    let rows = q("select w.*, s.done from work w join slot s on s.org = w.org and s.id = w.slot \
        where w.org = $1 and w.day >= $2 and w.day <= $3 and w.ended_at is null and w.returned_at is null \
        and w.route not in ('', 'online') and s.done in ('all', 'most', 'part') order by w.day, w.code, w.id")
        .bind(org).bind(from).bind(to).rows(src).await?;
    rows.iter().map(|r| Ok((Work::from_row(r)?, r.get("done")?))).collect()
}

/// Keeps that this work went back, all of it at one time.
pub async fn add(w: &mut Write, back: &HandBack, work: &[Id]) -> Result<u64, Fault> {
    let org = w.org();
    let query = q("insert into hand_back (org, id, teacher, handed_to, by_name, at) values ($1,$2,$3,$4,$5,$6)")
        .bind(org).bind(back.id).bind(back.teacher).bind(&back.handed_to).bind(&back.by_name).bind(back.at);
    w.run(query).await?;
    let query: Query = q("update work set version = version + 1, hand_back = ")
        .put(back.id)
        .push(", returned_at = ")
        .put(back.at)
        .push(", returned_to = ")
        .put(&back.handed_to)
        .push(" where returned_at is null and org = ")
        .put(org)
        .push(" and id in ")
        .list(work.iter().copied());
    w.run(query).await
}

/// Keeps that there is nothing to carry back. False when it went back before.
pub async fn nothing(w: &mut Write, work: Id, said: &str) -> Result<bool, Fault> {
    let query = q("update work set returned_at = $3, returned_to = $4, version = version + 1 where org = $1 and id = $2 and returned_at is null")
        .bind(w.org()).bind(work).bind(w.at()).bind(said);
    Ok(w.run(query).await? > 0)
}

/// One hand-over.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<HandBack, Problem> {
    q("select * from hand_back where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The work of hand-overs, by day and period.
pub async fn work_of(src: &mut dyn Source, org: Id, backs: &[Id]) -> Result<Vec<Work>, Fault> {
    if backs.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from work where org = ")
        .put(org)
        .push(" and hand_back in ")
        .list(backs.iter().copied())
        .push(" order by day, code, id")
        .all(src)
        .await
}

/// What went to one teacher and is not marked yet, newest first.
pub async fn open_for(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<HandBack>, Fault> {
    q("select * from hand_back where org = $1 and teacher = $2 and marked_at is null and undone_at is null order by at desc, id limit 30")
        .bind(org).bind(staff).all(src).await
}

/// What went back since a day, newest first.
pub async fn since(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<HandBack>, Fault> {
    q("select * from hand_back where org = $1 and at >= $2 and undone_at is null order by at desc, id limit 100")
        .bind(org).bind(day.at(rulebook::Minute::default())).all(src).await
}

/// Keeps a teacher's word. Whoever marks it has it.
pub async fn say(w: &mut Write, back: Id, word: Word, by: &str) -> Result<(), Problem> {
    let query = match word {
        Word::Had => q(
            "update hand_back set had_at = coalesce(had_at, $3), had_by = case when had_at is null then $4 else had_by end where org = $1 and id = $2",
        ),
        Word::Marked => q(
            "update hand_back set had_by = case when had_at is null then $4 else had_by end, had_at = coalesce(had_at, $3), \
            marked_at = $3, marked_by = $4 where org = $1 and id = $2 and marked_at is null",
        ),
    };
    let query = query.bind(w.org()).bind(back).bind(w.at()).bind(by);
    stale_if_none(w.run(query).await?)
}

/// Takes a hand-over back: its work is still to go.
pub async fn undo(w: &mut Write, back: Id, by: &str) -> Result<(), Problem> {
    let query =
        q("update hand_back set undone_at = $3, undone_by = $4 where org = $1 and id = $2 and undone_at is null")
            .bind(w.org())
            .bind(back)
            .bind(w.at())
            .bind(by);
    stale_if_none(w.run(query).await?)?;
    let query = q("update work set returned_at = null, returned_to = '', hand_back = null, version = version + 1 where org = $1 and hand_back = $2")
        .bind(w.org()).bind(back);
    w.run(query).await?;
    Ok(())
}
