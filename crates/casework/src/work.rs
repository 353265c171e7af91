//! Work for the periods a pupil is out of lessons: asked of the teacher, answered in one step,
//! passed on when nobody answers, filled from the bank, and counted.
//!
//! Must never know: why the pupil is in the room. A teacher who is asked for work is not told.

mod relay;
mod round;
#[cfg(test)]
mod tests;

pub use relay::{Again, Judged, Judgement, Relay, collect, judge, not_there, see, uncollect};
pub use round::{Ahead, Lesson, Stop, ahead, rest_of_day, round, walked};

use crate::school::Staff;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// Where a request for work has got to.
    pub enum WorkState {
        Asked = "asked", "Asked";
        Escalated = "escalated", "Head of subject asked";
        Answered = "answered", "Set";
        Nothing = "none", "None possible";
        Bank = "bank", "From the bank";
    }
}

impl WorkState {
    /// No work yet: the period would begin with nothing to do.
    pub fn is_unmet(self) -> bool {
        matches!(self, WorkState::Asked | WorkState::Escalated | WorkState::Nothing)
    }
    /// Nobody has answered yet.
    pub fn is_waiting(self) -> bool {
        matches!(self, WorkState::Asked | WorkState::Escalated)
    }
}

coded! {
    /// How work reaches the room.
    pub enum Route {
        Same = "same", "The same work as the class";
        Online = "online", "An online link";
        Paper = "paper", "Paper to collect";
        File = "file", "A file";
        Bank = "bank", "A unit from the bank";
    }
}

/// One request for one period of one placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Key.
    pub id: Id,
    /// The period of the placement.
    pub slot: Id,
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// "P3"
    pub code: String,
    /// Subject missed.
    pub subject: String,
    /// Who was asked.
    pub teacher: Option<Id>,
    /// Where it has got to.
    pub state: WorkState,
    /// How the work comes, once it does.
    pub route: Option<Route>,
    /// The link, the place, or what to do.
    pub detail: String,
    /// It is the work of the lesson missed.
    pub same_as_class: bool,
    /// The unit of the bank it was filled from.
    pub bank_unit: Option<Id>,
    /// When the teacher was asked.
    pub asked_at: Instant,
    /// When it was answered or filled.
    pub answered_at: Option<Instant>,
    /// By whom.
    pub answered_by: String,
    /// When the head of subject is asked.
    pub escalates_at: Instant,
    /// When they were.
    pub escalated_at: Option<Instant>,
    /// Who that was; none when the subject has nobody else to ask.
    pub escalated_to: Option<Id>,
    /// When finished work went back.
    pub returned_at: Option<Instant>,
    /// To whom.
    pub returned_to: String,
    /// When the request fell away because the placement moved or was cancelled.
    pub ended_at: Option<Instant>,
    /// What became of the work once it was set.
    pub relay: Relay,
    /// Version.
    pub version: i64,
}

/// A unit of the bank, as one that may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First year it suits.
    pub year_from: i64,
    /// Last.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// Where it is kept.
    pub kept_at: String,
    /// When it was last used.
    pub last_used: Option<Day>,
    /// The head of its subject agreed it.
    pub agreed: bool,
    /// From when it is to be looked at again.
    pub review_on: Option<Day>,
}

/// The units that suit a lesson, those to take first before the others: one the pupil has not had,
/// agreed, not due for review, and longest unused. `had` are the units the pupil has had.
pub fn fitting(units: &[Unit], subject: &str, year: i64, today: Day, had: &[Id]) -> Vec<Unit> {
    let mut fit: Vec<Unit> = units.iter().filter(|u| u.suits(subject, year)).cloned().collect();
    fit.sort_by_key(|u| {
        let stale = u.review_on.is_some_and(|d| d <= today);
        (had.contains(&u.id), !u.agreed, stale, u.last_used, u.title.to_lowercase())
    });
    fit
}

impl Unit {
    /// Whether it suits a subject and a year.
    pub fn suits(&self, subject: &str, year: i64) -> bool {
        self.subject.trim().to_lowercase() == subject.trim().to_lowercase()
            && self.year_from <= year
            && year <= self.year_to
    }
    /// What the card in the room says.
    pub fn detail(&self) -> String {
        if self.kept_at.is_empty() {
            self.title.clone()
        } else {
            format!("{} ({})", self.title, self.kept_at)
        }
    }
}

