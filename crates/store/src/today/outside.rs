//! Social workers and virtual school heads who are still to be told of a day in the room.
//!
//! Must never know: what they have to be told, or why.

use super::{Days, Due, MOST, not_left, who};
use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::today::Kind;
use casework::{Actor, May};

/// Placements that have begun, of pupils who have one, where nobody has said that they were told.
pub(super) async fn to_tell(
    src: &mut dyn Source,
    actor: &Actor,
    kind: Kind,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let (has, whom) = match kind {
        Kind::VirtualSchool => ("p.looked_after = true", "virtual_school"),
        _ => ("trim(p.social_worker) <> ''", "social_worker"),
    };
    let query = q("select pl.id, pl.day, p.social_worker, p.known_given, p.known_family, p.form from placement pl \
                   join pupil p on p.org = pl.org and p.id = pl.pupil where ")
        .push(has)
        .push(" and pl.state in ('here', 'left', 'closed') and pl.org = ")
        .put(actor.org)
        .push(" and pl.day >= ")
        .put(days.home_since)
        .push(" and pl.day <= ")
        .put(days.today)
        .push(" and not exists (select 1 from told t where t.org = pl.org and t.placement = pl.id and t.whom = ")
        .put(whom)
        .push(")");
    let query = not_left(query, kind, "pl.org and lt.about = pl.id");
    let query = reached(query, &actor.scope_for(May::Home, days.today));
    for row in query.push(" order by pl.day, p.sort_key, pl.id limit ").put(MOST).rows(src).await? {
        let worker: String = row.get("social_worker")?;
        out.push(Due {
            kind,
            about: row.get("id")?,
            placement: Some(row.get("id")?),
            who: who(&row)?,
            day: row.get("day")?,
            minute: None,
            what: if kind == Kind::SocialWorker {
                worker.trim().to_string()
            } else {
                String::new()
            },
            n: 0,
            since: None,
        });
    }
    Ok(())
}
