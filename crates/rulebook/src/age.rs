//! Compulsory school age: when it starts, and the leaving date on which it ends.
//!
//! Must never know: a pupil's name. Source of law: Education Act 1996 s.8 and the orders under
//! it (R6.12).

use crate::{Day, Weekday};

/// The age at which a pupil stands where the parent stood (R2.06).
pub const ADULT: i64 = 18;

/// The last Friday in June of a year: the school leaving date.
pub fn leaving_date(year: i16) -> Option<Day> {
    let mut day = Day::new(year, 6, 30)?;
    while day.weekday() != Weekday::Fri {
        day = day.plus(-1);
    }
    Some(day)
}

/// First and last day of compulsory school age of somebody born on a day.
pub fn compulsory(born: Day) -> Option<(Day, Day)> {
    let (year, month, date) = born.ymd();
    let fifth = Day::new(year + 5, month, date).or_else(|| Day::new(year + 5, 3, 1))?;
    let (fifth_year, ..) = fifth.ymd();
    let from = [(fifth_year, 3, 31), (fifth_year, 8, 31), (fifth_year, 12, 31)]
        .into_iter()
        .filter_map(|(y, m, d)| Day::new(y, m, d))
        .find(|d| *d >= fifth)?;
    // The school year in which somebody turns 16 ends in the summer after the birthday.
    let (sixteenth_year, leaves) = (year + 16, if month >= 9 { year + 17 } else { year + 16 });
    debug_assert!(leaves >= sixteenth_year);
    Some((from, leaving_date(leaves)?))
}

/// Whether somebody is of compulsory school age on a day.
pub fn is_compulsory(born: Day, on: Day) -> Option<bool> {
    compulsory(born).map(|(from, to)| from <= on && on <= to)
}

/// The leaving date of a pupil in Year 11 on a day: of the school year that day lies in.
pub fn year_11_leaves(on: Day) -> Option<Day> {
    let (year, month, _) = on.ymd();
    leaving_date(if month >= 9 { year + 1 } else { year })
}

/// Whole years of age on a day.
pub fn years(born: Day, on: Day) -> i64 {
    let ((y, m, d), (by, bm, bd)) = (on.ymd(), born.ymd());
    i64::from(y) - i64::from(by) - i64::from((m, d) < (bm, bd))
}

/// The day somebody turns 18: of somebody born on 29 February, 1 March where there is no such day.
pub fn eighteen(born: Day) -> Option<Day> {
    let (year, month, date) = born.ymd();
    let year = year.checked_add(i16::try_from(ADULT).ok()?)?;
    Day::new(year, month, date).or_else(|| Day::new(year, 3, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i16, m: i8, d: i8) -> Day {
        Day::new(y, m, d).unwrap()
    }

    #[test]
    fn the_leaving_date_is_the_last_friday_in_june() {
        assert_eq!(leaving_date(2026), Some(day(2026, 6, 26)));
        assert_eq!(leaving_date(2027), Some(day(2027, 6, 25)));
    }

    #[test]
    fn compulsory_age_runs_from_the_prescribed_day_to_the_leaving_date() {
        assert_eq!(compulsory(day(2010, 9, 1)), Some((day(2015, 12, 31), day(2027, 6, 25))));
        assert_eq!(compulsory(day(2010, 8, 31)), Some((day(2015, 8, 31), day(2026, 6, 26))));
        // A birthday after the last Friday in June still leaves that June.
        assert_eq!(compulsory(day(2010, 7, 15)).map(|c| c.1), Some(day(2026, 6, 26)));
        assert_eq!(compulsory(day(2012, 2, 29)).map(|c| c.0), Some(day(2017, 3, 31)));
        assert_eq!(is_compulsory(day(2010, 7, 15), day(2026, 6, 27)), Some(false));
    }

    #[test]
    fn somebody_turns_eighteen_on_the_birthday() {
        assert_eq!(years(day(2008, 11, 10), day(2026, 11, 9)), 17);
        assert_eq!(years(day(2008, 11, 10), day(2026, 11, 10)), 18);
        assert_eq!(eighteen(day(2008, 11, 10)), Some(day(2026, 11, 10)));
        assert_eq!(eighteen(day(2008, 2, 29)), Some(day(2026, 3, 1)));
    }
}
