//! The form of a new action.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::name::pupil_name;
use casework::action::Count;
use maud::{Markup, html};
use rulebook::Day;

/// The figure it is begun from.
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// What was counted.
    pub before: Count,
}

/// The form.
pub struct NewPage {
    /// Colleagues who can sign in.
    pub staff: Vec<Choice>,
    /// Figures that may be counted again; none where the reader counts none.
    pub figures: Vec<Choice>,
    /// The figure chosen, as it stands.
    pub begun: Option<Figure>,
    /// The pupil it is about.
    pub pupil: Option<String>,
    /// The record it comes from: where, what it is called, and whether it stays between two.
    pub from: Option<(String, String, bool)>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "New action".into()
    }
    fn here(&self) -> &'static str {
        "/actions"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let back = [Choice::new("yes", "Bring it back to me when they say that it is done")];
        html! {
            div.page-one.stack.stack-5 {
                @let (back_to, back_name) = self.from.as_ref().map_or(("/actions", "Actions"), |f| (f.0.as_str(), "Where it comes from"));
                (Head::new("New action").back(back_to, back_name).facts(html! { @if let Some(name) = &self.pupil { "About " (pupil_name(name)) } }))
                (ErrorSummary(e))
                @if let Some((_, source, private)) = &self.from { p { "From: " (source) "." @if *private { " It stays between the two of you." } } }
                @if let Some(g) = &self.begun {
                    div.panel.panel-note { h2.panel-title { (g.label) } p { (g.before.words()) ", from " (g.from) " to " (g.to) ". It is kept with the action, and counted again in the same way at the review." } }
                }
                form.stack.stack-5 method="post" action="/actions/new" data-draft="action" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    @if self.pupil.is_some() { (hidden("pupil", f.text("pupil"))) }
                    @if self.from.is_some() { (hidden("origin", f.text("origin"))) (hidden("about", f.text("about"))) }
                    (Area::new("what", "What is to be done").hint("Short enough to be read out. Name nobody you need not.").rows(2).from(f, e))
                    (Choices::one("owner", "Who does it", &self.staff).look(Look::Select).hint("It stands on their Today until it is done.").from(f, e))
                    (Choices::many("comes_back", "When it is done", &back).from(f, e))
                    (Field::new("due", "By").kind("date").from(f, e))
                    fieldset.stack.stack-4 {
                        legend.h2 { "How shall we know?" }
                        @if !self.figures.is_empty() {
                            (Choices::one("figure", "A figure of the record", &self.figures).look(Look::Select).hint("It is counted now, and in the same way at the review.").from(f, e))
                            div.row.row-base {
                                (Field::new("from", "Counted from").kind("date").from(f, e))
                                (Field::new("to", "to").kind("date").from(f, e))
                            }
                        }
                        (Area::new("how", "In words").hint("What will be different, and where it will be seen. Needed where no figure is chosen.").rows(2).from(f, e))
                        (Field::new("review_on", "Review on").kind("date").hint("Needed where a figure is chosen.").from(f, e))
                    }
                    div.row { button.btn type="submit" { "Keep the action" } a.btn.btn-2 href=(back_to) { "Leave it" } }
                }
            }
        }
    }
}
