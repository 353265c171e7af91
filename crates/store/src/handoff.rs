//! What was passed to the safeguarding lead. Everything here but [`of_writer`] is asked for by
//! whoever may read it, and by nobody else: no other file of this floor names these tables.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::handoff::{Handoff, Passed, Step};
use rulebook::Instant;

from_row!(Handoff {
    id,
    pupil,
    whom,
    heard_at,
    words,
    account,
    writer_name,
    passed_at,
    away,
    received_at,
    received_by,
});
from_row!(Passed { passed_at, received_at });
from_row!(Step { id, body, author_name, at });

/// Keeps one.
pub async fn add(w: &mut Write, h: &Handoff) -> Result<(), Fault> {
    let query = q("insert into handoff (org, id, pupil, whom, heard_at, words, account, writer_name, passed_at, away) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)")
        .bind(w.org())
        .bind(h.id)
        .bind(h.pupil)
        .bind(&h.whom)
        .bind(h.heard_at)
        .bind(&h.words)
        .bind(h.account)
        .bind(&h.writer_name)
        .bind(h.passed_at)
        .bind(h.away);
    w.run(query).await.map(|_| ())
}

/// What somebody passed on since a moment, newest first: the times and no more.
pub async fn of_writer(
    src: &mut dyn Source,
    org: Id,
    account: Id,
    since: Instant,
) -> Result<Vec<Passed>, Fault> {
    q("select passed_at, received_at from handoff where org = $1 and account = $2 and passed_at >= $3 order by passed_at desc, id desc")
        .bind(org).bind(account).bind(since).all(src).await
}

/// Whether this one is kept already: the same form sent twice.
pub async fn is_kept(src: &mut dyn Source, org: Id, id: Id) -> Result<bool, Fault> {
    let query = q("select count(*) as n from handoff where org = $1 and id = $2");
    Ok(query.bind(org).bind(id).count(src).await? > 0)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Handoff, Problem> {
    q("select * from handoff where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Those not received yet, the longest waiting first.
pub async fn waiting(src: &mut dyn Source, org: Id) -> Result<Vec<Handoff>, Fault> {
    q("select * from handoff where org = $1 and received_at is null order by passed_at, id")
        .bind(org)
        .all(src)
        .await
}

/// Those received, newest first, a page at a time.
pub async fn received(
    src: &mut dyn Source,
    org: Id,
    from: i64,
    most: i64,
) -> Result<Vec<Handoff>, Fault> {
    q("select * from handoff where org = $1 and received_at is not null order by passed_at desc, id desc limit $2 offset $3")
        .bind(org).bind(most).bind(from).all(src).await
}

/// Acknowledges one that nobody has yet. Says whether it did.
pub async fn receive(w: &mut Write, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update handoff set received_at = $3, received_by = $4 where org = $1 and id = $2 and received_at is null")
        .bind(w.org())
        .bind(id)
        .bind(w.at())
        .bind(by);
    Ok(w.run(query).await? > 0)
}

/// What happens next with one, first to last.
pub async fn steps(src: &mut dyn Source, org: Id, handoff: Id) -> Result<Vec<Step>, Fault> {
    q("select id, body, author_name, at from handoff_step where org = $1 and handoff = $2 order by at, id")
        .bind(org).bind(handoff).all(src).await
}

/// Adds a line to it.
pub async fn add_step(w: &mut Write, handoff: Id, s: &Step) -> Result<(), Fault> {
    let query = q("insert into handoff_step (org, handoff, id, body, author_name, at) values ($1,$2,$3,$4,$5,$6)")
        .bind(w.org())
        .bind(handoff)
        .bind(s.id)
        .bind(&s.body)
        .bind(&s.author_name)
        .bind(s.at);
    w.run(query).await.map(|_| ())
}

/// Who opened one, and when: from the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Who.
    pub who: String,
    /// When.
    pub at: Instant,
}
from_row!(Opened { who, at });

/// Everybody who opened one, first to last.
pub async fn opened(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Opened>, Fault> {
    q("select who, at from event where org = $1 and about = $2 and verb = 'handoff_read' order by seq")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}
