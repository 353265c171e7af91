//! The school's calendar: terms, half-terms, INSET and closures, and the anchor of week A.

use super::rows::{cell, count, drop, event, mark, rows_sent};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, ErrorSummary, Field, Grid, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::Verb;
use casework::set_up::{calendar_errors, calendar_warnings, differences};
use maud::{Markup, html};
use rulebook::{Closed, Day, SchoolCalendar, Term, holidays};

/// The page.
pub struct CalendarPage {
    /// Form token.
    pub csrf: String,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// What is likely a slip.
    pub warnings: Vec<String>,
    /// Terms kept now, with their school days.
    pub days: Vec<(String, usize)>,
    /// Bank holidays inside terms: known, not typed.
    pub known: Vec<(Day, &'static str)>,
    /// The last day holidays are known for.
    pub known_to: Option<Day>,
}

impl Page for CalendarPage {
    fn title(&self) -> String {
        "Calendar".into()
    }
    fn here(&self) -> &'static str {
        "/set-up"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let terms = count(f, "term", 3);
        let closed = count(f, "closed", 3);
        html! {
            (Head::new("Calendar").back("/set-up", "Set-up").facts(html! { "Every count of school days rests on these dates. First and last day of lessons." }))
            (ErrorSummary(e))
            @if !self.warnings.is_empty() {
                div.panel.panel-warn { h2.panel-title { "Kept, but look again" } ul { @for w in &self.warnings { li { (w) } } } }
            }
            form.stack.stack-6 method="post" action="/set-up/calendar" {
                (token(&self.csrf)) (hidden("was", f.text("was"))) (rows_sent("term", terms)) (rows_sent("closed", closed))
                section.stack aria-labelledby="terms" {
                    h2 #terms { "Terms" }
                    (Grid {
                        region: "Terms, table",
                        caption: None,
                        look: "table-plain",
                        columns: ["Name", "First day", "Last day", "Remove"].map(Col::Words).to_vec(),
                        named: None,
                        rows: (0..terms).map(|i| { let (n, said) = (format!("term-{i}"), format!("Term {}", i + 1)); vec![
                            cell(&format!("{n}-name"), &format!("{said}, name"), "text", f, e),
                            cell(&format!("{n}-from"), &format!("{said}, first day"), "date", f, e),
                            cell(&format!("{n}-to"), &format!("{said}, last day"), "date", f, e),
                            drop(&format!("{n}-drop"), &said),
                        ] }).collect(),
                    })
                    div { button.btn.btn-2 type="submit" name="more" value="term" { "More rows for terms" } }
                }
                section.stack aria-labelledby="closed" {
                    h2 #closed { "Half-terms, INSET and closures" }
                    p.soft { "Inside a term. Bank holidays need not be typed." }
                    (Grid {
                        region: "Half-terms, INSET and closures, table",
                        caption: None,
                        look: "table-plain",
                        columns: ["Why", "First day", "Last day", "Half-term", "Remove"].map(Col::Words).to_vec(),
                        named: None,
                        rows: (0..closed).map(|i| { let (n, said) = (format!("closed-{i}"), format!("Closure {}", i + 1)); vec![
                            cell(&format!("{n}-why"), &format!("{said}, why"), "text", f, e),
                            cell(&format!("{n}-from"), &format!("{said}, first day"), "date", f, e),
                            cell(&format!("{n}-to"), &format!("{said}, last day, empty for one day"), "date", f, e),
                            html! { label.choice { input type="checkbox" name={ (n) "-half" } value="yes" checked[f.ticked(&format!("{n}-half"))]; span { "Half-term" span.vh { ", " (said) } } } },
                            drop(&format!("{n}-drop"), &said),
                        ] }).collect(),
                    })
                    div { button.btn.btn-2 type="submit" name="more" value="closed" { "More rows for closures" } }
                }
                section.stack aria-labelledby="weeks" {
                    h2 #weeks { "Two-week timetable" }
                    (Field { kind: "date", ..Field::new("week_a", "A Monday of a week A").hint("Leave it empty for a one-week timetable. Weeks with no school days do not turn it.").optional().from(f, e) })
                }
                div.row { button.btn type="submit" { "Keep the calendar" } a.btn.btn-2 href="/set-up" { "Leave it" } }
            }
            section.stack.gap-top aria-labelledby="known" {
                h2 #known { "What this makes" }
                @if self.days.is_empty() { p.soft { "School days by term and the bank holidays inside them appear here once there is a term." } }
                @else {
                    ul.stack.stack-2 { @for (name, n) in &self.days { li { strong { (name) } ": " (n) " school days" } } }
                    @if !self.known.is_empty() { p { "Bank holidays known: " @for (i, (day, name)) in self.known.iter().enumerate() { @if i > 0 { "; " } (name) ", " (day) } "." } }
                }
                @if let Some(to) = self.known_to { p.soft { "Bank holidays are known to " (to) "." } }
            }
        }
    }
}

