//! Recommendations, and the tasks that keep them from being forgotten.
//!
//! Must never know: who may decide one.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::recommendation::{Decision, Recommendation};
use rulebook::Day;

coded_cols!(Decision);
from_row!(Recommendation {
    id,
    from = "from_day",
    to = "to_day",
    evidence,
    advice,
    by_staff,
    by_name,
    made_at,
    decider,
    decider_name,
    decide_by,
    decision,
    why,
    decided_by,
    decided_at,
    owner,
    owner_name,
    due,
    outcome,
    done_by,
    done_at,
    version,
});

/// Kinds of task about one: that it is to be decided, and that it is to be done.
pub const DECIDE: &str = "recommend_decide";
/// That it is to be done.
pub const DO: &str = "recommend_do";

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Recommendation, Problem> {
    q("select * from recommendation where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// All of them, newest first.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Recommendation>, Fault> {
    q("select * from recommendation where org = $1 order by made_at desc, id desc limit 200")
        .bind(org)
        .all(src)
        .await
}

/// Keeps a new one, and that it is to be decided. False when it was there.
pub async fn add(w: &mut Write, r: &Recommendation) -> Result<bool, Fault> {
    let query = q("insert into recommendation (org, id, from_day, to_day, evidence, advice, by_staff, by_name, made_at, decider, decider_name, decide_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org()).bind(r.id).bind(r.from).bind(r.to).bind(&r.evidence).bind(&r.advice).bind(r.by_staff)
        .bind(&r.by_name).bind(r.made_at).bind(r.decider).bind(&r.decider_name).bind(r.decide_by);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    task(w, r, DECIDE, "Decide on a recommendation", r.decider, r.decide_by).await?;
    Ok(true)
}

/// Keeps what was decided or came of it, if nobody has since its version.
pub async fn change(w: &mut Write, r: &Recommendation) -> Result<(), Problem> {
    let query = q("update recommendation set decision = $3, why = $4, decided_by = $5, decided_at = $6, owner = $7, owner_name = $8, \
                   due = $9, outcome = $10, done_by = $11, done_at = $12, version = version + 1 where org = $1 and id = $2 and version = $13")
        .bind(w.org()).bind(r.id).bind(r.decision).bind(&r.why).bind(&r.decided_by).bind(r.decided_at).bind(r.owner)
        .bind(&r.owner_name).bind(r.due).bind(&r.outcome).bind(&r.done_by).bind(r.done_at).bind(r.version);
    stale_if_none(w.run(query).await?)?;
    if r.decided_at.is_some() {
        crate::restrictive::task_done(w, DECIDE, r.id, "decided").await?;
    }
    // What was agreed is an action, which asks for itself to be done. Those agreed before there
    // were actions have a task.
    if r.done_at.is_some() {
        crate::restrictive::task_done(w, DO, r.id, "done").await?;
    }
    Ok(())
}

async fn task(
    w: &mut Write,
    r: &Recommendation,
    kind: &str,
    what: &str,
    owner: Id,
    due: Day,
) -> Result<(), Fault> {
    // The record stands in the place of a placement, so that its line leads there.
    let query = q("insert into task (org, id, kind, placement, about, what, owner, due, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org()).bind(Id::now_v7()).bind(kind).bind(r.id).bind(r.id).bind(what)
        .bind(owner).bind(due).bind(w.at());
    w.run(query).await.map(|_| ())
}
