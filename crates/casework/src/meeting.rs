//! A meeting: of which kind, when and where, who is asked and comes, its agenda, and how its
//! minutes stand against the school's own standard.
//!
//! Must never know: how an invitation travels, tables, pages, or the day it is. A pupil's return is
//! never made to wait for a meeting.

pub mod by_mail;
pub mod copy;
pub mod feed;
pub mod invite;
pub mod people;
pub mod place;
pub mod report;
#[cfg(test)]
mod tests;

use crate::{Actor, Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// Letters of a title, a place, a name.
pub const SHORT: usize = 200;
/// Letters of what was said at an item, of a decision, of a reason.
pub const LONGEST: usize = 8_000;

coded! {
    /// What kind of meeting; a school calls it as it likes.
    pub enum Kind {
        Reintegration = "reintegration", "Reintegration meeting";
        Tac = "tac", "Team around the child";
        Yim = "yim", "Year intervention meeting";
        PlanReview = "plan_review", "Review of a plan";
        Parent = "parent", "Meeting with home";
        LineManagement = "line_management", "Line management";
        Reflective = "reflective", "Reflective supervision";
        BehaviourTeam = "behaviour_team", "Behaviour team";
        Panel = "panel", "Panel";
        Other = "other", "Meeting";
    }
}

impl Kind {
    /// Read by those who are at it alone.
    pub fn is_private(self) -> bool {
        matches!(self, Kind::LineManagement | Kind::Reflective)
    }
    /// About one pupil.
    pub fn is_of_a_pupil(self) -> bool {
        matches!(self, Kind::Reintegration | Kind::Tac | Kind::PlanReview | Kind::Parent)
    }
    /// The items such a meeting begins with; whoever arranges it changes them.
    pub fn agenda(self) -> &'static [&'static str] {
        match self {
            Kind::Reintegration => &[
                "Welcome back, and what this meeting is for",
                "How the pupil sees it",
                "How home sees it",
                "What helps, and what the school will do",
                "Targets, and when they are looked at",
            ],
            Kind::Tac => &[
                "Welcome, and what stays in this room",
                "The child’s view",
                "What has happened since last time",
                "What works",
                "What worries us",
                "Where we stand, from 0 to 10",
                "Actions: who, and by when",
                "Lead professional, and next date",
            ],
            Kind::PlanReview => &["Targets, one by one", "What is in use", "What changes"],
            Kind::Parent => &["What is going well", "What is hard", "What each of us will do"],
            Kind::Yim | Kind::BehaviourTeam | Kind::Panel => &[],
            Kind::LineManagement => &["How things are", "Objectives", "Support and training"],
            Kind::Reflective => &["What has been on your mind"],
            Kind::Other => &[],
        }
    }
}

coded! {
    /// How it stands.
    pub enum State {
        Arranged = "arranged", "Arranged";
        Held = "held", "Held";
        CalledOff = "called_off", "Called off";
    }
}

/// What a school calls a kind of meeting, and what it asks of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kind.
    pub kind: Kind,
    /// The school's own name.
    pub name: String,
    /// Days within which its minutes go out: school days, or working days in an authority.
    pub within_days: i64,
    /// Who must be there, line by line: "school 4".
    pub quorum: String,
    /// Version.
    pub version: i64,
}

impl Rule {
    /// As it is until a school says otherwise.
    pub fn plain(kind: Kind) -> Rule {
        Rule {
            kind,
            name: crate::Coded::label(kind).to_string(),
            within_days: i64::from(rulebook::room::MINUTES_WITHIN.0),
            quorum: String::new(),
            version: 0,
        }
    }
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Key.
    pub id: Id,
    /// Kind.
    pub kind: Kind,
    /// What the school called the kind when it was arranged.
    pub name: String,
    /// What it is about, in words; never in a subject line or a calendar.
    pub title: String,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// Day.
    pub on: Day,
    /// Begins.
    pub from: Minute,
    /// Ends.
    pub to: Minute,
    /// Where.
    pub place: String,
    /// How to join from elsewhere, or empty.
    pub remote: String,
    /// Who arranges it and takes its minutes.
    pub lead: Id,
    /// Their name.
    pub lead_name: String,
    /// Who chairs it, and approves the minutes.
    pub chair_name: String,
    /// Who must be there, line by line: "school 4".
    pub quorum: String,
    /// The last one, whose actions are looked at.
    pub before: Option<Id>,
    /// Days within which the minutes go out.
    pub within_days: i64,
    /// For those who are at it alone.
    pub private: bool,
    /// How it stands.
    pub state: State,
    /// Why it was called off.
    pub why_off: String,
    /// Grows each time those asked must be told anew.
    pub sequence: i64,
    /// When invitations went out first.
    pub asked_at: Option<Instant>,
    /// When its papers went out.
    pub papers_out_at: Option<Instant>,
    /// When its minutes were finished.
    pub held_at: Option<Instant>,
    /// When they went to the chair.
    pub to_chair_at: Option<Instant>,
    /// Who approved them.
    pub approved_by: String,
    /// When.
    pub approved_at: Option<Instant>,
    /// When they went out.
    pub circulated_at: Option<Instant>,
    /// When it was arranged.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

coded! {
    /// How the minutes stand against the standard.
    pub enum Minutes {
        NotYet = "not_yet", "Not held yet";
        Due = "due", "Minutes to go out";
        Late = "late", "Minutes late";
        Met = "met", "Out in time";
        OutLate = "out_late", "Out late";
        Off = "off", "Called off";
    }
}

/// How the minutes stand: `due` is the last day of the standard, counted on the calendar.
pub fn minutes(m: &Meeting, due: Day, now: Instant) -> Minutes {
    match (m.state, m.circulated_at) {
        (State::CalledOff, _) => Minutes::Off,
        (_, Some(out)) if out.day() <= due => Minutes::Met,
        (_, Some(_)) => Minutes::OutLate,
        _ if now < m.on.at(m.from) => Minutes::NotYet,
        _ if now.day() > due => Minutes::Late,
        _ => Minutes::Due,
    }
}

/// What is typed of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Day.
    pub on: Option<Day>,
    /// Begins.
    pub from: Option<Minute>,
    /// Ends.
    pub to: Option<Minute>,
    /// Where.
    pub place: String,
    /// How to join from elsewhere.
    pub remote: String,
}

