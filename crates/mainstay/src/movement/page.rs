//! The day's movements, drawn: each walk with who, which way and what it would meet, and whom each
//! pupil meets or does not.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use crate::page::name::hideable;
use casework::movement::Kind;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// A walk.
pub struct Row {
    /// What for.
    pub kind: Kind,
    /// When.
    pub from: Minute,
    /// Until when.
    pub to: Option<Minute>,
    /// Whose: name, and what is said when names are hidden.
    pub who: Vec<(String, String)>,
    /// Which way.
    pub way: String,
    /// With whom.
    pub with_whom: String,
    /// One pupil's own.
    pub own: bool,
    /// What it would meet, with names and without.
    pub meets: Vec<(String, String)>,
    /// It is over.
    pub over: bool,
}

/// Whom a pupil meets, or does not.
pub struct Person {
    /// Placement.
    pub placement: Id,
    /// Name.
    pub name: String,
    /// Seat, said when names are hidden.
    pub seat: String,
    /// Those they are kept apart from.
    pub apart: Vec<String>,
    /// Not met beside those.
    pub avoid: String,
    /// Met all the same.
    pub keep: String,
    /// Contacts with the rest of the school that were logged.
    pub met: usize,
}

/// The page.
pub struct PlanPage {
    /// Room.
    pub room: Id,
    /// Its name.
    pub name: String,
    /// Day.
    pub day: Day,
    /// The school's words.
    pub words: Words,
    /// Walks, in order of time.
    pub rows: Vec<Row>,
    /// Pupils.
    pub people: Vec<Person>,
    /// May change it.
    pub plans: bool,
    /// The school day before.
    pub before: Option<Day>,
    /// The school day after.
    pub after: Option<Day>,
}

impl Page for PlanPage {
    fn title(&self) -> String {
        format!("Movements, {}", self.day)
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let board = format!("/board/{}", self.room);
        let (title, pupils) = (self.title(), self.words.many(Concept::Pupil));
        let meets = self.rows.iter().filter(|r| !r.meets.is_empty() && !r.over).count();
        let to = |day: Day| format!("{board}/movements?day={}", day.iso());
        html! {
            (Head::new(&title).back(&board, &self.name).facts(html! {
                "When the " (pupils) " of " (self.name) " leave it, which way, and whom they do not meet"
            }).acts(html! {
                @if let Some(day) = self.before { a.btn.btn-2 href=(to(day)) rel="prev" { (day.short()) } }
                @if let Some(day) = self.after { a.btn.btn-2 href=(to(day)) rel="next" { (day.short()) } }
                @if self.plans { a.btn.btn-2 href={ (board) "/ways" } { "Usual ways" } }
            }))
            @if self.people.is_empty() {
                (Empty { title: "Nobody is booked on this day", words: "Each walk of the day appears here as soon as somebody is.", step: None })
            } @else {
                div.stack.stack-6 {
                    @if meets > 0 {
                        div.panel.panel-warn { p { strong { (meets) @if meets == 1 { " walk meets" } @else { " walks meet" } " somebody." }
                            " Give it another time, or keep it with an adult beside them." } }
                    } @else { p { (Tag(Standing::Done, "Apart")) " No walk from now on meets the rest of the school." } }
                    (self.walks("Movements of the day", false))
                    @let over = self.rows.iter().filter(|r| r.over).count();
                    @if over > 0 { details.working { summary { (over) " over" } (self.walks("Movements that are over", true)) } }
                    section.stack aria-labelledby="contact" {
                        h2 #contact { "Whom they meet, and do not" }
                        p.soft { "Why is not written here: whoever walks with them reads it. Contact that happened is logged on the board." }
                        (Grid {
                            region: "Whom they meet, table",
                            caption: None,
                            look: "",
                            columns: [&self.words.cap(Concept::Pupil), "Not to meet", "May meet", "Met today"].map(Col::Words).to_vec(),
                            named: Some(0),
                            rows: self.people.iter().map(|p| self.person(p)).collect(),
                        })
                    }
                    p.soft { "Print this page: the frame round it stays on the screen." }
                }
            }
        }
    }
}

