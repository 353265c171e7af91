//! The whole room entered afterwards from the paper sheet: a row for each pupil and period, with
//! the times as they were written down. Each line of the log then says that it was entered later.
//!
//! Must never take now for a time that was not typed.

use super::entry::commit_all;
use super::facts::{Facts, covers, gather, today_only};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, ErrorSummary, Grid, Head, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::set_up::rows::{cell, pick};
use crate::visit::{Answer, Visit};
use casework::day::{Arrival, Entry, EntryKind, is_mark, times_in};
use casework::room::{Placement, PlacementState, Slot};
use casework::words::Concept;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};

/// Longest words of a line.
const LONGEST: usize = 500;
/// What a box of the sheet may hold.
const KINDS: [EntryKind; 5] =
    [EntryKind::Praise, EntryKind::Help, EntryKind::Warning, EntryKind::Break, EntryKind::Note];

/// A pupil on the page.
pub struct Pupil {
    /// Placement.
    pub placement: Id,
    /// Name.
    pub name: String,
    /// Shown when names are hidden.
    pub seat: String,
    /// No arrival is recorded yet.
    pub coming: bool,
    /// No leaving is recorded yet.
    pub staying: bool,
    /// Periods that have begun: key, code, from, to.
    pub periods: Vec<(Id, String, Minute, Minute)>,
}

/// The page.
pub struct LatePage {
    /// Room.
    pub room: Id,
    /// Its name.
    pub room_name: String,
    /// Day.
    pub day: Day,
    /// "Student"
    pub pupil_word: String,
    /// The school's word for a warning.
    pub warning: String,
    /// Pupils by seat.
    pub pupils: Vec<Pupil>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl LatePage {
    fn rows(&self, p: &Pupil) -> Vec<Vec<Markup>> {
        let (f, e) = (&self.form, &self.errors);
        let marks = [("", "–"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")];
        let mut kinds: Vec<(&str, &str)> = vec![("", "–")];
        for k in KINDS {
            let label = if k == EntryKind::Warning { self.warning.as_str() } else { k.label() };
            kinds.push((k.code(), label));
        }
        p.periods
            .iter()
            .map(|(slot, code, from, to)| {
                let name = |what: &str| format!("{what}-{slot}");
                let of = |what: &str| format!("{what}, {code}");
                vec![
                    html! { (code) span.sub { " " (from) "–" (to) } },
                    pick(&name("conduct"), &of("Conduct"), &marks, f, e),
                    pick(&name("learning"), &of("Learning"), &marks, f, e),
                    pick(&name("kind"), &of("What"), &kinds, f, e),
                    cell(&name("times"), &of("At which times"), "time", f, e),
                    cell(&name("words"), &of("Words"), "text", f, e),
                ]
            })
            .collect()
    }
}

impl Page for LatePage {
    fn title(&self) -> String {
        "Enter from the paper sheet".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let board = format!("/board/{}", self.room);
        html! {
            (Head::new(&self.title()).back(&board, &self.room_name).facts(html! { (self.day) ". Times as they were written down; each line says that it was entered later." }))
            (ErrorSummary(e))
            @if self.pupils.is_empty() {
                (Empty { title: "Nobody’s periods have begun", words: "Everybody in the room has a row here for each period that has begun.", step: None })
            } @else {
                form.stack.stack-6 method="post" action={ (board) "/late?day=" (self.day.iso()) } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    p { "What you leave empty stays as it is. Several times of one thing go in one box: 9.35, 10.05." }
                    @for p in &self.pupils {
                        section.sheet.stack aria-labelledby={ "p-" (p.placement) } {
                            h2 id={ "p-" (p.placement) } { (hideable(&p.name, &p.seat)) }
                            @if p.coming || p.staying { div.row.row-base {
                                @if p.coming { div.stack.stack-2 { label.label for={ "came-" (p.placement) } { "Came in at" } (cell(&format!("came-{}", p.placement), "Came in at", "time", f, e)) } }
                                @if p.staying { div.stack.stack-2 { label.label for={ "left-" (p.placement) } { "Left at" } (cell(&format!("left-{}", p.placement), "Left at", "time", f, e)) } }
                            } }
                            (Grid {
                                region: &format!("Periods, {}", p.seat), caption: Some("Periods"), look: "table-dense",
                                columns: vec![Col::Words("Period"), Col::Words("Conduct"), Col::Words("Learning"), Col::Words("What"), Col::Words("Times"), Col::Words("Words")],
                                named: Some(0),
                                rows: self.rows(p),
                            })
                        }
                    }
                    p.row { button.btn type="submit" { "Keep all of it" } a.btn.btn-quiet href=(board) { "Back to the board" } }
                }
            }
        }
    }
}

/// Those whose day can be entered.
fn open(p: &Placement) -> bool {
    matches!(p.state, PlacementState::Booked | PlacementState::Here | PlacementState::Left)
}

fn sheet(v: &Visit, f: &Facts, form: Form, errors: Errors) -> LatePage {
    let mut pupils: Vec<(Option<i64>, Pupil)> = Vec::new();
    for p in f.placements.iter().filter(|p| open(p)) {
        let Some(pupil) = f.pupils.get(&p.pupil) else { continue };
        let begun = |s: &&&Slot| s.day.at(s.from) <= v.now;
        let slots = f.slots_of(p.id);
        let periods: Vec<_> =
            slots.iter().filter(begun).map(|s| (s.id, s.code.clone(), s.from, s.to)).collect();
        if !periods.is_empty() {
            let one = Pupil {
                placement: p.id,
                name: format!("{}, {}", pupil.name(), pupil.form),
                seat: super::seat_of(v, p.seat),
                coming: p.arrived_at.is_none(),
                staying: p.left_at.is_none(),
                periods,
            };
            pupils.push((p.seat, one));
        }
    }
    pupils.sort_by_key(|(seat, _)| (seat.is_none(), *seat));
    LatePage {
        room: f.room.id,
        room_name: f.room.name.clone(),
        day: f.day,
        pupil_word: v.words().cap(Concept::Pupil),
        warning: v.words().cap(Concept::Warning),
        pupils: pupils.into_iter().map(|(_, p)| p).collect(),
        csrf: v.csrf.clone(),
        form: if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) },
        errors,
    }
}

