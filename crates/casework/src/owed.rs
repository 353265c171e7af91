//! What is owed because of a suspension or a permanent exclusion: to whom, by whom, by when, and
//! what was done about it. The school and the authority read the same list from their own facts.
//!
//! Must never know: whose desk it is on, or how a day is counted. A due date is never kept: it is
//! worked out again each time it is read, and what was done keeps the date as it stood then.

mod list;
#[cfg(test)]
mod tests;

pub use list::owed;

use crate::Id;
use rulebook::duty::governors::Representations;
use rulebook::duty::moves::SchoolType;
use rulebook::duty::review::{Application, Panel};
use rulebook::duty::sixth_day::{Exempt, Run};
use rulebook::duty::{Advice, Due, NoAnswer, Outcome, exclusion};
use rulebook::event::{self, Standing};
use rulebook::rule::{self, Party, Rule, Version};
use rulebook::service::Service;
use rulebook::{Almanac, Day, HalfDays, Instant, Minute};

coded! {
    /// What the headteacher decided. Screens say these words, never "excluded" alone.
    pub enum Kind {
        Suspension = "suspension", "Suspension";
        Lunchtime = "lunchtime", "Suspension at lunchtimes";
        Permanent = "permanent", "Permanent exclusion";
    }
}

impl Kind {
    /// As the rulebook has it.
    pub fn in_law(self) -> exclusion::Kind {
        match self {
            Kind::Suspension => exclusion::Kind::Suspension,
            Kind::Lunchtime => exclusion::Kind::Lunchtime,
            Kind::Permanent => exclusion::Kind::Permanent,
        }
    }
    /// In a sentence: "suspension", "permanent exclusion".
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Suspension | Kind::Lunchtime => "suspension",
            Kind::Permanent => "permanent exclusion",
        }
    }
}

/// Somebody with parental responsibility who is owed a notice of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// The contact.
    pub id: Id,
    /// "Ms Josefina Reyes"
    pub name: String,
}

/// What the governing body decided, and how its letter went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The day it decided.
    pub on: Day,
    /// It declined to reinstate.
    pub declined: bool,
    /// The day its letter went; none: not yet.
    pub sent: Option<Day>,
    /// How.
    pub how: Service,
    /// The day the parent wrote that there will be no application.
    pub waived: Option<Day>,
}

/// What a review panel decided, and how its notice went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PanelDecision {
    /// What.
    pub panel: Panel,
    /// The day its notice went.
    pub sent: Day,
    /// How.
    pub how: Service,
}

/// The facts everything follows from. What is not known yet is absent, and adds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Kind.
    pub kind: Kind,
    /// The day the headteacher decided.
    pub decided: Day,
    /// The day the notice went; the decision's own day while it has not.
    pub notice: Day,
    /// The day the governing body was told; while absent, its clock is shown from the notice.
    pub governors_told: Option<Day>,
    /// First day out.
    pub first: Day,
    /// When the pupil was sent home, where it began during the first day.
    pub sent_home_at: Option<Minute>,
    /// When the afternoon session begins.
    pub afternoon: Minute,
    /// Length; none of a permanent exclusion.
    pub length: HalfDays,
    /// School days it touches.
    pub touched: u32,
    /// Highest total of a statutory term it touches, itself included.
    pub term_total: HalfDays,
    /// A suspension that ran straight into it, with no attended day between.
    pub before: Option<Run>,
    /// First public examination or national curriculum test lost.
    pub exam: Option<Day>,
    /// Looked after by an authority.
    pub looked_after: bool,
    /// Has a social worker.
    pub social_worker: bool,
    /// Has an EHC plan.
    pub plan: bool,
    /// An EHC assessment is under way.
    pub assessment: bool,
    /// 18 or over when it was decided: told in the parent's place.
    pub adult: bool,
    /// The day the pupil turns 18, where the birthday is known.
    pub eighteen: Option<Day>,
    /// Of compulsory school age on the first day.
    pub compulsory: bool,
    /// Lives in another authority.
    pub other_home: bool,
    /// What could excuse the education of the sixth day.
    pub exempt: Exempt,
    /// Kind of school.
    pub school: SchoolType,
    /// Each person who is owed the parent's notice; empty: the parent, by no name.
    pub parents: Vec<Addressee>,
    /// Whether the parent has written to the governing body.
    pub representations: Representations,
    /// When the education of the sixth day begins, once it is known.
    pub provision: Option<Instant>,
    /// The day it was cancelled.
    pub cancelled: Option<Day>,
    /// The day of the governing body's meeting, once arranged.
    pub meeting: Option<Day>,
    /// What it decided.
    pub decision: Option<Decision>,
    /// How and when a review was asked for.
    pub request: Option<Application>,
    /// The day of the panel's meeting, once arranged.
    pub review: Option<Day>,
    /// What the panel decided.
    pub panel: Option<PanelDecision>,
    /// The governing body offered reinstatement after the panel.
    pub offered: bool,
    /// The day it was all over, where a review was asked for.
    pub concluded: Option<Day>,
}

