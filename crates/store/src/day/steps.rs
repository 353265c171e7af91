//! Steps of the ladder as they were taken: who was called, who came and when.
//!
//! Must never know: which step comes next; the line of the day log beside it has its moment.

use crate::db::{Fault, Source, q};
use crate::{Problem, Write};
use casework::day::{Entry, StepTaken};
use casework::{Event, Id, Verb};
use rulebook::{Day, Instant};

from_row!(StepTaken { entry, placement, step, called, came, came_at });

/// Steps taken of a room's day.
pub async fn steps_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<StepTaken>, Fault> {
    q("select s.* from step_taken s where s.org = $1 and s.placement in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3) order by s.entry")
        .bind(org)
        .bind(room)
        .bind(day)
        .all(src)
        .await
}

/// Steps taken of a placement.
pub async fn steps_of(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<StepTaken>, Fault> {
    q("select * from step_taken where org = $1 and placement = $2 order by entry")
        .bind(org)
        .bind(placement)
        .all(src)
        .await
}

/// Keeps what was recorded of a step beside its line of the day log.
pub async fn take_step(w: &mut Write, s: &StepTaken) -> Result<(), Fault> {
    let query = q("insert into step_taken (org, entry, placement, step, called, came, came_at) values ($1,$2,$3,$4,$5,$6,$7) \
                   on conflict (org, entry) do nothing")
        .bind(w.org()).bind(s.entry).bind(s.placement).bind(&s.step).bind(&s.called).bind(&s.came).bind(s.came_at);
    w.run(query).await.map(|_| ())
}

/// Records who came and when. A second time changes nothing and says so with no event.
pub async fn meet_step(
    w: &mut Write,
    e: &Entry,
    came: &str,
    at: Instant,
) -> Result<Option<Event>, Problem> {
    let query = q("update step_taken set came = $3, came_at = $4 where org = $1 and entry = $2 and came_at is null")
        .bind(w.org()).bind(e.id).bind(came).bind(at);
    if w.run(query).await? == 0 {
        return Ok(None);
    }
    Ok(Some(
        Event::new(Verb::StepMet, "entry", e.id)
            .pupil(e.pupil)
            .fact("called", e.at.minute())
            .fact("came", at.minute()),
    ))
}
