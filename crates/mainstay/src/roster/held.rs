//! Files between being chosen and being brought in: in memory, for an hour, for one person.
//!
//! A roster is personal data, so it is not left lying on a disk. A restart forgets them, and
//! the page then says to choose the file again. Must never know: what is in them.

use crate::mis::columns::List;
use casework::Id;
use rulebook::Instant;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// What a file was said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A OneRoster bundle.
    Bundle,
    /// A plain list.
    List(List),
    /// Incidents; it is looked at and brought in on their own page, not the roster's.
    Incidents,
    /// Attendance, on its own page too.
    Attendance,
    /// Entries made in the school's own system; looked at on their own page too.
    Entries,
    /// Known dates, on their own page too.
    KnownDates,
    /// The national list of schools, on its own page.
    Schools,
}

impl Source {
    /// The word of forms, and of the list of imports.
    pub fn word(self) -> &'static str {
        match self {
            Source::Bundle => "oneroster",
            Source::List(list) => list.word(),
            Source::Incidents => "incidents",
            Source::Attendance => "attendance",
            Source::Entries => "entries",
            Source::KnownDates => "known_dates",
            Source::Schools => "schools",
        }
    }
    /// From that word.
    pub fn from_word(word: &str) -> Option<Source> {
        match word {
            "oneroster" => Some(Source::Bundle),
            other => List::from_word(other).map(Source::List),
        }
    }
}

/// A file somebody chose.
#[derive(Debug)]
pub struct Upload {
    /// The school.
    pub org: Id,
    /// Whose it is: nobody else may look at it.
    pub account: Id,
    /// When it was chosen.
    pub at: Instant,
    /// What it was said to be.
    pub source: Source,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: bytes::Bytes,
    /// It holds only some of them.
    pub part: bool,
    /// Which school of a bundle.
    pub school: String,
}

/// Every file held.
#[derive(Default)]
pub struct Held(Mutex<HashMap<Id, Arc<Upload>>>);

/// Minutes a file is held.
const MINUTES: i64 = 60;
/// Files held at once; the oldest gives way.
const MOST: usize = 12;

impl Held {
    /// Holds a file in place of any other of the same person.
    pub fn put(&self, upload: Upload) -> Id {
        let mut held = self.0.lock().unwrap_or_else(|e| e.into_inner());
        held.retain(|_, old| {
            old.account != upload.account && upload.at.minutes_since(old.at) < MINUTES
        });
        if held.len() >= MOST
            && let Some(oldest) =
                held.iter().min_by_key(|(_, old)| old.at.micros()).map(|(id, _)| *id)
        {
            held.remove(&oldest);
        }
        let id = Id::now_v7();
        held.insert(id, Arc::new(upload));
        id
    }
    /// The file, if it is this person's and still held.
    pub fn get(&self, id: Id, org: Id, account: Id, now: Instant) -> Option<Arc<Upload>> {
        let held = self.0.lock().unwrap_or_else(|e| e.into_inner());
        held.get(&id)
            .filter(|up| {
                up.org == org && up.account == account && now.minutes_since(up.at) < MINUTES
            })
            .cloned()
    }
    /// Lets a file go.
    pub fn forget(&self, id: Id) {
        self.0.lock().unwrap_or_else(|e| e.into_inner()).remove(&id);
    }
}
