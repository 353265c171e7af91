//! Where every kind of record stands, held against the state machines of the law note: each state
//! is reached by facts alone, each arrow is gone or refused in words, and none is kept.

use super::decide::{may_cancel, may_impose, may_write, no_extension};
use super::tests::{day, decided, draft, sums};
use super::*;
use crate::hearing::Finding;
use crate::matter::Happened;
use rulebook::states::{
    self, Permanent, PermanentAct, Road, Separation, SeparationAct, SuspensionAct,
};

/// A suspension in each of its states, by its facts, and a day to read it on.
fn suspensions() -> Vec<(Suspension, Exclusion, Day)> {
    let e = decided(sums(&draft()));
    let long = Exclusion { last: Some(day(2026, 11, 30)), ..e.clone() };
    let taught = Exclusion { provision: Some(super::tests::at(day(2026, 11, 26), "9.00")), ..long };
    vec![
        (Suspension::Draft, draft(), day(2026, 11, 19)),
        (Suspension::Imposed, e.clone(), day(2026, 11, 18)),
        (Suspension::Running, e.clone(), day(2026, 11, 19)),
        (Suspension::RunningWithProvision, taught, day(2026, 11, 26)),
        (Suspension::Ended, e.clone(), day(2026, 11, 21)),
        (
            Suspension::Returned,
            Exclusion { back_on: Some(day(2026, 11, 23)), ..e.clone() },
            day(2026, 11, 23),
        ),
        (
            Suspension::Cancelled,
            Exclusion { cancelled_on: Some(day(2026, 11, 20)), ..e },
            day(2026, 11, 20),
        ),
    ]
}

#[test]
fn every_state_of_a_suspension_is_read_off_its_days_and_none_is_kept() {
    let all = suspensions();
    for state in Suspension::ALL {
        let (_, e, on) =
            all.iter().find(|(s, ..)| s == state).unwrap_or_else(|| panic!("{state:?}"));
        assert_eq!(e.state(*on), *state, "{}", e.days());
    }
    // Half-days and lunchtimes go the same road.
    for (kind, half) in [(Kind::Suspension, true), (Kind::Lunchtime, false)] {
        for (state, e, on) in &all {
            let e = Exclusion { kind: Some(kind), first_half: half, ..e.clone() };
            assert_eq!(e.state(*on), *state, "{kind:?}");
        }
    }
    // A draft that was given up stands nowhere else.
    let dropped = Exclusion { dropped: true, ..draft() };
    assert_eq!(dropped.state(day(2027, 1, 5)), Suspension::Draft);
    assert_eq!(dropped.standing(day(2027, 1, 5)), "Given up");
}

#[test]
fn what_can_be_done_in_each_state_is_done_or_refused_in_words() {
    let t = sums(&draft());
    for (state, e, on) in suspensions() {
        let leads = |act| states::acts_from(state).contains(&act);
        assert_eq!(
            may_impose(&e, &t).is_ok(),
            leads(SuspensionAct::Impose),
            "impose when {state:?}"
        );
        let cancelled = may_cancel(&e, t.year, false, true, on);
        let may = leads(SuspensionAct::Cancel) || state == Suspension::Ended;
        assert_eq!(
            cancelled.is_ok() || on < day(2026, 11, 19),
            may || on < day(2026, 11, 19),
            "cancel when {state:?}"
        );
        assert_eq!(may_write(&e).is_ok(), state == Suspension::Draft, "write when {state:?}");
        for no in
            [may_impose(&e, &t).err(), cancelled.err(), may_write(&e).err()].into_iter().flatten()
        {
            assert!(
                !no.title.is_empty() && !no.rule.is_empty() && !no.instead.is_empty(),
                "{}",
                no.title
            );
        }
    }
    // Nothing is lengthened or turned into something else, in any state.
    assert!(no_extension().contains("R2.20") && no_extension().contains("decide afresh"));
    for state in Suspension::ALL {
        for act in [SuspensionAct::Extend, SuspensionAct::Convert] {
            assert!(states::step(*state, act, &["R2.01", "R2.04", "R2.20", "R2.21"]).is_err());
        }
    }
}

