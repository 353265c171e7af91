//! The at-risk register, its catch-ups and looks, each found through the pupil's scope.
//!
//! Must never know: when a catch-up is due.

pub mod summary;

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::watch::{CatchUp, Every, How, Level, Look, Watch};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Level, Every, How);
from_row!(Watch {
    id,
    pupil,
    level,
    basis,
    key_worker,
    key_worker_name,
    every,
    next_review,
    begun_on,
    begun_by,
    signal,
    ended_on,
    ended_why,
    version,
});
from_row!(CatchUp { id, day, how, words, by_name, at });
from_row!(Look { id, day, words, level, every, key_worker_name, next_review, by_name, at });

const OF: &str =
    "select t.* from watch t join pupil p on p.org = t.org and p.id = t.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Watch, Problem> {
    reached(q(OF), scope).push(" and t.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Everybody on it now, whose review is next first.
pub async fn open(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Watch>, Fault> {
    reached(q(OF), scope)
        .push(" and t.ended_on is null order by t.next_review, p.sort_key, t.id")
        .all(src)
        .await
}

/// Those that ended, newest first.
pub async fn ended(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Watch>, Fault> {
    reached(q(OF), scope)
        .push(" and t.ended_on is not null order by t.ended_on desc, t.id limit 50")
        .all(src)
        .await
}

/// A pupil's open line, if there is one. The pupil was found through a scope.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Option<Watch>, Fault> {
    q("select * from watch where org = $1 and pupil = $2 and ended_on is null")
        .bind(org)
        .bind(pupil)
        .one(src)
        .await
}

/// The last catch-up that counts of everybody on it now.
pub async fn last_catch_ups(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, Day)>, Fault> {
    let rows = q("select c.watch, max(c.day) as day from watch_catch_up c join watch t on t.org = c.org and t.id = c.watch \
                  where c.org = $1 and t.ended_on is null and c.how <> $2 group by c.watch")
        .bind(org)
        .bind(How::Missed)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("watch")?, r.get("day")?))).collect()
}

/// Puts somebody on it.
pub async fn begin(w: &mut Write, t: &Watch) -> Result<(), Fault> {
    let query = q("insert into watch (org, id, pupil, level, basis, key_worker, key_worker_name, every, next_review, begun_on, begun_by, signal) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)")
        .bind(w.org())
        .bind(t.id)
        .bind(t.pupil)
        .bind(t.level)
        .bind(&t.basis)
        .bind(t.key_worker)
        .bind(&t.key_worker_name)
        .bind(t.every)
        .bind(t.next_review)
        .bind(t.begun_on)
        .bind(&t.begun_by)
        .bind(t.signal);
    w.run(query).await.map(|_| ())
}

/// Changes what is agreed, or ends it, of the version that was looked at.
pub async fn change(w: &mut Write, t: &Watch) -> Result<(), Problem> {
    let query = q("update watch set level = $4, key_worker = $5, key_worker_name = $6, every = $7, next_review = $8, \
                   ended_on = $9, ended_why = $10, version = version + 1 \
                   where org = $1 and id = $2 and version = $3 and ended_on is null")
        .bind(w.org())
        .bind(t.id)
        .bind(t.version)
        .bind(t.level)
        .bind(t.key_worker)
        .bind(&t.key_worker_name)
        .bind(t.every)
        .bind(t.next_review)
        .bind(t.ended_on)
        .bind(&t.ended_why);
    stale_if_none(w.run(query).await?)
}

/// Keeps a look.
pub async fn look(w: &mut Write, watch: Id, l: &Look) -> Result<(), Fault> {
    let query = q("insert into watch_look (org, watch, id, day, words, level, every, key_worker_name, next_review, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org())
        .bind(watch)
        .bind(l.id)
        .bind(l.day)
        .bind(&l.words)
        .bind(l.level)
        .bind(l.every)
        .bind(&l.key_worker_name)
        .bind(l.next_review)
        .bind(&l.by_name)
        .bind(l.at);
    w.run(query).await.map(|_| ())
}

/// Keeps a catch-up; sent twice, it is kept once. Says whether it was new.
pub async fn catch_up(w: &mut Write, watch: Id, c: &CatchUp) -> Result<bool, Fault> {
    let query = q("insert into watch_catch_up (org, watch, id, day, how, words, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, watch, id) do nothing")
    .bind(w.org())
    .bind(watch)
    .bind(c.id)
    .bind(c.day)
    .bind(c.how)
    .bind(&c.words)
    .bind(&c.by_name)
    .bind(c.at);
    Ok(w.run(query).await? > 0)
}

/// The catch-ups of one, newest first.
pub async fn catch_ups(src: &mut dyn Source, org: Id, watch: Id) -> Result<Vec<CatchUp>, Fault> {
    q("select * from watch_catch_up where org = $1 and watch = $2 order by day desc, at desc, id desc")
        .bind(org)
        .bind(watch)
        .all(src)
        .await
}

/// The looks at one, newest first.
pub async fn looks(src: &mut dyn Source, org: Id, watch: Id) -> Result<Vec<Look>, Fault> {
    q("select * from watch_look where org = $1 and watch = $2 order by day desc, at desc, id desc")
        .bind(org)
        .bind(watch)
        .all(src)
        .await
}
