//! `mainstay backup` and `mainstay check`: a copy that is known to open, and the whole database
//! asked whether what must be so is so.

use crate::clock::Clock;
use crate::config::Config;
use anyhow::Context;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::Store;
use store::db::Kind;

/// Flags of `backup`.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// File to write; without it, one named by the moment in the backups folder of the data
    /// folder. It must not exist.
    pub path: Option<PathBuf>,
}

/// Makes a copy, opens it, and checks it.
pub async fn backup(config: Config, args: Backup) -> anyhow::Result<ExitCode> {
    let store = super::open_existing(&config).await?;
    if store.kind() == Kind::Server {
        println!("This database is on a PostgreSQL server: back it up with pg_dump, such as");
        println!("  pg_dump --format=custom --file=mainstay.dump \"$MAINSTAY_DATABASE\"");
        println!("and try a restore with pg_restore now and then.");
        return Ok(ExitCode::FAILURE);
    }
    let now = Clock::Machine.now();
    let path = args.path.unwrap_or_else(|| {
        let (day, minute) = now.local();
        let seconds = now.micros() / 1_000_000 % 60;
        let name =
            format!("mainstay-{}-{}{seconds:02}.db", day.iso(), minute.input().replace(':', ""));
        config.data_dir.join("backups").join(name)
    });
    if path.exists() {
        anyhow::bail!("{} is there already; a backup never overwrites", path.display());
    }
    let cannot = || format!("the copy cannot be written to {}", path.display());
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(cannot)?;
    }
    store.backup_to(&path).await.with_context(cannot)?;
    store.close().await;
    let lines = verify(&path).await?;
    let bytes = std::fs::metadata(&path)?.len();
    println!("Backed up to {} ({} KB).", path.display(), bytes.div_ceil(1024));
    println!("The copy opens, is whole, and its trail holds: {lines} lines.");
    Ok(ExitCode::SUCCESS)
}

/// Opens a copy and walks every chain in it. Says how many lines hold.
pub async fn verify(path: &Path) -> anyhow::Result<i64> {
    let copy = Store::open_file(path).await?;
    let wrong = copy.integrity().await?;
    if !wrong.is_empty() {
        anyhow::bail!("the copy is not whole: {}", wrong.join("; "));
    }
    let mut read = copy.read().await?;
    let schools = store::school::all(&mut read).await?;
    drop(read);
    let mut lines = 0;
    for school in schools {
        match copy.verify_chain(school.id).await? {
            Ok(n) => lines += n,
            Err(why) => anyhow::bail!("the trail in the copy does not hold: {why}"),
        }
    }
    copy.close().await;
    Ok(lines)
}

/// Asks everything that must be so. Returns what it said, and whether all of it holds.
pub async fn look(store: &Store) -> anyhow::Result<(Vec<String>, bool)> {
    let mut said = Vec::new();
    let mut good = true;
    let mut tell = |holds: bool, words: String| {
        good &= holds;
        said.push(format!("{}  {words}", if holds { "ok   " } else { "WRONG" }));
    };
    let (done, known) = store.migrations().await?;
    tell(
        done == known,
        match done > known {
            true => format!(
                "written by a newer version of Mainstay: {done} changes, of which this one knows {known}"
            ),
            false => format!("{done} of {known} changes applied"),
        },
    );
    let wrong = store.integrity().await?;
    match wrong.is_empty() {
        true => tell(true, "the database is whole".into()),
        false => wrong.iter().for_each(|w| tell(false, w.clone())),
    }
    let mut read = store.read().await?;
    for school in store::school::all(&mut read).await? {
        match store.verify_chain(school.id).await? {
            Ok(n) => tell(true, format!("{}: the trail holds, {n} lines", school.name)),
            Err(why) => tell(false, format!("{}: the trail does not hold: {why}", school.name)),
        }
        for finding in store::check::findings(&mut read, school.id).await? {
            if finding.broken.is_empty() {
                tell(true, format!("{}: {}", school.name, finding.rule));
            } else {
                let keys: Vec<String> = finding.broken.iter().map(|k| k.to_string()).collect();
                tell(false, format!("{}: {}: {}", school.name, finding.rule, keys.join(", ")));
            }
        }
    }
    Ok((said, good))
}

/// Prints it; the exit code is 1 when anything fails.
pub async fn check(config: Config) -> anyhow::Result<ExitCode> {
    let store = super::open_existing(&super::or_demo(config)).await?;
    let (said, good) = look(&store).await?;
    for line in said {
        println!("{line}");
    }
    store.close().await;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
