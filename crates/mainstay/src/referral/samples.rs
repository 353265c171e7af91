//! Referrals in the gallery, in their typical and their awkward states.

use super::approve_page::{ApprovePage, Block, Lane, Pick};
use super::mine::{Line as MyLine, MinePage};
use super::queue::{Line, QueuePage};
use super::refer_page::{Choose, Found, ReferPage};
use super::thread::{Place, Step, ThreadPage};
use crate::fair::{Panel, Prompt};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Pages;
use casework::Id;
use casework::booking::Way;
use casework::pupil::Flag;
use casework::referral::{Length, ReferralState};
use casework::threshold::school_days;
use casework::words::{Concept, Word, Words};
use rulebook::Day;

fn words() -> Words {
    let mut words = Words::default();
    let word =
        |one: &str, many: &str| Word { one: one.into(), many: many.into(), short: one.into() };
    words.set(Concept::Pupil, word("student", "students"));
    words.set(Concept::Room, word("Internal Exclusion Room", "Internal Exclusion Rooms"));
    words.set(Concept::YearLead, word("Learning Co-ordinator", "Learning Co-ordinators"));
    words
}

fn found(name: &str, form: &str) -> Found {
    Found { id: Id::from_u128(1).to_string(), name: name.into(), form: form.into() }
}

fn codes() -> Vec<String> {
    (1..=6).map(|n| format!("P{n}")).collect()
}

const WHAT: &str = "Asked twice to start the source task. Swore at me, then threw the textbook at the wall by the door. Nobody was hurt.";

fn refer(form: Form, errors: Errors, from_call: Option<String>) -> ReferPage {
    ReferPage {
        csrf: "gallery".into(),
        words: words(),
        pupil: found("Tyrell Ashdown-Moss", "9K2, Year 9"),
        lesson: "History with you, P5 today".into(),
        first: "Tyrell".into(),
        flags: vec![(Flag::Need, "SEN support, SEMH".into())],
        helps: "First step written down. Time-out card without asking why".into(),
        policy: "Fairholme behaviour policy, section 6.4".into(),
        reasons: crate::demo::fairholme::REASONS
            .iter()
            .enumerate()
            .map(|(n, label)| (Id::from_u128(n as u128 + 10).to_string(), label.to_string()))
            .collect(),
        lessons: codes(),
        others: vec!["Break".into(), "Lunch".into()],
        places: vec!["H1".into(), "S1".into()],
        today: Day::parse_iso("2026-11-09").unwrap_or_else(|| Day::from_pg(0)),
        send: "Send to Ms Catterall and Mr Thrale".into(),
        form,
        errors,
        from_call,
    }
}

fn thread(approver: bool) -> ThreadPage {
    let step = |at: &str, who: &str, what: &str, words: &str, kept| Step {
        at: format!("Mon 9 Nov 2026, {at}"),
        who: who.into(),
        what: what.into(),
        words: words.into(),
        kept,
    };
    let mut steps = vec![step("14.10", "Mrs Priya Ravenhall", "Sent it.", "", false)];
    if approver {
        let context = "Argument at home this morning. A restorative meeting may help.";
        steps.push(step("14.25", "Ms Bea Catterall", "Added context.", context, true));
    } else {
        steps.push(step("14.40", "Mr Ewan Thrale", "Approved it.", "", false));
    }
    ThreadPage {
        meeting: None,
        csrf: "gallery".into(),
        words: words(),
        id: Id::from_u128(2).to_string(),
        pupil: "Tyrell Ashdown-Moss".into(),
        form_group: "9K2".into(),
        state: if approver { ReferralState::Waiting } else { ReferralState::Approved },
        facts: vec![
            ("Main reason", "Abuse towards an adult".into()),
            ("What happened", WHAT.into()),
            ("When", "Mon 9 Nov 2026, P5".into()),
            ("Where", "H1".into()),
            ("Anyone hurt", "No".into()),
            ("Tried first", "Quiet word, choice offered; Warning".into()),
            ("Asked for", "1 day".into()),
        ],
        steps,
        place: (!approver).then(|| Place {
            id: Id::from_u128(3).to_string(),
            when: "Tue 10 Nov 2026, P1–P6".into(),
            room: "Internal Exclusion Room".into(),
            rebook: false,
        }),
        adds_context: approver,
        withdraws: false,
        decides: approver,
        form: Form::default(),
        errors: Errors::new(),
    }
}

