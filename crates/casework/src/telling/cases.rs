//! The lines of the trail about an authority's cases.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label};
use crate::words::capital;
use crate::{Verb, case};

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    let number = f.take("case").map(|v| format!("Case {v}"));
    let rest = match verb {
        Verb::NoticeKept => {
            vec![f.take("way").map(|v| label::<case::intake::Way>(&v)), f.take("file")]
        }
        Verb::NoticeSettled => {
            vec![f.take("became").map(|v| label::<case::intake::State>(&v)), f.take("file")]
        }
        Verb::CaseOpened => vec![
            f.take("kind").map(|v| label::<case::Kind>(&v)),
            f.take("school").map(|v| format!("School: {v}")),
        ],
        Verb::CaseLearnt => vec![
            f.take("what").map(|v| capital(&v)),
            f.take("on").map(|v| format!("On {v}")),
            f.count("dates moved", "date moved", "dates moved"),
        ],
        Verb::CaseDone => {
            vec![f.take("what").map(|v| capital(&v)), f.take("on").map(|v| format!("Done on {v}"))]
        }
        Verb::CaseWritten => vec![f.take("what").map(|v| capital(&v))],
        Verb::CaseAssigned => vec![f.take("to").map(|v| format!("To {v}"))],
        Verb::CaseClosed => vec![f.take("outcome").map(|v| label::<case::Outcome>(&v))],
        Verb::DatesMoved | Verb::SchoolCalendarChanged => vec![
            f.take("school"),
            f.take("why"),
            f.count("dates moved", "date moved", "dates moved"),
        ],
        Verb::ProvisionAsked => vec![
            f.take("provider"),
            f.take("answer").map(|v| label::<case::provision::Answer>(&v)),
            f.take("starts").map(|v| format!("From {v}")),
        ],
        Verb::ProvisionReviewed => vec![
            f.take("provider"),
            f.take("came").map(|v| label::<case::provision_review::Came>(&v)),
            f.take("again").map(|v| format!("Looked at again on {v}")),
        ],
        Verb::FamilyChanged => vec![f.take("kept back").map(|v| match v.as_str() {
            "ended" => "An address is no longer kept back".to_string(),
            _ => "An address is kept back".to_string(),
        })],
        Verb::FamilyWritten => vec![
            f.take("number").map(|v| format!("Letter {v}")),
            f.take("given").map(|v| format!("Given on {v}")),
        ],
        Verb::Chased => vec![
            f.take("how").map(|v| label::<case::chase::By>(&v)),
            f.take("settled").map(|_| "Settled".to_string()),
        ],
        Verb::Advised => vec![
            f.take("asked by").map(|v| label::<case::enquiry::Asker>(&v)),
            f.take("source").map(|v| format!("Source: {v}")),
            f.take("followed").map(|_| "Somebody came back to it".to_string()),
        ],
        Verb::PromiseMade => {
            vec![f.take("school"), f.take("kept").map(|_| "It was kept".to_string())]
        }
        _ => Vec::new(),
    };
    std::iter::once(number).chain(rest).collect()
}
