//! The picker and the report as pages: figures, charts with their tables, print in black and
//! white.
//!
//! Must never know: how anything was counted, or what was hidden and why; it is handed words.

use super::Span;
use super::half_term::Made;
use crate::page::Page;
use crate::page::kit::{Empty, Head, Table};
use casework::Coded;
use casework::report::{Shown, What};
use casework::words::{Concept, Words};
use maud::{Markup, PreEscaped, html};
use paper::chart::{Bar, Chart};
use rulebook::Day;

/// Half-terms to choose from.
pub struct PickerPage {
    /// Today.
    pub today: Day,
    /// Half-terms that have begun, latest first.
    pub spans: Vec<Span>,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
}

impl Page for PickerPage {
    fn title(&self) -> String {
        "Reports".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Reports").facts(html! { (self.today) @if let Some(n) = &self.narrowed { " · " (n) } }).acts(html! { a.btn.btn-2 href="/reports/gaps" { "Gaps in the record" } }))
            div.stack.stack-7 {
                @if self.spans.is_empty() {
                    (Empty { title: "No half-term has begun", words: "Figures appear once the calendar has a term that has begun.", step: None })
                } @else {
                    form.row.row-end method="get" action="/reports/half-term" {
                        div.field {
                            label for="half" { "Half-term" }
                            select.select #half name="half" {
                                @for s in &self.spans { option value={ (s.from.iso()) "." (s.to.iso()) } { (s.full()) ": " (s.from) " to " (s.to) } }
                            }
                        }
                        button.btn type="submit" { "Open the report" }
                    }
                }
                section.stack aria-labelledby="other" {
                    h2 #other { "Shorter" }
                    p { a href="/reports/week" { "This week, day by day" } }
                }
                section.stack aria-labelledby="what" {
                    h2 #what { "What it costs, and what it does" }
                    ul.stack.stack-2 {
                        li { a href="/reports/governors" { "Report to governors" } span.sub { "A term without a name: the last three half-terms beside it, groups, hours, work and actions, to print" } }
                        li { a href="/reports/impact" { "Impact" } span.sub { "Placed again, how returns went, and which groups, half-term by half-term" } }
                        li { a href="/reports/lessons" { "Lessons missed" } span.sub { "By subject, department, space and work, to the minute" } }
                        li { a href="/recommendations" { "Recommendations" } span.sub { "What was asked for because of the figures, who decided it, and what came of it" } }
                        li { a href="/reviews" { "Reviews" } span.sub { "What the school’s own thresholds asked for, and what came of it" } }
                        li { a href="/promises" { "Promised and delivered" } span.sub { "Support that was promised, and whether it has begun" } }
                    }
                }
            }
        }
    }
}

/// A single figure.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// As it is shown.
    pub shown: String,
    /// A line under it, or empty.
    pub sub: String,
    /// The half-term before.
    pub before: Option<String>,
    /// Its list.
    pub link: Option<String>,
    /// What it counts.
    pub working: String,
}

/// A line of a breakdown.
#[derive(Clone, Debug)]
pub struct Line {
    /// The part.
    pub label: String,
    /// The figure.
    pub shown: Shown,
    /// The half-term before.
    pub before: Option<String>,
    /// For each hundred on roll.
    pub rate: Option<String>,
    /// How many are on roll in the group, where it is one.
    pub on_roll: Option<Shown>,
    /// Its list.
    pub link: Option<String>,
}

/// A figure by its parts.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// Which.
    pub what: What,
    /// Its name.
    pub name: String,
    /// What it counts.
    pub working: String,
    /// Parts are groups on roll.
    pub grouped: bool,
    /// Lines.
    pub lines: Vec<Line>,
    /// Left out: too few people to show.
    pub too_few: bool,
}

/// The half-term compared with.
#[derive(Clone, Debug)]
pub struct Compare {
    /// "Autumn 1 2026"
    pub name: String,
    /// "Autumn 1"
    pub short: String,
    /// Its days.
    pub query: String,
}

/// The report.
pub struct ReportPage {
    /// What it is of.
    pub made: Made,
    /// Pupils on roll.
    pub on_roll: i64,
    /// Nothing was recorded.
    pub empty: bool,
    /// The figures at the top.
    pub short: Vec<Figure>,
    /// Others about placements.
    pub figures: Vec<Figure>,
    /// Time spent when the room was empty.
    pub time: Vec<Figure>,
    /// Figures by their parts.
    pub breakdowns: Vec<Breakdown>,
    /// The half-term before.
    pub compare: Option<Compare>,
    /// The school's words.
    pub words: Words,
}

/// Drawn as well as tabled; the others are a table alone.
fn drawn(what: What) -> bool {
    matches!(what, What::Reason | What::Time | What::Subject | What::Sen | What::Year | What::Done)
}

/// What one line of a breakdown is.
fn part_name(what: What) -> &'static str {
    match what {
        What::Reason => "Reason",
        What::Time => "Period",
        What::Department => "Department",
        What::Subject => "Subject",
        What::Spot => "Subject and period",
        What::Outcome | What::Return => "Outcome",
        What::Done => "Done",
        What::WorkAsked | What::WorkSent => "Subject",
        What::Enough => "The room said",
        What::CallOutcome => "It ended",
        _ => "Group",
    }
}

impl ReportPage {
    fn figures(&self, figures: &[Figure]) -> Markup {
        html! {
            dl.figures { @for f in figures {
                div {
                    dt { (f.name) }
                    dd.figure { @match &f.link { Some(link) => a href=(link) { (f.shown) span.vh { ": the list of " (f.name) } }, None => (f.shown) } }
                    dd {
                        @if !f.sub.is_empty() { (f.sub) br; }
                        @if let Some(before) = &f.before { span.soft { "before: " (before) } }
                    }
                }
            } }
            details.working {
                summary { "What these count" }
                div.working-body { dl.summary.summary-tight { @for f in figures { div { dt { (f.name) } dd { (f.working) } } } } }
            }
        }
    }

