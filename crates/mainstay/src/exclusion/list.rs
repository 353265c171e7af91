//! Every suspension and permanent exclusion between two days: narrowed, exported and printed.
//!
//! Must never count a draft: nothing was decided.

use crate::export::{As, columns, day, hand_over, slug, text};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Col, Empty, ErrorSummary, Field, Grid, Head, Look, Standing, Tag,
};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::owed::Kind;
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use paper::sheet::{Cell, Kind as Column, Sheet};
use rulebook::event::Standing as Stands;
use rulebook::{Day, HalfDays};
use store::exclusion::{Listed, Narrow};

/// How many things are owed on a record, and how many of them late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Not done.
    pub open: usize,
    /// Of these, late.
    pub late: usize,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// The record, with whose it is.
    pub listed: Listed,
    /// What is owed.
    pub open: Open,
}

/// The page.
pub struct ListPage {
    /// Rows.
    pub rows: Vec<Row>,
    /// Today.
    pub today: Day,
    /// The address of the same list as a file.
    pub address: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Suspensions and permanent exclusions".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut kinds = vec![Choice::new("", "Every kind")];
        kinds.extend(Kind::ALL.iter().map(|k| Choice::new(k.code(), k.label())));
        let stands = [
            Choice::new("", "All"),
            Choice::new("draft", "Being prepared"),
            Choice::new("running", "Running"),
            Choice::new("open", "Something owed"),
            Choice::new("late", "Something late"),
        ];
        let decided = || self.rows.iter().filter(|r| r.listed.exclusion.stands());
        let days: HalfDays =
            decided().filter_map(|r| r.listed.exclusion.decided.as_ref()).map(|d| d.length).sum();
        let late: usize = self.rows.iter().map(|r| r.open.late).sum();
        html! {
            (Head::new(&self.title()).back("/", "Today").facts(html! {
                (decided().count()) " decided, " (days) " school days" @if late > 0 { " · " (Tag(Standing::Late, &format!("{late} late"))) }
            }).acts(html! {
                a.btn.btn-2 href="/exclusions/day-six" { "Education from day six" }
                a.btn.btn-2 href={ "/exclusions/export/csv" (self.address) } { "CSV" }
                a.btn.btn-2 href={ "/exclusions/export/xlsx" (self.address) } { "Excel" }
                button.btn.btn-2 type="button" data-print hidden { "Print" }
            }))
            div.stack.stack-6 {
                (ErrorSummary(e))
                form.stack method="get" action="/exclusions" role="search" aria-label="Find records" {
                    div.ask-fields.ask-fields-3 {
                        (Field::new("from", "From").kind("date").from(f, e))
                        (Field::new("to", "To").kind("date").from(f, e))
                        (Field::new("year", "Year group").kind("figure").from(f, e))
                        (Choices::one("kind", "Kind", &kinds).look(Look::Select).from(f, e))
                        (Choices::one("stands", "How it stands", &stands).look(Look::Select).from(f, e))
                    }
                    div.row { button.btn.btn-2 type="submit" { "Show" } a.btn.btn-quiet href="/exclusions" { "This school year" } }
                }
                @if self.rows.is_empty() {
                    (Empty { title: "None", words: "A record is begun from the file of whoever it is about, or from the record of a day in the room that was handed over.", step: None })
                } @else { (self.table()) }
            }
        }
    }
}

