//! The school's own words. Each concept has a singular, a plural and a short form.
//!
//! Must never know: which kind of space a room is in law. A local name never drives that.

use crate::Coded;

coded! {
    /// A concept a school may have its own word for.
    pub enum Concept {
        Pupil = "pupil", "pupil";
        Room = "room", "internal exclusion room";
        Placement = "placement", "placement";
        Seat = "seat", "seat";
        YearLead = "year_lead", "Head of Year";
        Tutor = "tutor", "form tutor";
        Mentor = "mentor", "learning mentor";
        Senior = "senior", "senior leader";
        OnCall = "on_call", "on-call";
        Warning = "warning", "warning";
        Mis = "mis", "SIMS";
        Support = "support", "support base";
    }
}

/// A word in its three forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// "student"
    pub one: String,
    /// "students"
    pub many: String,
    /// "St."
    pub short: String,
}

/// A school's words; concepts it has not set keep the field's common word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words(Vec<(Concept, Word)>);

impl Default for Words {
    fn default() -> Self {
        let words = Concept::ALL
            .iter()
            .map(|c| {
                let one = c.label().to_string();
                let many = match c {
                    Concept::YearLead => "Heads of Year".to_string(),
                    Concept::OnCall | Concept::Mis => one.clone(),
                    _ => format!("{one}s"),
                };
                (*c, Word { short: one.clone(), one, many })
            })
            .collect();
        Words(words)
    }
}

impl Words {
    /// Sets a concept's word.
    pub fn set(&mut self, concept: Concept, word: Word) {
        if let Some(slot) = self.0.iter_mut().find(|(c, _)| *c == concept) {
            slot.1 = word;
        }
    }
    /// The whole word.
    pub fn word(&self, concept: Concept) -> &Word {
        // The default holds every concept and `set` only replaces, so this always finds one.
        &self.0.iter().find(|(c, _)| *c == concept).unwrap_or(&self.0[0]).1
    }
    /// Singular, as written: "student".
    pub fn one(&self, concept: Concept) -> &str {
        &self.word(concept).one
    }
    /// Plural: "students".
    pub fn many(&self, concept: Concept) -> &str {
        &self.word(concept).many
    }
    /// Singular with a capital: "Student".
    pub fn cap(&self, concept: Concept) -> String {
        capital(self.one(concept))
    }
    /// Plural with a capital: "Students".
    pub fn caps(&self, concept: Concept) -> String {
        capital(self.many(concept))
    }
    /// "1 student", "4 students".
    pub fn count(&self, concept: Concept, n: i64) -> String {
        format!("{n} {}", if n == 1 { self.one(concept) } else { self.many(concept) })
    }
    /// "a student", "an Izone Coordinator".
    pub fn a(&self, concept: Concept) -> String {
        let one = self.one(concept);
        let vowel = one.chars().next().is_some_and(|c| "aeiouAEIOU".contains(c));
        format!("{} {one}", if vowel { "an" } else { "a" })
    }
}

/// The first letter made a capital, the rest left as the school wrote it.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
