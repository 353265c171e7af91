//! Signals: a rule of the school's own was met by what was brought in, and somebody is asked to
//! look.
//!
//! A signal shows what was counted and asks; it decides nothing about a pupil. Must never know:
//! tables, pages, or the day it is.

mod decide;
#[cfg(test)]
mod tests;

pub use decide::{Answer, LONGEST, Outcome, Signal, check_answer, due, may_decide};

use crate::pupil::Pupil;
use crate::school::Setting;
use crate::threshold::{Reviewer, Whom, Window, school_days};
use crate::words::{Concept, Words};
use crate::{Coded, Id, attendance};
use rulebook::{Day, room};
use std::collections::BTreeMap;

/// Letters of a rule's name.
pub const LONGEST_NAME: usize = 80;

coded! {
    /// What a rule counts.
    pub enum Measure {
        Incidents = "incidents", "Incidents";
        Points = "points", "Points";
        Days = "days", "Different school days with an incident";
        More = "more", "More incidents than in as many school days before";
        SameSubject = "same_subject", "Incidents in one subject";
        SamePeriod = "same_period", "Incidents in one period of the day";
        Attendance = "attendance", "Attendance below so many per cent";
    }
}

/// A rule of the school's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Key.
    pub id: Id,
    /// The school's name for it.
    pub name: String,
    /// What is counted.
    pub measure: Measure,
    /// From what number, or below how many per cent.
    pub least: i64,
    /// In what time.
    pub window: Window,
    /// School days, of a window that is a number of them.
    pub window_days: i64,
    /// Only incidents of this type; empty for all.
    pub kind: String,
    /// For whom.
    pub whom: Whom,
    /// Who is asked.
    pub owner: Reviewer,
    /// That person, where one is named.
    pub owner_staff: Option<Id>,
    /// School days within which they answer.
    pub within: i64,
    /// In use.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// What a rule looks at in one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The pupil.
    pub pupil: Id,
    /// The day.
    pub day: Day,
    /// The type.
    pub kind: String,
    /// The subject, or empty.
    pub subject: String,
    /// The period, or empty.
    pub period: String,
    /// Points.
    pub points: Option<i64>,
}

/// A rule that was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// First day counted.
    pub from: Day,
    /// Last day counted.
    pub to: Day,
    /// The count; attendance in parts of a thousand.
    pub count: i64,
    /// The count in the days before, where the rule asks for more than that.
    pub before: Option<i64>,
    /// The subject or period, where the rule asks for one.
    pub of: String,
}

