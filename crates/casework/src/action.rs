//! What somebody is to do by a day, where it came from, and how it will be known whether it worked:
//! one tracker for everything that was agreed.
//!
//! Must never know: tables, pages, or how a figure is counted. It never says that one thing caused
//! another; a named person judges.

mod decide;
mod filter;
#[cfg(test)]
mod tests;

pub use decide::{Judged, done, give_up, hand_on, may_change, put_off, reviewed, send_back, wrong};
pub use filter::{Filter, Order, Show, arranged};

use crate::report::What;
use crate::{Actor, Event, Id, Reach, Scope, Verb};
use rulebook::{Day, Instant};

/// Letters of what is to be done, of how it will be known, of a note and of an outcome.
pub const LONGEST: usize = 2_000;

coded! {
    /// Where it came from.
    pub enum Origin {
        Unprompted = "none", "Nothing in particular";
        Meeting = "meeting", "A meeting";
        Figure = "figure", "A figure of a report";
        Recommendation = "recommendation", "A recommendation";
        Plan = "plan", "A plan";
        Observation = "observation", "An observation";
        SelfReview = "self_review", "A self-review";
        Trip = "trip", "A trip";
        RoomCheck = "room_check", "A check of the room";
        Supervision = "supervision", "Line management";
        EarlyHelp = "early_help", "Early help";
        Transition = "transition", "A move between years or schools";
        Group = "group", "A group";
        Routine = "routine", "A routine that was missed";
    }
}

coded! {
    /// How it is kept. How it stands on a day is [`Standing`].
    pub enum State {
        Open = "open", "To do";
        Back = "back", "Done, and back with whoever gave it";
        Done = "done", "Done";
        GivenUp = "given_up", "Given up";
    }
}

coded! {
    /// How it stands on a day.
    pub enum Standing {
        Late = "late", "Late";
        ReviewLate = "review_late", "Review late";
        Back = "back", "Done: back with whoever gave it";
        Open = "open", "To do";
        ToReview = "to_review", "Done, to be reviewed";
        Done = "done", "Done";
        GivenUp = "given_up", "Given up";
    }
}

impl Standing {
    /// Nothing is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, Standing::Done | Standing::GivenUp)
    }
    /// A day has passed.
    pub fn is_late(self) -> bool {
        matches!(self, Standing::Late | Standing::ReviewLate)
    }
}

coded! {
    /// What somebody makes of it at a review.
    pub enum Judgement {
        WorkedKeep = "worked_keep", "Worked, keep";
        WorkedStop = "worked_stop", "Worked, stop";
        Partly = "partly", "Partly: go on, and look again";
        NotChange = "not_change", "Not, change";
        NotStop = "not_stop", "Not, stop";
        CannotSay = "cannot_say", "Cannot be said yet: look again";
    }
}

impl Judgement {
    /// Whether somebody looks again after it.
    pub fn goes_on(self) -> bool {
        matches!(self, Judgement::Partly | Judgement::NotChange | Judgement::CannotSay)
    }
}

coded! {
    /// A line of what happened to it.
    pub enum NoteKind {
        Progress = "progress", "Progress";
        Moved = "moved", "Moved";
        HandedOn = "handed_on", "Given to somebody else";
        SaidDone = "said_done", "Said to be done";
        SentBack = "sent_back", "Not done yet";
        Accepted = "accepted", "Taken as done";
        GivenUp = "given_up", "Given up";
        Reopened = "reopened", "Goes on";
    }
}

/// A figure that is counted again at the review, in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is counted.
    pub what: What,
    /// Which part of it, or empty.
    pub value: String,
    /// "Lessons missed, by subject and period: Science P5"
    pub label: String,
    /// Year groups it is counted over, "9,10"; empty for the whole school.
    pub years: String,
    /// First day of the span before.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What was counted in it.
    pub before: Count,
}

/// A count, and the days pupils were in that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub count: i64,
    /// School days.
    pub days: i64,
}

impl Count {
    /// "0.50": spans of different lengths can be set side by side by the day only.
    pub fn per_day(self) -> Option<String> {
        if self.days <= 0 {
            return None;
        }
        let hundredths = (self.count * 200 + self.days) / (2 * self.days);
        Some(format!("{}.{:02}", hundredths / 100, hundredths % 100))
    }
    /// "19 in 38 school days, 0.50 per day"
    pub fn words(self) -> String {
        let days = if self.days == 1 { "school day" } else { "school days" };
        match self.per_day() {
            Some(rate) => format!("{} in {} {days}, {rate} per day", self.count, self.days),
            None => format!("{} on no school day", self.count),
        }
    }
}

