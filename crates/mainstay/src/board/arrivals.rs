//! The morning in one pass: who is in, what they handed over, and the short talk at the start,
//! for everybody in the room on one page. What is longer has the pupil's own page.
//!
//! Must never know: another rule than the single pages have. It does for many what they do for one.

use super::entry::commit_all;
use super::facts::{Facts, gather, room_is_theirs, today_only};
use super::tile::NOT_HERE;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, ErrorSummary, FlagMark, Grid, Head, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::returning::act as returning;
use crate::visit::{Answer, Visit};
use casework::day::{Arrival, Induction};
use casework::pupil::Flag;
use casework::question::{self, Given, Talk};
use casework::room::{Placement, PlacementState};
use casework::words::Concept;
use casework::{Event, Id, May, Refusal};
use maud::{Markup, html};
use rulebook::Day;
use store::Write;

/// Longest of the short fields, as on the single pages.
const ENVELOPE: usize = 40;
const LUNCH: usize = 120;
const GOAL: usize = 1000;

/// A pupil's row.
pub struct Row {
    /// Placement.
    pub placement: Id,
    /// "Seat 1", said when names are hidden.
    pub seat: String,
    /// Name.
    pub name: String,
    /// Flags that matter at the door.
    pub flags: Vec<(Flag, String)>,
    /// When they came in; `None` while they are expected.
    pub since: Option<String>,
    /// When the talk was held.
    pub talked: Option<String>,
    /// Version of what was kept of the arrival.
    pub version: i64,
}

/// The page.
pub struct ArrivalsPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Room's name.
    pub room_name: String,
    /// Day.
    pub day: Day,
    /// "Student"
    pub pupil: String,
    /// Whether they hold the talk; a cover adult does not.
    pub talks: bool,
    /// Rows.
    pub rows: Vec<Row>,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
}

impl ArrivalsPage {
    fn field(&self, what: &str, row: &Row) -> String {
        format!("{what}-{}", row.placement)
    }
    fn error(&self, name: &str) -> Markup {
        html! { @if let Some(message) = self.errors.of(name) { p.error id={ (name) "-error" } { (message) } } }
    }
    fn keys(&self, what: &str, row: &Row, label: &str, values: &[(&str, &str)]) -> Markup {
        let name = self.field(what, row);
        let chosen = self.form.text(&name);
        html! {
            fieldset id=(name) { legend.vh { (label) ": " (row.name) }
                (self.error(&name))
                div.scale { @for (value, words) in values {
                    label { input type="radio" name=(name) value=(value) checked[chosen == *value]; (words) }
                } }
            }
        }
    }
    fn text(&self, what: &str, row: &Row, label: &str, list: Option<&str>) -> Markup {
        let name = self.field(what, row);
        let wrong = self.errors.of(&name).is_some();
        html! {
            label.vh for=(name) { (label) ": " (row.name) }
            (self.error(&name))
            input.input.is-wrong[wrong] id=(name) type="text" name=(name) value=(self.form.text(&name)) autocomplete="off" list=[list] aria-describedby=[wrong.then(|| format!("{name}-error"))];
        }
    }
    fn row(&self, r: &Row) -> Vec<Markup> {
        let mut cells = vec![
            html! {
                (hideable(&r.name, &r.seat)) (hidden(&self.field("version", r), r.version))
                @if !r.flags.is_empty() { span.sub.tile-flags { @for (flag, words) in &r.flags { (FlagMark(*flag, words)) " " } } }
            },
            match &r.since {
                Some(at) => html! { "In since " (at) },
                None => html! {
                    (self.keys("came", r, "Here", &[("in", "In"), ("not", "Not here")]))
                    label.vh for=(self.field("why", r)) { "Why not: " (r.name) }
                    select.select id=(self.field("why", r)) name=(self.field("why", r)) {
                        @for why in NOT_HERE.iter().rev() { option value=(why) selected[self.form.text(&self.field("why", r)) == *why] { (why) } }
                    }
                },
            },
            self.text("envelope", r, "Phone envelope", None),
            self.text("lunch", r, "Lunch", Some("lunches")),
            self.keys(
                "feels",
                r,
                "Feels, 1 low to 5 good",
                &[("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")],
            ),
        ];
        if self.talks {
            cells.push(match &r.talked {
                Some(at) => html! { "Held " (at) },
                None => html! {
                    (self.keys("aloud", r, "Expectations and reason", &[("yes", "Read aloud"), ("no", "They read it")]))
                    (self.text("goal", r, "Goal for today", None))
                },
            });
        }
        cells
    }
}

