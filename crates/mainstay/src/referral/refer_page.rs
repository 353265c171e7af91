//! The page a teacher refers on: first whom, then what. Made for a phone and two minutes.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, FlagMark, Head, Look, hidden, token,
};
use crate::page::name::pupil_name;
use casework::Coded;
use casework::pupil::{Flag, Pupil};
use casework::referral::{Hurt, Length, Tried};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// A pupil to choose.
pub struct Found {
    /// Key, as text.
    pub id: String,
    /// "Tyrell Ashdown-Moss"
    pub name: String,
    /// "9K2, Year 9"
    pub form: String,
}

impl Found {
    /// From a pupil.
    pub fn of(p: &Pupil) -> Found {
        Found { id: p.id.to_string(), name: p.name(), form: format!("{}, Year {}", p.form, p.year) }
    }
}

/// Choosing whom to refer.
pub struct Choose {
    /// The school's words.
    pub words: Words,
    /// What was looked for.
    pub q: String,
    /// Who was found.
    pub found: Vec<Found>,
    /// More were found than are shown.
    pub more: bool,
    /// "Your P5 9K2/Hi": classes taught now or last, with who is in them.
    pub classes: Vec<(String, Vec<Found>)>,
}

fn people(found: &[Found]) -> Markup {
    html! {
        ul.stack { @for f in found {
            li { a href={ "/refer?pupil=" (f.id) } { strong { (pupil_name(&f.name)) } } " " span.sub { (f.form) } }
        } }
    }
}

impl Page for Choose {
    fn title(&self) -> String {
        format!("Refer {}", self.words.a(Concept::Pupil))
    }
    fn here(&self) -> &'static str {
        "/refer"
    }
    fn main(&self) -> Markup {
        let one = self.words.one(Concept::Pupil);
        let facts = format!("To the {}. About two minutes.", self.words.one(Concept::Room));
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).facts(html! { (facts) " " a href="/referrals" { "Your referrals" } }))
                form.stack action="/refer" method="get" role="search" {
                    (Field { name: "q", label: &format!("Which {one}?"), hint: "Part of a name, or a form.", value: &self.q, kind: "search", ..Field::new("q", "") })
                    div.row { button.btn type="submit" { "Find" } }
                }
                @if !self.q.is_empty() {
                    section.stack aria-labelledby="found" {
                        h2 #found { @if self.found.is_empty() { "Nobody on roll is called that" } @else { "Found" } }
                        @if self.found.is_empty() { p { "Try fewer letters, or the form." } }
                        (people(&self.found))
                        @if self.more { p.soft { "There are more. Add some letters." } }
                    }
                }
                @for (n, (lesson, class)) in self.classes.iter().enumerate() {
                    section.stack aria-labelledby={ "class-" (n) } {
                        h2 id={ "class-" (n) } { (lesson) }
                        (people(class))
                    }
                }
            }
        }
    }
}

/// The form.
pub struct ReferPage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// Whom.
    pub pupil: Found,
    /// "History with you, P5 today", or empty.
    pub lesson: String,
    /// Given name, for hints.
    pub first: String,
    /// Facts the adult must know.
    pub flags: Vec<(Flag, String)>,
    /// What helps.
    pub helps: String,
    /// The list of reasons in use: key and words.
    pub reasons: Vec<(String, String)>,
    /// Where the school's list comes from: its policy, by section; empty where it has not said.
    pub policy: String,
    /// Today's lessons.
    pub lessons: Vec<String>,
    /// Other stretches of the day: break, lunch, and lessons of other days.
    pub others: Vec<String>,
    /// Places to suggest.
    pub places: Vec<String>,
    /// Today.
    pub today: Day,
    /// "Send to Ms Catterall and Mr Thrale"
    pub send: String,
    /// What was typed, or the defaults.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
    /// Says that it was begun from an on-call.
    pub from_call: Option<String>,
}

