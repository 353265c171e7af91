//! What cannot be used is refused by its kind and in words: calendars that contradict
//! themselves, files that are no files, facts that are no facts. Nothing panics.
//!
//! Must never know: what a good one comes to.

use crate::support::{day, two_schools};
use proptest::prelude::*;
use rulebook::almanac::{Almanac, CalendarFault, CountFault, DateLine, Pattern};
use rulebook::calendar::{SchoolCalendar, Term};
use rulebook::cases::{self, CalendarsFault};
use rulebook::{HalfDays, Span};

const HEAD: &str = "school,date,weekday,is_school_day,note,school_term,statutory_term";

/// The words a file of calendars is refused with, given its lines.
fn refused(lines: &[&str]) -> String {
    let text = format!("{HEAD}\r\n{}\r\n", lines.join("\r\n"));
    cases::calendars(&text).expect_err("this is refused").to_string()
}

fn fault(lines: &[&str]) -> CalendarFault {
    let text = format!("{HEAD}\n{}\n", lines.join("\n"));
    match cases::calendars(&text) {
        Err(CalendarsFault::Calendar { fault, .. }) => fault,
        other => panic!("{other:?}"),
    }
}

const MON: &str = "A3,2026-09-07,Mon,1,School day,Autumn,Autumn 2026";
const TUE: &str = "A3,2026-09-08,Tue,1,School day,Autumn,Autumn 2026";
const WED: &str = "A3,2026-09-09,Wed,1,School day,Spring,Spring 2027";
const THU: &str = "A3,2026-09-10,Thu,1,School day,Autumn,Autumn 2026";

#[test]
fn a_calendar_that_contradicts_itself_is_refused_with_the_date() {
    assert_eq!(fault(&[MON, TUE, MON]), CalendarFault::Twice(day("2026-09-07")));
    assert_eq!(fault(&[MON, THU]), CalendarFault::Missing(day("2026-09-08")));
    assert_eq!(
        fault(&["A3,2026-09-07,Tue,1,School day,Autumn,Autumn 2026"]),
        CalendarFault::WrongWeekday(day("2026-09-07"), "Monday", "Tuesday")
    );
    assert_eq!(
        fault(&["A3,2026-09-07,Mon,1,School day,,"]),
        CalendarFault::InNoTerm(day("2026-09-07"))
    );
    assert_eq!(fault(&["A3,2026-09-07,Mon,0,Holiday,,"]), CalendarFault::NoSchoolDays("A3".into()));
    // A term that is left for another and comes back overlaps it.
    assert_eq!(
        fault(&[MON, TUE, WED, THU]),
        CalendarFault::TermsOverlap("Autumn 2026".into(), "Spring 2027".into(), day("2026-09-10"))
    );
}

#[test]
fn each_refusal_says_itself_in_words() {
    for (lines, words) in [
        (&[MON, TUE, MON][..], "school A3: Mon 7 Sep 2026 is in the calendar twice"),
        (
            &[MON, THU],
            "school A3: Tue 8 Sep 2026 is missing from the calendar: every date from the first to the last is needed",
        ),
        (
            &["A3,2026-09-07,Tue,1,School day,Autumn,Autumn 2026"],
            "school A3: Mon 7 Sep 2026 is a Monday, and the calendar calls it a Tuesday",
        ),
        (
            &["A3,2026-09-07,Mon,1,School day,,"],
            "school A3: Mon 7 Sep 2026 is a school day and lies in no term",
        ),
        (&["A3,2026-09-07,Mon,0,Holiday,,"], "school A3: the calendar of A3 has no school days"),
        (
            &[MON, TUE, WED, THU],
            "school A3: the terms “Autumn 2026” and “Spring 2027” overlap on Thu 10 Sep 2026",
        ),
        (&["A3,7/9/2026,Mon,1,,Autumn,Autumn"], "line 2: “7/9/2026” is no date"),
        (&["A3,2026-09-07,Lundi,1,,Autumn,Autumn"], "line 2: “Lundi” is no weekday"),
        (&["A3,2026-09-07,Mon,yes,,Autumn,Autumn"], "line 2: is_school_day is “yes”, not 1 or 0"),
        (&["A3,2026-09-07,Mon,1,,Autumn"], "line 2: 6 fields where the headings have 7"),
    ] {
        assert_eq!(refused(lines), words);
    }
    assert_eq!(cases::calendars(HEAD).unwrap_err().to_string(), "there is no calendar in the file");
    assert_eq!(
        cases::calendars("").unwrap_err().to_string(),
        "the file is empty: it has no line of headings"
    );
    assert_eq!(
        cases::calendars("school,date\nA3,2026-09-07").unwrap_err().to_string(),
        "there is no column \"is_school_day\""
    );
}

fn terms(given: &[(&str, &str, &str)]) -> SchoolCalendar {
    SchoolCalendar {
        terms: given
            .iter()
            .map(|(n, a, b)| Term { name: n.to_string(), from: day(a), to: day(b) })
            .collect(),
        ..SchoolCalendar::default()
    }
}

