//! Lines of Today about the at-risk register: contact that is due, and days to look again.
//!
//! Must never know: how a contact is counted; `casework::watch` says. A line goes by what was
//! done, and by nothing else.

use super::Reader;
use crate::problem::Problem;
use casework::today::Kind;
use casework::watch::{Watch, next_catch_up};
use casework::{Id, May};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;
use store::today::Due;

/// What a line is about: 0 for contact, 1 for a look, 2 for somebody without a key worker.
const CONTACT: i64 = 0;
const LOOK: i64 = 1;
const NOBODY: i64 = 2;

/// A person's own, and for whoever leads the room those that are late or whose key worker has left.
pub(super) async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let today = v.today();
    let scope = v.actor.scope_for(May::PupilFile, today);
    let leads = v.actor.leads();
    let mut open = store::watch::open(src, &scope).await?;
    open.retain(|t| leads || t.key_worker == v.actor.staff);
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let last: HashMap<Id, Day> =
        store::watch::last_catch_ups(src, v.actor.org).await?.into_iter().collect();
    let ids: Vec<Id> = open.iter().map(|t| t.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let keys: Vec<Id> = open.iter().map(|t| t.key_worker).collect();
    let staff = store::staff::several(src, v.actor.org, &keys).await?;
    let mut out = Vec::new();
    for t in &open {
        let who = pupils.iter().find(|p| p.id == t.pupil);
        let who = who.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default();
        let mine = t.key_worker == v.actor.staff;
        let line = |day, n, what: String| Due {
            kind: Kind::Watch,
            about: t.id,
            placement: None,
            who: who.clone(),
            day,
            minute: None,
            what,
            n,
            since: None,
        };
        if leads && !staff.iter().any(|s| s.id == t.key_worker && s.left_on.is_none()) {
            out.push(line(today, NOBODY, t.key_worker_name.clone()));
        }
        let contact = next_catch_up(&v.setting.calendar, t, last.get(&t.id).copied());
        if let Some(day) = contact.filter(|d| (mine && *d <= today) || *d < today) {
            out.push(line(day, CONTACT, of(t, mine)));
        }
        if (mine && t.next_review <= today) || t.next_review < today {
            out.push(line(t.next_review, LOOK, of(t, mine)));
        }
    }
    Ok(out)
}

/// Whose it is, where it is not the reader's own.
fn of(t: &Watch, mine: bool) -> String {
    if mine { String::new() } else { format!("; key worker {}", t.key_worker_name) }
}

/// How such a line reads, and where it is done.
pub(super) fn line(d: &Due, day: &str) -> (String, String) {
    let words = match d.n {
        LOOK => format!("To be looked at again, due {day}{}", d.what),
        NOBODY => format!("{} has left: name another key worker", d.what),
        _ => format!("Contact due {day}{}", d.what),
    };
    (words, format!("/at-risk/{}", d.about))
}
