//! A direction off site: where, for how long, to what end; its notice, its reviews, how it ends.
//!
//! Must never know: tables, pages, or the law's numbers. Where it stands and what may come next is
//! the rulebook's; it is for a limited time, and asks nobody's consent, only their views.
//! Source: R4.01 to R4.06 of the law note.

pub mod letter;
#[cfg(test)]
mod tests;

use crate::{Id, Refusal};
use rulebook::almanac::Almanac;
use rulebook::count::Count;
use rulebook::duty::moves::{SchoolType, direction_notice};
use rulebook::duty::{Answer, Due};
use rulebook::states::{self, Direction as Road, DirectionAct as Act};
use rulebook::{Day, Instant, Minute, SchoolCalendar, clocks};

/// Letters of a name, a place, a line.
pub const SHORT: usize = 120;
/// Letters of reasons, an objective, a view.
pub const LONG: usize = 1_000;

coded! {
    /// What directs: the procedure became law for academies and PRUs later.
    pub enum Directs {
        Maintained = "maintained", "The governing body of a maintained school";
        Academy = "academy", "An academy trust";
        Pru = "pru", "A pupil referral unit";
    }
}

impl Directs {
    /// As the rulebook has it.
    pub fn in_law(self) -> SchoolType {
        match self {
            Directs::Maintained => SchoolType::Maintained,
            Directs::Academy => SchoolType::Academy,
            Directs::Pru => SchoolType::Pru,
        }
    }
}

coded! {
    /// Where it stands.
    pub enum State {
        Proposed = "proposed", "Proposed: notice to be given";
        Notified = "notified", "Notice given";
        Active = "active", "Running";
        UnderReview = "under_review", "Under review";
        Returned = "returned", "Ended: back at the school";
        Moved = "moved", "Ended in a managed move";
        After16 = "after_16", "Ended in a move after 16";
    }
}

impl State {
    fn in_law(self) -> Road {
        match self {
            State::Proposed => Road::Proposed,
            State::Notified => Road::Notified,
            State::Active => Road::Active,
            State::UnderReview => Road::UnderReview,
            State::Returned => Road::EndedInReturn,
            State::Moved => Road::EndedInMove,
            State::After16 => Road::EndedAt16,
        }
    }
    fn of(road: Road) -> State {
        match road {
            Road::Proposed => State::Proposed,
            Road::Notified => State::Notified,
            Road::Active | Road::PlacementSuspended => State::Active,
            Road::UnderReview => State::UnderReview,
            Road::EndedInReturn => State::Returned,
            Road::EndedInMove => State::Moved,
            Road::EndedAt16 => State::After16,
        }
    }
    /// It is over.
    pub fn is_over(self) -> bool {
        matches!(self, State::Returned | State::Moved | State::After16)
    }
}

coded! {
    /// What a review decides.
    pub enum Decision {
        Continue = "continue", "It goes on";
        Return = "return", "It ends: back to the school";
        Move = "move", "It ends in a managed move";
        After16 = "after_16", "It ends in a move after 16";
    }
}

impl Decision {
    fn act(self) -> Act {
        match self {
            Decision::Continue => Act::Continue,
            Decision::Return => Act::EndReturn,
            Decision::Move => Act::EndMove,
            Decision::After16 => Act::EndPost16,
        }
    }
}

coded! {
    /// How the six days of an invitation to a review are counted here.
    pub enum Invite {
        Days = "days", "Six days before";
        SchoolDays = "school_days", "Six school days before";
    }
}

/// A direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    /// Key.
    pub id: Id,
    /// The case before a panel it came of.
    pub panel_case: Option<Id>,
    /// The case on the desk.
    pub case_file: Option<Id>,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// National Curriculum year.
    pub year: Option<i64>,
    /// Has an EHC plan.
    pub ehc: bool,
    /// The school that directs.
    pub school_name: String,
    /// What it is in law.
    pub school_type: Directs,
    /// Where the pupil is directed to.
    pub place: String,
    /// Its address.
    pub address: String,
    /// Whom to report to on arrival.
    pub report_to: String,
    /// Who is rung there, and how.
    pub contact: String,
    /// What it is for.
    pub objective: String,
    /// Why.
    pub reasons: String,
    /// What the parents say of it.
    pub parent_view: String,
    /// What the pupil says of it.
    pub pupil_view: String,
    /// First day there.
    pub starts: Day,
    /// Last day there.
    pub ends: Day,
    /// Days in a week.
    pub days: i64,
    /// Sessions begin.
    pub session_from: Minute,
    /// Sessions end.
    pub session_to: Minute,
    /// When the breaks are.
    pub breaks: String,
    /// Where it stands.
    pub state: State,
    /// The day notice was given.
    pub told_on: Option<Day>,
    /// How.
    pub told_how: String,
    /// The day the authority that maintains an EHC plan was told.
    pub sen_told_on: Option<Day>,
    /// How it ended, in words.
    pub outcome: String,
    /// The day it ended.
    pub ended_on: Option<Day>,
    /// Who began it.
    pub by_name: String,
    /// When.
    pub made_at: Instant,
    /// Version.
    pub version: i64,
}

