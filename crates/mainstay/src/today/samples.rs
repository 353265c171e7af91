//! Today in its usual and its awkward states, for the gallery.

use super::page::{Changed, Group, Line, Own, ShortLine, TodayPage};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::today::{Kind, Standing};
use rulebook::Day;

pub(super) fn bare() -> TodayPage {
    TodayPage {
        day: "Tuesday 10 Nov 2026".into(),
        facts: "P3, until 12.00".into(),
        pupils: "students".into(),
        list: false,
        groups: Vec::new(),
        passed: None,
        restrictive: None,
        changes: None,
        queue: None,
        years: None,
        work: None,
        referrals: None,
        back: None,
        own: Vec::new(),
        sheets: Vec::new(),
        notice: None,
        administrator: false,
        sets_up: false,
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub(super) fn page_samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 9).unwrap_or_else(|| Day::from_pg(0));
    let line = |who: &str, words: &str, standing| Line {
        who: who.into(),
        words: words.into(),
        href: "/".into(),
        leave: "/today/leave".into(),
        about: Id::from_u128(1),
        first: None,
        later: None,
        standing,
        older: false,
    };
    let own =
        |when: &str, words: &str, doubled| Own { when: when.into(), words: words.into(), doubled };
    let lead = TodayPage {
        list: true,
        own: vec![
            own("13.30 to 14.20", "Leading the group Steady Starts", true),
            own("14.00 to 15.00", "In a meeting", true),
            own("15.05 to 15.20", "On duty: Gate, Mill Lane", false),
        ],
        groups: vec![
            Group {
                kind: Kind::Arrival,
                lines: vec![line("Saffron Idle, 8F1", "Due 8.40", Standing::Late)],
            },
            Group {
                kind: Kind::Notice,
                lines: vec![line(
                    "",
                    "Internal Exclusion Room: 4 students in the room today; due 8.30",
                    Standing::Due,
                )],
            },
            Group {
                kind: Kind::Letter,
                lines: vec![line(
                    "Tyrell Ashdown-Moss, 9K2",
                    "2 letters to issue; in the room today",
                    Standing::Due,
                )],
            },
            Group {
                kind: Kind::Task,
                lines: vec![line(
                    "Tyrell Ashdown-Moss, 9K2",
                    "Ring Mr Curtis Ashdown again, tomorrow",
                    Standing::Coming,
                )],
            },
        ],
        changes: Some((
            day,
            vec![Changed {
                who: "Kian Dowell, 9K4".into(),
                pupil: Some(Id::from_u128(2)),
                word: "Moved",
                now: "now Wed 11 Nov 2026, P1–P3".into(),
                by: "Mr Ewan Thrale, Mon 9 Nov 2026, 14.40".into(),
            }],
        )),
        referrals: Some(Vec::new()),
        sheets: vec![(
            "/board/1/print".into(),
            "Internal Exclusion Room".into(),
            "8.30 by Ms Dara Okell".into(),
        )],
        notice: Some("Not out yet today.".into()),
        ..bare()
    };
    let names = ["Ada", "Bilal", "Cerys", "Dev", "Esme", "Femi", "Grace"];
    let many = TodayPage {
        list: true,
        groups: vec![Group {
            kind: Kind::Call,
            lines: names
                .iter()
                .enumerate()
                .map(|(n, name)| Line {
                    older: n == 0,
                    ..line(
                        &format!("{name} Example, 9K2"),
                        "Nobody at home told yet; in the room today",
                        if n == 6 || n == 0 { Standing::Late } else { Standing::Due },
                    )
                })
                .collect(),
        }],
        ..bare()
    };
    let short = |who: &str, words: &str| ShortLine {
        who: who.into(),
        pupil: Some(Id::from_u128(2)),
        words: words.into(),
        href: String::new(),
    };
    let teacher = TodayPage {
        work: Some(vec![short("Tyrell Ashdown-Moss, 9K2", "P5 History, today")]),
        referrals: Some(vec![short(
            "Tyrell Ashdown-Moss, 9K2",
            "Waiting for approval, made yesterday",
        )]),
        back: Some(Vec::new()),
        notice: Some("Published 8.28. New since you last looked.".into()),
        ..bare()
    };
    let arranged = TodayPage {
        list: true,
        groups: vec![
            Group {
                kind: Kind::Device,
                lines: vec![line(
                    "Tyrell Ashdown-Moss, 9K2",
                    "Laptop 3 and its charger, since 9.05",
                    Standing::Late,
                )],
            },
            Group {
                kind: Kind::Task,
                lines: vec![
                    Line {
                        first: Some(day.at(Default::default())),
                        ..line("", "Ring the nurse about the inhaler", Standing::Due)
                    },
                    Line {
                        later: Some(("until 14.00".into(), "She is on a trip until then".into())),
                        ..line("Saffron Idle, 8F1", "Ring home again, today", Standing::Due)
                    },
                ],
            },
        ],
        ..bare()
    };
    vec![
        framed("today-lead", &lead),
        framed("today-lead-arranged", &arranged),
        framed(
            "today-lead-done",
            &TodayPage {
                list: true,
                changes: Some((day, Vec::new())),
                notice: Some("Published 8.28.".into()),
                ..bare()
            },
        ),
        framed("today-lead-many", &many),
        framed("today-teacher", &teacher),
        framed(
            "today-approver",
            &TodayPage {
                queue: Some(vec![short("Tyrell Ashdown-Moss, 9K2", "asked Mon 9 Nov 2026, 14.10")]),
                ..bare()
            },
        ),
        framed(
            "today-year-lead",
            &TodayPage {
                years: Some(vec![ShortLine {
                    href: "/referrals".into(),
                    ..short(
                        "Tyrell Ashdown-Moss, 9K2",
                        "With Mr Ewan Thrale; asked Mon 9 Nov 2026, 14.10",
                    )
                }]),
                work: Some(Vec::new()),
                ..bare()
            },
        ),
        framed(
            "today-safeguarding",
            &TodayPage {
                passed: Some((2, "2 h 6 min".into())),
                restrictive: Some((1, 2)),
                ..bare()
            },
        ),
        framed("today-administrator", &TodayPage { administrator: true, sets_up: true, ..bare() }),
        framed("today-empty", &bare()),
    ]
}