/// Time so far: a good deal of it, or none.
fn panel(gate: bool) -> Panel {
    let figure = |name: &str, figure: &str, of: &str| (name.into(), figure.into(), of.into());
    let row = |r: [&str; 4]| r.map(String::from);
    let spell = |r: [&str; 3]| r.map(String::from);
    Panel {
        counted: "Counted to the end of this placement".into(),
        spells: if gate {
            vec![
                spell(["This week", "5 h 10", "1 on 1 day"]),
                spell(["This half-term", "5 h 10", "1 on 1 day"]),
                spell(["This term", "12 h 05", "3 on 3 days"]),
                spell(["This school year", "12 h 05", "3 on 3 days"]),
            ]
        } else {
            vec![
                spell(["This week", "5 h 10", "1 on 1 day"]),
                spell(["This school year", "5 h 10", "1 on 1 day"]),
            ]
        },
        figures: if gate {
            vec![
                figure("Share of lesson time", "5.2%", "of 232 h 30 min so far this year"),
                figure("Placement this year", "3rd", "2 before this"),
                figure("School days in a row", "1", "not next to another"),
                figure("Missed most", "Maths", "2 h 25 min, 35% of what was missed"),
                figure("Last return held for", "12", "school days after Thu 15 Oct"),
                figure("Not counted here", "0 h 50", "calming 1, planned support 0"),
            ]
        } else {
            vec![
                figure("Share of lesson time", "2.2%", "of 232 h 30 min so far this year"),
                figure("Placement this year", "1st", "0 before this"),
                figure("School days in a row", "1", "not next to another"),
            ]
        },
        past: if gate {
            vec![
                row(["Thu 15 Oct", "Completed", "Not offered", &school_days(12)]),
                row(["Tue 22 Sep", "Completed", "Held, Wed 23 Sep", &school_days(16)]),
            ]
        } else {
            Vec::new()
        },
        working: Some(format!("/pupils/{}/lessons", Id::from_u128(1))),
    }
}

fn prompt() -> Prompt {
    Prompt {
        name: "3rd placement in a term, with SEN or an EHC plan".into(),
        said: "This makes the 3rd placement in this term, counted from Wed 2 Sep 2026 to Fri 18 Dec 2026.".into(),
        rule: format!("From the 3rd placement in a term. For those with SEN support or an EHC plan. Asked of whoever approves: a written reason. A review by the Learning Co-ordinator is due {} after it.", school_days(2)),
        from: "Fairholme behaviour policy, section 6.4. The school’s own threshold, not law.".into(),
    }
}

fn approve(block: Block, gate: bool) -> ApprovePage {
    let mut form = vec![
        ("day", "2026-11-10"),
        ("plain", "Abuse towards an adult"),
        ("instead", "no"),
        ("way", "move_other"),
    ];
    form.extend(["P1", "P2", "P3", "P4", "P5", "P6"].map(|c| ("period", c)));
    ApprovePage {
        csrf: "gallery".into(),
        words: words(),
        id: Id::from_u128(2).to_string(),
        version: 1,
        title: "Approve a day in the room?".into(),
        waited: "Waiting: 30 min".into(),
        pupil_id: Id::from_u128(1).to_string(),
        pupil: "Tyrell Ashdown-Moss".into(),
        first: "Tyrell".into(),
        form_group: "9K2".into(),
        asked: "Tue 10 Nov 2026, P1–P6, 5 h 10 min of lessons".into(),
        facts: "Abuse towards an adult, P5, H1, nobody hurt. Asked by Mrs Priya Ravenhall, Mon 9 Nov 2026, 14.10.".into(),
        what: WHAT.into(),
        tried: "Quiet word, choice offered; Warning".into(),
        fair: panel(gate),
        gate: gate.then(|| {
            (
                "This takes Tyrell past 10 hours in a term. Say what will be different.".into(),
                "More than 10 hours in one term needs one change of plan, in writing.".into(),
                "Fairholme behaviour policy, section 6.4. The law sets no limit.".into(),
            )
        }),
        prompts: if gate { vec![prompt()] } else { Vec::new() },
        asks_different: gate,
        asks_why: gate,
        flags: vec![
            (Flag::Health, "Nut allergy".into()),
            (Flag::Need, "SEN support, SEMH".into()),
            (Flag::Meal, "Free meal".into()),
        ],
        good_at: "Good with younger students; fixes bikes".into(),
        helps: "Read it aloud. First step written down".into(),
        reading_age: "8.9".into(),
        lessons: codes(),
        rooms: vec![(Id::from_u128(7).to_string(), "Internal Exclusion Room".into())],
        block,
        notes: vec![Step {
            at: "Mon 9 Nov 2026, 14.25".into(),
            who: "Ms Bea Catterall".into(),
            what: "Added context.".into(),
            words: "Argument at home this morning. A restorative meeting may help.".into(),
            kept: true,
        }],
        next: "Next: 2 letters home and 6 requests for work.".into(),
        asks_name: false,
        changed: None,
        seen: "clear".into(),
        form: Form::of(form),
        errors: Errors::new(),
    }
}

