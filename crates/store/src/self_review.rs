//! A team's own standards, and its self-reviews against them.
//!
//! Must never know: when one may be finished.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::self_review::{Line, SelfReview, Standard, Stands};

coded_cols!(Stands);
from_row!(Standard { id, area, words, active, made_by, version });
from_row!(SelfReview {
    id,
    name,
    due,
    owner,
    owner_name,
    begun_at,
    finished_at,
    finished_by,
    version
});
from_row!(Line {
    id,
    review,
    standard,
    place,
    area,
    words,
    stands = "judgement",
    evidence,
    next,
    action,
    said_by,
    said_at,
    version,
});

/// Every standard as it was written, those retired too.
pub async fn standards(src: &mut dyn Source, org: Id) -> Result<Vec<Standard>, Fault> {
    q("select * from own_standard where org = $1 order by id limit 400").bind(org).all(src).await
}

/// Keeps one, if nobody has since its version; 0 for a new one. False when a new one was there.
pub async fn keep_standard(w: &mut Write, s: &Standard) -> Result<bool, Problem> {
    if s.version == 0 {
        let query = q("insert into own_standard (org, id, area, words, made_by) values ($1,$2,$3,$4,$5) on conflict (org, id) do nothing")
            .bind(w.org()).bind(s.id).bind(&s.area).bind(&s.words).bind(&s.made_by);
        return Ok(w.run(query).await? > 0);
    }
    let query = q("update own_standard set area = $3, words = $4, active = $5, version = version + 1 where org = $1 and id = $2 and version = $6")
        .bind(w.org()).bind(s.id).bind(&s.area).bind(&s.words).bind(s.active).bind(s.version);
    stale_if_none(w.run(query).await?)?;
    Ok(true)
}

/// Every review, the newest first.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<SelfReview>, Fault> {
    q("select * from self_review where org = $1 order by begun_at desc, id desc limit 60")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<SelfReview, Problem> {
    q("select * from self_review where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new one with its lines. False when it was there.
pub async fn begin(w: &mut Write, r: &SelfReview, lines: &[Line]) -> Result<bool, Fault> {
    let query = q("insert into self_review (org, id, name, due, owner, owner_name, begun_at) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
        .bind(w.org()).bind(r.id).bind(&r.name).bind(r.due).bind(r.owner).bind(&r.owner_name).bind(r.begun_at);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    for l in lines {
        let query = q("insert into self_review_line (org, id, review, standard, place, area, words) values ($1,$2,$3,$4,$5,$6,$7)")
            .bind(w.org()).bind(l.id).bind(l.review).bind(l.standard).bind(l.place).bind(&l.area).bind(&l.words);
        w.run(query).await?;
    }
    Ok(true)
}

/// Changes whose it is, its day, or that it is finished, if nobody has since its version.
pub async fn change(w: &mut Write, r: &SelfReview) -> Result<(), Problem> {
    let query = q("update self_review set due = $3, owner = $4, owner_name = $5, finished_at = $6, finished_by = $7, version = version + 1 \
                   where org = $1 and id = $2 and version = $8")
        .bind(w.org()).bind(r.id).bind(r.due).bind(r.owner).bind(&r.owner_name).bind(r.finished_at)
        .bind(&r.finished_by).bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// The standards of some reviews in their order.
pub async fn lines(src: &mut dyn Source, org: Id, reviews: &[Id]) -> Result<Vec<Line>, Fault> {
    if reviews.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from self_review_line where org = ")
        .put(org)
        .push(" and review in ")
        .list(reviews.iter().copied())
        .push(" order by review, place, id")
        .all(src)
        .await
}

/// Keeps what somebody says of a standard, if nobody has since its version.
pub async fn say(w: &mut Write, l: &Line) -> Result<(), Problem> {
    let query = q("update self_review_line set judgement = $3, evidence = $4, next = $5, action = $6, said_by = $7, said_at = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $9")
        .bind(w.org()).bind(l.id).bind(l.stands).bind(&l.evidence).bind(&l.next).bind(l.action)
        .bind(&l.said_by).bind(l.said_at).bind(l.version);
    stale_if_none(w.run(query).await?)
}
