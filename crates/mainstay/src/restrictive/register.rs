//! The register: every record between two days, narrowed, exported and printed.
//!
//! Must never be added to a count of placements or suspensions.

use crate::export::{As, columns, day, hand_over, slug, text, time};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::restrictive::{Fact, Kind};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind as Column, Sheet};
use rulebook::Day;
use store::restrictive::Line;

/// What the trail calls the list when it is taken away.
pub(crate) const LIST: &str = "register of force, restraint and seclusion";

/// Which records are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Of a kind.
    pub kind: Option<Kind>,
    /// "unsigned", "untold" or empty for all.
    pub open: String,
}

impl Wanted {
    /// From an address: this school year where nothing else is asked.
    pub(super) fn read(v: &Visit, errors: &mut Errors) -> Wanted {
        let (first, last) = v.setting.calendar.school_year(v.today());
        let mut day = |name: &str, or: Day| {
            if v.query.has(name) && v.query.day(name).is_none() {
                errors.add(name, "Give a date, such as 2026-11-12");
            }
            v.query.day(name).unwrap_or(or)
        };
        let (from, to) = (day("from", first), day("to", last));
        if to < from {
            errors.add("to", "The last day is before the first");
        }
        Wanted {
            from,
            to: to.max(from),
            kind: v.query.coded("kind"),
            open: match v.query.text("open") {
                word @ ("unsigned" | "untold") => word.to_string(),
                _ => String::new(),
            },
        }
    }
    fn keeps(&self, line: &Line) -> bool {
        self.kind.is_none_or(|k| line.kinds.contains(&k))
            && match self.open.as_str() {
                "unsigned" => line.record.signed_at.is_none(),
                "untold" => line.reports.0 > 0,
                _ => true,
            }
    }
    fn address(&self, path: &str) -> String {
        let kind = self.kind.map(|k| k.code()).unwrap_or_default();
        format!(
            "{path}?from={}&to={}&kind={kind}&open={}",
            self.from.iso(),
            self.to.iso(),
            self.open
        )
    }
}

/// The page.
pub struct RegisterPage {
    /// The school's words.
    pub words: Words,
    /// Which are shown.
    pub(super) wanted: Wanted,
    /// They.
    pub lines: Vec<Line>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for RegisterPage {
    fn title(&self) -> String {
        "Force, restraint and seclusion".into()
    }
    fn here(&self) -> &'static str {
        "/restrictive"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut kinds = vec![Choice::new("", "Every kind")];
        kinds.extend(Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())));
        let open = [
            Choice::new("", "All"),
            Choice::new("untold", "Somebody not told yet"),
            Choice::new("unsigned", "Not signed off yet"),
        ];
        let untold: i64 = self.lines.iter().map(|l| l.reports.0).sum();
        html! {
            (Head::new("Force, restraint and seclusion").back("/", "Today").facts(html! {
                (self.lines.len()) @if self.lines.len() == 1 { " record" } @else { " records" } ", " (self.wanted.from) " to " (self.wanted.to)
                @if untold > 0 { " · " (Tag(Standing::Late, &format!("{untold} not told yet"))) }
            }).acts(html! {
                a.btn.btn-2 href={ "/restrictive/figures?from=" (self.wanted.from.iso()) "&to=" (self.wanted.to.iso()) } { "Figures for governors" }
                a.btn.btn-2 href=(self.wanted.address("/restrictive/export/csv")) { "CSV" }
                a.btn.btn-2 href=(self.wanted.address("/restrictive/export/xlsx")) { "Excel" }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                p { "Counted apart: none of these is a " (self.words.one(Concept::Placement)) " or a suspension, and no figure of the room holds them. Reading this page, or a record, leaves your name and the time in the trail." }
                (ErrorSummary(e))
                form.stack method="get" action="/restrictive" role="search" aria-label="Find records" {
                    div.ask-fields.ask-fields-3 {
                        (Field::new("from", "From").kind("date").from(f, e))
                        (Field::new("to", "To").kind("date").from(f, e))
                        (Choices::one("kind", "Kind", &kinds).look(Look::Select).from(f, e))
                        (Choices::one("open", "How it stands", &open).look(Look::Select).from(f, e))
                    }
                    div.row { button.btn.btn-2 type="submit" { "Show" } a.btn.btn-quiet href="/restrictive" { "This school year" } }
                }
                @if self.lines.is_empty() {
                    (Empty { title: "No record", words: "A record opens when somebody answers yes to the question on a tile or a day card, or from a file.", step: None })
                } @else { (self.table()) }
            }
        }
    }
}

