//! Directions off site: begun from what a panel decided or by themselves, noticed, run, reviewed and
//! ended, with every step on record.
//!
//! Must never decide one, or let one begin without the notice that the rules ask for.

mod form_page;
mod list_page;
mod notice;
mod one;
mod one_page;
mod reviews;
mod samples;
pub mod today;

pub use notice::{letter, notified, sen_told};
pub use one::{began, change, enter, new, save, show};
pub use reviews::{hold, invited, plan};
pub use samples::samples;

use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::direction::{Direction, Invite, Step};
use casework::{Coded, Event, Id, Verb};
use list_page::ListPage;
use rulebook::SchoolCalendar;
use rulebook::almanac::Almanac;
use store::{Source, Write};

/// Where they are.
pub const HOME: &str = "/directions";

/// The calendar of a place: the authority's own, with what the place has off besides.
async fn calendar(v: &Visit, src: &mut dyn Source, place: &str) -> Result<SchoolCalendar, Problem> {
    let schools = crate::case::school::all(src, v.org()).await?;
    let known = crate::case::school::named(&schools, place).map(|s| s.id);
    let shut = store::case::school::shut(src, v.org()).await?;
    Ok(store::case::school::calendar_of(&v.setting.calendar, known, &shut))
}

async fn almanac(v: &Visit, src: &mut dyn Source, place: &str) -> Result<Option<Almanac>, Problem> {
    let calendar = calendar(v, src, place).await?;
    Ok(crate::case::almanac_of(place, &calendar).ok())
}

/// How invitations are counted: as set, or the stricter reading until somebody sets it.
async fn invite(src: &mut dyn Source, org: Id) -> Result<Invite, Problem> {
    Ok(store::direction::invite(src, org).await?.unwrap_or(Invite::SchoolDays))
}

fn about(verb: Verb, d: &Direction) -> Event {
    Event::new(verb, "direction", d.id).fact("state", d.state.code())
}

/// Keeps a step of it, and the same in the chronology of the case on the desk.
async fn step(
    w: &mut Write,
    v: &Visit,
    d: &Direction,
    what: &str,
    words: String,
) -> Result<(), Problem> {
    let (by_name, at) = (v.actor.name.clone(), v.now);
    let step = Step {
        id: Id::now_v7(),
        day: v.today(),
        what: what.into(),
        words: words.clone(),
        by_name: by_name.clone(),
        at,
    };
    store::direction::add_step(w, d.id, &step).await?;
    if let Some(about) = d.case_file {
        let line = store::case::Written {
            id: Id::now_v7(),
            about,
            day: v.today(),
            what: what.into(),
            body: words,
            by_name,
            at,
        };
        store::case::write_line(w, &line).await?;
    }
    Ok(())
}

/// Shows them all.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::direction::list(&mut read, v.org()).await?;
    let invite = invite(&mut read, v.org()).await?;
    v.page(&ListPage {
        all,
        invite,
        sets: v.may(casework::May::SetUp),
        form: v.query.clone(),
        csrf: v.csrf.clone(),
    })
}

/// Sets how invitations are counted.
pub async fn set_invite(v: Visit) -> Answer {
    let Some(how) = v.form.coded::<Invite>("invite") else { return v.to(HOME) };
    let mut w = v.write("Setting how invitations to reviews are counted").await?;
    if store::direction::invite(&mut w, v.org()).await? != Some(how) {
        store::direction::set_invite(&mut w, how).await?;
        let event = Event::new(Verb::SettingChanged, "setting", v.org())
            .fact("invitations to reviews", how.label());
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(HOME, "Kept")
}

/// An empty form with its key.
fn keyed() -> Form {
    Form::of([("once", Id::now_v7().to_string())])
}
