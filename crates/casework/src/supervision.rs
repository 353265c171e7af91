//! Line management: a series of meetings of two people, seen and agreed by both. And reflective
//! supervision, whose words are for the person whose they are and for nobody else.
//!
//! Must never know: tables or pages.

use crate::{Actor, Id, Refusal};
use rulebook::{Day, Instant, Minute, SchoolCalendar, team};

/// Letters of each part of the notes.
pub const LONGEST: usize = 4_000;
/// Letters of a reason and of a name.
pub const LONGEST_LINE: usize = 200;

coded! {
    /// How often.
    pub enum Every {
        Week = "week", "Every week";
        Fortnight = "fortnight", "Every two weeks";
        Month = "month", "Every four weeks";
        HalfTerm = "half_term", "Every six weeks";
    }
}

impl Every {
    /// Calendar days from one to the next.
    pub fn days(self) -> i64 {
        match self {
            Every::Week => team::WEEKLY,
            Every::Fortnight => team::FORTNIGHTLY,
            Every::Month => team::MONTHLY,
            Every::HalfTerm => team::HALF_TERMLY,
        }
    }
}

coded! {
    /// How a meeting stands.
    pub enum State {
        Planned = "planned", "Planned";
        Held = "held", "Held";
        Missed = "missed", "Missed";
        Rebooked = "rebooked", "Missed, rebooked";
    }
}

/// A series of two people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Key.
    pub id: Id,
    /// Who manages.
    pub manager: Id,
    /// Their name.
    pub manager_name: String,
    /// Whom.
    pub staff: Id,
    /// Their name.
    pub staff_name: String,
    /// How often.
    pub every: Every,
    /// What they work towards, as both see it.
    pub objectives: String,
    /// When it ended.
    pub ended_on: Option<Day>,
    /// Version.
    pub version: i64,
}

impl Series {
    /// Whether it is this person's to read: one of the two, and nobody by being senior.
    pub fn is_of(&self, staff: Id) -> bool {
        self.manager == staff || self.staff == staff
    }
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Key.
    pub id: Id,
    /// Its series.
    pub series: Id,
    /// Day.
    pub day: Day,
    /// Time.
    pub at: Option<Minute>,
    /// The day the series gives it.
    pub rhythm: Day,
    /// How it stands.
    pub state: State,
    /// Why it was missed.
    pub why: String,
    /// The missed one it stands for.
    pub rebook_of: Option<Id>,
    /// What was talked about.
    pub notes: String,
    /// How they are.
    pub wellbeing: String,
    /// What each does until next time.
    pub to_do: String,
    /// Who wrote the notes.
    pub written_by: String,
    /// The manager agreed the notes.
    pub manager_agreed_at: Option<Instant>,
    /// The other did.
    pub staff_agreed_at: Option<Instant>,
    /// Version.
    pub version: i64,
}

impl Meeting {
    /// Whether both agreed its notes.
    pub fn is_agreed(&self) -> bool {
        self.manager_agreed_at.is_some() && self.staff_agreed_at.is_some()
    }
    /// Whether its day is over and nobody said what became of it.
    pub fn is_forgotten(&self, today: Day) -> bool {
        self.state == State::Planned && self.day < today
    }
}

/// The day of the next meeting: the series counts from its own days, and one that falls where the
/// school is shut is held on the next day it is open. `None` where the calendar ends too soon.
pub fn next(
    calendar: &SchoolCalendar,
    every: Every,
    rhythm: Day,
    today: Day,
) -> Option<(Day, Day)> {
    let mut at = rhythm.plus(every.days());
    while at < today {
        at = at.plus(every.days());
    }
    Some((at, calendar.first_on_or_after(at)?))
}

fn no(title: impl Into<String>, rule: &str, series: Id) -> Box<Refusal> {
    Box::new(
        Refusal::because(title, rule, "The way Mainstay works.")
            .or("See the meetings", format!("/supervision/{series}")),
    )
}

/// Whether a meeting may be said to be held, or missed.
///
/// # Errors
/// Refuses one whose day has not come, and one of which it was said already.
pub fn may_say(
    m: &Meeting,
    series: &Series,
    actor: &Actor,
    today: Day,
) -> Result<(), Box<Refusal>> {
    if !series.is_of(actor.staff) {
        return Err(no(
            "This is for the two of them to say",
            "Whoever meets says what became of it.",
            m.series,
        ));
    }
    if m.state != State::Planned {
        return Err(no(
            "What became of this meeting is said already",
            "A meeting is held or missed, once.",
            m.series,
        ));
    }
    if m.day > today {
        return Err(no(
            format!("This meeting is on {}", m.day),
            "A meeting is held or missed when its day has come. Until then it is moved.",
            m.series,
        ));
    }
    Ok(())
}

