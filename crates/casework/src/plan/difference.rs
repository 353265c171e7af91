//! What changed between two versions of a plan, word by word.
//!
//! Must never know: who changed it, or how a difference is drawn.

use super::{Body, Kind, section};

/// A stretch of words that stayed, went or came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bit {
    /// It stands in both.
    Same,
    /// It is in the earlier one only.
    Gone,
    /// It is in the later one only.
    New,
}

/// Words with what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// "Triggers", "Strategy", "Target"
    pub what: String,
    /// Stretches in their order.
    pub words: Vec<(Bit, String)>,
}

/// Words beyond which two texts are shown whole, one after the other.
const MOST: usize = 600;

/// Two texts, word by word.
pub fn words(before: &str, after: &str) -> Vec<(Bit, String)> {
    let a: Vec<&str> = before.split_whitespace().collect();
    let b: Vec<&str> = after.split_whitespace().collect();
    if a.len() > MOST || b.len() > MOST {
        return vec![(Bit::Gone, before.to_string()), (Bit::New, after.to_string())];
    }
    // The longest run of words in common, from the end, so that it is read from the front.
    let wide = b.len() + 1;
    let mut longest = vec![0u32; (a.len() + 1) * wide];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * wide + j] = match a[i] == b[j] {
                true => longest[(i + 1) * wide + j + 1] + 1,
                false => longest[(i + 1) * wide + j].max(longest[i * wide + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut out: Vec<(Bit, String)> = Vec::new();
    let mut put = |bit: Bit, word: &str| match out.last_mut() {
        Some((last, text)) if *last == bit => {
            text.push(' ');
            text.push_str(word);
        }
        _ => out.push((bit, word.to_string())),
    };
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            put(Bit::Same, a[i]);
            (i, j) = (i + 1, j + 1);
        } else if j == b.len()
            || (i < a.len() && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1])
        {
            put(Bit::Gone, a[i]);
            i += 1;
        } else {
            put(Bit::New, b[j]);
            j += 1;
        }
    }
    out
}

/// What is different in the later of two versions, section by section, then strategies and targets.
pub fn between(kind: Kind, before: &Body, after: &Body) -> Vec<Change> {
    let mut out = Vec::new();
    for s in section::of(kind) {
        let (was, is) = (before.section(s.code), after.section(s.code));
        if was != is {
            out.push(Change { what: s.label.to_string(), words: words(was, is) });
        }
    }
    for s in before.strategies.iter().filter(|s| !after.strategies.iter().any(|n| n.key == s.key)) {
        out.push(Change {
            what: "Strategy taken out".into(),
            words: vec![(Bit::Gone, s.words.clone())],
        });
    }
    for s in after.strategies.iter().filter(|s| !before.strategies.iter().any(|n| n.key == s.key)) {
        out.push(Change {
            what: "Strategy added".into(),
            words: vec![(Bit::New, s.words.clone())],
        });
    }
    for t in &before.targets {
        match after.targets.iter().find(|n| n.key == t.key) {
            Some(n) if n.said() != t.said() => {
                out.push(Change { what: "Target".into(), words: words(&t.said(), &n.said()) });
            }
            Some(_) => {}
            None => out.push(Change {
                what: "Target taken out".into(),
                words: vec![(Bit::Gone, t.said())],
            }),
        }
    }
    for t in after.targets.iter().filter(|t| !before.targets.iter().any(|n| n.key == t.key)) {
        out.push(Change { what: "Target added".into(), words: vec![(Bit::New, t.said())] });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stayed_went_and_came_is_told_word_by_word() {
        assert_eq!(
            words("Sits near the door", "Sits front left near the window"),
            [
                (Bit::Same, "Sits".to_string()),
                (Bit::New, "front left".to_string()),
                (Bit::Same, "near the".to_string()),
                (Bit::Gone, "door".to_string()),
                (Bit::New, "window".to_string()),
            ]
        );
        assert_eq!(words("", "New"), [(Bit::New, "New".to_string())]);
        assert_eq!(words("Old", ""), [(Bit::Gone, "Old".to_string())]);
        assert!(words("", "").is_empty());
        let long = "word ".repeat(MOST + 1);
        assert_eq!(words(&long, "short").len(), 2);
    }
}
