//! Putting things right: a restorative meeting offered, set, held or declined, what was agreed,
//! and whether it held.
//!
//! Must never know: whose fault it was. Taking part is a choice, and saying no costs nothing.

use crate::question::Talk;
use crate::school::Period;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute, SchoolCalendar, Week, room};

coded! {
    /// Where a meeting has got to.
    pub enum State {
        Offered = "offered", "Offered";
        Set = "set", "Set";
        Held = "held", "Held";
        Declined = "declined", "Declined";
        Checked = "checked", "Checked";
    }
}

coded! {
    /// What was found when the agreement was checked.
    pub enum Kept {
        Yes = "yes", "It is holding";
        Partly = "partly", "Partly";
        No = "no", "It is not holding";
    }
}

coded! {
    /// How the two put things right.
    pub enum Way {
        Meeting = "meeting", "They meet";
        Shuttle = "shuttle", "Without meeting: an adult carries what each says to the other";
    }
}

coded! {
    /// Whose side it is.
    pub enum Side {
        Pupil = "pupil", "The young person’s side";
        Other = "other", "The other side";
    }
}

coded! {
    /// Whether somebody chooses to take part. Nobody has to, and no is an answer like yes.
    pub enum Consent {
        NotYet = "not_yet", "Not said yet";
        Yes = "yes", "Chooses to take part";
        No = "no", "Would rather not";
    }
}

impl Side {
    /// The talk its questions are asked in.
    pub fn talk(self) -> Talk {
        match self {
            Side::Pupil => Talk::Pupil,
            Side::Other => Talk::Other,
        }
    }
}

/// The highest rating of how two people get on.
pub const RATING: i64 = 5;

/// One side, prepared apart from the other: what was asked and answered is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Key.
    pub id: Id,
    /// The meeting.
    pub repair: Id,
    /// Whose.
    pub side: Side,
    /// Whether they choose to take part.
    pub consent: Consent,
    /// How they get on with the other, 1 to 5, before; nothing where they did not wish to say.
    pub before: Option<i64>,
    /// And after.
    pub after: Option<i64>,
    /// Who prepared it with them.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// Version; 0 for one not kept yet.
    pub version: i64,
}

/// What one asked to be carried to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Key.
    pub id: Id,
    /// The meeting.
    pub repair: Id,
    /// Whose words.
    pub side: Side,
    /// The words.
    pub body: String,
    /// Who carried it.
    pub by_name: String,
    /// When.
    pub at: Instant,
}

/// "2 of 5 before, 4 of 5 after", or as much of it as was said.
pub fn rated(p: &Prepared) -> String {
    let of = |n: Option<i64>, when: &str| n.map(|n| format!("{n} of {RATING} {when}"));
    let said: Vec<String> =
        [of(p.before, "before"), of(p.after, "after")].into_iter().flatten().collect();
    said.join(", ")
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Key.
    pub id: Id,
    /// The pupil.
    pub pupil: Id,
    /// The placement it follows, if one.
    pub placement: Option<Id>,
    /// The member of staff it is with.
    pub staff: Id,
    /// Where it has got to.
    pub state: State,
    /// The next lesson with them when it was offered.
    pub lesson_day: Option<Day>,
    /// Its period, or empty.
    pub lesson_code: String,
    /// The day it is set for.
    pub set_day: Option<Day>,
    /// The time it is set for.
    pub set_minute: Option<Minute>,
    /// When it was held.
    pub held_at: Option<Instant>,
    /// What was said, in words both agreed; or why it was declined.
    pub account: String,
    /// What was agreed.
    pub agreement: String,
    /// When the agreement is checked.
    pub check_on: Option<Day>,
    /// When it was.
    pub checked_at: Option<Instant>,
    /// What was found.
    pub check_result: String,
    /// Who offered it.
    pub by_staff: Id,
    /// Their name at the time.
    pub by_name: String,
    /// When it was offered.
    pub made_at: Instant,
    /// How the two put things right.
    pub way: Way,
    /// The day it is offered again after it was declined.
    pub offer_again_on: Option<Day>,
    /// Version.
    pub version: i64,
}

/// One thing somebody said they would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub id: Id,
    /// The meeting.
    pub repair: Id,
    /// Order, from 1.
    pub place: i64,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// By when.
    pub due: Option<Day>,
    /// When it was done.
    pub done_at: Option<Instant>,
}

/// A lesson as it returns week by week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekLesson {
    /// 1 for Monday.
    pub weekday: i64,
    /// "P2"
    pub period: String,
    /// Week A or B, or every week.
    pub week: Option<Week>,
    /// "History"
    pub subject: String,
    /// "H1"
    pub place: String,
}

