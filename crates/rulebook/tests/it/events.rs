//! What holds of every kind of event, whatever its facts and whatever the calendar.
//!
//! Must never know: what one kind asks for. The facts are made from the kinds themselves, so
//! that a new kind, or a new fact, is tested the day it is added.

use crate::properties::{calendars, ready};
use crate::support::{day, follows, given};
use proptest::prelude::*;
use rulebook::almanac::{Almanac, Change};
use rulebook::count::Span;
use rulebook::duty::{Answer, Due, Outcome};
use rulebook::event::{self, Answers, Ask, EventKind, Given, KINDS};
use rulebook::{Day, rule};

/// Facts that can be read: days near a first one, in the order they are asked.
fn facts(kind: &EventKind, first: Day, luck: &[u32]) -> Given {
    let mut out = Given::new();
    let mut at = first;
    for (n, fact) in kind.facts.iter().enumerate() {
        let luck = luck[n % luck.len()];
        if !fact.needed && luck.is_multiple_of(3) {
            continue;
        }
        let said = match fact.ask {
            Ask::Day => {
                at = at.plus(i64::from(luck % 4));
                at.iso()
            }
            Ask::Time => format!("{:02}:{:02}", luck % 24, luck % 60),
            Ask::Days => format!("{}.{}", luck % 20, if luck.is_multiple_of(2) { 0 } else { 5 }),
            // A run of six or more before would put the sixth day before the event itself.
            Ask::Whole => (luck % 6).to_string(),
            Ask::Yes => if luck.is_multiple_of(2) { "yes" } else { "no" }.to_string(),
            Ask::OneOf(codes) => codes[luck as usize % codes.len()].0.to_string(),
        };
        out.insert(fact.key.to_string(), said);
    }
    out
}

fn shifted(kind: &EventKind, facts: &Given, later: i64) -> Given {
    let mut out = facts.clone();
    for fact in kind.facts.iter().filter(|f| f.ask == Ask::Day) {
        if let Some(said) = out.get_mut(fact.key) {
            *said = day(said).plus(later).iso();
        }
    }
    out
}

/// Answers that come to the same under the same rule, side by side. A different outcome is
/// another duty with another clock: a total that falls to 15 days has 50 school days, not 15.
fn fellows<'a>(one: &'a Answers, two: &'a Answers) -> Vec<(&'a Answer, &'a Answer)> {
    let good = |all: &'a Answers| all.duties.iter().filter_map(|d| d.answer.as_ref().ok());
    good(one)
        .flat_map(|a| good(two).map(move |b| (a, b)))
        .filter(|(a, b)| a.rule == b.rule && a.outcome == b.outcome)
        .collect()
}

fn backwards(answer: &Answer) -> bool {
    match answer.due {
        Due::Counted(c) => {
            matches!(c.span, Span::ClearSchoolDaysBefore(_) | Span::SchoolDaysBefore(_))
        }
        // The last school day before an examination is counted back from it.
        _ => answer.outcome == Outcome::GbBeforeExam,
    }
}

fn shut(a: &Almanac, on: Day) -> Almanac {
    let note = "Closed".to_string();
    a.changed(&[Change { day: on, school_day: false, known_from: None, note }])
        .expect("the day is in the calendar")
}

proptest! {
    #[test]
    fn later_facts_never_give_an_earlier_date(
        calendar in calendars(), luck in prop::collection::vec(any::<u32>(), 24),
        at in 0i64..640, later in 0i64..40,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        for kind in KINDS {
            let facts = facts(kind, a.first().plus(at), &luck);
            let later = shifted(kind, &facts, later);
            let (Ok(one), Ok(two)) =
                (event::answer(kind, &facts, Some(&a)), event::answer(kind, &later, Some(&a)))
            else { continue };
            for (one, two) in fellows(&one, &two) {
                prop_assert!(one.due.day() <= two.due.day(), "{}: {:?} {:?}", kind.code, one, two);
            }
        }
    }

    #[test]
    fn a_closure_moves_forward_dates_on_and_backward_dates_back(
        calendar in calendars(), luck in prop::collection::vec(any::<u32>(), 24),
        at in 0i64..640, closed in -20i64..120,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let first = a.first().plus(at);
        let on = first.plus(closed);
        if on < a.first() || on > a.last() || a.size() < 2 {
            return Ok(());
        }
        let more = shut(&a, on);
        for kind in KINDS {
            let facts = facts(kind, first, &luck);
            let (Ok(one), Ok(two)) =
                (event::answer(kind, &facts, Some(&a)), event::answer(kind, &facts, Some(&more)))
            else { continue };
            for (one, two) in fellows(&one, &two) {
                let (was, is) = (one.due.day(), two.due.day());
                let right = match (backwards(one), backwards(two)) {
                    (true, true) => is <= was,
                    (false, false) => was <= is,
                    // The window before an examination ended first, and now the examination does.
                    _ => true,
                };
                prop_assert!(right, "{}: closing {}: {:?} {:?}", kind.code, on, one, two);
            }
        }
    }

    #[test]
    fn no_answer_lands_outside_school_nor_names_a_rule_that_is_not_held(
        calendar in calendars(), luck in prop::collection::vec(any::<u32>(), 24), at in 0i64..720,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        for kind in KINDS {
            let facts = facts(kind, a.first().plus(at), &luck);
            let Ok(answers) = event::answer(kind, &facts, Some(&a)) else { continue };
            for duty in &answers.duties {
                prop_assert!(rule::find(duty.rule).is_some(), "{}", duty.rule);
                let Ok(answer) = &duty.answer else { continue };
                prop_assert_eq!(answer.rule, duty.rule);
                if let Due::Counted(count) = answer.due {
                    let school = matches!(
                        count.span,
                        Span::SchoolDaysAfter(_) | Span::SchoolDayOf(_)
                            | Span::ClearSchoolDaysBefore(_) | Span::SchoolDaysBefore(_)
                    );
                    let open = a.is_school_day(count.due);
                    prop_assert!(!school || open == Ok(true), "{}: {:?}", kind.code, answer);
                    prop_assert!(answer.due.working(Some(&a)).is_ok(), "{:?}", answer);
                }
            }
            // Every total is the sum of whole half-days, and is over its limit or is not.
            for total in &answers.totals {
                prop_assert_eq!(total.days.to_string().parse::<f64>().map(|d| d * 2.0), Ok(f64::from(total.days.count())));
            }
        }
    }

    #[test]
    fn no_typed_fact_is_too_odd_to_be_read_or_refused(
        texts in prop::collection::vec("\\PC{0,20}|[0-9.:-]{0,12}|20[0-9]{2}-[01][0-9]-[0-3][0-9]|yes|[0-9]{1,5}", 24),
        extra in "\\PC{0,10}",
    ) {
        let a = crate::support::scenario_almanac();
        for kind in KINDS {
            let mut facts: Given = kind
                .facts
                .iter()
                .zip(&texts)
                .map(|(fact, text)| (fact.key.to_string(), text.clone()))
                .collect();
            for almanac in [None, Some(&a)] {
                if let Ok(answers) = event::answer(kind, &facts, almanac) {
                    for duty in answers.duties {
                        let Ok(answer) = duty.answer else { continue };
                        let _ = answer.due.working(almanac);
                    }
                }
            }
            facts.insert(extra.clone(), "1".into());
            let known = kind.facts.iter().any(|f| f.key == extra);
            prop_assert!(known || event::answer(kind, &facts, Some(&a)).is_err());
        }
    }
}

