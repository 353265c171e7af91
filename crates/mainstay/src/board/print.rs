//! The room sheet on A4, for when the screen is down: seats, periods, boxes to write in.
//!
//! Must never know: a reason. It lies on a desk.

use super::facts::{Facts, gather, today_only};
use crate::page::frame;
use crate::page::gallery::Sample;
use crate::page::name::{HIDDEN_ON_PAPER, pupil_name};
use crate::visit::{Answer, Visit, html as answer};
use axum::http::StatusCode;
use casework::pupil::Flag;
use casework::room::PlacementState;
use casework::words::Concept;
use casework::{Event, May, Verb};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// A row: one seat.
pub struct Row {
    /// Seat.
    pub seat: i64,
    /// Name; empty for a free seat to write in.
    pub name: String,
    /// "9K2 · to 15.05"
    pub sub: String,
    /// Flags.
    pub flags: Vec<(Flag, String)>,
    /// What helps.
    pub helps: String,
    /// A column a period: booked or not.
    pub booked: Vec<bool>,
}

/// The sheet.
pub struct RoomSheet {
    /// Room.
    pub room: String,
    /// School.
    pub school: String,
    /// Day.
    pub day: Day,
    /// Printed when.
    pub at: Minute,
    /// By whom.
    pub by: String,
    /// In charge.
    pub in_charge: String,
    /// Relief.
    pub relief: String,
    /// "4 students"
    pub booked: String,
    /// "Student"
    pub pupil: String,
    /// "Seat"
    pub seat: String,
    /// Periods.
    pub periods: Vec<(String, Minute)>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Room break: from, to.
    pub brk: (Minute, Minute),
    /// Room lunch: from, to.
    pub lunch: (Minute, Minute),
    /// What lunch must be without, by seat.
    pub dietary: String,
    /// When to shred it.
    pub shred: Day,
}

fn shape(flag: Flag) -> &'static str {
    match flag {
        Flag::Health => "◆",
        Flag::Need => "■",
        Flag::Apart => "▮▮",
        Flag::Care | Flag::Out => "●",
        Flag::Meal => "○",
        Flag::Todo => "□",
        Flag::Talk => "◇",
    }
}

