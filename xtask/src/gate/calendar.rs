//! A CalDAV server for one run of the tests: Debian's Radicale on the loopback, its calendars in a
//! folder of its own that is removed afterwards; and the Python that talks to it.
//!
//! It must never listen anywhere but on this machine.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::guard::Guard;
use crate::{programs, root, target};

/// Where the tests look for it: a Python, what it is to run, and the server's address, with a
/// comma between.
pub const VARIABLE: &str = "MAINSTAY_TEST_CALENDAR";
/// What is asked of Debian, and what shows that it is there.
const PACKAGES: [(&str, &str); 3] =
    [("radicale", "radicale"), ("python3-icalendar", "icalendar"), ("python3-caldav", "caldav")];
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

/// A Python that has a module.
fn python(module: &str) -> Option<PathBuf> {
    let python = programs::find(&["python3"], &[PathBuf::from("/usr/bin")]).into_iter();
    [PathBuf::from("/usr/bin/python3")].into_iter().chain(python).find(|python| {
        Command::new(python)
            .args(["-c", &format!("import {module}")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// Starts it.
pub fn start() -> Result<Server> {
    for (package, module) in PACKAGES {
        super::need(|| python(module), package, "calendar")?;
    }
    let Some(python) = python("radicale, icalendar, caldav") else {
        bail!("no Python here has {} together", PACKAGES.map(|p| p.0).join(", "));
    };
    let folder = target().join("throw-away").join(format!("calendar-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    // The system names a free port; Radicale is told it.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let settings = folder.join("settings");
    std::fs::write(
        &settings,
        format!(
            "[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n[rights]\ntype = owner_only\n\
             [storage]\nfilesystem_folder = {}\n[web]\ntype = none\n[logging]\nlevel = warning\n",
            folder.join("calendars").display()
        ),
    )?;
    let mut command = Command::new(&python);
    command.args(["-m", "radicale", "--config"]).arg(&settings);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let (guard, _) = Guard::start(&mut command, "TERM", Some(folder))?;
    let until = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if guard.ended()?.is_some() || Instant::now() > until {
            bail!("the calendar server did not start");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let script = root().join("xtask/peers/caldav_client.py");
    let told = format!("{},{},http://127.0.0.1:{port}/", python.display(), script.display());
    Ok(Server { told, _guard: guard })
}
