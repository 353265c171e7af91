//! The day in the room as it is kept: arrivals, inductions, the day log, marks, breaks and
//! handovers. Each command writes its rows and hands back the event to commit with them.
//!
//! Must never know: whether it was right to do it.

mod coming;
mod induction;
mod room_time;
mod steps;

pub use coming::{comings_of, comings_on, followed_from, take_back_coming};
pub use induction::{induct, induction};
pub use room_time::{breaks_on, end_break, hand_over, handovers_on, start_break, take_back};
pub use steps::{meet_step, steps_of, steps_on, take_step};

use crate::db::{Fault, Source, q};
use crate::revision::{self, Edit};
use crate::room::{advance, stale_if_none};
use crate::{Problem, Write};
use casework::day::{Arrival, Entry, EntryKind};
use casework::room::{Done, Placement, PlacementState, Room, Slot};
use casework::{Coded, Event, Id, Verb};
use rulebook::{Day, Instant};

coded_cols!(EntryKind);
from_row!(Entry {
    id,
    placement,
    pupil,
    kind,
    code,
    at,
    until_at,
    body,
    by_staff,
    by_name,
    made_at,
    undone_at,
    undone_by,
});
from_row!(Arrival {
    met_by,
    uniform,
    envelope,
    belongings,
    lunch,
    feels,
    breakfast,
    medication,
    returned_at,
    version,
});
/// A period's work as the board shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkLine {
    /// Placement.
    pub placement: Id,
    /// Period.
    pub code: String,
    /// Where the request has got to.
    pub state: String,
    /// How it comes.
    pub route: String,
    /// The link, or where the paper is.
    pub detail: String,
    /// The same as the class does.
    pub same_as_class: bool,
    /// Filled from the bank.
    pub bank_unit: Option<Id>,
}
from_row!(WorkLine { placement, code, state, route, detail, same_as_class, bank_unit });

/// Somebody moved away from a day in this room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedLine {
    /// Pupil.
    pub pupil: Id,
    /// Where to.
    pub day: Day,
    /// What they are called.
    pub given: String,
    /// Or, for people of one name.
    pub family: String,
    /// Facts of the move, a line each.
    pub facts: String,
}
from_row!(MovedLine { pupil, day, given = "known_given", family = "known_family", facts });

/// The day log of a room's day, in the order things happened.
pub async fn entries_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Entry>, Fault> {
    // The day's placements first: both engines then go straight to their entries.
    q("select e.* from entry e where e.org = $1 and e.placement in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3) \
       order by e.at, e.id")
    .bind(org)
    .bind(room)
    .bind(day)
    .all(src)
    .await
}

/// The day log of one placement.
pub async fn entries_of(src: &mut dyn Source, org: Id, placement: Id) -> Result<Vec<Entry>, Fault> {
    q("select * from entry where org = $1 and placement = $2 order by at, id")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// One line of a day log.
pub async fn find_entry(src: &mut dyn Source, org: Id, id: Id) -> Result<Entry, Problem> {
    q("select * from entry where org = $1 and id = $2")
        .bind(org)
        .bind(id)
        .one(src)
        .await?
        .ok_or(Problem::Missing)
}

/// The work of a room's day that was not called off.
pub async fn work_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<WorkLine>, Fault> {
    q("select w.placement, w.code, w.state, w.route, w.detail, w.same_as_class, w.bank_unit from work w \
       where w.org = $1 and w.placement in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3) \
       and w.ended_at is null order by w.id")
    .bind(org)
    .bind(room)
    .bind(day)
    .all(src)
    .await
}

/// Arrivals of a room's day by placement.
pub async fn arrivals_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<(Id, Arrival)>, Fault> {
    let rows =
        q("select a.* from arrival a where a.org = $1 and a.placement in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3)")
        .bind(org)
        .bind(room)
        .bind(day)
        .rows(src)
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("placement")?, <Arrival as crate::FromRow>::from_row(row)?)))
        .collect()
}

