//! The one step that makes a case of a notice: the child, the facts, those at home and the notice
//! itself, in one write.
//!
//! Must never rewrite: what is known of a child already. Another name is kept beside the first.

use super::intake::{case_of, child_of, parents_of, settled};
use super::{event, school};
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use crate::work::file::Change;
use casework::case::child::Child;
use casework::case::family::{Parent, Withheld};
use casework::case::intake::{Candidate, Intake, State, Typed, Way, odd, ran_into};
use casework::case::{self, Kind, Learnt};
use casework::{Coded, Id, Verb};
use rulebook::{Day, Instant};
use store::Write;

/// Opens a case, in one step.
pub(super) async fn open(
    v: &Visit,
    kept: Option<Intake>,
    t: &Typed,
    school: Option<school::School>,
    near: Vec<Candidate>,
    file: Change,
    at: Instant,
) -> Answer {
    let f = &v.form;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Opening a case").await?;
    if let Ok(there) = store::case::find(&mut w, v.org(), id).await {
        return v.to(format!("/cases/{}", there.id));
    }
    let known_child = f.id("child").and_then(|c| near.iter().find(|n| n.child.id == c));
    let mut case = case_of(v, f, t, id, kept.as_ref().map_or(at, |i| i.received_at));
    let mut child = child_of(f, t, Id::now_v7());
    let mut lines = Vec::new();
    if let Some(found) = known_child {
        lines =
            odd(t, school.as_ref().map(|s| s.id), &case.school_name, &found.child, &found.cases);
        let mut same = found.child.clone();
        let mut changed = same.known_as(&child.bare());
        for name in child.also.lines() {
            changed |= same.known_as(name);
        }
        let mut fill = |into: &mut String, from: &str| {
            if into.is_empty() && !from.is_empty() {
                *into = from.to_string();
                changed = true;
            }
        };
        fill(&mut same.upn, &child.upn);
        fill(&mut same.home, &child.home);
        fill(&mut same.address, &child.address);
        if same.born.is_none() && child.born.is_some() {
            same.born = child.born;
            changed = true;
        }
        if changed {
            store::case::child::change(&mut w, &same).await?;
        }
        child = same;
        let shut = store::case::school::shut(&mut w, v.org()).await?;
        let calendar = store::case::school::calendar_of(
            &v.setting.calendar,
            school.as_ref().map(|s| s.id),
            &shut,
        );
        if let (Some(first), Ok(a)) =
            (case.first_day, super::almanac_of(&case.school_name, &calendar))
            && case.kind == Kind::Permanent
        {
            let joined = |start: Day, days: u32, first: Day| {
                let next = a.nth(start, days).and_then(|last| a.after(last, 1));
                next.is_ok_and(|next| a.nth(first, 1) == Ok(next))
            };
            if let Some((from, days)) = ran_into(&found.cases, first, joined) {
                (case.out_from, case.out_days) = (Some(from), Some(days));
            }
        }
    } else {
        store::case::child::add(&mut w, std::slice::from_ref(&child)).await?;
    }
    if case.out_from.is_none() && f.day("out_from").is_some() {
        case.out_from = f.day("out_from");
        case.out_days = f.int("out_days");
    }
    case.child = child.id;
    case.number = store::case::next_number(&mut w).await?;
    if let Some(s) = &school {
        (case.school, case.school_name) = (Some(s.id), s.name.clone());
    }
    if f.ticked("mine") {
        (case.officer, case.officer_name) = (Some(v.actor.staff), v.actor.name.clone());
    }
    store::case::add(&mut w, std::slice::from_ref(&case)).await?;
    let parents = add_parents(&mut w, v, &child, f).await?;
    let source = match kept.as_ref().map(|i| i.way) {
        Some(Way::School) => format!("{}, sent in Mainstay {}", case.school_name, case.received_at),
        _ => format!("Notice from {}, received {}", case.school_name, case.received_at),
    };
    let facts: Vec<Learnt> = super::facts::told(&case, &child)
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Learnt {
            id: Id::now_v7(),
            about: id,
            name: name.into(),
            was: String::new(),
            value,
            source: source.clone(),
            by_name: v.actor.name.clone(),
            at: v.now,
        })
        .collect();
    store::case::learn(&mut w, &facts).await?;
    for body in lines {
        let line = store::case::Written {
            id: Id::now_v7(),
            about: id,
            day: case.received_at.day(),
            what: "Seen at intake".into(),
            body,
            by_name: v.actor.name.clone(),
            at: v.now,
        };
        store::case::write_line(&mut w, &line).await?;
    }
    super::facts::told_by_notice(&mut w, &case, &child, &parents).await?;
    let also = settled(&mut w, v, kept, &file, at, (State::Opened, id)).await?;
    let opened = event(Verb::CaseOpened, &case)
        .fact("kind", case.kind.code())
        .fact("school", &case.school_name);
    v.commit(w, opened, vec![also.pupil(child.id)]).await?;
    let all: Vec<Parent> = parents;
    let n = case::missing(&case, &child, &all).len();
    let said = match n {
        0 => format!("{} is open", case.name()),
        1 => format!("{} is open. One thing is missing", case.name()),
        n => format!("{} is open. {n} things are missing", case.name()),
    };
    v.to_saying(format!("/cases/{id}"), said)
}

async fn add_parents(
    w: &mut Write,
    v: &Visit,
    child: &Child,
    f: &Form,
) -> Result<Vec<Parent>, Problem> {
    let mut there = store::case::child::parents(w, v.org(), &[child.id]).await?;
    let same = |a: &Parent, b: &Parent| {
        a.given.eq_ignore_ascii_case(&b.given) && a.family.eq_ignore_ascii_case(&b.family)
    };
    let typed: Vec<_> = parents_of(f, child.id);
    let new: Vec<_> =
        typed.into_iter().filter(|(p, _)| !there.iter().any(|t| same(t, p))).collect();
    let people: Vec<Parent> = new.iter().map(|(p, _)| p.clone()).collect();
    store::case::child::add_parents(w, &people).await?;
    there.extend(people);
    for (parent, keep) in new {
        let Some(why) = keep else { continue };
        // Kept from everybody else at home until a person says otherwise.
        for other in there.iter().filter(|p| p.id != parent.id) {
            let h = Withheld {
                id: Id::now_v7(),
                parent: parent.id,
                from_parent: other.id,
                why: why.clone(),
                by_name: v.actor.name.clone(),
                at: v.now,
                ended_at: None,
            };
            store::case::child::withhold(w, child.id, &h).await?;
        }
    }
    Ok(there)
}
