//! Education from the sixth school day at the school: who holds the duty, providers asked and what
//! they answered, each day there, and the board of everybody it is owed to.
//!
//! Must never know: how the day is counted. A start that is late is late; nothing hides it.

use super::day_six_page::{BoardPage, BoardRow, DaySixPage};
use super::{About, LONGEST, SHORT, event, met_here, stands};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::provision::{
    Answer as Said, Answered, Light, Provision, ProvisionDay, There, light, minutes, wrong,
};
use casework::owed::Owed;
use casework::{Id, May, Verb};
use rulebook::{Day, Minute};
use store::Write;
use store::exclusion::Narrow;

fn at(id: Id) -> String {
    format!("/exclusions/{id}/day-six")
}

/// What is owed from the sixth day, where anything is.
pub(super) fn sixth(about: &About) -> Option<&Owed> {
    about.owed.iter().find(|o| o.code == "sixth-day")
}

/// How it stands.
pub(super) fn light_of(about: &About, today: Day) -> Light {
    let day = sixth(about).and_then(Owed::day);
    light(day, &about.offers, today, about.almanac.as_ref().ok())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<DaySixPage, Problem> {
    let mut read = v.read().await?;
    let about = About::of(v, &mut read).await?;
    stands(&about)?;
    let line = sixth(&about).map(|o| crate::law::owed::Line::of(o, about.almanac.as_ref().ok()));
    let told = about.letters_of(casework::exclusion::letter::Paper::Education);
    Ok(DaySixPage {
        name: about.pupil.name(),
        first: about.pupil.first(),
        light: light_of(&about, v.today()),
        line,
        told,
        home: v.may(May::Home),
        today: v.today(),
        left: about.offers.iter().map(|o| about.unwritten(o, v.today())).collect(),
        offers: about.offers,
        days: about.offer_days,
        e: about.e,
        once: form.id("once").unwrap_or_else(Id::now_v7),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it for one pupil.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// What was typed of an answer, with what is wrong beside its field.
fn typed(v: &Visit, about: &About, e: &mut Errors) -> (Answered, Option<Minute>) {
    let f = &v.form;
    for field in ["provider", "contact", "transport", "place", "report_to", "sessions", "why"] {
        e.limit(f, field, SHORT);
    }
    for field in ["starts_on", "ended_on"] {
        if f.has(field) && f.day(field).is_none() {
            e.add(field, "This is no date");
        }
    }
    let starts_at = f.minute("starts_at");
    if f.has("starts_at") && starts_at.is_none() {
        e.add("starts_at", "Give a time, such as 9.00");
    }
    let answered = Answered {
        answer: Some(f.coded("answer").unwrap_or(Said::Asked)),
        why: f.text("why").trim().to_string(),
        starts_on: f.day("starts_on"),
        hours: f.text("hours").to_string(),
    };
    let calendar = about.almanac.as_ref().ok();
    for (field, words) in wrong(&answered, |d| calendar.and_then(|a| a.is_school_day(d).ok())) {
        e.add(field, words);
    }
    if answered.answer == Some(Said::Accepted) {
        for (field, words) in [
            ("place", "Give the address: the parent is told where"),
            ("report_to", "Say whom to report to: the parent is told"),
            ("sessions", "Give when sessions begin and end: the parent is told"),
        ] {
            if f.text(field).trim().is_empty() {
                e.add(field, words);
            }
        }
        if let (Some(day), Some(first)) = (answered.starts_on, about.e.first)
            && day < first
        {
            e.add("starts_on", format!("It begins on {first}: nothing is owed before"));
        }
    }
    (answered, starts_at)
}

/// Puts what was answered into an offer.
fn fill(p: &mut Provision, f: &Form, a: &Answered, v: &Visit) {
    let answer = a.answer.unwrap_or(Said::Asked);
    if answer != p.answer || p.answered_at.is_none() {
        p.answered_at = (answer != Said::Asked).then_some(v.now);
    }
    let yes = answer == Said::Accepted;
    let text = |name: &str| f.text(name).trim().to_string();
    p.answer = answer;
    p.why = a.why.clone();
    p.starts_on = a.starts_on.filter(|_| yes);
    p.week_minutes = minutes(&a.hours).filter(|_| yes);
    (p.transport, p.place) = (text("transport"), text("place"));
    (p.report_to, p.sessions) = (text("report_to"), text("sessions"));
    p.ended_on = f.day("ended_on").filter(|_| yes);
}

/// The words of it for the parent: where, when, whom to report to, how to get there.
fn words(p: &Provision) -> String {
    let mut out = vec![p.provider.clone(), p.place.clone()];
    out.retain(|part| !part.trim().is_empty());
    let mut said = format!("{}. ", out.join(", "));
    for (what, text) in [
        ("Report to", &p.report_to),
        ("Sessions", &p.sessions),
        ("Hours", &p.hours()),
        ("Getting there", &p.transport),
    ] {
        if !text.trim().is_empty() {
            said.push_str(&format!("{what}: {}. ", text.trim().trim_end_matches('.')));
        }
    }
    said.trim().to_string()
}

/// Asks a provider, with what they answered where that is known at once.
pub async fn ask(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let provider = e.need(f, "provider", SHORT, "Name the provider");
    let mut w = v.write("Asking a provider").await?;
    let about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let (a, starts_at) = typed(&v, &about, &mut e);
    if !e.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone().with("asks", "yes"), e).await?;
        return v.again(&page);
    }
    let mut p = Provision {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: about.e.id,
        provider,
        contact: f.text("contact").trim().to_string(),
        asked_at: v.now,
        answer: Said::Asked,
        answered_at: None,
        why: String::new(),
        starts_on: None,
        week_minutes: None,
        transport: String::new(),
        place: String::new(),
        report_to: String::new(),
        sessions: String::new(),
        ended_on: None,
        review_on: None,
        by_name: v.actor.name.clone(),
        version: 1,
    };
    fill(&mut p, f, &a, &v);
    if !store::case::work::ask_provider(&mut w, &p).await? {
        return v.to(at(about.e.id));
    }
    keep(v, w, about, p, starts_at).await
}

/// Keeps what a provider answered, or that it ended.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let mut w = v.write("Keeping a provider’s answer").await?;
    let about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let id = v.id("offer")?;
    let mut p = about.offers.iter().find(|p| p.id == id).cloned().ok_or(Problem::Missing)?;
    let (a, starts_at) = typed(&v, &about, &mut e);
    if let (Some(start), Some(end)) = (a.starts_on, f.day("ended_on"))
        && end < start
    {
        e.add("ended_on", "This lies before its first day");
    }
    if !e.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone().with("answers", id.to_string()), e).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(p.version) {
        return Err(Problem::Stale(f.kept()));
    }
    fill(&mut p, f, &a, &v);
    store::case::work::change_provision(&mut w, &p).await?;
    keep(v, w, about, p, starts_at).await
}

