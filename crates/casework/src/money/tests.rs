//! Who may say yes to a sum, and what its working says.

use super::*;
use crate::{Coded, Role};

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn actor(n: u128, role: Role) -> Actor {
    Actor {
        org: Id::from_u128(1),
        account: Id::from_u128(n + 100),
        staff: Id::from_u128(n),
        name: "Somebody".into(),
        post: String::new(),
        roles: vec![role],
        years: Vec::new(),
    }
}

fn money(state: MoneyState) -> Money {
    Money {
        id: Id::from_u128(9),
        about: None,
        who: "Reuben Haldane-Price".into(),
        school: None,
        school_name: "Harrowfield School".into(),
        takes_effect: day("2026-11-13"),
        leaving_year: false,
        rule: RelevantRule::SixthAfter,
        relevant: day("2026-11-23"),
        relevant_why: String::new(),
        school_year_ends: day("2026-08-31"),
        order: rulebook::money::readjustment(),
        ordered_on: Some(day("2027-01-15")),
        admitting: String::new(),
        admitted_on: None,
        note: String::new(),
        parts: vec![
            Part { label: "Key stage 3".into(), pence: 518_000, rate: None },
            Part { label: "Deprivation".into(), pence: 106_000, rate: None },
        ],
        state,
        raised_by: Id::from_u128(2),
        raised_name: "Mr Callum Osei-Brandt".into(),
        raised_at: day("2027-01-28").at(Default::default()),
        decided_name: String::new(),
        decided_at: None,
        decided_why: String::new(),
        reinstated_on: None,
        reversal_by: None,
        reversal_name: String::new(),
        reversal_why: String::new(),
        reversed_name: String::new(),
        reversed_at: None,
        version: 1,
    }
}

#[test]
fn the_working_is_written_out_to_the_last_penny() {
    let money = money(MoneyState::Raised);
    let worked = money.worked().unwrap();
    assert_eq!(
        working(&money, &worked),
        [
            "A, the year’s amount: £5,180.00 (Key stage 3) + £1,060.00 (Deprivation) = £6,240.00.",
            "The permanent exclusion takes effect on Fri 13 Nov 2026.",
            "The relevant date is Mon 23 Nov 2026: the sixth school day after the permanent exclusion takes effect.",
            "From Mon 23 Nov 2026 to Wed 31 Mar 2027, the end of the funding period 2026–27, both counted: 129 days.",
            "B, the complete weeks in them: 18.",
            "A × (B ÷ 52) = £6,240.00 × 18 ÷ 52 = £2,160.00. Rounded once, to the nearest penny, a half penny upwards.",
            "C, ordered by the review panel on Fri 15 Jan 2027: £4,000.00.",
            "£2,160.00 + £4,000.00 = £6,160.00.",
        ]
    );
}

#[test]
fn nobody_approves_what_they_raised_whatever_their_role() {
    let raised = money(MoneyState::Raised);
    let own = approve(&actor(2, Role::AuthorityManager), &raised).unwrap_err();
    assert!(own.title.contains("somebody else approves it") && !own.by_role);
    assert!(own.from.contains("separate duties"));
    let officer = approve(&actor(3, Role::BehaviourOfficer), &raised).unwrap_err();
    assert!(officer.by_role);
    assert_eq!(approve(&actor(3, Role::AuthorityManager), &raised), Ok(MoneyState::Approved));
    assert!(send_back(&actor(2, Role::AuthorityManager), &raised).is_err());
    assert_eq!(send_back(&actor(3, Role::AuthorityManager), &raised), Ok(MoneyState::SentBack));
    for role in Role::ALL.iter().filter(|r| !r.may(May::ApproveMoney)) {
        assert!(approve(&actor(3, *role), &raised).is_err(), "{role:?}");
    }
}

#[test]
fn every_state_has_its_own_ways_on_and_no_other() {
    use MoneyState::*;
    let officer = actor(2, Role::BehaviourOfficer);
    let manager = actor(3, Role::AuthorityManager);
    for state in MoneyState::ALL.iter().copied() {
        let mut m = money(state);
        m.reversal_by = Some(Id::from_u128(2));
        let open = matches!(state, Raised | SentBack);
        assert_eq!(may_correct(&officer, &m).is_ok(), open, "{state:?}");
        assert_eq!(withdraw(&officer, &m).is_ok(), open, "{state:?}");
        assert_eq!(approve(&manager, &m).is_ok(), state == Raised, "{state:?}");
        assert_eq!(send_back(&manager, &m).is_ok(), state == Raised, "{state:?}");
        assert_eq!(ask_reversal(&officer, &m).is_ok(), state == Approved, "{state:?}");
        assert_eq!(reverse(&manager, &m).is_ok(), state == ReversalAsked, "{state:?}");
        assert_eq!(m.counts(), matches!(state, Approved | ReversalAsked));
    }
    let mut asked = money(ReversalAsked);
    asked.reversal_by = Some(Id::from_u128(3));
    assert!(reverse(&manager, &asked).is_err(), "who asked does not approve it");
}

#[test]
fn a_list_is_added_up_by_what_became_of_each() {
    use MoneyState::*;
    let all: Vec<Money> =
        [Approved, Approved, ReversalAsked, Raised, SentBack, Withdrawn, Reversed]
            .map(money)
            .into();
    let t = totals(&all);
    assert_eq!(t.approved, (3, 3 * 616_000));
    assert_eq!((t.waiting, t.reversed), ((1, 616_000), (1, 616_000)));
}

#[test]
fn amounts_are_spelt_with_their_pence() {
    for (pence, words) in [
        (0, "£0.00"),
        (5, "£0.05"),
        (99_999, "£999.99"),
        (123_456_789, "£1,234,567.89"),
        (-400, "−£4.00"),
    ] {
        assert_eq!(pounds(pence), words);
    }
}

#[test]
fn of_rates_of_one_name_the_last_entered_is_in_force_and_the_others_stay() {
    let rate = |n: u128, label: &str, pence, at: &str, ended: bool| Rate {
        id: Id::from_u128(n),
        year: 2026,
        label: label.into(),
        pence,
        source: String::new(),
        entered_name: "Ms Thandiwe Akers".into(),
        entered_at: day(at).at(Default::default()),
        ended_at: ended.then(|| day(at).at(Default::default())),
    };
    let all = [
        rate(1, "Key stage 3", 500_000, "2026-04-01", false),
        rate(2, "key stage 3", 518_000, "2026-05-01", false),
        rate(3, "Deprivation", 106_000, "2026-04-01", true),
    ];
    let now = in_force(&all);
    assert_eq!(now.iter().map(|r| r.pence).collect::<Vec<_>>(), [518_000]);
}
