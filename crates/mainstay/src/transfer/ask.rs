//! Asking another room to take a pupil; from a placement, what remains of it is cancelled with the
//! same reason.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::pupil::Pupil;
use casework::room::{Placement, PlacementState};
use casework::transfer::{LONGEST, Transfer, TransferState, TransferWay, may_ask, reply_by};
use casework::words::Concept;
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// The page.
pub struct AskPage {
    /// Form token.
    pub csrf: String,
    /// The pupil.
    pub pupil: Id,
    /// "Marnie Tolliver-Reyes, 10B"
    pub name: String,
    /// The placement it comes from: key, version, and "Tue 24 Nov 2026, Isolation".
    pub placement: Option<(Id, i64, String)>,
    /// The school's word for a placement.
    pub placement_word: String,
    /// Rooms to ask, each with what it is and who answers.
    pub rooms: Vec<Choice>,
    /// "Wed 25 Nov 2026"
    pub reply_by: String,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for AskPage {
    fn title(&self) -> String {
        "Ask another room".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let ways: Vec<Choice> = TransferWay::ALL
            .iter()
            .filter(|w| self.placement.is_some() || **w != TransferWay::Instead)
            .map(|w| match w {
                TransferWay::Instead => Choice::new(
                    w.code(),
                    format!("Instead of the rest of the {}", self.placement_word),
                )
                .hint("What remains of it is cancelled now, with your reason."),
                other => Choice::new(other.code(), other.label()),
            })
            .collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&format!("Ask another room: {}", self.name)).about(&self.name).back("/transfers", "Between rooms")
                    .facts(html! { @if let Some((_, _, said)) = &self.placement { "Booked: " (said) } }))
                (ErrorSummary(e))
                form.sheet.stack method="post" action="/transfers/new" {
                    (token(&self.csrf)) (hidden("once", Id::now_v7())) (hidden("pupil", self.pupil))
                    @if let Some((id, version, _)) = &self.placement { (hidden("placement", id)) (hidden("version", version)) }
                    @if self.rooms.is_empty() { p { "There is no other room in use." } }
                    @else {
                        (Choices::one("room", "Which room?", &self.rooms).from(f, e))
                        (Choices::one("way", "What is asked?", &ways).from(f, e))
                        (Field::new("start_on", "From which day").kind("date").from(f, e))
                        (Area::new("why", "Why").rows(4).from(f, e))
                        p.soft { "An answer is due by " (self.reply_by) ". After that it is red on both sides." }
                        div { button.btn type="submit" { "Ask" } }
                    }
                }
            }
        }
    }
}

/// Whether anything of a placement is still to be spent.
fn remains(p: &Placement, today: Day) -> bool {
    p.day >= today && matches!(p.state, PlacementState::Booked | PlacementState::Here)
}

/// Whom it is about: a placement, or a pupil alone.
async fn about(
    v: &Visit,
    src: &mut dyn Source,
    form: &Form,
) -> Result<(Pupil, Option<Placement>), Problem> {
    let placement = match form.id("placement") {
        Some(id) => Some(store::room::placement(src, v.org(), id).await?),
        None => None,
    };
    let asked = placement.as_ref().map(|p| p.pupil).or(form.id("pupil"));
    let pupil = asked.ok_or(Problem::Missing)?;
    let pupil = store::pupil::find(src, &super::reach(v), pupil).await?;
    may_ask(&v.actor, &v.setting, pupil.year).map_err(|no| Problem::from(*no))?;
    Ok((pupil, placement))
}

async fn page(
    v: &Visit,
    src: &mut dyn Source,
    pupil: &Pupil,
    placement: Option<&Placement>,
    form: Form,
    errors: Errors,
) -> Result<AskPage, Problem> {
    let rooms = store::room::rooms(src, v.org()).await?;
    let mut choices = Vec::new();
    for r in rooms.iter().filter(|r| placement.is_none_or(|p| p.room != r.id)) {
        let lead = match r.lead {
            Some(id) => store::staff::find(src, v.org(), id).await?.full(),
            None => "nobody is in charge of it yet".into(),
        };
        let hint = format!("{}. Asked: {lead}", r.kind.label());
        choices.push(Choice::new(r.id.to_string(), &r.name).hint(hint));
    }
    let open = placement.filter(|p| remains(p, v.today()));
    Ok(AskPage {
        csrf: v.csrf.clone(),
        pupil: pupil.id,
        name: format!("{}, {}", pupil.name(), pupil.form),
        placement: open.map(|p| {
            let room = rooms.iter().find(|r| r.id == p.room).map_or("", |r| r.name.as_str());
            (p.id, p.version, format!("{}, {room}", p.day))
        }),
        placement_word: v.words().one(Concept::Placement).to_string(),
        rooms: choices,
        reply_by: reply_by(&v.setting, v.today()).to_string(),
        form,
        errors,
    })
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (pupil, placement) = about(&v, &mut read, &v.query).await?;
    let start = placement.as_ref().map(|p| p.day).filter(|d| *d >= v.today());
    let next = v.setting.calendar.first_on_or_after(v.today().plus(1));
    let start = start.or(next).unwrap_or_else(|| v.today());
    let way = if placement.is_some() { TransferWay::Instead } else { TransferWay::Up };
    let form = Form::of([("start_on", start.iso()), ("way", way.code().to_string())]);
    let page = page(&v, &mut read, &pupil, placement.as_ref(), form, Errors::new()).await?;
    v.page(&page)
}

