//! What is owed on the matters before governors and review panels, and dates that moved.
//!
//! Must never know: how one is put off. A line stands until what it asks for is done.

use super::Reader;
use crate::problem::Problem;
use casework::hearing::owed::At;
use casework::today::Kind;
use store::Source;
use store::today::Due;

/// Matters looked through at once.
const MOST: i64 = 200;

/// Where a line leads.
pub(super) fn href(d: &Due) -> String {
    let Some(id) = d.placement else { return "/matters".into() };
    match d.n {
        1 => format!("/hearings/{id}"),
        2 => format!("/packs/{id}"),
        _ => format!("/matters/{id}"),
    }
}

/// Everything that waits.
pub(super) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let org = v.actor.org;
    let (matters, _) = store::matter::list(src, org, false, 0, MOST).await?;
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let pupils: Vec<casework::Id> = matters.iter().filter_map(|m| m.pupil).collect();
    let seen = store::pupil::several(src, &v.actor.scope(v.today()), &pupils).await?;
    let cases: Vec<casework::Id> =
        matters.iter().filter(|m| m.noun == "case").map(|m| m.id).collect();
    let mine = |officer: Option<casework::Id>| officer.is_none_or(|o| o == v.actor.staff);
    let others: Vec<casework::Id> = store::case::several(src, org, &cases)
        .await?
        .into_iter()
        .filter(|c| !mine(c.officer))
        .map(|c| c.id)
        .collect();
    // Those of another officer's cases stand on that officer's list.
    let theirs: Vec<casework::matter::Matter> = matters
        .into_iter()
        .filter(|m| !others.contains(&m.id))
        .filter(|m| m.pupil.is_none_or(|p| seen.iter().any(|s| s.id == p)))
        .collect();
    let order: Vec<casework::Id> = theirs.iter().map(|m| m.id).collect();
    let mut calendars = crate::matter::Calendars::of(src, v.setting, &theirs).await?;
    let mut all = crate::matter::wholes(src, org, theirs).await?;
    let mut out = Vec::new();
    for id in order {
        let Some(whole) = all.remove(&id) else { continue };
        let m = &whole.matter;
        // A calendar that is not whole is said on the matter, where it is put right.
        let Ok(almanac) = calendars.get(m) else { continue };
        let mut line = |code: &str, n: i64, at, day, what: String| {
            out.push(Due {
                kind: Kind::Hearing,
                about: casework::rota::key(&[m.id.as_bytes(), code.as_bytes()]),
                placement: Some(at),
                who: m.name.clone(),
                day,
                minute: None,
                what,
                n,
                since: None,
            });
        };
        for o in whole.owed(&almanac).into_iter().filter(|o| o.waits()) {
            let (n, at) = match o.at {
                At::Matter => (0, m.id),
                At::Hearing(id) => (1, id),
                At::Pack(id) => (2, id),
            };
            let day = o.day().unwrap_or(v.today());
            line(&format!("{}{n}{at}", o.code), n, at, day, o.what);
        }
        for (pack, moved) in whole.moved(&almanac) {
            let what = format!(
                "The day the papers were due moved from {} to {}, and they went on {}: say what you make of it",
                moved.before, moved.after, moved.sent_on
            );
            line(&format!("moved{pack}"), 0, m.id, v.today(), what);
        }
    }
    Ok(out)
}

/// What the reader is told of one.
pub(super) fn words(d: &Due, day: &str) -> String {
    match d.what.starts_with("The day the papers were due moved") {
        true => d.what.clone(),
        false => format!("{}; due {day}", d.what),
    }
}
