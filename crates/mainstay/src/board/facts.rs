//! What the board is drawn from: a dozen questions to the store whatever the number of pupils,
//! then the pure decisions of the day.

use crate::kit::loan::RoomKit;
use crate::problem::Problem;
use crate::rota::cover::Cover;
use crate::visit::Visit;
use casework::booking::Named;
use casework::day::{
    self, Arrival, BreakKind, Coming, Entry, EntryKind, Presence, StepTaken, Stood,
};
use casework::first_aid::FirstAider;
use casework::pupil::{KeepApart, Pupil};
use casework::room::{Placement, PlacementState, Room, Slot};
use casework::room_move::{RoomMove, Shut};
use casework::rota::Gap;
use casework::school::Staff;
use casework::seat::{Crowd, Seat};
use casework::{Id, May, Refusal};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;
use store::Source;
use store::day::{MovedLine, WorkLine};

/// Everything read for one room and day.
pub struct Facts {
    /// The room.
    pub room: Room,
    /// The day.
    pub day: Day,
    /// Its placements, by seat.
    pub placements: Vec<Placement>,
    /// Their periods.
    pub slots: Vec<Slot>,
    /// The pupils.
    pub pupils: HashMap<Id, Pupil>,
    /// The day log.
    pub entries: Vec<Entry>,
    /// Steps of the ladder that were taken.
    pub steps: Vec<StepTaken>,
    /// Who came and who did not, as it was recorded.
    pub comings: Vec<Coming>,
    /// When something was last kept of each pupil today.
    pub kept: HashMap<Id, Instant>,
    /// Work.
    pub work: Vec<WorkLine>,
    /// Arrivals.
    pub arrivals: HashMap<Id, Arrival>,
    /// Placements whose exit interview was held.
    pub exits: Vec<Id>,
    /// The room's breaks.
    pub breaks: Vec<day::RoomBreak>,
    /// Handovers.
    pub handovers: Vec<day::Handover>,
    /// Pairs kept apart.
    pub apart: Vec<KeepApart>,
    /// What somebody overrode by name.
    pub named: Vec<Named>,
    /// The lead and those handed over to.
    pub staff: HashMap<Id, Staff>,
    /// Referrals that wait, for those who run the room.
    pub waiting: i64,
    /// Placements moved off this day.
    pub moved: Vec<MovedLine>,
    /// The seats, and who else uses them.
    pub seats: Seats,
    /// Who has opened today's notice, for those who publish it.
    pub notice: Option<store::notice::Count>,
    /// Who is named when, and who is away.
    pub cover: Cover,
    /// Periods of this room with pupils and nobody, today and on the next school day.
    pub gaps: Vec<Gap>,
    /// Everybody who was brought without a referral to a room that uses these seats: what is said
    /// of it, with its placement.
    pub brought: Vec<Entry>,
    /// More heads than seats that somebody accepted today.
    pub crowds: Vec<Crowd>,
    /// Moves from and to this room today.
    pub moves: Vec<RoomMove>,
    /// The closing of this room that holds.
    pub shut: Option<Shut>,
    /// The seats as they are drawn.
    pub plan: Vec<Seat>,
    /// Devices in use in it.
    pub kit: RoomKit,
    /// Who is trained in first aid.
    pub first_aid: Vec<FirstAider>,
    /// Walks planned for the rest of the day that would meet somebody.
    pub met: usize,
}

/// The seats of a room, which others may use too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    /// How many there are.
    pub all: i64,
    /// Rooms that use them too.
    pub with: Vec<String>,
    /// In use in those rooms now.
    pub used: i64,
    /// Periods booked in those rooms.
    pub slots: Vec<Slot>,
    /// Those rooms.
    pub rooms: Vec<Id>,
    /// Placements in them.
    pub placements: Vec<Placement>,
    /// Rooms the school has in use.
    pub spaces: usize,
}

impl Seats {
    async fn read(src: &mut dyn Source, org: Id, room: &Room, on: Day) -> Result<Seats, Problem> {
        let rooms = store::room::rooms(src, org).await?;
        let mut seats = Seats {
            all: casework::room::seats(&rooms, room),
            spaces: rooms.len(),
            ..Seats::default()
        };
        for other in &rooms {
            if other.id == room.id || !casework::room::share(&rooms, other.id, room.id) {
                continue;
            }
            seats.with.push(other.name.clone());
            let there = store::room::placements_on(src, org, other.id, on).await?;
            seats.used += there.iter().filter(|p| p.state == PlacementState::Here).count() as i64;
            let slots = store::room::slots_on(src, org, other.id, on).await?;
            seats.slots.extend(slots.into_iter().filter(|s| s.room == other.id));
            seats.rooms.push(other.id);
            seats.placements.extend(there);
        }
        Ok(seats)
    }
}

