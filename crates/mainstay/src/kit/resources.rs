//! Resources and whether they help: times used, work completed with and without, what was said of
//! them last, and the decision to keep, order more or retire.
//!
//! Must never know: how a share is counted; casework sets the periods side by side.

use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, Empty, ErrorSummary, Field, Head, Standing, Table, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::kit::resource::{COMPLETED, Decision, Effect, Rating, Resource, effect};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::kit::resource::Decided;

/// The page.
pub struct ResourcesPage {
    /// Days counted.
    pub days: (Day, Day),
    /// Each with how it serves.
    pub rows: Vec<(Resource, Effect)>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ResourcesPage {
    fn title(&self) -> String {
        "Resources and whether they help".into()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let rows = self.rows.iter().map(|(r, x)| row(r, x)).collect();
        let columns = vec![
            ("Resource", false),
            ("Times used", true),
            ("Completed with it", true),
            ("Completed without", true),
            ("Said last", false),
            ("Decided", false),
        ];
        html! {
            (Head::new(&self.title()).back("/kit", "Kit").facts(html! { (self.days.0) " to " (self.days.1) }))
            (ErrorSummary(e))
            div.stack.stack-6 {
                form.row.row-end method="get" action="/kit/resources#counted" {
                    (Field { value: &self.days.0.iso(), ..Field::new("from", "From").kind("date") })
                    (Field { value: &self.days.1.iso(), ..Field::new("to", "To").kind("date") })
                    button.btn.btn-2 type="submit" { "Count these days" }
                }
                @if self.rows.is_empty() {
                    (Empty { title: "No resources yet", words: "Laptops for writing, reading pens, overlays: what is meant to help with work. Its use is kept from the board, a period at a time.", step: None })
                } @else {
                    div.sheet.sheet-flush #counted { (Table { caption: "Resources and whether they help", columns, rows, dense: false }) }
                    p.soft.measure { (COMPLETED) }
                }
                form.sheet.stack.page-one method="post" action="/kit/resources" {
                    (token(&self.csrf)) (hidden("once", f.text("once")))
                    h2 { "Add a resource" }
                    (Field::new("name", "What it is").hint("Such as “Laptops for writing”.").from(f, e))
                    (Field::new("purpose", "What it is for").optional().from(f, e))
                    div { button.btn type="submit" { "Add it" } }
                }
            }
        }
    }
}

fn row(r: &Resource, x: &Effect) -> Vec<Markup> {
    vec![
        html! { a href={ "/kit/resources/" (r.id) } { (r.name) } @if !r.purpose.is_empty() { span.sub { (r.purpose) } } },
        html! { (x.uses) },
        html! { (x.with.spell()) },
        html! { (x.without.spell()) },
        html! { (x.last.map_or("Nothing yet", Rating::label)) },
        html! {
            @match r.decision {
                Some(Decision::Retire) => (Tag(Standing::None, "Retired")),
                Some(d) => (Tag(Standing::Done, d.label())),
                None => span.soft { "Nothing yet" },
            }
        },
    ]
}

/// The page of one resource.
pub struct ResourcePage {
    /// The resource.
    pub resource: Resource,
    /// Days counted.
    pub days: (Day, Day),
    /// How it serves.
    pub effect: Effect,
    /// What was decided, newest first.
    pub decided: Vec<Decided>,
    /// What was typed.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for ResourcePage {
    fn title(&self) -> String {
        self.resource.name.clone()
    }
    fn here(&self) -> &'static str {
        "/kit"
    }
    fn main(&self) -> Markup {
        let (r, x) = (&self.resource, &self.effect);
        let choices: Vec<Choice> =
            Decision::ALL.iter().map(|d| Choice::new(d.code(), d.label())).collect();
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&r.name).back("/kit/resources", "Resources").facts(html! { @if r.purpose.is_empty() { (self.days.0) " to " (self.days.1) } @else { (r.purpose) } }))
                (ErrorSummary(&self.errors))
                dl.summary {
                    div { dt { "Counted" } dd { (self.days.0) " to " (self.days.1) } }
                    div { dt { "Times used" } dd { (x.uses) } }
                    div { dt { "Work completed with it" } dd { (x.with.spell()) } }
                    div { dt { "Without it" } dd { (x.without.spell()) } }
                    div { dt { "Said last" } dd { (x.last.map_or("Nothing yet", Rating::label)) } }
                }
                p.soft.measure { (COMPLETED) }
                form.sheet.stack.stack-5 method="post" action={ "/kit/resources/" (r.id) } {
                    (token(&self.csrf)) (hidden("version", r.version))
                    (Choices::one("decision", "What is decided?", &choices).from(&self.form, &self.errors))
                    (Area::new("why", "Why").hint("Kept with your name.").rows(2).from(&self.form, &self.errors))
                    div { button.btn type="submit" { "Keep the decision" } }
                }
                @if !self.decided.is_empty() { section.stack aria-labelledby="before" {
                    h2 #before { "Decided before" }
                    ul.stack.stack-2 { @for d in &self.decided { li { strong { (d.decision.label()) } ": " (d.why) span.sub { (d.at) ", " (d.by_name) } } } }
                } }
            }
        }
    }
}

