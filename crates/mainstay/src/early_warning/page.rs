//! The list of early warning as it is drawn.

use super::Counted;
use crate::form::Form;
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, Grid, Head, Pages, Sorted, Standing, Tag};
use crate::page::name::pupil_name;
use casework::early_warning::{Against, Count, Order, Windows};
use casework::words::{Concept, Words};
use casework::{Coded, Id, attendance};
use maud::{Markup, html};
use rulebook::Day;

/// Somebody on the list.
pub struct Row {
    /// Name and form.
    pub who: String,
    /// Counts.
    pub count: Count,
    /// Their line on the at-risk register.
    pub watch: Option<Id>,
}

/// The list.
pub struct ListPage {
    /// The school's words.
    pub words: Words,
    /// What the days are set against.
    pub against: Against,
    /// What it is in order by.
    pub order: Order,
    /// The days.
    pub counted: Counted,
    /// The day attendance goes up to.
    pub attendance: Option<Day>,
    /// Rows of this page.
    pub rows: Vec<Row>,
    /// What was asked.
    pub query: Form,
    /// Where the list is.
    pub pages: Pages,
    /// The reader may bring in files.
    pub imports: bool,
    /// The reader may change the rules.
    pub sets_up: bool,
    /// Signals that wait.
    pub waiting: i64,
}

/// The address of the list with what was asked, one thing changed; ends in "?" or "&".
pub fn address(query: &Form, change: &[(&str, &str)]) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for name in ["against", "order", "year", "all"] {
        let value = change.iter().find(|(n, _)| *n == name).map_or(query.text(name), |(_, v)| v);
        if !value.is_empty() {
            out.append_pair(name, value);
        }
    }
    match out.finish() {
        q if q.is_empty() => "/early-warning?".into(),
        q => format!("/early-warning?{q}&"),
    }
}

/// "9 more", "the same", "2 fewer"
pub fn change(n: i64) -> String {
    match n {
        0 => "the same".into(),
        n if n > 0 => format!("{n} more"),
        n => format!("{} fewer", -n),
    }
}

/// Which days are counted, and against which.
pub fn days(counted: &Counted) -> Markup {
    html! {
        @match (&counted.windows, counted.last) {
            (Some(w), _) => {
                "Counted from " (w.now.0) " to " (w.now.1) ", " (w.days) @if w.days == 1 { " school day" } @else { " school days" }
                @match w.before {
                    Some((from, to)) => { ", against " (from) " to " (to) ", as many days before." }
                    None => { ". Nothing was brought in for the days before, so there is no baseline: that is not the same as none." }
                }
            }
            (None, Some(last)) => { "The calendar has no school day up to " (last) "." }
            (None, None) => { "Nothing has been brought in yet." }
        }
    }
}

/// The choice of what days are set against.
pub fn against(chosen: Against) -> Markup {
    html! {
        div.field { label for="against" { "Set against" }
            select.select #against name="against" { @for a in Against::ALL { option value=(a.code()) selected[*a == chosen] { (a.label()) } } } }
    }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Early signs".into()
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let acts = html! {
            @if self.imports { a.btn href="/incidents/file" { "Bring in incidents" } }
            a.btn.btn-2 href="/early-warning/spots" { "Where and when" }
            a.btn.btn-2 href="/signals" { "Signals" @if self.waiting > 0 { ", " (self.waiting) " waiting" } }
            a.btn.btn-2 href="/at-risk" { "At-risk register" }
            @if self.sets_up { a.btn.btn-2 href="/set-up/signals" { "Rules" } }
        };
        html! {
            (Head::new("Early signs").acts(acts).facts(html! { (days(&self.counted)) @if let Some(upto) = self.attendance { " Attendance is as it stood on " (upto) "." } }))
            div.stack.stack-5 {
                form.row.row-end action="/early-warning" method="get" aria-label="Narrow the list" {
                    (against(self.against))
                    div.field { label for="year" { "Year" }
                        select.select #year name="year" {
                            option value="" { "Any" }
                            @for y in 7..=13i64 { option value=(y) selected[self.query.int("year") == Some(y)] { (y) } }
                        } }
                    label.choice { input type="checkbox" name="all" value="yes" checked[self.query.ticked("all")]; span { "Everybody, with those who have none" } }
                    input type="hidden" name="order" value=(self.order.code());
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if self.rows.is_empty() {
                    @let words = format!("{} with incidents in these days appear here, those with the greatest change first. Incidents come in from a file.", self.words.caps(Concept::Pupil));
                    (Empty { title: "Nobody is on the list", words: &words, step: self.imports.then_some(("/incidents/file", "Bring in incidents")) })
                } @else {
                    p.soft { "In order of " (self.in_order()) ", and of nothing else. Open a name to see everything that is counted." }
                    (self.table())
                    (self.pages)
                }
            }
        }
    }
}

