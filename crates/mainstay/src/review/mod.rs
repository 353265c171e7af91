//! Reviews that a threshold asked for, and what was promised at them: the list, one review with
//! its facts, and what came of it.
//!
//! Must never know: when a threshold is reached. It shows, asks and records.

mod page;
pub mod promise;
mod samples;
pub mod settle;

pub use samples::samples;

pub(crate) use crate::pupil::file_scope as scope;

use crate::fair::gather;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::review::{self, Outcome, Review};
use casework::threshold::Stay;
use casework::{Coded, Event, Id, May, Verb};
use page::{Line, ListPage, OnePage};
use rulebook::Day;
use store::Source;

/// The first day of the school year: older ones are on the pupil's file.
pub(crate) fn since(v: &Visit) -> Day {
    v.setting.calendar.school_year(v.today()).0
}

/// Names and forms of pupils, by key.
pub(crate) async fn named(
    src: &mut dyn Source,
    v: &Visit,
    ids: &[Id],
) -> Result<Vec<Pupil>, Problem> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::pupil::several(src, &scope(v), &ids).await?)
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let open = store::review::open(&mut read, &scope(&v)).await?;
    let held = store::review::held(&mut read, &scope(&v), since(&v)).await?;
    let ids: Vec<Id> = open.iter().chain(&held).map(|r| r.pupil).collect();
    let pupils = named(&mut read, &v, &ids).await?;
    drop(read);
    let line = |r: Review| {
        let pupil = pupils.iter().find(|p| p.id == r.pupil);
        Line {
            who: pupil.map(|p| format!("{}, {}", p.name(), p.form)).unwrap_or_default(),
            late: r.decided_at.is_none() && r.due < v.today(),
            review: r,
        }
    };
    v.page(&ListPage {
        words: v.words().clone(),
        open: open.into_iter().map(line).collect(),
        held: held.into_iter().map(line).collect(),
    })
}

/// The page of one review, with what was typed.
async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    review: Review,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let pupil = store::pupil::find(src, &scope(v), review.pupil).await?;
    // As things stand now: the placement that asked for it is among those that were.
    let more = Stay { day: v.today(), minutes: 0 };
    let gathered = gather(src, v, &pupil, None, more).await?;
    let was = store::threshold::reached_by(src, v.org(), pupil.id).await?;
    let promised = match review.decided_at {
        Some(_) => {
            let all = store::promise::of_pupil(src, v.org(), pupil.id).await?;
            all.into_iter().find(|p| p.review == Some(review.id))
        }
        None => None,
    };
    let no = review::may_decide(&v.actor, &review, pupil.year, v.words()).err();
    Ok(OnePage {
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        pupil: pupil.name(),
        form_group: pupil.form.clone(),
        flags: pupil.flags(v.actor.sight(May::PupilFile)),
        good_at: pupil.strengths.clone(),
        helps: pupil.helps.clone(),
        fair: gathered.panel,
        why: was
            .into_iter()
            .find(|w| w.placement == review.placement && !w.why.is_empty())
            .map(|w| (w.by_name, w.why)),
        promised: promised.map(|p| format!("{}, {}, from {}", p.what, p.who, p.starts)),
        policy: v.setting.rules.policy.clone(),
        today: v.today(),
        no,
        review,
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let review = store::review::find(&mut read, &scope(&v), v.id("id")?).await?;
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = sheet(&mut read, &v, review, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what came of it, and what was promised.
pub async fn hold(v: Visit) -> Answer {
    let mut w = v.write("Holding a review").await?;
    let review = store::review::find(&mut w, &scope(&v), v.id("id")?).await?;
    let pupil = store::pupil::find(&mut w, &scope(&v), review.pupil).await?;
    review::may_decide(&v.actor, &review, pupil.year, v.words())?;
    let here = format!("/reviews/{}", review.id);
    let key = v.form.id("once").unwrap_or_else(Id::now_v7);
    if review.decided_at.is_some() {
        // The same form sent twice did what was asked the first time.
        let same = review.decided_by == v.actor.name
            && review.outcome == v.form.coded::<Outcome>("outcome")
            && review.outcome_words == v.form.text("words");
        return if same { v.to(here) } else { Err(Problem::Stale(v.form.kept())) };
    }
    if v.form.int("version") != Some(review.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let mut errors = Errors::new();
    let answer = review::Answer {
        outcome: v.form.coded("outcome"),
        words: errors.limit(&v.form, "words", 1000),
        what: errors.limit(&v.form, "what", 200),
        who: errors.limit(&v.form, "who", 120),
        on: v.form.day("on"),
    };
    for (field, message) in review::check(&answer, &v.setting.calendar) {
        if errors.of(field).is_none() {
            errors.add(field, message);
        }
    }
    let Some(outcome) = answer.outcome.filter(|_| errors.is_empty()) else {
        let page = sheet(&mut w, &v, review, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    store::review::decide(&mut w, &review, outcome, &answer.words, &v.actor.name).await?;
    let mut rest = Vec::new();
    if let Some(starts) = answer.on.filter(|_| outcome.promises()) {
        let promise = casework::promise::Promise {
            id: key,
            pupil: review.pupil,
            review: Some(review.id),
            what: answer.what,
            who: answer.who,
            owner: Some(v.actor.staff),
            owner_name: v.actor.name.clone(),
            starts,
            made_at: v.now,
            begun_on: None,
            begun_by: String::new(),
            dropped_at: None,
            dropped_why: String::new(),
            version: 1,
        };
        store::promise::make(&mut w, &promise).await?;
        rest.push(
            Event::new(Verb::SupportPromised, "promise", promise.id)
                .pupil(review.pupil)
                .fact("from", starts),
        );
    }
    let event = Event::new(Verb::ReviewHeld, "review", review.id)
        .pupil(review.pupil)
        .fact("outcome", outcome.code());
    v.commit(w, event, rest).await?;
    v.to_saying(here, "The review is kept")
}
