//! The form of a case before a panel.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use casework::Coded;
use casework::meeting::Meeting;
use casework::panel::{Case, Kind, Part};
use maud::{Markup, html};

/// The page.
pub struct EntryPage {
    /// The panel.
    pub meeting: Meeting,
    /// The case that is changed; none: a new one.
    pub case: Option<Case>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for EntryPage {
    fn title(&self) -> String {
        match &self.case {
            Some(c) => format!("Change {}", c.short().to_lowercase()),
            None => "Enter a case".into(),
        }
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        let parts: Vec<Choice> = Part::ALL
            .iter()
            .map(|p| Choice::new(p.code(), casework::words::capital(p.label())))
            .collect();
        let (back, action) = match &self.case {
            Some(c) => (format!("/panel-cases/{}", c.id), format!("/panel-cases/{}/change", c.id)),
            None => {
                (format!("{HOME}/{}", self.meeting.id), format!("{HOME}/{}/new", self.meeting.id))
            }
        };
        let title = self.title();
        let panel = format!("{}, {}", self.meeting.name, self.meeting.on);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).back(&back, "Back").facts(html! { (panel) }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(action) data-draft="panel-case" {
                    (token(&self.csrf))
                    @if f.has("once") { (hidden("once", f.text("once"))) }
                    @if f.has("version") { (hidden("version", f.text("version"))) }
                    @if f.has("case_file") { (hidden("case_file", f.text("case_file"))) p.soft { "Begun from the case on the desk: its facts stand below." } }
                    (Choices::one("kind", "What is asked for", &kinds).look(Look::Select).from(f, e))
                    div.row.row-end { (Field::new("given", "Given name").from(f, e)) (Field::new("family", "Family name").from(f, e)) (Field::new("year", "Year group").optional().from(f, e)) }
                    (Field::new("school_name", "School that asks").hint("Or the school whose roll the child was on.").from(f, e))
                    (Field::new("to_school", "School or place it is to be").optional().from(f, e))
                    (Area::new("asked", "What the panel is asked for").rows(3).from(f, e))
                    (Area::new("support", "Support so far").hint("What was tried, for how long, and what came of it. Left empty, the pack says “Not evidenced”.").rows(5).optional().from(f, e))
                    (Area::new("pupil_view", "What the child says").rows(2).optional().from(f, e))
                    (Area::new("home_view", "What home says").rows(2).optional().from(f, e))
                    (Area::new("recommends", "What is recommended").rows(2).optional().from(f, e))
                    (Choices::many("there", "What came with it", &parts).hint("What each kind must have is the authority’s own list. What is missing is named on the case.").from(f, e))
                    (Area::new("consent_of", "Whose consent is needed").hint("A line each, such as mother, father. Only where consent is asked: a direction off site needs none.").rows(2).optional().from(f, e))
                    (Area::new("consent_had", "Who has consented").hint("The same words, a line each.").rows(2).optional().from(f, e))
                    div.row.row-end { (Field::new("arrived_day", "Day it came").kind("date").from(f, e)) (Field::new("arrived_time", "Time").from(f, e)) }
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(back) { "Leave it" } }
                }
            }
        }
    }
}
