//! Somebody at home reads the letter that is for them, says that they have, and writes back,
//! without signing in.
//!
//! Must never show: anything of another person at home, another address, another child, or a
//! letter that another one has replaced.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden};
use crate::problem::Problem;
use crate::visit::{Answer, file, html as shown, see_other};
use axum::http::StatusCode;
use casework::link::Link;
use casework::receipt::{self, Answered, Came, LONGEST_REPLY};
use casework::room::PlacementState;
use casework::{Act, Event, Id, Refusal, Verb};
use maud::{Markup, html};
use rulebook::Instant;
use store::Source;
use store::letter::Issued;
use store::receipt::HomeAnswer;

/// The page.
pub struct LinkedLetter {
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub phone: String,
    /// Who the link was given to.
    pub to: String,
    /// The letter's words.
    pub words: String,
    /// When it was issued.
    pub issued_at: Instant,
    /// Where its pages are.
    pub pdf: String,
    /// What it was about will not happen.
    pub cancelled: bool,
    /// Where the standards sheet that went with it is.
    pub sheet: Option<String>,
    /// What they answered before.
    pub answers: Vec<HomeAnswer>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedLetter {
    // The title is in a history and on a tab: it says nothing of what the letter is about.
    fn title(&self) -> String {
        format!("A letter from {}", self.school)
    }
    fn main(&self) -> Markup {
        let read = self.answers.iter().find(|a| a.kind == Answered::Read);
        html! {
            (Head::new(&self.title()).facts(html! { "For " (self.to) ". Sent " (self.issued_at.day()) "." }))
            (ErrorSummary(&self.errors))
            div.stack.stack-6.letter-read {
                @if self.cancelled { div.panel.panel-warn { h2.panel-title { "What this letter tells of has been cancelled" }
                    p { "If nobody has told you, please ring the school" @if !self.phone.is_empty() { " on " (self.phone) } "." } } }
                article.paper aria-label="The letter" {
                    @for block in self.words.trim().split("\n\n") { p { @for (n, line) in block.lines().enumerate() { @if n > 0 { br; } (line) } } }
                }
                p { a href=(self.pdf) { "Open it as a PDF, to print or keep" } }
                @if let Some(sheet) = &self.sheet {
                    section.sheet.stack aria-labelledby="standards" { h2 #standards { "What we expect, and what you can expect of us" }
                        p { "A sheet goes with this letter. " a href=(sheet) { "Read the sheet" } " and tell us that you have it." } }
                }
                (self.reading(read))
                (self.writing(read.is_some()))
                p.soft { "Opening this page tells the school nothing. This page is for " (self.to) " alone: please do not pass the link on." }
            }
        }
    }
}

impl LinkedLetter {
    fn reading(&self, read: Option<&HomeAnswer>) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="read" {
                @if let Some(a) = read {
                    h2 #read { "Thank you" }
                    p { "The school knows that the letter has been read: " (a.name) ", " (a.at) "." }
                } @else {
                    h2 #read { "Tell the school that you have read it" }
                    p { "This says only that you have read the letter, not that you agree with it." }
                    form.stack.stack-5 method="post" {
                        (hidden("do", "read"))
                        (Field::new("name", "Your name, if you are not the person it is for").optional().from(&self.form, &self.errors))
                        p { button.btn type="submit" { "I have read it" } }
                    }
                }
            }
        }
    }
    fn writing(&self, read: bool) -> Markup {
        html! {
            section.sheet.stack aria-labelledby="reply" {
                h2 #reply-title { "Write back" }
                @for a in self.answers.iter().filter(|a| a.kind == Answered::Reply) {
                    div.stack.stack-2 { p.soft { "You wrote, " (a.at) ":" }
                        @for line in a.body.lines() { p { (line) } } }
                }
                form.stack.stack-5 method="post" {
                    (hidden("do", "reply"))
                    (Area::new("reply", "What would you like to say?").rows(6).hint("The school reads it in school hours. If somebody is in danger, ring 999.").from(&self.form, &self.errors))
                    @if !read { label.choice { input type="checkbox" name="also_read" value="yes" checked[self.form.ticked("also_read")];
                        span { "I have read the letter" } } }
                    p { button.btn.btn-2 type="submit" { "Send it to the school" } }
                }
            }
        }
    }
}

