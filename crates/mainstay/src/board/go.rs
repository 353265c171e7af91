//! A pupil goes to another room now: seat, periods, work and entry follow, and the road is kept.
//! Also the way back for somebody who was thought not to be here and whose seat has gone.

use super::{open, tile_of};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::referral::booking::{Known, overrode};
use crate::returning::act as returning;
use crate::visit::{Answer, Visit};
use axum::http::StatusCode;
use casework::booking::{self as decide, Booked, No, Wanted};
use casework::day::{self, Came, Coming, Entry};
use casework::pupil::Pupil;
use casework::room::{Placement, PlacementState, Room, RoomKind, Slot, spell_periods};
use casework::room_move::{RoomMove, going, may_go};
use casework::rota::may_plan;
use casework::words::Concept;
use casework::{Coded, Event, Id, May};
use maud::{Markup, html};
use store::{Source, Write};

/// The page.
pub struct GoPage {
    /// Form token.
    pub csrf: String,
    /// Placement.
    pub placement: Id,
    /// Its version.
    pub version: i64,
    /// Name.
    pub pupil: String,
    /// Where they are: "Isolation, Seat 3".
    pub now: String,
    /// They were thought not to be here.
    pub back: bool,
    /// Rooms, each with its kind and free seats.
    pub rooms: Vec<Choice>,
    /// Why it cannot be so: title, rule, source.
    pub no: Option<(String, String, String)>,
    /// It may be done all the same, by name.
    pub on_a_name: bool,
    /// The board.
    pub board: (String, String),
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for GoPage {
    fn title(&self) -> String {
        if self.back { "Here after all".into() } else { "To another room".into() }
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&format!("{}: {}", self.title(), self.pupil)).about(&self.pupil).back(&self.board.0, &self.board.1).facts(html! { (self.now) }))
                (ErrorSummary(e))
                @if let Some((title, rule, from)) = &self.no {
                    div.panel.panel-stop role="alert" {
                        h2.panel-title { (title) }
                        dl.cite { dt { "Rule" } dd { (rule) } dt { "From" } dd { (from) } }
                    }
                }
                form.sheet.stack method="post" action={ "/placements/" (self.placement) "/room" } {
                    (token(&self.csrf)) (hidden("version", self.version)) (hidden("once", Id::now_v7()))
                    @if self.rooms.is_empty() { p { "There is no other room in use." } }
                    @else {
                        (Choices::one("room", "To which room?", &self.rooms).from(f, e))
                        (Field::new("why", "Why").from(f, e))
                        @if self.on_a_name {
                            label.choice { input type="checkbox" name="on_a_name" value="yes" checked[f.ticked("on_a_name")];
                                span { "Do it all the same, on my name" }
                                span.hint { "Your name and reason are kept in the trail and shown on the tile." } }
                        }
                        p.soft { "The day card, work and log go along. A period counts in the room where more of it is spent. A letter that went home is asked for again." }
                        div.row { button.btn type="submit" { @if self.back { "They are expected here" } @else { "Move now" } } a.btn.btn-2 href=(self.board.0) { "Leave it" } }
                    }
                }
            }
        }
    }
}

/// What moving somebody came to.
pub(crate) struct Gone {
    /// The placement as it is now.
    pub placement: Placement,
    /// What is said of it, the telling one first.
    pub events: Vec<Event>,
}

