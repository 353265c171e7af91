//! Trips and events: planned, with what each pupil needs, approved when nothing is missing, signed
//! out and in, looked back on.
//!
//! Must never know: what a trip must have; `casework::trip` says. Names of pupils are shown to those
//! who open their file.

mod act;
pub mod approval;
pub mod ask;
mod facts;
pub mod follow;
pub mod hospitality;
mod hospitality_page;
pub mod list;
mod one;
pub mod pupil;
mod pupil_page;
pub mod register;
mod samples;
pub mod sheet;
pub mod today;

pub use act::{away, change, edit, line, look_back, risk_file, serve};
pub use facts::{Facts, Row, gather};
pub(crate) use facts::{not_asked, take_off};
pub use samples::samples;

pub(crate) use crate::pupil::home_scope as scope;

use crate::form::{Errors, Form};
use crate::page::kit::Choice;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::school::Staff;
use casework::trip::{Trip, TripState};
use casework::{Event, Id, Reach, Role, Scope, Verb};
use store::Source;

/// Everybody: for what is only counted or compared, and for whoever goes with them.
pub(crate) fn all(org: Id) -> Scope {
    Scope { org, reach: vec![Reach::School] }
}

/// The school's own setting, or what stands where it has none.
pub(crate) async fn setting(src: &mut dyn Source, org: Id) -> Result<(Role, String), Problem> {
    Ok(store::trip::setting(src, org).await?.unwrap_or((Role::Head, String::new())))
}

/// Staff of the school to choose from.
pub(crate) async fn staff(src: &mut dyn Source, org: Id) -> Result<Vec<Staff>, Problem> {
    let mut all = store::staff::all(src, org).await?;
    all.retain(|s| s.left_on.is_none());
    Ok(all)
}
pub(crate) fn choices(staff: &[Staff]) -> Vec<Choice> {
    std::iter::once(Choice::new("", "Choose"))
        .chain(staff.iter().map(|s| Choice::new(s.id.to_string(), s.full())))
        .collect()
}

/// An event about a trip.
pub(crate) fn event(verb: Verb, t: &Trip) -> Event {
    Event::new(verb, "trip", t.id).fact("trip", &t.title)
}

/// Whether somebody goes on it or leads it.
pub(crate) async fn goes(src: &mut dyn Source, v: &Visit, trip: &Trip) -> Result<bool, Problem> {
    Ok(trip.lead == v.actor.staff
        || store::trip::goes_on(src, v.org(), v.actor.staff).await?.contains(&trip.id))
}

/// A trip that is over is not changed.
pub(crate) fn over(v: &Visit, t: &Trip) -> Option<Answer> {
    let said = match t.state {
        TripState::Over => "This trip is over: what was kept stays",
        TripState::Cancelled => "This trip was cancelled",
        _ => return None,
    };
    Some(v.to_saying(format!("/trips/{}", t.id), said))
}

/// Keeps a trip, of the version that was looked at.
pub(crate) async fn keep(w: &mut store::Write, v: &Visit, t: &Trip) -> Result<(), Problem> {
    store::trip::change(w, t).await.map_err(|problem| match problem {
        store::Problem::Stale => Problem::Stale(v.form.kept()),
        other => other.into(),
    })
}

/// Shows one.
pub async fn show(v: Visit) -> Answer {
    let page = one::sheet(&v, Form::default(), Errors::new()).await?;
    v.page(&page)
}
