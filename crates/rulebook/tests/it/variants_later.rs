//! Worked cases by hand, from cancelling to the records: the second half of the road.

use super::variants::check;

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
