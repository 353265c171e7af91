//! Staff notices as they were published.

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use casework::notice::{Change, Line, Opening, Said};
use rulebook::{Day, Instant};

coded_cols!(Change);

/// A notice or an amendment to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// 1 is the day's notice; later numbers are amendments.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by_name: String,
    /// How many staff it went to.
    pub readers: i64,
}
from_row!(Notice { id, room, number, at, by_name, readers });

/// Today's notices of a room, oldest first.
pub async fn of_day(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Notice>, Fault> {
    q("select id, room, number, at, by_name, readers from notice where org = $1 and room = $2 and day = $3 order by number")
        .bind(org).bind(room).bind(day).all(src).await
}

/// What those notices said, oldest first, each with its notice.
pub async fn lines(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<(Id, Said)>, Fault> {
    let rows = q(
        "select l.notice, l.placement, l.pupil, l.periods, l.category, l.change from notice_line l \
                  join notice n on n.org = l.org and n.id = l.notice \
                  where l.org = $1 and n.room = $2 and n.day = $3 order by n.number, l.placement",
    )
    .bind(org)
    .bind(room)
    .bind(day)
    .rows(src)
    .await?;
    rows.iter()
        .map(|r| {
            let line = Line {
                placement: r.get("placement")?,
                pupil: r.get("pupil")?,
                periods: r.get("periods")?,
                category: r.get("category")?,
            };
            Ok((r.get("notice")?, Said { line, change: r.get("change")? }))
        })
        .collect()
}

/// Keeps a notice with its lines.
pub async fn publish(w: &mut Write, notice: &Notice, day: Day, said: &[Said]) -> Result<(), Fault> {
    let org = w.org();
    let query = q("insert into notice (org, id, room, day, number, at, by_name, readers) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(org).bind(notice.id).bind(notice.room).bind(day).bind(notice.number).bind(notice.at)
        .bind(&notice.by_name).bind(notice.readers);
    w.run(query).await?;
    let rows = said
        .iter()
        .map(|s| {
            vec![
                org.into(),
                notice.id.into(),
                s.line.placement.into(),
                s.line.pupil.into(),
                s.change.into(),
                (&s.line.periods).into(),
                (&s.line.category).into(),
            ]
        })
        .collect();
    let columns = &["org", "notice", "placement", "pupil", "change", "periods", "category"];
    w.run_all(Query::insert_many("notice_line", columns, rows)).await.map(|_| ())
}

from_row!(Opening { notice, staff, at });

/// Who opened these notices, and when first.
pub async fn openings(
    src: &mut dyn Source,
    org: Id,
    notices: &[Id],
) -> Result<Vec<Opening>, Fault> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    q("select notice, staff, at from notice_opening where org = ")
        .put(org)
        .push(" and notice in ")
        .list(notices.iter().copied())
        .push(" order by at, staff")
        .all(src)
        .await
}

/// Which of a day's notices somebody opened, of every room.
pub async fn openings_by(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    day: Day,
) -> Result<Vec<Opening>, Fault> {
    q("select o.notice, o.staff, o.at from notice n join notice_opening o on o.org = n.org and o.notice = n.id \
       where n.org = $1 and n.day = $2 and o.staff = $3")
        .bind(org).bind(day).bind(staff).all(src).await
}

/// Keeps that somebody opened a notice. Asked for once for each; the caller has looked.
pub async fn open(w: &mut Write, notice: Id, staff: Id) -> Result<(), Fault> {
    let query = q("insert into notice_opening (org, notice, staff, at) values ($1,$2,$3,$4)")
        .bind(w.org())
        .bind(notice)
        .bind(staff)
        .bind(w.at());
    w.run(query).await.map(|_| ())
}

/// How many of the staff have opened the newest notice of a room's day: with it, all before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Have opened it.
    pub opened: i64,
    /// Are on the staff.
    pub staff: i64,
}
from_row!(Count { opened, staff });

/// That count, once anything is published.
pub async fn count(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Option<Count>, Fault> {
    q("select (select count(*) from notice_opening o join staff s on s.org = o.org and s.id = o.staff and s.left_on is null \
         where o.org = n.org and o.notice = n.id) as opened, \
       (select count(*) from staff s where s.org = n.org and s.left_on is null) as staff \
       from notice n where n.org = $1 and n.room = $2 and n.day = $3 order by n.number desc limit 1")
        .bind(org).bind(room).bind(day).one(src).await
}