/// Keeps what follows: where the pupil is taught stands in the record, and proves the duty on the
/// day it begins. What was arranged before proves nothing of another arrangement.
async fn keep(
    v: Visit,
    mut w: Write,
    mut about: About,
    p: Provision,
    starts_at: Option<Minute>,
) -> Answer {
    let told = event(Verb::ProvisionAsked, &about)
        .fact("provider", &p.provider)
        .fact("answer", casework::Coded::code(p.answer));
    let mut rest = Vec::new();
    let was = about.offers.iter().find(|o| o.id == p.id);
    let arranged = match (p.answer, p.starts_on) {
        (Said::Accepted, Some(day)) => {
            Some(day.at(starts_at.or(Minute::new(9, 0)).unwrap_or_default()))
        }
        _ => None,
    };
    let gone = arranged.is_none() && was.is_some_and(|o| o.answer == Said::Accepted);
    let same = arranged == about.e.provision && words(&p) == about.e.provision_words;
    if (arranged.is_some() && !same) || gone {
        about.e.provision = arranged;
        about.e.provision_words = if arranged.is_some() { words(&p) } else { String::new() };
        store::exclusion::after(&mut w, &about.e).await?;
        for before in about.done.iter().filter(|d| d.code == "sixth-day" && d.stands()) {
            let why = "Something else was arranged in its place";
            store::owed::strike(&mut w, about.e.id, before.id, why).await?;
        }
        if let (Some(begins), Some(o)) = (arranged, sixth(&about).filter(|o| o.day().is_some())) {
            rest.push(met_here(&mut w, &v, &about, o, begins, words(&p)).await?);
        }
    }
    let now = About::of(&v, &mut w).await?;
    let said = light_of(&now, v.today()).words();
    v.commit(w, told, rest).await?;
    v.to_saying(at(about.e.id), format!("Kept. {said}"))
}

