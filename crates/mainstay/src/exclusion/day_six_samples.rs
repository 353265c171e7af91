//! Invented education from the sixth day for the gallery: nothing yet, arranged, late, and wrong.

use super::day_six_page::{BoardPage, BoardRow, DaySixPage};
use super::samples::decided;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::case::provision::{Answer, Light, Provision, ProvisionDay, There};
use rulebook::{Day, Instant, Minute};

fn day(date: i8) -> Day {
    Day::new(2026, 11, date).unwrap_or(Day::FIRST)
}
fn at(date: i8) -> Instant {
    day(date).at(Minute::new(9, 40).unwrap_or_default())
}

fn offer(n: u128, provider: &str, answer: Answer) -> Provision {
    let yes = answer == Answer::Accepted;
    Provision {
        id: Id::from_u128(n),
        about: Id::from_u128(5),
        provider: provider.into(),
        contact: "Ms Una Grey".into(),
        asked_at: at(19),
        answer,
        answered_at: Some(at(20)),
        why: if yes { String::new() } else { "No place in Year 10 until January.".into() },
        starts_on: yes.then_some(day(26)),
        week_minutes: yes.then_some(1500),
        transport: if yes { "Taxi at 8.35".into() } else { String::new() },
        place: if yes { "Larch House, 4 Mill Lane, Brindle".into() } else { String::new() },
        report_to: if yes { "Mr Abel Stone".into() } else { String::new() },
        sessions: if yes { "9.00 to 12.00 and 12.40 to 14.40".into() } else { String::new() },
        ended_on: None,
        review_on: None,
        by_name: "Mr Jonah Pell".into(),
        version: 1,
    }
}

fn page(light: Light, offers: Vec<Provision>, form: Form, errors: Errors) -> DaySixPage {
    let there = |date, there, checked: bool| ProvisionDay {
        provision: Id::from_u128(2),
        day: day(date),
        there,
        words: if there == There::Yes { String::new() } else { "Taxi did not come.".into() },
        checked_at: checked.then(|| at(date)),
        checked_how: if checked { "Mother, by telephone".into() } else { String::new() },
        by_name: "Mr Jonah Pell".into(),
        at: at(date),
    };
    let accepted = offers.iter().any(|o| o.answer == Answer::Accepted);
    let mut e = decided();
    if accepted {
        e.provision = Some(at(26));
        e.provision_words = "Larch House, 4 Mill Lane, Brindle. Report to: Mr Abel Stone.".into();
    }
    DaySixPage {
        e,
        name: "Marnie Tolliver-Reyes".into(),
        first: "Marnie".into(),
        line: None,
        light,
        left: offers
            .iter()
            .map(|o| if o.answer == Answer::Accepted { vec![day(30)] } else { Vec::new() })
            .collect(),
        days: if accepted {
            vec![there(26, There::Yes, false), there(25, There::No, false)]
        } else {
            Vec::new()
        },
        offers,
        told: Vec::new(),
        home: true,
        today: day(30),
        once: Id::from_u128(9),
        csrf: "gallery".into(),
        form,
        errors,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |n: u128, name: &str, light, offer: Option<Provision>| BoardRow {
        id: Id::from_u128(n),
        name: name.into(),
        form: "10B".into(),
        noun: "suspension",
        sixth: Some(day(26)),
        holder: "The governing body of the school arranges it.".into(),
        light,
        told: offer.is_some(),
        offer,
    };
    let late = Light::Red { late: 2, starts: None };
    let green = Light::Green { starts: day(26) };
    let two =
        vec![offer(1, "Alder Grove", Answer::Full), offer(2, "Larch House", Answer::Accepted)];
    let mut wrong = Errors::new();
    wrong.add("provider", "Name the provider");
    wrong.add("starts_on", "Give the first day, or leave the answer at “Asked”");
    let asks = Form::of([("asks", "yes"), ("answer", "accepted")]);
    let board = BoardPage {
        rows: vec![
            row(1, "Marnie Tolliver-Reyes", late, None),
            row(2, "Theo Ozanne", Light::Amber { left: 3 }, None),
            row(3, "Saffron Idle", green, Some(offer(2, "Larch House", Answer::Accepted))),
        ],
    };
    vec![
        framed("exclusion-day-six-arranged", &page(green, two, Form::default(), Errors::new())),
        framed("exclusion-day-six-wrong", &page(Light::Amber { left: 0 }, Vec::new(), asks, wrong)),
        framed("exclusion-day-six-board", &board),
        framed("exclusion-day-six-board-empty", &BoardPage { rows: Vec::new() }),
    ]
}
