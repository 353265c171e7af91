//! An invented school for tests: the shared calendar of the walk-throughs, autumn term only, six
//! lessons a day.

use crate::Id;
use crate::ledger::{Given, Line};
use crate::pupil::{Pupil, Sen};
use crate::room::{PlacementState, RoomKind};
use crate::school::{Period, PeriodKind, Rules, School, Setting};
use crate::words::Words;
use rulebook::calendar::{Closed, Term};
use rulebook::{Day, Minute, SchoolCalendar, Weekday};

pub(crate) fn id(n: u128) -> Id {
    Id::from_u128(n)
}

/// A day of 2026.
pub(crate) fn day(month: i8, day: i8) -> Day {
    Day::new(2026, month, day).unwrap()
}

const SHAPE: [(&str, &str, &str); 6] = [
    ("P1", "09:00", "10:00"),
    ("P2", "10:00", "10:50"),
    ("P3", "11:05", "12:00"),
    ("P4", "12:00", "12:50"),
    ("P5", "13:30", "14:20"),
    ("P6", "14:20", "15:05"),
];

/// Minutes of a whole day of lessons: 5 h 10 min.
pub(crate) const WHOLE: i64 = 310;

pub(crate) fn setting() -> Setting {
    let minute = |text: &str| Minute::parse(text).unwrap();
    let periods = Weekday::ALL[..5]
        .iter()
        .flat_map(|weekday| {
            SHAPE.map(|(code, from, to)| Period {
                id: id(1000),
                weekday: *weekday,
                code: code.into(),
                kind: PeriodKind::Lesson,
                from: minute(from),
                to: minute(to),
            })
        })
        .collect();
    let closed = |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
    Setting {
        school: School {
            id: id(50),
            name: "Brindle Hill Academy".into(),
            address: String::new(),
            phone: String::new(),
            concern: String::new(),
            demo: true,
            kind: crate::organisation::OrgKind::Secondary,
            governed: crate::organisation::Governed::Maintained,
        },
        words: Words::default(),
        calendar: SchoolCalendar {
            terms: vec![Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) }],
            closed: vec![
                closed("Half-term", true, day(10, 26), day(10, 30)),
                closed("INSET", false, day(11, 27), day(11, 27)),
            ],
            ..SchoolCalendar::default()
        },
        periods,
        rules: Rules::default(),
    }
}

pub(crate) fn pupil() -> Pupil {
    Pupil {
        id: id(1),
        upn: None,
        admission_no: None,
        legal_given: "Marnie".into(),
        legal_family: "Tolliver-Reyes".into(),
        known_given: "Marnie".into(),
        known_family: "Tolliver-Reyes".into(),
        born: None,
        year: 10,
        form: "10B".into(),
        sex: "F".into(),
        sen: Sen::None,
        sen_need: String::new(),
        free_meals: false,
        language: String::new(),
        ethnicity: String::new(),
        looked_after: false,
        social_worker: String::new(),
        medical: String::new(),
        dietary: String::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    }
}

/// The lines of one placement: its key is the day's number, its subject by period.
pub(crate) fn lines(on: Day, codes: &[&str], kind: RoomKind) -> Vec<Line> {
    let minute = |text: &str| Minute::parse(text).unwrap();
    let subjects = ["English", "Maths", "Science", "PE", "History", "Maths"];
    SHAPE
        .iter()
        .enumerate()
        .filter(|(_, (code, ..))| codes.contains(code))
        .map(|(n, (code, from, to))| Line {
            placement: id(10_000 + on.since(day(1, 1)) as u128),
            pupil: id(1),
            day: on,
            code: code.to_string(),
            from: minute(from),
            to: minute(to),
            teacher: None,
            subject: subjects[n].into(),
            department: subjects[n].into(),
            kind,
            given: Given::Own,
            state: PlacementState::Closed,
            arrived_at: None,
            left_at: None,
        })
        .collect()
}
