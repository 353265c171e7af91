//! What the measure of a group says, as it is drawn: every score, what is missing, the middle
//! change, what each complete pair cost, and incidents in two stretches of equal length.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Col, ErrorSummary, Field, Grid, Head, Look as As, Standing, Tag, token,
};
use crate::page::name::pupil_name;
use casework::group::{Change, Course, Group, Point, Score, Sheet, Windows};
use casework::intervention::{Better, Measure};
use casework::kit::spell_money;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use std::collections::HashMap;

/// Incidents in the two stretches.
pub struct Counted {
    /// The stretches.
    pub windows: Windows,
    /// Who, before, after.
    pub of: Vec<(Id, i64, i64)>,
}

/// The page.
pub struct ScoresPage {
    /// The school's words.
    pub words: Words,
    /// The reader may enter scores.
    pub runs: bool,
    /// First and last day of the follow-up.
    pub follow_up: Option<(Day, Day)>,
    /// Sessions with a register.
    pub held: i64,
    /// Marks that say there.
    pub attended: i64,
    /// Marks.
    pub marked: i64,
    /// What it comes to.
    pub cost: Option<i64>,
    /// What it costs, in words.
    pub priced: String,
    /// Whom the reader does not see.
    pub unseen: i64,
    /// What the measure says.
    pub sheet: Sheet,
    /// Every score.
    pub scores: Vec<Score>,
    /// Names.
    pub who: HashMap<Id, String>,
    /// Incidents, once enough days have passed.
    pub counted: Option<Counted>,
    /// The measure.
    pub measure: Measure,
    /// The group.
    pub group: Group,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn signed(n: i64) -> String {
    Change(n * 2).to_string()
}

impl Page for ScoresPage {
    fn title(&self) -> String {
        format!("Measure and impact: {}", self.group.name)
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let back = format!("/groups/{}", self.group.id);
        html! {
            (Head::new(&self.title()).back(&back, &self.group.name).facts(html! {
                (self.measure.name) ", from " (self.measure.low) " to " (self.measure.high) ". " (self.measure.better.label()) ". " (self.measure.rights)
            }))
            (ErrorSummary(&self.errors))
            div.cols.cols-side {
                div.stack.stack-6 { (self.said()) (self.table()) (self.incidents()) }
                @if self.runs { div.stack { (self.enter()) (self.right()) } }
            }
        }
    }
}

impl ScoresPage {
    fn name(&self, id: Id) -> &str {
        self.who.get(&id).map_or("", String::as_str)
    }
    fn said(&self) -> Markup {
        let (s, n) = (&self.sheet, self.sheet.courses.len());
        let missing: Vec<&Course> = s.courses.iter().filter(|c| !c.missing().is_empty()).collect();
        html! {
            section.sheet.stack.stack-2 aria-labelledby="said" {
                h2 #said { "What it says" }
                p { strong { (s.complete) " of " (n) " complete" } @if let Some(m) = s.median { ", median change " strong { (m) } } "." }
                @if !missing.is_empty() { p { "Missing: " @for (i, c) in missing.iter().enumerate() { @if i > 0 { "; " } (pupil_name(self.name(c.pupil))) ", " (c.missing().join(" and ")) } ". They are in no figure of change." } }
                @if let Some((from, to)) = self.follow_up { p { strong { "Follow-up: " } "due from " (from) " to " (to) ". " (s.followed) " of " (n) " have one" @if let Some(m) = s.median_later { "; median change from the start " (m) } "." } }
                p { strong { "Attendance: " } (self.attended) " of " (self.marked) " places taken up in " (self.held) " sessions." }
                p { strong { "Cost: " } @match (self.cost, s.each) {
                    (Some(cost), Some(each)) => { (spell_money(cost)) " in all (" (self.priced) "); " (spell_money(each)) " for each " (self.words.one(Concept::Pupil)) " with a start and an end" },
                    (Some(cost), None) => { (spell_money(cost)) " in all (" (self.priced) "); nobody is complete yet" },
                    (None, _) => "not given in the catalogue",
                } "." }
                p.soft { "A change is no proof that the group brought it about: other things changed too, and few people make a figure that turns easily." }
            }
        }
    }
    fn table(&self) -> Markup {
        let of =
            |id: Id, point: Point| self.scores.iter().find(|s| s.pupil == id && s.point == point);
        let cell = |id: Id, point: Point| {
            html! { @match of(id, point) {
                Some(s) => { (s.score) @if let Some(was) = s.was { span.sub { "Said " (was) ": " (s.why) } } }
                None if point == Point::FollowUp => "–",
                None => (Tag(Standing::Due, "Missing")),
            } }
        };
        let rows = self
            .sheet
            .courses
            .iter()
            .filter(|c| self.who.contains_key(&c.pupil))
            .map(|c| {
                vec![
                    html! { (pupil_name(self.name(c.pupil))) },
                    cell(c.pupil, Point::Start),
                    cell(c.pupil, Point::End),
                    html! { @match c.change() { Some(n) => (signed(n)), None => "–" } },
                    cell(c.pupil, Point::FollowUp),
                ]
            })
            .collect();
        html! {
            section.stack aria-labelledby="scores" {
                h2 #scores { "Scores" }
                (Grid { region: "Scores, table", caption: None, look: "", columns: vec![Col::Words(&self.words.cap(Concept::Pupil)), Col::Number("Start"), Col::Number("End"), Col::Number("Change"), Col::Number("Follow-up")], named: Some(0), rows })
                @if self.unseen > 0 { p.soft { "And " (self.words.count(Concept::Pupil, self.unseen)) " whose file you do not open; they are in the figures above." } }
                @if self.measure.better == Better::Down { p.soft { "In this measure a fall is the better way." } }
            }
        }
    }
    fn incidents(&self) -> Markup {
        let Some(c) = &self.counted else {
            return html! {
                section.stack aria-labelledby="incidents" { h2 #incidents { "Incidents before and after" }
                    p.soft { "Counted once five school days have passed since the last session, in as many days before the first as after the last." } }
            };
        };
        let w = &c.windows;
        let (before, after) = c.of.iter().fold((0, 0), |(b, a), (_, x, y)| (b + x, a + y));
        let rows = c
            .of
            .iter()
            .filter(|(id, ..)| self.who.contains_key(id))
            .map(|(id, before, after)| {
                vec![html! { (pupil_name(self.name(*id))) }, html! { (before) }, html! { (after) }]
            })
            .collect();
        html! {
            section.stack aria-labelledby="incidents" {
                h2 #incidents { "Incidents before and after" }
                p { (before) " before, " (after) " after, in " (w.days) " school days each: " (w.before.0) " to " (w.before.1) ", and " (w.after.0) " to " (w.after.1) "." }
                (Grid { region: "Incidents, table", caption: None, look: "", columns: vec![Col::Words(&self.words.cap(Concept::Pupil)), Col::Number("Before"), Col::Number("After")], named: Some(0), rows })
                p.soft { "Those brought in from the school’s own system, of types that count." }
            }
        }
    }
    fn enter(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let points: Vec<Choice> =
            Point::ALL.iter().map(|p| Choice::new(p.code(), p.label())).collect();
        let mut names: Vec<(Id, &str)> = self
            .sheet
            .courses
            .iter()
            .filter_map(|c| Some((c.pupil, self.who.get(&c.pupil)?.as_str())))
            .collect();
        names.dedup();
        html! {
            form.sheet.stack method="post" action={ "/groups/" (self.group.id) "/scores" } {
                (token(&self.csrf))
                h2 { "Enter scores" }
                (Choices::one("point", "Taken at", &points).from(f, e))
                (Field::new("day", "On").kind("date").from(f, e))
                @for (id, who) in &names {
                    @let name = format!("score-{id}");
                    div.field.is-wrong[e.of(&name).is_some()] {
                        label for=(name) { (pupil_name(who)) }
                        @if let Some(words) = e.of(&name) { p.error id={ (name) "-error" } { (words) } }
                        input.input.input-num id=(name) name=(name) type="text" inputmode="decimal" autocomplete="off" value=(f.text(&name))
                            aria-invalid=[e.of(&name).map(|_| "true")] aria-describedby=[e.of(&name).map(|_| format!("{name}-error"))];
                    }
                }
                p.soft { "Leave empty whoever has none. A score is entered once." }
                div { button.btn type="submit" { "Keep the scores" } }
            }
        }
    }
    fn right(&self) -> Markup {
        if self.scores.is_empty() {
            return Markup::default();
        }
        let (f, e) = (&self.form, &self.errors);
        let who: Vec<Choice> = self
            .sheet
            .courses
            .iter()
            .filter(|c| self.scores.iter().any(|s| s.pupil == c.pupil))
            .filter_map(|c| Some(Choice::pupil(c.pupil.to_string(), self.who.get(&c.pupil)?)))
            .collect();
        let points: Vec<Choice> =
            Point::ALL.iter().map(|p| Choice::new(p.code(), p.label())).collect();
        html! {
            details.working open[e.of("right").is_some() || e.of("right_why").is_some()] {
                summary { "Put a score right" }
                form.working-body.stack method="post" action={ "/groups/" (self.group.id) "/scores/right" } {
                    (token(&self.csrf))
                    (Choices::one("pupil", "Whose", &who).look(As::Select).from(f, e))
                    (Choices::one("which", "Which", &points).look(As::Select).from(f, e))
                    (Field::new("right", "What it should say").kind("figure").from(f, e))
                    (Area::new("right_why", "Why it was wrong").rows(2).from(f, e))
                    div { button.btn.btn-2 type="submit" { "Put it right" } }
                }
            }
        }
    }
}
