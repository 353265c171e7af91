//! Early help for the gallery: refused, whole, taken back, over.

use super::page::{Line, ListPage, NewPage, OnePage};
use super::proposed;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::early_help::{
    Consent, EarlyHelp, How, Section, Status, Step, Word, Words, stands, whole,
};
use rulebook::{Day, Instant, Minute};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}
fn at(m: i8, d: i8) -> Instant {
    day(m, d).at(Minute::new(13, 20).unwrap_or_default())
}

fn record(status: Status) -> EarlyHelp {
    EarlyHelp {
        id: Id::from_u128(50),
        pupil: Id::from_u128(9),
        form: 1,
        status,
        lead_name: "Miss Ruqayya Fennimore".into(),
        lead_from: "Queensway Park School".into(),
        interpreter: String::new(),
        review_on: Some(day(12, 11)),
        sent_on: None,
        sent_to: "Northmoor early help".into(),
        reference: String::new(),
        ended_why: match status {
            Status::Closed => "A family worker goes on with it".into(),
            _ => String::new(),
        },
        begun_on: day(11, 3),
        begun_by: Id::from_u128(2),
        begun_by_name: "Miss Ruqayya Fennimore".into(),
        version: 2,
    }
}

fn said(n: u128, d: i8, word: Word) -> Consent {
    Consent {
        id: Id::from_u128(n),
        contact: Some(Id::from_u128(5)),
        name: "Ms Shaz Dunmore".into(),
        word,
        how: How::Signed,
        day: day(11, d),
        what_for: "The assessment, and a family worker".into(),
        with_whom: "Northmoor early help".into(),
        by_name: "Miss Ruqayya Fennimore".into(),
        at: at(11, d),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let (_, mut sections) = proposed("Mainstay", at(9, 1));
    for (n, s) in sections.iter_mut().enumerate() {
        s.id = Id::from_u128(n as u128 + 1);
    }
    let words = |all: bool| -> Vec<Words> {
        sections
            .iter()
            .filter(|s| all || s.place == 3)
            .map(|s| Words {
                section: s.id,
                words: "Patient with detail; settles beside an adult she knows.".into(),
                by_name: "From the file".into(),
                at: at(11, 3),
            })
            .collect()
    };
    let one = |status, all: bool, consents: Vec<Consent>, errors| OnePage {
        who: "Callie Dunmore, 8N".into(),
        record: record(status),
        form_name: "Early help assessment".into(),
        newer: all,
        whole: whole(&sections, &words(all)),
        words: words(all),
        sections: sections.clone(),
        consents,
        steps: vec![Step {
            id: Id::from_u128(70),
            status: Status::Consented,
            day: day(11, 10),
            words: String::new(),
            by_name: "Miss Ruqayya Fennimore".into(),
            at: at(11, 10),
        }],
        holders: vec![(Id::from_u128(5), "Ms Shaz Dunmore".into())],
        not_asked: vec![casework::trip::no_say("Ms Pat Dunmore", false)],
        actions: Vec::new(),
        staff: vec![crate::page::kit::Choice::new("", "Choose")],
        csrf: "gallery".into(),
        form: Form::of([("on", "2026-11-10"), ("lead_name", "Miss Ruqayya Fennimore")]),
        errors,
    };
    let line = |sections: &[Section], all, consents: &[Consent]| Line {
        who: "Callie Dunmore, 8N".into(),
        record: record(Status::Draft),
        whole: whole(sections, &words(all)),
        stopped: stands(consents).why_not(),
    };
    let not_yet = || vec![said(60, 6, Word::NotYet)];
    let given = || vec![said(60, 6, Word::NotYet), said(61, 10, Word::Given)];
    let back = || vec![said(61, 10, Word::Given), said(62, 12, Word::Withdrawn)];
    let list = |lines, past| ListPage { lines, past, today: day(11, 10), sets_up: true };
    let new = |pupil: bool, errors| NewPage {
        words: crate::exit::sample_words(),
        pupil: pupil.then(|| (Id::from_u128(9), "Callie Dunmore, 8N".into())),
        q: String::new(),
        found: Vec::new(),
        csrf: "gallery".into(),
        form: Form::of([("lead_name", "Miss Ruqayya Fennimore")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("who", "Choose who said it: somebody with parental responsibility");
    wrong.add("day", "Thu 12 Nov 2026 has not come yet");
    let mut first = Errors::new();
    first.add("danger", "Answer this first");
    vec![
        framed(
            "early-help-typical",
            &list(
                vec![line(&sections, false, &not_yet()), line(&sections, true, &given())],
                vec![("Jude Marl, 8K3".into(), record(Status::Closed))],
            ),
        ),
        framed("early-help-empty", &list(Vec::new(), Vec::new())),
        framed("early-help-find", &new(false, Errors::new())),
        framed("early-help-new-wrong", &new(true, first)),
        framed("early-help-not-yet", &one(Status::Draft, false, not_yet(), Errors::new())),
        framed("early-help-given", &one(Status::Consented, true, given(), Errors::new())),
        framed("early-help-back", &one(Status::Sent, true, back(), Errors::new())),
        framed("early-help-wrong", &one(Status::Draft, false, Vec::new(), wrong)),
        framed("early-help-over", &one(Status::Closed, true, given(), Errors::new())),
    ]
}
