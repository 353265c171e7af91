//! What senior leaders are given about the register: each with the way their incidents go, in counts
//! and words, what is asked of leaders, and what is new since the last time.
//!
//! Must never know: tables, or what was said in confidence. The way is two counts and no score.

use super::Level;
use crate::{Coded, Id};
use rulebook::{Day, Instant};

/// Letters of what is asked.
pub const LONGEST_ASK: usize = 300;

coded! {
    /// Which way somebody's incidents go, against as many school days before.
    pub enum Course {
        More = "more", "More incidents";
        Same = "same", "As many";
        Fewer = "fewer", "Fewer incidents";
        Unknown = "unknown", "Not known";
    }
}

/// Which way they go: two counts, or one that is not known.
pub fn course(now: Option<i64>, before: Option<i64>) -> Course {
    match (now, before) {
        (Some(now), Some(before)) if now > before => Course::More,
        (Some(now), Some(before)) if now < before => Course::Fewer,
        (Some(_), Some(_)) => Course::Same,
        _ => Course::Unknown,
    }
}

/// A summary that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Key.
    pub id: Id,
    /// First day counted.
    pub from: Option<Day>,
    /// Last day counted.
    pub to: Option<Day>,
    /// First of as many days before.
    pub before_from: Option<Day>,
    /// Who gave it.
    pub given_by: String,
    /// When.
    pub given_at: Instant,
}

/// One pupil in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The place on the register.
    pub watch: Id,
    /// The pupil.
    pub pupil: Id,
    /// The level then.
    pub level: Level,
    /// Which way it went then.
    pub course: Course,
    /// Incidents in the days counted.
    pub now: Option<i64>,
    /// Incidents in as many days before.
    pub before: Option<i64>,
    /// What was asked of leaders.
    pub ask: String,
}

impl Line {
    /// "4, and 1 before"
    pub fn counts(&self) -> String {
        match (self.now, self.before) {
            (Some(now), Some(before)) => format!("{now}, and {before} before"),
            (Some(now), None) => format!("{now}; before is not known"),
            _ => String::new(),
        }
    }
}

/// What is new of somebody since the last summary; nothing where there was none.
pub fn news(line: &Line, last: Option<&[Line]>) -> Vec<String> {
    let Some(last) = last else { return Vec::new() };
    let Some(was) = last.iter().find(|l| l.watch == line.watch) else {
        return vec!["New on the register".into()];
    };
    let mut out = Vec::new();
    if was.level != line.level {
        out.push(format!("Was: {}", was.level.label().to_lowercase()));
    }
    if was.course != line.course {
        out.push(format!("Last time: {}", was.course.label().to_lowercase()));
    }
    out
}

/// Who was in the last one and is on the register no more.
pub fn gone<'a>(now: &[Line], last: &'a [Line]) -> Vec<&'a Line> {
    last.iter().filter(|l| !now.iter().any(|n| n.watch == l.watch)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(n: u128, level: Level, now: i64, before: Option<i64>) -> Line {
        Line {
            watch: Id::from_u128(n),
            pupil: Id::from_u128(n + 100),
            level,
            course: course(Some(now), before),
            now: Some(now),
            before,
            ask: String::new(),
        }
    }

    #[test]
    fn the_way_is_two_counts_and_what_is_not_known_is_said() {
        assert_eq!(course(Some(4), Some(1)), Course::More);
        assert_eq!(course(Some(1), Some(1)), Course::Same);
        assert_eq!(course(Some(0), Some(1)), Course::Fewer);
        assert_eq!(course(Some(3), None), Course::Unknown);
        assert_eq!(line(1, Level::Early, 3, None).counts(), "3; before is not known");
    }

    #[test]
    fn what_changed_since_the_last_summary_is_named_and_the_first_names_nothing() {
        let last = [line(1, Level::Early, 1, Some(1)), line(3, Level::High, 2, Some(2))];
        let same = line(1, Level::Early, 2, Some(2));
        assert!(news(&same, Some(&last)).is_empty());
        let worse = line(1, Level::Raised, 4, Some(2));
        assert_eq!(news(&worse, Some(&last)), ["Was: first signs", "Last time: as many"]);
        let new = line(2, Level::Early, 1, Some(0));
        assert_eq!(news(&new, Some(&last)), ["New on the register"]);
        assert!(news(&new, None).is_empty());
        assert_eq!(gone(&[worse, new], &last)[0].watch, Id::from_u128(3));
    }
}
