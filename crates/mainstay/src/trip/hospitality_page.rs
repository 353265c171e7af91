//! The page of hospitality: the order list, and asking.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token};
use casework::kit::spell_money;
use casework::trip::{GuestState, Guests};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct GuestsPage {
    /// Asked for and ordered.
    pub open: Vec<Guests>,
    /// Served and dropped.
    pub past: Vec<Guests>,
    /// The trip it is asked for.
    pub trip: Option<(Id, String)>,
    /// The meeting it is asked for.
    pub meeting: Option<(Id, String)>,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for GuestsPage {
    fn title(&self) -> String {
        "Hospitality".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let acts = html! { a.btn.btn-2 href="/kit/stock" { "Stock" } a.btn.btn-2 href="/trips" { "Trips and events" } button.btn.btn-2 type="button" data-print hidden { "Print" } };
        html! {
            (Head::new("Hospitality").back("/kit", "Kit").acts(acts).facts(html! { "What guests and groups are given, for how many, on which budget line." }))
            (ErrorSummary(e))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if self.open.is_empty() { (Empty { title: "Nothing is asked for", words: "Requests for meetings, trips and evenings stand here until they are served.", step: None }) }
                    @else { ul.clocks { @for g in &self.open { (self.line(g)) } } }
                    @if !self.past.is_empty() { details.working { summary { (self.past.len()) " served or not needed" } ul.working-body.clocks { @for g in &self.past { (self.line(g)) } } } }
                }
                form.sheet.stack method="post" action="/hospitality" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Ask for hospitality" }
                    @if let Some((id, title)) = &self.trip { (hidden("trip", id)) p { "For " a href={ "/trips/" (id) } { (title) } } }
                    @if let Some((id, name)) = &self.meeting { (hidden("meeting", id)) p { "For " a href={ "/meetings/" (id) } { (name) } } }
                    (Field::new("event", "What for").hint("Such as “TAC meeting”. Name nobody.").from(f, e))
                    (Field::new("day", "On").kind("date").from(f, e))
                    (Field::new("time", "At").kind("time").optional().from(f, e))
                    (Field::new("place", "In which room").from(f, e))
                    (Field::new("people", "For how many").kind("number").from(f, e))
                    (Field::new("dietary", "Dietary needs").hint("“One vegan”. A number, and no name.").optional().from(f, e))
                    (Area::new("wanted", "What is wanted").rows(2).from(f, e))
                    (Field::new("amount", "Cost in pounds, if it is known").kind("figure").optional().from(f, e))
                    (Field::new("line", "Budget line").from(f, e))
                    div { button.btn type="submit" { "Ask" } }
                }
            }
        }
    }
}

impl GuestsPage {
    fn line(&self, g: &Guests) -> Markup {
        let standing = match g.state {
            GuestState::Asked if g.day < self.today => Standing::Late,
            GuestState::Asked => Standing::Due,
            GuestState::Ordered | GuestState::Served => Standing::Done,
            GuestState::Dropped => Standing::None,
        };
        let act = format!("/hospitality/{}", g.id);
        let why = format!("why-{}", g.id);
        html! {
            li.clock id={ "g-" (g.id) } {
                (Tag(standing, g.state.label()))
                div {
                    p.clock-what { (g.event) ": " (g.wanted) }
                    p.soft {
                        (g.day) @if let Some(m) = g.minute { ", " (m) } ", " (g.place) ", for " (g.people)
                        @if !g.dietary.is_empty() { ". " (g.dietary) }
                        ". Budget line " (g.line) @if let Some(p) = g.pence { ", " (spell_money(p)) }
                        ". Asked by " (g.asked_by_name) "."
                        @if !g.why.is_empty() { " " (g.why) }
                        @if let Some(m) = g.meeting { " " a href={ "/meetings/" (m) } { "The meeting" } }
                        @if let Some(trip) = g.trip { " " a href={ "/trips/" (trip) } { "The trip" } }
                    }
                    @if !matches!(g.state, GuestState::Served | GuestState::Dropped) { details.working open[self.errors.of(&why).is_some()] {
                        summary { "Not needed" span.vh { ": " (g.event) } }
                        form.working-body.stack.stack-2 method="post" action=(act) {
                            (token(&self.csrf)) (hidden("version", g.version)) (hidden("to", GuestState::Dropped.code()))
                            div.field.is-wrong[self.errors.of(&why).is_some()] {
                                label for=(why) { "Why" }
                                @if let Some(e) = self.errors.of(&why) { p.error id={ (why) "-error" } { (e) } }
                                input.input id=(why) name="why" type="text" autocomplete="off" aria-invalid=[self.errors.of(&why).map(|_| "true")] aria-describedby=[self.errors.of(&why).map(|_| format!("{why}-error"))];
                            }
                            div { button.btn.btn-2.btn-s type="submit" { "Not needed" } }
                        }
                    } }
                }
                @match g.state {
                    GuestState::Asked => form method="post" action=(act) { (token(&self.csrf)) (hidden("version", g.version)) button.btn.btn-2.btn-s type="submit" name="to" value=(GuestState::Ordered.code()) { "Ordered" span.vh { ": " (g.event) } } },
                    GuestState::Ordered => form method="post" action=(act) { (token(&self.csrf)) (hidden("version", g.version)) button.btn.btn-2.btn-s type="submit" name="to" value=(GuestState::Served.code()) { "Served" span.vh { ": " (g.event) } } },
                    _ => "",
                }
            }
        }
    }
}
