//! The devices of a day: what is not back, who has what in which period, and where each is.
//!
//! Must never know: whether a device may be promised; casework says, with who holds it.

use super::count;
use crate::duty::names;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::device::{self, Ask, Booking, Condition, Device, Loan, Tally};
use casework::room::PlacementState;
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;

/// The page.
pub struct DevicesPage {
    /// The day shown.
    pub day: Day,
    /// Now.
    pub now: Instant,
    /// When the last lesson of the day is over: what is out then is not back.
    pub ends: Minute,
    /// School days beside it.
    pub beside: (Option<Day>, Option<Day>),
    /// Its lessons: code, start, end.
    pub lessons: Vec<(String, Minute, Minute)>,
    /// Devices.
    pub devices: Vec<Device>,
    /// What is promised.
    pub bookings: Vec<Booking>,
    /// What went out on the day.
    pub loans: Vec<Loan>,
    /// What is not back, from any day.
    pub open: Vec<Loan>,
    /// Names of pupils, with their form.
    pub names: HashMap<Id, String>,
    /// Those in the rooms on the day: placement and name.
    pub placed: Vec<(Id, String)>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
}

impl DevicesPage {
    fn name(&self, pupil: Id) -> &str {
        self.names.get(&pupil).map_or("Not yours to see", String::as_str)
    }
    fn device(&self, id: Id) -> &str {
        self.devices.iter().find(|d| d.id == id).map_or("A device", |d| d.name.as_str())
    }
    fn not_back(&self) -> Markup {
        let Tally { out, back, chargers } = device::tally(&self.loans);
        html! {
            section.stack aria-labelledby="out" {
                div.row.row-apart.row-base { h2 #out { "Not back" }
                    p.soft { (self.day.short()) ": " (out) " out, " (back) " back" @if chargers > 0 { ", " (count(chargers as usize, "charger", "chargers")) " missing" } } }
                @if self.open.is_empty() {
                    p.soft { "Everything is in. What is handed out stands here until it is back, charger and all." }
                } @else { ul.clocks { @for l in &self.open {
                    @let late = l.day < self.now.day() || self.now.minute() >= self.ends;
                    @let what = l.out(self.device(l.device));
                    li.clock {
                        @if late { (Tag(Standing::Late, "Not back")) } @else { (Tag(Standing::Due, "Out")) }
                        div {
                            p.clock-what { (what) ": " (pupil_name(self.name(l.pupil))) }
                            p.soft { "Handed out " @if l.day == self.now.day() { (l.issued_at.minute()) } @else { (l.issued_at) } " by " (l.issued_by) "." }
                        }
                        form.row method="post" action={ "/kit/loans/" (l.id) "/back" } {
                            (token(&self.csrf))
                            @if l.device_out() { button.btn.btn-2 type="submit" name="what" value="device" { "Back" span.vh { ": " (self.device(l.device)) } } }
                            @if l.charger_out() { button.btn.btn-2 type="submit" name="what" value="charger" { "Charger back" span.vh { ": " (self.device(l.device)) } } }
                            a href={ "/kit/loans/" (l.id) } { "Not found" span.vh { ": " (what) } }
                        }
                    }
                } } }
            }
        }
    }
    /// Period by period: what is promised to whom, and what is free.
    fn planner(&self) -> Markup {
        let rows = self
            .lessons
            .iter()
            .map(|(code, from, to)| {
                let kept: Vec<&Booking> =
                    self.bookings.iter().filter(|b| b.code == *code).collect();
                // In somebody's hands, whether it was promised or not.
                let out: Vec<&Loan> = self
                    .loans
                    .iter()
                    .chain(self.open.iter().filter(|l| l.day < self.day))
                    .filter(|l| l.in_hand(self.day.at(*from), self.day.at(*to), self.now))
                    .collect();
                let taken = |d: &Device| {
                    kept.iter().any(|b| b.device == d.id) || out.iter().any(|l| l.device == d.id)
                };
                let unbooked = out.iter().filter(|l| {
                    !kept.iter().any(|b| b.device == l.device && b.placement == l.placement)
                });
                let free: Vec<&str> = self
                    .devices
                    .iter()
                    .filter(|d| d.active && !taken(d))
                    .map(|d| d.name.as_str())
                    .collect();
                vec![
                    html! { (code) },
                    html! {
                        @if kept.is_empty() && out.is_empty() { span.soft { "None" } }
                        @for l in unbooked { p { (self.device(l.device)) ": " (pupil_name(self.name(l.pupil))) span.soft { ", out without a booking" } } }
                        @for b in &kept { div.row {
                            span { (self.device(b.device)) ": " (pupil_name(self.name(b.pupil))) }
                            form method="post" action={ "/kit/bookings/" (b.id) "/end" } {
                                (token(&self.csrf))
                                button.btn.btn-quiet type="submit" { "End" span.vh { " the booking of " (self.device(b.device)) " in " (code) } }
                            }
                        } }
                    },
                    html! { @if free.is_empty() { span.soft { "None" } } @else { (free.join(", ")) } },
                ]
            })
            .collect();
        let columns = vec![("Period", false), ("Booked or out", false), ("Free", false)];
        html! {
            section.stack aria-labelledby="planner" {
                h2 #planner { "By period" }
                div.sheet.sheet-flush { (Table { caption: "Devices by period", columns, rows, dense: true }) }
            }
        }
    }
    fn book(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let devices: Vec<Choice> = self
            .devices
            .iter()
            .filter(|d| d.active)
            .map(|d| Choice::new(d.id.to_string(), &d.name))
            .collect();
        let codes: Vec<Choice> = self.lessons.iter().map(|(c, ..)| Choice::new(c, c)).collect();
        let placed: Vec<Choice> =
            self.placed.iter().map(|(id, name)| Choice::pupil(id.to_string(), name)).collect();
        html! {
            section.sheet.stack aria-labelledby="book" {
                h2 #book { "Book one" }
                @if self.placed.is_empty() {
                    p.soft { "Nobody is booked into " (self.words.a(Concept::Room)) " on this day. A device is booked for somebody who is." }
                } @else if devices.is_empty() {
                    p.soft { "There is no device to book yet." }
                } @else { form.stack method="post" action="/kit/devices/book" {
                    (token(&self.csrf)) (hidden("once", Id::now_v7())) (hidden("day", self.day.iso()))
                    (Choices::one("device", "Which", &devices).look(Look::Select).from(f, e))
                    (Choices::many("code", "Periods", &codes).look(Look::Scale).from(f, e))
                    (Choices::one("placement", "For whom", &placed).from(f, e))
                    div { button.btn type="submit" { "Book it" } }
                } }
            }
        }
    }
    fn every(&self) -> Markup {
        let rows = self
            .devices
            .iter()
            .map(|d| {
                let out = self.open.iter().find(|l| l.device == d.id && l.device_out());
                vec![
                    html! { a href={ "/kit/devices/" (d.id) } { (d.name) } span.sub { (d.kind.label()) } },
                    html! {
                        @match (d.active, d.condition) {
                            (false, _) => (Tag(Standing::None, "No longer in use")),
                            (_, Condition::Good) => (d.condition.label()),
                            _ => (Tag(Standing::Risk, d.condition.label())),
                        }
                        @if !d.note.is_empty() { span.sub { (d.note) } }
                    },
                    html! { @if d.filtered { "Yes" } @else { (Tag(Standing::Late, "No")) } },
                    html! { @if d.charger { "Yes" } @else { "No" } },
                    html! { @match out { Some(l) => (pupil_name(self.name(l.pupil))), None => "In" } },
                ]
            })
            .collect();
        let columns = vec![
            ("Device", false),
            ("Condition", false),
            ("Web filter on it", false),
            ("Charger", false),
            ("Where", false),
        ];
        html! {
            section.stack aria-labelledby="every" {
                h2 #every { "Every device" }
                div.sheet.sheet-flush { (Table { caption: "Every device", columns, rows, dense: false }) }
            }
        }
    }
}

