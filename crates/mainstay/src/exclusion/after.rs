//! What follows a decision: work set and marked, the day the pupil is back, what the parent writes.
//!
//! Must never make the way back wait for anything.

use super::{About, SHORT, event};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::owed::{Done, How, Owed};
use casework::{Event, Id, Refusal, Verb};
use rulebook::{Day, Instant};
use store::Write;
use store::exclusion::Work;

/// Only what was decided, and stands, goes on.
pub(crate) fn stands(about: &About) -> Result<(), Refusal> {
    if about.e.stands() {
        return Ok(());
    }
    Err(Refusal::because(
        "Nothing goes on here: it was not decided, or is cancelled",
        "Work, meetings and the way back belong to a decision that stands.",
        "Mainstay’s record of a suspension.",
    )
    .or("See the record", about.at()))
}

async fn again(v: &Visit, errors: Errors) -> Answer {
    let page = super::record::sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Proof of something owed that is done in Mainstay itself.
pub(crate) async fn met_here(
    w: &mut Write,
    v: &Visit,
    about: &About,
    o: &Owed,
    at: Instant,
    what: String,
) -> Result<Event, Problem> {
    let done = Done {
        id: Id::now_v7(),
        code: o.code.to_string(),
        party: o.to,
        whom: None,
        whom_name: String::new(),
        at,
        how: How::System,
        by_whom: v.actor.name.clone(),
        what,
        due_then: o.day(),
        note: String::new(),
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    };
    store::owed::record(w, about.e.id, &done).await?;
    Ok(event(Verb::OwedDone, about)
        .fact("what", o.words)
        .fact("how", "system")
        .fact("at", at.iso()))
}

/// Something owed by its code, while it is open.
pub(crate) fn open_duty<'a>(about: &'a About, code: &str) -> Option<&'a Owed> {
    about.owed.iter().find(|o| o.code == code && o.open())
}

/// Keeps work that was set.
pub async fn work(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let day = e.get(f.day("work_day"), "work_day", "Give the day it is for");
    let what = e.need(f, "work_what", SHORT, "Say what is set");
    let link = e.limit(f, "work_link", SHORT);
    let mut w = v.write("Setting work for a pupil who is suspended").await?;
    let about = About::of(&v, &mut w).await?;
    stands(&about)?;
    if let (Some(day), Some(first)) = (day, about.e.first)
        && (day < first || about.e.last.is_some_and(|last| day > last))
    {
        e.add("work_day", format!("It is not one of the days: {}", about.e.days()));
    }
    let (Some(day), true) = (day, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    let set = Work {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        exclusion: about.e.id,
        day,
        what: what.clone(),
        link,
        set_by: v.actor.name.clone(),
        set_at: v.now,
        marked_by: String::new(),
        marked_at: None,
        marked_note: String::new(),
    };
    if store::exclusion::set_work(&mut w, &set).await? {
        let first = event(Verb::ExclusionWork, &about).fact("day", day.iso());
        let mut rest = Vec::new();
        if let Some(o) = open_duty(&about, "work-set") {
            rest.push(met_here(&mut w, &v, &about, o, v.now, what).await?);
        }
        v.commit(w, first, rest).await?;
    }
    v.to_saying(format!("{}#work", about.at()), "The work is kept")
}

/// Records that work was marked.
pub async fn work_marked(v: Visit) -> Answer {
    let mut w = v.write("Marking work of a pupil who is suspended").await?;
    let about = About::of(&v, &mut w).await?;
    let id = v.id("work")?;
    let day = about.work.iter().find(|k| k.id == id).map(|k| k.day).ok_or(Problem::Missing)?;
    store::exclusion::mark_work(&mut w, about.e.id, id, v.form.text("note")).await?;
    let marked = event(Verb::ExclusionWork, &about).fact("day", day.iso()).fact("marked", "yes");
    v.commit(w, marked, Vec::new()).await?;
    v.to_saying(format!("{}#work", about.at()), "It is marked")
}

fn day_of(v: &Visit, name: &str, e: &mut Errors) -> Option<Day> {
    let day = e.get(v.form.day(name), name, "Give the date");
    if day.is_some_and(|day| day > v.today()) {
        e.add(name, "That is still to come");
    }
    day
}

/// Records that the pupil is back, and begins to follow the return where there is one to follow.
pub async fn back(v: Visit) -> Answer {
    let mut e = Errors::new();
    let day = day_of(&v, "back_on", &mut e);
    let mut w = v.write("Recording that a pupil is back in school").await?;
    let mut about = About::of(&v, &mut w).await?;
    stands(&about)?;
    if let (Some(day), Some(first)) = (day, about.e.first)
        && day < first
    {
        e.add("back_on", format!("It begins on {first}"));
    }
    if about.e.back_on.is_some() && about.e.back_on == day {
        return v.to(about.at());
    }
    let (Some(day), true) = (day, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    about.e.back_on = Some(day);
    store::exclusion::after(&mut w, &about.e).await?;
    let first = event(Verb::ExclusionBack, &about).fact("on", day.iso());
    let mut rest = Vec::new();
    if let Some(track) = follow(&mut w, &v, &about, day).await? {
        rest.push(Event::new(Verb::ReturnOpened, "return", track).pupil(about.pupil.id));
    }
    v.commit(w, first, rest).await?;
    v.to_saying(
        format!("{}#back", about.at()),
        "They are back. The return to lessons is followed from today",
    )
}

/// The return is followed as one from the room is, from the day before the first day back.
async fn follow(w: &mut Write, v: &Visit, about: &About, back: Day) -> Result<Option<Id>, Problem> {
    let there = store::returning::of_pupil(w, v.org(), about.pupil.id).await?;
    if there.iter().any(|t| t.outcome.is_none() && t.to_day >= back) {
        return Ok(None);
    }
    let Some(last) = v.setting.calendar.last_before(back) else { return Ok(None) };
    // A calendar that ends too soon is no reason to keep anybody waiting.
    let Ok(plan) = casework::returning::plan(&v.setting.calendar, last) else { return Ok(None) };
    Ok(Some(store::returning::begin_for(w, about.pupil.id, about.e.id, &plan).await?))
}

/// Records that the parent wrote to the governing body.
pub async fn wrote(v: Visit) -> Answer {
    let mut e = Errors::new();
    let day = day_of(&v, "written_on", &mut e);
    let mut w = v.write("Recording that a parent wrote to the governing body").await?;
    let mut about = About::of(&v, &mut w).await?;
    stands(&about)?;
    if let (Some(day), Some(d)) = (day, &about.e.decided)
        && day < d.at.day()
    {
        e.add("written_on", format!("It was decided on {}", d.at.day()));
    }
    let (Some(day), true) = (day, e.is_empty()) else {
        drop(w);
        return again(&v, e).await;
    };
    about.e.written_on = Some(day);
    store::exclusion::after(&mut w, &about.e).await?;
    let said = event(Verb::ExclusionAfter, &about).fact("what", "the parent made representations");
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(about.at(), "It is kept. What the governing body must do now is below")
}
