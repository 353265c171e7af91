//! Strategy cards.
//!
//! Must never know: pupils.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::strategy::Card;

from_row!(Card { id, need, title, how, care, active, made_by, version });

/// All of them, by need and title.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<Card>, Fault> {
    q("select * from strategy_card where org = $1 order by lower(need), lower(title), id limit 1000")
        .bind(org)
        .all(src)
        .await
}

/// One.
pub async fn find(src: &mut dyn Source, org: Id, id: Id) -> Result<Card, Problem> {
    q("select * from strategy_card where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// Keeps one, if nobody has since its version; 0 for a new one. False when a new one was there.
pub async fn keep(w: &mut Write, c: &Card) -> Result<bool, Problem> {
    if c.version == 0 {
        let query = q("insert into strategy_card (org, id, need, title, how, care, made_by) values ($1,$2,$3,$4,$5,$6,$7) on conflict (org, id) do nothing")
            .bind(w.org()).bind(c.id).bind(&c.need).bind(&c.title).bind(&c.how).bind(&c.care).bind(&c.made_by);
        return Ok(w.run(query).await? > 0);
    }
    let query = q("update strategy_card set need = $3, title = $4, how = $5, care = $6, active = $7, version = version + 1 where org = $1 and id = $2 and version = $8")
        .bind(w.org()).bind(c.id).bind(&c.need).bind(&c.title).bind(&c.how).bind(&c.care).bind(c.active).bind(c.version);
    stale_if_none(w.run(query).await?)?;
    Ok(true)
}
