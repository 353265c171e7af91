//! The dates of the acceptance walk-throughs, on the calendar they share.
//!
//! Must never know: how a date is reached. Each is asked for as a person would ask, through its
//! event where there is one.

use crate::support::{day, follows, iso, of, said, scenario_almanac, scenario_terms};
use rulebook::almanac::{Almanac, Change};
use rulebook::event::{self, Moved};
use rulebook::{HalfDays, Span, clocks, count, duty, rule};

/// The boiler of scenario 5 fails on Wednesday 25 November.
fn boiler(almanac: &Almanac) -> Almanac {
    let change = Change {
        day: day("2026-11-25"),
        school_day: false,
        known_from: Some(day("2026-11-25")),
        note: "Emergency closure: boiler".into(),
    };
    almanac.changed(&[change]).expect("the date is in the calendar")
}

#[test]
fn the_shared_calendar_has_190_pupil_days_in_the_halves_given() {
    let almanac = scenario_almanac();
    assert_eq!(almanac.size(), 190);
    let halves = [
        ("2026-09-02", "2026-10-23", 38),
        ("2026-11-02", "2026-12-18", 34),
        ("2027-01-05", "2027-02-12", 29),
    ];
    for (from, to, days) in halves {
        assert_eq!(almanac.count(day(from), day(to)), Ok(days), "{from}");
    }
}

#[test]
fn scenario_1_the_tenth_day_of_a_return_and_the_sixth() {
    let almanac = scenario_almanac();
    let placed = day("2026-11-10");
    let days = rulebook::room::RETURN_FOLLOWED.0;
    assert_eq!(almanac.after(placed, days), Ok(day("2026-11-24")));
    assert_eq!(almanac.after(placed, 6), Ok(day("2026-11-18")));
}

#[test]
fn scenario_2_half_a_thursday_and_a_friday() {
    let almanac = scenario_almanac();
    // The review of a third placement, two school days after Thursday 19 November.
    assert_eq!(almanac.after(day("2026-11-19"), 2), Ok(day("2026-11-23")));
    let facts = [
        ("notice", "2026-11-19"),
        ("first-day", "2026-11-19"),
        ("sent-home-at", "10:31"),
        ("days", "1.5"),
        ("term-days", "4"),
        ("year-days", "4"),
        ("representations", "yes"),
        ("social-worker", "yes"),
        ("year", "10"),
    ];
    let answers = follows("suspension", &facts, Some(&almanac));

    // 8 half-days and 3 make 11, over the 10.
    let total = &answers.totals[0];
    assert_eq!((total.days.count(), total.days.to_string().as_str()), (11, "5.5"));
    assert!(total.days > clocks::THRESHOLD_LOW && total.limit == HalfDays::halves(10));
    let year = answers.totals.last().expect("the year is totalled");
    assert_eq!((year.days.to_string(), year.limit), ("5.5".into(), HalfDays::days(45)));

    assert_eq!(said(&answers, "R2.14"), "2027-02-22 GB_50");
    let working = of(&answers, "R2.14").due.working(Some(&almanac)).unwrap().unwrap();
    assert_eq!(working.counted.len(), 50);
    assert_eq!(working.day_one, Some(day("2026-11-20")));
    assert!(working.passed.iter().any(|p| p.why == "INSET" && p.from == day("2026-11-27")));
    assert!(working.passed.iter().any(|p| p.from == day("2027-02-15") && p.why == "Half-term"));

    let told = of(&answers, "R2.06");
    assert_eq!(iso(told.due.day()), "2026-11-19");
    assert_eq!(told.told.to_string(), "PARENT;GB;LA;SW", "the VSH is not told: not looked after");
    let notice = of(&answers, "R2.07");
    assert_eq!(notice.due, duty::Due::EndOfAfternoon(day("2026-11-19")));
    assert_eq!(said(&answers, "R2.07"), "2026-11-19 S104_NOTICE_SAME_DAY");
    // Sent home before the afternoon: Thursday is the first of the two days.
    assert_eq!(said(&answers, "R2.19"), "2026-11-20 PUBLIC_PLACE_DUTY_ENDS");
    assert_eq!(said(&answers, "R2.17"), "NONE NO_SIXTH_DAY");
    assert_eq!(said(&answers, "R2.22"), "2026-11-23 REINTEGRATION_BY");
    assert!(answers.prompts.iter().any(|p| p.contains("whether or not a parent comes")));
}

#[test]
fn scenario_3_support_that_never_began_is_flagged_on_the_tenth_day() {
    let almanac = scenario_almanac();
    let count = Span::SchoolDaysAfter(10).from(day("2026-11-16"), Some(&almanac)).unwrap();
    assert_eq!(count.due, day("2026-12-01"));
    let working = count.working(Some(&almanac)).unwrap();
    assert!(working.passed.iter().any(|p| p.from == day("2026-11-27") && p.why == "INSET"));
}

