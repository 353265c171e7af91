//! Reports for the gallery, from invented rows: an empty half-term, a full one, and the full one
//! as it may leave the team.

use super::Span;
use super::half_term::{Made, make};
use super::list::{ListPage, Rows};
use super::page::PickerPage;
use super::week::{WeekLine, WeekPage};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Pages;
use casework::Id;
use casework::day::EntryKind;
use casework::pupil::Sen;
use casework::report::{Facts, Logged, OnRoll, Placed, Report, Spent, What};
use casework::room::{Done, PlacementState};
use casework::words::Words;
use casework::work::Judged;
use paper::sheet::{Cell, Column, Kind};
use rulebook::{Day, Minute};

fn words() -> Words {
    crate::duty::words_for_samples()
}
fn date(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}
fn autumn(n: u8) -> Span {
    match n {
        1 => Span { name: "Autumn 1".into(), from: date(9, 2), to: date(10, 23) },
        _ => Span { name: "Autumn 2".into(), from: date(11, 2), to: date(12, 18) },
    }
}
fn made(outside: bool) -> Made {
    Made {
        school: "Fairholme Community School".into(),
        span: autumn(2),
        before: Some(autumn(1)),
        days: 27,
        at: date(12, 11).at(Minute::new(9, 0).unwrap_or_default()),
        outside,
        narrowed: None,
    }
}

/// So many placements from a day on, spread so that some groups are small.
fn rows(from: Day, many: u128) -> Facts {
    let mut f = Facts::default();
    let reasons = [
        "Persistent disruption",
        "Persistent disruption",
        "Abuse towards an adult",
        "Fighting or threat",
    ];
    let subjects = ["Science", "Maths", "English", "History"];
    for n in 0..many {
        let k = n as usize;
        let p = Placed {
            id: Id::from_u128(1000 + n),
            pupil: Id::from_u128(1 + n * 7 % 41),
            day: from.plus((n % 25) as i64),
            state: PlacementState::Closed,
            arrived_at: None,
            left_at: None,
            reason: if n % 31 == 30 { "Something else".into() } else { reasons[k % 4].into() },
            department: subjects[k % 3].into(),
            instead: (n % 4 == 0).then_some(true),
            outcome: ["completed", "completed", "part"][k % 3].into(),
            returned: ["held", "", "back_in_room"][k % 3].into(),
            year: 7 + ((n * 7 % 41) % 4) as i64,
            sex: if n % 3 == 0 { "F".into() } else { "M".into() },
            sen: [Sen::None, Sen::Support, Sen::None, Sen::None, Sen::Plan]
                [(n * 7 % 41) as usize % 5],
            free_meals: (n * 7 % 41) % 2 == 0,
            ethnicity: ["White British", "Pakistani", ""][(n * 7 % 41) as usize % 3].into(),
        };
        for h in 0..(2 + n % 4) {
            let from = Minute::new(9 + h as u16, 0).unwrap_or_default();
            f.spent.push(Spent {
                placement: p.id,
                pupil: p.pupil,
                day: p.day,
                code: format!("P{}", h + 1),
                from,
                to: from.plus(50),
                subject: subjects[(k + h as usize) % 4].into(),
                done: Some([Done::All, Done::Most, Done::Part][(k + h as usize) % 3]),
                own: Some(n % 5 < 3),
                asked_at: Some(p.day.plus(-1).at(Minute::new(14, 45).unwrap_or_default())),
                answered_at: (n % 4 != 3).then(|| {
                    p.day.plus(-1).at(Minute::new(15, 5 + (n % 40) as u16).unwrap_or_default())
                }),
                judged: (n % 3 != 0).then_some(if n % 6 == 1 {
                    Judged::NotEnough
                } else {
                    Judged::Enough
                }),
                owed: n % 9 == 4,
            });
        }
        f.logged.push(Logged {
            placement: p.id,
            pupil: p.pupil,
            at: p.day.at(Minute::new(10, 15).unwrap_or_default()),
            kind: if n % 3 == 0 { EntryKind::Warning } else { EntryKind::Praise },
        });
        f.placed.push(p);
    }
    f
}

fn roll() -> Vec<OnRoll> {
    let mut out = Vec::new();
    for year in 7..=10 {
        for (sex, sen, free_meals, group, pupils) in [
            ("F", Sen::None, false, "White British", 90),
            ("M", Sen::None, true, "Pakistani", 84),
            ("M", Sen::Support, true, "White British", 40),
            ("F", Sen::Plan, false, "", 6),
        ] {
            let (sex, ethnicity) = (sex.into(), group.into());
            out.push(OnRoll { year, sex, sen, free_meals, ethnicity, pupils });
        }
    }
    out
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let words = words();
    let end = date(12, 31).at(Minute::default());
    let now = Report::of(rows(date(11, 2), 64), end);
    let then = Report::of(rows(date(9, 2), 71), end);
    let nothing = Report::of(Facts::default(), end);
    let picker =
        PickerPage { today: date(12, 11), spans: vec![autumn(2), autumn(1)], narrowed: None };
    let list = ListPage {
        pupil: "Student".into(),
        what: What::Calls,
        value: String::new(),
        title: What::Calls.name(&words),
        span: autumn(2),
        working: What::Calls.working(&words),
        rows: Rows {
            columns: ["Where", "Day", "Student"]
                .map(|n| Column { name: n.into(), kind: Kind::Text })
                .to_vec(),
            rows: vec![(
                Some("/calls/1".into()),
                vec![
                    Cell::Text("Food room".into()),
                    Cell::Date { y: 2026, m: 11, d: 11 },
                    Cell::Text("Oluwaseun Fitzgerald-Montgomery".into()),
                ],
            )],
        },
        pages: Pages { base: "/reports/list?".into(), size: 100, at: 1, total: 1 },
        narrowed: Some("Year 9 only".into()),
        minutes: 0,
        raise: None,
        csrf: "gallery".into(),
    };
    let week = WeekPage {
        monday: date(11, 23),
        days: (0..5)
            .map(|n| (date(11, 23).plus(n), (n == 4).then(|| "INSET day".to_string())))
            .collect(),
        lines: vec![WeekLine {
            name: "Placements".into(),
            days: vec![
                Some(("3".into(), Some("/reports/list".into()))),
                Some(("0".into(), None)),
                Some(("2".into(), Some("/reports/list".into()))),
                Some(("1".into(), Some("/reports/list".into()))),
                None,
            ],
            all: ("6".into(), Some("/reports/list".into())),
        }],
        today: date(12, 11),
        narrowed: None,
    };
    let mut all = super::ledger_page::samples();
    all.extend(super::impact_page::samples());
    all.extend([
        framed("reports", &picker),
        framed("report-empty", &make(made(false), &nothing, None, &roll(), &words)),
        framed("report-full", &make(made(false), &now, Some(&then), &roll(), &words)),
        framed("report-outside", &make(made(true), &now, Some(&then), &roll(), &words)),
        framed("report-list", &list),
        framed("report-week", &week),
    ]);
    all
}
