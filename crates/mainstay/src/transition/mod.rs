//! Transitions: who comes, moves up or moves on, across the school's own steps.
//!
//! Must never know: when a handover is flagged; `casework::transition` says.

mod one;
mod page;
mod samples;

pub use one::{change, end, show, step};
pub use samples::samples;

pub(crate) use crate::pupil::file_scope as scope;

use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::today::Kind;
use casework::transition::{
    BEGIN_WITH, LONGEST, Move, SHORT, StepDone, Transition, TransitionStep, flagged, flagged_on,
    handed_over,
};
use casework::{Event, Id, May, Verb};
use page::{AddPage, ListPage, Row};
use rulebook::Day;
use store::Source;
use store::pupil::Filter;
use store::today::Due;

/// Pupils of a year at most.
const FOUND: i64 = 400;

/// The school's steps, or those that are proposed, with keys of their own until they are kept.
pub(crate) async fn steps(src: &mut dyn Source, org: Id) -> Result<Vec<TransitionStep>, Problem> {
    Ok(store::transition::steps(src, org).await?)
}

/// The steps that are proposed.
pub(crate) fn proposed() -> Vec<TransitionStep> {
    BEGIN_WITH
        .iter()
        .enumerate()
        .map(|(n, (title, kind))| TransitionStep {
            id: Id::now_v7(),
            place: n as i64 + 1,
            title: (*title).into(),
            kind: *kind,
            active: true,
        })
        .collect()
}

pub(super) fn who(t: &Transition, pupils: &[Pupil]) -> String {
    match t.pupil {
        Some(id) => pupils
            .iter()
            .find(|p| p.id == id)
            .map(|p| format!("{}, {}", p.name(), p.form))
            .unwrap_or_default(),
        None => t.typed_name(),
    }
}

/// Transitions with names, what was done, and whether their handover is flagged.
async fn rows(
    src: &mut dyn Source,
    v: &Visit,
    all: Vec<Transition>,
    steps: &[TransitionStep],
) -> Result<Vec<Row>, Problem> {
    let ids: Vec<Id> = all.iter().map(|t| t.id).collect();
    let done = store::transition::done(src, v.org(), &ids).await?;
    let pupils: Vec<Id> = all.iter().filter_map(|t| t.pupil).collect();
    let pupils = store::pupil::several(src, &scope(v), &pupils).await?;
    Ok(all
        .into_iter()
        .map(|t| {
            let done: Vec<StepDone> =
                done.iter().filter(|d| d.transition == t.id).cloned().collect();
            Row {
                who: who(&t, &pupils),
                flagged: flagged(&v.setting.calendar, &t, steps, &done, v.today()),
                done,
                transition: t,
            }
        })
        .collect())
}

/// Shows the tracker.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let steps: Vec<TransitionStep> =
        steps(&mut read, v.org()).await?.into_iter().filter(|s| s.active).collect();
    let mut open = store::transition::open(&mut read, &scope(&v)).await?;
    let year = v.query.int("year");
    let mut years: Vec<i64> = open.iter().map(|t| t.year).collect();
    years.sort_unstable();
    years.dedup();
    open.retain(|t| year.is_none_or(|y| t.year == y));
    let past = store::transition::past(&mut read, &scope(&v)).await?;
    let open = rows(&mut read, &v, open, &steps).await?;
    let past = rows(&mut read, &v, past, &steps).await?;
    v.page(&ListPage {
        words: v.words().clone(),
        steps,
        open,
        past,
        years,
        year,
        sets_up: v.may(May::SetUp),
    })
}

