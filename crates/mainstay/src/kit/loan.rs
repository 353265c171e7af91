//! Handing out and taking back: one tap from a tile, and what happens to what is not back. What one
//! pupil has and uses stands on one page, reached from their tile.
//!
//! Must never know: whether a device may be handed out; casework says, with who holds it.

use super::devices::holder;
use crate::board::facts::room_is_theirs;
use crate::board::{back, open, tile_of};
use crate::duty::names;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Head, Look, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::device::{self, Ask, Booking, Device, Loan};
use casework::kit::resource::{Rating, Resource, Use};
use casework::room::{Placement, Slot};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use store::kit::resource::Used;
use store::{Source, Write};

/// What one pupil has and uses.
pub struct PupilKitPage {
    /// Placement.
    pub placement: Id,
    /// Where the tile is.
    pub tile: String,
    /// Name and form.
    pub who: String,
    /// What they have, with the device's name.
    pub out: Vec<(Loan, String)>,
    /// Devices that can be handed out now, and whether each is promised to them.
    pub free: Vec<(Device, bool)>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Their periods.
    pub codes: Vec<String>,
    /// Used so far.
    pub uses: Vec<Use>,
    /// The period now, or empty.
    pub now: String,
    /// Form token.
    pub csrf: String,
}

impl Page for PupilKitPage {
    fn title(&self) -> String {
        format!("Kit for {}", self.who)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let post = format!("/placements/{}/device", self.placement);
        let now = Form::of([("code", self.now.as_str())]);
        let none = Errors::new();
        let codes: Vec<Choice> = self.codes.iter().map(|c| Choice::new(c, c)).collect();
        let resources: Vec<Choice> =
            self.resources.iter().map(|r| Choice::new(r.id.to_string(), &r.name)).collect();
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).about(&self.who).back(&self.tile, "Board"))
                section.stack aria-labelledby="has" {
                    h2 #has { "Has now" }
                    @if self.out.is_empty() { p.soft { "Nothing is out." } }
                    @for (l, name) in &self.out { form.row method="post" action=(post) {
                        (token(&self.csrf)) (hidden("loan", l.id))
                        p { (l.out(name)) ", since " (l.issued_at.minute()) }
                        @if l.device_out() { button.btn type="submit" name="act" value="back" { (name) " back" } }
                        @if l.charger_out() { button.btn.btn-2 type="submit" name="act" value="charger" { "Charger back" } }
                    } }
                }
                section.stack aria-labelledby="give" {
                    h2 #give { "Hand out" }
                    @if self.free.is_empty() { p.soft { "No device is free now." } }
                    ul.clocks { @for (d, promised) in &self.free { li.clock {
                        @if *promised { (Tag(Standing::Due, "Booked for them")) } @else { (Tag(Standing::None, "Free")) }
                        p.clock-what { (d.name) }
                        form.row method="post" action=(post) {
                            (token(&self.csrf)) (hidden("device", d.id)) (hidden("once", Id::now_v7()))
                            button.btn.btn-2 type="submit" name="act" value="issue" { "Hand out" span.vh { " " (d.name) } }
                            @if d.charger { button.btn.btn-2 type="submit" name="act" value="issue_with" { "With its charger" span.vh { ": " (d.name) } } }
                        }
                    } } }
                }
                section.stack aria-labelledby="used" {
                    h2 #used { "Used to help with work" }
                    @for u in &self.uses {
                        @let name = self.resources.iter().find(|r| r.id == u.resource).map_or("A resource no longer used", |r| r.name.as_str());
                        form.row method="post" action={ "/placements/" (self.placement) "/resource" } {
                            (token(&self.csrf)) (hidden("resource", u.resource)) (hidden("code", &u.code))
                            p { (u.code) ": " (name) @if let Some(r) = u.rating { ", " (r.label().to_lowercase()) } }
                            @for r in Rating::ALL { @if u.rating != Some(*r) { button.btn.btn-quiet type="submit" name="rating" value=(r.code()) { (r.label()) span.vh { ": " (name) " in " (u.code) } } } }
                        }
                    }
                    @if self.resources.is_empty() {
                        p.soft { "The list of resources is empty. It is under Kit." }
                    } @else {
                        form.sheet.stack method="post" action={ "/placements/" (self.placement) "/resource" } {
                            (token(&self.csrf))
                            (Choices::one("resource", "What was used", &resources).look(Look::Select))
                            (Choices::one("code", "In which period", &codes).look(Look::Scale).from(&now, &none))
                            div { button.btn.btn-2 type="submit" { "Keep that it was used" } }
                        }
                    }
                }
            }
        }
    }
}

