//! Those at home of a child on the desk, and whose address is kept from whom.
//!
//! Must never know: why it is kept back, beyond the words a person gave. What is kept from
//! somebody is in nothing that is made for them.

use crate::Id;
use crate::writing::isolated;
use rulebook::Instant;

/// Somebody at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parent {
    /// Key.
    pub id: Id,
    /// The child.
    pub child: Id,
    /// "Ms"
    pub title: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// "Mother"
    pub relation: String,
    /// Holds parental responsibility.
    pub responsible: bool,
    /// The child lives here.
    pub lives_with: bool,
    /// Address lines.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Email.
    pub email: String,
    /// Language they want to be written to in.
    pub language: String,
    /// They asked for an interpreter.
    pub interpreter: bool,
    /// A court order or other restriction, in words; empty for none.
    pub restriction: String,
    /// Version.
    pub version: i64,
}

impl Parent {
    /// "Ms Gwen Haldane"
    pub fn full(&self) -> String {
        let parts = [&self.title, &self.given, &self.family].map(|s| s.trim());
        isolated(parts.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" "))
    }
    /// Address as lines.
    pub fn lines(&self) -> Vec<String> {
        let lines = self.address.lines().map(str::trim).filter(|l| !l.is_empty());
        lines.map(str::to_string).collect()
    }
    /// Information goes to them: parental responsibility and no restriction.
    pub fn written_to(&self) -> bool {
        self.responsible && self.restriction.trim().is_empty()
    }
}

/// Whose address and telephone are kept from whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Key.
    pub id: Id,
    /// Whose.
    pub parent: Id,
    /// From whom.
    pub from_parent: Id,
    /// Why, and who said so.
    pub why: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

/// Text made even for comparing: small letters and figures, nothing else.
fn even(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters of a street's name that tell more than a word of every day would.
const TELLING: usize = 8;

/// The name of a street, of a line that begins with the number of a house: "19 Orchard Rise".
fn street(line: &str) -> Option<String> {
    let (number, name) = line.trim().split_once(' ')?;
    let name = even(name);
    let is = number.chars().any(|c| c.is_ascii_digit()) && name.chars().count() >= TELLING;
    (is && name.chars().all(char::is_alphabetic)).then_some(name)
}

/// What must be in nothing made for this person: a piece of it for each line of an address, a
/// postcode, a telephone number or an email address of those kept from them.
pub fn kept_from(person: Id, parents: &[Parent], withheld: &[Withheld]) -> Vec<(Id, String)> {
    let mut out = Vec::new();
    let live = withheld.iter().filter(|w| w.ended_at.is_none() && w.from_parent == person);
    for w in live {
        let Some(whose) = parents.iter().find(|p| p.id == w.parent) else { continue };
        let own = parents.iter().find(|p| p.id == person);
        let mut pieces: Vec<String> = whose.address.split(['\n', ',']).map(even).collect();
        pieces.extend([even(&whose.phone), even(&whose.email)]);
        pieces.push(even(&whose.address));
        // The street alone tells where to look.
        let streets = whose.address.split(['\n', ',']).filter_map(street);
        pieces.extend(streets);
        // A town both live in gives nothing away; a short piece would stop every letter.
        let mine = own.map(|p| even(&p.address)).unwrap_or_default();
        pieces.retain(|p| p.chars().count() > 4 && !mine.contains(p.as_str()));
        pieces.sort();
        pieces.dedup();
        out.extend(pieces.into_iter().map(|p| (whose.id, p)));
    }
    out
}

/// Whose address, telephone or email stands in words that are for somebody it is kept from.
pub fn gives_away(
    words: &str,
    person: Id,
    parents: &[Parent],
    withheld: &[Withheld],
) -> Option<Id> {
    let words = even(words);
    let kept = kept_from(person, parents, withheld);
    kept.into_iter().find(|(_, piece)| words.contains(piece.as_str())).map(|(whose, _)| whose)
}

/// Whose address, telephone or email stands in words that everybody at home can come to read,
/// though it is kept from somebody among them.
pub fn gives_away_to_any(words: &str, parents: &[Parent], withheld: &[Withheld]) -> Option<Id> {
    let words = even(words);
    let mut kept = parents.iter().flat_map(|p| kept_from(p.id, parents, withheld));
    kept.find(|(_, piece)| words.contains(piece.as_str())).map(|(whose, _)| whose)
}
