//! Short lists on Today that are worked on elsewhere: what waits for a decision, what was asked of
//! a person, who is back.
//!
//! Must never know: whose page it is; the caller has asked what they may.

use super::who;
use crate::db::{Fault, Source, q};
use crate::row::Row;
use crate::scope::reached;
use casework::{Id, Scope};
use rulebook::{Day, Instant};

/// A line about a pupil: key, "name, form", words, moment or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// Key of the record.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub who: String,
    /// Words, codes.
    pub what: String,
    /// The day.
    pub day: Day,
    /// The moment, where it matters.
    pub at: Option<Instant>,
}

fn short(row: &Row, at: bool) -> Result<Short, Fault> {
    let moment: Option<Instant> = if at { Some(row.get("at")?) } else { None };
    Ok(Short {
        id: row.get("id")?,
        pupil: row.get("pupil")?,
        who: who(row)?,
        what: row.get("what")?,
        day: match moment {
            Some(m) => m.day(),
            None => row.get("day")?,
        },
        at: moment,
    })
}

/// Referrals that wait for a decision, oldest first.
pub async fn waiting(src: &mut dyn Source, org: Id) -> Result<Vec<Short>, Fault> {
    let rows = q("select r.id, r.pupil, r.period as what, r.made_at as at, pu.known_given, pu.known_family, pu.form \
        from referral r join pupil pu on pu.org = r.org and pu.id = r.pupil where r.org = $1 and r.state = 'waiting' order by r.made_at limit 20")
        .bind(org).rows(src).await?;
    rows.iter().map(|r| short(r, true)).collect()
}

/// Referrals of the pupils a scope reaches that wait for somebody's decision, oldest first.
pub async fn waiting_in(src: &mut dyn Source, scope: &Scope) -> Result<Vec<Short>, Fault> {
    let query = q(
        "select r.id, r.pupil, r.period as what, r.made_at as at, p.known_given, p.known_family, p.form \
        from referral r join pupil p on p.org = r.org and p.id = r.pupil where r.state = 'waiting'",
    );
    let rows = reached(query, scope).push(" order by r.made_at, r.id limit 20").rows(src).await?;
    rows.iter().map(|r| short(r, true)).collect()
}

/// A person's own referrals: those that wait, and those made since a moment.
pub async fn referred_by(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    since: Instant,
) -> Result<Vec<Short>, Fault> {
    let rows = q("select r.id, r.pupil, r.state as what, r.made_at as at, pu.known_given, pu.known_family, pu.form \
        from referral r join pupil pu on pu.org = r.org and pu.id = r.pupil \
        where r.org = $1 and r.referrer = $2 and (r.state = 'waiting' or r.made_at >= $3) order by r.made_at desc limit 20")
        .bind(org).bind(staff).bind(since).rows(src).await?;
    rows.iter().map(|r| short(r, true)).collect()
}

/// Work asked of a person, not yet answered.
pub async fn work_asked(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    today: Day,
) -> Result<Vec<Short>, Fault> {
    let rows = q("select w.id, w.pupil, w.code, w.subject, w.day, pu.known_given, pu.known_family, pu.form \
        from work w join pupil pu on pu.org = w.org and pu.id = w.pupil where w.org = $1 and w.ended_at is null \
        and w.state in ('asked', 'escalated') and w.day >= $2 and (w.teacher = $3 or w.escalated_to = $3) order by w.day, w.code, w.id limit 20")
        .bind(org).bind(today).bind(staff).rows(src).await?;
    rows.iter()
        .map(|r| {
            let what = format!("{} {}", r.get::<String>("code")?, r.get::<String>("subject")?);
            Ok(Short {
                id: r.get("id")?,
                pupil: r.get("pupil")?,
                who: who(r)?,
                what,
                day: r.get("day")?,
                at: None,
            })
        })
        .collect()
}

/// Pupils a person teaches who are back from the room and still followed; `what` is how many
/// targets they have.
pub async fn back_in_lessons(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    today: Day,
) -> Result<Vec<Short>, Fault> {
    let rows = q("select t.pupil as id, t.pupil, t.from_day as day, '' as what, pu.known_given, pu.known_family, pu.form \
        from return_track t join pupil pu on pu.org = t.org and pu.id = t.pupil where t.org = $1 and t.decided_at is null and t.from_day <= $2 \
        and exists (select 1 from class_pupil cp join class_staff cs on cs.org = cp.org and cs.class = cp.class \
          where cp.org = t.org and cp.pupil = t.pupil and cp.ended_on is null and cs.staff = $3) order by t.from_day, pu.sort_key limit 20")
        .bind(org).bind(today).bind(staff).rows(src).await?;
    rows.iter().map(|r| short(r, false)).collect()
}

/// The staff notices of a day, as one reader stands with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notices {
    /// Number of the newest.
    pub number: i64,
    /// When it was published.
    pub at: Instant,
    /// How many of the day's the reader has not opened.
    pub unopened: i64,
}
from_row!(Notices { number, at, unopened });

/// The newest staff notice of a day, and how many of that day's are news to somebody.
pub async fn notice(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
    day: Day,
) -> Result<Option<Notices>, Fault> {
    q("select n.number, n.at, (select count(*) from notice x where x.org = n.org and x.day = n.day and not exists \
         (select 1 from notice_opening o where o.org = x.org and o.notice = x.id and o.staff = $3)) as unopened \
       from notice n where n.org = $1 and n.day = $2 order by n.at desc, n.number desc limit 1")
        .bind(org).bind(day).bind(staff).one(src).await
}
