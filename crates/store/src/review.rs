//! Reviews that thresholds asked for, each found through the pupil's scope.
//!
//! Must never know: when one is due, or who may close it.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::review::{Outcome, Review};
use casework::{Id, Scope};
use rulebook::Day;

from_row!(Review {
    id,
    pupil,
    placement,
    threshold,
    name,
    said,
    day,
    owner,
    owner_name,
    due,
    raised_at,
    outcome,
    outcome_words,
    decided_at,
    decided_by,
    version,
});
coded_cols!(Outcome);

const OF: &str =
    "select r.* from review r join pupil p on p.org = r.org and p.id = r.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Review, Problem> {
    reached(q(OF), scope).push(" and r.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those still to be held, the one due first at the top.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Review>, Fault> {
    reached(q(OF), scope)
        .push(" and r.decided_at is null order by r.due, r.raised_at, r.id limit 300")
        .all(src)
        .await
}

/// Those held since a day, newest first.
pub async fn held(src: &mut dyn Source, scope: &Scope, since: Day) -> Result<Vec<Review>, Fault> {
    reached(q(OF), scope)
        .push(" and r.decided_at is not null and r.day >= ")
        .put(since)
        .push(" order by r.decided_at desc, r.id limit 100")
        .all(src)
        .await
}

/// Those of one pupil, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Review>, Fault> {
    q("select * from review where org = $1 and pupil = $2 order by day desc, id desc limit 40")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Those a placement asked for.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Review>, Fault> {
    q("select * from review where org = $1 and placement = $2 order by id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Keeps a new one.
pub async fn raise(w: &mut Write, r: &Review) -> Result<(), Fault> {
    let query = q("insert into review (org, id, pupil, placement, threshold, name, said, day, owner, owner_name, due, raised_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)")
        .bind(w.org())
        .bind(r.id)
        .bind(r.pupil)
        .bind(r.placement)
        .bind(r.threshold)
        .bind(&r.name)
        .bind(&r.said)
        .bind(r.day)
        .bind(r.owner)
        .bind(&r.owner_name)
        .bind(r.due)
        .bind(r.raised_at);
    w.run(query).await.map(|_| ())
}

/// Moves the day it is due, with the placement that asked for it.
pub async fn shift(w: &mut Write, r: &Review) -> Result<(), Problem> {
    let query = q("update review set day = $4, due = $5, said = $6, version = version + 1 where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(r.id)
        .bind(r.version)
        .bind(r.day)
        .bind(r.due)
        .bind(&r.said);
    stale_if_none(w.run(query).await?)
}

/// Keeps what came of it.
pub async fn decide(
    w: &mut Write,
    r: &Review,
    outcome: Outcome,
    words: &str,
    by: &str,
) -> Result<(), Problem> {
    let query = q("update review set outcome = $4, outcome_words = $5, decided_at = $6, decided_by = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and decided_at is null")
        .bind(w.org())
        .bind(r.id)
        .bind(r.version)
        .bind(outcome)
        .bind(words)
        .bind(w.at())
        .bind(by);
    stale_if_none(w.run(query).await?)
}
