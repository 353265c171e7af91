//! The way back: a return to lessons followed for a number of school days, with check-ins and an
//! outcome that somebody has to give.
//!
//! Must never know: why the pupil was in the room. It follows how lessons go now.

mod again;
pub mod card;
pub mod clear;
pub mod fade;

pub use again::{Stay, already_again, back_in_room, begins_after_all, may_unopen, runs_on};

use crate::scope::{Actor, Scope};
use crate::{Id, May, Refusal};
use rulebook::calendar::Counted;
use rulebook::{Day, Instant, SchoolCalendar, room};

coded! {
    /// How a return went.
    pub enum Outcome {
        Held = "held", "It held";
        Partly = "partly", "Partly";
        NotHeld = "not_held", "It did not hold";
        BackInRoom = "back_in_room", "Back in the room";
    }
}

impl Outcome {
    /// What somebody is asked to choose from. That the pupil is back in the room is a fact, and
    /// ends the return by itself.
    pub const ASKED: [Outcome; 3] = [Outcome::Held, Outcome::Partly, Outcome::NotHeld];
}

/// A return that is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The placement it follows.
    pub placement: Id,
    /// The first school day back.
    pub from_day: Day,
    /// The last day, when the outcome is due.
    pub to_day: Day,
    /// The outcome, once given.
    pub outcome: Option<Outcome>,
    /// In words.
    pub outcome_words: String,
    /// What was decided about its report card with the outcome, where it had one.
    pub card_result: Option<fade::Step>,
    /// When it was given.
    pub decided_at: Option<Instant>,
    /// By whom.
    pub decided_by: String,
    /// Version.
    pub version: i64,
}

/// A day on which somebody asks the pupil how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// Key.
    pub id: Id,
    /// The return.
    pub track: Id,
    /// The pupil.
    pub pupil: Id,
    /// Day of the return: 1, 3, 5, 10.
    pub number: i64,
    /// The date.
    pub due: Day,
    /// When it was done.
    pub done_at: Option<Instant>,
    /// By whom.
    pub by_name: String,
    /// What was said.
    pub words: String,
}

/// The days of a return, counted from the placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Every day counted and passed over.
    pub counted: Counted,
    /// Day of the return and date of each check-in.
    pub check_ins: Vec<(i64, Day)>,
}

/// Counts the days of a return after a placement on `day`.
pub fn plan(calendar: &SchoolCalendar, day: Day) -> Result<Plan, Refusal> {
    let n = room::RETURN_FOLLOWED.0;
    let counted = calendar.school_days_after(day, n).ok_or_else(|| {
        Refusal::because(
            format!("The return cannot be planned: the school’s calendar does not reach {n} school days past {day}"),
            format!("A return to lessons is followed for {n} school days, counted on the school’s own calendar. Days that are not in it are never guessed."),
            "Mainstay’s own default; it is not law.",
        )
        .or("Ask whoever keeps the calendar to add the next term", "/set-up")
    })?;
    let check_ins = room::CHECK_INS
        .iter()
        .filter_map(|d| counted.days.get(d.0 as usize - 1).map(|on| (i64::from(d.0), *on)))
        .collect();
    Ok(Plan { counted, check_ins })
}

/// The days of a return that is under way, counted again on the calendar as it is now. Working
/// that no longer ends on the promised day keeps the promised day.
pub fn days(calendar: &SchoolCalendar, track: &Track) -> Vec<Day> {
    calendar.school_days_between(track.from_day, track.to_day)
}

/// Weekdays inside the return that did not count, and why.
pub fn passed_over(calendar: &SchoolCalendar, after: Day, track: &Track) -> Vec<(Day, String)> {
    let mut out = Vec::new();
    let mut day = after.plus(1);
    while day <= track.to_day {
        if let Some(why) = calendar.why_closed(day) {
            out.push((day, why));
        }
        day = day.plus(1);
    }
    out
}

/// Which day of the return a date is, from 1; `None` outside it.
pub fn day_number(days: &[Day], day: Day) -> Option<i64> {
    days.iter().position(|d| *d == day).map(|at| at as i64 + 1)
}

/// How far a person sees returns: the union of the reach of those roles that follow them, so
/// that a tutor who also teaches sees tutees and not everybody they teach.
pub fn reach(actor: &Actor, today: Day) -> Scope {
    let roles = actor.roles.iter().copied().filter(|r| r.may(May::Returns)).collect();
    Actor { roles, ..actor.clone() }.scope(today)
}

/// Where a check-in or outcome stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The day has passed and it was not done.
    Late,
    /// Today.
    Today,
    /// Later.
    ToCome,
    /// Done.
    Done,
}

/// Where something due on a day stands.
pub fn standing(due: Day, done: bool, today: Day) -> Standing {
    if done {
        Standing::Done
    } else if due < today {
        Standing::Late
    } else if due == today {
        Standing::Today
    } else {
        Standing::ToCome
    }
}

/// A feeling and words as one line: "Feels 6 of 10. Fine."
pub fn say_check_in(feeling: Option<i64>, words: &str) -> String {
    match feeling {
        Some(n) => format!("Feels {n} of 10. {}", words.trim()).trim().to_string(),
        None => words.trim().to_string(),
    }
}

/// Whether a check-in can be recorded.
pub fn may_check_in(check: &CheckIn, today: Day) -> Result<(), Refusal> {
    if check.due > today {
        return Err(Refusal::because(
            format!("The check-in for day {} is on {}", check.number, check.due),
            "A check-in records what was said on the day or after it.",
            "Mainstay’s own default; it is not law.",
        )
        .or("Go back to the return", format!("/returns/{}", check.track)));
    }
    Ok(())
}

