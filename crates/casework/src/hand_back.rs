//! Finished work on its way back to its teacher: what is to be handed back, to whom, what is late,
//! and the teacher's word that it came and that it is marked.
//!
//! Must never know: why the pupil was in the room, or how the teacher is told.

use crate::room::Done;
use crate::work::{Route, Work};
use crate::{Id, Refusal};
use rulebook::{Day, Instant, SchoolCalendar};

/// Finished work that went to one person at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandBack {
    /// Key.
    pub id: Id,
    /// The teacher whose lessons it is of.
    pub teacher: Option<Id>,
    /// Who has it, or where it was put.
    pub handed_to: String,
    /// Who handed it over.
    pub by_name: String,
    /// When.
    pub at: Instant,
    /// When the teacher said that they have it.
    pub had_at: Option<Instant>,
    /// Who said so.
    pub had_by: String,
    /// When they said that it is marked.
    pub marked_at: Option<Instant>,
    /// Who said so.
    pub marked_by: String,
    /// When it was taken back: it was not handed over after all.
    pub undone_at: Option<Instant>,
}

impl HandBack {
    /// Where it has got to.
    pub fn said(&self) -> String {
        match (self.marked_at, self.had_at) {
            (Some(at), _) => format!("Marked: {}, {at}", self.marked_by),
            (None, Some(at)) => format!("{} has it, {at}", self.had_by),
            (None, None) => "Nobody has said that it came".into(),
        }
    }
    /// Whether anything more is asked of its teacher.
    pub fn is_open(&self) -> bool {
        self.marked_at.is_none() && self.undone_at.is_none()
    }
}

coded! {
    /// A teacher's word on finished work.
    pub enum Word {
        Had = "had", "I have it";
        Marked = "marked", "It is marked";
    }
}

/// Whether finished work is to be carried back: some of it was done, and not online.
pub fn is_owed(work: &Work, done: Option<Done>) -> bool {
    work.ended_at.is_none()
        && work.returned_at.is_none()
        && done.is_some_and(|d| d != Done::None)
        && work.route.is_some_and(|r| r != Route::Online)
}

/// The day by which finished work of a day is to be back; nothing where the calendar ends too soon
/// to count.
pub fn due(calendar: &SchoolCalendar, day: Day, within: i64) -> Option<Day> {
    let within = u32::try_from(within).ok()?;
    calendar.school_days_after(day, within).map(|c| c.day)
}

/// The last day whose finished work should have been back before today.
pub fn late_until(calendar: &SchoolCalendar, today: Day, within: i64) -> Option<Day> {
    let within = u32::try_from(within).ok()?;
    calendar.school_days_before(today, within.saturating_add(1))
}

/// Whether a teacher's word is kept; `false` where the same was said before. A link says each once.
pub fn answer(back: &HandBack, word: Word) -> Result<bool, Refusal> {
    if back.undone_at.is_some() {
        return Err(Refusal::because(
            "This work is not on its way to you after all",
            "Whoever handed it over has taken that back.",
            "The way Mainstay works.",
        )
        .or("Sign in to see what is", "/sign-in?next=%2Fwork%2Fasked"));
    }
    Ok(match word {
        Word::Had => back.had_at.is_none(),
        Word::Marked => back.marked_at.is_none(),
    })
}

/// Whether a hand-over can be taken back: while nobody has said that it came. Whoever only covers
/// takes back what went today; that older work never arrived is for the room's own staff to say.
pub fn may_undo(back: &HandBack, today: Day, covers: bool) -> Result<bool, Refusal> {
    if back.undone_at.is_some() {
        return Ok(false);
    }
    if covers && back.at.day() != today {
        return Err(Refusal::because(
            "This work went back on another day",
            format!(
                "{} handed it over, {}. Somebody who covers undoes what was done today.",
                back.by_name, back.at
            ),
            "The way Mainstay works: an undo belongs to its own day.",
        )
        .or("See what is to hand back today", "/work/back"));
    }
    if let Some(at) = back.had_at.or(back.marked_at) {
        let who = if back.had_by.is_empty() { &back.marked_by } else { &back.had_by };
        return Err(Refusal::because(
            "This work has arrived",
            format!("{who} said so, {at}."),
            "The way Mainstay works: what a teacher has said is not undone by somebody else.",
        )
        .or("See what is to hand back", "/work/back"));
    }
    Ok(true)
}

