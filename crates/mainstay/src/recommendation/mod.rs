//! Recommendations: made from a report, decided by a named person; one that is agreed becomes an
//! action, which is followed until it is done.
//!
//! Must never decide: it carries a proposal to somebody, and their answer to whoever does it.

mod page;

use crate::action::colleagues;
use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{Ask, Origin, begin, made};
use casework::recommendation::{Decision, LONGEST, Recommendation, may_decide, may_finish};
use casework::report::What;
use casework::{Event, Id, May, Verb};
use page::{ListPage, NewPage, OnePage};
use rulebook::Day;
use store::Source;

const HOME: &str = "/recommendations";

/// Shows them.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::recommendation::all(&mut read, v.org()).await?;
    v.page(&ListPage { today: v.today(), all })
}

/// The figures of some days in a line, for whoever begins a recommendation to go on from.
async fn figures(v: &Visit, span: &crate::report::Span) -> Result<String, Problem> {
    let report = crate::report::report(v, span).await?;
    let said = [What::Placements, What::Pupils, What::Repeats, What::Warnings]
        .map(|what| format!("{} {}", what.name(v.words()).to_lowercase(), report.count(what)));
    Ok(format!("{}: {}.", span.full(), said.join(", ")))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    Ok(NewPage { staff: colleagues(&mut read, v).await?, csrf: v.csrf.clone(), form, errors })
}

/// Shows the form, with the figures of the report it came from.
pub async fn new(v: Visit) -> Answer {
    let span = crate::report::asked(&v.query, &v.setting.calendar, v.today());
    let within = rulebook::room::REVIEW_WITHIN.0;
    let by = v.setting.calendar.school_days_after(v.today(), within).map_or(v.today(), |c| c.day);
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("from", span.from.iso()),
        ("to", span.to.iso()),
        ("evidence", figures(&v, &span).await?),
        ("decide_by", by.iso()),
    ]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// A day that is not over.
fn coming(v: &Visit, errors: &mut Errors, field: &str) -> Option<Day> {
    let day = errors.get(v.form.day(field), field, "Give a day, such as 20/11/2026")?;
    if day < v.today() {
        errors.add(field, "That day is over. Give today or a later one");
        return None;
    }
    Some(day)
}

