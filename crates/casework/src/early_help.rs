//! Early help: an assessment with a family, in the sections and the order of the authority’s own
//! form, and the consent without which nothing of it leaves the school.
//!
//! Must never know: tables or pages. It is voluntary, and no step towards a sanction.

#[cfg(test)]
mod tests;

use crate::pupil::{Contact, Pupil};
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

/// Letters of a section.
pub const LONGEST: usize = 6_000;
/// Letters of a title, a name, what consent is for.
pub const SHORT: usize = 300;
/// Sections of a form at most.
pub const MOST_SECTIONS: usize = 60;

coded! {
    /// What a section holds, whatever the authority calls it.
    pub enum Part {
        Family = "family", "Who is in the family";
        Reason = "reason", "Why now";
        Strengths = "strengths", "What is going well";
        Needs = "needs", "Needs and worries";
        Child = "child", "The voice of the child";
        Parent = "parent", "The voice of the parents";
        Goals = "goals", "What needs to happen";
        Other = "other", "Something else";
    }
}

coded! {
    /// How far an assessment is, with the school and with the authority.
    pub enum Status {
        Draft = "draft", "Draft";
        Consented = "consented", "Consent given";
        Sent = "sent", "Sent to the authority";
        Acknowledged = "acknowledged", "Acknowledged";
        Open = "open", "Open: support goes on";
        Closed = "closed", "Closed";
        Declined = "declined", "Declined";
    }
}

impl Status {
    /// It is over.
    pub fn is_over(self) -> bool {
        matches!(self, Status::Closed | Status::Declined)
    }
    /// It has left the school.
    pub fn has_gone(self) -> bool {
        matches!(self, Status::Sent | Status::Acknowledged | Status::Open)
    }
}

coded! {
    /// What a parent says to it.
    pub enum Word {
        NotYet = "not_yet", "Not yet";
        Given = "given", "Consent given";
        Refused = "refused", "Consent refused";
        Withdrawn = "withdrawn", "Consent withdrawn";
    }
}

coded! {
    /// How they said it.
    pub enum How {
        Signed = "signed", "Signed on paper";
        InPerson = "in_person", "In person";
        Phone = "phone", "By telephone";
        Email = "email", "By email";
    }
}

/// A section of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Key: it stays when the section is renamed or moved.
    pub id: Id,
    /// Where it stands.
    pub place: i64,
    /// What the authority calls it.
    pub title: String,
    /// What belongs in it.
    pub hint: String,
    /// What it holds.
    pub part: Part,
    /// The form is not whole without it.
    pub needed: bool,
}

/// A version of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormVersion {
    /// Number, from 1.
    pub number: i64,
    /// What the authority calls the form.
    pub name: String,
    /// Which authority.
    pub authority: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Instant,
}

/// Sections to begin with: a proposal, to be put in the authority’s own order.
pub const BEGIN_WITH: [(&str, &str, Part, bool); 9] = [
    (
        "Family and household",
        "Who lives at home, who has parental responsibility, who else matters.",
        Part::Family,
        true,
    ),
    ("Reason for this assessment", "What has changed, and why now.", Part::Reason, true),
    (
        "Strengths",
        "What goes well at school and at home; who and what helps.",
        Part::Strengths,
        true,
    ),
    ("Needs and worries", "Health, learning, feelings, behaviour, friends.", Part::Needs, true),
    (
        "Parenting and the home",
        "What helps at home and what is hard; housing and money where the family wants it said.",
        Part::Other,
        false,
    ),
    ("The child’s own words", "As they said it, or how they were listened to.", Part::Child, true),
    (
        "The parents’ own words",
        "As they said it. What they want to be different.",
        Part::Parent,
        true,
    ),
    ("What needs to happen", "Who will do what, by when.", Part::Goals, true),
    ("Who else is involved", "Services that know the family.", Part::Other, false),
];

/// An assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyHelp {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The version of the form it is written in.
    pub form: i64,
    /// How far it is.
    pub status: Status,
    /// The lead professional.
    pub lead_name: String,
    /// Where they work.
    pub lead_from: String,
    /// An interpreter, where one is needed.
    pub interpreter: String,
    /// When it is looked at again.
    pub review_on: Option<Day>,
    /// When it was sent.
    pub sent_on: Option<Day>,
    /// To whom.
    pub sent_to: String,
    /// The authority’s own reference.
    pub reference: String,
    /// Why it ended, and what came of it.
    pub ended_why: String,
    /// Since when.
    pub begun_on: Day,
    /// Who began it.
    pub begun_by: Id,
    /// Their name.
    pub begun_by_name: String,
    /// Version.
    pub version: i64,
}

