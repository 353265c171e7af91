//! What is told of recommendations, sheets, good news, word to those outside school, and looks at
//! report cards.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label, lower};
use crate::words::capital;
use crate::{Verb, returning, told};

/// The sentences of one line.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::SheetGiven => vec![
            f.take("to").map(|v| format!("To {v}")),
            f.take("version"),
            f.take("how"),
            f.take("interpreter").map(|v| format!("Interpreter: {v}")),
        ],
        Verb::SheetKnown => {
            let by = f.take("by");
            vec![
                f.take("how").map(|how| match by {
                    Some(by) => format!("{by}, {how}"),
                    None => capital(&how),
                }),
                f.take("interpreter").map(|v| format!("Interpreter: {v}")),
            ]
        }
        Verb::GoodNewsSent => vec![
            f.count("people", "person told", "people told"),
            f.count("at school", "colleague told", "colleagues told"),
        ],
        Verb::ProfessionalTold => vec![
            f.take("whom").map(|v| label::<told::Whom>(&v)),
            f.take("name"),
            f.take("how").map(|v| label::<told::How>(&v)),
            f.take("at").map(|v| format!("At {v}")),
        ],
        Verb::CardLooked => vec![
            f.take("decided").map(|v| label::<returning::fade::Step>(&v)),
            f.take("now").map(|v| format!("Now: {}", lower(&v))),
            f.take("until").map(|v| format!("Looked at again {v}")),
            f.take("figures"),
        ],
        Verb::CardReminded => vec![
            f.count("teachers", "teacher reminded", "teachers reminded"),
            f.count("lessons", "lesson without marks", "lessons without marks"),
        ],
        Verb::RecommendationMade => vec![
            f.take("to").map(|v| format!("For {v} to decide")),
            f.take("due").map(|v| format!("By {v}")),
        ],
        Verb::TeacherViewOpened | Verb::TeacherViewRead | Verb::TeacherViewEnded => vec![
            f.take("faculty"),
            f.both("from", "to").map(|(from, to)| format!("{from} to {to}")),
            f.take("purpose").map(|v| format!("For: {v}")),
            f.take("for").map(|v| format!("Read by {v} too")),
            f.take("until").map(|v| format!("Until {v}")),
        ],
        Verb::RecommendationDecided => vec![
            f.take("decided"),
            f.take("who").map(|v| format!("{v} does it")),
            f.take("due").map(|v| format!("By {v}")),
        ],
        _ => Vec::new(),
    }
}