/// What stands behind a link to a letter now, for the person it was given to. Whoever the school
/// may not write to any more is told no more than somebody who guessed the address.
struct Open {
    letter: Issued,
    contact: Id,
    answers: Vec<HomeAnswer>,
}

async fn open(src: &mut dyn Source, org: Id, link: &Link) -> Result<Open, Problem> {
    let letter = store::letter::find(src, org, link.about).await?;
    let together = crate::receipt::with_letter(src, org, &letter).await?;
    let contact = crate::receipt::still_open(src, org, link, letter.pupil, &together).await?;
    let to = store::receipt::recipients(src, org, letter.placement).await?;
    // The newest that went to them, in whatever envelope.
    let newest = to.iter().find(|r| r.contact == contact).map(|r| r.letter);
    if letter.replaced_by.is_some() || newest != Some(letter.id) {
        return Err(Refusal::because(
            "A newer letter has been sent",
            "This link was for an earlier one. Please look for a later message, or ring the school.",
            "The way Mainstay works, so that nobody goes by a letter that is out of date.",
        )
        .into());
    }
    let answers = store::receipt::by(src, org, letter.id, contact).await?;
    Ok(Open { letter, contact, answers })
}

fn here(o: &Outside) -> String {
    format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""))
}

async fn page(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    form: Form,
    errors: Errors,
) -> Result<LinkedLetter, Problem> {
    let Open { letter, answers, .. } = open(src, org, link).await?;
    let setting = o.app.setting(src, org).await?;
    let placement = store::room::placement(src, org, letter.placement).await?;
    let sheet = sheet(src, o, org, link, &letter).await?;
    Ok(LinkedLetter {
        sheet,
        school: setting.school.name.clone(),
        phone: setting.school.phone.clone(),
        to: link.name.clone(),
        words: letter.words,
        issued_at: letter.issued_at,
        pdf: format!("{}/pdf", here(o)),
        cancelled: placement.state == PlacementState::Cancelled,
        answers,
        form,
        errors,
    })
}

/// Where the standards sheet is that went with a letter to the same person.
async fn sheet(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    letter: &Issued,
) -> Result<Option<String>, Problem> {
    let Some(contact) = link.contact else { return Ok(None) };
    let with = store::standards::of_placement(src, org, letter.placement).await?;
    let with: Vec<Id> = with
        .iter()
        .filter(|s| s.contact == contact && s.letter == Some(letter.id))
        .map(|s| s.id)
        .collect();
    let links = store::link::of_contact(src, org, &with, contact).await?;
    let key = o.app.link_key()?;
    Ok(links.first().map(|l| super::path(&key, org, l.id)))
}

/// Shows the letter. Changes nothing, and records nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let page = page(&mut read, &o, org, &link, Form::default(), Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Its pages.
pub async fn pdf(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let open = open(&mut read, org, &link).await?;
    let bytes = store::letter::pdf(&mut read, org, open.letter.id).await?;
    Ok(file("letter.pdf", "application/pdf", bytes, false))
}

