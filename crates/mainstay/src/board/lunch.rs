//! The lunch list for the kitchen: who eats, what they may not eat, free meals.

use super::facts::{Facts, gather, room_is_theirs, today_only};
use super::open;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, FlagMark, Grid, Head, Standing, Tag, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{BreakKind, planned_break};
use casework::meal::How;
use casework::pupil::Flag;
use casework::room::PlacementState;
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use store::meal::{Meal, Sent};

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
    /// Placement.
    pub placement: Id,
    /// How the meal reached them, and when.
    pub meal: Option<(How, Minute)>,
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
    /// When the list went, and who sent it.
    pub sent: Option<(Instant, String)>,
    /// May record: on the day itself.
    pub records: bool,
    /// The time by which it goes is over, and it has not gone.
    pub late: bool,
    /// Form token.
    pub csrf: String,
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
            @if !self.lines.is_empty() { (self.went()) }
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
    /// Whether the list has gone to the kitchen.
    fn went(&self) -> Markup {
        html! {
            @match &self.sent {
                Some((at, by)) => p { (Tag(Standing::Done, "Sent")) " " (at) ", " (by) },
                None => form.row method="post" action={ (self.board) "/lunch" } {
                    @if self.late { (Tag(Standing::Late, "Late")) } @else { (Tag(Standing::Due, "Not sent")) }
                    @if self.records { (token(&self.csrf)) button.btn.btn-2 type="submit" name="act" value="sent" { "It is with the kitchen" } }
                },
            }
        }
    }
    /// How the meal reached them, and the keys to say so.
    fn meal(&self, l: &Line) -> Markup {
        html! {
            @if let Some((how, at)) = l.meal { (Tag(Standing::Done, how.label())) " " (at) " " }
            @if self.records && l.here { form.row method="post" action={ (self.board) "/lunch" } {
                (token(&self.csrf)) (hidden("placement", l.placement))
                @match l.meal {
                    None => { @for how in How::ALL { button.btn.btn-quiet type="submit" name="how" value=(how.code()) { (how.label()) } } },
                    Some(_) => button.btn.btn-quiet type="submit" name="how" value="none" { "Undo" },
                }
            } } @else if l.meal.is_none() { span.soft { "–" } }
        }
    }
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
        columns.push(Col::Words("Reached them"));
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
        row.push(self.meal(l));
        row
    }
}

fn list(v: &Visit, f: &Facts, meals: &[Meal], sent: Option<Sent>) -> LunchPage {
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
                placement: p.id,
                meal: meals.iter().find(|m| m.placement == p.id).map(|m| (m.how, m.at.minute())),
            })
        })
        .collect();
    lines.sort_by_key(|l| (l.seat.is_none(), l.seat));
    LunchPage {
        board: format!("/board/{}", f.room.id),
        room: f.room.name.clone(),
        day: f.day,
        by: f.room.lunch_list_due(v.setting.rules.lunch_list_by),
        from,
        to,
        pupil: v.words().cap(casework::words::Concept::Pupil),
        seat: v.words().cap(casework::words::Concept::Seat),
        free,
        lines,
        late: f.day == v.today()
            && sent.is_none()
            && v.now.minute() > f.room.lunch_list_due(v.setting.rules.lunch_list_by),
        sent: sent.map(|s| (s.at, s.by)),
        records: f.records(v) && f.day == v.today(),
        csrf: v.csrf.clone(),
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    let mut read = v.read().await?;
    let meals = store::meal::of_room(&mut read, v.org(), facts.room.id, day).await?;
    let sent = store::meal::sent(&mut read, v.org(), facts.room.id, day).await?;
    v.page(&list(&v, &facts, &meals, sent))
}

/// Says that the list went, or how a meal reached its pupil.
pub async fn act(v: Visit) -> Answer {
    let (room, today) = (v.id("room")?, v.today());
    let back = format!("/board/{room}/lunch");
    let mut w = v.write("The room's lunch").await?;
    let room = store::room::room(&mut w, v.org(), room).await?;
    room_is_theirs(&v, &mut w, room.id, v.now).await?;
    if v.form.text("act") == "sent" {
        let there = store::room::placements_on(&mut w, v.org(), room.id, today).await?;
        if !store::meal::send(&mut w, room.id, today, &v.actor.name).await? {
            return v.to_saying(back, "The list had gone already");
        }
        let eats = |p: &&casework::room::Placement| {
            !matches!(p.state, PlacementState::NotHere | PlacementState::Cancelled)
        };
        let event = Event::new(Verb::LunchListSent, "room", room.id)
            .fact("room", &room.name)
            .fact("meals", there.iter().filter(eats).count());
        v.commit(w, event, Vec::new()).await?;
        return v.to_saying(back, "The list is with the kitchen");
    }
    let (placement, _) = open(&v, &mut w, v.form.id("placement").ok_or(Problem::Missing)?).await?;
    if placement.room != room.id || placement.day != today {
        return Err(Problem::Missing);
    }
    let how = v.form.coded::<How>("how");
    if how.is_none() && v.form.text("how") != "none" {
        return Err(Problem::Missing);
    }
    if store::meal::give(&mut w, placement.id, how, &v.actor.name).await? {
        let event = Event::new(Verb::MealGiven, "placement", placement.id)
            .pupil(placement.pupil)
            .fact("how", how.map_or("taken back", Coded::code));
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(back)
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
                    placement: Id::from_u128(1),
                    meal: None,
                },
                Line {
                    seat: Some(4),
                    name: "Jude Marl, 8K3".into(),
                    lunch: String::new(),
                    medical: String::new(),
                    dietary: String::new(),
                    free: false,
                    here: false,
                    placement: Id::from_u128(4),
                    meal: None,
                },
            ],
            sent: None,
            records: true,
            late: true,
            csrf: "gallery".into(),
        },
    )]
}
