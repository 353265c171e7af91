//! Incidents brought in from the school's own system.
//!
//! Must never know: how a line was matched to a pupil.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use casework::incident::{Incident, Known};
use rulebook::Day;
use std::collections::{BTreeMap, HashSet};

from_row!(Incident {
    id,
    pupil,
    day,
    minute,
    period,
    kind,
    body,
    place,
    subject,
    staff_name,
    points,
    action,
    source,
    outside,
});
from_row!(Known { id, admission_no, upn });

/// Everybody on roll by their numbers.
pub async fn known(src: &mut dyn Source, org: Id) -> Result<Vec<Known>, Fault> {
    q("select id, admission_no, upn from pupil where org = $1 and left_on is null order by id")
        .bind(org)
        .all(src)
        .await
}

/// The outside keys of a source that are here already.
pub async fn here(src: &mut dyn Source, org: Id, source: &str) -> Result<Vec<String>, Fault> {
    q("select outside from incident where org = $1 and source = $2 order by outside")
        .bind(org)
        .bind(source)
        .rows(src)
        .await?
        .iter()
        .map(|row| row.get("outside"))
        .collect()
}

/// Keeps new incidents. `silent` are the types that do not count.
pub async fn add(
    w: &mut Write,
    incidents: &[Incident],
    run: Option<Id>,
    silent: &HashSet<String>,
) -> Result<(), Fault> {
    let org = w.org();
    let rows = incidents
        .iter()
        .map(|i| {
            vec![
                org.into(),
                i.id.into(),
                i.pupil.into(),
                i.day.into(),
                i.minute.into(),
                (&i.period).into(),
                (&i.kind).into(),
                (&i.body).into(),
                (&i.place).into(),
                (&i.subject).into(),
                (&i.staff_name).into(),
                i.points.into(),
                (&i.action).into(),
                (&i.source).into(),
                (&i.outside).into(),
                (!silent.contains(&i.kind)).into(),
                run.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "pupil",
        "day",
        "minute",
        "period",
        "kind",
        "body",
        "place",
        "subject",
        "staff_name",
        "points",
        "action",
        "source",
        "outside",
        "counts",
        "run",
    ];
    w.run_all(Query::insert_many("incident", columns, rows)).await.map(|_| ())
}

/// Keeps a bringing-in in the list of them.
pub async fn add_run(
    w: &mut Write,
    id: Id,
    kind: &str,
    source: &str,
    made: usize,
    unchanged: usize,
) -> Result<(), Fault> {
    let query = q("insert into import_run (org, id, kind, source, at, by_name, made, changed, unchanged, ended) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org()).bind(id).bind(kind).bind(source).bind(w.at()).bind(&w.act().who)
        .bind(made as i64).bind(0i64).bind(unchanged as i64).bind(0i64);
    w.run(query).await.map(|_| ())
}

/// What the school has said of its types: whether each counts.
pub async fn types(src: &mut dyn Source, org: Id) -> Result<BTreeMap<String, bool>, Fault> {
    let rows =
        q("select kind, counts from incident_type where org = $1").bind(org).rows(src).await?;
    rows.iter().map(|row| Ok((row.get("kind")?, row.get("counts")?))).collect()
}

/// Keeps whether a type counts, for what is here and what is to come.
pub async fn set_type(w: &mut Write, kind: &str, counts: bool) -> Result<(), Fault> {
    let query = q("insert into incident_type (org, kind, counts) values ($1,$2,$3) \
                   on conflict (org, kind) do update set counts = excluded.counts")
    .bind(w.org())
    .bind(kind)
    .bind(counts);
    w.run(query).await?;
    let query = q("update incident set counts = $3 where org = $1 and kind = $2 and counts <> $3")
        .bind(w.org())
        .bind(kind)
        .bind(counts);
    w.run(query).await.map(|_| ())
}

/// Forms there are, and codes that were said to be all right.
pub async fn forms(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Fault> {
    q("select distinct form as code from pupil where org = $1 and form <> '' \
       union select code from incident_form where org = $1 order by code")
    .bind(org)
    .rows(src)
    .await?
    .iter()
    .map(|row| row.get("code"))
    .collect()
}

/// Remembers a form code that somebody said is all right.
pub async fn take_form(w: &mut Write, code: &str) -> Result<(), Fault> {
    let query = q("insert into incident_form (org, code, by_name, at) values ($1,$2,$3,$4) on conflict (org, code) do nothing")
        .bind(w.org())
        .bind(code)
        .bind(&w.act().who)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// The first and last day anything was brought in for.
pub async fn span(src: &mut dyn Source, org: Id) -> Result<Option<(Day, Day)>, Fault> {
    // Asked for one by one, each is the end of an index; together they are a walk through it.
    let rows = q("select (select min(day) from incident where org = $1) as a, \
                  (select max(day) from incident where org = $1) as b")
    .bind(org)
    .rows(src)
    .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(row.get::<Option<Day>>("a")?.zip(row.get::<Option<Day>>("b")?))
}

/// A pupil's incidents from one day to another, oldest first.
pub async fn of_pupil(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Incident>, Fault> {
    q("select * from incident where org = $1 and pupil = $2 and day >= $3 and day <= $4 order by day, minute, id")
        .bind(org).bind(pupil).bind(from).bind(to).all(src).await
}

/// A pupil's incidents that count, newest first, so many.
pub async fn last_of(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
    most: i64,
) -> Result<Vec<Incident>, Fault> {
    q("select * from incident where org = $1 and pupil = $2 and day >= $3 and counts = true order by day desc, minute desc, id desc limit $4")
        .bind(org).bind(pupil).bind(from).bind(most).all(src).await
}