/// What was typed as an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How the work comes; `None` when nothing was chosen.
    pub route: Option<Route>,
    /// No work is possible for this lesson.
    pub nothing: bool,
    /// The link or the place.
    pub detail: String,
    /// It is the work of the lesson missed.
    pub same_as_class: bool,
    /// A file is there: sent with it, or attached before and not taken away.
    pub file: bool,
}

impl Given {
    /// One tap: the pupil does what the class does, where the class finds it.
    pub fn as_class() -> Given {
        Given {
            route: Some(Route::Same),
            detail: "In the class’s online classroom".into(),
            same_as_class: true,
            ..Given::default()
        }
    }
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Answered or Nothing.
    pub state: WorkState,
    /// How it comes.
    pub route: Option<Route>,
    /// The link, the place, or why there is none.
    pub detail: String,
    /// Counts as the lesson's own work.
    pub same_as_class: bool,
    /// A unit of the bank to go on with after it, or empty.
    pub also: String,
}

/// The longest a link, or where the paper is, may be.
pub const DETAIL: usize = 1000;

/// Reads an answer. Errors are by field: `route`, `detail` or `file`.
pub fn answer(given: &Given) -> Result<Answer, Vec<(&'static str, String)>> {
    let detail = given.detail.trim().to_string();
    let long = detail.chars().count();
    if long > DETAIL {
        let message = format!("Use at most {DETAIL} characters. There are {long}");
        return Err(vec![("detail", message)]);
    }
    if given.nothing && given.file {
        let message = "There is a file. Choose how the work comes, or send it without the file";
        return Err(vec![("route", message.to_string())]);
    }
    if given.nothing {
        return Ok(Answer {
            state: WorkState::Nothing,
            route: None,
            detail,
            same_as_class: false,
            also: String::new(),
        });
    }
    let mut wrong = Vec::new();
    // A file by itself says how the work comes.
    let route = given.route.or(given.file.then_some(Route::File));
    match route {
        None | Some(Route::Bank) => {
            wrong.push(("route", "Choose how the work comes, or that none is possible".to_string()))
        }
        Some(Route::Online) if !is_link(&detail) => {
            wrong.push(("detail", "Paste the whole link, starting with https://".to_string()))
        }
        Some(Route::Paper) if detail.is_empty() => {
            wrong.push(("detail", "Say where the paper is to be collected".to_string()))
        }
        Some(Route::File) if !given.file => wrong.push(("file", "Choose the file".to_string())),
        Some(Route::Same) if detail.is_empty() && !given.file => {
            wrong.push(("detail", "Say what it is and where it is, or paste the link".to_string()))
        }
        Some(_) => {}
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // The lesson's own work by name is the lesson's own work, whatever the tick says.
    let same_as_class = given.same_as_class || route == Some(Route::Same);
    Ok(Answer { state: WorkState::Answered, route, detail, same_as_class, also: String::new() })
}

/// A link that may be shown as one.
pub fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| r.contains('.') && !text.contains(char::is_whitespace))
}

/// Whether a request can still be answered or filled.
pub fn may_fill(work: &Work, now: Instant, ends: Minute) -> Result<(), Refusal> {
    if work.ended_at.is_some() {
        return Err(Refusal::because(
            "This work is no longer needed",
            "A request ends when the placement is moved or cancelled.",
            "The way Mainstay works.",
        )
        .or("See the work that is asked for", "/work/asked"));
    }
    if work.state == WorkState::Bank && now >= work.day.at(ends) {
        return Err(Refusal::because(
            format!("{} is over and was filled from the bank", work.code),
            "Once a period is over, what was done in it is not changed.",
            "The way Mainstay works, so that figures keep to what happened.",
        ));
    }
    Ok(())
}

/// What filling from the bank leaves.
pub fn from_bank(work: &Work, unit: &Unit, year: i64) -> Result<Answer, Refusal> {
    if work.state == WorkState::Answered {
        return Err(Refusal::because(
            "The teacher has set work for this period",
            "The bank is for periods with no work of the lesson's own.",
            "The way Mainstay works.",
        )
        .or("See the work that is set", format!("/work/{}", work.id)));
    }
    if !unit.suits(&work.subject, year) {
        return Err(Refusal::because(
            format!("“{}” is not for {} in Year {year}", unit.title, work.subject),
            "A unit is used for its own subject and years.",
            "The bank, as the head of subject agreed it.",
        )
        .or("Choose another unit", format!("/work/{}", work.id)));
    }
    // Too little work is gone on with, not thrown away.
    if work.relay.again == Some(Again::NotEnough) && work.route.is_some_and(|r| r != Route::Bank) {
        return Ok(Answer {
            state: WorkState::Answered,
            route: work.route,
            detail: work.detail.clone(),
            same_as_class: work.same_as_class,
            also: unit.detail(),
        });
    }
    Ok(Answer {
        state: WorkState::Bank,
        route: Some(Route::Bank),
        detail: unit.detail(),
        same_as_class: false,
        also: String::new(),
    })
}

