//! `mainstay clock`: what follows from an event, by when and why; the rules; the worked cases.
//!
//! Must never know: a number of days. What is typed is told all at once when it is wrong.

mod calendar;
mod cases;
mod events;
mod json;
mod rules;
mod table;
mod text;
mod typed;

pub use typed::FLAGS;

use crate::clock::Clock;
use crate::config::Config;
use crate::law::found::Question;
use rulebook::event::{self, FactFault};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Facts are flags of the event: --notice 2026-11-12. A fact that is a yes may stand alone:
--other-home. `mainstay clock events` lists every event with its facts.

Examples:
  mainstay clock --calendar school.csv --event permanent-exclusion --notice 2026-11-12
  mainstay clock --calendar county.csv --school A3 --event suspension --notice 2026-11-12 \\
      --first-day 2026-11-13 --days 3.5 --term-days 4 --as-at 2026-11-20
  mainstay clock --event permanent-exclusion --notice 2026-11-12 --done R3.05=2026-12-01
  mainstay clock --event permanent-exclusion --notice 2026-11-12 --closed \"2026-11-25=Boiler\"
  mainstay clock rules --topic permanent --as-at 2024-01-10
  mainstay clock rules R2.13
  mainstay clock cases --calendar case_calendar.csv --cases deadline_cases.csv

Exit codes: 0 answered; 1 a worked case differs; 2 something typed or a file cannot be used.";

/// Flags of `clock`.
#[derive(Debug, Default, clap::Args)]
#[command(args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
pub struct Args {
    /// Something other than an event.
    #[command(subcommand)]
    pub what: Option<What>,
    /// Calendar file (CSV: school, date, is_school_day, note, school_term, statutory_term).
    /// Without it, the calendar of the school in the data folder is used, if there is one.
    #[arg(long, value_name = "FILE")]
    pub calendar: Option<PathBuf>,
    /// Whose calendar, where there are several.
    #[arg(long, value_name = "SCHOOL")]
    pub school: Option<String>,
    /// What happened: `mainstay clock events` lists them.
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// The day to say on how each duty stands; today without it.
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// A duty that was done, and when. May be given several times.
    #[arg(long, value_name = "RULE=DATE")]
    pub done: Vec<String>,
    /// A closure that became known later: old and new dates are shown. May be given several times.
    #[arg(long, value_name = "DATE[=WHY]")]
    pub closed: Vec<String>,
    /// Print JSON for another program.
    #[arg(long)]
    pub json: bool,
    /// The facts of the event, as --key value.
    #[arg(value_name = "FACTS", allow_hyphen_values = true, trailing_var_arg = true)]
    pub facts: Vec<String>,
}

/// Something other than an event.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// List every rule with its force, citation and status, or print one whole.
    Rules(rules::Args),
    /// List every event with the facts it asks for.
    Events,
    /// Run a file of worked cases, and say which come out otherwise than expected.
    Cases(cases::Args),
}

/// What is said: to read, what is wrong, and the exit code.
#[derive(Debug, Default)]
pub struct Said {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// 0, 1 or 2.
    pub code: u8,
}

impl Said {
    fn so(out: String) -> Said {
        Said { out, ..Said::default() }
    }
    fn wrong(err: String) -> Said {
        Said { err, code: 2, ..Said::default() }
    }
}

/// Runs it.
pub async fn run(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let today = Clock::Machine.now().day();
    let said = match args.what {
        Some(What::Rules(args)) => rules::run(&args, today),
        Some(What::Events) => Said::so(events::list()),
        Some(What::Cases(args)) => cases::run(&args),
        None => answer(config, args, today).await,
    };
    // A reader that goes away (`| head`) is no fault of ours.
    let _ = std::io::stdout().lock().write_all(said.out.as_bytes());
    let _ = std::io::stderr().lock().write_all(said.err.as_bytes());
    Ok(ExitCode::from(said.code))
}

async fn answer(mut config: Config, args: Args, today: rulebook::Day) -> Said {
    let typed = typed::read(args);
    if let Some(folder) = &typed.data_dir {
        config.data_dir = folder.clone();
    }
    if typed.help {
        return Said::so(typed::help());
    }
    let Some(kind) = typed.event.as_deref().and_then(event::find) else {
        return Said::wrong(typed::no_event(typed.event.as_deref()));
    };
    let (given, mut faults) = typed.given(kind);
    let (done, closed) = (typed.done(&mut faults), typed.closed(&mut faults));
    let as_at = typed.as_at(&mut faults).unwrap_or(today);
    let almanac = calendar::of(&config, &typed, kind).await.unwrap_or_else(|words| {
        faults.push(FactFault { key: "calendar".into(), words });
        None
    });
    // With a calendar that cannot be used there is nothing to close a day of; it is told already.
    let closed = if faults.iter().any(|f| f.key == "calendar") { Vec::new() } else { closed };
    let question = Question { kind, given, closed, as_at, done };
    let found = match question.answer(almanac.as_ref()) {
        Ok(found) if faults.is_empty() => found,
        wrong => {
            // Whatever was told of a key first is the nearer to what was typed.
            for fault in wrong.err().unwrap_or_default() {
                if !faults.iter().any(|f| f.key == fault.key) {
                    faults.push(fault);
                }
            }
            let out = if typed.json { json::faults(&faults) } else { String::new() };
            let err = if typed.json { String::new() } else { typed::wrong(kind, &faults) };
            return Said { out, err, code: 2 };
        }
    };
    Said::so(match typed.json {
        true => json::found(&question, &found, almanac.as_ref()),
        false => table::found(&found, almanac.as_ref()),
    })
}
