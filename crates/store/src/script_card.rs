//! The school's cards for what every adult in the room does.
//!
//! Must never know: who reads them.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::{Problem, Write};
use casework::Id;
use casework::script_card::ScriptCard;

from_row!(ScriptCard { id, place, happens, steps, active, version });

/// All of them, those in use first, in their order.
pub async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<ScriptCard>, Fault> {
    q("select id, place, happens, steps, active, version from script_card where org = $1 order by active desc, place, happens, id")
        .bind(org)
        .all(src)
        .await
}

/// Keeps a new one. False when it was there.
pub async fn add(w: &mut Write, c: &ScriptCard) -> Result<bool, Fault> {
    let query = q("insert into script_card (org, id, place, happens, steps, active) values ($1,$2,$3,$4,$5,$6) on conflict (org, id) do nothing")
        .bind(w.org()).bind(c.id).bind(c.place).bind(&c.happens).bind(&c.steps).bind(c.active);
    Ok(w.run(query).await? > 0)
}

/// Changes one, if nobody has since its version.
pub async fn change(w: &mut Write, c: &ScriptCard) -> Result<(), Problem> {
    let query = q("update script_card set place = $3, happens = $4, steps = $5, active = $6, version = version + 1 where org = $1 and id = $2 and version = $7")
        .bind(w.org()).bind(c.id).bind(c.place).bind(&c.happens).bind(&c.steps).bind(c.active).bind(c.version);
    stale_if_none(w.run(query).await?)
}
