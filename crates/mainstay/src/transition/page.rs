//! Pages about transitions: the tracker, adding, one.

use crate::action::follows::Follows;
use crate::agency::beside;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
    hidden, token,
};
use crate::page::name::pupil_name;
use casework::transition::{Move, StepDone, StepKind, StepState, Transition, TransitionStep};
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;

/// One line of the tracker.
pub struct Row {
    /// Who.
    pub who: String,
    /// The transition.
    pub transition: Transition,
    /// What was done.
    pub done: Vec<StepDone>,
    /// The handover is not signed, and it is time.
    pub flagged: bool,
}

/// The tracker.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// The school's steps.
    pub steps: Vec<TransitionStep>,
    /// Those that go on.
    pub open: Vec<Row>,
    /// Those that ended.
    pub past: Vec<Row>,
    /// Years there are.
    pub years: Vec<i64>,
    /// The year that is shown alone.
    pub year: Option<i64>,
    /// Whether the reader sets up.
    pub sets_up: bool,
}

fn mark(done: Option<&StepDone>) -> Markup {
    match done {
        Some(d) if d.state == StepState::Done => {
            html! { (Tag(Standing::Done, "Done")) span.sub { (d.day.short()) } }
        }
        Some(d) if d.state == StepState::Begun => {
            html! { (Tag(Standing::Due, "Begun")) span.sub { (d.day.short()) } }
        }
        Some(_) => html! { (Tag(Standing::None, "Not needed")) },
        None => html! { "–" },
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Transitions".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            a.btn href="/transitions/new" { "Follow somebody, or a year" }
            button.btn.btn-2 type="button" data-print hidden { "Print" }
            @if self.sets_up { a.btn.btn-2 href="/set-up/transitions" { "The steps" } }
        };
        let name = self.words.cap(Concept::Pupil);
        let mut columns = vec![Col::Words(&name), Col::Words("Moves"), Col::Words("Starts")];
        columns.extend(self.steps.iter().map(|s| Col::Words(&s.title)));
        columns.push(Col::Words("Seen to by"));
        let rows = self
            .open
            .iter()
            .map(|r| {
                let t = &r.transition;
                let mut cells = vec![
                    html! { a href={ "/transitions/" (t.id) } { (pupil_name(&r.who)) } @if r.flagged { " " (Tag(Standing::Late, "Handover not signed")) } },
                    html! { (t.way.label()) span.sub { "Year " (t.year) @if !t.place_from.is_empty() { ", from " (t.place_from) } @if !t.place_to.is_empty() { ", to " (t.place_to) } } },
                    html! { (t.starts) },
                ];
                cells.extend(
                    self.steps.iter().map(|s| mark(r.done.iter().find(|d| d.step == s.id))),
                );
                cells.push(html! { (t.owner_name) });
                cells
            })
            .collect();
        let flagged = self.open.iter().filter(|r| r.flagged).count();
        html! {
            (Head::new("Transitions").acts(acts).facts(html! { (self.words.count(Concept::Pupil, self.open.len() as i64)) " followed." @if flagged > 0 { " " (flagged) @if flagged == 1 { " handover is" } @else { " handovers are" } " not signed and it is time." } }))
            div.stack.stack-6 {
                (beside("/transitions"))
                @if self.years.len() > 1 { nav.chips aria-label="Year" {
                    a.chip href="/transitions" aria-current=[self.year.is_none().then_some("true")] { "All" } " "
                    @for y in &self.years { a.chip href={ "/transitions?year=" (y) } aria-current=[(self.year == Some(*y)).then_some("true")] { "Year " (y) } " " }
                } }
                @if self.open.is_empty() { (Empty { title: "Nobody is followed", words: "Those who come, move up or move on stand here with each of the school’s own steps.", step: Some(("/transitions/new", "Begin")) }) }
                @else { (Grid { region: "Transitions, table", caption: Some("Transitions"), look: "table-dense table-tight table-heads", columns, named: Some(0), rows }) }
                @if !self.past.is_empty() { details.working { summary { (self.past.len()) " ended" } ul.working-body { @for r in &self.past { li { a href={ "/transitions/" (r.transition.id) } { (pupil_name(&r.who)) } ": " (r.transition.ended_why) } } } } }
            }
        }
    }
}

