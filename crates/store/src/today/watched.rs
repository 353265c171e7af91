//! What early warning leaves on Today: signals that wait for an answer.
//!
//! Must never know: how one is put off. It stands here until somebody says what came of it.

use super::{Days, Due, MOST, who};
use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::today::Kind;
use casework::{Actor, Id, May, Role};

/// A person's own, those of nobody for whoever leads the room, and every late one for senior
/// leaders.
pub(super) async fn signals(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = reached(
        q("select s.id, s.due, s.name, s.owner, s.owner_name, p.known_given, p.known_family, p.form from signal s \
           join pupil p on p.org = s.org and p.id = s.pupil where s.decided_at is null"),
        &actor.scope_for(May::PupilFile, days.today),
    )
    .push(" and (s.owner = ")
    .put(actor.staff);
    let query = match actor.leads() {
        true => query.push(" or s.owner is null"),
        false => query,
    };
    let query = match actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head)) {
        true => query.push(" or s.due < ").put(days.today).push(")"),
        false => query.push(")"),
    };
    for row in query.push(" order by s.due, p.sort_key, s.id limit ").put(MOST).rows(src).await? {
        let owner: Option<Id> = row.get("owner")?;
        let (name, whose): (String, String) = (row.get("name")?, row.get("owner_name")?);
        out.push(Due {
            kind: Kind::Signal,
            about: row.get("id")?,
            placement: None,
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
