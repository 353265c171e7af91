//! `mainstay import`: a roster from files, or a rehearsal of one.
//!
//! Prints no pupil's name: counts, and what is wrong with which row.

use crate::clock::Clock;
use crate::config::Config;
use crate::mis::{columns::List, csv, oneroster, table};
use anyhow::{Context, bail};
use casework::roster::{Allow, Force, Known, Plan, Problem, Roster, plan};
use casework::{Act, Event, Id, Verb};
use rulebook::Day;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Store;

/// Flags of `import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to bring in.
    #[command(subcommand)]
    pub source: From,
}

/// What to bring in.
#[derive(Debug, clap::Subcommand)]
pub enum From {
    /// A OneRoster 1.1 or 1.2 bundle: a zip or a folder of CSV files.
    Oneroster {
        /// The zip or the folder.
        path: PathBuf,
        /// Which school of the bundle, by identifier, number or name, if it holds several.
        #[arg(long, value_name = "SCHOOL")]
        school: Option<String>,
        /// How.
        #[command(flatten)]
        how: How,
    },
    /// A plain list, CSV or XLSX, as a school's system exports it.
    Csv {
        /// Which list.
        list: Kind,
        /// The file.
        path: PathBuf,
        /// The file holds only some of them: nobody missing from it is marked as left.
        #[arg(long)]
        part: bool,
        /// How.
        #[command(flatten)]
        how: How,
    },
}

/// Which list.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Kind {
    /// Pupils.
    Pupils,
    /// Contacts at home.
    Contacts,
    /// Staff.
    Staff,
    /// Classes and who is in them.
    Classes,
    /// Lessons of the week.
    Timetable,
}

impl Kind {
    fn list(self) -> List {
        match self {
            Kind::Pupils => List::Pupils,
            Kind::Contacts => List::Contacts,
            Kind::Staff => List::Staff,
            Kind::Classes => List::Classes,
            Kind::Timetable => List::Timetable,
        }
    }
}

/// How to bring it in.
#[derive(Debug, clap::Args)]
pub struct How {
    /// Say what would happen and write nothing. Works before a school is set up, too.
    #[arg(long)]
    pub dry_run: bool,
    /// Let more than a third of the pupils or staff be marked as left at once.
    #[arg(long)]
    pub many_leavers: bool,
    /// The school to bring it into, by name, if the database holds several.
    #[arg(long, value_name = "NAME")]
    pub into: Option<String>,
}

