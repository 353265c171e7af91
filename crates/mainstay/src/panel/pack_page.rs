//! The pack of a panel as it is drawn: who gets what, and the copies that were made.

use super::HOME;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Tag, token};
use crate::page::name::pupil_name;
use casework::Id;
use casework::meeting::Meeting;
use casework::panel::Copy;
use maud::{Markup, html};

/// Somebody who gets a copy.
pub struct Reader {
    /// Key of the person at the meeting.
    pub id: Id,
    /// Name.
    pub name: String,
    /// They do not come.
    pub declined: bool,
    /// Cases their copy is without; empty: none.
    pub without: String,
}

/// The page.
pub struct PackPage {
    /// The panel.
    pub meeting: Meeting,
    /// Who is asked to it.
    pub readers: Vec<Reader>,
    /// Cases and papers that go in.
    pub count: (usize, usize),
    /// Cases that wait to be admitted and do not.
    pub waiting: Vec<String>,
    /// Other children who are named in it, where it was held for that.
    pub named: Vec<String>,
    /// Copies that were made.
    pub copies: Vec<Copy>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl PackPage {
    fn making(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let who: Vec<Choice> = self
            .readers
            .iter()
            .map(|r| {
                let mut c = Choice::new(r.id.to_string(), r.name.clone());
                if !r.without.is_empty() {
                    c = c.hint(format!("Without {}: they leave for it", r.without));
                } else if r.declined {
                    c = c.hint("Does not come");
                }
                c
            })
            .collect();
        let mut form = f.clone();
        if !f.has("who") && e.is_empty() {
            for r in self.readers.iter().filter(|r| !r.declined) {
                form = form.also("who", r.id.to_string());
            }
        }
        let (cases, papers) = self.count;
        html! {
            section.sheet.stack aria-labelledby="make" { h2 #make { "Make a version" }
                p { (cases) @if cases == 1 { " case" } @else { " cases" } " on the agenda, each on one page, and " (papers) @if papers == 1 { " paper" } @else { " papers" } ". Index and page numbers are made with it." }
                @if !self.waiting.is_empty() { p { (Tag(Standing::Risk, "Not in it")) " " (self.waiting.join(", ")) ": waiting to be admitted." } }
                @if let Some(m) = e.of("papers") { div.panel.panel-stop { h3.panel-title { "It cannot be made yet" } ul { @for (field, why) in e.all() { @if field == "papers" { li { (why) } } } } @if !self.named.is_empty() { p { "Named: " @for (n, name) in self.named.iter().enumerate() { @if n > 0 { ", " } (pupil_name(name)) } } } span.vh { (m) } } }
                @if self.readers.is_empty() { p { "Nobody is asked to this panel yet. " a href={ "/meetings/" (self.meeting.id) } { "Ask them" } } }
                @else { form.stack.stack-4 method="post" action={ (HOME) "/" (self.meeting.id) "/pack" } { (token(&self.csrf))
                    (Choices::many("who", "Who gets a copy", &who).from(&form, e))
                    div.field.is-wrong[e.of("read").is_some()] {
                        @if let Some(m) = e.of("read") { p.error #read-error { (m) } }
                        label.choice { input type="checkbox" #read name="read" value="yes" checked[f.ticked("read")] aria-describedby=[e.of("read").map(|_| "read-error")]; span { "I have read every page: nothing in it is for other eyes" } }
                    }
                    div { button.btn type="submit" { "Make the pack" } }
                } }
            }
        }
    }
    fn made(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.stack #copies { h2 { "Copies" }
                @if self.copies.is_empty() { (Empty { title: "No version was made yet", words: "Each version stays as it was, with whose copy it is, what it is without, and how it was given.", step: None }) }
                @else { ul.clocks { @for c in &self.copies { li.clock {
                    @if c.given_at.is_some() { (Tag(Standing::Done, "Given")) } @else { (Tag(Standing::Due, "To give")) }
                    div {
                        p.clock-what { a href={ (HOME) "/" (self.meeting.id) "/copies/" (c.id) } { "Version " (c.version) " for " (c.name) } }
                        p.soft { (c.pages) " pages. Made by " (c.made_by) ", " (c.made_at) "." @if !c.without.is_empty() { " Without " (c.without) "." } }
                        @if let Some(at) = c.given_at { p { "Given " (at) " by " (c.given_by) ": " (c.how) } }
                        @else {
                            @let name = format!("how-{}", c.id);
                            form.row.row-end method="post" action={ (HOME) "/" (self.meeting.id) "/copies/" (c.id) } { (token(&self.csrf))
                                (Field::new(&name, "How it was given").from(f, e))
                                button.btn.btn-2 type="submit" { "Given" span.vh { " to " (c.name) } } }
                        }
                    }
                } } } }
            }
        }
    }
}

impl Page for PackPage {
    fn title(&self) -> String {
        "The pack".into()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let back = format!("{HOME}/{}", self.meeting.id);
        let panel = format!("{}, {}", self.meeting.name, self.meeting.on);
        html! {
            (Head::new("The pack").back(&back, &panel).facts(html! { @match self.meeting.papers_out_at { Some(at) => { "Papers out since " (at) }, None => "Papers are not out yet" } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 { (self.making()) (self.made()) }
        }
    }
}
