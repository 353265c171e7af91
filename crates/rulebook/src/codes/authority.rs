//! Local authorities by their number, with the days each pair of number and ONS code held.
//!
//! Must never know: a school or a pupil. Source: `data/codes/sources.csv`. The number is the
//! key; the ONS code changes with a boundary and is dated.

use super::load::LOCAL_AUTHORITY;
use super::{NotACode, Row, set};
use crate::Day;
use crate::csv::{CsvFault, Table};
use std::borrow::Cow;
use std::sync::LazyLock;

/// An authority over one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalAuthority {
    /// Its number, name, region (as the group) and days.
    pub row: Row,
    /// ONS code of nine characters; empty where the source has none.
    pub ons: Cow<'static, str>,
    /// ONS code of the region.
    pub region: Cow<'static, str>,
}

impl LocalAuthority {
    /// The authority with this number on a day.
    pub fn on(number: &str, day: Day) -> Result<&'static LocalAuthority, NotACode> {
        let unknown = || NotACode::Unknown {
            title: "Local authorities".into(),
            code: super::beginning(number.trim()),
        };
        let row = set("local-authority").ok_or_else(unknown)?.on(number, day)?;
        authorities().iter().find(|a| a.row == *row).ok_or_else(unknown)
    }
}

static AUTHORITIES: LazyLock<Vec<LocalAuthority>> = LazyLock::new(|| read().unwrap_or_default());

/// Every authority and every period of it, in order of number and then of time.
pub fn authorities() -> &'static [LocalAuthority] {
    &AUTHORITIES
}

pub(super) fn read() -> Result<Vec<LocalAuthority>, CsvFault> {
    let table = Table::read(LOCAL_AUTHORITY)?;
    let (ons, region) = (table.column("ons")?, table.column("region_code")?);
    // The set holds the lines of the same table in the same order.
    let rows = set("local-authority").map_or(&[][..], |s| &s.rows);
    let pick =
        |fields: &[Cow<'static, str>], at: usize| fields.get(at).cloned().unwrap_or_default();
    Ok(table
        .lines
        .iter()
        .zip(rows)
        .map(|(line, row)| LocalAuthority {
            row: row.clone(),
            ons: pick(&line.fields, ons),
            region: pick(&line.fields, region),
        })
        .collect())
}

static NUMBERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut numbers: Vec<&'static str> = ["local-authority", "lea-accepted"]
        .into_iter()
        .filter_map(set)
        .flat_map(|s| s.rows.iter())
        .map(|r| r.code.as_ref())
        .filter(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
});

/// Every number an authority has or had, those of Wales and of old among them: what characters
/// 2 to 4 of a UPN may be, for [`crate::upn::Upn::parse_among`].
pub fn numbers() -> &'static [&'static str] {
    &NUMBERS
}
