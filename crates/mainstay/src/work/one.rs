//! One request: what the teacher said, a unit of the bank, how much was done, where it went back.

use super::chase::{Line, asked, lines};
use super::{after, answer as keep, chased, detail, ends, fields, fill, given, standing};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::room::Done;
use casework::work::{self, Unit, Work, WorkState};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// The page.
pub struct OnePage {
    /// The request with its names.
    pub line: Line,
    /// Name and form of the pupil.
    pub who: String,
    /// Runs the room: may collect, look and judge.
    pub runs: bool,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for OnePage {
    fn title(&self) -> String {
        format!("Work: {} {}", self.line.work.code, self.line.work.subject)
    }
    fn here(&self) -> &'static str {
        "/work"
    }
    fn main(&self) -> Markup {
        let w = &self.line.work;
        let title = format!("{} {}, {}", w.code, w.subject, w.day);
        let back = format!("/work?day={}", w.day.iso());
        html! {
            (Head::new(&title).back(&back, "Work").facts(html! { (pupil_name(&self.who)) @if !self.line.teacher.is_empty() { ". " (self.line.teacher) } }))
            (ErrorSummary(&self.errors))
            div.cols.cols-2 {
                div.stack.stack-6 {
                    section.sheet.stack aria-labelledby="now" {
                        h2 #now { "As it stands" }
                        p { (Tag(standing(w.state), &self.line.said)) " " (super::chase::set_one(&self.line)) }
                        @if !w.detail.is_empty() { p { strong { (w.route.map(|r| r.label()).unwrap_or("None possible")) ": " } (detail(w)) } }
                        (super::file::list(&self.line.files))
                        @for said in super::relay_words(w, self.today) { p { (said) "." } }
                        @if self.runs { (self.relay()) }
                        p.soft { (asked(&self.line)) }
                        @if w.ended_at.is_some() { p { "This request fell away: the placement was moved or cancelled." } }
                    }
                    (self.done())
                    (self.returned())
                }
                @if w.ended_at.is_none() { div.stack.stack-6 { (self.told()) (self.bank()) } }
            }
        }
    }
}

impl OnePage {
    /// What the room does with work that came.
    fn relay(&self) -> Markup {
        let w = &self.line.work;
        let act = |to: &str, label: &str, undo: bool| {
            html! {
                form method="post" action={ "/work/" (w.id) (to) } {
                    (token(&self.csrf)) @if undo { (hidden("undo", "yes")) }
                    button.btn.btn-2 type="submit" { (label) }
                }
            }
        };
        html! {
            div.row {
                @if w.is_to_collect() { (act("/collected", "Collected", false)) (act("/not-there", "Not there", false)) }
                @else if w.relay.collected_at.is_some() { (act("/collected", "Not collected after all", true)) }
                @if w.has_link() && w.relay.seen_at.is_none() { (act("/seen", "Seen online", false)) }
            }
            @if w.has_work() && w.ended_at.is_none() {
                h3 { "Is it enough?" }
                (super::judge_keys(w, &self.csrf, &format!("/work/{}", w.id)))
                p.soft { "“Not enough” and “Too hard” ask the teacher again until the period is over." }
            }
        }
    }
    fn told(&self) -> Markup {
        let w = &self.line.work;
        html! {
            section.sheet.stack aria-labelledby="told" {
                h2 #told { "The teacher told me" }
                form.stack.stack-5 method="post" action={ "/work/" (w.id) "/told" } {
                    (token(&self.csrf)) (hidden("version", w.version))
                    (fields("", &self.form, &self.errors, true, false))
                    (Field { value: if self.form.has("by") { self.form.text("by") } else { &self.line.teacher }, error: self.errors.of("by"), ..Field::new("by", "Who told you?") })
                    p { button.btn type="submit" { "Keep the answer" } }
                }
            }
        }
    }
    fn bank(&self) -> Markup {
        let w = &self.line.work;
        if w.state == WorkState::Answered {
            return html! {};
        }
        let choices: Vec<Choice> = self
            .line
            .units
            .iter()
            .map(|u| {
                let used = match u.last_used {
                    Some(day) => format!("{}. Last used {day}", u.kept_at),
                    None => format!("{}. Not used yet", u.kept_at),
                };
                let used = if u.agreed { used } else { format!("{used}. Not agreed yet") };
                Choice::new(u.id, u.title.clone()).hint(used)
            })
            .collect();
        html! {
            section.sheet.stack aria-labelledby="bank" {
                h2 #bank { "From the bank" }
                @if choices.is_empty() { p.soft { "The bank has no unit for " (w.subject) " in this year." } }
                @else {
                    form.stack.stack-5 method="post" action={ "/work/" (w.id) "/bank" } {
                        (token(&self.csrf)) (hidden("version", w.version))
                        (Choices::one("unit", "Which unit?", &choices).from(&self.form, &self.errors))
                        p { button.btn.btn-2 type="submit" { "Use it" } }
                    }
                }
            }
        }
    }
    fn done(&self) -> Markup {
        let choices: Vec<Choice> =
            Done::ALL.iter().map(|d| Choice::new(d.code(), d.label())).collect();
        let chosen = self.line.done.map(|d| d.code());
        html! {
            section.sheet.stack aria-labelledby="how-much" {
                h2 #how-much { "How much was done?" }
                form.stack method="post" action={ "/work/" (self.line.work.id) "/done" } {
                    (token(&self.csrf))
                    (Choices { chosen: chosen.into_iter().collect(), error: self.errors.of("done"), ..Choices::one("done", "Of the work set", &choices) }.look(Look::Scale))
                    p { button.btn.btn-2 type="submit" { "Keep it" } }
                }
            }
        }
    }
    fn returned(&self) -> Markup {
        let w = &self.line.work;
        html! {
            section.sheet.stack aria-labelledby="back-to" {
                h2 #back-to { "Finished work" }
                @if let Some(at) = w.returned_at { p { "Went back to " (w.returned_to) ", " (at) "." } }
                @else {
                    form.stack method="post" action={ "/work/" (w.id) "/returned" } {
                        (token(&self.csrf))
                        (Field { value: if self.form.has("to") { self.form.text("to") } else { &self.line.teacher }, error: self.errors.of("to"), ..Field::new("to", "Handed back to") })
                        p { button.btn.btn-2 type="submit" { "It went back" } }
                    }
                }
            }
        }
    }
}

