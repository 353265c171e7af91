//! Booking a place in a room: what must be so, what stands in the way, and the ways out.
//!
//! One function decides, for an approval, a move and a walk-in alike. Must never know: names,
//! for a clash is between keys, and who may read a name is decided where it is shown.

mod elsewhere;
mod named;

pub use elsewhere::{Dated, dated, shut};
pub use named::Named;

use crate::known_date::Of;
use crate::pupil::KeepApart;
use crate::room::{PlacementState, Room, RoomKind, spell_periods};
use crate::room_move::Shut;
use crate::school::Setting;
use crate::words::Concept;
use crate::{Actor, Id, May, Refusal};
use rulebook::{Day, Instant, Minute};

/// A period of a room that somebody has, on a day from the one wanted to some days after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// "P4"
    pub code: String,
    /// Seat.
    pub seat: Option<i64>,
    /// Where the placement has got to: Booked or Here.
    pub state: PlacementState,
}

/// What is known when a place is asked for.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The school.
    pub setting: &'a Setting,
    /// Now.
    pub now: Instant,
    /// Rooms in use.
    pub rooms: &'a [Room],
    /// Periods taken in them.
    pub taken: &'a [Taken],
    /// Pairs kept apart that are in force.
    pub apart: &'a [KeepApart],
    /// Dates on which the pupils concerned are known to be elsewhere.
    pub dates: &'a [Of],
    /// Rooms that are shut for the rest of a day.
    pub shut: &'a [Shut],
}

/// A place wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// For whom.
    pub pupil: Id,
    /// The placement that would move here: its own periods do not stand in its way.
    pub moving: Option<Id>,
    /// Day.
    pub day: Day,
    /// Periods, in any order.
    pub codes: Vec<String>,
    /// Room.
    pub room: Id,
    /// Somebody who may has put their name and reason to whatever clashes.
    pub on_a_name: bool,
}

/// A pupil kept apart who is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The other pupil.
    pub other: Id,
    /// Their placement.
    pub placement: Id,
    /// The periods both would be there.
    pub codes: Vec<String>,
    /// The pair.
    pub pair: KeepApart,
}

/// What stands in the way and can be got round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clash {
    /// Pupils kept apart.
    pub apart: Vec<Apart>,
    /// Periods with no seat left.
    pub full: Vec<String>,
    /// Known dates of the pupil.
    pub dates: Vec<Dated>,
}

impl Clash {
    /// Every period it concerns.
    pub fn codes(&self) -> Vec<String> {
        let mut all: Vec<String> = self
            .apart
            .iter()
            .flat_map(|a| a.codes.clone())
            .chain(self.full.clone())
            .chain(self.dates.iter().flat_map(|d| d.codes.clone()))
            .collect();
        all.sort();
        all.dedup();
        all
    }
    fn is_empty(&self) -> bool {
        self.apart.is_empty() && self.full.is_empty() && self.dates.is_empty()
    }
}

/// Why a place is not booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum No {
    /// It cannot be.
    Refused(Box<Refusal>),
    /// Somebody or something is in the way.
    Clash(Clash),
}

/// One period of a place booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hour {
    /// "P4"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
}

/// A place that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// For whom.
    pub pupil: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// The first seat free all through, or `None` when no one seat is.
    pub seat: Option<i64>,
    /// Periods in order.
    pub hours: Vec<Hour>,
    /// "P1–P3, P5"
    pub spelt: String,
    /// What was overridden, where somebody put their name to it.
    pub overrode: Option<Clash>,
    /// When unanswered requests for its work go to the head of subject.
    pub escalates_at: Instant,
    /// When its entry in the school's own system is due.
    pub entry_due: Day,
}

impl Booked {
    /// Minutes of lessons.
    pub fn minutes(&self) -> i64 {
        self.hours.iter().map(|h| h.to.number() - h.from.number()).sum()
    }
}

