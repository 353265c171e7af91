//! What follows from a record: the actions that came from it, on its own page, and the way to one
//! more. The action leads back to the record.
//!
//! Must never show: an action's page to anybody who may not read it.

use super::{mark, reader};
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::action::{Action, Origin};
use casework::{Coded, Id, May};
use maud::{Markup, Render, html};
use rulebook::Day;
use store::Source;

/// The actions that came from a record.
#[derive(Default)]
pub struct Follows {
    /// Each, and whether the reader may open it.
    pub all: Vec<(Action, bool)>,
    /// What kind of record it is, and which; nothing where the reader adds none.
    pub more: Option<(Origin, Id)>,
    /// Today.
    pub today: Option<Day>,
}

/// Those of a record that was found by its reader.
pub(crate) async fn follows(
    v: &Visit,
    src: &mut dyn Source,
    (origin, about): (Origin, Id),
    adds: bool,
) -> Result<Follows, Problem> {
    let mut all = Vec::new();
    for a in store::action::about(src, v.org(), about).await? {
        let opens = store::action::find(src, &reader(v), a.id).await.is_ok();
        all.push((a, opens));
    }
    Ok(Follows { all, more: adds.then_some((origin, about)), today: Some(v.today()) })
}

impl Render for Follows {
    fn render(&self) -> Markup {
        let Some(today) = self.today.filter(|_| !self.all.is_empty() || self.more.is_some()) else {
            return html! {};
        };
        html! {
            section.sheet.stack.stack-3 aria-labelledby="follows" {
                h2 #follows { "What follows" }
                @if self.all.is_empty() { p.soft { "Nothing is to be done yet." } }
                @else { ul.todo { @for (a, opens) in &self.all { li {
                    p { @if *opens { a href={ "/actions/" (a.id) } { (a.what) } } @else { (a.what) } }
                    p.soft { (mark(a, today)) " " (a.owner_name) ", due " (a.due) }
                } } } }
                @if let Some((origin, about)) = self.more { p { a.btn.btn-2 href={ "/actions/new?origin=" (origin.code()) "&about=" (about) } { "Add an action" } } }
            }
        }
    }
}

/// The record an action is begun from.
pub(super) struct Record {
    /// What kind.
    pub origin: Origin,
    /// Which.
    pub about: Id,
    /// What it is called; names no pupil.
    pub source: String,
    /// The pupil it is about.
    pub pupil: Option<Id>,
    /// Whose alone the action is; nothing where everybody may have it.
    pub between: Option<[Id; 2]>,
    /// Where the record is.
    pub there: String,
}

/// The record that a form names, if whoever asks may open it.
pub(super) async fn record(
    v: &Visit,
    src: &mut dyn Source,
    form: &Form,
) -> Result<Option<Record>, Problem> {
    let (Some(origin), Some(about)) = (form.coded::<Origin>("origin"), form.id("about")) else {
        return Ok(None);
    };
    let (mut pupil, mut between) = (None, None);
    let needs = |may: May| if v.may(may) { Ok(()) } else { Err(Problem::Missing) };
    let (source, there) = match origin {
        Origin::Group => {
            needs(May::PupilSummary)?;
            let (group, ..) = crate::group::open(v, src, about).await?;
            (group.name, format!("/groups/{about}"))
        }
        Origin::EarlyHelp => {
            needs(May::Home)?;
            let e = store::early_help::find(src, &crate::early_help::scope(v), about).await?;
            pupil = Some(e.pupil);
            (format!("Early help, begun {}", e.begun_on), format!("/early-help/{about}"))
        }
        Origin::Transition => {
            needs(May::PupilFile)?;
            let t = store::transition::find(src, &crate::transition::scope(v), about).await?;
            pupil = t.pupil;
            (format!("{}, {}", t.way.label(), t.starts), format!("/transitions/{about}"))
        }
        Origin::Plan => {
            needs(May::PupilFile)?;
            let plan = crate::plan::open(v, src, about).await?;
            pupil = Some(plan.pupil);
            (format!("{}, from {}", plan.kind.label(), plan.from), format!("/plans/{about}"))
        }
        Origin::Supervision => {
            let s = store::supervision::find(src, v.org(), v.actor.staff, about).await?;
            between = Some([s.manager, s.staff]);
            ("Line management".to_string(), format!("/supervision/{about}"))
        }
        Origin::RoomCheck => {
            needs(May::Kit)?;
            let d = store::kit::check::defect(src, v.org(), about).await?;
            (d.what, format!("/kit/defects/{about}"))
        }
        Origin::Routine => {
            let r = store::routine::find(src, v.org(), about).await?;
            if r.owner != v.actor.staff && !super::reads_all(v) {
                return Err(Problem::Missing);
            }
            (r.what, "/actions/routines".to_string())
        }
        _ => return Ok(None),
    };
    Ok(Some(Record { origin, about, source, pupil, between, there }))
}
