//! The pages of the kit with invented facts, for the gallery.

use super::check::{CheckPage, ChecksPage};
use super::defect::{DefectPage, DefectsPage};
use super::device::DevicePage;
use super::devices::DevicesPage;
use super::ideas::IdeasPage;
use super::loan::{PupilKitPage, SettlePage};
use super::resources::{ResourcePage, ResourcesPage};
use super::stock::{ItemPage, StockPage};
use super::{KitPage, Part};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::kit::check::{BEGIN_WITH, Defect, Line};
use casework::kit::device::{Booking, Condition, Device, DeviceKind, Loan};
use casework::kit::resource::{Decision, Effect, Idea, Rating, Resource, Use};
use casework::kit::stock::{Item, Order};
use casework::room::{Room, RoomKind};
use casework::work::Share;
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;

fn nov(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap_or_else(|| Day::from_pg(0))
}
fn at(d: i8, time: &str) -> Instant {
    nov(d).at(Minute::parse(time).unwrap_or_default())
}
fn key(n: u128) -> Id {
    Id::from_u128(n)
}

/// A laptop of the list.
pub(crate) fn laptop(n: u128) -> Device {
    Device {
        id: key(n),
        name: format!("Laptop {n}"),
        kind: DeviceKind::Laptop,
        condition: if n == 2 { Condition::Worn } else { Condition::Good },
        filtered: n != 4,
        charger: true,
        resource: None,
        note: if n == 2 { "The E key sticks".into() } else { String::new() },
        active: true,
        version: 1,
    }
}
fn loan(n: u128, pupil: u128, back: bool) -> Loan {
    Loan {
        id: key(100 + n),
        device: key(n),
        day: nov(10),
        pupil: key(pupil),
        placement: key(pupil),
        issued_at: at(10, "9.05"),
        issued_by: "Ms Dara Okell".into(),
        charger: true,
        returned_at: back.then(|| at(10, "15.02")),
        returned_by: String::new(),
        charger_back_at: None,
        settled_at: None,
        settled_why: String::new(),
        settled_by: String::new(),
    }
}
fn names() -> HashMap<Id, String> {
    [(key(50), "Tyrell Ashdown-Moss, 9K2"), (key(51), "Saffron Idle, 8F1")]
        .into_iter()
        .map(|(id, name)| (id, name.to_string()))
        .collect()
}

fn devices() -> DevicesPage {
    DevicesPage {
        day: nov(10),
        now: at(10, "15.10"),
        ends: Minute::parse("15.05").unwrap_or_default(),
        beside: (Some(nov(9)), Some(nov(11))),
        lessons: (9..=14)
            .zip(1..)
            .filter_map(|(h, n)| {
                let (from, to) = (Minute::new(h, 0)?, Minute::new(h, 50)?);
                Some((format!("P{n}"), from, to))
            })
            .collect(),
        devices: (1..=4).map(laptop).collect(),
        bookings: vec![Booking {
            id: key(200),
            device: key(3),
            day: nov(10),
            code: "P2".into(),
            pupil: key(50),
            placement: key(50),
            by_name: "Ms Dara Okell".into(),
            made_at: at(10, "8.15"),
        }],
        loans: vec![loan(1, 50, false), loan(3, 51, true)],
        open: vec![loan(1, 50, false), loan(3, 51, true)],
        names: names(),
        placed: vec![(key(50), "Tyrell Ashdown-Moss, 9K2".into())],
        form: Form::default(),
        errors: Errors::new(),
        csrf: "gallery".into(),
        words: crate::duty::words_for_samples(),
    }
}

fn item(n: u128, name: &str, level: i64, minimum: i64) -> Item {
    Item {
        id: key(n),
        name: name.into(),
        unit: "box of 50".into(),
        level,
        minimum,
        pence: 450,
        supplier: "The office, cost code 214".into(),
        check_on: Some(nov(9)),
        active: true,
        version: 1,
    }
}

fn stock(errors: Errors) -> StockPage {
    StockPage {
        today: nov(10),
        items: vec![
            item(1, "Black pens", 1, 3),
            item(2, "Hand cream", 0, 2),
            item(3, "Lined paper", 9, 4),
        ],
        orders: vec![Order {
            id: key(9),
            item: key(2),
            quantity: 4,
            ordered_at: at(9, "14.00"),
            ordered_by: "Ms Dara Okell".into(),
            received: None,
            received_at: None,
        }],
        errors,
        form: Form::default(),
        csrf: "gallery".into(),
    }
}

