//! The calendar a matter is counted on: that of the school that decided, whoever's desk it lies
//! on. One that stands for an authority's case counts as the case counts.
//!
//! Must never know: how a day is counted.

use crate::case::book::Almanacs;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::matter::Matter;
use casework::school::Setting;
use casework::{Id, Refusal};
use rulebook::Almanac;
use std::collections::HashMap;
use std::sync::Arc;
use store::Source;

/// The calendars of some matters, each made ready once.
pub(crate) struct Calendars {
    own: Result<Arc<Almanac>, String>,
    schools: HashMap<Id, (Option<Id>, String)>,
    theirs: Option<Almanacs>,
}

impl Calendars {
    /// Of these matters.
    pub async fn of(
        src: &mut dyn Source,
        setting: &Setting,
        matters: &[Matter],
    ) -> Result<Calendars, Problem> {
        let org = setting.school.id;
        let cases: Vec<Id> = matters.iter().filter(|m| m.noun == "case").map(|m| m.id).collect();
        let mut schools = HashMap::new();
        let mut theirs = None;
        if !cases.is_empty() {
            for case in store::case::several(src, org, &cases).await? {
                schools.insert(case.id, (case.school, case.school_name));
            }
            theirs = Some(Almanacs::read(src, org, setting).await?);
        }
        let own = crate::law::almanac(&setting.school.name, &setting.calendar).map(Arc::new);
        Ok(Calendars { own, schools, theirs })
    }
    /// Of one of them.
    pub fn get(&mut self, m: &Matter) -> Result<Arc<Almanac>, Problem> {
        if let (Some((school, name)), Some(theirs)) = (self.schools.get(&m.id), &mut self.theirs) {
            let to = match school {
                Some(id) => format!("/schools/{id}/calendar"),
                None => "/set-up/calendar".into(),
            };
            return theirs.of(*school, name).ok_or_else(|| {
                not_whole(&format!("The calendar of {name} has no school day to count on"), &to)
            });
        }
        self.own.clone().map_err(|why| not_whole(&why, "/set-up/calendar"))
    }
}

fn not_whole(why: &str, to: &str) -> Problem {
    Refusal::because(
        "No date can be counted: the calendar is not whole",
        why,
        "Every date here is counted in school days on the school’s own calendar.",
    )
    .or("See the calendar", to)
    .into()
}

/// The calendar of one matter, ready for counting.
pub(crate) async fn almanac(
    v: &Visit,
    src: &mut dyn Source,
    m: &Matter,
) -> Result<Arc<Almanac>, Problem> {
    Calendars::of(src, &v.setting, std::slice::from_ref(m)).await?.get(m)
}
