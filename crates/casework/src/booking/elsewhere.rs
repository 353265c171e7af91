//! What keeps a pupil from a room that has seats: they are known to be elsewhere, or it is shut.

use super::Hour;
use crate::known_date::Of;
use crate::room::Room;
use crate::room_move::Shut;
use crate::{Id, Refusal};
use rulebook::Day;

/// Somewhere the pupil is known to be instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// "Exam: Maths paper 1, 9.00–11.00"
    pub what: String,
    /// The periods it takes.
    pub codes: Vec<String>,
}

/// The closing of a room that still holds on a day.
pub fn shut(all: &[Shut], room: Id, day: Day) -> Option<&Shut> {
    all.iter().find(|s| s.room == room && s.day == day && s.ended_at.is_none())
}

pub(super) fn shut_no(room: &Room, shut: &Shut) -> Refusal {
    Refusal::because(
        format!("{} is shut for the rest of {}: {}", room.name, shut.day, shut.why),
        "Nobody is placed in a room that is shut.",
        format!("Shut from {} by {}.", shut.from, shut.made_by),
    )
    .or("Choose another room", "")
    .or("Open it again", format!("/board/{}/shut", room.id))
}

/// The known dates of a pupil that take any of these hours.
pub fn dated(dates: &[Of], pupil: Id, day: Day, hours: &[Hour]) -> Vec<Dated> {
    dates
        .iter()
        .filter(|d| d.pupil == pupil)
        .filter_map(|d| {
            let codes: Vec<String> = hours
                .iter()
                .filter(|h| d.date.covers(day, h.from, h.to))
                .map(|h| h.code.clone())
                .collect();
            (!codes.is_empty()).then(|| Dated { what: d.date.said(), codes })
        })
        .collect()
}
