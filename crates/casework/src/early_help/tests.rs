//! Early help: nothing leaves the school without consent, nor with gaps, nor after a "no".

use super::*;
use rulebook::Minute;

fn day(d: i8) -> Day {
    Day::new(2026, 11, d).unwrap()
}
fn assessment(status: Status) -> EarlyHelp {
    EarlyHelp {
        id: Id::from_u128(1),
        pupil: Id::from_u128(2),
        form: 1,
        status,
        lead_name: "Miss Ruqayya Fennimore".into(),
        lead_from: String::new(),
        interpreter: String::new(),
        review_on: None,
        sent_on: None,
        sent_to: String::new(),
        reference: String::new(),
        ended_why: String::new(),
        begun_on: day(2),
        begun_by: Id::nil(),
        begun_by_name: String::new(),
        version: 1,
    }
}
fn said(d: i8, name: &str, word: Word) -> Consent {
    Consent {
        id: Id::from_u128(d as u128),
        contact: None,
        name: name.into(),
        word,
        how: How::Signed,
        day: day(d),
        what_for: "Early help".into(),
        with_whom: "The authority".into(),
        by_name: String::new(),
        at: day(d).at(Minute::new(9, 0).unwrap()),
    }
}
fn all() -> Whole {
    Whole { done: 2, all: 2, empty: Vec::new() }
}

#[test]
fn sent_is_refused_until_a_parent_has_agreed_and_again_once_they_take_it_back() {
    let e = assessment(Status::Draft);
    let no = may_become(&e, Status::Sent, &[], &all()).unwrap_err();
    assert!(no.rule.contains("Nobody at home has been asked"), "{}", no.rule);
    let asked = vec![said(6, "Ms Shaz Dunmore", Word::NotYet)];
    let no = may_become(&e, Status::Sent, &asked, &all()).unwrap_err();
    assert!(
        no.rule.contains("Ms Shaz Dunmore was asked on Fri 6 Nov 2026 and has not given consent"),
        "{}",
        no.rule
    );
    let mut given = asked;
    given.push(said(10, "Ms Shaz Dunmore", Word::Given));
    assert!(may_become(&e, Status::Sent, &given, &all()).is_ok());
    assert_eq!(after_word(Status::Draft, &stands(&given)), Status::Consented);
    given.push(said(12, "Ms Shaz Dunmore", Word::Withdrawn));
    let no = may_leave(&e, &given, "exported").unwrap_err();
    assert!(no.rule.contains("took consent back on Thu 12 Nov 2026"), "{}", no.rule);
    assert_eq!(after_word(Status::Consented, &stands(&given)), Status::Draft);
    let gone = assessment(Status::Sent);
    assert!(may_become(&gone, Status::Open, &given, &all()).is_err());
    assert!(may_become(&gone, Status::Closed, &given, &all()).is_ok());
}

#[test]
fn one_parents_no_stops_it_whatever_the_other_said() {
    let both = [said(6, "One", Word::Given), said(7, "Two", Word::Refused)];
    assert!(matches!(stands(&both), Stands::Stopped(c) if c.name == "Two"));
}

#[test]
fn a_form_with_gaps_is_not_sent_and_a_step_out_of_turn_is_refused() {
    let yes = [said(10, "One", Word::Given)];
    let gaps = Whole { done: 1, all: 2, empty: vec!["The child’s own words".into()] };
    let e = assessment(Status::Consented);
    let no = may_become(&e, Status::Sent, &yes, &gaps).unwrap_err();
    assert!(no.rule.contains("The child’s own words"), "{}", no.rule);
    assert!(may_become(&e, Status::Acknowledged, &yes, &all()).is_err());
    assert!(may_become(&e, Status::Declined, &yes, &all()).is_err());
    assert!(may_become(&assessment(Status::Closed), Status::Sent, &yes, &all()).is_err());
    assert!(may_become(&assessment(Status::Sent), Status::Sent, &yes, &all()).is_err());
}

#[test]
fn a_form_says_where_the_strengths_and_both_voices_are() {
    let section = |n: u128, title: &str, part| Section {
        id: Id::from_u128(n),
        place: n as i64,
        title: title.into(),
        hint: String::new(),
        part,
        needed: true,
    };
    let sections: Vec<Section> = BEGIN_WITH
        .iter()
        .enumerate()
        .map(|(n, (title, _, part, _))| section(n as u128, title, *part))
        .collect();
    assert!(wrong(&sections).is_empty());
    let two = [section(1, "A", Part::Strengths), section(2, "a ", Part::Needs)];
    let said: Vec<String> = wrong(&two).into_iter().map(|(_, m)| m).collect();
    assert!(said[0].contains("two called") && said.len() == 3, "{said:?}");
    assert_eq!(whole(&two, &[]).empty, ["A", "a "]);
}
