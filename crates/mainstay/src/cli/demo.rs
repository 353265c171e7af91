//! `mainstay demo`: an invented school, and the server on it with one-click sign-in.

use super::serve;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::demo::{calendar, fairholme};
use rulebook::{Instant, Minute};
use std::process::ExitCode;

/// Flags of `demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How big a school: small (40 pupils) or large (1,200 pupils, 90 staff, 40,000 past entries).
    #[arg(long, value_enum, default_value_t = Size::Small)]
    pub size: Size,
    /// Make the data, say where it is, and end.
    #[arg(long)]
    pub no_serve: bool,
    /// Address to listen on.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// The moment the demonstration begins, such as 2026-11-10T11:32. Without it, 11.32 on today's
    /// date, or on the last school day.
    #[arg(long, value_name = "MOMENT")]
    pub at: Option<String>,
}

/// How big.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Size {
    /// One room's worth.
    Small,
    /// A whole school.
    Large,
}

/// Runs it.
pub async fn run(mut config: Config, args: Args) -> anyhow::Result<ExitCode> {
    config.data_dir = config.data_dir.join("demo");
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    let start = match &args.at {
        None => {
            let day = calendar::stands_on(Clock::Machine.now().day());
            day.at(Minute::new(11, 32).unwrap_or_default())
        }
        Some(text) => moment(text)?,
    };
    let store = super::open(&config).await?;
    store.migrate().await?;
    let clock = Clock::from_moment(start);
    let mut read = store.read().await?;
    let schools = store::school::all(&mut read).await?;
    drop(read);
    if schools.is_empty() {
        fairholme::make(&store, &clock, start.day(), true).await?;
    } else if schools.iter().any(|s| !s.demo) {
        anyhow::bail!(
            "the data folder {} holds a real school; the demonstration will not touch it",
            config.data_dir.display()
        );
    }
    println!("The demonstration school is in {}", config.data_dir.display());
    if args.no_serve {
        return Ok(ExitCode::SUCCESS);
    }
    println!("It is {} there. Everybody in it is invented.", start);
    serve::listen(App::new(store, clock, config)).await?;
    Ok(ExitCode::SUCCESS)
}

fn moment(text: &str) -> anyhow::Result<Instant> {
    let (day, minute) = text.split_once(['T', ' ']).unwrap_or((text, "11:32"));
    match (rulebook::Day::parse_iso(day), Minute::parse(minute)) {
        (Some(day), Some(minute)) => Ok(day.at(minute)),
        _ => anyhow::bail!("--at wants a moment such as 2026-11-10T11:32, not {text}"),
    }
}
