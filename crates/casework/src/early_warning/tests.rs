//! Early signs: counts against a pupil’s own days before, and where they gather.

use super::*;
use rulebook::{Closed, Term};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn calendar() -> SchoolCalendar {
    let term = |name: &str, from, to| Term { name: name.into(), from, to };
    SchoolCalendar {
        terms: vec![
            term("Summer 2026", day(4, 21), day(7, 22)),
            term("Autumn 2026", day(9, 2), day(12, 18)),
        ],
        closed: vec![Closed {
            why: "Half-term".into(),
            half_term: true,
            from: day(10, 26),
            to: day(10, 30),
        }],
        ..SchoolCalendar::default()
    }
}
fn count(n: u128, now: i64, before: i64) -> Count {
    Count { pupil: Id::from_u128(n), now, before, ..Count::default() }
}

#[test]
fn the_first_seven_days_of_a_term_are_set_against_the_first_seven_of_the_last() {
    let w = windows(&calendar(), Against::Term, day(9, 10)).unwrap();
    assert_eq!(w.days, 7);
    assert_eq!(w.now, (day(9, 2), day(9, 10)));
    assert_eq!(w.before, Some((day(4, 21), day(4, 29))));
    // A Sunday counts up to the Friday before it.
    let w = windows(&calendar(), Against::Term, day(9, 13)).unwrap();
    assert_eq!((w.days, w.now.1), (8, day(9, 11)));
}

#[test]
fn the_last_days_are_set_against_as_many_before_and_a_half_term_against_the_last() {
    let w = windows(&calendar(), Against::Days, day(10, 9)).unwrap();
    assert_eq!(w.now, (day(9, 28), day(10, 9)));
    assert_eq!(w.before, Some((day(9, 14), day(9, 25))));
    let w = windows(&calendar(), Against::HalfTerm, day(11, 4)).unwrap();
    assert_eq!((w.now, w.days), ((day(11, 2), day(11, 4)), 3));
    assert_eq!(w.before, Some((day(9, 2), day(9, 4))));
}

#[test]
fn where_the_calendar_has_no_term_before_there_is_no_baseline_and_it_is_not_nothing() {
    let w = windows(&calendar(), Against::Term, day(5, 1)).unwrap();
    assert_eq!(w.before, None);
    assert_eq!(windows(&SchoolCalendar::default(), Against::Term, day(5, 1)), None);
}

#[test]
fn change_against_the_own_baseline_comes_before_totals() {
    let counts = [count(1, 14, 13), count(2, 11, 2), count(3, 3, 3), count(4, 0, 6)];
    let mut all: Vec<((), &Count)> = counts.iter().map(|c| ((), c)).collect();
    rank(&mut all, Order::Change);
    let order: Vec<u128> = all.iter().map(|(_, c)| c.pupil.as_u128()).collect();
    assert_eq!(order, [2, 1, 3, 4]);
    rank(&mut all, Order::Total);
    assert_eq!(all[0].1.pupil.as_u128(), 1);
    assert_eq!(all[3].1.change(), -6);
}

#[test]
fn a_hot_spot_needs_enough_incidents_and_twice_an_even_share() {
    let cell = |subject: &str, period: &str, n| Cell {
        subject: subject.into(),
        period: period.into(),
        place: String::new(),
        n,
    };
    let cells = [
        cell("Science", "P5", 19),
        cell("Maths", "P1", 4),
        cell("Art", "P2", 4),
        cell("", "P5", 2),
    ];
    let subjects = by(&cells, By::Subject);
    assert_eq!(subjects.silent, 2);
    assert_eq!((subjects.named[0].name.as_str(), subjects.named[0].n), ("Science", 19));
    assert!(subjects.named[0].hot && !subjects.named[1].hot);
    assert_eq!(by(&cells, By::Lesson).named[0].name, "Science P5");
    // Four of five is much and too few to be a pattern; one subject alone is spread over nothing.
    assert!(!by(&[cell("Art", "", 4), cell("Maths", "", 1)], By::Subject).named[0].hot);
    assert!(!by(&[cell("Art", "", 40)], By::Subject).named[0].hot);
}
