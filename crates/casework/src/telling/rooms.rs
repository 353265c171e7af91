//! Lines of the trail about rooms: who has them when, moves between them, seats and known dates.

use super::{Facts, Sentence, counted, label};
use crate::words::capital;
use crate::{Coded, Verb, known_date, movement, transfer};

/// The sentences of a line about rooms; none for other lines.
pub(super) fn sentences(verb: Verb, f: &mut Facts) -> Vec<Sentence> {
    match verb {
        Verb::RotaChanged => vec![
            f.take("day").map(|day| match f.take("periods") {
                Some(periods) => format!("On {day}, {periods}"),
                None => format!("On {day}"),
            }),
            f.take("to").map(|v| format!("With {v}")),
            f.take("clash").map(|v| format!("Known when it was kept: {v}")),
            f.some("periods set").map(|n| counted(n, "period of the week", "periods of the week")),
        ],
        Verb::StaffAway | Verb::StaffBack => {
            let from = f.take("from").map(|v| format!(" from {v}")).unwrap_or_default();
            vec![
                f.take("who").map(|v| format!("{v}{from}")),
                f.take("left").map(|v| format!("Left {v} without handing over")),
            ]
        }
        Verb::CrowdAccepted => {
            vec![f.both("heads", "seats").map(|(heads, seats)| format!("{heads} in {seats} seats"))]
        }
        Verb::RoomMoved => vec![
            f.both("from", "to").map(|(from, to)| format!("From {from} to {to}")),
            f.take("at").map(|v| format!("At {v}")),
            f.take("periods").map(|v| format!("{v} counted there")),
        ],
        Verb::Released => vec![
            f.take("at").map(|v| format!("At {v}")),
            f.take("periods").map(|v| format!("{v} given back")),
        ],
        Verb::RoomShut | Verb::RoomOpened => vec![
            f.take("room"),
            f.take("from").map(|v| format!("From {v}")),
            f.count("moved", "moved", "moved"),
            f.count("released", "let go", "let go"),
        ],
        Verb::SeatsDrawn => vec![f.count("seats", "seat", "seats")],
        Verb::SeatTaken => vec![
            f.take("seat").map(|v| format!("Seat {v}")),
            f.take("before").map(|v| format!("It was {v}")),
        ],
        Verb::WaysChanged => {
            let mut said = vec![f.take("room")];
            for kind in movement::Kind::USUAL {
                said.push(f.take(kind.code()).map(|v| format!("{}: {v}", kind.label())));
            }
            said
        }
        Verb::MovementPlanned => vec![
            f.both("kind", "from")
                .map(|(kind, from)| format!("{}, {from}", label::<movement::Kind>(&kind))),
            f.take("what").map(|v| capital(&v)),
        ],
        Verb::ContactPlanned => vec![
            f.take("not to meet").map(|v| format!("Not to meet: {v}")),
            f.take("may meet").map(|v| format!("May meet: {v}")),
        ],
        Verb::DateKnown | Verb::DateEnded => vec![
            f.take("kind").map(|v| label::<known_date::DateKind>(&v)),
            f.both("from", "to").map(|(from, to)| match from == to {
                true => format!("On {from}"),
                false => format!("From {from} to {to}"),
            }),
            f.take("for"),
            f.count("dates", "date", "dates"),
        ],
        Verb::TransferAsked => vec![
            f.take("room").map(|v| format!("Asked of {v}")),
            f.take("way").map(|v| label::<transfer::TransferWay>(&v)),
            f.take("start").map(|v| format!("From {v}")),
            f.take("reply by").map(|v| format!("Answer due by {v}")),
        ],
        Verb::TransferAnswered => vec![
            f.take("state").map(|v| label::<transfer::TransferState>(&v)),
            f.take("room").map(|v| format!("By {v}")),
            f.take("start").map(|v| format!("From {v}")),
        ],
        _ => Vec::new(),
    }
}