fn clash() -> Block {
    let lane = |who: &str, from: usize| Lane {
        who: who.into(),
        hours: [60, 50, 55, 50, 50, 45]
            .into_iter()
            .enumerate()
            .map(|(n, m)| (format!("P{}", n + 1), m, n >= from, n >= 3))
            .collect(),
    };
    let pick = |way, name: &str, effect: &str, offer: Option<&str>| Pick {
        way,
        name: name.into(),
        effect: effect.into(),
        offer: offer.map(str::to_string),
    };
    Block::Clash {
        title: "P4–P6 cannot be booked: Tyrell and Kian Dowell are to be kept apart".into(),
        lanes: vec![lane("Tyrell", 0), lane("Kian", 3)],
        cites: vec![(
            "Two students kept apart are not placed in one room in the same period without a named adult’s override and reason.".into(),
            "Keep-apart list. Added by Ms Bea Catterall, Wed 7 Oct 2026: After a fight; review due Fri 18 Dec 2026.".into(),
        )],
        ways: vec![
            pick(
                Way::MoveOther,
                "Move Kian to Wed 11 Nov, P1–P3",
                "6 of 6 seats free. One letter is to be sent again, and 3 requests for work change for Kian.",
                Some("1"),
            ),
            pick(
                Way::MoveThis,
                "Move Tyrell to Wed 11 Nov, P1–P6",
                "Nothing sent yet, so nothing to change. One school day later.",
                Some("2"),
            ),
            pick(
                Way::OtherRoom,
                "Use another room",
                "No other room of this kind is in use and free then.",
                None,
            ),
            pick(
                Way::Wait,
                "Keep it waiting for a seat",
                "There are seats: somebody kept apart is in the way.",
                None,
            ),
            pick(
                Way::OnAName,
                "Keep both, on your name",
                "Needs your reason. Your name and reason are kept in the trail.",
                Some(""),
            ),
        ],
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let filled = [("period", "P5"), ("day", "2026-11-09"), ("what", WHAT), ("hurt", "no")];
    let mut errors = Errors::new();
    errors.add("reason", "Choose the main reason from the school’s list");
    errors.add("place", "Say where it happened, such as H4 or the corridor");
    let class =
        vec![found("Tyrell Ashdown-Moss", "9K2, Year 9"), found("Niamh O’Rourke", "9K2, Year 9")];
    let choose = |q: &str, found| Choose {
        words: words(),
        q: q.into(),
        found,
        more: false,
        classes: Vec::new(),
    };
    let line = |waited: &str, notes| Line {
        id: Id::from_u128(2).to_string(),
        pupil: "Tyrell Ashdown-Moss".into(),
        form: "9K2".into(),
        reason: "Abuse towards an adult".into(),
        when: "Mon 9 Nov 2026, P5".into(),
        ask: Length::Day,
        by: "Mrs Priya Ravenhall".into(),
        seat: (notes > 0).then(|| ("Thu 19 Nov 2026, P1–P2: full P1–P2".to_string(), notes > 1)),
        waited: waited.into(),
        notes,
    };
    let mine = |state, why: &str| MyLine {
        id: Id::from_u128(2).to_string(),
        pupil: "Tyrell Ashdown-Moss".into(),
        form: "9K2".into(),
        when: "Mon 9 Nov 2026, P5".into(),
        by: String::new(),
        state,
        since: "Mr Ewan Thrale, Mon 9 Nov 2026, 14.40".into(),
        why: why.into(),
    };
    let call = Form::of([
        ("call", "00000000-0000-7000-8000-000000000001"),
        ("period", "P5"),
        ("day", "2026-11-09"),
        ("place", "Corridor by H1"),
        ("what", "Would not go back in. Walked to first aid."),
    ]);
    vec![
        framed(
            "refer-choose",
            &Choose { classes: vec![("Your P5 9K2/Hi".into(), class)], ..choose("", Vec::new()) },
        ),
        framed("refer-nobody-found", &choose("zz", Vec::new())),
        framed(
            "refer-empty",
            &refer(
                Form::of([("period", "P5"), ("day", "2026-11-09"), ("place", "H1")]),
                Errors::new(),
                None,
            ),
        ),
        framed("refer-errors", &refer(Form::of(filled), errors, None)),
        framed(
            "refer-from-a-call",
            &refer(
                call,
                Errors::new(),
                Some("From the on-call on Mon 9 Nov 2026 at 13.45. What was written then is filled in below.".into()),
            ),
        ),
        framed("referral-for-its-teacher", &thread(false)),
        framed("referral-for-an-approver", &thread(true)),
        framed(
            "referrals-own",
            &MinePage {
                words: words(),
                own: true,
                lines: vec![
                    mine(ReferralState::Approved, ""),
                    mine(ReferralState::Declined, "One lesson in the department instead."),
                ],
                pages: Pages { base: "/referrals?".into(), size: 30, at: 1, total: 2 },
            },
        ),
        framed(
            "referrals-none",
            &MinePage {
                words: words(),
                own: true,
                lines: Vec::new(),
                pages: Pages { base: "/referrals?".into(), size: 30, at: 1, total: 0 },
            },
        ),
        framed(
            "queue",
            &QueuePage { words: words(), lines: vec![line("one school day", 0), line("30 min", 1)] },
        ),
        framed("queue-empty", &QueuePage { words: words(), lines: Vec::new() }),
        framed("approve", &approve(Block::Clear, false)),
        framed("approve-over-the-gate", &approve(Block::Clear, true)),
        framed("approve-with-a-clash", &approve(clash(), true)),
        framed("placement-move", &super::rebook::sample(words())),
    ]
}
