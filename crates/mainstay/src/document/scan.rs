//! The scanner: a command of the installation's own that is handed each file before anybody else.
//!
//! Must never know: what it looks for. Nought says clean and one says held back, as scanners do;
//! anything else is no answer, and the file waits.

use crate::app::App;
use casework::document::Scan;
use casework::{Act, Event, Id, Verb};
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Files looked at in one go.
const AT_ONCE: i64 = 10;

/// How often it is looked whether the command has ended.
const LOOK: Duration = Duration::from_millis(50);
/// Bytes of what it says that are read at most.
const SAYS: u64 = 64 * 1024;

/// Runs the command on some bytes: what it says, or nothing where it does not answer within the
/// time it is given. One that takes longer is ended, so that no file holds up the others.
fn ask(command: &str, bytes: &[u8], within: Duration) -> Option<(Scan, String)> {
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
    let stdout = child.stdout.take()?;
    let (heard, says) = mpsc::channel();
    // Away from here: a child of the command's own could hold its output open for ever.
    std::thread::spawn(move || {
        let mut out = Vec::new();
        let _ = stdout.take(SAYS).read_to_end(&mut out);
        let _ = heard.send(out);
    });
    let began = Instant::now();
    let status = loop {
        match child.try_wait().ok()? {
            Some(status) => break status,
            None if began.elapsed() >= within => {
                let _ = child.kill();
                let _ = child.wait();
                tracing::warn!("the scanner took too long and was ended");
                return None;
            }
            None => std::thread::sleep(LOOK.min(within)),
        }
    };
    let out =
        says.recv_timeout(within.saturating_sub(began.elapsed()).max(LOOK)).unwrap_or_default();
    let _ = fed.join();
    let said: String = String::from_utf8_lossy(&out)
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty())
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .take(200)
        .collect();
    match status.code() {
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
    let within = Duration::from_secs(app.config().scan_seconds.max(1));
    let mut answered = 0;
    for hash in waiting {
        let mut read = app.store().read().await?;
        let Some(bytes) = store::document::bytes(&mut read, org, &hash).await? else { continue };
        drop(read);
        let with = command.clone();
        let said = tokio::task::spawn_blocking(move || ask(&with, &bytes, within)).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_that_does_not_end_is_ended_and_the_file_waits() {
        let began = Instant::now();
        let within = Duration::from_millis(200);
        assert_eq!(ask("tail -f /dev/null", b"a paper", within), None);
        assert!(began.elapsed() < Duration::from_secs(20), "it did not wait for ever");
        let long = Duration::from_secs(20);
        assert_eq!(ask("true", b"a paper", long), Some((Scan::Clean, String::new())));
        assert_eq!(ask("false", b"a paper", long).map(|(scan, _)| scan), Some(Scan::Caught));
        assert_eq!(ask("no-such-scanner-here", b"a paper", long), None);
    }
}
