//! When members of staff work, and the weeks of assistants.
//!
//! Must never know: what a week lacks.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::timetable::{AssistantWeek, Filled, What};
use casework::working_week::{Stretch, WorkingWeek};
use rulebook::Day;

coded_cols!(What);
from_row!(AssistantWeek { id, staff, staff_name, monday, published_at, published_by, version });
from_row!(Filled { weekday, code, what = "kind", pupil, words, place });
from_row!(Stretch { weekday, from = "from_minute", to = "to_minute" });

/// When somebody works; without days where nobody has said.
pub async fn working_week(src: &mut dyn Source, org: Id, staff: Id) -> Result<WorkingWeek, Fault> {
    let rows = q("select not_theirs, version from working_week where org = $1 and staff = $2")
        .bind(org)
        .bind(staff)
        .rows(src)
        .await?;
    let Some(row) = rows.first() else {
        return Ok(WorkingWeek { staff, ..WorkingWeek::default() });
    };
    let (not_theirs, version) = (row.get("not_theirs")?, row.get("version")?);
    let days = q("select weekday, from_minute, to_minute from working_day where org = $1 and staff = $2 order by weekday")
        .bind(org)
        .bind(staff)
        .all(src)
        .await?;
    Ok(WorkingWeek { staff, days, not_theirs, version })
}

/// When each of these works, in one reading; who is not in it is taken to work every day.
pub async fn working_weeks(
    src: &mut dyn Source,
    org: Id,
    staff: &[Id],
) -> Result<Vec<WorkingWeek>, Fault> {
    let mut out: Vec<WorkingWeek> = Vec::new();
    if staff.is_empty() {
        return Ok(out);
    }
    let rows = q("select staff, weekday, from_minute, to_minute from working_day where org = ")
        .put(org)
        .push(" and staff in ")
        .list(staff.iter().copied())
        .push(" order by staff, weekday")
        .rows(src)
        .await?;
    for row in &rows {
        let who: Id = row.get("staff")?;
        let day = Stretch {
            weekday: row.get("weekday")?,
            from: row.get("from_minute")?,
            to: row.get("to_minute")?,
        };
        match out.last_mut().filter(|w| w.staff == who) {
            Some(w) => w.days.push(day),
            None => out.push(WorkingWeek { staff: who, days: vec![day], ..WorkingWeek::default() }),
        }
    }
    Ok(out)
}

/// Keeps when somebody works, if nobody has since its version.
pub async fn keep_working_week(w: &mut Write, week: &WorkingWeek) -> Result<(), Problem> {
    let query = match week.version {
        0 => q(
            "insert into working_week (org, staff, not_theirs) values ($1,$2,$3) on conflict (org, staff) do nothing",
        ),
        _ => q(
            "update working_week set not_theirs = $3, version = version + 1 where org = $1 and staff = $2 and version = $4",
        ),
    };
    let query = query.bind(w.org()).bind(week.staff).bind(&week.not_theirs);
    let query = if week.version == 0 { query } else { query.bind(week.version) };
    stale_if_none(w.run(query).await?)?;
    let gone =
        q("delete from working_day where org = $1 and staff = $2").bind(w.org()).bind(week.staff);
    w.run(gone).await?;
    for d in &week.days {
        let query = q("insert into working_day (org, staff, weekday, from_minute, to_minute) values ($1,$2,$3,$4,$5)")
            .bind(w.org()).bind(week.staff).bind(d.weekday).bind(d.from).bind(d.to);
        w.run(query).await?;
    }
    Ok(())
}

/// The weeks of one Monday, by name.
pub async fn of_week(
    src: &mut dyn Source,
    org: Id,
    monday: Day,
) -> Result<Vec<AssistantWeek>, Fault> {
    q("select * from assistant_week where org = $1 and monday = $2 order by staff_name, id")
        .bind(org)
        .bind(monday)
        .all(src)
        .await
}

