//! Rules of early warning, and each signal they raised.
//!
//! Must never know: when a rule is met, or who may answer.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::signal::{Measure, Outcome, Rule, Signal};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Measure, Outcome);
from_row!(Rule {
    id,
    name,
    measure,
    least,
    window = "span",
    window_days = "span_days",
    kind,
    whom,
    owner,
    owner_staff,
    within = "within_days",
    active,
    version,
});
from_row!(Signal {
    id,
    pupil,
    rule,
    name,
    said,
    from = "from_day",
    to = "to_day",
    owner,
    owner_name,
    due,
    raised_at,
    outcome,
    words,
    decided_at,
    decided_by,
    version,
});

/// Every rule, those in use first, in the order they were made.
pub async fn rules(src: &mut dyn Source, org: Id) -> Result<Vec<Rule>, Fault> {
    q("select * from signal_rule where org = $1 order by active desc, made_at, id")
        .bind(org)
        .all(src)
        .await
}

/// Those in use.
pub async fn active(src: &mut dyn Source, org: Id) -> Result<Vec<Rule>, Fault> {
    q("select * from signal_rule where org = $1 and active = true order by made_at, id")
        .bind(org)
        .all(src)
        .await
}

/// One rule.
pub async fn rule(src: &mut dyn Source, org: Id, id: Id) -> Result<Rule, Problem> {
    q("select * from signal_rule where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new rule.
pub async fn add_rule(w: &mut Write, r: &Rule) -> Result<(), Fault> {
    let query = q("insert into signal_rule (org, id, name, measure, least, span, span_days, kind, whom, owner, owner_staff, within_days, active, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org())
        .bind(r.id)
        .bind(&r.name)
        .bind(r.measure)
        .bind(r.least)
        .bind(r.window)
        .bind(r.window_days)
        .bind(&r.kind)
        .bind(r.whom)
        .bind(r.owner)
        .bind(r.owner_staff)
        .bind(r.within)
        .bind(r.active)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Changes a rule, of the version that was looked at.
pub async fn change_rule(w: &mut Write, r: &Rule) -> Result<(), Problem> {
    let query = q("update signal_rule set name = $4, measure = $5, least = $6, span = $7, span_days = $8, kind = $9, whom = $10, \
                   owner = $11, owner_staff = $12, within_days = $13, active = $14, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(r.id)
        .bind(r.version)
        .bind(&r.name)
        .bind(r.measure)
        .bind(r.least)
        .bind(r.window)
        .bind(r.window_days)
        .bind(&r.kind)
        .bind(r.whom)
        .bind(r.owner)
        .bind(r.owner_staff)
        .bind(r.within)
        .bind(r.active);
    stale_if_none(w.run(query).await?)
}

/// Up to which day each rule has spoken of each pupil.
pub async fn spoken(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, Id, Day)>, Fault> {
    let rows = q(
        "select rule, pupil, max(to_day) as upto from signal where org = $1 group by rule, pupil",
    )
    .bind(org)
    .rows(src)
    .await?;
    rows.iter().map(|r| Ok((r.get("rule")?, r.get("pupil")?, r.get("upto")?))).collect()
}

/// Keeps new signals.
pub async fn raise(w: &mut Write, all: &[Signal]) -> Result<(), Fault> {
    let org = w.org();
    let rows = all
        .iter()
        .map(|s| {
            vec![
                org.into(),
                s.id.into(),
                s.pupil.into(),
                s.rule.into(),
                (&s.name).into(),
                (&s.said).into(),
                s.from.into(),
                s.to.into(),
                s.owner.into(),
                (&s.owner_name).into(),
                s.due.into(),
                s.raised_at.into(),
            ]
        })
        .collect();
    const COLUMNS: &[&str] = &[
        "org",
        "id",
        "pupil",
        "rule",
        "name",
        "said",
        "from_day",
        "to_day",
        "owner",
        "owner_name",
        "due",
        "raised_at",
    ];
    w.run_all(Query::insert_many("signal", COLUMNS, rows)).await.map(|_| ())
}

const OF: &str =
    "select s.* from signal s join pupil p on p.org = s.org and p.id = s.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Signal, Problem> {
    reached(q(OF), scope).push(" and s.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those that wait for an answer, the one due first at the top.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Signal>, Fault> {
    reached(q(OF), scope)
        .push(" and s.decided_at is null order by s.due, s.raised_at, s.id limit 500")
        .all(src)
        .await
}

/// Those answered, newest first.
pub async fn answered(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Signal>, Fault> {
    reached(q(OF), scope)
        .push(" and s.decided_at is not null order by s.decided_at desc, s.id limit 100")
        .all(src)
        .await
}

/// Those of one pupil, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Signal>, Fault> {
    q("select * from signal where org = $1 and pupil = $2 order by raised_at desc, id desc limit 60")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// How many wait for each pupil.
pub async fn waiting(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, i64)>, Fault> {
    let rows = q("select pupil, count(*) as n from signal where org = $1 and decided_at is null group by pupil")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("pupil")?, r.get("n")?))).collect()
}

/// Keeps what came of one, of the version that was looked at.
pub async fn answer(
    w: &mut Write,
    s: &Signal,
    outcome: Outcome,
    words: &str,
    by: &str,
) -> Result<(), Problem> {
    let query = q("update signal set outcome = $4, words = $5, decided_at = $6, decided_by = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and decided_at is null")
        .bind(w.org())
        .bind(s.id)
        .bind(s.version)
        .bind(outcome)
        .bind(words)
        .bind(w.at())
        .bind(by);
    stale_if_none(w.run(query).await?)
}
