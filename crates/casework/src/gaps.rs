//! What a record of a day in the room still lacks: no arrival, no end, no exit interview, nobody at
//! home told.
//!
//! Must never know: where the rows are kept, or names. A figure is the length of its list.

use crate::Id;
use crate::room::PlacementState;
use rulebook::{Day, Instant};

coded! {
    /// A gap.
    pub enum Gap {
        Arrival = "arrival", "No arrival recorded";
        End = "end", "No time of leaving";
        Exit = "exit", "No exit interview, and not closed";
        Home = "home", "Nobody at home told";
    }
}

impl Gap {
    /// What is counted.
    pub fn means(self) -> &'static str {
        match self {
            Gap::Arrival => "Booked, begun, and nobody has said whether they came.",
            Gap::End => "They came, the day is over, and no time of leaving was kept.",
            Gap::Exit => {
                "They left, or the day is over, with no exit interview and no reason why not."
            }
            Gap::Home => {
                "They came, and neither a call that reached somebody nor a letter is recorded."
            }
        }
    }
}

/// A placement as far as gaps go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The placement.
    pub id: Id,
    /// "Tyrell Ashdown-Moss"
    pub name: String,
    /// "9K2"
    pub form: String,
    /// Its day.
    pub day: Day,
    /// Where it has got to.
    pub state: PlacementState,
    /// When its first period begins.
    pub begins: Option<Instant>,
    /// When they came.
    pub arrived_at: Option<Instant>,
    /// When they left.
    pub left_at: Option<Instant>,
    /// The exit interview was held.
    pub exit: bool,
    /// A call reached somebody, or a letter went.
    pub home: bool,
}

impl Row {
    /// Whether it lacks this, seen now.
    pub fn lacks(&self, gap: Gap, now: Instant) -> bool {
        use PlacementState::{Booked, Closed, Here, Left};
        let over = self.day < now.day();
        let came = matches!(self.state, Here | Left | Closed);
        match gap {
            Gap::Arrival => self.state == Booked && self.begins.is_none_or(|at| at <= now),
            Gap::End => came && over && self.left_at.is_none(),
            Gap::Exit => !self.exit && (self.state == Left || (self.state == Here && over)),
            Gap::Home => came && !self.home,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::Minute;

    #[test]
    fn a_placement_with_no_exit_is_on_the_list_within_the_day() {
        let day = Day::new(2026, 11, 10).unwrap();
        let at = |h, m| day.at(Minute::new(h, m).unwrap());
        let row = |state| Row {
            id: Id::nil(),
            name: String::new(),
            form: String::new(),
            day,
            state,
            begins: Some(at(9, 0)),
            arrived_at: Some(at(8, 50)),
            left_at: None,
            exit: false,
            home: false,
        };
        let (noon, later) = (at(12, 0), at(12, 0).plus_seconds(86_400));
        assert!(row(PlacementState::Left).lacks(Gap::Exit, noon));
        assert!(!row(PlacementState::Here).lacks(Gap::Exit, noon), "the day goes on");
        assert!(row(PlacementState::Here).lacks(Gap::Exit, later));
        assert!(row(PlacementState::Here).lacks(Gap::End, later));
        assert!(row(PlacementState::Booked).lacks(Gap::Arrival, noon));
        assert!(!row(PlacementState::Booked).lacks(Gap::Arrival, at(8, 30)));
        assert!(row(PlacementState::Here).lacks(Gap::Home, noon));
        assert!(!row(PlacementState::NotHere).lacks(Gap::Home, later));
    }
}
