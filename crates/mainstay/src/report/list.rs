//! The list behind a figure, on the page and as a file to keep.
//!
//! Must never know: what the figure counts; it asks for the same list the figure came from. A
//! file that is taken away is recorded, with what was asked for and how many rows it had.

use super::{Span, asked, narrowed, report};
use crate::export::{As, day, hand_over, slug, text, time};
use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{Empty, Head, Pages, Table, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::EntryKind;
use casework::pupil::Pupil;
use casework::report::{List, Report, What};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Column, Kind, Sheet};
use rulebook::{Day, Instant, Minute};
use std::collections::HashMap;

/// Rows on one page.
const ROWS: i64 = 100;

/// A list as columns and rows, with where each row leads.
pub struct Rows {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows: where it leads, and its cells.
    pub rows: Vec<(Option<String>, Vec<Cell>)>,
}

/// The page of a list.
pub struct ListPage {
    /// What it lists.
    pub what: What,
    /// Which part, or empty.
    pub value: String,
    /// "Reasons: Persistent disruption"
    pub title: String,
    /// The days.
    pub span: Span,
    /// What the figure counts.
    pub working: String,
    /// The page of the list that is shown.
    pub rows: Rows,
    /// "Student": the column of names.
    pub pupil: String,
    /// Paging.
    pub pages: Pages,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
    /// Minutes in all, where the list has them.
    pub minutes: i64,
    /// Where an action is begun from this figure, where it can be counted again.
    pub raise: Option<String>,
    /// Form token.
    pub csrf: String,
}

/// A cell as people read it on a page.
fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(t) => t.clone(),
        Cell::Number(n) => n.to_string(),
        Cell::Date { y, m, d } => {
            Day::new(*y, *m as i8, *d as i8).map(|d| d.to_string()).unwrap_or_default()
        }
        Cell::Time(m) => {
            Minute::from_number(i64::from(*m)).map(|m| m.to_string()).unwrap_or_default()
        }
        Cell::YesNo(true) => "Yes".into(),
        Cell::YesNo(false) => "No".into(),
        Cell::Blank => String::new(),
    }
}
fn clock(at: Option<Instant>) -> Cell {
    at.map_or(Cell::Blank, |t| time(t.minute()))
}

/// What the rows need besides themselves.
struct Known<'a> {
    pupils: HashMap<Id, &'a Pupil>,
    words: &'a Words,
    /// May open a call.
    calls: bool,
    /// May open a defect.
    kit: bool,
    /// Days open are counted until then.
    today: Day,
}