/// Books a place, or says why not.
pub fn book(facts: &Facts, wanted: &Wanted) -> Result<Booked, No> {
    let refused = |r: Refusal| Err(No::Refused(Box::new(r)));
    let setting = facts.setting;
    let words = &setting.words;
    let Some(room) = facts.rooms.iter().find(|r| r.id == wanted.room && r.active) else {
        return refused(
            Refusal::because(
                "That room is not in use",
                format!("Only rooms in use take {}.", words.many(Concept::Placement)),
                "The school’s list of rooms.",
            )
            .or("Choose another room", ""),
        );
    };
    if let Some(why) = setting.calendar.why_closed(wanted.day) {
        return refused(
            Refusal::because(
                format!("{} is not a school day: {why}", wanted.day),
                format!("A {} is on a day pupils are in.", words.one(Concept::Placement)),
                "The school’s calendar.",
            )
            .or("Choose another day", ""),
        );
    }
    let lessons = setting.lessons_on(wanted.day);
    let order: Vec<String> = lessons.iter().map(|p| p.code.clone()).collect();
    let hours: Vec<Hour> = lessons
        .iter()
        .filter(|p| wanted.codes.contains(&p.code))
        .map(|p| Hour { code: p.code.clone(), from: p.from, to: p.to })
        .collect();
    if hours.is_empty() || wanted.codes.iter().any(|c| !order.contains(c)) {
        return refused(
            Refusal::because(
                format!("Choose lessons that {} has", wanted.day),
                format!("The lessons of that day are {}.", order.join(", ")),
                "The shape of the school’s day.",
            )
            .or("Choose other periods", ""),
        );
    }
    let (today, minute) = facts.now.local();
    let over: Vec<String> = hours
        .iter()
        .filter(|h| wanted.day < today || (wanted.day == today && h.to <= minute))
        .map(|h| h.code.clone())
        .collect();
    if !over.is_empty() {
        return refused(
            Refusal::because(
                format!("{} on {} is over", spell_periods(&over, &order), wanted.day),
                "A place is booked for lessons that have not ended.",
                "The way Mainstay works: what happened is recorded, not booked.",
            )
            .or("Choose a later day or later periods", ""),
        );
    }
    if let Some(shut) = shut(facts.shut, room.id, wanted.day) {
        return refused(elsewhere::shut_no(room, shut));
    }
    let there: Vec<&Taken> = facts
        .taken
        .iter()
        .filter(|t| t.day == wanted.day && Some(t.placement) != wanted.moving)
        .filter(|t| hours.iter().any(|h| h.code == t.code))
        .collect();
    let twice: Vec<String> =
        there.iter().filter(|t| t.pupil == wanted.pupil).map(|t| t.code.clone()).collect();
    if !twice.is_empty() {
        return refused(
            Refusal::because(
                format!(
                    "This {} already has a place for {} on {}",
                    words.one(Concept::Pupil),
                    spell_periods(&twice, &order),
                    wanted.day
                ),
                format!("One {}, one place at a time.", words.one(Concept::Pupil)),
                "The bookings of that day.",
            )
            .or("Choose other periods, or another day", ""),
        );
    }
    let here: Vec<&&Taken> = there.iter().filter(|t| t.room == wanted.room).collect();
    let mut clash = Clash::default();
    for t in &here {
        let Some(pair) = facts.apart.iter().find(|p| {
            (p.one == wanted.pupil && p.other == t.pupil)
                || (p.other == wanted.pupil && p.one == t.pupil)
        }) else {
            continue;
        };
        match clash.apart.iter_mut().find(|a| a.placement == t.placement) {
            Some(a) => a.codes.push(t.code.clone()),
            None => clash.apart.push(Apart {
                other: t.pupil,
                placement: t.placement,
                codes: vec![t.code.clone()],
                pair: pair.clone(),
            }),
        }
    }
    // Rooms side by side may use one set of seats; apart is apart in each of them.
    let seats = crate::room::seats(facts.rooms, room);
    let seated: Vec<&&Taken> =
        there.iter().filter(|t| crate::room::share(facts.rooms, t.room, room.id)).collect();
    clash.full = hours
        .iter()
        .filter(|h| seated.iter().filter(|t| t.code == h.code).count() as i64 >= seats)
        .map(|h| h.code.clone())
        .collect();
    clash.dates = dated(facts.dates, wanted.pupil, wanted.day, &hours);
    if !clash.is_empty() && !wanted.on_a_name {
        return Err(No::Clash(clash));
    }
    let seat = (1..=seats).find(|n| !seated.iter().any(|t| t.seat == Some(*n)));
    let codes: Vec<String> = hours.iter().map(|h| h.code.clone()).collect();
    Ok(Booked {
        pupil: wanted.pupil,
        room: room.id,
        day: wanted.day,
        seat,
        spelt: spell_periods(&codes, &order),
        hours,
        overrode: (!clash.is_empty()).then_some(clash),
        escalates_at: facts.now.plus_seconds(setting.rules.work_escalates_after * 60),
        // Where the calendar does not reach the day after, the entry is due on the day itself.
        entry_due: setting
            .calendar
            .school_days_after(wanted.day, rulebook::room::MIS_ENTRY_WITHIN.0)
            .map_or(wanted.day, |c| c.day),
    })
}

