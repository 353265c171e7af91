//! Ideas on trial: where each was found, what it costs, its first and last day, and the judgement
//! it has to end with.
//!
//! Must never know: when a trial has to be judged; casework says.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::resource::{Idea, Judgement, wrong_trial};
use casework::kit::{read_money, spell_money};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;

/// The page.
pub struct IdeasPage {
    /// Today.
    pub today: Day,
    /// Ideas, those on trial first.
    pub ideas: Vec<Idea>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for IdeasPage {
    fn title(&self) -> String {
        "Ideas on trial".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Ideas on trial").back("/kit", "Kit").facts(html! { "A trial ends with a judgement, so that what does not help is not kept." }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if self.ideas.is_empty() {
                    (Empty { title: "Nothing is on trial", words: "Something seen in another school or from a supplier: what it should change, what it costs, and when it is judged.", step: None })
                }
                ul.clocks { @for i in &self.ideas { (self.line(i)) } }
                form.sheet.stack.page-one method="post" action="/kit/ideas" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Try something" }
                    (Field::new("title", "What it is").from(f, e))
                    (Field::new("source", "Where you found it").hint("In school, another school, a supplier, a book.").optional().from(f, e))
                    (Area::new("hope", "What should be different at the end").rows(2).from(f, e))
                    (Field::new("cost", "What it costs, in pounds").kind("figure").optional().from(f, e))
                    div.row {
                        (Field::new("from", "First day").kind("date").from(f, e))
                        (Field::new("to", "Last day, when it is judged").kind("date").from(f, e))
                    }
                    div { button.btn type="submit" { "Begin the trial" } }
                }
            }
        }
    }
}

impl IdeasPage {
    fn line(&self, i: &Idea) -> Markup {
        let due = i.wants_judgement(self.today);
        html! {
            li.clock id={ "i-" (i.id) } {
                @match i.judgement {
                    Some(Judgement::Keep) => (Tag(Standing::Done, "Kept")),
                    Some(_) => (Tag(Standing::None, "Stopped")),
                    None if due => (Tag(Standing::Late, "Judge it")),
                    None if i.from > self.today => (Tag(Standing::None, "To begin")),
                    None => (Tag(Standing::Due, "On trial")),
                }
                div {
                    p.clock-what { (i.title) }
                    p { (i.hope) }
                    p.soft {
                        (i.from) " to " (i.to) ". "
                        @if !i.source.is_empty() { "From: " (i.source) ". " }
                        @if i.pence > 0 { (spell_money(i.pence)) ". " }
                        "Begun by " (i.by_name) "."
                    }
                    @if let Some(at) = i.judged_at { p { (i.judgement.map_or("Tried longer", Judgement::label)) ": " (i.judged_why) span.sub { (at) ", " (i.judged_by) } } }
                    @if i.judgement.is_none() { (self.judge(i, due)) }
                }
            }
        }
    }
    fn judge(&self, i: &Idea, due: bool) -> Markup {
        let names = ["judgement", "why", "until"].map(|n| format!("{n}-{}", i.id));
        let wrong = names.iter().any(|n| self.errors.of(n).is_some());
        let choices: Vec<Choice> =
            Judgement::ALL.iter().map(|j| Choice::new(j.code(), j.label())).collect();
        html! {
            details.working open[due || wrong] {
                summary { "Judge it" span.vh { ": " (i.title) } }
                form.working-body.stack method="post" action={ "/kit/ideas/" (i.id) } {
                    (token(&self.csrf))
                    (Choices::one(&names[0], "How did it go?", &choices).from(&self.form, &self.errors))
                    (Area::new(&names[1], "What you saw").rows(2).from(&self.form, &self.errors))
                    (Field::new(&names[2], "If longer: until").kind("date").optional().from(&self.form, &self.errors))
                    div { button.btn.btn-2 type="submit" { "Keep the judgement" } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<IdeasPage, Problem> {
    let mut read = v.read().await?;
    let ideas = store::kit::resource::ideas(&mut read, v.org()).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(IdeasPage { today: v.today(), ideas, form, errors, csrf: v.csrf.clone() })
}

/// Shows them.
pub async fn show(v: Visit) -> Answer {
    let to = v.today().plus(rulebook::room::TRIAL_RUNS);
    let form = Form::of([("from", v.today().iso()), ("to", to.iso())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Begins a trial.
pub async fn add(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let title = errors.need(f, "title", 120, "Say what it is");
    let source = errors.limit(f, "source", 200);
    let hope =
        errors.need(f, "hope", 500, "Say what should be different, so that it can be judged");
    let pence =
        errors.get(read_money(f.text("cost")), "cost", "Give pounds and pence, such as 2.50");
    let (from, to) = (f.day("from"), f.day("to"));
    for (field, message) in wrong_trial(from, to) {
        errors.add(field, message);
    }
    let (Some(from), Some(to), Some(pence), true) = (from, to, pence, errors.is_empty()) else {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let id = f.id("once").unwrap_or_else(Id::now_v7);
    let mut w = v.write("Beginning a trial").await?;
    if store::kit::resource::ideas(&mut w, v.org()).await?.iter().any(|i| i.id == id) {
        return v.to("/kit/ideas");
    }
    let idea = Idea {
        id,
        title,
        source,
        hope,
        pence,
        from,
        to,
        judgement: None,
        judged_why: String::new(),
        judged_by: String::new(),
        judged_at: None,
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
    };
    store::kit::resource::add_idea(&mut w, &idea).await?;
    let event = Event::new(Verb::KitChanged, "idea", id).fact("what", &idea.title);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/ideas", format!("On trial until {to}"))
}

/// Keeps the judgement of one, or lets it run on.
pub async fn judge(v: Visit) -> Answer {
    let id = v.id("id")?;
    let f = &v.form;
    let names = ["judgement", "why", "until"].map(|n| format!("{n}-{id}"));
    let mut errors = Errors::new();
    let judgement = errors.get(f.coded::<Judgement>(&names[0]), &names[0], "Say how it went");
    let why = errors.need(f, &names[1], 500, "Say what you saw");
    let mut w = v.write("Judging a trial").await?;
    let idea = store::kit::resource::idea(&mut w, v.org(), id).await?;
    let longer = judgement == Some(Judgement::Longer);
    let until = f.day(&names[2]).filter(|d| *d > v.today() && *d > idea.to);
    if longer && until.is_none() {
        errors.add(&names[2], "Give the new last day, later than the one before");
    }
    let (Some(judgement), true) = (judgement, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let kept = match until.filter(|_| longer) {
        Some(until) => store::kit::resource::run_on(&mut w, id, until, &why, &v.actor.name).await?,
        None => store::kit::resource::judge(&mut w, id, judgement, &why, &v.actor.name).await?,
    };
    if !kept {
        return v.to_saying("/kit/ideas", "That was judged already");
    }
    let mut event = Event::new(Verb::ResourceDecided, "idea", id)
        .fact("what", &idea.title)
        .fact("judged", judgement.code());
    if let Some(until) = until.filter(|_| longer) {
        event = event.fact("until", until);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/ideas", "The judgement is kept")
}
