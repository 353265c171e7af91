//! One assessment: its words, consent, the lead professional, and the steps it takes.

use super::page::OnePage;
use super::{named, scope};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::early_help::{
    Consent, EarlyHelp, How, LONGEST, SHORT, Status, Step, Word, after_word, may_become, stands,
    whole,
};
use casework::trip::no_say;
use casework::{Coded, Event, Id, Verb};
use store::{Source, Write};

async fn found(src: &mut dyn Source, v: &Visit) -> Result<EarlyHelp, Problem> {
    Ok(store::early_help::find(src, &scope(v), v.id("id")?).await?)
}

/// Gathers the page.
pub(super) async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let record = found(src, v).await?;
    let pupil = store::pupil::find(src, &scope(v), record.pupil).await?;
    let contacts = store::pupil::contacts(src, &pupil, v.org()).await?;
    let version = store::early_help::form(src, v.org(), Some(record.form)).await?;
    let newest = store::early_help::form(src, v.org(), None).await?.map_or(0, |f| f.number);
    let sections = store::early_help::sections(src, v.org(), record.form).await?;
    let words = store::early_help::words(src, v.org(), record.id).await?;
    let mut form = form;
    for (name, value) in [
        ("once", Id::now_v7().to_string()),
        ("day", v.today().iso()),
        ("on", v.today().iso()),
        ("with_whom", record.sent_to.clone()),
        ("sent_to", record.sent_to.clone()),
        ("reference", record.reference.clone()),
        ("lead_name", record.lead_name.clone()),
        ("lead_from", record.lead_from.clone()),
        ("interpreter", record.interpreter.clone()),
        ("review_on", record.review_on.map(|d| d.iso()).unwrap_or_default()),
    ] {
        if !form.has(name) {
            form = form.with(name, value);
        }
    }
    for s in &sections {
        let name = format!("s-{}", s.id);
        if !form.pairs().iter().any(|(n, _)| *n == name) {
            let kept = words.iter().find(|w| w.section == s.id).map(|w| w.words.clone());
            form = form.with(&name, kept.unwrap_or_default());
        }
    }
    Ok(OnePage {
        who: named(&pupil),
        holders: contacts.iter().filter(|c| c.gets_letters()).map(|c| (c.id, c.full())).collect(),
        actions: store::action::about(src, v.org(), record.id).await?,
        staff: crate::trip::choices(&crate::trip::staff(src, v.org()).await?),
        not_asked: crate::trip::not_asked(&contacts),
        form_name: version.map(|f| f.name).unwrap_or_default(),
        newer: newest > record.form,
        whole: whole(&sections, &words),
        consents: store::early_help::consents(src, v.org(), record.id).await?,
        steps: store::early_help::steps(src, v.org(), record.id).await?,
        sections,
        words,
        record,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

async fn again(w: Write, v: &Visit, errors: Errors) -> Answer {
    drop(w);
    let mut read = v.read().await?;
    let page = sheet(&mut read, v, v.form.clone(), errors).await?;
    v.again(&page)
}

async fn keep(w: &mut Write, v: &Visit, e: &EarlyHelp) -> Result<(), Problem> {
    store::early_help::change(w, e).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// What is over stays as it is.
fn over(v: &Visit, e: &EarlyHelp) -> Option<Answer> {
    e.status.is_over().then(|| {
        v.to_saying(format!("/early-help/{}", e.id), "This assessment is over; it stays as it was")
    })
}

/// Writes sections.
pub async fn write(v: Visit) -> Answer {
    let mut w = v.write("Writing in an early help assessment").await?;
    let mut e = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &e) {
        return answer;
    }
    let sections = store::early_help::sections(&mut w, v.org(), e.form).await?;
    let words = store::early_help::words(&mut w, v.org(), e.id).await?;
    let mut errors = Errors::new();
    let mut new = Vec::new();
    for s in &sections {
        let name = format!("s-{}", s.id);
        let typed = errors.limit(&v.form, &name, LONGEST);
        let before = words.iter().find(|x| x.section == s.id).map_or("", |x| x.words.as_str());
        if typed != before && v.form.pairs().iter().any(|(n, _)| *n == name) {
            new.push((s.id, typed));
        }
    }
    if !errors.is_empty() {
        return again(w, &v, errors).await;
    }
    let to = format!("/early-help/{}", e.id);
    if new.is_empty() {
        return v.to_saying(to, "Nothing was changed");
    }
    e.version = v.form.int("version").unwrap_or(0);
    keep(&mut w, &v, &e).await?;
    for (section, words) in &new {
        store::early_help::write(&mut w, e.id, *section, words, &v.actor.name).await?;
    }
    let event = Event::new(Verb::EarlyHelpWritten, "early_help", e.id)
        .pupil(e.pupil)
        .fact("sections", new.len());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Kept")
}

/// Changes who leads it, the interpreter, the day it is looked at again; or takes it over into the
/// newest version of the form.
pub async fn lead(v: Visit) -> Answer {
    let mut w = v.write("Changing who leads an early help assessment").await?;
    let mut e = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &e) {
        return answer;
    }
    let f = &v.form;
    let mut errors = Errors::new();
    e.lead_name = errors.need(f, "lead_name", SHORT, "Say who leads it");
    e.lead_from = errors.limit(f, "lead_from", SHORT);
    e.interpreter = errors.limit(f, "interpreter", SHORT);
    let review = super::review_day(&v, &mut errors);
    if !errors.is_empty() {
        return again(w, &v, errors).await;
    }
    e.review_on = review;
    e.version = f.int("version").unwrap_or(0);
    if f.ticked("newest")
        && let Some(newest) = store::early_help::form(&mut w, v.org(), None).await?
    {
        e.form = newest.number;
    }
    keep(&mut w, &v, &e).await?;
    let event = Event::new(Verb::EarlyHelpWritten, "early_help", e.id)
        .pupil(e.pupil)
        .fact("lead professional", &e.lead_name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/early-help/{}", e.id), "Kept")
}

/// Writes down what somebody at home said about consent.
pub async fn consent(v: Visit) -> Answer {
    let mut w = v.write("Writing down a word about consent to early help").await?;
    let mut e = found(&mut w, &v).await?;
    if let Some(answer) = over(&v, &e) {
        return answer;
    }
    let pupil = store::pupil::find(&mut w, &scope(&v), e.pupil).await?;
    let contacts = store::pupil::contacts(&mut w, &pupil, v.org()).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let named = f.id("who").and_then(|id| contacts.iter().find(|c| c.id == id));
    match named {
        None => errors.add("who", "Choose who said it: somebody with parental responsibility"),
        Some(c) if !c.gets_letters() => errors.add("who", no_say(&c.full(), c.responsible)),
        Some(_) => {}
    }
    let who = named.filter(|c| c.gets_letters());
    let word = errors.get(f.coded::<Word>("word"), "word", "Choose what they said");
    let how = errors.get(f.coded::<How>("how"), "how", "Choose how");
    let day = errors.get(f.day("day"), "day", "Give the day, such as 10/11/2026");
    if let Some(day) = day.filter(|d| *d > v.today()) {
        errors.add("day", format!("{day} has not come yet"));
    }
    let given = word == Some(Word::Given);
    let what_for = errors.limit(f, "what_for", SHORT);
    let with_whom = errors.limit(f, "with_whom", SHORT);
    if given && what_for.is_empty() {
        errors.add("what_for", "Say what they agreed to");
    }
    if given && with_whom.is_empty() {
        errors.add("with_whom", "Say with whom it may be shared");
    }
    let all = store::early_help::consents(&mut w, v.org(), e.id).await?;
    if word == Some(Word::Withdrawn)
        && !all.iter().any(|c| c.contact == who.map(|c| c.id) && c.word == Word::Given)
    {
        errors.add("word", "They have not given consent that could be taken back");
    }
    let (true, Some(who), Some(word), Some(how), Some(day)) =
        (errors.is_empty(), who, word, how, day)
    else {
        return again(w, &v, errors).await;
    };
    let said = Consent {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        contact: Some(who.id),
        name: who.full(),
        word,
        how,
        day,
        what_for,
        with_whom,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let to = format!("/early-help/{}", e.id);
    if !store::early_help::say(&mut w, e.id, &said).await? {
        return v.to(to);
    }
    let all = store::early_help::consents(&mut w, v.org(), e.id).await?;
    let now = stands(&all);
    let status = after_word(e.status, &now);
    let stopped = now.why_not().is_some();
    if status != e.status {
        e.status = status;
        keep(&mut w, &v, &e).await?;
        step(&mut w, &v, &e, day, String::new()).await?;
    }
    let event = Event::new(Verb::EarlyHelpConsent, "early_help", e.id)
        .pupil(e.pupil)
        .fact("word", word.code())
        .fact("how", how.code())
        .fact("on", day);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        to,
        match (word, stopped) {
            (Word::Withdrawn, _) => "Kept. Nothing more leaves the school; tell those who have it",
            (_, true) => "Kept. Nothing may leave the school yet",
            _ => "Kept. It may be sent once the form is whole",
        },
    )
}

async fn step(
    w: &mut Write,
    v: &Visit,
    e: &EarlyHelp,
    day: rulebook::Day,
    words: String,
) -> Result<(), Problem> {
    let step = Step {
        id: Id::now_v7(),
        status: e.status,
        day,
        words,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    Ok(store::early_help::step(w, e.id, &step).await?)
}

/// Takes it a step further: sent, acknowledged, open, closed, declined.
pub async fn move_on(v: Visit) -> Answer {
    let mut w = v.write("Taking an early help assessment further").await?;
    let mut e = found(&mut w, &v).await?;
    let f = &v.form;
    let to: Status = f.coded("to").ok_or(Problem::Missing)?;
    let sections = store::early_help::sections(&mut w, v.org(), e.form).await?;
    let words = store::early_help::words(&mut w, v.org(), e.id).await?;
    let all = store::early_help::consents(&mut w, v.org(), e.id).await?;
    may_become(&e, to, &all, &whole(&sections, &words))?;
    let mut errors = Errors::new();
    let day = errors.get(f.day("on"), "on", "Give the day, such as 10/11/2026");
    if let Some(day) = day.filter(|d| *d > v.today()) {
        errors.add("on", format!("{day} has not come yet"));
    }
    let said = errors.limit(f, "said", SHORT);
    let over = matches!(to, Status::Closed | Status::Declined);
    if over && said.is_empty() {
        errors.add("said", "Say why, and what came of it");
    }
    let sent_to = errors.limit(f, "sent_to", SHORT);
    if to == Status::Sent && sent_to.is_empty() {
        errors.add("sent_to", "Say to whom it was sent");
    }
    let reference = errors.limit(f, "reference", SHORT);
    let (true, Some(day)) = (errors.is_empty(), day) else {
        return again(w, &v, errors).await;
    };
    e.status = to;
    e.version = f.int("version").unwrap_or(0);
    if to == Status::Sent {
        e.sent_on = Some(day);
        e.sent_to = sent_to;
    }
    if !reference.is_empty() {
        e.reference = reference;
    }
    if over {
        e.ended_why = said.clone();
    }
    keep(&mut w, &v, &e).await?;
    step(&mut w, &v, &e, day, said).await?;
    let event = Event::new(Verb::EarlyHelpMoved, "early_help", e.id)
        .pupil(e.pupil)
        .fact("status", to.code())
        .fact("on", day);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/early-help/{}", e.id), "Kept")
}
