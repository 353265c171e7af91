//! The scanner: a command of the installation's own that is handed each file before anybody else.
//!
//! Must never know: what it looks for. Nought says clean and one says held back, as scanners do;
//! anything else is no answer, and the file waits.

use crate::app::App;
use casework::document::Scan;
use casework::{Act, Event, Id, Verb};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Files looked at in one go.
const AT_ONCE: i64 = 10;

/// Runs the command on some bytes: what it says, or nothing where it does not answer.
fn ask(command: &str, bytes: &[u8]) -> Option<(Scan, String)> {
    let mut parts = command.split_whitespace();
    let mut child = Command::new(parts.next()?)
        .args(parts)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let bytes = bytes.to_vec();
    // It may answer before it has read everything: that a pipe is closed then is no fault.
    let fed = std::thread::spawn(move || stdin.write_all(&bytes));
    let out = child.wait_with_output().ok()?;
    let _ = fed.join();
    let said: String = String::from_utf8_lossy(&out.stdout)
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty())
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    match out.status.code() {
        Some(0) => Some((Scan::Clean, said)),
        Some(1) => Some((Scan::Caught, said)),
        _ => None,
    }
}

/// Has waiting files of one school looked at. Says how many were answered for.
pub async fn run_once(app: &App, org: Id) -> anyhow::Result<usize> {
    let command = app.config().scan_command.trim().to_string();
    if command.is_empty() {
        return Ok(0);
    }
    let mut read = app.store().read().await?;
    let waiting = store::document::to_scan(&mut read, org, AT_ONCE).await?;
    drop(read);
    let mut answered = 0;
    for hash in waiting {
        let mut read = app.store().read().await?;
        let Some(bytes) = store::document::bytes(&mut read, org, &hash).await? else { continue };
        drop(read);
        let with = command.clone();
        let said = tokio::task::spawn_blocking(move || ask(&with, &bytes)).await?;
        let Some((scan, words)) = said else {
            tracing::warn!("the scanner gave no answer; the file waits and is tried again");
            continue;
        };
        let now = app.clock().now();
        let mut w = app.store().write(Act::by_system(org, now, "A file was scanned")).await?;
        if store::document::scanned(&mut w, &hash, scan, &words, now).await? {
            let event = Event::new(Verb::DocumentScanned, "content", Id::now_v7())
                .fact("scan", casework::Coded::code(scan))
                .fact("hash", &hash);
            let seq = w.commit(event, Vec::new()).await?;
            app.announce(org, seq);
            answered += 1;
        }
    }
    Ok(answered)
}
