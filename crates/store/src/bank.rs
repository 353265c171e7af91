//! The work bank: units kept for when no work comes.

use crate::Write;
use crate::db::{Fault, q};
use casework::Id;

/// A unit of work for a span of years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Key.
    pub id: Id,
    /// Subject.
    pub subject: String,
    /// First National Curriculum year it suits.
    pub year_from: i64,
    /// Last.
    pub year_to: i64,
    /// What it is.
    pub title: String,
    /// Where it is kept.
    pub kept_at: String,
    /// Who agreed it.
    pub agreed_by: String,
}

/// Keeps a new unit.
pub async fn add(w: &mut Write, unit: &Unit) -> Result<(), Fault> {
    let query = q("insert into bank_unit (org, id, subject, year_from, year_to, title, kept_at, agreed_by) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(w.org())
        .bind(unit.id)
        .bind(&unit.subject)
        .bind(unit.year_from)
        .bind(unit.year_to)
        .bind(&unit.title)
        .bind(&unit.kept_at)
        .bind(&unit.agreed_by);
    w.run(query).await.map(|_| ())
}