impl Direction {
    /// "Rosa Lindqvist"
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_string()
    }
}

/// A review, planned and then held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Key.
    pub id: Id,
    /// The direction.
    pub direction: Id,
    /// The day it is planned for.
    pub planned: Day,
    /// The day invitations went out.
    pub invited_on: Option<Day>,
    /// The day it was held.
    pub held_on: Option<Day>,
    /// "94%"
    pub attendance: String,
    /// Incidents since the last.
    pub incidents: Option<i64>,
    /// What the parents say.
    pub parent_view: String,
    /// What the pupil says.
    pub pupil_view: String,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Why.
    pub why: String,
    /// The end date that was set.
    pub new_end: Option<Day>,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// Version.
    pub version: i64,
}

/// A step of one, kept for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Key.
    pub id: Id,
    /// The day.
    pub day: Day,
    /// What was done.
    pub what: String,
    /// In words.
    pub words: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// What is wrong with its days on the calendar of the place: a day without pupils is refused, with
/// the nearest that has some.
pub fn wrong_days(
    starts: Option<Day>,
    ends: Option<Day>,
    calendar: &SchoolCalendar,
) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if let Some(day) = starts
        && let Some(why) = calendar.why_closed(day)
    {
        let next = calendar.first_on_or_after(day).map(|d| format!(" The next school day is {d}."));
        out.push(("starts", format!("{day}: no pupils, {why}.{}", next.unwrap_or_default())));
    }
    if let Some(day) = ends
        && let Some(why) = calendar.why_closed(day)
    {
        let last =
            calendar.last_before(day).map(|d| format!(" The last school day before it is {d}."));
        out.push(("ends", format!("{day}: no pupils, {why}.{}", last.unwrap_or_default())));
    }
    if let (Some(from), Some(to)) = (starts, ends)
        && to < from
    {
        out.push(("ends", "It ends before it begins".into()));
    }
    out
}

/// By when notice is given, with the other date the words could bear (R4.03).
pub fn notice(d: &Direction, almanac: &Almanac) -> Option<(Answer, Count)> {
    let answer = direction_notice(d.starts, d.school_type.in_law(), almanac).ok()?;
    match answer.due {
        Due::Counted(count) => Some((answer, count)),
        _ => None,
    }
}

/// The latest day on which invitations to a review go out, and the working day to aim for where
/// that is none.
pub fn invite_by(planned: Day, how: Invite, almanac: &Almanac) -> Option<(Day, Option<Day>)> {
    let span = match how {
        Invite::Days => clocks::OSD_INVITE_DAYS,
        Invite::SchoolDays => clocks::OSD_INVITE_SCHOOL_DAYS,
    };
    let due = span.from(planned, Some(almanac)).ok()?.due;
    let mut aim = due;
    while !rulebook::count::is_working_day(aim).ok()? {
        aim = aim.plus(-1);
    }
    Some((due, (aim != due).then_some(aim)))
}

/// Takes it a step further by the rulebook's own road, or says why not.
fn step(d: &Direction, act: Act, kept: &[&str]) -> Result<State, Refusal> {
    states::step(d.state.in_law(), act, kept).map(|s| State::of(s.to)).map_err(|no| {
        Refusal::because(
            format!(
                "The direction cannot go this way: it is {}",
                states::Road::words(d.state.in_law())
            ),
            no.to_string(),
            "The law on directing pupils off site, R4.01 to R4.06.",
        )
        .or("See the direction", format!("/directions/{}", d.id))
    })
}

/// Where it stands once notice is given.
///
/// # Errors
/// Refuses it where it stands elsewhere.
pub fn notify(d: &Direction) -> Result<State, Refusal> {
    step(d, Act::Decide, &["R4.01", "R4.02"])
}

/// Where it stands once its first day has begun. Notice less than two school days before is no
/// notice: `latest` is the later of the two dates the words could bear.
///
/// # Errors
/// Refuses before its first day, and where notice came too late or not at all.
pub fn begin(d: &Direction, latest: Option<Day>, today: Day) -> Result<State, Refusal> {
    if today < d.starts {
        return Err(Refusal::because(
            format!("It begins on {}", d.starts),
            "The first day is written down when it has come.",
            "The way Mainstay works.",
        )
        .or("See the direction", format!("/directions/{}", d.id)));
    }
    let in_time = d.told_on.is_some_and(|told| latest.is_none_or(|latest| told <= latest));
    let kept: &[&str] = if in_time { &["R4.03"] } else { &[] };
    step(d, Act::Begin, kept)
        .map_err(|no| no.or("Set a later first day", format!("/directions/{}/change", d.id)))
}

/// Where it stands once a review was held and decided so.
///
/// # Errors
/// Refuses it where no review can be held.
pub fn review(d: &Direction, decision: Decision, new_end: Option<Day>) -> Result<State, Refusal> {
    let state = match d.state {
        State::UnderReview => State::UnderReview,
        _ => step(d, Act::ReviewDue, &[])?,
    };
    let at = Direction { state, ..d.clone() };
    let kept: &[&str] = if new_end.is_some() { &["R4.04"] } else { &[] };
    step(&at, decision.act(), kept)
}
