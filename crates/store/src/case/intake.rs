//! Notices as an authority received them, with everything that was typed.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::case::intake::{Intake, State, Way};

coded_cols!(State, Way);
from_row!(Intake {
    id,
    way,
    state,
    name,
    school_name,
    typed,
    received_at,
    by_name,
    about,
    why,
    version,
});

/// Keeps one. The same sent twice is kept once: says whether it is new.
pub async fn add(w: &mut Write, i: &Intake) -> Result<bool, Fault> {
    let org = w.org();
    insert(w, org, i).await
}

/// The hand-over: what a school notified, written into the authority's own table in the school's
/// own write. The only row one organisation leaves with another, and nothing is read back.
pub async fn hand_over(w: &mut Write, authority: Id, i: &Intake) -> Result<bool, Fault> {
    insert(w, authority, i).await
}

async fn insert(w: &mut Write, org: Id, i: &Intake) -> Result<bool, Fault> {
    let query = q("insert into intake (org, id, way, state, name, school_name, typed, received_at, by_name, about, why, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(org).bind(i.id).bind(i.way).bind(i.state).bind(&i.name).bind(&i.school_name).bind(&i.typed)
        .bind(i.received_at).bind(&i.by_name).bind(i.about).bind(&i.why).bind(i.version);
    Ok(w.run(query).await? > 0)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Intake, Problem> {
    q("select * from intake where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Changes what was typed or what became of it, if nobody has since its version.
pub async fn change(w: &mut Write, i: &Intake) -> Result<(), Problem> {
    let settled = (i.state != State::Waiting).then_some(w.at());
    let query = q("update intake set state = $3, name = $4, school_name = $5, typed = $6, about = $7, why = $8, settled_at = $9, version = version + 1 \
                   where org = $1 and id = $2 and version = $10")
        .bind(w.org()).bind(i.id).bind(i.state).bind(&i.name).bind(&i.school_name).bind(&i.typed).bind(i.about).bind(&i.why)
        .bind(settled).bind(i.version);
    stale_if_none(w.run(query).await?)
}

/// Those that wait, the longest waiting first.
pub async fn waiting(src: &mut dyn Source, org: Id) -> Result<Vec<Intake>, Fault> {
    q("select * from intake where org = $1 and state = 'waiting' order by received_at, id limit 200")
        .bind(org)
        .all(src)
        .await
}

/// How many wait.
pub async fn count_waiting(src: &mut dyn Source, org: Id) -> Result<i64, Fault> {
    q("select count(*) as n from intake where org = $1 and state = 'waiting'")
        .bind(org)
        .count(src)
        .await
}

/// Those settled, newest first.
pub async fn settled(
    src: &mut dyn Source,
    org: Id,
    most: i64,
    skip: i64,
) -> Result<Vec<Intake>, Fault> {
    q("select * from intake where org = $1 and state <> 'waiting' order by received_at desc, id desc limit $2 offset $3")
        .bind(org).bind(most).bind(skip).all(src).await
}

/// Those that led to some cases.
pub async fn of(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<Intake>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from intake where org = ")
        .put(org)
        .push(" and about in ")
        .list(about.iter().copied())
        .push(" order by received_at, id")
        .all(src)
        .await
}
