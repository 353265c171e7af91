//! Interests: that somebody leaves for an item, because it is about their own school, child or
//! decision. They read none of it, in their copy or here.
//!
//! Must never decide who has one: somebody says so, or whoever takes the minutes.

use super::arrange::event;
use super::minutes::again;
use super::{HOME, led};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::people::Person;
use casework::meeting::{Decision, Interest, Item, SHORT, may_minute};
use casework::{Id, Verb};

/// Writes one down, or takes it back.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Writing down an interest at a meeting").await?;
    let m = led(&v, &mut w).await?;
    may_minute(&m)?;
    if let Some(id) = f.id("end") {
        if store::meeting::minutes::end_interest(&mut w, m.id, id).await? {
            v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
        }
        return v.to(format!("{HOME}/{}/minutes", m.id));
    }
    let items = store::meeting::minutes::items(&mut w, v.org(), m.id).await?;
    let item = items.iter().find(|i| Some(i.id) == f.id("item")).ok_or(Problem::Missing)?.id;
    let people = store::meeting::people(&mut w, v.org(), m.id).await?;
    let mut errors = Errors::new();
    let person = people.iter().find(|p| Some(p.id) == f.id("person")).map(|p| p.id);
    let person = errors.get(person, "person", "Choose who has an interest");
    let words = errors.need(f, "interest", SHORT, "Say what it is, and whether they left");
    let (Some(person), true) = (person, errors.is_empty()) else {
        drop(w);
        return again(&v, errors).await;
    };
    let new = Interest {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        item,
        person,
        words,
        by_name: v.actor.name.clone(),
        made_at: v.now,
    };
    if store::meeting::minutes::add_interest(&mut w, m.id, &new).await? {
        v.commit(w, event(Verb::MeetingChanged, &m), Vec::new()).await?;
    }
    v.to(format!("{HOME}/{}/minutes#item-{item}", m.id))
}

/// Whoever left for an item reads nothing of it, unless they take the minutes themselves.
pub(super) fn hide(
    v: &Visit,
    people: &[Person],
    interests: &[Interest],
    items: &mut [Item],
    decisions: &mut Vec<Decision>,
) {
    let me = people.iter().find(|p| p.staff == Some(v.actor.staff)).map(|p| p.id);
    let left = |item: Id| interests.iter().any(|n| n.item == item && Some(n.person) == me);
    for i in items.iter_mut().filter(|i| left(i.id)) {
        i.notes = "You left for this item.".into();
    }
    decisions.retain(|d| !d.item.is_some_and(left));
}
