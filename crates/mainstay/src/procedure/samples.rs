//! The handbook's pages with invented facts.

use super::page::{ListPage, NotePage, Row};
use super::unread::UnreadPage;
use super::version::VersionPage;
use super::write::WritePage;
use super::{print, screens};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, frame, framed};
use crate::page::kit::Choice;
use casework::procedure::{
    Answer, Beside, Comment, Edition, Kind, Note, Reader, Standing, changes,
};
use casework::training::Person;
use casework::words::Words;
use casework::{Id, Role};
use rulebook::{Day, Minute};

const STEPS: &str = "Look at what was tried so far, and at what helped\nAsk the teachers, with five school days to answer\nRing home: what would help, and who comes to the first review\nPut the first review in the fourth school week\nGive the first version to the teachers";

fn day(n: i8) -> Day {
    Day::new(2026, 11, n).unwrap_or_else(|| Day::from_pg(0))
}
fn note(n: u128, kind: Kind, title: &str, screen: &str) -> Note {
    Note {
        id: Id::from_u128(n),
        kind,
        title: title.into(),
        owner: Id::from_u128(20),
        owner_name: "Ms Dara Okell".into(),
        deputy: Some(Id::from_u128(21)),
        deputy_name: "Mr Col Adair".into(),
        screen: screen.into(),
        review_on: day(9),
        used_when: "When what was tried so far has not helped enough.".into(),
        steps: STEPS.replace("Ring home:", "Ring home the same day:"),
        comment_by: Some(day(16)),
        agreed_number: 2,
        ended_on: None,
        version: 3,
    }
}
fn edition(n: &Note, number: i64, steps: &str) -> Edition {
    Edition {
        note: n.id,
        number,
        title: n.title.clone(),
        used_when: n.used_when.clone(),
        steps: steps.into(),
        what_changed: "Teachers are asked first.".into(),
        agreed_by: "Behaviour team".into(),
        agreed_on: day(3),
        from: day(4),
        kept_by: "Ms Dara Okell".into(),
        kept_at: day(3).at(Minute::new(15, 40).unwrap_or_default()),
    }
}
fn comment(n: u128, name: &str, words: &str, answer: Option<Answer>) -> Comment {
    Comment {
        id: Id::from_u128(n),
        note: Id::from_u128(1),
        number: 3,
        staff: Id::from_u128(n),
        name: name.into(),
        words: words.into(),
        said_at: Some(day(9).at(Minute::default())),
        answer,
        answer_words: "Both numbers are in it now.".into(),
        answered_by: "Ms Dara Okell".into(),
    }
}
fn reader(n: u128, name: &str, due: Day, read: bool) -> Reader {
    Reader {
        id: Id::from_u128(n),
        note: Id::from_u128(1),
        number: 2,
        staff: Id::from_u128(n),
        name: name.into(),
        due,
        read_at: read.then(|| day(9).at(Minute::new(8, 5).unwrap_or_default())),
    }
}

fn one(writes: bool, errors: Errors) -> NotePage {
    let note = note(1, Kind::Procedure, "How we start a support programme", "/plans/new");
    let newest = edition(&note, 2, STEPS);
    let before = (newest.title.as_str(), newest.used_when.as_str(), newest.steps.as_str());
    let after = (note.title.as_str(), note.used_when.as_str(), note.steps.as_str());
    let person = |n, name: &str, role| Person {
        staff: Id::from_u128(n),
        name: name.into(),
        roles: vec![role],
    };
    NotePage {
        today: day(10),
        words: Words::default(),
        standing: Standing::InForce,
        changes: changes(before, after),
        editions: vec![newest.clone(), edition(&note, 1, "Ask the teachers")],
        edition: Some(newest),
        drafted: true,
        unread: (!writes).then(|| reader(8, "Mr Idris Vail", day(13), false)),
        asked: (!writes)
            .then(|| Comment { said_at: None, ..comment(8, "Mr Idris Vail", "", None) }),
        comments: vec![
            comment(
                5,
                "Mr Idris Vail",
                "Say which number home is rung on, and who rings when it is engaged.",
                None,
            ),
            comment(6, "Ms Bea Catterall", "Home should be rung first.", Some(Answer::NotTaken)),
            comment(7, "Mr Col Adair", "", None),
        ],
        readers: vec![
            reader(5, "Mr Idris Vail", day(13), false),
            reader(6, "Mrs Priya Ravenhall-Oyelaran-Fitzgerald", day(9), false),
            reader(7, "Mr Col Adair", day(13), true),
        ],
        note,
        writes,
        people: vec![
            person(5, "Mr Idris Vail", Role::Teacher),
            person(7, "Mr Col Adair", Role::Mentor),
        ],
        csrf: "gallery".into(),
        form: Form::of([("comment_by", "2026-11-17"), ("due", "2026-11-17")]),
        errors,
    }
}

