//! What was passed to the safeguarding lead: theirs to read, acknowledge and act on.
//!
//! Every opening leaves a line in the trail that names no pupil. Must never lead anywhere else:
//! no words from here go into a list, a story, a file or a message.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Area, Empty, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::handoff::{Handoff, LONGEST, Step};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Instant, Minute};
use store::handoff::Opened;
use store::message::Message;

/// Received hand-offs to a page.
const SIZE: i64 = 50;

/// The list.
pub struct ListPage {
    /// Not received yet, the longest waiting first, each with how long.
    pub waiting: Vec<(Handoff, String)>,
    /// Received, newest first.
    pub received: Vec<Handoff>,
    /// Where the next page begins, if there is one.
    pub more: Option<i64>,
}

/// Whom it is about, as it was told.
fn whom(h: &Handoff) -> Markup {
    html! { @if h.whom.is_empty() { "Nobody known yet" } @else { (pupil_name(&h.whom)) } }
}

impl Page for ListPage {
    fn title(&self) -> String {
        "Passed to you".into()
    }
    fn here(&self) -> &'static str {
        "/safeguarding"
    }
    fn main(&self) -> Markup {
        html! {
            (Head::new("Passed to you").facts(html! { "For safeguarding alone. Opening one leaves your name and the time in the trail." }))
            div.stack.stack-6 {
                section.stack aria-labelledby="waiting" {
                    h2 #waiting { "Not received yet" }
                    @if self.waiting.is_empty() {
                        (Empty { title: "Nothing waits", words: "What anybody in school passes on to you stands here until you say that you have it.", step: None })
                    } @else {
                        ol.clocks { @for (h, long) in &self.waiting { li.clock {
                            p.soft { (h.passed_at) }
                            div { p.clock-what { a href={ "/safeguarding/" (h.id) } { (whom(h)) } } p.soft { "From " (h.writer_name) } }
                            p.clock-when { (Tag(Standing::Late, &format!("Waiting {long}"))) }
                        } } }
                    }
                }
                @if !self.received.is_empty() {
                    section.stack aria-labelledby="received" {
                        h2 #received { "Received" }
                        ol.clocks { @for h in &self.received { li.clock {
                            p.soft { (h.passed_at) }
                            div { p.clock-what { a href={ "/safeguarding/" (h.id) } { (whom(h)) } } p.soft { "From " (h.writer_name) } }
                            p.clock-when { @if let Some(at) = h.received_at { "Received " (at) ", " (h.received_by) } }
                        } } }
                        @if let Some(from) = self.more { p { a href={ "/safeguarding?from=" (from) } { "Older" } } }
                    }
                }
            }
        }
    }
}

/// One hand-off.
pub struct OnePage {
    /// It.
    pub handoff: Handoff,
    /// What happens next, first to last.
    pub steps: Vec<Step>,
    /// Who opened it before, and when.
    pub opened: Vec<Opened>,
    /// The emails that said there is something: to whom, and how each stands.
    pub mails: Vec<(String, &'static str, bool)>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for OnePage {
    fn title(&self) -> String {
        "Passed to you".into()
    }
    fn here(&self) -> &'static str {
        "/safeguarding"
    }
    fn main(&self) -> Markup {
        let h = &self.handoff;
        let base = format!("/safeguarding/{}", h.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Passed to you").back("/safeguarding", "All that was passed to you").facts(html! {
                    "Passed on " (h.passed_at) " by " (h.writer_name)
                }))
                @if h.away {
                    div.panel.panel-warn { p { (h.writer_name) " was signed out by the time this was sent. Ask them whether they wrote it." } }
                }
                section.sheet.stack aria-labelledby="said" {
                    h2 #said { "About " (whom(h)) }
                    @if let Some(pupil) = h.pupil { p { a href={ "/pupils/" (pupil) } { "Open the file" } } }
                    p.soft { @match h.heard_at { Some(at) => { "Said or seen " (at) }, None => "When it was said or seen was not told" } }
                    p.as-typed { (h.words) }
                }
                section.sheet.stack aria-labelledby="got" {
                    @match h.received_at {
                        Some(at) => { h2 #got { "Received " (at) } p { "By " (h.received_by) ". " (h.writer_name) " sees the time and no more." } }
                        None => {
                            h2 #got { "Not received yet" }
                            form method="post" action={ (base) "/received" } { (token(&self.csrf)) button.btn type="submit" { "I have received this" } }
                            p.soft { (h.writer_name) " then sees that it was received, and when." }
                        }
                    }
                    @for (to, state, failed) in &self.mails { p.soft {
                        "Email to " (to) ": " (state) @if *failed { ". It told nobody" }
                    } }
                }
                section.stack aria-labelledby="next" {
                    h2 #next { "What happens next" }
                    @if !self.steps.is_empty() {
                        ol.clocks { @for s in &self.steps { li.clock { p.soft { (s.at) } div { p.as-typed { (s.body) } } p.clock-when { (s.author_name) } } } }
                    }
                    (ErrorSummary(&self.errors))
                    form.stack method="post" action={ (base) "/next" } autocomplete="off" data-leave-nothing {
                        (token(&self.csrf)) (hidden("once", self.form.text("once")))
                        (Area::new("body", "Add a line").hint("Kept here for safeguarding alone. A line is never changed; add another to put it right.").rows(3).from(&self.form, &self.errors))
                        div { button.btn.btn-2 type="submit" { "Keep the line" } }
                    }
                }
                @if !self.opened.is_empty() {
                    details.working { summary { "Opened by" } ul.working-body { @for o in &self.opened { li { (o.who) ", " (o.at) } } } }
                }
            }
        }
    }
}

