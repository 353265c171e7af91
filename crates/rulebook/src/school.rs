//! The numbers of authorities and schools: three digits, seven digits, and the URN.
//!
//! Must never know: a school's name, or which schools there are. An authority's number is known
//! or not by the table of authorities; a school's own four digits and its URN are believed.
//!
//! Source: the published statistics (authority and establishment numbers) and the register of
//! schools (URN). The seven-digit number and the URN both change when a school becomes an
//! academy.

use crate::Day;
use crate::codes::{LocalAuthority, NotACode, set};
use std::fmt;

/// The number of an authority of England, present or past: "801".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AuthorityNumber(u16);

/// A school's number with the department: its authority and its own four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolNumber {
    /// The authority.
    pub authority: AuthorityNumber,
    /// The school within it, 1 to 9999.
    establishment: u16,
}

/// A school's unique reference number: five or six digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn(u32);

/// What is wrong with a supposed number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    /// Wrong length.
    #[error("{what} has {digits} digits; this has {found} characters")]
    Length {
        /// Which number: "a URN".
        what: &'static str,
        /// As many as there should be: "5 or 6".
        digits: &'static str,
        /// As many as there are.
        found: usize,
    },
    /// A character that is no digit, counted from 1.
    #[error("character {at} of {what} must be a digit")]
    Character {
        /// Which number.
        what: &'static str,
        /// Where.
        at: usize,
    },
    /// Three digits that are no authority of England.
    #[error("{0:03} is not the number of a local authority in England")]
    Authority(u16),
    /// An authority, and not on that day.
    #[error(transparent)]
    NotThen(NotACode),
    /// A number of noughts.
    #[error("{0} cannot be nought, or begin with it")]
    Nought(&'static str),
}

const AUTHORITY: &str = "an authority’s number";
const SCHOOL: &str = "a school’s number";
const URN: &str = "a URN";

fn digits(
    text: &str,
    what: &'static str,
    lengths: &[usize],
    words: &'static str,
) -> Result<Vec<u32>, NumberFault> {
    let characters: Vec<char> = text.chars().collect();
    if !lengths.contains(&characters.len()) {
        return Err(NumberFault::Length { what, digits: words, found: characters.len() });
    }
    characters
        .iter()
        .enumerate()
        .map(|(at, c)| c.to_digit(10).ok_or(NumberFault::Character { what, at: at + 1 }))
        .collect()
}

fn value(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |sum, d| sum * 10 + d)
}

impl AuthorityNumber {
    /// Reads the number of an authority there is or was. Blanks around it are forgiven.
    pub fn parse(text: &str) -> Result<AuthorityNumber, NumberFault> {
        let found = digits(text.trim(), AUTHORITY, &[3], "3")?;
        AuthorityNumber::known(value(&found) as u16)
    }

    /// As [`AuthorityNumber::parse`], and there must be such an authority on the day.
    pub fn parse_on(text: &str, day: Day) -> Result<AuthorityNumber, NumberFault> {
        let number = AuthorityNumber::parse(text)?;
        number.on(day).map(|_| number).map_err(NumberFault::NotThen)
    }

    fn known(number: u16) -> Result<AuthorityNumber, NumberFault> {
        let text = format!("{number:03}");
        match set("local-authority").map(|s| s.ever(&text)) {
            Some(Ok(_)) => Ok(AuthorityNumber(number)),
            _ => Err(NumberFault::Authority(number)),
        }
    }

    /// The authority as it stood on a day.
    pub fn on(self, day: Day) -> Result<&'static LocalAuthority, NotACode> {
        LocalAuthority::on(&self.to_string(), day)
    }
}

impl SchoolNumber {
    /// Reads seven digits, with or without a blank, a stroke or a dash after the third.
    pub fn parse(text: &str) -> Result<SchoolNumber, NumberFault> {
        let mut text = text.trim().to_owned();
        if text.chars().nth(3).is_some_and(|c| matches!(c, '/' | '-' | ' ')) {
            text = text.chars().take(3).chain(text.chars().skip(4)).collect();
        }
        let found = digits(&text, SCHOOL, &[7], "7")?;
        let authority = AuthorityNumber::known(value(&found[..3]) as u16)?;
        match value(&found[3..]) as u16 {
            0 => Err(NumberFault::Nought("a school’s own four digits")),
            establishment => Ok(SchoolNumber { authority, establishment }),
        }
    }