/// Keeps one, and puts it on Today of whoever decides.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let evidence = errors.need(f, "evidence", LONGEST, "Say what the figures show");
    let advice = errors.need(f, "advice", LONGEST, "Say what is recommended");
    let decider = errors.get(f.id("decider"), "decider", "Choose who decides");
    let decide_by = coming(&v, &mut errors, "decide_by");
    let span = crate::report::asked(f, &v.setting.calendar, v.today());
    let mut w = v.write("Making a recommendation").await?;
    let members = store::account::members(&mut w, v.org()).await?;
    let known = decider.filter(|id| members.iter().any(|m| m.1 == *id && m.2));
    if decider.is_some() && known.is_none() {
        errors.add("decider", "Choose a colleague who can sign in");
    }
    let (Some(decider), Some(decide_by), true) = (known, decide_by, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let decider = store::staff::find(&mut w, v.org(), decider).await?;
    let r = Recommendation {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        from: span.from,
        to: span.to,
        evidence,
        advice,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        decider: decider.id,
        decider_name: decider.full(),
        decide_by,
        decision: None,
        why: String::new(),
        decided_by: String::new(),
        decided_at: None,
        owner: None,
        owner_name: String::new(),
        due: None,
        outcome: String::new(),
        done_by: String::new(),
        done_at: None,
        version: 1,
    };
    if store::recommendation::add(&mut w, &r).await? {
        let event = Event::new(Verb::RecommendationMade, "recommendation", r.id)
            .fact("to", &r.decider_name)
            .fact("due", r.decide_by);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", r.id), format!("It is put to {}", r.decider_name))
}

/// One that this person may read: with the figures, or because it concerns them.
async fn found(v: &Visit, src: &mut dyn Source) -> Result<Recommendation, Problem> {
    let r = store::recommendation::find(src, v.org(), v.id("id")?).await?;
    match v.may(May::Reports) || r.concerns(v.actor.staff) {
        true => Ok(r),
        false => Err(Problem::Missing),
    }
}

async fn one(v: &Visit, form: Option<Form>, errors: Errors) -> Result<OnePage, Problem> {
    let mut read = v.read().await?;
    let r = found(v, &mut read).await?;
    let decides = may_decide(&r, &v.actor).is_ok();
    let action = store::action::about(&mut read, v.org(), r.id).await?.first().map(|a| a.id);
    let form = form.unwrap_or_else(|| {
        Form::of([("version", r.version.to_string()), ("owner", v.actor.staff.to_string())])
    });
    Ok(OnePage {
        today: v.today(),
        staff: if decides { colleagues(&mut read, v).await? } else { Vec::new() },
        decides,
        finishes: action.is_none() && may_finish(&r, &v.actor).is_ok(),
        action,
        reports: v.may(May::Reports),
        r,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let page = one(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps what was decided, or what came of it.
pub async fn act(v: Visit) -> Answer {
    match v.form.text("act") {
        "decide" => decide(v).await,
        "finish" => finish(v).await,
        _ => Err(Problem::Missing),
    }
}

async fn decide(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let decision = errors.get(f.coded::<Decision>("decision"), "decision", "Say what you decide");
    let mut why = errors.limit(f, "why", LONGEST);
    let (mut owner, mut due, mut how) = (None, None, String::new());
    match decision {
        Some(Decision::Agreed) => {
            owner = errors.get(f.id("owner"), "owner", "Choose who does it");
            due = coming(&v, &mut errors, "due");
            how = errors.limit(f, "how", LONGEST);
        }
        Some(Decision::Declined) => why = errors.need(f, "why", LONGEST, "Say why not"),
        None => {}
    }
    let mut w = v.write("Deciding on a recommendation").await?;
    let before = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", before.id);
    // The same form sent twice decides once.
    if before.decision.is_some() && before.decision == decision && before.why == why {
        return v.to(there);
    }
    may_decide(&before, &v.actor)?;
    let members = store::account::members(&mut w, v.org()).await?;
    if owner.is_some_and(|id| !members.iter().any(|m| m.1 == id && m.2)) {
        errors.add("owner", "Choose a colleague who can sign in");
    }
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, Some(f.clone()), errors).await?;
        return v.again(&page);
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let owner_name = match owner {
        Some(id) => store::staff::find(&mut w, v.org(), id).await?.full(),
        None => String::new(),
    };
    let r = Recommendation {
        decision,
        why,
        decided_by: v.actor.name.clone(),
        decided_at: Some(v.now),
        owner,
        owner_name,
        due,
        ..before
    };
    store::recommendation::change(&mut w, &r).await?;
    let mut rest = Vec::new();
    if let Some(owner) = r.owner {
        // How it will be known falls back on what the figures showed: they are what is to change.
        let how = if how.is_empty() { format!("It came from: {}", r.evidence) } else { how };
        let ask = Ask {
            what: r.advice.clone(),
            owner: Some((owner, r.owner_name.clone())),
            due: r.due,
            how,
            origin: Origin::Recommendation,
            about: Some(r.id),
            source: format!("A recommendation of {}", r.made_at.day()),
            ..Ask::new(Id::now_v7())
        };
        // The day was looked at above, and the owner found.
        let action = begin(ask, &v.actor, v.now).map_err(|_| Problem::Missing)?;
        store::action::ask(&mut w, &action).await?;
        rest.push(made(&action));
    }
    let said = decision.map_or("", casework::Coded::label);
    let mut event =
        Event::new(Verb::RecommendationDecided, "recommendation", r.id).fact("decided", said);
    if let Some(due) = r.due {
        event = event.fact("who", &r.owner_name).fact("due", due);
    }
    v.commit(w, event, rest).await?;
    v.to_saying(there, "Your decision is kept")
}

async fn finish(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let outcome = errors.need(&v.form, "outcome", LONGEST, "Say what was done, or why it was not");
    let mut w = v.write("Saying what came of a recommendation").await?;
    let before = found(&v, &mut w).await?;
    let there = format!("{HOME}/{}", before.id);
    if before.done_at.is_some() && before.outcome == outcome {
        return v.to(there);
    }
    if let Some(a) = store::action::about(&mut w, v.org(), before.id).await?.first() {
        return v.to_saying(format!("/actions/{}", a.id), "It is said here what came of it");
    }
    may_finish(&before, &v.actor)?;
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    if v.form.int("version") != Some(before.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let r =
        Recommendation { outcome, done_by: v.actor.name.clone(), done_at: Some(v.now), ..before };
    store::recommendation::change(&mut w, &r).await?;
    let event = Event::new(Verb::RecommendationDone, "recommendation", r.id);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(there, "It is kept as done")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    page::samples()
}
