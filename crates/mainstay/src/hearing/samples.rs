//! Hearings with invented facts, for the gallery.
//!
//! Must never know: a real child or school.

use super::page::{HearingPage, filled, sample_contact};
use crate::form::{Errors, Form};
use crate::matter::{bare, calendar, hearing, long};
use crate::page::gallery::{Sample, framed};
use casework::Id;
use casework::hearing::invite::{Asked, Coming, Invite};
use casework::hearing::letter::Told;
use casework::hearing::member::{Member, Seat, lacking};
use casework::hearing::owed::Whole;
use casework::hearing::{Hearing, HearingKind, HearingState, How, meet_by};
use rulebook::{Day, Minute};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or(Day::FIRST)
}

/// A letter that told the decision.
pub(crate) fn sample_told() -> Told {
    Told {
        id: Id::from_u128(50),
        hearing: Id::from_u128(20),
        asked: Asked::Parent,
        contact: Some(Id::from_u128(60)),
        to_name: "Ms Gwen Haldane".into(),
        to_address: String::new(),
        how: How::Delivered,
        sent_on: day("2026-12-03"),
        given_on: day("2026-12-03"),
        last_day: Some(day("2027-01-08")),
        words: String::new(),
        sha256: String::new(),
        by_name: "Mrs Pia Lund".into(),
        at: day("2026-12-03").at(Minute::default()),
    }
}

fn member(n: u128, name: &str, seat: Seat, chair: bool) -> Member {
    Member {
        id: Id::from_u128(n),
        hearing: Id::from_u128(20),
        name: name.into(),
        post: "Governor since 2021".into(),
        seat,
        chair,
        tie: String::new(),
        confirmed_on: Some(day("2026-11-20")),
        trained: Some(day("2025-10-06")),
        headship_ended: None,
        down_at: None,
        down_why: String::new(),
    }
}

fn page(h: Hearing, whole: Whole, members: Vec<Member>, errors: Errors, form: Form) -> HearingPage {
    let almanac = calendar();
    let today = day("2026-11-23");
    let invite = |n, asked, name: &str, coming| Invite {
        id: Id::from_u128(n),
        hearing: h.id,
        asked,
        name: name.into(),
        contact: None,
        how: "Letter by hand".into(),
        sent_on: today,
        coming,
        said: String::new(),
        by_name: "Mrs Pia Lund".into(),
        at: today.at(Minute::default()),
    };
    let dated = almanac.as_ref().map(|a| {
        let by =
            meet_by(h.kind, &whole.matter, Some(day("2026-12-15")), Some(day("2027-01-15")), a);
        let papers = h.papers(a).map(|p| p.map(|a| (a.due, a.rule)));
        (by.map(|a| (a.due, a.rule)), papers)
    });
    let (by, papers) = dated.unwrap_or((Err(rulebook::duty::NoAnswer::Needed("a calendar")), None));
    let mut filled = filled(&h, today, &[]);
    for (name, value) in form.pairs() {
        filled = filled.with(&name, value);
    }
    HearingPage {
        lacking: lacking(h.kind, h.on, &members),
        meet_by: by,
        papers,
        parents: vec![sample_contact(60, "Gwen", "Haldane")],
        links: vec![(
            "Ms Gwen Haldane".into(),
            "https://mainstay.example/l/sample".into(),
            day("2026-12-03").at(Minute::default()),
        )],
        invites: match members.is_empty() {
            true => Vec::new(),
            false => vec![
                invite(70, Asked::Parent, "Ms Gwen Haldane", Coming::Yes),
                invite(71, Asked::Head, "Dr Ines Varga", Coming::NotSaid),
            ],
        },
        almanac: almanac.map(std::sync::Arc::new),
        today,
        version: h.version,
        hearing: h,
        whole,
        members,
        documents: Vec::new(),
        csrf: "gallery".into(),
        form: filled,
        errors,
    }
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let three = || {
        vec![
            member(80, "Mrs Odile Brand", Seat::Governor, true),
            member(81, "Mr Samir Qureshi", Seat::Governor, false),
            member(82, "Ms Leigh Okonkwo", Seat::Governor, false),
        ]
    };
    let planned = hearing(20, HearingKind::Governors, "2026-12-02", HearingState::Planned);
    let empty = Hearing {
        on: None,
        at: None,
        place: String::new(),
        waiting: String::new(),
        adjustments: String::new(),
        pupil_part: String::new(),
        ..planned.clone()
    };
    let mut decided = long();
    decided.told = vec![sample_told()];
    let panel = hearing(21, HearingKind::Panel, "2027-01-14", HearingState::Planned);
    let mut before = long();
    before.hearings.truncate(1);
    before.decisions.truncate(1);
    let mut wrong = Errors::new();
    wrong.add("on", "Fri 27 Nov 2026 is not a school day: INSET. Choose another");
    wrong.add("remote_why", "Say when the parent asked, and how each person can hear, speak and be seen and take part fully (R3.08)");
    wrong.add("finding", "Choose what was decided");
    let typed = Form::of([("on", "2026-11-27"), ("remote", "asked")]);
    vec![
        framed("hearing", &page(planned.clone(), bare(), three(), Errors::new(), Form::default())),
        framed("hearing-empty", &page(empty, bare(), Vec::new(), Errors::new(), Form::default())),
        framed(
            "hearing-panel",
            &page(
                panel,
                before,
                vec![member(83, "Mr Ade Lowe", Seat::Lay, true)],
                Errors::new(),
                Form::default(),
            ),
        ),
        framed(
            "hearing-decided",
            &page(
                hearing(20, HearingKind::Governors, "2026-12-02", HearingState::Decided),
                decided,
                three(),
                Errors::new(),
                Form::default(),
            ),
        ),
        framed("hearing-wrong", &page(planned, bare(), three(), wrong, typed)),
    ]
}
