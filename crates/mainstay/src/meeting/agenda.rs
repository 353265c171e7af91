//! The agenda: items put on it, taken off it, or brought in from what is open: pupils at risk and
//! referrals that wait.
//!
//! Must never know: what was said at an item.

use super::arrange::event;
use super::{HOME, led, one};
use crate::form::Errors;
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::{Item, Kind, Meeting, SHORT, may_minute};
use casework::{Coded, Id, May, Verb};
use std::collections::BTreeMap;
use store::Source;

/// Pupils that an agenda may take up, with why: those on the at-risk register, and those with a
/// referral that waits. Those on the agenda already are left out.
pub(super) async fn suggested(
    v: &Visit,
    src: &mut dyn Source,
    m: &Meeting,
    items: &[Item],
) -> Result<Vec<Choice>, Problem> {
    let wide = matches!(m.kind, Kind::BehaviourTeam | Kind::Panel | Kind::Yim | Kind::Other);
    if !wide || m.pupil.is_some() || !v.may(May::PupilFile) || !v.setting.school.kind.is_school() {
        return Ok(Vec::new());
    }
    let scope = v.actor.scope_for(May::PupilFile, v.today());
    let mut why: BTreeMap<Id, Vec<String>> = BTreeMap::new();
    for t in store::watch::open(src, &scope).await? {
        why.entry(t.pupil)
            .or_default()
            .push(format!("at-risk register, {}", t.level.label().to_lowercase()));
    }
    for r in store::referral::waiting(src, v.org()).await? {
        why.entry(r.pupil).or_default().push("referral waiting".into());
    }
    why.retain(|id, _| !items.iter().any(|i| i.pupil == Some(*id)));
    let ids: Vec<Id> = why.keys().copied().collect();
    let pupils = store::pupil::several(src, &scope, &ids).await?;
    Ok(pupils
        .iter()
        .map(|p| {
            let why = why.get(&p.id).map(|w| w.join("; ")).unwrap_or_default();
            Choice::pupil(p.id.to_string(), super::named(p)).hint(why)
        })
        .collect())
}

/// Puts something on the agenda, or takes it off.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Changing the agenda of a meeting").await?;
    let m = led(&v, &mut w).await?;
    may_minute(&m)?;
    let there = format!("{HOME}/{}#agenda", m.id);
    let items = store::meeting::minutes::items(&mut w, v.org(), m.id).await?;
    let mut position = items.iter().map(|i| i.position).max().unwrap_or(0);
    let mut item = |id: Id, title: String, pupil: Option<Id>| {
        position += 1;
        Item {
            id,
            position,
            title,
            pupil,
            closed: f.ticked("closed"),
            notes: String::new(),
            by_name: String::new(),
            at: None,
            version: 1,
        }
    };
    let mut new = Vec::new();
    match f.text("act") {
        "off" => {
            let id = f.id("item").ok_or(Problem::Missing)?;
            if !store::meeting::minutes::take_off(&mut w, m.id, id).await? {
                return v.to_saying(there, "Something was said there: it stays in the minutes");
            }
            v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
            return v.to(there);
        }
        "pupils" => {
            let scope = v.actor.scope_for(May::PupilFile, v.today());
            let ids: Vec<Id> =
                f.all("case").into_iter().filter_map(|t| Id::parse_str(t).ok()).collect();
            for p in store::pupil::several(&mut w, &scope, &ids).await? {
                if !items.iter().any(|i| i.pupil == Some(p.id)) {
                    // The name is drawn from the pupil, so that it can be hidden.
                    new.push(item(
                        Id::now_v7(),
                        "How things stand, and what next".into(),
                        Some(p.id),
                    ));
                }
            }
            if new.is_empty() {
                errors.add("case", "Choose who is talked about");
            }
        }
        _ => {
            let title = errors.need(f, "item_title", SHORT, "Say what the item is");
            new.push(item(f.id("once").unwrap_or_else(Id::now_v7), title, None));
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = one(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    store::meeting::minutes::add_items(&mut w, m.id, &new).await?;
    v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
    v.to(there)
}
