//! Who is in charge of rooms when: the week, one day's changes, and who is away.
//!
//! Must never know: who is in charge at a minute; that is decided in casework.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::day::Handover;
use casework::rota::{Away, Change, Line, Rota};
use casework::{Event, Id, Verb};
use rulebook::{Day, Instant};

from_row!(Line { room, weekday, code, staff });
from_row!(Change { room, day, code, staff, why, made_by });
from_row!(Away { id, staff, day, from = "from_minute", room, made_by, made_at, ended_at });

/// The adults of one day, of every room.
pub async fn of_day(src: &mut dyn Source, org: Id, day: Day) -> Result<Rota, Fault> {
    let lines = q("select room, weekday, code, staff from rota where org = $1 and weekday = $2 order by room, code")
        .bind(org)
        .bind(day.weekday().number())
        .all(src)
        .await?;
    let changes = q("select room, day, code, staff, why, made_by from rota_change where org = $1 and day = $2 order by room, code")
        .bind(org)
        .bind(day)
        .all(src)
        .await?;
    let away = q("select id, staff, day, from_minute, room, made_by, made_at, ended_at from away \
                  where org = $1 and day = $2 and ended_at is null order by from_minute, id")
    .bind(org)
    .bind(day)
    .all(src)
    .await?;
    Ok(Rota { lines, changes, away })
}

/// A room's week.
pub async fn week(src: &mut dyn Source, org: Id, room: Id) -> Result<Vec<Line>, Fault> {
    q("select room, weekday, code, staff from rota where org = $1 and room = $2 order by weekday, code")
        .bind(org)
        .bind(room)
        .all(src)
        .await
}

/// The handovers of a day in every room.
pub async fn handovers(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Handover>, Fault> {
    q("select * from handover where org = $1 and day = $2 order by room, from_minute, id")
        .bind(org)
        .bind(day)
        .all(src)
        .await
}

/// Puts these lines in the place of a room's week.
pub async fn set_week(w: &mut Write, room: Id, lines: &[Line]) -> Result<Event, Fault> {
    let org = w.org();
    w.run(q("delete from rota where org = $1 and room = $2").bind(org).bind(room)).await?;
    let rows = lines
        .iter()
        .map(|l| vec![org.into(), room.into(), l.weekday.into(), (&l.code).into(), l.staff.into()])
        .collect();
    let columns = &["org", "room", "weekday", "code", "staff"];
    w.run_all(Query::insert_many("rota", columns, rows)).await?;
    Ok(Event::new(Verb::RotaChanged, "room", room).fact("periods set", lines.len()))
}

/// Gives periods of one day to somebody.
pub async fn change(w: &mut Write, changes: &[Change]) -> Result<(), Fault> {
    let (org, at) = (w.org(), w.at());
    for c in changes {
        let query = q("insert into rota_change (org, room, day, code, staff, why, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8) \
             on conflict (org, room, day, code) do update set staff = excluded.staff, why = excluded.why, made_by = excluded.made_by, made_at = excluded.made_at")
            .bind(org)
            .bind(c.room)
            .bind(c.day)
            .bind(&c.code)
            .bind(c.staff)
            .bind(&c.why)
            .bind(&c.made_by)
            .bind(at);
        w.run(query).await?;
    }
    Ok(())
}

/// Keeps that somebody is away. `None` when it was kept already.
pub async fn away(w: &mut Write, a: &Away, who: &str, left: &str) -> Result<Option<Event>, Fault> {
    let kept = q("select count(*) as n from away where org = ")
        .put(w.org())
        .push(" and staff = ")
        .put(a.staff)
        .push(" and day = ")
        .put(a.day)
        .push(" and ended_at is null and from_minute <= ")
        .put(a.from);
    let kept = match a.room {
        Some(room) => kept.push(" and (room is null or room = ").put(room).push(")"),
        None => kept.push(" and room is null"),
    };
    if kept.count(w).await? > 0 {
        return Ok(None);
    }
    let query = q("insert into away (org, id, staff, day, from_minute, room, made_by, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(a.id)
        .bind(a.staff)
        .bind(a.day)
        .bind(a.from)
        .bind(a.room)
        .bind(&a.made_by)
        .bind(a.made_at);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    let mut event = Event::new(Verb::StaffAway, "away", a.id).fact("who", who);
    if a.from.number() > 0 {
        event = event.fact("from", a.from);
    }
    if !left.is_empty() {
        event = event.fact("left", left);
    }
    Ok(Some(event))
}

/// Keeps that somebody is back. `None` when they were already.
pub async fn back(w: &mut Write, id: Id, who: &str, at: Instant) -> Result<Option<Event>, Fault> {
    let by = w.act().who.clone();
    let query = q("update away set ended_at = $3, ended_by = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org())
        .bind(id)
        .bind(at)
        .bind(by);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(Event::new(Verb::StaffBack, "away", id).fact("who", who)))
}
