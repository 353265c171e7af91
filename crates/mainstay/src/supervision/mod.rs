//! Line management: the meetings of two people, held, missed, rebooked, with notes that both see and both
//! agree. Nobody else finds them.
//!
//! Must never show: the words of somebody's reflective supervision; that it took place is all.

pub mod dates;
pub mod follow;
pub mod notes;
pub mod own;
mod page;
pub mod practice;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::team::{coming, people};
use crate::visit::{Answer, Visit};
use casework::supervision::{
    Every, LONGEST, LONGEST_LINE, Meeting, Series, State, may_rebook, may_say, next,
};
use casework::team::Ask;
use casework::{Coded, Event, Id, May, Refusal, Verb};
use page::{ListPage, NewPage, SeriesPage};
use rulebook::{Day, Minute};
use store::today::team;
use store::{Source, Write};

/// Where it is.
pub const HOME: &str = "/supervision";

/// Shows the series this person is in.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let mut all = Vec::new();
    for s in store::supervision::of(&mut read, v.org(), v.actor.staff).await? {
        let meetings = store::supervision::meetings(&mut read, v.org(), s.id).await?;
        all.push((s, meetings));
    }
    v.page(&ListPage { today: v.today(), me: v.actor.staff, all, leads: v.may(May::Team) })
}

async fn blank(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let staff = crate::team::choices(&people(&mut read, v).await?, Some(v.actor.staff));
    Ok(NewPage { staff, csrf: v.csrf.clone(), form, errors })
}

