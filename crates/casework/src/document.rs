//! A paper about a suspension, a permanent exclusion or a case: typed here, sent as a file, or on
//! paper in a cabinet; taken away but kept, until a day.
//!
//! Beside `attachment`, and not the same: an attachment goes with what somebody said and is gone
//! with it; a document is a record of its own, with a kind, a place and a day it is kept until,
//! and its bytes are kept once however often they are sent. What may be sent, and under what
//! name, is asked of `attachment`. Must never know: how a file arrives or where it is kept.

use crate::attachment::{self, FileKind, Fit, TAKEN};
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

coded! {
    /// What a paper is. Which of them a pack begins with hangs on the kind of case.
    pub enum Item {
        Letter = "letter", "Letter of the decision, and other letters";
        Policy = "policy", "Behaviour policy";
        Head = "head", "Headteacher’s statement";
        Incident = "incident", "What happened: the incident";
        PupilStatement = "pupil_statement", "The pupil’s statement";
        Witness = "witness", "Witness statement";
        Timeline = "timeline", "Timeline, plan or photographs";
        Log = "log", "Behaviour log and earlier incidents";
        Attendance = "attendance", "Attendance";
        Support = "support", "Support given and its effect; agency reports";
        Sen = "sen", "SEN information";
        Academic = "academic", "Academic reports";
        Parent = "parent", "The parent’s representations";
        Authority = "authority", "The authority’s statement";
        Minutes = "minutes", "Governors’ letter and minutes";
        Application = "application", "Application for a review, and its grounds";
        Expert = "expert", "SEN expert’s report";
        Other = "other", "Something else";
    }
}

coded! {
    /// Where a scan of a file has got to.
    pub enum Scan {
        Off = "off", "Not scanned: no scanner is set up";
        Waiting = "waiting", "Waiting for the scanner";
        Clean = "clean", "Scanned, nothing found";
        Caught = "caught", "Held back by the scanner";
    }
}

impl Scan {
    /// Whether a file may be opened and put into a pack.
    pub fn lets_out(self) -> bool {
        matches!(self, Scan::Off | Scan::Clean)
    }
}

/// Megabytes of one document at most.
pub const MEGABYTES: usize = 60;

/// One document, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Key.
    pub id: Id,
    /// The matter it belongs to.
    pub matter: Id,
    /// What it is.
    pub item: Item,
    /// Title: no pupil's name need be in it.
    pub title: String,
    /// Typed words, where it was typed.
    pub words: String,
    /// Hash of the file, where one was sent.
    pub sha256: Option<String>,
    /// The file's name as it was sent.
    pub name_sent: String,
    /// A name that is safe on any machine.
    pub name: String,
    /// What the file is.
    pub kind: Option<FileKind>,
    /// Bytes.
    pub size: i64,
    /// Where the paper itself lies.
    pub place: String,
    /// Kept until this day.
    pub keep_until: Option<Day>,
    /// The day of the paper.
    pub dated: Option<Day>,
    /// It came by a private link, from this person.
    pub by_link: bool,
    /// Who added it.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// When it was taken away. It stays.
    pub gone_at: Option<Instant>,
    /// Who took it away, and why.
    pub gone_why: String,
    /// Version.
    pub version: i64,
}

impl Document {
    /// "Typed", "PDF, 120 kB", "On paper: cabinet 4".
    pub fn what(&self) -> String {
        match (&self.kind, self.words.is_empty()) {
            (Some(kind), _) => {
                format!("{}, {}", crate::Coded::label(*kind), attachment::spell_size(self.size))
            }
            (None, false) => "Typed".into(),
            (None, true) => format!("On paper: {}", self.place.trim()),
        }
    }
}