/// Whether this outcome can be given. "It held" waits for the last day; that it did not hold may
/// be known sooner. There is no closing without one.
pub fn may_decide(track: &Track, outcome: Outcome, words: &str, today: Day) -> Result<(), Refusal> {
    let back = format!("/returns/{}", track.id);
    if track.outcome.is_some() {
        return Err(Refusal::because(
            "The outcome of this return is already recorded",
            "An outcome stays as it was given. Something learnt later is added as a note.",
            "Mainstay: records are corrected by addition.",
        )
        .or("See the return", back));
    }
    if !Outcome::ASKED.contains(&outcome) {
        return Err(Refusal::because(
            "That a pupil is back in the room is not chosen here",
            "It is recorded by itself when the new day in the room begins.",
            "Mainstay’s own default; it is not law.",
        )
        .or("Go back to the return", back));
    }
    if outcome == Outcome::Held && today < track.to_day {
        return Err(Refusal::because(
            format!("It is too soon to say that the return held: its last day is {}", track.to_day),
            "A return is followed to its last day before it is said to have held.",
            "Mainstay’s own default; it is not law.",
        )
        .or("Go back to the return", back));
    }
    if outcome != Outcome::Held && words.trim().is_empty() {
        return Err(Refusal::because(
            "An outcome other than “it held” needs words: what happened, and what comes next",
            "A return that did not hold leads to a next step, and the next person needs to read it.",
            "Mainstay’s own default; it is not law.",
        )
        .or("Go back to the return", back));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reach, Role};
    use rulebook::{Closed, Term};

    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn calendar() -> SchoolCalendar {
        SchoolCalendar {
            terms: vec![Term {
                name: "Autumn 2026".into(),
                from: Day::new(2026, 9, 2).unwrap(),
                to: Day::new(2026, 12, 18).unwrap(),
            }],
            closed: vec![Closed {
                why: "INSET".into(),
                half_term: false,
                from: nov(27),
                to: nov(27),
            }],
            ..SchoolCalendar::default()
        }
    }
    fn track() -> Track {
        Track {
            id: Id::now_v7(),
            pupil: Id::now_v7(),
            placement: Id::now_v7(),
            from_day: nov(11),
            to_day: nov(24),
            outcome: None,
            outcome_words: String::new(),
            card_result: None,
            decided_at: None,
            decided_by: String::new(),
            version: 1,
        }
    }

    #[test]
    fn a_placement_on_10_november_is_followed_to_24_november() {
        let plan = plan(&calendar(), nov(10)).unwrap();
        assert_eq!(plan.counted.day, nov(24));
        assert_eq!(plan.check_ins, vec![(1, nov(11)), (3, nov(13)), (5, nov(17)), (10, nov(24))]);
    }

    #[test]
    fn an_incident_on_wednesday_18_is_on_day_6() {
        let days = days(&calendar(), &track());
        assert_eq!(days.len(), 10);
        assert_eq!(day_number(&days, nov(18)), Some(6));
        assert_eq!(day_number(&days, nov(25)), None);
    }

    #[test]
    fn days_that_do_not_count_are_named() {
        let mut t = track();
        t.to_day = nov(30);
        let over = passed_over(&calendar(), nov(10), &t);
        assert!(over.contains(&(nov(27), "INSET".to_string())));
        assert!(over.contains(&(nov(14), "Saturday".to_string())));
    }

    #[test]
    fn a_return_past_the_calendar_is_refused_and_says_what_to_do() {
        let no = plan(&calendar(), Day::new(2026, 12, 14).unwrap()).unwrap_err();
        assert!(no.title.contains("does not reach"));
        assert_eq!(no.instead.len(), 1);
    }

    #[test]
    fn a_return_is_not_said_to_have_held_before_its_last_day() {
        let t = track();
        assert!(may_decide(&t, Outcome::Held, "", nov(23)).is_err());
        assert!(may_decide(&t, Outcome::Held, "", nov(24)).is_ok());
        assert!(may_decide(&t, Outcome::NotHeld, "", nov(24)).is_err());
        assert!(may_decide(&t, Outcome::NotHeld, "Back in the room on day 4", nov(16)).is_ok());
        let done = Track { outcome: Some(Outcome::Held), ..t };
        assert!(may_decide(&done, Outcome::Held, "", nov(25)).is_err());
    }

    #[test]
    fn a_tutor_who_teaches_follows_tutees_only() {
        let actor = Actor {
            org: Id::now_v7(),
            account: Id::now_v7(),
            staff: Id::now_v7(),
            name: "Mr Idris Vail".into(),
            post: String::new(),
            roles: vec![Role::Teacher, Role::Tutor],
            years: vec![],
        };
        assert_eq!(reach(&actor, nov(10)).reach, vec![Reach::Tutees(actor.staff)]);
    }

    #[test]
    fn what_is_due_says_how_it_stands() {
        assert_eq!(standing(nov(11), false, nov(12)), Standing::Late);
        assert_eq!(standing(nov(12), false, nov(12)), Standing::Today);
        assert_eq!(standing(nov(13), false, nov(12)), Standing::ToCome);
        assert_eq!(standing(nov(11), true, nov(12)), Standing::Done);
        assert_eq!(say_check_in(Some(6), " Fine. "), "Feels 6 of 10. Fine.");
    }
}