#[test]
fn a_rule_is_never_read_back_into_a_time_for_which_it_is_not_held() {
    // A day of every year since the first law held; the duties of each kind on it.
    for year in 2012..=2028 {
        let on = Day::new(year, 12, 3).unwrap();
        for kind in KINDS {
            let mut given = facts(kind, on, &[2, 4, 5, 1]);
            given.retain(|key, _| kind.facts.iter().any(|f| f.key == key && f.needed));
            let almanac = crate::support::scenario_almanac();
            let Ok(answers) = event::answer(kind, &given, Some(&almanac)) else { continue };
            for answer in answers.duties.iter().filter_map(|d| d.answer.as_ref().ok()) {
                let held = rule::find(answer.rule).map(|r| r.on(on).is_ok());
                let said = answer.outcome == Outcome::NotInForce;
                assert!(held == Some(true) || said, "{} on {on}: {}", kind.code, answer.rule);
            }
        }
    }
}

#[test]
fn who_was_told_before_2022_is_not_taken_for_certain() {
    let told = |notice| {
        let facts =
            [("notice", notice), ("first-day", notice), ("days", "1"), ("social-worker", "yes")];
        let answers = follows("suspension", &facts, None);
        crate::support::of(&answers, "R2.06").told.to_string()
    };
    assert_eq!(told("2022-09-01"), "PARENT;LA;SW");
    assert_eq!(told("2022-08-31"), "PARENT;LA?;SW?");
}

#[test]
fn an_event_before_the_first_law_is_refused_beside_its_fact() {
    for (code, key) in
        [("permanent-exclusion", "notice"), ("removal", "on"), ("separation", "from")]
    {
        let kind = event::find(code).unwrap();
        let faults = event::answer(kind, &given(&[(key, "1996-11-12")]), None).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].key, key);
        assert_eq!(
            faults[0].words,
            "the rules held here begin on Sat 1 Sep 2012; Tue 12 Nov 1996 is earlier, so nothing can be said"
        );
    }
    // A headship long over is no event: it only says who may sit.
    let facts = [("on", "2027-01-14"), ("headship-ended", "1996-08-31")];
    let answers = follows("review-meeting", &facts, Some(&crate::support::scenario_almanac()));
    assert_eq!(crate::support::said(&answers, "R3.13"), "NONE INELIGIBLE_HEAD_MEMBER");
}

#[test]
fn the_days_of_the_term_are_days_of_the_year() {
    // Nobody filled in the year; 44 days of the term and 2 more are over 45 all the same.
    let facts =
        [("notice", "2026-11-12"), ("first-day", "2026-11-12"), ("days", "2"), ("term-days", "44")];
    let answers = follows("suspension", &facts, Some(&crate::support::scenario_almanac()));
    assert_eq!(crate::support::said(&answers, "R2.04"), "NONE CAP_BREACH");
    assert_eq!(answers.totals.last().map(|t| t.days.to_string()), Some("46".into()));
}

#[test]
fn a_notice_dated_before_its_decision_is_refused_beside_it() {
    let kind = event::find("suspension").unwrap();
    let facts = [
        ("decided", "2026-11-13"),
        ("notice", "2026-11-12"),
        ("first-day", "2026-11-16"),
        ("days", "0.25"),
    ];
    let faults = event::answer(kind, &given(&facts), None).unwrap_err();
    let words: Vec<_> = faults.iter().map(|f| (f.key.as_str(), f.words.as_str())).collect();
    assert_eq!(
        words,
        [
            ("days", "“0.25” is not a whole number of half-days: write 5, 5.5 or 6"),
            ("notice", "The notice (Thu 12 Nov 2026) lies before the decision (Fri 13 Nov 2026)"),
        ]
    );
}
