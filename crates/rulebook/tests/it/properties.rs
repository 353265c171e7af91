//! What holds of counting on any calendar: many invented schools of two to six terms, with
//! half-terms, INSET days and closures anywhere.
//!
//! Must never know: a date. The naive walk beside each answer is the whole specification.

use crate::support::day;
use proptest::prelude::*;
use rulebook::almanac::{Almanac, Change, CountFault, Pattern};
use rulebook::calendar::{Closed, SchoolCalendar, Term};
use rulebook::count::{is_working_day, months_on};
use rulebook::{Day, HalfDays, Span};

/// Two to six terms a year for two years, from a September; with closures scattered inside.
pub fn calendars() -> impl Strategy<Value = SchoolCalendar> {
    let terms = (2usize..=6, 2023i16..=2026, 1i8..=9);
    let shut = prop::collection::vec((0i64..700, 1i64..=7, any::<bool>()), 0..14);
    (terms, shut, prop::collection::vec(0i64..=16, 12)).prop_map(
        |((n, year, first), shut, gaps)| {
            let mut terms = Vec::new();
            let mut closed = Vec::new();
            for y in 0..2 {
                let start = Day::new(year + y, 9, first).expect("a day in September");
                // 44 weeks from the start stay clear of the next September, whatever the gaps.
                let length = 308 / n as i64;
                for t in 0..n {
                    let from = start.plus(t as i64 * length);
                    let gap = 1 + gaps[(usize::try_from(y).unwrap_or(0) * n + t) % gaps.len()];
                    let to = from.plus((length - gap).max(3));
                    terms.push(Term { name: format!("Term {} of {}", t + 1, year + y), from, to });
                }
            }
            let begin = terms[0].from;
            for (at, days, half_term) in shut {
                let from = begin.plus(at);
                let why = if half_term { "Half-term" } else { "INSET" }.to_string();
                closed.push(Closed { why, half_term, from, to: from.plus(days - 1) });
            }
            SchoolCalendar { terms, closed, ..SchoolCalendar::default() }
        },
    )
}

/// Ready for counting, where there is a school day at all.
pub fn ready(calendar: &SchoolCalendar) -> Option<Almanac> {
    Almanac::of_school("Anywhere", calendar, Pattern::ThreeTerms).ok()
}

/// The nth day that is one, walking on (or back) from a day not itself counted.
fn walk(a: &Almanac, from: Day, n: u32, step: i64) -> Option<Day> {
    let (mut at, mut left) = (from, n);
    while left > 0 {
        at = at.plus(step);
        left -= u32::from(a.is_school_day(at).ok()?);
    }
    Some(at)
}

const FORWARD: [fn(u16) -> Span; 2] = [Span::SchoolDaysAfter, Span::SchoolDayOf];
const BACKWARD: [fn(u16) -> Span; 2] = [Span::ClearSchoolDaysBefore, Span::SchoolDaysBefore];

fn every_span(n: u16) -> [Span; 13] {
    [
        Span::SchoolDaysAfter(n),
        Span::SchoolDayOf(n),
        Span::ClearSchoolDaysBefore(n),
        Span::SchoolDaysBefore(n),
        Span::WorkingDaysAfter(n),
        Span::DaysAfter(n),
        Span::DaysOf(n),
        Span::DaysBefore(n),
        Span::MonthsAfter(n),
        Span::MonthsAfterToWorkingDay(n),
        Span::MonthsOf(n),
        Span::YearsBefore(n % 8),
        Span::HoursBefore(n),
    ]
}

fn shut(calendar: &Almanac, on: Day) -> Almanac {
    let note = "Closed".to_string();
    let change = Change { day: on, school_day: false, known_from: None, note };
    calendar.changed(&[change]).expect("the day is in the calendar")
}

