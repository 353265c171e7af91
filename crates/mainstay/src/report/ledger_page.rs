//! Lessons missed, drawn: each breakdown, how it adds up to the timetable, and the lines as rows.
//!
//! Must never know: which lessons count, or whose they are.

use super::Span;
use super::list::{Rows, drawn_rows};
use crate::export::{day, text, time};
use crate::page::Page;
use crate::page::kit::{Empty, Head, Pages, Table, hidden, token};
use casework::Coded;
use casework::ledger::{By, Ledger, Line, Reconciled};
use casework::pupil::Pupil;
use casework::report::{Shown, protect};
use casework::words::{Concept, Words};
use maud::{Markup, html};
use paper::sheet::{Cell, Column, Kind};
use rulebook::day::spell_minutes;

/// One part of a breakdown, as it may be shown.
#[derive(Clone, Debug)]
pub struct Part {
    /// What people read.
    pub label: String,
    /// Minutes.
    pub minutes: Shown,
    /// Lessons.
    pub lessons: Shown,
    /// Different pupils.
    pub people: Shown,
    /// Its list.
    pub link: Option<String>,
}

/// A breakdown, as it may be shown.
#[derive(Clone, Debug)]
pub struct Breakdown {
    /// By what.
    pub by: By,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Minutes in all, where they may be shown.
    pub all: Shown,
}

/// A breakdown of a ledger. Outside the team small numbers are hidden, and there are no lists.
pub fn breakdown(
    ledger: &Ledger,
    by: By,
    outside: bool,
    link: impl Fn(&str) -> Option<String>,
) -> Breakdown {
    let parts = ledger.parts(by);
    let shown = |of: &dyn Fn(&casework::ledger::Part) -> i64| -> Vec<Shown> {
        let cells: Vec<(i64, i64)> = parts.iter().map(|p| (of(p), p.people)).collect();
        match outside {
            true => protect(&cells),
            false => cells.iter().map(|c| Shown::Figure(c.0)).collect(),
        }
    };
    let (minutes, lessons) = (shown(&|p| p.minutes), shown(&|p| p.lessons));
    let few = Shown::single(ledger.people(), ledger.people()).figure().is_none();
    let all = if outside && few { Shown::Hidden } else { Shown::Figure(ledger.minutes()) };
    Breakdown {
        by,
        all,
        parts: parts
            .iter()
            .zip(minutes.into_iter().zip(lessons))
            .map(|(p, (minutes, lessons))| {
                // A part that is hidden is hidden whole.
                let hide = minutes.figure().is_none() || lessons.figure().is_none();
                let or = |s: Shown| if hide { Shown::Hidden } else { s };
                Part {
                    label: p.label.clone(),
                    minutes: or(minutes),
                    lessons: or(lessons),
                    people: or(Shown::Figure(p.people)),
                    link: if outside { None } else { link(&p.value) },
                }
            })
            .collect(),
    }
}

/// "3 h 10 min", or that it is hidden.
fn long(shown: Shown) -> String {
    shown.figure().map_or_else(|| shown.words(), spell_minutes)
}

impl Breakdown {
    /// As a table.
    pub fn table(&self, words: &Words, people: bool) -> Markup {
        let id = format!("by-{}", self.by.code());
        let pupils = words.caps(Concept::Pupil);
        let mut columns = vec![(self.by.one(), false), ("Time", true), ("Lessons", true)];
        if people {
            columns.push((&pupils, true));
        }
        let mut rows: Vec<Vec<Markup>> = self
            .parts
            .iter()
            .map(|p| {
                let time = long(p.minutes);
                let mut row = vec![
                    html! { (p.label) },
                    html! { @match &p.link { Some(link) => a href=(link) { (time) span.vh { ", " (p.label) } }, None => (time) } },
                    html! { (p.lessons.words()) },
                ];
                if people {
                    row.push(html! { (p.people.words()) });
                }
                row
            })
            .collect();
        if self.parts.len() > 1 {
            let mut all = vec![
                html! { strong { "In all" } },
                html! { strong { (long(self.all)) } },
                html! {},
            ];
            if people {
                all.push(html! {});
            }
            rows.push(all);
        }
        html! {
            section.sheet.sheet-flush aria-labelledby=(id) {
                div.sheet-head { h2 id=(id) { (self.by.label()) } }
                @if self.parts.is_empty() { p.soft { "Nothing is counted yet." } }
                @else { (Table { caption: self.by.label(), columns, rows, dense: true }) }
            }
        }
    }
}

