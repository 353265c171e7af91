//! A week of the room, day by day, to read: for whoever manages it.
//!
//! Must never know: what counts; each day is the same report of one day.

use super::{Span, narrowed, report};
use crate::page::Page;
use crate::page::kit::{Empty, Head, Table};
use crate::visit::{Answer, Visit};
use casework::Coded;
use casework::report::What;
use casework::words::Words;
use maud::{Markup, html};
use rulebook::Day;
use rulebook::day::spell_minutes;

/// One line: its name, each day's value with its link, and the week's.
pub struct WeekLine {
    /// "Placements"
    pub name: String,
    /// A value for each day; `None` where the school was shut.
    pub days: Vec<Option<(String, Option<String>)>>,
    /// The whole week.
    pub all: (String, Option<String>),
}

/// The week.
pub struct WeekPage {
    /// The Monday.
    pub monday: Day,
    /// Its weekdays, each with why it was shut.
    pub days: Vec<(Day, Option<String>)>,
    /// Lines.
    pub lines: Vec<WeekLine>,
    /// Today.
    pub today: Day,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
}

impl Page for WeekPage {
    fn title(&self) -> String {
        format!("The week of {}", self.monday)
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let link = |days: i64| format!("/reports/week?day={}", self.monday.plus(days).iso());
        let names: Vec<String> = self
            .days
            .iter()
            .map(|(d, shut)| match shut {
                Some(why) => format!("{} ({why})", d.short()),
                None => d.short(),
            })
            .collect();
        let mut columns = vec![("Counted", false)];
        columns.extend(names.iter().map(|n| (n.as_str(), true)));
        columns.push(("The week", true));
        let cell = |value: &(String, Option<String>)| match &value.1 {
            Some(link) => html! { a href=(link) { (value.0) } },
            None => html! { (value.0) },
        };
        let rows = self
            .lines
            .iter()
            .map(|l| {
                let mut row = vec![html! { (l.name) }];
                row.extend(l.days.iter().map(|d| d.as_ref().map_or(html! { "–" }, cell)));
                row.push(cell(&l.all));
                row
            })
            .collect();
        html! {
            (Head::new(&self.title()).back("/reports", "Reports").facts(html! {
                (self.monday) " to " (self.monday.plus(4)) @if let Some(n) = &self.narrowed { " · " (n) }
            }))
            div.stack {
                nav.row aria-label="Weeks" {
                    a href=(link(-7)) { "The week before" }
                    @if self.monday.plus(7) <= self.today { a href=(link(7)) { "The week after" } }
                }
                @if self.days.iter().all(|(_, shut)| shut.is_some()) {
                    (Empty { title: "The school was shut this week", words: "Choose another week above.", step: None })
                } @else {
                    div.sheet.sheet-flush { (Table { caption: "The week, day by day", columns, rows, dense: false }) }
                    p.soft.measure { "What each line counts is said on its list." }
                }
            }
        }
    }
}

/// Shows the week a day is in.
pub async fn show(v: Visit) -> Answer {
    let monday = v.day("day").monday();
    let span = Span { name: "Week".into(), from: monday, to: monday.plus(4) };
    let report = report(&v, &span).await?;
    let calendar = &v.setting.calendar;
    let days: Vec<(Day, Option<String>)> =
        (0..5).map(|n| monday.plus(n)).map(|d| (d, calendar.why_closed(d))).collect();
    let each: Vec<_> = days.iter().map(|(d, shut)| (*d, shut.is_none(), report.on(*d))).collect();
    let list = |what: What, from: Day, to: Day| {
        format!("/reports/list?what={}&from={}&to={}", what.code(), from.iso(), to.iso())
    };
    let line = |what: What, words: &Words| {
        let value = |r: &casework::report::Report, from: Day, to: Day| {
            let n = r.count(what);
            (n.to_string(), (n > 0).then(|| list(what, from, to)))
        };
        WeekLine {
            name: what.name(words),
            days: each
                .iter()
                .map(|(d, open, r)| (*open || r.count(what) > 0).then(|| value(r, *d, *d)))
                .collect(),
            all: value(&report, span.from, span.to),
        }
    };
    let words = v.words();
    let mut lines: Vec<WeekLine> = [What::Placements, What::Pupils, What::Periods]
        .into_iter()
        .map(|what| line(what, words))
        .collect();
    let hours =
        |r: &casework::report::Report| (spell_minutes(r.list(What::Periods, "").minutes()), None);
    lines.push(WeekLine {
        name: "Time out of lessons".into(),
        days: each.iter().map(|(_, open, r)| open.then(|| hours(r))).collect(),
        all: hours(&report),
    });
    lines.extend(
        [
            What::Warnings,
            What::Positives,
            What::Calls,
            What::OnCall,
            What::InClass,
            What::Mentoring,
            What::Other,
        ]
        .into_iter()
        .map(|what| line(what, words)),
    );
    v.page(&WeekPage { monday, days, lines, today: v.today(), narrowed: narrowed(&v) })
}
