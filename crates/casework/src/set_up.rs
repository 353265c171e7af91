//! Setting a school up: what is wrong with a calendar or a day as typed, and what a change
//! changed, said as before and after for the trail.
//!
//! Must never know: forms or tables.

use crate::school::Period;
use rulebook::{Minute, SchoolCalendar};

/// A row of a list, and the field of it that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// "term-2-to": list, row from 0, field.
    pub field: String,
    /// What to do about it.
    pub message: String,
}

fn wrong(list: &str, row: usize, field: &str, message: impl Into<String>) -> Wrong {
    Wrong { field: format!("{list}-{row}-{field}"), message: message.into() }
}

/// What cannot be kept: ends before beginnings, terms or closures that overlap.
pub fn calendar_errors(calendar: &SchoolCalendar) -> Vec<Wrong> {
    let mut out = Vec::new();
    for (i, t) in calendar.terms.iter().enumerate() {
        if t.to < t.from {
            out.push(wrong("term", i, "to", format!("{} ends before it begins", t.name)));
        }
        for u in calendar.terms.iter().take(i) {
            if t.from <= u.to && u.from <= t.to && t.to >= t.from && u.to >= u.from {
                out.push(wrong(
                    "term",
                    i,
                    "from",
                    format!("{} and {} overlap. A day is in one term only", t.name, u.name),
                ));
            }
        }
    }
    for (i, c) in calendar.closed.iter().enumerate() {
        if c.to < c.from {
            out.push(wrong("closed", i, "to", format!("{} ends before it begins", c.why)));
        }
        if let Some(d) = calendar.closed.iter().take(i).find(|d| c.from <= d.to && d.from <= c.to)
            && c.to >= c.from
        {
            out.push(wrong(
                "closed",
                i,
                "from",
                format!("{} and {} overlap. Shorten one of them", c.why, d.why),
            ));
        }
    }
    out
}

/// What can be kept but is likely a slip: closures outside every term.
pub fn calendar_warnings(calendar: &SchoolCalendar) -> Vec<String> {
    calendar
        .closed
        .iter()
        .filter(|c| !calendar.terms.iter().any(|t| c.from <= t.to && t.from <= c.to))
        .map(|c| format!("{}, {}, is outside every term, so it closes nothing.", c.why, c.from))
        .collect()
}

/// What is wrong with one weekday as typed, rows in the order they were typed.
pub fn day_errors(periods: &[Period]) -> Vec<Wrong> {
    let mut out = Vec::new();
    for (i, p) in periods.iter().enumerate() {
        if p.to <= p.from {
            out.push(wrong("p", i, "to", format!("{} ends before it begins", p.code)));
            continue;
        }
        for q in periods.iter().take(i).filter(|q| q.to > q.from) {
            if p.code == q.code {
                out.push(wrong("p", i, "code", format!("{} is there twice", p.code)));
            }
            if p.from < q.to && q.from < p.to {
                out.push(wrong(
                    "p",
                    i,
                    "from",
                    format!(
                        "{} and {} overlap: {} runs {}–{}",
                        p.code, q.code, q.code, q.from, q.to
                    ),
                ));
            }
        }
    }
    out
}

/// What is wrong with a room's own times.
pub fn room_errors(
    arrive: Minute,
    room_break: (Minute, Minute),
    lunch: (Minute, Minute),
    seats: i64,
) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    if !(1..=60).contains(&seats) {
        out.push(("seats", "A room has from 1 to 60 seats"));
    }
    if room_break.1 < room_break.0 {
        out.push(("break_to", "The room’s break ends before it begins"));
    }
    if lunch.1 < lunch.0 {
        out.push(("lunch_to", "The room’s lunch ends before it begins"));
    }
    if room_break.0 < lunch.1 && lunch.0 < room_break.1 {
        out.push(("lunch_from", "The room’s break and lunch overlap"));
    }
    if arrive > lunch.0 {
        out.push(("arrive_at", "They arrive after the room’s lunch begins"));
    }
    out
}

/// What differs between two lists of named values, as a name and "before → after". A name that
/// is only in one of them is said as "none".
pub fn differences(
    before: &[(String, String)],
    after: &[(String, String)],
) -> Vec<(String, String)> {
    let find = |list: &[(String, String)], name: &str| {
        list.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone())
    };
    let show = |v: Option<String>| v.filter(|v| !v.is_empty()).unwrap_or_else(|| "none".into());
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in before.iter().chain(after) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .filter_map(|name| {
            let (was, is) = (show(find(before, name)), show(find(after, name)));
            (was != is).then(|| (name.clone(), format!("{was} → {is}")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use crate::school::PeriodKind;
    use rulebook::{Closed, Day, Term, Weekday};

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }
    fn term(name: &str, from: Day, to: Day) -> Term {
        Term { name: name.into(), from, to }
    }
    fn period(code: &str, from: (u16, u16), to: (u16, u16)) -> Period {
        Period {
            id: Id::nil(),
            weekday: Weekday::Mon,
            code: code.into(),
            kind: PeriodKind::Lesson,
            from: Minute::new(from.0, from.1).unwrap(),
            to: Minute::new(to.0, to.1).unwrap(),
        }
    }

    #[test]
    fn a_calendar_says_which_row_is_wrong_and_why() {
        let mut calendar = SchoolCalendar {
            terms: vec![
                term("Autumn", day(9, 2), day(12, 18)),
                term("Spring", day(12, 18), day(12, 1)),
                term("Summer", day(12, 18), day(12, 20)),
            ],
            closed: vec![],
            ..SchoolCalendar::default()
        };
        let fields: Vec<String> = calendar_errors(&calendar).into_iter().map(|w| w.field).collect();
        assert_eq!(fields, ["term-1-to", "term-2-from"]);
        calendar.terms.truncate(1);
        let shut =
            Closed { why: "INSET".into(), half_term: false, from: day(8, 31), to: day(8, 31) };
        calendar.closed.push(shut);
        assert!(calendar_errors(&calendar).is_empty());
        assert_eq!(calendar_warnings(&calendar).len(), 1);
    }

    #[test]
    fn periods_that_touch_are_right_and_periods_that_overlap_are_not() {
        let touching = [period("P1", (9, 0), (10, 0)), period("P2", (10, 0), (10, 50))];
        assert!(day_errors(&touching).is_empty());
        let over = [period("P1", (9, 0), (10, 0)), period("P2", (9, 55), (10, 50))];
        assert_eq!(day_errors(&over)[0].field, "p-1-from");
        assert!(day_errors(&over)[0].message.contains("9.00–10.00"));
        let twice = [period("P1", (9, 0), (10, 0)), period("P1", (10, 0), (10, 50))];
        assert_eq!(day_errors(&twice)[0].field, "p-1-code");
    }

    #[test]
    fn a_difference_says_before_and_after_and_nothing_of_what_stayed() {
        let pair = |n: &str, v: &str| (n.to_string(), v.to_string());
        let before =
            [pair("P4", "12.00–12.50"), pair("P5", "13.30–14.20"), pair("P6", "14.20–15.05")];
        let after = [pair("P4", "12.00–12.50"), pair("P5", "13.30–14.10")];
        assert_eq!(
            differences(&before, &after),
            [pair("P5", "13.30–14.20 → 13.30–14.10"), pair("P6", "14.20–15.05 → none")]
        );
    }
}
