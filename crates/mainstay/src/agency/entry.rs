//! Contact with an agency about a pupil: written down, answered, struck out.

use super::page::{AwaitedPage, EntriesPage};
use super::scope;
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::agency::{AgencyEntry, Basis, How, LONGEST, SHORT, check};
use casework::pupil::Pupil;
use casework::{Coded, Event, Id, Verb};
use rulebook::room::AGENCY_ANSWERS_WITHIN;
use store::Source;

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    pupil: &Pupil,
    form: Form,
    errors: Errors,
) -> Result<EntriesPage, Problem> {
    let entries = store::agency::of_pupil(src, v.org(), pupil.id).await?;
    let mut all = store::agency::all(src, v.org()).await?;
    all.retain(|a| a.active);
    let calendar = &v.setting.calendar;
    let due = calendar.school_days_after(v.today(), AGENCY_ANSWERS_WITHIN.0).map(|c| c.day);
    let mut form = form;
    for (name, value) in [("once", Id::now_v7().to_string()), ("day", v.today().iso())] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    Ok(EntriesPage {
        pupil: pupil.id,
        who: format!("{}, {}", pupil.name(), pupil.form),
        entries,
        agencies: std::iter::once(Choice::new("", "None of these"))
            .chain(all.iter().map(|a| Choice::new(a.id.to_string(), &a.name)))
            .collect(),
        usual: due,
        today: v.today(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

async fn pupil(src: &mut dyn Source, v: &Visit) -> Result<Pupil, Problem> {
    Ok(store::pupil::find(src, &scope(v), v.id("id")?).await?)
}

/// Shows a pupil’s log.
pub async fn of_pupil(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = pupil(&mut read, &v).await?;
    let form = match v.query.id("agency") {
        Some(id) => Form::of([("agency", id.to_string())]),
        None => Form::default(),
    };
    let page = sheet(&mut read, &v, &pupil, form, Errors::new()).await?;
    v.page(&page)
}

/// Writes contact down.
pub async fn log(v: Visit) -> Answer {
    let mut w = v.write("Writing down contact with an agency").await?;
    let pupil = pupil(&mut w, &v).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let agency = match f.id("agency") {
        Some(id) => Some(store::agency::find(&mut w, v.org(), id).await?),
        None => None,
    };
    let other = errors.limit(f, "other", SHORT);
    let name = agency.as_ref().map_or(other, |a| a.name.clone());
    if name.is_empty() {
        errors.add("agency", "Choose the agency, or type its name below");
    }
    let who = errors.need(f, "who", SHORT, "Say who was there, or on the line");
    let how = errors.get(f.coded::<How>("how"), "how", "Choose how");
    let about = errors.need(f, "about", LONGEST, "Say what it was about");
    let shared = errors.limit(f, "shared", LONGEST);
    let basis_words = errors.limit(f, "basis_words", SHORT);
    let due = match f.has("answer_due") {
        true => errors.get(f.day("answer_due"), "answer_due", "Give a day, such as 24/11/2026"),
        false => None,
    };
    let (basis, day) = (f.coded::<Basis>("basis"), f.day("day"));
    for (field, message) in check(basis, &basis_words, &shared, day, due, v.today()) {
        errors.add(field, message);
    }
    let (true, Some(how), Some(basis), Some(day)) = (errors.is_empty(), how, basis, day) else {
        let page = sheet(&mut w, &v, &pupil, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    let entry = AgencyEntry {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        agency: agency.map(|a| a.id),
        agency_name: name,
        who,
        day,
        how,
        about,
        basis,
        basis_words,
        shared,
        answer_due: due,
        answered_on: None,
        answer: String::new(),
        answered_by: String::new(),
        made_by: v.actor.staff,
        made_by_name: v.actor.name.clone(),
        made_at: v.now,
        struck_at: None,
        struck_why: String::new(),
        version: 1,
    };
    let to = format!("/pupils/{}/agencies", pupil.id);
    if !store::agency::log(&mut w, &entry).await? {
        return v.to(to);
    }
    v.commit(w, said(Verb::AgencyLogged, &entry), Vec::new()).await?;
    v.to_saying(to, "Written down")
}

fn said(verb: Verb, e: &AgencyEntry) -> Event {
    let event = Event::new(verb, "agency_entry", e.id)
        .pupil(e.pupil)
        .fact("agency", &e.agency_name)
        .fact("on", e.day)
        .fact("basis", e.basis.code());
    match e.answer_due.filter(|_| e.answered_on.is_none()) {
        Some(due) => event.fact("due", due),
        None => event,
    }
}

async fn settle(w: &mut store::Write, v: &Visit, e: &AgencyEntry) -> Result<(), Problem> {
    store::agency::settle(w, e).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// Writes the answer down, or gives it another day with a reason.
pub async fn answer(v: Visit) -> Answer {
    let mut w = v.write("Writing down an agency’s answer").await?;
    let mut e = store::agency::entry(&mut w, &scope(&v), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut w, &scope(&v), e.pupil).await?;
    let to = format!("/pupils/{}/agencies", pupil.id);
    if !e.is_awaited() {
        return v.to_saying(to, "No answer is awaited here");
    }
    let f = &v.form;
    let mut errors = Errors::new();
    let field = |name: &str| format!("{name}-{}", e.id);
    let words = errors.limit(f, &field("answer"), LONGEST);
    if words.is_empty() {
        errors.add(&field("answer"), "Say what the answer is, or why it is chased");
    }
    let later = f.text("act") == "later";
    let due = f.day(&field("due"));
    if later && due.is_none_or(|d| d <= v.today()) {
        errors.add(&field("due"), "Give a day to come");
    }
    if !errors.is_empty() {
        let page = sheet(&mut w, &v, &pupil, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    e.version = f.int("version").unwrap_or(0);
    if later {
        let before = if e.answer.is_empty() { String::new() } else { format!("{}\n", e.answer) };
        e.answer = format!("{before}Chased {}: {words}", v.today()).chars().take(LONGEST).collect();
        e.answer_due = due;
    } else {
        let before = if e.answer.is_empty() { String::new() } else { format!("{}\n", e.answer) };
        e.answer = format!("{before}{words}").chars().take(LONGEST * 2).collect();
        e.answered_on = Some(v.today());
        e.answered_by = v.actor.name.clone();
    }
    settle(&mut w, &v, &e).await?;
    v.commit(w, said(Verb::AgencyAnswered, &e), Vec::new()).await?;
    v.to_saying(to, if later { "Chased" } else { "The answer is kept" })
}

/// Strikes one out; it stays to be read.
pub async fn strike(v: Visit) -> Answer {
    let mut w = v.write("Striking out contact with an agency").await?;
    let mut e = store::agency::entry(&mut w, &scope(&v), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut w, &scope(&v), e.pupil).await?;
    let to = format!("/pupils/{}/agencies", pupil.id);
    if e.struck_at.is_some() {
        return v.to(to);
    }
    let field = format!("why-{}", e.id);
    let mut errors = Errors::new();
    let why = errors.need(&v.form, &field, SHORT, "Say why it is struck out");
    if !errors.is_empty() {
        let page = sheet(&mut w, &v, &pupil, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    e.struck_at = Some(v.now);
    e.struck_why = format!("{why} ({})", v.actor.name);
    e.version = v.form.int("version").unwrap_or(0);
    settle(&mut w, &v, &e).await?;
    v.commit(w, said(Verb::AgencyStruck, &e), Vec::new()).await?;
    v.to_saying(to, "Struck out; it stays to be read")
}

/// Shows every answer that is awaited.
pub async fn awaited(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::agency::awaited(&mut read, &scope(&v)).await?;
    let ids: Vec<Id> = all.iter().map(|e| e.pupil).collect();
    let pupils = store::pupil::several(&mut read, &scope(&v), &ids).await?;
    let entries = all
        .into_iter()
        .map(|e| {
            let who = pupils.iter().find(|p| p.id == e.pupil);
            (who.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default(), e)
        })
        .collect();
    v.page(&AwaitedPage { entries, today: v.today() })
}
