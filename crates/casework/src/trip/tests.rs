//! Trips: what is missing for whom, what a "no" does, and times that cannot be.

use super::*;
use crate::Role;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn at(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap()
}
fn trip(state: TripState) -> Trip {
    Trip {
        id: Id::from_u128(1),
        kind: TripKind::OffSite,
        title: "Bike workshop".into(),
        purpose: "Finish something".into(),
        place: "Wheelhouse".into(),
        from: day(12, 2),
        to: day(12, 2),
        leaves: at(9, 20),
        back: at(14, 50),
        ratio: 3,
        transport: String::new(),
        kit: String::new(),
        base: String::new(),
        lead: Id::from_u128(2),
        lead_name: "Miss Ruqayya Fennimore".into(),
        state,
        words_since: None,
        asked_at: None,
        decided_at: None,
        decided_by: String::new(),
        decided_why: String::new(),
        went_well: String::new(),
        change_next: String::new(),
        again: None,
        contacts_made: String::new(),
        looked_back_at: None,
        looked_back_by: String::new(),
        made_by: Id::from_u128(2),
        made_by_name: "Miss Ruqayya Fennimore".into(),
        made_at: day(11, 16).at(at(9, 0)),
        version: 1,
    }
}
fn word(contact: u128, word: Consent, minute: u16) -> Word {
    Word {
        id: Id::from_u128(u128::from(minute)),
        trip_pupil: Id::nil(),
        contact: Id::from_u128(contact),
        name: format!("Parent {contact}"),
        word,
        how: How::Phone,
        words: String::new(),
        by_name: "Miss Ruqayya Fennimore".into(),
        at: day(11, 20).at(at(9, minute)),
    }
}
fn pupil(name: &str, words: Vec<Word>) -> PupilFacts {
    let holders =
        vec![(Id::from_u128(5), "Parent 5".into()), (Id::from_u128(6), "Parent 6".into())];
    PupilFacts { name: name.into(), holders, phones: 1, words, medical: true }
}

#[test]
fn one_holders_yes_is_enough_and_any_holders_last_no_is_a_no() {
    let said = |words| consented(&pupil("Ann", words));
    assert!(matches!(said(vec![]), Said::Waiting(names) if names.len() == 2));
    assert!(matches!(said(vec![word(5, Consent::Asked, 1)]), Said::Waiting(_)));
    assert_eq!(said(vec![word(5, Consent::Given, 1)]), Said::Yes);
    let both = vec![word(5, Consent::Given, 1), word(6, Consent::Refused, 2)];
    assert_eq!(said(both), Said::No("Parent 6".into(), Consent::Refused));
    let back = vec![word(5, Consent::Refused, 1), word(5, Consent::Given, 2)];
    assert_eq!(said(back), Said::Yes);
    // What somebody without parental responsibility says counts for nothing.
    assert!(matches!(said(vec![word(9, Consent::Given, 1)]), Said::Waiting(_)));
}

#[test]
fn a_trip_is_not_approved_until_nothing_is_missing_for_anybody() {
    let trip = trip(TripState::Asked);
    let yes = || vec![word(5, Consent::Given, 1)];
    let mut pupils =
        vec![pupil("Ann", yes()), pupil("Bo", vec![]), pupil("Cy", yes()), pupil("Di", yes())];
    pupils[2].phones = 0;
    pupils[3].medical = false;
    let facts = TripFacts { trip: &trip, adults: 1, pupils: &pupils, risks: 0, file: false };
    let lacks: Vec<(String, String)> =
        missing(&facts).into_iter().map(|m| (m.who, m.what)).collect();
    assert_eq!(
        lacks,
        [
            ("", "2 adults are needed at 3 to one adult, and there is 1"),
            ("", "the risk assessment: write hazards and measures, or add the file"),
            ("Bo", "consent of Parent 5 or Parent 6"),
            ("Cy", "an emergency contact with a telephone number"),
            ("Di", "the answer about medical and dietary needs"),
        ]
        .map(|(a, b)| (a.to_string(), b.to_string()))
    );
    let refused = approve(&facts, day(11, 20)).unwrap_err();
    assert!(refused.title.contains("5 things are missing"), "{}", refused.title);
    assert!(refused.rule.contains("Bo: consent of Parent 5 or Parent 6"), "{}", refused.rule);
    assert_eq!(refused.names.to_vec(), ["Bo", "Cy", "Di"]);
    let whole = vec![pupil("Ann", yes())];
    let facts = TripFacts { trip: &trip, adults: 1, pupils: &whole, risks: 1, file: false };
    assert!(approve(&facts, day(12, 2)).is_ok());
    let late = approve(&facts, day(12, 3)).unwrap_err();
    assert!(late.title.contains("is over: Wed 2 Dec 2026"), "{}", late.title);
    assert!(only_approver(&[Role::Head], Role::Senior));
    assert!(!only_approver(&[Role::Senior], Role::Head));
    assert!(!only_approver(&[Role::RoomLead], Role::Senior));
}

