//! Booking, moving and cancelling inside one write: gathers through it, asks `casework` to
//! decide, and records. Approvals, moves and the demonstration all book here.
//!
//! Must never know: pages. What it hands back is the events of what it did, for one commit.

use crate::message;
use crate::problem::Problem;
use crate::returning::act::begin_after_all;
use crate::review::settle::settle;
use casework::booking::{self, Booked, Facts, No, Taken, Wanted};
use casework::known_date::Of;
use casework::pupil::KeepApart;
use casework::room::{Placement, PlacementState, Room, Slot, spell_periods};
use casework::room_move::Shut;
use casework::school::Setting;
use casework::threshold::Stay;
use casework::{Act, Event, Id, Verb};
use rulebook::{Day, Instant};
use store::{Source, Store, Write};

/// What is known about rooms from a day on.
pub struct Known {
    /// Rooms in use.
    pub rooms: Vec<Room>,
    /// Periods taken.
    pub taken: Vec<Taken>,
    /// Pairs kept apart.
    pub apart: Vec<KeepApart>,
    /// Known dates of the pupils concerned.
    pub dates: Vec<Of>,
    /// Rooms that are shut.
    pub shut: Vec<Shut>,
}

impl Known {
    /// Reads it for a day and the school days after in which another place may be looked for.
    pub async fn read(
        src: &mut dyn Source,
        setting: &Setting,
        pupil: Id,
        day: Day,
    ) -> Result<Known, Problem> {
        let org = setting.school.id;
        let rooms = store::room::rooms(src, org).await?;
        let last = booking::horizon(setting, day);
        let taken = store::booking::taken(src, org, day, last).await?;
        let mut pupils: Vec<Id> = taken.iter().map(|t| t.pupil).chain([pupil]).collect();
        pupils.sort_unstable();
        pupils.dedup();
        let apart = store::pupil::kept_apart(src, org, &pupils, day).await?;
        let dates = store::known_date::of(src, org, &pupils, day, last).await?;
        let shut = store::room_move::shut(src, org, day, last).await?;
        Ok(Known { rooms, taken, apart, dates, shut })
    }
    /// As facts for a decision.
    pub fn facts<'a>(&'a self, setting: &'a Setting, now: Instant) -> Facts<'a> {
        Facts {
            setting,
            now,
            rooms: &self.rooms,
            taken: &self.taken,
            apart: &self.apart,
            dates: &self.dates,
            shut: &self.shut,
        }
    }
}

/// A place to be booked.
pub struct NewPlace {
    /// The new placement's key.
    pub id: Id,
    /// What is wanted.
    pub wanted: Wanted,
    /// The referral it comes from.
    pub referral: Option<Id>,
    /// The reason from the school's list: key and words.
    pub reason: Option<(Id, String)>,
    /// The reason for the pupil and home.
    pub plain_reason: String,
    /// Who decided: a member of staff.
    pub decided_by: Option<Id>,
}

/// A placement that was kept, with what is said about it in the trail.
pub struct Done {
    /// What was booked.
    pub booked: Booked,
    /// The events, the telling one first.
    pub events: Vec<Event>,
}

/// Books a place: the placement, its periods with the lessons missed, a request for work for
/// each, and the entry for the school's own system.
pub async fn book(
    w: &mut Write,
    setting: &Setting,
    new: &NewPlace,
) -> Result<Result<Done, No>, Problem> {
    let wanted = &new.wanted;
    let known = Known::read(w, setting, wanted.pupil, wanted.day).await?;
    let booked = match booking::book(&known.facts(setting, w.at()), wanted) {
        Ok(booked) => booked,
        Err(no) => return Ok(Err(no)),
    };
    let placement = Placement {
        id: new.id,
        pupil: wanted.pupil,
        referral: new.referral,
        room: booked.room,
        day: booked.day,
        seat: booked.seat,
        state: PlacementState::Booked,
        decided_by: new.decided_by,
        reason: new.reason.as_ref().map(|r| r.0),
        plain_reason: new.plain_reason.clone(),
        arrived_at: None,
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    };
    let slots = slots(w, setting, new.id, &booked).await?;
    store::room::book(w, &placement, &slots).await?;
    let category = new.reason.as_ref().map_or("", |r| r.1.as_str());
    ask(w, &known.rooms, &booked, new.id, &slots, category).await?;
    message::ask::work(w, setting, &slots, booked.escalates_at).await?;
    let mut events = vec![
        Event::new(Verb::Booked, "placement", new.id)
            .pupil(wanted.pupil)
            .fact("day", booked.day)
            .fact("periods", &booked.spelt)
            .fact("room", room_name(&known.rooms, booked.room))
            .fact("minutes", booked.minutes()),
        asked(new.id, wanted.pupil, &slots),
    ];
    events.extend(overrode(new.id, &booked));
    let stay = stay(&known.rooms, &booked);
    events.extend(settle(w, setting, new.id, wanted.pupil, stay).await?);
    Ok(Ok(Done { booked, events }))
}

