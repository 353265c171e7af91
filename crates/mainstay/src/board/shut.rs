//! Shutting a room now: one page on which everybody in it is moved or let go. And opening it.

use super::facts::{Facts, gather};
use super::go::{places, take_to};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::booking::{No, Wanted};
use casework::room::{Placement, PlacementState, Slot, spell_periods};
use casework::room_move::{Shut, going};
use casework::rota::may_plan;
use casework::words::Concept;
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use store::Write;

/// Chosen for somebody who goes back to lessons.
const RELEASE: &str = "release";

/// Somebody who is in the room or still to come.
pub struct Row {
    /// Placement.
    pub placement: Id,
    /// Name.
    pub name: String,
    /// Seat, said when names are hidden.
    pub seat: String,
    /// "here", "expected"
    pub what: &'static str,
    /// Where they may go.
    pub places: Vec<Choice>,
}

/// The page.
pub struct ShutPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// It is shut: since when, why, by whom.
    pub shut: Option<(String, String, String)>,
    /// Everybody in it.
    pub rows: Vec<Row>,
    /// "seats"
    pub seats: String,
    /// "students"
    pub pupils: String,
    /// May go over seats and keep-apart by name.
    pub overrides: bool,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for ShutPage {
    fn title(&self) -> String {
        if self.shut.is_some() { "Shut".into() } else { "Shut the room now".into() }
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&format!("{}: {}", self.title(), self.name)).back(&board, &self.name))
                (ErrorSummary(e))
                @if let Some((from, why, by)) = &self.shut {
                    div.panel.panel-warn { p { strong { "Shut from " (from) " by " (by) ". " } (why) } p { "Nobody is placed here today while it is shut." } }
                    form method="post" action={ (board) "/shut" } { (token(&self.csrf)) (hidden("act", "open")) button.btn type="submit" { "Open it again" } }
                }
                @if self.shut.is_none() || !self.rows.is_empty() {
                    form.stack.stack-5 method="post" action={ (board) "/shut" } {
                        (token(&self.csrf)) (hidden("act", "shut")) (hidden("once", Id::now_v7()))
                        (Field::new("why", "Why").hint("Such as “no heating”. Shown on the board.").from(f, e))
                        @if self.rows.is_empty() { p { "Nobody is in it and nobody is still to come." } }
                        @for r in &self.rows {
                            @let name = format!("to-{}", r.placement);
                            @let wrong = e.of(&name);
                            div.field.is-wrong[wrong.is_some()] {
                                label for=(name) { (hideable(&r.name, &r.seat)) ", " (r.what) }
                                @if let Some(wrong) = wrong { p.error id={ (name) "-error" } { (wrong) } }
                                select.select id=(name) name=(name) aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| format!("{name}-error"))] {
                                    option value="" { "Choose" }
                                    @for c in &r.places { option value=(c.value) selected[f.text(&name) == c.value] { "To " (c.label) " (" (c.hint) ")" } }
                                    option value=(RELEASE) selected[f.text(&name) == RELEASE] { @if r.what == "here" { "Back to lessons" } @else { "Not today: cancel it" } }
                                }
                            }
                        }
                        @if self.overrides && !self.rows.is_empty() {
                            label.choice { input type="checkbox" name="on_a_name" value="yes" checked[f.ticked("on_a_name")];
                                span { "Go over " (self.seats) " or a keep-apart where it must be, on my name" }
                                span.hint { "Kept in the trail with the reason above." } }
                        }
                        p.soft { "All of it is kept together, or nothing is. Periods that are given back count for no room." }
                        div.row { button.btn type="submit" { "Shut it and move " @if self.rows.is_empty() { "nobody" } @else { "these " (self.rows.len()) " " (self.pupils) } } a.btn.btn-2 href=(board) { "Leave it open" } }
                    }
                }
            }
        }
    }
}

async fn page(v: &Visit, f: &Facts, form: Form, errors: Errors) -> Result<ShutPage, Problem> {
    let mut read = v.read().await?;
    let mut rows = Vec::new();
    for p in inside(f) {
        rows.push(Row {
            placement: p.id,
            name: f.pupils.get(&p.pupil).map(|x| x.name()).unwrap_or_default(),
            seat: super::seat_of(v, p.seat),
            what: if p.state == PlacementState::Here { "here" } else { "expected" },
            places: places(&mut read, v, p, Some(f.room.id)).await?,
        });
    }
    Ok(ShutPage {
        csrf: v.csrf.clone(),
        room: f.room.id,
        name: f.room.name.clone(),
        shut: f.shut.as_ref().map(|s| (s.from.to_string(), s.why.clone(), s.made_by.clone())),
        rows,
        seats: v.words().many(Concept::Seat).to_string(),
        pupils: v.words().many(Concept::Pupil).to_string(),
        overrides: v.may(May::Override),
        form,
        errors,
    })
}

