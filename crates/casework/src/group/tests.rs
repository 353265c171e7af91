//! Groups, tried against the days and figures of the walk-through.

use super::*;
use rulebook::{Closed, Term};

fn day(m: i8, d: i8) -> Day {
    Day::new(2026, m, d).unwrap()
}

fn calendar() -> SchoolCalendar {
    let mut c = SchoolCalendar::default();
    c.terms.push(Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) });
    c.terms.push(Term {
        name: "Spring 2027".into(),
        from: Day::new(2027, 1, 4).unwrap(),
        to: Day::new(2027, 3, 25).unwrap(),
    });
    c.closed.push(Closed {
        why: "Half-term".into(),
        half_term: true,
        from: day(10, 26),
        to: day(10, 30),
    });
    c
}

fn session(on: Day) -> Session {
    Session {
        id: Id::from_u128(on.to_pg() as u128),
        group: Id::from_u128(1),
        day: on,
        code: "P3".into(),
        from: Minute::new(11, 25).unwrap(),
        to: Minute::new(12, 15).unwrap(),
        state: State::Planned,
        first_day: on,
        why: String::new(),
        plan: String::new(),
        notes: String::new(),
        held_by: String::new(),
        held_at: None,
        version: 1,
    }
}

fn member(n: u128) -> Member {
    Member {
        id: Id::from_u128(100 + n),
        group: Id::from_u128(1),
        pupil: Id::from_u128(n),
        from: day(11, 3),
        all_the_same: String::new(),
        left_on: None,
        left_why: String::new(),
        added_by: String::new(),
    }
}

fn score(n: u128, point: Point, score: i64) -> Score {
    Score {
        pupil: Id::from_u128(n),
        point,
        score,
        day: day(11, 3),
        by_name: String::new(),
        at: day(11, 3).at(Minute::default()),
        was: None,
        why: String::new(),
    }
}

#[test]
fn the_tuesdays_of_a_stretch_leave_half_term_out_by_name() {
    let (on, out) = days(&calendar(), Weekday::Tue, day(10, 20), day(12, 8));
    assert_eq!(on.len(), 7);
    assert_eq!(on[1], day(11, 3));
    assert_eq!(out, [(day(10, 27), "Half-term".to_string())]);
    let none = days(&calendar(), Weekday::Tue, day(10, 26), day(10, 30));
    let wrong = day_errors(&none, day(10, 26), day(10, 30));
    assert!(wrong[0].1.contains("Tue 27 Oct 2026: Half-term"), "{wrong:?}");
    assert_eq!(day_errors(&(vec![], vec![]), day(11, 4), day(11, 3))[0].0, "last");
}

#[test]
fn five_of_six_are_complete_and_the_middle_change_is_two() {
    let members: Vec<Member> = (1..=6).map(member).collect();
    let pairs = [(3, Some(6)), (4, Some(4)), (2, Some(5)), (5, Some(7)), (3, None), (6, Some(5))];
    let mut scores = Vec::new();
    for (n, (start, end)) in pairs.into_iter().enumerate() {
        scores.push(score(n as u128 + 1, Point::Start, start));
        scores.extend(end.map(|e| score(n as u128 + 1, Point::End, e)));
    }
    let s = sheet(&members, &scores, Some(9_000));
    assert_eq!((s.complete, s.median.map(|c| c.to_string())), (5, Some("+2".into())));
    assert_eq!(s.each, Some(1_800));
    let changes: Vec<Option<i64>> = s.courses.iter().map(Course::change).collect();
    assert_eq!(changes, [Some(3), Some(0), Some(3), Some(2), None, Some(-1)]);
    assert_eq!(s.courses[4].missing(), ["end"]);
    assert_eq!(sheet(&members, &[], Some(9_000)).each, None);
}

#[test]
fn the_middle_of_an_even_number_may_lie_between_two() {
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[1, 4]).map(|c| c.to_string()), Some("+2.5".into()));
    assert_eq!(median(&[-1, -2]).map(|c| c.to_string()), Some("−1.5".into()));
    assert_eq!(median(&[0]).map(|c| c.to_string()), Some("0".into()));
}

#[test]
fn the_follow_up_is_six_to_twelve_weeks_after_the_last_session_that_stands() {
    let mut sessions: Vec<Session> = [day(11, 3), day(12, 8), day(12, 15)].map(session).to_vec();
    sessions[2].state = State::Cancelled;
    let (from, to) = follow_up(&sessions).unwrap();
    assert_eq!((from.iso(), to.iso()), ("2027-01-19".into(), "2027-03-02".into()));
}

#[test]
fn incidents_are_counted_in_as_many_days_before_as_after_and_not_in_too_few() {
    let sessions = [day(11, 3), day(12, 8)].map(session);
    assert_eq!(windows(&calendar(), &sessions, day(12, 14)), None);
    let w = windows(&calendar(), &sessions, day(12, 18)).unwrap();
    assert_eq!((w.days, w.after), (8, (day(12, 9), day(12, 18))));
    assert_eq!(w.before, (day(10, 15), day(11, 2)));
}

#[test]
fn a_clash_is_what_overlaps_on_the_same_day_and_it_is_named() {
    let at = |d, h, m, once| Elsewhere {
        who: "Jude Marl, 8K3".into(),
        pupil: "Jude Marl".into(),
        day: d,
        from: Minute::new(h, m).unwrap(),
        to: Minute::new(h, m + 20).unwrap(),
        what: "in the group Art club".into(),
        once,
    };
    let sessions = [session(day(11, 3)), session(day(11, 10))];
    let taken =
        [at(day(11, 3), 11, 5, false), at(day(11, 10), 12, 0, false), at(day(11, 17), 12, 0, true)];
    let found = clashes(&sessions, &taken);
    assert_eq!(found.len(), 1);
    let no = refused(&found, None);
    assert_eq!(no.title, "Jude Marl, 8K3 is in the group Art club on Tue 10 Nov 2026, 12.00–12.20");
    assert_eq!(no.instead.len(), 2);
    assert_eq!(refused(&[at(day(11, 3), 12, 0, true)], None).instead.len(), 3);
}
