//! The school's list for checking a room, the checks, and the defects they found.
//!
//! Must never know: when a check is due.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::kit::check::{Defect, Line};
use rulebook::{Day, Instant};

from_row!(Line { id, label, safety, active });
from_row!(Defect {
    id,
    room,
    check = "room_check",
    what,
    place,
    urgent,
    reported_to,
    found_on,
    found_by,
    fixed_on,
    fixed_by,
    fixed_how,
    version,
});
from_row!(Check { id, room, day, looked, found, by_name, at });

/// A check as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// How many lines were looked at.
    pub looked: i64,
    /// How many defects it found.
    pub found: i64,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// The school's list, in its order; what is no longer looked at comes last.
pub async fn lines(src: &mut dyn Source, org: Id) -> Result<Vec<Line>, Fault> {
    let mut all: Vec<Line> = q("select * from room_check_line where org = $1 order by place, id")
        .bind(org)
        .all(src)
        .await?;
    all.sort_by_key(|l| !l.active);
    Ok(all)
}

/// Adds lines at the end of the list.
pub async fn add_lines(w: &mut Write, lines: &[Line]) -> Result<(), Fault> {
    let org = w.org();
    let rows = q("select coalesce(max(place), 0) as n from room_check_line where org = $1")
        .bind(org)
        .rows(w)
        .await?;
    let last: i64 = rows.first().map_or(Ok(0), |r| r.get("n"))?;
    for (n, line) in lines.iter().enumerate() {
        let query = q("insert into room_check_line (org, id, place, label, safety, active) values ($1,$2,$3,$4,$5,$6)")
            .bind(org).bind(line.id).bind(last + 1 + n as i64).bind(&line.label).bind(line.safety).bind(line.active);
        w.run(query).await?;
    }
    Ok(())
}

/// Takes a line off the list or puts it back. Says whether anything changed.
pub async fn set_line(w: &mut Write, id: Id, active: bool) -> Result<bool, Fault> {
    let query =
        q("update room_check_line set active = $3 where org = $1 and id = $2 and active <> $3")
            .bind(w.org())
            .bind(id)
            .bind(active);
    Ok(w.run(query).await? > 0)
}

/// The newest checks of a room.
pub async fn checks(src: &mut dyn Source, org: Id, room: Id) -> Result<Vec<Check>, Fault> {
    q("select * from room_check where org = $1 and room = $2 order by day desc, at desc, id desc limit 12")
        .bind(org)
        .bind(room)
        .all(src)
        .await
}

/// The last day each room in use was checked.
pub async fn last_checks(
    src: &mut dyn Source,
    org: Id,
) -> Result<Vec<(Id, String, Option<Day>)>, Fault> {
    let rows = q("select r.id, r.name, (select max(c.day) from room_check c where c.org = r.org and c.room = r.id) as last \
                  from room r where r.org = $1 and r.active = true order by r.name, r.id")
        .bind(org).rows(src).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("name")?, r.get("last")?))).collect()
}

/// Keeps a check. Says whether it was new.
pub async fn add(w: &mut Write, c: &Check) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from room_check where org = $1 and id = $2");
    if known.bind(org).bind(c.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into room_check (org, id, room, day, looked, found, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(org).bind(c.id).bind(c.room).bind(c.day).bind(c.looked).bind(c.found).bind(&c.by_name).bind(c.at);
    w.run(query).await.map(|_| true)
}

/// Keeps a defect. Says whether it was new.
pub async fn report(w: &mut Write, d: &Defect) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from defect where org = $1 and id = $2");
    if known.bind(org).bind(d.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into defect (org, id, room, room_check, what, place, urgent, reported_to, found_on, found_by, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(org).bind(d.id).bind(d.room).bind(d.check).bind(&d.what).bind(&d.place).bind(d.urgent)
        .bind(&d.reported_to).bind(d.found_on).bind(&d.found_by).bind(d.version);
    w.run(query).await.map(|_| true)
}

/// One.
pub async fn defect(src: &mut dyn Source, org: Id, id: Id) -> Result<Defect, Problem> {
    let query = q("select * from defect where org = $1 and id = $2").bind(org).bind(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, d: &Defect) -> Result<(), Problem> {
    let query = q("update defect set what = $3, place = $4, urgent = $5, reported_to = $6, fixed_on = $7, fixed_by = $8, fixed_how = $9, \
                   version = version + 1 where org = $1 and id = $2 and version = $10")
        .bind(w.org()).bind(d.id).bind(&d.what).bind(&d.place).bind(d.urgent).bind(&d.reported_to)
        .bind(d.fixed_on).bind(&d.fixed_by).bind(&d.fixed_how).bind(d.version);
    stale_if_none(w.run(query).await?)
}

/// What is not put right, urgent first and then the longest open; and the newest of what was.
pub async fn defects(src: &mut dyn Source, org: Id) -> Result<(Vec<Defect>, Vec<Defect>), Fault> {
    let mut open: Vec<Defect> =
        q("select * from defect where org = $1 and fixed_on is null order by found_on, id")
            .bind(org)
            .all(src)
            .await?;
    open.sort_by_key(|d| !d.urgent);
    let fixed = q("select * from defect where org = $1 and fixed_on is not null order by fixed_on desc, id desc limit 20")
        .bind(org).all(src).await?;
    Ok((open, fixed))
}

/// Every defect that was open on some day from one to another, both included.
pub async fn open_between(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Defect>, Fault> {
    q("select * from defect where org = $1 and found_on <= $3 and (fixed_on is null or fixed_on >= $2) order by found_on, id")
        .bind(org).bind(from).bind(to).all(src).await
}