/// Shows the form of a new series.
pub async fn new(v: Visit) -> Answer {
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("every", Every::Fortnight.code().to_string()),
        ("day", v.today().iso()),
    ]);
    let page = blank(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// A time that may be left out, or an error beside it.
fn time(v: &Visit, errors: &mut Errors, field: &str) -> Option<Minute> {
    if !v.form.has(field) {
        return None;
    }
    errors.get(v.form.minute(field), field, "Give a time, such as 14.30, or leave it")
}

/// A day to come on which the school is open, or an error beside it.
fn open_day(v: &Visit, errors: &mut Errors, field: &str) -> Option<Day> {
    let day = coming(v, errors, field)?;
    match v.setting.calendar.why_closed(day) {
        Some(why) => {
            errors.add(field, format!("The school is shut then: {why}"));
            None
        }
        None => Some(day),
    }
}

fn event(verb: Verb, s: &Series) -> Event {
    // The two know each other: whoever reads the trail is told whose meeting it was, and no more.
    Event::new(verb, "supervision", s.id).fact("with", &s.staff_name)
}

/// Plans a meeting, and puts it on the manager's Today of its day.
async fn planned(w: &mut Write, s: &Series, m: &Meeting) -> Result<(), Problem> {
    if store::supervision::plan(w, m).await? {
        let what = format!("Line management with {}: held or missed?", s.staff_name);
        team::ask(w, Ask::Hold, s.id, m.id, &what, Some(s.manager), m.day).await?;
    }
    Ok(())
}

fn meeting(
    series: Id,
    day: Day,
    rhythm: Day,
    at: Option<Minute>,
    rebook_of: Option<Id>,
) -> Meeting {
    Meeting {
        id: Id::now_v7(),
        series,
        day,
        at,
        rhythm,
        state: State::Planned,
        why: String::new(),
        rebook_of,
        notes: String::new(),
        wellbeing: String::new(),
        to_do: String::new(),
        written_by: String::new(),
        manager_agreed_at: None,
        staff_agreed_at: None,
        version: 1,
    }
}

/// Begins a series with its first meeting.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let every = errors.get(f.coded::<Every>("every"), "every", "Say how often");
    let day = open_day(&v, &mut errors, "day");
    let at = time(&v, &mut errors, "at");
    let objectives = errors.limit(f, "objectives", LONGEST);
    let mut w = v.write("Beginning line management meetings").await?;
    let all = people(&mut w, &v).await?;
    let who = crate::team::chosen(&all, &v, &mut errors, "staff", "Choose whom you meet");
    if who.is_some_and(|p| p.staff == v.actor.staff) {
        errors.add("staff", "Choose somebody else than yourself");
    }
    let (Some(every), Some(day), Some(who), true) = (every, day, who, errors.is_empty()) else {
        drop(w);
        let page = blank(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let s = Series {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        manager: v.actor.staff,
        manager_name: v.actor.name.clone(),
        staff: who.staff,
        staff_name: who.name.clone(),
        every,
        objectives,
        ended_on: None,
        version: 1,
    };
    if store::supervision::add(&mut w, &s).await? {
        planned(&mut w, &s, &meeting(s.id, day, day, at, None)).await?;
        v.commit(w, event(Verb::SupervisionBegun, &s).fact("on", day), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", s.id), "The first meeting is planned")
}

/// One series as one of the two sees it.
async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<SeriesPage, Problem> {
    let mut read = v.read().await?;
    let src: &mut dyn Source = &mut read;
    let series = store::supervision::find(src, v.org(), v.actor.staff, v.id("id")?).await?;
    let manages = series.manager == v.actor.staff;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(SeriesPage {
        today: v.today(),
        meetings: store::supervision::meetings(src, v.org(), series.id).await?,
        // That it took place is all a manager is told.
        own_days: match manages {
            true => store::supervision::own_days(src, v.org(), series.staff).await?,
            false => Vec::new(),
        },
        manages,
        actions: store::action::about(src, v.org(), series.id).await?,
        series,
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

/// Says what became of a meeting, moves or rebooks one, or changes the series.
pub async fn act(v: Visit) -> Answer {
    match v.form.text("act") {
        "held" => say(v, State::Held).await,
        "missed" => say(v, State::Missed).await,
        "move" => shift(v).await,
        "rebook" => rebook(v).await,
        "change" => change(v).await,
        "end" => end(v).await,
        _ => Err(Problem::Missing),
    }
}

/// The series and the meeting meant.
async fn meant(v: &Visit, w: &mut Write) -> Result<(Series, Meeting), Problem> {
    let org = v.org();
    let s = store::supervision::find(w, org, v.actor.staff, v.id("id")?).await?;
    let id = v.form.id("meeting").ok_or(Problem::Missing)?;
    let m = store::supervision::meeting(w, org, s.id, id).await?;
    Ok((s, m))
}

async fn again(v: &Visit, w: Write, errors: Errors) -> Answer {
    drop(w);
    let page = sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

async fn say(v: Visit, state: State) -> Answer {
    let mut w = v.write("Saying what became of a meeting").await?;
    let (s, m) = meant(&v, &mut w).await?;
    let there = format!("{HOME}/{}", s.id);
    if m.state == state {
        return v.to(there);
    }
    may_say(&m, &s, &v.actor, v.today()).map_err(|r| *r)?;
    let mut errors = Errors::new();
    let why = match state {
        State::Missed => {
            let field = format!("why-{}", m.id);
            errors.need(&v.form, &field, LONGEST_LINE, "Say why it was missed")
        }
        _ => String::new(),
    };
    if !errors.is_empty() {
        return again(&v, w, errors).await;
    }
    let m = Meeting { state, why, ..m };
    store::supervision::keep(&mut w, &m).await?;
    team::done(&mut w, Ask::Hold, m.id, None, state.label()).await?;
    if state == State::Missed {
        let what =
            format!("Rebook line management with {}, missed {}", s.staff_name, m.day.short());
        team::ask(&mut w, Ask::Rebook, s.id, m.id, &what, Some(s.manager), v.today()).await?;
    }
    // The series goes on by its own days. One that was rebooked had its next planned already.
    let all = store::supervision::meetings(&mut w, v.org(), s.id).await?;
    let waits = all.iter().any(|o| o.state == State::Planned && o.rhythm > m.rhythm);
    if s.ended_on.is_none() && !waits {
        let cal = &v.setting.calendar;
        if let Some((rhythm, day)) = next(cal, s.every, m.rhythm, v.today().plus(1)) {
            planned(&mut w, &s, &meeting(s.id, day, rhythm, m.at, None)).await?;
        }
    }
    let event = event(Verb::SupervisionSaid, &s).fact("on", m.day).fact("said", state.label());
    v.commit(w, event, Vec::new()).await?;
    match state {
        State::Held => v.to_saying(format!("{there}/{}", m.id), "Held. Write what was agreed"),
        _ => v.to_saying(there, "Missed. Book it again below"),
    }
}

async fn shift(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Moving a meeting").await?;
    let (s, m) = meant(&v, &mut w).await?;
    let field = format!("day-{}", m.id);
    let day = open_day(&v, &mut errors, &field);
    let at = time(&v, &mut errors, &format!("at-{}", m.id));
    let (Some(day), true) = (day, errors.is_empty()) else { return again(&v, w, errors).await };
    let there = format!("{HOME}/{}", s.id);
    if (m.day, m.at) == (day, at) {
        return v.to(there);
    }
    if m.state != State::Planned {
        return Err(Refusal::because(
            "Only a meeting that is to come is moved",
            "What was held or missed stands; a missed one is booked again.",
            "The way Mainstay works.",
        )
        .or("See the meetings", there)
        .into());
    }
    let from = m.day;
    let m = Meeting { day, at, ..m };
    store::supervision::keep(&mut w, &m).await?;
    team::moved(&mut w, Ask::Hold, m.id, day).await?;
    let event = event(Verb::SupervisionBooked, &s).fact("from", from).fact("on", day);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, format!("Moved to {day}"))
}

async fn rebook(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let mut w = v.write("Rebooking a missed meeting").await?;
    let (s, m) = meant(&v, &mut w).await?;
    let there = format!("{HOME}/{}", s.id);
    if m.state == State::Rebooked {
        return v.to_saying(there, "It is booked again already");
    }
    let day = open_day(&v, &mut errors, &format!("day-{}", m.id));
    let at = time(&v, &mut errors, &format!("at-{}", m.id));
    let (Some(day), true) = (day, errors.is_empty()) else { return again(&v, w, errors).await };
    may_rebook(&m, day, v.today()).map_err(|r| *r)?;
    let from = m.day;
    let new = meeting(s.id, day, m.rhythm, at, Some(m.id));
    let m = Meeting { state: State::Rebooked, ..m };
    store::supervision::keep(&mut w, &m).await?;
    team::done(&mut w, Ask::Rebook, m.id, None, "rebooked").await?;
    planned(&mut w, &s, &new).await?;
    let event = event(Verb::SupervisionBooked, &s).fact("from", from).fact("on", day);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, format!("Rebooked for {day}"))
}

async fn change(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let every = errors.get(v.form.coded::<Every>("every"), "every", "Say how often");
    let objectives = errors.limit(&v.form, "objectives", LONGEST);
    let mut w = v.write("Changing line management meetings").await?;
    let org = v.org();
    let s = store::supervision::find(&mut w, org, v.actor.staff, v.id("id")?).await?;
    let (Some(every), true) = (every, errors.is_empty()) else { return again(&v, w, errors).await };
    let there = format!("{HOME}/{}", s.id);
    if (s.every, &s.objectives) == (every, &objectives) {
        return v.to(there);
    }
    let s = Series { every, objectives, version: v.form.int("version").unwrap_or(0), ..s };
    match store::supervision::change(&mut w, &s).await {
        Err(store::Problem::Stale) => return Err(Problem::Stale(v.form.kept())),
        other => other?,
    }
    v.commit(w, event(Verb::SupervisionChanged, &s), Vec::new()).await?;
    v.to_saying(there, "Kept")
}

async fn end(v: Visit) -> Answer {
    let mut w = v.write("Ending line management meetings").await?;
    let org = v.org();
    let s = store::supervision::find(&mut w, org, v.actor.staff, v.id("id")?).await?;
    let there = format!("{HOME}/{}", s.id);
    if s.manager != v.actor.staff {
        return Err(Problem::Missing);
    }
    if s.ended_on.is_some() {
        return v.to(there);
    }
    let s = Series { ended_on: Some(v.today()), ..s };
    store::supervision::change(&mut w, &s).await?;
    for m in store::supervision::meetings(&mut w, org, s.id).await? {
        for ask in [Ask::Hold, Ask::Rebook, Ask::Agree] {
            team::done(&mut w, ask, m.id, None, "the series has ended").await?;
        }
    }
    let event = event(Verb::SupervisionChanged, &s).fact("until", v.today());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, "The series has ended. What was kept stays")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(dates::samples());
    all.extend(notes::samples());
    all.extend(own::samples());
    all.extend(practice::samples());
    all
}
