//! The report to governors as it is drawn and printed: figures beside the half-terms before, groups,
//! and what was agreed because of them.
//!
//! Must never know: what was hidden, or why; it is handed words.

use super::governors::Made;
use crate::action::mark_of;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Table, hidden, token};
use casework::Coded;
use casework::action::Standing;
use casework::report::Shown;
use casework::words::{Concept, Words};
use maud::{Markup, html};
use rulebook::Day;

/// A half-term beside the term.
pub struct Column {
    /// "Autumn 1 2026"
    pub name: String,
    /// It is part of the term.
    pub own: bool,
}

/// A line of figures.
pub struct Row {
    /// What.
    pub name: String,
    /// Of the whole term.
    pub total: String,
    /// Of each half-term.
    pub of: Vec<String>,
    /// What it counts.
    pub working: String,
}

/// A line of a group.
pub struct GroupRow {
    /// "SEN support"
    pub label: String,
    /// How many were placed.
    pub placed: Shown,
    /// How many are on roll, where it is a group of them.
    pub on_roll: Option<Shown>,
    /// For each hundred on roll.
    pub rate: Option<String>,
}

/// A figure by its parts.
pub struct Group {
    /// What by.
    pub name: String,
    /// Its lines.
    pub rows: Vec<GroupRow>,
    /// Left out whole.
    pub too_few: bool,
}

/// An action as it may be told.
pub struct Agreed {
    /// What is done; nothing where it may name somebody.
    pub what: Option<String>,
    /// By whom.
    pub owner: Option<String>,
    /// By when.
    pub due: Day,
    /// How it stands.
    pub stands: Standing,
    /// How it is known whether it worked, and what was counted.
    pub measure: Option<String>,
    /// What was made of it.
    pub judged: Option<String>,
}

/// The page.
pub struct GovernorsPage {
    /// What it is of.
    pub made: Made,
    /// Nothing was recorded in these days.
    pub empty: bool,
    /// Pupils on roll.
    pub on_roll: i64,
    /// Half-terms, oldest first.
    pub columns: Vec<Column>,
    /// Figures.
    pub rows: Vec<Row>,
    /// Groups.
    pub groups: Vec<Group>,
    /// Suspensions and permanent exclusions: how many, of how many.
    pub out: [(Shown, Shown); 2],
    /// The school's words.
    pub words: Words,
}

