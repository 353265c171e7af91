//! Organisations that somebody belongs to, what an organisation belongs to, and the other
//! authorities an authority works with.
//!
//! Must never read: what one organisation keeps, for another. Of an organisation that is not the
//! reader's, its name and kind are told here and nothing else.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::organisation::{OrgKind, Tie};
use casework::{Coded, Id};
use rulebook::Day;

coded_cols!(Tie);

/// An organisation somebody may go to work in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The organisation.
    pub org: Id,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrgKind,
    /// What they are there.
    pub post: String,
}
from_row!(Place { org, name, kind, post });

/// Where an account may go to work, by name.
pub async fn places(src: &mut dyn Source, account: Id) -> Result<Vec<Place>, Fault> {
    q("select m.org, o.name, o.kind, s.post from membership m join organisation o on o.id = m.org \
       join staff s on s.org = m.org and s.id = m.staff \
       where m.account = $1 and m.active = true and s.left_on is null order by o.name, m.org")
    .bind(account)
    .all(src)
    .await
}

/// Where the account was at work last.
pub async fn last(src: &mut dyn Source, account: Id) -> Result<Option<Id>, Fault> {
    let rows = q("select org from session where account = $1 order by case when ended_at is null then 0 else 1 end, seen_at desc limit 1")
        .bind(account)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("org")).transpose()
}

/// Name and key of every organisation of some kinds here, for choosing among them.
pub async fn named(src: &mut dyn Source, kind: OrgKind) -> Result<Vec<(Id, String)>, Fault> {
    let rows = q("select id, name from organisation where kind = $1 order by name, id")
        .bind(kind)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("name")?))).collect()
}

/// Key and name of every school here that says it belongs to an authority or a trust.
pub async fn belonging(src: &mut dyn Source, to: Id) -> Result<Vec<(Id, String)>, Fault> {
    let rows = q("select o.id, o.name from organisation_tie t join organisation o on o.id = t.org where t.other = $1 order by o.name, o.id")
        .bind(to)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("name")?))).collect()
}

/// What an organisation belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tied {
    /// How.
    pub tie: Tie,
    /// The other, where it is here.
    pub other: Option<Id>,
    /// Its name as it was typed; of one that is here, as it was then.
    pub name: String,
}
from_row!(Tied { tie, other, name });

/// What an organisation belongs to.
pub async fn ties(src: &mut dyn Source, org: Id) -> Result<Vec<Tied>, Fault> {
    q("select tie, other, name from organisation_tie where org = $1 order by tie")
        .bind(org)
        .all(src)
        .await
}

/// The organisation here that this one belongs to so, if there is one.
pub async fn tied(src: &mut dyn Source, org: Id, tie: Tie) -> Result<Option<Id>, Fault> {
    Ok(ties(src, org).await?.into_iter().find(|t| t.tie == tie).and_then(|t| t.other))
}

/// Says what an organisation belongs to; without a name, that it belongs to none.
pub async fn tie(w: &mut Write, t: &Tied) -> Result<(), Fault> {
    if t.name.is_empty() {
        let query =
            q("delete from organisation_tie where org = $1 and tie = $2").bind(w.org()).bind(t.tie);
        return w.run(query).await.map(|_| ());
    }
    let query = q("insert into organisation_tie (org, tie, other, name) values ($1,$2,$3,$4) \
                   on conflict (org, tie) do update set other = excluded.other, name = excluded.name, version = organisation_tie.version + 1")
        .bind(w.org())
        .bind(t.tie)
        .bind(t.other)
        .bind(&t.name);
    w.run(query).await.map(|_| ())
}

/// Another authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Its national number, or empty.
    pub number: String,
    /// Whom to ask for.
    pub contact: String,
    /// Email.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What is agreed with it, or empty.
    pub note: String,
    /// No longer worked with since.
    pub ended_on: Option<Day>,
    /// Version.
    pub version: i64,
}
from_row!(Other { id, name, number, contact, email, phone, note, ended_on, version });

/// Other authorities, by name; those no longer worked with last.
pub async fn others(src: &mut dyn Source, org: Id) -> Result<Vec<Other>, Fault> {
    q("select id, name, number, contact, email, phone, note, ended_on, version from other_authority where org = $1 \
       order by case when ended_on is null then 0 else 1 end, lower(name), id")
        .bind(org)
        .all(src)
        .await
}

/// One of them.
pub async fn other(src: &mut dyn Source, org: Id, id: Id) -> Result<Other, Problem> {
    q("select id, name, number, contact, email, phone, note, ended_on, version from other_authority where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps another authority. One sent twice is kept once.
pub async fn add_other(w: &mut Write, o: &Other) -> Result<bool, Fault> {
    let query = q("insert into other_authority (org, id, name, number, contact, email, phone, note) values ($1,$2,$3,$4,$5,$6,$7,$8) \
                   on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(o.id)
        .bind(&o.name)
        .bind(&o.number)
        .bind(&o.contact)
        .bind(&o.email)
        .bind(&o.phone)
        .bind(&o.note);
    Ok(w.run(query).await? > 0)
}

/// Changes one, if nobody has since its version.
pub async fn change_other(w: &mut Write, o: &Other) -> Result<(), Problem> {
    let query = q("update other_authority set name = $3, number = $4, contact = $5, email = $6, phone = $7, note = $8, ended_on = $9, \
                   version = version + 1 where org = $1 and id = $2 and version = $10")
        .bind(w.org())
        .bind(o.id)
        .bind(&o.name)
        .bind(&o.number)
        .bind(&o.contact)
        .bind(&o.email)
        .bind(&o.phone)
        .bind(&o.note)
        .bind(o.ended_on)
        .bind(o.version);
    stale_if_none(w.run(query).await?)
}

/// Roles kept for people of an organisation, each once: whatever checks the database asks whether
/// they are roles of that kind of organisation.
pub async fn roles_held(src: &mut dyn Source, org: Id) -> Result<Vec<casework::Role>, Fault> {
    let rows = q("select distinct role from membership_role where org = $1 order by role")
        .bind(org)
        .rows(src)
        .await?;
    let mut out = Vec::new();
    for row in &rows {
        out.extend(casework::Role::from_code(&row.get::<String>("role")?));
    }
    Ok(out)
}
