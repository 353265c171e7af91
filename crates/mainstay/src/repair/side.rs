//! One side of putting something right, prepared apart from the other: the school's questions,
//! whether they choose to take part, and how the two get on. And what is carried between them.
//!
//! Must never show: what the other side said.

use super::{LONGEST, found};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::earlier::Earlier;
use crate::page::gallery::{Sample, framed};
use crate::page::kit::{Choice, Choices, ErrorSummary, Look, hidden, token};
use crate::page::name::naming;
use crate::problem::Problem;
use crate::question;
use crate::visit::{Answer, Visit};
use casework::question::{Answer as Answered, Question, Talk, lines, ours};
use casework::repair::{Carried, Consent, Prepared, RATING, Repair, Side, State};
use casework::{Coded, Event, Id, Refusal, Verb};
use maud::{Markup, html};
use store::Source;
use store::revision::{self, Revision};

/// The page.
pub struct SidePage {
    /// Whose side.
    pub side: Side,
    /// What to call the one who is asked.
    pub who: String,
    /// What to call the other.
    pub with: String,
    /// What the pupil is called, so that the name can be hidden.
    pub first: String,
    /// The meeting.
    pub repair: Id,
    /// The school's questions.
    pub questions: Vec<Question>,
    /// Those both are asked before anything is agreed, each apart.
    pub both: Vec<Question>,
    /// What was written before it was put right.
    pub earlier: Vec<Revision>,
    /// Form token.
    pub csrf: String,
    /// What is filled in.
    pub form: Form,
    /// What is wrong.
    pub errors: Errors,
}

impl Page for SidePage {
    fn title(&self) -> String {
        "Preparing one side".into()
    }
    fn here(&self) -> &'static str {
        "/board"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let name = |text: &str| naming(text, &[&self.first]);
        let back = format!("/repairs/{}", self.repair);
        let consent: Vec<Choice> =
            Consent::ALL.iter().map(|c| Choice::new(c.code(), c.label())).collect();
        let steps: Vec<Choice> =
            (1..=RATING).map(|n| Choice::new(n.to_string(), n.to_string())).collect();
        let on = |when: &str| format!("How they get on with the other, {when}");
        html! {
            div.page-one.stack.stack-5 {
                header.head {
                    a.back href=(back) { "Restorative meeting" }
                    h1 { "Preparing with " (name(&self.who)) }
                    p.head-facts { "Kept apart from what " (name(&self.with)) " says." }
                }
                (ErrorSummary(e))
                div.panel.panel-note { p { "Saying no costs nothing. Any question may be passed, and none asks for blame." } }
                form.stack.stack-5 method="post" action={ (back) "/side/" (self.side.code()) } data-draft={ "side-" (self.repair) } {
                    (token(&self.csrf)) (hidden("version", f.text("version")))
                    @for q in &self.questions { (question::asked(q, &q.words, 2, f, e)) }
                    @if !self.both.is_empty() { h2 { "Before anything is agreed" } p.soft { "Both are asked this. What the other says to it is on their own page." } }
                    @for q in &self.both { (question::asked(q, &q.words, 2, f, e)) }
                    (Choices::one("before", &on("before"), &steps).hint("Only if they wish to say.").look(Look::Scale).ends("Badly", "Well").from(f, e))
                    (Choices::one("after", &on("after"), &steps).hint("Once it was held. Only if they wish.").look(Look::Scale).ends("Badly", "Well").from(f, e))
                    (Choices::one("consent", "Taking part", &consent).from(f, e))
                    p.row { button.btn type="submit" { "Keep this side" } a.btn.btn-quiet href=(back) { "Back to the meeting" } }
                }
                (Earlier(&self.earlier))
            }
        }
    }
}

fn side_of(v: &Visit) -> Result<Side, Problem> {
    Side::from_code(v.part("side")).ok_or(Problem::Missing)
}

/// What a side is asked: its own questions, and those both are asked.
struct Asked {
    own: Vec<Question>,
    both: Vec<Question>,
}