/// A lesson on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLesson {
    /// The day.
    pub day: Day,
    /// "P2"
    pub code: String,
    /// When it begins.
    pub from: Minute,
    /// "History"
    pub subject: String,
    /// "H1"
    pub place: String,
}

impl NextLesson {
    /// "Thu 12 Nov P2"
    pub fn said(&self) -> String {
        format!("{} {}", self.day.short(), self.code)
    }
}

/// The next of these lessons that begins after a moment, on a school day the calendar reaches.
/// Lessons the pupil will miss, as day and period, are passed over.
pub fn next_lesson(
    calendar: &SchoolCalendar,
    periods: &[Period],
    lessons: &[WeekLesson],
    after: Instant,
    missed: &[(Day, String)],
) -> Option<NextLesson> {
    if lessons.is_empty() {
        return None;
    }
    let (today, minute) = after.local();
    let end = calendar.terms.iter().map(|t| t.to).max()?;
    let mut day = today;
    while day <= end {
        if calendar.is_school_day(day) {
            let week = calendar.week(day);
            let mut found: Vec<NextLesson> = lessons
                .iter()
                .filter(|l| l.weekday == day.weekday().number())
                .filter(|l| l.week.is_none_or(|w| w == week))
                .filter(|l| !missed.iter().any(|(d, code)| *d == day && *code == l.period))
                .filter_map(|l| {
                    let period = periods
                        .iter()
                        .find(|p| p.weekday == day.weekday() && p.code == l.period)?;
                    (day > today || period.from > minute).then(|| NextLesson {
                        day,
                        code: l.period.clone(),
                        from: period.from,
                        subject: l.subject.clone(),
                        place: l.place.clone(),
                    })
                })
                .collect();
            found.sort_by_key(|l| l.from);
            if let Some(first) = found.into_iter().next() {
                return Some(first);
            }
        }
        day = day.plus(1);
    }
    None
}

/// Words to show when a meeting is set after the lesson it should come before. A warning: the
/// school decides.
pub fn too_late(day: Day, minute: Minute, lesson: Option<&NextLesson>) -> Option<String> {
    let lesson = lesson?;
    ((day, minute) >= (lesson.day, lesson.from)).then(|| {
        format!(
            "That is after the next {} lesson, {}. A meeting before it gives the lesson a fair start.",
            lesson.subject,
            lesson.said()
        )
    })
}

/// When an agreement made on a day is checked, unless the two choose another day. `None` when
/// the calendar does not reach.
pub fn check_day(calendar: &SchoolCalendar, held: Day) -> Option<Day> {
    calendar.school_days_after(held, room::AGREEMENT_CHECK.0).map(|c| c.day)
}

/// When a meeting that was declined is offered again, unless somebody chooses another day or none.
/// `None` when the calendar does not reach.
pub fn offer_again(calendar: &SchoolCalendar, declined: Day) -> Option<Day> {
    calendar.school_days_after(declined, room::OFFER_AGAIN.0).map(|c| c.day)
}

/// Whether the meeting can be set or set again.
pub fn may_set(r: &Repair) -> Result<(), Refusal> {
    match r.state {
        State::Offered | State::Set => Ok(()),
        _ => Err(already(r)),
    }
}

/// Whether it can be recorded as held: it is open, and each has said yes.
pub fn may_hold(r: &Repair, pupil_agrees: bool, other_agrees: bool) -> Result<(), Refusal> {
    may_set(r)?;
    if !(pupil_agrees && other_agrees) {
        return Err(Refusal::because(
            "The meeting cannot be recorded as held: one of them has not agreed to take part",
            "Both people choose to take part. Nobody is brought to a restorative meeting, and saying no has no consequence.",
            "Mainstay’s restorative record, and the school’s own practice.",
        )
        .or("Record that it was declined", format!("/repairs/{}#declined", r.id))
        .or("Go back to the meeting", format!("/repairs/{}", r.id)));
    }
    Ok(())
}

/// Whether its agreement can be checked.
pub fn may_check(r: &Repair) -> Result<(), Refusal> {
    match r.state {
        State::Held | State::Checked => Ok(()),
        _ => Err(Refusal::because(
            "There is no agreement to check yet",
            "An agreement is checked after the meeting was held.",
            "Mainstay’s restorative record.",
        )
        .or("Go to the meeting", format!("/repairs/{}", r.id))),
    }
}