#[test]
fn a_schools_own_terms_are_refused_when_they_cannot_be() {
    fn of(given: &[(&str, &str, &str)]) -> Result<Almanac, CalendarFault> {
        Almanac::of_school("Fairholme", &terms(given), Pattern::ThreeTerms)
    }
    let autumn = ("Autumn", "2026-09-02", "2026-12-18");
    assert_eq!(of(&[]).unwrap_err().to_string(), "the calendar of Fairholme has no dates");
    assert_eq!(
        of(&[autumn, ("Spring", "2026-12-18", "2027-03-25")]).unwrap_err().to_string(),
        "the terms “Autumn” and “Spring” overlap on Fri 18 Dec 2026"
    );
    assert_eq!(
        of(&[("Autumn", "2026-12-18", "2026-09-02")]).unwrap_err(),
        CalendarFault::TermBackwards("Autumn".into())
    );
    assert_eq!(
        of(&[("Weekend", "2026-09-05", "2026-09-06")]).unwrap_err().to_string(),
        "the calendar of Fairholme has no school days"
    );
    assert_eq!(
        of(&[("Long", "1950-01-01", "2199-12-31")]).unwrap_err().to_string(),
        "the calendar of Fairholme holds more than can be counted: give at most 100 years"
    );
}

#[test]
fn where_the_calendar_stops_the_answer_says_so_and_gives_no_date() {
    let years = [
        ("Autumn", "2026-09-02", "2026-12-18"),
        ("Spring", "2027-01-05", "2027-03-25"),
        ("Summer", "2027-04-13", "2027-07-23"),
    ];
    let a = Almanac::of_school("Fairholme", &terms(&years), Pattern::ThreeTerms).unwrap();
    let late = Span::SchoolDaysAfter(15).from(day("2027-07-12"), Some(&a));
    assert_eq!(late, Err(CountFault::CalendarEnds { last: day("2027-07-23") }));
    assert_eq!(
        late.unwrap_err().to_string(),
        "calendar ends Fri 23 Jul 2027: date cannot be given"
    );
    assert_eq!(
        Span::ClearSchoolDaysBefore(5).from(day("2026-09-04"), Some(&a)).unwrap_err().to_string(),
        "calendar begins Wed 2 Sep 2026: date cannot be given"
    );
    assert_eq!(
        Span::SchoolDaysAfter(1).from(day("1996-09-04"), Some(&a)).unwrap_err().to_string(),
        "calendar begins Wed 2 Sep 2026: date cannot be given"
    );
    assert_eq!(
        Span::WorkingDaysAfter(2).from(day("1996-09-04"), None).unwrap_err().to_string(),
        "bank holidays are known from Tue 1 Jan 2019 to Sun 31 Dec 2028: date cannot be given"
    );
    assert!(Span::SchoolDaysAfter(1).from(day("2026-09-04"), None).is_err(), "no calendar at all");
}

#[test]
fn half_a_half_day_and_its_like_are_refused() {
    for (text, words) in [
        ("5.25", "“5.25” is not a whole number of half-days: write 5, 5.5 or 6"),
        ("-1", "“-1” is not a number of days: write 5, 5.5 or 6"),
        ("1001", "“1001” days is more than this can hold"),
    ] {
        assert_eq!(HalfDays::parse(text).unwrap_err().to_string(), words);
    }
}

#[test]
fn a_file_of_cases_that_is_none_is_refused_by_its_line() {
    let head = "id,rule,school_calendar_description,inputs,expected_due_date,expected_recipients,reason,source_or_derivation";
    for (line, words) in [
        (
            "C1,R1.04,A3: x,{},tomorrow,-,[OUTCOME: X],",
            "line 2: “tomorrow” is no date and not NONE",
        ),
        (
            "C1,R1.04,A3: x,{},NONE,-,no outcome,",
            "line 2: the reason has no [OUTCOME: …] at its head",
        ),
        ("C1,R1.04,A3: x,{},NONE,EVERYBODY,[OUTCOME: X],", "line 2: “EVERYBODY” is no recipient"),
    ] {
        assert_eq!(cases::read(&format!("{head}\n{line}\n")).unwrap_err().to_string(), words);
    }
    for (inputs, words) in [
        ("[]", "the inputs are not a JSON object: it is another kind of value"),
        ("", "the inputs are not a JSON object: EOF while parsing a value at line 1 column 0"),
    ] {
        assert_eq!(crate::support::case(&two_schools(), "R1.04", "A3", inputs), words);
    }
}

/// Rules a case may name, and one nobody holds.
const RULES: &[&str] = &[
    "R1.04", "R1.10", "R1.15", "R2.04", "R2.06", "R2.07", "R2.12", "R2.15", "R2.17", "R2.18",
    "R2.19", "R2.21", "R2.23", "R3.03", "R3.06", "R3.07", "R3.09", "R3.10", "R3.13", "R3.15",
    "R3.16", "R3.18", "R3.20", "R3.21", "R4.03", "R4.05", "R4.07", "R4.09", "R4.10", "R4.12",
    "R5.02", "R6.05", "R6.06", "R6.09", "R7.04", "R7.05", "R7.06", "R8.04", "R8.05", "R9.99",
];

