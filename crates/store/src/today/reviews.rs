//! Reviews that wait to be held: a person's own, those of nobody for the room's lead, and every
//! overdue one for senior leaders.
//!
//! Must never know: how one is put off. It stands here until somebody says what came of it.

use super::{Days, Due, MOST, who};
use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::today::Kind;
use casework::{Actor, Id, May, Role};

/// However far off it is due: there is time to ask about it.
pub(super) async fn to_hold(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = reached(
        q("select r.id, r.placement, r.due, r.name, r.owner, r.owner_name, p.known_given, p.known_family, p.form from review r \
           join pupil p on p.org = r.org and p.id = r.pupil where r.decided_at is null"),
        &actor.scope_for(May::PupilFile, days.today),
    )
    .push(" and (r.owner = ")
    .put(actor.staff);
    let query = match actor.leads() {
        true => query.push(" or r.owner is null"),
        false => query,
    };
    // What somebody else has not held by its day is no longer theirs alone.
    let query = match actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head)) {
        true => query.push(" or r.due < ").put(days.today).push(")"),
        false => query.push(")"),
    };
    for row in query.push(" order by r.due, p.sort_key, r.id limit ").put(MOST).rows(src).await? {
        let owner: Option<Id> = row.get("owner")?;
        let (name, whose): (String, String) = (row.get("name")?, row.get("owner_name")?);
        out.push(Due {
            kind: Kind::Review,
            about: row.get("id")?,
            placement: Some(row.get("placement")?),
            who: who(&row)?,
            day: row.get("due")?,
            minute: None,
            what: match owner == Some(actor.staff) || whose.is_empty() {
                true => name,
                false => format!("{name}; for {whose}"),
            },
            n: 0,
            since: None,
        });
    }
    Ok(())
}
