//! Cases on an authority's desk: the facts in force, how each was learnt, and the list.
//!
//! Must never know: what is owed on one. Rows of another organisation are never read here.

pub mod child;
pub mod intake;
pub mod list;
pub mod school;
pub mod work;

use crate::db::{Fault, Query, Source, Val, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::case::{Case, Ehc, Kind, Known, Learnt, Level, Other, Outcome, State};
use rulebook::{Day, Instant};

coded_cols!(Kind, State, Outcome, Known, Ehc, Level);
from_row!(Case {
    id,
    number,
    child,
    school,
    school_name,
    kind,
    state,
    officer,
    officer_name,
    year,
    sen,
    ehc,
    looked_after,
    social_worker,
    decided,
    told,
    governors_told,
    first_day,
    half_days,
    out_from,
    out_days,
    exam,
    exam_day,
    letter,
    reasons,
    what,
    level,
    review_on,
    cancelled_on,
    received_at,
    opened_on,
    closed_on,
    outcome,
    closed_why,
    version,
});
from_row!(Other { case = "id", child, kind, first_day, half_days, cancelled_on });
from_row!(Learnt { id, about, name, was, value, source, by_name, at });

const COLUMNS: &[&str] = &[
    "org",
    "id",
    "number",
    "child",
    "school",
    "school_name",
    "kind",
    "state",
    "officer",
    "officer_name",
    "year",
    "sen",
    "ehc",
    "looked_after",
    "social_worker",
    "decided",
    "told",
    "governors_told",
    "first_day",
    "half_days",
    "out_from",
    "out_days",
    "exam",
    "exam_day",
    "letter",
    "reasons",
    "what",
    "level",
    "review_on",
    "cancelled_on",
    "received_at",
    "opened_on",
    "closed_on",
    "outcome",
    "closed_why",
    "version",
];

fn values(org: Id, c: &Case) -> Vec<Val> {
    vec![
        org.into(),
        c.id.into(),
        c.number.into(),
        c.child.into(),
        c.school.into(),
        (&c.school_name).into(),
        c.kind.into(),
        c.state.into(),
        c.officer.into(),
        (&c.officer_name).into(),
        c.year.into(),
        (&c.sen).into(),
        c.ehc.into(),
        c.looked_after.into(),
        (&c.social_worker).into(),
        c.decided.into(),
        c.told.into(),
        c.governors_told.into(),
        c.first_day.into(),
        c.half_days.into(),
        c.out_from.into(),
        c.out_days.into(),
        c.exam.into(),
        c.exam_day.into(),
        c.letter.into(),
        (&c.reasons).into(),
        (&c.what).into(),
        c.level.into(),
        c.review_on.into(),
        c.cancelled_on.into(),
        c.received_at.into(),
        c.opened_on.into(),
        c.closed_on.into(),
        c.outcome.into(),
        (&c.closed_why).into(),
        c.version.into(),
    ]
}

/// Keeps new cases. One that is there already stays as it is: says how many were new.
pub async fn add(w: &mut Write, cases: &[Case]) -> Result<u64, Fault> {
    let org = w.org();
    let rows = cases.iter().map(|c| values(org, c)).collect();
    let keep = "on conflict (org, id) do nothing";
    w.run_all(Query::insert_many_then("case_file", COLUMNS, rows, keep)).await
}

/// The number the next case has.
pub async fn next_number(w: &mut Write) -> Result<i64, Fault> {
    let query = q("select max(number) as n from case_file where org = $1");
    Ok(query.bind(w.org()).count(w).await? + 1)
}

/// The newest line of the organisation's trail: what was worked out at it stands until it grows.
pub async fn newest(src: &mut dyn Source, org: Id) -> Result<i64, Fault> {
    q("select seq as n from chain where org = $1").bind(org).count(src).await
}

/// One case.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Case, Problem> {
    q("select * from case_file where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Several by key.
pub async fn several(src: &mut dyn Source, org: Id, ids: &[Id]) -> Result<Vec<Case>, Fault> {
    let mut out = Vec::new();
    for some in ids.chunks(500) {
        let query = q("select * from case_file where org = ").put(org).push(" and id in ");
        out.extend(query.list(some.iter().copied()).all::<Case>(src).await?);
    }
    Ok(out)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, c: &Case) -> Result<(), Problem> {
    let org = w.org();
    let mut query = q("update case_file set version = version + 1");
    // The key, the number and the version itself stay.
    for (column, value) in COLUMNS.iter().zip(values(org, c)) {
        if !matches!(*column, "org" | "id" | "number" | "version") {
            query = query.push(", ").push(column).push(" = ").put(value);
        }
    }
    let query = query
        .push(" where org = ")
        .put(org)
        .push(" and id = ")
        .put(c.id)
        .push(" and version = ")
        .put(c.version);
    stale_if_none(w.run(query).await?)
}

/// The cases of some children, newest first.
pub async fn of_children(
    src: &mut dyn Source,
    org: Id,
    children: &[Id],
) -> Result<Vec<Case>, Fault> {
    if children.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from case_file where org = ")
        .put(org)
        .push(" and child in ")
        .list(children.iter().copied())
        .push(" order by coalesce(first_day, opened_on) desc, number desc")
        .all(src)
        .await
}

/// Every suspension known of some children, at whatever school, with its days: what totals are
/// counted from.
pub async fn suspensions(
    src: &mut dyn Source,
    org: Id,
    children: &[Id],
) -> Result<Vec<Other>, Fault> {
    let mut out = Vec::new();
    for some in children.chunks(500) {
        let query = q("select id, child, kind, first_day, half_days, cancelled_on from case_file where org = ")
            .put(org)
            .push(" and child in ")
            .list(some.iter().copied())
            .push(" and kind in ('suspension', 'lunchtime') and first_day is not null and half_days is not null \
                   and not (outcome = 'cancelled' and outcome is not null and cancelled_on is null) order by first_day, id");
        out.extend(query.all::<Other>(src).await?);
    }
    Ok(out)
}

/// Keeps facts as they were learnt.
pub async fn learn(w: &mut Write, facts: &[Learnt]) -> Result<(), Fault> {
    let org = w.org();
    let rows = facts
        .iter()
        .map(|f| {
            vec![
                org.into(),
                f.id.into(),
                f.about.into(),
                (&f.name).into(),
                (&f.was).into(),
                (&f.value).into(),
                (&f.source).into(),
                (&f.by_name).into(),
                f.at.into(),
            ]
        })
        .collect();
    let columns = &["org", "id", "about", "name", "was", "value", "source", "by_name", "at"];
    w.run_all(Query::insert_many("case_fact", columns, rows)).await.map(|_| ())
}

/// What was learnt of some cases, first to last.
pub async fn learnt(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<Learnt>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from case_fact where org = ")
        .put(org)
        .push(" and about in ")
        .list(about.iter().copied())
        .push(" order by at, id")
        .all(src)
        .await
}

/// A line of the chronology that somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// The day it happened.
    pub day: Day,
    /// What.
    pub what: String,
    /// More of it.
    pub body: String,
    /// Who wrote it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Written { id, about, day, what, body, by_name, at });

/// Keeps a line. Sent twice, it is kept once.
pub async fn write_line(w: &mut Write, l: &Written) -> Result<bool, Fault> {
    let query = q("insert into case_line (org, id, about, day, what, body, by_name, at) values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (org, id) do nothing")
        .bind(w.org()).bind(l.id).bind(l.about).bind(l.day).bind(&l.what).bind(&l.body).bind(&l.by_name).bind(l.at);
    Ok(w.run(query).await? > 0)
}

/// The lines written about some cases.
pub async fn written(src: &mut dyn Source, org: Id, about: &[Id]) -> Result<Vec<Written>, Fault> {
    if about.is_empty() {
        return Ok(Vec::new());
    }
    q("select * from case_line where org = ")
        .put(org)
        .push(" and about in ")
        .list(about.iter().copied())
        .push(" order by day, at, id")
        .all(src)
        .await
}

/// How a duty stood when its case was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Which duty.
    pub code: String,
    /// "met", "late", "never".
    pub stood: &'static str,
    /// Days late.
    pub days: i64,
}

/// Freezes how the duties of a case stood, in the place of any before.
pub async fn freeze(w: &mut Write, case: &Case, stood: &[Stood]) -> Result<(), Fault> {
    let org = w.org();
    w.run(q("delete from case_met where org = $1 and about = $2").bind(org).bind(case.id)).await?;
    let decided = case.decided.unwrap_or(case.opened_on);
    let rows = stood
        .iter()
        .zip(0i64..)
        .map(|(s, n)| {
            vec![
                org.into(),
                case.id.into(),
                n.into(),
                (&s.code).into(),
                case.school.into(),
                (&case.school_name).into(),
                decided.into(),
                s.stood.into(),
                s.days.into(),
            ]
        })
        .collect();
    let columns =
        &["org", "about", "n", "code", "school", "school_name", "decided", "stood", "days"];
    w.run_all(Query::insert_many("case_met", columns, rows)).await.map(|_| ())
}

/// Lets go of what was frozen: the case is open again.
pub async fn thaw(w: &mut Write, about: Id) -> Result<(), Fault> {
    let query = q("delete from case_met where org = $1 and about = $2");
    w.run(query.bind(w.org()).bind(about)).await.map(|_| ())
}

/// A count of duties of closed cases that stood alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The school.
    pub school: Option<Id>,
    /// Its name.
    pub school_name: String,
    /// Which duty.
    pub code: String,
    /// "met", "late", "never".
    pub stood: String,
    /// How many.
    pub n: i64,
}
from_row!(Tally { school, school_name, code, stood, n });