/// The day asked for: today or one before, and never for somebody who only covers the room.
async fn facts(v: &Visit) -> Result<Facts, Problem> {
    let day = v.query.day("day").unwrap_or_else(|| v.today()).min(v.today());
    today_only(v, day)?;
    if covers(v) {
        return Err(Problem::Missing);
    }
    gather(v, v.id("room")?, day).await
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let f = facts(&v).await?;
    v.page(&sheet(&v, &f, Form::default(), Errors::new()))
}

/// A placement with when they came and left, where that was typed, and its periods.
type OneDay = (Placement, Option<Instant>, Option<Instant>, Vec<(Slot, Typed)>);

/// What was typed for one period.
struct Typed {
    conduct: Option<i64>,
    learning: Option<i64>,
    lines: Vec<(EntryKind, Instant, String)>,
}

fn read_slot(v: &Visit, s: &Slot, errors: &mut Errors) -> Typed {
    let name = |what: &str| format!("{what}-{}", s.id);
    let mark = |what: &str, is: Option<i64>| {
        v.form.int(&name(what)).filter(|n| is_mark(*n) && Some(*n) != is)
    };
    let kind = v.form.coded::<EntryKind>(&name("kind")).filter(|k| KINDS.contains(k));
    let words = errors.limit(&v.form, &name("words"), LONGEST);
    let times = times_in(v.form.text(&name("times")), (s.from, s.to), s.day, v.now);
    let mut lines = Vec::new();
    match (kind, times) {
        (_, Err(why)) => errors.add(&name("times"), why),
        (None, Ok(times)) if !times.is_empty() || !words.is_empty() => {
            errors.add(&name("kind"), "Say what it was");
        }
        (None, Ok(_)) => {}
        (Some(_), Ok(times)) if times.is_empty() => {
            errors.add(&name("times"), "Give the time it happened, as the sheet has it");
        }
        (Some(EntryKind::Note), Ok(_)) if words.is_empty() => {
            errors.add(&name("words"), "Write the note");
        }
        (Some(kind), Ok(times)) => {
            lines = times.into_iter().map(|at| (kind, at, words.clone())).collect();
        }
    }
    Typed { conduct: mark("conduct", s.conduct), learning: mark("learning", s.learning), lines }
}

/// A time of the day in a box, not later than now.
fn read_time(v: &Visit, name: &str, day: Day, errors: &mut Errors) -> Option<Instant> {
    if !v.form.has(name) {
        return None;
    }
    let minute = errors.get(v.form.minute(name), name, "Give the time as 8.40, or leave it")?;
    if day.at(minute) > v.now {
        errors.add(name, format!("It is {} now. Give a time that has been", v.now.minute()));
        return None;
    }
    Some(day.at(minute))
}

