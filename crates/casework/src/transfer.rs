//! A referral from one room to another: a step up, a step down, or the rest of a placement spent
//! elsewhere. Asked of whoever is in charge of the room, who accepts or declines.
//!
//! Must never know: names of pupils, tables or pages.

use crate::room::Room;
use crate::school::Setting;
use crate::words::Concept;
use crate::{Actor, Id, May, Refusal, Role};
use rulebook::{Day, Instant};

/// Letters of a reason or an answer.
pub const LONGEST: usize = 1_000;

coded! {
    /// Which way it goes.
    pub enum TransferWay {
        Up = "up", "Step up: more help";
        Down = "down", "Step down: less help";
        Instead = "instead", "Instead of the rest of a placement";
    }
}

coded! {
    /// Where it has got to.
    pub enum TransferState {
        Asked = "asked", "Waiting for an answer";
        Accepted = "accepted", "Accepted";
        Declined = "declined", "Declined";
    }
}

/// One transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Key.
    pub id: Id,
    /// Pupil.
    pub pupil: Id,
    /// The placement it comes from, where there is one.
    pub placement: Option<Id>,
    /// The room they come from, where there is one.
    pub from_room: Option<Id>,
    /// The room asked.
    pub to_room: Id,
    /// Which way.
    pub way: TransferWay,
    /// Why.
    pub why: String,
    /// From which day.
    pub start_on: Day,
    /// Who asked: a member of staff.
    pub asked_by: Id,
    /// Their name.
    pub asked_name: String,
    /// When.
    pub asked_at: Instant,
    /// The last day for an answer.
    pub reply_by: Day,
    /// Where it has got to.
    pub state: TransferState,
    /// Who answered.
    pub answered_name: String,
    /// When.
    pub answered_at: Option<Instant>,
    /// What they said.
    pub answer: String,
    /// Version.
    pub version: i64,
}

impl Transfer {
    /// Nobody has answered in the time there was: red for both sides.
    pub fn is_late(&self, today: Day) -> bool {
        self.state == TransferState::Asked && today > self.reply_by
    }
}

/// The last day for an answer; the day itself where the calendar does not reach so far.
pub fn reply_by(setting: &Setting, asked_on: Day) -> Day {
    let within = rulebook::room::TRANSFER_REPLY.0;
    setting.calendar.school_days_after(asked_on, within).map_or(asked_on, |c| c.day)
}

/// Whether this person may ask another room to take a pupil: those who approve, the room's lead,
/// and whoever leads the pupil's year.
///
/// # Errors
/// Refuses everybody else.
pub fn may_ask(actor: &Actor, setting: &Setting, year: i64) -> Result<(), Box<Refusal>> {
    let leads = actor.roles.contains(&Role::YearLead) && actor.years.contains(&year);
    if actor.may(May::Approve) || actor.leads() || leads {
        return Ok(());
    }
    let mut no = Refusal::because(
        "Your role does not ask another room",
        format!(
            "Another room is asked by those who approve, by whoever leads the room, or by the {} of the year.",
            setting.words.one(Concept::YearLead)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Go to Today", "/");
    no.by_role = true;
    Err(Box::new(no))
}

/// Whether this person may answer for a room: whoever is in charge of it, and those who approve.
/// Where nobody is in charge of it, whoever leads the rooms.
pub fn answers(actor: &Actor, room: &Room) -> bool {
    room.lead == Some(actor.staff)
        || actor.may(May::Approve)
        || (room.lead.is_none() && actor.leads())
}

/// Whether it can be answered.
///
/// # Errors
/// Refuses one that was answered, and somebody who is not asked.
pub fn may_answer(actor: &Actor, transfer: &Transfer, room: &Room) -> Result<(), Box<Refusal>> {
    if !answers(actor, room) {
        let mut no = Refusal::because(
            format!("{} is asked, and not you", room.name),
            "A room answers by whoever is in charge of it, or by those who approve.",
            "The table of roles in Mainstay.",
        )
        .or("See what was asked", "/transfers");
        no.by_role = true;
        return Err(Box::new(no));
    }
    if transfer.state == TransferState::Asked {
        return Ok(());
    }
    Err(Box::new(
        Refusal::because(
            "This was answered already",
            "An answer is given once, and kept.",
            "The way Mainstay works.",
        )
        .or("See the answer", format!("/transfers/{}", transfer.id)),
    ))
}
