//! Lines of the trail about trips, hospitality, early help, agencies and transitions.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label};
use crate::{Verb, agency, early_help, transition, trip};

/// The sentences of a line; none for other lines.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::TripPlanned | Verb::TripChanged | Verb::TripApproved | Verb::TripAsked => vec![
            f.take("trip"),
            f.take("when").map(|v| format!("On {v}")),
            f.count("pupils", "pupil", "pupils"),
            f.count("adults", "adult", "adults"),
        ],
        Verb::TripConsentGiven => vec![
            f.take("trip"),
            f.take("word").map(|v| label::<trip::Consent>(&v)),
            f.take("how").map(|v| label::<trip::How>(&v)),
        ],
        Verb::TripListed
        | Verb::TripLeft
        | Verb::TripConsentAsked
        | Verb::TripNeeds
        | Verb::TripSheet
        | Verb::TripSeen
        | Verb::TripSentBack
        | Verb::TripCancelled
        | Verb::TripLookedBack => vec![f.take("trip"), f.count("people", "person", "people")],
        Verb::TripRegister => vec![
            f.take("trip"),
            f.count("out", "pupil out", "pupils out"),
            f.count("in", "pupil back", "pupils back"),
            f.take("at").map(|v| format!("At {v}")),
        ],
        Verb::GuestsAsked | Verb::GuestsMoved => vec![
            f.take("event"),
            f.take("on").map(|v| format!("On {v}")),
            f.take("state").map(|v| label::<trip::GuestState>(&v)),
            f.take("line").map(|v| format!("Budget line {v}")),
        ],
        Verb::EarlyHelpConsent => vec![
            f.take("word").map(|v| label::<early_help::Word>(&v)),
            f.take("how").map(|v| label::<early_help::How>(&v)),
            f.take("on").map(|v| format!("On {v}")),
        ],
        Verb::EarlyHelpMoved => vec![
            f.take("status").map(|v| label::<early_help::Status>(&v)),
            f.take("on").map(|v| format!("On {v}")),
        ],
        Verb::EarlyHelpWritten => vec![f.count("sections", "section", "sections")],
        Verb::EarlyHelpExported => vec![f.take("as").map(|v| format!("As {v}"))],
        Verb::AgencyLogged | Verb::AgencyAnswered | Verb::AgencyStruck => vec![
            f.take("agency"),
            f.take("on").map(|v| format!("On {v}")),
            f.take("basis").map(|v| label::<agency::Basis>(&v)),
            f.take("due").map(|v| format!("Answer due {v}")),
        ],
        Verb::TransitionBegun => vec![
            f.take("way").map(|v| label::<transition::Move>(&v)),
            f.count("people", "person", "people"),
            f.take("starts").map(|v| format!("Starts {v}")),
        ],
        Verb::TransitionStepped => {
            vec![f.take("step"), f.take("state").map(|v| label::<transition::StepState>(&v))]
        }
        _ => Vec::new(),
    }
}
