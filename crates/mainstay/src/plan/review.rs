//! Reviews of a plan: held target by target with the evidence, moved with a reason, and followed by
//! another day or by the plan's end. None passes silently.

use super::{must_write, open, reviewed, shown, whose, writes};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{
    Area, Choice, Choices, ErrorSummary, Field, Head, Look, Standing, Tag, hidden, token,
};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::plan::{
    Ending, Found, Got, LONGEST, LONGEST_LINE, Plan, Review, Target, going, may_move, tally,
};
use casework::{Coded, Event, Id, Verb};
use maud::{Markup, html};
use rulebook::Day;
use store::Source;

/// The page of one review.
pub struct ReviewPage {
    /// The plan.
    pub plan: Plan,
    /// Name and form.
    pub who: String,
    /// The review.
    pub review: Review,
    /// The targets teachers have.
    pub targets: Vec<Target>,
    /// What was found, once it was held.
    pub found: Vec<Found>,
    /// The review after this one, where one is set.
    pub next: Option<Day>,
    /// How many reply to the latest check that each strategy is in use.
    pub in_use: Vec<(String, String)>,
    /// Whether this person may hold it.
    pub writes: bool,
    /// Today.
    pub today: Day,
    /// What is in it.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

/// "Review at school week 4", or "Review".
pub fn named(review: &Review) -> String {
    match review.week {
        0 => "Review".into(),
        n => format!("Review at school week {n}"),
    }
}

fn got_name(t: Id) -> String {
    format!("got-{t}")
}
fn evidence_name(t: Id) -> String {
    format!("evidence-{t}")
}

impl Page for ReviewPage {
    fn title(&self) -> String {
        format!("{}: {}", named(&self.review), self.who)
    }
    fn here(&self) -> &'static str {
        "/plans"
    }
    fn main(&self) -> Markup {
        let r = &self.review;
        let back = format!("/plans/{}", self.plan.id);
        html! {
            (Head::new(&self.title()).about(&self.who).back(&back, "Back to the plan").facts(html! {
                (self.plan.kind.label()) ". Due " (r.due)
                @if r.due != r.first_due { ", moved from " (r.first_due) ": " (r.moved_why) }
                " " @match r.held_on {
                    Some(day) => { (Tag(Standing::Done, "Held")) " " (day) ", written down by " (r.held_by) },
                    None if r.due < self.today => (Tag(Standing::Late, "Late")),
                    None => {}
                }
            }))
            (ErrorSummary(&self.errors))
            @if r.held_on.is_some() { (self.held()) }
            @else if self.writes && self.plan.ended_on.is_none() { (self.forms()) }
            @else { p.soft { "It is not held yet." } }
        }
    }
}

impl ReviewPage {
    fn held(&self) -> Markup {
        let (met, part, not) = tally(&self.found);
        html! {
            div.page-one.stack.stack-5 {
                @if !self.review.there.is_empty() { p { strong { "There: " } (self.review.there) } }
                @if !self.found.is_empty() { p { (met) " met, " (part) " partly, " (not) " not" } }
                @for f in &self.found { @if let Some(t) = self.targets.iter().find(|t| t.key == f.target) {
                    div.sheet.stack.stack-2 { p { (got(f.got)) " " strong { (t.words) } } p { strong { "Evidence: " } (f.evidence) } }
                } }
                @if !self.review.change.is_empty() { section.stack.stack-2 { h2 { "What changes" } p.as-typed { (self.review.change) } } }
            }
        }
    }
    fn forms(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let gots: Vec<Choice> = Got::ALL.iter().map(|g| Choice::new(g.code(), g.label())).collect();
        let after = [Choice::new("on", "The plan goes on"), Choice::new("end", "The plan ends")];
        let endings: Vec<Choice> =
            Ending::ALL.iter().map(|g| Choice::new(g.code(), g.label())).collect();
        let id = self.review.id;
        html! {
            div.cols.cols-side {
                form.stack.stack-5 method="post" action={ "/plans/reviews/" (id) } {
                    (token(&self.csrf)) (hidden("version", self.review.version))
                    (Field::new("on", "Held on").kind("date").from(f, e))
                    (Field::new("there", "Who was there").optional().from(f, e))
                    @for t in &self.targets {
                        fieldset.sheet.stack {
                            legend.vh { (t.words) }
                            (shown::target(t))
                            @let (g, ev) = (got_name(t.key), evidence_name(t.key));
                            (Choices::one(&g, "How far?", &gots).look(Look::Scale).from(f, e))
                            (Area::new(&ev, "What shows it").rows(2).hint("Figures where there are any: report marks, days, lessons.").from(f, e))
                        }
                    }
                    (Area::new("change", "What changes").rows(3).optional().hint("It stands as the reason for the next version.").from(f, e))
                    (Choices::one("after", "After this review", &after).look(Look::Scale).from(f, e))
                    @match self.next {
                        Some(day) => p.soft { "The next review is set for " (day) "." },
                        None => (Field::new("next", "Next review on").kind("date").hint("Needed where the plan goes on.").from(f, e)),
                    }
                    details.working open[f.text("after") == "end" || e.of("ending").is_some() || e.of("evaluation").is_some()] {
                        summary { "If the plan ends" }
                        div.working-body.stack {
                            (Choices::one("ending", "How it ends", &endings).from(f, e))
                            (Area::new("evaluation", "What came of it").rows(4).hint("What helped, what did not, and what goes on. Others will read it before they begin the next plan.").from(f, e))
                        }
                    }
                    div { button.btn type="submit" { "Keep the review" } }
                }
                aside.stack {
                    @if !self.in_use.is_empty() { section.sheet.stack { h2 { "In use, by teachers" } dl.summary.summary-tight { @for (what, said) in &self.in_use { div { dt { (what) } dd { (said) } } } } } }
                    form.sheet.stack method="post" action={ "/plans/reviews/" (id) "/move" } {
                        (token(&self.csrf)) (hidden("version", self.review.version))
                        h2 { "Move it" }
                        (Field::new("to", "To").kind("date").from(f, e))
                        (Area::new("why", "Why").rows(2).from(f, e))
                        div { button.btn.btn-2 type="submit" { "Move the review" } }
                    }
                }
            }
        }
    }
}

