//! The record as it was handed over, what the headteacher decides on it, and the room reading
//! that.
//!
//! Must never know: what follows by itself. A decision here changes no placement and opens no
//! other record: each is done where it belongs, by whoever does it.

use super::page::RecordPage;
use super::{LONGEST, drawn, lines};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::failed_day::{Decided, Decision, FailedDay};
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Verb};
use store::Source;

/// A record about a pupil this person's files reach.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<FailedDay, Problem> {
    let record = store::failed_day::find(src, v.org(), v.id("id")?).await?;
    store::pupil::find(src, &v.scope(), record.pupil).await?;
    Ok(record)
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<RecordPage, Problem> {
    let mut read = v.read().await?;
    let record = found(v, &mut read).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), record.pupil).await?;
    let placement = store::room::placement(&mut read, v.org(), record.placement).await?;
    let decisions = store::failed_day::decisions(&mut read, v.org(), record.id).await?;
    let exclusion = store::exclusion::of_failed_day(&mut read, v.org(), record.id).await?;
    let log = match record.open() {
        true => {
            let told = drawn(v, &mut read, record.placement).await?;
            told.drawn.lines(&v.words().cap(Concept::Warning))
        }
        false => record.drawn.clone(),
    };
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(RecordPage {
        words: v.words().clone(),
        name: pupil.name(),
        first: pupil.first().to_string(),
        seat: crate::board::seat_of(v, placement.seat),
        log: lines(&log),
        may_follow: lines(&record.may_follow),
        decides: v.may(May::DecideDay) && !record.open(),
        reads: v.may(May::RunRoom),
        prepares: v.may(May::Exclusions),
        exclusion,
        decisions,
        record,
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// Records what the headteacher decided, with the reasons.
pub async fn decide(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let decision = errors.get(
        v.form.coded::<Decision>("decision"),
        "decision",
        "Choose what you have decided",
    );
    let reasons = errors.need(&v.form, "reasons", LONGEST, "Give your reasons");
    let (Some(decision), true) = (decision, errors.is_empty()) else {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Deciding what follows a day in the room").await?;
    let record = found(&v, &mut w).await?;
    casework::failed_day::may_decide(&record)?;
    let decided = Decided {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        failed_day: record.id,
        decision,
        reasons,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let back = format!("/failed-days/{}", record.id);
    if store::failed_day::decide(&mut w, &decided).await? {
        let event = Event::new(Verb::DayDecided, "failed_day", record.id)
            .pupil(record.pupil)
            .fact("decision", decision.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(back, "Your decision is recorded. The room sees it on Today")
}

/// The room has read it.
pub async fn read(v: Visit) -> Answer {
    let mut w = v.write("Reading what was decided").await?;
    let record = found(&v, &mut w).await?;
    let back = format!("/failed-days/{}", record.id);
    let decided = store::failed_day::decisions(&mut w, v.org(), record.id).await?;
    if !decided.is_empty() && store::failed_day::read(&mut w, record.id, &v.actor.name).await? {
        let event = Event::new(Verb::DayRead, "failed_day", record.id).pupil(record.pupil);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(back)
}
