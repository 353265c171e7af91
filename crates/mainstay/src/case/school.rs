//! A school as the desk sees it before a visit: contacts, open cases, trends, advice, promises.
//!
//! Must never know: the school's own files. What stands here the school told, or the authority
//! wrote itself.

use super::book::{Book, Entry};
use super::{enquiry, list};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::enquiry::Enquiry;
use casework::case::{Kind, LONGEST_LINE};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::duty::moves::SchoolType;
use std::collections::HashMap;
use store::Source;
use store::case::school::Commitment;
pub use store::case::school::Registered as School;

/// What a school is taken for in law while nobody has said.
pub(crate) const UNKNOWN: SchoolType = SchoolType::Maintained;

fn in_law(s: &School) -> SchoolType {
    match (s.kind.as_str(), s.governed.as_str()) {
        ("pupil_referral", "academy") => SchoolType::Academy,
        ("pupil_referral", _) => SchoolType::Pru,
        (_, "academy") => SchoolType::Academy,
        _ => UNKNOWN,
    }
}

/// Every school of the register, by name.
pub(crate) async fn all(src: &mut dyn Source, org: Id) -> Result<Vec<School>, Problem> {
    Ok(store::case::school::registered(src, org).await?)
}

/// The school of this name, whatever its case and spaces.
pub(crate) fn named<'a>(schools: &'a [School], typed: &str) -> Option<&'a School> {
    let even = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let typed = even(typed);
    schools.iter().find(|s| !typed.is_empty() && even(&s.name) == typed)
}

/// What each school is in law.
pub(crate) async fn kinds(
    src: &mut dyn Source,
    org: Id,
) -> Result<HashMap<Id, SchoolType>, Problem> {
    Ok(all(src, org).await?.into_iter().map(|s| (s.id, in_law(&s))).collect())
}

/// What one school is in law.
pub(crate) async fn kind_of(
    src: &mut dyn Source,
    org: Id,
    school: Option<Id>,
) -> Result<SchoolType, Problem> {
    let Some(id) = school else { return Ok(UNKNOWN) };
    match store::case::school::register(src, org, id).await {
        Ok(s) => Ok(in_law(&s)),
        Err(store::Problem::Missing) => Ok(UNKNOWN),
        Err(other) => Err(other.into()),
    }
}

