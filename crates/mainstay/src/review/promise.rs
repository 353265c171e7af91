//! Promised and delivered: support that was promised, whether it has begun, and what was given up.

use super::{named, scope, since};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Empty, ErrorSummary, Field, Head, Standing as Mark, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::promise::{Promise, Standing, check_begun, flagged_on, standing};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::room::SUPPORT_BEGINS_WITHIN;
use store::Source;

/// One line.
pub struct Line {
    /// It.
    pub promise: Promise,
    /// "Idris Kay, 9B"
    pub who: String,
    /// How it stands.
    pub standing: Standing,
    /// The day from which it is flagged.
    pub flagged: Option<Day>,
}

/// The list.
pub struct PromisesPage {
    /// Those not begun first, the flagged ones at the top.
    pub lines: Vec<Line>,
}

impl Page for PromisesPage {
    fn title(&self) -> String {
        "Promised and delivered".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let count = |s: Standing| self.lines.iter().filter(|l| l.standing == s).count();
        html! {
            (Head::new("Promised and delivered").back("/reviews", "Reviews").facts(html! {
                (self.lines.len()) " promised · " (count(Standing::Begun)) " delivered · "
                @if count(Standing::Flagged) > 0 { strong { (count(Standing::Flagged)) " not begun in time" } } @else { "none overdue" }
            }))
            div.stack.stack-5 {
                p.soft.measure { "Support that has not begun " (SUPPORT_BEGINS_WITHIN.0) " school days after the day it was promised for is flagged, here and on Today of whoever promised it. The number is Mainstay’s own." }
                @if self.lines.is_empty() {
                    (Empty { title: "Nothing is promised yet", words: "What is promised when a review is held stands here until it begins.", step: Some(("/reviews", "Open reviews")) })
                }
                ul.clocks { @for l in &self.lines { li.clock {
                    (mark(l.standing))
                    div { p.clock-what { a href={ "/promises/" (l.promise.id) } { (pupil_name(&l.who)) } } p { (what(&l.promise)) } (stands(l)) }
                    p.clock-when { "From " (l.promise.starts) }
                } } }
            }
        }
    }
}

fn mark(standing: Standing) -> Markup {
    let mark = match standing {
        Standing::Flagged => Mark::Late,
        Standing::Waiting => Mark::Due,
        Standing::Begun => Mark::Done,
        Standing::Coming | Standing::Dropped => Mark::None,
    };
    html! { (Tag(mark, standing.label())) }
}

/// "Mentoring, Mr Col Adair"
fn what(p: &Promise) -> String {
    format!("{}, {}", p.what, p.who)
}

/// Who promised it, and what came of it.
fn stands(l: &Line) -> Markup {
    let p = &l.promise;
    html! { p.soft {
        "Promised by " (p.owner_name) ", " (p.made_at.day())
        @if let Some(day) = p.begun_on { ". Began " (day) ", says " (p.begun_by) }
        @if p.dropped_at.is_some() { ". Given up: " (p.dropped_why) }
        @if l.standing == Standing::Flagged { @if let Some(day) = l.flagged { ". Flagged since " (day) } }
    } }
}