#[test]
fn a_no_after_approval_takes_that_pupil_off_and_only_before_they_are_out() {
    let mut line = TripPupil {
        id: Id::nil(),
        trip: Id::nil(),
        pupil: Id::nil(),
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
    };
    assert_eq!(no_is(Some(Consent::Given)), Consent::Withdrawn);
    assert_eq!(no_is(None), Consent::Refused);
    assert!(takes_off(TripState::Approved, &line, Consent::Withdrawn));
    assert!(!takes_off(TripState::Planned, &line, Consent::Refused));
    line.out_at = Some(day(12, 2).at(at(9, 20)));
    assert!(!takes_off(TripState::Approved, &line, Consent::Withdrawn) && line.is_out());
}

#[test]
fn times_and_registers_that_cannot_be_are_refused_in_words() {
    let t = trip(TripState::Approved);
    assert!(t.meets(day(12, 2), at(14, 0), day(12, 2), at(15, 0)));
    assert!(!t.meets(day(12, 2), at(14, 50), day(12, 2), at(15, 0)));
    assert_eq!(wrong(t.from, t.to, at(9, 0), at(9, 0), 0).len(), 2);
    let now = day(12, 2).at(at(15, 0));
    let out = day(12, 2).at(at(9, 20));
    assert!(moment(&t, day(12, 2).at(at(9, 0)), now, Some(out)).unwrap_err().contains("9.20"));
    assert!(moment(&t, day(12, 2).at(at(15, 1)), now, None).is_err());
    assert!(moment(&t, day(12, 2).at(at(14, 50)), now, Some(out)).is_ok());
    assert!(may_register(&trip(TripState::Asked), day(12, 2)).is_err());
    assert!(may_register(&t, day(12, 1)).is_err());
    assert!(may_register(&t, day(12, 2)).is_ok());
}

#[test]
fn the_register_out_is_held_against_the_register_in() {
    let out = day(12, 2).at(at(9, 20));
    let line = |n: u128, went: bool, back: bool| TripPupil {
        id: Id::from_u128(n),
        trip: Id::nil(),
        pupil: Id::from_u128(n),
        off_at: None,
        off_why: String::new(),
        medical: String::new(),
        phone: String::new(),
        medical_by: String::new(),
        medical_at: None,
        out_at: went.then_some(out),
        out_by: String::new(),
        in_at: back.then_some(out),
        in_by: String::new(),
        in_words: String::new(),
        known_date: None,
    };
    let all = [line(1, true, true), line(2, true, false), line(3, false, false)];
    let t = tally(&all);
    assert_eq!((t.out, t.back, t.missing.as_slice()), (2, 1, [Id::from_u128(2)].as_slice()));
    assert!(t.differs());
    assert!(!tally(&all[..1]).differs(), "everybody is back");
    assert!(!tally(&[line(1, true, false)]).differs(), "nobody is back yet");
}

#[test]
fn somebody_without_responsibility_cannot_consent_and_is_told_why() {
    assert!(no_say("Pat Dunmore", false).contains("no parental responsibility on record"));
    assert!(no_say("Curtis Ashdown", true).contains("a restriction"));
}
