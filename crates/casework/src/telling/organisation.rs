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
        _ => Vec::new(),
    }
}
