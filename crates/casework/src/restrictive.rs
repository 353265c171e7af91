//! Force, restraint, seclusion, immobilisation or an aid taken away, other than a disciplinary
//! removal: the record of it, who is told, and who may read it.
//!
//! Must never know: tables or pages, or what a room is called. It is never counted as a placement
//! or a suspension, and a room's name or kind opens no record.

mod guard;

pub use guard::{Guarded, Naming, Showing, guard};

use crate::day::{Entry, EntryKind};
use crate::pupil::Contact;
use crate::words::{Concept, Words};
use crate::{Actor, Coded, Id, May, Refusal, Role, Verb};
use rulebook::{Day, Instant, Minute};

/// Letters one fact may have.
pub const LONGEST: usize = 3_000;
/// Letters of a reason: for withholding, for what stays unknown.
pub const LONGEST_WHY: usize = 1_000;

/// Whether an act wrote something of a record, rather than read it. Of these, somebody who may not
/// read the register is told that one happened and never which.
pub fn is_writing(verb: Verb) -> bool {
    use Verb::*;
    let wrote = [RestrictiveAsked, RestrictiveOpened, RestrictiveCompleted, RestrictiveTold];
    wrote.contains(&verb) || matches!(verb, RestrictiveWithheld | RestrictiveSigned)
}

/// Whether an act is about such a record or the register of them.
pub fn is_about(verb: Verb) -> bool {
    is_writing(verb) || matches!(verb, Verb::RestrictiveRead | Verb::RestrictiveListed)
}

coded! {
    /// What was done. A record may have more than one.
    pub enum Kind {
        Force = "force", "Force";
        Restraint = "restraint", "Restraint";
        Seclusion = "seclusion", "Seclusion";
        Immobilisation = "immobilisation", "Immobilisation";
        Aid = "aid", "Taking away an aid";
    }
}

impl Kind {
    /// What it is, for somebody who has to choose.
    pub fn means(self) -> &'static str {
        match self {
            Kind::Force => "Any use of strength to move, turn or stop: a held arm, a guided push.",
            Kind::Restraint => "Held so that they could not move as they wished.",
            Kind::Seclusion => {
                "Kept away from others and stopped from leaving: by a lock, by an adult, or by being made to believe they could not."
            }
            Kind::Immobilisation => {
                "Strapped, or kept in a chair or position they could not leave."
            }
            Kind::Aid => {
                "A wheelchair, communication aid, hearing aid or the like taken or kept away."
            }
        }
    }
    /// The kinds as they are kept: codes with spaces between.
    pub fn keep(kinds: &[Kind]) -> String {
        kinds.iter().map(|k| k.code()).collect::<Vec<_>>().join(" ")
    }
    /// From what was kept.
    pub fn kept(text: &str) -> Vec<Kind> {
        text.split_whitespace().filter_map(Kind::from_code).collect()
    }
    /// "force and restraint"
    pub fn say(kinds: &[Kind]) -> String {
        let words: Vec<String> = kinds.iter().map(|k| k.label().to_lowercase()).collect();
        match words.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        }
    }
}

coded! {
    /// A fact of a record. One with no words is not known yet, and says so.
    pub enum Fact {
        Place = "place", "Where";
        Staff = "staff", "Staff involved";
        Before = "before", "What led up to it";
        Calming = "calming", "What was tried first to calm things";
        Reason = "reason", "Why it was used";
        Degree = "degree", "What was done, and how much";
        Hurt = "hurt", "Injuries";
        StaffHurt = "staff_hurt", "Injuries to staff";
        Medical = "medical", "Medical help";
        Witness = "witness", "Who saw it";
        View = "view", "What they say about it";
        TalkPupil = "talk_pupil", "Talk afterwards";
        TalkStaff = "talk_staff", "Talk afterwards with staff";
        Plan = "plan", "Plan in place, and whether it was followed";
        Sen = "sen", "Special educational needs";
    }
}