/// Whether a missed meeting may be booked again.
///
/// # Errors
/// Refuses one that was not missed, and a day that is over.
pub fn may_rebook(m: &Meeting, day: Day, today: Day) -> Result<(), Box<Refusal>> {
    if m.state != State::Missed {
        return Err(no(
            "Only a missed meeting is booked again",
            "A meeting that was held stands as it was held; one that is to come is moved.",
            m.series,
        ));
    }
    if day < today {
        return Err(no("That day is over", "A meeting is booked for today or later.", m.series));
    }
    Ok(())
}

/// Whether the notes of a meeting may be written.
///
/// # Errors
/// Refuses notes of one that was not held, and notes that both agreed.
pub fn may_write(m: &Meeting) -> Result<(), Box<Refusal>> {
    if m.state != State::Held {
        return Err(no(
            "There are notes of a meeting that was held",
            "Say first that it was held.",
            m.series,
        ));
    }
    if m.is_agreed() {
        return Err(no(
            "Both agreed these notes",
            "Notes that both agreed stand as they are. What is to be put right is said at the next meeting.",
            m.series,
        ));
    }
    Ok(())
}

/// Reflective supervision, for the eyes of the person whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Key.
    pub id: Id,
    /// Whose.
    pub staff: Id,
    /// Day.
    pub day: Day,
    /// With whom.
    pub with_whom: String,
    /// Themes.
    pub themes: String,
    /// What they write for themselves.
    pub words: String,
    /// What they mean to do.
    pub to_do: String,
    /// When it was last written at.
    pub written_at: Instant,
    /// Version.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, id, setting};
    use crate::{Role, testing};

    fn series() -> Series {
        Series {
            id: id(1),
            manager: id(2),
            manager_name: "Miss Ruqayya Fennimore".into(),
            staff: id(3),
            staff_name: "Mr Theo Brack".into(),
            every: Every::Fortnight,
            objectives: String::new(),
            ended_on: None,
            version: 1,
        }
    }
    fn meeting(on: Day) -> Meeting {
        Meeting {
            id: id(4),
            series: id(1),
            day: on,
            at: None,
            rhythm: on,
            state: State::Planned,
            why: String::new(),
            rebook_of: None,
            notes: String::new(),
            wellbeing: String::new(),
            to_do: String::new(),
            written_by: String::new(),
            manager_agreed_at: None,
            staff_agreed_at: None,
            version: 1,
        }
    }
    fn actor(n: u128) -> Actor {
        Actor {
            org: id(50),
            account: id(n),
            staff: id(n),
            name: String::new(),
            post: String::new(),
            roles: vec![Role::Head],
            years: Vec::new(),
        }
    }

    #[test]
    fn a_fortnightly_series_keeps_its_own_days_and_passes_over_the_holidays() {
        let calendar = testing::setting().calendar;
        let on = |m, d| next(&calendar, Every::Fortnight, day(m, d), day(m, d));
        assert_eq!(on(11, 4), Some((day(11, 18), day(11, 18))));
        // Whatever was rebooked for Friday the 20th, the next is counted from the 18th.
        assert_eq!(on(11, 18), Some((day(12, 2), day(12, 2))));
        // The 28th of October is in the half-term.
        assert_eq!(on(10, 14), Some((day(10, 28), day(11, 2))));
        assert_eq!(on(12, 9), None, "the calendar ends too soon");
        assert_eq!(setting().calendar, calendar);
    }

    #[test]
    fn a_meeting_is_held_or_missed_once_its_day_has_come_by_one_of_the_two() {
        let (s, m) = (series(), meeting(day(11, 18)));
        assert!(may_say(&m, &s, &actor(2), day(11, 18)).is_ok());
        assert!(may_say(&m, &s, &actor(3), day(11, 19)).is_ok());
        assert!(may_say(&m, &s, &actor(9), day(11, 18)).is_err(), "the head is not one of them");
        assert!(may_say(&m, &s, &actor(2), day(11, 17)).unwrap_err().title.contains("18 Nov"));
        assert!(m.is_forgotten(day(11, 19)) && !m.is_forgotten(day(11, 18)));
        let missed = Meeting { state: State::Missed, ..m };
        assert!(may_say(&missed, &s, &actor(2), day(11, 18)).is_err());
        assert!(may_rebook(&missed, day(11, 20), day(11, 18)).is_ok());
        assert!(may_rebook(&missed, day(11, 17), day(11, 18)).is_err());
        assert!(may_write(&missed).is_err());
    }

    #[test]
    fn notes_that_both_agreed_are_changed_no_more() {
        let at = day(11, 4).at(Minute::default());
        let held =
            Meeting { state: State::Held, manager_agreed_at: Some(at), ..meeting(day(11, 4)) };
        assert!(may_write(&held).is_ok());
        let both = Meeting { staff_agreed_at: Some(at), ..held };
        assert!(may_write(&both).unwrap_err().title.contains("Both agreed"));
        assert!(may_rebook(&both, day(11, 20), day(11, 18)).is_err());
    }
}