impl Page for ReferPage {
    fn title(&self) -> String {
        format!("Refer {}", self.words.a(Concept::Pupil))
    }
    fn here(&self) -> &'static str {
        "/refer"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let list = match self.policy.trim() {
            "" => "The school’s list. Staff notices show this and no more.".to_string(),
            policy => format!("The school’s list ({policy}). Staff notices show this and no more."),
        };
        let reasons: Vec<Choice> =
            self.reasons.iter().map(|(id, label)| Choice::new(id, label)).collect();
        let facts = format!("To the {}. About two minutes.", self.words.one(Concept::Room));
        let what_hint =
            format!("What you saw and heard, in order. {}’s family may read this.", self.first);
        let draft = match f.text("call") {
            "" => "refer".to_string(),
            call => format!("refer-{call}"),
        };
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).facts(html! { (facts) }))
                (ErrorSummary(e))
                @if let Some(call) = &self.from_call { div.panel.panel-note { p { (call) } } }
                form.stack.stack-6 action="/refer" method="post" data-draft=(draft) {
                    (token(&self.csrf))
                    (hidden("once", f.text("once")))
                    (hidden("pupil", f.text("pupil")))
                    @if f.has("call") { (hidden("call", f.text("call"))) }
                    @if f.has("decision") { (hidden("decision", f.text("decision"))) }
                    div.field.is-wrong[e.of("pupil").is_some()] {
                        span.label #who-label { (self.words.cap(Concept::Pupil)) }
                        @if let Some(error) = e.of("pupil") { p.error #pupil-error { (error) } }
                        div.chosen role="group" aria-labelledby="who-label" id="pupil" tabindex="-1" {
                            p { strong.big { (pupil_name(&self.pupil.name)) } " " span.sub { (self.pupil.form) @if !self.lesson.is_empty() { " · " (self.lesson) } } }
                            a.btn.btn-2 href="/refer" { "Change" span.vh { " " (self.words.one(Concept::Pupil)) } }
                        }
                        @if !self.flags.is_empty() || !self.helps.is_empty() {
                            p.tight {
                                @for (flag, words) in &self.flags { (FlagMark(*flag, words)) " " }
                                @if !self.helps.is_empty() { span.soft { "What helps: " (self.helps) } }
                            }
                        }
                    }
                    (Choices::one("reason", "Main reason", &reasons).hint(&list).from(f, e))
                    (Area::new("what", "What happened").hint(&what_hint).rows(5).from(f, e))
                    (self.when())
                    (Field::new("place", "Where").list(&self.places).from(f, e))
                    (Choices::one("hurt", "Was anyone hurt?", &coded::<Hurt>(&self.words)).look(Look::Scale).from(f, e))
                    (Choices::many("tried", "What you tried first", &coded::<Tried>(&self.words)).from(f, e))
                    (Choices::one("ask", "How long are you asking for?", &coded::<Length>(&self.words))
                        .hint("Whoever approves decides the periods.").look(Look::Scale).from(f, e))
                    div.sendbar {
                        button.btn.btn-wide type="submit" { (self.send) }
                        p.soft { "You will see each step: waiting, approved or declined, and why." }
                    }
                }
            }
        }
    }
}

impl ReferPage {
    /// The day and the stretch of it: today's lessons as a row of keys, the rest folded away.
    fn when(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let chosen = f.text("period");
        let day = f.text("day");
        let elsewhere = self.others.iter().any(|o| o == chosen) && !chosen.is_empty();
        let open =
            e.of("day").is_some() || elsewhere || (!day.is_empty() && day != self.today.iso());
        let described = e.of("period").is_some().then_some("period-error");
        let key = |code: &String| {
            html! { label { input type="radio" name="period" value=(code) checked[code == chosen]; (code) } }
        };
        html! {
            fieldset.field.is-wrong[e.of("period").is_some()] id="period" aria-describedby=[described] {
                legend { "When" @if !open { ", today" } }
                @if let Some(error) = e.of("period") { p.error #period-error { (error) } }
                @if !self.lessons.is_empty() { div.scale { @for code in &self.lessons { (key(code)) } } }
                details.working open[open || self.lessons.is_empty()] {
                    summary { "Another day or time" }
                    div.working-body {
                        (Field::new("day", "Day").kind("date").from(f, e))
                        @if !self.others.is_empty() {
                            div.scale role="group" aria-label="Other times" { @for code in &self.others { (key(code)) } }
                        }
                    }
                }
            }
        }
    }
}

fn coded<T: Coded>(words: &Words) -> Vec<Choice> {
    T::ALL.iter().map(|v| Choice::new(v.code(), words.said(v.label()))).collect()
}
