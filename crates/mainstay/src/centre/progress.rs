//! How each subject of a place goes, half-term by half-term, and where nothing is said yet.
//!
//! Must never know: when it is asked for.

use super::page::ProgressPage;
use super::{event, open, subjects};
use crate::form::{Errors, Form};
use crate::group::named;
use crate::intervention::must_run;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::centre::{Got, LONGEST, Progress, gaps, half_terms};
use store::Source;

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<ProgressPage, Problem> {
    let (place, pupil) = open(v, src).await?;
    let slots: Vec<_> = store::centre::slots(src, v.org(), &[place.id])
        .await?
        .into_iter()
        .map(|(_, s)| s)
        .collect();
    let said = store::centre::progress(src, v.org(), place.id).await?;
    let mut all = subjects(&slots);
    all.extend(said.iter().map(|p| p.subject.clone()));
    all.sort_unstable();
    all.dedup();
    let last = place.ended_on.unwrap_or(v.today());
    let halves = half_terms(&v.setting.calendar, place.from, last.max(place.from));
    let now = subjects(&slots);
    let prompts = gaps(&v.setting.calendar, &halves, &now, &said, last)
        .into_iter()
        .map(|(half, missing)| (half.0.clone(), missing.into_iter().map(str::to_string).collect()))
        .collect();
    let mut form = form;
    if !form.has("half")
        && let Some(half) = halves.last()
    {
        form = form.with("half", half.1.iso());
    }
    Ok(ProgressPage {
        words: v.words().clone(),
        who: named(&pupil),
        runs: must_run(v, "/centre").is_ok(),
        subjects: all,
        halves,
        said,
        prompts,
        place,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps how one subject went.
pub async fn keep(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Saying how a subject goes in the support base").await?;
    let page = sheet(&v, &mut w, v.form.clone(), Errors::new()).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let subject = f.text("subject").to_string();
    if !page.subjects.contains(&subject) {
        errors.add("subject", "Choose the subject. It comes from the timetable of the place");
    }
    let half = f.day("half").and_then(|d| page.halves.iter().find(|h| h.1 == d));
    let half = errors.get(half, "half", "Choose the half-term");
    let got = errors.get(f.coded::<Got>("got"), "got", "Choose how it goes");
    let words = errors.limit(f, "words", LONGEST);
    let (Some(half), Some(got), true) = (half, got, errors.is_empty()) else {
        drop(w);
        return v.again(&ProgressPage { errors, ..page });
    };
    let p = Progress {
        subject,
        from: half.1,
        half_term: half.0.clone(),
        got,
        words,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::centre::say(&mut w, page.place.id, &p).await?;
    let done = event(Verb::CentreProgressed, &page.place)
        .fact("subject", &p.subject)
        .fact("half-term", &p.half_term)
        .fact("got", casework::Coded::code(got));
    v.commit(w, done, Vec::new()).await?;
    v.to_saying(format!("/centre/{}/progress", page.place.id), "Kept")
}
