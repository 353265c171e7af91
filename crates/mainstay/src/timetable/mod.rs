//! The weeks of assistants: filled period by period, published, changed, seen.
//!
//! Must never decide: who works when is said by whoever leads them.

mod page;
pub mod pattern;
pub mod period;
pub mod print;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::message::{Draft, Kind};
use casework::school::PeriodKind;
use casework::staff_day::What as Kept;
use casework::team::Ask;
use casework::timetable::{self, AssistantWeek, Facts, Slot, What};
use casework::{Event, Id, May, Reach, Refusal, Scope, Verb};
use page::{Cell, ListPage, Person, WeekPage};
use rulebook::Day;
use store::today::team;
use store::{Source, Write};

/// Where it is.
pub const HOME: &str = "/timetables";

/// What a week holds, whoever filled it; held against whatever else is said of each day, where asked.
async fn facts(
    v: &Visit,
    src: &mut dyn Source,
    week: &AssistantWeek,
    held_against: bool,
) -> Result<Facts, Problem> {
    let rooms = store::room::rooms(src, v.org()).await?;
    let mut rota = Vec::new();
    for day in timetable::days(&v.setting, week.monday) {
        let of_day = store::rota::of_day(src, v.org(), day).await?;
        for p in v.setting.periods_on(day) {
            // Whoever covers is shown as covering: the rota is kept where it is kept.
            let room = rooms.iter().find(|r| of_day.named(r.id, &p.code) == Some(week.staff));
            if let Some(room) = room {
                rota.push((Slot { day, code: p.code.clone() }, room.name.clone()));
            }
        }
    }
    let filled = store::timetable::filled(src, v.org(), week.id).await?;
    let mut clashes = Vec::new();
    for day in timetable::days(&v.setting, week.monday) {
        let of_day: Vec<_> =
            filled.iter().filter(|f| f.weekday == day.weekday().number()).collect();
        if of_day.is_empty() || !held_against {
            continue;
        }
        let it = crate::staff_day::of(&v.setting, src, week.staff, day).await?;
        for (a, b) in it.clashes() {
            let (own, other) = if a.what == Kept::Week { (a, b) } else { (b, a) };
            let period = v.setting.periods_on(day).into_iter().find(|p| p.from == own.from);
            if let Some(p) = period.filter(|_| own.what == Kept::Week) {
                clashes.push((Slot { day, code: p.code.clone() }, other.words.clone()));
            }
        }
    }
    Ok(Facts {
        filled,
        rota,
        week: store::timetable::working_week(src, v.org(), week.staff).await?,
        clashes,
    })
}

/// One week that this person may see: those who lead see all, others their own once it is published.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<AssistantWeek, Problem> {
    let week = store::timetable::find(src, v.org(), v.id("id")?).await?;
    let own = week.staff == v.actor.staff && week.published_at.is_some();
    if v.may(May::Team) || own { Ok(week) } else { Err(Problem::Missing) }
}

/// The week as it is drawn: a row for each period, a cell for each day.
async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    week: AssistantWeek,
    errors: Errors,
) -> Result<WeekPage, Problem> {
    let facts = facts(v, src, &week, true).await?;
    // Name and form are all that a colleague is told.
    let scope = Scope { org: v.org(), reach: vec![Reach::School] };
    let ids: Vec<Id> = facts.filled.iter().filter_map(|f| f.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let days = timetable::days(&v.setting, week.monday);
    let mut codes: Vec<(rulebook::Minute, String)> = Vec::new();
    for p in days.iter().flat_map(|d| v.setting.periods_on(*d)) {
        if !codes.iter().any(|(_, c)| *c == p.code) {
            codes.push((p.from, p.code.clone()));
        }
    }
    codes.sort();
    let cell = |day: Day, code: &str| -> Option<Cell> {
        let p = v.setting.periods_on(day).into_iter().find(|p| p.code == code)?;
        if let Some(f) = facts.of(day, code) {
            let pupil = f.pupil.and_then(|id| pupils.iter().find(|p| p.id == id));
            let who = pupil.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default();
            return Some(Cell::Filled {
                what: f.what,
                who,
                words: f.words.clone(),
                place: f.place.clone(),
            });
        }
        Some(match facts.in_charge(day, code) {
            Some(room) => Cell::InCharge(room.to_string()),
            None if !facts.is_in(p) => Cell::NotIn,
            None if matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch) => Cell::Pause,
            None => Cell::Empty,
        })
    };
    let rows = codes
        .into_iter()
        .map(|(_, code)| (code.clone(), days.iter().map(|d| cell(*d, &code)).collect()))
        .collect();
    let earlier = match v.may(May::Team) {
        true => store::timetable::before(src, v.org(), week.staff, week.monday).await?,
        false => Vec::new(),
    };
    let told = store::timetable::told(src, v.org(), week.id, v.actor.staff).await?;
    Ok(WeekPage {
        letter: v.setting.calendar.week_a.map(|_| v.setting.calendar.week(week.monday)),
        earlier: earlier.into_iter().map(|e| (e.id, e.monday)).collect(),
        empty: timetable::empty(&v.setting, week.monday, &facts),
        clashes: facts.clashes.clone(),
        not_theirs: facts.week.not_theirs.clone(),
        leads: v.may(May::Team),
        school: v.setting.school.name.clone(),
        today: v.today(),
        told,
        days,
        rows,
        week,
        csrf: v.csrf.clone(),
        errors,
    })
}

