//! Rooms: the name is asked apart from what kind of space it is, because a local name never
//! decides that.

use super::rows::event;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::overlaps;
use casework::room::{Room, RoomKind};
use casework::school::PeriodKind;
use casework::set_up::{differences, room_errors};
use casework::words::{Concept, Words};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::Minute;

/// The list.
pub struct RoomsPage {
    /// The school's words.
    pub words: Words,
    /// Rooms: key, name, kind, seats, lead.
    pub rooms: Vec<(Id, String, RoomKind, i64, String)>,
}

impl Page for RoomsPage {
    fn title(&self) -> String {
        "Rooms".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let rows = self
            .rooms
            .iter()
            .map(|(id, name, kind, seats, lead)| {
                vec![
                    html! { a href={ "/set-up/rooms/" (id) } { (name) } },
                    html! { (kind.label()) },
                    html! { (seats) },
                    html! { (lead) },
                ]
            })
            .collect();
        let heads = self.words.caps(Concept::Seat);
        let columns = vec![
            ("Name", false),
            ("What it is", false),
            (heads.as_str(), true),
            ("In charge", false),
        ];
        html! {
            (Head::new("Rooms").back("/set-up", "Set-up").acts(html! { a.btn href="/set-up/rooms/new" { "Add a room" } }))
            @if self.rooms.is_empty() {
                (Empty { title: "No room yet", words: &self.words.said("The board, seats and the staff notice are by room."), step: Some(("/set-up/rooms/new", "Add the first room")) })
            } @else { (Table { caption: "Rooms in use", columns, rows, dense: false }) }
        }
    }
}

/// One room.
pub struct RoomPage {
    /// The school's words.
    pub words: Words,
    /// Its key, or `None` for a new one.
    pub id: Option<Id>,
    /// Staff to choose the lead from.
    pub staff: Vec<Choice>,
    /// Other rooms with seats of their own, to share with; the first is none.
    pub others: Vec<Choice>,
    /// The school's own breaks and lunches: "Break 10.50–11.05".
    pub school: Vec<String>,
    /// When the kitchen wants lunch lists, where a room has no time of its own.
    pub list_by: Minute,
    /// Where the room's overlap them, in words.
    pub overlaps: Vec<String>,
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RoomPage {
    fn title(&self) -> String {
        if self.id.is_some() { "Change a room".into() } else { "Add a room".into() }
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let kinds: Vec<Choice> = RoomKind::ALL
            .iter()
            .map(|k| {
                let hint = match k {
                    RoomKind::Removal => "Sent here for behaviour, and missing lessons. Hours are counted and reported as removal.",
                    RoomKind::Support => "Planned teaching or help away from the class. Not a sanction.",
                    RoomKind::Calming => "A short time to settle, freely left. Not a sanction.",
                };
                Choice::new(k.code(), k.label()).hint(hint)
            })
            .collect();
        let action = match self.id {
            Some(id) => format!("/set-up/rooms/{id}"),
            None => "/set-up/rooms/new".to_string(),
        };
        let list_by = format!("Where it is not {}, as for the rest of the school.", self.list_by);
        let time = |name, label, hint| Field {
            kind: "time",
            ..Field::new(name, label).hint(hint).from(f, e)
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/set-up/rooms", "Rooms"))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action=(action) {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("once", f.text("once")))
                    (Field::new("name", "What the school calls it").from(f, e))
                    (Choices::one("kind", "What kind of space is it?", &kinds).hint("Asked apart from its name: this decides how time there is counted.").from(f, e))
                    (Field { kind: "number", ..Field::new("seats", &self.words.caps(Concept::Seat)).from(f, e) })
                    @if self.others.len() > 1 {
                        (Choices::one("shares", &format!("Whose {}?", self.words.many(Concept::Seat)), &self.others).look(Look::Select).hint(&self.words.said("Spaces side by side may use one set of seats. Then they are full together, and the number above does not count.")).from(f, e))
                    }
                    (Field::new("door", "Where they come in").hint("Printed in letters, such as “the side door by the library”.").optional().from(f, e))
                    (time("arrive_at", "They are met at", ""))
                    div.row { (time("break_from", "The room’s break, from", "")) (time("break_to", "to", "")) }
                    div.row { (time("lunch_from", "The room’s lunch, from", "")) (time("lunch_to", "to", "")) }
                    p.soft {
                        "The room’s own break and lunch, apart from everybody else’s."
                        @if !self.school.is_empty() { " The school’s: " (self.school.join(", ")) "." }
                    }
                    (Field { kind: "time", ..Field::new("lunch_list_by", "The kitchen wants its lunch list by").hint(&list_by).optional().from(f, e) })
                    @for words in &self.overlaps { p { (Tag(Standing::Risk, "Overlap")) " " (words) "." } }
                    @if let (Some(id), true) = (self.id, f.text("shares").is_empty()) { p { a href={ "/set-up/rooms/" (id) "/seats" } { "Draw the " (self.words.many(Concept::Seat)) } " as they stand in the room." } }
                    (Choices::one("lead", "Who is in charge", &self.staff).look(Look::Select).hint("Unless handed over.").from(f, e))
                    @if self.id.is_some() {
                        label.choice { input type="checkbox" name="retire" value="yes" checked[f.ticked("retire")]; span { "No longer in use" } span.hint { (self.words.said("Old placements keep it.")) } }
                    }
                    div.row { button.btn type="submit" { "Keep the room" } a.btn.btn-2 href="/set-up/rooms" { "Leave it" } }
                }
            }
        }
    }
}

