//! The pages with invented facts, for the gallery.

use super::ask::AskPage;
use super::form::FormPage;
use super::page::RecordPage;
use super::register::{RegisterPage, Wanted};
use crate::exit::sample_words;
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::pupil::Sen;
use casework::restrictive::{Fact, How, Kind, Record, Report, ReportState, Version};
use rulebook::{Day, Instant, Minute};
use store::restrictive::Line;

fn day() -> Day {
    Day::new(2026, 11, 12).unwrap_or_else(|| Day::from_pg(0))
}
fn at(h: u16, m: u16) -> Instant {
    day().at(Minute::new(h, m).unwrap_or_default())
}

fn record(version: i64) -> Record {
    Record {
        id: Id::from_u128(1),
        pupil: Id::from_u128(2),
        placement: Some(Id::from_u128(9)),
        author: Id::from_u128(7),
        author_name: "Mrs Una Thwaite".into(),
        made_at: at(14, 20),
        version,
        signed_at: None,
        signed_by: String::new(),
        signed_why: String::new(),
    }
}

fn version(revision: i64, ended: Option<Instant>, facts: &[(Fact, &str)]) -> Version {
    Version {
        revision,
        kinds: vec![Kind::Force],
        began: at(14, 5),
        ended,
        facts: facts.iter().map(|(f, w)| (*f, w.to_string())).collect(),
        author_name: "Mrs Una Thwaite".into(),
        at: at(14, 20),
    }
}

fn first() -> Version {
    version(
        1,
        None,
        &[
            (Fact::Place, "Focus Room, by the door"),
            (Fact::Staff, "Mrs Una Thwaite"),
            (Fact::Before, "Noa shoved the door twice and drew back an arm at the glass."),
            (Fact::Reason, "To stop an arm going through the glass."),
        ],
    )
}

fn second() -> Version {
    let whole: Vec<(Fact, &str)> = vec![
        (Fact::Place, "Focus Room, by the door"),
        (Fact::Staff, "Mrs Una Thwaite"),
        (Fact::Before, "Noa shoved the door twice and drew back an arm at the glass."),
        (Fact::Calming, "Spoke quietly, stepped back, offered the corridor."),
        (Fact::Reason, "To stop an arm going through the glass."),
        (Fact::Degree, "Held by the left forearm for 20 seconds, one adult, then let go."),
        (Fact::Hurt, "None seen"),
        (Fact::StaffHurt, "None"),
        (Fact::Medical, "Looked at by the first-aider at 14.15. None needed"),
        (Fact::Witness, "Mr Dean Poll"),
        (Fact::View, "“I was angry at the door, not at anyone.”"),
        (Fact::TalkPupil, "14.40, ten minutes, calm."),
        (Fact::Plan, "There was a plan and it was followed"),
        (Fact::Sen, "SEN support, SEMH"),
    ];
    version(2, Some(at(14, 5)), &whole)
}

fn report(n: u128, name: &str, state: ReportState) -> Report {
    let told = state == ReportState::Told;
    Report {
        id: Id::from_u128(n),
        record: Id::from_u128(1),
        contact: Some(Id::from_u128(n)),
        to_name: name.into(),
        restricted: n == 32,
        state,
        due: day(),
        how: told.then_some(How::Telephone),
        told_at: told.then(|| at(15, 20)),
        by_name: if state == ReportState::Due { String::new() } else { "Mrs Una Thwaite".into() },
        made_at: (state != ReportState::Due).then(|| at(15, 24)),
        said: if told { "Wanted to know whether the arm was hurt.".into() } else { String::new() },
        why: match state {
            ReportState::Withheld => "There is a risk of serious harm at this address.".into(),
            _ => String::new(),
        },
        copy_revision: told.then_some(2),
    }
}

fn page(record: Record, versions: Vec<Version>, reports: Vec<Report>) -> RecordPage {
    RecordPage {
        words: sample_words(),
        record,
        who: "Noa Arkin, 9S".into(),
        versions,
        reports,
        today: day(),
        grown: false,
        register: true,
        signs: true,
        withholds: true,
        law: true,
        read_by: vec![("Mr Paul Ingram".into(), at(15, 2))],
        csrf: "gallery".into(),
        form: Form::of([("told_day", "2026-11-12"), ("told_time", "15:20")]),
        errors: Errors::new(),
    }
}

