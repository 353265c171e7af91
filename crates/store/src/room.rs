//! Rooms, reasons, placements and their periods.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::room::{Done, Placement, PlacementState, Room, RoomKind, Slot};
use rulebook::Day;

coded_cols!(RoomKind, PlacementState, Done);
from_row!(Room {
    id,
    name,
    kind,
    seats,
    door,
    arrive_at,
    break_from,
    break_to,
    lunch_from,
    lunch_to,
    lunch_list_by,
    lead,
    shares,
    active,
    version
});
from_row!(Placement {
    id,
    pupil,
    referral,
    room,
    day,
    seat,
    state,
    decided_by,
    reason,
    plain_reason,
    arrived_at,
    inducted_at,
    left_at,
    closed_at,
    version,
});
from_row!(Slot {
    id, placement, pupil, room, day, code, from = "from_minute", to = "to_minute", class, subject,
    teacher, conduct, learning, done,
});

/// A reason of the school's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Key.
    pub id: Id,
    /// Words.
    pub label: String,
    /// Still offered.
    pub active: bool,
}
from_row!(Reason { id, label, active });

/// The school's reasons in its order, retired ones too.
pub async fn reasons(src: &mut dyn Source, org: Id) -> Result<Vec<Reason>, Fault> {
    q("select id, label, active from reason where org = $1 order by place, id")
        .bind(org)
        .all(src)
        .await
}

/// Keeps a reason.
pub async fn add_reason(w: &mut Write, reason: &Reason, place: i64) -> Result<(), Fault> {
    let query = q("insert into reason (org, id, label, place, active) values ($1,$2,$3,$4,$5)")
        .bind(w.org())
        .bind(reason.id)
        .bind(&reason.label)
        .bind(place)
        .bind(reason.active);
    w.run(query).await.map(|_| ())
}

/// Rooms in use, in the order they were made.
pub async fn rooms(src: &mut dyn Source, org: Id) -> Result<Vec<Room>, Fault> {
    q("select * from room where org = $1 and active = true order by id").bind(org).all(src).await
}

/// One room.
pub async fn room(src: &mut dyn Source, org: Id, id: Id) -> Result<Room, Problem> {
    q("select * from room where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new room.
pub async fn add(w: &mut Write, room: &Room) -> Result<(), Fault> {
    let query = q("insert into room (org, id, name, kind, seats, door, arrive_at, break_from, break_to, lunch_from, lunch_to, lead, active, version, shares, lunch_list_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)")
        .bind(w.org()).bind(room.id).bind(&room.name).bind(room.kind).bind(room.seats).bind(&room.door)
        .bind(room.arrive_at).bind(room.break_from).bind(room.break_to).bind(room.lunch_from).bind(room.lunch_to)
        .bind(room.lead).bind(room.active).bind(room.version).bind(room.shares).bind(room.lunch_list_by);
    w.run(query).await.map(|_| ())
}

/// Changes a room if nobody has changed it since `version`.
pub async fn change(w: &mut Write, room: &Room) -> Result<(), Problem> {
    let query = q("update room set name = $3, kind = $4, seats = $5, door = $6, arrive_at = $7, break_from = $8, break_to = $9, \
                   lunch_from = $10, lunch_to = $11, lead = $12, active = $13, shares = $15, lunch_list_by = $16, version = version + 1 where org = $1 and id = $2 and version = $14")
        .bind(w.org()).bind(room.id).bind(&room.name).bind(room.kind).bind(room.seats).bind(&room.door)
        .bind(room.arrive_at).bind(room.break_from).bind(room.break_to).bind(room.lunch_from).bind(room.lunch_to)
        .bind(room.lead).bind(room.active).bind(room.version).bind(room.shares).bind(room.lunch_list_by);
    stale_if_none(w.run(query).await?)
}

/// An update that touched nothing was beaten to it.
pub fn stale_if_none(touched: u64) -> Result<(), Problem> {
    if touched == 0 { Err(Problem::Stale) } else { Ok(()) }
}

/// One placement of the school.
pub async fn placement(src: &mut dyn Source, org: Id, id: Id) -> Result<Placement, Problem> {
    q("select * from placement where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Placements in a room on a day that were not cancelled, by seat.
pub async fn placements_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Placement>, Fault> {
    q("select * from placement where org = $1 and room = $2 and day = $3 and state <> 'cancelled' order by seat, id")
        .bind(org).bind(room).bind(day).all(src).await
}

/// The periods of those placements, by placement then start; and those spent here by somebody who
/// has gone to another room since. Each says which room it counts in.
pub async fn slots_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Slot>, Fault> {
    q("select s.* from slot s join placement p on p.org = s.org and p.id = s.placement and p.state <> 'cancelled' \
       where s.org = $1 and s.day = $3 and p.day = $3 and (s.room = $2 or p.room = $2) order by s.placement, s.from_minute")
        .bind(org).bind(room).bind(day).all(src).await
}

/// The periods of one placement in order.
pub async fn slots(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Slot>, Fault> {
    q("select * from slot where org = $1 and placement = $2 order by from_minute")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Keeps a new placement with its periods.
pub async fn book(w: &mut Write, p: &Placement, slots: &[Slot]) -> Result<(), Fault> {
    let query = q("insert into placement (org, id, pupil, referral, room, day, seat, state, decided_by, reason, plain_reason, arrived_at, inducted_at, left_at, closed_at, made_at, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)")
        .bind(w.org()).bind(p.id).bind(p.pupil).bind(p.referral).bind(p.room).bind(p.day).bind(p.seat).bind(p.state)
        .bind(p.decided_by).bind(p.reason).bind(&p.plain_reason).bind(p.arrived_at).bind(p.inducted_at).bind(p.left_at)
        .bind(p.closed_at).bind(w.at()).bind(p.version);
    w.run(query).await?;
    add_slots(w, slots).await
}

/// Keeps periods of a placement.
pub async fn add_slots(w: &mut Write, slots: &[Slot]) -> Result<(), Fault> {
    let org = w.org();
    let rows = slots
        .iter()
        .map(|s| {
            vec![
                org.into(),
                s.id.into(),
                s.placement.into(),
                s.pupil.into(),
                s.room.into(),
                s.day.into(),
                (&s.code).into(),
                s.from.into(),
                s.to.into(),
                s.class.into(),
                (&s.subject).into(),
                s.teacher.into(),
                s.conduct.into(),
                s.learning.into(),
                s.done.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "placement",
        "pupil",
        "room",
        "day",
        "code",
        "from_minute",
        "to_minute",
        "class",
        "subject",
        "teacher",
        "conduct",
        "learning",
        "done",
    ];
    w.run_all(Query::insert_many("slot", columns, rows)).await.map(|_| ())
}

/// Moves a placement on: its state and moments, if nobody has since `version`.
pub async fn advance(w: &mut Write, p: &Placement) -> Result<(), Problem> {
    let query = q("update placement set room = $3, day = $4, seat = $5, state = $6, plain_reason = $7, arrived_at = $8, inducted_at = $9, \
                   left_at = $10, closed_at = $11, version = version + 1 where org = $1 and id = $2 and version = $12")
        .bind(w.org()).bind(p.id).bind(p.room).bind(p.day).bind(p.seat).bind(p.state).bind(&p.plain_reason)
        .bind(p.arrived_at).bind(p.inducted_at).bind(p.left_at).bind(p.closed_at).bind(p.version);
    stale_if_none(w.run(query).await?)
}
