//! The work bank: units kept for when no work comes.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::bank::{Ability, Unit as Full, Verdict};

/// A unit of work for a span of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First National Curriculum year it suits.
    pub year_from: i64,
    /// Last.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// Where it is kept.
    pub kept_at: String,
    /// Who agreed it.
    pub agreed_by: String,
}

/// Keeps a new unit.
pub async fn add(w: &mut Write, unit: &Unit) -> Result<(), Fault> {
    let query = q("insert into bank_unit (org, id, subject, year_from, year_to, title, kept_at, agreed_by) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org())
        .bind(unit.id)
        .bind(&unit.subject)
        .bind(unit.year_from)
        .bind(unit.year_to)
        .bind(&unit.title)
        .bind(&unit.kept_at)
        .bind(&unit.agreed_by);
    w.run(query).await.map(|_| ())
}

/// Keeps a new unit with all that is known of it.
pub async fn insert(w: &mut Write, u: &Full) -> Result<(), Fault> {
    let query = q("insert into bank_unit (org, id, subject, year_from, year_to, title, topic, ability, minutes, kept_at, answers_at, author, copyright_clear) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)")
        .bind(w.org())
        .bind(u.id)
        .bind(&u.subject)
        .bind(u.year_from)
        .bind(u.year_to)
        .bind(&u.title)
        .bind(&u.topic)
        .bind(u.ability)
        .bind(u.minutes)
        .bind(&u.kept_at)
        .bind(&u.answers_at)
        .bind(&u.author)
        .bind(u.copyright_clear);
    w.run(query).await.map(|_| ())
}

coded_cols!(Ability, Verdict);
from_row!(Full {
    id,
    subject,
    year_from,
    year_to,
    title,
    topic,
    ability,
    minutes,
    kept_at,
    answers_at,
    author,
    copyright_clear,
    agreed_by,
    verdict,
    verdict_at,
    verdict_why,
    review_on,
    last_used,
    active,
    version,
});

/// Every unit of the bank with all that is known of it, by subject, year and title.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Full>, Fault> {
    q("select * from bank_unit where org = $1 order by lower(subject), year_from, lower(title), id")
        .bind(org)
        .all(src)
        .await
}

/// One unit.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Full, Problem> {
    q("select * from bank_unit where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps a unit as it is now, if nobody has changed it since `version`.
pub async fn keep(w: &mut Write, u: &Full) -> Result<(), Problem> {
    let query = q("update bank_unit set subject = $3, year_from = $4, year_to = $5, title = $6, topic = $7, ability = $8, minutes = $9, \
                   kept_at = $10, answers_at = $11, author = $12, copyright_clear = $13, agreed_by = $14, verdict = $15, verdict_at = $16, \
                   verdict_why = $17, review_on = $18, active = $19, version = version + 1 where org = $1 and id = $2 and version = $20")
        .bind(w.org())
        .bind(u.id)
        .bind(&u.subject)
        .bind(u.year_from)
        .bind(u.year_to)
        .bind(&u.title)
        .bind(&u.topic)
        .bind(u.ability)
        .bind(u.minutes)
        .bind(&u.kept_at)
        .bind(&u.answers_at)
        .bind(&u.author)
        .bind(u.copyright_clear)
        .bind(&u.agreed_by)
        .bind(u.verdict)
        .bind(u.verdict_at)
        .bind(&u.verdict_why)
        .bind(u.review_on)
        .bind(u.active)
        .bind(u.version);
    stale_if_none(w.run(query).await?)
}

/// How many pupils each unit was used by.
pub async fn used_by(src: &mut dyn Source, org: Id) -> Result<Vec<(Id, i64)>, Fault> {
    let rows = q("select bank_unit as id, count(distinct pupil) as n from work where org = $1 and bank_unit is not null and ended_at is null group by bank_unit")
        .bind(org).rows(src).await?;
    rows.iter().map(|r| Ok((r.get("id")?, r.get("n")?))).collect()
}

/// Which units each of some pupils has had.
pub async fn had(src: &mut dyn Source, org: Id, pupils: &[Id]) -> Result<Vec<(Id, Id)>, Fault> {
    if pupils.is_empty() {
        return Ok(Vec::new());
    }
    let rows = q("select distinct pupil, bank_unit from work where bank_unit is not null and ended_at is null and org = ")
        .put(org)
        .push(" and pupil in ")
        .list(pupils.iter().copied())
        .rows(src)
        .await?;
    rows.iter().map(|r| Ok((r.get("pupil")?, r.get("bank_unit")?))).collect()
}

/// The subjects and years that are taught now, each once.
pub async fn taught(src: &mut dyn Source, org: Id) -> Result<Vec<(String, i64)>, Fault> {
    let rows = q("select distinct c.subject, c.year from class c where c.org = $1 and c.subject <> '' and c.year > 0 and exists \
        (select 1 from lesson l where l.org = c.org and l.class = c.id and l.ended_on is null) order by c.subject, c.year")
        .bind(org).rows(src).await?;
    let mut all: Vec<(String, i64)> = Vec::new();
    for row in &rows {
        let (subject, year): (String, i64) = (row.get("subject")?, row.get("year")?);
        let subject = subject.trim().to_string();
        if !all.iter().any(|(s, y)| *y == year && s.to_lowercase() == subject.to_lowercase()) {
            all.push((subject, year));
        }
    }
    Ok(all)
}
