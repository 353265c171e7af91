//! Invented returns for the gallery: before the meeting, agreed, and with something wrong.

use super::page::ReintegrationPage;
use crate::exclusion::sample_decided;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::exclusion::Met;
use casework::reintegration::Reintegration;
use rulebook::{Day, Minute};

fn day(date: i8) -> Day {
    Day::new(2026, 11, date).unwrap_or(Day::FIRST)
}

fn page(r: Reintegration, met: Option<Met>, form: Form, errors: Errors) -> ReintegrationPage {
    let sent = || (Id::from_u128(8), "Ms Josefina Reyes".into(), "Fri 20 Nov 2026, 9.00".into());
    let mut e = sample_decided();
    e.met = met;
    ReintegrationPage {
        words: crate::exit::sample_words(),
        name: "Marnie Tolliver-Reyes".into(),
        first: "Marnie".into(),
        back: Some(day(23)),
        owners: vec![Choice::new("", "Choose"), Choice::new("1", "Ms Bea Catterall")],
        home: true,
        invited: vec![sent()],
        told: if r.holds_something() { vec![sent()] } else { Vec::new() },
        today: day(23),
        e,
        r,
        csrf: "gallery".into(),
        form,
        errors,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let before = Form::of([
        ("version", "9"),
        ("kept", "0"),
        ("meet_day", "2026-11-23"),
        ("meet_time", "08:15"),
    ]);
    let agreed = Reintegration {
        asked: "Ms Hope Anand, social worker".into(),
        pupil_view: "I want to start again and sit by the window.".into(),
        family_view: "She slept badly that week.".into(),
        support: "A seat by the window\nMr Okoro looks in at the start of each day".into(),
        targets: "Ask for a walk before it gets too much".into(),
        links: "Mentoring from Mon 30 Nov".into(),
        owner: Some(Id::from_u128(1)),
        owner_name: "Ms Bea Catterall".into(),
        review_on: Some(day(23)),
        by_name: "Ms Bea Catterall".into(),
        at: Some(day(23).at(Minute::new(8, 45).unwrap_or_default())),
        version: 1,
        ..Reintegration::empty(Id::from_u128(5))
    };
    let met = Met {
        attended: true,
        words: "A good talk, with an interpreter on the telephone.".into(),
        at: day(23).at(Minute::new(8, 45).unwrap_or_default()),
        by_name: "Ms Bea Catterall".into(),
    };
    let filled = Form::of([
        ("version", "10"),
        ("kept", "1"),
        ("meet_day", "2026-11-23"),
        ("meet_time", "08:15"),
        ("came", "yes"),
        ("met_words", met.words.as_str()),
        ("asked", agreed.asked.as_str()),
        ("pupil_view", agreed.pupil_view.as_str()),
        ("family_view", agreed.family_view.as_str()),
        ("support", agreed.support.as_str()),
        ("targets", agreed.targets.as_str()),
        ("links", agreed.links.as_str()),
        ("owner", "1"),
        ("review_on", "2026-11-23"),
    ]);
    let mut wrong = Errors::new();
    wrong.add("met_words", "Say how home was reached instead, or that it was tried");
    let none = Reintegration::empty(Id::from_u128(5));
    vec![
        framed("reintegration", &page(none.clone(), None, before.clone(), Errors::new())),
        framed("reintegration-agreed", &page(agreed, Some(met), filled, Errors::new())),
        framed("reintegration-wrong", &page(none, None, before.with("came", "no"), wrong)),
    ]
}
