//! Groups: their sessions, members, registers and scores.
//!
//! Must never know: who is free, or what a score means.

mod taken;

pub use taken::{InGroup, at_place, in_groups, led, placed};

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::group::{Group, Mark, Member, Point, Score, Session, State, Why};
use rulebook::Day;

coded_cols!(State, Why, Point);
from_row!(Group {
    id,
    intervention,
    name,
    aim,
    leader,
    leader_name,
    place,
    code,
    from = "from_minute",
    to = "to_minute",
    first_day,
    last_day,
    measure,
    plan,
    ended_on,
    ended_why,
    made_by,
    version,
});
from_row!(Session {
    id,
    group = "of_group",
    day,
    code,
    from = "from_minute",
    to = "to_minute",
    state,
    first_day,
    why,
    plan,
    notes,
    held_by,
    held_at,
    version,
});
from_row!(Member {
    id,
    group = "of_group",
    pupil,
    from = "from_day",
    all_the_same,
    left_on,
    left_why,
    added_by,
});
from_row!(Mark { session, pupil, here, why, words, by_name, at });
from_row!(Score { pupil, point, score, day, by_name, at, was, why });

/// Every group of the school, those going on first. Who is in one is for whoever asks to narrow.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Group>, Fault> {
    let mut all: Vec<Group> =
        q("select * from support_group where org = $1 order by first_day desc, name, id limit 400")
            .bind(org)
            .all(src)
            .await?;
    all.sort_by_key(|g| g.ended_on.is_some());
    Ok(all)
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Group, Problem> {
    q("select * from support_group where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a new group with its sessions. Says whether it was new.
pub async fn begin(w: &mut Write, g: &Group, sessions: &[Session]) -> Result<bool, Fault> {
    let query = q("insert into support_group (org, id, intervention, name, aim, leader, leader_name, place, code, from_minute, to_minute, first_day, last_day, measure, plan, made_by) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16) on conflict (org, id) do nothing")
        .bind(w.org()).bind(g.id).bind(g.intervention).bind(&g.name).bind(&g.aim).bind(g.leader).bind(&g.leader_name)
        .bind(&g.place).bind(&g.code).bind(g.from).bind(g.to).bind(g.first_day).bind(g.last_day).bind(g.measure)
        .bind(&g.plan).bind(&g.made_by);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    for s in sessions {
        add_session(w, s).await?;
    }
    Ok(true)
}

/// Keeps one session.
pub async fn add_session(w: &mut Write, s: &Session) -> Result<(), Fault> {
    let query = q("insert into group_session (org, id, of_group, day, code, from_minute, to_minute, state, first_day) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(s.group).bind(s.day).bind(&s.code).bind(s.from).bind(s.to).bind(s.state)
        .bind(s.first_day);
    w.run(query).await.map(|_| ())
}

/// Changes the plan of a group, or ends it, of the version that was looked at.
pub async fn change(w: &mut Write, g: &Group) -> Result<(), Problem> {
    let query = q("update support_group set aim = $4, plan = $5, leader = $6, leader_name = $7, place = $8, ended_on = $9, ended_why = $10, version = version + 1 \
                   where org = $1 and id = $2 and version = $3")
        .bind(w.org()).bind(g.id).bind(g.version).bind(&g.aim).bind(&g.plan).bind(g.leader).bind(&g.leader_name)
        .bind(&g.place).bind(g.ended_on).bind(&g.ended_why);
    stale_if_none(w.run(query).await?)
}

/// The sessions of one group in order.
pub async fn sessions(src: &mut dyn Source, org: Id, group: Id) -> Result<Vec<Session>, Fault> {
    q("select * from group_session where org = $1 and of_group = $2 order by day, from_minute, id")
        .bind(org)
        .bind(group)
        .all(src)
        .await
}

/// Sessions of every group between two days, in order.
pub async fn between(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Session>, Fault> {
    q("select * from group_session where org = $1 and day >= $2 and day <= $3 order by day, from_minute, id")
        .bind(org).bind(from).bind(to).all(src).await
}

/// One session.
pub async fn session(src: &mut dyn Source, org: Id, id: Id) -> Result<Session, Problem> {
    q("select * from group_session where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Changes a session of the version that was looked at.
pub async fn change_session(w: &mut Write, s: &Session) -> Result<(), Problem> {
    let query = q("update group_session set day = $4, code = $5, from_minute = $6, to_minute = $7, state = $8, why = $9, plan = $10, notes = $11, \
                   held_by = $12, held_at = $13, version = version + 1 where org = $1 and id = $2 and version = $3")
        .bind(w.org()).bind(s.id).bind(s.version).bind(s.day).bind(&s.code).bind(s.from).bind(s.to).bind(s.state)
        .bind(&s.why).bind(&s.plan).bind(&s.notes).bind(&s.held_by).bind(s.held_at);
    stale_if_none(w.run(query).await?)
}

/// The sessions to come of a group, which end with it.
pub async fn cancel_rest(w: &mut Write, group: Id, after: Day, why: &str) -> Result<u64, Fault> {
    let query = q("update group_session set state = 'cancelled', why = $4, version = version + 1 \
                   where org = $1 and of_group = $2 and day > $3 and state = 'planned'")
    .bind(w.org())
    .bind(group)
    .bind(after)
    .bind(why);
    w.run(query).await
}

/// Everybody who is or was in these groups, in the order they came.
pub async fn members(src: &mut dyn Source, org: Id, groups: &[Id]) -> Result<Vec<Member>, Fault> {
    q("select m.* from group_member m join pupil p on p.org = m.org and p.id = m.pupil where m.org = ")
        .put(org)
        .push(" and m.of_group in ")
        .list(groups.iter().copied())
        .push(" order by p.sort_key, m.from_day, m.id")
        .all(src)
        .await
}

/// Adds a member. Says whether they were new: one who is in it already stays as they are.
pub async fn join(w: &mut Write, m: &Member) -> Result<bool, Fault> {
    let here = q("select count(*) as n from group_member where org = $1 and of_group = $2 and pupil = $3 and left_on is null")
        .bind(w.org())
        .bind(m.group)
        .bind(m.pupil)
        .count(w)
        .await?;
    if here > 0 {
        return Ok(false);
    }
    let query = q("insert into group_member (org, id, of_group, pupil, from_day, all_the_same, added_by) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(m.id).bind(m.group).bind(m.pupil).bind(m.from).bind(&m.all_the_same).bind(&m.added_by);
    w.run(query).await.map(|_| true)
}

/// Records that a member left. False where they had left already.
pub async fn leave(w: &mut Write, m: &Member) -> Result<bool, Fault> {
    let query = q("update group_member set left_on = $3, left_why = $4 where org = $1 and id = $2 and left_on is null")
        .bind(w.org())
        .bind(m.id)
        .bind(m.left_on)
        .bind(&m.left_why);
    Ok(w.run(query).await? > 0)
}

/// Who was there, of these groups.
pub async fn marks(src: &mut dyn Source, org: Id, groups: &[Id]) -> Result<Vec<Mark>, Fault> {
    q("select k.* from group_mark k join group_session s on s.org = k.org and s.id = k.session where k.org = ")
        .put(org)
        .push(" and s.of_group in ")
        .list(groups.iter().copied())
        .push(" order by k.session, k.pupil")
        .all(src)
        .await
}

/// Keeps who was there, in the place of what was said before.
pub async fn mark(w: &mut Write, session: Id, marks: &[Mark]) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from group_mark where org = $1 and session = $2").bind(org).bind(session))
        .await?;
    for m in marks {
        let query = q("insert into group_mark (org, session, pupil, here, why, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8)")
            .bind(org).bind(session).bind(m.pupil).bind(m.here).bind(m.why).bind(&m.words).bind(&m.by_name).bind(m.at);
        w.run(query).await?;
    }
    Ok(())
}

/// The scores of a group.
pub async fn scores(src: &mut dyn Source, org: Id, group: Id) -> Result<Vec<Score>, Fault> {
    q("select pupil, point, score, day, by_name, at, was, why from group_score where org = $1 and of_group = $2 order by pupil, point")
        .bind(org).bind(group).all(src).await
}

/// Enters a score; one that is there stays as it is. Says whether it was new.
pub async fn score(w: &mut Write, group: Id, s: &Score) -> Result<bool, Fault> {
    let query = q("insert into group_score (org, of_group, pupil, point, score, day, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) \
                   on conflict (org, of_group, pupil, point) do nothing")
        .bind(w.org()).bind(group).bind(s.pupil).bind(s.point).bind(s.score).bind(s.day).bind(&s.by_name).bind(s.at);
    Ok(w.run(query).await? > 0)
}

/// Puts a score right, keeping what it said and why; if it still says what was looked at.
pub async fn put_right(w: &mut Write, group: Id, s: &Score) -> Result<(), Problem> {
    let query = q("update group_score set score = $5, was = $6, why = $7, by_name = $8, at = $9 \
                   where org = $1 and of_group = $2 and pupil = $3 and point = $4 and score = $6")
    .bind(w.org())
    .bind(group)
    .bind(s.pupil)
    .bind(s.point)
    .bind(s.score)
    .bind(s.was)
    .bind(&s.why)
    .bind(&s.by_name)
    .bind(s.at);
    stale_if_none(w.run(query).await?)
}

/// A leader's sessions on or before a day whose register is not taken, oldest first.
pub async fn to_take(
    src: &mut dyn Source,
    org: Id,
    leader: Id,
    by: Day,
) -> Result<Vec<(Session, String)>, Fault> {
    let rows = q("select s.*, g.name as whose from group_session s join support_group g on g.org = s.org and g.id = s.of_group \
                  where s.org = $1 and g.leader = $2 and s.day <= $3 and s.state = 'planned' order by s.day, s.from_minute, s.id limit 60")
        .bind(org).bind(leader).bind(by).rows(src).await?;
    rows.iter()
        .map(|row| Ok((<Session as crate::FromRow>::from_row(row)?, row.get("whose")?)))
        .collect()
}

/// The groups a person leads.
pub async fn of_leader(src: &mut dyn Source, org: Id, leader: Id) -> Result<Vec<Group>, Fault> {
    q("select * from support_group where org = $1 and leader = $2 order by first_day desc, id limit 200")
        .bind(org).bind(leader).all(src).await
}