/// Keeps all of it or nothing.
pub async fn keep(v: Visit) -> Answer {
    let f = facts(&v).await?;
    let mut errors = Errors::new();
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let mut day: Vec<OneDay> = Vec::new();
    for p in f.placements.iter().filter(|p| open(p)) {
        let came = read_time(&v, &format!("came-{}", p.id), f.day, &mut errors);
        let left = read_time(&v, &format!("left-{}", p.id), f.day, &mut errors);
        let typed: Vec<(Slot, Typed)> = f
            .slots_of(p.id)
            .into_iter()
            .filter(|s| s.day.at(s.from) <= v.now)
            .map(|s| (s.clone(), read_slot(&v, s, &mut errors)))
            .collect();
        let logs = typed.iter().any(|(_, t)| t.lines.iter().any(|(k, ..)| *k != EntryKind::Note));
        let arrived = p.arrived_at.or(came);
        if arrived.is_none() && (logs || left.is_some()) {
            errors.add(&format!("came-{}", p.id), "Give the time they came in");
        }
        if let (Some(came), Some(left)) = (arrived, left)
            && left < came
        {
            errors.add(
                &format!("left-{}", p.id),
                "They left before they came. Put one of them right",
            );
        }
        day.push((p.clone(), came, left, typed));
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, &f, v.form.clone(), errors));
    }
    let mut w = v.write("Entering the day from the paper sheet").await?;
    let mut events = Vec::new();
    let mut n: u128 = 0;
    for (p, came, left, typed) in day {
        if let Some(at) = came.filter(|_| p.state == PlacementState::Booked) {
            events.push(store::day::arrive(&mut w, &p, at, &Arrival::default()).await?);
        }
        for (slot, t) in typed {
            if t.conduct.is_some() || t.learning.is_some() {
                events.push(store::day::mark(&mut w, &slot, t.conduct, t.learning, None).await?);
            }
            for (kind, at, body) in t.lines {
                n += 1;
                let entry = Entry {
                    // The same form again has the same keys, so that nothing is kept twice.
                    id: Id::from_u128(once.as_u128() ^ n),
                    placement: p.id,
                    pupil: p.pupil,
                    kind,
                    code: slot.code.clone(),
                    at,
                    until_at: None,
                    body,
                    by_staff: v.actor.staff,
                    by_name: v.actor.name.clone(),
                    made_at: v.now,
                    undone_at: None,
                    undone_by: String::new(),
                };
                events.extend(store::day::entry(&mut w, &entry).await?);
            }
        }
        if let Some(at) = left {
            let now = store::room::placement(&mut w, v.org(), p.id).await?;
            if now.state == PlacementState::Here {
                events.push(store::day::leave(&mut w, &now, at).await?);
            }
        }
    }
    let kept = events.len();
    commit_all(&v, w, events).await?;
    let tail = if f.day == v.today() { String::new() } else { format!("?day={}", f.day.iso()) };
    let said = match kept {
        0 => "Nothing was changed".to_string(),
        1 => "1 thing kept, with its true time".to_string(),
        n => format!("{n} things kept, with their true times"),
    };
    v.to_saying(format!("/board/{}{tail}", f.room.id), said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = super::samples::minute;
    let p = |n: u128, name: &str, coming| Pupil {
        placement: Id::from_u128(n),
        name: name.into(),
        seat: format!("Seat {n}"),
        coming,
        staying: true,
        periods: vec![
            (Id::from_u128(n * 10 + 1), "P1".into(), minute("9.00"), minute("10.00")),
            (Id::from_u128(n * 10 + 2), "P2".into(), minute("10.00"), minute("10.50")),
        ],
    };
    let wrong = format!("times-{}", Id::from_u128(12));
    let page = |pupils, form, errors| LatePage {
        room: Id::nil(),
        room_name: "Internal Exclusion Room".into(),
        day: super::samples::tuesday(),
        pupil_word: "Student".into(),
        warning: "Warning".into(),
        pupils,
        csrf: "gallery".into(),
        form,
        errors,
    };
    let mut errors = Errors::new();
    errors.add(&wrong, "9.35 is not in this period, 10.00 to 10.50");
    vec![
        framed(
            "board-late",
            &page(
                vec![p(1, "Tyrell Ashdown-Moss, 9K2", false), p(2, "Saffron Idle, 8F1", true)],
                Form::of([(wrong.as_str(), "9.35")]),
                errors,
            ),
        ),
        framed("board-late-none", &page(Vec::new(), Form::default(), Errors::new())),
    ]
}
