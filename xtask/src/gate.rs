//! The gate: every check in order, each with its time, ending in a sentence
//! that says whether the work is ready.
//!
//! A part that cannot be had is a failure unless it was left out by name, so
//! that a green gate always means the same thing.

mod browser;
mod calendar;
mod mail;
mod postgres;
mod step;

pub use browser::{Demo, release_program};

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::{guard::Guard, programs, root, tidy};
use step::{Ledger, Told};

/// What was asked for on the command line.
#[derive(Debug, Default, PartialEq)]
pub struct Wanted {
    without_postgres: bool,
    without_browser: bool,
    without_mail: bool,
    without_calendar: bool,
}

impl Wanted {
    /// Reads the words after `cargo xtask test`.
    pub fn parse(words: &[&str]) -> Result<Wanted> {
        let mut wanted = Wanted::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--fast" => {
                    wanted.without_postgres = true;
                    wanted.without_browser = true;
                    wanted.without_mail = true;
                    wanted.without_calendar = true;
                }
                "--without" => {
                    for part in words.next().copied().unwrap_or_default().split(',') {
                        match part {
                            "postgres" => wanted.without_postgres = true,
                            "browser" => wanted.without_browser = true,
                            "mail" => wanted.without_mail = true,
                            "calendar" => wanted.without_calendar = true,
                            _ => bail!(
                                "--without takes postgres, browser, mail or calendar, not \"{part}\""
                            ),
                        }
                    }
                }
                other => bail!("cargo xtask test does not know {other}"),
            }
        }
        Ok(wanted)
    }

    fn left_out(&self) -> Vec<&'static str> {
        [
            (self.without_postgres, "PostgreSQL"),
            (self.without_browser, "the browser"),
            (self.without_mail, "the mail server"),
            (self.without_calendar, "the calendar server"),
        ]
        .into_iter()
        .filter_map(|(without, name)| without.then_some(name))
        .collect()
    }
}

/// Runs the gate. True when everything that ran passed.
pub fn run(wanted: &Wanted) -> Result<bool> {
    let began = Instant::now();
    let mut ledger = Ledger::default();

    ledger
        .step("Formatting (cargo fmt --check)", || cargo(&["fmt", "--all", "--check", "--", "-l"]));
    ledger.step("Lints and building (clippy, warnings refused)", || {
        step::cargo(&mut linted(&["test", "--workspace", "--all-targets", "--no-run"]))
    });
    ledger.step("House rules (tidy)", || {
        Ok(Told { passed: tidy::report(&root())?, ..Told::default() })
    });

    // Held until the tests are over; stopped and removed when dropped.
    let mut server = None;
    if !wanted.without_postgres {
        ledger.step("A throw-away PostgreSQL", || {
            server = Some(postgres::start()?);
            Ok(Told::good())
        });
    }
    let mut post = None;
    if !wanted.without_mail {
        ledger.step("A mail server", || {
            post = Some(mail::start()?);
            Ok(Told::good())
        });
    }
    let mut calendar = None;
    if !wanted.without_calendar {
        ledger.step("A calendar server", || {
            calendar = Some(calendar::start()?);
            Ok(Told::good())
        });
    }
    let heading = match (&server, wanted.without_postgres) {
        (Some(_), _) => "Tests on SQLite and PostgreSQL (cargo test --workspace)",
        (None, true) => "Tests on SQLite alone (cargo test --workspace)",
        (None, false) => "Tests on SQLite, PostgreSQL missing (cargo test --workspace)",
    };
    ledger.step(heading, || {
        let mut command = linted(&["test", "--workspace", "--no-fail-fast"]);
        match &server {
            Some(server) => command.env(postgres::VARIABLE, server.url()),
            None => command.env_remove(postgres::VARIABLE),
        };
        match &post {
            Some(post) => command.env(mail::VARIABLE, post.told()),
            None => command.env_remove(mail::VARIABLE),
        };
        match &calendar {
            Some(calendar) => command.env(calendar::VARIABLE, calendar.told()),
            None => command.env_remove(calendar::VARIABLE),
        };
        let told = step::cargo(&mut command)?;
        if told.passed && told.tests == 0 {
            bail!("no test ran at all");
        }
        Ok(told)
    });
    drop(server);
    drop(post);
    drop(calendar);

    if !wanted.without_browser {
        ledger.step("Browser journeys through the demo school", browser::run);
    }
    Ok(ledger.verdict(&wanted.left_out(), began.elapsed()))
}

/// Starts a throw-away PostgreSQL and keeps it until Ctrl-C.
pub fn hold_postgres() -> Result<bool> {
    let server = postgres::start()?;
    println!("export {}='{}'", postgres::VARIABLE, server.url());
    server.wait()
}

/// Cargo, with our own crates built by clippy: it lints what it builds, so that nothing is built
/// once to be linted and once more to be run. That halves what a new machine has to build.
fn linted(words: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(words);
    command.env("RUSTC_WORKSPACE_WRAPPER", "clippy-driver");
    // As `cargo clippy -- -D warnings` hands it over: words parted by this mark, and one at the end.
    command.env("CLIPPY_ARGS", format!("-Dwarnings{CLIPPY_MARK}"));
    command
}

const CLIPPY_MARK: &str = "__CLIPPY_HACKERY__";

fn cargo(words: &[&str]) -> Result<Told> {
    step::cargo(Command::new("cargo").args(words))
}

/// Runs a command with its output as it comes.
fn plainly(command: &mut Command) -> Result<bool> {
    let (guard, _) = Guard::start(command.stdin(std::process::Stdio::null()), "TERM", None)?;
    Ok(guard.wait()?.success())
}

/// A path that is there, or one line saying what is missing and what to do.
fn need<T>(found: impl Fn() -> Option<T>, package: &str, part: &str) -> Result<T> {
    if let Some(found) = found() {
        return Ok(found);
    }
    if programs::install(package)
        && let Some(found) = found()
    {
        return Ok(found);
    }
    bail!("{package} is not on this machine; install it, or ask for --without {part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_left_out_only_by_name() {
        assert_eq!(Wanted::parse(&[]).unwrap().left_out(), Vec::<&str>::new());
        let all = Wanted::parse(&["--without", "postgres,calendar", "--without", "browser,mail"])
            .unwrap();
        assert_eq!(
            all.left_out(),
            ["PostgreSQL", "the browser", "the mail server", "the calendar server"]
        );
        assert_eq!(all, Wanted::parse(&["--fast"]).unwrap());
        let one = Wanted::parse(&["--without", "mail"]).unwrap();
        assert_eq!(one.left_out(), ["the mail server"]);
        assert!(Wanted::parse(&["--without", "tests"]).is_err());
        assert!(Wanted::parse(&["--without"]).is_err());
        assert!(Wanted::parse(&["--quick"]).is_err());
    }
}