/// How far, as a mark.
pub fn got(g: Got) -> Markup {
    let standing = match g {
        Got::Met => Standing::Done,
        Got::Part => Standing::Due,
        Got::Not => Standing::None,
    };
    html! { (Tag(standing, g.label())) }
}

async fn theirs(v: &Visit, src: &mut dyn Source) -> Result<(Review, Plan), Problem> {
    let review = store::plan::used::review(src, v.org(), v.id("id")?).await?;
    let plan = open(v, src, review.plan).await?;
    Ok((review, plan))
}

async fn sheet(v: &Visit, form: Form, errors: Errors) -> Result<ReviewPage, Problem> {
    let mut read = v.read().await?;
    let (review, plan) = theirs(v, &mut read).await?;
    let body = store::plan::body(&mut read, v.org(), plan.id, plan.current).await?;
    let mut found = store::plan::used::found(&mut read, v.org(), plan.id).await?;
    found.retain(|f| f.review == review.id);
    let mut targets = body.targets.clone();
    // A target that was taken out since stands with what was found of it.
    if review.held_on.is_some() {
        for e in store::plan::editions(&mut read, v.org(), plan.id).await? {
            let earlier = store::plan::body(&mut read, v.org(), plan.id, e.number).await?;
            for t in earlier.targets {
                if !targets.iter().any(|k| k.key == t.key) {
                    targets.push(t);
                }
            }
        }
    }
    let reviews = store::plan::used::reviews(&mut read, v.org(), plan.id).await?;
    let next = reviews.iter().find(|r| r.held_on.is_none() && r.id != review.id).map(|r| r.due);
    let checks = store::plan::asked::checks(&mut read, v.org(), plan.id).await?;
    let in_use = match checks.first() {
        Some(c) => {
            let asked = store::plan::asked::checked(&mut read, v.org(), &[c.id]).await?;
            let said = store::plan::asked::said(&mut read, v.org(), &[c.id]).await?;
            casework::plan::shares(&body.strategies, &asked, &said)
                .iter()
                .zip(&body.strategies)
                .map(|(share, s)| (s.words.clone(), format!("{} teachers", share.said())))
                .collect()
        }
        None => Vec::new(),
    };
    Ok(ReviewPage {
        who: whose(v, &mut read, &plan).await?,
        plan,
        review,
        targets,
        found,
        next,
        in_use,
        writes: writes(v),
        today: v.today(),
        form,
        errors,
        csrf: v.csrf.clone(),
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let form = Form::of([("on", v.today().iso()), ("after", "on".into())]);
    let page = sheet(&v, form, Errors::new()).await?;
    v.page(&page)
}

/// Moves one to another day, with the reason.
pub async fn shift(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let to = errors.get(f.day("to"), "to", "Give the day, such as 12 10 2026");
    let why = errors.need(f, "why", LONGEST_LINE, "Say why it moves");
    let mut w = v.write("Moving the review of a plan").await?;
    let (mut review, plan) = theirs(&v, &mut w).await?;
    let back = format!("/plans/{}", plan.id);
    must_write(&v, &back)?;
    going(&plan)?;
    let (Some(to), true) = (to, errors.is_empty()) else {
        drop(w);
        let form = f.clone().with("on", v.today().iso()).with("after", "on");
        let page = sheet(&v, form, errors).await?;
        return v.again(&page);
    };
    may_move(&review, to, v.today(), &v.setting.calendar)?;
    if (review.due, &review.moved_why) == (to, &why) {
        return v.to(back);
    }
    if f.int("version") != Some(review.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    let from = review.due;
    review.due = to;
    review.moved_why = why;
    store::plan::used::shift(&mut w, &review).await?;
    let event = Event::new(Verb::PlanReviewMoved, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("from", from)
        .fact("to", to);
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, format!("The review is moved to {to}"))
}

/// Keeps that one was held: what was found of every target, what changes, and what comes next.
pub async fn hold(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut w = v.write("Reviewing a plan").await?;
    let (mut review, mut plan) = theirs(&v, &mut w).await?;
    let back = format!("/plans/{}", plan.id);
    must_write(&v, &back)?;
    if review.held_on.is_some() {
        return v.to_saying(back, "This review was held already");
    }
    going(&plan)?;
    let body = store::plan::body(&mut w, v.org(), plan.id, plan.current).await?;
    let on = errors.get(f.day("on"), "on", "Give the day it was held, such as 9 10 2026");
    if on.is_some_and(|d| d > v.today()) {
        errors.add("on", "This day is still to come");
    }
    if on.is_some_and(|d| d < plan.from) {
        errors.add("on", format!("The plan began on {}", plan.from));
    }
    review.there = errors.limit(f, "there", LONGEST_LINE);
    let mut found = Vec::new();
    for t in &body.targets {
        let (name, ev) = (got_name(t.key), evidence_name(t.key));
        let got = errors.get(f.coded::<Got>(&name), &name, "Choose how far this was reached");
        let evidence = errors.need(f, &ev, LONGEST, "Say what shows it");
        if let Some(got) = got {
            found.push(Found { review: review.id, target: t.key, got, evidence });
        }
    }
    review.change = errors.limit(f, "change", LONGEST);
    let ends = f.text("after") == "end";
    if !ends && f.text("after") != "on" {
        errors.add("after", "Say whether the plan goes on");
    }
    let mut reviews = store::plan::used::reviews(&mut w, v.org(), plan.id).await?;
    reviews.retain(|r| r.id != review.id);
    let mut next = None;
    let mut ending = None;
    if ends {
        ending = errors.get(f.coded::<Ending>("ending"), "ending", "Choose how it ends");
        plan.evaluation = errors.need(f, "evaluation", LONGEST, "Say what came of it");
    } else if !reviewed(&reviews) {
        next = errors.get(f.day("next"), "next", "Give the day of the next review");
        match next {
            Some(day) if day <= v.today() => {
                errors.add("next", "The next review comes after today")
            }
            Some(day) => {
                if let Some(why) = v.setting.calendar.why_closed(day) {
                    errors.add("next", format!("Not a school day: {}", why.to_lowercase()));
                }
            }
            None => {}
        }
    }
    let (Some(on), true) = (on, errors.is_empty()) else {
        drop(w);
        let page = sheet(&v, v.form.clone(), errors).await?;
        return v.again(&page);
    };
    if f.int("version") != Some(review.version) {
        return Err(Problem::Stale(v.form.kept()));
    }
    review.held_on = Some(on);
    review.held_by = v.actor.name.clone();
    store::plan::used::hold(&mut w, &review, &found).await?;
    let (met, part, not) = tally(&found);
    let mut event = Event::new(Verb::PlanReviewed, "plan", plan.id)
        .pupil(plan.pupil)
        .fact("kind", plan.kind.code())
        .fact("on", on)
        .fact("found", format!("{met} met, {part} partly, {not} not"));
    if review.week > 0 {
        event = event.fact("week", review.week);
    }
    let mut rest = Vec::new();
    let mut to = back.clone();
    let mut said = "The review is kept";
    if let Some(ending) = ending {
        plan.ended_on = Some(v.today());
        plan.ending = Some(ending);
        store::plan::change(&mut w, &plan).await?;
        store::plan::used::no_more_reviews(&mut w, plan.id).await?;
        rest.push(
            Event::new(Verb::PlanEnded, "plan", plan.id)
                .pupil(plan.pupil)
                .fact("kind", plan.kind.code())
                .fact("ending", ending.code()),
        );
        said = "The review is kept, and the plan has ended";
        // Contact does not stop with a plan: it goes on, less often.
        if let Some(event) = crate::watch::less_often(&mut w, &v, plan.pupil).await? {
            rest.push(event);
            said = "The review is kept, and the plan has ended. Their key worker is in contact every half-term from now on";
        }
    } else {
        if let Some(day) = next {
            store::plan::used::reviews_add(&mut w, &[super::review(plan.id, 0, day)]).await?;
            event = event.fact("next", day);
        }
        if !review.change.is_empty() {
            to = format!("{back}/write");
            said = "The review is kept. Here is the next version to write";
        }
    }
    v.commit(w, event, rest).await?;
    v.to_saying(to, said)
}
