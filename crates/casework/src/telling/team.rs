//! The lines of the trail about the team: notes, timetables, line management, observations, training.
//!
//! Must never know: what was said at a meeting, or what a note says.

use super::{Facts, Sentence};

pub(super) fn sentences(f: &mut Facts) -> Vec<Sentence> {
    vec![
        f.take("note"),
        f.take("version").map(|v| format!("Version {v}")),
        f.take("training"),
        f.take("card"),
        f.take("duty"),
        f.take("about").map(|v| format!("About: {v}")),
        f.take("with").map(|v| format!("With {v}")),
        f.take("of").map(|v| format!("Of {v}")),
        f.take("by").map(|v| format!("Agreed by {v}")),
        f.take("on").map(|v| format!("On {v}")),
        f.take("week").map(|v| format!("The week of {v}")),
        f.take("from").map(|v| format!("From {v}")),
        f.take("until").map(|v| format!("Until {v}")),
        f.count("asked", "person asked", "people asked"),
        f.take("said"),
        f.take("clash").map(|v| format!("Known when it was kept: {v}")),
        f.take("why"),
    ]
}
