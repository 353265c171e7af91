//! What becomes of work once it is set: paper collected, links looked at, the room's word, and the
//! order in which one walks.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::work::{Again, Judged, Work};
use casework::{Coded, Id};
use rulebook::{Day, Instant};

/// The requests of some days that stand, by day, placement and period.
pub async fn on_days(src: &mut dyn Source, org: Id, days: &[Day]) -> Result<Vec<Work>, Fault> {
    if days.is_empty() {
        return Ok(Vec::new());
    }
    q("select w.* from work w join placement p on p.org = w.org and p.id = w.placement \
       and p.state in ('booked', 'here', 'left', 'closed') where w.ended_at is null and w.org = ")
    .put(org)
    .push(" and w.day in ")
    .list(days.iter().copied())
    .push(" order by w.day, w.placement, w.code, w.id")
    .all(src)
    .await
}

/// Keeps that paper was collected, or no longer.
pub async fn set_collected(w: &mut Write, id: Id, by: Option<&str>) -> Result<(), Problem> {
    let at: Option<Instant> = by.map(|_| w.at());
    let query = q("update work set collected_at = $3, collected_by = $4, version = version + 1 where org = $1 and id = $2")
        .bind(w.org())
        .bind(id)
        .bind(at)
        .bind(by.unwrap_or(""));
    stale_if_none(w.run(query).await?)
}

/// Keeps that somebody saw the work online.
pub async fn set_seen(w: &mut Write, id: Id, by: &str) -> Result<(), Problem> {
    let query = q("update work set seen_at = $3, seen_by = $4, version = version + 1 where org = $1 and id = $2")
        .bind(w.org()).bind(id).bind(w.at()).bind(by);
    stale_if_none(w.run(query).await?)
}

/// Keeps what the room says of the work.
pub async fn set_judged(w: &mut Write, id: Id, said: Judged, by: &str) -> Result<(), Problem> {
    let query = q("update work set judged = $3, judged_first = coalesce(judged_first, $3), judged_at = $4, judged_by = $5, \
                   version = version + 1 where org = $1 and id = $2")
        .bind(w.org()).bind(id).bind(said.code()).bind(w.at()).bind(by);
    stale_if_none(w.run(query).await?)
}

/// Asks again: the request waits as it did at first. Where the paper was not there, nothing is set
/// any more; what is too little or too hard stays until other work comes.
pub async fn ask_again(
    w: &mut Write,
    id: Id,
    why: Again,
    escalates_at: Instant,
) -> Result<(), Problem> {
    let query = q("update work set state = 'asked', again = $3, again_at = $4, escalates_at = $5, escalated_at = null, escalated_to = null, \
                   version = version + 1 where org = $1 and id = $2")
        .bind(w.org()).bind(id).bind(why.code()).bind(w.at()).bind(escalates_at);
    stale_if_none(w.run(query).await?)?;
    if why == Again::NotThere {
        let query = q("update work set route = '', detail = '', same_as_class = false, also = '', bank_unit = null where org = $1 and id = $2")
            .bind(w.org()).bind(id);
        stale_if_none(w.run(query).await?)?;
    }
    Ok(())
}

/// The places paper is collected from, in walking order.
pub async fn order(src: &mut dyn Source, org: Id) -> Result<Vec<String>, Fault> {
    let rows =
        q("select name from walk_place where org = $1 order by place").bind(org).rows(src).await?;
    rows.iter().map(|r| r.get("name")).collect()
}

/// Keeps them.
pub async fn set_order(w: &mut Write, names: &[String]) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from walk_place where org = $1").bind(org)).await?;
    let rows = names
        .iter()
        .enumerate()
        .map(|(n, name)| vec![org.into(), (n as i64).into(), name.into()])
        .collect();
    w.run_all(Query::insert_many("walk_place", &["org", "place", "name"], rows)).await.map(|_| ())
}

/// Places that are named somewhere: where lessons are, and where teachers left paper since a day.
pub async fn named_places(
    src: &mut dyn Source,
    org: Id,
    since: Day,
) -> Result<(Vec<String>, Vec<String>), Fault> {
    let read = |rows: Vec<crate::Row>| -> Result<Vec<String>, Fault> {
        rows.iter().map(|r| r.get("name")).collect()
    };
    let lessons = q("select distinct l.place as name from lesson l where l.org = $1 and l.ended_on is null and l.place <> '' order by l.place")
        .bind(org).rows(src).await?;
    let paper = q("select distinct w.detail as name from work w where w.org = $1 and w.route = 'paper' and w.day >= $2 and w.detail <> '' order by w.detail limit 200")
        .bind(org).bind(since).rows(src).await?;
    Ok((read(lessons)?, read(paper)?))
}
