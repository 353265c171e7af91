//! The lines of the trail about actions and routines.
//!
//! Must never know: what an action says.

use super::{Facts, Sentence, label};
use crate::{Coded, Verb, action};

pub(super) fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::ActionMade => "Action agreed",
        Verb::ActionDone => "Action done",
        Verb::ActionGivenUp => "Action given up",
        Verb::ActionReviewed => "Action reviewed",
        other => other.label(),
    }
}

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    let moved = f.both("from", "to").map(|(a, b)| format!("Moved from {a} to {b}"));
    let mut out = vec![
        f.take("owner").map(|v| format!("{v} does it")),
        f.take("due").map(|v| format!("By {v}")),
        f.take("origin").map(|v| format!("From: {}", super::lower(&label::<action::Origin>(&v)))),
        moved,
        f.take("back with").map(|v| format!("Back with {v}")),
    ];
    if verb == Verb::ActionReviewed {
        out.push(f.take("judgement").map(|v| label::<action::Judgement>(&v)));
        out.push(f.take("change"));
        out.push(f.take("next").map(|v| format!("Looked at again {v}")));
    }
    out.push(f.take("on").map(|v| format!("For {v}")));
    out
}
