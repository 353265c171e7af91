//! Browsing the rules: what is in force, what is new, what nobody has checked, and one whole.

use super::shelf::{FORCES, Stands, Wanted, find, newest_since, shown, stands, topic, topic_word};
use super::{force_tag, shelf, tabs, unchecked_tag};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, Standing as Shape, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::rule::{self, Party, Rule, Standing, To, Topic, Version};

/// The rules.
pub struct RulesPage {
    /// What was asked for.
    pub form: Form,
    /// What cannot be read.
    pub errors: Errors,
    /// The day looked at.
    pub day: Day,
    /// What is wanted.
    pub wanted: Wanted,
}

/// Shows them.
pub async fn list(v: Visit) -> Answer {
    let page = page(v.query.clone(), v.today());
    if page.errors.is_empty() { v.page(&page) } else { v.again(&page) }
}

/// The rules that were asked for.
pub(super) fn page(form: Form, today: Day) -> RulesPage {
    let mut errors = Errors::new();
    let mut day = |name: &str, label: &str| {
        let day = form.day(name);
        if day.is_none() && form.has(name) {
            let typed = super::found::clip(form.text(name));
            errors.add(name, format!("{label}: “{typed}” is no date: write 2026-11-12"));
        }
        day
    };
    let (as_at, new_since) = (day("as-at", "In force on"), day("new-since", "New since"));
    let wanted = Wanted {
        topic: topic(form.text("topic")),
        force: FORCES.into_iter().find(|f| f.word() == form.text("force")),
        new_since,
        unchecked: form.ticked("unchecked"),
        words: form.text("q").chars().take(80).collect(),
    };
    RulesPage { form, errors, day: as_at.unwrap_or(today), wanted }
}