/// "0.50 per day → 0.28 per day"
pub fn change(before: Count, now: Count) -> Option<String> {
    Some(format!("{} per day → {} per day", before.per_day()?, now.per_day()?))
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Key.
    pub id: Id,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub owner: Id,
    /// Their name.
    pub owner_name: String,
    /// Who wrote it down.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// To whom it comes back once it is said to be done.
    pub delegator: Option<Id>,
    /// Their name.
    pub delegator_name: String,
    /// By when.
    pub due: Day,
    /// By when it was due at first.
    pub first_due: Day,
    /// How it will be known whether it worked, in words.
    pub how: String,
    /// The figure that is counted again, where there is one.
    pub measure: Option<Measure>,
    /// Where it came from.
    pub origin: Origin,
    /// The record it came from.
    pub about: Option<Id>,
    /// What that record is called: a person reads it.
    pub source: String,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// Read by its owner, and by whoever wrote it or gave it on, alone.
    pub private: bool,
    /// When it is reviewed.
    pub review_on: Option<Day>,
    /// What was made of it at the review that closed it.
    pub judgement: Option<Judgement>,
    /// How it is kept.
    pub state: State,
    /// What was done, or why it was given up.
    pub outcome: String,
    /// Who said so.
    pub done_by: String,
    /// When.
    pub done_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

/// A line of what happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key.
    pub id: Id,
    /// Which action.
    pub action: Id,
    /// What.
    pub kind: NoteKind,
    /// In words.
    pub words: String,
    /// A day that was moved: from.
    pub from_day: Option<Day>,
    /// To.
    pub to_day: Option<Day>,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A review of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Key.
    pub id: Id,
    /// Which action.
    pub action: Id,
    /// First day counted.
    pub from: Option<Day>,
    /// Last day counted.
    pub to: Option<Day>,
    /// What was counted.
    pub counted: Option<Count>,
    /// What was made of it.
    pub judgement: Judgement,
    /// In words.
    pub words: String,
    /// When somebody looks again.
    pub next_on: Option<Day>,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// What is asked for when one is written down. Whoever makes one from another record fills this
/// and hands it to [`begin`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Key: the form's own, so that a double tap keeps one.
    pub id: Id,
    /// What is to be done.
    pub what: String,
    /// Who does it, with their name: a member of staff who can sign in.
    pub owner: Option<(Id, String)>,
    /// By when.
    pub due: Option<Day>,
    /// How it will be known, in words; may be empty where there is a measure.
    pub how: String,
    /// The figure that is counted again.
    pub measure: Option<Measure>,
    /// When it is reviewed.
    pub review_on: Option<Day>,
    /// Where it came from.
    pub origin: Origin,
    /// The record it came from.
    pub about: Option<Id>,
    /// What that record is called; name no pupil.
    pub source: String,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// It comes back to whoever asks once it is said to be done.
    pub comes_back: bool,
    /// For its owner, and whoever asks, alone.
    pub private: bool,
}

impl Ask {
    /// One that comes from nothing in particular, with nothing filled in.
    pub fn new(id: Id) -> Ask {
        Ask {
            id,
            what: String::new(),
            owner: None,
            due: None,
            how: String::new(),
            measure: None,
            review_on: None,
            origin: Origin::Unprompted,
            about: None,
            source: String::new(),
            pupil: None,
            comes_back: false,
            private: false,
        }
    }
}

/// Makes an action of what was asked, or says what is missing: the field, and what to do.
///
/// # Errors
/// Without what, owner, day, or a way of knowing whether it worked.
pub fn begin(
    ask: Ask,
    by: &Actor,
    now: Instant,
) -> Result<Action, Vec<(&'static str, &'static str)>> {
    let today = now.day();
    let mut wrong = Vec::new();
    if ask.what.trim().is_empty() {
        wrong.push(("what", "Say what is to be done"));
    }
    if ask.owner.is_none() {
        wrong.push(("owner", "Choose who does it: a colleague who can sign in"));
    }
    match ask.due {
        None => wrong.push(("due", "Give the day it is due, such as 27/11/2026")),
        Some(due) if due < today => {
            wrong.push(("due", "That day is over. Give today or a later one"));
        }
        Some(_) => {}
    }
    if ask.how.trim().is_empty() && ask.measure.is_none() {
        wrong.push(("how", "Say how we shall know whether it worked, or choose a figure to count"));
    }
    match (ask.review_on, ask.due) {
        (None, _) if ask.measure.is_some() => {
            wrong.push(("review_on", "Give the day on which the figure is counted again"));
        }
        (Some(on), _) if on < today => {
            wrong.push(("review_on", "That day is over. Give today or a later one"));
        }
        (Some(on), Some(due)) if on < due => {
            wrong.push(("review_on", "Review it on the day it is due, or later"));
        }
        _ => {}
    }
    let (Some((owner, owner_name)), Some(due), true) = (ask.owner, ask.due, wrong.is_empty())
    else {
        return Err(wrong);
    };
    let back = ask.comes_back && owner != by.staff;
    Ok(Action {
        id: ask.id,
        what: ask.what.trim().to_string(),
        owner,
        owner_name,
        by_staff: by.staff,
        by_name: by.name.clone(),
        made_at: now,
        delegator: back.then_some(by.staff),
        delegator_name: if back { by.name.clone() } else { String::new() },
        due,
        first_due: due,
        how: ask.how.trim().to_string(),
        measure: ask.measure,
        origin: ask.origin,
        about: ask.about,
        source: ask.source,
        pupil: ask.pupil,
        private: ask.private,
        review_on: ask.review_on,
        judgement: None,
        state: State::Open,
        outcome: String::new(),
        done_by: String::new(),
        done_at: None,
        version: 1,
    })
}

