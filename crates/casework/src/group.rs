//! Groups: an intervention delivered to one or several pupils by a leader, in a place, over named
//! days; who was there, and what the school's own measure says at the start, the end and later.
//!
//! Must never know: tables, pages, or the day it is. A change is shown and never called proof.

mod clash;
mod impact;
#[cfg(test)]
mod tests;

pub use clash::{Clash, Elsewhere, clashes, refused};
pub use impact::{Change, Course, Sheet, Windows, course, follow_up, median, sheet, windows};

use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute, SchoolCalendar, Weekday};

/// Letters of a name or a place.
pub const LONGEST_NAME: usize = 80;
/// Letters of an aim, a plan, notes, a reason.
pub const LONGEST: usize = 2_000;
/// Sessions of one group at most: a school year of weeks.
pub const MOST_SESSIONS: usize = 40;
/// Members of one group at most.
pub const MOST_MEMBERS: usize = 40;

coded! {
    /// Where a session has got to.
    pub enum State {
        Planned = "planned", "To come";
        Held = "held", "Register taken";
        Cancelled = "cancelled", "Cancelled";
    }
}

coded! {
    /// Why a member was not there.
    pub enum Why {
        Room = "room", "In the internal exclusion room";
        Suspended = "suspended", "Suspended";
        Permanent = "permanent", "Permanent exclusion";
        Known = "known", "Elsewhere, known before";
        Away = "away", "Not in school";
        Lesson = "lesson", "Kept in a lesson";
        Declined = "declined", "Did not want to come";
        Other = "other", "Something else";
    }
}

coded! {
    /// When a score was taken.
    pub enum Point {
        Start = "start", "Start";
        End = "end", "End";
        FollowUp = "follow_up", "Follow-up";
    }
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key.
    pub id: Id,
    /// What is delivered.
    pub intervention: Id,
    /// Its name.
    pub name: String,
    /// What it is to do.
    pub aim: String,
    /// Who leads it.
    pub leader: Id,
    /// Their name.
    pub leader_name: String,
    /// Where.
    pub place: String,
    /// Period of the day.
    pub code: String,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
    /// The first day that was asked for.
    pub first_day: Day,
    /// The last day that was asked for.
    pub last_day: Day,
    /// The school's measure; none for our own.
    pub measure: Option<Id>,
    /// The plan of the whole.
    pub plan: String,
    /// Last day, once it has ended.
    pub ended_on: Option<Day>,
    /// Why it ended, and what came of it.
    pub ended_why: String,
    /// Who made it.
    pub made_by: String,
    /// Version.
    pub version: i64,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Key.
    pub id: Id,
    /// Its group.
    pub group: Id,
    /// On which day.
    pub day: Day,
    /// Period.
    pub code: String,
    /// From.
    pub from: Minute,
    /// To.
    pub to: Minute,
    /// Where it has got to.
    pub state: State,
    /// The day it was first to be on.
    pub first_day: Day,
    /// Why it was moved or cancelled.
    pub why: String,
    /// What is to be done in it.
    pub plan: String,
    /// What was done, for those who lead it.
    pub notes: String,
    /// Who took the register.
    pub held_by: String,
    /// When.
    pub held_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Session {
    /// Whole minutes.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
    /// Whether it takes place, as far as is known.
    pub fn stands(&self) -> bool {
        self.state != State::Cancelled
    }
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Key.
    pub id: Id,
    /// Group.
    pub group: Id,
    /// Who.
    pub pupil: Id,
    /// First day.
    pub from: Day,
    /// Why they were added though they miss a day of it.
    pub all_the_same: String,
    /// Last day, once they have left.
    pub left_on: Option<Day>,
    /// Why they left.
    pub left_why: String,
    /// Who added them.
    pub added_by: String,
}

impl Member {
    /// Whether they belong to it on a day.
    pub fn on(&self, day: Day) -> bool {
        self.from <= day && self.left_on.is_none_or(|left| day <= left)
    }
}

/// Whether a member was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Session.
    pub session: Id,
    /// Who.
    pub pupil: Id,
    /// There.
    pub here: bool,
    /// Why not.
    pub why: Option<Why>,
    /// In a few words.
    pub words: String,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Whose.
    pub pupil: Id,
    /// When in the course.
    pub point: Point,
    /// The number.
    pub score: i64,
    /// On which day it was taken.
    pub day: Day,
    /// Who entered it.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// What it said before it was put right.
    pub was: Option<i64>,
    /// Why it was put right.
    pub why: String,
}