/// Finished work of one pile: one teacher of one department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pile {
    /// The subject of the lessons.
    pub department: String,
    /// Their teacher; none where the class has none.
    pub teacher: Option<Id>,
    /// The work, oldest first.
    pub work: Vec<Work>,
}

/// What is to be handed back, in piles: by department, then by teacher; work of a class without a
/// teacher goes to its department.
pub fn piles(work: Vec<Work>) -> Vec<Pile> {
    let mut piles: Vec<Pile> = Vec::new();
    for w in work {
        let same = |p: &&mut Pile| {
            p.teacher == w.teacher && p.department.to_lowercase() == w.subject.trim().to_lowercase()
        };
        match piles.iter_mut().find(same) {
            Some(pile) => pile.work.push(w),
            None => piles.push(Pile {
                department: w.subject.trim().to_string(),
                teacher: w.teacher,
                work: vec![w],
            }),
        }
    }
    for pile in &mut piles {
        pile.work.sort_by(|a, b| (a.day, &a.code, a.id).cmp(&(b.day, &b.code, b.id)));
    }
    piles
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Minute, Term};

    fn day(n: i8) -> Day {
        Day::new(2026, 11, n).unwrap()
    }
    fn back() -> HandBack {
        HandBack {
            id: Id::from_u128(1),
            teacher: Some(Id::from_u128(2)),
            handed_to: "Ms Ingrid Hale".into(),
            by_name: "Ms Dara Okell".into(),
            at: day(10).at(Minute::new(15, 10).unwrap()),
            had_at: None,
            had_by: String::new(),
            marked_at: None,
            marked_by: String::new(),
            undone_at: None,
        }
    }

    #[test]
    fn work_is_late_from_the_school_day_after_it_was_due() {
        let calendar = SchoolCalendar {
            terms: vec![Term { name: "Autumn".into(), from: day(2), to: day(30) }],
            ..SchoolCalendar::default()
        };
        // Thursday's is due on Monday; on Monday it is not late yet, on Tuesday it is.
        assert_eq!(due(&calendar, day(5), 2), Some(day(9)));
        assert_eq!(late_until(&calendar, day(9), 2), Some(day(4)));
        assert_eq!(late_until(&calendar, day(10), 2), Some(day(5)));
        for today in 6..=20 {
            let until = late_until(&calendar, day(today), 2);
            for of in (2..=13).map(day).filter(|d| calendar.is_school_day(*d)) {
                let late = due(&calendar, of, 2).is_some_and(|d| d < day(today));
                assert_eq!(until.is_some_and(|u| of <= u), late, "{of} on {today}");
            }
        }
    }

    #[test]
    fn a_receipt_is_said_once_and_not_of_what_was_taken_back() {
        let mut b = back();
        assert_eq!(answer(&b, Word::Had), Ok(true));
        b.had_at = Some(b.at);
        b.had_by = "Ms Ingrid Hale".into();
        assert_eq!(answer(&b, Word::Had), Ok(false));
        assert_eq!(answer(&b, Word::Marked), Ok(true));
        assert!(may_undo(&b, day(10), false).unwrap_err().rule.contains("Ms Ingrid Hale"));
        let undone = HandBack { undone_at: Some(b.at), ..back() };
        assert!(answer(&undone, Word::Had).is_err());
        assert_eq!(may_undo(&undone, day(10), false), Ok(false));
        assert_eq!(may_undo(&back(), day(10), false), Ok(true));
    }

    #[test]
    fn whoever_covers_takes_back_what_went_today_and_nothing_older() {
        assert_eq!(may_undo(&back(), day(10), true), Ok(true));
        assert!(may_undo(&back(), day(11), true).unwrap_err().rule.contains("Ms Dara Okell"));
        // The room's own staff put work on the list again that never arrived.
        assert_eq!(may_undo(&back(), day(11), false), Ok(true));
    }
}
