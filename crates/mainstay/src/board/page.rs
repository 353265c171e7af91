//! The board as it is drawn: heads, the day to scale, what needs somebody, and a tile a pupil.
//!
//! Must never know: how its facts were found. No reason and no other pupil's name is on a tile.

pub use super::tile::{DueAct, DueLine, Keys, Marks, Strip, Tile};

use crate::page::Page;
use crate::page::kit::{Empty, Standing, Tag, hidden, token};
use crate::page::name::hideable;
use casework::Id;
use casework::day::{BreakKind, Heads, RoomBreak, planned_break};
use casework::room::Room;
use casework::school::Period;
use maud::{Markup, html};
use rulebook::day::spell_minutes;
use rulebook::{Day, Instant, Minute};

/// What an "Undo" takes back.
pub enum Undo {
    /// A line of the day log.
    Entry(Id),
    /// An arrival, or that somebody is not here.
    Coming {
        /// The placement.
        placement: Id,
        /// Its line of the trail.
        line: i64,
    },
    /// A device that was handed out.
    Device {
        /// The placement.
        placement: Id,
        /// The loan.
        loan: Id,
    },
}

/// The last thing done, with a way to undo it.
pub struct Toast {
    /// What is undone.
    pub undo: Undo,
    /// "Praise"
    pub what: String,
    /// What the pupil is called.
    pub first: String,
    /// Their seat, said when names are hidden.
    pub seat: Option<i64>,
    /// When.
    pub at: Minute,
}

/// One stretch of the ruler.
pub struct Stretch {
    /// "P3"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// A lesson, not the school's break or lunch.
    pub lesson: bool,
    /// On now.
    pub is_now: bool,
    /// Over.
    pub is_past: bool,
    /// Seats booked.
    pub booked: i64,
    /// What stands under it: the adult, or the room's own lunch.
    pub under: String,
}

/// A stretch of the lane under the ruler: minutes, drawn or not, over or not.
pub type Bar = (i64, bool, bool);

/// Something that needs somebody.
pub struct Alert {
    /// How loudly.
    pub standing: Standing,
    /// Words.
    pub real: String,
    /// Words when names are hidden.
    pub seat: String,
    /// Where it is put right.
    pub href: String,
}

/// The page.
pub struct BoardPage {
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Day.
    pub day: Day,
    /// The school day before it.
    pub before: Option<Day>,
    /// The school day after it.
    pub after: Option<Day>,
    /// The day is today.
    pub today: bool,
    /// Now.
    pub now: Instant,
    /// Form token.
    pub csrf: String,
    /// May record.
    pub runs: bool,
    /// Covers the room only.
    pub covers: bool,
    /// Who looks at it.
    pub me: Id,
    /// "Students"
    pub pupils: String,
    /// "Seat"
    pub seat_word: String,
    /// "seats"
    pub seats_word: String,
    /// The school's short word for its safeguarding lead.
    pub dsl: String,
    /// Heads.
    pub heads: Heads,
    /// Seats in the room.
    pub seats: i64,
    /// Of them in use in other rooms that share them, and those rooms.
    pub shared: (i64, Vec<String>),
    /// Who is in charge, if anybody is named.
    pub in_charge: Option<String>,
    /// Whether they are trained in first aid, and who else is; none where the school names nobody.
    pub first_aid: Option<(bool, Vec<String>)>,
    /// How many have opened today's notice, of how many: for those who publish it.
    pub notice: Option<(i64, i64)>,
    /// The next relief.
    pub relief: Option<(Minute, String)>,
    /// The last thing done.
    pub toast: Option<Toast>,
    /// The day to scale.
    pub ruler: Vec<Stretch>,
    /// The room's own break and lunch under it.
    pub lane: Vec<Bar>,
    /// What needs somebody.
    pub alerts: Vec<Alert>,
    /// The period to mark.
    pub mark_now: Option<String>,
    /// The tiles.
    pub tiles: Vec<Tile>,
}

