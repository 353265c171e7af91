//! `mainstay clock cases`: the worked cases of a file, each with what was expected and found.

use super::Said;
use super::calendar::text_of;
use super::text::Page;
use rulebook::cases::{self, Case, Verdict};
use std::path::PathBuf;

/// Flags of `clock cases`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The calendars the cases count on.
    #[arg(long, value_name = "FILE")]
    pub calendar: PathBuf,
    /// The cases.
    #[arg(long, value_name = "FILE")]
    pub cases: PathBuf,
}

/// Runs them.
pub fn run(args: &Args) -> Said {
    let (calendars, cases) = match read(args) {
        Ok(read) => read,
        Err(faults) => {
            let lines = faults.iter().map(|f| format!("mainstay clock cases: {f}\n"));
            return Said::wrong(lines.collect());
        }
    };
    let mut page = Page::default();
    let (mut passed, mut failed) = (0, 0);
    for case in &cases {
        let verdict = cases::run(case, &calendars);
        if verdict.passed {
            passed += 1
        } else {
            failed += 1
        }
        show(case, &verdict, &mut page);
    }
    page.line(&format!("{passed} passed, {failed} failed"));
    Said { out: page.0, code: u8::from(failed > 0), ..Said::default() }
}

fn read(args: &Args) -> Result<(cases::Calendars, Vec<Case>), Vec<String>> {
    let calendars = text_of(&args.calendar).and_then(|text| {
        cases::calendars(&text).map_err(|e| format!("{}: {e}", args.calendar.display()))
    });
    let list = text_of(&args.cases)
        .and_then(|text| cases::read(&text).map_err(|e| format!("{}: {e}", args.cases.display())));
    match (calendars, list) {
        (Ok(calendars), Ok(list)) => Ok((calendars, list)),
        (calendars, list) => Err(calendars.err().into_iter().chain(list.err()).collect()),
    }
}

fn show(case: &Case, verdict: &Verdict, page: &mut Page) {
    let mark = if verdict.passed { "ok" } else { "DIFFERS" };
    page.line(&format!("{:<6} {:<6} {mark}", case.id, case.rule));
    let due = |day: Option<rulebook::Day>| day.map_or("NONE".into(), |d| d.iso());
    let line = |due: String, outcome: &str, told: String| format!("{due} [{outcome}] {told}");
    let expected = line(due(case.due), &case.outcome, case.told.to_string());
    let found = match &verdict.found {
        Ok(a) => line(due(a.due.day()), &a.outcome.code(), a.told.to_string()),
        Err(why) => format!("no answer: {why}"),
    };
    page.beside(2, 10, "expected", &expected);
    page.beside(2, 10, "found", &found);
}