/// Refuses another day than today to somebody who only covers the room.
pub fn today_only(v: &Visit, day: Day) -> Result<(), Problem> {
    if covers(v) && day != v.today() {
        let mut no = Refusal::because(
            "Cover adults see today’s board only",
            "Somebody who covers the room sees and records today; other days are with the room’s own staff.",
            "The table of roles in Mainstay.",
        )
        .or("Go to today’s board", "/board");
        no.by_role = true;
        return Err(no.into());
    }
    Ok(())
}

/// Somebody who only covers the room: no notes, no reasons, no files.
pub fn covers(v: &Visit) -> bool {
    v.actor.only_covers()
}

/// Refuses to keep what somebody who only covers the room records of a moment when it was not
/// theirs. Read through `src`, so that a write decides on what it read itself.
pub async fn room_is_theirs(
    v: &Visit,
    src: &mut dyn Source,
    room: Id,
    moment: Instant,
) -> Result<(), Problem> {
    if covers(v) {
        let handovers = store::day::handovers_on(src, v.org(), room, v.today()).await?;
        let own = store::room::room(src, v.org(), room).await?;
        let rota = store::rota::of_day(src, v.org(), v.today()).await?;
        let periods = v.setting.periods_on(v.today());
        let by_plan = |at: Instant| {
            let theirs = casework::rota::is_theirs;
            at.day() == v.today()
                && theirs(&own, &rota, &periods, &handovers, v.actor.staff, at.minute())
        };
        if by_plan(v.now) || (moment < v.now && by_plan(moment)) {
            return Ok(());
        }
        day::may_record(room, v.actor.staff, &handovers, moment, v.now)
            .map_err(|no| Problem::from(*no))?;
    }
    Ok(())
}

/// Reads them.
pub async fn gather(v: &Visit, room: Id, on: Day) -> Result<Facts, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let src = &mut read;
    let room = store::room::room(src, org, room).await?;
    let seats = Seats::read(src, org, &room, on).await?;
    let placements = store::room::placements_on(src, org, room.id, on).await?;
    let slots = store::room::slots_on(src, org, room.id, on).await?;
    let ids: Vec<Id> = placements.iter().map(|p| p.pupil).collect();
    let pupils = store::pupil::several(src, &v.scope(), &ids).await?;
    let (mut comings, mut steps) = (Vec::new(), Vec::new());
    let mut kept = Vec::new();
    let (mut entries, mut work, mut arrivals, mut exits, mut apart, mut named) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    if !placements.is_empty() {
        entries = store::day::entries_on(src, org, room.id, on).await?;
        if entries.iter().any(|e| e.kind == day::EntryKind::NextStep) {
            steps = store::day::steps_on(src, org, room.id, on).await?;
        }
        if on == v.today() {
            comings = store::day::comings_on(src, org, room.id, on).await?;
            kept = store::day::last_kept(src, org, &ids, on.at(Minute::default())).await?;
        }
        work = store::day::work_on(src, org, room.id, on).await?;
        arrivals = store::day::arrivals_on(src, org, room.id, on).await?;
        exits = store::day::exits_on(src, org, room.id, on).await?;
        apart = store::pupil::kept_apart(src, org, &ids, on).await?;
        let keys: Vec<Id> = placements.iter().map(|p| p.id).collect();
        named = store::booking::named(src, org, &keys).await?;
    }
    let breaks = store::day::breaks_on(src, org, room.id, on).await?;
    let handovers = store::day::handovers_on(src, org, room.id, on).await?;
    let mut cover = Cover::read(src, &v.setting, on, v.now).await?;
    let mut gaps: Vec<Gap> = cover.gaps.clone();
    let next = v.setting.calendar.first_on_or_after(on.plus(1));
    if let Some(next) = next.filter(|_| on == v.today() && !covers(v))
        && let Some(coming) = Cover::coming(src, &v.setting, next, v.now).await?
    {
        gaps.extend(coming.gaps);
        cover.staff.extend(coming.staff);
    }
    gaps.retain(|g| g.room == room.id);
    let mut brought = Vec::new();
    let mut crowds = Vec::new();
    let (mut moves, mut shut) = (Vec::new(), None);
    if on == v.today() {
        brought.extend(entries.iter().filter(|e| e.kind == EntryKind::Came).cloned());
        for other in &seats.rooms {
            let there = store::day::entries_on(src, org, *other, on).await?;
            brought.extend(there.into_iter().filter(|e| e.kind == EntryKind::Came));
        }
        crowds = store::seat::crowds(src, org, room.seats_of(), on).await?;
        moves = store::room_move::of_day(src, org, on).await?;
        moves.retain(|m| m.from_room == room.id || m.to_room == room.id);
        let all = store::room_move::shut(src, org, on, on).await?;
        shut = all.into_iter().find(|s| s.room == room.id);
    }
    let plan = store::seat::plan(src, org, room.seats_of()).await?;
    let mut elsewhere: Vec<Id> = brought.iter().map(|e| e.pupil).collect();
    elsewhere.extend(moves.iter().map(|m| m.pupil));
    elsewhere.retain(|id| !ids.contains(id));
    let others = store::pupil::several(src, &v.scope(), &elsewhere).await?;
    let kit = RoomKit::read(src, org, room.id, on).await?;
    let (mut waiting, mut moved) = (0, Vec::new());
    if on == v.today() && !covers(v) && (v.may(May::RunRoom) || v.may(May::Approve)) {
        waiting = store::day::referrals_waiting(src, org).await?;
        let since = v.setting.calendar.last_before(on).unwrap_or(on).at(Minute::default());
        moved = store::day::moved_since(src, org, room.id, since).await?;
        let from_here = format!("from_day: {}", on.iso());
        moved.retain(|m| m.day != on && m.facts.lines().any(|l| l == from_here));
    }
    let notice = match on == v.today() && v.may(May::PublishNotice) {
        true => store::notice::count(src, org, room.id, on).await?,
        false => None,
    };
    let mut first_aid = Vec::new();
    if on == v.today() {
        first_aid = store::first_aid::all(src, org).await?;
        let unknown: Vec<Id> =
            first_aid.iter().map(|f| f.staff).filter(|id| !cover.staff.contains_key(id)).collect();
        let named = store::staff::several(src, org, &unknown).await?;
        cover.staff.extend(named.into_iter().map(|s| (s.id, s)));
    }
    let mut facts = Facts {
        met: 0,
        day: on,
        pupils: pupils.into_iter().chain(others).map(|p| (p.id, p)).collect(),
        arrivals: arrivals.into_iter().collect(),
        staff: cover.staff.clone(),
        room,
        placements,
        slots,
        entries,
        steps,
        comings,
        kept: kept.into_iter().collect(),
        work,
        exits,
        breaks,
        handovers,
        apart,
        named,
        waiting,
        moved,
        seats,
        notice,
        cover,
        gaps,
        brought,
        crowds,
        moves,
        shut,
        plan,
        kit,
        first_aid,
    };
    if on >= v.today() && !covers(v) && v.may(May::RunRoom) {
        facts.met = crate::movement::met(v, src, &facts).await?;
    }
    Ok(facts)
}