impl GovernorsPage {
    /// Every line of it as text, for a file.
    pub fn lines(&self) -> Vec<[String; 6]> {
        let line = |part: &str, what: &str, when: &str, n: String, of: String, rate: String| {
            [part.to_string(), what.to_string(), when.to_string(), n, of, rate]
        };
        let none = String::new;
        let term = self.made.term.full();
        let mut out = Vec::new();
        for r in &self.rows {
            for (c, n) in self.columns.iter().zip(&r.of) {
                out.push(line("Term by term", &r.name, &c.name, n.clone(), none(), none()));
            }
            out.push(line("Term by term", &r.name, &term, r.total.clone(), none(), none()));
        }
        for (name, (n, people)) in self.out_named() {
            out.push(line("Out of school", name, &term, n.words(), people.words(), none()));
        }
        for g in &self.groups {
            if g.too_few {
                out.push(line(&g.name, "Too few to show", &term, none(), none(), none()));
            }
            for r in &g.rows {
                out.push(line(
                    &g.name,
                    &r.label,
                    &term,
                    r.placed.words(),
                    r.on_roll.map(Shown::words).unwrap_or_default(),
                    r.rate.clone().unwrap_or_default(),
                ));
            }
        }
        for a in &self.made.agreed {
            out.push(line(
                "Agreed",
                &self.said(a.what.as_deref()),
                &format!("due {}", a.due),
                a.stands.label().to_string(),
                a.measure.clone().unwrap_or_default(),
                a.judged.clone().unwrap_or_default(),
            ));
        }
        out
    }
    fn out_named(&self) -> [(&'static str, (Shown, Shown)); 2] {
        [("Suspensions", self.out[0]), ("Permanent exclusions", self.out[1])]
    }
    fn said(&self, what: Option<&str>) -> String {
        let pupil = self.words.one(Concept::Pupil);
        what.map_or_else(|| format!("Left out: its words may name a {pupil}"), str::to_string)
    }
    fn trend(&self) -> Markup {
        let mut columns = vec![Col::Words("What is counted")];
        columns.extend(self.columns.iter().map(|c| Col::Number(&c.name)));
        columns.push(Col::Number("Whole term"));
        let named = "The term, and the half-terms before it";
        let rows = self
            .rows
            .iter()
            .map(|r| {
                let mut row = vec![html! { (r.name) }];
                row.extend(r.of.iter().map(|n| html! { (n) }));
                row.push(html! { strong { (r.total) } });
                row
            })
            .collect();
        let own = self.columns.iter().filter(|c| c.own).count();
        html! {
            section.sheet.sheet-flush aria-labelledby="trend" {
                div.sheet-head { h2 #trend { "The term, and the half-terms before it" } }
                (Grid { region: "The term, and the half-terms before it, table", caption: Some(named), look: "table-dense table-heads", named: Some(0), columns, rows })
            }
            @if self.columns.len() == own { p.soft { "The calendar has no half-term before this term: there is nothing to compare it with yet." } }
            details.working { summary { "What these count" } div.working-body { dl.summary.summary-tight { @for r in &self.rows { div { dt { (r.name) } dd { (r.working) } } } } } }
        }
    }
    fn group(&self, g: &Group, n: usize) -> Markup {
        let id = format!("group-{n}");
        let by_roll = g.rows.iter().any(|r| r.on_roll.is_some());
        let placements = self.words.caps(Concept::Placement);
        let placed = if by_roll { "Placed" } else { placements.as_str() };
        let mut columns = vec![("Group", false), (placed, true)];
        if by_roll {
            columns.extend([("On roll", true), ("Per 100", true)]);
        }
        let rows = g
            .rows
            .iter()
            .map(|r| {
                let mut row = vec![html! { (r.label) }, html! { (r.placed.words()) }];
                if by_roll {
                    row.push(html! { (r.on_roll.map(Shown::words).unwrap_or_default()) });
                    row.push(html! { (r.rate.as_deref().unwrap_or("–")) });
                }
                row
            })
            .collect();
        html! {
            section.sheet.sheet-flush aria-labelledby=(id) {
                div.sheet-head { h2 id=(id) { (g.name) } }
                @if g.too_few { div.sheet-head { p { "Too few people to show without telling who they are." } } }
                @else if g.rows.is_empty() { div.sheet-head { p.soft { "Nothing to show yet." } } }
                @else { (Table { caption: &g.name, columns, rows, dense: true }) }
            }
        }
    }
    fn agreed(&self) -> Markup {
        let all = &self.made.agreed;
        let over = all.iter().filter(|a| a.stands.is_over()).count();
        let late = all.iter().filter(|a| a.stands.is_late()).count();
        let rows = all
            .iter()
            .map(|a| {
                vec![
                    html! { (self.said(a.what.as_deref())) @if let Some(m) = &a.measure { br; span.soft { (m) } } },
                    html! { (a.owner.as_deref().unwrap_or("A member of staff")) },
                    html! { (a.due) },
                    html! { (mark_of(a.stands)) @if let Some(j) = &a.judged { br; (j) } },
                ]
            })
            .collect();
        let columns = vec![("Action", false), ("Who", false), ("Due", false), ("Stands", false)];
        html! {
            section.stack aria-labelledby="agreed" {
                h2 #agreed { "What was agreed, and what came of it" }
                @if all.is_empty() { p.soft { "No action stands in this term that is about nobody in particular." } }
                @else {
                    p { (all.len()) @if all.len() == 1 { " action" } @else { " actions" } ": " (over) " over, " (all.len() - over) " open" @if late > 0 { ", " strong { (late) " late" } } ". Those about one " (self.words.one(Concept::Pupil)) " are not here." }
                    div.sheet.sheet-flush { (Table { caption: "What was agreed", columns, rows, dense: true }) }
                }
            }
        }
    }
}

impl Page for GovernorsPage {
    fn title(&self) -> String {
        format!("Report to governors, {}", self.made.term.full())
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let m = &self.made;
        let pupils = self.words.many(Concept::Pupil);
        html! {
            (Head::new(&self.title()).back("/reports", "Reports").facts(html! {
                (m.school) " · " (m.term.from) " to " (m.term.to) ", " (m.days) " school days" @if m.term.to >= m.at.day() { " so far" }
                " · " (self.words.count(Concept::Pupil, self.on_roll)) " on roll · figures as at " (m.at)
                @if let Some(n) = &m.narrowed { " · " (n) }
            }).acts(html! {
                form.row method="post" action="/reports/governors" { (token(&m.csrf)) (hidden("term", m.term.from.iso()))
                    button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                    button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                }
                button.btn type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                @if m.terms.len() > 1 {
                    form.row.row-end.no-print method="get" action="/reports/governors" {
                        div.field { label for="term" { "Term" } select.select #term name="term" { @for t in &m.terms { option value=(t.from.iso()) selected[t.from == m.term.from] { (t.full()) } } } }
                        button.btn.btn-2 type="submit" { "Show" }
                    }
                }
                p.measure { "No names. “" (Shown::Few.words()) "” is fewer than five " (pupils) ". “hidden” is a number that would give one beside it away, or that is about fewer than five. “–” says that nothing was recorded in those days." }
                @if self.empty { (Empty { title: "Nothing has been recorded in this term", words: "Figures appear here as people come to the room.", step: None }) }
                (self.trend())
                section.stack aria-labelledby="out" {
                    h2 #out { "Out of school, this term" }
                    dl.figures { @for (name, (n, people)) in self.out_named() { div { dt { (name) } dd.figure { (n.words()) } dd { "of " (people.words()) " " (pupils) } } } }
                }
                div.cols.cols-2 { @for (n, g) in self.groups.iter().enumerate() { (self.group(g, n)) } }
                p.soft.measure { "“Per 100” is " (pupils) " placed in this term out of those on roll today in the same group. A higher rate is a question to ask, not an answer." }
                (self.agreed())
                p.soft.measure { "These figures show what happened together. They cannot show that one thing caused another." }
            }
        }
    }
}

/// For the gallery: the first half-term of the walk-through with a group of three, and a term
/// without anything.
pub fn samples() -> Vec<Sample> {
    use super::Span;
    use super::governors::{Stretch, make};
    use casework::pupil::Sen;
    use casework::report::{Facts, OnRoll, Placed, Report};
    use casework::room::PlacementState;
    let date = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let span = |name: &str, from, to| Span { name: name.into(), from, to };
    let placed = |n: u128, sen, ethnicity: &str| Placed {
        id: casework::Id::from_u128(n),
        pupil: casework::Id::from_u128(n),
        day: date(9, 8),
        state: PlacementState::Closed,
        arrived_at: None,
        left_at: None,
        reason: if n.is_multiple_of(3) { "Defiance" } else { "Persistent disruption" }.into(),
        department: String::new(),
        instead: None,
        outcome: String::new(),
        returned: String::new(),
        year: 9,
        sex: "F".into(),
        sen,
        free_meals: n.is_multiple_of(2),
        ethnicity: ethnicity.into(),
    };
    let mut facts = Facts::default();
    for n in 1..=41u128 {
        let sen = match n {
            1..=22 => Sen::None,
            23..=37 => Sen::Support,
            _ => Sen::Plan,
        };
        facts.placed.push(placed(n, sen, if n <= 3 { "Group of three" } else { "Others" }));
    }
    let now = date(12, 18).at(Default::default());
    let group = |sen, ethnicity: &str, pupils| OnRoll {
        year: 9,
        sex: "F".into(),
        sen,
        free_meals: false,
        ethnicity: ethnicity.into(),
        pupils,
    };
    let roll = [
        group(Sen::None, "Others", 894),
        group(Sen::None, "Group of three", 46),
        group(Sen::Support, "Others", 190),
        group(Sen::Plan, "Others", 50),
    ];
    let words = Words::default();
    let full = Report::of(facts.clone(), now);
    let nothing = Report::of(Facts::default(), now);
    let term = span("Autumn 2026", date(9, 2), date(12, 18));
    let made = |agreed: Vec<Agreed>, out| Made {
        school: "Stanmere School".into(),
        term: term.clone(),
        terms: vec![term.clone(), span("Summer 2026", date(4, 13), date(7, 21))],
        days: 72,
        at: now,
        narrowed: None,
        out,
        agreed,
        csrf: "gallery".into(),
    };
    let halves = |r: &Report| {
        vec![
            Stretch {
                span: span("Summer 2 2026", date(6, 8), date(7, 21)),
                own: false,
                report: nothing.clone(),
            },
            Stretch {
                span: span("Autumn 1", date(9, 2), date(10, 23)),
                own: true,
                report: r.clone(),
            },
            Stretch {
                span: span("Autumn 2", date(11, 2), date(12, 18)),
                own: true,
                report: nothing.clone(),
            },
        ]
    };
    let agreed = vec![
        Agreed {
            what: Some("Seating, and a routine for the start of the lesson".into()),
            owner: Some("Dr Ana Bell".into()),
            due: date(11, 27),
            stands: Standing::Done,
            measure: Some("Science P5 periods: 0.50 per day → 0.28 per day".into()),
            judged: Some("Worked, keep".into()),
        },
        Agreed {
            what: None,
            owner: None,
            due: date(12, 4),
            stands: Standing::Late,
            measure: None,
            judged: None,
        },
    ];
    vec![
        framed(
            "governors",
            &make(made(agreed, [(7, 6), (1, 1)]), &full, &halves(&full), &roll, &words),
        ),
        framed(
            "governors-empty",
            &make(made(Vec::new(), [(0, 0), (0, 0)]), &nothing, &halves(&nothing), &roll, &words),
        ),
    ]
}
