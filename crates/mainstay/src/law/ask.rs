//! Asking what follows from an event: the facts in the address, the answer below them.
//!
//! Must never know: what follows. It reads the address, asks, and shows the form again with
//! everything typed if something cannot be read.

use super::almanac;
use super::ask_page::AskPage;
use super::found::{Found, Question, capital, clip};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use rulebook::almanac::Change;
use rulebook::event::{self, EventKind, FactFault, Given};
use rulebook::{Almanac, Day, SchoolCalendar};

/// Shows the form, and the answer to what was asked.
pub async fn show(v: Visit) -> Answer {
    let kind = event::find(v.part("code")).ok_or(Problem::Missing)?;
    let school = &v.setting.school.name;
    let mut page = page(kind, school, &v.setting.calendar, v.query.clone(), v.today());
    page.may_set_up = v.may(casework::May::SetUp);
    if page.errors.is_empty() { v.page(&page) } else { v.again(&page) }
}

/// The page of an event, with its answer if anything was asked.
pub(super) fn page(
    kind: &'static EventKind,
    school: &str,
    calendar: &SchoolCalendar,
    form: Form,
    today: Day,
) -> AskPage {
    let almanac = if kind.calendar { Some(almanac(school, calendar)) } else { None };
    let (almanac, no_calendar) = match almanac {
        Some(Ok(almanac)) => (Some(almanac), None),
        Some(Err(why)) => (None, Some(why)),
        None => (None, None),
    };
    let (found, errors) = match asked(kind, &form) {
        true => ask(kind, &form, almanac.as_ref(), today),
        false => (None, Errors::new()),
    };
    let reaches = almanac.map(|a| (a.first(), a.last()));
    AskPage {
        kind,
        school: school.into(),
        form,
        errors,
        found,
        reaches,
        no_calendar,
        may_set_up: false,
        today,
    }
}

fn asked(kind: &EventKind, form: &Form) -> bool {
    form.has("ask") || kind.facts.iter().any(|f| form.has(f.key))
}

fn ask(
    kind: &'static EventKind,
    form: &Form,
    almanac: Option<&Almanac>,
    today: Day,
) -> (Option<Found>, Errors) {
    let given: Given = kind
        .facts
        .iter()
        .filter(|f| form.has(f.key))
        .map(|f| (f.key.to_string(), form.text(f.key).to_string()))
        .collect();
    let mut errors = Errors::new();
    let as_at = day(form, "as-at", &mut errors).unwrap_or(today);
    // Without a calendar the page says so once; a closure of it has nothing to add.
    let closed = if almanac.is_some() { closed(form, &mut errors) } else { Vec::new() };
    let found = Question { kind, given, closed, as_at, done: Vec::new() }.answer(almanac);
    let mut all = Errors::new();
    if let Err(faults) = &found {
        for fault in in_order(kind, faults) {
            all.add(&fault.key, said(kind, fault));
        }
    }
    for (field, message) in errors.all() {
        if all.of(field).is_none() {
            all.add(field, message);
        }
    }
    let found = found.ok().filter(|_| all.is_empty());
    (found, all)
}

/// Faults in the order the fields stand.
fn in_order<'a>(kind: &EventKind, faults: &'a [FactFault]) -> Vec<&'a FactFault> {
    let place = |f: &&FactFault| {
        kind.facts.iter().position(|fact| fact.key == f.key).unwrap_or(kind.facts.len())
    };
    let mut faults: Vec<_> = faults.iter().collect();
    faults.sort_by_key(place);
    faults
}

/// A fault with the name of its field, for the list of them at the top.
fn said(kind: &EventKind, fault: &FactFault) -> String {
    let label =
        kind.facts.iter().find(|f| f.key == fault.key).map_or("A closure since", |f| f.label);
    match fault.words.starts_with(label) {
        true => fault.words.clone(),
        false => format!("{label}: {}", fault.words),
    }
}

fn day(form: &Form, name: &str, errors: &mut Errors) -> Option<Day> {
    let day = form.day(name);
    if day.is_none() && form.has(name) {
        let typed = clip(form.text(name));
        errors.add(name, format!("“{typed}” is no date: write 2026-11-12"));
    }
    day
}

/// The days closed since: one, or all from the first to the last.
fn closed(form: &Form, errors: &mut Errors) -> Vec<Change> {
    let (first, last) = (day(form, "closed", errors), day(form, "closed-to", errors));
    let Some(first) = first else {
        if form.has("closed-to") && !form.has("closed") {
            errors.add("closed", "Give the first day closed too");
        }
        return Vec::new();
    };
    let last = last.unwrap_or(first);
    if last < first {
        errors.add("closed-to", format!("The last day ({last}) lies before the first ({first})"));
        return Vec::new();
    }
    let note = match form.text("closed-why") {
        "" => "Closed".to_string(),
        why => capital(why).chars().take(80).collect(),
    };
    let mut out = Vec::new();
    let mut day = first;
    while day <= last {
        let note = note.clone();
        out.push(Change { day, school_day: false, known_from: None, note });
        let next = day.plus(1);
        if next == day {
            break;
        }
        day = next;
    }
    out
}
