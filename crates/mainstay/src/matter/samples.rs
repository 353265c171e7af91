//! Matters with invented facts, for the gallery.
//!
//! Must never know: a real child or school.

use super::facts::FactsPage;
use super::list::{Line, ListPage, ThemesPage};
use super::page::MatterPage;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Pages;
use casework::hearing::application::Application;
use casework::hearing::challenge::{Challenge, Learning, Theme};
use casework::hearing::owed::Whole;
use casework::hearing::{Decision, Finding, Hearing, HearingKind, HearingState, How, Remote};
use casework::matter::{Arranger, Matter, MatterKind, Need};
use casework::pack::AskedAbout;
use casework::{Coded, Id};
use rulebook::almanac::Pattern;
use rulebook::{Almanac, Closed, Day, Instant, Minute, SchoolCalendar, Term};
use store::matter::Point;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or(Day::FIRST)
}

fn at(text: &str) -> Instant {
    day(text).at(Minute::new(15, 10).unwrap_or_default())
}

/// A permanent exclusion with a likely history.
pub(crate) fn sample() -> Matter {
    Matter {
        id: Id::from_u128(1),
        noun: "matter".into(),
        pupil: None,
        name: "Reuben Haldane-Price".into(),
        school: "Harrowfield School".into(),
        head: "Dr Ines Varga".into(),
        kind: MatterKind::Permanent,
        term_total: 0,
        decided: day("2026-11-12"),
        first_day: day("2026-11-13"),
        told: day("2026-11-12"),
        exam: None,
        written_on: None,
        other_home: "Eastlea".into(),
        arranger: Arranger::Authority,
        also_asked: String::new(),
        made_by: "Mr Callum Osei-Brandt".into(),
        made_at: at("2026-11-12"),
        closed_at: None,
        version: 1,
    }
}

/// A calendar with an INSET day and the end of a term in it.
pub(crate) fn calendar() -> Option<Almanac> {
    let term = |name: &str, a, b| Term { name: name.into(), from: day(a), to: day(b) };
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", "2026-09-02", "2026-12-18"),
            term("Spring 2027", "2027-01-05", "2027-03-25"),
        ],
        closed: vec![Closed {
            why: "INSET".into(),
            half_term: false,
            from: day("2026-11-27"),
            to: day("2026-11-27"),
        }],
        ..SchoolCalendar::default()
    };
    Almanac::of_school("Harrowfield School", &calendar, Pattern::of(&calendar)).ok()
}

/// A hearing of it.
pub(crate) fn hearing(n: u128, kind: HearingKind, on: &str, state: HearingState) -> Hearing {
    Hearing {
        id: Id::from_u128(n),
        matter: Id::from_u128(1),
        kind,
        state,
        on: Some(day(on)),
        at: Minute::new(10, 0),
        place: "Library".into(),
        waiting: "Room 4".into(),
        remote: Remote::Here,
        remote_why: String::new(),
        adjustments: "Breaks when asked for; papers on yellow".into(),
        pupil_part: "Will write".into(),
        clerk: "Mrs Pia Lund".into(),
        clerk_trained: Some(day("2026-03-02")),
        minutes: String::new(),
        begun_at: None,
        off_why: String::new(),
        version: 3,
    }
}

/// What it decided.
pub(crate) fn decision(n: u128, finding: Finding, on: &str) -> Decision {
    Decision {
        hearing: Id::from_u128(n),
        finding,
        findings: "A blade was in the bag and was shown to two pupils.".into(),
        tests: "The decision was lawful, reasonable and fair; the Equality Act was looked at."
            .into(),
        reasons: "Nothing less would keep others safe.".into(),
        vote: String::new(),
        ordered: finding == Finding::Quash,
        on: day(on),
        notice_how: Some(How::Delivered).filter(|_| finding == Finding::Quash),
        notice_given: Some(day(on)).filter(|_| finding == Finding::Quash),
        by_name: "Mrs Pia Lund".into(),
        at: at(on),
    }
}

/// Nothing but the matter.
pub(crate) fn bare() -> Whole {
    Whole {
        matter: sample(),
        hearings: Vec::new(),
        decisions: Vec::new(),
        told: Vec::new(),
        applications: Vec::new(),
        packs: Vec::new(),
        copies: Vec::new(),
        done: Vec::new(),
        answered: Vec::new(),
        challenges: Vec::new(),
    }
}

/// The whole road, to the reconsideration.
pub(crate) fn long() -> Whole {
    let mut whole = bare();
    whole.hearings = vec![
        hearing(20, HearingKind::Governors, "2026-12-02", HearingState::Decided),
        hearing(21, HearingKind::Panel, "2027-01-14", HearingState::Decided),
        hearing(22, HearingKind::Again, "2027-01-27", HearingState::Decided),
    ];
    whole.decisions = vec![
        decision(20, Finding::Decline, "2026-12-02"),
        decision(21, Finding::Quash, "2027-01-15"),
        decision(22, Finding::Decline, "2027-01-27"),
    ];
    whole.applications = vec![Application {
        id: Id::from_u128(30),
        matter: Id::from_u128(1),
        by_whom: "Ms Gwen Haldane".into(),
        how: How::Email,
        at: at("2026-12-15"),
        made: day("2026-12-15"),
        last_day: day("2027-01-08"),
        grounds: "The governors did not look at his assessment.".into(),
        expert: true,
        taken: true,
        decided_by: String::new(),
        recorded_by: "Mr Callum Osei-Brandt".into(),
        recorded_at: at("2026-12-15"),
    }];
    whole.challenges = vec![Challenge {
        id: Id::from_u128(31),
        matter: Id::from_u128(1),
        to_name: "The chair of governors".into(),
        sent_on: day("2027-01-28"),
        answer_by: day("2027-02-25"),
        words: String::new(),
        sha256: String::new(),
        answered_on: None,
        answer: String::new(),
        by_name: "Mr Callum Osei-Brandt".into(),
        at: at("2027-01-28"),
    }];
    whole
}

