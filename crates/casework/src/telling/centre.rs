//! The lines of the trail about the support base and about significant events.
//!
//! Must never know: what was written of anybody.

use super::{Facts, Sentence, label};
use crate::{Coded, Verb, centre};

pub(super) fn title(verb: Verb) -> &'static str {
    match verb {
        Verb::CentreBegun => "A place in the support base",
        Verb::CentreInducted => "Induction to the support base",
        Verb::CentreTimed => "Timetable in the support base",
        Verb::CentreProgressed => "Progress in the support base",
        Verb::CentreReturnPlanned => "Way back to lessons planned",
        Verb::CentreReturned => "A week of the way back to lessons",
        Verb::CentreLooked => "Place in the support base looked at again",
        Verb::CentreEnded => "Place in the support base ended",
        Verb::SignificantKept => "Significant event",
        Verb::SignificantDebriefed => "Significant event talked over",
        other => other.label(),
    }
}

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::CentreBegun | Verb::CentreLooked => vec![
            f.take("from").map(|v| format!("From {v}")),
            f.take("until").map(|v| format!("Planned until {v}")),
            f.take("review").map(|v| format!("Looked at again {v}")),
            f.take("key worker").map(|v| format!("Key worker {v}")),
        ],
        Verb::CentreInducted => vec![
            f.take("on").map(|v| format!("On {v}")),
            f.take("home").map(|v| match v.as_str() {
                "yes" => "Home agreed".to_string(),
                _ => "Nothing from home yet".to_string(),
            }),
        ],
        Verb::CentreTimed => vec![
            f.count("periods", "period", "periods"),
            f.take("spent").map(|v| match v.as_str() {
                "out" => "In their own lessons".to_string(),
                other => label::<centre::Way>(other),
            }),
        ],
        Verb::CentreProgressed => vec![
            f.take("subject"),
            f.take("half-term"),
            f.take("got").map(|v| label::<centre::Got>(&v)),
        ],
        Verb::CentreReturnPlanned => vec![
            f.count("weeks", "school week", "school weeks"),
            f.take("lessons").map(|v| format!("Lessons: {v}")),
        ],
        Verb::CentreReturned => vec![
            f.take("week").map(|v| format!("Week {v}")),
            f.both("achieved", "planned").map(|(a, b)| format!("{a} of {b} lessons")),
        ],
        Verb::CentreEnded => vec![f.take("ending").map(|v| label::<centre::Ending>(&v))],
        Verb::SignificantKept => vec![
            f.take("on").map(|v| format!("On {v}")),
            f.take("told").map(|v| match v.as_str() {
                "yes" => "Home was told".to_string(),
                _ => "Home not told yet".to_string(),
            }),
        ],
        _ => Vec::new(),
    }
}
