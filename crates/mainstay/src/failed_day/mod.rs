//! A day in the room that did not go as expected: put together from the log, handed to the
//! headteacher, decided there, and read back by the room.
//!
//! Must never know: a way for whoever runs the room to decide. The one door that records a
//! decision asks for a permission that only the headteacher's role carries.

mod decide;
mod page;

pub use decide::{decide, read, show};

use crate::form::{Errors, Form};
use crate::page::gallery::Sample;
use crate::page::kit::{Standing, Tag};
use crate::problem::Problem;
use crate::visit::{Answer, Visit};
use casework::day::{self, Entry, StepTaken};
use casework::failed_day::{Account, Decided, Drawn, FailedDay};
use casework::room::{Placement, PlacementState};
use casework::words::Concept;
use casework::{Coded, Event, Id, Refusal, Role, Verb};
use maud::{Markup, html};
use page::WritePage;
use store::Source;

const LONGEST: usize = 2000;
const SHORT: usize = 300;

/// Where the record of a placement has got to, for the day card.
pub struct Beside(Option<(FailedDay, Option<Decided>)>);

/// Reads it.
pub async fn beside(src: &mut dyn Source, org: Id, placement: Id) -> Result<Beside, Problem> {
    let Some(record) = store::failed_day::of_placement(src, org, placement).await? else {
        return Ok(Beside(None));
    };
    let decided = store::failed_day::decisions(src, org, record.id).await?.pop();
    Ok(Beside(Some((record, decided))))
}

impl Beside {
    /// Nothing was begun: for samples.
    pub fn nothing() -> Beside {
        Beside(None)
    }
    /// A record was begun.
    pub fn is_there(&self) -> bool {
        self.0.is_some()
    }
    /// It as a panel of the day card.
    pub fn panel(&self, placement: Id, head: &str) -> Markup {
        let with = format!("With the {head}");
        let write = format!("/placements/{placement}/failed-day");
        html! {
            div.panel.panel-note {
                @match &self.0 {
                    None => {
                        h2.panel-title { "If the day does not go as expected" }
                        p { "Put together what was not met and what was tried. The " (head) " decides what follows; nobody in the room does." }
                        p { a.btn.btn-2 href=(write) { "Begin the record" } }
                    }
                    Some((f, _)) if f.open() => {
                        h2.panel-title { "Record of the day " (Tag(Standing::Due, "Not handed over")) }
                        p { "Begun by " (f.by_name) ", " (f.made_at) "." }
                        p { a.btn.btn-2 href=(write) { "Go on with it" } }
                    }
                    Some((f, None)) => {
                        h2.panel-title { "Record of the day " (Tag(Standing::Due, &with)) }
                        p { @if let Some(at) = f.handed_at { "Handed over by " (f.handed_by) ", " (at) ". " } a href={ "/failed-days/" (f.id) } { "See the record" } }
                    }
                    Some((f, Some(d))) => {
                        h2.panel-title { "Record of the day " (Tag(Standing::Done, "Decided")) }
                        p { strong { (d.decision.label()) } ". " (d.by_name) ", " (d.at) ". " a href={ "/failed-days/" (f.id) } { "See the record" } }
                    }
                }
            }
        }
    }
}

/// What the log says of a placement's day.
async fn drawn(v: &Visit, src: &mut dyn Source, placement: Id) -> Result<Told, Problem> {
    let entries = store::day::entries_of(src, v.org(), placement).await?;
    let steps = store::day::steps_of(src, v.org(), placement).await?;
    let log: Vec<&Entry> = entries.iter().collect();
    let stood = day::steps_taken(&log, &steps, &v.setting.rules.next_step);
    let drawn = Drawn::from(&log, &stood);
    let adults = adults(v, &log, &steps);
    Ok(Told { drawn, adults })
}

struct Told {
    drawn: Drawn,
    adults: String,
}

/// Everybody the log names as having been there, each once: to be put right, not typed again.
fn adults(v: &Visit, log: &[&Entry], steps: &[StepTaken]) -> String {
    let mut out: Vec<&str> = Vec::new();
    let wrote = log.iter().filter(|e| e.stands()).map(|e| e.by_name.as_str());
    let came = steps.iter().map(|s| s.came.as_str());
    for name in wrote.chain([v.actor.name.as_str()]).chain(came) {
        if !name.trim().is_empty() && !out.contains(&name) {
            out.push(name);
        }
    }
    out.join(", ")
}

/// A placement somebody came for, and the record of it, new or begun.
async fn begun(v: &Visit, src: &mut dyn Source) -> Result<(Placement, FailedDay), Problem> {
    let placement = crate::exit::placed(v, src).await?;
    if let Some(known) = store::failed_day::of_placement(src, v.org(), placement.id).await? {
        return Ok((placement, known));
    }
    if matches!(
        placement.state,
        PlacementState::Booked | PlacementState::NotHere | PlacementState::Cancelled
    ) {
        return Err(Refusal::because(
            "There is no day to record: no arrival is recorded",
            "The record is of a day somebody was in the room, drawn from what was logged then.",
            "Mainstay’s record of a day in the room.",
        )
        .or("See the day card", format!("/placements/{}", placement.id))
        .into());
    }
    let record = FailedDay {
        id: Id::now_v7(),
        placement: placement.id,
        pupil: placement.pupil,
        day: placement.day,
        expectation: String::new(),
        no_warning: String::new(),
        no_adjustment: String::new(),
        account_how: None,
        account: String::new(),
        account_why: String::new(),
        adults: String::new(),
        drawn: String::new(),
        may_follow: String::new(),
        policy: String::new(),
        by_staff: v.actor.staff,
        by_name: v.actor.name.clone(),
        made_at: v.now,
        handed_at: None,
        handed_by: String::new(),
        read_at: None,
        read_by: String::new(),
        version: 0,
    };
    Ok((placement, record))
}

