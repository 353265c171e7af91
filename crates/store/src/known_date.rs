//! Dates on which pupils and groups are known to be elsewhere.
//!
//! Must never know: which bookings they clash with.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::known_date::{DateKind, KnownDate, Of, Whom};
use casework::{Event, Id, Verb};
use rulebook::Day;

coded_cols!(Whom, DateKind);
from_row!(KnownDate {
    id,
    whom,
    pupil,
    group = "group_name",
    kind,
    what,
    from = "from_day",
    to = "to_day",
    from_minute,
    to_minute,
    made_by,
});

/// The dates as they concern these pupils between two days, both included.
pub async fn of(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    from: Day,
    to: Day,
) -> Result<Vec<Of>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    let rows = q("select d.*, p.id as whose from known_date d join pupil p on p.org = d.org and p.id in ")
        .list(pupils.iter().copied())
        .push(
            " and (d.pupil = p.id or (d.whom = 'form' and lower(p.form) = lower(d.group_name)) \
             or (d.whom = 'year' and cast(p.year as text) = d.group_name) \
             or (d.whom = 'class' and exists (select 1 from class_pupil cp join class c on c.org = cp.org and c.id = cp.class \
             where cp.org = p.org and cp.pupil = p.id and cp.ended_on is null and lower(c.code) = lower(d.group_name)))) \
             where d.ended_at is null and d.org = ",
        )
        .put(org)
        .push(" and d.to_day >= ")
        .put(from)
        .push(" and d.from_day <= ")
        .put(to)
        .push(" order by d.from_day, d.id")
        .rows(src)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Of { pupil: row.get("whose")?, date: <KnownDate as crate::FromRow>::from_row(row)? })
        })
        .collect()
}

/// The dates from a day on, first to last.
pub async fn list(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    most: i64,
) -> Result<Vec<KnownDate>, Fault> {
    q("select * from known_date where org = $1 and ended_at is null and to_day >= $2 order by from_day, id limit $3")
        .bind(org)
        .bind(from)
        .bind(most)
        .all(src)
        .await
}

/// One date.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<KnownDate, Problem> {
    q("select * from known_date where org = $1 and id = $2 and ended_at is null")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps dates, leaving out those that are here word for word. Says how many were new.
pub async fn add(w: &mut Write, dates: &[KnownDate]) -> Result<usize, Fault> {
    let (org, at) = (w.org(), w.at());
    let Some(first) = dates.iter().map(|d| d.from).min() else { return Ok(0) };
    let here: Vec<KnownDate> = q(
        "select * from known_date where org = $1 and ended_at is null and to_day >= $2 order by id",
    )
    .bind(org)
    .bind(first)
    .all(w)
    .await?;
    let same = |a: &KnownDate, b: &KnownDate| {
        (a.whom, a.pupil, &a.group, a.kind, &a.what) == (b.whom, b.pupil, &b.group, b.kind, &b.what)
            && (a.from, a.to, a.from_minute, a.to_minute)
                == (b.from, b.to, b.from_minute, b.to_minute)
    };
    let mut new: Vec<&KnownDate> = Vec::new();
    for d in dates {
        if !here.iter().any(|h| h.id == d.id || same(h, d)) && !new.iter().any(|n| same(n, d)) {
            new.push(d);
        }
    }
    let rows = new
        .iter()
        .map(|d| {
            vec![
                org.into(),
                d.id.into(),
                d.whom.into(),
                d.pupil.into(),
                (&d.group).into(),
                d.kind.into(),
                (&d.what).into(),
                d.from.into(),
                d.to.into(),
                d.from_minute.into(),
                d.to_minute.into(),
                (&d.made_by).into(),
                at.into(),
            ]
        })
        .collect();
    let columns = &[
        "org",
        "id",
        "whom",
        "pupil",
        "group_name",
        "kind",
        "what",
        "from_day",
        "to_day",
        "from_minute",
        "to_minute",
        "made_by",
        "made_at",
    ];
    w.run_all(Query::insert_many("known_date", columns, rows)).await?;
    Ok(new.len())
}

/// Takes a date away. `None` when it was already.
pub async fn end(w: &mut Write, d: &KnownDate) -> Result<Option<Event>, Fault> {
    let (at, by) = (w.at(), w.act().who.clone());
    let query = q("update known_date set ended_at = $3, ended_by = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org())
        .bind(d.id)
        .bind(at)
        .bind(by);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(said(Verb::DateEnded, d)))
}

/// The event of one date.
pub fn said(verb: Verb, d: &KnownDate) -> Event {
    let event = Event::new(verb, "known_date", d.id)
        .fact("kind", casework::Coded::code(d.kind))
        .fact("from", d.from.iso())
        .fact("to", d.to.iso());
    let event = if d.group.is_empty() { event } else { event.fact("for", &d.group) };
    match d.pupil {
        Some(pupil) => event.pupil(pupil),
        None => event,
    }
}

/// The forms and classes there are, each once, in order.
pub async fn groups(src: &mut dyn Source, org: Id) -> Result<(Vec<String>, Vec<String>), Fault> {
    let forms = q("select distinct form from pupil where org = $1 and left_on is null and form <> '' order by form")
        .bind(org)
        .rows(src)
        .await?;
    let classes = q("select distinct code from class where org = $1 and code <> '' order by code")
        .bind(org)
        .rows(src)
        .await?;
    let forms = forms.iter().map(|r| r.get("form")).collect::<Result<_, _>>()?;
    let classes = classes.iter().map(|r| r.get("code")).collect::<Result<_, _>>()?;
    Ok((forms, classes))
}
