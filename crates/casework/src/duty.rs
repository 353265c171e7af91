//! What the room's adult does when the room is empty: on-call, in-class support, mentoring; and
//! the calls they answer.
//!
//! Must never know: where bookings are kept, or what a page looks like. Whether a period is
//! empty is worked out here from plain rows, so that the page and the refusal agree.

use crate::room::PlacementState;
use crate::school::Period;
use crate::words::{Concept, Words};
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

coded! {
    /// Time spent otherwise than in the room.
    pub enum DutyKind {
        OnCall = "on_call", "On-call";
        InClass = "in_class", "In-class support";
        Mentoring = "mentoring", "Mentoring";
        Other = "other", "Something else";
    }
}

coded! {
    /// How a call ended.
    pub enum CallOutcome {
        Stayed = "stayed", "Settled and stayed";
        Moved = "moved", "Moved in department";
        Room = "room", "Taken to the room";
        FirstAid = "first_aid", "Taken to first aid";
        Safeguarding = "safeguarding", "Taken to the safeguarding lead";
        Senior = "senior", "Walked to a senior leader";
        LeftSite = "left_site", "Left the site";
    }
}

impl DutyKind {
    /// What people read, in the school's own words.
    pub fn said(self, words: &Words) -> String {
        match self {
            DutyKind::OnCall => words.cap(Concept::OnCall),
            other => crate::Coded::label(other).to_string(),
        }
    }
}

impl CallOutcome {
    /// What people read, in the school's own words.
    pub fn said(self, words: &Words) -> String {
        match self {
            CallOutcome::Room => format!("Taken to the {}", words.one(Concept::Room)),
            CallOutcome::Senior => format!("Walked to {}", words.a(Concept::Senior)),
            other => crate::Coded::label(other).to_string(),
        }
    }
}

/// One period of one adult's day spent on a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Key.
    pub id: Id,
    /// Whose time.
    pub staff: Id,
    /// Their name, as it was.
    pub staff_name: String,
    /// Day.
    pub day: Day,
    /// "P4"
    pub code: String,
    /// Start of the period.
    pub from: Minute,
    /// End of it.
    pub to: Minute,
    /// What it was.
    pub kind: DutyKind,
    /// What was done, or is to be, in words.
    pub body: String,
    /// The class supported: "9Y3".
    pub class_code: String,
    /// Its subject.
    pub subject: String,
    /// The pupil mentored, where there is one.
    pub pupil: Option<Id>,
    /// Version; 0 for one not yet kept.
    pub version: i64,
}

impl Duty {
    /// Whole minutes.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
    /// "9Y3 Maths", or empty.
    pub fn lesson(&self) -> String {
        format!("{} {}", self.class_code.trim(), self.subject.trim()).trim().to_string()
    }
}

/// One call answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Key.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// When the call came.
    pub called_at: Instant,
    /// When the adult got there.
    pub arrived_at: Option<Instant>,
    /// When they left again.
    pub left_at: Option<Instant>,
    /// Where.
    pub place: String,
    /// About whom, where somebody is named.
    pub pupil: Option<Id>,
    /// Who called.
    pub caller: String,
    /// What was found and done, in words.
    pub body: String,
    /// How it ended.
    pub outcome: Option<CallOutcome>,
    /// Who answered.
    pub by_staff: Id,
    /// Their name, as it was.
    pub by_name: String,
    /// The referral it was turned into.
    pub referral: Option<Id>,
    /// Version.
    pub version: i64,
}

/// Minutes after which something written down counts as entered later and is marked so.
pub const LATER_AFTER_MINUTES: i64 = 10;

/// Whether something was written down well after it happened.
pub fn entered_later(happened: Instant, written: Instant) -> bool {
    written.minutes_since(happened) > LATER_AFTER_MINUTES
}

/// A period of a placement, as far as emptiness goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    /// "P4"
    pub code: String,
    /// Where the placement has got to.
    pub state: PlacementState,
    /// When the pupil left the room.
    pub left_at: Option<Instant>,
}

/// Somebody else in charge of the room for part of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Who.
    pub adult_name: String,
    /// From.
    pub from: Minute,
    /// To, where an end was set.
    pub to: Option<Minute>,
}

/// A lesson period of the day as the room's adult meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// "P4"
    pub code: String,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
    /// Pupils in or expected in the room.
    pub pupils: i64,
    /// Who has the room instead, where it was handed over.
    pub covered_by: Option<String>,
    /// What this adult does instead.
    pub duty: Option<Duty>,
}