/// Keeps that it was read, or a reply.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let mut errors = Errors::new();
    let kind = match o.form.text("do") {
        "reply" => Answered::Reply,
        "read" => Answered::Read,
        _ => return Err(Problem::Missing),
    };
    let name = errors.limit(&o.form, "name", 120);
    let body = match kind {
        Answered::Reply => {
            errors.need(&o.form, "reply", LONGEST_REPLY, "Write what you want to say")
        }
        Answered::Read => String::new(),
    };
    if !errors.is_empty() {
        let mut read = o.app.store().read().await?;
        let page = page(&mut read, &o, org, &link, o.form.clone(), errors).await?;
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    let act = Act::by_link(org, &link, o.now, "Answering a letter home");
    let mut w = o.app.store().write(act).await?;
    let Open { letter, contact, answers } = open(&mut w, org, &link).await?;
    // Writing back says nothing of having read it, unless they say that too.
    let also = kind == Answered::Reply && o.form.ticked("also_read");
    let kinds = if also { vec![Answered::Reply, Answered::Read] } else { vec![kind] };
    if kind == Answered::Reply {
        receipt::may_reply(answers.iter().filter(|a| a.kind == Answered::Reply).count())?;
    }
    let name = if name.is_empty() { link.name.clone() } else { name };
    let mut events = Vec::new();
    for kind in kinds {
        let body = if kind == Answered::Reply { body.clone() } else { String::new() };
        // The same sent twice, or from two tabs, is one answer; a letter is read once.
        if answers.iter().any(|a| a.kind == kind && a.body == body) {
            continue;
        }
        let kept = HomeAnswer {
            id: Id::now_v7(),
            letter: letter.id,
            contact,
            pupil: letter.pupil,
            placement: letter.placement,
            kind,
            way: Came::Link,
            name: name.clone(),
            body,
            at: o.now,
            made_at: o.now,
            by_name: String::new(),
            done_at: None,
            done_by: String::new(),
            done_what: String::new(),
        };
        store::receipt::answer(&mut w, &kept).await?;
        let verb = if kind == Answered::Read { Verb::LetterRead } else { Verb::HomeReplied };
        events.push(
            Event::new(verb, "letter_answer", kept.id)
                .pupil(kept.pupil)
                .fact("by", &link.name)
                .fact("how", casework::Coded::label(Came::Link)),
        );
    }
    let mut events = events.into_iter();
    let Some(first) = events.next() else { return Ok(see_other(&here(&o))) };
    let seq = w.commit(first, events.collect()).await?;
    o.app.announce(org, seq);
    Ok(see_other(&here(&o)))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let day = rulebook::Day::new(2026, 11, 9).unwrap_or_else(|| rulebook::Day::from_pg(0));
    let at = day.at(rulebook::Minute::new(15, 10).unwrap_or_default());
    let answer = |kind, body: &str| HomeAnswer {
        id: Id::from_u128(1),
        letter: Id::from_u128(2),
        contact: Id::from_u128(3),
        pupil: Id::from_u128(4),
        placement: Id::from_u128(5),
        kind,
        way: Came::Link,
        name: "Ms Leanne Moss".into(),
        body: body.into(),
        at: at.plus_seconds(3600),
        made_at: at.plus_seconds(3600),
        by_name: String::new(),
        done_at: None,
        done_by: String::new(),
        done_what: String::new(),
    };
    let page = |answers: Vec<HomeAnswer>, cancelled, form: Form, errors| {
        LinkedLetter {
        school: "Fairholme Community School".into(),
        phone: "01632 960400".into(),
        to: "Ms Leanne Moss".into(),
        words: "Fairholme Community School\nMill Rise\n\nMs Leanne Moss\n14 Tanyard Row\n\nDear Ms Moss\n\nTyrell will work in the Internal Exclusion Room on Tue 10 Nov 2026. Tyrell is in school and is not suspended.".into(),
        issued_at: at,
        pdf: "/l/sample/pdf".into(),
        cancelled,
        sheet: cancelled.then(|| "/l/other".to_string()),
        answers,
        form,
        errors,
    }
    };
    let mut long = Errors::new();
    long.add("reply", "Keep this to 2,000 characters");
    vec![
        alone("link-letter", &page(vec![], false, Form::default(), Errors::new())),
        alone(
            "link-letter-answered",
            &page(
                vec![
                    answer(Answered::Read, ""),
                    answer(Answered::Reply, "Thank you.\nHe will bring his planner."),
                ],
                true,
                Form::default(),
                Errors::new(),
            ),
        ),
        alone(
            "link-letter-wrong",
            &page(vec![], false, Form::of([("reply", "I would like to say")]), long),
        ),
    ]
}
