//! Trips, and events in school: who goes, what must be there before a named role approves, who is
//! out and who is back.
//!
//! Must never know: tables, pages, or what the time is. Nothing here says that a trip is safe; it
//! says what is missing, and for whom.

mod hospitality;
mod ready;
#[cfg(test)]
mod tests;

pub use hospitality::{GuestState, Guests, not_to_change};
pub use ready::{
    Missing, PupilFacts, Said, TripFacts, approve, consented, missing, no_say, only_approver,
};

use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// Letters of a title, a place, a name, a hazard.
pub const SHORT: usize = 200;
/// Letters of what is said at length.
pub const LONGEST: usize = 2_000;

coded! {
    /// What it is.
    pub enum TripKind {
        OffSite = "off_site", "Off site";
        InSchool = "in_school", "In school: an evening, a visit, a special event";
    }
}

coded! {
    /// How far it is.
    pub enum TripState {
        Planned = "planned", "Being planned";
        Asked = "asked", "Waiting for approval";
        Approved = "approved", "Approved";
        Over = "over", "Over, and looked back on";
        Cancelled = "cancelled", "Cancelled";
    }
}

impl TripState {
    /// It may still be worked on.
    pub fn is_open(self) -> bool {
        !matches!(self, TripState::Over | TripState::Cancelled)
    }
}

coded! {
    /// What somebody at home was asked, or said.
    pub enum Consent {
        Asked = "asked", "Asked";
        Given = "given", "Consent given";
        Refused = "refused", "Consent refused";
        Withdrawn = "withdrawn", "Consent withdrawn";
    }
}

coded! {
    /// How they were asked, or how they said it.
    pub enum How {
        Link = "link", "By a private link";
        Paper = "paper", "On paper";
        Phone = "phone", "By telephone";
        InPerson = "in_person", "In person";
    }
}

coded! {
    /// Whether it would be done again.
    pub enum Again {
        Yes = "yes", "Yes, as it was";
        Changed = "changed", "Yes, with changes";
        No = "no", "No";
    }
}

/// A trip, or an event in school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trip {
    /// Key.
    pub id: Id,
    /// What it is.
    pub kind: TripKind,
    /// "Bike workshop"
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Where.
    pub place: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// When they leave, or it begins.
    pub leaves: Minute,
    /// When they are back, or it ends.
    pub back: Minute,
    /// At most so many pupils to one adult.
    pub ratio: i64,
    /// How they get there.
    pub transport: String,
    /// What to bring.
    pub kit: String,
    /// Whom to ring at school while they are out.
    pub base: String,
    /// Who leads it.
    pub lead: Id,
    /// Their name.
    pub lead_name: String,
    /// How far it is.
    pub state: TripState,
    /// What home said before this was about another day, time or place.
    pub words_since: Option<Instant>,
    /// When approval was asked for.
    pub asked_at: Option<Instant>,
    /// When it was approved, sent back or cancelled.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: String,
    /// Why it was sent back or cancelled, or what was said with the approval.
    pub decided_why: String,
    /// Looking back: what went well.
    pub went_well: String,
    /// What to change.
    pub change_next: String,
    /// Whether it would be done again.
    pub again: Option<Again>,
    /// Contacts that were made.
    pub contacts_made: String,
    /// When somebody looked back.
    pub looked_back_at: Option<Instant>,
    /// Who.
    pub looked_back_by: String,
    /// Who plans it.
    pub made_by: Id,
    /// Their name.
    pub made_by_name: String,
    /// Since when.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

impl Trip {
    /// "Wed 2 Dec 2026, 9.20–14.50"
    pub fn when(&self) -> String {
        if self.from == self.to {
            format!("{}, {}–{}", self.from, self.leaves, self.back)
        } else {
            format!("{} {} to {} {}", self.from, self.leaves, self.to, self.back)
        }
    }
    /// Whether it and another stretch of days and minutes share any time.
    pub fn meets(&self, from: Day, leaves: Minute, to: Day, back: Minute) -> bool {
        (self.from, self.leaves) < (to, back) && (from, leaves) < (self.to, self.back)
    }
    /// The moment everybody is to be back.
    pub fn due_back(&self) -> Instant {
        self.to.at(self.back)
    }
    /// Whether consent is asked for: what is in school in the day is school.
    pub fn asks_consent(&self) -> bool {
        self.kind == TripKind::OffSite
    }
}

/// An adult who goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adult {
    /// Key.
    pub id: Id,
    /// The member of staff, where they are one.
    pub staff: Option<Id>,
    /// Their name.
    pub name: String,
    /// What they do there: first aid, driving, materials.
    pub role: String,
}

/// A line of what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Key.
    pub id: Id,
    /// What for.
    pub what: String,
    /// How much.
    pub pence: i64,
    /// The budget line it is set against.
    pub line: String,
}

