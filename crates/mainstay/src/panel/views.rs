//! What others were asked to say of a case before a panel, and what came.
//!
//! Must never fill in for somebody who did not answer: the pack says that nothing came.

use super::one::again;
use super::{about, one_case};
use crate::form::Errors;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::panel::{PART, SHORT, View, may_change};
use casework::{Id, Verb};

/// Keeps that somebody was asked.
pub async fn ask(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let whom = errors.need(f, "whom", SHORT, "Say who is asked");
    let asked = errors.get(f.day("asked_on"), "asked_on", "Give the day they were asked");
    let reply = errors.get(f.day("reply_by"), "reply_by", "Give the day to answer by");
    let mut w = v.write("Asking for a view of a case").await?;
    let (case, m) = one_case(&v, &mut w).await?;
    may_change(&case)?;
    if let (Some(asked), Some(reply)) = (asked, reply) {
        if asked > v.today() {
            errors.add("asked_on", "That day has not come yet");
        }
        if reply < asked {
            errors.add("reply_by", "That is before they were asked");
        } else if reply > m.on {
            errors.add("reply_by", format!("That is after the panel meets, {}", m.on));
        }
    }
    let (Some(asked_on), Some(reply_by), true) = (asked, reply, errors.is_empty()) else {
        drop(w);
        return again(&v, errors).await;
    };
    let view = View {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        panel_case: case.id,
        whom,
        asked_on,
        reply_by,
        came_on: None,
        words: String::new(),
        by_name: v.actor.name.clone(),
        version: 1,
    };
    if store::panel::ask(&mut w, &view).await? {
        v.commit(w, about(Verb::PanelViewAsked, &case), Vec::new()).await?;
    }
    v.to_saying(format!("/panel-cases/{}#views", case.id), "Kept")
}

/// Keeps what they said.
pub async fn came(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Writing down a view of a case").await?;
    let (case, _) = one_case(&v, &mut w).await?;
    may_change(&case)?;
    let id = v.id("view")?;
    let all = store::panel::views(&mut w, v.org(), &[case.id]).await?;
    let before = all.into_iter().find(|x| x.id == id).ok_or(Problem::Missing)?;
    let mut errors = Errors::new();
    let (day, words) = (format!("came-{id}"), format!("words-{id}"));
    let came = errors.get(f.day(&day), &day, "Give the day it came");
    let said = errors.need(f, &words, PART, "Say in short what they say");
    if came.is_some_and(|d| d > v.today() || d < before.asked_on) {
        errors.add(&day, "Give a day since they were asked that has come");
    }
    if !errors.is_empty() {
        drop(w);
        return again(&v, errors).await;
    }
    let there = format!("/panel-cases/{}#views", case.id);
    let after = View { came_on: came, words: said, ..before.clone() };
    if after == before {
        return v.to(there);
    }
    if f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    store::panel::came(&mut w, &after).await?;
    v.commit(w, about(Verb::PanelViewCame, &case), Vec::new()).await?;
    v.to_saying(there, "Kept")
}
