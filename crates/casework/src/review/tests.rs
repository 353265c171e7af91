//! Reviews tried on the walk-through's dates.

use super::*;
use crate::testing::{day, id, setting};
use rulebook::Minute;

#[test]
fn a_review_raised_by_thursday_19_november_is_due_on_monday_23() {
    let cal = setting().calendar;
    assert_eq!(due(&cal, day(11, 19), 2).day, day(11, 23));
    assert_eq!(due(&cal, day(11, 26), 2).day, day(12, 1), "27 November is an INSET day");
    assert_eq!(due(&cal, day(11, 19), 0).day, day(11, 19));
    assert_eq!(due(&cal, day(12, 18), 2).day, day(12, 18), "never lost where the calendar ends");
}

fn answer(outcome: Option<Outcome>) -> Answer {
    Answer { outcome, words: String::new(), what: String::new(), who: String::new(), on: None }
}

#[test]
fn a_review_needs_an_outcome_and_what_belongs_to_it() {
    let cal = setting().calendar;
    let fields = |a: &Answer| check(a, &cal).into_iter().map(|w| w.0).collect::<Vec<_>>();
    assert_eq!(fields(&answer(None)), ["outcome"]);
    assert_eq!(fields(&answer(Some(Outcome::Withdrawn))), ["outcome"]);
    assert_eq!(fields(&answer(Some(Outcome::Nothing))), ["words"]);
    assert_eq!(fields(&answer(Some(Outcome::Support))), ["what", "who", "on"]);
    let inset = Answer {
        what: "Mentoring".into(),
        who: "Mr Adair".into(),
        on: Some(day(11, 27)),
        ..answer(Some(Outcome::Support))
    };
    assert_eq!(fields(&inset), ["on"]);
    assert!(check(&Answer { on: Some(day(11, 30)), ..inset }, &cal).is_empty());
}

#[test]
fn a_review_is_closed_by_its_own_person_a_year_lead_of_the_year_or_a_senior_leader() {
    let review = Review {
        id: id(9),
        pupil: id(1),
        placement: id(2),
        threshold: id(3),
        name: String::new(),
        said: String::new(),
        day: day(11, 19),
        owner: Some(id(7)),
        owner_name: "Ms Bea Catterall".into(),
        due: day(11, 23),
        raised_at: day(11, 19).at(Minute::default()),
        outcome: None,
        outcome_words: String::new(),
        decided_at: None,
        decided_by: String::new(),
        version: 1,
    };
    let actor = |staff, role, years: &[i64]| Actor {
        org: id(1),
        account: id(1),
        staff: id(staff),
        name: String::new(),
        post: String::new(),
        roles: vec![role],
        years: years.to_vec(),
    };
    let words = Words::default();
    let may = |a: Actor, r: &Review| may_decide(&a, r, 10, &words).is_ok();
    assert!(may(actor(7, Role::Mentor, &[]), &review));
    assert!(may(actor(8, Role::YearLead, &[10]), &review));
    assert!(!may(actor(8, Role::YearLead, &[9]), &review));
    assert!(may(actor(8, Role::Senior, &[]), &review));
    assert!(!may(actor(8, Role::RoomLead, &[]), &review));
    assert!(may(actor(8, Role::RoomLead, &[]), &Review { owner: None, ..review.clone() }));
    let no = may_decide(&actor(8, Role::RoomLead, &[]), &review, 10, &words).unwrap_err();
    assert!(no.title.contains("Ms Bea Catterall") && no.by_role);
}
