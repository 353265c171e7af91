//! The support base: its roll, one place with what is agreed, the grid, progress and the way back.
//!
//! Must never know: what a place lacks or what is not covered; casework says.

mod page;
mod progress;
mod roll;
mod samples;
mod timetable;
pub mod today;
mod way_back;

pub(crate) use roll::links;

pub use progress::{keep as keep_progress, show as progress};
pub use samples::samples;
pub use timetable::{set as set_timetable, show as timetable};
pub use way_back::{plan as plan_way_back, show as way_back, went};

use crate::form::{Errors, Form};
use crate::group::{named, scope};
use crate::intervention::{must_run, stale};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::centre::{
    Cover, Ending, Had, LONGEST, Lesson, Look, Place, Slot, Terms, Way, check, cover, going, had,
    has_one,
};
use casework::pupil::Pupil;
use casework::words::Concept;
use casework::{Coded, Event, Id, Verb};
use page::{NewPage, PlacePage};
use roll::{RollPage, Row};
use rulebook::{Day, Week};
use std::collections::BTreeSet;
use store::Source;

/// People found at most.
const FOUND: i64 = 20;

/// A place this reader may open, with its pupil.
async fn open(v: &Visit, src: &mut dyn Source) -> Result<(Place, Pupil), Problem> {
    let place = store::centre::find(src, &scope(v), v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope(v), place.pupil).await?;
    Ok((place, pupil))
}

/// The pupil's own lessons through both weeks of the timetable.
async fn own(v: &Visit, src: &mut dyn Source, pupil: Id) -> Result<Vec<Lesson>, Problem> {
    let monday = v.today().monday();
    let mut all = BTreeSet::new();
    for n in 0..5 {
        for week in [Week::A, Week::B] {
            let day = monday.plus(n);
            for l in store::staff::lessons_of(src, v.org(), pupil, day, week).await? {
                all.insert(Lesson { weekday: l.weekday, code: l.period, subject: l.subject });
            }
        }
    }
    Ok(all.into_iter().collect())
}

/// How long a period of a weekday is.
fn minutes(v: &Visit) -> impl Fn(i64, &str) -> i64 {
    move |weekday, code| {
        let found =
            v.setting.periods.iter().find(|p| p.weekday.number() == weekday && p.code == code);
        found.map_or(0, |p| p.minutes())
    }
}

/// Subjects done in a place: those of its grid, in order.
fn subjects(slots: &[Slot]) -> Vec<String> {
    let all: BTreeSet<&str> = slots
        .iter()
        .filter(|s| s.way != Way::Support && !s.subject.is_empty())
        .map(|s| s.subject.as_str())
        .collect();
    all.into_iter().map(str::to_string).collect()
}

/// What is known of the week of a place.
struct OfWeek {
    slots: Vec<Slot>,
    own: Vec<Lesson>,
    had: Had,
    cover: Vec<Cover>,
}

async fn of_week(v: &Visit, src: &mut dyn Source, place: &Place) -> Result<OfWeek, Problem> {
    let slots: Vec<Slot> = store::centre::slots(src, v.org(), &[place.id])
        .await?
        .into_iter()
        .map(|(_, s)| s)
        .collect();
    let own = own(v, src, place.pupil).await?;
    let had = had(&slots, minutes(v));
    let cover = cover(&own, &slots);
    Ok(OfWeek { slots, own, had, cover })
}

/// Shows the roll.
pub async fn roll(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let reach = scope(&v);
    let open = store::centre::open(&mut read, &reach).await?;
    let ended = store::centre::ended(&mut read, &reach).await?;
    let ids: Vec<Id> = open.iter().chain(&ended).map(|p| p.pupil).collect();
    let pupils = store::pupil::several(&mut read, &reach, &ids).await?;
    let who = |id: Id| pupils.iter().find(|p| p.id == id).map(named).unwrap_or_default();
    let places: Vec<Id> = open.iter().map(|p| p.id).collect();
    let slots = store::centre::slots(&mut read, v.org(), &places).await?;
    let mut rows = Vec::new();
    for place in open {
        let of: Vec<Slot> =
            slots.iter().filter(|(id, _)| *id == place.id).map(|(_, s)| s.clone()).collect();
        rows.push(Row {
            who: who(place.pupil),
            had: had(&of, minutes(&v)),
            weeks: store::centre::weeks(&mut read, v.org(), place.id).await?,
            place,
        });
    }
    drop(read);
    v.page(&RollPage {
        words: v.words().clone(),
        today: v.today(),
        runs: must_run(&v, "/centre").is_ok(),
        rows,
        ended: ended.into_iter().map(|p| (who(p.pupil), p)).collect(),
    })
}