/// Looks at a file. What is wrong with it is said in words for whoever chose it.
pub fn fit(name: &str, bytes: &[u8]) -> Result<Fit, String> {
    if bytes.len() > MEGABYTES * 1024 * 1024 {
        return Err(too_large(MEGABYTES));
    }
    attachment::fit_of(name, bytes, MEGABYTES).map_err(|why| {
        why.replace("Choose the one with the work in it", "Choose the paper")
            .replace(attachment::INSTEAD, INSTEAD)
    })
}

/// What to do with a file that is larger than is taken.
pub const INSTEAD: &str = "Send it in parts, or keep it on paper here and say where it lies: a pack then says that it is served apart";

/// What is said of a file that is too large.
pub fn too_large(megabytes: usize) -> String {
    format!("This file is larger than {megabytes} MB. {INSTEAD}")
}

/// What is taken, for a hint.
pub fn taken() -> String {
    format!("{TAKEN}. {MEGABYTES} MB at most.")
}

/// Whether it can be opened.
///
/// # Errors
/// While the scanner has not answered, and when it was held back or taken away.
pub fn may_open(d: &Document, scan: Scan) -> Result<(), Refusal> {
    let back = ("See what is known of it", format!("/documents/{}", d.id));
    if d.gone_at.is_some() {
        return Err(Refusal::because(
            "This document was taken away",
            "What was taken away is kept and is not handed out.",
            "Mainstay: nothing of a case is thrown away before its day.",
        )
        .or(back.0, back.1));
    }
    match scan {
        Scan::Off | Scan::Clean => Ok(()),
        Scan::Waiting => Err(Refusal::because(
            "This file waits for the scanner",
            "A file is opened and put into a pack once the scanner has looked at it.",
            "The settings of this installation (scan_command).",
        )
        .or(back.0, back.1)
        .or("Try again in a minute", "")),
        Scan::Caught => Err(Refusal::because(
            "This file was held back by the scanner",
            "Something was found in it. It is kept, and nobody can open it here.",
            "The settings of this installation (scan_command).",
        )
        .or(back.0, back.1)
        .or("Ask whoever sent it for a clean copy, or print it and keep it on paper", "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_and_a_strange_one_are_refused_with_what_can_be_done() {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.resize(30 * 1024 * 1024, b' ');
        assert!(fit("Statement.pdf", &bytes).is_ok(), "larger than work for a lesson may be");
        bytes.resize(MEGABYTES * 1024 * 1024 + 1, b' ');
        let said = fit("Statement.pdf", &bytes).unwrap_err();
        assert!(said.contains("larger than 60 MB") && said.contains("served apart"), "{said}");
        assert!(fit("a.exe", b"MZ").unwrap_err().contains("not taken"));
        assert!(fit("a.pdf", b"").unwrap_err().contains("Choose the paper"));
    }

    #[test]
    fn a_file_is_not_opened_before_the_scanner_has_looked_at_it() {
        let day = Day::new(2026, 11, 23).unwrap();
        let d = Document {
            id: Id::nil(),
            matter: Id::nil(),
            item: Item::Witness,
            title: "Statement".into(),
            words: String::new(),
            sha256: Some("00".into()),
            name_sent: "a.pdf".into(),
            name: "a.pdf".into(),
            kind: Some(FileKind::Pdf),
            size: 122_880,
            place: String::new(),
            keep_until: None,
            dated: None,
            by_link: false,
            by_name: String::new(),
            at: day.at(rulebook::Minute::default()),
            gone_at: None,
            gone_why: String::new(),
            version: 1,
        };
        assert_eq!(d.what(), "PDF, 120 kB");
        assert!(may_open(&d, Scan::Off).is_ok() && may_open(&d, Scan::Clean).is_ok());
        assert!(may_open(&d, Scan::Waiting).unwrap_err().title.contains("waits"));
        assert!(may_open(&d, Scan::Caught).unwrap_err().title.contains("held back"));
        let gone = Document { gone_at: Some(d.at), ..d };
        assert!(may_open(&gone, Scan::Clean).is_err());
    }
}
