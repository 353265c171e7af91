//! The school's own thresholds, and each time one was reached.
//!
//! Must never know: how a threshold is counted, or whether it is reached.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::threshold::{Ask, Measure, Reached, Reviewer, Threshold, Whom, Window};
use casework::words::Words;
use rulebook::Instant;

coded_cols!(Measure, Window, Whom, Ask, Reviewer);
from_row!(Threshold {
    id,
    name,
    measure,
    window = "span",
    window_days = "span_days",
    least,
    whom,
    ask,
    reviewer,
    review_staff,
    review_within,
    active,
    version,
});

/// Every threshold, those in use first, in the order they were made.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Threshold>, Fault> {
    q("select * from threshold where org = $1 order by active desc, made_at, id")
        .bind(org)
        .all(src)
        .await
}

/// Those in use.
pub async fn active(src: &mut dyn Source, org: Id) -> Result<Vec<Threshold>, Fault> {
    q("select * from threshold where org = $1 and active = true order by made_at, id")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Threshold, Problem> {
    q("select * from threshold where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new one.
pub async fn add(w: &mut Write, t: &Threshold) -> Result<(), Fault> {
    let query = q("insert into threshold (org, id, name, measure, span, span_days, least, whom, ask, reviewer, review_staff, review_within, active, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)")
        .bind(w.org())
        .bind(t.id)
        .bind(&t.name)
        .bind(t.measure)
        .bind(t.window)
        .bind(t.window_days)
        .bind(t.least)
        .bind(t.whom)
        .bind(t.ask)
        .bind(t.reviewer)
        .bind(t.review_staff)
        .bind(t.review_within)
        .bind(t.active)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// Changes one, of the version that was looked at.
pub async fn change(w: &mut Write, t: &Threshold) -> Result<(), Problem> {
    let query = q("update threshold set name = $4, measure = $5, span = $6, span_days = $7, least = $8, whom = $9, ask = $10, \
                   reviewer = $11, review_staff = $12, review_within = $13, active = $14, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org())
        .bind(t.id)
        .bind(t.version)
        .bind(&t.name)
        .bind(t.measure)
        .bind(t.window)
        .bind(t.window_days)
        .bind(t.least)
        .bind(t.whom)
        .bind(t.ask)
        .bind(t.reviewer)
        .bind(t.review_staff)
        .bind(t.review_within)
        .bind(t.active);
    stale_if_none(w.run(query).await?)
}

/// Keeps what a placement reached, in the words of now; said again after a move, it is anew.
pub async fn keep_reached(
    w: &mut Write,
    placement: Id,
    pupil: Id,
    reached: &[Reached],
    words: &Words,
) -> Result<(), Fault> {
    let (org, at) = (w.org(), w.at());
    for r in reached {
        let query = q("insert into threshold_reached (org, placement, threshold, pupil, name, said, at) values ($1,$2,$3,$4,$5,$6,$7) \
                       on conflict (org, placement, threshold) do update set said = excluded.said")
            .bind(org)
            .bind(placement)
            .bind(r.threshold.id)
            .bind(pupil)
            .bind(&r.threshold.name)
            .bind(r.said(words))
            .bind(at);
        w.run(query).await?;
    }
    Ok(())
}

/// Takes away what a placement no longer reaches and nobody wrote a reason for.
pub async fn clear_reached(w: &mut Write, placement: Id) -> Result<(), Fault> {
    let query =
        q("delete from threshold_reached where org = $1 and placement = $2 and why = '' and by_name = ''")
            .bind(w.org())
            .bind(placement);
    w.run(query).await.map(|_| ())
}

/// Keeps the approver's reason with everything the placement reached.
pub async fn answer(w: &mut Write, placement: Id, why: &str, by: &str) -> Result<(), Fault> {
    let query =
        q("update threshold_reached set why = $3, by_name = $4 where org = $1 and placement = $2")
            .bind(w.org())
            .bind(placement)
            .bind(why)
            .bind(by);
    w.run(query).await.map(|_| ())
}

/// A threshold as it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// The placement.
    pub placement: Id,
    /// Its name then.
    pub name: String,
    /// What was counted, in words.
    pub said: String,
    /// When.
    pub at: Instant,
    /// The approver's reason, or empty.
    pub why: String,
    /// Who gave it, or empty.
    pub by_name: String,
}
from_row!(Was { placement, name, said, at, why, by_name });

/// What was reached for a pupil, newest first.
pub async fn reached_by(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Was>, Fault> {
    q("select placement, name, said, at, why, by_name from threshold_reached where org = $1 and pupil = $2 order by at desc, name limit 40")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}
