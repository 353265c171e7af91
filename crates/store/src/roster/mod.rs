//! The roster as an import sees it: what is held now, and the writing of a plan.
//!
//! Must never know: files, or whether a plan is right. It reads everything a plan compares
//! with, and writes all of a plan in many-row statements inside one act.

mod read;
mod write;

pub use read::known;
pub use write::apply;

use crate::Write;
use crate::db::{Fault, Query, Source, q};
use casework::Id;
use rulebook::Instant;
use std::collections::BTreeMap;

/// What a form is called among kinds of class.
const FORM: &str = "homeroom";

/// One import as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Key.
    pub id: Id,
    /// What was brought in: "oneroster", "pupils".
    pub kind: String,
    /// The source's name.
    pub source: String,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub by_name: String,
    /// Records made.
    pub made: i64,
    /// Records changed.
    pub changed: i64,
    /// Rows that said what was held.
    pub unchanged: i64,
    /// Records marked as left or ended.
    pub ended: i64,
}
from_row!(Run { id, kind, source, at, by_name, made, changed, unchanged, ended });

/// The last imports, newest first.
pub async fn runs(src: &mut dyn Source, org: Id, take: i64) -> Result<Vec<Run>, Fault> {
    q("select id, kind, source, at, by_name, made, changed, unchanged, ended from import_run where org = $1 order by at desc, id desc limit $2")
        .bind(org).bind(take).all(src).await
}

/// The mapping of headings remembered for a kind of list: folded heading to field.
pub async fn mapping(
    src: &mut dyn Source,
    org: Id,
    kind: &str,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut map = BTreeMap::new();
    for row in q("select heading, field from import_mapping where org = $1 and kind = $2")
        .bind(org)
        .bind(kind)
        .rows(src)
        .await?
    {
        map.insert(row.get("heading")?, row.get("field")?);
    }
    Ok(map)
}

/// Remembers which heading is which field.
pub async fn set_mapping(
    w: &mut Write,
    kind: &str,
    map: &BTreeMap<String, String>,
) -> Result<(), Fault> {
    let org = w.org();
    let rows = map
        .iter()
        .map(|(heading, field)| vec![org.into(), kind.into(), heading.into(), field.into()])
        .collect();
    const COLUMNS: &[&str] = &["org", "kind", "heading", "field"];
    w.run_all(Query::insert_many_then(
        "import_mapping",
        COLUMNS,
        rows,
        "on conflict (org, kind, heading) do update set field = excluded.field",
    ))
    .await
    .map(|_| ())
}