/// How the ledger stands to the timetable, in a panel that says it whole.
pub fn reconciled(r: &Reconciled, words: &Words) -> Markup {
    html! {
        div class=(if r.apart.is_empty() { "panel panel-ok" } else { "panel panel-warn" }) {
            h2.panel-title { @if r.apart.is_empty() { "It adds up to the timetable, to the minute" } @else { (r.apart.len()) @if r.apart.len() == 1 { " lesson differs" } @else { " lessons differ" } " from the timetable as it is now" } }
            p { (spell_minutes(r.out)) " out of lessons as they were booked; " (spell_minutes(r.timetable)) " for the same lessons in the school day as it is set now." }
            @if !r.apart.is_empty() {
                details.working { summary { "Which" } div.working-body { ul { @for (l, now) in r.apart.iter().take(40) {
                    li { (l.day) ", " (l.code) ": " (l.minutes()) " minutes then, " @match now { Some(m) => { (m) " now" }, None => "no such lesson now" } }
                } } } }
                p.soft { "The school day was changed since. What was booked stays as it was; the " (words.one(Concept::Placement)) " keeps its own times." }
            }
        }
    }
}

/// Lines as rows of a list or a file; with names where they are known.
pub fn rows(lines: &[&Line], pupils: &[Pupil], words: &Words) -> Rows {
    let col = |name: &str, kind| Column { name: name.into(), kind };
    let mut columns = vec![
        col("Day", Kind::Date),
        col("Period", Kind::Text),
        col("From", Kind::Time),
        col("To", Kind::Time),
        col("Minutes", Kind::Number),
        col("Subject missed", Kind::Text),
        col("Department", Kind::Text),
        col("Space", Kind::Text),
        col("Work", Kind::Text),
    ];
    let named = !pupils.is_empty();
    if named {
        columns.insert(0, col(&words.cap(Concept::Pupil), Kind::Text));
        columns.insert(1, col("Form", Kind::Text));
    }
    let rows = lines
        .iter()
        .map(|l| {
            let mut cells = vec![
                day(l.day),
                text(&l.code),
                time(l.from),
                time(l.to),
                Cell::Number(l.minutes()),
                text(&l.subject),
                text(&l.department),
                text(l.kind.label()),
                text(l.given.label()),
            ];
            if named {
                let who = pupils.iter().find(|p| p.id == l.pupil);
                cells.insert(0, text(who.map(|p| p.name()).unwrap_or_default()));
                cells.insert(1, text(who.map(|p| p.form.clone()).unwrap_or_default()));
            }
            (Some(format!("/placements/{}", l.placement)), cells)
        })
        .collect();
    Rows { columns, rows }
}

/// What is counted, wherever it is shown.
pub fn working(words: &Words) -> String {
    let pupil = words.one(Concept::Pupil);
    format!(
        "Every lesson for which the {pupil} was in a space: they came before it ended, had not left before it began, and it has begun. Its minutes are those of the whole lesson. The half-term’s report counts disciplinary removal by the same rule; calming spaces and planned support are here as well, and apart."
    )
}

/// The report.
pub struct LedgerPage {
    /// The days.
    pub span: Span,
    /// Half-terms to choose from, latest first.
    pub spans: Vec<Span>,
    /// Whose figures, where not the whole school's.
    pub narrowed: Option<String>,
    /// One faculty's alone.
    pub faculty: Option<String>,
    /// Lessons that faculty taught in these days.
    pub taught: i64,
    /// Small numbers are hidden, and there are no lists.
    pub outside: bool,
    /// May be switched between the two.
    pub switch: bool,
    /// May open figures teacher by teacher.
    pub teachers: bool,
    /// Figures teacher by teacher that were opened for the reader: the key, by whom, until when.
    pub given: Vec<(casework::Id, String, rulebook::Day)>,
    /// Minutes of lessons missed.
    pub all: Shown,
    /// Different pupils.
    pub people: Shown,
    /// Lessons missed.
    pub lessons: Shown,
    /// Breakdowns.
    pub breakdowns: Vec<Breakdown>,
    /// How it stands to the timetable; nothing outside the team.
    pub held: Option<Reconciled>,
    /// The school's words.
    pub words: Words,
}

impl LedgerPage {
    fn query(&self) -> String {
        let faculty = self.faculty.as_ref().filter(|_| self.switch).map(|f| {
            let f: String = form_urlencoded::byte_serialize(f.as_bytes()).collect();
            format!("&faculty={f}")
        });
        format!("{}{}", self.span.query(), faculty.unwrap_or_default())
    }
}

