//! The whole room marked in one pass: conduct, learning and work done of one period.

use super::entry::begun;
use super::facts::{Facts, gather, room_is_theirs, today_only};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, token};
use crate::page::name::hideable;
use crate::visit::{Answer, Visit};
use casework::Coded;
use casework::Id;
use casework::day::is_mark;
use casework::room::{Done, PlacementState};
use maud::{Markup, html};
use rulebook::Day;

/// A pupil's row.
pub struct Row {
    /// Placement.
    pub placement: Id,
    /// Seat, for its order.
    pub seat: Option<i64>,
    /// "Seat 1", said when names are hidden.
    pub seat_name: String,
    /// Name.
    pub name: String,
    /// Subject of the lesson.
    pub subject: String,
    /// Conduct.
    pub conduct: Option<i64>,
    /// Learning.
    pub learning: Option<i64>,
    /// Work done.
    pub done: Option<Done>,
}

/// The page.
pub struct MarksPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Room's name.
    pub room_name: String,
    /// Day.
    pub day: Day,
    /// Period.
    pub period: String,
    /// The day's periods.
    pub periods: Vec<String>,
    /// Rows.
    pub rows: Vec<Row>,
    /// "Student"
    pub pupil: String,
}

impl Page for MarksPage {
    fn title(&self) -> String {
        format!("Marks, {}", self.period)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}?day={}", self.room, self.day.iso());
        let title = format!("Marks for {}", self.period);
        html! {
            (Head::new(&title).back(&board, &self.room_name).facts(html! { (self.day) ". 1 low to 4 high. What you leave is left as it is." }))
            nav.tabs aria-label="Periods" { @for p in &self.periods { a href={ "/board/" (self.room) "/marks?period=" (p) "&day=" (self.day.iso()) } aria-current=[(p == &self.period).then_some("page")] { (p) } } }
            @if self.rows.is_empty() {
                (Empty { title: "Nobody is booked for this period", words: "Everybody in the room in this period has a row here.", step: None })
            } @else {
                form.stack method="post" action={ "/board/" (self.room) "/marks?period=" (self.period) "&day=" (self.day.iso()) } {
                    (token(&self.csrf))
                    (Grid {
                        region: &title,
                        caption: Some(&title),
                        look: "table-dense marks",
                        columns: vec![Col::Words(&self.pupil), Col::Words("Conduct"), Col::Words("Learning"), Col::Words("Work done")],
                        named: Some(0),
                        rows: self.rows.iter().map(|r| vec![
                            html! { (hideable(&r.name, &r.seat_name)) @if !r.subject.is_empty() { span.sub { (r.subject) } } },
                            keys(&format!("conduct-{}", r.placement), &format!("Conduct of {}", r.name), &marks(), r.conduct.map(|n| n.to_string())),
                            keys(&format!("learning-{}", r.placement), &format!("Learning of {}", r.name), &marks(), r.learning.map(|n| n.to_string())),
                            keys(&format!("done-{}", r.placement), &format!("Work done by {}", r.name), &dones(), r.done.map(|d| d.code().to_string())),
                        ]).collect(),
                    })
                    p.row { button.btn type="submit" { "Keep marks for " (self.period) } a.btn.btn-quiet href=(board) { "Back to the board" } }
                }
            }
        }
    }
}

fn marks() -> Vec<(String, String)> {
    (1..=4).map(|n: i64| (n.to_string(), n.to_string())).collect()
}
fn dones() -> Vec<(String, String)> {
    Done::ALL.iter().map(|d| (d.code().to_string(), d.label().to_string())).collect()
}
fn keys(name: &str, legend: &str, values: &[(String, String)], chosen: Option<String>) -> Markup {
    html! {
        fieldset { legend.vh { (legend) }
            div.scale { @for (value, label) in values {
                label { input type="radio" name=(name) value=(value) checked[chosen.as_deref() == Some(value)]; (label) }
            } }
        }
    }
}

