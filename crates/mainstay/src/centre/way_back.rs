//! The way back to lessons of one place: planned by the week, and what it was.
//!
//! Must never know: how school weeks are counted.

use super::page::WayBackPage;
use super::{event, open, own};
use crate::form::{Errors, Form};
use crate::group::named;
use crate::intervention::must_run;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::centre::{
    LONGEST, Planned, Week, going, lessons_a_week, read_planned, weeks, weeks_errors,
};
use store::Source;

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<WayBackPage, Problem> {
    let (place, pupil) = open(v, src).await?;
    let lessons = lessons_a_week(&own(v, src, place.pupil).await?);
    let weeks = store::centre::weeks(src, v.org(), place.id).await?;
    let mut form = form;
    let monday = v.setting.calendar.first_on_or_after(v.today().monday().plus(7));
    let first = weeks.first().map_or(monday.unwrap_or(v.today()), |w| w.monday);
    let plan: Vec<String> =
        weeks.iter().map(|w| w.planned.map_or("all".to_string(), |n| n.to_string())).collect();
    for (name, value) in [("start", first.iso()), ("plan", plan.join(", "))] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(WayBackPage {
        words: v.words().clone(),
        today: v.today(),
        who: named(&pupil),
        runs: must_run(v, "/centre").is_ok() && place.ended_on.is_none(),
        lessons,
        weeks,
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

/// Plans it: weeks that have been said of stay as they are.
pub async fn plan(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Planning the way back to lessons").await?;
    let (place, _) = open(&v, &mut w).await?;
    going(&place)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let start = errors.get(f.day("start"), "start", "Give the day the first week begins");
    let lessons = lessons_a_week(&own(&v, &mut w, place.pupil).await?);
    let typed: Vec<&str> =
        f.text("plan").split([',', ';', ' ']).map(str::trim).filter(|t| !t.is_empty()).collect();
    let plan: Vec<Planned> = typed.iter().filter_map(|t| read_planned(t)).collect();
    if plan.len() != typed.len() {
        errors.add("plan", "Give a number for each week, with commas: 6, 12, 20, all");
    } else if let Some(words) = weeks_errors(&plan, lessons) {
        errors.add("plan", words);
    }
    let made = match (start, errors.is_empty()) {
        (Some(start), true) => {
            let made = weeks(&v.setting.calendar, start, &plan, lessons);
            errors.get(made, "start", "The calendar does not reach so far. Add the terms first")
        }
        _ => None,
    };
    let Some(made) = made else {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    store::centre::plan_weeks(&mut w, place.id, &made).await?;
    let said: Vec<String> = made.iter().map(|w| w.of().to_string()).collect();
    let done = event(Verb::CentreReturnPlanned, &place)
        .fact("weeks", made.len())
        .fact("lessons", said.join(", "));
    v.commit(w, done, Vec::new()).await?;
    v.to_saying(format!("/centre/{}/way-back", place.id), "Planned")
}

/// Says how a week went.
pub async fn went(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Saying how a week of the way back went").await?;
    let (place, _) = open(&v, &mut w).await?;
    going(&place)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let all = store::centre::weeks(&mut w, v.org(), place.id).await?;
    let week = f.int("week").and_then(|n| all.into_iter().find(|w| w.week == n));
    let week = week.ok_or(Problem::Missing)?;
    let most = week.lessons.max(week.of());
    let achieved = f.int("achieved").filter(|n| (0..=most).contains(n));
    let achieved = errors.get(
        achieved,
        "achieved",
        &format!("Give the lessons they went to, from 0 to {most}"),
    );
    if week.monday > v.today() {
        errors.add("achieved", "This week has not begun yet");
    }
    let words = errors.limit(f, "words", LONGEST);
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let now = Week { achieved, words, by_name: v.actor.name.clone(), at: Some(v.now), ..week };
    store::centre::went(&mut w, place.id, &now).await?;
    let done = event(Verb::CentreReturned, &place)
        .fact("week", now.week)
        .fact("planned", now.of())
        .fact("achieved", now.achieved.unwrap_or_default());
    v.commit(w, done, Vec::new()).await?;
    v.to_saying(format!("/centre/{}/way-back", place.id), "Kept")
}