impl Page for LedgerPage {
    fn title(&self) -> String {
        match &self.faculty {
            Some(f) => format!("Lessons missed in {f}, {}", self.span.full()),
            None => format!("Lessons missed, {}", self.span.full()),
        }
    }
    fn here(&self) -> &'static str {
        if self.switch { "/reports" } else { "/reports/lessons" }
    }
    fn main(&self) -> Markup {
        let (title, team) = (self.title(), format!("/reports/lessons?{}", self.query()));
        let head = Head::new(&title).facts(html! {
            (self.span.from) " to " (self.span.to)
            @if let Some(n) = &self.narrowed { " · " (n) }
        });
        let head = if self.switch { head.back("/reports", "Reports") } else { head };
        let teachers = super::teachers::HOME;
        let head = match self.teachers {
            true => head.acts(html! { a.btn.btn-2 href=(teachers) { "Teacher by teacher" } }),
            false => head,
        };
        html! {
            (head)
            div.stack.stack-6 {
                @if self.switch {
                    nav.tabs aria-label="Who it is for" {
                        a href=(team) aria-current=[(!self.outside).then_some("page")] { "For the team" }
                        a href={ (team) "&outside=yes" } aria-current=[self.outside.then_some("page")] { "For outside the team" }
                    }
                }
                form.row.row-end method="get" action="/reports/lessons" {
                    @if let (Some(f), true) = (&self.faculty, self.switch) { (hidden("faculty", f)) }
                    @if self.outside && self.switch { (hidden("outside", "yes")) }
                    div.field {
                        label for="half" { "Half-term" }
                        select.select #half name="half" {
                            @for s in &self.spans { option value={ (s.from.iso()) "." (s.to.iso()) } selected[*s == self.span] { (s.full()) } }
                        }
                    }
                    button.btn.btn-2 type="submit" { "Show" }
                }
                @if self.outside {
                    div.panel.panel-note { p.measure {
                        strong { "Counts alone. " } "No names and no lists, and teachers are not told apart. A number about fewer than 5 " (self.words.many(Concept::Pupil))
                        " is hidden, and so are numbers beside it that would give it away."
                    } }
                }
                @for (id, by, until) in &self.given {
                    p { a href={ (teachers) "/" (id) } { "Teacher by teacher" } ", opened for you by " (by) " until " (until) "." }
                }
                dl.figures {
                    div { dt { "Out of lessons" } dd.figure { (long(self.all)) } dd { @match self.lessons.figure() { Some(n) => { (n) " lessons missed" }, None => "too few to show" } } }
                    div { dt { (self.words.caps(Concept::Pupil)) } dd.figure { (self.people.words()) } dd { "each once" } }
                    @if self.faculty.is_some() {
                        div { dt { "Lessons taught" } dd.figure { (self.taught) } dd { "in these days so far, on the timetable as it is now" } }
                        @if let (Some(n), true) = (self.lessons.figure(), self.taught > 0) {
                            div { dt { "For each 100 lessons" } dd.figure { (casework::ledger::percent(n, self.taught).unwrap_or_default()) } dd { "one missed by somebody" } }
                        }
                    }
                }
                @if self.all == Shown::Figure(0) {
                    (Empty { title: "No lesson was missed in these days", words: "A line appears here for every lesson somebody spends in a space.", step: None })
                } @else if self.all.figure().is_none() {
                    p.soft { "Too few " (self.words.many(Concept::Pupil)) " to show any more of it." }
                } @else {
                    @if let Some(held) = &self.held { (reconciled(held, &self.words)) }
                    div.cols.cols-2 { @for b in &self.breakdowns { (b.table(&self.words, true)) } }
                }
                details.working { summary { "What this counts" } div.working-body { p { (working(&self.words)) } } }
            }
        }
    }
}

/// The lines behind a part.
pub struct LinesPage {
    /// "Subject missed: Maths"
    pub title: String,
    /// Where one came from.
    pub back: String,
    /// The days.
    pub span: Span,
    /// By what, and which part; hidden fields of the file asked for.
    pub asked: Vec<(String, String)>,
    /// One page of rows.
    pub rows: Rows,
    /// "Student": the column of names.
    pub pupil: String,
    /// Minutes in all.
    pub minutes: i64,
    /// Paging.
    pub pages: Pages,
    /// The school's words.
    pub words: Words,
    /// Form token.
    pub csrf: String,
}

