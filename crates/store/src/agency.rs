//! Agencies: the directory, and contact with them about pupils in scope.
//!
//! Must never know: when what is known grows stale.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::agency::{Agency, AgencyEntry, Basis, How};
use casework::{Id, Scope};

coded_cols!(How, Basis);
from_row!(Agency {
    id,
    name,
    what_for,
    who_refers,
    how,
    person,
    phone,
    email,
    web,
    hours,
    cost,
    area,
    active,
    checked_on,
    checked_by,
    version,
});
from_row!(AgencyEntry {
    id,
    pupil,
    agency,
    agency_name,
    who,
    day,
    how,
    about,
    basis,
    basis_words,
    shared,
    answer_due,
    answered_on,
    answer,
    answered_by,
    made_by,
    made_by_name,
    made_at,
    struck_at,
    struck_why,
    version,
});

const OF: &str =
    "select e.* from agency_entry e join pupil p on p.org = e.org and p.id = e.pupil where 1 = 1";

/// The directory, by name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Agency>, Fault> {
    q("select * from agency where org = $1 order by lower(name), id").bind(org).all(src).await
}

/// One agency.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Agency, Problem> {
    q("select * from agency where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Writes one down; sent twice, it is kept once. Says whether it was new.
pub async fn add(w: &mut Write, a: &Agency) -> Result<bool, Fault> {
    let query = q("insert into agency (org, id, name, what_for, who_refers, how, person, phone, email, web, hours, cost, area, active, checked_on, checked_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(a.id)
        .bind(&a.name)
        .bind(&a.what_for)
        .bind(&a.who_refers)
        .bind(&a.how)
        .bind(&a.person)
        .bind(&a.phone)
        .bind(&a.email)
        .bind(&a.web)
        .bind(&a.hours)
        .bind(&a.cost)
        .bind(&a.area)
        .bind(a.active)
        .bind(a.checked_on)
        .bind(&a.checked_by);
    Ok(w.run(query).await? > 0)
}

/// Changes one, of the version that was looked at.
pub async fn change(w: &mut Write, a: &Agency) -> Result<(), Problem> {
    let query = q("update agency set name = $4, what_for = $5, who_refers = $6, how = $7, person = $8, phone = $9, email = $10, web = $11, \
                   hours = $12, cost = $13, area = $14, active = $15, checked_on = $16, checked_by = $17, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(a.id)
        .bind(a.version)
        .bind(&a.name)
        .bind(&a.what_for)
        .bind(&a.who_refers)
        .bind(&a.how)
        .bind(&a.person)
        .bind(&a.phone)
        .bind(&a.email)
        .bind(&a.web)
        .bind(&a.hours)
        .bind(&a.cost)
        .bind(&a.area)
        .bind(a.active)
        .bind(a.checked_on)
        .bind(&a.checked_by);
    stale_if_none(w.run(query).await?)
}

/// Days after which what is known is stale, where the school set it.
pub async fn every(src: &mut dyn Source, org: Id) -> Result<Option<i64>, Fault> {
    let rows =
        q("select every_days from agency_setting where org = $1").bind(org).rows(src).await?;
    rows.first().map(|r| r.get("every_days")).transpose()
}

/// Sets them.
pub async fn set_every(w: &mut Write, days: i64) -> Result<(), Fault> {
    let query = q("insert into agency_setting (org, every_days) values ($1,$2) on conflict (org) do update set every_days = excluded.every_days")
        .bind(w.org())
        .bind(days);
    w.run(query).await.map(|_| ())
}

/// One entry, of a pupil in scope.
pub async fn entry(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<AgencyEntry, Problem> {
    reached(q(OF), scope).push(" and e.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// A pupil’s entries, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<AgencyEntry>, Fault> {
    q("select * from agency_entry where org = $1 and pupil = $2 order by day desc, made_at desc, id desc")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Entries with an answer still to come, the first due first.
pub async fn awaited(src: &mut dyn Source, scope: &Scope) -> Result<Vec<AgencyEntry>, Fault> {
    reached(q(OF), scope)
        .push(" and e.answer_due is not null and e.answered_on is null and e.struck_at is null order by e.answer_due, e.id")
        .all(src)
        .await
}

/// Entries about one agency, newest first, of pupils in scope.
pub async fn with(
    src: &mut dyn Source,
    scope: &Scope,
    agency: Id,
) -> Result<Vec<AgencyEntry>, Fault> {
    reached(q(OF), scope)
        .push(" and e.struck_at is null and e.agency = ")
        .put(agency)
        .push(" order by e.day desc, e.id desc limit 50")
        .all(src)
        .await
}

/// Writes one down; sent twice, it is kept once. Says whether it was new.
pub async fn log(w: &mut Write, e: &AgencyEntry) -> Result<bool, Fault> {
    let query = q("insert into agency_entry (org, id, pupil, agency, agency_name, who, day, how, about, basis, basis_words, shared, answer_due, made_by, made_by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(e.id)
        .bind(e.pupil)
        .bind(e.agency)
        .bind(&e.agency_name)
        .bind(&e.who)
        .bind(e.day)
        .bind(e.how)
        .bind(&e.about)
        .bind(e.basis)
        .bind(&e.basis_words)
        .bind(&e.shared)
        .bind(e.answer_due)
        .bind(e.made_by)
        .bind(&e.made_by_name)
        .bind(e.made_at);
    Ok(w.run(query).await? > 0)
}

/// Keeps the answer, a new day for it, or that an entry was struck out.
pub async fn settle(w: &mut Write, e: &AgencyEntry) -> Result<(), Problem> {
    let query = q("update agency_entry set answer_due = $4, answered_on = $5, answer = $6, answered_by = $7, struck_at = $8, struck_why = $9, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(e.id)
        .bind(e.version)
        .bind(e.answer_due)
        .bind(e.answered_on)
        .bind(&e.answer)
        .bind(&e.answered_by)
        .bind(e.struck_at)
        .bind(&e.struck_why);
    stale_if_none(w.run(query).await?)
}
