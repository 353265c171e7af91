//! The facts of a case: typed reading of one JSON object, and a refusal of what nobody asked for.
//!
//! Must never know: any rule. A key that no reader took is unknown, and fails its case.

use super::CaseFault;
use crate::duty::NoAnswer;
use crate::half::HalfDays;
use crate::rule::{NoVersion, Party, RULES_BEGIN};
use crate::told::Told;
use crate::{Day, Instant, Minute};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The facts, and which of them were read.
pub struct Inputs {
    facts: Map<String, Value>,
    known: BTreeSet<String>,
}

impl Inputs {
    pub fn read(text: &str) -> Result<Inputs, CaseFault> {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::Object(facts)) => Ok(Inputs { facts, known: BTreeSet::new() }),
            Ok(_) => Err(CaseFault::NotJson("it is another kind of value".to_string())),
            Err(e) => Err(CaseFault::NotJson(e.to_string())),
        }
    }
    /// The facts inside another fact.
    pub fn inside(facts: Map<String, Value>) -> Inputs {
        Inputs { facts, known: BTreeSet::new() }
    }
    /// Fails on the first key nobody read.
    pub fn all_known(&self) -> Result<(), CaseFault> {
        match self.facts.keys().find(|k| !self.known.contains(*k)) {
            Some(key) => Err(CaseFault::UnknownKey(key.chars().take(60).collect())),
            None => Ok(()),
        }
    }
    pub fn bad(key: &str, why: impl Into<String>) -> CaseFault {
        CaseFault::BadValue { key: key.to_string(), why: why.into() }
    }
    /// Whether the key stands there, with whatever value.
    pub fn has(&self, key: &str) -> bool {
        self.facts.contains_key(key)
    }
    /// Every key that begins and ends so; each counts as read.
    pub fn keys(&mut self, starts: &str, ends: &str) -> Vec<String> {
        let keys: Vec<String> = self
            .facts
            .keys()
            .filter(|k| k.starts_with(starts) && k.ends_with(ends))
            .cloned()
            .collect();
        self.known.extend(keys.iter().cloned());
        keys
    }
    /// The first key that is so; nothing counts as read by it.
    pub fn key(&self, is: impl Fn(&str) -> bool) -> Option<String> {
        self.facts.keys().find(|k| is(k)).cloned()
    }
    /// The value of a key, absent and null alike being nothing.
    pub fn value(&mut self, key: &str) -> Option<Value> {
        self.known.insert(key.to_string());
        self.facts.get(key).filter(|v| !v.is_null()).cloned()
    }
    pub fn text(&mut self, key: &str) -> Result<Option<String>, CaseFault> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Self::bad(key, "not text")),
        }
    }
    pub fn flag(&mut self, key: &str) -> Result<Option<bool>, CaseFault> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Bool(yes)) => Ok(Some(yes)),
            Some(_) => Err(Self::bad(key, "not true or false")),
        }
    }
    /// False when absent.
    pub fn is(&mut self, key: &str) -> Result<bool, CaseFault> {
        Ok(self.flag(key)?.unwrap_or(false))
    }
    pub fn day(&mut self, key: &str) -> Result<Option<Day>, CaseFault> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => Day::parse_iso(&text)
                .map(Some)
                .ok_or_else(|| Self::bad(key, format!("“{}” is no date", clip(&text)))),
        }
    }
    /// The day of an event: never before the first law held, whatever the calendar holds.
    pub fn event_day(&mut self, key: &str) -> Result<Option<Day>, CaseFault> {
        self.day(key)?.map(held).transpose()
    }
    pub fn need_day(&mut self, key: &'static str) -> Result<Day, CaseFault> {
        self.event_day(key)?.ok_or_else(|| Self::bad(key, "is needed"))
    }
    /// "2026-11-12T10:30": local time in England.
    pub fn moment(&mut self, key: &str) -> Result<Option<(Day, Minute)>, CaseFault> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => split(&text)
                .map(Some)
                .ok_or_else(|| Self::bad(key, format!("“{}” is no date and time", clip(&text)))),
        }
    }
    pub fn need_instant(&mut self, key: &'static str) -> Result<Instant, CaseFault> {
        let (day, minute) = self.moment(key)?.ok_or_else(|| Self::bad(key, "is needed"))?;
        Ok(held(day)?.at(minute))
    }
    /// The recipients with what the case says of them: somebody told only where there is one is
    /// told, or not, once a case says whether there is.
    pub fn stated(&mut self, mut told: Told) -> Result<Told, CaseFault> {
        let people = [("social_worker", Party::SocialWorker), ("looked_after", Party::VirtualHead)];
        for (key, who) in people {
            if told.perhaps(who) && self.has(key) {
                told = told.settled(who, self.is(key)?);
            }
        }
        if told.perhaps(Party::HomeAuthority) && self.has("home_la") {
            told = told.settled(Party::HomeAuthority, self.other_home()?);
        }
        Ok(told)
    }
    /// A date, or a date and time of which the date is wanted.
    pub fn day_or_moment(&mut self, key: &str) -> Result<Option<Day>, CaseFault> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => Day::parse_iso(&text)
                .or_else(|| split(&text).map(|(day, _)| day))
                .map(Some)
                .ok_or_else(|| Self::bad(key, format!("“{}” is no date", clip(&text)))),
        }
    }
    pub fn minute(&mut self, key: &str) -> Result<Option<Minute>, CaseFault> {
        match self.text(key)? {
            None => Ok(None),
            Some(text) => Minute::parse(&text)
                .map(Some)
                .ok_or_else(|| Self::bad(key, format!("“{}” is no time", clip(&text)))),
        }
    }
    pub fn days(&mut self, key: &str) -> Result<Option<HalfDays>, CaseFault> {
        self.value(key).map(|value| days_of(key, &value)).transpose()
    }
    /// A whole number that is not negative.
    pub fn whole(&mut self, key: &str) -> Result<Option<u32>, CaseFault> {
        match self.value(key) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .and_then(|n| u32::try_from(n).ok())
                .filter(|n| *n <= 10_000)
                .map(Some)
                .ok_or_else(|| Self::bad(key, "not a whole number that can be counted with")),
        }
    }
    /// True when the value is "other": the pupil lives in another authority.
    pub fn other_home(&mut self) -> Result<bool, CaseFault> {
        match self.text("home_la")?.as_deref() {
            None | Some("same") => Ok(false),
            Some("other") => Ok(true),
            Some(_) => Err(Self::bad("home_la", "neither “other” nor “same”")),
        }
    }
}

/// A number of days in JSON.
pub fn days_of(key: &str, value: &Value) -> Result<HalfDays, CaseFault> {
    match value {
        Value::Number(n) => {
            HalfDays::parse(&n.to_string()).map_err(|e| Inputs::bad(key, e.to_string()))
        }
        _ => Err(Inputs::bad(key, "not a number of days")),
    }
}

fn held(event: Day) -> Result<Day, CaseFault> {
    let first = RULES_BEGIN.day();
    if event < first {
        return Err(NoAnswer::Rule(NoVersion::TooEarly { first, event }).into());
    }
    Ok(event)
}

fn split(text: &str) -> Option<(Day, Minute)> {
    let (day, minute) = text.split_once('T')?;
    Some((Day::parse_iso(day)?, Minute::parse(minute)?))
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}
