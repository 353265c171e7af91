//! What a booking needs to know and what it leaves behind: periods taken, requests for work, the
//! entry for the school's own system, and a pupil's time in rooms so far.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::Id;
use casework::booking::{Named, Taken};
use casework::exit::Outcome;
use rulebook::{Day, Instant};

from_row!(Named { placement, who, post, why, together });
from_row!(Taken { placement, pupil, room, day, code, seat, state });

/// Periods that pupils booked or in a room have, from one day to another, both included.
pub async fn taken(src: &mut dyn Source, org: Id, from: Day, to: Day) -> Result<Vec<Taken>, Fault> {
    q("select s.placement, s.pupil, s.room, s.day, s.code, p.seat, p.state from slot s \
       join placement p on p.org = s.org and p.id = s.placement \
       where s.org = $1 and s.day >= $2 and s.day <= $3 and p.state in ('booked', 'here') order by s.day, s.from_minute, s.placement")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// Periods of placements that stand or were, from one day to another, both included.
pub async fn planned(
    src: &mut dyn Source,
    org: Id,
    from: Day,
    to: Day,
) -> Result<Vec<Taken>, Fault> {
    q("select s.placement, s.pupil, s.room, s.day, s.code, p.seat, p.state from slot s \
       join placement p on p.org = s.org and p.id = s.placement \
       where s.org = $1 and s.day >= $2 and s.day <= $3 and p.state in ('booked', 'here', 'left', 'closed') order by s.day, s.from_minute, p.seat, s.placement")
        .bind(org)
        .bind(from)
        .bind(to)
        .all(src)
        .await
}

/// Ends the open requests for work of a placement. Says how many.
pub async fn end_work(w: &mut Write, placement: Id) -> Result<u64, Fault> {
    let at = w.at();
    w.run(
        q("update work set ended_at = $3, version = version + 1 where org = $1 and placement = $2 and ended_at is null")
            .bind(w.org())
            .bind(placement)
            .bind(at),
    )
    .await
}

/// Frees the periods of a placement that nobody has come for.
pub async fn free(w: &mut Write, placement: Id) -> Result<(), Fault> {
    w.run(q("delete from slot where org = $1 and placement = $2").bind(w.org()).bind(placement))
        .await
        .map(|_| ())
}

/// An entry to be made in the school's own system.
pub struct Entry<'a> {
    /// Pupil.
    pub pupil: Id,
    /// Placement.
    pub placement: Id,
    /// The day of the placement.
    pub day: Day,
    /// What is to be entered.
    pub what: &'a str,
    /// By when.
    pub due: Day,
}

/// Keeps an entry to be made, or changes the one of that placement that was not made yet.
pub async fn set_entry(w: &mut Write, e: &Entry<'_>) -> Result<(), Fault> {
    let changed = w
        .run(
            q("update mis_entry set day = $3, what = $4, due = $5 where org = $1 and placement = $2 and made_at is null")
                .bind(w.org())
                .bind(e.placement)
                .bind(e.day)
                .bind(e.what)
                .bind(e.due),
        )
        .await?;
    if changed > 0 {
        return Ok(());
    }
    w.run(
        q("insert into mis_entry (org, id, pupil, placement, day, what, due) values ($1,$2,$3,$4,$5,$6,$7)")
            .bind(w.org())
            .bind(Id::now_v7())
            .bind(e.pupil)
            .bind(e.placement)
            .bind(e.day)
            .bind(e.what)
            .bind(e.due),
    )
    .await
    .map(|_| ())
}

/// Takes away the entry of a placement that will not happen, if it was not made yet.
pub async fn drop_entry(w: &mut Write, placement: Id) -> Result<(), Fault> {
    w.run(
        q("delete from mis_entry where org = $1 and placement = $2 and made_at is null")
            .bind(w.org())
            .bind(placement),
    )
    .await
    .map(|_| ())
}

/// Why a placement was cancelled, kept with it.
pub async fn close_reason(w: &mut Write, placement: Id, why: &str) -> Result<(), Fault> {
    w.run(
        q("update placement set close_reason = $3 where org = $1 and id = $2")
            .bind(w.org())
            .bind(placement)
            .bind(why),
    )
    .await
    .map(|_| ())
}

/// Letters that went home about a placement.
pub async fn letters(src: &mut dyn Source, org: Id, placement: Id) -> Result<i64, Fault> {
    q("select count(*) as n from letter where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .count(src)
        .await
}

/// Open requests for work of a placement.
pub async fn open_work(src: &mut dyn Source, org: Id, placement: Id) -> Result<i64, Fault> {
    q("select count(*) as n from work where org = $1 and placement = $2 and ended_at is null")
        .bind(org)
        .bind(placement)
        .count(src)
        .await
}

/// Minutes of lessons a pupil has been or is booked out in rooms that count, by day.
pub async fn minutes_out(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
    to: Day,
    but: Option<Id>,
) -> Result<i64, Fault> {
    let mut query = q("select cast(sum(s.to_minute - s.from_minute) as bigint) as n from slot s \
       join placement p on p.org = s.org and p.id = s.placement join room r on r.org = s.org and r.id = s.room \
       where p.state in ('booked', 'here', 'left', 'closed') and r.kind = 'removal' and s.org = ")
        .put(org)
        .push(" and s.pupil = ")
        .put(pupil)
        .push(" and s.day >= ")
        .put(from)
        .push(" and s.day <= ")
        .put(to);
    if let Some(but) = but {
        query = query.push(" and s.placement <> ").put(but);
    }
    query.count(src).await
}

/// A placement that was, and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Placement.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// How it finished, as the exit interview has it; nothing when there was none.
    pub outcome: Option<Outcome>,
    /// Where putting it right got to.
    pub repair: Option<casework::repair::State>,
    /// When that meeting was held.
    pub held_at: Option<Instant>,
}
from_row!(Past { id, day, outcome, repair, held_at });