/// Keys the rules know, with values that may or may not be theirs.
fn facts() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "removed",
        "gb_informed",
        "type",
        "term_total",
        "term_days",
        "lunchtimes",
        "full_days",
        "start",
        "length",
        "first",
        "second",
        "attended",
        "year",
        "proposed",
        "year_days_2025_26",
        "year_days_so_far",
        "decided",
        "first_day_excluded",
        "provision_start",
        "excluded_at",
        "cancelled",
        "meeting",
        "school_days_before",
        "decision_notice",
        "how",
        "decision_given",
        "application_posted",
        "application_emailed",
        "review",
        "headship_ended",
        "irp_notice_deemed",
        "irp_outcome",
        "conduct",
        "irp_decision",
        "first_day_off_site",
        "request",
        "exclusions",
        "days_30_mar_to_2_apr_2027",
        "days_9_xyz_to_40_feb_0000",
        "earlier_autumn_days",
        "clock",
        "clock_inputs",
        "calendar_change",
        "sar_received",
        "illness_days_so_far",
        "next_run_from",
        "public_exam",
        "representations_received",
        "home_la",
        "prior_suspension",
        "provision",
    ]);
    let value = prop_oneof![
        Just("\"2026-11-12\"".to_string()),
        Just("\"2026-11-12T09:00\"".to_string()),
        Just("\"2026-11-12 x4\"".to_string()),
        Just("\"2026-11-12 x4000000000\"".to_string()),
        Just("\"3 then 4 back to back\"".to_string()),
        Just("\"PEX\"".to_string()),
        Just("\"SUSP\"".to_string()),
        Just("[{\"start\":\"2026-11-12\",\"days\":900}]".to_string()),
        Just("[{\"date\":\"2026-11-12\",\"is_school_day\":1}]".to_string()),
        Just("{\"gb_informed\":\"2026-11-12\",\"type\":\"PEX\"}".to_string()),
        Just("\"R3.05\"".to_string()),
        Just("null".to_string()),
        Just("true".to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        (0i32..2000).prop_map(|n| format!("{}", f64::from(n) / 4.0)),
        "(19|20|21|00)[0-9]{2}-[01][0-9]-[0-3][0-9]".prop_map(|d| format!("\"{d}\"")),
    ];
    prop::collection::vec((key, value), 0..6).prop_map(|pairs| {
        let inside: Vec<String> = pairs.into_iter().map(|(k, v)| format!("\"{k}\":{v}")).collect();
        format!("{{{}}}", inside.join(","))
    })
}

fn loose_line() -> impl Strategy<Value = String> {
    (
        "[AB]?[36]?",
        "(19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]|\\PC{0,8}",
        "Mon|Tue|Sun|\\PC{0,4}",
        "0|1|\\PC{0,2}",
        "[a-z\"]{0,6}",
        "Autumn|Spring|",
        "Autumn|Spring|",
    )
        .prop_map(|(a, b, c, d, e, f, g)| format!("{a},{b},{c},{d},{e},{f},{g}"))
}

proptest! {
    #[test]
    fn any_text_is_a_calendar_or_is_refused(text in "\\PC{0,200}") {
        let _ = cases::calendars(&text);
    }

    #[test]
    fn any_lines_are_a_calendar_or_are_refused(lines in prop::collection::vec(loose_line(), 0..12)) {
        let _ = cases::calendars(&format!("{HEAD}\r\n{}", lines.join("\r\n")));
    }

    #[test]
    fn any_date_lines_make_an_almanac_or_do_not(
        lines in prop::collection::vec((0i64..60, any::<bool>(), "[ab]{0,1}"), 0..40), from in 0i64..100_000,
    ) {
        let first = rulebook::Day::FIRST.plus(from);
        let lines: Vec<DateLine> = lines
            .into_iter()
            .map(|(at, school_day, term)| DateLine {
                day: first.plus(at),
                weekday: None,
                school_day,
                note: String::new(),
                school_term: term.clone(),
                statutory_term: term,
            })
            .collect();
        let _ = Almanac::from_lines("Anywhere", lines);
    }

    #[test]
    fn any_text_is_a_file_of_cases_or_is_refused(text in "\\PC{0,200}") {
        let _ = cases::read(&text);
    }

    #[test]
    fn any_facts_are_answered_or_refused(
        inputs in prop_oneof![facts(), "\\PC{0,60}"], rule in prop::sample::select(RULES),
        school in prop::sample::select(vec!["A3", "B6", "C9", "calendar days"]),
    ) {
        // Made once: the two calendars are 1,500 lines.
        static SCHOOLS: std::sync::LazyLock<cases::Calendars> = std::sync::LazyLock::new(two_schools);
        let words = crate::support::case(&SCHOOLS, rule, school, &inputs);
        prop_assert!(!words.is_empty());
    }
}