impl Asked {
    async fn read(src: &mut dyn Source, org: Id, side: Side) -> Result<Asked, Problem> {
        Ok(Asked {
            own: store::question::live(src, org, side.talk()).await?,
            both: store::question::live(src, org, Talk::Both).await?,
        })
    }
}

/// What was said on one side. It is kept about that side, so that it is never read with the other.
#[derive(Default, PartialEq)]
struct Said {
    own: Vec<Answered>,
    both: Vec<Answered>,
}

impl Said {
    async fn kept(src: &mut dyn Source, org: Id, of: &Prepared) -> Result<Said, Problem> {
        Ok(Said {
            own: store::question::answers(src, org, of.id, of.side.talk()).await?,
            both: store::question::answers(src, org, of.id, Talk::Both).await?,
        })
    }
    fn lines(&self) -> String {
        lines(&[self.own.as_slice(), self.both.as_slice()].concat())
    }
}

/// Both what is kept of a side and what was answered there.
fn filled(known: Option<&Prepared>, questions: &[Question], answers: &[Answered]) -> Form {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let form = Form::of([
        ("version", known.map_or(0, |k| k.version).to_string()),
        ("consent", known.map_or(Consent::NotYet, |k| k.consent).code().to_string()),
        ("before", number(known.and_then(|k| k.before))),
        ("after", number(known.and_then(|k| k.after))),
    ]);
    question::filled(form, questions, answers)
}

