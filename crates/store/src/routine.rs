//! Routines, and each time one was done or was not.
//!
//! Must never know: when one is due.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::routine::{Answer, Every, Routine};
use rulebook::Day;

coded_cols!(Every);
from_row!(Routine {
    id,
    what,
    owner,
    owner_name,
    every,
    weekday,
    from = "from_day",
    ended_on,
    version,
});
from_row!(Answer { id, routine, due, done, why, by_name, at });

/// Those going on: somebody's own, or everybody's.
pub async fn open(src: &mut dyn Source, org: Id, owner: Option<Id>) -> Result<Vec<Routine>, Fault> {
    let query = q("select * from routine where ended_on is null and org = ").put(org);
    let query = match owner {
        Some(id) => query.push(" and owner = ").put(id),
        None => query,
    };
    query.push(" order by owner_name, what, id limit 500").all(src).await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Routine, Problem> {
    q("select * from routine where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, r: &Routine) -> Result<bool, Fault> {
    let query = q("insert into routine (org, id, what, owner, owner_name, every, weekday, from_day) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org()).bind(r.id).bind(&r.what).bind(r.owner).bind(&r.owner_name).bind(r.every).bind(r.weekday).bind(r.from);
    Ok(w.run(query).await? > 0)
}

/// Ends one, if nobody has changed it since its version.
pub async fn end(w: &mut Write, r: &Routine, on: Day) -> Result<(), Problem> {
    let query = q("update routine set ended_on = $3, version = version + 1 where org = $1 and id = $2 and version = $4")
        .bind(w.org())
        .bind(r.id)
        .bind(on)
        .bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// What was said of them from a day on.
pub async fn answers(src: &mut dyn Source, org: Id, since: Day) -> Result<Vec<Answer>, Fault> {
    q("select * from routine_done where org = $1 and due >= $2 order by due, id")
        .bind(org)
        .bind(since)
        .all(src)
        .await
}

/// Keeps that it was done, or why not. False when somebody had said so of that day.
pub async fn answer(w: &mut Write, a: &Answer) -> Result<bool, Fault> {
    let query = q("insert into routine_done (org, id, routine, due, done, why, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict do nothing")
        .bind(w.org()).bind(a.id).bind(a.routine).bind(a.due).bind(a.done).bind(&a.why).bind(&a.by_name).bind(a.at);
    Ok(w.run(query).await? > 0)
}
