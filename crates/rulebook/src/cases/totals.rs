//! Reading the totals of a case: days in a statutory term, days in a school year, and the
//! several ways a case may put them.
//!
//! Must never know: what follows from them.

use super::CaseFault;
use super::inputs::{Inputs, days_of};
use crate::almanac::Almanac;
use crate::duty::governors::{Excluded, Meeting, Representations};
use crate::duty::term::{self, Stretch};
use crate::duty::{Answer, NoAnswer, governors};
use crate::half::HalfDays;
use crate::{Day, easter};
use serde_json::Value;

/// A total that rests on facts of the case, not yet worked out where it needs a calendar.
fn excluded(i: &mut Inputs) -> Result<Option<Excluded>, CaseFault> {
    let kind = i.text("type")?;
    i.days("length")?;
    let parts = [("full_days", 2), ("half_days", 1), ("lunchtimes", 1)];
    let given = i.days("term_days")?;
    let total = i.days("term_total")?;
    let mut sum = None;
    for (key, halves) in parts {
        if let Some(part) = i.days(key)? {
            // The part counts things, not days: eleven lunchtimes are eleven halves.
            if part.count() % 2 != 0 {
                return Err(Inputs::bad(key, "half of one: give a whole number of them"));
            }
            let count = part.count() / 2 * halves;
            sum = Some(sum.unwrap_or(HalfDays::NONE) + HalfDays::halves(count));
        }
    }
    match kind.as_deref() {
        Some("PEX") => return Ok(Some(Excluded::Permanently)),
        None | Some("SUSP" | "LUNCH") => {}
        Some(other) => {
            return Err(Inputs::bad("type", format!("“{other}” is no exclusion here")));
        }
    }
    let worked = match (given, sum) {
        (Some(given), Some(sum)) if given != sum => {
            return Err(CaseFault::Differs {
                key: "term_days",
                given: given.to_string(),
                found: sum.to_string(),
            });
        }
        (given, sum) => given.or(sum),
    };
    match (total, worked) {
        (Some(total), Some(worked)) if total != worked => Err(CaseFault::Differs {
            key: "term_total",
            given: total.to_string(),
            found: worked.to_string(),
        }),
        (total, worked) => Ok(total.or(worked).map(Excluded::For)),
    }
}

fn representations(i: &mut Inputs) -> Result<Representations, CaseFault> {
    let received = i.day("representations_received")?;
    Ok(match (i.flag("representations")?, received) {
        (Some(false), None) | (None, None) => Representations::None,
        (Some(false), Some(_)) => {
            return Err(Inputs::bad("representations", "false, and received on a day"));
        }
        (_, on) => Representations::Made(on),
    })
}

/// R2.12 to R2.15 and R3.05.
pub fn meeting(i: &mut Inputs, almanac: &Almanac) -> Result<Answer, CaseFault> {
    let excluded = excluded(i)?;
    let exam = i.day("public_exam")?;
    let test = i.day("national_curriculum_test")?;
    let exam = match (exam, test) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let excluded = match (excluded, exam) {
        (Some(e), _) => e,
        // With an examination lost the total decides nothing.
        (None, Some(_)) => Excluded::For(HalfDays::NONE),
        (None, None) => return Err(Inputs::bad("term_total", "is needed")),
    };
    governed(i, excluded, exam, almanac)
}

fn governed(
    i: &mut Inputs,
    excluded: Excluded,
    exam: Option<Day>,
    almanac: &Almanac,
) -> Result<Answer, CaseFault> {
    let representations = representations(i)?;
    let informed = i.event_day("gb_informed")?;
    Ok(governors::meeting(Meeting { excluded, informed, representations, exam }, almanac)?)
}

/// R6.05: the statutory term of a school.
pub fn statutory_term(i: &mut Inputs, almanac: &Almanac) -> Result<Answer, CaseFault> {
    i.text("note")?;
    let total = if let Some(list) = i.value("exclusions") {
        let stretches = stretches(&list)?;
        let (last, earlier) =
            stretches.split_last().ok_or_else(|| Inputs::bad("exclusions", "an empty list"))?;
        term::worst_term(earlier, *last, almanac)?
    } else if let Some(key) = decided_key(i) {
        let (from, to) = decided_days(&key)?;
        let decided = i.days(&key)?.unwrap_or_default();
        let room = HalfDays::days(almanac.count(from, to).map_err(NoAnswer::from)?);
        if decided > room {
            return Err(Inputs::bad(&key, format!("only {room} school days lie in it")));
        }
        let earlier = i.days("days_before_easter_monday")?.unwrap_or_default();
        let (year, ..) = from.ymd();
        let monday = easter::monday(year).ok_or(NoAnswer::Needed("a year with an Easter"))?;
        let before = almanac.before(monday, 1).map_err(NoAnswer::from)?;
        let first = almanac.nth(from, 1).map_err(NoAnswer::from)?;
        let one = almanac.statutory_term(before).map_err(NoAnswer::from)?;
        let other = almanac.statutory_term(first).map_err(NoAnswer::from)?;
        if one == other { earlier + decided } else { decided }
    } else {
        // Terms 1 and 2 of a six-term school are one statutory term, and so on; a three-term
        // school says the days earlier in its term and those being decided.
        let keys = ["term1_days", "term2_days", "term3_days", "term4_days", "term5_days"];
        let more = ["term6_days", "days_autumn", "days_spring", "days_summer", "days_next"];
        let mut sum = None;
        for key in keys.into_iter().chain(more) {
            if let Some(days) = i.days(key)? {
                sum = Some(sum.unwrap_or(HalfDays::NONE) + days);
            }
        }
        sum.ok_or_else(|| Inputs::bad("exclusions", "no days are given"))?
    };
    governed(i, Excluded::For(total), None, almanac)
}

