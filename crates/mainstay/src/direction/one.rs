//! One direction off site: begun, its terms changed, seen, and its first day.
//!
//! Must never take a first or last day on which nobody is in.

use super::form_page::{FormPage, filled};
use super::one_page::{DirectionPage, Planned};
use super::{HOME, about, almanac, calendar, invite, keyed, step};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::direction::{
    Direction, Directs, LONG, SHORT, State, begin, invite_by, notice, wrong_days,
};
use casework::panel::{Case, Outcome};
use casework::{Coded, Id, Refusal, Verb};
use rulebook::SchoolCalendar;
use store::Source;

/// The decision of a panel that this is begun from.
async fn from_panel(
    v: &Visit,
    src: &mut dyn Source,
    id: Option<Id>,
) -> Result<Option<Case>, Problem> {
    let Some(id) = id else { return Ok(None) };
    let case = store::panel::find(src, v.org(), id).await?;
    if case.outcome != Some(Outcome::DirectionFirst) {
        return Err(Refusal::because(
            format!("The panel did not decide that for {}", case.short().to_lowercase()),
            "A direction is begun from a case whose decision says so.",
            "The way Mainstay works.",
        )
        .or("See the case", format!("/panel-cases/{id}"))
        .or("Begin one by itself", format!("{HOME}/new"))
        .into());
    }
    Ok(Some(case))
}

/// The form, empty or filled from what the panel decided.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let from = from_panel(&v, &mut read, v.query.id("panel")).await?;
    let mut form = keyed().with("days", "5");
    if let Some(c) = &from {
        form = form
            .with("given", &c.given)
            .with("family", &c.family)
            .with("year", c.year.map(|y| y.to_string()).unwrap_or_default())
            .with("school_name", &c.school_name)
            .with("place", &c.to_school)
            .with("reasons", &c.support)
            .with("parent_view", &c.home_view)
            .with("pupil_view", &c.pupil_view);
        let schools = crate::case::school::all(&mut read, v.org()).await?;
        if let Some(place) = crate::case::school::named(&schools, &c.to_school) {
            form = form.with("address", &place.address);
        }
        if let Some(id) = c.case_file {
            let file = store::case::find(&mut read, v.org(), id).await?;
            if file.ehc == casework::case::Ehc::Plan {
                form = form.with("ehc", "yes");
            }
        }
    }
    v.page(&FormPage { direction: None, from, csrf: v.csrf.clone(), form, errors: Errors::new() })
}

/// What was typed, over a direction.
fn read(v: &Visit, of: Direction, calendar: &SchoolCalendar, errors: &mut Errors) -> Direction {
    let f = &v.form;
    let kind = errors.get(f.coded::<Directs>("school_type"), "school_type", "Choose who directs");
    let place = errors.need(f, "place", SHORT, "Say where the pupil is directed to");
    let address = errors.need(f, "address", LONG, "Give its address: the notice must say it");
    let report_to = errors.need(f, "report_to", SHORT, "Say whom to report to on arrival");
    let contact = errors.need(f, "contact", SHORT, "Say who is rung there, and the number");
    let objective = errors.need(f, "objective", LONG, "Say what it is for");
    let reasons = errors.need(f, "reasons", LONG, "Say why");
    let parent_view = errors.limit(f, "parent_view", LONG);
    let pupil_view = errors.limit(f, "pupil_view", LONG);
    let breaks = errors.need(f, "breaks", SHORT, "Say when the breaks are");
    let starts = errors.get(f.day("starts"), "starts", "Give its first day, such as 18/01/2027");
    let ends = errors.get(f.day("ends"), "ends", "Give its last day: it is for a limited time");
    let days = errors.get(
        f.int("days").filter(|d| (1..=5).contains(d)),
        "days",
        "Give a number of days a week, 1 to 5",
    );
    let from = errors.get(f.minute("session_from"), "session_from", "Give the time, such as 8.40");
    let to = errors.get(f.minute("session_to"), "session_to", "Give the time, such as 15.05");
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        errors.add("session_to", "They end after they begin");
    }
    for (field, message) in wrong_days(starts, ends, calendar) {
        errors.add(field, message);
    }
    Direction {
        ehc: f.ticked("ehc"),
        school_type: kind.unwrap_or(of.school_type),
        place,
        address,
        report_to,
        contact,
        objective,
        reasons,
        parent_view,
        pupil_view,
        starts: starts.unwrap_or(of.starts),
        ends: ends.unwrap_or(of.ends),
        days: days.unwrap_or(of.days),
        session_from: from.unwrap_or(of.session_from),
        session_to: to.unwrap_or(of.session_to),
        breaks,
        ..of
    }
}

