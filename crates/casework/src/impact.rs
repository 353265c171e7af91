//! What the figures say of what the room does: who was placed again after their first placement
//! of some days, by how long it was, and how their returns went.
//!
//! It counts and compares; it never says why. Must never know: names, tables, pages, or a reader.

mod said;
#[cfg(test)]
mod tests;

pub use said::{cautions, findings};

use crate::Id;
use crate::report::{OnRoll, Report, Shown, What, on_roll, per_hundred};
use crate::returning::Outcome;
use crate::words::Words;
use rulebook::{Day, SchoolCalendar, room};
use std::collections::BTreeMap;

coded! {
    /// How long a first placement was.
    pub enum Band {
        Short = "short", "1–2 periods";
        Half = "half", "Half a day";
        Whole = "whole", "A whole day";
        Longer = "longer", "2 days or more";
    }
}

impl Band {
    /// What falls in it, for the working.
    pub fn working(self) -> &'static str {
        match self {
            Band::Short => "one or two periods of one day",
            Band::Half => "three periods or more of one day, and not all its lessons",
            Band::Whole => "every lesson of one day",
            Band::Longer => "school days one after another, whatever the periods",
        }
    }
}

/// One placement that took place in a room that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// Day.
    pub day: Day,
    /// Lessons missed.
    pub periods: i64,
    /// How the return that followed went, once it was decided.
    pub returned: Option<Outcome>,
}

/// A pupil's first placement of some days, and what came after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// Placement.
    pub placement: Id,
    /// Pupil.
    pub pupil: Id,
    /// First day.
    pub day: Day,
    /// Last day, where days ran on from one another.
    pub last: Day,
    /// How long.
    pub band: Band,
    /// The day they were placed again, inside the days that are watched.
    pub again: Option<Day>,
    /// Every one of those days is over.
    pub over: bool,
    /// How the return went.
    pub returned: Option<Outcome>,
}

/// One line of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Pupils whose days are over.
    pub n: i64,
    /// Those placed again.
    pub again: i64,
}

impl Line {
    /// Whole per cent, half up.
    pub fn percent(self) -> Option<i64> {
        percent(self.again, self.n)
    }
    /// Too few to lean on.
    pub fn small(self) -> bool {
        self.n < room::SMALL_GROUP
    }
    /// The per cents between which the share would often lie if nothing but chance were at work:
    /// Wilson's interval at 95 in 100.
    pub fn range(self) -> Option<(i64, i64)> {
        if self.n == 0 {
            return None;
        }
        let (n, p, z) = (self.n as f64, self.again as f64 / self.n as f64, 1.96_f64);
        let middle = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let of = 1.0 + z * z / n;
        let whole = |share: f64| (share / of * 100.0).round().clamp(0.0, 100.0) as i64;
        Some((whole(middle - half), whole(middle + half)))
    }
}

/// Whole per cent, half up; nothing of nobody.
pub fn percent(part: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (part * 200 + of) / (2 * of))
}

