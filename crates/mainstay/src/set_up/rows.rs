//! Rows of fields without script: a cell with its name, its error, and the mark that says what
//! the page showed when it was opened.

use crate::form::{Errors, Form};
use crate::page::kit::hidden;
use crate::password;
use casework::{Event, Verb};
use maud::{Markup, html};

/// A field in a table cell; its label is said to those who cannot see the heading.
pub fn cell(name: &str, label: &str, kind: &str, form: &Form, errors: &Errors) -> Markup {
    let error = errors.of(name);
    let class = match kind {
        "date" => "input input-date",
        "time" => "input input-time",
        "number" => "input input-num",
        _ => "input",
    };
    let described = error.map(|_| format!("{name}-error"));
    // A browser’s own box for a time shows twelve hours in some countries.
    let (kind, keys) = if kind == "time" { ("text", Some("numeric")) } else { (kind, None) };
    html! {
        div.field.is-wrong[error.is_some()] {
            input class=(class) id=(name) name=(name) type=(kind) inputmode=[keys] value=(form.text(name)) autocomplete="off"
                aria-label=(label) aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
            @if let Some(e) = error { p.error id={ (name) "-error" } { (e) } }
        }
    }
}

/// A drop-down in a table cell.
pub fn pick(
    name: &str,
    label: &str,
    choices: &[(&str, &str)],
    form: &Form,
    errors: &Errors,
) -> Markup {
    let error = errors.of(name);
    let described = error.map(|_| format!("{name}-error"));
    html! {
        div.field.is-wrong[error.is_some()] {
            select.select id=(name) name=(name) aria-label=(label) aria-invalid=[error.map(|_| "true")] aria-describedby=[described] {
                @for (value, words) in choices { option value=(value) selected[form.text(name) == *value] { (words) } }
            }
            @if let Some(e) = error { p.error id={ (name) "-error" } { (e) } }
        }
    }
}

/// A box that drops a row.
pub fn drop(name: &str, label: &str) -> Markup {
    html! { label.choice { input type="checkbox" name=(name) value="yes"; span { "Remove" span.vh { " " (label) } } } }
}

/// How many rows a form of this list has: as many as were sent, and the blank ones asked for.
pub fn count(form: &Form, list: &str, least: usize) -> usize {
    let sent = form.int(&format!("{list}-rows")).unwrap_or(0).clamp(0, 200) as usize;
    let more = if form.text("more") == list { 3 } else { 0 };
    sent.max(least) + more
}

/// The hidden number of rows.
pub fn rows_sent(list: &str, n: usize) -> Markup {
    hidden(&format!("{list}-rows"), n)
}

/// A short mark of what is kept now; a form that carries another was opened before a change.
pub fn mark(values: &[(String, String)]) -> String {
    let all: Vec<String> = values.iter().map(|(n, v)| format!("{n}={v}")).collect();
    password::token_hash(&all.join("\n")).chars().take(20).collect()
}

/// An event with what was and what is.
pub fn event(
    verb: Verb,
    noun: &'static str,
    id: casework::Id,
    changes: &[(String, String)],
) -> Event {
    changes
        .iter()
        .fold(Event::new(verb, noun, id), |event, (name, change)| event.fact(name, change))
}
