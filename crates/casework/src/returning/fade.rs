//! How a report card fades: every lesson first, then chosen lessons, then one check a day. The
//! school proposes the days; a person looks, sees the figures and decides each step.
//!
//! Must never know: what a good figure is. Nothing here moves a card by itself.

use super::card::{Card, Lesson, Marked};
use super::clear::{Counts, counts};
use crate::incident::Incident;
use crate::{Id, Refusal};
use rulebook::{Day, Instant, SchoolCalendar, room};

const SOURCE: &str = "Mainstay’s own default; it is not law.";
/// The code of the one check of a day.
pub const CHECK: &str = "Day";

coded! {
    /// What a card asks for.
    pub enum Stage {
        Every = "every", "Every lesson";
        Chosen = "chosen", "Chosen lessons";
        Daily = "daily", "One check a day";
    }
}

coded! {
    /// What a person decides when they look at a card.
    pub enum Step {
        Down = "down", "Step down";
        Up = "up", "Step up";
        Extend = "extend", "Extend";
        Off = "off", "Off the card";
    }
}

/// School days the school proposes for each stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fade {
    /// Every lesson.
    pub every: i64,
    /// Chosen lessons.
    pub chosen: i64,
    /// One check a day.
    pub daily: i64,
}

impl Default for Fade {
    fn default() -> Self {
        Fade {
            every: i64::from(room::FADE_EVERY.0),
            chosen: i64::from(room::FADE_CHOSEN.0),
            daily: i64::from(room::FADE_DAILY.0),
        }
    }
}

impl Fade {
    /// As it is kept: "5,3,2"; what cannot be read is the default.
    pub fn read(kept: &str) -> Fade {
        let most = i64::from(room::CARD_AT_MOST.0);
        let days: Vec<i64> = kept
            .split(',')
            .filter_map(|n| n.trim().parse().ok())
            .filter(|n| (1..=most).contains(n))
            .collect();
        match days.as_slice() {
            [every, chosen, daily] => Fade { every: *every, chosen: *chosen, daily: *daily },
            _ => Fade::default(),
        }
    }
    /// As it is kept.
    pub fn kept(self) -> String {
        format!("{},{},{}", self.every, self.chosen, self.daily)
    }
    /// The days of a stage.
    pub fn days(self, stage: Stage) -> i64 {
        match stage {
            Stage::Every => self.every,
            Stage::Chosen => self.chosen,
            Stage::Daily => self.daily,
        }
    }
    /// "Every lesson for 5 school days, then chosen lessons for 3, then one check a day for 2"
    pub fn said(self) -> String {
        format!(
            "Every lesson for {} school days, then chosen lessons for {}, then one check a day for {}",
            self.every, self.chosen, self.daily
        )
    }
}

/// What a card asks for from a day on, and when somebody looks again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Key.
    pub id: Id,
    /// The card.
    pub card: Id,
    /// The pupil.
    pub pupil: Id,
    /// From which day.
    pub from_day: Day,
    /// The day on which somebody looks again.
    pub until_day: Day,
    /// What is asked for.
    pub stage: Stage,
    /// The lessons, where they are chosen.
    pub subjects: Vec<String>,
    /// What was decided; nothing for the beginning.
    pub step: Option<Step>,
    /// The figures that were seen.
    pub figures: String,
    /// Why.
    pub words: String,
    /// When.
    pub at: Instant,
    /// By whom.
    pub by_name: String,
}

/// What is asked for on a day: the last look that had begun by then. Every lesson, where none is
/// kept.
pub fn on(looks: &[Look], day: Day) -> (Stage, &[String]) {
    let newest = looks.iter().filter(|l| l.from_day <= day).max_by_key(|l| (l.from_day, l.at));
    newest.map_or((Stage::Every, &[]), |l| (l.stage, l.subjects.as_slice()))
}

/// The lessons of one day that are asked for.
pub fn asked(looks: &[Look], day: Day, lessons: Vec<Lesson>, checks: Option<Id>) -> Vec<Lesson> {
    let (stage, subjects) = on(looks, day);
    match stage {
        Stage::Every => lessons,
        Stage::Chosen => lessons.into_iter().filter(|l| subjects.contains(&l.subject)).collect(),
        // One check, once the last lesson is under way, by whoever looks after the pupil.
        Stage::Daily => lessons
            .into_iter()
            .max_by_key(|l| l.from)
            .map(|last| Lesson {
                code: CHECK.into(),
                subject: "The whole day".into(),
                place: String::new(),
                teacher: checks,
                ..last
            })
            .into_iter()
            .collect(),
    }
}

/// What the lessons asked for say, for whoever decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Lessons asked for that have begun.
    pub asked: usize,
    /// Clear.
    pub clear: usize,
    /// Not clear.
    pub not_clear: usize,
    /// The pupil was not in them.
    pub away: usize,
    /// Nobody marked them.
    pub missing: usize,
}

