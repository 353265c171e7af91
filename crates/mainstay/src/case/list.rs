//! The list of cases: narrowed, put in order, cut into pages, and taken away as a file.

use super::book::{Book, Entry, Weight, work_out};
use super::intake_page::choices;
use super::owed::{tag, what};
use super::{one, school};
use crate::export::{As, columns, day, hand_over, text};
use crate::form::Form;
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Col, Empty, Grid, Head, Look, Pages, Sorted, Standing, Tag, hidden, token,
};
use crate::page::name::pupil_name;
use crate::visit::{Answer, Visit};
use casework::case::{Kind, State};
use casework::organisation::{Governed, OrgKind};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind as Column, Sheet};
use rulebook::Day;
use store::case::list::{Filter, Order};

/// Cases to a page.
const SIZE: i64 = 50;
/// Cases in a file at most.
const FILE: i64 = 20_000;

/// The page.
pub struct CasesPage {
    /// Lines, each a row of cells.
    pub rows: Vec<Vec<Markup>>,
    /// Schools to choose among.
    pub schools: Vec<Choice>,
    /// Kinds of school to choose among, each with its open cases.
    pub types: Vec<Choice>,
    /// Officers to choose among.
    pub officers: Vec<Choice>,
    /// How many open cases stand so.
    pub counts: Vec<(Weight, usize)>,
    /// What was asked.
    pub query: Form,
    /// Where the list is.
    pub pages: Pages,
    /// Form token.
    pub csrf: String,
}

/// What was asked, kept in an address.
const ASKED: &[&str] = &["q", "school", "type", "kind", "officer", "state", "stands", "elsewhere"];

fn address(asked: &Form, sort: Option<(&str, bool)>) -> String {
    let mut pairs: Vec<(String, String)> = ASKED
        .iter()
        .filter(|n| asked.has(n))
        .map(|n| (n.to_string(), asked.text(n).to_string()))
        .collect();
    match sort {
        Some((word, down)) => {
            pairs.push(("sort".into(), word.into()));
            if down {
                pairs.push(("down".into(), "yes".into()));
            }
        }
        None => {
            for n in ["sort", "down"] {
                if asked.has(n) {
                    pairs.push((n.into(), asked.text(n).into()));
                }
            }
        }
    }
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    if rest.is_empty() { "/cases".into() } else { format!("/cases?{rest}") }
}

fn sorting(asked: &Form) -> (Order, bool) {
    match asked.text("sort") {
        "child" => (Order::Child, asked.ticked("down")),
        "school" => (Order::School, asked.ticked("down")),
        // The newest first, unless asked otherwise.
        "opened" => (Order::Opened, asked.ticked("down")),
        _ => (Order::Opened, true),
    }
}

