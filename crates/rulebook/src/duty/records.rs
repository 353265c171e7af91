//! Requests for records, for one's own data, and complaints about it.
//!
//! Must never know: what is asked for. Source of law: SI 2005/1437 reg 5; UK GDPR arts 12 and
//! 15; Data Protection Act 2018 s.164A; R7.04 to R7.06.

use super::{Answer, Due, NoAnswer, Outcome, in_force};
use crate::almanac::Almanac;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, clocks};

/// The educational record of a maintained school's pupil (R7.04).
pub fn educational_record(
    received: Day,
    maintained: bool,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    if !maintained {
        return Ok(Answer::nothing("R7.04", Outcome::NoRecordRight));
    }
    let told = Told::always(&[Party::Parent]);
    let count = clocks::EDUCATIONAL_RECORD.from(received, Some(almanac))?;
    Ok(Answer::new("R7.04", Outcome::RecordBy, Due::Counted(count), told))
}

/// Subject access (R7.05): the one clock that rolls to a working day.
pub fn subject_access(received: Day) -> Result<Answer, NoAnswer> {
    let told = Told::always(&[Party::Requester]);
    let count = clocks::SUBJECT_ACCESS.from(received, None)?;
    Ok(Answer::new("R7.05", Outcome::SarBy, Due::Counted(count), told))
}

/// Acknowledging a data-protection complaint (R7.06), from 19 June 2026.
pub fn complaint(received: Day) -> Result<Answer, NoAnswer> {
    if !in_force("R7.06", received)? {
        return Ok(Answer::nothing("R7.06", Outcome::NotInForce));
    }
    let told = Told::always(&[Party::Complainant]);
    let count = clocks::COMPLAINT_ACK.from(received, None)?;
    Ok(Answer::new("R7.06", Outcome::ComplaintAckBy, Due::Counted(count), told))
}
