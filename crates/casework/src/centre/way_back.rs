//! The way back to lessons: how many lessons are planned in each school week, and how many it was.
//!
//! Must never know: which lessons.

use rulebook::school_week::nth_school_week;
use rulebook::{Day, Instant, SchoolCalendar};

/// Weeks of a way back at most.
pub const MOST_WEEKS: usize = 12;

/// What is planned for a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planned {
    /// So many lessons.
    Some(i64),
    /// All of them.
    All,
}

/// One school week of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// 1 for the first.
    pub week: i64,
    /// The Monday it lies in.
    pub monday: Day,
    /// The last day of it on which pupils are in.
    pub last: Day,
    /// Lessons planned; none for all.
    pub planned: Option<i64>,
    /// Lessons the pupil's own week had when it was planned.
    pub lessons: i64,
    /// Lessons that were gone to.
    pub achieved: Option<i64>,
    /// What helped, and what did not.
    pub words: String,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub at: Option<Instant>,
}

impl Week {
    /// How many were planned.
    pub fn of(&self) -> i64 {
        self.planned.unwrap_or(self.lessons)
    }
    /// "10/12", or "–/12" while nobody has said.
    pub fn said(&self) -> String {
        match self.achieved {
            Some(n) => format!("{n}/{}", self.of()),
            None => format!("–/{}", self.of()),
        }
    }
    /// It is over and nobody has said how it went.
    pub fn is_late(&self, today: Day) -> bool {
        self.achieved.is_none() && self.last < today
    }
}

/// Reads "6", "12", "20", "all".
pub fn read_planned(text: &str) -> Option<Planned> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("all") {
        return Some(Planned::All);
    }
    text.parse().ok().filter(|n| (1..=60).contains(n)).map(Planned::Some)
}

/// What is wrong with a plan: it goes up, and says no more than there is.
pub fn weeks_errors(plan: &[Planned], lessons: i64) -> Option<String> {
    if plan.is_empty() {
        return Some("Say how many lessons are planned in the first week".into());
    }
    if plan.len() > MOST_WEEKS {
        return Some(format!("A way back has {MOST_WEEKS} weeks at most"));
    }
    let n = |p: &Planned| match p {
        Planned::Some(n) => *n,
        Planned::All => lessons,
    };
    plan.iter().map(n).find(|n| *n > lessons).map(|n| {
        format!(
            "{n} is more than the {lessons} lessons of their own week. Type “all” for all of them"
        )
    })
}

/// The school weeks of a plan from a day on; nothing where the calendar does not reach so far.
pub fn weeks(
    calendar: &SchoolCalendar,
    from: Day,
    plan: &[Planned],
    lessons: i64,
) -> Option<Vec<Week>> {
    plan.iter()
        .zip(1u32..)
        .map(|(p, n)| {
            let reached = nth_school_week(calendar, from, n)?;
            Some(Week {
                week: i64::from(n),
                monday: reached.monday,
                last: reached.last,
                planned: match p {
                    Planned::Some(n) => Some(*n),
                    Planned::All => None,
                },
                lessons,
                achieved: None,
                words: String::new(),
                by_name: String::new(),
                at: None,
            })
        })
        .collect()
}
