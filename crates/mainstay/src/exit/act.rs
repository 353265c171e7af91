//! The two acts of leaving the room, as they are done by the page and by a story alike: holding
//! the exit interview, and closing the placement.
//!
//! Must never know: a form or a page. What is not decided in `casework` is not decided here.

use crate::problem::Problem;
use casework::exit::Interview;
use casework::room::Placement;
use casework::school::Setting;
use casework::{Coded, Event, Id, Verb};
use rulebook::{Day, room};
use store::Write;

/// What is kept besides the interview itself.
#[derive(Clone, Debug, Default)]
pub struct Besides {
    /// Targets for lessons, in order.
    pub targets: Vec<String>,
    /// The confidential part, or empty.
    pub confidential: String,
    /// The confidential note this corrects, with the version that was read.
    pub corrects: Option<(Id, i64)>,
    /// The pupil has their things back.
    pub belongings_back: bool,
}

/// The school days whose teachers are named when targets are set: those that follow a placement.
pub fn days_told(setting: &Setting, day: Day) -> Vec<Day> {
    setting
        .calendar
        .school_days_after(day, room::TARGETS_TOLD.0)
        .map(|c| c.days)
        .unwrap_or_default()
}

/// Holds the interview, or corrects it before the placement is closed: what was first written is
/// kept as a note. `placement` carries the version that was read.
pub async fn hold(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
    interview: &Interview,
    besides: &Besides,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    casework::exit::hold(placement)?;
    if let Some(before) = store::exit::of(w, org, placement.id).await? {
        let targets = store::exit::targets(w, org, placement.id).await?;
        let text = before.as_text(&targets);
        store::exit::add_note(w, placement.pupil, placement.id, "pastoral", &text).await?;
    }
    // A new version, so that somebody who writes on what was read before is told.
    store::room::advance(w, placement).await?;
    store::exit::keep(w, interview, &besides.targets).await?;
    let mut events = Vec::new();
    if !besides.confidential.is_empty() {
        let (note, verb) = match besides.corrects {
            Some((note, revision)) => {
                store::exit::correct_note(w, note, revision, &besides.confidential).await?;
                (note, Verb::NoteCorrected)
            }
            None => {
                let text = &besides.confidential;
                let id =
                    store::exit::add_note(w, placement.pupil, placement.id, "confidential", text)
                        .await?;
                (id, Verb::NoteAdded)
            }
        };
        events.push(
            Event::new(verb, "note", note).pupil(placement.pupil).fact("audience", "confidential"),
        );
    }
    if besides.belongings_back {
        store::exit::give_back(w, placement.id).await?;
    }
    store::mis_entry::need(w, &setting.calendar, placement).await?;
    let days = days_told(setting, placement.day);
    let told = store::exit::readers_on(w, org, &setting.calendar, placement.pupil, &days).await?;
    let mut held = Event::new(Verb::ExitHeld, "placement", placement.id)
        .pupil(placement.pupil)
        .fact("outcome", interview.outcome.code())
        .fact("targets", besides.targets.len())
        .fact("teachers_told", told.len());
    if let Some(feeling) = interview.feeling {
        held = held.fact("feeling", feeling);
    }
    events.insert(0, held);
    Ok(events)
}

/// Closes a placement and begins to follow the return, once the room does not run on. Closing one that is closed does nothing
/// and says so with no events.
pub async fn close(
    w: &mut Write,
    setting: &Setting,
    placement: &Placement,
    reason: &str,
) -> Result<Vec<Event>, Problem> {
    let org = w.org();
    let held = store::exit::of(w, org, placement.id).await?.is_some();
    let closed = casework::exit::close(placement, held, reason, w.at())?;
    if closed == *placement {
        return Ok(Vec::new());
    }
    let reason = if held { "" } else { reason.trim() };
    store::exit::close(w, &closed, reason).await?;
    store::mis_entry::need(w, &setting.calendar, placement).await?;
    let how = if held { "exit interview" } else { "a stated reason" };
    let mut events = vec![
        Event::new(Verb::Closed, "placement", placement.id)
            .pupil(placement.pupil)
            .fact("with", how),
    ];
    // A calming space is no sanction: nobody is followed back to lessons from it.
    let room = store::room::room(w, org, placement.room).await?;
    if room.kind != casework::room::RoomKind::Calming {
        events.extend(crate::returning::act::begin(w, setting, placement).await?);
    }
    Ok(events)
}