#[test]
fn a_permanent_exclusion_goes_its_whole_road_by_what_happened() {
    let none = Happened::default();
    let heard = |governors| Happened { begun: true, governors: Some(governors), ..none };
    let declined = heard(Finding::Decline);
    let applied = Happened { application: Some(true), ..declined };
    let quashed = Happened { panel: Some(Finding::Quash), ..applied };
    let reached = [
        (none, Permanent::Imposed),
        (Happened { begun: true, ..none }, Permanent::AtGovernors),
        (heard(Finding::Reinstate), Permanent::Reinstated),
        (declined, Permanent::Declined),
        (Happened { waived: true, ..declined }, Permanent::Final),
        (applied, Permanent::ReviewPending),
        (Happened { application: Some(false), ..declined }, Permanent::ReviewRefused),
        (Happened { panel: Some(Finding::Uphold), ..applied }, Permanent::Upheld),
        (Happened { panel: Some(Finding::Recommend), ..applied }, Permanent::Recommended),
        (quashed, Permanent::Quashed),
        (Happened { again: Some(Finding::Reinstate), ..quashed }, Permanent::Reinstated),
        (Happened { again: Some(Finding::Decline), ..quashed }, Permanent::DeclinedAgain),
    ];
    for (happened, state) in reached {
        assert_eq!(happened.stands(), state, "{happened:?}");
    }
    // What is read off days of the record itself, or comes after everything here.
    let elsewhere = [
        Permanent::Draft,
        Permanent::WithProvision,
        Permanent::Cancelled,
        Permanent::BackOnSite,
        Permanent::Closed,
    ];
    for state in Permanent::ALL {
        let known = reached.iter().any(|(_, s)| s == state) || elsewhere.contains(state);
        assert!(known, "{state:?} is reached by nothing");
    }
    let e = Exclusion { kind: Some(Kind::Permanent), last: None, ..decided(sums(&draft())) };
    assert_eq!(e.standing(day(2026, 11, 18)), "Decided");
    assert_eq!(e.standing(day(2027, 2, 1)), "In force");
    let cancelled = Exclusion { cancelled_on: Some(day(2026, 11, 20)), ..e.clone() };
    assert_eq!(cancelled.standing(day(2026, 11, 20)), "Cancelled");
    let back = Exclusion { back_on: Some(day(2026, 12, 10)), ..e };
    assert_eq!(back.standing(day(2026, 12, 10)), "Back in school");
    for state in Permanent::ALL {
        assert!(states::step(*state, PermanentAct::Convert, &["R3.01"]).is_err());
    }
}

#[test]
fn a_separation_goes_its_own_road_and_opens_a_disciplinary_record_only_beside_it() {
    use crate::separation;
    let one = separation::Separation {
        id: Id::nil(),
        pupil: Id::nil(),
        from: day(2026, 11, 9),
        why: String::new(),
        on_site: String::new(),
        how_long: String::new(),
        way_back: String::new(),
        education: String::new(),
        led_by: String::new(),
        ended_on: None,
        ended_words: String::new(),
        by_staff: Id::nil(),
        by_name: String::new(),
        made_at: super::tests::at(day(2026, 11, 9), "9.00"),
        version: 1,
    };
    assert!(separation::runs(&one).is_ok(), "{:?}", Separation::Separated);
    let over = separation::Separation { ended_on: Some(day(2026, 11, 11)), ..one };
    let no = separation::runs(&over).unwrap_err();
    assert!(no.title.contains("ended") && !no.instead.is_empty());
    for state in Separation::ALL {
        for act in Separation::ACTS {
            if let Ok(step) = states::step(*state, *act, &["R4.12"]) {
                let beside = step.opens.is_some();
                assert_eq!(beside, *act == SeparationAct::FindBreach, "{act:?}");
            }
        }
    }
}