/// Takes a pupil to a room inside one write: decided as a booking is, then kept.
pub(crate) async fn take_to(
    w: &mut Write,
    v: &Visit,
    placement: &Placement,
    to: Id,
    why: &str,
    by_name: bool,
    once: Id,
) -> Result<Result<Gone, No>, Problem> {
    let org = v.org();
    let slots = store::room::slots(w, org, placement.id).await?;
    let goes = going(&slots, v.now);
    let known = Known::read(w, &v.setting, placement.pupil, placement.day).await?;
    let wanted = Wanted {
        pupil: placement.pupil,
        moving: Some(placement.id),
        day: placement.day,
        codes: goes.codes.clone(),
        room: to,
        on_a_name: by_name,
    };
    let booked: Option<Booked> = match goes.codes.is_empty() {
        true => None,
        false => match decide::book(&known.facts(&v.setting, v.now), &wanted) {
            Ok(booked) => Some(booked),
            Err(no) => return Ok(Err(no)),
        },
    };
    // Spaces that use the same seats: they keep the one they have.
    let same = casework::room::share(&known.rooms, placement.room, to);
    let seat = match (&booked, same && placement.state != PlacementState::NotHere) {
        (_, true) if placement.seat.is_some() => placement.seat,
        (Some(booked), _) => booked.seat,
        (None, _) => None,
    };
    let state = match placement.state {
        PlacementState::NotHere => PlacementState::Booked,
        other => other,
    };
    let after = Placement { room: to, seat, state, ..placement.clone() };
    let order: Vec<String> =
        v.setting.lessons_on(placement.day).iter().map(|p| p.code.clone()).collect();
    let counted: Vec<String> =
        slots.iter().filter(|s| goes.slots.contains(&s.id)).map(|s| s.code.clone()).collect();
    let m = RoomMove {
        id: once,
        placement: placement.id,
        pupil: placement.pupil,
        day: placement.day,
        from_room: placement.room,
        to_room: to,
        from_seat: placement.seat,
        to_seat: seat,
        codes: if counted.is_empty() { String::new() } else { spell_periods(&counted, &order) },
        why: why.to_string(),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let name = |id: Id| crate::referral::booking::room_name(&known.rooms, id).to_string();
    let names = (name(placement.room), name(to));
    let event = store::room_move::go(w, &after, &goes.slots, &m, (&names.0, &names.1)).await?;
    let mut events = vec![event];
    if let Some(booked) = &booked {
        events.extend(overrode(placement.id, booked));
    }
    let now = store::room::slots(w, org, placement.id).await?;
    enter(w, v, &after, &now, &known.rooms).await?;
    Ok(Ok(Gone { placement: after, events }))
}

/// What is to be entered in the school's own system, room by room.
pub(crate) async fn enter(
    w: &mut Write,
    v: &Visit,
    placement: &Placement,
    slots: &[Slot],
    rooms: &[Room],
) -> Result<(), Problem> {
    let category = crate::referral::reason_label(w, v.org(), placement.reason).await?;
    let order: Vec<String> =
        v.setting.lessons_on(placement.day).iter().map(|p| p.code.clone()).collect();
    let mut parts: Vec<(Id, Vec<String>)> = Vec::new();
    for s in slots {
        match parts.iter_mut().find(|(room, _)| *room == s.room) {
            Some((_, codes)) => codes.push(s.code.clone()),
            None => parts.push((s.room, vec![s.code.clone()])),
        }
    }
    let said: Vec<String> = parts
        .iter()
        .map(|(room, codes)| {
            let name = crate::referral::booking::room_name(rooms, *room);
            format!("{name}, {}", spell_periods(codes, &order))
        })
        .collect();
    let due = v
        .setting
        .calendar
        .school_days_after(placement.day, rulebook::room::MIS_ENTRY_WITHIN.0)
        .map_or(placement.day, |c| c.day);
    let entry = store::booking::Entry {
        pupil: placement.pupil,
        placement: placement.id,
        day: placement.day,
        what: &format!("{}: {category}", said.join("; ")),
        due,
    };
    Ok(store::booking::set_entry(w, &entry).await?)
}

/// Rooms somebody may go to, each with how many seats are free for their periods.
pub(crate) async fn places(
    src: &mut dyn Source,
    v: &Visit,
    placement: &Placement,
    but: Option<Id>,
) -> Result<Vec<Choice>, Problem> {
    let slots = store::room::slots(src, v.org(), placement.id).await?;
    let codes = going(&slots, v.now).codes;
    let known = Known::read(src, &v.setting, placement.pupil, placement.day).await?;
    Ok(known
        .rooms
        .iter()
        .filter(|r| Some(r.id) != but)
        .map(|r| {
            let hint = format!("{}. {}", r.kind.label(), free(v, &known, r, placement, &codes));
            Choice::new(r.id.to_string(), &r.name).hint(hint)
        })
        .collect())
}

/// "3 of 6 seats free", or that it is shut.
fn free(v: &Visit, known: &Known, r: &Room, placement: &Placement, codes: &[String]) -> String {
    if decide::shut(&known.shut, r.id, placement.day).is_some() {
        return "Shut today".into();
    }
    let seats = casework::room::seats(&known.rooms, r);
    let busiest = codes
        .iter()
        .map(|code| {
            known
                .taken
                .iter()
                .filter(|t| t.day == placement.day && t.code == *code)
                .filter(|t| t.placement != placement.id)
                .filter(|t| casework::room::share(&known.rooms, t.room, r.id))
                .count() as i64
        })
        .max()
        .unwrap_or(0);
    let free = (seats - busiest).max(0);
    format!("{free} of {} free", v.words().count(Concept::Seat, seats))
}

async fn page(
    src: &mut dyn Source,
    v: &Visit,
    placement: &Placement,
    pupil: &Pupil,
    form: Form,
    errors: Errors,
) -> Result<GoPage, Problem> {
    let room = store::room::room(src, v.org(), placement.room).await?;
    let back = placement.state == PlacementState::NotHere;
    let rooms = places(src, v, placement, (!back).then_some(room.id)).await?;
    Ok(GoPage {
        csrf: v.csrf.clone(),
        placement: placement.id,
        version: placement.version,
        pupil: pupil.name(),
        now: match back {
            true => format!("Recorded as not here, {}", room.name),
            false => format!("Now in {}, {}", room.name, super::seat_of(v, placement.seat)),
        },
        back,
        rooms,
        no: None,
        on_a_name: false,
        board: (tile_of(v, placement), room.name),
        form,
        errors,
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let mut read = v.read().await?;
    let (placement, pupil) = open(&v, &mut read, v.id("id")?).await?;
    may_go(&placement, v.today()).map_err(|no| Problem::from(*no))?;
    let page = page(&mut read, &v, &placement, &pupil, v.query.clone(), Errors::new()).await?;
    v.page(&page)
}

/// Moves.
pub async fn act(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let why = v.form.text("why").to_string();
    let mut w = v.write(if why.is_empty() { "Moving to another room" } else { &why }).await?;
    let (placement, pupil) = open(&v, &mut w, v.id("id")?).await?;
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::room_move::is_kept(&mut w, v.org(), once).await? {
        return v.to(tile_of(&v, &placement));
    }
    may_go(&placement, v.today()).map_err(|no| Problem::from(*no))?;
    if v.form.int("version") != Some(placement.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let rooms = store::room::rooms(&mut w, v.org()).await?;
    let back = placement.state == PlacementState::NotHere;
    let mut errors = Errors::new();
    let to = v.form.id("room").and_then(|id| rooms.iter().find(|r| r.id == id));
    if to.is_some_and(|r| r.id == placement.room) && !back {
        errors.add("room", "They are in this room already");
    }
    let to = errors.get(to, "room", "Choose a room").cloned();
    errors.need(&v.form, "why", 500, "Say why");
    let (Some(to), true) = (to, errors.is_empty()) else {
        let page = page(&mut w, &v, &placement, &pupil, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut events = Vec::new();
    let mut from = placement.clone();
    if back && let Some(last) = last_not_here(&mut w, &v, &placement).await? {
        events.push(store::day::take_back_coming(&mut w, &placement, &last).await?);
        events.extend(returning::take_back(&mut w, &last.coming).await?);
        from = store::room::placement(&mut w, v.org(), placement.id).await?;
    }
    let by_name = v.form.ticked("on_a_name") && v.may(May::Override);
    match take_to(&mut w, &v, &from, to.id, &why, by_name, once).await? {
        Ok(gone) => {
            events.splice(0..0, gone.events);
            let mut events = events.into_iter();
            let Some(first) = events.next() else { return Err(Problem::Missing) };
            v.commit(w, first, events.collect()).await?;
            v.to_saying(tile_of(&v, &gone.placement), format!("Now in {}", to.name))
        }
        Err(no) => {
            drop(w);
            let mut read = v.read().await?;
            let mut page = page(&mut read, &v, &placement, &pupil, v.form.clone(), errors).await?;
            let wanted = Wanted {
                pupil: pupil.id,
                moving: Some(placement.id),
                day: placement.day,
                codes: Vec::new(),
                room: to.id,
                on_a_name: false,
            };
            page.no = Some(crate::referral::rebook::reasons(&v, &no, &wanted));
            page.on_a_name = matches!(no, No::Clash(_)) && v.may(May::Override);
            Ok(v.page_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// The record that somebody is not here, where it is the last that stands.
async fn last_not_here(
    w: &mut Write,
    v: &Visit,
    placement: &Placement,
) -> Result<Option<day::Stands>, Problem> {
    let lines = store::day::comings_of(w, v.org(), placement.id).await?;
    let entries = store::day::entries_of(w, v.org(), placement.id).await?;
    let log: Vec<&Entry> = entries.iter().collect();
    let last = day::last_coming(&lines.iter().collect::<Vec<&Coming>>(), &log);
    Ok(last.filter(|l| l.coming.what == Came::NotHere))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |no: bool| GoPage {
        csrf: "gallery".into(),
        placement: Id::from_u128(3),
        version: 1,
        pupil: "Marnie Tolliver-Reyes".into(),
        now: "Now in Isolation, Seat 3".into(),
        back: false,
        rooms: vec![
            Choice::new("1", "The Bridge")
                .hint(format!("{}. 4 of 6 seats free", RoomKind::Support.label())),
            Choice::new("2", "IE")
                .hint(format!("{}. 0 of 8 seats free", RoomKind::Removal.label())),
        ],
        no: no.then(|| {
            (
                "P3–P6 cannot be booked: every seat is taken".into(),
                "No more in a period than the room has seats.".into(),
                "The school’s list of rooms.".into(),
            )
        }),
        on_a_name: no,
        board: ("/board".into(), "Isolation".into()),
        form: Form::of([("room", if no { "2" } else { "" }), ("why", "Calmer now")]),
        errors: Errors::new(),
    };
    vec![framed("board-go", &page(false)), framed("board-go-full", &page(true))]
}
