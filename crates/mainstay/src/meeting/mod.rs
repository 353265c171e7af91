//! Meetings: arranged with a place that is free, those asked, an agenda with what the last one
//! agreed, minutes typed as people talk, and copies that name nobody they should not.
//!
//! Must never know: what clashes, who makes a quorum, or what a copy leaves out; casework says.

pub mod agenda;
mod arising;
pub mod arrange;
pub mod by_mail;
pub mod feeds;
mod forms_page;
pub mod interest;
pub mod invite;
pub mod minutes;
mod minutes_page;
mod page;
pub mod people;
pub mod places;
mod plan_change;
pub mod report;
pub(crate) mod samples;
pub mod today;

use crate::action::reader;
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::people::short_of;
use casework::meeting::{Item, Meeting, Minutes, Rule, leads, minutes as stands};
use casework::pupil::{Contact, Pupil};
use casework::school::Setting;
use casework::{Id, May};
use page::{ListPage, OnePage, Row};
use rulebook::Day;
use store::Source;

const HOME: &str = "/meetings";

/// The last day of the standard for the minutes: school days, or working days in an authority.
pub(crate) fn due_day(setting: &Setting, m: &Meeting) -> Day {
    let within = u32::try_from(m.within_days).unwrap_or_default();
    let counted = match setting.school.kind.is_school() {
        true => setting.calendar.school_days_after(m.on, within).map(|c| c.day),
        false => rulebook::count::working_days_after(m.on, within).ok(),
    };
    counted.unwrap_or(m.on.plus(m.within_days))
}

/// One that whoever is at the page may see.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<Meeting, Problem> {
    Ok(store::meeting::find(src, &reader(v), v.id("id")?).await?)
}

/// The same, for those who lead it: they ask people, and write its minutes. Anybody at it reads.
async fn led(v: &Visit, src: &mut dyn Source) -> Result<Meeting, Problem> {
    let m = found(v, src).await?;
    if may_lead(v, &m) {
        return Ok(m);
    }
    Err(casework::Refusal::because(
        format!("{} leads this meeting", m.lead_name),
        "A meeting is seen to by whoever arranged it, whoever chairs it, or a senior leader.",
        "The way Mainstay works.",
    )
    .or("See the meeting", format!("{HOME}/{}", m.id))
    .into())
}

fn may_lead(v: &Visit, m: &Meeting) -> bool {
    use casework::Role::{AuthorityManager, Head, Senior};
    let senior = v.actor.roles.iter().any(|r| matches!(r, Senior | Head | AuthorityManager));
    leads(m, &v.actor) || (senior && !m.private)
}

/// The pupil a meeting is about, where the reader's scope has them.
async fn pupil_of(
    v: &Visit,
    src: &mut dyn Source,
    id: Option<Id>,
) -> Result<Option<Pupil>, Problem> {
    let Some(id) = id.filter(|_| v.may(May::PupilFile)) else { return Ok(None) };
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    match store::pupil::find(src, &scope, id).await {
        Ok(pupil) => Ok(Some(pupil)),
        Err(store::Problem::Missing) => Ok(None),
        Err(e) => Err(e.into()),
    }
}

/// The people at home of the pupil, for those who may ring them; nobody with a restriction.
async fn at_home(
    v: &Visit,
    src: &mut dyn Source,
    pupil: Option<&Pupil>,
) -> Result<Vec<Contact>, Problem> {
    let Some(pupil) = pupil.filter(|_| v.may(May::Home)) else { return Ok(Vec::new()) };
    let mut all = store::pupil::contacts(src, pupil, v.org()).await?;
    all.retain(|c| !c.restricted());
    Ok(all)
}

fn named(p: &Pupil) -> String {
    format!("{}, {}", p.name(), p.form)
}

/// Names of pupils of items, for those in the reader's scope.
async fn names_of(
    v: &Visit,
    src: &mut dyn Source,
    ids: impl Iterator<Item = Id>,
) -> Result<Vec<(Id, String)>, Problem> {
    let ids: Vec<Id> = ids.collect();
    if ids.is_empty() || !v.may(May::PupilFile) {
        return Ok(Vec::new());
    }
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    let all = store::pupil::several(src, &scope, &ids).await?;
    Ok(all.iter().map(|p| (p.id, named(p))).collect())
}

/// The kinds as the school calls them.
async fn kinds(src: &mut dyn Source, org: Id) -> Result<Vec<Rule>, Problem> {
    Ok(store::meeting::rules(src, org).await?)
}

