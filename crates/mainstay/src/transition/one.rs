//! One transition: its steps, what it needs, its end.

use super::page::OnePage;
use super::{owner, scope, staff, steps, who};
use crate::action::follows::follows;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::Origin;
use casework::transition::{
    LONGEST, SHORT, StepDone, StepState, Transition, TransitionStep, flagged, flagged_on, wrong,
};
use casework::{Coded, Event, Id, Verb};
use store::{Source, Write};

async fn found(src: &mut dyn Source, v: &Visit) -> Result<Transition, Problem> {
    Ok(store::transition::find(src, &scope(v), v.id("id")?).await?)
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    t: Transition,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let steps: Vec<TransitionStep> =
        steps(src, v.org()).await?.into_iter().filter(|s| s.active).collect();
    let done = store::transition::done(src, v.org(), &[t.id]).await?;
    let ids: Vec<Id> = t.pupil.into_iter().collect();
    let pupils = store::pupil::several(src, &scope(v), &ids).await?;
    // Whoever has come on roll since may be their own record: found by name, chosen by a person.
    let mut alike = Vec::new();
    if t.pupil.is_none() {
        let filter = store::pupil::Filter {
            text: format!("{} {}", t.given, t.family),
            take: 5,
            ..store::pupil::Filter::default()
        };
        alike = store::pupil::list(src, &scope(v), &filter).await?.0;
    }
    let mut form = form;
    for (name, value) in [
        ("owner", t.owner.to_string()),
        ("place_from", t.place_from.clone()),
        ("place_to", t.place_to.clone()),
        ("starts", t.starts.iso()),
        ("needs", t.needs.clone()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    for s in &steps {
        let day = format!("day-{}", s.id);
        if !form.has(&day) {
            form = form.with(&day, v.today().iso());
        }
    }
    Ok(OnePage {
        who: who(&t, &pupils),
        flagged: flagged(&v.setting.calendar, &t, &steps, &done, v.today()),
        flagged_on: flagged_on(&v.setting.calendar, t.starts),
        alike: alike.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect(),
        staff: staff(src, v).await?,
        follows: follows(v, src, (Origin::Transition, t.id), t.ended_on.is_none()).await?,
        transition: t,
        steps,
        done,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

async fn again(w: Write, v: &Visit, t: Transition, errors: Errors) -> Answer {
    drop(w);
    let mut read = v.read().await?;
    let page = sheet(&mut read, v, t, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let t = found(&mut read, &v).await?;
    let page = sheet(&mut read, &v, t, Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn over(v: &Visit, t: &Transition) -> Option<Answer> {
    t.ended_on.map(|_| {
        v.to_saying(format!("/transitions/{}", t.id), "This has ended; it stays as it was")
    })
}

fn event(verb: Verb, t: &Transition) -> Event {
    let event = Event::new(verb, "transition", t.id);
    match t.pupil {
        Some(p) => event.pupil(p),
        None => event,
    }
}

/// Writes a step down.
pub async fn step(v: Visit) -> Answer {
    let mut w = v.write("Writing down a step of a transition").await?;
    let t = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &t) {
        return answer;
    }
    let id = v.id("step")?;
    let all = steps(&mut w, v.org()).await?;
    let step = all.iter().find(|s| s.id == id && s.active).ok_or(Problem::Missing)?;
    let f = &v.form;
    let field = |name: &str| format!("{name}-{id}");
    let mut errors = Errors::new();
    let state = errors.get(f.coded::<StepState>("state"), &field("words"), "Choose how it stands");
    let day = errors.get(f.day(&field("day")), &field("day"), "Give the day, such as 01/07/2026");
    if let Some(day) = day.filter(|d| *d > v.today()) {
        errors.add(&field("day"), format!("{day} has not come yet"));
    }
    let words = errors.limit(f, &field("words"), LONGEST);
    let there = errors.limit(f, &field("signed_there"), SHORT);
    let here = errors.limit(f, &field("signed_here"), SHORT);
    if let Some(state) = state {
        for (name, message) in wrong(step.kind, state, &words, (&there, &here)) {
            errors.add(&field(name), message);
        }
    }
    let (true, Some(state), Some(day)) = (errors.is_empty(), state, day) else {
        return again(w, &v, t, errors).await;
    };
    let done = StepDone {
        transition: t.id,
        step: id,
        state,
        day,
        words,
        signed_there: there,
        signed_here: here,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::transition::step(&mut w, &done).await?;
    let said =
        event(Verb::TransitionStepped, &t).fact("step", &step.title).fact("state", state.code());
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(format!("/transitions/{}", t.id), "Kept")
}

async fn keep(w: &mut Write, v: &Visit, t: &Transition) -> Result<(), Problem> {
    store::transition::change(w, t).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// Changes what is known, or says who on roll it is.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Changing what is known of a transition").await?;
    let was = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &was) {
        return answer;
    }
    let f = &v.form;
    let mut t = Transition { version: f.int("version").unwrap_or(0), ..was.clone() };
    let mut errors = Errors::new();
    if let (Some(pupil), None) = (f.id("pupil"), was.pupil) {
        let pupil = store::pupil::find(&mut w, &scope(&v), pupil).await?;
        t.pupil = Some(pupil.id);
    } else {
        let chosen = owner(&mut w, &v, f.id("owner")).await?;
        if let Some(s) = errors.get(chosen, "owner", "Choose who sees to it") {
            t.owner = s.id;
            t.owner_name = s.full();
        }
        t.place_from = errors.limit(f, "place_from", SHORT);
        t.place_to = errors.limit(f, "place_to", SHORT);
        t.needs = errors.limit(f, "needs", LONGEST);
        let starts = errors.get(f.day("starts"), "starts", "Give the first day");
        t.starts = starts.unwrap_or(t.starts);
    }
    if !errors.is_empty() {
        return again(w, &v, was, errors).await;
    }
    keep(&mut w, &v, &t).await?;
    v.commit(w, event(Verb::TransitionChanged, &t), Vec::new()).await?;
    v.to_saying(format!("/transitions/{}", t.id), "Kept")
}

/// Ends one.
pub async fn end(v: Visit) -> Answer {
    let mut w = v.write("Ending a transition").await?;
    let was = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &was) {
        return answer;
    }
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", SHORT, "Say what came of it");
    if !errors.is_empty() {
        return again(w, &v, was, errors).await;
    }
    let t = Transition {
        ended_on: Some(v.today()),
        ended_why: why,
        version: v.form.int("version").unwrap_or(0),
        ..was
    };
    keep(&mut w, &v, &t).await?;
    v.commit(w, event(Verb::TransitionEnded, &t), Vec::new()).await?;
    v.to_saying("/transitions", "Ended; it stays to be read")
}