impl Fact {
    /// Its name in the school's words.
    pub fn ask(self, words: &Words) -> String {
        let pupil = words.one(Concept::Pupil);
        match self {
            Fact::Hurt => format!("Injuries to the {pupil}"),
            Fact::View => format!("What the {pupil} says about it"),
            Fact::TalkPupil => format!("Talk afterwards with the {pupil}"),
            other => other.label().to_string(),
        }
    }
    /// A word of help, or nothing.
    pub fn hint(self) -> &'static str {
        match self {
            Fact::Staff => "Everybody who took part, by name.",
            Fact::Before => "What was seen and heard, in order. No guesses at why.",
            Fact::Reason => {
                "What it was meant to stop: hurt to somebody, damage, a serious disturbance."
            }
            Fact::Degree => {
                "Which hold, where, how many adults, for how long. “Held by the left forearm for 20 seconds.”"
            }
            Fact::Hurt | Fact::StaffHurt => "Write “none seen” if there were none.",
            Fact::Medical => "Who looked at them, when, what was done. “None needed” if so.",
            Fact::View => "Their own words, when they are ready.",
            Fact::Place
            | Fact::Calming
            | Fact::Witness
            | Fact::TalkPupil
            | Fact::TalkStaff
            | Fact::Plan
            | Fact::Sen => "",
        }
    }
    /// Lines its box has; 1 for a short answer.
    pub fn lines(self) -> u8 {
        match self {
            Fact::Before | Fact::Degree => 4,
            Fact::Calming | Fact::Reason | Fact::View | Fact::TalkPupil | Fact::TalkStaff => 3,
            _ => 2,
        }
    }
}

coded! {
    /// A part of the form: facts that are known at the same time and by the same people.
    pub enum Part {
        When = "when", "What, when and who";
        Story = "story", "What happened";
        Hurt = "hurt", "Anybody hurt, and who saw it";
        After = "after", "Talks afterwards";
        Plans = "plans", "Plan and needs";
    }
}

impl Part {
    /// Its facts, in the order they are asked.
    pub fn facts(self) -> &'static [Fact] {
        match self {
            Part::When => &[Fact::Place, Fact::Staff],
            Part::Story => &[Fact::Before, Fact::Calming, Fact::Reason, Fact::Degree],
            Part::Hurt => &[Fact::Hurt, Fact::StaffHurt, Fact::Medical, Fact::Witness],
            Part::After => &[Fact::View, Fact::TalkPupil, Fact::TalkStaff],
            Part::Plans => &[Fact::Plan, Fact::Sen],
        }
    }
    /// Whether a new record begins with it open: what is known at once. The rest is a tap away.
    pub fn comes_first(self) -> bool {
        matches!(self, Part::When | Part::Story)
    }
}

coded! {
    /// How somebody was told.
    pub enum How {
        Telephone = "telephone", "By telephone";
        InPerson = "in_person", "In person";
        Email = "email", "By email";
        Post = "post", "By post";
    }
}

coded! {
    /// Where the report to one person has got to.
    pub enum ReportState {
        Due = "due", "Not told yet";
        Told = "told", "Told";
        Withheld = "withheld", "Withheld";
    }
}

/// What was known at one time: a version of a record, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From 1.
    pub revision: i64,
    /// What was done.
    pub kinds: Vec<Kind>,
    /// When it began.
    pub began: Instant,
    /// When it ended, once that is known.
    pub ended: Option<Instant>,
    /// What is known, in the order of [`Fact`].
    pub facts: Vec<(Fact, String)>,
    /// Who wrote this version.
    pub author_name: String,
    /// When.
    pub at: Instant,
}

impl Version {
    /// The words of a fact, or nothing.
    pub fn words(&self, fact: Fact) -> &str {
        self.facts.iter().find(|(f, _)| *f == fact).map_or("", |(_, w)| w.as_str())
    }
    /// The facts that nobody has given yet.
    pub fn unknown(&self) -> Vec<Fact> {
        Fact::ALL.iter().copied().filter(|f| self.words(*f).is_empty()).collect()
    }
    /// Things not known yet, the end among them.
    pub fn missing(&self) -> usize {
        self.unknown().len() + usize::from(self.ended.is_none())
    }
    /// How long it lasted, in words.
    pub fn length(&self) -> String {
        match self.ended.map(|end| end.minutes_since(self.began)) {
            None => "not known yet".into(),
            Some(0) => "under a minute".into(),
            Some(minutes) => rulebook::day::spell_minutes(minutes),
        }
    }
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The placement it happened in, where it did.
    pub placement: Option<Id>,
    /// Staff record of who first wrote it.
    pub author: Id,
    /// Their name.
    pub author_name: String,
    /// When it was first written.
    pub made_at: Instant,
    /// The newest version.
    pub version: i64,
    /// When a senior leader signed it off.
    pub signed_at: Option<Instant>,
    /// Who.
    pub signed_by: String,
    /// Why facts stay unknown, where some do.
    pub signed_why: String,
}