    /// The school's own four digits: "4001".
    pub fn establishment(self) -> String {
        format!("{:04}", self.establishment)
    }
}

impl Urn {
    /// Reads five or six digits, the first not nought. Blanks around them are forgiven.
    pub fn parse(text: &str) -> Result<Urn, NumberFault> {
        let found = digits(text.trim(), URN, &[5, 6], "5 or 6")?;
        if found.first() == Some(&0) {
            return Err(NumberFault::Nought(URN));
        }
        Ok(Urn(value(&found)))
    }
}

impl fmt::Display for AuthorityNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}", self.0)
    }
}

impl fmt::Display for SchoolNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:04}", self.authority, self.establishment)
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn an_authority_is_known_by_its_number_and_its_day() {
        let cumbria = AuthorityNumber::parse(" 909 ").unwrap();
        assert_eq!(cumbria.to_string(), "909");
        assert_eq!(cumbria.on(day("2023-03-31")).unwrap().row.label, "Cumbria");
        assert!(matches!(cumbria.on(day("2023-04-01")), Err(NotACode::Ended { .. })));
        assert!(matches!(
            AuthorityNumber::parse_on("942", day("2023-03-31")),
            Err(NumberFault::NotThen(NotACode::NotYet { .. }))
        ));
        assert!(AuthorityNumber::parse_on("942", day("2023-04-01")).is_ok());
    }

    #[test]
    fn what_is_no_authority_is_refused_in_words() {
        assert_eq!(AuthorityNumber::parse("000"), Err(NumberFault::Authority(0)));
        // Cardiff: accepted in a UPN, and no authority of England.
        assert_eq!(AuthorityNumber::parse("681"), Err(NumberFault::Authority(681)));
        assert_eq!(
            AuthorityNumber::parse("80A"),
            Err(NumberFault::Character { what: AUTHORITY, at: 3 })
        );
        assert_eq!(
            AuthorityNumber::parse("8010").unwrap_err().to_string(),
            "an authority’s number has 3 digits; this has 4 characters"
        );
        assert_eq!(
            NumberFault::Authority(7).to_string(),
            "007 is not the number of a local authority in England"
        );
    }

    #[test]
    fn a_schools_number_is_its_authority_and_four_digits() {
        for text in ["8014001", "801/4001", "801-4001", "801 4001 "] {
            let number = SchoolNumber::parse(text).unwrap();
            assert_eq!(number.to_string(), "8014001");
            assert_eq!(
                (number.authority.to_string(), number.establishment()),
                ("801".into(), "4001".into())
            );
        }
        assert_eq!(SchoolNumber::parse("0014001"), Err(NumberFault::Authority(1)));
        assert_eq!(
            SchoolNumber::parse("8010000"),
            Err(NumberFault::Nought("a school’s own four digits"))
        );
        assert!(matches!(SchoolNumber::parse("801400"), Err(NumberFault::Length { found: 6, .. })));
        assert!(matches!(
            SchoolNumber::parse("801400é"),
            Err(NumberFault::Character { at: 7, .. })
        ));
    }

    #[test]
    fn a_urn_has_five_or_six_digits() {
        assert_eq!(Urn::parse(" 100001").map(|u| u.to_string()), Ok("100001".into()));
        assert_eq!(Urn::parse("20001").map(|u| u.to_string()), Ok("20001".into()));
        assert!(matches!(Urn::parse("1001"), Err(NumberFault::Length { found: 4, .. })));
        assert_eq!(Urn::parse("012345"), Err(NumberFault::Nought(URN)));
        assert_eq!(Urn::parse("10000x"), Err(NumberFault::Character { what: URN, at: 6 }));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,9}|[0-9/]{0,9}") {
            let _ = (AuthorityNumber::parse(&text), SchoolNumber::parse(&text), Urn::parse(&text));
        }
    }
}
