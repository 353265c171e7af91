//! The register: the code of a day out, coming off it, and what the authority is told of it.
//!
//! Must never know: the pupil. Source of law: SI 2024/208 regs 9, 10 and 13; R3.18, R5.02,
//! R8.04, R8.05.

use super::{Answer, Due, NoAnswer, Outcome};
use crate::almanac::Almanac;
use crate::count::Span;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, clocks};

/// Where a pupil is, or is not, for the code of the day (R5.02).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the internal room, supervised, at registration.
    InternalRoom,
    /// At the other school of a dual registration.
    OtherSchool,
    /// At a place the authority arranged.
    ByAuthority,
    /// At a supervised place the school arranged, not dual registered.
    BySchool,
    /// Out, with nothing arranged.
    NothingArranged,
    /// Education was arranged and the pupil did not come.
    DidNotAttend,
}

/// The code of the day (R5.02).
pub fn code(place: Whereabouts) -> Answer {
    let outcome = match place {
        Whereabouts::InternalRoom => Outcome::CodePresent,
        Whereabouts::OtherSchool => Outcome::CodeD,
        Whereabouts::ByAuthority => Outcome::CodeK,
        Whereabouts::BySchool => Outcome::CodeB,
        Whereabouts::NothingArranged => Outcome::CodeE,
        Whereabouts::DidNotAttend => Outcome::CodeAbsenceReason,
    };
    Answer::nothing("R5.02", outcome)
}

/// What has become of the right to a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterDecision {
    /// The parent wrote on this day that there will be no application.
    Waived(Day),
    /// No application came.
    NoApplication,
    /// An application came; and whether everything that followed is over.
    Applied {
        /// Review concluded or abandoned, and any reconsideration with it.
        concluded: Option<Day>,
    },
}

/// From when the name may come off the register (R3.18).
pub fn delete_from(
    decision_given: Day,
    after: AfterDecision,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let due = match after {
        AfterDecision::Waived(on) => Due::Day(on),
        AfterDecision::NoApplication => {
            let last = clocks::IRP_APPLY.from(decision_given, Some(almanac))?;
            Due::Day(last.due.plus(1))
        }
        AfterDecision::Applied { concluded: None } => {
            return Ok(Answer::nothing("R3.18", Outcome::KeepOnRegister));
        }
        AfterDecision::Applied { concluded: Some(on) } => Due::Day(on),
    };
    let told = Told::always(&[Party::Authority]).and_any(Party::HomeAuthority);
    Ok(Answer::new("R3.18", Outcome::RegisterDeleteFrom, due, told))
}

/// The new-pupil return (R8.04): calendar days.
pub fn new_pupil(entered: Day) -> Result<Answer, NoAnswer> {
    let count = clocks::NEW_PUPIL.from(entered, None)?;
    let told = Told::always(&[Party::Authority]);
    Ok(Answer::new("R8.04", Outcome::NewPupilReturnBy, Due::Counted(count), told))
}

/// The day fifteen school days of illness are reached (R8.05), with those already counted in
/// the school year.
pub fn sickness(so_far: u32, from: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let needed = u32::from(clocks::SICKNESS.number());
    let left = needed.saturating_sub(so_far).max(1);
    let count = Span::SchoolDayOf(left as u16).from(from, Some(almanac))?;
    let told = Told::always(&[Party::Authority]);
    Ok(Answer::new("R8.05", Outcome::SicknessReturnBy, Due::Counted(count), told))
}
