//! Attendance as the school's own system gave it.
//!
//! Must never know: how it was counted there.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use casework::attendance::Attendance;
use rulebook::Day;

from_row!(Attendance { pupil, upto, per_mille, possible, late });

/// Keeps figures; those of the same pupil and day are put in the place of what was there.
pub async fn keep(w: &mut Write, all: &[Attendance]) -> Result<(), Fault> {
    let org = w.org();
    let rows = all
        .iter()
        .map(|a| {
            vec![
                org.into(),
                a.pupil.into(),
                a.upto.into(),
                a.per_mille.into(),
                a.possible.into(),
                a.late.into(),
            ]
        })
        .collect();
    const COLUMNS: &[&str] = &["org", "pupil", "upto", "per_mille", "possible", "late"];
    w.run_all(Query::insert_many_then(
        "attendance",
        COLUMNS,
        rows,
        "on conflict (org, pupil, upto) do update set per_mille = excluded.per_mille, possible = excluded.possible, late = excluded.late",
    ))
    .await
    .map(|_| ())
}

/// The last two days figures were brought in for, newest first.
pub async fn days(src: &mut dyn Source, org: Id) -> Result<Vec<Day>, Fault> {
    q("select distinct upto from attendance where org = $1 order by upto desc limit 2")
        .bind(org)
        .rows(src)
        .await?
        .iter()
        .map(|row| row.get("upto"))
        .collect()
}

/// Everybody's figures of some days.
pub async fn on(src: &mut dyn Source, org: Id, days: &[Day]) -> Result<Vec<Attendance>, Fault> {
    q("select * from attendance where org = ")
        .put(org)
        .push(" and upto in ")
        .list(days.iter().copied())
        .push(" order by upto, pupil")
        .all(src)
        .await
}

/// Everybody's figures between two days, oldest first.
pub async fn between(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Attendance>, Fault> {
    q("select * from attendance where org = $1 and upto >= $2 and upto <= $3 order by upto, pupil")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// One pupil's figures, newest first. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Attendance>, Fault> {
    q("select * from attendance where org = $1 and pupil = $2 order by upto desc limit 12")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}
