//! Panel cases tried with the month of December 2026, with no database and no clock.

use super::decide::{Decided, Telling, in_words, may_decide, telling, wrong};
use super::summary::{packed, page, without};
use super::*;
use crate::meeting::Interest;
use crate::meeting::people::{Came, Person, Reply, Whom};
use rulebook::Minute;

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn at(m: i8, d: i8, time: &str) -> Instant {
    day(m, d).at(Minute::parse(time).unwrap())
}
fn case(number: i64, kind: Kind) -> Case {
    let all: Vec<&str> = kind.parts().iter().map(|p| crate::Coded::code(*p)).collect();
    Case {
        id: Id::from_u128(number as u128),
        meeting: Id::from_u128(99),
        number,
        kind,
        case_file: None,
        given: "Rosa".into(),
        family: "Lindqvist".into(),
        year: Some(8),
        school_name: "Harrowfield Academy".into(),
        to_school: "Cloverley School".into(),
        asked: "A managed move.".into(),
        support: String::new(),
        pupil_view: "I want a fresh start.".into(),
        home_view: String::new(),
        recommends: String::new(),
        consent_of: "mother\nfather".into(),
        there: all.join("\n") + "\nconsent:mother\nconsent:father",
        arrived_at: at(11, 27, "10.00"),
        state: State::Waiting,
        item: None,
        admitted_by: String::new(),
        admitted_why: String::new(),
        outcome: None,
        outcome_why: String::new(),
        conditions: String::new(),
        how: String::new(),
        tells: String::new(),
        tell_by: None,
        review_on: None,
        decided_by: String::new(),
        decided_at: None,
        told_on: None,
        told_how: String::new(),
        by_name: "Mr Callum Osei-Brandt".into(),
        made_at: at(11, 27, "10.00"),
        version: 1,
    }
}

#[test]
fn what_is_missing_is_said_exactly_and_whoever_is_late_is_admitted_for_the_chairs_reason() {
    let cut_off = Some(at(11, 30, "12.00"));
    let whole = case(1, Kind::Move);
    assert!(whole.missing().is_empty() && admit(&whole, cut_off, "", "").is_empty());

    let mut p8 = case(8, Kind::Move);
    p8.there = p8.there.replace("consent:father", "");
    assert_eq!(p8.missing(), ["consent – father"]);
    let said = admit(&p8, cut_off, "Mrs Lorna Vickery", "");
    assert_eq!(said.len(), 1);
    assert!(said[0].0 == "admitted_why" && said[0].1.contains("consent – father"));

    let p7 = Case { arrived_at: at(11, 30, "15.10"), ..case(7, Kind::Direction) };
    assert!(p7.is_late(cut_off) && !p7.is_late(None));
    assert!(!Case { arrived_at: at(11, 30, "12.00"), ..p7.clone() }.is_late(cut_off));
    assert_eq!(admit(&p7, cut_off, " ", "").len(), 2);
    assert!(admit(&p7, cut_off, "Mrs Lorna Vickery", "Both schools asked for it").is_empty());
}

#[test]
fn an_agenda_names_nobody() {
    let title = case(2, Kind::SeekingSchool).title();
    assert_eq!(title, "Case 2: permanently excluded, and needs a school, Year 8");
    let d = Decided {
        outcome: Some(Outcome::DirectionFirst),
        how: "By consensus".into(),
        ..Decided::default()
    };
    let said = in_words(&case(1, Kind::Move), &d);
    assert_eq!(said, "Case 1: A direction off site first, Cloverley School. By consensus.");
}