async fn gather(
    src: &mut dyn Source,
    v: &Visit,
    work: Work,
    form: Form,
    errors: Errors,
) -> Result<OnePage, Problem> {
    let pupil = store::pupil::find(src, &v.actor.roll(), work.pupil).await?;
    let mut all = lines(src, v, vec![work]).await?;
    Ok(OnePage {
        runs: v.may(May::RunRoom),
        today: v.today(),
        line: all.pop().ok_or(Problem::Missing)?,
        who: format!("{}, {}", pupil.name(), pupil.form),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one request.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let work = chased(&mut read, &v, v.id("id")?).await?;
    let page = gather(&mut read, &v, work, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps what the teacher said by word of mouth.
pub async fn told(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let asked = chased(&mut read, &v, v.id("id")?).await?;
    work::may_fill(&asked, v.now, ends(&mut read, v.org(), &asked).await?)?;
    let mut errors = Errors::new();
    let by = errors.need(&v.form, "by", 120, "Say who told you");
    let answer = match work::answer(&given(&v.form, "")) {
        Ok(answer) if errors.is_empty() => answer,
        other => {
            for (field, message) in other.err().unwrap_or_default() {
                errors.add(field, message);
            }
            let page = gather(&mut read, &v, asked, v.form.clone(), errors).await?;
            return v.again(&page);
        }
    };
    drop(read);
    let mut w = v.write("Writing down what a teacher said about work").await?;
    let version = v.form.int("version").unwrap_or(asked.version);
    let by = format!("{by}, told {}", v.actor.name);
    let event =
        match keep(&mut w, &asked, version, &answer, &by, &super::file::Change::default()).await {
            Err(Problem::Stale(_)) => {
                return Err(Problem::Stale(v.form.kept()));
            }
            other => other?,
        };
    v.commit(w, event, vec![]).await?;
    v.to_saying(after(&v, asked.id), format!("Kept for {} {}", asked.code, asked.subject))
}

/// Fills from the bank.
pub async fn bank(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let asked = chased(&mut read, &v, v.id("id")?).await?;
    work::may_fill(&asked, v.now, ends(&mut read, v.org(), &asked).await?)?;
    let units: Vec<Unit> = store::work::bank(&mut read, v.org()).await?;
    let Some(unit) = units.into_iter().find(|u| Some(u.id) == v.form.id("unit")) else {
        let mut errors = Errors::new();
        errors.add("unit", "Choose a unit of the bank");
        let page = gather(&mut read, &v, asked, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if asked.state == WorkState::Bank && asked.bank_unit == Some(unit.id) {
        return v.to(after(&v, asked.id));
    }
    let pupil = store::pupil::find(&mut read, &v.actor.roll(), asked.pupil).await?;
    drop(read);
    let mut w = v.write("Filling work from the bank").await?;
    let version = v.form.int("version").unwrap_or(asked.version);
    let event = fill(&mut w, &asked, version, &unit, pupil.year).await?;
    v.commit(w, event, vec![]).await?;
    v.to_saying(after(&v, asked.id), format!("{} {}: from the bank", asked.code, asked.subject))
}

/// Keeps how much was done.
pub async fn done(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let asked = chased(&mut read, &v, v.id("id")?).await?;
    let Some(done) = v.form.coded::<Done>("done") else {
        let mut errors = Errors::new();
        errors.add("done", "Choose how much was done");
        let page = gather(&mut read, &v, asked, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    drop(read);
    let mut w = v.write("Recording how much work was done").await?;
    store::work::set_done(&mut w, asked.slot, done).await?;
    let event = Event::new(Verb::WorkDone, "work", asked.id)
        .pupil(asked.pupil)
        .fact("period", &asked.code)
        .fact("done", done.label());
    v.commit(w, event, vec![]).await?;
    v.to(after(&v, asked.id))
}

/// Keeps that the finished work went back.
pub async fn returned(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let asked = chased(&mut read, &v, v.id("id")?).await?;
    if asked.returned_at.is_some() {
        return v.to(after(&v, asked.id));
    }
    let mut errors = Errors::new();
    let to = errors.need(&v.form, "to", 120, "Say who has it now");
    if !errors.is_empty() {
        let page = gather(&mut read, &v, asked, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    drop(read);
    let mut w = v.write("Returning work to the teacher").await?;
    let pieces = std::slice::from_ref(&asked);
    let mut events =
        super::back::hand_over(&mut w, &v, Id::now_v7(), pieces, &to).await?.into_iter();
    let Some(first) = events.next() else { return Err(Problem::Missing) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying(after(&v, asked.id), format!("Back with {to}"))
}