impl Page for RulesPage {
    fn title(&self) -> String {
        "The rules: dates and the law".into()
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        let rules = find(&self.wanted, self.day);
        let in_force = rules.iter().filter(|r| stands(r, self.day).version().is_some()).count();
        let open = |r: &&&'static Rule| shown(r, self.day).is_some_and(Version::not_yet_checked);
        let unchecked = rules.iter().filter(open).count();
        html! {
            (Head::new("The rules").back("/law", "Dates and the law").facts(html! {
                "Every rule held here, with how far it binds, where it comes from and whether anybody has checked it. It is not legal advice."
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            (tabs("/law/rules"))
            div.stack.stack-6 {
                (ErrorSummary(&self.errors))
                (self.filters())
                p role="status" {
                    strong { @if rules.len() == 1 { "1 rule" } @else { (rules.len()) " rules" } } " of " (rule::all().count()) ". "
                    (in_force) " in force on " (self.day) ". " (unchecked) " not yet checked."
                }
                @if rules.is_empty() {
                    div.empty { h2 { "No rule is like that" } p { "Ask for less, or look on another day." } p.row { a.btn.btn-2 href="/law/rules" { "Show all rules" } } }
                }
                @for part in Topic::ALL {
                    @let some: Vec<_> = rules.iter().filter(|r| r.topic == part).collect();
                    @if !some.is_empty() {
                        section.stack { h2 { (part.title()) } ol.clocks { @for r in some { (self.row(r)) } } }
                    }
                }
            }
        }
    }
}

impl RulesPage {
    fn filters(&self) -> Markup {
        let (form, errors) = (&self.form, &self.errors);
        let mut topics = vec![Choice::new("", "Every part")];
        topics.extend(Topic::ALL.map(|t| Choice::new(topic_word(t), t.title())));
        let mut forces = vec![Choice::new("", "However far")];
        forces.extend(FORCES.map(|f| Choice::new(f.word(), shelf::force_tag(f))));
        let date = |name: &'static str, label: &'static str| {
            let kind = if form.has(name) && form.day(name).is_none() { "text" } else { "date" };
            Field::new(name, label).kind(kind).from(form, errors)
        };
        html! {
            form.stack method="get" action="/law/rules" role="search" aria-label="Find rules" {
                div.ask-fields.ask-fields-3 {
                    (Field::new("q", "Words").kind("search").from(form, errors))
                    (Choices::one("topic", "Part of the road", &topics).look(Look::Select).from(form, errors))
                    (Choices::one("force", "How far it binds", &forces).look(Look::Select).from(form, errors))
                    (date("as-at", "In force on"))
                    (date("new-since", "New since"))
                    div.field { label.choice { input type="checkbox" name="unchecked" value="yes" checked[form.ticked("unchecked")]; span { "Only those not yet checked" } } }
                }
                div.row { button.btn.btn-2 type="submit" { "Show" } a.btn.btn-quiet href="/law/rules" { "Show all" } }
            }
        }
    }

    fn row(&self, rule: &'static Rule) -> Markup {
        let stands = stands(rule, self.day);
        let version = shown(rule, self.day);
        let new = self.wanted.new_since.and_then(|since| newest_since(rule, since));
        html! {
            li.clock.clock-rule {
                div { @if let Some(v) = version { (force_tag(v.force)) } }
                div {
                    p.clock-what { a href={ "/law/rules/" (rule.id) } { (rule.id) " " (rule.title) } }
                    @if let Some(v) = version { p.sub { (v.citation) } }
                    @if let Some(v) = new { p { strong { "New " (lower(&v.period())) } @if !v.new.is_empty() { ": " (v.new) } } }
                    @if let Stands::NotInForce(why) = &stands { p.sub { (super::found::capital(why)) "." } }
                }
                div.clock-tags { (status(&stands)) @if let Some(v) = version { (unchecked_tag(v.not_yet_checked())) } }
            }
        }
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}

/// Whether a rule is in force: a word and a shape.
fn status(stands: &Stands) -> Markup {
    html! { @match stands {
        Stands::InForce(_) => (Tag(Shape::Done, "In force")),
        Stands::NotInForce(_) => (Tag(Shape::None, "Not in force")),
        Stands::Proposed => (Tag(Shape::Lock, "Proposed, switched off")),
    } }
}

/// One rule with all its versions.
pub struct RulePage {
    /// Which.
    pub rule: &'static Rule,
    /// The day looked at.
    pub day: Day,
}

/// Shows it.
pub async fn one(v: Visit) -> Answer {
    let rule = rule::find(v.part("id")).ok_or(Problem::Missing)?;
    v.page(&RulePage { rule, day: v.today() })
}

impl Page for RulePage {
    fn title(&self) -> String {
        format!("{} {}", self.rule.id, self.rule.title)
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        let stands = stands(self.rule, self.day);
        let questions: Vec<_> = rule::NOT_CONFIRMED
            .iter()
            .chain(rule::BEFORE_RELEASE)
            .filter(|o| o.rules.contains(&self.rule.id))
            .collect();
        html! {
            (Head::new(&self.title()).back("/law/rules", "Rules").facts(html! {
                (self.rule.topic.title()) ". On " (self.day) ": " (stands.words()) "."
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-6.rule-page {
                @if stands == Stands::Proposed {
                    div.panel.panel-warn { h2.panel-title { "Announced, and not law" } p { "It is held here switched off. Nothing in Mainstay acts on it, and nothing is recorded under its name." } }
                }
                @for v in self.rule.versions.iter().rev() { (version(v, stands.version() == Some(v))) }
                @if !questions.is_empty() {
                    section.stack {
                        h2 { "Open questions" }
                        @for o in questions { div.panel.panel-note { h3.panel-title { (o.title) } p { (o.words) } } }
                    }
                }
            }
        }
    }
}

fn parties(all: &[Party]) -> String {
    let words: Vec<_> = all.iter().map(|p| p.words()).collect();
    super::found::capital(&words.join("; "))
}

fn version(v: &Version, in_force: bool) -> Markup {
    let recipients: Vec<_> = v.recipients.iter().map(|to: &To| to.words()).collect();
    let recipients = super::found::capital(&recipients.join("; "));
    let row = |name: &str, words: &str| {
        html! { @if !words.is_empty() { div { dt { (name) } dd { (words) } } } }
    };
    if let Standing::Gap(why) = v.standing {
        return html! {
            section.stack.stack-2 { h2 { (v.period()) } p.sheet { strong { "Nothing held. " } (super::found::capital(why)) ". It does not mean that nothing applied." } }
        };
    }
    html! {
        section.stack {
            h2 { (v.period()) }
            p.row {
                (force_tag(v.force)) " " (unchecked_tag(v.not_yet_checked()))
                @if in_force { " " (Tag(Shape::Done, "In force")) }
                @if v.standing == Standing::Proposed { " " (Tag(Shape::Lock, "Proposed, switched off")) }
                span.soft { (v.force.meaning()) }
            }
            @if !v.new.is_empty() { div.panel.panel-note { p { strong { "What is new: " } (v.new) } } }
            dl.summary.summary-tight {
                (row("For the school", v.plain.school))
                (row("For a family", v.plain.family))
                (row("For the authority", v.plain.authority))
                (row("Set off when", &super::found::capital(v.trigger)))
                (row("Who owes it", &parties(v.holder)))
                (row("Who is told", &recipients))
                (row("When", &v.clock.map_or(String::new(), |c| super::found::capital(&c.words()))))
                @if !v.contents.is_empty() { div { dt { "What is in it" } dd { ul.plain-list { @for c in v.contents { li { (super::found::capital(c.words)) " (" (c.force.word()) ")" } } } } } }
                (row("If it is missed", v.missed))
                (row("Where it comes from", v.citation))
                (row("Where it was read", &super::found::capital(&v.basis.words())))
                div { dt { "Checked" } dd { @match v.checked {
                    Some(c) => { "By " (c.by) " on " (c.on.day()) },
                    None => "Not yet, by anybody. A person must compare it with the law before a school relies on it.",
                } } }
            }
        }
    }
}
