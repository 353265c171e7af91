//! Samples of what follows on a case, for the gallery: before the governors, the money, cancelled.

use super::cancel::CancelPage;
use super::one_page::CasePage;
use super::samples::{CALLUM, at, case, child, csrf, day, id, whole, wrong};
use super::{Whole, almanac_of};
use crate::form::{Errors, Form};
use crate::page::gallery::{Sample, framed};
use crate::page::kit::Choice;
use casework::case::provision_review::{Came, ProvisionReview};
use casework::case::{self, Around, Case, Kind};
use casework::exclusion::period::Totals;
use casework::hearing::owed::Whole as Heard;
use casework::money::MoneyState;
use rulebook::duty::moves::SchoolType;
use rulebook::{Day, HalfDays};

fn heard_by(heard: Heard) -> Whole {
    let mut all = whole(case(), child());
    let almanac = almanac_of("Harrowfield School", &super::samples::calendar());
    let around = Around {
        almanac: almanac.as_ref().ok(),
        heard: Some(&heard),
        ..Around::home(&all.parents, SchoolType::Maintained)
    };
    all.owed = case::owes(&all.case, &all.child, &around);
    all.heard = Some(heard);
    all
}

pub(super) fn after() -> Vec<Sample> {
    let page = |all: Whole, money, today: Day| CasePage {
        money,
        all,
        missing: Vec::new(),
        chases: Vec::new(),
        files: Vec::new(),
        others: Vec::new(),
        officers: vec![Choice::new(id(4).to_string(), CALLUM)],
        clerks: true,
        raises: true,
        me: id(4),
        today,
        csrf: csrf(),
    };
    let later = Day::new(2027, 1, 28).unwrap_or(day(12, 31));
    let mut back = crate::matter::bare();
    let hearing = crate::matter::hearing;
    use casework::hearing::{Finding, HearingKind, HearingState};
    back.hearings = vec![hearing(20, HearingKind::Governors, "2026-12-02", HearingState::Decided)];
    back.decisions = vec![crate::matter::decision(20, Finding::Reinstate, "2026-12-02")];
    let suspension = Case { kind: Kind::Suspension, half_days: Some(6), ..case() };
    let mut over = whole(suspension, child());
    over.totals = Some(Totals {
        length: HalfDays::days(3),
        touched: 3,
        term: HalfDays::days(8),
        year: HalfDays::halves(93),
    });
    let mut off = whole(Case { cancelled_on: Some(day(11, 16)), ..case() }, child());
    let home = off.parents.clone();
    let around = Around::home(&home, SchoolType::Maintained);
    off.owed = case::owes(&off.case, &off.child, &around);
    let cancel = |form: Form, errors| CancelPage {
        case: case(),
        child: child(),
        form,
        errors,
        csrf: csrf(),
    };
    let typed = Form::of([("on", "2026-11-12"), ("version", "3")]);
    vec![
        framed("case-governed", &page(heard_by(crate::matter::long()), Vec::new(), later)),
        framed(
            "case-reinstated",
            &page(heard_by(back), vec![(id(80), MoneyState::Approved)], later),
        ),
        framed("case-totals", &page(over, Vec::new(), day(11, 25))),
        framed("case-cancelled", &page(off, Vec::new(), day(11, 25))),
        framed("case-cancel", &cancel(typed.clone(), Errors::new())),
        framed(
            "case-cancel-wrong",
            &cancel(typed, wrong(&[("source", "Say from whom you have it")])),
        ),
    ]
}

/// A review of the education that was arranged.
pub(super) fn reviewed() -> ProvisionReview {
    ProvisionReview {
        id: id(90),
        about: id(2),
        provision: id(41),
        held_on: day(11, 24),
        present: "Mr Neil Price, Mrs Ivy Sandhurst".into(),
        came_to: Some(5),
        of_sessions: Some(6),
        found: "He is settled and works in a group of four.".into(),
        view: "He likes the workshop.".into(),
        came: Came::Changes,
        next: "Mathematics with the school’s own work".into(),
        next_on: Some(day(12, 11)),
        by_name: CALLUM.into(),
        at: at(24, 15, 0),
    }
}
