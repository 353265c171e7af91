//! Those at home of a child on the desk, and whose address is kept from whom.
//!
//! Must never show: what is kept from somebody, in anything that is made for them.

use super::family_page::FamilyPage;
use super::{event, once, whole};
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::LONGEST_LINE;
use casework::case::family::{Parent, Withheld};
use casework::{Id, Verb};

pub(super) async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<FamilyPage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let letters = store::case::work::letters(&mut read, v.org(), &[all.case.id]).await?;
    let advice = store::school::get(&mut read, v.org(), super::letters::ADVICE).await?;
    Ok(FamilyPage {
        all,
        letters,
        no_advice: advice.is_none_or(|a| a.trim().is_empty()),
        today: v.today(),
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps somebody at home, new or changed.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let family = errors.need(f, "family", LONGEST_LINE, "Give a family name");
    for field in
        ["title", "given", "relation", "address", "phone", "email", "language", "restriction"]
    {
        errors.limit(f, field, LONGEST_LINE);
    }
    if !errors.is_empty() {
        let page = sheet(&v, f.clone().with("adds", "yes"), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Keeping somebody at home").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let text = |name: &str| f.text(name).to_string();
    let known = f.id("parent").and_then(|id| all.parents.iter().find(|p| p.id == id).cloned());
    let parent = Parent {
        id: known.as_ref().map_or_else(|| f.id("once").unwrap_or_else(Id::now_v7), |p| p.id),
        child: all.child.id,
        title: text("title"),
        given: text("given"),
        family,
        relation: text("relation"),
        responsible: f.ticked("responsible"),
        lives_with: f.ticked("lives_with"),
        address: text("address").replace(", ", "\n"),
        phone: text("phone"),
        email: text("email"),
        language: text("language"),
        interpreter: f.ticked("interpreter"),
        restriction: text("restriction"),
        version: known.as_ref().map_or(1, |p| p.version),
    };
    match &known {
        Some(p) if f.int("version") != Some(p.version) => return Err(Problem::Stale(f.kept())),
        Some(_) => store::case::child::change_parent(&mut w, &parent).await?,
        None => {
            store::case::child::add_parents(&mut w, std::slice::from_ref(&parent)).await?;
        }
    }
    let now = store::case::child::parents(&mut w, v.org(), &[all.child.id]).await?;
    let left = casework::case::missing(&all.case, &all.child, &now);
    for m in casework::case::missing(&all.case, &all.child, &all.parents) {
        if !left.contains(&m) {
            store::case::work::came(
                &mut w,
                all.case.id,
                casework::Coded::code(m),
                &v.actor.name,
                "Known now",
            )
            .await?;
        }
    }
    v.commit(w, event(Verb::FamilyChanged, &all.case), Vec::new()).await?;
    v.to_saying(format!("/cases/{}/family", all.case.id), "Kept")
}

/// Keeps one person's address and telephone from another, or ends that.
pub async fn withhold(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Keeping an address back").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let to = format!("/cases/{}/family", all.case.id);
    if let Some(id) = f.id("end") {
        store::case::child::end_withheld(&mut w, all.child.id, id, &v.actor.name).await?;
        v.commit(w, event(Verb::FamilyChanged, &all.case).fact("kept back", "ended"), Vec::new())
            .await?;
        return v.to_saying(to, "Ended. It stays in the record that it was kept back");
    }
    let mut errors = Errors::new();
    let why = errors.need(f, "why", LONGEST_LINE, "Say why, and who said so");
    let there = |name: &str| f.id(name).filter(|id| all.parents.iter().any(|p| p.id == *id));
    let (whose, from) = (there("whose"), there("from"));
    if whose.is_none() {
        errors.add("whose", "Choose whose address it is");
    }
    if from.is_none() || from == whose {
        errors.add("from", "Choose from whom it is kept");
    }
    let (Some(parent), Some(from_parent), true) = (whose, from, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, f.clone().with("keeps", "yes"), errors).await?;
        return v.again(&page);
    };
    let h = Withheld {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        parent,
        from_parent,
        why,
        by_name: v.actor.name.clone(),
        at: v.now,
        ended_at: None,
    };
    store::case::child::withhold(&mut w, all.child.id, &h).await?;
    v.commit(w, event(Verb::FamilyChanged, &all.case).fact("kept back", "begun"), Vec::new())
        .await?;
    v.to_saying(to, "Kept back from now on, in every letter, page and file made for them")
}
