//! A pupil who is in the room again: days that run on from one another end in one return, and a
//! return under way ends by itself when the room takes them up once more.

use super::{CheckIn, Track, day_number, days};
use crate::room::PlacementState;
use crate::school::Setting;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, Minute};

/// A stay of a pupil in a room, booked or past, as far as following the return goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The placement.
    pub placement: Id,
    /// Its day.
    pub day: Day,
    /// Start of its first period.
    pub from: Minute,
    /// End of its last.
    pub to: Minute,
    /// Where it has got to.
    pub state: PlacementState,
    /// A return that follows it was opened.
    pub followed: bool,
}

impl Stay {
    /// It takes or took place, or is booked to.
    fn stands(&self) -> bool {
        !matches!(self.state, PlacementState::NotHere | PlacementState::Cancelled)
    }
    /// The pupil came.
    fn came(&self) -> bool {
        self.stands() && self.state != PlacementState::Booked
    }
}

/// The stay that follows this one with no lesson period in between: on the same day, or from the
/// first lesson of the next school day. Until it is over there is no return to follow.
pub fn runs_on<'a>(setting: &Setting, stay: &Stay, others: &'a [Stay]) -> Option<&'a Stay> {
    let lesson = |day: Day, after: Minute| {
        let found = setting.lessons_on(day).into_iter().find(|p| p.from >= after)?;
        Some((day, found.from))
    };
    let next = lesson(stay.day, stay.to).or_else(|| {
        let day = setting.calendar.first_on_or_after(stay.day.plus(1))?;
        lesson(day, Minute::default())
    })?;
    others
        .iter()
        .filter(|o| o.placement != stay.placement && o.stands())
        .find(|o| (o.day, o.from) == next)
}

/// The first later day on which the pupil has already been in the room again, where a stay is
/// closed only after that.
pub fn already_again(stay: &Stay, others: &[Stay]) -> Option<Day> {
    others.iter().filter(|o| o.came() && o.day > stay.day).map(|o| o.day).min()
}

/// The closed stay whose return begins after all, now that a stay that ran on from it has fallen
/// away. `gone` is that stay as it was booked; `stays` are the pupil's as they are now.
pub fn begins_after_all<'a>(setting: &Setting, stays: &'a [Stay], gone: &Stay) -> Option<&'a Stay> {
    let before = Stay { state: PlacementState::Booked, ..gone.clone() };
    stays.iter().find(|s| {
        s.state == PlacementState::Closed
            && !s.followed
            && s.placement != gone.placement
            && runs_on(setting, s, std::slice::from_ref(&before)).is_some()
            && runs_on(setting, s, stays).is_none()
    })
}

/// How a return under way ends when its pupil is in the room again on `day`: the fact, in words.
/// A return whose last day has passed was followed to its end and is still asked how it went.
pub fn back_in_room(setting: &Setting, track: &Track, day: Day) -> Option<String> {
    if track.outcome.is_some() || day > track.to_day {
        return None;
    }
    let number = day_number(&days(&setting.calendar, track), day);
    let which = number.map_or("before day 1".to_string(), |n| format!("day {n}"));
    Some(format!("Back in the room on {day} ({which})"))
}

