//! The lines of the trail about the room itself: kit, checks, meals, mentoring, slips, Today.
//!
//! Must never know: where a line is shown.

use super::{Facts, Sentence, label};
use crate::kit::resource;
use crate::words::capital;
use crate::{Verb, digest, meal, today};
use rulebook::day::spell_minutes;

pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::DeviceBooked | Verb::DeviceIssued | Verb::DeviceReturned | Verb::DeviceWrittenOff => {
            vec![
                f.take("what"),
                f.take("periods").map(|v| format!("For {v}")),
                f.take("ended").map(|v| format!("Ended: {v}")),
            ]
        }
        Verb::KitChanged => {
            vec![f.take("what"), f.take("changed").map(|v| format!("Changed: {v}"))]
        }
        Verb::StockChanged => vec![
            f.take("what"),
            f.take("how").map(|v| capital(&v)),
            f.both("from", "to").map(|(from, to)| format!("From {from} to {to}")),
        ],
        Verb::ResourceUsed => vec![
            f.take("what"),
            f.take("period").map(|v| format!("In {v}")),
            f.take("helped").map(|v| label::<resource::Rating>(&v)),
        ],
        Verb::ResourceDecided => vec![
            f.take("what"),
            f.take("decided").map(|v| label::<resource::Decision>(&v)),
            f.take("judged").map(|v| label::<resource::Judgement>(&v)),
        ],
        Verb::RoomChecked => vec![
            f.take("room"),
            f.count("looked", "line looked at", "lines looked at"),
            f.count("found", "defect found", "defects found"),
        ],
        Verb::DefectReported | Verb::DefectChanged => vec![
            f.take("room"),
            f.take("urgent").map(|_| "Urgent: somebody may be hurt".to_string()),
            f.take("photo").map(|v| format!("With a picture: {v}")),
            f.take("fixed").map(|v| format!("Put right on {v}")),
            f.take("changed").map(|v| format!("Changed: {v}")),
        ],
        Verb::LunchListSent => vec![f.take("room"), f.count("meals", "meal", "meals")],
        Verb::MealGiven => vec![f.take("how").map(|v| label::<meal::How>(&v))],
        Verb::MentoringChanged => vec![
            f.take("what").map(|v| capital(&v)),
            f.count("goals", "goal", "goals"),
            f.take("next").map(|v| format!("Next on {v}")),
        ],
        Verb::MentoringHeld => vec![
            f.take("on").map(|v| format!("On {v}")),
            f.number("minutes").map(spell_minutes),
            f.count("goals", "goal talked about", "goals talked about"),
        ],
        Verb::SlipSent | Verb::SlipRead | Verb::SlipAnswered => {
            vec![
                f.take("to").map(|v| format!("To {v}")),
                f.take("from").map(|v| format!("From {v}")),
            ]
        }
        Verb::TodayArranged => vec![
            f.take("kind").map(|v| label::<today::Kind>(&v)),
            f.take("way").map(|v| capital(&v)),
            f.take("until").map(|v| format!("Until {v}")),
        ],
        Verb::DigestChosen => vec![f.take("wanted").map(|v| label::<digest::Wanted>(&v))],
        Verb::DigestSent => {
            vec![f.take("kind").map(|v| capital(&v)), f.count("emails", "email", "emails")]
        }
        _ => Vec::new(),
    }
}
