//! What is taught in a place, what is done alone, and which of somebody's own subjects are not
//! covered while they are there.
//!
//! Must never know: names or days.

use super::{Slot, Way};
use std::collections::BTreeSet;

/// A lesson of the pupil's own timetable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lesson {
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// Period.
    pub code: String,
    /// Subject.
    pub subject: String,
}

/// How one subject stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Subject.
    pub subject: String,
    /// Lessons of it on the pupil's own timetable.
    pub own: i64,
    /// Of those, lessons they still go to.
    pub kept: i64,
    /// Periods of it taught in the base.
    pub taught: i64,
    /// Periods of it done alone in the base.
    pub alone: i64,
}

impl Cover {
    /// Nothing of it is left: no lesson kept, nothing of it here.
    pub fn is_missing(&self) -> bool {
        self.kept + self.taught + self.alone == 0
    }
}

/// Every subject of the pupil's own, in order of the alphabet.
pub fn cover(own: &[Lesson], slots: &[Slot]) -> Vec<Cover> {
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let mut subjects: Vec<&str> = own.iter().map(|l| l.subject.as_str()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
        .into_iter()
        .filter(|s| !s.is_empty())
        .map(|subject| {
            let lessons: Vec<&Lesson> = own.iter().filter(|l| l.subject == subject).collect();
            let here =
                |l: &Lesson| slots.iter().any(|s| s.weekday == l.weekday && s.code == l.code);
            let of = |way: Way| {
                slots.iter().filter(|s| s.way == way && same(&s.subject, subject)).count() as i64
            };
            Cover {
                subject: subject.to_string(),
                own: lessons.len() as i64,
                kept: lessons.iter().filter(|l| !here(l)).count() as i64,
                taught: of(Way::Taught),
                alone: of(Way::Independent),
            }
        })
        .collect()
}

/// The time of a place in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Had {
    /// Days.
    pub days: i64,
    /// Periods.
    pub periods: i64,
    /// Minutes taught.
    pub taught: i64,
    /// Minutes of work alone.
    pub alone: i64,
    /// Minutes of support.
    pub support: i64,
}

/// The time of a week; `minutes` says how long a period of a weekday is.
pub fn had(slots: &[Slot], minutes: impl Fn(i64, &str) -> i64) -> Had {
    let mut out = Had::default();
    let days: BTreeSet<i64> = slots.iter().map(|s| s.weekday).collect();
    out.days = days.len() as i64;
    out.periods = slots.len() as i64;
    for s in slots {
        let n = minutes(s.weekday, &s.code);
        match s.way {
            Way::Taught => out.taught += n,
            Way::Independent => out.alone += n,
            Way::Support => out.support += n,
        }
    }
    out
}

/// How many lessons the pupil's own week has.
pub fn lessons_a_week(own: &[Lesson]) -> i64 {
    let at: BTreeSet<(i64, &str)> = own.iter().map(|l| (l.weekday, l.code.as_str())).collect();
    at.len() as i64
}