/// Shows a side.
pub async fn show(v: Visit) -> Answer {
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

async fn sheet(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<SidePage, Problem> {
    let side = side_of(v)?;
    let repair = found(v).await?;
    let mut read = v.read().await?;
    let src = &mut read;
    let pupil = store::pupil::find(src, &v.scope(), repair.pupil).await?;
    let other = store::staff::find(src, v.org(), repair.staff).await?;
    let asked = Asked::read(src, v.org(), side).await?;
    let known = store::repair::sides(src, v.org(), repair.id).await?;
    let known = known.into_iter().find(|s| s.side == side);
    let (mut said, mut earlier) = (Said::default(), Vec::new());
    if let Some(k) = &known {
        said = Said::kept(src, v.org(), k).await?;
        earlier = revision::of(src, v.org(), revision::SIDE, k.id).await?;
    }
    let first = pupil.first().to_string();
    let names = [first.clone(), other.formal()];
    let [who, with] =
        if side == Side::Pupil { names } else { [names[1].clone(), names[0].clone()] };
    let form = typed.unwrap_or_else(|| {
        question::filled(filled(known.as_ref(), &asked.own, &said.own), &asked.both, &said.both)
    });
    Ok(SidePage {
        side,
        who,
        with,
        first,
        repair: repair.id,
        questions: asked.own,
        both: asked.both,
        earlier,
        csrf: v.csrf.clone(),
        form,
        errors,
    })
}

/// Whether a side may still be written on: a meeting that was declined stays as it was.
fn may_prepare(r: &Repair) -> Result<(), Problem> {
    if r.state != State::Declined {
        return Ok(());
    }
    Err(Refusal::because(
        "This meeting was declined",
        "A meeting that was declined stays as it was recorded. Another can be offered.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See what was recorded", format!("/repairs/{}", r.id))
    .into())
}

/// Keeps a side.
pub async fn keep(v: Visit) -> Answer {
    let side = side_of(&v)?;
    let repair = found(&v).await?;
    may_prepare(&repair)?;
    let f = &v.form;
    let mut errors = Errors::new();
    let mut rating = |name: &str| {
        let n = f.int(name).filter(|n| (1..=RATING).contains(n));
        if f.has(name) && n.is_none() {
            errors.add(name, format!("Choose a number from 1 to {RATING}, or leave it"));
        }
        n
    };
    let (before, after) = (rating("before"), rating("after"));
    let consent = f.coded("consent").unwrap_or(Consent::NotYet);
    let mut w = v.write("Preparing one side").await?;
    let asked = Asked::read(&mut w, v.org(), side).await?;
    let answers = Said {
        own: question::read(f, &asked.own, |q| q.words.clone(), &mut errors),
        both: question::read(f, &asked.both, |q| q.words.clone(), &mut errors),
    };
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let known = store::repair::sides(&mut w, v.org(), repair.id).await?;
    let known = known.into_iter().find(|s| s.side == side);
    let back = format!("/repairs/{}", repair.id);
    let said = match &known {
        Some(k) => Said::kept(&mut w, v.org(), k).await?,
        None => Said::default(),
    };
    let now = Prepared {
        id: known.as_ref().map_or_else(Id::now_v7, |k| k.id),
        repair: repair.id,
        side,
        consent,
        before,
        after,
        by_name: known.as_ref().map_or_else(|| v.actor.name.clone(), |k| k.by_name.clone()),
        at: known.as_ref().map_or(v.now, |k| k.at),
        version: known.as_ref().map_or(0, |k| k.version),
    };
    // Sent twice: it is kept already.
    if known.as_ref() == Some(&now) && said == answers {
        return v.to(back);
    }
    if f.int("version") != Some(now.version) {
        return Err(Problem::Stale(f.kept()));
    }
    store::repair::prepare(&mut w, &now).await?;
    store::question::keep(&mut w, now.id, side.talk(), &asked.own, &answers.own).await?;
    store::question::keep(&mut w, now.id, Talk::Both, &asked.both, &answers.both).await?;
    let mut event = Event::new(Verb::RepairPrepared, "repair_side", now.id)
        .pupil(repair.pupil)
        .fact("side", side.code())
        .fact("consent", consent.code())
        .fact("answers", answers.own.len() + answers.both.len());
    if known.is_some() {
        let edit = revision::Edit {
            noun: revision::SIDE,
            about: now.id,
            verb: Verb::RepairPrepared,
            before: (None, said.lines()),
            after: (None, answers.lines()),
        };
        event = event.fact(&revision::fact(revision::SIDE), revision::keep(&mut w, edit).await?);
    }
    v.commit(w, event, Vec::new()).await?;
    v.to_saying(back, "This side is kept, apart from the other")
}

/// Keeps what was carried from one side to the other.
pub async fn carry(v: Visit) -> Answer {
    let repair = found(&v).await?;
    casework::repair::may_set(&repair)?;
    let mut errors = Errors::new();
    let side = errors.get(v.form.coded::<Side>("side"), "side", "Choose whose words they are");
    let body = errors.need(&v.form, "body", LONGEST, "Write what was carried, in their words");
    let (Some(side), true) = (side, errors.is_empty()) else {
        let page = super::sheet(&v, Some(v.form.clone()), errors, String::new()).await?;
        return v.again(&page);
    };
    let carried = Carried {
        id: v.form.id("once").unwrap_or_else(Id::now_v7),
        repair: repair.id,
        side,
        body,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    let mut w = v.write("Carrying a message").await?;
    if store::repair::carry(&mut w, &carried).await? {
        let event = Event::new(Verb::RepairCarried, "repair", repair.id)
            .pupil(repair.pupil)
            .fact("side", side.code());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to(format!("/repairs/{}#shuttle", repair.id))
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    let page = |side: Side, errors| SidePage {
        side,
        who: if side == Side::Pupil { "Tyrell".into() } else { "Mrs Ravenhall".into() },
        with: if side == Side::Pupil { "Mrs Ravenhall".into() } else { "Tyrell".into() },
        first: "Tyrell".into(),
        repair: Id::nil(),
        questions: ours().into_iter().filter(|q| q.talk == side.talk()).collect(),
        both: ours().into_iter().filter(|q| q.talk == Talk::Both).collect(),
        earlier: Vec::new(),
        csrf: "gallery".into(),
        form: Form::of([("consent", Consent::Yes.code()), ("before", "2"), ("version", "1")]),
        errors,
    };
    let mut wrong = Errors::new();
    wrong.add("before", "Choose a number from 1 to 5, or leave it");
    vec![
        framed("repair-side-pupil", &page(Side::Pupil, wrong)),
        framed("repair-side-other", &page(Side::Other, Errors::new())),
    ]
}