/// A line of the risk assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Key.
    pub id: Id,
    /// What could hurt somebody.
    pub hazard: String,
    /// What is done about it.
    pub measure: String,
    /// Who sees to it.
    pub who: String,
    /// Who wrote it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A pupil on the list of a trip, or one who went off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TripPupil {
    /// Key.
    pub id: Id,
    /// The trip.
    pub trip: Id,
    /// The pupil.
    pub pupil: Id,
    /// When they went off the list.
    pub off_at: Option<Instant>,
    /// Why.
    pub off_why: String,
    /// Medical and dietary needs for this trip, as answered: "None" is an answer.
    pub medical: String,
    /// Whom to ring on the day, where home gave a number for it.
    pub phone: String,
    /// Who answered.
    pub medical_by: String,
    /// When; none while nobody has.
    pub medical_at: Option<Instant>,
    /// When they went out.
    pub out_at: Option<Instant>,
    /// Who wrote that down.
    pub out_by: String,
    /// When they came in.
    pub in_at: Option<Instant>,
    /// Who wrote that down.
    pub in_by: String,
    /// How they came back, where it was not with the group.
    pub in_words: String,
    /// The known date that tells the room.
    pub known_date: Option<Id>,
}

impl TripPupil {
    /// On the list.
    pub fn goes(&self) -> bool {
        self.off_at.is_none()
    }
    /// Out, and not back.
    pub fn is_out(&self) -> bool {
        self.out_at.is_some() && self.in_at.is_none()
    }
}

/// A word of somebody at home, or that they were asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Key.
    pub id: Id,
    /// The pupil's line.
    pub trip_pupil: Id,
    /// Who at home.
    pub contact: Id,
    /// Their name.
    pub name: String,
    /// What.
    pub word: Consent,
    /// How.
    pub how: How,
    /// What they said, or why on paper.
    pub words: String,
    /// Who wrote it down, or "By a private link".
    pub by_name: String,
    /// When it was said.
    pub at: Instant,
}

/// A register that may not be taken.
///
/// # Errors
/// Refuses a trip that was not approved.
pub fn may_register(trip: &Trip, today: Day) -> Result<(), Refusal> {
    let here = format!("/trips/{}", trip.id);
    if trip.state != TripState::Approved {
        return Err(Refusal::because(
            "This trip has not been approved",
            "Nobody is signed out on a trip before it is approved.",
            "The school’s own rule for trips.",
        )
        .or("See what is missing", here));
    }
    if today < trip.from {
        return Err(Refusal::because(
            format!("The register opens on {}", trip.from),
            "A register says who is out now.",
            "The way Mainstay works.",
        )
        .or("Back to the trip", here));
    }
    Ok(())
}

/// The moment somebody went out or came in, held against the day and what is there already.
///
/// # Errors
/// Says what is wrong with the time.
pub fn moment(trip: &Trip, at: Instant, now: Instant, out: Option<Instant>) -> Result<(), String> {
    if at > now {
        return Err("This time has not come yet".into());
    }
    if at.day() < trip.from {
        return Err(format!("The trip begins {}", trip.from));
    }
    match out {
        Some(out) if at < out => Err(format!("They went out at {}", out.minute())),
        _ => Ok(()),
    }
}

/// How the register out stands against the register in: who went out, who is back, and who is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Went out.
    pub out: usize,
    /// Are back.
    pub back: usize,
    /// Are not back, by their lines.
    pub missing: Vec<Id>,
}

impl Tally {
    /// Some are back and some are not: somebody is to be found.
    pub fn differs(&self) -> bool {
        self.back > 0 && !self.missing.is_empty()
    }
}

/// How the register stands.
pub fn tally<'a>(lines: impl IntoIterator<Item = &'a TripPupil>) -> Tally {
    let mut t = Tally { out: 0, back: 0, missing: Vec::new() };
    for l in lines {
        t.out += usize::from(l.out_at.is_some());
        t.back += usize::from(l.in_at.is_some());
        if l.is_out() {
            t.missing.push(l.id);
        }
    }
    t
}

/// Whether what home said takes somebody off the list: said after approval, it does, and the
/// approval stands for the others.
pub fn takes_off(state: TripState, line: &TripPupil, word: Consent) -> bool {
    state == TripState::Approved
        && line.goes()
        && line.out_at.is_none()
        && matches!(word, Consent::Withdrawn | Consent::Refused)
}

/// The word that a "no" is: after a "yes" it takes it back.
pub fn no_is(last: Option<Consent>) -> Consent {
    if last == Some(Consent::Given) { Consent::Withdrawn } else { Consent::Refused }
}

/// What is wrong with the days, times and ratio of a trip: the field and what to do.
pub fn wrong(
    from: Day,
    to: Day,
    leaves: Minute,
    back: Minute,
    ratio: i64,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if to < from {
        wrong.push(("to", format!("Give a day from {from} on")));
    } else if from == to && back <= leaves {
        wrong.push(("back", format!("They leave at {leaves}: give a later time")));
    }
    if !(1..=60).contains(&ratio) {
        wrong.push(("ratio", "Give a number from 1 to 60".to_string()));
    }
    wrong
}