/// A pupil's placements from a day on that were not cancelled or stayed away from, newest first:
/// those with a period of removal in them, wherever they ended.
pub async fn history(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    from: Day,
) -> Result<Vec<Past>, Fault> {
    q("select p.id, p.day, e.outcome, \
       (select max(m.state) from repair m where m.org = p.org and m.placement = p.id) as repair, \
       (select max(m.held_at) from repair m where m.org = p.org and m.placement = p.id) as held_at \
       from placement p left join exit_interview e on e.org = p.org and e.placement = p.id \
       where p.org = $1 and p.pupil = $2 and p.day >= $3 and p.state in ('booked', 'here', 'left', 'closed') \
       and exists (select 1 from slot s join room r on r.org = s.org and r.id = s.room where s.org = p.org and s.placement = p.id and r.kind = 'removal') \
       order by p.day desc, p.id desc limit 100")
        .bind(org)
        .bind(pupil)
        .bind(from)
        .all(src)
        .await
}

/// Days on which a pupil was referred, in order.
pub async fn referred_on(src: &mut dyn Source, org: Id, pupil: Id) -> Result<Vec<Day>, Fault> {
    let rows = q("select happened_on from referral where org = $1 and pupil = $2 and state <> 'withdrawn' order by happened_on")
        .bind(org)
        .bind(pupil)
        .rows(src)
        .await?;
    rows.iter().map(|row| row.get("happened_on")).collect()
}

/// The placement that came of a referral, if there is one that stands.
pub async fn of_referral(
    src: &mut dyn Source,
    org: Id,
    referral: Id,
) -> Result<Option<casework::room::Placement>, Problem> {
    Ok(q("select * from placement where org = $1 and referral = $2 and state <> 'cancelled' order by id desc")
        .bind(org)
        .bind(referral)
        .one(src)
        .await?)
}

/// Asks that the letter about a placement that moved goes home again.
pub async fn letter_again(
    w: &mut Write,
    pupil: Id,
    placement: Id,
    what: &str,
    due: Day,
) -> Result<(), Fault> {
    let at = w.at();
    w.run(
        q("insert into task (org, id, kind, pupil, placement, about, what, due, made_at) values ($1,$2,'letter_again',$3,$4,$4,$5,$6,$7)")
            .bind(w.org())
            .bind(Id::now_v7())
            .bind(pupil)
            .bind(placement)
            .bind(what)
            .bind(due)
            .bind(at),
    )
    .await
    .map(|_| ())
}

/// A request for work that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// "P1"
    pub code: String,
    /// Subject of the lesson missed.
    pub subject: String,
    /// Its teacher.
    pub teacher: Option<Id>,
    /// The day the work is for.
    pub day: Day,
}
from_row!(Request { code, subject, teacher, day });

/// The open requests for work of a placement, by period.
pub async fn requests(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Request>, Fault> {
    q("select w.code, w.subject, w.teacher, w.day from work w left join slot s on s.org = w.org and s.id = w.slot \
       where w.org = $1 and w.placement = $2 and w.ended_at is null order by s.from_minute, w.code")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// What is to be entered in the school's own system for a placement, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToEnter {
    /// The day of the placement.
    pub day: Day,
    /// What.
    pub what: String,
    /// By when.
    pub due: Day,
}
from_row!(ToEnter { day, what, due });

/// Entries of a placement not made yet.
pub async fn to_enter(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<ToEnter>, Fault> {
    q("select day, what, due from mis_entry where org = $1 and placement = $2 and made_at is null order by due, id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// What was overridden by name for these placements and still stands: a placement moved since
/// was booked anew. The newest of each.
pub async fn named(src: &mut dyn Source, org: Id, placements: &[Id]) -> Result<Vec<Named>, Fault> {
    if placements.is_empty() {
        return Ok(Vec::new());
    }
    let mut all: Vec<Named> = q("select e.about as placement, e.who, coalesce(st.post, '') as post, e.why, \
        case when e.facts like '%Kept apart%' then true else false end as together from event e \
        left join staff st on st.org = e.org and st.id = e.staff where e.verb = 'overrode' and e.org = ")
        .put(org)
        .push(" and e.about in ")
        .list(placements.iter().copied())
        .push(" and not exists (select 1 from event m where m.org = e.org and m.about = e.about and m.verb in ('moved', 'room_moved') and m.seq > e.seq) order by e.seq desc")
        .all(src)
        .await?;
    let mut seen: Vec<Id> = Vec::new();
    all.retain(|n| {
        let new = !seen.contains(&n.placement);
        seen.push(n.placement);
        new
    });
    Ok(all)
}
