//! Letters about a suspension or permanent exclusion, drawn as they will be sent and as they were.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Look, hidden, token,
};
use crate::page::name::{naming, pupil_name};
use casework::exclusion::letter::Paper;
use casework::letter::Letter;
use casework::owed::How;
use casework::{Coded, Id};
use maud::{Markup, html};
use store::exclusion::Issued;

/// The letters of one kind about one record.
pub struct LettersPage {
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// What it is.
    pub paper: Paper,
    /// The word of the address.
    pub code: String,
    /// As they would be sent.
    pub letters: Vec<Letter>,
    /// As they were, newest first.
    pub issued: Vec<Issued>,
    /// Those with parental responsibility who get none, because a restriction is on record.
    pub left_out: Vec<String>,
    /// The pupil is 18 or over, and the letter goes to them.
    pub adult: bool,
    /// The letters there are to write: the word of the address, and what it is.
    pub papers: Vec<(&'static str, &'static str)>,
    /// Somebody at home reads another language.
    pub asks_language: bool,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LettersPage {
    fn title(&self) -> String {
        self.paper.label().into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.id);
        html! {
            (Head::new(self.paper.label()).back(&at, "The record").facts(html! { (naming(&self.name, &[&self.name])) }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6 {
                (self.sent())
                (self.words(&at))
                (self.preview())
            }
        }
    }
}

impl LettersPage {
    fn sent(&self) -> Markup {
        html! {
            @if !self.issued.is_empty() {
                section.stack aria-labelledby="issued" {
                    h2 #issued { "Issued" }
                    ul.stack.stack-2 { @for l in &self.issued { li.row {
                        a href={ "/exclusions/letters/" (l.id) } { (l.paper.label()) ", " (l.to_name) @if l.number > 1 { ", version " (l.number) } }
                        span.soft { (l.issued_at) ", " (l.by_name) }
                        a href={ "/exclusions/letters/" (l.id) "/pdf" } { "PDF" span.vh { " of " (l.paper.label()) " to " (l.to_name) } }
                    } } }
                }
            }
        }
    }
    fn words(&self, at: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut hows: Vec<Choice> = [How::Hand, How::Post, How::Email]
            .iter()
            .map(|h| Choice::new(h.code(), h.label()))
            .collect();
        if self.paper == Paper::Office {
            hows.push(Choice::new(How::Portal.code(), How::Portal.label()));
        }
        hows.insert(0, Choice::new("", "Choose how"));
        let issue = match self.letters.len() {
            1 => "Issue the letter".to_string(),
            n => format!("Issue {n} letters"),
        };
        html! {
            section.sheet.stack aria-labelledby="words" {
                h2 #words { "Your words" }
                p.soft { "The rest writes itself from the record: " a href={ (at) "/step/period" } { "reasons and days" } " as they were decided. " @for (n, (word, label)) in self.papers.iter().filter(|(w, _)| *w != self.code).enumerate() { @if n > 0 { " · " } a href={ (at) "/letters?paper=" (word) } { (label) } } }
                form.stack.stack-5 method="post" action={ (at) "/letters" } {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("paper", &self.code))
                    (Area::new("added", "Anything more").hint("No other child’s name.").rows(2).optional().from(f, e))
                    @if self.asks_language {
                        (Field::new("language", "The family’s language").from(f, e))
                        (Area::new("translated", "The main points in that language").hint("It stands first, on a page of its own. Have somebody who writes the language well put it in; a machine’s words may say something else.").rows(5).optional().from(f, e))
                    }
                    (Choices::one("how", "How it goes", &hows).look(Look::Select).from(f, e))
                    @if self.paper != Paper::Office {
                        div.field.is-wrong[e.of("by_email").is_some()] #by_email { @if let Some(why) = e.of("by_email") { p.error { (why) } }
                            label.choice { input type="checkbox" name="by_email" value="yes" checked[f.ticked("by_email")]; span { "If by email: they agreed in writing to be written to by email" } } }
                    }
                    div.ask-fields { (Field::new("on", "Date").kind("date").from(f, e)) (Field::new("at", "Time").kind("time").from(f, e)) }
                    div.row {
                        @if !self.letters.is_empty() { button.btn type="submit" name="act" value="issue" { (issue) } }
                        button.btn.btn-2 type="submit" name="act" value="look" { "Show with these words" }
                        @for (n, l) in self.letters.iter().enumerate() { button.btn.btn-2 type="submit" name="word" value=(n) { "Word copy" @if self.letters.len() > 1 { " for " (l.to_name) } } }
                    }
                    @if !self.letters.is_empty() { p.soft { "A Word copy is for putting a draft your own way. What is kept and proved here is the letter as it is shown." } }
                }
            }
        }
    }
    fn preview(&self) -> Markup {
        html! {
            section.stack #letters aria-labelledby="preview" tabindex="-1" {
                h2 #preview { "As it will be sent" }
                @for e in self.errors.all().iter().filter(|(f, _)| f == "letters") { p.error { (e.1) } }
                @if self.adult { p { (pupil_name(&self.name)) " is 18 or over: the letter goes to them, and to nobody at home. " a href="/law/rules/R2.06" { "R2.06" } } }
                @for name in &self.left_out { p.soft { (name) " gets no letter: a restriction is on record" } }
                @if self.letters.is_empty() {
                    (Empty { title: "Nobody to write to", words: "Each person with parental responsibility and no restriction gets a letter. None is on record.", step: None })
                }
                @for l in &self.letters { (crate::letter::drawn(l)) }
            }
        }
    }
}

/// One letter as it was sent.
pub struct OnePage {
    /// What to call the pupil.
    pub first: String,
    /// The letter.
    pub letter: Issued,
}

impl Page for OnePage {
    fn title(&self) -> String {
        self.letter.paper.label().into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let l = &self.letter;
        let back = format!("/exclusions/{}/letters", l.exclusion);
        html! {
            (Head::new(l.paper.label()).back(&back, "Letters").facts(html! { "To " (l.to_name) " · version " (l.number) " · " (l.issued_at) ", " (l.by_name) })
                .acts(html! { a.btn href={ "/exclusions/letters/" (l.id) "/pdf" } { "PDF" } }))
            article.paper aria-label={ "Letter to " (l.to_name) } {
                @for block in l.words.split("\n\n") { p { @for (n, line) in block.lines().enumerate() { @if n > 0 { br; } (naming(line, &[&self.first])) } } }
            }
        }
    }
}
