//! Returns to lessons: who is on the way back, today's check-ins, and the outcome that somebody
//! has to give on the last day.
//!
//! Must never know: what was said in confidence when the pupil left the room.

pub mod act;
pub mod card;
mod page;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use card::look::{self, Looked};
use casework::returning::fade;
use casework::returning::{
    Outcome, Standing, Track, day_number, days, passed_over, reach, standing,
};
use casework::{Coded, Id};
use page::{ReturnLine, ReturnPage, ReturnsPage};

const LONGEST: usize = 1000;

/// Shows the returns this person follows, what is due first.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let src = &mut read;
    let scope = reach(&v.actor, v.today());
    let open = store::returning::open(src, &scope).await?;
    let done = store::returning::decided(src, &scope, 20).await?;
    let ids: Vec<Id> = open.iter().chain(&done).map(|t| t.pupil).collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    let keys: Vec<Id> = open.iter().map(|t| t.id).collect();
    let checks = store::returning::check_ins(src, v.org(), &keys).await?;
    let line = |t: &Track| {
        let p = pupils.iter().find(|p| p.id == t.pupil)?;
        let counted = days(&v.setting.calendar, t);
        let mut due: Vec<(Standing, String)> = checks
            .iter()
            .filter(|c| c.track == t.id)
            .map(|c| {
                let what = format!("Check-in, day {}, {}", c.number, c.due.short());
                (standing(c.due, c.done_at.is_some(), v.today()), what)
            })
            .collect();
        let outcome = standing(t.to_day, t.outcome.is_some(), v.today());
        due.push((outcome, format!("Outcome, {}", t.to_day.short())));
        let now = due.iter().map(|d| d.0).min().unwrap_or(Standing::Done);
        let next = match now {
            Standing::ToCome => due.into_iter().filter(|d| d.0 == now).take(1).collect(),
            _ => due
                .into_iter()
                .filter(|d| matches!(d.0, Standing::Late | Standing::Today))
                .collect(),
        };
        Some(ReturnLine {
            id: t.id,
            name: p.name(),
            form: p.form.clone(),
            day: counted.iter().filter(|d| **d <= v.today()).count() as i64,
            of: counted.len() as i64,
            to_day: t.to_day,
            now,
            due: next,
            outcome: t.outcome,
        })
    };
    let mut lines: Vec<ReturnLine> = open.iter().filter_map(line).collect();
    lines.sort_by_key(|l| l.now);
    let page = ReturnsPage {
        words: v.words().clone(),
        open: lines,
        done: done.iter().filter_map(line).collect(),
        may_import: v.may(casework::May::MisEntries),
    };
    v.page(&page)
}

