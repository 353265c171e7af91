//! Early help: assessments in the authority's own form, consent, sending, and what came of it.
//!
//! Must never do: draft in what is restricted, or let anything leave without consent.

pub mod follow;
mod page;
mod paper;
mod record;
mod samples;

pub use paper::{pdf, text};
pub use record::{consent, lead, move_on, write};
pub use samples::samples;

pub(crate) use crate::pupil::home_scope as scope;

use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::today::Reader;
use crate::visit::{Answer, Visit};
use casework::early_help::{
    BEGIN_WITH, EarlyHelp, FormVersion, Part, SHORT, Section, Status, drafted, family,
    not_for_early_help, whole,
};
use casework::pupil::Pupil;
use casework::today::Kind;
use casework::{Coded, Event, Id, May, Verb};
use page::{Line, ListPage, NewPage};
use rulebook::room::EARLY_HELP_REVIEWED;
use rulebook::school_week::nth_school_week;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use store::Source;
use store::today::Due;

/// People found at most.
const FOUND: i64 = 20;

fn named(p: &Pupil) -> String {
    format!("{}, {}", p.name(), p.form)
}

/// The form to begin with, where the school has set none.
pub(crate) fn proposed(by: &str, at: rulebook::Instant) -> (FormVersion, Vec<Section>) {
    let sections = BEGIN_WITH
        .iter()
        .enumerate()
        .map(|(n, (title, hint, part, needed))| Section {
            id: Id::now_v7(),
            place: n as i64 + 1,
            title: (*title).into(),
            hint: (*hint).into(),
            part: *part,
            needed: *needed,
        })
        .collect();
    let form = FormVersion {
        number: 1,
        name: "Early help assessment".into(),
        authority: String::new(),
        made_by: by.into(),
        made_at: at,
    };
    (form, sections)
}

/// Shows those that go on.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let scope = scope(&v);
    let open = store::early_help::open(&mut read, &scope).await?;
    let past = store::early_help::past(&mut read, &scope).await?;
    let ids: Vec<Id> = open.iter().chain(&past).map(|e| e.pupil).collect();
    let pupils = store::pupil::several(&mut read, &scope, &ids).await?;
    let mut lines = Vec::new();
    let ids: Vec<Id> = open.iter().map(|e| e.id).collect();
    let written = store::early_help::words_of(&mut read, v.org(), &ids).await?;
    let said = store::early_help::consents_of(&mut read, v.org(), &ids).await?;
    // Most are on one version of the form; each version is asked for once.
    let mut forms = BTreeMap::new();
    for number in open.iter().map(|e| e.form) {
        if let Entry::Vacant(form) = forms.entry(number) {
            form.insert(store::early_help::sections(&mut read, v.org(), number).await?);
        }
    }
    for e in open {
        let sections = forms.get(&e.form).cloned().unwrap_or_default();
        let words: Vec<_> = written.iter().filter(|w| w.0 == e.id).map(|w| w.1.clone()).collect();
        let all: Vec<_> = said.iter().filter(|c| c.0 == e.id).map(|c| c.1.clone()).collect();
        lines.push(Line {
            who: pupils.iter().find(|p| p.id == e.pupil).map(named).unwrap_or_default(),
            whole: whole(&sections, &words),
            stopped: casework::early_help::stands(&all).why_not(),
            record: e,
        });
    }
    let past = past
        .into_iter()
        .map(|e| (pupils.iter().find(|p| p.id == e.pupil).map(named).unwrap_or_default(), e))
        .collect();
    v.page(&ListPage { lines, past, today: v.today(), sets_up: v.may(May::SetUp) })
}

