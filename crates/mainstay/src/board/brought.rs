//! Somebody is here without a referral: counted at once, the referrer asked after.

use super::entry::commit_all;
use super::facts::covers;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{Arrival, Entry, EntryKind};
use casework::pupil::Pupil;
use casework::room::{Placement, PlacementState, Room, Slot};
use casework::words::Concept;
use casework::{Id, Refusal};
use maud::{Markup, html};

/// The page.
pub struct BroughtPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub room_name: String,
    /// "a student"
    pub a_pupil: String,
    /// People found by the name typed.
    pub found: Vec<Choice>,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for BroughtPage {
    fn title(&self) -> String {
        "Here without a referral".into()
    }
    fn class(&self) -> &'static str {
        "page page-narrow"
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let (f, e) = (&self.form, &self.errors);
        let label = format!("Find {}", self.a_pupil);
        html! {
            div.page-one {
                (Head::new("Here without a referral").back(&board, &self.room_name).facts(html! { "Counted at once. The referral is asked for after." }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ (board) "/arrived-without-referral" } {
                    (token(&self.csrf)) (hidden("once", Id::now_v7()))
                    (Field::new("name", &label).hint("Start of a name or form.").from(f, e))
                    @if !self.found.is_empty() { (Choices::one("pupil", "Who is it?", &self.found).from(f, e)) }
                    (Field::new("place", "From where").optional().hint("The lesson or place: Food, the canteen.").from(f, e))
                    (Field::new("by", "Who brought them").optional().from(f, e))
                    p.row { button.btn type="submit" { @if self.found.is_empty() { "Find" } @else { "They are here" } } a.btn.btn-quiet href=(board) { "Back to the board" } }
                }
            }
        }
    }
}

fn refuse_cover(v: &Visit, room: Id) -> Result<(), Problem> {
    if !covers(v) {
        return Ok(());
    }
    let mut no = Refusal::because(
        "Ask the room’s own staff to add somebody",
        "A cover adult does not look up names on roll. Keep whoever was brought with you, and count them.",
        "The table of roles in Mainstay.",
    )
    .or("Back to the board", format!("/board/{room}"));
    no.by_role = true;
    Err(no.into())
}

async fn page(v: &Visit, form: Form, mut errors: Errors) -> Result<BroughtPage, Problem> {
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("room")?).await?;
    let mut found = Vec::new();
    if form.has("name") {
        let filter = store::pupil::Filter {
            text: form.text("name").to_string(),
            take: 12,
            ..Default::default()
        };
        let (people, _) = store::pupil::list(&mut read, &v.actor.roll(), &filter).await?;
        found = people
            .iter()
            .map(|p| Choice::pupil(p.id.to_string(), format!("{}, {}", p.name(), p.form)))
            .collect();
        if found.is_empty() && errors.is_empty() {
            errors.add("name", "Nobody on roll has a name or form that begins so");
        }
    }
    Ok(BroughtPage {
        csrf: v.csrf.clone(),
        room: room.id,
        room_name: room.name,
        a_pupil: v.words().a(Concept::Pupil),
        found,
        form,
        errors,
    })
}

