//! Support that was promised, each found through the pupil's scope.
//!
//! Must never know: when a promise is overdue.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::promise::Promise;
use casework::{Actor, Id, Scope};
use rulebook::Day;

from_row!(Promise {
    id,
    pupil,
    review,
    what,
    who,
    owner,
    owner_name,
    starts,
    made_at,
    begun_on,
    begun_by,
    dropped_at,
    dropped_why,
    version,
});

const OF: &str =
    "select s.* from promise s join pupil p on p.org = s.org and p.id = s.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Promise, Problem> {
    reached(q(OF), scope).push(" and s.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those made or still open since a day, the one to begin first at the top.
pub async fn list(src: &mut dyn Source, scope: &Scope, since: Day) -> Result<Vec<Promise>, Fault> {
    reached(q(OF), scope)
        .push(" and ((s.begun_on is null and s.dropped_at is null) or s.starts >= ")
        .put(since)
        .push(") order by s.starts, s.id limit 400")
        .all(src)
        .await
}

/// Those of one pupil, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Promise>, Fault> {
    q("select * from promise where org = $1 and pupil = $2 order by starts desc, id desc limit 40")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Those that should have begun, of one member of staff; of nobody as well for the room's lead.
pub async fn not_begun(
    src: &mut dyn Source,
    actor: &Actor,
    scope: &Scope,
    today: Day,
) -> Result<Vec<Promise>, Fault> {
    let query = reached(q(OF), scope)
        .push(" and s.begun_on is null and s.dropped_at is null and s.starts <= ")
        .put(today)
        .push(" and (s.owner = ")
        .put(actor.staff);
    let query = match actor.leads() {
        true => query.push(" or s.owner is null)"),
        false => query.push(")"),
    };
    query.push(" order by s.starts, s.id limit 60").all(src).await
}

/// Keeps a new one.
pub async fn make(w: &mut Write, p: &Promise) -> Result<(), Fault> {
    let query = q("insert into promise (org, id, pupil, review, what, who, owner, owner_name, starts, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org())
        .bind(p.id)
        .bind(p.pupil)
        .bind(p.review)
        .bind(&p.what)
        .bind(&p.who)
        .bind(p.owner)
        .bind(&p.owner_name)
        .bind(p.starts)
        .bind(p.made_at);
    w.run(query).await.map(|_| ())
}

/// Keeps that it began.
pub async fn begin(w: &mut Write, p: &Promise, on: Day, by: &str) -> Result<(), Problem> {
    let query = q("update promise set begun_on = $4, begun_by = $5, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and begun_on is null and dropped_at is null")
        .bind(w.org())
        .bind(p.id)
        .bind(p.version)
        .bind(on)
        .bind(by);
    stale_if_none(w.run(query).await?)
}

/// Keeps that it was given up, and why.
pub async fn drop(w: &mut Write, p: &Promise, why: &str) -> Result<(), Problem> {
    let query = q("update promise set dropped_at = $4, dropped_why = $5, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and begun_on is null and dropped_at is null")
        .bind(w.org())
        .bind(p.id)
        .bind(p.version)
        .bind(w.at())
        .bind(why);
    stale_if_none(w.run(query).await?)
}
