//! Procedures notes and policies: a draft, what colleagues make of it, the versions that were agreed,
//! and who has read them.
//!
//! Must never know: which pages there are, or tables. A note is the school's own way, never the law.

use crate::plan::difference::{Change, words};
use crate::{Actor, Id, May, Refusal};
use rulebook::{Day, Instant};

/// Letters of a title, and of who agreed.
pub const LONGEST_LINE: usize = 120;
/// Letters of when it is done, of a comment and of what changed.
pub const LONGEST_SAID: usize = 1_000;
/// Letters of the steps.
pub const LONGEST: usize = 12_000;

coded! {
    /// What it is.
    pub enum Kind {
        Procedure = "procedure", "Procedures note";
        Policy = "policy", "Policy";
    }
}

coded! {
    /// How it stands.
    pub enum Standing {
        Draft = "draft", "Draft";
        Comment = "comment", "Out for comment";
        Agreed = "agreed", "Agreed, not in force yet";
        InForce = "in_force", "In force";
        Ended = "ended", "No longer used";
    }
}

coded! {
    /// What became of a comment.
    pub enum Answer {
        Taken = "taken", "Taken up";
        NotTaken = "not_taken", "Not taken up";
    }
}

/// A note or policy, with the draft of its next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// "How we start a PSP"
    pub title: String,
    /// Who keeps it right.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// Who does where they are away.
    pub deputy: Option<Id>,
    /// Their name.
    pub deputy_name: String,
    /// The page it stands beside, or empty.
    pub screen: String,
    /// When it is looked at again.
    pub review_on: Day,
    /// Draft: when it is done.
    pub used_when: String,
    /// Draft: the steps, a line each; of a policy, its words.
    pub steps: String,
    /// Colleagues may say what they make of the draft until this day.
    pub comment_by: Option<Day>,
    /// The number of the last version agreed; 0 before the first.
    pub agreed_number: i64,
    /// Nobody works by it since this day.
    pub ended_on: Option<Day>,
    /// Version of the record.
    pub version: i64,
}

/// A version as it was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Whose.
    pub note: Id,
    /// From 1.
    pub number: i64,
    /// Title then.
    pub title: String,
    /// When it is done.
    pub used_when: String,
    /// Steps.
    pub steps: String,
    /// What changed, in words.
    pub what_changed: String,
    /// Who agreed it.
    pub agreed_by: String,
    /// On which day.
    pub agreed_on: Day,
    /// In force from.
    pub from: Day,
    /// Who kept it.
    pub kept_by: String,
    /// When.
    pub kept_at: Instant,
}

/// What somebody who was asked makes of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Key.
    pub id: Id,
    /// The note.
    pub note: Id,
    /// The version the draft was to become.
    pub number: i64,
    /// Who was asked.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// What they said; empty where nothing is to be changed.
    pub words: String,
    /// When they said it.
    pub said_at: Option<Instant>,
    /// What became of it.
    pub answer: Option<Answer>,
    /// Why.
    pub answer_words: String,
    /// Who answered.
    pub answered_by: String,
}

impl Comment {
    /// Whether it asks for an answer that nobody gave.
    pub fn is_open(&self) -> bool {
        self.said_at.is_some() && !self.words.is_empty() && self.answer.is_none()
    }
}

/// Somebody asked to read a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Key.
    pub id: Id,
    /// The note.
    pub note: Id,
    /// The version.
    pub number: i64,
    /// Who.
    pub staff: Id,
    /// Their name.
    pub name: String,
    /// By when.
    pub due: Day,
    /// When they said that they have.
    pub read_at: Option<Instant>,
}

/// A version that stands beside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// The note.
    pub note: Id,
    /// The page.
    pub screen: String,
    /// In force from.
    pub from: Day,
    /// Title.
    pub title: String,
    /// When it is done.
    pub used_when: String,
    /// Steps.
    pub steps: String,
}

impl Note {
    /// How it stands on a day; `editions` are its own.
    pub fn standing(&self, editions: &[Edition], today: Day) -> Standing {
        if self.ended_on.is_some_and(|d| d <= today) {
            Standing::Ended
        } else if in_force(editions, today).is_some() {
            Standing::InForce
        } else if self.agreed_number > 0 {
            Standing::Agreed
        } else if self.comment_by.is_some_and(|d| d >= today) {
            Standing::Comment
        } else {
            Standing::Draft
        }
    }
    /// Whether the draft says something else than the last version agreed.
    pub fn has_changes(&self, editions: &[Edition]) -> bool {
        match editions.iter().max_by_key(|e| e.number) {
            None => !self.steps.is_empty(),
            Some(e) => {
                (&self.title, &self.used_when, &self.steps) != (&e.title, &e.used_when, &e.steps)
            }
        }
    }
    /// Whether this person writes it: whoever keeps it, their deputy, or whoever leads the team.
    pub fn is_written_by(&self, actor: &Actor) -> bool {
        self.owner == actor.staff || self.deputy == Some(actor.staff) || actor.may(May::Team)
    }
}