/// Asks who it is.
pub async fn show(v: Visit) -> Answer {
    refuse_cover(&v, v.id("room")?)?;
    let page = page(&v, v.query.clone(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps a placement from this period on.
pub async fn keep(v: Visit) -> Answer {
    let room = v.id("room")?;
    refuse_cover(&v, room)?;
    let Some(pupil) = v.form.id("pupil") else {
        let mut errors = Errors::new();
        if !v.form.has("name") {
            errors.add("name", "Type the start of a name");
        }
        let page = page(&v, v.form.clone(), errors).await?;
        // Finding a name is a step, not a mistake.
        return if page.errors.is_empty() { v.page(&page) } else { v.again(&page) };
    };
    let mut errors = Errors::new();
    for field in ["place", "by"] {
        errors.limit(&v.form, field, 120);
    }
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    let today = v.today();
    let mut w = v.write("Somebody came without a referral").await?;
    let room = store::room::room(&mut w, v.org(), room).await?;
    let board = format!("/board/{}", room.id);
    if store::day::is_kept(&mut w, v.org(), once).await? {
        return v.to(board);
    }
    let pupil = store::pupil::find(&mut w, &v.actor.roll(), pupil).await?;
    let placements = store::room::placements_on(&mut w, v.org(), room.id, today).await?;
    if let Some(p) = placements.iter().find(|p| {
        p.pupil == pupil.id && !matches!(p.state, PlacementState::Closed | PlacementState::Left)
    }) {
        return Err(Refusal::because(
            format!("{} has a place in the room today", pupil.first()),
            "Somebody booked arrives on their own tile, so that the day is kept once.",
            "The school’s room procedures.",
        )
        .naming(pupil.first())
        .or("Go to their tile", super::tile_of(&v, p))
        .into());
    }
    let kept = store::room::slots_on(&mut w, v.org(), room.id, today).await?;
    let Some((code, from, to)) = period_now(&v) else {
        return Err(Refusal::because(
            "Lessons are over for today",
            "A place in the room stands for a period of lessons, and none is left today.",
            "The shape of the school’s day.",
        )
        .or("Log an on-call instead", "/duties")
        .or("Back to the board", board)
        .into());
    };
    let week = v.setting.calendar.week(today);
    let lessons = store::staff::lessons_of(&mut w, v.org(), pupil.id, today, week).await?;
    let lesson = lessons.into_iter().find(|l| l.period == code);
    // Rooms that share the seats have some of them.
    let rooms = store::room::rooms(&mut w, v.org()).await?;
    let (mut seated, mut periods) = (placements, kept);
    for other in &rooms {
        if other.id != room.id && casework::room::share(&rooms, other.id, room.id) {
            seated.extend(store::room::placements_on(&mut w, v.org(), other.id, today).await?);
            periods.extend(store::room::slots_on(&mut w, v.org(), other.id, today).await?);
        }
    }
    let seats = casework::room::seats(&rooms, &room);
    let seat = free_seat(seats, &seated, &periods, &code);
    let placement = placement(once, &pupil, &room, &v, seat);
    let slot = Slot {
        id: Id::now_v7(),
        placement: once,
        pupil: pupil.id,
        room: room.id,
        day: today,
        code: code.clone(),
        from,
        to,
        class: lesson.as_ref().map(|l| l.class),
        subject: lesson.as_ref().map(|l| l.subject.clone()).unwrap_or_default(),
        teacher: lesson.as_ref().and_then(|l| l.teacher),
        conduct: None,
        learning: None,
        done: None,
    };
    let came = Entry {
        id: Id::now_v7(),
        placement: once,
        pupil: pupil.id,
        kind: EntryKind::Came,
        code,
        at: v.now,
        until_at: None,
        body: from_whom(v.form.text("place"), v.form.text("by")),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        undone_at: None,
        undone_by: String::new(),
    };
    let mut events =
        store::day::came_without_referral(&mut w, &room, &placement, &[slot], &came).await?;
    let arrival = Arrival { met_by: v.actor.name.clone(), ..Arrival::default() };
    store::day::arrive(&mut w, &placement, v.now, &arrival).await?;
    let again = crate::returning::act::back_in_room(&mut w, &v.setting, pupil.id, today).await?;
    events.extend(again);
    let to = super::tile_of(&v, &placement);
    commit_all(&v, w, events).await?;
    v.to(to)
}

/// "from Food, with Mr Gale"
fn from_whom(place: &str, by: &str) -> String {
    match (place.is_empty(), by.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("from {}", place),
        (true, false) => format!("with {}", by),
        (false, false) => format!("from {}, with {}", place, by),
    }
}

/// The lesson that is on, or the next one.
fn period_now(v: &Visit) -> Option<(String, rulebook::Minute, rulebook::Minute)> {
    let minute = v.now.minute();
    let lessons = v.setting.lessons_on(v.today());
    lessons.iter().find(|p| minute < p.to).map(|p| (p.code.clone(), p.from, p.to))
}

/// The lowest seat nobody has in this period; `None` when the room is over its number.
fn free_seat(seats: i64, placements: &[Placement], slots: &[Slot], code: &str) -> Option<i64> {
    let taken: Vec<i64> = placements
        .iter()
        .filter(|p| p.state != PlacementState::NotHere)
        .filter(|p| slots.iter().any(|s| s.placement == p.id && s.code == code))
        .filter_map(|p| p.seat)
        .collect();
    // A seat nobody has all day first, so that two tiles do not share a number.
    let all_day: Vec<i64> = placements.iter().filter_map(|p| p.seat).collect();
    (1..=seats).find(|n| !all_day.contains(n)).or_else(|| (1..=seats).find(|n| !taken.contains(n)))
}

fn placement(id: Id, pupil: &Pupil, room: &Room, v: &Visit, seat: Option<i64>) -> Placement {
    Placement {
        id,
        pupil: pupil.id,
        referral: None,
        room: room.id,
        day: v.today(),
        seat,
        state: PlacementState::Here,
        decided_by: None,
        reason: None,
        plain_reason: String::new(),
        arrived_at: Some(v.now),
        inducted_at: None,
        left_at: None,
        closed_at: None,
        version: 1,
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    vec![framed(
        "board-without-referral",
        &BroughtPage {
            csrf: "gallery".into(),
            room: Id::nil(),
            room_name: "Internal Exclusion Room".into(),
            a_pupil: "a student".into(),
            found: vec![Choice::pupil("1", "Oluwaseun Fitzgerald-Montgomery, 10K3")],
            form: Form::of([("name", "olu"), ("place", "Food"), ("by", "Mr Gale")]),
            errors: Errors::new(),
        },
    )]
}
