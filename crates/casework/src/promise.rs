//! Support that was promised: what, by whom, from when, and whether it has begun.
//!
//! Must never know: what kind of support is good. It only keeps a promise from being forgotten.

use crate::Id;
use rulebook::{Day, Instant, SchoolCalendar, room};

/// Something promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The review it was promised at.
    pub review: Option<Id>,
    /// What.
    pub what: String,
    /// Who gives it.
    pub who: String,
    /// Who sees that it begins.
    pub owner: Option<Id>,
    /// Their name.
    pub owner_name: String,
    /// From when.
    pub starts: Day,
    /// When it was promised.
    pub made_at: Instant,
    /// The day it began.
    pub begun_on: Option<Day>,
    /// Who said so.
    pub begun_by: String,
    /// When it was given up.
    pub dropped_at: Option<Instant>,
    /// Why.
    pub dropped_why: String,
    /// Version.
    pub version: i64,
}

coded! {
    /// How a promise stands.
    pub enum Standing {
        Flagged = "flagged", "Not begun";
        Waiting = "waiting", "Due now";
        Coming = "coming", "Coming";
        Begun = "begun", "Delivered";
        Dropped = "dropped", "Given up";
    }
}

/// The day from which a promise that has not begun is flagged: the last of the school days it is
/// given after the day it was promised for. Nothing where the calendar does not reach.
pub fn flagged_on(calendar: &SchoolCalendar, starts: Day) -> Option<Day> {
    calendar.school_days_after(starts, room::SUPPORT_BEGINS_WITHIN.0).map(|c| c.day)
}

/// How it stands on a day.
pub fn standing(calendar: &SchoolCalendar, p: &Promise, today: Day) -> Standing {
    if p.dropped_at.is_some() {
        Standing::Dropped
    } else if p.begun_on.is_some() {
        Standing::Begun
    } else if flagged_on(calendar, p.starts).is_some_and(|d| d <= today) {
        Standing::Flagged
    } else if p.starts <= today {
        Standing::Waiting
    } else {
        Standing::Coming
    }
}

/// The day support began: not in the future, not before the promise's own school year.
pub fn check_begun(on: Option<Day>, today: Day) -> Result<Day, String> {
    match on {
        None => Err("Give the day it began, such as 16/11/2026".into()),
        Some(day) if day > today => Err(format!("{day} has not come yet. Give the day it began")),
        Some(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::calendar::{Closed, Term};

    fn day(m: i8, d: i8) -> Day {
        Day::new(2026, m, d).unwrap()
    }

    /// The shared calendar of the walk-throughs, autumn only.
    fn autumn() -> SchoolCalendar {
        let closed =
            |why: &str, half_term, from, to| Closed { why: why.into(), half_term, from, to };
        SchoolCalendar {
            terms: vec![Term { name: "Autumn 2026".into(), from: day(9, 2), to: day(12, 18) }],
            closed: vec![
                closed("Half-term", true, day(10, 26), day(10, 30)),
                closed("INSET", false, day(11, 27), day(11, 27)),
            ],
            ..SchoolCalendar::default()
        }
    }

    #[test]
    fn mentoring_promised_from_16_november_is_flagged_on_1_december_and_not_before() {
        let cal = autumn();
        assert_eq!(flagged_on(&cal, day(11, 16)), Some(day(12, 1)), "27 November is passed over");
        let at = day(11, 10).at(rulebook::Minute::default());
        let mut p = Promise {
            id: Id::nil(),
            pupil: Id::nil(),
            review: None,
            what: "Mentoring".into(),
            who: "Mr Adair".into(),
            owner: None,
            owner_name: String::new(),
            starts: day(11, 16),
            made_at: at,
            begun_on: None,
            begun_by: String::new(),
            dropped_at: None,
            dropped_why: String::new(),
            version: 1,
        };
        assert_eq!(standing(&cal, &p, day(11, 13)), Standing::Coming);
        assert_eq!(standing(&cal, &p, day(11, 16)), Standing::Waiting);
        assert_eq!(standing(&cal, &p, day(11, 30)), Standing::Waiting);
        assert_eq!(standing(&cal, &p, day(12, 1)), Standing::Flagged);
        p.begun_on = Some(day(12, 1));
        assert_eq!(standing(&cal, &p, day(12, 1)), Standing::Begun);
        p.dropped_at = Some(at);
        assert_eq!(standing(&cal, &p, day(12, 1)), Standing::Dropped);
    }

    #[test]
    fn support_did_not_begin_on_a_day_that_has_not_come() {
        assert_eq!(check_begun(Some(day(11, 16)), day(11, 16)), Ok(day(11, 16)));
        assert!(check_begun(Some(day(11, 17)), day(11, 16)).is_err());
        assert!(check_begun(None, day(11, 16)).is_err());
    }
}
