//! What a group's measure says: each member's course, how many are complete, the middle change,
//! and what is missing; and two stretches of equal length for counting incidents in.
//!
//! Must never know: names. A change is a change and no proof.

use super::{Member, Point, Score, Session};
use crate::Id;
use rulebook::room::{FOLLOW_UP_FROM, FOLLOW_UP_TO, GROUP_COMPARED};
use rulebook::{Day, SchoolCalendar};

/// One member's scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Who.
    pub pupil: Id,
    /// At the start.
    pub start: Option<i64>,
    /// At the end.
    pub end: Option<i64>,
    /// Later.
    pub follow_up: Option<i64>,
}

impl Course {
    /// From start to end; none where either is missing.
    pub fn change(&self) -> Option<i64> {
        Some(self.end? - self.start?)
    }
    /// What is missing, in words, in the order of the course.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut out = Vec::new();
        if self.start.is_none() {
            out.push("start");
        }
        if self.end.is_none() {
            out.push("end");
        }
        out
    }
}

/// The scores of one pupil.
pub fn course(pupil: Id, scores: &[Score]) -> Course {
    let at = |point: Point| {
        scores.iter().find(|s| s.pupil == pupil && s.point == point).map(|s| s.score)
    };
    Course { pupil, start: at(Point::Start), end: at(Point::End), follow_up: at(Point::FollowUp) }
}

/// A change in halves: the middle of an even number of changes may lie between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change(pub i64);

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = match self.0 {
            0 => "",
            n if n > 0 => "+",
            _ => "−",
        };
        let whole = self.0.abs() / 2;
        let half = if self.0 % 2 == 0 { "" } else { ".5" };
        write!(f, "{sign}{whole}{half}")
    }
}

/// The middle of some changes, in halves.
pub fn median(changes: &[i64]) -> Option<Change> {
    let mut sorted = changes.to_vec();
    sorted.sort_unstable();
    let mid = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => sorted.get(mid).map(|c| Change(c * 2)),
        _ => Some(Change(sorted.get(mid)? + sorted.get(mid - 1)?)),
    }
}

/// What the measure says of a whole group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Everybody who was ever in it, once.
    pub courses: Vec<Course>,
    /// How many have both a start and an end.
    pub complete: i64,
    /// The middle change of those.
    pub median: Option<Change>,
    /// How many have a follow-up too.
    pub followed: i64,
    /// The middle change from start to follow-up.
    pub median_later: Option<Change>,
    /// Pence for each pair that is complete.
    pub each: Option<i64>,
}

/// The sheet of a group; `cost` is what it comes to.
pub fn sheet(members: &[Member], scores: &[Score], cost: Option<i64>) -> Sheet {
    let mut courses: Vec<Course> = Vec::new();
    for m in members {
        if !courses.iter().any(|c| c.pupil == m.pupil) {
            courses.push(course(m.pupil, scores));
        }
    }
    let changes: Vec<i64> = courses.iter().filter_map(Course::change).collect();
    let later: Vec<i64> = courses.iter().filter_map(|c| Some(c.follow_up? - c.start?)).collect();
    let complete = changes.len() as i64;
    Sheet {
        complete,
        median: median(&changes),
        followed: later.len() as i64,
        median_later: median(&later),
        // What it cost, shared by those of whom anything can be said.
        each: cost.filter(|_| complete > 0).map(|c| c / complete),
        courses,
    }
}

/// The first and the last day of the follow-up, counted from the last session that stands.
pub fn follow_up(sessions: &[Session]) -> Option<(Day, Day)> {
    let last = sessions.iter().filter(|s| s.stands()).map(|s| s.day).max()?;
    Some((last.plus(FOLLOW_UP_FROM.0 * 7), last.plus(FOLLOW_UP_TO.0 * 7)))
}

/// Two stretches of as many school days each: before the first session, and after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    /// School days in each.
    pub days: u32,
    /// First and last day of the one before.
    pub before: (Day, Day),
    /// First and last day of the one after.
    pub after: (Day, Day),
}

/// School days in a stretch at least: in fewer, one day more or less would change everything.
const LEAST: u32 = 5;

/// The two stretches as they stand on a day; none until enough school days have passed since the
/// last session.
pub fn windows(calendar: &SchoolCalendar, sessions: &[Session], today: Day) -> Option<Windows> {
    let held = || sessions.iter().filter(|s| s.stands()).map(|s| s.day);
    let (first, last) = (held().min()?, held().max()?);
    let since = calendar.school_days_between(last.plus(1), today);
    let days = u32::try_from(since.len()).ok()?.min(GROUP_COMPARED.0);
    if days < LEAST {
        return None;
    }
    let after = (*since.first()?, *since.get(days as usize - 1)?);
    let before =
        (calendar.school_days_before(first, days)?, calendar.school_days_before(first, 1)?);
    Some(Windows { days, before, after })
}
