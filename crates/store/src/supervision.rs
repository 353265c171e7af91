//! Line management, and reflective supervision.
//!
//! Must never know: who may read one. The words of reflective supervision leave this file for the
//! person whose they are, and for nobody else.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::supervision::{Every, Meeting, Own, Series, State};
use rulebook::Day;

coded_cols!(Every, State);
from_row!(Series {
    id,
    manager,
    manager_name,
    staff,
    staff_name,
    every,
    objectives,
    ended_on,
    version,
});
from_row!(Meeting {
    id,
    series,
    day,
    at = "at_minute",
    rhythm = "rhythm_day",
    state,
    why,
    rebook_of,
    notes,
    wellbeing,
    to_do = "agreed_to_do",
    written_by,
    manager_agreed_at,
    staff_agreed_at,
    version,
});
from_row!(Own { id, staff, day, with_whom, themes, words, to_do, written_at, version });

/// The series a person is in, as manager or managed, those going on first.
pub async fn of(src: &mut dyn Source, org: Id, person: Id) -> Result<Vec<Series>, Fault> {
    let mut all: Vec<Series> =
        q("select * from supervision where org = $1 and (manager = $2 or staff = $2) order by staff_name, id")
            .bind(org)
            .bind(person)
            .all(src)
            .await?;
    all.sort_by_key(|s| s.ended_on.is_some());
    Ok(all)
}

/// When two people met, and nothing of what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The series.
    pub series: Id,
    /// Who manages.
    pub manager_name: String,
    /// Whom.
    pub staff_name: String,
    /// How often.
    pub every: Every,
    /// The day of one meeting.
    pub day: Option<Day>,
    /// How it stands.
    pub state: Option<State>,
}
from_row!(Dates { series, manager_name, staff_name, every, day, state });

/// The days of the meetings of every series that goes on, since a day: no word of any of them is read.
pub async fn dates(src: &mut dyn Source, org: Id, since: Day) -> Result<Vec<Dates>, Fault> {
    q("select s.id as series, s.manager_name, s.staff_name, s.every, m.day, m.state from supervision s \
       left join supervision_meeting m on m.org = s.org and m.series = s.id and m.day >= $2 \
       where s.org = $1 and s.ended_on is null order by s.staff_name, s.id, m.day")
        .bind(org)
        .bind(since)
        .all(src)
        .await
}

/// Who manages somebody now.
pub async fn manager_of(src: &mut dyn Source, org: Id, staff: Id) -> Result<Option<Id>, Fault> {
    let rows = q("select manager from supervision where org = $1 and staff = $2 and ended_on is null order by id limit 1")
        .bind(org)
        .bind(staff)
        .rows(src)
        .await?;
    rows.first().map(|r| r.get("manager")).transpose()
}

/// One series that a person is in; anybody else's is missing.
pub async fn find(src: &mut dyn Source, org: Id, person: Id, id: Id) -> Result<Series, Problem> {
    q("select * from supervision where org = $1 and id = $2 and (manager = $3 or staff = $3)")
        .bind(org)
        .bind(id)
        .bind(person)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Begins a series. False when it was there.
pub async fn add(w: &mut Write, s: &Series) -> Result<bool, Fault> {
    let query = q("insert into supervision (org, id, manager, manager_name, staff, staff_name, every, objectives) values ($1,$2,$3,$4,$5,$6,$7,$8) \
                   on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(s.manager).bind(&s.manager_name).bind(s.staff).bind(&s.staff_name).bind(s.every).bind(&s.objectives);
    Ok(w.run(query).await? > 0)
}

/// Changes a series, if nobody has since its version.
pub async fn change(w: &mut Write, s: &Series) -> Result<(), Problem> {
    let query = q("update supervision set every = $3, objectives = $4, ended_on = $5, version = version + 1 where org = $1 and id = $2 and version = $6")
        .bind(w.org()).bind(s.id).bind(s.every).bind(&s.objectives).bind(s.ended_on).bind(s.version);
    stale_if_none(w.run(query).await?)
}

/// The meetings of a series, the newest first.
pub async fn meetings(src: &mut dyn Source, org: Id, series: Id) -> Result<Vec<Meeting>, Fault> {
    q("select * from supervision_meeting where org = $1 and series = $2 order by day desc, id desc limit 200")
        .bind(org)
        .bind(series)
        .all(src)
        .await
}

/// One meeting of a series.
pub async fn meeting(
    src: &mut dyn Source,
    org: Id,
    series: Id,
    id: Id,
) -> Result<Meeting, Problem> {
    q("select * from supervision_meeting where org = $1 and series = $2 and id = $3")
        .bind(org)
        .bind(series)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Plans a meeting. False when it was there.
pub async fn plan(w: &mut Write, m: &Meeting) -> Result<bool, Fault> {
    let query = q("insert into supervision_meeting (org, id, series, day, at_minute, rhythm_day, state, rebook_of) values ($1,$2,$3,$4,$5,$6,$7,$8) \
                   on conflict (org, id) do nothing")
        .bind(w.org()).bind(m.id).bind(m.series).bind(m.day).bind(m.at).bind(m.rhythm).bind(m.state).bind(m.rebook_of);
    Ok(w.run(query).await? > 0)
}

/// Changes a meeting, if nobody has since its version.
pub async fn keep(w: &mut Write, m: &Meeting) -> Result<(), Problem> {
    let query = q("update supervision_meeting set day = $3, at_minute = $4, state = $5, why = $6, notes = $7, wellbeing = $8, agreed_to_do = $9, \
                   written_by = $10, manager_agreed_at = $11, staff_agreed_at = $12, version = version + 1 where org = $1 and id = $2 and version = $13")
        .bind(w.org()).bind(m.id).bind(m.day).bind(m.at).bind(m.state).bind(&m.why).bind(&m.notes).bind(&m.wellbeing).bind(&m.to_do)
        .bind(&m.written_by).bind(m.manager_agreed_at).bind(m.staff_agreed_at).bind(m.version);
    stale_if_none(w.run(query).await?)
}

/// A person's own reflective supervision, the newest first.
pub async fn own(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Own>, Fault> {
    q("select * from own_supervision where org = $1 and staff = $2 order by day desc, id desc limit 200")
        .bind(org)
        .bind(staff)
        .all(src)
        .await
}

/// The days on which somebody had reflective supervision: all that anybody else is told of it.
pub async fn own_days(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Day>, Fault> {
    let rows = q(
        "select day from own_supervision where org = $1 and staff = $2 order by day desc limit 60",
    )
    .bind(org)
    .bind(staff)
    .rows(src)
    .await?;
    rows.iter().map(|r| r.get("day")).collect()
}

/// Keeps it, if nobody has since its version; 0 for the first.
pub async fn keep_own(w: &mut Write, o: &Own) -> Result<(), Problem> {
    let query = match o.version {
        0 => q(
            "insert into own_supervision (org, id, staff, day, with_whom, themes, words, to_do, written_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9) \
                on conflict (org, id) do nothing",
        ),
        _ => q(
            "update own_supervision set day = $4, with_whom = $5, themes = $6, words = $7, to_do = $8, written_at = $9, version = version + 1 \
                where org = $1 and id = $2 and staff = $3 and version = $10",
        ),
    };
    let query = query
        .bind(w.org())
        .bind(o.id)
        .bind(o.staff)
        .bind(o.day)
        .bind(&o.with_whom)
        .bind(&o.themes)
        .bind(&o.words)
        .bind(&o.to_do)
        .bind(o.written_at);
    let query = if o.version == 0 { query } else { query.bind(o.version) };
    stale_if_none(w.run(query).await?)
}
