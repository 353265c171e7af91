//! A school's days off as its authority holds them, and what each promised the other.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::FromRow as _;
use crate::{Problem, Write};
use casework::Id;
use rulebook::{Closed, Day, Instant, SchoolCalendar};

/// Days on which a school has no pupils, besides those of the authority's own calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shut {
    /// Key.
    pub id: Id,
    /// The school.
    pub school: Id,
    /// "Boiler closure"
    pub why: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// When it was taken away.
    pub removed_at: Option<Instant>,
    /// Who did.
    pub removed_by: String,
}
from_row!(Shut {
    id,
    school,
    why,
    from = "from_day",
    to = "to_day",
    by_name,
    at,
    removed_at,
    removed_by,
});

/// Every day off of every school that stands.
pub async fn shut(src: &mut dyn Source, org: Id) -> Result<Vec<Shut>, Fault> {
    q("select * from school_closed where org = $1 and removed_at is null order by school, from_day")
        .bind(org)
        .all(src)
        .await
}

/// The days off of one school, those taken away too.
pub async fn shut_of(src: &mut dyn Source, org: Id, school: Id) -> Result<Vec<Shut>, Fault> {
    q("select * from school_closed where org = $1 and school = $2 order by from_day, at")
        .bind(org)
        .bind(school)
        .all(src)
        .await
}

/// Keeps one. Sent twice, it is kept once.
pub async fn close(w: &mut Write, s: &Shut) -> Result<bool, Fault> {
    let query = q("insert into school_closed (org, id, school, why, from_day, to_day, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(s.school).bind(&s.why).bind(s.from).bind(s.to).bind(&s.by_name).bind(s.at);
    Ok(w.run(query).await? > 0)
}

/// Takes one away.
pub async fn open(w: &mut Write, school: Id, id: Id, by: &str) -> Result<(), Problem> {
    let query = q("update school_closed set removed_at = $4, removed_by = $5 where org = $1 and school = $2 and id = $3 and removed_at is null")
        .bind(w.org()).bind(school).bind(id).bind(w.at()).bind(by);
    stale_if_none(w.run(query).await?)
}

/// The calendar of a school: the authority's own, with the school's days off besides.
pub fn calendar_of(own: &SchoolCalendar, school: Option<Id>, shut: &[Shut]) -> SchoolCalendar {
    let mut calendar = own.clone();
    let days = shut.iter().filter(|s| Some(s.school) == school && s.removed_at.is_none());
    calendar.closed.extend(days.map(|s| Closed {
        why: s.why.clone(),
        half_term: false,
        from: s.from,
        to: s.to,
    }));
    calendar.closed.sort_by_key(|c| (c.from, c.to));
    calendar
}

/// A promise between the authority and a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Key.
    pub id: Id,
    /// The school.
    pub school: Id,
    /// "ours" or "theirs".
    pub whose: String,
    /// What.
    pub what: String,
    /// By when.
    pub due: Option<Day>,
    /// The day it was made.
    pub made_on: Day,
    /// Who wrote it down.
    pub by_name: String,
    /// The day it was kept.
    pub done_on: Option<Day>,
}
from_row!(Commitment { id, school, whose, what, due, made_on, by_name, done_on });

/// What was promised, open first.
pub async fn commitments(
    src: &mut dyn Source,
    org: Id,
    school: Id,
) -> Result<Vec<Commitment>, Fault> {
    let mut all: Vec<Commitment> =
        q("select * from commitment where org = $1 and school = $2 order by made_on desc, id desc limit 60")
            .bind(org)
            .bind(school)
            .all(src)
            .await?;
    all.sort_by_key(|c| c.done_on.is_some());
    Ok(all)
}

/// Promises with a day that has come and that nobody has said were kept: a school's name with each.
pub async fn promised(
    src: &mut dyn Source,
    org: Id,
    by: Day,
) -> Result<Vec<(Commitment, String)>, Fault> {
    let rows = q("select c.*, s.name as school_name from commitment c join known_school s on s.org = c.org and s.id = c.school \
                  where c.org = $1 and c.done_on is null and c.due is not null and c.due <= $2 order by c.due, c.id limit 100")
        .bind(org).bind(by).rows(src).await?;
    let mut out = Vec::new();
    for row in rows {
        out.push((Commitment::from_row(&row)?, row.get("school_name")?));
    }
    Ok(out)
}

/// Keeps a promise.
pub async fn commit_to(w: &mut Write, c: &Commitment) -> Result<bool, Fault> {
    let query = q("insert into commitment (org, id, school, whose, what, due, made_on, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org()).bind(c.id).bind(c.school).bind(&c.whose).bind(&c.what).bind(c.due).bind(c.made_on).bind(&c.by_name);
    Ok(w.run(query).await? > 0)
}

/// A promise was kept.
pub async fn kept(w: &mut Write, school: Id, id: Id, by: &str) -> Result<(), Problem> {
    let query = q("update commitment set done_on = $4, done_by = $5 where org = $1 and school = $2 and id = $3 and done_on is null")
        .bind(w.org()).bind(school).bind(id).bind(w.at().day()).bind(by);
    stale_if_none(w.run(query).await?)
}

/// A school of the authority's register, as a case needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Who answers for it in law.
    pub governed: String,
    /// Its head.
    pub head: String,
    /// Address lines.
    pub address: String,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// Email for notices.
    pub email: String,
    /// Whom to ask for.
    pub contact: String,
    /// The authority's note.
    pub note: String,
}
from_row!(Registered {
    id,
    name,
    kind,
    governed,
    head,
    address,
    postcode,
    phone,
    email,
    contact,
    note,
});

const REGISTERED: &str = "select id, name, kind, governed, head, address, postcode, phone, email, contact, note from known_school where org = ";

/// Every school of the register, by name.
pub async fn registered(src: &mut dyn Source, org: Id) -> Result<Vec<Registered>, Fault> {
    q(REGISTERED).put(org).push(" order by sort_key, id").all(src).await
}

/// One school of the register.
pub async fn register(src: &mut dyn Source, org: Id, id: Id) -> Result<Registered, Problem> {
    let query = q(REGISTERED).put(org).push(" and id = ").put(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// The school of the register that an organisation here is, if it is in it.
pub async fn register_here(
    src: &mut dyn Source,
    org: Id,
    here: Id,
) -> Result<Option<Registered>, Fault> {
    q(REGISTERED).put(org).push(" and here = ").put(here).one(src).await
}