impl Figures {
    /// Counts lessons that have begun.
    pub fn of(lessons: &[(Lesson, Option<Marked>)], incidents: &[Incident], bar: i64) -> Figures {
        let mut f = Figures { asked: lessons.len(), ..Figures::default() };
        for (lesson, marked) in lessons {
            match counts(lesson, marked.as_ref(), incidents, bar) {
                Counts::Clear => f.clear += 1,
                Counts::NotClear => f.not_clear += 1,
                Counts::Away => f.away += 1,
                Counts::Missing => f.missing += 1,
            }
        }
        f
    }
    /// "14 of 20 clear, 2 not clear, 4 not marked"
    pub fn said(&self) -> String {
        let mut said =
            format!("{} of {} clear, {} not clear", self.clear, self.asked, self.not_clear);
        if self.away > 0 {
            said.push_str(&format!(", {} not in the lesson", self.away));
        }
        if self.missing > 0 {
            said.push_str(&format!(", {} not marked", self.missing));
        }
        said
    }
}

/// The stage a step leads to; nothing where the card ends.
pub fn leads(stage: Stage, step: Step) -> Result<Option<Stage>, &'static str> {
    match (step, stage) {
        (Step::Off, _) => Ok(None),
        (Step::Extend, same) => Ok(Some(same)),
        (Step::Down, Stage::Every) => Ok(Some(Stage::Chosen)),
        (Step::Down, Stage::Chosen) => Ok(Some(Stage::Daily)),
        (Step::Down, Stage::Daily) => {
            Err("One check a day is the least a card asks: extend it, or take them off the card")
        }
        (Step::Up, Stage::Daily) => Ok(Some(Stage::Chosen)),
        (Step::Up, Stage::Chosen) => Ok(Some(Stage::Every)),
        (Step::Up, Stage::Every) => Err("Every lesson is the most a card asks: extend it instead"),
    }
}

/// What was typed when somebody looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The step.
    pub step: Option<Step>,
    /// The lessons, where they are chosen.
    pub subjects: Vec<String>,
    /// Why.
    pub words: String,
}

/// What follows from a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The step.
    pub step: Step,
    /// What is asked for from now; nothing where the card ends.
    pub stage: Option<Stage>,
    /// From which day.
    pub from_day: Day,
    /// The day of the next look.
    pub until_day: Day,
    /// The lessons, where they are chosen.
    pub subjects: Vec<String>,
}

/// The day on which somebody looks again at what begins on `from`: by the school's own days for
/// the stage, and after a school week at the latest.
pub fn look_again(calendar: &SchoolCalendar, from: Day, days: i64) -> Day {
    let n = days.clamp(1, i64::from(room::LOOKED_AT.0));
    match u32::try_from(n - 1) {
        Ok(more) if more > 0 => calendar.school_days_after(from, more).map_or(from, |c| c.day),
        _ => from,
    }
}

/// Decides it. Faults are by field.
pub fn decide(
    calendar: &SchoolCalendar,
    fade: Fade,
    now: Stage,
    typed: &Typed,
    today: Day,
) -> Result<Next, Vec<(&'static str, String)>> {
    let Some(step) = typed.step else {
        return Err(vec![("step", "Choose what comes next".into())]);
    };
    let mut wrong = Vec::new();
    let stage = match leads(now, step) {
        Ok(stage) => stage,
        Err(why) => {
            wrong.push(("step", why.to_string()));
            None
        }
    };
    if stage == Some(Stage::Chosen) && typed.subjects.is_empty() {
        wrong.push(("subjects", "Choose the lessons that are still marked".into()));
    }
    if step != Step::Down && typed.words.trim().is_empty() {
        wrong.push(("words", "Say why, in a sentence".into()));
    }
    let Some(from_day) = calendar.first_on_or_after(today.plus(1)) else {
        wrong.push(("step", "The school’s calendar does not reach the next school day. Ask whoever keeps it to add the next term".into()));
        return Err(wrong);
    };
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let until_day = match stage {
        Some(stage) => look_again(calendar, from_day, fade.days(stage)),
        None => today,
    };
    let subjects = if stage == Some(Stage::Chosen) { typed.subjects.clone() } else { Vec::new() };
    Ok(Next { step, stage, from_day, until_day, subjects })
}

