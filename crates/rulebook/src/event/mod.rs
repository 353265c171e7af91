//! Events: something happened, these are its facts, and these duties follow.
//!
//! Must never know: where the facts were typed. The command line and the page "Dates and the
//! law" show the same events and ask for the same facts, because both read them here.

mod answers;
mod facts;
mod kinds;
mod standing;

pub use facts::{Ask, Fact, FactFault};
pub use kinds::{EventKind, KINDS};
pub use standing::{AT_RISK_WITHIN, Standing, standing};

use crate::almanac::Almanac;
use crate::duty::{Answer, NoAnswer, Outcome};
use crate::half::HalfDays;
use crate::{Day, rule};
use std::collections::BTreeMap;

/// Facts as they were typed, by the key of each.
pub type Given = BTreeMap<String, String>;

/// One duty that follows, or why its date cannot be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The rule.
    pub rule: &'static str,
    /// What it comes to.
    pub answer: Result<Answer, NoAnswer>,
}

/// A total beside its limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What is added up, in words.
    pub of: &'static str,
    /// The sum.
    pub days: HalfDays,
    /// What it is held against.
    pub limit: HalfDays,
    /// What being over it means.
    pub over: &'static str,
}

/// Everything that follows from an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Duties, in the order they fall due as far as they have dates.
    pub duties: Vec<Duty>,
    /// Totals.
    pub totals: Vec<Total>,
    /// What law leaves to judgement: prompts, never dates.
    pub prompts: Vec<&'static str>,
}

/// The event of this code.
pub fn find(code: &str) -> Option<&'static EventKind> {
    KINDS.iter().find(|k| k.code == code)
}

/// What follows from an event, or every fact that is wrong, beside its key.
pub fn answer(
    kind: &EventKind,
    given: &Given,
    almanac: Option<&Almanac>,
) -> Result<Answers, Vec<FactFault>> {
    let mut facts = facts::Facts::of(kind, given);
    let answers = answers::of(kind.code, &mut facts, almanac);
    let faults = facts.faults();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut answers = answers;
    if let Some((_, event)) = kind.day(given) {
        for duty in &mut answers.duties {
            in_force_or_said(duty, event);
        }
    }
    // Those without a date come last; those of one day stay in the order of the road.
    answers.duties.sort_by_key(|d| {
        d.answer.as_ref().ok().and_then(|a| a.due.day()).map_or((1, None), |day| (0, Some(day)))
    });
    Ok(answers)
}

/// Where no version of its rule is held for the day of the event, a duty says so and gives no
/// date: today's rule is never read back into a time before it.
fn in_force_or_said(duty: &mut Duty, event: Day) {
    if let Ok(answer) = &duty.answer
        && answer.outcome != Outcome::NotInForce
        && let Some(Err(none)) = rule::find(answer.rule).map(|r| r.on(event))
    {
        duty.answer = Err(none.into());
    }
}

/// A date that a changed calendar moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The rule.
    pub rule: &'static str,
    /// By the calendar it was first counted on; none: no date could be given.
    pub before: Option<Day>,
    /// By the changed one.
    pub after: Option<Day>,
}

/// The dates of an event that differ between two calendars: both are shown, none is replaced.
pub fn moved(
    kind: &EventKind,
    given: &Given,
    before: &Almanac,
    after: &Almanac,
) -> Result<Vec<Moved>, Vec<FactFault>> {
    let old = answer(kind, given, Some(before))?;
    let new = answer(kind, given, Some(after))?;
    let day = |d: &Duty| d.answer.as_ref().ok().and_then(|a| a.due.day());
    let mut out = Vec::new();
    for (duty, fellow) in old.duties.iter().zip(fellows(&old, &new)) {
        let Some(fellow) = fellow else { continue };
        let (before, after) = (day(duty), day(fellow));
        if before != after {
            out.push(Moved { rule: duty.rule, before, after });
        }
    }
    Ok(out)
}

/// For each duty of one set of answers, the same duty in another: answers to the same facts by
/// another calendar. The same rule can answer twice; each is held against its own fellow.
pub fn fellows<'a>(old: &Answers, new: &'a Answers) -> Vec<Option<&'a Duty>> {
    let mut taken = vec![false; new.duties.len()];
    let fellow = |duty: &Duty| {
        let mut all = new.duties.iter().enumerate();
        let (n, found) = all.find(|(n, d)| !taken[*n] && d.rule == duty.rule)?;
        taken[n] = true;
        Some(found)
    };
    old.duties.iter().map(fellow).collect()
}

impl EventKind {
    /// The day the event counts as happening on, which picks the version of each rule: the
    /// decision where it is asked for and given, else the first day that is needed. With its key.
    pub fn day(&self, given: &Given) -> Option<(&'static str, Day)> {
        let read = |key: &'static str| Some((key, Day::parse_iso(given.get(key)?)?));
        let asked = |key: &str| self.facts.iter().any(|f| f.key == key);
        asked("decided").then(|| read("decided")).flatten().or_else(|| {
            self.facts.iter().find(|f| f.needed && f.ask == Ask::Day).and_then(|f| read(f.key))
        })
    }
}

#[cfg(test)]
mod tests;
