//! The numbers the answers count with are the numbers of their rules, in every version held; and
//! no answer names a rule that is not there.
//!
//! Must never know: a number of its own.

use rulebook::clocks::*;
use rulebook::count::Span;
use rulebook::rule::{self, Clock, Standing};

#[test]
fn every_clock_the_answers_count_is_the_clock_of_its_rule_in_every_version() {
    let clocks: &[(Span, &[&str])] = &[
        (GB_MEET_SHORT, &["R2.13", "R2.15", "R3.05"]),
        (GB_MEET_LONG, &["R2.14"]),
        (SIXTH_DAY, &["R2.17", "R3.03", "R3.04"]),
        (LATE_DETAILS, &["R2.18"]),
        (PUBLIC_PLACE, &["R2.19"]),
        (PAPERS, &["R3.06", "R3.12"]),
        (IRP_APPLY, &["R3.09"]),
        (IRP_MEET, &["R3.10"]),
        (RECONVENE, &["R3.15", "R3.16"]),
        (OSD_NOTICE, &["R4.03", "R4.03a"]),
        (OSD_REQUEST_BAR, &["R4.05", "R4.05a"]),
        (FAP_PLACE, &["R4.09"]),
        (IN_YEAR_OUTCOME, &["R4.10"]),
        (FTT_CLAIM, &["R3.20"]),
        (JUDICIAL_REVIEW, &["R3.21"]),
        (EDUCATIONAL_RECORD, &["R7.04"]),
        (SUBJECT_ACCESS, &["R7.05"]),
        (COMPLAINT_ACK, &["R7.06"]),
        (NEW_PUPIL, &["R8.04"]),
        (SICKNESS, &["R8.05"]),
        (PANEL_TRAINING, &["R3.13"]),
    ];
    for (span, ids) in clocks {
        for id in *ids {
            let rule = rule::find(id).unwrap_or_else(|| panic!("{id}"));
            let mut held = 0;
            for version in rule.versions.iter().filter(|v| v.standing == Standing::Held) {
                match version.clock {
                    Some(Clock::Count { span: of_rule, .. }) => assert_eq!(of_rule, *span, "{id}"),
                    other => panic!("{id} counts nothing: {other:?}"),
                }
                held += 1;
            }
            assert!(held > 0, "{id} is never held");
        }
    }
    assert_eq!(CAP, rule::suspension::CAP);
    assert_eq!(THRESHOLD_LOW, rule::suspension::LOW);
    assert_eq!(THRESHOLD_HIGH, rule::suspension::HIGH);
}

#[test]
fn the_numbers_without_a_clock_of_their_own_stand_in_the_words_of_their_rule() {
    let said = |id: &str| {
        let version = rule::find(id).and_then(|r| r.newest()).unwrap_or_else(|| panic!("{id}"));
        format!("{version:?}")
    };
    assert_eq!(PANEL_HEADSHIP, Span::YearsBefore(5));
    assert!(said("R3.13").contains("5 years") || said("R3.13").contains("five years"));
    assert_eq!(IN_YEAR_AIM, Span::SchoolDaysAfter(10));
    assert!(said("R4.10").contains("10 school days") || said("R4.10").contains("ten school days"));
    assert_eq!(READJUSTMENT_POUNDS, 4_000);
    assert!(said("R3.16").contains("4,000"));
}

/// Every id in a text that looks like a rule's: "R2.13", "R4.03a".
fn ids(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::new();
    for (at, _) in text.match_indices('R') {
        let before = at.checked_sub(1).and_then(|b| bytes.get(b));
        let inside_a_word = before.is_some_and(u8::is_ascii_alphanumeric);
        if !inside_a_word
            && digit(at + 1)
            && bytes.get(at + 2) == Some(&b'.')
            && digit(at + 3)
            && digit(at + 4)
        {
            let letter = bytes.get(at + 5).is_some_and(u8::is_ascii_lowercase);
            out.push(text[at..at + 5 + usize::from(letter)].to_string());
        }
    }
    out
}

#[test]
fn every_rule_an_answer_names_is_held() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut files = vec![format!("{root}/clocks.rs")];
    for folder in ["duty", "event", "cases", "states", "almanac"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            files.push(entry.unwrap().path().display().to_string());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    for file in files.iter().filter(|f| f.ends_with(".rs") && !f.ends_with("tests.rs")) {
        for id in ids(&std::fs::read_to_string(file).unwrap()) {
            assert!(rule::find(&id).is_some(), "{id} in {file}");
            seen.insert(id);
        }
    }
    assert!(seen.len() > 50, "only {} were found: the reading has gone wrong", seen.len());
    assert_eq!(ids("(R2.13, R4.03a) and SR2.13 but R2.1"), ["R2.13", "R4.03a"]);
}
