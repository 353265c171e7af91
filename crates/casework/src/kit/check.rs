//! The weekly check of a room by the school's own list, and the defects it finds.
//!
//! Must never know: how a picture of a defect is kept.

use crate::Id;
use rulebook::Day;

/// A line of the school's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: Id,
    /// What is looked at.
    pub label: String,
    /// Something wrong with it may hurt somebody.
    pub safety: bool,
    /// Still looked at.
    pub active: bool,
}

/// The list a school may begin with: what is looked at, and whether it is about safety.
pub const BEGIN_WITH: &[(&str, bool)] = &[
    ("Sockets, switches and leads", true),
    ("Windows, doors and glass", true),
    ("Ways out are clear", true),
    ("Tables, chairs and booths", false),
    ("Heating, light and air", false),
    ("Graffiti and damage", false),
    ("Notices and displays", false),
    ("Clean and tidy", false),
];

/// A defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Key.
    pub id: Id,
    /// Room.
    pub room: Id,
    /// The check that found it, where one did.
    pub check: Option<Id>,
    /// What is wrong.
    pub what: String,
    /// Where in the room.
    pub place: String,
    /// It may hurt somebody.
    pub urgent: bool,
    /// Whom it was reported to.
    pub reported_to: String,
    /// When it was found.
    pub found_on: Day,
    /// By whom.
    pub found_by: String,
    /// When it was put right.
    pub fixed_on: Option<Day>,
    /// By whom that was recorded.
    pub fixed_by: String,
    /// What was done.
    pub fixed_how: String,
    /// Version.
    pub version: i64,
}

impl Defect {
    /// Whole days it was open, until it was fixed or until today.
    pub fn days_open(&self, today: Day) -> i64 {
        self.fixed_on.unwrap_or(today).since(self.found_on).max(0)
    }
    /// "open 9 days", "fixed Tue 3 Nov 2026, after 1 day"
    pub fn said(&self, today: Day) -> String {
        let n = self.days_open(today);
        let days = if n == 1 { "1 day".to_string() } else { format!("{n} days") };
        match self.fixed_on {
            Some(day) => format!("fixed {day}, after {days}"),
            None if n == 0 => "open since today".into(),
            None => format!("open {days}"),
        }
    }
}

/// When a room is checked next: today where it never was.
pub fn next_check(last: Option<Day>, today: Day) -> Day {
    last.map_or(today, |day| day.plus(rulebook::room::ROOM_CHECK_EVERY))
}

/// When something was fixed: from the day it was found until today.
pub fn fixed(day: Option<Day>, found: Day, today: Day) -> Result<Day, &'static str> {
    match day {
        None => Err("Give the day it was put right, such as 3 11 2026"),
        Some(day) if day > today => Err("This is later than today"),
        Some(day) if day < found => Err("This is before it was found"),
        Some(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }

    #[test]
    fn graffiti_open_since_the_2nd_is_open_nine_days_on_the_11th_and_a_socket_fixed_next_day_is_not()
     {
        let graffiti = Defect {
            id: Id::nil(),
            room: Id::nil(),
            check: None,
            what: "Graffiti".into(),
            place: "Booth 4".into(),
            urgent: false,
            reported_to: "Site team".into(),
            found_on: nov(2),
            found_by: String::new(),
            fixed_on: None,
            fixed_by: String::new(),
            fixed_how: String::new(),
            version: 1,
        };
        assert_eq!(graffiti.said(nov(11)), "open 9 days");
        assert_eq!(graffiti.said(nov(2)), "open since today");
        let socket = Defect { urgent: true, fixed_on: Some(nov(3)), ..graffiti };
        assert_eq!(socket.said(nov(11)), "fixed Tue 3 Nov 2026, after 1 day");
    }

    #[test]
    fn a_room_is_checked_every_week_and_something_is_fixed_after_it_was_found() {
        assert_eq!(next_check(None, nov(2)), nov(2));
        assert_eq!(next_check(Some(nov(2)), nov(4)), nov(9));
        assert_eq!(fixed(Some(nov(3)), nov(2), nov(11)), Ok(nov(3)));
        assert!(fixed(Some(nov(1)), nov(2), nov(11)).is_err());
        assert!(fixed(Some(nov(12)), nov(2), nov(11)).is_err());
        assert!(fixed(None, nov(2), nov(11)).is_err());
    }
}
