//! Known dates: trips, exams, appointments and absences, typed in or from a file. A booking on one
//! asks for another time, or a name and reason.

pub mod file;
pub mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::known_date::{DateKind, KnownDate, LONGEST, Whom, errors as wrong, year_group};
use casework::rota::may_plan;
use casework::{Coded, Event, Id, Verb};
use page::{DatesPage, Line};

/// Dates on one page at most.
const MOST: i64 = 300;

async fn page(v: &Visit, form: Form, mut errors: Errors) -> Result<DatesPage, Problem> {
    let mut read = v.read().await?;
    let dates = store::known_date::list(&mut read, v.org(), v.today(), MOST).await?;
    let pupils: Vec<Id> = dates.iter().filter_map(|d| d.pupil).collect();
    let known = store::pupil::several(&mut read, &v.scope(), &pupils).await?;
    let mut found = Vec::new();
    if form.has("name") {
        let filter = store::pupil::Filter {
            text: form.text("name").to_string(),
            take: 12,
            ..Default::default()
        };
        let (people, _) = store::pupil::list(&mut read, &v.actor.roll(), &filter).await?;
        found = people
            .iter()
            .map(|p| Choice::pupil(p.id.to_string(), format!("{}, {}", p.name(), p.form)))
            .collect();
        if found.is_empty() && errors.of("name").is_none() {
            errors.add("name", "Nobody on roll has a name or form that begins so");
        }
    }
    let lines = dates
        .into_iter()
        // A date of somebody outside this person's reach is not theirs to read.
        .filter_map(|d| {
            let pupil = match d.pupil {
                Some(id) => {
                    let p = known.iter().find(|p| p.id == id)?;
                    Some(format!("{}, {}", p.name(), p.form))
                }
                None => None,
            };
            Some(Line { pupil, date: d })
        })
        .collect();
    Ok(DatesPage {
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        lines,
        found,
        may: may_plan(&v.actor).is_ok(),
        today: v.today(),
        form,
        errors,
    })
}

/// Shows the dates to come.
pub async fn list(v: Visit) -> Answer {
    crate::rota::not_cover(&v)?;
    let page = page(&v, v.query.clone(), Errors::new()).await?;
    v.page(&page)
}

/// Writes one down.
pub async fn add(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let f = &v.form;
    let mut e = Errors::new();
    let mut read = v.read().await?;
    let (forms, classes) = store::known_date::groups(&mut read, v.org()).await?;
    drop(read);
    let whom = e.get(f.coded::<Whom>("whom"), "whom", "Say whom it is for");
    let same = |all: &[String], text: &str| {
        all.iter().find(|g| g.to_lowercase() == text.to_lowercase()).cloned()
    };
    let (mut pupil, mut group) = (None, String::new());
    let asked = f.text("group").trim().to_string();
    match whom {
        Some(Whom::Pupil) => {
            pupil = f.id("pupil");
            if pupil.is_none() && !f.has("name") {
                e.add("name", "Type the start of a name");
            } else if pupil.is_none() && e.is_empty() {
                // Finding a name is a step, not a mistake.
                let page = page(&v, f.clone(), e).await?;
                return if page.errors.is_empty() { v.page(&page) } else { v.again(&page) };
            }
        }
        Some(Whom::Form) => match same(&forms, &asked) {
            Some(form) => group = form,
            None => e.add("group", "Type a form as it is written, such as 9K2"),
        },
        Some(Whom::Class) => match same(&classes, &asked) {
            Some(class) => group = class,
            None => e.add("group", "Type a class as the timetable has it, such as 9K/Hi2"),
        },
        Some(Whom::Year) => match year_group(&asked) {
            Ok(n) => group = n.to_string(),
            Err(why) => e.add("group", why),
        },
        None => {}
    }
    let kind = e.get(f.coded::<DateKind>("kind"), "kind", "Say what it is");
    let what = e.limit(f, "what", LONGEST);
    let from = e.get(f.day("from"), "from", "Give the day as a date, such as 10/11/2026");
    let to = match f.has("to") {
        true => e.get(f.day("to"), "to", "Give the last day as a date, or leave it"),
        false => from,
    };
    let mut time = |name: &str| {
        let at = f.minute(name);
        if f.has(name) && at.is_none() {
            e.add(name, "Give a time such as 11.10, or leave it for the whole day");
        }
        at
    };
    let times = (time("at"), time("until"));
    if let (Some(from), Some(to)) = (from, to) {
        if let Some((field, why)) = wrong(from, to, times, v.today()) {
            e.add(field, why);
        }
        if to < v.today() {
            e.add("from", "It is over. Write down days to come");
        }
    }
    let (Some(whom), Some(kind), Some(from), Some(to), true) = (whom, kind, from, to, e.is_empty())
    else {
        let page = page(&v, f.clone(), e).await?;
        return v.again(&page);
    };
    let mut w = v.write("Writing down a known date").await?;
    if let Some(pupil) = pupil {
        store::pupil::find(&mut w, &v.actor.roll(), pupil).await?;
    }
    let date = KnownDate {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        whom,
        pupil,
        group,
        kind,
        what,
        from,
        to,
        from_minute: times.0,
        to_minute: times.1,
        made_by: v.actor.name.clone(),
    };
    if store::known_date::add(&mut w, std::slice::from_ref(&date)).await? > 0 {
        v.commit(w, store::known_date::said(Verb::DateKnown, &date), vec![]).await?;
    }
    v.to_saying("/known-dates", "Written down. Bookings it takes are on Today")
}

/// Takes one away.
pub async fn end(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let id = v.form.id("id").ok_or(Problem::Missing)?;
    let mut w = v.write("Taking away a known date").await?;
    let Ok(date) = store::known_date::find(&mut w, v.org(), id).await else {
        return v.to_saying("/known-dates", "It was taken away already");
    };
    if let Some(pupil) = date.pupil {
        store::pupil::find(&mut w, &v.scope(), pupil).await?;
    }
    if let Some(event) = store::known_date::end(&mut w, &date).await? {
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying("/known-dates", "Taken away")
}

/// The event of a whole file.
pub(crate) fn brought(run: Id, dates: usize) -> Event {
    Event::new(Verb::DateKnown, "known_date", run).fact("dates", dates)
}

/// "9K2", "Year 9".
pub(crate) fn group(d: &KnownDate) -> String {
    match d.whom {
        Whom::Year => format!("Year {}", d.group),
        Whom::Class => format!("Class {}", d.group),
        _ => d.group.clone(),
    }
}

/// The choices of a coded list.
pub(crate) fn choices<T: Coded>() -> Vec<Choice> {
    T::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect()
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(file::samples());
    all
}
