//! Serious things that happened, each found through the pupil's scope.
//!
//! Must never know: by when one is talked over.

use crate::db::{Fault, Source, q};
use crate::room::stale_if_none;
use crate::scope::reached;
use crate::{Problem, Write};
use casework::significant::Significant;
use casework::{Id, Scope};
use rulebook::Day;

from_row!(Significant {
    id,
    pupil,
    place,
    day,
    minute,
    what,
    before,
    did,
    injuries,
    forced,
    told_at,
    told_who,
    told_by,
    own_view,
    staff_view,
    differently,
    debriefed_on,
    debriefed_by,
    by_staff,
    by_name,
    at,
    version,
});

const OF: &str =
    "select s.* from significant s join pupil p on p.org = s.org and p.id = s.pupil where 1 = 1";

/// One, of a pupil in scope.
pub async fn find(src: &mut dyn Source, scope: &Scope, id: Id) -> Result<Significant, Problem> {
    reached(q(OF), scope).push(" and s.id = ").put(id).one(src).await?.ok_or(Problem::Missing)
}

/// Those of pupils in scope, newest first; of one pupil where one is named.
pub async fn list(
    src: &mut dyn Source,
    scope: &Scope,
    pupil: Option<Id>,
) -> Result<Vec<Significant>, Fault> {
    let query = reached(q(OF), scope);
    let query = match pupil {
        Some(id) => query.push(" and s.pupil = ").put(id),
        None => query,
    };
    query.push(" order by s.day desc, s.minute desc, s.id limit 100").all(src).await
}

/// Those on or after a day.
pub async fn since(
    src: &mut dyn Source,
    scope: &Scope,
    day: Day,
) -> Result<Vec<Significant>, Fault> {
    reached(q(OF), scope)
        .push(" and s.day >= ")
        .put(day)
        .push(" order by s.day, s.minute, s.id")
        .all(src)
        .await
}

/// Those somebody wrote that nobody has talked over yet.
pub async fn to_debrief(
    src: &mut dyn Source,
    org: Id,
    staff: Id,
) -> Result<Vec<Significant>, Fault> {
    q("select * from significant where org = $1 and by_staff = $2 and debriefed_on is null order by day, minute, id limit 60")
        .bind(org).bind(staff).all(src).await
}

/// Writes one down. Sent twice, it is kept once: says whether it was new.
pub async fn add(w: &mut Write, s: &Significant) -> Result<bool, Fault> {
    let query = q("insert into significant (org, id, pupil, place, day, minute, what, before, did, injuries, forced, told_at, told_who, told_by, by_staff, by_name, at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17) on conflict (org, id) do nothing")
        .bind(w.org()).bind(s.id).bind(s.pupil).bind(&s.place).bind(s.day).bind(s.minute).bind(&s.what).bind(&s.before)
        .bind(&s.did).bind(&s.injuries).bind(s.forced).bind(s.told_at).bind(&s.told_who).bind(&s.told_by)
        .bind(s.by_staff).bind(&s.by_name).bind(s.at);
    Ok(w.run(query).await? > 0)
}

/// Keeps the talk about it, and that home was told since, of the version that was looked at.
pub async fn debrief(w: &mut Write, s: &Significant) -> Result<(), Problem> {
    let query = q("update significant set own_view = $4, staff_view = $5, differently = $6, debriefed_on = $7, debriefed_by = $8, \
                   told_at = $9, told_who = $10, told_by = $11, version = version + 1 where org = $1 and id = $2 and version = $3")
        .bind(w.org()).bind(s.id).bind(s.version).bind(&s.own_view).bind(&s.staff_view).bind(&s.differently)
        .bind(s.debriefed_on).bind(&s.debriefed_by).bind(s.told_at).bind(&s.told_who).bind(&s.told_by);
    stale_if_none(w.run(query).await?)
}
