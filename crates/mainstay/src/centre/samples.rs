//! The support base in the gallery.

use super::page::{NewPage, PlacePage, ProgressPage, TimetablePage, WayBackPage};
use super::roll::{RollPage, Row};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::centre::{
    Ending, Got, Had, Lesson, Look, Place, Planned, Progress, Slot, Way, Week, cover, had,
};
use casework::words::Words;
use rulebook::{Day, Minute};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap_or_else(|| Day::from_pg(0))
}

fn words() -> Words {
    crate::exit::sample_words()
}

fn who() -> String {
    "Callie Dunmore, 8N".into()
}

fn place() -> Place {
    Place {
        id: Id::from_u128(501),
        pupil: Id::from_u128(9),
        why: "She leaves most lessons after lunch and is found in the corridor.".into(),
        purpose: "To begin every afternoon calmly and to go back to lessons one by one.".into(),
        criteria: "Four of five afternoons without leaving, three weeks running.".into(),
        goals: "Asks for help before leaving. Twelve lessons a week by Christmas.".into(),
        learning: "Fractions to the end of unit 4; one book.".into(),
        from: day(2026, 9, 28),
        until: day(2027, 1, 22),
        review_on: day(2026, 11, 13),
        key_worker: Id::from_u128(2),
        key_worker_name: "Miss Ruqayya Fennimore".into(),
        inducted_on: Some(day(2026, 9, 28)),
        inducted_by: "Miss Ruqayya Fennimore".into(),
        baseline: "Reading age 9.4. Maths: sure of the four operations, not of fractions.".into(),
        own_words: "I can think in here.".into(),
        home_agreed: "Shaz Dunmore, mother, 25 Sep: agrees, and rings at three.".into(),
        ended_on: None,
        ending: None,
        ended_why: String::new(),
        made_by: "Miss Ruqayya Fennimore".into(),
        version: 1,
    }
}

fn slot(weekday: i64, code: &str, way: Way, subject: &str, staff: &str) -> Slot {
    Slot {
        weekday,
        code: code.into(),
        way,
        subject: subject.into(),
        staff: (!staff.is_empty()).then(|| Id::from_u128(3)),
        staff_name: staff.into(),
    }
}

fn slots() -> Vec<Slot> {
    vec![
        slot(1, "P4", Way::Taught, "Maths", "Ms Ingrid Hale"),
        slot(1, "P5", Way::Independent, "English", ""),
        slot(3, "P4", Way::Support, "Talk with key worker", "Miss Ruqayya Fennimore"),
    ]
}

fn own() -> Vec<Lesson> {
    [
        (1, "P1", "Science"),
        (1, "P4", "Maths"),
        (1, "P5", "Art"),
        (3, "P4", "English"),
        (3, "P5", "English"),
    ]
    .into_iter()
    .map(|(weekday, code, subject)| Lesson { weekday, code: code.into(), subject: subject.into() })
    .collect()
}

fn in_week() -> Had {
    had(&slots(), |_, _| 50)
}

fn weeks() -> Vec<Week> {
    let week = |week, monday, last, planned, achieved, words: &str| Week {
        week,
        monday,
        last,
        planned,
        lessons: 30,
        achieved,
        words: words.into(),
        by_name: if achieved.is_some() { "Mr Theo Brack".into() } else { String::new() },
        at: None,
    };
    let all = [Planned::Some(6), Planned::Some(12), Planned::Some(20), Planned::All];
    let n = |p: &Planned| match p {
        Planned::Some(n) => Some(*n),
        Planned::All => None,
    };
    vec![
        week(
            1,
            day(2026, 12, 14),
            day(2026, 12, 18),
            n(&all[0]),
            Some(6),
            "All with Theo at the door.",
        ),
        week(2, day(2027, 1, 4), day(2027, 1, 8), n(&all[1]), Some(10), "Music twice too loud."),
        week(3, day(2027, 1, 11), day(2027, 1, 15), n(&all[2]), None, ""),
        week(4, day(2027, 1, 18), day(2027, 1, 22), n(&all[3]), None, ""),
    ]
}