#[test]
fn scenario_4_reviews_fall_in_the_fourth_eighth_twelfth_and_sixteenth_school_week() {
    // A week counts when pupils are in on any day of it; the review is its last school day.
    let almanac = scenario_almanac();
    let mut reviews = Vec::new();
    let (mut monday, mut weeks) = (day("2026-09-14"), 0);
    while weeks < 16 {
        let days = almanac.school_days(monday, monday.plus(4)).unwrap();
        if let Some(last) = days.last() {
            weeks += 1;
            if weeks % 4 == 0 {
                reviews.push(last.iso());
            }
        }
        monday = monday.plus(7);
    }
    assert_eq!(reviews, ["2026-10-09", "2026-11-13", "2026-12-11", "2027-01-22"]);
}

const EXCLUDED: [(&str, &str); 5] = [
    ("notice", "2026-11-12"),
    ("first-day", "2026-11-13"),
    ("run-before-start", "2026-11-06"),
    ("run-before", "5"),
    ("other-home", "yes"),
];

#[test]
fn scenario_5_the_dates_of_a_permanent_exclusion_and_a_closure_in_the_middle() {
    let almanac = scenario_almanac();
    let answers = follows("permanent-exclusion", &EXCLUDED, Some(&almanac));
    assert_eq!(said(&answers, "R3.04"), "2026-11-20 PROVISION_BY_HOME_LA");
    let advice = of(&answers, "R3.04").advice.expect("the suspension ran straight on");
    assert_eq!(advice.day, Some(day("2026-11-13")));
    assert_eq!(said(&answers, "R3.05"), "2026-12-04 GB_15");
    assert_eq!(said(&answers, "R3.02"), "2026-11-12 NOTIFY_WITHOUT_DELAY");
    assert_eq!(of(&answers, "R3.02").told.to_string(), "PARENT;GB;LA;HOME_LA");
    let working = of(&answers, "R3.05").due.working(Some(&almanac)).unwrap().unwrap();
    assert!(working.passed.iter().any(|p| p.from == day("2026-11-27") && p.why == "INSET"));

    let kind = event::find("permanent-exclusion").unwrap();
    let given = crate::support::given(&EXCLUDED);
    let moved = event::moved(kind, &given, &almanac, &boiler(&almanac)).unwrap();
    let governors =
        Moved { rule: "R3.05", before: Some(day("2026-12-04")), after: Some(day("2026-12-07")) };
    // The sixth day lies before the closure and stays.
    assert_eq!(moved, [governors]);
}

#[test]
fn scenario_5_papers_before_the_governors_and_after_the_closure() {
    let almanac = scenario_almanac();
    let papers = |a: &Almanac| {
        let due = of(&follows("governors-meeting", &[("on", "2026-12-02")], Some(a)), "R3.06").due;
        (iso(due.day()), iso(due.arguable()))
    };
    assert_eq!(papers(&almanac), ("2026-11-23".into(), "2026-11-24".into()));
    assert_eq!(papers(&boiler(&almanac)), ("2026-11-20".into(), "2026-11-23".into()));
}

#[test]
fn scenario_5_review_reconsideration_and_the_money() {
    let almanac = boiler(&scenario_almanac());
    let decision = [
        ("on", "2026-12-02"),
        ("declined", "yes"),
        ("sent", "2026-12-03"),
        ("how", "delivered"),
        ("other-home", "yes"),
    ];
    let answers = follows("governors-decision", &decision, Some(&almanac));
    assert_eq!(said(&answers, "R3.09"), "2027-01-08 IRP_APPLY_BY");
    assert_eq!(said(&answers, "R3.18"), "2027-01-09 REGISTER_DELETE_FROM");

    let application =
        [("decision-given", "2026-12-03"), ("made", "2026-12-15"), ("how", "delivered")];
    let answers = follows("review-application", &application, Some(&almanac));
    assert_eq!(said(&answers, "R3.09"), "2027-01-08 IN_TIME");
    assert_eq!(said(&answers, "R3.10"), "2027-01-20 IRP_MEET_BY");

    let answers = follows("review-meeting", &[("on", "2027-01-14")], Some(&almanac));
    let papers = of(&answers, "R3.12").due;
    assert_eq!(iso(papers.day()), "2027-01-06");
    assert_eq!(iso(papers.arguable()), "2027-01-07");

    let outcome =
        [("sent", "2027-01-15"), ("how", "delivered"), ("outcome", "quashed"), ("ordered", "yes")];
    let answers = follows("review-decision", &outcome, Some(&almanac));
    assert_eq!(said(&answers, "R3.15"), "2027-01-29 RECONVENE_BY");
    assert_eq!(said(&answers, "R3.16"), "2027-01-29 READJUSTMENT_4000_DUE_AFTER");
    assert_eq!(clocks::READJUSTMENT_POUNDS, 4_000);
    assert!(rule::find("R3.17").is_some(), "the money that follows the pupil is a rule too");
}

