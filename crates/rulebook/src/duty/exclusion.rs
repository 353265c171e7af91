//! A suspension or permanent exclusion the headteacher has decided: who is told, by when, and
//! whether it may be cancelled.
//!
//! Must never know: why it was decided. Source of law: SI 2012/1033 regs 5, 8A, 14, 17A, 23 and
//! 26A; Education and Inspections Act 2006 s.104; R2.06 to R2.10, R2.21, R2.23, R3.02.

use super::{Answer, Due, NoAnswer, Outcome, in_force};
use crate::half::HalfDays;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, clocks};

/// What kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// For a fixed period.
    Suspension,
    /// Permanently.
    Permanent,
    /// From the school at lunchtime: half a day each (R2.05).
    Lunchtime,
}

/// What decides who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Kind.
    pub kind: Kind,
    /// The day the headteacher decided.
    pub decided: Day,
    /// The total of the statutory term with this one in it; none: not over the lower threshold.
    pub term_total: Option<HalfDays>,
    /// A public examination or national curriculum test is lost.
    pub exam: bool,
    /// The pupil is looked after.
    pub looked_after: bool,
    /// The pupil has a social worker.
    pub social_worker: bool,
    /// The pupil is 18 or over.
    pub adult: bool,
    /// The pupil lives in another authority.
    pub other_home: bool,
}

impl Notice {
    /// True where the governing body is told without delay (R2.09).
    pub fn governors_told(&self) -> bool {
        self.kind == Kind::Permanent
            || self.exam
            || self.term_total.is_some_and(|t| t > clocks::THRESHOLD_LOW)
    }
}

/// Everybody who is told, without delay (R2.06, R2.08 to R2.10, R3.02).
pub fn notify(n: Notice) -> Answer {
    let relevant = if n.adult { Party::Pupil } else { Party::Parent };
    let mut told = Told::always(&[relevant, Party::Authority])
        .and_if(n.governors_told(), Party::Governors)
        .and_if(n.social_worker, Party::SocialWorker)
        .and_if(n.looked_after, Party::VirtualHead)
        .and_if(n.other_home && n.kind == Kind::Permanent, Party::HomeAuthority);
    // Every suspension to the authority, the social worker and the Virtual School Head came in
    // together; before then they stand as perhaps told, because who was is not held.
    if !in_force("R2.08", n.decided).unwrap_or(false) && n.kind != Kind::Permanent {
        told = told.perhaps_only(Party::Authority);
    }
    if !in_force("R2.10", n.decided).unwrap_or(false) {
        told = told.perhaps_only(Party::SocialWorker).perhaps_only(Party::VirtualHead);
    }
    let rule = if n.kind == Kind::Permanent { "R3.02" } else { "R2.06" };
    Answer::new(rule, Outcome::NotifyWithoutDelay, Due::WithoutDelay(n.decided), told)
}

/// The notice of the days on which the parent answers for where the pupil is (R2.07).
pub fn section_104(first_day: Day, decided: Option<Day>) -> Result<Answer, NoAnswer> {
    let outcome = match decided {
        Some(decided) if decided > first_day => {
            return Err(NoAnswer::Contradiction(format!(
                "decided on {decided}, after the first day excluded, {first_day}"
            )));
        }
        Some(decided) if decided < first_day => Outcome::S104Latest,
        _ => Outcome::S104SameDay,
    };
    let told = Told::always(&[Party::Parent]);
    Ok(Answer::new("R2.07", outcome, Due::EndOfAfternoon(first_day), told))
}

/// What decides whether an exclusion may be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancel {
    /// The day of cancelling; may be absent where it is refused.
    pub on: Option<Day>,
    /// The highest total of any school year, now or when cancelling takes effect.
    pub year_total: HalfDays,
    /// The governing body has begun its meeting.
    pub meeting_begun: bool,
    /// The governing body had to be told of it.
    pub governors_told: bool,
}

/// Why an exclusion may not be cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCancel {
    /// Over the limit.
    #[error(
        "the pupil has been excluded for more than 45 school days in a school year, or would have been"
    )]
    OverCap,
    /// Too late.
    #[error("the governing body has begun the meeting at which it considers reinstatement")]
    MeetingBegun,
}

impl Cancel {
    /// The bar, if there is one (R2.21).
    pub fn barred(&self) -> Option<NoCancel> {
        if self.year_total > clocks::CAP {
            return Some(NoCancel::OverCap);
        }
        (self.meeting_begun && self.governors_told).then_some(NoCancel::MeetingBegun)
    }
}

/// Whether it may be cancelled, and who is told (R2.21, from 1 September 2023).
pub fn cancel(c: Cancel) -> Result<Answer, NoAnswer> {
    if c.barred().is_some() {
        return Ok(Answer::nothing("R2.21", Outcome::CancelRefused));
    }
    let on = c.on.ok_or(NoAnswer::Needed("the day it is cancelled"))?;
    if !in_force("R2.21", on)? {
        return Ok(Answer::nothing("R2.21", Outcome::NotInForce));
    }
    let told = Told::always(&[Party::Parent, Party::Governors, Party::Authority])
        .and_any(Party::SocialWorker)
        .and_any(Party::VirtualHead);
    Ok(Answer::new("R2.21", Outcome::CancelOk, Due::WithoutDelay(on), told))
}

/// A pupil sent home: only ever under a recorded suspension (R2.23).
pub fn sent_home(recorded: bool) -> Option<Answer> {
    let told = Told::always(&[Party::Head]);
    (!recorded).then(|| Answer::new("R2.23", Outcome::BlockUnlawful, Due::None, told))
}
