//! The tables under `data/codes`, read once.
//!
//! Must never know: what a set means. Which set was read where and when stands beside the
//! tables, in `sources.csv`.

use super::{CodeSet, Row, Sure};
use crate::Day;
use crate::csv::{CsvFault, Line, Table};
use std::borrow::Cow;

const SOURCES: &str = include_str!("../../data/codes/sources.csv");
pub(super) const LOCAL_AUTHORITY: &str = include_str!("../../data/codes/local_authority.csv");

/// Tables of one set each, by the name of the set; the last holds many, named by a column.
const TABLES: [(&str, &str); 5] = [
    ("local-authority", LOCAL_AUTHORITY),
    ("lea-accepted", include_str!("../../data/codes/lea_accepted.csv")),
    ("ethnicity", include_str!("../../data/codes/ethnicity.csv")),
    ("language", include_str!("../../data/codes/language.csv")),
    ("", include_str!("../../data/codes/small.csv")),
];

/// What is wrong with a table we ship; only a test can meet it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TableFault {
    /// No table at all.
    #[error(transparent)]
    Csv(#[from] CsvFault),
    /// A field that cannot be read.
    #[error("line {line} of {set}: {column} cannot be read")]
    Field { set: String, line: usize, column: &'static str },
    /// A set without a source, or a source without a set.
    #[error("{set} has rows and no source, or a source and no rows")]
    Source { set: String },
}

/// Every set of the tables, in the order of `sources.csv`.
pub(super) fn sets() -> Result<Vec<CodeSet>, TableFault> {
    let mut rows = Vec::new();
    for (set, text) in TABLES {
        rows.extend(read(set, text)?);
    }
    let table = Table::read(SOURCES)?;
    let [id, title, source, day, open] =
        ["id", "title", "source", "read", "unconfirmed"].map(|name| table.column(name));
    let (id, title, source, day, open) = (id?, title?, source?, day?, open?);
    let mut sets = Vec::new();
    for line in &table.lines {
        let name = line.get(id);
        let (mine, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(set, _)| set == name);
        rows = others;
        if mine.is_empty() {
            return Err(TableFault::Source { set: name.to_owned() });
        }
        sets.push(CodeSet {
            id: owned(line, id),
            title: owned(line, title),
            source: owned(line, source),
            read: date(name, line, Some(day), "read")?.ok_or_else(|| TableFault::Field {
                set: name.to_owned(),
                line: line.number,
                column: "read",
            })?,
            unconfirmed: owned(line, open),
            checked: None,
            rows: mine.into_iter().map(|(_, row)| row).collect(),
        });
    }
    match rows.into_iter().next() {
        Some((set, _)) => Err(TableFault::Source { set }),
        None => Ok(sets),
    }
}

fn read(set: &str, text: &'static str) -> Result<Vec<(String, Row)>, TableFault> {
    let table = Table::read(text)?;
    let code = table.column("code")?;
    let set_at = table.find("set");
    let [label, group, from, to, label_sure, dates_sure, note] =
        ["label", "group", "from", "to", "label_sure", "dates_sure", "note"]
            .map(|name| table.find(name));
    table
        .lines
        .iter()
        .map(|line| {
            let set = set_at.map_or(set, |at| line.get(at)).to_owned();
            let text = |at: Option<usize>| at.map_or(Cow::Borrowed(""), |at| owned(line, at));
            let row = Row {
                code: owned(line, code),
                label: text(label),
                group: text(group),
                from: date(&set, line, from, "from")?,
                to: date(&set, line, to, "to")?,
                label_sure: sure(&set, line, label_sure, "label_sure")?,
                dates_sure: sure(&set, line, dates_sure, "dates_sure")?,
                instead: Cow::Borrowed(""),
                note: text(note),
            };
            Ok((set, row))
        })
        .collect()
}

/// The field as a text that lives as long as the program.
fn owned(line: &Line<'static>, at: usize) -> Cow<'static, str> {
    line.fields.get(at).cloned().unwrap_or_default()
}

fn date(
    set: &str,
    line: &Line,
    at: Option<usize>,
    column: &'static str,
) -> Result<Option<Day>, TableFault> {
    match at.map_or("", |at| line.get(at)) {
        "" => Ok(None),
        text => Day::parse_iso(text).map(Some).ok_or_else(|| TableFault::Field {
            set: set.to_owned(),
            line: line.number,
            column,
        }),
    }
}

fn sure(
    set: &str,
    line: &Line,
    at: Option<usize>,
    column: &'static str,
) -> Result<Sure, TableFault> {
    match at.map_or("", |at| line.get(at)) {
        "" | "none" => Ok(Sure::None),
        "inferred" => Ok(Sure::Inferred),
        "yes" => Ok(Sure::Read),
        _ => Err(TableFault::Field { set: set.to_owned(), line: line.number, column }),
    }
}
