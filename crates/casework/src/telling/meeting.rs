//! The lines of the trail about meetings.
//!
//! Must never know: what was said at one.

use super::{Facts, Sentence, label};
use crate::{Coded, Verb, meeting};

pub(super) fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::MeetingArranged => "Meeting arranged",
        Verb::MeetingMoved => "Meeting moved",
        Verb::MeetingOff => "Meeting called off",
        Verb::MeetingDecided => "Decided at a meeting",
        Verb::MeetingApproved => "Minutes approved",
        other => other.label(),
    }
}

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    let mut out = vec![
        f.take("kind").map(|v| label::<meeting::Kind>(&v)),
        f.take("on").map(|v| format!("On {v}")),
        f.take("was").map(|v| format!("It was on {v}")),
        f.take("place").map(|v| format!("In {v}")),
    ];
    out.extend(match verb {
        Verb::MeetingAsked => vec![
            f.count("asked", "person emailed", "people emailed"),
            f.count(
                "to tell",
                "person to be told in another way",
                "people to be told in another way",
            ),
        ],
        Verb::MeetingAnswered => vec![
            f.take("reply").map(|v| label::<meeting::people::Reply>(&v)),
            f.take("came").map(|v| label::<meeting::people::Came>(&v)),
            f.take("other address").map(|_| "From another address: to be looked at".to_string()),
        ],
        Verb::MeetingDecided => vec![f.take("became").map(|v| format!("It became {v}"))],
        Verb::CalendarShared => vec![f.take("ended").map(|_| "Taken back".to_string())],
        Verb::MeetingCirculated => vec![
            f.count("copies", "copy made", "copies made"),
            f.take("standard").map(|v| label::<meeting::Minutes>(&v)),
        ],
        _ => Vec::new(),
    });
    out
}