/// What is to be entered in the school's own system.
pub fn entry_words(booked: &Booked, rooms: &[Room], category: &str) -> String {
    let room = rooms.iter().find(|r| r.id == booked.room).map_or("", |r| r.name.as_str());
    format!("{room}, {}: {category}", booked.spelt)
}

coded! {
    /// A way out of a clash.
    pub enum Way {
        MoveOther = "move_other", "Move the other one";
        MoveThis = "move_this", "Move this one";
        OtherRoom = "other_room", "Use another room";
        Wait = "wait", "Keep it waiting for a seat";
        OnAName = "on_a_name", "Keep both, on your name";
    }
}

/// A place that somebody would have instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The placement that moves, or `None` for the one being booked.
    pub placement: Option<Id>,
    /// The pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// Periods in order.
    pub codes: Vec<String>,
    /// "P1–P3"
    pub spelt: String,
    /// Room.
    pub room: Id,
    /// Seats free there all through, before they come.
    pub free: i64,
    /// Seats there.
    pub seats: i64,
}

/// A way out, with what it would do; no steps for keeping both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOut {
    /// Which.
    pub way: Way,
    /// What would be done.
    pub steps: Vec<Step>,
}

impl WayOut {
    /// The offer in short, to tell whether it is still the one that was looked at.
    pub fn offer(&self) -> String {
        self.steps
            .iter()
            .map(|s| format!("{} {} {}", s.day.iso(), s.codes.join(","), s.room))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// The ways out; `None` where there is no such way.
pub fn ways(facts: &Facts, wanted: &Wanted, clash: &Clash) -> Vec<(Way, Option<WayOut>)> {
    let made = |way, steps: Option<Vec<Step>>| (way, steps.map(|steps| WayOut { way, steps }));
    vec![
        made(Way::MoveOther, others_away(facts, wanted, clash)),
        made(Way::MoveThis, first_fit(facts, wanted, true).map(|s| vec![s])),
        made(Way::OtherRoom, other_room(facts, wanted).map(|s| vec![s])),
        // Nobody is dropped because a room is full: waiting is a decision too, by name.
        made(Way::Wait, (!clash.full.is_empty()).then(Vec::new)),
        made(Way::OnAName, Some(Vec::new())),
    ]
}

/// Everybody kept apart moved to the first later place that takes them, if then this one fits.
fn others_away(facts: &Facts, wanted: &Wanted, clash: &Clash) -> Option<Vec<Step>> {
    if clash.apart.is_empty() {
        return None;
    }
    let mut taken = facts.taken.to_vec();
    let mut steps = Vec::new();
    for apart in &clash.apart {
        let now: Vec<Taken> =
            taken.iter().filter(|t| t.placement == apart.placement).cloned().collect();
        if now.iter().any(|t| t.state != PlacementState::Booked) {
            return None;
        }
        let other = Wanted {
            pupil: apart.other,
            moving: Some(apart.placement),
            day: wanted.day,
            codes: now.iter().map(|t| t.code.clone()).collect(),
            room: wanted.room,
            on_a_name: false,
        };
        let step = first_fit(&Facts { taken: &taken, ..*facts }, &other, false)?;
        taken.retain(|t| t.placement != apart.placement);
        let first = now.first()?;
        taken.extend(step.codes.iter().map(|code| Taken {
            day: step.day,
            code: code.clone(),
            seat: None,
            ..first.clone()
        }));
        steps.push(step);
    }
    book(&Facts { taken: &taken, ..*facts }, wanted).is_ok().then_some(steps)
}

/// The first later school day that takes as many periods: the same ones where `same`, else the
/// first run of so many.
fn first_fit(facts: &Facts, wanted: &Wanted, same: bool) -> Option<Step> {
    let calendar = &facts.setting.calendar;
    let mut day = wanted.day;
    for _ in 0..rulebook::room::BOOKING_LOOKS_AHEAD.0 {
        day = calendar.school_days_after(day, 1)?.day;
        let order: Vec<String> =
            facts.setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
        let mut tries: Vec<Vec<String>> = Vec::new();
        if same {
            tries.push(wanted.codes.clone());
        }
        tries.extend(order.windows(wanted.codes.len().max(1)).map(<[String]>::to_vec));
        for codes in tries {
            let there = Wanted { day, codes, on_a_name: false, ..wanted.clone() };
            if let Ok(booked) = book(facts, &there) {
                return Some(step(facts, &there, &booked));
            }
        }
    }
    None
}

/// Another room of the same kind that takes the same periods. A room for support or calming is
/// never offered for a removal: they are counted and meant differently.
fn other_room(facts: &Facts, wanted: &Wanted) -> Option<Step> {
    let kind = facts.rooms.iter().find(|r| r.id == wanted.room).map(|r| r.kind)?;
    facts.rooms.iter().filter(|r| r.id != wanted.room && r.kind == kind).find_map(|r| {
        let there = Wanted { room: r.id, on_a_name: false, ..wanted.clone() };
        book(facts, &there).ok().map(|booked| step(facts, &there, &booked))
    })
}

fn step(facts: &Facts, wanted: &Wanted, booked: &Booked) -> Step {
    let codes: Vec<String> = booked.hours.iter().map(|h| h.code.clone()).collect();
    let room = facts.rooms.iter().find(|r| r.id == wanted.room);
    let seats = room.map_or(0, |r| crate::room::seats(facts.rooms, r));
    let busiest = codes
        .iter()
        .map(|code| {
            facts
                .taken
                .iter()
                .filter(|t| t.day == wanted.day && t.code == *code)
                .filter(|t| crate::room::share(facts.rooms, t.room, wanted.room))
                .filter(|t| Some(t.placement) != wanted.moving)
                .count() as i64
        })
        .max()
        .unwrap_or(0);
    Step {
        placement: wanted.moving,
        pupil: wanted.pupil,
        day: wanted.day,
        codes,
        spelt: booked.spelt.clone(),
        room: wanted.room,
        free: (seats - busiest).max(0),
        seats,
    }
}

/// Whether a placement may still be moved or cancelled: only before the pupil has arrived.
pub fn may_change(state: PlacementState) -> Result<(), Refusal> {
    if state == PlacementState::Booked {
        return Ok(());
    }
    Err(Refusal::because(
        "This can no longer be moved or cancelled",
        "A placement is moved or cancelled before the pupil arrives. After that it is recorded as it was.",
        "The way Mainstay works, so that time in the room is never lost from the record.",
    )
    .or("Open the board", "/board"))
}

/// The last day on which another place is looked for.
pub fn horizon(setting: &Setting, day: Day) -> Day {
    let mut at = day;
    for _ in 0..rulebook::room::BOOKING_LOOKS_AHEAD.0 {
        match setting.calendar.school_days_after(at, 1) {
            Some(next) => at = next.day,
            None => break,
        }
    }
    at
}

/// Whether this person may move or cancel a booking: those who approve, and the room's own lead.
/// An adult who covers the room records in it, and changes no plans.
pub fn may_rebook(actor: &Actor, setting: &Setting) -> Result<(), Refusal> {
    if actor.may(May::Approve) || actor.leads() {
        return Ok(());
    }
    let mut refusal = Refusal::because(
        "Your role does not move or cancel bookings",
        format!(
            "A {} is moved or cancelled by those who approve it, or by whoever leads the room.",
            setting.words.one(Concept::Placement)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Go to Today", "/");
    refusal.by_role = true;
    Err(refusal)
}

/// Whether time in a room of this kind counts as time out of lessons for conduct.
pub fn counts(kind: RoomKind) -> bool {
    kind == RoomKind::Removal
}

#[cfg(test)]
mod tests;