proptest! {
    #[test]
    fn a_school_day_clock_lands_on_a_school_day(
        calendar in calendars(), at in 0i64..720, n in 1u16..60,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let from = a.first().plus(at);
        for make in FORWARD.into_iter().chain(BACKWARD) {
            if let Ok(count) = make(n).from(from, Some(&a)) {
                prop_assert_eq!(a.is_school_day(count.due), Ok(true), "{:?}", count);
                prop_assert!(calendar.is_school_day(count.due), "{:?}", count);
                if let Some(arguable) = count.arguable {
                    prop_assert!(calendar.is_school_day(arguable) && arguable > count.due);
                }
            }
        }
    }

    #[test]
    fn a_later_trigger_never_gives_an_earlier_date(
        calendar in calendars(), at in 0i64..700, later in 0i64..60, n in 1u16..60,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let from = a.first().plus(at);
        for span in every_span(n) {
            let (one, two) = (span.from(from, Some(&a)), span.from(from.plus(later), Some(&a)));
            if let (Ok(one), Ok(two)) = (one, two) {
                prop_assert!(one.due <= two.due, "{:?} {:?}", one, two);
            }
        }
    }

    #[test]
    fn a_longer_time_never_ends_sooner(calendar in calendars(), at in 0i64..700, n in 1u16..60) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let from = a.first().plus(at);
        for (short, long) in every_span(n).into_iter().zip(every_span(n + 1)) {
            if let (Ok(short), Ok(long)) = (short.from(from, Some(&a)), long.from(from, Some(&a))) {
                let back = matches!(
                    short.span,
                    Span::ClearSchoolDaysBefore(_) | Span::SchoolDaysBefore(_)
                        | Span::DaysBefore(_) | Span::HoursBefore(_) | Span::YearsBefore(_)
                );
                let longer = short.span.number() < long.span.number();
                prop_assert!(
                    !longer || if back { long.due <= short.due } else { short.due <= long.due },
                    "{:?} {:?}", short, long
                );
            }
        }
    }

    #[test]
    fn a_closure_never_shortens_a_clock_nor_brings_papers_later(
        calendar in calendars(), at in 0i64..700, closed in 0i64..720, n in 1u16..60,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let on = a.first().plus(closed);
        if on > a.last() || a.size() < 2 {
            return Ok(());
        }
        let more = shut(&a, on);
        let from = a.first().plus(at);
        for make in FORWARD {
            if let (Ok(one), Ok(two)) = (make(n).from(from, Some(&a)), make(n).from(from, Some(&more))) {
                prop_assert!(one.due <= two.due, "{:?} {:?}", one, two);
            }
        }
        for make in BACKWARD {
            if let (Ok(one), Ok(two)) = (make(n).from(from, Some(&a)), make(n).from(from, Some(&more))) {
                prop_assert!(two.due <= one.due, "{:?} {:?}", one, two);
                prop_assert!(two.arguable <= one.arguable);
            }
        }
        // Closed twice is closed once; opened again it is as it was, but for the note.
        prop_assert_eq!(shut(&more, on).size(), more.size());
        prop_assert_eq!(a.size() - more.size(), usize::from(a.is_school_day(on) == Ok(true)));
    }

    #[test]
    fn clear_days_leave_exactly_that_many_between(
        calendar in calendars(), at in 0i64..720, n in 0u16..40,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let event = a.first().plus(at);
        if let Ok(count) = Span::ClearSchoolDaysBefore(n).from(event, Some(&a)) {
            let between = a.count(count.due.plus(1), event.plus(-1));
            prop_assert_eq!(between, Ok(u32::from(n)), "{:?}", count);
        }
    }

    #[test]
    fn the_working_is_the_count_with_nothing_left_out(
        calendar in calendars(), at in 0i64..700, n in 1u16..60,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let from = a.first().plus(at);
        for span in every_span(n) {
            let Ok(count) = span.from(from, Some(&a)) else { continue };
            let working = count.working(Some(&a)).expect("what was counted can be shown");
            let unread = matches!(
                span,
                Span::MonthsAfter(_) | Span::MonthsAfterToWorkingDay(_) | Span::MonthsOf(_)
                    | Span::YearsBefore(_)
            );
            if unread {
                prop_assert!(working.counted.is_empty() && working.passed.is_empty());
                continue;
            }
            let clear = matches!(span, Span::ClearSchoolDaysBefore(_));
            if !matches!(span, Span::HoursBefore(_)) {
                prop_assert_eq!(working.counted.len(), usize::from(n), "{:?}", count);
            }
            prop_assert_eq!(working.day_one, working.counted.first().copied());
            if !clear {
                prop_assert_eq!(working.counted.last().copied(), Some(count.due), "{:?}", count);
            }
            // Every date from the first to the last, once: counted, or passed over with a reason.
            let mut seen: Vec<Day> = working.counted.clone();
            for passed in &working.passed {
                prop_assert!(!passed.why.is_empty() && passed.from <= passed.to);
                let mut at = passed.from;
                while at <= passed.to {
                    seen.push(at);
                    at = at.plus(1);
                }
            }
            seen.sort_unstable();
            let (one, two) = (count.anchor.min(count.due), count.anchor.max(count.due));
            let backwards = count.due < count.anchor;
            let (first, last) = match span {
                Span::SchoolDayOf(_) | Span::DaysOf(_) => (one, two),
                Span::ClearSchoolDaysBefore(_) => (one.plus(1), two.plus(-1)),
                _ if backwards => (one, two.plus(-1)),
                _ => (one.plus(1), two),
            };
            let mut all = Vec::new();
            let mut at = first;
            while at <= last {
                all.push(at);
                at = at.plus(1);
            }
            prop_assert_eq!(seen, all, "{:?}", count);
        }
    }

    #[test]
    fn the_almanac_agrees_with_walking_day_by_day(
        calendar in calendars(), at in 0i64..720, to in 0i64..720, n in 1u32..80,
    ) {
        let Some(a) = ready(&calendar) else { return Ok(()) };
        let from = a.first().plus(at);
        let to = a.first().plus(to);
        for offset in 0..a.last().since(a.first()) {
            let day = a.first().plus(offset);
            prop_assert_eq!(a.is_school_day(day), Ok(calendar.is_school_day(day)), "{}", day);
        }
        if from > a.last() {
            prop_assert_eq!(a.after(from, n), Err(CountFault::CalendarEnds { last: a.last() }));
            return Ok(());
        }
        prop_assert_eq!(a.after(from, n).ok(), walk(&a, from, n, 1));
        prop_assert_eq!(a.nth(from, n).ok(), walk(&a, from.plus(-1), n, 1).filter(|_| at > 0)
            .or_else(|| (at == 0).then(|| naive_nth(&a, from, n)).flatten()));
        prop_assert_eq!(a.before(from, n).ok(), walk(&a, from, n, -1));
        prop_assert_eq!(a.clear_before(from, n).ok(), walk(&a, from, n + 1, -1));
        if to <= a.last() {
            let mut days = Vec::new();
            let mut at = from;
            while at <= to {
                if calendar.is_school_day(at) {
                    days.push(at);
                }
                at = at.plus(1);
            }
            prop_assert_eq!(a.count(from, to), Ok(days.len() as u32));
            prop_assert_eq!(a.school_days(from, to), Ok(days));
        }
        // The room counts on the same almanac.
        prop_assert_eq!(a.after(from, n).ok(), calendar.school_days_after(from, n).map(|c| c.day));
        prop_assert_eq!(a.before(from, n).ok(), calendar.school_days_before(from, n));
    }

    #[test]
    fn months_never_run_past_the_end_of_a_month(offset in 0i64..20_000, n in 0i32..60) {
        let from = day("1990-01-01").plus(offset);
        let (on, same) = months_on(from, n).unwrap();
        let ((y, m, d), (fy, fm, fd)) = (on.ymd(), from.ymd());
        let months = (i32::from(y) * 12 + i32::from(m)) - (i32::from(fy) * 12 + i32::from(fm));
        prop_assert_eq!(months, n);
        prop_assert_eq!(same, d == fd);
        // Where the date is not the same, the month had none such: it is its last.
        prop_assert!(d == fd || (d < fd && on.plus(1).ymd().1 != m));
    }

    #[test]
    fn a_month_that_rolls_stops_on_a_working_day_and_no_further(offset in 0i64..2900, n in 1u16..6) {
        let from = day("2019-02-01").plus(offset);
        let plain = Span::MonthsAfter(n).from(from, None).unwrap().due;
        let rolled = Span::MonthsAfterToWorkingDay(n).from(from, None).unwrap().due;
        prop_assert_eq!(is_working_day(rolled), Ok(true));
        let mut at = plain;
        while at < rolled {
            prop_assert_eq!(is_working_day(at), Ok(false));
            at = at.plus(1);
        }
        prop_assert!(rolled >= plain);
    }

    #[test]
    fn sums_of_half_days_are_exact_in_any_order(mut halves in prop::collection::vec(0u32..400, 0..60)) {
        let total: u32 = halves.iter().sum();
        let sum: HalfDays = halves.iter().copied().map(HalfDays::halves).sum();
        prop_assert_eq!(sum.count(), total);
        halves.reverse();
        let other: HalfDays = halves.into_iter().map(HalfDays::halves).sum();
        prop_assert_eq!(sum, other);
        let said = sum.to_string();
        prop_assert!(!said.ends_with(".0") && (said.ends_with(".5") == (total % 2 == 1)));
    }
}

