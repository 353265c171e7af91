//! The money that follows a pupil who is permanently excluded: complete weeks left, and the sum.
//!
//! Must never know: a pupil, a school or a budget. Amounts are whole pence. Source: R3.16 and R3.17
//! of the law note; the shape is that of SI 2008/228 reg 23, an older year’s regulations. The
//! relevant date and this year’s instrument are not yet checked, so both are settings of a year.

use crate::almanac::{Almanac, CountFault};
use crate::clocks::READJUSTMENT_POUNDS;
use crate::count::{Count, Span};
use crate::day::Day;
use std::fmt;

/// Weeks a year’s amount is divided by.
pub const WEEKS_IN_A_YEAR: i64 = 52;
/// Days in a week.
const WEEK: i64 = 7;

/// What a panel may order on quashing, in pence.
pub fn readjustment() -> i64 {
    i64::from(READJUSTMENT_POUNDS) * 100
}

/// A funding period: the financial year from 1 April to 31 March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FundingYear(i16);

impl FundingYear {
    /// The one a day falls in.
    pub fn of(day: Day) -> FundingYear {
        let (year, month, _) = day.ymd();
        FundingYear(if month >= 4 { year } else { year - 1 })
    }
    /// From the year it begins in.
    pub fn beginning(year: i64) -> Option<FundingYear> {
        i16::try_from(year).ok().filter(|y| (1990..=2200).contains(y)).map(FundingYear)
    }
    /// The year it begins in.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }
    /// Its first day.
    pub fn from(self) -> Day {
        Day::new(self.0, 4, 1).unwrap_or_else(|| Day::from_pg(0))
    }
    /// Its last day.
    pub fn to(self) -> Day {
        Day::new(self.0 + 1, 3, 31).unwrap_or_else(|| Day::from_pg(0))
    }
    /// The last day of the school year that ends in it, unless a year’s rules say otherwise.
    pub fn school_year_ends(self) -> Day {
        Day::new(self.0, 8, 31).unwrap_or_else(|| Day::from_pg(0))
    }
    /// The year after.
    pub fn next(self) -> FundingYear {
        FundingYear(self.0 + 1)
    }
}

impl fmt::Display for FundingYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}–{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

/// How a year’s rules set the relevant date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relevant {
    /// The sixth school day after the exclusion takes effect: the first school day after is day one.
    SixthAfter,
    /// The sixth school day of the exclusion: its first school day is day one.
    SixthOf,
}

impl Relevant {
    /// The length of time it counts.
    pub fn span(self) -> Span {
        match self {
            Relevant::SixthAfter => Span::SchoolDaysAfter(6),
            Relevant::SixthOf => Span::SchoolDayOf(6),
        }
    }
    /// The day, with its working.
    pub fn count(self, takes_effect: Day, almanac: &Almanac) -> Result<Count, CountFault> {
        self.span().from(takes_effect, Some(almanac))
    }
}

/// What is worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// A year’s amount for a pupil of the same age and circumstances, in pence.
    pub year_amount: i64,
    /// First day of the exclusion.
    pub takes_effect: Day,
    /// The day weeks are counted from.
    pub relevant: Day,
    /// The pupil is in the school’s normal leaving year.
    pub leaving_year: bool,
    /// Last day of the school year, for those in their leaving year.
    pub school_year_ends: Day,
    /// What a panel ordered besides, in pence.
    pub order: i64,
}

/// Why there is no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyFault {
    /// Less than nothing.
    #[error("an amount is nought or more")]
    Negative,
    /// More than any pupil brings.
    #[error("the year’s amount is more than a million pounds")]
    TooMuch,
    /// The weeks would begin before the exclusion did.
    #[error("the relevant date is before the exclusion takes effect")]
    Before,
}

/// A sum as it was worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worked {
    /// What it was worked out from.
    pub facts: Facts,
    /// The funding period the relevant date falls in.
    pub year: FundingYear,
    /// The last day that is counted.
    pub until: Day,
    /// Days from the relevant date to the last day, both of them counted.
    pub days: i64,
    /// Complete weeks in them.
    pub weeks: i64,
    /// A year’s amount times weeks over 52, to the nearest penny.
    pub share: i64,
    /// Share and order together.
    pub total: i64,
}

/// Works it out: A × (B ÷ 52) + C.
pub fn work_out(facts: Facts) -> Result<Worked, MoneyFault> {
    const MOST: i64 = 100_000_000;
    if facts.year_amount < 0 || facts.order < 0 {
        return Err(MoneyFault::Negative);
    }
    if facts.year_amount > MOST || facts.order > MOST {
        return Err(MoneyFault::TooMuch);
    }
    if facts.relevant < facts.takes_effect {
        return Err(MoneyFault::Before);
    }
    let year = FundingYear::of(facts.relevant);
    // In a normal leaving year, for an exclusion on or after 1 April: to the end of that school year.
    let summer = year.from() <= facts.takes_effect && facts.takes_effect <= facts.school_year_ends;
    let until = match facts.leaving_year && summer {
        true => facts.school_year_ends.min(year.to()),
        false => year.to(),
    };
    let days = (until.since(facts.relevant) + 1).max(0);
    let weeks = (days / WEEK).min(WEEKS_IN_A_YEAR);
    let share = nearest(facts.year_amount * weeks, WEEKS_IN_A_YEAR);
    Ok(Worked { facts, year, until, days, weeks, share, total: share + facts.order })
}

/// What the school that admits the pupil gains: the share, by its complete weeks of those.
/// Not yet checked against this year’s instrument.
pub fn gained(worked: &Worked, admitted: Day) -> (i64, i64) {
    let from = admitted.max(worked.facts.relevant);
    let weeks = ((worked.until.since(from) + 1).max(0) / WEEK).min(worked.weeks);
    match worked.weeks {
        0 => (0, 0),
        all => (weeks, nearest(worked.share * weeks, all)),
    }
}