/// Where a page comes back to: the tile of this placement, whoever else had its seat today.
pub fn mark(placement: Id) -> String {
    format!("seat-{}", placement.simple())
}

/// The anchor of a tile.
pub fn anchor(seat: Option<i64>, placement: Id) -> String {
    match seat {
        Some(n) => format!("seat-{n}"),
        None => format!("no-seat-{}", placement.simple()),
    }
}

/// The class that draws so many minutes to scale, in steps of five.
pub fn scale_class(minutes: i64) -> String {
    format!("g-{}", ((minutes + 2) / 5 * 5).clamp(5, 240))
}

/// The lane: gaps and bars from the start of the day to its end.
pub fn lane(
    room: &Room,
    breaks: &[RoomBreak],
    periods: &[&Period],
    now: Option<Minute>,
) -> Vec<Bar> {
    let (Some(first), Some(last)) = (periods.first().map(|p| p.from), periods.last().map(|p| p.to))
    else {
        return Vec::new();
    };
    let mut out: Vec<Bar> = Vec::new();
    let mut at = first;
    for kind in [BreakKind::Break, BreakKind::Lunch] {
        let (mut from, mut to) = planned_break(room, kind);
        let held = breaks.iter().rfind(|b| b.kind == kind);
        if let Some(b) = held {
            let length = to.number() - from.number();
            from = b.started_at.minute();
            to = b.ended_at.map(Instant::minute).unwrap_or_else(|| from.plus(length));
        }
        let (from, to) = (from.max(at), to.min(last));
        if from >= to {
            continue;
        }
        let over = now.is_none_or(|m| to <= m) || held.is_some_and(|b| b.ended_at.is_some());
        out.push((from.number() - at.number(), false, false));
        out.push((to.number() - from.number(), true, over));
        at = to;
    }
    out.push((last.number() - at.number(), false, false));
    out.retain(|(minutes, _, _)| *minutes > 0);
    out
}

impl BoardPage {
    /// The address of the board.
    pub fn href(&self) -> String {
        let day = if self.today { String::new() } else { format!("?day={}", self.day.iso()) };
        format!("/board/{}{day}", self.room)
    }
    fn seats_word_cap(&self) -> String {
        casework::words::capital(&self.seats_word)
    }
    fn at(&self, tail: &str) -> String {
        let day = if self.today { String::new() } else { format!("?day={}", self.day.iso()) };
        format!("/board/{}/{tail}{day}", self.room)
    }

