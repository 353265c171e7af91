//! The collection round and finished work for the gallery.

use super::back::{BackPage, Gone, Piece, PileView};
use super::back_print::BackSheet;
use super::receipt::Received;
use super::round::{Paper, RoundPage, StopLine};
use super::round_print::RoundSheet;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::hand_back::HandBack;
use rulebook::{Day, Instant, Minute};

fn day() -> Day {
    Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0))
}
fn at(before: i64, h: u16, m: u16) -> Instant {
    day().plus(-before).at(Minute::new(h, m).unwrap_or_default())
}

fn back(said: bool, marked: bool) -> HandBack {
    HandBack {
        id: Id::from_u128(90),
        teacher: Some(Id::from_u128(50)),
        handed_to: "Ms Ingrid Hale".into(),
        by_name: "Ms Dara Okell".into(),
        at: at(1, 15, 20),
        had_at: said.then(|| at(1, 16, 5)),
        had_by: if said { "Ms Ingrid Hale".into() } else { String::new() },
        marked_at: marked.then(|| at(0, 8, 10)),
        marked_by: if marked { "Ms Ingrid Hale".into() } else { String::new() },
        undone_at: None,
    }
}

/// What was handed back, as its teacher sees it.
pub fn received(marked: bool) -> Received {
    Received {
        back: back(marked, marked),
        pieces: vec![
            ("Tyrell Ashdown-Moss, 9K2".into(), "P2 Maths, Mon 9 Nov".into()),
            ("Saffron Idle, 8F1".into(), "P2 Maths, Mon 9 Nov".into()),
        ],
    }
}

fn paper(n: u128, who: &str, what: &str, from: &str, place: &str) -> Paper {
    Paper {
        work: Id::from_u128(n),
        who: who.into(),
        what: what.into(),
        from: from.into(),
        teacher: "Ms Hale".into(),
        place: place.into(),
        got: None,
    }
}

fn round() -> RoundPage {
    RoundPage {
        day: day(),
        periods: "P1 (on now), P2 and P3".into(),
        whole: false,
        stops: vec![
            StopLine {
                place: "Staff room".into(),
                known: true,
                papers: vec![
                    paper(1, "Tyrell Ashdown-Moss, 9K2", "P2 Maths", "10.00", "Staff room, tray 4"),
                    paper(2, "Saffron Idle, 8F1", "P3 Science", "11.05", "Staff room, tray 10"),
                ],
            },
            StopLine {
                place: "The shelf behind the door of the science preparation room".into(),
                known: false,
                papers: vec![paper(
                    3,
                    "Maximiliana Fitzgerald-Montgomery, 10K1",
                    "P3 Science",
                    "11.05",
                    "The shelf behind the door of the science preparation room",
                )],
            },
        ],
        later: 2,
        got: vec![Paper {
            got: Some((at(0, 8, 50), "Mr Dean Poll".into())),
            ..paper(4, "Moses Tarn, 10K1", "P1 English", "9.00", "Staff room, tray 2")
        }],
        order: true,
        chases: true,
        csrf: "gallery".into(),
    }
}

fn pile(n: u128, department: &str, teacher: &str, told: bool, late: bool) -> PileView {
    let piece = |k: u128, who: &str, what: &str, late| Piece {
        work: Id::from_u128(n * 10 + k),
        who: who.into(),
        what: what.into(),
        done: "most".into(),
        late,
    };
    PileView {
        key: n.to_string(),
        department: department.into(),
        teacher: teacher.into(),
        staff: (!teacher.is_empty()).then(|| Id::from_u128(50)),
        told,
        pieces: vec![
            piece(1, "Tyrell Ashdown-Moss, 9K2", &format!("P2 {department}, Thu 5 Nov"), late),
            piece(2, "Saffron Idle, 8F1", &format!("P3 {department}, Mon 9 Nov"), false),
        ],
    }
}

fn finished(piles: Vec<PileView>, gone: Vec<Gone>) -> BackPage {
    BackPage {
        today: day(),
        within: 2,
        policy: "Fairholme behaviour policy, section 6.4".into(),
        piles,
        gone,
        chases: true,
        form: Form::default(),
        errors: Errors::new(),
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let typical = finished(
        vec![
            pile(1, "Maths", "Ms Ingrid Hale", true, true),
            pile(2, "Music", "Mr Tobias Quill", false, false),
            pile(3, "Science", "", false, false),
        ],
        vec![
            Gone { back: back(false, false), teacher: "Ms Ingrid Hale".into(), pieces: 2 },
            Gone { back: back(true, true), teacher: "Ms Ingrid Hale".into(), pieces: 1 },
        ],
    );
    let mut wrong = finished(vec![pile(1, "Maths", "Ms Ingrid Hale", true, true)], Vec::new());
    wrong.form = Form::of([("pile", "1"), ("work", &Id::from_u128(11).to_string()), ("to", "")]);
    wrong.errors.add("to-1", "Say who has it now, or where it is");
    let minute = Minute::new(8, 50).unwrap_or_default();
    let sheet = RoundSheet {
        round: &round(),
        school: "Fairholme Community School",
        pupil: "Student",
        at: minute,
        by: "Ms Dara Okell",
    };
    let list = BackSheet {
        back: &typical,
        school: "Fairholme Community School",
        at: minute,
        by: "Ms Dara Okell",
    };
    let empty = RoundPage { stops: Vec::new(), got: Vec::new(), later: 0, ..round() };
    let mut all = vec![
        framed("work-round", &round()),
        framed("work-round-empty", &empty),
        Sample { name: "work-round-print", page: sheet.document() },
        framed("work-back", &typical),
        framed("work-back-empty", &finished(Vec::new(), Vec::new())),
        framed("work-back-wrong", &wrong),
    ];
    all.push(Sample { name: "work-back-print", page: list.document() });
    all
}
