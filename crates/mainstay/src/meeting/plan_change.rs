//! A decision that changes a pupil's plan: a strategy in its next version, in the same step. Teachers
//! have it once somebody gives them that version.
//!
//! Must never change: a version that teachers have.

use crate::form::Errors;
use crate::plan::{newest, open, scope, to_change, writes};
use crate::problem::Problem;
use crate::visit::Visit;
use casework::meeting::{Item, Meeting};
use casework::plan::{Edition, Kind, LONGEST_LINE, STRATEGIES, Strategy};
use casework::{Coded, Event, Id, Verb};
use store::{Source, Write};

/// A plan that a decision may change: whose it is, its key, what it is.
pub(super) type Open = (Id, Id, Kind);

/// Plans of the pupils that are talked about, for whoever writes plans.
pub(super) async fn plans(
    v: &Visit,
    src: &mut dyn Source,
    m: &Meeting,
    items: &[Item],
) -> Result<Vec<Open>, Problem> {
    let mut pupils: Vec<Id> = items.iter().filter_map(|i| i.pupil).chain(m.pupil).collect();
    if pupils.is_empty() || !writes(v) {
        return Ok(Vec::new());
    }
    pupils.sort_unstable();
    pupils.dedup();
    let all = store::plan::all(src, &scope(v), false).await?;
    Ok(all
        .into_iter()
        .filter(|p| pupils.contains(&p.pupil) && has_strategies(p.kind))
        .map(|p| (p.pupil, p.id, p.kind))
        .collect())
}

/// Strategies stand in every plan but these two.
fn has_strategies(kind: Kind) -> bool {
    kind != Kind::Profile && kind != Kind::Risk
}

/// What was changed.
pub(super) struct Change {
    /// The plan.
    pub plan: Id,
    /// The version it is first in.
    pub number: i64,
    /// The event.
    pub event: Event,
}

/// Puts the words of a decision into the draft of a plan as a strategy, or says why not.
pub(super) async fn change(
    v: &Visit,
    w: &mut Write,
    (plan, pupil): (&str, Option<Id>),
    words: &str,
    source: &str,
    errors: &mut Errors,
) -> Result<Option<Change>, Problem> {
    let id = Id::parse_str(plan).map_err(|_| Problem::Missing)?;
    if Some(open(v, w, id).await?.pupil) != pupil {
        return Err(Problem::Missing);
    }
    let plan = to_change(v, w, id).await?;
    if !has_strategies(plan.kind) {
        return Err(Problem::Missing);
    }
    let (draft, mut body) = newest(w, v.org(), &plan).await?;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_LINE {
        errors.add(
            "words",
            format!("A strategy is one line, {LONGEST_LINE} letters at most. Say it shorter, and the rest under Why"),
        );
    }
    if body.strategies.len() >= STRATEGIES {
        errors.add(
            "became",
            format!("The plan has {STRATEGIES} strategies already: take one out of it first, or keep this as an action"),
        );
    }
    if !errors.is_empty() {
        return Ok(None);
    }
    if !body.strategies.iter().any(|s| s.words.eq_ignore_ascii_case(&line)) {
        body.strategies.push(Strategy { key: Id::now_v7(), words: line });
    }
    let number = draft.as_ref().map_or(plan.current + 1, |d| d.number);
    let why = match draft.as_ref().map(|d| d.why.clone()).unwrap_or_default() {
        own if !own.is_empty() => own,
        _ if plan.current == 0 => String::new(),
        _ => format!("Decided: {source}").chars().take(LONGEST_LINE).collect(),
    };
    let edition = Edition {
        number,
        why,
        written_by: v.actor.name.clone(),
        written_at: v.now,
        given_by: String::new(),
        given_at: None,
        version: draft.map_or(0, |d| d.version),
    };
    store::plan::write(w, id, &edition, &body).await?;
    let event = Event::new(Verb::PlanWritten, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", number)
        .fact("targets", body.targets.len());
    Ok(Some(Change { plan: id, number, event }))
}
