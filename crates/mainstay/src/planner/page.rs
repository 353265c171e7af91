//! The week as it is drawn: a table for each space, days across, periods down.

use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Grid};
use crate::page::kit::{Empty, Head, Standing, Tag};
use crate::page::name::{hideable, pupil_name};
use casework::Id;
use maud::{Markup, html};
use rulebook::Day;

/// A day.
pub struct DayHead {
    /// Which.
    pub day: Day,
    /// Why nobody is in.
    pub closed: Option<String>,
    /// It is today.
    pub today: bool,
}

/// Somebody booked.
pub struct Name {
    /// "Tyrell Ashdown-Moss, 9K2", for those who may read it.
    pub name: Option<String>,
    /// Said when names are hidden.
    pub seat: String,
    /// Where it leads.
    pub href: Option<String>,
    /// A known date it falls on: "exam".
    pub date: Option<String>,
}

/// A period of a day in a space.
pub struct Cell {
    /// Seats booked, by those of other spaces that use them too.
    pub used: i64,
    /// Those booked here.
    pub names: Vec<Name>,
    /// In charge, or empty.
    pub adult: String,
    /// Why nobody covers it.
    pub gap: Option<String>,
}

/// A space.
pub struct Space {
    /// Key.
    pub id: Id,
    /// Name.
    pub name: String,
    /// What kind of space it is.
    pub kind: &'static str,
    /// Seats.
    pub seats: i64,
    /// Spaces that use the same seats.
    pub shared: Vec<String>,
    /// Periods down, days across; none where the day has no such lesson.
    pub rows: Vec<(String, Vec<Option<Cell>>)>,
}

/// The page.
pub struct PlannerPage {
    /// May say who is in charge when.
    pub runs: bool,
    /// School.
    pub school: String,
    /// The week's Monday.
    pub monday: Day,
    /// The Monday before.
    pub before: Day,
    /// The Monday after.
    pub after: Day,
    /// The days.
    pub days: Vec<DayHead>,
    /// The spaces.
    pub spaces: Vec<Space>,
    /// "seats"
    pub seat_words: String,
    /// "students"
    pub pupils: String,
    /// Referrals that wait, for those who decide: key, who, words.
    pub queue: Vec<(Id, String, String)>,
    /// How many wait.
    pub waiting: i64,
    /// May see the known dates.
    pub dates: bool,
    /// May see what other rooms were asked.
    pub transfers: bool,
    /// When and by whom, for paper.
    pub printed: String,
}

impl PlannerPage {
    /// "9–13 Nov 2026"
    pub fn week(&self) -> String {
        format!("{} to {}", self.monday, self.monday.plus(4))
    }

    fn cell(&self, space: &Space, c: &Cell) -> Markup {
        html! {
            span.of { (c.used) " of " (space.seats) } " "
            @if let Some(gap) = &c.gap { br; (Tag(Standing::Late, &format!("No adult: {gap}"))) }
            @else if !c.adult.is_empty() { span.soft { (c.adult) } }
            @else { span.soft { "Nobody named" } }
            @if !c.names.is_empty() {
                ul.tight { @for n in &c.names { li {
                    @let said = html! { @match &n.name { Some(name) => (hideable(name, &n.seat)), None => (n.seat) } };
                    @match &n.href { Some(href) => a href=(href) { (said) }, None => (said) }
                    @if let Some(date) = &n.date { " " (Tag(Standing::Risk, date)) }
                } } }
            }
        }
    }

    fn space(&self, space: &Space) -> Markup {
        let heads: Vec<String> = self
            .days
            .iter()
            .map(|d| match &d.closed {
                Some(why) => format!("{}: {why}", d.day.short()),
                None if d.today => format!("{}, today", d.day.short()),
                None => d.day.short(),
            })
            .collect();
        let mut columns = vec![Col::Words("Period")];
        columns.extend(heads.iter().map(|h| Col::Words(h)));
        let rows = space
            .rows
            .iter()
            .map(|(code, cells)| {
                let days = cells.iter().zip(&self.days).map(|(c, d)| {
                    html! { @match (c, &d.closed) {
                        (Some(c), _) => (self.cell(space, c)),
                        (None, Some(why)) => span.soft { (why) },
                        (None, None) => span.soft { "–" },
                    } }
                });
                std::iter::once(html! { (code) }).chain(days).collect()
            })
            .collect();
        let region = format!("The week in {}", space.name);
        let grid = Grid {
            region: &region,
            caption: None,
            look: "table-dense",
            columns,
            named: Some(0),
            rows,
        };
        html! {
            section.stack aria-labelledby={ "s-" (space.id) } {
                div.row.row-apart.row-base {
                    h2 id={ "s-" (space.id) } { (space.name) }
                    p.soft { (space.kind) ". " (space.seats) " " (self.seat_words) @if !space.shared.is_empty() { ", shared with " (space.shared.join(" and ")) } "."
                        @if self.runs { " " a href={ "/rota/week/" (space.id) } { "Who is in charge" span.vh { " of " (space.name) " through the week" } } } }
                }
                (grid)
            }
        }
    }
}

