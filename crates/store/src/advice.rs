//! Advice given to colleagues.
//!
//! Must never know: what counts.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::advice::{Advice, Kind};
use rulebook::Day;

coded_cols!(Kind);
from_row!(Advice {
    id,
    day,
    kind,
    whom,
    words,
    strategy,
    minutes,
    staff,
    staff_name,
    made_at,
    struck_at,
    struck_why,
});

/// Everything given since a day, newest first; of one person, where one is named.
pub async fn since(
    src: &mut dyn Source,
    org: Id,
    staff: Option<Id>,
    day: Day,
) -> Result<Vec<Advice>, Fault> {
    let query = q("select * from advice_given where org = ").put(org).push(" and day >= ").put(day);
    let query = match staff {
        Some(staff) => query.push(" and staff = ").put(staff),
        None => query,
    };
    query.push(" order by day desc, id desc limit 500").all(src).await
}

/// Keeps one; sent twice, it is kept once. Says whether it was new.
pub async fn add(w: &mut Write, a: &Advice) -> Result<bool, Fault> {
    let query = q("insert into advice_given (org, id, day, kind, whom, words, strategy, minutes, staff, staff_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (org, id) do nothing")
        .bind(w.org())
        .bind(a.id)
        .bind(a.day)
        .bind(a.kind)
        .bind(&a.whom)
        .bind(&a.words)
        .bind(a.strategy)
        .bind(a.minutes)
        .bind(a.staff)
        .bind(&a.staff_name)
        .bind(a.made_at);
    Ok(w.run(query).await? > 0)
}

/// Strikes out one of somebody's own. Says whether it stood.
pub async fn strike(w: &mut Write, id: Id, staff: Id, why: &str) -> Result<bool, Fault> {
    let query = q("update advice_given set struck_at = $4, struck_why = $5 where org = $1 and id = $2 and staff = $3 and struck_at is null")
        .bind(w.org())
        .bind(id)
        .bind(staff)
        .bind(w.at())
        .bind(why);
    Ok(w.run(query).await? > 0)
}
