//! Groups in the gallery.

use super::list_page::{ListPage, Row};
use super::page::{GroupPage, InIt, NewPage};
use super::scores_page::{Counted, ScoresPage};
use super::session_page::{InRegister, SessionPage};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::group::{
    Elsewhere, Group, Mark, Member, Point, Score, Session, State, Why, Windows, sheet,
};
use rulebook::{Day, Minute};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}

fn minute(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap_or_default()
}

const NAMES: [&str; 6] = [
    "Callie Dunmore, 8N",
    "Jude Marl, 8K3",
    "Siân-Eluned Ó Broin-Featherstonehaugh, 8N",
    "Bo, 8N",
    "Esme Vance, 8K3",
    "Moses Adeyemi, 8K3",
];

fn group() -> Group {
    Group {
        id: Id::from_u128(310),
        intervention: Id::from_u128(301),
        name: "Steady Starts".into(),
        aim: "Each of them begins a lesson without a word from an adult, four times out of five."
            .into(),
        leader: Id::from_u128(2),
        leader_name: "Miss Ruqayya Fennimore".into(),
        place: "The Snug".into(),
        code: "P3".into(),
        from: minute(11, 25),
        to: minute(12, 15),
        first_day: day(10, 20),
        last_day: day(12, 8),
        measure: None,
        plan: "1 What a start is. 2 The door. 3 The first minute. 4 When it goes wrong. 5 Asking. 6 Mine.".into(),
        ended_on: None,
        ended_why: String::new(),
        made_by: "Miss Ruqayya Fennimore".into(),
        version: 1,
    }
}

fn sessions() -> Vec<Session> {
    [(11, 3), (11, 10), (11, 17), (11, 24), (12, 1), (12, 8)]
        .into_iter()
        .enumerate()
        .map(|(n, (m, d))| Session {
            id: Id::from_u128(320 + n as u128),
            group: Id::from_u128(310),
            day: day(m, d),
            code: "P3".into(),
            from: minute(11, 25),
            to: minute(12, 15),
            state: if n < 2 { State::Held } else { State::Planned },
            first_day: day(m, d),
            why: String::new(),
            plan: String::new(),
            notes: String::new(),
            held_by: if n < 2 { "Miss Ruqayya Fennimore".into() } else { String::new() },
            held_at: (n < 2).then(|| day(m, d).at(minute(12, 16))),
            version: 1,
        })
        .collect()
}

fn member(n: usize) -> Member {
    Member {
        id: Id::from_u128(330 + n as u128),
        group: Id::from_u128(310),
        pupil: Id::from_u128(1 + n as u128),
        from: day(11, 3),
        all_the_same: if n == 2 { "Back for the other five".into() } else { String::new() },
        left_on: (n == 3).then(|| day(11, 12)),
        left_why: if n == 3 { "Moved to another school".into() } else { String::new() },
        added_by: "Miss Ruqayya Fennimore".into(),
    }
}

fn one(empty: bool, errors: Errors) -> GroupPage {
    GroupPage {
        follows: Default::default(),
        words: crate::exit::sample_words(),
        today: day(11, 17),
        weekday: "Tuesday".into(),
        left_out: vec![(day(10, 27), "Half-term".into())],
        marks: Vec::new(),
        rows: match empty {
            true => Vec::new(),
            false => (0..6)
                .map(|n| InIt {
                    who: NAMES[n].into(),
                    here: 2 - (n as i64 % 2),
                    absent: n as i64 % 2,
                    missed: if n == 1 { String::new() } else { "Maths".into() },
                    member: member(n),
                })
                .collect(),
        },
        unseen: i64::from(!empty),
        sessions: sessions(),
        intervention: crate::intervention::sample(),
        measure: casework::intervention::own().name,
        cost: Some(9_000),
        trips: match empty {
            true => Vec::new(),
            false => vec![(
                Some(Id::from_u128(6)),
                Elsewhere {
                    who: NAMES[0].into(),
                    pupil: NAMES[0].split(',').next().unwrap_or_default().into(),
                    day: day(12, 1),
                    from: Minute::new(11, 5).unwrap_or_default(),
                    to: Minute::new(12, 0).unwrap_or_default(),
                    what: "Bike workshop (being planned), Tue 1 Dec 2026, 9.20–14.50".into(),
                    once: true,
                },
            )],
        },
        runs: true,
        files: true,
        q: if empty { String::new() } else { "8".into() },
        found: if empty { Vec::new() } else { vec![(Id::from_u128(9), "Dexter Holm, 9Y3".into())] },
        staff: vec![Choice::new(Id::from_u128(2).to_string(), "Miss Ruqayya Fennimore")],
        group: group(),
        form: Form::of([("from", "2026-11-17"), ("aim", "Each of them begins a lesson calmly.")]),
        errors,
        csrf: "gallery".into(),
    }
}

