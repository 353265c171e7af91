//! What is taken out of a paper before others read it, and whose names are still in it.
//!
//! Must never know: a page as it is drawn. It finds names in words; a picture of words it cannot
//! read, and says so.

use crate::Id;
use crate::letter::check::{even, stands};
use crate::pupil::Pupil;
use std::collections::HashSet;

/// What stands where a passage was taken out.
pub const OUT: &str = "[taken out]";

/// Words without the passages, each on a line of `passages`. A passage that is not there is said.
pub fn words(text: &str, passages: &str) -> (String, Vec<String>) {
    let mut out = text.to_string();
    let mut missed = Vec::new();
    let mut all: Vec<&str> = passages.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    // The longest first, so that a passage inside another does not break it.
    all.sort_by_key(|p| std::cmp::Reverse(p.len()));
    for passage in all {
        if out.contains(passage) {
            out = out.replace(passage, OUT);
        } else {
            missed.push(passage.to_string());
        }
    }
    (out, missed)
}

/// Pages by number, from "2, 4-5", or what is wrong with it.
pub fn pages(typed: &str) -> Result<Vec<usize>, String> {
    const MOST: usize = 2_000;
    let wrong = |part: &str| {
        let part: String = part.chars().take(20).collect();
        format!("“{part}” is no page. Write pages such as 2, 4-5")
    };
    let mut out = Vec::new();
    for part in typed.split([',', ';', ' ']).map(str::trim).filter(|p| !p.is_empty()) {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let from: usize = from.trim().parse().map_err(|_| wrong(part))?;
        let to: usize = to.trim().parse().map_err(|_| wrong(part))?;
        if from == 0 || to < from || to > MOST {
            return Err(wrong(part));
        }
        out.extend(from..=to);
    }
    out.sort_unstable();
    out.dedup();
    Ok(out)
}

/// Names to look for, made ready once for many papers.
pub struct Names {
    /// First word and second, and the whole.
    all: Vec<(String, String, String)>,
}

impl Names {
    /// Every pupil but the one the pack is about.
    pub fn of(roll: &[Pupil], own: Option<Id>) -> Names {
        let mut all = Vec::new();
        for p in roll.iter().filter(|p| Some(p.id) != own) {
            for (given, family) in
                [(&p.known_given, &p.known_family), (&p.legal_given, &p.legal_family)]
            {
                put(&mut all, given, family);
            }
        }
        all.sort();
        all.dedup();
        Names { all }
    }
    /// Others besides, each given and family name: children an authority knows of the same school.
    pub fn and<'a>(mut self, others: impl Iterator<Item = (&'a str, &'a str)>) -> Names {
        for (given, family) in others {
            put(&mut self.all, given, family);
        }
        self.all.sort();
        self.all.dedup();
        self
    }
    /// The names that stand in a text, each once, as they are written on the roll.
    pub fn in_text(&self, text: &str) -> Vec<String> {
        let even = even(&text.replace(',', " ")).to_lowercase();
        let words: Vec<&str> = split(&even).collect();
        let pairs: HashSet<(&str, &str)> = words.windows(2).map(|w| (w[0], w[1])).collect();
        let mut out = Vec::new();
        for (one, two, name) in &self.all {
            if pairs.contains(&(one.as_str(), two.as_str())) && stands(&even, name) {
                let shown: Vec<String> = name.split(' ').map(crate::words::capital).collect();
                let shown = shown.join(" ");
                if !out.contains(&shown) {
                    out.push(shown);
                }
            }
        }
        out
    }
}

/// A name in both orders, ready to be looked for.
fn put(all: &mut Vec<(String, String, String)>, given: &str, family: &str) {
    if given.trim().is_empty() || family.trim().is_empty() {
        return;
    }
    for whole in [format!("{given} {family}"), format!("{family} {given}")] {
        let name = even(&whole).to_lowercase();
        let mut words = split(&name);
        let (Some(one), Some(two)) = (words.next(), words.next()) else { continue };
        all.push((one.to_string(), two.to_string(), name.clone()));
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    fn pupil(n: u128, given: &str, family: &str) -> Pupil {
        Pupil {
            id: Id::from_u128(n),
            known_given: given.into(),
            known_family: family.into(),
            legal_given: given.into(),
            legal_family: family.into(),
            ..testing::pupil()
        }
    }

    #[test]
    fn passages_are_taken_out_wherever_they_stand_and_one_that_is_not_there_is_said() {
        let (out, missed) = words(
            "Kian Dowell saw it. Kian told Ms Hale. His mother works at the dairy.",
            "Kian\nKian Dowell\nHis mother works at the dairy.\nNot there",
        );
        assert_eq!(out, "[taken out] saw it. [taken out] told Ms Hale. [taken out]");
        assert_eq!(missed, ["Not there"]);
    }

    #[test]
    fn pages_are_read_as_people_write_them() {
        assert_eq!(pages("2, 4-5"), Ok(vec![2, 4, 5]));
        assert_eq!(pages(""), Ok(vec![]));
        assert_eq!(pages("3–4;3"), Ok(vec![3, 4]));
        for wrong in ["0", "5-4", "two", "1-999999"] {
            assert!(pages(wrong).unwrap_err().contains("Write pages"), "{wrong}");
        }
    }

    #[test]
    fn names_of_other_children_are_found_and_the_childs_own_is_not() {
        let own = pupil(1, "Reuben", "Haldane-Price");
        let other = pupil(2, "Kian", "O’Dowell");
        let names = Names::of(&[own.clone(), other], Some(own.id));
        let found = names.in_text("Reuben Haldane-Price hit KIAN O'DOWELL. Dowell, Kian ran.");
        assert_eq!(found, ["Kian O'dowell"]);
        assert!(names.in_text("Kian went to O’Dowell Street").is_empty());
    }
}