fn row(r: &Row) -> Vec<Markup> {
    vec![
        html! { strong { (r.from) } @if let Some(to) = r.to { "–" (to) } @if r.over { span.sub { "over" } } },
        html! { (r.kind.label()) @if r.own { span.sub { "own" } } },
        html! { ul.plain { @for (name, seat) in &r.who { li { (hideable(name, seat)) } } } },
        html! { @if r.way.is_empty() { span.soft { "–" } } @else { (r.way) }
        @if !r.with_whom.is_empty() { span.sub { "With " (r.with_whom) } } },
        html! {
            @if r.meets.is_empty() { span.soft { "Nobody" } }
            @for (real, hidden) in &r.meets { p { (Tag(Standing::Risk, "Meets")) " " (hideable(real, hidden)) } }
        },
    ]
}

impl PlanPage {
    fn walks(&self, name: &str, over: bool) -> Markup {
        let rows: Vec<Vec<Markup>> = self.rows.iter().filter(|r| r.over == over).map(row).collect();
        let pupils = self.words.caps(Concept::Pupil);
        html! {
            @if rows.is_empty() { p.soft { "No more of them today." } } @else {
                (Grid {
                    region: name,
                    caption: Some(name),
                    look: "",
                    columns: ["Time", "What for", &pupils, "Which way", "Meets"].map(Col::Words).to_vec(),
                    named: Some(1),
                    rows,
                })
            }
        }
    }
    fn person(&self, p: &Person) -> Vec<Markup> {
        vec![
            html! {
                (hideable(&p.name, &p.seat))
                @if self.plans { span.sub { a href={ "/placements/" (p.placement) "/movements" } { "Change" span.vh { ": " (hideable(&p.name, &p.seat)) } } } }
            },
            html! {
                @for name in &p.apart { p { strong { (hideable(name, "Name hidden")) } } }
                @if !p.avoid.is_empty() { p { (p.avoid) } }
                @if p.apart.is_empty() && p.avoid.is_empty() { span.soft { "Nobody named" } }
            },
            html! { @if p.keep.is_empty() { span.soft { "Nobody named" } } @else { (p.keep) } },
            html! { (p.met) },
        ]
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let minute = |text: &str| Minute::parse(text).unwrap_or_default();
    let day = Day::new(2026, 11, 10).unwrap_or_else(|| Day::from_pg(0));
    let who = |names: &[(&str, &str)]| {
        names.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect::<Vec<_>>()
    };
    let walk = |kind, from: &str, to: Option<&str>, meets: &[(&str, &str)]| Row {
        kind,
        from: minute(from),
        to: to.map(minute),
        who: who(&[("Tyrell", "Seat 1"), ("Oluwaseun", "Seat 4")]),
        way: "Side stairs to the ground floor, by the office".into(),
        with_whom: if to.is_none() { "Mr Col Adair".into() } else { String::new() },
        own: to.is_none(),
        meets: who(meets),
        over: kind == Kind::Arrive,
    };
    let person = |name: &str, apart: &[&str], avoid: &str, keep: &str| Person {
        placement: Id::from_u128(1),
        name: name.into(),
        seat: "Seat 1".into(),
        apart: apart.iter().map(|t| t.to_string()).collect(),
        avoid: avoid.into(),
        keep: keep.into(),
        met: avoid.len().min(1),
    };
    let page = |rows, people| PlanPage {
        room: Id::nil(),
        name: "Internal Exclusion Room".into(),
        day,
        words: Words::default(),
        rows,
        people,
        plans: true,
        before: Some(day.plus(-1)),
        after: Some(day.plus(1)),
    };
    let rows = vec![
        walk(Kind::Arrive, "8.40", None, &[]),
        walk(
            Kind::Toilet,
            "10.52",
            None,
            &[("The school’s break, 10.50 to 11.05", "The school’s break, 10.50 to 11.05")],
        ),
        walk(
            Kind::Lunch,
            "12.05",
            Some("12.35"),
            &[("Kept apart: Tyrell and Oluwaseun", "Kept apart: Seat 1 and Seat 4")],
        ),
    ];
    let people = vec![
        person(
            "Tyrell Ashdown-Moss",
            &["Kian Dowell, 9K4", "Oluwaseun Fitzgerald-Montgomery, 10K3"],
            "His own form at the end of P5, in the lower corridor",
            "Mr Adair at 11.15; his sister in Year 7 at the gate",
        ),
        person("Saffron Idle", &[], "", ""),
    ];
    vec![
        framed("movements", &page(rows, people)),
        framed("movements-empty", &page(Vec::new(), Vec::new())),
    ]
}
