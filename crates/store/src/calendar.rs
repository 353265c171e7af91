//! The school's calendar and the shape of its days.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use casework::school::{Period, PeriodKind};
use rulebook::{Closed, Day, SchoolCalendar, Term, Weekday};

coded_cols!(PeriodKind);

/// Calendar and periods together.
pub async fn read(src: &mut dyn Source, org: Id) -> Result<(SchoolCalendar, Vec<Period>), Fault> {
    let mut calendar = SchoolCalendar::default();
    for row in q("select name, from_day, to_day from term where org = $1 order by from_day")
        .bind(org)
        .rows(src)
        .await?
    {
        calendar.terms.push(Term {
            name: row.get("name")?,
            from: row.get("from_day")?,
            to: row.get("to_day")?,
        });
    }
    for row in
        q("select why, half_term, from_day, to_day from closed where org = $1 order by from_day")
            .bind(org)
            .rows(src)
            .await?
    {
        calendar.closed.push(Closed {
            why: row.get("why")?,
            half_term: row.get("half_term")?,
            from: row.get("from_day")?,
            to: row.get("to_day")?,
        });
    }
    let mut periods = Vec::new();
    for row in q("select id, weekday, code, kind, from_minute, to_minute from period where org = $1 order by weekday, from_minute").bind(org).rows(src).await? {
        periods.push(Period {
            id: row.get("id")?,
            weekday: Weekday::from_number(row.get("weekday")?).ok_or_else(|| Fault::Broken("a period on no weekday".into()))?,
            code: row.get("code")?,
            kind: row.get("kind")?,
            from: row.get("from_minute")?,
            to: row.get("to_minute")?,
        });
    }
    let anchor = q("select value from setting where org = $1 and name = 'week_a'")
        .bind(org)
        .rows(src)
        .await?;
    if let Some(row) = anchor.first() {
        calendar.week_a = Day::parse_iso(&row.get::<String>("value")?);
    }
    Ok((calendar, periods))
}

/// Puts this calendar in the place of the one before.
pub async fn replace(w: &mut Write, calendar: &SchoolCalendar) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from term where org = $1").bind(org)).await?;
    w.run(q("delete from closed where org = $1").bind(org)).await?;
    let terms = calendar
        .terms
        .iter()
        .map(|t| vec![org.into(), new_id().into(), (&t.name).into(), t.from.into(), t.to.into()])
        .collect();
    w.run_all(Query::insert_many("term", &["org", "id", "name", "from_day", "to_day"], terms))
        .await?;
    let closed = calendar
        .closed
        .iter()
        .map(|c| {
            vec![
                org.into(),
                new_id().into(),
                (&c.why).into(),
                c.half_term.into(),
                c.from.into(),
                c.to.into(),
            ]
        })
        .collect();
    w.run_all(Query::insert_many(
        "closed",
        &["org", "id", "why", "half_term", "from_day", "to_day"],
        closed,
    ))
    .await?;
    let anchor = calendar.week_a.map(|d| d.iso()).unwrap_or_default();
    crate::school::set(w, "week_a", &anchor).await
}

/// Puts these periods in the place of those of the same weekdays.
pub async fn replace_day(w: &mut Write, weekday: Weekday, periods: &[Period]) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from period where org = $1 and weekday = $2").bind(org).bind(weekday.number()))
        .await?;
    let rows = periods
        .iter()
        .map(|p| {
            vec![
                org.into(),
                p.id.into(),
                weekday.number().into(),
                (&p.code).into(),
                p.kind.into(),
                p.from.into(),
                p.to.into(),
            ]
        })
        .collect();
    w.run_all(Query::insert_many(
        "period",
        &["org", "id", "weekday", "code", "kind", "from_minute", "to_minute"],
        rows,
    ))
    .await
    .map(|_| ())
}

fn new_id() -> Id {
    Id::now_v7()
}
