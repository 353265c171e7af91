//! Dates as people and programs write them: day first, never guessed.
//!
//! Must never know: what the date is of.

use rulebook::Day;

/// In what order a file writes its dates, told by those that can be only one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Order {
    /// A row whose date can only be month first.
    month_first: Option<u32>,
}

impl Order {
    /// Looks through all date cells of a file, with their rows.
    pub fn of<'a>(cells: impl Iterator<Item = (u32, &'a str)>) -> Order {
        for (row, cell) in cells {
            if let Some([first, second, _]) = figures(cell)
                && (1..=12).contains(&first)
                && (13..=31).contains(&second)
            {
                return Order { month_first: Some(row) };
            }
        }
        Order::default()
    }
}

/// Reads one date. `today` places two-digit years: a date of birth is never in the future,
/// so `past` picks the century before when it would be.
pub fn read(cell: &str, order: Order, today: Day, past: bool) -> Result<Day, String> {
    let text = cell.trim();
    // A time after the date says nothing about the day.
    let bare = text.split_once('T').map_or(text, |(date, time)| {
        if time.starts_with(|c: char| c.is_ascii_digit()) { date } else { text }
    });
    let bare = match bare.split_once(' ') {
        Some((date, time)) if time.contains(':') && !date.is_empty() => {
            // "3 Oct 2013 10:00" keeps its words; "2013-10-03 00:00" loses its time.
            if date.chars().any(|c| matches!(c, '/' | '-' | '.')) { date } else { bare }
        }
        _ => bare,
    };
    if let Some(day) = Day::parse_iso(bare) {
        return Ok(day);
    }
    if let Some([first, second, third]) = figures(bare) {
        if first > 31 {
            // 2013/10/03
            return Day::new(whole(first), small(second), small(third)).ok_or_else(no_day);
        }
        let year = century(third, today, past);
        if second > 12 {
            return Err(match first {
                1..=12 => format!(
                    "{second} is no month: dates are read day first. Export them as dd/mm/yyyy"
                ),
                _ => no_day(),
            });
        }
        if let Some(row) = order.month_first
            && first <= 12
            && first != second
        {
            return Err(format!(
                "row {row} writes the month first, so this could be either of two days. Export \
                 dates as dd/mm/yyyy"
            ));
        }
        return Day::new(year, small(second), small(first)).ok_or_else(no_day);
    }
    if let Some(day) = worded(bare, today, past) {
        return Ok(day);
    }
    // What a spreadsheet leaves behind when a date column is saved as numbers.
    if bare.len() == 5
        && let Ok(serial) = bare.parse::<i64>()
        && let Some(base) = Day::new(1900, 3, 1)
        && (10_000..80_000).contains(&serial)
    {
        return Ok(base.plus(serial - 61));
    }
    Err("this is not a date; write it as dd/mm/yyyy".to_owned())
}

fn no_day() -> String {
    "there is no such day".to_owned()
}

/// Three numbers with one mark between them.
fn figures(cell: &str) -> Option<[u32; 3]> {
    let cell = cell.trim();
    let cell = cell.split_once(' ').filter(|(_, time)| time.contains(':')).map_or(cell, |(d, _)| d);
    let mark = cell.chars().find(|c| matches!(c, '/' | '-' | '.' | ' '))?;
    let mut parts = cell.split(mark).map(str::trim);
    let mut next = || {
        let part = parts.next()?;
        (part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let found = [next()?, next()?, next()?];
    parts.next().is_none().then_some(found)
}

/// "12 Nov 2013", "12-Nov-13", "12th November 2013".
fn worded(cell: &str, today: Day, past: bool) -> Option<Day> {
    let mut parts = cell
        .split([' ', '-', '/', '.', ','])
        .filter(|part| !part.is_empty())
        // "Tue 12 Nov 2013"
        .skip_while(|part| !part.starts_with(|c: char| c.is_ascii_digit()));
    let day = parts.next()?.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok()?;
    let word = parts.next()?.to_lowercase();
    let month = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    let year = parts.next()?;
    if parts.next().is_some() || !matches!(year.len(), 2 | 4) {
        return None;
    }
    Day::new(century(year.parse().ok()?, today, past), small(month as u32 + 1), day)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A two-digit year is the nearest that makes sense: not after today for what is past, and
/// otherwise within the next fifty years.
fn century(year: u32, today: Day, past: bool) -> i16 {
    if year > 99 {
        return whole(year);
    }
    let now = today.ymd().0;
    let latest = if past { now } else { now + 50 };
    let this = latest - latest.rem_euclid(100) + whole(year);
    if this > latest { this - 100 } else { this }
}

fn whole(n: u32) -> i16 {
    i16::try_from(n).unwrap_or(0)
}

fn small(n: u32) -> i8 {
    i8::try_from(n).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 11, 22).unwrap()
    }
    fn born(cell: &str) -> Result<String, String> {
        read(cell, Order::default(), today(), true).map(Day::iso)
    }

    #[test]
    fn every_usual_way_of_writing_one_day_gives_that_day() {
        for cell in [
            "2013-10-03",
            "03/10/2013",
            "3/10/13",
            "3.10.2013",
            "03-10-2013",
            "3 Oct 2013",
            "3-Oct-13",
            "03 October 2013",
            "3rd October 2013",
            "Thu 3 Oct 2013",
            "41550",
            "2013-10-03T00:00:00.000Z",
            "2013-10-03 00:00:00",
            "03/10/2013 00:00",
            "2013/10/03",
        ] {
            assert_eq!(born(cell), Ok("2013-10-03".into()), "{cell}");
        }
    }

    #[test]
    fn two_digit_years_fall_in_a_window() {
        assert_eq!(born("01/09/98"), Ok("1998-09-01".into()));
        assert_eq!(born("01/09/26"), Ok("2026-09-01".into()));
        assert_eq!(born("01/09/27"), Ok("1927-09-01".into()));
        let later = read("01/09/27", Order::default(), today(), false).map(Day::iso);
        assert_eq!(later, Ok("2027-09-01".into()));
    }

    #[test]
    fn another_order_is_refused_and_never_guessed() {
        let cells = ["03/04/2013", "04/25/2013", "05/05/2013"];
        let order = Order::of((2..).zip(cells));
        let read = |cell| read(cell, order, today(), true).map(Day::iso);
        assert!(read("03/04/2013").unwrap_err().contains("row 3 writes the month first"));
        assert!(read("04/25/2013").unwrap_err().contains("25 is no month"));
        assert_eq!(read("05/05/2013"), Ok("2013-05-05".into()));
        assert_eq!(read("2013-04-03"), Ok("2013-04-03".into()));
    }

    #[test]
    fn what_is_no_date_says_so() {
        for cell in [
            "31/02/2013",
            "2013-02-30",
            "soon",
            "",
            "1/2",
            "1/2/3/4",
            "99/99/9999",
            "٣/٤/٢٠١٣",
            "3 Octobre 2013x",
        ] {
            assert!(born(cell).is_err(), "{cell}");
        }
    }
}
