//! The unique pupil number: its shape and its check letter.
//!
//! Must never know: whose number it is, or which pupils a school has.

use std::fmt;

/// The 23 letters a check letter or a temporary ending may be: I, O and S are left out
/// because they are read as 1, 0 and 5.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRTUVWXYZ";

/// A unique pupil number whose check letter is right. Always 13 capitals and digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Upn([u8; 13]);

/// What is wrong with a supposed unique pupil number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpnFault {
    /// Not 13 characters; carries how many there are.
    Length(usize),
    /// A character that cannot stand at this place, counted from 1.
    Character(usize),
    /// Characters 2 to 4 are no local authority.
    Authority,
    /// The first letter should be the one carried here.
    CheckLetter(char),
}

impl fmt::Display for UpnFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UpnFault::Length(n) => write!(f, "a UPN has 13 characters; this has {n}"),
            UpnFault::Character(1) => {
                write!(f, "a UPN starts with a letter (never I, O or S)")
            }
            UpnFault::Character(13) => {
                write!(
                    f,
                    "a UPN ends with a digit, or a temporary UPN with a letter (never I, O or S)"
                )
            }
            UpnFault::Character(n) => write!(f, "character {n} of a UPN must be a digit"),
            UpnFault::Authority => {
                write!(f, "characters 2 to 4 of the UPN are not the number of a local authority")
            }
            UpnFault::CheckLetter(letter) => write!(
                f,
                "the check letter of the UPN is wrong: these digits need {letter}. One of its characters was mistyped"
            ),
        }
    }
}

impl Upn {
    /// Reads a number, forgiving small letters and blanks around or inside it. Any local
    /// authority number but 000 is believed.
    pub fn parse(text: &str) -> Result<Upn, UpnFault> {
        Self::read(text, None)
    }

    /// As [`Upn::parse`], but characters 2 to 4 must be one of `authorities` ("801").
    pub fn parse_among(text: &str, authorities: &[&str]) -> Result<Upn, UpnFault> {
        Self::read(text, Some(authorities))
    }

    fn read(text: &str, authorities: Option<&[&str]>) -> Result<Upn, UpnFault> {
        let characters: Vec<char> =
            text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if characters.len() != 13 {
            return Err(UpnFault::Length(characters.len()));
        }
        let mut number = [0u8; 13];
        for (at, (place, character)) in number.iter_mut().zip(&characters).enumerate() {
            let letter = u8::try_from(*character).ok().filter(|c| LETTERS.contains(c));
            let digit = u8::try_from(*character).ok().filter(u8::is_ascii_digit);
            let allowed = match at {
                0 => letter,
                12 => digit.or(letter),
                _ => digit,
            };
            *place = allowed.ok_or(UpnFault::Character(at + 1))?;
        }
        let known = authorities
            .is_none_or(|list| list.iter().any(|authority| authority.as_bytes() == &number[1..4]));
        if &number[1..4] == b"000" || !known {
            return Err(UpnFault::Authority);
        }
        let right = check_letter(&number);
        if number[0] != right {
            return Err(UpnFault::CheckLetter(char::from(right)));
        }
        Ok(Upn(number))
    }

    /// The 13 characters.
    pub fn as_str(&self) -> &str {
        // Only ASCII letters and digits ever get in.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// True for a number a school gave for the time being, which ends with a letter and is
    /// replaced when the former school's number is found.
    pub fn is_temporary(&self) -> bool {
        self.0[12].is_ascii_alphabetic()
    }
}

impl fmt::Display for Upn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Upn {
    // A UPN is a name in all but spelling: it stays out of logs made with {:?}.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Upn(…)")
    }
}

/// Characters 2 to 13, each times its own place, summed and divided by 23: the remainder
/// picks the letter. A letter at the end counts by its place among the 23.
fn check_letter(number: &[u8; 13]) -> u8 {
    let sum: usize = number
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, character)| {
            let value = if character.is_ascii_digit() {
                usize::from(character - b'0')
            } else {
                LETTERS.iter().position(|letter| letter == character).unwrap_or(0)
            };
            (at + 1) * value
        })
        .sum();
    LETTERS[sum % 23]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_numbers_are_read_and_said_back() {
        for number in ["B801200005001", "P207000016049", "H801200001001", "X801200001002"] {
            assert_eq!(Upn::parse(number).map(|u| u.to_string()), Ok(number.to_owned()));
        }
        assert_eq!(
            Upn::parse(" b8012 00005001 ").map(|u| u.to_string()),
            Ok("B801200005001".into())
        );
    }

    #[test]
    fn a_wrong_check_letter_says_which_letter_the_digits_need() {
        assert_eq!(Upn::parse("A801200005001"), Err(UpnFault::CheckLetter('B')));
        assert_eq!(Upn::parse("Q207000016049"), Err(UpnFault::CheckLetter('P')));
    }

    #[test]
    fn shapes_that_are_no_upn_are_refused_by_place() {
        assert_eq!(Upn::parse("X80120000A001"), Err(UpnFault::Character(10)));
        assert_eq!(Upn::parse("E000200005001"), Err(UpnFault::Authority));
        assert_eq!(Upn::parse("I801200005001"), Err(UpnFault::Character(1)));
        assert_eq!(Upn::parse("B80120000500S"), Err(UpnFault::Character(13)));
        assert_eq!(Upn::parse("B80120000500"), Err(UpnFault::Length(12)));
        assert_eq!(Upn::parse(""), Err(UpnFault::Length(0)));
        assert_eq!(Upn::parse("É801200005001"), Err(UpnFault::Character(1)));
    }

    #[test]
    fn an_authority_outside_the_given_list_is_refused() {
        assert!(Upn::parse_among("B801200005001", &["801"]).is_ok());
        assert_eq!(Upn::parse_among("B801200005001", &["802"]), Err(UpnFault::Authority));
    }

    #[test]
    fn a_temporary_number_ends_with_a_letter_and_still_has_a_check_letter() {
        // The digits of 80120000500 weigh 80; an ending B adds 13 x 1: 93, which asks for B.
        let temporary = Upn::parse("B80120000500B").unwrap();
        assert!(temporary.is_temporary());
        assert!(!Upn::parse("B801200005001").unwrap().is_temporary());
        assert_eq!(Upn::parse("B80120000500C"), Err(UpnFault::CheckLetter('Q')));
    }

    #[test]
    fn a_number_is_not_shown_by_a_debug_line() {
        assert!(!format!("{:?}", Upn::parse("B801200005001")).contains("801"));
    }
}
