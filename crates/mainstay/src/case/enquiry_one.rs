//! One enquiry: what was asked, the advice where there is any yet, and coming back to it.
//!
//! Must never change: advice that was given. A question without an answer gets one, once.

use super::once;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::LONGEST_LINE;
use casework::case::enquiry::{Enquiry, LONGEST, wrong};
use casework::{Coded, Event, Refusal, Verb};
use maud::{Markup, html};
use rulebook::{Day, rule};

/// The page.
pub struct EnquiryPage {
    /// It.
    pub enquiry: Enquiry,
    /// Today.
    pub today: Day,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for EnquiryPage {
    fn title(&self) -> String {
        "An enquiry".into()
    }
    fn here(&self) -> &'static str {
        "/enquiries"
    }
    fn main(&self) -> Markup {
        let e = &self.enquiry;
        let base = format!("/enquiries/{}", e.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("An enquiry").back("/enquiries", "Enquiries and advice"))
                (ErrorSummary(&self.errors))
                ol.clocks { (super::enquiry::row(e, self.today)) }
                @if e.answer.is_empty() { (self.answering(&base)) }
                @else if let (Some(day), None) = (e.follow_on, e.followed_at) {
                    form.stack method="post" action={ (base) "/followed" } { (token(&self.csrf))
                        p { "Somebody is to come back to it on " (day) "." }
                        div { button.btn type="submit" { "I have come back to it" } }
                    }
                }
                @if let Some(at) = e.followed_at { p.soft { "Come back to " (at) "." } }
            }
        }
    }
}

impl EnquiryPage {
    fn answering(&self, base: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut rules = vec![Choice::new("", "Another source, written below")];
        rules.extend(rule::all().map(|r| Choice::new(r.id, format!("{} {}", r.id, r.title))));
        html! {
            form.sheet.stack method="post" action={ (base) "/answer" } autocomplete="off" {
                h2 { "Answer it" }
                (token(&self.csrf))
                (Area::new("answer", "The advice").rows(4).from(f, e))
                (Choices::one("rule", "The rule it rests on", &rules).look(Look::Select).from(f, e))
                (Field::new("source", "Or another source").hint("Such as the guidance by its title and paragraph, or your own protocol and its version.").optional().from(f, e))
                (Field { kind: "date", ..Field::new("as_at", "The source was right on").from(f, e) })
                (Field { kind: "date", ..Field::new("follow_on", "Come back to it on").optional().from(f, e) })
                div { button.btn type="submit" { "Keep the answer" } }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<EnquiryPage, Problem> {
    let mut read = v.read().await?;
    let enquiry = store::case::work::enquiry(&mut read, v.org(), v.id("id")?).await?;
    let mut form = once(form);
    if errors.is_empty() {
        form = form.with("as_at", v.today().iso());
        if let Some(day) = enquiry.follow_on {
            form = form.with("follow_on", day.iso());
        }
    }
    Ok(EnquiryPage { enquiry, today: v.today(), form, errors, csrf: v.csrf.clone() })
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps the advice, with its source and its day.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let answer = errors.need(f, "answer", LONGEST, "Write the advice");
    let source = errors.limit(f, "source", LONGEST_LINE);
    let rule = f.text("rule").to_string();
    if f.has("follow_on") && f.day("follow_on").is_none() {
        errors.add("follow_on", "This is no date");
    }
    let mut w = v.write("Answering an enquiry").await?;
    let before = store::case::work::enquiry(&mut w, v.org(), v.id("id")?).await?;
    let to = format!("/enquiries/{}", before.id);
    if before.answer == answer && !answer.is_empty() {
        return v.to(to);
    }
    if !before.answer.is_empty() {
        return Err(Refusal::because(
            "This enquiry has its answer already",
            "Advice that was given is kept as it was given, with its source and its day.",
            "Mainstay’s own rule.",
        )
        .or("See what was answered", to)
        .or("Write new advice down as an enquiry of its own", "/enquiries/new")
        .into());
    }
    let as_at = f.day("as_at");
    for (field, words) in wrong(&before.question, &answer, &rule, &source, as_at, v.today()) {
        if errors.of(field).is_none() {
            errors.add(field, words);
        }
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    }
    let mut told =
        Event::new(Verb::Advised, "enquiry", before.id).fact("asked by", before.asker.code());
    if !rule.is_empty() {
        told = told.fact("source", &rule);
    }
    let after = Enquiry { answer, rule, source, as_at, follow_on: f.day("follow_on"), ..before };
    store::case::work::answer_enquiry(&mut w, &after).await?;
    v.commit(w, told, Vec::new()).await?;
    v.to_saying(to, "Kept, with its source")
}
