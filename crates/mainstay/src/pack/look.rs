//! Every word of a pack is looked through before it is made: for other children's names, and for
//! where somebody at home lives.
//!
//! Must never do: let an address through that is kept from somebody who gets the pack. What no
//! program can read, a scan or a picture, it names, so that a person looks.

use casework::Id;
use casework::case::family::{Parent, Withheld, gives_away_to_any};
use casework::hearing::letter::given_away;
use casework::pack::{Paper, redact};
use casework::pupil::Contact;
use paper::pack::{Body, Kind};

/// What is looked for.
pub(crate) struct Looked {
    /// Other children.
    pub names: redact::Names,
    /// Those at home.
    pub home: Vec<Contact>,
    /// Those at home of an authority's case, and whose address is kept from whom.
    pub kept: (Vec<Parent>, Vec<Withheld>),
}

/// What was found.
#[derive(Default)]
pub(crate) struct Seen {
    /// In words, with what can be done.
    pub wrong: Vec<String>,
    /// Other children's names, by the document.
    pub named: Vec<(Id, Vec<String>)>,
    /// Papers with pages that no program can read, by title, with which.
    pub blind: Vec<String>,
}

/// Every word of a paper as it will stand in the pack, and which pages cannot be read.
fn every_word(paper: &paper::pack::Paper) -> (Vec<String>, Option<String>) {
    let mut out = vec![paper.title.clone(), paper.note.clone()];
    let mut blind = None;
    match &paper.body {
        Body::Words(all) => out.extend(all.iter().cloned()),
        Body::Apart(said) => out.push(said.clone()),
        Body::File { bytes, kind: Kind::Pdf, out: gone } => {
            // One that is locked or damaged is served apart: nothing of it is among the pages.
            let read = paper::read::words(bytes).unwrap_or_default();
            let taken = |page: usize| gone.iter().any(|(n, _)| *n == page);
            let pages = (1..).zip(read.pages).filter(|(n, _)| !taken(*n));
            out.extend(pages.map(|(_, words)| words));
            out.extend(gone.iter().map(|(_, said)| said.clone()));
            let pages: Vec<String> =
                read.blind.iter().filter(|n| !taken(**n)).map(usize::to_string).collect();
            blind = match pages.as_slice() {
                [] => None,
                [one] => Some(format!("page {one}")),
                some => Some(format!("pages {}", some.join(", "))),
            };
        }
        Body::File { .. } => blind = Some("a picture".into()),
    }
    (out, blind)
}

/// Looks through papers as they will stand, each with how it was put in.
pub(crate) fn through(papers: &[paper::pack::Paper], under: &[(Paper, Id)], of: &Looked) -> Seen {
    let mut seen = Seen::default();
    for (paper, (put, document)) in papers.iter().zip(under) {
        let (words, blind) = every_word(paper);
        let whole = words.join("\n");
        let title = &paper.title;
        let file = matches!(paper.body, Body::File { .. });
        let may_stay = !put.names_why.trim().is_empty();
        let (parents, withheld) = &of.kept;
        if gives_away_to_any(&whole, parents, withheld).is_some() {
            seen.wrong.push(format!("{title}: an address, number or e-mail of somebody at home stands in it that is kept from somebody else. Take out the words, or the pages of a PDF by their numbers, or serve it apart from whoever it is kept from: the pack goes to everybody"));
        } else if !(file && may_stay)
            && words.iter().any(|w| !given_away(w, "", &of.home).is_empty())
        {
            let stays = match file {
                true => ", or say on the paper why it may stay",
                false => "",
            };
            seen.wrong.push(format!("{title}: an address, number or e-mail of somebody at home stands in it. Take it out{stays}: the pack goes to everybody"));
        }
        let mut names: Vec<String> = words.iter().flat_map(|w| of.names.in_text(w)).collect();
        names.sort();
        names.dedup();
        if !names.is_empty() && !may_stay {
            seen.wrong.push(format!("{title}: other children are named. Take the words out, or say on the paper why they may stay"));
            seen.named.push((*document, names));
        }
        seen.blind.extend(blind.map(|which| format!("{title} ({which})")));
    }
    seen
}

/// What is said while nobody has ticked that every page was read.
pub(crate) fn read_first(blind: &[String]) -> String {
    let first = "Read every page first, and tick that you have";
    match blind {
        [] => format!("{first}: nobody else decides what may stand in it"),
        some => {
            format!("{first}. These have pages that nobody but you can read: {}", some.join("; "))
        }
    }
}
