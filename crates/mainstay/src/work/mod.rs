//! Work for periods out of lessons: what a teacher is asked for, the chase, and one request.
//!
//! Must never show a teacher who is asked for work why the pupil is in the room.

pub mod asked;
pub mod back;
pub mod back_print;
pub mod chase;
pub mod file;
pub mod one;
pub mod receipt;
pub mod relay;
pub mod round;
pub mod round_print;
mod sample;
mod sample_relay;

pub use sample::{attached as sample_file, request as sample_request, samples};
pub use sample_relay::received as sample_received;

use crate::page::kit::Standing;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::work::{self, Given, Route, Work, WorkState};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Minute;
use store::{Source, Write};

/// How a state looks.
pub fn standing(state: WorkState) -> Standing {
    match state {
        WorkState::Asked => Standing::Due,
        WorkState::Escalated | WorkState::Nothing => Standing::Late,
        WorkState::Answered => Standing::Done,
        WorkState::Bank => Standing::None,
    }
}

/// The work itself: a link where it is one.
pub fn detail(w: &Work) -> Markup {
    html! {
        @if w.route == Some(Route::Online) || work::is_link(&w.detail) {
            a href=(w.detail) rel="noopener noreferrer" { (w.detail) }
        } @else { (w.detail) }
    }
}

/// When the period of a request ends; the end of the day where its periods have changed.
pub async fn ends(src: &mut dyn Source, org: Id, w: &Work) -> Result<Minute, Problem> {
    let slots = store::room::slots(src, org, w.placement).await?;
    let end = slots.iter().find(|s| s.id == w.slot).map(|s| s.to);
    Ok(end.or(Minute::new(23, 59)).unwrap_or_default())
}

/// A request that is this person's to answer; anybody else's is missing.
pub async fn theirs(src: &mut dyn Source, v: &Visit, id: Id) -> Result<Work, Problem> {
    let w = store::work::find(src, v.org(), id).await?;
    let me = Some(v.actor.staff);
    if w.teacher == me || w.escalated_to == me { Ok(w) } else { Err(Problem::Missing) }
}

/// Whether a request is one this person chases: the room chases all, a head of subject their own.
pub fn chases(v: &Visit, department: &str, w: &Work) -> bool {
    v.may(May::RunRoom)
        || w.subject.trim().to_lowercase() == department.trim().to_lowercase()
        || w.escalated_to == Some(v.actor.staff)
}

/// A request this person chases; anybody else's is missing.
pub async fn chased(src: &mut dyn Source, v: &Visit, id: Id) -> Result<Work, Problem> {
    let w = store::work::find(src, v.org(), id).await?;
    let me = store::staff::find(src, v.org(), v.actor.staff).await?;
    if chases(v, &me.department, &w) { Ok(w) } else { Err(Problem::Missing) }
}

/// What was typed as an answer. Field names may end in the request's key, for a
/// page that has several.
pub fn given(form: &crate::form::Form, suffix: &str) -> Given {
    let named = |name: &str| {
        let full = format!("{name}{suffix}");
        if form.has(&full) { full } else { name.to_string() }
    };
    if form.has(&named("tap")) {
        return Given::as_class();
    }
    let route = form.text(&named("route"));
    Given {
        route: casework::Coded::from_code(route),
        nothing: route == "none",
        detail: form.text(&named("detail")).to_string(),
        same_as_class: form.ticked(&named("same")),
        file: false,
    }
}

/// Reads an answer and the file with it; with errors by field, each name ending as the form's do.
pub fn answered(
    form: &crate::form::Form,
    suffix: &str,
    change: Result<file::Change, String>,
    before: usize,
) -> Result<(work::Answer, file::Change), crate::form::Errors> {
    let mut errors = crate::form::Errors::new();
    let wrong_file = change.as_ref().err().cloned();
    let change = change.unwrap_or_default();
    // A file that cannot be taken is told as that, and not as one that is missing.
    let there = wrong_file.is_some() || change.leaves_one(before);
    let read = work::answer(&Given { file: there, ..given(form, suffix) });
    for (field, message) in read.as_ref().err().into_iter().flatten() {
        errors.add(&format!("{field}{suffix}"), message.clone());
    }
    let file = format!("file{suffix}");
    match wrong_file {
        Some(message) => errors.add(&file, message),
        None if read.is_err() && change.new.is_some() => {
            errors.add(&file, "Choose the file again: a browser does not keep it")
        }
        None => {}
    }
    match read {
        Ok(answer) if errors.is_empty() => Ok((answer, change)),
        _ => Err(errors),
    }
}

/// Keeps an answer by whoever is named.
pub async fn answer(
    w: &mut Write,
    asked: &Work,
    version: i64,
    answer: &work::Answer,
    by: &str,
    files: &file::Change,
) -> Result<Event, Problem> {
    store::work::fill(w, asked.id, version, answer, by, None).await?;
    let facts = files.keep(w, asked.id, by).await?;
    let route = answer.route.map(casework::Coded::label).unwrap_or("None possible");
    let event = Event::new(Verb::WorkAnswered, "work", asked.id)
        .pupil(asked.pupil)
        .fact("period", &asked.code)
        .fact("how", route)
        .fact("lesson’s own work", if answer.same_as_class { "yes" } else { "no" });
    Ok(facts.into_iter().fold(event, |e, (name, value)| e.fact(name, value)))
}

