//! Who sits where: the seats as the school draws them, one period at a time, and changing places
//! by choosing a seat.

use super::facts::{Facts, covers, gather, today_only};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Head, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::Presence;
use casework::seat::{Seat, Sitting, free, take, too_near, undrawn};
use casework::words::{Concept, Words};
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// A seat as it is drawn.
pub struct Spot {
    /// Seat.
    pub seat: Seat,
    /// Who sits there: name, and what is said when names are hidden.
    pub who: Option<String>,
    /// In another room that uses the seats.
    pub elsewhere: bool,
    /// Too near somebody they are kept apart from.
    pub near: bool,
    /// The placement of whoever sits there, where this person may move them.
    pub mover: Option<Id>,
}

/// Somebody who may change places.
pub struct Mover {
    /// Placement.
    pub placement: Id,
    /// Its version.
    pub version: i64,
    /// Name.
    pub name: String,
    /// Seat, said when names are hidden.
    pub seat: String,
    /// The seat they have.
    pub now: Option<i64>,
}

/// The page.
pub struct SeatsPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Day.
    pub day: Day,
    /// The school's words.
    pub words: Words,
    /// Periods to look at.
    pub periods: Vec<String>,
    /// The one looked at.
    pub code: String,
    /// The seats.
    pub spots: Vec<Spot>,
    /// Free in this period.
    pub free: Vec<i64>,
    /// Pairs too near each other: names, and seats.
    pub near: Vec<(String, String)>,
    /// Those who may change places.
    pub movers: Vec<Mover>,
    /// Nobody has drawn the seats, and this person may.
    pub draw: Option<String>,
    /// What was chosen.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl SeatsPage {
    fn plan(&self) -> Markup {
        let rows = self.spots.iter().map(|s| s.seat.row).max().unwrap_or(0);
        let columns = self.spots.iter().map(|s| s.seat.column).max().unwrap_or(0);
        let seats = self.words.caps(Concept::Seat);
        let at = |r, c| self.spots.iter().find(|s| s.seat.row == r && s.seat.column == c);
        html! {
            div.table-wrap role="region" tabindex="0" aria-label={ (seats) ", from the front" } {
                table.seat-plan data-seats {
                    caption.vh { (seats) " in rows, the front first" }
                    tbody { @for r in 1..=rows { tr { th.vh scope="row" { "Row " (r) } @for c in 1..=columns {
                        @match at(r, c) {
                            None => td.seat-gap {},
                            Some(s) => td.seat-near[s.near] data-seat=(s.seat.number) {
                                b { (s.seat.said()) } br;
                                @match &s.who {
                                    Some(name) => span.seat-name data-mover=[s.mover] { (hideable(name, "Taken")) },
                                    None if s.elsewhere => span.soft { "Used next door" },
                                    None => span.soft { "Free" },
                                }
                                @if s.near { br; strong { "Too near" } }
                            },
                        }
                    } } } }
                }
            }
        }
    }
}