/// Where what is not back is settled.
pub struct SettlePage {
    /// The loan.
    pub loan: Loan,
    /// What is out: "Laptop 3 and its charger".
    pub what: String,
    /// Who had it.
    pub who: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for SettlePage {
    fn title(&self) -> String {
        "A device that is not back".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let l = &self.loan;
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).back("/kit/devices", "Devices"))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { "Not back" } dd { @if self.what.is_empty() { "Nothing: it is all back, or settled" } @else { (self.what) } } }
                    div { dt { "Who had it" } dd { (pupil_name(&self.who)) } }
                    div { dt { "Handed out" } dd { (l.issued_at) " by " (l.issued_by) } }
                    @if let Some(at) = l.returned_at { div { dt { "Device back" } dd { (at) ", taken by " (l.returned_by) } } }
                    @if let Some(at) = l.charger_back_at { div { dt { "Charger back" } dd { (at) } } }
                    @if let Some(at) = l.settled_at { div { dt { "Written off" } dd { (at) " by " (l.settled_by) ": " (l.settled_why) } } }
                }
                @if l.is_open() {
                    form.row method="post" action={ "/kit/loans/" (l.id) "/back" } {
                        (token(&self.csrf))
                        button.btn type="submit" name="what" value="all" { "Found: it is all back" }
                    }
                    form.stack.stack-5 method="post" action={ "/kit/loans/" (l.id) } {
                        (token(&self.csrf))
                        (Area::new("why", "Or write it off: why?").hint("Kept with your name. It leaves the list and is not handed out again until it is found.").rows(3).from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Write it off" } }
                    }
                }
            }
        }
    }
}

