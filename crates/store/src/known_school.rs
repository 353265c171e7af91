//! The register of schools an authority deals with.
//!
//! Must never know: a file, or what a code of the national list means.

use crate::db::{Fault, Query, Source, q};
use crate::fold::{fold, starts};
use crate::room::stale_if_none;
use crate::{Col, FromRow, Problem, Row, Write};
use casework::Id;
use casework::known_school::{KnownSchool, Listed, Opening, Phase, national::Taken};
use casework::organisation::{Governed, OrgKind};
use rulebook::Day;

coded_cols!(Opening, Phase, Taken);
from_row!(Listed {
    urn,
    number,
    name,
    kind,
    governed,
    type_name,
    phase,
    opening,
    opened_on,
    closed_on,
    head,
    address,
    postcode,
    phone,
    website,
    trust
});

impl FromRow for KnownSchool {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(KnownSchool {
            id: Id::col(row, "id")?,
            listed: Listed::from_row(row)?,
            email: row.get("email")?,
            contact: row.get("contact")?,
            note: row.get("note")?,
            read_on: row.get("read_on")?,
            version: row.get("version")?,
        })
    }
}

const COLUMNS: &[&str] = &[
    "org",
    "id",
    "urn",
    "number",
    "name",
    "kind",
    "governed",
    "type_name",
    "phase",
    "opening",
    "opened_on",
    "closed_on",
    "head",
    "address",
    "postcode",
    "phone",
    "website",
    "trust",
    "email",
    "contact",
    "note",
    "read_on",
    "search_key",
    "sort_key",
];

/// What is asked of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words of its name, its URN or its number.
    pub words: String,
    /// Of this kind.
    pub kind: Option<OrgKind>,
    /// Answered for so.
    pub governed: Option<Governed>,
    /// Closed ones too.
    pub closed: bool,
}

fn asked(query: Query, a: &Asked) -> Query {
    let mut query = query;
    if !a.words.is_empty() {
        let (first, later) = starts(&a.words);
        query = query
            .push(" and (search_key like ")
            .put(first)
            .push(" or search_key like ")
            .put(later)
            .push(")");
    }
    if let Some(kind) = a.kind {
        query = query.push(" and kind = ").put(kind);
    }
    if let Some(governed) = a.governed {
        query = query.push(" and governed = ").put(governed);
    }
    if !a.closed {
        query = query.push(" and opening <> 'closed'");
    }
    query
}

/// Schools, by name, a page at a time.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    a: &Asked,
    (skip, most): (i64, i64),
) -> Result<Vec<KnownSchool>, Fault> {
    let query = q("select * from known_school where org = ").put(org);
    asked(query, a)
        .push(" order by sort_key, id limit ")
        .put(most)
        .push(" offset ")
        .put(skip)
        .all(src)
        .await
}

/// How many there are.
pub async fn count(src: &mut dyn Source, org: Id, a: &Asked) -> Result<i64, Fault> {
    asked(q("select count(*) as n from known_school where org = ").put(org), a).count(src).await
}

/// Every one, for comparing with a file.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<KnownSchool>, Fault> {
    q("select * from known_school where org = $1 order by sort_key, id").bind(org).all(src).await
}

