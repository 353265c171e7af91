//! Handing the room over: the card a cover adult reads in half a minute, and taking it back.
//!
//! Must never know: a reason, a note or a file. The card names pupils to the adult in the room.

use super::entry::minute_or_now;
use super::facts::{Facts, covers, gather, today_only};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::name::hideable;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{self, EntryKind, Handover, Presence};
use casework::words::Concept;
use casework::{Id, Refusal, Role};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// Chosen where no adult was there to take over from.
const NOBODY: &str = "nobody";

/// One line of the card: who (with the seat said when names are hidden), and what.
pub struct CardLine {
    /// Name.
    pub name: String,
    /// Seat.
    pub seat: String,
    /// What.
    pub words: String,
}

/// The card.
#[derive(Default)]
pub struct Card {
    /// In the room.
    pub present: Vec<CardLine>,
    /// Out, with whom, back when.
    pub out: Vec<CardLine>,
    /// Still to come.
    pub to_come: Vec<CardLine>,
    /// On the last warning, or past it.
    pub warned: Vec<CardLine>,
    /// Toilet and medication.
    pub due: Vec<CardLine>,
    /// Health, dietary and lunch.
    pub lunch: Vec<CardLine>,
    /// Work that is missing.
    pub work: Vec<CardLine>,
    /// Pairs to keep apart, by name and by seat.
    pub apart: Vec<(String, String)>,
}

/// The page.
pub struct HandoverPage {
    /// Form token.
    pub csrf: String,
    /// Room.
    pub room: Id,
    /// Its name.
    pub room_name: String,
    /// Day.
    pub day: Day,
    /// Who is in charge now.
    pub in_charge: String,
    /// Handovers of the day: id, who, from, to, watch for, by whom, taken back.
    pub handovers: Vec<(Handover, bool)>,
    /// The card.
    pub card: Card,
    /// Adults to hand to; empty for those who may not.
    pub adults: Vec<Choice>,
    /// May hand over.
    pub may_hand: bool,
    /// Covers the room and does not have it now: may take it over.
    pub may_take: bool,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
}

impl HandoverPage {
    fn list(&self, title: &str, lines: &[CardLine], none: &str) -> Markup {
        html! {
            section { h3 { (title) }
                @if lines.is_empty() { p.soft { (none) } }
                @else { ul { @for l in lines { li { strong { (hideable(&l.name, &l.seat)) } @if !l.words.is_empty() { ": " (l.words) } } } } }
            }
        }
    }
}

impl Page for HandoverPage {
    fn title(&self) -> String {
        "Handover".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let action = format!("{board}/handover");
        let (f, e, c) = (&self.form, &self.errors, &self.card);
        html! {
            (Head::new("Handover").back(&board, &self.room_name).facts(html! { (self.day) ". In charge now: " (self.in_charge) }))
            (ErrorSummary(e))
            div.cols.cols-2 {
                section.sheet.stack aria-labelledby="card" {
                    h2 #card { "Handover card" }
                    @for (h, now) in self.handovers.iter().filter(|(h, now)| *now && !h.watch_for.is_empty()) {
                        @let _ = now;
                        div.panel.panel-warn { h3 { "Watch for" } p { (h.watch_for) } }
                    }
                    (self.list(&format!("In the room: {}", c.present.len()), &c.present, "Nobody"))
                    (self.list("Out, and where", &c.out, "Nobody is out"))
                    (self.list("Still to come", &c.to_come, "Nobody"))
                    (self.list("At the top of the ladder", &c.warned, "Nobody"))
                    (self.list("Toilet and medication", &c.due, "Nothing noted"))
                    (self.list("Health and lunch", &c.lunch, "Nothing noted"))
                    (self.list("Work missing", &c.work, "None"))
                    section { h3 { "Keep apart" }
                        @if c.apart.is_empty() { p.soft { "Nobody who is booked today" } }
                        @else { ul { @for (real, seat) in &c.apart { li { (hideable(real, seat)) } } } }
                    }
                }
                div.stack {
                    @if !self.handovers.is_empty() {
                        section.sheet.stack aria-labelledby="today" {
                            h2 #today { "Today" }
                            @for (h, now) in &self.handovers {
                                div.row.row-apart {
                                    p { strong { (h.adult_name) } " " (h.from) "–" @match h.to { Some(to) => (to), None => "taken back" }
                                        @match h.ended_at { Some(at) => { ". Taken back " (at.minute()) } None => { @if *now { ". In charge now" } } }
                                        br; span.soft { @if h.taken_from.is_empty() { "Handed over by " (h.made_by) } @else { "Taken over from " (h.taken_from) } } }
                                    @if self.may_hand && h.ended_at.is_none() {
                                        form method="post" action=(action) { (token(&self.csrf)) (hidden("act", "back")) (hidden("id", h.id))
                                            button.btn.btn-2 type="submit" { @if *now { "Take back" } @else { "Call off" } } }
                                    }
                                }
                            }
                        }
                    }
                    @if self.may_take {
                        form.sheet.stack #take method="post" action=(action) {
                            h2 { "Take over the room" }
                            p { "From now on you record here, and the board says that you are in charge." }
                            (token(&self.csrf)) (hidden("act", "take")) (hidden("once", Id::now_v7()))
                            (Choices::one("taken_from", "From", &self.adults).look(Look::Select).from(f, e))
                            (Field::new("to", "Until").kind("time").from(f, e))
                            p.row { button.btn type="submit" { "Take over the room" } a.btn.btn-quiet href=(board) { "Back to the board" } }
                        }
                    }
                    @if self.may_hand {
                        form.sheet.stack method="post" action=(action) {
                            h2 { "Hand over" }
                            (token(&self.csrf)) (hidden("act", "hand")) (hidden("once", Id::now_v7()))
                            (Choices::one("adult", "To", &self.adults).look(Look::Select).from(f, e))
                            div.row.row-end {
                                (Field::new("from", "From").kind("time").from(f, e))
                                (Field::new("to", "Until").kind("time").optional().from(f, e))
                            }
                            (Area::new("watch_for", "Watch for").rows(3).optional().hint("What the next adult needs in a sentence. No reasons.").from(f, e))
                            p.row { button.btn type="submit" { "Hand over" } a.btn.btn-quiet href=(board) { "Back to the board" } }
                        }
                    }
                }
            }
        }
    }
}