impl Known<'_> {
    fn who(&self, id: Id) -> [Cell; 2] {
        match self.pupils.get(&id) {
            Some(p) => [text(p.name()), text(&p.form)],
            None => [text("Not yours to see"), Cell::Blank],
        }
    }
    fn rows(&self, list: &List<'_>) -> Rows {
        let pupil = self.words.cap(Concept::Pupil);
        let placement = |id: Id| Some(format!("/placements/{id}"));
        let col = |names: &[(&str, Kind)]| {
            names.iter().map(|(n, kind)| Column { name: n.to_string(), kind: *kind }).collect()
        };
        let (t, d, n, h) = (Kind::Text, Kind::Date, Kind::Number, Kind::Time);
        match list {
            List::Placements(rows) => Rows {
                columns: col(&[
                    (&pupil, t),
                    ("Form", t),
                    ("Day", d),
                    ("Reason", t),
                    ("State", t),
                    ("Outcome", t),
                ]),
                rows: rows
                    .iter()
                    .map(|p| {
                        let mut cells = self.who(p.pupil).to_vec();
                        let outcome = if p.outcome.is_empty() { "-" } else { &p.outcome };
                        cells.extend([
                            day(p.day),
                            text(&p.reason),
                            text(p.state.label()),
                            text(What::Outcome.part_label(outcome, self.words)),
                        ]);
                        (placement(p.id), cells)
                    })
                    .collect(),
            },
            List::Pupils(rows) => Rows {
                columns: col(&[
                    (&pupil, t),
                    ("Form", t),
                    (&self.words.caps(Concept::Placement), n),
                    ("First", d),
                    ("Last", d),
                ]),
                rows: rows
                    .iter()
                    .map(|(id, placed)| {
                        let mut cells = self.who(*id).to_vec();
                        cells.push(Cell::Number(placed.len() as i64));
                        cells.push(placed.first().map_or(Cell::Blank, |p| day(p.day)));
                        cells.push(placed.last().map_or(Cell::Blank, |p| day(p.day)));
                        // One placement opens itself; more open the pupil.
                        let link = match placed.as_slice() {
                            [one] => placement(one.id),
                            _ => Some(format!("/pupils/{id}")),
                        };
                        (link, cells)
                    })
                    .collect(),
            },
            List::Periods(rows) => Rows {
                columns: col(&[
                    (&pupil, t),
                    ("Form", t),
                    ("Day", d),
                    ("Period", t),
                    ("From", h),
                    ("To", h),
                    ("Minutes", n),
                    ("Lesson missed", t),
                    ("Work done", t),
                    ("Same as class", t),
                ]),
                rows: rows
                    .iter()
                    .map(|s| {
                        let mut cells = self.who(s.pupil).to_vec();
                        cells.extend([
                            day(s.day),
                            text(&s.code),
                            time(s.from),
                            time(s.to),
                            Cell::Number(s.minutes()),
                            text(&s.subject),
                            text(s.done.map_or("", Coded::label)),
                            match s.own {
                                Some(own) => Cell::YesNo(own),
                                None => text("None asked for"),
                            },
                        ]);
                        (placement(s.placement), cells)
                    })
                    .collect(),
            },
            List::Lines(rows) => Rows {
                columns: col(&[(&pupil, t), ("Form", t), ("Day", d), ("Time", h), ("What", t)]),
                rows: rows
                    .iter()
                    .map(|l| {
                        let mut cells = self.who(l.pupil).to_vec();
                        let what = match l.kind {
                            EntryKind::Warning => self.words.cap(Concept::Warning),
                            EntryKind::Praise => "Positive".into(),
                            other => other.label().into(),
                        };
                        cells.extend([day(l.at.day()), clock(Some(l.at)), text(what)]);
                        (placement(l.placement), cells)
                    })
                    .collect(),
            },
            List::Duties(rows) => Rows {
                columns: col(&[
                    ("Duty", t),
                    ("Day", d),
                    ("Period", t),
                    ("From", h),
                    ("To", h),
                    ("Minutes", n),
                    ("Who", t),
                    ("Class", t),
                    (&pupil, t),
                    ("Words", t),
                ]),
                rows: rows
                    .iter()
                    .map(|x| {
                        let name = x.pupil.and_then(|p| self.pupils.get(&p)).map(|p| p.name());
                        let cells = vec![
                            text(x.kind.said(self.words)),
                            day(x.day),
                            text(&x.code),
                            time(x.from),
                            time(x.to),
                            Cell::Number(x.minutes()),
                            text(&x.staff_name),
                            text(x.lesson()),
                            text(name.unwrap_or_default()),
                            text(&x.body),
                        ];
                        (self.calls.then(|| format!("/duties?day={}", x.day.iso())), cells)
                    })
                    .collect(),
            },
            List::Sessions(rows) => Rows {
                columns: col(&[
                    (&pupil, t),
                    ("Form", t),
                    ("Day", d),
                    ("Time", h),
                    ("Minutes", n),
                    ("Mentor", t),
                ]),
                rows: rows
                    .iter()
                    .map(|s| {
                        let mut cells = self.who(s.pupil).to_vec();
                        cells.extend([
                            day(s.day),
                            time(s.from),
                            Cell::Number(s.minutes),
                            text(&s.by_name),
                        ]);
                        (None, cells)
                    })
                    .collect(),
            },
            List::Calls(rows) => Rows {
                columns: col(&[
                    ("Where", t),
                    ("Day", d),
                    ("Called", h),
                    ("Arrived", h),
                    ("Left", h),
                    (&pupil, t),
                    ("How it ended", t),
                    ("Answered by", t),
                ]),
                rows: rows
                    .iter()
                    .map(|c| {
                        let name = c.pupil.and_then(|p| self.pupils.get(&p)).map(|p| p.name());
                        let ended = c.outcome.map(|o| o.said(self.words)).unwrap_or_default();
                        let cells = vec![
                            text(&c.place),
                            day(c.day),
                            clock(Some(c.called_at)),
                            clock(c.arrived_at),
                            clock(c.left_at),
                            text(name.unwrap_or_default()),
                            text(ended),
                            text(&c.by_name),
                        ];
                        (self.calls.then(|| format!("/calls/{}", c.id)), cells)
                    })
                    .collect(),
            },
            List::Defects(rows) => Rows {
                columns: col(&[
                    ("Defect", t),
                    ("Where", t),
                    ("Urgent", t),
                    ("Found", d),
                    ("Reported to", t),
                    ("Put right", d),
                    ("Days open", n),
                ]),
                rows: rows
                    .iter()
                    .map(|x| {
                        let cells = vec![
                            text(&x.what),
                            text(&x.place),
                            Cell::YesNo(x.urgent),
                            day(x.found_on),
                            text(&x.reported_to),
                            x.fixed_on.map_or(Cell::Blank, day),
                            Cell::Number(x.days_open(self.today)),
                        ];
                        (self.kit.then(|| format!("/kit/defects/{}", x.id)), cells)
                    })
                    .collect(),
            },
        }
    }
}