impl Page for PlannerPage {
    fn title(&self) -> String {
        "The week".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("The week").back("/board", "Board").facts(html! { (self.week()) }).acts(html! {
                a.btn.btn-2 href={ "/planner?day=" (self.before.iso()) } { "Week before" } " "
                a.btn.btn-2 href={ "/planner?day=" (self.after.iso()) } { "Week after" } " "
                a.btn.btn-2 href={ "/planner/print?day=" (self.monday.iso()) } { "Print" }
            }))
            div.stack.stack-6 {
                p.row {
                    @if self.dates { a href="/known-dates" { "Known dates" } " " }
                    @if self.transfers { a href="/transfers" { "Asked of other rooms" } " " }
                    a href={ "/rota?day=" (self.monday.iso()) } { "Who is in charge, day by day" }
                }
                @if self.spaces.is_empty() {
                    (Empty { title: "No space is set up", words: "The week stands here by space and period once there is one.", step: None })
                }
                @for s in &self.spaces { (self.space(s)) }
                @if self.waiting > 0 {
                    section.sheet.stack aria-labelledby="queue" {
                        h2 #queue { (self.waiting) " in the queue" }
                        @if self.queue.is_empty() { p.soft { "They wait for a decision." } }
                        @else { ul { @for (id, who, words) in &self.queue { li { a href={ "/queue/" (id) } { (pupil_name(who)) } " " span.soft { (words) } } } } }
                    }
                }
            }
        }
    }
}

pub(super) fn sample(gap: bool) -> PlannerPage {
    let monday = Day::new(2026, 11, 9).unwrap_or_else(|| Day::from_pg(0));
    let name = |n: &str, seat: i64| Name {
        name: Some(n.into()),
        seat: format!("Seat {seat}"),
        href: Some("/placements/1/move".into()),
        date: (gap && seat == 2).then(|| "exam".into()),
    };
    let cell = |names: Vec<Name>, gap: Option<&str>| Cell {
        used: names.len() as i64,
        names,
        adult: if gap.is_some() { String::new() } else { "Ms Okell".into() },
        gap: gap.map(str::to_string),
    };
    let row = |code: &str| {
        let missing = (gap && code == "P2").then_some("Ms Okell is away");
        let cells = vec![
            Some(cell(Vec::new(), None)),
            Some(cell(
                vec![name("Tyrell Ashdown-Moss, 9K2", 1), name("Saffron Idle, 8F1", 2)],
                missing,
            )),
            Some(cell(vec![name("Oluwaseun Fitzgerald-Montgomery, 10K3", 1)], None)),
            Some(cell(Vec::new(), None)),
            None,
        ];
        (code.to_string(), cells)
    };
    PlannerPage {
        runs: true,
        school: "Fairholme Community School".into(),
        monday,
        before: monday.plus(-7),
        after: monday.plus(7),
        days: (0..5)
            .map(|n| DayHead {
                day: monday.plus(n),
                closed: (n == 4).then(|| "INSET day".to_string()),
                today: n == 1,
            })
            .collect(),
        spaces: vec![Space {
            id: Id::from_u128(1),
            name: "Internal Exclusion Room".into(),
            kind: "Disciplinary removal from lessons",
            seats: 6,
            shared: Vec::new(),
            rows: vec![row("P1"), row("P2"), row("P3")],
        }],
        seat_words: "seats".into(),
        pupils: "students".into(),
        queue: vec![(
            Id::from_u128(4),
            "Jude Marl, 8K3".into(),
            "asked Mon 9 Nov 2026, 14.20".into(),
        )],
        waiting: 1,
        dates: true,
        transfers: true,
        printed: "Tue 10 Nov 2026, 8.10, Ms Dara Okell".into(),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let empty = PlannerPage { spaces: Vec::new(), waiting: 0, queue: Vec::new(), ..sample(false) };
    vec![
        framed("planner", &sample(false)),
        framed("planner-with-gaps", &sample(true)),
        framed("planner-empty", &empty),
    ]
}
