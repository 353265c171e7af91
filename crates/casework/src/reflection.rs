//! A pupil thinking back: in words or pictures, written by them or for them, or on paper; in
//! which version and language, and who read it.
//!
//! Must never know: what it is used for. It is the pupil's, and decides nothing.

use crate::{Id, Refusal};
use rulebook::Instant;

coded! {
    /// Who writes it.
    pub enum Way {
        Scribed = "scribed", "An adult writes what they say";
        Pupil = "pupil", "They write it themselves, on this screen";
        Paper = "paper", "On paper, drawn or spoken";
    }
}

coded! {
    /// Which version of the questions is used.
    pub enum Form {
        Words = "words", "The school’s own words";
        Easy = "easy", "Easy words, large, with pictures";
        Translated = "translated", "In another language";
    }
}

/// One reflection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reflection {
    /// Key.
    pub id: Id,
    /// The placement.
    pub placement: Id,
    /// The pupil.
    pub pupil: Id,
    /// Who writes.
    pub way: Way,
    /// Which version.
    pub form: Form,
    /// The language, where it is another.
    pub language: String,
    /// Who read it aloud, or empty.
    pub read_by: String,
    /// Who interpreted, or empty.
    pub interpreter: String,
    /// What was drawn or said on paper, and where that is kept.
    pub on_paper: String,
    /// When the screen was handed to the pupil.
    pub handed_at: Option<Instant>,
    /// When it was finished.
    pub done_at: Option<Instant>,
    /// The adult.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When it was begun.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

impl Reflection {
    /// "Easy words, large, with pictures. Read by Ms Okell. Interpreter: Mr Dias"
    pub fn how(&self) -> String {
        use crate::Coded;
        let mut parts = vec![self.way.label().to_string()];
        match self.form {
            Form::Translated => parts.push(format!("In {}", self.language)),
            form => parts.push(form.label().to_string()),
        }
        if !self.read_by.is_empty() {
            parts.push(format!("Read by {}", self.read_by));
        }
        if !self.interpreter.is_empty() {
            parts.push(format!("Interpreter: {}", self.interpreter));
        }
        parts.join(". ")
    }
}

/// Whether the screen may be handed to the pupil: it was not finished.
pub fn may_hand(r: &Reflection) -> Result<(), Refusal> {
    if r.done_at.is_none() && r.way == Way::Pupil {
        return Ok(());
    }
    Err(Refusal::because(
        "This reflection is finished, or is written by an adult",
        "The screen is handed over for a reflection the pupil writes, once.",
        "Mainstay’s reflection.",
    )
    .or("See the reflection", format!("/reflections/{}", r.id))
    .or("Begin another", format!("/placements/{}/reflection", r.placement)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Day, Minute};

    #[test]
    fn the_record_says_which_version_was_used_who_read_it_and_who_interpreted() {
        let at = Day::new(2026, 11, 10).unwrap().at(Minute::new(13, 0).unwrap());
        let mut r = Reflection {
            id: Id::nil(),
            placement: Id::nil(),
            pupil: Id::nil(),
            way: Way::Pupil,
            form: Form::Translated,
            language: "Portuguese".into(),
            read_by: "Ms Okell".into(),
            interpreter: "Mr Dias".into(),
            on_paper: String::new(),
            handed_at: None,
            done_at: None,
            by_staff: Id::nil(),
            by_name: "Ms Okell".into(),
            made_at: at,
            version: 1,
        };
        assert_eq!(
            r.how(),
            "They write it themselves, on this screen. In Portuguese. Read by Ms Okell. Interpreter: Mr Dias"
        );
        assert!(may_hand(&r).is_ok());
        r.done_at = Some(at);
        assert!(may_hand(&r).is_err());
    }
}
