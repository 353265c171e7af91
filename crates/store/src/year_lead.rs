//! Who leads each year group: whom a page names and people turn to.
//!
//! Must never know: what they may open. That is their role, given with their account.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::school::Staff;
use std::collections::BTreeMap;

/// The lead of every year that has one who is still at the school.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<BTreeMap<i64, Id>, Fault> {
    let rows = q(
        "select y.year, y.staff from year_lead y join staff s on s.org = y.org and s.id = y.staff \
                  where y.org = $1 and s.left_on is null order by y.year",
    )
    .bind(org)
    .rows(src)
    .await?;
    rows.iter().map(|row| Ok((row.get("year")?, row.get("staff")?))).collect()
}

/// The lead of one year.
pub async fn of(src: &mut dyn Source, org: Id, year: i64) -> Result<Option<Staff>, Fault> {
    q("select s.* from year_lead y join staff s on s.org = y.org and s.id = y.staff \
       where y.org = $1 and y.year = $2 and s.left_on is null")
    .bind(org)
    .bind(year)
    .one(src)
    .await
}

/// Keeps who leads a year, or that nobody is named.
pub async fn set(w: &mut Write, year: i64, lead: Option<Id>) -> Result<(), Fault> {
    let org = w.org();
    let query = match lead {
        Some(staff) => q("insert into year_lead (org, year, staff) values ($1,$2,$3) \
                          on conflict (org, year) do update set staff = excluded.staff")
        .bind(org)
        .bind(year)
        .bind(staff),
        None => q("delete from year_lead where org = $1 and year = $2").bind(org).bind(year),
    };
    w.run(query).await.map(|_| ())
}

/// The years that somebody on roll is in.
pub async fn years(src: &mut dyn Source, org: Id) -> Result<Vec<i64>, Fault> {
    let rows =
        q("select distinct year from pupil where org = $1 and left_on is null order by year")
            .bind(org)
            .rows(src)
            .await?;
    rows.iter().map(|row| row.get("year")).collect()
}
