//! One case before a panel: seen, admitted to the agenda, withdrawn, and who leaves for it.
//!
//! Must never admit what came late or is not whole without the chair's name and reason.

use super::one_page::CasePage;
use super::{about, one_case, write_line};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::{Interest, Item};
use casework::panel::{Case, PART, SHORT, State, admit as wrong_to_admit, may_change};
use casework::{Event, Id, Verb};

pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<CasePage, Problem> {
    let mut read = v.read().await?;
    let (case, meeting) = one_case(v, &mut read).await?;
    let org = v.org();
    let people = store::meeting::people(&mut read, org, meeting.id).await?;
    let interests = store::meeting::minutes::interests(&mut read, org, meeting.id).await?;
    let me = people.iter().find(|p| p.staff == Some(v.actor.staff)).map(|p| p.id);
    let mine = interests.iter().any(|n| Some(n.item) == case.item && Some(n.person) == me);
    if mine && case.item.is_some() {
        return Err(casework::Refusal::because(
            format!("You leave for {}", case.short().to_lowercase()),
            "Whoever has an interest in a case reads nothing of it, here or in their copy.",
            "What was written down at the panel: you have an interest in it.",
        )
        .or("See the panel", format!("{}/{}", super::HOME, meeting.id))
        .into());
    }
    let documents = store::panel::papers(&mut read, org, &[case.id]).await?;
    let scans = super::papers::scans(&mut read, org, &documents).await?;
    let directions = store::direction::of_panel_case(&mut read, org, case.id).await?;
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    Ok(CasePage {
        cut_off: store::panel::cut_off(&mut read, org, meeting.id).await?,
        views: store::panel::views(&mut read, org, &[case.id]).await?,
        tell_by: rulebook::count::working_days_after(meeting.on, rulebook::room::PANEL_TOLD_WITHIN)
            .unwrap_or(meeting.on),
        papers: documents,
        scans,
        directions,
        people,
        interests,
        case,
        meeting,
        today: v.today(),
        now: v.now,
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

/// The page again, with what was typed and what is wrong.
pub(super) async fn again(v: &Visit, errors: Errors) -> Answer {
    let page = sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Puts it on the agenda.
pub async fn admit(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let chair = errors.limit(f, "admitted_by", SHORT);
    let why = errors.limit(f, "admitted_why", PART);
    let mut w = v.write("Putting a case on the agenda of a panel").await?;
    let (before, m) = one_case(&v, &mut w).await?;
    let there = format!("/panel-cases/{}", before.id);
    if before.is_before_it() {
        return v.to(there);
    }
    may_change(&before)?;
    casework::meeting::may_minute(&m)?;
    let cut_off = store::panel::cut_off(&mut w, v.org(), m.id).await?;
    for (field, message) in wrong_to_admit(&before, cut_off, &chair, &why) {
        errors.add(field, message);
    }
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    let items = store::meeting::minutes::items(&mut w, v.org(), m.id).await?;
    let item = Item {
        id: Id::now_v7(),
        position: items.last().map_or(1, |i| i.position + 1),
        title: before.title(),
        pupil: None,
        closed: false,
        notes: String::new(),
        by_name: String::new(),
        at: None,
        version: 1,
    };
    store::meeting::minutes::add_items(&mut w, m.id, std::slice::from_ref(&item)).await?;
    let after = Case {
        state: State::Admitted,
        item: Some(item.id),
        admitted_by: chair,
        admitted_why: why,
        ..before
    };
    store::panel::change(&mut w, &after).await?;
    let event = about(Verb::PanelCaseAdmitted, &after).fact("missing", after.missing().len());
    let also = Event::new(Verb::MeetingChanged, "meeting", m.id);
    v.commit(w, event, vec![also]).await?;
    v.to_saying(there, "It is on the agenda")
}

/// Takes it back.
pub async fn withdraw(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "withdrawn_why", PART, "Say why it is withdrawn");
    let mut w = v.write("Withdrawing a case from a panel").await?;
    let (before, m) = one_case(&v, &mut w).await?;
    let there = format!("/panel-cases/{}", before.id);
    if before.state == State::Withdrawn {
        return v.to(there);
    }
    may_change(&before)?;
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    if let Some(item) = before.item {
        store::meeting::minutes::take_off(&mut w, m.id, item).await?;
    }
    let after = Case { state: State::Withdrawn, item: None, outcome_why: why, ..before };
    store::panel::change(&mut w, &after).await?;
    write_line(&mut w, &v, &after, "Withdrawn from a panel", after.outcome_why.clone()).await?;
    v.commit(w, about(Verb::PanelCaseWithdrawn, &after), Vec::new()).await?;
    v.to_saying(there, "It is withdrawn")
}

/// Writes down that somebody has an interest in it: they leave, and their copy is without it.
pub async fn interest(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Writing down an interest in a case").await?;
    let (case, m) = one_case(&v, &mut w).await?;
    let there = format!("/panel-cases/{}#interests", case.id);
    let mut errors = Errors::new();
    let people = store::meeting::people(&mut w, v.org(), m.id).await?;
    let person = people.iter().find(|p| Some(p.id) == f.id("person")).map(|p| p.id);
    let person = errors.get(person, "person", "Choose who has an interest");
    let words = errors.need(f, "interest", SHORT, "Say what it is");
    if case.item.is_none() {
        errors.add("person", "Put the case on the agenda first: they leave for its item");
    }
    let (Some(person), Some(item), true) = (person, case.item, errors.is_empty()) else {
        drop(w);
        return again(&v, errors).await;
    };
    let new = Interest {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        item,
        person,
        words,
        by_name: v.actor.name.clone(),
        made_at: v.now,
    };
    if store::meeting::minutes::add_interest(&mut w, m.id, &new).await? {
        let event = Event::new(Verb::MeetingChanged, "meeting", m.id);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(there, "Kept: their copy is without this case")
}