impl RegisterPage {
    fn table(&self) -> Markup {
        html! { (Grid {
            region: "Register of force, restraint and seclusion",
            caption: Some("Register of force, restraint and seclusion"),
            look: "",
            columns: vec![Col::Words("Name"), Col::Words("When"), Col::Words("What it was"), Col::Words("Told"), Col::Words("Standing")],
            named: Some(0),
            rows: self.lines.iter().map(|l| {
                let missing = Fact::ALL.len() as i64 - l.known + i64::from(l.ended.is_none());
                vec![
                    html! { a href={ "/restrictive/" (l.record.id) } { (pupil_name(&l.name)) } span.sub { " " (l.form) } },
                    html! { span.nowrap { (l.began) } span.sub { " " @match l.ended {
                        Some(end) if end.minutes_since(l.began) == 0 => "under a minute",
                        Some(end) => (rulebook::day::spell_minutes(end.minutes_since(l.began))),
                        None => "end not known yet",
                    } } },
                    html! { (super::page::title(&l.kinds)) @if !l.place.is_empty() { span.sub { " " (l.place) } } },
                    html! {
                        @if l.reports.0 > 0 { (Tag(Standing::Late, &format!("{} not told", l.reports.0))) " " }
                        @if l.reports.1 > 0 { (Tag(Standing::Done, &format!("{} told", l.reports.1))) " " }
                        @if l.reports.2 > 0 { (Tag(Standing::Lock, &format!("{} withheld", l.reports.2))) }
                        @if l.reports == (0, 0, 0) { "Nobody to tell" }
                    },
                    html! {
                        @match l.record.signed_at { Some(at) => { (Tag(Standing::Done, "Signed off")) span.sub { " " (l.record.signed_by) ", " (at) } } None => (Tag(Standing::Due, "To sign off")) }
                        @if missing > 0 { span.sub { " " (missing) " not known yet" } }
                    },
                ]
            }).collect(),
        }) }
    }
}

/// The lines wanted, of pupils this person sees.
async fn lines(v: &Visit, wanted: &Wanted) -> Result<Vec<Line>, Problem> {
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(casework::May::Restrictive, v.today());
    let mut lines = store::restrictive::register(&mut read, &scope, wanted.from, wanted.to).await?;
    lines.retain(|l| wanted.keeps(l));
    Ok(lines)
}

/// The line of the trail that says the register was read.
pub(super) fn was_listed(v: &Visit, wanted: &Wanted) -> Event {
    Event::new(Verb::RestrictiveListed, "school", v.org())
        .fact("from", wanted.from.iso())
        .fact("to", wanted.to.iso())
}

/// Shows it, and records who read it.
pub async fn list(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let wanted = Wanted::read(&v, &mut errors);
    let lines = lines(&v, &wanted).await?;
    let w = v.write("Reading the register of force, restraint and seclusion").await?;
    v.commit(w, was_listed(&v, &wanted), Vec::new()).await?;
    let mut form = v.query.clone();
    for (name, day) in [("from", wanted.from), ("to", wanted.to)] {
        if !form.has(name) {
            form = form.with(name, day.iso());
        }
    }
    let wrong = !errors.is_empty();
    let page = RegisterPage { words: v.words().clone(), wanted, lines, form, errors };
    if wrong { v.again(&page) } else { v.page(&page) }
}

/// The register as a file.
pub async fn export(v: Visit) -> Answer {
    let kind = As::from_word(v.part("kind")).ok_or(Problem::Missing)?;
    let wanted = Wanted::read(&v, &mut Errors::new());
    let lines = lines(&v, &wanted).await?;
    let yes = |at: Option<rulebook::Instant>| Cell::YesNo(at.is_some());
    let sheet = Sheet {
        name: "Force restraint seclusion".into(),
        columns: columns([
            ("Name", Column::Text),
            ("Form", Column::Text),
            ("Date", Column::Date),
            ("From", Column::Time),
            ("To", Column::Time),
            ("What it was", Column::Text),
            ("Where", Column::Text),
            ("SEN", Column::Text),
            ("Written by", Column::Text),
            ("Not told yet", Column::Number),
            ("Told", Column::Number),
            ("Withheld", Column::Number),
            ("Signed off", Column::Text),
            ("Signed off by", Column::Text),
        ]),
        rows: lines
            .iter()
            .map(|l| {
                vec![
                    text(&l.name),
                    text(&l.form),
                    day(l.began.day()),
                    time(l.began.minute()),
                    l.ended.map_or(Cell::Blank, |at| time(at.minute())),
                    text(super::page::title(&l.kinds)),
                    text(&l.place),
                    text(l.sen.label()),
                    text(&l.record.author_name),
                    Cell::Number(l.reports.0),
                    Cell::Number(l.reports.1),
                    Cell::Number(l.reports.2),
                    yes(l.record.signed_at),
                    text(&l.record.signed_by),
                ]
            })
            .collect(),
        notes: vec![
            ("List".into(), "Register of force, restraint and seclusion".into()),
            ("School".into(), v.setting.school.name.clone()),
            ("From".into(), wanted.from.to_string()),
            ("To".into(), wanted.to.to_string()),
            ("Made by".into(), v.actor.name.clone()),
            ("Made at".into(), v.now.to_string()),
            ("Rows".into(), lines.len().to_string()),
        ],
    };
    let event = Event::new(Verb::ReportExported, "school", v.org())
        .fact("list", LIST)
        .fact("from", wanted.from.iso())
        .fact("to", wanted.to.iso())
        .fact("kind", kind.word())
        .fact("rows", lines.len());
    let name = format!("{}-restrictive-{}", slug(&v.setting.school.name), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Exporting the register", event).await
}