fn resource(n: u128, name: &str, decision: Option<Decision>) -> Resource {
    Resource {
        id: key(n),
        name: name.into(),
        purpose: "For those who write little by hand".into(),
        decision,
        decided_why: String::new(),
        decided_by: String::new(),
        decided_at: None,
        active: true,
        version: 1,
    }
}

fn served() -> Effect {
    Effect {
        uses: 36,
        with: Share { part: 29, whole: 36 },
        without: Share { part: 32, whole: 50 },
        last: Some(Rating::Lot),
    }
}

fn idea(n: u128, title: &str, to: i8) -> Idea {
    Idea {
        id: key(n),
        title: title.into(),
        source: "Seen at another school".into(),
        hope: "Fewer times out of the seat in the first ten minutes".into(),
        pence: 6200,
        from: nov(2),
        to: nov(to),
        judgement: None,
        judged_why: String::new(),
        judged_by: String::new(),
        judged_at: None,
        by_staff: key(1),
        by_name: "Ms Dara Okell".into(),
        made_at: at(2, "9.00"),
    }
}

fn defect(n: u128, what: &str, place: &str, urgent: bool, fixed: Option<i8>) -> Defect {
    Defect {
        id: key(n),
        room: key(1),
        check: None,
        what: what.into(),
        place: place.into(),
        urgent,
        reported_to: "The site team".into(),
        found_on: nov(2),
        found_by: "Mrs Anneke Thwaite".into(),
        fixed_on: fixed.map(nov),
        fixed_by: "Mrs Anneke Thwaite".into(),
        fixed_how: "New cover".into(),
        version: 1,
    }
}

fn room() -> Room {
    let minute = |t| Minute::parse(t).unwrap_or_default();
    Room {
        id: key(1),
        name: "Focus Room".into(),
        kind: RoomKind::Support,
        seats: 6,
        door: String::new(),
        arrive_at: minute("8.40"),
        break_from: minute("11.10"),
        break_to: minute("11.25"),
        lunch_from: minute("12.05"),
        lunch_to: minute("12.35"),
        lunch_list_by: None,
        lead: None,
        shares: None,
        active: true,
        version: 1,
    }
}

