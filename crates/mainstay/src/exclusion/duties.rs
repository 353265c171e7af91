//! Proof that something owed was done: how, when, by whom, what was sent; struck out when it is
//! wrong. And what follows from a date that a changed calendar moved.
//!
//! Must never change a proof: a wrong one is struck out and stays in sight.

use super::{About, LONGEST, SHORT, event};
use crate::form::{Errors, Form};
use crate::law::owed::{Line, proof};
use crate::page::Page;
use crate::page::kit::{Area, Choice, Choices, ErrorSummary, Field, Head, Look, hidden, token};
use crate::page::name::pupil_name;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::owed::{Done, How, Owed};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// The page on which something owed is proved.
pub struct ProvePage {
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// What is owed.
    pub line: Line,
    /// Today.
    pub today: Day,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for ProvePage {
    fn title(&self) -> String {
        "Record that it was done".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let (f, e, o) = (&self.form, &self.errors, &self.line.owed);
        let at = format!("/exclusions/{}", self.id);
        let mut hows: Vec<Choice> = How::ALL
            .iter()
            .filter(|h| **h != How::System)
            .map(|h| Choice::new(h.code(), h.label()))
            .collect();
        hows.insert(0, Choice::new("", "Choose how"));
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Record that it was done").back(&at, "The record").facts(html! { (pupil_name(&self.name)) }))
                (ErrorSummary(e))
                ul.clocks { (self.line.item(self.today, Markup::default())) }
                form.stack.stack-5 method="post" action={ (at) "/done" } {
                    (token(&self.csrf)) (hidden("once", f.text("once"))) (hidden("code", o.code))
                    @if let Some(w) = &o.whom { (hidden("whom", w.id)) }
                    (Choices::one("how", "How", &hows).look(Look::Select).hint("Email counts as written notice to a parent only where they agreed to it in writing.").from(f, e))
                    div.ask-fields { (Field::new("on", "Date").kind("date").from(f, e)) (Field::new("at", "Time").kind("time").from(f, e)) }
                    (Field::new("who", "Who it went to").optional().from(f, e))
                    (Field::new("what", "What was sent or said").optional().from(f, e))
                    (Area::new("note", "A note; if it was not done, why").rows(2).optional().from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(at) { "Leave it" } }
                }
            }
        }
    }
}

/// What is owed by this code, to this person.
fn owed<'a>(about: &'a About, code: &str, whom: Option<Id>) -> Option<&'a Owed> {
    about.owed.iter().find(|o| o.code == code && o.whom.as_ref().map(|w| w.id) == whom)
}

fn sheet(v: &Visit, about: &About, o: &Owed, form: Form, errors: Errors) -> ProvePage {
    let once = form.id("once").unwrap_or_else(Id::now_v7);
    ProvePage {
        id: about.e.id,
        name: about.pupil.name(),
        line: Line::of(o, about.almanac.as_ref().ok()),
        today: v.today(),
        csrf: v.csrf.clone(),
        form: form.with("once", once.to_string()),
        errors,
    }
}

/// Shows it.
pub async fn prove(v: Visit) -> Answer {
    let about = About::of(&v, &mut v.read().await?).await?;
    let o = owed(&about, v.query.text("code"), v.query.id("whom")).ok_or(Problem::Missing)?;
    let who = match o.code {
        "told-social-worker" => about.pupil.social_worker.clone(),
        "told-authority" => about.settings.authority.clone(),
        "told-virtual-head" => about.settings.virtual_head.clone(),
        "told-governors" => about.settings.clerk.clone(),
        _ => o.whom.as_ref().map(|w| w.name.clone()).unwrap_or_default(),
    };
    let form = Form::default()
        .with("on", v.today().iso())
        .with("at", v.now.minute().input())
        .with("who", who);
    v.page(&sheet(&v, &about, o, form, Errors::new()))
}

/// Keeps it.
pub async fn done(v: Visit) -> Answer {
    let f = &v.form;
    let mut e = Errors::new();
    let how = e.get(f.coded::<How>("how").filter(|h| *h != How::System), "how", "Choose how");
    let day = e.get(f.day("on"), "on", "Give the date it was done");
    let time = e.get(f.minute("at"), "at", "Give the time, such as 10.45");
    let (who, what) = (e.limit(f, "who", SHORT), e.limit(f, "what", SHORT));
    let note = e.limit(f, "note", LONGEST);
    let at = day.zip(time).map(|(day, time)| day.at(time));
    if at.is_some_and(|at| at > v.now) {
        e.add("on", "That is still to come");
    }
    if how == Some(How::Not) && note.is_empty() {
        e.add("note", "Say why it was not done");
    }
    let mut w = v.write("Recording that something owed was done").await?;
    let about = About::of(&v, &mut w).await?;
    let o = owed(&about, f.text("code"), f.id("whom")).ok_or(Problem::Missing)?.clone();
    // Long before the decision nothing was owed.
    if let (Some(at), Some(d)) = (at, &about.e.decided)
        && at.day() < d.at.day()
        && o.code != "reintegration"
    {
        e.add("on", format!("It was decided on {}: nothing was owed before", d.at.day()));
    }
    let (Some(how), Some(at), true) = (how, at, e.is_empty()) else {
        drop(w);
        return v.again(&sheet(&v, &about, &o, v.form.clone(), e));
    };
    let done = Done {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        code: o.code.to_string(),
        party: o.to,
        whom: o.whom.as_ref().map(|w| w.id),
        whom_name: if who.is_empty() {
            o.whom.as_ref().map(|w| w.name.clone()).unwrap_or_default()
        } else {
            who
        },
        at,
        how,
        by_whom: v.actor.name.clone(),
        what,
        due_then: o.day(),
        note,
        struck_at: None,
        struck_by: String::new(),
        struck_why: String::new(),
    };
    let back = about.at();
    if !store::owed::record(&mut w, about.e.id, &done).await? {
        return v.to(back);
    }
    let mut told = event(Verb::OwedDone, &about)
        .fact("what", o.words)
        .fact("how", how.code())
        .fact("at", at.iso());
    if let Some(due) = o.day() {
        told = told.fact("due", due.iso());
    }
    let mut events = vec![told];
    if matches!(o.code, "told-authority" | "cancelled-authority") && how != How::Not {
        events.extend(super::notify::authority(&mut w, &v, &about).await?);
    }
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(back, "It is kept")
}

