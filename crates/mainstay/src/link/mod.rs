//! Pages that a link in a message opens without signing in. A link shows what it must and no
//! more; opening it changes nothing, so that a program that looks at mail spends nothing.
//!
//! Must never show: why a pupil is out of lessons, or anything of another teacher's.

pub mod back;
pub mod card;
pub mod contribution;
pub mod good_news;
pub mod letter;
pub mod representations;
pub mod sheet;
pub mod token;
pub mod trip;
pub mod work;

use crate::app::App;
use crate::guard::Outside;
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::Answer;
use casework::Id;
use casework::link::{Link, LinkKind};
use rulebook::Instant;
use token::Key;

/// Where a link leads, inside this installation.
pub fn path(key: &Key, org: Id, link: Id) -> String {
    format!("/l/{}", key.write(org, link))
}

/// What stands behind a link, if it is one of ours and still opens something.
async fn behind(o: &Outside) -> Result<(Id, Link), Problem> {
    known(&o.app, o.now, &o.path).await
}

async fn known(app: &App, now: Instant, path: &[(String, String)]) -> Result<(Id, Link), Problem> {
    let written = path.iter().find(|(n, _)| n == "link").map(|(_, v)| v.as_str()).unwrap_or("");
    let (org, id) = app.link_key()?.read(written).ok_or(Problem::Missing)?;
    let mut read = app.store().read().await?;
    let link = store::link::find(&mut read, org, id).await?;
    link.stands(now)?;
    Ok((org, link))
}

/// Whether an address is a link that stands, before anything that comes with it is read.
pub async fn opens(app: App, now: Instant, path: Vec<(String, String)>) -> bool {
    known(&app, now, &path).await.is_ok()
}

/// Opens a link. Nothing is changed by it.
pub async fn show(o: Outside) -> Answer {
    let (org, link) = behind(&o).await?;
    match link.kind {
        LinkKind::Work => work::show(o, org, link).await,
        LinkKind::Letter => letter::show(o, org, link).await,
        LinkKind::Sheet => sheet::show(o, org, link).await,
        LinkKind::GoodNews => good_news::show(o, org, link).await,
        LinkKind::ReportCard => card::show(o, org, link).await,
        LinkKind::WorkBack => back::show(o, org, link).await,
        LinkKind::Representations => representations::show(o, org, link).await,
        LinkKind::Trip => trip::show(o, org, link).await,
        LinkKind::Contribution => contribution::show(o, org, link).await,
    }
}

/// Takes what was answered through a link.
pub async fn answer(o: Outside) -> Answer {
    let (org, link) = behind(&o).await?;
    match link.kind {
        LinkKind::Work => work::answer(o, org, link).await,
        LinkKind::Letter => letter::answer(o, org, link).await,
        LinkKind::Sheet => sheet::answer(o, org, link).await,
        LinkKind::GoodNews => Err(Problem::Missing),
        LinkKind::ReportCard => card::answer(o, org, link).await,
        LinkKind::WorkBack => back::answer(o, org, link).await,
        LinkKind::Representations => representations::answer(o, org, link).await,
        LinkKind::Trip => trip::answer(o, org, link).await,
        LinkKind::Contribution => contribution::answer(o, org, link).await,
    }
}

/// The pages of what a link opens, where it is a letter or a sheet.
pub async fn pdf(o: Outside) -> Answer {
    let (org, link) = behind(&o).await?;
    match link.kind {
        LinkKind::Work
        | LinkKind::ReportCard
        | LinkKind::WorkBack
        | LinkKind::GoodNews
        | LinkKind::Representations
        | LinkKind::Trip
        | LinkKind::Contribution => Err(Problem::Missing),
        LinkKind::Letter => letter::pdf(o, org, link).await,
        LinkKind::Sheet => sheet::pdf(o, org, link).await,
    }
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let mut all = work::samples();
    all.extend(letter::samples());
    all.extend(sheet::samples());
    all.extend(good_news::samples());
    all.extend(card::samples());
    all.extend(back::samples());
    all.extend(representations::samples());
    all.extend(trip::samples());
    all.extend(contribution::samples());
    all
}
