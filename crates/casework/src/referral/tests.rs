//! Referrals tried on invented people and days.

use super::*;
use crate::pupil::Sen;
use crate::school::{Period, PeriodKind, School};
use crate::words::Words;
use rulebook::{Closed, Minute, Term, Weekday};

fn id(n: u128) -> Id {
    Id::from_u128(n)
}
fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}
fn at(on: &str, time: &str) -> Instant {
    day(on).at(Minute::parse(time).unwrap())
}

fn setting() -> Setting {
    let periods = Weekday::ALL[..5]
        .iter()
        .flat_map(|weekday| {
            [("P5", "13:30", "14:20"), ("P6", "14:20", "15:05")].map(|(code, from, to)| Period {
                id: id(1),
                weekday: *weekday,
                code: code.into(),
                kind: PeriodKind::Lesson,
                from: Minute::parse(from).unwrap(),
                to: Minute::parse(to).unwrap(),
            })
        })
        .collect();
    let inset = day("2026-11-06");
    Setting {
        school: School {
            id: id(50),
            name: String::new(),
            address: String::new(),
            phone: String::new(),
            concern: String::new(),
            demo: true,
            kind: crate::organisation::OrgKind::Secondary,
            governed: crate::organisation::Governed::Maintained,
        },
        words: Words::default(),
        calendar: SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: day("2026-09-02"),
                to: day("2026-12-18"),
            }],
            closed: vec![Closed {
                why: "INSET day".into(),
                half_term: false,
                from: inset,
                to: inset,
            }],
            ..SchoolCalendar::default()
        },
        periods,
        rules: Rules { policy: "Behaviour policy".into(), ..Rules::default() },
    }
}

