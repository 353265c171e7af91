//! Who is met and when, for whoever leads: days alone. What was said is the two people's, and is not
//! read for this page.

use super::HOME;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use crate::visit::{Answer, Visit};
use casework::supervision::{Every, State};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use store::supervision::Dates;

/// One pair.
pub struct Line {
    /// Who manages.
    pub manager: String,
    /// Whom.
    pub staff: String,
    /// How often.
    pub every: Every,
    /// Meetings that were held.
    pub held: usize,
    /// The last that was.
    pub last: Option<Day>,
    /// Missed and not booked again.
    pub missed: Vec<Day>,
    /// The next.
    pub next: Option<Day>,
    /// One whose day is over and of which nobody said anything.
    pub forgotten: Option<Day>,
}

/// The pairs, from the days of their meetings.
pub fn lines(all: &[Dates], today: Day) -> Vec<Line> {
    let mut out: Vec<(Id, Line)> = Vec::new();
    for d in all {
        if out.last().is_none_or(|(id, _)| *id != d.series) {
            let line = Line {
                manager: d.manager_name.clone(),
                staff: d.staff_name.clone(),
                every: d.every,
                held: 0,
                last: None,
                missed: Vec::new(),
                next: None,
                forgotten: None,
            };
            out.push((d.series, line));
        }
        let (Some((_, line)), Some(day), Some(state)) = (out.last_mut(), d.day, d.state) else {
            continue;
        };
        match state {
            State::Held => {
                line.held += 1;
                line.last = line.last.max(Some(day));
            }
            State::Missed => line.missed.push(day),
            State::Planned if day < today => line.forgotten = Some(day),
            State::Planned => line.next = Some(line.next.map_or(day, |n| n.min(day))),
            State::Rebooked => {}
        }
    }
    out.into_iter().map(|(_, line)| line).collect()
}

/// The page.
pub struct DatesPage {
    /// Since when meetings are counted.
    pub since: Day,
    /// The pairs.
    pub lines: Vec<Line>,
}

impl Page for DatesPage {
    fn title(&self) -> String {
        "Who is met, and when last".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let rows = self
            .lines
            .iter()
            .map(|l| {
                vec![
                    html! { (l.staff) span.sub { "Met by " (l.manager) } },
                    html! { (l.every.label()) },
                    html! { (l.held) @if let Some(d) = l.last { span.sub { "Last " (d) } } },
                    html! { @for d in &l.missed { (Tag(Standing::Late, "Missed")) " " (d) " " } @if let Some(d) = l.forgotten { (Tag(Standing::Risk, "Nobody said")) " " (d) } },
                    html! { @match l.next { Some(d) => (d), None => (Tag(Standing::Risk, "None planned")) } },
                ]
            })
            .collect();
        html! {
            (Head::new(&title).back(HOME, "Line management").facts(html! { "Days since " (self.since) ". What was said is for the two who met, and stands nowhere here." }))
            @if self.lines.is_empty() { (Empty { title: "Nobody is met yet", words: "Once somebody begins line-management meetings with a colleague, their days stand here.", step: Some(("/supervision/new", "Begin with somebody")) }) }
            @else { (Grid { region: "Who is met, table", caption: Some("Line management by its days"), look: "", named: Some(0), columns: vec![Col::Words("Who"), Col::Words("How often"), Col::Words("Held"), Col::Words("Not held"), Col::Words("Next")], rows }) }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let since = v.setting.calendar.school_year(v.today()).0;
    let mut read = v.read().await?;
    let all = store::supervision::dates(&mut read, v.org(), since).await?;
    v.page(&DatesPage { since, lines: lines(&all, v.today()) })
}

/// For the gallery.
pub(super) fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let lines = vec![
        Line {
            manager: "Miss Ruqayya Fennimore".into(),
            staff: "Mr Theo Brack".into(),
            every: Every::Fortnight,
            held: 4,
            last: Some(day(11, 4)),
            missed: vec![day(11, 18)],
            next: Some(day(12, 2)),
            forgotten: None,
        },
        Line {
            manager: "Ms Dara Okell".into(),
            staff: "Ms Wilhelmina Featherstonehaugh-Okonkwo".into(),
            every: Every::Month,
            held: 0,
            last: None,
            missed: Vec::new(),
            next: None,
            forgotten: Some(day(11, 9)),
        },
    ];
    let page = |lines| DatesPage { since: day(9, 2), lines };
    vec![
        framed("supervision-dates", &page(lines)),
        framed("supervision-dates-empty", &page(Vec::new())),
    ]
}
