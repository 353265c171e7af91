//! One page of a record: read, shown again with what is wrong, or kept.
//!
//! Must never lose what was typed, nor ask for an admission.

use super::step_page::StepPage;
use super::{About, LONGEST, SHORT, event};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::decide::may_write;
use casework::exclusion::period;
use casework::exclusion::{Part, Step};
use casework::owed::Kind;
use casework::room::spell_periods;
use casework::{Coded, Verb};
use rulebook::codes::Reason;
use rulebook::{Day, HalfDays, Instant};
use store::Source;

fn step_of(v: &Visit) -> Result<Step, Problem> {
    Step::from_code(v.part("step")).filter(|s| *s != Step::Evidence).ok_or(Problem::Missing)
}

/// The texts a page asks for, each with the most it may hold.
pub(super) fn parts(step: Step) -> &'static [(Part, usize)] {
    match step {
        Step::Incident => &[(Part::Where, SHORT), (Part::Incident, LONGEST)],
        Step::Evidence => &[],
        Step::Account => &[(Part::Account, LONGEST), (Part::AccountWhy, SHORT)],
        Step::Tried => &[(Part::Tried, LONGEST)],
        Step::Needs => &[(Part::Needs, LONGEST), (Part::Care, LONGEST), (Part::Equality, LONGEST)],
        Step::Weighed => &[(Part::Found, LONGEST), (Part::Alternatives, LONGEST)],
        Step::Period => &[(Part::Plain, 1500), (Part::Breach, LONGEST), (Part::Harm, LONGEST)],
        Step::After => &[(Part::Work, 1500), (Part::Place, SHORT)],
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let step = step_of(&v)?;
    let mut read = v.read().await?;
    let about = About::of(&v, &mut read).await?;
    may_write(&about.e)?;
    let form = filled(&about, step, &v);
    let page = sheet(&v, &mut read, about, step, form, Errors::new()).await?;
    v.page(&page)
}

fn day(d: Option<Day>) -> String {
    d.map(|d| d.iso()).unwrap_or_default()
}

/// What the page holds now.
fn filled(about: &About, step: Step, v: &Visit) -> Form {
    let e = &about.e;
    let mut form = Form::default().with("version", e.version.to_string());
    for (part, _) in parts(step) {
        form = form.with(part.code(), about.texts.of(*part));
    }
    let yes = |on: bool| if on { "yes" } else { "" };
    match step {
        Step::Incident => {
            let at = e.happened_at;
            form.with("day", day(at.map(Instant::day)))
                .with("time", at.map(|at| at.minute().input()).unwrap_or_default())
        }
        Step::Account => {
            form.with("account_how", e.account_how.map(Coded::code).unwrap_or_default())
        }
        Step::Needs => {
            form.with("assessment", yes(e.assessment)).with("home_authority", &e.home_authority)
        }
        Step::Weighed => form.with("probable", yes(e.probable)),
        Step::Period => {
            let first = e.first.or_else(|| v.setting.calendar.first_on_or_after(v.today()));
            let halves = |h: HalfDays| match h {
                HalfDays::NONE => String::new(),
                h => h.to_string(),
            };
            let mut form = form
                .with("kind", e.kind.map(Coded::code).unwrap_or_default())
                .with("first", day(first))
                .with("first_half", yes(e.first_half))
                .with("sent_home_at", e.sent_home_at.map(|m| m.input()).unwrap_or_default())
                .with("last", day(e.last))
                .with("last_half", yes(e.last_half))
                .with("exam", day(e.exam))
                .with("elsewhere_term", halves(e.elsewhere_term))
                .with("elsewhere_year", halves(e.elsewhere_year));
            for reason in &e.reasons {
                form = form.also("reasons", reason.code());
            }
            form
        }
        Step::After => {
            let at = e.meeting;
            let (meet_day, meet_time) = match at {
                Some(at) => (at.day().iso(), at.minute().input()),
                None => (day(back(about)), String::new()),
            };
            form.with("back_at", e.back_at.map(|m| m.input()).unwrap_or_default())
                .with("meet_day", meet_day)
                .with("meet_time", meet_time)
        }
        Step::Evidence | Step::Tried => form,
    }
}