impl Rule {
    /// "4 incidents in 5 school days"
    pub fn said(&self) -> String {
        let n = self.least;
        let many = if n == 1 { "" } else { "s" };
        let kind = match self.kind.as_str() {
            "" => String::new(),
            kind => format!(" of the type “{kind}”"),
        };
        let time = self.window.said(self.window_days);
        match self.measure {
            Measure::Incidents => format!("{n} incident{many}{kind} in {time}"),
            Measure::Points => format!("{n} point{many}{kind} in {time}"),
            Measure::Days => format!("{} with an incident{kind} in {time}", school_days(n)),
            Measure::More => format!(
                "{n} more incident{many}{kind} in {} than in as many before",
                school_days(self.window_days)
            ),
            Measure::SameSubject => format!("{n} incident{many}{kind} in one subject in {time}"),
            Measure::SamePeriod => {
                format!("{n} incident{many}{kind} in one period of the day in {time}")
            }
            Measure::Attendance => format!("attendance below {n}%"),
        }
    }
    /// Everything it does, in a sentence or three.
    pub fn rule(&self, words: &Words) -> String {
        let whom = match self.whom {
            Whom::All => String::new(),
            other => format!(" For {}.", crate::threshold::lower(other.label())),
        };
        let owner = match self.owner {
            Reviewer::Nobody => {
                format!(" Whoever leads the {} is asked", words.one(Concept::Room))
            }
            r => format!(" {} is asked", crate::words::capital(&r.named(words))),
        };
        format!(
            "From {}.{whom}{owner} what comes of it, within {}.",
            self.said(),
            school_days(self.within)
        )
    }
    fn counts(&self, seen: &Seen) -> bool {
        self.kind.is_empty() || self.kind.eq_ignore_ascii_case(&seen.kind)
    }
    /// Whether incidents meet it on this day. `after` is the day up to which an earlier signal
    /// of this rule was raised: what was looked at once is not counted again.
    pub fn met(
        &self,
        setting: &Setting,
        seen: &[Seen],
        day: Day,
        after: Option<Day>,
    ) -> Option<Met> {
        if self.measure == Measure::Attendance {
            return None;
        }
        let window = match self.measure {
            Measure::More => Window::Days,
            _ => self.window,
        };
        let (from, _) = window.days(self.window_days, &setting.calendar, day)?;
        let inside: Vec<&Seen> = seen
            .iter()
            .filter(|s| self.counts(s) && from <= s.day && s.day <= day)
            .filter(|s| after.is_none_or(|a| s.day > a))
            .collect();
        let all = inside.len() as i64;
        // What was looked at before is not among the days that are told either.
        let told = match self.measure {
            Measure::More => from,
            _ => after.map_or(from, |a| from.max(a.plus(1))),
        };
        let met = |count: i64, before, of: String| Met { from: told, to: day, count, before, of };
        let found = match self.measure {
            Measure::Incidents => met(all, None, String::new()),
            Measure::Points => {
                met(inside.iter().filter_map(|s| s.points).sum(), None, String::new())
            }
            Measure::Days => {
                let mut days: Vec<Day> = inside.iter().map(|s| s.day).collect();
                days.sort_unstable();
                days.dedup();
                met(days.len() as i64, None, String::new())
            }
            Measure::More => {
                let cal = &setting.calendar;
                let back = u32::try_from(self.window_days - 1).ok()?;
                let to = cal.school_days_before(from, 1)?;
                let start = cal.school_days_before(to, back)?;
                let before =
                    seen.iter().filter(|s| self.counts(s) && start <= s.day && s.day <= to).count()
                        as i64;
                return (all - before >= self.least).then(|| met(all, Some(before), String::new()));
            }
            Measure::SameSubject | Measure::SamePeriod => {
                let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
                for s in &inside {
                    let name = match self.measure {
                        Measure::SameSubject => s.subject.as_str(),
                        _ => s.period.as_str(),
                    };
                    if !name.is_empty() {
                        *sums.entry(name).or_default() += 1;
                    }
                }
                let (name, n) = sums.into_iter().max_by_key(|(_, n)| *n)?;
                met(n, None, name.to_string())
            }
            Measure::Attendance => return None,
        };
        (found.count >= self.least).then_some(found)
    }
    /// Whether an attendance meets it. One signal in a half-term is enough.
    pub fn met_by_attendance(
        &self,
        setting: &Setting,
        upto: Day,
        per_mille: i64,
        after: Option<Day>,
    ) -> Option<Met> {
        let half = |d: Day| setting.calendar.half_term(d).map(|(_, from, _)| from);
        let again = after.is_some_and(|a| a == upto || half(a) == half(upto));
        (self.measure == Measure::Attendance && per_mille < self.least * 10 && !again).then(|| {
            Met { from: upto, to: upto, count: per_mille, before: None, of: String::new() }
        })
    }
    /// What was counted, and what the rule asks for: the whole of the reason.
    pub fn explained(&self, met: &Met) -> String {
        let n = met.count;
        let many = if n == 1 { "" } else { "s" };
        let time = match met.from == met.to {
            true => format!("on {}", met.to),
            false => format!("from {} to {}", met.from, met.to),
        };
        let what = match self.measure {
            Measure::Incidents => format!("{n} incident{many} {time}"),
            Measure::Points => format!("{n} point{many} {time}"),
            Measure::Days => format!("{} with an incident {time}", school_days(n)),
            Measure::More => format!(
                "{n} incident{many} {time}, and {} in as many school days before",
                met.before.unwrap_or_default()
            ),
            Measure::SameSubject | Measure::SamePeriod => {
                format!("{n} incident{many} in {} {time}", met.of)
            }
            Measure::Attendance => {
                format!("Attendance {} up to {}", attendance::said(n), met.to)
            }
        };
        format!("{what}. The rule asks for {}.", self.said())
    }
}

