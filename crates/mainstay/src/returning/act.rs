//! The acts of following a return, as they are done by the page and by a story alike. A return
//! is begun by closing a placement.
//!
//! Must never know: a form or a page.

use crate::problem::Problem;
use casework::day::Coming;
use casework::returning::card::Card;
use casework::returning::fade::{Figures, Next};
use casework::returning::{
    CheckIn, Outcome, Stay, Track, already_again, begins_after_all, may_check_in, may_decide, plan,
    runs_on, say_check_in,
};
use casework::room::{Placement, PlacementState, Slot};
use casework::school::Setting;
use casework::{Coded, Event, Id, Refusal, Verb};
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

/// How a return went, in words.
pub struct Went<'a> {
    /// The judgement.
    pub outcome: Outcome,
    /// In words.
    pub words: &'a str,
    /// What becomes of its report card, where one still runs.
    pub card: Option<(Card, Next, Figures)>,
}

/// Records how a return went. Where a report card still runs, what becomes of it belongs to that.
pub async fn decide(
    w: &mut Write,
    track: &Track,
    went: &Went<'_>,
    today: Day,
) -> Result<Vec<Event>, Problem> {
    may_decide(track, went.outcome, went.words, today)?;
    let org = w.org();
    let there = store::card::of_track(w, org, track.id).await?;
    if there.is_some_and(|c| !c.is_over(track)) && went.card.is_none() {
        return Err(Refusal::because(
            "A report card still runs: say what becomes of it",
            "The outcome of a return says whether its report card ends, goes on, or asks for more or less.",
            "Mainstay’s own default; it is not law.",
        )
        .or("Go back to the return", format!("/returns/{}", track.id))
        .into());
    }
    let step = went.card.as_ref().map(|(_, next, _)| next.step);
    store::returning::decide(w, track, went.outcome, went.words, step).await?;
    let mut events = Vec::new();
    let mut goes_on = false;
    if let Some((card, next, figures)) = &went.card {
        goes_on = next.stage.is_some();
        events.push(super::card::look::keep(w, card, next, figures, went.words, goes_on).await?);
    }
    if !goes_on {
        crate::message::ask::taken_back(w, track.id).await?;
    }
    let mut event = Event::new(Verb::ReturnDecided, "return", track.id)
        .pupil(track.pupil)
        .fact("outcome", went.outcome.code());
    if let Some(step) = step {
        event = event.fact("card", step.code());
    }
    events.insert(0, event);
    Ok(events)
}

/// The stay of a placement, as it is now.
fn stay_of(stays: &[Stay], placement: Id) -> Option<&Stay> {
    stays.iter().find(|s| s.placement == placement)
}

/// Begins the return that follows a placement that is closed, unless the room takes the pupil up
/// again with no lesson in between: then the last of those days begins it. One that is closed
/// only after the pupil came back ends at once, by that fact.
pub async fn begin(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let stays = store::returning::stays(w, org, placement.pupil, placement.day).await?;
    let this = stay_of(&stays, placement.id);
    if this.and_then(|s| runs_on(setting, s, &stays)).is_some() {
        return Ok(Vec::new());
    }
    let plan = plan(&setting.calendar, placement.day)?;
    let id = store::returning::begin(w, placement, &plan).await?;
    let mut events = vec![
        Event::new(Verb::ReturnOpened, "return", id)
            .pupil(placement.pupil)
            .fact("to", plan.counted.day.iso()),
    ];
    if let Some(day) = this.and_then(|s| already_again(s, &stays))
        && let Some(track) = store::returning::of_placement(w, org, placement.id).await?
    {
        events.extend(end(w, setting, &track, day).await?);
    }
    Ok(events)
}

/// Begins the return of a day that was closed before, when the booking that ran on from it falls
/// away. `was` is the periods of that booking.
pub async fn begin_after_all(
    w: &mut Write,
    setting: &Setting,
    gone: &Placement,
    was: &[Slot],
) -> Result<Vec<Event>, Problem> {
    let (Some(from), Some(to)) = (was.iter().map(|s| s.from).min(), was.iter().map(|s| s.to).max())
    else {
        return Ok(Vec::new());
    };
    let org = w.org();
    let since = setting.calendar.last_before(gone.day).unwrap_or(gone.day);
    let stays = store::returning::stays(w, org, gone.pupil, since).await?;
    let gone = Stay {
        placement: gone.id,
        day: gone.day,
        from,
        to,
        state: PlacementState::Cancelled,
        followed: false,
    };
    let Some(first) = begins_after_all(setting, &stays, &gone) else { return Ok(Vec::new()) };
    let placement = store::room::placement(w, org, first.placement).await?;
    begin(w, setting, &placement).await
}

/// Ends the returns of a pupil who is in the room again on `day`.
pub async fn back_in_room(
    w: &mut Write,
    setting: &Setting,
    pupil: Id,
    day: Day,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let mut events = Vec::new();
    for track in store::returning::of_pupil(w, org, pupil).await? {
        events.extend(end(w, setting, &track, day).await?);
    }
    Ok(events)
}

async fn end(
    w: &mut Write,
    setting: &Setting,
    track: &Track,
    day: Day,
) -> Result<Option<Event>, Problem> {
    let Some(words) = casework::returning::back_in_room(setting, track, day) else {
        return Ok(None);
    };
    store::returning::end(w, track, &words).await?;
    // Teachers are asked for no more marks.
    crate::message::ask::taken_back(w, track.id).await?;
    Ok(Some(
        Event::new(Verb::ReturnDecided, "return", track.id)
            .pupil(track.pupil)
            .fact("outcome", Outcome::BackInRoom.code())
            .fact("on", day.iso()),
    ))
}

/// Takes back what an arrival, or an absence, did to the pupil's returns: one that it ended is
/// followed again, one that it began is not. Refused once somebody has worked on that one.
pub async fn take_back(w: &mut Write, coming: &Coming) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let done = store::day::followed_from(w, org, coming).await?;
    let begun: Vec<Id> =
        done.iter().filter(|(_, verb)| *verb == Verb::ReturnOpened).map(|(id, _)| *id).collect();
    let mut events = Vec::new();
    for track in store::returning::of_pupil(w, org, coming.pupil).await? {
        let verb = if begun.contains(&track.id) {
            let checks = store::returning::check_ins(w, org, &[track.id]).await?;
            casework::returning::may_unopen(&track, &checks, coming.made_at)
                .map_err(|no| Problem::from(*no))?;
            store::returning::unopen(w, &track).await?;
            Verb::ReturnUnopened
        } else if done.iter().any(|(id, _)| *id == track.id)
            && track.outcome == Some(Outcome::BackInRoom)
        {
            store::returning::resume(w, &track).await?;
            Verb::ReturnResumed
        } else {
            continue;
        };
        events.push(Event::new(verb, "return", track.id).pupil(track.pupil));
    }
    Ok(events)
}
