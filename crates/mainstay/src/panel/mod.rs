//! Panels of an authority: the cases before one, whether each is whole and in time, what others say,
//! what was decided and who tells the parents; and the pack, with a copy for each reader.
//!
//! Must never decide what a panel decides, or let a reader's copy hold a case they have an interest
//! in.

mod decision;
mod enter;
mod entry_page;
mod list_page;
mod one;
mod one_page;
pub mod pack;
mod pack_page;
pub mod papers;
mod samples;
pub mod today;
pub mod views;

pub use decision::{decide, told};
pub use enter::{change, enter, new, save};
pub use one::{admit, interest, show, withdraw};
pub(crate) use samples::decided as decided_sample;
pub use samples::samples;

use crate::action::reader;
use crate::form::{Errors, Form};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::meeting::{Kind, Meeting};
use casework::panel::summary::leaves;
use casework::panel::{Case, Copy, Paper, View};
use casework::{Event, Id, Verb};
use list_page::{ListPage, PanelPage, Row};
use rulebook::Instant;
use store::{Source, Write};

/// Where panels are.
pub const HOME: &str = "/panel";

/// A panel with everything before it.
pub(crate) struct Whole {
    pub meeting: Meeting,
    pub cut_off: Option<Instant>,
    pub cases: Vec<Case>,
    pub views: Vec<View>,
    pub papers: Vec<Paper>,
    pub copies: Vec<Copy>,
}

/// The panel of this meeting, where whoever is at the page may see it.
async fn panel(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Meeting, Problem> {
    let m = store::meeting::find(src, &reader(v), id).await?;
    if m.kind == Kind::Panel { Ok(m) } else { Err(Problem::Missing) }
}

async fn whole(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Whole, Problem> {
    let meeting = panel(v, src, id).await?;
    let org = v.org();
    let cases = store::panel::of_meeting(src, org, id).await?;
    let ids: Vec<Id> = cases.iter().map(|c| c.id).collect();
    Ok(Whole {
        cut_off: store::panel::cut_off(src, org, id).await?,
        views: store::panel::views(src, org, &ids).await?,
        papers: store::panel::papers(src, org, &ids).await?,
        copies: store::panel::copies(src, org, id).await?,
        meeting,
        cases,
    })
}

/// A case with its panel.
async fn one_case(v: &Visit, src: &mut dyn Source) -> Result<(Case, Meeting), Problem> {
    let case = store::panel::find(src, v.org(), v.id("id")?).await?;
    let meeting = panel(v, src, case.meeting).await?;
    Ok((case, meeting))
}

/// An event of a case before a panel.
fn about(verb: Verb, case: &Case) -> Event {
    Event::new(verb, "panel case", case.id).fact("case", case.short())
}

/// A line in the chronology of the case on the desk, where there is one.
async fn write_line(
    w: &mut Write,
    v: &Visit,
    case: &Case,
    what: &str,
    body: String,
) -> Result<(), Problem> {
    let Some(about) = case.case_file else { return Ok(()) };
    let line = store::case::Written {
        id: Id::now_v7(),
        about,
        day: v.today(),
        what: what.into(),
        body,
        by_name: v.actor.name.clone(),
        at: v.now,
    };
    store::case::write_line(w, &line).await?;
    Ok(())
}

/// Shows the panels, those to come first.
pub async fn list(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let all = store::panel::meetings(&mut read, v.org()).await?;
    let from = match v.query.id("case") {
        Some(id) => Some((id, store::case::find(&mut read, v.org(), id).await?.name())),
        None => None,
    };
    let mut rows = Vec::new();
    for m in all {
        rows.push(Row {
            cases: store::panel::of_meeting(&mut read, v.org(), m.id).await?,
            cut_off: store::panel::cut_off(&mut read, v.org(), m.id).await?,
            m,
        });
    }
    let (mut coming, past): (Vec<Row>, Vec<Row>) =
        rows.into_iter().partition(|r| r.m.on >= v.today());
    coming.reverse();
    v.page(&ListPage { coming, past, from, now: v.now })
}

/// Shows one panel.
pub async fn show_panel(v: Visit) -> Answer {
    let page = panel_page(&v, v.query.clone(), Errors::new()).await?;
    v.page(&page)
}

async fn panel_page(v: &Visit, form: Form, errors: Errors) -> Result<PanelPage, Problem> {
    let mut read = v.read().await?;
    let mut whole = whole(v, &mut read, v.id("id")?).await?;
    let people = store::meeting::people(&mut read, v.org(), whole.meeting.id).await?;
    let interests =
        store::meeting::minutes::interests(&mut read, v.org(), whole.meeting.id).await?;
    // Whoever leaves for a case reads nothing of it here, either.
    for me in people.iter().filter(|p| p.staff == Some(v.actor.staff)) {
        for c in whole.cases.iter_mut().filter(|c| leaves(&interests, me, c)) {
            (c.given, c.family) = ("You leave".into(), "for it".into());
            (c.school_name, c.there, c.consent_of, c.year) =
                (String::new(), String::new(), String::new(), None);
        }
    }
    Ok(PanelPage { whole, today: v.today(), csrf: v.csrf.clone(), form, errors })
}

/// Sets the cut-off.
pub async fn set_cut_off(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let day = errors.get(f.day("cut_day"), "cut_day", "Give the day, such as 30/11/2026");
    let time = errors.get(f.minute("cut_time"), "cut_time", "Give the time, such as 12.00");
    let mut w = v.write("Setting the cut-off of a panel").await?;
    let m = panel(&v, &mut w, v.id("id")?).await?;
    if day.is_some_and(|d| d > m.on) {
        errors.add("cut_day", "The cut-off is before the panel meets");
    }
    let (Some(day), Some(time), true) = (day, time, errors.is_empty()) else {
        drop(w);
        return v.again(&panel_page(&v, v.form.clone(), errors).await?);
    };
    let at = day.at(time);
    if store::panel::cut_off(&mut w, v.org(), m.id).await? != Some(at) {
        store::panel::set_cut_off(&mut w, m.id, at).await?;
        let event = Event::new(Verb::PanelCutOff, "meeting", m.id).fact("at", at);
        v.commit(w, event, Vec::new()).await?;
    }
    v.to_saying(format!("{HOME}/{}", m.id), "The cut-off is kept")
}
