//! Time so far, counted by hand on an invented year.

use super::*;
use crate::testing::{WHOLE, day, lines, setting};

#[test]
fn hours_days_and_times_are_told_by_week_half_term_term_and_year_with_the_time_asked_for() {
    let s = setting();
    let all_day = ["P1", "P2", "P3", "P4", "P5", "P6"];
    let mut all = lines(day(10, 15), &all_day, RoomKind::Removal);
    all.extend(lines(day(11, 18), &["P5", "P6"], RoomKind::Removal));
    all.extend(lines(day(11, 17), &["P1"], RoomKind::Removal));
    all.extend(lines(day(11, 16), &["P1", "P2"], RoomKind::Calming));
    all.extend(lines(day(11, 13), &["P3"], RoomKind::Support));
    let found = so_far(&s, &all, None, Stay { day: day(11, 19), minutes: WHOLE });
    let told: Vec<(&str, i64, i64, i64)> =
        found.spells.iter().map(|s| (s.name, s.minutes, s.days, s.times)).collect();
    // 17 Nov P1 60, 18 Nov P5+P6 95, 19 Nov 310 = 465; 15 Oct 310 more = 775.
    assert_eq!(
        told,
        [
            ("This week", 465, 3, 3),
            ("This half-term", 465, 3, 3),
            ("This term", 775, 4, 4),
            ("This school year", 775, 4, 4),
        ]
    );
    assert_eq!(found.in_a_row, 3, "17, 18 and 19 November");
    // 2 Sep to 23 Oct is 38 days, 2 to 19 Nov is 14: 52 × 310.
    assert_eq!((found.year, found.lessons), (775, 52 * WHOLE));
    // Maths: P2 50 and P6 45 on 15 Oct, P6 45 on 18 Nov = 140 of 465 missed before this.
    assert_eq!(found.missed_most, Some(Missed { subject: "Maths".into(), minutes: 140, of: 465 }));
    assert_eq!(found.calming, Apart { times: 1, minutes: 110 });
    assert_eq!(found.support, Apart { times: 1, minutes: 55 });
}

#[test]
fn a_placement_that_moves_is_not_counted_twice_and_a_row_runs_over_a_weekend() {
    let s = setting();
    let mut all = lines(day(11, 13), &["P1"], RoomKind::Removal);
    let moving = lines(day(11, 18), &["P1"], RoomKind::Removal);
    let key = moving[0].placement;
    all.extend(moving);
    let found = so_far(&s, &all, Some(key), Stay { day: day(11, 16), minutes: 60 });
    assert_eq!(found.year, 120);
    assert_eq!(found.in_a_row, 2, "Friday and Monday are next to one another");
    let nothing = so_far(&s, &[], None, Stay { day: day(11, 16), minutes: 60 });
    assert_eq!((nothing.in_a_row, nothing.missed_most), (1, None));
}