impl Opening {
    /// Nobody is in the room or expected, so its adult is free for something else.
    pub fn is_empty(&self) -> bool {
        self.pupils == 0
    }
    /// The adult may leave the room: it is empty, or somebody else has it.
    pub fn is_free(&self) -> bool {
        self.is_empty() || self.covered_by.is_some()
    }
}

/// The day's lesson periods with who is expected and what is done instead.
pub fn openings(
    day: Day,
    lessons: &[&Period],
    booked: &[Booked],
    cover: &[Cover],
    mine: &[Duty],
) -> Vec<Opening> {
    lessons
        .iter()
        .map(|p| {
            let start = day.at(p.from);
            let expected = |b: &&Booked| {
                b.code == p.code
                    && match b.state {
                        PlacementState::Booked | PlacementState::Here => true,
                        PlacementState::Left | PlacementState::Closed => {
                            b.left_at.is_none_or(|left| left > start)
                        }
                        PlacementState::NotHere | PlacementState::Cancelled => false,
                    }
            };
            Opening {
                code: p.code.clone(),
                from: p.from,
                to: p.to,
                pupils: booked.iter().filter(expected).count() as i64,
                covered_by: cover
                    .iter()
                    .find(|c| c.from <= p.from && c.to.is_none_or(|to| to >= p.to))
                    .map(|c| c.adult_name.clone()),
                duty: mine.iter().find(|d| d.code == p.code).cloned(),
            }
        })
        .collect()
}

/// What is asked for: a duty in a period of a day.
pub struct Ask<'a> {
    /// The day.
    pub day: Day,
    /// Why pupils are not in that day, where they are not.
    pub closed: Option<String>,
    /// "P4"
    pub code: &'a str,
    /// Whether the asker runs the room, and so cannot leave pupils in it.
    pub runs_room: bool,
    /// Where the school's rule comes from.
    pub policy: &'a str,
    /// The school's words.
    pub words: &'a Words,
}

/// Decides whether the duty can be taken up in the period.
///
/// # Errors
/// Refuses a day the school is shut, a period the day does not have, and a period with pupils in
/// the room that nobody else has charge of.
pub fn take_up<'a>(openings: &'a [Opening], ask: &Ask<'_>) -> Result<&'a Opening, Refusal> {
    let back = format!("/duties?day={}", ask.day.iso());
    if let Some(why) = &ask.closed {
        return Err(Refusal::because(
            format!("{} is not a school day: {why}", ask.day),
            "Duties are logged on days when pupils are in."
                .replace("pupils", ask.words.many(Concept::Pupil)),
            "The school’s calendar.",
        )
        .or("Choose another day", "/duties"));
    }
    let Some(opening) = openings.iter().find(|o| o.code == ask.code) else {
        return Err(Refusal::because(
            format!("{} has no period called {}", ask.day, ask.code),
            "A duty fills a whole lesson period of the day.",
            "The school’s day, in Set-up.",
        )
        .or("Choose one of the day’s periods", back));
    };
    if ask.runs_room && !opening.is_free() {
        let (pupils, room) =
            (ask.words.count(Concept::Pupil, opening.pupils), ask.words.one(Concept::Room));
        return Err(Refusal::because(
            format!("{} is not empty: {pupils} in the {room}", opening.code),
            format!(
                "The adult in charge leaves the {room} for another duty only in a period when no {} are booked, or when it has been handed over to somebody else.",
                ask.words.many(Concept::Pupil)
            ),
            ask.policy,
        )
        .or("Choose an empty period", back)
        .or(format!("Hand the {room} over first"), "/board"));
    }
    Ok(opening)
}