    fn head(&self) -> Markup {
        let h = &self.heads;
        html! {
            header.room #heads data-piece="head" {
                div.heads {
                    p.heads-in { b { (h.here) } " " span { "in the" br; "room" } }
                    ul.tight {
                        li { strong { (h.out) } " out with an adult" }
                        li { strong { (h.to_come) } " still to come · " strong { (h.used() + self.shared.0) } " of " (self.seats) " " (self.seats_word) " used" @if !self.shared.1.is_empty() { ", " (self.shared.0) " in " (self.shared.1.join(" and ")) } }
                    }
                }
                div.room-who {
                    h1 { (self.name) }
                    p {
                        @match &self.in_charge { Some(name) => { strong { (name) } " in charge" @if let Some((true, _)) = &self.first_aid { ", first-aider" } } None => strong { "Nobody is named in charge" } }
                        @if let Some((at, who)) = &self.relief { ". Relief " (at) " " (who) }
                        @if let Some((false, others)) = &self.first_aid {
                            @if others.is_empty() { ". Nobody in date for first aid" } @else { ". First aid: " (others.join(", ")) }
                        }
                        @if !self.today { ". " (self.day) }
                    }
                    @if let Some((opened, all)) = self.notice { p { a href={ "/notice/opened?room=" (self.room) } { "Notice opened by " (opened) " of " (all) } } }
                }
                @if let Some(t) = &self.toast {
                    @let action = match &t.undo {
                        Undo::Entry(id) => format!("/entries/{id}/undo"),
                        Undo::Coming { placement, .. } => format!("/placements/{placement}/coming/undo"),
                        Undo::Device { placement, .. } => format!("/placements/{placement}/device"),
                    };
                    form.toast method="post" action=(action) data-tap {
                        (token(&self.csrf))
                        @if let Undo::Coming { line, .. } = &t.undo { (hidden("line", line)) }
                        @if let Undo::Device { loan, .. } = &t.undo { (hidden("loan", loan)) (hidden("act", "undo")) }
                        p role="status" { (t.what) @if matches!(t.undo, Undo::Entry(_)) { " for " } @else { ": " } (hideable(&t.first, &t.seat.map(|n| format!("{} {n}", self.seat_word.to_lowercase())).unwrap_or_else(|| "one".into()))) ", " (t.at) }
                        button.btn type="submit" { "Undo" }
                    }
                }
            }
        }
    }

    fn scale(&self) -> Markup {
        let minute = self.now.minute();
        html! {
            div data-piece="ruler" {
                ol.ruler aria-label={ (self.day) ", the school day to scale" } {
                    @for s in &self.ruler {
                        @let length = s.to.number() - s.from.number();
                        @let class = format!("{}{}{}", scale_class(length), if s.lesson { "" } else { " is-off" },
                            if s.is_now { " is-now" } else if s.is_past && s.lesson { " is-past" } else { "" });
                        li class=(class) aria-current=[s.is_now.then_some("time")] {
                            @if s.lesson { b { (s.code) } " " (s.from) " " span.of { (s.booked) " of " (self.seats) } br; }
                            @else if length >= 30 { (s.code) " " (s.from) @if s.is_now { br; } }
                            @else { (s.code) @if s.is_now { br; } }
                            @if s.is_now {
                                @let left = s.to.number() - minute.number();
                                @if s.lesson { b { (minute) } ", " (spell_minutes(left)) " left " } @else { (left) " left" }
                                progress max=(length) value=(length - left) aria-label={ (length - left) " of " (length) " minutes of " (s.code) " gone" } {}
                            } @else { (s.under) }
                        }
                    }
                }
                div.lane aria-hidden="true" {
                    @for (minutes, bar, over) in &self.lane {
                        span class={ (scale_class(*minutes)) @if *bar { " is-bar" } @if *over { " is-past" } } {}
                    }
                }
            }
        }
    }

    fn needs(&self) -> Markup {
        html! {
            ul.alerts aria-label="Needs you" data-piece="alerts" {
                @for a in &self.alerts {
                    @let class = match a.standing {
                        Standing::Late => "tag tag-late", Standing::Risk => "tag tag-risk", Standing::Due => "tag tag-due",
                        Standing::Done => "tag tag-done", Standing::None => "tag tag-none", Standing::Lock => "tag tag-lock",
                    };
                    li { a class=(class) href=(a.href) { @if a.real == a.seat { (a.real) } @else { span { (hideable(&a.real, &a.seat)) } } } }
                }
                @if !self.today { li { (Tag(Standing::None, &self.day.to_string())) " " a.btn.btn-2 href={ "/board/" (self.room) } { "Go to today" } } }
                @let expected = self.runs && self.today && self.tiles.iter().any(|t| matches!(t.keys, Keys::Expected));
                @if expected { li.push { a.btn.btn-2 href=(self.at("arrivals")) { "Arrivals" } } }
                li.push[!expected] { a.btn.btn-2 href=(self.at("handover")) { @if self.covers { "Handover card" } @else { "Hand over" } } }
                @if self.covers && !self.runs && self.today { li { a.btn href={ (self.at("handover")) "#take" } { "Take over the room" } } }
                li { a.btn.btn-2 href=(self.at("print")) { "Print" } }
                li { button.btn.btn-2 type="button" popovertarget="board-more" { "More" } }
            }
        }
    }

    fn more(&self) -> Markup {
        html! {
            div.sheet.pop #board-more popover="auto" {
                h2 { "The room" }
                ul.stack.stack-2 {
                    @if self.runs {
                        @if let Some(code) = &self.mark_now {
                            li { a href={ "/board/" (self.room) "/marks?period=" (code) "&day=" (self.day.iso()) } { "Mark everybody, " (code) } }
                        }
                        li { a href=(self.at("arrivals")) { "Arrivals in one pass" } }
                        @if !self.covers { li { a href=(self.at("late")) { "Enter from the paper sheet" } } }
                        @if self.today { li { a href=(self.at("break")) { "Room break and lunch" } } }
                        @if self.today && !self.covers { li { a href=(self.at("arrived-without-referral")) { "Somebody is here without a referral" } } }
                    }
                    @if self.runs && self.today { li { a href="/work/round" { "Collection round" } } li { a href="/work/back" { "Finished work to hand back" } } }
                    li { a href=(self.at("lunch")) { "Lunch list" } }
                    li { a href=(self.at("seats")) { (self.seats_word_cap()) } }
                    li { a href=(self.at("scripts")) { "If this happens" } }
                    li { a href=(self.at("movements")) { "Movements and contact" } }
                    @if !self.covers {
                        li { a href={ "/rota?day=" (self.day.iso()) } { "Who is in charge when" } }
                        li { a href={ "/planner?day=" (self.day.iso()) } { "The week" } }
                        @if self.runs && self.today { li { a href={ "/board/" (self.room) "/shut" } { "Shut the room" } } }
                    }
                    @if !self.covers {
                        @if let Some(day) = self.before { li { a href={ "/board/" (self.room) "?day=" (day.iso()) } { "The school day before" } } }
                        @if let Some(day) = self.after { li { a href={ "/board/" (self.room) "?day=" (day.iso()) } { "The school day after" } } }
                    }
                    li { a href=(self.href()) { "Refresh" } }
                }
            }
        }
    }

    /// What is asked for again when the school's record has moved on.
    pub fn parts(&self) -> Markup {
        html! {
            (self.head())
            (self.scale())
            (self.needs())
            h2.vh { (self.pupils) }
            @if self.tiles.is_empty() {
                div data-piece="none" {
                    (Empty { title: "Nobody is booked", words: "A tile appears here for everybody who is booked, or brought without a referral.", step: None })
                    @if self.runs && self.today { p.row {
                        @if !self.covers { a.btn.btn-2 href=(self.at("arrived-without-referral")) { "Somebody is here without a referral" } a.btn.btn-2 href="/duties" { "Use the time otherwise" } }
                    } }
                }
            } @else {
                ul.board { @for tile in &self.tiles { (tile.draw(self)) } }
            }
        }
    }
}

