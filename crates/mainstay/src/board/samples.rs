//! The board in the gallery: the day of the walk-through at 11.32, and its awkward states.

use super::needs::Needs;
use super::page::{
    Alert, BoardPage, DueAct, DueLine, Keys, Marks, Stretch, Strip, Tile, Toast, Undo, lane,
};
use crate::kit::loan::TileKit;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Standing;
use casework::day::{BreakKind, Heads, RoomBreak, Tone};
use casework::pupil::Flag;
use casework::room::{Room, RoomKind};
use casework::school::{Period, PeriodKind};
use casework::{Id, Sight};
use rulebook::{Day, Minute};

/// The day of the walk-through.
pub(super) fn tuesday() -> Day {
    Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0))
}
/// A minute as people write it.
pub(super) fn minute(text: &str) -> Minute {
    Minute::parse(text).unwrap_or_default()
}

/// The room.
pub(super) fn room() -> Room {
    Room {
        id: Id::nil(),
        name: "Internal Exclusion Room".into(),
        kind: RoomKind::Removal,
        seats: 6,
        door: "The side door by the library".into(),
        arrive_at: minute("8.40"),
        break_from: minute("11.10"),
        break_to: minute("11.25"),
        lunch_from: minute("12.05"),
        lunch_to: minute("12.35"),
        lunch_list_by: None,
        lead: Some(Id::from_u128(1)),
        shares: None,
        active: true,
        version: 1,
    }
}

fn periods() -> Vec<Period> {
    [
        ("P1", "9.00", "10.00"),
        ("P2", "10.00", "10.50"),
        ("Break", "10.50", "11.05"),
        ("P3", "11.05", "12.00"),
        ("P4", "12.00", "12.50"),
        ("Lunch", "12.50", "13.30"),
        ("P5", "13.30", "14.20"),
        ("P6", "14.20", "15.05"),
    ]
    .into_iter()
    .map(|(code, from, to)| Period {
        id: Id::nil(),
        weekday: tuesday().weekday(),
        code: code.into(),
        kind: match code {
            "Break" => PeriodKind::Break,
            "Lunch" => PeriodKind::Lunch,
            _ => PeriodKind::Lesson,
        },
        from: minute(from),
        to: minute(to),
    })
    .collect()
}

fn due(at: &str, words: &str, left: &str, tone: Tone, act: DueAct) -> Option<DueLine> {
    Some(DueLine { at: minute(at), words: words.into(), left: left.into(), tone, act })
}

fn strip(conduct: [i64; 6], learning: [i64; 6], work: [&str; 6]) -> Strip {
    let some = |n: i64| (n > 0).then_some(n);
    Strip {
        columns: (0..6).map(|i| (format!("P{}", i + 1), i == 2, !work[i].is_empty())).collect(),
        conduct: conduct.into_iter().map(some).collect(),
        learning: learning.into_iter().map(some).collect(),
        work: work
            .into_iter()
            .map(|w| (!w.is_empty()).then(|| (w.to_string(), matches!(w, "Due" | "None"))))
            .collect(),
    }
}

fn acts(praise: i64, help: i64, warnings: i64, broke: Option<&str>) -> Keys {
    Keys::Acts {
        praise,
        help,
        warning: "Warning".into(),
        ladder: format!("{warnings} of 3"),
        next_step: (warnings >= 3).then(|| "Call a senior leader".into()),
        stepped: None,
        offered: String::new(),
        called: None,
        broke: broke.map(minute),
    }
}

fn tile(seat: i64, first: &str, family: &str, form: &str) -> Tile {
    Tile {
        placement: Id::from_u128(100 + seat as u128),
        anchor: format!("seat-{seat}"),
        seat: Some(seat),
        first: first.into(),
        family: family.into(),
        form: form.into(),
        until: "to 15.05".into(),
        href: Some(format!("/placements/{seat}")),
        due: None,
        good: String::new(),
        helps: String::new(),
        flags: Vec::new(),
        named: None,
        ladder: Vec::new(),
        failed: None,
        strip: None,
        marks: None,
        kept: None,
        keys: Keys::None,
        needs: None,
        interviews: true,
        quiet: false,
        over: false,
    }
}

fn marks(conduct: Option<i64>) -> Option<Marks> {
    Some(Marks { code: "P3".into(), conduct, learning: None })
}

