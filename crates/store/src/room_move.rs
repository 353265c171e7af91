//! Moves from one room to another within a day, and rooms that are shut.
//!
//! Must never know: whether somebody may go.

use crate::db::{Fault, Source, q};
use crate::room::advance;
use crate::{Problem, Write};
use casework::room::{Placement, Slot};
use casework::room_move::{RoomMove, Shut};
use casework::{Event, Id, Verb};
use rulebook::{Day, Instant};

from_row!(RoomMove {
    id,
    placement,
    pupil,
    day,
    from_room,
    to_room,
    from_seat,
    to_seat,
    codes,
    why,
    by_name,
    at,
});
from_row!(Shut { id, room, day, from = "from_minute", why, made_by, ended_at });

const MOVES: &str = "select id, placement, pupil, day, from_room, to_room, from_seat, to_seat, codes, why, by_name, at from room_move";

/// The road of a placement, first to last.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<RoomMove>, Fault> {
    q(MOVES)
        .push(" where org = ")
        .put(org)
        .push(" and placement = ")
        .put(placement)
        .push(" order by at, id")
        .all(src)
        .await
}

/// The moves of a day, first to last.
pub async fn of_day(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<RoomMove>, Fault> {
    q(MOVES)
        .push(" where org = ")
        .put(org)
        .push(" and day = ")
        .put(day)
        .push(" order by at, id")
        .all(src)
        .await
}

/// Moves a pupil: the placement's room and seat, the periods that count there, and the road.
pub async fn go(
    w: &mut Write,
    to: &Placement,
    slots: &[Id],
    m: &RoomMove,
    names: (&str, &str),
) -> Result<Event, Problem> {
    advance(w, to).await?;
    let org = w.org();
    let query = q("update slot set room = ")
        .put(m.to_room)
        .push(" where org = ")
        .put(org)
        .push(" and placement = ")
        .put(m.placement)
        .push(" and id in ")
        .list(slots.iter().copied());
    w.run(query).await?;
    let query = q("insert into room_move (org, id, placement, pupil, day, from_room, to_room, from_seat, to_seat, codes, why, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)")
        .bind(org)
        .bind(m.id)
        .bind(m.placement)
        .bind(m.pupil)
        .bind(m.day)
        .bind(m.from_room)
        .bind(m.to_room)
        .bind(m.from_seat)
        .bind(m.to_seat)
        .bind(&m.codes)
        .bind(&m.why)
        .bind(&m.by_name)
        .bind(m.at);
    w.run(query).await?;
    let mut event = Event::new(Verb::RoomMoved, "placement", m.placement)
        .pupil(m.pupil)
        .fact("from", names.0)
        .fact("to", names.1)
        .fact("at", m.at.minute());
    if !m.codes.is_empty() {
        event = event.fact("periods", &m.codes);
    }
    Ok(event)
}

/// Whether a move with this key is kept.
pub async fn is_kept(src: &mut dyn Source, org: Id, id: Id) -> Result<bool, Fault> {
    let query = q("select count(*) as n from room_move where org = $1 and id = $2");
    Ok(query.bind(org).bind(id).count(src).await? > 0)
}

/// Gives periods back: they were not spent in a room.
pub async fn give_back(w: &mut Write, placement: Id, slots: &[Slot]) -> Result<(), Fault> {
    let org = w.org();
    let keys: Vec<Id> = slots.iter().map(|s| s.id).collect();
    let query = q("update work set ended_at = ")
        .put(w.at())
        .push(", version = version + 1 where org = ")
        .put(org)
        .push(" and placement = ")
        .put(placement)
        .push(" and ended_at is null and slot in ")
        .list(keys.iter().copied());
    w.run(query).await?;
    let query = q("delete from slot where org = ")
        .put(org)
        .push(" and placement = ")
        .put(placement)
        .push(" and id in ")
        .list(keys);
    w.run(query).await.map(|_| ())
}

/// The closings of some days that still hold.
pub async fn shut(src: &mut dyn Source, org: Id, from: Day, to: Day) -> Result<Vec<Shut>, Fault> {
    q("select id, room, day, from_minute, why, made_by, ended_at from room_shut \
       where org = $1 and day >= $2 and day <= $3 and ended_at is null order by day, from_minute, id")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// Shuts a room. One sent twice is kept once.
pub async fn close(w: &mut Write, s: &Shut, room: &str) -> Result<Option<Event>, Fault> {
    let query = q("insert into room_shut (org, id, room, day, from_minute, why, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(s.id)
        .bind(s.room)
        .bind(s.day)
        .bind(s.from)
        .bind(&s.why)
        .bind(&s.made_by)
        .bind(w.at());
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(Event::new(Verb::RoomShut, "room", s.room).fact("room", room).fact("from", s.from)))
}

/// Opens a room again. `None` when it was not shut.
pub async fn open(
    w: &mut Write,
    room: Id,
    day: Day,
    name: &str,
    at: Instant,
) -> Result<Option<Event>, Fault> {
    let by = w.act().who.clone();
    let query = q("update room_shut set ended_at = $4, ended_by = $5 where org = $1 and room = $2 and day = $3 and ended_at is null")
        .bind(w.org())
        .bind(room)
        .bind(day)
        .bind(at)
        .bind(by);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::RoomOpened, "room", room).fact("room", name).fact("from", at.minute()),
    ))
}
