//! Which calendar counts: the file named, or the school in the data folder.

use super::typed::Typed;
use crate::config::Config;
use crate::law::found::clip;
use rulebook::Almanac;
use rulebook::almanac::Pattern;
use rulebook::event::EventKind;
use std::path::Path;

/// Largest calendar or file of cases read, in bytes.
const LARGEST: u64 = 64 << 20;

/// A file's text, or why it cannot be had.
pub fn text_of(path: &Path) -> Result<String, String> {
    let name = path.display();
    let size = std::fs::metadata(path).map_err(|e| format!("{name} cannot be read: {e}"))?;
    if size.is_dir() {
        return Err(format!("{name} is a folder, not a file"));
    }
    if size.len() > LARGEST {
        return Err(format!("{name} is larger than {} MB", LARGEST >> 20));
    }
    let bytes = std::fs::read(path).map_err(|e| format!("{name} cannot be read: {e}"))?;
    String::from_utf8(bytes)
        .map_err(|_| format!("{name} is no text in UTF-8: save it as CSV UTF-8"))
}

/// The calendar to count on; none where the event needs none, or there is none at hand.
pub async fn of(
    config: &Config,
    typed: &Typed,
    kind: &EventKind,
) -> Result<Option<Almanac>, String> {
    match &typed.calendar {
        Some(path) => from_file(path, typed.school.as_deref()).map(Some),
        None if kind.calendar => from_store(config, typed.school.as_deref()).await,
        None => Ok(None),
    }
}

fn from_file(path: &Path, school: Option<&str>) -> Result<Almanac, String> {
    let name = path.display();
    let calendars =
        rulebook::cases::calendars(&text_of(path)?).map_err(|e| format!("{name}: {e}"))?;
    let all = || calendars.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let one = match school {
        Some(school) => calendars
            .get(school)
            .ok_or_else(|| format!("{name} has no school “{}”: it has {}", clip(school), all()))?,
        None if calendars.len() > 1 => {
            return Err(format!("{name} has several schools: say which with --school: {}", all()));
        }
        None => calendars.values().next().ok_or_else(|| format!("{name} has no calendar"))?,
    };
    Ok(one.clone())
}

/// The calendar of the school in the data folder. Nothing there is changed, not even its tables.
async fn from_store(config: &Config, school: Option<&str>) -> Result<Option<Almanac>, String> {
    if config.database.is_empty() && !config.data_dir.join("mainstay.db").exists() {
        return Ok(None);
    }
    let said = |e: &dyn std::fmt::Display| format!("the database cannot be read: {e}");
    let store = crate::cli::open(config).await.map_err(|e| said(&e))?;
    match store.migrations().await.map_err(|e| said(&e))? {
        (0, _) => return Ok(None),
        (done, known) if done < known => {
            return Err("the database is older than this program; run `mainstay migrate` first, or give --calendar FILE".into());
        }
        _ => {}
    }
    let mut read = store.read().await.map_err(|e| said(&e))?;
    let mut schools = store::school::all(&mut read).await.map_err(|e| said(&e))?;
    // An authority or a trust has no school days of its own.
    schools.retain(|s| s.kind.is_school());
    let named = |name: &str| schools.iter().find(|s| s.name.eq_ignore_ascii_case(name));
    let names = || schools.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
    let one = match (school, schools.as_slice()) {
        (_, []) => return Ok(None),
        (None, [one]) => one,
        (None, _) => {
            return Err(format!("there are several schools: say which with --school: {}", names()));
        }
        (Some(name), _) => named(name).ok_or_else(|| {
            format!("no school here is called “{}”: there is {}", clip(name), names())
        })?,
    };
    let setting = store::school::setting(&mut read, one.id)
        .await
        .map_err(|e| format!("the database cannot be read: {e:?}"))?;
    drop(read);
    store.close().await;
    Almanac::of_school(&one.name, &setting.calendar, Pattern::of(&setting.calendar))
        .map(Some)
        .map_err(|e| e.to_string())
}
