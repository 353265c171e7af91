//! Seats as they are drawn, and more pupils than seats.
//!
//! Must never know: whether there are too many.

use crate::Problem;
use crate::Write;
use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use casework::seat::{Crowd, Seat};
use casework::{Event, Id, Verb};
use rulebook::Day;

from_row!(Seat { number, label, row = "row_at", column = "column_at" });
from_row!(Crowd { room, day, heads, why, made_by, made_at });

/// The plan of a room, by seat; empty where nobody has drawn it.
pub async fn plan(src: &mut dyn Source, org: Id, room: Id) -> Result<Vec<Seat>, Fault> {
    q("select number, label, row_at, column_at from seat where org = $1 and room = $2 order by number")
        .bind(org)
        .bind(room)
        .all(src)
        .await
}

/// Puts this plan in the place of a room's.
pub async fn draw(w: &mut Write, room: Id, plan: &[Seat]) -> Result<Event, Fault> {
    let org = w.org();
    w.run(q("delete from seat where org = $1 and room = $2").bind(org).bind(room)).await?;
    let rows = plan
        .iter()
        .map(|s| {
            vec![
                org.into(),
                room.into(),
                s.number.into(),
                (&s.label).into(),
                s.row.into(),
                s.column.into(),
            ]
        })
        .collect();
    let columns = &["org", "room", "number", "label", "row_at", "column_at"];
    w.run_all(Query::insert_many("seat", columns, rows)).await?;
    Ok(Event::new(Verb::SeatsDrawn, "room", room).fact("seats", plan.len()))
}

/// Gives a placement a seat, if nobody has changed it since `version`.
pub async fn give(
    w: &mut Write,
    placement: Id,
    version: i64,
    seat: Option<i64>,
) -> Result<(), Problem> {
    let query = q("update placement set seat = $3, version = version + 1 where org = $1 and id = $2 and version = $4")
        .bind(w.org())
        .bind(placement)
        .bind(seat)
        .bind(version);
    stale_if_none(w.run(query).await?)
}

/// What was accepted of a day, of the room whose seats they are.
pub async fn crowds(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Crowd>, Fault> {
    q("select room, day, heads, why, made_by, made_at from crowd where org = $1 and room = $2 and day = $3 order by made_at, id")
        .bind(org)
        .bind(room)
        .bind(day)
        .all(src)
        .await
}

/// Keeps that so many heads are accepted. One sent twice is kept once.
pub async fn accept(w: &mut Write, id: Id, c: &Crowd, seats: i64) -> Result<Option<Event>, Fault> {
    let query = q("insert into crowd (org, id, room, day, heads, seats, why, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(id)
        .bind(c.room)
        .bind(c.day)
        .bind(c.heads)
        .bind(seats)
        .bind(&c.why)
        .bind(&c.made_by)
        .bind(c.made_at);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::CrowdAccepted, "room", c.room).fact("heads", c.heads).fact("seats", seats),
    ))
}