impl Page for SeatsPage {
    fn title(&self) -> String {
        self.words.caps(Concept::Seat)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn scripts(&self) -> &'static [&'static str] {
        &["seats.js"]
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let day = format!("day={}", self.day.iso());
        let (seat, seats) = (self.words.one(Concept::Seat), self.words.many(Concept::Seat));
        let (none, later) =
            (format!("No {seats}"), format!("The {seats} appear here once the room has some."));
        html! {
            (Head::new(&self.title()).back(&board, &self.name).facts(html! {
                (self.day) ", " (self.code) ". "
                @if self.free.is_empty() { "None free" } @else { "Free: " (self.free.iter().map(i64::to_string).collect::<Vec<_>>().join(", ")) }
            }).acts(html! { @if let Some(to) = &self.draw { a.btn.btn-2 href=(to) { "Draw the " (seats) } } }))
            (ErrorSummary(&self.errors))
            div.stack.stack-5 {
                nav.row aria-label="Periods" { @for p in &self.periods {
                    a.btn.btn-2 href={ (board) "/seats?" (day) "&period=" (p) } aria-current=[(*p == self.code).then_some("page")] { (p) }
                } }
                @if !self.near.is_empty() {
                    div.panel.panel-warn { h2.panel-title { "Keep apart, and beside each other" }
                        ul { @for (real, seats) in &self.near { li { (hideable(real, seats)) } } } }
                }
                @if self.spots.is_empty() {
                    (Empty { title: &none, words: &later, step: None })
                } @else { (self.plan()) }
                @if !self.movers.is_empty() {
                    section.stack aria-labelledby="change" {
                        h2 #change { "Change places" }
                        p.soft { "Whoever has the " (seat) " takes the other one." span data-seats-hint hidden { " Or drag a name to another " (seat) " in the plan above." } }
                        @for m in &self.movers {
                            @let name = format!("seat-{}", m.placement);
                            form.row.row-end data-seat-of=(m.placement) method="post" action={ (board) "/seats?" (day) "&period=" (self.code) } {
                                (token(&self.csrf)) (hidden("placement", m.placement)) (hidden("version", m.version))
                                div.field {
                                    label for=(name) { (hideable(&m.name, &m.seat)) }
                                    select.select id=(name) name="seat" {
                                        @if m.now.is_none() { option value="" selected { "No " (seat) } }
                                        @for s in &self.spots { option value=(s.seat.number) selected[m.now == Some(s.seat.number)] {
                                            (s.seat.said()) @if s.who.is_none() && !s.elsewhere { ", free" }
                                        } }
                                    }
                                }
                                button.btn.btn-2 type="submit" { "Sit there" span.vh { ": " (hideable(&m.name, &m.seat)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Everybody on these seats today, from this room and those that use the same.
fn sitting(f: &Facts) -> Vec<Sitting> {
    let slots = f.slots.iter().chain(&f.seats.slots);
    let all: Vec<_> = slots.collect();
    f.placements
        .iter()
        .filter(|p| !matches!(f.presence(p), Presence::NotHere | Presence::Left))
        .chain(f.seats.placements.iter().filter(|p| {
            use casework::room::PlacementState::{Booked, Here};
            matches!(p.state, Booked | Here)
        }))
        .map(|p| Sitting {
            placement: p.id,
            pupil: p.pupil,
            seat: p.seat,
            codes: all
                .iter()
                .filter(|s| s.placement == p.id && s.room == p.room)
                .map(|s| s.code.clone())
                .collect(),
        })
        .collect()
}

pub(super) fn plan(f: &Facts) -> Vec<Seat> {
    let mut plan = f.plan.clone();
    let known: Vec<i64> = plan.iter().map(|s| s.number).collect();
    if plan.is_empty() {
        return undrawn(f.seats.all);
    }
    // Seats added since it was drawn stand in a row of their own.
    let row = plan.iter().map(|s| s.row).max().unwrap_or(0) + 1;
    let new = (1..=f.seats.all).filter(|n| !known.contains(n));
    plan.extend(new.enumerate().map(|(i, number)| Seat {
        number,
        label: String::new(),
        row,
        column: i as i64 + 1,
    }));
    plan.retain(|s| s.number <= f.seats.all);
    plan
}

fn page(v: &Visit, f: &Facts, form: Form, errors: Errors) -> SeatsPage {
    let lessons = v.setting.lessons_on(f.day);
    let minute = v.now.minute();
    let now = lessons
        .iter()
        .find(|p| f.day != v.today() || minute < p.to)
        .or(lessons.last())
        .map(|p| p.code.clone())
        .unwrap_or_default();
    let asked = v.query.text("period").to_string();
    let code = if lessons.iter().any(|p| p.code == asked) { asked } else { now };
    let plan = plan(f);
    let sitting = sitting(f);
    let near = too_near(&plan, &sitting, &f.apart);
    let here: Vec<&Sitting> = sitting.iter().filter(|s| s.codes.contains(&code)).collect();
    let is_near = |p: Id| near.iter().any(|(a, b)| *a == p || *b == p);
    let may = v.may(May::RunRoom) && !covers(v) && f.day >= v.today();
    let spots = plan
        .iter()
        .map(|seat| {
            let who = here.iter().find(|s| s.seat == Some(seat.number));
            let mine = who.filter(|s| f.placements.iter().any(|p| p.id == s.placement));
            Spot {
                seat: seat.clone(),
                who: mine.map(|s| f.first(s.pupil)),
                elsewhere: who.is_some() && mine.is_none(),
                near: who.is_some_and(|s| is_near(s.placement)),
                mover: mine.filter(|_| may).map(|s| s.placement),
            }
        })
        .collect();
    let of = |id: Id| sitting.iter().find(|s| s.placement == id);
    let seat = |s: Option<i64>| s.map_or("–".to_string(), |n| n.to_string());
    SeatsPage {
        csrf: v.csrf.clone(),
        room: f.room.id,
        name: f.room.name.clone(),
        day: f.day,
        words: v.words().clone(),
        periods: lessons.iter().map(|p| p.code.clone()).collect(),
        free: free(&plan, &sitting, &code),
        code,
        spots,
        near: near
            .iter()
            .filter_map(|(a, b)| {
                let (a, b) = (of(*a)?, of(*b)?);
                Some((
                    format!("{} and {}", f.first(a.pupil), f.first(b.pupil)),
                    format!(
                        "{} {} and {}",
                        v.words().caps(Concept::Seat),
                        seat(a.seat),
                        seat(b.seat)
                    ),
                ))
            })
            .collect(),
        movers: f
            .placements
            .iter()
            .filter(|_| may)
            .filter(|p| of(p.id).is_some())
            .map(|p| Mover {
                placement: p.id,
                version: p.version,
                name: f.pupils.get(&p.pupil).map(|x| x.name()).unwrap_or_default(),
                seat: super::seat_of(v, p.seat),
                now: p.seat,
            })
            .collect(),
        draw: v.may(May::SetUp).then(|| format!("/set-up/rooms/{}/seats", f.room.seats_of())),
        form,
        errors,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let f = gather(&v, v.id("room")?, day).await?;
    v.page(&page(&v, &f, Form::nothing(), Errors::new()))
}

/// Gives somebody a seat; whoever has it takes theirs.
pub async fn sit(v: Visit) -> Answer {
    if covers(&v) {
        return Err(Problem::Missing);
    }
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    let f = gather(&v, v.id("room")?, day).await?;
    let placement = v.form.id("placement").ok_or(Problem::Missing)?;
    let mine = f.placements.iter().find(|p| p.id == placement).ok_or(Problem::Missing)?;
    if day < v.today() || v.form.int("version") != Some(mine.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let here =
        format!("/board/{}/seats?day={}&period={}", f.room.id, day.iso(), v.query.text("period"));
    let mut errors = Errors::new();
    let field = format!("seat-{placement}");
    let choose = format!("Choose {}", v.words().a(Concept::Seat));
    let seat = errors.get(v.form.int("seat"), &field, &choose);
    let changes = seat.map(|seat| take(&plan(&f), &sitting(&f), placement, seat));
    let changes = match changes {
        Some(Ok(changes)) => changes,
        Some(Err(no)) => {
            errors.add(&field, v.words().said(&no.title));
            Vec::new()
        }
        None => Vec::new(),
    };
    if !errors.is_empty() {
        return v.again(&page(&v, &f, v.form.clone(), errors));
    }
    let all = || f.placements.iter().chain(&f.seats.placements);
    let mut w = v.write("Changing places").await?;
    let mut events = Vec::new();
    for (id, seat) in &changes {
        let Some(p) = all().find(|p| p.id == *id) else { continue };
        store::seat::give(&mut w, p.id, p.version, *seat).await?;
        let said = |n: Option<i64>| n.map_or("none".to_string(), |n| n.to_string());
        events.push(
            Event::new(Verb::SeatTaken, "placement", p.id)
                .pupil(p.pupil)
                .fact("seat", said(*seat))
                .fact("before", said(p.seat)),
        );
    }
    let n = events.len();
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        v.commit(w, first, events.collect()).await?;
    }
    let said = if n > 1 { "They have changed places" } else { "The seat is theirs" };
    v.to_saying(here, v.words().said(said))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let plan = casework::seat::read("1:Window 2 . 3\n4 . 5 6:Door", 6).unwrap_or_default();
    let page = |near: bool, errors: Errors| SeatsPage {
        csrf: "gallery".into(),
        room: Id::nil(),
        name: "Internal Exclusion Room".into(),
        day: super::samples::tuesday(),
        words: Words::default(),
        periods: ["P1", "P2", "P3"].map(String::from).to_vec(),
        code: "P3".into(),
        spots: plan
            .iter()
            .map(|s| Spot {
                seat: s.clone(),
                who: match s.number {
                    1 => Some("Tyrell".into()),
                    2 => Some("Oluwaseun".into()),
                    _ => None,
                },
                elsewhere: s.number == 5,
                near: near && s.number < 3,
                mover: (s.number == 1).then(|| Id::from_u128(1)),
            })
            .collect(),
        free: vec![3, 4, 6],
        near: match near {
            true => vec![("Tyrell and Oluwaseun".into(), "Seats 1 and 2".into())],
            false => Vec::new(),
        },
        movers: vec![Mover {
            placement: Id::from_u128(1),
            version: 1,
            name: "Tyrell Ashdown-Moss".into(),
            seat: "Seat 1".into(),
            now: Some(1),
        }],
        draw: near.then(|| "/set-up/rooms/1/seats".into()),
        form: Form::nothing(),
        errors,
    };
    let mut errors = Errors::new();
    errors.add(
        &format!("seat-{}", Id::from_u128(1)),
        "Seat 1 is used by somebody else in another period, so they cannot change places",
    );
    let empty = SeatsPage {
        spots: Vec::new(),
        movers: Vec::new(),
        free: Vec::new(),
        ..page(false, Errors::new())
    };
    vec![
        framed("board-seats", &page(false, Errors::new())),
        framed("board-seats-near", &page(true, Errors::new())),
        framed("board-seats-wrong", &page(false, errors)),
        framed("board-seats-empty", &empty),
    ]
}
