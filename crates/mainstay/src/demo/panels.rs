//! Northmoor's next panel, with cases in every state, and one direction off site that waits for its
//! notice.
//!
//! Must never do what a person could not: every line goes through the desk's own doors.

use super::authority::Northmoor;
use super::browse::Browser;
use super::calendar;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use anyhow::Context;
use rulebook::{Day, Minute};
use store::Store;

/// Kind, given, family, year, school that asks, where to, what is asked, support, what came with it,
/// whose consent, who has consented.
type Line = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static str,
);

const CASES: [Line; 4] = [
    (
        "move",
        "Rosa",
        "Lindqvist",
        "8",
        "Harrowfield School",
        "Calder Vale School",
        "A fresh start near home; both schools have met.",
        "Mentoring for a term: walk-outs from five a week to two. Outreach for six weeks: no change.",
        &["request", "pupil_view", "support", "attendance", "sen", "risk"],
        "mother\nfather",
        "mother\nfather",
    ),
    (
        "move",
        "Ivo",
        "Żelazny-Hart",
        "9",
        "Brindle Hill Academy",
        "Harrowfield School",
        "A move by agreement, for a journey he can make alone.",
        "",
        &["request", "pupil_view", "attendance", "sen", "risk"],
        "mother\nfather",
        "mother",
    ),
    (
        "provision",
        "Deshawn",
        "Okoro-Blake",
        "10",
        "Harrowfield School",
        "Larch House",
        "Five days a week at Larch House until the summer.",
        "Part-time timetable for five weeks, reviewed twice: attendance 61%, then 74%.",
        &["request", "pupil_view", "support", "attendance", "sen", "risk", "cost"],
        "",
        "",
    ),
    (
        "at_risk",
        "Maisie",
        "Thorne",
        "5",
        "Ferring Road Primary School",
        "",
        "What else the school can try before it thinks of anything more.",
        "Nurture group since September: fewer mornings lost.",
        &["request"],
        "",
        "",
    ),
];

/// Makes them.
pub async fn make(store: &Store, n: &Northmoor) -> anyhow::Result<()> {
    let calendar = calendar::around(n.day);
    let on = |days: i64| -> Day {
        let day = n.day.plus(days);
        calendar.first_on_or_after(day).unwrap_or(day)
    };
    let clock = Clock::stopped(n.day.at(Minute::parse("8.20").context("no time")?));
    let app = App::new(store.clone(), clock, Config::default());
    let account = *n.accounts.get("osei-brandt").context("nobody at the desk")?;
    let desk = Browser::sign_in(app.router(), account).await?;
    let meets = on(14);
    let day = meets.iso();
    let arranged = [
        ("kind", "panel"),
        ("on", day.as_str()),
        ("from", "9.30"),
        ("to", "12.30"),
        ("place", "Civic Suite 3"),
        ("chair", "Mrs Lorna Vickery"),
        ("quorum", "chair 1, school 3, adviser 1"),
    ];
    let meeting = desk.fill("/meetings/new?kind=panel", "/meetings/new", &arranged).await?;
    for (name, part) in [
        ("Mrs Lorna Vickery", "chair"),
        ("Mr Silas Wetherby", "school"),
        ("Ms Petra Lindqvist", "school"),
        ("Ms Odile Garrick", "school"),
        ("Dr Hanna Ostrow", "adviser"),
    ] {
        let asked = [("name", name), ("whom", "agency"), ("part", part)];
        desk.fill(&meeting, "/people", &asked).await?;
    }
    let key = meeting.trim_start_matches("/meetings/").split(['?', '#']).next().unwrap_or("");
    let panel = format!("/panel/{key}");
    let cut = on(6).iso();
    desk.fill(&panel, "/cut-off", &[("cut_day", &cut), ("cut_time", "12.00")]).await?;
    let came = n.day.plus(-1).iso();
    let mut made = Vec::new();
    for (kind, given, family, year, school, to, asked, support, there, of, had) in CASES {
        let mut fields = vec![
            ("kind", kind),
            ("given", given),
            ("family", family),
            ("year", year),
            ("school_name", school),
            ("to_school", to),
            ("asked", asked),
            ("support", support),
            ("pupil_view", "I want it to be better, and to know what happens."),
            ("recommends", ""),
            ("consent_of", of),
            ("consent_had", had),
            ("arrived_day", came.as_str()),
            ("arrived_time", "10.00"),
        ];
        fields.extend(there.iter().map(|t| ("there", *t)));
        let new = format!("{panel}/new");
        made.push(desk.fill(&new, "/new", &fields).await?);
    }
    let before = n.day.plus(-9);
    let asked_on = calendar.last_before(before).unwrap_or(before).iso();
    let reply_by = n.day.plus(-1).iso();
    let view = [
        ("whom", "Educational psychologist"),
        ("asked_on", asked_on.as_str()),
        ("reply_by", reply_by.as_str()),
    ];
    if let [first, _, third, _] = made.as_slice() {
        desk.fill(first, "/views", &view).await?;
        for case in [first, third] {
            desk.fill(case, "/admit", &[]).await?;
        }
    }
    let (starts, ends) = (on(10).iso(), on(38).iso());
    let terms = [
        ("given", "Kofi"),
        ("family", "Mensah-Rowe"),
        ("year", "10"),
        ("school_name", "Harrowfield School"),
        ("school_type", "maintained"),
        ("place", "Calder Vale School"),
        ("address", "Calder Street\nNorthmoor"),
        ("report_to", "Ms Vale, reception"),
        ("contact", "Ms Vale, 01632 960711"),
        ("objective", "Four weeks of lessons without leaving the room"),
        ("reasons", "Mentoring and a report card were tried for half a term."),
        ("pupil_view", "I would rather stay, but I will try."),
        ("starts", starts.as_str()),
        ("ends", ends.as_str()),
        ("days", "5"),
        ("session_from", "8.40"),
        ("session_to", "15.05"),
        ("breaks", "10.50 to 11.05, lunch 12.55 to 13.30"),
    ];
    let direction = desk.fill("/directions/new", "/directions/new", &terms).await?;
    let review = on(24).iso();
    desk.fill(&direction, "/reviews", &[("planned", &review)]).await.map(|_| ())
}
