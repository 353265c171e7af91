//! The record, its times, who reads and signs it, who is told, and the copy that goes home.

use super::*;
use crate::pupil::Pupil;
use crate::school::Staff;

fn day(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap()
}
fn at(h: u16, m: u16) -> Instant {
    day(12).at(minute(h, m))
}
fn minute(h: u16, m: u16) -> Minute {
    Minute::new(h, m).unwrap()
}
fn actor(roles: &[Role]) -> Actor {
    Actor {
        org: Id::nil(),
        account: Id::nil(),
        staff: Id::from_u128(7),
        name: "Mrs Una Thwaite".into(),
        post: String::new(),
        roles: roles.to_vec(),
        years: vec![],
    }
}
fn record(author: u128) -> Record {
    Record {
        id: Id::from_u128(1),
        pupil: Id::from_u128(2),
        placement: None,
        author: Id::from_u128(author),
        author_name: "Mrs Una Thwaite".into(),
        made_at: at(14, 20),
        version: 1,
        signed_at: None,
        signed_by: String::new(),
        signed_why: String::new(),
    }
}
fn version(facts: &[(Fact, &str)]) -> Version {
    Version {
        revision: 1,
        kinds: vec![Kind::Force],
        began: at(14, 5),
        ended: Some(at(14, 5)),
        facts: facts.iter().map(|(f, w)| (*f, w.to_string())).collect(),
        author_name: String::new(),
        at: at(14, 20),
    }
}
fn report(contact: Option<u128>, state: ReportState) -> Report {
    Report {
        id: Id::now_v7(),
        record: Id::from_u128(1),
        contact: contact.map(Id::from_u128),
        to_name: String::new(),
        restricted: false,
        state,
        due: day(12),
        how: None,
        told_at: None,
        by_name: String::new(),
        made_at: None,
        said: String::new(),
        why: String::new(),
        copy_revision: None,
    }
}

#[test]
fn what_is_not_known_yet_is_counted_and_twenty_seconds_are_under_a_minute() {
    let v = version(&[(Fact::Place, "By the door")]);
    assert_eq!(v.missing(), Fact::ALL.len() - 1);
    assert_eq!(v.length(), "under a minute");
    let open = Version { ended: None, ..v };
    assert_eq!(open.missing(), Fact::ALL.len());
    assert_eq!(open.length(), "not known yet");
    assert_eq!(
        Kind::say(&[Kind::Force, Kind::Restraint, Kind::Aid]),
        "force, restraint and taking away an aid"
    );
    assert_eq!(
        Kind::kept(&Kind::keep(&[Kind::Force, Kind::Seclusion])),
        [Kind::Force, Kind::Seclusion]
    );
}

#[test]
fn times_are_not_later_than_now_and_in_order() {
    let typed =
        |from, to: Option<Minute>| Times { day: Some(day(12)), from, to, ends: to.is_some() };
    let now = at(14, 20);
    assert_eq!(times(typed(Some(minute(14, 5)), None), now), Ok((at(14, 5), None)));
    assert!(times(typed(None, None), now).is_err());
    assert_eq!(times(typed(Some(minute(14, 30)), None), now).unwrap_err()[0].0, "from");
    assert_eq!(times(typed(Some(minute(14, 5)), Some(minute(14, 4))), now).unwrap_err()[0].0, "to");
    assert_eq!(
        times(typed(Some(minute(14, 5)), Some(minute(14, 40))), now).unwrap_err()[0].0,
        "to"
    );
    let unread = Times { ends: true, ..typed(Some(minute(14, 5)), None) };
    assert_eq!(times(unread, now).unwrap_err()[0].0, "to");
    assert_eq!(times(Times::default(), now).unwrap_err()[0].0, "day");
}

#[test]
fn the_register_is_read_by_those_who_answer_for_it_and_a_record_by_its_author() {
    for role in [Role::Safeguarding, Role::Head, Role::Senior] {
        assert!(may_read(&actor(&[role]), &record(99)), "{role:?}");
    }
    for role in [
        Role::RoomLead,
        Role::RoomManager,
        Role::YearLead,
        Role::Teacher,
        Role::Administrator,
        Role::DataManager,
    ] {
        assert!(!may_read(&actor(&[role]), &record(99)), "{role:?}");
        assert!(may_read(&actor(&[role]), &record(7)), "{role:?}, their own");
    }
    assert!(!may_read(&actor(&[Role::Cover]), &record(7)), "who covers the room reads none");
}

