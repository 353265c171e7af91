//! A PostgreSQL for one run of the tests: made in a folder of its own, reached
//! by a socket in that folder and by no network, and removed afterwards.
//!
//! It must never touch a database server that is already on the machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::guard::Guard;
use crate::{programs, target};

/// Where the tests look for a PostgreSQL.
pub const VARIABLE: &str = "MAINSTAY_TEST_POSTGRES";

/// A socket's path may have 107 bytes; PostgreSQL adds its own name to ours.
const LONGEST_FOLDER: usize = 80;
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server, gone when dropped.
pub struct Server {
    url: String,
    // Dropping it stops the server and removes its folder.
    guard: Option<Guard>,
}

impl Server {
    /// How to reach it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Waits until somebody else stops it. True if it ended well.
    pub fn wait(&self) -> Result<bool> {
        match &self.guard {
            Some(guard) => Ok(guard.wait()?.success()),
            None => Ok(true),
        }
    }
}

/// Makes and starts a server, or uses the one a developer has named.
pub fn start() -> Result<Server> {
    if let Ok(url) = std::env::var(VARIABLE)
        && !url.is_empty()
    {
        println!("   using the one that {VARIABLE} names");
        return Ok(Server { url, guard: None });
    }
    let programs = super::need(programs::postgres, "postgresql", "postgres")?;
    let user = if programs::is_root() { Some(other_user()?) } else { None };
    let folder = folder(user)?;
    match start_in(&folder, &programs, user) {
        Ok(server) => Ok(server),
        Err(error) => {
            // Nothing runs in it, so nothing is lost.
            let _ = std::fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

fn start_in(folder: &Path, programs: &Path, user: Option<&str>) -> Result<Server> {
    let data = folder.join("data");
    let made = as_user(user, &programs.join("initdb"))
        .arg("-D")
        .arg(&data)
        .args(["-U", "mainstay", "-A", "trust", "-E", "UTF8"])
        .args(["--locale=C.UTF-8", "--no-sync"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .context("could not run initdb")?;
    if !made.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&made.stderr).trim());
    }
    let log = folder.join("server.log");
    let out = std::fs::File::create(&log)?;
    let mut command = as_user(user, &programs.join("postgres"));
    command.arg("-D").arg(&data).arg("-k").arg(folder);
    for setting in [
        "listen_addresses=",
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=300",
        "shared_buffers=64MB",
        "timezone=UTC",
    ] {
        command.arg("-c").arg(setting);
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
    // QUIT is PostgreSQL's immediate stop: there is nothing worth saving.
    let (guard, _) = Guard::start(&mut command, "QUIT", Some(folder.to_path_buf()))?;
    let until = Instant::now() + PATIENCE;
    while !is_ready(&data) {
        if guard.ended()?.is_some() || Instant::now() > until {
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            bail!("PostgreSQL did not start: {}", said.trim());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let url = format!(
        "postgres:///postgres?host={}&user=mainstay",
        escape(&folder.display().to_string())
    );
    Ok(Server { url, guard: Some(guard) })
}

/// The last line of `postmaster.pid` is the server's own word for its state.
fn is_ready(data: &Path) -> bool {
    std::fs::read_to_string(data.join("postmaster.pid"))
        .is_ok_and(|text| text.lines().last().is_some_and(|l| l.trim() == "ready"))
}

/// A folder under the target folder, unless the other user cannot get there or
/// the path is too long for a socket.
fn folder(user: Option<&str>) -> Result<PathBuf> {
    let places = [target().join("throw-away"), std::env::temp_dir()];
    for place in places {
        sweep(&place);
        let folder = place.join(format!("pg-{}", std::process::id()));
        if folder.as_os_str().len() > LONGEST_FOLDER {
            continue;
        }
        std::fs::create_dir_all(&folder)?;
        if let Some(user) = user {
            let given = Command::new("chown").arg(user).arg(&folder).status()?;
            let reached = as_user(Some(user), Path::new("test"))
                .arg("-w")
                .arg(&folder)
                .stderr(Stdio::null())
                .status()?;
            if !given.success() || !reached.success() {
                std::fs::remove_dir_all(&folder)?;
                continue;
            }
        }
        return Ok(folder);
    }
    bail!("there is no folder that PostgreSQL could use")
}

/// Removes what earlier runs left behind because they were killed outright.
fn sweep(place: &Path) {
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(run) = name.strip_prefix("pg-") else {
            continue;
        };
        let ours = entry.path().join("data/postmaster.pid");
        let server = std::fs::read_to_string(ours).unwrap_or_default();
        let alive = |pid: &str| !pid.is_empty() && Path::new("/proc").join(pid).exists();
        let run_is_over = run.parse::<u32>().is_ok() && !alive(run);
        if run_is_over && !alive(server.lines().next().unwrap_or_default()) {
            // A folder that will not go is only untidy.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// PostgreSQL refuses to run as root, so it runs as somebody who owns nothing.
fn other_user() -> Result<&'static str> {
    let known = std::fs::read_to_string("/etc/passwd").context("no list of users")?;
    ["postgres", "nobody"]
        .into_iter()
        .find(|name| known.lines().any(|line| line.split(':').next() == Some(name)))
        .context("PostgreSQL needs a user who is not root, and there is none")
}

/// The program, run by `user` when one is given.
fn as_user(user: Option<&str>, program: &Path) -> Command {
    let Some(user) = user else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command
        .arg(format!("--reuid={user}"))
        .arg(format!("--regid={}", group(user)))
        // If we are killed outright the server still goes with us.
        .args(["--clear-groups", "--pdeathsig=QUIT", "--"])
        .arg(program)
        .env("HOME", "/");
    command
}

/// The number of the user's own group.
fn group(user: &str) -> String {
    std::fs::read_to_string("/etc/passwd")
        .unwrap_or_default()
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.first() == Some(&user))
        .and_then(|fields| fields.get(3).map(|&group| group.to_owned()))
        .unwrap_or_else(|| "65534".to_owned())
}

/// Percent-encodes what would end a value in the address.
fn escape(path: &str) -> String {
    path.chars()
        .map(|letter| match letter {
            '%' => "%25".to_owned(),
            ' ' => "%20".to_owned(),
            '&' => "%26".to_owned(),
            '#' => "%23".to_owned(),
            '+' => "%2B".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_awkward_letters_still_makes_one_address() {
        assert_eq!(escape("/home/a b&c/target"), "/home/a%20b%26c/target".to_owned());
    }

    #[test]
    fn only_the_folders_of_finished_runs_are_swept() {
        let place = std::env::temp_dir().join(format!("xtask-sweep-{}", std::process::id()));
        let finished = place.join("pg-4294967290");
        let running = place.join(format!("pg-{}", std::process::id()));
        let other = place.join("pg-notes");
        for folder in [&finished, &running, &other] {
            std::fs::create_dir_all(folder).unwrap();
        }
        sweep(&place);
        assert!(!finished.exists());
        assert!(running.exists());
        assert!(other.exists());
        std::fs::remove_dir_all(place).unwrap();
    }
}
