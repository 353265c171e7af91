//! One direction off site, as it is drawn.

use super::HOME;
use super::list_page::tag;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::Coded;
use casework::direction::letter::missing;
use casework::direction::{Decision, Direction, Invite, Review, State, Step};
use casework::panel::Case;
use maud::{Markup, html};
use rulebook::Day;
use rulebook::count::Count;

/// A review with the day by which people are asked to it.
pub struct Planned {
    /// It.
    pub r: Review,
    /// The latest day, and the working day to aim for where that is none.
    pub invite: Option<(Day, Option<Day>)>,
}

/// The page.
pub struct DirectionPage {
    /// It.
    pub d: Direction,
    /// Reviews.
    pub planned: Vec<Planned>,
    /// Every step.
    pub steps: Vec<Step>,
    /// The case before a panel it came of.
    pub panel: Option<Case>,
    /// By when notice is given.
    pub due: Option<Count>,
    /// How that day was reached.
    pub working: Option<Markup>,
    /// How invitations are counted.
    pub how: Invite,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl DirectionPage {
    fn at(&self, path: &str) -> String {
        format!("{HOME}/{}{path}", self.d.id)
    }
    fn notice(&self) -> Markup {
        let d = &self.d;
        let (f, e) = (&self.form, &self.errors);
        let lacks = missing(d);
        let latest = self.due.map(|c| c.arguable.map_or(c.due, |a| a.max(c.due)));
        html! {
            section.sheet.stack #notice { h2 { "Notice to the parents" }
                @match self.due {
                    Some(c) => p { "Due by " strong { (c.due) } @if let Some(a) = c.arguable { ". Arguably " (a) } "."
                        " " @match d.told_on {
                            Some(on) if on <= c.due => (Tag(Standing::Done, "Given in time")),
                            Some(on) if latest.is_some_and(|l| on <= l) => (Tag(Standing::Risk, "Given: arguably in time")),
                            Some(_) => (Tag(Standing::Late, "Given too late")),
                            None if self.today > c.due => (Tag(Standing::Late, "Late")),
                            None => (Tag(Standing::Due, "To give")),
                        } },
                    None => p { (Tag(Standing::Risk, "Not counted")) " The calendar does not reach its first day: put the terms in, and the day stands here." },
                }
                @if let Some(w) = &self.working { (w) }
                @if let Some(on) = d.told_on { p { "Given " (on) ": " (d.told_how) } }
                @if !lacks.is_empty() { p { "The notice lacks: " (lacks.join(", ")) ". " a href=(self.at("/change")) { "Fill it in" } } }
                @else { p.row { a.btn.btn-2 href=(self.at("/notice")) { "The notice (PDF)" } a.btn.btn-2 href=(self.at("/notice?word=yes")) { "Word copy" } } }
                @if d.state == State::Proposed {
                    @let form = if f.has("told_how") || e.of("told_on").is_some() || e.of("told_how").is_some() { f.clone() } else { Form::of([("told_on", self.today.iso())]) };
                    form.row.row-end method="post" action=(self.at("/notice")) { (token(&self.csrf))
                        (Field::new("told_on", "Given on").kind("date").from(&form, e))
                        (Field::new("told_how", "How, and to whom").from(&form, e))
                        button.btn type="submit" { "Notice was given" } }
                }
                @if d.ehc { h3 { "EHC plan" }
                    p { "The authority that maintains the plan gets the same notice by the same day, and looks whether its annual review is to be early. "
                        @match d.sen_told_on { Some(on) => { (Tag(Standing::Done, "Told")) " " (on) }, None => (Tag(Standing::Due, "SEN team to tell")) } }
                    @if d.sen_told_on.is_none() { form.row.row-end method="post" action=(self.at("/sen")) { (token(&self.csrf))
                        (Field::new("sen_told_on", "SEN team told on").kind("date").from(f, e))
                        button.btn.btn-2 type="submit" { "Keep it" } } }
                }
            }
        }
    }
    fn review(&self, p: &Planned) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let r = &p.r;
        let name = |field: &str| format!("{field}-{}", r.id);
        let [held, attendance, incidents, pupil, parent, decision, reason, end] =
            ["held", "attendance", "incidents", "pupil", "parent", "decision", "reason", "end"]
                .map(name);
        let any =
            f.has(&reason) || e.all().iter().any(|(field, _)| field.ends_with(&r.id.to_string()));
        let form = match any {
            true => f.clone(),
            false => Form::of([(held.clone(), self.today.iso()), (end.clone(), self.d.ends.iso())]),
        };
        let ways: Vec<Choice> =
            Decision::ALL.iter().map(|d| Choice::new(d.code(), d.label())).collect();
        html! {
            li.clock {
                @match r.held_on { Some(_) => (Tag(Standing::Done, "Held")), None if self.today > r.planned => (Tag(Standing::Late, "Not held")), None => (Tag(Standing::Due, "Planned")) }
                div.stack.stack-2 {
                    p.clock-what { (r.planned) @if let Some(on) = r.held_on { @if on != r.planned { ", held " (on) } } }
                    @if let Some((by, aim)) = p.invite { p { "Invitations by " strong { (by) } @if let Some(aim) = aim { ", which is no working day: aim for " (aim) } ". " span.soft { "Counted as " (self.how.label().to_lowercase()) ": not yet checked (R4.04)." }
                        " " @match r.invited_on { Some(on) if on <= by => { (Tag(Standing::Done, "Asked")) " " (on) }, Some(on) => { (Tag(Standing::Risk, "Asked late")) " " (on) }, None if r.held_on.is_none() && self.today > by => (Tag(Standing::Late, "Not asked")), None => {} } } }
                    @match (r.held_on, r.decision) {
                        (Some(_), Some(d)) => {
                            p { strong { (d.label()) } @if let Some(to) = r.new_end { " to " (to) } ". Attendance " (r.attendance) @if let Some(n) = r.incidents { ", " (n) @if n == 1 { " incident" } @else { " incidents" } } "." }
                            p { "The pupil: " (naming(&r.pupil_view, &[&self.d.name()])) }
                            @if !r.parent_view.is_empty() { p { "The parents: " (naming(&r.parent_view, &[&self.d.name()])) } }
                            p.soft { (naming(&r.why, &[&self.d.name()])) " Written down by " (r.by_name) ", " (r.at) "." }
                        }
                        _ if self.d.state.is_over() => {}
                        _ => {
                            @if r.invited_on.is_none() { form method="post" action=(self.at(&format!("/reviews/{}/asked", r.id))) { (token(&self.csrf)) button.btn.btn-2.btn-s type="submit" { "They were asked today" span.vh { " to the review of " (r.planned) } } } }
                            details.working open[any] { summary { "Write down what came of it" span.vh { ": " (r.planned) } } div.working-body {
                                form.stack.stack-4 method="post" action=(self.at(&format!("/reviews/{}", r.id))) data-draft={ "direction-review-" (r.id) } { (token(&self.csrf))
                                    (Field::new(&held, "Held on").kind("date").from(&form, e))
                                    div.row.row-end { (Field::new(&attendance, "Attendance there").hint("Such as 94%").from(&form, e)) (Field::new(&incidents, "Incidents").from(&form, e)) }
                                    (Area::new(&pupil, "What the pupil says").rows(2).from(&form, e))
                                    (Area::new(&parent, "What the parents say").rows(2).optional().from(&form, e))
                                    (Choices::one(&decision, "Decision", &ways).from(&form, e))
                                    (Field::new(&end, "Its new end, where it goes on").kind("date").from(&form, e))
                                    (Area::new(&reason, "Why").rows(2).from(&form, e))
                                    div { button.btn type="submit" { "Keep the review" } }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }
    fn reviews(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            section.sheet.stack #reviews { h2 { "Reviews" }
                p.soft { "At the intervals the pupil needs; each decides whether it goes on, and for how long. There is no fixed interval in law." }
                @if self.planned.is_empty() { p { "None is planned yet." } }
                ul.clocks { @for p in &self.planned { (self.review(p)) } }
                @if !self.d.state.is_over() { form.row.row-end method="post" action=(self.at("/reviews")) { (token(&self.csrf)) (hidden("once", f.text("once")))
                    (Field::new("planned", "Plan a review for").kind("date").from(f, e))
                    button.btn.btn-2 type="submit" { "Plan it" } } }
            }
        }
    }
    fn terms(&self) -> Markup {
        let d = &self.d;
        let name = d.name();
        let line = |t: &str| t.lines().map(str::trim).collect::<Vec<_>>().join(", ");
        html! {
            dl.summary {
                div { dt { "Where" } dd { (d.place) ", " (line(&d.address)) } }
                div { dt { "Report to" } dd { (d.report_to) } }
                div { dt { "Ring" } dd { (line(&d.contact)) } }
                div { dt { "When" } dd { (d.starts) " to " (d.ends) ", " (d.days) @if d.days == 1 { " day" } @else { " days" } " a week, " (d.session_from) " to " (d.session_to) p.soft { "Breaks: " (d.breaks) } } }
                div { dt { "What it is for" } dd { (naming(&d.objective, &[&name])) } }
                div { dt { "Why" } dd { (naming(&d.reasons, &[&name])) } }
                div { dt { "The pupil says" } dd { @if d.pupil_view.is_empty() { (Tag(Standing::Risk, "Not asked yet")) } @else { (naming(&d.pupil_view, &[&name])) } } }
                div { dt { "The parents say" } dd { @if d.parent_view.is_empty() { (Tag(Standing::Risk, "Not asked yet")) } @else { (naming(&d.parent_view, &[&name])) } } }
                div { dt { "Who directs" } dd { (d.school_type.label()) } }
                @if let Some(c) = &self.panel { div { dt { "Came of" } dd { a href={ "/panel-cases/" (c.id) } { (c.short()) " before a panel" } p.soft { "Asked for: " (casework::Coded::label(c.kind)) ". The request stays on record." } } } }
                @if let Some(case) = d.case_file { div { dt { "On the desk" } dd { a href={ "/cases/" (case) } { "The case" } } } }
                @if !d.outcome.is_empty() { div { dt { "How it ended" } dd { (naming(&d.outcome, &[&name])) @if let Some(on) = d.ended_on { " (" (on) ")" } } } }
            }
        }
    }
    /// Everything that was done, from the request on.
    fn history(&self) -> Markup {
        let name = self.d.name();
        html! {
            section.stack { h2 { "What was done" }
                ol.clocks {
                    @if let Some(c) = &self.panel {
                        li.clock { (Tag(Standing::None, "Request")) div { p.clock-what { "Asked of a panel: " (casework::Coded::label(c.kind).to_lowercase()) } p.soft { "Came " (c.arrived_at) ", entered by " (c.by_name) } } }
                        @if let (Some(o), Some(at)) = (c.outcome, c.decided_at) { li.clock { (Tag(Standing::None, "Panel")) div { p.clock-what { "Decided: " (o.label().to_lowercase()) } p { (naming(&c.outcome_why, &[&name])) } p.soft { (c.decided_by) ", " (at) } } } }
                    }
                    @for s in &self.steps { li.clock { (Tag(Standing::None, &s.day.short())) div { p.clock-what { (s.what) } @if !s.words.is_empty() { p { (naming(&s.words, &[&name])) } } p.soft { (s.by_name) ", " (s.at) } } } }
                }
            }
        }
    }
}

impl Page for DirectionPage {
    fn title(&self) -> String {
        "Direction off site".into()
    }
    fn here(&self) -> &'static str {
        HOME
    }
    fn main(&self) -> Markup {
        let d = &self.d;
        let back = (HOME, "Directions off site");
        html! {
            (Head::new("Direction off site").back(back.0, back.1).facts(html! { (pupil_name(&d.name())) @if let Some(y) = d.year { ", Year " (y) } ", " (d.school_name) " · " (tag(d.state)) }).acts(html! {
                @if !d.state.is_over() { a.btn.btn-2 href=(self.at("/change")) { "Change the terms" } }
                @if d.state == State::Notified { form method="post" action=(self.at("/began")) { (token(&self.csrf)) button.btn type="submit" { "It has begun" } } }
            }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                (self.terms())
                (self.notice())
                (self.reviews())
                (self.history())
            }
        }
    }
}