/// Adding somebody, or a year.
pub struct AddPage {
    /// The school's words.
    pub words: Words,
    /// What was looked for.
    pub q: String,
    /// The year that was asked for.
    pub year: Option<i64>,
    /// Who was found.
    pub found: Vec<(Id, String)>,
    /// Who may see to it.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for AddPage {
    fn title(&self) -> String {
        "Follow a transition".into()
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let pupils = self.words.caps(Concept::Pupil);
        let ways: Vec<Choice> =
            Move::ALL.iter().map(|m| Choice::new(m.code(), m.label())).collect();
        let found: Vec<Choice> =
            self.found.iter().map(|(id, who)| Choice::pupil(id.to_string(), who)).collect();
        let year = self.year.map(|y| y.to_string()).unwrap_or_default();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/transitions", "Transitions"))
                (ErrorSummary(e))
                form.row.row-end method="get" action="/transitions/new" {
                    (Field { value: &self.q, ..Field::new("q", "Somebody on roll: name or form").kind("search") })
                    (Field { value: &year, ..Field::new("year", "Or everybody of a year").kind("number") })
                    button.btn.btn-2 type="submit" { "Find" }
                }
                form.stack.stack-5 method="post" action="/transitions/new" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("of_year", &year))
                    @if !found.is_empty() { (Choices::many("pupil", &pupils, &found).from(f, e)) }
                    @else { fieldset.field.stack.stack-2 {
                        legend { "Somebody who is not on roll yet" }
                        (Field::new("given", "Given name").optional().from(f, e))
                        (Field::new("family", "Family name").optional().from(f, e))
                    } }
                    (Choices::one("way", "Which way do they move?", &ways).from(f, e))
                    (Field::new("year", "The year they will be in").kind("number").from(f, e))
                    (Field::new("starts", "First day").kind("date").from(f, e))
                    (Field::new("place_from", "From").hint("The school or setting they are in now.").optional().from(f, e))
                    (Field::new("place_to", "To").optional().from(f, e))
                    (Choices::one("owner", "Who sees to it?", &self.staff).look(Look::Select).from(f, e))
                    (Area::new("needs", "What they need there").rows(2).optional().from(f, e))
                    div.row { button.btn type="submit" { "Follow" } a.btn.btn-2 href="/transitions" { "Leave it" } }
                }
            }
        }
    }
}