/// Shows one return.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// What a return is worked on: the targets set when the room was left, or those agreed after a
/// suspension.
pub async fn targets(
    src: &mut dyn store::Source,
    org: Id,
    track: &Track,
) -> Result<Vec<String>, Problem> {
    let set = store::exit::targets(src, org, track.placement).await?;
    match set.is_empty() {
        true => crate::reintegration::targets(src, org, track.placement).await,
        false => Ok(set),
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ReturnPage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let scope = reach(&v.actor, v.today());
    let track = store::returning::find(src, &scope, v.id("id")?).await?;
    let pupil = store::pupil::find(src, &scope, track.pupil).await?;
    // One that follows a suspension has no day in the room before it.
    let (placed, suspended) = match store::room::placement(src, v.org(), track.placement).await {
        Ok(placement) => (placement.day, false),
        Err(store::Problem::Missing) => {
            let last = v.setting.calendar.last_before(track.from_day);
            (last.unwrap_or(track.from_day), true)
        }
        Err(other) => return Err(other.into()),
    };
    let targets = targets(src, v.org(), &track).await?;
    let counted = days(&v.setting.calendar, &track);
    let incidents =
        store::incident::of_pupil(src, v.org(), pupil.id, track.from_day, v.today()).await?;
    let card = card::Panel::of(src, v, &track).await?;
    Ok(ReturnPage {
        card,
        words: v.words().clone(),
        name: pupil.name(),
        first: pupil.first().to_string(),
        form_group: pupil.form.clone(),
        helps: pupil.helps.clone(),
        placed,
        suspended,
        skipped: passed_over(&v.setting.calendar, placed, &track),
        checks: store::returning::check_ins(src, v.org(), &[track.id]).await?,
        targets,
        incidents: incidents.into_iter().map(|i| (day_number(&counted, i.day), i)).collect(),
        today: v.today(),
        days: counted,
        track,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Records a check-in.
pub async fn check_in(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let words = errors.limit(&v.form, "words", LONGEST);
    let feeling = v.form.int("feeling");
    if feeling.is_some_and(|n| !(1..=10).contains(&n)) {
        errors.add("feeling", "Choose a number from 1 to 10, or leave it");
    }
    if words.is_empty() && feeling.is_none() && errors.is_empty() {
        errors.add("words", "Write what was said, or choose a number");
    }
    if !errors.is_empty() {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let scope = reach(&v.actor, v.today());
    let mut w = v.write("Checking in with a pupil").await?;
    let track = store::returning::find(&mut w, &scope, v.id("id")?).await?;
    let link = format!("/returns/{}", track.id);
    let checks = store::returning::check_ins(&mut w, v.org(), &[track.id]).await?;
    let which = v.form.id("check").ok_or(Problem::Missing)?;
    let check = checks.iter().find(|c| c.id == which).ok_or(Problem::Missing)?;
    if check.done_at.is_some() {
        // Sent twice by one person is done; somebody else's words are not written over.
        return if check.words == casework::returning::say_check_in(feeling, &words) {
            v.to(&link)
        } else {
            Err(Problem::Stale(v.form.kept()))
        };
    }
    let event = act::check_in(&mut w, check, feeling, &words, v.today()).await?;
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(link, format!("The check-in of day {} is kept", check.number))
}

/// Records how the return went, and what becomes of its report card.
pub async fn outcome(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let outcome =
        errors.get(v.form.coded::<Outcome>("outcome"), "outcome", "Choose how the return went");
    let words = errors.limit(&v.form, "outcome_words", LONGEST);
    if outcome.is_some_and(|o| o != Outcome::Held) && words.is_empty() {
        errors.add("outcome_words", "Say what happened, and what comes next");
    }
    let scope = reach(&v.actor, v.today());
    let mut w = v.write("Recording how a return went").await?;
    let track = store::returning::find(&mut w, &scope, v.id("id")?).await?;
    let link = format!("/returns/{}", track.id);
    if track.outcome.is_some() && track.outcome == outcome && track.outcome_words == words {
        return v.to(&link);
    }
    let mut card = None;
    let there = store::card::of_track(&mut w, v.org(), track.id).await?;
    if let Some(there) = there.filter(|c| track.outcome.is_none() && !c.is_over(&track)) {
        let looked = Looked::of(&mut w, &v.setting, &there, &track, v.now).await?;
        let mut typed =
            look::typed(&v.form, "card_result", "card_subjects", words.clone(), &looked.timetable);
        // The words of the outcome are the reason; where it held, that is one.
        if typed.words.is_empty() {
            typed.words = outcome.map(|o| o.label().to_string()).unwrap_or_default();
        }
        let calendar = &v.setting.calendar;
        match fade::decide(calendar, looked.fade, looked.stage, &typed, v.today()) {
            Ok(next) => card = Some((there, next, looked.all)),
            Err(wrong) => {
                for (name, message) in wrong {
                    match name {
                        "step" => errors.add(
                            "card_result",
                            message.replace(
                                "Choose what comes next",
                                "Choose what becomes of the report card",
                            ),
                        ),
                        "subjects" => errors.add("card_subjects", message),
                        _ => errors.add("outcome_words", message),
                    }
                }
            }
        }
    }
    let (Some(outcome), true) = (outcome, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if v.form.int("version") != Some(track.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let went = act::Went { outcome, words: &words, card };
    let mut events = act::decide(&mut w, &track, &went, v.today()).await?.into_iter();
    let Some(first) = events.next() else { return v.to(&link) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying(link, "The outcome is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(card::samples());
    all
}
