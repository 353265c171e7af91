//! Programmes of work, and the talks with whoever leads a subject.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::bank::Programme;
use rulebook::{Day, Instant};

from_row!(Programme {
    id,
    subject,
    year,
    half,
    note,
    agreed_at,
    agreed_by,
    review_on,
    made_by,
    changed_at,
    version,
});

/// Every programme, by subject, year and half-term.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Programme>, Fault> {
    q("select * from programme where org = $1 order by lower(subject), year, half, id")
        .bind(org)
        .all(src)
        .await
}

/// One programme.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Programme, Problem> {
    q("select * from programme where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The units of a programme, in order.
pub async fn units(src: &mut dyn Source, org: Id, programme: Id) -> Result<Vec<Id>, Fault> {
    let rows =
        q("select unit from programme_unit where org = $1 and programme = $2 order by place")
            .bind(org)
            .bind(programme)
            .rows(src)
            .await?;
    rows.iter().map(|r| r.get("unit")).collect()
}

/// Keeps a new programme.
pub async fn add(w: &mut Write, p: &Programme) -> Result<(), Fault> {
    let query = q("insert into programme (org, id, subject, year, half, note, made_by, changed_at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org())
        .bind(p.id)
        .bind(&p.subject)
        .bind(p.year)
        .bind(&p.half)
        .bind(&p.note)
        .bind(&p.made_by)
        .bind(p.changed_at);
    w.run(query).await.map(|_| ())
}

/// Keeps a programme as it is now, if nobody has changed it since `version`.
pub async fn keep(w: &mut Write, p: &Programme) -> Result<(), Problem> {
    let query = q("update programme set note = $3, agreed_at = $4, agreed_by = $5, review_on = $6, made_by = $7, changed_at = $8, \
                   version = version + 1 where org = $1 and id = $2 and version = $9")
        .bind(w.org())
        .bind(p.id)
        .bind(&p.note)
        .bind(p.agreed_at)
        .bind(&p.agreed_by)
        .bind(p.review_on)
        .bind(&p.made_by)
        .bind(p.changed_at)
        .bind(p.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps its units, in this order.
pub async fn set_units(w: &mut Write, programme: Id, units: &[Id]) -> Result<(), Fault> {
    let org = w.org();
    let query =
        q("delete from programme_unit where org = $1 and programme = $2").bind(org).bind(programme);
    w.run(query).await?;
    let rows = units
        .iter()
        .enumerate()
        .map(|(n, unit)| vec![org.into(), programme.into(), (n as i64).into(), (*unit).into()])
        .collect();
    let columns = &["org", "programme", "place", "unit"];
    w.run_all(Query::insert_many("programme_unit", columns, rows)).await.map(|_| ())
}

/// A talk about a subject's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// When it was held.
    pub held_on: Day,
    /// With whom.
    pub with_whom: String,
    /// What was said and agreed.
    pub body: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Talk { id, subject, held_on, with_whom, body, by_name, at });

/// Every talk, newest first.
pub async fn talks(src: &mut dyn Source, org: Id) -> Result<Vec<Talk>, Fault> {
    q("select * from subject_talk where org = $1 order by held_on desc, at desc limit 500")
        .bind(org)
        .all(src)
        .await
}

/// Keeps a talk. False when the same form was kept before.
pub async fn add_talk(w: &mut Write, t: &Talk) -> Result<bool, Fault> {
    let query = q("insert into subject_talk (org, id, subject, held_on, with_whom, body, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(t.id)
        .bind(&t.subject)
        .bind(t.held_on)
        .bind(&t.with_whom)
        .bind(&t.body)
        .bind(&t.by_name)
        .bind(t.at);
    Ok(w.run(query).await? > 0)
}
