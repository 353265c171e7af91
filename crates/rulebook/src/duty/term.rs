//! Days of exclusion by statutory term and by school year.
//!
//! Must never know: the pupil. Source of law: R2.04 (the cap of a school year), R6.05 and R6.06
//! (the statutory term, and an exclusion that spans two).

use super::{Answer, NoAnswer, Outcome};
use crate::almanac::{Almanac, TermKey};
use crate::half::HalfDays;
use crate::{Day, clocks};

/// A stretch of exclusion: its first day and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day; the first school day on or after it is day 1.
    pub start: Day,
    /// Length.
    pub length: HalfDays,
}

/// The half-days of a stretch, by the school day each falls on; a last half-day stands alone.
pub fn days_of(stretch: Stretch, almanac: &Almanac) -> Result<Vec<(Day, HalfDays)>, NoAnswer> {
    let mut out = Vec::new();
    let mut left = stretch.length.count();
    let mut at = 0;
    while left > 0 {
        at += 1;
        let day = almanac.nth(stretch.start, at)?;
        let here = left.min(2);
        out.push((day, HalfDays::halves(here)));
        left -= here;
    }
    Ok(out)
}

/// How a stretch falls into statutory terms, in date order.
pub fn by_term(stretch: Stretch, almanac: &Almanac) -> Result<Vec<(TermKey, HalfDays)>, NoAnswer> {
    let mut out: Vec<(TermKey, HalfDays)> = Vec::new();
    for (day, halves) in days_of(stretch, almanac)? {
        let term = almanac
            .statutory_term(day)?
            .ok_or(NoAnswer::Needed("the statutory term of every school day"))?;
        match out.last_mut() {
            Some((t, sum)) if *t == term => *sum = *sum + halves,
            _ => out.push((term, halves)),
        }
    }
    Ok(out)
}

/// The highest total of any statutory term the last stretch touches, counting the earlier ones
/// in the same terms (R6.06). Terms it does not touch are not tested.
pub fn worst_term(
    earlier: &[Stretch],
    last: Stretch,
    almanac: &Almanac,
) -> Result<HalfDays, NoAnswer> {
    let mut terms = by_term(last, almanac)?;
    for stretch in earlier {
        for (term, halves) in by_term(*stretch, almanac)? {
            if let Some((_, sum)) = terms.iter_mut().find(|(t, _)| *t == term) {
                *sum = *sum + halves;
            }
        }
    }
    Ok(terms.into_iter().map(|(_, sum)| sum).max().unwrap_or_default())
}

/// Half-days of a stretch by school year, each year by its first school day (R2.04).
pub fn by_year(stretch: Stretch, almanac: &Almanac) -> Result<Vec<(Day, HalfDays)>, NoAnswer> {
    let mut out: Vec<(Day, HalfDays)> = Vec::new();
    for (day, halves) in days_of(stretch, almanac)? {
        let year = almanac.school_year(day)?;
        match out.last_mut() {
            Some((y, sum)) if *y == year => *sum = *sum + halves,
            _ => out.push((year, halves)),
        }
    }
    Ok(out)
}

/// Whether a proposed suspension keeps within the limit of a school year, from the total each
/// touched year would reach. The limit itself is lawful; a half-day more is not (R2.04).
pub fn cap(totals: impl IntoIterator<Item = HalfDays>) -> Answer {
    let highest = totals.into_iter().max().unwrap_or_default();
    let outcome = match highest > clocks::CAP {
        true => Outcome::CapBreach,
        false => Outcome::CapOk(highest),
    };
    Answer::nothing("R2.04", outcome)
}
