//! How pupils of a room get about without meeting the rest of the school: the day's plan, the
//! room's usual ways, and one pupil's own with whom they meet or do not.
//!
//! Must never know: what a walk would meet; casework says. Why two are kept apart is on no page here.

mod one;
mod page;
mod ways;

pub use one::{act, show as one};
pub use ways::{keep as keep_ways, show as ways};

use crate::board::facts::{Facts, covers, gather, today_only};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::movement::{Line, Meets, Stay};
use casework::room::PlacementState;
use casework::{Id, May};
use page::{Person, PlanPage, Row};
use rulebook::Day;
use store::Source;

/// The stretch of the day each pupil of a room is booked for in it.
pub(crate) fn stays(f: &Facts) -> Vec<Stay> {
    f.placements
        .iter()
        .filter(|p| !matches!(p.state, PlacementState::NotHere | PlacementState::Cancelled))
        .filter_map(|p| {
            let own = || f.slots.iter().filter(|s| s.placement == p.id && s.room == f.room.id);
            Some(Stay {
                placement: p.id,
                pupil: p.pupil,
                from: own().map(|s| s.from).min()?,
                to: own().map(|s| s.to).max()?,
            })
        })
        .collect()
}

/// The day's plan, and nothing where nobody has planned anything.
pub(crate) async fn planned(
    v: &Visit,
    src: &mut dyn Source,
    f: &Facts,
) -> Result<Vec<Line>, Problem> {
    let stays = stays(f);
    let ids: Vec<Id> = stays.iter().map(|s| s.placement).collect();
    let usual = store::movement::usual(src, v.org(), f.room.id).await?;
    let own = store::movement::own(src, v.org(), &ids).await?;
    let day = v.setting.periods_on(f.day);
    Ok(casework::movement::plan(&f.room, &usual, &own, &stays, &day, &f.apart))
}

/// How many of the walks that are planned, and are not over, would meet somebody; nothing for a room
/// that plans none.
pub(crate) async fn met(v: &Visit, src: &mut dyn Source, f: &Facts) -> Result<usize, Problem> {
    let ids: Vec<Id> = f.placements.iter().map(|p| p.id).collect();
    if f.placements.is_empty()
        || (store::movement::usual(src, v.org(), f.room.id).await?.is_empty()
            && store::movement::own(src, v.org(), &ids).await?.is_empty())
    {
        return Ok(0);
    }
    let over = |l: &Line| f.day == v.today() && l.from < v.now.minute();
    let lines = planned(v, src, f).await?;
    Ok(lines.iter().filter(|l| !l.meets.is_empty() && !over(l)).count())
}

/// Who may change the plan: whoever runs the room, and not somebody who covers it for a lesson.
fn plans(v: &Visit) -> bool {
    v.may(May::RunRoom) && !covers(v)
}

/// What a walk would meet, in words; names are told by `first`.
fn said(m: &Meets, first: &impl Fn(Id) -> String) -> String {
    match m {
        Meets::School { code, from, to } => {
            format!("The school’s {}, {from} to {to}", code.to_lowercase())
        }
        Meets::Change(at) => format!("A change of lessons, {at}"),
        Meets::Together(one, other) => {
            format!("Kept apart: {} and {}", first(*one), first(*other))
        }
    }
}

/// The day's plan.
pub async fn show(v: Visit) -> Answer {
    let day: Day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let f = gather(&v, v.id("room")?, day).await?;
    let mut read = v.read().await?;
    let lines = planned(&v, &mut read, &f).await?;
    let stays = stays(&f);
    let ids: Vec<Id> = stays.iter().map(|s| s.placement).collect();
    let contacts = store::movement::contacts(&mut read, v.org(), &ids).await?;
    // Whom somebody is kept apart from may be in no room today: their name is needed all the same.
    let roll = casework::Scope { org: v.org(), reach: vec![casework::Reach::School] };
    let pairs: Vec<Id> = f.apart.iter().flat_map(|k| [k.one, k.other]).collect();
    let others = store::pupil::several(&mut read, &roll, &pairs).await?;
    drop(read);
    let placement = |id: Id| f.placements.iter().find(|p| p.id == id);
    let first = |id: Id| placement(id).map(|p| f.first(p.pupil)).unwrap_or_default();
    let seat = |id: Id| crate::board::seat_of(&v, placement(id).and_then(|p| p.seat));
    let rows = lines
        .iter()
        .map(|l| Row {
            kind: l.kind,
            from: l.from,
            to: l.to,
            who: l.who.iter().map(|id| (first(*id), seat(*id))).collect(),
            way: l.way.clone(),
            with_whom: l.with_whom.clone(),
            own: l.own.is_some(),
            meets: l.meets.iter().map(|m| (said(m, &first), said(m, &seat))).collect(),
            over: f.day == v.today() && l.to.unwrap_or(l.from) < v.now.minute(),
        })
        .collect();
    let people = stays
        .iter()
        .map(|s| {
            let c = contacts.iter().find(|c| c.placement == s.placement);
            let apart = f.apart.iter().filter_map(|k| match s.pupil {
                p if p == k.one => Some(k.other),
                p if p == k.other => Some(k.one),
                _ => None,
            });
            Person {
                placement: s.placement,
                name: f.pupils.get(&s.pupil).map(|p| p.name()).unwrap_or_default(),
                seat: seat(s.placement),
                apart: apart
                    .filter_map(|id| others.iter().find(|p| p.id == id))
                    .map(|p| format!("{}, {}", p.name(), p.form))
                    .collect(),
                avoid: c.map(|c| c.avoid.clone()).unwrap_or_default(),
                keep: c.map(|c| c.keep.clone()).unwrap_or_default(),
                met: f
                    .entries_of(s.placement)
                    .iter()
                    .filter(|e| e.kind == casework::day::EntryKind::Contact)
                    .count(),
            }
        })
        .collect();
    v.page(&PlanPage {
        room: f.room.id,
        name: f.room.name.clone(),
        day: f.day,
        words: v.words().clone(),
        rows,
        people,
        plans: plans(&v) && f.day >= v.today(),
        before: v.setting.calendar.last_before(f.day).filter(|_| !covers(&v)),
        after: v.setting.calendar.first_on_or_after(f.day.plus(1)).filter(|_| !covers(&v)),
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(one::samples());
    all.extend(ways::samples());
    all
}
