//! The at-risk register: who is on it, putting somebody on it, catch-ups, looks, and its end.
//!
//! Must never know: when a catch-up is due; `casework` counts.

mod page;
pub mod summary;

use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::signal::scope;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::school::Staff;
use casework::signal::Outcome;
use casework::watch::{
    CatchUp, Every, LONGEST, Level, Look, Terms, Watch, check, next_catch_up, on_it_already,
};
use casework::{Coded, Event, Id, May, Role, Verb};
use page::{Line, ListPage, NewPage, OnePage};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;

/// People found at most.
const FOUND: i64 = 20;

/// Everybody who may be the key worker of a pupil: those whose role opens every file, whoever
/// leads the year, and the pupil's mentor. Anybody else could not open the line.
async fn workers(src: &mut dyn Source, v: &Visit, pupil: &Pupil) -> Result<Vec<Staff>, Problem> {
    let mut all: Vec<Staff> = Vec::new();
    let opens = Role::OPEN_EVERY_FILE;
    for role in opens.into_iter().filter(|r| r.may(May::PupilFile)) {
        all.extend(store::staff::with_role(src, v.org(), role).await?);
    }
    all.extend(store::year_lead::of(src, v.org(), pupil.year).await?);
    if let Some(mentor) = pupil.mentor {
        all.extend(store::staff::several(src, v.org(), &[mentor]).await?);
    }
    all.retain(|s| s.left_on.is_none());
    all.sort_by(|a, b| (&a.family, &a.given, a.id).cmp(&(&b.family, &b.given, b.id)));
    all.dedup_by_key(|s| s.id);
    Ok(all)
}

fn choices(all: &[Staff]) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Choose"))
        .chain(all.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect()
}

fn named(pupil: &Pupil) -> String {
    format!("{}, {}", pupil.name(), pupil.form)
}

/// A line with when its next catch-up is due.
async fn line(
    src: &mut dyn Source,
    v: &Visit,
    watch: Watch,
    who: String,
    last: Option<Day>,
) -> Result<Line, Problem> {
    let staff = store::staff::several(src, v.org(), &[watch.key_worker]).await?;
    Ok(Line {
        who,
        next: next_catch_up(&v.setting.calendar, &watch, last),
        last,
        nobody: staff.iter().all(|s| s.left_on.is_some()),
        watch,
    })
}

/// Shows the register.
pub async fn list(v: Visit) -> Answer {
    let mine = v.query.ticked("mine");
    let mut read = v.read().await?;
    let mut open = store::watch::open(&mut read, &scope(&v)).await?;
    if mine {
        open.retain(|t| t.key_worker == v.actor.staff);
    }
    let ended = match mine {
        true => Vec::new(),
        false => store::watch::ended(&mut read, &scope(&v)).await?,
    };
    let last: HashMap<Id, Day> =
        store::watch::last_catch_ups(&mut read, v.org()).await?.into_iter().collect();
    let ids: Vec<Id> = open.iter().chain(&ended).map(|t| t.pupil).collect();
    let pupils = crate::review::named(&mut read, &v, &ids).await?;
    let who = |id: Id| pupils.iter().find(|p| p.id == id).map(named).unwrap_or_default();
    let keys: Vec<Id> = open.iter().map(|t| t.key_worker).collect();
    let staff = store::staff::several(&mut read, v.org(), &keys).await?;
    let plans = match mine {
        true => unagreed(&mut read, &v).await?,
        false => Vec::new(),
    };
    drop(read);
    let taps = open.iter().filter(|_| mine).map(|_| Id::now_v7().to_string()).collect();
    let lines = open
        .into_iter()
        .map(|watch| {
            let last = last.get(&watch.id).copied();
            Line {
                who: who(watch.pupil),
                next: next_catch_up(&v.setting.calendar, &watch, last),
                last,
                nobody: !staff.iter().any(|s| s.id == watch.key_worker && s.left_on.is_none()),
                watch,
            }
        })
        .collect();
    v.page(&ListPage {
        words: v.words().clone(),
        today: v.today(),
        lines,
        ended: ended.into_iter().map(|t| (who(t.pupil), t)).collect(),
        mine,
        keys: taps,
        plans,
        csrf: v.csrf.clone(),
    })
}

