//! The lists a school keeps: reasons, keep-apart pairs, units of work; and the periods already
//! booked when the shape of a day changes.
//!
//! Must never delete what an old record points at: things are retired or ended.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::pupil::KeepApart;
use casework::school::Period;
use rulebook::{Day, Weekday};

/// Moves a reason to another place in the list, or retires it.
pub async fn set_reason(w: &mut Write, id: Id, active: bool) -> Result<u64, Fault> {
    let query = q("update reason set active = $3 where org = $1 and id = $2 and active <> $3")
        .bind(w.org())
        .bind(id)
        .bind(active);
    w.run(query).await
}

/// The place after the last reason.
pub async fn next_reason_place(src: &mut dyn Source, org: Id) -> Result<i64, Fault> {
    let n = q("select max(place) as n from reason where org = $1").bind(org).count(src).await?;
    Ok(n + 1)
}

/// The place of a reason in the list.
pub async fn reason_place(src: &mut dyn Source, org: Id, id: Id) -> Result<i64, Fault> {
    q("select place as n from reason where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .count(src)
        .await
}

/// A keep-apart pair with both names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The pair.
    pub pair: KeepApart,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub one: String,
    /// The other.
    pub other: String,
}

/// Pairs in force on a day, by the first name.
pub async fn pairs(src: &mut dyn Source, org: Id, day: Day) -> Result<Vec<Pair>, Fault> {
    let rows = q("select k.id, k.one, k.other, k.why, k.set_by, k.set_on, k.review_on, \
        a.known_given as ag, a.known_family as af, a.form as afo, b.known_given as bg, b.known_family as bf, b.form as bfo \
        from keep_apart k join pupil a on a.org = k.org and a.id = k.one join pupil b on b.org = k.org and b.id = k.other \
        where k.org = $1 and (k.ended_on is null or k.ended_on > $2) order by a.sort_key, b.sort_key, k.id")
        .bind(org).bind(day).rows(src).await?;
    rows.iter()
        .map(|r| {
            let name = |g: &str, f: &str, o: &str| -> Result<String, Fault> {
                let (g, f, o): (String, String, String) = (r.get(g)?, r.get(f)?, r.get(o)?);
                Ok(format!("{}, {o}", format!("{g} {f}").trim()))
            };
            Ok(Pair {
                pair: <KeepApart as crate::FromRow>::from_row(r)?,
                one: name("ag", "af", "afo")?,
                other: name("bg", "bf", "bfo")?,
            })
        })
        .collect()
}

/// Ends a pair from a day on. True when it was in force.
pub async fn end_pair(w: &mut Write, id: Id, day: Day) -> Result<bool, Fault> {
    let query =
        q("update keep_apart set ended_on = $3 where org = $1 and id = $2 and ended_on is null")
            .bind(w.org())
            .bind(id)
            .bind(day);
    Ok(w.run(query).await? > 0)
}

/// A unit of the work bank as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankUnit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First year.
    pub year_from: i64,
    /// Last year.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// Where it is kept.
    pub kept_at: String,
    /// Who agreed it.
    pub agreed_by: String,
    /// When it was last used.
    pub last_used: Option<Day>,
    /// Still offered.
    pub active: bool,
}
from_row!(BankUnit {
    id,
    subject,
    year_from,
    year_to,
    title,
    kept_at,
    agreed_by,
    last_used,
    active
});

/// Every unit, by subject then year.
pub async fn bank(src: &mut dyn Source, org: Id) -> Result<Vec<BankUnit>, Fault> {
    q("select id, subject, year_from, year_to, title, kept_at, agreed_by, last_used, active from bank_unit where org = $1 order by lower(subject), year_from, lower(title), id")
        .bind(org)
        .all(src)
        .await
}

/// Retires a unit or takes it up again.
pub async fn set_bank(w: &mut Write, id: Id, active: bool) -> Result<u64, Fault> {
    let query = q("update bank_unit set active = $3 where org = $1 and id = $2 and active <> $3")
        .bind(w.org())
        .bind(id)
        .bind(active);
    w.run(query).await
}

/// Gives booked periods of one weekday, from a day on, the times of the day as it now is. Days
/// that have begun in the room keep theirs.
pub async fn retime(
    w: &mut Write,
    weekday: Weekday,
    from: Day,
    periods: &[Period],
) -> Result<u64, Fault> {
    let org = w.org();
    let rows = q("select distinct s.day from slot s join placement p on p.org = s.org and p.id = s.placement where s.org = $1 and s.day >= $2 and p.state = 'booked'")
        .bind(org).bind(from).rows(w).await?;
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        let day: Day = row.get("day")?;
        if day.weekday() == weekday {
            days.push(day);
        }
    }
    if days.is_empty() {
        return Ok(0);
    }
    let mut touched = 0;
    for p in periods {
        let query = q("update slot set from_minute = ")
            .put(p.from)
            .push(", to_minute = ")
            .put(p.to)
            .push(" where org = ")
            .put(org)
            .push(" and code = ")
            .put(&p.code)
            .push(" and day in ")
            .list(days.iter().copied())
            .push(" and (from_minute <> ")
            .put(p.from)
            .push(" or to_minute <> ")
            .put(p.to)
            .push(") and exists (select 1 from placement x where x.org = slot.org and x.id = slot.placement and x.state = 'booked')");
        touched += w.run(query).await?;
    }
    Ok(touched)
}

/// What is there already, for the list of what is left to set up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Terms.
    pub terms: i64,
    /// Periods.
    pub periods: i64,
    /// Words set.
    pub words: i64,
    /// Rooms in use.
    pub rooms: i64,
    /// Reasons offered.
    pub reasons: i64,
    /// Pupils on roll.
    pub pupils: i64,
    /// People with a way in.
    pub people: i64,
    /// Rules kept by name.
    pub rules: i64,
    /// Units of work.
    pub bank: i64,
}

/// Counts it.
pub async fn counts(src: &mut dyn Source, org: Id) -> Result<Counts, Fault> {
    let rows = q("select (select count(*) from term where org = $1) as terms, \
        (select count(*) from period where org = $1) as periods, \
        (select count(*) from word where org = $1) as words, \
        (select count(*) from room where org = $1 and active = true) as rooms, \
        (select count(*) from reason where org = $1 and active = true) as reasons, \
        (select count(*) from pupil where org = $1 and left_on is null) as pupils, \
        (select count(*) from membership where org = $1 and active = true) as people, \
        (select count(*) from setting where org = $1 and name = 'policy') as rules, \
        (select count(*) from bank_unit where org = $1 and active = true) as bank")
    .bind(org)
    .rows(src)
    .await?;
    let Some(r) = rows.first() else { return Ok(Counts::default()) };
    Ok(Counts {
        terms: r.get("terms")?,
        periods: r.get("periods")?,
        words: r.get("words")?,
        rooms: r.get("rooms")?,
        reasons: r.get("reasons")?,
        pupils: r.get("pupils")?,
        people: r.get("people")?,
        rules: r.get("rules")?,
        bank: r.get("bank")?,
    })
}

/// A keep-apart pair in force between two pupils, whichever way round.
pub async fn pair_between(
    src: &mut dyn Source,
    org: Id,
    one: Id,
    other: Id,
) -> Result<Option<Id>, Problem> {
    let rows = q("select id from keep_apart where org = $1 and ended_on is null and ((one = $2 and other = $3) or (one = $3 and other = $2)) limit 1")
        .bind(org).bind(one).bind(other).rows(src).await?;
    Ok(rows.first().map(|r| r.get("id")).transpose()?)
}
