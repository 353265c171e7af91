//! Thresholds tried on the walk-through's own pupil and dates.

use super::*;
use crate::fair::stays;
use crate::room::RoomKind;
use crate::testing::{WHOLE, day, id, lines, pupil, setting};

fn proposed() -> Vec<Threshold> {
    let mut n = 0;
    proposals(
        || {
            n += 1;
            id(n)
        },
        &Words::default(),
    )
}

fn marnie() -> Vec<Stay> {
    let mut all = lines(day(10, 9), &["P1"], RoomKind::Removal);
    all.extend(lines(day(11, 3), &["P1", "P2", "P3", "P4", "P5", "P6"], RoomKind::Removal));
    all.extend(lines(day(11, 12), &["P4", "P5", "P6"], RoomKind::Removal));
    all.extend(lines(day(11, 17), &["P4"], RoomKind::Calming));
    stays(&all, None)
}

fn names(reached: &[Reached]) -> Vec<&str> {
    reached.iter().map(|r| r.threshold.name.as_str()).collect()
}

#[test]
fn the_third_placement_in_a_half_term_is_reached_on_19_november_and_calming_does_not_count() {
    let s = setting();
    let more = Stay { day: day(11, 19), minutes: WHOLE };
    let found = reached(&s, &proposed(), &pupil(), &marnie(), more);
    assert_eq!(names(&found), ["3rd placement in a half-term"]);
    let r = &found[0];
    assert_eq!((r.count, r.first, r.from), (3, true, day(10, 31)));
    assert_eq!(
        r.said(&Words::default()),
        "This makes the 3rd placement in this half-term, counted from Sat 31 Oct 2026 to Fri 18 Dec 2026."
    );
    // Before it there were two; the fourth is past it and raises nothing new.
    let one = &marnie()[..2];
    assert!(reached(&s, &proposed(), &pupil(), one, more).is_empty());
    let mut four = marnie();
    four.push(more);
    let again = reached(&s, &proposed(), &pupil(), &four, Stay { day: day(11, 24), minutes: 50 });
    assert!(again.iter().any(|r| r.count == 4 && !r.first));
}

#[test]
fn ten_school_days_are_counted_back_over_half_term_with_the_day_itself() {
    let s = setting();
    let t = &proposed()[1];
    // 10 school days to Wed 4 Nov: 4, 3, 2 Nov, then 23, 22, 21, 20, 19, 16 and 15 Oct.
    assert_eq!(t.days(&s, day(11, 4)), Some((day(10, 15), day(11, 4))));
    let stay = |m, d| Stay { day: day(m, d), minutes: 50 };
    let two = [stay(10, 15), stay(10, 23)];
    assert!(t.reached(&s, &two, stay(11, 4)).is_some());
    assert!(t.reached(&s, &[stay(10, 14), stay(10, 23)], stay(11, 4)).is_none());
}

#[test]
fn different_days_are_counted_once_and_a_share_by_the_whole_half_terms_lessons() {
    let s = setting();
    let [_, _, days, share] = &proposed()[..4] else { panic!("four and more are proposed") };
    let stay = |d| Stay { day: day(11, d), minutes: WHOLE };
    let four = [stay(2), stay(3), stay(3), stay(4), stay(5)];
    assert!(days.reached(&s, &four[..4], stay(4)).is_none(), "three days, five times");
    assert_eq!(days.reached(&s, &four, stay(6)).unwrap().count, 5);
    // Autumn 2 has 34 pupil days: 34 × 310 = 10,540 minutes; a tenth is 1,054.
    let three = [stay(2), stay(3), stay(4)];
    let at = |minutes| share.reached(&s, &three, Stay { day: day(11, 5), minutes });
    assert!(at(123).is_none(), "930 + 123 = 1,053");
    let r = at(124).unwrap();
    assert_eq!((r.count, r.of), (1_054, 10_540));
    assert!(r.said(&Words::default()).starts_with("This makes 10.0% of lesson time"));
}

#[test]
fn a_sooner_threshold_holds_for_those_it_is_for() {
    let s = setting();
    let more = Stay { day: day(11, 12), minutes: 50 };
    let before = [Stay { day: day(11, 3), minutes: 310 }];
    assert!(reached(&s, &proposed(), &pupil(), &before, more).is_empty());
    let with_plan = Pupil { sen: Sen::Plan, ..pupil() };
    let found = reached(&s, &proposed(), &with_plan, &before, more);
    assert_eq!(names(&found), ["2nd placement in a half-term, with SEN or an EHC plan"]);
    let in_need = Pupil { social_worker: "Ms Hope Anand".into(), ..pupil() };
    let found = reached(&s, &proposed(), &in_need, &before, more);
    assert_eq!(
        names(&found),
        ["2nd placement in a half-term, looked after or with a social worker"]
    );
    let off: Vec<Threshold> =
        proposed().into_iter().map(|t| Threshold { active: false, ..t }).collect();
    assert!(reached(&s, &off, &with_plan, &before, more).is_empty());
}

#[test]
fn a_reason_by_name_is_always_the_way_through() {
    let s = setting();
    let mut t = proposed().remove(0);
    t.ask = Ask::Senior;
    let found = reached(&s, &[t], &pupil(), &marnie(), Stay { day: day(11, 19), minutes: 50 });
    let actor = |role| Actor {
        org: id(1),
        account: id(1),
        staff: id(1),
        name: String::new(),
        post: String::new(),
        roles: vec![role],
        years: vec![],
    };
    assert_eq!(asked(&found, &actor(Role::Senior)), (false, false));
    assert_eq!(asked(&found, &actor(Role::RoomLead)), (true, false));
}

#[test]
fn a_threshold_says_what_it_does_and_what_is_wrong_with_it() {
    let t = proposed().remove(0);
    assert_eq!(
        t.rule(&Words::default()),
        "From the 3rd placement in a half-term. It is shown to whoever approves. A review by the Head of Year is due 2 school days after it."
    );
    assert!(check(&t).is_empty());
    let wrong = Threshold {
        least: 0,
        window: Window::Days,
        window_days: 0,
        reviewer: Reviewer::Person,
        review_within: 99,
        ..t
    };
    let fields: Vec<&str> = check(&wrong).iter().map(|w| w.0).collect();
    assert_eq!(fields, ["least", "window_days", "review_within", "review_staff"]);
}

#[test]
fn a_dry_run_says_what_a_threshold_would_have_asked_in_days_that_are_over() {
    let s = setting();
    let mut all = Vec::new();
    for d in [3, 12, 19, 24] {
        all.extend(lines(day(11, d), &["P1", "P2"], RoomKind::Removal));
    }
    all.extend(lines(day(11, 25), &["P1"], RoomKind::Calming));
    let t = proposed().remove(0);
    let run = |t: &Threshold| dry_run(&s, t, &[pupil()], &all, (day(11, 2), day(12, 18)));
    assert_eq!(run(&t), DryRun { placements: 4, prompts: 2, pupils: 1, reviews: 1 });
    let for_plans = Threshold { whom: Whom::Plan, ..t.clone() };
    assert_eq!(run(&for_plans), DryRun { placements: 4, ..DryRun::default() });
    let alone = Threshold { reviewer: Reviewer::Nobody, ..t };
    assert_eq!(run(&alone).reviews, 0);
}