/// A quotient to the nearest whole number, a half upwards.
fn nearest(amount: i64, by: i64) -> i64 {
    (amount * 2 + by) / (by * 2)
}

/// How sums are rounded, in words.
pub const ROUNDING: &str = "Rounded once, to the nearest penny, a half penny upwards.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::Pattern;
    use crate::calendar::{Closed, SchoolCalendar, Term};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }
    fn facts(amount: i64, takes_effect: &str, relevant: &str) -> Facts {
        let relevant = day(relevant);
        Facts {
            year_amount: amount,
            takes_effect: day(takes_effect),
            relevant,
            leaving_year: false,
            school_year_ends: FundingYear::of(relevant).school_year_ends(),
            order: 0,
        }
    }

    #[test]
    fn the_case_of_the_scenario_comes_to_its_pounds_and_pence() {
        let facts = Facts { order: readjustment(), ..facts(624_000, "2026-11-13", "2026-11-23") };
        let worked = work_out(facts).unwrap();
        assert_eq!((worked.days, worked.weeks), (129, 18));
        assert_eq!((worked.share, worked.total), (216_000, 616_000));
        assert_eq!(worked.until, day("2027-03-31"));
        assert_eq!(worked.year.to_string(), "2026–27");
    }

    #[test]
    fn the_relevant_date_is_counted_by_the_rule_of_the_year() {
        let calendar = SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: day("2026-09-02"),
                to: day("2026-12-18"),
            }],
            closed: vec![Closed {
                why: "Half-term".into(),
                half_term: true,
                from: day("2026-10-26"),
                to: day("2026-10-30"),
            }],
            week_a: None,
            ready: Default::default(),
        };
        let almanac = Almanac::of_school("Harrowfield", &calendar, Pattern::of(&calendar)).unwrap();
        let on = |rule: Relevant| rule.count(day("2026-11-13"), &almanac).unwrap().due;
        assert_eq!(on(Relevant::SixthAfter), day("2026-11-23"));
        assert_eq!(on(Relevant::SixthOf), day("2026-11-20"));
    }

    #[test]
    fn in_a_leaving_year_after_the_first_of_april_weeks_end_with_the_school_year() {
        let mut summer = facts(520_000, "2026-06-01", "2026-06-09");
        summer.leaving_year = true;
        let worked = work_out(summer).unwrap();
        assert_eq!((worked.until, worked.weeks), (day("2026-08-31"), 12));
        assert_eq!(worked.share, 120_000);
        // Before 1 April it is the whole of the funding period, leaving year or not.
        let mut autumn = facts(520_000, "2026-11-13", "2026-11-23");
        autumn.leaving_year = true;
        assert_eq!(work_out(autumn).unwrap().until, day("2027-03-31"));
        // One in March whose relevant date is in April: not on or after 1 April.
        let mut march = facts(520_000, "2026-03-30", "2026-04-20");
        march.leaving_year = true;
        assert_eq!(work_out(march).unwrap().until, day("2027-03-31"));
    }

    #[test]
    fn a_whole_year_is_fifty_two_weeks_and_the_last_days_are_none() {
        assert_eq!(work_out(facts(520_000, "2026-03-20", "2026-04-01")).unwrap().weeks, 52);
        let last = work_out(facts(520_000, "2027-03-15", "2027-03-26")).unwrap();
        assert_eq!((last.weeks, last.share, last.total), (0, 0, 0));
        assert_eq!(work_out(facts(520_000, "2027-03-15", "2027-03-25")).unwrap().weeks, 1);
    }

    #[test]
    fn a_half_penny_goes_up_and_nonsense_is_refused() {
        assert_eq!(nearest(26, 52), 1);
        assert_eq!(nearest(25, 52), 0);
        assert_eq!(work_out(facts(-1, "2026-11-13", "2026-11-23")), Err(MoneyFault::Negative));
        assert_eq!(work_out(facts(1, "2026-11-13", "2026-11-12")), Err(MoneyFault::Before));
        assert!(work_out(facts(i64::MAX, "2026-11-13", "2026-11-23")).is_err());
    }

    #[test]
    fn the_school_that_admits_gains_by_its_own_weeks() {
        let worked = work_out(facts(624_000, "2026-11-13", "2026-11-23")).unwrap();
        assert_eq!(gained(&worked, day("2026-11-20")), (18, 216_000));
        assert_eq!(gained(&worked, day("2027-02-01")), (8, 96_000));
        assert_eq!(gained(&worked, day("2027-03-30")), (0, 0));
    }

    proptest! {
        #[test]
        fn the_share_is_never_more_than_the_year_nor_less_than_nothing(
            amount in 0i64..100_000_000, start in 0i64..3650, wait in 0i64..60, leaving: bool,
        ) {
            let takes_effect = day("2020-01-01").plus(start);
            let relevant = takes_effect.plus(wait);
            let worked = work_out(Facts {
                year_amount: amount,
                takes_effect,
                relevant,
                leaving_year: leaving,
                school_year_ends: FundingYear::of(relevant).school_year_ends(),
                order: 0,
            })
            .unwrap();
            prop_assert!((0..=amount).contains(&worked.share));
            prop_assert!((0..=52).contains(&worked.weeks));
            // To the penny: no sum in pence is nearer.
            let exact = amount * worked.weeks;
            prop_assert!((worked.share * 52 - exact).abs() * 2 <= 52);
            let (weeks, gained) = gained(&worked, relevant.plus(wait));
            prop_assert!(weeks <= worked.weeks && gained <= worked.share);
        }
    }
}
