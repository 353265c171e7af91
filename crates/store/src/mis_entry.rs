//! Entries to make in the school's own system: open, late, ticked.
//!
//! Must never know: what the school calls that system.

use crate::db::{Fault, Query, Source, q};
use crate::{Problem, Write};
use casework::Coded;
use casework::Id;
use casework::mis_entry::{Candidate, Column, DateStyle, Entry, FileRules, KindRule, due, wanted};
use casework::room::{Placement, RoomKind};
use rulebook::{Day, Instant, SchoolCalendar};

from_row!(Entry { id, pupil, placement, day, what, code, due, made_at, made_by });

/// Makes the entries a placement needs, if it has none yet: none where the pupil did not come. Says
/// how many were made.
pub async fn need(
    w: &mut Write,
    calendar: &SchoolCalendar,
    placement: &Placement,
) -> Result<u64, Fault> {
    if !wanted(placement) {
        return Ok(0);
    }
    let there = q("select count(*) as n from mis_entry where org = $1 and placement = $2")
        .bind(w.org())
        .bind(placement.id)
        .count(w)
        .await?;
    if there > 0 {
        return Ok(0);
    }
    // A calming space is no sanction: nothing is typed for a visit to it.
    let (org, room) = (w.org(), placement.room);
    let kinds = q("select kind from room where org = $1 and id = $2").bind(org).bind(room);
    let kind: Option<RoomKind> =
        kinds.rows(w).await?.first().map(|row| row.get("kind")).transpose()?;
    if kind == Some(RoomKind::Calming) {
        return Ok(0);
    }
    let rules = file_rules(w, org).await?;
    let mut made = 0;
    for rule in rules.made() {
        let query = q("insert into mis_entry (org, id, pupil, placement, day, what, code, due) values ($1,$2,$3,$4,$5,$6,$7,$8)")
            .bind(org).bind(Id::now_v7()).bind(placement.pupil).bind(placement.id).bind(placement.day)
            .bind(&rule.what).bind(&rule.code).bind(due(calendar, placement.day));
        made += w.run(query).await?;
    }
    Ok(made)
}

/// The file and the kinds of entry as the school has set them.
pub async fn file_rules(src: &mut dyn Source, org: Id) -> Result<FileRules, Fault> {
    let mut rules = FileRules::default();
    let columns = q("select field, heading from mis_column where org = $1 order by place")
        .bind(org)
        .rows(src)
        .await?;
    if !columns.is_empty() {
        rules.columns.clear();
    }
    for row in columns {
        // A column of a later version is left out, never guessed.
        if let Some(column) = Column::from_code(&row.get::<String>("field")?) {
            rules.columns.push((column, row.get("heading")?));
        }
    }
    for row in q("select kind, active, code, what from mis_kind where org = $1")
        .bind(org)
        .rows(src)
        .await?
    {
        let code: String = row.get("kind")?;
        if let Some(rule) = rules.kinds.iter_mut().find(|k| k.kind.code() == code) {
            (rule.active, rule.code, rule.what) =
                (row.get("active")?, row.get("code")?, row.get("what")?);
        }
    }
    if let Some(dates) = crate::school::get(src, org, "mis_dates").await? {
        rules.dates = DateStyle::from_code(&dates).unwrap_or(rules.dates);
    }
    Ok(rules)
}

/// Keeps them. Entries that are not made yet take the code and the words of their kind.
pub async fn set_file_rules(w: &mut Write, rules: &FileRules) -> Result<(), Fault> {
    let org = w.org();
    let before = file_rules(w, org).await?;
    w.run(q("delete from mis_column where org = $1").bind(org)).await?;
    for (n, (column, heading)) in rules.columns.iter().enumerate() {
        let query = q("insert into mis_column (org, place, field, heading) values ($1,$2,$3,$4)");
        w.run(query.bind(org).bind(n as i64 + 1).bind(column.code()).bind(heading)).await?;
    }
    for k in &rules.kinds {
        let query = q(
            "insert into mis_kind (org, kind, active, code, what) values ($1,$2,$3,$4,$5) \
            on conflict (org, kind) do update set active = excluded.active, code = excluded.code, what = excluded.what",
        );
        let query = query.bind(org).bind(k.kind.code()).bind(k.active).bind(&k.code).bind(&k.what);
        w.run(query).await?;
        let was: Option<&KindRule> = before.kinds.iter().find(|b| b.kind == k.kind);
        if let Some(was) = was.filter(|was| was.code != k.code || was.what != k.what) {
            let query = q(
                "update mis_entry set code = $3, what = $4 where org = $1 and what = $2 and made_at is null",
            );
            w.run(query.bind(org).bind(&was.what).bind(&k.code).bind(&k.what)).await?;
        }
    }
    crate::school::set(w, "mis_dates", rules.dates.code()).await
}

