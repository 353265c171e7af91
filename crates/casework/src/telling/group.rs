//! The lines of the trail about groups, and what is kept of them.
//!
//! Must never know: what was said in a session.

use super::{Facts, Sentence, label};
use crate::{Coded, Verb, group, intervention};

pub(super) fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::GroupJoined => "Joined a group",
        Verb::GroupLeft => "Left a group",
        Verb::GroupScored => "Measure of a group",
        Verb::GroupScorePutRight => "Measure of a group put right",
        other => other.label(),
    }
}

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    let mut out = vec![f.take("group").or_else(|| f.take("name"))];
    out.extend(match verb {
        Verb::InterventionKept => vec![
            f.take("what").map(|v| crate::words::capital(&v)),
            f.take("kind").map(|v| label::<intervention::Kind>(&v)),
        ],
        Verb::MeasureKept => vec![f.take("what").map(|v| crate::words::capital(&v))],
        Verb::GroupBegun => vec![
            f.count("sessions", "session", "sessions"),
            f.take("leader").map(|v| format!("Led by {v}")),
        ],
        Verb::GroupChanged => vec![
            f.take("on").map(|v| format!("The session of {v}")),
            f.take("leader").map(|v| format!("Led by {v}")),
        ],
        Verb::GroupJoined => vec![f.take("from").map(|v| format!("From {v}"))],
        Verb::GroupHeld => vec![
            f.take("on").map(|v| format!("On {v}")),
            f.both("present", "absent").map(|(a, b)| format!("{a} there, {b} not")),
        ],
        Verb::GroupMoved => vec![f.both("from", "to").map(|(a, b)| format!("From {a} to {b}"))],
        Verb::GroupCancelled => vec![f.take("on").map(|v| format!("The session of {v}"))],
        Verb::GroupScored => vec![
            f.both("point", "score").map(|(p, n)| format!("{}: {n}", label::<group::Point>(&p))),
        ],
        Verb::GroupScorePutRight => vec![
            f.take("point").map(|v| label::<group::Point>(&v)),
            f.both("was", "score").map(|(a, b)| format!("Said {a}, is {b}")),
        ],
        Verb::GroupEnded => {
            vec![f.count("sessions", "session to come cancelled", "sessions to come cancelled")]
        }
        _ => Vec::new(),
    });
    out
}
