//! What stands on Today because its time has gone by: letters, sheets, work, promises, homes that
//! were not reached, cards nobody looked at.
//!
//! Must never know: how long is too long. The school's rules say it, and `casework` counts.

use super::{Reader, days};
use crate::problem::Problem;
use casework::hand_back;
use casework::letter::Stay;
use casework::today::Kind;
use casework::{Id, May};
use store::Source;
use store::today::Due;

/// Finished work that should have been back with its teacher by now.
pub(super) async fn not_back(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let (calendar, within) = (&v.setting.calendar, v.setting.rules.work_back_within);
    let Some(until) = hand_back::late_until(calendar, v.today(), within) else {
        return Ok(Vec::new());
    };
    let asked = rulebook::room::WORK_BACK_ASKED_FOR.0;
    let from = calendar.school_days_before(v.today(), asked).unwrap_or(days(v).since);
    let late = store::today::not_back(src, v.actor, from.max(days(v).since), until).await?;
    let due = late
        .into_iter()
        .map(|d| Due { day: hand_back::due(calendar, d.day, within).unwrap_or(d.day), ..d });
    Ok(due.collect())
}

/// Support that was promised and should have begun some school days ago.
pub(super) async fn not_begun(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    let open = store::promise::not_begun(src, v.actor, &scope, v.today()).await?;
    let flagged: Vec<_> = open
        .into_iter()
        .filter_map(|p| {
            let on = casework::promise::flagged_on(&v.setting.calendar, p.starts)?;
            (on <= v.today()).then_some((p, on))
        })
        .collect();
    let ids: Vec<Id> = flagged.iter().map(|(p, _)| p.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let due = flagged.into_iter().filter_map(|(p, on)| {
        let pupil = pupils.iter().find(|x| x.id == p.pupil)?;
        Some(Due {
            kind: Kind::Promise,
            about: p.id,
            placement: None,
            who: format!("{}, {}", pupil.name(), pupil.form),
            day: on,
            minute: None,
            what: format!("{}, {}, promised from {}", p.what, p.who, p.starts),
            n: 0,
            since: None,
        })
    });
    Ok(due.collect())
}

/// The letters and sheets that home should have said it has by now, by the school's own number of
/// school days.
pub(super) fn overdue(v: &Reader<'_>, kind: Kind, all: Vec<store::today::Unread>) -> Vec<Due> {
    let within = u32::try_from(v.setting.rules.read_within).unwrap_or(1);
    let due = all.into_iter().filter_map(|u| {
        // Where the calendar ends too soon to count, nobody is chased on a guess.
        let by = v.setting.calendar.school_days_after(u.issued.day(), within)?.day;
        (by < v.today()).then_some(Due {
            kind,
            about: u.id,
            placement: Some(u.placement),
            who: u.who,
            day: by,
            minute: None,
            what: u.name,
            n: 0,
            since: Some(u.issued),
        })
    });
    due.collect()
}

/// Homes that were tried and not reached by the end of the day their child was in the room.
pub(super) async fn not_told(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let all = crate::told::not_told(src, v, days(v).home_since).await?;
    let pupils: Vec<Id> = all.iter().map(|(d, _)| d.pupil).collect();
    let names = crate::told::names(src, v.org(), &pupils).await?;
    let left = store::today::left(src, v.org(), Kind::NotTold).await?;
    let line = |(d, what): (store::told::Due, String)| Due {
        kind: Kind::NotTold,
        about: d.placement,
        placement: Some(d.placement),
        who: names
            .iter()
            .find(|(id, _)| *id == d.pupil)
            .map(|(_, n)| n.clone())
            .unwrap_or_default(),
        day: d.day,
        minute: None,
        what,
        n: 0,
        since: None,
    };
    Ok(all.into_iter().filter(|(d, _)| !left.contains(&(d.placement, d.day))).map(line).collect())
}

/// Report cards that somebody is to look at by today.
pub(super) async fn looks(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let all = crate::returning::card::look::due(src, v).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let pupils: Vec<Id> = all.iter().map(|(c, _)| c.pupil).collect();
    let names = crate::told::names(src, v.org(), &pupils).await?;
    let left = store::today::left(src, v.org(), Kind::Look).await?;
    let name = |id: Id| names.iter().find(|(p, _)| *p == id).map(|(_, n)| n.clone());
    Ok(all
        .into_iter()
        .filter(|(c, until)| !left.contains(&(c.id, *until)))
        .map(|(c, until)| Due {
            kind: Kind::Look,
            about: c.id,
            placement: None,
            who: name(c.pupil).unwrap_or_default(),
            day: until,
            minute: None,
            what: format!("/returns/{}/card#look", c.track),
            n: 0,
            since: None,
        })
        .collect())
}

/// The letters that say something other than what their placement is now.
pub(super) async fn out_of_date(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let sent = store::today::letters_sent(src, v.actor.org, days(v)).await?;
    if sent.is_empty() {
        return Ok(Vec::new());
    }
    let pupils: Vec<Id> = sent.iter().map(|s| s.pupil).collect();
    let scope = v.actor.scope_for(May::Letters, v.today());
    let pupils = store::pupil::several(src, &scope, &pupils).await?;
    let rooms = store::room::rooms(src, v.actor.org).await?;
    let mut out = Vec::new();
    for s in sent {
        let pupil = pupils.iter().find(|p| p.id == s.pupil);
        let room = rooms.iter().find(|r| r.id == s.room);
        let (Some(pupil), Some(room)) = (pupil, room) else { continue };
        let stay = Stay { setting: v.setting, pupil, room, day: s.day, slots: &s.slots };
        let Some(what) = stay.out_of_date(&s.letters) else { continue };
        if s.left.contains(&what) {
            continue;
        }
        out.push(Due {
            kind: Kind::LetterChanged,
            about: s.placement,
            placement: Some(s.placement),
            who: s.who,
            // Home holds the wrong letter now, however far off the day is.
            day: s.day.min(v.today()),
            minute: None,
            what,
            n: 0,
            since: s.moved,
        });
    }
    Ok(out)
}
