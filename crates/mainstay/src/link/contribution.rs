//! Somebody at home, or at an agency, says their part in a plan without signing in.
//!
//! Must never show: the plan, what anybody else said, or what was typed in for them at school.

use crate::form::{Errors, Form};
use crate::guard::Outside;
use crate::page::Page;
use crate::page::gallery::{Sample, alone};
use crate::page::kit::{Area, ErrorSummary, Head, hidden};
use crate::plan::ask::{QUESTIONS, answer_to};
use crate::problem::Problem;
use crate::visit::{Answer, html as shown, see_other};
use axum::http::StatusCode;
use casework::link::Link;
use casework::plan::{Ask, LONGEST, Plan};
use casework::{Act, Coded, Event, Id, Reach, Refusal, Scope, Verb};
use maud::{Markup, html};
use rulebook::{Day, Instant};
use store::Source;

/// The page.
pub struct LinkedPart {
    /// The school.
    pub school: String,
    /// Its telephone number.
    pub phone: String,
    /// Who the link was given to.
    pub to: String,
    /// Whose plan it is: the first name for home, the whole name for an agency.
    pub about: String,
    /// They are at home.
    pub home: bool,
    /// By when.
    pub due: Day,
    /// When they answered.
    pub said: Option<Instant>,
    /// Why nothing can be answered any more.
    pub shut: Option<&'static str>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for LinkedPart {
    // The title is in a history and on a tab: it names no child.
    fn title(&self) -> String {
        format!("Your part in a plan, {}", self.school)
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        html! {
            (Head::new("Your part in a plan").facts(html! { "For " (self.to) ". " (self.school) }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                @if let Some(at) = self.said { div.panel.panel-ok {
                    h2.panel-title { "Thank you: your answer is with the school" }
                    p { "Kept " (at) "." @if self.shut.is_none() { " You can change it below." } }
                } }
                p { "We are writing down how we can best support " strong { (self.about) } ", and should like to know what you see. Answer what you can: a line each is plenty. The school reads it, and nobody else who is asked does." }
                @match self.shut {
                    Some(why) => p { (why) " Please ring the school" @if !self.phone.is_empty() { " on " (self.phone) } "." },
                    None => form.stack.stack-5 method="post" {
                        (hidden("version", f.text("version")))
                        @for (name, label) in QUESTIONS { (Area::new(name, label).rows(4).optional().from(f, e)) }
                        p.soft { "By " (self.due) ", please. A later answer is read too." }
                        div { button.btn type="submit" { @if self.said.is_some() { "Change your answer" } @else { "Send your answer" } } }
                    },
                }
                p.soft {
                    @if self.home { "You need not answer, and it has no consequence for " (self.about) ". Would you rather talk, or like help or an interpreter?" }
                    @else { "Please write no more about others than is needed. Is something urgent, or a worry about somebody’s safety?" }
                    " Ring the school" @if !self.phone.is_empty() { " on " (self.phone) } ". This page is for " (self.to) " alone: please do not pass the link on."
                }
            }
        }
    }
}

struct Found {
    ask: Ask,
    plan: Plan,
    about: String,
}

async fn found(src: &mut dyn Source, org: Id, link: &Link) -> Result<Found, Problem> {
    let ask = store::plan::asked::one(src, org, link.about).await?;
    let scope = Scope { org, reach: vec![Reach::School] };
    let plan = store::plan::find(src, &scope, ask.plan).await?;
    if let Some(contact) = link.contact {
        crate::receipt::still_open(src, org, link, plan.pupil, &[contact]).await?;
    }
    let pupil = store::pupil::find(src, &scope, plan.pupil).await?;
    let about = if link.contact.is_some() { pupil.first() } else { pupil.name() };
    Ok(Found { ask, plan, about })
}

/// Why nothing can be answered any more.
fn shut(f: &Found) -> Option<&'static str> {
    if f.plan.ended_on.is_some() {
        return Some("This plan has ended, so nothing is asked any more.");
    }
    // What was typed at school is not shown here, and is not written over.
    if f.ask.answered_at.is_some() && !f.ask.typed_by.is_empty() {
        return Some("The school has written down what you said.");
    }
    None
}

