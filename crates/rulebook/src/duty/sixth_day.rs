//! Education from the sixth school day, its notice, and the parent's public-place duty.
//!
//! Must never know: what is provided. Source of law: Education and Inspections Act 2006 ss.100
//! and 103; Education Act 1996 s.19(3A); SI 2007/1870 regs 3 to 5; R2.17 to R2.19, R3.03, R3.04.

use super::{Answer, Due, NoAnswer, Outcome};
use crate::almanac::Almanac;
use crate::count::{self, Span};
use crate::half::HalfDays;
use crate::rule::Party;
use crate::told::Told;
use crate::{Day, Instant, Minute, age, clocks};

/// A run of school days out: its first day and how many it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// First day.
    pub start: Day,
    /// School days touched.
    pub days: u32,
}

/// What can excuse the duty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exempt {
    /// School year group, where it is known.
    pub year: Option<u8>,
    /// Every public examination entered was taken or missed.
    pub exams_finished: bool,
    /// An EHC plan gives fewer hours and they are being delivered.
    pub plan_hours: bool,
}

/// The longest consecutive run the exclusions make, an attended school day breaking it (R2.17).
/// Returns the first day of the run that reaches six, or the longest one.
pub fn consecutive(runs: &[Run], attended: &[Day], almanac: &Almanac) -> Result<Run, NoAnswer> {
    let mut best: Option<Run> = None;
    let mut now: Option<(Run, Day)> = None;
    for run in runs {
        if run.days == 0 {
            continue;
        }
        let first = almanac.nth(run.start, 1)?;
        let last = almanac.nth(run.start, run.days)?;
        now = Some(match now {
            Some((so_far, end)) if joined(end, first, attended, almanac)? => {
                (Run { start: so_far.start, days: so_far.days + run.days }, last)
            }
            _ => (Run { start: first, days: run.days }, last),
        });
        if let Some((run, _)) = now
            && best.is_none_or(|b| run.days > b.days)
            && best.is_none_or(|b| b.days < u32::from(clocks::SIXTH_DAY.number()))
        {
            best = Some(run);
        }
    }
    best.ok_or(NoAnswer::Needed("the first day and the length of an exclusion"))
}

fn joined(end: Day, next: Day, attended: &[Day], almanac: &Almanac) -> Result<bool, NoAnswer> {
    let between = almanac.count(end.plus(1), next.plus(-1))?;
    Ok(between == 0 && !attended.iter().any(|d| end < *d && *d < next))
}

/// When the school's governing body must have education in place (R2.17).
pub fn by_school(run: Run, exempt: Exempt, almanac: &Almanac) -> Result<Answer, NoAnswer> {
    if run.days < u32::from(clocks::SIXTH_DAY.number()) {
        return Ok(Answer::nothing("R2.17", Outcome::NoSixthDay));
    }
    let count = clocks::SIXTH_DAY.from(run.start, Some(almanac))?;
    if let Some(outcome) = excused(exempt, count.due) {
        return Ok(Answer::nothing("R2.17", outcome));
    }
    let told = Told::always(&[Party::Parent, Party::Provider, Party::Governors]);
    Ok(Answer::new("R2.17", Outcome::ProvisionBySchool, Due::Counted(count), told))
}

/// When the authority must have education in place after a permanent exclusion (R3.03, R3.04).
/// A suspension that ran straight into it does not count, and is advised on.
pub fn by_authority(
    start: Day,
    before: Option<Run>,
    other_home: bool,
    exempt: Exempt,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let rule = if other_home { "R3.04" } else { "R3.03" };
    let count = clocks::SIXTH_DAY.from(start, Some(almanac))?;
    if let Some(outcome) = excused(exempt, count.due) {
        return Ok(Answer::nothing(rule, outcome));
    }
    let told = Told::always(&[Party::Parent, Party::Provider, Party::Authority])
        .and_if(other_home, Party::HomeAuthority);
    let outcome = match other_home {
        true => Outcome::ProvisionByHomeAuthority,
        false => Outcome::ProvisionByAuthority,
    };
    let answer = Answer::new(rule, outcome, Due::Counted(count), told);
    let Some(before) = before else { return Ok(answer) };
    let first = almanac.nth(start, 1)?;
    let last = almanac.nth(before.start, before.days)?;
    if !joined(last, first, &[], almanac)? {
        return Ok(answer);
    }
    let sixth = almanac.nth(before.start, u32::from(clocks::SIXTH_DAY.number()))?;
    Ok(answer.advise(
        Some(sixth),
        "A suspension ran straight into the exclusion: this is already the sixth school day in a row out of school. Whether those days count for the authority’s duty is not yet checked.",
    ))
}

fn excused(exempt: Exempt, sixth: Day) -> Option<Outcome> {
    if exempt.plan_hours {
        return Some(Outcome::ExemptPlanHours);
    }
    let year = exempt.year.unwrap_or_default();
    if exempt.exams_finished && (exempt.year.is_none() || year == 11) {
        return Some(Outcome::ExemptExamsDone);
    }
    let left = year == 11 && age::year_11_leaves(sixth).is_some_and(|leaves| sixth > leaves);
    (year >= 12 || left).then_some(Outcome::ExemptAge)
}

/// The last moment for details that could not be given before (R2.18): elapsed hours.
pub fn late_details(provision_starts: Instant) -> Answer {
    let moment = count::hours_before(provision_starts, clocks::LATE_DETAILS.number());
    let told = Told::always(&[Party::Parent]);
    Answer::new("R2.18", Outcome::Notice48h, Due::Moment(moment), told)
}

/// The last day of the parent's public-place duty (R2.19).
pub fn public_place(
    excluded: (Day, Minute),
    afternoon: Minute,
    length: HalfDays,
    almanac: &Almanac,
) -> Result<Answer, NoAnswer> {
    let (day, minute) = excluded;
    let days = length.days_touched().min(u32::from(clocks::PUBLIC_PLACE.number())).max(1);
    // Strictly before the afternoon session: that day is day 1, otherwise the next school day.
    let from = if minute < afternoon { day } else { day.plus(1) };
    let count = Span::SchoolDayOf(days as u16).from(from, Some(almanac))?;
    let told = Told::always(&[Party::Parent]);
    Ok(Answer::new("R2.19", Outcome::PublicPlaceEnds, Due::Counted(count), told))
}
