//! `mainstay clock` as it is typed: the answer as a table and as JSON, the rules, the worked
//! cases, and everything that can be typed wrong.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Said {
    out: String,
    err: String,
    code: i32,
}

fn data(name: &str) -> String {
    format!("{}/../rulebook/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("mainstay-clock-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn run_in(folder: &Path, args: &[&str]) -> Said {
    let done = Command::new(env!("CARGO_BIN_EXE_mainstay"))
        .arg("--data-dir")
        .arg(folder)
        .arg("clock")
        .args(args)
        .env_remove("MAINSTAY_DATABASE")
        .output()
        .unwrap();
    Said {
        out: String::from_utf8(done.stdout).unwrap(),
        err: String::from_utf8(done.stderr).unwrap(),
        code: done.status.code().unwrap_or(-1),
    }
}

/// Without any school in a data folder.
fn run(args: &[&str]) -> Said {
    run_in(Path::new("/nonexistent/mainstay"), args)
}

/// With the calendar of school A3.
fn asked(args: &[&str]) -> Said {
    let calendar = data("case_calendars.csv");
    let mut all = vec!["--calendar", calendar.as_str(), "--school", "A3"];
    all.extend(args);
    run(&all)
}

fn refused(args: &[&str], words: &str) {
    let said = asked(args);
    assert_eq!(said.code, 2, "{args:?}: {}{}", said.out, said.err);
    assert!(said.out.is_empty(), "{args:?} printed {}", said.out);
    // Lines are broken at the width of a terminal.
    let flat = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(words), "expected “{words}” in:\n{}", said.err);
    assert!(!said.err.contains("panicked"), "{}", said.err);
}

const PERMANENT: [&str; 12] = [
    "--event",
    "permanent-exclusion",
    "--notice",
    "2026-11-12",
    "--other-home",
    "--run-before-start",
    "2026-11-06",
    "--run-before",
    "5",
    "--as-at",
    "2026-11-23",
    "--closed=2026-11-25=Boiler",
];

#[test]
fn a_permanent_exclusion_is_answered_as_a_table_with_its_working() {
    let said = asked(&[&PERMANENT[..], &["--done", "R3.02=2026-11-12"]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.lines().all(|l| l.chars().count() <= 92), "{}", said.out);
    insta::assert_snapshot!("clock-permanent-exclusion", said.out);
}

#[test]
fn a_suspension_is_answered_with_its_totals() {
    let said = asked(&[
        "--event",
        "suspension",
        "--notice",
        "2026-11-12",
        "--first-day",
        "2026-11-13",
        "--days",
        "3.5",
        "--term-days",
        "12.5",
        "--year-days",
        "42",
        "--as-at",
        "2026-11-12",
    ]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    insta::assert_snapshot!("clock-suspension", said.out);
}

#[test]
fn the_answer_for_another_program_has_the_same_dates() {
    let said = asked(&[&PERMANENT[..], &["--json"]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    insta::assert_snapshot!("clock-permanent-exclusion-json", said.out);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let duties = value["duties"].as_array().unwrap();
    let governors = duties.iter().find(|d| d["rule"] == "R3.05").unwrap();
    assert_eq!(governors["due"], "2026-12-04");
    assert_eq!(governors["with_closures"]["due"], "2026-12-07");
    assert_eq!(governors["checked"], false);
}

#[test]
fn the_flags_may_stand_in_any_order_and_mean_the_same() {
    let calendar = data("case_calendars.csv");
    let one = run(&[
        "--notice=2026-11-12",
        "--json",
        "--event=permanent-exclusion",
        "--other-home",
        "yes",
        "--as-at=2026-11-23",
        "--school=A3",
        "--calendar",
        &calendar,
    ]);
    let two = asked(&[
        "--as-at",
        "2026-11-23",
        "--event",
        "permanent-exclusion",
        "--other-home",
        "--notice",
        "2026-11-12",
        "--json",
    ]);
    assert_eq!(one.code, 0, "{}", one.err);
    // The fact is kept as it was typed; both mean yes.
    assert_eq!(one.out, two.out);
}

#[test]
fn no_fact_of_any_event_has_the_name_of_a_flag() {
    for kind in rulebook::event::KINDS {
        for fact in kind.facts {
            let taken = mainstay::cli::clock::FLAGS.contains(&fact.key);
            let global = ["json", "help", "config", "database"].contains(&fact.key);
            assert!(!taken && !global, "{}: {}", kind.code, fact.key);
        }
    }
}

#[test]
fn a_calendar_that_ends_before_the_clock_says_so_and_hides_no_other_date() {
    let said = asked(&[
        "--event",
        "permanent-exclusion",
        "--notice",
        "2027-07-10",
        "--as-at",
        "2027-07-10",
    ]);
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("Calendar ends Tue 31 Aug 2027: date cannot be given"),
        "{}",
        said.out
    );
    assert!(said.out.contains("R3.05"), "{}", said.out);
    assert!(said.out.contains("Mon 19 Jul 2027"), "{}", said.out);
}

#[test]
fn an_event_before_a_rule_began_is_answered_by_the_rule_of_its_day() {
    let on = |day: &'static str| asked(&["--event", "restrictive-intervention", "--on", day]).out;
    assert!(on("2026-03-31").contains("Not in force on that day"), "{}", on("2026-03-31"));
    assert!(on("2026-04-01").contains("Write the record and report"), "{}", on("2026-04-01"));
}

#[test]
fn everything_typed_wrong_is_told_at_once_in_words() {
    let said = asked(&[
        "--event",
        "suspension",
        "--notice",
        "2026-11-10",
        "--decided",
        "2026-11-12",
        "--days",
        "2.25",
        "--first-day",
        "13.11.2026",
        "--nottice",
        "x",
        "--as-at",
        "tomorrow",
        "--done",
        "R3.05",
        "--closed",
        "2026-13-01",
        "stray",
    ]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    insta::assert_snapshot!("clock-wrong", said.err);
}

#[test]
fn bad_input_is_refused_in_words() {
    refused(&[], "say what happened, with --event");
    refused(&["--event", "expulsion"], "“expulsion” is no event");
    refused(&["--event", "removal"], "--on: Day of the removal: this is needed");
    refused(&["--event", "removal", "--on"], "its value is missing: write --on DATE");
    refused(&["--event", "removal", "--on", "2026-02-30"], "“2026-02-30” is no date");
    refused(
        &["--event", "removal", "--on", "2026-11-12", "--whom", "me"],
        "this event has no such fact",
    );
    refused(
        &["--event", "removal", "--on", "2026-11-12", "--on", "2026-11-13"],
        "--on: given twice",
    );
    refused(
        &["--event", "permanent-exclusion", "--notice", "1996-11-12"],
        "the rules held here begin on Sat 1 Sep 2012; Tue 12 Nov 1996 is earlier",
    );
    refused(
        &["--event", "removal", "--on", "2012-08-31"],
        "the rules held here begin on Sat 1 Sep 2012; Fri 31 Aug 2012 is earlier",
    );
    refused(
        &["--event", "permanent-exclusion", "--notice", "2026-11-10", "--decided", "2026-11-12"],
        "--notice: The notice (Tue 10 Nov 2026) lies before the decision (Thu 12 Nov 2026)",
    );
    refused(
        &["--event", "cancellation", "--on", "2026-11-12", "--year-days", "2.25"],
        "--year-days: “2.25” is not a whole number of half-days",
    );
    let permanent = ["--event", "permanent-exclusion", "--notice", "2026-11-12"];
    let and = |more: &[&'static str]| [&permanent[..], more].concat();
    refused(&and(&["--closed", "2030-01-07"]), "after the calendar, which ends Tue 31 Aug 2027");
    refused(&and(&["--closed", "2020-01-07"]), "before the calendar, which begins Fri 1 Aug 2025");
    refused(&and(&["--done", "R9.99=2026-12-01"]), "R9.99 is no duty of this event");
    refused(&and(&["--done", "R3.05=soon"]), "“soon” is no date");
    refused(&and(&["--other-home", "maybe"]), "--other-home: say yes, or leave it out");
    refused(
        &["--event", "removal", "--on", "2026-11-12", "--closed", "2026-11-13"],
        "this event counts no school days",
    );
}

#[test]
fn with_json_what_is_wrong_is_json_too() {
    let said = asked(&["--event", "removal", "--json"]);
    assert_eq!(said.code, 2);
    let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(value["faults"][0]["key"], "on");
}

const HEADINGS: &str = "school,date,weekday,is_school_day,note,school_term,statutory_term\n";

#[test]
fn a_calendar_that_cannot_be_used_is_refused_in_words() {
    let folder = folder("calendars");
    let file = folder.join("calendar.csv");
    let permanent = ["--event", "permanent-exclusion", "--notice", "2026-11-12"];
    let lines = |days: &[(&str, &str, &str)]| {
        let line =
            |(day, open, term): &(&str, &str, &str)| format!("S1,{day},,{open},,{term},{term}\n");
        format!("{HEADINGS}{}", days.iter().map(line).collect::<String>())
    };
    for (text, words) in [
        (String::new(), "the file is empty"),
        (HEADINGS.to_string(), "there is no calendar in the file"),
        ("school,date\n".to_string(), "there is no column"),
        (lines(&[("2026-11-12", "0", "")]), "the calendar of S1 has no school days"),
        (
            lines(&[("2026-11-12", "1", "Autumn"), ("2026-11-13", "1", "")]),
            "Fri 13 Nov 2026 is a school day and lies in no term",
        ),
        (
            lines(&[
                ("2026-11-12", "1", "Autumn"),
                ("2026-11-13", "1", "Spring"),
                ("2026-11-14", "1", "Autumn"),
            ]),
            "the terms “Autumn” and “Spring” overlap on Sat 14 Nov 2026",
        ),
        (
            lines(&[("2026-11-12", "1", "Autumn"), ("2026-11-12", "1", "Autumn")]),
            "Thu 12 Nov 2026 is in the calendar twice",
        ),
        (
            lines(&[("2026-11-12", "1", "Autumn"), ("2026-11-14", "1", "Autumn")]),
            "Fri 13 Nov 2026 is missing from the calendar",
        ),
        (lines(&[("2026-11-12", "yes", "Autumn")]), "is_school_day is “yes”, not 1 or 0"),
        (lines(&[("12/11/2026", "1", "Autumn")]), "line 2: “12/11/2026” is no date"),
    ] {
        std::fs::write(&file, &text).unwrap();
        let path = file.to_str().unwrap();
        let said = run(&[&["--calendar", path][..], &permanent].concat());
        let flat = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{text}");
        assert!(flat.contains(words), "expected “{words}” in:\n{}", said.err);
    }
    std::fs::write(&file, [0xff, 0xfe, 0x00]).unwrap();
    let said = run(&[&["--calendar", file.to_str().unwrap()][..], &permanent].concat());
    assert!(said.err.contains("no text in UTF-8"), "{}", said.err);
    let said = run(&[&["--calendar", folder.to_str().unwrap()][..], &permanent].concat());
    assert!(said.err.contains("is a folder"), "{}", said.err);
    let said = run(&[&["--calendar", "/nonexistent/c.csv"][..], &permanent].concat());
    assert!(said.err.contains("cannot be read"), "{}", said.err);
    let many = data("case_calendars.csv");
    for (school, words) in [(None, "several schools: say which"), (Some("Z9"), "no school “Z9”")]
    {
        let mut args = vec!["--calendar", many.as_str()];
        args.extend(school.iter().flat_map(|s| ["--school", *s]));
        args.extend(permanent);
        let said = run(&args);
        let flat = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said.code, 2);
        assert!(flat.contains(words) && flat.contains("A3, B6"), "{}", said.err);
    }
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn without_a_calendar_what_needs_one_says_so_and_the_rest_is_answered() {
    let said = run(&["--event", "permanent-exclusion", "--notice", "2026-11-12"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("There is no calendar"), "{}", said.out);
    assert!(said.out.contains("A school calendar is needed to answer this"), "{}", said.out);
    assert!(said.out.contains("Tue 11 May 2027"), "{}", said.out);
}

#[test]
fn without_a_file_the_calendar_of_the_school_in_the_data_folder_counts() {
    let folder = folder("school");
    let made = Command::new(env!("CARGO_BIN_EXE_mainstay"))
        .args(["demo", "--no-serve", "--at", "2026-11-10T08:00", "--data-dir"])
        .arg(&folder)
        .output()
        .unwrap();
    assert!(made.status.success());
    let at = folder.join("demo");
    let asked =
        ["--event", "permanent-exclusion", "--notice", "2026-11-12", "--as-at", "2026-11-12"];
    // The demonstration has two schools: which is meant is asked, and neither is guessed.
    let said = run_in(&at, &asked);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("say which with --school: Brindle Hill Academy"), "{}", said.err);
    let said = run_in(&at, &[&asked[..], &["--school", "Fairholme Community School"]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("the calendar of Fairholme Community School"), "{}", said.out);
    assert!(said.out.contains("Fri 4 Dec 2026"), "{}", said.out);
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_worked_cases_pass_and_one_that_differs_is_said_and_ends_with_1() {
    let (calendar, cases) = (data("case_calendars.csv"), data("cases.csv"));
    let said = run(&["cases", "--calendar", &calendar, "--cases", &cases]);
    assert_eq!(said.code, 0, "{}", said.out);
    assert_eq!(said.out.lines().last(), Some("103 passed, 0 failed"));

    let folder = folder("cases");
    let bent = folder.join("bent.csv");
    let text = std::fs::read_to_string(&cases).unwrap().replacen("2025-10-06", "2025-10-07", 1);
    std::fs::write(&bent, text).unwrap();
    let said = run(&["cases", "--calendar", &calendar, "--cases", bent.to_str().unwrap()]);
    assert_eq!(said.code, 1);
    assert_eq!(said.out.lines().last(), Some("102 passed, 1 failed"));
    let first: Vec<_> = said.out.lines().take(3).collect();
    assert_eq!(
        first,
        [
            "C001   R3.05  DIFFERS",
            "  expected  2025-10-07 [GB_15] PARENT;HT;GB;LA;SW?;VSH?",
            "  found     2025-10-06 [GB_15] PARENT;HT;GB;LA;SW?;VSH?",
        ]
    );

    std::fs::write(&bent, "id,rule\nC1,R1\n").unwrap();
    let said = run(&["cases", "--calendar", "/nonexistent.csv", "--cases", bent.to_str().unwrap()]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("cannot be read") && said.err.contains("no column"), "{}", said.err);
    let _ = std::fs::remove_dir_all(folder);
}

#[test]
fn the_rules_are_listed_and_one_is_printed_whole() {
    let said = run(&["rules", "--as-at", "2026-11-22", "--topic", "removal"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    insta::assert_snapshot!("clock-rules-removal", said.out);
    let said = run(&["rules", "R2.13", "--as-at", "2026-11-22"]);
    insta::assert_snapshot!("clock-rule", said.out);
    let all = run(&["rules", "--json", "--as-at", "2026-11-22"]);
    let value: serde_json::Value = serde_json::from_str(&all.out).unwrap();
    assert_eq!(value["rules"].as_array().unwrap().len(), rulebook::rule::all().count());
    let one = run(&["rules", "r1.17", "--json", "--as-at", "2026-11-22"]);
    let value: serde_json::Value = serde_json::from_str(&one.out).unwrap();
    assert_eq!(value["status"], "proposed");
    for args in [["rules", "R99.9"], ["rules", "--topic=law"], ["rules", "--as-at=now"]] {
        let said = run(&args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}");
    }
}

#[test]
fn every_event_is_listed_with_its_facts() {
    insta::assert_snapshot!("clock-events", run(&["events"]).out);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mainstay"))
        .args(["--data-dir", "/nonexistent/mainstay", "clock", "rules", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The list is longer than a pipe holds: closing it now breaks the write.
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}
