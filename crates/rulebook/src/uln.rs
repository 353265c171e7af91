//! The unique learner number: its shape and its check digit.
//!
//! Must never know: whose number it is. Source: the published field specification for
//! higher-education returns, and the rule 1575 of the school census of 2019.

use std::fmt;

/// A unique learner number whose check digit is right. Always ten digits, the first not 0.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uln([u8; 10]);

/// What is wrong with a supposed unique learner number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UlnFault {
    /// Not ten characters; carries how many there are.
    #[error("a ULN has 10 digits; this has {0} characters")]
    Length(usize),
    /// A character that is no digit, counted from 1.
    #[error("character {0} of a ULN must be a digit")]
    Character(usize),
    /// The first digit is 0.
    #[error("a ULN does not start with 0")]
    LeadingZero,
    /// The last digit should be the one carried here.
    #[error(
        "the last digit of the ULN is wrong: the others need {0}. One of its digits was mistyped"
    )]
    CheckDigit(u8),
    /// No last digit would be right after these nine.
    #[error("no ULN starts with these nine digits. One of them was mistyped")]
    NoCheckDigit,
}

impl Uln {
    /// Reads a number, forgiving blanks around or inside it.
    pub fn parse(text: &str) -> Result<Uln, UlnFault> {
        let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        if characters.len() != 10 {
            return Err(UlnFault::Length(characters.len()));
        }
        let mut number = [0u8; 10];
        for (at, (place, character)) in number.iter_mut().zip(&characters).enumerate() {
            *place = u8::try_from(*character)
                .ok()
                .filter(u8::is_ascii_digit)
                .ok_or(UlnFault::Character(at + 1))?;
        }
        if number[0] == b'0' {
            return Err(UlnFault::LeadingZero);
        }
        // Weights 10 down to 2; with the check digit once, the sum leaves 10 when divided by 11.
        let sum: usize = (0..9).map(|at| (10 - at) * usize::from(number[at] - b'0')).sum();
        match sum % 11 {
            0 => Err(UlnFault::NoCheckDigit),
            left => {
                let right = (10 - left) as u8;
                if number[9] - b'0' == right {
                    Ok(Uln(number))
                } else {
                    Err(UlnFault::CheckDigit(right))
                }
            }
        }
    }

    /// The ten digits.
    pub fn as_str(&self) -> &str {
        // Only ASCII digits ever get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Uln {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uln {
    // A ULN is a name in all but spelling: it stays out of logs made with {:?}.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Uln(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_number_is_read_and_said_back() {
        // Weights 10 to 1 give 296, and 296 divided by 11 leaves 10.
        assert_eq!(Uln::parse(" 92763 08686").map(|u| u.to_string()), Ok("9276308686".into()));
    }

    #[test]
    fn what_is_no_uln_is_refused_in_words() {
        assert_eq!(Uln::parse("9276308687"), Err(UlnFault::CheckDigit(6)));
        assert_eq!(Uln::parse("927630868"), Err(UlnFault::Length(9)));
        assert_eq!(Uln::parse("92763O8686"), Err(UlnFault::Character(6)));
        assert_eq!(Uln::parse("0276308686"), Err(UlnFault::LeadingZero));
        // 10 x 1 + 2 x 6 is 22, which 11 divides: no last digit makes it leave 10.
        assert_eq!(Uln::parse("1000000060"), Err(UlnFault::NoCheckDigit));
        assert!(UlnFault::CheckDigit(6).to_string().contains("need 6"));
    }

    #[test]
    fn a_number_is_not_shown_by_a_debug_line() {
        assert!(!format!("{:?}", Uln::parse("9276308686")).contains("927"));
    }

    proptest! {
        #[test]
        fn a_mistyped_digit_is_always_found(at in 0usize..10, other in 0u8..10) {
            let mut number = *b"9276308686";
            prop_assume!(number[at] != b'0' + other);
            number[at] = b'0' + other;
            prop_assert!(Uln::parse(std::str::from_utf8(&number).unwrap()).is_err());
        }

        #[test]
        fn no_text_is_too_odd(text in "\\PC{0,14}") {
            let _ = Uln::parse(&text);
        }
    }
}
