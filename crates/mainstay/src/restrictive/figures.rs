//! Figures of the register for governors: no names, and no number small enough to point at a child.

use super::register::{Wanted, was_listed};
use crate::form::Errors;
use crate::page::Page;
use crate::page::kit::{Head, Table};
use crate::visit::{Answer, Visit};
use casework::pupil::Sen;
use casework::report::{Shown, protect};
use casework::restrictive::Kind;
use casework::words::{Concept, Words};
use casework::{Coded, Id, May};
use maud::{Markup, html};
use rulebook::Day;
use std::collections::BTreeSet;
use store::restrictive::Line;

/// One breakdown: its name, and rows of label, records and pupils as they may be shown.
type Breakdown = (&'static str, Vec<(String, Shown, Shown)>);

/// The page.
pub struct FiguresPage {
    /// The school's words.
    pub words: Words,
    /// School's name.
    pub school: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Records, as it may be shown.
    pub records: Shown,
    /// Pupils, as it may be shown.
    pub pupils: Shown,
    /// Breakdowns.
    pub parts: Vec<Breakdown>,
}

impl Page for FiguresPage {
    fn title(&self) -> String {
        "Force, restraint and seclusion: figures".into()
    }
    fn here(&self) -> &'static str {
        "/restrictive"
    }
    fn main(&self) -> Markup {
        let pupils = self.words.caps(Concept::Pupil);
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).back("/restrictive", "The register").facts(html! {
                    (self.school) " · " (self.from) " to " (self.to)
                }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
                p { "For governors, who look at these figures for patterns. A number about one to four " (self.words.many(Concept::Pupil)) " is hidden, and so is any other that would give it away. These are no part of the figures of " (self.words.many(Concept::Placement)) " or of suspensions." }
                dl.summary {
                    div { dt { "Records" } dd { (self.records.words()) } }
                    div { dt { (pupils) } dd { (self.pupils.words()) } }
                }
                @for (name, rows) in &self.parts {
                    section.stack { h2 { (name) }
                        (Table {
                            caption: name,
                            columns: vec![(name, false), ("Records", true), (&pupils, true)],
                            rows: rows.iter().map(|(label, records, pupils)| vec![html! { (label) }, html! { (records.words()) }, html! { (pupils.words()) }]).collect(),
                            dense: false,
                        })
                    }
                }
            }
        }
    }
}

fn people(lines: &[&Line]) -> i64 {
    lines.iter().map(|l| l.record.pupil).collect::<BTreeSet<Id>>().len() as i64
}

/// A breakdown: each part with its lines, protected beside one another.
fn part(name: &'static str, groups: Vec<(String, Vec<&Line>)>) -> Breakdown {
    let people: Vec<i64> = groups.iter().map(|(_, l)| people(l)).collect();
    let counts: Vec<(i64, i64)> =
        groups.iter().zip(&people).map(|((_, l), p)| (l.len() as i64, *p)).collect();
    let heads: Vec<(i64, i64)> = people.iter().map(|p| (*p, *p)).collect();
    // What is hidden in one column would be worked out from the other.
    let (records, pupils) = (protect(&counts), protect(&heads));
    let hidden = |i: usize| records[i].figure().is_none() || pupils[i].figure().is_none();
    let rows = groups.iter().enumerate().map(|(i, (label, _))| match hidden(i) {
        true => (label.clone(), Shown::Hidden, Shown::Hidden),
        false => (label.clone(), records[i], pupils[i]),
    });
    (name, rows.collect())
}

/// The figures of some lines.
pub(super) fn of(
    words: &Words,
    school: &str,
    (from, to): (Day, Day),
    lines: &[Line],
) -> FiguresPage {
    let all: Vec<&Line> = lines.iter().collect();
    let total = people(&all);
    let by =
        |keep: &dyn Fn(&Line) -> bool| -> Vec<&Line> { lines.iter().filter(|l| keep(l)).collect() };
    let mut years: Vec<i64> = lines.iter().map(|l| l.year).collect();
    years.sort_unstable();
    years.dedup();
    let parts = vec![
        part(
            "What it was",
            Kind::ALL
                .iter()
                .map(|k| (k.label().to_string(), by(&|l| l.kinds.contains(k))))
                .collect(),
        ),
        part(
            "Special educational needs",
            Sen::ALL.iter().map(|s| (s.label().to_string(), by(&|l| l.sen == *s))).collect(),
        ),
        part("Year", years.iter().map(|y| (format!("Year {y}"), by(&|l| l.year == *y))).collect()),
        part(
            "Parents told",
            vec![
                ("Everybody told or withheld".into(), by(&|l| l.reports.0 == 0)),
                ("Somebody not told yet".into(), by(&|l| l.reports.0 > 0)),
            ],
        ),
    ];
    FiguresPage {
        words: words.clone(),
        school: school.to_string(),
        from,
        to,
        records: Shown::single(lines.len() as i64, total),
        pupils: Shown::single(total, total),
        // Where the whole is too small to show, its parts are too.
        parts: if (1..5).contains(&total) { Vec::new() } else { parts },
    }
}

/// Shows them, and records who read the register for them.
pub async fn show(v: Visit) -> Answer {
    let wanted = Wanted::read(&v, &mut Errors::new());
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(May::Restrictive, v.today());
    let lines = store::restrictive::register(&mut read, &scope, wanted.from, wanted.to).await?;
    drop(read);
    let w = v.write("Reading the figures of force, restraint and seclusion").await?;
    v.commit(w, was_listed(&v, &wanted), Vec::new()).await?;
    v.page(&of(v.words(), &v.setting.school.name, (wanted.from, wanted.to), &lines))
}
