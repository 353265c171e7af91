//! The school's catalogue of interventions, and the measures it names.
//!
//! Must never know: what a group of one comes to.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::intervention::{Better, Intervention, Kind, Measure, Unit};

coded_cols!(Kind, Unit, Better);
from_row!(Intervention {
    id,
    name,
    kind,
    purpose,
    who_for,
    dose,
    owner,
    owner_name,
    provider,
    pence,
    unit,
    evidence,
    active,
    version,
});
from_row!(Measure { id, name, low, high, better, licensed, rights, active, version });

/// The whole catalogue by name, those in use first.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Intervention>, Fault> {
    let mut all: Vec<Intervention> =
        q("select * from intervention where org = $1 order by name, id").bind(org).all(src).await?;
    all.sort_by_key(|i| !i.active);
    Ok(all)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Intervention, Problem> {
    q("select * from intervention where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new one. Says whether it was new.
pub async fn add(w: &mut Write, i: &Intervention) -> Result<bool, Fault> {
    let query = q("insert into intervention (org, id, name, kind, purpose, who_for, dose, owner, owner_name, provider, pence, unit, evidence, active, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15) on conflict (org, id) do nothing")
        .bind(w.org()).bind(i.id).bind(&i.name).bind(i.kind).bind(&i.purpose).bind(&i.who_for).bind(&i.dose)
        .bind(i.owner).bind(&i.owner_name).bind(&i.provider).bind(i.pence).bind(i.unit).bind(&i.evidence)
        .bind(i.active).bind(i.version);
    Ok(w.run(query).await? > 0)
}

/// Changes one of the version that was looked at.
pub async fn change(w: &mut Write, i: &Intervention) -> Result<(), Problem> {
    let query = q("update intervention set name = $4, kind = $5, purpose = $6, who_for = $7, dose = $8, owner = $9, owner_name = $10, \
                   provider = $11, pence = $12, unit = $13, evidence = $14, active = $15, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org()).bind(i.id).bind(i.version).bind(&i.name).bind(i.kind).bind(&i.purpose).bind(&i.who_for).bind(&i.dose)
        .bind(i.owner).bind(&i.owner_name).bind(&i.provider).bind(i.pence).bind(i.unit).bind(&i.evidence).bind(i.active);
    stale_if_none(w.run(query).await?)
}

/// The measures the school names, by name.
pub async fn measures(src: &mut dyn Source, org: Id) -> Result<Vec<Measure>, Fault> {
    q("select * from measure where org = $1 order by name, id").bind(org).all(src).await
}

/// One measure: our own where none is named.
pub async fn measure(src: &mut dyn Source, org: Id, id: Option<Id>) -> Result<Measure, Problem> {
    let Some(id) = id else { return Ok(casework::intervention::own()) };
    q("select * from measure where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a measure. Says whether it was new.
pub async fn add_measure(w: &mut Write, m: &Measure) -> Result<bool, Fault> {
    let query = q(
        "insert into measure (org, id, name, low, high, better, licensed, rights, active, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (org, id) do nothing",
    )
    .bind(w.org())
    .bind(m.id)
    .bind(&m.name)
    .bind(m.low)
    .bind(m.high)
    .bind(m.better)
    .bind(m.licensed)
    .bind(&m.rights)
    .bind(m.active)
    .bind(m.version);
    Ok(w.run(query).await? > 0)
}

/// Retires a measure, or takes it up again.
pub async fn set_measure(w: &mut Write, id: Id, version: i64, active: bool) -> Result<(), Problem> {
    let query = q("update measure set active = $4, version = version + 1 where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(id)
        .bind(version)
        .bind(active);
    stale_if_none(w.run(query).await?)
}
