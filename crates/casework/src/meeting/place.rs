//! Places, and what has them when: nothing stands in one place twice at a time.
//!
//! Must never know: what a meeting is about. Whoever is told that a place is taken learns by what
//! kind of thing, and whom to ask.

use crate::Id;
use rulebook::{Day, Minute};

/// A place taken for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The meeting, or the entry, that has it.
    pub id: Id,
    /// Where.
    pub place: String,
    /// Day.
    pub on: Day,
    /// From.
    pub from: Minute,
    /// Until.
    pub to: Minute,
    /// By what: never whom it is about.
    pub what: String,
    /// Who booked it.
    pub by_name: String,
}

/// One spelling of a place: "Civic Suite 2" and "civic  suite 2" are one.
pub fn key(place: &str) -> String {
    place.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What has the place at that time, other than the meeting itself.
pub fn clash<'a>(
    taken: &'a [Taken],
    (place, on): (&str, Day),
    (from, to): (Minute, Minute),
    own: Id,
) -> Option<&'a Taken> {
    let place = key(place);
    if place.is_empty() {
        return None;
    }
    taken
        .iter()
        .find(|t| t.id != own && t.on == on && key(&t.place) == place && t.from < to && from < t.to)
}

impl Taken {
    /// "Civic Suite 2 is taken on Tue 8 Dec 2026, 10.00 to 12.00: Budget panel, booked by Ms Lee"
    pub fn said(&self) -> String {
        format!(
            "{} is taken on {}, {} to {}: {}, booked by {}. Choose another place or time",
            self.place, self.on, self.from, self.to, self.what, self.by_name
        )
    }
}
