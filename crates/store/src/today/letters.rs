//! Letters that went home, with what the placement is now: whether one is out of date is asked
//! of [`casework::letter`].
//!
//! Must never know: what a letter has to say.

use super::{Days, Due, MOST as LINES, WHO, not_left, who};
use crate::db::{Fault, Source, q};
use crate::scope::reached;
use casework::room::Slot;
use casework::today::Kind;
use casework::{Actor, Id, May};
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
    const MOVED: &str = "(select max(e.at) from event e where e.org = p.org and e.about = p.id and e.verb in ('moved', 'room_moved'))";
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

/// A letter that a person has not said they read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// That it went to them.
    pub id: Id,
    /// Placement.
    pub placement: Id,
    /// "Tyrell Ashdown-Moss, 9K2"
    pub who: String,
    /// Who it went to.
    pub name: String,
    /// When it was issued.
    pub issued: Instant,
}

/// Letters that still count, to people who have not said that they read them: of pupils who are
/// on roll and placements that were not cancelled, and not left with a reason.
pub async fn unread(src: &mut dyn Source, actor: &Actor, days: Days) -> Result<Vec<Unread>, Fault> {
    let query = q("select t.id, t.placement, t.name, t.made_at, p.known_given, p.known_family, p.form from letter_to t \
        join pupil p on p.org = t.org and p.id = t.pupil and p.left_on is null \
        join placement pl on pl.org = t.org and pl.id = t.placement and pl.state <> 'cancelled' \
        join pupil_contact pc on pc.org = t.org and pc.pupil = t.pupil and pc.contact = t.contact and pc.ended_on is null and trim(pc.restriction) = '' \
        where t.org = ")
        .put(actor.org)
        .push(" and t.made_at >= ")
        .put(days.home_since.at(Default::default()))
        .push(" and not exists (select 1 from letter_to n where n.org = t.org and n.placement = t.placement and n.contact = t.contact and n.made_at > t.made_at) \
            and not exists (select 1 from letter r where r.org = t.org and r.replaces = t.letter) \
            and not exists (select 1 from letter_answer a where a.org = t.org and a.letter = t.letter and a.contact = t.contact and a.kind = 'read')");
    let query = not_left(query, Kind::Unread, "t.org and lt.about = t.id");
    let query = reached(query, &actor.scope_for(May::Home, days.today));
    let query = query.push(" order by t.made_at, p.sort_key, t.id limit ").put(MOST);
    let rows = query.rows(src).await?;
    rows.iter()
        .map(|row| {
            Ok(Unread {
                id: row.get("id")?,
                placement: row.get("placement")?,
                who: who(row)?,
                name: row.get("name")?,
                issued: row.get("made_at")?,
            })
        })
        .collect()
}

/// Standards sheets that still count, given to people who have not said that they have them: of
/// pupils on roll and placements that were not cancelled, and not left with a reason.
pub async fn sheets(src: &mut dyn Source, actor: &Actor, days: Days) -> Result<Vec<Unread>, Fault> {
    let query = q("select s.id, s.placement, s.name, s.issued_at as made_at, p.known_given, p.known_family, p.form from sheet_issue s \
        join pupil p on p.org = s.org and p.id = s.pupil and p.left_on is null \
        join placement pl on pl.org = s.org and pl.id = s.placement and pl.state <> 'cancelled' \
        join pupil_contact pc on pc.org = s.org and pc.pupil = s.pupil and pc.contact = s.contact and pc.ended_on is null and trim(pc.restriction) = '' \
        where s.org = ")
        .put(actor.org)
        .push(" and s.made_at >= ")
        .put(days.home_since.at(Default::default()))
        .push(" and not exists (select 1 from sheet_issue n where n.org = s.org and n.pupil = s.pupil and n.contact = s.contact and n.made_at > s.made_at) \
            and not exists (select 1 from sheet_answer a where a.org = s.org and a.sheet = s.id)");
    let query = not_left(query, Kind::Sheet, "s.org and lt.about = s.id");
    let query = reached(query, &actor.scope_for(May::Home, days.today));
    let query = query.push(" order by s.made_at, p.sort_key, s.id limit ").put(MOST);
    let rows = query.rows(src).await?;
    rows.iter()
        .map(|row| {
            Ok(Unread {
                id: row.get("id")?,
                placement: row.get("placement")?,
                who: who(row)?,
                name: row.get("name")?,
                issued: row.get("made_at")?,
            })
        })
        .collect()
}

/// Replies from home that nobody has seen to.
pub(super) async fn replies(
    src: &mut dyn Source,
    actor: &Actor,
    days: Days,
    out: &mut Vec<Due>,
) -> Result<(), Fault> {
    let query = q("select a.id, a.placement, a.name, a.at, p.known_given, p.known_family, p.form from letter_answer a \
        join pupil p on p.org = a.org and p.id = a.pupil where a.kind = 'reply' and a.done_at is null and a.org = ")
        .put(actor.org);
    let query = not_left(query, Kind::Reply, "a.org and lt.about = a.id");
    let query = reached(query, &actor.scope_for(May::Home, days.today));
    for row in query.push(" order by a.at, p.sort_key, a.id limit ").put(LINES).rows(src).await? {
        let at: Instant = row.get("at")?;
        out.push(Due {
            kind: Kind::Reply,
            about: row.get("id")?,
            placement: Some(row.get("placement")?),
            who: who(&row)?,
            day: at.day(),
            minute: None,
            what: row.get("name")?,
            n: 0,
            since: Some(at),
        });
    }
    Ok(())
}
