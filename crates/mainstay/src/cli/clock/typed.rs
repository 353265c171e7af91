//! What was typed after `mainstay clock`: its own flags, and the facts of the event among them.
//!
//! The facts differ by event, so they are read here by hand; in any order, with every fault told
//! at once.

use super::Args;
use super::text::{Page, wrap};
use crate::law::found::{capital, clip};
use clap::CommandFactory;
use rulebook::Day;
use rulebook::almanac::Change;
use rulebook::event::{Ask, EventKind, FactFault, Given, KINDS};
use std::path::PathBuf;

/// Flags that are no facts.
pub const FLAGS: [&str; 7] = ["calendar", "school", "event", "as-at", "done", "closed", "data-dir"];

/// Everything typed, sorted out.
#[derive(Debug, Default)]
pub struct Typed {
    pub calendar: Option<PathBuf>,
    pub school: Option<String>,
    pub event: Option<String>,
    pub json: bool,
    pub help: bool,
    pub data_dir: Option<PathBuf>,
    as_at: Option<String>,
    done: Vec<String>,
    closed: Vec<String>,
    facts: Vec<(String, Option<String>)>,
    faults: Vec<FactFault>,
}

fn fault(key: &str, words: impl Into<String>) -> FactFault {
    FactFault { key: key.to_string(), words: words.into() }
}

/// Sorts out what was typed.
pub fn read(args: Args) -> Typed {
    let mut typed = Typed {
        calendar: args.calendar,
        school: args.school,
        event: args.event,
        as_at: args.as_at,
        done: args.done,
        closed: args.closed,
        json: args.json,
        ..Typed::default()
    };
    let mut words = args.facts.into_iter().peekable();
    while let Some(word) = words.next() {
        let Some(flag) = word.strip_prefix("--").filter(|f| !f.is_empty()) else {
            match word.as_str() {
                "-h" => typed.help = true,
                "--" => {}
                other => {
                    let said =
                        format!("“{}” stands alone: write facts as --key value", clip(other));
                    typed.faults.push(fault("", said));
                }
            }
            continue;
        };
        let (key, mut value) = match flag.split_once('=') {
            Some((key, value)) => (key.to_string(), Some(value.to_string())),
            None => (flag.to_string(), None),
        };
        match key.as_str() {
            "json" => typed.json = true,
            "help" => typed.help = true,
            _ => {
                if value.is_none() {
                    value = words.next_if(|next| !next.starts_with("--"));
                }
                typed.keep(key, value);
            }
        }
    }
    typed
}

impl Typed {
    fn keep(&mut self, key: String, value: Option<String>) {
        if !FLAGS.contains(&key.as_str()) {
            if self.facts.iter().any(|(k, _)| *k == key) {
                self.faults.push(fault(&key, "given twice: say it once"));
            }
            self.facts.push((key, value));
            return;
        }
        let Some(value) = value else {
            self.faults.push(fault(&key, "say what, after a space"));
            return;
        };
        match key.as_str() {
            "calendar" => self.calendar = Some(value.into()),
            "school" => self.school = Some(value),
            "event" => self.event = Some(value),
            "as-at" => self.as_at = Some(value),
            "done" => self.done.push(value),
            "closed" => self.closed.push(value),
            _ => self.data_dir = Some(value.into()),
        }
    }

    /// The facts of this event, and what is wrong so far.
    pub fn given(&self, kind: &EventKind) -> (Given, Vec<FactFault>) {
        let mut given = Given::new();
        let mut faults = self.faults.clone();
        for (key, value) in &self.facts {
            let ask = kind.facts.iter().find(|f| f.key == key).map(|f| f.ask);
            let value = match (value, ask) {
                (Some(value), _) => value.clone(),
                (None, Some(Ask::Yes) | None) => "yes".into(),
                (None, Some(ask)) => {
                    faults.push(fault(
                        key,
                        format!("its value is missing: write --{key} {}", wants(ask)),
                    ));
                    continue;
                }
            };
            given.insert(key.clone(), value);
        }
        (given, faults)
    }

    /// The day to look at the duties on.
    pub fn as_at(&self, faults: &mut Vec<FactFault>) -> Option<Day> {
        day(self.as_at.as_deref()?, "as-at", faults)
    }

