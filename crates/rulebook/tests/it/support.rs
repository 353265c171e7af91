//! What the tests here share: days as text, one worked case at a time, and the calendars.
//!
//! Must never know: what a test expects.

use rulebook::almanac::{Almanac, Pattern};
use rulebook::calendar::{Closed, SchoolCalendar, Term};
use rulebook::cases::{self, Calendars};
use rulebook::event::{self, Answers, Given};
use rulebook::{Day, duty::Answer};

/// The calendars of the worked cases' two schools.
pub fn two_schools() -> Calendars {
    cases::calendars(include_str!("../../data/case_calendars.csv")).expect("the calendars are read")
}

/// "2026-11-12"
pub fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or_else(|| panic!("{text} is no day"))
}

/// A day as text, or nothing.
pub fn iso(day: Option<Day>) -> String {
    day.map_or("NONE".to_string(), Day::iso)
}

/// One case answered: "2026-12-04 [GB_15] PARENT;GB", or the words of the refusal.
pub fn case(calendars: &Calendars, rule: &str, school: &str, inputs: &str) -> String {
    let quoted = inputs.replace('"', "\"\"");
    let text = format!(
        "id,rule,school_calendar_description,inputs,expected_due_date,expected_recipients,reason,source_or_derivation\r\n\
         T1,{rule},{school}: a school,\"{quoted}\",NONE,-,[OUTCOME: NONE] a test,a test\r\n"
    );
    let cases = cases::read(&text).expect("the case is read");
    match cases::run(&cases[0], calendars).found {
        Ok(a) => format!("{} [{}] {}", iso(a.due.day()), a.outcome.code(), a.told),
        Err(fault) => fault.to_string(),
    }
}

/// The facts of an event, as typed.
pub fn given(facts: &[(&str, &str)]) -> Given {
    facts.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
}

/// What follows from an event.
pub fn follows(code: &str, facts: &[(&str, &str)], almanac: Option<&Almanac>) -> Answers {
    let kind = event::find(code).expect("the event is known");
    event::answer(kind, &given(facts), almanac).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The answer of one rule among them.
pub fn of(answers: &Answers, rule: &str) -> Answer {
    let duty = answers.duties.iter().find(|d| d.rule == rule);
    let duty = duty.unwrap_or_else(|| panic!("nothing follows under {rule}"));
    duty.answer.clone().unwrap_or_else(|e| panic!("{rule}: {e}"))
}

/// "2026-12-04 GB_15"
pub fn said(answers: &Answers, rule: &str) -> String {
    let answer = of(answers, rule);
    format!("{} {}", iso(answer.due.day()), answer.outcome.code())
}

/// The calendar the scenarios share, as its terms and closures stand there.
pub fn scenario_terms() -> SchoolCalendar {
    let term = |name: &str, from, to| Term { name: name.into(), from: day(from), to: day(to) };
    let shut = |why: &str, half_term, from, to| Closed {
        why: why.into(),
        half_term,
        from: day(from),
        to: day(to),
    };
    SchoolCalendar {
        terms: vec![
            term("Autumn 2026", "2026-09-02", "2026-12-18"),
            term("Spring 2027", "2027-01-05", "2027-03-25"),
            term("Summer 2027", "2027-04-13", "2027-07-21"),
        ],
        closed: vec![
            shut("Half-term", true, "2026-10-26", "2026-10-30"),
            shut("INSET", false, "2026-11-27", "2026-11-27"),
            shut("Half-term", true, "2027-02-15", "2027-02-19"),
            shut("Half-term", true, "2027-05-31", "2027-06-04"),
            shut("INSET", false, "2027-07-02", "2027-07-02"),
        ],
        ..SchoolCalendar::default()
    }
}

/// The same, ready for counting.
pub fn scenario_almanac() -> Almanac {
    Almanac::of_school("Scenarios", &scenario_terms(), Pattern::ThreeTerms)
        .expect("the scenarios' calendar holds together")
}
