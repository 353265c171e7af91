//! Removal from class, force, seclusion and restraint.
//!
//! Must never know: what happened. Source of law: Education and Inspections Act 2006 s.93A;
//! R1.04, R1.10, R1.15.

use super::{Answer, Due, NoAnswer, Outcome, in_force};
use crate::Day;
use crate::rule::Party;
use crate::told::Told;

/// Parents are told the same day (R1.04).
pub fn told_same_day(removed: Day) -> Answer {
    let told =
        Told::always(&[Party::Parent]).and_any(Party::SocialWorker).and_any(Party::VirtualHead);
    Answer::new("R1.04", Outcome::InformSameDay, Due::WithoutDelay(removed), told)
}

/// The record and report of significant force, seclusion or restraint (R1.10).
pub fn restrictive(on: Day, no_parent_is_safe: bool) -> Result<Answer, NoAnswer> {
    if !in_force("R1.10", on)? {
        return Ok(Answer::nothing("R1.10", Outcome::NotInForce));
    }
    let due = Due::WithoutDelay(on);
    Ok(match no_parent_is_safe {
        true => {
            let told = Told::always(&[Party::ResidenceAuthority]);
            Answer::new("R1.10", Outcome::ReportToAuthority, due, told)
        }
        false => {
            let told = Told::always(&[Party::Parent]);
            Answer::new("R1.10", Outcome::RecordAndReport, due, told)
        }
    })
}

/// Removal on site adds nothing to the totals (R1.15).
pub fn no_suspension() -> Answer {
    let told = Told::always(&[Party::Parent]);
    Answer::new("R1.15", Outcome::NotASuspension, Due::None, told)
}
