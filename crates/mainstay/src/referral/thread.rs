//! One referral as the person who asks may see it: what was sent, each step since, and, for
//! approvers alone, the context kept to them.

use super::seen;
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, ErrorSummary, Head, Standing, Tag, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::referral::{ReferralState, Sees};
use casework::words::{Concept, Words};
use casework::{Coded, Event, Id, May, Verb};
use maud::{Markup, html};
use store::Source;
use store::referral::NewNote;

/// Something that was done or said about it.
pub struct Step {
    /// "Mon 9 Nov 2026, 14.10"
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Words a person wrote, or empty.
    pub words: String,
    /// Kept to approvers.
    pub kept: bool,
}

/// The placement that came of it.
pub struct Place {
    /// Key, as text.
    pub id: String,
    /// "Tue 10 Nov 2026, P1–P6"
    pub when: String,
    /// The room's name.
    pub room: String,
    /// This person may move or cancel it.
    pub rebook: bool,
}

/// The page.
pub struct ThreadPage {
    /// Form token.
    pub csrf: String,
    /// The school's words.
    pub words: Words,
    /// Key, as text.
    pub id: String,
    /// "Tyrell Ashdown-Moss"
    pub pupil: String,
    /// "9K2"
    pub form_group: String,
    /// Where it has got to.
    pub state: ReferralState,
    /// Facts: names and words. Free text only for those who may read it.
    pub facts: Vec<(&'static str, String)>,
    /// Steps, oldest first.
    pub steps: Vec<Step>,
    /// The placement.
    pub place: Option<Place>,
    /// The meeting that decided it, where one did and the reader may see it.
    pub meeting: Option<Id>,
    /// May add context for approvers.
    pub adds_context: bool,
    /// May withdraw it.
    pub withdraws: bool,
    /// May decide it.
    pub decides: bool,
    /// What was typed.
    pub form: Form,
    /// What is wrong with it.
    pub errors: Errors,
}

/// The tag of a state.
pub fn state_tag(state: ReferralState) -> Markup {
    let standing = match state {
        ReferralState::Waiting => Standing::Due,
        ReferralState::Approved => Standing::Done,
        ReferralState::Declined => Standing::Late,
        ReferralState::Withdrawn => Standing::None,
    };
    html! { (Tag(standing, state.label())) }
}

impl Page for ThreadPage {
    fn title(&self) -> String {
        format!("Referral of {}", self.pupil)
    }
    fn here(&self) -> &'static str {
        "/refer"
    }
    fn main(&self) -> Markup {
        let hint = format!(
            "Only those who approve, and {}, read this. It goes on no letter, staff notice or {}’s sheet.",
            self.words.many(Concept::YearLead),
            self.words.one(Concept::Pupil)
        );
        html! {
            div.page-one.stack.stack-6 {
                (Head::new(&self.title()).about(&self.pupil).back("/referrals", "Referrals").facts(html! { (self.form_group) })
                    .acts(html! { (state_tag(self.state)) }))
                (ErrorSummary(&self.errors))
                @if self.decides && self.state == ReferralState::Waiting {
                    div.row { a.btn href={ "/queue/" (self.id) } { "Decide" } }
                }
                @if let Some(place) = &self.place {
                    div.panel.panel-ok {
                        p { strong { (place.when) } ", " (place.room) "." }
                        @if place.rebook { p { a href={ "/placements/" (place.id) "/move" } { "Move or cancel" } } }
                    }
                }
                section.sheet.stack aria-labelledby="sent" {
                    h2 #sent { "What was sent" }
                    dl.summary { @for (name, words) in &self.facts { div { dt { (name) } dd { (words) } } } }
                }
                @if let Some(id) = self.meeting { p { a href={ "/meetings/" (id) "/minutes" } { "Decided at a meeting: its minutes" } } }
                section.stack aria-labelledby="steps" {
                    h2 #steps { "Each step" }
                    ol.stack { @for step in &self.steps {
                        li.sheet {
                            p { strong { (step.who) } " " span.sub { (step.at) } @if step.kept { (Tag(Standing::Lock, "Approvers only")) } }
                            p { (step.what) }
                            @if !step.words.is_empty() { p { (step.words) } }
                        }
                    } }
                }
                @if self.adds_context {
                    form.stack action={ "/referrals/" (self.id) "/context" } method="post" data-draft={ "context-" (self.id) } {
                        (token(&self.csrf))
                        (hidden("once", self.form.text("once")))
                        (Area::new("body", "Add context for approvers").hint(&hint).from(&self.form, &self.errors))
                        div.row { button.btn.btn-2 type="submit" { "Add it" } }
                    }
                }
                @if self.withdraws {
                    form action={ "/referrals/" (self.id) "/withdraw" } method="post" {
                        (token(&self.csrf))
                        div.row { button.btn.btn-2 type="submit" { "Withdraw this referral" } }
                    }
                }
            }
        }
    }
}

