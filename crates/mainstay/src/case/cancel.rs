//! A cancellation that a school told the authority of: kept on the case, to the guards of the law.
//!
//! Must never do: cancel. A headteacher does; what was served before it counts still.

use super::{Whole, event, once, whole};
use crate::form::{Errors, Form};
use crate::page::Page;
use crate::page::kit::{ErrorSummary, Field, Head, hidden, token};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::case::cancel::{Against, may_cancel};
use casework::case::child::Child;
use casework::case::{Case, Kind, Known, LONGEST_LINE, Learnt};
use casework::matter::Matter;
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::{Day, HalfDays};
use store::Write;

/// The page.
pub struct CancelPage {
    /// The case.
    pub case: Case,
    /// The child.
    pub child: Child,
    /// What is in the form.
    pub form: Form,
    /// What was wrong.
    pub errors: Errors,
    /// Form token.
    pub csrf: String,
}

impl Page for CancelPage {
    fn title(&self) -> String {
        "The school cancelled it".into()
    }
    fn here(&self) -> &'static str {
        "/cases"
    }
    fn main(&self) -> Markup {
        let (f, e) = (&self.form, &self.errors);
        let name = self.child.name();
        let base = format!("/cases/{}", self.case.id);
        html! {
            div.page-one.stack.stack-5 {
                (Head::new("The school cancelled it").back(&base, &name).about(&name).facts(html! { "Only a headteacher cancels. What the school said is kept here, and what was owed because of it ends; its own notices are owed. " (crate::law::rule_link("R2.21")) }))
                (ErrorSummary(e))
                form.stack.stack-5 method="post" action={ (base) "/cancelled" } autocomplete="off" {
                    (token(&self.csrf)) (hidden("version", f.text("version"))) (hidden("once", f.text("once")))
                    (Field { kind: "date", ..Field::new("on", "Cancelled on").from(f, e) })
                    (Field::new("source", "From whom you have it").hint("Such as: the headteacher’s letter of 16 November.").from(f, e))
                    div.row { button.btn type="submit" { "Keep it" } a.btn.btn-2 href=(base) { "Leave it" } }
                }
            }
        }
    }
}

/// What the facts of a case say against a cancellation.
fn against(all: &Whole) -> Against {
    let length = all.case.half_days.and_then(|n| u32::try_from(n).ok()).map(HalfDays::halves);
    let short = all.case.kind != Kind::Permanent;
    Against {
        year_total: match (all.totals, length) {
            (Some(t), _) if short => t.year,
            (_, Some(length)) if short => length,
            _ => HalfDays::NONE,
        },
        meeting_begun: all.heard.as_ref().is_some_and(|h| {
            let now = h.happened();
            now.begun || now.governors.is_some()
        }),
        governors_told: !short
            || all.totals.is_some_and(|t| t.over_low())
            || all.case.exam == Known::Yes,
    }
}

/// Marks a case as cancelled, in a write under way.
pub(super) async fn mark(
    w: &mut Write,
    v: &Visit,
    all: &Whole,
    on: Day,
    source: &str,
) -> Result<Vec<Event>, Problem> {
    may_cancel(&all.case, against(all), on)?;
    let mut case = all.case.clone();
    case.cancelled_on = Some(on);
    store::case::change(w, &case).await?;
    let fact = Learnt {
        id: Id::now_v7(),
        about: case.id,
        name: "Cancelled by the headteacher".into(),
        was: String::new(),
        value: on.to_string(),
        source: source.to_string(),
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::case::learn(w, &[fact]).await?;
    if let Some(heard) = all.heard.as_ref().filter(|h| h.matter.closed_at.is_none()) {
        let closed = Matter { closed_at: Some(v.now), ..heard.matter.clone() };
        store::matter::change(w, &closed).await?;
    }
    Ok(vec![
        event(Verb::CaseLearnt, &case).fact("what", "Cancelled by the headteacher").fact("on", on),
    ])
}

/// Asks for the day and from whom it is known.
pub async fn ask(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = whole(&v, &mut read, v.id("id")?).await?;
    drop(read);
    may_cancel(&all.case, against(&all), v.today())?;
    let form =
        Form::default().with("on", v.today().iso()).with("version", all.case.version.to_string());
    let (case, child, csrf) = (all.case, all.child, v.csrf.clone());
    v.page(&CancelPage { case, child, form: once(form), errors: Errors::new(), csrf })
}

/// Keeps it.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let on = errors.get(f.day("on"), "on", "Give the day it was cancelled");
    if on.is_some_and(|on| on > v.today()) {
        errors.add("on", "This is later than today");
    }
    let source = errors.need(f, "source", LONGEST_LINE, "Say from whom you have it");
    let mut w = v.write("Marking a case as cancelled by the school").await?;
    let all = whole(&v, &mut w, v.id("id")?).await?;
    let to = format!("/cases/{}", all.case.id);
    // Sent twice: it says so already.
    if on.is_some() && all.case.cancelled_on == on {
        return v.to(to);
    }
    let (Some(on), true) = (on, errors.is_empty()) else {
        drop(w);
        let (case, child, csrf) = (all.case, all.child, v.csrf.clone());
        return v.again(&CancelPage { case, child, form: f.clone(), errors, csrf });
    };
    if f.int("version") != Some(all.case.version) {
        return Err(Problem::Stale(f.kept()));
    }
    let mut events = mark(&mut w, &v, &all, on, &source).await?.into_iter();
    let Some(first) = events.next() else { return v.to(to) };
    v.commit(w, first, events.collect()).await?;
    v.to_saying(to, "Kept: cancelled. Who is to be told of that stands below")
}

/// A cancellation that came as a notice: kept with the case of the first notice, whose guards
/// hold.
pub(super) async fn by_notice(
    v: &Visit,
    kept: Option<casework::case::intake::Intake>,
    case: Id,
    file: &crate::work::file::Change,
    at: rulebook::Instant,
) -> Answer {
    use casework::case::intake::State;
    let Some(on) = v.form.day("cancelled") else { return Err(Problem::Missing) };
    let mut w = v.write("Marking a case as cancelled by the school").await?;
    let all = whole(v, &mut w, case).await?;
    let to = format!("/cases/{case}");
    let source = format!("Notice of the cancellation from {}, received {at}", all.case.school_name);
    let mut events = match all.case.cancelled_on == Some(on) {
        // Told twice: both notices are kept, and it is marked once.
        true => Vec::new(),
        false => mark(&mut w, v, &all, on, &source).await?,
    };
    let settled = super::intake::settled(&mut w, v, kept, file, at, (State::Joined, case)).await?;
    events.push(settled.pupil(all.case.child));
    let first = events.remove(0);
    v.commit(w, first, events).await?;
    v.to_saying(to, "Kept: cancelled. Who is to be told of that stands below")
}
