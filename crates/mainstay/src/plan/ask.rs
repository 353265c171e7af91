//! Contributions to a plan: asked of teachers, home, the pupil and agencies. Each sees their own;
//! who oversees the plan sees them together, question by question.

use super::{open, send, to_change, whole, whose, within, writes};
use crate::duty::names;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, Empty, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::page::name::naming;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{Ask, Kind, LONGEST, Whom, going};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use rulebook::Day;
use rulebook::room::CONTRIBUTION_WITHIN;
use store::Source;

/// The three questions, each with the name of its field.
pub const QUESTIONS: [(&str, &str); 3] = [
    ("works", "What works already?"),
    ("hard", "What does not work yet, and when?"),
    ("wish", "What would you like to see happen?"),
];

/// One question's answer.
pub fn answer_to<'a>(ask: &'a Ask, question: &str) -> &'a str {
    match question {
        "works" => &ask.works,
        "hard" => &ask.hard,
        _ => &ask.wish,
    }
}

/// Somebody who can be asked.
#[derive(Clone, Debug)]
pub struct CanAsk {
    /// What the form sends.
    pub value: String,
    /// Who they are.
    pub whom: Whom,
    /// Their staff record, where they have one.
    pub staff: Option<Id>,
    /// The person at home, where they are one.
    pub contact: Option<Id>,
    /// Their name.
    pub name: String,
}

/// The form as it first stands on the plan's page.
pub fn first_form(v: &Visit) -> Form {
    Form::of([
        ("due", within(v, CONTRIBUTION_WITHIN).iso()),
        ("once", Id::now_v7().to_string()),
        ("by_link", "yes".to_string()),
    ])
}

/// Who can be asked: those who teach the pupil, home for those who may see it, and the pupil.
pub async fn can_ask(v: &Visit, src: &mut dyn Source, pupil: Id) -> Result<Vec<CanAsk>, Problem> {
    let mut out: Vec<CanAsk> = store::plan::teachers_of(src, v.org(), pupil)
        .await?
        .into_iter()
        .map(|t| CanAsk {
            value: t.id.to_string(),
            whom: Whom::Teacher,
            staff: Some(t.id),
            contact: None,
            name: t.full(),
        })
        .collect();
    let pupil = store::pupil::find(src, &super::scope(v), pupil).await?;
    if v.may(May::Home) {
        for c in store::pupil::contacts(src, &pupil, v.org()).await? {
            // Whoever is restricted is asked nothing through a list.
            if c.restriction.trim().is_empty() && c.responsible {
                let name = match c.relation.is_empty() {
                    true => c.full(),
                    false => format!("{}, {}", c.full(), c.relation.to_lowercase()),
                };
                out.push(CanAsk {
                    value: c.id.to_string(),
                    whom: Whom::Home,
                    staff: None,
                    contact: Some(c.id),
                    name,
                });
            }
        }
    }
    out.push(CanAsk {
        value: pupil.id.to_string(),
        whom: Whom::Own,
        staff: None,
        contact: None,
        name: pupil.name(),
    });
    Ok(out)
}

