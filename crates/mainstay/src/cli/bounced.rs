//! `mainstay bounced`: what the mail server sent back, from a pipe, a file or a folder of mail; and
//! answers to invitations among it.
//!
//! Must never know: how a report is read. It finds the files and says how many counted.

use crate::clock::Clock;
use crate::config::Config;
use crate::meeting::by_mail;
use crate::message::bounce::{self, LONGEST};
use anyhow::Context;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Flags of `bounced`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A message, or a folder of messages such as the "new" of a Maildir. Without it, one message
    /// is read from standard input, as a mail server pipes it to a program.
    pub path: Option<PathBuf>,
}

/// Runs it. What is no report of ours is counted and is no error: a mailbox holds all sorts.
pub async fn run(config: Config, args: Args) -> anyhow::Result<ExitCode> {
    let mails = match &args.path {
        None => vec![take(std::io::stdin().lock()).context("standard input cannot be read")?],
        Some(path) => from(path)?,
    };
    let store = super::open(&config).await?;
    store.migrate().await?;
    let now = Clock::Machine.now();
    let (mut answers, mut rest) = (0, Vec::new());
    for mail in mails {
        match by_mail::piped(&store, now, &mail).await? {
            true => answers += 1,
            false => rest.push(mail),
        }
    }
    let kept = bounce::keep(&store, now, &rest).await?;
    store.close().await;
    println!(
        "{} did not arrive, {} late, {answers} answers to invitations, {} left alone.",
        kept.failed, kept.delayed, kept.other
    );
    Ok(ExitCode::SUCCESS)
}

fn from(path: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
    let said = || format!("{} cannot be read", path.display());
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(said)? {
            let file = entry.with_context(said)?.path();
            if file.is_file() {
                files.push(file);
            }
        }
        files.sort();
    } else {
        files.push(path.to_path_buf());
    }
    files
        .iter()
        .map(|file| {
            let open = std::fs::File::open(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            Ok(take(open)?)
        })
        .collect()
}

fn take(from: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LONGEST as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}