fn values(r: &Room, staff: &[Choice]) -> Vec<(String, String)> {
    let lead = r.lead.map(|l| l.to_string()).unwrap_or_default();
    let lead = staff.iter().find(|c| c.value == lead).map(|c| c.label.clone());
    [
        ("name", r.name.clone()),
        ("kind", r.kind.label().to_string()),
        ("seats", r.seats.to_string()),
        ("door", r.door.clone()),
        ("met at", r.arrive_at.to_string()),
        ("break", format!("{}–{}", r.break_from, r.break_to)),
        ("lunch", format!("{}–{}", r.lunch_from, r.lunch_to)),
        ("lunch list due", r.lunch_list_by.map(|m| m.to_string()).unwrap_or_default()),
        ("in charge", lead.unwrap_or_default()),
        ("shares seats", if r.shares.is_some() { "yes" } else { "no" }.to_string()),
        ("in use", if r.active { "yes" } else { "no" }.to_string()),
    ]
    .map(|(n, v)| (n.to_string(), v))
    .to_vec()
}

fn filled(r: &Room) -> Form {
    Form::of([
        ("version", r.version.to_string()),
        ("name", r.name.clone()),
        ("kind", r.kind.code().to_string()),
        ("seats", r.seats.to_string()),
        ("door", r.door.clone()),
        ("arrive_at", r.arrive_at.input()),
        ("break_from", r.break_from.input()),
        ("break_to", r.break_to.input()),
        ("lunch_from", r.lunch_from.input()),
        ("lunch_to", r.lunch_to.input()),
        ("lunch_list_by", r.lunch_list_by.map(|m| m.input()).unwrap_or_default()),
        ("lead", r.lead.map(|l| l.to_string()).unwrap_or_default()),
        ("shares", r.shares.map(|l| l.to_string()).unwrap_or_default()),
    ])
}

