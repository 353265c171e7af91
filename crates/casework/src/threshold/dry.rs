//! What a threshold would have done in some days that are over, before anybody lives with it.

use super::{Reviewer, Stay, Threshold};
use crate::ledger::Line;
use crate::pupil::Pupil;
use crate::school::Setting;
use crate::{Id, booking};
use rulebook::Day;
use std::collections::{BTreeMap, BTreeSet};

/// How often it would have asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// Placements in those days.
    pub placements: i64,
    /// Those at which it would have been shown, or asked for something.
    pub prompts: i64,
    /// Pupils they were about.
    pub pupils: i64,
    /// Reviews it would have asked for.
    pub reviews: i64,
}

/// Runs it over every placement of those days in order, as if it had been in use.
pub fn dry_run(
    setting: &Setting,
    t: &Threshold,
    pupils: &[Pupil],
    lines: &[Line],
    (from, to): (Day, Day),
) -> DryRun {
    let mut of: BTreeMap<Id, BTreeMap<(Day, Id), i64>> = BTreeMap::new();
    for l in lines.iter().filter(|l| booking::counts(l.kind)) {
        *of.entry(l.pupil).or_default().entry((l.day, l.placement)).or_default() += l.minutes();
    }
    let mut run = DryRun::default();
    let mut whom: BTreeSet<Id> = BTreeSet::new();
    for (id, placed) in &of {
        let mut before: Vec<Stay> = Vec::new();
        for ((day, _), minutes) in placed {
            let more = Stay { day: *day, minutes: *minutes };
            if from <= *day && *day <= to {
                run.placements += 1;
                let held = pupils.iter().any(|p| p.id == *id && t.whom.holds(p));
                if let Some(r) = t.reached(setting, &before, more).filter(|_| held) {
                    run.prompts += 1;
                    run.reviews += i64::from(r.first && t.reviewer != Reviewer::Nobody);
                    whom.insert(*id);
                }
            }
            before.push(more);
        }
    }
    run.pupils = whom.len() as i64;
    run
}