/// The days of one weekday in a stretch: those on which pupils are in, and those passed over with
/// why.
pub fn days(
    calendar: &SchoolCalendar,
    weekday: Weekday,
    from: Day,
    to: Day,
) -> (Vec<Day>, Vec<(Day, String)>) {
    let mut at = from;
    let (mut on, mut out) = (Vec::new(), Vec::new());
    while at <= to && on.len() <= MOST_SESSIONS {
        if at.weekday() == weekday {
            match calendar.why_closed(at) {
                None => on.push(at),
                Some(why) => out.push((at, why)),
            }
        }
        at = at.plus(1);
    }
    (on, out)
}

/// What is wrong with the days of a new group: the field and what to do.
pub fn day_errors(
    found: &(Vec<Day>, Vec<(Day, String)>),
    from: Day,
    to: Day,
) -> Vec<(&'static str, String)> {
    if to < from {
        return vec![("last", "The last day comes before the first".to_string())];
    }
    if found.0.is_empty() {
        let why = match found.1.first() {
            Some((day, why)) => format!("There is no school day among them. {day}: {why}"),
            None => "That weekday does not fall between the two days".to_string(),
        };
        return vec![("last", why)];
    }
    if found.0.len() > MOST_SESSIONS {
        return vec![("last", format!("A group has {MOST_SESSIONS} sessions at most"))];
    }
    Vec::new()
}

/// Whether anything of a group may still be changed.
///
/// # Errors
/// Refuses one that has ended.
pub fn going(g: &Group) -> Result<(), Refusal> {
    match g.ended_on {
        None => Ok(()),
        Some(day) => Err(Refusal::because(
            format!("{} ended on {day}", g.name),
            "What was ended with a reason is begun anew, so that both can be read.",
            "Mainstay: the way groups are kept.",
        )
        .or("See how it went", format!("/groups/{}", g.id))
        .or("Begin another", "/groups/new")),
    }
}

/// Whether the register of a session may be taken.
///
/// # Errors
/// Refuses one that was cancelled, and one whose day has not come.
pub fn may_take(s: &Session, today: Day) -> Result<(), Refusal> {
    if s.state == State::Cancelled {
        return Err(Refusal::because(
            format!("The session of {} was cancelled", s.day),
            "Who was there is said of a session that took place.",
            "Mainstay: the way groups are kept.",
        )
        .or("See the group", format!("/groups/{}", s.group)));
    }
    if s.day > today {
        return Err(Refusal::because(
            format!("The session of {} has not come yet", s.day),
            "A register says who was there.",
            "Mainstay: the way groups are kept.",
        )
        .or("Move it to another day", format!("/groups/sessions/{}", s.id)));
    }
    Ok(())
}

/// That a score is there already.
pub fn entered_twice(name: &str, group: Id, point: Point, there: &Score) -> Refusal {
    use crate::Coded;
    Refusal::because(
        format!(
            "{name} has a score for this already: {}, {}",
            point.label().to_lowercase(),
            there.score
        ),
        format!(
            "{} entered it on {}. Each score is entered once, so that nobody can choose the one they like better.",
            there.by_name,
            there.at.day()
        ),
        "Mainstay: the way measures are kept.",
    )
    .naming(name)
    .or("Put it right there, with a reason: both are kept", format!("/groups/{group}/scores"))
}
