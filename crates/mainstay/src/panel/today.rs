//! Lines of Today about panels: views that did not come, parents to be told.
//!
//! Must never know: what a view says, or what was decided.

use crate::problem::Problem;
use crate::today::Reader;
use casework::rota::key;
use casework::today::Kind;
use store::Source;
use store::today::Due;

const TELL: i64 = 1;

/// What waits until the next working day.
pub(crate) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let until = crate::today::days(v).next;
    let (views, untold) = store::panel::owed(src, v.actor.org, until).await?;
    let line = |code: &[u8], id: casework::Id, case, who, day, what, n| Due {
        kind: Kind::Panel,
        about: key(&[id.as_bytes(), code]),
        placement: Some(case),
        who,
        day,
        minute: None,
        what,
        n,
        since: None,
    };
    let mut out: Vec<Due> = views
        .into_iter()
        .map(|(x, c)| {
            let what = format!("{}: {}", c.short(), x.whom);
            line(b"view", x.id, c.id, c.name(), x.reply_by, what, 0)
        })
        .collect();
    out.extend(untold.into_iter().map(|c| {
        let day = c.tell_by.unwrap_or(v.today());
        line(b"tell", c.id, c.id, c.name(), day, c.tells.clone(), TELL)
    }));
    out.extend(crate::direction::today::due(v, src).await?);
    Ok(out)
}

/// How such a line reads, and where it is done.
pub(crate) fn line(d: &Due, day: &str) -> (String, String) {
    if d.n >= crate::direction::today::FIRST {
        return crate::direction::today::line(d, day);
    }
    let there = d.placement.map_or_else(|| super::HOME.into(), |id| format!("/panel-cases/{id}"));
    match d.n {
        TELL => (
            format!("{} tells the parents what the panel decided, {day}", d.what),
            format!("{there}#decision"),
        ),
        _ => (format!("{} was asked for a view, due {day}", d.what), format!("{there}#views")),
    }
}
