//! The morning briefing: one page of names, periods and what is new, for those who meet before the
//! first lesson. It holds nothing that anybody wrote in confidence.
//!
//! Must never know: notes of any kind.

mod page;

pub use page::samples;

use crate::centre::links;
use crate::group::{named, scope};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::group::State;
use casework::pupil::Pupil;
use casework::room::{PlacementState, spell_periods};
use casework::watch::next_catch_up;
use casework::{Id, Scope};
use page::{BriefingPage, Item};
use rulebook::{Day, Minute};
use std::collections::HashMap;
use store::Source;

/// Everything of one day.
async fn gather(v: &Visit, src: &mut dyn Source, day: Day) -> Result<BriefingPage, Problem> {
    let (org, reach) = (v.org(), scope(v));
    let calendar = &v.setting.calendar;
    let order: Vec<String> = v.setting.lessons_on(day).iter().map(|p| p.code.clone()).collect();
    let last = calendar.last_before(day).unwrap_or(day.plus(-1));

    let places = store::centre::open(src, &reach).await?;
    let ids: Vec<Id> = places.iter().map(|p| p.id).collect();
    let slots = store::centre::slots(src, org, &ids).await?;
    let taken = store::booking::planned(src, org, last, day).await?;
    let rooms = store::room::rooms(src, org).await?;
    let out = store::exclusion::since(src, &reach, calendar.school_year(day).0).await?;
    let signals = store::signal::open(src, &reach).await?;
    let watches = store::watch::open(src, &reach).await?;
    let caught: HashMap<Id, Day> =
        store::watch::last_catch_ups(src, org).await?.into_iter().collect();
    let events = store::significant::since(src, &reach, last).await?;

    let mut all: Vec<Id> = places.iter().map(|p| p.pupil).collect();
    all.extend(taken.iter().map(|t| t.pupil));
    all.extend(signals.iter().map(|s| s.pupil));
    all.extend(watches.iter().map(|w| w.pupil));
    all.extend(events.iter().map(|s| s.pupil));
    let pupils = people(src, &reach, all).await?;
    let who = |id: Id| pupils.get(&id).map(named);

    let mut base = Vec::new();
    for p in places.iter().filter(|p| p.from <= day) {
        let codes: Vec<String> = slots
            .iter()
            .filter(|(id, s)| *id == p.id && s.weekday == day.weekday().number())
            .map(|(_, s)| s.code.clone())
            .collect();
        if let (false, Some(name)) = (codes.is_empty(), who(p.pupil)) {
            let words =
                format!("{}; key worker {}", spell_periods(&codes, &order), p.key_worker_name);
            base.push(Item { who: name, words, late: false });
        }
    }
    let placed = |on: Day| {
        let mut found: Vec<(Id, Id, Vec<String>)> = Vec::new();
        for t in taken.iter().filter(|t| t.day == on) {
            match found.iter_mut().find(|(p, ..)| *p == t.placement) {
                Some((.., codes)) => codes.push(t.code.clone()),
                None => found.push((t.placement, t.pupil, vec![t.code.clone()])),
            }
        }
        found
    };
    let room_of = |placement: Id| {
        let id = taken.iter().find(|t| t.placement == placement).map(|t| t.room);
        rooms.iter().find(|r| Some(r.id) == id).map(|r| r.name.clone()).unwrap_or_default()
    };
    let today = placed(day);
    let in_rooms = today
        .iter()
        .filter_map(|(placement, pupil, codes)| {
            let words = format!("{}, {}", room_of(*placement), spell_periods(codes, &order));
            Some(Item { who: who(*pupil)?, words, late: false })
        })
        .collect();
    let returned = placed(last)
        .iter()
        .filter(|(placement, pupil, _)| {
            let there = taken.iter().any(|t| {
                t.placement == *placement
                    && matches!(t.state, PlacementState::Left | PlacementState::Closed)
            });
            there && !today.iter().any(|(_, p, _)| p == pupil)
        })
        .filter_map(|(placement, pupil, _)| {
            let words = format!("in {} on {last}", room_of(*placement));
            Some(Item { who: who(*pupil)?, words, late: false })
        })
        .collect();
    let mut reintegrations = Vec::new();
    for l in out {
        let e = &l.exclusion;
        if e.cancelled_on.is_some() || e.decided.is_none() {
            continue;
        }
        let first_back = e.last.and_then(|d| match e.last_half {
            true => Some(d),
            false => calendar.first_on_or_after(d.plus(1)),
        });
        let meets = e.meeting.filter(|m| m.day() == day);
        if first_back != Some(day) && meets.is_none() {
            continue;
        }
        let mut words = match first_back == Some(day) {
            true => "back today".to_string(),
            false => "meeting about the return".to_string(),
        };
        if let Some(at) = e.back_at.filter(|_| first_back == Some(day)) {
            words.push_str(&format!(" at {at}"));
        }
        if let Some(m) = meets {
            words.push_str(&format!("; meeting at {}", m.minute()));
        }
        reintegrations.push(Item { who: format!("{}, {}", l.name, l.form), words, late: false });
    }
    let mut concerns: Vec<Item> = Vec::new();
    for s in &signals {
        if let Some(who) = who(s.pupil) {
            let late = s.due < day;
            concerns.push(Item { who, words: format!("signal, {}: {}", s.name, s.said), late });
        }
    }
    for s in &events {
        if let Some(who) = who(s.pupil) {
            let words = format!("significant event on {}, {}", s.day, s.minute);
            concerns.push(Item { who, words, late: false });
        }
    }
    for w in &watches {
        let due = next_catch_up(calendar, w, caught.get(&w.id).copied());
        if let (Some(due), Some(who)) = (due.filter(|d| *d < day), who(w.pupil)) {
            let words =
                format!("no contact since it was due, {due}; key worker {}", w.key_worker_name);
            concerns.push(Item { who, words, late: true });
        }
    }
    let mut groups = Vec::new();
    for s in store::group::between(src, org, day, day).await? {
        if s.state == State::Cancelled {
            continue;
        }
        let g = store::group::find(src, org, s.group).await?;
        let place = if g.place.is_empty() { String::new() } else { format!(", {}", g.place) };
        groups.push(Item {
            who: g.name,
            words: format!("{}{place}, led by {}", s.code, g.leader_name),
            late: false,
        });
    }
    let rota = store::rota::of_day(src, org, day).await?;
    let away: Vec<Id> = rota.away.iter().filter(|a| a.room.is_none()).map(|a| a.staff).collect();
    let away = store::staff::several(src, org, &away).await?;
    Ok(BriefingPage {
        words: v.words().clone(),
        school: v.setting.school.name.clone(),
        day,
        shut: calendar.why_closed(day),
        last,
        at: v.now.minute(),
        by: v.actor.name.clone(),
        links: links(v.words(), "/briefing"),
        base,
        rooms: in_rooms,
        returned,
        reintegrations,
        concerns,
        groups,
        away: away.iter().map(|s| s.full()).collect(),
    })
}

async fn people(
    src: &mut dyn Source,
    reach: &Scope,
    mut ids: Vec<Id>,
) -> Result<HashMap<Id, Pupil>, Problem> {
    ids.sort_unstable();
    ids.dedup();
    let found = store::pupil::several(src, reach, &ids).await?;
    Ok(found.into_iter().map(|p| (p.id, p)).collect())
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.day("day");
    let mut read = v.read().await?;
    let page = gather(&v, &mut read, day).await?;
    drop(read);
    v.page(&page)
}

/// The same on one sheet of paper.
pub async fn print(v: Visit) -> Answer {
    let day = v.day("day");
    let mut read = v.read().await?;
    let page = gather(&v, &mut read, day).await?;
    drop(read);
    Ok(crate::visit::html(axum::http::StatusCode::OK, page.paper()))
}

/// For the gallery's clock.
fn sample_minute() -> Minute {
    Minute::new(8, 10).unwrap_or_default()
}
