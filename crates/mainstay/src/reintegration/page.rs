//! The page of a return after a suspension: when the meeting is and who is asked, how it went, what
//! was agreed, and how it goes since.
//!
//! Must never word coming back as a condition of anything.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::Id;
use casework::exclusion::Exclusion;
use casework::reintegration::Reintegration;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// A letter that went, for a list: its key, whom it went to, and when.
pub type Sent = (Id, String, String);

/// The page.
pub struct ReintegrationPage {
    /// The school's words.
    pub words: Words,
    /// The suspension.
    pub e: Exclusion,
    /// What is kept of the return.
    pub r: Reintegration,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// The first day back.
    pub back: Option<Day>,
    /// Who may look after it.
    pub owners: Vec<Choice>,
    /// This person may write home.
    pub home: bool,
    /// Invitations that went.
    pub invited: Vec<Sent>,
    /// What was agreed, as it went home.
    pub told: Vec<Sent>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ReintegrationPage {
    fn title(&self) -> String {
        "Coming back".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new("Coming back").back(&at, "The record").facts(html! { (pupil_name(&self.name)) " · " (self.e.noun()) ", " (self.e.days()) })
                    .acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
                (ErrorSummary(&self.errors))
                div.panel.panel-note { p { (self.first) " comes back" @if let Some(back) = self.back { " on " strong { (back) } } @if let Some(time) = self.e.back_at { " at " (time) } ", whoever comes to the meeting and whatever is written here. " a href="/law/rules/R2.22" { "R2.22" } } }
                (self.letters(&at))
                @if self.r.version > 0 && self.r.review_on.is_some() { (self.again(&at)) }
                (self.met(&at))
            }
        }
    }
}

impl ReintegrationPage {
    fn letters(&self, at: &str) -> Markup {
        let sent = |all: &[Sent]| html! { @for (id, to, when) in all { li.row { a href={ "/exclusions/letters/" (id) } { (to) } span.soft { (when) } a href={ "/exclusions/letters/" (id) "/pdf" } { "PDF" span.vh { " to " (to) } } } } };
        html! {
            section.stack aria-labelledby="home-h" {
                h2 #home-h { "Word to home" }
                @if self.invited.is_empty() && self.told.is_empty() { p { "No invitation has gone yet." } }
                @if !self.invited.is_empty() { h3 { "Invited" } ul.stack.stack-2 { (sent(&self.invited)) } }
                @if !self.told.is_empty() { h3 { "Told what was agreed" } ul.stack.stack-2 { (sent(&self.told)) } }
                @if self.home {
                    p.row {
                        @if self.e.met.is_none() { a.btn.btn-2 href={ (at) "/letters?paper=invite" } { @if self.invited.is_empty() { "Write the invitation" } @else { "Write it again" } } }
                        @if self.r.holds_something() { a.btn.btn-2 href={ (at) "/letters?paper=agreed" } { "Write home what was agreed" } }
                    }
                }
            }
        }
    }

    /// How it goes since.
    fn again(&self, at: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let due = self.r.due(self.today);
        html! {
            section.sheet.stack #again aria-labelledby="again-h" {
                h2 #again-h { "Looked at again" }
                p { @match self.r.reviewed_on {
                    Some(on) => { (Tag(Standing::Done, "Done")) " " (on) ", " (self.r.reviewed_by) }
                    None => { (Tag(if due { Standing::Due } else { Standing::None }, if due { "Due" } else { "To come" })) " " @if let Some(on) = self.r.review_on { (on) } ", " (self.r.owner_name) }
                } }
                @for line in self.r.review_words.lines() { p { (naming(line, &[&self.name, &self.first])) } }
                @if self.r.waits() {
                    details.working open[due || e.of("review_words").is_some() || e.of("next_review").is_some()] { summary { "Look at it again" }
                        form.working-body.stack method="post" action={ (at) "/reintegration/reviewed" } {
                            (token(&self.csrf)) (hidden("kept", self.r.version))
                            (Area::new("review_words", "How it goes, and what comes next").rows(3).from(f, e))
                            (Field::new("next_review", "Look again on").kind("date").hint("Leave it empty when this was the last time.").optional().from(f, e))
                            div { button.btn.btn-2 type="submit" { "Keep it" } }
                        } }
                }
            }
        }
    }

    fn met(&self, at: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let came = [Choice::new("yes", "They came"), Choice::new("no", "They did not come")];
        let says = format!("What {} says", self.first);
        let pupil = self.words.one(Concept::Pupil);
        html! {
            section.sheet.stack aria-labelledby="when-h" {
                h2 #when-h { "When, and who is asked" }
                form.stack method="post" action={ (at) "/reintegration" } {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("kept", f.text("kept")))
                    div.ask-fields {
                        (Field::new("meet_day", "Date").kind("date").from(f, e))
                        (Field::new("meet_time", "Time").kind("time").from(f, e))
                    }
                    (Field::new("asked", "Who else is asked").hint("A social worker, a mentor, a key adult: anybody beside home.").optional().from(f, e))
                    div { button.btn.btn-2 type="submit" { "Keep when, and who is asked" } }
                }
            }
            form.stack.stack-5 method="post" action={ (at) "/met" } data-draft={ "reintegration-" (self.e.id) } {
                (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("kept", f.text("kept")))
                h2 { "The meeting" }
                (Choices::one("came", "Did somebody from home come?", &came).from(f, e))
                (Area::new("met_words", "How it went; or, if nobody came, how home was reached instead").rows(3).optional().from(f, e))
                (Area::new("pupil_view", &says).hint("In their words. That they would rather not say is an answer.").rows(3).optional().from(f, e))
                (Area::new("family_view", "What home says").hint("Kept here. It stands in no letter: homes may be two.").rows(3).optional().from(f, e))
                h2 { "What is agreed" }
                (Area::new("support", "What the school does").hint("A line each: a fresh start, who meets them, a seat, a break, work caught up.").rows(4).optional().from(f, e))
                (Area::new("targets", &format!("What the {pupil} works on")).hint("A line each, three at most is plenty. They go to whoever follows the return to lessons.").rows(3).optional().from(f, e))
                (Field::new("links", "Joined to").hint("SEN support, early help, a plan, mentoring.").optional().from(f, e))
                div.ask-fields {
                    (Choices::one("owner", "Who looks after it", &self.owners).look(Look::Select).hint("It stands on their Today on the day.").from(f, e))
                    (Field::new("review_on", "Looked at again on").kind("date").optional().from(f, e))
                }
                div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(at) { "Leave it" } }
                @if self.e.met.is_some() { p.soft { "Kept by " (self.r.by_name) @if let Some(when) = self.r.at { ", " (when) } } }
            }
        }
    }
}