fn stretches(list: &Value) -> Result<Vec<Stretch>, CaseFault> {
    let wrong = |why: &str| Inputs::bad("exclusions", why);
    let list = list.as_array().ok_or_else(|| wrong("not a list"))?;
    list.iter()
        .map(|one| {
            let facts = one.as_object().ok_or_else(|| wrong("a line that is no object"))?;
            let mut inside = Inputs::inside(facts.clone());
            let start = inside.day("start")?.ok_or_else(|| wrong("a line without a start"))?;
            let length = inside.days("days")?.ok_or_else(|| wrong("a line without days"))?;
            inside.all_known()?;
            Ok(Stretch { start, length })
        })
        .collect()
}

/// The key that names the days being decided: `days_30_mar_to_2_apr_2027`.
fn decided_key(i: &mut Inputs) -> Option<String> {
    // Only this one key is read: another beginning so is unknown, and fails its case.
    i.key(|k| k.starts_with("days_") && k.contains("_to_"))
}

fn decided_days(key: &str) -> Result<(Day, Day), CaseFault> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let wrong = || Inputs::bad(key, "not days_D_mon_to_D_mon_YYYY");
    let parts: Vec<&str> = key.split('_').collect();
    let [_, d1, m1, _, d2, m2, year] = parts[..] else { return Err(wrong()) };
    let year: i16 = year.parse().map_err(|_| wrong())?;
    let day = |d: &str, m: &str| -> Option<Day> {
        let month = MONTHS.iter().position(|x| *x == m.to_ascii_lowercase())? as i8 + 1;
        Day::new(year, month, d.parse().ok()?)
    };
    match (day(d1, m1), day(d2, m2)) {
        (Some(from), Some(to)) if from <= to => Ok((from, to)),
        _ => Err(wrong()),
    }
}

/// R6.06: an exclusion that spans two terms.
pub fn spanning(i: &mut Inputs, almanac: &Almanac) -> Result<Answer, CaseFault> {
    let start = i.need_day("start")?;
    let length = i.days("length")?.ok_or_else(|| Inputs::bad("length", "is needed"))?;
    let mut earlier = HalfDays::NONE;
    for key in i.keys("earlier_", "_days") {
        earlier = earlier + i.days(&key)?.unwrap_or_default();
    }
    let mut terms = term::by_term(Stretch { start, length }, almanac)?;
    // What came earlier lies in the term in which the exclusion starts.
    if let Some((_, first)) = terms.first_mut() {
        *first = *first + earlier;
    }
    let worst = terms.into_iter().map(|(_, sum)| sum).max().unwrap_or_default();
    governed(i, Excluded::For(worst), None, almanac)
}

/// R2.04: the limit of a school year.
pub fn cap(i: &mut Inputs, almanac: Option<&Almanac>) -> Result<Answer, CaseFault> {
    let proposed = i.value("proposed").map(|v| days_of("proposed", &v)).transpose()?;
    let proposed = proposed.ok_or_else(|| Inputs::bad("proposed", "is needed"))?;
    let start = i.day("start")?;
    let served = i.days("cancelled_suspension_days_served")?.unwrap_or_default();
    let mut own = served;
    let mut years: Vec<(i16, HalfDays)> = Vec::new();
    for key in i.keys("year_days", "") {
        let days = i.days(&key)?.unwrap_or_default();
        match key.as_str() {
            "year_days"
            | "year_days_so_far"
            | "year_days_this_school"
            | "year_days_previous_school"
            | "year_days_when_cancellation_takes_effect" => own = own + days,
            _ => years.push((named_year(&key)?, days)),
        }
    }
    let Some(start) = start else {
        // Without a start everything is one school year.
        let all: HalfDays = years.into_iter().map(|(_, d)| d).sum();
        return Ok(term::cap([own + all + proposed]));
    };
    let almanac = almanac.ok_or(NoAnswer::Needed("a school calendar"))?;
    let mut touched = term::by_year(Stretch { start, length: proposed }, almanac)?;
    if let Some((_, first)) = touched.first_mut() {
        *first = *first + own;
    }
    for (year, days) in years {
        if let Some((_, sum)) = touched.iter_mut().find(|(first, _)| first.ymd().0 == year) {
            *sum = *sum + days;
        }
    }
    Ok(term::cap(touched.into_iter().map(|(_, sum)| sum)))
}

/// The year in which the school year of `year_days_2025_26` begins.
fn named_year(key: &str) -> Result<i16, CaseFault> {
    let wrong = || CaseFault::UnknownKey(key.chars().take(60).collect());
    let rest = key.strip_prefix("year_days_").ok_or_else(wrong)?;
    let (from, to) = rest.split_once('_').ok_or_else(wrong)?;
    let (from, to): (i16, i16) =
        (from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?);
    if !(1900..2200).contains(&from) || (from + 1) % 100 != to {
        return Err(wrong());
    }
    Ok(from)
}