impl Facts {
    /// The periods of a placement.
    pub fn slots_of(&self, placement: Id) -> Vec<&Slot> {
        self.slots.iter().filter(|s| s.placement == placement).collect()
    }
    /// The day log of a placement.
    pub fn entries_of(&self, placement: Id) -> Vec<&Entry> {
        self.entries.iter().filter(|e| e.placement == placement).collect()
    }
    /// The steps of the ladder a placement's pupil has come to.
    pub fn steps_of(&self, v: &Visit, placement: Id) -> Vec<Stood> {
        day::steps_taken(&self.entries_of(placement), &self.steps, &v.setting.rules.next_step)
    }
    /// Where a placement's pupil is.
    pub fn presence(&self, placement: &Placement) -> Presence {
        day::presence(placement, &self.entries_of(placement.id))
    }
    /// The interview was held, or the placement closed with a reason.
    pub fn exit_held(&self, placement: &Placement) -> bool {
        placement.state == PlacementState::Closed || self.exits.contains(&placement.id)
    }
    /// Heads.
    pub fn heads(&self) -> day::Heads {
        let places: Vec<(Presence, bool)> =
            self.placements.iter().map(|p| (self.presence(p), self.exit_held(p))).collect();
        day::headcount(places.iter().map(|(p, held)| (p, *held)))
    }
    /// "Mr Dean Poll"
    pub fn full(&self, staff: Option<Id>) -> Option<String> {
        self.staff.get(&staff?).map(Staff::full)
    }
    /// "Mr Poll"
    pub fn formal(&self, staff: Option<Id>) -> Option<String> {
        self.staff.get(&staff?).map(Staff::formal)
    }
    /// Who is in charge at a minute.
    pub fn charge(&self, minute: Minute) -> day::Charge {
        self.cover.charge_of(&self.room, &self.handovers, minute)
    }
    /// Whether a break of the room was started.
    pub fn break_started(&self, kind: BreakKind) -> bool {
        self.breaks.iter().any(|b| b.kind == kind)
    }
    /// Whether this person records on this board now: those who run the room, and somebody who
    /// covers it while it is handed over to them.
    pub fn records(&self, v: &Visit) -> bool {
        let theirs = || {
            let (now, me) = (v.now, v.actor.staff);
            day::may_record(self.room.id, me, &self.handovers, now, now).is_ok()
                || (self.day == v.today()
                    && self.cover.is_theirs(&self.room, &self.handovers, me, now.minute()))
        };
        v.may(May::RunRoom) && (!covers(v) || theirs())
    }
    /// What a pupil is called first.
    pub fn first(&self, pupil: Id) -> String {
        self.pupils.get(&pupil).map(|p| p.first().to_string()).unwrap_or_default()
    }
}
