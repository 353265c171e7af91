//! Every open case of an authority with what it owes, worked out once and shared until something
//! is written.
//!
//! Must never know: who reads it. No date here is kept anywhere else.

use super::owed::counts;
use super::{almanac_of, school};
use crate::app::App;
use crate::problem::Problem;
use casework::Id;
use casework::case::provision::{Light, Provision, light};
use casework::case::{Around, Case, Kind, child::Child};
use casework::owed::{Done, Owed};
use casework::school::Setting;
use rulebook::event::Standing;
use rulebook::{Almanac, Day, SchoolCalendar};
use std::collections::HashMap;
use std::sync::Arc;
use store::Source;

/// An open case with what it owes.
pub struct Entry {
    /// The case.
    pub case: Case,
    /// The child.
    pub child: Child,
    /// What is owed, in the order of the road.
    pub owed: Vec<Owed>,
    /// How the education from the sixth day stands, where it is owed.
    pub light: Option<Light>,
    /// The sixth school day.
    pub sixth: Option<Day>,
    /// Providers asked.
    pub offers: Vec<Provision>,
    /// A matter was opened for the governors.
    pub heard: bool,
}

impl Entry {
    /// The duty that is due next, and how it stands.
    pub fn next(&self, today: Day) -> Option<(&Owed, Standing)> {
        let open = self.owed.iter().filter(|o| counts(o));
        let dated = open.filter_map(|o| o.day().map(|day| (day, o)));
        let (_, next) = dated.min_by_key(|(day, _)| *day)?;
        Some((next, next.standing(today)))
    }
    /// How the case stands: by its worst duty.
    pub fn stands(&self, today: Day) -> Weight {
        match self.next(today) {
            Some((_, Standing::Late { .. })) => Weight::Late,
            Some((_, Standing::AtRisk { .. })) => Weight::Risk,
            Some(_) => Weight::Due,
            None => Weight::Waiting,
        }
    }
}

/// How a case stands by its worst duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A duty is late.
    Late,
    /// A duty is due within days.
    Risk,
    /// A duty is due later.
    Due,
    /// Nothing is owed now.
    Waiting,
}

impl Weight {
    /// All, the worst first.
    pub const ALL: [Weight; 4] = [Weight::Late, Weight::Risk, Weight::Due, Weight::Waiting];
    /// In an address.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Late => "late",
            Weight::Risk => "risk",
            Weight::Due => "due",
            Weight::Waiting => "waiting",
        }
    }
    /// For a reader.
    pub fn label(self) -> &'static str {
        match self {
            Weight::Late => "Late",
            Weight::Risk => "At risk",
            Weight::Due => "Due",
            Weight::Waiting => "Nothing owed now",
        }
    }
}

/// Every open case.
pub struct Book {
    /// Cases, in the order they were opened.
    pub entries: Vec<Entry>,
    /// The day it was worked out for.
    pub today: Day,
}

impl Book {
    /// How many stand so.
    pub fn count(&self, weight: Weight) -> usize {
        self.entries.iter().filter(|e| e.stands(self.today) == weight).count()
    }
    /// Every duty that is open and dated, the soonest first, with its case.
    pub fn duties(&self) -> Vec<(&Entry, &Owed, Standing)> {
        let mut out: Vec<_> = self
            .entries
            .iter()
            .flat_map(|e| e.owed.iter().filter(|o| counts(o)).map(move |o| (e, o)))
            .filter(|(_, o)| o.day().is_some())
            .map(|(e, o)| (e, o, o.standing(self.today)))
            .collect();
        out.sort_by_key(|(e, o, _)| (o.day(), e.case.number));
        out
    }
}

/// The calendars of schools, each made ready once.
pub(crate) struct Almanacs {
    own: SchoolCalendar,
    shut: HashMap<Id, Vec<store::case::school::Shut>>,
    made: HashMap<Option<Id>, Option<Arc<Almanac>>>,
}

impl Almanacs {
    /// Of an authority.
    pub async fn read(
        src: &mut dyn Source,
        org: Id,
        setting: &Setting,
    ) -> Result<Almanacs, Problem> {
        let mut shut: HashMap<Id, Vec<_>> = HashMap::new();
        for s in store::case::school::shut(src, org).await? {
            shut.entry(s.school).or_default().push(s);
        }
        Ok(Almanacs { own: setting.calendar.clone(), shut, made: HashMap::new() })
    }
    /// Of one school; those without days of their own share one.
    pub fn of(&mut self, school: Option<Id>, name: &str) -> Option<Arc<Almanac>> {
        let key = school.filter(|s| self.shut.contains_key(s));
        if let Some(made) = self.made.get(&key) {
            return made.clone();
        }
        let none = Vec::new();
        let shut = key.and_then(|s| self.shut.get(&s)).unwrap_or(&none);
        let calendar = store::case::school::calendar_of(&self.own, key, shut);
        let made = almanac_of(name, &calendar).ok().map(Arc::new);
        self.made.insert(key, made.clone());
        made
    }
}