    /// What was done, by rule.
    pub fn done(&self, faults: &mut Vec<FactFault>) -> Vec<(String, Day)> {
        let mut out = Vec::new();
        for text in &self.done {
            match text.split_once('=') {
                None => faults.push(fault(
                    "done",
                    format!("“{}” is no rule and day: write R3.05=2026-12-01", clip(text)),
                )),
                Some((rule, on)) => {
                    out.extend(day(on, "done", faults).map(|d| (rule.trim().to_string(), d)))
                }
            }
        }
        out
    }

    /// Closures that became known later.
    pub fn closed(&self, faults: &mut Vec<FactFault>) -> Vec<Change> {
        let mut out = Vec::new();
        for text in &self.closed {
            let (on, why) = text.split_once('=').unwrap_or((text, "Closed"));
            let note = if why.trim().is_empty() { "Closed" } else { why.trim() };
            out.extend(day(on, "closed", faults).map(|day| Change {
                day,
                school_day: false,
                known_from: None,
                note: note.to_string(),
            }));
        }
        out
    }
}

/// A day of a flag. A second fault of one flag is told too, so these are not kept by key.
pub fn day(text: &str, key: &str, faults: &mut Vec<FactFault>) -> Option<Day> {
    let day = Day::parse_iso(text);
    if day.is_none() {
        faults.push(fault(key, format!("“{}” is no date: write 2026-11-12", clip(text.trim()))));
    }
    day
}

/// What a fact wants after it.
pub fn wants(ask: Ask) -> String {
    match ask {
        Ask::Day => "DATE".into(),
        Ask::Time => "TIME".into(),
        Ask::Days => "DAYS".into(),
        Ask::Whole => "NUMBER".into(),
        Ask::Yes => String::new(),
        Ask::OneOf(codes) => {
            let codes: Vec<_> = codes.iter().map(|(code, _)| *code).collect();
            codes.join("|")
        }
    }
}

/// The facts of an event, a line each.
pub fn facts(kind: &EventKind, page: &mut Page) {
    for f in kind.facts {
        let flag = format!("--{} {}", f.key, wants(f.ask));
        let hint = if f.hint.is_empty() { String::new() } else { format!(". {}", f.hint) };
        let needed = if f.needed { " (needed)" } else { "" };
        let words = format!("{}{needed}{hint}", f.label);
        page.beside(4, 28, flag.trim_end(), &words);
    }
}

/// Everything wrong, and what the event asks.
pub fn wrong(kind: &EventKind, faults: &[FactFault]) -> String {
    let mut page = Page::default();
    page.line(&match faults.len() {
        1 => "mainstay clock: one thing to put right".to_string(),
        n => format!("mainstay clock: {n} things to put right"),
    });
    for f in faults {
        let key = if f.key.is_empty() { String::new() } else { format!("--{}: ", f.key) };
        wrap(&format!("{key}{}", f.words), 2, &mut page);
    }
    let asked = |f: &FactFault| !FLAGS.contains(&f.key.as_str());
    if faults.iter().any(asked) {
        page.line("");
        page.line(&format!("The facts of {}:", kind.code));
        facts(kind, &mut page);
    }
    page.0
}

/// No event, or one nobody knows.
pub fn no_event(typed: Option<&str>) -> String {
    let mut page = Page::default();
    page.line(&match typed {
        Some(code) => format!("mainstay clock: “{}” is no event", clip(code)),
        None => "mainstay clock: say what happened, with --event".to_string(),
    });
    page.line("");
    page.line("The events:");
    for kind in KINDS {
        page.beside(4, 28, kind.code, kind.title);
    }
    page.line("");
    wrap(
        &capital(
            "`mainstay clock events` lists the facts of each; `mainstay clock --help` has examples.",
        ),
        0,
        &mut page,
    );
    page.0
}

/// The help of `mainstay clock`.
pub fn help() -> String {
    let mut cli = crate::cli::Cli::command();
    cli.build();
    let clock = cli.find_subcommand_mut("clock");
    clock.map(|c| c.render_long_help().to_string()).unwrap_or_default()
}
