//! Where and when incidents come from: by subject, period, place, weekday and type, of the whole
//! school or of one year.
//!
//! Must never know: who wrote an incident down. A subject that stands out asks for help there; no
//! teacher is counted.

use super::{Counted, counted, page};
use crate::form::Form;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Empty, Head, Standing, Table, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::early_warning::{Against, By, Spot, Spots, by, spots};
use casework::{Coded, Id, Scope};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::room::SPOT_LEAST;
use store::Source;

/// Lines of one table.
const MOST: usize = 12;

/// Counts by one thing.
#[derive(Clone)]
pub struct Group {
    /// By what.
    pub by: By,
    /// The counts.
    pub spots: Spots,
}

/// The page.
pub struct SpotsPage {
    /// The days.
    pub counted: Counted,
    /// Set against what.
    pub against: Against,
    /// Whose incidents, where not the whole school's.
    pub narrowed: Option<String>,
    /// Incidents in all.
    pub total: i64,
    /// Counts.
    pub groups: Vec<Group>,
    /// What was asked.
    pub query: Form,
}

/// The groups of incidents in some days.
pub async fn gather(
    src: &mut dyn Source,
    scope: &Scope,
    days: (Day, Day),
    year: Option<i64>,
    pupil: Option<Id>,
) -> Result<(i64, Vec<Group>), Problem> {
    let cells = store::early_warning::cells(src, scope, days, year, pupil).await?;
    let by_day = store::early_warning::by_day(src, scope, days, year, pupil).await?;
    let by_type = store::early_warning::by_type(src, scope, days, year, pupil).await?;
    let weekdays = by_day.into_iter().map(|(d, n)| (d.weekday().long().to_string(), n));
    let total = cells.iter().map(|c| c.n).sum();
    let group = |what: By, spots: Spots| Group { by: what, spots };
    Ok((
        total,
        vec![
            group(By::Lesson, by(&cells, By::Lesson)),
            group(By::Subject, by(&cells, By::Subject)),
            group(By::Period, by(&cells, By::Period)),
            group(By::Place, by(&cells, By::Place)),
            group(By::Weekday, spots(weekdays)),
            group(By::Type, spots(by_type)),
        ],
    ))
}

/// One table of counts.
pub fn table(group: &Group) -> Markup {
    let named = &group.spots.named;
    let all: i64 = named.iter().map(|s| s.n).sum();
    let line = |s: &Spot| {
        vec![
            html! { (s.name) },
            html! { (s.n) },
            html! { (casework::ledger::percent(s.n, all).unwrap_or_default()) "%" },
            html! { @if s.hot { (Tag(Standing::Risk, "Yes")) } },
        ]
    };
    let id = format!("by-{}", group.by.code());
    html! {
        section.stack.stack-2 aria-labelledby=(id) {
            h2 id=(id) { (group.by.label()) }
            @if named.is_empty() { p.soft { "No incident in these days says." } } @else {
                (Table {
                    caption: group.by.label(),
                    columns: vec![(group.by.label(), false), ("Incidents", true), ("Share", true), ("Stands out", false)],
                    rows: named.iter().take(MOST).map(line).collect(),
                    dense: true,
                })
                p.soft {
                    @if named.len() > MOST { "And " (named.len() - MOST) " more with fewer. " }
                    @if group.spots.silent > 0 { (group.spots.silent) " do not say." }
                }
            }
        }
    }
}

impl Page for SpotsPage {
    fn title(&self) -> String {
        "Where and when".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Where and when").back("/early-warning", "Early signs").facts(html! {
                @if let Some(w) = &self.counted.windows { (self.total) @if self.total == 1 { " incident" } @else { " incidents" } " from " (w.now.0) " to " (w.now.1) "." }
                @if let Some(n) = &self.narrowed { " " (n) "." }
            }))
            div.stack.stack-5 {
                form.row.row-end action="/early-warning/spots" method="get" aria-label="Narrow the figures" {
                    (page::against(self.against))
                    div.field { label for="year" { "Year" }
                        select.select #year name="year" {
                            option value="" { "Any" }
                            @for y in 7..=13i64 { option value=(y) selected[self.query.int("year") == Some(y)] { (y) } }
                        } }
                    button.btn.btn-2 type="submit" { "Show" }
                }
                p.soft { "“Stands out” is said of what has at least " (SPOT_LEAST) " incidents and twice as many as an even share would be. It says where to look, not why, and nothing of any teacher." }
                @if self.total == 0 {
                    (Empty { title: "No incident in these days", words: "Where and when incidents happen appears here once they have come in.", step: None })
                } @else { @for group in &self.groups { (table(group)) } }
            }
        }
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let against = v.query.coded("against").unwrap_or(Against::Term);
    let year = v.query.int("year");
    let scope = crate::signal::scope(&v);
    let mut read = v.read().await?;
    let counted = counted(&mut read, &v, against).await?;
    let (total, groups) = match &counted.windows {
        Some(w) => super::gathered::spots(&v, &mut read, &scope, w.now, year).await?,
        None => (0, Vec::new()),
    };
    drop(read);
    v.page(&SpotsPage {
        counted,
        against,
        narrowed: crate::report::narrowed(&v),
        total,
        groups,
        query: v.query.clone(),
    })
}

/// Groups for samples.
pub fn sample_groups() -> Vec<Group> {
    let pairs = |all: &[(&str, i64)]| spots(all.iter().map(|(n, c)| (n.to_string(), *c)));
    vec![
        Group {
            by: By::Lesson,
            spots: pairs(&[("Science P5", 19), ("Maths P1", 6), ("French P2", 4), ("Art P3", 2)]),
        },
        Group {
            by: By::Subject,
            spots: pairs(&[("Science", 24), ("Maths", 9), ("French", 7), ("", 3)]),
        },
        Group { by: By::Place, spots: pairs(&[]) },
    ]
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |total, groups| SpotsPage {
        counted: page::sample_counted(true),
        against: Against::Term,
        narrowed: Some("Year 8 only".into()),
        total,
        groups,
        query: Form::default(),
    };
    vec![
        framed("early-warning-spots", &page(43, sample_groups())),
        framed("early-warning-spots-empty", &page(0, Vec::new())),
    ]
}