/// Shows the weeks of everybody, of one Monday.
pub async fn list(v: Visit) -> Answer {
    let page = listed(&v, v.query.day("day"), Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

async fn listed(
    v: &Visit,
    day: Option<Day>,
    form: Form,
    errors: Errors,
) -> Result<ListPage, Problem> {
    let monday = day.unwrap_or_else(|| v.today()).monday();
    let mut read = v.read().await?;
    let weeks = store::timetable::of_week(&mut read, v.org(), monday).await?;
    let known = store::timetable::people(&mut read, v.org()).await?;
    let people = crate::team::people(&mut read, v).await?;
    let mut out = Vec::new();
    for p in &people {
        let week = weeks.iter().find(|w| w.staff == p.staff).cloned();
        if week.is_none() && !known.contains(&p.staff) {
            continue;
        }
        let empty = match &week {
            Some(week) => {
                let facts = facts(v, &mut read, week, false).await?;
                timetable::empty(&v.setting, monday, &facts)
            }
            None => Vec::new(),
        };
        out.push(Person { staff: p.staff, name: p.name.clone(), week, empty });
    }
    let new: Vec<_> =
        people.into_iter().filter(|p| !out.iter().any(|o| o.staff == p.staff)).collect();
    Ok(ListPage {
        monday,
        letter: v.setting.calendar.week_a.map(|_| v.setting.calendar.week(monday)),
        people: out,
        staff: crate::team::choices(&new, None),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Begins somebody's week.
pub async fn begin(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let monday = v.form.day("monday").map(Day::monday);
    let mut w = v.write("Beginning the week of an assistant").await?;
    let people = crate::team::people(&mut w, &v).await?;
    let who = crate::team::chosen(&people, &v, &mut errors, "staff", "Choose whose week it is");
    let (Some(who), Some(monday)) = (who, monday) else {
        drop(w);
        let page = listed(&v, monday, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let week = AssistantWeek {
        id: Id::now_v7(),
        staff: who.staff,
        staff_name: who.name.clone(),
        monday,
        published_at: None,
        published_by: String::new(),
        version: 1,
    };
    if !store::timetable::begin(&mut w, &week).await? {
        let org = v.org();
        let there = store::timetable::of_staff(&mut w, org, who.staff, monday).await?;
        return v.to(format!("{HOME}/{}", there.ok_or(Problem::Missing)?.id));
    }
    v.commit(w, event(Verb::TimetableFilled, &week), Vec::new()).await?;
    v.to(format!("{HOME}/{}", week.id))
}

fn event(verb: Verb, week: &AssistantWeek) -> Event {
    Event::new(verb, "assistant_week", week.id)
        .fact("of", &week.staff_name)
        .fact("week", week.monday)
}

/// Shows one's own week: the one that is now, or the one after it once it is published.
pub async fn mine(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let monday = v.query.day("day").unwrap_or_else(|| v.today()).monday();
    let org = v.org();
    let week = store::timetable::of_staff(&mut read, org, v.actor.staff, monday).await?;
    match week.filter(|w| w.published_at.is_some()) {
        Some(week) => {
            let page = sheet(&v, &mut read, week, Errors::new()).await?;
            v.page(&page)
        }
        None => v.page(&page::NonePage { monday }),
    }
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let week = found(&v, &mut read).await?;
    let page = sheet(&v, &mut read, week, Errors::new()).await?;
    v.page(&page)
}

/// Publishes a week, copies one before it, or says that it was seen.
pub async fn act(v: Visit) -> Answer {
    match v.form.text("act") {
        "publish" if v.may(May::Team) => publish(v).await,
        "copy" if v.may(May::Team) => copy(v).await,
        "seen" => seen(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn publish(v: Visit) -> Answer {
    let mut w = v.write("Publishing the week of an assistant").await?;
    let week = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", week.id);
    if week.published_at.is_some() {
        return v.to_saying(there, "It is published already");
    }
    let facts = facts(&v, &mut w, &week, true).await?;
    timetable::may_publish(&v.setting, &week, &facts).map_err(|r| *r)?;
    let week =
        AssistantWeek { published_at: Some(v.now), published_by: v.actor.name.clone(), ..week };
    store::timetable::touch(&mut w, &week).await?;
    if week.staff != v.actor.staff {
        let what = format!("Your timetable for the week of {} is published", week.monday);
        let due = week.monday.max(v.today());
        team::ask(&mut w, Ask::Timetable, week.id, week.id, &what, Some(week.staff), due).await?;
    }
    v.commit(w, event(Verb::TimetablePublished, &week), Vec::new()).await?;
    v.to_saying(there, format!("Published to {}", week.staff_name))
}

async fn copy(v: Visit) -> Answer {
    let from = v.form.id("from").ok_or(Problem::Missing)?;
    let mut w = v.write("Copying the week of an assistant").await?;
    let week = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", week.id);
    if week.published_at.is_some() {
        return Err(Refusal::because(
            "This week is published",
            "Nothing is copied over a week that somebody works by. Its periods are changed one by one.",
            "The way Mainstay works.",
        )
        .or("See the week", there)
        .into());
    }
    let org = v.org();
    let other = store::timetable::find(&mut w, org, from).await?;
    if other.staff != week.staff {
        return Err(Problem::Missing);
    }
    let open: Vec<i64> =
        timetable::days(&v.setting, week.monday).iter().map(|d| d.weekday().number()).collect();
    let there_now = store::timetable::filled(&mut w, org, week.id).await?;
    let mut copied = 0;
    for f in store::timetable::filled(&mut w, org, other.id).await? {
        let known = there_now.iter().any(|t| (t.weekday, &t.code) == (f.weekday, &f.code));
        if open.contains(&f.weekday) && !known {
            store::timetable::fill(&mut w, week.id, &f).await?;
            copied += 1;
        }
    }
    if copied == 0 {
        return v.to_saying(there, "There was nothing to copy into an empty period");
    }
    store::timetable::touch(&mut w, &week).await?;
    let event =
        event(Verb::TimetableFilled, &week).fact("from", format!("the week of {}", other.monday));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, format!("{copied} periods copied. What was filled already stayed"))
}

async fn seen(v: Visit) -> Answer {
    let mut w = v.write("Seeing that a week was changed").await?;
    let week = store::timetable::find(&mut w, v.org(), v.id("id")?).await?;
    if week.staff != v.actor.staff {
        return Err(Problem::Missing);
    }
    let me = Some(v.actor.staff);
    if team::done(&mut w, Ask::Timetable, week.id, me, "seen").await? > 0 {
        v.commit(w, event(Verb::TimetableSeen, &week), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", week.id), "It is kept that you have seen it")
}

/// Tells whoever's week it is that a published week was changed: on Today, and by email.
async fn tell(
    v: &Visit,
    w: &mut Write,
    week: &AssistantWeek,
    slot: &Slot,
    now: Option<&timetable::Filled>,
) -> Result<(), Problem> {
    if week.published_at.is_none() || week.staff == v.actor.staff {
        return Ok(());
    }
    let what = format!("Your timetable was changed: {}", timetable::changed(slot, now));
    let due = slot.day.max(v.today());
    team::ask(w, Ask::Timetable, week.id, week.id, &what, Some(week.staff), due).await?;
    let org = v.org();
    let staff = store::staff::find(w, org, week.staff).await?;
    if staff.email.trim().is_empty() {
        return Ok(());
    }
    let school = &v.setting.school.name;
    let slots = std::slice::from_ref(slot);
    let draft = Draft {
        id: Id::now_v7(),
        kind: Kind::Timetable,
        staff: Some(staff.id),
        contact: None,
        to_name: staff.full(),
        to: staff.email.clone(),
        words: timetable::told(school, &staff.formal(), week.monday, slots),
        about: week.id,
        pupil: None,
        link: None,
        until: casework::link::day_is_over(due),
    };
    Ok(store::message::add(w, &[draft]).await?)
}

/// A week with everything in it that is awkward, for the gallery.
fn sample() -> WeekPage {
    page::sample(What::Task)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.push(print::sample(&sample()));
    all.extend(period::samples());
    all.extend(pattern::samples());
    all
}