fn tiles() -> Vec<Tile> {
    let link = |to: &str| DueAct::Link(to.into());
    vec![
        Tile {
            due: due("11.35", "Check-in", "in 3 min", Tone::Quiet, DueAct::Check),
            good: "Good with younger students".into(),
            helps: "Read it aloud; offer a choice, 3 minutes".into(),
            flags: vec![
                (Flag::Health, "Nut allergy".into()),
                (Flag::Need, "SEN support".into()),
                (Flag::Apart, "Keep apart".into()),
            ],
            strip: Some(strip(
                [4, 2, 3, 0, 0, 0],
                [4, 3, 0, 0, 0, 0],
                ["All", "Most", "Bank", "Bank", "Class", "Due"],
            )),
            marks: marks(Some(3)),
            keys: acts(1, 2, 1, Some("10.15")),
            needs: Some(Needs {
                water: Some(minute("10.10")),
                food: None,
                toilet: Some(minute("9.40")),
                contacts: 1,
                kit: TileKit { out: Vec::new(), ready: vec![crate::kit::samples::laptop(3)] },
                taps: true,
            }),
            ..tile(1, "Tyrell", "Ashdown-Moss", "9K2")
        },
        Tile {
            due: due("11.40", "Back from Mr Adair", "in 8 min", Tone::Quiet, DueAct::Words),
            good: "Patient with detail".into(),
            helps: "Sit facing the door; five minutes’ notice of a change".into(),
            flags: vec![(Flag::Out, "Out since 11.25".into()), (Flag::Meal, "Free meal".into())],
            strip: Some(strip(
                [3, 4, 0, 0, 0, 0],
                [3, 3, 0, 0, 0, 0],
                ["Most", "All", "Class", "Class", "Class", "Class"],
            )),
            marks: marks(None),
            keys: Keys::Out { with: "Mr Adair".into() },
            ..tile(2, "Saffron", "Idle", "8F1")
        },
        Tile {
            due: due("11.18", "Find the referrer", "14 min late", Tone::Late, link("/refer")),
            good: "Quick to put things right".into(),
            helps: "No plan on file. From Food, with Mr Gale on call".into(),
            flags: vec![
                (Flag::Todo, "No induction yet".into()),
                (Flag::Todo, "Phone not in".into()),
            ],
            strip: Some(strip([0, 0, 3, 0, 0, 0], [0; 6], ["", "", "None", "", "", ""])),
            marks: marks(Some(3)),
            keys: acts(0, 0, 0, None),
            until: "to 12.00".into(),
            ..tile(3, "Oluwaseun", "Fitzgerald-Montgomery", "10K3")
        },
        Tile {
            due: due(
                "12.00",
                "Expected, P4",
                "in 28 min",
                Tone::Quiet,
                link("/placements/4/arrival"),
            ),
            named: Some((
                "Overridden by Mr Ewan Thrale, Assistant Headteacher: Mr Adair sits between them"
                    .into(),
                "Overridden by Mr Ewan Thrale, Assistant Headteacher".into(),
            )),
            keys: Keys::Expected,
            until: "to 12.50".into(),
            quiet: true,
            ..tile(4, "Jude", "Marl", "8K3")
        },
        Tile {
            due: due(
                "13.30",
                "Expected, P5",
                "in 1 h 58 min",
                Tone::Quiet,
                link("/placements/5/arrival"),
            ),
            keys: Keys::Expected,
            quiet: true,
            ..tile(5, "Ellie-Mae", "Croft", "7F3")
        },
        Tile {
            due: due(
                "10.50",
                "Exit interview not held",
                "by 15.05",
                Tone::Risk,
                link("/placements/6/exit"),
            ),
            keys: Keys::Owed,
            until: "left 10.50".into(),
            quiet: true,
            ..tile(6, "Moses", "Tarn", "10K1")
        },
    ]
}

fn board(tiles: Vec<Tile>, heads: Heads) -> BoardPage {
    let periods = periods();
    let all: Vec<&Period> = periods.iter().collect();
    let held = RoomBreak {
        id: Id::nil(),
        room: Id::nil(),
        day: tuesday(),
        kind: BreakKind::Break,
        adult: Id::from_u128(1),
        adult_name: "Ms Dara Okell".into(),
        started_at: tuesday().at(minute("11.10")),
        ended_at: Some(tuesday().at(minute("11.25"))),
    };
    let now = minute("11.32");
    BoardPage {
        room: Id::nil(),
        name: "Internal Exclusion Room".into(),
        day: tuesday(),
        before: Some(tuesday().plus(-1)),
        after: Some(tuesday().plus(1)),
        today: true,
        now: tuesday().at(now),
        csrf: "gallery".into(),
        runs: true,
        covers: false,
        me: Id::from_u128(1),
        pupils: "Students".into(),
        seat_word: "Seat".into(),
        seats_word: "seats".into(),
        dsl: "DSL".into(),
        heads,
        seats: 6,
        shared: Default::default(),
        in_charge: Some("Ms Dara Okell".into()),
        first_aid: Some((true, vec!["Mr Vail".into()])),
        notice: Some((61, 92)),
        relief: Some((minute("13.50"), "Mr Dean Poll".into())),
        toast: None,
        ruler: periods
            .iter()
            .map(|p| Stretch {
                code: p.code.clone(),
                from: p.from,
                to: p.to,
                lesson: p.kind == PeriodKind::Lesson,
                is_now: p.code == "P3",
                is_past: p.to <= now,
                booked: heads.used().min(6),
                under: match p.code.as_str() {
                    "Break" | "Lunch" => String::new(),
                    "P4" => "Our lunch 12.05".into(),
                    "P5" => "Mr Poll 13.50".into(),
                    _ => "Ms Okell".into(),
                },
            })
            .collect(),
        lane: lane(&room(), &[held], &all, Some(now)),
        alerts: Vec::new(),
        mark_now: Some("P3".into()),
        tiles,
    }
}