fn one(place: Place, full: bool, errors: Errors) -> PlacePage {
    PlacePage {
        words: words(),
        today: day(2026, 11, 16),
        who: who(),
        runs: place.ended_on.is_none(),
        had: if full { in_week() } else { Had::default() },
        missing: if full { vec!["Art".into()] } else { Vec::new() },
        weeks: if full { weeks() } else { Vec::new() },
        looks: if full {
            vec![Look {
                id: Id::from_u128(502),
                day: day(2026, 10, 16),
                words: "Two afternoons of five. The door helps.".into(),
                next_on: Some(day(2026, 11, 13)),
                by_name: "Miss Ruqayya Fennimore".into(),
                at: day(2026, 10, 16).at(Minute::new(15, 10).unwrap_or_default()),
            }]
        } else {
            Vec::new()
        },
        asked: Vec::new(),
        events: Vec::new(),
        workers: vec![Choice::new(Id::from_u128(2).to_string(), "Miss Ruqayya Fennimore")],
        place,
        form: Form::of([("until", "2027-01-22"), ("inducted_on", "2026-09-28")]),
        errors,
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let roll = |rows, ended| RollPage {
        words: words(),
        today: day(2026, 11, 16),
        runs: true,
        rows,
        ended,
    };
    let row = |place: Place, full: bool| Row {
        who: who(),
        had: if full { in_week() } else { Had::default() },
        weeks: if full { weeks() } else { Vec::new() },
        place,
    };
    let fresh = Place {
        id: Id::from_u128(503),
        inducted_on: None,
        until: day(2026, 11, 13),
        review_on: day(2026, 12, 4),
        ..place()
    };
    let ended = Place {
        id: Id::from_u128(504),
        ended_on: Some(day(2026, 11, 6)),
        ending: Some(Ending::Back),
        ended_why: "In all lessons since half-term.".into(),
        ..place()
    };
    let new = |known: bool, form, errors| NewPage {
        words: words(),
        pupil: known.then(|| (Id::from_u128(9), who())),
        q: if known { String::new() } else { "dun".into() },
        found: if known { Vec::new() } else { vec![(Id::from_u128(9), who())] },
        workers: vec![Choice::new("", "Choose")],
        form,
        errors,
        csrf: "gallery".into(),
    };
    let timetable = |slots: Vec<Slot>, errors| TimetablePage {
        words: words(),
        who: who(),
        runs: true,
        staff: vec![Choice::new("", "Nobody: they work alone")],
        codes: (1..=6).map(|n| format!("P{n}")).collect(),
        subjects: vec!["Art".into(), "English".into(), "Maths".into()],
        had: had(&slots, |_, _| 50),
        cover: cover(&own(), &slots),
        slots,
        own: own(),
        place: place(),
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
    };
    let half = ("Autumn 1".to_string(), day(2026, 9, 2), day(2026, 10, 23));
    let next = ("Autumn 2".to_string(), day(2026, 10, 31), day(2026, 12, 18));
    let said = Progress {
        subject: "Maths".into(),
        from: half.1,
        half_term: half.0.clone(),
        got: Got::Slow,
        words: "Unit 2 of 4".into(),
        by_name: "Ms Ingrid Hale".into(),
        at: day(2026, 10, 21).at(Minute::default()),
    };
    let progress = |full: bool, errors| ProgressPage {
        words: words(),
        who: who(),
        runs: true,
        subjects: if full { vec!["English".into(), "Maths".into()] } else { Vec::new() },
        halves: vec![half.clone(), next.clone()],
        said: if full { vec![said.clone()] } else { Vec::new() },
        prompts: if full { vec![("Autumn 1".into(), vec!["English".into()])] } else { Vec::new() },
        place: place(),
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
    };
    let back = |weeks, errors| WayBackPage {
        words: words(),
        today: day(2027, 1, 18),
        who: who(),
        runs: true,
        lessons: 30,
        weeks,
        place: place(),
        form: Form::of([("start", "2026-12-14"), ("plan", "6, 12, 20, all")]),
        errors,
        csrf: "gallery".into(),
    };
    let mut blank = Errors::new();
    for (field, message) in casework::centre::check(
        &casework::centre::Terms::default(),
        &rulebook::SchoolCalendar::default(),
    ) {
        blank.add(field, message);
    }
    let mut wrong = Errors::new();
    wrong.add("words", "Say what you saw, and what is agreed");
    let mut at = Errors::new();
    at.add("at", "Tick the periods it is about");
    let mut plan = Errors::new();
    plan.add("plan", "Give a number for each week, with commas: 6, 12, 20, all");
    let mut subject = Errors::new();
    subject.add("got", "Choose how it goes");
    vec![
        framed(
            "centre-typical",
            &roll(
                vec![row(place(), true), row(fresh.clone(), false)],
                vec![(who(), ended.clone())],
            ),
        ),
        framed("centre-empty", &roll(Vec::new(), Vec::new())),
        framed("centre-find", &new(false, Form::default(), Errors::new())),
        framed("centre-new-wrong", &new(true, Form::default(), blank)),
        framed("centre-one", &one(place(), true, Errors::new())),
        framed("centre-one-fresh", &one(fresh, false, wrong)),
        framed("centre-one-ended", &one(ended, true, Errors::new())),
        framed("centre-timetable", &timetable(slots(), Errors::new())),
        framed("centre-timetable-empty", &timetable(Vec::new(), at)),
        framed("centre-progress", &progress(true, Errors::new())),
        framed("centre-progress-empty", &progress(false, subject)),
        framed("centre-way-back", &back(weeks(), Errors::new())),
        framed("centre-way-back-wrong", &back(Vec::new(), plan)),
    ]
}
