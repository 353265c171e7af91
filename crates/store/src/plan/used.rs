//! What is done with a plan: strategies used lesson by lesson, and reviews.
//!
//! Must never know: who may tap, or whether a review may be moved.

use crate::db::{Fault, Query, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::plan::{Found, Review, Tap};
use rulebook::Day;

from_row!(Tap { id, plan, strategy, pupil, day, code, staff, name, used, at });
from_row!(Review {
    id,
    plan,
    week,
    due,
    first_due,
    moved_why,
    held_on,
    held_by,
    there,
    change,
    version,
});
from_row!(Found { review, target, got, evidence });

/// Keeps a tap in the place of the one before for the same strategy and lesson. Says whether
/// anything is new.
pub async fn tap(w: &mut Write, t: &Tap) -> Result<bool, Fault> {
    let org = w.org();
    let before: Option<Tap> = q("select * from plan_tap where org = $1 and strategy = $2 and day = $3 and code = $4 and staff = $5 and undone_at is null")
        .bind(org).bind(t.strategy).bind(t.day).bind(&t.code).bind(t.staff).one(w).await?;
    if let Some(before) = before {
        if before.used == t.used {
            return Ok(false);
        }
        let query = q("update plan_tap set undone_at = $3 where org = $1 and id = $2")
            .bind(org)
            .bind(before.id)
            .bind(t.at);
        w.run(query).await?;
    }
    let query = q("insert into plan_tap (org, id, plan, strategy, pupil, day, code, staff, name, used, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(org).bind(t.id).bind(t.plan).bind(t.strategy).bind(t.pupil).bind(t.day).bind(&t.code)
        .bind(t.staff).bind(&t.name).bind(t.used).bind(t.at);
    w.run(query).await?;
    Ok(true)
}

/// Takes a tap back. Says whether there was one.
pub async fn untap(
    w: &mut Write,
    strategy: Id,
    day: Day,
    code: &str,
    staff: Id,
) -> Result<bool, Fault> {
    let query = q("update plan_tap set undone_at = $6 where org = $1 and strategy = $2 and day = $3 and code = $4 and staff = $5 and undone_at is null")
        .bind(w.org()).bind(strategy).bind(day).bind(code).bind(staff).bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// The taps of a plan that stand, oldest first.
pub async fn taps(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Tap>, Fault> {
    q("select * from plan_tap where org = $1 and plan = $2 and undone_at is null order by day, code, at, id")
        .bind(org).bind(plan).all(src).await
}

/// A teacher's taps of a day that stand.
pub async fn taps_by(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    day: Day,
) -> Result<Vec<Tap>, Fault> {
    q("select * from plan_tap where org = $1 and staff = $2 and day = $3 and undone_at is null order by code, at, id")
        .bind(org).bind(staff).bind(day).all(src).await
}

/// Keeps new reviews.
pub async fn reviews_add(w: &mut Write, reviews: &[Review]) -> Result<(), Fault> {
    let org = w.org();
    let rows = reviews
        .iter()
        .map(|r| {
            vec![
                org.into(),
                r.id.into(),
                r.plan.into(),
                r.week.into(),
                r.due.into(),
                r.first_due.into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "plan", "week", "due", "first_due"];
    w.run_all(Query::insert_many("plan_review", columns, rows)).await.map(|_| ())
}

/// The reviews of a plan, in their order.
pub async fn reviews(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Review>, Fault> {
    q("select * from plan_review where org = $1 and plan = $2 order by due, first_due, id")
        .bind(org)
        .bind(plan)
        .all(src)
        .await
}

/// The next review of each of some plans, where one is to be held.
pub async fn next_reviews(
    src: &mut dyn Source,
    org: Id,
    plans: &[Id],
) -> Result<Vec<(Id, Day)>, Fault> {
    if plans.is_empty() {
        return Ok(Vec::new());
    }
    q("select plan, min(due) as due from plan_review where held_on is null and org = ")
        .put(org)
        .push(" and plan in ")
        .list(plans.iter().copied())
        .push(" group by plan order by plan")
        .rows(src)
        .await?
        .iter()
        .map(|row| Ok((row.get("plan")?, row.get("due")?)))
        .collect()
}

/// One review, whoever asks: who may see it is asked of its plan.
pub async fn review(src: &mut dyn Source, org: Id, id: Id) -> Result<Review, Problem> {
    q("select * from plan_review where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps another day for a review, and why, if nobody has changed it since its version.
pub async fn shift(w: &mut Write, r: &Review) -> Result<(), Problem> {
    let query = q("update plan_review set due = $3, moved_why = $4, version = version + 1 where org = $1 and id = $2 and version = $5 and held_on is null")
        .bind(w.org()).bind(r.id).bind(r.due).bind(&r.moved_why).bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps that a review was held and what it found, if nobody has changed it since its version.
pub async fn hold(w: &mut Write, r: &Review, found: &[Found]) -> Result<(), Problem> {
    let org = w.org();
    let query = q("update plan_review set held_on = $3, held_by = $4, there = $5, change = $6, version = version + 1 \
                   where org = $1 and id = $2 and version = $7 and held_on is null")
        .bind(org).bind(r.id).bind(r.held_on).bind(&r.held_by).bind(&r.there).bind(&r.change).bind(r.version);
    stale_if_none(w.run(query).await?)?;
    let rows = found
        .iter()
        .map(|f| vec![org.into(), r.id.into(), f.target.into(), f.got.into(), (&f.evidence).into()])
        .collect();
    let columns = &["org", "review", "target", "got", "evidence"];
    w.run_all(Query::insert_many("plan_found", columns, rows)).await?;
    Ok(())
}

/// Takes away the reviews of a plan that were not held: it has ended.
pub async fn no_more_reviews(w: &mut Write, plan: Id) -> Result<(), Fault> {
    let query = q("delete from plan_review where org = $1 and plan = $2 and held_on is null")
        .bind(w.org())
        .bind(plan);
    w.run(query).await.map(|_| ())
}

/// What the reviews of a plan found.
pub async fn found(src: &mut dyn Source, org: Id, plan: Id) -> Result<Vec<Found>, Fault> {
    q("select f.review, f.target, f.got, f.evidence from plan_found f join plan_review r on r.org = f.org and r.id = f.review \
       where f.org = $1 and r.plan = $2 order by f.review, f.target")
        .bind(org).bind(plan).all(src).await
}

/// A review that is to be held, with its plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToHold {
    /// The review.
    pub id: Id,
    /// The plan.
    pub plan: Id,
    /// Whose it is.
    pub pupil: Id,
    /// What it is.
    pub kind: casework::plan::Kind,
    /// The school week, or 0.
    pub week: i64,
    /// The day.
    pub due: Day,
}
from_row!(ToHold { id, plan, pupil, kind, week, due });

/// The reviews a member of staff is to hold by a day, and those of plans whose owner has left: a
/// review does not pass silently because somebody went.
pub async fn to_hold(
    src: &mut dyn Source,
    org: Id,
    owner: Id,
    by: Day,
) -> Result<Vec<ToHold>, Fault> {
    q("select r.id, r.plan, x.pupil, x.kind, r.week, r.due from plan_review r join plan x on x.org = r.org and x.id = r.plan \
       where r.org = $1 and r.held_on is null and r.due <= $2 and (x.owner = $3 or exists (select 1 from staff s where s.org = x.org and s.id = x.owner and s.left_on is not null)) and x.ended_on is null order by r.due, r.id limit 60")
        .bind(org).bind(by).bind(owner).all(src).await
}
