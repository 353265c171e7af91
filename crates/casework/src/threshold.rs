//! The school's own thresholds: numbers at which whoever approves is asked for more, or somebody
//! is asked to look at the whole picture.
//!
//! A threshold prompts. It never decides, and a reason by name is always the way through. None of
//! the numbers is law. Must never know: tables, pages, or the day it is.

mod dry;
#[cfg(test)]
mod tests;

pub use dry::{DryRun, dry_run};

use crate::pupil::{Pupil, Sen};
use crate::school::Setting;
use crate::words::{Concept, Words};
use crate::{Actor, Coded, Id, Role};
use rulebook::day::spell_minutes;
use rulebook::room;
use rulebook::{Day, SchoolCalendar};

coded! {
    /// What is counted.
    pub enum Measure {
        Placements = "placements", "Placements";
        Days = "days", "Different school days with time in the room";
        Hours = "hours", "Hours of lessons missed";
        Percent = "percent", "Per cent of lesson time";
    }
}

coded! {
    /// Where it is counted.
    pub enum Window {
        Days = "days", "A number of school days";
        Week = "week", "A week";
        HalfTerm = "half_term", "A half-term";
        Term = "term", "A term";
        Year = "year", "A school year";
    }
}

coded! {
    /// Whom it is for.
    pub enum Whom {
        All = "all", "Everybody";
        Needs = "needs", "Those with SEN support or an EHC plan";
        Plan = "plan", "Those with an EHC plan";
        Care = "care", "Those looked after or with a social worker";
    }
}

coded! {
    /// What the approver is asked for.
    pub enum Ask {
        Nothing = "nothing", "Nothing: it is shown";
        Reason = "reason", "A written reason";
        Different = "different", "What will be different this time";
        Senior = "senior", "A senior leader’s approval, or a reason by name";
    }
}

coded! {
    /// Who is asked to hold a review.
    pub enum Reviewer {
        Nobody = "nobody", "Nobody";
        YearLead = "year_lead", "Whoever leads the year";
        Mentor = "mentor", "The mentor";
        Person = "person", "Somebody by name";
    }
}

/// A threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Key.
    pub id: Id,
    /// The school's name for it.
    pub name: String,
    /// What is counted.
    pub measure: Measure,
    /// Where.
    pub window: Window,
    /// School days, of a window that is a number of them.
    pub window_days: i64,
    /// From what number.
    pub least: i64,
    /// Whom it is for.
    pub whom: Whom,
    /// What the approver is asked for.
    pub ask: Ask,
    /// Who is asked to hold a review.
    pub reviewer: Reviewer,
    /// That person, where one is named.
    pub review_staff: Option<Id>,
    /// School days after the placement by which the review is held.
    pub review_within: i64,
    /// In use.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// One time in a room that counts: its day and the minutes of lessons it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Day.
    pub day: Day,
    /// Minutes of lessons.
    pub minutes: i64,
}

/// A threshold that one more placement would reach or is past already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which.
    pub threshold: Threshold,
    /// First day counted.
    pub from: Day,
    /// Last day counted.
    pub to: Day,
    /// The count with this placement in it: placements, days, or minutes.
    pub count: i64,
    /// Minutes of lessons in the window, for a share of them.
    pub of: i64,
    /// Without this placement it was not reached.
    pub first: bool,
}

impl Whom {
    /// Whether a pupil is one of them.
    pub fn holds(self, pupil: &Pupil) -> bool {
        match self {
            Whom::All => true,
            Whom::Needs => pupil.sen != Sen::None,
            Whom::Plan => pupil.sen == Sen::Plan,
            Whom::Care => pupil.looked_after || !pupil.social_worker.trim().is_empty(),
        }
    }
}

impl Window {
    /// The days it holds that lead to this one, or hold it; nothing where the calendar does not
    /// reach. `n` is the number of school days of a window that is a number of them.
    pub fn days(self, n: i64, cal: &SchoolCalendar, day: Day) -> Option<(Day, Day)> {
        match self {
            Window::Days => {
                let back = u32::try_from(n - 1).ok()?;
                let from = if back == 0 { day } else { cal.school_days_before(day, back)? };
                Some((from, day))
            }
            Window::Week => Some((day.monday(), day.monday().plus(6))),
            Window::HalfTerm => cal.half_term(day).map(|(_, from, to)| (from, to)),
            Window::Term => {
                cal.terms.iter().find(|t| t.from <= day && day <= t.to).map(|t| (t.from, t.to))
            }
            Window::Year => Some(cal.school_year(day)),
        }
    }
    /// "5 school days", "a half-term"
    pub fn said(self, n: i64) -> String {
        match self {
            Window::Days => school_days(n),
            Window::Week => "a week".into(),
            Window::HalfTerm => "a half-term".into(),
            Window::Term => "a term".into(),
            Window::Year => "a school year".into(),
        }
    }
}

