//! Places in the support base, tried against the days and figures of the walk-through.

use super::way_back::MOST_WEEKS;
use super::*;
use rulebook::{Closed, Term};

fn day(y: i16, m: i8, d: i8) -> Day {
    Day::new(y, m, d).unwrap()
}

fn calendar() -> SchoolCalendar {
    let mut c = SchoolCalendar::default();
    c.terms.push(Term { name: "Autumn 2026".into(), from: day(2026, 9, 2), to: day(2026, 12, 18) });
    c.terms.push(Term { name: "Spring 2027".into(), from: day(2027, 1, 5), to: day(2027, 3, 25) });
    c.closed.push(Closed {
        why: "Half-term".into(),
        half_term: true,
        from: day(2026, 10, 26),
        to: day(2026, 10, 30),
    });
    c
}

fn slot(weekday: i64, code: &str, way: Way, subject: &str) -> Slot {
    Slot {
        weekday,
        code: code.into(),
        way,
        subject: subject.into(),
        staff: None,
        staff_name: String::new(),
    }
}

#[test]
fn a_place_does_not_start_without_purpose_goals_criteria_and_a_day_to_look_again() {
    let wrong = check(&Terms::default(), &calendar());
    let fields: Vec<&str> = wrong.iter().map(|(f, _)| *f).collect();
    assert_eq!(fields, ["purpose", "goals", "criteria", "from", "review_on"]);
    let t = Terms {
        purpose: "p".into(),
        goals: "g".into(),
        criteria: "c".into(),
        from: Some(day(2026, 9, 28)),
        until: Some(day(2026, 12, 18)),
        review_on: Some(day(2026, 10, 28)),
    };
    assert_eq!(
        check(&t, &calendar()),
        [("review_on", "Wed 28 Oct 2026 is not a school day: Half-term".to_string())]
    );
    assert!(
        check(&Terms { review_on: Some(day(2026, 11, 6)), ..t.clone() }, &calendar()).is_empty()
    );
    assert_eq!(check(&Terms { until: t.from, ..t }, &calendar())[0].0, "until");
}

#[test]
fn a_subject_whose_every_lesson_is_lost_is_not_covered_unless_it_is_done_here() {
    let own = |weekday, code: &str, subject: &str| Lesson {
        weekday,
        code: code.into(),
        subject: subject.into(),
    };
    let lessons =
        [own(1, "P1", "Maths"), own(2, "P1", "Maths"), own(1, "P2", "Art"), own(1, "P3", "French")];
    let slots = [
        slot(1, "P1", Way::Taught, "English"),
        slot(1, "P2", Way::Independent, "maths"),
        slot(1, "P3", Way::Independent, "French"),
    ];
    let found = cover(&lessons, &slots);
    let missing: Vec<&str> =
        found.iter().filter(|c| c.is_missing()).map(|c| c.subject.as_str()).collect();
    assert_eq!(missing, ["Art"]);
    let maths = found.iter().find(|c| c.subject == "Maths").unwrap();
    assert_eq!((maths.own, maths.kept, maths.taught, maths.alone), (2, 1, 0, 1));
    assert_eq!(lessons_a_week(&lessons), 4);
    let time = had(&slots, |_, _| 50);
    assert_eq!((time.days, time.periods, time.taught, time.alone), (1, 3, 50, 100));
}

#[test]
fn the_way_back_is_six_twelve_twenty_and_all_in_school_weeks() {
    let plan: Vec<Planned> =
        ["6", "12", "20", "all"].iter().filter_map(|t| read_planned(t)).collect();
    assert_eq!(plan.len(), 4);
    assert_eq!(weeks_errors(&plan, 30), None);
    assert!(weeks_errors(&plan, 18).unwrap().contains("20 is more than the 18 lessons"));
    assert!(weeks_errors(&[Planned::All; MOST_WEEKS + 1], 30).is_some());
    assert!(weeks_errors(&[], 30).is_some());
    assert_eq!(read_planned("some"), None);
    let mut all = weeks(&calendar(), day(2026, 12, 14), &plan, 30).unwrap();
    let mondays: Vec<String> = all.iter().map(|w| w.monday.iso()).collect();
    assert_eq!(mondays, ["2026-12-14", "2027-01-04", "2027-01-11", "2027-01-18"]);
    all[0].achieved = Some(6);
    all[1].achieved = Some(10);
    assert_eq!(all.iter().map(Week::said).collect::<Vec<_>>(), ["6/6", "10/12", "–/20", "–/30"]);
    assert!(all[2].is_late(day(2027, 1, 18)) && !all[2].is_late(day(2027, 1, 15)));
}

#[test]
fn progress_is_asked_for_as_a_half_term_ends_and_after_it() {
    let halves = half_terms(&calendar(), day(2026, 9, 28), day(2026, 11, 20));
    assert_eq!(halves.len(), 2);
    let subjects = ["Maths".to_string(), "English".to_string()];
    let said = Progress {
        subject: "Maths".into(),
        from: halves[0].1,
        half_term: halves[0].0.clone(),
        got: Got::Expected,
        words: String::new(),
        by_name: String::new(),
        at: day(2026, 10, 20).at(rulebook::Minute::default()),
    };
    let said = [said];
    let c = calendar();
    assert!(gaps(&c, &halves, &subjects, &said, day(2026, 10, 16)).is_empty());
    let at_end = gaps(&c, &halves, &subjects, &said, day(2026, 10, 20));
    assert_eq!(at_end.len(), 1);
    assert_eq!(at_end[0].1, ["English"]);
    assert_eq!(gaps(&c, &halves, &subjects, &said, day(2026, 12, 18)).len(), 2);
}
