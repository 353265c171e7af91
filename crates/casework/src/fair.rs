//! What a fair decision needs to know of the time a pupil has had out of lessons, in one look.
//!
//! Calming spaces and planned support are told apart and never added in. Must never know: who
//! asks, or how it is shown.

use crate::ledger::{Line, timetabled};
use crate::room::RoomKind;
use crate::school::Setting;
use crate::threshold::Stay;
use crate::{Id, booking};
use rulebook::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Time out in one stretch of the year, with the time asked for in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spell {
    /// "This week"
    pub name: &'static str,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Minutes of lessons.
    pub minutes: i64,
    /// Different days.
    pub days: i64,
    /// Times.
    pub times: i64,
}

/// The subject most missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Subject.
    pub subject: String,
    /// Minutes of it.
    pub minutes: i64,
    /// Minutes of every subject that is known.
    pub of: i64,
}

/// Time in a space that does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Times.
    pub times: i64,
    /// Minutes of lessons.
    pub minutes: i64,
}

/// All of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// Week, half-term, term and year, those the calendar has.
    pub spells: Vec<Spell>,
    /// Minutes of the school year so far, with the time asked for.
    pub year: i64,
    /// Minutes of lessons the school has had this year, the day of the decision included.
    pub lessons: i64,
    /// School days one after another, the day asked for among them.
    pub in_a_row: i64,
    /// The subject most missed this year, without the time asked for.
    pub missed_most: Option<Missed>,
    /// Calming spaces, this year.
    pub calming: Apart,
    /// Planned support, this year.
    pub support: Apart,
}

/// Times in rooms that count, from the lines of them.
pub fn stays(lines: &[Line], but: Option<Id>) -> Vec<Stay> {
    let mut of: BTreeMap<Id, Stay> = BTreeMap::new();
    for l in lines.iter().filter(|l| booking::counts(l.kind) && Some(l.placement) != but) {
        of.entry(l.placement).or_insert(Stay { day: l.day, minutes: 0 }).minutes += l.minutes();
    }
    let mut all: Vec<Stay> = of.into_values().collect();
    all.sort_by_key(|s| s.day);
    all
}

/// Everything, from the lines of one pupil's school year and the time asked for. `but` is a
/// placement that would move, and does not count twice.
pub fn so_far(setting: &Setting, lines: &[Line], but: Option<Id>, more: Stay) -> SoFar {
    let cal = &setting.calendar;
    let before = stays(lines, but);
    let mut all = before.clone();
    if more.minutes > 0 {
        all.push(more);
    }
    let (year_from, year_to) = cal.school_year(more.day);
    let term = cal.terms.iter().find(|t| t.from <= more.day && more.day <= t.to);
    let monday = more.day.monday();
    let mut spells = vec![("This week", monday, monday.plus(6))];
    if let Some((_, from, to)) = cal.half_term(more.day) {
        spells.push(("This half-term", from, to));
    }
    if let Some(t) = term {
        spells.push(("This term", t.from, t.to));
    }
    spells.push(("This school year", year_from, year_to));
    let spells = spells
        .into_iter()
        .map(|(name, from, to)| {
            let inside: Vec<&Stay> = all.iter().filter(|s| from <= s.day && s.day <= to).collect();
            Spell {
                name,
                from,
                to,
                minutes: inside.iter().map(|s| s.minutes).sum(),
                days: inside.iter().map(|s| s.day).collect::<BTreeSet<_>>().len() as i64,
                times: inside.len() as i64,
            }
        })
        .collect::<Vec<_>>();
    let year = spells.last().map_or(0, |s| s.minutes);
    SoFar {
        spells,
        year,
        lessons: timetabled(setting, year_from, more.day),
        in_a_row: in_a_row(setting, &all, more.day),
        missed_most: missed_most(lines, but),
        calming: apart(lines, RoomKind::Calming),
        support: apart(lines, RoomKind::Support),
    }
}

/// School days one after another with time out, `day` among them; none when it has none.
fn in_a_row(setting: &Setting, stays: &[Stay], day: Day) -> i64 {
    let days: BTreeSet<Day> = stays.iter().map(|s| s.day).collect();
    if !days.contains(&day) {
        return 0;
    }
    let mut n = 1;
    let mut at = day;
    while let Some(before) = setting.calendar.last_before(at).filter(|d| days.contains(d)) {
        (n, at) = (n + 1, before);
    }
    at = day;
    while let Some(next) =
        setting.calendar.first_on_or_after(at.plus(1)).filter(|d| days.contains(d))
    {
        (n, at) = (n + 1, next);
    }
    n
}

fn missed_most(lines: &[Line], but: Option<Id>) -> Option<Missed> {
    let mut of: BTreeMap<&str, i64> = BTreeMap::new();
    for l in lines.iter().filter(|l| booking::counts(l.kind) && Some(l.placement) != but) {
        if !l.subject.trim().is_empty() {
            *of.entry(l.subject.trim()).or_default() += l.minutes();
        }
    }
    let all = of.values().sum();
    let (subject, minutes) = of.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
    Some(Missed { subject: subject.to_string(), minutes, of: all })
}

fn apart(lines: &[Line], kind: RoomKind) -> Apart {
    let of: Vec<&Line> = lines.iter().filter(|l| l.kind == kind).collect();
    Apart {
        times: of.iter().map(|l| l.placement).collect::<BTreeSet<_>>().len() as i64,
        minutes: of.iter().map(|l| l.minutes()).sum(),
    }
}

#[cfg(test)]
mod tests;