/// Asks.
pub async fn send(v: Visit) -> Answer {
    let why = v.form.text("why").to_string();
    let mut w = v.write(if why.is_empty() { "Asking another room" } else { &why }).await?;
    let (pupil, placement) = about(&v, &mut w, &v.form).await?;
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::transfer::find(&mut w, v.org(), once).await.is_ok() {
        return v.to(format!("/transfers/{once}"));
    }
    let rooms = store::room::rooms(&mut w, v.org()).await?;
    let mut e = Errors::new();
    let room = v.form.id("room").and_then(|id| rooms.iter().find(|r| r.id == id)).cloned();
    let room = e.get(room, "room", "Choose a room");
    let way = e.get(v.form.coded::<TransferWay>("way"), "way", "Say what is asked");
    let start_on =
        e.get(v.form.day("start_on"), "start_on", "Give the day as a date, such as 24/11/2026");
    if let Some(day) = start_on {
        if let Some(why) = v.setting.calendar.why_closed(day) {
            e.add("start_on", format!("Nobody is in on that day: {why}"));
        } else if day < v.today() {
            e.add("start_on", "Give today or a day to come");
        }
    }
    e.need(&v.form, "why", LONGEST, "Say why, for whoever answers");
    let open = placement.as_ref().filter(|p| remains(p, v.today()));
    let instead = way == Some(TransferWay::Instead);
    if instead && open.is_none() {
        e.add("way", "Nothing remains of it to be cancelled");
    }
    let (Some(room), Some(way), Some(start_on), true) = (room, way, start_on, e.is_empty()) else {
        let page = page(&v, &mut w, &pupil, placement.as_ref(), v.form.clone(), e).await?;
        return v.again(&page);
    };
    if let Some(p) = open.filter(|_| instead)
        && v.form.int("version") != Some(p.version)
    {
        return Err(Problem::Stale(v.form.kept()));
    }
    let transfer = Transfer {
        id: once,
        pupil: pupil.id,
        placement: placement.as_ref().map(|p| p.id),
        from_room: placement.as_ref().map(|p| p.room),
        to_room: room.id,
        way,
        why: why.clone(),
        start_on,
        asked_by: v.actor.staff,
        asked_name: v.actor.name.clone(),
        asked_at: v.now,
        reply_by: reply_by(&v.setting, v.today()),
        state: TransferState::Asked,
        answered_name: String::new(),
        answered_at: None,
        answer: String::new(),
        version: 1,
    };
    let first = store::transfer::ask(&mut w, &transfer, &room.name).await?;
    let mut events = Vec::new();
    if let Some(p) = open.filter(|_| instead) {
        events = crate::board::shut::release(&mut w, &v, p, &why).await?;
    }
    if let Some(first) = first {
        v.commit(w, first, events).await?;
    }
    v.to_saying(
        format!("/transfers/{once}"),
        format!("{} was asked. An answer is due by {}", room.name, transfer.reply_by),
    )
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |placement: bool, errors: Errors| AskPage {
        csrf: "gallery".into(),
        pupil: Id::from_u128(2),
        name: "Marnie Tolliver-Reyes, 10B".into(),
        placement: placement
            .then(|| (Id::from_u128(3), 1, "Tue 24 Nov 2026, Isolation".to_string())),
        placement_word: "placement".into(),
        rooms: vec![
            Choice::new("1", "The Bridge").hint("Planned support. Asked: Mr Lyle Okoro"),
            Choice::new("2", "Reset")
                .hint("A calming space, not a sanction. Asked: nobody is in charge of it yet"),
        ],
        reply_by: "Wed 25 Nov 2026".into(),
        form: Form::of([
            ("way", if placement { "instead" } else { "up" }),
            ("start_on", "2026-11-24"),
        ]),
        errors,
    };
    let mut errors = Errors::new();
    errors.add("room", "Choose a room");
    errors.add("why", "Say why, for whoever answers");
    vec![
        framed("transfer-ask", &page(true, Errors::new())),
        framed("transfer-ask-wrong", &page(false, errors)),
    ]
}