impl Facts {
    /// The least that is known of any of them. Set the rest by name.
    pub fn new(kind: Kind, decided: Day, first: Day) -> Facts {
        Facts {
            kind,
            decided,
            notice: decided,
            governors_told: None,
            first,
            sent_home_at: None,
            afternoon: rulebook::day::AFTERNOON,
            length: HalfDays::NONE,
            touched: 0,
            term_total: HalfDays::NONE,
            before: None,
            exam: None,
            looked_after: false,
            social_worker: false,
            plan: false,
            assessment: false,
            adult: false,
            eighteen: None,
            compulsory: true,
            other_home: false,
            exempt: Exempt::default(),
            school: SchoolType::Maintained,
            parents: Vec::new(),
            representations: Representations::None,
            provision: None,
            cancelled: None,
            meeting: None,
            decision: None,
            request: None,
            review: None,
            panel: None,
            offered: false,
            concluded: None,
        }
    }
    /// As a notice, which decides who is told.
    pub fn in_law(&self) -> exclusion::Notice {
        exclusion::Notice {
            kind: self.kind.in_law(),
            decided: self.decided,
            term_total: (self.kind != Kind::Permanent).then_some(self.term_total),
            exam: self.exam.is_some(),
            looked_after: self.looked_after,
            social_worker: self.social_worker,
            adult: self.adult,
            other_home: self.other_home,
        }
    }
    /// Who stood where the parent stands when it was decided: the pupil, once 18.
    pub fn relevant(&self) -> Party {
        if self.adult { Party::Pupil } else { Party::Parent }
    }
    /// Whether the pupil stands where the parent stood on a day: from the 18th birthday.
    pub fn adult_on(&self, day: Day) -> bool {
        self.adult || self.eighteen.is_some_and(|from| from <= day)
    }
    /// Who stands where the parent stands on a day.
    pub fn relevant_on(&self, day: Day) -> Party {
        if self.adult_on(day) { Party::Pupil } else { Party::Parent }
    }
}

coded! {
    /// How something was done or sent.
    pub enum How {
        Hand = "hand", "By hand";
        Post = "post", "First-class post";
        Email = "email", "Email";
        Phone = "phone", "Telephone";
        Meeting = "meeting", "In person";
        System = "system", "In Mainstay";
        Portal = "portal", "Through the authority’s own form or portal";
        Other = "other", "Another way";
        Not = "not", "Not done, with a reason";
    }
}

/// Proof that something owed was done. One is corrected by another after it, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Key.
    pub id: Id,
    /// Which duty: see [`Owed::code`].
    pub code: String,
    /// Whom it was owed to.
    pub party: Party,
    /// To which of several people, where each is owed their own.
    pub whom: Option<Id>,
    /// Their name as it was, or the office: "Ms Hope Anand, social worker".
    pub whom_name: String,
    /// When it was done, as was said; not when it was typed.
    pub at: Instant,
    /// How.
    pub how: How,
    /// Who did it.
    pub by_whom: String,
    /// What was sent or done: "Letter 1, version 2".
    pub what: String,
    /// The due day as it stood when this was recorded.
    pub due_then: Option<Day>,
    /// Anything more.
    pub note: String,
    /// When it was struck out as wrong; it stays in sight and proves nothing.
    pub struck_at: Option<Instant>,
    /// By whom.
    pub struck_by: String,
    /// Why.
    pub struck_why: String,
}

impl Done {
    /// It was not struck out.
    pub fn stands(&self) -> bool {
        self.struck_at.is_none()
    }
}

/// A change of a date as it is kept: the day before and after stand beside each other for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueChange {
    /// Key.
    pub id: Id,
    /// The suspension, permanent exclusion or case.
    pub about: Id,
    /// Which duty.
    pub code: String,
    /// To which of several people.
    pub whom: Option<Id>,
    /// The day before; none: no date could be given.
    pub before: Option<Day>,
    /// The day after.
    pub after: Option<Day>,
    /// It had been done while the first date stood.
    pub was_done: bool,
    /// What changed: "Boiler, Wed 25 Nov 2026".
    pub why: String,
    /// When.
    pub at: Instant,
    /// Who changed the calendar.
    pub by_name: String,
    /// When somebody said what follows from it.
    pub seen_at: Option<Instant>,
    /// Who.
    pub seen_by: String,
    /// What they said.
    pub seen_note: String,
}