/// Key and name of those that are open, for choosing among them.
pub async fn named(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, String)>, Fault> {
    let rows = q("select id, name from known_school where org = $1 and opening <> 'closed' order by sort_key, id")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("name")?))).collect()
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<KnownSchool, Problem> {
    q("select * from known_school where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The one with this URN, or whose name is this, whatever its case and accents.
pub async fn by_words(
    src: &mut dyn Source,
    org: Id,
    words: &str,
) -> Result<Option<KnownSchool>, Fault> {
    q("select * from known_school where org = $1 and (urn = $2 or sort_key = $3) order by case when opening = 'closed' then 1 else 0 end, id limit 1")
        .bind(org)
        .bind(words.trim())
        .bind(fold(words))
        .one(src)
        .await
}

/// The school of the register that uses Mainstay here as this organisation.
pub async fn of_organisation(
    src: &mut dyn Source,
    org: Id,
    here: Id,
) -> Result<Option<KnownSchool>, Fault> {
    q("select * from known_school where org = $1 and here = $2 order by id limit 1")
        .bind(org)
        .bind(here)
        .one(src)
        .await
}

/// Which organisation here a school of the register is, where it is one.
pub async fn here(src: &mut dyn Source, org: Id, id: Id) -> Result<Option<Id>, Fault> {
    let rows = q("select here from known_school where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .rows(src)
        .await?;
    match rows.first() {
        Some(row) => row.get("here"),
        None => Ok(None),
    }
}

fn search_key(l: &Listed) -> String {
    fold(&format!("{} {} {}", l.name, l.urn, l.number))
}

/// Keeps new ones in as few statements as the engines allow.
pub async fn add(w: &mut Write, schools: &[KnownSchool]) -> Result<(), Fault> {
    let org = w.org();
    let rows = schools
        .iter()
        .map(|s| {
            let l = &s.listed;
            vec![
                org.into(),
                s.id.into(),
                (&l.urn).into(),
                (&l.number).into(),
                (&l.name).into(),
                l.kind.into(),
                l.governed.into(),
                (&l.type_name).into(),
                l.phase.into(),
                l.opening.into(),
                l.opened_on.into(),
                l.closed_on.into(),
                (&l.head).into(),
                (&l.address).into(),
                (&l.postcode).into(),
                (&l.phone).into(),
                (&l.website).into(),
                (&l.trust).into(),
                (&s.email).into(),
                (&s.contact).into(),
                (&s.note).into(),
                s.read_on.into(),
                search_key(l).into(),
                fold(&l.name).into(),
            ]
        })
        .collect();
    w.run_all(Query::insert_many("known_school", COLUMNS, rows)).await.map(|_| ())
}

/// Changes what the list says of one.
pub async fn listed(w: &mut Write, id: Id, l: &Listed, read_on: Day) -> Result<(), Problem> {
    let query = q("update known_school set number = $3, name = $4, kind = $5, governed = $6, type_name = $7, phase = $8, opening = $9, \
                   opened_on = $10, closed_on = $11, head = $12, address = $13, postcode = $14, phone = $15, website = $16, trust = $17, \
                   read_on = $18, search_key = $19, sort_key = $20, version = version + 1 where org = $1 and id = $2")
        .bind(w.org())
        .bind(id)
        .bind(&l.number)
        .bind(&l.name)
        .bind(l.kind)
        .bind(l.governed)
        .bind(&l.type_name)
        .bind(l.phase)
        .bind(l.opening)
        .bind(l.opened_on)
        .bind(l.closed_on)
        .bind(&l.head)
        .bind(&l.address)
        .bind(&l.postcode)
        .bind(&l.phone)
        .bind(&l.website)
        .bind(&l.trust)
        .bind(read_on)
        .bind(search_key(l))
        .bind(fold(&l.name));
    stale_if_none(w.run(query).await?)
}

/// Changes what the authority itself keeps of one, if nobody has since its version.
pub async fn change(w: &mut Write, s: &KnownSchool, here: Option<Id>) -> Result<(), Problem> {
    let query = q("update known_school set email = $3, contact = $4, note = $5, head = $6, phone = $7, here = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $9")
        .bind(w.org())
        .bind(s.id)
        .bind(&s.email)
        .bind(&s.contact)
        .bind(&s.note)
        .bind(&s.listed.head)
        .bind(&s.listed.phone)
        .bind(here)
        .bind(s.version);
    stale_if_none(w.run(query).await?)
}

/// What types of the list are taken for, as somebody has said.
pub async fn answers(src: &mut dyn Source, org: Id) -> Result<Vec<(String, String)>, Fault> {
    let rows = q("select heading, field from import_mapping where org = $1 and kind = 'school_types' order by heading")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("heading")?, r.get("field")?))).collect()
}

/// Keeps what a type is taken for.
pub async fn answer(w: &mut Write, code: &str, taken: Taken) -> Result<(), Fault> {
    let query = q("insert into import_mapping (org, kind, heading, field) values ($1, 'school_types', $2, $3) \
                   on conflict (org, kind, heading) do update set field = excluded.field")
        .bind(w.org())
        .bind(code)
        .bind(taken);
    w.run(query).await.map(|_| ())
}