/// The first school day after the last day out.
pub(super) fn back(about: &About) -> Option<Day> {
    let last = about.e.last?;
    about.almanac.as_ref().ok()?.nth(last.plus(1), 1).ok()
}

pub(super) async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    about: About,
    step: Step,
    form: Form,
    errors: Errors,
) -> Result<StepPage, Problem> {
    let tried = match step {
        Step::Tried => drawn(v, src, &about).await?,
        _ => Vec::new(),
    };
    let totals = about.totals();
    Ok(StepPage {
        words: v.words().clone(),
        id: about.e.id,
        name: about.pupil.name(),
        first: about.pupil.first(),
        step,
        tried,
        flags: about
            .pupil
            .flags(casework::Sight::File)
            .into_iter()
            .map(|(_, words)| words)
            .collect(),
        looked_after: about.pupil.looked_after,
        totals,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// What the pupil's own record says was tried: days in a room, support, meetings to put right.
pub(super) async fn drawn(
    v: &Visit,
    src: &mut dyn Source,
    about: &About,
) -> Result<Vec<String>, Problem> {
    let (org, pupil) = (v.org(), about.pupil.id);
    let since = v.setting.calendar.school_year(v.today()).0;
    let mut out = Vec::new();
    for p in store::promise::of_pupil(src, org, pupil).await? {
        let stands = match (p.begun_on, p.dropped_at) {
            (Some(on), _) => format!("began {on}"),
            (None, Some(_)) => format!("given up: {}", p.dropped_why),
            (None, None) => format!("promised from {}", p.starts),
        };
        out.push(format!("Support: {}, {stands}", p.what));
    }
    for r in store::repair::of_pupil(src, org, pupil).await? {
        if r.made_at.day() >= since {
            out.push(format!(
                "Restorative meeting: {}, {}",
                r.state.label().to_lowercase(),
                r.made_at.day()
            ));
        }
    }
    for stay in store::file::stays(src, org, pupil, 60).await? {
        if stay.day >= since && stay.arrived_at.is_some() {
            let order: Vec<String> =
                v.setting.lessons_on(stay.day).iter().map(|p| p.code.clone()).collect();
            out.push(format!(
                "{}: {}, {}",
                stay.room,
                spell_periods(&stay.codes, &order),
                stay.day
            ));
        }
    }
    Ok(out)
}

/// Keeps the page.
pub async fn keep(v: Visit) -> Answer {
    let step = step_of(&v)?;
    let mut errors = Errors::new();
    let texts: Vec<(Part, String)> = parts(step)
        .iter()
        .map(|(part, longest)| (*part, errors.limit(&v.form, part.code(), *longest)))
        .collect();
    let mut w = v.write("Writing the record of a suspension or permanent exclusion").await?;
    let mut about = About::of(&v, &mut w).await?;
    may_write(&about.e)?;
    let before = about.e.clone();
    read(&v, step, &mut about, &mut errors);
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, about, step, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let same_texts = texts.iter().all(|(part, body)| about.texts.of(*part) == body);
    let next = next(step, about.e.id);
    if before == about.e && same_texts && before.version > 0 {
        return v.to(next);
    }
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    for (part, body) in &texts {
        store::exclusion::write(&mut w, about.e.id, *part, body).await?;
    }
    store::exclusion::change(&mut w, &about.e).await?;
    let event = event(Verb::ExclusionWritten, &about).fact("page", step.code());
    v.commit(w, event, Vec::new()).await?;
    v.to(next)
}

/// The page after this one, or the record when it was the last.
fn next(step: Step, id: casework::Id) -> String {
    let at = Step::ALL.iter().position(|s| *s == step).unwrap_or_default();
    match Step::ALL.get(at + 1) {
        Some(Step::Evidence) => format!("/exclusions/{id}/evidence"),
        Some(next) => format!("/exclusions/{id}/step/{}", next.code()),
        None => format!("/exclusions/{id}"),
    }
}

/// A day that may be left out, or an error beside it.
fn maybe_day(v: &Visit, name: &str, errors: &mut Errors) -> Option<Day> {
    let day = v.form.day(name);
    if v.form.has(name) && day.is_none() {
        errors.add(name, "Give a date, such as 2026-11-19");
    }
    day
}

fn maybe_time(v: &Visit, name: &str, errors: &mut Errors) -> Option<rulebook::Minute> {
    let time = v.form.minute(name);
    if v.form.has(name) && time.is_none() {
        errors.add(name, "Give a time, such as 10.45");
    }
    time
}

/// What was typed, put into the record; what is wrong, beside its field.
fn read(v: &Visit, step: Step, about: &mut About, errors: &mut Errors) {
    let f = &v.form;
    match step {
        Step::Incident => {
            let (day, time) = (maybe_day(v, "day", errors), maybe_time(v, "time", errors));
            if day.is_some() && time.is_none() && !f.has("time") {
                errors.add("time", "Give the time, as near as you know it");
            }
            let at = day.zip(time).map(|(day, time)| day.at(time));
            if at.is_some_and(|at| at > v.now) {
                errors.add("day", "That has not happened yet");
            }
            about.e.happened_at = at;
        }
        Step::Account => about.e.account_how = f.coded("account_how"),
        Step::Needs => {
            about.e.assessment = f.ticked("assessment");
            about.e.home_authority = errors.limit(f, "home_authority", SHORT);
        }
        Step::Weighed => about.e.probable = f.ticked("probable"),
        Step::Period => read_period(v, about, errors),
        Step::After => {
            about.e.back_at = maybe_time(v, "back_at", errors);
            let (day, time) =
                (maybe_day(v, "meet_day", errors), maybe_time(v, "meet_time", errors));
            about.e.meeting = day.zip(time).map(|(day, time)| day.at(time));
            if let (Some(back), Some(at)) = (back(about), about.e.meeting)
                && at.day() > back
            {
                errors.add("meet_day", format!("They are back on {back}: the meeting is before or at the start of that day, and coming back never waits for it"));
            }
        }
        Step::Evidence | Step::Tried => {}
    }
}

fn read_period(v: &Visit, about: &mut About, errors: &mut Errors) {
    let f = &v.form;
    if f.text("kind") == "separation" {
        errors.add("kind", "A separation for safeguarding is no punishment and no suspension (R4.12). Give this draft up. The safeguarding lead begins its record from the file; what is decided about behaviour has a record of its own");
    }
    let e = &mut about.e;
    e.kind = f.coded::<Kind>("kind");
    e.first = maybe_day(v, "first", errors);
    e.first_half = f.ticked("first_half");
    e.sent_home_at = maybe_time(v, "sent_home_at", errors).filter(|_| e.first_half);
    e.last = maybe_day(v, "last", errors).filter(|_| e.kind != Some(Kind::Permanent));
    e.last_half = f.ticked("last_half");
    e.exam = maybe_day(v, "exam", errors);
    for (name, slot) in
        [("elsewhere_term", &mut e.elsewhere_term), ("elsewhere_year", &mut e.elsewhere_year)]
    {
        if !f.has(name) {
            *slot = HalfDays::NONE;
            continue;
        }
        match HalfDays::parse(f.text(name)) {
            Ok(days) => *slot = days,
            Err(not) => errors.add(name, not.to_string()),
        }
    }
    // What is known of the term is part of the year.
    e.elsewhere_year = e.elsewhere_year.max(e.elsewhere_term);
    let day = e.first.unwrap_or(v.today());
    let codes = f.all("reasons");
    e.reasons = codes.iter().filter_map(|c| Reason::on(c, day).ok()).collect();
    let most = Reason::most_on(day);
    if codes.len() > most {
        errors.add(
            "reasons",
            format!("Choose {most} at most: the main reasons. {} are chosen", codes.len()),
        );
        e.reasons.truncate(most);
    }
    if errors.is_empty() {
        period_wrong(about, errors);
    }
}

/// What is wrong with the days, held to the calendar, the other records and the limit.
pub(super) fn period_wrong(about: &About, errors: &mut Errors) {
    match &about.almanac {
        Err(why) => errors.add(
            "first",
            format!("The school’s calendar cannot be counted on: {why}. Put it right under Set-up"),
        ),
        Ok(almanac) => {
            let wrong = period::wrong(&about.e, &about.earlier, about.pupil.left_on, almanac);
            for (field, message) in wrong {
                errors.add(field, message);
            }
        }
    }
}
