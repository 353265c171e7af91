//! Devices, what is promised of them, and what is in whose hands.
//!
//! Must never know: whether a device may be promised or handed out; that was decided before.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::kit::device::{Booking, Condition, Device, DeviceKind, Loan, Settled};
use rulebook::Day;

coded_cols!(DeviceKind, Condition, Settled);
from_row!(Device { id, name, kind, condition, filtered, charger, resource, note, active, version });
from_row!(Booking { id, device, day, code, pupil, placement, by_name, made_at });
from_row!(Loan {
    id,
    device,
    day,
    pupil,
    placement,
    issued_at,
    issued_by,
    charger,
    returned_at,
    returned_by,
    charger_back_at,
    settled_at,
    settled_why,
    settled_by,
});

/// Every device, those in use first, by name.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Device>, Fault> {
    let mut all: Vec<Device> =
        q("select * from device where org = $1 order by name, id").bind(org).all(src).await?;
    all.sort_by_key(|d| !d.active);
    Ok(all)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Device, Problem> {
    let query = q("select * from device where org = $1 and id = $2").bind(org).bind(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Keeps a new one.
pub async fn add(w: &mut Write, d: &Device) -> Result<(), Fault> {
    let query = q("insert into device (org, id, name, kind, condition, filtered, charger, resource, note, active, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(d.id).bind(&d.name).bind(d.kind).bind(d.condition).bind(d.filtered)
        .bind(d.charger).bind(d.resource).bind(&d.note).bind(d.active).bind(d.version);
    w.run(query).await.map(|_| ())
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, d: &Device) -> Result<(), Problem> {
    let query = q("update device set name = $3, kind = $4, condition = $5, filtered = $6, charger = $7, resource = $8, note = $9, \
                   active = $10, version = version + 1 where org = $1 and id = $2 and version = $11")
        .bind(w.org()).bind(d.id).bind(&d.name).bind(d.kind).bind(d.condition).bind(d.filtered)
        .bind(d.charger).bind(d.resource).bind(&d.note).bind(d.active).bind(d.version);
    stale_if_none(w.run(query).await?)
}

/// What is promised on a day.
pub async fn bookings(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Booking>, Fault> {
    q("select * from device_booking where org = $1 and day = $2 and ended_at is null order by made_at, id")
        .bind(org).bind(day).all(src).await
}

/// One promise that stands.
pub async fn booking(src: &mut dyn Source, org: Id, id: Id) -> Result<Booking, Problem> {
    q("select * from device_booking where org = $1 and id = $2 and ended_at is null")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a promise.
pub async fn book(w: &mut Write, b: &Booking) -> Result<(), Fault> {
    let query = q("insert into device_booking (org, id, device, day, code, pupil, placement, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(w.org()).bind(b.id).bind(b.device).bind(b.day).bind(&b.code).bind(b.pupil)
        .bind(b.placement).bind(&b.by_name).bind(b.made_at);
    w.run(query).await.map(|_| ())
}

/// Ends a promise. It stays, with who ended it.
pub async fn end_booking(w: &mut Write, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update device_booking set ended_at = $3, ended_by = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(by);
    Ok(w.run(query).await? > 0)
}

/// What went out on a day, first to last.
pub async fn loans(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Loan>, Fault> {
    q("select * from device_loan where org = $1 and day = $2 order by issued_at, id")
        .bind(org)
        .bind(day)
        .all(src)
        .await
}

/// What is not back, whole or in part, from any day: the longest out first.
pub async fn open(src: &mut dyn Source, org: Id) -> Result<Vec<Loan>, Fault> {
    q("select * from device_loan where org = $1 and settled_at is null \
       and (returned_at is null or (charger = true and charger_back_at is null)) order by issued_at, id")
        .bind(org).all(src).await
}

/// One.
pub async fn loan(src: &mut dyn Source, org: Id, id: Id) -> Result<Loan, Problem> {
    let query = q("select * from device_loan where org = $1 and id = $2").bind(org).bind(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Keeps that one went out. Says whether it was new.
pub async fn issue(w: &mut Write, l: &Loan) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from device_loan where org = $1 and id = $2");
    if known.bind(org).bind(l.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into device_loan (org, id, device, day, pupil, placement, issued_at, issued_by, charger) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(org).bind(l.id).bind(l.device).bind(l.day).bind(l.pupil).bind(l.placement)
        .bind(l.issued_at).bind(&l.issued_by).bind(l.charger);
    w.run(query).await.map(|_| true)
}

/// The device is back, the charger is, or both. Says whether anything changed.
pub async fn take_back(
    w: &mut Write,
    id: Id,
    device: bool,
    charger: bool,
    by: &str,
) -> Result<bool, Fault> {
    let (org, at) = (w.org(), w.at());
    let mut changed = 0;
    if device {
        let query = q("update device_loan set returned_at = $3, returned_by = $4 where org = $1 and id = $2 and returned_at is null")
            .bind(org).bind(id).bind(at).bind(by);
        changed += w.run(query).await?;
    }
    if charger {
        let query = q("update device_loan set charger_back_at = $3 where org = $1 and id = $2 and charger = true and charger_back_at is null")
            .bind(org).bind(id).bind(at);
        changed += w.run(query).await?;
    }
    Ok(changed > 0)
}

/// Writes off what is not back, with the reason. Says whether it did.
pub async fn write_off(w: &mut Write, id: Id, why: &str, by: &str) -> Result<bool, Fault> {
    let query = q("update device_loan set settled_at = $3, settled_how = $4, settled_why = $5, settled_by = $6 \
                   where org = $1 and id = $2 and settled_at is null \
                   and (returned_at is null or (charger = true and charger_back_at is null))")
        .bind(w.org()).bind(id).bind(w.at()).bind(Settled::WrittenOff).bind(why).bind(by);
    Ok(w.run(query).await? > 0)
}

/// What is out with, and promised to, the placements of a room on a day.
pub async fn of_room(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<(Vec<Loan>, Vec<Booking>), Fault> {
    let within = |query: Query| {
        query
            .push(" and exists (select 1 from placement pl where pl.org = d.org and pl.id = d.placement and pl.room = ")
            .put(room)
            .push(")")
    };
    let loans = q("select d.* from device_loan d where d.settled_at is null and (d.returned_at is null or (d.charger = true and d.charger_back_at is null)) and d.org = ")
        .put(org)
        .push(" and d.day = ")
        .put(day);
    let bookings = q("select d.* from device_booking d where d.ended_at is null and d.org = ")
        .put(org)
        .push(" and d.day = ")
        .put(day);
    Ok((
        within(loans).push(" order by d.issued_at, d.id").all(src).await?,
        within(bookings).push(" order by d.made_at, d.id").all(src).await?,
    ))
}
