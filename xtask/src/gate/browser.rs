//! The browser journeys: a demo school of its own, a Chromium, and the small
//! runner in `browser/`.
//!
//! It must never visit anything but the demo school that it started itself.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::step::{self, Told};
use crate::guard::Guard;
use crate::http::Visitor;
use crate::{programs, root, target};

/// How long the demo school may take to open. It invents a whole term first.
const PATIENCE: Duration = Duration::from_secs(180);
/// A Tuesday in the third period, so that every run sees the same school day.
const MOMENT: &str = "2026-11-10T11:32";
/// What the demo says once it can be visited.
const OPEN: &str = "Mainstay is at ";

/// Builds what is needed, runs every journey, and counts them.
pub fn run() -> Result<Told> {
    let chromium = super::need(programs::chromium, "chromium", "browser")?;
    let node = super::need(|| programs::find(&["node"], &[]), "nodejs", "browser")?;
    packages()?;
    // The tests have built the program already; asked for by itself it would be built once more,
    // and the letter setter with it, for features of outside crates that differ.
    if !step::cargo(&mut super::linted(&["test", "--workspace", "--no-run"]))?.passed {
        bail!("the program does not build");
    }
    let school = Demo::open(&target().join("debug/mainstay"), "browser-demo", &["--at", MOMENT])?;
    let tally = target().join("browser-journeys.txt");
    // An old tally must not speak for this run.
    let _ = std::fs::remove_file(&tally);
    let passed = super::plainly(
        Command::new(node)
            .arg("run.mjs")
            .current_dir(root().join("browser"))
            .env("MAINSTAY_BASE", &school.base)
            .env("CHROME", chromium)
            .env("MAINSTAY_TALLY", &tally),
    )?;
    let journeys =
        std::fs::read_to_string(&tally).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    if passed && journeys == 0 {
        bail!("no journey ran at all");
    }
    if !passed {
        println!("   the demo school's log is {}", school.log.display());
    }
    Ok(Told { passed, tests: 0, journeys })
}

/// Brings the two packages that the runner uses, if they are not there already.
fn packages() -> Result<()> {
    let folder = root().join("browser");
    let changed = |file: &str| std::fs::metadata(folder.join(file)).and_then(|m| m.modified());
    if let (Ok(locked), Ok(installed)) =
        (changed("package-lock.json"), changed("node_modules/.package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    let npm = super::need(|| programs::find(&["npm"], &[]), "npm", "browser")?;
    let done = Command::new(npm)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(&folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
        .stdin(Stdio::null())
        .output()?;
    if !done.status.success() {
        bail!(
            "the runner's packages could not be had: {}",
            String::from_utf8_lossy(&done.stderr).trim()
        );
    }
    Ok(())
}

/// A demo school of our own, closed when dropped.
pub struct Demo {
    /// `http://127.0.0.1:PORT`
    pub base: String,
    pub log: PathBuf,
    pub guard: Guard,
    /// From starting the program to the first page it served.
    pub opened_in: Duration,
}

impl Demo {
    /// Opens a fresh school in `target/NAME` with `program`.
    pub fn open(program: &Path, name: &str, more: &[&str]) -> Result<Demo> {
        let data = target().join(name);
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        Demo::reopen(program, name, more)
    }

    /// Opens the school that is in `target/NAME` already.
    pub fn reopen(program: &Path, name: &str, more: &[&str]) -> Result<Demo> {
        if !program.is_file() {
            bail!("{} has not been built", program.display());
        }
        let log = target().join(format!("{name}.log"));
        let out = File::create(&log)?;
        let began = Instant::now();
        let (guard, _) = Guard::start(
            Command::new(program)
                .args(["demo", "--data-dir"])
                .arg(target().join(name))
                .args(["--listen", "127.0.0.1:0"])
                .args(more)
                .stdin(Stdio::null())
                .stdout(out.try_clone()?)
                .stderr(out),
            "TERM",
            None,
        )?;
        let base = loop {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            if let Some(base) = address(&said) {
                break base;
            }
            if guard.ended()?.is_some() || began.elapsed() > PATIENCE {
                bail!("the demo school did not open:\n{}", end_of(&said));
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        loop {
            let answer = Visitor::new(&base)?.get("/sign-in");
            if answer.as_ref().is_ok_and(|answer| answer.status == 200) {
                break;
            }
            if guard.ended()?.is_some() || began.elapsed() > PATIENCE {
                let last = match answer {
                    Ok(answer) => format!("its sign-in page answers {}", answer.status),
                    Err(error) => format!("{error:#}"),
                };
                bail!("the demo school cannot be visited: {last}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let opened_in = began.elapsed();
        Ok(Demo { base, log, guard, opened_in })
    }
}

/// The address in what the demo has said so far, once its line is complete.
fn address(said: &str) -> Option<String> {
    let (_, rest) = said.split_once(OPEN)?;
    let (line, _) = rest.split_once('\n')?;
    let address = line.split_whitespace().next()?;
    Some(address.trim_end_matches(['/', '.']).to_owned())
}

fn end_of(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

/// The release program, for measurements.
pub fn release_program() -> Result<PathBuf> {
    let program = target().join("release/mainstay");
    program
        .is_file()
        .then_some(program)
        .context("build it first: cargo build --release -p mainstay")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_only_from_a_finished_line() {
        assert_eq!(address("Making a school\nMainstay is at http://127.0"), None);
        assert_eq!(
            address("Making a school\nMainstay is at http://127.0.0.1:4711/\n").as_deref(),
            Some("http://127.0.0.1:4711")
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_said_plainly() {
        let Err(error) = Demo::open(Path::new("/nowhere/mainstay"), "no-such-demo", &[]) else {
            panic!("it opened");
        };
        assert!(error.to_string().contains("has not been built"), "{error}");
    }
}
