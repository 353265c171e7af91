//! A notice of a suspension or exclusion as an authority received it: what it needs, what it may
//! repeat, and what is worded rather than turned away.
//!
//! Must never know: how it came. Everything typed is kept whole, whatever becomes of the notice.

use super::child::{Alike, Child, alike};
use super::{Case, Kind};
use crate::{Id, Refusal};
use rulebook::codes::Reason;
use rulebook::upn::Upn;
use rulebook::{Day, HalfDays, Instant};

coded! {
    /// How a notice came.
    pub enum Way {
        Form = "form", "Typed in here";
        File = "file", "A file that was sent";
        School = "school", "Straight from the school on Mainstay";
    }
}

coded! {
    /// What became of a notice.
    pub enum State {
        Waiting = "waiting", "Waiting";
        Opened = "opened", "A case was opened";
        Joined = "joined", "Kept with a case there was";
        SetAside = "set_aside", "Set aside";
    }
}

/// A notice as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Key.
    pub id: Id,
    /// How it came.
    pub way: Way,
    /// What became of it.
    pub state: State,
    /// Whom it names.
    pub name: String,
    /// The school it names.
    pub school_name: String,
    /// Everything that was typed, name and value.
    pub typed: String,
    /// When it came.
    pub received_at: Instant,
    /// Who took it in, or the school that sent it.
    pub by_name: String,
    /// The case it led to.
    pub about: Option<Id>,
    /// Why it was set aside.
    pub why: String,
    /// Version.
    pub version: i64,
}

/// What was typed of a notice, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Number, as typed.
    pub upn: String,
    /// Date of birth.
    pub born: Option<Day>,
    /// Kind.
    pub kind: Option<Kind>,
    /// A school was chosen or named.
    pub school: bool,
    /// The day of the decision.
    pub decided: Option<Day>,
    /// First day out.
    pub first_day: Option<Day>,
    /// Length in school days, as typed.
    pub days: String,
    /// National reasons, by code.
    pub reasons: Vec<String>,
    /// The day the governing body was told.
    pub governors_told: Option<Day>,
    /// The day the parents were told.
    pub told: Option<Day>,
    /// The day of the first examination missed.
    pub exam_day: Option<Day>,
}

/// What is wrong with what was typed, beside its field. What is merely missing is not wrong: the
/// case is opened with it missing, and it is asked for.
pub fn wrong(t: &Typed, today: Day) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = Vec::new();
    let mut say = |field, words: String| out.push((field, words));
    if t.family.is_empty() && t.given.is_empty() {
        say("family", "Give a name, even if it may be spelt otherwise".into());
    }
    if !t.school {
        say(
            "school_name",
            "Choose the school, or write its name if it is not in your register".into(),
        );
    }
    let Some(kind) = t.kind else {
        say("kind", "Choose what it is".into());
        return out;
    };
    if !t.upn.is_empty()
        && let Err(fault) = Upn::parse(&t.upn)
    {
        say(
            "upn",
            format!(
                "{}: leave it empty if the school does not know it",
                capital(&fault.to_string())
            ),
        );
    }
    if t.born.is_some_and(|b| b >= today) {
        say("born", "A date of birth lies in the past".into());
    }
    if kind.in_law().is_some() {
        if t.first_day.is_none() {
            say("first_day", "Give the first day. Every date follows from it".into());
        }
        if let (Some(decided), Some(first)) = (t.decided, t.first_day)
            && first < decided
        {
            say(
                "first_day",
                format!(
                    "The first day ({first}) lies before the decision ({decided}). Ask the school which is right"
                ),
            );
        }
        if t.decided.is_some_and(|d| d > today) {
            say("decided", "This is later than today".into());
        }
        for (field, day, what) in [
            ("told", t.told, "Telling the parents"),
            ("governors_told", t.governors_told, "Telling the governing body"),
        ] {
            if let (Some(day), Some(decided)) = (day, t.decided)
                && day < decided
            {
                say(field, format!("{what} ({day}) lies before the decision ({decided})"));
            }
        }
        if matches!(kind, Kind::Suspension | Kind::Lunchtime) && !t.days.is_empty() {
            match HalfDays::parse(&t.days) {
                Ok(n) if n == HalfDays::NONE => {
                    say("days", "A suspension lasts at least half a day".into())
                }
                Ok(_) => {}
                Err(fault) => say("days", capital(&fault.to_string())),
            }
        }
        if t.reasons.len() > Reason::MOST {
            say("reasons", "At most three reasons are recorded".into());
        }
        let day = t.first_day.unwrap_or(today);
        for code in &t.reasons {
            if let Err(fault) = Reason::on(code, day) {
                say("reasons", capital(&fault.to_string()));
            }
        }
    }
    out
}

