//! Lines of the trail about early warning: incidents, attendance, signals, the at-risk register.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label, lower};
use crate::{Verb, signal, watch};

/// The sentences of a line; none for other lines.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::IncidentTypeSet => vec![
            f.take("counts").map(|v| format!("Counts: {v}")),
            f.take("does not").map(|v| format!("Does not count: {v}")),
            f.take("form").map(|v| format!("Form code taken: {v}")),
        ],
        Verb::AttendanceImported => {
            vec![
                f.count("pupils", "figure", "figures"),
                f.take("upto").map(|v| format!("Up to {v}")),
            ]
        }
        Verb::SignalRaised => vec![
            f.take("rule"),
            f.take("counted"),
            f.take("asked of").map(|v| format!("Asked of {v}")),
            f.take("due").map(|v| format!("Due {v}")),
        ],
        Verb::SignalAnswered => vec![f.take("outcome").map(|v| label::<signal::Outcome>(&v))],
        Verb::WatchBegun | Verb::WatchLooked => vec![
            f.take("level").map(|v| label::<watch::Level>(&v)),
            f.take("key worker").map(|v| format!("Key worker {v}")),
            f.take("every").map(|v| format!("In contact {}", lower(&label::<watch::Every>(&v)))),
            f.take("next").map(|v| format!("Looked at again {v}")),
        ],
        Verb::WatchSummary => vec![
            f.count("pupils", "person on the register", "people on the register"),
            f.count("asks", "thing asked of leaders", "things asked of leaders"),
        ],
        Verb::CaughtUp => vec![
            f.take("how").map(|v| label::<watch::How>(&v)),
            f.take("day").map(|v| format!("On {v}")),
        ],
        _ => Vec::new(),
    }
}
