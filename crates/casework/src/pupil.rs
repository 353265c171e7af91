//! A pupil: who they are, what helps them, who is at home.
//!
//! Strengths and what helps come before anything that went wrong, here as on the page.

use crate::writing::isolated;
use crate::{Id, Sight};
use rulebook::Day;

coded! {
    /// Stage of special educational needs provision, as the census has it.
    pub enum Sen {
        None = "N", "No SEN";
        Support = "K", "SEN support";
        Plan = "E", "EHC plan";
    }
}

/// A pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    /// Key.
    pub id: Id,
    /// Unique pupil number, checked on the way in; may be missing.
    pub upn: Option<String>,
    /// The school's admission number.
    pub admission_no: Option<String>,
    /// Legal given names (may be empty: some people have one name).
    pub legal_given: String,
    /// Legal family name.
    pub legal_family: String,
    /// The name they go by.
    pub known_given: String,
    /// The family name they go by.
    pub known_family: String,
    /// Date of birth.
    pub born: Option<Day>,
    /// National Curriculum year.
    pub year: i64,
    /// Form or tutor group.
    pub form: String,
    /// M, F or as the school records it.
    pub sex: String,
    /// Stage of SEN.
    pub sen: Sen,
    /// Main need: "SEMH".
    pub sen_need: String,
    /// Free school meals.
    pub free_meals: bool,
    /// First language, where it is not English.
    pub language: String,
    /// Ethnicity code as the school records it.
    pub ethnicity: String,
    /// Looked after by a local authority.
    pub looked_after: bool,
    /// Social worker's name and how to reach them, or empty.
    pub social_worker: String,
    /// Health that the adult in the room must know: "Nut allergy".
    pub medical: String,
    /// What they may not eat, for the lunch list.
    pub dietary: String,
    /// What they are good at.
    pub strengths: String,
    /// What helps them in a lesson.
    pub helps: String,
    /// Reading age, where it is known: "8.9".
    pub reading_age: String,
    /// Form tutor.
    pub tutor: Option<Id>,
    /// Mentor.
    pub mentor: Option<Id>,
    /// The day they left the roll, once they have.
    pub left_on: Option<Day>,
    /// Version, for two people changing one record.
    pub version: i64,
}

impl Pupil {
    /// "Tyrell Ashdown-Moss": the name they go by.
    pub fn name(&self) -> String {
        isolated(format!("{} {}", self.known_given.trim(), self.known_family.trim()).trim().into())
    }
    /// The first thing to call them, as it stands in a sentence.
    pub fn first(&self) -> String {
        isolated(self.bare_first().to_string())
    }
    /// The first thing to call them, to look for in a text: given name, or the only name they have.
    pub fn bare_first(&self) -> &str {
        if self.known_given.trim().is_empty() {
            self.known_family.trim()
        } else {
            self.known_given.trim()
        }
    }
    /// Legal name, for letters and returns.
    pub fn legal(&self) -> String {
        isolated(format!("{} {}", self.legal_given.trim(), self.legal_family.trim()).trim().into())
    }
    /// Facts about the pupil that somebody of this sight must see, as words with their kind.
    pub fn flags(&self, sight: Sight) -> Vec<(Flag, String)> {
        let mut flags = Vec::new();
        if !self.medical.trim().is_empty() {
            flags.push((Flag::Health, self.medical.trim().to_string()));
        }
        match self.sen {
            Sen::None => {}
            Sen::Support if self.sen_need.is_empty() => {
                flags.push((Flag::Need, "SEN support".into()))
            }
            Sen::Support => flags.push((Flag::Need, format!("SEN support, {}", self.sen_need))),
            Sen::Plan => flags.push((Flag::Need, "EHC plan".into())),
        }
        if self.free_meals {
            flags.push((Flag::Meal, "Free meal".into()));
        }
        if self.looked_after {
            flags.push((Flag::Care, "Looked after".into()));
        }
        if !self.social_worker.trim().is_empty() {
            flags.push((Flag::Care, "Social worker".into()));
        }
        flags.retain(|(flag, _)| flag.seen(sight));
        flags
    }
}

/// The kind of a flag: it decides the shape shown beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Health.
    Health,
    /// A need.
    Need,
    /// Keep apart.
    Apart,
    /// Care.
    Care,
    /// Out of the room, with an adult.
    Out,
    /// Meals.
    Meal,
    /// Something not yet done.
    Todo,
    /// Talking and reading.
    Talk,
}

/// Somebody at home, as they stand to one pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Key of the person.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// "Ms"
    pub title: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// "Mother"
    pub relation: String,
    /// Order in which to call, 1 first.
    pub priority: i64,
    /// Holds parental responsibility.
    pub responsible: bool,
    /// The pupil lives here.
    pub lives_with: bool,
    /// A court order or other restriction on contact, in words; empty for none.
    pub restriction: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Address lines.
    pub address: String,
    /// Language they want to be spoken to in.
    pub language: String,
    /// They have asked for an interpreter.
    pub interpreter: bool,
}

impl Contact {
    /// "Ms Leanne Moss"
    pub fn full(&self) -> String {
        let parts = [&self.title, &self.given, &self.family].map(|s| s.trim());
        isolated(parts.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" "))
    }
    /// A court order or other restriction is on record.
    pub fn restricted(&self) -> bool {
        !self.restriction.trim().is_empty()
    }
    /// A letter about the pupil goes to them: parental responsibility and no restriction.
    pub fn gets_letters(&self) -> bool {
        self.responsible && !self.restricted()
    }
}

/// Two pupils who are not placed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepApart {
    /// Key.
    pub id: Id,
    /// One.
    pub one: Id,
    /// The other.
    pub other: Id,
    /// Why; shown to approvers and the room, never on a notice or letter.
    pub why: String,
    /// Who set it.
    pub set_by: String,
    /// When.
    pub set_on: Day,
    /// When it is looked at again.
    pub review_on: Option<Day>,
}
