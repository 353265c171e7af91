//! The command line: serve, demo, import, admin, migrate, backup, check, bounced, sweep, clock.
//!
//! Flags win over the environment, the environment over the file. It ends with 0 when what was
//! asked is done, 1 when it is not, and 2 when the line typed cannot be understood.

pub mod admin;
pub mod bounced;
pub mod clock;
pub mod demo;
pub mod import;
pub mod keep;
pub mod serve;
pub mod sweep;

use crate::config::Config;
use anyhow::Context;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use store::Store;

/// What `--help` ends with.
const AFTER: &str = "\
A first look:       mainstay demo
A school of its own: mainstay serve, then open the address it prints
A rehearsal:         mainstay import csv pupils pupils.csv --dry-run

Settings come from the file, then MAINSTAY_… in the environment, then these flags; the later wins.
Exit codes: 0 done; 1 not done, or something is wrong; 2 the line typed cannot be understood.";

/// Mainstay: one record of a pupil's road when behaviour has gone wrong.
#[derive(Debug, Parser)]
#[command(name = "mainstay", version, about, long_about = None, after_help = AFTER)]
pub struct Cli {
    /// Settings file (TOML). Without it, mainstay.toml in this folder is used if there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder for the database, backups and letters.
    #[arg(long, global = true, value_name = "PATH")]
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL address; without it, the embedded database in the data folder is used.
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server. On a new installation the first visitor is walked through setting up.
    Serve(serve::Args),
    /// Make an invented school and run the server on it, with one-click sign-in.
    Demo(demo::Args),
    /// Bring in the roster from OneRoster, CSV or XLSX files.
    Import(import::Args),
    /// Bring the database up to this version.
    Migrate,
    /// Make an administrator, reset a password or end sessions, at the server.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Copy the database while it runs, and check that the copy opens and its trail holds.
    Backup(keep::Backup),
    /// Check the database, its trail, and everything that must always be so.
    Check,
    /// Take in email that came back, so that Mainstay shows whom it did not reach, and answers to
    /// invitations.
    Bounced(bounced::Args),
    /// Work out everything owed on every open case of an authority, as it is done each night.
    Sweep(sweep::Args),
    /// Say what follows from an event by law, by when and why; list the rules; run worked cases.
    Clock(clock::Args),
}

/// Runs the command line.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(cli.config.as_deref())?;
    if let Some(dir) = cli.data_dir {
        config.data_dir = dir;
    }
    if let Some(url) = cli.database {
        config.database = url;
    }
    if matches!(cli.command, Command::Demo(_)) && config.log == Config::default().log {
        // A demonstration is looked at, not watched over.
        config.log = "warn".into();
    }
    start_log(&config);
    // Twice the processors: a page reads the embedded database on its own thread, and one long
    // question must not hold up the short ones.
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get() * 2).max(4);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()?;
    runtime.block_on(async move {
        match cli.command {
            Command::Serve(args) => serve::run(config, args).await,
            Command::Demo(args) => demo::run(config, args).await,
            Command::Import(args) => import::run(config, args).await,
            Command::Migrate => {
                let store = open(&config).await?;
                store.migrate().await?;
                let (done, known) = store.migrations().await?;
                println!("The database is up to date: {done} of {known} changes applied.");
                Ok(ExitCode::SUCCESS)
            }
            Command::Admin(what) => admin::run(config, what).await,
            Command::Backup(args) => keep::backup(config, args).await,
            Command::Check => keep::check(config).await,
            Command::Bounced(args) => bounced::run(config, args).await,
            Command::Sweep(args) => sweep::run(config, args).await,
            Command::Clock(args) => clock::run(config, args).await,
        }
    })
}

fn start_log(config: &Config) {
    use tracing_subscriber::{EnvFilter, fmt};
    let filter = EnvFilter::try_new(format!("{},sqlx=warn", config.log))
        .unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr)
        .try_init();
}

/// Opens the database the settings name. The folder is made if need be.
pub async fn open(config: &Config) -> anyhow::Result<Store> {
    if config.database.is_empty() {
        std::fs::create_dir_all(&config.data_dir).map_err(|e| {
            anyhow::anyhow!("the data folder {} cannot be made: {e}", config.data_dir.display())
        })?;
        let path = config.data_dir.join("mainstay.db");
        let cannot = || format!("the database {} cannot be opened", path.display());
        return Store::open_file(&path).await.with_context(cannot);
    }
    if !["postgres://", "postgresql://"].iter().any(|start| config.database.starts_with(start)) {
        anyhow::bail!(
            "database is the address of a PostgreSQL server, such as postgres://name@host/mainstay, or empty"
        );
    }
    Store::open_server(&config.database).await.context("the PostgreSQL server cannot be used")
}

/// The same, where asking makes no sense of a database that is not there yet: none is made.
pub async fn open_existing(config: &Config) -> anyhow::Result<Store> {
    if config.database.is_empty() && !config.data_dir.join("mainstay.db").is_file() {
        anyhow::bail!(
            "there is no database in {}; `mainstay serve` makes one, and --data-dir says where",
            config.data_dir.display()
        );
    }
    open(config).await
}

/// The demonstration's folder where it alone is there: whoever only looks means that one. Says so.
pub fn or_demo(config: Config) -> Config {
    let data_dir = config.data_dir.join(demo::FOLDER);
    let there = |folder: &std::path::Path| folder.join("mainstay.db").is_file();
    if !config.database.is_empty() || there(&config.data_dir) || !there(&data_dir) {
        return config;
    }
    println!("The demonstration’s database, in {}", data_dir.display());
    Config { data_dir, ..config }
}