/// Runs it. The exit code says success only if no row was rejected.
pub async fn run(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let clock = Clock::Machine;
    let today = clock.now().day();
    let (how, kind) = match &args.source {
        From::Oneroster { how, .. } => (how, "oneroster"),
        From::Csv { list, how, .. } => (how, list.list().word()),
    };
    let school = school(&config, how).await?;
    let saved = match (&school, &args.source) {
        (Some((store, org)), From::Csv { list, .. }) => {
            store::roster::mapping(&mut store.read().await?, *org, list.list().word()).await?
        }
        _ => Default::default(),
    };
    let roster = match &args.source {
        From::Oneroster { path, school, .. } => bundle(path, school.as_deref(), today)?,
        From::Csv { list, path, part, .. } => {
            let bytes = bytes_of(path)?;
            match table::read(&name_of(path), &bytes) {
                Ok(table) => csv::read(list.list(), &table, &saved, *part, today),
                Err(problem) => refused(problem),
            }
        }
    };
    let allow = Allow { many_leavers: how.many_leavers };
    let (decided, written) = match school {
        None => (plan(&Known::default(), roster, allow), false),
        Some((store, org)) if how.dry_run => {
            let known = store::roster::known(&mut store.read().await?, org, &roster.system).await?;
            (plan(&known, roster, allow), false)
        }
        Some((store, org)) => {
            let why = format!("mainstay import {kind}");
            let mut w = store.write(Act::by_system(org, clock.now(), why)).await?;
            let known = store::roster::known(&mut w, org, &roster.system).await?;
            let decided = plan(&known, roster, allow);
            let write = decided.rejected() == 0 && !decided.changes_nothing();
            if write {
                let run = store::roster::apply(&mut w, &decided, kind, today).await?;
                w.commit(event(run, kind, &decided), Vec::new()).await?;
            }
            (decided, write)
        }
    };
    // A reader that goes away (`| head`) is no fault of the import.
    let _ = report(&mut stdout().lock(), &decided, how.dry_run, written);
    Ok(if decided.rejected() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The line of the trail an import leaves.
pub fn event(run: Id, kind: &str, plan: &Plan) -> Event {
    plan.counts().into_iter().fold(
        Event::new(Verb::RosterImported, "import", run)
            .fact("kind", kind)
            .fact("source", &plan.system),
        |event, c| {
            let said = format!(
                "{} new, {} changed, {} unchanged, {} left",
                c.new, c.changed, c.unchanged, c.left
            );
            event.fact(c.kind.plural(), said)
        },
    )
}

/// A roster of which nothing could be read.
pub fn refused(problem: Problem) -> Roster {
    Roster { problems: vec![problem], ..Roster::default() }
}

/// The database and the school in it; none on a rehearsal before there is either.
async fn school(config: &Config, how: &How) -> anyhow::Result<Option<(Store, Id)>> {
    let embedded = config.database.is_empty();
    if how.dry_run && embedded && !config.data_dir.join("mainstay.db").exists() {
        return Ok(None);
    }
    let store = super::open(config).await?;
    if how.dry_run {
        // A rehearsal leaves even the tables as they are.
        match store.migrations().await? {
            (0, _) => return Ok(None),
            (done, known) if done < known => {
                bail!("the database is older than this program; run `mainstay migrate` first")
            }
            (done, known) if done > known => return Err(store::Fault::Newer(done).into()),
            _ => {}
        }
    } else {
        store.migrate().await?;
    }
    let mut schools = store::school::all(&mut store.read().await?).await?;
    // A roster is a school’s; an authority or a trust has none.
    schools.retain(|s| s.kind.is_school());
    let org = match (&how.into, schools.as_slice()) {
        (None, []) if how.dry_run => return Ok(None),
        (_, []) => bail!(
            "no school is set up in this database yet; start `mainstay serve` and set it up first"
        ),
        (None, [one]) => one.id,
        (None, several) => {
            let names: Vec<_> = several.iter().map(|school| school.name.as_str()).collect();
            bail!("the database holds several schools; name one with --into: {}", names.join(", "))
        }
        (Some(name), all) => {
            let found = all.iter().find(|school| school.name.eq_ignore_ascii_case(name));
            found.with_context(|| format!("no school here is called {name}"))?.id
        }
    };
    Ok(Some((store, org)))
}

fn bundle(path: &Path, school: Option<&str>, today: Day) -> anyhow::Result<Roster> {
    let parts = if path.is_dir() {
        oneroster::folder(path)
    } else {
        oneroster::zip(&name_of(path), &bytes_of(path)?)
    };
    Ok(match parts {
        Ok(parts) => oneroster::read(parts, school, today),
        Err(problem) => refused(problem),
    })
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn bytes_of(path: &Path) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("{} cannot be read", path.display());
    let size = std::fs::metadata(path).with_context(cannot)?;
    if size.is_dir() {
        bail!("{} is a folder, not a file", path.display());
    }
    if size.len() > LARGEST {
        bail!("{} is larger than {} MB", path.display(), LARGEST >> 20);
    }
    std::fs::read(path).with_context(cannot)
}

/// Largest file taken from the disk, in bytes.
const LARGEST: u64 = 512 << 20;
/// Most problems of one force printed.
const SHOWN: usize = 200;

fn report(out: &mut impl Write, plan: &Plan, dry: bool, written: bool) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<14} {:>8} {:>8} {:>10} {:>8} {:>9}",
        "", "new", "changed", "unchanged", "left", "rejected"
    )?;
    for c in plan.counts() {
        writeln!(
            out,
            "{:<14} {:>8} {:>8} {:>10} {:>8} {:>9}",
            c.kind.plural(),
            c.new,
            c.changed,
            c.unchanged,
            c.left,
            c.rejected
        )?;
    }
    for (force, title) in [(Force::Reject, "Rejected"), (Force::Warn, "Worth a look")] {
        let some: Vec<_> = plan.problems.iter().filter(|problem| problem.force == force).collect();
        if some.is_empty() {
            continue;
        }
        writeln!(out, "\n{title}:")?;
        for problem in some.iter().take(SHOWN) {
            writeln!(out, "  {problem}.")?;
        }
        if some.len() > SHOWN {
            writeln!(out, "  and {} more", some.len() - SHOWN)?;
        }
    }
    let end = match (plan.rejected(), dry, written) {
        (0, true, _) if plan.changes_nothing() => "A rehearsal: nothing would change.".to_owned(),
        (0, true, _) => "A rehearsal: nothing was written.".to_owned(),
        (0, _, true) => "All of it is written.".to_owned(),
        (0, ..) => "Nothing was to be changed, and nothing was.".to_owned(),
        (1, ..) => "Nothing was written: one row is rejected.".to_owned(),
        (n, ..) => format!("Nothing was written: {n} rows are rejected."),
    };
    writeln!(out, "\n{end}")
}