impl Page for ArrivalsPage {
    fn title(&self) -> String {
        "Arrivals".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let tail = format!("?day={}", self.day.iso());
        let board = format!("/board/{}{tail}", self.room);
        let action = format!("/board/{}/arrivals{tail}", self.room);
        let mut columns = vec![
            Col::Words(&self.pupil),
            Col::Words("Here"),
            Col::Words("Phone envelope"),
            Col::Words("Lunch"),
            Col::Words("Feels, 1 to 5"),
        ];
        if self.talks {
            columns.push(Col::Words("Induction, and goal for today"));
        }
        html! {
            (Head::new("Arrivals").back(&board, &self.room_name).facts(html! { (self.day) ". Leave blank what you do not know; it can follow. More about one of them is on their own page." }))
            (ErrorSummary(&self.errors))
            @if self.rows.is_empty() {
                (Empty { title: "Nobody is expected", words: "Everybody who is booked or in the room has a row here in the morning.", step: None })
            } @else {
                form.stack method="post" action=(action) data-draft=(action) {
                    (token(&self.csrf))
                    datalist #lunches { @for meal in ["School meal", "Packed lunch", "Vegetarian meal", "Nothing today"] { option value=(meal); } }
                    (Grid { region: "Arrivals", caption: Some("Arrivals"), look: "table-dense marks arrivals", columns, named: Some(0), rows: self.rows.iter().map(|r| self.row(r)).collect() })
                    p.row { button.btn type="submit" { "Keep what is filled in" } a.btn.btn-quiet href=(board) { "Back to the board" } }
                }
            }
        }
    }
}

