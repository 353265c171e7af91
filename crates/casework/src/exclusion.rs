//! A suspension or a permanent exclusion, from the first draft to the day the pupil is back: what
//! happened, what was weighed, and what the headteacher decided.
//!
//! Must never know: what should be decided, or a number of days. Screens say "suspension" or
//! "permanent exclusion", never "excluded" alone. Where one stands is read off its days each time.

pub mod decide;
pub mod facts;
pub mod letter;
#[cfg(test)]
mod letter_tests;
pub mod period;
#[cfg(test)]
mod roads;
#[cfg(test)]
mod tests;

use crate::Id;
use crate::failed_day::Account;
use crate::owed::Kind;
use crate::pupil::Sen;
use rulebook::codes::Reason;
use rulebook::states::Suspension;
use rulebook::{Day, HalfDays, Instant, Minute};

/// Why nobody but the headteacher decides: shown with every draft and in every refusal.
pub const WHO_DECIDES: &str = "Only the headteacher can suspend or permanently exclude, or whoever is named to act as head. Others prepare the record; nobody decides by being senior. Mainstay never decides and proposes nothing.";

coded! {
    /// What a person writes on the way to a decision, a page for each.
    pub enum Step {
        Incident = "incident", "What happened";
        Evidence = "evidence", "Evidence and statements";
        Account = "account", "Their own account";
        Tried = "tried", "What was tried before";
        Needs = "needs", "Needs, care and equality";
        Weighed = "weighed", "Facts found and alternatives";
        Period = "period", "Kind, days and reasons";
        After = "after", "Work, and the way back";
    }
}

coded! {
    /// A text of the record. One of a name; earlier words are kept.
    pub enum Part {
        Incident = "incident", "What happened";
        Where = "where", "Where";
        Account = "account", "Their own account, in their words";
        AccountWhy = "account_why", "Why they were not asked";
        Tried = "tried", "What was tried before";
        Needs = "needs", "How needs were weighed";
        Care = "care", "Who was spoken to about care";
        Equality = "equality", "Regard had to equality";
        Alternatives = "alternatives", "Alternatives, and why not";
        Found = "found", "Facts found, on the balance of probabilities";
        Breach = "breach", "Serious or persistent breach of the behaviour policy";
        Harm = "harm", "Why staying would seriously harm the pupil or others";
        Plain = "plain", "The reasons in plain words, for the letter";
        Work = "work", "How work is set and marked";
        Place = "place", "Where the meeting is";
    }
}

coded! {
    /// What kind of evidence.
    pub enum Evidence {
        Statement = "statement", "Statement of an adult";
        PupilStatement = "pupil_statement", "Statement of a pupil";
        Picture = "picture", "Picture or recording";
        Object = "object", "Object";
        Paper = "paper", "Document";
        Note = "note", "Note added to the record";
    }
}

coded! {
    /// How a statement came to be written.
    pub enum Written {
        Own = "own", "Written by themselves";
        Scribed = "scribed", "Spoken, and written down for them";
        Drawn = "drawn", "Drawn, signed or through a symbol";
    }
}

/// A piece of evidence. Nothing is taken out of a record; more is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// Key.
    pub id: Id,
    /// The record.
    pub exclusion: Id,
    /// What kind.
    pub kind: Evidence,
    /// Whose, or what it is.
    pub who: String,
    /// The words, or where it is kept.
    pub words: String,
    /// When it was taken.
    pub taken_at: Instant,
    /// Who took it.
    pub taken_by: String,
    /// Where they stood and how near, of a statement.
    pub stood: String,
    /// How it came to be written, of a statement.
    pub written: Option<Written>,
    /// It was read back to whoever gave it.
    pub read_back: bool,
    /// They signed it.
    pub signed: bool,
    /// They were given a copy.
    pub copied: bool,
    /// A copy that names nobody who must not be named; empty: none was made.
    pub anonymised: String,
    /// When it was kept.
    pub made_at: Instant,
}

/// How the meeting about the return went. It is never a condition of coming back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The parent came.
    pub attended: bool,
    /// What was agreed, or how they were rung instead.
    pub words: String,
    /// When it was recorded.
    pub at: Instant,
    /// By whom.
    pub by_name: String,
}

