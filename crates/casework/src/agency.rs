//! Agencies outside school: what is known of each and since when, and contact with one about a
//! pupil: on what basis, what was shared, and what is awaited.
//!
//! Must never know: tables or pages. It recommends nobody.

use crate::Id;
use rulebook::{Day, Instant};

/// Letters of a name, a telephone number, hours.
pub const SHORT: usize = 200;
/// Letters of what it is for, of what was said.
pub const LONGEST: usize = 2_000;

coded! {
    /// How contact was had.
    pub enum How {
        Phone = "phone", "By telephone";
        Email = "email", "By email";
        Meeting = "meeting", "At a meeting";
        Visit = "visit", "At a visit";
        Referral = "referral", "By a referral";
        Letter = "letter", "By letter";
    }
}

coded! {
    /// On what basis something was shared.
    pub enum Basis {
        Consent = "consent", "With a parent’s consent";
        Own = "own", "With the young person’s own consent";
        Safeguarding = "safeguarding", "Without consent, to keep a child safe";
        Duty = "duty", "Because the law asks for it";
        Nothing = "nothing", "Nothing about them was shared";
    }
}

/// What is known of an agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Key.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub what_for: String,
    /// Who may refer.
    pub who_refers: String,
    /// How one refers.
    pub how: String,
    /// Whom to ask for.
    pub person: String,
    /// Telephone.
    pub phone: String,
    /// Email.
    pub email: String,
    /// Web address.
    pub web: String,
    /// Hours.
    pub hours: String,
    /// What it costs.
    pub cost: String,
    /// Where it works.
    pub area: String,
    /// Still in the directory.
    pub active: bool,
    /// When somebody last made sure of all this.
    pub checked_on: Day,
    /// Who.
    pub checked_by: String,
    /// Version.
    pub version: i64,
}

impl Agency {
    /// Whether it was last checked longer ago than the school wants.
    pub fn is_stale(&self, every: i64, today: Day) -> bool {
        today.since(self.checked_on) > every
    }
}

/// Contact with an agency about a pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyEntry {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The agency, where it is in the directory.
    pub agency: Option<Id>,
    /// Its name.
    pub agency_name: String,
    /// Who was there or on the line.
    pub who: String,
    /// On which day.
    pub day: Day,
    /// How.
    pub how: How,
    /// What about.
    pub about: String,
    /// On what basis.
    pub basis: Basis,
    /// Whose consent, or why without.
    pub basis_words: String,
    /// What was shared.
    pub shared: String,
    /// When an answer is due.
    pub answer_due: Option<Day>,
    /// When it came.
    pub answered_on: Option<Day>,
    /// What it was.
    pub answer: String,
    /// Who wrote the answer down.
    pub answered_by: String,
    /// Who wrote it.
    pub made_by: Id,
    /// Their name.
    pub made_by_name: String,
    /// When.
    pub made_at: Instant,
    /// When it was struck out.
    pub struck_at: Option<Instant>,
    /// Why.
    pub struck_why: String,
    /// Version.
    pub version: i64,
}

impl AgencyEntry {
    /// An answer is still to come.
    pub fn is_awaited(&self) -> bool {
        self.answer_due.is_some() && self.answered_on.is_none() && self.struck_at.is_none()
    }
}

/// What is missing of an entry: the field and what to do about it.
pub fn check(
    basis: Option<Basis>,
    basis_words: &str,
    shared: &str,
    day: Option<Day>,
    due: Option<Day>,
    today: Day,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    match day {
        None => wrong.push(("day", "Give the day, such as 10/11/2026".to_string())),
        Some(day) if day > today => wrong.push(("day", "This day has not come yet".into())),
        _ => {}
    }
    match basis {
        None => wrong.push(("basis", "Choose on what basis".to_string())),
        Some(Basis::Nothing) if !shared.is_empty() => {
            wrong.push(("basis", "Something was shared: say on what basis".to_string()))
        }
        Some(Basis::Nothing) => {}
        Some(basis) => {
            if shared.is_empty() {
                wrong.push(("shared", "Say what was shared, or that nothing was".to_string()));
            }
            if basis_words.is_empty() {
                wrong.push((
                    "basis_words",
                    match basis {
                        Basis::Consent => "Say who gave consent, and when".to_string(),
                        Basis::Own => "Say how they gave it".to_string(),
                        Basis::Safeguarding => {
                            "Say why it could not wait for consent, and who decided".to_string()
                        }
                        _ => "Say which duty".to_string(),
                    },
                ));
            }
        }
    }
    if let (Some(due), Some(day)) = (due, day)
        && due < day
    {
        wrong.push(("answer_due", format!("Give a day from {day} on")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }

    #[test]
    fn nothing_is_shared_without_a_basis_and_a_basis_without_its_reason_is_asked_for() {
        let fields = |basis, words: &str, shared: &str| -> Vec<&'static str> {
            check(basis, words, shared, Some(day(9)), None, day(10)).iter().map(|w| w.0).collect()
        };
        assert_eq!(fields(None, "", ""), ["basis"]);
        assert_eq!(fields(Some(Basis::Nothing), "", "Attendance"), ["basis"]);
        assert!(fields(Some(Basis::Nothing), "", "").is_empty());
        assert_eq!(fields(Some(Basis::Consent), "", ""), ["shared", "basis_words"]);
        assert!(fields(Some(Basis::Consent), "Ms Dunmore, 10 Nov", "Attendance").is_empty());
        let late = check(Some(Basis::Nothing), "", "", Some(day(11)), Some(day(9)), day(10));
        assert_eq!(late.iter().map(|w| w.0).collect::<Vec<_>>(), ["day", "answer_due"]);
    }

    #[test]
    fn what_is_known_grows_stale_by_the_schools_own_interval() {
        let agency = Agency {
            id: Id::nil(),
            name: "Northmoor Family Hub".into(),
            what_for: String::new(),
            who_refers: String::new(),
            how: String::new(),
            person: String::new(),
            phone: String::new(),
            email: String::new(),
            web: String::new(),
            hours: String::new(),
            cost: String::new(),
            area: String::new(),
            active: true,
            checked_on: day(1),
            checked_by: String::new(),
            version: 1,
        };
        assert!(!agency.is_stale(9, day(10)));
        assert!(agency.is_stale(8, day(10)));
    }
}
