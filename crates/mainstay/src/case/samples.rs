//! Samples of notices and cases for the gallery: invented children, at their most usual and most
//! awkward.

use super::book::{Book, Entry};
use super::chase::AdvicePage;
use super::chronology::ChronologyPage;
use super::intake_page::{IntakePage, ListPage};
use super::one_page::{CasePage, DonePage, EditPage};
use super::provision_page::ProvisionPage;
use super::{Whole, almanac_of};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::case::chase::{By, Chase, Try};
use casework::case::child::{Alike, Child};
use casework::case::chronology::Line;
use casework::case::enquiry::{Asker, Enquiry};
use casework::case::family::{Parent, Withheld};
use casework::case::intake::{Candidate, Intake, State as Became, Way, received_twice};
use casework::case::provision::{Answer, Provision, light};
use casework::case::{self, Around, Case, Ehc, Kind, Known, Learnt, Missing, Outcome, State};
use casework::owed::DueChange;
use rulebook::duty::moves::SchoolType;
use rulebook::{Closed, Day, Instant, Minute, SchoolCalendar, Term};

pub(super) fn day(month: i8, date: i8) -> Day {
    Day::new(if month < 9 { 2027 } else { 2026 }, month, date).unwrap_or_else(|| Day::from_pg(0))
}
pub(super) fn at(date: i8, hour: u16, minute: u16) -> Instant {
    day(11, date).at(Minute::new(hour, minute).unwrap_or_default())
}
pub(super) fn id(n: u128) -> Id {
    Id::from_u128(n)
}
pub(super) const CALLUM: &str = "Mr Callum Osei-Brandt";

pub(super) fn child() -> Child {
    Child {
        id: id(1),
        given: "Reuben".into(),
        family: "Haldane-Price".into(),
        also: "Reuben Price".into(),
        born: Day::new(2013, 3, 14),
        upn: String::new(),
        address: String::new(),
        home: "Eastlea".into(),
        version: 1,
    }
}

pub(super) fn case() -> Case {
    Case {
        id: id(2),
        number: 14,
        child: id(1),
        school: Some(id(3)),
        school_name: "Harrowfield School".into(),
        kind: Kind::Permanent,
        state: State::Open,
        officer: Some(id(4)),
        officer_name: CALLUM.into(),
        year: Some(9),
        sen: "K".into(),
        ehc: Ehc::Assessment,
        looked_after: Known::No,
        social_worker: String::new(),
        decided: Some(day(11, 12)),
        told: Some(day(11, 12)),
        governors_told: Some(day(11, 12)),
        first_day: Some(day(11, 13)),
        half_days: None,
        out_from: Some(day(11, 6)),
        out_days: Some(5),
        exam: Known::Unknown,
        exam_day: None,
        letter: Known::Unknown,
        reasons: "OW VP".into(),
        what: "A blade was found in his bag after a threat at break.".into(),
        level: None,
        review_on: None,
        cancelled_on: None,
        received_at: at(12, 15, 40),
        opened_on: day(11, 12),
        closed_on: None,
        outcome: None,
        closed_why: String::new(),
        version: 3,
    }
}

pub(super) fn parent(
    n: u128,
    title: &str,
    given: &str,
    family: &str,
    relation: &str,
    address: &str,
) -> Parent {
    Parent {
        id: id(n),
        child: id(1),
        title: title.into(),
        given: given.into(),
        family: family.into(),
        relation: relation.into(),
        responsible: true,
        lives_with: n == 11,
        address: address.into(),
        phone: if n == 11 { "01632 960119" } else { "" }.into(),
        email: String::new(),
        language: String::new(),
        interpreter: false,
        restriction: String::new(),
        version: 1,
    }
}

pub(super) fn parents() -> Vec<Parent> {
    vec![
        parent(10, "Mr", "Neil", "Price", "Father", "4 Quay Street\nEastlea\nEL1 2AB"),
        parent(11, "Ms", "Gwen", "Haldane", "Mother", ""),
    ]
}

pub(super) fn withheld() -> Vec<Withheld> {
    vec![Withheld {
        id: id(20),
        parent: id(11),
        from_parent: id(10),
        why: "She asked the school".into(),
        by_name: CALLUM.into(),
        at: at(12, 15, 45),
        ended_at: None,
    }]
}

