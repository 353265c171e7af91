//! Pages of plans with invented facts, for the gallery.

use super::ask::{AskPage, CanAsk, RepliesPage};
use super::check::CheckPage;
use super::lesson::{InLesson, LessonNow, LessonsPage};
use super::library::Library;
use super::one_page::OnePage;
use super::page::Row;
use super::review::ReviewPage;
use super::version::VersionPage;
use super::whole::{InWeek, Latest, Stretch};
use super::write::WritePage;
use super::{ListPage, NewPage, PlanPage};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::plan::difference::between;
use casework::plan::{
    About, Ask, Body, Check, Checked, Edition, Found, Got, Kind, Plan, Reader, Review, Share,
    Strategy, Tap, Target, Whom, lacks,
};
use casework::strategy::Card;
use rulebook::{Day, Instant, Minute};

const WHO: &str = "Callie Dunmore, 8N";

fn key(n: u128) -> Id {
    Id::from_u128(n)
}
fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0))
}
fn at(m: i8, d: i8, h: u16, min: u16) -> Instant {
    day(m, d).at(Minute::new(h, min).unwrap_or_default())
}
fn words() -> casework::words::Words {
    crate::duty::words_for_samples()
}

fn plan() -> Plan {
    Plan {
        id: key(1),
        pupil: key(9),
        kind: Kind::Behaviour,
        owner: key(3),
        owner_name: "Miss Ruqayya Fennimore".into(),
        why: "Eleven incidents in the first seven school days.".into(),
        from: day(9, 21),
        current: 2,
        ended_on: None,
        ending: None,
        evaluation: String::new(),
        version: 4,
    }
}

fn body(seat: &str) -> Body {
    let line = |n: u128, words: &str| Strategy { key: key(n), words: words.into() };
    let seat_key = if seat.contains("front") { 31 } else { 30 };
    Body {
        sections: [
            ("staff", "Callie settles when the first step is in writing and the room is quiet."),
            ("triggers", "Noise, and instructions that come late."),
            ("early", "Pen down, chair back, looks at the door."),
            (
                "response",
                "One adult, few words, walk to the support base. Call if she leaves the site.",
            ),
            ("need", "Noise hides what she cannot hear; leaving ends it."),
            ("referrals", "Hearing check asked for on 21 September."),
        ]
        .map(|(c, w)| (c.to_string(), w.to_string()))
        .to_vec(),
        strategies: vec![
            line(seat_key, seat),
            line(32, "First step in writing"),
            line(33, "Two minutes’ warning before a change"),
        ],
        targets: vec![
            Target {
                key: key(41),
                about: About::Learning,
                words: "Starts the first task within two minutes".into(),
                school: "First step on the desk".into(),
                family: "Asks each evening which lesson went best".into(),
                own: "I will read the first step before I ask".into(),
                measure: "4 of 5 lessons on the report card".into(),
            },
            Target {
                key: key(42),
                about: About::Behaviour,
                words: "Asks for two minutes out before leaving".into(),
                school: "Says yes once each lesson".into(),
                family: String::new(),
                own: "I will show the card".into(),
                measure: "No lesson left without the card".into(),
            },
        ],
    }
}

fn edition(number: i64, given: Option<Instant>) -> Edition {
    Edition {
        number,
        why: if number > 1 {
            "Review of Fri 9 Oct 2026: seat front left".into()
        } else {
            String::new()
        },
        written_by: "Miss Ruqayya Fennimore".into(),
        written_at: at(9, 18, 15, 40),
        given_by: if given.is_some() { "Miss Ruqayya Fennimore".into() } else { String::new() },
        given_at: given,
        version: 2,
    }
}

fn review(n: u128, week: i64, due: Day, held: bool) -> Review {
    Review {
        id: key(60 + n),
        plan: key(1),
        week,
        due,
        first_due: due,
        moved_why: String::new(),
        held_on: held.then_some(due),
        held_by: if held { "Miss Ruqayya Fennimore".into() } else { String::new() },
        there: if held { "Callie, Ms Shaz Dunmore, Mr Brack".into() } else { String::new() },
        change: if held { "Seat front left, away from the door.".into() } else { String::new() },
        version: 1,
    }
}

fn found() -> Vec<Found> {
    let one = |target, got, evidence: &str| Found {
        review: key(61),
        target: key(target),
        got,
        evidence: evidence.into(),
    };
    vec![
        one(41, Got::Part, "3 of 5 lessons in each of two weeks"),
        one(42, Got::Not, "Left three lessons without the card"),
    ]
}

