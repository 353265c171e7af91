//! Agencies: the directory with when each was last checked, contact with them about a pupil, and the
//! answers that are awaited.
//!
//! Must never know: on what basis something may be shared; it asks for one and keeps it.

mod entry;
mod page;

pub use entry::{answer, awaited, log, of_pupil, strike};
pub(crate) use page::beside;
pub use page::samples;

pub(crate) use crate::pupil::home_scope as scope;

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer, Visit};
use casework::agency::{Agency, LONGEST, SHORT};
use casework::today::Kind;
use casework::{Event, Id, May, Verb};
use page::{AgencyPage, ListPage, OnePage};
use rulebook::room::AGENCY_CHECKED;
use rulebook::room::AGENCY_CHECKED_EVERY;
use store::Source;
use store::today::Due;

/// Days after which what is known is stale.
async fn every(src: &mut dyn Source, org: Id) -> Result<i64, Problem> {
    Ok(store::agency::every(src, org).await?.unwrap_or(AGENCY_CHECKED_EVERY))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ListPage, Problem> {
    let q = v.query.text("q").to_lowercase();
    let mut read = v.read().await?;
    let every = every(&mut read, v.org()).await?;
    let mut all = store::agency::all(&mut read, v.org()).await?;
    let (today, stale) = (v.today(), v.query.ticked("stale"));
    let waiting = match v.may(May::Home) {
        true => store::agency::awaited(&mut read, &scope(v)).await?.len(),
        false => 0,
    };
    let old = all.iter().filter(|a| a.active && a.is_stale(every, today)).count();
    all.retain(|a| {
        let words = format!("{} {} {} {}", a.name, a.what_for, a.who_refers, a.area).to_lowercase();
        q.split_whitespace().all(|w| words.contains(w)) && (!stale || a.is_stale(every, today))
    });
    let form = if form.has("every") { form } else { form.with("every", every.to_string()) };
    Ok(ListPage {
        agencies: all,
        every,
        old,
        waiting,
        today,
        q: v.query.text("q").to_string(),
        edits: v.may(May::Home),
        sets_up: v.may(May::SetUp) || v.may(May::Kit),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the directory.
pub async fn list(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Sets how long what is known counts as fresh.
pub async fn set_every(v: Visit) -> Answer {
    let days = v.form.int("every").filter(|d| AGENCY_CHECKED.contains(d));
    let Some(days) = days else {
        let mut errors = Errors::new();
        let (from, to) = (AGENCY_CHECKED.start(), AGENCY_CHECKED.end());
        errors.add("every", format!("Give a number of days from {from} to {to}, such as 182"));
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Saying how often agencies are checked").await?;
    let was = every(&mut w, v.org()).await?;
    store::agency::set_every(&mut w, days).await?;
    let event = Event::new(Verb::SettingChanged, "agencies", v.org())
        .fact("checked every", format!("{was} → {days} days"));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/agencies", "Kept")
}

fn typed(v: &Visit, errors: &mut Errors, base: Agency) -> Agency {
    let f = &v.form;
    Agency {
        name: errors.need(f, "name", SHORT, "Say what it is called"),
        what_for: errors.need(f, "what_for", LONGEST, "Say what it is for"),
        who_refers: errors.limit(f, "who_refers", SHORT),
        how: errors.limit(f, "how", LONGEST),
        person: errors.limit(f, "person", SHORT),
        phone: errors.limit(f, "phone", SHORT),
        email: errors.limit(f, "email", SHORT),
        web: errors.limit(f, "web", SHORT),
        hours: errors.limit(f, "hours", SHORT),
        cost: errors.limit(f, "cost", SHORT),
        area: errors.limit(f, "area", SHORT),
        ..base
    }
}

fn edit(v: &Visit, agency: Option<&Agency>, form: Form, errors: Errors) -> AgencyPage {
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
        if let Some(a) = agency {
            for (name, value) in [
                ("version", a.version.to_string()),
                ("name", a.name.clone()),
                ("what_for", a.what_for.clone()),
                ("who_refers", a.who_refers.clone()),
                ("how", a.how.clone()),
                ("person", a.person.clone()),
                ("phone", a.phone.clone()),
                ("email", a.email.clone()),
                ("web", a.web.clone()),
                ("hours", a.hours.clone()),
                ("cost", a.cost.clone()),
                ("area", a.area.clone()),
            ] {
                form = form.with(name, value);
            }
        }
    }
    AgencyPage {
        agency: agency.map(|a| (a.id, a.name.clone())),
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Shows the form of a new one.
pub async fn add_page(v: Visit) -> Answer {
    v.page(&edit(&v, None, Form::default(), Errors::new()))
}

/// Puts one in the directory. Whoever does has checked it.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let blank = Agency {
        id,
        name: String::new(),
        what_for: String::new(),
        who_refers: String::new(),
        how: String::new(),
        person: String::new(),
        phone: String::new(),
        email: String::new(),
        web: String::new(),
        hours: String::new(),
        cost: String::new(),
        area: String::new(),
        active: true,
        checked_on: v.today(),
        checked_by: v.actor.name.clone(),
        version: 1,
    };
    let agency = typed(&v, &mut errors, blank);
    if !errors.is_empty() {
        return v.again(&edit(&v, None, v.form.clone(), errors));
    }
    let mut w = v.write("Putting an agency in the directory").await?;
    let to = format!("/agencies/{id}");
    if !store::agency::add(&mut w, &agency).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::AgencyKept, "agency", id).fact("agency", &agency.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "In the directory")
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let agency = store::agency::find(&mut read, v.org(), v.id("id")?).await?;
    let every = every(&mut read, v.org()).await?;
    let entries = match v.may(May::Home) {
        true => store::agency::with(&mut read, &scope(&v), agency.id).await?,
        false => Vec::new(),
    };
    let ids: Vec<Id> = entries.iter().map(|e| e.pupil).collect();
    let pupils = store::pupil::several(&mut read, &scope(&v), &ids).await?;
    let entries = entries
        .into_iter()
        .map(|e| {
            let who = pupils.iter().find(|p| p.id == e.pupil);
            (who.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default(), e)
        })
        .collect();
    v.page(&OnePage {
        stale: agency.is_stale(every, v.today()),
        agency,
        every,
        entries,
        edits: v.may(May::Home),
        csrf: v.csrf.clone(),
    })
}

/// Shows the form of what is known.
pub async fn change_page(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let agency = store::agency::find(&mut read, v.org(), v.id("id")?).await?;
    v.page(&edit(&v, Some(&agency), Form::default(), Errors::new()))
}

async fn keep(w: &mut store::Write, v: &Visit, a: &Agency) -> Result<(), Problem> {
    store::agency::change(w, a).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// Changes what is known. Whoever does has checked it.
pub async fn change(v: Visit) -> Answer {
    let mut w = v.write("Changing what is known of an agency").await?;
    let was = store::agency::find(&mut w, v.org(), v.id("id")?).await?;
    let mut errors = Errors::new();
    let mut agency = typed(&v, &mut errors, was.clone());
    if !errors.is_empty() {
        drop(w);
        return v.again(&edit(&v, Some(&was), v.form.clone(), errors));
    }
    agency.checked_on = v.today();
    agency.checked_by = v.actor.name.clone();
    agency.version = v.form.int("version").unwrap_or(0);
    keep(&mut w, &v, &agency).await?;
    let event = Event::new(Verb::AgencyKept, "agency", agency.id).fact("agency", &agency.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/agencies/{}", agency.id), "Kept, and checked today")
}

/// Says that what is known is still so, or that the agency is no longer to be used.
pub async fn check(v: Visit) -> Answer {
    let mut w = v.write("Checking what is known of an agency").await?;
    let mut agency = store::agency::find(&mut w, v.org(), v.id("id")?).await?;
    agency.version = v.form.int("version").unwrap_or(0);
    agency.active = match v.form.text("act") {
        "out" => false,
        "in" => true,
        _ => agency.active,
    };
    agency.checked_on = v.today();
    agency.checked_by = v.actor.name.clone();
    keep(&mut w, &v, &agency).await?;
    let event = Event::new(Verb::AgencyChecked, "agency", agency.id)
        .fact("agency", &agency.name)
        .fact("in the directory", if agency.active { "yes" } else { "no" });
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/agencies/{}", agency.id), "Checked today")
}

/// Lines of Today: answers of somebody’s own that are due.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    until: rulebook::Day,
) -> Result<Vec<Due>, Problem> {
    let scope = v.actor.scope_for(May::Home, v.today());
    let mut waits = store::agency::awaited(src, &scope).await?;
    waits.retain(|e| e.made_by == v.actor.staff && e.answer_due.is_some_and(|d| d <= until));
    let ids: Vec<Id> = waits.iter().map(|e| e.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    Ok(waits
        .into_iter()
        .map(|e| {
            let who = pupils.iter().find(|p| p.id == e.pupil);
            Due {
                kind: Kind::Agency,
                about: e.id,
                placement: Some(e.pupil),
                who: who.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default(),
                day: e.answer_due.unwrap_or(v.today()),
                minute: None,
                what: e.agency_name,
                n: 0,
                since: None,
            }
        })
        .collect())
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due, day: &str) -> (String, String) {
    let pupil = d.placement.map(|id| format!("/pupils/{id}/agencies#e-{}", d.about));
    (format!("{}: answer due {day}", d.what), pupil.unwrap_or_else(|| "/agencies/awaited".into()))
}
