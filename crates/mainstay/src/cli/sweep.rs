//! `mainstay sweep`: works out everything owed on every open case of an authority and every
//! suspension and permanent exclusion of a school, as it is done each night, and says how much
//! there is and how long it took.

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use casework::organisation::OrgKind;
use rulebook::Day;
use std::process::ExitCode;

/// Flags of `sweep`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The day it is worked out for, such as 2026-11-23. Without it, today.
    #[arg(long, value_name = "DAY")]
    pub on: Option<String>,
}

/// Runs it.
pub async fn run(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let clock = match args.on.as_deref().map(Day::parse_iso) {
        None => Clock::Machine,
        Some(Some(day)) => Clock::stopped(day.at(Default::default())),
        Some(None) => anyhow::bail!("--on wants a day such as 2026-11-23"),
    };
    let config = super::or_demo(config);
    let store = super::open_existing(&config).await?;
    store.migrate().await?;
    let app = App::new(store, clock, config);
    let swept = crate::sweep::run(&app).await?;
    if swept.is_empty() {
        println!(
            "There is no authority here, and no school with a suspension or permanent exclusion."
        );
    }
    for s in &swept {
        let what = match s.kind {
            OrgKind::Authority => "open cases",
            _ => "suspensions and permanent exclusions",
        };
        println!(
            "{}: {} {what}, {} dated duties; {} late, {} at risk. {:.3} s.",
            s.name,
            s.cases,
            s.duties,
            s.late,
            s.at_risk,
            s.took.as_secs_f64()
        );
    }
    app.store().clone().close().await;
    Ok(ExitCode::SUCCESS)
}
