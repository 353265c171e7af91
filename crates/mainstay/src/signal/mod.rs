//! Signals: what the school's own rules raised, one with what was counted, and what came of it.
//!
//! Must never know: when a rule is met. It shows, asks and records.

pub mod page;
pub mod settle;

pub use page::samples;

pub(crate) use crate::pupil::file_scope as scope;

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::signal::{self, Measure, Outcome, Signal, may_decide};
use casework::{Coded, Event, Id, May, Verb};
use page::{Line, ListPage, OnePage};
use store::Source;

/// Incidents shown of one at most.
pub(crate) const MOST: i64 = 200;

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let open = store::signal::open(&mut read, &scope(&v)).await?;
    let answered = store::signal::answered(&mut read, &scope(&v)).await?;
    let rules = !store::signal::active(&mut read, v.org()).await?.is_empty();
    let ids: Vec<Id> = open.iter().chain(&answered).map(|s| s.pupil).collect();
    let pupils = crate::review::named(&mut read, &v, &ids).await?;
    drop(read);
    let line = |signal: Signal| {
        let pupil = pupils.iter().find(|p| p.id == signal.pupil);
        Line {
            who: pupil.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default(),
            late: signal.decided_at.is_none() && signal.due < v.today(),
            signal,
        }
    };
    v.page(&ListPage {
        open: open.into_iter().map(line).collect(),
        answered: answered.into_iter().map(line).collect(),
        rules,
        sets_up: v.may(May::SetUp),
    })
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    signal: Signal,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let pupil = store::pupil::find(src, &scope(v), signal.pupil).await?;
    let rule = store::signal::rule(src, v.org(), signal.rule).await?;
    let mut counted = Vec::new();
    if rule.measure != Measure::Attendance {
        counted = store::incident::last_of(src, v.org(), pupil.id, signal.from, MOST).await?;
        counted.retain(|i| i.day <= signal.to);
    }
    let all = store::signal::of_pupil(src, v.org(), pupil.id).await?;
    let watched = store::watch::of_pupil(src, v.org(), pupil.id).await?.map(|t| t.id);
    let no = may_decide(&v.actor, signal.owner, &signal.owner_name, pupil.year, v.words()).err();
    Ok(OnePage {
        who: format!("{}, {}", pupil.name(), pupil.form),
        counted,
        others: all.into_iter().filter(|s| s.id != signal.id && s.decided_at.is_none()).collect(),
        watched,
        today: v.today(),
        no,
        csrf: v.csrf.clone(),
        signal,
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let signal = store::signal::find(&mut read, &scope(&v), v.id("id")?).await?;
    let page = sheet(&mut read, &v, signal, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps what came of one, and of the others of the same pupil where that was ticked.
pub async fn answer(v: Visit) -> Answer {
    let mut w = v.write("Saying what came of a signal").await?;
    let signal = store::signal::find(&mut w, &scope(&v), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut w, &scope(&v), signal.pupil).await?;
    may_decide(&v.actor, signal.owner, &signal.owner_name, pupil.year, v.words())?;
    if signal.decided_at.is_some() {
        return v.to_saying(format!("/signals/{}", signal.id), "It has been answered already");
    }
    let mut errors = Errors::new();
    let said = signal::Answer {
        outcome: v.form.coded("outcome"),
        words: errors.limit(&v.form, "words", signal::LONGEST),
    };
    for (field, message) in signal::check_answer(&said) {
        errors.add(field, message);
    }
    let outcome = match (errors.is_empty(), said.outcome) {
        (true, Some(outcome)) => outcome,
        _ => {
            let page = sheet(&mut w, &v, signal, v.form.clone(), errors).await?;
            drop(w);
            return v.again(&page);
        }
    };
    if v.form.int("version") != Some(signal.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut all = vec![signal.clone()];
    if v.form.ticked("also") {
        let open = store::signal::of_pupil(&mut w, v.org(), pupil.id).await?;
        let theirs = |s: &Signal| {
            may_decide(&v.actor, s.owner, &s.owner_name, pupil.year, v.words()).is_ok()
        };
        all.extend(
            open.into_iter().filter(|s| s.id != signal.id && s.decided_at.is_none() && theirs(s)),
        );
    }
    let mut events = decided(&mut w, &v, &all, outcome, &said.words).await?;
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying("/signals", "The answer is kept")
}

/// Writes an answer to several; at least one.
pub(crate) async fn decided(
    w: &mut store::Write,
    v: &Visit,
    all: &[Signal],
    outcome: Outcome,
    words: &str,
) -> Result<Vec<Event>, Problem> {
    let mut events = Vec::new();
    for s in all {
        if let Err(problem) = store::signal::answer(w, s, outcome, words, &v.actor.name).await {
            return Err(match problem {
                store::Problem::Stale => Problem::Stale(v.form.kept()),
                other => other.into(),
            });
        }
        events.push(
            Event::new(Verb::SignalAnswered, "signal", s.id)
                .pupil(s.pupil)
                .fact("outcome", outcome.code()),
        );
    }
    Ok(events)
}