impl Page for BoardPage {
    fn title(&self) -> String {
        "Room board".into()
    }
    fn class(&self) -> &'static str {
        "page page-board"
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn scripts(&self) -> &'static [&'static str] {
        &["live.js"]
    }
    fn main(&self) -> Markup {
        html! {
            p.live-line data-live-status role="status" {}
            div.stack.stack-2 data-live={ "/board/" (self.room) "/tiles?day=" (self.day.iso()) } data-now=(self.now.iso()) data-who=(self.me) {
                (self.parts())
            }
            (self.more())
        }
    }
}

/// Rooms to choose from, where a school has several.
pub struct RoomsPage {
    /// Key, name, "6 seats".
    pub rooms: Vec<(Id, String, String)>,
    /// May change rooms.
    pub sets_up: bool,
}

impl Page for RoomsPage {
    fn title(&self) -> String {
        "Rooms".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            (crate::page::kit::Head::new("Rooms"))
            @if self.rooms.is_empty() {
                (Empty { title: "No room is set up", words: "The board shows a room’s day once the room has a name and seats.", step: self.sets_up.then_some(("/set-up", "Set up a room")) })
            } @else {
                ul.stack { @for (id, name, seats) in &self.rooms { li { a href={ "/board/" (id) } { (name) } " " span.soft { (seats) } } } }
            }
        }
    }
}

/// The hidden fields every one-tap form carries.
pub fn tap_fields(csrf: &str) -> Markup {
    html! { (token(csrf)) (hidden("once", Id::now_v7())) }
}
