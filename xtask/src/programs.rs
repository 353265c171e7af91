//! Finds the programs that the gate needs, and on a Debian machine where we are
//! root (a build machine) installs the ones that are missing.
//!
//! It must never install anything for a person who is not root.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The first of `names` in `PATH` or in one of `folders`.
pub fn find(names: &[&str], folders: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> =
        std::env::split_paths(&path).chain(folders.iter().cloned()).collect();
    names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)))
        .find(|file| file.is_file())
}

/// The folder that holds PostgreSQL's `initdb` and `postgres`.
pub fn postgres() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .collect();
    folders.sort();
    // The newest version first.
    folders.reverse();
    folders.push("/usr/local/bin".into());
    let initdb = find(&["initdb"], &folders)?;
    // Debian puts the programs of one version side by side; a link in PATH
    // points there, and PostgreSQL finds its own files from its real place.
    let real = initdb.canonicalize().unwrap_or(initdb);
    let folder = real.parent()?;
    folder.join("postgres").is_file().then(|| folder.to_path_buf())
}

/// A Chromium, or a browser that is one underneath. `CHROME` names one by hand.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME").map(PathBuf::from)
        && named.is_file()
    {
        return Some(named);
    }
    find(
        &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        &["/usr/bin".into(), "/snap/bin".into()],
    )
}

/// Whether this process may do anything it likes on this machine.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt;
        own.uid() == 0
    })
}

/// Installs a Debian package. Says whether it is there afterwards.
pub fn install(package: &str) -> bool {
    if !is_root() || !Path::new("/usr/bin/apt-get").exists() {
        return false;
    }
    println!("   installing {package}");
    let apt = |words: &[&str]| {
        Command::new("apt-get")
            .args(words)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let get = ["install", "-y", "-qq", "--no-install-recommends", package];
    apt(&get) || (apt(&["update", "-qq"]) && apt(&get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_in_a_named_folder_and_a_missing_one_is_not() {
        let folder = std::env::temp_dir().join(format!("xtask-programs-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("mainstay-test-tool"), "").unwrap();
        let folders = [folder.clone()];
        assert_eq!(
            find(&["no-such-tool", "mainstay-test-tool"], &folders),
            Some(folder.join("mainstay-test-tool"))
        );
        assert_eq!(find(&["no-such-tool"], &folders), None);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