/// The calendar as named values, for the trail and the mark.
pub fn values(c: &SchoolCalendar) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> =
        c.terms.iter().map(|t| (t.name.clone(), format!("{} to {}", t.from, t.to))).collect();
    for x in &c.closed {
        let kind = if x.half_term { " (half-term)" } else { "" };
        let span =
            if x.from == x.to { x.from.to_string() } else { format!("{} to {}", x.from, x.to) };
        out.push((format!("{} {}", x.why, x.from), format!("{span}{kind}")));
    }
    out.push(("Week A".into(), c.week_a.map(|d| d.to_string()).unwrap_or_default()));
    out
}

fn filled(c: &SchoolCalendar) -> Form {
    let mut pairs = vec![
        ("was".to_string(), mark(&values(c))),
        ("term-rows".into(), (c.terms.len() + 1).to_string()),
        ("closed-rows".into(), (c.closed.len() + 2).to_string()),
        ("week_a".into(), c.week_a.map(|d| d.iso()).unwrap_or_default()),
    ];
    for (i, t) in c.terms.iter().enumerate() {
        pairs.push((format!("term-{i}-name"), t.name.clone()));
        pairs.push((format!("term-{i}-from"), t.from.iso()));
        pairs.push((format!("term-{i}-to"), t.to.iso()));
    }
    for (i, x) in c.closed.iter().enumerate() {
        pairs.push((format!("closed-{i}-why"), x.why.clone()));
        pairs.push((format!("closed-{i}-from"), x.from.iso()));
        pairs.push((format!("closed-{i}-to"), x.to.iso()));
        if x.half_term {
            pairs.push((format!("closed-{i}-half"), "yes".into()));
        }
    }
    Form::of(pairs)
}

/// What was typed as a calendar: blank and dropped rows left out. Each row keeps its number, so
/// that an error stands beside it.
fn typed(form: &Form, errors: &mut Errors) -> (SchoolCalendar, Vec<usize>, Vec<usize>) {
    let mut c = SchoolCalendar::default();
    let (mut term_rows, mut closed_rows) = (Vec::new(), Vec::new());
    let text = |n: &str| form.text(n).to_string();
    let date = |errors: &mut Errors, name: &str, words: &str| {
        let day = form.day(name);
        if day.is_none() {
            errors.add(name, words);
        }
        day
    };
    for i in 0..count(form, "term", 0) {
        let n = |field: &str| format!("term-{i}-{field}");
        let blank = ["name", "from", "to"].iter().all(|x| text(&n(x)).is_empty());
        if blank || form.ticked(&n("drop")) {
            continue;
        }
        let name = errors.need(form, &n("name"), 60, "Name the term, such as Autumn 2026");
        let from = date(errors, &n("from"), "Give the first day of the term");
        let to = date(errors, &n("to"), "Give the last day of the term");
        if let (Some(from), Some(to)) = (from, to) {
            c.terms.push(Term { name, from, to });
            term_rows.push(i);
        }
    }
    for i in 0..count(form, "closed", 0) {
        let n = |field: &str| format!("closed-{i}-{field}");
        let blank = ["why", "from", "to"].iter().all(|x| text(&n(x)).is_empty());
        if blank || form.ticked(&n("drop")) {
            continue;
        }
        let why = errors.need(form, &n("why"), 60, "Say why, such as INSET day");
        let from = date(errors, &n("from"), "Give the first day");
        let to = if text(&n("to")).is_empty() {
            from
        } else {
            date(errors, &n("to"), "Give the last day, or leave it empty for one day")
        };
        if let (Some(from), Some(to)) = (from, to) {
            c.closed.push(Closed { why, half_term: form.ticked(&n("half")), from, to });
            closed_rows.push(i);
        }
    }
    if form.has("week_a") {
        c.week_a = errors.get(form.day("week_a"), "week_a", "Give a date").map(|d| d.monday());
    }
    if c.terms.is_empty() && errors.is_empty() {
        errors.add("term-0-name", "Give at least one term");
    }
    (c, term_rows, closed_rows)
}

