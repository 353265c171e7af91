//! The school's own words. Each concept has a singular, a plural and a short form.
//!
//! Must never know: which kind of space a room is in law. A local name never drives that.

use crate::{Coded, Role};

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
        Head = "head", "headteacher";
        HeadOfSubject = "head_of_subject", "head of subject";
        Dsl = "dsl", "designated safeguarding lead";
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
                    Concept::HeadOfSubject => "heads of subject".to_string(),
                    Concept::OnCall | Concept::Mis => one.clone(),
                    _ => format!("{one}s"),
                };
                let short = match c {
                    Concept::Dsl => "DSL".to_string(),
                    _ => one.clone(),
                };
                (*c, Word { short, one, many })
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
    /// Short: "St.".
    pub fn short(&self, concept: Concept) -> &str {
        &self.word(concept).short
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
        format!("{} {one}", article(one))
    }
    /// What somebody with a role is called here.
    pub fn role(&self, role: Role) -> String {
        match role {
            Role::Tutor => self.cap(Concept::Tutor),
            Role::YearLead => self.cap(Concept::YearLead),
            Role::Mentor => self.cap(Concept::Mentor),
            Role::Senior => self.cap(Concept::Senior),
            Role::Head => self.cap(Concept::Head),
            Role::HeadOfSubject => self.cap(Concept::HeadOfSubject),
            Role::Safeguarding => self.cap(Concept::Dsl),
            other => other.label().to_string(),
        }
    }
    /// Words of ours in the school's own: what the trail says, a refusal, the name of a list.
    /// Only for what we wrote; what people wrote stays as it is.
    pub fn said(&self, ours: &str) -> String {
        let swaps = self.swaps();
        let mut out = String::with_capacity(ours.len());
        let mut rest = ours;
        while let Some(next) = rest.chars().next() {
            let starts = !out.chars().next_back().is_some_and(char::is_alphanumeric);
            let found = swaps.iter().filter(|_| starts).find(|(from, _)| {
                let is = rest.get(..from.len()).is_some_and(|part| same(part, from));
                let after = rest.get(from.len()..).and_then(|after| after.chars().next());
                is && !after.is_some_and(char::is_alphanumeric)
            });
            let Some((from, to)) = found else {
                out.push(next);
                rest = &rest[next.len_utf8()..];
                continue;
            };
            let ours_begins_small = from.starts_with(char::is_lowercase);
            let to =
                if ours_begins_small && next.is_uppercase() { capital(to) } else { to.clone() };
            for (was, is) in [(" an ", " a "), (" a ", " an ")] {
                let fits = article(&to) == is.trim();
                let before = format!(" {out}").to_lowercase();
                if fits && before.ends_with(was) {
                    out.truncate(out.len() - (was.len() - 2));
                    out.push_str(&is[2..]);
                    break;
                }
            }
            out.push_str(&to);
            rest = &rest[from.len()..];
        }
        out
    }
    /// Our words beside the school's, the longest first, where they differ.
    fn swaps(&self) -> Vec<(String, String)> {
        let ours = Words::default();
        let mut swaps: Vec<(String, String)> = Vec::new();
        for c in Concept::ALL {
            let (from, to) = (ours.word(*c), self.word(*c));
            // Where our forms are alike, the first of them stands for all.
            let forms = [(&from.one, &to.one), (&from.many, &to.many), (&from.short, &to.short)];
            let also: &[(&str, &String)] = match c {
                Concept::YearLead => &[("year leads", &to.many), ("year lead", &to.one)],
                Concept::Mentor => &[("mentors", &to.many), ("mentor", &to.one)],
                Concept::Dsl => &[("safeguarding lead", &to.one)],
                _ => &[],
            };
            if from != to {
                swaps.extend(forms.map(|(from, to)| (from.clone(), to.clone())));
                swaps.extend(also.iter().map(|(from, to)| (from.to_string(), to.to_string())));
            } else if *c == Concept::YearLead {
                swaps.extend(also.iter().map(|(from, to)| (from.to_string(), to.to_string())));
            }
        }
        swaps.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        swaps
    }
}

/// The same words, however the first letter of either is written.
fn same(part: &str, from: &str) -> bool {
    let (mut a, mut b) = (part.chars(), from.chars());
    let first = a.next().zip(b.next());
    first.is_some_and(|(a, b)| a.to_lowercase().eq(b.to_lowercase())) && a.as_str() == b.as_str()
}

fn article(word: &str) -> &'static str {
    match word.chars().next().is_some_and(|c| "aeiouAEIOU".contains(c)) {
        true => "an",
        false => "a",
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(set: &[(Concept, &str, &str, &str)]) -> Words {
        let mut words = Words::default();
        for (c, one, many, short) in set {
            let word =
                Word { one: one.to_string(), many: many.to_string(), short: short.to_string() };
            words.set(*c, word);
        }
        words
    }

    #[test]
    fn a_school_that_changed_no_word_is_told_ours() {
        let plain = Words::default();
        for ours in ["Changed a pupil's record", "Passed something to the DSL", "Two seats", ""] {
            assert_eq!(plain.said(ours), ours);
        }
        assert_eq!(plain.said("A year lead"), "A Head of Year");
    }

    #[test]
    fn what_we_wrote_is_said_in_the_schools_words_with_its_article_and_its_capital() {
        let w = words(&[
            (Concept::Pupil, "student", "students", "St."),
            (Concept::Placement, "isolation", "isolations", "iso"),
            (Concept::OnCall, "call-out", "call-outs", "CO"),
            (Concept::Dsl, "child protection lead", "child protection leads", "CPL"),
            (Concept::Senior, "SMT member", "SMT", "SMT"),
        ]);
        for (ours, theirs) in [
            ("Changed a pupil's record", "Changed a student's record"),
            ("Pupils are sent here", "Students are sent here"),
            ("A placement is closed. Placements stay", "An isolation is closed. Isolations stay"),
            ("Logged an on-call", "Logged a call-out"),
            ("Passed to the DSL", "Passed to the CPL"),
            ("Taken to the safeguarding lead", "Taken to the child protection lead"),
            ("Walked to a senior leader", "Walked to a SMT member"),
            ("Pupilage and replacements stay", "Pupilage and replacements stay"),
            ("Zoë – a pupil", "Zoë – a student"),
        ] {
            assert_eq!(w.said(ours), theirs);
        }
        assert_eq!(w.role(Role::Senior), "SMT member");
        assert_eq!(w.role(Role::Cover), Role::Cover.label());
    }
}