pub(super) fn calendar() -> SchoolCalendar {
    let shut = |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
    SchoolCalendar {
        terms: vec![
            Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) },
            Term { name: "Spring 2027".into(), from: day(1, 5), to: day(3, 25) },
        ],
        closed: vec![
            shut("Half-term", true, day(10, 26), day(10, 30)),
            shut("INSET", false, day(11, 27), day(11, 27)),
            shut("Boiler closure", false, day(11, 25), day(11, 25)),
        ],
        ..SchoolCalendar::default()
    }
}

pub(super) fn offer(n: u128, provider: &str, answer: Answer) -> Provision {
    let yes = answer == Answer::Accepted;
    Provision {
        id: id(n),
        about: id(2),
        provider: provider.into(),
        contact: "Mrs Ivy Sandhurst".into(),
        asked_at: at(13, 9, 5),
        answer,
        answered_at: Some(at(13, 11, 20)),
        why: if yes { String::new() } else { "No place in Year 9 until January".into() },
        starts_on: yes.then(|| day(11, 20)),
        week_minutes: yes.then_some(1500),
        transport: if yes { "Taxi".into() } else { String::new() },
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: None,
        by_name: CALLUM.into(),
        version: 1,
    }
}

pub(super) fn change() -> DueChange {
    DueChange {
        id: id(30),
        about: id(2),
        code: "governors-meet".into(),
        whom: None,
        before: Some(day(12, 4)),
        after: Some(day(12, 7)),
        was_done: false,
        why: "Boiler closure, Wed 25 Nov 2026".into(),
        at: at(25, 8, 12),
        by_name: CALLUM.into(),
        seen_at: None,
        seen_by: String::new(),
        seen_note: String::new(),
    }
}

pub(super) fn whole(case: Case, child: Child) -> Whole {
    let almanac = almanac_of("Harrowfield School", &calendar());
    let parents = parents();
    let around =
        Around { almanac: almanac.as_ref().ok(), ..Around::home(&parents, SchoolType::Maintained) };
    let owed = case::owes(&case, &child, &around);
    let open = case.open();
    Whole {
        withheld: withheld(),
        almanac,
        owed,
        offers: vec![
            offer(40, "Moorside Centre", Answer::Full),
            offer(41, "Larch House", Answer::Accepted),
        ],
        changes: if open { vec![change()] } else { Vec::new() },
        heard: None,
        totals: None,
        parents,
        case,
        child,
    }
}

pub(super) fn long(mut c: Child) -> Child {
    c.given = "Oluwaseun Bartholomew".into();
    c.family = "Fitzgerald-Montgomery-Okonjo".into();
    c.home = "The Royal Borough of Harbourside-upon-Eastlea".into();
    c
}

pub(super) fn entry(n: u128, name: (&str, &str), school: &str, offers: Vec<Provision>) -> Entry {
    let case = Case { id: id(n), number: n as i64, school_name: school.into(), ..case() };
    let child =
        Child { given: name.0.into(), family: name.1.into(), home: String::new(), ..child() };
    let almanac = almanac_of(school, &calendar()).ok();
    let owed = case::owes(
        &case,
        &child,
        &Around { almanac: almanac.as_ref(), ..Around::home(&[], SchoolType::Maintained) },
    );
    let sixth = owed.iter().find(|o| o.code == "sixth-day").and_then(|o| o.day());
    let light = Some(light(sixth, &offers, day(11, 24), almanac.as_ref()));
    Entry { case, child, owed, light, sixth, offers, heard: false }
}

pub(super) fn book() -> Book {
    Book {
        entries: vec![
            entry(
                14,
                ("Reuben", "Haldane-Price"),
                "Harrowfield School",
                vec![offer(41, "Larch House", Answer::Accepted)],
            ),
            entry(
                15,
                ("Kofi", "Mensah-Drury"),
                "Saltmarsh Academy",
                vec![offer(42, "Moorside Centre", Answer::Full)],
            ),
        ],
        today: day(11, 24),
    }
}

pub(super) fn enquiry() -> Enquiry {
    Enquiry {
        id: id(50),
        about: Some(id(2)),
        school: Some(id(3)),
        school_name: "Harrowfield School".into(),
        asker: Asker::School,
        asker_name: "Mr Silas Wetherby".into(),
        asked_on: day(11, 16),
        question: "Can the suspension be turned into a permanent exclusion?".into(),
        answer:
            "A suspension cannot be turned into a permanent exclusion; a new decision may follow."
                .into(),
        rule: "R2.20".into(),
        source: String::new(),
        as_at: Some(day(11, 16)),
        follow_on: None,
        followed_at: None,
        by_name: CALLUM.into(),
        at: at(16, 10, 5),
    }
}

