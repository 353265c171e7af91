//! What was asked for and has not come, and the advice given on a case.
//!
//! Must never count: an email as an answer. A chase ends by what was asked for, or a reason.

use super::enquiry;
use super::one_page::head;
use super::{Tab, Whole, event, once, whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Choice, Choices, Empty, ErrorSummary, Field, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::chase::{By, Chase, Try};
use casework::case::enquiry::Enquiry;
use casework::case::{LONGEST_LINE, Missing, missing};
use casework::{Coded, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct AdvicePage {
    /// Everything of the case.
    pub(super) all: Whole,
    /// What is chased.
    pub chases: Vec<Chase>,
    /// Each time it was asked for.
    pub tries: Vec<Try>,
    /// What was asked and advised.
    pub enquiries: Vec<Enquiry>,
    /// Today.
    pub today: Day,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for AdvicePage {
    fn title(&self) -> String {
        format!("Asked and advised: {}", self.all.child.name())
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let case = &self.all.case;
        let base = format!("/cases/{}/advice", case.id);
        html! {
            (head(case, &self.all.child, Tab::Advice))
            (ErrorSummary(&self.errors))
            div.stack.stack-6.gap-top {
                section.stack aria-labelledby="chased" {
                    h2 #chased { "Asked for" }
                    @if self.chases.is_empty() { (Empty { title: "Nothing has been asked for", words: "What is missing is asked for here. Each time is kept with its hour and how, so that the effort can be shown.", step: None }) }
                    @else { ol.clocks { @for c in &self.chases { (self.chase(&base, c)) } } }
                    @if case.open() { (self.ask(&base)) }
                }
                section.stack aria-labelledby="advised" {
                    div.row.row-apart.row-base { h2 #advised { "Enquiries and advice" } p { a.btn.btn-2 href={ "/enquiries/new?about=" (case.id) } { "Write one down" } } }
                    @if self.enquiries.is_empty() { p.soft { "None about this case." } } @else { ol.clocks { @for e in self.enquiries.iter().rev() { (enquiry::row(e, self.today)) } } }
                }
            }
        }
    }
}

fn hows() -> Vec<Choice> {
    By::ALL.iter().map(|b| Choice::new(b.code(), b.label())).collect()
}

impl AdvicePage {
    fn chase(&self, base: &str, c: &Chase) -> Markup {
        let n = c.id.simple();
        let id = c.id.to_string();
        let again = self.form.text("again") == id;
        let typed = |name: &str| if again { self.form.text(name) } else { "" };
        let settles = self.form.text("settles") == id;
        let wrong = |name: &str, here: bool| self.errors.of(name).filter(|_| here);
        html! { li.clock {
            @match c.settled_at {
                Some(_) => (Tag(Standing::Done, "Settled")),
                None if c.due < self.today => (Tag(Standing::Late, "Ask again: late")),
                None if c.due == self.today => (Tag(Standing::Risk, "Ask again today")),
                None => (Tag(Standing::Due, "Asked for")),
            }
            div.stack.stack-2 {
                p.clock-what { (c.what) span.soft { ", of " (c.whom) } }
                @for t in self.tries.iter().filter(|t| t.chase == c.id) { p.soft { (t.at) ", " (t.how.label()) ", " (t.by_name) @if !t.words.is_empty() { ": " (t.words) } } }
                @if let Some(at) = c.settled_at { p { (c.settled_how) ". " (c.settled_by) ", " (at) "." } }
                @else {
                    form.row.row-end method="post" action={ (base) "/" (c.id) "/again" } autocomplete="off" { (token(&self.csrf)) (hidden("once", Id::now_v7()))
                        div.field { label for={ "how-" (n) } { "Asked again by" } select.select id={ "how-" (n) } name="how" { @for h in hows() { option value=(h.value) { (h.label) } } } }
                        div.field.is-wrong[wrong("words", again).is_some()] { label for={ "words-" (n) } { "What was said" } @if let Some(why) = wrong("words", again) { p.error { (why) } } input.input id={ "words-" (n) } name="words" value=(typed("words")); }
                        div.field.is-wrong[wrong("again_due", again).is_some()] { label for={ "due-" (n) } { "Again on" } @if let Some(why) = wrong("again_due", again) { p.error { (why) } } input.input.input-date id={ "due-" (n) } name="due" type="date" value=(typed("due")); }
                        button.btn.btn-2 type="submit" { "Keep it" }
                    }
                    form.row.row-end method="post" action={ (base) "/" (c.id) "/settled" } autocomplete="off" { (token(&self.csrf))
                        div.field.is-wrong[wrong("settled", settles).is_some()] { label for={ "settled-" (n) } { "It came, or is given up because" } @if let Some(why) = wrong("settled", settles) { p.error { (why) } } input.input id={ "settled-" (n) } name="how" value=(if settles { self.form.text("settled") } else { "" }); }
                        button.btn.btn-2 type="submit" { "Settle it" }
                    }
                }
            }
            p.clock-when { @if c.settled_at.is_none() { b { (c.due) } "ask again" } }
        } }
    }
    fn ask(&self, base: &str) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let mut what: Vec<Choice> = missing(&self.all.case, &self.all.child, &self.all.parents)
            .into_iter()
            .map(|m| Choice::new(m.code(), m.label()))
            .collect();
        what.push(Choice::new("other", "Something else, named below"));
        let hows = hows();
        html! {
            form.sheet.stack #ask method="post" action=(base) autocomplete="off" {
                h3 { "Ask for something" }
                (token(&self.csrf)) (hidden("once", f.text("once")))
                (Choices::one("code", "What", &what).look(Look::Select).from(f, e))
                (Field::new("what", "In words").optional().from(f, e))
                div.row.row-end {
                    (Field::new("whom", "Of whom").from(f, e))
                    (Choices::one("how", "How", &hows).look(Look::Select).from(f, e))
                    (Field { kind: "date", ..Field::new("due", "Ask again on").from(f, e) })
                }
                div { button.btn.btn-2 type="submit" { "Keep that it was asked for" } }
            }
        }
    }
}

fn next_day(v: &Visit) -> Day {
    let calendar = &v.setting.calendar;
    calendar.first_on_or_after(v.today().plus(1)).unwrap_or(v.today().plus(1))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<AdvicePage, Problem> {
    let mut read = v.read().await?;
    let all = whole(v, &mut read, v.id("id")?).await?;
    let chases = store::case::work::chases(&mut read, v.org(), &[all.case.id]).await?;
    let ids: Vec<Id> = chases.iter().map(|c| c.id).collect();
    let tries = store::case::work::tries(&mut read, v.org(), &ids).await?;
    let enquiries = store::case::work::enquiries_of(&mut read, v.org(), &[all.case.id]).await?;
    let mut form = once(form);
    if !form.has("code") {
        form = form.with("code", v.query.text("ask"));
    }
    if !form.has("whom") && errors.is_empty() {
        form = form.with("whom", &all.case.school_name);
    }
    if !form.has("due") && errors.is_empty() {
        form = form.with("due", next_day(v).iso());
    }
    Ok(AdvicePage {
        all,
        chases,
        tries,
        enquiries,
        today: v.today(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps that something was asked for.
pub async fn ask(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let whom = errors.need(f, "whom", LONGEST_LINE, "Say of whom it was asked");
    let words = errors.limit(f, "what", LONGEST_LINE);
    let code = f.text("code").to_string();
    let named: Option<Missing> = f.coded("code");
    if named.is_none() && words.is_empty() {
        errors.add("what", "Say what was asked for");
    }
    let how: Option<By> = errors.get(f.coded("how"), "how", "Choose how");
    let due = errors.get(f.day("due"), "due", "Give the day to ask again");
    if due.is_some_and(|d| d < v.today()) {
        errors.add("due", "This day is past");
    }
    let (Some(how), Some(due), true) = (how, due, errors.is_empty()) else {
        let page = sheet(&v, f.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Asking for what is missing").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let chase = Chase {
        id: f.id("once").unwrap_or_else(Id::now_v7),
        about: all.case.id,
        code: named.map_or("other".into(), |_| code),
        what: if words.is_empty() {
            named.map(|m| m.label().to_string()).unwrap_or_default()
        } else {
            words.clone()
        },
        whom,
        due,
        owner: all.case.officer.or(Some(v.actor.staff)),
        made_at: v.now,
        settled_at: None,
        settled_by: String::new(),
        settled_how: String::new(),
    };
    let to = format!("/cases/{}/advice", all.case.id);
    if !store::case::work::chase(&mut w, &chase).await? {
        return v.to(to);
    }
    let first = Try {
        chase: chase.id,
        id: Id::now_v7(),
        at: v.now,
        how,
        words: String::new(),
        by_name: v.actor.name.clone(),
    };
    store::case::work::try_again(&mut w, &first, due).await?;
    v.commit(w, event(Verb::Chased, &all.case).fact("how", how.code()), Vec::new()).await?;
    v.to_saying(to, format!("Kept. It comes back on {due}"))
}

async fn theirs(v: &Visit, w: &mut store::Write) -> Result<(Whole, Chase), Problem> {
    let all = whole(v, w, v.id("id")?).await?;
    let chase = store::case::work::find_chase(w, v.org(), v.id("chase")?).await?;
    if chase.about != all.case.id {
        return Err(Problem::Missing);
    }
    Ok((all, chase))
}

/// Keeps that it was asked for again.
pub async fn again(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let words = errors.limit(f, "words", LONGEST_LINE);
    let due = match (f.has("due"), f.day("due")) {
        (false, _) => next_day(&v),
        (true, None) => {
            errors.add("again_due", "This is no date");
            v.today()
        }
        (true, Some(day)) if day < v.today() => {
            errors.add("again_due", "This day is past: give the day to ask again");
            day
        }
        (true, Some(day)) => day,
    };
    if !errors.is_empty() {
        let again = f.clone().with("again", v.id("chase")?.to_string());
        return v.again(&sheet(&v, again, errors).await?);
    }
    let mut w = v.write("Asking again").await?;
    let (all, chase) = theirs(&v, &mut w).await?;
    let how: By = f.coded("how").unwrap_or(By::Phone);
    let t = Try {
        chase: chase.id,
        id: f.id("once").unwrap_or_else(Id::now_v7),
        at: v.now,
        how,
        words,
        by_name: v.actor.name.clone(),
    };
    let to = format!("/cases/{}/advice", all.case.id);
    if !store::case::work::try_again(&mut w, &t, due).await? {
        return v.to(to);
    }
    v.commit(w, event(Verb::Chased, &all.case).fact("how", how.code()), Vec::new()).await?;
    v.to_saying(to, format!("Kept. It comes back on {due}"))
}

/// Settles it, by what came or by a reason.
pub async fn settle(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let how = errors.need(&v.form, "how", LONGEST_LINE, "Say that it came, or why it is given up");
    if !errors.is_empty() {
        let mut wrong = Errors::new();
        wrong.add("settled", errors.of("how").unwrap_or_default());
        let again = Form::default()
            .with("settles", v.id("chase")?.to_string())
            .with("settled", v.form.text("how"));
        return v.again(&sheet(&v, again, wrong).await?);
    }
    let mut w = v.write("Settling what was asked for").await?;
    let (all, chase) = theirs(&v, &mut w).await?;
    let to = format!("/cases/{}/advice", all.case.id);
    if !store::case::work::settle(&mut w, chase.id, &v.actor.name, &how).await? {
        return v.to_saying(to, "It is settled already");
    }
    v.commit(w, event(Verb::Chased, &all.case).fact("settled", "yes"), Vec::new()).await?;
    v.to_saying(to, "Settled")
}
