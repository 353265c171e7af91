//! Minutes: what was said at each item as it is said, what was decided and what it became, and the
//! road from the chair's approval to a copy for each.
//!
//! Must never know: what a copy leaves out; `casework::meeting::copy` says.

use super::arrange::event;
use super::forms_page::CopyPage;
use super::minutes_page::MinutesPage;
use super::{HOME, due_day, found, hide, led, may_lead, names_of};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit, html as html_as};
use axum::http::StatusCode;
use casework::action::{Ask, Origin, begin, made};
use casework::meeting::copy::{Named, Source as Whole, copy_for};
use casework::meeting::people::{Whom, short_of};
use casework::meeting::{
    Decision, Item, LONGEST, Meeting, SHORT, State, may_circulate, may_minute, minutes as stands,
};
use casework::message::{Draft, Kind, Words, reference};
use casework::words::Concept;
use casework::{Coded, Event, Id, May, Verb, link::day_is_over};
use maud::html;
use store::meeting::minutes::Copy;
use store::{Source, Write};

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<MinutesPage, Problem> {
    let mut read = v.read().await?;
    let m = found(v, &mut read).await?;
    let org = v.org();
    let people = store::meeting::people(&mut read, org, m.id).await?;
    let mut items = store::meeting::minutes::items(&mut read, org, m.id).await?;
    let names = names_of(v, &mut read, items.iter().filter_map(|i| i.pupil)).await?;
    hide(&mut items, &names);
    let due = due_day(&v.setting, &m);
    let mut decisions = store::meeting::minutes::decisions(&mut read, org, m.id).await?;
    let interests = store::meeting::minutes::interests(&mut read, org, m.id).await?;
    if !may_lead(v, &m) {
        super::interest::hide(v, &people, &interests, &mut items, &mut decisions);
    }
    Ok(MinutesPage {
        interests,
        today: v.today(),
        due,
        stands: stands(&m, due, v.now),
        short: short_of(&m.quorum, &people),
        decisions,
        actions: store::action::about(&mut read, org, m.id).await?,
        arising: super::arising::of(&mut read, org, &m).await?,
        copies: store::meeting::minutes::copies(&mut read, org, m.id).await?,
        plans: super::plan_change::plans(v, &mut read, &m, &items).await?,
        staff: crate::action::colleagues(&mut read, v).await?,
        refers: v.may(May::Refer),
        writes: may_lead(v, &m) && may_minute(&m).is_ok(),
        leads: may_lead(v, &m),
        people,
        items,
        names,
        m,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// The page again, with what was typed and what is wrong.
pub(super) async fn again(v: &Visit, errors: Errors) -> Answer {
    let page = sheet(v, v.form.clone(), errors).await?;
    v.again(&page)
}

/// Shows the agenda with room to write beside each item.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what was said at one item. What was typed while there was no network waits in the tab.
pub async fn say(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let notes = errors.limit(f, "notes", LONGEST);
    let mut w = v.write("Writing minutes").await?;
    let m = led(&v, &mut w).await?;
    may_minute(&m)?;
    let id = v.id("item")?;
    let items = store::meeting::minutes::items(&mut w, v.org(), m.id).await?;
    let before = items.into_iter().find(|i| i.id == id).ok_or(Problem::Missing)?;
    let there = format!("{HOME}/{}/minutes#item-{id}", m.id);
    // Kept in the background while somebody types: the answer is no page.
    let quiet = f.ticked("quiet");
    if (before.notes.as_str(), before.closed) == (notes.as_str(), f.ticked("closed")) {
        return if quiet { now_kept(&v, &before) } else { v.to(there) };
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(before.version) {
        return if quiet { meanwhile(&before) } else { Err(Problem::Stale(f.kept())) };
    }
    let item = Item {
        notes,
        closed: f.ticked("closed"),
        by_name: v.actor.name.clone(),
        at: Some(v.now),
        ..before
    };
    store::meeting::minutes::say(&mut w, m.id, &item).await?;
    // What is kept while somebody types would fill the pupil's own story.
    let told = match quiet {
        true => Event::new(Verb::MeetingMinuted, "meeting", m.id),
        false => event(Verb::MeetingMinuted, &m),
    };
    v.commit(w, told, Vec::new()).await?;
    if quiet {
        return now_kept(&v, &Item { version: item.version + 1, ..item });
    }
    v.to_saying(there, "Kept")
}

/// What a background save is told: the version that stands now.
fn now_kept(v: &Visit, i: &Item) -> Answer {
    v.part_of_page(html! { p data-version=(i.version) { "Kept " (v.now.minute()) } })
}

/// Somebody else wrote here: their words, so that both stand side by side, and nothing is written
/// over.
fn meanwhile(i: &Item) -> Answer {
    let by = if i.by_name.is_empty() { "Somebody" } else { i.by_name.as_str() };
    Ok(html_as(
        StatusCode::CONFLICT,
        html! { p data-version=(i.version) data-by=(by) { (i.notes) } },
    ))
}

/// Keeps a decision, and makes of it in the same step the action it is, or goes on to a referral.
pub async fn decide(v: Visit) -> Answer {
    let f = &v.form;
    let once = f.id("once").unwrap_or_else(Id::now_v7);
    let mut errors = Errors::new();
    let words = errors.need(f, "words", LONGEST, "Say what was decided");
    let why = errors.limit(f, "why", LONGEST);
    let mut w = v.write("Recording what a meeting decided").await?;
    let m = led(&v, &mut w).await?;
    may_minute(&m)?;
    let items = store::meeting::minutes::items(&mut w, v.org(), m.id).await?;
    let item = items.iter().find(|i| Some(i.id) == f.id("item"));
    let pupil = item.and_then(|i| i.pupil).or(m.pupil);
    let there = match item {
        Some(i) => format!("{HOME}/{}/minutes#item-{}", m.id, i.id),
        None => format!("{HOME}/{}/minutes", m.id),
    };
    let became = f.text("became");
    let refer = became == "referral" && pupil.is_some() && v.may(May::Refer);
    // The same form sent twice decides once, and still goes on to the referral.
    let all = store::meeting::minutes::decisions(&mut w, v.org(), m.id).await?;
    let on = |d: Id| match (refer, pupil) {
        (true, Some(p)) => format!("/refer?pupil={p}&decision={d}"),
        _ => there.clone(),
    };
    if all.iter().any(|d| d.id == once) {
        return v.to(on(once));
    }
    let mut action = None;
    if became == "action" || became.is_empty() {
        let ask = Ask {
            what: words.clone(),
            owner: crate::action::colleague(&mut w, &v, f.id("owner")).await?,
            due: f.day("due"),
            how: f.text("how").to_string(),
            origin: Origin::Meeting,
            about: Some(m.id),
            source: format!("{}, {}", m.name, m.on),
            pupil,
            private: m.private,
            // A day after it has come shows whether it was done.
            review_on: f.day("review_on"),
            ..Ask::new(Id::now_v7())
        };
        errors.limit(f, "how", casework::action::LONGEST);
        match begin(ask, &v.actor, v.now) {
            Ok(a) => action = Some(a),
            Err(wrong) => {
                for (field, message) in wrong.into_iter().filter(|w| w.0 != "what") {
                    errors.add(field, message);
                }
            }
        }
    }
    let mut change = None;
    if let Some(plan) = became.strip_prefix("plan:") {
        let source = format!("{}, {}", m.name, m.on);
        change =
            super::plan_change::change(&v, &mut w, (plan, pupil), &words, &source, &mut errors)
                .await?;
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let decision = Decision {
        id: once,
        item: item.map(|i| i.id),
        pupil,
        words,
        why,
        action: action.as_ref().map(|a| a.id),
        referral: None,
        plan: change.as_ref().map(|c| c.plan),
        plan_version: change.as_ref().map(|c| c.number),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::meeting::minutes::decide(&mut w, m.id, &decision).await?;
    let mut rest = Vec::new();
    let mut kept = event(Verb::MeetingDecided, &m);
    if let Some(pupil) = pupil.filter(|_| !m.private) {
        kept = kept.pupil(pupil);
    }
    if let Some(a) = &action {
        store::action::ask(&mut w, a).await?;
        rest.push(made(a));
        kept = kept.fact("became", "an action");
    } else if refer {
        kept = kept.fact("became", "a referral, to be sent");
    } else if let Some(c) = change {
        rest.push(c.event);
        kept = kept.fact("became", "a change to a plan");
    }
    v.commit(w, kept, rest).await?;
    v.to_saying(on(once), "The decision is kept")
}

/// Finishes the minutes: to the chair, approved, round.
pub async fn finish(v: Visit) -> Answer {
    let mut w = v.write("Finishing the minutes of a meeting").await?;
    let m = led(&v, &mut w).await?;
    let there = format!("{HOME}/{}/minutes#out", m.id);
    match v.form.text("act") {
        "to_chair" => {
            may_minute(&m)?;
            let after = Meeting {
                to_chair_at: m.to_chair_at.or(Some(v.now)),
                held_at: m.held_at.or(Some(v.now)),
                state: State::Held,
                ..m.clone()
            };
            store::meeting::change(&mut w, &after).await?;
            v.commit(w, event(Verb::MeetingMinuted, &m), Vec::new()).await?;
            v.to_saying(there, "Kept: the minutes are with the chair")
        }
        "approve" => {
            if m.approved_at.is_some() {
                return v.to(there);
            }
            may_minute(&m)?;
            let mut errors = Errors::new();
            let by = errors.limit(&v.form, "approved_by", SHORT);
            if v.now < m.on.at(m.from) {
                errors.add("approved_by", "The meeting has not been held yet");
            }
            if !errors.is_empty() {
                drop(w);
                let page = sheet(&v, v.form.clone(), errors).await?;
                return v.again(&page);
            }
            let approved_by = match by {
                by if by.is_empty() || by == v.actor.name => v.actor.name.clone(),
                by => format!("{by}, recorded by {}", v.actor.name),
            };
            let after = Meeting {
                state: State::Held,
                held_at: m.held_at.or(Some(v.now)),
                approved_by,
                approved_at: Some(v.now),
                ..m.clone()
            };
            store::meeting::change(&mut w, &after).await?;
            v.commit(w, event(Verb::MeetingApproved, &m), Vec::new()).await?;
            v.to_saying(there, "The minutes are approved. They stay as they are from now on")
        }
        "circulate" => {
            may_circulate(&m)?;
            if m.circulated_at.is_some() {
                return v.to(there);
            }
            let copies = circulate(&v, &mut w, &m).await?;
            let after = Meeting { circulated_at: Some(v.now), ..m.clone() };
            store::meeting::change(&mut w, &after).await?;
            let standard = stands(&after, due_day(&v.setting, &m), v.now);
            let event = event(Verb::MeetingCirculated, &m)
                .fact("copies", copies)
                .fact("standard", standard.code());
            v.commit(w, event, Vec::new()).await?;
            v.to_saying(there, format!("{copies} copies made: {}", standard.label().to_lowercase()))
        }
        _ => Err(Problem::Missing),
    }
}

/// A copy for everybody who was asked, each without what is not theirs to read; colleagues are told
/// by email that theirs is there.
async fn circulate(v: &Visit, w: &mut Write, m: &Meeting) -> Result<usize, Problem> {
    let org = v.org();
    let people = store::meeting::people(w, org, m.id).await?;
    let items = store::meeting::minutes::items(w, org, m.id).await?;
    let decisions = store::meeting::minutes::decisions(w, org, m.id).await?;
    let interests = store::meeting::minutes::interests(w, org, m.id).await?;
    let actions = store::action::about(w, org, m.id).await?;
    let done_by: Vec<(Id, String)> = actions
        .iter()
        .map(|a| (a.id, format!("{} does it, by {}.", a.owner_name, a.due)))
        .collect();
    let here: Vec<Id> = items.iter().filter_map(|i| i.pupil).chain(m.pupil).collect();
    // Whoever is spoken of by their whole name is then spoken of by a part of it.
    let mut said = m.title.to_lowercase();
    for i in &items {
        said.push_str(&format!(" {} {}", i.title, i.notes).to_lowercase());
    }
    for d in &decisions {
        said.push_str(&format!(" {} {}", d.words, d.why).to_lowercase());
    }
    let spoken = |given: &str, family: &str| {
        let whole = format!("{} {}", given.trim(), family.trim()).to_lowercase();
        whole.len() > 1 && said.contains(whole.trim())
    };
    let names: Vec<Named> = store::meeting::minutes::names(w, org)
        .await?
        .into_iter()
        .map(|(id, given, family)| Named {
            here: here.contains(&id) || spoken(&given, &family),
            id,
            given,
            family,
        })
        .collect();
    // An item about a pupil goes by their name in the copies of those who may read it.
    let mut items = items;
    for i in &mut items {
        if let Some(n) = names.iter().find(|n| Some(n.id) == i.pupil) {
            i.title = format!("{} {}: {}", n.given, n.family, i.title);
        }
    }
    let whole = Whole {
        meeting: m,
        people: &people,
        items: &items,
        decisions: &decisions,
        interests: &interests,
        done_by: &done_by,
        pupil_word: v.words().one(Concept::Pupil),
    };
    let mut drafts = Vec::new();
    for p in &people {
        let staff = p.whom == Whom::Staff && p.staff.is_some();
        let copy = Copy {
            id: Id::now_v7(),
            person: p.id,
            name: p.name.clone(),
            words: copy_for(&whole, p, &names),
            how: if staff { "In Mainstay".into() } else { String::new() },
            given_at: staff.then_some(v.now),
            made_at: v.now,
        };
        store::meeting::minutes::add_copy(w, m.id, &copy).await?;
        if staff && !p.email.trim().is_empty() {
            let id = Id::now_v7();
            drafts.push(Draft {
                id,
                kind: Kind::Meeting,
                staff: p.staff,
                contact: None,
                to_name: p.name.clone(),
                to: p.email.clone(),
                words: Words {
                    subject: format!("Minutes of the meeting on {}, ref {}", m.on, reference(id)),
                    body: format!("Dear {}\n\nThe minutes of the meeting ({}) on {} are out. Your actions stand on your Today in Mainstay.", p.name, m.name, m.on),
                    link: String::new(),
                    closing: v.setting.school.name.clone(),
                },
                about: m.id,
                pupil: None,
                link: None,
                until: day_is_over(v.today().plus(14)),
            });
        }
    }
    store::message::add(w, &drafts).await?;
    Ok(people.len())
}

/// One copy, to read and print.
pub async fn copy(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (m, c) = one_copy(&v, &mut read).await?;
    v.page(&CopyPage { m: m.id, name: m.name.clone(), on: m.on, c })
}

/// Those who lead read every copy; a colleague their own.
async fn one_copy(v: &Visit, src: &mut dyn Source) -> Result<(Meeting, Copy), Problem> {
    let m = found(v, src).await?;
    let id = v.id("copy")?;
    let all = store::meeting::minutes::copies(src, v.org(), m.id).await?;
    let c = all.into_iter().find(|c| c.id == id).ok_or(Problem::Missing)?;
    let people = store::meeting::people(src, v.org(), m.id).await?;
    let mine = people.iter().any(|p| p.id == c.person && p.staff == Some(v.actor.staff));
    if mine || may_lead(v, &m) { Ok((m, c)) } else { Err(Problem::Missing) }
}

/// Keeps how a copy was given.
pub async fn gave(v: Visit) -> Answer {
    let mut w = v.write("Recording how minutes were given").await?;
    let m = led(&v, &mut w).await?;
    let mut errors = Errors::new();
    let how = errors.limit(&v.form, "how", SHORT);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let how = if how.is_empty() { "By hand".to_string() } else { how };
    if store::meeting::minutes::gave(&mut w, m.id, v.id("copy")?, &how).await? {
        v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
    }
    v.to(format!("{HOME}/{}/minutes#out", m.id))
}

/// The decision a referral is begun from: its words, where the reader leads its meeting.
pub(crate) async fn begun_from(
    v: &Visit,
    src: &mut dyn Source,
    id: Id,
) -> Result<(Meeting, Decision), Problem> {
    let (meeting, d) = store::meeting::minutes::decision(src, v.org(), id).await?;
    let m = store::meeting::find(src, &crate::action::reader(v), meeting).await?;
    Ok((m, d))
}

/// A pupil's name with their form, for the page of minutes.
pub(super) fn who(names: &[(Id, String)], id: Option<Id>) -> Option<&str> {
    names.iter().find(|n| Some(n.0) == id).map(|n| n.1.as_str())
}
