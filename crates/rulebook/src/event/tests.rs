//! Events as a person would put them: what follows, what is refused, and in which words.

use super::*;
use crate::duty::Outcome;
use crate::{Closed, SchoolCalendar, Term, almanac::Pattern};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

fn shared() -> Almanac {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    let closed = |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
    let calendar = SchoolCalendar {
        terms: vec![
            term("Autumn 2026", day(2026, 9, 2), day(2026, 12, 18)),
            term("Spring 2027", day(2027, 1, 5), day(2027, 3, 25)),
            term("Summer 2027", day(2027, 4, 13), day(2027, 7, 21)),
        ],
        closed: vec![
            closed("Half-term", true, day(2026, 10, 26), day(2026, 10, 30)),
            closed("INSET", false, day(2026, 11, 27), day(2026, 11, 27)),
            closed("Half-term", true, day(2027, 2, 15), day(2027, 2, 19)),
            closed("Half-term", true, day(2027, 5, 31), day(2027, 6, 4)),
            closed("INSET", false, day(2027, 7, 2), day(2027, 7, 2)),
        ],
        ..SchoolCalendar::default()
    };
    Almanac::of_school("H1", &calendar, Pattern::ThreeTerms).unwrap()
}

fn given(facts: &[(&str, &str)]) -> Given {
    facts.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
}

fn due(answers: &Answers, rule: &str) -> Option<Day> {
    let duty = answers.duties.iter().find(|d| d.rule == rule).unwrap_or_else(|| panic!("{rule}"));
    duty.answer.as_ref().unwrap().due.day()
}

#[test]
fn a_permanent_exclusion_after_a_suspension_has_every_date_and_the_warning() {
    let kind = find("permanent-exclusion").unwrap();
    let facts = given(&[
        ("notice", "2026-11-12"),
        ("first-day", "2026-11-13"),
        ("run-before-start", "2026-11-06"),
        ("run-before", "5"),
        ("other-home", "yes"),
    ]);
    let answers = answer(kind, &facts, Some(&shared())).unwrap();
    assert_eq!(due(&answers, "R3.05"), Some(day(2026, 12, 4)));
    assert_eq!(due(&answers, "R3.04"), Some(day(2026, 11, 20)));
    assert_eq!(due(&answers, "R3.02"), Some(day(2026, 11, 12)));
    assert_eq!(due(&answers, "R3.20"), Some(day(2027, 5, 11)));
    let sixth = answers.duties.iter().find(|d| d.rule == "R3.04").unwrap();
    let advice = sixth.answer.as_ref().unwrap().advice.unwrap();
    assert_eq!(advice.day, Some(day(2026, 11, 13)));
}

#[test]
fn a_closure_moves_the_governors_and_both_dates_are_told() {
    let kind = find("permanent-exclusion").unwrap();
    let facts = given(&[("notice", "2026-11-12"), ("first-day", "2026-11-13")]);
    let before = shared();
    let closure = crate::almanac::Change {
        day: day(2026, 11, 25),
        school_day: false,
        known_from: Some(day(2026, 11, 25)),
        note: "Boiler".into(),
    };
    let after = before.changed(&[closure]).unwrap();
    let moved = moved(kind, &facts, &before, &after).unwrap();
    let governors = moved.iter().find(|m| m.rule == "R3.05").unwrap();
    assert_eq!(governors.before, Some(day(2026, 12, 4)));
    assert_eq!(governors.after, Some(day(2026, 12, 7)));
    assert!(moved.iter().all(|m| m.rule != "R3.03"), "day six came before the closure");
}

#[test]
fn five_and_a_half_days_bring_the_fifty_day_clock_when_the_parent_writes() {
    let kind = find("suspension").unwrap();
    let facts = given(&[
        ("notice", "2026-11-19"),
        ("first-day", "2026-11-19"),
        ("days", "1.5"),
        ("sent-home-at", "12:30"),
        ("term-days", "4"),
        ("year-days", "4"),
        ("representations", "yes"),
        ("social-worker", "yes"),
    ]);
    let answers = answer(kind, &facts, Some(&shared())).unwrap();
    assert_eq!(due(&answers, "R2.14"), Some(day(2027, 2, 22)));
    assert_eq!(due(&answers, "R2.22"), Some(day(2026, 11, 23)));
    assert_eq!(answers.totals[0].days, HalfDays::halves(11));
    let told = answers.duties.iter().find(|d| d.rule == "R2.06").unwrap();
    assert_eq!(told.answer.as_ref().unwrap().told.to_string(), "PARENT;GB;LA;SW");
}

#[test]
fn every_wrong_fact_is_told_at_once_beside_its_key() {
    let kind = find("suspension").unwrap();
    let facts = given(&[
        ("notice", "2026-11-10"),
        ("decided", "2026-11-12"),
        ("first-day", "12 Nov"),
        ("days", "1.25"),
        ("colour", "red"),
    ]);
    let faults = answer(kind, &facts, Some(&shared())).unwrap_err();
    let keys: Vec<&str> = faults.iter().map(|f| f.key.as_str()).collect();
    for key in ["colour", "first-day", "days", "notice"] {
        assert!(keys.contains(&key), "{key}: {keys:?}");
    }
    let nothing = answer(kind, &Given::new(), None).unwrap_err();
    assert_eq!(nothing.len(), 3, "{nothing:?}");
}

#[test]
fn a_calendar_that_ends_too_soon_hides_no_other_date() {
    let kind = find("permanent-exclusion").unwrap();
    let facts = given(&[("notice", "2027-07-13"), ("first-day", "2027-07-14")]);
    let answers = answer(kind, &facts, Some(&shared())).unwrap();
    let meeting = answers.duties.iter().find(|d| d.rule == "R3.05").unwrap();
    assert_eq!(
        meeting.answer.as_ref().unwrap_err().to_string(),
        "calendar ends Wed 21 Jul 2027: date cannot be given"
    );
    assert_eq!(due(&answers, "R3.03"), Some(day(2027, 7, 21)));
}

#[test]
fn an_event_before_the_first_law_is_refused_in_words() {
    let kind = find("cancellation").unwrap();
    let faults =
        answer(kind, &given(&[("on", "1996-05-01"), ("permanent", "yes")]), None).unwrap_err();
    assert_eq!(faults[0].key, "on");
    assert!(faults[0].words.contains("begin on"), "{}", faults[0].words);
    let early = answer(kind, &given(&[("on", "2020-05-01"), ("permanent", "yes")]), None).unwrap();
    assert_eq!(early.duties[0].answer.as_ref().unwrap().outcome, Outcome::NotInForce);
}

#[test]
fn every_kind_asks_only_once_for_each_fact_and_can_be_found() {
    for kind in KINDS {
        assert_eq!(find(kind.code), Some(kind));
        let mut keys: Vec<&str> = kind.facts.iter().map(|f| f.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), kind.facts.len(), "{}", kind.code);
        assert!(kind.title.len() > 3 && kind.about.ends_with('.'), "{}", kind.code);
    }
}
