//! The room's own break and lunch: started and ended by a named adult, never over the school's.

use super::facts::{room_is_theirs, today_only};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{BreakKind, RoomBreak, may_start_break, planned_break};
use casework::room::Room;
use casework::{Coded, Id, Refusal};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The page.
pub struct BreaksPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Room,
    /// Day.
    pub day: Day,
    /// The school's own breaks: name, from, to.
    pub school: Vec<(String, Minute, Minute)>,
    /// What was held.
    pub held: Vec<RoomBreak>,
    /// Adults who may be with them.
    pub adults: Vec<(Id, String)>,
    /// Who is looking.
    pub me: Id,
    /// A time proposed, or empty.
    pub at: String,
    /// What was typed, when it has to be put right.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

impl Page for BreaksPage {
    fn title(&self) -> String {
        "Room break and lunch".into()
    }
    fn class(&self) -> &'static str {
        "page page-narrow"
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room.id);
        let action = format!("{board}/break");
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Room break and lunch").back(&board, &self.room.name).facts(html! {
                    (self.day) @for (name, from, to) in &self.school { ". " (name) " of the school " (from) "–" (to) }
                }))
                (ErrorSummary(&self.errors))
                @for kind in BreakKind::ALL {
                    @let (from, to) = planned_break(&self.room, *kind);
                    @let held: Vec<&RoomBreak> = self.held.iter().filter(|b| b.kind == *kind).collect();
                    @let running = held.iter().find(|b| b.ended_at.is_none());
                    section.sheet.stack aria-labelledby=(kind.code()) {
                        div.head-line { h2 id=(kind.code()) { (kind.label()) " " (from) "–" (to) }
                            @if running.is_some() { (Tag(Standing::Due, "On now")) } @else if !held.is_empty() { (Tag(Standing::Done, "Held")) } }
                        @for b in &held { p { (b.started_at.minute()) "–" @match b.ended_at { Some(at) => (at.minute()), None => "" } ", " (b.adult_name) } }
                        @if let Some(b) = running {
                            form.row method="post" action=(action) { (token(&self.csrf)) (hidden("act", "end")) (hidden("id", b.id))
                                button.btn type="submit" { "End it now" } }
                        } @else {
                            @let time = format!("time-{}", kind.code());
                            @let wrong = self.errors.of(&time);
                            @let adult = if wrong.is_some() { self.form.id("adult") } else { Some(self.me) };
                            form.row.row-end method="post" action=(action) { (token(&self.csrf)) (hidden("act", "start")) (hidden("kind", kind.code())) (hidden("once", Id::now_v7()))
                                div.field { label for={ "adult-" (kind.code()) } { "Adult with them" }
                                    select.select id={ "adult-" (kind.code()) } name="adult" { @for (id, name) in &self.adults { option value=(id) selected[Some(*id) == adult] { (name) } } } }
                                div.field.is-wrong[wrong.is_some()] { label for=(time) { "Start " span.optional { "(now)" } }
                                    @if let Some(message) = wrong { p.error id={ (time) "-error" } { (message) } }
                                    input.input.input-time id=(time) name="time" type="text" inputmode="numeric" autocomplete="off" value=(if wrong.is_some() { self.form.text("time") } else { &self.at })
                                        aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| format!("{time}-error"))]; }
                                button class=(if held.is_empty() { "btn" } else { "btn btn-2" }) type="submit" { "Start" }
                            }
                        }
                    }
                }
                @if self.adults.is_empty() { (Empty { title: "No adults to choose", words: "Staff appear here once the roster is in.", step: None }) }
            }
        }
    }
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = page_of(&v, Errors::new()).await?;
    v.page(&page)
}

async fn page_of(v: &Visit, errors: Errors) -> Result<BreaksPage, Problem> {
    let mut read = v.read().await?;
    let room = store::room::room(&mut read, v.org(), v.id("room")?).await?;
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(v, day)?;
    let held = store::day::breaks_on(&mut read, v.org(), room.id, day).await?;
    let adults = store::staff::all(&mut read, v.org()).await?;
    let school = v
        .setting
        .periods_on(day)
        .iter()
        .filter(|p| p.kind != casework::school::PeriodKind::Lesson)
        .filter(|p| p.kind != casework::school::PeriodKind::Tutor)
        .map(|p| (p.code.clone(), p.from, p.to))
        .collect();
    Ok(BreaksPage {
        csrf: v.csrf.clone(),
        room,
        day,
        school,
        held,
        adults: adults.iter().map(|s| (s.id, s.full())).collect(),
        me: v.actor.staff,
        at: v.query.minute("at").map(Minute::input).unwrap_or_default(),
        form: v.form.clone(),
        errors,
    })
}