/// One arrival.
pub async fn arrival(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Option<Arrival>, Fault> {
    q("select * from arrival where org = $1 and placement = $2")
        .bind(org)
        .bind(placement)
        .one(src)
        .await
}

/// Placements of a room's day whose exit interview was held.
pub async fn exits_on(src: &mut dyn Source, org: Id, room: Id, day: Day) -> Result<Vec<Id>, Fault> {
    let rows = q("select x.placement from exit_interview x where x.org = $1 and x.placement in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3)")
        .bind(org).bind(room).bind(day).rows(src).await?;
    rows.iter().map(|row| row.get("placement")).collect()
}

/// Placements of this room that were moved to another day since a moment.
pub async fn moved_since(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    since: Instant,
) -> Result<Vec<MovedLine>, Fault> {
    q("select p.pupil, p.day, u.known_given, u.known_family, e.facts from event e \
       join placement p on p.org = e.org and p.id = e.about \
       join pupil u on u.org = p.org and u.id = p.pupil \
       where e.org = $1 and e.verb = 'moved' and e.at >= $2 and p.room = $3 and p.state <> 'cancelled' order by e.seq desc")
    .bind(org)
    .bind(since)
    .bind(room)
    .all(src)
    .await
}

/// When something of the day in the room was last kept of each of these pupils, since a moment.
pub async fn last_kept(
    src: &mut dyn Source,
    org: Id,
    pupils: &[Id],
    since: Instant,
) -> Result<Vec<(Id, Instant)>, Fault> {
    let query = q("select pupil, max(at) as at from event where org = ")
        .put(org)
        .push(" and at >= ")
        .put(since)
        .push(" and verb in ('arrived', 'inducted', 'marked', 'entry_made', 'entry_undone', 'step_met', 'work_done', 'work_judged', \
               'reflection_kept', 'device_issued', 'device_returned', 'meal_given', 'exit_held', 'belongings_returned') and pupil in ")
        .list(pupils.iter().copied())
        .push(" group by pupil");
    let rows = query.rows(src).await?;
    rows.iter().map(|row| Ok((row.get("pupil")?, row.get("at")?))).collect()
}

/// How many referrals wait for a decision.
pub async fn referrals_waiting(src: &mut dyn Source, org: Id) -> Result<i64, Fault> {
    q("select count(*) as n from referral where org = $1 and state = 'waiting'")
        .bind(org)
        .count(src)
        .await
}

/// Records an arrival, or changes what was recorded of one. The first time, the pupil is in the
/// room from `at`. What was recorded before stays as a version; stale when somebody changed it
/// since the version of `a`.
pub async fn arrive(
    w: &mut Write,
    placement: &Placement,
    at: Instant,
    a: &Arrival,
) -> Result<Event, Problem> {
    let org = w.org();
    let kept = arrival(w, org, placement.id).await?;
    if kept.as_ref().map_or(0, |k| k.version) != a.version {
        return Err(Problem::Stale);
    }
    if matches!(placement.state, PlacementState::Booked | PlacementState::NotHere)
        || placement.arrived_at != Some(at)
    {
        let state = match placement.state {
            PlacementState::Booked | PlacementState::NotHere => PlacementState::Here,
            other => other,
        };
        advance(w, &Placement { state, arrived_at: Some(at), ..placement.clone() }).await?;
    }
    w.run(
        q("insert into arrival (org, placement, met_by, uniform, envelope, belongings, lunch, feels, breakfast, medication, returned_at) \
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11) on conflict (org, placement) do update set met_by = excluded.met_by, \
           uniform = excluded.uniform, envelope = excluded.envelope, belongings = excluded.belongings, lunch = excluded.lunch, \
           feels = excluded.feels, breakfast = excluded.breakfast, medication = excluded.medication, returned_at = excluded.returned_at, \
           version = arrival.version + 1")
        .bind(w.org()).bind(placement.id).bind(&a.met_by).bind(a.uniform).bind(&a.envelope).bind(&a.belongings)
        .bind(&a.lunch).bind(a.feels).bind(a.breakfast).bind(&a.medication).bind(a.returned_at),
    )
    .await?;
    let mut event = Event::new(Verb::Arrived, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("at", at.minute());
    if !a.envelope.is_empty() {
        event = event.fact("envelope", &a.envelope);
    }
    if let Some(feels) = a.feels {
        event = event.fact("feels", feels);
    }
    if let Some(kept) = kept {
        let edit = Edit {
            noun: revision::ARRIVAL,
            about: placement.id,
            verb: Verb::Arrived,
            before: (None, kept.words(placement.arrived_at)),
            after: (None, a.words(Some(at))),
        };
        event = event.fact(&revision::fact(edit.noun), revision::keep(w, edit).await?);
    }
    Ok(event)
}

/// Records that a pupil did not come.
pub async fn not_here(
    w: &mut Write,
    placement: &Placement,
    reason: &str,
) -> Result<Event, Problem> {
    advance(w, &Placement { state: PlacementState::NotHere, ..placement.clone() }).await?;
    w.run(
        q("update placement set close_reason = $3 where org = $1 and id = $2")
            .bind(w.org())
            .bind(placement.id)
            .bind(reason),
    )
    .await?;
    // There is nothing to type of a pupil who was never in the room; should they come after all,
    // closing the placement makes the entry.
    crate::booking::drop_entry(w, placement.id).await?;
    Ok(Event::new(Verb::NotHere, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("reason", reason))
}

/// Records that a pupil has left the room; the exit interview is still owed.
pub async fn leave(w: &mut Write, placement: &Placement, at: Instant) -> Result<Event, Problem> {
    let left = Placement {
        state: PlacementState::Left,
        left_at: placement.left_at.or(Some(at)),
        ..placement.clone()
    };
    advance(w, &left).await?;
    Ok(Event::new(Verb::EntryMade, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("kind", "left")
        .fact("at", at.minute()))
}

/// Keeps a line of the day log. One sent twice is kept once: `None` says it was there already.
pub async fn entry(w: &mut Write, e: &Entry) -> Result<Option<Event>, Problem> {
    let query = q("insert into entry (org, id, placement, pupil, kind, code, at, until_at, body, by_staff, by_name, made_at) \
                   values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (org, id) do nothing")
        .bind(w.org()).bind(e.id).bind(e.placement).bind(e.pupil).bind(e.kind).bind(&e.code).bind(e.at)
        .bind(e.until_at).bind(&e.body).bind(e.by_staff).bind(&e.by_name).bind(e.made_at);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    let mut event = Event::new(Verb::EntryMade, "entry", e.id)
        .pupil(e.pupil)
        .fact("kind", e.kind.code())
        .fact("at", e.at.minute());
    if !e.code.is_empty() {
        event = event.fact("period", &e.code);
    }
    if e.entered_later() {
        event = event.fact("entered", e.made_at);
    }
    Ok(Some(event))
}

/// Undoes a line. It stays in the log, struck out.
pub async fn undo(w: &mut Write, e: &Entry) -> Result<Event, Problem> {
    let (at, who) = (w.at(), w.act().who.clone());
    let query = q("update entry set undone_at = $3, undone_by = $4 where org = $1 and id = $2 and undone_at is null")
        .bind(w.org()).bind(e.id).bind(at).bind(who);
    stale_if_none(w.run(query).await?)?;
    Ok(Event::new(Verb::EntryUndone, "entry", e.id).pupil(e.pupil).fact("kind", e.kind.code()))
}

/// One version of an entry's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The entry.
    pub entry: Id,
    /// 1 for the first.
    pub revision: i64,
    /// Words.
    pub body: String,
    /// Who wrote them.
    pub author_name: String,
    /// When.
    pub at: Instant,
}
from_row!(Revision { entry = "about", revision, body, author_name, at });

/// Every version of the words of a placement's entries that were corrected, first version first.
pub async fn revisions(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Revision>, Fault> {
    q("select n.about, r.revision, r.body, r.author_name, r.at from note n \
       join note_revision r on r.org = n.org and r.note = n.id \
       join entry e on e.org = n.org and e.id = n.about \
       where n.org = $1 and n.noun = 'entry' and e.placement = $2 order by n.about, r.revision")
    .bind(org)
    .bind(placement)
    .all(src)
    .await
}

/// Corrects the words of an entry; the first version is kept.
pub async fn correct(w: &mut Write, e: &Entry, body: &str, by: Id) -> Result<Event, Problem> {
    let org = w.org();
    let known = q("select n.id, (select max(r.revision) from note_revision r where r.org = n.org and r.note = n.id) as last \
                   from note n where n.org = $1 and n.noun = 'entry' and n.about = $2")
        .bind(org).bind(e.id).rows(w).await?;
    let (note, last): (Id, i64) = match known.first() {
        Some(row) => (row.get("id")?, row.get::<Option<i64>>("last")?.unwrap_or(0)),
        None => {
            let note = Id::now_v7();
            w.run(
                q("insert into note (org, id, pupil, noun, about, audience, kind) values ($1,$2,$3,'entry',$4,'staff',$5)")
                    .bind(org).bind(note).bind(e.pupil).bind(e.id).bind(e.kind.code()),
            )
            .await?;
            revise(w, note, 1, &e.body, e.by_staff, &e.by_name, e.made_at).await?;
            (note, 1)
        }
    };
    let (who, at) = (w.act().who.clone(), w.at());
    revise(w, note, last + 1, body, by, &who, at).await?;
    w.run(
        q("update entry set body = $3 where org = $1 and id = $2").bind(org).bind(e.id).bind(body),
    )
    .await?;
    Ok(Event::new(Verb::NoteCorrected, "entry", e.id).pupil(e.pupil).fact("version", last + 1))
}

async fn revise(
    w: &mut Write,
    note: Id,
    revision: i64,
    body: &str,
    author: Id,
    name: &str,
    at: Instant,
) -> Result<(), Fault> {
    let query = q("insert into note_revision (org, note, revision, body, author, author_name, at) values ($1,$2,$3,$4,$5,$6,$7)")
        .bind(w.org()).bind(note).bind(revision).bind(body).bind(author).bind(name).bind(at);
    w.run(query).await.map(|_| ())
}

/// Marks a period: what is `None` stays as it was.
pub async fn mark(
    w: &mut Write,
    slot: &Slot,
    conduct: Option<i64>,
    learning: Option<i64>,
    done: Option<Done>,
) -> Result<Event, Problem> {
    let now = Slot {
        conduct: conduct.or(slot.conduct),
        learning: learning.or(slot.learning),
        done: done.or(slot.done),
        ..slot.clone()
    };
    let query =
        q("update slot set conduct = $3, learning = $4, done = $5 where org = $1 and id = $2")
            .bind(w.org())
            .bind(slot.id)
            .bind(now.conduct)
            .bind(now.learning)
            .bind(now.done);
    stale_if_none(w.run(query).await?)?;
    let mut event = Event::new(Verb::Marked, "placement", slot.placement)
        .pupil(slot.pupil)
        .fact("period", &slot.code);
    if let Some(n) = conduct {
        event = event.fact("conduct", n);
    }
    if let Some(n) = learning {
        event = event.fact("learning", n);
    }
    if let Some(d) = done {
        event = event.fact("work done", d.label());
    }
    Ok(event)
}

/// Keeps a placement for somebody who was brought without a referral, in the room from now.
pub async fn came_without_referral(
    w: &mut Write,
    room: &Room,
    placement: &Placement,
    slots: &[Slot],
    came: &Entry,
) -> Result<Vec<Event>, Problem> {
    crate::room::book(w, placement, slots).await?;
    let mut events = vec![
        Event::new(Verb::Arrived, "placement", placement.id)
            .pupil(placement.pupil)
            .fact("room", &room.name)
            .fact("without", "referral"),
    ];
    events.extend(entry(w, came).await?);
    Ok(events)
}

/// A referral of a pupil, as far as the room may know: who and when, never what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralLine {
    /// Key.
    pub id: Id,
    /// Reason from the school's list.
    pub reason: Id,
    /// Who referred.
    pub referrer: Id,
    /// When it was sent.
    pub made_at: Instant,
}
from_row!(ReferralLine { id, reason, referrer, made_at });

/// Referrals of a pupil for something on this day, that stand.
pub async fn referrals_of(
    src: &mut dyn Source,
    org: Id,
    pupil: Id,
    day: Day,
) -> Result<Vec<ReferralLine>, Fault> {
    q("select id, reason, referrer, made_at from referral where org = $1 and pupil = $2 and happened_on = $3 \
       and state in ('waiting', 'approved') order by made_at, id")
        .bind(org).bind(pupil).bind(day).all(src).await
}

/// Ties somebody who was brought without a referral to the one that came after.
pub async fn tie_referral(
    w: &mut Write,
    placement: &Placement,
    referral: &ReferralLine,
) -> Result<Event, Problem> {
    let query = q("update placement set referral = $3, reason = $4, version = version + 1 \
                   where org = $1 and id = $2 and version = $5 and referral is null")
    .bind(w.org())
    .bind(placement.id)
    .bind(referral.id)
    .bind(referral.reason)
    .bind(placement.version);
    stale_if_none(w.run(query).await?)?;
    Ok(Event::new(Verb::Booked, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("referral", referral.id))
}

/// Whether a placement with this key is kept.
pub async fn is_kept(src: &mut dyn Source, org: Id, placement: Id) -> Result<bool, Fault> {
    let n = q("select count(*) as n from placement where org = $1 and id = $2")
        .bind(org)
        .bind(placement)
        .count(src)
        .await?;
    Ok(n > 0)
}
