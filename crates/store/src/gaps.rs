//! Placements with what their record lacks.
//!
//! Must never know: what counts as a gap.

use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::Scope;
use casework::gaps::Row;
use rulebook::{Day, Minute};

/// Placements between two days, both included, of pupils in scope, the newest first. A calming
/// space is no sanction, so nothing is asked of a visit to it.
pub async fn rows(
    src: &mut dyn Source,
    scope: &Scope,
    from: Day,
    to: Day,
) -> Result<Vec<Row>, Fault> {
    let query = q("select pl.id, pl.day, pl.state, pl.arrived_at, pl.left_at, p.known_given, p.known_family, p.form, \
        (select min(s.from_minute) from slot s where s.org = pl.org and s.placement = pl.id) as begins, \
        case when exists (select 1 from exit_interview x where x.org = pl.org and x.placement = pl.id) then true else false end as held, \
        case when exists (select 1 from home_call h where h.org = pl.org and h.placement = pl.id and h.outcome = 'spoke') \
          or exists (select 1 from letter l where l.org = pl.org and l.placement = pl.id) then true else false end as home \
        from placement pl join pupil p on p.org = pl.org and p.id = pl.pupil \
        where pl.state in ('booked', 'here', 'left', 'closed') \
        and not exists (select 1 from room r where r.org = pl.org and r.id = pl.room and r.kind = 'calming') and pl.day >= ")
        .put(from)
        .push(" and pl.day <= ")
        .put(to);
    let rows =
        reached(query, scope).push(" order by pl.day desc, p.sort_key, pl.id").rows(src).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) =
                (row.get("known_given")?, row.get("known_family")?);
            let day: Day = row.get("day")?;
            Ok(Row {
                id: row.get("id")?,
                name: casework::writing::isolated(format!("{given} {family}").trim().to_string()),
                form: row.get("form")?,
                day,
                state: row.get("state")?,
                begins: row.get::<Option<Minute>>("begins")?.map(|m| day.at(m)),
                arrived_at: row.get("arrived_at")?,
                left_at: row.get("left_at")?,
                exit: row.get("held")?,
                home: row.get("home")?,
            })
        })
        .collect()
}
