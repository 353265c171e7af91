//! The list of groups as it is drawn.

use crate::intervention::links;
use crate::page::Page;
use crate::page::kit::{Col, Empty, Grid, Head, Standing, Tag};
use casework::group::{Group, Session, State};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// One group.
pub struct Row {
    /// The group.
    pub group: Group,
    /// The intervention.
    pub what: String,
    /// How many are in it.
    pub members: i64,
    /// Its sessions.
    pub sessions: Vec<Session>,
    /// The reader leads it.
    pub mine: bool,
}

/// The list.
pub struct ListPage {
    /// Today.
    pub today: Day,
    /// The school's words.
    pub words: Words,
    /// The reader may begin one.
    pub runs: bool,
    /// The reader opens files, and so the catalogue and the map.
    pub files: bool,
    /// Those going on first.
    pub rows: Vec<Row>,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Groups".into()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        let rows = self.rows.iter().map(|r| self.row(r)).collect();
        html! {
            (Head::new("Groups").acts(html! { @if self.runs { a.btn href="/groups/new" { "Begin a group" } } }))
            @if self.files { (links("/groups")) }
            @if self.rows.is_empty() {
                (Empty { title: "There is no group yet", words: "A group is an intervention of the catalogue for one or several, led by one adult on named days, with a register and a measure.", step: self.runs.then_some(("/groups/new", "Begin the first")) })
            } @else {
                (Grid {
                    region: "Groups, table", caption: Some("Groups"), look: "",
                    columns: vec![Col::Words("Group"), Col::Words("When"), Col::Words("Led by"), Col::Number(&self.words.caps(Concept::Pupil)), Col::Words("Sessions"), Col::Words("Next")],
                    named: Some(0), rows,
                })
            }
        }
    }
}

impl ListPage {
    fn row(&self, r: &Row) -> Vec<Markup> {
        let g = &r.group;
        let held = r.sessions.iter().filter(|s| s.state == State::Held).count();
        let stands = r.sessions.iter().filter(|s| s.stands()).count();
        let late =
            r.sessions.iter().filter(|s| s.state == State::Planned && s.day < self.today).count();
        let weekday = r.sessions.first().map_or(g.first_day, |s| s.first_day).weekday();
        vec![
            html! { a href={ "/groups/" (g.id) } { (g.name) } span.sub { (r.what) } },
            html! { (super::when(weekday.long(), g)) @if !g.place.is_empty() { span.sub { (g.place) } } },
            html! { (g.leader_name) @if r.mine { span.sub { "You lead it" } } },
            html! { (r.members) },
            html! { (held) " of " (stands) " held" @if late > 0 { " " (Tag(Standing::Late, &format!("{late} without a register"))) } },
            html! { @match (g.ended_on, super::next(&r.sessions, self.today)) {
                (Some(day), _) => { (Tag(Standing::None, "Ended")) span.sub { (day) } }
                (None, Some(s)) => (s.day),
                (None, None) => "No session to come",
            } },
        ]
    }
}