/// Shows the record to write on; one handed over is shown as it was.
pub async fn write(v: Visit) -> Answer {
    let mut read = v.read().await?;
    let (_, record) = begun(&v, &mut read).await?;
    drop(read);
    if !record.open() {
        return v.to(format!("/failed-days/{}", record.id));
    }
    let page = sheet(&v, None, Errors::new()).await?;
    v.page(&page)
}

fn filled(f: &FailedDay, adults: &str) -> Form {
    let adults = if f.version == 0 { adults } else { &f.adults };
    Form::default()
        .with("version", f.version.to_string())
        .with("expectation", &f.expectation)
        .with("no_warning", &f.no_warning)
        .with("no_adjustment", &f.no_adjustment)
        .with("account_how", f.account_how.map(Account::code).unwrap_or_default())
        .with("account", &f.account)
        .with("account_why", &f.account_why)
        .with("adults", adults)
}

async fn sheet(v: &Visit, typed: Option<Form>, errors: Errors) -> Result<WritePage, Problem> {
    let mut read = v.read().await?;
    let (placement, record) = begun(v, &mut read).await?;
    let pupil = store::pupil::find(&mut read, &v.scope(), placement.pupil).await?;
    let told = drawn(v, &mut read, placement.id).await?;
    let heads = store::staff::with_role(&mut read, v.org(), Role::Head).await?;
    Ok(WritePage {
        words: v.words().clone(),
        name: pupil.name(),
        seat: crate::board::seat_of(v, placement.seat),
        day: placement.day,
        placement: placement.id,
        drawn: told.drawn,
        policy: v.setting.rules.policy.clone(),
        may_follow: lines(&v.setting.rules.may_follow),
        heads: heads.iter().map(|s| s.full()).collect(),
        csrf: v.csrf.clone(),
        form: typed.unwrap_or_else(|| filled(&record, &told.adults)),
        errors,
    })
}

/// A text as its lines, empty ones left out.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_string).collect()
}

/// Keeps the record; with the second button, hands it to the headteacher.
pub async fn keep(v: Visit) -> Answer {
    let f = &v.form;
    let mut errors = Errors::new();
    let mut text = |name: &str, longest| errors.limit(f, name, longest);
    let (expectation, account) = (text("expectation", LONGEST), text("account", LONGEST));
    let (no_warning, no_adjustment) = (text("no_warning", SHORT), text("no_adjustment", SHORT));
    let (account_why, adults) = (text("account_why", SHORT), text("adults", SHORT));
    let hands = f.text("then") == "hand";
    let mut w = v.write("Recording a day that did not go as expected").await?;
    let (placement, before) = begun(&v, &mut w).await?;
    casework::failed_day::may_write(&before)?;
    let told = drawn(&v, &mut w, placement.id).await?;
    let mut record = FailedDay {
        expectation,
        no_warning,
        no_adjustment,
        account_how: f.coded("account_how"),
        account,
        account_why,
        adults,
        ..before.clone()
    };
    // Sent twice, or kept with nothing changed: it is kept already.
    let same = before.version > 0 && record == before;
    if !same && f.int("version") != Some(before.version) {
        return Err(Problem::Stale(f.kept()));
    }
    if errors.is_empty() && record.expectation.is_empty() && !hands {
        errors.add("expectation", "Say what was expected and not met");
    }
    if errors.is_empty() && hands {
        let warning = v.words().one(Concept::Warning);
        for (field, message) in casework::failed_day::missing(&record, &told.drawn, warning) {
            errors.add(field, message);
        }
    }
    if !errors.is_empty() {
        drop(w);
        return v.again(&sheet(&v, Some(v.form.clone()), errors).await?);
    }
    let back = format!("/placements/{}/failed-day", placement.id);
    if same && !hands {
        return v.to_saying(back, "The record is kept. It was not handed over");
    }
    let rules = &v.setting.rules;
    record.may_follow = rules.may_follow.clone();
    record.policy = rules.policy.clone();
    if hands {
        let heads = store::staff::with_role(&mut w, v.org(), Role::Head).await?;
        casework::failed_day::may_hand_over(&record, heads.len())?;
        record.drawn = told.drawn.lines(&v.words().cap(Concept::Warning));
        record.handed_at = Some(v.now);
        record.handed_by = v.actor.name.clone();
    }
    if before.version == 0 {
        let first = FailedDay { version: 1, handed_at: None, ..record.clone() };
        store::failed_day::add(&mut w, &first).await?;
        record.version = 1;
    }
    if before.version > 0 || hands {
        store::failed_day::change(&mut w, &record).await?;
    }
    let verb = if hands { Verb::DayHanded } else { Verb::DayFailed };
    let mut event = Event::new(verb, "failed_day", record.id)
        .pupil(record.pupil)
        .fact("warnings", told.drawn.warnings.len())
        .fact("adjustments", told.drawn.adjustments.len())
        .fact("steps", told.drawn.steps.len());
    if let Some(how) = record.account_how {
        event = event.fact("account", how.code());
    }
    v.commit(w, event, Vec::new()).await?;
    if hands {
        return v.to_saying(
            format!("/failed-days/{}", record.id),
            v.words().said("Handed to the headteacher. It is on their Today page; what they decide comes back to yours"),
        );
    }
    v.to_saying(back, "The record is kept. It was not handed over")
}

/// For the gallery.
pub fn samples() -> Vec<Sample> {
    page::samples()
}
