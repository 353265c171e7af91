//! The independent review: applying, meeting, its members, what follows, and the ways beside it.
//!
//! Must never know: who applied. Source of law: SI 2012/1033 Schedule 1 and regs 7, 16, 17 and
//! 25; Equality Act 2010 Schedule 17; R3.09 to R3.16, R3.18, R3.20, R3.21.

use super::{Answer, Due, NoAnswer, Outcome};
use crate::almanac::Almanac;
use crate::rule::Party;
use crate::service::Service;
use crate::told::Told;
use crate::{Day, Instant, clocks};

const ARRANGER: Told = Told::always(&[Party::ReviewArranger]);

/// The last day to apply, from the day the decision counts as given (R3.09).
pub fn apply_by(given: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let count = clocks::IRP_APPLY.from(given, Some(almanac))?;
    Ok(Answer::new("R3.09", Outcome::IrpApplyBy, Due::Counted(count), ARRANGER))
}

/// How an application came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Application {
    /// By hand, on this day.
    Delivered(Day),
    /// Posted first class on this day.
    Posted(Day),
    /// By e-mail, at this moment.
    Emailed(Instant),
}

impl Application {
    /// The day it counts as made.
    pub fn made(self) -> Result<Day, NoAnswer> {
        Ok(match self {
            Application::Delivered(day) => day,
            Application::Posted(day) => Service::FirstClassPost.given(day)?.0,
            Application::Emailed(at) => at.day(),
        })
    }
}

/// Whether an application is in time (R3.09).
pub fn in_time(
    given: Day,
    application: Application,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let count = clocks::IRP_APPLY.from(given, Some(almanac))?;
    let late = application.made()? > count.due;
    let outcome = match (application, late) {
        (Application::Emailed(_), false) => Outcome::InTimeIfEmailed,
        (_, false) => Outcome::InTime,
        (Application::Posted(_), true) => Outcome::OutOfTimeIfPosted,
        (_, true) => Outcome::OutOfTime,
    };
    let told = if late { Told::always(&[Party::Parent]) } else { ARRANGER };
    Ok(Answer::new("R3.09", outcome, Due::Counted(count), told))
}

/// The last day for the panel to meet, from the day the application counts as made (R3.10).
pub fn meet_by(made: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let told = Told::always(&[Party::Parent, Party::Head, Party::Governors, Party::Authority])
        .and_any(Party::SenExpert)
        .and_any(Party::SocialWorker)
        .and_any(Party::VirtualHead);
    let count = clocks::IRP_MEET.from(made, Some(almanac))?;
    Ok(Answer::new("R3.10", Outcome::IrpMeetBy, Due::Counted(count), told))
}

/// Whether a member's training still counts on the day of the review (R3.13).
pub fn training(review: Day, trained: Day) -> Result<Answer, NoAnswer> {
    let earliest = clocks::PANEL_TRAINING.from(review, None)?;
    let outcome = match trained < earliest.due {
        true => Outcome::TrainingExpired,
        false => Outcome::TrainingOk,
    };
    Ok(Answer::new("R3.13", outcome, Due::Counted(earliest), ARRANGER))
}

/// Whether somebody whose headship ended may sit as a headteacher member (R3.13).
pub fn headship(review: Day, ended: Day) -> Result<Answer, NoAnswer> {
    let earliest = clocks::PANEL_HEADSHIP.from(review, None)?;
    let outcome = match ended < earliest.due {
        true => Outcome::IneligibleHead,
        false => Outcome::Eligible,
    };
    Ok(Answer::new("R3.13", outcome, Due::None, ARRANGER))
}

/// The last day for the governing body to meet again (R3.15).
pub fn reconvene_by(given: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let told =
        Told::always(&[Party::Parent, Party::Head, Party::Authority]).and_any(Party::HomeAuthority);
    let count = clocks::RECONVENE.from(given, Some(almanac))?;
    Ok(Answer::new("R3.15", Outcome::ReconveneBy, Due::Counted(count), told))
}

/// What the panel decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// Upheld.
    Upheld,
    /// Recommended that the governing body think again.
    Recommended,
    /// Quashed; and whether it ordered the readjustment, which it may and need not.
    Quashed {
        /// Ordered.
        ordered: bool,
    },
}

/// Whether the readjustment falls due, and when (R3.16).
pub fn readjustment(
    panel: Panel,
    given: Day,
    reinstatement_offered: bool,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    if panel != (Panel::Quashed { ordered: true }) || reinstatement_offered {
        return Ok(Answer::nothing("R3.16", Outcome::NoReadjustment));
    }
    let told = Told::always(&[Party::Authority, Party::Governors]);
    let count = clocks::RECONVENE.from(given, Some(almanac))?;
    Ok(Answer::new("R3.16", Outcome::ReadjustmentDue, Due::Counted(count), told))
}

/// The last day of a claim under the Equality Act: six months starting with the act (R3.20).
pub fn claim_by(conduct: Day) -> Result<Answer, NoAnswer> {
    let count = clocks::FTT_CLAIM.from(conduct, None)?;
    let told = Told::always(&[Party::Tribunal]);
    Ok(Answer::new("R3.20", Outcome::ClaimBy, Due::Counted(count), told))
}

/// The outer limit of judicial review (R3.21).
pub fn judicial_review(grounds: Day) -> Result<Answer, NoAnswer> {
    let count = clocks::JUDICIAL_REVIEW.from(grounds, None)?;
    let told = Told::always(&[Party::Court]);
    Ok(Answer::new("R3.21", Outcome::JrOuterLimit, Due::Counted(count), told)
        .advise(None, "Promptly comes first: this is the last day, not the aim."))
}