impl Page for LinesPage {
    fn title(&self) -> String {
        self.title.clone()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new(&self.title).back(&self.back, "Lessons missed").facts(html! {
                (self.pages.total) @if self.pages.total == 1 { " lesson · " } @else { " lessons · " } (spell_minutes(self.minutes)) " · " (self.span.from) " to " (self.span.to)
            }).acts(html! {
                @if self.pages.total > 0 {
                    form.row method="post" action="/reports/lessons/list" {
                        (token(&self.csrf)) @for (n, v) in &self.asked { (hidden(n, v)) }
                        button.btn.btn-2 type="submit" name="as" value="xlsx" { "Spreadsheet" }
                        button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" }
                    }
                }
            }))
            div.stack {
                p.soft.measure { (working(&self.words)) }
                @if self.pages.total == 0 { (Empty { title: "Nothing is counted here", words: "Rows appear as they are recorded.", step: None }) }
                @else { (drawn_rows(&self.title, &self.rows, &self.pupil)) (self.pages) }
            }
        }
    }
}

/// Invented lines for the gallery: a day of removal, and a lesson in a calming space.
pub fn samples_of_lines() -> Ledger {
    use casework::Id;
    use casework::ledger::Given;
    use casework::room::{PlacementState, RoomKind};
    use rulebook::{Day, Minute};
    let subjects = ["English", "Maths", "Science", "PE", "History", "French", "Maths"];
    let lines = subjects
        .iter()
        .enumerate()
        .map(|(n, subject)| {
            let calm = n == 6;
            let from = Minute::new(9 + (n % 6) as u16, 0).unwrap_or_default();
            Line {
                placement: Id::from_u128(if calm { 4 } else { 3 }),
                pupil: Id::from_u128(1 + n as u128),
                day: Day::new(2026, 11, if calm { 12 } else { 10 })
                    .unwrap_or_else(|| Day::from_pg(0)),
                code: format!("P{}", n % 6 + 1),
                from,
                to: from.plus(50),
                teacher: None,
                subject: subject.to_string(),
                department: subject.to_string(),
                kind: if calm { RoomKind::Calming } else { RoomKind::Removal },
                given: [Given::Own, Given::Bank, Given::Other, Given::Nothing][n % 4],
                state: PlacementState::Closed,
                arrived_at: None,
                left_at: None,
            }
        })
        .collect();
    Ledger { lines }
}

/// The report and a list of it for the gallery: for the team, for a head of subject, and empty.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    use crate::page::gallery::framed;
    use rulebook::Day;
    let day = |m, d| Day::new(2026, m, d).unwrap_or_else(|| Day::from_pg(0));
    let span = Span { name: "Autumn 2".into(), from: day(11, 2), to: day(12, 18) };
    let shown = |ledger: &Ledger, outside: bool, n: i64| {
        let few = Shown::single(ledger.people(), ledger.people()).figure().is_none();
        if outside && few { Shown::Hidden } else { Shown::Figure(n) }
    };
    let made = |ledger: &Ledger, faculty: Option<&str>, outside: bool| LedgerPage {
        teachers: faculty.is_none(),
        given: Vec::new(),
        span: span.clone(),
        spans: vec![span.clone()],
        narrowed: None,
        faculty: faculty.map(str::to_string),
        taught: 214,
        outside,
        switch: faculty.is_none(),
        all: shown(ledger, outside, ledger.minutes()),
        people: match outside {
            true => Shown::single(ledger.people(), ledger.people()),
            false => Shown::Figure(ledger.people()),
        },
        lessons: shown(ledger, outside, ledger.lines.len() as i64),
        breakdowns: [By::Subject, By::Department, By::Kind, By::Given]
            .into_iter()
            .filter(|by| faculty.is_none() || *by != By::Department)
            .map(|by| breakdown(ledger, by, outside, |_| Some("/reports/lessons/list".into())))
            .collect(),
        held: (!outside).then(|| Reconciled {
            out: ledger.minutes(),
            timetable: ledger.minutes(),
            apart: Vec::new(),
        }),
        words: Words::default(),
    };
    let full = samples_of_lines();
    let lines: Vec<&Line> = full.lines.iter().take(2).collect();
    let list = LinesPage {
        title: "Subject missed: Maths".into(),
        back: "/reports/lessons".into(),
        span: span.clone(),
        asked: vec![("by".into(), "subject".into())],
        rows: rows(&lines, &[], &Words::default()),
        pupil: "Pupil".into(),
        minutes: 100,
        pages: Pages { base: "/reports/lessons/list?".into(), size: 100, at: 1, total: 2 },
        words: Words::default(),
        csrf: "gallery".into(),
    };
    vec![
        framed("lessons-missed", &made(&full, None, false)),
        framed("lessons-missed-outside", &made(&full, None, true)),
        framed(
            "lessons-missed-faculty",
            &made(&full.clone().faculty("Maths"), Some("Maths"), true),
        ),
        framed("lessons-missed-empty", &made(&Ledger::default(), None, false)),
        framed("lessons-missed-list", &list),
    ]
}