/// The time it takes, where its room counts.
fn stay(rooms: &[Room], booked: &Booked) -> Option<Stay> {
    let counts = rooms.iter().any(|r| r.id == booked.room && booking::counts(r.kind));
    counts.then(|| Stay { day: booked.day, minutes: booked.minutes() })
}

/// Moves a placement nobody has come for: its periods and requests for work go, new ones come.
pub async fn move_to(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
    wanted: &Wanted,
    category: &str,
) -> Result<Result<Done, No>, Problem> {
    let wanted = Wanted { pupil: placement.pupil, moving: Some(placement.id), ..wanted.clone() };
    let known = Known::read(w, setting, wanted.pupil, wanted.day).await?;
    let booked = match booking::book(&known.facts(setting, w.at()), &wanted) {
        Ok(booked) => booked,
        Err(no) => return Ok(Err(no)),
    };
    let org = setting.school.id;
    let old = store::room::slots(w, org, placement.id).await?;
    let before = spelt(setting, placement.day, &old);
    let was = format!("{}, {before}, {}", placement.day, room_name(&known.rooms, placement.room));
    let is = format!("{}, {}, {}", booked.day, booked.spelt, room_name(&known.rooms, booked.room));
    store::booking::free(w, placement.id).await?;
    let ended = store::booking::end_work(w, placement.id).await?;
    message::ask::taken_back(w, placement.id).await?;
    let moved =
        Placement { room: booked.room, day: booked.day, seat: booked.seat, ..placement.clone() };
    store::room::advance(w, &moved).await?;
    let slots = slots(w, setting, placement.id, &booked).await?;
    store::room::add_slots(w, &slots).await?;
    ask(w, &known.rooms, &booked, placement.id, &slots, category).await?;
    message::ask::work(w, setting, &slots, booked.escalates_at).await?;
    let letters = store::booking::letters(w, org, placement.id).await?;
    let mut events = vec![
        Event::new(Verb::Moved, "placement", placement.id)
            .pupil(placement.pupil)
            .fact("from", was)
            .fact("to", is)
            .fact("from_day", placement.day.iso())
            .fact("to_day", booked.day.iso())
            .fact("requests ended", ended)
            .fact("letters to send again", letters),
        asked(placement.id, placement.pupil, &slots),
    ];
    events.extend(overrode(placement.id, &booked));
    let stay = stay(&known.rooms, &booked);
    events.extend(settle(w, setting, placement.id, placement.pupil, stay).await?);
    events.extend(begin_after_all(w, setting, placement, &old).await?);
    Ok(Ok(Done { booked, events }))
}