/// A request that goes on to the head of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The request.
    pub work: Id,
    /// Pupil.
    pub pupil: Id,
    /// Who is asked; none when the subject has no head other than the teacher asked.
    pub to: Option<Id>,
}

/// Which requests go on now. `heads` are heads of subject; their department is their subject.
pub fn escalations(now: Instant, open: &[Work], heads: &[Staff]) -> Vec<Escalation> {
    open.iter()
        .filter(|w| w.state == WorkState::Asked && w.ended_at.is_none() && w.escalates_at <= now)
        .map(|w| Escalation {
            work: w.id,
            pupil: w.pupil,
            to: heads
                .iter()
                .find(|h| {
                    Some(h.id) != w.teacher
                        && h.department.trim().to_lowercase() == w.subject.trim().to_lowercase()
                })
                .map(|h| h.id),
        })
        .collect()
}

/// A part of a whole, both said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Share {
    /// Whole per cent, half up; nothing of nothing has none.
    pub fn percent(self) -> Option<i64> {
        (self.whole > 0).then(|| (self.part * 200 + self.whole) / (self.whole * 2))
    }
    /// "4 of 6 periods"
    pub fn periods(self) -> String {
        let s = if self.whole == 1 { "" } else { "s" };
        format!("{} of {} period{s}", self.part, self.whole)
    }
    /// "4 of 6 (67%)"
    pub fn spell(self) -> String {
        match self.percent() {
            Some(p) => format!("{} of {} ({p}%)", self.part, self.whole),
            None => "none yet".into(),
        }
    }
}

impl Work {
    /// Where it has got to, said as it is: nobody was asked where nobody could be. `heads` are
    /// heads of subject.
    pub fn said(&self, heads: &[Staff]) -> String {
        if let Some(again) = self.relay.again.filter(|_| self.state.is_waiting()) {
            return format!("Asked again: {}", again.said());
        }
        if !self.asked_nobody() {
            return crate::Coded::label(self.state).into();
        }
        let subject = self.subject.trim();
        let of = |h: &&Staff| h.department.trim().to_lowercase() == subject.to_lowercase();
        match heads.iter().find(of) {
            None => format!("Nobody to ask: no head of subject is set for {subject}"),
            Some(h) if Some(h.id) == self.teacher => {
                format!("Nobody else to ask: the teacher is head of {subject}")
            }
            Some(_) => format!("Nobody was asked: no head of {subject} was set then"),
        }
    }
    /// It was to be passed on, and there was nobody to pass it to.
    pub fn asked_nobody(&self) -> bool {
        self.state == WorkState::Escalated && self.escalated_to.is_none()
    }
    /// Whether the period has the work of the lesson missed; `None` once the request fell away.
    pub fn own(&self) -> Option<bool> {
        let stands = self.ended_at.is_none();
        // Work that was too little or too hard was the lesson's own all the same.
        let set = self.state == WorkState::Answered || self.state.is_waiting();
        stands.then_some(set && self.same_as_class)
    }
    /// Whether there is something to do now: what was set, or what is too little or too hard while
    /// more is asked for.
    pub fn has_work(&self) -> bool {
        match self.state {
            WorkState::Answered | WorkState::Bank => true,
            WorkState::Asked | WorkState::Escalated => self.route.is_some(),
            WorkState::Nothing => false,
        }
    }
}

/// How many periods in the room had the work of the lesson missed, out of those that work was
/// asked for. Each item is such a period's [`Work::own`]. A period with no work, or with the
/// bank's, counts in the whole; one that nothing is asked for does not. The only definition:
/// the work of a day and the figures of a half-term are both counted by it.
pub fn own_share(periods: impl IntoIterator<Item = Option<bool>>) -> Share {
    let mut share = Share::default();
    for own in periods.into_iter().flatten() {
        share.whole += 1;
        share.part += i64::from(own);
    }
    share
}
