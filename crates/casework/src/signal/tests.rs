//! Signals: when a rule of the school is met, and what answering one asks for.

use super::*;
use crate::testing::{day, id, pupil, setting};

fn rule(measure: Measure, least: i64, window_days: i64) -> Rule {
    let rules = proposals(Id::nil);
    Rule { measure, least, window: Window::Days, window_days, ..rules[0].clone() }
}
fn seen(d: i8, subject: &str) -> Seen {
    Seen {
        pupil: id(1),
        day: day(9, d),
        kind: "Disruption".into(),
        subject: subject.into(),
        period: "P5".into(),
        points: Some(2),
    }
}

#[test]
fn four_incidents_in_five_school_days_are_met_and_the_signal_says_what_was_counted() {
    let s = setting();
    let all = [seen(4, "Art"), seen(7, "Science"), seen(9, "Science"), seen(10, "Maths")];
    let r = rule(Measure::Incidents, 4, 5);
    assert_eq!(r.met(&s, &all[..3], day(9, 10), None), None);
    let met = r.met(&s, &all, day(9, 10), None).unwrap();
    assert_eq!((met.from, met.to, met.count), (day(9, 4), day(9, 10), 4));
    assert_eq!(
        r.explained(&met),
        "4 incidents from Fri 4 Sep 2026 to Thu 10 Sep 2026. The rule asks for 4 incidents in 5 school days."
    );
    // What was looked at once is not counted again.
    assert_eq!(r.met(&s, &all, day(9, 10), Some(day(9, 4))), None);
    // A day later the first is out of the window.
    assert_eq!(r.met(&s, &all, day(9, 11), None), None);
}

#[test]
fn each_measure_counts_what_its_name_says() {
    let s = setting();
    let all = [seen(9, "Science"), seen(9, "Science"), seen(10, "Science"), seen(10, "Art")];
    let met = |r: Rule| r.met(&s, &all, day(9, 10), None);
    assert_eq!(met(rule(Measure::Points, 8, 5)).unwrap().count, 8);
    assert_eq!(met(rule(Measure::Points, 9, 5)), None);
    assert_eq!(met(rule(Measure::Days, 2, 5)).unwrap().count, 2);
    let same = met(rule(Measure::SameSubject, 3, 5)).unwrap();
    assert_eq!((same.count, same.of.as_str()), (3, "Science"));
    assert_eq!(met(rule(Measure::SamePeriod, 4, 5)).unwrap().of, "P5");
    let other = Rule { kind: "Truancy".into(), ..rule(Measure::Incidents, 1, 5) };
    assert_eq!(met(other), None);
    let own = Rule { kind: "disruption".into(), ..rule(Measure::Incidents, 4, 5) };
    assert!(met(own).is_some());
    assert_eq!(met(rule(Measure::Attendance, 90, 5)), None);
}

#[test]
fn more_than_before_is_told_with_both_counts_and_a_quiet_time_before_is_needed() {
    let s = setting();
    let mut all = vec![seen(7, "Art")];
    all.extend([seen(14, "Art"), seen(15, "Art"), seen(16, "Art"), seen(17, "Art")]);
    let r = rule(Measure::More, 3, 5);
    let met = r.met(&s, &all, day(9, 17), None).unwrap();
    assert_eq!((met.count, met.before), (4, Some(1)));
    assert!(r.explained(&met).contains(
        "4 incidents from Fri 11 Sep 2026 to Thu 17 Sep 2026, and 1 in as many school days before."
    ));
    assert_eq!(rule(Measure::More, 4, 5).met(&s, &all, day(9, 17), None), None);
    // The calendar does not reach back so far: nothing is made up.
    assert_eq!(r.met(&s, &all, day(9, 7), None), None);
}

#[test]
fn attendance_below_the_line_is_told_once_in_a_half_term() {
    let s = setting();
    let r = rule(Measure::Attendance, 90, 5);
    let met = r.met_by_attendance(&s, day(9, 10), 860, None).unwrap();
    assert_eq!(
        r.explained(&met),
        "Attendance 86% up to Thu 10 Sep 2026. The rule asks for attendance below 90%."
    );
    assert_eq!(r.met_by_attendance(&s, day(9, 10), 900, None), None);
    assert_eq!(r.met_by_attendance(&s, day(9, 17), 850, Some(day(9, 10))), None);
    assert!(r.met_by_attendance(&s, day(11, 5), 850, Some(day(9, 10))).is_some());
}

#[test]
fn a_dry_run_says_how_often_a_rule_would_have_asked_and_in_the_worst_week() {
    let s = setting();
    let mut all: Vec<Seen> = Vec::new();
    for d in [7, 8, 9, 10, 14, 15, 16, 17] {
        all.push(seen(d, "Art"));
    }
    let run = dry_run(
        &s,
        &rule(Measure::Incidents, 4, 5),
        &[pupil()],
        &all,
        &[],
        (day(9, 2), day(9, 30)),
    );
    assert_eq!((run.incidents, run.signals, run.pupils, run.most_in_a_week), (8, 2, 1, 1));
}

#[test]
fn a_rule_reads_as_a_sentence_and_a_wrong_one_names_its_field() {
    let words = Words::default();
    let rules = proposals(Id::nil);
    let said: Vec<String> = rules.iter().map(|r| r.rule(&words)).collect();
    assert_eq!(
        said[0],
        "From 4 incidents in 5 school days. The Head of Year is asked what comes of it, within 2 school days."
    );
    assert!(said[1].contains("5 more incidents in 10 school days than in as many before"));
    assert!(said[3].contains("attendance below 90%"));
    assert!(rules.iter().all(|r| check(r).is_empty()));
    let wrong = Rule { least: 0, owner: Reviewer::Person, ..rules[0].clone() };
    let fields: Vec<_> = check(&wrong).into_iter().map(|(f, _)| f).collect();
    assert_eq!(fields, ["least", "owner_staff"]);
}

#[test]
fn a_signal_is_dismissed_by_a_reason_and_by_whoever_it_is_for() {
    let none = Answer { outcome: Some(Outcome::Dismissed), words: " ".into() };
    assert!(check_answer(&none)[0].1.contains("kept with your name"));
    let joined = Answer { outcome: Some(Outcome::Register), words: "x".into() };
    assert_eq!(check_answer(&joined)[0].0, "outcome");
    let mut actor = crate::Actor {
        org: Id::nil(),
        account: Id::nil(),
        staff: id(7),
        name: String::new(),
        post: String::new(),
        roles: vec![crate::Role::Mentor],
        years: vec![],
    };
    let words = Words::default();
    assert!(may_decide(&actor, Some(id(7)), "", 9, &words).is_ok());
    let no = may_decide(&actor, Some(id(8)), "Ms Bea Catterall", 9, &words).unwrap_err();
    assert!(no.title.contains("Ms Bea Catterall") && no.by_role);
    actor.roles = vec![crate::Role::YearLead];
    actor.years = vec![9];
    assert!(may_decide(&actor, Some(id(8)), "", 9, &words).is_ok());
    assert!(may_decide(&actor, Some(id(8)), "", 8, &words).is_err());
}
