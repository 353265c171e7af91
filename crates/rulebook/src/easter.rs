//! Easter, and the three periods that stand for terms where a school has not three of its own.
//!
//! Must never know: a school. Source of law: R6.05, reference dates 31 December, Easter Monday
//! and 31 July.

use crate::Day;

/// Easter Monday of a year, by the Gregorian reckoning.
pub fn monday(year: i16) -> Option<Day> {
    let y = i32::from(year);
    // The golden number, the century, and the moon: the usual reckoning in whole numbers.
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Day::new(year, month as i8, day as i8).map(|sunday| sunday.plus(1))
}

/// The period a date lies in, by name: a name and nothing to parse.
pub fn period_name(day: Day) -> String {
    let (year, period) = period(day);
    format!("{period} {year}")
}

/// The period a date lies in: its year, and its name without one.
pub(crate) fn period(day: Day) -> (i16, &'static str) {
    let (year, month, _) = day.ymd();
    let name = match monday(year) {
        _ if month >= 8 => "August to December",
        Some(easter) if day < easter => "January to Easter",
        _ => "Easter to July",
    };
    (year, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::holidays;

    #[test]
    fn easter_monday_agrees_with_every_holiday_published() {
        for year in 2019..=2028 {
            let day = monday(year).unwrap();
            assert_eq!(holidays::bank_holiday(day), Some("Easter Monday"), "{day}");
        }
        assert_eq!(monday(2026), Day::new(2026, 4, 6));
        assert_eq!(monday(2027), Day::new(2027, 3, 29));
    }

    #[test]
    fn the_day_after_easter_monday_is_in_the_next_period() {
        let day = |m, d| period_name(Day::new(2027, m, d).unwrap());
        assert_eq!(day(3, 26), "January to Easter 2027");
        assert_eq!(day(3, 30), "Easter to July 2027");
        assert_eq!(day(7, 31), "Easter to July 2027");
        assert_eq!(day(8, 1), "August to December 2027");
    }
}
