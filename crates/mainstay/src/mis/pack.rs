//! Opens zips without trusting them: names, counts and sizes are all limited before a byte
//! is kept.
//!
//! Must never know: what the files inside are for.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most bytes one file may unpack to.
pub(super) const ONE: u64 = 512 << 20;
/// Most bytes a whole archive may unpack to.
pub(super) const ALL: u64 = 1 << 30;
/// Most files an archive may hold.
const FILES: usize = 1_000;

/// An archive, opened and not yet unpacked.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive; the error is a plain sentence.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, String> {
    let archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| "this is not a zip, or it is damaged".to_owned())?;
    if archive.len() > FILES {
        return Err(format!("the zip holds {} files; at most {FILES} are read", archive.len()));
    }
    Ok(archive)
}

/// Unpacks one file into memory, never more than `limit` bytes of it.
pub(super) fn unpack(archive: &mut Archive<'_>, at: usize, limit: u64) -> Result<Vec<u8>, String> {
    let file = archive.by_index(at).map_err(|_| damaged())?;
    let mut bytes = Vec::new();
    // The size a zip declares is only a claim, so the limit is on what really comes out.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
    if bytes.len() as u64 > limit {
        return Err(too_big(limit));
    }
    Ok(bytes)
}

/// Refuses an archive that unpacks to more than `limit` bytes, by unpacking it into nothing.
pub(super) fn weigh(bytes: &[u8], limit: u64) -> Result<(), String> {
    let mut archive = open(bytes)?;
    let mut left = limit;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| damaged())?;
        let size =
            std::io::copy(&mut file.take(left + 1), &mut std::io::sink()).map_err(|_| damaged())?;
        left = left.checked_sub(size).ok_or_else(|| too_big(limit))?;
    }
    Ok(())
}

fn damaged() -> String {
    "a file in the zip is damaged or has a password".to_owned()
}

fn too_big(limit: u64) -> String {
    format!("the zip unpacks to more than {} MB, which no school's roster needs", limit >> 20)
}