/// Writes down a day there.
pub async fn written(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let day = e.get(f.day("day"), "day", "Give the day");
    let there = e.get(f.coded::<There>("there"), "there", "Say whether they were there");
    let words = e.limit(f, "words", LONGEST);
    let how = e.limit(f, "checked_how", SHORT);
    let time = f.minute("checked_time");
    if f.has("checked_time") && time.is_none() {
        e.add("checked_time", "Give a time, such as 9.40");
    }
    let mut w = v.write("Writing down a day of education elsewhere").await?;
    let about = About::of(&v, &mut w).await?;
    stands(&about)?;
    let id = v.id("offer")?;
    let p = about.offers.iter().find(|p| p.id == id).cloned().ok_or(Problem::Missing)?;
    if let Some(day) = day {
        let almanac = about.almanac.as_ref().ok();
        if day > v.today() {
            e.add("day", "This day has not come yet");
        } else if p.starts_on.is_none_or(|s| day < s) || p.ended_on.is_some_and(|end| day > end) {
            e.add("day", "They were not to be there on this day");
        } else if almanac.and_then(|a| a.is_school_day(day).ok()) == Some(false) {
            e.add("day", format!("{day} is no school day"));
        }
    }
    if there.is_some_and(|t| t != There::Yes) && words.is_empty() {
        e.add("words", "Say why, as far as it is known");
    }
    if time.is_some() && how.is_empty() {
        e.add("checked_how", "Say who was rung or seen");
    }
    let checked = day.zip(time).map(|(day, time)| day.at(time));
    if checked.is_some_and(|at| at > v.now) {
        e.add("checked_time", "That is still to come");
    }
    let (Some(day), Some(there), true) = (day, there, e.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone().with("writes", id.to_string()), e).await?;
        return v.again(&page);
    };
    // Somebody was asked without a time being typed: it was now.
    let checked_at = checked.or((!how.is_empty()).then_some(v.now));
    let written = ProvisionDay {
        provision: id,
        day,
        there,
        words,
        checked_at,
        checked_how: how,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let same = about.offer_days.iter().find(|d| d.provision == id && d.day == day);
    if same.is_some_and(|d| {
        ProvisionDay { at: d.at, checked_at: d.checked_at, ..written.clone() } == *d
    }) {
        return v.to(at(about.e.id));
    }
    store::case::work::write_provision_day(&mut w, &written).await?;
    let said = event(Verb::ExclusionAfter, &about)
        .fact("what", format!("a day at {} written down: {day}", p.provider));
    v.commit(w, said, Vec::new()).await?;
    v.to_saying(at(about.e.id), "It is kept")
}

/// The board: everybody out of school to whom education from the sixth day is owed, the most
/// urgent first.
pub async fn board(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (year, _) = v.setting.calendar.school_year(v.today());
    let scope = v.actor.scope_for(May::Exclusions, v.today());
    let by = Narrow { from: Some(year), draft: Some(false), ..Narrow::default() };
    let mut rows = Vec::new();
    for l in store::exclusion::list(&mut read, &scope, by, 500).await? {
        let e = &l.exclusion;
        let over = e.back_on.is_some() || e.last.is_some_and(|last| last < v.today());
        if !e.stands() || over {
            continue;
        }
        let pupil = store::pupil::find(&mut read, &scope, e.pupil).await?;
        let about = About::gather(&mut read, &v.setting, e.clone(), pupil).await?;
        let Some(o) = sixth(&about).filter(|o| o.day().is_some()) else { continue };
        rows.push(BoardRow {
            id: about.e.id,
            name: l.name.clone(),
            form: l.form.clone(),
            noun: about.e.noun(),
            sixth: o.day(),
            holder: o.outcome.map(|outcome| outcome.words()).unwrap_or_default(),
            light: light_of(&about, v.today()),
            offer: about.offers.iter().find(|p| p.stands()).cloned(),
            told: !about.letters_of(casework::exclusion::letter::Paper::Education).is_empty(),
        });
    }
    rows.sort_by_key(|r| (r.urgency(), r.sixth, r.id));
    v.page(&BoardPage { rows })
}