impl RoomSheet {
    /// The whole document.
    pub fn document(&self) -> Markup {
        let body = html! {
            a.skip href="#main" { "Skip to the page" }
            main.paper.paper-a4.paper-land #main tabindex="0" {
                header.paper-head {
                    div { h1 { "Room sheet: " (self.day) } p { (self.room) " · " (self.school) } }
                    p.end { strong { "Keep in the room" } br; "Printed " (self.at) " by " (self.by) }
                }
                p.names-are-hidden { (HIDDEN_ON_PAPER) }
                dl.paper-facts {
                    div { dt { "In charge" } dd { (self.in_charge) } }
                    div { dt { "Relief" } dd { (self.relief) } }
                    div { dt { "Booked" } dd { (self.booked) } }
                    div { dt { "Headcount now" } dd.box-wide {} }
                }
                div.paper-beside {
                table.grid-sheet {
                    caption.vh { (self.pupil) " and periods. Write conduct and learning, 1 to 4, in each box." }
                    thead { tr { th scope="col" { (self.seat) } th scope="col" { (self.pupil) }
                        @for (code, from) in &self.periods { th scope="col" { (code) br; (from) } }
                        th scope="col" { "In" br; "Out" } } }
                    tbody { @for r in &self.rows { tr {
                        td.seat-no { (r.seat) }
                        th scope="row" {
                            @if r.name.is_empty() { span.write { "Added later:" } }
                            @else {
                                (pupil_name(&r.name)) " " span { (r.sub) }
                                @if !r.flags.is_empty() { " " span { @for (i, (flag, words)) in r.flags.iter().enumerate() { @if i > 0 { ", " } (shape(*flag)) " " (words) } } }
                                @if !r.helps.is_empty() { " " span { (r.helps) "." } }
                            }
                        }
                        @for b in &r.booked { td class=[(!b).then_some("off")] {} }
                        td {}
                    } } }
                    tfoot { tr { td colspan="2" { "Adult in charge, initials" } @for _ in &self.periods { td {} } td {} } }
                }
                div.paper-side {
                    section { h2 { "Break and lunch" }
                        table.grid-sheet.grid-lines {
                            thead { tr { th scope="col" { "What" } th scope="col" { "Adult" } th scope="col" { "From" } th scope="col" { "To" } } }
                            tbody {
                                tr { th scope="row" { "Break " span { (self.brk.0) "–" (self.brk.1) ". Food, water" span.tick-box {} } } td {} td {} td {} }
                                tr { th scope="row" { "Lunch " span { (self.lunch.0) "–" (self.lunch.1) ". " (self.dietary) span.tick-box {} } } td {} td {} td {} }
                            }
                        }
                    }
                    section { h2 { "Out of the room" }
                        table.grid-sheet.grid-lines.grid-out {
                            thead { tr { th scope="col" { (self.seat) } th scope="col" { "With, where" } th scope="col" { "Out" } th scope="col" { "Back" } } }
                            tbody { @for _ in 0..4 { tr { td {} td {} td {} td {} } } }
                        }
                    }
                    section { h2 { "Notes, with times" } div.ruled {} }
                    p.small-key { "Each box: conduct / learning, 1 low to 4 high. W warning, + praise, B break. Shaded: not booked." }
                }
                }
                footer.paper-foot { p { "When the screen is back, enter these with their true times." } p { "Shred after " (self.shred) } }
            }
        };
        frame::document(&format!("Room sheet, {}", self.day), "print-page", body, &[])
    }
}

