//! The at-risk register: what an entry cannot lack, and when contact is late.

use super::*;
use rulebook::{Closed, Term};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}
fn calendar() -> SchoolCalendar {
    SchoolCalendar {
        terms: vec![Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) }],
        closed: vec![Closed {
            why: "Half-term".into(),
            half_term: true,
            from: day(10, 26),
            to: day(10, 30),
        }],
        ..SchoolCalendar::default()
    }
}
fn terms(next: Option<Day>) -> Terms {
    Terms {
        level: Some(Level::Raised),
        key_worker: Some(Id::nil()),
        every: Some(Every::Weekly),
        next_review: next,
    }
}
fn watch(every: Every) -> Watch {
    Watch {
        id: Id::nil(),
        pupil: Id::nil(),
        level: Level::Raised,
        basis: "11 incidents in 7 days".into(),
        key_worker: Id::nil(),
        key_worker_name: "Miss Ruqayya Fennimore".into(),
        every,
        next_review: day(10, 9),
        begun_on: day(9, 11),
        begun_by: "Miss Ruqayya Fennimore".into(),
        signal: None,
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    }
}

#[test]
fn nobody_stands_on_the_register_with_anything_left_blank() {
    let today = day(9, 11);
    let blank = Terms { level: None, key_worker: None, every: None, next_review: None };
    let fields: Vec<_> = check(&blank, &calendar(), today).iter().map(|(f, _)| *f).collect();
    assert_eq!(fields, ["level", "key_worker", "every", "next_review"]);
    assert!(check(&terms(Some(day(10, 9))), &calendar(), today).is_empty());
}

#[test]
fn a_review_on_a_day_that_is_no_school_day_names_the_next_one() {
    let today = day(9, 11);
    let wrong = check(&terms(Some(day(10, 28))), &calendar(), today);
    assert!(wrong[0].1.contains("Half-term") && wrong[0].1.contains("Mon 2 Nov"), "{wrong:?}");
    assert!(check(&terms(Some(day(9, 10))), &calendar(), today)[0].1.contains("is over"));
}

#[test]
fn catch_ups_are_counted_in_school_days_from_the_last_one() {
    let cal = calendar();
    assert_eq!(next_catch_up(&cal, &watch(Every::Weekly), None), Some(day(9, 18)));
    assert_eq!(next_catch_up(&cal, &watch(Every::Weekly), Some(day(10, 23))), Some(day(11, 6)));
    assert_eq!(next_catch_up(&cal, &watch(Every::Daily), Some(day(9, 18))), Some(day(9, 21)));
    assert_eq!(next_catch_up(&cal, &watch(Every::Weekly), Some(day(12, 18))), None);
    assert!(!How::Missed.counts());
}