#[test]
fn a_second_person_who_leads_signs_off_what_is_known_or_says_why_it_is_not() {
    let whole: Vec<(Fact, &str)> = Fact::ALL.iter().map(|f| (*f, "known")).collect();
    let senior = actor(&[Role::Senior]);
    assert_eq!(sign(&senior, &record(99), &version(&whole), "").unwrap(), None);
    assert!(sign(&senior, &record(99), &version(&[]), "").unwrap().is_some());
    assert_eq!(sign(&senior, &record(99), &version(&[]), "Nobody saw it").unwrap(), None);
    assert!(sign(&senior, &record(7), &version(&whole), "").unwrap_err().title.contains("wrote"));
    for role in [Role::Safeguarding, Role::RoomLead] {
        assert!(sign(&actor(&[role]), &record(99), &version(&whole), "").unwrap_err().by_role);
    }
    let signed = Record { signed_at: Some(at(16, 0)), ..record(99) };
    assert!(complete(&signed).is_err() && sign(&senior, &signed, &version(&whole), "").is_err());
}

#[test]
fn only_the_safeguarding_lead_or_the_head_withholds_and_then_the_authority_is_told() {
    let due = report(Some(3), ReportState::Due);
    assert!(withhold(&actor(&[Role::Senior]), &due).unwrap_err().by_role);
    assert!(withhold(&actor(&[Role::RoomLead]), &due).is_err());
    for role in [Role::Safeguarding, Role::Head] {
        assert!(withhold(&actor(&[role]), &due).is_ok());
        assert!(withhold(&actor(&[role]), &report(None, ReportState::Due)).is_err());
        assert!(withhold(&actor(&[role]), &report(Some(3), ReportState::Told)).is_err());
    }
    let held = || report(Some(3), ReportState::Withheld);
    assert!(!authority_now(&[held(), due]));
    assert!(authority_now(&[held(), held()]));
    assert!(!authority_now(&[held(), report(None, ReportState::Due)]), "once");
    assert!(!authority_now(&[]), "nobody on record is another matter");
}

#[test]
fn a_pupil_of_twenty_is_not_reported() {
    assert!(is_reported(None, day(12)));
    assert!(is_reported(Day::new(2006, 11, 13), day(12)));
    assert!(!is_reported(Day::new(2006, 11, 12), day(12)));
}

fn pupil(n: u128, given: &str, family: &str) -> Pupil {
    Pupil {
        id: Id::from_u128(n),
        upn: None,
        admission_no: None,
        legal_given: given.into(),
        legal_family: family.into(),
        known_given: given.into(),
        known_family: family.into(),
        born: None,
        year: 9,
        form: "9S".into(),
        sex: String::new(),
        sen: crate::pupil::Sen::None,
        sen_need: String::new(),
        free_meals: false,
        language: String::new(),
        ethnicity: String::new(),
        looked_after: false,
        social_worker: String::new(),
        medical: String::new(),
        dietary: String::new(),
        strengths: String::new(),
        helps: String::new(),
        reading_age: String::new(),
        tutor: None,
        mentor: None,
        left_on: None,
        version: 1,
    }
}

#[test]
fn the_copy_names_nobody_elses_child_and_staff_as_the_school_chooses() {
    let own = pupil(1, "Noa", "Arkin");
    let roll = [
        own.clone(),
        pupil(2, "Kian", "O’Dowell"),
        pupil(3, "Grace", "Arkin"),
        pupil(4, "Will", "Moss"),
    ];
    let staff = [Staff {
        id: Id::nil(),
        code: String::new(),
        title: "Mr".into(),
        given: "Dean".into(),
        family: "Poll".into(),
        email: String::new(),
        post: String::new(),
        department: String::new(),
        left_on: None,
    }];
    let who = Guarded { own: &own, roll: &roll, near: &[Id::from_u128(2)], staff: &staff };
    let text = "Noa shouted at Kian O'Dowell. Kian stood up; Grace Arkin left. Mr Poll and Dean Poll held Noa Arkin. Will he? Kiana did not.";
    let (said, changed) = guard(text, &who, Naming::default());
    assert_eq!(
        said,
        "Noa shouted at another child. another child stood up; another child left. Mr Poll and Dean Poll held Noa Arkin. Will he? Kiana did not."
    );
    assert_eq!(changed, 3);
    let quiet = Naming { staff: Showing::Nobody, pupils: Showing::Initials };
    let (said, _) = guard(text, &who, quiet);
    assert!(said.contains("K. O."), "{said}");
    assert!(said.contains("a member of staff and a member of staff held Noa Arkin"), "{said}");
    assert_eq!(guard("Nobody’s name", &who, quiet), ("Nobody’s name".into(), 0));
    assert_eq!(
        Naming::read(Some("initials"), Some("full")).pupils,
        Showing::Nobody,
        "never by name"
    );
}

#[test]
fn every_fact_is_asked_in_one_part_of_the_form_and_in_no_other() {
    use crate::Coded;
    let mut asked: Vec<Fact> = Part::ALL.iter().flat_map(|p| p.facts().iter().copied()).collect();
    assert_eq!(asked.len(), Fact::ALL.len());
    asked.dedup();
    assert!(Fact::ALL.iter().all(|fact| asked.iter().filter(|a| *a == fact).count() == 1));
    assert!(Part::When.comes_first() && !Part::After.comes_first());
}