/// Who is on a plan of the reader's with nobody in contact by agreement.
async fn unagreed(src: &mut dyn Source, v: &Visit) -> Result<Vec<(Id, String, String)>, Problem> {
    let mut out = Vec::new();
    let plans = store::plan::all(src, &scope(v), false).await?;
    for p in plans.into_iter().filter(|p| p.owner == v.actor.staff) {
        if store::watch::of_pupil(src, v.org(), p.pupil).await?.is_none() {
            let pupil = store::pupil::find(src, &scope(v), p.pupil).await?;
            let plan = format!("{}, since {}", p.kind.label(), p.from);
            out.push((p.pupil, named(&pupil), plan));
        }
    }
    Ok(out)
}

/// The form for somebody, or finding them first.
async fn form_page(
    src: &mut dyn Source,
    v: &Visit,
    pupil: Option<&Pupil>,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let q = v.query.text("q").to_string();
    let looked_for = if pupil.is_none() { q.as_str() } else { "" };
    let found = crate::pupil::looked_for(src, &scope(v), looked_for, FOUND).await?;
    let signal = match form.id("signal").or(v.query.id("signal")) {
        Some(id) => Some(store::signal::find(src, &scope(v), id).await?),
        None => None,
    };
    let workers = match pupil {
        Some(pupil) => choices(&workers(src, v, pupil).await?),
        None => Vec::new(),
    };
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(NewPage {
        words: v.words().clone(),
        pupil: pupil.map(|p| (p.id, named(p))),
        signal: signal.filter(|s| pupil.is_some_and(|p| p.id == s.pupil)).map(|s| (s.id, s.said)),
        q,
        found: found.iter().map(|p| (p.id, named(p))).collect(),
        workers,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form, or who may be chosen.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = match v.query.id("pupil") {
        Some(id) => Some(store::pupil::find(&mut read, &scope(&v), id).await?),
        None => None,
    };
    if let Some(pupil) = &pupil
        && let Some(on) = store::watch::of_pupil(&mut read, v.org(), pupil.id).await?
    {
        return v.to(format!("/at-risk/{}", on.id));
    }
    let page = form_page(&mut read, &v, pupil.as_ref(), Form::default(), Errors::new()).await?;
    v.page(&page)
}

fn terms(form: &Form) -> Terms {
    Terms {
        level: form.coded::<Level>("level"),
        key_worker: form.id("key_worker"),
        every: form.coded::<Every>("every"),
        next_review: form.day("next_review"),
    }
}

/// What was typed of it, held against who may be key worker; what is wrong goes to the errors.
async fn typed(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
    errors: &mut Errors,
) -> Result<Option<(Level, Staff, Every, Day)>, Problem> {
    let all = workers(src, v, pupil).await?;
    let t = terms(&v.form);
    let worker = t.key_worker.and_then(|id| all.into_iter().find(|s| s.id == id));
    let t = Terms { key_worker: worker.as_ref().map(|s| s.id), ..t };
    for (field, message) in check(&t, &v.setting.calendar, v.today()) {
        errors.add(field, message);
    }
    Ok(match (t.level, worker, t.every, t.next_review) {
        (Some(level), Some(worker), Some(every), Some(next)) if errors.is_empty() => {
            Some((level, worker, every, next))
        }
        _ => None,
    })
}

/// Puts somebody on it, and answers the signals of theirs that wait.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Putting somebody on the at-risk register").await?;
    let pupil = v.form.id("pupil").ok_or(Problem::Missing)?;
    let pupil = store::pupil::find(&mut w, &scope(&v), pupil).await?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    if let Some(on) = store::watch::of_pupil(&mut w, v.org(), pupil.id).await? {
        if on.id == id {
            return v.to(format!("/at-risk/{id}"));
        }
        return Err(on_it_already(&pupil.name(), &on).into());
    }
    let mut errors = Errors::new();
    let basis = errors.need(&v.form, "basis", LONGEST, "Say on what basis: what was seen");
    let Some((level, worker, every, next)) = typed(&mut w, &v, &pupil, &mut errors).await? else {
        let page = form_page(&mut w, &v, Some(&pupil), v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let waiting: Vec<_> = store::signal::of_pupil(&mut w, v.org(), pupil.id)
        .await?
        .into_iter()
        .filter(|s| s.decided_at.is_none())
        .collect();
    let watch = Watch {
        id,
        pupil: pupil.id,
        level,
        basis,
        key_worker: worker.id,
        key_worker_name: worker.full(),
        every,
        next_review: next,
        begun_on: v.today(),
        begun_by: v.actor.name.clone(),
        signal: v.form.id("signal").filter(|id| waiting.iter().any(|s| s.id == *id)),
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    };
    store::watch::begin(&mut w, &watch).await?;
    let words = format!("Key worker {}. Looked at again {next}.", watch.key_worker_name);
    let answered = crate::signal::decided(&mut w, &v, &waiting, Outcome::Register, &words).await?;
    let event = changed(Verb::WatchBegun, &watch).fact("next", watch.next_review);
    v.commit(w, event, answered).await?;
    v.to_saying_of(
        format!("/at-risk/{id}"),
        &format!("{} is on the at-risk register", pupil.name()),
        &[&pupil.name()],
    )
}

fn changed(verb: Verb, t: &Watch) -> Event {
    Event::new(verb, "watch", t.id)
        .pupil(t.pupil)
        .fact("level", t.level.code())
        .fact("key worker", &t.key_worker_name)
        .fact("every", t.every.code())
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    watch: Watch,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let pupil = store::pupil::find(src, &scope(v), watch.pupil).await?;
    let catch_ups = store::watch::catch_ups(src, v.org(), watch.id).await?;
    let looks = store::watch::looks(src, v.org(), watch.id).await?;
    let workers = choices(&workers(src, v, &pupil).await?);
    let last = catch_ups.iter().filter(|c| c.how.counts()).map(|c| c.day).max();
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("day", v.today().iso()),
        ("level", watch.level.code().to_string()),
        ("key_worker", watch.key_worker.to_string()),
        ("every", watch.every.code().to_string()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(OnePage {
        line: line(src, v, watch, named(&pupil), last).await?,
        catch_ups,
        looks,
        workers,
        today: v.today(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows one line.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let watch = store::watch::find(&mut read, &scope(&v), v.id("id")?).await?;
    let page = sheet(&mut read, &v, watch, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Everything on a line that has ended stays as it is.
fn ended(v: &Visit, watch: &Watch) -> Answer {
    v.to_saying(format!("/at-risk/{}", watch.id), "This has ended. Put them on it again to go on")
}

/// Keeps a catch-up.
pub async fn contact(v: Visit) -> Answer {
    let mut w = v.write("Writing down a contact with somebody on the at-risk register").await?;
    let watch = store::watch::find(&mut w, &scope(&v), v.id("id")?).await?;
    if watch.ended_on.is_some() {
        return ended(&v, &watch);
    }
    let mut errors = Errors::new();
    let day = errors.get(v.form.day("day"), "day", "Give the day, such as 11/09/2026");
    match day {
        Some(day) if day > v.today() => errors.add("day", "This day has not come yet"),
        Some(day) if day < watch.begun_on => {
            errors.add("day", format!("They are on the register since {}", watch.begun_on));
        }
        _ => {}
    }
    let how = errors.get(v.form.coded("how"), "how", "Choose how it was held");
    let words = errors.limit(&v.form, "said", LONGEST);
    let (true, Some(day), Some(how)) = (errors.is_empty(), day, how) else {
        let page = sheet(&mut w, &v, watch, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let c = CatchUp {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        day,
        how,
        words,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let to = match v.form.text("back") {
        "mine" => "/at-risk?mine=yes".to_string(),
        _ => format!("/at-risk/{}", watch.id),
    };
    if !store::watch::catch_up(&mut w, watch.id, &c).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::CaughtUp, "watch", watch.id)
        .pupil(watch.pupil)
        .fact("how", how.code())
        .fact("day", day);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "The contact is kept")
}

/// Keeps a look, with what is agreed from now on.
pub async fn look(v: Visit) -> Answer {
    let mut w = v.write("Looking again at somebody on the at-risk register").await?;
    let watch = store::watch::find(&mut w, &scope(&v), v.id("id")?).await?;
    if watch.ended_on.is_some() {
        return ended(&v, &watch);
    }
    let pupil = store::pupil::find(&mut w, &scope(&v), watch.pupil).await?;
    let mut errors = Errors::new();
    let words =
        errors.need(&v.form, "words", LONGEST, "Say what you saw, and what is agreed from now on");
    let Some((level, worker, every, next)) = typed(&mut w, &v, &pupil, &mut errors).await? else {
        let page = sheet(&mut w, &v, watch, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let now = Watch {
        level,
        key_worker: worker.id,
        key_worker_name: worker.full(),
        every,
        next_review: next,
        version: v.form.int("version").unwrap_or(0),
        ..watch
    };
    keep(&mut w, &v, &now).await?;
    store::watch::look(&mut w, now.id, &looked(&v, &now, words, Some(next))).await?;
    let event = changed(Verb::WatchLooked, &now).fact("next", next);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/at-risk/{}", now.id), "The look is kept")
}

fn looked(v: &Visit, t: &Watch, words: String, next: Option<Day>) -> Look {
    Look {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        day: v.today(),
        words,
        level: t.level,
        every: t.every,
        key_worker_name: t.key_worker_name.clone(),
        next_review: next,
        by_name: v.actor.name.clone(),
        at: v.now,
    }
}

async fn keep(w: &mut store::Write, v: &Visit, t: &Watch) -> Result<(), Problem> {
    store::watch::change(w, t).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// When a plan ends, the key worker stays in contact every half-term; none where nobody is, or
/// where it is no more often already.
pub(crate) async fn less_often(
    w: &mut store::Write,
    v: &Visit,
    pupil: Id,
) -> Result<Option<Event>, Problem> {
    let Some(watch) = store::watch::of_pupil(w, v.org(), pupil).await? else { return Ok(None) };
    if watch.every == Every::HalfTermly {
        return Ok(None);
    }
    let now = Watch { every: Every::HalfTermly, ..watch };
    store::watch::change(w, &now).await?;
    let words = "The plan ended: contact goes on every half-term.".to_string();
    let look = Look { id: Id::now_v7(), ..looked(v, &now, words, Some(now.next_review)) };
    store::watch::look(w, now.id, &look).await?;
    Ok(Some(changed(Verb::WatchLooked, &now).fact("next", now.next_review)))
}

/// Takes somebody off it.
pub async fn end(v: Visit) -> Answer {
    let mut w = v.write("Taking somebody off the at-risk register").await?;
    let watch = store::watch::find(&mut w, &scope(&v), v.id("id")?).await?;
    if watch.ended_on.is_some() {
        return ended(&v, &watch);
    }
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", LONGEST, "Say why it ends, and what came of it");
    if !errors.is_empty() {
        let page = sheet(&mut w, &v, watch, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let now = Watch {
        ended_on: Some(v.today()),
        ended_why: why.clone(),
        version: v.form.int("version").unwrap_or(0),
        ..watch
    };
    keep(&mut w, &v, &now).await?;
    store::watch::look(&mut w, now.id, &looked(&v, &now, why, None)).await?;
    v.commit(w, Event::new(Verb::WatchEnded, "watch", now.id).pupil(now.pupil), Vec::new()).await?;
    v.to_saying("/at-risk", "Taken off the register. Everything that was written stays")
}

/// The gallery's samples.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    let mut all = page::samples();
    all.extend(summary::samples());
    all
}