fn page(whole: Whole, today: &str, moved: bool, errors: Errors, form: Form) -> MatterPage {
    let almanac = calendar();
    let asked = AskedAbout {
        before: day("2026-11-23"),
        before_arguable: Some(day("2026-11-24")),
        after: day("2026-11-20"),
        after_arguable: Some(day("2026-11-23")),
        sent_on: day("2026-11-23"),
    };
    let learning = match whole.decisions.len() {
        3 => vec![Learning {
            id: Id::from_u128(32),
            matter: Id::from_u128(1),
            theme: Theme::Send,
            words: "An assessment under way was not before the governors.".into(),
            by_name: "Mr Callum Osei-Brandt".into(),
            at: at("2027-01-27"),
        }],
        _ => Vec::new(),
    };
    MatterPage {
        owed: almanac.as_ref().map(|a| whole.owed(a)).unwrap_or_default(),
        moved: if moved { vec![(Id::from_u128(40), asked)] } else { Vec::new() },
        need: Some(Need::Must),
        documents: Vec::new(),
        learning,
        whole,
        almanac: almanac.map(std::sync::Arc::new),
        today: day(today),
        csrf: "gallery".into(),
        form,
        errors,
    }
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let almanac = calendar();
    let next = |w: &Whole| almanac.as_ref().and_then(|a| super::next(w.owed(a)));
    let list = |lines: Vec<Line>| ListPage {
        pages: Pages { base: "/matters?".into(), size: 50, at: 1, total: lines.len() as i64 },
        lines,
        closed: false,
        today: day("2026-12-07"),
    };
    let lines = vec![
        Line { next: next(&bare()), matter: sample(), moved: 1 },
        Line {
            next: None,
            matter: Matter {
                id: Id::from_u128(2),
                name: "Marnie Tolliver-Reyes".into(),
                kind: MatterKind::Suspension,
                term_total: 11,
                ..sample()
            },
            moved: 0,
        },
    ];
    let facts = |errors: Errors| FactsPage {
        matter: None,
        name: String::new(),
        pupil: None,
        head: "headteacher".into(),
        csrf: "gallery".into(),
        form: Form::of([
            ("kind", "permanent"),
            ("head", "Dr Ines Varga"),
            ("decided", "2026-11-12"),
        ]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("first_day", "It cannot begin before it was decided, on Thu 12 Nov 2026");
    wrong.add("told", "Choose the day the governing body was told");
    let mut late = Errors::new();
    late.add("late", "Posted Thu 7 Jan 2027, it counts as made on Mon 11 Jan 2027; the last day was Fri 8 Jan 2027. Choose whether it is taken in or refused, and name who decided");
    let point = |theme, words: &str, school: &str| Point {
        theme,
        words: words.into(),
        school: school.into(),
        matter: Id::from_u128(1),
        at: at("2027-01-27"),
    };
    let themes = ThemesPage {
        themes: vec![
            (
                Theme::Send,
                vec![
                    point(
                        Theme::Send,
                        "An assessment under way was not before the governors.",
                        "Harrowfield School",
                    ),
                    point(
                        Theme::Send,
                        "The SEN policy was not in the pack.",
                        "Brindle Hill Academy",
                    ),
                ],
            ),
            (
                Theme::Reasons,
                vec![point(
                    Theme::Reasons,
                    "The letter gave no reasons of its own.",
                    "Harrowfield School",
                )],
            ),
        ],
        since: day("2025-08-01"),
        total: 3,
    };
    let mut waiting = long();
    waiting.hearings.truncate(1);
    waiting.decisions.truncate(1);
    waiting.applications.clear();
    waiting.challenges.clear();
    waiting.told = vec![crate::hearing::sample_told()];
    let typed = Form::of([
        ("by_whom", "Ms Gwen Haldane"),
        ("how", How::Post.code()),
        ("came_on", "2027-01-07"),
        ("came_at", "12.00"),
    ]);
    vec![
        framed("matters", &list(lines)),
        framed("matters-empty", &list(Vec::new())),
        framed("matter-new", &facts(Errors::new())),
        framed("matter-new-wrong", &facts(wrong)),
        framed("matter", &page(bare(), "2026-11-25", false, Errors::new(), Form::default())),
        framed("matter-moved", &page(bare(), "2026-11-25", true, Errors::new(), Form::default())),
        framed("matter-long", &page(long(), "2027-02-01", false, Errors::new(), Form::default())),
        framed("matter-late-application", &page(waiting, "2027-01-11", false, late, typed)),
        framed("themes", &themes),
        framed(
            "themes-empty",
            &ThemesPage { themes: Vec::new(), since: day("2025-08-01"), total: 0 },
        ),
    ]
}
