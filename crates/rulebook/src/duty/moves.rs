//! Off-site direction, managed moves, fair access, admission in the year, and separation for
//! safeguarding.
//!
//! Must never know: the provider. Source of law: Education Act 2002 s.29A; SI 2010/1156 as
//! amended by SI 2012/2532; School Admissions Code 2021; R4.03 to R4.12.

use super::{Answer, Due, NoAnswer, Outcome, in_force};
use crate::almanac::Almanac;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, clocks};

/// What kind of school directs: the statutory procedure reached academies and PRUs later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchoolType {
    /// Maintained by the authority.
    Maintained,
    /// An academy, or an AP academy.
    Academy,
    /// A pupil referral unit.
    Pru,
}

/// The last day to give notice of a direction off site (R4.03).
pub fn direction_notice(
    first_day: Day,
    school: SchoolType,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let rule = match school {
        SchoolType::Maintained => "R4.03",
        SchoolType::Academy | SchoolType::Pru => "R4.03a",
    };
    if !in_force(rule, first_day)? {
        return Ok(Answer::nothing("R4.03", Outcome::NotInForce));
    }
    let told = Told::always(&[Party::Parent, Party::PlanAuthority]);
    let count = clocks::OSD_NOTICE.from(first_day, Some(almanac))?;
    Ok(Answer::new("R4.03", Outcome::OsdNoticeBySafe, Due::Counted(count), told))
}

/// Whether a review that was asked for must be held (R4.05).
pub fn review_requested(requested: Day, last_review: Option<Day>) -> Result<Answer, NoAnswer> {
    let bar = clocks::OSD_REQUEST_BAR.from(requested, None)?;
    if last_review.is_some_and(|last| last >= bar.due) {
        return Ok(Answer::nothing("R4.05", Outcome::OsdReviewNotRequired));
    }
    let told = Told::always(&[Party::Parent, Party::Head, Party::Provider, Party::PlanAuthority]);
    Ok(Answer::new("R4.05", Outcome::OsdReviewAsap, Due::WithoutDelay(requested), told))
}

/// A managed move: permanent, with no trial (R4.07).
pub fn managed_move(agreed: Day, trial: bool) -> Result<Answer, NoAnswer> {
    if !in_force("R4.07", agreed)? {
        return Ok(Answer::nothing("R4.07", Outcome::NotInForce));
    }
    let told = Told::always(&[Party::Parent, Party::BothSchools, Party::PlanAuthority]);
    let outcome = if trial { Outcome::TrialNotAllowed } else { Outcome::MovePermanent };
    Ok(Answer::new("R4.07", outcome, Due::None, told))
}

/// A place under the fair access protocol (R4.09).
pub fn fair_access(agreed: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let told = Told::always(&[Party::Parent, Party::Authority, Party::ReceivingSchool]);
    let count = clocks::FAP_PLACE.from(agreed, Some(almanac))?;
    Ok(Answer::new("R4.09", Outcome::FapPlaceBy, Due::Counted(count), told))
}

/// The outcome of an application in the year (R4.10).
pub fn in_year(applied: Day, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    let told = Told::always(&[Party::Parent]);
    let count = clocks::IN_YEAR_OUTCOME.from(applied, Some(almanac))?;
    let aim = clocks::IN_YEAR_AIM.from(applied, Some(almanac))?;
    Ok(Answer::new("R4.10", Outcome::InYearOutcomeBy, Due::Counted(count), told)
        .advise(Some(aim.due), "The aim: ten school days."))
}

/// A separation for safeguarding: no suspension, and the authority is told at once (R4.12).
pub fn separation(from: Day) -> Result<Answer, NoAnswer> {
    if !in_force("R4.12", from)? {
        return Ok(Answer::nothing("R4.12", Outcome::NotInForce));
    }
    let told = Told::always(&[Party::Parent, Party::SafeguardingLead, Party::Authority]);
    Ok(Answer::new("R4.12", Outcome::NotASuspension, Due::WithoutDelay(from), told))
}
