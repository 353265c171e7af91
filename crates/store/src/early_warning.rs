//! Counts behind early warning: incidents of everybody in scope, in two stretches of days.
//!
//! Must never know: which stretches are set against each other, or what is many.

use crate::db::{Fault, Query, Source, q};
use crate::scope::reached;
use casework::early_warning::{Cell, Count};
use casework::signal::Seen;
use casework::{Id, Scope};
use rulebook::Day;

/// Somebody on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Key.
    pub id: Id,
    /// "Callie Dunmore"
    pub name: String,
    /// Form.
    pub form: String,
    /// Year.
    pub year: i64,
}

/// Everybody on roll in scope, by name; of one year where it is given.
pub async fn people(
    src: &mut dyn Source,
    scope: &Scope,
    year: Option<i64>,
) -> Result<Vec<Person>, Fault> {
    let mut query = reached(
        q(
            "select p.id, p.known_given, p.known_family, p.form, p.year from pupil p where p.left_on is null",
        ),
        scope,
    );
    if let Some(year) = year {
        query = query.push(" and p.year = ").put(year);
    }
    let rows = query.push(" order by p.sort_key, p.id").rows(src).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) =
                (row.get("known_given")?, row.get("known_family")?);
            let name = format!("{} {}", given.trim(), family.trim()).trim().to_string();
            Ok(Person {
                id: row.get("id")?,
                name: casework::writing::isolated(name),
                form: row.get("form")?,
                year: row.get("year")?,
            })
        })
        .collect()
}

/// Counts of everybody with an incident that counts in either stretch. Whose they are is for
/// whoever asks to narrow by [`people`].
pub async fn counts(
    src: &mut dyn Source,
    org: Id,
    now: (Day, Day),
    before: Option<(Day, Day)>,
) -> Result<Vec<Count>, Fault> {
    let query = q("select pupil, sum(case when day >= ")
        .put(now.0)
        .push(" then 1 else 0 end) as n, sum(case when day < ")
        .put(now.0)
        .push(" then 1 else 0 end) as was, cast(coalesce(sum(case when day >= ")
        .put(now.0)
        .push(" then points end), 0) as bigint) as points from incident where org = ")
        .put(org)
        .push(" and counts = true and ((day >= ")
        .put(now.0)
        .push(" and day <= ")
        .put(now.1)
        .push(")");
    let query = match before {
        Some((from, to)) => {
            query.push(" or (day >= ").put(from).push(" and day <= ").put(to).push("))")
        }
        None => query.push(")"),
    };
    let rows = query.push(" group by pupil").rows(src).await?;
    rows.iter()
        .map(|row| {
            Ok(Count {
                pupil: row.get("pupil")?,
                now: row.get("n")?,
                before: row.get("was")?,
                points: row.get("points")?,
                ..Count::default()
            })
        })
        .collect()
}

from_row!(Cell { subject, period, place, n });

/// Adds the days, the year and the scope that hot spots are counted in.
fn within(
    query: Query,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
    pupil: Option<Id>,
) -> Query {
    let query = reached(query, scope)
        .push(" and i.counts = true and i.day >= ")
        .put(days.0)
        .push(" and i.day <= ")
        .put(days.1);
    let query = match year {
        Some(year) => query.push(" and p.year = ").put(year),
        None => query,
    };
    match pupil {
        Some(pupil) => query.push(" and i.pupil = ").put(pupil),
        None => query,
    }
}

const OF: &str = " from incident i join pupil p on p.org = i.org and p.id = i.pupil where 1 = 1";

/// Incidents by subject, period and place.
pub async fn cells(
    src: &mut dyn Source,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
    pupil: Option<Id>,
) -> Result<Vec<Cell>, Fault> {
    let query = q("select i.subject, i.period, i.place, count(*) as n").push(OF);
    within(query, scope, days, year, pupil)
        .push(" group by i.subject, i.period, i.place order by i.subject, i.period, i.place")
        .all(src)
        .await
}

/// Incidents by day.
pub async fn by_day(
    src: &mut dyn Source,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
    pupil: Option<Id>,
) -> Result<Vec<(Day, i64)>, Fault> {
    let query = q("select i.day, count(*) as n").push(OF);
    let rows = within(query, scope, days, year, pupil)
        .push(" group by i.day order by i.day")
        .rows(src)
        .await?;
    rows.iter().map(|row| Ok((row.get("day")?, row.get("n")?))).collect()
}

/// Incidents by type.
pub async fn by_type(
    src: &mut dyn Source,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
    pupil: Option<Id>,
) -> Result<Vec<(String, i64)>, Fault> {
    let query = q("select i.kind, count(*) as n").push(OF);
    let rows = within(query, scope, days, year, pupil)
        .push(" group by i.kind order by i.kind")
        .rows(src)
        .await?;
    rows.iter().map(|row| Ok((row.get("kind")?, row.get("n")?))).collect()
}

from_row!(Seen { pupil, day, kind, subject, period, points });

/// What rules look at, between two days, by pupil and day.
pub async fn seen(src: &mut dyn Source, org: Id, from: Day, to: Day) -> Result<Vec<Seen>, Fault> {
    q("select pupil, day, kind, subject, period, points from incident \
       where org = $1 and counts = true and day >= $2 and day <= $3 order by pupil, day, id")
    .bind(org)
    .bind(from)
    .bind(to)
    .all(src)
    .await
}
