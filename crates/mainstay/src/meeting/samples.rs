//! Meetings for the gallery.

use super::arising::Matter;
use super::forms_page::{ArrangePage, CopyPage, PlacesPage, ReportPage};
use super::minutes_page::MinutesPage;
use super::page::{ListPage, OnePage, Row};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::Id;
use casework::action::{Ask, Origin, begin};
use casework::meeting::people::{Came, Person, Reply, Short, Whom};
use casework::meeting::place::Taken;
use casework::meeting::{Decision, Item, Kind, Meeting, Minutes, Rule, Setup, State};
use casework::referral::ReferralState;
use casework::words::Words;
use casework::{Actor, Coded};
use rulebook::{Day, Instant, Minute};
use store::meeting::minutes::Copy;

fn day(month: i8, n: i8) -> Day {
    Day::new(2026, month, n).unwrap_or_else(|| Day::from_pg(0))
}
fn at(hour: u16, minute: u16) -> Minute {
    Minute::new(hour, minute).unwrap_or_default()
}
fn now() -> Instant {
    day(11, 24).at(at(15, 20))
}

pub(crate) fn meeting() -> Meeting {
    Meeting {
        id: Id::from_u128(1),
        kind: Kind::Tac,
        name: Kind::Tac.label().into(),
        title: "How the first half-term went".into(),
        pupil: Some(Id::from_u128(50)),
        on: day(11, 24),
        from: at(14, 0),
        to: at(15, 0),
        place: "Room 4".into(),
        remote: String::new(),
        lead: Id::from_u128(2),
        lead_name: "Ms Dara Okell".into(),
        chair_name: "Mr Ewan Thrale".into(),
        quorum: "school 2".into(),
        before: Some(Id::from_u128(3)),
        within_days: 5,
        private: false,
        state: State::Arranged,
        why_off: String::new(),
        sequence: 1,
        asked_at: Some(now()),
        papers_out_at: Some(now()),
        held_at: None,
        to_chair_at: None,
        approved_by: String::new(),
        approved_at: None,
        circulated_at: None,
        made_at: now(),
        version: 2,
    }
}

fn person(n: u128, whom: Whom, name: &str, reply: Reply) -> Person {
    Person {
        id: Id::from_u128(n),
        meeting: Id::from_u128(1),
        whom,
        name: name.into(),
        email: "somebody@school.example".into(),
        staff: None,
        contact: None,
        responsible: false,
        part: String::new(),
        needs: String::new(),
        reply,
        said: String::new(),
        other_address: String::new(),
        came: Came::NotSaid,
        consented: false,
        told_sequence: Some(1),
    }
}

fn people() -> Vec<Person> {
    vec![
        Person { part: "school".into(), ..person(10, Whom::Staff, "Mr Ewan Thrale", Reply::Yes) },
        Person {
            responsible: true,
            needs: "Interpreter, Portuguese".into(),
            other_address: "aunt@home.example".into(),
            said: "We can come at two".into(),
            ..person(11, Whom::Home, "Ms Leanne Moss", Reply::Yes)
        },
        Person {
            came: Came::Attended,
            consented: true,
            email: String::new(),
            told_sequence: None,
            ..person(12, Whom::Home, "Pat Moss", Reply::NotSaid)
        },
        Person {
            needs: "Hearing loop".into(),
            ..person(13, Whom::Agency, "School nurse", Reply::No)
        },
    ]
}