/// Times of a call that cannot be so, each with the field it belongs to and what to do.
pub fn wrong_times(
    called: Instant,
    arrived: Option<Instant>,
    left: Option<Instant>,
    now: Instant,
) -> Vec<(&'static str, String)> {
    let mut wrong = Vec::new();
    if called > now {
        wrong.push(("called", format!("The call cannot be later than now, {}", now.minute())));
    }
    if let Some(arrived) = arrived {
        if arrived < called {
            wrong.push((
                "arrived",
                format!("Arrival cannot be before the call at {}", called.minute()),
            ));
        } else if arrived > now {
            wrong.push(("arrived", format!("Arrival cannot be later than now, {}", now.minute())));
        }
    }
    if let Some(left) = left {
        let from = arrived.unwrap_or(called);
        if left < from {
            wrong.push(("left", format!("Leaving cannot be before {}", from.minute())));
        } else if left > now {
            wrong.push(("left", format!("Leaving cannot be later than now, {}", now.minute())));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::school::PeriodKind;

    fn at(h: u16, m: u16) -> Minute {
        Minute::new(h, m).unwrap()
    }
    fn wednesday() -> Day {
        Day::new(2026, 11, 11).unwrap()
    }
    fn lessons() -> Vec<Period> {
        [
            ("P3", at(11, 5), at(12, 0)),
            ("P4", at(12, 0), at(12, 50)),
            ("P5", at(13, 30), at(14, 20)),
        ]
        .into_iter()
        .map(|(code, from, to)| Period {
            id: Id::nil(),
            weekday: wednesday().weekday(),
            code: code.into(),
            kind: PeriodKind::Lesson,
            from,
            to,
        })
        .collect()
    }
    fn booked(code: &str, state: PlacementState, left: Option<Minute>) -> Booked {
        Booked { code: code.into(), state, left_at: left.map(|m| wednesday().at(m)) }
    }
    fn ask<'a>(code: &'a str, runs_room: bool, words: &'a Words) -> Ask<'a> {
        Ask { day: wednesday(), closed: None, code, runs_room, policy: "Behaviour policy", words }
    }

    #[test]
    fn a_period_is_empty_when_nobody_is_booked_in_it_or_everybody_has_left() {
        let periods = lessons();
        let periods: Vec<&Period> = periods.iter().collect();
        let rows = [
            booked("P3", PlacementState::Here, None),
            booked("P4", PlacementState::NotHere, None),
            booked("P4", PlacementState::Cancelled, None),
            booked("P5", PlacementState::Closed, Some(at(12, 10))),
        ];
        let open = openings(wednesday(), &periods, &rows, &[], &[]);
        let empty: Vec<bool> = open.iter().map(Opening::is_empty).collect();
        assert_eq!(empty, [false, true, true]);
        // Still in the room when P5 began.
        let rows = [booked("P5", PlacementState::Closed, Some(at(13, 40)))];
        assert_eq!(openings(wednesday(), &periods, &rows, &[], &[])[2].pupils, 1);
    }

    #[test]
    fn a_period_with_somebody_in_the_room_refuses_with_the_rule_and_two_ways_out() {
        let periods = lessons();
        let periods: Vec<&Period> = periods.iter().collect();
        let rows = [booked("P3", PlacementState::Booked, None)];
        let words = Words::default();
        let open = openings(wednesday(), &periods, &rows, &[], &[]);
        let no = take_up(&open, &ask("P3", true, &words)).unwrap_err();
        assert_eq!(no.title, "P3 is not empty: 1 pupil in the internal exclusion room");
        assert_eq!(no.from, "Behaviour policy");
        assert_eq!(no.instead.len(), 2);
        assert!(take_up(&open, &ask("P4", true, &words)).is_ok());
        // Somebody who does not run the room leaves nobody alone.
        assert!(take_up(&open, &ask("P3", false, &words)).is_ok());
    }

    #[test]
    fn a_room_that_was_handed_over_for_the_whole_period_can_be_left() {
        let periods = lessons();
        let periods: Vec<&Period> = periods.iter().collect();
        let rows = [booked("P4", PlacementState::Here, None)];
        let words = Words::default();
        let part = Cover { adult_name: "Mr Poll".into(), from: at(12, 0), to: Some(at(12, 20)) };
        let whole = Cover { to: None, ..part.clone() };
        let open = openings(wednesday(), &periods, &rows, &[part], &[]);
        assert!(take_up(&open, &ask("P4", true, &words)).is_err());
        let open = openings(wednesday(), &periods, &rows, &[whole], &[]);
        assert!(take_up(&open, &ask("P4", true, &words)).is_ok());
    }

    #[test]
    fn a_shut_day_and_an_unknown_period_are_refused() {
        let words = Words::default();
        let mut shut = ask("P4", true, &words);
        shut.closed = Some("INSET day".into());
        assert!(take_up(&[], &shut).unwrap_err().title.ends_with("not a school day: INSET day"));
        assert!(take_up(&[], &ask("P9", true, &words)).unwrap_err().title.contains("P9"));
    }

    #[test]
    fn the_times_of_a_call_run_forwards_and_end_by_now() {
        let t = |h, m| wednesday().at(at(h, m));
        assert!(wrong_times(t(12, 20), Some(t(12, 23)), Some(t(12, 30)), t(12, 30)).is_empty());
        let fields: Vec<&str> = wrong_times(t(12, 20), Some(t(12, 10)), Some(t(12, 40)), t(12, 30))
            .into_iter()
            .map(|w| w.0)
            .collect();
        assert_eq!(fields, ["arrived", "left"]);
        assert!(entered_later(t(12, 20), t(13, 0)));
        assert!(!entered_later(t(12, 20), t(12, 25)));
    }
}
