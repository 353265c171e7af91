//! Lines of Today about meetings: one of today, people to tell, an odd reply, a place to get ready,
//! minutes that are due.
//!
//! Must never know: how minutes are written.

use super::due_day;
use crate::problem::Problem;
use crate::today::Reader;
use casework::rota::key;
use casework::today::Kind;
use rulebook::Day;
use store::Source;
use store::today::Due;

const MINUTES: i64 = 1;

/// What waits for this person until the next school day.
pub(crate) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let days = crate::today::days(v);
    let span = (days.since, days.next);
    let mut out = Vec::new();
    for x in store::meeting::waiting(src, v.actor.org, v.actor.staff, span).await? {
        let m = &x.meeting;
        let mut line = |code: &str, day: Day, minute, what: String, n| {
            out.push(Due {
                kind: Kind::Meeting,
                about: key(&[m.id.as_bytes(), code.as_bytes()]),
                placement: Some(m.id),
                who: String::new(),
                day,
                minute,
                what,
                n,
                since: None,
            });
        };
        let mine = m.lead == v.actor.staff;
        let begun = v.now >= m.on.at(m.from);
        if mine && begun {
            let due = due_day(v.setting, m);
            line(
                "minutes",
                due,
                None,
                format!("{} of {}: minutes to go out by {due}", m.name, m.on),
                MINUTES,
            );
        }
        if !begun && m.on <= days.next {
            let place = if m.place.is_empty() { &m.remote } else { &m.place };
            line("on", m.on, Some(m.from), format!("{}, {} in {place}", m.name, m.from), 0);
        }
        if mine && !begun {
            if x.odd_replies > 0 {
                line(
                    "odd",
                    v.today(),
                    None,
                    format!("{} of {}: a reply came from another address", m.name, m.on),
                    0,
                );
            }
            if x.untold > 0 {
                let n = x.untold;
                let people = if n == 1 { "person" } else { "people" };
                line(
                    "untold",
                    v.today(),
                    None,
                    format!("{} of {}: {n} {people} to be told", m.name, m.on),
                    0,
                );
            }
            if x.unset > 0 && m.on <= days.next {
                line(
                    "place",
                    m.on,
                    Some(m.from),
                    format!("{}: {} still to be set up", m.name, x.unset),
                    0,
                );
            }
        }
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub(crate) fn line(d: &Due) -> (String, String) {
    let there = d.placement.map_or_else(|| "/meetings".to_string(), |id| format!("/meetings/{id}"));
    match d.n {
        MINUTES => (d.what.clone(), format!("{there}/minutes")),
        _ => (d.what.clone(), there),
    }
}
