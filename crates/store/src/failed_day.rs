//! Records of days in the room that did not go as expected, and what was decided.
//!
//! Must never know: who may decide, or what is still missing; that was settled before.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::failed_day::{Account, Decided, Decision, FailedDay};

coded_cols!(Account, Decision);
from_row!(FailedDay {
    id,
    placement,
    pupil,
    day,
    expectation,
    no_warning,
    no_adjustment,
    account_how,
    account,
    account_why,
    adults,
    drawn,
    may_follow,
    policy,
    by_staff,
    by_name,
    made_at,
    handed_at,
    handed_by,
    read_at,
    read_by,
    version,
});
from_row!(Decided { id, failed_day, decision, reasons, by_staff, by_name, at });

/// One record.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<FailedDay, Problem> {
    q("select * from failed_day where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The record of a placement, if one was begun.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<FailedDay>, Fault> {
    q("select * from failed_day where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// Keeps a record that was begun.
pub async fn add(w: &mut Write, f: &FailedDay) -> Result<(), Fault> {
    let query = q("insert into failed_day (org, id, placement, pupil, day, expectation, no_warning, no_adjustment, account_how, \
                   account, account_why, adults, drawn, may_follow, policy, by_staff, by_name, made_at, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)")
        .bind(w.org()).bind(f.id).bind(f.placement).bind(f.pupil).bind(f.day).bind(&f.expectation).bind(&f.no_warning)
        .bind(&f.no_adjustment).bind(f.account_how).bind(&f.account).bind(&f.account_why).bind(&f.adults).bind(&f.drawn)
        .bind(&f.may_follow).bind(&f.policy).bind(f.by_staff).bind(&f.by_name).bind(f.made_at).bind(f.version);
    w.run(query).await.map(|_| ())
}

/// Changes a record that was not handed over, if nobody has since its version.
pub async fn change(w: &mut Write, f: &FailedDay) -> Result<(), Problem> {
    let query = q("update failed_day set expectation = $3, no_warning = $4, no_adjustment = $5, account_how = $6, account = $7, \
                   account_why = $8, adults = $9, drawn = $10, may_follow = $11, policy = $12, handed_at = $13, handed_by = $14, \
                   version = version + 1 where org = $1 and id = $2 and version = $15 and handed_at is null")
        .bind(w.org()).bind(f.id).bind(&f.expectation).bind(&f.no_warning).bind(&f.no_adjustment).bind(f.account_how)
        .bind(&f.account).bind(&f.account_why).bind(&f.adults).bind(&f.drawn).bind(&f.may_follow).bind(&f.policy)
        .bind(f.handed_at).bind(&f.handed_by).bind(f.version);
    stale_if_none(w.run(query).await?)
}

/// What was decided, first to last: the last stands.
pub async fn decisions(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Decided>, Fault> {
    q("select * from failed_day_decision where org = $1 and failed_day = $2 order by at, id")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// Adds a decision. One sent twice is kept once; the room has it to read again.
pub async fn decide(w: &mut Write, d: &Decided) -> Result<bool, Fault> {
    let query = q("insert into failed_day_decision (org, failed_day, id, decision, reasons, by_staff, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, failed_day, id) do nothing")
        .bind(w.org()).bind(d.failed_day).bind(d.id).bind(d.decision).bind(&d.reasons).bind(d.by_staff).bind(&d.by_name).bind(d.at);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    let unread = q("update failed_day set read_at = null, read_by = '' where org = $1 and id = $2")
        .bind(w.org())
        .bind(d.failed_day);
    w.run(unread).await?;
    Ok(true)
}

/// Records that the room read what was decided. Says whether it was the first to.
pub async fn read(w: &mut Write, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update failed_day set read_at = $3, read_by = $4 where org = $1 and id = $2 and read_at is null")
        .bind(w.org())
        .bind(id)
        .bind(w.at())
        .bind(by);
    Ok(w.run(query).await? > 0)
}
