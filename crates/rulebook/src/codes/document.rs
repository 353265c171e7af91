//! The sets as a document, `docs/codes.md`: made from the values, so that it cannot say
//! anything else than they do.
//!
//! Must never know: where the document is kept.

use super::{CodeSet, Row, Sure, all, authorities};
use std::fmt::Write;

/// Every set, with its source, its days and what is not confirmed.
pub fn document() -> String {
    let mut out = String::from(
        "# Code sets\n\nThe codes of returns and registers, made from `rulebook::codes`; a test compares them. \
         A code is good on its days: the day of the thing coded decides. A code without a first day was in \
         use before the sources begin; one without a last day has no known end. Nobody has yet checked a \
         set against the official list unless it says so.\n\n\
         \\* the label, † the days: inferred, not read in the source.\n\n\
         | Set | Name | Codes | Labels not read |\n|---|---|---|---|\n",
    );
    // Writing to a String cannot fail.
    for set in all() {
        let inferred = set.rows.iter().filter(|r| r.label_sure == Sure::Inferred).count();
        let none = set.rows.iter().filter(|r| r.label_sure == Sure::None).count();
        let open = match (inferred, none) {
            (0, 0) => String::new(),
            (n, 0) => format!("{n} inferred"),
            (0, n) => format!("{n} without one"),
            (n, m) => format!("{n} inferred, {m} without one"),
        };
        let _ = writeln!(out, "| {} | `{}` | {} | {open} |", set.title, set.id, set.rows.len());
    }
    for set in all() {
        write_set(&mut out, set);
    }
    out
}

fn write_set(out: &mut String, set: &CodeSet) {
    let _ = writeln!(out, "\n## {}\n", set.title);
    let _ = writeln!(out, "Source: {}. Read on {}.", set.source, set.read);
    match set.checked {
        Some(c) => {
            let _ = writeln!(out, "Checked by {} on {}.", c.by, c.on.day());
        }
        None => out.push_str("Not yet checked.\n"),
    }
    if !set.unconfirmed.is_empty() {
        let _ = writeln!(out, "\nNot confirmed: {}", set.unconfirmed);
    }
    out.push('\n');
    if set.rows.iter().all(|r| *r == Row { code: r.code.clone(), ..Row::default() }) {
        let codes: Vec<String> = set.rows.iter().map(|r| cell(&r.code)).collect();
        for line in codes.chunks(20) {
            let _ = writeln!(out, "{}", line.join(" "));
        }
        return;
    }
    type Show = fn(&Row) -> String;
    let columns: [(&str, Show); 7] = [
        ("Label", |r| mark(cell(&r.label), r.label_sure, "\\*")),
        ("Part", |r| cell(&r.group)),
        ("From", |r| r.from.map_or(String::new(), |d| mark(d.to_string(), r.dates_sure, "†"))),
        ("To", |r| r.to.map_or(String::new(), |d| mark(d.to_string(), r.dates_sure, "†"))),
        ("ONS", |r| ons(r).to_owned()),
        ("Instead", |r| cell(&r.instead)),
        ("Note", |r| cell(&r.note)),
    ];
    let shown: Vec<&(&str, Show)> =
        columns.iter().filter(|(_, show)| set.rows.iter().any(|r| !show(r).is_empty())).collect();
    let _ =
        writeln!(out, "| Code |{}", shown.iter().fold(String::new(), |s, c| s + " " + c.0 + " |"));
    let _ = writeln!(out, "|---|{}", "---|".repeat(shown.len()));
    for row in &set.rows {
        let rest = shown.iter().fold(String::new(), |s, c| s + " " + &(c.1)(row) + " |");
        let _ = writeln!(out, "| `{}` |{rest}", row.code);
    }
}

fn mark(text: String, sure: Sure, sign: &str) -> String {
    if sure == Sure::Inferred && !text.is_empty() { text + sign } else { text }
}

/// The ONS code of an authority; of anything else, nothing.
fn ons(row: &Row) -> &'static str {
    authorities().iter().find(|a| a.row == *row).map_or("", |a| a.ons.as_ref())
}

/// A text that may stand in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
