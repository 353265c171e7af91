//! The weekly check of a room by the school's own list. What is wrong becomes a defect at once.
//!
//! Must never know: how often a room is checked; casework says when the next is due.

use super::count;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::check::{Defect, Line, next_check};
use casework::room::Room;
use casework::{Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::kit::check::Check;

/// The page of every room.
pub struct ChecksPage {
    /// Today.
    pub today: Day,
    /// Rooms, each with its last check.
    pub rooms: Vec<(Id, String, Option<Day>)>,
    /// Whether the school's list has anything on it.
    pub listed: bool,
    /// May change the list.
    pub sets_up: bool,
}

impl Page for ChecksPage {
    fn title(&self) -> String {
        "Room checks".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let rows = self
            .rooms
            .iter()
            .map(|(id, name, last)| {
                let due = next_check(*last, self.today);
                vec![
                    html! { a href={ "/kit/checks/" (id) } { (name) } },
                    html! { @match last { Some(d) => (d), None => span.soft { "Never" } } },
                    html! { (due) " " @if due < self.today { (Tag(Standing::Late, "Late")) } @else if due == self.today { (Tag(Standing::Due, "Due")) } },
                ]
            })
            .collect();
        html! {
            (Head::new("Room checks").back("/kit", "Kit").acts(html! { @if self.sets_up { a.btn.btn-2 href="/set-up/checks" { "Change the list" } } }))
            @if !self.listed {
                (Empty { title: "The list is empty", words: "What is looked at each week is the school’s own list. An administrator begins it under Set-up, with eight lines to start from.", step: self.sets_up.then_some(("/set-up/checks", "Begin the list")) })
            } @else {
                div.sheet.sheet-flush { (Table { caption: "Rooms and their checks", columns: vec![("Room", false), ("Last checked", false), ("Next", false)], rows, dense: false }) }
            }
        }
    }
}

/// Shows every room.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let rooms = store::kit::check::last_checks(&mut read, v.org()).await?;
    let lines = store::kit::check::lines(&mut read, v.org()).await?;
    v.page(&ChecksPage {
        today: v.today(),
        rooms,
        listed: lines.iter().any(|l| l.active),
        sets_up: v.may(May::SetUp),
    })
}

/// The page of one room.
pub struct CheckPage {
    /// Room.
    pub room: Room,
    /// Lines to look at.
    pub lines: Vec<Line>,
    /// Checks before.
    pub before: Vec<Check>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for CheckPage {
    fn title(&self) -> String {
        format!("Check {}", self.room.name)
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).back("/kit/checks", "Room checks").facts(html! { @match self.before.first() { Some(c) => { "Last checked " (c.day) " by " (c.by_name) }, None => "Never checked before" } }))
                (ErrorSummary(e))
                @if self.lines.is_empty() { p.soft { "The school’s list is empty. It is under Set-up." } }
                @else { form.stack.stack-5 method="post" action={ "/kit/checks/" (self.room.id) } {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    @for l in &self.lines { (self.line(l)) }
                    (Field::new("reported_to", "What is wrong is reported to").hint("Such as the site team. For all of them; each can be changed afterwards.").optional().from(f, e))
                    div { button.btn type="submit" { "Keep the check" } }
                } }
                @if !self.before.is_empty() { section.stack aria-labelledby="before" {
                    h2 #before { "Checked before" }
                    ul.stack.stack-2 { @for c in &self.before { li { (c.day) ": " (count(c.looked as usize, "line", "lines")) " looked at, " (count(c.found as usize, "defect", "defects")) span.sub { (c.by_name) } } } }
                } }
            }
        }
    }
}

impl CheckPage {
    fn line(&self, l: &Line) -> Markup {
        let names = ["state", "what", "place"].map(|n| format!("{n}-{}", l.id));
        let states = [
            Choice::new("ok", "In order"),
            Choice::new("wrong", "Wrong"),
            Choice::new("not", "Not looked at"),
        ];
        let wrong = self.form.text(&names[0]) == "wrong" || self.errors.of(&names[1]).is_some();
        html! {
            section.sheet.stack {
                (Choices::one(&names[0], &l.label, &states).look(Look::Scale).from(&self.form, &self.errors))
                @if l.safety { p { (Tag(Standing::Risk, "Safety: urgent when wrong")) } }
                details.working open[wrong] {
                    summary { "What is wrong" span.vh { ": " (l.label) } }
                    div.working-body.stack {
                        (Field::new(&names[1], "What is wrong").from(&self.form, &self.errors).optional())
                        (Field::new(&names[2], "Where in the room").hint("Such as “booth 4”.").from(&self.form, &self.errors).optional())
                    }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<CheckPage, Problem> {
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("room")?).await?;
    let mut lines = store::kit::check::lines(&mut read, v.org()).await?;
    lines.retain(|l| l.active);
    let before = store::kit::check::checks(&mut read, v.org(), room.id).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(CheckPage { room, lines, before, form, errors, csrf: v.csrf.clone() })
}

/// Shows one room.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps a check, and a defect for each line that is wrong.
pub async fn keep(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let f = &v.form;
    let mut w = v.write("Checking the room").await?;
    let room = store::room::room(&mut w, v.org(), v.id("room")?).await?;
    let lines = store::kit::check::lines(&mut w, v.org()).await?;
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let reported_to = errors.limit(f, "reported_to", 120);
    let (mut looked, mut found) = (0, Vec::new());
    for l in lines.iter().filter(|l| l.active) {
        let names = ["state", "what", "place"].map(|n| format!("{n}-{}", l.id));
        let place = errors.limit(f, &names[2], 120);
        match f.text(&names[0]) {
            "ok" => looked += 1,
            "not" => {}
            "wrong" => {
                looked += 1;
                let what = errors.limit(f, &names[1], 300);
                found.push(Defect {
                    id: Id::now_v7(),
                    room: room.id,
                    check: Some(id),
                    what: if what.is_empty() { l.label.clone() } else { what },
                    place,
                    urgent: l.safety,
                    reported_to: reported_to.clone(),
                    found_on: v.today(),
                    found_by: v.actor.name.clone(),
                    fixed_on: None,
                    fixed_by: String::new(),
                    fixed_how: String::new(),
                    version: 1,
                });
            }
            _ => errors.add(&names[0], format!("Say how it is: {}", l.label)),
        }
    }
    if errors.is_empty() && looked == 0 {
        errors.add("reported_to", "Nothing was looked at, so there is no check to keep");
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let check = Check {
        id,
        room: room.id,
        day: v.today(),
        looked,
        found: found.len() as i64,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    if !store::kit::check::add(&mut w, &check).await? {
        return v.to("/kit/checks");
    }
    let event = Event::new(Verb::RoomChecked, "room", room.id)
        .fact("room", &room.name)
        .fact("looked", looked)
        .fact("found", found.len());
    let mut more = Vec::new();
    for defect in &found {
        store::kit::check::report(&mut w, defect).await?;
        more.push(super::defect::reported(defect, &room.name));
    }
    v.commit(w, event, more).await?;
    match found.len() {
        0 => v.to_saying("/kit/checks", "Checked: everything looked at is in order"),
        n => v.to_saying(
            "/kit/defects",
            format!("Checked: {} reported", count(n, "defect", "defects")),
        ),
    }
}