pub(super) fn chase(n: u128, due: Day) -> Chase {
    Chase {
        id: id(n),
        about: id(2),
        code: "parent_letter".into(),
        what: "The letter to the parents".into(),
        whom: "Harrowfield School".into(),
        due,
        owner: Some(id(4)),
        made_at: at(12, 15, 50),
        settled_at: None,
        settled_by: String::new(),
        settled_how: String::new(),
    }
}

pub(super) fn intake(n: u128, state: Became) -> Intake {
    Intake {
        id: id(n),
        way: if n == 60 { Way::School } else { Way::Form },
        state,
        name: "Reuben Haldane-Price".into(),
        school_name: "Harrowfield School".into(),
        typed: String::new(),
        received_at: at(12, 15, 40),
        by_name: if n == 60 { "Harrowfield School".into() } else { CALLUM.into() },
        about: None,
        why: String::new(),
        version: 1,
    }
}

pub(super) fn wrong(all: &[(&str, &str)]) -> Errors {
    let mut errors = Errors::new();
    for (field, words) in all {
        errors.add(field, *words);
    }
    errors
}

pub(super) fn csrf() -> String {
    "gallery".into()
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = intakes();
    all.extend(cases());
    all.extend(super::sample_desks::homes());
    all.extend(super::sample_desks::desks());
    all.extend(super::sample_after::after());
    all
}

fn intakes() -> Vec<Sample> {
    let list = |waiting, settled| ListPage { waiting, settled, more: None, now: at(12, 16, 5) };
    let form = Form::of([
        ("given", "Reuben"),
        ("family", "Haldane-Price"),
        ("school_name", "Harrowfield School"),
        ("kind", "permanent"),
        ("decided", "2026-11-12"),
        ("first_day", "2026-11-13"),
        ("received_on", "2026-11-12"),
        ("received_at", "15:40"),
        ("once", "x"),
    ]);
    let page = |form, errors, candidates, repeats, missing| IntakePage {
        action: "/intake/new".into(),
        kept: None,
        files: Vec::new(),
        schools: vec!["Cloverley School".into(), "Harrowfield School".into()],
        candidates,
        cancelled: None,
        repeats,
        odd: Vec::new(),
        missing,
        today: day(11, 12),
        form,
        errors,
        csrf: csrf(),
    };
    let known = Candidate { child: child(), why: Alike::BornAndPart, cases: vec![case()] };
    vec![
        framed(
            "intake",
            &list(vec![intake(60, Became::Waiting)], vec![intake(61, Became::Opened)]),
        ),
        framed("intake-none", &list(vec![], vec![])),
        framed("intake-new", &page(Form::of([("once", "x")]), Errors::new(), vec![], None, vec![])),
        framed(
            "intake-missing",
            &page(
                form.clone(),
                Errors::new(),
                vec![known.clone()],
                None,
                vec![Missing::ParentLetter, Missing::SecondAddress, Missing::Exam],
            ),
        ),
        framed(
            "intake-wrong",
            &page(
                form,
                wrong(&[
                    (
                        "school_name",
                        "No school of this name is in your register. Choose one from the list, or tick that it is not in it",
                    ),
                    (
                        "first_day",
                        "This repeats Case 14, received Thu 12 Nov 2026, 15.40. Keep it with that case, or correct the first day or the kind",
                    ),
                ]),
                vec![known],
                Some((received_twice(&case(), "Thu 12 Nov 2026, 15.40"), case())),
                vec![],
            ),
        ),
    ]
}