async fn staff(v: &Visit) -> Result<Vec<Choice>, Problem> {
    let mut read = v.read().await?;
    let staff = store::staff::all(&mut read, v.org()).await?;
    let nobody = Choice::new("", "Nobody yet");
    Ok(std::iter::once(nobody)
        .chain(staff.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect())
}

async fn sheet(v: &Visit, id: Option<Id>, form: Form, errors: Errors) -> Result<RoomPage, Problem> {
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    drop(read);
    let others = std::iter::once(Choice::new("", "Its own"))
        .chain(
            rooms
                .iter()
                .filter(|r| Some(r.id) != id && r.shares.is_none())
                .map(|r| Choice::new(r.id.to_string(), format!("Those of {}", r.name))),
        )
        .collect();
    let own = rooms.iter().find(|r| Some(r.id) == id);
    let mut school: Vec<String> = Vec::new();
    for p in &v.setting.periods {
        let said = format!("{} {}–{}", p.code, p.from, p.to);
        if matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch) && !school.contains(&said) {
            school.push(said);
        }
    }
    let words = v.words().clone();
    Ok(RoomPage {
        words,
        id,
        staff: staff(v).await?,
        others,
        school,
        list_by: v.setting.rules.lunch_list_by,
        overlaps: own.map(|r| overlaps(r, &v.setting.periods)).unwrap_or_default(),
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Kept; and where its break or lunch meets the school's own, that is said at once.
fn kept(v: &Visit, room: &Room) -> Answer {
    match overlaps(room, &v.setting.periods).first() {
        Some(words) => {
            v.to_saying(format!("/set-up/rooms/{}", room.id), format!("The room is kept. {words}"))
        }
        None => v.to_saying("/set-up/rooms", "The room is kept"),
    }
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    let leads: Vec<Id> = rooms.iter().filter_map(|r| r.lead).collect();
    let staff = store::staff::several(&mut read, v.org(), &leads).await?;
    drop(read);
    let name = |id: Option<Id>| {
        staff
            .iter()
            .find(|s| Some(s.id) == id)
            .map(|s| s.full())
            .unwrap_or_else(|| "Nobody yet".into())
    };
    v.page(&RoomsPage {
        words: v.words().clone(),
        rooms: rooms.into_iter().map(|r| (r.id, r.name, r.kind, r.seats, name(r.lead))).collect(),
    })
}

/// Shows the form for a new room.
pub async fn new(v: Visit) -> Answer {
    let name = v.words().cap(Concept::Room);
    let form =
        Form::of([("once", Id::now_v7().to_string()), ("name", name), ("seats", "6".into())]);
    let page = sheet(&v, None, form, Errors::new()).await?;
    v.page(&page)
}

/// Shows a room.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let page = sheet(&v, Some(room.id), filled(&room), Errors::new()).await?;
    v.page(&page)
}

async fn typed(v: &Visit, id: Id, version: i64, errors: &mut Errors) -> Result<Room, Problem> {
    let f = &v.form;
    let time = |errors: &mut Errors, name: &str| {
        errors.get(f.minute(name), name, "Give a time such as 11.10").unwrap_or_default()
    };
    let room = Room {
        id,
        name: errors.need(f, "name", 80, "Give the room a name"),
        kind: errors
            .get(f.coded::<RoomKind>("kind"), "kind", "Say what kind of space it is")
            .unwrap_or(RoomKind::Removal),
        seats: f.int("seats").unwrap_or(0),
        door: errors.limit(f, "door", 200),
        arrive_at: time(errors, "arrive_at"),
        break_from: time(errors, "break_from"),
        break_to: time(errors, "break_to"),
        lunch_from: time(errors, "lunch_from"),
        lunch_to: time(errors, "lunch_to"),
        lunch_list_by: match f.has("lunch_list_by") {
            true => errors.get(
                f.minute("lunch_list_by"),
                "lunch_list_by",
                "Give a time such as 10.30, or leave it",
            ),
            false => None,
        },
        lead: f.id("lead"),
        shares: f.id("shares"),
        active: !f.ticked("retire"),
        version,
    };
    if errors.is_empty() {
        let found = room_errors(
            room.arrive_at,
            (room.break_from, room.break_to),
            (room.lunch_from, room.lunch_to),
            room.seats,
        );
        for (field, message) in found {
            errors.add(field, message);
        }
    }
    let mut read = v.read().await?;
    let rooms = store::room::rooms(&mut read, v.org()).await?;
    drop(read);
    if let Some(message) = casework::room::sharing_error(&rooms, id, room.shares) {
        errors.add("shares", message);
    }
    if !room.active && rooms.iter().any(|r| r.shares == Some(id)) {
        errors.add(
            "retire",
            v.words().said("Other rooms share its seats. Give them seats of their own first"),
        );
    }
    if let Some(lead) = room.lead {
        let mut read = v.read().await?;
        if store::staff::find(&mut read, v.org(), lead).await.is_err() {
            errors.add("lead", "Choose somebody from the list");
        }
    }
    Ok(room)
}

/// Keeps a new room.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let room = typed(&v, id, 1, &mut errors).await?;
    if !errors.is_empty() {
        let form = v.form.clone().with("once", id.to_string());
        let page = sheet(&v, None, form, errors).await?;
        return v.again(&page);
    }
    let changes = differences(&[], &values(&room, &staff(&v).await?));
    let mut w = v.write("Adding a room").await?;
    if store::room::room(&mut w, v.org(), id).await.is_ok() {
        return v.to_saying("/set-up/rooms", "The room is kept");
    }
    store::room::add(&mut w, &room).await?;
    v.commit(w, event(Verb::RoomChanged, "room", id, &changes), Vec::new()).await?;
    kept(&v, &room)
}

/// Keeps a change.
pub async fn change(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let now = store::room::room(&mut read, v.org(), v.id("id")?).await?;
    drop(read);
    let mut errors = Errors::new();
    let version = v.form.int("version").unwrap_or(0);
    let room = typed(&v, now.id, version, &mut errors).await?;
    if !errors.is_empty() {
        let page = sheet(&v, Some(now.id), v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let people = staff(&v).await?;
    let changes = differences(&values(&now, &people), &values(&room, &people));
    if changes.is_empty() {
        return v.to("/set-up/rooms");
    }
    let mut w = v.write("Changing a room").await?;
    store::room::change(&mut w, &room).await?;
    v.commit(w, event(Verb::RoomChanged, "room", room.id, &changes), Vec::new()).await?;
    kept(&v, &room)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let mut errors = Errors::new();
    errors.add("kind", "Say what kind of space it is");
    errors.add("lunch_from", "The room’s break and lunch overlap");
    vec![
        framed("set-up-rooms-empty", &RoomsPage { words: Words::default(), rooms: Vec::new() }),
        framed(
            "set-up-rooms",
            &RoomsPage {
                words: Words::default(),
                rooms: vec![(
                    Id::from_u128(1),
                    "Internal Exclusion Room".into(),
                    RoomKind::Removal,
                    6,
                    "Ms Dara Okell".into(),
                )],
            },
        ),
        framed(
            "set-up-room-wrong",
            &RoomPage {
                words: Words::default(),
                id: None,
                staff: vec![Choice::new("", "Nobody yet")],
                others: vec![
                    Choice::new("", "Its own"),
                    Choice::new(Id::from_u128(2), "Those of Isolation"),
                ],
                school: vec!["Break 10.50–11.05".into(), "Lunch 12.50–13.30".into()],
                list_by: Minute::new(10, 30).unwrap_or_default(),
                overlaps: vec![
                    "The room’s lunch, 12.45 to 13.15, overlaps the school’s lunch, 12.50 to 13.30"
                        .into(),
                ],
                csrf: "gallery".into(),
                form: Form::of([("name", "The Bridge"), ("seats", "6")]),
                errors,
            },
        ),
    ]
}
