//! The page of those at home: addresses, what is kept from whom, and letters.
//!
//! Must never know: how a letter is composed.

use super::one_page::head;
use super::{Tab, Whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Look, Standing, Tag, hidden, token,
};
use casework::case::family::Parent;
use maud::{Markup, html};
use rulebook::Day;
use store::case::work::FamilyLetter;

/// The page.
pub struct FamilyPage {
    /// Everything of the case.
    pub(super) all: Whole,
    /// Letters, first to last.
    pub letters: Vec<FamilyLetter>,
    /// No source of free advice is set up.
    pub no_advice: bool,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for FamilyPage {
    fn title(&self) -> String {
        format!("Family: {}", self.all.child.name())
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (case, child) = (&self.all.case, &self.all.child);
        let base = format!("/cases/{}", case.id);
        html! {
            (head(case, child, Tab::Family))
            (ErrorSummary(&self.errors))
            div.stack.stack-6.gap-top {
                @if self.no_advice { div.panel.panel-note { p { "No source of free, impartial advice is set up: every letter must name one. " a href="/set-up/cases" { "Set it up" } } } }
                section.stack aria-labelledby="who" {
                    h2 #who { "Those at home" }
                    @if self.all.parents.is_empty() { (Empty { title: "Nobody yet", words: "Each person with parental responsibility has a letter of their own, at their own address.", step: None }) }
                    @for p in &self.all.parents { (self.person(&base, p)) }
                }
                (self.add(&base))
                (self.kept(&base))
            }
        }
    }
}

impl FamilyPage {
    fn person(&self, base: &str, p: &Parent) -> Markup {
        let letters: Vec<&FamilyLetter> =
            self.letters.iter().filter(|l| l.parent == p.id).collect();
        let from: Vec<String> = self
            .all
            .withheld
            .iter()
            .filter(|w| w.ended_at.is_none() && w.parent == p.id)
            .filter_map(|w| self.all.parents.iter().find(|x| x.id == w.from_parent))
            .map(Parent::full)
            .collect();
        html! {
            section.sheet.stack aria-label=(p.full()) {
                div.row.row-apart.row-base { h3 { (p.full()) } p.soft { (p.relation) @if p.responsible { @if !p.relation.is_empty() { ", " } "parental responsibility" } @if p.lives_with { ", the child lives here" } } }
                @if !from.is_empty() { p.row { (Tag(Standing::Lock, "Kept back")) "Address and telephone are not given to " (from.join(", ")) "." } }
                @if !p.restriction.trim().is_empty() { p.row { (Tag(Standing::Lock, "Restriction")) (p.restriction) } }
                p.as-typed { @if p.address.trim().is_empty() { "No address" } @else { (p.address) } }
                @if !p.phone.is_empty() || !p.email.is_empty() { p { (p.phone) @if !p.phone.is_empty() && !p.email.is_empty() { ", " } (p.email) } }
                @if !p.language.is_empty() || p.interpreter { p { @if !p.language.is_empty() { "Language: " (p.language) } @if p.interpreter { " · asked for an interpreter" } } }
                @for l in &letters {
                    p { a href={ (base) "/letters/" (l.id) "/pdf" } { "Letter " (l.number) @if l.day_six { ", with the education arranged" } } ", made " (l.made_at)
                        @match l.given_on { Some(on) => { ". Given " (on) ", " (l.given_how) ", " (l.given_by) }, None => { ". " strong { "Not given yet" } } } }
                    @if l.given_on.is_none() {
                        form.row.row-end method="post" action={ (base) "/letters/" (l.id) "/given" } { (token(&self.csrf))
                            div.field { label for={ "on-" (l.id) } { "Given on" } input.input.input-date id={ "on-" (l.id) } name="on" type="date" value=(self.today.iso()); }
                            div.field { label for={ "how-" (l.id) } { "How" } select.select id={ "how-" (l.id) } name="how" { @for how in ["First-class post", "By hand", "Email, as agreed in writing"] { option { (how) } } } }
                            button.btn.btn-2 type="submit" { "It was given" }
                        }
                    }
                }
                @if p.written_to() { p { a.btn.btn-2 href={ (base) "/letters/new?to=" (p.id) } { "Make a letter" span.vh { " for " (p.full()) } } } }
                @else { p.soft { "No letter goes to them: " @if p.responsible { "there is a restriction." } @else { "they hold no parental responsibility." } } }
                details.asks { summary { "Change" span.vh { ": " (p.full()) } } (self.form_of(base, Some(p), &filled(p), &Errors::none())) }
            }
        }
    }
    fn form_of(&self, base: &str, of: Option<&Parent>, f: &Form, e: &Errors) -> Markup {
        let n = of.map(|p| p.id.simple().to_string()).unwrap_or_default();
        let field = |name: &str, label: &str| {
            let id = if n.is_empty() { name.to_string() } else { format!("{name}-{n}") };
            html! { div.field.is-wrong[e.of(name).is_some()] { label for=(id) { (label) } @if let Some(why) = e.of(name) { p.error { (why) } } input.input id=(id) name=(name) value=(f.text(name)) autocomplete="off"; } }
        };
        let tick = |name: &str, label: &str| html! { label.choice { input type="checkbox" name=(name) value="yes" checked[f.ticked(name)]; span { (label) } } };
        html! {
            form.stack method="post" action={ (base) "/family" } autocomplete="off" {
                (token(&self.csrf))
                @match of { Some(p) => { (hidden("parent", p.id)) (hidden("version", p.version)) }, None => (hidden("once", self.form.text("once"))) }
                div.row.row-end { (field("title", "Title")) (field("given", "Given name")) (field("family", "Family name")) (field("relation", "Relation")) }
                (field("address", "Address, with commas between its lines"))
                div.row.row-end { (field("phone", "Telephone")) (field("email", "Email")) (field("language", "Language, if not English")) }
                div.row { (tick("responsible", "Holds parental responsibility")) (tick("lives_with", "The child lives here")) (tick("interpreter", "Asked for an interpreter")) }
                (field("restriction", "Court order or other restriction, in words"))
                div { button.btn.btn-2 type="submit" { "Keep it" } }
            }
        }
    }
    fn add(&self, base: &str) -> Markup {
        let adds = self.form.ticked("adds");
        let blank = (Form::nothing(), Errors::none());
        let (f, e) = if adds { (&self.form, &self.errors) } else { (&blank.0, &blank.1) };
        html! { details.asks open[adds || self.all.parents.is_empty()] { summary { "Add somebody" } (self.form_of(base, None, f, e)) } }
    }
    fn kept(&self, base: &str) -> Markup {
        let keeps = self.form.ticked("keeps");
        let blank = (Form::nothing(), Errors::none());
        let (f, e) = if keeps { (&self.form, &self.errors) } else { (&blank.0, &blank.1) };
        let people: Vec<Choice> =
            self.all.parents.iter().map(|p| Choice::new(p.id.to_string(), p.full())).collect();
        let name =
            |id| self.all.parents.iter().find(|p| p.id == id).map(Parent::full).unwrap_or_default();
        html! {
            @if self.all.parents.len() > 1 {
                section.stack aria-labelledby="back" {
                    h2 #back { "Addresses kept back" }
                    @if !self.all.withheld.is_empty() { ol.clocks { @for h in &self.all.withheld { li.clock {
                        @if h.ended_at.is_none() { (Tag(Standing::Lock, "Kept back")) } @else { (Tag(Standing::None, "Ended")) }
                        div { p.clock-what { (name(h.parent)) "’s, from " (name(h.from_parent)) } p.soft { (h.why) ". " (h.by_name) ", " (h.at) }
                            @if h.ended_at.is_none() { form method="post" action={ (base) "/withhold" } { (token(&self.csrf)) (hidden("end", h.id)) button.btn.btn-quiet type="submit" { "End it" span.vh { ": " (name(h.parent)) "’s from " (name(h.from_parent)) } } } } }
                        p.clock-when { @if let Some(at) = h.ended_at { "ended " (at) } }
                    } } } }
                    details.asks open[keeps] { summary { "Keep one back" }
                        form.stack method="post" action={ (base) "/withhold" } autocomplete="off" {
                            (token(&self.csrf)) (hidden("once", casework::Id::now_v7()))
                            div.row.row-end { (Choices::one("whose", "Whose address and telephone", &people).look(Look::Select).from(f, e)) (Choices::one("from", "Kept from", &people).look(Look::Select).from(f, e)) }
                            (Field { value: f.text("why"), error: e.of("why"), ..Field::new("why", "Why, and who said so") })
                            div { button.btn.btn-2 type="submit" { "Keep it back" } }
                        }
                    }
                }
            }
        }
    }
}

fn filled(p: &Parent) -> Form {
    let yes = |b: bool| if b { "yes" } else { "" }.to_string();
    Form::of([
        ("title", p.title.clone()),
        ("given", p.given.clone()),
        ("family", p.family.clone()),
        ("relation", p.relation.clone()),
        ("address", p.address.replace('\n', ", ")),
        ("phone", p.phone.clone()),
        ("email", p.email.clone()),
        ("language", p.language.clone()),
        ("responsible", yes(p.responsible)),
        ("lives_with", yes(p.lives_with)),
        ("interpreter", yes(p.interpreter)),
        ("restriction", p.restriction.clone()),
    ])
}
