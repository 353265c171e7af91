//! What waits about rooms: bookings as they meet known dates, rooms that were asked and have not
//! answered, and which of these lines were left with a reason.
//!
//! Must never know: which booking clashes, or which period nobody covers.

use super::{Due, MOST, WHO, who};
use crate::db::{Fault, Source, q};
use casework::today::Kind;
use casework::{Actor, Coded, Id};
use rulebook::{Day, Minute};

/// One period that is booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hour {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub who: String,
    /// Day.
    pub day: Day,
    /// "P4"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
}

/// The periods booked between two days that somebody has a known date on, by placement.
pub async fn hours_with_dates(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Hour>, Fault> {
    let any = q("select count(*) as n from known_date where org = $1 and ended_at is null and to_day >= $2 and from_day <= $3")
        .bind(org)
        .bind(from)
        .bind(to)
        .count(src)
        .await?;
    if any == 0 {
        return Ok(Vec::new());
    }
    let rows = q("select s.placement, s.pupil, s.day, s.code, s.from_minute, s.to_minute, ")
        .push(WHO)
        .push(
            " from slot s join placement p on p.org = s.org and p.id = s.placement and p.state = 'booked' \
             join pupil pu on pu.org = s.org and pu.id = s.pupil where s.org = ",
        )
        .put(org)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to)
        .push(" order by s.day, s.placement, s.from_minute")
        .rows(src)
        .await?;
    rows.iter()
        .map(|r| {
            Ok(Hour {
                placement: r.get("placement")?,
                pupil: r.get("pupil")?,
                who: who(r)?,
                day: r.get("day")?,
                code: r.get("code")?,
                from: r.get("from_minute")?,
                to: r.get("to_minute")?,
            })
        })
        .collect()
}

/// Lines of a kind that were left with a reason for days from this one on: what each was about.
pub async fn left_from(
    src: &mut dyn Source,
    org: Id,
    kind: Kind,
    from: Day,
) -> Result<Vec<Id>, Fault> {
    let kind = format!("left_{}", kind.code());
    let rows = q("select about from task where org = $1 and kind = $2 and due >= $3")
        .bind(org)
        .bind(&kind)
        .bind(from)
        .rows(src)
        .await?;
    rows.iter().map(|r| r.get("about")).collect()
}

/// Rooms that were asked and have not answered: for whoever asked, and for whoever answers.
pub(super) async fn transfers(
    src: &mut dyn Source,
    actor: &Actor,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select t.id, t.reply_by, t.asked_name, t.asked_by, r.name as room, ")
        .push(WHO)
        .push(
            " from transfer t join pupil pu on pu.org = t.org and pu.id = t.pupil \
             join room r on r.org = t.org and r.id = t.to_room where t.state = 'asked' and t.org = ",
        )
        .put(actor.org)
        .push(" and (t.asked_by = ")
        .put(actor.staff)
        .push(" or r.lead = ")
        .put(actor.staff);
    // Where nobody is in charge of the room, whoever leads the rooms answers.
    let query = match actor.leads() {
        true => query.push(" or r.lead is null)"),
        false => query.push(")"),
    };
    let query = super::not_left(query, Kind::Transfer, "t.org and lt.about = t.id")
        .push(" order by t.reply_by, pu.sort_key, t.id limit ")
        .put(MOST);
    for row in query.rows(src).await? {
        let mine = row.get::<Id>("asked_by")? == actor.staff;
        out.push(Due {
            kind: Kind::Transfer,
            about: row.get("id")?,
            placement: None,
            who: who(&row)?,
            day: row.get("reply_by")?,
            minute: None,
            what: match mine {
                true => row.get("room")?,
                false => row.get("asked_name")?,
            },
            n: i64::from(mine),
            since: None,
        });
    }
    Ok(())
}