fn cases() -> Vec<Sample> {
    let page = |all: Whole, missing, chases, others| CasePage {
        money: Vec::new(),
        all,
        missing,
        chases,
        files: Vec::new(),
        others,
        officers: vec![Choice::new(id(4).to_string(), CALLUM)],
        clerks: true,
        raises: true,
        me: id(4),
        today: day(11, 25),
        csrf: csrf(),
    };
    let missing = vec![Missing::ParentLetter, Missing::SecondAddress, Missing::Exam];
    let before = Case {
        id: id(70),
        number: 11,
        kind: Kind::Suspension,
        first_day: Some(day(11, 6)),
        half_days: Some(10),
        ..case()
    };
    let closed = Case {
        state: State::Closed,
        closed_on: Some(day(12, 11)),
        outcome: Some(Outcome::Placed),
        closed_why: "On the roll of Cloverley School.".into(),
        ..case()
    };
    let bare = Case { decided: None, first_day: None, out_from: None, ..case() };
    let learnt = Learnt {
        id: id(71),
        about: id(2),
        name: "Governing body told".into(),
        was: String::new(),
        value: "Thu 12 Nov 2026".into(),
        source: "Notice from Harrowfield School, received Thu 12 Nov 2026, 15.40".into(),
        by_name: CALLUM.into(),
        at: at(12, 15, 45),
    };
    let edit = |errors| EditPage {
        case: case(),
        child: child(),
        learnt: vec![learnt.clone()],
        schools: vec!["Harrowfield School".into()],
        today: day(11, 25),
        form: Form::of([
            ("version", "3"),
            ("child_version", "1"),
            ("given", "Reuben"),
            ("family", "Haldane-Price"),
            ("kind", "permanent"),
        ]),
        errors,
        csrf: csrf(),
    };
    let all = whole(case(), child());
    let owed = all.owes("governors-meet").cloned();
    let done = owed.map(|owed| DonePage {
        case: case(),
        child: child(),
        owed,
        form: Form::of([("on", "2026-12-02"), ("once", "x")]),
        errors: wrong(&[("how", "Choose how"), ("by_whom", "Say who did it")]),
        csrf: csrf(),
    });
    let education = |all, errors, form| ProvisionPage {
        decisions: Vec::new(),
        reviews: vec![super::sample_after::reviewed()],
        light: light(
            Some(day(11, 20)),
            &[offer(41, "Larch House", Answer::Accepted)],
            day(11, 16),
            None,
        ),
        all,
        today: day(11, 16),
        form,
        errors,
        csrf: csrf(),
    };
    let tried = Try {
        chase: id(80),
        id: id(81),
        at: at(12, 15, 50),
        how: By::Email,
        words: "Office says it went first class".into(),
        by_name: CALLUM.into(),
    };
    let advice = |chases: Vec<Chase>, enquiries, errors| AdvicePage {
        all: whole(case(), child()),
        chases,
        tries: vec![tried.clone()],
        enquiries,
        today: day(11, 13),
        form: Form::of([("once", "x"), ("whom", "Harrowfield School"), ("due", "2026-11-16")]),
        errors,
        csrf: csrf(),
    };
    let story = |what: &str, d, later| Line {
        day: d,
        at: None,
        case: id(2),
        school: "Harrowfield School".into(),
        what: what.into(),
        more: String::new(),
        by: CALLUM.into(),
        later,
    };
    let chronology = |lines, errors| ChronologyPage {
        child: child(),
        cases: vec![case(), before.clone()],
        lines,
        form: Form::of([("once", "x"), ("day", "2026-11-25")]),
        errors,
        csrf: csrf(),
    };
    let mut out = vec![
        framed(
            "case",
            &page(
                whole(case(), child()),
                missing,
                vec![chase(80, day(11, 26))],
                vec![before.clone()],
            ),
        ),
        framed("case-long-name", &page(whole(case(), long(child())), vec![], vec![], vec![])),
        framed(
            "case-bare",
            &page(whole(bare, child()), vec![Missing::Decided, Missing::FirstDay], vec![], vec![]),
        ),
        framed("case-closed", &page(whole(closed, child()), vec![], vec![], vec![])),
        framed("case-facts", &edit(Errors::new())),
        framed(
            "case-facts-wrong",
            &edit(wrong(&[
                ("source", "Say from whom you have it"),
                ("first_day", "The first day lies before the decision"),
            ])),
        ),
        framed(
            "case-day-six",
            &education(whole(case(), child()), Errors::new(), Form::of([("once", "x")])),
        ),
        framed(
            "case-day-six-wrong",
            &education(
                whole(case(), child()),
                wrong(&[("why", "Say why not")]),
                Form::of([
                    ("once", "x"),
                    ("asks", "yes"),
                    ("provider", "Moorside Centre"),
                    ("answer", "full"),
                ]),
            ),
        ),
        framed(
            "case-advice",
            &advice(vec![chase(80, day(11, 13))], vec![enquiry()], Errors::new()),
        ),
        framed("case-advice-wrong", &advice(vec![], vec![], wrong(&[("how", "Choose how")]))),
        framed(
            "chronology",
            &chronology(
                vec![
                    story("Suspension: first day", day(11, 6), false),
                    story("Telephone call with the mother", day(11, 10), true),
                    story("Permanent exclusion: first day", day(11, 13), false),
                ],
                Errors::new(),
            ),
        ),
        framed("chronology-wrong", &chronology(vec![], wrong(&[("what", "Say what happened")]))),
    ];
    out.extend(done.map(|p| framed("case-done-wrong", &p)));
    out
}
