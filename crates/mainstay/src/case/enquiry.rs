//! What somebody asked, and the advice they were given with its source and its "as at" date.
//!
//! Must never keep: advice without a source.

use super::{once, school, whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, Pages, Standing, Table, Tag,
    hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::LONGEST_LINE;
use casework::case::enquiry::{Asker, Enquiry, LONGEST, wrong};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::rule;

/// Enquiries to a page.
const SIZE: i64 = 30;

/// The log.
pub struct LogPage {
    /// Newest first.
    pub rows: Vec<Enquiry>,
    /// How many were asked by each kind of asker this school year.
    pub by: Vec<(Asker, i64)>,
    /// What was looked for.
    pub query: Form,
    /// Where the list is.
    pub pages: Pages,
    /// Today.
    pub today: Day,
}

/// One, as a line.
pub(super) fn row(e: &Enquiry, today: Day) -> Markup {
    html! {
        li.clock {
            @if e.answer.is_empty() { (Tag(Standing::Due, "No answer yet")) }
            @else if e.superseded(today).is_some() { (Tag(Standing::Risk, "Source changed")) }
            @else { (Tag(Standing::Done, "Answered")) }
            div.stack.stack-2 {
                p.clock-what { a href={ "/enquiries/" (e.id) } { (e.question) } }
                @if !e.answer.is_empty() { p.as-typed { (e.answer) } }
                @if !e.answer.is_empty() { p.soft { "Source: "
                    @if let Some(law) = e.law() { (crate::law::rule_link(law.id)) " " (law.title) @if !e.source.is_empty() { "; " } } (e.source)
                    @if let Some(day) = e.as_at { ", as at " (day) } "." } }
                @if let Some(why) = e.superseded(today) { p { strong { "Look again: " } (why) "." } }
                p.soft { (e.asker.label()) @if !e.asker_name.is_empty() { ", " (e.asker_name) } @if !e.school_name.is_empty() { ", " (e.school_name) } ". Written down by " (e.by_name) "."
                    @if let Some(id) = e.about { " " a href={ "/cases/" (id) "/advice" } { "The case" } } }
            }
            p.clock-when { b { (e.asked_on) } @if let (Some(d), None) = (e.follow_on, e.followed_at) { "come back on " (d) } }
        }
    }
}

impl Page for LogPage {
    fn title(&self) -> String {
        "Enquiries and advice".into()
    }
    fn here(&self) -> &'static str {
        "/enquiries"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Enquiries and advice").back("/desk", "Desk").facts(html! { "Each answer keeps its source and the day it was right on." }).acts(html! { a.btn href="/enquiries/new" { "Write one down" } }))
            div.stack.stack-5 {
                form.row.row-end role="search" method="get" action="/enquiries" aria-label="Look in the log" {
                    div.field { label for="q" { "Words of a question, an answer, a name" } input.input #q type="search" name="q" value=(self.query.text("q")) autocomplete="off"; }
                    @if self.query.has("school") { (hidden("school", self.query.text("school"))) }
                    button.btn.btn-2 type="submit" { "Find" }
                    @if self.query.has("q") || self.query.has("school") { a.btn.btn-quiet href="/enquiries" { "Show all" } }
                }
                @if self.rows.is_empty() { (Empty { title: "Nothing is written down", words: "What schools, parents and officers ask, and what they were told, stands here and on the case and the school it is about.", step: Some(("/enquiries/new", "Write one down")) }) }
                @else { ol.clocks { @for e in &self.rows { (row(e, self.today)) } } (self.pages) }
                @if !self.by.is_empty() { section.stack { h2 { "Who asked, this school year" } (Table { caption: "Enquiries by who asked", columns: vec![("Who", false), ("How many", true)], rows: self.by.iter().map(|(a, n)| vec![html! { (a.label()) }, html! { (n) }]).collect(), dense: true }) } }
            }
        }
    }
}

/// Shows the log.
pub async fn list(v: Visit) -> Answer {
    let at = v.query.int("page").unwrap_or(1).clamp(1, 10_000);
    let text: String = v.query.text("q").chars().take(80).collect();
    let mut read = v.read().await?;
    let school = v.query.id("school");
    let (rows, total) =
        store::case::work::enquiries(&mut read, v.org(), &text, school, (SIZE, (at - 1) * SIZE))
            .await?;
    let (first, last) = v.setting.calendar.school_year(v.today());
    let by = store::case::work::enquiries_by(&mut read, v.org(), first, last).await?;
    drop(read);
    let asked: Vec<(String, String)> = ["q", "school"]
        .iter()
        .filter(|n| v.query.has(n))
        .map(|n| (n.to_string(), v.query.text(n).to_string()))
        .collect();
    let base = form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
    let base = if base.is_empty() { "/enquiries?".into() } else { format!("/enquiries?{base}&") };
    v.page(&LogPage {
        rows,
        by,
        query: v.query.clone(),
        pages: Pages { base, size: SIZE, at, total },
        today: v.today(),
    })
}

