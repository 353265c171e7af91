//! Any text as the facts of an event: answered, or refused beside each fact; never a panic.
//!
//! Must never know: a good fact. The first line picks the event; each other line is a fact,
//! "key=value", or a bare value for the next fact the event asks for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rulebook::cases::{self, Calendars};
use rulebook::event::{self, Given, KINDS};
use std::sync::LazyLock;

static SCHOOLS: LazyLock<Calendars> = LazyLock::new(|| {
    cases::calendars(include_str!("../../data/case_calendars.csv")).unwrap_or_default()
});

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let picked = lines.next().unwrap_or_default();
    let kind = event::find(picked).unwrap_or(&KINDS[picked.len() % KINDS.len()]);
    let mut given = Given::new();
    for (line, fact) in lines.zip(kind.facts.iter().cycle()) {
        let (key, value) = line.split_once('=').unwrap_or((fact.key, line));
        given.insert(key.to_string(), value.to_string());
    }
    for almanac in [None, SCHOOLS.get("A3")] {
        let Ok(answers) = event::answer(kind, &given, almanac) else { continue };
        for duty in answers.duties {
            let Ok(answer) = duty.answer else { continue };
            let _ = answer.due.working(almanac);
        }
    }
});
