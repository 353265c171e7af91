//! Entries to make in the school's own system: open, late, ticked.
//!
//! Must never know: what the school calls that system.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::mis_entry::{Entry, WHAT, due, wanted};
use casework::room::Placement;
use rulebook::{Day, Instant, SchoolCalendar};

from_row!(Entry { id, pupil, placement, day, what, code, due, made_at, made_by });

/// Makes the entries a placement needs, if it has none yet: none where the pupil did not come. Says
/// how many were made.
pub async fn need(
    w: &mut Write,
    calendar: &SchoolCalendar,
    placement: &Placement,
) -> Result<u64, Fault> {
    if !wanted(placement) {
        return Ok(0);
    }
    let there = q("select count(*) as n from mis_entry where org = $1 and placement = $2")
        .bind(w.org())
        .bind(placement.id)
        .count(w)
        .await?;
    if there > 0 {
        return Ok(0);
    }
    let query = q("insert into mis_entry (org, id, pupil, placement, day, what, code, due) values ($1,$2,$3,$4,$5,$6,'',$7)")
        .bind(w.org()).bind(Id::now_v7()).bind(placement.pupil).bind(placement.id).bind(placement.day)
        .bind(WHAT).bind(due(calendar, placement.day));
    w.run(query).await
}

/// One entry of the school.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Entry, Problem> {
    q("select * from mis_entry where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Entries of one placement.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Entry>, Fault> {
    q("select * from mis_entry where org = $1 and placement = $2 order by id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Entries not made for placements up to a day, oldest first, of pupils who came or of whom nobody
/// has said. A placement that is under way and has no entry yet is listed too, with its own key in
/// the place of an entry's.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    calendar: &SchoolCalendar,
    today: Day,
) -> Result<Vec<Entry>, Fault> {
    let mut out: Vec<Entry> = q("select e.* from mis_entry e join placement p on p.org = e.org and p.id = e.placement \
       where e.org = $1 and e.day <= $2 and e.made_at is null and p.state <> 'cancelled' and (p.arrived_at is not null or p.state = 'booked') order by e.day, e.id")
        .bind(org).bind(today).all(src).await?;
    let bare: Vec<Placement> = q("select p.* from placement p where p.org = $1 and p.day <= $2 and (p.state = 'booked' or (p.state in ('here', 'left') and p.arrived_at is not null)) \
       and not exists (select 1 from mis_entry e where e.org = p.org and e.placement = p.id) order by p.day, p.id")
        .bind(org).bind(today).all(src).await?;
    out.extend(bare.into_iter().map(|p| Entry {
        id: p.id,
        pupil: p.pupil,
        placement: p.id,
        day: p.day,
        what: WHAT.into(),
        code: String::new(),
        due: due(calendar, p.day),
        made_at: None,
        made_by: String::new(),
    }));
    out.sort_by_key(|e| e.day);
    Ok(out)
}

/// Entries made since a moment, newest first.
pub async fn made_since(
    src: &mut dyn Source,
    org: Id,
    since: Instant,
) -> Result<Vec<Entry>, Fault> {
    q("select * from mis_entry where org = $1 and made_at >= $2 order by made_at desc, id desc")
        .bind(org)
        .bind(since)
        .all(src)
        .await
}

/// Ticks an entry as made by whoever holds the pen; one already made keeps its first tick.
pub async fn tick(w: &mut Write, id: Id) -> Result<u64, Fault> {
    let who = w.act().who.clone();
    let query = q("update mis_entry set made_at = $3, made_by = $4 where org = $1 and id = $2 and made_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(who);
    w.run(query).await
}

/// Takes a tick back.
pub async fn untick(w: &mut Write, id: Id) -> Result<u64, Fault> {
    let query = q("update mis_entry set made_at = $3, made_by = '' where org = $1 and id = $2 and made_at is not null")
        .bind(w.org()).bind(id).bind(None::<Instant>);
    w.run(query).await
}

/// Keeps an entry as it is given: for stories and tests.
pub async fn add(w: &mut Write, entries: &[Entry]) -> Result<(), Fault> {
    let org = w.org();
    let rows = entries
        .iter()
        .map(|e| {
            vec![
                org.into(),
                e.id.into(),
                e.pupil.into(),
                e.placement.into(),
                e.day.into(),
                (&e.what).into(),
                (&e.code).into(),
                e.due.into(),
                e.made_at.into(),
                (&e.made_by).into(),
            ]
        })
        .collect();
    let columns =
        &["org", "id", "pupil", "placement", "day", "what", "code", "due", "made_at", "made_by"];
    w.run_all(Query::insert_many("mis_entry", columns, rows)).await.map(|_| ())
}