/// One thing that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// A stable code: "told-parent".
    pub code: &'static str,
    /// To which of several people, where each is owed their own.
    pub whom: Option<Addressee>,
    /// What, in words: "Written notice to the parent".
    pub words: &'static str,
    /// Whom it is owed to.
    pub to: Party,
    /// Who owes it.
    pub by: Party,
    /// The rule it rests on.
    pub rule: &'static str,
    /// What the law note makes of the facts, where it has words for it.
    pub outcome: Option<Outcome>,
    /// By when, or why no date can be given.
    pub due: Result<Due, NoAnswer>,
    /// A duty that comes alive if somebody asks: its last day then.
    pub if_asked: Option<Due>,
    /// What to know besides.
    pub advice: Option<Advice>,
    /// It must be done. The others say when a right ends or a thing may happen.
    pub duty: bool,
    /// The day that picks the version of its rule.
    pub event: Day,
    /// Proof, first to last.
    pub done: Vec<Done>,
}

impl Owed {
    /// The day it falls due.
    pub fn day(&self) -> Option<Day> {
        self.due.as_ref().ok().and_then(|d| d.day())
    }
    /// Another day the words could bear.
    pub fn arguable(&self) -> Option<Day> {
        self.due.as_ref().ok().and_then(|d| d.arguable())
    }
    /// What met it: the first that was done.
    pub fn met(&self) -> Option<&Done> {
        let met = |d: &&Done| d.stands() && d.how != How::Not;
        self.done.iter().filter(met).min_by_key(|d| (d.at, d.id))
    }
    /// Somebody said why it was not done.
    pub fn left(&self) -> Option<&Done> {
        self.done.iter().rfind(|d| d.stands() && d.how == How::Not)
    }
    /// It must be done, was not, and has a day or is due at once.
    pub fn open(&self) -> bool {
        self.duty
            && self.met().is_none()
            && self.left().is_none()
            && !matches!(self.due, Ok(Due::None))
    }
    /// How it stands on a day. What was done is held against the date as it stood then.
    pub fn standing(&self, today: Day) -> Standing {
        let Ok(due) = self.due else { return Standing::Nothing };
        if !self.duty {
            return Standing::Nothing;
        }
        match self.met() {
            None => event::standing(due, None, today),
            Some(done) => {
                let then = done.due_then.map_or(due, Due::Day);
                event::standing(then, Some(done.at.day()), today)
            }
        }
    }
    /// The rule.
    pub fn law(&self) -> Option<&'static Rule> {
        rule::find(self.rule)
    }
    /// The version of it that applies, where one is held.
    pub fn version(&self) -> Option<&'static Version> {
        self.law().and_then(|r| r.on(self.event).ok())
    }
    /// True while nobody has put their name to the version it rests on.
    pub fn not_yet_checked(&self) -> bool {
        self.version().is_none_or(Version::not_yet_checked)
    }
    /// The same duty to the same person, in another list.
    pub fn same(&self, other: &Owed) -> bool {
        self.code == other.code
            && self.whom.as_ref().map(|w| w.id) == other.whom.as_ref().map(|w| w.id)
    }
}

/// A date that a changed calendar moved. Both are shown; neither replaces the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which duty.
    pub code: &'static str,
    /// To which of several people.
    pub whom: Option<Id>,
    /// Its rule.
    pub rule: &'static str,
    /// By the calendar before.
    pub before: Option<Day>,
    /// By the changed one.
    pub after: Option<Day>,
    /// It was done already, when the first date stood.
    pub done: bool,
}

/// The dates of one case that differ between two calendars.
pub fn moved(facts: &Facts, done: &[Done], before: &Almanac, after: &Almanac) -> Vec<Moved> {
    let (old, new) = (owed(facts, done, Some(before)), owed(facts, done, Some(after)));
    let mut out = Vec::new();
    for was in &old {
        let Some(is) = new.iter().find(|o| o.same(was)) else { continue };
        let (before, after) = (shown(was), shown(is));
        if before != after {
            let whom = was.whom.as_ref().map(|w| w.id);
            let done = was.met().is_some();
            out.push(Moved { code: was.code, whom, rule: was.rule, before, after, done });
        }
    }
    out
}

/// The day a reader sees: its own, or that of what comes alive if somebody asks.
fn shown(o: &Owed) -> Option<Day> {
    o.day().or_else(|| o.if_asked.and_then(Due::day))
}
