//! Leaving the room: the exit interview, closing the placement, and the page where teachers read
//! the targets of pupils who are back.
//!
//! Must never know: what was said in the confidential part, beyond handing it to those who may
//! read it.

pub mod act;
mod page;
pub(crate) use page::sample_words;
pub mod targets;

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use act::Besides;
use casework::exit::{Interview, TARGETS_AT_MOST};
use casework::room::{Placement, PlacementState, spell_periods};
use casework::{Coded, Event, Id, May, Verb};
use page::{Confidential, ExitPage};
use store::db::Source;

/// Longest answer, in characters.
const LONGEST: usize = 2000;
/// Longest target, in characters.
const TARGET: usize = 160;
/// Names of the target fields.
pub(crate) const TARGET_FIELDS: [&str; TARGETS_AT_MOST] = ["target_1", "target_2", "target_3"];

/// A placement of a pupil this person's files reach.
pub async fn placed(v: &Visit, src: &mut dyn Source) -> Result<Placement, Problem> {
    let placement = store::room::placement(src, v.org(), v.id("id")?).await?;
    store::pupil::find(src, &v.scope(), placement.pupil).await?;
    Ok(placement)
}

/// Shows the interview: a form until the placement is closed, a record after.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<ExitPage, Problem> {
    let mut read = v.read().await?;
    let src = &mut read;
    let org = v.org();
    let placement = placed(v, src).await?;
    let pupil = store::pupil::find(src, &v.scope(), placement.pupil).await?;
    let held = store::exit::of(src, org, placement.id).await?;
    let targets = store::exit::targets(src, org, placement.id).await?;
    let may_read = v.may(May::Confidential);
    let notes = if may_read {
        store::exit::notes(src, org, placement.id, "confidential").await?
    } else {
        Vec::new()
    };
    let with = store::exit::to_put_right_with(src, org, &placement).await?;
    let people = store::staff::several(src, org, &with).await?;
    let first = people_in_order(&with, &people);
    let days = act::days_told(&v.setting, placement.day);
    let readers = store::exit::readers_on(src, org, &v.setting.calendar, pupil.id, &days).await?;
    let slots = store::room::slots(src, org, placement.id).await?;
    let order: Vec<String> =
        v.setting.lessons_on(placement.day).iter().map(|p| p.code.clone()).collect();
    let codes: Vec<String> = slots.iter().map(|s| s.code.clone()).collect();
    let form = match typed {
        Some(form) => form,
        None => filled(held.as_ref(), &targets, notes.last().map(|n| n.body.as_str())),
    };
    let belongings = store::exit::belongings(src, org, placement.id).await?;
    // A call that reached somebody after the interview told them how the day ended.
    let told = match &held {
        Some(i) if !i.parent_told => store::home::calls(src, org, placement.id)
            .await?
            .into_iter()
            .rfind(|c| c.outcome == casework::home::Outcome::Spoke && c.at >= i.at)
            .map(|c| (c.at, c.by_name)),
        _ => None,
    };
    let asks = asks(v, src, placement.id).await?;
    Ok(ExitPage {
        asks: asks.then(|| crate::restrictive::question(v.words())),
        words: v.words().clone(),
        name: pupil.name(),
        first: pupil.first().to_string(),
        helps: pupil.helps.clone(),
        day: placement.day.to_string(),
        periods: spell_periods(&codes, &order),
        marks: slots
            .iter()
            .map(|s| (format!("{} {}", s.code, s.subject), s.conduct, s.learning, s.done))
            .collect(),
        repairs: store::repair::of_placement(src, org, placement.id).await?,
        again: match placement.state {
            PlacementState::Closed => again(&v.setting, src, org, &placement).await?,
            _ => None,
        },
        track: store::returning::of_placement(src, org, placement.id).await?,
        close_reason: store::exit::close_reason(src, org, placement.id).await?,
        returned: match belongings.as_ref().and_then(|b| b.returned_at) {
            Some(at) => {
                let lines = store::event::of(src, org, placement.id).await?;
                let who = lines.iter().find(|l| l.at == at).map(|l| l.who.clone());
                Some((at, who.unwrap_or_default()))
            }
            None => None,
        },
        belongings,
        told,
        rings: v.may(May::Home),
        earlier: store::exit::notes(src, org, placement.id, "pastoral").await?,
        confidential: Confidential { may_read, notes },
        people: first,
        placement,
        held,
        targets,
        readers,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Whether the day has to be asked about: somebody was called, and nobody has answered yet.
async fn asks(v: &Visit, src: &mut dyn Source, placement: Id) -> Result<bool, Problem> {
    if store::restrictive::asked(src, v.org(), placement).await?.is_some() {
        return Ok(false);
    }
    let entries = store::day::entries_of(src, v.org(), placement).await?;
    Ok(casework::restrictive::is_incident(&entries.iter().collect::<Vec<_>>()))
}

/// The day on which the room takes the pupil up again with no lesson in between.
async fn again(
    setting: &casework::school::Setting,
    src: &mut dyn Source,
    org: Id,
    placement: &Placement,
) -> Result<Option<rulebook::Day>, Problem> {
    let stays = store::returning::stays(src, org, placement.pupil, placement.day).await?;
    let this = stays.iter().find(|s| s.placement == placement.id);
    Ok(this.and_then(|s| casework::returning::runs_on(setting, s, &stays)).map(|s| s.day))
}

/// People as choices, in the order of their keys.
pub(crate) fn people_in_order(ids: &[Id], people: &[casework::school::Staff]) -> Vec<Choice> {
    ids.iter()
        .filter_map(|id| people.iter().find(|p| p.id == *id))
        .map(|p| Choice::new(p.id.to_string(), p.full()))
        .collect()
}

/// A form filled from what is kept.
fn filled(held: Option<&Interview>, targets: &[String], confidential: Option<&str>) -> Form {
    let Some(i) = held else { return Form::default() };
    let mut form = Form::default()
        .with("went_well", &i.went_well)
        .with("pupil_words", &i.pupil_words)
        .with("led_here", &i.led_here)
        .with("learnt", &i.learnt)
        .with("put_right", &i.put_right)
        .with("support", &i.support)
        .with("why_not", &i.why_not)
        .with("outcome", i.outcome.code())
        .with("parent_told", if i.parent_told { "yes" } else { "" })
        .with("ready", i.ready.map(|r| r.code()).unwrap_or_default())
        .with("feeling", i.feeling.map(|n| n.to_string()).unwrap_or_default())
        .with("confidential", confidential.unwrap_or_default());
    for (field, target) in TARGET_FIELDS.iter().zip(targets) {
        form = form.with(field, target);
    }
    form
}

/// What was typed, checked.
fn read_form(v: &Visit, p: &Placement, errors: &mut Errors) -> Option<(Interview, Besides)> {
    use casework::exit::Outcome;
    let f = &v.form;
    let went_well = errors.limit(f, "went_well", LONGEST);
    let pupil_words = errors.limit(f, "pupil_words", LONGEST);
    let led_here = errors.limit(f, "led_here", LONGEST);
    let learnt = errors.limit(f, "learnt", LONGEST);
    let put_right = errors.limit(f, "put_right", TARGET);
    let targets: Vec<String> = TARGET_FIELDS
        .iter()
        .map(|field| errors.limit(f, field, TARGET))
        .filter(|t| !t.is_empty())
        .collect();
    let support = errors.limit(f, "support", LONGEST);
    let feeling = f.int("feeling");
    if feeling.is_some_and(|n| !(1..=10).contains(&n)) || (f.has("feeling") && feeling.is_none()) {
        errors.add("feeling", "Choose a number from 1 to 10, or leave it");
    }
    let outcome =
        errors.get(f.coded::<Outcome>("outcome"), "outcome", "Choose how the placement ended");
    let why_not = errors.limit(f, "why_not", LONGEST);
    let went_back =
        matches!(outcome, Some(Outcome::Completed | Outcome::Part | Outcome::NotCompleted));
    if targets.is_empty() {
        match outcome {
            // Asked for in the same answer: most go back to lessons.
            None => errors.add(
                "target_1",
                "Write at least one target, unless they do not go back to lessons",
            ),
            Some(_) if went_back => errors.add("target_1", "Write at least one target for lessons"),
            Some(_) => {}
        }
    }
    if outcome.is_some_and(|o| o != Outcome::Completed) && why_not.is_empty() {
        errors.add("why_not", "Say why it was not completed");
    }
    let confidential = errors.limit(f, "confidential", LONGEST);
    if !errors.is_empty() {
        return None;
    }
    let interview = Interview {
        placement: p.id,
        pupil: p.pupil,
        went_well,
        pupil_words,
        led_here,
        learnt,
        put_right,
        support,
        feeling,
        ready: f.coded("ready"),
        outcome: outcome?,
        why_not,
        parent_told: f.ticked("parent_told"),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let besides =
        Besides { targets, confidential, corrects: None, belongings_back: f.ticked("belongings") };
    Some((interview, besides))
}

/// Keeps the interview; with the second button, closes the placement too.
pub async fn hold(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let placement = placed(&v, &mut read).await?;
    let asked = asks(&v, &mut read, placement.id).await?;
    drop(read);
    let mut errors = Errors::new();
    let typed = read_form(&v, &placement, &mut errors);
    let happened = match v.form.text("happened") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if asked && happened.is_none() {
        errors.add("happened", "Answer yes or no");
    }
    let Some((interview, mut besides)) = typed.filter(|_| errors.is_empty()) else {
        let page = sheet(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    };
    let link = format!("/placements/{}/exit", placement.id);
    let mut w = v.write("Holding an exit interview").await?;
    let placement = store::room::placement(&mut w, v.org(), placement.id).await?;
    // Sent twice: what is kept is what was typed, so it is done already.
    if let Some(kept) = store::exit::of(&mut w, v.org(), placement.id).await? {
        let same = Interview {
            at: kept.at,
            by_name: kept.by_name.clone(),
            by_staff: kept.by_staff,
            ..interview.clone()
        };
        let targets = store::exit::targets(&mut w, v.org(), placement.id).await?;
        if same == kept
            && targets == besides.targets
            && v.form.int("version") != Some(placement.version)
        {
            return v.to(&link);
        }
    }
    if v.form.int("version") != Some(placement.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    if v.may(May::Confidential) {
        let notes = store::exit::notes(&mut w, v.org(), placement.id, "confidential").await?;
        if let Some(last) = notes.last() {
            besides.corrects = Some((last.id, last.revision));
            if last.body == besides.confidential {
                besides.confidential.clear();
            }
        }
    }
    let mut events = act::hold(&mut w, &v.setting, &placement, &interview, &besides).await?;
    let first = events.remove(0);
    let told = first
        .facts
        .iter()
        .find(|(name, _)| name == "teachers_told")
        .map(|(_, n)| n.clone())
        .unwrap_or_default();
    if let Some(happened) = happened.filter(|_| asked)
        && store::restrictive::answer(&mut w, placement.id, happened, v.actor.staff).await?
    {
        events.push(crate::restrictive::answered(placement.id, happened));
    }
    v.commit(w, first, events).await?;
    let record = format!("/restrictive/new?placement={}", placement.id);
    let opens = asked && happened == Some(true);
    if v.form.text("then") == "close" {
        let closed = shut(&v, placement.id, "").await?;
        return if opens {
            v.to_saying(record, "The interview is kept. Now the record of what happened")
        } else {
            Ok(closed)
        };
    }
    if opens {
        return v.to_saying(record, "The interview is kept. Now the record of what happened");
    }
    v.to_saying(
        &link,
        format!("The exit interview is kept. Teachers in the next school days who see the targets: {told}"),
    )
}

/// Gives back what the pupil brought, at any time: the day may end before they leave with it.
pub async fn give_back(v: Visit) -> Answer {
    let mut w = v.write("Giving belongings back").await?;
    let placement = placed(&v, &mut w).await?;
    let link = format!("/placements/{}/exit", placement.id);
    if store::exit::give_back(&mut w, placement.id).await? == 0 {
        return v.to(&link);
    }
    let event =
        Event::new(Verb::BelongingsReturned, "placement", placement.id).pupil(placement.pupil);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(&link, "Belongings given back")
}

/// Closes the placement.
pub async fn close(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let placement = placed(&v, &mut read).await?;
    drop(read);
    if asks(&v, &mut v.read().await?, placement.id).await? {
        return Err(casework::restrictive::ask_first(placement.id, v.words()).into());
    }
    let mut errors = Errors::new();
    let reason = errors.limit(&v.form, "close_reason", 300);
    if !errors.is_empty() {
        let mut page = sheet(&v, None, errors).await?;
        page.form = page.form.with("close_reason", v.form.text("close_reason"));
        return v.again(&page);
    }
    shut(&v, placement.id, &reason).await
}

async fn shut(v: &Visit, id: Id, reason: &str) -> Answer {
    let mut w = v.write("Closing a placement").await?;
    let placement = store::room::placement(&mut w, v.org(), id).await?;
    let mut events = act::close(&mut w, &v.setting, &placement, reason).await?;
    let link = format!("/placements/{id}/exit");
    if events.is_empty() {
        return v.to(&link);
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    let mut read = v.read().await?;
    let said = match store::returning::of_placement(&mut read, v.org(), id).await? {
        Some(track) => format!(
            "The placement is closed. The return to lessons is followed to {}",
            track.to_day
        ),
        None => "The placement is closed. The return begins after the last of the days that run on"
            .to_string(),
    };
    v.to_saying(&link, said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut all = page::samples();
    all.extend(targets::samples());
    all
}
