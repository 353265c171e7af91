//! Lines of the trail about hearings, their papers and what follows.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label};
use crate::hearing::{Finding, HearingKind, challenge, invite};
use crate::{Verb, document, matter, pack};

/// The sentences of a line about hearings; none for other lines.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::MatterOpened | Verb::MatterChanged => {
            vec![f.take("kind").map(|v| label::<matter::MatterKind>(&v))]
        }
        Verb::MatterStepped => vec![
            f.take("step").map(|v| label::<matter::Step>(&v)),
            f.take("on").map(|v| format!("On {v}")),
        ],
        Verb::HearingArranged | Verb::HearingCalledOff | Verb::HearingMinuted => vec![
            f.take("kind").map(|v| label::<HearingKind>(&v)),
            f.take("on").map(|v| format!("On {v}")),
            f.take("last day").map(|v| format!("To be held by {v}")),
        ],
        Verb::HearingDecided => vec![
            f.take("kind").map(|v| label::<HearingKind>(&v)),
            f.take("finding").map(|v| label::<Finding>(&v)),
            f.take("ordered").map(|_| "The panel ordered the readjustment".to_string()),
        ],
        Verb::HearingInvited | Verb::HearingAnswered | Verb::DecisionTold | Verb::PackGiven => {
            vec![
                f.take("asked").map(|v| label::<invite::Asked>(&v)),
                f.take("sent").map(|v| format!("Sent {v}")),
                f.take("version").map(|v| format!("Version {v}")),
                f.take("last day").map(|v| format!("Last day to apply for a review: {v}")),
                f.take("due").map(|v| format!("Due {v}")),
                f.take("coming").map(|v| label::<invite::Coming>(&v)),
            ]
        }
        Verb::ReviewApplied => vec![
            f.take("made").map(|v| format!("Made on {v}")),
            f.take("last day").map(|v| format!("The last day was {v}")),
            f.take("taken").map(|v| match v.as_str() {
                "yes" => "In time".to_string(),
                _ => "Refused: too late".to_string(),
            }),
        ],
        Verb::DocumentAdded
        | Verb::DocumentChanged
        | Verb::DocumentOpened
        | Verb::DocumentGone
        | Verb::DocumentScanned => vec![
            f.take("item").map(|v| label::<document::Item>(&v)),
            f.take("file"),
            f.take("scan").map(|v| label::<document::Scan>(&v)),
        ],
        Verb::PackBegun | Verb::PackChanged | Verb::PackMade | Verb::PackOpened => vec![
            f.take("case").map(|v| label::<pack::Case>(&v)),
            f.take("version").map(|v| format!("Version {v}")),
            f.count("pages", "page", "pages"),
            f.count("papers", "paper", "papers"),
        ],
        Verb::DateAnswered => vec![
            f.both("before", "after").map(|(a, b)| format!("It was {a}, and is {b}")),
            f.take("stance").map(|v| label::<matter::Stance>(&v)),
        ],
        Verb::LearningNoted => vec![f.take("theme").map(|v| label::<challenge::Theme>(&v))],
        Verb::ChallengeSent | Verb::ChallengeAnswered => vec![
            f.take("sent").map(|v| format!("Sent {v}")),
            f.take("answer by").map(|v| format!("Answer asked for by {v}")),
            f.take("on").map(|v| format!("Answered {v}")),
        ],
        _ => Vec::new(),
    }
}
