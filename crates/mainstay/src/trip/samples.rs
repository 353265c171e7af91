//! Trips for the gallery: one with everything missing, one that is approved, the register with
//! somebody late.

use super::facts::{Facts, Row};
use super::hospitality_page::GuestsPage;
use super::list::{ListPage, PlanPage};
use super::one::OnePage;
use super::pupil_page::{AddPage, PupilPage};
use super::register::{NewsPage, RegisterPage};
use super::sheet::LeaderSheet;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::trip::{
    Adult, Consent, Cost, GuestState, Guests, How, Risk, Said, Trip, TripKind, TripPupil,
    TripState, Word, consented, missing,
};
use casework::{Id, Role};
use rulebook::{Day, Instant, Minute};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}
fn minute(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap_or_default()
}
fn at(m: i8, d: i8, h: u16, min: u16) -> Instant {
    day(m, d).at(minute(h, min))
}

fn trip(state: TripState) -> Trip {
    Trip {
        id: Id::from_u128(80),
        kind: TripKind::OffSite,
        title: "Bike workshop".into(),
        purpose: "Building and finishing something with an adult they trust.".into(),
        place: "Wheelhouse, Mill Lane".into(),
        from: day(12, 2),
        to: day(12, 2),
        leaves: minute(9, 20),
        back: minute(14, 50),
        ratio: 3,
        transport: "School minibus".into(),
        kit: "Old clothes, a packed lunch".into(),
        base: "School office, 01632 960000".into(),
        lead: Id::from_u128(2),
        lead_name: "Miss Ruqayya Fennimore".into(),
        state,
        words_since: None,
        asked_at: Some(at(11, 27, 15, 30)),
        decided_at: (state == TripState::Approved).then(|| at(11, 30, 8, 40)),
        decided_by: if state == TripState::Approved {
            "Mrs Joan Merrow".into()
        } else {
            String::new()
        },
        decided_why: String::new(),
        went_well: String::new(),
        change_next: String::new(),
        again: None,
        contacts_made: String::new(),
        looked_back_at: None,
        looked_back_by: String::new(),
        made_by: Id::from_u128(2),
        made_by_name: "Miss Ruqayya Fennimore".into(),
        made_at: at(11, 16, 9, 0),
        version: 3,
    }
}

fn line(n: u128) -> TripPupil {
    TripPupil {
        id: Id::from_u128(800 + n),
        trip: Id::from_u128(80),
        pupil: Id::from_u128(n),
        off_at: None,
        off_why: String::new(),
        medical: String::new(),
        phone: String::new(),
        medical_by: String::new(),
        medical_at: None,
        out_at: None,
        out_by: String::new(),
        in_at: None,
        in_by: String::new(),
        in_words: String::new(),
        known_date: None,
    }
}

fn row(n: u128, given: &str, family: &str, whole: bool) -> Row {
    let pupil = casework::pupil::Pupil {
        id: Id::from_u128(n),
        helps: "First step in writing; a quiet word, never across the room.".into(),
        ..crate::demo::fairholme::plain_pupil("8N", 8, given, family, "F")
    };
    let contact = casework::pupil::Contact {
        id: Id::from_u128(900 + n),
        pupil: pupil.id,
        title: "Ms".into(),
        given: "Shaz".into(),
        family: "Dunmore".into(),
        relation: "Mother".into(),
        priority: 1,
        responsible: true,
        lives_with: true,
        restriction: String::new(),
        phone: if whole { "07700 900461".into() } else { String::new() },
        email: String::new(),
        address: String::new(),
        language: String::new(),
        interpreter: false,
    };
    let mut line = line(n);
    let mut words = Vec::new();
    if whole {
        line.medical = "None".into();
        line.medical_by = contact.full();
        line.medical_at = Some(at(11, 20, 18, 20));
        words.push(Word {
            id: Id::from_u128(950 + n),
            trip_pupil: line.id,
            contact: contact.id,
            name: contact.full(),
            word: Consent::Given,
            how: How::Link,
            words: String::new(),
            by_name: "By a private link".into(),
            at: at(11, 20, 18, 20),
        });
    }
    let mut row =
        Row { line, pupil, seen: true, contacts: vec![contact], words, said: Said::Nobody };
    row.said = consented(&row.facts(None));
    row
}

