//! Figures teacher by teacher that were opened, and the counts they are made of.
//!
//! Must never know: who may open or read them.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::ledger::Taught;
use casework::teacher_view::View;
use rulebook::Day;

from_row!(View {
    id,
    department,
    from = "from_day",
    to = "to_day",
    purpose,
    reader,
    reader_name,
    until = "until_day",
    made_by,
    made_by_name,
    made_at,
    ended_at,
});

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<View, Problem> {
    q("select * from teacher_view where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// All of them, newest first.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<View>, Fault> {
    q("select * from teacher_view where org = $1 order by made_at desc, id desc limit 100")
        .bind(org)
        .all(src)
        .await
}

/// Those that somebody was given and can still read.
pub async fn open_for(
    src: &mut dyn Source,
    org: Id,
    reader: Id,
    today: Day,
) -> Result<Vec<View>, Fault> {
    q("select * from teacher_view where org = $1 and reader = $2 and until_day >= $3 and ended_at is null order by made_at desc, id")
        .bind(org)
        .bind(reader)
        .bind(today)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, v: &View) -> Result<bool, Fault> {
    let query = q("insert into teacher_view (org, id, department, from_day, to_day, purpose, reader, reader_name, until_day, made_by, made_by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org()).bind(v.id).bind(&v.department).bind(v.from).bind(v.to).bind(&v.purpose).bind(v.reader)
        .bind(&v.reader_name).bind(v.until).bind(v.made_by).bind(&v.made_by_name).bind(v.made_at);
    Ok(w.run(query).await? > 0)
}

/// Closes one before its day. False when it was closed already.
pub async fn end(w: &mut Write, id: Id, by: &str) -> Result<bool, Fault> {
    let query = q("update teacher_view set ended_at = $3, ended_by = $4 where org = $1 and id = $2 and ended_at is null")
        .bind(w.org()).bind(id).bind(w.at()).bind(by);
    Ok(w.run(query).await? > 0)
}

/// What each teacher of a department teaches on the timetable as it is now.
pub async fn taught(
    src: &mut dyn Source,
    org: Id,
    department: &str,
) -> Result<Vec<(Id, Taught)>, Fault> {
    let rows = q("select l.staff, l.weekday, l.week, l.period, count(*) as lessons from lesson l join class c on c.org = l.org and c.id = l.class \
       join staff st on st.org = l.org and st.id = l.staff \
       where l.org = $1 and l.ended_on is null and c.ended_on is null and st.department = $2 \
       group by l.staff, l.weekday, l.week, l.period order by l.staff, l.weekday, l.week, l.period")
        .bind(org)
        .bind(department)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("staff")?, <Taught as crate::FromRow>::from_row(r)?))).collect()
}

/// Placements that took place and came from each teacher's own referral.
pub async fn referred(
    src: &mut dyn Source,
    org: Id,
    department: &str,
    from: Day,
    to: Day,
) -> Result<Vec<(Id, i64)>, Fault> {
    let rows = q("select r.referrer as staff, count(*) as n from placement pl join referral r on r.org = pl.org and r.id = pl.referral \
       join staff st on st.org = r.org and st.id = r.referrer \
       where pl.org = $1 and st.department = $2 and pl.day >= $3 and pl.day <= $4 and pl.state in ('here', 'left', 'closed') \
       and exists (select 1 from slot s join room ro on ro.org = s.org and ro.id = s.room where s.org = pl.org and s.placement = pl.id and ro.kind = 'removal') \
       group by r.referrer order by r.referrer")
        .bind(org)
        .bind(department)
        .bind(from)
        .bind(to)
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("staff")?, r.get("n")?))).collect()
}