/// A person to be told of a record, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Key.
    pub id: Id,
    /// The record.
    pub record: Id,
    /// Who at home; nobody for the local authority.
    pub contact: Option<Id>,
    /// Their name.
    pub to_name: String,
    /// A restriction on contact was on record.
    pub restricted: bool,
    /// Where it has got to.
    pub state: ReportState,
    /// The day on which they should be told.
    pub due: Day,
    /// How they were told.
    pub how: Option<How>,
    /// When.
    pub told_at: Option<Instant>,
    /// Who told them, or withheld it.
    pub by_name: String,
    /// When that was written down.
    pub made_at: Option<Instant>,
    /// What they said, or nothing.
    pub said: String,
    /// Why it was withheld.
    pub why: String,
    /// The version of which they were given a copy.
    pub copy_revision: Option<i64>,
}

/// A day in the room that has to be asked about before it ends: somebody was called, because the
/// room's own steps were not enough.
pub fn is_incident(entries: &[&Entry]) -> bool {
    entries.iter().any(|e| e.stands() && e.kind == EntryKind::NextStep)
}

/// The refusal where such a day is closed and nobody has answered.
pub fn ask_first(placement: Id, words: &Words) -> Refusal {
    let pupil = words.one(Concept::Pupil);
    Refusal::because(
        format!("Say first whether the {pupil} was held or stopped from leaving, or force was used"),
        "A day on which somebody had to be called is not closed until the question is answered. Yes opens a record of its own; no is kept with your name.",
        "Mainstay, so that no record is forgotten that the law asks for (R1.10).",
    )
    .or("Answer the question", format!("/placements/{placement}/restrictive"))
}

/// What was typed about when it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// The day.
    pub day: Option<Day>,
    /// When it began.
    pub from: Option<Minute>,
    /// When it ended, where that was typed.
    pub to: Option<Minute>,
    /// Something was typed for the end.
    pub ends: bool,
}

/// What is wrong, by field.
pub type Wrong = Vec<(&'static str, String)>;

/// When it began and ended. Errors are by field.
pub fn times(typed: Times, now: Instant) -> Result<(Instant, Option<Instant>), Wrong> {
    let mut wrong = Vec::new();
    let Some(day) = typed.day else {
        return Err(vec![("day", "Give the day it happened".to_string())]);
    };
    let began = typed.from.map(|m| day.at(m));
    let ended = typed.to.map(|m| day.at(m));
    match began {
        None => wrong.push(("from", "Give the time it began, such as 14.05".to_string())),
        Some(at) if at > now => wrong.push((
            if day > now.day() { "day" } else { "from" },
            "This is later than now. Give the time it began".to_string(),
        )),
        Some(_) => {}
    }
    if typed.ends && ended.is_none() {
        wrong.push(("to", "Give the time it ended, such as 14.06, or leave it empty".to_string()));
    }
    if let (Some(began), Some(ended)) = (began, ended) {
        if ended < began {
            wrong.push(("to", "It ended before it began. Put one of the times right".to_string()));
        } else if ended > now {
            wrong.push((
                "to",
                "This is later than now. Leave it empty until it has ended".to_string(),
            ));
        }
    }
    match began {
        Some(began) if wrong.is_empty() => Ok((began, ended)),
        _ => Err(wrong),
    }
}

/// Whether somebody may read a record: those who answer for the register, and whoever wrote it.
/// Somebody who only covers the room writes one and reads none, their own included.
pub fn may_read(actor: &Actor, record: &Record) -> bool {
    actor.may(May::Restrictive) || (record.author == actor.staff && !actor.only_covers())
}

/// Whether a record may be completed now.
pub fn complete(record: &Record) -> Result<(), Refusal> {
    if record.signed_at.is_none() {
        return Ok(());
    }
    Err(Refusal::because(
        "This record is signed off, so it is not changed",
        "What was signed off stays as it was signed. What was learnt later is written in a note on the file.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See the record", format!("/restrictive/{}", record.id)))
}

/// Whether somebody may sign a record off: a senior leader or the head, never whoever wrote it,
/// and with every fact known or a reason why it stays unknown. The reason is an error of its field.
pub fn sign(
    actor: &Actor,
    record: &Record,
    now: &Version,
    why: &str,
) -> Result<Option<&'static str>, Refusal> {
    let back = format!("/restrictive/{}", record.id);
    if !leads(actor) {
        let mut no = Refusal::because(
            "Your role does not sign these records off",
            "A record of force, restraint or seclusion is signed off by a senior leader or the headteacher.",
            "Mainstay’s table of roles.",
        )
        .or("Back to the record", back);
        no.by_role = true;
        return Err(no);
    }
    if record.author == actor.staff {
        return Err(Refusal::because(
            "Whoever wrote a record does not sign it off",
            "A second person looks at it: another senior leader or the headteacher.",
            "Mainstay’s own rule.",
        )
        .or("Back to the record", back));
    }
    complete(record)?;
    if now.missing() > 0 && why.is_empty() {
        return Ok(Some(
            "Facts are not known yet. Have them completed, or say here why they stay unknown",
        ));
    }
    Ok(None)
}