fn inside(f: &Facts) -> impl Iterator<Item = &Placement> {
    f.placements
        .iter()
        .filter(|p| matches!(p.state, PlacementState::Here) || (p.state == PlacementState::Booked))
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let f = gather(&v, v.id("room")?, v.today()).await?;
    let page = page(&v, &f, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Shuts it, or opens it again.
pub async fn act(v: Visit) -> Answer {
    may_plan(&v.actor).map_err(|no| Problem::from(*no))?;
    let room = v.id("room")?;
    let board = format!("/board/{room}");
    if v.form.text("act") == "open" {
        let mut w = v.write("Opening a room again").await?;
        let name = store::room::room(&mut w, v.org(), room).await?.name;
        let opened = store::room_move::open(&mut w, room, v.today(), &name, v.now).await?;
        if let Some(event) = opened {
            v.commit(w, event, vec![]).await?;
        }
        return v.to_saying(board, "It is open again");
    }
    let f = gather(&v, room, v.today()).await?;
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", 200, "Say why it is shut");
    let mut plan: Vec<(Placement, Option<Id>)> = Vec::new();
    for p in inside(&f) {
        let name = format!("to-{}", p.id);
        match (v.form.text(&name), v.form.id(&name)) {
            (RELEASE, _) => plan.push((p.clone(), None)),
            (_, Some(to)) if to != room && f.cover.rooms.iter().any(|r| r.id == to) => {
                plan.push((p.clone(), Some(to)));
            }
            _ => errors.add(&name, "Choose where they go"),
        }
    }
    if !errors.is_empty() {
        let page = page(&v, &f, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write(&why).await?;
    let shut = Shut {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        room,
        day: v.today(),
        from: v.now.minute(),
        why: why.clone(),
        made_by: v.actor.name.clone(),
        ended_at: None,
    };
    let mut events: Vec<Event> = Vec::new();
    let first = match &f.shut {
        Some(_) => None,
        None => store::room_move::close(&mut w, &shut, &f.room.name).await?,
    };
    let by_name = v.form.ticked("on_a_name") && v.may(May::Override);
    let (mut moved, mut released) = (0, 0);
    for (p, to) in &plan {
        match to {
            Some(to) => {
                moved += 1;
                match take_to(&mut w, &v, p, *to, &why, by_name, Id::now_v7()).await? {
                    Ok(gone) => events.extend(gone.events),
                    Err(no) => {
                        errors.add(&format!("to-{}", p.id), in_words(&v, p, *to, &no));
                    }
                }
            }
            None => {
                released += 1;
                events.extend(release(&mut w, &v, p, &why).await?);
            }
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = page(&v, &f, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let first = first.map(|e| e.fact("moved", moved).fact("released", released));
    let mut all = first.into_iter().chain(events);
    if let Some(first) = all.next() {
        v.commit(w, first, all.collect()).await?;
    }
    v.to_saying(board, format!("{} is shut. {moved} moved, {released} let go", f.room.name))
}

fn in_words(v: &Visit, p: &Placement, to: Id, no: &No) -> String {
    let wanted = Wanted {
        pupil: p.pupil,
        moving: Some(p.id),
        day: p.day,
        codes: Vec::new(),
        room: to,
        on_a_name: false,
    };
    let (title, _, _) = crate::referral::rebook::reasons(v, no, &wanted);
    format!("{title}. Choose somewhere else, or let them go")
}

/// Lets somebody go: those who are here leave, and what has not been spent is given back; those
/// still to come are cancelled.
pub(crate) async fn release(
    w: &mut Write,
    v: &Visit,
    p: &Placement,
    why: &str,
) -> Result<Vec<Event>, Problem> {
    if p.state == PlacementState::Booked {
        let (event, rest) = crate::referral::booking::cancel(w, &v.setting, p, why).await?;
        return Ok(std::iter::once(event).chain(rest).collect());
    }
    let slots = store::room::slots(w, v.org(), p.id).await?;
    let goes = going(&slots, v.now);
    let (back, stay): (Vec<Slot>, Vec<Slot>) =
        slots.into_iter().partition(|s| goes.slots.contains(&s.id));
    store::day::leave(w, p, v.now).await?;
    store::room_move::give_back(w, p.id, &back).await?;
    store::booking::close_reason(w, p.id, why).await?;
    let rooms = store::room::rooms(w, v.org()).await?;
    if stay.is_empty() {
        store::booking::drop_entry(w, p.id).await?;
    } else {
        super::go::enter(w, v, p, &stay, &rooms).await?;
    }
    let order: Vec<String> = v.setting.lessons_on(p.day).iter().map(|l| l.code.clone()).collect();
    let codes: Vec<String> = back.iter().map(|s| s.code.clone()).collect();
    let mut event =
        Event::new(Verb::Released, "placement", p.id).pupil(p.pupil).fact("at", v.now.minute());
    if !codes.is_empty() {
        event = event.fact("periods", spell_periods(&codes, &order));
    }
    Ok(vec![event])
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |n: u128, name: &str, what: &'static str| Row {
        placement: Id::from_u128(n),
        name: name.into(),
        seat: format!("Seat {n}"),
        what,
        places: vec![Choice::new("7", "The Bridge").hint("Planned support. 4 of 6 seats free")],
    };
    let page = |errors: Errors, shut: bool| ShutPage {
        csrf: "gallery".into(),
        room: Id::nil(),
        name: "Isolation".into(),
        shut: shut.then(|| ("10.20".into(), "No heating".into(), "Mr Jonah Pell".into())),
        rows: match shut {
            true => Vec::new(),
            false => vec![row(1, "Marnie Tolliver-Reyes", "here"), row(2, "Jude Marl", "expected")],
        },
        seats: "seats".into(),
        pupils: "students".into(),
        overrides: true,
        form: Form::of([("why", "No heating")]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add(&format!("to-{}", Id::from_u128(1)), "Choose where they go");
    vec![
        framed("board-shut", &page(Errors::new(), false)),
        framed("board-shut-wrong", &page(errors, false)),
        framed("board-shut-done", &page(Errors::new(), true)),
    ]
}