#[test]
fn scenario_6_a_direction_off_site_its_notice_and_its_reviews() {
    let almanac = scenario_almanac();
    let answers = follows("off-site-direction", &[("first-day", "2027-01-18")], Some(&almanac));
    let notice = of(&answers, "R4.03").due;
    assert_eq!(
        (iso(notice.day()), iso(notice.arguable())),
        ("2027-01-13".into(), "2027-01-14".into())
    );
    // Its end: Good Friday is no day to end on.
    assert_eq!(almanac.last(), day("2027-07-21"));
    assert_eq!(almanac.is_school_day(day("2027-03-26")), Ok(false));
    assert_eq!(almanac.before(day("2027-03-27"), 1), Ok(day("2027-03-25")));

    // The invitation to a review, by either reading a school may set.
    let six = |span: Span, on: &str| span.from(day(on), Some(&almanac)).unwrap().due;
    let days = six(Span::DaysBefore(6), "2027-02-12");
    assert_eq!(days, day("2027-02-06"));
    assert_eq!(almanac.before(days, 1), Ok(day("2027-02-05")), "a Saturday: advise the Friday");
    assert_eq!(six(Span::SchoolDaysBefore(6), "2027-02-12"), day("2027-02-04"));
    assert_eq!(six(Span::SchoolDaysBefore(6), "2027-03-19"), day("2027-03-11"));
}

#[test]
fn scenario_6_a_permanent_move_first_pupil_days_and_an_invoice() {
    let almanac = scenario_almanac();
    let answers = follows("managed-move", &[("agreed", "2027-03-19")], None);
    assert_eq!(said(&answers, "R4.07"), "NONE MOVE_PERMANENT");
    let trial = follows("managed-move", &[("agreed", "2027-03-19"), ("trial", "yes")], None);
    assert_eq!(said(&trial, "R4.07"), "NONE TRIAL_NOT_ALLOWED");
    assert_eq!(almanac.after(day("2027-03-25"), 1), Ok(day("2027-04-13")));
    assert_eq!(almanac.nth(day("2027-01-04"), 1), Ok(day("2027-01-05")));
    assert_eq!(almanac.count(day("2027-01-01"), day("2027-01-31")), Ok(19));
    // Minutes in three working days and letters in two, after Tuesday 8 December.
    assert_eq!(count::working_days_after(day("2026-12-08"), 3), Ok(day("2026-12-11")));
    assert_eq!(count::working_days_after(day("2026-12-08"), 2), Ok(day("2026-12-10")));
    // A must-do of the visit: 3 February, late the day after.
    let late = event::standing(duty::Due::Day(day("2027-02-03")), None, day("2027-02-04"));
    assert_eq!(late.words(), "late by 1 day");
}

#[test]
fn scenario_7_force_the_same_day_and_a_request_over_christmas() {
    let answers = follows("restrictive-intervention", &[("on", "2026-11-12")], None);
    assert_eq!(said(&answers, "R1.10"), "2026-11-12 RECORD_AND_REPORT");
    assert_eq!(of(&answers, "R1.10").told.to_string(), "PARENT");

    let request = [("received", "2026-11-19"), ("what", "data")];
    let answers = follows("record-request", &request, Some(&scenario_almanac()));
    assert_eq!(said(&answers, "R7.05"), "2026-12-21 SAR_BY");
    // One month is Saturday 19 December; the school has shut on the 18th.
    assert_eq!(count::months_on(day("2026-11-19"), 1), Ok((day("2026-12-19"), true)));
    assert!(!scenario_terms().is_school_day(day("2026-12-21")));
}

#[test]
fn a_suspension_late_in_the_summer_says_where_the_calendar_ends() {
    let almanac = scenario_almanac();
    let facts = [("notice", "2027-07-15"), ("first-day", "2027-07-16")];
    let answers = follows("permanent-exclusion", &facts, Some(&almanac));
    let governors = answers.duties.iter().find(|d| d.rule == "R3.05").unwrap();
    assert_eq!(
        governors.answer.as_ref().unwrap_err().to_string(),
        "calendar ends Wed 21 Jul 2027: date cannot be given"
    );
    // The others stand all the same.
    assert_eq!(said(&answers, "R3.02"), "2027-07-15 NOTIFY_WITHOUT_DELAY");
}