/// Refuses to take away a return that was begun at `begun_at`, once somebody has worked on it.
pub fn may_unopen(
    track: &Track,
    checks: &[CheckIn],
    begun_at: Instant,
) -> Result<(), Box<Refusal>> {
    let worked_on = checks.iter().any(|c| c.done_at.is_some())
        || track.decided_at.is_some_and(|at| at != begun_at);
    if !worked_on {
        return Ok(());
    }
    Err(Box::new(
        Refusal::because(
            "Somebody has already followed the return that began with this",
            "A check-in or an outcome that was recorded is kept. If they did come, record the arrival.",
            "Mainstay: what was recorded since is not lost.",
        )
        .or("Open the return", format!("/returns/{}", track.id)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::returning::Outcome;
    use crate::school::{Period, PeriodKind, Rules, School};
    use crate::words::Words;
    use rulebook::{Closed, SchoolCalendar, Term, Weekday};

    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn m(h: u16) -> Minute {
        Minute::new(h, 0).unwrap()
    }
    /// Three lessons a day, 9 to 12, with a break between the first and the second.
    fn setting() -> Setting {
        let periods = Weekday::ALL[..5].iter().flat_map(|weekday| {
            [
                ("P1", 9, 10, PeriodKind::Lesson),
                ("Break", 10, 11, PeriodKind::Break),
                ("P2", 11, 12, PeriodKind::Lesson),
                ("P3", 12, 13, PeriodKind::Lesson),
            ]
            .map(|(code, from, to, kind)| Period {
                id: Id::nil(),
                weekday: *weekday,
                code: code.into(),
                kind,
                from: m(from),
                to: m(to),
            })
        });
        Setting {
            school: School {
                id: Id::nil(),
                name: String::new(),
                address: String::new(),
                phone: String::new(),
                concern: String::new(),
                demo: false,
                kind: crate::organisation::OrgKind::Secondary,
                governed: crate::organisation::Governed::Maintained,
            },
            words: Words::default(),
            calendar: SchoolCalendar {
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
            },
            periods: periods.collect(),
            rules: Rules::default(),
        }
    }
    fn stay(n: u128, day: Day, from: u16, to: u16, state: PlacementState) -> Stay {
        let placement = Id::from_u128(n);
        Stay { placement, day, from: m(from), to: m(to), state, followed: false }
    }
    use PlacementState::{Booked, Cancelled, Closed as Over, Here, Left, NotHere};

    #[test]
    fn two_days_one_after_the_other_run_on_and_a_lesson_between_them_parts_them() {
        let s = setting();
        let tuesday = stay(1, nov(10), 9, 13, Here);
        let on = |other: Stay| runs_on(&s, &tuesday, &[other]).map(|o| o.day);
        assert_eq!(on(stay(2, nov(11), 9, 13, Booked)), Some(nov(11)));
        assert_eq!(on(stay(2, nov(11), 9, 10, Left)), Some(nov(11)));
        // From the second lesson: there is a lesson to go back to first.
        assert_eq!(on(stay(2, nov(11), 11, 13, Booked)), None);
        assert_eq!(on(stay(2, nov(12), 9, 13, Booked)), None);
        assert_eq!(on(stay(2, nov(11), 9, 13, Cancelled)), None);
        assert_eq!(on(stay(2, nov(11), 9, 13, NotHere)), None);
        // Out of the room for the last lesson of the day: that is a lesson in between.
        let morning = stay(1, nov(10), 9, 12, Here);
        assert_eq!(runs_on(&s, &morning, &[stay(2, nov(11), 9, 13, Booked)]), None);
        // Taken up again the same day, after nothing but the break.
        let first = stay(1, nov(10), 9, 10, Here);
        assert!(runs_on(&s, &first, &[stay(2, nov(10), 11, 13, Booked)]).is_some());
    }

    #[test]
    fn a_weekend_and_an_inset_day_do_not_part_two_days() {
        let s = setting();
        let thursday = stay(1, nov(26), 9, 13, Here);
        assert!(runs_on(&s, &thursday, &[stay(2, nov(30), 9, 13, Booked)]).is_some());
    }

    #[test]
    fn a_return_begins_after_all_when_the_day_that_ran_on_falls_away() {
        let s = setting();
        let gone = stay(2, nov(11), 9, 13, Cancelled);
        let tuesday = stay(1, nov(10), 9, 13, Over);
        let now = [tuesday.clone(), gone.clone()];
        assert_eq!(begins_after_all(&s, &now, &gone).map(|s| s.placement), Some(Id::from_u128(1)));
        // Followed already, not closed yet, or still run on from: nothing begins.
        let followed = [Stay { followed: true, ..tuesday.clone() }, gone.clone()];
        assert_eq!(begins_after_all(&s, &followed, &gone), None);
        let open = [Stay { state: Left, ..tuesday.clone() }, gone.clone()];
        assert_eq!(begins_after_all(&s, &open, &gone), None);
        let other = [tuesday.clone(), gone.clone(), stay(3, nov(11), 9, 10, Booked)];
        assert_eq!(begins_after_all(&s, &other, &gone), None);
        // A day that did not run on from it has nothing to do with it.
        let apart = stay(4, nov(13), 9, 13, Cancelled);
        assert_eq!(begins_after_all(&s, &[tuesday], &apart), None);
    }

    #[test]
    fn a_stay_closed_late_knows_that_the_pupil_was_back_in_the_room_since() {
        let tuesday = stay(1, nov(10), 9, 13, Left);
        let others = [stay(2, nov(18), 9, 13, Here), stay(3, nov(16), 9, 13, Booked)];
        assert_eq!(already_again(&tuesday, &others), Some(nov(18)));
        assert_eq!(already_again(&tuesday, &others[1..]), None);
    }

    #[test]
    fn back_in_the_room_on_day_6_is_said_as_a_fact() {
        let s = setting();
        let mut track = Track {
            id: Id::nil(),
            pupil: Id::nil(),
            placement: Id::nil(),
            from_day: nov(11),
            to_day: nov(24),
            outcome: None,
            outcome_words: String::new(),
            card_result: None,
            decided_at: None,
            decided_by: String::new(),
            version: 1,
        };
        let said = |t: &Track, d| back_in_room(&s, t, nov(d));
        let six = "Back in the room on Wed 18 Nov 2026 (day 6)";
        assert_eq!(said(&track, 18).as_deref(), Some(six));
        assert!(said(&track, 24).unwrap().ends_with("(day 10)"));
        assert!(said(&track, 10).unwrap().ends_with("(before day 1)"));
        assert_eq!(said(&track, 25), None);
        track.outcome = Some(Outcome::Held);
        assert_eq!(said(&track, 18), None);
    }
}