#[test]
fn a_view_that_did_not_come_says_so_and_a_blank_is_not_evidence() {
    let mut view = View {
        id: Id::nil(),
        panel_case: Id::nil(),
        whom: "Educational psychologist".into(),
        asked_on: day(11, 19),
        reply_by: day(11, 27),
        came_on: None,
        words: String::new(),
        by_name: String::new(),
        version: 1,
    };
    assert_eq!(view.said(), "asked Thu 19 Nov, not received");
    assert!(view.is_late(day(11, 28)) && !view.is_late(day(11, 27)));
    let all = page(&case(1, Kind::Move), &[view.clone()], false).join("\n");
    assert!(all.contains("Support so far: Not evidenced."), "{all}");
    assert!(all.contains("Educational psychologist: asked Thu 19 Nov, not received"), "{all}");
    view.came_on = Some(day(11, 25));
    assert!(!view.is_late(day(12, 1)) && view.said().ends_with("came Wed 25 Nov"));
}

#[test]
fn whoever_has_an_interest_gets_a_copy_without_that_case() {
    let item = Id::from_u128(70);
    let mut two = case(2, Kind::SeekingSchool);
    (two.state, two.item) = (State::Admitted, Some(item));
    let cases = [Case { state: State::Admitted, ..case(1, Kind::Move) }, two, case(3, Kind::Move)];
    let all = packed(&cases);
    assert_eq!(all.len(), 2, "what waits is not in the pack");
    let person = |n: u128| Person {
        id: Id::from_u128(n),
        meeting: Id::from_u128(99),
        whom: Whom::Agency,
        name: "Head of Harrowfield".into(),
        email: String::new(),
        staff: None,
        contact: None,
        responsible: false,
        part: "school".into(),
        needs: String::new(),
        reply: Reply::Yes,
        said: String::new(),
        other_address: String::new(),
        came: Came::NotSaid,
        consented: false,
        told_sequence: None,
    };
    let interest = Interest {
        id: Id::nil(),
        item,
        person: Id::from_u128(7),
        words: "Her own school".into(),
        by_name: String::new(),
        made_at: at(12, 1, "9.00"),
    };
    let interests = [interest];
    assert_eq!(
        without(&all, &interests, &person(7)).iter().map(|c| c.number).collect::<Vec<_>>(),
        [2]
    );
    assert!(without(&all, &interests, &person(8)).is_empty());
}

#[test]
fn a_looked_after_childs_case_waits_for_the_virtual_school_head() {
    let mut p5 = Case { state: State::Admitted, ..case(5, Kind::LookedAfter) };
    let begins = at(12, 8, "9.30");
    let now = at(12, 8, "10.30");
    assert!(may_decide(&p5, Some(Outcome::Place), begins, now).is_ok());
    p5.there = p5.there.replace("virtual_school", "");
    let no = may_decide(&p5, Some(Outcome::Place), begins, now).unwrap_err();
    assert!(no.title.contains("virtual school head"));
    assert!(may_decide(&p5, Some(Outcome::Later), begins, now).is_ok());
    assert!(may_decide(&p5, Some(Outcome::Later), begins, at(12, 8, "9.29")).is_err());
    let waiting = case(1, Kind::Move);
    assert!(may_decide(&waiting, Some(Outcome::Agreed), begins, now).is_err());
}

#[test]
fn the_parents_are_told_by_a_day_and_it_shows_whether_they_were() {
    let met = day(12, 8);
    assert_eq!(wrong(&Decided::default(), met).len(), 5);
    let early = Decided { tell_by: Some(day(12, 7)), ..Decided::default() };
    assert!(wrong(&early, met).iter().any(|w| w.0 == "tell_by"));
    let mut c = Case { state: State::Decided, tell_by: Some(day(12, 10)), ..case(1, Kind::Move) };
    assert_eq!(telling(&c, day(12, 10)), Some(Telling::Due));
    assert_eq!(telling(&c, day(12, 11)), Some(Telling::Late));
    c.told_on = Some(day(12, 10));
    assert_eq!(telling(&c, day(12, 11)), Some(Telling::Met));
    c.told_on = Some(day(12, 11));
    assert_eq!(telling(&c, day(12, 11)), Some(Telling::ToldLate));
    assert_eq!(telling(&case(1, Kind::Move), met), None);
}