/// Each pupil's first placement from one day to another, with what came after it. `all` holds
/// what took place from the first day to the last one that is known of; `lessons` says how many a
/// day has.
pub fn firsts(
    calendar: &SchoolCalendar,
    all: &[Once],
    (from, to): (Day, Day),
    today: Day,
    lessons: impl Fn(Day) -> i64,
) -> Vec<First> {
    let mut of: BTreeMap<Id, Vec<&Once>> = BTreeMap::new();
    for o in all {
        of.entry(o.pupil).or_default().push(o);
    }
    let mut out = Vec::new();
    for placed in of.values_mut() {
        placed.sort_by_key(|o| (o.day, o.placement));
        let Some(at) = placed.iter().position(|o| from <= o.day && o.day <= to) else { continue };
        let first = placed[at];
        // Days that run on from one another are one stay.
        let (mut last, mut next) = (first, at + 1);
        while let Some(o) = placed.get(next) {
            let runs_on =
                o.day == last.day || calendar.first_on_or_after(last.day.plus(1)) == Some(o.day);
            if !runs_on {
                break;
            }
            (last, next) = (o, next + 1);
        }
        let same_day: i64 = placed.iter().filter(|o| o.day == first.day).map(|o| o.periods).sum();
        let band = if last.day > first.day {
            Band::Longer
        } else if same_day >= lessons(first.day) && same_day > 2 {
            Band::Whole
        } else if same_day > 2 {
            Band::Half
        } else {
            Band::Short
        };
        let until = calendar
            .school_days_after(last.day, room::PLACED_AGAIN_WITHIN.0)
            .map(|counted| counted.day);
        let again = placed.get(next).map(|o| o.day).filter(|d| until.is_some_and(|u| *d <= u));
        out.push(First {
            placement: first.placement,
            pupil: first.pupil,
            day: first.day,
            last: last.day,
            band,
            again,
            over: until.is_some_and(|u| u < today),
            returned: last.returned.or(first.returned),
        });
    }
    out.sort_by_key(|f| (f.day, f.placement));
    out
}

/// What the first placements of some days come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// First placements, by day.
    pub firsts: Vec<First>,
}

impl Impact {
    /// Those of one length whose days are over; of every length without one.
    pub fn line(&self, band: Option<Band>) -> Line {
        let of = |f: &&First| f.over && band.is_none_or(|b| f.band == b);
        let over: Vec<&First> = self.firsts.iter().filter(of).collect();
        Line {
            n: over.len() as i64,
            again: over.iter().filter(|f| f.again.is_some()).count() as i64,
        }
    }
    /// Pupils whose days are not over yet, and who are left out of every line.
    pub fn still_open(&self) -> i64 {
        self.firsts.iter().filter(|f| !f.over).count() as i64
    }
    /// Returns that were decided, and those that held.
    pub fn returns(&self) -> (i64, i64) {
        let decided = self.firsts.iter().filter(|f| f.returned.is_some()).count() as i64;
        let held = |f: &&First| f.returned == Some(Outcome::Held);
        (decided, self.firsts.iter().filter(held).count() as i64)
    }
    /// How many returns went each way.
    pub fn returned(&self, how: Outcome) -> i64 {
        self.firsts.iter().filter(|f| f.returned == Some(how)).count() as i64
    }
}

/// Which lines may leave the team, band by band: one about one to four people may not, and where
/// only one is hidden the smallest of the others goes with it, so that it cannot be worked out.
pub fn shown_outside(lines: &[Line]) -> Vec<bool> {
    let few = |n: i64| Shown::single(n, n).figure().is_none();
    let mut shown: Vec<bool> = lines.iter().map(|l| !few(l.again) && !few(l.n - l.again)).collect();
    if shown.iter().filter(|s| !**s).count() == 1 {
        let next = (0..lines.len()).filter(|i| shown[*i]).min_by_key(|i| lines[*i].n);
        if let Some(i) = next {
            shown[i] = false;
        }
    }
    shown
}

/// A group's share of those on roll in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// "SEN support"
    pub label: String,
    /// The value its list is asked for by.
    pub value: String,
    /// Pupils placed.
    pub placed: i64,
    /// Pupils on roll.
    pub on_roll: i64,
}

impl Rate {
    /// For each hundred on roll, to one place.
    pub fn per_hundred(&self) -> Option<String> {
        per_hundred(self.placed, self.on_roll)
    }
}

/// Pupils placed in each group of those on roll, groups in which nobody was placed as well.
pub fn rates(report: &Report, roll: &[OnRoll], what: What, words: &Words) -> Vec<Rate> {
    let placed = report.parts(what, words);
    what.groups(roll)
        .into_iter()
        .map(|value| Rate {
            label: what.part_label(&value, words),
            placed: placed.iter().find(|p| p.value == value).map_or(0, |p| p.count),
            on_roll: on_roll(roll, what, &value),
            value,
        })
        .collect()
}
