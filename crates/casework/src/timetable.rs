//! The week of an assistant, period by period: whom they are with or what they do, and where.
//!
//! Must never know: tables, pages or pupils' names. A week is published only when no period of it is
//! unexplained.

use crate::message::Words;
use crate::school::{Period, PeriodKind, Setting};
use crate::working_week::WorkingWeek;
use crate::writing::isolated;
use crate::{Id, Refusal};
use rulebook::{Day, Instant};

/// Letters of what is done in a period, and of its place.
pub const LONGEST: usize = 120;

coded! {
    /// What a period is.
    pub enum What {
        Pupil = "pupil", "With one pupil";
        Group = "group", "With a group";
        Task = "task", "A task";
        Break = "break", "Break or lunch";
        Meeting = "meeting", "A meeting or training";
    }
}

/// A period that is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// "P4"
    pub code: String,
    /// What it is.
    pub what: What,
    /// The pupil, where it is one.
    pub pupil: Option<Id>,
    /// "stock and displays"
    pub words: String,
    /// Where.
    pub place: String,
}

/// A week of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssistantWeek {
    /// Key.
    pub id: Id,
    /// Whose.
    pub staff: Id,
    /// Their name.
    pub staff_name: String,
    /// Its Monday.
    pub monday: Day,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// By whom.
    pub published_by: String,
    /// Version.
    pub version: i64,
}

/// A period by its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Day.
    pub day: Day,
    /// "P4"
    pub code: String,
}

/// What a person's week holds, beside the periods somebody filled.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The periods that are filled.
    pub filled: Vec<Filled>,
    /// Periods in which the rota has them in charge of a room, with its name.
    pub rota: Vec<(Slot, String)>,
    /// When they work.
    pub week: WorkingWeek,
    /// What a filled period falls at the same time as, in words that name no pupil.
    pub clashes: Vec<(Slot, String)>,
}

impl Facts {
    /// What a period is filled with.
    pub fn of(&self, day: Day, code: &str) -> Option<&Filled> {
        self.filled.iter().find(|f| f.weekday == day.weekday().number() && f.code == code)
    }
    /// The room they are in charge of.
    pub fn in_charge(&self, day: Day, code: &str) -> Option<&str> {
        self.rota
            .iter()
            .find(|(slot, _)| slot.day == day && slot.code == code)
            .map(|r| r.1.as_str())
    }
    /// Whether they are at work in a period.
    pub fn is_in(&self, period: &Period) -> bool {
        self.week.is_in(period.weekday, period.from, period.to)
    }
}

/// The school days of a week.
pub fn days(setting: &Setting, monday: Day) -> Vec<Day> {
    setting.calendar.school_days_between(monday, monday.plus(6))
}

/// The periods of a week in which somebody is at work and nothing says what they do, in their order.
/// A break and lunch need no saying.
pub fn empty(setting: &Setting, monday: Day, facts: &Facts) -> Vec<Slot> {
    let mut out = Vec::new();
    for day in days(setting, monday) {
        for p in setting.periods_on(day) {
            let needs = !matches!(p.kind, PeriodKind::Break | PeriodKind::Lunch) && facts.is_in(p);
            let said = facts.of(day, &p.code).is_some() || facts.in_charge(day, &p.code).is_some();
            if needs && !said {
                out.push(Slot { day, code: p.code.clone() });
            }
        }
    }
    out
}

