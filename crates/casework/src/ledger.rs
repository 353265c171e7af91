//! Minutes out of lessons: one line for each lesson missed, and every sum of them.
//!
//! Each breakdown is of the same lines, so that they cannot add up to different totals, and each
//! line is held against the timetable. Must never know: names, tables or pages.

use crate::Id;
use crate::report::was_there;
use crate::room::{PlacementState, RoomKind};
use crate::school::Setting;
use rulebook::{Day, Instant, Minute, Week};
use std::collections::{BTreeMap, BTreeSet};

coded! {
    /// The work that was there for a lesson missed.
    pub enum Given {
        Own = "own", "The same as the class";
        Bank = "bank", "From the bank";
        Other = "other", "Other work";
        Nothing = "nothing", "None recorded";
    }
}

/// One lesson of a placement that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// "P1"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// Subject of the lesson missed, or empty.
    pub subject: String,
    /// Whose lesson it is, where that is known. Told apart on no page but the one opened for it.
    pub teacher: Option<Id>,
    /// Department of the teacher whose lesson it is, or empty.
    pub department: String,
    /// The kind of the room.
    pub kind: RoomKind,
    /// The work that was there.
    pub given: Given,
    /// Where the placement has got to.
    pub state: PlacementState,
    /// When the pupil came.
    pub arrived_at: Option<Instant>,
    /// When they left.
    pub left_at: Option<Instant>,
}

impl Line {
    /// Whole minutes.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
}

coded! {
    /// What a ledger is broken down by.
    pub enum By {
        Subject = "subject", "Subject missed";
        Department = "department", "Teacher’s department";
        Kind = "kind", "Kind of space";
        Given = "given", "Work that was there";
    }
}

impl By {
    /// The part a line falls in; what is not known stands under "-".
    pub fn of(self, line: &Line) -> String {
        use crate::Coded;
        let known = |t: &str| if t.trim().is_empty() { "-" } else { t.trim() }.to_string();
        match self {
            By::Subject => known(&line.subject),
            By::Department => known(&line.department),
            By::Kind => line.kind.code().to_string(),
            By::Given => line.given.code().to_string(),
        }
    }
    /// What one part of it is.
    pub fn one(self) -> &'static str {
        match self {
            By::Subject => "Subject",
            By::Department => "Department",
            By::Kind => "Space",
            By::Given => "Work",
        }
    }
    /// What people read for a part.
    pub fn label_of(self, value: &str) -> String {
        use crate::Coded;
        match self {
            By::Kind => RoomKind::from_code(value).map_or(value, |k| k.label()).to_string(),
            By::Given => Given::from_code(value).map_or(value, |g| g.label()).to_string(),
            _ if value == "-" => "Not known".to_string(),
            _ => value.to_string(),
        }
    }
}

/// One part of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The value its list is asked for by.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Minutes.
    pub minutes: i64,
    /// Lessons.
    pub lessons: i64,
    /// How many pupils it is about.
    pub people: i64,
}

/// The lessons missed in some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Lines, by day and start.
    pub lines: Vec<Line>,
}

impl Ledger {
    /// Keeps the lessons the pupil was out for, by the rule of the half-term's report.
    pub fn of(mut lines: Vec<Line>, now: Instant) -> Ledger {
        lines.retain(|l| {
            matches!(l.state, PlacementState::Here | PlacementState::Left | PlacementState::Closed)
                && was_there((l.arrived_at, l.left_at), (l.day.at(l.from), l.day.at(l.to)), now)
        });
        Ledger { lines }
    }
    /// Only the lessons of teachers of one department, or of the subject of its name where no
    /// teacher is known.
    pub fn faculty(mut self, department: &str) -> Ledger {
        let wanted = department.trim();
        self.lines.retain(|l| {
            !wanted.is_empty()
                && (l.department.trim() == wanted
                    || (l.department.trim().is_empty() && l.subject.trim() == wanted))
        });
        self
    }
    /// Minutes in all.
    pub fn minutes(&self) -> i64 {
        self.lines.iter().map(Line::minutes).sum()
    }
    /// Different pupils.
    pub fn people(&self) -> i64 {
        self.lines.iter().map(|l| l.pupil).collect::<BTreeSet<_>>().len() as i64
    }
    /// The lines of one part.
    pub fn part(&self, by: By, value: &str) -> Vec<&Line> {
        self.lines.iter().filter(|l| by.of(l) == value).collect()
    }
    /// A breakdown, most minutes first.
    pub fn parts(&self, by: By) -> Vec<Part> {
        let mut of: BTreeMap<String, (i64, i64, BTreeSet<Id>)> = BTreeMap::new();
        for l in &self.lines {
            let part = of.entry(by.of(l)).or_default();
            part.0 += l.minutes();
            part.1 += 1;
            part.2.insert(l.pupil);
        }
        let mut parts: Vec<Part> = of
            .into_iter()
            .map(|(value, (minutes, lessons, people))| Part {
                label: by.label_of(&value),
                value,
                minutes,
                lessons,
                people: people.len() as i64,
            })
            .collect();
        parts.sort_by(|a, b| b.minutes.cmp(&a.minutes).then_with(|| a.label.cmp(&b.label)));
        parts
    }
    /// Holds it against the timetable as it is set now.
    pub fn reconcile(&self, setting: &Setting) -> Reconciled {
        let mut timetable = 0;
        let mut apart = Vec::new();
        for l in &self.lines {
            let lesson = setting.lessons_on(l.day).into_iter().find(|p| p.code == l.code);
            match lesson {
                Some(p) if p.minutes() == l.minutes() => timetable += l.minutes(),
                Some(p) => {
                    timetable += p.minutes();
                    apart.push((l.clone(), Some(p.minutes())));
                }
                None => apart.push((l.clone(), None)),
            }
        }
        Reconciled { out: self.minutes(), timetable, apart }
    }
}

/// A ledger held against the timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconciled {
    /// Minutes out of lessons, as they were booked.
    pub out: i64,
    /// Minutes of the same lessons, as the school day is set now.
    pub timetable: i64,
    /// Lessons that differ, each with its length now; `None` where there is no such lesson.
    pub apart: Vec<(Line, Option<i64>)>,
}

/// Lessons of one week that are taught at once, on the timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    /// 1 is Monday.
    pub weekday: i64,
    /// A, B or empty for both.
    pub week: String,
    /// "P1"
    pub period: String,
    /// How many.
    pub lessons: i64,
}

/// How many of those lessons these days have.
pub fn lessons_taught(setting: &Setting, taught: &[Taught], from: Day, to: Day) -> i64 {
    let cal = &setting.calendar;
    let mut all = 0;
    for day in cal.school_days_between(from, to) {
        let week = match cal.week(day) {
            Week::A => "A",
            Week::B => "B",
        };
        all += taught
            .iter()
            .filter(|t| t.weekday == day.weekday().number())
            .filter(|t| t.week.is_empty() || t.week == week)
            .map(|t| t.lessons)
            .sum::<i64>();
    }
    all
}

/// Minutes of lessons the timetable has in these days.
pub fn timetabled(setting: &Setting, from: Day, to: Day) -> i64 {
    setting
        .calendar
        .school_days_between(from, to)
        .into_iter()
        .flat_map(|d| setting.lessons_on(d))
        .map(|p| p.minutes())
        .sum()
}

/// "12.5": hundredths rounded to a tenth, half up. Nothing when there is nothing to divide by.
pub fn percent(part: i64, of: i64) -> Option<String> {
    crate::report::per_hundred(part, of)
}

#[cfg(test)]
mod tests;