pub(super) fn all() -> Vec<Sample> {
    let policy = note(2, Kind::Policy, "Confidentiality", "");
    let n = note(1, Kind::Procedure, "How we start a support programme", "/plans/new");
    let e = edition(&n, 2, STEPS);
    let row = |note: &Note, standing, edition: Option<Edition>| Row {
        note: note.clone(),
        edition,
        standing,
        draft: true,
        mine: standing == Standing::InForce,
        waiting: 2,
    };
    let list = |rows, words: &str| ListPage {
        rows,
        words: words.into(),
        ended: false,
        writes: true,
        starters: screens::starters(&Words::default()).into_iter().map(|s| s.title).collect(),
    };
    let mut wrong = Errors::new();
    wrong.add("agreed_by", "Say who agreed it");
    let mut untitled = Errors::new();
    untitled.add("title", "Give it a title");
    let mut beside = frame();
    beside.how = vec![Beside {
        note: n.id,
        screen: "/plans/new".into(),
        from: day(4),
        title: n.title.clone(),
        used_when: n.used_when.clone(),
        steps: STEPS.into(),
    }];
    let was = edition(&n, 1, "Ask the teachers\nRing home");
    vec![
        framed(
            "handbook",
            &list(
                vec![
                    row(&n, Standing::InForce, Some(e.clone())),
                    row(&policy, Standing::Comment, None),
                ],
                "",
            ),
        ),
        framed("handbook-empty", &list(Vec::new(), "")),
        framed("handbook-not-found", &list(Vec::new(), "quince")),
        framed("handbook-note", &one(true, Errors::new())),
        framed("handbook-note-wrong", &one(true, wrong)),
        framed("handbook-note-to-read", &one(false, Errors::new())),
        framed(
            "handbook-version",
            &VersionPage {
                changes: changes(
                    (&was.title, &was.used_when, &was.steps),
                    (&e.title, &e.used_when, &e.steps),
                ),
                edition: e.clone(),
                note: n.clone(),
            },
        ),
        framed(
            "handbook-unread",
            &UnreadPage {
                today: day(10),
                notes: vec![(n.id, n.title.clone(), 2, one(true, Errors::new()).readers)],
            },
        ),
        framed("handbook-unread-none", &UnreadPage { today: day(10), notes: Vec::new() }),
        framed(
            "handbook-write-wrong",
            &WritePage {
                to: "/handbook/new".into(),
                back: "/handbook".into(),
                staff: vec![Choice::new("", "Choose"), Choice::new("20", "Ms Dara Okell")],
                csrf: "gallery".into(),
                form: Form::of([("kind", "procedure"), ("steps", STEPS), ("owner", "20")]),
                errors: untitled,
            },
        ),
        print::sample(
            vec![
                (n.clone(), e.clone()),
                (
                    policy.clone(),
                    edition(&policy, 3, "What is said in confidence stays where it was said."),
                ),
            ],
            day(10),
        ),
        Sample { name: "handbook-beside", page: beside.around(&list(Vec::new(), "")) },
    ]
}
