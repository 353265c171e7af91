//! Opening a hearing, fixing its day and place, beginning it and calling it off.
//!
//! Must never do: refuse a day because it is past the last one. The duty does not lapse; the page
//! says that it is late.

use super::{found, fresh, sheet};
use crate::form::Errors;
use crate::matter::{almanac, found as matter_found, whole};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::hearing::{Hearing, HearingKind, HearingState, Remote, day_fits};
use casework::matter::SHORT;
use casework::{Coded, Event, Id, Refusal, Verb};

/// Opens one on a matter.
pub async fn open(v: Visit) -> Answer {
    let kind = v.form.coded::<HearingKind>("kind").ok_or(Problem::Missing)?;
    let mut w = v.write("Opening a hearing").await?;
    let matter = matter_found(&v, &mut w, v.id("id")?).await?;
    let whole = whole(&mut w, v.org(), matter).await?;
    if let Some(there) = whole.hearing(kind) {
        return v.to(format!("/hearings/{}", there.id));
    }
    whole.happened().may_open(kind, &whole.matter)?;
    let hearing = Hearing {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        matter: whole.matter.id,
        kind,
        state: HearingState::Planned,
        on: None,
        at: None,
        place: String::new(),
        waiting: String::new(),
        remote: Remote::Here,
        remote_why: String::new(),
        adjustments: String::new(),
        pupil_part: String::new(),
        clerk: v.actor.name.clone(),
        clerk_trained: None,
        minutes: String::new(),
        begun_at: None,
        off_why: String::new(),
        version: 1,
    };
    if store::hearing::add(&mut w, &hearing).await? {
        let event =
            Event::new(Verb::HearingArranged, "hearing", hearing.id).fact("kind", kind.code());
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to(format!("/hearings/{}", hearing.id))
}

/// Fixes when and where, and what is done for whom.
pub async fn arrange(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let on = f.day("on");
    let at = f.minute("at");
    let mut read = v.read().await?;
    let (before, whole) = found(&v, &mut read).await?;
    let almanac = almanac(&v, &mut read, &whole.matter).await?;
    drop(read);
    match on {
        None if f.has("on") => errors.add("on", "Choose a day, or leave it empty"),
        Some(day) if before.on != Some(day) => {
            if let Err(why) = day_fits(day, v.today(), &almanac) {
                errors.add("on", why);
            }
        }
        _ => {}
    }
    if f.has("at") && at.is_none() {
        errors.add("at", "Write a time, such as 10.00");
    }
    if on.is_some() && at.is_none() && !f.has("at") {
        errors.add("at", "Say when it begins, such as 10.00");
    }
    let place = errors.limit(f, "place", SHORT);
    let waiting = errors.limit(f, "waiting", SHORT);
    let remote = f.coded::<Remote>("remote").unwrap_or(Remote::Here);
    let remote_why = errors.limit(f, "remote_why", 1_000);
    if remote != Remote::Here && remote_why.is_empty() {
        errors.add("remote_why", match remote {
            Remote::Asked => "Say when the parent asked, and how each person can hear, speak and be seen and take part fully (R3.08)",
            _ => "Say what came up after it was agreed in person: only something extraordinary or unforeseen allows it without the parent’s request (R3.08)",
        });
    }
    let adjustments = errors.limit(f, "adjustments", 2_000);
    let pupil_part = errors.limit(f, "pupil_part", 1_000);
    let clerk = errors.need(f, "clerk", SHORT, "Name the clerk");
    let clerk_trained = f.day("clerk_trained");
    if clerk_trained.is_none() && f.has("clerk_trained") {
        errors.add("clerk_trained", "Choose a day, or leave it empty");
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let mut w = v.write("Arranging a hearing").await?;
    let (before, whole) = found(&v, &mut w).await?;
    before.may_change()?;
    let after = Hearing {
        on,
        at,
        place,
        waiting,
        remote,
        remote_why,
        adjustments,
        pupil_part,
        clerk,
        clerk_trained,
        ..before.clone()
    };
    let back = format!("/hearings/{}", before.id);
    if after == before {
        return v.to(back);
    }
    fresh(&v, &before)?;
    store::hearing::change(&mut w, &after).await?;
    let mut event =
        Event::new(Verb::HearingArranged, "hearing", after.id).fact("kind", after.kind.code());
    if let Some(on) = after.on {
        event = event.fact("on", on);
    }
    v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    v.to_saying(back, "Kept. The day the papers are due was counted again")
}

/// Says that it has begun: from then on the exclusion cannot be cancelled.
pub async fn begin(v: Visit) -> Answer {
    let mut w = v.write("Beginning a hearing").await?;
    let (before, whole) = found(&v, &mut w).await?;
    let back = format!("/hearings/{}", before.id);
    if before.begun_at.is_some() {
        return v.to(back);
    }
    before.may_change()?;
    if before.on.is_none_or(|on| on > v.today()) {
        return Err(Refusal::because(
            "It cannot begin yet: its day has not come",
            "A hearing begins on the day it is held, so that what follows is counted from then.",
            "Mainstay: what is recorded has happened.",
        )
        .or("See the hearing", back)
        .into());
    }
    let after = Hearing { state: HearingState::Begun, begun_at: Some(v.now), ..before };
    store::hearing::change(&mut w, &after).await?;
    let event = Event::new(Verb::HearingArranged, "hearing", after.id)
        .fact("kind", after.kind.code())
        .fact("begun", v.now);
    v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    v.to_saying(back, "It has begun")
}

/// Calls it off, with a reason. Another can be opened.
pub async fn call_off(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "off_why", 500, "Say why it is called off");
    if !errors.is_empty() {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let mut w = v.write("Calling a hearing off").await?;
    let (before, whole) = found(&v, &mut w).await?;
    let back = format!("/matters/{}", whole.matter.id);
    if before.state == HearingState::CalledOff {
        return v.to(back);
    }
    before.may_change()?;
    fresh(&v, &before)?;
    let after = Hearing { state: HearingState::CalledOff, off_why: why, ..before };
    store::hearing::change(&mut w, &after).await?;
    let event =
        Event::new(Verb::HearingCalledOff, "hearing", after.id).fact("kind", after.kind.code());
    v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    v.to_saying(
        back,
        "Called off. Tell everybody who was asked; its calendar file now takes it out",
    )
}
