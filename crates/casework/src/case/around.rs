//! What a case rests on beside its own facts: those at home, what was done, what the hearings know,
//! the child's other suspensions; and everything owed on all of it.
//!
//! Must never know: whose desk asks, or how a day is counted.

use super::child::Child;
use super::family::Parent;
use super::{Case, Ehc, Kind, Known};
use crate::Id;
use crate::exclusion::period::{Out, Totals, totals};
use crate::hearing::owed::Whole;
use crate::owed::{self, Addressee, Done, Facts, Owed};
use rulebook::duty::moves::SchoolType;
use rulebook::duty::sixth_day::{Exempt, Run};
use rulebook::{Almanac, Day, HalfDays, age};

/// Another suspension of the child that the authority knows of, at whatever school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// Its case.
    pub case: Id,
    /// The child.
    pub child: Id,
    /// Kind.
    pub kind: Kind,
    /// First day.
    pub first_day: Day,
    /// How long, in half-days.
    pub half_days: i64,
    /// The day it was cancelled: days before count still.
    pub cancelled_on: Option<Day>,
}

/// What a case rests on.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Those at home.
    pub parents: &'a [Parent],
    /// What the school is in law.
    pub school: SchoolType,
    /// Proof of what was done.
    pub done: &'a [Done],
    /// The school's calendar, where it can be counted on.
    pub almanac: Option<&'a Almanac>,
    /// What the hearings know, once a matter was opened for the governors.
    pub heard: Option<&'a Whole>,
    /// The child's other suspensions.
    pub others: &'a [Other],
}

impl Around<'_> {
    /// Nothing but those at home and the kind of school.
    pub fn home(parents: &[Parent], school: SchoolType) -> Around<'_> {
        Around { parents, school, done: &[], almanac: None, heard: None, others: &[] }
    }
    /// Proof of what was done, with what the hearings prove by themselves.
    pub fn proofs(&self) -> Vec<Done> {
        let mut done = self.done.to_vec();
        done.extend(self.heard.iter().flat_map(|h| h.proofs()));
        done
    }
}

/// The stretch of a suspension whose half-days are known. A lunchtime takes half of a day.
fn stretch(
    (kind, first): (Kind, Day),
    halves: u32,
    cancelled: Option<Day>,
    almanac: &Almanac,
) -> Option<Out> {
    let kind = kind.in_law().filter(|k| *k != owed::Kind::Permanent)?;
    let days = touched(kind, HalfDays::halves(halves));
    Some(Out {
        kind,
        first,
        first_half: false,
        last: almanac.nth(first, days.max(1)).ok(),
        last_half: kind == owed::Kind::Suspension && !halves.is_multiple_of(2),
        served_to: cancelled.map(|on| on.plus(-1)),
    })
}

/// School days that a length touches.
fn touched(kind: owed::Kind, length: HalfDays) -> u32 {
    match kind {
        owed::Kind::Lunchtime => length.count(),
        _ => length.days_touched(),
    }
}

impl Case {
    fn halves(&self) -> u32 {
        self.half_days.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
    }
    /// What this suspension brings the totals to, with every other one known of the child.
    pub fn totals(&self, others: &[Other], almanac: &Almanac) -> Option<Totals> {
        let first = self.first_day?;
        let this = stretch((self.kind, first), self.halves(), None, almanac)?;
        let earlier: Vec<Out> = others
            .iter()
            .filter(|o| o.case != self.id && o.child == self.child)
            .filter_map(|o| {
                let halves = u32::try_from(o.half_days).ok()?;
                stretch((o.kind, o.first_day), halves, o.cancelled_on, almanac)
            })
            .collect();
        totals(&this, &earlier, (HalfDays::NONE, HalfDays::NONE), almanac).ok()
    }
    /// The facts everything owed follows from; none where they do not suffice, or nothing follows.
    pub fn facts(&self, child: &Child, around: &Around<'_>) -> Option<Facts> {
        let kind = self.kind.in_law()?;
        let decided = self.decided?;
        let first = self.first_day?;
        let mut f = Facts::new(kind, decided, first);
        f.notice = self.told.unwrap_or(decided);
        f.governors_told = self.governors_told;
        f.length = HalfDays::halves(self.halves());
        f.touched = touched(kind, f.length);
        f.term_total = match around.almanac.and_then(|a| self.totals(around.others, a)) {
            Some(totals) => totals.term.max(f.length),
            None => f.length,
        };
        f.before = match (self.out_from, self.out_days.and_then(|n| u32::try_from(n).ok())) {
            (Some(start), Some(days)) if days > 0 => Some(Run { start, days }),
            _ => None,
        };
        f.exam = self.exam_day.filter(|_| self.exam == Known::Yes);
        f.looked_after = self.looked_after == Known::Yes;
        f.social_worker = !self.social_worker.trim().is_empty();
        f.plan = self.ehc == Ehc::Plan;
        f.assessment = self.ehc == Ehc::Assessment;
        f.adult = child.born.is_some_and(|b| age::years(b, decided) >= age::ADULT);
        f.compulsory = child.born.and_then(|b| age::is_compulsory(b, first)).unwrap_or(true);
        f.other_home = !child.home.trim().is_empty();
        let year = self.year.and_then(|y| u8::try_from(y).ok());
        f.exempt = Exempt { year, ..Exempt::default() };
        f.school = around.school;
        f.parents = around
            .parents
            .iter()
            .filter(|p| p.responsible)
            .map(|p| Addressee { id: p.id, name: p.full() })
            .collect();
        f.cancelled = self.cancelled_on;
        if let Some(heard) = around.heard {
            heard.into_facts(&mut f);
        }
        Some(f)
    }
}

/// Everything owed on a case, by the calendar of its school.
pub fn owes(case: &Case, child: &Child, around: &Around<'_>) -> Vec<Owed> {
    match case.facts(child, around) {
        Some(facts) => owed::owed(&facts, &around.proofs(), around.almanac),
        None => Vec::new(),
    }
}
