//! A rule: what the law, the guidance or the product asks, from when to when, and who says so.
//!
//! Must never know: a case. A rule is a value; the answers in [`crate::duty`] read its clock and
//! its recipients, and never repeat a number of their own.
//!
//! Old versions stay. The version that applies is chosen by the day of the event the rule is
//! about, never by today.

mod all;
pub mod attendance;
pub mod authority;
mod contents;
pub mod counting;
pub mod force;
pub mod governors;
mod make;
pub mod money;
pub mod moves;
pub mod notices;
pub mod off_site;
mod open;
pub mod permanent;
mod print;
pub mod records;
pub mod removal;
pub mod review;
pub mod separation;
pub mod sixth_day;
pub mod suspension;
#[cfg(test)]
mod tests;

pub use all::{all, find};
pub use contents::{missing, missing_by_law};
pub use open::{BEFORE_RELEASE, NOT_CONFIRMED, Open};
pub use print::{NOTE_OF, document};

use make::{count, must, ours, prompt, promptly, should};

use crate::Day;
use crate::count::Span;

/// A day written in a rule: year, month, day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct On(pub i16, pub i8, pub i8);

impl On {
    /// The day. A test reads every rule, so a day that does not exist cannot be shipped.
    pub fn day(self) -> Day {
        Day::new(self.0, self.1, self.2).unwrap_or(Day::FIRST)
    }
}

/// How far a rule binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Force {
    /// An Act or regulations.
    Must,
    /// Statutory guidance: follow it unless there is good reason not to.
    Should,
    /// Guidance that binds nobody.
    Advice,
    /// Mainstay's own default, with its reason. Not law.
    Product,
}

/// Part of the pupil's road a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Removal from class, the room, force and seclusion.
    Removal,
    /// Suspension.
    Suspension,
    /// Permanent exclusion, governors and review.
    Permanent,
    /// Off-site direction, managed moves, alternative provision, section 19.
    Moves,
    /// The register.
    Attendance,
    /// How days are counted.
    Counting,
    /// Records, data and complaints.
    Records,
    /// The local authority's own work.
    Authority,
}

/// Somebody who owes a duty or is owed one. The codes are those of the worked cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A parent: the relevant person while the pupil is under 18.
    Parent,
    /// The pupil: the relevant person at 18 or over.
    Pupil,
    /// Headteacher, academy principal or teacher in charge.
    Head,
    /// Governing body, academy trust or management committee.
    Governors,
    /// Authority for the school's area.
    Authority,
    /// Authority where the pupil lives.
    HomeAuthority,
    /// The authority that maintains an EHC plan, where there is one.
    PlanAuthority,
    /// The authority where the pupil ordinarily lives.
    ResidenceAuthority,
    /// The pupil's social worker.
    SocialWorker,
    /// Virtual School Head.
    VirtualHead,
    /// Designated safeguarding lead.
    SafeguardingLead,
    /// Who gives education elsewhere.
    Provider,
    /// The review panel.
    Panel,
    /// SEN expert at a review.
    SenExpert,
    /// The authority or trust that arranges a review.
    ReviewArranger,
    /// School the pupil is to join.
    ReceivingSchool,
    /// Both schools of a move.
    BothSchools,
    /// First-tier Tribunal (SEND).
    Tribunal,
    /// Administrative Court.
    Court,
    /// Who asked for information.
    Requester,
    /// Who complained.
    Complainant,
    /// The person working the case.
    CaseOwner,
    /// The school as a whole.
    School,
    /// Any member of staff.
    Staff,
}

/// A party that is told, and whether only where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct To {
    /// Who.
    pub who: Party,
    /// True when only where that person exists or applies.
    pub if_any: bool,
}

/// Always told.
pub const fn to(who: Party) -> To {
    To { who, if_any: false }
}
/// Told where there is one.
pub const fn to_any(who: Party) -> To {
    To { who, if_any: true }
}

/// Something a notice must or should contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    /// A short stable key: "reasons".
    pub key: &'static str,
    /// In words: "the reasons for it".
    pub words: &'static str,
    /// Must or should.
    pub force: Force,
}

/// When something falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// A counted time from (or back from) an anchor.
    Count {
        /// How long, in which unit, in which direction.
        span: Span,
        /// What day 0 (or day 1) is, in words: "the day the governors are told".
        anchor: &'static str,
    },
    /// "Without delay" and its kin: no number in law. The target is the product's.
    WithoutDelay {
        /// The law's own words for it: "without delay".
        words: &'static str,
        /// What day the clock starts, in words.
        anchor: &'static str,
    },
    /// By the end of the afternoon session of a day.
    EndOfAfternoon {
        /// Which day, in words.
        anchor: &'static str,
    },
    /// Judgement: a prompt and no date.
    Prompt {
        /// What the law says: "as far as practicable".
        words: &'static str,
    },
}