/// The words of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The section.
    pub section: Id,
    /// What stands there.
    pub words: String,
    /// Who wrote it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A word about consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Key.
    pub id: Id,
    /// Who at home, where they are on record.
    pub contact: Option<Id>,
    /// Their name.
    pub name: String,
    /// What they said.
    pub word: Word,
    /// How.
    pub how: How,
    /// On which day.
    pub day: Day,
    /// What for.
    pub what_for: String,
    /// With whom it may be shared.
    pub with_whom: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A step it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Key.
    pub id: Id,
    /// What it became.
    pub status: Status,
    /// On which day.
    pub day: Day,
    /// What was said.
    pub words: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// What is ready and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Sections that have words.
    pub done: usize,
    /// Sections there are.
    pub all: usize,
    /// Titles of those that must not be empty and are.
    pub empty: Vec<String>,
}

/// How much of the form is there.
pub fn whole(sections: &[Section], words: &[Words]) -> Whole {
    let has = |id: Id| words.iter().any(|w| w.section == id && !w.words.trim().is_empty());
    Whole {
        done: sections.iter().filter(|s| has(s.id)).count(),
        all: sections.len(),
        empty: sections
            .iter()
            .filter(|s| s.needed && !has(s.id))
            .map(|s| s.title.clone())
            .collect(),
    }
}

/// How consent stands: everybody’s last word counts, and any "no" stops it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands<'a> {
    /// Nobody was asked.
    NotAsked,
    /// Somebody was asked and has not said yes.
    NotYet(&'a Consent),
    /// Somebody said no, or took it back.
    Stopped(&'a Consent),
    /// It is given.
    Given(&'a Consent),
}

/// How it stands.
pub fn stands(all: &[Consent]) -> Stands<'_> {
    let mut last: Vec<&Consent> = Vec::new();
    for c in all {
        let same = |o: &&Consent| match (o.contact, c.contact) {
            (Some(a), Some(b)) => a == b,
            _ => o.name == c.name,
        };
        match last.iter().position(same) {
            Some(at) if (last[at].day, last[at].at, last[at].id) <= (c.day, c.at, c.id) => {
                last[at] = c;
            }
            Some(_) => {}
            None => last.push(c),
        }
    }
    let of = |f: fn(Word) -> bool| last.iter().copied().find(|c| f(c.word));
    if let Some(no) = of(|w| matches!(w, Word::Refused | Word::Withdrawn)) {
        return Stands::Stopped(no);
    }
    match (of(|w| w == Word::Given), of(|w| w == Word::NotYet)) {
        (Some(yes), _) => Stands::Given(yes),
        (None, Some(wait)) => Stands::NotYet(wait),
        (None, None) => Stands::NotAsked,
    }
}

impl Stands<'_> {
    /// Why nothing may leave the school; nothing where it may.
    pub fn why_not(&self) -> Option<String> {
        match self {
            Stands::Given(_) => None,
            Stands::NotAsked => Some("Nobody at home has been asked for consent yet.".into()),
            Stands::NotYet(c) => {
                Some(format!("{} was asked on {} and has not given consent yet.", c.name, c.day))
            }
            Stands::Stopped(c) => Some(match c.word {
                Word::Withdrawn => format!("{} took consent back on {}.", c.name, c.day),
                _ => format!("{} did not give consent on {}.", c.name, c.day),
            }),
        }
    }
}

/// That nothing leaves the school without consent.
///
/// # Errors
/// Refuses with what stands in the way.
pub fn may_leave(e: &EarlyHelp, consents: &[Consent], what: &str) -> Result<(), Refusal> {
    match stands(consents).why_not() {
        None => Ok(()),
        Some(why) => Err(Refusal::because(
            format!("It cannot be {what}: there is no consent"),
            format!("{why} Early help is voluntary: nothing of the assessment leaves the school before a parent has agreed, with who, when, how and what for written down."),
            "Early help is offered with consent; Mainstay keeps to it.",
        )
        .or("Write down what the parent said", format!("/early-help/{}#consent", e.id))
        .or("Is a child in danger? Pass it on now", "/tell")),
    }
}

