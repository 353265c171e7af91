//! Which way writing runs: names in scripts written right to left beside words that are not.
//!
//! A name that runs the other way would pull the comma, the form or the time beside it into its
//! own order. So a name is wrapped where it is written, in marks that every page, title, text and
//! letter understands. Must never know: where it is shown.

/// Marks the start of words whose direction is their own.
const FIRST_STRONG: char = '\u{2068}';
/// Marks their end.
const POP: char = '\u{2069}';

/// Letters of scripts written right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and kin.
fn runs_left(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// A name as it stands beside other words. One written left to right is as it was.
pub fn isolated(name: String) -> String {
    if name.chars().any(runs_left) { format!("{FIRST_STRONG}{name}{POP}") } else { name }
}

/// Marks that turn the direction of what follows. Nobody's name has them, and one left open
/// turns the rest of the line; the joiners and marks that names do need are not among them.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text without marks that turn it: what comes in, and what goes into a list for a machine.
pub fn straight(text: &str) -> String {
    text.chars().filter(|c| !turns(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_written_right_to_left_is_wrapped() {
        assert_eq!(isolated("Zoë Łukasz".into()), "Zoë Łukasz");
        assert_eq!(isolated("محمد علی".into()), "\u{2068}محمد علی\u{2069}");
        assert_eq!(isolated(String::new()), "");
    }

    #[test]
    fn what_turns_a_line_is_taken_out_and_what_a_name_needs_stays() {
        assert_eq!(straight("\u{202e}ylno\u{2069}"), "ylno");
        let joined = "می\u{200c}خواهم \u{200f}";
        assert_eq!(straight(joined), joined);
    }
}
