//! Figures teacher by teacher: opened by a senior leader for one faculty and a purpose they give,
//! shown to those they name until a day, and never without how much each teaches.
//!
//! Must never know: tables or pages. It is no judgement of anybody: it counts, and ranks nobody.

use crate::{Actor, Id, Role};
use rulebook::room::{FEW_LESSONS, TEACHER_VIEW_LONGEST};
use rulebook::{Day, Instant};

/// Letters of a purpose at most.
pub const LONGEST: usize = 300;
/// Letters of a purpose at least: a word is none.
pub const SHORTEST: usize = 12;

/// One that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Key.
    pub id: Id,
    /// The faculty.
    pub department: String,
    /// First day counted.
    pub from: Day,
    /// Last day counted.
    pub to: Day,
    /// What it is for.
    pub purpose: String,
    /// Who else reads it.
    pub reader: Option<Id>,
    /// Their name.
    pub reader_name: String,
    /// The last day it can be read.
    pub until: Day,
    /// Who opened it.
    pub made_by: Id,
    /// Their name.
    pub made_by_name: String,
    /// When.
    pub made_at: Instant,
    /// When it was closed before that day.
    pub ended_at: Option<Instant>,
}

impl View {
    /// Whether it can still be read on a day.
    pub fn is_open(&self, today: Day) -> bool {
        self.ended_at.is_none() && today <= self.until
    }
    /// Whether somebody may read it: who opened it, whom it was opened for, and the headteacher.
    pub fn is_read_by(&self, actor: &Actor, today: Day) -> bool {
        let theirs = self.made_by == actor.staff || self.reader == Some(actor.staff);
        self.is_open(today) && (theirs || actor.roles.contains(&Role::Head))
    }
}

/// What is wrong with what was typed: the field and what to do.
pub fn wrong(purpose: &str, until: Day, today: Day) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    if purpose.trim().chars().count() < SHORTEST {
        out.push((
            "purpose",
            "Say what it is for, such as “to see where in-class support helps most”".to_string(),
        ));
    }
    if until < today {
        out.push(("until", "That day is over. Give today or a later one".to_string()));
    } else if until.since(today) > TEACHER_VIEW_LONGEST {
        out.push((
            "until",
            format!("Give a day within {TEACHER_VIEW_LONGEST} days. It can be opened again"),
        ));
    }
    out
}

/// One teacher's counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teacher {
    /// Their name.
    pub name: String,
    /// Lessons they taught in these days.
    pub taught: i64,
    /// Lessons of theirs that somebody missed for a space.
    pub missed: i64,
    /// Different pupils who missed one.
    pub pupils: i64,
    /// Placements that came from their referrals.
    pub referred: i64,
}

impl Teacher {
    /// Lessons missed for each hundred taught; nothing where they taught too few to say.
    pub fn rate(&self) -> Option<String> {
        (self.taught >= FEW_LESSONS)
            .then(|| crate::report::per_hundred(self.missed, self.taught))
            .flatten()
    }
}

/// In the order of names: the order of a number would be a ranking.
pub fn in_order(mut all: Vec<(String, Teacher)>) -> Vec<Teacher> {
    all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
    all.into_iter().map(|(_, t)| t).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        Day::new(2026, 11, n).unwrap()
    }
    fn view() -> View {
        View {
            id: Id::nil(),
            department: "Science".into(),
            from: day(2),
            to: day(30),
            purpose: "To see where support helps".into(),
            reader: Some(Id::from_u128(2)),
            reader_name: "Mrs Anjali Sethi".into(),
            until: day(20),
            made_by: Id::from_u128(1),
            made_by_name: "Mr Ewan Thrale".into(),
            made_at: day(10).at(rulebook::Minute::default()),
            ended_at: None,
        }
    }
    fn actor(staff: u128, role: Role) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::from_u128(staff),
            name: String::new(),
            post: String::new(),
            roles: vec![role],
            years: Vec::new(),
        }
    }

    #[test]
    fn it_is_read_by_whom_it_was_opened_for_until_its_day_and_by_no_other_senior_leader() {
        let v = view();
        assert!(v.is_read_by(&actor(1, Role::Senior), day(20)));
        assert!(v.is_read_by(&actor(2, Role::HeadOfSubject), day(20)));
        assert!(v.is_read_by(&actor(9, Role::Head), day(20)));
        assert!(!v.is_read_by(&actor(9, Role::Senior), day(20)));
        assert!(!v.is_read_by(&actor(3, Role::HeadOfSubject), day(20)));
        assert!(!v.is_read_by(&actor(2, Role::HeadOfSubject), day(21)));
        let ended = View { ended_at: Some(v.made_at), ..v };
        assert!(!ended.is_read_by(&actor(1, Role::Senior), day(11)));
    }

    #[test]
    fn a_purpose_of_a_word_and_a_day_too_far_are_refused_in_words() {
        assert!(wrong("To see where support helps", day(20), day(10)).is_empty());
        assert_eq!(wrong("Ofsted", day(9), day(10)).len(), 2);
        let far = wrong("To see where support helps", day(10).plus(43), day(10));
        assert!(far[0].1.contains("within 42 days"));
    }

    #[test]
    fn few_lessons_make_no_rate_and_names_make_the_order() {
        let t = |name: &str, taught, missed| Teacher {
            name: name.into(),
            taught,
            missed,
            pupils: 1,
            referred: 0,
        };
        assert_eq!(t("A", 40, 3).rate().as_deref(), Some("7.5"));
        assert_eq!(t("A", 19, 3).rate(), None);
        let all = vec![("vail".to_string(), t("B", 1, 9)), ("lunt".to_string(), t("C", 1, 1))];
        let names: Vec<String> = in_order(all).into_iter().map(|t| t.name).collect();
        assert_eq!(names, ["C", "B"]);
    }
}
