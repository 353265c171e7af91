//! Calendars that other programs ask for. What proves an address is not kept here.
//!
//! Must never know: how an address is written.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::meeting::feed::Feed;
use casework::meeting::place::{Taken, key};
use casework::meeting::{Meeting, State};
use rulebook::Day;

from_row!(Feed { id, staff, place, by_name, made_at, gone_at });

/// Those that stand: somebody's own, and those of places.
pub async fn standing(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Feed>, Fault> {
    q("select * from meeting_feed where org = $1 and gone_at is null and (staff = $2 or staff is null) order by place_key, made_at, id")
        .bind(org)
        .bind(staff)
        .all(src)
        .await
}

/// One that stands.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Feed, Problem> {
    q("select * from meeting_feed where org = $1 and id = $2 and gone_at is null")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Makes one. False when it was there.
pub async fn add(w: &mut Write, f: &Feed) -> Result<bool, Fault> {
    let query = q("insert into meeting_feed (org, id, staff, place, place_key, by_name, made_at) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(f.id)
        .bind(f.staff)
        .bind(&f.place)
        .bind(key(&f.place))
        .bind(&f.by_name)
        .bind(f.made_at);
    Ok(w.run(query).await? > 0)
}

/// Takes one back: its address opens nothing from now on.
pub async fn end(w: &mut Write, id: Id) -> Result<bool, Fault> {
    let query =
        q("update meeting_feed set gone_at = $3 where org = $1 and id = $2 and gone_at is null")
            .bind(w.org())
            .bind(id)
            .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// The meetings somebody is at or leads, between two days; those called off stay, so that a
/// calendar takes them out.
pub async fn of_staff(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    (from, to): (Day, Day),
) -> Result<Vec<Meeting>, Fault> {
    q("select m.* from meeting m where m.org = $1 and m.on_day >= $3 and m.on_day <= $4 and (m.lead = $2 \
       or exists (select 1 from meeting_person mp where mp.org = m.org and mp.meeting = m.id and mp.gone_at is null and mp.staff = $2)) \
       order by m.on_day, m.from_minute, m.id limit 500")
        .bind(org)
        .bind(staff)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// What has a place between two days.
pub async fn of_place(
    src: &mut dyn Source,
    org: Id,
    place: &str,
    (from, to): (Day, Day),
) -> Result<Vec<Taken>, Fault> {
    let mut out: Vec<Taken> = q("select id, place, on_day, from_minute, to_minute, name as what, lead_name as by_name from meeting \
        where org = $1 and place_key = $2 and on_day >= $3 and on_day <= $4 and state <> $5 order by on_day, from_minute limit 500")
        .bind(org)
        .bind(key(place))
        .bind(from)
        .bind(to)
        .bind(State::CalledOff)
        .all(src)
        .await?;
    let more: Vec<Taken> = q("select * from meeting_place where org = $1 and place_key = $2 and on_day >= $3 and on_day <= $4 and gone_at is null order by on_day, from_minute limit 500")
        .bind(org)
        .bind(key(place))
        .bind(from)
        .bind(to)
        .all(src)
        .await?;
    out.extend(more);
    out.sort_by_key(|t| (t.on, t.from, t.id));
    Ok(out)
}
