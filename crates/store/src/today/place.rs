//! How a person arranged their own Today: what they do first, and what they put off and why.
//!
//! Must never know: whether a line may be put off; casework says, by how late it is.

use crate::Write;
use crate::db::{Fault, Source, q};
use casework::Id;
use casework::today::Kind;
use rulebook::{Day, Instant, Minute};

coded_cols!(Kind);
from_row!(Place { kind, about, first_at, until_day, until_minute, why });

/// One line as its reader arranged it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Kind.
    pub kind: Kind,
    /// The record.
    pub about: Id,
    /// When it was put first, where it is: the latest stands at the top.
    pub first_at: Option<Instant>,
    /// Put off until this day.
    pub until_day: Option<Day>,
    /// And this minute of it.
    pub until_minute: Option<Minute>,
    /// Why it was put off.
    pub why: String,
}

/// Everything a person arranged.
pub async fn places(src: &mut dyn Source, org: Id, staff: Id) -> Result<Vec<Place>, Fault> {
    let rows = q("select kind, about, first_at, until_day, until_minute, why from today_place where org = $1 and staff = $2")
        .bind(org).bind(staff).rows(src).await?;
    // A kind this version does not know is no fault: it is a line that is not shown.
    let known = rows.iter().filter(|r| r.get::<Kind>("kind").is_ok());
    known.map(<Place as crate::FromRow>::from_row).collect()
}

/// Keeps how a person arranged one line, in the place of what was.
pub async fn arrange(w: &mut Write, staff: Id, p: &Place) -> Result<(), Fault> {
    let org = w.org();
    let gone =
        q("delete from today_place where org = $1 and staff = $2 and kind = $3 and about = $4")
            .bind(org)
            .bind(staff)
            .bind(p.kind)
            .bind(p.about);
    w.run(gone).await?;
    if p.first_at.is_none() && p.until_day.is_none() {
        return Ok(());
    }
    let query = q("insert into today_place (org, staff, kind, about, first_at, until_day, until_minute, why) values ($1,$2,$3,$4,$5,$6,$7,$8)")
        .bind(org).bind(staff).bind(p.kind).bind(p.about).bind(p.first_at).bind(p.until_day)
        .bind(p.until_minute).bind(&p.why);
    w.run(query).await.map(|_| ())
}
