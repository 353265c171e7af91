//! The list of reviews and one review, as they are drawn: the facts first, then what came of it.

use crate::fair::Panel;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, FlagMark, Head, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use casework::pupil::Flag;
use casework::review::{Outcome, Review};
use casework::words::{Concept, Words};
use casework::{Coded, Refusal};
use maud::{Markup, html};
use rulebook::Day;

/// One line of the list.
pub struct Line {
    /// It.
    pub review: Review,
    /// "Marnie Tolliver-Reyes, 10B"
    pub who: String,
    /// Past the day it was due.
    pub late: bool,
}

/// The list.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// To be held, the one due first at the top.
    pub open: Vec<Line>,
    /// Held this school year.
    pub held: Vec<Line>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Reviews".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let none = format!(
            "When {} reaches one of the school’s own thresholds, the review it asks for stands here until somebody says what came of it.",
            self.words.a(Concept::Placement)
        );
        let late = self.open.iter().filter(|l| l.late).count();
        let held: Vec<&Review> = self
            .held
            .iter()
            .map(|l| &l.review)
            .filter(|r| r.outcome != Some(Outcome::Withdrawn))
            .collect();
        let in_time = held.iter().filter(|r| r.decided_at.is_some_and(|at| at.day() <= r.due));
        html! {
            (Head::new("Reviews").facts(html! {
                (self.open.len()) " to hold" @if late > 0 { ", " strong { (late) " overdue" } } " · "
                @if !held.is_empty() { (in_time.count()) " of " (held.len()) " held this year in time · " } a href="/promises" { "Promised and delivered" }
            }))
            div.stack.stack-6 {
                section.stack aria-labelledby="open" {
                    h2 #open { "To hold" }
                    @if self.open.is_empty() {
                        (Empty { title: "No review waits", words: &none, step: None })
                    }
                    ul.clocks { @for l in &self.open { li.clock {
                        @if l.late { (Tag(Standing::Late, "Overdue")) } @else { (Tag(Standing::Due, "To hold")) }
                        div { p.clock-what { a href={ "/reviews/" (l.review.id) } { (pupil_name(&l.who)) } } p.soft { (l.review.name) " · " (whose(&l.review)) } }
                        p.clock-when { "Due " (l.review.due) }
                    } } }
                }
                @if !self.held.is_empty() {
                    section.stack aria-labelledby="held" {
                        h2 #held { "Held this school year" }
                        ul.clocks { @for l in &self.held { li.clock {
                            @if l.review.outcome == Some(Outcome::Withdrawn) { (Tag(Standing::None, "Taken back")) } @else { (Tag(Standing::Done, "Held")) }
                            div { p.clock-what { a href={ "/reviews/" (l.review.id) } { (pupil_name(&l.who)) } } p.soft { (l.review.name) ". " (l.review.outcome.map_or("", Coded::label)) } }
                            p.clock-when { (l.review.decided_by) @if let Some(at) = l.review.decided_at { ", " (at.day().short()) } }
                        } } }
                    }
                }
            }
        }
    }
}

/// Whose it is.
fn whose(r: &Review) -> String {
    match r.owner_name.as_str() {
        "" => "nobody is named for it yet".into(),
        name => format!("for {name}"),
    }
}