/// Fills a request from a unit of the bank; the act says who.
pub async fn fill(
    w: &mut Write,
    asked: &Work,
    version: i64,
    unit: &work::Unit,
    year: i64,
) -> Result<Event, Problem> {
    let answer = work::from_bank(asked, unit, year)?;
    let (who, day) = (w.act().who.clone(), asked.day);
    store::work::fill(w, asked.id, version, &answer, &who, Some(unit.id)).await?;
    store::work::used(w, unit.id, day).await?;
    Ok(Event::new(Verb::WorkFromBank, "work", asked.id)
        .pupil(asked.pupil)
        .fact("period", &asked.code)
        .fact("unit", &unit.title))
}

/// The choices of an answer, with the ids of one request. Drawn by hand because a page may hold
/// several. With `files`, a file may come with it.
pub fn fields(
    suffix: &str,
    form: &crate::form::Form,
    errors: &crate::form::Errors,
    preset_same: bool,
    files: bool,
) -> Markup {
    let (route, detail, same) =
        (format!("route{suffix}"), format!("detail{suffix}"), format!("same{suffix}"));
    let chosen = form.text(&route);
    let typed = errors.all().iter().any(|(field, _)| *field == route || *field == detail);
    let ticked = if typed { form.ticked(&same) } else { preset_same };
    let hint = format!("{detail}-hint");
    html! {
        fieldset.field.is-wrong[errors.of(&route).is_some()] id=(route) {
            legend { "How does the work come?" }
            @if let Some(e) = errors.of(&route) { p.error { (e) } }
            div.choices {
                @for r in [Route::Same, Route::Online, Route::Paper].into_iter().chain(files.then_some(Route::File)) { label.choice {
                    input type="radio" name=(route) value=(casework::Coded::code(r)) checked[chosen == casework::Coded::code(r)];
                    span { (casework::Coded::label(r)) }
                } }
                label.choice { input type="radio" name=(route) value="none" checked[chosen == "none"]; span { "None possible" } span.hint { "The room fills it from the bank." } }
            }
        }
        div.field.is-wrong[errors.of(&detail).is_some()] {
            label for=(detail) { "Link, or where it is" }
            p.hint id=(hint) { "Paste a link, or say where to collect: staff room, tray 4." }
            @if let Some(e) = errors.of(&detail) { p.error { (e) } }
            input.input id=(detail) name=(detail) type="text" value=(form.text(&detail)) aria-describedby=(hint) autocomplete="off";
        }
        @if files { (file::field(suffix, errors)) }
        label.choice { input type="checkbox" name=(same) value="yes" checked[ticked]; span { "It is the work of this lesson" } }
    }
}

/// Where one goes after an act: back to the list one came from, or to the request.
pub fn after(v: &Visit, id: Id) -> String {
    let back = v.form.text("back");
    let lists = ["/work?day=", "/work/round", "/work/back"];
    match lists.iter().any(|l| back.starts_with(l)) {
        true => back.to_string(),
        // Whoever covers the room has the round and not the pages of work.
        false if !v.may(May::ChaseWork) => "/work/round".to_string(),
        false => format!("/work/{id}"),
    }
}

/// What the room says of work that came, in one tap each; the one said is marked.
pub fn judge_keys(w: &Work, csrf: &str, back: &str) -> Markup {
    use casework::Coded;
    let name = format!("{} {}", w.code, w.subject);
    html! {
        form.done-keys method="post" action={ "/work/" (w.id) "/judged" } {
            (crate::page::kit::token(csrf)) (crate::page::kit::hidden("back", back))
            @for j in work::Judged::ALL {
                button.chip type="submit" name="said" value=(j.code()) aria-current=[(w.relay.judged == Some(*j)).then_some("true")] { (j.label()) span.vh { ": the work for " (name) } }
            }
        }
    }
}

/// What the relay knows of work, in short words: collected, seen, judged, what goes on after it.
pub fn relay_words(w: &Work, today: rulebook::Day) -> Vec<String> {
    let at = |at: rulebook::Instant| {
        let (day, minute) = at.local();
        if day == today { minute.to_string() } else { format!("{} {minute}", day.short()) }
    };
    let r = &w.relay;
    let mut out = Vec::new();
    if let Some(t) = r.collected_at {
        out.push(format!("Collected {}, {}", at(t), r.collected_by));
    }
    if let Some(t) = r.seen_at {
        out.push(format!("Seen online {}, {}", at(t), r.seen_by));
    }
    if let (Some(said), Some(t)) = (r.judged, r.judged_at) {
        out.push(format!("{}: {}, {}", casework::Coded::label(said), r.judged_by, at(t)));
    }
    if !r.also.is_empty() {
        out.push(format!("Then from the bank: {}", r.also));
    }
    out
}

/// Carries the day of the list along, so that one comes back to it.
pub fn back(day: rulebook::Day) -> Markup {
    crate::page::kit::hidden("back", format!("/work?day={}", day.iso()))
}
