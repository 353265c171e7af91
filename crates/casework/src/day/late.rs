//! A day entered afterwards from the sheet of paper, with its true times; and when the screen has
//! had nothing new for too long.
//!
//! Must never know: whose day it is. A time is kept as it was written down, never as now.

use rulebook::{Day, Instant, Minute};

/// The times in a box of the sheet: "9.35, 10.05". Each lies in its period and has been.
pub fn times_in(
    text: &str,
    (from, to): (Minute, Minute),
    day: Day,
    now: Instant,
) -> Result<Vec<Instant>, String> {
    let mut out = Vec::new();
    let parts = text.split([',', ';', ' ']).map(str::trim).filter(|p| !p.is_empty() && *p != "and");
    for part in parts {
        let Some(minute) = Minute::parse(part) else {
            return Err(format!(
                "“{part}” is no time. Write it as 10.05, several with commas between"
            ));
        };
        if minute < from || minute > to {
            return Err(format!("{minute} is not in this period, {from} to {to}"));
        }
        let at = day.at(minute);
        if at > now {
            return Err(format!("It is {} now. {minute} has not been", now.minute()));
        }
        if !out.contains(&at) {
            out.push(at);
        }
    }
    Ok(out)
}

/// Whether nothing was kept of somebody in the room for longer than a whole period.
pub fn is_stale(last: Instant, period: Option<(Minute, Minute)>, now: Instant) -> bool {
    period.is_some_and(|(from, to)| now.minutes_since(last) > to.number() - from.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn m(text: &str) -> Minute {
        Minute::parse(text).unwrap()
    }

    #[test]
    fn times_are_read_from_a_box_and_kept_as_they_were_written() {
        let day = Day::new(2026, 11, 10).unwrap();
        let now = day.at(m("11.20"));
        let p2 = (m("10.00"), m("10.50"));
        let read = |text: &str| times_in(text, p2, day, now);
        assert_eq!(
            read("10.05, 10.31 and 10:05").unwrap(),
            [day.at(m("10.05")), day.at(m("10.31"))]
        );
        assert_eq!(read(" ").unwrap(), []);
        assert!(read("9.59").unwrap_err().contains("not in this period"));
        assert!(read("soon").unwrap_err().contains("no time"));
        let early = times_in("10.40", p2, day, day.at(m("10.30"))).unwrap_err();
        assert!(early.contains("has not been"), "{early}");
    }

    #[test]
    fn a_tile_goes_stale_after_a_whole_period_and_never_outside_one() {
        let day = Day::new(2026, 11, 10).unwrap();
        let p2 = Some((m("10.00"), m("10.50")));
        assert!(!is_stale(day.at(m("9.50")), p2, day.at(m("10.40"))));
        assert!(is_stale(day.at(m("9.50")), p2, day.at(m("10.41"))));
        assert!(!is_stale(day.at(m("8.00")), None, day.at(m("10.55"))));
    }
}
