//! Matters: what governors and review panels look at, with what was done once beside the hearings.
//!
//! Must never know: when anything is due.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::hearing::application::Application;
use casework::hearing::challenge::{Challenge, Learning, Theme};
use casework::matter::{Arranger, Done, Matter, MatterKind, Moved, Stance, Step};
use rulebook::Day;

coded_cols!(MatterKind, Arranger, Step, Stance, Theme);
from_row!(Matter {
    id,
    noun,
    pupil,
    name,
    school,
    head,
    kind,
    term_total,
    decided,
    first_day,
    told,
    exam,
    written_on,
    other_home,
    arranger,
    also_asked,
    made_by,
    made_at,
    closed_at,
    version,
});
from_row!(Done { step, on = "on_day", note, by_name, at });
from_row!(Moved { of = "about", before = "before_day", after = "after_day", stance, why, by_name, at });
from_row!(Application {
    id,
    matter,
    by_whom,
    how,
    at = "came_at",
    made,
    last_day,
    grounds,
    expert,
    taken,
    decided_by,
    recorded_by,
    recorded_at,
});
from_row!(Learning { id, matter, theme, words, by_name, at });
from_row!(Challenge {
    id,
    matter,
    to_name,
    sent_on,
    answer_by,
    words,
    sha256,
    answered_on,
    answer,
    by_name,
    at,
});

/// Keeps one. One with this key is there already: nothing is kept, and false.
pub async fn add(w: &mut Write, m: &Matter) -> Result<bool, Fault> {
    let query = q("insert into matter (org, id, noun, pupil, name, school, head, kind, term_total, decided, first_day, told, exam, written_on, other_home, arranger, also_asked, made_by, made_at, version) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,1) on conflict do nothing")
        .bind(w.org())
        .bind(m.id)
        .bind(&m.noun)
        .bind(m.pupil)
        .bind(&m.name)
        .bind(&m.school)
        .bind(&m.head)
        .bind(m.kind)
        .bind(m.term_total)
        .bind(m.decided)
        .bind(m.first_day)
        .bind(m.told)
        .bind(m.exam)
        .bind(m.written_on)
        .bind(&m.other_home)
        .bind(m.arranger)
        .bind(&m.also_asked)
        .bind(&m.made_by)
        .bind(m.made_at);
    Ok(w.run(query).await? > 0)
}

/// Changes its facts, if nobody did since this version was read.
pub async fn change(w: &mut Write, m: &Matter) -> Result<(), Problem> {
    let query = q("update matter set head = $3, kind = $4, term_total = $5, decided = $6, first_day = $7, told = $8, exam = $9, written_on = $10, other_home = $11, arranger = $12, also_asked = $13, closed_at = $14, version = version + 1 \
                   where org = $1 and id = $2 and version = $15")
        .bind(w.org())
        .bind(m.id)
        .bind(&m.head)
        .bind(m.kind)
        .bind(m.term_total)
        .bind(m.decided)
        .bind(m.first_day)
        .bind(m.told)
        .bind(m.exam)
        .bind(m.written_on)
        .bind(&m.other_home)
        .bind(m.arranger)
        .bind(&m.also_asked)
        .bind(m.closed_at)
        .bind(m.version);
    if w.run(query).await? > 0 { Ok(()) } else { Err(Problem::Stale) }
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Matter, Problem> {
    q("select * from matter where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Whether there is one, and it.
pub async fn perhaps(src: &mut dyn Source, org: Id, id: Id) -> Result<Option<Matter>, Fault> {
    q("select * from matter where org = $1 and id = $2").bind(org).bind(id).one(src).await
}

/// The matters that stand for some cases, under the cases' own keys.
pub async fn of_cases(src: &mut dyn Source, org: Id, cases: &[Id]) -> Result<Vec<Matter>, Fault> {
    let mut out = Vec::new();
    for some in cases.chunks(500) {
        let query = q("select * from matter where org = ").put(org);
        let query = query.push(" and noun = 'case' and id in ").list(some.iter().copied());
        out.extend(query.all::<Matter>(src).await?);
    }
    Ok(out)
}

/// Matters by their keys.
pub async fn several(src: &mut dyn Source, org: Id, ids: &[Id]) -> Result<Vec<Matter>, Fault> {
    let mut out = Vec::new();
    for some in ids.chunks(500) {
        let query = q("select * from matter where org = ").put(org).push(" and id in ");
        out.extend(query.list(some.iter().copied()).all::<Matter>(src).await?);
    }
    Ok(out)
}

/// Those that are open, the oldest decision first; or those that are closed, the newest first.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    closed: bool,
    skip: i64,
    take: i64,
) -> Result<(Vec<Matter>, i64), Fault> {
    let (which, order) = match closed {
        true => ("closed_at is not null", " order by closed_at desc, id desc"),
        false => ("closed_at is null", " order by decided, id"),
    };
    let total = q("select count(*) as n from matter where org = ")
        .put(org)
        .push(" and ")
        .push(which)
        .count(src)
        .await?;
    let some = q("select * from matter where org = ")
        .put(org)
        .push(" and ")
        .push(which)
        .push(order)
        .push(" limit ")
        .put(take)
        .push(" offset ")
        .put(skip)
        .all(src)
        .await?;
    Ok((some, total))
}

/// Those of one pupil, newest first.
pub async fn of_pupil(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Matter>, Fault> {
    q("select * from matter where org = $1 and pupil = $2 order by decided desc, id desc")
        .bind(org)
        .bind(pupil)
        .all(src)
        .await
}

/// Says that a step was done. Said again, it keeps what was said first.
pub async fn done(w: &mut Write, matter: Id, d: &Done) -> Result<bool, Fault> {
    let query = q("insert into matter_done (org, matter, step, on_day, note, by_name, at) values ($1,$2,$3,$4,$5,$6,$7) on conflict do nothing")
        .bind(w.org())
        .bind(matter)
        .bind(d.step)
        .bind(d.on)
        .bind(&d.note)
        .bind(&d.by_name)
        .bind(d.at);
    Ok(w.run(query).await? > 0)
}

/// What was done of some matters, each with its matter.
pub async fn steps(
    src: &mut dyn Source,
    org: Id,
    matters: &[Id],
) -> Result<Vec<(Id, Done)>, Fault> {
    let rows = q("select * from matter_done where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by on_day, at")
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("matter")?, crate::FromRow::from_row(r)?))).collect()
}

