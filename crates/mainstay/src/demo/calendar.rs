//! An invented but likely calendar for any year, and the day the demonstration stands on.

use casework::Id;
use casework::school::{Period, PeriodKind};
use rulebook::{Closed, Day, Minute, SchoolCalendar, Term, Weekday, holidays};

fn date(year: i16, month: i8, day: i8) -> Day {
    Day::new(year, month, day).unwrap_or_else(|| Day::from_pg(0))
}
fn on_or_after(mut day: Day, weekday: Weekday) -> Day {
    while day.weekday() != weekday {
        day = day.plus(1);
    }
    day
}
fn on_or_before(mut day: Day, weekday: Weekday) -> Day {
    while day.weekday() != weekday {
        day = day.plus(-1);
    }
    day
}

/// The school year that begins in September of `year`.
fn school_year(year: i16, calendar: &mut SchoolCalendar) {
    let term = |name: &str, y: i16, from, to| Term { name: format!("{name} {y}"), from, to };
    let week = |why: &str, monday: Day| Closed {
        why: why.into(),
        half_term: true,
        from: monday,
        to: monday.plus(4),
    };
    let inset = |day: Day| Closed { why: "INSET day".into(), half_term: false, from: day, to: day };
    let next = year + 1;
    let good_friday = (1..=31)
        .map(|d| date(next, 3, d))
        .chain((1..=30).map(|d| date(next, 4, d)))
        .find(|d| holidays::bank_holiday(*d) == Some("Good Friday"))
        .unwrap_or_else(|| on_or_after(date(next, 4, 1), Weekday::Fri));
    calendar.terms.push(term(
        "Autumn",
        year,
        on_or_after(date(year, 9, 1), Weekday::Wed),
        on_or_before(date(year, 12, 21), Weekday::Fri),
    ));
    calendar.closed.push(week("Half-term", on_or_before(date(year, 10, 31), Weekday::Mon)));
    calendar.closed.push(inset(on_or_before(date(year, 11, 30), Weekday::Fri)));
    calendar.terms.push(term(
        "Spring",
        next,
        on_or_after(date(next, 1, 3), Weekday::Tue),
        good_friday.plus(-1),
    ));
    calendar.closed.push(week("Half-term", on_or_after(date(next, 2, 13), Weekday::Mon)));
    calendar.terms.push(term(
        "Summer",
        next,
        good_friday.plus(18),
        on_or_before(date(next, 7, 22), Weekday::Wed),
    ));
    calendar.closed.push(week("Half-term", on_or_before(date(next, 5, 31), Weekday::Mon)));
    calendar.closed.push(inset(on_or_after(date(next, 7, 1), Weekday::Fri)));
}

/// Three school years round a day.
pub fn around(day: Day) -> SchoolCalendar {
    let (y, m, _) = day.ymd();
    let start = if m >= 8 { y } else { y - 1 };
    let mut calendar = SchoolCalendar::default();
    for year in [start - 1, start, start + 1] {
        school_year(year, &mut calendar);
    }
    calendar
}

/// The same, reaching one more school year back.
pub fn long(day: Day) -> SchoolCalendar {
    let (y, m, _) = day.ymd();
    let start = if m >= 8 { y } else { y - 1 };
    let mut calendar = SchoolCalendar::default();
    for year in start - 2..=start + 1 {
        school_year(year, &mut calendar);
    }
    calendar
}

/// The day the demonstration stands on: today when pupils are in, or the last day they were.
pub fn stands_on(today: Day) -> Day {
    let calendar = around(today);
    if calendar.is_school_day(today) { today } else { calendar.last_before(today).unwrap_or(today) }
}

/// Code, kind, start and end as hours and minutes.
type Stretch = (&'static str, PeriodKind, (u16, u16), (u16, u16));

/// Fairholme's day, the same on every weekday.
pub fn periods() -> Vec<Period> {
    let shape: [Stretch; 8] = [
        ("P1", PeriodKind::Lesson, (9, 0), (10, 0)),
        ("P2", PeriodKind::Lesson, (10, 0), (10, 50)),
        ("Break", PeriodKind::Break, (10, 50), (11, 5)),
        ("P3", PeriodKind::Lesson, (11, 5), (12, 0)),
        ("P4", PeriodKind::Lesson, (12, 0), (12, 50)),
        ("Lunch", PeriodKind::Lunch, (12, 50), (13, 30)),
        ("P5", PeriodKind::Lesson, (13, 30), (14, 20)),
        ("P6", PeriodKind::Lesson, (14, 20), (15, 5)),
    ];
    let minute = |(h, m)| Minute::new(h, m).unwrap_or_default();
    Weekday::ALL[..5]
        .iter()
        .flat_map(|weekday| {
            shape.iter().map(move |(code, kind, from, to)| Period {
                id: Id::now_v7(),
                weekday: *weekday,
                code: code.to_string(),
                kind: *kind,
                from: minute(*from),
                to: minute(*to),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invented_year_is_the_one_the_walk_through_expects() {
        let cal = around(date(2026, 11, 10));
        let year: Vec<(String, String)> =
            cal.terms[3..6].iter().map(|t| (t.from.to_string(), t.to.to_string())).collect();
        assert_eq!(year[0], ("Wed 2 Sep 2026".into(), "Fri 18 Dec 2026".into()));
        assert_eq!(year[1], ("Tue 5 Jan 2027".into(), "Thu 25 Mar 2027".into()));
        assert_eq!(year[2], ("Tue 13 Apr 2027".into(), "Wed 21 Jul 2027".into()));
        let days: usize =
            cal.terms[3..6].iter().map(|t| cal.school_days_between(t.from, t.to).len()).sum();
        assert_eq!(days, 190);
        assert_eq!(stands_on(date(2026, 11, 22)), date(2026, 11, 20));
    }
}
