//! The nightly sweep: everything that is owed on every open case of every authority, and on every
//! suspension and permanent exclusion of every school, worked out for a new day before anybody asks.
//!
//! Must never know: how a day is counted. It keeps nothing: a date follows from the facts each time.

use crate::app::App;
use crate::case::book::Weight;
use crate::exclusion::About;
use crate::problem::Problem;
use casework::organisation::OrgKind;
use casework::school::School;
use casework::{Id, Reach, Scope};
use rulebook::Day;
use rulebook::event::Standing;
use std::time::{Duration, Instant};
use store::Source;

/// What the sweep of one authority or school came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swept {
    /// The authority or school.
    pub org: Id,
    /// Which of the two.
    pub kind: OrgKind,
    /// Its name.
    pub name: String,
    /// Open cases; at a school, suspensions and permanent exclusions that were looked at.
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

/// Sweeps every authority and every school here for the day it is.
pub async fn run(app: &App) -> anyhow::Result<Vec<Swept>> {
    let today = app.clock().now().day();
    let mut read = app.store().read().await?;
    let all = store::school::all(&mut read).await?;
    let mut out = Vec::new();
    let fault = |p: crate::problem::Problem| anyhow::anyhow!("{p:?}");
    for school in all.iter().filter(|s| s.kind.is_school()) {
        out.extend(at_school(app, &mut read, school, today).await.map_err(fault)?);
    }
    for authority in all.into_iter().filter(|s| s.kind == OrgKind::Authority) {
        let began = Instant::now();
        let setting = app.setting(&mut read, authority.id).await.map_err(fault)?;
        let book = app.book(&mut read, authority.id, &setting, today).await.map_err(fault)?;
        out.push(Swept {
            org: authority.id,
            kind: authority.kind,
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

/// One school: what its decided records still owe. One that has none is passed over.
async fn at_school(
    app: &App,
    read: &mut dyn Source,
    school: &School,
    today: Day,
) -> Result<Option<Swept>, Problem> {
    let began = Instant::now();
    let setting = app.setting(read, school.id).await?;
    // What lies further back than two school years is nobody's to do.
    let (year, _) = setting.calendar.school_year(today);
    let (since, _) = setting.calendar.school_year(year.plus(-1));
    let scope = Scope { org: school.id, reach: vec![Reach::School] };
    let listed = store::exclusion::since(read, &scope, since).await?;
    if listed.is_empty() {
        return Ok(None);
    }
    let mut swept = Swept {
        org: school.id,
        kind: school.kind,
        name: school.name.clone(),
        cases: listed.len(),
        duties: 0,
        late: 0,
        at_risk: 0,
        took: Duration::ZERO,
    };
    for l in listed {
        let about = About::find(read, &scope, &setting, l.exclusion.id).await?;
        let open = about.owed.iter().filter(|o| o.open() && o.day().is_some());
        let stands: Vec<Standing> = open.map(|o| o.standing(today)).collect();
        swept.duties += stands.len();
        if stands.iter().any(|s| matches!(s, Standing::Late { .. })) {
            swept.late += 1;
        } else if stands.iter().any(|s| matches!(s, Standing::AtRisk { .. })) {
            swept.at_risk += 1;
        }
    }
    swept.took = began.elapsed();
    Ok(Some(swept))
}
