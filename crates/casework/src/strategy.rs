//! Strategy cards: what helps with which need, for everybody who teaches.
//!
//! Must never know: pupils. A card is the school's own advice about a need, never about a child.

use crate::Id;

/// Letters of a need and of a card's title.
pub const LONGEST_LINE: usize = 120;
/// Letters of how it is done.
pub const LONGEST: usize = 1_500;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Key.
    pub id: Id,
    /// "Noise and crowded rooms"
    pub need: String,
    /// "A seat away from the door"
    pub title: String,
    /// How it is done.
    pub how: String,
    /// What to take care of, or when not to.
    pub care: String,
    /// It is offered.
    pub active: bool,
    /// Who wrote it.
    pub made_by: String,
    /// Version.
    pub version: i64,
}

/// The needs of cards, each once, in order.
pub fn needs(cards: &[Card]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for card in cards.iter().filter(|c| c.active) {
        if !out.iter().any(|n| n.to_lowercase() == card.need.to_lowercase()) {
            out.push(card.need.clone());
        }
    }
    out.sort_by_key(|n| n.to_lowercase());
    out
}

/// The cards that a need and words find: every word somewhere in the card.
pub fn found<'a>(cards: &'a [Card], need: &str, words: &str) -> Vec<&'a Card> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    cards
        .iter()
        .filter(|c| c.active)
        .filter(|c| need.is_empty() || c.need.to_lowercase() == need.to_lowercase())
        .filter(|c| {
            let all = format!("{} {} {} {}", c.need, c.title, c.how, c.care).to_lowercase();
            words.iter().all(|w| all.contains(w))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_found_by_its_need_and_by_words_in_it() {
        let card = |need: &str, title: &str, active| Card {
            id: Id::nil(),
            need: need.into(),
            title: title.into(),
            how: "Say it once, then show it.".into(),
            care: String::new(),
            active,
            made_by: String::new(),
            version: 1,
        };
        let all = [
            card("Noise", "A seat away from the door", true),
            card("Late instructions", "One step at a time", true),
            card("noise", "Ear defenders", true),
            card("Noise", "An old card", false),
        ];
        assert_eq!(needs(&all), ["Late instructions", "Noise"]);
        assert_eq!(found(&all, "noise", "").len(), 2);
        assert_eq!(found(&all, "", "show STEP")[0].title, "One step at a time");
        assert!(found(&all, "Noise", "step").is_empty());
    }
}