fn card(n: u128, need: &str, title: &str) -> Card {
    Card {
        id: key(200 + n),
        need: need.into(),
        title: title.into(),
        how: "Agree it before the lesson, not in it. Keep the way to the door clear.".into(),
        care: "Not for a practical with heat.".into(),
        active: true,
        made_by: "Ms Dara Okell".into(),
        version: 1,
    }
}

fn ask(n: u128, whom: Whom, name: &str, answered: bool) -> Ask {
    Ask {
        id: key(80 + n),
        plan: key(1),
        whom,
        staff: (whom == Whom::Teacher).then_some(key(20 + n)),
        contact: (whom == Whom::Home).then_some(key(60 + n)),
        name: name.into(),
        email: if whom == Whom::Home { "s.dunmore@example.org".into() } else { String::new() },
        basis: None,
        asked_at: at(9, 14, 9, 0),
        asked_by: "Miss Ruqayya Fennimore".into(),
        due: day(9, 18),
        answered_at: answered.then_some(at(9, 16, 12, 5)),
        typed_by: if whom == Whom::Teacher {
            String::new()
        } else {
            "Miss Ruqayya Fennimore".into()
        },
        works: if answered { "Short tasks, and being asked first.".into() } else { String::new() },
        hard: if answered {
            "After lunch, and when the class comes in late.".into()
        } else {
            String::new()
        },
        wish: String::new(),
        version: 1,
    }
}

fn reader(n: u128, name: &str, read: bool) -> Reader {
    Reader {
        id: key(90 + n),
        plan: key(1),
        number: 2,
        staff: key(20 + n),
        name: name.into(),
        due: day(10, 15),
        read_at: read.then_some(at(10, 12, 8, 20)),
    }
}

fn whole() -> PlanPage {
    let body = body("Seat front left");
    let share = |n: u128, yes, not, never| Share { strategy: key(n), yes, not, never, asked: 9 };
    let checked = |n: u128, name: &str, answered: bool| Checked {
        id: key(100 + n),
        of_check: key(99),
        staff: key(20 + n),
        name: name.into(),
        answered_at: answered.then_some(at(11, 11, 8, 30)),
        words: if n == 1 {
            "The seating plan is not on the cover sheet".into()
        } else {
            String::new()
        },
    };
    let week = |week, used, taps, incidents| InWeek { week, used, taps, incidents };
    PlanPage {
        decided: vec![(
            Id::from_u128(80),
            "Review of a plan".into(),
            casework::meeting::Decision {
                id: Id::from_u128(81),
                item: None,
                pupil: None,
                words: "First step in writing, before the class starts".into(),
                why: String::new(),
                action: None,
                referral: None,
                plan: Some(plan().id),
                plan_version: Some(3),
                by_name: "Ms Dara Okell".into(),
                at: at(11, 12, 15, 30),
            },
        )],
        follows: Default::default(),
        plan: plan(),
        who: WHO.into(),
        today: day(11, 13),
        editions: vec![edition(2, Some(at(10, 9, 15, 0))), edition(1, Some(at(9, 21, 9, 0)))],
        draft: None,
        reviews: vec![
            review(1, 4, day(10, 9), true),
            Review {
                due: day(11, 16),
                moved_why: "Mother at work on Friday".into(),
                ..review(2, 8, day(11, 13), false)
            },
        ],
        found: found(),
        readers: vec![reader(1, "Mrs Priya Ravenhall", true), reader(2, "Mr Idris Vail", false)],
        unasked: vec!["Mr Col Adair".into()],
        asks: vec![
            ask(1, Whom::Teacher, "Mrs Priya Ravenhall", true),
            ask(2, Whom::Home, "Ms Shaz Dunmore, mother", false),
            ask(3, Whom::Own, "Callie Dunmore", false),
        ],
        can_ask: vec![
            CanAsk {
                value: key(21).to_string(),
                whom: Whom::Teacher,
                staff: Some(key(21)),
                contact: None,
                name: "Mrs Priya Ravenhall".into(),
            },
            CanAsk {
                value: key(9).to_string(),
                whom: Whom::Own,
                staff: None,
                contact: None,
                name: "Callie Dunmore".into(),
            },
        ],
        agencies: vec!["Family hub".into()],
        latest: Some(Latest {
            check: Check {
                id: key(99),
                plan: key(1),
                number: 2,
                asked_at: at(11, 9, 8, 0),
                asked_by: "Miss Ruqayya Fennimore".into(),
                due: day(11, 13),
            },
            shares: vec![share(31, 6, 1, 0), share(32, 5, 1, 1), share(33, 3, 3, 1)],
            asked: vec![
                checked(1, "Mrs Priya Ravenhall", true),
                checked(2, "Mr Idris Vail", false),
            ],
        }),
        check_due: false,
        weeks: vec![week(1, 4, 9, 5), week(2, 9, 12, 4), week(3, 11, 13, 2)],
        compared: Some((
            30,
            Stretch { from: day(6, 29), to: day(9, 18), incidents: 14, placed: 3 },
            Stretch { from: day(9, 25), to: day(11, 13), incidents: 6, placed: 1 },
        )),
        writes: true,
        mine: true,
        words: words(),
        form: Form::of([("due", day(11, 19).iso())]),
        errors: Errors::new(),
        csrf: "gallery".into(),
        body,
    }
}

