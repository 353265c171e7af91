//! One session of a group as it is drawn.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag, hidden,
    token,
};
use crate::page::name::pupil_name;
use casework::group::{Group, Mark, Session, State, Why};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// Somebody on the register.
pub struct InRegister {
    /// Who.
    pub pupil: Id,
    /// Name and form.
    pub who: String,
    /// What is known of where they are, in words.
    pub filled: Option<String>,
    /// What was said.
    pub mark: Option<Mark>,
}

/// The page.
pub struct SessionPage {
    /// Today.
    pub today: Day,
    /// The reader may take it.
    pub runs: bool,
    /// Who is on it.
    pub rows: Vec<InRegister>,
    /// How many are on it whom the reader does not see.
    pub unseen: i64,
    /// The school's word for the room, with a capital.
    pub room: String,
    /// The group.
    pub group: Group,
    /// The session.
    pub session: Session,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl SessionPage {
    /// Why somebody was not there, in the school's words.
    fn why(&self, why: Why) -> String {
        match why {
            Why::Room => format!("In the {}", self.room),
            other => other.label().to_string(),
        }
    }
    fn register(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let whys: Vec<Choice> = std::iter::once(Choice::new("", "Choose"))
            .chain(Why::ALL.iter().map(|w| Choice::new(w.code(), self.why(*w))))
            .collect();
        let there = [Choice::new("yes", "There"), Choice::new("no", "Not there")];
        html! {
            form.stack.stack-5 method="post" action={ "/groups/sessions/" (self.session.id) "/register" } {
                (token(&self.csrf)) (hidden("version", self.session.version))
                @for r in &self.rows {
                    @let (here, why, words) = (format!("here-{}", r.pupil), format!("why-{}", r.pupil), format!("words-{}", r.pupil));
                    section.sheet.stack.stack-2 aria-label=(r.who) {
                        h2.panel-title { (pupil_name(&r.who)) }
                        @if let Some(filled) = &r.filled { p { (Tag(Standing::Due, "Elsewhere")) " " (filled) } }
                        (Choices::one(&here, "Register", &there).look(As::Scale).from(f, e))
                        (Choices::one(&why, "Why not", &whys).look(As::Select).from(f, e))
                        (Field::new(&words, "In a few words").optional().from(f, e))
                    }
                }
                (Area::new("notes", "Notes of the session").rows(3).hint("For those who open this group.").optional().from(f, e))
                div { button.btn type="submit" { @if self.session.state == State::Held { "Keep the register as it is now" } @else { "Keep the register" } } }
            }
        }
    }
    fn said(&self) -> Markup {
        let rows = self
            .rows
            .iter()
            .map(|r| {
                vec![
                    html! { (pupil_name(&r.who)) },
                    html! { @match &r.mark {
                        Some(m) if m.here => "There",
                        Some(m) => { "Not there: " (m.why.map(|w| self.why(w)).unwrap_or_default()) @if !m.words.is_empty() { span.sub { (m.words) } } }
                        None => { "Nothing said yet" @if let Some(filled) = &r.filled { span.sub { (filled) } } }
                    } },
                ]
            })
            .collect();
        html! { (Grid { region: "Register, table", caption: Some("Register"), look: "", columns: vec![Col::Words("Who"), Col::Words("Register")], named: Some(0), rows }) }
    }
    fn move_or_cancel(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let to = format!("/groups/sessions/{}", self.session.id);
        let open = |names: &[&str]| names.iter().any(|n| e.of(n).is_some());
        html! {
            details.working open[open(&["to", "why_moved"])] { summary { "Move it to another day" }
                form.working-body.stack method="post" action=(to) {
                    (token(&self.csrf)) (hidden("version", self.session.version)) (hidden("way", "move"))
                    (Field::new("to", "To").kind("date").from(f, e))
                    (Area::new("why_moved", "Why").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Move it" } }
                } }
            details.working open[open(&["why_cancelled"])] { summary { "Cancel it" }
                form.working-body.stack method="post" action=(to) {
                    (token(&self.csrf)) (hidden("version", self.session.version)) (hidden("way", "cancel"))
                    (Area::new("why_cancelled", "Why it does not take place").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Cancel it" } }
                } }
        }
    }
}

impl Page for SessionPage {
    fn title(&self) -> String {
        format!("{}, {}", self.group.name, self.session.day)
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let s = &self.session;
        let back = format!("/groups/{}", self.group.id);
        let come = s.day <= self.today;
        html! {
            (Head::new(&self.title()).back(&back, &self.group.name).facts(html! {
                (s.code) ", " (s.from) "–" (s.to) @if !self.group.place.is_empty() { ", " (self.group.place) } ". "
                @match s.state {
                    State::Held => { "Register taken by " (s.held_by) @if let Some(at) = s.held_at { ", " (at) } "." }
                    State::Cancelled => { "Cancelled: " (s.why) "." }
                    State::Planned if come => "Register not taken yet.",
                    State::Planned => "To come.",
                }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-5 {
                    @if self.unseen > 0 { p.soft { "And " (self.unseen) " whose file you do not open." } }
                    @if self.rows.is_empty() { p { "Nobody was in it on this day." } }
                    @else if self.runs && come && s.state != State::Cancelled { (self.register()) }
                    @else { (self.said()) @if !s.notes.is_empty() { section.sheet { h2 { "Notes" } p.as-typed { (s.notes) } } } }
                }
                div.stack {
                    @if self.runs { form.sheet.stack method="post" action={ "/groups/sessions/" (s.id) } {
                        (token(&self.csrf)) (hidden("version", s.version)) (hidden("way", "plan"))
                        (Area::new("plan", "Plan of this session").rows(4).optional().from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Keep the plan" } }
                    } } @else if !s.plan.is_empty() { section.sheet { h2 { "Plan" } p.as-typed { (s.plan) } } }
                    @if self.runs && s.state != State::Held { (self.move_or_cancel()) }
                }
            }
        }
    }
}
