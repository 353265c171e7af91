//! What was agreed for a return after a suspension, one row a suspension.
//!
//! Must never know: whether anything had to be agreed. Lists go through a scope.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::row::{FromRow, Row};
use crate::scope::reached;
use crate::{Problem, Write};
use casework::reintegration::Reintegration;
use casework::{Id, Scope};
use rulebook::Day;

impl FromRow for Reintegration {
    fn from_row(row: &Row) -> Result<Reintegration, Fault> {
        Ok(Reintegration {
            exclusion: row.get("exclusion")?,
            asked: row.get("asked")?,
            pupil_view: row.get("pupil_view")?,
            family_view: row.get("family_view")?,
            support: row.get("support")?,
            targets: row.get("targets")?,
            links: row.get("links")?,
            owner: row.get("owner")?,
            owner_name: row.get("owner_name")?,
            review_on: row.get("review_on")?,
            reviewed_on: row.get("reviewed_on")?,
            review_words: row.get("review_words")?,
            reviewed_by: row.get("reviewed_by")?,
            by_name: row.get("by_name")?,
            at: row.get("at")?,
            version: row.get("version")?,
        })
    }
}

/// What was agreed after a suspension, if anything is kept.
pub async fn of(
    src: &mut dyn Source,
    org: Id,
    exclusion: Id,
) -> Result<Option<Reintegration>, Fault> {
    q("select * from reintegration where org = $1 and exclusion = $2")
        .bind(org)
        .bind(exclusion)
        .one(src)
        .await
}

/// Keeps it, if nobody has since its version; version 0 is one that was not there.
pub async fn keep(w: &mut Write, r: &Reintegration) -> Result<(), Problem> {
    let (org, who, at) = (w.org(), w.act().who.clone(), w.at());
    let query = match r.version {
        0 => q(
            "insert into reintegration (org, exclusion, asked, pupil_view, family_view, support, targets, links, owner, owner_name, review_on, \
                by_name, at, version) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1) on conflict (org, exclusion) do nothing",
        ),
        _ => q(
            "update reintegration set asked = $3, pupil_view = $4, family_view = $5, support = $6, targets = $7, links = $8, owner = $9, \
                owner_name = $10, review_on = $11, by_name = $12, at = $13, version = version + 1 \
                where org = $1 and exclusion = $2 and version = $14",
        ),
    };
    let query = query
        .bind(org)
        .bind(r.exclusion)
        .bind(&r.asked)
        .bind(&r.pupil_view)
        .bind(&r.family_view)
        .bind(&r.support)
        .bind(&r.targets)
        .bind(&r.links)
        .bind(r.owner)
        .bind(&r.owner_name)
        .bind(r.review_on)
        .bind(who)
        .bind(at);
    let query = if r.version == 0 { query } else { query.bind(r.version) };
    stale_if_none(w.run(query).await?)
}

/// Keeps that somebody looked at it again, and when they look next, where they do.
pub async fn reviewed(
    w: &mut Write,
    r: &Reintegration,
    on: Day,
    words: &str,
    next: Option<Day>,
) -> Result<(), Problem> {
    let who = w.act().who.clone();
    let earlier = r.review_words.trim();
    let line = format!("{on}, {who}: {words}");
    let all = if earlier.is_empty() { line } else { format!("{earlier}\n{line}") };
    let query = q("update reintegration set review_on = $3, reviewed_on = $4, review_words = $5, reviewed_by = $6, version = version + 1 \
                   where org = $1 and exclusion = $2 and version = $7")
        .bind(w.org())
        .bind(r.exclusion)
        .bind(next.or(r.review_on))
        .bind(next.is_none().then_some(on))
        .bind(all)
        .bind(who)
        .bind(r.version);
    stale_if_none(w.run(query).await?)
}

/// Those a person looks after that are to be looked at by a day, with whose they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What was agreed.
    pub agreed: Reintegration,
    /// "Marnie Tolliver-Reyes, 10B"
    pub who: String,
}
impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Waiting, Fault> {
        let (given, family): (String, String) = (row.get("known_given")?, row.get("known_family")?);
        let name = casework::writing::isolated(format!("{} {}", given.trim(), family.trim()));
        let form: String = row.get("form")?;
        Ok(Waiting {
            agreed: Reintegration::from_row(row)?,
            who: format!("{}, {form}", name.trim()),
        })
    }
}

/// Everything somebody looks after whose day has come, of pupils the scope reaches.
pub async fn waiting(
    src: &mut dyn Source,
    scope: &Scope,
    owner: Id,
    by: Day,
) -> Result<Vec<Waiting>, Fault> {
    let query = q("select r.*, p.known_given, p.known_family, p.form from reintegration r \
                   join exclusion e on e.org = r.org and e.id = r.exclusion \
                   join pupil p on p.org = e.org and p.id = e.pupil \
                   where r.reviewed_on is null and e.cancelled_on is null and r.owner = ")
    .put(owner)
    .push(" and r.review_on <= ")
    .put(by);
    reached(query, scope).push(" order by r.review_on, r.exclusion").all(src).await
}
