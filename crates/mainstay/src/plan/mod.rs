//! Plans: whose, in which version, what was asked of whom, how far it is in use, and its reviews.
//!
//! Must never know: what a plan lacks or when it is reviewed; casework says.

pub mod ask;
pub mod check;
pub mod difference;
pub mod lesson;
pub mod library;
pub mod one_page;
mod page;
pub mod review;
mod samples;
pub mod send;
mod shown;
pub mod today;
pub mod version;
mod whole;
pub mod write;

pub use page::{ListPage, NewPage};
pub use samples::samples;
pub use whole::PlanPage;

pub(crate) use crate::pupil::file_scope as scope;

use crate::duty::{found, names};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{Body, Edition, Kind, Plan, Reader, Review, first_reviews, may_give};
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Refusal, Verb};
use rulebook::Day;
use rulebook::room::{PLAN_READ_WITHIN, SchoolDays};
use store::Source;

/// A day so many school days on; where the calendar ends, so many days.
pub(crate) fn within(v: &Visit, days: SchoolDays) -> Day {
    let counted = v.setting.calendar.school_days_after(v.today(), days.0);
    counted.map_or_else(|| v.today().plus(i64::from(days.0)), |c| c.day)
}

/// Whether this person writes plans.
pub(crate) fn writes(v: &Visit) -> bool {
    v.may(May::Returns)
}

/// Refuses whoever reads plans and does not write them.
pub(crate) fn must_write(v: &Visit, back: &str) -> Result<(), Problem> {
    if writes(v) {
        return Ok(());
    }
    let mut refusal = Refusal::because(
        "Your role does not write plans",
        format!(
            "Plans are written by those who work with the {}: {}, {}, room co-ordinator and senior leaders.",
            v.words().one(Concept::Pupil),
            v.words().one(Concept::YearLead),
            v.words().one(Concept::Mentor)
        ),
        "The table of roles in Mainstay.",
    )
    .or("Back", back);
    refusal.by_role = true;
    Err(refusal.into())
}