async fn new_page(
    src: &mut dyn Source,
    v: &Visit,
    pupil: Option<&Pupil>,
    form: Form,
    errors: Errors,
) -> Result<NewPage, Problem> {
    let q = v.query.text("q").to_string();
    let looked_for = if pupil.is_none() { q.as_str() } else { "" };
    let found = crate::pupil::looked_for(src, &scope(v), looked_for, FOUND).await?;
    let mut form = form;
    if !form.has("once") {
        let weeks = EARLY_HELP_REVIEWED.0;
        let review = nth_school_week(&v.setting.calendar, v.today(), weeks);
        form = form
            .with("once", Id::now_v7().to_string())
            .with("lead_name", &v.actor.name)
            .with("lead_from", &v.setting.school.name)
            .with("review_on", review.map(|r| r.last.iso()).unwrap_or_default());
    }
    Ok(NewPage {
        words: v.words().clone(),
        pupil: pupil.map(|p| (p.id, named(p))),
        q,
        found: found.iter().map(|p| (p.id, named(p))).collect(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form, or who may be chosen.
pub async fn new(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let pupil = match v.query.id("pupil") {
        Some(id) => Some(store::pupil::find(&mut read, &scope(&v), id).await?),
        None => None,
    };
    if let Some(p) = &pupil {
        let theirs = store::early_help::of_pupil(&mut read, v.org(), p.id).await?;
        if let Some(e) = theirs.iter().find(|e| !e.status.is_over()) {
            return v.to(format!("/early-help/{}", e.id));
        }
    }
    let page = new_page(&mut read, &v, pupil.as_ref(), Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// The day of the review: to come, and a day on which somebody is in school to hold it.
pub(super) fn review_day(v: &Visit, errors: &mut Errors) -> Option<rulebook::Day> {
    let typed = v.form.day("review_on");
    let day = errors.get(typed, "review_on", "Give the day it is looked at again")?;
    let calendar = &v.setting.calendar;
    if day <= v.today() {
        errors.add("review_on", format!("{day} is over. Give a day to come"));
    } else if let Some(why) = calendar.why_closed(day) {
        let next = calendar.first_on_or_after(day);
        let next = next.map(|d| format!(" The next is {d}")).unwrap_or_default();
        errors.add("review_on", format!("{day} is not a school day: {why}.{next}"));
    }
    Some(day)
}

/// Begins one, with what the school knows that is not restricted.
pub async fn begin(v: Visit) -> Answer {
    let mut w = v.write("Beginning an early help assessment").await?;
    let pupil = v.form.id("pupil").ok_or(Problem::Missing)?;
    let pupil = store::pupil::find(&mut w, &scope(&v), pupil).await?;
    let f = &v.form;
    let mut errors = Errors::new();
    let danger = match f.text("danger") {
        "no" => Some(false),
        "yes" => Some(true),
        _ => None,
    };
    if errors.get(danger, "danger", "Answer this first") == Some(true) {
        return Err(not_for_early_help().into());
    }
    let lead_name = errors.need(f, "lead_name", SHORT, "Say who leads it");
    let lead_from = errors.limit(f, "lead_from", SHORT);
    let interpreter = errors.limit(f, "interpreter", SHORT);
    let review = review_day(&v, &mut errors);
    if !errors.is_empty() {
        let page = new_page(&mut w, &v, Some(&pupil), v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let mut more = Vec::new();
    let (form, sections) = match store::early_help::form(&mut w, v.org(), None).await? {
        Some(form) => {
            let sections = store::early_help::sections(&mut w, v.org(), form.number).await?;
            (form, sections)
        }
        None => {
            let (form, sections) = proposed("Mainstay", v.now);
            store::early_help::keep_form(&mut w, &form, &sections).await?;
            more.push(
                Event::new(Verb::EarlyHelpForm, "early_help_form", v.org()).fact("version", 1),
            );
            (form, sections)
        }
    };
    let record = EarlyHelp {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        form: form.number,
        status: Status::Draft,
        lead_name,
        lead_from,
        interpreter,
        review_on: review,
        sent_on: None,
        sent_to: form.authority.clone(),
        reference: String::new(),
        ended_why: String::new(),
        begun_on: v.today(),
        begun_by: v.actor.staff,
        begun_by_name: v.actor.name.clone(),
        version: 1,
    };
    let to = format!("/early-help/{}", record.id);
    if !store::early_help::begin(&mut w, &record).await? {
        return v.to(to);
    }
    let contacts = store::pupil::contacts(&mut w, &pupil, v.org()).await?;
    let mut filled: Vec<Part> = Vec::new();
    for s in &sections {
        let words = match s.part {
            Part::Family => family(&contacts),
            part => drafted(part, &pupil),
        };
        if !words.is_empty() && !filled.contains(&s.part) {
            filled.push(s.part);
            store::early_help::write(&mut w, record.id, s.id, &words, "From the file").await?;
        }
    }
    let event = Event::new(Verb::EarlyHelpBegun, "early_help", record.id).pupil(pupil.id);
    v.commit(w, event, more).await?;
    v.to_saying_of(
        to,
        &format!("Begun for {}. Ask for consent first", pupil.name()),
        &[&pupil.name()],
    )
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = record::sheet(&mut read, &v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Lines of Today: reviews of somebody's own assessments.
pub async fn due(
    v: &Reader<'_>,
    src: &mut dyn Source,
    until: rulebook::Day,
) -> Result<Vec<Due>, Problem> {
    let due = store::early_help::to_review(src, v.org(), v.actor.staff, until).await?;
    let scope = v.actor.scope_for(May::Home, v.today());
    let ids: Vec<Id> = due.iter().map(|e| e.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let mut out = Vec::new();
    for e in due {
        let Some(p) = pupils.iter().find(|p| p.id == e.pupil) else { continue };
        out.push(Due {
            kind: Kind::EarlyHelp,
            about: e.id,
            placement: None,
            who: named(p),
            day: e.review_on.unwrap_or(v.today()),
            minute: None,
            what: e.status.label().to_lowercase(),
            n: 0,
            since: None,
        });
    }
    Ok(out)
}

/// How such a line reads, and where it is done.
pub fn line(d: &Due, day: &str) -> (String, String) {
    (format!("To be looked at again, due {day}; {}", d.what), format!("/early-help/{}", d.about))
}