fn line(n: u128, name: &str, kinds: Vec<Kind>, reports: (i64, i64, i64)) -> Line {
    Line {
        record: Record {
            id: Id::from_u128(n),
            signed_at: (reports.0 == 0).then(|| at(16, 2)),
            signed_by: if reports.0 == 0 { "Mr Ewan Thrale".into() } else { String::new() },
            ..record(1)
        },
        name: name.into(),
        form: "9S".into(),
        year: 9,
        sex: "F".into(),
        sen: Sen::Support,
        kinds,
        began: at(14, 5),
        ended: (reports.0 == 0).then(|| at(14, 17)),
        known: if reports.0 == 0 { 15 } else { 6 },
        place: "Focus Room".into(),
        reports,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let ask = |before, errors| AskPage {
        words: sample_words(),
        placement: Id::from_u128(9),
        who: "Noa Arkin, 9S".into(),
        day: day(),
        before,
        law: true,
        csrf: "gallery".into(),
        form: Form::default(),
        errors,
    };
    let form = |record, form, errors| FormPage {
        words: sample_words(),
        record,
        who: "Noa Arkin, 9S".into(),
        day: day(),
        staff: vec!["Mrs Una Thwaite".into()],
        law: true,
        once_only: false,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("kind", "Say what it was: at least one of these");
    wrong.add("to", "It ended before it began. Put one of the times right");
    let mut unanswered = Errors::new();
    unanswered.add("happened", "Answer yes or no");
    let start = Form::of([
        ("day", "2026-11-12"),
        ("staff", "Mrs Una Thwaite"),
        ("sen", "SEN support, SEMH"),
    ]);
    let typed = Form::of([
        ("day", "2026-11-12"),
        ("from", "14.05"),
        ("to", "14.04"),
        ("before", "Noa shoved the door twice."),
    ]);
    let wanted = || Wanted {
        from: Day::new(2026, 9, 1).unwrap_or_else(day),
        to: day(),
        kind: None,
        open: String::new(),
    };
    let register = |lines| RegisterPage {
        words: sample_words(),
        wanted: wanted(),
        lines,
        form: Form::of([("from", "2026-09-01"), ("to", "2026-11-12")]),
        errors: Errors::new(),
    };
    let mut not_told = page(
        record(1),
        vec![first()],
        vec![
            report(31, "Mr Dov Arkin", ReportState::Due),
            report(32, "Ms Rivka Arkin", ReportState::Due),
        ],
    );
    not_told.form =
        Form::of([("report", Id::from_u128(31).to_string().as_str()), ("told_day", "2026-11-12")]);
    not_told.errors.add("how", "Say how they were told");
    not_told.errors.add("copy", "Say whether they were given a copy");
    let signed = Record {
        signed_at: Some(at(16, 2)),
        signed_by: "Mr Ewan Thrale".into(),
        signed_why: "Nobody from home has asked for a talk with staff.".into(),
        ..record(2)
    };
    let many: Vec<Line> = (0..9u128)
        .map(|n| Line {
            record: Record { pupil: Id::from_u128(100 + n), ..record(1) },
            year: 8 + (n as i64 % 2),
            ..line(
                n,
                "Noa Arkin",
                vec![if n == 0 { Kind::Seclusion } else { Kind::Force }],
                (0, 1, 0),
            )
        })
        .collect();
    let days = (Day::new(2026, 9, 1).unwrap_or_else(day), day());
    vec![
        framed("restrictive-ask", &ask(None, Errors::new())),
        framed(
            "restrictive-ask-again",
            &ask(Some((false, "Ms Dara Okell".into(), at(10, 5))), unanswered),
        ),
        framed("restrictive-new", &form(None, start, Errors::new())),
        framed("restrictive-wrong", &form(None, typed, wrong)),
        framed("restrictive-one", &not_told),
        framed(
            "restrictive-signed",
            &page(
                signed,
                vec![first(), second()],
                vec![
                    report(31, "Mr Dov Arkin", ReportState::Told),
                    report(33, "Ms Rivka Arkin", ReportState::Withheld),
                ],
            ),
        ),
        framed(
            "restrictive-register",
            &register(vec![
                line(1, "Noa Arkin", vec![Kind::Force], (1, 1, 0)),
                line(
                    2,
                    "Bartholomew Oyelaran-Featherstonehaugh",
                    vec![Kind::Force, Kind::Restraint, Kind::Seclusion],
                    (0, 1, 1),
                ),
            ]),
        ),
        framed("restrictive-register-empty", &register(Vec::new())),
        framed(
            "restrictive-figures",
            &super::figures::of(&sample_words(), "Fairholme Community School", days, &many),
        ),
        framed(
            "restrictive-figures-few",
            &super::figures::of(&sample_words(), "Fairholme Community School", days, &many[..2]),
        ),
    ]
}
