//! A case on an authority's desk: one child, one episode, at one school, with facts copied from
//! what the school notified or learnt since.
//!
//! Must never know: a school's own tables, or how a day is counted. A fact learnt later stands
//! beside the one before it; a date follows from the facts and is never kept.

pub mod around;
pub mod cancel;
pub mod chase;
pub mod child;
pub mod chronology;
pub mod enquiry;
pub mod family;
pub mod information;
pub mod intake;
pub mod provision;
pub mod provision_review;
pub mod section_19;

#[cfg(test)]
mod tests;

pub use around::{Around, Other, owes};

use crate::owed;
use crate::{Id, Refusal};
use child::Child;
use family::Parent;
use rulebook::{Day, Instant, age};

coded! {
    /// What a case is about. Screens say these words, never "excluded" alone.
    pub enum Kind {
        Permanent = "permanent", "Permanent exclusion";
        Suspension = "suspension", "Suspension";
        Lunchtime = "lunchtime", "Suspension at lunchtimes";
        AtRisk = "at_risk", "At risk of permanent exclusion";
        Education = "education", "Education for illness or another reason";
    }
}

impl Kind {
    /// As what is owed has it; nothing where nobody was suspended or excluded.
    pub fn in_law(self) -> Option<owed::Kind> {
        match self {
            Kind::Permanent => Some(owed::Kind::Permanent),
            Kind::Suspension => Some(owed::Kind::Suspension),
            Kind::Lunchtime => Some(owed::Kind::Lunchtime),
            Kind::AtRisk | Kind::Education => None,
        }
    }
}

coded! {
    /// Whether a case is being worked on.
    pub enum State {
        Open = "open", "Open";
        Closed = "closed", "Closed";
    }
}

coded! {
    /// How a case ended.
    pub enum Outcome {
        Ended = "ended", "The suspension ended and the pupil is back";
        Reinstated = "reinstated", "Reinstated by the governing body";
        Cancelled = "cancelled", "Cancelled by the headteacher";
        Placed = "placed", "On the roll of another school";
        Provision = "provision", "In lasting provision";
        Moved = "moved", "Moved to another authority";
        Left = "left", "Over compulsory school age";
        NotNeeded = "not_needed", "Nothing more to do";
    }
}

coded! {
    /// A question whose answer may not be known yet.
    pub enum Known {
        Unknown = "unknown", "Not known";
        Yes = "yes", "Yes";
        No = "no", "No";
    }
}

coded! {
    /// Where an EHC plan stands.
    pub enum Ehc {
        Unknown = "unknown", "Not known";
        None = "none", "No plan, and no assessment under way";
        Assessment = "assessment", "Assessment under way";
        Plan = "plan", "Has an EHC plan";
    }
}

coded! {
    /// How near a permanent exclusion a school believes a pupil to be.
    pub enum Level {
        Watch = "watch", "Worried: advice asked";
        High = "high", "High: other ways are being tried";
        Imminent = "imminent", "A decision is near";
    }
}

/// Letters of the account of what happened.
pub const LONGEST_WHAT: usize = 4_000;
/// Letters of a name, a source, a reason.
pub const LONGEST_LINE: usize = 300;

/// A case with the facts in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Key.
    pub id: Id,
    /// Number on the desk, from 1.
    pub number: i64,
    /// The child.
    pub child: Id,
    /// The school in the authority's register; none: a school that is not in it.
    pub school: Option<Id>,
    /// Its name, as it was copied.
    pub school_name: String,
    /// What it is about.
    pub kind: Kind,
    /// Open or closed.
    pub state: State,
    /// Whose it is; none: nobody's yet.
    pub officer: Option<Id>,
    /// Their name.
    pub officer_name: String,
    /// National Curriculum year.
    pub year: Option<i64>,
    /// Stage of SEN: N, K, E; empty: not known.
    pub sen: String,
    /// Where an EHC plan stands.
    pub ehc: Ehc,
    /// Looked after.
    pub looked_after: Known,
    /// Social worker's name; empty: none known.
    pub social_worker: String,
    /// The day the headteacher decided.
    pub decided: Option<Day>,
    /// The day the parents were told in writing.
    pub told: Option<Day>,
    /// The day the governing body was told.
    pub governors_told: Option<Day>,
    /// First day out of school because of it.
    pub first_day: Option<Day>,
    /// Length in half-days; none of a permanent exclusion.
    pub half_days: Option<i64>,
    /// First day of a suspension that ran straight into it.
    pub out_from: Option<Day>,
    /// School days of that suspension.
    pub out_days: Option<i64>,
    /// Whether a public examination or national test is missed.
    pub exam: Known,
    /// The first of them.
    pub exam_day: Option<Day>,
    /// Whether the letter to the parents was seen.
    pub letter: Known,
    /// National reason codes with spaces between.
    pub reasons: String,
    /// What happened, as the school told it.
    pub what: String,
    /// How near, where it is an at-risk case.
    pub level: Option<Level>,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// The day the headteacher cancelled it, where that was said.
    pub cancelled_on: Option<Day>,
    /// When the notice came.
    pub received_at: Instant,
    /// The day the case was opened.
    pub opened_on: Day,
    /// The day it was closed.
    pub closed_on: Option<Day>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Why it was closed, in words.
    pub closed_why: String,
    /// Version, for two officers on one case.
    pub version: i64,
}

