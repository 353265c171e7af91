//! A new action: written down with its owner, its day and how we shall know, or begun from a
//! figure that is counted again.
//!
//! Must never know: what is missing; `casework::action::begin` says.

use super::follows::{Record, record};
use super::new_page::{Figure, NewPage};
use super::{HOME, called, colleague, colleagues, count};
use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::action::{Ask, LONGEST, Measure, Origin, begin, counted_over, made};
use casework::report::What;
use casework::{Coded, Id, May};

/// Parts of a figure offered at most: those with most.
const PARTS: usize = 10;

/// The figures that may be counted again, with the parts that have most in these days.
async fn offered(v: &Visit, form: &Form) -> Result<Vec<Choice>, Problem> {
    if !v.may(May::Reports) || counted_over(&v.scope()).is_none() {
        return Ok(Vec::new());
    }
    let span = crate::report::asked(form, &v.setting.calendar, v.today());
    let report = crate::report::report(v, &span).await?;
    let mut out = vec![Choice::new("", "No figure: it is said in words")];
    let mut add = |what: What, value: &str| {
        out.push(Choice::new(format!("{}|{value}", what.code()), called(v, what, value)));
    };
    let whole = [What::Placements, What::Periods, What::Repeats, What::Warnings, What::Positives];
    for what in whole {
        add(what, "");
    }
    for what in [What::Spot, What::Subject, What::Time, What::Reason, What::Year] {
        for part in report.parts(what, v.words()).iter().take(PARTS) {
            add(what, &part.value);
        }
    }
    // The figure it was begun from stands here too, however small.
    if let Some((what, value)) = wanted(form)
        && !out.iter().any(|c| c.value == form.text("figure"))
    {
        out.push(Choice::new(form.text("figure"), called(v, what, &value)));
    }
    Ok(out)
}

/// Which figure: "spot|Science P5".
fn wanted(form: &Form) -> Option<(What, String)> {
    let (what, value) = form.text("figure").split_once('|')?;
    Some((What::from_code(what)?, value.to_string()))
}

/// The figure with its count before.
async fn measured(v: &Visit, form: &Form) -> Result<Option<Measure>, Problem> {
    let Some((what, value)) = wanted(form).filter(|_| v.may(May::Reports)) else { return Ok(None) };
    let Some(years) = counted_over(&v.scope()) else { return Ok(None) };
    let span = crate::report::asked(form, &v.setting.calendar, v.today());
    let to = span.to.min(v.today()).max(span.from);
    let before = count(v, (what, &value), &years, (span.from, to)).await?;
    Ok(Some(Measure {
        label: called(v, what, &value),
        what,
        value,
        years,
        from: span.from,
        to,
        before,
    }))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let figures = offered(v, &form).await?;
    let measure = measured(v, &form).await?;
    let mut read = v.read().await?;
    let mut staff = colleagues(&mut read, v).await?;
    let from = record(v, &mut read, &form).await?;
    if let Some(two) = from.as_ref().and_then(|r| r.between) {
        let keys = two.map(|id| id.to_string());
        staff.retain(|c| c.value.is_empty() || keys.contains(&c.value.to_string()));
    }
    let about = from.as_ref().and_then(|r| r.pupil).or(form.id("pupil"));
    let pupil = match about.filter(|_| v.may(May::PupilFile)) {
        Some(id) => {
            let scope = v.actor.scope_for(May::PupilFile, v.today());
            Some(store::pupil::find(&mut read, &scope, id).await?)
        }
        None => None,
    };
    Ok(NewPage {
        staff,
        figures,
        begun: measure.map(|m| Figure {
            label: m.label.clone(),
            from: m.from,
            to: m.to,
            before: m.before,
        }),
        pupil: pupil.map(|p| format!("{}, {}", p.name(), p.form)),
        from: from.map(|r| (r.there, r.source, r.between.is_some())),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows the form, from nothing or from a figure.
pub async fn show(v: Visit) -> Answer {
    let span = crate::report::asked(&v.query, &v.setting.calendar, v.today());
    let figure = match v.query.coded::<What>("measure") {
        Some(what) => format!("{}|{}", what.code(), v.query.text("value")),
        None => String::new(),
    };
    let form = Form::of([
        ("once", Id::now_v7().to_string()),
        ("figure", figure),
        ("from", span.from.iso()),
        ("to", span.to.min(v.today()).max(span.from).iso()),
        ("pupil", v.query.text("pupil").to_string()),
        ("origin", v.query.text("origin").to_string()),
        ("about", v.query.text("about").to_string()),
        ("owner", v.actor.staff.to_string()),
    ]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps it.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.limit(f, "what", LONGEST);
    let how = errors.limit(f, "how", LONGEST);
    let measure = measured(&v, f).await?;
    if measure.as_ref().is_some_and(|m| m.before.days == 0) {
        errors.add("from", "Choose days on which lessons were taught");
    }
    let pupil = match f.id("pupil").filter(|_| v.may(May::PupilFile)) {
        Some(id) => {
            let scope = v.actor.scope_for(May::PupilFile, v.today());
            let mut read = v.read().await?;
            Some(store::pupil::find(&mut read, &scope, id).await?.id)
        }
        None => None,
    };
    let mut w = v.write("Writing down an action").await?;
    let from = record(&v, &mut w, f).await?;
    let mut owner = colleague(&mut w, &v, f.id("owner")).await?;
    if let Some(two) = from.as_ref().and_then(|r| r.between) {
        owner = owner.filter(|o| two.contains(&o.0));
    }
    let figure = measure
        .as_ref()
        .map(|m| format!("{}, {} to {}", m.label, m.from, m.to))
        .unwrap_or_default();
    let origin = if measure.is_some() { Origin::Figure } else { Origin::Unprompted };
    let ask = Ask {
        what,
        owner,
        due: f.day("due"),
        how,
        origin: from.as_ref().map_or(origin, |r| r.origin),
        about: from.as_ref().map(|r| r.about),
        source: from.as_ref().map_or(figure, |r| r.source.clone()),
        measure,
        review_on: f.day("review_on"),
        pupil: from.as_ref().and_then(|r| r.pupil).or(pupil),
        private: from.as_ref().is_some_and(|r| r.between.is_some()),
        comes_back: f.ticked("comes_back"),
        ..Ask::new(f.id("once").unwrap_or_else(Id::now_v7))
    };
    let action = match begin(ask, &v.actor, v.now) {
        Ok(action) if errors.is_empty() => action,
        other => {
            for (field, message) in other.err().unwrap_or_default() {
                errors.add(field, message);
            }
            drop(w);
            let page = sheet(&v, f.clone(), errors).await?;
            return v.again(&page);
        }
    };
    if store::action::ask(&mut w, &action).await? {
        v.commit(w, made(&action), Vec::new()).await?;
    }
    match from {
        Some(Record { there, .. }) => v.to_saying(
            there,
            format!("The action is kept: it is on {}’s Today", action.owner_name),
        ),
        None => v.to_saying(format!("{HOME}/{}", action.id), "The action is kept"),
    }
}
