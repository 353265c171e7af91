//! Findings in plain English, each made from its figures, and what must be said beside them.

use super::{Band, Impact, Line};
use crate::Coded;
use crate::words::{Concept, Words};
use rulebook::room::{PLACED_AGAIN_WITHIN, SMALL_GROUP};

/// "24 of 52 (46%)"
fn share(l: Line) -> String {
    match l.percent() {
        Some(p) => format!("{} of {} ({p}%)", l.again, l.n),
        None => format!("{} of {}", l.again, l.n),
    }
}

/// What the figures say, from most to least. `shown` says which lengths may be spoken of;
/// `before` is the half-term before with its own line.
pub fn findings(
    impact: &Impact,
    shown: &[bool],
    whole: bool,
    before: Option<(&str, Line)>,
    words: &Words,
) -> Vec<String> {
    let pupils = words.many(Concept::Pupil);
    let within = format!("within {} school days", PLACED_AGAIN_WITHIN.0);
    let all = impact.line(None);
    let mut said = Vec::new();
    if all.n == 0 {
        let open = words.count(Concept::Pupil, impact.still_open());
        return vec![match impact.still_open() {
            0 => format!(
                "No {} was placed for the first time in these days.",
                words.one(Concept::Pupil)
            ),
            _ => format!(
                "It is too early to say: {open} placed for the first time in these days, and {} school days are not over for any of them.",
                PLACED_AGAIN_WITHIN.0
            ),
        }];
    }
    if !whole {
        return vec![format!("Too few {pupils} were placed to say anything outside the team.")];
    }
    said.push(format!(
        "Of {pupils} placed for the first time in these days, {} were placed again {within}.{}",
        share(all),
        if all.small() { " That is a small group to say anything of." } else { "" }
    ));
    let lines: Vec<(Band, Line)> = Band::ALL
        .iter()
        .zip(shown)
        .filter(|(_, shown)| **shown)
        .map(|(b, _)| (*b, impact.line(Some(*b))))
        .filter(|(_, l)| l.n > 0)
        .collect();
    let large: Vec<&(Band, Line)> = lines.iter().filter(|(_, l)| !l.small()).collect();
    if let [first, .., last] = large.as_slice() {
        let (a, b) = (first.1.percent().unwrap_or(0), last.1.percent().unwrap_or(0));
        let how = match b - a {
            d if d >= 10 => "The share rises with length",
            d if d <= -10 => "The share falls with length",
            _ => "The share is much the same at every length",
        };
        let (short, long) = (first.0.label().to_lowercase(), last.0.label().to_lowercase());
        said.push(format!(
            "{how}: {} after {short}, {} after {long}. Longer stays are given to other {pupils} and for other reasons, so this cannot show that the length is why.",
            share(first.1),
            share(last.1)
        ));
    }
    for (band, l) in lines.iter().filter(|(_, l)| l.small()) {
        // Of one or two there is nothing to change but the whole of it.
        let change = match l.n {
            n if n > 2 => format!(" One more or one fewer would change it by {} points.", 100 / n),
            _ => String::new(),
        };
        said.push(format!("{}: {}, a small group.{change}", band.label(), share(*l)));
    }
    if let Some((name, then)) = before.filter(|(_, l)| l.n > 0) {
        let overlap = match (all.range(), then.range()) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => true,
        };
        let (a, b) = (all.percent().unwrap_or(0), then.percent().unwrap_or(0));
        let how = if overlap {
            "A difference no greater than chance alone often makes".to_string()
        } else {
            format!("{} by more than chance alone often makes", if a > b { "Up" } else { "Down" })
        };
        said.push(format!("In {name} it was {}. {how}.", share(then)));
    }
    let (decided, held) = impact.returns();
    if decided >= SMALL_GROUP {
        let (p, many) =
            (super::percent(held, decided).unwrap_or(0), words.many(Concept::Placement));
        said.push(format!(
            "After first {many}, {held} of {decided} returns that were decided held ({p}%)."
        ));
    }
    match impact.still_open() {
        0 => {}
        1 => said.push(format!(
            "1 {} is still inside their {} school days and is left out.",
            words.one(Concept::Pupil),
            PLACED_AGAIN_WITHIN.0
        )),
        n if shown.iter().all(|s| *s) => said.push(format!(
            "{n} {pupils} are still inside their {} school days and are left out.",
            PLACED_AGAIN_WITHIN.0
        )),
        _ => said.push(format!(
            "Some {pupils} are still inside their {} school days and are left out.",
            PLACED_AGAIN_WITHIN.0
        )),
    }
    said
}

/// What stands on every page of these figures.
pub fn cautions(words: &Words) -> [String; 4] {
    let pupils = words.many(Concept::Pupil);
    [
        format!(
            "These figures cannot show cause. {} placed are not like those who are not, and those given longer are not like those given less.",
            words.caps(Concept::Pupil)
        ),
        format!(
            "Most {pupils} are placed at their worst moment. Many would have had a better month after it anyway."
        ),
        format!(
            "It counts {pupils}, each once, by their first time in these days. It does not count events, which a few {pupils} would fill."
        ),
        "It is made of what somebody recorded. A quiet corridor and a busy adult look the same."
            .to_string(),
    ]
}