fn card(v: &Visit, f: &Facts) -> Card {
    let mut card = Card::default();
    let minute = v.now.minute();
    for p in &f.placements {
        let Some(pupil) = f.pupils.get(&p.pupil) else { continue };
        let seat = super::seat_of(v, p.seat);
        let line = |words: String| CardLine { name: pupil.name(), seat: seat.clone(), words };
        let entries = f.entries_of(p.id);
        let presence = f.presence(p);
        let slots = f.slots_of(p.id);
        let until = slots.last().map(|s| format!("to {}", s.to)).unwrap_or_default();
        match &presence {
            Presence::Here => card.present.push(line(format!("{}, {until}", seat.to_lowercase()))),
            Presence::Out { since, until, with } => card.out.push(line(format!(
                "{}, since {}, back {}",
                if with.is_empty() { "out" } else { with },
                since.minute(),
                until.minute()
            ))),
            Presence::Expected => {
                let from = slots.first().map(|s| format!("from {}", s.from)).unwrap_or_default();
                card.to_come.push(line(from));
            }
            Presence::Left | Presence::NotHere => continue,
        }
        let ladder = day::ladder(&entries, v.setting.rules.warnings);
        if ladder.warnings.len() as i64 >= ladder.of - 1 && !ladder.warnings.is_empty() {
            let last = ladder.warnings.last().map(|at| at.minute().to_string()).unwrap_or_default();
            let words = match ladder.at_the_top() {
                true => {
                    format!("{}, last {last}. Next: {}", ladder.words(), v.setting.rules.next_step)
                }
                false => format!("{}, last {last}", ladder.words()),
            };
            card.warned.push(line(words));
        }
        let arrival = f.arrivals.get(&p.id);
        let mut due = Vec::new();
        if let Some(at) = day::last_of(&entries, EntryKind::Toilet) {
            due.push(format!("toilet {}", at.minute()));
        }
        if let Some(a) = arrival.filter(|a| !a.medication.is_empty()) {
            let given = day::last_of(&entries, EntryKind::Medication)
                .map(|at| format!(", given {}", at.minute()))
                .unwrap_or_default();
            due.push(format!("medication: {}{given}", a.medication));
        }
        if !due.is_empty() {
            card.due.push(line(due.join("; ")));
        }
        let mut lunch: Vec<String> = [&pupil.medical, &pupil.dietary]
            .into_iter()
            .filter(|s| !s.trim().is_empty())
            .map(|s| s.trim().to_string())
            .collect();
        lunch.extend(arrival.map(|a| a.lunch.clone()).filter(|l| !l.is_empty()));
        if !lunch.is_empty() {
            card.lunch.push(line(lunch.join("; ")));
        }
        let missing: Vec<String> = slots
            .iter()
            .filter(|s| s.to > minute && s.done.is_none())
            .filter(|s| {
                f.work.iter().find(|w| w.placement == p.id && w.code == s.code).is_none_or(|w| {
                    day::work_word(&w.state, &w.route, w.same_as_class, w.bank_unit.is_some()).1
                })
            })
            .map(|s| format!("{} {}", s.code, s.subject).trim().to_string())
            .collect();
        if !missing.is_empty() {
            card.work.push(line(missing.join(", ")));
        }
    }
    let seat_of = |pupil: Id| f.placements.iter().find(|p| p.pupil == pupil);
    for pair in &f.apart {
        if let (Some(one), Some(other)) = (seat_of(pair.one), seat_of(pair.other)) {
            let seat = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_else(|| "–".into());
            card.apart.push((
                format!("{} and {}", f.first(pair.one), f.first(pair.other)),
                format!(
                    "{} {} and {}",
                    v.words().caps(Concept::Seat),
                    seat(one.seat),
                    seat(other.seat)
                ),
            ));
        }
    }
    card
}

