//! The terms of a direction off site, to be filled in.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use casework::direction::{Direction, Directs};
use casework::panel::Case;
use casework::{Coded, Id};
use maud::{Markup, html};

/// The page.
pub struct FormPage {
    /// The direction that is changed; none: a new one.
    pub direction: Option<Id>,
    /// The panel's decision it comes of.
    pub from: Option<Case>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// What is kept, as the form has it.
pub(super) fn filled(d: &Direction) -> Form {
    Form::of([
        ("version", d.version.to_string()),
        ("given", d.given.clone()),
        ("family", d.family.clone()),
        ("year", d.year.map(|y| y.to_string()).unwrap_or_default()),
        ("school_name", d.school_name.clone()),
        ("school_type", d.school_type.code().to_string()),
        ("place", d.place.clone()),
        ("address", d.address.clone()),
        ("report_to", d.report_to.clone()),
        ("contact", d.contact.clone()),
        ("objective", d.objective.clone()),
        ("reasons", d.reasons.clone()),
        ("parent_view", d.parent_view.clone()),
        ("pupil_view", d.pupil_view.clone()),
        ("starts", d.starts.iso()),
        ("ends", d.ends.iso()),
        ("days", d.days.to_string()),
        ("session_from", d.session_from.to_string()),
        ("session_to", d.session_to.to_string()),
        ("breaks", d.breaks.clone()),
    ])
    .with("ehc", if d.ehc { "yes" } else { "" })
}

impl Page for FormPage {
    fn title(&self) -> String {
        match self.direction {
            Some(_) => "Change the terms".into(),
            None => "Begin a direction off site".into(),
        }
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            Directs::ALL.iter().map(|d| Choice::new(d.code(), d.label())).collect();
        let (back, action) = match (self.direction, &self.from) {
            (Some(id), _) => (format!("{HOME}/{id}"), format!("{HOME}/{id}/change")),
            (None, Some(c)) => (format!("/panel-cases/{}", c.id), format!("{HOME}/new")),
            (None, None) => (HOME.to_string(), format!("{HOME}/new")),
        };
        let title = self.title();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "Back"))
                (ErrorSummary(e))
                p.soft { "It is for a limited time and has an end. Consent is not needed; the parents’ and the pupil’s views are sought first." }
                @if let Some(c) = &self.from { div.panel.panel-note { h2.panel-title { "From " (c.short().to_lowercase()) ", as the panel decided" } p { "The request (" (casework::Coded::label(c.kind)) ") stays on record with everything that came before it." } } }
                form.stack.stack-5 method="post" action=(action) data-draft="direction" {
                    (token(&self.csrf))
                    @if f.has("once") { (hidden("once", f.text("once"))) }
                    @if f.has("version") { (hidden("version", f.text("version"))) }
                    @if let Some(c) = &self.from { (hidden("panel", c.id)) }
                    @if self.direction.is_none() {
                        div.row.row-end { (Field::new("given", "Given name").from(f, e)) (Field::new("family", "Family name").from(f, e)) (Field::new("year", "Year group").optional().from(f, e)) }
                        (Field::new("school_name", "School that directs").from(f, e))
                    }
                    (Choices::one("school_type", "Who directs", &kinds).look(Look::Select).from(f, e))
                    label.choice { input type="checkbox" name="ehc" value="yes" checked[f.ticked("ehc")]; span { "The pupil has an EHC plan: the authority that maintains it gets the notice too" } }
                    (Field::new("place", "Where the pupil is directed to").from(f, e))
                    (Area::new("address", "Its address").rows(3).from(f, e))
                    (Field::new("report_to", "Whom to report to on arrival").from(f, e))
                    (Field::new("contact", "Who is rung there, and their number").from(f, e))
                    (Area::new("objective", "What it is for").hint("What will be different at the end, so that one can see whether it is.").rows(3).from(f, e))
                    (Area::new("reasons", "Why").hint("What was tried, and why it was not enough or would be wrong.").rows(3).from(f, e))
                    (Area::new("parent_view", "What the parents say").rows(2).optional().from(f, e))
                    (Area::new("pupil_view", "What the pupil says").rows(2).optional().from(f, e))
                    div.row.row-end {
                        (Field::new("starts", "First day there").kind("date").from(f, e))
                        (Field::new("ends", "Last day there").kind("date").from(f, e))
                        (Field::new("days", "Days a week").from(f, e))
                    }
                    div.row.row-end {
                        (Field::new("session_from", "Sessions begin").hint("Such as 8.40").from(f, e))
                        (Field::new("session_to", "Sessions end").hint("Such as 15.05").from(f, e))
                    }
                    (Field::new("breaks", "When the breaks are").from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}