fn facts(state: TripState, whole: bool) -> Facts {
    let going =
        vec![row(9, "Callie", "Dunmore", whole), row(10, "Jude", "Marl-Featherstonehaugh", true)];
    let trip = trip(state);
    let mut f = Facts {
        adults: vec![Adult {
            id: Id::from_u128(70),
            staff: Some(Id::from_u128(2)),
            name: "Miss Ruqayya Fennimore".into(),
            role: "Leads it".into(),
        }],
        costs: vec![Cost {
            id: Id::from_u128(71),
            what: "Workshop".into(),
            pence: 12_500,
            line: "PSC 4410".into(),
        }],
        risks: Vec::new(),
        files: Vec::new(),
        off: Vec::new(),
        guests: Vec::new(),
        missing: Vec::new(),
        clashes: Vec::new(),
        closed: Vec::new(),
        approver: Role::Head,
        going,
        trip,
    };
    if whole {
        f.risks.push(Risk {
            id: Id::from_u128(72),
            hazard: "Sharp tools".into(),
            measure: "Two adults in the room; goggles; one bench at a time.".into(),
            who: "Mr Theo Brack".into(),
            by_name: "Miss Ruqayya Fennimore".into(),
            at: at(11, 18, 15, 30),
        });
    } else {
        f.clashes.push(("Callie Dunmore, 8N".into(), "The Hub, Wed 2 Dec 2026 P3".into()));
        f.closed.push("Sun 6 Dec 2026 is not a school day: Sunday".into());
    }
    let pupils: Vec<_> = f.going.iter().map(|r| r.facts(None)).collect();
    f.missing = missing(&casework::trip::TripFacts {
        trip: &f.trip,
        adults: f.adults.len(),
        pupils: &pupils,
        risks: f.risks.len(),
        file: false,
    });
    f
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let words = crate::exit::sample_words;
    let staff = || vec![Choice::new("", "Choose"), Choice::new("2", "Miss Ruqayya Fennimore")];
    let one = |state, whole, errors| OnePage {
        words: words(),
        f: facts(state, whole),
        actions: Vec::new(),
        staff: staff(),
        approves: true,
        now: at(12, 1, 9, 0),
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let mut no_cost = Errors::new();
    no_cost.add("amount", "Give an amount, such as 62.50");
    no_cost.add("budget", "Say which budget line it is set against");
    let mut wrong = Errors::new();
    wrong.add("title", "Say what it is called");
    wrong.add("back", "They leave at 9.20: give a later time");
    let plan = |form, errors| PlanPage {
        to: "/trips/new".into(),
        back: ("/trips".into(), "Trips and events".into()),
        title: "Plan a trip or event",
        staff: staff(),
        csrf: "gallery".into(),
        form,
        errors,
    };
    let list = |open: Vec<(Trip, usize)>, lines| ListPage {
        words: words(),
        open,
        past: Vec::new(),
        lines,
        plans: true,
        sets_up: true,
        kit: true,
    };
    let pupil = |whole, errors| PupilPage {
        trip: trip(TripState::Planned),
        row: row(9, "Callie", "Dunmore", whole),
        csrf: "gallery".into(),
        form: Form::of([("day", "2026-11-20")]),
        errors,
    };
    let mut unsaid = Errors::new();
    unsaid.add("who", "Choose who said it");
    unsaid.add("medical", "Write what home answered; where there is nothing, write “none”");
    let register = |out: bool, back: bool, now, shut: Option<&str>| RegisterPage {
        words: words(),
        trip: trip(TripState::Approved),
        going: [(9, "Callie Dunmore, 8N"), (10, "Jude Marl, 8K3")]
            .into_iter()
            .map(|(n, who)| {
                let mut l = line(n);
                l.out_at = out.then(|| at(12, 2, 9, 20));
                l.in_at = (back && n == 9).then(|| at(12, 2, 14, 50));
                (l, who.to_string())
            })
            .collect(),
        off: vec![(
            TripPupil { off_why: "Ms Shaz Dunmore took consent back".into(), ..line(11) },
            "Robin Ash, 8N".into(),
        )],
        shut: shut.map(String::from),
        opens: true,
        now,
        csrf: "gallery".into(),
        form: Form::of([("time", "14:50")]),
        errors: Errors::new(),
    };
    let guests = |open: Vec<Guests>, errors| GuestsPage {
        open,
        past: Vec::new(),
        trip: None,
        meeting: None,
        today: day(11, 20),
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let tac = Guests {
        id: Id::from_u128(60),
        trip: None,
        meeting: Some(Id::from_u128(61)),
        event: "TAC meeting".into(),
        day: day(11, 24),
        minute: Some(minute(14, 0)),
        place: "Meeting room 2".into(),
        people: 6,
        dietary: "One vegan".into(),
        wanted: "Tea, coffee, biscuits".into(),
        pence: Some(950),
        line: "PSC 4420".into(),
        asked_by: Id::from_u128(2),
        asked_by_name: "Miss Ruqayya Fennimore".into(),
        asked_at: at(11, 17, 9, 0),
        state: GuestState::Asked,
        done_at: None,
        done_by: String::new(),
        why: String::new(),
        version: 1,
    };
    let mut few = Errors::new();
    few.add("people", "Give a number, such as 6");
    let whole = facts(TripState::Approved, true);
    let sheet = LeaderSheet {
        f: &whole,
        words: &words(),
        school: ("Queensway Park School", "01632 960000"),
        at: at(12, 2, 8, 50),
        by: "Miss Ruqayya Fennimore",
    };
    vec![
        framed(
            "trips-typical",
            &list(
                vec![(trip(TripState::Asked), 5), (trip(TripState::Approved), 5)],
                vec![("PSC 4410".into(), 12_500), ("PSC 4420".into(), 950)],
            ),
        ),
        framed("trips-empty", &list(Vec::new(), Vec::new())),
        framed("trip-plan", &plan(Form::of([("ratio", "10")]), Errors::new())),
        framed("trip-plan-wrong", &plan(Form::default(), wrong)),
        framed("trip-missing", &one(TripState::Asked, false, Errors::new())),
        framed("trip-approved", &one(TripState::Approved, true, Errors::new())),
        framed("trip-wrong", &one(TripState::Planned, false, no_cost)),
        framed(
            "trip-find",
            &AddPage {
                words: words(),
                trip: trip(TripState::Planned),
                q: "8n".into(),
                found: vec![(Id::from_u128(9), "Callie Dunmore, 8N".into())],
                csrf: "gallery".into(),
            },
        ),
        framed("trip-pupil", &pupil(true, Errors::new())),
        framed("trip-pupil-wrong", &pupil(false, unsaid)),
        framed("trip-register", &register(false, false, at(12, 2, 9, 20), None)),
        framed("trip-register-late", &register(true, true, at(12, 2, 15, 30), None)),
        framed(
            "trip-register-shut",
            &register(false, false, at(12, 1, 9, 20), Some("The register opens on Wed 2 Dec 2026")),
        ),
        framed(
            "trip-news",
            &NewsPage {
                trip: trip(TripState::Approved),
                news: vec![(
                    "Callie Dunmore, 8N".into(),
                    "off the list of Bike workshop: Ms Shaz Dunmore took consent back".into(),
                    at(12, 2, 7, 55),
                )],
                csrf: "gallery".into(),
            },
        ),
        Sample { name: "trip-sheet", page: sheet.document() },
        framed("hospitality-typical", &guests(vec![tac], Errors::new())),
        framed("hospitality-wrong", &guests(Vec::new(), few)),
    ]
}