fn capital(text: &str) -> String {
    crate::words::capital(text)
}

/// A child who may be the one a notice names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The child.
    pub child: Child,
    /// Why.
    pub why: Alike,
    /// Their cases, newest first.
    pub cases: Vec<Case>,
}

/// Children on the desk who may be the one a notice names, the likeliest first.
pub fn candidates(t: &Typed, children: Vec<(Child, Vec<Case>)>) -> Vec<Candidate> {
    let upn = Upn::parse(&t.upn).map(|u| u.to_string()).unwrap_or_default();
    let mut out: Vec<Candidate> = children
        .into_iter()
        .filter_map(|(child, cases)| {
            let why = alike(&child, &t.given, &t.family, t.born, &upn)?;
            Some(Candidate { child, why, cases })
        })
        .collect();
    out.sort_by_key(|c| (c.why, c.child.id));
    out
}

/// The case a notice repeats: the same child, kind and first day.
pub fn repeated<'a>(t: &Typed, candidates: &'a [Candidate]) -> Option<&'a Case> {
    let same =
        |c: &&Case| Some(c.kind) == t.kind && c.first_day.is_some() && c.first_day == t.first_day;
    candidates.iter().flat_map(|c| &c.cases).find(same)
}

/// What is odd about a notice and stops nothing: each in words, for whoever opens the case.
pub fn odd(
    t: &Typed,
    school: Option<Id>,
    school_name: &str,
    child: &Child,
    cases: &[Case],
) -> Vec<String> {
    let mut out = Vec::new();
    let name = format!("{} {}", t.given, t.family);
    if !name.trim().eq_ignore_ascii_case(&child.bare()) {
        out.push(format!(
            "Known here as {}; this notice says {}. Both names are kept",
            child.bare(),
            name.trim()
        ));
    }
    let elsewhere = cases
        .iter()
        .find(|c| c.open() && (c.school, &c.school_name) != (school, &school_name.to_string()));
    if let Some(c) = elsewhere {
        out.push(format!(
            "There is an open case at {} ({}). A pupil is on the roll of one school, or of two by agreement: ask both schools which it is",
            c.school_name, c.name()
        ));
    }
    let later = cases.iter().find(|c| c.first_day.is_some() && c.first_day > t.first_day);
    if let Some(c) = later {
        out.push(format!(
            "{} began later and was received earlier. The chronology puts both in the order they happened",
            c.name()
        ));
    }
    let overlaps = cases.iter().find(|c| {
        c.kind == Kind::Permanent
            && c.open()
            && t.kind == Some(Kind::Suspension)
            && c.first_day <= t.first_day
    });
    if let Some(c) = overlaps {
        out.push(format!(
            "{} is a permanent exclusion that had begun by then. A suspension after it is unusual: ask the school",
            c.name()
        ));
    }
    out
}

/// A notice that repeats one there is: refused, with what can be done.
pub fn received_twice(case: &Case, received: &str) -> Refusal {
    Refusal::because(
        format!("This notice repeats one received {received}"),
        "One child, one kind, one first day at one school is one case: a second would count it twice.",
        "Mainstay’s own rule.",
    )
    .or(format!("Keep it with {}", case.name()), format!("/cases/{}", case.id))
    .or("Correct the first day or the kind, if it is another", "")
}

/// A suspension that ended on the last school day before another decision began: it ran straight
/// into it.
pub fn ran_into(
    cases: &[Case],
    first: Day,
    joined: impl Fn(Day, u32, Day) -> bool,
) -> Option<(Day, i64)> {
    cases
        .iter()
        .filter(|c| c.kind == Kind::Suspension && c.outcome != Some(super::Outcome::Cancelled))
        .find_map(|c| {
            let start = c.first_day.filter(|d| *d < first)?;
            let days = HalfDays::halves(u32::try_from(c.half_days?).ok()?).days_touched();
            joined(start, days, first).then_some((start, i64::from(days)))
        })
}