/// What is wrong with a rule: the field and what to do about it.
pub fn check(r: &Rule) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let most = if r.measure == Measure::Attendance { 100 } else { 500 };
    if !(1..=most).contains(&r.least) {
        wrong.push(("least", format!("Give a whole number from 1 to {most}")));
    }
    let by_days = r.window == Window::Days || r.measure == Measure::More;
    if by_days && r.measure != Measure::Attendance && !(1..=190).contains(&r.window_days) {
        wrong.push(("window_days", "Give a number of school days from 1 to 190".to_string()));
    }
    if !(0..=40).contains(&r.within) {
        wrong.push(("within", "Give a number of school days from 0 to 40".to_string()));
    }
    if r.owner == Reviewer::Person && r.owner_staff.is_none() {
        wrong.push(("owner_staff", "Choose who is asked".to_string()));
    }
    wrong
}

/// What the product proposes to a school that has none: none of it law.
pub fn proposals(mut key: impl FnMut() -> Id) -> Vec<Rule> {
    let mut make = |measure, least, window, days: u32| {
        let mut r = Rule {
            id: key(),
            name: String::new(),
            measure,
            least,
            window,
            window_days: i64::from(days),
            kind: String::new(),
            whom: Whom::All,
            owner: Reviewer::YearLead,
            owner_staff: None,
            within: i64::from(room::SIGNAL_ANSWERED_WITHIN.0),
            active: true,
            version: 1,
        };
        r.name = crate::words::capital(&r.said());
        r
    };
    vec![
        make(Measure::Incidents, room::SIGNAL_INCIDENTS, Window::Days, room::SIGNAL_IN.0),
        make(Measure::More, room::SIGNAL_MORE, Window::Days, room::BASELINE_DAYS.0),
        make(Measure::SameSubject, room::SIGNAL_SAME_SUBJECT, Window::HalfTerm, room::SIGNAL_IN.0),
        make(Measure::Attendance, room::SIGNAL_ATTENDANCE, Window::HalfTerm, room::SIGNAL_IN.0),
    ]
}

/// How often a rule would have asked, in days that are over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// Incidents in those days.
    pub incidents: i64,
    /// Signals it would have raised.
    pub signals: i64,
    /// Pupils they were about.
    pub pupils: i64,
    /// The most in any one week.
    pub most_in_a_week: i64,
}

/// Runs a rule over those days as if it had been in use. Attendance is as it was at each
/// bringing-in.
pub fn dry_run(
    setting: &Setting,
    rule: &Rule,
    pupils: &[Pupil],
    seen: &[Seen],
    attendance: &[attendance::Attendance],
    (from, to): (Day, Day),
) -> DryRun {
    let mut of: BTreeMap<Id, Vec<Seen>> = BTreeMap::new();
    for s in seen {
        of.entry(s.pupil).or_default().push(s.clone());
    }
    let mut run = DryRun {
        incidents: seen.iter().filter(|s| from <= s.day && s.day <= to).count() as i64,
        ..DryRun::default()
    };
    let mut weeks: BTreeMap<Day, i64> = BTreeMap::new();
    for p in pupils.iter().filter(|p| rule.whom.holds(p)) {
        let mine = of.get(&p.id).map_or(&[][..], Vec::as_slice);
        let mut after = None;
        let mut raised: Vec<Day> = Vec::new();
        let mut days: Vec<Day> =
            mine.iter().map(|s| s.day).filter(|d| from <= *d && *d <= to).collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            if rule.met(setting, mine, day, after).is_some() {
                after = Some(day);
                raised.push(day);
            }
        }
        for a in attendance.iter().filter(|a| a.pupil == p.id && from <= a.upto && a.upto <= to) {
            if rule.met_by_attendance(setting, a.upto, a.per_mille, after).is_some() {
                after = Some(a.upto);
                raised.push(a.upto);
            }
        }
        run.signals += raised.len() as i64;
        run.pupils += i64::from(!raised.is_empty());
        for day in raised {
            *weeks.entry(day.monday()).or_default() += 1;
        }
    }
    run.most_in_a_week = weeks.into_values().max().unwrap_or(0);
    run
}
