//! The acts of following a return, as they are done by the page and by a story alike. A return
//! is begun by closing a placement.
//!
//! Must never know: a form or a page.

use crate::problem::Problem;
use casework::incident::Incident;
use casework::returning::{CheckIn, Outcome, Track, may_check_in, may_decide, say_check_in};
use casework::{Coded, Event, Id, Verb};
use rulebook::Day;
use store::Write;

/// Records a check-in of a return, by the day's number.
pub async fn check_in(
    w: &mut Write,
    check: &CheckIn,
    feeling: Option<i64>,
    words: &str,
    today: Day,
) -> Result<Event, Problem> {
    may_check_in(check, today)?;
    store::returning::check_in(w, check.id, &say_check_in(feeling, words)).await?;
    let mut event = Event::new(Verb::CheckedIn, "return", check.track)
        .pupil(check.pupil)
        .fact("day", check.number);
    if let Some(n) = feeling {
        event = event.fact("feeling", n);
    }
    Ok(event)
}

/// Records how a return went.
pub async fn decide(
    w: &mut Write,
    track: &Track,
    outcome: Outcome,
    words: &str,
    today: Day,
) -> Result<Event, Problem> {
    may_decide(track, outcome, words, today)?;
    store::returning::decide(w, track, outcome, words).await?;
    Ok(Event::new(Verb::ReturnDecided, "return", track.id)
        .pupil(track.pupil)
        .fact("outcome", outcome.code()))
}

/// Keeps incidents brought in together. `run` is the key of the bringing-in. No incidents make
/// no events.
pub async fn bring_in(
    w: &mut Write,
    incidents: &[Incident],
    run: Id,
) -> Result<Vec<Event>, Problem> {
    if incidents.is_empty() {
        return Ok(Vec::new());
    }
    store::incident::add(w, incidents).await?;
    let mut events =
        vec![Event::new(Verb::IncidentImported, "import", run).fact("incidents", incidents.len())];
    events.extend(incidents.iter().map(|i| {
        Event::new(Verb::IncidentImported, "incident", i.id)
            .pupil(i.pupil)
            .fact("day", i.day.iso())
            .fact("kind", &i.kind)
    }));
    Ok(events)
}
