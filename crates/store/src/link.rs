//! Links that open one thing without signing in. Their secrets are not kept.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::link::{Link, LinkKind};
use rulebook::Instant;

coded_cols!(LinkKind);
from_row!(Link { id, kind, about, staff, contact, sent_to, name, made_at, expires_at, ended_at });

/// Gives out a link.
pub async fn add(w: &mut Write, link: &Link) -> Result<(), Fault> {
    let query = q("insert into link (org, id, kind, about, staff, contact, sent_to, name, made_at, expires_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org())
        .bind(link.id)
        .bind(link.kind)
        .bind(link.about)
        .bind(link.staff)
        .bind(link.contact)
        .bind(&link.sent_to)
        .bind(&link.name)
        .bind(link.made_at)
        .bind(link.expires_at);
    w.run(query).await.map(|_| ())
}

/// One link.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Link, Problem> {
    q("select * from link where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those of these links that still open something.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    ids: &[Id],
    now: Instant,
) -> Result<Vec<Id>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = q("select id from link where ended_at is null and org = ")
        .put(org)
        .push(" and expires_at > ")
        .put(now)
        .push(" and id in ")
        .list(ids.iter().copied())
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("id")).collect()
}

/// Takes back every link to a record. Says how many.
pub async fn end_of(w: &mut Write, about: Id) -> Result<u64, Fault> {
    let query =
        q("update link set ended_at = $3 where org = $1 and about = $2 and ended_at is null")
            .bind(w.org())
            .bind(about)
            .bind(w.at());
    w.run(query).await
}

/// Takes back the links to a record that were given to one person at home. Says how many.
pub async fn end_for(w: &mut Write, about: Id, contact: Id) -> Result<u64, Fault> {
    let query = q("update link set ended_at = $4 where org = $1 and about = $2 and contact = $3 and ended_at is null")
        .bind(w.org())
        .bind(about)
        .bind(contact)
        .bind(w.at());
    w.run(query).await
}

/// The links to some records that were given to one person at home and not taken back, newest
/// first.
pub async fn of_contact(
    src: &mut dyn Source,
    org: Id,
    about: &[Id],
    contact: Id,
) -> Result<Vec<Link>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from link where ended_at is null and org = ")
        .put(org)
        .push(" and contact = ")
        .put(contact)
        .push(" and about in ")
        .list(about.iter().copied())
        .push(" order by made_at desc, id desc")
        .all(src)
        .await
}
