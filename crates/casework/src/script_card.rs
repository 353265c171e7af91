//! "If this happens": the school's own cards that say what every adult in the room does, in the same
//! steps, so that a calm day does not hang on who is in.
//!
//! Must never know: pupils. What calms one pupil is on their own page.

use crate::Id;

/// Letters of what happens at most.
pub const LONGEST: usize = 80;
/// Letters of the steps at most.
pub const LONGEST_STEPS: usize = 800;
/// Steps of one card at most: it is read while it happens.
pub const STEPS_AT_MOST: usize = 6;
/// Cards in use at most.
pub const CARDS_AT_MOST: usize = 16;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptCard {
    /// Key.
    pub id: Id,
    /// Where it stands, from 1.
    pub place: i64,
    /// "Somebody refuses to come in"
    pub happens: String,
    /// A step to a line.
    pub steps: String,
    /// In use.
    pub active: bool,
    /// Version.
    pub version: i64,
}

impl ScriptCard {
    /// Its steps, one by one.
    pub fn steps(&self) -> Vec<&str> {
        lines(&self.steps)
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect()
}

/// What is wrong with a card that was typed: the field and what to do.
pub fn wrong(card: &ScriptCard, all: &[ScriptCard]) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let same = |c: &&ScriptCard| {
        c.id != card.id && c.active && c.happens.to_lowercase() == card.happens.to_lowercase()
    };
    if card.happens.trim().is_empty() {
        out.push(("happens", "Say what happens, such as “Somebody refuses to come in”".into()));
    } else if card.active && all.iter().any(|c| same(&c)) {
        out.push(("happens", "There is a card for that already. Change that one".into()));
    }
    match lines(&card.steps).len() {
        0 => out.push(("steps", "Write at least one step, one to a line".into())),
        n if n > STEPS_AT_MOST => out.push((
            "steps",
            format!("That is {n} steps. Nobody reads more than {STEPS_AT_MOST} while it happens"),
        )),
        _ => {}
    }
    let others = all.iter().filter(|c| c.active && c.id != card.id).count();
    if card.active && others >= CARDS_AT_MOST {
        out.push((
            "happens",
            format!("There are {CARDS_AT_MOST} cards. Take one out of use first"),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(n: u128, happens: &str, steps: &str) -> ScriptCard {
        ScriptCard {
            id: Id::from_u128(n),
            place: 1,
            happens: happens.into(),
            steps: steps.into(),
            active: true,
            version: 1,
        }
    }

    #[test]
    fn a_card_has_a_few_steps_and_one_name() {
        let one = card(1, "Refuses to come in", "Wait.\n\n  Offer a choice. ");
        assert_eq!(one.steps(), ["Wait.", "Offer a choice."]);
        assert!(wrong(&one, std::slice::from_ref(&one)).is_empty());
        let field = |c: &ScriptCard, all: &[ScriptCard]| {
            wrong(c, all).into_iter().map(|w| w.0).collect::<Vec<_>>()
        };
        assert_eq!(field(&card(2, "", ""), &[]), ["happens", "steps"]);
        assert_eq!(
            field(&card(2, "refuses to COME in", "x"), std::slice::from_ref(&one)),
            ["happens"]
        );
        let retired = ScriptCard { active: false, ..one };
        assert!(field(&card(2, "Refuses to come in", "x"), &[retired]).is_empty());
        assert_eq!(field(&card(2, "A", "1\n2\n3\n4\n5\n6\n7"), &[]), ["steps"]);
        let many: Vec<ScriptCard> = (10..26).map(|n| card(n, &n.to_string(), "x")).collect();
        assert_eq!(field(&card(2, "A", "x"), &many), ["happens"]);
    }
}
