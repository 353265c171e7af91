//! What waits of restorative meetings and of days that did not go as expected.
//!
//! Must never know: whose list it is.

use super::{Days, Due, MOST, WHO, not_left, who};
use crate::db::{Fault, Source, q};
use crate::row::Row;
use casework::today::Kind;
use casework::{Actor, Id};
use rulebook::{Day, Instant};

fn line(row: &Row, kind: Kind, what: &str) -> Result<Due, Fault> {
    Ok(Due {
        kind,
        about: row.get("id")?,
        placement: row.get::<Option<Id>>("placement")?,
        who: who(row)?,
        day: row.get("day")?,
        minute: None,
        what: what.into(),
        n: 0,
        since: row.get::<Option<Instant>>("since")?,
    })
}

/// The day a meeting is a line for.
const DAY: &str = "case when r.state = 'declined' then r.offer_again_on when r.state = 'held' then r.check_on else r.set_day end";

/// Meetings to offer again, to hold today and agreements to check: with each, which it is.
pub(super) async fn repairs(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    // A declined meeting is done with once another is offered to the same two.
    let query = q("select r.id, r.placement, r.state, r.set_minute, cast(null as timestamptz) as since, \
")
        .push(DAY)
        .push(" as day, ")
        .push(WHO)
        .push(" from repair r join pupil pu on pu.org = r.org and pu.id = r.pupil where pu.left_on is null and r.org = ")
        .put(actor.org)
        .push(" and ((r.state = 'declined' and r.offer_again_on <= ")
        .put(days.today)
        .push(" and not exists (select 1 from repair n where n.org = r.org and n.pupil = r.pupil and n.staff = r.staff and n.id > r.id)) \
               or (r.state = 'held' and r.check_on <= ")
        .put(days.today)
        .push(") or (r.state = 'set' and r.set_day <= ")
        .put(days.today)
        .push("))");
    // One meeting is a line more than once, each on a day of its own.
    let query = query
        .push(" and not exists (select 1 from task lt where lt.org = r.org and lt.kind = 'left_repair' and lt.about = r.id and lt.due = ")
        .push(DAY)
        .push(")")
        .push(" order by day, pu.sort_key, r.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let state: String = row.get("state")?;
        let mut due = line(&row, Kind::Repair, &state)?;
        if state == "set" {
            due.minute = row.get("set_minute")?;
        }
        out.push(due);
    }
    Ok(())
}

/// Records begun and not handed over, and decisions the room has not read.
pub(super) async fn failed_days(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    const DECIDED: &str =
        "(select max(d.at) from failed_day_decision d where d.org = f.org and d.failed_day = f.id)";
    let query = q("select f.id, f.placement, f.day, f.handed_at, ")
        .push(DECIDED)
        .push(" as since, ")
        .push(WHO)
        .push(" from failed_day f join pupil pu on pu.org = f.org and pu.id = f.pupil where f.org = ")
        .put(actor.org)
        .push(" and f.day >= ")
        .put(days.since)
        .push(" and (f.handed_at is null or (f.read_at is null and exists (select 1 from failed_day_decision d where d.org = f.org and d.failed_day = f.id)))");
    let query = not_left(query, Kind::FailedDay, "f.org and lt.about = f.id")
        .push(" order by f.day, pu.sort_key, f.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let handed = row.get::<Option<Instant>>("handed_at")?.is_some();
        let what = if handed { "decided" } else { "begun" };
        out.push(line(&row, Kind::FailedDay, what)?);
    }
    Ok(())
}

/// Records handed to the headteacher and not decided on.
pub(super) async fn to_decide(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select f.id, f.placement, f.day, f.handed_at as since, f.handed_by, ")
        .push(WHO)
        .push(" from failed_day f join pupil pu on pu.org = f.org and pu.id = f.pupil where f.handed_at is not null and f.org = ")
        .put(actor.org)
        .push(" and f.day >= ")
        .put(days.since)
        .push(" and not exists (select 1 from failed_day_decision d where d.org = f.org and d.failed_day = f.id)");
    let query = not_left(query, Kind::Decide, "f.org and lt.about = f.id")
        .push(" order by f.day, pu.sort_key, f.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let by: String = row.get("handed_by")?;
        let mut due = line(&row, Kind::Decide, &by)?;
        // It waits from the day it was handed over.
        let since: Option<Day> = due.since.map(|at| at.day());
        due.day = since.unwrap_or(due.day);
        out.push(due);
    }
    Ok(())
}
