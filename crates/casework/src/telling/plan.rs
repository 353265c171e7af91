//! The lines of the trail about plans.
//!
//! Must never know: what a plan says.

use super::{Facts, Sentence, label};
use crate::{Coded, Verb, plan};

pub(super) fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::PlanBegun => "Plan begun",
        Verb::PlanGiven => "Plan given to teachers",
        Verb::PlanReviewed => "Plan reviewed",
        Verb::PlanReviewMoved => "Review of a plan moved",
        Verb::PlanEnded => "Plan ended",
        other => other.label(),
    }
}

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    let kind = f.take("kind").map(|v| label::<plan::Kind>(&v));
    let mut out = vec![kind, f.take("version").map(|v| format!("Version {v}"))];
    out.extend(match verb {
        Verb::PlanBegun => vec![
            f.take("from").map(|v| format!("From {v}")),
            f.take("owner").map(|v| format!("Overseen by {v}")),
            f.count("reviews", "review", "reviews"),
        ],
        Verb::PlanTaken => vec![f.take("from").map(|v| format!("From {v}"))],
        Verb::PlanWritten => vec![f.count("targets", "target", "targets")],
        Verb::PlanGiven => vec![
            f.count("teachers", "teacher asked to read it", "teachers asked to read it"),
            f.take("due").map(|v| format!("By {v}")),
        ],
        Verb::PlanAsked => vec![
            f.count("asked", "person asked", "people asked"),
            f.count("links", "private link sent", "private links sent"),
            f.take("due").map(|v| format!("By {v}")),
        ],
        Verb::PlanAnswered => vec![
            f.take("whom").map(|v| label::<plan::Whom>(&v)),
            f.take("typed").map(|_| "Typed in for them".to_string()),
            f.take("link").map(|_| "By a private link".to_string()),
        ],
        Verb::PlanLinked => vec![
            f.take("whom").map(|v| label::<plan::Whom>(&v)),
            f.take("way")
                .map(|v| if v == "back" { "Taken back" } else { "Sent again" }.to_string()),
        ],
        Verb::PlanUsed => vec![
            f.take("on").map(|v| format!("On {v}")),
            f.take("period").map(|v| format!("In {v}")),
            f.take("used").map(|v| if v == "yes" { "Used" } else { "Not used" }.to_string()),
        ],
        Verb::PlanCheckAsked => vec![
            f.count("asked", "teacher asked", "teachers asked"),
            f.take("due").map(|v| format!("By {v}")),
        ],
        Verb::PlanReviewMoved => {
            vec![f.both("from", "to").map(|(a, b)| format!("From {a} to {b}"))]
        }
        Verb::PlanReviewed => vec![
            f.take("week").map(|v| format!("School week {v}")),
            f.take("on").map(|v| format!("On {v}")),
            f.take("found"),
            f.take("next").map(|v| format!("Next on {v}")),
        ],
        Verb::PlanEnded => vec![f.take("ending").map(|v| label::<plan::Ending>(&v))],
        _ => Vec::new(),
    });
    out
}
