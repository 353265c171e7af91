//! Letters that went home, with what the placement is now: whether one is out of date is asked
//! of [`casework::letter`].
//!
//! Must never know: what a letter has to say.

use super::{Days, WHO, who};
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::room::Slot;
use rulebook::{Day, Instant};

/// Open placements with letters that are read at most.
const MOST: i64 = 200;

/// A placement with the letters about it that nothing has replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Placement.
    pub placement: Id,
    /// Whose.
    pub pupil: Id,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub who: String,
    /// The day it is on now.
    pub day: Day,
    /// Its room now.
    pub room: Id,
    /// Its periods now.
    pub slots: Vec<Slot>,
    /// Who each letter went to, and its words, in the order they were issued.
    pub letters: Vec<(String, String)>,
    /// When it was last moved, where it was.
    pub moved: Option<Instant>,
    /// The lines about it that were left with a reason since then, as they were said.
    pub left: Vec<String>,
}

/// Placements with letters that still count: those to come or under way, and those that were
/// closed after they moved, whose letters may have said something else all along.
pub async fn letters_sent(src: &mut dyn Source, org: Id, days: Days) -> Result<Vec<Sent>, Fault> {
    const MOVED: &str = "(select max(e.at) from event e where e.org = p.org and e.about = p.id and e.verb = 'moved')";
    let query = q("select p.id, p.pupil, p.day, p.room, l.to_name, l.words, ")
        .push(MOVED)
        .push(" as moved, ")
        .push(WHO)
        .push(
            " from placement p join letter l on l.org = p.org and l.placement = p.id \
               join pupil pu on pu.org = p.org and pu.id = p.pupil where p.org = ",
        )
        .put(org)
        .push(" and p.day >= ")
        .put(days.home_since)
        .push(" and (p.state in ('booked', 'here', 'left') or (p.state = 'closed' and ")
        .push(MOVED)
        .push(" > l.issued_at)) and not exists (select 1 from letter r where r.org = l.org and r.replaces = l.id)")
        .push(" order by p.day, pu.sort_key, p.id, l.issued_at, l.id limit ")
        .put(MOST);
    let mut out: Vec<Sent> = Vec::new();
    for row in query.rows(src).await? {
        let placement: Id = row.get("id")?;
        let letter = (row.get("to_name")?, row.get("words")?);
        match out.last_mut().filter(|s| s.placement == placement) {
            Some(sent) => sent.letters.push(letter),
            None => out.push(Sent {
                placement,
                pupil: row.get("pupil")?,
                who: who(&row)?,
                day: row.get("day")?,
                room: row.get("room")?,
                slots: Vec::new(),
                letters: vec![letter],
                moved: row.get("moved")?,
                left: Vec::new(),
            }),
        }
    }
    if out.is_empty() {
        return Ok(out);
    }
    let ids: Vec<Id> = out.iter().map(|s| s.placement).collect();
    let slots: Vec<Slot> = q("select * from slot where org = ")
        .put(org)
        .push(" and placement in ")
        .list(ids.iter().copied())
        .push(" order by from_minute, id")
        .all(src)
        .await?;
    for slot in slots {
        if let Some(sent) = out.iter_mut().find(|s| s.placement == slot.placement) {
            sent.slots.push(slot);
        }
    }
    let left =
        q("select about, what, made_at from task where kind = 'left_letter_changed' and org = ")
            .put(org)
            .push(" and about in ")
            .list(ids)
            .rows(src)
            .await?;
    for row in left {
        let (about, made_at): (Id, Instant) = (row.get("about")?, row.get("made_at")?);
        // A reason for one change says nothing of the next.
        if let Some(sent) = out.iter_mut().find(|s| s.placement == about)
            && sent.moved.is_none_or(|moved| made_at >= moved)
        {
            sent.left.push(row.get("what")?);
        }
    }
    Ok(out)
}
