//! Names folded for search and order, the same on both engines: small letters, accents off,
//! marks between words made spaces.
//!
//! Must never know: whose name it is. Scripts without case or accents pass through as they are.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// "Łukasz O’Brien-Núñez" becomes "lukasz obrien nunez".
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            '\'' | '’' | '‘' | 'ʼ' | '`' | '.' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
        }
    }
    out.trim_end().to_string()
}

/// Letters of a word that are looked for.
const LONGEST: usize = 100;

/// A `like` pattern that finds folded text anywhere at the start of a word; the user's own
/// `%` and `_` are gone after folding.
pub fn starts(text: &str) -> (String, String) {
    let mut folded = fold(text);
    // No name is longer, and an engine refuses a pattern without end.
    if let Some((end, _)) = folded.char_indices().nth(LONGEST) {
        folded.truncate(end);
    }
    (format!("{folded}%"), format!("% {folded}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_marks_and_case_do_not_matter() {
        assert_eq!(fold("Łukasz O’Brien-Núñez"), "lukasz obrien nunez");
        assert_eq!(fold("  D'Arcy  Straße "), "darcy strasse");
        assert_eq!(fold("أحمد"), "احمد");
        assert_eq!(fold("100%_"), "100");
    }

    #[test]
    fn words_looked_for_are_cut_between_letters_at_a_length_no_name_has() {
        for letter in ["a", "ж", "王"] {
            let (first, later) = starts(&letter.repeat(5_000));
            assert_eq!(first, format!("{}%", letter.repeat(LONGEST)));
            assert_eq!(later, format!("% {}%", letter.repeat(LONGEST)));
        }
        assert_eq!(starts("Ty%r_").0, "ty r%");
        assert_eq!(starts("").0, "%");
    }
}
