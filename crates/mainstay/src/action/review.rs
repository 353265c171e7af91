//! The review of an action: the same figure over the days since, beside the first, and what
//! somebody makes of it.
//!
//! Must never judge: it counts, and asks.

use super::page::ReviewPage;
use super::{HOME, count, list_behind, reader};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{
    Action, Count, Judged, Judgement, LONGEST, Look, change, may_change, of_pupil, reviewed, wrong,
};
use casework::{Coded, Event, Id, Verb};
use rulebook::Day;

/// The days counted now: those asked for, or from the day after the span before until today.
fn span(v: &Visit, a: &Action, form: &Form) -> Option<(Day, Day)> {
    let m = a.measure.as_ref()?;
    let next = v.setting.calendar.first_on_or_after(m.to.plus(1)).unwrap_or(m.to.plus(1));
    let from = form.day("from").unwrap_or(next);
    let to = form.day("to").unwrap_or_else(|| v.today());
    Some(if from <= to { (from, to) } else { (to, from) })
}

async fn counted(
    v: &Visit,
    a: &Action,
    days: Option<(Day, Day)>,
) -> Result<Option<Count>, Problem> {
    Ok(match (&a.measure, days) {
        (Some(m), Some(days)) => Some(count(v, (m.what, &m.value), &m.years, days).await?),
        _ => None,
    })
}

async fn sheet(v: &Visit, a: Action, form: Form, errors: Errors) -> Result<ReviewPage, Problem> {
    let days = span(v, &a, &form);
    let now = counted(v, &a, days).await?;
    let list = match (&a.measure, days) {
        (Some(m), Some((from, to))) => list_behind(v, m, from, to),
        _ => None,
    };
    let mut read = v.read().await?;
    let looks = store::action::looks(&mut read, v.org(), a.id).await?;
    Ok(ReviewPage {
        today: v.today(),
        days,
        now,
        list,
        looks,
        a,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it, counted afresh.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let a = store::action::find(&mut read, &reader(&v), v.id("id")?).await?;
    drop(read);
    may_change(&a, &v.actor)?;
    if a.judgement.is_some() {
        return v.to(format!("{HOME}/{}", a.id));
    }
    let mut form = Form::of([("once", Id::now_v7().to_string())]);
    for name in ["from", "to"] {
        if let Some(day) = v.query.day(name) {
            form = form.with(name, day.iso());
        }
    }
    let page = sheet(&v, a, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what somebody makes of it, with what was counted.
pub async fn hold(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let a = store::action::find(&mut read, &reader(&v), v.id("id")?).await?;
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let there = format!("{HOME}/{}", a.id);
    if store::action::looks(&mut read, v.org(), a.id).await?.iter().any(|l| l.id == once) {
        return v.to(there);
    }
    drop(read);
    may_change(&a, &v.actor)?;
    let mut errors = Errors::new();
    let judged = Judged {
        judgement: v.form.coded::<Judgement>("judgement"),
        words: errors.limit(&v.form, "words", LONGEST),
        next_on: v.form.day("next_on"),
    };
    for (field, message) in wrong(&judged, v.today()) {
        errors.add(field, message);
    }
    let days = span(&v, &a, &v.form);
    let now = counted(&v, &a, days).await?;
    if now.is_some_and(|c| c.days == 0) {
        errors.add("from", "Choose days on which lessons were taught");
    }
    let (Some(judgement), true) = (judged.judgement, errors.is_empty()) else {
        let page = sheet(&v, a, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let next_on = judged.next_on.filter(|_| judgement.goes_on());
    let after = reviewed(&a, &v.actor, judgement, next_on, v.now)?;
    if v.form.int("version") != Some(a.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let look = Look {
        id: once,
        action: a.id,
        from: days.map(|d| d.0),
        to: days.map(|d| d.1),
        counted: now,
        judgement,
        words: judged.words,
        next_on,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let mut w = v.write("Reviewing what came of an action").await?;
    store::action::look(&mut w, &look).await?;
    store::action::change(&mut w, &after, None).await?;
    let mut event = of_pupil(Event::new(Verb::ActionReviewed, "action", a.id), &a)
        .fact("judgement", judgement.code());
    if let (Some(m), Some(now)) = (&a.measure, now)
        && let Some(change) = change(m.before, now)
    {
        event = event.fact("change", change);
    }
    if let Some(next) = next_on {
        event = event.fact("next", next);
    }
    let rest = super::step::follow(&mut w, &v, &after).await?;
    v.commit(w, event, rest).await?;
    v.to_saying(there, "What you make of it is kept")
}
