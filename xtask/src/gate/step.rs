//! One step of the gate: its heading, its time, its outcome; and the ledger
//! that adds the steps up.
//!
//! It must never hide a line that explains a failure.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::guard::Guard;

/// What a step has to say.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    pub passed: bool,
    /// Tests that passed, counted from the runners' closing lines.
    pub tests: usize,
    pub journeys: usize,
}

impl Told {
    /// Passed, with nothing to count.
    pub fn good() -> Told {
        Told { passed: true, ..Told::default() }
    }
}

/// The steps so far.
#[derive(Default)]
pub struct Ledger {
    passed: usize,
    failed: Vec<String>,
    tests: usize,
    journeys: usize,
}

impl Ledger {
    /// Does one step and prints its heading and outcome.
    pub fn step(&mut self, heading: &str, work: impl FnOnce() -> Result<Told>) {
        println!("{}. {heading}", self.passed + self.failed.len() + 1);
        let began = Instant::now();
        let told = work().unwrap_or_else(|error| {
            println!("   {error:#}");
            Told::default()
        });
        self.tests += told.tests;
        self.journeys += told.journeys;
        let outcome = if told.passed {
            self.passed += 1;
            "passed"
        } else {
            self.failed.push(short(heading));
            "FAILED"
        };
        println!("   {outcome}, {}\n", seconds(began.elapsed()));
    }

    /// Prints the sentence and the sum. True when nothing failed.
    pub fn verdict(&self, left_out: &[&str], took: Duration) -> bool {
        println!("{}", self.sentence(left_out, took));
        println!("{} passed, {} failed", self.passed, self.failed.len());
        self.failed.is_empty()
    }

    fn sentence(&self, left_out: &[&str], took: Duration) -> String {
        let mut sentence = if self.failed.is_empty() {
            let journeys = match self.journeys {
                0 => String::new(),
                1 => " and 1 browser journey".to_owned(),
                many => format!(" and {many} browser journeys"),
            };
            format!("Ready: {} tests{journeys} passed", self.tests)
        } else {
            format!("Not ready: {} failed", list(&self.failed))
        };
        if !left_out.is_empty() {
            let verb = if left_out.len() == 1 { "was" } else { "were" };
            let but = if self.failed.is_empty() { ", but" } else { ";" };
            sentence.push_str(&format!("{but} {} {verb} left out", list(left_out)));
        }
        format!("{sentence}. It took {}.", seconds(took))
    }
}

/// Runs cargo and passes on what matters: problems in full, and the closing
/// line of every test runner, but no line for each thing built or passed.
pub fn cargo(command: &mut Command) -> Result<Told> {
    let (guard, pipes) = Guard::start(
        command
            .current_dir(crate::root())
            .env("CARGO_TERM_COLOR", "never")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped()),
        "TERM",
        None,
    )?;
    let tests = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        if let Some(pipe) = pipes.stdout {
            scope.spawn(|| listen(pipe, &tests));
        }
        if let Some(pipe) = pipes.stderr {
            scope.spawn(|| listen(pipe, &tests));
        }
    });
    Ok(Told { passed: guard.wait()?.success(), tests: tests.into_inner(), journeys: 0 })
}

/// Passes on the lines worth showing, and counts what the closing lines say.
fn listen(pipe: impl Read, tests: &AtomicUsize) {
    let mut reader = BufReader::new(pipe);
    let mut bytes = Vec::new();
    while matches!(reader.read_until(b'\n', &mut bytes), Ok(read) if read > 0) {
        let text = String::from_utf8_lossy(&bytes);
        let line = text.trim_end();
        tests.fetch_add(passed_in(line), Ordering::Relaxed);
        if is_worth_showing(line) {
            // As the runner wrote it: others read these lines too.
            println!("{line}");
        }
        bytes.clear();
    }
}

/// The number of passed tests in a runner's closing line, and nought in any other.
fn passed_in(line: &str) -> usize {
    line.strip_prefix("test result: ")
        .and_then(|rest| rest.split(" passed").next())
        .and_then(|rest| rest.split(' ').next_back())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn is_worth_showing(line: &str) -> bool {
    let word = line.trim_start().split(' ').next().unwrap_or_default();
    let building = [
        "Compiling",
        "Checking",
        "Finished",
        "Downloading",
        "Downloaded",
        "Updating",
        "Locking",
        "Blocking",
        "Adding",
        "Fresh",
    ];
    let one_by_one = line.starts_with("test ") && line.ends_with(" ok");
    let counting = line.starts_with("running ") && line.ends_with(['t', 's']);
    !(line.is_empty() || one_by_one || counting || building.contains(&word))
}

/// The part of a heading that names it in a list of failures.
fn short(heading: &str) -> String {
    let name = heading.split([',', '(']).next().unwrap_or(heading).trim();
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn list(names: &[impl AsRef<str>]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_shown_and_counted_and_single_passes_are_not() {
        let closing = "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured";
        assert_eq!(passed_in(closing), 12);
        assert!(is_worth_showing(closing));
        let single = "test calendar::tests::a_closure_is_not_counted ... ok";
        assert_eq!(passed_in(single), 0);
        assert!(!is_worth_showing(single));
        assert!(!is_worth_showing("   Compiling store v0.1.0"));
        assert!(!is_worth_showing("running 3 tests"));
        assert!(is_worth_showing("test a_thing ... FAILED"));
        assert!(is_worth_showing("error[E0308]: mismatched types"));
        let failing = "test result: FAILED. 3 passed; 1 failed; 0 ignored";
        assert_eq!(passed_in(failing), 3);
    }

    #[test]
    fn the_verdict_names_what_failed_and_what_was_left_out() {
        let mut ledger = Ledger { passed: 4, tests: 120, journeys: 2, ..Ledger::default() };
        let second = Duration::from_secs(61);
        assert_eq!(
            ledger.sentence(&[], second),
            "Ready: 120 tests and 2 browser journeys passed. It took 1 min 1 s."
        );
        assert_eq!(
            ledger.sentence(&["PostgreSQL", "the browser"], second),
            "Ready: 120 tests and 2 browser journeys passed, \
             but PostgreSQL and the browser were left out. It took 1 min 1 s."
        );
        ledger.failed = vec![short("Lints (cargo clippy)"), short("House rules (tidy)")];
        assert_eq!(
            ledger.sentence(&[], second),
            "Not ready: lints and house rules failed. It took 1 min 1 s."
        );
    }

    #[test]
    fn a_step_that_errs_is_a_failure_and_the_sum_says_so() {
        let mut ledger = Ledger::default();
        ledger.step("One that works", || Ok(Told::good()));
        ledger.step("One that cannot be had", || anyhow::bail!("not here"));
        assert_eq!((ledger.passed, ledger.failed.len()), (1, 1));
        assert!(!ledger.verdict(&[], Duration::ZERO));
    }
}
