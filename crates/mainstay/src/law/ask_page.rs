//! The form of an event, and the answer below it.

use super::answer_page::Answered;
use super::found::{Found, capital};
use super::tabs;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, hidden};
use maud::{Markup, html};
use rulebook::event::{Ask, EventKind, Fact};
use rulebook::{Day, Minute};

/// The page.
pub struct AskPage {
    /// Which event.
    pub kind: &'static EventKind,
    /// Whose calendar.
    pub school: String,
    /// What was typed.
    pub form: Form,
    /// What cannot be read.
    pub errors: Errors,
    /// The answer, when there is one.
    pub found: Option<Found>,
    /// First and last day of the calendar, where one counts.
    pub reaches: Option<(Day, Day)>,
    /// Why the calendar cannot be counted on.
    pub no_calendar: Option<String>,
    /// Whether the reader may mend the calendar.
    pub may_set_up: bool,
    /// Today.
    pub today: Day,
}

impl Page for AskPage {
    fn title(&self) -> String {
        format!("{}: dates and the law", self.kind.title)
    }
    fn here(&self) -> &'static str {
        "/law"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new(self.kind.title).back("/law", "What happened").facts(html! { (self.kind.about) })
                .acts(html! { @if self.found.is_some() { button.btn.btn-2 type="button" data-print hidden { "Print" } } }))
            (tabs(""))
            div.stack.stack-6 {
                (ErrorSummary(&self.errors))
                (self.calendar())
                @match &self.found {
                    None => { (self.ask()) }
                    Some(found) => {
                        (self.facts())
                        details.working.ask-again { summary { "Change the facts, look at another day, or add a closure" } (self.ask()) }
                        (Answered { found, today: self.today })
                    }
                }
            }
        }
    }
}

impl AskPage {
    fn calendar(&self) -> Markup {
        html! {
            @if let Some(why) = &self.no_calendar {
                div.panel.panel-warn {
                    h2.panel-title { "The school’s calendar cannot be counted on" }
                    p { (capital(why)) ". Dates that need it cannot be given; the others can." }
                    @if self.may_set_up { p { a href="/set-up/calendar" { "Set up the calendar" } } }
                    @else { p { "Whoever administers Mainstay at the school sets the calendar." } }
                }
            } @else if let Some((first, last)) = self.reaches {
                p.soft { "Counted on the calendar of " (self.school) ", which reaches from " (first) " to " (last) "." }
            }
        }
    }

    /// The facts as they were given, for the reader and for paper.
    fn facts(&self) -> Markup {
        html! {
            dl.summary.summary-facts { @for f in self.kind.facts.iter().filter(|f| self.form.has(f.key)) {
                div { dt { (f.label) } dd { (self.value(f)) } }
            } }
        }
    }
    fn value(&self, fact: &Fact) -> String {
        let typed = self.form.text(fact.key);
        match fact.ask {
            Ask::Day => Day::parse_iso(typed).map(|d| d.to_string()),
            Ask::Time => Minute::parse(typed).map(|m| m.to_string()),
            Ask::Yes => Some("Yes".to_string()),
            Ask::OneOf(codes) => {
                codes.iter().find(|(code, _)| *code == typed).map(|(_, label)| label.to_string())
            }
            Ask::Days | Ask::Whole => None,
        }
        .unwrap_or_else(|| typed.to_string())
    }