impl Threshold {
    /// The days counted for a placement on a day; nothing where the calendar does not reach.
    pub fn days(&self, setting: &Setting, day: Day) -> Option<(Day, Day)> {
        self.window.days(self.window_days, &setting.calendar, day)
    }
    fn count(&self, stays: &[Stay], (from, to): (Day, Day)) -> i64 {
        let inside = stays.iter().filter(|s| from <= s.day && s.day <= to);
        match self.measure {
            Measure::Placements => inside.count() as i64,
            Measure::Days => {
                let mut days: Vec<Day> = inside.map(|s| s.day).collect();
                days.sort_unstable();
                days.dedup();
                days.len() as i64
            }
            Measure::Hours | Measure::Percent => inside.map(|s| s.minutes).sum(),
        }
    }
    fn met(&self, count: i64, of: i64) -> bool {
        match self.measure {
            Measure::Placements | Measure::Days => count >= self.least,
            Measure::Hours => count >= self.least * 60,
            Measure::Percent => of > 0 && count * 100 >= self.least * of,
        }
    }
    /// Whether one more time on this day reaches it, counted with those there are.
    pub fn reached(&self, setting: &Setting, stays: &[Stay], more: Stay) -> Option<Reached> {
        let (from, to) = self.days(setting, more.day)?;
        let of = match self.measure {
            Measure::Percent => crate::ledger::timetabled(setting, from, to),
            _ => 0,
        };
        let mut with = stays.to_vec();
        with.push(more);
        let (before, count) = (self.count(stays, (from, to)), self.count(&with, (from, to)));
        self.met(count, of).then(|| Reached {
            threshold: self.clone(),
            from,
            to,
            count,
            of,
            first: !self.met(before, of),
        })
    }
    /// "3rd placement in a half-term": what it counts, from what number, where.
    pub fn said(&self, words: &Words) -> String {
        let n = self.least;
        let what = match self.measure {
            Measure::Placements => format!("{} {}", ordinal(n), words.one(Concept::Placement)),
            Measure::Days => school_days(n),
            Measure::Hours if n == 1 => "1 hour".to_string(),
            Measure::Hours => format!("{n} hours"),
            Measure::Percent => format!("{n}% of lesson time"),
        };
        format!("{what} in {}", self.window.said(self.window_days))
    }
    /// Everything it does, in a sentence or three.
    pub fn rule(&self, words: &Words) -> String {
        let whom = match self.whom {
            Whom::All => String::new(),
            other => format!(" For {}.", lower(other.label())),
        };
        let ask = match self.ask {
            Ask::Nothing => " It is shown to whoever approves.".to_string(),
            other => {
                format!(" Asked of whoever approves: {}.", words.said(&lower(other.label())))
            }
        };
        let review = match self.reviewer {
            Reviewer::Nobody => String::new(),
            r => format!(
                " A review by {} is due {} after it.",
                r.named(words),
                school_days(self.review_within)
            ),
        };
        let the = if self.measure == Measure::Placements { "the " } else { "" };
        format!("From {the}{}.{whom}{ask}{review}", self.said(words))
    }
}

impl Reviewer {
    /// "the Head of Year"
    pub fn named(self, words: &Words) -> String {
        match self {
            Reviewer::Nobody => "nobody".into(),
            Reviewer::YearLead => format!("the {}", words.one(Concept::YearLead)),
            Reviewer::Mentor => format!("the {}", words.one(Concept::Mentor)),
            Reviewer::Person => "somebody by name".into(),
        }
    }
}

impl Reached {
    /// "This is the 3rd placement in this half-term, from Mon 2 Nov to Fri 18 Dec."
    pub fn said(&self, words: &Words) -> String {
        let where_ = match self.threshold.window {
            Window::Days => school_days(self.threshold.window_days),
            Window::Week => "this week".into(),
            Window::HalfTerm => "this half-term".into(),
            Window::Term => "this term".into(),
            Window::Year => "this school year".into(),
        };
        let what = match self.threshold.measure {
            Measure::Placements => {
                format!("the {} {}", ordinal(self.count), words.one(Concept::Placement))
            }
            Measure::Days => format!("the {} school day with time out", ordinal(self.count)),
            Measure::Hours => format!("{} of lessons", spell_minutes(self.count)),
            Measure::Percent => format!(
                "{}% of lesson time",
                crate::ledger::percent(self.count, self.of).unwrap_or_default()
            ),
        };
        format!("This makes {what} in {where_}, counted from {} to {}.", self.from, self.to)
    }
}

