//! The provision map as it is drawn: a table by pupil or by intervention, with what it comes to.

use crate::intervention::links;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, hidden, token};
use crate::page::name::pupil_name;
use casework::intervention::Kind;
use casework::kit::spell_money;
use casework::words::{Concept, Words};
use casework::{Coded, Id};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;

/// What one has of one group.
pub struct Line {
    /// Who.
    pub pupil: Id,
    /// Name and form.
    pub who: String,
    /// Year.
    pub year: i64,
    /// For the order.
    pub sort: String,
    /// The group.
    pub group: Id,
    /// Its name.
    pub name: String,
    /// The intervention.
    pub what: String,
    /// Its kind.
    pub kind: Kind,
    /// Weekday and period.
    pub when: String,
    /// Who leads it.
    pub leader: String,
    /// Where.
    pub place: String,
    /// Minutes promised this term.
    pub minutes: i64,
    /// Minutes they were there for.
    pub had: i64,
    /// Their part of what it comes to.
    pub pence: Option<i64>,
}

/// The map.
pub struct MapPage {
    /// The school's words.
    pub words: Words,
    /// The term's name.
    pub term: String,
    /// Its days.
    pub days: (Day, Day),
    /// The reader does not see the whole school.
    pub part: bool,
    /// In order of interventions.
    pub by_group: bool,
    /// One year.
    pub year: Option<i64>,
    /// One kind.
    pub kind: Option<Kind>,
    /// Years there are.
    pub years: Vec<i64>,
    /// Every line.
    pub lines: Vec<Line>,
    /// Form token.
    pub csrf: String,
}

impl Page for MapPage {
    fn title(&self) -> String {
        "Provision map".into()
    }
    fn here(&self) -> &'static str {
        "/groups"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Provision map").facts(html! { (self.term) ", " (self.days.0) " to " (self.days.1) ". Who gets what: hours promised, hours they were there for, and their part of the cost." }))
            (links("/provision-map"))
            div.stack.stack-5 { (self.filters())
            @if self.lines.is_empty() {
                (Empty { title: "Nothing here this term", words: "Everybody in a group of this term stands here, with hours and costs.", step: Some(("/groups", "Groups")) })
            } @else {
                (self.totals())
                @if self.by_group { (self.groups()) } @else { (self.people()) }
                form.row method="post" action="/provision-map/export" {
                    (token(&self.csrf))
                    @if let Some(y) = self.year { (hidden("year", y)) }
                    @if let Some(k) = self.kind { (hidden("kind", k.code())) }
                    (hidden("by", if self.by_group { "intervention" } else { "pupil" }))
                    button.btn.btn-2 type="submit" name="as" value="csv" { "Take it as CSV" }
                    button.btn.btn-2 type="submit" name="as" value="xlsx" { "Take it as a spreadsheet" }
                }
                p.soft { "It prints as it stands." @if self.part { " Only those whose file you open are here." } }
            }
            }
        }
    }
}

