//! The pages of a record, one thing on each.
//!
//! Must never ask whether the pupil admits anything, or say what ought to be decided.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::naming;
use casework::exclusion::period::Totals;
use casework::exclusion::{Part, Step, WHO_DECIDES};
use casework::failed_day::Account;
use casework::owed::Kind;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::clocks;
use rulebook::codes::Reason;

/// One page of a record.
pub struct StepPage {
    /// The school's words.
    pub words: Words,
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Which page.
    pub step: Step,
    /// What their own record says was tried.
    pub tried: Vec<String>,
    /// Needs and care, from their own record.
    pub flags: Vec<String>,
    /// Looked after.
    pub looked_after: bool,
    /// Totals, where the days are whole.
    pub totals: Option<Totals>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

/// A total beside its limit, in words.
pub(super) fn totals(t: &Totals) -> Markup {
    let row = |what: &str, days: rulebook::HalfDays, of: rulebook::HalfDays| {
        html! {
            div { dt { (what) } dd { strong { (days) " school days" } span.soft { ", " (days.count()) " half-days; the number that matters is more than " (of) } } }
        }
    };
    html! {
        dl.summary {
            div { dt { "This one" } dd { (t.length) " school days" span.soft { ", touching " (t.touched) } } }
            (row("This term, with this one", t.term, if t.over_low() { clocks::THRESHOLD_HIGH } else { clocks::THRESHOLD_LOW }))
            (row("This school year, with this one", t.year, clocks::CAP))
        }
    }
}

impl StepPage {
    fn area(&self, part: Part, hint: &str) -> Markup {
        html! { (Area::new(part.code(), part.label()).hint(hint).from(&self.form, &self.errors)) }
    }
    fn tick(&self, name: &str, words: &str) -> Markup {
        html! { label.choice { input type="checkbox" id=(name) name=(name) value="yes" checked[self.form.ticked(name)]; span { (words) } } }
    }
    fn incident(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.ask-fields {
                (Field::new("day", "Date").kind("date").from(f, e))
                (Field::new("time", "Time").kind("time").hint("As near as is known.").from(f, e))
            }
            (Field::new("where", "Where").optional().from(f, e))
            (self.area(Part::Incident, "What was seen and heard, by whom, in order. Leave opinions out."))
        }
    }
    fn account(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let how: Vec<Choice> =
            Account::ALL.iter().map(|a| Choice::new(a.code(), a.label())).collect();
        html! {
            (Choices::one("account_how", "Their own account", &how).hint("They do not have to say anything, and need not say that they were wrong. Offer a way that works for them: talking, writing, drawing, or an adult who writes it down.").from(f, e))
            (Area::new("account", Part::Account.label()).optional().from(f, e))
            (Field::new("account_why", Part::AccountWhy.label()).optional().from(f, e))
        }
    }
    fn tried(&self) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="drawn" {
                h2 #drawn { "From their record, this school year" }
                @if self.tried.is_empty() { p { "Nothing is on record." } }
                @else { ul.stack.stack-2 { @for line in &self.tried { li { (line) } } } }
                p.soft { "It is kept with the decision as it stands that day." }
            }
            (Area::new("tried", "Anything else that was tried, and how it went").optional().rows(6).from(&self.form, &self.errors))
        }
    }
    fn needs(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            p { "On record: " @if self.flags.is_empty() { "no SEN, care or health is recorded" } @else { (self.flags.join("; ")) } "." }
            @if self.looked_after { div.panel.panel-warn { p { "Looked after: the Designated Teacher speaks to the Virtual School Head as soon as possible, before anything is decided. " a href="/law/rules/R2.10" { "R2.10" } } } }
            (self.tick("assessment", "An EHC assessment is asked for or under way"))
            (self.area(Part::Needs, "What is known or suspected, whether it had a part in this, and what was adjusted. If nothing is known, say so."))
            (Area::new("care", Part::Care.label()).hint("Social worker, Virtual School Head, safeguarding lead: who, when, and what they said.").optional().from(f, e))
            (self.area(Part::Equality, "How a protected characteristic was considered, and what reasonable adjustment was made."))
            (Field::new("home_authority", "Authority where they live, if it is another").optional().from(f, e))
        }
    }
    fn weighed(&self) -> Markup {
        html! {
            (self.area(Part::Found, "What is more likely than not to have happened, and what that rests on. Where accounts differ, say why one is preferred."))
            (self.tick("probable", "Weighed on the balance of probabilities: more likely than not"))
            (self.area(Part::Alternatives, "What else was considered, and why it was not enough."))
        }
    }
    fn period(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut kinds: Vec<Choice> =
            Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())).collect();
        kinds.push(
            Choice::new("separation", "Kept apart for safeguarding")
                .hint("No punishment and no suspension. It has a decision of its own."),
        );
        let reasons: Vec<Choice> = Reason::all()
            .filter(|r| *r != Reason::Other)
            .map(|r| Choice::new(r.code(), r.label()).hint(r.means()))
            .collect();
        let most = Reason::MOST;
        html! {
            (Choices::one("kind", "What it would be", &kinds).from(f, e))
            div.ask-fields {
                (Field::new("first", "First day").kind("date").from(f, e))
                (Field::new("last", "Last day").kind("date").hint("Leave empty for a permanent exclusion.").from(f, e))
            }
            (self.tick("first_half", "It begins during the first day, which then counts as half"))
            (Field::new("sent_home_at", "Sent home at, if it does").kind("time").optional().from(f, e))
            (self.tick("last_half", "It ends at midday of the last day, which then counts as half"))
            @if let Some(t) = &self.totals { section.sheet.stack aria-labelledby="sums" { h2 #sums { "As last kept" } (totals(t)) } }
            div.ask-fields {
                (Field::new("elsewhere_term", "Days at other schools this term").kind("figure").optional().from(f, e))
                (Field::new("elsewhere_year", "Days at other schools this school year").kind("figure").hint("The limit counts every school.").optional().from(f, e))
            }
            (Field::new("exam", "First public examination or national test it would lose").kind("date").optional().from(f, e))
            (Choices::many("reasons", &format!("National reasons, {most} at most"), &reasons).from(f, e))
            (Area::new("plain", Part::Plain.label()).rows(4).hint(&format!("Plain and short, in words a parent can use. Name no other {}.", self.words.one(Concept::Pupil))).from(f, e))
            details.working open[f.text("kind") == Kind::Permanent.code() || e.of("breach").is_some() || e.of("harm").is_some()] {
                summary { "For a permanent exclusion: both parts of the test" }
                div.working-body.stack {
                    p { a href="/law/rules/R3.01" { "R3.01" } ": a last resort, and both parts must be met." }
                    (Area::new("breach", Part::Breach.label()).optional().from(f, e))
                    (Area::new("harm", Part::Harm.label()).optional().from(f, e))
                }
            }
        }
    }
    fn after(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (self.area(Part::Work, "What is set, where it is found, how it comes back and who marks it. It goes into the letter."))
            (Field::new("back_at", "Back in school at").kind("time").hint("The start of the first day back.").from(f, e))
            div.ask-fields {
                (Field::new("meet_day", "Meeting about the return: date").kind("date").from(f, e))
                (Field::new("meet_time", "Time").kind("time").from(f, e))
            }
            (Field::new("place", Part::Place.label()).optional().from(f, e))
            p.soft { (self.first) " comes back on the day whether or not anybody can come to the meeting. " a href="/law/rules/R2.22" { "R2.22" } }
        }
    }
}

impl Page for StepPage {
    fn title(&self) -> String {
        self.step.label().into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.id);
        let n = Step::ALL.iter().position(|s| *s == self.step).unwrap_or_default() + 1;
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(self.step.label()).back(&at, "The record").facts(html! { (naming(&self.name, &[&self.name])) " · page " (n) " of " (Step::ALL.len()) }))
                (ErrorSummary(&self.errors))
                form.stack.stack-5 method="post" action={ (at) "/step/" (self.step.code()) } data-draft={ "exclusion-" (self.id) "-" (self.step.code()) } {
                    (token(&self.csrf)) (hidden("version", self.form.text("version")))
                    @match self.step {
                        Step::Incident => (self.incident()),
                        Step::Account => (self.account()),
                        Step::Tried => (self.tried()),
                        Step::Needs => (self.needs()),
                        Step::Weighed => (self.weighed()),
                        Step::Period => (self.period()),
                        Step::After => (self.after()),
                        Step::Evidence => {}
                    }
                    div.row { button.btn type="submit" { "Keep it and go on" } a.btn.btn-2 href=(at) { "Leave it" } }
                }
                p.soft { (self.words.said(WHO_DECIDES)) }
            }
        }
    }
}