/// Writing one down.
pub struct NewPage {
    /// Where it goes back to.
    pub back: (String, String),
    /// About a pupil of this name.
    pub name: String,
    /// Names of schools.
    pub schools: Vec<String>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for NewPage {
    fn title(&self) -> String {
        "Write an enquiry down".into()
    }
    fn here(&self) -> &'static str {
        "/enquiries"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let askers = super::intake_page::choices::<Asker>(None);
        let mut rules = vec![Choice::new("", "Another source, written below")];
        rules.extend(rule::all().map(|r| Choice::new(r.id, format!("{} {}", r.id, r.title))));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Write an enquiry down").back(&self.back.0, &self.back.1).about(&self.name))
                (ErrorSummary(e))
                form.stack method="post" action="/enquiries/new" autocomplete="off" {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("about", f.text("about")))
                    (Choices::one("asker", "Who asked", &askers).look(Look::Select).from(f, e))
                    (Field::new("asker_name", "Their name").optional().from(f, e))
                    (Field::new("school_name", "School").optional().list(&self.schools).from(f, e))
                    (Field { kind: "date", ..Field::new("asked_on", "Day").from(f, e) })
                    (Area::new("question", "What they asked").rows(3).from(f, e))
                    (Area::new("answer", "The advice").optional().hint("It may wait: a question without an answer stands on the desk.").rows(4).from(f, e))
                    (Choices::one("rule", "The rule it rests on", &rules).look(Look::Select).from(f, e))
                    (Field::new("source", "Or another source").hint("Such as the guidance by its title and paragraph, or your own protocol and its version.").optional().from(f, e))
                    (Field { kind: "date", ..Field::new("as_at", "The source was right on").from(f, e) })
                    (Field { kind: "date", ..Field::new("follow_on", "Come back to it on").optional().from(f, e) })
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(self.back.0) { "Leave it" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<NewPage, Problem> {
    let mut read = v.read().await?;
    let schools = school::all(&mut read, v.org()).await?;
    let mut form = form;
    for name in ["about"] {
        if !form.has(name) && v.query.has(name) {
            form = form.with(name, v.query.text(name));
        }
    }
    let (mut back, mut name) =
        (("/enquiries".to_string(), "Enquiries and advice".to_string()), String::new());
    if let Some(about) = form.id("about") {
        let case = store::case::find(&mut read, v.org(), about).await?;
        let child = store::case::child::find(&mut read, v.org(), case.child).await?;
        name = child.name();
        back = (format!("/cases/{about}/advice"), name.clone());
        if !form.has("school_name") {
            form = form.with("school_name", case.school_name);
        }
    }
    if let Some(id) = v.query.id("school")
        && let Some(s) = schools.iter().find(|s| s.id == id)
        && !form.has("school_name")
    {
        form = form.with("school_name", &s.name);
    }
    for day in ["asked_on", "as_at"] {
        if !form.has(day) && errors.is_empty() {
            form = form.with(day, v.today().iso());
        }
    }
    Ok(NewPage {
        back,
        name,
        schools: schools.into_iter().map(|s| s.name).collect(),
        form: once(form),
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the form.
pub async fn new(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps one.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let question = errors.limit(f, "question", LONGEST);
    let answer = errors.limit(f, "answer", LONGEST);
    let source = errors.limit(f, "source", LONGEST_LINE);
    let asker_name = errors.limit(f, "asker_name", LONGEST_LINE);
    let school_name = errors.limit(f, "school_name", LONGEST_LINE);
    let asked_on = f.day("asked_on").unwrap_or(v.today());
    if asked_on > v.today() {
        errors.add("asked_on", "This is later than today");
    }
    let rule = f.text("rule").to_string();
    for field in ["asked_on", "follow_on"] {
        if f.has(field) && f.day(field).is_none() {
            errors.add(field, "This is no date");
        }
    }
    for (field, words) in wrong(&question, &answer, &rule, &source, f.day("as_at"), v.today()) {
        errors.add(field, words);
    }
    let asker: Option<Asker> = errors.get(f.coded("asker"), "asker", "Choose who asked");
    let (Some(asker), true) = (asker, errors.is_empty()) else {
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Writing an enquiry down").await?;
    let schools = school::all(&mut w, v.org()).await?;
    let found = school::named(&schools, f.text("school_name"));
    let case = match f.id("about") {
        Some(id) => Some(whole(&v, &mut w, id).await?.case),
        None => None,
    };
    let e = Enquiry {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: case.as_ref().map(|c| c.id),
        school: found.map(|s| s.id).or(case.as_ref().and_then(|c| c.school)),
        school_name,
        asker,
        asker_name,
        asked_on,
        as_at: f.day("as_at").filter(|_| !answer.is_empty()),
        question,
        answer,
        rule,
        source,
        follow_on: f.day("follow_on"),
        followed_at: None,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let to = case.as_ref().map_or("/enquiries".to_string(), |c| format!("/cases/{}/advice", c.id));
    if !store::case::work::enquire(&mut w, &e, v.actor.staff).await? {
        return v.to(to);
    }
    let mut told = Event::new(Verb::Advised, "enquiry", e.id).fact("asked by", asker.code());
    if !e.rule.is_empty() {
        told = told.fact("source", &e.rule);
    }
    if let Some(c) = &case {
        told = told.pupil(c.child).fact("case", c.number);
    }
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, "Written down")
}

/// Somebody came back to it.
pub async fn followed(v: Visit) -> Answer {
    let mut w = v.write("Coming back to an enquiry").await?;
    let id = v.id("id")?;
    if store::case::work::followed(&mut w, id).await? {
        v.commit(w, Event::new(Verb::Advised, "enquiry", id).fact("followed", "yes"), Vec::new())
            .await?;
    }
    v.to_saying(format!("/enquiries/{id}"), "Kept: you have come back to it")
}
