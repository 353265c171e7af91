//! What may stand in a report that leaves the school: words that name no pupil.
//!
//! Must never know: who is on roll, beyond the names it is handed.

/// A pupil's names, as known and as in law, of whoever was ever on roll.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    families: Vec<String>,
    givens: Vec<String>,
}

/// Shortest name that is looked for by itself: shorter ones are words of every sentence.
const SHORTEST: usize = 2;

/// A text as words with one space about each: "Ashdown-Moss’s" is " Ashdown Moss s ".
fn apart(text: &str) -> String {
    let mut out = String::from(" ");
    for c in text.chars() {
        let c = if c.is_alphanumeric() { c } else { ' ' };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

impl Names {
    /// Of these given and family names.
    pub fn of(all: impl IntoIterator<Item = (String, String)>) -> Names {
        let mut names = Names::default();
        let long = |part: &str| part.trim().chars().count() >= SHORTEST;
        for (given, family) in all {
            let whole = apart(&family).to_lowercase();
            // Either half of a name with two is a name.
            names.families.extend(
                family
                    .split(['-', ' '])
                    .filter(|p| p.chars().count() > SHORTEST)
                    .map(|p| apart(p).to_lowercase()),
            );
            if long(&whole) {
                names.families.push(whole);
            }
            if long(&given) {
                names.givens.push(apart(&given));
            }
        }
        for all in [&mut names.families, &mut names.givens] {
            all.sort();
            all.dedup();
        }
        names
    }
    /// Whether a text may name somebody: a family name however it is written, a given name as names
    /// are written. Rather once too often: whoever writes it says it without the name.
    pub fn are_in(&self, text: &str) -> bool {
        let (plain, small) = (apart(text), apart(text).to_lowercase());
        self.families.iter().any(|n| small.contains(n.as_str()))
            || self.givens.iter().any(|n| plain.contains(n.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_whole_in_halves_and_with_an_s_and_never_inside_another_word() {
        let pair = |g: &str, f: &str| (g.to_string(), f.to_string());
        let names = Names::of([
            pair("Tyrell", "Ashdown-Moss"),
            pair("Will", "O’Neill-Žižka"),
            pair("Dan", "van der Berg"),
            pair("", ""),
        ]);
        for text in [
            "Seat Tyrell by the door",
            "ASHDOWN-MOSS has a card",
            "Moss’s seat",
            "The žižka file",
            "Ring van der Berg",
            "For Will.",
        ] {
            assert!(names.are_in(text), "{text}");
        }
        for text in ["A seating plan", "It will be seen", "Dancing on Mossy ground", ""] {
            assert!(!names.are_in(text), "{text}");
        }
    }
}