/// Rows as a table; the column called `pupil` holds names.
pub(crate) fn drawn_rows(title: &str, rows: &Rows, pupil: &str) -> Markup {
    let columns = rows
        .columns
        .iter()
        .map(|c| (c.name.as_str(), matches!(c.kind, Kind::Number | Kind::Time)))
        .collect();
    let named: Vec<bool> = rows.columns.iter().map(|c| c.name == pupil).collect();
    let shown = |n: usize, cell: &Cell| match words_of(cell) {
        words if named[n] && !words.is_empty() => pupil_name(&words),
        words => html! { (words) },
    };
    let rows = rows
        .rows
        .iter()
        .map(|(link, cells)| {
            cells
                .iter()
                .enumerate()
                .map(|(n, cell)| match link {
                    Some(link) if n == 0 => html! { a href=(link) { (shown(n, cell)) } },
                    _ => shown(n, cell),
                })
                .collect()
        })
        .collect();
    html! { div.sheet.sheet-flush { (Table { caption: title, columns, rows, dense: true }) } }
}

impl Page for ListPage {
    fn title(&self) -> String {
        self.title.clone()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let back = format!("/reports/half-term?{}", self.span.query());
        html! {
            (Head::new(&self.title).back(&back, &self.span.full()).facts(html! {
                (self.pages.total) @if self.pages.total == 1 { " row · " } @else { " rows · " } (self.span.from) " to " (self.span.to)
                @if self.minutes > 0 { " · " (rulebook::day::spell_minutes(self.minutes)) }
                @if let Some(n) = &self.narrowed { " · " (n) }
            }).acts(html! {
                @if let Some(raise) = &self.raise { a.btn href=(raise) { "Raise an issue" } }
                @if self.pages.total > 0 {
                    form.row method="post" action="/reports/export" {
                        (token(&self.csrf)) (hidden("what", self.what.code())) (hidden("value", &self.value))
                        (hidden("from", self.span.from.iso())) (hidden("to", self.span.to.iso()))
                        button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                        button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                    }
                }
            }))
            div.stack {
                p.soft.measure { (self.working) }
                @if self.pages.total == 0 {
                    (Empty { title: "Nothing is counted here", words: "Rows appear as they are recorded.", step: None })
                } @else {
                    (drawn_rows(&self.title, &self.rows, &self.pupil))
                    (self.pages)
                }
            }
        }
    }
}

/// What was asked for: which list, which part of it, which days.
fn wanted(v: &Visit, form: &Form) -> Result<(What, String, Span), Problem> {
    let what = form.coded::<What>("what").ok_or(Problem::Missing)?;
    Ok((what, form.text("value").to_string(), asked(form, &v.setting.calendar, v.today())))
}

fn title(v: &Visit, what: What, value: &str) -> String {
    let name = what.name(v.words());
    if value.is_empty() { name } else { format!("{name}: {}", what.part_label(value, v.words())) }
}