fn alert(standing: Standing, real: &str, seat: &str, href: &str) -> Alert {
    Alert { standing, real: real.into(), seat: seat.into(), href: href.into() }
}

/// Every sample of this room of the building.
pub fn samples() -> Vec<Sample> {
    let heads = Heads { here: 2, out: 1, to_come: 2, owed: 1 };
    let mut typical = board(tiles(), heads);
    typical.toast = Some(Toast {
        undo: Undo::Entry(Id::nil()),
        what: "Praise".into(),
        first: "Tyrell".into(),
        seat: Some(1),
        at: minute("11.31"),
    });
    let same = |s, words: &str, href: &str| alert(s, words, words, href);
    typical.alerts = vec![
        same(Standing::Late, "1 here without a referral", "#seat-3"),
        same(Standing::Risk, "1 exit interview not held", "#seat-6"),
        same(Standing::Due, "1 in the queue", "/queue"),
        alert(Standing::None, "Kian moved to Wed", "One moved to Wed", "/board"),
    ];
    let empty = board(Vec::new(), Heads::default());
    let names = ["Ada", "Bo", "Cai", "Dee", "Eve", "Fin", "Gus", "Hal", "Ivy", "Jo"];
    let many: Vec<Tile> = (1..=20)
        .map(|n| Tile {
            due: due("11.45", "Check-in", "in 13 min", Tone::Quiet, DueAct::Check),
            good: "Keeps at a drawing for an hour".into(),
            helps: "First step written down".into(),
            strip: Some(strip(
                [3, 3, 0, 0, 0, 0],
                [3, 4, 0, 0, 0, 0],
                ["All", "Most", "Link", "Paper", "Class", "Due"],
            )),
            marks: marks(None),
            keys: acts(n % 3, n % 2, n % 4, None),
            ..tile(n, names[(n % 10) as usize], "Example", "9K1")
        })
        .collect();
    let mut full = board(many, Heads { here: 20, ..Heads::default() });
    full.seats = 18;
    full.alerts = vec![same(Standing::Late, "20 in 18 seats: Ms Dara Okell in charge", "#heads")];
    let mut cover = board(tiles(), heads);
    cover.covers = true;
    cover.in_charge = Some("Mr Dean Poll".into());
    cover.notice = None;
    cover.relief = None;
    for t in &mut cover.tiles {
        t.href = None;
        t.interviews = false;
        t.flags.retain(|(flag, _)| flag.seen(Sight::Cover));
        if let Some((real, seat)) = &mut t.named {
            *real = "Placed together on purpose: ask Mr Ewan Thrale".into();
            seat.clone_from(real);
        }
    }
    let mut long = board(tiles(), heads);
    for t in &mut long.tiles {
        t.first = "Maximilian-Christopher".into();
        t.family = "Featherstonehaugh-Wolstenholme-Abernathy-O’Shaughnessy".into();
    }
    let mut all = vec![
        framed("board-typical", &typical),
        framed("board-empty", &empty),
        framed("board-full", &full),
        framed("board-cover", &cover),
        framed("board-long-names", &long),
    ];
    all.extend(super::late::samples());
    all.extend(super::marks::samples());
    all.extend(super::arrival::samples());
    all.extend(super::arrivals::samples());
    all.extend(super::induction::samples());
    all.extend(super::breaks::samples());
    all.extend(super::handover::samples());
    all.extend(super::lunch::samples());
    all.extend(super::print::samples());
    all.extend(super::brought::samples());
    all.extend(super::over::samples());
    all.extend(super::go::samples());
    all.extend(super::shut::samples());
    all.extend(super::scripts::samples());
    all.extend(super::seats::samples());
    all.extend(super::card_page::samples());
    all.extend(super::now_card::samples());
    all
}
