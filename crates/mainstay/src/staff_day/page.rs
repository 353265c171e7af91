//! One's own day as it is drawn: what comes when, and what falls at the same time.

use super::HOME;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag, hidden, token};
use casework::staff_day::{Item, StaffDay, What};
use casework::working_week::WorkingWeek;
use casework::{Coded, Id, words::capital};
use maud::{Markup, html};
use rulebook::{Day, Minute};

/// The page.
pub struct DayPage {
    /// Whose.
    pub name: String,
    /// Today.
    pub today: Day,
    /// Why nobody is in.
    pub closed: Option<String>,
    /// It.
    pub it: StaffDay,
    /// What they were told of it and have not seen.
    pub told: Vec<String>,
    /// Form token.
    pub csrf: String,
}

/// Where a line leads.
fn href(i: &Item) -> Option<String> {
    let id = i.about?;
    Some(match i.what {
        What::Room => format!("/board/{id}"),
        What::Lesson => return None,
        What::Group => format!("/groups/{id}"),
        What::Trip => format!("/trips/{id}/register"),
        What::Meeting => format!("/meetings/{id}"),
        What::Duty => "/site-duties".into(),
        What::Week => format!("/timetables/{id}"),
    })
}

impl Page for DayPage {
    fn title(&self) -> String {
        "My day".into()
    }
    fn here(&self) -> &'static str {
        crate::team::HOME
    }
    fn main(&self) -> Markup {
        let d = &self.it;
        let clashes = d.clashes();
        let rows = d
            .items
            .iter()
            .map(|i| {
                let words = capital(&i.words);
                vec![
                    html! { (i.from) "–" (i.to) },
                    html! { @match href(i) { Some(h) => a href=(h) { (words) }, None => (words) } },
                    html! { (i.what.label()) },
                    html! { @if d.is_doubled(i) { (Tag(Standing::Late, "At the same time")) } },
                ]
            })
            .collect();
        let day = |d: Day| format!("{HOME}?day={}", d.iso());
        let acts = html! { a.btn.btn-2 href=(day(d.day.plus(-1))) { "Day before" } " " a.btn.btn-2 href=(day(d.day.plus(1))) { "Day after" } };
        html! {
            (Head::new("My day").back("/team", "Team").acts(acts).facts(html! { (self.name) ", " (d.day) @if d.day == self.today { ", today" } @if let Some(why) = &self.closed { ". The school is shut: " (why) } }))
            div.stack.stack-5 {
                @if !self.told.is_empty() { section.panel.stack.stack-3 {
                    h2.panel-title { "Changed" }
                    ul { @for t in &self.told { li { (t) } } }
                    form method="post" action=(HOME) { (token(&self.csrf)) (hidden("act", "seen")) button.btn type="submit" { "I have seen it" } }
                } }
                @if let Some(from) = d.away { div.panel.panel-warn { p { "You are written down as away" @if from.number() > 0 { " from " (from) } " that day." } } }
                @if !clashes.is_empty() { div.panel.panel-warn {
                    h2.panel-title { "At the same time" }
                    ul { @for (a, b) in &clashes { li { (a.from.max(b.from)) ": " (capital(&a.words)) ", and " (b.words) } } }
                    p.soft { "Tell whoever plans the one or the other." }
                } }
                @if d.items.is_empty() { (Empty { title: "Nothing is planned for you", words: "Rooms you are in charge of, lessons, groups, trips, meetings, site duties and your own timetable stand here in order.", step: None }) }
                @else { (Grid { region: "My day, table", caption: Some("My day in order"), look: "", named: Some(1), columns: vec![Col::Words("When"), Col::Words("What"), Col::Words("Where it is kept"), Col::Words("Mark")], rows }) }
            }
        }
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 11, 18).unwrap_or_else(|| Day::from_pg(0));
    let at = |t: &str| Minute::parse(t).unwrap_or_default();
    let item = |what, from, to, words: &str| Item {
        what,
        about: Some(Id::from_u128(1)),
        from: at(from),
        to: at(to),
        words: words.into(),
        says_again: None,
    };
    let page = |items, away, told, closed| DayPage {
        name: "Mr Theo Brack".into(),
        today: day,
        closed,
        it: StaffDay { day, items, away, week: WorkingWeek::default() },
        told,
        csrf: "gallery".into(),
    };
    let items = vec![
        item(What::Duty, "8.30", "8.45", "on duty: Gate, Mill Lane"),
        item(What::Room, "10.00", "10.50", "in charge of Internal Exclusion Room, P2"),
        item(What::Week, "10.00", "10.50", "down for “Year 8 reading” in their own timetable, P2"),
        item(What::Group, "11.05", "12.00", "leading the group Steady Starts, Year 8"),
        item(What::Meeting, "14.00", "15.00", "in a meeting"),
    ];
    let told = vec!["You have P2 in Internal Exclusion Room on Wed 18 Nov 2026".to_string()];
    vec![
        framed("my-day", &page(items, None, told, None)),
        framed(
            "my-day-empty",
            &page(Vec::new(), Some(Minute::default()), Vec::new(), Some("INSET day".into())),
        ),
    ]
}