async fn add_page(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<AddPage, Problem> {
    let mut found = Vec::new();
    let q = v.query.text("q").to_string();
    let year = v.query.int("year").or(form.int("of_year"));
    if !q.is_empty() || year.is_some() {
        let filter = Filter { text: q.clone(), year, take: FOUND, ..Filter::default() };
        found = store::pupil::list(src, &scope(v), &filter).await?.0;
    }
    let mut form = form;
    if !form.has("once") {
        form = form
            .with("once", Id::now_v7().to_string())
            .with("owner", v.actor.staff.to_string())
            .with("year", year.map(|y| (y + 1).to_string()).unwrap_or_default());
        if year.is_some() {
            form = form.with("way", "up");
            for p in &found {
                form = form.also("pupil", p.id.to_string());
            }
        }
    }
    Ok(AddPage {
        words: v.words().clone(),
        q,
        year,
        found: found.iter().map(|p| (p.id, format!("{}, {}", p.name(), p.form))).collect(),
        staff: crate::trip::choices(&owners(src, v).await?),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Those who may see to one: whose role opens files.
async fn owners(src: &mut dyn Source, v: &Visit) -> Result<Vec<casework::school::Staff>, Problem> {
    let may = store::staff::who_may(src, v.org(), May::PupilFile).await?;
    let mut all = store::staff::several(src, v.org(), &may).await?;
    all.retain(|s| s.left_on.is_none());
    Ok(all)
}

/// Shows the form: somebody by name, a whole year, or somebody who is not on roll yet.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = add_page(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Begins to follow some of them, all at once.
pub async fn add(v: Visit) -> Answer {
    let mut w = v.write("Beginning to follow transitions").await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let way = errors.get(f.coded::<Move>("way"), "way", "Choose which way they move");
    let known = rulebook::room::YEAR_GROUPS;
    let year = f.int("year").filter(|y| known.contains(y) || *y == known.end() + 1);
    let year = errors.get(year, "year", "Give the year they will be in, such as 7");
    let starts = errors.get(f.day("starts"), "starts", "Give the first day, such as 02/09/2026");
    let owners = owners(&mut w, &v).await?;
    let owner = f.id("owner").and_then(|id| owners.iter().find(|s| s.id == id));
    let owner = errors.get(owner, "owner", "Choose who sees to it");
    let place_from = errors.limit(f, "place_from", SHORT);
    let place_to = errors.limit(f, "place_to", SHORT);
    let needs = errors.limit(f, "needs", LONGEST);
    let given = errors.limit(f, "given", SHORT);
    let family = errors.limit(f, "family", SHORT);
    let ids: Vec<Id> = f.all("pupil").iter().filter_map(|id| Id::parse_str(id).ok()).collect();
    let pupils = store::pupil::several(&mut w, &scope(&v), &ids).await?;
    let typed = !given.is_empty() || !family.is_empty();
    if pupils.is_empty() && !typed {
        errors.add("given", "Choose somebody, or type the name of somebody who is not on roll yet");
    }
    if typed && place_from.is_empty() {
        errors.add("place_from", "Say where they are now");
    }
    let (true, Some(way), Some(year), Some(starts), Some(owner)) =
        (errors.is_empty(), way, year, starts, owner)
    else {
        let page = add_page(&mut w, &v, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    if store::transition::steps(&mut w, v.org()).await?.is_empty() {
        for s in proposed() {
            store::transition::keep_step(&mut w, &s).await?;
        }
    }
    let blank = |id, pupil| Transition {
        id,
        pupil,
        given: String::new(),
        family: String::new(),
        way,
        year,
        place_from: place_from.clone(),
        place_to: place_to.clone(),
        starts,
        owner: owner.id,
        owner_name: owner.full(),
        needs: needs.clone(),
        begun_on: v.today(),
        begun_by: v.actor.name.clone(),
        ended_on: None,
        ended_why: String::new(),
        version: 1,
    };
    let mut all: Vec<Transition> = pupils.iter().map(|p| blank(Id::now_v7(), Some(p.id))).collect();
    if typed {
        let id = f.id("once").unwrap_or_else(Id::now_v7);
        all.push(Transition { given, family, ..blank(id, None) });
    }
    let new = store::transition::begin(&mut w, &all).await?;
    let mut events: Vec<Event> = all
        .iter()
        .filter(|t| new.contains(&t.id))
        .map(|t| {
            let event = Event::new(Verb::TransitionBegun, "transition", t.id)
                .fact("way", casework::Coded::code(way))
                .fact("starts", starts);
            match t.pupil {
                Some(p) => event.pupil(p),
                None => event,
            }
        })
        .collect();
    if events.is_empty() {
        return v.to_saying("/transitions", "Everybody chosen is followed already");
    }
    let first = events.remove(0);
    let n = new.len();
    v.commit(w, first, events).await?;
    v.to_saying(
        "/transitions",
        match all.len() - n {
            0 => format!("{n} followed from now on"),
            left => format!("{n} followed from now on; {left} already were"),
        },
    )
}

/// What a line of Today is about.
const HANDOVER: i64 = 1;
const SETTLED: i64 = 2;

/// Lines of Today: handovers that nobody signed before the first day, and settled checks. Whoever
/// sees to it has its line; what is late stands with whoever leads the room too.
pub async fn due(v: &Reader<'_>, src: &mut dyn Source) -> Result<Vec<Due>, Problem> {
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    let leads = v.actor.leads();
    let staff = (!leads).then_some(v.actor.staff);
    let all = store::transition::of_owner(src, &scope, staff).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let steps = store::transition::steps(src, v.org()).await?;
    let ids: Vec<Id> = all.iter().map(|t| t.id).collect();
    let done = store::transition::done(src, v.org(), &ids).await?;
    let pupils: Vec<Id> = all.iter().filter_map(|t| t.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &pupils).await?;
    let calendar = &v.setting.calendar;
    let mut out = Vec::new();
    for t in &all {
        let mine: Vec<StepDone> = done.iter().filter(|d| d.transition == t.id).cloned().collect();
        let line = |day: Day, n: i64, what: String| Due {
            kind: Kind::Transition,
            about: t.id,
            placement: None,
            who: who(t, &pupils),
            day,
            minute: None,
            what,
            n,
            since: None,
        };
        let own = t.owner == v.actor.staff;
        if !handed_over(&steps, &mine) {
            let from = flagged_on(calendar, t.starts);
            if from <= v.today() && (own || t.starts <= v.today()) {
                // Late from the first day; until then it is for today.
                let day = if t.starts <= v.today() { t.starts } else { v.today() };
                out.push(line(day, HANDOVER, format!("starts {}", t.starts)));
            }
        } else if own
            && t.starts <= v.today()
            && steps.iter().any(|s| {
                s.active
                    && s.kind == casework::transition::StepKind::Settled
                    && !mine.iter().any(|d| {
                        d.step == s.id && d.state != casework::transition::StepState::Begun
                    })
            })
            && calendar
                .school_days_after(t.starts, rulebook::room::HANDOVER_FLAGGED.0)
                .is_none_or(|c| c.day <= v.today())
        {
            out.push(line(v.today(), SETTLED, format!("started {}", t.starts)));
        }
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due) -> (String, String) {
    let words = match d.n {
        HANDOVER => format!("Handover not signed; {}", d.what),
        _ => format!("Have they settled? {}", casework::words::capital(&d.what)),
    };
    (words, format!("/transitions/{}", d.about))
}

/// Names of staff to choose from, for the page of one.
pub(super) async fn staff(src: &mut dyn Source, v: &Visit) -> Result<Vec<Choice>, Problem> {
    Ok(crate::trip::choices(&owners(src, v).await?))
}
pub(super) async fn owner(
    src: &mut dyn Source,
    v: &Visit,
    id: Option<Id>,
) -> Result<Option<casework::school::Staff>, Problem> {
    Ok(owners(src, v).await?.into_iter().find(|s| Some(s.id) == id))
}