/// A senior leader or the head.
pub fn leads(actor: &Actor) -> bool {
    actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head))
}

/// The safeguarding lead or the head, who alone may decide that a parent is not told.
pub fn withholds(actor: &Actor) -> bool {
    actor.roles.iter().any(|r| matches!(r, Role::Safeguarding | Role::Head))
}

/// Whether the report to one person may be withheld by somebody, and that it is not the
/// authority's, which is told because nobody else could be.
pub fn withhold(actor: &Actor, report: &Report) -> Result<(), Refusal> {
    let back = format!("/restrictive/{}", report.record);
    if !withholds(actor) {
        let mut no = Refusal::because(
            "Your role does not decide that a parent is not told",
            "A report is withheld from a parent only where telling them is likely to cause the child significant harm, by the safeguarding lead or the headteacher, with the reason.",
            "Education and Inspections Act 2006 s.93A(5) (R1.10h), and Mainstay’s table of roles.",
        )
        .or("Tell the DSL", "/tell")
        .or("Back to the record", back);
        no.by_role = true;
        return Err(no);
    }
    if report.contact.is_none() || report.state != ReportState::Due {
        return Err(Refusal::because(
            "This report cannot be withheld",
            "A parent who has been told has been told, and the local authority is told because no parent could be.",
            "Education and Inspections Act 2006 s.93A(5) (R1.10h).",
        )
        .or("Back to the record", back));
    }
    Ok(())
}

/// Those at home who are to be told: everybody with parental responsibility. A restriction on
/// record takes nobody off; it is for the safeguarding lead or the head to decide.
pub fn to_tell(contacts: &[Contact]) -> Vec<&Contact> {
    let mut list: Vec<&Contact> = contacts.iter().filter(|c| c.responsible).collect();
    list.sort_by_key(|c| (c.priority, c.id));
    list
}

/// Whether the authority where the pupil lives is to be told now: every parent's report is
/// withheld, and it is not on the list yet.
pub fn authority_now(reports: &[Report]) -> bool {
    let parents = reports.iter().filter(|r| r.contact.is_some());
    let all =
        parents.clone().count() > 0 && parents.clone().all(|r| r.state == ReportState::Withheld);
    all && reports.iter().all(|r| r.contact.is_some())
}

/// Whether a parent is told at all: not of a pupil who has reached the age at which they are not.
pub fn is_reported(born: Option<Day>, on: Day) -> bool {
    born.is_none_or(|born| rulebook::age::years(born, on) < rulebook::room::NOT_REPORTED_FROM_AGE)
}

/// When somebody was told: not before it began, not later than now.
pub fn told_at(
    day: Option<Day>,
    minute: Option<Minute>,
    began: Instant,
    now: Instant,
) -> Result<Instant, (&'static str, &'static str)> {
    let day = day.ok_or(("told_day", "Give the day they were told"))?;
    let minute = minute.ok_or(("told_time", "Give the time they were told, such as 15.20"))?;
    let at = day.at(minute);
    if at > now {
        return Err(("told_time", "This is later than now. Write it down once they were told"));
    }
    if at < began {
        return Err(("told_time", "This is before it happened. Give the time they were told"));
    }
    Ok(at)
}

#[cfg(test)]
mod tests;
