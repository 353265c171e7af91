//! How a link is written and proved: the school's and the link's keys, and a mark that only this
//! installation can make. Nothing that opens a link is in the database.
//!
//! Must never know: what a link opens.

use crate::config::Config;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use casework::Id;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::path::Path;

/// The file in the data folder that holds the key where no setting gives one.
const FILE: &str = "links.key";
/// Shortest key a setting may give.
const SHORTEST: usize = 32;
/// Bytes of the mark that are written: 128 bits.
const MARK: usize = 16;

/// The key that links are proved with.
#[derive(Clone)]
pub struct Key(Vec<u8>);

impl Key {
    /// The key of the settings, or the one in the data folder, made if it is not there yet.
    pub fn load(config: &Config) -> anyhow::Result<Key> {
        let given = config.link_key.trim();
        if !given.is_empty() {
            anyhow::ensure!(
                given.chars().count() >= SHORTEST,
                "the setting link_key is too short: use at least {SHORTEST} random characters"
            );
            return Ok(Key(given.as_bytes().to_vec()));
        }
        let path = config.data_dir.join(FILE);
        if let Some(key) = read(&path)? {
            return Ok(key);
        }
        std::fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("cannot make {}", config.data_dir.display()))?;
        make(&path)?;
        read(&path)?.with_context(|| format!("cannot read {}", path.display()))
    }
    fn mark(&self, org: Id, link: Id) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"mainstay link 1");
        mac.update(org.as_bytes());
        mac.update(link.as_bytes());
        Some(mac)
    }
    /// The link as it is written in an address.
    pub fn write(&self, org: Id, link: Id) -> String {
        let mut bytes = Vec::with_capacity(32 + MARK);
        bytes.extend_from_slice(org.as_bytes());
        bytes.extend_from_slice(link.as_bytes());
        if let Some(mac) = self.mark(org, link) {
            bytes.extend_from_slice(&mac.finalize().into_bytes()[..MARK]);
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }
    /// The school and the link, if this installation wrote it. The mark is compared in the same
    /// time whatever is wrong with it.
    pub fn read(&self, written: &str) -> Option<(Id, Id)> {
        let bytes = URL_SAFE_NO_PAD.decode(written.trim()).ok()?;
        if bytes.len() != 32 + MARK {
            return None;
        }
        let org = Id::from_slice(&bytes[..16]).ok()?;
        let link = Id::from_slice(&bytes[16..32]).ok()?;
        self.mark(org, link)?.verify_truncated_left(&bytes[32..]).ok()?;
        Some((org, link))
    }
}

fn read(path: &Path) -> anyhow::Result<Option<Key>> {
    match std::fs::read_to_string(path) {
        Ok(text) if text.trim().len() >= SHORTEST => Ok(Some(Key(text.trim().as_bytes().to_vec()))),
        Ok(_) => anyhow::bail!(
            "{} is not whole: put it back from a backup, or take it away and links sent so far stop working",
            path.display()
        ),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Makes the file, readable by its owner alone. Where another process was first, theirs stands.
fn make(path: &Path) -> anyhow::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => {
            file.write_all(crate::password::token()?.as_bytes())?;
            Ok(file.sync_all()?)
        }
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(e).with_context(|| format!("cannot write {}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Key {
        Key(text.as_bytes().to_vec())
    }

    #[test]
    fn a_link_reads_back_and_one_changed_anywhere_does_not() {
        let (org, link) = (Id::from_u128(7), Id::from_u128(9));
        let ours = key("one");
        let written = ours.write(org, link);
        assert_eq!(ours.read(&written), Some((org, link)));
        assert_eq!(written.len(), 64);
        for at in 0..written.len() {
            let mut other: Vec<char> = written.chars().collect();
            other[at] = if other[at] == 'A' { 'B' } else { 'A' };
            assert_eq!(ours.read(&other.iter().collect::<String>()), None, "letter {at}");
        }
        assert_eq!(key("two").read(&written), None);
        for odd in ["", "x", "%%%", &written[1..], &format!("{written}AAAA")] {
            assert_eq!(ours.read(odd), None);
        }
    }

    #[test]
    fn the_key_is_made_once_and_is_its_owners_alone() {
        let folder = std::env::temp_dir().join(format!("mainstay-key-{}", Id::now_v7()));
        let config = Config { data_dir: folder.clone(), ..Config::default() };
        let (org, link) = (Id::from_u128(7), Id::from_u128(9));
        let written = Key::load(&config).unwrap().write(org, link);
        assert_eq!(Key::load(&config).unwrap().read(&written), Some((org, link)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(folder.join(FILE), "cut").unwrap();
        assert!(Key::load(&config).is_err());
        std::fs::remove_dir_all(folder).unwrap();
        let short = Config { link_key: "short".into(), ..Config::default() };
        assert!(Key::load(&short).is_err());
    }
}
