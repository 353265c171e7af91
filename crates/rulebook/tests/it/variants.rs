//! Every row of the worked cases' format, with every key it names and every outcome: dates
//! counted apart from this program, on the two calendars of the cases.
//!
//! Must never know: how an answer is reached.

use crate::support::{case, two_schools};

const WHO_MEETS: &str = "PARENT;GB;HT;LA;SW?;VSH?";

/// Each line: rule, school, inputs, and what it comes to.
fn check(lines: &[(&str, &str, &str, &str)]) {
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

#[test]
fn cancelling() {
    check(&[
        (
            "R2.21",
            "A3",
            r#"{"type":"PEX","cancelled":"2026-11-18","year_days":45}"#,
            "2026-11-18 [CANCEL_OK] PARENT;GB;LA;SW?;VSH?",
        ),
        (
            "R2.21",
            "A3",
            r#"{"type":"PEX","cancelled":"2026-11-18","year_days":45.5}"#,
            "NONE [CANCEL_REFUSED] -",
        ),
        (
            "R2.21",
            "A3",
            r#"{"type":"SUSP","cancelled":"2026-11-18","year_days_when_cancellation_takes_effect":46}"#,
            "NONE [CANCEL_REFUSED] -",
        ),
        (
            "R2.21",
            "A3",
            r#"{"type":"SUSP","cancelled":"2026-11-18","gb_meeting_started":true,"term_total":5}"#,
            "2026-11-18 [CANCEL_OK] PARENT;GB;LA;SW?;VSH?",
        ),
        (
            "R2.21",
            "A3",
            r#"{"type":"SUSP","cancelled":"2026-11-18","gb_meeting_started":true,"term_total":5.5}"#,
            "NONE [CANCEL_REFUSED] -",
        ),
        ("R2.21", "A3", r#"{"type":"SUSP","gb_meeting_started":true}"#, "NONE [CANCEL_REFUSED] -"),
        (
            "R2.23",
            "A3",
            r#"{"sent_home":true,"formal_suspension_recorded":false}"#,
            "NONE [BLOCK_UNLAWFUL] HT",
        ),
    ]);
}

#[test]
fn review_and_what_follows_it() {
    const PANEL: &str = "PARENT;HT;GB;LA;SEN_EXPERT?;SW?;VSH?";
    check(&[
        (
            "R3.09",
            "A3",
            r#"{"decision_given":"2025-11-10","application_delivered":"2025-12-02"}"#,
            "2025-12-02 [IN_TIME] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.09",
            "A3",
            r#"{"decision_given":"2025-11-10","application_posted":"2025-11-28"}"#,
            "2025-12-02 [IN_TIME] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.09",
            "A3",
            r#"{"decision_given":"2025-11-10","application_emailed":"2025-12-02T23:59"}"#,
            "2025-12-02 [IN_TIME_IF_EMAILED] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.09",
            "A3",
            r#"{"decision_given":"2025-11-10","application_emailed":"2025-12-03T00:01"}"#,
            "2025-12-02 [OUT_OF_TIME] PARENT",
        ),
        (
            "R3.10",
            "A3",
            r#"{"application_posted":"2026-12-22","deemed_made":"2026-12-24"}"#,
            &format!("2027-01-25 [IRP_MEET_BY] {PANEL}"),
        ),
        (
            "R3.15",
            "A3",
            r#"{"irp_notice_posted":"2026-05-18","deemed_given":"2026-05-20"}"#,
            "2026-06-11 [RECONVENE_BY] PARENT;HT;LA;HOME_LA?",
        ),
        (
            "R3.15",
            "A3",
            r#"{"irp_notice_posted":"2026-05-18","deemed_given":"2026-05-19"}"#,
            "“deemed_given” is given as 2026-05-19, and comes to 2026-05-20",
        ),
        (
            "R3.13",
            "A3",
            r#"{"panel_member_trained":"2024-12-10","review":"2026-12-10"}"#,
            "2024-12-10 [TRAINING_OK] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.13",
            "A3",
            r#"{"headship_ended":"2021-11-10","review":"2026-11-10"}"#,
            "NONE [ELIGIBLE] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.13",
            "A3",
            r#"{"headship_ended":"2021-11-09","review":"2026-11-10"}"#,
            "NONE [INELIGIBLE_HEAD_MEMBER] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.13",
            "A3",
            r#"{"headship_ended":null,"review":"2026-11-10"}"#,
            "NONE [ELIGIBLE] IRP_ARRANGING_AUTHORITY",
        ),
        (
            "R3.16",
            "A3",
            r#"{"irp_notice_deemed":"2025-12-15","irp_outcome":"QUASH","panel_ordered":false}"#,
            "NONE [NO_READJUSTMENT] -",
        ),
        (
            "R3.16",
            "A3",
            r#"{"irp_notice_deemed":"2025-12-15","irp_outcome":"QUASH"}"#,
            "2026-01-13 [READJUSTMENT_4000_DUE_AFTER] LA;GB",
        ),
        (
            "R3.16",
            "A3",
            r#"{"irp_notice_deemed":"2025-12-15","irp_outcome":"QUASH","reinstatement_offered":true}"#,
            "NONE [NO_READJUSTMENT] -",
        ),
        (
            "R3.16",
            "A3",
            r#"{"irp_notice_deemed":"2025-12-15","irp_outcome":"RECOMMEND","panel_ordered":true}"#,
            "NONE [NO_READJUSTMENT] -",
        ),
        (
            "R3.16",
            "A3",
            r#"{"irp_notice_deemed":"2025-12-15","irp_outcome":"UPHOLD"}"#,
            "NONE [NO_READJUSTMENT] -",
        ),
        (
            "R3.18",
            "A3",
            r#"{"decision_given":"2025-11-10","application_delivered":"2025-12-01","irp_concluded":false}"#,
            "NONE [KEEP_ON_REGISTER] -",
        ),
        (
            "R3.18",
            "A3",
            r#"{"decision_given":"2025-11-10","application":null,"home_la":"other"}"#,
            "2025-12-03 [REGISTER_DELETE_FROM] LA;HOME_LA",
        ),
        // The day after day 15 is an INSET day: it is a calendar day all the same.
        (
            "R3.18",
            "A3",
            r#"{"decision_given":"2026-11-05","application":null}"#,
            "2026-11-27 [REGISTER_DELETE_FROM] LA;HOME_LA?",
        ),
        ("R3.20", "A3", r#"{"conduct":"2026-08-31"}"#, "2027-02-28 [CLAIM_BY] FTT_SEND"),
        ("R3.20", "A3", r#"{"conduct":"2026-09-01"}"#, "2027-02-28 [CLAIM_BY] FTT_SEND"),
        (
            "R3.21",
            "A3",
            r#"{"irp_decision":"2026-11-30"}"#,
            "2027-02-28 [JR_OUTER_LIMIT] ADMIN_COURT",
        ),
    ]);
}

#[test]
fn moves_and_admission() {
    check(&[
        (
            "R4.03",
            "A3",
            r#"{"first_day_off_site":"2026-07-23","school_type":"academy"}"#,
            "NONE [NOT_IN_FORCE] -",
        ),
        (
            "R4.03",
            "A3",
            r#"{"first_day_off_site":"2026-03-02","school_type":"pru"}"#,
            "NONE [NOT_IN_FORCE] -",
        ),
        (
            "R4.03",
            "B6",
            r#"{"first_day_off_site":"2026-11-03","school_type":"pru"}"#,
            "2026-10-21 [OSD_NOTICE_BY_SAFE] PARENT;LA_IF_EHCP",
        ),
        (
            "R4.05",
            "A3",
            r#"{"last_review":null,"request":"2026-11-25"}"#,
            "2026-11-25 [OSD_REVIEW_ASAP] PARENT;HT;PROVIDER;LA_IF_EHCP",
        ),
        (
            "R4.05",
            "A3",
            r#"{"request":"2026-11-25"}"#,
            "2026-11-25 [OSD_REVIEW_ASAP] PARENT;HT;PROVIDER;LA_IF_EHCP",
        ),
        (
            "R4.07",
            "A3",
            r#"{"managed_move_agreed":"2026-11-02","trial":true}"#,
            "NONE [TRIAL_NOT_ALLOWED] PARENT;BOTH_SCHOOLS;LA_IF_EHCP",
        ),
        (
            "R4.09",
            "B6",
            r#"{"fap_agreed":"2026-11-09"}"#,
            "2026-12-07 [FAP_PLACE_BY] PARENT;LA;RECEIVING_SCHOOL",
        ),
        (
            "R4.10",
            "B6",
            r#"{"in_year_application":"2026-11-09"}"#,
            "2026-11-30 [IN_YEAR_OUTCOME_BY] PARENT",
        ),
        (
            "R4.12",
            "A3",
            r#"{"from":"2026-11-09","type":"SAFEGUARDING_SEPARATION"}"#,
            "2026-11-09 [NOT_A_SUSPENSION] PARENT;DSL;LA",
        ),
    ]);
}

#[test]
fn the_register_and_records() {
    check(&[
        ("R5.02", "A3", r#"{"status":"suspended","day":3,"provision":null}"#, "NONE [CODE_E] -"),
        (
            "R5.02",
            "A3",
            r#"{"status":"suspended","day":7,"attending":"school-arranged supervised place, not dual registered"}"#,
            "NONE [CODE_B] -",
        ),
        (
            "R5.02",
            "A3",
            r#"{"status":"PEX, still on register","day":2,"provision":null}"#,
            "NONE [CODE_E] -",
        ),
        (
            "R7.04",
            "B6",
            r#"{"educational_record_request":"2026-03-30","maintained":true}"#,
            "2026-05-07 [RECORD_BY] PARENT",
        ),
        ("R7.05", "A3", r#"{"sar_received":"2026-11-25"}"#, "2026-12-29 [SAR_BY] REQUESTER"),
        ("R7.05", "A3", r#"{"sar_received":"2026-08-31"}"#, "2026-09-30 [SAR_BY] REQUESTER"),
        ("R7.06", "A3", r#"{"dp_complaint_received":"2026-06-18"}"#, "NONE [NOT_IN_FORCE] -"),
        (
            "R7.06",
            "A3",
            r#"{"dp_complaint_received":"2026-06-19"}"#,
            "2026-07-18 [DP_COMPLAINT_ACK_BY] COMPLAINANT",
        ),
        ("R8.04", "A3", r#"{"name_entered":"2026-12-28"}"#, "2027-01-02 [NEW_PUPIL_RETURN_BY] LA"),
        (
            "R8.05",
            "A3",
            r#"{"illness_days_so_far":14,"next_run_from":"2026-04-13"}"#,
            "2026-04-13 [SICKNESS_RETURN_BY] LA",
        ),
    ]);
}

#[test]
fn what_a_case_may_not_say_is_refused_in_words() {
    check(&[
        ("R2.99", "A3", "{}", "unknown rule “R2.99”"),
        ("R1.04", "A3", r#"{"removed":"2026-11-10","colour":"red"}"#, "unknown key “colour”"),
        (
            "R6.05",
            "B6",
            r#"{"days_before_easter_monday":3,"days_30_mar_to_2_apr_2027":2,"days_of_grace":1}"#,
            "unknown key “days_of_grace”",
        ),
        (
            "R2.12",
            "A3",
            r#"{"term_days":5.25}"#,
            "“term_days”: “5.25” is not a whole number of half-days: write 5, 5.5 or 6",
        ),
        (
            "R2.12",
            "A3",
            r#"{"lunchtimes":1.5}"#,
            "“lunchtimes”: half of one: give a whole number of them",
        ),
        (
            "R2.12",
            "A3",
            r#"{"full_days":5.5}"#,
            "“full_days”: half of one: give a whole number of them",
        ),
        (
            "R1.15",
            "A3",
            r#"{"type":"INTERNAL_REMOVAL","days":"four"}"#,
            "“days”: not a number of days",
        ),
        (
            "R3.18",
            "A3",
            r#"{"decision_given":"2025-11-10"}"#,
            "“application”: say null where none was made",
        ),
        (
            "R3.18",
            "A3",
            r#"{"decision_given":"2025-11-10","application":"2025-11-12"}"#,
            "“application”: only null: say when it was delivered",
        ),
        (
            "R3.05",
            "A3",
            r#"{"gb_informed":"2027-08-20","type":"PEX"}"#,
            "calendar ends Tue 31 Aug 2027: date cannot be given",
        ),
        (
            "R3.05",
            "A3",
            r#"{"gb_informed":"2025-07-20","type":"PEX"}"#,
            "calendar begins Fri 1 Aug 2025: date cannot be given",
        ),
        (
            "R3.05",
            "C9",
            r#"{"gb_informed":"2025-09-20","type":"PEX"}"#,
            "no calendar for school “C9”",
        ),
        (
            "R3.20",
            "A3",
            r#"{"conduct":"1996-11-10"}"#,
            "the rules held here begin on Sat 1 Sep 2012; Sun 10 Nov 1996 is earlier, so nothing can be said",
        ),
        (
            "R1.04",
            "A3",
            r#"{"removed":"2012-08-31"}"#,
            "the rules held here begin on Sat 1 Sep 2012; Fri 31 Aug 2012 is earlier, so nothing can be said",
        ),
        (
            "R7.05",
            "A3",
            r#"{"sar_received":"2040-01-31"}"#,
            "bank holidays are known from Tue 1 Jan 2019 to Sun 31 Dec 2028: date cannot be given",
        ),
        (
            "R2.07",
            "A3",
            r#"{"first_day_excluded":"2026-11-16","decided":"2026-11-17T09:00"}"#,
            "decided on Tue 17 Nov 2026, after the first day excluded, Mon 16 Nov 2026",
        ),
        ("R1.04", "A3", r#"{"removed":"2026-02-30"}"#, "“removed”: “2026-02-30” is no date"),
    ]);
}
