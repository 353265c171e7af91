//! Summaries of the at-risk register that senior leaders were given.
//!
//! Must never know: which way is better.

use crate::db::{Fault, Query, Source, q};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::watch::summary::{Course, Line, Summary};
use casework::{Id, Scope};

coded_cols!(Course);
from_row!(Summary { id, from = "from_day", to = "to_day", before_from, given_by, given_at });
from_row!(Line {
    watch,
    pupil,
    level,
    course,
    now = "incidents",
    before = "incidents_before",
    ask,
});

/// Those that were given, the newest first.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Summary>, Fault> {
    q("select * from watch_summary where org = $1 order by given_at desc, id desc limit 60")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Summary, Problem> {
    q("select * from watch_summary where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Its lines, of pupils in scope.
pub async fn lines(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Vec<Line>, Fault> {
    let query = q(
        "select x.* from watch_summary_line x join pupil p on p.org = x.org and p.id = x.pupil where 1 = 1",
    );
    reached(query, scope)
        .push(" and x.summary = ")
        .put(id)
        .push(" order by p.sort_key, x.watch")
        .all(src)
        .await
}

/// Keeps one with its lines. False when it was there.
pub async fn give(w: &mut Write, s: &Summary, lines: &[Line]) -> Result<bool, Fault> {
    let query = q("insert into watch_summary (org, id, from_day, to_day, before_from, given_by, given_at) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(s.from).bind(s.to).bind(s.before_from).bind(&s.given_by).bind(s.given_at);
    if w.run(query).await? == 0 {
        return Ok(false);
    }
    let org = w.org();
    let rows = lines
        .iter()
        .map(|l| {
            vec![
                org.into(),
                s.id.into(),
                l.watch.into(),
                l.pupil.into(),
                l.level.into(),
                l.course.into(),
                l.now.into(),
                l.before.into(),
                (&l.ask).into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "summary",
        "watch",
        "pupil",
        "level",
        "course",
        "incidents",
        "incidents_before",
        "ask",
    ];
    w.run_all(Query::insert_many("watch_summary_line", columns, rows)).await.map(|_| true)
}