/// What is wrong with when and where, beside its field.
pub fn wrong(t: &Typed, now: Instant) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    match (t.on, t.from) {
        (None, _) => out.push(("on", "Give the day, such as 24/11/2026")),
        (Some(on), _) if on < now.day() => out.push(("on", "That day is over")),
        _ => {}
    }
    match (t.from, t.to) {
        (None, _) => out.push(("from", "Give the time, such as 14.00")),
        (_, None) => out.push(("to", "Give the time it ends, such as 15.00")),
        (Some(from), Some(to)) if to <= from => out.push(("to", "It ends after it begins")),
        _ => {}
    }
    if t.place.trim().is_empty() && t.remote.trim().is_empty() {
        out.push(("place", "Say where, or how to join from elsewhere"));
    }
    out
}

/// Whether those asked must be told anew: it stands at another time or place.
pub fn moved(before: &Meeting, after: &Meeting) -> bool {
    (before.on, before.from, before.to) != (after.on, after.from, after.to)
        || place::key(&before.place) != place::key(&after.place)
        || before.remote != after.remote
}

/// Whether it may still be changed, asked to or called off.
///
/// # Errors
/// Refuses one that was held or called off.
pub fn may_change(m: &Meeting) -> Result<(), Refusal> {
    if m.state == State::Arranged {
        return Ok(());
    }
    let label = crate::Coded::label(m.state).to_lowercase();
    Err(Refusal::because(
        format!("This meeting was {label}"),
        "Only a meeting that is to come is changed.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See the meeting", format!("/meetings/{}", m.id))
    .or("Arrange another", "/meetings/new"))
}

/// Whether minutes may still be written: until they are approved.
///
/// # Errors
/// Refuses when they were approved, or the meeting was called off.
pub fn may_minute(m: &Meeting) -> Result<(), Refusal> {
    let (title, rule) = match (m.state, m.approved_at) {
        (State::CalledOff, _) => ("This meeting was called off", "Nothing was said at it."),
        (_, Some(_)) => (
            "These minutes are approved",
            "What was approved stays as it is; the next meeting can correct it.",
        ),
        _ => return Ok(()),
    };
    Err(Refusal::because(title, rule, "Mainstay: records are corrected by addition.")
        .or("See the meeting", format!("/meetings/{}", m.id)))
}

/// Whether minutes may go out: once they are approved.
///
/// # Errors
/// Refuses before that.
pub fn may_circulate(m: &Meeting) -> Result<(), Refusal> {
    if m.approved_at.is_some() {
        return Ok(());
    }
    Err(Refusal::because(
        "These minutes are not approved yet",
        "Minutes go out once the chair, or whoever arranged the meeting, has approved them.",
        "The way Mainstay works.",
    )
    .or("Read and approve them", format!("/meetings/{}/minutes", m.id)))
}

/// An item of the agenda, with what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub id: Id,
    /// Where it stands, from 1.
    pub position: i64,
    /// What.
    pub title: String,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// For staff alone: in nobody else's copy.
    pub closed: bool,
    /// What was said.
    pub notes: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Key.
    pub id: Id,
    /// The item.
    pub item: Option<Id>,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// In words.
    pub words: String,
    /// Why.
    pub why: String,
    /// The action it became.
    pub action: Option<Id>,
    /// The referral it became.
    pub referral: Option<Id>,
    /// The plan it changes.
    pub plan: Option<Id>,
    /// The version of the plan that it is first in.
    pub plan_version: Option<i64>,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// That somebody has an interest in an item: they leave for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// Key.
    pub id: Id,
    /// The item.
    pub item: Id,
    /// Who.
    pub person: Id,
    /// What it is, and that they left.
    pub words: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
}

/// A line of what the place must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// Key.
    pub id: Id,
    /// What.
    pub what: String,
    /// Who saw to it.
    pub done_by: String,
    /// When.
    pub done_at: Option<Instant>,
}

/// Whether somebody leads a meeting: they arranged it, or chair it under their own name.
pub fn leads(m: &Meeting, actor: &Actor) -> bool {
    m.lead == actor.staff || (!m.chair_name.is_empty() && m.chair_name == actor.name)
}