/// One promise.
pub struct PromisePage {
    /// It.
    pub line: Line,
    /// Form token.
    pub csrf: String,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for PromisePage {
    fn title(&self) -> String {
        "Promised support".into()
    }
    fn here(&self) -> &'static str {
        "/reports"
    }
    fn main(&self) -> Markup {
        let (l, p) = (&self.line, &self.line.promise);
        let (f, e) = (&self.form, &self.errors);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Promised support").back("/promises", "Promised and delivered").facts(html! { (mark(l.standing)) " from " (p.starts) }))
                (ErrorSummary(e))
                section.sheet.stack aria-labelledby="promised" {
                    h2 #promised { a href={ "/pupils/" (p.pupil) } { (pupil_name(&l.who)) } }
                    p { strong { (what(p)) } }
                    (stands(l))
                    @if let Some(review) = p.review { p { a href={ "/reviews/" (review) } { "The review it was promised at" } } }
                }
                @if p.begun_on.is_none() && p.dropped_at.is_none() {
                    form.sheet.stack method="post" action={ "/promises/" (p.id) "/begun" } {
                        h2 { "It has begun" }
                        (token(&self.csrf)) (hidden("version", p.version))
                        (Field::new("on", "The day it began").kind("date").from(f, e))
                        div { button.btn type="submit" { "Keep that it began" } }
                    }
                    form.sheet.stack method="post" action={ "/promises/" (p.id) "/dropped" } {
                        h2 { "It will not be given" }
                        (token(&self.csrf)) (hidden("version", p.version))
                        (Field::new("why", "Why it will not be given").hint("Kept with your name.").from(f, e))
                        div { button.btn.btn-2 type="submit" { "Give it up" } }
                    }
                }
            }
        }
    }
}

/// Promises as lines, of those this person may open.
async fn lines(src: &mut dyn Source, v: &Visit, all: Vec<Promise>) -> Result<Vec<Line>, Problem> {
    let ids: Vec<Id> = all.iter().map(|p| p.pupil).collect();
    let pupils = named(src, v, &ids).await?;
    let cal = &v.setting.calendar;
    let mut lines: Vec<Line> = all
        .into_iter()
        .map(|p| Line {
            who: pupils
                .iter()
                .find(|x| x.id == p.pupil)
                .map(|x| format!("{}, {}", x.name(), x.form))
                .unwrap_or_default(),
            standing: standing(cal, &p, v.today()),
            flagged: flagged_on(cal, p.starts),
            promise: p,
        })
        .collect();
    lines.sort_by_key(|l| (l.standing, l.promise.starts));
    Ok(lines)
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::promise::list(&mut read, &scope(&v), since(&v)).await?;
    let lines = lines(&mut read, &v, all).await?;
    v.page(&PromisesPage { lines })
}

async fn sheet(
    src: &mut dyn Source,
    v: &Visit,
    p: Promise,
    form: Form,
    errors: Errors,
) -> Result<PromisePage, Problem> {
    let line = lines(src, v, vec![p]).await?.pop().ok_or(Problem::Missing)?;
    Ok(PromisePage { line, csrf: v.csrf.clone(), form, errors })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let p = store::promise::find(&mut read, &scope(&v), v.id("id")?).await?;
    let page = sheet(&mut read, &v, p, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps that it has begun.
pub async fn begun(v: Visit) -> Answer {
    let mut w = v.write("Promised support began").await?;
    let p = store::promise::find(&mut w, &scope(&v), v.id("id")?).await?;
    let on = match check_begun(v.form.day("on"), v.today()) {
        Ok(day) => day,
        Err(message) => {
            let mut errors = Errors::new();
            errors.add("on", message);
            let page = sheet(&mut w, &v, p, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    if p.begun_on == Some(on) {
        return v.to("/promises");
    }
    if v.form.int("version") != Some(p.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::promise::begin(&mut w, &p, on, &v.actor.name).await?;
    let event = Event::new(Verb::SupportBegun, "promise", p.id).pupil(p.pupil).fact("from", on);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/promises", "Kept: it has begun")
}

/// Keeps that it will not be given, and why.
pub async fn dropped(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let why = errors.need(&v.form, "why", 500, "Say why it will not be given");
    let act = if why.is_empty() { "Giving up promised support" } else { why.as_str() };
    let mut w = v.write(act).await?;
    let p = store::promise::find(&mut w, &scope(&v), v.id("id")?).await?;
    if !errors.is_empty() {
        let page = sheet(&mut w, &v, p, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if p.dropped_at.is_some() && p.dropped_why == why {
        return v.to("/promises");
    }
    if v.form.int("version") != Some(p.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    store::promise::drop(&mut w, &p, &why).await?;
    let event = Event::new(Verb::SupportDropped, "promise", p.id).pupil(p.pupil);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/promises", "Given up. The reason is kept")
}
