//! The words of a record as one text, so that what it said before an edit can be kept and read.
//!
//! Must never know: where versions are kept.

use crate::Coded;
use crate::day::{Arrival, Induction};
use crate::duty::{Call, Duty};
use rulebook::Instant;

/// Label and value, a line each; what says nothing is left out.
fn lines(parts: &[(&str, &str)]) -> String {
    let said = parts.iter().filter(|(_, value)| !value.trim().is_empty());
    said.map(|(label, value)| format!("{label}: {}", value.trim())).collect::<Vec<_>>().join("\n")
}

fn yes_no(value: Option<bool>) -> &'static str {
    match value {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    }
}

fn time(at: Option<Instant>) -> String {
    at.map(|t| t.minute().to_string()).unwrap_or_default()
}

impl Arrival {
    /// What was recorded, in words, with the moment of it.
    pub fn words(&self, at: Option<Instant>) -> String {
        let feels = self.feels.map(|n| n.to_string()).unwrap_or_default();
        lines(&[
            ("Time", &time(at)),
            ("Met by", &self.met_by),
            ("Envelope", &self.envelope),
            ("Lunch", &self.lunch),
            ("How they feel", &feels),
            ("Breakfast", yes_no(self.breakfast)),
            ("Uniform as it should be", yes_no(self.uniform)),
            ("Medication", &self.medication),
            ("Bag, coat and other things", &self.belongings),
        ])
    }
}

impl Induction {
    /// "In Portuguese", "Easy words, large, with pictures"; empty for the school's own words.
    pub fn version_used(&self) -> String {
        use crate::reflection::Form;
        match self.form {
            Form::Words => String::new(),
            Form::Translated => format!("In {}", self.language),
            form => form.label().to_string(),
        }
    }
    /// What was said, in words.
    pub fn words(&self) -> String {
        lines(&[
            ("Read aloud", if self.read_aloud { "yes" } else { "no" }),
            ("In their words", &self.own_words),
            ("What helps", &self.helps),
            ("What makes it hard", &self.hard),
            ("Goal", &self.goal),
            ("What happens today", &self.understood),
            ("Version used", &self.version_used()),
            ("Rules shown", &self.rules),
            ("They signed", &self.signed),
        ])
    }
}

impl Duty {
    /// What it was, in words. Whom it was about is kept beside them.
    pub fn words(&self) -> String {
        lines(&[
            ("What it is", self.kind.label()),
            ("Class", &self.class_code),
            ("Subject", &self.subject),
            ("Words", &self.body),
        ])
    }
}

impl Call {
    /// What was written of it. Whom it was about is kept beside the words.
    pub fn words(&self) -> String {
        lines(&[
            ("Where", &self.place),
            ("Called", &time(Some(self.called_at))),
            ("Who called", &self.caller),
            ("Arrived", &time(self.arrived_at)),
            ("Left again", &time(self.left_at)),
            ("How it ended", self.outcome.map_or("", Coded::label)),
            ("What happened", &self.body),
        ])
    }
}

/// What works for a pupil, in words.
pub fn what_works(strengths: &str, helps: &str) -> String {
    lines(&[("Good at", strengths), ("What helps", helps)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_leaves_no_line() {
        let a = Arrival { met_by: "Ms Okell".into(), breakfast: Some(false), ..Arrival::default() };
        assert_eq!(a.words(None), "Met by: Ms Okell\nBreakfast: no");
        assert_eq!(what_works("", " "), "");
    }
}
