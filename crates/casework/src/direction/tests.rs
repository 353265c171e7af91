//! A direction tried with the dates of January to March 2027, with no database and no clock.

use super::*;
use rulebook::almanac::Pattern;
use rulebook::{Closed, Term};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}
fn calendar() -> SchoolCalendar {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring 2027", day(2027, 1, 5), day(2027, 3, 25)),
            term("Summer 2027", day(2027, 4, 13), day(2027, 7, 21)),
        ],
        closed: vec![Closed {
            why: "Half-term".into(),
            half_term: true,
            from: day(2027, 2, 15),
            to: day(2027, 2, 19),
        }],
        ..SchoolCalendar::default()
    }
}
fn almanac() -> Almanac {
    let c = calendar();
    Almanac::of_school("Cloverley School", &c, Pattern::of(&c)).unwrap()
}
pub(super) fn direction() -> Direction {
    Direction {
        id: Id::from_u128(1),
        panel_case: None,
        case_file: None,
        given: "Rosa".into(),
        family: "Lindqvist".into(),
        year: Some(8),
        ehc: false,
        school_name: "Harrowfield School".into(),
        school_type: Directs::Maintained,
        place: "Cloverley School".into(),
        address: "Mill Road\nNorthmoor".into(),
        report_to: "Ms Vale, reception".into(),
        contact: "Ms Vale, 01632 960711".into(),
        objective: "Two half-terms of lessons without a walk-out".into(),
        reasons: "Support in school was tried for a term.".into(),
        parent_view: String::new(),
        pupil_view: "I want a fresh start.".into(),
        starts: day(2027, 1, 18),
        ends: day(2027, 3, 25),
        days: 5,
        session_from: Minute::parse("8.40").unwrap(),
        session_to: Minute::parse("15.05").unwrap(),
        breaks: "10.50 to 11.05, lunch 12.55 to 13.30".into(),
        state: State::Proposed,
        told_on: None,
        told_how: String::new(),
        sen_told_on: None,
        outcome: String::new(),
        ended_on: None,
        by_name: "Mr Callum Osei-Brandt".into(),
        made_at: day(2026, 12, 8).at(Minute::default()),
        version: 1,
    }
}

#[test]
fn a_last_day_on_good_friday_is_refused_with_the_day_before() {
    let c = calendar();
    let wrong = wrong_days(Some(day(2027, 1, 18)), Some(day(2027, 3, 26)), &c);
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].0 == "ends" && wrong[0].1.contains("Thu 25 Mar 2027"), "{}", wrong[0].1);
    assert!(wrong_days(Some(day(2027, 1, 18)), Some(day(2027, 3, 25)), &c).is_empty());
    assert_eq!(wrong_days(Some(day(2027, 2, 16)), Some(day(2027, 2, 11)), &c).len(), 2);
}

#[test]
fn notice_is_two_clear_school_days_before_and_the_other_reading_is_shown() {
    let (_, count) = notice(&direction(), &almanac()).unwrap();
    assert_eq!((count.due, count.arguable), (day(2027, 1, 13), Some(day(2027, 1, 14))));
}

#[test]
fn invitations_go_by_the_reading_that_is_set() {
    let a = almanac();
    let first = day(2027, 2, 12);
    let days = invite_by(first, Invite::Days, &a);
    assert_eq!(days, Some((day(2027, 2, 6), Some(day(2027, 2, 5)))));
    assert_eq!(invite_by(first, Invite::SchoolDays, &a), Some((day(2027, 2, 4), None)));
    let second = invite_by(day(2027, 3, 19), Invite::SchoolDays, &a);
    assert_eq!(second, Some((day(2027, 3, 11), None)));
}

#[test]
fn it_goes_its_road_and_no_other() {
    let mut d = direction();
    let (_, count) = notice(&d, &almanac()).unwrap();
    let no = begin(&d, count.arguable, d.starts).unwrap_err();
    assert!(no.title.contains("cannot go this way"));
    d.state = notify(&d).unwrap();
    assert_eq!(d.state, State::Notified);
    d.told_on = Some(day(2027, 1, 15));
    assert!(begin(&d, count.arguable, d.starts).is_err(), "notice came too late");
    d.told_on = Some(day(2027, 1, 13));
    assert!(begin(&d, count.arguable, day(2027, 1, 17)).is_err(), "not begun before it begins");
    d.state = begin(&d, count.arguable, d.starts).unwrap();
    assert_eq!(d.state, State::Active);
    assert!(review(&d, Decision::Continue, None).is_err(), "it goes on to a day");
    assert_eq!(review(&d, Decision::Continue, Some(day(2027, 3, 25))), Ok(State::Active));
    assert_eq!(review(&d, Decision::Move, None), Ok(State::Moved));
    d.state = State::Returned;
    assert!(State::Returned.is_over() && review(&d, Decision::Return, None).is_err());
}

#[test]
fn the_notice_says_all_that_it_must() {
    let d = direction();
    assert!(letter::missing(&d).is_empty());
    let all: Vec<String> =
        letter::facts(&d).into_iter().map(|f| format!("{}: {}", f.0, f.1)).collect();
    let all = all.join("\n") + &letter::paragraphs(&d).join("\n");
    for said in [
        "Mill Road, Northmoor",
        "Ms Vale, reception",
        "5 days a week",
        "8.40 to 15.05",
        "10.50 to 11.05",
        "Two half-terms",
        "tried for a term",
    ] {
        assert!(all.contains(said), "{said}: {all}");
    }
    let bare = Direction { contact: " ".into(), objective: String::new(), ..d };
    assert_eq!(letter::missing(&bare), ["the objective", "who is rung there"]);
}