/// The rows with names, of a list already in scope.
async fn named(v: &Visit, list: &List<'_>) -> Result<Rows, Problem> {
    let mut read = v.read().await?;
    // A call the reader answered may name somebody outside their own scope.
    let scope = match list {
        List::Calls(_) => v.actor.roll(),
        _ => v.scope(),
    };
    let pupils = store::pupil::several(&mut read, &scope, &list.pupils()).await?;
    let known = Known {
        pupils: pupils.iter().map(|p| (p.id, p)).collect(),
        words: v.words(),
        calls: v.may(May::Duties),
        kit: v.may(May::Kit),
        today: v.today(),
    };
    Ok(known.rows(list))
}

/// Only the rows of one page, so that a long list names only those it shows.
fn cut<'a>(list: List<'a>, pages: &Pages) -> List<'a> {
    fn some<T>(rows: Vec<T>, pages: &Pages) -> Vec<T> {
        rows.into_iter().skip(pages.skip() as usize).take(pages.size as usize).collect()
    }
    match list {
        List::Placements(r) => List::Placements(some(r, pages)),
        List::Pupils(r) => List::Pupils(some(r, pages)),
        List::Periods(r) => List::Periods(some(r, pages)),
        List::Lines(r) => List::Lines(some(r, pages)),
        List::Duties(r) => List::Duties(some(r, pages)),
        List::Calls(r) => List::Calls(some(r, pages)),
        List::Sessions(r) => List::Sessions(some(r, pages)),
        List::Defects(r) => List::Defects(some(r, pages)),
    }
}

/// Shows the list behind a figure.
pub async fn show(v: Visit) -> Answer {
    let (what, value, span) = wanted(&v, &v.query)?;
    let report: Report = report(&v, &span).await?;
    let list = report.list(what, &value);
    let part: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let total = list.count();
    let last = ((total + ROWS - 1) / ROWS).max(1);
    let pages = Pages {
        base: format!("/reports/list?what={}&value={part}&{}&", what.code(), span.query()),
        size: ROWS,
        at: v.query.int("page").unwrap_or(1).clamp(1, last),
        total,
    };
    let minutes = list.minutes();
    let rows = named(&v, &cut(list, &pages)).await?;
    let raise = crate::action::raise(&v, what, &part, &span);
    v.page(&ListPage {
        pupil: v.words().cap(Concept::Pupil),
        title: title(&v, what, &value),
        working: what.working(v.words()),
        what,
        value,
        span,
        rows,
        pages,
        raise,
        narrowed: narrowed(&v),
        minutes,
        csrf: v.csrf.clone(),
    })
}

/// "fairholme-community-school-placements-2026-11-11": nobody's name is in it.
pub fn file_name(school: &str, what: What, day: Day) -> String {
    format!("{}-{}-{}", slug(school), slug(what.code()), day.iso())
}

/// Hands the whole list over as a file, and records that it was.
pub async fn export(v: Visit) -> Answer {
    let (what, value, span) = wanted(&v, &v.form)?;
    let report = report(&v, &span).await?;
    let list = report.list(what, &value);
    let rows = named(&v, &list).await?;
    let count = rows.rows.len();
    let title = title(&v, what, &value);
    let sheet = Sheet {
        name: what.name(v.words()),
        columns: rows.columns,
        rows: rows.rows.into_iter().map(|(_, cells)| cells).collect(),
        notes: vec![
            ("List".into(), title),
            ("School".into(), v.setting.school.name.clone()),
            ("Days".into(), format!("{} to {}", span.from, span.to)),
            ("What it counts".into(), what.working(v.words())),
            ("Rows".into(), count.to_string()),
            ("Made".into(), format!("{} by {}", v.now, v.actor.name)),
            (
                "Keep".into(),
                "This list has names in it. Keep it no longer than you need it.".into(),
            ),
        ],
    };
    let kind = As::from_word(v.form.text("as")).unwrap_or(As::Xlsx);
    let event = Event::new(Verb::ReportExported, "report", v.org())
        .fact("list", what.code())
        .fact("part", &value)
        .fact("from", span.from.iso())
        .fact("to", span.to.iso())
        .fact("rows", count)
        .fact("as", kind.word());
    let name = file_name(&v.setting.school.name, what, v.today());
    hand_over(&v, (&sheet, kind, &name), "Taking a list away as a file", event).await
}