/// "Thu P4, Fri P1 and 3 more"
pub fn spelt(slots: &[Slot]) -> String {
    const NAMED: usize = 6;
    let named: Vec<String> = slots
        .iter()
        .take(NAMED)
        .map(|s| format!("{} {}", s.day.weekday().short(), s.code))
        .collect();
    match slots.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Whether a week may be published.
///
/// # Errors
/// Refuses one with a period that nothing explains, and names it.
pub fn may_publish(
    setting: &Setting,
    week: &AssistantWeek,
    facts: &Facts,
) -> Result<(), Box<Refusal>> {
    let here = format!("/timetables/{}", week.id);
    if days(setting, week.monday).is_empty() {
        return Err(Box::new(Refusal::because(
            format!("The week of {} has no school day", week.monday),
            "A timetable is published for a week in which the school is open.",
            "The school’s calendar.",
        )));
    }
    let empty = empty(setting, week.monday, facts);
    if empty.is_empty() && !facts.clashes.is_empty() {
        let slots: Vec<Slot> = facts.clashes.iter().map(|(s, _)| s.clone()).collect();
        let said: Vec<String> = facts
            .clashes
            .iter()
            .map(|(s, words)| format!("{} {}: {words}", s.day.weekday().short(), s.code))
            .collect();
        let title = format!(
            "The week of {} cannot be published: {} {} taken twice",
            week.monday,
            spelt(&slots),
            if slots.len() == 1 { "is" } else { "are" }
        );
        return Err(crate::staff_day::not_twice(title, &said, "Say what is done then", here));
    }
    if empty.is_empty() {
        return Ok(());
    }
    let say = if empty.len() == 1 { "is" } else { "are" };
    Err(Box::new(
        Refusal::because(
            format!(
                "The week of {} cannot be published: {} {say} empty",
                week.monday,
                spelt(&empty)
            ),
            "Every period in which somebody is at work says whom they are with or what they do.",
            "The way Mainstay works: an empty period is a period nobody planned.",
        )
        .or("Say what is done then", here),
    ))
}

/// A change to a period, in words for whoever's week it is: never a pupil's name.
pub fn changed(slot: &Slot, now: Option<&Filled>) -> String {
    let when = format!("{} {}", slot.day.short(), slot.code);
    match now {
        Some(f) if f.what == What::Pupil => format!("{when} is changed"),
        Some(f) if f.words.is_empty() => format!("{when}: {}", f.what.label_lower()),
        Some(f) => format!("{when}: {}", f.words),
        None => format!("{when} is taken out"),
    }
}

/// What somebody is told by email when their week is changed: which periods, and never what of.
pub fn told(school: &str, to: &str, monday: Day, slots: &[Slot]) -> Words {
    Words {
        subject: format!("Your timetable for the week of {monday} was changed"),
        body: format!(
            "Dear {}\n\nYour week of {monday} was changed: {}.\n\nSee it in Mainstay, under Team.",
            isolated(to.to_string()),
            spelt(slots)
        ),
        link: String::new(),
        closing: school.to_string(),
    }
}

impl What {
    /// Its label inside a sentence.
    pub fn label_lower(self) -> String {
        crate::Coded::label(self).to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, setting};
    use crate::working_week::Stretch;
    use rulebook::Minute;

    fn week() -> AssistantWeek {
        AssistantWeek {
            id: Id::from_u128(1),
            staff: Id::from_u128(2),
            staff_name: "Mr Theo Brack".into(),
            monday: day(11, 16),
            published_at: None,
            published_by: String::new(),
            version: 1,
        }
    }
    fn filled(weekday: i64, code: &str) -> Filled {
        Filled {
            weekday,
            code: code.into(),
            what: What::Task,
            pupil: None,
            words: "reading".into(),
            place: String::new(),
        }
    }
    fn whole() -> Facts {
        let codes = ["P1", "P2", "P3", "P4", "P5", "P6"];
        let each = (1..=5).flat_map(|d| codes.map(|c| filled(d, c)));
        Facts { filled: each.collect(), ..Facts::default() }
    }

    #[test]
    fn a_week_with_an_empty_period_is_not_published_and_the_period_is_named() {
        let setting = setting();
        let mut facts = whole();
        facts.filled.retain(|f| (f.weekday, f.code.as_str()) != (4, "P4"));
        let no = may_publish(&setting, &week(), &facts).unwrap_err();
        assert_eq!(no.title, "The week of Mon 16 Nov 2026 cannot be published: Thu P4 is empty");
        facts.filled.push(Filled { words: "stock and displays".into(), ..filled(4, "P4") });
        assert!(may_publish(&setting, &week(), &facts).is_ok());
    }

    #[test]
    fn what_the_rota_says_and_when_somebody_is_not_at_work_need_no_filling() {
        let setting = setting();
        let mut facts = whole();
        facts.filled.retain(|f| f.weekday != 5 && !(f.weekday == 4 && f.code == "P4"));
        let slot = Slot { day: day(11, 19), code: "P4".into() };
        facts.rota.push((slot, "the Room".into()));
        let at = |h| Minute::new(h, 0).unwrap();
        facts.week.days =
            (1..=4).map(|weekday| Stretch { weekday, from: at(8), to: at(16) }).collect();
        assert!(may_publish(&setting, &week(), &facts).is_ok());
        let shut = AssistantWeek { monday: day(10, 26), ..week() };
        assert!(may_publish(&setting, &shut, &facts).unwrap_err().title.contains("no school day"));
    }

    #[test]
    fn a_period_that_is_taken_twice_is_not_published_and_says_by_what() {
        let setting = setting();
        let mut facts = whole();
        let slot = Slot { day: day(11, 18), code: "P2".into() };
        facts.clashes.push((slot, "in charge of the Room, P2".into()));
        let no = may_publish(&setting, &week(), &facts).unwrap_err();
        assert_eq!(
            no.title,
            "The week of Mon 16 Nov 2026 cannot be published: Wed P2 is taken twice"
        );
        assert!(no.rule.contains("Wed P2: in charge of the Room"), "{}", no.rule);
    }

    #[test]
    fn many_empty_periods_are_counted_and_a_change_names_no_pupil() {
        let setting = setting();
        let no = may_publish(&setting, &week(), &Facts::default()).unwrap_err();
        assert!(no.title.contains("Mon P6 and 24 more are empty"), "{}", no.title);
        let slot = Slot { day: day(11, 18), code: "P2".into() };
        let with = Filled { what: What::Pupil, words: "Callie".into(), ..filled(3, "P2") };
        assert_eq!(changed(&slot, Some(&with)), "Wed 18 Nov P2 is changed");
        assert_eq!(changed(&slot, Some(&filled(3, "P2"))), "Wed 18 Nov P2: reading");
        assert_eq!(changed(&slot, None), "Wed 18 Nov P2 is taken out");
    }
}
