//! Strategies of a plan taken from the school's library: found by need and words, ticked, put into
//! the lines that are free.
//!
//! Must never know: whose plan it is. A card is about a need, never about one person.

use crate::form::{Errors, Form};
use crate::page::kit::{Choice, Choices, Field, Look};
use casework::plan::STRATEGIES;
use casework::strategy::{Card, found, needs};
use maud::{Markup, html};

/// Cards shown at once.
const SHOWN: usize = 24;
/// Letters of how a card is done that stand beside it.
const HINT: usize = 140;

/// The library, as the form of a plan looks into it.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Needs there are.
    pub needs: Vec<String>,
    /// Cards that were found.
    pub found: Vec<Card>,
    /// How many more there were.
    pub more: usize,
    /// Somebody is looking: it stands open.
    pub open: bool,
}

impl Library {
    /// What a form finds in it.
    pub fn of(cards: &[Card], form: &Form) -> Library {
        let mut all = found(cards, form.text("card-need"), form.text("card-words"));
        let more = all.len().saturating_sub(SHOWN);
        all.truncate(SHOWN);
        Library {
            needs: needs(cards),
            found: all.into_iter().cloned().collect(),
            more,
            open: matches!(form.text("act"), "look" | "pick"),
        }
    }
    /// The part of the form.
    pub fn drawn(&self, f: &Form, e: &Errors) -> Markup {
        if self.needs.is_empty() {
            return Markup::default();
        }
        let mut all = vec![Choice::new("", "Any need")];
        all.extend(self.needs.iter().map(|n| Choice::new(n.clone(), n.clone())));
        let cards: Vec<Choice> = self
            .found
            .iter()
            .map(|c| Choice::new(c.id.to_string(), c.title.clone()).hint(beside(c)))
            .collect();
        html! {
            details.working #library open[self.open || e.of("card").is_some()] {
                summary { "Take from the strategy library" }
                div.working-body.stack {
                    div.row {
                        (Choices::one("card-need", "Need", &all).look(Look::Select).from(f, e))
                        (Field::new("card-words", "Words").kind("search").optional().from(f, e))
                        button.btn.btn-2 type="submit" name="act" value="look" formnovalidate { "Find cards" }
                    }
                    @if cards.is_empty() { p.soft { "No card has these words. Try the need alone." } }
                    @else {
                        (Choices::many("card", "Cards", &cards).from(f, e))
                        @if self.more > 0 { p.soft { (self.more) " more: say more of what you look for." } }
                        div { button.btn.btn-2 type="submit" name="act" value="pick" formnovalidate { "Put the ticked ones in" } }
                    }
                }
            }
        }
    }
}

/// The need, and the beginning of how it is done.
fn beside(c: &Card) -> String {
    let how: String = c.how.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = how.chars().take(HINT).collect();
    let end = if how.chars().count() > HINT { "…" } else { "" };
    format!("{}: {short}{end}", c.need)
}

/// Puts the ticked cards into the strategy lines that are free; what did not fit is said.
pub fn put_in(
    cards: &[Card],
    form: Form,
    name: impl Fn(usize) -> String,
    errors: &mut Errors,
) -> Form {
    let ticked: Vec<String> = form.all("card").into_iter().map(String::from).collect();
    let mut form = form;
    let mut left = 0;
    for card in cards.iter().filter(|c| c.active && ticked.contains(&c.id.to_string())) {
        let lines: Vec<String> =
            (1..=STRATEGIES).map(|n| form.text(&name(n)).to_string()).collect();
        if lines.contains(&card.title) {
            continue;
        }
        match lines.iter().position(String::is_empty) {
            Some(free) => form = form.with(&name(free + 1), card.title.clone()),
            None => left += 1,
        }
    }
    if ticked.is_empty() {
        errors.add("card", "Tick the cards to put in");
    } else if left > 0 {
        errors.add(
            "card",
            format!(
                "A plan has {STRATEGIES} strategies at most: {left} did not fit. Empty a line first"
            ),
        );
    }
    // What was put in is ticked no longer.
    form.without("card")
}

/// The card a strategy was taken from, while its words are the card's.
pub fn card_of<'a>(cards: &'a [Card], words: &str) -> Option<&'a Card> {
    let words = words.trim().to_lowercase();
    cards.iter().find(|c| c.active && c.title.trim().to_lowercase() == words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::Id;

    fn card(n: u128, title: &str) -> Card {
        Card {
            id: Id::from_u128(n),
            need: "Noise".into(),
            title: title.into(),
            how: "Agree it first.".into(),
            care: String::new(),
            active: true,
            made_by: String::new(),
            version: 1,
        }
    }
    fn line(n: usize) -> String {
        format!("strategy-{n}")
    }

    #[test]
    fn ticked_cards_fill_free_lines_once_and_the_rest_is_said() {
        let cards: Vec<Card> = (1..=3).map(|n| card(n, &format!("Card {n}"))).collect();
        let all = || cards.iter().map(|c| ("card".to_string(), c.id.to_string()));
        let mut errors = Errors::new();
        let form = Form::of([("strategy-1", "Card 2"), ("strategy-3", "Mine")])
            .also("card", cards[0].id.to_string())
            .also("card", cards[1].id.to_string());
        let form = put_in(&cards, form, line, &mut errors);
        assert!(errors.is_empty());
        assert_eq!((form.text("strategy-1"), form.text("strategy-2")), ("Card 2", "Card 1"));
        assert_eq!((form.text("strategy-3"), form.text("card")), ("Mine", ""));
        let full: Vec<(String, String)> =
            (1..=STRATEGIES).map(|n| (line(n), format!("Own {n}"))).chain(all()).collect();
        let form = put_in(&cards, Form::of(full), line, &mut errors);
        assert!(errors.of("card").unwrap().contains("3 did not fit"));
        assert_eq!(form.text("strategy-8"), "Own 8", "nothing typed is lost");
        assert_eq!(card_of(&cards, " card 3 ").unwrap().id, cards[2].id);
    }
}
