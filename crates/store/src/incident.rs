//! Incidents brought in from the school's own system.
//!
//! Must never know: how a line was matched to a pupil.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use casework::incident::{Incident, Known};
use rulebook::Day;

from_row!(Incident { id, pupil, day, minute, period, kind, body, place, source, outside });
from_row!(Known { id, admission_no, upn });

/// Everybody on roll by their numbers.
pub async fn known(src: &mut dyn Source, org: Id) -> Result<Vec<Known>, Fault> {
    q("select id, admission_no, upn from pupil where org = $1 and left_on is null order by id")
        .bind(org)
        .all(src)
        .await
}

/// The outside keys of a source that are here already.
pub async fn here(src: &mut dyn Source, org: Id, source: &str) -> Result<Vec<String>, Fault> {
    q("select outside from incident where org = $1 and source = $2 order by outside")
        .bind(org)
        .bind(source)
        .rows(src)
        .await?
        .iter()
        .map(|row| row.get("outside"))
        .collect()
}

/// Keeps new incidents.
pub async fn add(w: &mut Write, incidents: &[Incident]) -> Result<(), Fault> {
    let org = w.org();
    let rows = incidents
        .iter()
        .map(|i| {
            vec![
                org.into(),
                i.id.into(),
                i.pupil.into(),
                i.day.into(),
                i.minute.into(),
                (&i.period).into(),
                (&i.kind).into(),
                (&i.body).into(),
                (&i.place).into(),
                (&i.source).into(),
                (&i.outside).into(),
            ]
        })
        .collect();
    let columns = &[
        "org", "id", "pupil", "day", "minute", "period", "kind", "body", "place", "source",
        "outside",
    ];
    w.run_all(Query::insert_many("incident", columns, rows)).await.map(|_| ())
}

/// A pupil's incidents from one day to another, oldest first.
pub async fn of_pupil(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Incident>, Fault> {
    q("select * from incident where org = $1 and pupil = $2 and day >= $3 and day <= $4 order by day, minute, id")
        .bind(org).bind(pupil).bind(from).bind(to).all(src).await
}