fn sheet(v: &Visit, f: &Facts, typed: Option<(Form, Errors)>) -> ArrivalsPage {
    let mut placements: Vec<&Placement> = f
        .placements
        .iter()
        .filter(|p| matches!(p.state, PlacementState::Booked | PlacementState::Here))
        .collect();
    placements.sort_by_key(|p| (p.seat.is_none(), p.seat));
    let mut filled: Vec<(String, String)> = Vec::new();
    let mut rows = Vec::new();
    for p in placements {
        let Some(pupil) = f.pupils.get(&p.pupil) else { continue };
        let kept = f.arrivals.get(&p.id);
        if let Some(a) = kept {
            filled.push((format!("envelope-{}", p.id), a.envelope.clone()));
            filled.push((format!("lunch-{}", p.id), a.lunch.clone()));
            filled.push((
                format!("feels-{}", p.id),
                a.feels.map(|n| n.to_string()).unwrap_or_default(),
            ));
        }
        let flags = pupil.flags(v.actor.sight(May::RunRoom));
        rows.push(Row {
            placement: p.id,
            seat: super::seat_of(v, p.seat),
            name: pupil.name(),
            flags: flags
                .into_iter()
                .filter(|(flag, _)| matches!(flag, Flag::Health | Flag::Meal))
                .collect(),
            since: p.arrived_at.map(|at| at.minute().to_string()),
            talked: p.inducted_at.map(|at| at.minute().to_string()),
            version: kept.map_or(0, |a| a.version),
        });
    }
    let (form, errors) = typed.unwrap_or_else(|| (Form::of(filled), Errors::new()));
    ArrivalsPage {
        csrf: v.csrf.clone(),
        room: f.room.id,
        room_name: f.room.name.clone(),
        day: f.day,
        pupil: v.words().cap(Concept::Pupil),
        talks: v.may(May::Interview),
        rows,
        form,
        errors,
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    v.page(&sheet(&v, &facts, None))
}

/// One row as it was sent.
struct Sent {
    came: bool,
    not_here: Option<&'static str>,
    envelope: String,
    lunch: String,
    feels: Option<i64>,
    aloud: Option<bool>,
    goal: String,
    version: i64,
}

impl Sent {
    fn read(v: &Visit, p: &Placement, errors: &mut Errors) -> Sent {
        let f = &v.form;
        let name = |what: &str| format!("{what}-{}", p.id);
        let here = p.state == PlacementState::Here;
        let came = f.text(&name("came"));
        let why = f.text(&name("why"));
        let sent = Sent {
            came: came == "in" && !here,
            not_here: (came == "not" && !here)
                .then(|| NOT_HERE.into_iter().find(|r| *r == why).unwrap_or("Not known yet")),
            envelope: errors.limit(f, &name("envelope"), ENVELOPE),
            lunch: errors.limit(f, &name("lunch"), LUNCH),
            feels: f.int(&name("feels")).filter(|n| (1..=5).contains(n)),
            aloud: match f.text(&name("aloud")) {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            goal: errors.limit(f, &name("goal"), GOAL),
            version: f.int(&name("version")).unwrap_or(0),
        };
        let told = !sent.envelope.is_empty() || !sent.lunch.is_empty() || sent.feels.is_some();
        let talk = sent.aloud.is_some() || !sent.goal.is_empty();
        if !here && !sent.came && (told || talk) && sent.not_here.is_none() {
            errors.add(&name("came"), "Say whether they are in, or clear what is filled in");
        }
        if p.inducted_at.is_none() && sent.aloud.is_none() && !sent.goal.is_empty() {
            errors.add(&name("aloud"), "Say whether it was read aloud");
        }
        sent
    }
}

/// Keeps what is filled in; what is blank stays as it is.
pub async fn keep(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let room = v.id("room")?;
    if day > v.today() {
        return Err(Refusal::because(
            format!("{day} has not come yet"),
            "An arrival is recorded on its day or after it.",
            "Mainstay: nothing is recorded before it happens.",
        )
        .or("Back to the board", format!("/board/{room}?day={}", day.iso()))
        .into());
    }
    let mut w = v.write("Recording arrivals").await?;
    room_is_theirs(&v, &mut w, room, v.now).await?;
    let placements = store::room::placements_on(&mut w, v.org(), room, day).await?;
    let open = |p: &&Placement| matches!(p.state, PlacementState::Booked | PlacementState::Here);
    let mut errors = Errors::new();
    let sent: Vec<(Placement, Sent)> = placements
        .iter()
        .filter(open)
        .map(|p| (p.clone(), Sent::read(&v, p, &mut errors)))
        .collect();
    if !errors.is_empty() {
        drop(w);
        let facts = gather(&v, room, day).await?;
        return v.again(&sheet(&v, &facts, Some((v.form.clone(), errors))));
    }
    let mut events = Vec::new();
    let (mut came, mut away, mut talked) = (0, 0, 0);
    for (placement, s) in sent {
        if let Some(reason) = s.not_here {
            events.push(store::day::not_here(&mut w, &placement, reason).await?);
            let slots = store::room::slots(&mut w, v.org(), placement.id).await?;
            let begun = returning::begin_after_all(&mut w, &v.setting, &placement, &slots).await?;
            events.extend(begun);
            away += 1;
            continue;
        }
        let more = arrived(&v, &mut w, &placement, &s).await?;
        came += i64::from(s.came);
        events.extend(more);
        if v.may(May::Interview)
            && let Some(event) = talk(&v, &mut w, placement.id, &s).await?
        {
            events.push(event);
            talked += 1;
        }
    }
    commit_all(&v, w, events).await?;
    let tail = if day == v.today() { String::new() } else { format!("?day={}", day.iso()) };
    v.to_saying(format!("/board/{room}{tail}"), said(came, away, talked))
}

async fn arrived(
    v: &Visit,
    w: &mut Write,
    placement: &Placement,
    s: &Sent,
) -> Result<Vec<Event>, Problem> {
    if placement.arrived_at.is_none() && !s.came {
        return Ok(Vec::new());
    }
    let kept = store::day::arrival(w, v.org(), placement.id).await?;
    let before = kept.clone().unwrap_or_default();
    let arrival = Arrival {
        met_by: if s.came { v.actor.name.clone() } else { before.met_by.clone() },
        envelope: or(&s.envelope, &before.envelope),
        lunch: or(&s.lunch, &before.lunch),
        feels: s.feels.or(before.feels),
        ..before.clone()
    };
    if !s.came && arrival == before {
        return Ok(Vec::new());
    }
    if s.version != before.version {
        return Err(Problem::Stale(v.form.kept()));
    }
    let at = placement.arrived_at.unwrap_or(v.now);
    let mut events = vec![store::day::arrive(w, placement, at, &arrival).await?];
    if placement.arrived_at.is_none() {
        let again = returning::back_in_room(w, &v.setting, placement.pupil, placement.day).await?;
        events.extend(again);
    }
    Ok(events)
}

fn or(new: &str, old: &str) -> String {
    if new.is_empty() { old.to_string() } else { new.to_string() }
}

/// The short talk, once; what was said at length has the pupil's own page.
async fn talk(v: &Visit, w: &mut Write, id: Id, s: &Sent) -> Result<Option<Event>, Problem> {
    let Some(read_aloud) = s.aloud else { return Ok(None) };
    let placement = store::room::placement(w, v.org(), id).await?;
    if placement.inducted_at.is_some() || placement.arrived_at.is_none() {
        return Ok(None);
    }
    let induction = Induction {
        read_aloud,
        own_words: String::new(),
        helps: String::new(),
        hard: String::new(),
        goal: s.goal.clone(),
        understood: String::new(),
        form: casework::reflection::Form::Words,
        language: String::new(),
        rules: String::new(),
        signed: String::new(),
        by_staff: v.actor.staff,
        at: v.now,
        version: 0,
    };
    let event = store::day::induct(w, &placement, &induction, ("", "")).await?;
    // The goal answers the school's own question, in the words it has now.
    let questions = store::question::live(w, v.org(), Talk::Induction).await?;
    let given = Given { body: s.goal.clone(), ..Given::default() };
    let answers: Vec<_> = questions
        .iter()
        .filter(|q| q.field == "goal")
        .filter_map(|q| question::answer(q, &q.words, &given).ok().flatten())
        .collect();
    store::question::keep(w, id, Talk::Induction, &questions, &answers).await?;
    Ok(Some(event))
}

fn said(came: i64, away: i64, talked: i64) -> String {
    let mut parts = Vec::new();
    let mut add = |n: i64, one: &str, many: &str| match n {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        n => parts.push(format!("{n} {many}")),
    };
    add(came, "arrival", "arrivals");
    add(away, "not here", "not here");
    add(talked, "induction", "inductions");
    if parts.is_empty() {
        "What was filled in is kept".into()
    } else {
        format!("Kept: {}", parts.join(", "))
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |seat: u128, name: &str, since: Option<&str>, talked: Option<&str>| Row {
        placement: Id::from_u128(seat),
        seat: format!("Seat {seat}"),
        name: name.into(),
        flags: if seat == 1 { vec![(Flag::Health, "Nut allergy".into())] } else { Vec::new() },
        since: since.map(str::to_string),
        talked: talked.map(str::to_string),
        version: 0,
    };
    let page = |rows: Vec<Row>, form: Form, errors: Errors| ArrivalsPage {
        csrf: "gallery".into(),
        room: Id::nil(),
        room_name: "Internal Exclusion Room".into(),
        day: super::samples::tuesday(),
        pupil: "Student".into(),
        talks: true,
        rows,
        form,
        errors,
    };
    let rows = || {
        vec![
            row(1, "Tyrell Ashdown-Moss", Some("8.40"), Some("8.45")),
            row(2, "Saffron Idle", Some("8.41"), None),
            row(6, "Moses Tarn", None, None),
        ]
    };
    let moses = format!("came-{}", Id::from_u128(6));
    let mut errors = Errors::new();
    errors.add(&moses, "Say whether they are in, or clear what is filled in");
    let lunch = Form::of([(format!("lunch-{}", Id::from_u128(6)), "School meal".to_string())]);
    vec![
        framed("board-arrivals", &page(rows(), Form::nothing(), Errors::new())),
        framed("board-arrivals-wrong", &page(rows(), lunch, errors)),
        framed("board-arrivals-none", &page(Vec::new(), Form::nothing(), Errors::new())),
    ]
}