/// The event of one that was made.
pub fn made(a: &Action) -> Event {
    let event = Event::new(Verb::ActionMade, "action", a.id)
        .fact("owner", &a.owner_name)
        .fact("due", a.due)
        .fact("origin", crate::Coded::code(a.origin));
    of_pupil(event, a)
}

/// Says which pupil an event of an action is about. A private one stays off the pupil's file.
pub fn of_pupil(event: Event, a: &Action) -> Event {
    match a.pupil {
        Some(pupil) if !a.private => event.pupil(pupil),
        _ => event,
    }
}

impl Action {
    /// It waits for a review.
    pub fn waits_for_review(&self) -> bool {
        self.review_on.is_some() && self.judgement.is_none() && self.state != State::GivenUp
    }
    /// How it stands on a day.
    pub fn standing(&self, today: Day) -> Standing {
        let review_late = self.waits_for_review() && self.review_on.is_some_and(|on| on < today);
        match self.state {
            State::GivenUp => Standing::GivenUp,
            State::Back => Standing::Back,
            State::Open if self.due < today => Standing::Late,
            _ if review_late => Standing::ReviewLate,
            State::Open => Standing::Open,
            State::Done if self.waits_for_review() => Standing::ToReview,
            State::Done => Standing::Done,
        }
    }
    /// The day that matters next: when it is due, or when it is reviewed.
    pub fn next_day(&self) -> Day {
        match (self.state, self.review_on) {
            (State::Done, Some(on)) if self.waits_for_review() => on,
            _ => self.due,
        }
    }
    /// Whose turn it is.
    pub fn turn(&self) -> (Id, &str) {
        match (self.state, self.delegator) {
            (State::Back, Some(id)) => (id, &self.delegator_name),
            _ => (self.owner, &self.owner_name),
        }
    }
    /// It is somebody's own: they do it, wrote it, or gave it on.
    pub fn concerns(&self, staff: Id) -> bool {
        self.owner == staff || self.by_staff == staff || self.delegator == Some(staff)
    }
    /// The measure in words with its baseline, or how it will be known.
    pub fn known_by(&self) -> String {
        match (&self.measure, self.how.is_empty()) {
            (Some(m), true) => m.label.clone(),
            (Some(m), false) => format!("{}. {}", m.label, self.how),
            (None, _) => self.how.clone(),
        }
    }
}

/// Over which pupils somebody's figures are counted, so that the review counts the same: the whole
/// school, or year groups. Nothing for anybody whose figures are of pupils that come and go.
pub fn counted_over(scope: &Scope) -> Option<String> {
    match scope.reach.as_slice() {
        [Reach::School] => Some(String::new()),
        reach if !reach.is_empty() && reach.iter().all(|r| matches!(r, Reach::Years(_))) => {
            let mut years: Vec<i64> = reach
                .iter()
                .flat_map(|r| if let Reach::Years(y) = r { y.clone() } else { Vec::new() })
                .collect();
            years.sort_unstable();
            years.dedup();
            (!years.is_empty())
                .then(|| years.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
        }
        _ => None,
    }
}

/// The scope that a measure is counted over again.
pub fn scope_of(org: Id, years: &str) -> Scope {
    let years: Vec<i64> = years.split(',').filter_map(|y| y.parse().ok()).collect();
    let reach = if years.is_empty() { Reach::School } else { Reach::Years(years) };
    Scope { org, reach: vec![reach] }
}
