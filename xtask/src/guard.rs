//! Keeps hold of every process we start, so that none outlives us: not after a
//! failure, and not after Ctrl-C.
//!
//! It must never stop a process that we did not start.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a process may take to stop politely before it is killed.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(20);

static KEPT: Mutex<BTreeMap<u64, Kept>> = Mutex::new(BTreeMap::new());
static NEXT: AtomicU64 = AtomicU64::new(1);
static LISTEN: Once = Once::new();
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

struct Kept {
    child: Child,
    signal: &'static str,
    folder: Option<PathBuf>,
}

impl Kept {
    /// Asks the process to stop, insists if it will not, and removes its folder.
    fn stop(mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            let pid = self.child.id().to_string();
            let asked =
                Command::new("kill").args(["-s", self.signal, &pid]).stderr(Stdio::null()).status();
            let until = Instant::now() + PATIENCE;
            while asked.is_ok()
                && Instant::now() < until
                && matches!(self.child.try_wait(), Ok(None))
            {
                std::thread::sleep(PAUSE);
            }
            if matches!(self.child.try_wait(), Ok(None)) {
                // Both may fail only because the process has just ended.
                let _ = self.child.kill();
                let _ = self.child.wait();
            }
        }
        if let Some(folder) = self.folder {
            // What cannot be removed now is swept by the next run.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A started process. Dropping it stops the process and removes its folder.
pub struct Guard {
    id: u64,
    pid: u32,
}

impl Guard {
    /// Starts `command`. `signal` is how it is asked to stop ("TERM", "QUIT");
    /// `folder` is removed once it has stopped.
    pub fn start(
        command: &mut Command,
        signal: &'static str,
        folder: Option<PathBuf>,
    ) -> Result<(Guard, Pipes)> {
        listen();
        stand_still_if_interrupted();
        let mut child = command
            .spawn()
            .with_context(|| format!("could not start {}", command.get_program().display()))?;
        let pipes = Pipes { stdout: child.stdout.take(), stderr: child.stderr.take() };
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let pid = child.id();
        kept().insert(id, Kept { child, signal, folder });
        Ok((Guard { id, pid }, pipes))
    }

    /// The process id, as the system knows it.
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Whether it has ended, and how.
    pub fn ended(&self) -> Result<Option<ExitStatus>> {
        stand_still_if_interrupted();
        match kept().get_mut(&self.id) {
            Some(held) => Ok(held.child.try_wait()?),
            None => bail!("the process is no longer ours"),
        }
    }

    /// Waits for it to end by itself.
    pub fn wait(&self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                return Ok(status);
            }
            std::thread::sleep(PAUSE);
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let held = kept().remove(&self.id);
        if let Some(held) = held {
            held.stop();
        }
    }
}

/// The ends of the pipes that the command asked for.
pub struct Pipes {
    pub stdout: Option<std::process::ChildStdout>,
    pub stderr: Option<std::process::ChildStderr>,
}

fn kept() -> MutexGuard<'static, BTreeMap<u64, Kept>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Once interrupted, nothing new may start and nobody may end the program
/// before everything has been stopped; the listening thread will end it.
fn stand_still_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// From now on Ctrl-C, and being asked to end, stop everything we hold first.
fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    LISTEN.call_once(|| {
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
            return;
        };
        std::thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                INTERRUPTED.store(true, Ordering::SeqCst);
                eprintln!("\nStopping what was started.");
                let all = std::mem::take(&mut *kept());
                // Newest first: the browser before the school it is visiting.
                for held in all.into_values().rev() {
                    held.stop();
                }
                std::process::exit(128 + signal);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_guard_ends_its_process_and_removes_its_folder() {
        let folder = std::env::temp_dir().join(format!("xtask-guard-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (guard, _) =
            Guard::start(Command::new("sleep").arg("600"), "TERM", Some(folder.clone())).unwrap();
        let process = PathBuf::from(format!("/proc/{}", guard.pid()));
        assert!(process.exists());
        drop(guard);
        assert!(!process.exists());
        assert!(!folder.exists());
    }
}