impl MapPage {
    fn filters(&self) -> Markup {
        let by = if self.by_group { "intervention" } else { "pupil" };
        html! {
            form.row.row-end.no-print method="get" action="/provision-map" aria-label="Narrow the map" {
                div.field { label for="by" { "By" }
                    select.select id="by" name="by" {
                        option value="pupil" selected[by == "pupil"] { (self.words.cap(Concept::Pupil)) }
                        option value="intervention" selected[by == "intervention"] { "Intervention" }
                    } }
                div.field { label for="year" { "Year" }
                    select.select id="year" name="year" {
                        option value="" { "All" }
                        @for y in &self.years { option value=(y) selected[self.year == Some(*y)] { (y) } }
                    } }
                div.field { label for="kind" { "Kind" }
                    select.select id="kind" name="kind" {
                        option value="" { "All" }
                        @for k in Kind::ALL { option value=(k.code()) selected[self.kind == Some(*k)] { (k.label()) } }
                    } }
                div { button.btn.btn-2 type="submit" { "Show" } }
            }
        }
    }
    fn totals(&self) -> Markup {
        let mut people: Vec<Id> = self.lines.iter().map(|l| l.pupil).collect();
        people.sort_unstable();
        people.dedup();
        html! { p { strong { (self.words.count(Concept::Pupil, people.len() as i64)) } ", " (sums(&self.lines.iter().collect::<Vec<_>>())) "." } }
    }
    fn people(&self) -> Markup {
        let mut rows = Vec::new();
        let mut at = 0;
        while let Some(first) = self.lines.get(at) {
            let of: Vec<&Line> =
                self.lines[at..].iter().take_while(|l| l.pupil == first.pupil).collect();
            at += of.len();
            for (n, l) in of.iter().enumerate() {
                rows.push(vec![
                    html! { a href={ "/pupils/" (l.pupil) } { (pupil_name(&l.who)) } @if n == 0 && of.len() > 1 { span.sub { "In all: " (sums(&of)) } } },
                    html! { a href={ "/groups/" (l.group) } { (l.name) } span.sub { (l.what) ", " (l.kind.label().to_lowercase()) } },
                    self.when(l),
                    html! { (spell_minutes(l.minutes)) },
                    html! { (spell_minutes(l.had)) },
                    money(l.pence),
                ]);
            }
        }
        let who = self.words.cap(Concept::Pupil);
        grid(&who, "What", rows)
    }
    fn groups(&self) -> Markup {
        let mut rows = Vec::new();
        let mut at = 0;
        while let Some(first) = self.lines.get(at) {
            let of: Vec<&Line> =
                self.lines[at..].iter().take_while(|l| l.group == first.group).collect();
            at += of.len();
            for (n, l) in of.iter().enumerate() {
                rows.push(vec![
                    html! { a href={ "/groups/" (l.group) } { (l.name) } span.sub { (l.what) } @if n == 0 && of.len() > 1 { span.sub { "In all: " (sums(&of)) } } },
                    html! { a href={ "/pupils/" (l.pupil) } { (pupil_name(&l.who)) } },
                    self.when(l),
                    html! { (spell_minutes(l.minutes)) },
                    html! { (spell_minutes(l.had)) },
                    money(l.pence),
                ]);
            }
        }
        let who = self.words.cap(Concept::Pupil);
        grid("Group", &who, rows)
    }
    fn when(&self, l: &Line) -> Markup {
        html! { (l.when) span.sub { (l.leader) @if !l.place.is_empty() { ", " (l.place) } } }
    }
}

fn money(pence: Option<i64>) -> Markup {
    html! { @match pence { Some(p) => (spell_money(p)), None => "Not given" } }
}

/// "3 h 20 min promised, 2 h 30 min had, £45.00"
fn sums(lines: &[&Line]) -> String {
    let minutes = lines.iter().map(|l| l.minutes).sum();
    let had = lines.iter().map(|l| l.had).sum();
    let pence: i64 = lines.iter().filter_map(|l| l.pence).sum();
    format!(
        "{} promised, {} had, {}",
        spell_minutes(minutes),
        spell_minutes(had),
        spell_money(pence)
    )
}

fn grid(first: &str, second: &str, rows: Vec<Vec<Markup>>) -> Markup {
    html! { (Grid {
        region: "Provision map, table", caption: Some("Provision map"), look: "table-tight table-heads",
        columns: vec![Col::Words(first), Col::Words(second), Col::Words("When"), Col::Number("Hours promised"), Col::Number("Hours had"), Col::Number("Cost")],
        named: Some(0), rows,
    }) }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let line = |n: u128, who: &str, name: &str, pence| Line {
        pupil: Id::from_u128(n),
        who: who.into(),
        year: 8,
        sort: who.into(),
        group: Id::from_u128(310 + name.len() as u128),
        name: name.into(),
        what: name.into(),
        kind: Kind::Therapeutic,
        when: "Tuesdays, P3, 11.25–12.15".into(),
        leader: "Miss Ruqayya Fennimore".into(),
        place: "The Snug".into(),
        minutes: 300,
        had: 250,
        pence,
    };
    let page = |by_group, lines| MapPage {
        words: crate::exit::sample_words(),
        term: "Autumn 2026".into(),
        days: (day(9, 2), day(12, 18)),
        part: false,
        by_group,
        year: None,
        kind: None,
        years: vec![8, 9],
        lines,
        csrf: "gallery".into(),
    };
    let all = || {
        vec![
            line(1, "Callie Dunmore, 8N", "Steady Starts", Some(1_500)),
            line(1, "Callie Dunmore, 8N", "Bikes", None),
            line(2, "Jude Marl, 8K3", "Steady Starts", Some(1_500)),
        ]
    };
    let mut grouped = all();
    grouped.sort_by(|a, b| a.name.cmp(&b.name));
    vec![
        framed("provision-map-typical", &page(false, all())),
        framed("provision-map-groups", &page(true, grouped)),
        framed("provision-map-empty", &page(false, Vec::new())),
    ]
}
