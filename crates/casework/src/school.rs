//! The school itself: its name, its people, and the shape of its day.

use crate::day::Step;
use crate::organisation::{Governed, OrgKind};
use crate::writing::isolated;
use crate::{Id, Role, words::Words};
use rulebook::{Day, Minute, SchoolCalendar, Weekday};

/// A school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Key.
    pub id: Id,
    /// "Fairholme Community School"
    pub name: String,
    /// Address as lines, for letters.
    pub address: String,
    /// Telephone, for letters.
    pub phone: String,
    /// How a parent raises a concern: one sentence for letters.
    pub concern: String,
    /// True on a demonstration database only.
    pub demo: bool,
    /// What it is: a school of some kind, a trust or an authority.
    pub kind: OrgKind,
    /// Who answers for it in law.
    pub governed: Governed,
}

coded! {
    /// What a stretch of the day is.
    pub enum PeriodKind {
        Lesson = "lesson", "Lesson";
        Break = "break", "Break";
        Lunch = "lunch", "Lunch";
        Tutor = "tutor", "Tutor time";
    }
}

/// One stretch of one weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Key.
    pub id: Id,
    /// Weekday.
    pub weekday: Weekday,
    /// "P1", "Break"
    pub code: String,
    /// Lesson, break, lunch or tutor time.
    pub kind: PeriodKind,
    /// Start.
    pub from: Minute,
    /// End.
    pub to: Minute,
}

impl Period {
    /// Whole minutes.
    pub fn minutes(&self) -> i64 {
        self.to.number() - self.from.number()
    }
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Key.
    pub id: Id,
    /// Short code on timetables.
    pub code: String,
    /// "Mrs"
    pub title: String,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Work e-mail.
    pub email: String,
    /// What the school calls the post.
    pub post: String,
    /// Department or subject they head or teach.
    pub department: String,
    /// The day they left, once they have.
    pub left_on: Option<Day>,
}

impl Staff {
    /// "Mrs Priya Ravenhall"
    pub fn full(&self) -> String {
        let parts = [&self.title, &self.given, &self.family].map(|s| s.trim());
        isolated(parts.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" "))
    }
    /// "Mrs Ravenhall"
    pub fn formal(&self) -> String {
        let title =
            if self.title.trim().is_empty() { self.given.trim() } else { self.title.trim() };
        isolated(format!("{title} {}", self.family.trim()).trim().to_string())
    }
}

/// A person's place at a school: their account, roles and year groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Account.
    pub account: Id,
    /// Staff record.
    pub staff: Id,
    /// Roles.
    pub roles: Vec<Role>,
    /// Years, for year leads.
    pub years: Vec<i64>,
    /// Whether they may sign in here.
    pub active: bool,
}

/// What the school has set that most pages need: read once per request.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The school.
    pub school: School,
    /// Its words.
    pub words: Words,
    /// Its calendar.
    pub calendar: SchoolCalendar,
    /// Its periods, by weekday then start.
    pub periods: Vec<Period>,
    /// Its rules and figures.
    pub rules: Rules,
}

impl Setting {
    /// The day's stretches in order, empty when the school is shut.
    pub fn periods_on(&self, day: Day) -> Vec<&Period> {
        self.periods.iter().filter(|p| p.weekday == day.weekday()).collect()
    }
    /// The day's lessons in order.
    pub fn lessons_on(&self, day: Day) -> Vec<&Period> {
        self.periods_on(day).into_iter().filter(|p| p.kind == PeriodKind::Lesson).collect()
    }
    /// The stretch of the day this minute falls in.
    pub fn period_at(&self, day: Day, minute: Minute) -> Option<&Period> {
        self.periods_on(day).into_iter().find(|p| p.from <= minute && minute < p.to)
    }
    /// When the stretch of the day this minute falls in ends; between two, when the next one does.
    /// `None` once the day is over.
    pub fn end_of_period(&self, day: Day, minute: Minute) -> Option<Minute> {
        let ends = self.periods_on(day).into_iter().map(|p| p.to);
        ends.filter(|end| *end > minute).min()
    }
}

/// The school's own rules for the room. Local policy: shown as such, never as law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// When the staff notice is due.
    pub notice_by: Minute,
    /// When the lunch list must be with the kitchen.
    pub lunch_list_by: Minute,
    /// Placements of this many minutes of lessons or more need a senior leader.
    pub senior_from_minutes: i64,
    /// Minutes a work request waits before the head of subject is asked.
    pub work_escalates_after: i64,
    /// Warnings before the school's next step.
    pub warnings: i64,
    /// The next step after the last warning, in the school's words.
    pub next_step: String,
    /// Hours in a term above which the gate asks what will be different.
    pub gate_hours: i64,
    /// Where the rules come from: "Behaviour policy, section 6".
    pub policy: String,
    /// Whole days that a private link to a letter opens it.
    pub letter_link_days: i64,
    /// School days within which home is expected to say that it has read a letter.
    pub read_within: i64,
    /// What a letter home calls the pupil.
    pub letter_name: LetterName,
    /// School days within which finished work is handed back to its teacher.
    pub work_back_within: i64,
    /// The steps after the last warning where the school has set more than one; else empty.
    pub steps: Vec<Step>,
    /// What the school's policy says may follow a day that fails, a line each.
    pub may_follow: String,
    /// Calendar days before training runs out on which somebody is told.
    pub training_warned: i64,
    /// Procedures notes that stand beside a page.
    pub beside: Vec<crate::procedure::Beside>,
}

impl Rules {
    /// The steps after the last warning, in order.
    pub fn ladder(&self) -> Vec<Step> {
        match self.steps.is_empty() {
            true => vec![Step::call(&self.next_step)],
            false => self.steps.clone(),
        }
    }
    /// Sets the steps, and what the first that counts is called with them.
    pub fn climb(&mut self, steps: Vec<Step>) {
        if let Some(first) = steps.iter().find(|s| s.counts()) {
            self.next_step = first.name.clone();
        }
        self.steps = steps;
    }
    /// Renames the first step that counts, wherever it is kept.
    pub fn rename_next(&mut self, name: String) {
        if let Some(first) = self.steps.iter_mut().find(|s| s.counts()) {
            first.name = name.clone();
        }
        self.next_step = name;
    }
}

coded! {
    /// What a letter home calls the pupil.
    pub enum LetterName {
        Known = "known", "The name used in school";
        Legal = "legal", "The legal name";
        KnownWithLegal = "known_with_legal", "The name used in school, with the legal name in the line that says who it is about";
    }
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            notice_by: Minute::new(8, 30).unwrap_or_default(),
            lunch_list_by: Minute::new(10, 30).unwrap_or_default(),
            senior_from_minutes: 300,
            work_escalates_after: rulebook::room::WORK_ESCALATES_AFTER_MINUTES,
            warnings: 3,
            next_step: "Call a senior leader".into(),
            gate_hours: 10,
            policy: "Behaviour policy".into(),
            letter_link_days: rulebook::room::LETTER_LINK_DAYS,
            read_within: i64::from(rulebook::room::READ_WITHIN.0),
            letter_name: LetterName::Known,
            work_back_within: i64::from(rulebook::room::WORK_BACK_WITHIN.0),
            steps: Vec::new(),
            may_follow: String::new(),
            training_warned: rulebook::team::TRAINING_WARNED,
            beside: Vec::new(),
        }
    }
}