/// The version in force on a day.
pub fn in_force(editions: &[Edition], today: Day) -> Option<&Edition> {
    editions.iter().filter(|e| e.from <= today).max_by_key(|e| e.number)
}

/// The notes in force beside a page on a day, each in its newest version.
pub fn beside<'a>(all: &'a [Beside], page: &str, today: Day) -> Vec<&'a Beside> {
    let inside = |screen: &str| {
        page == screen || page.strip_prefix(screen).is_some_and(|rest| rest.starts_with('/'))
    };
    // The nearer of two pages has the note: that of "/plans/new" is not that of every plan.
    let here = all.iter().map(|b| b.screen.as_str()).filter(|s| inside(s)).max_by_key(|s| s.len());
    let Some(here) = here else { return Vec::new() };
    let mut out: Vec<&Beside> = Vec::new();
    for b in all.iter().filter(|b| b.screen == here && b.from <= today) {
        match out.iter_mut().find(|known| known.note == b.note) {
            Some(known) if known.from <= b.from => *known = b,
            Some(_) => {}
            None => out.push(b),
        }
    }
    out.sort_by(|a, b| a.title.cmp(&b.title));
    out
}

/// The steps, one a line; blank lines say nothing.
pub fn steps(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect()
}

/// Whether a draft may be agreed as it stands.
///
/// # Errors
/// Refuses a draft without steps, one that is out for comment, one with a comment nobody answered, and
/// a policy about which nobody was asked.
pub fn may_agree(
    note: &Note,
    editions: &[Edition],
    comments: &[Comment],
    today: Day,
) -> Result<(), Box<Refusal>> {
    let here = format!("/handbook/{}", note.id);
    let no = |title: String, rule: &str, way: &str| {
        Err(Box::new(
            Refusal::because(title, rule, "The way Mainstay works.").or(way, here.clone()),
        ))
    };
    let number = note.agreed_number + 1;
    let asked: Vec<&Comment> = comments.iter().filter(|c| c.number == number).collect();
    let open = asked.iter().filter(|c| c.is_open()).count();
    if steps(&note.steps).is_empty() {
        return no(
            "There is nothing to agree yet".into(),
            "A version that is agreed has its steps or its words.",
            "Write the draft",
        );
    }
    if !note.has_changes(editions) {
        return no(
            "Nothing has changed since the last version".into(),
            "A new version says something that the one before it did not.",
            "See the note",
        );
    }
    if let Some(by) =
        note.comment_by.filter(|by| *by > today && asked.iter().any(|c| c.said_at.is_none()))
    {
        return no(
            format!("Colleagues may say what they make of it until {by}"),
            "What was put to colleagues is agreed when they have answered, or when their day is over.",
            "See who has answered",
        );
    }
    if open > 0 {
        let what =
            if open == 1 { "One comment is".to_string() } else { format!("{open} comments are") };
        return no(
            format!("{what} not answered"),
            "Each thing that was said of a draft is taken up, or not, with a reason, before it is agreed.",
            "Answer what was said",
        );
    }
    if note.kind == Kind::Policy && asked.is_empty() {
        return no(
            "Nobody was asked about this policy".into(),
            "A policy is put to colleagues before it is agreed; a procedures note need not be.",
            "Ask colleagues",
        );
    }
    Ok(())
}

/// What is different in the later of two versions.
pub fn changes(before: (&str, &str, &str), after: (&str, &str, &str)) -> Vec<Change> {
    let mut out = Vec::new();
    for (what, was, is) in [("Title", before.0, after.0), ("When", before.1, after.1)] {
        if was != is {
            out.push(Change { what: what.into(), words: words(was, is) });
        }
    }
    let (a, b) = (steps(before.2), steps(after.2));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail =
        a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (was, is) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    // As many steps as before: each against its own; otherwise those that changed, together.
    if was.len() == is.len() {
        for (i, (x, y)) in was.iter().zip(is).enumerate().filter(|(_, (x, y))| x != y) {
            out.push(Change { what: format!("Step {}", head + i + 1), words: words(x, y) });
        }
    } else {
        let last = head + was.len().max(is.len());
        let what = match last - head {
            1 => format!("Step {last}"),
            _ => format!("Steps {} to {last}", head + 1),
        };
        out.push(Change { what, words: words(&was.join(" "), &is.join(" ")) });
    }
    out
}

#[cfg(test)]
mod tests;
