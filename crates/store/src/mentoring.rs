//! Mentoring: who, the goals, the sessions, and how each goal stood after each.
//!
//! Must never know: whether a session may still be written down.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::mentoring::{Goal, Mark, Mentoring, Progress, Session};
use casework::{Id, Scope};
use rulebook::Day;

coded_cols!(Progress);
from_row!(Mentoring {
    id,
    pupil,
    mentor,
    mentor_name,
    focus,
    from = "from_day",
    next_on,
    ended_on,
    ended_why,
    version,
});
from_row!(Goal { id, mentoring, goal });
from_row!(Session {
    id,
    mentoring,
    pupil,
    day,
    from = "from_minute",
    minutes,
    body,
    by_staff,
    by_name,
    made_at,
});
from_row!(Mark { session, goal, progress });

/// Mentoring of pupils in scope, and one's own: those going on first.
pub async fn all(src: &mut dyn Source, scope: &Scope, staff: Id) -> Result<Vec<Mentoring>, Fault> {
    let query = q("select m.* from mentoring m where m.org = ")
        .put(scope.org)
        .push(" and (m.mentor = ")
        .put(staff)
        .push(" or exists (select 1 from pupil p where p.id = m.pupil");
    let mut all: Vec<Mentoring> = reached(query, scope)
        .push(")) order by m.from_day desc, m.id desc limit 200")
        .all(src)
        .await?;
    all.sort_by_key(|m| m.ended_on.is_some());
    Ok(all)
}

/// One, of a pupil in scope or one's own.
pub async fn find(
    src: &mut dyn Source,
    scope: &Scope,
    staff: Id,
    id: Id,
) -> Result<Mentoring, Problem> {
    let query = q("select m.* from mentoring m where m.org = ")
        .put(scope.org)
        .push(" and m.id = ")
        .put(id)
        .push(" and (m.mentor = ")
        .put(staff)
        .push(" or exists (select 1 from pupil p where p.id = m.pupil");
    reached(query, scope).push("))").one(src).await?.ok_or(Problem::Missing)
}

/// One's own sessions that are due by a day.
pub async fn due(
    src: &mut dyn Source,
    org: Id,
    mentor: Id,
    by: Day,
) -> Result<Vec<Mentoring>, Fault> {
    q("select * from mentoring where org = $1 and mentor = $2 and ended_on is null and next_on <= $3 order by next_on, id limit 60")
        .bind(org).bind(mentor).bind(by).all(src).await
}

/// Keeps a new one with its goals. Says whether it was new.
pub async fn add(w: &mut Write, m: &Mentoring, goals: &[Goal]) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from mentoring where org = $1 and id = $2");
    if known.bind(org).bind(m.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into mentoring (org, id, pupil, mentor, mentor_name, focus, from_day, next_on, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)")
        .bind(org).bind(m.id).bind(m.pupil).bind(m.mentor).bind(&m.mentor_name).bind(&m.focus)
        .bind(m.from).bind(m.next_on).bind(m.version);
    w.run(query).await?;
    add_goals(w, goals, 0).await?;
    Ok(true)
}

/// Adds goals after those there are.
pub async fn add_goals(w: &mut Write, goals: &[Goal], after: usize) -> Result<(), Fault> {
    let org = w.org();
    for (n, g) in goals.iter().enumerate() {
        let query = q(
            "insert into mentoring_goal (org, id, mentoring, place, goal) values ($1,$2,$3,$4,$5)",
        )
        .bind(org)
        .bind(g.id)
        .bind(g.mentoring)
        .bind((after + n) as i64)
        .bind(&g.goal);
        w.run(query).await?;
    }
    Ok(())
}

/// When they meet next, or that it has ended and why; if nobody has changed it since its version.
pub async fn change(w: &mut Write, m: &Mentoring) -> Result<(), Problem> {
    let query = q("update mentoring set focus = $3, next_on = $4, ended_on = $5, ended_why = $6, version = version + 1 \
                   where org = $1 and id = $2 and version = $7")
        .bind(w.org()).bind(m.id).bind(&m.focus).bind(m.next_on).bind(m.ended_on).bind(&m.ended_why).bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// The goals of one, in order.
pub async fn goals(src: &mut dyn Source, org: Id, mentoring: Id) -> Result<Vec<Goal>, Fault> {
    q("select id, mentoring, goal from mentoring_goal where org = $1 and mentoring = $2 order by place, id")
        .bind(org).bind(mentoring).all(src).await
}

/// The sessions of one, newest first.
pub async fn sessions(src: &mut dyn Source, org: Id, mentoring: Id) -> Result<Vec<Session>, Fault> {
    q("select * from mentoring_session where org = $1 and mentoring = $2 order by day desc, from_minute desc, id desc")
        .bind(org).bind(mentoring).all(src).await
}

/// How the goals of one stood after each session.
pub async fn marks(src: &mut dyn Source, org: Id, mentoring: Id) -> Result<Vec<Mark>, Fault> {
    q("select p.session, p.goal, p.progress from mentoring_progress p join mentoring_session s on s.org = p.org and s.id = p.session \
       where p.org = $1 and s.mentoring = $2")
        .bind(org).bind(mentoring).all(src).await
}

/// Sessions somebody held on a day.
pub async fn held_by(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    day: Day,
) -> Result<Vec<Session>, Fault> {
    q("select * from mentoring_session where org = $1 and by_staff = $2 and day = $3 order by from_minute, id")
        .bind(org).bind(staff).bind(day).all(src).await
}

/// Keeps a session with how each goal stood. Says whether it was new.
pub async fn hold(w: &mut Write, s: &Session, marks: &[Mark]) -> Result<bool, Fault> {
    let org = w.org();
    let known = q("select count(*) as n from mentoring_session where org = $1 and id = $2");
    if known.bind(org).bind(s.id).count(w).await? > 0 {
        return Ok(false);
    }
    let query = q("insert into mentoring_session (org, id, mentoring, pupil, day, from_minute, minutes, body, by_staff, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(org).bind(s.id).bind(s.mentoring).bind(s.pupil).bind(s.day).bind(s.from).bind(s.minutes)
        .bind(&s.body).bind(s.by_staff).bind(&s.by_name).bind(s.made_at);
    w.run(query).await?;
    for m in marks {
        let query =
            q("insert into mentoring_progress (org, session, goal, progress) values ($1,$2,$3,$4)")
                .bind(org)
                .bind(m.session)
                .bind(m.goal)
                .bind(m.progress);
        w.run(query).await?;
    }
    Ok(true)
}
