//! Cancelling a suspension or permanent exclusion: whether it may be, why, and the notices it owes.
//!
//! Must never undo what was served: days out before it count still.

use super::{About, LONGEST, event};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::exclusion::Exclusion;
use casework::exclusion::decide::{decider, may_cancel};
use maud::{Markup, html};
use rulebook::{Day, HalfDays};

/// The page.
pub struct CancelPage {
    /// The record.
    pub e: Exclusion,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for CancelPage {
    fn title(&self) -> String {
        "Cancel it".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Cancel it").back(&at, "The record").facts(html! { (pupil_name(&self.name)) " · " (self.e.noun()) ", " (self.e.days()) }))
                (ErrorSummary(e))
                div.panel.panel-note { p { (self.first) " comes back to school. The parent, the governing body, the authority and, where there is one, the social worker and the Virtual School Head are told in writing with the reasons, without delay. Days out before still count. " a href="/law/rules/R2.21" { "R2.21" } } }
                form.stack.stack-5 method="post" action={ (at) "/cancel" } {
                    (token(&self.csrf)) (hidden("version", self.e.version))
                    (Field::new("on", "Cancelled on").kind("date").hint("The first day it no longer holds.").from(f, e))
                    (Area::new("why", "Your reasons").rows(4).from(f, e))
                    label.choice { input type="checkbox" name="begun" value="yes" checked[f.ticked("begun")]; span { "The governing body has begun the meeting about it" } }
                    div.row { button.btn type="submit" { "Cancel the " (self.e.noun()) } a.btn.btn-2 href=(at) { "Leave it" } }
                }
            }
        }
    }
}

fn sheet(v: &Visit, about: About, form: Form, errors: Errors) -> CancelPage {
    CancelPage {
        name: about.pupil.name(),
        first: about.pupil.first(),
        e: about.e,
        csrf: v.csrf.clone(),
        form,
        errors,
    }
}

/// Whether it may be cancelled on a day, and nothing wrong with who does.
fn allowed(v: &Visit, about: &About, begun: bool, on: Day) -> Result<(), Problem> {
    decider(&v.actor, &about.settings, v.today(), &about.at())?;
    let year = about.e.decided.as_ref().map_or(HalfDays::NONE, |d| d.year_total);
    let told = about.facts.as_ref().is_some_and(|f| f.in_law().governors_told());
    Ok(may_cancel(&about.e, year, begun, told, on)?)
}

/// Shows it.
pub async fn cancel_page(v: Visit) -> Answer {
    let about = About::of(&v, &mut v.read().await?).await?;
    allowed(&v, &about, false, v.today())?;
    let form = Form::default().with("on", v.today().iso());
    v.page(&sheet(&v, about, form, Errors::new()))
}

/// Cancels it.
pub async fn cancel(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let on = e.get(f.day("on"), "on", "Give the day");
    let why = e.need(f, "why", LONGEST, "Give your reasons: everybody who is told gets them");
    if on.is_some_and(|on| on > v.today()) {
        e.add("on", "That is still to come");
    }
    let mut w = v.write("Cancelling a suspension or permanent exclusion").await?;
    let mut about = About::of(&v, &mut w).await?;
    // Sent twice: it is cancelled already, for these reasons.
    if about.e.cancelled_on.is_some() && about.e.cancelled_why == why {
        return v.to(about.at());
    }
    allowed(&v, &about, f.ticked("begun"), on.unwrap_or(v.today()))?;
    let (Some(on), true) = (on, e.is_empty()) else {
        drop(w);
        return v.again(&sheet(&v, about, v.form.clone(), e));
    };
    if f.int("version") != Some(about.e.version) {
        return Err(Problem::Stale(f.kept()));
    }
    about.e.cancelled_on = Some(on);
    about.e.cancelled_by = v.actor.name.clone();
    about.e.cancelled_why = why;
    store::exclusion::after(&mut w, &about.e).await?;
    let cancelled = event(Verb::ExclusionCancelled, &about).fact("on", on.iso());
    v.commit(w, cancelled, Vec::new()).await?;
    v.to_saying(about.at(), "It is cancelled. Below is who must be told")
}