impl Page for CasesPage {
    fn title(&self) -> String {
        "Cases".into()
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let q = &self.query;
        let none = crate::form::Errors::none();
        let mut kinds = vec![Choice::new("", "Every kind")];
        kinds.extend(choices::<Kind>(None));
        let states = [
            Choice::new("", "Open"),
            Choice::new("closed", "Closed"),
            Choice::new("all", "Open and closed"),
        ];
        let mut stands = vec![Choice::new("", "However they stand")];
        stands.extend(
            self.counts.iter().map(|(w, n)| Choice::new(w.word(), format!("{} ({n})", w.label()))),
        );
        html! {
            (Head::new("Cases").acts(html! {
                a.btn href="/intake/new" { "Take a notice in" }
                @if !self.rows.is_empty() { form method="post" action="/cases/export" { (token(&self.csrf))
                    @for n in ASKED { @if q.has(n) { (hidden(n, q.text(n))) } }
                    button.btn.btn-2 type="submit" name="as" value="csv" { "CSV" } } }
            }))
            div.stack.stack-5 {
                form.row.row-end role="search" action="/cases" method="get" aria-label="Narrow the list of cases" {
                    div.field { label for="q" { "Child, number or case" } input.input #q name="q" type="search" value=(q.text("q")) autocomplete="off"; }
                    (Choices::one("school", "School", &self.schools).look(Look::Select).from(q, &none))
                    (Choices::one("type", "Type of school", &self.types).look(Look::Select).from(q, &none))
                    (Choices::one("kind", "Kind", &kinds).look(Look::Select).from(q, &none))
                    (Choices::one("officer", "Officer", &self.officers).look(Look::Select).from(q, &none))
                    (Choices::one("state", "State", &states).look(Look::Select).from(q, &none))
                    (Choices::one("stands", "Standing", &stands).look(Look::Select).from(q, &none))
                    label.choice { input type="checkbox" name="elsewhere" value="yes" checked[q.ticked("elsewhere")]; span { "Lives in another authority" } }
                    button.btn.btn-2 type="submit" { "Show" }
                    @if ASKED.iter().any(|n| q.has(n)) { a.btn.btn-quiet href="/cases" { "Show all open" } }
                }
                @if self.rows.is_empty() {
                    (Empty { title: "No case fits", words: "A case begins with a notice. Try fewer letters of a name, or look among closed ones.", step: Some(("/intake/new", "Take a notice in")) })
                } @else { (self.table()) (self.pages) }
            }
        }
    }
}

impl CasesPage {
    fn table(&self) -> Markup {
        let (order, down) = sorting(&self.query);
        let heads = [("child", Order::Child), ("school", Order::School), ("opened", Order::Opened)];
        let hrefs = heads.map(|(word, o)| address(&self.query, Some((word, o == order && !down))));
        let head = |n: usize, name, o| {
            let now = (o == order).then_some(down);
            Col::Sorted(Sorted { name, href: &hrefs[n], number: false, now })
        };
        let columns = vec![
            head(0, "Child", Order::Child),
            head(1, "School", Order::School),
            Col::Words("Next"),
            Col::Words("Stands"),
            Col::Words("Officer"),
            head(2, "Opened", Order::Opened),
        ];
        html! { (Grid { region: "Cases, table", caption: Some("Cases"), look: "table-dense", columns, named: Some(0), rows: self.rows.clone() }) }
    }
}

/// One row of the list.
pub(super) fn row(e: &Entry, today: Day) -> Vec<Markup> {
    let next = e.next(today);
    let (case, child) = (&e.case, &e.child);
    vec![
        html! { a href={ "/cases/" (case.id) } { (pupil_name(&child.name())) } " " span.sub { (case.name()) @if let Some(y) = case.year { ", Year " (y) } @if child.lives_elsewhere() { ", lives in " (child.home) } } },
        html! { (case.school_name) span.sub { (case.kind.label()) } },
        html! {
            @if let Some((o, _)) = next { (what(o)) @if let Some(d) = o.day() { span.sub { "by " time datetime=(d.iso()) { (d) } } } }
            @else if let Some(on) = case.closed_on { "Closed " (on) }
            @else if let Some(d) = case.review_on { "Look again " (d) }
        },
        html! { @match next { Some((_, s)) => (tag(s)), None if case.open() => (Tag(Standing::None, "Nothing owed now")), None => (Tag(Standing::Done, "Closed")) } },
        html! { (case.officer_name) },
        html! { (case.opened_on) },
    ]
}

/// One case as a line of a board.
pub(super) fn line(e: &Entry, today: Day) -> Markup {
    let next = e.next(today);
    html! {
        li.clock {
            @match next { Some((_, s)) => (tag(s)), None => (Tag(Standing::None, "Nothing owed now")) }
            div { p.clock-what { a href={ "/cases/" (e.case.id) } { @if let Some((o, _)) = next { (what(o)) ": " } (pupil_name(&e.child.name())) } }
                p.soft { (e.case.school_name) " · " (e.case.kind.label()) @if !e.case.officer_name.is_empty() { " · " (e.case.officer_name) } } }
            p.clock-when { @if let Some((o, s)) = next { @if let Some(d) = o.day() { b { (d) } } (s.words()) } }
        }
    }
}

fn filter(v: &Visit, asked: &Form, book: &Book) -> Filter {
    let stands = Weight::ALL.into_iter().find(|w| w.word() == asked.text("stands"));
    let among = stands.map(|w| {
        let fit = book.entries.iter().filter(|e| e.stands(book.today) == w);
        fit.map(|e| e.case.id).collect::<Vec<Id>>()
    });
    let (order, down) = sorting(asked);
    Filter {
        text: asked.text("q").chars().take(80).collect(),
        school: asked.id("school"),
        school_kind: OrgKind::from_code(asked.text("type")).map_or("", |k| k.code()).to_string(),
        governed: Governed::from_code(asked.text("type")).map_or("", |g| g.code()).to_string(),
        kind: asked.coded("kind"),
        state: match asked.text("state") {
            "closed" => Some(State::Closed),
            "all" => None,
            _ => Some(State::Open),
        },
        officer: match asked.text("officer") {
            "me" => Some(v.actor.staff),
            _ => asked.id("officer"),
        },
        nobodys: asked.text("officer") == "nobody",
        elsewhere: asked.ticked("elsewhere"),
        among,
        since: None,
        order,
        down,
        skip: 0,
        take: SIZE,
    }
}

/// Kinds of school and of who answers for them, each with how many open cases it has.
fn types(book: &Book, schools: &[school::School]) -> Vec<Choice> {
    let of: std::collections::HashMap<Id, &school::School> =
        schools.iter().map(|s| (s.id, s)).collect();
    let of: Vec<&school::School> =
        book.entries.iter().filter_map(|e| of.get(&e.case.school?).copied()).collect();
    let mut out = vec![Choice::new("", "Every type")];
    let mut put = |code: &str, label: &str, n: usize| {
        if n > 0 {
            out.push(Choice::new(code, format!("{label} ({n})")));
        }
    };
    for kind in OrgKind::ALL.iter().filter(|k| k.is_school()) {
        put(kind.code(), kind.label(), of.iter().filter(|s| s.kind == kind.code()).count());
    }
    for body in Governed::ALL {
        put(body.code(), body.label(), of.iter().filter(|s| s.governed == body.code()).count());
    }
    out
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let at = v.query.int("page").unwrap_or(1).clamp(1, 10_000);
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let book = v.app.book(&mut read, org, &v.setting, today).await?;
    let filter = Filter { skip: (at - 1) * SIZE, ..filter(&v, &v.query, &book) };
    let (listed, total) = store::case::list::list(&mut read, org, &filter).await?;
    let schools = school::all(&mut read, org).await?;
    // Open ones are worked out already; closed ones owe nothing that is shown here.
    let rest: Vec<_> = listed
        .iter()
        .filter(|l| l.case.open() && !book.entries.iter().any(|e| e.case.id == l.case.id))
        .cloned()
        .collect();
    let more = work_out(&mut read, org, &v.setting, today, rest).await?;
    drop(read);
    let rows = listed
        .into_iter()
        .map(|l| {
            let found = book.entries.iter().chain(&more).find(|e| e.case.id == l.case.id);
            match found {
                Some(e) if l.case.open() => row(e, today),
                _ => row(
                    &Entry {
                        case: l.case,
                        child: l.child,
                        owed: Vec::new(),
                        light: None,
                        sixth: None,
                        offers: Vec::new(),
                        heard: false,
                    },
                    today,
                ),
            }
        })
        .collect();
    let types = types(&book, &schools);
    let mut choose = vec![Choice::new("", "Every school")];
    choose.extend(schools.into_iter().map(|s| Choice::new(s.id.to_string(), s.name)));
    let mut officers = vec![
        Choice::new("", "Everybody"),
        Choice::new("me", "Mine"),
        Choice::new("nobody", "Nobody’s yet"),
    ];
    officers.extend(
        one::officers(&v).await?.into_iter().filter(|c| c.value != v.actor.staff.to_string()),
    );
    let base = address(&v.query, None);
    v.page(&CasesPage {
        rows,
        schools: choose,
        types,
        officers,
        counts: Weight::ALL.map(|w| (w, book.count(w))).to_vec(),
        query: v.query.clone(),
        pages: Pages {
            base: format!("{base}{}", if base.contains('?') { '&' } else { '?' }),
            size: SIZE,
            at,
            total,
        },
        csrf: v.csrf.clone(),
    })
}

/// Takes the list away as a file: facts of cases, and no address or telephone of anybody.
pub async fn export(v: Visit) -> Answer {
    let (org, today) = (v.org(), v.today());
    let mut read = v.read().await?;
    let book = v.app.book(&mut read, org, &v.setting, today).await?;
    let filter = Filter { take: FILE, ..filter(&v, &v.form, &book) };
    let (listed, _) = store::case::list::list(&mut read, org, &filter).await?;
    drop(read);
    let maybe = |d: Option<Day>| d.map_or(Cell::Blank, day);
    let by_case: std::collections::HashMap<Id, &Entry> =
        book.entries.iter().map(|e| (e.case.id, e)).collect();
    let rows: Vec<Vec<Cell>> = listed
        .iter()
        .map(|l| {
            let next = by_case.get(&l.case.id).and_then(|e| e.next(today));
            vec![
                Cell::Number(l.case.number),
                text(l.child.bare()),
                text(&l.child.upn),
                maybe(l.child.born),
                text(&l.case.school_name),
                text(l.case.kind.label()),
                maybe(l.case.decided),
                maybe(l.case.first_day),
                text(&l.case.reasons),
                text(&l.case.sen),
                text(l.case.ehc.label()),
                text(&l.child.home),
                text(next.map(|(o, _)| what(o)).unwrap_or_default()),
                maybe(next.and_then(|(o, _)| o.day())),
                text(next.map(|(_, s)| s.words()).unwrap_or_default()),
                text(&l.case.officer_name),
                text(l.case.state.label()),
                maybe(l.case.closed_on),
                text(l.case.outcome.map(|o| o.label()).unwrap_or_default()),
            ]
        })
        .collect();
    let n = rows.len();
    let sheet = Sheet {
        name: "Cases".into(),
        columns: columns([
            ("Case", Column::Number),
            ("Child", Column::Text),
            ("UPN", Column::Text),
            ("Born", Column::Date),
            ("School", Column::Text),
            ("Kind", Column::Text),
            ("Decided", Column::Date),
            ("First day", Column::Date),
            ("Reasons", Column::Text),
            ("SEN", Column::Text),
            ("EHC plan", Column::Text),
            ("Lives in", Column::Text),
            ("Next", Column::Text),
            ("By", Column::Date),
            ("Stands", Column::Text),
            ("Officer", Column::Text),
            ("State", Column::Text),
            ("Closed", Column::Date),
            ("Outcome", Column::Text),
        ]),
        rows,
        notes: Vec::new(),
    };
    let event = Event::new(Verb::ReportExported, "cases", v.org()).fact("rows", n);
    hand_over(&v, (&sheet, As::Csv, "cases"), "Taking the list of cases away", event).await
}
