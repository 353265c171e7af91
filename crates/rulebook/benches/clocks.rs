//! How long one case takes: every duty and date of an exclusion on a calendar of two years.
//!
//! Must never know: a real school. `cargo bench -p rulebook --bench clocks`; the whole country
//! is `cargo run --release -p rulebook --example national`.

use criterion::{Criterion, criterion_group, criterion_main};
use rulebook::almanac::{Almanac, Pattern};
use rulebook::calendar::{Closed, SchoolCalendar, Term};
use rulebook::event::{self, Given};
use rulebook::{Day, Span};
use std::hint::black_box;

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap_or(Day::FIRST)
}

/// Two years of three terms, with half-terms and INSET days.
fn two_years() -> SchoolCalendar {
    let term = |name: &str, a, b| Term { name: name.into(), from: day(a), to: day(b) };
    let shut = |why: &str, a, b| Closed {
        why: why.into(),
        half_term: why == "Half-term",
        from: day(a),
        to: day(b),
    };
    SchoolCalendar {
        terms: vec![
            term("Autumn 2025", "2025-09-03", "2025-12-19"),
            term("Spring 2026", "2026-01-06", "2026-03-27"),
            term("Summer 2026", "2026-04-13", "2026-07-20"),
            term("Autumn 2026", "2026-09-02", "2026-12-18"),
            term("Spring 2027", "2027-01-05", "2027-03-25"),
            term("Summer 2027", "2027-04-13", "2027-07-21"),
        ],
        closed: vec![
            shut("Half-term", "2025-10-27", "2025-10-31"),
            shut("INSET", "2025-11-28", "2025-11-28"),
            shut("Half-term", "2026-02-16", "2026-02-20"),
            shut("Half-term", "2026-05-25", "2026-05-29"),
            shut("Half-term", "2026-10-26", "2026-10-30"),
            shut("INSET", "2026-11-27", "2026-11-27"),
            shut("Half-term", "2027-02-15", "2027-02-19"),
            shut("Half-term", "2027-05-31", "2027-06-04"),
        ],
        ..SchoolCalendar::default()
    }
}

fn given(facts: &[(&str, &str)]) -> Given {
    facts.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect()
}

fn permanent() -> Given {
    given(&[
        ("notice", "2026-11-12"),
        ("decided", "2026-11-12"),
        ("governors-told", "2026-11-12"),
        ("first-day", "2026-11-13"),
        ("run-before-start", "2026-11-06"),
        ("run-before", "5"),
        ("exam", "2026-12-01"),
        ("other-home", "yes"),
        ("year", "9"),
        ("looked-after", "yes"),
        ("social-worker", "yes"),
    ])
}

fn suspension() -> Given {
    given(&[
        ("notice", "2026-11-19"),
        ("first-day", "2026-11-19"),
        ("sent-home-at", "10:31"),
        ("days", "1.5"),
        ("term-days", "4"),
        ("year-days", "4"),
        ("representations", "yes"),
        ("social-worker", "yes"),
        ("year", "10"),
    ])
}

fn clocks(c: &mut Criterion) {
    let calendar = two_years();
    let Ok(almanac) = Almanac::of_school("Bench", &calendar, Pattern::ThreeTerms) else { return };
    for (name, code, facts) in [
        ("permanent exclusion, as typed", "permanent-exclusion", permanent()),
        ("suspension, as typed", "suspension", suspension()),
    ] {
        let Some(kind) = event::find(code) else { return };
        c.bench_function(name, |b| {
            b.iter(|| event::answer(black_box(kind), black_box(&facts), Some(&almanac)))
        });
    }
    let told = day("2026-11-19");
    c.bench_function("fifty school days", |b| {
        b.iter(|| Span::SchoolDaysAfter(50).from(black_box(told), Some(&almanac)))
    });
    c.bench_function("fifty school days, with the working", |b| {
        b.iter(|| {
            let count = Span::SchoolDaysAfter(50).from(black_box(told), Some(&almanac))?;
            count.working(Some(&almanac))
        })
    });
    c.bench_function("a school’s calendar of two years made ready", |b| {
        b.iter(|| Almanac::of_school("Bench", black_box(&calendar), Pattern::ThreeTerms))
    });
}

criterion_group!(benches, clocks);
criterion_main!(benches);