/// Adults who may be key worker: whoever may open the file already is offered at the register.
async fn workers(v: &Visit, src: &mut dyn Source) -> Result<Vec<Choice>, Problem> {
    crate::intervention::staff_choices(src, v, "Choose").await
}

async fn new_sheet(
    v: &Visit,
    src: &mut dyn Source,
    pupil: Option<&Pupil>,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let q = v.query.text("q").to_string();
    let looked_for = if pupil.is_none() { q.as_str() } else { "" };
    let found = crate::pupil::looked_for(src, &scope(v), looked_for, FOUND).await?;
    let found = found.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect();
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("from", v.today().iso()),
        ("key_worker", v.actor.staff.to_string()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(NewPage {
        words: v.words().clone(),
        pupil: pupil.map(|p| (p.id, named(p))),
        q,
        found,
        workers: workers(v, src).await?,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The form, or finding somebody first.
pub async fn new(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut read = v.read().await?;
    let pupil = match v.query.id("pupil") {
        Some(id) => Some(store::pupil::find(&mut read, &scope(&v), id).await?),
        None => None,
    };
    if let Some(pupil) = &pupil
        && let Some(there) = store::centre::of_pupil(&mut read, v.org(), pupil.id).await?
    {
        return v.to(format!("/centre/{}", there.id));
    }
    let page = new_sheet(&v, &mut read, pupil.as_ref(), Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// What was typed of a place; what is wrong goes to the errors.
fn typed(v: &Visit, errors: &mut Errors) -> Terms {
    let f = &v.form;
    for name in ["purpose", "goals", "criteria", "learning"] {
        errors.limit(f, name, LONGEST);
    }
    let t = Terms {
        purpose: f.text("purpose").to_string(),
        goals: f.text("goals").to_string(),
        criteria: f.text("criteria").to_string(),
        from: f.day("from"),
        until: f.day("until"),
        review_on: f.day("review_on"),
    };
    for (field, words) in check(&t, &v.setting.calendar) {
        errors.add(field, words);
    }
    t
}

fn event(verb: Verb, p: &Place) -> Event {
    Event::new(verb, "centre", p.id).pupil(p.pupil)
}

/// Gives a place.
pub async fn add(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Giving a place in the support base").await?;
    let pupil = v.form.id("pupil").ok_or(Problem::Missing)?;
    let pupil = store::pupil::find(&mut w, &scope(&v), pupil).await?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    if let Some(there) = store::centre::of_pupil(&mut w, v.org(), pupil.id).await? {
        if there.id == id {
            return v.to(format!("/centre/{id}"));
        }
        return Err(has_one(&pupil.name(), &there, v.words().one(Concept::Support)).into());
    }
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", LONGEST, "Say why here, and not in lessons");
    let t = typed(&v, &mut errors);
    let worker = errors.get(v.form.id("key_worker"), "key_worker", "Choose a key worker");
    let (Some(from), Some(until), Some(review_on), Some(worker), true) =
        (t.from, t.until, t.review_on, worker, errors.is_empty())
    else {
        let page = new_sheet(&v, &mut w, Some(&pupil), v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let worker = store::staff::find(&mut w, v.org(), worker).await?;
    let place = Place {
        id,
        pupil: pupil.id,
        why,
        purpose: t.purpose,
        criteria: t.criteria,
        goals: t.goals,
        learning: v.form.text("learning").to_string(),
        from,
        until,
        review_on,
        key_worker: worker.id,
        key_worker_name: worker.full(),
        inducted_on: None,
        inducted_by: String::new(),
        baseline: String::new(),
        own_words: String::new(),
        home_agreed: String::new(),
        ended_on: None,
        ending: None,
        ended_why: String::new(),
        made_by: v.actor.name.clone(),
        version: 1,
    };
    store::centre::begin(&mut w, &place).await?;
    let done = event(Verb::CentreBegun, &place)
        .fact("from", place.from)
        .fact("until", place.until)
        .fact("review", place.review_on)
        .fact("key worker", &place.key_worker_name);
    v.commit(w, done, Vec::new()).await?;
    v.to_saying_of(
        format!("/centre/{id}"),
        &format!("{} has a place. Its timetable and induction come next", pupil.name()),
        &[&pupil.name()],
    )
}

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<PlacePage, Problem> {
    let (place, pupil) = open(v, src).await?;
    let week = of_week(v, src, &place).await?;
    let weeks = store::centre::weeks(src, v.org(), place.id).await?;
    let looks = store::centre::looks(src, v.org(), place.id).await?;
    let transfers = store::transfer::list(src, &scope(v), 200).await?;
    let rooms = store::room::rooms(src, v.org()).await?;
    let events = store::significant::list(src, &scope(v), Some(place.pupil)).await?;
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("purpose", place.purpose.clone()),
        ("goals", place.goals.clone()),
        ("criteria", place.criteria.clone()),
        ("learning", place.learning.clone()),
        ("from", place.from.iso()),
        ("until", place.until.iso()),
        ("key_worker", place.key_worker.to_string()),
        ("inducted_on", place.inducted_on.unwrap_or(v.today()).iso()),
        ("baseline", place.baseline.clone()),
        ("own_words", place.own_words.clone()),
        ("home_agreed", place.home_agreed.clone()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(PlacePage {
        words: v.words().clone(),
        today: v.today(),
        who: named(&pupil),
        runs: must_run(v, "/centre").is_ok() && place.ended_on.is_none(),
        had: week.had,
        missing: week.cover.into_iter().filter(|c| c.is_missing()).map(|c| c.subject).collect(),
        weeks,
        looks,
        asked: transfers
            .into_iter()
            .filter(|t| t.pupil == place.pupil)
            .map(|t| {
                let to = rooms.iter().find(|r| r.id == t.to_room);
                (to.map(|r| r.name.clone()).unwrap_or_default(), t)
            })
            .collect(),
        events,
        workers: workers(v, src).await?,
        place,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one place.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn look(v: &Visit, words: String, next_on: Option<Day>) -> Look {
    Look {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        day: v.today(),
        words,
        next_on,
        by_name: v.actor.name.clone(),
        at: v.now,
    }
}

/// Keeps the induction, a look with what is agreed from now on, or the end.
pub async fn change(v: Visit) -> Answer {
    must_run(&v, "/centre")?;
    let mut w = v.write("Changing a place in the support base").await?;
    let (place, _) = open(&v, &mut w).await?;
    going(&place)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let version = f.int("version").unwrap_or(0);
    let to = format!("/centre/{}", place.id);
    let (now, done, kept) = match f.text("way") {
        "induct" => {
            let day = errors.get(f.day("inducted_on"), "inducted_on", "Give the day it was held");
            if day.is_some_and(|d| d > v.today()) {
                errors.add("inducted_on", "This day has not come yet");
            }
            let baseline =
                errors.need(f, "baseline", LONGEST, "Say where they start from in learning");
            let own_words = errors.limit(f, "own_words", LONGEST);
            let home_agreed = errors.limit(f, "home_agreed", LONGEST);
            let now = Place {
                inducted_on: day,
                inducted_by: v.actor.name.clone(),
                baseline,
                own_words,
                home_agreed,
                version,
                ..place
            };
            let done = event(Verb::CentreInducted, &now)
                .fact("on", now.inducted_on.unwrap_or(v.today()))
                .fact("home", if now.home_agreed.is_empty() { "no" } else { "yes" });
            (now, done, None)
        }
        "end" => {
            let ending =
                errors.get(f.coded::<Ending>("ending"), "ending", "Choose how the place ends");
            let why = errors.need(f, "ended_why", LONGEST, "Say why, and what came of it");
            let now = Place {
                ended_on: Some(v.today()),
                ending,
                ended_why: why.clone(),
                version,
                ..place
            };
            let done = event(Verb::CentreEnded, &now)
                .fact("ending", ending.map(Coded::code).unwrap_or_default());
            (now, done, Some(look(&v, why, None)))
        }
        _ => {
            let words = errors.need(f, "words", LONGEST, "Say what you saw, and what is agreed");
            let t = typed(&v, &mut errors);
            if t.review_on.is_some_and(|d| d <= v.today()) {
                errors.add("review_on", "It is looked at again after today");
            }
            let worker = match f.id("key_worker") {
                Some(id) => store::staff::find(&mut w, v.org(), id).await?,
                None => store::staff::find(&mut w, v.org(), place.key_worker).await?,
            };
            let now = Place {
                purpose: t.purpose,
                goals: t.goals,
                criteria: t.criteria,
                learning: f.text("learning").to_string(),
                until: t.until.unwrap_or(place.until),
                review_on: t.review_on.unwrap_or(place.review_on),
                key_worker: worker.id,
                key_worker_name: worker.full(),
                version,
                ..place
            };
            let done = event(Verb::CentreLooked, &now)
                .fact("until", now.until)
                .fact("review", now.review_on);
            let next = Some(now.review_on);
            (now, done, Some(look(&v, words, next)))
        }
    };
    if !errors.is_empty() {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    stale(store::centre::change(&mut w, &now).await, &v)?;
    if let Some(l) = kept {
        store::centre::look(&mut w, now.id, &l).await?;
    }
    v.commit(w, done, Vec::new()).await?;
    v.to_saying(to, "Kept")
}
