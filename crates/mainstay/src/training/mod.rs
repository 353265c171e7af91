//! Training: what somebody received or gave, until when it counts, and who is without what is asked.
//! Each sees their own; whoever leads the team sees everybody's.
//!
//! Must never double: first-aiders are kept under Set-up, and read here.

pub mod need;
mod page;
pub mod person;
pub mod write;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::first_aid::FirstAider;
use casework::team::Ask;
use casework::training::{LONGEST, Person, Training, Way, lacking};
use casework::{Event, Id, May, Role, Verb};
use page::{ListPage, OnePage};
use store::today::team;
use store::{Source, Write};

/// Where it is.
pub const HOME: &str = "/training";

/// The school's interval before something runs out.
fn warned(v: &Visit) -> i64 {
    v.setting.rules.training_warned
}

/// First-aiders as training they received: kept under Set-up, read here.
fn as_training(f: &FirstAider, people: &[Person]) -> Training {
    let what = if f.what.is_empty() { "First aid".to_string() } else { f.what.clone() };
    Training {
        id: f.staff,
        way: Way::Received,
        staff: f.staff,
        staff_name: people
            .iter()
            .find(|p| p.staff == f.staff)
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        what,
        provider: String::new(),
        audience: String::new(),
        attended: None,
        feedback: String::new(),
        day: f.until.unwrap_or_else(|| rulebook::Day::from_pg(0)),
        minutes: 0,
        learnt: String::new(),
        until: f.until,
        not_renewed: String::new(),
        made_by: String::new(),
        version: f.version,
    }
}

/// Everybody's training, with first aid, and those who work here.
async fn everything(
    v: &Visit,
    src: &mut dyn Source,
) -> Result<(Vec<Training>, Vec<Training>, Vec<Person>), Problem> {
    let people = store::training::people(src, v.org()).await?;
    let all = store::training::all(src, v.org()).await?;
    let aid = store::first_aid::all(src, v.org()).await?;
    let aid = aid.iter().map(|f| as_training(f, &people)).collect();
    Ok((all, aid, people))
}

/// Shows one's own, and everybody's to whoever leads.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (all, aid, people) = everything(&v, &mut read).await?;
    let needs = store::training::needs(&mut read, v.org()).await?;
    let leads = v.may(May::Team);
    let both: Vec<Training> = all.iter().chain(&aid).cloned().collect();
    let mut lack = lacking(&needs, &people, &both, v.today());
    lack.retain(|l| leads || l.staff == v.actor.staff);
    let seen = |t: &Training| leads || t.staff == v.actor.staff;
    v.page(&ListPage {
        today: v.today(),
        warned: warned(&v),
        all: all.into_iter().filter(seen).collect(),
        aid: aid.into_iter().filter(seen).collect(),
        lack,
        leads,
        set_up: v.may(May::SetUp),
    })
}

/// One that this person may see.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<Training, Problem> {
    let t = store::training::find(src, v.org(), v.id("id")?).await?;
    match v.may(May::Team) || t.staff == v.actor.staff {
        true => Ok(t),
        false => Err(Problem::Missing),
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let t = found(v, &mut read).await?;
    let theirs = store::training::of(&mut read, v.org(), t.staff).await?;
    Ok(OnePage {
        standing: t.standing(&theirs, v.today(), warned(v)),
        files: store::attachment::of(&mut read, v.org(), &[t.id]).await?,
        t,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Hands its certificate out.
pub async fn serve(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let t = found(&v, &mut read).await?;
    let (file, bytes) = store::attachment::open(&mut read, v.org(), t.id, v.id("file")?).await?;
    v.download(&file.name, file.kind.media(), bytes)
}

fn event(verb: Verb, t: &Training) -> Event {
    let e = Event::new(verb, "training", t.id).fact("training", &t.what).fact("of", &t.staff_name);
    match t.until {
        Some(until) => e.fact("until", until),
        None => e,
    }
}

/// Says why one is not renewed: its reminder is done.
pub async fn act(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", LONGEST, "Say why it is not renewed");
    let mut w = v.write("Saying why training is not renewed").await?;
    let t = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", t.id);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if t.not_renewed == why {
        return v.to(there);
    }
    let t = Training { not_renewed: why.clone(), version: v.form.int("version").unwrap_or(0), ..t };
    match store::training::change(&mut w, &t).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    team::done(&mut w, Ask::TrainingEnds, t.id, None, &why).await?;
    v.commit(w, event(Verb::TrainingNotRenewed, &t), Vec::new()).await?;
    v.to_saying(there, "It is off the lists of what is to be renewed")
}

/// Who is told beside the person: whoever manages them, or the room's, or its line manager.
async fn manager(src: &mut dyn Source, org: Id, staff: Id) -> Result<Option<Id>, Problem> {
    if let Some(manager) = store::supervision::manager_of(src, org, staff).await? {
        return Ok(Some(manager));
    }
    for role in [Role::RoomLead, Role::RoomManager, Role::Senior] {
        let held = store::staff::with_role(src, org, role).await?;
        // Whoever leads the room is not their own manager.
        if held.iter().any(|s| s.id == staff) {
            continue;
        }
        if let Some(first) = held.first() {
            return Ok(Some(first.id));
        }
    }
    Ok(None)
}

/// Puts on Today that something runs out: of the person, and of whoever manages them.
async fn warn(w: &mut Write, ask: Ask, t: &Training, warned: i64) -> Result<(), Problem> {
    let (Some(due), Some(until)) = (t.told_on(warned), t.until) else { return Ok(()) };
    let org = w.org();
    let boss = manager(w, org, t.staff).await?;
    let own = format!("Renew: {}, good until {until}", t.what);
    team::ask(w, ask, t.id, t.id, &own, Some(t.staff), due).await?;
    if let Some(boss) = boss {
        let theirs = format!("{}: {}, good until {until}", t.staff_name, t.what);
        team::ask(w, ask, t.id, t.id, &theirs, Some(boss), due).await?;
    }
    Ok(())
}

/// What follows when a first-aider's last day is kept, or they are taken off the list.
pub async fn first_aid(
    w: &mut Write,
    v: &Visit,
    f: &FirstAider,
    gone: bool,
) -> Result<(), Problem> {
    team::done(w, Ask::FirstAidEnds, f.staff, None, "changed").await?;
    if gone || f.until.is_none() {
        return Ok(());
    }
    let people = store::training::people(w, v.org()).await?;
    warn(w, Ask::FirstAidEnds, &as_training(f, &people), warned(v)).await
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(write::samples());
    all.extend(need::samples());
    all
}
