//! A pupil goes from one room to another during a day, or a room is shut and everybody leaves it.
//! The placement stays one record; what is kept here is its road.
//!
//! Must never know: names, seats' labels or pages.

use crate::room::{Placement, PlacementState, Slot};
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// One move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomMove {
    /// Key.
    pub id: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// Where they were.
    pub from_room: Id,
    /// Where they went.
    pub to_room: Id,
    /// The seat they had.
    pub from_seat: Option<i64>,
    /// The seat they have.
    pub to_seat: Option<i64>,
    /// The periods that count in the room they went to: "P4–P6".
    pub codes: String,
    /// Why.
    pub why: String,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A room that is shut for the rest of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shut {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// Day.
    pub day: Day,
    /// From when.
    pub from: Minute,
    /// Why.
    pub why: String,
    /// By whom.
    pub made_by: String,
    /// When it was opened again.
    pub ended_at: Option<Instant>,
}

/// Whether somebody with this placement may go to another room now: those who are here, who are
/// still to come, or who were thought not to be.
///
/// # Errors
/// Refuses another day, which is moved as a booking, and a placement that is over.
pub fn may_go(placement: &Placement, today: Day) -> Result<(), Box<Refusal>> {
    let id = placement.id;
    if placement.day != today {
        return Err(Box::new(
            Refusal::because(
                "Only today’s places go to another room this way",
                "A place on another day is moved as a booking, with its work and its letter.",
                "The way Mainstay works.",
            )
            .or("Move the booking", format!("/placements/{id}/move")),
        ));
    }
    match placement.state {
        PlacementState::Booked | PlacementState::Here | PlacementState::NotHere => Ok(()),
        _ => Err(Box::new(
            Refusal::because(
                "They have left for today",
                "Somebody goes to another room while their place stands.",
                "The way Mainstay works: what happened is recorded as it was.",
            )
            .or("Open the day card", format!("/placements/{id}")),
        )),
    }
}

/// What goes along when a pupil goes now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    /// Periods that are not over: a seat is needed for them.
    pub codes: Vec<String>,
    /// Those of them that count in the new room. A period that is on counts where more of it is
    /// spent.
    pub slots: Vec<Id>,
}

/// The periods that go along.
pub fn going(slots: &[Slot], now: Instant) -> Going {
    let (today, minute) = now.local();
    let left: Vec<&Slot> =
        slots.iter().filter(|s| s.day > today || (s.day == today && s.to > minute)).collect();
    let counts = |s: &&&Slot| {
        s.day > today || minute.number() - s.from.number() < s.to.number() - minute.number()
    };
    Going {
        codes: left.iter().map(|s| s.code.clone()).collect(),
        slots: left.iter().filter(counts).map(|s| s.id).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(n: u128, code: &str, from: &str, to: &str) -> Slot {
        Slot {
            id: Id::from_u128(n),
            placement: Id::nil(),
            pupil: Id::nil(),
            room: Id::nil(),
            day: Day::new(2026, 11, 10).unwrap(),
            code: code.into(),
            from: Minute::parse(from).unwrap(),
            to: Minute::parse(to).unwrap(),
            class: None,
            subject: String::new(),
            teacher: None,
            conduct: None,
            learning: None,
            done: None,
        }
    }

    #[test]
    fn a_period_counts_where_more_of_it_is_spent() {
        let slots = [slot(1, "P1", "9.00", "10.00"), slot(2, "P2", "10.00", "11.00")];
        let at = |t: &str| {
            let g = going(&slots, Day::new(2026, 11, 10).unwrap().at(Minute::parse(t).unwrap()));
            (g.codes.join(","), g.slots.iter().map(|s| s.as_u128()).collect::<Vec<_>>())
        };
        assert_eq!(at("8.40"), ("P1,P2".into(), vec![1, 2]));
        assert_eq!(at("9.29"), ("P1,P2".into(), vec![1, 2]));
        assert_eq!(at("9.30"), ("P1,P2".into(), vec![2]));
        assert_eq!(at("10.00"), ("P2".into(), vec![2]));
        assert_eq!(at("11.00"), (String::new(), vec![]));
    }
}
