//! Half school days: the unit every total of exclusion is kept in. Two make a day.
//!
//! Must never know: whose total it is. A half of a half-day cannot be held, so a sum is exact.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// A number of half school days. Says itself in days: "5.5".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfDays(u32);

/// Why a number of days is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDays {
    /// "5.25"
    #[error("“{0}” is not a whole number of half-days: write 5, 5.5 or 6")]
    NotHalves(String),
    /// "five", "-1", nothing.
    #[error("“{0}” is not a number of days: write 5, 5.5 or 6")]
    NotANumber(String),
    /// More than anybody could be away.
    #[error("“{0}” days is more than this can hold")]
    TooMany(String),
}

impl HalfDays {
    /// None.
    pub const NONE: HalfDays = HalfDays(0);
    /// One session, a lunchtime, a part of a morning.
    pub const HALF: HalfDays = HalfDays(1);

    /// From a count of half-days.
    pub const fn halves(n: u32) -> HalfDays {
        HalfDays(n)
    }
    /// From whole days.
    pub const fn days(n: u32) -> HalfDays {
        HalfDays(n.saturating_mul(2))
    }
    /// How many half-days.
    pub const fn count(self) -> u32 {
        self.0
    }
    /// School days touched: five and a half days touch six.
    pub const fn days_touched(self) -> u32 {
        self.0.div_ceil(2)
    }
    /// From "5", "5.0" or "5.5".
    pub fn parse(text: &str) -> Result<HalfDays, NotDays> {
        let said = text.trim();
        let (whole, rest) = said.split_once('.').unwrap_or((said, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(rest) {
            return Err(NotDays::NotANumber(said.chars().take(40).collect()));
        }
        let half = match rest.trim_end_matches('0') {
            "" => 0,
            "5" => 1,
            _ => return Err(NotDays::NotHalves(said.chars().take(40).collect())),
        };
        match whole.parse::<u32>() {
            // A thousand days is longer than a childhood at school in one year's total.
            Ok(n) if n <= 1000 => Ok(HalfDays(n * 2 + half)),
            _ => Err(NotDays::TooMany(said.chars().take(40).collect())),
        }
    }
}

impl Add for HalfDays {
    type Output = HalfDays;
    fn add(self, more: HalfDays) -> HalfDays {
        HalfDays(self.0.saturating_add(more.0))
    }
}
impl Sum for HalfDays {
    fn sum<I: Iterator<Item = HalfDays>>(all: I) -> HalfDays {
        all.fold(HalfDays::NONE, Add::add)
    }
}
impl fmt::Display for HalfDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 2 {
            0 => write!(f, "{}", self.0 / 2),
            _ => write!(f, "{}.5", self.0 / 2),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, halves) in
            [("5", 10), ("5.0", 10), ("5.5", 11), ("0.5", 1), (" 45.00 ", 90), ("0", 0)]
        {
            assert_eq!(HalfDays::parse(text), Ok(HalfDays(halves)), "{text}");
        }
        for text in ["5.25", "0.1", "5.55"] {
            assert!(matches!(HalfDays::parse(text), Err(NotDays::NotHalves(_))), "{text}");
        }
        for text in ["", "-1", "five", "1e3", ".5", "½", "1,5"] {
            assert!(matches!(HalfDays::parse(text), Err(NotDays::NotANumber(_))), "{text}");
        }
        assert!(matches!(HalfDays::parse("99999999999"), Err(NotDays::TooMany(_))));
    }

    proptest! {
        #[test]
        fn sums_are_exact_and_say_themselves_as_they_are_read(a in 0u32..900, b in 0u32..900) {
            let sum = HalfDays(a) + HalfDays(b);
            prop_assert_eq!(sum.count(), a + b);
            prop_assert_eq!(HalfDays::parse(&sum.to_string()), Ok(sum));
        }
    }
}
