//! Pupils kept away for safeguarding, and each look at it again.
//!
//! Must never know: who may lead one, or what is owed. No total of suspensions reads these tables.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::separation::{Look, Separation};
use casework::{Id, Scope};

from_row!(Separation {
    id,
    pupil,
    from = "from_day",
    why,
    on_site,
    how_long,
    way_back,
    education,
    led_by,
    ended_on,
    ended_words,
    by_staff,
    by_name,
    made_at,
    version,
});
from_row!(Look { id, day, words, by_name, at });

/// One, of a pupil the scope reaches.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Separation, Problem> {
    let query = q("select s.* from separation s join pupil p on p.org = s.org and p.id = s.pupil where s.id = ").put(id);
    reached(query, scope).one(src).await?.ok_or(Problem::Missing)
}

/// Those that go on, of pupils the scope reaches, first to begin first.
pub async fn running(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Separation>, Fault> {
    let query = q(
        "select s.* from separation s join pupil p on p.org = s.org and p.id = s.pupil where s.ended_on is null",
    );
    reached(query, scope).push(" order by s.from_day, s.id").all(src).await
}

/// Those of a pupil, first to begin first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Separation>, Fault> {
    q("select * from separation where org = $1 and pupil = $2 order by from_day, id")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Keeps one. Sent twice, it is kept once.
pub async fn add(w: &mut Write, a: &Separation) -> Result<bool, Fault> {
    let query = q("insert into separation (org, id, pupil, from_day, why, on_site, how_long, way_back, education, led_by, by_staff, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict (org, id) do nothing")
        .bind(w.org()).bind(a.id).bind(a.pupil).bind(a.from).bind(&a.why).bind(&a.on_site).bind(&a.how_long).bind(&a.way_back)
        .bind(&a.education).bind(&a.led_by).bind(a.by_staff).bind(&a.by_name).bind(a.made_at);
    Ok(w.run(query).await? > 0)
}

/// Ends one, if nobody has.
pub async fn end(w: &mut Write, a: &Separation) -> Result<(), Problem> {
    let query = q("update separation set ended_on = $3, ended_words = $4, version = version + 1 \
                   where org = $1 and id = $2 and ended_on is null")
    .bind(w.org())
    .bind(a.id)
    .bind(a.ended_on)
    .bind(&a.ended_words);
    stale_if_none(w.run(query).await?)
}

/// Each look, first to last.
pub async fn looks(src: &mut dyn Source, org: Id, separation: Id) -> Result<Vec<Look>, Fault> {
    q("select id, day, words, by_name, at from separation_look where org = $1 and separation = $2 order by day, at, id")
        .bind(org)
        .bind(separation)
        .all(src)
        .await
}

/// Keeps a look. Sent twice, it is kept once.
pub async fn look(w: &mut Write, separation: Id, l: &Look) -> Result<bool, Fault> {
    let query = q("insert into separation_look (org, id, separation, day, words, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
    .bind(w.org())
    .bind(l.id)
    .bind(separation)
    .bind(l.day)
    .bind(&l.words)
    .bind(&l.by_name)
    .bind(l.at);
    Ok(w.run(query).await? > 0)
}
