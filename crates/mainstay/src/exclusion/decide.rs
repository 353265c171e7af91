//! The headteacher's decision: everything that was written, read once more, what it brings the
//! totals to, the reasons, and who decides.
//!
//! Must never propose anything: what is owed follows from the decision, never the other way.

use super::step_page::totals as sums;
use super::{About, LONGEST, event};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{Area, ErrorSummary, Field, Head, hidden, token};
use crate::page::name::naming;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::exclusion::decide::{Texts, decider, may_impose, may_write, missing};
use casework::exclusion::period::Totals;
use casework::exclusion::{As, Decided, Exclusion, Exhibit, Part, Step, WHO_DECIDES};
use casework::owed::Kind;
use casework::words::{Concept, Words};
use casework::{Coded, Refusal, Verb};
use maud::{Markup, html};
use rulebook::clocks;

/// The page.
pub struct DecidePage {
    /// The school's words.
    pub words: Words,
    /// The record.
    pub e: Exclusion,
    /// The pupil.
    pub name: String,
    /// What to call them.
    pub first: String,
    /// Its texts.
    pub texts: Texts,
    /// What shows it.
    pub exhibits: Vec<Exhibit>,
    /// What was tried, from the pupil's record.
    pub tried: Vec<String>,
    /// What is still to be said.
    pub missing: Vec<(Step, String)>,
    /// Totals.
    pub totals: Option<Totals>,
    /// As what they decide; none: they may not, and why.
    pub as_what: Result<String, String>,
    /// Form token.
    pub csrf: String,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
}

impl Page for DecidePage {
    fn title(&self) -> String {
        "Decide".into()
    }
    fn here(&self) -> &'static str {
        "/exclusions"
    }
    fn main(&self) -> Markup {
        let at = format!("/exclusions/{}", self.e.id);
        let (f, e) = (&self.form, &self.errors);
        let button = match self.e.kind {
            Some(Kind::Permanent) => "Record my decision to permanently exclude".to_string(),
            _ => "Record my decision to suspend".to_string(),
        };
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("Decide").back(&at, "The record").facts(html! { (naming(&self.name, &[&self.name])) " · " (self.e.noun()) @if self.e.first.is_some() { ", " (self.e.days()) } }))
                (ErrorSummary(e))
                @if !self.missing.is_empty() {
                    div.panel.panel-warn #missing { h2.panel-title { "Not whole yet" }
                        ul { @for (step, words) in &self.missing { li { a href=(address(&self.e, *step)) { (step.label()) } ": " (words) } } }
                    }
                }
                @if let Some(t) = &self.totals { (self.law(t)) }
                (written(&self.texts, &self.exhibits, &self.tried, &[&self.name, &self.first]))
                div.panel.panel-note { p { (self.words.said(WHO_DECIDES)) " " a href="/law/rules/R2.01" { "R2.01" } } }
                @match &self.as_what {
                    Err(why) => div.panel.panel-stop { h2.panel-title { "You cannot decide this" } p { (why) } },
                    Ok(as_what) if self.missing.is_empty() => {
                        form.stack.stack-5 method="post" action={ (at) "/decide" } {
                            (token(&self.csrf)) (hidden("version", self.e.version))
                            (Area::new("reasons", "Your reasons").hint("Why this and nothing less, what you made of their account, and what you weighed. Governors and a panel read it.").rows(6).from(f, e))
                            div.ask-fields {
                                (Field::new("on", "Decided on").kind("date").from(f, e))
                                (Field::new("at", "At").kind("time").from(f, e))
                            }
                            p { "Decided as " (as_what) "." }
                            div.row { button.btn type="submit" { (button) } a.btn.btn-2 href=(at) { "Leave it" } }
                        }
                    }
                    Ok(_) => p { "It can be decided when it is whole." },
                }
            }
        }
    }
}

/// Where a page of the record is.
pub(super) fn address(e: &Exclusion, step: Step) -> String {
    match step {
        Step::Evidence => format!("/exclusions/{}/evidence", e.id),
        step => format!("/exclusions/{}/step/{}", e.id, step.code()),
    }
}

impl DecidePage {
    fn law(&self, t: &Totals) -> Markup {
        let permanent = self.e.kind == Some(Kind::Permanent);
        html! {
            section.sheet.stack aria-labelledby="law" {
                h2 #law { "What the law asks to be looked at" }
                @if !permanent { (sums(t)) }
                ul {
                    @if permanent { li { "A last resort: both parts of the test. " a href="/law/rules/R3.01" { "R3.01" } } }
                    @if !permanent && t.over_high() { li { strong { "Over " (clocks::THRESHOLD_HIGH) " in the term" } ": the governing body must meet. " a href="/law/rules/R2.13" { "R2.13" } } }
                    @else if !permanent && t.over_low() { li { strong { "Over " (clocks::THRESHOLD_LOW) " in the term" } ": if the parent makes representations, the governing body must meet. " a href="/law/rules/R2.14" { "R2.14" } } }
                    li { "Never because of needs the school cannot meet, attainment, what a parent does, or a meeting nobody came to. " a href="/law/rules/R2.02" { "R2.02" } }
                    li { "Lawful, reasonable, fair and proportionate, on facts more likely than not. " a href="/law/rules/R2.01" { "R2.01" } }
                }
            }
        }
    }
}