    fn ask(&self) -> Markup {
        let facts = self.kind.facts;
        let needed = facts.iter().filter(|f| f.needed);
        let yes: Vec<_> = facts.iter().filter(|f| !f.needed && f.ask == Ask::Yes).collect();
        let more: Vec<_> = facts.iter().filter(|f| !f.needed && f.ask != Ask::Yes).collect();
        let touched = more.iter().any(|f| self.is_touched(f.key));
        html! {
            form.stack.stack-5.ask-form method="get" action={ "/law/event/" (self.kind.code) } {
                (hidden("ask", "yes"))
                div.ask-fields { @for f in needed { (self.field(f)) } }
                @if !yes.is_empty() {
                    fieldset.field {
                        legend { "Tick what is so" }
                        div.choices.choices-2 { @for f in yes { (self.tick(f)) } }
                    }
                }
                @if !more.is_empty() {
                    details.working open[touched] {
                        summary { "More facts, if they apply (" (more.len()) ")" }
                        div.working-body { div.ask-fields { @for f in more { (self.field(f)) } } }
                    }
                }
                details.working open[["as-at", "closed", "closed-to", "closed-why"].iter().any(|k| self.is_touched(k))] {
                    summary { @if self.reaches.is_some() { "Another day, or a closure since" } @else { "Another day" } }
                    div.working-body { (self.besides()) }
                }
                div.row { button.btn type="submit" { "Show what follows" } a.btn.btn-quiet href={ "/law/event/" (self.kind.code) } { "Start again" } }
            }
        }
    }
    fn besides(&self) -> Markup {
        let (form, errors) = (&self.form, &self.errors);
        html! {
            div.ask-fields {
                (self.date("as-at", "How it stands on", "Today, if you leave it empty."))
                @if self.reaches.is_some() {
                    (self.date("closed", "A closure since: first day", "Old and new dates are shown; neither replaces the other."))
                    (self.date("closed-to", "Its last day", "Leave empty for one day."))
                    (Field::new("closed-why", "Why it was closed").optional().from(form, errors))
                }
            }
        }
    }
    fn is_touched(&self, key: &str) -> bool {
        self.form.has(key) || self.errors.of(key).is_some()
    }

    fn field(&self, fact: &'static Fact) -> Markup {
        let (form, errors) = (&self.form, &self.errors);
        let plain = Field::new(fact.key, fact.label).hint(fact.hint);
        let plain = if fact.needed { plain } else { plain.optional() };
        match fact.ask {
            Ask::Day => self.kept("date", Day::parse_iso(form.text(fact.key)).is_some(), plain),
            Ask::Time => self.kept("time", Minute::parse(form.text(fact.key)).is_some(), plain),
            Ask::Days | Ask::Whole => html! { (plain.kind("figure").from(form, errors)) },
            Ask::Yes => self.tick(fact),
            Ask::OneOf(codes) => {
                let mut choices: Vec<_> =
                    codes.iter().map(|(code, label)| Choice::new(*code, *label)).collect();
                let look = if fact.needed { Look::List } else { Look::Select };
                if !fact.needed {
                    choices.insert(0, Choice::new("", "Not said"));
                }
                let all = Choices::one(fact.key, fact.label, &choices).hint(fact.hint).look(look);
                html! { (all.from(form, errors)) }
            }
        }
    }
    fn date(&self, name: &'static str, label: &'static str, hint: &'static str) -> Markup {
        let good = self.form.day(name).is_some();
        self.kept("date", good, Field::new(name, label).hint(hint).optional())
    }
    /// A browser empties a date or time it cannot read; what was typed wrong is kept as text.
    fn kept(&self, kind: &'static str, good: bool, field: Field<'_>) -> Markup {
        let wrong = self.form.has(field.name) && !good;
        let kind = if wrong { "text" } else { kind };
        html! { (field.kind(kind).from(&self.form, &self.errors)) }
    }
    fn tick(&self, fact: &Fact) -> Markup {
        let error = self.errors.of(fact.key);
        let described = error.map(|_| format!("{}-error", fact.key));
        html! {
            label.choice {
                input #(fact.key) type="checkbox" name=(fact.key) value="yes" checked[self.form.ticked(fact.key)] aria-describedby=[described];
                span { (fact.label) }
                @if !fact.hint.is_empty() { span.hint { (fact.hint) } }
                @if let Some(e) = error { span.hint.error id={ (fact.key) "-error" } { (e) } }
            }
        }
    }
}