/// Starts or ends one.
pub async fn act(v: Visit) -> Answer {
    let room = v.id("room")?;
    let today = v.today();
    let mut w = v.write("The room's break or lunch").await?;
    let room = store::room::room(&mut w, v.org(), room).await?;
    room_is_theirs(&v, &mut w, room.id, v.now).await?;
    let held = store::day::breaks_on(&mut w, v.org(), room.id, today).await?;
    let page = format!("/board/{}/break", room.id);
    if v.form.text("act") == "end" {
        let id = v.form.id("id").ok_or(Problem::Missing)?;
        let b = held.iter().find(|b| b.id == id).ok_or(Problem::Missing)?;
        if b.ended_at.is_none() {
            let at = v.now.max(b.started_at);
            let event = store::day::end_break(&mut w, b, at).await?;
            v.commit(w, event, vec![]).await?;
        }
        return v.to(format!("/board/{}", room.id));
    }
    let kind: BreakKind = v.form.coded("kind").ok_or(Problem::Missing)?;
    if let Some(on) = held.iter().find(|b| b.ended_at.is_none()) {
        if Some(on.id) == v.form.id("once") {
            return v.to(format!("/board/{}", room.id));
        }
        return Err(Refusal::because(
            format!("{} is on, since {}", on.kind.label(), on.started_at.minute()),
            "One break or lunch of the room runs at a time.",
            "The school’s room procedures.",
        )
        .or("End it first", page)
        .into());
    }
    let start = match v.form.has("time") {
        false => v.now.minute(),
        true => match v.form.minute("time") {
            Some(minute) => minute,
            None => {
                let mut errors = Errors::new();
                let message = "Give the time as 11.10, or leave it for now";
                errors.add(&format!("time-{}", kind.code()), message);
                drop(w);
                return v.again(&page_of(&v, errors).await?);
            }
        },
    };
    let periods = v.setting.periods_on(today);
    may_start_break(&room, kind, start, &periods).map_err(|no| Problem::from(*no))?;
    if start > v.now.minute() {
        return Err(Refusal::because(
            format!("{start} has not come yet"),
            "A break is started when it starts.",
            "Mainstay: nothing is recorded before it happens.",
        )
        .or("Start it then", format!("{page}?at={}", start.input()))
        .into());
    }
    let adult = v.form.id("adult").unwrap_or(v.actor.staff);
    let adult = store::staff::find(&mut w, v.org(), adult).await?;
    let b = RoomBreak {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        room: room.id,
        day: today,
        kind,
        adult: adult.id,
        adult_name: adult.full(),
        started_at: today.at(start).min(v.now),
        ended_at: None,
    };
    if let Some(event) = store::day::start_break(&mut w, &b).await? {
        v.commit(w, event, vec![]).await?;
    }
    v.to(format!("/board/{}", room.id))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let room = super::samples::room();
    let day = super::samples::tuesday();
    let minute = super::samples::minute;
    let held = RoomBreak {
        id: Id::from_u128(5),
        room: room.id,
        day,
        kind: BreakKind::Break,
        adult: Id::from_u128(1),
        adult_name: "Ms Dara Okell".into(),
        started_at: day.at(minute("11.10")),
        ended_at: Some(day.at(minute("11.25"))),
    };
    vec![framed(
        "board-breaks",
        &BreaksPage {
            csrf: "gallery".into(),
            room,
            day,
            school: vec![
                ("Break".into(), minute("10.50"), minute("11.05")),
                ("Lunch".into(), minute("12.50"), minute("13.30")),
            ],
            held: vec![held],
            adults: vec![
                (Id::from_u128(1), "Ms Dara Okell".into()),
                (Id::from_u128(2), "Mr Dean Poll".into()),
            ],
            me: Id::from_u128(1),
            at: String::new(),
            form: Form::default(),
            errors: Errors::new(),
        },
    )]
}
