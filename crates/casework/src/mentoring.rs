//! Mentoring: one adult, one pupil, some goals, and sessions that say how each goal stands.
//!
//! Must never know: where any of it is kept, or when today is.

use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// Goals at most: more are not followed.
pub const GOALS: usize = 5;
/// Letters of a goal.
pub const LONGEST_GOAL: usize = 200;
/// Minutes of a session at most.
pub const LONGEST_SESSION: i64 = 180;

coded! {
    /// How a goal stands after a session.
    pub enum Progress {
        Not = "not", "Not yet";
        Begun = "begun", "Begun";
        Near = "near", "Nearly";
        Met = "met", "Met";
    }
}

/// Somebody mentored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentoring {
    /// Key.
    pub id: Id,
    /// Who is mentored.
    pub pupil: Id,
    /// By whom.
    pub mentor: Id,
    /// Their name.
    pub mentor_name: String,
    /// What it is about.
    pub focus: String,
    /// First day.
    pub from: Day,
    /// When they meet next.
    pub next_on: Option<Day>,
    /// Last day, once it has ended.
    pub ended_on: Option<Day>,
    /// Why it ended.
    pub ended_why: String,
    /// Version.
    pub version: i64,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Key.
    pub id: Id,
    /// Mentoring.
    pub mentoring: Id,
    /// Words.
    pub goal: String,
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Key.
    pub id: Id,
    /// Mentoring.
    pub mentoring: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// When it began.
    pub from: Minute,
    /// How long it was.
    pub minutes: i64,
    /// What was said.
    pub body: String,
    /// Who held it.
    pub by_staff: Id,
    /// Their name.
    pub by_name: String,
    /// When it was written down.
    pub made_at: Instant,
}

/// How a goal stood after a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Session.
    pub session: Id,
    /// Goal.
    pub goal: Id,
    /// How it stood.
    pub progress: Progress,
}

/// How a goal has gone, session by session, in their order.
pub fn course(goal: Id, sessions: &[Session], marks: &[Mark]) -> Vec<(Day, Progress)> {
    let mut held: Vec<&Session> = sessions.iter().collect();
    held.sort_by_key(|s| (s.day, s.from, s.id));
    held.iter()
        .filter_map(|s| {
            let mark = marks.iter().find(|m| m.session == s.id && m.goal == goal)?;
            Some((s.day, mark.progress))
        })
        .collect()
}

/// Whether a session can be written down.
///
/// # Errors
/// Refuses mentoring that has ended.
pub fn may_hold(m: &Mentoring, day: Day) -> Result<(), Refusal> {
    match m.ended_on {
        Some(ended) if day > ended => Err(Refusal::because(
            format!("This mentoring ended on {ended}"),
            "A session belongs to mentoring that is still going.",
            "Mainstay: what was ended with a reason is begun anew, so that both can be read.",
        )
        .or("Begin mentoring again", format!("/mentoring/new?pupil={}", m.pupil))
        .or("See how it went", format!("/mentoring/{}", m.id))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_followed_from_session_to_session_and_an_ended_mentoring_takes_no_more() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let session = |n: u128, d| Session {
            id: Id::from_u128(n),
            mentoring: Id::from_u128(1),
            pupil: Id::from_u128(2),
            day: day(d),
            from: Minute::new(10, 0).unwrap(),
            minutes: 20,
            body: String::new(),
            by_staff: Id::nil(),
            by_name: String::new(),
            made_at: day(d).at(Minute::default()),
        };
        let goal = Id::from_u128(9);
        let mark = |n: u128, progress| Mark { session: Id::from_u128(n), goal, progress };
        let sessions = [session(12, 18), session(11, 11), session(13, 25)];
        let marks = [mark(12, Progress::Near), mark(11, Progress::Not)];
        assert_eq!(
            course(goal, &sessions, &marks),
            [(day(11), Progress::Not), (day(18), Progress::Near)]
        );
        let m = Mentoring {
            id: Id::from_u128(1),
            pupil: Id::from_u128(2),
            mentor: Id::nil(),
            mentor_name: String::new(),
            focus: String::new(),
            from: day(2),
            next_on: None,
            ended_on: Some(day(20)),
            ended_why: "Goals met".into(),
            version: 1,
        };
        assert!(may_hold(&m, day(20)).is_ok());
        assert_eq!(
            may_hold(&m, day(21)).unwrap_err().title,
            "This mentoring ended on Fri 20 Nov 2026"
        );
    }
}