/// Whether a card can be looked at.
pub fn may_look(card: &Card, over: bool) -> Result<(), Refusal> {
    if !over {
        return Ok(());
    }
    Err(Refusal::because(
        "This report card has ended",
        "What comes next is decided while a card runs.",
        SOURCE,
    )
    .or("See the return", format!("/returns/{}", card.track)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{Minute, Term};

    fn nov(d: i8) -> Day {
        Day::new(2026, 11, d).unwrap()
    }
    fn calendar() -> SchoolCalendar {
        let (from, to) = (Day::new(2026, 9, 2).unwrap(), Day::new(2026, 12, 18).unwrap());
        SchoolCalendar {
            terms: vec![Term { name: "Autumn".into(), from, to }],
            closed: vec![],
            ..Default::default()
        }
    }
    fn lesson(subject: &str, h: u16) -> Lesson {
        Lesson {
            day: nov(18),
            code: format!("P{h}"),
            from: Minute::new(h, 0).unwrap(),
            to: Minute::new(h, 50).unwrap(),
            subject: subject.into(),
            place: "M4".into(),
            teacher: Some(Id::from_u128(9)),
        }
    }
    fn look(from: i8, stage: Stage, subjects: &[&str]) -> Look {
        Look {
            id: Id::from_u128(from as u128),
            card: Id::from_u128(1),
            pupil: Id::from_u128(2),
            from_day: nov(from),
            until_day: nov(from + 2),
            stage,
            subjects: subjects.iter().map(|s| s.to_string()).collect(),
            step: None,
            figures: String::new(),
            words: String::new(),
            at: nov(from).at(Minute::default()),
            by_name: String::new(),
        }
    }

    #[test]
    fn a_card_asks_for_every_lesson_then_chosen_ones_then_one_check_a_day() {
        let looks = [
            look(11, Stage::Every, &[]),
            look(18, Stage::Chosen, &["Maths"]),
            look(23, Stage::Daily, &[]),
        ];
        let lessons = || vec![lesson("English", 9), lesson("Maths", 10), lesson("French", 14)];
        let on = |d| asked(&looks, nov(d), lessons(), Some(Id::from_u128(7)));
        assert_eq!(on(17).len(), 3);
        assert_eq!(on(18).iter().map(|l| l.subject.as_str()).collect::<Vec<_>>(), ["Maths"]);
        let check = on(23);
        assert_eq!((check.len(), check[0].code.as_str()), (1, CHECK));
        assert_eq!(check[0].from, Minute::new(14, 0).unwrap(), "once the last lesson has begun");
        assert_eq!(check[0].teacher, Some(Id::from_u128(7)));
        assert_eq!(asked(&[], nov(18), lessons(), None).len(), 3, "none kept: every lesson");
    }

    #[test]
    fn a_step_needs_its_lessons_and_its_reason_and_says_when_somebody_looks_again() {
        let decide = |now, step, subjects: &[&str], words: &str| {
            let subjects = subjects.iter().map(|s| s.to_string()).collect();
            let typed = Typed { step: Some(step), subjects, words: words.into() };
            decide(&calendar(), Fade::default(), now, &typed, nov(17))
        };
        let down = decide(Stage::Every, Step::Down, &["Maths"], "").unwrap();
        assert_eq!((down.from_day, down.until_day), (nov(18), nov(20)));
        assert_eq!(down.stage, Some(Stage::Chosen));
        let off = decide(Stage::Daily, Step::Off, &[], "Ten clear lessons").unwrap();
        assert_eq!(off.stage, None);
        let same = decide(Stage::Every, Step::Extend, &[], "Two new teachers").unwrap();
        assert_eq!((same.stage, same.until_day), (Some(Stage::Every), nov(24)));
        for (now, step, subjects, words, field) in [
            (Stage::Every, Step::Down, &[][..], "", "subjects"),
            (Stage::Daily, Step::Down, &[], "", "step"),
            (Stage::Every, Step::Up, &[], "Why", "step"),
            (Stage::Every, Step::Extend, &[], " ", "words"),
            (Stage::Daily, Step::Off, &[], "", "words"),
        ] {
            assert_eq!(decide(now, step, subjects, words).unwrap_err()[0].0, field, "{step:?}");
        }
        let none =
            super::decide(&calendar(), Fade::default(), Stage::Every, &Typed::default(), nov(17));
        assert_eq!(none.unwrap_err()[0].0, "step");
    }

    #[test]
    fn a_card_is_looked_at_after_a_school_week_however_long_a_stage_is() {
        assert_eq!(look_again(&calendar(), nov(11), 10), nov(17));
        assert_eq!(look_again(&calendar(), nov(11), 1), nov(11));
        assert_eq!(look_again(&calendar(), nov(12), 3), nov(16));
    }

    #[test]
    fn the_schools_own_days_are_kept_and_what_cannot_be_read_is_the_default() {
        let own = Fade { every: 3, chosen: 4, daily: 1 };
        assert_eq!(Fade::read(&own.kept()), own);
        for odd in ["", "1,2", "0,1,1", "3,4,500", "a,b,c"] {
            assert_eq!(Fade::read(odd), Fade::default(), "{odd}");
        }
        assert!(own.said().starts_with("Every lesson for 3 school days"));
    }
}