/// The page on which proof is struck out, or a moved date is answered.
pub struct WordsPage {
    /// What the page is called.
    pub title: &'static str,
    /// The record.
    pub id: Id,
    /// The pupil.
    pub name: String,
    /// What it is about.
    pub about: Markup,
    /// Where it goes.
    pub action: String,
    /// The one field: name and label.
    pub field: (&'static str, &'static str),
    /// The button.
    pub button: &'static str,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for WordsPage {
    fn title(&self) -> String {
        self.title.into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(self.title).back(&at, "The record").facts(html! { (pupil_name(&self.name)) }))
                (ErrorSummary(&self.errors))
                (self.about)
                form.stack.stack-5 method="post" action=(self.action) {
                    (token(&self.csrf))
                    (Area::new(self.field.0, self.field.1).from(&self.form, &self.errors))
                    div.row { button.btn type="submit" { (self.button) } a.btn.btn-2 href=(at) { "Leave it" } }
                }
            }
        }
    }
}

fn wrong_sheet(v: &Visit, about: &About, d: &Done, errors: Errors) -> WordsPage {
    WordsPage {
        title: "Strike out proof",
        id: about.e.id,
        name: about.pupil.name(),
        about: html! { p { (proof(d)) } p { "It stays in sight, struck out, with your name and the reason. What it proved is owed again." } },
        action: format!("{}/done/{}/strike", about.at(), d.id),
        field: ("why", "Why it is wrong"),
        button: "Strike it out",
        csrf: v.csrf.clone(),
        form: v.form.clone(),
        errors,
    }
}

fn proved(v: &Visit, about: &About) -> Result<Done, Problem> {
    let id = v.id("done")?;
    about.done.iter().find(|d| d.id == id && d.stands()).cloned().ok_or(Problem::Missing)
}

/// Shows proof that may be struck out.
pub async fn wrong(v: Visit) -> Answer {
    let about = About::of(&v, &mut v.read().await?).await?;
    let d = proved(&v, &about)?;
    v.page(&wrong_sheet(&v, &about, &d, Errors::new()))
}

/// Strikes it out.
pub async fn strike(v: Visit) -> Answer {
    let mut e = Errors::new();
    let why = e.need(&v.form, "why", SHORT, "Say why it is wrong");
    let mut w = v.write("Striking out proof").await?;
    let about = About::of(&v, &mut w).await?;
    let d = proved(&v, &about)?;
    if !e.is_empty() {
        drop(w);
        return v.again(&wrong_sheet(&v, &about, &d, e));
    }
    store::owed::strike(&mut w, about.e.id, d.id, &why).await?;
    let words = about.owed.iter().find(|o| o.code == d.code).map_or(d.code.as_str(), |o| o.words);
    v.commit(w, event(Verb::OwedStruck, &about).fact("what", words), Vec::new()).await?;
    v.to_saying(about.at(), "It is struck out, and owed again")
}

fn moved_sheet(v: &Visit, about: &About, errors: Errors) -> Result<WordsPage, Problem> {
    let id = v.id("change")?;
    let c = about.changes.iter().find(|c| c.id == id).ok_or(Problem::Missing)?;
    let day = |d: Option<Day>| d.map_or("no date".to_string(), |d| d.to_string());
    let words = about.owed.iter().find(|o| o.code == c.code).map_or(c.code.as_str(), |o| o.words);
    Ok(WordsPage {
        title: "A date moved",
        id: about.e.id,
        name: about.pupil.name(),
        about: html! {
            p { (words) ": was " strong { (day(c.before)) } ", now " strong { (day(c.after)) } ". " (c.why) }
            @if c.was_done { p { "It was done while the first date stood. Nothing marks it late: say whether anything follows." } }
            @else { p { "Both dates are kept. Nothing that was sent changes by itself: say whether anything follows." } }
            p { a href="/law/rules/R6.09" { "R6.09" } }
        },
        action: format!("{}/moved/{}", about.at(), c.id),
        field: ("note", "What follows from it"),
        button: "Keep it",
        csrf: v.csrf.clone(),
        form: v.form.clone(),
        errors,
    })
}

/// Shows a date that moved.
pub async fn moved_page(v: Visit) -> Answer {
    let about = About::of(&v, &mut v.read().await?).await?;
    v.page(&moved_sheet(&v, &about, Errors::new())?)
}

/// Keeps what follows from it.
pub async fn seen(v: Visit) -> Answer {
    let mut e = Errors::new();
    let note = e.need(&v.form, "note", LONGEST, "Say what follows, or that nothing does");
    let mut w = v.write("Saying what follows from a date that moved").await?;
    let about = About::of(&v, &mut w).await?;
    if !e.is_empty() {
        drop(w);
        return v.again(&moved_sheet(&v, &about, e)?);
    }
    store::owed::seen(&mut w, about.e.id, v.id("change")?, &note).await?;
    v.commit(w, event(Verb::DueSeen, &about), Vec::new()).await?;
    v.to_saying(about.at(), "It is kept")
}
