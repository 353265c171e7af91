//! A calendar that changes: every date that is owed and moves with it is kept, before and after,
//! for somebody to say what follows.
//!
//! Must never rewrite what was sent or done, nor mark it late.

use super::About;
use super::about::almanac;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::owed::{DueChange, moved};
use casework::school::Setting;
use casework::{Event, Id, Reach, Scope, Verb};
use rulebook::SchoolCalendar;
use store::Write;

/// Looks at every record that something may be owed on, by the calendar as it was and as it is.
pub async fn calendar_changed(
    w: &mut Write,
    v: &Visit,
    after: &SchoolCalendar,
    why: &str,
) -> Result<Vec<Event>, Problem> {
    let old = almanac(&v.setting);
    let changed = Setting { calendar: after.clone(), ..(*v.setting).clone() };
    let new = almanac(&changed);
    let (Ok(old), Ok(new)) = (old, new) else { return Ok(Vec::new()) };
    let all = Scope { org: v.org(), reach: vec![Reach::School] };
    // Nothing is owed on what lies two school years back.
    let (since, _) = v.setting.calendar.school_year(v.today());
    let (since, _) = v.setting.calendar.school_year(since.plus(-1));
    let mut events = Vec::new();
    for listed in store::exclusion::since(w, &all, since).await? {
        let pupil = store::pupil::find(w, &all, listed.exclusion.pupil).await?;
        let about = About::gather(w, &v.setting, listed.exclusion, pupil).await?;
        if about.e.cancelled_on.is_some() {
            continue;
        }
        let Some(facts) = about.facts_on(Some(&old)) else { continue };
        for m in moved(&facts, &about.done, &old, &new) {
            // A right that is over, or a date nobody waits for, moves nothing.
            let open = about
                .owed
                .iter()
                .any(|o| o.code == m.code && (o.open() || o.if_asked.is_some() || m.done));
            if !open {
                continue;
            }
            let change = DueChange {
                id: Id::now_v7(),
                about: about.e.id,
                code: m.code.to_string(),
                whom: m.whom,
                before: m.before,
                after: m.after,
                was_done: m.done,
                why: why.to_string(),
                at: v.now,
                by_name: v.actor.name.clone(),
                seen_at: None,
                seen_by: String::new(),
                seen_note: String::new(),
            };
            store::owed::moved(w, &change).await?;
            let words = about.owed.iter().find(|o| o.code == m.code).map_or("", |o| o.words);
            let mut event = super::event(Verb::DueMoved, &about).fact("what", words);
            if let (Some(from), Some(to)) = (m.before, m.after) {
                event = event.fact("from", from.iso()).fact("to", to.iso());
            }
            events.push(event);
        }
    }
    Ok(events)
}