/// Keeps what was made of a date that moved.
pub async fn answer(w: &mut Write, matter: Id, m: &Moved) -> Result<bool, Fault> {
    let query = q("insert into date_moved (org, matter, about, before_day, after_day, stance, why, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) on conflict do nothing")
        .bind(w.org())
        .bind(matter)
        .bind(m.of)
        .bind(m.before)
        .bind(m.after)
        .bind(m.stance)
        .bind(&m.why)
        .bind(&m.by_name)
        .bind(m.at);
    Ok(w.run(query).await? > 0)
}

/// What was made of dates that moved, of some matters.
pub async fn answered(src: &mut dyn Source, org: Id, matters: &[Id]) -> Result<Vec<Moved>, Fault> {
    q("select * from date_moved where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by at")
        .all(src)
        .await
}

/// Keeps an application.
pub async fn apply(w: &mut Write, a: &Application) -> Result<bool, Fault> {
    let query = q("insert into review_application (org, id, matter, by_whom, how, came_at, made, last_day, grounds, expert, taken, decided_by, recorded_by, recorded_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14) on conflict do nothing")
        .bind(w.org())
        .bind(a.id)
        .bind(a.matter)
        .bind(&a.by_whom)
        .bind(a.how)
        .bind(a.at)
        .bind(a.made)
        .bind(a.last_day)
        .bind(&a.grounds)
        .bind(a.expert)
        .bind(a.taken)
        .bind(&a.decided_by)
        .bind(&a.recorded_by)
        .bind(a.recorded_at);
    Ok(w.run(query).await? > 0)
}

/// The applications of some matters, first to last.
pub async fn applications(
    src: &mut dyn Source,
    org: Id,
    matters: &[Id],
) -> Result<Vec<Application>, Fault> {
    q("select * from review_application where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by recorded_at, id")
        .all(src)
        .await
}

/// Keeps a learning point.
pub async fn learn(w: &mut Write, l: &Learning) -> Result<bool, Fault> {
    let query = q("insert into learning (org, id, matter, theme, words, by_name, at) values ($1,$2,$3,$4,$5,$6,$7) on conflict do nothing")
        .bind(w.org())
        .bind(l.id)
        .bind(l.matter)
        .bind(l.theme)
        .bind(&l.words)
        .bind(&l.by_name)
        .bind(l.at);
    Ok(w.run(query).await? > 0)
}

/// The learning points of a matter.
pub async fn learning(src: &mut dyn Source, org: Id, matter: Id) -> Result<Vec<Learning>, Fault> {
    q("select * from learning where org = $1 and matter = $2 order by at, id")
        .bind(org)
        .bind(matter)
        .all(src)
        .await
}

/// A learning point with the school it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Theme.
    pub theme: Theme,
    /// In words.
    pub words: String,
    /// The school.
    pub school: String,
    /// The matter.
    pub matter: Id,
    /// When it was noted.
    pub at: rulebook::Instant,
}
from_row!(Point { theme, words, school, matter, at });

/// Every learning point noted since a day, newest first, so many at most.
pub async fn points(
    src: &mut dyn Source,
    org: Id,
    since: Day,
    most: i64,
) -> Result<Vec<Point>, Fault> {
    q("select l.theme, l.words, m.school, l.matter, l.at from learning l join matter m on m.org = l.org and m.id = l.matter \
       where l.org = $1 and l.at >= $2 order by l.at desc, l.id desc limit $3")
        .bind(org)
        .bind(since.at(rulebook::Minute::default()))
        .bind(most)
        .all(src)
        .await
}

/// Keeps a challenge letter as it went.
pub async fn challenge(w: &mut Write, c: &Challenge) -> Result<bool, Fault> {
    let query = q("insert into challenge (org, id, matter, to_name, sent_on, answer_by, words, sha256, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) on conflict do nothing")
        .bind(w.org())
        .bind(c.id)
        .bind(c.matter)
        .bind(&c.to_name)
        .bind(c.sent_on)
        .bind(c.answer_by)
        .bind(&c.words)
        .bind(&c.sha256)
        .bind(&c.by_name)
        .bind(c.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps the answer to one that has none yet.
pub async fn answer_challenge(w: &mut Write, id: Id, on: Day, answer: &str) -> Result<bool, Fault> {
    let query = q("update challenge set answered_on = $3, answer = $4 where org = $1 and id = $2 and answered_on is null")
        .bind(w.org())
        .bind(id)
        .bind(on)
        .bind(answer);
    Ok(w.run(query).await? > 0)
}

/// The challenge letters of some matters.
pub async fn challenges(
    src: &mut dyn Source,
    org: Id,
    matters: &[Id],
) -> Result<Vec<Challenge>, Fault> {
    q("select * from challenge where org = ")
        .put(org)
        .push(" and matter in ")
        .list(matters.iter().copied())
        .push(" order by sent_on, id")
        .all(src)
        .await
}

/// One challenge letter.
pub async fn find_challenge(src: &mut dyn Source, org: Id, id: Id) -> Result<Challenge, Problem> {
    q("select * from challenge where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}
