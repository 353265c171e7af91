//! Duties: what the room's adult does when the room is empty, who else is on duty, and the
//! calls of the day.
//!
//! Must never know: whether a period may be left; casework says so, here and when it is posted.

pub mod call;
mod page;
mod samples;
pub mod take;
pub mod timeline;

pub use page::{CallRow, DutiesPage};
pub use samples::samples;
pub(crate) use samples::words as words_for_samples;

use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::duty::{self, Opening};
use casework::room::Room;
use casework::{Id, Role};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;
use store::pupil::Filter;

/// The room this person answers for, or the first there is.
pub(crate) async fn room_of(src: &mut dyn Source, v: &Visit) -> Result<Option<Room>, Problem> {
    let rooms = store::room::rooms(src, v.org()).await?;
    let asked = v.query.id("room");
    let own = rooms.iter().position(|r| Some(r.id) == asked);
    let own = own.or_else(|| rooms.iter().position(|r| r.lead == Some(v.actor.staff)));
    Ok(rooms.into_iter().nth(own.unwrap_or(0)))
}

/// Whether leaving the room leaves pupils alone: it is this person's room to run.
pub(crate) fn runs_room(v: &Visit) -> bool {
    v.actor.roles.contains(&Role::RoomLead)
}

/// The day's periods as this person meets them.
pub(crate) async fn openings(
    src: &mut dyn Source,
    v: &Visit,
    room: Option<&Room>,
    day: Day,
) -> Result<Vec<Opening>, Problem> {
    let (booked, cover) = match room {
        Some(room) => (
            store::duty::booked(src, v.org(), room.id, day).await?,
            store::duty::cover(src, v.org(), room.id, day).await?,
        ),
        None => (Vec::new(), Vec::new()),
    };
    let mut mine = store::duty::between(src, v.org(), day, day).await?;
    mine.retain(|d| d.staff == v.actor.staff);
    let lessons = v.setting.lessons_on(day);
    Ok(duty::openings(day, &lessons, &booked, &cover, &mine))
}

/// Pupils whose name begins with what was typed: key, name and form.
pub(crate) async fn found(
    src: &mut dyn Source,
    v: &Visit,
    text: &str,
) -> Result<Vec<(Id, String)>, Problem> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { text: text.to_string(), take: 8, ..Filter::default() };
    let (rows, _) = store::pupil::list(src, &v.actor.roll(), &filter).await?;
    Ok(rows.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect())
}

/// Names of pupils this person may look up, with their form.
pub(crate) async fn names(
    src: &mut dyn Source,
    v: &Visit,
    ids: &[Id],
) -> Result<HashMap<Id, String>, Problem> {
    let rows = store::pupil::several(src, &v.actor.roll(), ids).await?;
    Ok(rows.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect())
}

/// Shows the day.
pub async fn show(v: Visit) -> Answer {
    let page = gather(&v, v.day("day"), Errors::new()).await?;
    v.page(&page)
}

/// Everything the page shows.
pub(crate) async fn gather(v: &Visit, day: Day, errors: Errors) -> Result<DutiesPage, Problem> {
    let mut read = v.read().await?;
    let room = room_of(&mut read, v).await?;
    let openings = openings(&mut read, v, room.as_ref(), day).await?;
    let mut duties = store::duty::between(&mut read, v.org(), day, day).await?;
    // A colleague's mentoring is shown; whom they mentor only to those whose pupil it is.
    let mentored: Vec<Id> = duties.iter().filter_map(|d| d.pupil).collect();
    let mine = store::pupil::several(&mut read, &v.scope(), &mentored).await?;
    for d in duties.iter_mut().filter(|d| d.staff != v.actor.staff) {
        d.pupil = d.pupil.filter(|id| mine.iter().any(|p| p.id == *id));
    }
    let given_up = store::duty::given_up(&mut read, v.org(), day).await?;
    let calls = store::duty::calls(&mut read, &v.scope(), v.actor.staff, day, day).await?;
    let written = store::duty::written(&mut read, v.org(), &calls).await?;
    let ids: Vec<Id> =
        calls.iter().filter_map(|c| c.pupil).chain(duties.iter().filter_map(|d| d.pupil)).collect();
    let names = names(&mut read, v, &ids).await?;
    let q = if v.form.has("q") { v.form.text("q") } else { v.query.text("q") }.to_string();
    let found = found(&mut read, v, &q).await?;
    let mut places =
        store::duty::places(&mut read, v.org(), v.setting.calendar.school_year(day).0, 6).await?;
    for common in ["Corridor", "Classroom", "Dining hall", "Outside"] {
        if places.len() < 6 && !places.iter().any(|p| p.eq_ignore_ascii_case(common)) {
            places.push(common.into());
        }
    }
    let calls = calls
        .into_iter()
        .map(|call| {
            let later = written
                .iter()
                .find(|(id, _)| *id == call.id)
                .map(|(_, at)| *at)
                .filter(|at| duty::entered_later(call.called_at, *at));
            CallRow { pupil: call.pupil.and_then(|id| names.get(&id).cloned()), later, call }
        })
        .collect();
    let calendar = &v.setting.calendar;
    Ok(DutiesPage {
        day,
        now: v.now,
        before: calendar.last_before(day),
        after: calendar.school_days_after(day, 1).map(|c| c.day),
        closed: calendar.why_closed(day),
        room: room.map(|r| r.name).unwrap_or_default(),
        runs_room: runs_room(v),
        openings,
        duties: duties
            .into_iter()
            .map(|d| (d.pupil.and_then(|id| names.get(&id).cloned()), d))
            .collect(),
        given_up,
        calls,
        places,
        q,
        found,
        form: v.form.clone(),
        errors,
        once: v.form.id("once").unwrap_or_else(Id::now_v7),
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}