fn already(r: &Repair) -> Refusal {
    use crate::Coded;
    Refusal::because(
        format!("This meeting is already recorded as {}", r.state.label().to_lowercase()),
        "A meeting that was held or declined stays as it was recorded. Another can be offered.",
        "Mainstay: records are corrected by addition.",
    )
    .or("See what was recorded", format!("/repairs/{}", r.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::school::PeriodKind;
    use rulebook::{Closed, Term, Weekday};

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
            week_a: Some(nov(9)),
            ..SchoolCalendar::default()
        }
    }

    fn periods() -> Vec<Period> {
        let mut out = Vec::new();
        for weekday in Weekday::ALL.into_iter().take(5) {
            for (code, h, m) in [("P2", 10, 0), ("P5", 13, 30)] {
                let from = Minute::new(h, m).unwrap();
                out.push(Period {
                    id: Id::now_v7(),
                    weekday,
                    code: code.into(),
                    kind: PeriodKind::Lesson,
                    from,
                    to: from.plus(50),
                });
            }
        }
        out
    }

    fn lesson(weekday: i64, period: &str, week: Option<Week>) -> WeekLesson {
        WeekLesson {
            weekday,
            period: period.into(),
            week,
            subject: "History".into(),
            place: "H1".into(),
        }
    }

    fn at(day: Day, h: u16, m: u16) -> Instant {
        day.at(Minute::new(h, m).unwrap())
    }

    #[test]
    fn after_tuesday_the_next_history_lesson_is_thursday_p2() {
        let week = [lesson(2, "P5", None), lesson(4, "P2", None)];
        let next = next_lesson(&calendar(), &periods(), &week, at(nov(10), 14, 50), &[]).unwrap();
        assert_eq!(next.said(), "Thu 12 Nov P2");
        assert_eq!(too_late(nov(11), Minute::new(12, 50).unwrap(), Some(&next)), None);
        assert!(too_late(nov(12), Minute::new(10, 0).unwrap(), Some(&next)).is_some());
    }

    #[test]
    fn a_lesson_later_today_is_next_and_one_being_missed_is_not() {
        let week = [lesson(2, "P5", None), lesson(4, "P2", None)];
        let now = at(nov(10), 9, 0);
        assert_eq!(
            next_lesson(&calendar(), &periods(), &week, now, &[]).unwrap().said(),
            "Tue 10 Nov P5"
        );
        let missed = [(nov(10), "P5".to_string())];
        assert_eq!(
            next_lesson(&calendar(), &periods(), &week, now, &missed).unwrap().said(),
            "Thu 12 Nov P2"
        );
    }

    #[test]
    fn week_b_and_closed_days_are_passed_over() {
        let week = [lesson(5, "P2", Some(Week::A))];
        // Fri 13 Nov is week A; Fri 20 is B; Fri 27, in week A again, is an INSET day.
        let next = next_lesson(&calendar(), &periods(), &week, at(nov(13), 11, 0), &[]).unwrap();
        assert_eq!(next.said(), "Fri 11 Dec P2");
    }

    #[test]
    fn an_agreement_made_on_11_november_is_checked_on_thursday_19() {
        assert_eq!(check_day(&calendar(), nov(11)), Some(nov(19)));
        assert_eq!(check_day(&calendar(), Day::new(2026, 12, 17).unwrap()), None);
    }

    #[test]
    fn a_meeting_declined_on_20_november_is_offered_again_on_monday_30() {
        // Five school days: Friday the 27th is an INSET day.
        assert_eq!(offer_again(&calendar(), nov(20)), Some(nov(30)));
    }

    fn repair(state: State) -> Repair {
        Repair {
            id: Id::now_v7(),
            pupil: Id::now_v7(),
            placement: None,
            staff: Id::now_v7(),
            state,
            lesson_day: None,
            lesson_code: String::new(),
            set_day: None,
            set_minute: None,
            held_at: None,
            account: String::new(),
            agreement: String::new(),
            check_on: None,
            checked_at: None,
            check_result: String::new(),
            by_staff: Id::now_v7(),
            by_name: String::new(),
            made_at: at(nov(10), 15, 15),
            way: Way::Meeting,
            offer_again_on: None,
            version: 1,
        }
    }

    #[test]
    fn nobody_is_brought_to_a_meeting() {
        assert!(may_hold(&repair(State::Set), true, true).is_ok());
        let no = may_hold(&repair(State::Set), false, true).unwrap_err();
        assert!(no.instead.iter().any(|(_, link)| link.ends_with("#declined")));
        assert!(may_hold(&repair(State::Declined), true, true).is_err());
    }

    #[test]
    fn only_a_held_agreement_is_checked() {
        assert!(may_check(&repair(State::Held)).is_ok());
        assert!(may_check(&repair(State::Offered)).is_err());
        assert!(may_set(&repair(State::Held)).is_err());
    }
}