impl ListPage {
    fn table(&self) -> Markup {
        html! { (Grid {
            region: "Suspensions and permanent exclusions",
            caption: Some("Suspensions and permanent exclusions"),
            look: "",
            columns: vec![Col::Words("Name"), Col::Words("What"), Col::Words("Days"), Col::Number("School days"), Col::Words("Owed"), Col::Words("Standing")],
            named: Some(0),
            rows: self.rows.iter().map(|r| {
                let e = &r.listed.exclusion;
                vec![
                    html! { a href={ "/exclusions/" (e.id) } { (pupil_name(&r.listed.name)) } span.sub { " " (r.listed.form) } },
                    html! { (e.kind.map_or("Not said yet", Coded::label)) },
                    html! { (e.days()) },
                    html! { @match &e.decided { Some(d) if e.kind != Some(Kind::Permanent) => (d.length), _ => "–" } },
                    html! {
                        @if r.open.late > 0 { (Tag(Standing::Late, &format!("{} late", r.open.late))) }
                        @else if r.open.open > 0 { (Tag(Standing::Due, &format!("{} to do", r.open.open))) }
                        @else if e.decided.is_some() { (Tag(Standing::Done, "All done")) }
                    },
                    html! { (e.standing(self.today)) },
                ]
            }).collect(),
        }) }
    }
}

/// What is owed on a record, counted.
pub(super) fn open(about: &super::About, today: Day) -> Open {
    let open: Vec<_> = about.owed.iter().filter(|o| o.open()).collect();
    let late = open.iter().filter(|o| matches!(o.standing(today), Stands::Late { .. })).count();
    Open { open: open.len(), late }
}

struct Wanted {
    from: Day,
    to: Day,
    year: Option<i64>,
    kind: Option<Kind>,
    stands: String,
}

impl Wanted {
    fn read(v: &Visit, e: &mut Errors) -> Wanted {
        let (first, last) = v.setting.calendar.school_year(v.today());
        let mut day = |name: &str, or: Day| {
            if v.query.has(name) && v.query.day(name).is_none() {
                e.add(name, "Give a date, such as 2026-11-19");
            }
            v.query.day(name).unwrap_or(or)
        };
        let (from, to) = (day("from", first), day("to", last));
        if to < from {
            e.add("to", "The last day is before the first");
        }
        if v.query.has("year") && v.query.int("year").is_none() {
            e.add("year", "Give a year group, such as 9");
        }
        Wanted {
            from,
            to: to.max(from),
            year: v.query.int("year"),
            kind: v.query.coded("kind"),
            stands: v.query.text("stands").to_string(),
        }
    }
    fn address(&self) -> String {
        format!(
            "?from={}&to={}&year={}&kind={}&stands={}",
            self.from.iso(),
            self.to.iso(),
            self.year.map(|y| y.to_string()).unwrap_or_default(),
            self.kind.map(Coded::code).unwrap_or_default(),
            match self.stands.as_str() {
                word @ ("draft" | "running" | "open" | "late") => word,
                _ => "",
            }
        )
    }
    fn keeps(&self, r: &Row, today: Day) -> bool {
        let e = &r.listed.exclusion;
        self.kind.is_none_or(|k| e.kind == Some(k))
            && match self.stands.as_str() {
                "draft" => e.is_draft(),
                "running" => matches!(e.standing(today), "Running" | "In force"),
                "open" => r.open.open > 0,
                "late" => r.open.late > 0,
                _ => true,
            }
    }
}

async fn rows(v: &Visit, wanted: &Wanted) -> Result<Vec<Row>, Problem> {
    let mut read = v.read().await?;
    let scope = v.actor.scope_for(May::Exclusions, v.today());
    let by =
        Narrow { from: Some(wanted.from), to: Some(wanted.to), year: wanted.year, draft: None };
    let listed = store::exclusion::list(&mut read, &scope, by, 500).await?;
    let ids: Vec<Id> = listed.iter().map(|l| l.exclusion.pupil).collect();
    let pupils = store::pupil::several(&mut read, &scope, &ids).await?;
    let mut out = Vec::new();
    for l in listed {
        let mut open_on = Open::default();
        if let Some(pupil) = pupils.iter().find(|p| p.id == l.exclusion.pupil)
            && l.exclusion.decided.is_some()
        {
            let about =
                super::About::gather(&mut read, &v.setting, l.exclusion.clone(), pupil.clone())
                    .await?;
            open_on = open(&about, v.today());
        }
        out.push(Row { listed: l, open: open_on });
    }
    out.retain(|r| wanted.keeps(r, v.today()));
    Ok(out)
}