fn sheet(v: &Visit, f: &Facts, period: &str) -> MarksPage {
    let mut rows: Vec<Row> = f
        .placements
        .iter()
        .filter(|p| !matches!(p.state, PlacementState::NotHere | PlacementState::Cancelled))
        .filter_map(|p| {
            let slot = f.slots.iter().find(|s| s.placement == p.id && s.code == period)?;
            let pupil = f.pupils.get(&p.pupil)?;
            Some(Row {
                placement: p.id,
                seat: p.seat,
                seat_name: super::seat_of(v, p.seat),
                name: pupil.name(),
                subject: slot.subject.clone(),
                conduct: slot.conduct,
                learning: slot.learning,
                done: slot.done,
            })
        })
        .collect();
    rows.sort_by_key(|r| (r.seat.is_none(), r.seat));
    MarksPage {
        csrf: v.csrf.clone(),
        room: f.room.id,
        room_name: f.room.name.clone(),
        day: f.day,
        period: period.to_string(),
        periods: v.setting.lessons_on(f.day).iter().map(|p| p.code.clone()).collect(),
        rows,
        pupil: v.words().cap(casework::words::Concept::Pupil),
    }
}

fn asked_for(v: &Visit, day: Day) -> String {
    let lessons = v.setting.lessons_on(day);
    let minute = v.now.minute();
    let wanted = v.query.text("period");
    lessons
        .iter()
        .find(|p| p.code == wanted)
        .or_else(|| lessons.iter().rev().find(|p| p.from <= minute))
        .or(lessons.first())
        .map(|p| p.code.clone())
        .unwrap_or_default()
}

/// Shows the sheet.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    v.page(&sheet(&v, &facts, &asked_for(&v, day)))
}

/// Keeps it: only what was changed.
pub async fn keep(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let room = v.id("room")?;
    let period = asked_for(&v, day);
    let mut w = v.write("Marking the room").await?;
    room_is_theirs(&v, &mut w, room, v.now).await?;
    let slots = store::room::slots_on(&mut w, v.org(), room, day).await?;
    let mut events = Vec::new();
    for slot in slots.iter().filter(|s| s.code == period) {
        let value = |what: &str| v.form.int(&format!("{what}-{}", slot.placement));
        let conduct = value("conduct").filter(|n| is_mark(*n) && Some(*n) != slot.conduct);
        let learning = value("learning").filter(|n| is_mark(*n) && Some(*n) != slot.learning);
        let done = v
            .form
            .coded::<Done>(&format!("done-{}", slot.placement))
            .filter(|d| Some(*d) != slot.done);
        if conduct.is_some() || learning.is_some() || done.is_some() {
            begun(&v, slot.day, &slot.code, slot.from, format!("/board/{room}"))?;
            events.push(store::day::mark(&mut w, slot, conduct, learning, done).await?);
        }
    }
    let n = events.len();
    super::entry::commit_all(&v, w, events).await?;
    let said = match n {
        0 => format!("Nothing was changed for {period}"),
        1 => format!("1 row kept for {period}"),
        n => format!("{n} rows kept for {period}"),
    };
    let tail = if day == v.today() { String::new() } else { format!("?day={}", day.iso()) };
    v.to_saying(format!("/board/{room}{tail}"), said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |seat: i64, name: &str, subject: &str, c, l, done| Row {
        placement: Id::from_u128(seat as u128),
        seat: Some(seat),
        seat_name: format!("Seat {seat}"),
        name: name.into(),
        subject: subject.into(),
        conduct: c,
        learning: l,
        done,
    };
    vec![framed(
        "board-marks",
        &MarksPage {
            csrf: "gallery".into(),
            room: Id::nil(),
            room_name: "Internal Exclusion Room".into(),
            day: super::samples::tuesday(),
            period: "P2".into(),
            periods: (1..=6).map(|n| format!("P{n}")).collect(),
            rows: vec![
                row(1, "Tyrell Ashdown-Moss", "Maths", Some(2), Some(3), Some(Done::Most)),
                row(2, "Saffron Idle", "Science", Some(4), Some(3), Some(Done::All)),
                row(6, "Moses Tarn", "History", None, None, None),
            ],
            pupil: "Student".into(),
        },
    )]
}
