//! The authority's desk: cases, notices as they came, what is owed, day six, families, advice.
//!
//! Must never know: a school's own tables. Everything here is the authority's copy, and no page
//! says that the authority or Mainstay decided anything.

mod after;
pub mod book;
pub mod calendar;
pub mod cancel;
pub mod chase;
pub mod chronology;
pub mod compliance;
pub mod compliance_late;
pub mod desk;
pub mod enquiry;
pub mod enquiry_one;
pub mod facts;
pub mod family;
mod family_page;
mod from_school;
mod heard;
pub mod intake;
mod intake_page;
pub mod letters;
pub mod list;
pub mod one;
mod one_page;
mod open;
mod owed;
pub mod provision;
mod provision_page;
pub mod provision_review;
mod sample_after;
mod sample_desks;
mod samples;
pub mod school;
pub mod today;

pub(crate) use from_school::leave;
pub use samples::samples;

use crate::form::Form;
use crate::law;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::case::child::Child;
use casework::case::family::{Parent, Withheld};
use casework::case::provision::Provision;
use casework::case::{Around, Case, Known};
use casework::exclusion::period::Totals;
use casework::hearing::owed::Whole as Heard;
use casework::owed::{DueChange, Owed};
use casework::{Event, Id, Verb};
use maud::{Markup, html};
use rulebook::almanac::Pattern;
use rulebook::{Almanac, Day, SchoolCalendar};
use store::Source;

/// The noun of the trail.
pub(crate) const NOUN: &str = "case";

/// The pages of one case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    /// What is owed and missing.
    Case,
    /// Those at home, and letters.
    Family,
    /// Education from the sixth day.
    DaySix,
    /// Chases and advice.
    Advice,
    /// The chronology of the child.
    Chronology,
}

/// The way between the pages of one case.
pub(crate) fn tabs(case: &Case, here: Tab) -> Markup {
    let base = format!("/cases/{}", case.id);
    let all = [
        (Tab::Case, base.clone(), "Case"),
        (Tab::Family, format!("{base}/family"), "Family and letters"),
        (Tab::DaySix, format!("{base}/day-six"), "Education"),
        (Tab::Advice, format!("{base}/advice"), "Asked and advised"),
        (Tab::Chronology, format!("/children/{}", case.child), "Chronology"),
    ];
    html! {
        nav.tabs aria-label="Pages of the case" { @for (tab, href, label) in all {
            a href=(href) aria-current=[(tab == here).then_some("page")] { (label) }
        } }
    }
}

/// The calendar of a school, ready for counting.
pub(crate) fn almanac_of(name: &str, calendar: &SchoolCalendar) -> Result<Almanac, String> {
    Almanac::of_school(name, calendar, Pattern::of(calendar)).map_err(|e| e.to_string())
}

/// A case with everything its pages are made from.
pub(crate) struct Whole {
    pub case: Case,
    pub child: Child,
    pub parents: Vec<Parent>,
    pub withheld: Vec<Withheld>,
    pub almanac: Result<Almanac, String>,
    pub owed: Vec<Owed>,
    pub offers: Vec<Provision>,
    pub changes: Vec<DueChange>,
    /// What the hearings know, once a matter was opened for the governors.
    pub heard: Option<Heard>,
    /// What a suspension brings the totals to, with every other one known of the child.
    pub totals: Option<Totals>,
}

impl Whole {
    /// One thing that is owed.
    pub fn owes(&self, code: &str) -> Option<&Owed> {
        self.owed.iter().find(|o| o.code == code)
    }
    /// The sixth school day, where education is owed from it.
    pub fn sixth(&self) -> Option<Day> {
        self.owes("sixth-day").and_then(Owed::day)
    }
    /// The provision that was accepted and stands.
    pub fn provision(&self) -> Option<&Provision> {
        self.offers.iter().find(|p| p.stands())
    }
}

/// Everything of one case of the reader's own organisation.
pub(crate) async fn whole(v: &Visit, src: &mut dyn Source, id: Id) -> Result<Whole, Problem> {
    let org = v.org();
    let case = store::case::find(src, org, id).await?;
    let child = store::case::child::find(src, org, case.child).await?;
    let parents = store::case::child::parents(src, org, &[child.id]).await?;
    let withheld = store::case::child::withheld(src, org, child.id).await?;
    let offers = store::case::work::provisions(src, org, &[id]).await?;
    let done = store::owed::done(src, org, id).await?;
    let changes = store::owed::changes(src, org, id).await?;
    let shut = match case.school {
        Some(school) => store::case::school::shut_of(src, org, school).await?,
        None => Vec::new(),
    };
    let calendar = store::case::school::calendar_of(&v.setting.calendar, case.school, &shut);
    let almanac = almanac_of(&case.school_name, &calendar);
    let school = school::kind_of(src, org, case.school).await?;
    let others = store::case::suspensions(src, org, &[child.id]).await?;
    let heard = match store::matter::of_cases(src, org, &[id]).await?.pop() {
        Some(matter) => Some(crate::matter::whole(src, org, matter).await?),
        None => None,
    };
    let counted = almanac.as_ref().ok();
    let around = Around {
        parents: &parents,
        school,
        done: &done,
        almanac: counted,
        heard: heard.as_ref(),
        others: &others,
    };
    let mut owed = casework::case::owes(&case, &child, &around);
    owed.sort_by_key(|o| (!o.open(), o.day().is_none(), o.day()));
    let totals = counted.and_then(|a| case.totals(&others, a));
    Ok(Whole { case, child, parents, withheld, almanac, owed, offers, changes, heard, totals })
}

/// An event about a case: the trail of the child reads it.
pub(crate) fn event(verb: Verb, case: &Case) -> Event {
    Event::new(verb, NOUN, case.id).pupil(case.child).fact("case", case.number)
}

/// A form with a key of its own.
pub(crate) fn once(form: Form) -> Form {
    if form.has("once") { form } else { form.with("once", Id::now_v7().to_string()) }
}

/// "Yes", "No", "Not known", as a fact is told.
pub(crate) fn known(form: &Form, name: &str) -> Known {
    form.coded(name).unwrap_or(Known::Unknown)
}

/// What is owed, by its code, as a chronology says it when it was done.
pub(crate) fn duty_words(code: &str) -> String {
    let words = match code {
        "told-parent" => "Parent told in writing",
        "public-place" => "Public-place notice given",
        "told-authority" => "Local authority told",
        "told-governors" => "Governing body told",
        "told-social-worker" => "Social worker told",
        "told-virtual-head" => "Virtual School Head told",
        "told-home-authority" => "Home authority told",
        "work-set" => "Work set for the first days",
        "sixth-day" => "Education from the sixth school day began",
        "sixth-day-details" => "Details of that education given",
        "reintegration" => "Reintegration meeting",
        "governors-meet" => "Governing body met",
        "papers" => "Papers of the meeting sent",
        "review-meet" => "Review panel met",
        "review-papers" => "Papers of the review sent",
        "reconsider" => "Governing body met again",
        "readjustment" => "Readjustment of the budget",
        other => return law::found::capital(&other.replace('-', " ")),
    };
    words.to_string()
}
