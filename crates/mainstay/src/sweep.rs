//! The nightly sweep: everything that is owed on every open case of every authority, worked out for
//! a new day before anybody asks.
//!
//! Must never know: how a day is counted. It keeps nothing: a date follows from the facts each time.

use crate::app::App;
use crate::case::book::Weight;
use casework::Id;
use casework::organisation::OrgKind;
use std::time::{Duration, Instant};

/// What one authority's sweep came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swept {
    /// The authority.
    pub org: Id,
    /// Its name.
    pub name: String,
    /// Open cases.
    pub cases: usize,
    /// Duties that are open and dated.
    pub duties: usize,
    /// Cases with a duty that is late.
    pub late: usize,
    /// Cases with one that is due within days.
    pub at_risk: usize,
    /// How long it took.
    pub took: Duration,
}

/// Sweeps every authority here for the day it is.
pub async fn run(app: &App) -> anyhow::Result<Vec<Swept>> {
    let today = app.clock().now().day();
    let mut read = app.store().read().await?;
    let all = store::school::all(&mut read).await?;
    let mut out = Vec::new();
    for authority in all.into_iter().filter(|s| s.kind == OrgKind::Authority) {
        let began = Instant::now();
        let fault = |p: crate::problem::Problem| anyhow::anyhow!("{p:?}");
        let setting = app.setting(&mut read, authority.id).await.map_err(fault)?;
        let book = app.book(&mut read, authority.id, &setting, today).await.map_err(fault)?;
        out.push(Swept {
            org: authority.id,
            name: authority.name,
            cases: book.entries.len(),
            duties: book.duties().len(),
            late: book.count(Weight::Late),
            at_risk: book.count(Weight::Risk),
            took: began.elapsed(),
        });
    }
    Ok(out)
}