/// Everything that was written, to read.
pub(super) fn written(
    texts: &Texts,
    exhibits: &[Exhibit],
    tried: &[String],
    names: &[&str],
) -> Markup {
    html! {
        section.sheet.stack aria-labelledby="written" {
            h2 #written { "What is written" }
            dl.summary {
                @for part in Part::ALL { @if texts.has(*part) {
                    div { dt { (part.label()) } dd { @for (n, line) in texts.of(*part).lines().enumerate() { @if n > 0 { br; } (naming(line, names)) } } }
                } }
                @if !tried.is_empty() { div { dt { "From their own record" } dd { ul.stack.stack-2 { @for line in tried { li { (line) } } } } } }
                @for x in exhibits {
                    div { dt { (x.kind.label()) } dd { (super::evidence::whose(x)) @if x.read_back { ", read back" } @if x.signed { ", signed" } } }
                }
            }
        }
    }
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<DecidePage, Problem> {
    let mut read = v.read().await?;
    let about = About::of(v, &mut read).await?;
    may_write(&about.e)?;
    let tried = super::step::drawn(v, &mut read, &about).await?;
    let as_what = match decider(&v.actor, &about.settings, v.today(), &about.at()) {
        Ok(role) => Ok(match role {
            casework::exclusion::As::Head => v.words().one(Concept::Head).to_string(),
            casework::exclusion::As::Acting => {
                format!("acting {}", v.words().one(Concept::Head))
            }
        }),
        Err(no) => Err(v.words().said(&no.rule)),
    };
    Ok(DecidePage {
        words: v.words().clone(),
        name: about.pupil.name(),
        first: about.pupil.first(),
        missing: missing(&about.e, &about.texts, &about.exhibits),
        totals: about.totals(),
        texts: about.texts,
        exhibits: about.exhibits,
        tried,
        e: about.e,
        as_what,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Shows it.
pub async fn decide_page(v: Visit) -> Answer {
    let form = Form::default().with("on", v.today().iso()).with("at", v.now.minute().input());
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Keeps the decision.
pub async fn decide(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let reasons = errors.need(f, "reasons", LONGEST, "Give your reasons");
    let day = errors.get(f.day("on"), "on", "Give the day you decided");
    let time = errors.get(f.minute("at"), "at", "Give the time you decided, such as 10.45");
    let at = day.zip(time).map(|(day, time)| day.at(time));
    let mut w = v.write("Deciding a suspension or permanent exclusion").await?;
    let about = About::of(&v, &mut w).await?;
    let back = about.at();
    let role = decider(&v.actor, &about.settings, v.today(), &back)?;
    // Sent twice: it is decided already, by this person and for these reasons.
    if about.e.decided.as_ref().is_some_and(|d| d.staff == v.actor.staff && d.reasons == reasons) {
        return v.to(back);
    }
    may_write(&about.e)?;
    if f.int("version") != Some(about.e.version) {
        return Err(Problem::Stale(f.kept()));
    }
    if at.is_some_and(|at| at > v.now) {
        errors.add("on", "That is still to come");
    }
    if let (Some(at), Some(first)) = (at, about.e.first)
        && at.day() > first
    {
        errors.add("on", format!("It would begin on {first}, before it was decided. A pupil who is sent home without a decision is out unlawfully (R2.23): change the first day, or the day you decided"));
    }
    if let (Some(at), As::Acting) = (at, role)
        && !about.settings.acts(v.actor.staff, at.day())
    {
        errors.add("on", format!("You were not named to act as head on {} (R2.01). Whoever decided that day records it", at.day()));
    }
    if let (Some(at), Some(happened)) = (at, about.e.happened_at)
        && at < happened
    {
        errors.add("on", format!("It happened {happened}: nothing was decided before"));
    }
    let left = missing(&about.e, &about.texts, &about.exhibits);
    if let Some((step, words)) = left.first() {
        errors.add("missing", format!("{}: {words}", step.label()));
    }
    super::step::period_wrong(&about, &mut errors);
    let (Some(at), true) = (at, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    let Some(totals) = about.totals() else {
        return Err(Refusal::because(
            "The days cannot be counted",
            "Every total is counted on the school’s own calendar, and nothing is guessed.",
            "Mainstay’s own rule.",
        )
        .or("Have the calendar put right", "/set-up/calendar")
        .into());
    };
    may_impose(&about.e, &totals)?;
    let drawn = super::step::drawn(&v, &mut w, &about).await?;
    let decided = Decided {
        at,
        staff: v.actor.staff,
        name: v.actor.name.clone(),
        role,
        reasons,
        drawn: drawn.join("\n"),
        length: totals.length,
        touched: totals.touched,
        term_total: totals.term,
        year_total: totals.year,
        sen: about.pupil.sen,
        looked_after: about.pupil.looked_after,
        social_worker: about.pupil.social_worker.clone(),
    };
    store::exclusion::decide(&mut w, &about.e, &decided).await?;
    let mut event = event(Verb::ExclusionDecided, &about)
        .fact("days", about.e.days())
        .fact("half-days", totals.length.count())
        .fact("as", role.code());
    if let Some(kind) = about.e.kind {
        event = event.fact("kind", kind.code());
        if kind != Kind::Permanent {
            event = event.fact("term", totals.term.count());
        }
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "It is decided. Below is what is owed now, to whom and by when")
}
