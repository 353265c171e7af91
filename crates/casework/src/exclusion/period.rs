//! The days of a suspension: which half-days it takes, what they bring the totals to, and what is
//! wrong with days as they were typed.
//!
//! Must never know: a limit of its own. Half-days are whole numbers; every total is held to the
//! rulebook's (R2.04, R2.12), on the calendar of the school.

use super::Exclusion;
use crate::owed::Kind;
use rulebook::almanac::{Almanac, CountFault};
use rulebook::duty::sixth_day::Run;
use rulebook::duty::{Outcome, term};
use rulebook::{Day, HalfDays, Minute, clocks};
use std::collections::BTreeMap;

/// Days as they count: a school day and how much of it.
pub type Taken = Vec<(Day, HalfDays)>;

/// A stretch out of school, decided or being decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Out {
    /// Kind.
    pub kind: Kind,
    /// First day.
    pub first: Day,
    /// It begins during that day.
    pub first_half: bool,
    /// Last day; of a permanent exclusion, none.
    pub last: Option<Day>,
    /// It ends at midday of that day.
    pub last_half: bool,
    /// The last day that was served, where it was cancelled.
    pub served_to: Option<Day>,
}

impl Out {
    /// The stretch of a record that has its days.
    pub fn of(e: &Exclusion) -> Option<Out> {
        Some(Out {
            kind: e.kind?,
            first: e.first?,
            first_half: e.first_half,
            last: e.last,
            last_half: e.last_half,
            // Days before the cancelling were served, and count still.
            served_to: e.cancelled_on.map(|on| on.plus(-1)),
        })
    }
    /// Each school day and how much of it. A lunchtime is half a day (R2.05).
    pub fn taken(&self, almanac: &Almanac) -> Result<Taken, CountFault> {
        let Some(last) = self.last else { return Ok(Vec::new()) };
        let to = self.served_to.map_or(last, |served| served.min(last));
        if to < self.first {
            return Ok(Vec::new());
        }
        let half = |day: Day| {
            self.kind == Kind::Lunchtime
                || (self.first_half && day == self.first)
                || (self.last_half && day == last)
        };
        let days = almanac.school_days(self.first, to)?;
        let much = |day| if half(day) { HalfDays::HALF } else { HalfDays::days(1) };
        Ok(days.into_iter().map(|day| (day, much(day))).collect())
    }
    /// Whether it keeps somebody out at some time between two minutes of a day. A lunchtime takes no
    /// lesson.
    pub fn covers(&self, day: Day, from: Minute, to: Minute, sent_home: Option<Minute>) -> bool {
        let end = match (self.served_to, self.last) {
            (Some(served), Some(last)) => Some(served.min(last)),
            (served, last) => served.or(last),
        };
        if self.kind == Kind::Lunchtime || day < self.first || end.is_some_and(|end| day > end) {
            return false;
        }
        let midday = Minute::new(12, 0).unwrap_or_default();
        let begins = match self.first_half && day == self.first {
            true => sent_home.unwrap_or(midday),
            false => Minute::default(),
        };
        let ends = (self.last_half && Some(day) == self.last).then_some(midday);
        begins < to && ends.is_none_or(|ends| from < ends)
    }
    fn overlaps(&self, other: &Out) -> bool {
        let end = |o: &Out| match (o.served_to, o.last) {
            (Some(served), Some(last)) => Some(served.min(last)),
            (served, last) => served.or(last),
        };
        let ends_before = |a: &Out, b: &Out| match end(a) {
            // One that ends at midday leaves the afternoon to another.
            Some(last) if last == b.first => a.last_half && b.first_half,
            Some(last) => last < b.first,
            None => false,
        };
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// The totals, itself included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of this one alone.
    pub length: HalfDays,
    /// School days it touches.
    pub touched: u32,
    /// The highest of any statutory term it touches.
    pub term: HalfDays,
    /// The highest of any school year it touches.
    pub year: HalfDays,
}

impl Totals {
    /// Over the lower threshold of a term.
    pub fn over_low(&self) -> bool {
        self.term > clocks::THRESHOLD_LOW
    }
    /// Over the higher one.
    pub fn over_high(&self) -> bool {
        self.term > clocks::THRESHOLD_HIGH
    }
    /// More than the law allows in a school year.
    pub fn over_cap(&self) -> bool {
        term::cap([self.year]).outcome == Outcome::CapBreach
    }
}

/// What this one brings the totals to, with those before it and those at other schools.
pub fn totals(
    this: &Out,
    earlier: &[Out],
    elsewhere: (HalfDays, HalfDays),
    almanac: &Almanac,
) -> Result<Totals, CountFault> {
    let taken = this.taken(almanac)?;
    let (mut terms, mut years) = (BTreeMap::new(), BTreeMap::new());
    add(&mut terms, &mut years, &taken, almanac, true)?;
    for out in earlier {
        add(&mut terms, &mut years, &out.taken(almanac)?, almanac, false)?;
    }
    let highest = |of: BTreeMap<_, HalfDays>| of.into_values().max().unwrap_or_default();
    let year = years.into_values().max().unwrap_or_default();
    Ok(Totals {
        length: taken.iter().map(|(_, much)| *much).sum(),
        touched: taken.len() as u32,
        term: highest(terms) + elsewhere.0,
        year: year + elsewhere.1,
    })
}

type ByTerm = BTreeMap<Option<rulebook::almanac::TermKey>, HalfDays>;

/// Adds days to the sums. Terms and years that this one does not touch are not tested (R6.06).
fn add(
    terms: &mut ByTerm,
    years: &mut BTreeMap<Day, HalfDays>,
    taken: &Taken,
    almanac: &Almanac,
    opens: bool,
) -> Result<(), CountFault> {
    for (day, much) in taken {
        let (term, year) = (almanac.statutory_term(*day)?, almanac.school_year(*day)?);
        if opens {
            terms.entry(term).or_default();
            years.entry(year).or_default();
        }
        if let Some(sum) = terms.get_mut(&term) {
            *sum = *sum + *much;
        }
        if let Some(sum) = years.get_mut(&year) {
            *sum = *sum + *much;
        }
    }
    Ok(())
}

/// The run of school days out that ran straight into this one, with no day attended between.
pub fn run_before(
    this: &Out,
    earlier: &[Out],
    almanac: &Almanac,
) -> Result<Option<Run>, CountFault> {
    let mut run: Option<Run> = None;
    let mut start = almanac.nth(this.first, 1)?;
    let whole = |o: &&Out| o.kind == Kind::Suspension;
    loop {
        let mut found = None;
        for out in earlier.iter().filter(whole) {
            let taken = out.taken(almanac)?;
            let (Some((first, _)), Some((last, _))) = (taken.first(), taken.last()) else {
                continue;
            };
            // Straight on: the last day out is the school day before, or one that it shares.
            if *last < start && almanac.count(last.plus(1), start.plus(-1))? == 0 {
                found = Some((*first, taken.len() as u32));
            }
        }
        let Some((first, days)) = found else { return Ok(run) };
        start = first;
        run = Some(Run { start, days: days + run.map_or(0, |r| r.days) });
    }
}

/// What is wrong with days as they were typed: the field, and what to do.
pub fn wrong(
    e: &Exclusion,
    earlier: &[(Out, String)],
    left_on: Option<Day>,
    almanac: &Almanac,
) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let (Some(kind), Some(first)) = (e.kind, e.first) else { return out };
    if let Some(left) = left_on.filter(|left| first > *left) {
        out.push((
            "first",
            format!(
                "The pupil left the roll on {left}. Nobody who is not on roll can be suspended"
            ),
        ));
    }
    for (field, day) in [("first", Some(first)), ("last", e.last)] {
        let Some(day) = day else { continue };
        match almanac.is_school_day(day) {
            Ok(true) => {}
            Ok(false) => {
                let why = almanac.why_not(day).unwrap_or_default();
                let next = almanac.nth(day, 1).map(|d| format!(". The next school day is {d}"));
                out.push((
                    field,
                    format!("{day} is no school day: {why}{}", next.unwrap_or_default()),
                ));
            }
            Err(fault) => out.push((
                field,
                format!("{}. Have the term added under Set-up", capital(&fault.to_string())),
            )),
        }
    }
    if let Some(last) = e.last.filter(|last| *last < first) {
        out.push((
            "last",
            format!("It ends on {last}, before it begins on {first}. Put one of them right"),
        ));
    }
    if e.first_half && e.last_half && e.last == Some(first) {
        out.push((
            "last",
            "One day cannot both begin during the day and end at midday: leave one out".into(),
        ));
    }
    if !out.is_empty() {
        return out;
    }
    let Some(this) = Out::of(e) else { return out };
    if let Some((_, words)) = earlier.iter().find(|(other, _)| this.overlaps(other)) {
        out.push(("first", format!("It overlaps the {words}. A suspension is never lengthened: a fresh one begins when that has ended")));
        return out;
    }
    let others: Vec<Out> = earlier.iter().map(|(o, _)| *o).collect();
    match totals(&this, &others, (e.elsewhere_term, e.elsewhere_year), almanac) {
        Err(fault) => out.push(("last", capital(&fault.to_string()))),
        Ok(t) if kind != Kind::Permanent && t.length == HalfDays::NONE => {
            out.push(("last", "There is no school day in it".into()));
        }
        Ok(t) if kind != Kind::Permanent && t.over_cap() => {
            let most = clocks::CAP;
            out.push(("last", format!("With this one the school year comes to {} school days. The law allows {most} in a school year, at all schools together (R2.04). Shorten it by {}", t.year, HalfDays::halves(t.year.count() - most.count()))));
        }
        Ok(_) => {}
    }
    out
}

fn capital(text: &str) -> String {
    crate::words::capital(text)
}
