//! The room's own breaks, and who it was handed over to.
//!
//! Must never know: whether a break may run; that was decided before.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::day::{BreakKind, Handover, RoomBreak};
use casework::{Coded, Event, Id, Verb};
use rulebook::{Day, Instant, Minute};

coded_cols!(BreakKind);
from_row!(RoomBreak { id, room, day, kind, adult, adult_name, started_at, ended_at });
from_row!(Handover {
    id, room, day, adult, adult_name, from = "from_minute", to = "to_minute", watch_for, made_by,
    taken_from, started_at, ended_at,
});

/// The room's breaks and lunches of a day.
pub async fn breaks_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<RoomBreak>, Fault> {
    q("select * from room_break where org = $1 and room = $2 and day = $3 order by started_at, id")
        .bind(org)
        .bind(room)
        .bind(day)
        .all(src)
        .await
}

/// The handovers of a day.
pub async fn handovers_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Handover>, Fault> {
    q("select * from handover where org = $1 and room = $2 and day = $3 order by from_minute, id")
        .bind(org)
        .bind(room)
        .bind(day)
        .all(src)
        .await
}

/// Starts the room's break or lunch. One sent twice is kept once.
pub async fn start_break(w: &mut Write, b: &RoomBreak) -> Result<Option<Event>, Problem> {
    let query = q("insert into room_break (org, id, room, day, kind, adult, adult_name, started_at, ended_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org()).bind(b.id).bind(b.room).bind(b.day).bind(b.kind).bind(b.adult).bind(&b.adult_name)
        .bind(b.started_at).bind(b.ended_at);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::BreakStarted, "room", b.room)
            .fact("what", b.kind.label())
            .fact("from", b.started_at.minute())
            .fact("adult", &b.adult_name),
    ))
}

/// Ends it.
pub async fn end_break(w: &mut Write, b: &RoomBreak, at: Instant) -> Result<Event, Problem> {
    let query =
        q("update room_break set ended_at = $3 where org = $1 and id = $2 and ended_at is null")
            .bind(w.org())
            .bind(b.id)
            .bind(at);
    stale_if_none(w.run(query).await?)?;
    Ok(Event::new(Verb::BreakEnded, "room", b.room)
        .fact("what", b.kind.label())
        .fact("from", b.started_at.minute())
        .fact("to", at.minute()))
}

/// Hands the room over. One sent twice is kept once.
pub async fn hand_over(w: &mut Write, h: &Handover) -> Result<Option<Event>, Problem> {
    let query = q("insert into handover (org, id, room, day, adult, adult_name, from_minute, to_minute, watch_for, made_by, started_at, ended_at, taken_from) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict (org, id) do nothing")
        .bind(w.org()).bind(h.id).bind(h.room).bind(h.day).bind(h.adult).bind(&h.adult_name).bind(h.from).bind(h.to)
        .bind(&h.watch_for).bind(&h.made_by).bind(h.started_at).bind(h.ended_at).bind(&h.taken_from);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    let until = h.to.map(|m: Minute| m.to_string()).unwrap_or_else(|| "taken back".into());
    let mut event = Event::new(Verb::HandedOver, "room", h.room)
        .fact("to", &h.adult_name)
        .fact("from", h.from)
        .fact("until", until);
    if !h.taken_from.is_empty() {
        event = event.fact("taken_from", &h.taken_from);
    }
    Ok(Some(event))
}

/// Takes the room back.
pub async fn take_back(w: &mut Write, h: &Handover, at: Instant) -> Result<Event, Problem> {
    let query =
        q("update handover set ended_at = $3 where org = $1 and id = $2 and ended_at is null")
            .bind(w.org())
            .bind(h.id)
            .bind(at);
    stale_if_none(w.run(query).await?)?;
    Ok(Event::new(Verb::TookBack, "room", h.room)
        .fact("from", &h.adult_name)
        .fact("at", at.minute()))
}