/// A plan of a pupil whose file this person may open.
pub(crate) async fn open(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Plan, Problem> {
    Ok(store::plan::find(src, &scope(v), id).await?)
}

/// A plan this person may change, still going on.
pub(crate) async fn to_change(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Plan, Problem> {
    let plan = open(v, src, id).await?;
    must_write(v, &format!("/plans/{id}"))?;
    casework::plan::going(&plan)?;
    Ok(plan)
}

/// Name and form of the pupil of a plan.
pub(crate) async fn whose(v: &Visit, src: &mut dyn Source, plan: &Plan) -> Result<String, Problem> {
    Ok(names(src, v, &[plan.pupil]).await?.get(&plan.pupil).cloned().unwrap_or_default())
}

/// The draft of a plan, if somebody is writing one: the version above the one teachers have.
pub(crate) fn draft(plan: &Plan, editions: &[Edition]) -> Option<Edition> {
    editions.iter().find(|e| e.number > plan.current && e.given_at.is_none()).cloned()
}

/// Shows the plans of pupils whose files this person opens.
pub async fn list(v: Visit) -> Answer {
    let ended = v.query.text("show") == "ended";
    let mut read = v.read().await?;
    let plans = store::plan::all(&mut read, &scope(&v), ended).await?;
    let ids: Vec<Id> = plans.iter().map(|p| p.id).collect();
    let pupils: Vec<Id> = plans.iter().map(|p| p.pupil).collect();
    let names = names(&mut read, &v, &pupils).await?;
    let next = store::plan::used::next_reviews(&mut read, v.org(), &ids).await?;
    let counts = store::plan::asked::counts(&mut read, v.org(), &ids).await?;
    let of = |id: Id, readers: bool| {
        counts.iter().find(|c| c.0 == id && c.1 == readers).map(|c| (c.2, c.3))
    };
    v.page(&ListPage {
        today: v.today(),
        ended,
        writes: writes(&v),
        words: v.words().clone(),
        rows: plans
            .into_iter()
            .map(|p| page::Row {
                who: names.get(&p.pupil).cloned().unwrap_or_default(),
                next: next.iter().find(|(id, _)| *id == p.id).map(|(_, day)| *day),
                read: of(p.id, true),
                answered: of(p.id, false),
                plan: p,
            })
            .collect(),
    })
}

async fn new_sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let q = form.text("q").to_string();
    let mut found = found(&mut read, v, &q).await?;
    let chosen = form.id("pupil").or(v.query.id("pupil"));
    if let Some(id) = chosen.filter(|id| !found.iter().any(|f| f.0 == *id)) {
        found.extend(names(&mut read, v, &[id]).await?);
    }
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("from", v.today().iso()),
        ("kind", v.query.text("kind").to_string()),
        ("pupil", chosen.map(|id| id.to_string()).unwrap_or_default()),
    ] {
        if !form.has(name) && !value.is_empty() {
            form = form.with(name, value);
        }
    }
    let now = match chosen {
        Some(id) => store::plan::of_pupil(&mut read, v.org(), id).await?,
        None => Vec::new(),
    };
    Ok(NewPage {
        q,
        found,
        going: now.into_iter().filter(|p| p.ended_on.is_none()).map(|p| (p.id, p.kind)).collect(),
        form,
        errors,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}

/// Begins a plan: the form.
pub async fn new(v: Visit) -> Answer {
    must_write(&v, "/plans")?;
    let page = new_sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Begins a plan, with the days it is reviewed on.
pub async fn add(v: Visit) -> Answer {
    must_write(&v, "/plans")?;
    if crate::duty::call::finds(&v.form) {
        let page = new_sheet(&v, v.form.clone(), Errors::new()).await?;
        return v.page(&page);
    }
    let f = &v.form;
    let mut errors = Errors::new();
    let pupil = errors.get(f.id("pupil"), "q", "Find and choose whose plan it is");
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what it is");
    let from = errors.get(f.day("from"), "from", "Give the first day, such as 14 9 2026");
    let why = errors.limit(f, "why", casework::plan::LONGEST);
    if let Some(why) = from.and_then(|d| v.setting.calendar.why_closed(d)) {
        errors.add("from", format!("This is not a school day: {}", why.to_lowercase()));
    }
    let (Some(pupil), Some(kind), Some(from), true) = (pupil, kind, from, errors.is_empty()) else {
        let page = new_sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let reviews = first_reviews(kind, from, &v.setting.calendar)?;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let to = format!("/plans/{id}");
    let mut w = v.write("Beginning a plan").await?;
    store::pupil::find(&mut w, &scope(&v), pupil).await?;
    let plan = Plan {
        id,
        pupil,
        kind,
        owner: v.actor.staff,
        owner_name: v.actor.name.clone(),
        why,
        from,
        current: 0,
        ended_on: None,
        ending: None,
        evaluation: String::new(),
        version: 1,
    };
    if !store::plan::add(&mut w, &plan).await? {
        return v.to(to);
    }
    let rows: Vec<Review> = reviews.iter().map(|(week, due)| review(id, *week, *due)).collect();
    store::plan::used::reviews_add(&mut w, &rows).await?;
    let event = Event::new(Verb::PlanBegun, "plan", id)
        .pupil(pupil)
        .fact("kind", kind.code())
        .fact("from", from)
        .fact("owner", &v.actor.name)
        .fact("reviews", rows.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Begun. Its reviews are set")
}

/// A review that is to be held.
pub(crate) fn review(plan: Id, week: i64, due: Day) -> Review {
    Review {
        id: Id::now_v7(),
        plan,
        week,
        due,
        first_due: due,
        moved_why: String::new(),
        held_on: None,
        held_by: String::new(),
        there: String::new(),
        change: String::new(),
        version: 1,
    }
}

/// Shows a plan whole.
pub async fn show(v: Visit) -> Answer {
    let form = ask::first_form(&v);
    let page = whole::gather(&v, v.id("id")?, form, Errors::new()).await?;
    v.page(&page)
}

/// The words of the draft, or of the version teachers have where nobody is writing one.
pub(crate) async fn newest(
    src: &mut dyn Source,
    org: Id,
    plan: &Plan,
) -> Result<(Option<Edition>, Body), Problem> {
    let editions = store::plan::editions(src, org, plan.id).await?;
    let draft = draft(plan, &editions);
    let number = draft.as_ref().map_or(plan.current, |d| d.number);
    Ok((draft, store::plan::body(src, org, plan.id, number).await?))
}

/// Whether a day is set on which a plan is looked at again.
pub(crate) fn reviewed(reviews: &[Review]) -> bool {
    reviews.iter().any(|r| r.held_on.is_none())
}

/// Gives the draft to teachers: each is asked to read it, those of an earlier version again.
pub async fn give(v: Visit) -> Answer {
    let id = v.id("id")?;
    let to = format!("/plans/{id}");
    let mut w = v.write("Giving a plan to teachers").await?;
    let mut plan = to_change(&v, &mut w, id).await?;
    let (draft, body) = newest(&mut w, v.org(), &plan).await?;
    let Some(draft) = draft else {
        return v.to_saying(to, "Teachers have the newest version");
    };
    let reviews = store::plan::used::reviews(&mut w, v.org(), id).await?;
    may_give(&plan, &body, reviewed(&reviews))?;
    if v.form.int("draft") != Some(draft.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::plan::give(&mut w, id, &draft, &v.actor.name).await?;
    plan.current = draft.number;
    store::plan::change(&mut w, &plan).await?;
    let due = within(&v, PLAN_READ_WITHIN);
    let readers = readers(&v, &mut w, &plan, due, &[]).await?;
    store::plan::asked::readers_add(&mut w, &readers).await?;
    let event = Event::new(Verb::PlanGiven, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", plan.current)
        .fact("teachers", readers.len())
        .fact("due", due);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, format!("Version {} is with teachers. They are asked to read it", draft.number))
}

/// Those who teach the pupil and are not asked yet.
async fn readers(
    v: &Visit,
    src: &mut dyn Source,
    plan: &Plan,
    due: Day,
    asked: &[Reader],
) -> Result<Vec<Reader>, Problem> {
    let teachers = store::plan::teachers_of(src, v.org(), plan.pupil).await?;
    Ok(teachers
        .into_iter()
        .filter(|t| !asked.iter().any(|r| r.staff == t.id))
        .map(|t| Reader {
            id: Id::now_v7(),
            plan: plan.id,
            number: plan.current,
            staff: t.id,
            name: t.full(),
            due,
            read_at: None,
        })
        .collect())
}

/// Asks those who teach the pupil now and were not asked to read the plan.
pub async fn ask_new(v: Visit) -> Answer {
    let id = v.id("id")?;
    let to = format!("/plans/{id}#read");
    let mut w = v.write("Asking new teachers to read a plan").await?;
    let plan = to_change(&v, &mut w, id).await?;
    if plan.current == 0 {
        return v.to(to);
    }
    let asked = store::plan::asked::readers(&mut w, v.org(), id, plan.current).await?;
    let due = within(&v, PLAN_READ_WITHIN);
    let new = readers(&v, &mut w, &plan, due, &asked).await?;
    if new.is_empty() {
        return v.to_saying(to, "Everybody who teaches them was asked already");
    }
    store::plan::asked::readers_add(&mut w, &new).await?;
    let event = Event::new(Verb::PlanGiven, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", plan.current)
        .fact("teachers", new.len())
        .fact("due", due);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Asked")
}

/// Takes a plan over: its reviews wait on this person's Today from now on.
pub async fn oversee(v: Visit) -> Answer {
    let id = v.id("id")?;
    let to = format!("/plans/{id}");
    let mut w = v.write("Taking a plan over").await?;
    let mut plan = to_change(&v, &mut w, id).await?;
    if plan.owner == v.actor.staff {
        return v.to_saying(to, "You oversee it already");
    }
    if v.form.int("version") != Some(plan.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let from = std::mem::replace(&mut plan.owner_name, v.actor.name.clone());
    plan.owner = v.actor.staff;
    store::plan::change(&mut w, &plan).await?;
    let event = Event::new(Verb::PlanTaken, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("from", from);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "You oversee this plan now. Its reviews wait on your Today")
}
