//! Who came and who did not, read from the trail; and taking the last of these back.

use crate::db::{Fault, Source, q};
use crate::event::Line;
use crate::room::advance;
use crate::{Problem, Write};
use casework::day::{Came, Coming, Stands};
use casework::room::{Placement, PlacementState};
use casework::{Coded, Event, Id, Verb};
use rulebook::Day;

const VERBS: &str = "e.verb in ('arrived', 'not_here', 'coming_undone')";

fn coming(line: Line) -> Option<Coming> {
    let what = match Verb::from_code(&line.verb)? {
        Verb::Arrived => Came::Arrived,
        Verb::NotHere => Came::NotHere,
        _ => Came::Undone,
    };
    Some(Coming {
        line: line.seq,
        placement: line.about,
        pupil: line.pupil?,
        what,
        made_at: line.at,
        by: line.staff,
    })
}

/// What was recorded of who came to a room on a day, in the order of the trail.
pub async fn comings_on(
    src: &mut dyn Source,
    org: Id,
    room: Id,
    day: Day,
) -> Result<Vec<Coming>, Fault> {
    let lines: Vec<Line> = q("select e.* from event e where e.org = $1 and e.about in (select p.id from placement p where p.org = $1 and p.room = $2 and p.day = $3) and ")
        .bind(org)
        .bind(room)
        .bind(day)
        .push(VERBS)
        .push(" order by e.seq")
        .all(src)
        .await?;
    Ok(lines.into_iter().filter_map(coming).collect())
}

/// The same of one placement.
pub async fn comings_of(
    src: &mut dyn Source,
    org: Id,
    placement: Id,
) -> Result<Vec<Coming>, Fault> {
    let lines: Vec<Line> = q("select e.* from event e where e.org = $1 and e.about = $2 and ")
        .bind(org)
        .bind(placement)
        .push(VERBS)
        .push(" order by e.seq")
        .all(src)
        .await?;
    Ok(lines.into_iter().filter_map(coming).collect())
}

/// What an arrival, or an absence, did to the pupil's returns: which, and whether it began or
/// ended them. They are the lines kept in the same moment, right behind it.
pub async fn followed_from(
    src: &mut dyn Source,
    org: Id,
    from: &Coming,
) -> Result<Vec<(Id, Verb)>, Fault> {
    let lines: Vec<Line> =
        q("select e.* from event e where e.org = $1 and e.pupil = $2 and e.seq > $3 and e.at = $4 order by e.seq")
            .bind(org)
            .bind(from.pupil)
            .bind(from.line)
            .bind(from.made_at)
            .all(src)
            .await?;
    Ok(lines
        .into_iter()
        .filter_map(|l| Some((l.about, Verb::from_code(&l.verb)?)))
        .take_while(|(_, verb)| matches!(verb, Verb::ReturnOpened | Verb::ReturnDecided))
        .collect())
}

/// Takes back an arrival, or that a pupil is not here: the placement is what it was before. The
/// details of an arrival stay for the next one.
pub async fn take_back_coming(
    w: &mut Write,
    placement: &Placement,
    last: &Stands,
) -> Result<Event, Problem> {
    let was = Placement { state: last.before, arrived_at: None, ..placement.clone() };
    advance(w, &was).await?;
    if last.before == PlacementState::Booked {
        w.run(
            q("update placement set close_reason = '' where org = $1 and id = $2")
                .bind(w.org())
                .bind(placement.id),
        )
        .await?;
    }
    let what = if last.coming.what == Came::NotHere { Verb::NotHere } else { Verb::Arrived };
    Ok(Event::new(Verb::ComingUndone, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("was", what.code())
        .fact("line", last.coming.line))
}