fn pupil() -> Pupil {
    Pupil {
        id: id(1),
        upn: None,
        admission_no: None,
        legal_given: "Tyrell".into(),
        legal_family: "Ashdown-Moss".into(),
        known_given: "Tyrell".into(),
        known_family: "Ashdown-Moss".into(),
        born: None,
        year: 9,
        form: "9K2".into(),
        sex: String::new(),
        sen: Sen::None,
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

fn referral(referrer: u128) -> Referral {
    Referral {
        id: id(200),
        pupil: id(1),
        referrer: id(referrer),
        reason: id(300),
        happened_on: day("2026-11-09"),
        period: "P5".into(),
        place: "H1".into(),
        what: "Threw a book".into(),
        hurt: Hurt::No,
        ask: Length::Day,
        state: ReferralState::Waiting,
        made_at: at("2026-11-09", "14:10"),
        decided_by: None,
        decided_at: None,
        decision: String::new(),
        different: String::new(),
        instead_of_suspension: None,
        from_call: None,
        version: 1,
    }
}

fn actor(role: Role, staff: u128, years: &[i64]) -> Actor {
    Actor {
        org: id(50),
        account: id(60),
        staff: id(staff),
        name: String::new(),
        post: String::new(),
        roles: vec![role],
        years: years.to_vec(),
    }
}

fn wrong(on: &str, period: &str, now: Instant) -> Vec<(&'static str, String)> {
    check(&setting(), now, &Told { pupil: &pupil(), day: day(on), period })
}

#[test]
fn a_lesson_under_way_can_be_referred_from_and_one_to_come_cannot() {
    let now = at("2026-11-09", "14:10");
    assert!(wrong("2026-11-09", "P5", now).is_empty());
    let (field, why) = wrong("2026-11-09", "P6", now).remove(0);
    assert_eq!(field, "period");
    assert!(why.contains("starts at 14.20"), "{why}");
    assert_eq!(wrong("2026-11-10", "P5", now)[0].0, "day");
}

#[test]
fn a_day_the_school_was_shut_is_named_with_its_reason() {
    let now = at("2026-11-09", "14:10");
    assert!(wrong("2026-11-06", "P5", now)[0].1.contains("INSET day"));
    assert!(wrong("2026-11-08", "P5", now)[0].1.contains("Sunday"));
}

#[test]
fn a_fortnight_back_is_the_furthest() {
    let now = at("2026-11-18", "14:10");
    assert!(wrong("2026-11-04", "P5", now).is_empty());
    assert!(wrong("2026-11-03", "P5", now)[0].1.contains("more than 14 days ago"));
}

#[test]
fn somebody_who_left_is_not_referred() {
    let mut gone = pupil();
    gone.left_on = Some(day("2026-11-02"));
    let told = Told { pupil: &gone, day: day("2026-11-09"), period: "P5" };
    let said = check(&setting(), at("2026-11-09", "14:10"), &told);
    assert_eq!(said[0].0, "pupil");
    assert!(said[0].1.contains("Mon 2 Nov 2026"));
}

#[test]
fn the_same_lesson_is_referred_once_by_one_person_while_it_waits() {
    let p = pupil();
    let told = Told { pupil: &p, day: day("2026-11-09"), period: "P5" };
    let mut first = referral(7);
    assert!(already(std::slice::from_ref(&first), &told, id(7)).is_some());
    assert!(already(std::slice::from_ref(&first), &told, id(8)).is_none());
    assert!(sent_before(&first, &p).instead[0].1.ends_with(&first.id.to_string()));
    first.state = ReferralState::Declined;
    assert!(already(&[first], &told, id(7)).is_none());
}

#[test]
fn each_sees_the_referrals_and_the_words_that_are_theirs() {
    let today = day("2026-11-09");
    let r = referral(7);
    let see = |role, staff, years: &[i64]| sees(&actor(role, staff, years), today, &r, 9);
    let sees = |detail, notes| Some(Sees { detail, notes });
    assert_eq!(see(Role::Teacher, 7, &[]), sees(true, false), "its author");
    assert_eq!(see(Role::Teacher, 8, &[]), None, "another teacher");
    assert_eq!(see(Role::YearLead, 8, &[9]), sees(true, true));
    assert_eq!(see(Role::YearLead, 8, &[8]), None);
    assert_eq!(see(Role::YearLead, 7, &[8]), sees(true, false), "its author, of another year");
    assert_eq!(see(Role::RoomLead, 8, &[]), sees(true, false));
    assert_eq!(see(Role::Senior, 8, &[]), sees(true, true));
    assert_eq!(see(Role::Cover, 8, &[]), None);
    assert_eq!(see(Role::Administrator, 8, &[]), None);
}

#[test]
fn a_day_needs_a_senior_leader_and_less_does_not() {
    let lead = actor(Role::RoomLead, 8, &[]);
    assert!(may_approve(&lead, 299, &setting()).is_ok());
    let no = may_approve(&lead, 300, &setting()).unwrap_err();
    assert!(no.by_role && no.rule.contains("5 h") && no.from.contains("Behaviour policy"));
    assert!(may_approve(&actor(Role::Senior, 8, &[]), 310, &setting()).is_ok());
    assert!(may_approve(&actor(Role::Head, 8, &[]), 310, &setting()).is_ok());
}

#[test]
fn the_gate_opens_above_its_hours_and_not_at_them() {
    let rules = setting().rules;
    assert!(!past_the_gate(290, 310, &rules), "ten hours exactly");
    assert!(past_the_gate(291, 310, &rules));
}

#[test]
fn a_return_held_until_what_came_next() {
    let calendar = setting().calendar;
    let held = |next| held(&calendar, day("2026-11-04"), next, day("2026-11-18"));
    assert_eq!(held(Some(day("2026-11-05"))), 0);
    assert_eq!(held(Some(day("2026-11-09"))), 1, "Friday was an INSET day");
    assert_eq!(held(None), 8);
}

#[test]
fn a_name_in_a_reason_for_home_is_noticed_as_a_word() {
    let names = vec!["Kian".to_string(), "Ellie-Mae".to_string(), String::new()];
    assert_eq!(names_somebody("Fought with kian.", &names), Some("Kian"));
    assert_eq!(names_somebody("Took Ellie-Mae’s bag", &names), Some("Ellie-Mae"));
    assert_eq!(names_somebody("Kianite is a mineral", &names), None);
}