fn drafted() -> PlanPage {
    let mut body = body("Sits near the door");
    body.targets.remove(0);
    let plan = Plan { current: 0, ..plan() };
    let lacks = lacks(plan.kind, &body, true);
    PlanPage {
        decided: Vec::new(),
        editions: vec![edition(1, None)],
        draft: Some((edition(1, None), lacks)),
        reviews: vec![review(2, 6, day(11, 6), false)],
        found: Vec::new(),
        readers: Vec::new(),
        unasked: Vec::new(),
        agencies: Vec::new(),
        latest: None,
        weeks: Vec::new(),
        compared: None,
        mine: false,
        plan,
        body,
        ..whole()
    }
}

fn reviewing(held: bool, errors: Errors) -> ReviewPage {
    ReviewPage {
        plan: plan(),
        who: WHO.into(),
        review: review(1, 4, day(10, 9), held),
        targets: body("Seat front left").targets,
        found: if held { found() } else { Vec::new() },
        next: Some(day(11, 13)),
        in_use: vec![("Seat front left".into(), "6 of 9 teachers".into())],
        writes: true,
        today: day(10, 9),
        form: Form::of([("on", day(10, 9).iso()), ("after", "on".into())]),
        errors,
        csrf: "gallery".into(),
    }
}

fn lessons(filled: bool) -> LessonsPage {
    let minute = |h, m| Minute::new(h, m).unwrap_or_default();
    let tap = |strategy, used| Tap {
        id: key(200),
        plan: key(1),
        strategy: key(strategy),
        pupil: key(9),
        day: day(11, 12),
        code: "P2".into(),
        staff: key(21),
        name: "Mrs Priya Ravenhall".into(),
        used,
        at: at(11, 12, 10, 40),
    };
    let in_lesson = |who: &str, plan: u128, taps| InLesson {
        plan: key(plan),
        kind: Kind::Behaviour,
        who: who.into(),
        body: body("Seat front left"),
        taps,
    };
    let lesson = |code: &str, from, to, plans| LessonNow {
        code: code.into(),
        from,
        to,
        subject: "History".into(),
        class: "8N/Hi1".into(),
        place: "H2".into(),
        plans,
    };
    LessonsPage {
        now: at(11, 12, 10, 45),
        lessons: match filled {
            false => Vec::new(),
            true => vec![
                lesson(
                    "P2",
                    minute(10, 0),
                    minute(10, 50),
                    vec![
                        in_lesson(WHO, 1, vec![tap(31, true), tap(32, false)]),
                        in_lesson("Wilhelmina Featherstonehaugh-Cholmondeley, 8N", 2, vec![]),
                    ],
                ),
                lesson("P5", minute(13, 30), minute(14, 20), vec![in_lesson(WHO, 1, vec![])]),
            ],
        },
        open: String::new(),
        words: words(),
        csrf: "gallery".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |plan: Plan, next| Row {
        who: WHO.into(),
        plan,
        next,
        read: Some((7, 9)),
        answered: Some((10, 11)),
    };
    let list =
        |rows| ListPage { today: day(11, 12), ended: false, writes: true, words: words(), rows };
    let new = |errors| NewPage {
        q: String::new(),
        found: vec![(key(9), WHO.to_string())],
        going: vec![(key(1), Kind::Support)],
        form: Form::of([("pupil", key(9).to_string()), ("from", day(9, 14).iso())]),
        errors,
        csrf: "gallery".into(),
        words: words(),
    };
    let wrong = |field: &str, words: &str| {
        let mut errors = Errors::new();
        errors.add(field, words);
        errors
    };
    let one = |errors: bool| OnePage {
        id: key(1),
        kind: Kind::Behaviour,
        who: WHO.into(),
        number: 2,
        given_at: Some(at(10, 9, 15, 0)),
        owner: "Miss Ruqayya Fennimore".into(),
        body: body("Seat front left"),
        changes: between(Kind::Behaviour, &body("Sits near the door"), &body("Seat front left")),
        cards: vec![card(1, "Noise and crowded rooms", "A seat away from the door")],
        reader: Some(reader(2, "Mr Idris Vail", errors)),
        ended: false,
        csrf: "gallery".into(),
    };
    let write = |errors| WritePage {
        id: key(1),
        kind: Kind::Behaviour,
        who: WHO.into(),
        number: 2,
        library: Library::of(
            &[
                card(1, "Noise and crowded rooms", "A seat away from the door"),
                card(2, "Instructions that come late", "One step at a time, shown as well as said"),
            ],
            &Form::of([("act", "look")]),
        ),
        form: Form::of([
            ("staff", "Callie settles when the first step is in writing."),
            ("strategy-1", "First step in writing"),
            ("target-1-words", "Starts within two minutes"),
            ("reason", "Review of Fri 9 Oct 2026: seat front left"),
        ]),
        errors,
        csrf: "gallery".into(),
    };
    let mine = |mine, whom, name: &str, errors| AskPage {
        ask: ask(1, whom, name, false),
        kind: Kind::Behaviour,
        who: WHO.into(),
        mine,
        linked: !mine,
        back: ("/".into(), "Today"),
        form: Form::default(),
        errors,
        csrf: "gallery".into(),
    };
    let check = CheckPage {
        id: key(101),
        kind: Kind::Behaviour,
        who: WHO.into(),
        plan: key(1),
        strategies: body("Seat front left").strategies,
        said: None,
        form: Form::default(),
        errors: Errors::new(),
        csrf: "gallery".into(),
    };
    let version = VersionPage {
        id: key(1),
        kind: Kind::Behaviour,
        who: WHO.into(),
        edition: edition(2, Some(at(10, 9, 15, 0))),
        body: body("Seat front left"),
        before: Some((
            1,
            between(Kind::Behaviour, &body("Sits near the door"), &body("Seat front left")),
        )),
        current: 2,
        words: words(),
    };
    let replies = RepliesPage {
        id: key(1),
        kind: Kind::Behaviour,
        who: WHO.into(),
        asks: whole().asks,
        today: day(9, 21),
        words: words(),
    };
    vec![
        framed(
            "plans",
            &list(vec![
                row(plan(), Some(day(11, 13))),
                row(Plan { kind: Kind::Pastoral, current: 0, ..plan() }, Some(day(11, 6))),
                row(Plan { kind: Kind::Profile, ..plan() }, None),
            ]),
        ),
        framed("plans-none", &list(Vec::new())),
        framed("plan-new", &new(Errors::new())),
        framed("plan-new-wrong", &new(wrong("kind", "Choose what it is"))),
        framed("plan", &whole()),
        framed("plan-draft", &drafted()),
        framed(
            "plan-wrong",
            &PlanPage { errors: wrong("who", "Choose who is asked"), ..drafted() },
        ),
        framed("plan-write", &write(Errors::new())),
        framed(
            "plan-write-wrong",
            &write(wrong("target-1-about", "Choose what the target is about")),
        ),
        framed("plan-page", &one(false)),
        framed("plan-page-read", &one(true)),
        framed("plan-version", &version),
        framed("plan-ask", &mine(true, Whom::Teacher, "Mrs Priya Ravenhall", Errors::new())),
        framed(
            "plan-ask-wrong",
            &mine(
                false,
                Whom::Home,
                "Ms Shaz Dunmore, mother",
                wrong("works", "Answer at least one of the three"),
            ),
        ),
        framed("plan-replies", &replies),
        framed("plan-check", &check),
        framed("plan-review", &reviewing(false, Errors::new())),
        framed(
            "plan-review-wrong",
            &reviewing(false, wrong("to", "Give the day, such as 12 10 2026")),
        ),
        framed("plan-review-held", &reviewing(true, Errors::new())),
        framed("in-my-lessons", &lessons(true)),
        framed("in-my-lessons-none", &lessons(false)),
    ]
}