/// Shows it.
pub async fn list(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let wanted = Wanted::read(&v, &mut errors);
    let rows = rows(&v, &wanted).await?;
    let mut form = v.query.clone();
    for (name, day) in [("from", wanted.from), ("to", wanted.to)] {
        if !form.has(name) {
            form = form.with(name, day.iso());
        }
    }
    let wrong = !errors.is_empty();
    let page = ListPage { rows, today: v.today(), address: wanted.address(), form, errors };
    if wrong { v.again(&page) } else { v.page(&page) }
}

/// The list as a file: what was decided, and nothing of drafts.
pub async fn export(v: Visit) -> Answer {
    let kind = As::from_word(v.part("kind")).ok_or(Problem::Missing)?;
    let wanted = Wanted::read(&v, &mut Errors::new());
    let mut rows = rows(&v, &wanted).await?;
    rows.retain(|r| r.listed.exclusion.decided.is_some());
    let cell = |d: Option<Day>| d.map_or(Cell::Blank, day);
    let sheet = Sheet {
        name: "Suspensions".into(),
        columns: columns([
            ("Name", Column::Text),
            ("Form", Column::Text),
            ("Year", Column::Number),
            ("Category", Column::Text),
            ("First day", Column::Date),
            ("Last day", Column::Date),
            ("Half-days", Column::Number),
            ("Half-days this term", Column::Number),
            ("Half-days this year", Column::Number),
            ("Reason 1", Column::Text),
            ("Reason 2", Column::Text),
            ("Reason 3", Column::Text),
            ("SEN", Column::Text),
            ("Looked after", Column::Text),
            ("Decided", Column::Date),
            ("Decided by", Column::Text),
            ("Cancelled", Column::Date),
            ("Back", Column::Date),
            ("Owed and not done", Column::Number),
            ("Of these, late", Column::Number),
        ]),
        rows: rows
            .iter()
            .filter_map(|r| {
                let e = &r.listed.exclusion;
                let d = e.decided.as_ref()?;
                let reason =
                    |n: usize| text(e.reasons.get(n).map(|r| r.code()).unwrap_or_default());
                let number = |n: u32| Cell::Number(i64::from(n));
                let category = match e.kind? {
                    Kind::Permanent => "PERM",
                    Kind::Suspension => "SUSP",
                    Kind::Lunchtime => "LNCH",
                };
                Some(vec![
                    text(&r.listed.name),
                    text(&r.listed.form),
                    Cell::Number(r.listed.year),
                    text(category),
                    cell(e.first),
                    cell(e.last),
                    number(d.length.count()),
                    number(d.term_total.count()),
                    number(d.year_total.count()),
                    reason(0),
                    reason(1),
                    reason(2),
                    text(d.sen.code()),
                    Cell::YesNo(d.looked_after),
                    day(d.at.day()),
                    text(&d.name),
                    cell(e.cancelled_on),
                    cell(e.back_on),
                    Cell::Number(r.open.open as i64),
                    Cell::Number(r.open.late as i64),
                ])
            })
            .collect(),
        notes: vec![
            ("List".into(), "Suspensions and permanent exclusions".into()),
            ("School".into(), v.setting.school.name.clone()),
            ("From".into(), wanted.from.to_string()),
            ("To".into(), wanted.to.to_string()),
            ("Made by".into(), v.actor.name.clone()),
            ("Made at".into(), v.now.to_string()),
            ("Rows".into(), rows.len().to_string()),
        ],
    };
    let event = Event::new(Verb::ReportExported, "school", v.org())
        .fact("list", "suspensions and permanent exclusions")
        .fact("from", wanted.from.iso())
        .fact("to", wanted.to.iso())
        .fact("kind", kind.word())
        .fact("rows", rows.len());
    let name = format!("{}-suspensions-{}", slug(&v.setting.school.name), v.today().iso());
    hand_over(&v, (&sheet, kind, &name), "Exporting suspensions and permanent exclusions", event)
        .await
}