/// Those who have had a week of their own, by name.
pub async fn people(src: &mut dyn Source, org: Id) -> Result<Vec<Id>, Fault> {
    let rows = q("select distinct staff from assistant_week where org = $1 order by staff")
        .bind(org)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("staff")).collect()
}

/// One week.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<AssistantWeek, Problem> {
    q("select * from assistant_week where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Somebody's week of a Monday.
pub async fn of_staff(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    monday: Day,
) -> Result<Option<AssistantWeek>, Fault> {
    q("select * from assistant_week where org = $1 and staff = $2 and monday = $3")
        .bind(org)
        .bind(staff)
        .bind(monday)
        .one(src)
        .await
}

/// Somebody's last week before a Monday, and every earlier one, the newest first.
pub async fn before(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    monday: Day,
) -> Result<Vec<AssistantWeek>, Fault> {
    q("select * from assistant_week where org = $1 and staff = $2 and monday < $3 order by monday desc limit 6")
        .bind(org)
        .bind(staff)
        .bind(monday)
        .all(src)
        .await
}

/// Begins a week. The one that is there where somebody has.
pub async fn begin(w: &mut Write, week: &AssistantWeek) -> Result<bool, Fault> {
    let query = q(
        "insert into assistant_week (org, id, staff, staff_name, monday) values ($1,$2,$3,$4,$5) \
                   on conflict (org, staff, monday) do nothing",
    )
    .bind(w.org())
    .bind(week.id)
    .bind(week.staff)
    .bind(&week.staff_name)
    .bind(week.monday);
    Ok(w.run(query).await? > 0)
}

/// What its periods are filled with.
pub async fn filled(src: &mut dyn Source, org: Id, week: Id) -> Result<Vec<Filled>, Fault> {
    q("select weekday, code, kind, pupil, words, place from assistant_period where org = $1 and week = $2 order by weekday, code")
        .bind(org)
        .bind(week)
        .all(src)
        .await
}

/// Fills a period, in the place of what was there.
pub async fn fill(w: &mut Write, week: Id, f: &Filled) -> Result<(), Fault> {
    let query = q("insert into assistant_period (org, week, weekday, code, kind, pupil, words, place) values ($1,$2,$3,$4,$5,$6,$7,$8) \
                   on conflict (org, week, weekday, code) do update set kind = excluded.kind, pupil = excluded.pupil, words = excluded.words, place = excluded.place")
        .bind(w.org()).bind(week).bind(f.weekday).bind(&f.code).bind(f.what).bind(f.pupil).bind(&f.words).bind(&f.place);
    w.run(query).await.map(|_| ())
}

/// Empties a period.
pub async fn clear(w: &mut Write, week: Id, weekday: i64, code: &str) -> Result<(), Fault> {
    let query = q(
        "delete from assistant_period where org = $1 and week = $2 and weekday = $3 and code = $4",
    )
    .bind(w.org())
    .bind(week)
    .bind(weekday)
    .bind(code);
    w.run(query).await.map(|_| ())
}

/// Says that a week was changed or published, if nobody has since its version.
pub async fn touch(w: &mut Write, week: &AssistantWeek) -> Result<(), Problem> {
    let query = q("update assistant_week set published_at = $3, published_by = $4, version = version + 1 where org = $1 and id = $2 and version = $5")
        .bind(w.org()).bind(week.id).bind(week.published_at).bind(&week.published_by).bind(week.version);
    stale_if_none(w.run(query).await?)
}

/// What somebody was told of a week and has not yet said that they saw.
pub async fn told(
    src: &mut dyn Source,
    org: Id,
    week: Id,
    staff: Id,
) -> Result<Vec<String>, Fault> {
    let rows = q("select what from task where org = $1 and kind = $2 and about = $3 and owner = $4 and done_at is null order by made_at, id")
        .bind(org)
        .bind(casework::Coded::code(casework::team::Ask::Timetable))
        .bind(week)
        .bind(staff)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("what")).collect()
}
