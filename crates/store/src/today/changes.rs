//! What changed of placements to come since somebody last looked.

use super::who;
use crate::db::{Fault, Source, q};
use casework::Id;
use rulebook::{Day, Instant};

/// A placement that was booked, moved or cancelled: who, what was done, by whom, and when it is
/// now, with its periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Placement.
    pub placement: Id,
    /// Code of the verb.
    pub verb: String,
    /// The pupil.
    pub pupil: Id,
    /// "Kian Dowell, 9K4"
    pub who: String,
    /// Who did it.
    pub by: String,
    /// When it was done.
    pub at: Instant,
    /// The day it is now on.
    pub day: Day,
    /// Its periods now.
    pub codes: Vec<String>,
}

/// Moves and cancellations since one moment, bookings since another, of placements that are or
/// were for today or later.
pub async fn changes(
    src: &mut dyn Source,
    org: Id,
    moves_since: Instant,
    bookings_since: Instant,
    today: Day,
) -> Result<Vec<Change>, Fault> {
    // "cross join": from the few placements to come to what was done to them, never the other
    // way round, which would read every event since.
    let rows = q("select e.about, e.verb, e.who, e.at, p.day, p.pupil, pu.known_given, pu.known_family, pu.form from placement p \
        cross join event e join pupil pu on pu.org = p.org and pu.id = p.pupil \
        where e.org = p.org and e.about = p.id and p.org = $1 and e.verb in ('moved', 'cancelled', 'booked') and e.at >= $2 and p.day >= $3 order by e.at desc, e.seq desc limit 200")
        .bind(org).bind(moves_since.min(bookings_since)).bind(today).rows(src).await?;
    let mut out: Vec<Change> = Vec::new();
    for row in rows {
        let (verb, at): (String, Instant) = (row.get("verb")?, row.get("at")?);
        let placement: Id = row.get("about")?;
        let since = if verb == "booked" { bookings_since } else { moves_since };
        // The newest thing done to a placement is what is told.
        if at < since || out.iter().any(|c| c.placement == placement) {
            continue;
        }
        out.push(Change {
            placement,
            verb,
            pupil: row.get("pupil")?,
            who: who(&row)?,
            by: row.get("who")?,
            at,
            day: row.get("day")?,
            codes: Vec::new(),
        });
    }
    if !out.is_empty() {
        let query = q("select placement, code from slot where org = ")
            .put(org)
            .push(" and placement in ")
            .list(out.iter().map(|c| c.placement))
            .push(" order by from_minute");
        for row in query.rows(src).await? {
            let placement: Id = row.get("placement")?;
            if let Some(change) = out.iter_mut().find(|c| c.placement == placement) {
                change.codes.push(row.get("code")?);
            }
        }
    }
    Ok(out)
}