/// A duty of a closed case that was late or never done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The case.
    pub about: Id,
    /// Its number.
    pub number: i64,
    /// The school's name.
    pub school_name: String,
    /// The school.
    pub school: Option<Id>,
    /// Which duty.
    pub code: String,
    /// The day of the decision.
    pub decided: Day,
    /// "late", "never".
    pub stood: String,
    /// Days late.
    pub days: i64,
    /// Why the case was closed with it, where somebody said.
    pub why: String,
}
from_row!(Missed { about, number, school_name, school, code, decided, stood, days, why });

/// The duties of closed cases decided in a stretch of time that were late or never done, the most
/// late first.
pub async fn missed(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
    most: i64,
) -> Result<Vec<Missed>, Fault> {
    q("select m.about, c.number, m.school_name, m.school, m.code, m.decided, m.stood, m.days, c.closed_why as why from case_met m \
       join case_file c on c.org = m.org and c.id = m.about \
       where m.org = $1 and m.decided >= $2 and m.decided <= $3 and m.stood <> 'met' and m.stood <> 'open' \
       order by m.days desc, m.about, m.n limit $4")
    .bind(org)
    .bind(from)
    .bind(to)
    .bind(most)
    .all(src)
    .await
}

/// The duties of closed cases decided in a stretch of time, by school and duty.
pub async fn tallies(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Tally>, Fault> {
    q("select school, max(school_name) as school_name, code, stood, count(*) as n from case_met \
       where org = $1 and decided >= $2 and decided <= $3 group by school, code, stood")
    .bind(org)
    .bind(from)
    .bind(to)
    .all(src)
    .await
}