/// One review.
pub struct OnePage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// It.
    pub review: Review,
    /// "Marnie Tolliver-Reyes"
    pub pupil: String,
    /// "10B"
    pub form_group: String,
    /// Facts whoever reads this may know.
    pub flags: Vec<(Flag, String)>,
    /// What they are good at.
    pub good_at: String,
    /// What helps.
    pub helps: String,
    /// Time so far, and how the last times ended.
    pub fair: Panel,
    /// The approver and their reason for it all the same.
    pub why: Option<(String, String)>,
    /// What was promised, once it was held.
    pub promised: Option<String>,
    /// Where the school's rules come from.
    pub policy: String,
    /// Today.
    pub today: Day,
    /// Why this person may not close it.
    pub no: Option<Refusal>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Review: {}", self.pupil)
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let r = &self.review;
        html! {
            (Head::new(&self.title()).about(&self.pupil).back("/reviews", "Reviews").facts(html! {
                (self.form_group) " · " (r.name) " · " (whose(r)) " · due " (r.due)
                @if r.decided_at.is_none() && r.due < self.today { " " (Tag(Standing::Late, "Overdue")) }
            }))
            div.stack.stack-6 {
                (ErrorSummary(&self.errors))
                div.panel.panel-note {
                    h2.panel-title { "What asked for it" }
                    p { (r.said) }
                    @if let Some((who, why)) = &self.why { p { (who) " wrote: “" (why) "”" } }
                    p.soft { "Raised " (r.raised_at) ". " (self.policy) ". The school’s own threshold, not law." }
                }
                section.stack aria-labelledby="time" { h2 #time { "The whole picture" } (self.fair.time()) }
                div.cols.cols-2 { (self.needs()) (self.fair.last()) }
                (self.end())
            }
        }
    }
}

impl OnePage {
    fn needs(&self) -> Markup {
        html! {
            section.sheet aria-labelledby="needs" {
                div.sheet-head { h2 #needs { "Needs, and what helps" } }
                @if !self.flags.is_empty() { p.row { @for (flag, words) in &self.flags { (FlagMark(*flag, words)) } } }
                @if !self.good_at.is_empty() { p.gap-top { strong { "Good at: " } (self.good_at) } }
                @if !self.helps.is_empty() { p.gap-top { strong { "What helps: " } (self.helps) } }
                @if self.flags.is_empty() && self.good_at.is_empty() && self.helps.is_empty() { p.soft { "Nothing is recorded yet." } }
                p.gap-top { a href={ "/pupils/" (self.review.pupil) } { "Open the file" } }
            }
        }
    }
    fn end(&self) -> Markup {
        let r = &self.review;
        html! {
            @if let (Some(outcome), Some(at)) = (r.outcome, r.decided_at) {
                section.sheet.stack #outcome-kept aria-labelledby="came" {
                    h2 #came { "What came of it" }
                    p { strong { (outcome.label()) } }
                    @if let Some(promised) = &self.promised { p { (promised) ". " a href="/promises" { "Promised and delivered" } } }
                    @if !r.outcome_words.is_empty() { p.as-typed { (r.outcome_words) } }
                    p.soft { (r.decided_by) ", " (at) }
                }
            } @else if let Some(no) = &self.no {
                div.panel.panel-note { h2.panel-title { (no.title) } p { (no.rule) } }
            } @else { (self.ask()) }
        }
    }
    fn ask(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let outcomes: Vec<Choice> = Outcome::ASKED
            .iter()
            .map(|o| {
                let choice = Choice::new(o.code(), o.label());
                match o {
                    Outcome::Support => choice.hint("Say below what it is, who gives it and from when. It is followed until it begins."),
                    Outcome::Nothing => choice.hint("Say below why."),
                    _ => choice.hint("Say below what is asked, of whom and by when."),
                }
            })
            .collect();
        html! {
            form.sheet.stack method="post" action={ "/reviews/" (self.review.id) } data-draft={ "review-" (self.review.id) } {
                h2 { "What comes of it" }
                (token(&self.csrf)) (hidden("version", self.review.version)) (hidden("once", f.text("once")))
                (Choices::one("outcome", "What comes of it?", &outcomes).from(f, e))
                (Field::new("what", "What is promised").hint("Such as “mentoring, twice a week” or “needs check by the SENCO”.").optional().from(f, e))
                (Field::new("who", "Who gives it").optional().from(f, e))
                (Field::new("on", "From when, or by when").kind("date").optional().from(f, e))
                (Area::new("words", "What was talked about, and why").hint(&format!("Anybody who may open the file of this {} reads it.", self.words.one(Concept::Pupil))).optional().from(f, e))
                div.row { button.btn type="submit" { "Keep the review" } a.btn.btn-2 href="/reviews" { "Not now" } }
            }
        }
    }
}