/// The days asked for, or the school year so far.
fn days(v: &Visit) -> (Day, Day) {
    let from = v.query.day("from").unwrap_or(v.setting.calendar.school_year(v.today()).0);
    let to = v.query.day("to").unwrap_or_else(|| v.today());
    (from.min(to), to)
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ResourcesPage, Problem> {
    let (from, to) = days(v);
    let mut read = v.read().await?;
    let all = store::kit::resource::all(&mut read, v.org()).await?;
    let uses = store::kit::resource::uses(&mut read, v.org(), from, to).await?;
    let worked = store::kit::resource::worked(&mut read, v.org(), from, to).await?;
    let form = if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) };
    Ok(ResourcesPage {
        days: (from, to),
        rows: all
            .into_iter()
            .map(|r| {
                let x = effect(r.id, &uses, &worked);
                (r, x)
            })
            .collect(),
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

/// Adds one.
pub async fn add(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let id = v.form.id("once").unwrap_or_else(Id::now_v7);
    let resource = Resource {
        id,
        name: errors.need(&v.form, "name", 120, "Say what it is"),
        purpose: errors.limit(&v.form, "purpose", 200),
        decision: None,
        decided_why: String::new(),
        decided_by: String::new(),
        decided_at: None,
        active: true,
        version: 1,
    };
    if !errors.is_empty() {
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let mut w = v.write("Adding a resource").await?;
    if store::kit::resource::all(&mut w, v.org()).await?.iter().any(|r| r.id == id) {
        return v.to("/kit/resources");
    }
    store::kit::resource::add(&mut w, &resource).await?;
    let event = Event::new(Verb::KitChanged, "resource", id).fact("what", &resource.name);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying("/kit/resources", format!("{} is on the list", resource.name))
}

async fn one_sheet(v: &Visit, form: Form, errors: Errors) -> Result<ResourcePage, Problem> {
    let (from, to) = days(v);
    let mut read = v.read().await?;
    let resource = store::kit::resource::find(&mut read, v.org(), v.id("id")?).await?;
    let uses = store::kit::resource::uses(&mut read, v.org(), from, to).await?;
    let worked = store::kit::resource::worked(&mut read, v.org(), from, to).await?;
    let decided = store::kit::resource::decisions(&mut read, v.org(), resource.id).await?;
    Ok(ResourcePage {
        days: (from, to),
        effect: effect(resource.id, &uses, &worked),
        resource,
        decided,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one.
pub async fn one(v: Visit) -> Answer {
    let page = one_sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}

/// Keeps what is decided about one.
pub async fn decide(v: Visit) -> Answer {
    let mut errors = Errors::new();
    let decision = v.form.coded::<Decision>("decision");
    let decision = errors.get(decision, "decision", "Say what is decided");
    let why = errors.need(&v.form, "why", 500, "Say why, in a few words");
    let (Some(decision), true) = (decision, errors.is_empty()) else {
        let page = one_sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let mut w = v.write("Deciding about a resource").await?;
    let resource = store::kit::resource::find(&mut w, v.org(), v.id("id")?).await?;
    let page = format!("/kit/resources/{}", resource.id);
    // The same form sent twice decides once.
    if resource.decision == Some(decision) && resource.decided_why == why {
        return v.to(page);
    }
    if v.form.int("version") != Some(resource.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let decided = Decided { decision, why, by_name: v.actor.name.clone(), at: v.now };
    store::kit::resource::decide(&mut w, &resource, &decided).await?;
    let event = Event::new(Verb::ResourceDecided, "resource", resource.id)
        .fact("what", &resource.name)
        .fact("decided", decision.code());
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(page, "The decision is kept")
}
