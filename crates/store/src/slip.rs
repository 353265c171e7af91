//! Slips between colleagues.
//!
//! Must never know: whether somebody may answer one, or see the pupil it is about.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::slip::Slip;
use rulebook::Instant;

from_row!(Slip {
    id,
    from_staff,
    from_name,
    to_staff,
    to_name,
    pupil,
    body,
    sent_at,
    read_at,
    answer,
    answered_at,
});

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Slip, Problem> {
    let query = q("select * from slip where org = $1 and id = $2").bind(org).bind(id);
    query.one(src).await?.ok_or(Problem::Missing)
}

/// Those to somebody that they have not answered, the oldest first.
pub async fn waiting(src: &mut dyn Source, org: Id, to: Id) -> Result<Vec<Slip>, Fault> {
    q("select * from slip where org = $1 and to_staff = $2 and answered_at is null order by sent_at, id limit 60")
        .bind(org).bind(to).all(src).await
}

/// Those somebody wrote or was sent, newest first.
pub async fn of(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    since: Instant,
) -> Result<Vec<Slip>, Fault> {
    q("select * from slip where org = $1 and (from_staff = $2 or to_staff = $2) and (sent_at >= $3 or answered_at is null) order by sent_at desc, id desc limit 100")
        .bind(org).bind(staff).bind(since).all(src).await
}

/// Those about a pupil, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Slip>, Fault> {
    q("select * from slip where org = $1 and pupil = $2 order by sent_at desc, id desc limit 100")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Keeps one. Says whether it was new.
pub async fn add(w: &mut Write, s: &Slip) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from slip where org = $1 and id = $2");
    if known.bind(org).bind(s.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into slip (org, id, from_staff, from_name, to_staff, to_name, pupil, body, sent_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(org).bind(s.id).bind(s.from_staff).bind(&s.from_name).bind(s.to_staff).bind(&s.to_name)
        .bind(s.pupil).bind(&s.body).bind(s.sent_at);
    w.run(query).await.map(|_| true)
}

/// It was opened by whom it is to. Says whether it was the first time.
pub async fn read(w: &mut Write, id: Id) -> Result<bool, Fault> {
    let query = q("update slip set read_at = $3 where org = $1 and id = $2 and read_at is null")
        .bind(w.org())
        .bind(id)
        .bind(w.at());
    Ok(w.run(query).await? > 0)
}

/// Keeps the answer of one that has none. Says whether it did.
pub async fn answer(w: &mut Write, id: Id, words: &str) -> Result<bool, Fault> {
    let query = q("update slip set answer = $3, answered_at = $4 where org = $1 and id = $2 and answered_at is null")
        .bind(w.org()).bind(id).bind(words).bind(w.at());
    Ok(w.run(query).await? > 0)
}