/// Where the words of a rule were read, and whether anybody has checked them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Read in a published source, named.
    Read(&'static str),
    /// Part read in a source, the rest from general knowledge: not yet checked.
    PartRead(&'static str, &'static str),
    /// From general knowledge: not yet checked.
    Memory,
    /// Worked out from other rules.
    Derived(&'static str),
}

/// Who has checked a version against the instrument, and when. Nobody has, until this says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Who.
    pub by: &'static str,
    /// When.
    pub on: On,
}

/// The rule in plain words, for each of those who read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    /// For staff of a school.
    pub school: &'static str,
    /// For a family.
    pub family: &'static str,
    /// For the local authority.
    pub authority: &'static str,
}

/// Whether a version can apply at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It applies in its period.
    Held,
    /// Announced and not law: present, and switched off.
    Proposed,
    /// Nothing is held for the period, and why: it was not yet made, or what applied is unknown.
    Gap(&'static str),
}

/// One version of a rule, for one period of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// First day it applies to.
    pub from: On,
    /// Last day it applies to; none while it is the newest.
    pub to: Option<On>,
    /// Whether it applies.
    pub standing: Standing,
    /// How far it binds.
    pub force: Force,
    /// The instrument: "SI 2012/1033 reg 23".
    pub citation: &'static str,
    /// What sets it off.
    pub trigger: &'static str,
    /// Who owes it.
    pub holder: &'static [Party],
    /// Who is owed it.
    pub recipients: &'static [To],
    /// What must be in what they are sent.
    pub contents: &'static [Content],
    /// When it falls due.
    pub clock: Option<Clock>,
    /// What follows if it is missed, in words; empty when the note gives nothing.
    pub missed: &'static str,
    /// In plain words.
    pub plain: Plain,
    /// Where it was read.
    pub basis: Basis,
    /// Who checked it; none: not yet checked by anybody.
    pub checked: Option<Checked>,
    /// What is new in this version, for those who knew the last; empty when nothing is.
    pub new: &'static str,
}

/// A rule and all its versions, oldest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// "R2.13"
    pub id: &'static str,
    /// "Governors meet within 15 school days"
    pub title: &'static str,
    /// Part of the road.
    pub topic: Topic,
    /// Versions in date order, without a hole between them.
    pub versions: &'static [Version],
}

/// The first day any rule here speaks for: the day the 2012 Regulations came into force.
pub const RULES_BEGIN: On = On(2012, 9, 1);

/// Why no version can be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoVersion {
    /// An event before the first law held.
    #[error("the rules held here begin on {first}; {event} is earlier, so nothing can be said")]
    TooEarly {
        /// First day held.
        first: Day,
        /// The event.
        event: Day,
    },
    /// Nothing is held for that day: not yet law, or not known.
    #[error("no rule is held for {event}: {why}")]
    NotInForce {
        /// The event.
        event: Day,
        /// Why.
        why: &'static str,
    },
    /// Announced, switched off.
    #[error("announced and not law: {title}")]
    Proposed {
        /// Title of the rule.
        title: &'static str,
    },
}

impl Rule {
    /// The version of the day of the event.
    pub fn on(&self, event: Day) -> Result<&'static Version, NoVersion> {
        let (year, month, date) = event.ymd();
        let on = On(year, month, date);
        let held = self.versions.iter().find(|v| v.from <= on && v.to.is_none_or(|to| on <= to));
        match held {
            None => Err(NoVersion::TooEarly { first: RULES_BEGIN.day(), event }),
            Some(v) => match v.standing {
                Standing::Held => Ok(v),
                Standing::Proposed => Err(NoVersion::Proposed { title: self.title }),
                Standing::Gap(why) => Err(NoVersion::NotInForce { event, why }),
            },
        }
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&'static Version> {
        self.versions.last()
    }
}

impl Version {
    /// True while something in it has not been read in the instrument by a person who says so.
    pub fn not_yet_checked(&self) -> bool {
        self.checked.is_none()
    }
}

