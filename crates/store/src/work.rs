//! Requests for work, and the bank as it is used.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::room::{Done, Slot};
use casework::work::{Again, Answer, Escalation, Judged, Relay, Route, Unit, Work, WorkState};
use casework::{Coded, Id};
use rulebook::{Day, Instant};

coded_cols!(WorkState, Route, Judged, Again);
from_row!(Unit { id, subject, year_from, year_to, title, kept_at, last_used, agreed, review_on });

impl crate::FromRow for Work {
    fn from_row(row: &crate::Row) -> Result<Work, Fault> {
        Ok(Work {
            id: row.get("id")?,
            slot: row.get("slot")?,
            placement: row.get("placement")?,
            pupil: row.get("pupil")?,
            day: row.get("day")?,
            code: row.get("code")?,
            subject: row.get("subject")?,
            teacher: row.get("teacher")?,
            state: row.get("state")?,
            // Empty until it is answered, so not a coded column of its own.
            route: Route::from_code(&row.get::<String>("route")?),
            detail: row.get("detail")?,
            same_as_class: row.get("same_as_class")?,
            bank_unit: row.get("bank_unit")?,
            asked_at: row.get("asked_at")?,
            answered_at: row.get("answered_at")?,
            answered_by: row.get("answered_by")?,
            escalates_at: row.get("escalates_at")?,
            escalated_at: row.get("escalated_at")?,
            escalated_to: row.get("escalated_to")?,
            returned_at: row.get("returned_at")?,
            returned_to: row.get("returned_to")?,
            ended_at: row.get("ended_at")?,
            relay: Relay {
                collected_at: row.get("collected_at")?,
                collected_by: row.get("collected_by")?,
                seen_at: row.get("seen_at")?,
                seen_by: row.get("seen_by")?,
                judged: row.get("judged")?,
                judged_at: row.get("judged_at")?,
                judged_by: row.get("judged_by")?,
                again: row.get("again")?,
                again_at: row.get("again_at")?,
                also: row.get("also")?,
                hand_back: row.get("hand_back")?,
            },
            version: row.get("version")?,
        })
    }
}

/// Asks for work for each of these periods.
pub async fn ask(w: &mut Write, slots: &[Slot], escalates_at: Instant) -> Result<(), Fault> {
    let (org, at) = (w.org(), w.at());
    let rows = slots
        .iter()
        .map(|s| {
            vec![
                org.into(),
                Id::now_v7().into(),
                s.id.into(),
                s.placement.into(),
                s.pupil.into(),
                s.day.into(),
                (&s.code).into(),
                s.class.into(),
                (&s.subject).into(),
                s.teacher.into(),
                WorkState::Asked.code().into(),
                at.into(),
                escalates_at.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "slot",
        "placement",
        "pupil",
        "day",
        "code",
        "class",
        "subject",
        "teacher",
        "state",
        "asked_at",
        "escalates_at",
    ];
    w.run_all(Query::insert_many("work", columns, rows)).await.map(|_| ())
}

/// One request.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Work, Problem> {
    q("select * from work where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The requests of a day that stand, by placement then period.
pub async fn on_day(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Work>, Fault> {
    q("select * from work where org = $1 and day = $2 and ended_at is null order by placement, code, id")
        .bind(org).bind(day).all(src).await
}

/// The requests of a placement that stand, by period.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Work>, Fault> {
    q("select * from work where org = $1 and placement = $2 and ended_at is null order by code, id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// What is asked of one member of staff from a day on: of their lessons, and passed on to them.
pub async fn asked_of(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    from: Day,
) -> Result<Vec<Work>, Fault> {
    q("select * from work where org = $1 and day >= $2 and ended_at is null and (teacher = $3 or escalated_to = $3) order by day, code, id")
        .bind(org).bind(from).bind(staff).all(src).await
}

/// Requests whose time has run out with nobody answering.
pub async fn overdue(src: &mut dyn Source, org: Id, now: Instant) -> Result<Vec<Work>, Fault> {
    q("select * from work where org = $1 and state = 'asked' and ended_at is null and escalates_at <= $2 order by id")
        .bind(org).bind(now).all(src).await
}

/// Keeps an answer, or what the bank gave, if nobody has since `version`.
pub async fn fill(
    w: &mut Write,
    id: Id,
    version: i64,
    answer: &Answer,
    by: &str,
    unit: Option<Id>,
) -> Result<(), Problem> {
    // Other work is fetched, looked at and judged anew; work that goes on after it is not.
    let anew = answer.also.is_empty();
    let query = q("update work set state = $3, route = $4, detail = $5, same_as_class = $6, bank_unit = $7, answered_at = case when $12 then $8 else answered_at end, \
                   answered_by = case when $12 then $9 else answered_by end, also = $11, \
                   first_answered_at = case when $3 in ('answered', 'none') then coalesce(first_answered_at, $8) else first_answered_at end, \
                   collected_at = case when $12 then null else collected_at end, collected_by = case when $12 then '' else collected_by end, \
                   seen_at = case when $12 then null else seen_at end, seen_by = case when $12 then '' else seen_by end, \
                   judged = case when $12 then null else judged end, version = version + 1 \
                   where org = $1 and id = $2 and version = $10")
        .bind(w.org())
        .bind(id)
        .bind(answer.state)
        .bind(answer.route.map(Coded::code).unwrap_or(""))
        .bind(&answer.detail)
        .bind(answer.same_as_class)
        .bind(unit)
        .bind(w.at())
        .bind(by)
        .bind(version)
        .bind(&answer.also)
        .bind(anew);
    stale_if_none(w.run(query).await?)
}

/// Passes a request on.
pub async fn escalate(w: &mut Write, e: &Escalation) -> Result<(), Problem> {
    let query = q("update work set state = 'escalated', escalated_at = $3, escalated_to = $4, version = version + 1 \
                   where org = $1 and id = $2 and state = 'asked'")
        .bind(w.org())
        .bind(e.work)
        .bind(w.at())
        .bind(e.to);
    stale_if_none(w.run(query).await?)
}

/// Keeps how much of a period's work was done.
pub async fn set_done(w: &mut Write, slot: Id, done: Done) -> Result<(), Problem> {
    let query = q("update slot set done = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(slot)
        .bind(done);
    stale_if_none(w.run(query).await?)
}

/// Units of the bank in use, by subject then title.
pub async fn bank(src: &mut dyn Source, org: Id) -> Result<Vec<Unit>, Fault> {
    q("select id, subject, year_from, year_to, title, kept_at, last_used, review_on, \
       case when verdict = 'agreed' then true else false end as agreed from bank_unit \
       where org = $1 and active = true and (verdict is null or verdict <> 'declined') order by lower(subject), lower(title), id")
    .bind(org)
    .all(src)
    .await
}

/// Keeps the day a unit was last used.
pub async fn used(w: &mut Write, unit: Id, day: Day) -> Result<(), Problem> {
    let query = q("update bank_unit set last_used = $3 where org = $1 and id = $2")
        .bind(w.org())
        .bind(unit)
        .bind(day);
    stale_if_none(w.run(query).await?)
}