fn items() -> Vec<Item> {
    let item = |n: i64, title: &str, pupil, notes: &str| Item {
        id: Id::from_u128(20 + n as u128),
        position: n,
        title: title.into(),
        pupil,
        closed: n == 3,
        notes: notes.into(),
        by_name: "Ms Dara Okell".into(),
        at: Some(now()),
        version: 2,
    };
    vec![
        item(1, "Welcome, and what stays in this room", None, ""),
        item(
            2,
            "How things stand, and what next",
            Some(Id::from_u128(50)),
            "Two good weeks. Mornings are harder than afternoons.",
        ),
        item(3, "What worries us", None, "To be told to nobody at home yet."),
    ]
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let actor = Actor {
        org: Id::nil(),
        account: Id::nil(),
        staff: Id::from_u128(2),
        name: "Ms Dara Okell".into(),
        post: String::new(),
        roles: Vec::new(),
        years: Vec::new(),
    };
    let action = |n: u128, what: &str, due: Day| {
        let ask = Ask {
            what: what.into(),
            owner: Some((Id::from_u128(5), "Mr Col Adair".into())),
            due: Some(due),
            how: "It stands on the board".into(),
            origin: Origin::Meeting,
            about: Some(Id::from_u128(1)),
            ..Ask::new(Id::from_u128(n))
        };
        begin(ask, &actor, day(11, 2).at(at(9, 0)))
    };
    let actions: Vec<_> = [
        action(30, "Ring the family worker about transport", day(11, 20)),
        action(31, "Move the mentor’s time to Mondays", day(12, 1)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let matters: Vec<Matter> = actions
        .iter()
        .map(|a| Matter {
            words: a.what.clone(),
            action: Some(a.clone()),
            referral: None,
            plan: None,
        })
        .chain([
            Matter {
                words: "A day in the room".into(),
                action: None,
                referral: Some((Id::from_u128(90), ReferralState::Waiting)),
                plan: None,
            },
            Matter {
                words: "First step in writing".into(),
                action: None,
                referral: None,
                plan: Some((Id::from_u128(91), 2, false)),
            },
            Matter {
                words: "Nothing more for now".into(),
                action: None,
                referral: None,
                plan: None,
            },
        ])
        .collect();
    let names = vec![(Id::from_u128(50), "Tyrell Ashdown-Moss, 9K2".to_string())];
    let decision = Decision {
        id: Id::from_u128(40),
        item: Some(Id::from_u128(22)),
        pupil: Some(Id::from_u128(50)),
        words: "The mentor sees him on Mondays".into(),
        why: "Mondays are hardest".into(),
        action: Some(Id::from_u128(31)),
        referral: None,
        plan: None,
        plan_version: None,
        by_name: "Ms Dara Okell".into(),
        at: now(),
    };
    let staff = vec![Choice::new("", "Choose"), Choice::new("5", "Mr Col Adair")];
    let row = |m: Meeting, stands| Row { m, who: names[0].1.clone(), due: day(12, 1), stands };
    let rules: Vec<Rule> = Kind::ALL.iter().map(|k| Rule::plain(*k)).collect();
    let list = |full: bool| ListPage {
        waiting: if full {
            vec![row(Meeting { on: day(11, 10), ..meeting() }, Minutes::Late)]
        } else {
            Vec::new()
        },
        coming: if full { vec![row(meeting(), Minutes::NotYet)] } else { Vec::new() },
        past: if full {
            vec![row(Meeting { on: day(10, 6), ..meeting() }, Minutes::Met)]
        } else {
            Vec::new()
        },
        rules: rules.clone(),
        query: Form::nothing(),
        words: Words::default(),
    };
    let one = |errors: Errors, form: Form| OnePage {
        today: day(11, 24),
        m: meeting(),
        pupil: Some((names[0].0, names[0].1.clone())),
        people: people(),
        short: vec![Short { part: "school".into(), come: 1, least: 2 }],
        setup: vec![
            Setup {
                id: Id::from_u128(60),
                what: "Hearing loop".into(),
                done_by: String::new(),
                done_at: None,
            },
            Setup {
                id: Id::from_u128(61),
                what: "Water for six".into(),
                done_by: "Mr Col Adair".into(),
                done_at: Some(now()),
            },
        ],
        items: items(),
        names: names.clone(),
        decisions: vec![decision.clone()],
        actions: actions.clone(),
        arising: matters.clone(),
        report: false,
        stands: Minutes::NotYet,
        due: day(12, 1),
        answers: "okell@fairholme.example".into(),
        unsent: vec!["School nurse".into()],
        leads: true,
        me: people().first().map(|p| p.id),
        staff: staff.clone(),
        home: vec![Choice::new("", "Nobody at home"), Choice::new("1", "Ms Leanne Moss (Mother)")],
        suggested: vec![Choice::pupil("1", "Marnie Tolliver-Reyes, 10B").hint("referral waiting")],
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("name", "Choose a colleague or somebody at home, or write a name");
    let minutes = |m: Meeting, writes: bool, form: Form, errors: Errors| MinutesPage {
        today: day(11, 24),
        people: people(),
        short: Vec::new(),
        items: items(),
        names: names.clone(),
        decisions: vec![decision.clone()],
        interests: vec![casework::meeting::Interest {
            id: Id::from_u128(71),
            item: Id::from_u128(22),
            person: people()[0].id,
            words: "Teaches him, and left for this item".into(),
            by_name: "Ms Dara Okell".into(),
            made_at: now(),
        }],
        actions: actions.clone(),
        arising: matters.clone(),
        copies: match writes {
            true => Vec::new(),
            false => vec![Copy {
                id: Id::from_u128(70),
                person: Id::from_u128(11),
                name: "Ms Leanne Moss".into(),
                words: String::new(),
                how: String::new(),
                given_at: None,
                made_at: now(),
            }],
        },
        stands: if writes { Minutes::Due } else { Minutes::Met },
        due: day(12, 1),
        plans: vec![(Id::from_u128(50), Id::from_u128(91), casework::plan::Kind::Behaviour)],
        staff: staff.clone(),
        refers: true,
        writes,
        leads: true,
        m,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut undecided = Errors::new();
    undecided.add("owner", "Choose who does it: a colleague who can sign in");
    undecided.add("due", "Give the day it is due, such as 27/11/2026");
    let item = Id::from_u128(22).to_string();
    let typed = Form::of([
        ("item", item.as_str()),
        ("once", "00000000-0000-7000-8000-000000000001"),
        ("words", "A card for time out"),
    ]);
    let out = Meeting {
        state: State::Held,
        to_chair_at: Some(now()),
        approved_by: "Mr Ewan Thrale".into(),
        approved_at: Some(now()),
        circulated_at: Some(now()),
        ..meeting()
    };
    let taken = Taken {
        id: Id::from_u128(80),
        place: "Civic Suite 2".into(),
        on: day(12, 8),
        from: at(10, 0),
        to: at(12, 0),
        what: "Budget panel".into(),
        by_name: "Ms Lee".into(),
    };
    let mut clash = Errors::new();
    clash.add("place", taken.said());
    let arrange = ArrangePage {
        id: None,
        asked: false,
        kinds: rules.iter().map(|r| Choice::new(r.kind.code(), &r.name)).collect(),
        before: vec![Choice::new("", "None: it is the first")],
        places: vec!["Civic Suite 2".into()],
        pupil: None,
        finds: true,
        q: "Marnie".into(),
        found: vec![(Id::from_u128(51), "Marnie Tolliver-Reyes, 10B".into())],
        words: Words::default(),
        csrf: "gallery".into(),
        form: Form::of([
            ("kind", "panel"),
            ("on", "2026-12-08"),
            ("from", "9.30"),
            ("to", "12.00"),
            ("place", "Civic Suite 2"),
        ]),
        errors: clash.clone(),
    };
    let places = |taken: Vec<Taken>, errors: Errors| PlacesPage {
        taken,
        places: vec!["Civic Suite 2".into()],
        csrf: "gallery".into(),
        form: Form::nothing(),
        errors,
    };
    let report = ReportPage {
        m: Id::from_u128(1),
        who: names[0].1.clone(),
        on: day(11, 24),
        kept: None,
        csrf: "gallery".into(),
        form: Form::of([
            ("from", "2026-09-01"),
            ("to", "2026-11-23"),
            (
                "words",
                "Tyrell Ashdown-Moss, 9K2\n\nStrengths\n- fixing bikes\n\nFacts\n- Attendance 86.0% up to Fri 20 Nov 2026",
            ),
        ]),
        errors: Errors::new(),
    };
    let copy = CopyPage {
        m: Id::from_u128(1),
        name: meeting().name,
        on: day(11, 24),
        c: Copy {
            id: Id::from_u128(70),
            person: Id::from_u128(11),
            name: "Ms Leanne Moss".into(),
            words: "Team around the child\nTue 24 Nov 2026, 14.00 to 15.00, Room 4\n\n1. Welcome\nHe and another student are kept apart at break.".into(),
            how: "By post".into(),
            given_at: Some(now()),
            made_at: now(),
        },
    };
    vec![
        framed("meetings", &list(true)),
        framed("meetings-none", &list(false)),
        framed("meeting", &one(Errors::new(), Form::nothing())),
        framed("meeting-wrong", &one(wrong, Form::of([("part_of_people", "yes")]))),
        framed("meeting-new-taken", &arrange),
        framed("meeting-places", &places(vec![taken], Errors::new())),
        framed("meeting-places-none", &places(Vec::new(), clash)),
        framed("meeting-report", &report),
        framed("meeting-minutes", &minutes(meeting(), true, Form::nothing(), Errors::new())),
        framed("meeting-minutes-wrong", &minutes(meeting(), true, typed, undecided)),
        framed("meeting-minutes-out", &minutes(out, false, Form::nothing(), Errors::new())),
        framed("meeting-copy", &copy),
    ]
}