/// The page.
pub struct SchoolPage {
    /// The school.
    pub school: School,
    /// Its open cases with what each owes next, drawn.
    pub open: Vec<Markup>,
    /// Cases by kind: this school year, the one before.
    pub trend: Vec<(Kind, i64, i64)>,
    /// Advice, newest first.
    pub advice: Vec<Enquiry>,
    /// Promises both ways.
    pub promises: Vec<Commitment>,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for SchoolPage {
    fn title(&self) -> String {
        self.school.name.clone()
    }
    fn here(&self) -> &'static str {
        "/schools"
    }
    fn main(&self) -> Markup {
        let s = &self.school;
        let base = format!("/schools/{}", s.id);
        let contact = [
            ("Headteacher", &s.head),
            ("Ask for", &s.contact),
            ("Telephone", &s.phone),
            ("Email", &s.email),
            ("Address", &s.address),
            ("Note", &s.note),
        ];
        html! {
            (Head::new(&s.name).back("/desk", "Desk").facts(html! { "What to know before a visit or a call." }).acts(html! {
                a.btn.btn-2 href={ (base) "/calendar" } { "Calendar" }
                a.btn.btn-2 href={ "/enquiries/new?school=" (s.id) } { "Write down advice" }
                a.btn href={ "/intake/new?school=" (encoded(&s.name)) } { "Take a notice in" }
            }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                dl.cite.cite-bare { @for (what, value) in contact { @if !value.trim().is_empty() { dt { (what) } dd { (value.replace('\n', ", ")) } } } }
                section.stack aria-labelledby="open" {
                    div.row.row-apart.row-base { h2 #open { "Open cases" } p { a href={ "/cases?school=" (s.id) } { "All cases of this school" } } }
                    @if self.open.is_empty() { (Empty { title: "No open case", words: "A case that this school is part of stands here with what it owes next.", step: None }) }
                    @else { ol.clocks { @for line in &self.open { (line) } } }
                }
                section.stack aria-labelledby="trend" {
                    h2 #trend { "Cases by school year" }
                    (Table { caption: "Cases by kind and school year", columns: vec![("Kind", false), ("This year so far", true), ("The whole year before", true)],
                        rows: self.trend.iter().map(|(kind, now, before)| vec![html! { (kind.label()) }, html! { (now) }, html! { (before) }]).collect(), dense: false })
                }
                section.stack aria-labelledby="advice" {
                    div.row.row-apart.row-base { h2 #advice { "Last advice" } p { a href={ "/enquiries?school=" (s.id) } { "All" } } }
                    @if self.advice.is_empty() { p.soft { "No advice is written down." } }
                    @else { ol.clocks { @for e in &self.advice { (enquiry::row(e, self.today)) } } }
                }
                (self.commitments(&base))
            }
        }
    }
}

impl SchoolPage {
    fn commitments(&self, base: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let whose = [
            Choice::new("ours", "We promised the school"),
            Choice::new("theirs", "The school promised us"),
        ];
        html! {
            section.stack aria-labelledby="promised" {
                h2 #promised { "Promised" }
                @if !self.promises.is_empty() { ol.clocks { @for c in &self.promises { li.clock {
                    @match (c.done_on, c.due) {
                        (Some(_), _) => (Tag(Standing::Done, "Kept")),
                        (None, Some(due)) if due < self.today => (Tag(Standing::Late, "Late")),
                        _ => (Tag(Standing::Due, "Open")),
                    }
                    div { p.clock-what { (c.what) } p.soft { @if c.whose == "ours" { "By us" } @else { "By the school" } ", " (c.made_on) ", " (c.by_name) }
                        @if c.done_on.is_none() { form method="post" action={ (base) "/promises/" (c.id) "/kept" } { (token(&self.csrf)) button.btn.btn-quiet type="submit" { "It was kept" span.vh { ": " (c.what) } } } }
                    }
                    p.clock-when { @if let Some(due) = c.due { b { (due) } } @if let Some(on) = c.done_on { "kept " (on) } }
                } } } }
                form.sheet.stack method="post" action={ (base) "/promises" } {
                    (token(&self.csrf)) (hidden("once", Id::now_v7()))
                    (Choices::one("whose", "Whose promise", &whose).from(f, e))
                    (Field::new("what", "What").from(f, e))
                    (Field { kind: "date", ..Field::new("due", "By when").optional().from(f, e) })
                    div { button.btn.btn-2 type="submit" { "Write it down" } }
                }
            }
        }
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<SchoolPage, Problem> {
    let mut read = v.read().await?;
    let (org, today) = (v.org(), v.today());
    let school = store::case::school::register(&mut read, org, v.id("id")?).await?;
    let book: std::sync::Arc<Book> = v.app.book(&mut read, org, &v.setting, today).await?;
    let of = |e: &&Entry| e.case.school == Some(school.id);
    let open = book.entries.iter().filter(of).map(|e| list::line(e, today)).collect();
    let (first, last) = v.setting.calendar.school_year(today);
    let before = v.setting.calendar.school_year(first.plus(-1));
    let now = store::case::list::by_kind(&mut read, org, school.id, first, last).await?;
    let was = store::case::list::by_kind(&mut read, org, school.id, before.0, before.1).await?;
    let n = |all: &[(Kind, i64)], kind| all.iter().find(|(k, _)| *k == kind).map_or(0, |x| x.1);
    let trend = Kind::ALL.iter().map(|k| (*k, n(&now, *k), n(&was, *k))).collect();
    let (advice, _) =
        store::case::work::enquiries(&mut read, org, "", Some(school.id), (5, 0)).await?;
    let promises = store::case::school::commitments(&mut read, org, school.id).await?;
    Ok(SchoolPage {
        school,
        open,
        trend,
        advice,
        promises,
        today,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Writes a promise down.
pub async fn promise(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let what = errors.need(f, "what", LONGEST_LINE, "Say what was promised");
    let whose = f.text("whose").to_string();
    if !matches!(whose.as_str(), "ours" | "theirs") {
        errors.add("whose", "Choose whose promise it is");
    }
    if f.has("due") && f.day("due").is_none() {
        errors.add("due", "This is no date");
    }
    if !errors.is_empty() {
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Writing down a promise").await?;
    let school = store::case::school::register(&mut w, v.org(), v.id("id")?).await?;
    let c = Commitment {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        school: school.id,
        whose,
        what,
        due: f.day("due"),
        made_on: v.today(),
        by_name: v.actor.name.clone(),
        done_on: None,
    };
    let to = format!("/schools/{}/desk", school.id);
    if !store::case::school::commit_to(&mut w, &c).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::PromiseMade, "school", school.id).fact("school", &school.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Written down")
}

/// A promise was kept.
pub async fn kept(v: Visit) -> Answer {
    let mut w = v.write("Saying that a promise was kept").await?;
    let school = store::case::school::register(&mut w, v.org(), v.id("id")?).await?;
    store::case::school::kept(&mut w, school.id, v.id("promise")?, &v.actor.name).await?;
    let event = Event::new(Verb::PromiseMade, "school", school.id)
        .fact("school", &school.name)
        .fact("kept", "yes");
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(format!("/schools/{}/desk", school.id), "Kept")
}
