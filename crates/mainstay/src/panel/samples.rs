//! Panels for the gallery.

use super::Whole;
use super::entry_page::EntryPage;
use super::list_page::{ListPage, PanelPage, Row};
use super::one_page::CasePage;
use super::pack_page::{PackPage, Reader};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::meeting::{Kind as MeetingKind, Meeting};
use casework::panel::{Case, Copy, Kind, Outcome, Paper, State, View};
use casework::{Coded, Id};
use rulebook::{Day, Instant, Minute};

fn day(month: i8, n: i8) -> Day {
    Day::new(2026, month, n).unwrap_or_else(|| Day::from_pg(0))
}
fn at(month: i8, n: i8, hour: u16, minute: u16) -> Instant {
    day(month, n).at(Minute::new(hour, minute).unwrap_or_default())
}

fn meeting() -> Meeting {
    Meeting {
        kind: MeetingKind::Panel,
        name: "Fair Access and Inclusion Panel".into(),
        title: String::new(),
        pupil: None,
        on: day(12, 8),
        place: "Civic Suite 3".into(),
        chair_name: "Mrs Lorna Vickery".into(),
        papers_out_at: None,
        ..crate::meeting::samples::meeting()
    }
}

/// A case for the pages of panels, and of what became of one.
pub(crate) fn case(number: i64, kind: Kind, given: &str, family: &str) -> Case {
    let parts: Vec<&str> = kind.parts().iter().map(|p| p.code()).collect();
    Case {
        id: Id::from_u128(200 + number as u128),
        meeting: Id::from_u128(1),
        number,
        kind,
        case_file: (number == 2).then(|| Id::from_u128(300)),
        given: given.into(),
        family: family.into(),
        year: Some(8),
        school_name: "Harrowfield School".into(),
        to_school: "Cloverley School".into(),
        asked: "A fresh start near home, by agreement of both schools.".into(),
        support: "Mentoring for one term: two walk-outs a week, from five. Outreach for six weeks: no change.".into(),
        pupil_view: "I want to start again where nobody knows me.".into(),
        home_view: String::new(),
        recommends: "Off site first, then see.".into(),
        consent_of: "mother\nfather".into(),
        there: parts.join("\n") + "\nconsent:mother",
        arrived_at: at(11, 27, 10, 0),
        state: State::Waiting,
        item: None,
        admitted_by: String::new(),
        admitted_why: String::new(),
        outcome: None,
        outcome_why: String::new(),
        conditions: String::new(),
        how: String::new(),
        tells: String::new(),
        tell_by: None,
        review_on: None,
        decided_by: String::new(),
        decided_at: None,
        told_on: None,
        told_how: String::new(),
        by_name: "Mr Callum Osei-Brandt".into(),
        made_at: at(11, 27, 10, 0),
        version: 1,
    }
}

/// The same once the panel decided.
pub(crate) fn decided() -> Case {
    Case {
        state: State::Decided,
        item: Some(Id::from_u128(400)),
        there: case(1, Kind::Move, "", "").there + "\nconsent:father",
        outcome: Some(Outcome::DirectionFirst),
        outcome_why:
            "Both schools want to see whether a change of place helps before anything lasting."
                .into(),
        conditions: "Reviews in February and March.".into(),
        how: "By consensus".into(),
        tells: "Mr Callum Osei-Brandt".into(),
        tell_by: Some(day(12, 10)),
        decided_by: "Mr Callum Osei-Brandt".into(),
        decided_at: Some(at(12, 8, 10, 5)),
        ..case(1, Kind::Move, "Rosa", "Lindqvist")
    }
}

fn view(n: u128, whom: &str, came: Option<Day>) -> View {
    View {
        id: Id::from_u128(500 + n),
        panel_case: Id::from_u128(201),
        whom: whom.into(),
        asked_on: day(11, 19),
        reply_by: day(11, 27),
        came_on: came,
        words: if came.is_some() {
            "Supports a move; the family knows the way.".into()
        } else {
            String::new()
        },
        by_name: "Mr Callum Osei-Brandt".into(),
        version: 1,
    }
}

fn paper(n: u128, late: bool) -> Paper {
    Paper {
        id: Id::from_u128(600 + n),
        panel_case: Id::from_u128(201),
        title: if late { "Attendance, autumn".into() } else { "The school’s request".into() },
        words: "The school asks.".into(),
        sha256: None,
        name_sent: String::new(),
        name: String::new(),
        kind: None,
        size: 0,
        late,
        out_pages: String::new(),
        out_words: if late { String::new() } else { "another child’s name".into() },
        out_why: if late { String::new() } else { "A third party".into() },
        names_why: String::new(),
        by_name: "Mr Callum Osei-Brandt".into(),
        at: at(12, 1, 9, 0),
        gone_at: None,
        version: 1,
    }
}

fn whole(cases: Vec<Case>) -> Whole {
    Whole {
        meeting: meeting(),
        cut_off: (!cases.is_empty()).then(|| at(11, 30, 12, 0)),
        cases,
        views: vec![view(1, "Educational psychologist", None)],
        papers: Vec::new(),
        copies: Vec::new(),
    }
}

