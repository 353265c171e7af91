//! Entering a case before a panel, and putting right what was entered.
//!
//! Must never ask twice for what the desk knows: begun from a case there, its facts stand in the form.

use super::entry_page::EntryPage;
use super::{about, one_case, panel, write_line};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::Meeting;
use casework::panel::{Case, Kind, PART, Part, SHORT, SUPPORT, State, may_change};
use casework::{Coded, Id, Verb};

const PARTS: [(&str, usize); 5] = [
    ("support", SUPPORT),
    ("pupil_view", PART),
    ("home_view", PART),
    ("recommends", PART),
    ("consent_of", SHORT),
];

async fn page(v: &Visit, form: Form, errors: Errors) -> Result<EntryPage, Problem> {
    let mut read = v.read().await?;
    let meeting = panel(v, &mut read, v.id("id")?).await?;
    Ok(EntryPage { meeting, case: None, csrf: v.csrf.clone(), form, errors })
}

/// The form, empty or filled from a case on the desk.
pub async fn new(v: Visit) -> Answer {
    let mut form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("arrived_day", v.today().iso()),
        ("arrived_time", v.now.minute().to_string()),
    ]);
    if let Some(id) = v.query.id("case") {
        let mut read = v.read().await?;
        let case = store::case::find(&mut read, v.org(), id).await?;
        let child = store::case::child::find(&mut read, v.org(), case.child).await?;
        let parents = store::case::child::parents(&mut read, v.org(), &[case.child]).await?;
        let held: Vec<String> = parents
            .iter()
            .filter(|p| p.responsible)
            .map(|p| match p.relation.trim() {
                "" => format!("{} {}", p.given, p.family),
                relation => relation.to_lowercase(),
            })
            .collect();
        form = form
            .with("case_file", id.to_string())
            .with("given", &child.given)
            .with("family", &child.family)
            .with("year", case.year.map(|y| y.to_string()).unwrap_or_default())
            .with("school_name", &case.school_name)
            .with("consent_of", held.join("\n"));
        if case.kind == casework::case::Kind::Permanent {
            form = form.with("kind", Kind::SeekingSchool.code());
        }
    }
    let page = page(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// What was typed, over a case.
fn read(v: &Visit, of: Case, m: &Meeting, errors: &mut Errors) -> Case {
    let f = &v.form;
    let kind = errors.get(f.coded::<Kind>("kind"), "kind", "Choose what is asked for");
    let given = errors.need(f, "given", SHORT, "Give the child’s name");
    let family = errors.need(f, "family", SHORT, "Give the family name");
    let school_name = errors.need(f, "school_name", SHORT, "Say which school asks, or was theirs");
    let to_school = errors.limit(f, "to_school", SHORT);
    let asked = errors.need(f, "asked", PART, "Say what the panel is asked for");
    let [support, pupil_view, home_view, recommends, consent_of] =
        PARTS.map(|(name, most)| errors.limit(f, name, most));
    let consent_had = errors.limit(f, "consent_had", SHORT);
    let year = f.int("year");
    if f.has("year") && !year.is_some_and(|y| (-1..=14).contains(&y)) {
        errors.add("year", "Give the year group as a number, such as 8, or leave it empty");
    }
    let day = errors.get(f.day("arrived_day"), "arrived_day", "Give the day it came");
    let time = errors.get(f.minute("arrived_time"), "arrived_time", "Give the time it came");
    let arrived_at = day.unwrap_or(v.today()).at(time.unwrap_or_default());
    if arrived_at > v.now {
        errors.add("arrived_day", "That has not come yet");
    }
    let needed: Vec<String> =
        consent_of.lines().map(|l| l.trim().to_lowercase()).filter(|l| !l.is_empty()).collect();
    let mut there: Vec<String> = Part::ALL
        .iter()
        .map(|p| p.code())
        .filter(|c| f.all("there").contains(c))
        .map(String::from)
        .collect();
    for who in consent_had.lines().map(|l| l.trim().to_lowercase()).filter(|l| !l.is_empty()) {
        if needed.contains(&who) {
            there.push(format!("consent:{who}"));
        } else {
            errors.add(
                "consent_had",
                format!(
                    "“{who}” is not among those whose consent is needed: write the same words there"
                ),
            );
        }
    }
    let _ = m;
    Case {
        kind: kind.unwrap_or(of.kind),
        given,
        family,
        year,
        school_name,
        to_school,
        asked,
        support,
        pupil_view,
        home_view,
        recommends,
        consent_of,
        there: there.join("\n"),
        arrived_at,
        ..of
    }
}

fn fresh(v: &Visit, id: Id, meeting: Id) -> Case {
    Case {
        id,
        meeting,
        number: 0,
        kind: Kind::Other,
        case_file: v.form.id("case_file"),
        given: String::new(),
        family: String::new(),
        year: None,
        school_name: String::new(),
        to_school: String::new(),
        asked: String::new(),
        support: String::new(),
        pupil_view: String::new(),
        home_view: String::new(),
        recommends: String::new(),
        consent_of: String::new(),
        there: String::new(),
        arrived_at: v.now,
        state: State::Waiting,
        item: None,
        admitted_by: String::new(),
        admitted_why: String::new(),
        outcome: None,
        outcome_why: String::new(),
        conditions: String::new(),
        how: String::new(),
        tells: String::new(),
        tell_by: None,
        review_on: None,
        decided_by: String::new(),
        decided_at: None,
        told_on: None,
        told_how: String::new(),
        by_name: v.actor.name.clone(),
        made_at: v.now,
        version: 1,
    }
}

/// Keeps a new one.
pub async fn enter(v: Visit) -> Answer {
    let mut w = v.write("Entering a case before a panel").await?;
    let m = panel(&v, &mut w, v.id("id")?).await?;
    casework::meeting::may_change(&m)?;
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut errors = Errors::new();
    let case = read(&v, fresh(&v, id, m.id), &m, &mut errors);
    if let Some(from) = case.case_file {
        store::case::find(&mut w, v.org(), from).await?;
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&page(&v, v.form.clone(), errors).await?);
    }
    if store::panel::add(&mut w, &case).await? {
        let case = store::panel::find(&mut w, v.org(), id).await?;
        write_line(
            &mut w,
            &v,
            &case,
            "Before a panel",
            format!("{}: {}, for the panel of {}.", case.short(), case.kind.label(), m.on),
        )
        .await?;
        let event = about(Verb::PanelCaseEntered, &case).fact("kind", case.kind.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("/panel-cases/{id}"), "The case is entered")
}

async fn change_page(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<EntryPage, Problem> {
    let mut read = v.read().await?;
    let (case, meeting) = one_case(v, &mut read).await?;
    let had: Vec<String> = case
        .consents()
        .into_iter()
        .filter(|who| case.there.lines().any(|l| l == format!("consent:{}", who.to_lowercase())))
        .collect();
    let mut form = Form::of([
        ("version", case.version.to_string()),
        ("kind", case.kind.code().to_string()),
        ("given", case.given.clone()),
        ("family", case.family.clone()),
        ("year", case.year.map(|y| y.to_string()).unwrap_or_default()),
        ("school_name", case.school_name.clone()),
        ("to_school", case.to_school.clone()),
        ("asked", case.asked.clone()),
        ("support", case.support.clone()),
        ("pupil_view", case.pupil_view.clone()),
        ("home_view", case.home_view.clone()),
        ("recommends", case.recommends.clone()),
        ("consent_of", case.consent_of.clone()),
        ("consent_had", had.join("\n")),
        ("arrived_day", case.arrived_at.day().iso()),
        ("arrived_time", case.arrived_at.minute().to_string()),
    ]);
    for code in case.there.lines().filter(|l| !l.starts_with("consent:")) {
        form = form.also("there", code);
    }
    if let Some(typed) = typed {
        form = typed;
    }
    Ok(EntryPage { meeting, case: Some(case), csrf: v.csrf.clone(), form, errors })
}

/// The form with what is kept.
pub async fn change(v: Visit) -> Answer {
    let page = change_page(&v, None, Errors::new()).await?;
    if let Some(case) = &page.case {
        may_change(case)?;
    }
    v.page(&page)
}

/// Keeps what was put right.
pub async fn save(v: Visit) -> Answer {
    let mut w = v.write("Changing a case before a panel").await?;
    let (before, m) = one_case(&v, &mut w).await?;
    may_change(&before)?;
    let mut errors = Errors::new();
    let after = read(&v, before.clone(), &m, &mut errors);
    if !errors.is_empty() {
        drop(w);
        return v.again(&change_page(&v, Some(v.form.clone()), errors).await?);
    }
    let there = format!("/panel-cases/{}", before.id);
    if after == before {
        return v.to(there);
    }
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::panel::change(&mut w, &after).await?;
    v.commit(w, about(Verb::PanelCaseChanged, &after), Vec::new()).await?;
    v.to_saying(there, "Kept")
}