impl Page for DevicesPage {
    fn title(&self) -> String {
        "Devices".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let link = |d: Option<Day>, word: &str| html! { @if let Some(d) = d { a href={ "/kit/devices?day=" (d.iso()) } { (word) ": " (d) } } };
        html! {
            (Head::new("Devices").back("/kit", "Kit").facts(html! { (self.day) }).acts(html! { a.btn.btn-2 href="/kit/devices/new" { "Add a device" } }))
            (ErrorSummary(&self.errors))
            @if self.devices.is_empty() {
                (Empty { title: "No devices yet", words: "Each laptop, tablet or reading pen the room lends has a line here: who has it, when it is booked, whether its charger is back.", step: Some(("/kit/devices/new", "Add the first")) })
            } @else {
                div.stack {
                    nav.row aria-label="Days" {
                        (link(self.beside.0, "Earlier"))
                        @if self.day != self.now.day() { a href="/kit/devices" { "Today" } }
                        (link(self.beside.1, "Later"))
                    }
                    div.cols.cols-side {
                        div.stack.stack-7 { (self.not_back()) @if !self.lessons.is_empty() { (self.planner()) } (self.every()) }
                        div.stack { @if self.day >= self.now.day() { (self.book()) } }
                    }
                }
            }
        }
    }
}

