//! The short check whether a plan is in use: one word for each strategy from everybody who teaches
//! the pupil. Who has not answered is named, and never counted as using it.

use super::{to_change, within};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Choice, Choices, ErrorSummary, Field, Head, Look, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{Check, Checked, InUse, Kind, LONGEST_LINE, Plan, Said, Strategy};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::room::PLAN_CHECKED_WITHIN;
use store::Source;

/// Asks everybody who teaches the pupil.
pub async fn ask(v: Visit) -> Answer {
    let id = v.id("id")?;
    let to = format!("/plans/{id}#use");
    let mut w = v.write("Asking whether a plan is in use").await?;
    let plan = to_change(&v, &mut w, id).await?;
    if plan.current == 0 {
        return v.to_saying(to, "Teachers have no version of it yet");
    }
    let body = store::plan::body(&mut w, v.org(), id, plan.current).await?;
    let before = store::plan::asked::checks(&mut w, v.org(), id).await?;
    if body.strategies.is_empty() {
        return v.to_saying(to, "The plan has no strategies to ask about");
    }
    // Asked twice on one day, everybody would be asked twice.
    if before.first().is_some_and(|c| c.asked_at.day() == v.today()) {
        return v.to_saying(to, "They were asked today already");
    }
    let due = within(&v, PLAN_CHECKED_WITHIN);
    let check = Check {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        plan: id,
        number: plan.current,
        asked_at: v.now,
        asked_by: v.actor.name.clone(),
        due,
    };
    let asked: Vec<Checked> = store::plan::teachers_of(&mut w, v.org(), plan.pupil)
        .await?
        .into_iter()
        .map(|t| Checked {
            id: Id::now_v7(),
            of_check: check.id,
            staff: t.id,
            name: t.full(),
            answered_at: None,
            words: String::new(),
        })
        .collect();
    if !store::plan::asked::check(&mut w, &check, &asked).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::PlanCheckAsked, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", plan.current)
        .fact("asked", asked.len())
        .fact("due", due);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Asked. It takes a teacher three taps")
}

/// The form.
pub struct CheckPage {
    /// This person's line of the check.
    pub id: Id,
    /// What the plan is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// The plan, for its page.
    pub plan: Id,
    /// What is asked about.
    pub strategies: Vec<Strategy>,
    /// What they said, once they did.
    pub said: Option<Vec<Said>>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

fn name(s: &Strategy) -> String {
    format!("use-{}", s.key)
}

impl Page for CheckPage {
    fn title(&self) -> String {
        format!("In use? {} of {}", self.kind.label(), self.who)
    }
    fn here(&self) -> &'static str {
        "/in-my-lessons"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let words: Vec<Choice> =
            InUse::ALL.iter().map(|u| Choice::new(u.code(), u.label())).collect();
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&self.title()).about(&self.who).back("/", "Today").facts(html! { a href={ "/plans/" (self.plan) "/page" } { "Read the plan" } }))
                (ErrorSummary(e))
                @if let Some(said) = &self.said {
                    div.panel.panel-good { h2.panel-title { "Thank you" } }
                    dl.summary { @for s in &self.strategies { @if let Some(l) = said.iter().find(|l| l.strategy == s.key) { div { dt { (s.words) } dd { (l.in_use.label()) } } } } }
                } @else {
                    p.soft { "In your own lessons, in the last weeks. “Not in use” is a useful answer: nobody is judged by it." }
                    form.stack.stack-5 method="post" action={ "/plans/checks/" (self.id) } {
                        (token(&self.csrf))
                        @for s in &self.strategies { @let n = name(s); (Choices::one(&n, &s.words, &words).look(Look::Scale).from(f, e)) }
                        (Field::new("words", "What would make it easier").optional().from(f, e))
                        div { button.btn type="submit" { "Send" } }
                    }
                }
            }
        }
    }
}

/// This person's line of a check; anybody else's is missing.
async fn mine(v: &Visit, src: &mut dyn Source) -> Result<(Checked, Check, Plan), Problem> {
    let (checked, check) = store::plan::asked::line(src, v.org(), v.id("id")?).await?;
    if checked.staff != v.actor.staff {
        return Err(Problem::Missing);
    }
    let plan = store::plan::find(src, &v.scope(), check.plan).await?;
    Ok((checked, check, plan))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<CheckPage, Problem> {
    let mut read = v.read().await?;
    let (checked, check, plan) = mine(v, &mut read).await?;
    let body = store::plan::body(&mut read, v.org(), plan.id, check.number).await?;
    let said = match checked.answered_at {
        Some(_) => {
            let mut all = store::plan::asked::said(&mut read, v.org(), &[check.id]).await?;
            all.retain(|l| l.checked == checked.id);
            Some(all)
        }
        None => None,
    };
    let names = crate::duty::names(&mut read, v, &[plan.pupil]).await?;
    Ok(CheckPage {
        id: checked.id,
        kind: plan.kind,
        who: names.get(&plan.pupil).cloned().unwrap_or_default(),
        plan: plan.id,
        strategies: body.strategies,
        said,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps what they said.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Saying whether a plan is in use").await?;
    let (mut checked, check, plan) = mine(&v, &mut w).await?;
    let to = format!("/plans/checks/{}", checked.id);
    if checked.answered_at.is_some() {
        return v.to(to);
    }
    let body = store::plan::body(&mut w, v.org(), plan.id, check.number).await?;
    let mut said = Vec::new();
    for s in &body.strategies {
        let in_use = f.coded::<InUse>(&name(s));
        if let Some(in_use) = errors.get(in_use, &name(s), "Choose one of the three") {
            said.push(Said { checked: checked.id, strategy: s.key, in_use });
        }
    }
    checked.words = errors.limit(f, "words", LONGEST_LINE);
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    if !store::plan::asked::say(&mut w, &checked, &said).await? {
        return v.to(to);
    }
    let event = Event::new(Verb::PlanCheckAnswered, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("version", check.number);
    v.commit(w, event, Vec::new()).await?;
    v.to(to)
}