async fn settle_page(v: &Visit, form: Form, errors: Errors) -> Result<SettlePage, Problem> {
    let mut read = v.read().await?;
    let loan = store::kit::device::loan(&mut read, v.org(), v.id("id")?).await?;
    let device = store::kit::device::find(&mut read, v.org(), loan.device).await?;
    let names = names(&mut read, v, &[loan.pupil]).await?;
    Ok(SettlePage {
        what: loan.out(&device.name),
        who: names.get(&loan.pupil).cloned().unwrap_or_else(|| "Not yours to see".into()),
        loan,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows what is not back.
pub async fn show(v: Visit) -> Answer {
    let page = settle_page(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Writes it off, with the reason.
pub async fn write_off(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", 500, "Say why it is written off");
    if !errors.is_empty() {
        let page = settle_page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Writing off a device that was not back").await?;
    match gone(&mut w, &v, v.id("id")?, &why).await? {
        Some(event) => {
            v.commit(w, event, Vec::new()).await?;
            v.to_saying("/kit/devices", "Written off. The reason is kept")
        }
        None => v.to_saying("/kit/devices", "That was settled already"),
    }
}

/// Writes off what is not back of a loan. The device itself leaves the list where it was the
/// device. Nothing where it was settled before.
pub(crate) async fn gone(
    w: &mut Write,
    v: &Visit,
    id: Id,
    why: &str,
) -> Result<Option<Event>, Problem> {
    let loan = store::kit::device::loan(w, v.org(), id).await?;
    let mut device = store::kit::device::find(w, v.org(), loan.device).await?;
    let what = loan.out(&device.name);
    let whole = loan.device_out();
    if !store::kit::device::write_off(w, id, why, &v.actor.name).await? {
        return Ok(None);
    }
    if whole {
        device.active = false;
    } else {
        device.charger = false;
    }
    store::kit::device::change(w, &device).await?;
    Ok(Some(
        Event::new(Verb::DeviceWrittenOff, "device", device.id)
            .pupil(loan.pupil)
            .fact("what", what),
    ))
}

/// Takes back a device, its charger or both.
pub async fn take_back(v: Visit) -> Answer {
    let what = v.form.text("what").to_string();
    let mut w = v.write("Taking a device back").await?;
    let loan = store::kit::device::loan(&mut w, v.org(), v.id("id")?).await?;
    if let Some(event) = came_back(&mut w, &v, &loan, &what).await? {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying("/kit/devices", "Back")
}

async fn came_back(
    w: &mut Write,
    v: &Visit,
    loan: &Loan,
    what: &str,
) -> Result<Option<Event>, Problem> {
    let device = what != "charger";
    let charger = matches!(what, "charger" | "all");
    let name = store::kit::device::find(w, v.org(), loan.device).await?.name;
    let back = store::kit::device::take_back(w, loan.id, device, charger, &v.actor.name).await?;
    Ok(back.then(|| {
        let what = match (device, charger) {
            (true, true) => format!("{name} and its charger"),
            (true, false) => name,
            _ => format!("The charger of {name}"),
        };
        Event::new(Verb::DeviceReturned, "device", loan.device).pupil(loan.pupil).fact("what", what)
    }))
}

/// The period of the placement that is on now.
fn slot_now<'a>(v: &Visit, slots: &'a [Slot]) -> Option<&'a Slot> {
    let minute = v.now.minute();
    slots.iter().find(|s| s.day == v.today() && s.from <= minute && minute < s.to)
}

/// Shows what one pupil has and uses.
pub async fn of_pupil(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (placement, pupil) = open(&v, &mut read, v.id("id")?).await?;
    let org = v.org();
    let devices = store::kit::device::all(&mut read, org).await?;
    let open = store::kit::device::open(&mut read, org).await?;
    let bookings = store::kit::device::bookings(&mut read, org, placement.day).await?;
    let slots = store::room::slots(&mut read, org, placement.id).await?;
    let mut resources = store::kit::resource::all(&mut read, org).await?;
    resources.retain(|r| r.active);
    let mut uses = store::kit::resource::uses(&mut read, org, placement.day, placement.day).await?;
    uses.retain(|u| u.placement == placement.id);
    let now = slot_now(&v, &slots).map(|s| s.code.clone()).unwrap_or_default();
    let promised = |d: &Device| {
        bookings.iter().any(|b| b.device == d.id && b.code == now && b.pupil == placement.pupil)
    };
    let mut free: Vec<(Device, bool)> = devices
        .iter()
        .filter(|d| {
            let ask = ask(d, &placement, &now, "");
            device::may_issue(&ask, &bookings, &open, &|_| String::new()).is_ok()
        })
        .map(|d| (d.clone(), promised(d)))
        .collect();
    free.sort_by_key(|(_, promised)| !promised);
    let out = open
        .into_iter()
        .filter(|l| l.placement == placement.id)
        .map(|l| {
            let name = devices.iter().find(|d| d.id == l.device).map(|d| d.name.clone());
            (l, name.unwrap_or_default())
        })
        .collect();
    v.page(&PupilKitPage {
        placement: placement.id,
        tile: tile_of(&v, &placement),
        who: format!("{}, {}", pupil.name(), pupil.form),
        out,
        free,
        resources,
        codes: slots.iter().map(|s| s.code.clone()).collect(),
        uses,
        now,
        csrf: v.csrf.clone(),
    })
}

fn ask<'a>(device: &'a Device, p: &Placement, code: &'a str, back: &'a str) -> Ask<'a> {
    Ask { device, day: p.day, code, pupil: p.pupil, back }
}

/// One tap: hands a device out, takes it back, or takes back its charger.
pub async fn tap(v: Visit) -> Answer {
    let mut w = v.write("Handing out or taking back a device").await?;
    let (placement, _) = open(&v, &mut w, v.id("id")?).await?;
    room_is_theirs(&v, &mut w, placement.room, v.now).await?;
    let act = v.form.text("act").to_string();
    if let "back" | "charger" | "undo" = act.as_str() {
        let id = v.form.id("loan").ok_or(Problem::Missing)?;
        let loan = store::kit::device::loan(&mut w, v.org(), id).await?;
        if loan.placement != placement.id {
            return Err(Problem::Missing);
        }
        let what = match act.as_str() {
            "undo" if loan.charger_out() => "all",
            "charger" => "charger",
            _ => "device",
        };
        if let Some(event) = came_back(&mut w, &v, &loan, what).await? {
            v.commit(w, event, Vec::new()).await?;
        }
        return back(&v, &placement).await;
    }
    if !matches!(act.as_str(), "issue" | "issue_with") {
        return Err(Problem::Missing);
    }
    let id = v.form.id("device").ok_or(Problem::Missing)?;
    let device = store::kit::device::find(&mut w, v.org(), id).await?;
    let slots = store::room::slots(&mut w, v.org(), placement.id).await?;
    let now = slot_now(&v, &slots).map(|s| s.code.clone()).unwrap_or_default();
    let bookings = store::kit::device::bookings(&mut w, v.org(), placement.day).await?;
    let loans = store::kit::device::open(&mut w, v.org()).await?;
    let once = v.form.id("once").unwrap_or_else(Id::now_v7);
    // Two taps, or a tap sent twice, hand it to one person once.
    let theirs = |l: &&Loan| l.device == id && l.placement == placement.id && l.device_out();
    if loans.iter().any(|l| l.id == once || theirs(&l)) {
        return back(&v, &placement).await;
    }
    let ids: Vec<Id> =
        bookings.iter().map(|b| b.pupil).chain(loans.iter().map(|l| l.pupil)).collect();
    let named = names(&mut w, &v, &ids).await?;
    let page = format!("/placements/{}/device", placement.id);
    device::may_issue(&ask(&device, &placement, &now, &page), &bookings, &loans, &holder(&named))
        .map_err(|no| Problem::from(*no))?;
    let loan = Loan {
        id: once,
        device: id,
        day: v.today(),
        pupil: placement.pupil,
        placement: placement.id,
        issued_at: v.now,
        issued_by: v.actor.name.clone(),
        charger: act == "issue_with" && device.charger,
        returned_at: None,
        returned_by: String::new(),
        charger_back_at: None,
        settled_at: None,
        settled_why: String::new(),
        settled_by: String::new(),
    };
    if !store::kit::device::issue(&mut w, &loan).await? {
        return back(&v, &placement).await;
    }
    let what =
        if loan.charger { format!("{} and its charger", device.name) } else { device.name.clone() };
    let event =
        Event::new(Verb::DeviceIssued, "device", id).pupil(placement.pupil).fact("what", what);
    let more = counted(&mut w, &v, &device, &placement, &now, &bookings).await?;
    v.commit(w, event, more).await?;
    back(&v, &placement).await
}

/// A device that belongs to a resource counts as its use: in the period it was handed out, and in
/// those it was booked for.
async fn counted(
    w: &mut Write,
    v: &Visit,
    device: &Device,
    placement: &Placement,
    now: &str,
    bookings: &[Booking],
) -> Result<Vec<Event>, Problem> {
    let Some(resource) = device.resource else { return Ok(Vec::new()) };
    let mut codes: Vec<&str> = bookings
        .iter()
        .filter(|b| b.device == device.id && b.placement == placement.id)
        .map(|b| b.code.as_str())
        .collect();
    if !now.is_empty() && !codes.contains(&now) {
        codes.push(now);
    }
    let mut events = Vec::new();
    for code in codes {
        events.extend(used(w, v, resource, placement, code, None).await?);
    }
    Ok(events)
}

async fn used(
    w: &mut Write,
    v: &Visit,
    resource: Id,
    placement: &Placement,
    code: &str,
    rating: Option<Rating>,
) -> Result<Option<Event>, Problem> {
    let found = store::kit::resource::find(w, v.org(), resource).await?;
    let use_ = Used {
        resource,
        pupil: placement.pupil,
        placement: placement.id,
        day: placement.day,
        code: code.to_string(),
        rating,
    };
    let kept = store::kit::resource::use_it(w, &use_, &v.actor.name).await?;
    Ok(kept.then(|| {
        let event = Event::new(Verb::ResourceUsed, "resource", resource)
            .pupil(placement.pupil)
            .fact("what", &found.name)
            .fact("period", code);
        match rating {
            Some(r) => event.fact("helped", r.code()),
            None => event,
        }
    }))
}

/// Keeps that a resource was used in a period, or how far it helped.
pub async fn use_resource(v: Visit) -> Answer {
    let mut w = v.write("Recording the use of a resource").await?;
    let (placement, _) = open(&v, &mut w, v.id("id")?).await?;
    room_is_theirs(&v, &mut w, placement.room, v.now).await?;
    let page = format!("/placements/{}/device", placement.id);
    let resource = v.form.id("resource").ok_or(Problem::Missing)?;
    let slots = store::room::slots(&mut w, v.org(), placement.id).await?;
    let code = v.form.text("code");
    if !slots.iter().any(|s| s.code == code) {
        return v.to_saying(page, "Choose the period it was used in");
    }
    let rating = v.form.coded::<Rating>("rating");
    if let Some(event) = used(&mut w, &v, resource, &placement, code, rating).await? {
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(page, "Kept")
}

/// What a tile says of devices, and its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileKit {
    /// Out: the loan, and what it is.
    pub out: Vec<(Loan, String)>,
    /// Promised for now and not handed out: the device.
    pub ready: Vec<Device>,
}

/// Devices of a room's day, for its board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomKit {
    /// Every device of the school.
    pub devices: Vec<Device>,
    /// Not back.
    pub loans: Vec<Loan>,
    /// Promised.
    pub bookings: Vec<Booking>,
}

impl RoomKit {
    /// Reads it.
    pub async fn read(
        src: &mut dyn Source,
        org: Id,
        room: Id,
        day: rulebook::Day,
    ) -> Result<RoomKit, Problem> {
        let (loans, bookings) = store::kit::device::of_room(src, org, room, day).await?;
        let devices = store::kit::device::all(src, org).await?;
        Ok(RoomKit { devices, loans, bookings })
    }
    /// What a placement's tile says, in the period now.
    pub fn of(&self, placement: Id, now: Option<&str>) -> TileKit {
        let device = |id: Id| self.devices.iter().find(|d| d.id == id);
        TileKit {
            out: self
                .loans
                .iter()
                .filter(|l| l.placement == placement)
                .map(|l| (l.clone(), device(l.device).map(|d| d.name.clone()).unwrap_or_default()))
                .collect(),
            ready: self
                .bookings
                .iter()
                .filter(|b| b.placement == placement && Some(b.code.as_str()) == now)
                .filter(|b| !self.loans.iter().any(|l| l.device == b.device && l.device_out()))
                .filter_map(|b| device(b.device).cloned())
                .collect(),
        }
    }
}
