//! Every row of the worked cases' format, with every key it names and every outcome: dates
//! counted apart from this program, on the two calendars of the cases.
//!
//! Must never know: how an answer is reached.

use crate::support::{case, two_schools};

const WHO_MEETS: &str = "PARENT;GB;HT;LA;SW?;VSH?";

/// Each line: rule, school, inputs, and what it comes to.
pub(crate) fn check(lines: &[(&str, &str, &str, &str)]) {
    let calendars = two_schools();
    let mut wrong = Vec::new();
    for (rule, school, inputs, expected) in lines {
        let expected = expected.replace("] MEET", &format!("] {WHO_MEETS}"));
        let found = case(&calendars, rule, school, inputs);
        let same = match (split(&found), split(&expected)) {
            (Some(a), Some(b)) => a == b,
            _ => found == expected,
        };
        if !same {
            wrong.push(format!("{rule} {inputs}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Date and outcome, and recipients as a set.
fn split(text: &str) -> Option<(&str, Vec<&str>)> {
    let (head, told) = text.rsplit_once("] ")?;
    let mut told: Vec<&str> = told.split(';').collect();
    told.sort_unstable();
    Some((head, told))
}

#[test]
fn removal_and_restrictive_intervention() {
    check(&[
        (
            "R1.04",
            "A3",
            r#"{"removed":"2026-11-10"}"#,
            "2026-11-10 [INFORM_SAME_DAY] PARENT;SW?;VSH?",
        ),
        (
            "R1.04",
            "A3",
            r#"{"removed":"2026-11-10","social_worker":true,"looked_after":null}"#,
            "2026-11-10 [INFORM_SAME_DAY] PARENT;SW",
        ),
        ("R1.10", "A3", r#"{"significant_force":"2026-03-31"}"#, "NONE [NOT_IN_FORCE] -"),
        (
            "R1.10",
            "A3",
            r#"{"significant_force":"2026-04-01"}"#,
            "2026-04-01 [RECORD_AND_REPORT] PARENT",
        ),
        (
            "R1.10",
            "A3",
            r#"{"significant_force_or_seclusion":"2026-04-01T00:05","report_would_risk_significant_harm_by_every_parent":true}"#,
            "2026-04-01 [REPORT_TO_LA_INSTEAD] LA_OF_RESIDENCE",
        ),
        (
            "R1.15",
            "A3",
            r#"{"type":"INTERNAL_REMOVAL","days":0.5,"term_suspension_days":15.5}"#,
            "NONE [NOT_A_SUSPENSION] PARENT",
        ),
    ]);
}

#[test]
fn the_limit_of_a_school_year() {
    check(&[
        ("R2.04", "A3", r#"{"proposed":1.5,"year_days_so_far":43}"#, "NONE [CAP_OK_44.5] -"),
        ("R2.04", "A3", r#"{"proposed":0.5,"year_days_so_far":45}"#, "NONE [CAP_BREACH] -"),
        ("R2.04", "A3", r#"{"proposed":0.5,"year_days_so_far":44.5}"#, "NONE [CAP_OK_45] -"),
        // Crosses the summer: 3 of 5 in the old year, 2 in the new one. 43 + 3 is over.
        (
            "R2.04",
            "A3",
            r#"{"proposed":5,"start":"2026-07-16","year_days_so_far":43}"#,
            "NONE [CAP_BREACH] -",
        ),
        (
            "R2.04",
            "A3",
            r#"{"proposed":5,"start":"2026-07-16","year_days_so_far":42,"year_days_2026_27":1}"#,
            "NONE [CAP_OK_45] -",
        ),
        (
            "R2.04",
            "A3",
            r#"{"proposed":5,"start":"2026-07-16","year_days_2025_26":40,"year_days_2026_27":44}"#,
            "NONE [CAP_BREACH] -",
        ),
        // A year it does not touch decides nothing.
        (
            "R2.04",
            "A3",
            r#"{"proposed":1,"start":"2026-11-10","year_days_2025_26":90}"#,
            "NONE [CAP_OK_1] -",
        ),
        (
            "R2.21",
            "A3",
            r#"{"type":"SUSP","cancelled_suspension_days_served":2,"proposed":1,"year_days_so_far":42}"#,
            "NONE [CAP_OK_45] -",
        ),
    ]);
}

#[test]
fn who_is_told_and_the_days_a_parent_answers_for() {
    check(&[
        (
            "R2.09",
            "A3",
            r#"{"decided":"2026-11-10","type":"SUSP","term_total":5,"length":5}"#,
            "2026-11-10 [NOTIFY_WITHOUT_DELAY] PARENT;LA",
        ),
        (
            "R2.09",
            "A3",
            r#"{"decided":"2026-11-10","type":"LUNCH","term_total":5.5,"length":0.5}"#,
            "2026-11-10 [NOTIFY_WITHOUT_DELAY] PARENT;LA;GB",
        ),
        (
            "R3.02",
            "A3",
            r#"{"decided":"2026-11-10","type":"PEX","home_la":"other","pupil_age":18,"social_worker":true,"looked_after":true}"#,
            "2026-11-10 [NOTIFY_WITHOUT_DELAY] PUPIL;LA;GB;HOME_LA;SW;VSH",
        ),
        // Another home authority is told of a permanent exclusion only.
        (
            "R2.08",
            "A3",
            r#"{"decided":"2026-11-10","type":"SUSP","home_la":"other","pupil_age":17,"length":45}"#,
            "2026-11-10 [NOTIFY_WITHOUT_DELAY] PARENT;LA",
        ),
        (
            "R2.10",
            "A3",
            r#"{"decided":"2026-11-10","type":"SUSP","looked_after":null,"social_worker":true}"#,
            "2026-11-10 [NOTIFY_WITHOUT_DELAY] PARENT;LA;SW",
        ),
        (
            "R2.07",
            "A3",
            r#"{"first_day_excluded":"2026-11-16","decided":"2026-11-16T08:40"}"#,
            "2026-11-16 [S104_NOTICE_SAME_DAY] PARENT",
        ),
        (
            "R2.07",
            "A3",
            r#"{"first_day_excluded":"2026-11-16","decided":"2026-11-15T23:59"}"#,
            "2026-11-16 [S104_NOTICE_LATEST] PARENT",
        ),
        // On the stroke of the afternoon session it is no longer before it.
        (
            "R2.19",
            "A3",
            r#"{"excluded_at":"2026-11-12T13:00","length":6}"#,
            "2026-11-19 [PUBLIC_PLACE_DUTY_ENDS] PARENT",
        ),
        (
            "R2.19",
            "A3",
            r#"{"excluded_at":"2026-11-12T13:10","afternoon_starts":"13:20","length":6}"#,
            "2026-11-18 [PUBLIC_PLACE_DUTY_ENDS] PARENT",
        ),
        (
            "R2.19",
            "A3",
            r#"{"excluded_at":"2026-11-12T14:00","length":1.5}"#,
            "2026-11-16 [PUBLIC_PLACE_DUTY_ENDS] PARENT",
        ),
        (
            "R2.18",
            "A3",
            r#"{"provision_start":"2026-10-26T23:30"}"#,
            "2026-10-25 [NOTICE_48H] PARENT",
        ),
        (
            "R2.18",
            "A3",
            r#"{"provision_start":"2026-03-30T00:30"}"#,
            "2026-03-27 [NOTICE_48H] PARENT",
        ),
    ]);
}

#[test]
fn the_governing_body() {
    check(&[
        // On the last day of the window, and the day after it.
        (
            "R2.14",
            "A3",
            r#"{"gb_informed":"2026-03-02","term_total":9,"representations":true,"representations_received":"2026-06-03"}"#,
            "2026-06-03 [GB_50] MEET",
        ),
        (
            "R2.14",
            "A3",
            r#"{"gb_informed":"2026-03-02","term_total":9,"representations":true,"representations_received":"2026-06-04"}"#,
            "NONE [NO_GB_MEETING_REQUIRED] -",
        ),
        (
            "R2.14",
            "A3",
            r#"{"gb_informed":"2026-03-02","term_total":9,"representations_received":"2026-03-20"}"#,
            "2026-06-03 [GB_50] MEET",
        ),
        (
            "R2.12",
            "A3",
            r#"{"full_days":4,"half_days":2,"representations":true}"#,
            "NONE [GB_CONSIDER_NO_DEADLINE] GB",
        ),
        (
            "R2.12",
            "A3",
            r#"{"full_days":4,"half_days":2,"lunchtimes":1,"term_days":5.5,"gb_informed":"2026-02-03","representations":true,"type":"LUNCH"}"#,
            "2026-05-06 [GB_50] MEET",
        ),
        ("R2.12", "A3", r#"{"term_total":0.5}"#, "NONE [NO_GB_MEETING_REQUIRED] -"),
        ("R2.12", "B6", r#"{"gb_informed":"2025-10-17","type":"PEX"}"#, "2025-11-17 [GB_15] MEET"),
        // The whole window lies before the examination: it ends first.
        (
            "R2.15",
            "A3",
            r#"{"gb_informed":"2026-05-01","public_exam":"2026-06-10","type":"PEX"}"#,
            "2026-06-02 [GB_BEFORE_EXAM] MEET",
        ),
        // Told on the day of the examination: the last school day before it is gone.
        (
            "R2.15",
            "A3",
            r#"{"gb_informed":"2026-05-19","public_exam":"2026-05-19","type":"SUSP","term_total":1,"length":1}"#,
            "2026-06-17 [GB_15] MEET",
        ),
        (
            "R2.15",
            "A3",
            r#"{"gb_informed":"2026-05-07","public_exam":"2026-05-20","national_curriculum_test":"2026-05-19","term_total":2}"#,
            "2026-05-18 [GB_BEFORE_EXAM] MEET",
        ),
        (
            "R3.06",
            "A3",
            r#"{"meeting":"2026-01-26"}"#,
            "2026-01-16 [PAPERS_BY_SAFE] PARENT;HT;GB;LA;SW?;VSH?",
        ),
        (
            "R3.12",
            "B6",
            r#"{"meeting":"2027-04-22","school_days_before":5}"#,
            "2027-03-30 [PAPERS_BY_SAFE] PARENT;HT;GB;LA;PANEL",
        ),
        (
            "R3.07",
            "A3",
            r#"{"gb_decided":"2026-01-26","decision":"REINSTATE"}"#,
            "2026-01-26 [DECISION_LETTER] PARENT;HT;LA;SW?;VSH?",
        ),
    ]);
}

#[test]
fn terms_and_what_spans_them() {
    check(&[
        (
            "R6.05",
            "B6",
            r#"{"term1_days":9,"term2_days":6.5,"gb_informed":"2025-10-17"}"#,
            "2025-11-17 [GB_15] MEET",
        ),
        (
            "R6.05",
            "B6",
            r#"{"term1_days":9,"term2_days":6,"representations":false}"#,
            "NONE [NO_GB_MEETING_REQUIRED] -",
        ),
        // The last of the list is decided; the earlier ones lie in another statutory term.
        (
            "R6.05",
            "B6",
            r#"{"exclusions":[{"start":"2027-03-01","days":12},{"start":"2027-03-30","days":4}],"representations":true}"#,
            "NONE [GB_CONSIDER_NO_DEADLINE] GB",
        ),
        (
            "R6.05",
            "B6",
            r#"{"exclusions":[{"start":"2025-09-15","days":10},{"start":"2025-11-10","days":6}],"gb_informed":"2025-10-17"}"#,
            "2025-11-17 [GB_15] MEET",
        ),
        (
            "R6.06",
            "A3",
            r#"{"start":"2025-12-10","length":5,"earlier_term_days":0,"representations":true}"#,
            "NONE [GB_CONSIDER_NO_DEADLINE] GB",
        ),
        (
            "R6.06",
            "A3",
            r#"{"start":"2025-12-10","length":5.5,"earlier_term_days":0}"#,
            "NONE [NO_GB_MEETING_REQUIRED] -",
        ),
        (
            "R6.09",
            "A3",
            r#"{"clock":"R3.05","clock_inputs":{"gb_informed":"2026-11-12","type":"PEX"},"served_due_date":"2026-12-04","calendar_change":[{"date":"2026-11-25","is_school_day":0,"known_from":"2026-11-25","note":"Boiler"}]}"#,
            "2026-12-07 [DATE_MOVED_ASK] CASE_OWNER",
        ),
        (
            "R6.09",
            "A3",
            r#"{"clock":"R3.05","clock_inputs":{"gb_informed":"2026-11-12","type":"PEX"},"served_due_date":"2026-12-04","calendar_change":[{"date":"2026-12-08","is_school_day":false,"known_from":"2026-12-08","note":"Snow"}]}"#,
            "2026-12-04 [DATE_UNCHANGED] -",
        ),
        (
            "R6.09",
            "A3",
            r#"{"clock":"R3.05","clock_inputs":{"gb_informed":"2026-11-12","type":"PEX"},"served_due_date":"2026-12-03","calendar_change":[]}"#,
            "“served_due_date” is given as 2026-12-03, and comes to 2026-12-04",
        ),
    ]);
}

#[test]
fn education_from_the_sixth_day() {
    check(&[
        (
            "R2.17",
            "A3",
            r#"{"first":"2025-11-04 x3","second":"2025-11-10 x4","attended":"2025-11-07"}"#,
            "NONE [NO_SIXTH_DAY] -",
        ),
        (
            "R2.17",
            "A3",
            r#"{"first":"2025-11-04 x3","second":"2025-11-07 x4"}"#,
            "2025-11-11 [PROVISION_BY_SCHOOL] PARENT;PROVIDER;GB",
        ),
        (
            "R2.17",
            "A3",
            r#"{"first":"2026-10-21 x3","second":"2026-11-02 x4"}"#,
            "2026-11-04 [PROVISION_BY_SCHOOL] PARENT;PROVIDER;GB",
        ),
        // Both runs are long enough alone: the first sixth day is the duty.
        (
            "R2.17",
            "A3",
            r#"{"first":"2025-09-08 x6","second":"2025-11-10 x9","attended":"2025-10-01"}"#,
            "2025-09-15 [PROVISION_BY_SCHOOL] PARENT;PROVIDER;GB",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2025-09-08","length":"3 then 2 back to back"}"#,
            "NONE [NO_SIXTH_DAY] -",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2025-09-08","length":8,"year":10,"ehcp_reduced_hours_delivered":true,"public_exams_finished":true}"#,
            "NONE [EXEMPT_EHCP_HOURS] -",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2025-09-08","length":8,"year":12}"#,
            "NONE [EXEMPT_NOT_COMPULSORY_AGE] -",
        ),
        // The leaving date is Friday 26 June 2026: on it the duty holds, after it not.
        (
            "R2.17",
            "A3",
            r#"{"start":"2026-06-19","length":8,"year":11}"#,
            "2026-06-26 [PROVISION_BY_SCHOOL] PARENT;PROVIDER;GB",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2026-06-22","length":8,"year":11}"#,
            "NONE [EXEMPT_NOT_COMPULSORY_AGE] -",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2026-06-22","length":8,"year":11,"public_exams_finished":true}"#,
            "NONE [EXEMPT_YEAR11_EXAMS_DONE] -",
        ),
        (
            "R2.17",
            "A3",
            r#"{"start":"2026-06-22","length":8,"year":10}"#,
            "2026-06-29 [PROVISION_BY_SCHOOL] PARENT;PROVIDER;GB",
        ),
        (
            "R3.03",
            "B6",
            r#"{"start":"2026-10-19","length":"PEX"}"#,
            "2026-11-03 [PROVISION_BY_LA] PARENT;PROVIDER;LA",
        ),
        (
            "R3.04",
            "B6",
            r#"{"start":"2026-10-19","length":"PEX","home_la":"other","prior_suspension":"2026-10-12 x5"}"#,
            "2026-11-03 [PROVISION_BY_HOME_LA] PARENT;PROVIDER;LA;HOME_LA",
        ),
    ]);
}