    fn chart(&self, b: &Breakdown) -> Markup {
        let bars: Vec<Bar> = b
            .lines
            .iter()
            .map(|l| Bar {
                label: l.label.clone(),
                values: vec![l.shown.figure().and_then(|n| u64::try_from(n).ok())],
            })
            .collect();
        let said: Vec<String> =
            b.lines.iter().map(|l| format!("{} {}", l.label, l.shown.words())).collect();
        let chart = Chart {
            title: b.name.clone(),
            desc: format!("{}.", said.join("; ")),
            label_name: b.name.clone(),
            series: vec![self.made.span.full()],
            bars,
            hidden: "hidden".into(),
        };
        // The drawing is made by `paper`, which escapes every word in it.
        PreEscaped(paper::chart::svg(&chart, &format!("chart-{}", b.what.code().replace('_', "-"))))
    }

    fn breakdown(&self, b: &Breakdown) -> Markup {
        let id = format!("by-{}", b.what.code());
        let drawn = drawn(b.what);
        let mut columns = vec![(part_name(b.what), false), (self.made.span.name.as_str(), true)];
        if let Some(c) = &self.compare {
            columns.push((c.short.as_str(), true));
        }
        if b.grouped {
            columns.push(("On roll", true));
            columns.push(("Per 100", true));
        }
        let rows = b
            .lines
            .iter()
            .map(|l| {
                let mut row = vec![
                    html! { (l.label) },
                    html! { @match &l.link { Some(link) => a href=(link) { (l.shown.words()) span.vh { ", " (l.label) } }, None => (l.shown.words()) } },
                ];
                if self.compare.is_some() {
                    row.push(html! { (l.before.as_deref().unwrap_or("–")) });
                }
                if b.grouped {
                    row.push(html! { (l.on_roll.map(Shown::words).unwrap_or_default()) });
                    row.push(html! { (l.rate.as_deref().unwrap_or("–")) });
                }
                row
            })
            .collect();
        html! {
            section.sheet.chart aria-labelledby=(id) {
                h2 id=(id) { (b.name) }
                @if b.too_few {
                    p { "Too few people to show without telling who they are." }
                } @else if b.lines.is_empty() {
                    p.soft { "Nothing to show yet." }
                } @else {
                    @if drawn {
                        div.chart-drawing role="region" tabindex="0" aria-label={ (b.name) ", drawn" } { (self.chart(b)) }
                    }
                    (Table { caption: &b.name, columns, rows, dense: true })
                }
                details.working { summary { "What this counts" } div.working-body { p { (b.working) } } }
            }
        }
    }

    fn switch(&self) -> Markup {
        let team = format!("/reports/half-term?{}", self.made.span.query());
        let outside = format!("{team}&outside=yes");
        html! {
            div.stack {
            nav.tabs aria-label="Who it is for" {
                a href=(team) aria-current=[(!self.made.outside).then_some("page")] { "For the team" }
                a href=(outside) aria-current=[self.made.outside.then_some("page")] { "For outside the team" }
            }
            @if self.made.outside {
                div.panel.panel-note {
                    p.measure {
                        strong { "Safe outside the team." }
                        " No names and no lists. “" (Shown::Few.words()) "” is fewer than five " (self.words.many(Concept::Pupil)) "; “hidden” is a number that would give one beside it away, or is about fewer than five."
                    }
                }
            }
            }
        }
    }
}

impl Page for ReportPage {
    fn title(&self) -> String {
        format!("{}, {}", self.words.cap(Concept::Room), self.made.span.full())
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let m = &self.made;
        let room = self.words.cap(Concept::Room);
        html! {
            (Head::new(&format!("{room}, {}", m.span.full())).back("/reports", "Reports").facts(html! {
                (m.school) " · " (m.span.from) " to " (m.span.to) ", " (m.days) " school days" @if m.span.to >= m.at.day() { " so far" } " · "
                (self.words.count(Concept::Pupil, self.on_roll)) " on roll · figures as at " (m.at)
                @if let Some(n) = &m.narrowed { " · " (n) }
            }).acts(html! { @if !m.outside { a.btn.btn-2 href={ "/recommendations/new?" (m.span.query()) } { "Recommend something" } } }))
            div.stack.stack-7 {
                (self.switch())
                @if self.empty {
                    (Empty {
                        title: "Nothing has been recorded in these days",
                        words: "Figures appear here as people come to the room, duties taken up and calls logged.",
                        step: Some(("/reports", "Choose another half-term")),
                    })
                }
                section.stack aria-labelledby="short" {
                    h2 #short { "In short" }
                    (self.figures(&self.short))
                    @if let Some(c) = &self.compare {
                        p.soft { "“Before” is " a href={ "/reports/half-term?" (c.query) @if m.outside { "&outside=yes" } } { (c.name) } ", the whole half-term." }
                    }
                }
                section.stack aria-labelledby="more" {
                    h2 #more { "In the room" }
                    (self.figures(&self.figures))
                }
                section.stack aria-labelledby="time" {
                    h2 #time { "When the room was empty" }
                    (self.figures(&self.time))
                }
                @if !self.empty {
                    @for b in self.breakdowns.iter().filter(|b| drawn(b.what)) { (self.breakdown(b)) }
                    div.cols.cols-2 { @for b in self.breakdowns.iter().filter(|b| !drawn(b.what)) { (self.breakdown(b)) } }
                    p.soft.measure { "These figures show what happened together. They cannot show that one thing caused another." }
                }
            }
        }
    }
}