/// Asks for contributions.
pub async fn ask(v: Visit) -> Answer {
    let id = v.id("id")?;
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Asking for contributions to a plan").await?;
    let plan = to_change(&v, &mut w, id).await?;
    let due = errors.get(f.day("due"), "due", "Give the day, such as 18 9 2026");
    if due.is_some_and(|d| d < v.today()) {
        errors.add("due", "This day is over");
    }
    let agency = errors.limit(f, "agency", 120);
    let (agency_email, basis) = send::agency(f, &mut errors);
    let can = can_ask(&v, &mut w, plan.pupil).await?;
    let already = store::plan::asked::asks(&mut w, v.org(), id).await?;
    let is_open = |whom: Whom, name: &str, staff: Option<Id>| {
        already.iter().any(|a| {
            a.answered_at.is_none()
                && a.whom == whom
                && if staff.is_some() { a.staff == staff } else { a.name == name }
        })
    };
    let chosen = f.all("who");
    let mut asks: Vec<Ask> = Vec::new();
    let mut put = |whom, staff, contact, name: String, due| {
        asks.push(Ask {
            id: Id::now_v7(),
            plan: id,
            whom,
            staff,
            contact,
            name,
            email: String::new(),
            basis: None,
            asked_at: v.now,
            asked_by: v.actor.name.clone(),
            due,
            answered_at: None,
            typed_by: String::new(),
            works: String::new(),
            hard: String::new(),
            wish: String::new(),
            version: 1,
        });
    };
    if let Some(due) = due {
        for c in can.iter().filter(|c| chosen.contains(&c.value.as_str())) {
            if !is_open(c.whom, &c.name, c.staff) {
                put(c.whom, c.staff, c.contact, c.name.clone(), due);
            }
        }
        if !agency.is_empty() && !is_open(Whom::Agency, &agency, None) {
            put(Whom::Agency, None, None, agency.clone(), due);
        }
    }
    if chosen.is_empty() && agency.is_empty() {
        errors.add("who", "Choose who is asked");
    }
    let to = format!("/plans/{id}#asked");
    let (Some(due), true) = (due, errors.is_empty()) else {
        drop(w);
        let page = whole::gather(&v, id, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if asks.is_empty() {
        return v.to_saying(to, "They are asked already");
    }
    let (mut links, mut without) = (0, Vec::new());
    for a in &mut asks {
        match a.whom {
            Whom::Home if f.ticked("by_link") => {
                match send::to_home(&mut w, &v, a, plan.pupil).await? {
                    Some(why) => without.push(why),
                    None => links += 1,
                }
            }
            Whom::Agency if !agency_email.is_empty() => {
                (a.email, a.basis) = (agency_email.clone(), basis);
                send::to_agency(&mut w, &v, a, plan.pupil).await?;
                links += 1;
            }
            _ => {}
        }
    }
    store::plan::asked::ask(&mut w, &asks).await?;
    let mut event = Event::new(Verb::PlanAsked, "plan", id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("asked", asks.len())
        .fact("due", due);
    if links > 0 {
        event = event.fact("links", links);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, send::told(links, &without))
}

/// The answer form: one's own, or what somebody without a sign-in said.
pub struct AskPage {
    /// The request.
    pub ask: Ask,
    /// What the plan is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// The pupil's name alone, which stands in for the contributor's where the plan is theirs.
    pub mine: bool,
    /// A private link went out, or could.
    pub linked: bool,
    /// Where one came from.
    pub back: (String, &'static str),
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for AskPage {
    fn title(&self) -> String {
        format!("Your part in a {} for {}", self.kind.label().to_lowercase(), self.who)
    }
    fn here(&self) -> &'static str {
        if self.mine { "/" } else { "/plans" }
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let title = match self.mine {
            true => self.title(),
            false => format!("What {} says", self.ask.name),
        };
        let pupil = self.who.rsplit_once(", ").map_or(self.who.as_str(), |(name, _)| name);
        let about = if self.mine { self.who.as_str() } else { pupil };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new(&title).about(about).back(&self.back.0, self.back.1).facts(html! {
                    "Asked by " (self.ask.asked_by) ", " (self.ask.asked_at.day()) ". Due " (self.ask.due)
                    @if let Some(at) = self.ask.answered_at { ". Answered " (at) @if !self.ask.typed_by.is_empty() { ", typed in by " (self.ask.typed_by) } }
                }))
                (ErrorSummary(e))
                @if self.linked { (self.link()) }
                p.soft { @if self.mine { "You see what you write here, and nobody else’s answer. Short is good: a line each." } @else { "Type in what they said, in their words." } }
                form.stack.stack-5 method="post" action={ "/plans/asks/" (self.ask.id) } {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    @for (name, label) in QUESTIONS { (Area::new(name, label).rows(3).optional().from(f, e)) }
                    div { button.btn type="submit" { @if self.ask.answered_at.is_some() { "Change it" } @else { "Send" } } }
                }
            }
        }
    }
}

impl AskPage {
    fn link(&self) -> Markup {
        let a = &self.ask;
        html! {
            section.panel.stack.stack-2 aria-labelledby="link" {
                h2.panel-title #link { "By a private link" }
                @if a.email.is_empty() { p { "No link is out. Ask them, and type in what they say" @if a.whom == Whom::Home { "; or send one where they have an address of their own" } "." } }
                @else { p { "A link went to " (a.email) "." @if let Some(basis) = a.basis { " Told whose plan it is: " (basis.label().to_lowercase()) "." } } }
                form.row method="post" action={ "/plans/asks/" (a.id) "/link" } {
                    (token(&self.csrf))
                    @if a.whom == Whom::Home || !a.email.is_empty() { button.btn.btn-2 type="submit" name="act" value="again" { @if a.email.is_empty() { "Send a link" } @else { "Send it again" } } }
                    @if !a.email.is_empty() { button.btn.btn-2 type="submit" name="act" value="back" { "Take it back" } }
                }
            }
        }
    }
}

/// The request, with its plan, for whoever was asked; or for whoever types in what somebody said
/// who has no sign-in. Anybody else's is missing.
async fn theirs(
    v: &Visit,
    src: &mut dyn Source,
) -> Result<(Ask, casework::plan::Plan, bool), Problem> {
    let ask = store::plan::asked::one(src, v.org(), v.id("id")?).await?;
    if ask.staff == Some(v.actor.staff) {
        // Whoever is asked is told whose plan it is, as a list of names on roll does.
        let plan = store::plan::find(src, &v.actor.roll(), ask.plan).await?;
        return Ok((ask, plan, true));
    }
    if ask.staff.is_some() || !v.may(May::PupilFile) || !writes(v) {
        return Err(Problem::Missing);
    }
    if ask.whom == Whom::Home && !v.may(May::Home) {
        return Err(Problem::Missing);
    }
    let plan = open(v, src, ask.plan).await?;
    Ok((ask, plan, false))
}

async fn sheet(v: &Visit, form: Option<Form>, errors: Errors) -> Result<AskPage, Problem> {
    let mut read = v.read().await?;
    let (ask, plan, mine) = theirs(v, &mut read).await?;
    let form = form.unwrap_or_else(|| {
        Form::of([
            ("works", ask.works.clone()),
            ("hard", ask.hard.clone()),
            ("wish", ask.wish.clone()),
            ("version", ask.version.to_string()),
        ])
    });
    let names = names(&mut read, v, &[plan.pupil]).await?;
    Ok(AskPage {
        kind: plan.kind,
        who: names.get(&plan.pupil).cloned().unwrap_or_default(),
        mine,
        linked: !mine
            && plan.ended_on.is_none()
            && ask.answered_at.is_none()
            && (ask.contact.is_some() || ask.basis.is_some()),
        back: match mine {
            true => ("/".into(), "Today"),
            false => (format!("/plans/{}#asked", plan.id), "Back to the plan"),
        },
        ask,
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows the form.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

/// Keeps an answer.
pub async fn answer(v: Visit) -> Answer {
    let f = &v.form;
    let mut w = v.write("Contributing to a plan").await?;
    let (mut ask, plan, mine) = theirs(&v, &mut w).await?;
    going(&plan)?;
    let mut errors = Errors::new();
    let (works, hard, wish) = (
        errors.limit(f, "works", LONGEST),
        errors.limit(f, "hard", LONGEST),
        errors.limit(f, "wish", LONGEST),
    );
    if works.is_empty() && hard.is_empty() && wish.is_empty() {
        errors.add("works", "Answer at least one of the three");
    }
    if !errors.is_empty() {
        drop(w);
        let page = sheet(&v, Some(v.form.clone()), errors).await?;
        return v.again(&page);
    }
    let to = if mine { "/".to_string() } else { format!("/plans/{}#asked", plan.id) };
    if (&works, &hard, &wish) == (&ask.works, &ask.hard, &ask.wish) {
        return v.to(to);
    }
    if f.int("version") != Some(ask.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    (ask.works, ask.hard, ask.wish) = (works, hard, wish);
    ask.answered_at = Some(v.now);
    ask.typed_by = if mine { String::new() } else { v.actor.name.clone() };
    store::plan::asked::answer(&mut w, &ask).await?;
    let mut event = Event::new(Verb::PlanAnswered, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("whom", ask.whom.code());
    if !mine {
        event = event.fact("typed", "yes");
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(to, "Kept. Thank you")
}

/// All the replies together.
pub struct RepliesPage {
    /// The plan.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Name and form.
    pub who: String,
    /// Every request.
    pub asks: Vec<Ask>,
    /// Today.
    pub today: Day,
    /// The school's words.
    pub words: Words,
}

/// What somebody is to the pupil.
pub fn whom(whom: Whom, words: &Words) -> String {
    match whom {
        Whom::Own => words.cap(Concept::Pupil),
        other => other.label().to_string(),
    }
}

impl Page for RepliesPage {
    fn title(&self) -> String {
        format!("Replies: {} of {}", self.kind.label().to_lowercase(), self.who)
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let back = format!("/plans/{}", self.id);
        let pupil = self.who.rsplit_once(", ").map_or(self.who.as_str(), |(name, _)| name);
        let answered: Vec<&Ask> = self.asks.iter().filter(|a| a.answered_at.is_some()).collect();
        let open: Vec<&Ask> = self.asks.iter().filter(|a| a.answered_at.is_none()).collect();
        html! {
            (Head::new(&self.title()).about(&self.who).back(&back, "Back to the plan").facts(html! { (answered.len()) " of " (self.asks.len()) " answered" }).acts(html! { button.btn.btn-2 type="button" data-print hidden { "Print" } }))
            div.stack.stack-6 {
                @if !open.is_empty() { section.sheet.stack aria-labelledby="open" {
                    h2 #open { "Not answered" }
                    ul.todo { @for a in &open { li { p { (naming(&a.name, &[pupil])) span.soft { " " (whom(a.whom, &self.words)) } } p.soft { @if a.due < self.today { (Tag(Standing::Late, "Late")) " " } "due " (a.due) } } } }
                } }
                @if answered.is_empty() { (Empty { title: "No reply yet", words: "Replies stand here together, question by question, as they come.", step: None }) }
                @else { @for (n, (name, label)) in QUESTIONS.iter().enumerate() {
                    @let id = format!("q{n}");
                    section.stack aria-labelledby=(id) {
                        h2 id=(id) { (label) }
                        dl.summary { @for a in answered.iter().filter(|a| !answer_to(a, name).is_empty()) {
                            div { dt { (naming(&a.name, &[pupil])) " " span.soft { (whom(a.whom, &self.words)) } } dd.as-typed { (answer_to(a, name)) } }
                        } }
                    }
                } }
            }
        }
    }
}

/// Shows all the replies together, to those who open the file.
pub async fn replies(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let plan = open(&v, &mut read, v.id("id")?).await?;
    let mut asks = store::plan::asked::asks(&mut read, v.org(), plan.id).await?;
    // What home said is for those who may see home.
    asks.retain(|a| a.whom != Whom::Home || v.may(May::Home));
    v.page(&RepliesPage {
        id: plan.id,
        kind: plan.kind,
        who: whose(&v, &mut read, &plan).await?,
        asks,
        today: v.today(),
        words: v.words().clone(),
    })
}