/// Keeps a new one.
pub async fn enter(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Beginning a direction off site").await?;
    let from = from_panel(&v, &mut w, f.id("panel")).await?;
    let calendar = calendar(&v, &mut w, f.text("place")).await?;
    let mut errors = Errors::new();
    let given = errors.need(f, "given", SHORT, "Give the child’s name");
    let family = errors.need(f, "family", SHORT, "Give the family name");
    let school_name = errors.need(f, "school_name", SHORT, "Say which school directs");
    let year = f.int("year");
    if f.has("year") && !year.is_some_and(|y| (-1..=14).contains(&y)) {
        errors.add("year", "Give the year group as a number, such as 8, or leave it empty");
    }
    let bare = Direction {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        panel_case: from.as_ref().map(|c| c.id),
        case_file: from.as_ref().and_then(|c| c.case_file),
        given,
        family,
        year,
        ehc: false,
        school_name,
        school_type: Directs::Maintained,
        place: String::new(),
        address: String::new(),
        report_to: String::new(),
        contact: String::new(),
        objective: String::new(),
        reasons: String::new(),
        parent_view: String::new(),
        pupil_view: String::new(),
        starts: v.today(),
        ends: v.today(),
        days: 1,
        session_from: rulebook::Minute::default(),
        session_to: rulebook::Minute::default(),
        breaks: String::new(),
        state: State::Proposed,
        told_on: None,
        told_how: String::new(),
        sen_told_on: None,
        outcome: String::new(),
        ended_on: None,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    };
    let d = read(&v, bare, &calendar, &mut errors);
    if errors.of("starts").is_none() && d.starts < v.today() {
        errors.add("starts", "That day is over");
    }
    if !errors.is_empty() {
        drop(w);
        let (csrf, form) = (v.csrf.clone(), v.form.clone());
        return v.again(&FormPage { direction: None, from, csrf, form, errors });
    }
    if store::direction::add(&mut w, &d).await? {
        let words = match &from {
            Some(c) => format!(
                "To {}, from {} to {}. Begun from {} of a panel: the request for a lasting move stays on record.",
                d.place,
                d.starts,
                d.ends,
                c.short().to_lowercase()
            ),
            None => format!("To {}, from {} to {}.", d.place, d.starts, d.ends),
        };
        step(&mut w, &v, &d, "Direction off site begun", words).await?;
        v.commit(w, about(Verb::DirectionBegun, &d), Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", d.id), "It is begun. Notice is due by the day below")
}

/// Whether its terms may still be changed: until it is over.
fn open(d: &Direction) -> Result<(), Refusal> {
    if !d.state.is_over() {
        return Ok(());
    }
    Err(Refusal::because(
        format!("It ended: {}", d.state.label().to_lowercase()),
        "What stood stays as it stood.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See the direction", format!("{HOME}/{}", d.id)))
}

/// The form with its terms.
pub async fn change(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let d = store::direction::find(&mut read, v.org(), v.id("id")?).await?;
    open(&d)?;
    let form = filled(&d);
    v.page(&FormPage {
        direction: Some(d.id),
        from: None,
        csrf: v.csrf.clone(),
        form,
        errors: Errors::new(),
    })
}

/// Keeps changed terms. A first day that moves wants a notice of its own.
pub async fn save(v: Visit) -> Answer {
    let mut w = v.write("Changing the terms of a direction off site").await?;
    let before = store::direction::find(&mut w, v.org(), v.id("id")?).await?;
    open(&before)?;
    let calendar = calendar(&v, &mut w, v.form.text("place")).await?;
    let mut errors = Errors::new();
    let mut after = read(&v, before.clone(), &calendar, &mut errors);
    if before.state == State::Active && after.starts != before.starts {
        errors.add("starts", "It has begun: its first day stays");
    }
    if !errors.is_empty() {
        drop(w);
        let (csrf, form) = (v.csrf.clone(), v.form.clone());
        return v.again(&FormPage { direction: Some(before.id), from: None, csrf, form, errors });
    }
    let there = format!("{HOME}/{}", before.id);
    if after == before {
        return v.to(there);
    }
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut words = String::new();
    if after.starts != before.starts {
        words = format!("First day {} instead of {}.", after.starts, before.starts);
        if before.told_on.is_some() {
            (after.state, after.told_on) = (State::Proposed, None);
            words.push_str(" Notice is to be given again.");
        }
    }
    if after.ends != before.ends {
        words.push_str(&format!(" Last day {} instead of {}.", after.ends, before.ends));
    }
    store::direction::change(&mut w, &after).await?;
    step(&mut w, &v, &after, "Terms changed", words.trim().to_string()).await?;
    v.commit(w, about(Verb::DirectionChanged, &after), Vec::new()).await?;
    v.to_saying(there, "Kept")
}

pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<DirectionPage, Problem> {
    let mut read = v.read().await?;
    let d = store::direction::find(&mut read, v.org(), v.id("id")?).await?;
    let almanac = almanac(v, &mut read, &d.place).await?;
    let how = invite(&mut read, v.org()).await?;
    let reviews = store::direction::reviews(&mut read, v.org(), &[d.id]).await?;
    let panel = match d.panel_case {
        Some(id) => Some(store::panel::find(&mut read, v.org(), id).await?),
        None => None,
    };
    let found = almanac.as_ref().and_then(|a| notice(&d, a));
    let working =
        found.as_ref().map(|(a, _)| crate::matter::working(a.due, a.rule, almanac.as_ref()));
    let due = found.map(|n| n.1);
    let planned = reviews
        .into_iter()
        .map(|r| Planned { invite: almanac.as_ref().and_then(|a| invite_by(r.planned, how, a)), r })
        .collect();
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(DirectionPage {
        steps: store::direction::steps(&mut read, v.org(), d.id).await?,
        planned,
        panel,
        due,
        working,
        how,
        d,
        today: v.today(),
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps that its first day has begun.
pub async fn began(v: Visit) -> Answer {
    let mut w = v.write("Recording that a direction off site began").await?;
    let before = store::direction::find(&mut w, v.org(), v.id("id")?).await?;
    let there = format!("{HOME}/{}", before.id);
    if before.state == State::Active {
        return v.to(there);
    }
    let almanac = almanac(&v, &mut w, &before.place).await?;
    let latest = almanac.as_ref().and_then(|a| notice(&before, a)).map(|n| n.1);
    let latest = latest.map(|c| c.arguable.map_or(c.due, |a| a.max(c.due)));
    let state = begin(&before, latest, v.today())?;
    let after = Direction { state, ..before };
    store::direction::change(&mut w, &after).await?;
    step(&mut w, &v, &after, "It began", String::new()).await?;
    v.commit(w, about(Verb::DirectionMoved, &after), Vec::new()).await?;
    v.to_saying(there, "Kept: it runs")
}