async fn page(
    src: &mut dyn Source,
    v: &Visit,
    id: Id,
    form: Form,
    errors: Errors,
) -> Result<ThreadPage, Problem> {
    let org = v.org();
    let (r, pupil, sees) = seen(src, v, id).await?;
    let people: Vec<Id> = [Some(r.referrer), r.decided_by].into_iter().flatten().collect();
    let staff = store::staff::several(src, org, &people).await?;
    let name = |id: Option<Id>| {
        staff.iter().find(|s| Some(s.id) == id).map(|s| s.full()).unwrap_or_default()
    };
    let tried = store::referral::tried(src, org, r.id).await?;
    let mut facts = vec![
        ("Main reason", super::reason_label(src, org, Some(r.reason)).await?),
        ("When", format!("{}, {}", r.happened_on, r.period)),
        ("Where", r.place.clone()),
        ("Anyone hurt", r.hurt.label().to_string()),
        ("Tried first", tried.iter().map(|t| t.label()).collect::<Vec<_>>().join("; ")),
        ("Asked for", r.ask.label().to_string()),
    ];
    if sees.detail {
        facts.insert(1, ("What happened", r.what.clone()));
    }
    facts.retain(|(_, words)| !words.is_empty());
    let at = |at: rulebook::Instant| format!("{}, {}", at.day(), at.minute());
    let step = |when, who: String, what: &str, words: String, kept| Step {
        at: at(when),
        who,
        what: what.to_string(),
        words,
        kept,
    };
    let mut steps = vec![(
        r.made_at,
        step(r.made_at, name(Some(r.referrer)), "Sent it.", String::new(), false),
    )];
    for note in context(src, v, r.id, sees).await? {
        steps.push((note.at, step(note.at, note.author_name, "Added context.", note.body, true)));
    }
    for wait in store::referral::waits(src, org, &[r.id]).await? {
        let (words, free) = super::queue::seat(src, v, r.pupil, &wait).await?;
        let what = "Kept it waiting for a seat.";
        let words = if free { format!("{words}. A seat is free now") } else { words };
        steps.push((wait.at, step(wait.at, wait.by_name.clone(), what, words, false)));
    }
    let decided = match r.state {
        ReferralState::Waiting => None,
        ReferralState::Approved => Some("Approved it."),
        ReferralState::Declined => Some("Declined it."),
        ReferralState::Withdrawn => Some("Withdrew it."),
    };
    if let (Some(what), Some(when)) = (decided, r.decided_at) {
        steps.push((when, step(when, name(r.decided_by), what, r.decision.clone(), false)));
    }
    steps.sort_by_key(|(at, _)| *at);
    let place = match store::booking::of_referral(src, org, r.id).await? {
        Some(p) => {
            let slots = store::room::slots(src, org, p.id).await?;
            let spelt = super::booking::spelt(&v.setting, p.day, &slots);
            Some(Place {
                id: p.id.to_string(),
                when: format!("{}, {spelt}", p.day),
                room: store::room::room(src, org, p.room).await?.name,
                rebook: casework::booking::may_rebook(&v.actor, &v.setting).is_ok()
                    && casework::booking::may_change(p.state).is_ok(),
            })
        }
        None => None,
    };
    let meeting = match store::meeting::minutes::meeting_of(src, org, r.id).await? {
        Some(m) => store::meeting::find(src, &crate::action::reader(v), m).await.ok().map(|m| m.id),
        None => None,
    };
    Ok(ThreadPage {
        meeting,
        csrf: v.csrf.clone(),
        words: v.words().clone(),
        id: r.id.to_string(),
        pupil: pupil.name(),
        form_group: pupil.form.clone(),
        state: r.state,
        facts,
        steps: steps.into_iter().map(|(_, s)| s).collect(),
        place,
        adds_context: sees.notes && r.state == ReferralState::Waiting,
        withdraws: r.referrer == v.actor.staff && r.state == ReferralState::Waiting,
        decides: v.may(May::Approve),
        form,
        errors,
    })
}

/// Context kept to approvers, for those who may read it and for nobody else.
pub(super) async fn context(
    src: &mut dyn Source,
    v: &Visit,
    referral: Id,
    sees: Sees,
) -> Result<Vec<store::referral::Note>, Problem> {
    if !sees.notes {
        return Ok(Vec::new());
    }
    Ok(store::referral::context(src, v.org(), referral).await?)
}

/// Shows it.
pub async fn show(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let form = Form::of([("once", Id::now_v7().to_string())]);
    let page = page(&mut read, &v, v.id("id")?, form, Errors::new()).await?;
    v.page(&page)
}

/// Adds context that only approvers read.
pub async fn add_context(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Adding context to a referral").await?;
    let (r, pupil, sees) = seen(&mut w, &v, id).await?;
    if !sees.notes {
        return Err(Problem::Missing);
    }
    let mut errors = Errors::new();
    let body = errors.need(&v.form, "body", 4000, "Write what approvers should know");
    if !errors.is_empty() {
        let page = page(&mut w, &v, id, v.form.clone(), errors).await?;
        return v.again(&page);
    }
    let here = format!("/referrals/{id}");
    if r.state != ReferralState::Waiting {
        return Err(Problem::Stale(Vec::new()));
    }
    let note = NewNote {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        pupil: pupil.id,
        referral: id,
        body: &body,
        author: v.actor.staff,
        author_name: &v.actor.name,
    };
    if !store::referral::add_context(&mut w, &note).await? {
        return v.to(here);
    }
    let event = Event::new(Verb::ContextAdded, "referral", id).pupil(pupil.id);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(here, "Added. Only approvers read it.")
}

/// Takes one's own referral back while it waits.
pub async fn withdraw(v: Visit) -> Answer {
    let id = v.id("id")?;
    let mut w = v.write("Withdrawing a referral").await?;
    let (mut r, pupil, _) = seen(&mut w, &v, id).await?;
    if r.referrer != v.actor.staff {
        return Err(Problem::Missing);
    }
    let here = format!("/referrals/{id}");
    match r.state {
        ReferralState::Withdrawn => return v.to(here),
        ReferralState::Waiting => {}
        _ => return Err(Problem::Stale(Vec::new())),
    }
    r.state = ReferralState::Withdrawn;
    r.decided_by = Some(v.actor.staff);
    r.decided_at = Some(v.now);
    store::referral::decide(&mut w, &r).await?;
    let event = Event::new(Verb::Withdrawn, "referral", id).pupil(pupil.id);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(here, "Withdrawn. Nobody will decide it.")
}
