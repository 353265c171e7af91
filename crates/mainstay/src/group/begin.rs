//! Beginning a group: what, who leads it, where, on which weekday and period, between which days.
//!
//! Must never know: which days pupils are in; the calendar says.

use super::free;
use super::page::NewPage;
use crate::form::{Errors, Form};
use crate::intervention::{must_run, staff_choices};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::group::{Group, LONGEST, LONGEST_NAME, Session, State, day_errors, days, refused};
use casework::{Event, Id, Verb};
use rulebook::Weekday;
use store::Source;

async fn sheet(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let catalogue = store::intervention::all(src, v.org()).await?;
    let measures = store::intervention::measures(src, v.org()).await?;
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("first", v.today().iso()),
        ("weekday", v.today().weekday().number().to_string()),
        ("leader", v.actor.staff.to_string()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    let mut codes: Vec<String> = Vec::new();
    for p in &v.setting.periods {
        if !codes.contains(&p.code) {
            codes.push(p.code.clone());
        }
    }
    let choose = || std::iter::once(Choice::new("", "Choose"));
    Ok(NewPage {
        interventions: choose()
            .chain(
                catalogue
                    .iter()
                    .filter(|i| i.active)
                    .map(|i| Choice::new(i.id.to_string(), &i.name)),
            )
            .collect(),
        staff: staff_choices(src, v, "Choose").await?,
        measures: std::iter::once(Choice::new("", casework::intervention::own().name))
            .chain(
                measures
                    .iter()
                    .filter(|m| m.active)
                    .map(|m| Choice::new(m.id.to_string(), &m.name)),
            )
            .collect(),
        codes,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// The form.
pub async fn new(v: Visit) -> Answer {
    must_run(&v, "/groups")?;
    let mut read = v.read().await?;
    let page = sheet(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Begins a group.
pub async fn add(v: Visit) -> Answer {
    must_run(&v, "/groups")?;
    let mut w = v.write("Beginning a group").await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.get(f.id("intervention"), "intervention", "Choose what is delivered");
    let name = errors.need(f, "name", LONGEST_NAME, "Give the group a name");
    let aim = errors.need(f, "aim", LONGEST, "Say what the group is to do");
    let leader = errors.get(f.id("leader"), "leader", "Choose who leads it");
    let place = errors.limit(f, "place", LONGEST_NAME);
    let weekday = f.int("weekday").and_then(Weekday::from_number);
    let weekday = errors.get(weekday, "weekday", "Choose the weekday");
    let code = errors.need(f, "code", LONGEST_NAME, "Choose the period");
    let first = errors.get(f.day("first"), "first", "Give the first day, such as 03/11/2026");
    let last = errors.get(f.day("last"), "last", "Give the last day, such as 08/12/2026");
    let plan = errors.limit(f, "plan", LONGEST);
    let period = v
        .setting
        .periods
        .iter()
        .find(|p| Some(p.weekday) == weekday && p.code == code)
        .map(|p| (p.from, p.to));
    if let (Some(weekday), None, false) = (weekday, period, code.is_empty()) {
        errors.add("code", format!("{}s have no {code}", weekday.long()));
    }
    let mut on = Vec::new();
    if let (Some(weekday), Some(first), Some(last)) = (weekday, first, last) {
        let found = days(&v.setting.calendar, weekday, first, last);
        for (field, words) in day_errors(&found, first, last) {
            errors.add(field, words);
        }
        on = found.0;
    }
    let (Some(what), Some(leader), Some((from, to)), Some(first), Some(last), true) =
        (what, leader, period, first, last, errors.is_empty())
    else {
        let page = sheet(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let intervention = store::intervention::find(&mut w, v.org(), what).await?;
    let leader = store::staff::find(&mut w, v.org(), leader).await?;
    let measure = store::intervention::measure(&mut w, v.org(), f.id("measure")).await?;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let group = Group {
        id,
        intervention: intervention.id,
        name,
        aim,
        leader: leader.id,
        leader_name: leader.full(),
        place: place.clone(),
        code: code.clone(),
        from,
        to,
        first_day: first,
        last_day: last,
        measure: f.id("measure").map(|_| measure.id),
        plan,
        ended_on: None,
        ended_why: String::new(),
        made_by: v.actor.name.clone(),
        version: 1,
    };
    let sessions: Vec<Session> = on
        .iter()
        .map(|day| Session {
            id: Id::now_v7(),
            group: id,
            day: *day,
            code: code.clone(),
            from,
            to,
            state: State::Planned,
            first_day: *day,
            why: String::new(),
            plan: String::new(),
            notes: String::new(),
            held_by: String::new(),
            held_at: None,
            version: 1,
        })
        .collect();
    let mut clashes = free::of_leader(&v, &mut w, &sessions, &leader, Some(id)).await?;
    clashes.extend(free::of_place(&v, &mut w, &sessions, &place, Some(id)).await?);
    if !clashes.is_empty() {
        return Err(refused(&clashes, None).into());
    }
    let address = format!("/groups/{id}");
    if !store::group::begin(&mut w, &group, &sessions).await? {
        return v.to(address);
    }
    let event = Event::new(Verb::GroupBegun, "group", id)
        .fact("group", &group.name)
        .fact("sessions", sessions.len())
        .fact("leader", &group.leader_name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(address, "The group is made. Add who is in it")
}