/// Shows them: what is to come, what waits for its minutes, what was.
pub async fn list(v: Visit) -> Answer {
    let today = v.today();
    let mut read = v.read().await?;
    let reader = reader(&v);
    let (from, to) = (v.query.day("from"), v.query.day("to"));
    let span = (from.unwrap_or(today.plus(-60)), to.unwrap_or(today.plus(120)));
    let all = store::meeting::between(&mut read, &reader, span.0, span.1).await?;
    let waiting = store::meeting::to_minute(&mut read, &reader, today).await?;
    let rules = kinds(&mut read, v.org()).await?;
    let kind = v.query.text("kind");
    let mine = v.query.ticked("mine");
    let fits = |m: &Meeting| {
        (kind.is_empty() || casework::Coded::code(m.kind) == kind)
            && (!mine || m.lead == v.actor.staff)
    };
    let ids = all.iter().chain(&waiting).filter_map(|m| m.pupil);
    let names = names_of(&v, &mut read, ids).await?;
    let row = |m: &Meeting| {
        let due = due_day(&v.setting, m);
        Row {
            who: names
                .iter()
                .find(|n| Some(n.0) == m.pupil)
                .map(|n| n.1.clone())
                .unwrap_or_default(),
            due,
            stands: stands(m, due, v.now),
            m: m.clone(),
        }
    };
    let mut waiting: Vec<Row> = waiting.iter().filter(|m| fits(m)).map(row).collect();
    waiting.retain(|r| matches!(r.stands, Minutes::Due | Minutes::Late));
    waiting.sort_by_key(|r| (r.stands != Minutes::Late, r.due));
    let mut rows: Vec<Row> = all.iter().filter(|m| fits(m)).map(row).collect();
    let mut past: Vec<Row> = Vec::new();
    rows.retain(|r| {
        let is_past = r.m.on < today;
        if is_past {
            past.push(Row { m: r.m.clone(), who: r.who.clone(), ..*r });
        }
        !is_past
    });
    past.reverse();
    v.page(&ListPage {
        waiting,
        coming: rows,
        past,
        rules,
        query: v.query.clone(),
        words: v.words().clone(),
    })
}

/// One, with everything on it.
async fn one(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let m = found(v, &mut read).await?;
    let (org, leads) = (v.org(), may_lead(v, &m));
    let people = store::meeting::people(&mut read, org, m.id).await?;
    let setup = store::meeting::setup(&mut read, org, m.id).await?;
    let mut items = store::meeting::minutes::items(&mut read, org, m.id).await?;
    let mut decisions = store::meeting::minutes::decisions(&mut read, org, m.id).await?;
    if !leads {
        let interests = store::meeting::minutes::interests(&mut read, org, m.id).await?;
        interest::hide(v, &people, &interests, &mut items, &mut decisions);
    }
    let actions = store::action::about(&mut read, org, m.id).await?;
    let arising = arising::of(&mut read, org, &m).await?;
    let report = store::meeting::minutes::report(&mut read, org, m.id).await?;
    let pupil = pupil_of(v, &mut read, m.pupil).await?;
    let home = match leads {
        true => at_home(v, &mut read, pupil.as_ref()).await?,
        false => Vec::new(),
    };
    let names = names_of(v, &mut read, items.iter().filter_map(|i| i.pupil)).await?;
    hide(&mut items, &names);
    let staff = match leads {
        true => crate::action::colleagues(&mut read, v).await?,
        false => Vec::new(),
    };
    let suggested = match leads && m.state == casework::meeting::State::Arranged {
        true => agenda::suggested(v, &mut read, &m, &items).await?,
        false => Vec::new(),
    };
    let messages = store::message::about(&mut read, org, &[m.id]).await?;
    let due = due_day(&v.setting, &m);
    Ok(OnePage {
        today: v.today(),
        short: short_of(&m.quorum, &people),
        stands: stands(&m, due, v.now),
        due,
        home: contacts(&home),
        pupil: pupil.map(|p| (p.id, named(&p))),
        report: report.is_some(),
        me: people.iter().find(|p| p.staff == Some(v.actor.staff)).map(|p| p.id),
        answers: invite::address(v, &mut read, &m).await?,
        unsent: messages
            .iter()
            .filter(|x| x.state.has_failed())
            .map(|x| x.to_name.clone())
            .collect(),
        names,
        leads,
        people,
        setup,
        items,
        decisions,
        actions,
        arising,
        staff,
        suggested,
        m,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// An item about somebody outside the reader's scope keeps its place and says nothing.
fn hide(items: &mut [Item], names: &[(Id, String)]) {
    for i in items.iter_mut() {
        if i.pupil.is_some_and(|p| !names.iter().any(|n| n.0 == p)) {
            i.title = "About somebody whose file you do not open".into();
            i.notes = String::new();
            i.pupil = None;
        }
    }
}

fn contacts(home: &[Contact]) -> Vec<Choice> {
    let each = home.iter().map(|c| {
        let pr = if c.responsible { "" } else { ", no PR" };
        Choice::new(c.id.to_string(), format!("{} ({}{pr})", c.full(), c.relation))
    });
    std::iter::once(Choice::new("", "Nobody at home")).chain(each).collect()
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = one(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// For the gallery.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    let mut all = samples::samples();
    all.extend(feeds::samples());
    all
}