/// Cancels a placement nobody has come for, with what follows from that.
pub async fn cancel(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
    why: &str,
) -> Result<(Event, Vec<Event>), Problem> {
    let slots = store::room::slots(w, setting.school.id, placement.id).await?;
    let before = spelt(setting, placement.day, &slots);
    store::booking::end_work(w, placement.id).await?;
    message::ask::taken_back(w, placement.id).await?;
    store::booking::drop_entry(w, placement.id).await?;
    let cancelled = Placement { state: PlacementState::Cancelled, ..placement.clone() };
    store::room::advance(w, &cancelled).await?;
    store::booking::close_reason(w, placement.id, why).await?;
    let letters = store::booking::letters(w, setting.school.id, placement.id).await?;
    if letters > 0 {
        let what = format!("Tell home that {}, {before}, is cancelled", placement.day);
        let due = w.at().day();
        store::booking::letter_again(w, placement.pupil, placement.id, &what, due).await?;
    }
    let mut begun = begin_after_all(w, setting, placement, &slots).await?;
    begun.extend(settle(w, setting, placement.id, placement.pupil, None).await?);
    let event = Event::new(Verb::Cancelled, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("day", placement.day)
        .fact("periods", before);
    Ok((event, begun))
}

/// "P4–P6" of some slots of a day.
pub fn spelt(setting: &Setting, day: Day, slots: &[Slot]) -> String {
    let order: Vec<String> = setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
    spell_periods(&slots.iter().map(|s| s.code.clone()).collect::<Vec<_>>(), &order)
}

pub(crate) fn room_name(rooms: &[Room], id: Id) -> &str {
    rooms.iter().find(|r| r.id == id).map_or("", |r| r.name.as_str())
}

async fn slots(
    w: &mut Write,
    setting: &Setting,
    placement: Id,
    booked: &Booked,
) -> Result<Vec<Slot>, Problem> {
    let week = setting.calendar.week(booked.day);
    let lessons =
        store::staff::lessons_of(w, setting.school.id, booked.pupil, booked.day, week).await?;
    Ok(booked
        .hours
        .iter()
        .map(|h| {
            let missed = lessons.iter().find(|l| l.period == h.code);
            Slot {
                id: Id::now_v7(),
                placement,
                pupil: booked.pupil,
                room: booked.room,
                day: booked.day,
                code: h.code.clone(),
                from: h.from,
                to: h.to,
                class: missed.map(|l| l.class),
                subject: missed.map(|l| l.subject.clone()).unwrap_or_default(),
                teacher: missed.and_then(|l| l.teacher),
                conduct: None,
                learning: None,
                done: None,
            }
        })
        .collect())
}

async fn ask(
    w: &mut Write,
    rooms: &[Room],
    booked: &Booked,
    placement: Id,
    slots: &[Slot],
    category: &str,
) -> Result<(), Problem> {
    store::work::ask(w, slots, booked.escalates_at).await?;
    let entry = store::booking::Entry {
        pupil: booked.pupil,
        placement,
        day: booked.day,
        what: &booking::entry_words(booked, rooms, category),
        due: booked.entry_due,
    };
    Ok(store::booking::set_entry(w, &entry).await?)
}

fn asked(placement: Id, pupil: Id, slots: &[Slot]) -> Event {
    Event::new(Verb::WorkAsked, "placement", placement).pupil(pupil).fact("requests", slots.len())
}

/// The event that says which rule somebody put their name against. The reason is the act's own.
pub(crate) fn overrode(placement: Id, booked: &Booked) -> Option<Event> {
    let clash = booked.overrode.as_ref()?;
    let mut event = Event::new(Verb::Overrode, "placement", placement).pupil(booked.pupil);
    if !clash.apart.is_empty() {
        event = event.fact("rule", "Kept apart").fact("periods", clash.codes().join(", "));
    }
    if !clash.full.is_empty() {
        event = event.fact("rule", "Seats").fact("full", clash.full.join(", "));
    }
    if !clash.dates.is_empty() {
        event = event.fact("rule", "A known date");
    }
    Some(event)
}

/// A place booked without a referral: an arrival that was not planned, or an invented day.
pub struct Direct<'a> {
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// Periods.
    pub codes: &'a [&'a str],
    /// Room.
    pub room: Id,
    /// The reason from the school's list: key and words.
    pub reason: (Id, &'a str),
    /// Who decided: a member of staff.
    pub decided_by: Option<Id>,
}

/// Books it in a write of its own, by the same decision as an approval. Says the new
/// placement's key.
pub async fn book_directly(
    store: &Store,
    act: Act,
    direct: &Direct<'_>,
) -> Result<Result<Id, No>, Problem> {
    let mut w = store.write(act).await?;
    let org = w.org();
    let setting = store::school::setting(&mut w, org).await?;
    let new = NewPlace {
        id: Id::now_v7(),
        wanted: Wanted {
            pupil: direct.pupil,
            moving: None,
            day: direct.day,
            codes: direct.codes.iter().map(|c| c.to_string()).collect(),
            room: direct.room,
            on_a_name: false,
        },
        referral: None,
        reason: Some((direct.reason.0, direct.reason.1.to_string())),
        plain_reason: direct.reason.1.to_string(),
        decided_by: direct.decided_by,
    };
    let done = match book(&mut w, &setting, &new).await? {
        Ok(done) => done,
        Err(no) => return Ok(Err(no)),
    };
    let mut events = done.events.into_iter();
    let Some(first) = events.next() else { return Err(Problem::Missing) };
    w.commit(first, events.collect()).await?;
    Ok(Ok(new.id))
}
