//! Email about work that could not be sent, while the work is still asked for.
//!
//! Must never know: what the message says.

use super::{Days, Due, MOST, WHO, not_left, who};
use crate::db::{Fault, Source, q};
use casework::Actor;
use casework::message::State;
use casework::today::Kind;

/// Those of lessons from today to the next school day that nobody has set work for yet.
pub(super) async fn unsent(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select m.id, m.about, m.to_name, m.state, p.day, ")
        .push(WHO)
        .push(
            " from message m join placement p on p.org = m.org and p.id = m.about \
               join pupil pu on pu.org = p.org and pu.id = p.pupil \
               where m.state in ('refused', 'given_up', 'nowhere', 'returned') and m.kind in ('work_asked', 'work_passed_on') and m.org = ",
        )
        .put(actor.org)
        .push(
            " and exists (select 1 from work w where w.org = m.org and w.placement = m.about and w.ended_at is null \
               and w.state in ('asked', 'escalated') and (w.teacher = m.staff or w.escalated_to = m.staff)) and p.day >= ",
        )
        .put(days.today)
        .push(" and p.day <= ")
        .put(days.next);
    let query = not_left(query, Kind::Mail, "m.org and lt.about = m.id")
        .push(" order by p.day, pu.sort_key, m.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let to: String = row.get("to_name")?;
        let state: State = row.get("state")?;
        out.push(Due {
            kind: Kind::Mail,
            about: row.get("id")?,
            placement: Some(row.get("about")?),
            who: who(&row)?,
            day: row.get("day")?,
            minute: None,
            what: state.told(&to, "").unwrap_or_default(),
            n: 0,
            since: None,
        });
    }
    Ok(())
}
