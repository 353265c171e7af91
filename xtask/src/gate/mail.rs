//! A mail server for one run of the tests: Debian's aiosmtpd, listening on the
//! loopback, its mail in a folder of its own that is removed afterwards.
//!
//! It must never send anything on to anywhere.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::guard::Guard;
use crate::{programs, root, target};

/// Where the tests look for it: its port, a comma, and the folder it puts mail in.
pub const VARIABLE: &str = "MAINSTAY_TEST_MAIL";
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server, gone when dropped.
pub struct Server {
    told: String,
    _guard: Guard,
}

impl Server {
    /// What the tests are told.
    pub fn told(&self) -> &str {
        &self.told
    }
}

/// Python with aiosmtpd, as Debian packages it.
fn python() -> Option<PathBuf> {
    let python = programs::find(&["python3"], &[PathBuf::from("/usr/bin")]).into_iter();
    [PathBuf::from("/usr/bin/python3")].into_iter().chain(python).find(|python| {
        Command::new(python)
            .args(["-c", "import aiosmtpd"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// Starts it.
pub fn start() -> Result<Server> {
    let python = super::need(python, "python3-aiosmtpd", "mail")?;
    let folder = target().join("throw-away").join(format!("mail-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let script = root().join("xtask/peers/mail.py");
    let mut command = Command::new(python);
    command.arg(script).arg(&folder).stdin(Stdio::null()).stdout(Stdio::null());
    let (guard, _) = Guard::start(&mut command, "TERM", Some(folder.clone()))?;
    let until = Instant::now() + PATIENCE;
    let port = loop {
        if let Some(port) = port(&folder) {
            break port;
        }
        if guard.ended()?.is_some() || Instant::now() > until {
            bail!("the mail server did not start");
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    Ok(Server { told: format!("{port},{}", folder.display()), _guard: guard })
}

fn port(folder: &Path) -> Option<u16> {
    std::fs::read_to_string(folder.join("port")).ok()?.trim().parse().ok()
}
