//! What is told of suspensions, permanent exclusions, and what is owed because of them.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label};
use crate::Verb;
use crate::exclusion::letter::Paper;
use crate::exclusion::{As, Evidence, Step};
use crate::owed::{How, Kind};
use crate::words::capital;

/// The sentences of one line.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::ExclusionWritten => vec![f.take("page").map(|v| label::<Step>(&v))],
        Verb::ExclusionShown => vec![f.take("kind").map(|v| label::<Evidence>(&v))],
        Verb::ExclusionDecided => vec![
            f.take("kind").map(|v| label::<Kind>(&v)),
            f.take("days").map(|v| capital(&v)),
            f.number("half-days").filter(|n| *n > 0).map(|n| format!("{n} half-days")),
            f.number("term").map(|n| format!("{n} half-days this term, with this one")),
            f.take("as").map(|v| format!("Decided as {}", label::<As>(&v).to_lowercase())),
        ],
        Verb::ExclusionCancelled => vec![f.take("on").map(|v| format!("On {v}"))],
        Verb::ExclusionLetter => vec![
            f.take("paper").map(|v| label::<Paper>(&v)),
            f.number("number").filter(|n| *n > 1).map(|n| format!("Version {n}")),
        ],
        Verb::ExclusionWork => vec![
            f.take("day").map(|v| format!("For {v}")),
            f.take("marked").map(|_| "Marked".to_string()),
        ],
        Verb::ExclusionAfter => vec![f.take("what").map(|v| capital(&v))],
        Verb::ExclusionMet => vec![f.take("attended").map(|v| match v.as_str() {
            "yes" => "Home came".to_string(),
            _ => "Home did not come".to_string(),
        })],
        Verb::ExclusionBack => vec![f.take("on").map(|v| format!("On {v}"))],
        Verb::SeparationBegun => vec![f.take("from").map(|v| format!("From {v}"))],
        Verb::SeparationLooked => vec![f.take("day").map(|v| format!("For {v}"))],
        Verb::SeparationEnded => vec![f.take("on").map(|v| format!("Back {v}"))],
        Verb::OwedDone => vec![
            f.take("what").map(|v| capital(&v)),
            f.take("how").map(|v| label::<How>(&v)),
            f.take("at").map(|v| format!("At {v}")),
            f.take("due").map(|v| format!("It was due {v}")),
        ],
        Verb::OwedStruck | Verb::DueSeen => vec![f.take("what").map(|v| capital(&v))],
        Verb::DueMoved => vec![
            f.take("what").map(|v| capital(&v)),
            f.both("from", "to").map(|(from, to)| format!("From {from} to {to}")),
        ],
        _ => Vec::new(),
    }
}
