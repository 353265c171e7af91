//! Putting things right: offering a meeting, setting it before the next lesson with that member of
//! staff, recording what was agreed, and checking that it holds.
//!
//! Must never know: whose fault it was.

pub mod act;
mod page;
pub mod side;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use act::Came;
use casework::Id;
use casework::question::Talk;
use casework::repair::{Consent, Kept, Repair, Side, State, Way, check_day, offer_again, too_late};
use page::{AgreementPage, OfferPage, RepairPage};

const LONGEST: usize = 2000;
const SHORT: usize = 160;

/// Shows who a meeting may be offered with, and before which lesson.
pub async fn offer(v: Visit) -> Answer {
    let page = offer_sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

async fn offer_sheet(v: &Visit, form: Form, errors: Errors) -> Result<OfferPage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let placement = crate::exit::placed(v, src).await?;
    let pupil = store::pupil::find(src, &v.scope(), placement.pupil).await?;
    let with = store::exit::to_put_right_with(src, v.org(), &placement).await?;
    let everybody = store::staff::all(src, v.org()).await?;
    let mut people = Vec::new();
    for (n, id) in with.iter().enumerate() {
        let Some(person) = everybody.iter().find(|p| p.id == *id) else { continue };
        let lesson = act::lesson_after(src, &v.setting, pupil.id, *id, v.now).await?;
        let mut hint = match lesson {
            Some(l) => {
                format!("Next {} lesson is {}: hold it before then.", l.subject, l.said())
            }
            None => "No lesson with them is timetabled.".to_string(),
        };
        if n == 0 && placement.referral.is_some() {
            hint = format!("Made the referral. {hint}");
        }
        people.push(Choice::new(id.to_string(), person.full()).hint(hint));
    }
    let mut others = vec![Choice::new("", "Nobody else")];
    others.extend(
        everybody
            .iter()
            .filter(|p| !with.contains(&p.id))
            .map(|p| Choice::new(p.id.to_string(), p.full())),
    );
    let form = if form == Form::default() {
        match people.first() {
            Some(first) => Form::default().with("with", &first.value),
            None => form,
        }
    } else {
        form
    };
    Ok(OfferPage {
        name: pupil.name(),
        first: pupil.first().to_string(),
        placement: placement.id,
        people,
        others,
        once: form.id("once").unwrap_or_else(Id::now_v7),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Keeps the offer.
pub async fn make_offer(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let with = v.form.id("other").or_else(|| v.form.id("with"));
    let with = errors.get(with, "with", "Choose who the meeting would be with");
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let Some(with) = with else {
        let page = offer_sheet(&v, v.form.clone().with("once", once.to_string()), errors).await?;
        return v.again(&page);
    };
    let mut read = v.read().await?;
    let placement = crate::exit::placed(&v, &mut read).await?;
    store::staff::find(&mut read, v.org(), with).await?;
    drop(read);
    let mut w = v.write("Offering a restorative meeting").await?;
    let mut events = act::offer(&mut w, &v.setting, &placement, with, once).await?;
    if !events.is_empty() {
        let first = events.remove(0);
        v.commit(w, first, events).await?;
    }
    v.to(format!("/repairs/{once}"))
}

/// A meeting about a pupil this person's files reach.
async fn found(v: &Visit) -> Result<Repair, Problem> {
    let mut read = v.read().await?;
    let repair = store::repair::find(&mut read, v.org(), v.id("id")?).await?;
    store::pupil::find(&mut read, &v.scope(), repair.pupil).await?;
    Ok(repair)
}

/// Shows a meeting.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new(), String::new()).await?;
    v.page(&page)
}

async fn sheet(
    v: &Visit,
    typed: Option<Form>,
    errors: Errors,
    warning: String,
) -> Result<RepairPage, Problem> {
    let repair = found(v).await?;
    let mut read = v.read().await?;
    let src = &mut read;
    let pupil = store::pupil::find(src, &v.scope(), repair.pupil).await?;
    let other = store::staff::find(src, v.org(), repair.staff).await?;
    let lesson = act::lesson_after(src, &v.setting, pupil.id, other.id, v.now).await?;
    let late = match (repair.state, repair.set_day, repair.set_minute) {
        (State::Set, Some(day), Some(minute)) => too_late(day, minute, lesson.as_ref()),
        _ => None,
    };
    let sides = store::repair::sides(src, v.org(), repair.id).await?;
    let yes = |side| {
        let said = sides.iter().any(|s| s.side == side && s.consent == Consent::Yes);
        if said { "yes" } else { "" }
    };
    let form = typed.unwrap_or_else(|| {
        let held = repair.set_day.filter(|d| *d <= v.today()).unwrap_or(v.today());
        let minute = if repair.set_day == Some(held) { repair.set_minute } else { None };
        let again = offer_again(&v.setting.calendar, v.today()).map(|d| d.iso());
        let again = again.unwrap_or_default();
        let check = check_day(&v.setting.calendar, held).map(|d| d.iso()).unwrap_or_default();
        Form::default()
            .with("day", repair.set_day.map(|d| d.iso()).unwrap_or_default())
            .with("time", repair.set_minute.map(|m| m.input()).unwrap_or_default())
            .with("held_day", held.iso())
            .with("held_time", minute.unwrap_or(v.now.minute()).input())
            .with("check_on", check)
            .with("again_on", again)
            .with("pupil_agrees", yes(Side::Pupil))
            .with("other_agrees", yes(Side::Other))
            .with("once", Id::now_v7().to_string())
    });
    Ok(RepairPage {
        words: v.words().clone(),
        name: pupil.name(),
        first: pupil.first().to_string(),
        other: other.formal(),
        items: store::repair::items(src, v.org(), repair.id).await?,
        carried: store::repair::carried(src, v.org(), repair.id).await?,
        both: store::question::live(src, v.org(), Talk::Both)
            .await?
            .into_iter()
            .map(|q| q.words)
            .collect(),
        sides,
        lesson,
        warning: if warning.is_empty() { late.unwrap_or_default() } else { warning },
        today: v.today(),
        repair,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// The version that was read, or stale.
fn fresh(v: &Visit, repair: &Repair) -> Result<(), Problem> {
    if v.form.int("version") == Some(repair.version) {
        Ok(())
    } else {
        Err(Problem::Stale(v.form.kept()))
    }
}

/// Sets day and time. A time after the next lesson is warned about once, then taken.
pub async fn set(v: Visit) -> Answer {
    let repair = found(&v).await?;
    let mut errors = Errors::new();
    let day = errors.get(v.form.day("day"), "day", "Choose a day");
    let minute = errors.get(v.form.minute("time"), "time", "Write a time, such as 12.50");
    if let Some(day) = day {
        if day < v.today() {
            errors.add("day", "That day has passed");
        } else if let Some(why) = v.setting.calendar.why_closed(day) {
            errors.add("day", format!("Nobody is in on {}: {why}", day.short()));
        }
    }
    let (Some(day), Some(minute), true) = (day, minute, errors.is_empty()) else {
        let page = sheet(&v, Some(v.form.clone()), errors, String::new()).await?;
        return v.again(&page);
    };
    let mut read = v.read().await?;
    let lesson =
        act::lesson_after(&mut read, &v.setting, repair.pupil, repair.staff, v.now).await?;
    drop(read);
    if let Some(warning) = too_late(day, minute, lesson.as_ref())
        && !v.form.ticked("anyway")
    {
        errors.add("anyway", "Choose an earlier time, or tick that it is meant");
        let page = sheet(&v, Some(v.form.clone()), errors, warning).await?;
        return v.again(&page);
    }
    let mut w = v.write("Setting a restorative meeting").await?;
    let repair = store::repair::find(&mut w, v.org(), repair.id).await?;
    if repair.state == State::Set
        && repair.set_day == Some(day)
        && repair.set_minute == Some(minute)
    {
        return v.to(format!("/repairs/{}", repair.id));
    }
    fresh(&v, &repair)?;
    let event = act::set(&mut w, &repair, day, minute).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(
        format!("/repairs/{}", repair.id),
        format!("The meeting is set for {}, {minute}", day),
    )
}

/// Names of the fields of the things agreed.
pub(crate) const ITEMS: [(&str, &str, &str); 4] = [
    ("who_1", "what_1", "due_1"),
    ("who_2", "what_2", "due_2"),
    ("who_3", "what_3", "due_3"),
    ("who_4", "what_4", "due_4"),
];

/// Records the meeting.
pub async fn held(v: Visit) -> Answer {
    let repair = found(&v).await?;
    let mut errors = Errors::new();
    let f = &v.form;
    let day = errors.get(f.day("held_day"), "held_day", "Choose the day it was held");
    let minute = errors.get(f.minute("held_time"), "held_time", "Write a time, such as 12.50");
    let at = day.zip(minute).map(|(d, m)| d.at(m));
    if at.is_some_and(|at| at > v.now) {
        errors.add("held_day", "That time has not come yet");
    }
    let account = errors.limit(f, "account", LONGEST);
    let agreement =
        errors.need(f, "agreement", LONGEST, "Write what was agreed, in words both would sign");
    let mut items = Vec::new();
    for (who, what, due) in ITEMS {
        let (name, text) = (errors.limit(f, who, SHORT), errors.limit(f, what, SHORT));
        if f.has(due) && f.day(due).is_none() {
            errors.add(due, "Choose a day, or leave it");
        }
        if name.is_empty() != text.is_empty() {
            errors.add(
                if name.is_empty() { who } else { what },
                "Say both who and what, or leave both",
            );
        } else if !name.is_empty() {
            items.push((name, text, f.day(due)));
        }
    }
    let check_on = if f.has("check_on") {
        errors.get(f.day("check_on"), "check_on", "Choose a day to check it")
    } else {
        day.and_then(|d| check_day(&v.setting.calendar, d))
    };
    if let Some(why) = check_on.and_then(|d| v.setting.calendar.why_closed(d)) {
        errors.add("check_on", format!("Nobody is in that day: {why}"));
    }
    let (Some(at), true) = (at, errors.is_empty()) else {
        let page = sheet(&v, Some(v.form.clone()), errors, String::new()).await?;
        return v.again(&page);
    };
    let came = Came {
        at,
        account,
        agreement,
        items,
        check_on,
        pupil_agrees: f.ticked("pupil_agrees"),
        other_agrees: f.ticked("other_agrees"),
        way: f.coded("way").unwrap_or(Way::Meeting),
    };
    let mut w = v.write("Recording a restorative meeting").await?;
    let repair = store::repair::find(&mut w, v.org(), repair.id).await?;
    let link = format!("/repairs/{}", repair.id);
    if repair.state == State::Held && repair.agreement == came.agreement {
        return v.to(&link);
    }
    fresh(&v, &repair)?;
    let event = act::hold(&mut w, &repair, &came).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(link, "The meeting and what was agreed are kept")
}

/// Records that somebody said no.
pub async fn declined(v: Visit) -> Answer {
    let repair = found(&v).await?;
    let mut errors = Errors::new();
    let who = errors.need(&v.form, "declined_by", SHORT, "Say who chose not to take part");
    let why = errors.limit(&v.form, "why", LONGEST);
    let again = v.form.day("again_on");
    match again {
        None if v.form.has("again_on") => errors.add("again_on", "Choose a day, or leave it empty"),
        Some(day) if day <= v.today() => errors.add("again_on", "Choose a day after today"),
        Some(day) => {
            if let Some(why) = v.setting.calendar.why_closed(day) {
                errors.add("again_on", format!("Nobody is in that day: {why}"));
            }
        }
        None => {}
    }
    if !errors.is_empty() {
        let page = sheet(&v, Some(v.form.clone()), errors, String::new()).await?;
        return v.again(&page);
    }
    let mut w = v.write("Recording that a restorative meeting was declined").await?;
    let repair = store::repair::find(&mut w, v.org(), repair.id).await?;
    let link = format!("/repairs/{}", repair.id);
    if repair.state == State::Declined {
        return v.to(&link);
    }
    fresh(&v, &repair)?;
    let event = act::decline(&mut w, &repair, &who, &why, again).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(link, "Recorded as declined. It counts against nobody")
}

/// Records what was found when the agreement was checked.
pub async fn check(v: Visit) -> Answer {
    let repair = found(&v).await?;
    let mut errors = Errors::new();
    let kept = errors.get(v.form.coded::<Kept>("result"), "result", "Choose whether it is holding");
    let words = errors.limit(&v.form, "result_words", LONGEST);
    let (Some(kept), true) = (kept, errors.is_empty()) else {
        let page = sheet(&v, Some(v.form.clone()), errors, String::new()).await?;
        return v.again(&page);
    };
    let done: Vec<Id> = v.form.all("done").iter().filter_map(|id| Id::parse_str(id).ok()).collect();
    let mut w = v.write("Checking an agreement").await?;
    let repair = store::repair::find(&mut w, v.org(), repair.id).await?;
    fresh(&v, &repair)?;
    let event = act::check(&mut w, &repair, kept, &words, &done).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/repairs/{}", repair.id), "The check is kept")
}

/// The agreement on a page of its own, for printing.
pub async fn agreement(v: Visit) -> Answer {
    let repair = found(&v).await?;
    if !matches!(repair.state, State::Held | State::Checked) {
        return Err(Problem::Missing);
    }
    let mut read = v.read().await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), repair.pupil).await?;
    let other = store::staff::find(&mut read, v.org(), repair.staff).await?;
    let items = store::repair::items(&mut read, v.org(), repair.id).await?;
    v.page(&AgreementPage {
        school: v.setting.school.name.clone(),
        name: pupil.name(),
        other: other.full(),
        repair,
        items,
    })
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(side::samples());
    all
}