coded! {
    /// Who the headteacher is to a decision.
    pub enum As {
        Head = "head", "Headteacher";
        Acting = "acting", "Acting headteacher";
    }
}

/// What was decided, as it stood when it was: needs and care are the pupil's on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: Instant,
    /// Who.
    pub staff: Id,
    /// Their name then.
    pub name: String,
    /// As what.
    pub role: As,
    /// Why.
    pub reasons: String,
    /// What had been tried, drawn from the record of the pupil, a line each.
    pub drawn: String,
    /// Half-days it lasts; none of a permanent exclusion.
    pub length: HalfDays,
    /// School days it touches.
    pub touched: u32,
    /// The highest total of a statutory term it touches, itself included.
    pub term_total: HalfDays,
    /// The highest total of a school year, itself included.
    pub year_total: HalfDays,
    /// Stage of SEN.
    pub sen: Sen,
    /// Looked after.
    pub looked_after: bool,
    /// The social worker, or empty.
    pub social_worker: String,
}

/// A suspension or permanent exclusion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The record of a day in the room it was opened from.
    pub failed_day: Option<Id>,
    /// The one before, where this is a fresh decision that starts when that ends.
    pub follows: Option<Id>,
    /// When it happened.
    pub happened_at: Option<Instant>,
    /// How the pupil's account came.
    pub account_how: Option<Account>,
    /// Kind.
    pub kind: Option<Kind>,
    /// First day out.
    pub first: Option<Day>,
    /// It begins during that day.
    pub first_half: bool,
    /// When the pupil was sent home, where it does.
    pub sent_home_at: Option<Minute>,
    /// Last day out; none of a permanent exclusion.
    pub last: Option<Day>,
    /// It ends at midday of that day.
    pub last_half: bool,
    /// National reasons, three at most.
    pub reasons: Vec<Reason>,
    /// First public examination or national curriculum test lost.
    pub exam: Option<Day>,
    /// Half-days at other schools in this term.
    pub elsewhere_term: HalfDays,
    /// Half-days at other schools in this school year.
    pub elsewhere_year: HalfDays,
    /// An EHC assessment is under way.
    pub assessment: bool,
    /// Somebody weighed the facts on the balance of probabilities.
    pub probable: bool,
    /// The authority where the pupil lives, where it is another.
    pub home_authority: String,
    /// When the pupil comes back on the first day.
    pub back_at: Option<Minute>,
    /// The meeting about the return.
    pub meeting: Option<Instant>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// The day the parent wrote to the governing body.
    pub written_on: Option<Day>,
    /// When the education of the sixth day begins.
    pub provision: Option<Instant>,
    /// What it is.
    pub provision_words: String,
    /// The day it was cancelled.
    pub cancelled_on: Option<Day>,
    /// By whom.
    pub cancelled_by: String,
    /// Why.
    pub cancelled_why: String,
    /// How the meeting went.
    pub met: Option<Met>,
    /// The day the pupil was back.
    pub back_on: Option<Day>,
    /// A draft that was given up.
    pub dropped: bool,
    /// Who began it.
    pub by_staff: Id,
    /// Their name then.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