fn empty_devices() -> DevicesPage {
    DevicesPage { devices: Vec::new(), ..devices() }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let csrf = || "gallery".to_string();
    let wrong = |field: &str, message: &str| {
        let mut errors = Errors::new();
        errors.add(field, message);
        errors
    };
    let part = |href, title, wants: Option<&str>| Part {
        href,
        title,
        words: "4 devices: booked by period, handed out and taken back".into(),
        wants: wants.map(Into::into),
    };
    let line = |n: usize| Line {
        id: key(n as u128),
        label: BEGIN_WITH[n].0.into(),
        safety: BEGIN_WITH[n].1,
        active: true,
    };
    vec![
        framed(
            "kit",
            &KitPage {
                parts: vec![
                    part("/kit/devices", "Devices", Some("2 out")),
                    part("/kit/stock", "Stock and orders", None),
                ],
            },
        ),
        framed("kit-devices", &devices()),
        framed("kit-devices-empty", &empty_devices()),
        framed(
            "kit-devices-wrong",
            &DevicesPage { errors: wrong("code", "Choose at least one period"), ..devices() },
        ),
        framed(
            "kit-device-wrong",
            &DevicePage {
                id: None,
                resources: vec![resource(1, "Laptops for writing", None)],
                form: Form::of([("kind", "laptop"), ("condition", "good")]),
                errors: wrong("name", "Say what is written on it"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-not-back",
            &SettlePage {
                loan: loan(1, 50, false),
                what: "Laptop 1 and its charger".into(),
                who: "Tyrell Ashdown-Moss, 9K2".into(),
                form: Form::default(),
                errors: wrong("why", "Say why it is written off"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-of-pupil",
            &PupilKitPage {
                placement: key(50),
                tile: "/board".into(),
                who: "Tyrell Ashdown-Moss, 9K2".into(),
                out: vec![(loan(1, 50, false), "Laptop 1".into())],
                free: vec![(laptop(3), true), (laptop(2), false)],
                resources: vec![resource(1, "Laptops for writing", None)],
                codes: (1..=6).map(|n| format!("P{n}")).collect(),
                uses: vec![Use {
                    resource: key(1),
                    placement: key(50),
                    day: nov(10),
                    code: "P1".into(),
                    rating: Some(Rating::Some),
                    at: at(10, "9.40"),
                }],
                now: "P3".into(),
                csrf: csrf(),
            },
        ),
        framed("kit-stock", &stock(Errors::new())),
        framed("kit-stock-empty", &StockPage { items: Vec::new(), ..stock(Errors::new()) }),
        framed(
            "kit-stock-item-wrong",
            &ItemPage {
                id: Some(key(1)),
                counts: vec![store::kit::stock::Count {
                    how: "counted".into(),
                    before: 4,
                    after: 1,
                    by_name: "Ms Dara Okell".into(),
                    at: at(9, "15.20"),
                }],
                form: Form::of([("name", "Black pens"), ("level", "some"), ("minimum", "3")]),
                errors: wrong("level", "Count them: a whole number, 0 or more"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-resources",
            &ResourcesPage {
                days: (nov(2), nov(10)),
                rows: vec![
                    (resource(1, "Laptops for writing", Some(Decision::Keep)), served()),
                    (
                        resource(2, "Reading pens", None),
                        Effect {
                            uses: 0,
                            last: None,
                            ..Effect { with: Share { part: 0, whole: 0 }, ..served() }
                        },
                    ),
                ],
                form: Form::default(),
                errors: Errors::new(),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-resources-empty",
            &ResourcesPage {
                days: (nov(2), nov(10)),
                rows: Vec::new(),
                form: Form::default(),
                errors: wrong("name", "Say what it is"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-resource",
            &ResourcePage {
                resource: resource(1, "Laptops for writing", Some(Decision::Keep)),
                days: (nov(2), nov(10)),
                effect: served(),
                decided: vec![store::kit::resource::Decided {
                    decision: Decision::Keep,
                    why: "More of the work is done with one than without".into(),
                    by_name: "Mrs Anneke Thwaite".into(),
                    at: at(9, "15.40"),
                }],
                form: Form::default(),
                errors: Errors::new(),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-ideas",
            &IdeasPage {
                today: nov(20),
                ideas: vec![idea(1, "Wobble stools", 20), idea(2, "Visual timers", 27)],
                form: Form::default(),
                errors: wrong("hope", "Say what should be different, so that it can be judged"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-checks",
            &ChecksPage {
                today: nov(10),
                rooms: vec![
                    (key(1), "Focus Room".into(), Some(nov(2))),
                    (key(2), "The Bridge".into(), None),
                ],
                listed: true,
                sets_up: true,
            },
        ),
        framed(
            "kit-checks-empty",
            &ChecksPage { today: nov(10), rooms: Vec::new(), listed: false, sets_up: false },
        ),
        framed(
            "kit-check-wrong",
            &CheckPage {
                room: room(),
                lines: (0..3).map(line).collect(),
                before: vec![store::kit::check::Check {
                    id: key(1),
                    room: key(1),
                    day: nov(2),
                    looked: 8,
                    found: 2,
                    by_name: "Mrs Anneke Thwaite".into(),
                    at: at(2, "8.20"),
                }],
                form: Form::of([(format!("state-{}", key(0)), "wrong")]),
                errors: wrong(
                    &format!("state-{}", key(1)),
                    "Say how it is: Windows, doors and glass",
                ),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-defects",
            &DefectsPage {
                today: nov(11),
                open: vec![defect(2, "Graffiti", "Booth 4", false, None)],
                fixed: vec![defect(1, "Loose socket cover", "By the door", true, Some(3))],
                rooms: vec![(key(1), "Focus Room".into())],
                form: Form::default(),
                errors: wrong("file", "This file is not a picture. Send a PNG or JPEG picture"),
                csrf: csrf(),
            },
        ),
        framed(
            "kit-defect",
            &DefectPage {
                defect: defect(2, "Graffiti", "Booth 4", false, None),
                room: "Focus Room".into(),
                today: nov(11),
                files: Vec::new(),
                follows: Default::default(),
                form: Form::of([("what", "Graffiti"), ("place", "Booth 4"), ("version", "1")]),
                errors: Errors::new(),
                csrf: csrf(),
            },
        ),
    ]
}
