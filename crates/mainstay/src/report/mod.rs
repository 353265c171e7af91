//! Reports: which half-term, its figures, the list behind each, the week, and lists to keep.
//!
//! Must never know: what counts; casework says so. It chooses days and shows.

pub mod gaps;
pub mod governors;
mod governors_page;
mod half_term;
pub mod impact;
pub mod impact_page;
pub mod ledger;
pub mod ledger_page;
pub mod list;
mod page;
mod samples;
pub mod teachers;
mod teachers_page;
pub mod week;

pub use half_term::{half_term, show};

use crate::form::Form;
use crate::problem::Problem;
use crate::visit::Visit;
use casework::report::Report;
use casework::scope::Reach;
use rulebook::{Day, SchoolCalendar};

/// Some days with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// "Autumn 2", or "Mon 2 Nov to Fri 6 Nov 2026".
    pub name: String,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Span {
    /// "from=2026-11-02&to=2026-12-18"
    pub fn query(&self) -> String {
        format!("from={}&to={}", self.from.iso(), self.to.iso())
    }
    /// "Autumn 2 2026"
    pub fn full(&self) -> String {
        let year = self.from.ymd().0.to_string();
        if self.name.ends_with(&year) { self.name.clone() } else { format!("{} {year}", self.name) }
    }
}

/// The school's half-terms that have begun, in date order.
pub fn half_terms(calendar: &SchoolCalendar, today: Day) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for term in &calendar.terms {
        for (name, from, to) in
            [term.from, term.to].into_iter().filter_map(|day| calendar.half_term(day))
        {
            let Some(span) = school_days(calendar, name, from, to) else { continue };
            if span.from <= today && !out.contains(&span) {
                out.push(span);
            }
        }
    }
    out.sort_by_key(|s| s.from);
    out
}

/// The same days from the first pupils are in to the last.
fn school_days(calendar: &SchoolCalendar, name: String, from: Day, to: Day) -> Option<Span> {
    let from = calendar.first_on_or_after(from)?;
    let to = if calendar.is_school_day(to) { to } else { calendar.last_before(to)? };
    (from <= to).then_some(Span { name, from, to })
}

/// The half-term today is in, or the last one that was.
pub fn current(calendar: &SchoolCalendar, today: Day) -> Span {
    half_terms(calendar, today).pop().unwrap_or(Span {
        name: "Today".into(),
        from: today,
        to: today,
    })
}

/// The days asked for, or the current half-term. Days the wrong way round are turned.
pub(crate) fn asked(form: &Form, calendar: &SchoolCalendar, today: Day) -> Span {
    // The picker sends one choice, "2026-11-02.2026-12-18".
    let (from, to) = match form.text("half").split_once('.') {
        Some((from, to)) => (Day::parse_iso(from), Day::parse_iso(to)),
        None => (form.day("from"), form.day("to")),
    };
    let (Some(from), Some(to)) = (from, to) else {
        return current(calendar, today);
    };
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    // Weekends at either end change nothing: they are the same half-term.
    let near = school_days(calendar, String::new(), from, to);
    half_terms(calendar, today)
        .into_iter()
        .find(|s| near.as_ref().is_some_and(|n| s.from == n.from && s.to == n.to))
        .unwrap_or_else(|| Span { name: format!("{from} to {to}"), from, to })
}

/// What this person may count in these days.
pub(crate) async fn report(v: &Visit, span: &Span) -> Result<Report, Problem> {
    let mut read = v.read().await?;
    let mut facts =
        store::report::facts(&mut read, &v.scope(), v.actor.staff, span.from, span.to).await?;
    let within = v.setting.rules.work_back_within;
    facts.back_by = casework::hand_back::late_until(&v.setting.calendar, v.today(), within);
    Ok(Report::of(facts, v.now))
}

/// Whose figures these are, where they are not the whole school's.
pub(crate) fn narrowed(v: &Visit) -> Option<String> {
    let reach = v.scope().reach;
    if reach.contains(&Reach::School) {
        return None;
    }
    let years: Vec<String> = v.actor.years.iter().map(|y| format!("Year {y}")).collect();
    Some(if years.is_empty() {
        format!("Only {} you work with", v.words().many(casework::words::Concept::Pupil))
    } else {
        format!("{} only", years.join(", "))
    })
}

/// For the gallery.
pub fn samples() -> Vec<crate::page::gallery::Sample> {
    let mut all = samples::samples();
    all.extend(gaps::samples());
    all.extend(governors_page::samples());
    all.extend(teachers_page::samples());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_term_of_the_walk_through_is_offered_first_and_found_by_its_days() {
        let date = |m, d| Day::new(2026, m, d).unwrap();
        let calendar = crate::demo::calendar::around(date(11, 10));
        let span = current(&calendar, date(11, 11));
        assert_eq!(span.full(), "Autumn 2 2026");
        assert_eq!((span.from, span.to), (date(11, 2), date(12, 18)));
        // In the holiday before it, the half-term that ended is the current one.
        assert_eq!(current(&calendar, date(10, 28)).full(), "Autumn 1 2026");
        let typed = Form::of([("from", "2026-12-19"), ("to", "2026-10-31")]);
        assert_eq!(asked(&typed, &calendar, date(11, 11)), span);
        let other = Form::of([("from", "2026-11-02"), ("to", "2026-11-06")]);
        let week = asked(&other, &calendar, date(11, 11));
        assert_eq!(week.name, "Mon 2 Nov 2026 to Fri 6 Nov 2026");
    }
}