impl Exclusion {
    /// A draft with nothing in it yet.
    pub fn draft(id: Id, pupil: Id, by: (Id, &str), at: Instant) -> Exclusion {
        Exclusion {
            id,
            pupil,
            failed_day: None,
            follows: None,
            happened_at: None,
            account_how: None,
            kind: None,
            first: None,
            first_half: false,
            sent_home_at: None,
            last: None,
            last_half: false,
            reasons: Vec::new(),
            exam: None,
            elsewhere_term: HalfDays::NONE,
            elsewhere_year: HalfDays::NONE,
            assessment: false,
            probable: false,
            home_authority: String::new(),
            back_at: None,
            meeting: None,
            decided: None,
            written_on: None,
            provision: None,
            provision_words: String::new(),
            cancelled_on: None,
            cancelled_by: String::new(),
            cancelled_why: String::new(),
            met: None,
            back_on: None,
            dropped: false,
            by_staff: by.0,
            by_name: by.1.to_string(),
            made_at: at,
            version: 0,
        }
    }
    /// It may still be written on.
    pub fn is_draft(&self) -> bool {
        self.decided.is_none() && !self.dropped
    }
    /// It stands: decided and not cancelled.
    pub fn stands(&self) -> bool {
        self.decided.is_some() && self.cancelled_on.is_none()
    }
    /// What it is called: "suspension" until somebody says otherwise.
    pub fn noun(&self) -> &'static str {
        self.kind.unwrap_or(Kind::Suspension).noun()
    }
    /// Where it stands on a day, in the states of the law note. A permanent exclusion goes the
    /// road of its own from there, with the governing body.
    pub fn state(&self, today: Day) -> Suspension {
        match (self.decided.is_some(), self.cancelled_on, self.first) {
            (false, ..) | (.., None) => Suspension::Draft,
            (_, Some(_), _) => Suspension::Cancelled,
            _ if self.back_on.is_some() => Suspension::Returned,
            (_, _, Some(first)) if today < first => Suspension::Imposed,
            _ if self.last.is_some_and(|last| last < today) => Suspension::Ended,
            _ if self.provision.is_some_and(|p| p.day() <= today) => {
                Suspension::RunningWithProvision
            }
            _ => Suspension::Running,
        }
    }
    /// The same in a few words of ours, for a list.
    pub fn standing(&self, today: Day) -> &'static str {
        match self.state(today) {
            Suspension::Draft if self.dropped => "Given up",
            Suspension::Draft => "Being prepared",
            Suspension::Cancelled => "Cancelled",
            Suspension::Returned => "Back in school",
            Suspension::Imposed => "Decided",
            // It runs for good, unless somebody decides otherwise.
            Suspension::Running | Suspension::RunningWithProvision
                if self.kind == Some(Kind::Permanent) =>
            {
                "In force"
            }
            Suspension::Ended => "Over",
            Suspension::Running | Suspension::RunningWithProvision => "Running",
        }
    }
    /// "Thu 19 Nov 2026 (part of the day) to Fri 20 Nov 2026", or empty.
    pub fn days(&self) -> String {
        let Some(first) = self.first else { return String::new() };
        let part =
            |half: bool, words: &str| if half { format!(" ({words})") } else { String::new() };
        let from = format!("{first}{}", part(self.first_half, "part of the day"));
        match self.last {
            None => format!("from {from}"),
            Some(last) if last == first => {
                format!("{from}{}", part(self.last_half && !self.first_half, "until midday"))
            }
            Some(last) => format!("{from} to {last}{}", part(self.last_half, "until midday")),
        }
    }
}

/// A text as its lines, empty ones left out.
pub(crate) fn lines_of(text: &str) -> Vec<String> {
    crate::letter::lines(text)
}

/// Who may decide, beside whoever has the headteacher's role, and whom the notices go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Named to act as head.
    pub acting: Option<Id>,
    /// From this day.
    pub acting_from: Option<Day>,
    /// To this day.
    pub acting_to: Option<Day>,
    /// What kind of school: "maintained", "academy" or "pru".
    pub school: String,
    /// The local authority, and how it is told.
    pub authority: String,
    /// Whom at the authority: an address or number.
    pub authority_to: String,
    /// The clerk to the governing body, and how representations reach them.
    pub clerk: String,
    /// The Virtual School Head, and how they are told.
    pub virtual_head: String,
    /// Where a family finds free and impartial advice, a line each.
    pub advice: String,
    /// When the afternoon session begins.
    pub afternoon: Option<Minute>,
}

impl Settings {
    /// Whether this person is named to act as head on a day.
    pub fn acts(&self, staff: Id, on: Day) -> bool {
        self.acting == Some(staff)
            && self.acting_from.is_some_and(|from| from <= on)
            && self.acting_to.is_some_and(|to| on <= to)
    }
    /// What still has to be filled in before a letter can be whole.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        for (text, what) in [
            (&self.clerk, "the clerk to the governing body, and how to write to them"),
            (&self.advice, "where a family finds free and impartial advice"),
            (&self.authority, "the local authority"),
        ] {
            if text.trim().is_empty() {
                out.push(what);
            }
        }
        out
    }
}