/// Shows the list.
pub async fn list(v: Visit) -> Answer {
    let from = v.query.int("from").unwrap_or(0).clamp(0, 1_000_000);
    let mut read = v.read().await?;
    let waiting = store::handoff::waiting(&mut read, v.org()).await?;
    let mut received = store::handoff::received(&mut read, v.org(), from, SIZE + 1).await?;
    drop(read);
    let more = (received.len() as i64 > SIZE).then_some(from + SIZE);
    received.truncate(SIZE as usize);
    let waiting = waiting.into_iter().map(|h| {
        let long = waited(v.now, h.passed_at);
        (h, long)
    });
    v.page(&ListPage { waiting: waiting.collect(), received, more })
}

/// "12 min", "3 h 5 min"
pub fn waited(now: Instant, since: Instant) -> String {
    rulebook::day::spell_minutes(now.minutes_since(since).max(0))
}

async fn page(v: &Visit, form: Form, errors: Errors) -> Result<OnePage, Problem> {
    let id = v.id("id")?;
    let mut read = v.read().await?;
    let handoff = store::handoff::find(&mut read, v.org(), id).await?;
    let steps = store::handoff::steps(&mut read, v.org(), id).await?;
    let opened = store::handoff::opened(&mut read, v.org(), id).await?;
    let mails: Vec<Message> = store::message::about(&mut read, v.org(), &[id]).await?;
    let mails = mails.into_iter().map(|m| (m.to_name, m.state.label(), m.state.has_failed()));
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    let csrf = v.csrf.clone();
    Ok(OnePage { handoff, steps, opened, mails: mails.collect(), csrf, form, errors })
}

/// Shows one, and records who opened it.
pub async fn show(v: Visit) -> Answer {
    let page = page(&v, Form::default(), Errors::new()).await?;
    let w = v.write("Opening what was passed to the DSL").await?;
    v.commit(w, Event::new(Verb::HandoffRead, "handoff", page.handoff.id), Vec::new()).await?;
    v.page(&page)
}

/// Acknowledges one. The first to do so is the one who has; the second is told.
pub async fn receive(v: Visit) -> Answer {
    let id = v.id("id")?;
    let back = format!("/safeguarding/{id}");
    let mut w = v.write("Receiving what was passed to the DSL").await?;
    let h = store::handoff::find(&mut w, v.org(), id).await?;
    if !store::handoff::receive(&mut w, id, &v.actor.name).await? {
        return v.to_saying(back, format!("{} has it already", h.received_by));
    }
    v.commit(w, Event::new(Verb::HandoffReceived, "handoff", id), Vec::new()).await?;
    v.to_saying(back, format!("Received at {}", v.now.minute()))
}

/// Adds a line of what happens next.
pub async fn step(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut errors = Errors::new();
    let body = errors.need(&v.form, "body", LONGEST, "Write what happens next");
    if !errors.is_empty() {
        let page = page(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let back = format!("/safeguarding/{id}");
    let mut w = v.write("Writing what happens next").await?;
    store::handoff::find(&mut w, v.org(), id).await?;
    let key = v.form.id("once").unwrap_or_else(Id::now_v7);
    if store::handoff::steps(&mut w, v.org(), id).await?.iter().any(|s| s.id == key) {
        return v.to_saying(back, "The line is kept");
    }
    let step = Step { id: key, body, author_name: v.actor.name.clone(), at: v.now };
    store::handoff::add_step(&mut w, id, &step).await?;
    v.commit(w, Event::new(Verb::HandoffStep, "handoff", id), Vec::new()).await?;
    v.to_saying(back, "The line is kept")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let at = |h, m| {
        let day = rulebook::Day::new(2026, 11, 12).unwrap_or_else(|| rulebook::Day::from_pg(0));
        day.at(Minute::new(h, m).unwrap_or_default())
    };
    let one = |n: u128, whom: &str, away: bool| Handoff {
        id: Id::from_u128(n),
        pupil: (!whom.is_empty()).then(|| Id::from_u128(9)),
        whom: whom.into(),
        heard_at: Some(at(13, 30)),
        words: "“I don’t want to go home on Friday.” She said no more.".into(),
        account: Id::from_u128(7),
        writer_name: "Mrs Una Thwaite".into(),
        passed_at: at(13, 34),
        away,
        received_at: None,
        received_by: String::new(),
    };
    let done = Handoff {
        received_at: Some(at(13, 41)),
        received_by: "Mr Paul Ingram".into(),
        ..one(3, "Noa Arkin, 9S", false)
    };
    let page = |handoff, steps, opened, mails| OnePage {
        handoff,
        steps,
        opened,
        mails,
        csrf: "gallery".into(),
        form: Form::default(),
        errors: Errors::new(),
    };
    let step = Step {
        id: Id::from_u128(4),
        body: "Rang children’s services; they ring back by 15.00.".into(),
        author_name: "Mr Paul Ingram".into(),
        at: at(13, 52),
    };
    let opened = vec![Opened { who: "Mr Paul Ingram".into(), at: at(13, 40) }];
    vec![
        framed(
            "safeguarding",
            &ListPage {
                waiting: vec![
                    (one(1, "Noa Arkin, 9S", false), "2 h 6 min".into()),
                    (one(2, "", true), "4 min".into()),
                ],
                received: vec![done.clone()],
                more: None,
            },
        ),
        framed("safeguarding-none", &ListPage { waiting: vec![], received: vec![], more: None }),
        framed(
            "safeguarding-one",
            &page(
                one(2, "", true),
                vec![],
                vec![],
                vec![("Mr Paul Ingram".into(), "Refused", true)],
            ),
        ),
        framed("safeguarding-received", &page(done, vec![step], opened, vec![])),
    ]
}
