//! Observations of lessons: what was seen, and what the teacher says of what is suggested.
//!
//! Must never know: who may answer. One that is not a reader's own is missing.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::observation::{Answer, Count, Moment, Observation, Suggestion};

coded_cols!(Answer);
from_row!(Observation {
    id,
    observer,
    observer_name,
    teacher,
    teacher_name,
    day,
    period,
    class,
    focus,
    strengths,
    shared_at,
    version,
});
from_row!(Moment { at = "at_minute", before = "before_words", behaviour, after = "after_words" });
from_row!(Count { at = "at_minute", on_task, of = "of_all" });
from_row!(Suggestion { id, words, answer, said, due, answered_at, action });

/// Those a person watched, and those of their own lessons that they were given, the newest first.
pub async fn of(src: &mut dyn Source, org: Id, person: Id) -> Result<Vec<Observation>, Fault> {
    q("select * from observation where org = $1 and (observer = $2 or (teacher = $2 and shared_at is not null)) order by day desc, id desc limit 200")
        .bind(org)
        .bind(person)
        .all(src)
        .await
}

/// One that this person may read; anybody else's is missing.
pub async fn find(
    src: &mut dyn Source,
    org: Id,
    person: Id,
    id: Id,
) -> Result<Observation, Problem> {
    let found: Option<Observation> = q("select * from observation where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?;
    found.filter(|o| o.is_seen_by(person)).ok_or(Problem::Missing)
}

/// What was seen.
pub async fn moments(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Moment>, Fault> {
    q("select at_minute, before_words, behaviour, after_words from observation_moment where org = $1 and observation = $2 order by place")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// How many were on task.
pub async fn counts(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Count>, Fault> {
    q("select at_minute, on_task, of_all from observation_count where org = $1 and observation = $2 order by place")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// What is suggested.
pub async fn suggestions(src: &mut dyn Source, org: Id, id: Id) -> Result<Vec<Suggestion>, Fault> {
    q("select id, words, answer, said, due, answered_at, action from observation_suggestion where org = $1 and observation = $2 order by place")
        .bind(org)
        .bind(id)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, o: &Observation) -> Result<bool, Fault> {
    let query = q("insert into observation (org, id, observer, observer_name, teacher, teacher_name, day, period, class, focus, strengths) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (org, id) do nothing")
        .bind(w.org()).bind(o.id).bind(o.observer).bind(&o.observer_name).bind(o.teacher).bind(&o.teacher_name).bind(o.day)
        .bind(&o.period).bind(&o.class).bind(&o.focus).bind(&o.strengths);
    Ok(w.run(query).await? > 0)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, o: &Observation) -> Result<(), Problem> {
    let query = q("update observation set day = $3, period = $4, class = $5, focus = $6, strengths = $7, shared_at = $8, version = version + 1 \
                   where org = $1 and id = $2 and version = $9")
        .bind(w.org()).bind(o.id).bind(o.day).bind(&o.period).bind(&o.class).bind(&o.focus).bind(&o.strengths)
        .bind(o.shared_at).bind(o.version);
    stale_if_none(w.run(query).await?)
}

/// Keeps what was seen and suggested, in the place of what was there.
pub async fn write(
    w: &mut Write,
    id: Id,
    moments: &[Moment],
    counts: &[Count],
    suggestions: &[String],
) -> Result<(), Fault> {
    for query in [
        q("delete from observation_moment where org = $1 and observation = $2"),
        q("delete from observation_count where org = $1 and observation = $2"),
        q("delete from observation_suggestion where org = $1 and observation = $2"),
    ] {
        let query = query.bind(w.org()).bind(id);
        w.run(query).await?;
    }
    for (place, m) in (0i64..).zip(moments) {
        let query = q("insert into observation_moment (org, observation, place, at_minute, before_words, behaviour, after_words) values ($1,$2,$3,$4,$5,$6,$7)")
            .bind(w.org()).bind(id).bind(place).bind(m.at).bind(&m.before).bind(&m.behaviour).bind(&m.after);
        w.run(query).await?;
    }
    for (place, c) in (0i64..).zip(counts) {
        let query = q("insert into observation_count (org, observation, place, at_minute, on_task, of_all) values ($1,$2,$3,$4,$5,$6)")
            .bind(w.org()).bind(id).bind(place).bind(c.at).bind(c.on_task).bind(c.of);
        w.run(query).await?;
    }
    for (place, words) in (0i64..).zip(suggestions) {
        let query = q("insert into observation_suggestion (org, id, observation, place, words) values ($1,$2,$3,$4,$5)")
            .bind(w.org()).bind(Id::now_v7()).bind(id).bind(place).bind(words);
        w.run(query).await?;
    }
    Ok(())
}

/// Keeps what the teacher says of a suggestion. False when they had.
pub async fn answer(w: &mut Write, s: &Suggestion) -> Result<bool, Fault> {
    let query = q("update observation_suggestion set answer = $3, said = $4, due = $5, answered_at = $6, action = $7 where org = $1 and id = $2 and answer is null")
        .bind(w.org()).bind(s.id).bind(s.answer).bind(&s.said).bind(s.due).bind(s.answered_at).bind(s.action);
    Ok(w.run(query).await? > 0)
}
