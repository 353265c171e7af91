//! Site duties by weekday, and one day of one otherwise.
//!
//! Must never know: whether somebody is there.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::site_duty::{SiteChange, SiteDuty};
use rulebook::Day;

from_row!(SiteDuty {
    id,
    name,
    place,
    weekday,
    from = "from_minute",
    to = "to_minute",
    staff,
    staff_name,
    active,
    version,
});
from_row!(SiteChange { duty, day, staff, staff_name, why, made_by });

/// Every duty, day by day; those no longer done last.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<SiteDuty>, Fault> {
    q("select * from site_duty where org = $1 order by case when active then 0 else 1 end, weekday, from_minute, name, id")
        .bind(org)
        .all(src)
        .await
}

/// Those of a weekday that are done.
pub async fn of_day(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<SiteDuty>, Fault> {
    q("select * from site_duty where org = $1 and weekday = $2 and active = true order by from_minute, name, id")
        .bind(org)
        .bind(day.weekday().number())
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<SiteDuty, Problem> {
    q("select * from site_duty where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// What is otherwise between two days.
pub async fn changes(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<SiteChange>, Fault> {
    q("select duty, day, staff, staff_name, why, made_by from site_duty_change where org = $1 and day >= $2 and day <= $3 order by day, duty")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// Keeps one: a new one once, another if nobody has changed it since its version.
pub async fn keep(w: &mut Write, d: &SiteDuty) -> Result<(), Problem> {
    let query = match d.version {
        0 => q(
            "insert into site_duty (org, id, name, place, weekday, from_minute, to_minute, staff, staff_name, active) \
                values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict (org, id) do nothing",
        ),
        _ => q(
            "update site_duty set name = $3, place = $4, weekday = $5, from_minute = $6, to_minute = $7, staff = $8, \
                staff_name = $9, active = $10, version = version + 1 where org = $1 and id = $2 and version = $11",
        ),
    };
    let query = query
        .bind(w.org())
        .bind(d.id)
        .bind(&d.name)
        .bind(&d.place)
        .bind(d.weekday)
        .bind(d.from)
        .bind(d.to)
        .bind(d.staff)
        .bind(&d.staff_name)
        .bind(d.active);
    let query = if d.version == 0 { query } else { query.bind(d.version) };
    stale_if_none(w.run(query).await?)
}

/// Keeps one day of one otherwise, in the place of what was said before.
pub async fn change(w: &mut Write, c: &SiteChange) -> Result<(), Fault> {
    let query = q("insert into site_duty_change (org, duty, day, staff, staff_name, why, made_by) values ($1,$2,$3,$4,$5,$6,$7) \
                   on conflict (org, duty, day) do update set staff = excluded.staff, staff_name = excluded.staff_name, \
                   why = excluded.why, made_by = excluded.made_by")
        .bind(w.org())
        .bind(c.duty)
        .bind(c.day)
        .bind(c.staff)
        .bind(&c.staff_name)
        .bind(&c.why)
        .bind(&c.made_by);
    w.run(query).await.map(|_| ())
}

/// One day of one is as the week says again. Says whether it was otherwise.
pub async fn as_the_week(w: &mut Write, duty: Id, day: Day) -> Result<bool, Fault> {
    let query = q("delete from site_duty_change where org = $1 and duty = $2 and day = $3")
        .bind(w.org())
        .bind(duty)
        .bind(day);
    Ok(w.run(query).await? > 0)
}