fn sheet(v: &Visit, form: Form, errors: Errors, warnings: Vec<String>) -> CalendarPage {
    let c = &v.setting.calendar;
    let mut known = Vec::new();
    for t in &c.terms {
        let mut day = t.from;
        while day <= t.to {
            if let Some(name) = holidays::bank_holiday(day) {
                known.push((day, name));
            }
            day = day.plus(1);
        }
    }
    CalendarPage {
        csrf: v.csrf.clone(),
        form,
        errors,
        warnings,
        days: c
            .terms
            .iter()
            .map(|t| (t.name.clone(), c.school_days_between(t.from, t.to).len()))
            .collect(),
        known,
        known_to: holidays::known_to(),
    }
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let form = filled(&v.setting.calendar);
    let warnings = calendar_warnings(&v.setting.calendar);
    v.page(&sheet(&v, form, Errors::new(), warnings))
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    if v.form.has("more") {
        return v.page(&sheet(&v, v.form.clone(), Errors::new(), Vec::new()));
    }
    let mut errors = Errors::new();
    let (mut calendar, term_rows, closed_rows) = typed(&v.form, &mut errors);
    for w in calendar_errors(&calendar) {
        // The rule counts the rows that were filled in; the page counts all of them.
        let mut parts = w.field.splitn(3, '-');
        let (list, row, field) = (
            parts.next().unwrap_or(""),
            parts.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0),
            parts.next().unwrap_or(""),
        );
        let rows = if list == "term" { &term_rows } else { &closed_rows };
        let row = rows.get(row).copied().unwrap_or(0);
        errors.add(&format!("{list}-{row}-{field}"), w.message);
    }
    if !errors.is_empty() {
        return v.again(&sheet(&v, v.form.clone(), errors, Vec::new()));
    }
    calendar.terms.sort_by_key(|t| t.from);
    calendar.closed.sort_by_key(|c| c.from);
    let mut w = v.write("Changing the calendar").await?;
    let (now, _) = store::calendar::read(&mut w, v.org()).await?;
    let (was, is) = (values(&now), values(&calendar));
    let changes = differences(&was, &is);
    if changes.is_empty() {
        return v.to("/set-up/calendar");
    }
    if v.form.text("was") != mark(&was) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::calendar::replace(&mut w, &calendar).await?;
    let why = changes
        .iter()
        .map(|(name, change)| format!("{name}: {change}"))
        .collect::<Vec<_>>()
        .join("; ");
    let moved = crate::exclusion::moved::calendar_changed(&mut w, &v, &calendar, &why).await?;
    let said = match moved.len() {
        0 => "The calendar is kept".to_string(),
        1 => {
            "The calendar is kept. One date that is owed moved: both are on its record".to_string()
        }
        n => format!(
            "The calendar is kept. {n} dates that are owed moved: both are on their records"
        ),
    };
    // An authority's open cases are counted anew; both dates of what moved are kept.
    let by = &v.actor.name;
    let mut moved = moved;
    moved.extend(crate::case::calendar::own_changed(&mut w, v.org(), &now, &calendar, by).await?);
    let event = event(Verb::CalendarChanged, "calendar", v.org(), &changes);
    v.commit(w, event, moved).await?;
    v.to_saying("/set-up/calendar", said)
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |form, errors, warnings, days| CalendarPage {
        csrf: "gallery".into(),
        form,
        errors,
        warnings,
        days,
        known: Vec::new(),
        known_to: Day::new(2028, 12, 31),
    };
    let mut errors = Errors::new();
    errors.add("term-0-to", "Autumn 2026 ends before it begins");
    let typed = Form::of([
        ("term-0-name", "Autumn 2026"),
        ("term-0-from", "2026-09-02"),
        ("term-0-to", "2026-08-18"),
    ]);
    vec![
        framed("set-up-calendar-new", &page(Form::default(), Errors::new(), vec![], vec![])),
        framed(
            "set-up-calendar-wrong",
            &page(
                typed,
                errors,
                vec![
                    "INSET day, Mon 31 Aug 2026, is outside every term, so it closes nothing."
                        .into(),
                ],
                vec![("Spring 2027".into(), 53)],
            ),
        ),
    ]
}