/// Entries of pupils who came that a file may confirm, since a day, made or not.
pub async fn candidates(
    src: &mut dyn Source,
    org: Id,
    since: Day,
) -> Result<Vec<Candidate>, Fault> {
    let rows = q("select e.id, e.day, e.code, e.made_at, p.admission_no, p.upn from mis_entry e \
        join placement pl on pl.org = e.org and pl.id = e.placement and pl.state <> 'cancelled' and pl.arrived_at is not null \
        join pupil p on p.org = e.org and p.id = e.pupil where e.org = $1 and e.day >= $2 order by e.day, e.id")
        .bind(org).bind(since).rows(src).await?;
    rows.iter()
        .map(|row| {
            Ok(Candidate {
                id: row.get("id")?,
                admission_no: row.get::<Option<String>>("admission_no")?.unwrap_or_default(),
                upn: row.get::<Option<String>>("upn")?.unwrap_or_default(),
                day: row.get("day")?,
                code: row.get("code")?,
                made: row.get::<Option<Instant>>("made_at")?.is_some(),
            })
        })
        .collect()
}

/// A file that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Key.
    pub id: Id,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by_name: String,
    /// Entries it confirmed.
    pub confirmed: i64,
    /// Rows left out.
    pub left_out: i64,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
    /// By whom.
    pub undone_by: String,
}
from_row!(Run { id, at, by_name, confirmed, left_out, undone_at, undone_by });

/// The last files, newest first.
pub async fn runs(src: &mut dyn Source, org: Id, take: i64) -> Result<Vec<Run>, Fault> {
    q("select id, at, by_name, confirmed, left_out, undone_at, undone_by from mis_run where org = $1 order by at desc, id desc limit $2")
        .bind(org).bind(take).all(src).await
}

/// Whether this file is kept already: the same form sent twice.
pub async fn is_run(src: &mut dyn Source, org: Id, id: Id) -> Result<bool, Fault> {
    let query = q("select count(*) as n from mis_run where org = $1 and id = $2");
    Ok(query.bind(org).bind(id).count(src).await? > 0)
}

/// Confirms entries from a file. Says how many.
pub async fn confirm(
    w: &mut Write,
    run: Id,
    entries: &[Id],
    by: &str,
    left_out: usize,
) -> Result<u64, Fault> {
    let (org, at, who) = (w.org(), w.at(), w.act().who.clone());
    let mut confirmed = 0;
    for id in entries {
        let query = q(
            "update mis_entry set made_at = $3, made_by = $4, run = $5 where org = $1 and id = $2 and made_at is null",
        );
        confirmed += w.run(query.bind(org).bind(*id).bind(at).bind(by).bind(run)).await?;
    }
    let query = q("insert into mis_run (org, id, at, by_name, confirmed, left_out) values ($1,$2,$3,$4,$5,$6)")
        .bind(org).bind(run).bind(at).bind(who).bind(confirmed as i64).bind(left_out as i64);
    w.run(query).await?;
    Ok(confirmed)
}

/// Takes back what a file confirmed. Says how many entries are to make again; nothing where it was
/// taken back before.
pub async fn unconfirm(w: &mut Write, run: Id) -> Result<Option<u64>, Fault> {
    let (org, at, who) = (w.org(), w.at(), w.act().who.clone());
    let query = q(
        "update mis_run set undone_at = $3, undone_by = $4 where org = $1 and id = $2 and undone_at is null",
    );
    if w.run(query.bind(org).bind(run).bind(at).bind(who)).await? == 0 {
        return Ok(None);
    }
    let query =
        q("update mis_entry set made_at = $3, made_by = '', run = $4 where org = $1 and run = $2");
    let query = query.bind(org).bind(run).bind(None::<Instant>).bind(None::<Id>);
    Ok(Some(w.run(query).await?))
}

