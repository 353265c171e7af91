//! Early warning: who has more incidents than they themselves had in as many days before, and
//! where they come from.
//!
//! Plain counts and one subtraction, each shown; there is no score. Must never know: tables,
//! pages, or the day it is.

#[cfg(test)]
mod tests;

use crate::Id;
use rulebook::room::{BASELINE_DAYS, SPOT_LEAST};
use rulebook::{Day, SchoolCalendar};
use std::cmp::Reverse;
use std::collections::BTreeMap;

coded! {
    /// What the days of now are set against.
    pub enum Against {
        Term = "term", "This term so far, against last term";
        HalfTerm = "half_term", "This half-term so far, against the last";
        Days = "days", "The last days, against as many before";
    }
}

/// Days counted, and days they are set against: the same number of school days in each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Windows {
    /// First and last day counted.
    pub now: (Day, Day),
    /// First and last day of the baseline; none where the calendar has none.
    pub before: Option<(Day, Day)>,
    /// School days in each.
    pub days: usize,
}

/// A stretch of school days: a term or a half of one.
fn stretches(calendar: &SchoolCalendar, against: Against) -> Vec<(Day, Day)> {
    let mut out: Vec<(Day, Day)> = match against {
        Against::HalfTerm => calendar
            .terms
            .iter()
            .flat_map(|t| [t.from, t.to])
            .filter_map(|d| calendar.half_term(d).map(|(_, from, to)| (from, to)))
            .collect(),
        _ => calendar.terms.iter().map(|t| (t.from, t.to)).collect(),
    };
    out.sort_unstable();
    out.dedup();
    out
}

/// The days to count up to and with a day, and those before. Nothing where the calendar has no
/// school day there.
pub fn windows(calendar: &SchoolCalendar, against: Against, upto: Day) -> Option<Windows> {
    let last = match calendar.is_school_day(upto) {
        true => upto,
        false => calendar.last_before(upto)?,
    };
    if against == Against::Days {
        let back = BASELINE_DAYS.0;
        let from = calendar.school_days_before(last, back - 1)?;
        let before = calendar
            .school_days_before(from, 1)
            .and_then(|to| Some((calendar.school_days_before(to, back - 1)?, to)));
        return Some(Windows { now: (from, last), before, days: back as usize });
    }
    let all = stretches(calendar, against);
    let at = all.iter().position(|(from, to)| *from <= last && last <= *to)?;
    let from = calendar.first_on_or_after(all[at].0)?;
    let days = calendar.school_days_between(from, last).len();
    let before = at.checked_sub(1).and_then(|n| {
        let open = calendar.school_days_between(all[n].0, all[n].1);
        // A shorter stretch is not stretched: the days there were are what is said.
        let end = open.get(days.saturating_sub(1)).or(open.last())?;
        Some((*open.first()?, *end))
    });
    Some(Windows { now: (from, last), before, days })
}

/// What is known of one pupil in those days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The pupil.
    pub pupil: Id,
    /// Incidents in the days counted.
    pub now: i64,
    /// Incidents in the days before.
    pub before: i64,
    /// Points in the days counted, as the school counts them.
    pub points: i64,
    /// Attendance at the last bringing-in, in parts of a thousand.
    pub attendance: Option<i64>,
    /// Attendance at the one before.
    pub attendance_before: Option<i64>,
    /// Signals that wait for an answer.
    pub signals: i64,
    /// On the at-risk register.
    pub watched: bool,
}

impl Count {
    /// How many more than before; fewer is below nothing.
    pub fn change(&self) -> i64 {
        self.now - self.before
    }
    /// Whether there is anything to look at.
    pub fn stands_out(&self) -> bool {
        self.now > 0 || self.signals > 0 || self.watched
    }
}

coded! {
    /// What puts the list in order.
    pub enum Order {
        Change = "change", "More than before";
        Total = "total", "Incidents";
        Points = "points", "Points";
        Attendance = "attendance", "Attendance";
    }
}

/// Puts counts in order, each with whatever stands beside it. Those equal stand as they came: by
/// name.
pub fn rank<T>(counts: &mut [(T, &Count)], order: Order) {
    match order {
        Order::Change => counts.sort_by_key(|(_, c)| Reverse((c.change(), c.now))),
        Order::Total => counts.sort_by_key(|(_, c)| Reverse((c.now, c.change()))),
        Order::Points => counts.sort_by_key(|(_, c)| Reverse((c.points, c.now))),
        Order::Attendance => counts.sort_by_key(|(_, c)| c.attendance.unwrap_or(i64::MAX)),
    }
}

coded! {
    /// By what incidents are gathered.
    pub enum By {
        Subject = "subject", "Subject";
        Period = "period", "Period";
        Lesson = "lesson", "Subject and period";
        Place = "place", "Place";
        Weekday = "weekday", "Day of the week";
        Type = "type", "Type";
    }
}

/// Incidents that share a subject, a period and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Subject, or empty.
    pub subject: String,
    /// Period, or empty.
    pub period: String,
    /// Place, or empty.
    pub place: String,
    /// How many.
    pub n: i64,
}

/// How many in one subject, period, place, weekday or type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// How many.
    pub n: i64,
    /// Far more than an even spread would give.
    pub hot: bool,
}

/// Counts by one thing, most first; with how many say nothing of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spots {
    /// Each that is named.
    pub named: Vec<Spot>,
    /// Those that name none.
    pub silent: i64,
}

/// Gathers pairs of name and count. Hot is what has at least as many as a pattern needs, and
/// twice an even share.
pub fn spots(pairs: impl IntoIterator<Item = (String, i64)>) -> Spots {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let mut silent = 0;
    for (name, n) in pairs {
        match name.trim() {
            "" => silent += n,
            name => *sums.entry(name.to_string()).or_default() += n,
        }
    }
    let (kinds, total) = (sums.len() as i64, sums.values().sum::<i64>());
    let mut named: Vec<Spot> = sums
        .into_iter()
        .map(|(name, n)| Spot {
            hot: n >= SPOT_LEAST && n * kinds >= 2 * total && kinds > 1,
            name,
            n,
        })
        .collect();
    named.sort_by_key(|s| Reverse(s.n));
    Spots { named, silent }
}

/// The same by one of the things a cell holds.
pub fn by(cells: &[Cell], by: By) -> Spots {
    spots(cells.iter().map(|c| {
        let name = match by {
            By::Subject => c.subject.clone(),
            By::Period => c.period.clone(),
            By::Place => c.place.clone(),
            By::Lesson if c.subject.is_empty() || c.period.is_empty() => String::new(),
            By::Lesson => format!("{} {}", c.subject, c.period),
            By::Weekday | By::Type => String::new(),
        };
        (name, c.n)
    }))
}
