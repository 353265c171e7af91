//! The lunch list for the kitchen: who eats, what they may not eat, free meals.

use super::facts::{Facts, gather, today_only};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, FlagMark, Grid, Head};
use crate::page::name::hideable;
use crate::visit::{Answer, Visit};
use casework::May;
use casework::day::{BreakKind, planned_break};
use casework::pupil::Flag;
use casework::room::PlacementState;
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// One pupil's line.
pub struct Line {
    /// Seat.
    pub seat: Option<i64>,
    /// Name and form.
    pub name: String,
    /// What they chose.
    pub lunch: String,
    /// Health.
    pub medical: String,
    /// May not eat.
    pub dietary: String,
    /// Free meal.
    pub free: bool,
    /// In the room already.
    pub here: bool,
}

/// The page.
pub struct LunchPage {
    /// Way back.
    pub board: String,
    /// Room's name.
    pub room: String,
    /// Day.
    pub day: Day,
    /// When the kitchen wants it.
    pub by: Minute,
    /// When they eat.
    pub from: Minute,
    /// Until when.
    pub to: Minute,
    /// "Student"
    pub pupil: String,
    /// "Seat"
    pub seat: String,
    /// Free meals are shown: the kitchen's money is not the business of somebody who covers.
    pub free: bool,
    /// Lines.
    pub lines: Vec<Line>,
}

impl Page for LunchPage {
    fn title(&self) -> String {
        format!("Lunch list, {}", self.day)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let free = self.lines.iter().filter(|l| l.free).count();
        let health =
            self.lines.iter().filter(|l| !l.medical.is_empty() || !l.dietary.is_empty()).count();
        html! {
            (Head::new("Lunch list").back(&self.board, &self.room).facts(html! {
                (self.day) ". " (self.room) ", " (self.from) "–" (self.to) ". With the kitchen by " (self.by)
            }))
            @if self.lines.is_empty() {
                (Empty { title: "Nobody eats in the room today", words: "Everybody booked over the room’s lunch has a line here.", step: None })
            } @else {
                p { strong { (self.lines.len()) } @if self.lines.len() == 1 { " meal, " } @else { " meals, " } @if self.free { strong { (free) } " free, " } strong { (health) } " with something the kitchen must know." }
                (Grid {
                    region: "Lunch list",
                    caption: Some("Lunch list"),
                    look: "",
                    columns: self.columns(),
                    named: Some(1),
                    rows: self.lines.iter().map(|l| self.row(l)).collect(),
                })
                p.soft { "Print this page: the frame round it stays on the screen." }
            }
        }
    }
}

impl LunchPage {
    fn columns(&self) -> Vec<Col<'_>> {
        let mut columns = vec![
            Col::Words(&self.seat),
            Col::Words(&self.pupil),
            Col::Words("Must know"),
            Col::Words("Lunch"),
        ];
        if self.free {
            columns.push(Col::Words("Free meal"));
        }
        columns
    }
    fn row(&self, l: &Line) -> Vec<Markup> {
        let seat = l.seat.map(|n| n.to_string()).unwrap_or_else(|| "–".into());
        let mut row = vec![
            html! { (seat) },
            html! { (hideable(&l.name, "Name hidden")) @if !l.here { span.sub { "Not here yet" } } },
            html! {
                @if !l.medical.is_empty() { (FlagMark(Flag::Health, &l.medical)) " " }
                @if !l.dietary.is_empty() { strong { (l.dietary) } }
            },
            html! { @if l.lunch.is_empty() { span.soft { "Not chosen yet" } } @else { (l.lunch) } },
        ];
        if self.free {
            row.push(html! { @if l.free { (FlagMark(Flag::Meal, "Free meal")) } });
        }
        row
    }
}

fn list(v: &Visit, f: &Facts) -> LunchPage {
    let (from, to) = planned_break(&f.room, BreakKind::Lunch);
    let free = Flag::Meal.seen(v.actor.sight(May::Board));
    let mut lines: Vec<Line> = f
        .placements
        .iter()
        .filter(|p| !matches!(p.state, PlacementState::NotHere | PlacementState::Cancelled))
        .filter(|p| f.slots.iter().any(|s| s.placement == p.id && s.from < to && from < s.to))
        .filter_map(|p| {
            let pupil = f.pupils.get(&p.pupil)?;
            Some(Line {
                seat: p.seat,
                name: format!("{}, {}", pupil.name(), pupil.form),
                lunch: f.arrivals.get(&p.id).map(|a| a.lunch.clone()).unwrap_or_default(),
                medical: pupil.medical.trim().to_string(),
                dietary: pupil.dietary.trim().to_string(),
                free: pupil.free_meals && free,
                here: p.arrived_at.is_some(),
            })
        })
        .collect();
    lines.sort_by_key(|l| (l.seat.is_none(), l.seat));
    LunchPage {
        board: format!("/board/{}", f.room.id),
        room: f.room.name.clone(),
        day: f.day,
        by: v.setting.rules.lunch_list_by,
        from,
        to,
        pupil: v.words().cap(casework::words::Concept::Pupil),
        seat: v.words().cap(casework::words::Concept::Seat),
        free,
        lines,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    v.page(&list(&v, &facts))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = super::samples::minute;
    vec![framed(
        "board-lunch",
        &LunchPage {
            board: "/board".into(),
            room: "Internal Exclusion Room".into(),
            day: super::samples::tuesday(),
            by: minute("10.30"),
            from: minute("12.05"),
            to: minute("12.35"),
            pupil: "Student".into(),
            seat: "Seat".into(),
            free: true,
            lines: vec![
                Line {
                    seat: Some(1),
                    name: "Tyrell Ashdown-Moss, 9K2".into(),
                    lunch: "School meal".into(),
                    medical: "Nut allergy".into(),
                    dietary: "No nuts".into(),
                    free: true,
                    here: true,
                },
                Line {
                    seat: Some(4),
                    name: "Jude Marl, 8K3".into(),
                    lunch: String::new(),
                    medical: String::new(),
                    dietary: String::new(),
                    free: false,
                    here: false,
                },
            ],
        },
    )]
}