/// One entry of the school.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Entry, Problem> {
    q("select * from mis_entry where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Entries of one placement.
pub async fn of_placement(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Entry>, Fault> {
    q("select * from mis_entry where org = $1 and placement = $2 order by id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Entries not made for placements up to a day, oldest first, of pupils who came or of whom nobody
/// has said. A placement that is under way and has no entry yet is listed too, with its own key in
/// the place of an entry's.
pub async fn open(
    src: &mut dyn Source,
    org: Id,
    calendar: &SchoolCalendar,
    today: Day,
) -> Result<Vec<Entry>, Fault> {
    let mut out: Vec<Entry> = q("select e.* from mis_entry e join placement p on p.org = e.org and p.id = e.placement \
       where e.org = $1 and e.day <= $2 and e.made_at is null and p.state <> 'cancelled' and (p.arrived_at is not null or p.state = 'booked') order by e.day, e.id")
        .bind(org).bind(today).all(src).await?;
    let bare: Vec<Placement> = q("select p.* from placement p where p.org = $1 and p.day <= $2 and (p.state = 'booked' or (p.state in ('here', 'left') and p.arrived_at is not null)) \
       and not exists (select 1 from mis_entry e where e.org = p.org and e.placement = p.id) \
       and not exists (select 1 from room r where r.org = p.org and r.id = p.room and r.kind = 'calming') order by p.day, p.id")
        .bind(org).bind(today).all(src).await?;
    let rules = file_rules(src, org).await?;
    let first = rules.made().first().map(|k| (k.what.clone(), k.code.clone())).unwrap_or_default();
    out.extend(bare.into_iter().map(|p| Entry {
        id: p.id,
        pupil: p.pupil,
        placement: p.id,
        day: p.day,
        what: first.0.clone(),
        code: first.1.clone(),
        due: due(calendar, p.day),
        made_at: None,
        made_by: String::new(),
    }));
    out.sort_by_key(|e| e.day);
    Ok(out)
}

/// Entries made since a moment, newest first.
pub async fn made_since(
    src: &mut dyn Source,
    org: Id,
    since: Instant,
) -> Result<Vec<Entry>, Fault> {
    q("select * from mis_entry where org = $1 and made_at >= $2 order by made_at desc, id desc")
        .bind(org)
        .bind(since)
        .all(src)
        .await
}

/// Ticks an entry as made by whoever holds the pen; one already made keeps its first tick.
pub async fn tick(w: &mut Write, id: Id) -> Result<u64, Fault> {
    let who = w.act().who.clone();
    let query = q("update mis_entry set made_at = $3, made_by = $4 where org = $1 and id = $2 and made_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(who);
    w.run(query).await
}

/// Takes a tick back.
pub async fn untick(w: &mut Write, id: Id) -> Result<u64, Fault> {
    let query = q("update mis_entry set made_at = $3, made_by = '', run = $4 where org = $1 and id = $2 and made_at is not null")
        .bind(w.org()).bind(id).bind(None::<Instant>).bind(None::<Id>);
    w.run(query).await
}

/// Keeps an entry as it is given: for stories and tests.
pub async fn add(w: &mut Write, entries: &[Entry]) -> Result<(), Fault> {
    let org = w.org();
    let rows = entries
        .iter()
        .map(|e| {
            vec![
                org.into(),
                e.id.into(),
                e.pupil.into(),
                e.placement.into(),
                e.day.into(),
                (&e.what).into(),
                (&e.code).into(),
                e.due.into(),
                e.made_at.into(),
                (&e.made_by).into(),
            ]
        })
        .collect();
    let columns =
        &["org", "id", "pupil", "placement", "day", "what", "code", "due", "made_at", "made_by"];
    w.run_all(Query::insert_many("mis_entry", columns, rows)).await.map(|_| ())
}
