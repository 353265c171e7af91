//! Reports: which half-term, its figures, the list behind each, the week, and lists to keep.
//!
//! Must never know: what counts; casework says so. It chooses days and shows.

mod half_term;
pub mod list;
mod page;
mod samples;
pub mod week;

pub use half_term::{half_term, show};
pub use samples::samples;

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
        format!("{} {}", self.name, self.from.ymd().0)
    }
}

/// The school's half-terms that have begun, in date order.
pub fn half_terms(calendar: &SchoolCalendar, today: Day) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for term in &calendar.terms {
        for (name, from, to) in
            [term.from, term.to].into_iter().filter_map(|day| calendar.half_term(day))
        {
            let span = Span { name, from, to };
            if from <= today && !out.contains(&span) {
                out.push(span);
            }
        }
    }
    out.sort_by_key(|s| s.from);
    out
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
    half_terms(calendar, today)
        .into_iter()
        .find(|s| s.from == from && s.to == to)
        .unwrap_or_else(|| Span { name: format!("{from} to {to}"), from, to })
}

/// What this person may count in these days.
pub(crate) async fn report(v: &Visit, span: &Span) -> Result<Report, Problem> {
    let mut read = v.read().await?;
    let facts =
        store::report::facts(&mut read, &v.scope(), v.actor.staff, span.from, span.to).await?;
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
