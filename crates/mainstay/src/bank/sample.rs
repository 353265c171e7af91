//! The work bank for the gallery.

use super::BankPage;
use super::programme::ProgrammePage;
use super::subject::{Line, SubjectPage, SubjectsPage};
use super::unit::UnitPage;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::bank::{Ability, Programme, Unit, Verdict};
use casework::words::Words;
use rulebook::{Day, Instant, Minute};
use store::programme::Talk;

fn day() -> Day {
    Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0))
}
fn at(before: i64) -> Instant {
    day().plus(-before).at(Minute::new(15, 20).unwrap_or_default())
}
fn unit(n: u128, title: &str, verdict: Option<Verdict>, review: i64) -> Unit {
    Unit {
        id: Id::from_u128(n),
        subject: "Science".into(),
        year_from: 9,
        year_to: 9,
        title: title.into(),
        topic: "Energy".into(),
        ability: Ability::Core,
        minutes: Some(90),
        kept_at: "Tray S9, shelf 2".into(),
        answers_at: "Folder on the desk".into(),
        author: "Dr Marcus Lunt".into(),
        copyright_clear: verdict.map(|_| true),
        agreed_by: if verdict.is_some() { "Mrs Anjali Sethi".into() } else { String::new() },
        verdict,
        verdict_at: verdict.map(|_| at(30)),
        verdict_why: match verdict {
            Some(Verdict::Declined) => "The diagrams are from a book we have no licence for".into(),
            _ => String::new(),
        },
        review_on: (verdict == Some(Verdict::Agreed)).then(|| day().plus(review)),
        last_used: Some(day().plus(-20)),
        active: true,
        version: 1,
    }
}

fn one(unit: Option<Unit>, form: Form, errors: Errors) -> UnitPage {
    UnitPage {
        words: Words::default(),
        unit,
        used_by: 4,
        files: vec![crate::work::sample_file(&crate::work::sample_request())],
        head: "Mrs Anjali Sethi".into(),
        subjects: vec!["Maths".into(), "Science".into()],
        writes: true,
        decides: true,
        today: day(),
        form,
        errors,
        csrf: "gallery".into(),
    }
}

fn programme(units: Vec<Unit>, agreed: bool) -> ProgrammePage {
    let kept = Programme {
        id: Id::from_u128(5),
        subject: "Science".into(),
        year: 9,
        half: "Autumn 2".into(),
        note: "One unit a week; the last is a test.".into(),
        agreed_at: agreed.then(|| at(9)),
        agreed_by: if agreed { "Mrs Anjali Sethi".into() } else { String::new() },
        review_on: agreed.then(|| day().plus(300)),
        made_by: "Ms Dara Okell".into(),
        changed_at: at(10),
        version: 1,
    };
    ProgrammePage {
        words: Words::default(),
        subject: "Science".into(),
        year: 9,
        half: "Autumn 2".into(),
        programme: (!units.is_empty()).then_some(kept),
        offered: units.clone(),
        units,
        head: "Mrs Anjali Sethi".into(),
        writes: true,
        decides: true,
        today: day(),
        form: Form::of([("review_on", "2027-11-10")]),
        errors: Errors::new(),
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let agreed = Some(Verdict::Agreed);
    let units = vec![
        unit(1, "Energy transfers: read, label, explain", agreed, 100),
        unit(2, "Forces in sport", agreed, -3),
        unit(3, "Cells under the microscope, a sorting exercise with a very long name", None, 0),
        unit(4, "Acids at home", Some(Verdict::Declined), 0),
    ];
    let bank = |units: Vec<Unit>| BankPage {
        all: units.len(),
        units: units.into_iter().map(|u| (u, 4)).collect(),
        subjects: vec!["Art".into(), "Science".into()],
        years: vec![8, 9],
        cover: vec![("Art".into(), 9, 0), ("Science".into(), 8, 0), ("Science".into(), 9, 3)],
        form: Form::default(),
        adds: true,
        today: day(),
    };
    let empty = BankPage { cover: Vec::new(), years: Vec::new(), ..bank(Vec::new()) };
    let typed = Form::of([("subject", "Science"), ("hours", "an hour"), ("ability", "all")]);
    let mut wrong = Errors::new();
    wrong.add("year_from", "Give a National Curriculum year, such as 9");
    wrong.add("hours", "Give hours such as 1 or 1.5");
    let line = |subject: &str, head: &str, no: &[i64]| Line {
        subject: subject.into(),
        head: head.into(),
        units: 3,
        no_unit: no.to_vec(),
        no_programme: no.to_vec(),
        talked: (!head.is_empty()).then(|| day().plus(-12)),
    };
    let halves = vec!["Autumn 1".to_string(), "Autumn 2".to_string()];
    let subject = SubjectPage {
        words: Words::default(),
        subject: "Science".into(),
        head: "Mrs Anjali Sethi".into(),
        years: vec![(8, 0), (9, 3)],
        halves: halves.clone(),
        programmes: programme(units.clone(), true).programme.into_iter().collect(),
        talks: vec![Talk {
            id: Id::from_u128(6),
            subject: "Science".into(),
            held_on: day().plus(-12),
            with_whom: "Mrs Anjali Sethi".into(),
            body: "Year 8 has nothing on forces. She sends two packs by the end of the month."
                .into(),
            by_name: "Ms Dara Okell".into(),
            at: at(12),
        }],
        writes: true,
        today: day(),
        form: Form::of([("held_on", "2026-11-10"), ("with_whom", "Mrs Anjali Sethi")]),
        errors: Errors::new(),
        csrf: "gallery".into(),
    };
    let review = Form::of([
        ("review_on", "2027-11-10"),
        ("subject", "Science"),
        ("title", "Forces in sport"),
    ]);
    vec![
        framed("bank", &bank(units.clone())),
        framed("bank-empty", &empty),
        framed("bank-unit", &one(Some(units[1].clone()), review.clone(), Errors::new())),
        framed("bank-unit-declined", &one(Some(units[3].clone()), review, Errors::new())),
        framed("bank-unit-wrong", &UnitPage { files: Vec::new(), ..one(None, typed, wrong) }),
        framed("programme", &programme(units.clone(), true)),
        framed("programme-empty", &programme(Vec::new(), false)),
        framed(
            "subjects",
            &SubjectsPage {
                half: "Autumn 2".into(),
                halves,
                lines: vec![
                    line("Art", "", &[7, 8, 9]),
                    line("Science", "Mrs Anjali Sethi", &[8]),
                    line("Maths", "Ms Ingrid Hale", &[]),
                ],
            },
        ),
        framed("subject", &subject),
    ]
}
