//! How pupils of a room get about: the room's usual ways, a pupil's own, and whom they meet or not.
//!
//! Must never know: what a movement would meet; casework says.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::Row;
use crate::{Problem, Write};
use casework::Id;
use casework::movement::{Contact, Kind, Own, Usual, read_times, spell_times};

coded_cols!(Kind);
from_row!(Own { id, placement, pupil, kind, from = "from_minute", to = "to_minute", way, with_whom, made_by });
from_row!(Contact { placement, pupil, avoid, keep, made_by, version });

fn usual_of(row: &Row) -> Result<Usual, Fault> {
    Ok(Usual {
        kind: row.get("kind")?,
        // Kept as they were spelt by casework, so that they are read again.
        times: read_times(&row.get::<String>("times")?).unwrap_or_default(),
        way: row.get("way")?,
        version: row.get("version")?,
    })
}

/// A room's usual ways.
pub async fn usual(src: &mut dyn Source, org: Id, room: Id) -> Result<Vec<Usual>, Fault> {
    let rows =
        q("select kind, times, way, version from movement_usual where org = $1 and room = $2")
            .bind(org)
            .bind(room)
            .rows(src)
            .await?;
    rows.iter().map(usual_of).collect()
}

/// Keeps a room's usual way, if nobody has since its version; 0 for the first.
pub async fn keep_usual(w: &mut Write, room: Id, u: &Usual) -> Result<(), Problem> {
    let query = match u.version {
        0 => q(
            "insert into movement_usual (org, room, kind, times, way) values ($1,$2,$3,$4,$5) on conflict (org, room, kind) do nothing",
        ),
        _ => q(
            "update movement_usual set times = $4, way = $5, version = version + 1 where org = $1 and room = $2 and kind = $3 and version = $6",
        ),
    };
    let query =
        query.bind(w.org()).bind(room).bind(u.kind).bind(spell_times(&u.times)).bind(&u.way);
    let query = if u.version == 0 { query } else { query.bind(u.version) };
    stale_if_none(w.run(query).await?)
}

/// The own movements of these placements, by time.
pub async fn own(src: &mut dyn Source, org: Id, placements: &[Id]) -> Result<Vec<Own>, Fault> {
    if placements.is_empty() {
        return Ok(Vec::new());
    }
    q("select id, placement, pupil, kind, from_minute, to_minute, way, with_whom, made_by from movement_own where ended_at is null and org = ")
        .put(org)
        .push(" and placement in ")
        .list(placements.iter().copied())
        .push(" order by from_minute, id")
        .all(src)
        .await
}

/// Plans one. False when it was there.
pub async fn add(w: &mut Write, o: &Own) -> Result<bool, Fault> {
    let query = q("insert into movement_own (org, id, placement, pupil, kind, from_minute, to_minute, way, with_whom, made_by, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (org, id) do nothing")
        .bind(w.org()).bind(o.id).bind(o.placement).bind(o.pupil).bind(o.kind).bind(o.from).bind(o.to)
        .bind(&o.way).bind(&o.with_whom).bind(&o.made_by).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Takes one out of the plan; it is kept. False when it was out already.
pub async fn end(w: &mut Write, placement: Id, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update movement_own set ended_at = $4, ended_by = $5 where org = $1 and placement = $2 and id = $3 and ended_at is null")
        .bind(w.org()).bind(placement).bind(id).bind(w.at()).bind(by);
    Ok(w.run(query).await? > 0)
}

/// Whom the pupils of these placements meet, or do not.
pub async fn contacts(
    src: &mut dyn Source,
    org: Id,
    placements: &[Id],
) -> Result<Vec<Contact>, Fault> {
    if placements.is_empty() {
        return Ok(Vec::new());
    }
    q("select placement, pupil, avoid, keep, made_by, version from contact_plan where org = ")
        .put(org)
        .push(" and placement in ")
        .list(placements.iter().copied())
        .all(src)
        .await
}

/// Keeps it, if nobody has since its version; 0 for the first.
pub async fn keep_contact(w: &mut Write, c: &Contact) -> Result<(), Problem> {
    let query = match c.version {
        0 => q(
            "insert into contact_plan (org, placement, pupil, avoid, keep, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, placement) do nothing",
        ),
        _ => q(
            "update contact_plan set pupil = $3, avoid = $4, keep = $5, made_by = $6, made_at = $7, version = version + 1 where org = $1 and placement = $2 and version = $8",
        ),
    };
    let query = query
        .bind(w.org())
        .bind(c.placement)
        .bind(c.pupil)
        .bind(&c.avoid)
        .bind(&c.keep)
        .bind(&c.made_by)
        .bind(w.at());
    let query = if c.version == 0 { query } else { query.bind(c.version) };
    stale_if_none(w.run(query).await?)
}