/// One.
pub struct OnePage {
    /// Who.
    pub who: String,
    /// The transition.
    pub transition: Transition,
    /// The steps.
    pub steps: Vec<TransitionStep>,
    /// What was done.
    pub done: Vec<StepDone>,
    /// The handover is not signed, and it is time.
    pub flagged: bool,
    /// From when it is flagged.
    pub flagged_on: Day,
    /// Those on roll with the same name.
    pub alike: Vec<(Id, String)>,
    /// Actions that came from it.
    pub follows: Follows,
    /// Who may see to it.
    pub staff: Vec<Choice>,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Transition: {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/early-help"
    }
    fn main(&self) -> Markup {
        let t = &self.transition;
        let acts = html! { @if let Some(p) = t.pupil { a.btn.btn-2 href={ "/pupils/" (p) } { "Open the file" } } };
        html! {
            (Head::new(&self.title()).about(&self.who).back("/transitions", "Transitions").acts(acts).facts(html! {
                (t.way.label()) ". Year " (t.year) ". Starts " (t.starts) ". Seen to by " (t.owner_name) "."
                @if let Some(d) = t.ended_on { " Ended " (d) "." }
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 {
                    @if self.flagged { div.panel.panel-stop { h2.panel-title { "The handover is not signed" } p { "It is asked for from " (self.flagged_on) ", before the first day, and stands on Today until it is signed on both sides." } } }
                    @if t.ended_on.is_some() { p.as-typed { strong { "What came of it: " } (t.ended_why) } }
                    @for s in &self.steps { (self.step(s)) }
                }
                div.stack { (self.follows) @if t.ended_on.is_none() { (self.is_on_roll()) (self.change()) (self.end()) } }
            }
        }
    }
}

impl OnePage {
    fn step(&self, s: &TransitionStep) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let done = self.done.iter().find(|d| d.step == s.id);
        let name = |n: &str| format!("{n}-{}", s.id);
        let (day, words, there, here) =
            (name("day"), name("words"), name("signed_there"), name("signed_here"));
        let open = [&day, &words, &there, &here].iter().any(|n| e.of(n).is_some());
        html! {
            section.sheet.stack.stack-2 {
                div.row.row-apart.row-base { h2 { (s.title) } p { (mark(done)) } }
                @if let Some(d) = done {
                    @if !d.words.is_empty() { p.as-typed { (d.words) } }
                    @if !d.signed_there.is_empty() || !d.signed_here.is_empty() { p { "Signed: " (d.signed_there) @if !d.signed_there.is_empty() && !d.signed_here.is_empty() { "; " } (d.signed_here) } }
                    p.soft { (d.by_name) ", " (d.at) }
                } @else { p.soft { (s.kind.label()) } }
                @if self.transition.ended_on.is_none() { details.working open[open] {
                    summary { "Write it down" span.vh { ": " (s.title) } }
                    form.working-body.stack method="post" action={ "/transitions/" (self.transition.id) "/steps/" (s.id) } {
                        (token(&self.csrf))
                        (Field::new(&day, "On").kind("date").from(f, e))
                        (Area::new(&words, "What came of it").rows(2).optional().from(f, e))
                        @if s.kind == StepKind::Handover {
                            (Field::new(&there, "Signed where they come from, by").from(f, e))
                            (Field::new(&here, "Signed where they go to, by").from(f, e))
                        }
                        div.row {
                            button.btn.btn-2 type="submit" name="state" value=(StepState::Done.code()) { "Done" }
                            button.btn.btn-2 type="submit" name="state" value=(StepState::Begun.code()) { "Begun" }
                            button.btn.btn-2 type="submit" name="state" value=(StepState::NotNeeded.code()) { "Not needed" }
                        }
                    }
                } }
            }
        }
    }
    fn is_on_roll(&self) -> Markup {
        let t = &self.transition;
        html! {
            @if t.pupil.is_none() && !self.alike.is_empty() { section.sheet.stack aria-labelledby="roll" {
                h2 #roll { "Are they on roll now?" }
                @for (id, who) in &self.alike { form.row method="post" action={ "/transitions/" (t.id) "/change" } { (token(&self.csrf)) (hidden("version", t.version)) (hidden("pupil", id)) button.btn.btn-2 type="submit" { "It is " (pupil_name(who)) } } }
            } }
        }
    }
    fn change(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let t = &self.transition;
        html! {
            form.sheet.stack method="post" action={ "/transitions/" (t.id) "/change" } {
                (token(&self.csrf)) (hidden("version", t.version))
                h2 { "What is known" }
                (Field::new("starts", "First day").kind("date").from(f, e))
                (Field::new("place_from", "From").optional().from(f, e))
                (Field::new("place_to", "To").optional().from(f, e))
                (Choices::one("owner", "Seen to by", &self.staff).look(Look::Select).from(f, e))
                (Area::new("needs", "What they need there").rows(3).optional().from(f, e))
                div { button.btn.btn-2 type="submit" { "Keep it" } }
            }
        }
    }
    fn end(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let t = &self.transition;
        html! {
            details.working open[e.of("why").is_some()] {
                summary { "End it" }
                form.working-body.stack method="post" action={ "/transitions/" (t.id) "/end" } {
                    (token(&self.csrf)) (hidden("version", t.version))
                    (Field::new("why", "What came of it").from(f, e))
                    div { button.btn.btn-2 type="submit" { "End" } }
                }
            }
        }
    }
}
