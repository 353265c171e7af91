//! The measure of a group: entering scores, putting one right, and what they say.
//!
//! Must never know: what a licensed instrument asks. A score is a number and nothing more.

use super::scores_page::{Counted, ScoresPage};
use super::{must_lead, named, open};
use crate::form::{Errors, Form};
use crate::intervention::stale;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::group::{LONGEST, Point, Score, entered_twice, follow_up, sheet as summed, windows};
use casework::intervention::score_error;
use casework::{Coded, Event, Id, May, Verb};
use std::collections::HashMap;
use store::Source;

async fn gather(
    v: &Visit,
    src: &mut dyn Source,
    form: Form,
    errors: Errors,
) -> Result<ScoresPage, Problem> {
    let (group, members, pupils) = open(v, src, v.id("id")?).await?;
    let (org, today) = (v.org(), v.today());
    let sessions = store::group::sessions(src, org, group.id).await?;
    let scores = store::group::scores(src, org, group.id).await?;
    let marks = store::group::marks(src, org, &[group.id]).await?;
    let intervention = store::intervention::find(src, org, group.intervention).await?;
    let measure = store::intervention::measure(src, org, group.measure).await?;
    let stands: Vec<_> = sessions.iter().filter(|s| s.stands()).collect();
    let minutes = stands.iter().map(|s| s.minutes()).sum();
    let mut everybody: Vec<Id> = members.iter().map(|m| m.pupil).collect();
    everybody.sort_unstable();
    everybody.dedup();
    let cost = intervention.cost(stands.len() as i64, minutes, everybody.len() as i64);
    let sheet = summed(&members, &scores, cost);
    let who: HashMap<Id, String> = pupils.iter().map(|p| (p.id, named(p))).collect();
    let mut counted = None;
    if v.may(May::PupilFile)
        && let Some(w) = windows(&v.setting.calendar, &sessions, today)
    {
        let counts = store::early_warning::counts(src, org, w.after, Some(w.before)).await?;
        let of: Vec<(Id, i64, i64)> = everybody
            .iter()
            .map(|id| {
                let c = counts.iter().find(|c| c.pupil == *id);
                (*id, c.map_or(0, |c| c.before), c.map_or(0, |c| c.now))
            })
            .collect();
        counted = Some(Counted { windows: w, of });
    }
    let missing = |point: Point| {
        let has = |id: Id| scores.iter().any(|s| s.pupil == id && s.point == point);
        everybody.iter().any(|id| !has(*id))
    };
    let mut form = form;
    let next = Point::ALL.iter().copied().find(|p| missing(*p)).unwrap_or(Point::FollowUp);
    if !form.has("point") {
        let asked = v.query.coded::<Point>("point").unwrap_or(next);
        form = form.with("point", asked.code());
    }
    if !form.has("day") {
        form = form.with("day", today.iso());
    }
    Ok(ScoresPage {
        words: v.words().clone(),
        runs: must_lead(v, &group).is_ok(),
        follow_up: follow_up(&sessions),
        held: sessions.iter().filter(|s| s.held_at.is_some()).count() as i64,
        attended: marks.iter().filter(|m| m.here).count() as i64,
        marked: marks.len() as i64,
        cost,
        priced: intervention.priced(),
        unseen: everybody.iter().filter(|id| !who.contains_key(id)).count() as i64,
        sheet,
        scores,
        who,
        counted,
        measure,
        group,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows what the measure says.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let page = gather(&v, &mut read, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Enters the scores of one point. One that is there already is refused, and nothing is kept.
pub async fn enter(v: Visit) -> Answer {
    let mut w = v.write("Entering scores of a group").await?;
    let (group, _, pupils) = open(&v, &mut w, v.id("id")?).await?;
    must_lead(&v, &group)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let measure = store::intervention::measure(&mut w, v.org(), group.measure).await?;
    let there = store::group::scores(&mut w, v.org(), group.id).await?;
    let point = errors.get(f.coded::<Point>("point"), "point", "Choose when it was taken");
    let day = errors.get(f.day("day"), "day", "Give the day it was taken, such as 03/11/2026");
    if day.is_some_and(|d| d > v.today()) {
        errors.add("day", "This day has not come yet");
    }
    let mut new: Vec<Score> = Vec::new();
    let (Some(point), Some(day)) = (point, day) else {
        let page = gather(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    };
    for p in &pupils {
        let name = format!("score-{}", p.id);
        if !f.has(&name) {
            continue;
        }
        if let Some(words) = score_error(&measure, f.int(&name)) {
            errors.add(&name, words);
            continue;
        }
        let score = f.int(&name).unwrap_or_default();
        match there.iter().find(|s| s.pupil == p.id && s.point == point) {
            // The same form sent twice.
            Some(s) if s.score == score && s.day == day && s.by_name == v.actor.name => {}
            Some(s) => return Err(entered_twice(&p.name(), group.id, point, s).into()),
            None => new.push(Score {
                pupil: p.id,
                point,
                score,
                day,
                by_name: v.actor.name.clone(),
                at: v.now,
                was: None,
                why: String::new(),
            }),
        }
    }
    if errors.is_empty()
        && new.is_empty()
        && !f.pairs().iter().any(|(n, t)| n.starts_with("score-") && !t.is_empty())
    {
        errors.add("point", "Type at least one score");
    }
    if !errors.is_empty() {
        let page = gather(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let mut events = Vec::new();
    for s in &new {
        if store::group::score(&mut w, group.id, s).await? {
            let event = Event::new(Verb::GroupScored, "group", group.id).pupil(s.pupil);
            events.push(
                event.fact("group", &group.name).fact("point", point.code()).fact("score", s.score),
            );
        }
    }
    let to = format!("/groups/{}/scores", group.id);
    let Some(first) = events.pop() else { return v.to(to) };
    v.commit(w, first, events).await?;
    v.to_saying(to, "The scores are kept")
}

/// Puts a score right: what it said, and why, are kept.
pub async fn put_right(v: Visit) -> Answer {
    let mut w = v.write("Putting a score right").await?;
    let (group, _, pupils) = open(&v, &mut w, v.id("id")?).await?;
    must_lead(&v, &group)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let measure = store::intervention::measure(&mut w, v.org(), group.measure).await?;
    let pupil = f.id("pupil").ok_or(Problem::Missing)?;
    let who = pupils.iter().find(|p| p.id == pupil).ok_or(Problem::Missing)?;
    let point = f.coded::<Point>("which").ok_or(Problem::Missing)?;
    let there = store::group::scores(&mut w, v.org(), group.id).await?;
    let old = there
        .into_iter()
        .find(|s| s.pupil == who.id && s.point == point)
        .ok_or(Problem::Missing)?;
    if let Some(words) = score_error(&measure, f.int("right")) {
        errors.add("right", words);
    }
    let why = errors.need(f, "right_why", LONGEST, "Say why it was wrong");
    if !errors.is_empty() {
        let page = gather(&v, &mut w, v.form.clone(), errors).await?;
        drop(w);
        return v.again(&page);
    }
    let now = Score {
        score: f.int("right").unwrap_or(old.score),
        was: f.int("was").or(Some(old.score)),
        why,
        by_name: v.actor.name.clone(),
        at: v.now,
        ..old
    };
    stale(store::group::put_right(&mut w, group.id, &now).await, &v)?;
    let event = Event::new(Verb::GroupScorePutRight, "group", group.id)
        .pupil(now.pupil)
        .fact("group", &group.name)
        .fact("point", point.code())
        .fact("was", now.was.unwrap_or_default())
        .fact("score", now.score);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/groups/{}/scores", group.id), "Put right. What it said is kept")
}
