//! The facts an event asks for, and reading them as they were typed.
//!
//! Must never know: what follows. Whatever cannot be read is a fault beside its key, in words,
//! and the rest is read all the same, so that all faults are told at once.

use super::{EventKind, Given};
use crate::half::HalfDays;
use crate::rule::{NoVersion, RULES_BEGIN};
use crate::{Day, Minute};

/// What kind of thing a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A date.
    Day,
    /// A clock time.
    Time,
    /// School days, in halves.
    Days,
    /// A whole number.
    Whole,
    /// Yes, or nothing.
    Yes,
    /// One of these: code and label.
    OneOf(&'static [(&'static str, &'static str)]),
}

/// A fact an event asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Key on the command line and in a form: "first-day".
    pub key: &'static str,
    /// In words, as a field's label.
    pub label: &'static str,
    /// What helps to fill it in; may be empty.
    pub hint: &'static str,
    /// What kind of thing.
    pub ask: Ask,
    /// Whether there is no answer without it.
    pub needed: bool,
}

/// A fact that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactFault {
    /// Its key.
    pub key: String,
    /// Why, in words.
    pub words: String,
}

/// Facts being read.
pub(super) struct Facts<'a> {
    given: &'a Given,
    faults: Vec<FactFault>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(kind: &EventKind, given: &'a Given) -> Facts<'a> {
        let mut facts = Facts { given, faults: Vec::new() };
        for key in given.keys() {
            if !kind.facts.iter().any(|f| f.key == key) {
                let key: String = key.chars().take(60).collect();
                facts.fault(&key, "this event has no such fact".to_string());
            }
        }
        for fact in kind.facts {
            if !fact.needed {
                continue;
            }
            match facts.typed(fact.key) {
                None => facts.fault(fact.key, format!("{}: this is needed", fact.label)),
                // The day of the event itself; an optional day (a headship, a training) may well
                // lie further back than the first law held.
                Some(typed) if fact.ask == Ask::Day => {
                    let first = RULES_BEGIN.day();
                    if let Some(event) = Day::parse_iso(typed).filter(|d| *d < first) {
                        let early = NoVersion::TooEarly { first, event };
                        facts.fault(fact.key, early.to_string());
                    }
                }
                Some(_) => {}
            }
        }
        facts
    }
    pub(super) fn faults(self) -> Vec<FactFault> {
        self.faults
    }
    pub(super) fn fault(&mut self, key: &str, words: String) {
        if !self.faults.iter().any(|f| f.key == key) {
            self.faults.push(FactFault { key: key.to_string(), words });
        }
    }
    fn typed(&self, key: &str) -> Option<&'a str> {
        self.given.get(key).map(|v| v.trim()).filter(|v| !v.is_empty())
    }
    pub(super) fn day(&mut self, key: &'static str) -> Option<Day> {
        let typed = self.typed(key)?;
        let day = Day::parse_iso(typed);
        if day.is_none() {
            let typed: String = typed.chars().take(40).collect();
            self.fault(key, format!("“{typed}” is no date: write 2026-11-12"));
        }
        day
    }
    pub(super) fn time(&mut self, key: &'static str) -> Option<Minute> {
        let typed = self.typed(key)?;
        let minute = Minute::parse(typed);
        if minute.is_none() {
            let typed: String = typed.chars().take(40).collect();
            self.fault(key, format!("“{typed}” is no time: write 10:30"));
        }
        minute
    }
    pub(super) fn days(&mut self, key: &'static str) -> Option<HalfDays> {
        match HalfDays::parse(self.typed(key)?) {
            Ok(days) => Some(days),
            Err(e) => {
                self.fault(key, e.to_string());
                None
            }
        }
    }
    pub(super) fn whole(&mut self, key: &'static str, most: u32) -> Option<u32> {
        let typed = self.typed(key)?;
        let n = typed.parse::<u32>().ok().filter(|n| *n <= most);
        if n.is_none() {
            self.fault(key, format!("give a whole number from 0 to {most}"));
        }
        n
    }
    pub(super) fn yes(&mut self, key: &'static str) -> bool {
        match self.typed(key) {
            None | Some("no" | "false" | "0") => false,
            Some("yes" | "true" | "1" | "on") => true,
            Some(_) => {
                self.fault(key, "say yes, or leave it out".to_string());
                false
            }
        }
    }
    pub(super) fn one_of(
        &mut self,
        key: &'static str,
        codes: &[&'static str],
    ) -> Option<&'static str> {
        let typed = self.typed(key)?;
        let code = codes.iter().copied().find(|c| *c == typed);
        if code.is_none() {
            self.fault(key, format!("one of: {}", codes.join(", ")));
        }
        code
    }
    /// A later day that must not lie before an earlier one.
    pub(super) fn in_order(
        &mut self,
        earlier: (Option<Day>, &str),
        later: (Option<Day>, &'static str, &str),
    ) {
        if let (Some(a), Some(b)) = (earlier.0, later.0)
            && b < a
        {
            self.fault(later.1, format!("{} ({b}) lies before {} ({a})", later.2, earlier.1));
        }
    }
}