async fn page(
    src: &mut dyn Source,
    o: &Outside,
    org: Id,
    link: &Link,
    f: &Found,
    form: Option<Form>,
    errors: Errors,
) -> Result<LinkedPart, Problem> {
    let setting = o.app.setting(src, org).await?;
    let shut = shut(f);
    let form = match (form, shut) {
        (_, Some(_)) => Form::default(),
        (Some(form), None) => form,
        (None, None) => Form::of(QUESTIONS.map(|(name, _)| (name, answer_to(&f.ask, name)))),
    };
    Ok(LinkedPart {
        school: setting.school.name.clone(),
        phone: setting.school.phone.clone(),
        to: link.name.clone(),
        about: f.about.clone(),
        home: link.contact.is_some(),
        due: f.ask.due,
        said: f.ask.answered_at.filter(|_| f.ask.typed_by.is_empty()),
        shut,
        form: form.with("version", f.ask.version.to_string()),
        errors,
    })
}

/// Shows it. Changes nothing.
pub async fn show(o: Outside, org: Id, link: Link) -> Answer {
    let mut read = o.app.store().read().await?;
    let f = found(&mut read, org, &link).await?;
    let page = page(&mut read, &o, org, &link, &f, None, Errors::new()).await?;
    Ok(shown(StatusCode::OK, page.alone()))
}

/// Keeps the answer.
pub async fn answer(o: Outside, org: Id, link: Link) -> Answer {
    let here = format!("/l/{}", o.path.iter().map(|(_, v)| v.as_str()).next().unwrap_or(""));
    let act = Act::by_link(org, &link, o.now, "Contributing to a plan");
    let mut w = o.app.store().write(act).await?;
    let mut f = found(&mut w, org, &link).await?;
    if let Some(why) = shut(&f) {
        return Err(Refusal::because(
            "Nothing can be answered here any more",
            why,
            "The way Mainstay works.",
        )
        .or("Back", here)
        .into());
    }
    let mut errors = Errors::new();
    let said = QUESTIONS.map(|(name, _)| errors.limit(&o.form, name, LONGEST));
    if said.iter().all(String::is_empty) {
        errors.add("works", "Answer at least one of the three");
    }
    let same = QUESTIONS.iter().zip(&said).all(|((name, _), said)| answer_to(&f.ask, name) == said);
    if same && errors.is_empty() {
        return Ok(see_other(&here));
    }
    if errors.is_empty() && o.form.int("version") != Some(f.ask.version) {
        errors.add("works", "This was changed in another window. Look at it and send it again");
    }
    if !errors.is_empty() {
        let page = page(&mut w, &o, org, &link, &f, Some(o.form.clone()), errors).await?;
        drop(w);
        return Ok(shown(StatusCode::UNPROCESSABLE_ENTITY, page.alone()));
    }
    [f.ask.works, f.ask.hard, f.ask.wish] = said;
    f.ask.answered_at = Some(o.now);
    f.ask.typed_by = String::new();
    store::plan::asked::answer(&mut w, &f.ask).await?;
    let event = Event::new(Verb::PlanAnswered, "plan", f.plan.id)
        .pupil(f.plan.pupil)
        .fact("kind", f.plan.kind.code())
        .fact("whom", f.ask.whom.code())
        .fact("link", "yes");
    let seq = w.commit(event, Vec::new()).await?;
    o.app.announce(org, seq);
    Ok(see_other(&here))
}

/// The gallery's samples.
pub fn samples() -> Vec<Sample> {
    let day = Day::new(2026, 9, 18).unwrap_or(Day::FIRST);
    let at = day.plus(-2).at(rulebook::Minute::new(18, 20).unwrap_or_default());
    let page = |home: bool, said, shut, errors| LinkedPart {
        school: "Queensway Park School".into(),
        phone: "01632 960000".into(),
        to: if home { "Ms Shaz Dunmore".into() } else { "Family hub, Jo Marsh".into() },
        about: if home { "Callie".into() } else { "Callie Dunmore".into() },
        home,
        due: day,
        said,
        shut,
        form: Form::of([("works", if home { "She likes to be asked." } else { "" })]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("works", "Answer at least one of the three");
    vec![
        alone("link-part", &page(true, None, None, Errors::new())),
        alone("link-part-agency", &page(false, None, None, Errors::new())),
        alone("link-part-wrong", &page(true, None, None, wrong)),
        alone("link-part-said", &page(true, Some(at), None, Errors::new())),
        alone(
            "link-part-shut",
            &page(true, None, Some("The school has written down what you said."), Errors::new()),
        ),
    ]
}
