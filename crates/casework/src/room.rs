//! Rooms, placements in them, and the periods of a placement.
//!
//! A placement is one pupil on one day in one room for some periods. What kind of space a room
//! is in law and counting is asked apart from its name: a local name never drives it.

use crate::Id;
use rulebook::{Day, Instant, Minute};

coded! {
    /// What kind of space a room is, whatever the school calls it.
    pub enum RoomKind {
        Removal = "removal", "Disciplinary removal from lessons";
        Support = "support", "Planned support";
        Calming = "calming", "A calming space, not a sanction";
    }
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Key.
    pub id: Id,
    /// The school's name for it.
    pub name: String,
    /// What it is.
    pub kind: RoomKind,
    /// Seats.
    pub seats: i64,
    /// Where pupils come in.
    pub door: String,
    /// When pupils are met.
    pub arrive_at: Minute,
    /// The room's own break.
    pub break_from: Minute,
    /// End of it.
    pub break_to: Minute,
    /// The room's own lunch.
    pub lunch_from: Minute,
    /// End of it.
    pub lunch_to: Minute,
    /// When the kitchen wants its lunch list, where that is not the school's own time.
    pub lunch_list_by: Option<Minute>,
    /// Who is in charge unless handed over.
    pub lead: Option<Id>,
    /// The room whose seats it uses, where it has none of its own.
    pub shares: Option<Id>,
    /// In use.
    pub active: bool,
    /// Version.
    pub version: i64,
}

impl Room {
    /// When the kitchen wants its lunch list: its own time, else the school's.
    pub fn lunch_list_due(&self, school: Minute) -> Minute {
        self.lunch_list_by.unwrap_or(school)
    }
    /// The room whose seats are counted: its own, or the one it shares with.
    pub fn seats_of(&self) -> Id {
        self.shares.unwrap_or(self.id)
    }
}

/// Seats a room has, its own or those it shares.
pub fn seats(rooms: &[Room], room: &Room) -> i64 {
    let host = rooms.iter().find(|r| r.id == room.seats_of());
    host.map_or(room.seats, |r| r.seats)
}

/// Whether two rooms use the same seats; a room does with itself.
pub fn share(rooms: &[Room], one: Id, other: Id) -> bool {
    let of = |id: Id| rooms.iter().find(|r| r.id == id).map_or(id, Room::seats_of);
    one == other || of(one) == of(other)
}

/// Why a room cannot share the seats of another; `rooms` are those in use.
pub fn sharing_error(rooms: &[Room], room: Id, with: Option<Id>) -> Option<&'static str> {
    let with = with?;
    let Some(host) = rooms.iter().find(|r| r.id == with && r.active) else {
        return Some("Choose a room that is in use");
    };
    if with == room {
        return Some("A room cannot share seats with itself");
    }
    if host.shares.is_some() {
        return Some("That room shares the seats of another. Choose the one whose seats they are");
    }
    if rooms.iter().any(|r| r.shares == Some(room)) {
        return Some("Other rooms share the seats of this one, so it keeps its own");
    }
    None
}

coded! {
    /// Where a placement has got to. Ended states are Closed, NotHere and Cancelled.
    pub enum PlacementState {
        Booked = "booked", "Booked";
        Here = "here", "In the room";
        Left = "left", "Left, exit interview not held";
        Closed = "closed", "Closed";
        NotHere = "not_here", "Did not come";
        Cancelled = "cancelled", "Cancelled";
    }
}

/// One pupil, one day, one room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// The referral it came from, or `None` for an arrival without one.
    pub referral: Option<Id>,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// Seat, from 1.
    pub seat: Option<i64>,
    /// Where it has got to.
    pub state: PlacementState,
    /// Who decided it.
    pub decided_by: Option<Id>,
    /// The reason category from the school's list.
    pub reason: Option<Id>,
    /// The reason in plain words for the pupil and home; never names another pupil.
    pub plain_reason: String,
    /// Arrival.
    pub arrived_at: Option<Instant>,
    /// Induction.
    pub inducted_at: Option<Instant>,
    /// When they left the room.
    pub left_at: Option<Instant>,
    /// When the placement was closed.
    pub closed_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

coded! {
    /// How much of a period's work was done.
    pub enum Done {
        All = "all", "All";
        Most = "most", "Most";
        Part = "part", "Part";
        None = "none", "None";
    }
}

/// One period of a placement: the lesson missed, the marks, the work done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Key.
    pub id: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// "P1"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// The class missed.
    pub class: Option<Id>,
    /// Its subject.
    pub subject: String,
    /// Its teacher.
    pub teacher: Option<Id>,
    /// Conduct, 1 low to 4 high.
    pub conduct: Option<i64>,
    /// Learning, 1 low to 4 high.
    pub learning: Option<i64>,
    /// Work done.
    pub done: Option<Done>,
}

impl Slot {
    /// Whole minutes out of lessons.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
}

/// "P1–P3, P5": runs of periods in words. `order` is the day's lesson codes in order.
pub fn spell_periods(codes: &[String], order: &[String]) -> String {
    let mut at: Vec<usize> =
        codes.iter().filter_map(|c| order.iter().position(|o| o == c)).collect();
    at.sort_unstable();
    at.dedup();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for i in at {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == i => run.1 = i,
            _ => runs.push((i, i)),
        }
    }
    let text: Vec<String> = runs
        .iter()
        .map(
            |(a, b)| {
                if a == b { order[*a].clone() } else { format!("{}–{}", order[*a], order[*b]) }
            },
        )
        .collect();
    if text.is_empty() { codes.join(", ") } else { text.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_said_as_runs() {
        let order: Vec<String> = (1..=6).map(|n| format!("P{n}")).collect();
        let say = |codes: &[&str]| {
            spell_periods(&codes.iter().map(|c| c.to_string()).collect::<Vec<_>>(), &order)
        };
        assert_eq!(say(&["P1", "P2", "P3"]), "P1–P3");
        assert_eq!(say(&["P5", "P1", "P2"]), "P1–P2, P5");
        assert_eq!(say(&["P4"]), "P4");
        assert_eq!(say(&[]), "");
    }
}