/// Every threshold in use for this pupil that one more time on this day reaches.
pub fn reached(
    setting: &Setting,
    thresholds: &[Threshold],
    pupil: &Pupil,
    stays: &[Stay],
    more: Stay,
) -> Vec<Reached> {
    thresholds
        .iter()
        .filter(|t| t.active && t.whom.holds(pupil))
        .filter_map(|t| t.reached(setting, stays, more))
        .collect()
}

/// What somebody who approves has to write for these: a reason, and what will be different. A
/// senior leader's own approval is what the fourth asks for; anybody else gives a reason by name.
pub fn asked(reached: &[Reached], actor: &Actor) -> (bool, bool) {
    let senior = actor.roles.iter().any(|r| matches!(r, Role::Senior | Role::Head));
    let any = |ask: Ask| reached.iter().any(|r| r.threshold.ask == ask);
    (any(Ask::Reason) || (any(Ask::Senior) && !senior), any(Ask::Different))
}

/// What the product proposes to a school that has none: none of it law.
pub fn proposals(mut key: impl FnMut() -> Id, words: &Words) -> Vec<Threshold> {
    let mut make = |measure, window, least, whom, ask, reviewer| {
        let mut t = Threshold {
            id: key(),
            name: String::new(),
            measure,
            window,
            window_days: i64::from(room::THINK_AGAIN_IN.0),
            least,
            whom,
            ask,
            reviewer,
            review_staff: None,
            review_within: i64::from(room::REVIEW_WITHIN.0),
            active: true,
            version: 1,
        };
        t.name = crate::words::capital(&t.said(words));
        t
    };
    let mut all = vec![
        make(
            Measure::Placements,
            Window::HalfTerm,
            room::THINK_AGAIN_PLACEMENTS,
            Whom::All,
            Ask::Nothing,
            Reviewer::YearLead,
        ),
        make(
            Measure::Placements,
            Window::Days,
            room::THINK_AGAIN_PLACEMENTS,
            Whom::All,
            Ask::Different,
            Reviewer::YearLead,
        ),
        make(
            Measure::Days,
            Window::Term,
            room::THINK_AGAIN_DAYS_IN_TERM,
            Whom::All,
            Ask::Reason,
            Reviewer::Nobody,
        ),
        make(
            Measure::Percent,
            Window::HalfTerm,
            room::THINK_AGAIN_PERCENT_OF_HALF_TERM,
            Whom::All,
            Ask::Senior,
            Reviewer::YearLead,
        ),
    ];
    for (whom, for_) in [
        (Whom::Needs, "with SEN or an EHC plan"),
        (Whom::Care, "looked after or with a social worker"),
    ] {
        let mut t = make(
            Measure::Placements,
            Window::HalfTerm,
            room::THINK_AGAIN_SOONER,
            whom,
            Ask::Reason,
            Reviewer::YearLead,
        );
        t.name = format!("{}, {for_}", t.name);
        all.push(t);
    }
    all
}

/// What is wrong with a threshold: the field and what to do about it.
pub fn check(t: &Threshold) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    let most = match t.measure {
        Measure::Percent => 100,
        Measure::Hours => 1000,
        _ => 190,
    };
    if !(1..=most).contains(&t.least) {
        wrong.push(("least", format!("Give a whole number from 1 to {most}")));
    }
    if t.window == Window::Days && !(1..=190).contains(&t.window_days) {
        wrong.push(("window_days", "Give a number of school days from 1 to 190".to_string()));
    }
    if t.reviewer != Reviewer::Nobody && !(0..=40).contains(&t.review_within) {
        wrong.push(("review_within", "Give a number of school days from 0 to 40".to_string()));
    }
    if t.reviewer == Reviewer::Person && t.review_staff.is_none() {
        wrong.push(("review_staff", "Choose who holds the review".to_string()));
    }
    wrong
}

/// "1st", "2nd", "3rd", "11th"
pub fn ordinal(n: i64) -> String {
    let end = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}

/// "1 school day", "2 school days"
pub fn school_days(n: i64) -> String {
    format!("{n} school day{}", if n == 1 { "" } else { "s" })
}

pub(crate) fn lower(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