impl Case {
    /// "Case 14"
    pub fn name(&self) -> String {
        format!("Case {}", self.number)
    }
    /// The reason codes.
    pub fn reason_codes(&self) -> Vec<&str> {
        self.reasons.split_whitespace().collect()
    }
    /// Being worked on.
    pub fn open(&self) -> bool {
        self.state == State::Open
    }
    /// The day it is counted from in a list: first day out, else the day it was opened.
    pub fn day(&self) -> Day {
        self.first_day.unwrap_or(self.opened_on)
    }
}

coded! {
    /// A fact that is missing, and is asked for.
    pub enum Missing {
        ParentLetter = "parent_letter", "The letter to the parents";
        Parents = "parents", "Who holds parental responsibility";
        SecondParent = "second_parent", "Whether a second person holds parental responsibility";
        SecondAddress = "second_address", "An address for everybody with parental responsibility";
        Exam = "exam", "Whether a public examination or national test is missed";
        Decided = "decided", "The day the headteacher decided";
        FirstDay = "first_day", "The first day";
        Length = "length", "How many school days";
        ParentsTold = "parents_told", "The day the parents were told in writing";
        GovernorsTold = "governors_told", "The day the governing body was told";
        Reasons = "reasons", "The national reason";
        Born = "born", "Date of birth";
        Upn = "upn", "Unique pupil number";
        Year = "year", "Year group";
        Ehc = "ehc", "Whether there is an EHC plan or an assessment under way";
        Care = "care", "Whether the child is looked after";
    }
}

impl Missing {
    /// A date in law cannot be given without it.
    pub fn stops_a_date(self) -> bool {
        matches!(self, Missing::Decided | Missing::FirstDay | Missing::Length)
    }
}

/// What is missing, the weightiest first.
pub fn missing(case: &Case, child: &Child, parents: &[Parent]) -> Vec<Missing> {
    let mut out = Vec::new();
    let mut need = |yes: bool, what: Missing| {
        if yes {
            out.push(what);
        }
    };
    let law = case.kind.in_law().is_some();
    let adult = child.born.is_some_and(|b| age::years(b, case.day()) >= age::ADULT);
    need(law && case.decided.is_none(), Missing::Decided);
    need(law && case.first_day.is_none(), Missing::FirstDay);
    let short = matches!(case.kind, Kind::Suspension | Kind::Lunchtime);
    need(short && case.half_days.unwrap_or(0) == 0, Missing::Length);
    need(law && case.letter != Known::Yes, Missing::ParentLetter);
    let responsible: Vec<&Parent> = parents.iter().filter(|p| p.responsible).collect();
    if !adult {
        need(responsible.is_empty(), Missing::Parents);
        need(responsible.len() == 1, Missing::SecondParent);
        let no_address = responsible.iter().any(|p| p.address.trim().is_empty());
        need(no_address, Missing::SecondAddress);
    }
    need(law && case.exam == Known::Unknown, Missing::Exam);
    need(law && case.exam == Known::Yes && case.exam_day.is_none(), Missing::Exam);
    need(law && case.told.is_none(), Missing::ParentsTold);
    let governors = case.kind == Kind::Permanent && case.governors_told.is_none();
    need(governors, Missing::GovernorsTold);
    need(law && case.reasons.trim().is_empty(), Missing::Reasons);
    need(child.born.is_none(), Missing::Born);
    need(child.upn.is_empty(), Missing::Upn);
    need(case.year.is_none(), Missing::Year);
    need(case.ehc == Ehc::Unknown, Missing::Ehc);
    need(case.looked_after == Known::Unknown, Missing::Care);
    out
}

/// A fact as it was learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learnt {
    /// Key.
    pub id: Id,
    /// The case.
    pub about: Id,
    /// Its name: "Governing body told".
    pub name: String,
    /// What it was before, in words; empty: not known.
    pub was: String,
    /// What it is, in words.
    pub value: String,
    /// From whom, or from what.
    pub source: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// Whether a case may be closed.
pub fn may_close(case: &Case, open: &[&str]) -> Result<(), Refusal> {
    if !case.open() {
        return Err(Refusal::because(
            "This case is closed already",
            "A case is closed once, with its outcome and reason. Reopen it if there is more to do.",
            "Mainstay’s own rule.",
        ));
    }
    if open.is_empty() {
        return Ok(());
    }
    Err(Refusal::because(
        format!("This case still owes: {}", open.join("; ")),
        "A case is not closed over a duty that is open, unless somebody says by name why it falls away.",
        "Mainstay’s own rule.",
    )
    .or("Say that each was done, or tick that they fall away and why", ""))
}
