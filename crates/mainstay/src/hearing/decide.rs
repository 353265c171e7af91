//! Minutes, and the decision with its findings and reasons.
//!
//! Must never do: decide. It records what people decided, once.

use super::{found, fresh, sheet};
use crate::form::Errors;
use crate::visit::{Answer, Visit};
use casework::hearing::member::lacking;
use casework::hearing::{Decision, Finding, Hearing, HearingKind, HearingState, How, may_decide};
use casework::matter::LONGEST;
use casework::{Coded, Event, Refusal, Verb};

/// Letters of minutes at most.
const MINUTES: usize = 40_000;

/// Keeps the minutes.
pub async fn minutes(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let minutes = errors.need(&v.form, "minutes", MINUTES, "Write the minutes");
    if !errors.is_empty() {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let mut w = v.write("Keeping the minutes of a hearing").await?;
    let (before, whole) = found(&v, &mut w).await?;
    let back = format!("/hearings/{}#minutes-h", before.id);
    if before.minutes == minutes {
        return v.to(back);
    }
    before.may_change()?;
    fresh(&v, &before)?;
    let after = Hearing { minutes, ..before };
    store::hearing::change(&mut w, &after).await?;
    let event =
        Event::new(Verb::HearingMinuted, "hearing", after.id).fact("kind", after.kind.code());
    v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    v.to_saying(back, "The minutes are kept")
}

/// Records what was decided.
pub async fn decide(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let finding = errors.get(f.coded::<Finding>("finding"), "finding", "Choose what was decided");
    let on = errors.get(f.day("decided_on"), "decided_on", "Choose the day it was decided");
    if on.is_some_and(|d| d > v.today()) {
        errors.add("decided_on", "This day has not come yet");
    }
    let findings = errors.need(
        f,
        "findings",
        LONGEST,
        "Write what was found to have happened, on the balance of probabilities",
    );
    let tests = errors.limit(f, "tests", LONGEST);
    let reasons = errors.need(f, "reasons", LONGEST, "Give the reasons: they go into the letter");
    let vote = errors.limit(f, "vote", 200);
    let ordered = f.ticked("ordered");
    if ordered && finding.is_some_and(|d| d != Finding::Quash) {
        errors.add("ordered", "Only a panel that quashes can order it (R3.16)");
    }
    let mut read = v.read().await?;
    let (hearing, _) = found(&v, &mut read).await?;
    drop(read);
    let panel = hearing.kind == HearingKind::Panel;
    let notice_how = f.coded::<How>("notice_how");
    let notice_on = f.day("notice_on");
    if panel && (notice_how.is_none() || notice_on.is_none()) {
        errors.add("notice_on", "Say how and on which day the panel’s decision went to the governing body: its time to meet again runs from then (R3.15)");
    }
    if let (Some(on), Some(sent)) = (on, notice_on)
        && sent < on
        && panel
    {
        errors.add("notice_on", "It cannot go before it was decided");
    }
    let (Some(finding), Some(on), true) = (finding, on, errors.is_empty()) else {
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    };
    let mut w = v.write("Recording what a hearing decided").await?;
    let (before, whole) = found(&v, &mut w).await?;
    let back = format!("/hearings/{}", before.id);
    if whole.decision(before.id).is_some_and(|d| d.finding == finding && d.reasons == reasons) {
        return v.to(back);
    }
    let members = store::hearing::members(&mut w, v.org(), &[before.id]).await?;
    let lacks = lacking(before.kind, before.on, &members);
    may_decide(&before, &whole.matter, whole.happened(), finding, &lacks)?;
    if before.on.is_none_or(|day| on < day) {
        return Err(Refusal::because(
            "It cannot be decided before it was held",
            match before.on {
                Some(day) => format!("It is on {day}."),
                None => "No day is fixed for it yet.".into(),
            },
            "Mainstay: what is recorded has happened.",
        )
        .or("See the hearing", back)
        .into());
    }
    let notice_given = match (panel, notice_how, notice_on) {
        (true, Some(how), Some(sent)) => {
            Some(how.service().given(sent).map_err(|e| anyhow::anyhow!("{e}"))?.0)
        }
        _ => None,
    };
    let decision = Decision {
        hearing: before.id,
        finding,
        findings,
        tests,
        reasons,
        vote,
        ordered: ordered && panel,
        on,
        notice_how: notice_how.filter(|_| panel),
        notice_given,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let after = Hearing {
        state: HearingState::Decided,
        begun_at: before.begun_at.or(before.on.zip(before.at).map(|(day, at)| day.at(at))),
        ..before
    };
    if store::hearing::decide(&mut w, &decision).await? {
        store::hearing::change(&mut w, &after).await?;
        let mut event = Event::new(Verb::HearingDecided, "hearing", after.id)
            .fact("kind", after.kind.code())
            .fact("finding", finding.code());
        if decision.ordered {
            event = event.fact("ordered", "yes");
        }
        v.commit(w, crate::matter::about(event, &whole.matter), Vec::new()).await?;
    }
    v.to_saying(format!("{back}#letters"), "Kept. Now tell everybody in writing, without delay")
}