#[test]
fn a_count_past_all_calendars_is_refused_and_never_comes_round_again() {
    let from = day("2026-11-12");
    for span in [Span::YearsBefore(65_535), Span::MonthsAfter(65_535), Span::MonthsOf(65_535)] {
        assert_eq!(span.from(from, None), Err(CountFault::OutOfTime), "{span:?}");
    }
}

/// The nth school day of a run, from the very first date held: there is no day before it.
fn naive_nth(a: &Almanac, from: Day, n: u32) -> Option<Day> {
    match a.is_school_day(from).ok()? {
        true if n == 1 => Some(from),
        true => walk(a, from, n - 1, 1),
        false => walk(a, from, n, 1),
    }
}

#[test]
fn the_terms_of_two_years_may_share_their_names() {
    let mut calendar = crate::support::scenario_terms();
    for n in 0..3 {
        let term = &calendar.terms[n];
        let (from, to) = (term.from.plus(364), term.to.plus(364));
        calendar.terms.push(Term { name: term.name.clone(), from, to });
    }
    let almanac = Almanac::of_school("Plainly named", &calendar, Pattern::ThreeTerms).unwrap();
    let (first, second) = (calendar.terms[0].from, calendar.terms[3].from);
    assert_eq!(almanac.school_term(first), almanac.school_term(second));
    assert_ne!(almanac.statutory_term(first), almanac.statutory_term(second));
}
