//! Requests for hospitality.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::trip::{GuestState, Guests};
use rulebook::Day;

coded_cols!(GuestState);
from_row!(Guests {
    id,
    trip,
    meeting,
    event,
    day,
    minute,
    place,
    people,
    dietary,
    wanted,
    pence,
    line,
    asked_by,
    asked_by_name,
    asked_at,
    state,
    done_at,
    done_by,
    why,
    version,
});

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Guests, Problem> {
    q("select * from hospitality where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those still to be ordered or served, the next day first.
pub async fn open(src: &mut dyn Source, org: Id) -> Result<Vec<Guests>, Fault> {
    q("select * from hospitality where org = $1 and state in ('asked', 'ordered') order by day, minute, id")
        .bind(org)
        .all(src)
        .await
}

/// Those that were served or dropped since a day, newest first.
pub async fn past(src: &mut dyn Source, org: Id, since: Day) -> Result<Vec<Guests>, Fault> {
    q("select * from hospitality where org = $1 and state in ('served', 'dropped') and day >= $2 order by day desc, id limit 100")
        .bind(org)
        .bind(since)
        .all(src)
        .await
}

/// Those of one trip.
pub async fn of_trip(src: &mut dyn Source, org: Id, trip: Id) -> Result<Vec<Guests>, Fault> {
    q("select * from hospitality where org = $1 and trip = $2 order by day, minute, id")
        .bind(org)
        .bind(trip)
        .all(src)
        .await
}

/// Those of one meeting.
pub async fn of_meeting(src: &mut dyn Source, org: Id, meeting: Id) -> Result<Vec<Guests>, Fault> {
    q("select * from hospitality where org = $1 and meeting = $2 order by day, minute, id")
        .bind(org)
        .bind(meeting)
        .all(src)
        .await
}

/// Asks; sent twice, it is asked once. Says whether it was new.
pub async fn ask(w: &mut Write, g: &Guests) -> Result<bool, Fault> {
    let query = q("insert into hospitality (org, id, trip, event, day, minute, place, people, dietary, wanted, pence, line, asked_by, asked_by_name, asked_at, state, meeting) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(g.id)
        .bind(g.trip)
        .bind(&g.event)
        .bind(g.day)
        .bind(g.minute)
        .bind(&g.place)
        .bind(g.people)
        .bind(&g.dietary)
        .bind(&g.wanted)
        .bind(g.pence)
        .bind(&g.line)
        .bind(g.asked_by)
        .bind(&g.asked_by_name)
        .bind(g.asked_at)
        .bind(g.state)
        .bind(g.meeting);
    Ok(w.run(query).await? > 0)
}

/// Says how far it is, of the version that was looked at.
pub async fn move_on(w: &mut Write, g: &Guests) -> Result<(), Problem> {
    let query = q("update hospitality set state = $4, done_at = $5, done_by = $6, why = $7, pence = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(g.id)
        .bind(g.version)
        .bind(g.state)
        .bind(g.done_at)
        .bind(&g.done_by)
        .bind(&g.why)
        .bind(g.pence);
    stale_if_none(w.run(query).await?)
}