async fn page(v: &Visit, form: Form, errors: Errors) -> Result<HandoverPage, Problem> {
    let today = v.today();
    let day = v.query.day("day").unwrap_or(today);
    today_only(v, day)?;
    let f = gather(v, v.id("room")?, day).await?;
    let minute = v.now.minute();
    let charge = f.charge(minute);
    let may_hand = !covers(v) && v.may(casework::May::RunRoom) && day == today;
    let may_take = covers(v) && v.may(casework::May::RunRoom) && day == today && !f.records(v);
    let mut adults = Vec::new();
    if may_take {
        let mut read = v.read().await?;
        let all = store::staff::all(&mut read, v.org()).await?;
        let others = all.iter().filter(|s| s.id != v.actor.staff);
        adults = others.map(|s| Choice::new(s.id.to_string(), s.full())).collect();
        adults.push(Choice::new(NOBODY, "Nobody: no adult was in the room"));
    }
    let form = match charge.adult {
        Some(id) if may_take && !form.has("taken_from") => form.with("taken_from", id.to_string()),
        _ => form,
    };
    if may_hand {
        let mut read = v.read().await?;
        let cover = store::staff::with_role(&mut read, v.org(), Role::Cover).await?;
        let all = store::staff::all(&mut read, v.org()).await?;
        let rest = all.iter().filter(|s| cover.iter().all(|c| c.id != s.id));
        adults = cover
            .iter()
            .chain(rest)
            .filter(|s| Some(s.id) != charge.adult)
            .map(|s| {
                let post = if s.post.is_empty() { String::new() } else { format!(", {}", s.post) };
                Choice::new(s.id.to_string(), format!("{}{post}", s.full()))
            })
            .collect();
    }
    Ok(HandoverPage {
        csrf: v.csrf.clone(),
        room: f.room.id,
        room_name: f.room.name.clone(),
        day,
        in_charge: f.full(charge.adult).unwrap_or_else(|| "nobody is named".into()),
        card: card(v, &f),
        handovers: f
            .handovers
            .iter()
            .map(|h| (h.clone(), day == today && charge.by_handover == Some(h.id)))
            .collect(),
        adults,
        may_hand,
        may_take,
        form,
        errors,
    })
}