fn register(come: bool, errors: Errors) -> SessionPage {
    let session = sessions().swap_remove(2);
    SessionPage {
        today: if come { day(11, 17) } else { day(11, 10) },
        runs: true,
        rows: (0..3)
            .map(|n| InRegister {
                pupil: Id::from_u128(1 + n as u128),
                who: NAMES[n].into(),
                filled: (n == 1).then(|| {
                    "In Internal Exclusion Room at that time: filled in from its register".into()
                }),
                mark: (n == 2).then(|| Mark {
                    session: session.id,
                    pupil: Id::from_u128(3),
                    here: false,
                    why: Some(Why::Lesson),
                    words: "A test in Science".into(),
                    by_name: "Miss Ruqayya Fennimore".into(),
                    at: day(11, 17).at(minute(12, 16)),
                }),
            })
            .collect(),
        unseen: 0,
        room: "Internal Exclusion Room".into(),
        group: group(),
        session,
        form: Form::of([(format!("why-{}", Id::from_u128(2)), "room".to_string())])
            .with(&format!("here-{}", Id::from_u128(2)), "no"),
        errors,
        csrf: "gallery".into(),
    }
}

fn scores(full: bool, errors: Errors) -> ScoresPage {
    let pairs = [(3, Some(6)), (4, Some(4)), (2, Some(5)), (5, Some(7)), (3, None), (6, Some(5))];
    let mut all = Vec::new();
    for (n, (start, end)) in pairs.into_iter().enumerate().filter(|_| full) {
        let score = |point, score| Score {
            pupil: Id::from_u128(1 + n as u128),
            point,
            score,
            day: day(11, 3),
            by_name: "Miss Ruqayya Fennimore".into(),
            at: day(11, 3).at(minute(12, 16)),
            was: (n == 1 && point == Point::End).then_some(14),
            why: if n == 1 { "A slip of the keys".into() } else { String::new() },
        };
        all.push(score(Point::Start, start));
        all.extend(end.map(|e| score(Point::End, e)));
    }
    let members: Vec<Member> = (0..6).map(member).collect();
    let windows =
        Windows { days: 8, before: (day(10, 15), day(11, 2)), after: (day(12, 9), day(12, 18)) };
    ScoresPage {
        words: crate::exit::sample_words(),
        runs: true,
        follow_up: casework::group::follow_up(&sessions()),
        held: 6,
        attended: 33,
        marked: 36,
        cost: Some(9_000),
        priced: crate::intervention::sample().priced(),
        unseen: 0,
        sheet: sheet(&members, &all, Some(9_000)),
        scores: all,
        who: (0..6).map(|n| (Id::from_u128(1 + n as u128), NAMES[n].to_string())).collect(),
        counted: full.then(|| Counted {
            windows,
            of: (0..6).map(|n| (Id::from_u128(1 + n), 4 - n as i64 % 3, n as i64 % 3)).collect(),
        }),
        measure: casework::intervention::own(),
        group: group(),
        form: Form::of([("point", "end"), ("day", "2026-12-08")]),
        errors,
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let list = |rows| ListPage {
        today: day(11, 17),
        words: crate::exit::sample_words(),
        runs: true,
        files: true,
        rows,
    };
    let row = Row {
        group: group(),
        what: "Steady Starts".into(),
        members: 6,
        sessions: sessions(),
        mine: true,
    };
    let new = |errors| NewPage {
        interventions: vec![
            Choice::new("", "Choose"),
            Choice::new(Id::from_u128(301).to_string(), "Steady Starts"),
        ],
        staff: vec![Choice::new(Id::from_u128(2).to_string(), "Miss Ruqayya Fennimore")],
        measures: vec![Choice::new("", casework::intervention::own().name)],
        codes: (1..=5).map(|n| format!("P{n}")).collect(),
        form: Form::of([("first", "2026-10-26"), ("last", "2026-10-30"), ("weekday", "2")]),
        errors,
        csrf: "gallery".into(),
    };
    let mut days = Errors::new();
    days.add("last", "There is no school day among them. Tue 27 Oct 2026: Half-term");
    let mut who = Errors::new();
    who.add("q", "Find and tick who joins");
    let mut why = Errors::new();
    why.add(&format!("why-{}", Id::from_u128(2)), "Say why they were not there");
    let mut number = Errors::new();
    number.add(
        &format!("score-{}", Id::from_u128(1)),
        "Give a whole number from 0 to 10: Check-in, 0 to 10",
    );
    vec![
        framed("groups-typical", &list(vec![row])),
        framed("groups-empty", &list(Vec::new())),
        framed("group-new", &new(Errors::new())),
        framed("group-new-wrong", &new(days)),
        framed("group-one", &one(false, Errors::new())),
        framed("group-one-empty", &one(true, who)),
        framed("group-session", &register(true, Errors::new())),
        framed("group-session-wrong", &register(true, why)),
        framed("group-session-to-come", &register(false, Errors::new())),
        framed("group-scores", &scores(true, Errors::new())),
        framed("group-scores-none", &scores(false, number)),
    ]
}
