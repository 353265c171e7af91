//! Ledgers added up by hand.

use super::*;
use crate::testing::{day, id, lines, setting};
use rulebook::Minute;

fn now() -> Instant {
    day(11, 20).at(Minute::default())
}

#[test]
fn every_breakdown_adds_up_to_the_same_minutes_and_to_the_timetable() {
    let mut all = lines(day(11, 10), &["P1", "P2", "P3", "P4", "P5", "P6"], RoomKind::Removal);
    all.extend(lines(day(11, 12), &["P2", "P6"], RoomKind::Calming));
    all[1].given = Given::Bank;
    let l = Ledger::of(all, now());
    // 60+50+55+50+50+45 = 310, and 50+45 = 95.
    assert_eq!(l.minutes(), 405);
    for by in [By::Subject, By::Department, By::Kind, By::Given] {
        assert_eq!(l.parts(by).iter().map(|p| p.minutes).sum::<i64>(), 405, "{by:?}");
    }
    let subjects = l.parts(By::Subject);
    assert_eq!((subjects[0].label.as_str(), subjects[0].minutes), ("Maths", 190));
    assert_eq!(subjects[0].lessons, 4);
    let kinds: Vec<(String, i64)> =
        l.parts(By::Kind).into_iter().map(|p| (p.value, p.minutes)).collect();
    assert_eq!(kinds, [("removal".to_string(), 310), ("calming".to_string(), 95)]);
    assert_eq!(l.part(By::Given, "bank").len(), 1);
    let held = l.reconcile(&setting());
    assert_eq!((held.out, held.timetable, held.apart.len()), (405, 405, 0));
}

#[test]
fn a_lesson_that_differs_from_the_day_as_it_is_set_now_is_named() {
    let mut all = lines(day(11, 10), &["P1", "P2"], RoomKind::Removal);
    all[0].to = all[0].to.plus(-5);
    all[1].code = "P9".into();
    let held = Ledger::of(all, now()).reconcile(&setting());
    assert_eq!((held.out, held.timetable), (105, 60));
    assert_eq!(held.apart[0].1, Some(60));
    assert_eq!(held.apart[1].1, None);
}

#[test]
fn what_was_booked_and_not_attended_is_left_out() {
    let mut all = lines(day(11, 10), &["P1", "P2", "P3"], RoomKind::Removal);
    // Came at 10.30, in P2; left at 11.05, as P3 began.
    for l in &mut all {
        l.arrived_at = Some(l.day.at(Minute::new(10, 30).unwrap()));
        l.left_at = Some(l.day.at(Minute::new(11, 5).unwrap()));
    }
    let mut booked = lines(day(11, 19), &["P1"], RoomKind::Removal);
    booked[0].state = PlacementState::Booked;
    all.extend(booked);
    let l = Ledger::of(all, now());
    assert_eq!(l.lines.len(), 1);
    assert_eq!(l.minutes(), 50);
}

#[test]
fn a_faculty_has_its_own_lessons_and_no_others() {
    let mut all = lines(day(11, 10), &["P2", "P3", "P6"], RoomKind::Removal);
    all[2].department = String::new();
    all[2].pupil = id(2);
    let l = Ledger::of(all, now());
    let maths = l.clone().faculty("Maths");
    assert_eq!((maths.minutes(), maths.people()), (95, 2), "by subject where no teacher is known");
    assert_eq!(l.clone().faculty("Art").minutes(), 0);
    assert_eq!(l.faculty("").minutes(), 0, "no department is not every department");
}

#[test]
fn lessons_taught_are_counted_day_by_day_and_week_by_week() {
    let s = setting();
    let taught = |weekday, week: &str, lessons| Taught {
        weekday,
        week: week.into(),
        period: "P1".into(),
        lessons,
    };
    // Mon 2 to Fri 13 Nov: two Mondays, two Fridays; the calendar has one week, A.
    let all = [taught(1, "", 3), taught(5, "A", 2), taught(5, "B", 9)];
    assert_eq!(lessons_taught(&s, &all, day(11, 2), day(11, 13)), 2 * 3 + 2 * 2);
    // 27 November is an INSET day.
    assert_eq!(lessons_taught(&s, &all, day(11, 27), day(11, 27)), 0);
}