impl Force {
    /// "must"
    pub fn word(self) -> &'static str {
        match self {
            Force::Must => "must",
            Force::Should => "should",
            Force::Advice => "advice",
            Force::Product => "product",
        }
    }
    /// What the word means, for a reader who meets it first.
    pub fn meaning(self) -> &'static str {
        match self {
            Force::Must => "An Act of Parliament or regulations.",
            Force::Should => "Statutory guidance: followed unless there is good reason not to.",
            Force::Advice => "Guidance that is not statutory.",
            Force::Product => "Mainstay’s own default. It is not law and a school may change it.",
        }
    }
}

impl Topic {
    /// Every topic, in the order of the road.
    pub const ALL: [Topic; 8] = [
        Topic::Removal,
        Topic::Suspension,
        Topic::Permanent,
        Topic::Moves,
        Topic::Attendance,
        Topic::Counting,
        Topic::Records,
        Topic::Authority,
    ];
    /// As a heading.
    pub fn title(self) -> &'static str {
        match self {
            Topic::Removal => "Removal from class",
            Topic::Suspension => "Suspension",
            Topic::Permanent => "Permanent exclusion and review",
            Topic::Moves => "Off-site direction, moves and other education",
            Topic::Attendance => "The register",
            Topic::Counting => "How days are counted",
            Topic::Records => "Records, data and complaints",
            Topic::Authority => "The local authority",
        }
    }
}

impl Party {
    /// Every party.
    pub const ALL: [Party; 24] = [
        Party::Parent,
        Party::Pupil,
        Party::Head,
        Party::Governors,
        Party::Authority,
        Party::HomeAuthority,
        Party::PlanAuthority,
        Party::ResidenceAuthority,
        Party::SocialWorker,
        Party::VirtualHead,
        Party::SafeguardingLead,
        Party::Provider,
        Party::Panel,
        Party::SenExpert,
        Party::ReviewArranger,
        Party::ReceivingSchool,
        Party::BothSchools,
        Party::Tribunal,
        Party::Court,
        Party::Requester,
        Party::Complainant,
        Party::CaseOwner,
        Party::School,
        Party::Staff,
    ];
    /// The code of the worked cases: "GB".
    pub fn code(self) -> &'static str {
        match self {
            Party::Parent => "PARENT",
            Party::Pupil => "PUPIL",
            Party::Head => "HT",
            Party::Governors => "GB",
            Party::Authority => "LA",
            Party::HomeAuthority => "HOME_LA",
            Party::PlanAuthority => "LA_IF_EHCP",
            Party::ResidenceAuthority => "LA_OF_RESIDENCE",
            Party::SocialWorker => "SW",
            Party::VirtualHead => "VSH",
            Party::SafeguardingLead => "DSL",
            Party::Provider => "PROVIDER",
            Party::Panel => "PANEL",
            Party::SenExpert => "SEN_EXPERT",
            Party::ReviewArranger => "IRP_ARRANGING_AUTHORITY",
            Party::ReceivingSchool => "RECEIVING_SCHOOL",
            Party::BothSchools => "BOTH_SCHOOLS",
            Party::Tribunal => "FTT_SEND",
            Party::Court => "ADMIN_COURT",
            Party::Requester => "REQUESTER",
            Party::Complainant => "COMPLAINANT",
            Party::CaseOwner => "CASE_OWNER",
            Party::School => "SCHOOL",
            Party::Staff => "STAFF",
        }
    }
    /// In words: "the governing body".
    pub fn words(self) -> &'static str {
        match self {
            Party::Parent => "the parent",
            Party::Pupil => "the pupil, aged 18 or over",
            Party::Head => "the headteacher",
            Party::Governors => "the governing body",
            Party::Authority => "the local authority",
            Party::HomeAuthority => "the pupil’s home authority",
            Party::PlanAuthority => "the authority that maintains the EHC plan",
            Party::ResidenceAuthority => "the authority where the pupil lives",
            Party::SocialWorker => "the social worker",
            Party::VirtualHead => "the Virtual School Head",
            Party::SafeguardingLead => "the designated safeguarding lead",
            Party::Provider => "the provider",
            Party::Panel => "the review panel",
            Party::SenExpert => "the SEN expert",
            Party::ReviewArranger => "whoever arranges the review",
            Party::ReceivingSchool => "the receiving school",
            Party::BothSchools => "both schools",
            Party::Tribunal => "the First-tier Tribunal (SEND)",
            Party::Court => "the Administrative Court",
            Party::Requester => "the person who asked",
            Party::Complainant => "the person who complained",
            Party::CaseOwner => "the person working the case",
            Party::School => "the school",
            Party::Staff => "staff",
        }
    }
}