impl ListPage {
    fn in_order(&self) -> &'static str {
        match self.order {
            Order::Change => "how many more there are than each one’s own number before",
            Order::Total => "how many there are",
            Order::Points => "points",
            Order::Attendance => "attendance, lowest first",
        }
    }
    fn sorted<'a>(&self, name: &'a str, href: &'a str, order: Order) -> Col<'a> {
        let now = (self.order == order).then_some(order != Order::Attendance);
        Col::Sorted(Sorted { name, href, number: true, now })
    }
    fn table(&self) -> Markup {
        let to = |order: Order| {
            address(&self.query, &[("order", order.code())]).trim_end_matches('&').to_string()
        };
        let (total, by_change, points, present) =
            (to(Order::Total), to(Order::Change), to(Order::Points), to(Order::Attendance));
        let baseline = self.counted.windows.as_ref().is_some_and(|w| w.before.is_some());
        let rows = self
            .rows
            .iter()
            .map(|r| {
                let c = &r.count;
                vec![
                    html! { a href={ "/early-warning/" (c.pupil) } { (pupil_name(&r.who)) } },
                    html! { (c.now) },
                    html! { @if baseline { (c.before) } @else { span.soft { "not known" } } },
                    html! { @if baseline { @if c.change() > 0 { strong { (change(c.change())) } } @else { (change(c.change())) } } @else { span.soft { "–" } } },
                    html! { (c.points) },
                    html! { @match c.attendance {
                        Some(a) => { (attendance::said(a)) @if let Some(b) = c.attendance_before { @if b != a { span.sub { "was " (attendance::said(b)) } } } }
                        None => span.soft { "–" },
                    } },
                    html! {
                        @if c.signals > 0 { (Tag(Standing::Due, &if c.signals == 1 { "1 signal".to_string() } else { format!("{} signals", c.signals) })) " " }
                        @match r.watch {
                            Some(id) => a href={ "/at-risk/" (id) } { "On the register" },
                            None => a href={ "/at-risk/new?pupil=" (c.pupil) } { "Put on the register" },
                        }
                    },
                ]
            })
            .collect();
        html! { (Grid {
            region: "Early signs, table",
            caption: Some("Early signs"),
            look: "table-signs",
            columns: vec![
                Col::Words(&self.words.cap(Concept::Pupil)),
                self.sorted("Incidents", &total, Order::Total),
                Col::Number("Before"),
                self.sorted("Change", &by_change, Order::Change),
                self.sorted("Points", &points, Order::Points),
                self.sorted("Attendance", &present, Order::Attendance),
                Col::Words("What is done"),
            ],
            named: Some(0),
            rows,
        }) }
    }
}

/// The days of the samples.
pub fn sample_counted(baseline: bool) -> Counted {
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    Counted {
        windows: Some(Windows {
            now: (day(9, 2), day(9, 10)),
            before: baseline.then_some((day(4, 21), day(4, 29))),
            days: 7,
        }),
        unknown: !baseline,
        last: Some(day(9, 10)),
    }
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let row = |n: u128, who: &str, now, before, attendance, signals, watched: bool| Row {
        who: who.into(),
        watch: watched.then_some(Id::from_u128(n)),
        count: Count {
            pupil: Id::from_u128(n),
            now,
            before,
            points: now * 2,
            attendance,
            attendance_before: attendance.map(|a| a + 31),
            signals,
            watched,
        },
    };
    let page = |rows: Vec<Row>, counted, order| ListPage {
        words: crate::exit::sample_words(),
        against: Against::Term,
        order,
        counted,
        attendance: Day::new(2026, 9, 10),
        query: Form::default(),
        pages: Pages { base: "/early-warning?".into(), size: 50, at: 1, total: rows.len() as i64 },
        rows,
        imports: true,
        sets_up: true,
        waiting: 2,
    };
    let rows = || {
        vec![
            row(9, "Callie Dunmore, 8N", 11, 2, Some(860), 2, false),
            row(10, "Oluwaseun Fitzgerald-Montgomery-Adeyemi, 10K3", 14, 13, Some(942), 0, true),
            row(11, "Jude Marl, 8K3", 3, 3, None, 0, false),
            row(12, "Moses Tarn, 10K1", 1, 6, Some(1000), 0, false),
        ]
    };
    let nothing = Counted { windows: None, unknown: true, last: None };
    vec![
        framed("early-warning-typical", &page(rows(), sample_counted(true), Order::Change)),
        framed("early-warning-no-baseline", &page(rows(), sample_counted(false), Order::Total)),
        framed("early-warning-empty", &page(Vec::new(), nothing, Order::Total)),
    ]
}