/// Everything the page shows.
pub(super) async fn gather(
    v: &Visit,
    day: Day,
    form: Form,
    errors: Errors,
) -> Result<DevicesPage, Problem> {
    let org = v.org();
    let mut read = v.read().await?;
    let devices = store::kit::device::all(&mut read, org).await?;
    let bookings = store::kit::device::bookings(&mut read, org, day).await?;
    let loans = store::kit::device::loans(&mut read, org, day).await?;
    let open = store::kit::device::open(&mut read, org).await?;
    let mut in_rooms = Vec::new();
    for room in store::room::rooms(&mut read, org).await? {
        let there = store::room::placements_on(&mut read, org, room.id, day).await?;
        in_rooms.extend(there.into_iter().filter(|p| {
            matches!(p.state, PlacementState::Booked | PlacementState::Here | PlacementState::Left)
        }));
    }
    let mut ids: Vec<Id> = bookings.iter().map(|b| b.pupil).collect();
    ids.extend(loans.iter().chain(&open).map(|l| l.pupil));
    ids.extend(in_rooms.iter().map(|p| p.pupil));
    let names = names(&mut read, v, &ids).await?;
    let placed = in_rooms
        .iter()
        .filter_map(|p| names.get(&p.pupil).map(|name| (p.id, name.clone())))
        .collect();
    let lessons = v.setting.lessons_on(day);
    let calendar = &v.setting.calendar;
    Ok(DevicesPage {
        day,
        now: v.now,
        ends: v.setting.lessons_on(v.today()).last().map(|l| l.to).unwrap_or_default(),
        beside: (calendar.last_before(day), calendar.first_on_or_after(day.plus(1))),
        lessons: lessons.iter().map(|l| (l.code.clone(), l.from, l.to)).collect(),
        devices,
        bookings,
        loans,
        open,
        names,
        placed,
        form,
        errors,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = gather(&v, v.day("day"), Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// "Laptop 3"; the name of a pupil said where one is refused.
pub(super) fn holder(names: &HashMap<Id, String>) -> impl Fn(Id) -> String + '_ {
    |id| names.get(&id).cloned().unwrap_or_else(|| "somebody else".into())
}

/// Books one for some periods.
pub async fn book(v: Visit) -> Answer {
    let f = &v.form;
    let day = f.day("day").unwrap_or_else(|| v.today());
    let mut errors = Errors::new();
    let device = errors.get(f.id("device"), "device", "Choose a device");
    let placement = errors.get(f.id("placement"), "placement", "Choose who it is for");
    let lessons = v.setting.lessons_on(day);
    let codes: Vec<&str> =
        f.all("code").into_iter().filter(|c| lessons.iter().any(|l| l.code == *c)).collect();
    if codes.is_empty() {
        errors.add("code", "Choose at least one period");
    }
    if day < v.today() {
        errors.add("code", "This day is over. A device is booked for today or later");
    }
    let (Some(device), Some(placement), true) = (device, placement, errors.is_empty()) else {
        let page = gather(&v, day, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Booking a device").await?;
    let device = store::kit::device::find(&mut w, v.org(), device).await?;
    let placement = store::room::placement(&mut w, v.org(), placement).await?;
    store::pupil::find(&mut w, &v.scope(), placement.pupil).await?;
    let kept = store::kit::device::bookings(&mut w, v.org(), placement.day).await?;
    let ids: Vec<Id> = kept.iter().map(|b| b.pupil).collect();
    let names = names(&mut w, &v, &ids).await?;
    let back = format!("/kit/devices?day={}", placement.day.iso());
    let mut new = Vec::new();
    for code in codes {
        // The same form sent twice books it once.
        if kept
            .iter()
            .any(|b| b.device == device.id && b.code == code && b.placement == placement.id)
        {
            continue;
        }
        let ask =
            Ask { device: &device, day: placement.day, code, pupil: placement.pupil, back: &back };
        device::may_book(&ask, &kept, &holder(&names)).map_err(|no| Problem::from(*no))?;
        new.push(code);
    }
    for code in &new {
        let booking = Booking {
            id: Id::now_v7(),
            device: device.id,
            day: placement.day,
            code: (*code).to_string(),
            pupil: placement.pupil,
            placement: placement.id,
            by_name: v.actor.name.clone(),
            made_at: v.now,
        };
        store::kit::device::book(&mut w, &booking).await?;
    }
    if new.is_empty() {
        return v.to(back);
    }
    let event = Event::new(Verb::DeviceBooked, "device", device.id)
        .pupil(placement.pupil)
        .fact("what", &device.name)
        .fact("periods", format!("{}, {}", placement.day, new.join(" and ")));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, format!("{} is booked", device.name))
}

/// Ends a booking.
pub async fn end(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Ending the booking of a device").await?;
    let Ok(b) = store::kit::device::booking(&mut w, v.org(), id).await else {
        return v.to_saying("/kit/devices", "That booking had ended already");
    };
    let device = store::kit::device::find(&mut w, v.org(), b.device).await?;
    let back = format!("/kit/devices?day={}", b.day.iso());
    store::kit::device::end_booking(&mut w, id, &v.actor.name).await?;
    let event = Event::new(Verb::DeviceBooked, "device", device.id)
        .pupil(b.pupil)
        .fact("what", &device.name)
        .fact("ended", format!("{}, {}", b.day, b.code));
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, format!("{} is free in {}", device.name, b.code))
}