/// Works out what a list of cases owes.
pub(crate) async fn work_out(
    src: &mut dyn Source,
    org: Id,
    setting: &Setting,
    today: Day,
    listed: Vec<store::case::list::Listed>,
) -> Result<Vec<Entry>, Problem> {
    let ids: Vec<Id> = listed.iter().map(|l| l.case.id).collect();
    let mut children: Vec<Id> = listed.iter().map(|l| l.child.id).collect();
    children.sort();
    children.dedup();
    let mut done: HashMap<Id, Vec<Done>> = HashMap::new();
    for (about, d) in store::owed::done_of(src, org, &ids).await? {
        done.entry(about).or_default().push(d);
    }
    let mut offers: HashMap<Id, Vec<Provision>> = HashMap::new();
    for p in store::case::work::provisions(src, org, &ids).await? {
        offers.entry(p.about).or_default().push(p);
    }
    let mut parents: HashMap<Id, Vec<_>> = HashMap::new();
    for p in store::case::child::parents(src, org, &children).await? {
        parents.entry(p.child).or_default().push(p);
    }
    let mut others: HashMap<Id, Vec<_>> = HashMap::new();
    for o in store::case::suspensions(src, org, &children).await? {
        others.entry(o.child).or_default().push(o);
    }
    let matters = store::matter::of_cases(src, org, &ids).await?;
    let heard = crate::matter::wholes(src, org, matters).await?;
    let kinds = school::kinds(src, org).await?;
    let mut almanacs = Almanacs::read(src, org, setting).await?;
    let none = Vec::new();
    let mut out = Vec::with_capacity(listed.len());
    for l in listed {
        let (case, child) = (l.case, l.child);
        let almanac = almanacs.of(case.school, &case.school_name);
        let kind = case.school.and_then(|s| kinds.get(&s).copied()).unwrap_or(school::UNKNOWN);
        let parents = parents.get(&child.id).map_or(&[][..], Vec::as_slice);
        let around = Around {
            parents,
            school: kind,
            done: done.get(&case.id).unwrap_or(&none),
            almanac: almanac.as_deref(),
            heard: heard.get(&case.id),
            others: others.get(&child.id).map_or(&[][..], Vec::as_slice),
        };
        let owed = casework::case::owes(&case, &child, &around);
        let offers = offers.remove(&case.id).unwrap_or_default();
        let six = owed.iter().find(|o| o.code == "sixth-day");
        let sixth = six.and_then(Owed::day).filter(|_| case.kind == Kind::Permanent);
        let light = sixth.map(|day| light(Some(day), &offers, today, almanac.as_deref()));
        let heard = heard.contains_key(&case.id);
        out.push(Entry { case, child, owed, light, sixth, offers, heard });
    }
    Ok(out)
}

/// A book, and the line of the trail it was worked out at.
struct WorkedOut {
    seq: i64,
    book: Arc<Book>,
}

/// Books that were worked out, each with the line of the trail it was worked out at.
#[derive(Default)]
pub struct Books {
    kept: std::sync::Mutex<HashMap<Id, WorkedOut>>,
    /// One at a time works one out; the others wait for it and share it.
    working: tokio::sync::Mutex<()>,
}

impl Books {
    fn get(&self, org: Id, seq: i64, today: Day) -> Option<Arc<Book>> {
        let kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let out = kept.get(&org)?;
        (out.seq == seq && out.book.today == today).then(|| out.book.clone())
    }
    fn put(&self, org: Id, seq: i64, book: Arc<Book>) {
        let mut kept = self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        kept.insert(org, WorkedOut { seq, book });
    }
}

impl App {
    /// Every open case of an authority, worked out after the newest line of its trail.
    pub async fn book(
        &self,
        src: &mut dyn Source,
        org: Id,
        setting: &Setting,
        today: Day,
    ) -> Result<Arc<Book>, Problem> {
        let seq = store::case::newest(src, org).await?;
        if let Some(book) = self.books().get(org, seq, today) {
            return Ok(book);
        }
        let _one = self.books().working.lock().await;
        if let Some(book) = self.books().get(org, seq, today) {
            return Ok(book);
        }
        let listed = store::case::list::open(src, org, None).await?;
        let entries = work_out(src, org, setting, today, listed).await?;
        let book = Arc::new(Book { entries, today });
        self.books().put(org, seq, book.clone());
        Ok(book)
    }
}