/// Decides whether an assessment may become what is asked.
///
/// # Errors
/// Refuses a step without consent, with gaps, or out of turn.
pub fn may_become(
    e: &EarlyHelp,
    to: Status,
    consents: &[Consent],
    whole: &Whole,
) -> Result<(), Refusal> {
    let here = format!("/early-help/{}", e.id);
    if e.status.is_over() {
        return Err(Refusal::because(
            "This assessment is over",
            "What was closed or declined stays as it was.",
            "The way Mainstay works.",
        )
        .or("Begin another", format!("/early-help/new?pupil={}", e.pupil)));
    }
    match to {
        Status::Sent => {
            may_leave(e, consents, "marked as sent")?;
            if e.status.has_gone() {
                return Err(Refusal::because(
                    "It has been sent already",
                    "One sending is written down once; what the authority says next is the next step.",
                    "The way Mainstay works.",
                )
                .or("Back to the assessment", here));
            }
            if !whole.empty.is_empty() {
                return Err(Refusal::because(
                    "It cannot be sent: the form is not whole",
                    format!("Still empty: {}.", whole.empty.join("; ")),
                    "The authority’s form, as the school has set it up.",
                )
                .or("Write these sections", here));
            }
            Ok(())
        }
        Status::Acknowledged | Status::Open => {
            may_leave(e, consents, "taken further")?;
            match e.status.has_gone() {
                true => Ok(()),
                false => Err(not_sent(&here)),
            }
        }
        Status::Declined if !e.status.has_gone() => Err(not_sent(&here)),
        Status::Declined | Status::Closed => Ok(()),
        Status::Draft | Status::Consented => Err(Refusal::because(
            "This follows by itself",
            "Whether there is consent is told from what was written down at home.",
            "The way Mainstay works.",
        )
        .or("Back to the assessment", here)),
    }
}

fn not_sent(here: &str) -> Refusal {
    Refusal::because(
        "It has not been sent yet",
        "The authority acknowledges, opens or declines what it was sent.",
        "The way Mainstay works.",
    )
    .or("Back to the assessment", here)
}

/// What an assessment becomes by what was said at home.
pub fn after_word(status: Status, now: &Stands<'_>) -> Status {
    match (status, now) {
        (Status::Draft, Stands::Given(_)) => Status::Consented,
        (Status::Consented, Stands::Given(_)) => Status::Consented,
        (Status::Consented, _) => Status::Draft,
        (other, _) => other,
    }
}

/// That somebody in danger is not a matter for this form.
pub fn not_for_early_help() -> Refusal {
    Refusal::because(
        "This is not for early help",
        "Where a child is, or may be, suffering significant harm, that is passed on now and does not wait for consent.",
        "Keeping children safe in education; the school’s own safeguarding policy.",
    )
    .or("Pass it on now", "/tell")
}

/// What is known already and may stand in a section to begin with. Nothing restricted is ever
/// drafted in: no note, no interview, nothing passed to the safeguarding lead.
pub fn drafted(part: Part, p: &Pupil) -> String {
    match part {
        Part::Strengths => p.strengths.trim().to_string(),
        Part::Needs if !p.helps.trim().is_empty() => {
            format!("What helps at school: {}", p.helps.trim())
        }
        _ => String::new(),
    }
}

/// Who is at home, as the school has them, to begin a section with: names, who they are and who holds
/// parental responsibility. No address and no number; nobody about whom a restriction is on record.
pub fn family(contacts: &[Contact]) -> String {
    let lines: Vec<String> = contacts
        .iter()
        .filter(|c| !c.restricted())
        .map(|c| {
            let mut facts = vec![c.relation.trim().to_lowercase()];
            facts.retain(|f| !f.is_empty());
            if c.responsible {
                facts.push("parental responsibility".into());
            }
            if c.lives_with {
                facts.push("lives with the child".into());
            }
            if !c.language.trim().is_empty() {
                facts.push(format!("speaks {}", c.language.trim()));
            }
            if c.interpreter {
                facts.push("interpreter asked for".into());
            }
            match facts.is_empty() {
                true => c.full(),
                false => format!("{}: {}", c.full(), facts.join(", ")),
            }
        })
        .collect();
    lines.join("\n")
}

/// What is wrong with the sections of a form: the field and what to do.
pub fn wrong(sections: &[Section]) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if sections.is_empty() {
        wrong.push(("title-0".into(), "A form has at least one section".into()));
    }
    for (n, s) in sections.iter().enumerate() {
        let same = |o: &Section| o.title.trim().to_lowercase() == s.title.trim().to_lowercase();
        if sections[..n].iter().any(same) {
            wrong.push((format!("title-{n}"), format!("There are two called “{}”", s.title)));
        }
    }
    for part in [Part::Strengths, Part::Needs, Part::Child, Part::Parent] {
        if !sections.is_empty() && !sections.iter().any(|s| s.part == part) {
            use crate::Coded;
            wrong.push((
                "title-0".into(),
                format!(
                    "No section holds this: {}. Say which one does",
                    part.label().to_lowercase()
                ),
            ));
        }
    }
    wrong
}
