//! Transitions for the gallery.

use super::page::{AddPage, ListPage, OnePage, Row};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::transition::{Move, StepDone, StepState, Transition, TransitionStep};
use rulebook::{Day, Minute};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut steps: Vec<TransitionStep> = super::proposed();
    for (n, s) in steps.iter_mut().enumerate() {
        s.id = Id::from_u128(n as u128 + 1);
    }
    let done = |step: u128, state| StepDone {
        transition: Id::from_u128(70),
        step: Id::from_u128(step),
        state,
        day: day(6, 18),
        words: "They sent the file; the class teacher rang.".into(),
        signed_there: String::new(),
        signed_here: String::new(),
        by_name: "Miss Ruqayya Fennimore".into(),
        at: day(6, 18).at(Minute::new(16, 0).unwrap_or_default()),
    };
    let transition = |n: u128, given: &str, ended: bool| Transition {
        id: Id::from_u128(n),
        pupil: None,
        given: given.into(),
        family: "Ash".into(),
        way: Move::In,
        year: 7,
        place_from: "Holm Primary School".into(),
        place_to: String::new(),
        starts: day(9, 2),
        owner: Id::from_u128(2),
        owner_name: "Miss Ruqayya Fennimore".into(),
        needs: "A quiet place at break; the same adult on Mondays.".into(),
        begun_on: day(5, 4),
        begun_by: "Miss Ruqayya Fennimore".into(),
        ended_on: ended.then(|| day(10, 2)),
        ended_why: if ended { "Settled".into() } else { String::new() },
        version: 1,
    };
    let row = |n, given: &str, flagged, ended| Row {
        who: format!("{given} Ash"),
        transition: transition(n, given, ended),
        done: vec![done(1, StepState::Done), done(2, StepState::Begun)],
        flagged,
    };
    let list = |open, past| ListPage {
        words: crate::exit::sample_words(),
        steps: steps.clone(),
        open,
        past,
        years: vec![7, 10],
        year: None,
        sets_up: true,
    };
    let staff = || vec![Choice::new("", "Choose"), Choice::new("2", "Miss Ruqayya Fennimore")];
    let add = |found: Vec<(Id, String)>, year, errors| AddPage {
        words: crate::exit::sample_words(),
        q: String::new(),
        year,
        found,
        staff: staff(),
        csrf: "gallery".into(),
        form: Form::of([("way", "up")]),
        errors,
    };
    let one = |ended, errors| OnePage {
        follows: Default::default(),
        who: "Robin Ash".into(),
        transition: transition(70, "Robin", ended),
        steps: steps.clone(),
        done: vec![done(1, StepState::Done)],
        flagged: !ended,
        flagged_on: day(7, 8),
        alike: vec![(Id::from_u128(9), "Robin Ash, 7A".into())],
        staff: staff(),
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut nobody = Errors::new();
    nobody.add("given", "Choose somebody, or type the name of somebody who is not on roll yet");
    nobody.add("starts", "Give the first day, such as 02/09/2026");
    let mut unsigned = Errors::new();
    unsigned.add(
        &format!("signed_there-{}", Id::from_u128(4)),
        "A handover is signed on both sides: who signed where they come from?",
    );
    vec![
        framed(
            "transitions-typical",
            &list(
                vec![row(70, "Robin", true, false), row(71, "Sam", false, false)],
                vec![row(72, "Jo", false, true)],
            ),
        ),
        framed("transitions-empty", &list(Vec::new(), Vec::new())),
        framed("transition-new-wrong", &add(Vec::new(), None, nobody)),
        framed(
            "transition-new-year",
            &add(vec![(Id::from_u128(9), "Callie Dunmore, 8N".into())], Some(8), Errors::new()),
        ),
        framed("transition-one", &one(false, Errors::new())),
        framed("transition-wrong", &one(false, unsigned)),
        framed("transition-ended", &one(true, Errors::new())),
    ]
}