fn cases() -> Vec<Case> {
    let mut two = case(2, Kind::SeekingSchool, "Reuben", "Haldane-Price");
    (two.state, two.item) = (State::Admitted, Some(Id::from_u128(401)));
    let mut late = case(7, Kind::Direction, "Oluwaseun", "Fitzgerald-Montgomery");
    late.arrived_at = at(11, 30, 15, 10);
    vec![decided(), two, late, case(8, Kind::Move, "Ivo", "Żelazny")]
}

fn page(case: Case, now: Instant, form: Form, errors: Errors) -> CasePage {
    CasePage {
        case,
        meeting: meeting(),
        cut_off: Some(at(11, 30, 12, 0)),
        views: vec![
            view(1, "Educational psychologist", None),
            view(2, "School nurse", Some(day(11, 25))),
        ],
        papers: vec![paper(1, false), paper(2, true)],
        scans: Vec::new(),
        directions: Vec::new(),
        people: Vec::new(),
        interests: Vec::new(),
        tell_by: day(12, 10),
        today: now.day(),
        now,
        csrf: "gallery".into(),
        form,
        errors,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let now = at(12, 1, 9, 30);
    let row = |cases: Vec<Case>| Row { m: meeting(), cut_off: Some(at(11, 30, 12, 0)), cases };
    let list = |coming, from| ListPage { coming, past: Vec::new(), from, now };
    let panel = |cases, form| PanelPage {
        whole: whole(cases),
        today: now.day(),
        csrf: "gallery".into(),
        form,
        errors: Errors::new(),
    };
    let entry = |form: Form, errors| EntryPage {
        meeting: meeting(),
        case: None,
        csrf: "gallery".into(),
        form: form.with("once", "k"),
        errors,
    };
    let pack = |copies: Vec<Copy>, errors| PackPage {
        meeting: meeting(),
        readers: vec![
            Reader {
                id: Id::from_u128(11),
                name: "Mrs Lorna Vickery".into(),
                declined: false,
                without: String::new(),
            },
            Reader {
                id: Id::from_u128(12),
                name: "Mr Silas Wetherby".into(),
                declined: false,
                without: "Case 2".into(),
            },
            Reader {
                id: Id::from_u128(13),
                name: "Dr Ana Bell".into(),
                declined: true,
                without: String::new(),
            },
        ],
        count: (8, 21),
        waiting: vec!["Case 8".into()],
        copies,
        named: Vec::new(),
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let copy = |n: u128, name: &str, without: &str, given: bool| Copy {
        id: Id::from_u128(700 + n),
        version: 1,
        person: Id::from_u128(10 + n),
        name: name.into(),
        without: without.into(),
        sha256: "00".into(),
        pages: 41,
        made_by: "Mr Callum Osei-Brandt".into(),
        made_at: now,
        how: if given { "Secure email".into() } else { String::new() },
        given_by: if given { "Mr Callum Osei-Brandt".into() } else { String::new() },
        given_at: given.then_some(now),
    };
    let mut wrong = Errors::new();
    for (field, why) in [
        ("kind", "Choose what is asked for"),
        ("given", "Give the child’s name"),
        ("asked", "Say what the panel is asked for"),
        (
            "consent_had",
            "“uncle” is not among those whose consent is needed: write the same words there",
        ),
    ] {
        wrong.add(field, why);
    }
    let mut held = Errors::new();
    held.add("papers", "Case 2: The school’s request: other children are named. Take the words out, or say on the paper why they may stay");
    held.add(
        "read",
        "Read every page first, and tick that you have: nobody else decides what may stand in it",
    );
    let mut late = Errors::new();
    late.add(
        "admitted_by",
        "Say who chairs and admits it: it came Mon 30 Nov 2026, 15.10, after the cut-off",
    );
    late.add(
        "admitted_why",
        "Give the chair’s reason: it came Mon 30 Nov 2026, 15.10, after the cut-off",
    );
    let all = cases();
    let meets = at(12, 8, 10, 0);
    vec![
        framed("panels", &list(vec![row(all.clone())], None)),
        framed(
            "panels-for-a-case",
            &list(
                vec![row(all.clone())],
                Some((Id::from_u128(300), "Reuben Haldane-Price".into())),
            ),
        ),
        framed("panels-empty", &list(Vec::new(), None)),
        framed("panel", &panel(all.clone(), Form::default())),
        framed("panel-none-fits", &panel(all.clone(), Form::of([("q", "zz")]))),
        framed("panel-empty", &panel(Vec::new(), Form::default())),
        framed(
            "panel-entry",
            &entry(
                Form::of([("arrived_day", "2026-11-27"), ("arrived_time", "10.00")]),
                Errors::new(),
            ),
        ),
        framed(
            "panel-entry-wrong",
            &entry(Form::of([("consent_of", "mother"), ("consent_had", "uncle")]), wrong),
        ),
        framed("panel-case-late", &page(all[2].clone(), now, Form::default(), late)),
        framed("panel-case-admitted", &page(all[1].clone(), meets, Form::default(), Errors::new())),
        framed(
            "panel-case-decided",
            &page(decided(), at(12, 11, 9, 0), Form::default(), Errors::new()),
        ),
        framed(
            "panel-pack",
            &pack(
                vec![
                    copy(1, "Mrs Lorna Vickery", "", true),
                    copy(2, "Mr Silas Wetherby", "Case 2", false),
                ],
                Errors::new(),
            ),
        ),
        framed(
            "panel-pack-held",
            &PackPage { named: vec!["Kian Dowell".into()], ..pack(Vec::new(), held) },
        ),
    ]
}
