//! The summary of the register for senior leaders: made of what is known now, with what is asked of
//! them for each, given, and kept as it stood.
//!
//! Must never show: what was said at a catch-up, or a note of anybody's.

use crate::early_warning::counted;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Col, Empty, ErrorSummary, Grid, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::signal::scope;
use crate::visit::{Answer, Visit};
use casework::early_warning::Against;
use casework::watch::summary::{Course, LONGEST_ASK, Line, Summary, course, gone, news};
use casework::watch::{Level, Watch};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use std::collections::HashMap;
use store::Source;

const HERE: &str = "/at-risk/summary";

/// One pupil as drawn.
pub struct Row {
    /// Name and form.
    pub who: String,
    /// The line.
    pub line: Line,
    /// What is new since the last summary.
    pub news: Vec<String>,
    /// Key worker and last contact, of one that is being made.
    pub contact: String,
    /// What is being done: plans, and the last action.
    pub done: Vec<(String, String)>,
}

/// The page: one being made, or one that was given.
pub struct SummaryPage {
    /// The school's words.
    pub words: Words,
    /// The one that was given; none while it is being made.
    pub given: Option<Summary>,
    /// Days counted, and the first of as many before.
    pub days: Option<(Day, Day, Option<Day>)>,
    /// The last one before this.
    pub last: Option<Summary>,
    /// School days since then.
    pub since: Option<usize>,
    /// Everybody.
    pub rows: Vec<Row>,
    /// Who was in the last and is on the register no more.
    pub gone: Vec<String>,
    /// Those that were given before.
    pub earlier: Vec<Summary>,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

/// A word with its shape, never a colour alone.
fn way(c: Course) -> Markup {
    let standing = match c {
        Course::More => Standing::Late,
        Course::Same => Standing::Due,
        Course::Fewer => Standing::Done,
        Course::Unknown => Standing::None,
    };
    html! { (Tag(standing, c.label())) }
}

fn ask_name(id: Id) -> String {
    format!("ask-{id}")
}

impl Page for SummaryPage {
    fn title(&self) -> String {
        match &self.given {
            Some(s) => format!("Summary of the at-risk register, {}", s.given_at.day()),
            None => "Summary of the at-risk register".into(),
        }
    }
    fn here(&self) -> &'static str {
        "/early-warning"
    }
    fn main(&self) -> Markup {
        let title = self.title();
        let (f, e) = (&self.form, &self.errors);
        let making = self.given.is_none();
        let rows: Vec<Vec<Markup>> = self
            .rows
            .iter()
            .map(|r| {
                let name = ask_name(r.line.watch);
                vec![
                    html! { @if making { a href={ "/at-risk/" (r.line.watch) } { (pupil_name(&r.who)) } } @else { (pupil_name(&r.who)) }
                        @for n in &r.news { " " (Tag(Standing::Due, n)) } },
                    html! { (way(r.line.course)) @if !r.line.counts().is_empty() { span.sub { "Incidents: " (r.line.counts()) } } },
                    html! { (r.line.level.label()) @if !r.contact.is_empty() { span.sub { (r.contact) } } },
                    html! { @if making { @if r.done.is_empty() { span.soft { "Nothing yet" } } @else { ul.plain { @for (href, words) in &r.done { li { a href=(href) { (words) } } } } } } @else { span.as-typed { (r.line.ask) } } },
                    html! { @if making {
                        label.vh for=(name) { "Asked of leaders: " (pupil_name(&r.who)) }
                        input.input id=(name) name=(name) value=(f.text(&name)) autocomplete="off" aria-invalid=[e.of(&name).map(|_| "true")];
                        @if let Some(why) = e.of(&name) { p.error { (why) } }
                    } },
                ]
            })
            .map(|mut row| {
                if !making {
                    row.truncate(4);
                }
                row
            })
            .collect();
        let pupil = self.words.cap(Concept::Pupil);
        let mut columns = vec![Col::Words(&pupil), Col::Words("Which way"), Col::Words("Level")];
        match making {
            true => columns.extend([Col::Words("What is done"), Col::Words("Asked of leaders")]),
            false => columns.push(Col::Words("Asked of leaders")),
        }
        html! {
            (Head::new(&title).back("/at-risk", "At-risk register").facts(html! {
                @if let Some((from, to, before)) = self.days { "Counted from " (from) " to " (to) @if let Some(b) = before { ", against as many school days from " (b) } ". " }
                @match &self.given {
                    Some(s) => { "Given by " (s.given_by) ", " (s.given_at) "." }
                    None => @if let Some(l) = &self.last { "The last was given " (l.given_at.day()) @if let Some(n) = self.since.filter(|n| *n > 0) { ", " (n) @if n == 1 { " school day" } @else { " school days" } " ago" } "." },
                }
            }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if self.rows.is_empty() { (Empty { title: "Nobody to tell of", words: "Everybody on the at-risk register stands here, with which way it goes and what is asked of leaders.", step: Some(("/at-risk", "At-risk register")) }) }
                @else if making {
                    form.stack.stack-5 method="post" action=(HERE) {
                        (token(&self.csrf)) (hidden("once", f.text("once")))
                        (grid(columns, rows))
                        div.row.no-print { button.btn type="submit" { "Give it to senior leaders" } span.soft { "It is kept as it stands, and is read under this page by everybody who opens these files." } }
                    }
                } @else { (grid(columns, rows)) }
                @if !self.gone.is_empty() { p { strong { "No longer on the register: " } @for (n, who) in self.gone.iter().enumerate() { @if n > 0 { "; " } (pupil_name(who)) } "." } }
                p.soft { "Two counts and no score. More incidents may be more written down." }
                @if !self.earlier.is_empty() { section.stack.no-print aria-labelledby="earlier" {
                    h2 #earlier { "Given before" }
                    ul { @for s in &self.earlier { li { a href={ (HERE) "/" (s.id) } { (s.given_at.day()) } span.soft { ", " (s.given_by) } } } }
                } }
            }
        }
    }
}

fn grid(columns: Vec<Col<'_>>, rows: Vec<Vec<Markup>>) -> Markup {
    html! { (Grid { region: "Summary, table", caption: Some("Summary"), look: "table-heads", columns, named: Some(0), rows }) }
}

/// What is being done for each: plans with their next review, and the newest action.
async fn done(
    v: &Visit,
    src: &mut dyn Source,
    open: &[Watch],
) -> Result<HashMap<Id, Vec<(String, String)>>, Problem> {
    let plans = store::plan::all(src, &scope(v), false).await?;
    let ids: Vec<Id> = plans.iter().map(|p| p.id).collect();
    let next = store::plan::used::next_reviews(src, v.org(), &ids).await?;
    let actions = store::action::list(src, &crate::action::reader(v)).await?;
    let mut out: HashMap<Id, Vec<(String, String)>> = HashMap::new();
    for w in open {
        let mut of = Vec::new();
        for p in plans.iter().filter(|p| p.pupil == w.pupil) {
            let review = next.iter().find(|(id, _)| *id == p.id).map(|(_, day)| day.short());
            let review = review.map(|day| format!(", next review {day}")).unwrap_or_default();
            of.push((format!("/plans/{}", p.id), format!("{}{review}", p.kind.label())));
        }
        if let Some(a) = actions.iter().filter(|a| a.pupil == Some(w.pupil)).max_by_key(|a| a.id) {
            let stands = a.standing(v.today()).label().to_lowercase();
            of.push((format!("/actions/{}", a.id), format!("{} ({stands})", a.what)));
        }
        out.insert(w.pupil, of);
    }
    Ok(out)
}

/// Everybody on the register as they stand now.
async fn now(
    v: &Visit,
    src: &mut dyn Source,
) -> Result<(Vec<(Watch, Line)>, Option<(Day, Day, Option<Day>)>), Problem> {
    let open = store::watch::open(src, &scope(v)).await?;
    let counted = counted(src, v, Against::Days).await?;
    let mut counts: HashMap<Id, (i64, i64)> = HashMap::new();
    if let Some(w) = &counted.windows {
        for c in store::early_warning::counts(src, v.org(), w.now, w.before).await? {
            counts.insert(c.pupil, (c.now, c.before));
        }
    }
    let known = counted.windows.is_some();
    let before = counted.windows.as_ref().is_some_and(|w| w.before.is_some());
    let lines = open
        .into_iter()
        .map(|t| {
            let (n, was) = counts.get(&t.pupil).copied().unwrap_or((0, 0));
            let (n, was) = (known.then_some(n), (known && before).then_some(was));
            let line = Line {
                watch: t.id,
                pupil: t.pupil,
                level: t.level,
                course: course(n, was),
                now: n,
                before: was,
                ask: String::new(),
            };
            (t, line)
        })
        .collect();
    let days = counted.windows.map(|w| (w.now.0, w.now.1, w.before.map(|b| b.0)));
    Ok((lines, days))
}

async fn names(
    v: &Visit,
    src: &mut dyn Source,
    lines: &[&Line],
) -> Result<HashMap<Id, String>, Problem> {
    let ids: Vec<Id> = lines.iter().map(|l| l.pupil).collect();
    let pupils = store::pupil::several(src, &scope(v), &ids).await?;
    Ok(pupils.iter().map(|p| (p.id, super::named(p))).collect())
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<SummaryPage, Problem> {
    let mut read = v.read().await?;
    let (lines, days) = now(v, &mut read).await?;
    let earlier = store::watch::summary::all(&mut read, v.org()).await?;
    let last = earlier.first().cloned();
    let then = match &last {
        Some(s) => Some(store::watch::summary::lines(&mut read, &scope(v), s.id).await?),
        None => None,
    };
    let watches: Vec<Watch> = lines.iter().map(|(w, _)| w.clone()).collect();
    let done = done(v, &mut read, &watches).await?;
    let caught: HashMap<Id, Day> =
        store::watch::last_catch_ups(&mut read, v.org()).await?.into_iter().collect();
    let just: Vec<Line> = lines.iter().map(|(_, l)| l.clone()).collect();
    let left = then.as_deref().map(|t| gone(&just, t)).unwrap_or_default();
    let all: Vec<&Line> = just.iter().chain(left.iter().copied()).collect();
    let names = names(v, &mut read, &all).await?;
    let who = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let mut form = form;
    if !form.has("once") {
        form = form.with("once", Id::now_v7().to_string());
    }
    let since = last.as_ref().map(|s| {
        let between = v.setting.calendar.school_days_between(s.given_at.day(), v.today());
        between.iter().filter(|d| **d > s.given_at.day()).count()
    });
    Ok(SummaryPage {
        words: v.words().clone(),
        given: None,
        days,
        since,
        rows: lines
            .into_iter()
            .map(|(w, line)| Row {
                who: who(w.pupil),
                news: news(&line, then.as_deref()),
                contact: match caught.get(&w.id) {
                    Some(day) => format!("{}, last on {}", w.key_worker_name, day.short()),
                    None => format!("{}, no contact yet", w.key_worker_name),
                },
                done: done.get(&w.pupil).cloned().unwrap_or_default(),
                line,
            })
            .collect(),
        gone: left.iter().map(|l| who(l.pupil)).filter(|n| !n.is_empty()).collect(),
        last,
        earlier,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the one that is being made.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::nothing(), Errors::new()).await?;
    v.page(&page)
}

/// Gives it: it is kept as it stands.
pub async fn give(v: Visit) -> Answer {
    crate::plan::must_write(&v, HERE)?;
    let mut w = v.write("Giving the summary of the at-risk register").await?;
    let (lines, days) = now(&v, &mut w).await?;
    let mut errors = Errors::new();
    let lines: Vec<Line> = lines
        .into_iter()
        .map(|(_, l)| Line { ask: errors.limit(&v.form, &ask_name(l.watch), LONGEST_ASK), ..l })
        .collect();
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if lines.is_empty() {
        return v.to_saying(HERE, "There is nobody to tell of");
    }
    let s = Summary {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        from: days.map(|d| d.0),
        to: days.map(|d| d.1),
        before_from: days.and_then(|d| d.2),
        given_by: v.actor.name.clone(),
        given_at: v.now,
    };
    let to = format!("{HERE}/{}", s.id);
    if !store::watch::summary::give(&mut w, &s, &lines).await? {
        return v.to(to);
    }
    let asks = lines.iter().filter(|l| !l.ask.is_empty()).count();
    let event = Event::new(Verb::WatchSummary, "watch_summary", s.id)
        .fact("pupils", lines.len())
        .fact("asks", asks);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Given. It is kept as it stood")
}

/// Shows one that was given.
pub async fn one(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let s = store::watch::summary::find(&mut read, v.org(), v.id("id")?).await?;
    let lines = store::watch::summary::lines(&mut read, &scope(&v), s.id).await?;
    let earlier = store::watch::summary::all(&mut read, v.org()).await?;
    let before: Vec<Summary> =
        earlier.into_iter().filter(|o| o.given_at < s.given_at && o.id != s.id).collect();
    let then = match before.first() {
        Some(o) => Some(store::watch::summary::lines(&mut read, &scope(&v), o.id).await?),
        None => None,
    };
    let left = then.as_deref().map(|t| gone(&lines, t)).unwrap_or_default();
    let all: Vec<&Line> = lines.iter().chain(left.iter().copied()).collect();
    let names = names(&v, &mut read, &all).await?;
    let who = |id: Id| names.get(&id).cloned().unwrap_or_default();
    v.page(&SummaryPage {
        words: v.words().clone(),
        days: s.from.zip(s.to).map(|(from, to)| (from, to, s.before_from)),
        given: Some(s),
        last: None,
        since: None,
        gone: left.iter().map(|l| who(l.pupil)).filter(|n| !n.is_empty()).collect(),
        rows: lines
            .into_iter()
            .map(|line| Row {
                who: who(line.pupil),
                news: news(&line, then.as_deref()),
                contact: String::new(),
                done: Vec::new(),
                line,
            })
            .collect(),
        earlier: before,
        form: Form::nothing(),
        errors: Errors::new(),
        csrf: v.csrf.clone(),
    })
}

/// The gallery's samples.
pub(super) fn samples() -> Vec<Sample> {
    let day = |m, d| Day::new(2026, m, d).unwrap_or(Day::FIRST);
    let summary = |n: u128, d| Summary {
        id: Id::from_u128(n),
        from: Some(day(10, 26)),
        to: Some(day(11, 9)),
        before_from: Some(day(10, 5)),
        given_by: "Miss Ruqayya Fennimore".into(),
        given_at: day(11, d).at(rulebook::Minute::new(15, 20).unwrap_or_default()),
    };
    let line = |n: u128, level, now, before| Line {
        watch: Id::from_u128(n),
        pupil: Id::from_u128(n + 20),
        level,
        course: course(now, before),
        now,
        before,
        ask: if n == 1 { "Cover for the meeting on Friday".into() } else { String::new() },
    };
    let row = |who: &str, line, news: &[&str], done: &[(&str, &str)]| Row {
        who: who.into(),
        line,
        news: news.iter().map(|n| n.to_string()).collect(),
        contact: "Miss Ruqayya Fennimore, last on Fri 6 Nov".into(),
        done: done.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
    };
    let rows = || {
        vec![
            row(
                "Callie Dunmore, 8N",
                line(1, Level::Raised, Some(4), Some(1)),
                &["Was: first signs"],
                &[("/plans/1", "Pastoral support programme, next review Fri 13 Nov")],
            ),
            row(
                "Siân-Eluned Ó Broin-Featherstonehaugh, 8N",
                line(2, Level::Early, Some(0), Some(2)),
                &["New on the register"],
                &[],
            ),
            row("Bo, 8N", line(3, Level::Early, Some(1), None), &[], &[]),
        ]
    };
    let page = |given, rows, errors| SummaryPage {
        words: crate::exit::sample_words(),
        given,
        days: Some((day(10, 26), day(11, 9), Some(day(10, 5)))),
        last: Some(summary(5, 2)),
        since: Some(6),
        rows,
        gone: vec!["Moses Adeyemi, 8K3".into()],
        earlier: vec![summary(5, 2)],
        form: Form::of([("once", "gallery")]),
        errors,
        csrf: "gallery".into(),
    };
    let mut wrong = Errors::new();
    wrong.add(&ask_name(Id::from_u128(1)), "Use at most 300 characters. There are 311");
    let empty = SummaryPage {
        last: None,
        since: None,
        gone: Vec::new(),
        earlier: Vec::new(),
        ..page(None, Vec::new(), Errors::new())
    };
    vec![
        framed("at-risk-summary", &page(None, rows(), Errors::new())),
        framed("at-risk-summary-wrong", &page(None, rows(), wrong)),
        framed("at-risk-summary-given", &page(Some(summary(6, 9)), rows(), Errors::new())),
        framed("at-risk-summary-empty", &empty),
    ]
}
