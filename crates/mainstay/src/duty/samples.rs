//! The rooms of this part for the gallery, with invented facts.

use super::call::{CallPage, form_of};
use super::take::NewPage;
use super::{CallRow, DutiesPage};
use crate::form::{Errors, Form};
use crate::page::earlier;
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::duty::{Call, CallOutcome, Duty, DutyKind, Opening};
use casework::words::{Concept, Word, Words};
use rulebook::{Day, Minute};

fn at(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap_or_default()
}
fn wednesday() -> Day {
    Day::new(2026, 11, 11).unwrap_or_else(|| Day::from_pg(0))
}
pub(crate) fn words() -> Words {
    let mut words = Words::default();
    let word =
        |one: &str, many: &str| Word { one: one.into(), many: many.into(), short: one.into() };
    words.set(Concept::Pupil, word("student", "students"));
    words.set(Concept::Room, word("Internal Exclusion Room", "Internal Exclusion Rooms"));
    words
}

fn opening(code: &str, from: Minute, to: Minute, pupils: i64) -> Opening {
    Opening { code: code.into(), from, to, pupils, covered_by: None, duty: None }
}
fn duty(n: u128, code: &str, from: Minute, to: Minute, kind: DutyKind) -> Duty {
    Duty {
        id: Id::from_u128(n),
        staff: Id::from_u128(1),
        staff_name: "Ms Dara Okell".into(),
        day: wednesday(),
        code: code.into(),
        from,
        to,
        kind,
        body: String::new(),
        class_code: String::new(),
        subject: String::new(),
        pupil: None,
        version: 1,
    }
}
fn call(n: u128, minute: Minute, place: &str, outcome: Option<CallOutcome>) -> Call {
    Call {
        id: Id::from_u128(n),
        day: wednesday(),
        called_at: wednesday().at(minute),
        arrived_at: Some(wednesday().at(minute.plus(3))),
        left_at: None,
        place: place.into(),
        pupil: Some(Id::from_u128(50)),
        caller: "Mr Rufus Gale".into(),
        body: "Standing by the ovens, would not sit. Talked outside for five minutes.".into(),
        outcome,
        by_staff: Id::from_u128(1),
        by_name: "Ms Dara Okell".into(),
        referral: None,
        version: 2,
    }
}

fn empty_day() -> DutiesPage {
    DutiesPage {
        day: wednesday(),
        now: wednesday().at(at(12, 5)),
        before: Some(wednesday().plus(-1)),
        after: Some(wednesday().plus(1)),
        closed: None,
        room: "Internal Exclusion Room".into(),
        runs_room: true,
        openings: vec![
            opening("P3", at(11, 5), at(12, 0), 1),
            opening("P4", at(12, 0), at(12, 50), 0),
            opening("P5", at(13, 30), at(14, 20), 0),
            opening("P6", at(14, 20), at(15, 5), 0),
        ],
        duties: Vec::new(),
        given_up: Vec::new(),
        calls: Vec::new(),
        places: ["Corridor", "Classroom", "Dining hall", "Outside"].map(String::from).to_vec(),
        q: String::new(),
        found: Vec::new(),
        form: Form::default(),
        errors: Errors::new(),
        once: Id::from_u128(9),
        csrf: "gallery".into(),
        words: words(),
    }
}

fn full_day() -> DutiesPage {
    let mut page = empty_day();
    let p4 = duty(2, "P4", at(12, 0), at(12, 50), DutyKind::OnCall);
    let p5 = duty(3, "P5", at(13, 30), at(14, 20), DutyKind::OnCall);
    let mut p6 = duty(4, "P6", at(14, 20), at(15, 5), DutyKind::InClass);
    (p6.class_code, p6.subject) = ("9Y3".into(), "Maths".into());
    p6.body = "Sat with the back table; first step of each question written down.".into();
    let mut mentoring = duty(5, "P2", at(10, 0), at(10, 50), DutyKind::Mentoring);
    mentoring.staff_name = "Mr Col Adair".into();
    for (n, d) in [(1, &p4), (2, &p5), (3, &p6)] {
        page.openings[n].duty = Some(d.clone());
    }
    // A late booking after the duty was taken up.
    page.openings[2].pupils = 1;
    page.duties = [mentoring, p4, p5, p6].map(|d| (None, d)).to_vec();
    page.calls = vec![
        CallRow {
            call: call(6, at(12, 20), "Food room", Some(CallOutcome::Stayed)),
            pupil: Some("Oluwaseun Fitzgerald-Montgomery, 10K3".into()),
            later: None,
        },
        CallRow {
            call: Call { pupil: None, ..call(7, at(13, 45), "Corridor", None) },
            pupil: None,
            later: Some(wednesday().at(at(14, 10))),
        },
    ];
    let gone = duty(8, "P1", at(8, 40), at(9, 30), DutyKind::OnCall);
    page.given_up = vec![(gone, "Ms Dara Okell".into(), wednesday().at(at(9, 2)))];
    page.q = "tyr".into();
    page.found = vec![(Id::from_u128(51), "Tyrell Ashdown-Moss, 9K2".into())];
    page.now = wednesday().at(at(14, 12));
    page
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("class", "Say which class or subject");
    let new = NewPage {
        day: wednesday(),
        period: "P6, 14.20–15.05".into(),
        code: "P6".into(),
        known: true,
        lessons: vec![("9Y3/Ma".into(), "Maths".into())],
        q: String::new(),
        found: Vec::new(),
        form: Form::of([("kind", "in_class"), ("version", "1")]),
        errors,
        csrf: "gallery".into(),
        words: words(),
        earlier: Vec::new(),
    };
    let kept = call(6, at(12, 20), "Food room", Some(CallOutcome::Stayed));
    let one = CallPage {
        form: form_of(&kept),
        pupil: Some("Oluwaseun Fitzgerald-Montgomery, 10K3".into()),
        written: Some(wednesday().at(at(12, 41))),
        changed: vec![(wednesday().at(at(12, 44)), "Ms Dara Okell".into())],
        refers: true,
        call: kept,
        q: String::new(),
        found: Vec::new(),
        errors: Errors::new(),
        csrf: "gallery".into(),
        words: words(),
        changes: true,
        earlier: earlier::sample(
            "Where: Food room\nCalled: 12.20",
            "Where: Food room\nCalled: 12.20\nArrived: 12.23\nHow it ended: Settled and stayed",
        ),
    };
    let nobody = CallPage {
        call: Call { pupil: None, ..call(7, at(13, 45), "Corridor", None) },
        form: Form::default(),
        pupil: None,
        written: Some(wednesday().at(at(13, 46))),
        changed: Vec::new(),
        refers: true,
        q: String::new(),
        found: Vec::new(),
        errors: Errors::new(),
        csrf: "gallery".into(),
        words: words(),
        changes: false,
        earlier: Vec::new(),
    };
    let shut = DutiesPage { closed: Some("INSET day".into()), openings: Vec::new(), ..empty_day() };
    vec![
        framed("duties-empty-room", &empty_day()),
        framed("duties-full", &full_day()),
        framed("duties-shut", &shut),
        framed("duties-new", &new),
        framed("call", &one),
        framed("call-not-yours", &nobody),
    ]
}