/// Shows the card, and the form to those who may hand over.
pub async fn show(v: Visit) -> Answer {
    let minute = v.now.minute();
    let mut form = Form::of([("from", minute.input())]);
    if let Some(end) = v.setting.end_of_period(v.today(), minute) {
        form = form.with("to", end.input());
    }
    let page = page(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Hands over, or takes back.
pub async fn act(v: Visit) -> Answer {
    let room = v.id("room")?;
    if covers(&v) && v.form.text("act") == "take" {
        return take(&v, room).await;
    }
    if covers(&v) {
        let mut no = Refusal::because(
            "The room is handed over by its own staff",
            "Whoever covers the room reads the card and may take the room over; the room’s staff hand over and take back.",
            "The table of roles in Mainstay.",
        )
        .or("Take over the room", format!("/board/{room}/handover#take"))
        .or("See the handover card", format!("/board/{room}/handover"));
        no.by_role = true;
        return Err(no.into());
    }
    let today = v.today();
    let board = format!("/board/{room}");
    if v.form.text("act") == "back" {
        let id = v.form.id("id").ok_or(Problem::Missing)?;
        let mut w = v.write("Taking the room back").await?;
        let all = store::day::handovers_on(&mut w, v.org(), room, today).await?;
        let h = all.iter().find(|h| h.id == id).ok_or(Problem::Missing)?;
        if h.ended_at.is_none() {
            // One that has not begun ends where it begins: it covers nothing.
            let at = v.now;
            let event = store::day::take_back(&mut w, h, at).await?;
            v.commit(w, event, vec![]).await?;
        }
        return v.to(board);
    }
    let mut errors = Errors::new();
    let from = match v.form.has("from") {
        true => errors.get(v.form.minute("from"), "from", "Say from when, such as 13.50"),
        false => Some(minute_or_now(&v, "from")),
    };
    let to = v.form.minute("to");
    if v.form.has("to") && to.is_none() {
        errors.add("to", "Say until when, such as 14.10");
    }
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        errors.add("to", format!("Give a time after {from}"));
    }
    let adult = errors.get(v.form.id("adult"), "adult", "Choose who takes over");
    let watch_for = errors.limit(&v.form, "watch_for", 500);
    let (Some(from), Some(adult), true) = (from, adult, errors.is_empty()) else {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Handing the room over").await?;
    store::room::room(&mut w, v.org(), room).await?;
    let adult = store::staff::find(&mut w, v.org(), adult).await?;
    let h = Handover {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        room,
        day: today,
        adult: adult.id,
        adult_name: adult.full(),
        from,
        to,
        watch_for,
        made_by: v.actor.name.clone(),
        taken_from: String::new(),
        started_at: (from <= v.now.minute()).then_some(v.now),
        ended_at: None,
    };
    if let Some(event) = store::day::hand_over(&mut w, &h).await? {
        v.commit(w, event, vec![]).await?;
    }
    let until = to.map(|m: Minute| format!(" to {m}")).unwrap_or_default();
    v.to_saying(board, format!("Handed over to {}, {from}{until}", adult.full()))
}

/// Somebody who covers the room takes it over, saying from whom and until when.
async fn take(v: &Visit, room: Id) -> Answer {
    let mut errors = Errors::new();
    let now = v.now.minute();
    let to = errors.get(v.form.minute("to"), "to", "Say until when, such as 14.10");
    if to.is_some_and(|to| to <= now) {
        errors.add("to", format!("Give a time after {now}"));
    }
    let nobody = v.form.text("taken_from") == NOBODY;
    let from = v.form.id("taken_from");
    if from.is_none() && !nobody {
        errors.add("taken_from", "Choose who you take over from");
    }
    let (Some(to), true) = (to, errors.is_empty()) else {
        let page = page(v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Taking the room over").await?;
    store::room::room(&mut w, v.org(), room).await?;
    let taken_from = match from {
        Some(id) => store::staff::find(&mut w, v.org(), id).await?.full(),
        None => "nobody: no adult was in the room".into(),
    };
    let h = Handover {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        room,
        day: v.today(),
        adult: v.actor.staff,
        adult_name: v.actor.name.clone(),
        from: now,
        to: Some(to),
        watch_for: String::new(),
        made_by: v.actor.name.clone(),
        taken_from,
        started_at: Some(v.now),
        ended_at: None,
    };
    if let Some(event) = store::day::hand_over(&mut w, &h).await? {
        v.commit(w, event, vec![]).await?;
    }
    v.to_saying(format!("/board/{room}"), format!("You have the room to {to}"))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = super::samples::minute;
    let day = super::samples::tuesday();
    let line = |name: &str, seat: &str, words: &str| CardLine {
        name: name.into(),
        seat: seat.into(),
        words: words.into(),
    };
    vec![framed(
        "board-handover",
        &HandoverPage {
            csrf: "gallery".into(),
            room: Id::nil(),
            room_name: "Internal Exclusion Room".into(),
            day,
            in_charge: "Ms Dara Okell".into(),
            handovers: vec![(
                Handover {
                    id: Id::from_u128(9),
                    room: Id::nil(),
                    day,
                    adult: Id::from_u128(2),
                    adult_name: "Mr Dean Poll".into(),
                    from: minute("13.50"),
                    to: Some(minute("14.10")),
                    watch_for: "Saffron needs five minutes’ notice before P6.".into(),
                    made_by: "Ms Dara Okell".into(),
                    taken_from: String::new(),
                    started_at: None,
                    ended_at: None,
                },
                false,
            )],
            card: Card {
                present: vec![line("Tyrell Ashdown-Moss", "Seat 1", "seat 1, to 15.05")],
                out: vec![line("Saffron Idle", "Seat 2", "Mr Adair, since 11.25, back 11.40")],
                to_come: vec![line("Jude Marl", "Seat 4", "from 12.00")],
                warned: vec![line("Tyrell Ashdown-Moss", "Seat 1", "2 of 3, last 11.02")],
                due: vec![line("Saffron Idle", "Seat 2", "toilet 10.20")],
                lunch: vec![line(
                    "Tyrell Ashdown-Moss",
                    "Seat 1",
                    "Nut allergy; No nuts; School meal",
                )],
                work: vec![line("Tyrell Ashdown-Moss", "Seat 1", "P6 French")],
                apart: vec![],
            },
            adults: vec![Choice::new("2", "Mr Dean Poll, Cover supervisor")],
            may_hand: true,
            may_take: false,
            form: Form::of([("from", "13:50"), ("to", "14:10")]),
            errors: Errors::new(),
        },
    )]
}
