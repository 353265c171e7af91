//! Transitions and their steps. Somebody on roll is found through the reader’s scope; somebody who
//! is not yet, through the year they will be in.
//!
//! Must never know: when a handover is flagged.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::scope::Reach;
use casework::transition::{Move, StepDone, StepKind, StepState, Transition, TransitionStep};
use casework::{Id, Scope};

coded_cols!(Move, StepKind, StepState);
from_row!(TransitionStep { id, place, title, kind, active });
from_row!(Transition {
    id,
    pupil,
    given,
    family,
    way,
    year,
    place_from,
    place_to,
    starts,
    owner,
    owner_name,
    needs,
    begun_on,
    begun_by,
    ended_on,
    ended_why,
    version,
});
from_row!(StepDone { transition, step, state, day, words, signed_there, signed_here, by_name, at });

/// The school’s steps, in order.
pub async fn steps(src: &mut dyn Source, org: Id) -> Result<Vec<TransitionStep>, Fault> {
    q("select * from transition_step where org = $1 order by place, id").bind(org).all(src).await
}

/// Keeps a step, new or changed.
pub async fn keep_step(w: &mut Write, s: &TransitionStep) -> Result<(), Fault> {
    let query = q("insert into transition_step (org, id, place, title, kind, active) values ($1,$2,$3,$4,$5,$6) \
                   on conflict (org, id) do update set place = excluded.place, title = excluded.title, kind = excluded.kind, active = excluded.active")
        .bind(w.org())
        .bind(s.id)
        .bind(s.place)
        .bind(&s.title)
        .bind(s.kind)
        .bind(s.active);
    w.run(query).await.map(|_| ())
}

/// Narrows to those this scope reaches: by the pupil, or by the year of who is not on roll.
fn seen(query: Query, scope: &Scope) -> Query {
    let query = query
        .push(" and ((t.pupil is not null and exists (select 1 from pupil p where p.id = t.pupil");
    let mut query = reached(query, scope).push(")) or (t.pupil is null and (1 = 0");
    for reach in &scope.reach {
        query = match reach {
            Reach::School => query.push(" or 1 = 1"),
            Reach::Years(years) => query.push(" or t.year in ").list(years.iter().copied()),
            _ => query,
        };
    }
    query.push(")))")
}

/// One.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Transition, Problem> {
    let query = q("select t.* from transition t where t.org = ").put(scope.org);
    seen(query.push(" and t.id = ").put(id), scope).one(src).await?.ok_or(Problem::Missing)
}

/// Those that go on, the first to start first.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Transition>, Fault> {
    let query =
        q("select t.* from transition t where t.ended_on is null and t.org = ").put(scope.org);
    seen(query, scope)
        .push(" order by t.starts, t.year, t.family, t.given, t.id limit 500")
        .all(src)
        .await
}

/// Those that ended, newest first.
pub async fn past(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Transition>, Fault> {
    let query =
        q("select t.* from transition t where t.ended_on is not null and t.org = ").put(scope.org);
    seen(query, scope).push(" order by t.ended_on desc, t.id limit 100").all(src).await
}

/// Those of somebody’s own that go on.
pub async fn of_owner(
    src: &mut dyn Source,
    scope: &Scope,
    staff: Option<Id>,
) -> Result<Vec<Transition>, Fault> {
    let mut query =
        q("select t.* from transition t where t.ended_on is null and t.org = ").put(scope.org);
    if let Some(staff) = staff {
        query = query.push(" and t.owner = ").put(staff);
    }
    seen(query, scope).push(" order by t.starts, t.id").all(src).await
}

/// Begins several; those who have one that goes on are left out. Says who was new.
pub async fn begin(w: &mut Write, all: &[Transition]) -> Result<Vec<Id>, Fault> {
    let mut new = Vec::new();
    for t in all {
        let query = q("insert into transition (org, id, pupil, given, family, way, year, place_from, place_to, starts, owner, owner_name, needs, begun_on, begun_by) \
                       select $1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15 \
                       where not exists (select 1 from transition x where x.org = $1 and x.ended_on is null and x.pupil = $3) \
                       and not exists (select 1 from transition x where x.org = $1 and x.id = $2)")
            .bind(w.org())
            .bind(t.id)
            .bind(t.pupil)
            .bind(&t.given)
            .bind(&t.family)
            .bind(t.way)
            .bind(t.year)
            .bind(&t.place_from)
            .bind(&t.place_to)
            .bind(t.starts)
            .bind(t.owner)
            .bind(&t.owner_name)
            .bind(&t.needs)
            .bind(t.begun_on)
            .bind(&t.begun_by);
        if w.run(query).await? > 0 {
            new.push(t.id);
        }
    }
    Ok(new)
}

/// Changes one, of the version that was looked at.
pub async fn change(w: &mut Write, t: &Transition) -> Result<(), Problem> {
    let query = q("update transition set pupil = $4, place_from = $5, place_to = $6, starts = $7, owner = $8, owner_name = $9, needs = $10, \
                   ended_on = $11, ended_why = $12, version = version + 1 where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(t.id)
        .bind(t.version)
        .bind(t.pupil)
        .bind(&t.place_from)
        .bind(&t.place_to)
        .bind(t.starts)
        .bind(t.owner)
        .bind(&t.owner_name)
        .bind(&t.needs)
        .bind(t.ended_on)
        .bind(&t.ended_why);
    stale_if_none(w.run(query).await?)
}

/// What came of the steps of some of them.
pub async fn done(
    src: &mut dyn Source,
    org: Id,
    transitions: &[Id],
) -> Result<Vec<StepDone>, Fault> {
    if transitions.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from transition_done where org = ")
        .put(org)
        .push(" and transition in ")
        .list(transitions.iter().copied())
        .push(" order by transition, step")
        .all(src)
        .await
}

/// Keeps what came of a step; the last word counts, and the trail keeps those before.
pub async fn step(w: &mut Write, d: &StepDone) -> Result<(), Fault> {
    let query = q("insert into transition_done (org, transition, step, state, day, words, signed_there, signed_here, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (org, transition, step) do update set state = excluded.state, \
                   day = excluded.day, words = excluded.words, signed_there = excluded.signed_there, signed_here = excluded.signed_here, \
                   by_name = excluded.by_name, at = excluded.at")
        .bind(w.org())
        .bind(d.transition)
        .bind(d.step)
        .bind(d.state)
        .bind(d.day)
        .bind(&d.words)
        .bind(&d.signed_there)
        .bind(&d.signed_here)
        .bind(&d.by_name)
        .bind(d.at);
    w.run(query).await.map(|_| ())
}
