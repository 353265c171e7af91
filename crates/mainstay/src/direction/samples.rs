//! Directions off site for the gallery.

use super::form_page::{FormPage, filled};
use super::list_page::ListPage;
use super::one_page::{DirectionPage, Planned};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::direction::{Decision, Direction, Directs, Invite, Review, State, Step};
use rulebook::{Day, Minute};

fn day(month: i8, n: i8) -> Day {
    Day::new(2027, month, n).unwrap_or_else(|| Day::from_pg(0))
}
fn at(hour: u16, minute: u16) -> Minute {
    Minute::new(hour, minute).unwrap_or_default()
}

fn direction(n: u128, state: State) -> Direction {
    Direction {
        id: Id::from_u128(n),
        panel_case: Some(Id::from_u128(201)),
        case_file: None,
        given: "Rosa".into(),
        family: "Lindqvist".into(),
        year: Some(8),
        ehc: true,
        school_name: "Harrowfield School".into(),
        school_type: Directs::Maintained,
        place: "Cloverley School".into(),
        address: "2 Mill Road\nNorthmoor".into(),
        report_to: "Ms Vale, reception".into(),
        contact: "Ms Vale, 01632 960711".into(),
        objective: "Two half-terms of lessons without a walk-out".into(),
        reasons: "Mentoring and outreach were tried for a term.".into(),
        parent_view: String::new(),
        pupil_view: "I want to start again where nobody knows me.".into(),
        starts: day(1, 18),
        ends: day(3, 25),
        days: 5,
        session_from: at(8, 40),
        session_to: at(15, 5),
        breaks: "10.50 to 11.05, lunch 12.55 to 13.30".into(),
        state,
        told_on: (state != State::Proposed).then(|| day(1, 13)),
        told_how: if state == State::Proposed { String::new() } else { "Letter by hand".into() },
        sen_told_on: None,
        outcome: String::new(),
        ended_on: None,
        by_name: "Mr Callum Osei-Brandt".into(),
        made_at: day(1, 5).at(at(9, 0)),
        version: 2,
    }
}

fn review(n: u128, planned: Day, held: bool) -> Review {
    Review {
        id: Id::from_u128(900 + n),
        direction: Id::from_u128(800),
        planned,
        invited_on: held.then(|| day(2, 3)),
        held_on: held.then_some(planned),
        attendance: if held { "94%".into() } else { String::new() },
        incidents: held.then_some(1),
        parent_view: String::new(),
        pupil_view: if held { "It is calmer here.".into() } else { String::new() },
        decision: held.then_some(Decision::Continue),
        why: if held {
            "It works; the objective is not reached yet.".into()
        } else {
            String::new()
        },
        new_end: held.then(|| day(3, 25)),
        by_name: "Mr Callum Osei-Brandt".into(),
        at: day(2, 12).at(at(15, 0)),
        version: 1,
    }
}

fn page(d: Direction, today: Day, errors: Errors) -> DirectionPage {
    let count = rulebook::clocks::OSD_NOTICE;
    DirectionPage {
        planned: match d.state {
            State::Proposed => Vec::new(),
            _ => vec![
                Planned {
                    r: review(1, day(2, 12), true),
                    invite: Some((day(2, 6), Some(day(2, 5)))),
                },
                Planned { r: review(2, day(3, 19), false), invite: Some((day(3, 11), None)) },
            ],
        },
        steps: vec![Step {
            id: Id::from_u128(1),
            day: day(1, 5),
            what: "Direction off site begun".into(),
            words: "To Cloverley School, from Mon 18 Jan 2027 to Thu 25 Mar 2027.".into(),
            by_name: "Mr Callum Osei-Brandt".into(),
            at: day(1, 5).at(at(9, 0)),
        }],
        panel: Some(crate::panel::decided_sample()),
        due: Some(rulebook::count::Count {
            anchor: d.starts,
            span: count,
            due: day(1, 13),
            arguable: Some(day(1, 14)),
        }),
        working: None,
        how: Invite::Days,
        d,
        today,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let list = |all: Vec<Direction>, form| ListPage {
        all,
        invite: Invite::SchoolDays,
        sets: true,
        form,
        csrf: "gallery".into(),
    };
    let all = vec![
        direction(800, State::Active),
        direction(801, State::Proposed),
        direction(802, State::Returned),
    ];
    let form = |form: Form, errors| FormPage {
        direction: None,
        from: Some(crate::panel::decided_sample()),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    for (field, why) in [
        ("objective", "Say what it is for"),
        ("contact", "Say who is rung there, and the number"),
        (
            "ends",
            "Fri 26 Mar 2027: no pupils, Good Friday. The last school day before it is Thu 25 Mar 2027.",
        ),
    ] {
        wrong.add(field, why);
    }
    let mut told = Errors::new();
    told.add("told_how", "Say how, and to whom");
    let bad = filled(&direction(800, State::Proposed))
        .with("objective", "")
        .with("contact", "")
        .with("ends", "2027-03-26");
    vec![
        framed("directions", &list(all.clone(), Form::default())),
        framed("directions-none-fits", &list(all, Form::of([("q", "zz")]))),
        framed("directions-empty", &list(Vec::new(), Form::default())),
        framed("direction-form", &form(filled(&direction(800, State::Proposed)), Errors::new())),
        framed("direction-form-wrong", &form(bad, wrong)),
        framed("direction-proposed", &page(direction(800, State::Proposed), day(1, 14), told)),
        framed(
            "direction-running",
            &page(direction(800, State::Active), day(3, 12), Errors::new()),
        ),
    ]
}