fn sheet(v: &Visit, f: &Facts) -> RoomSheet {
    let lessons = v.setting.lessons_on(f.day);
    let words = v.words();
    let minute = v.now.minute();
    let coming: Vec<_> = f
        .placements
        .iter()
        .filter(|p| !matches!(p.state, PlacementState::NotHere | PlacementState::Cancelled))
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut dietary: Vec<String> = Vec::new();
    for p in &coming {
        let Some(pupil) = f.pupils.get(&p.pupil) else { continue };
        let slots = f.slots_of(p.id);
        let (Some(first), Some(last)) = (slots.first(), slots.last()) else { continue };
        let whole = lessons.first().is_some_and(|l| first.from <= l.from);
        let when = if whole {
            format!("to {}", last.to)
        } else {
            format!("from {} to {}", first.from, last.to)
        };
        let seat = p.seat.unwrap_or_default();
        if !pupil.dietary.trim().is_empty() {
            dietary.push(format!("{}, {} {seat}", pupil.dietary.trim(), words.one(Concept::Seat)));
        }
        let helps: Vec<&str> = pupil.helps.split_inclusive('.').take(2).collect();
        rows.push(Row {
            seat,
            name: pupil.name(),
            sub: format!("{} · {when}", pupil.form),
            flags: pupil
                .flags(v.actor.sight(May::Board))
                .into_iter()
                .map(|(k, w)| (k, w.split(',').next().unwrap_or("").to_string()))
                .collect(),
            helps: helps.concat().trim().trim_end_matches('.').to_string(),
            booked: lessons.iter().map(|l| slots.iter().any(|s| s.code == l.code)).collect(),
        });
    }
    // Seats that other rooms use too are not this sheet's to show empty.
    let own = if f.seats.with.is_empty() { f.seats.all } else { 0 };
    for seat in 1..=own {
        if rows.iter().all(|r| r.seat != seat) {
            rows.push(Row {
                seat,
                name: String::new(),
                sub: String::new(),
                flags: Vec::new(),
                helps: String::new(),
                booked: vec![true; lessons.len()],
            });
        }
    }
    rows.sort_by_key(|r| (r.seat == 0, r.seat));
    let charge = f.charge(minute);
    let relief = charge
        .relief
        .and_then(|(at, who)| f.full(Some(who)).map(|n| format!("{at} {n}")))
        .unwrap_or_else(|| "None planned".into());
    RoomSheet {
        room: f.room.name.clone(),
        school: v.setting.school.name.clone(),
        day: f.day,
        at: minute,
        by: v.actor.name.clone(),
        in_charge: f.full(charge.adult).unwrap_or_else(|| "Nobody named".into()),
        relief,
        booked: words.count(Concept::Pupil, coming.len() as i64),
        pupil: words.cap(Concept::Pupil),
        seat: words.cap(Concept::Seat),
        periods: lessons.iter().map(|l| (l.code.clone(), l.from)).collect(),
        rows,
        brk: (f.room.break_from, f.room.break_to),
        lunch: (f.room.lunch_from, f.room.lunch_to),
        dietary: if dietary.is_empty() { "Food, water".into() } else { dietary.join("; ") },
        shred: v.setting.calendar.first_on_or_after(f.day.plus(1)).unwrap_or(f.day),
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let day = v.query.day("day").unwrap_or_else(|| v.today());
    today_only(&v, day)?;
    let facts = gather(&v, v.id("room")?, day).await?;
    // Somebody looks for it on Today: whether the sheet was made before the screen went.
    let w = v.write("Opening the room sheet to print").await?;
    let event = Event::new(Verb::SheetPrinted, "room", facts.room.id).fact("day", day.iso());
    v.commit(w, event, Vec::new()).await?;
    Ok(answer(StatusCode::OK, sheet(&v, &facts).document()))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = super::samples::minute;
    let day = super::samples::tuesday();
    let row = |seat: i64, name: &str, sub: &str, helps: &str, booked: [bool; 6]| Row {
        seat,
        name: name.into(),
        sub: sub.into(),
        flags: if seat == 1 {
            vec![
                (Flag::Health, "Nut allergy".into()),
                (Flag::Need, "SEN support".into()),
                (Flag::Meal, "Free meal".into()),
            ]
        } else {
            Vec::new()
        },
        helps: helps.into(),
        booked: booked.to_vec(),
    };
    let all = [true; 6];
    let sheet = RoomSheet {
        room: "Internal Exclusion Room".into(),
        school: "Fairholme Community School".into(),
        day,
        at: minute("8.30"),
        by: "Ms Dara Okell".into(),
        in_charge: "Ms Dara Okell".into(),
        relief: "13.50 Mr Dean Poll".into(),
        booked: "4 students".into(),
        pupil: "Student".into(),
        seat: "Seat".into(),
        periods: [
            ("P1", "9.00"),
            ("P2", "10.00"),
            ("P3", "11.05"),
            ("P4", "12.00"),
            ("P5", "13.30"),
            ("P6", "14.20"),
        ]
        .map(|(c, m)| (c.to_string(), minute(m)))
        .to_vec(),
        rows: vec![
            row(
                1,
                "Tyrell Ashdown-Moss",
                "9K2 · to 15.05",
                "Read it aloud. Offer a choice, 3 minutes",
                all,
            ),
            row(2, "Saffron Idle", "8F1 · to 15.05", "Face the door. Notice of any change", all),
            row(3, "", "", "", all),
            row(4, "", "", "", all),
            row(
                5,
                "Ellie-Mae Croft",
                "7F3 · from 13.30 to 15.05",
                "Coloured overlay, in the tray",
                [false, false, false, false, true, true],
            ),
            row(6, "Moses Tarn", "10K1 · to 10.50", "", [true, true, false, false, false, false]),
        ],
        brk: (minute("11.10"), minute("11.25")),
        lunch: (minute("12.05"), minute("12.35")),
        dietary: "No nuts, seat 1".into(),
        shred: day.plus(1),
    };
    vec![Sample { name: "board-print", page: sheet.document() }]
}
