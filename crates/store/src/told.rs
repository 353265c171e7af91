//! Who was told of placements: what was rung, sent, read and said, of several at once.

use crate::Write;
use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::home::Call;
use casework::told::{How, Told, Whom};
use casework::{Id, Scope};
use rulebook::{Day, Instant};

coded_cols!(Whom, How);
from_row!(Told { id, placement, pupil, whom, name, way, words, at, made_at, by_name });

/// A placement of which home is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The placement.
    pub placement: Id,
    /// The pupil.
    pub pupil: Id,
    /// The day.
    pub day: Day,
}
from_row!(Due { placement = "id", pupil, day });

/// Placements on these days whose pupil came, of pupils the scope reaches.
pub async fn due(
    src: &mut dyn Source,
    scope: &Scope,
    from: Day,
    to: Day,
) -> Result<Vec<Due>, Fault> {
    let query = q("select pl.id, pl.pupil, pl.day from placement pl join pupil p on p.org = pl.org and p.id = pl.pupil \
                   where pl.state in ('here', 'left', 'closed') and pl.day >= ")
        .put(from)
        .push(" and pl.day <= ")
        .put(to);
    reached(query, scope).push(" order by pl.day, p.sort_key, pl.id limit 500").all(src).await
}

/// A contact and a moment, about a placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The placement.
    pub placement: Id,
    /// Who.
    pub contact: Id,
    /// When.
    pub at: Instant,
}
from_row!(Mark { placement, contact, at });

/// What is known of several placements.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Calls.
    pub calls: Vec<Call>,
    /// Who said that they read a letter, wrote back or have a standards sheet.
    pub said: Vec<Mark>,
    /// Letters and sheets that went to somebody.
    pub sent: Vec<Mark>,
    /// Social workers and virtual school heads told.
    pub told: Vec<Told>,
    /// Those with parental responsibility and no restriction, by pupil.
    pub owed: Vec<(Id, Id)>,
}

/// Gathers it.
pub async fn known(src: &mut dyn Source, org: Id, due: &[Due]) -> Result<Known, Fault> {
    if due.is_empty() {
        return Ok(Known::default());
    }
    let ids: Vec<Id> = due.iter().map(|d| d.placement).collect();
    let mut pupils: Vec<Id> = due.iter().map(|d| d.pupil).collect();
    pupils.sort_unstable();
    pupils.dedup();
    let of =
        |sql: &'static str| q(sql).put(org).push(" and placement in ").list(ids.iter().copied());
    let calls =
        of("select * from home_call where org = ").push(" order by at, id").all(src).await?;
    let mut said: Vec<Mark> =
        of("select placement, contact, at from letter_answer where org = ").all(src).await?;
    let sheets: Vec<Mark> = q("select s.placement, s.contact, a.at from sheet_answer a join sheet_issue s on s.org = a.org and s.id = a.sheet where a.org = ")
        .put(org)
        .push(" and s.placement in ")
        .list(ids.iter().copied())
        .all(src)
        .await?;
    said.extend(sheets);
    let mut sent: Vec<Mark> =
        of("select placement, contact, made_at as at from letter_to where org = ").all(src).await?;
    let given: Vec<Mark> =
        of("select placement, contact, issued_at as at from sheet_issue where org = ")
            .all(src)
            .await?;
    sent.extend(given);
    let told = of("select * from told where org = ").push(" order by at, id").all(src).await?;
    let rows = q("select pupil, contact from pupil_contact where responsible = true and trim(restriction) = '' and ended_on is null and org = ")
        .put(org)
        .push(" and pupil in ")
        .list(pupils)
        .rows(src)
        .await?;
    let owed = rows
        .iter()
        .map(|row| Ok((row.get("pupil")?, row.get("contact")?)))
        .collect::<Result<Vec<(Id, Id)>, Fault>>()?;
    Ok(Known { calls, said, sent, told, owed })
}

/// Keeps that somebody was told.
pub async fn add(w: &mut Write, t: &Told) -> Result<(), Fault> {
    let query = q("insert into told (org, id, placement, pupil, whom, name, way, words, at, made_at, by_name) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)")
        .bind(w.org()).bind(t.id).bind(t.placement).bind(t.pupil).bind(t.whom).bind(&t.name).bind(t.way)
        .bind(&t.words).bind(t.at).bind(t.made_at).bind(&t.by_name);
    w.run(query).await.map(|_| ())
}
