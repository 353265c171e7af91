//! The room's own break and lunch, and who is in charge when.

use crate::Id;
use crate::Refusal;
use crate::room::{Room, Slot};
use crate::school::{Period, PeriodKind};
use rulebook::{Day, Instant, Minute};

coded! {
    /// The room's own stretches away from work.
    pub enum BreakKind {
        Break = "break", "Room break";
        Lunch = "lunch", "Room lunch";
    }
}

/// A room break or lunch as it was held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomBreak {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// Break or lunch.
    pub kind: BreakKind,
    /// The adult with them.
    pub adult: Id,
    /// Their name at the time.
    pub adult_name: String,
    /// Start.
    pub started_at: Instant,
    /// End, once it has ended.
    pub ended_at: Option<Instant>,
}

/// When a room break of this kind begins and ends by plan.
pub fn planned_break(room: &Room, kind: BreakKind) -> (Minute, Minute) {
    match kind {
        BreakKind::Break => (room.break_from, room.break_to),
        BreakKind::Lunch => (room.lunch_from, room.lunch_to),
    }
}

/// Whether the room's break may run from this minute, for as long as it is planned to: it may
/// not fall into the school's own break or lunch, when the room's pupils would meet the rest.
pub fn may_start_break(
    room: &Room,
    kind: BreakKind,
    start: Minute,
    day: &[&Period],
) -> Result<Minute, Box<Refusal>> {
    let (from, to) = planned_break(room, kind);
    let end = start.plus(to.number() - from.number());
    let clash = day
        .iter()
        .filter(|p| matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch))
        .find(|p| p.from < end && start < p.to);
    match clash {
        None => Ok(end),
        Some(p) => {
            let what = match kind {
                BreakKind::Break => "room break",
                BreakKind::Lunch => "room lunch",
            };
            let board = format!("/board/{}/break", room.id);
            let mut no = Refusal::because(
                format!(
                    "The {what} cannot run {start} to {end}: the school’s own {} is {} to {}",
                    p.code.to_lowercase(),
                    p.from,
                    p.to
                ),
                "The room’s break and lunch do not overlap the school’s own, so that its pupils do not meet the rest.",
                "The school’s room procedures and the shape of its day.",
            )
            .or(format!("Wait until {}", p.to), format!("{board}?at={}", p.to.input()));
            if start < from {
                no = no.or(
                    format!("Start it as planned, {from}"),
                    format!("{board}?at={}", from.input()),
                );
            }
            if end > p.from && start < p.from {
                no = no.or(
                    format!(
                        "Keep it short: note a regulation break for each pupil, back by {}",
                        p.from
                    ),
                    format!("/board/{}", room.id),
                );
            }
            Err(Box::new(no))
        }
    }
}

/// Where the room's planned break or lunch falls into the school's own on some day of the week, in
/// words; nothing where the two are apart.
pub fn overlaps(room: &Room, week: &[Period]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for kind in [BreakKind::Break, BreakKind::Lunch] {
        let (from, to) = planned_break(room, kind);
        let what = if kind == BreakKind::Break { "break" } else { "lunch" };
        let clashes = week
            .iter()
            .filter(|p| matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch))
            .filter(|p| p.from < to && from < p.to);
        for p in clashes {
            let words = format!(
                "The room’s {what}, {from} to {to}, overlaps the school’s {}, {} to {}",
                p.code.to_lowercase(),
                p.from,
                p.to
            );
            if !said.contains(&words) {
                said.push(words);
            }
        }
    }
    said
}

/// A stretch in which somebody other than the room's lead is in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// Who takes over.
    pub adult: Id,
    /// Their name at the time.
    pub adult_name: String,
    /// From.
    pub from: Minute,
    /// Until, by plan.
    pub to: Option<Minute>,
    /// What to watch for.
    pub watch_for: String,
    /// Who handed over, or took over.
    pub made_by: String,
    /// From whom it was taken over by the adult themselves; empty when it was handed over.
    pub taken_from: String,
    /// When it began.
    pub started_at: Option<Instant>,
    /// When the room was taken back.
    pub ended_at: Option<Instant>,
}

impl Handover {
    /// The last minute it covers, or the end of the day.
    fn ends(&self) -> Minute {
        let plan = self.to.unwrap_or_else(|| Minute::default().plus(1439));
        match self.ended_at {
            Some(at) => plan.min(at.minute()),
            None => plan,
        }
    }
    /// In force at this minute.
    pub fn covers(&self, minute: Minute) -> bool {
        self.from <= minute && minute < self.ends()
    }
    /// Still to begin.
    pub fn to_come(&self, minute: Minute) -> bool {
        self.ended_at.is_none() && self.from > minute
    }
}

/// Who is in charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The adult, or `None` when nobody is named.
    pub adult: Option<Id>,
    /// The handover that says so, or `None` for the room's lead.
    pub by_handover: Option<Id>,
    /// The next handover: from when, and to whom.
    pub relief: Option<(Minute, Id)>,
    /// Whoever should be in charge and is away.
    pub missing: Option<Id>,
}

/// Who is in charge at a minute: the latest handover that covers it, or the room's lead.
pub fn who_is_in_charge(lead: Option<Id>, handovers: &[Handover], minute: Minute) -> Charge {
    let now = handovers.iter().filter(|h| h.covers(minute)).max_by_key(|h| (h.from, h.id));
    let relief = handovers
        .iter()
        .filter(|h| h.to_come(minute))
        .min_by_key(|h| (h.from, h.id))
        .map(|h| (h.from, h.adult));
    Charge {
        adult: now.map(|h| h.adult).or(lead),
        by_handover: now.map(|h| h.id),
        relief,
        missing: None,
    }
}

/// Whether an adult who covers the room may record something of this moment in it: a handover
/// names them and holds now, or held at the moment (a tap that waited for the network). Whoever
/// records is whoever had the pupils.
///
/// # Errors
/// Refuses everything else, with the way to take the room over.
pub fn may_record(
    room: Id,
    adult: Id,
    handovers: &[Handover],
    moment: Instant,
    now: Instant,
) -> Result<(), Box<Refusal>> {
    let mine = || handovers.iter().filter(|h| h.adult == adult && h.day == now.day());
    let at = |m: Instant| mine().any(|h| m.day() == h.day && h.covers(m.minute()));
    if at(now) || (moment < now && at(moment)) {
        return Ok(());
    }
    let title = match mine().map(Handover::ends).filter(|end| *end <= now.minute()).max() {
        Some(end) => format!("You had the room until {end}, so this was not kept"),
        None => "You have not taken over the room, so this was not kept".into(),
    };
    let no = Refusal::because(
        title,
        "An adult who covers the room records in it while it is handed over to them, so that the record says who had the pupils. The board can be read all day.",
        "The table of roles in Mainstay.",
    )
    .or("Take over the room", format!("/board/{room}/handover#take"))
    .or("Back to the board", format!("/board/{room}"));
    Err(Box::new(no))
}

/// Seats booked in a period.
pub fn seats_booked(slots: &[Slot], code: &str) -> i64 {
    slots.iter().filter(|s| s.code == code).count() as i64
}
