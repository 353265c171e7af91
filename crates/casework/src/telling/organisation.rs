//! The lines of the trail about organisations: people who work in several, the register of schools,
//! and the money that follows a pupil.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, counted};
use crate::Verb;

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::CameOver => vec![f.take("from").map(|v| format!("From {v}"))],
        Verb::SchoolsImported => vec![
            f.count("new", "new school", "new schools"),
            f.some("changed").map(|n| counted(n, "school changed", "schools changed")),
            f.some("as they were").map(|n| counted(n, "school as it was", "schools as they were")),
        ],
        Verb::MoneyRaised | Verb::MoneyCorrected => vec![
            f.take("year amount").map(|v| format!("A year’s amount: {v}")),
            f.take("relevant date").map(|v| format!("Relevant date {v}")),
            f.count("weeks", "complete week", "complete weeks"),
            f.take("ordered").map(|v| format!("Ordered by the panel: {v}")),
            f.take("total before").map(|v| format!("It was {v}")),
            f.take("total").map(|v| format!("Together {v}")),
        ],
        Verb::MoneyApproved | Verb::MoneySentBack | Verb::MoneyWithdrawn | Verb::MoneyReversed => {
            vec![f.take("total"), f.take("raised by").map(|v| format!("Raised by {v}"))]
        }
        Verb::MoneyReversalAsked => {
            vec![f.take("reinstated").map(|v| format!("Reinstated on {v}"))]
        }
        Verb::RateEntered => vec![f.take("of"), f.take("amount"), f.take("rule")],
        _ => Vec::new(),
    }
}
