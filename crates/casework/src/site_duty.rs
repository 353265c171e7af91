//! Site duties: a place and a time outside lessons at which somebody looks after pupils, by the week,
//! with one day otherwise. The room staff's own duty when the room is empty is `duty`.
//!
//! Must never know: tables or pages, or why somebody is away.

use crate::Id;
use rulebook::{Day, Minute};

/// Letters of a name, a place, a word about a change.
pub const SHORT: usize = 120;

/// A duty of one weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteDuty {
    /// Key.
    pub id: Id,
    /// "Lunch, dining hall"
    pub name: String,
    /// Where.
    pub place: String,
    /// Weekday, 1 for Monday.
    pub weekday: i64,
    /// Begins.
    pub from: Minute,
    /// Ends.
    pub to: Minute,
    /// Whose; none while nobody has it.
    pub staff: Option<Id>,
    /// Their name.
    pub staff_name: String,
    /// Still done.
    pub active: bool,
    /// Version.
    pub version: i64,
}

/// One day of it otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteChange {
    /// The duty.
    pub duty: Id,
    /// The day.
    pub day: Day,
    /// Whose that day; none where it is left out.
    pub staff: Option<Id>,
    /// Their name.
    pub staff_name: String,
    /// A word about it.
    pub why: String,
    /// Who changed it.
    pub made_by: String,
}

/// How a duty stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Somebody has it.
    Had(Id, String),
    /// It is left out that day, with why.
    LeftOut(String),
    /// Nobody has it.
    Nobody,
    /// Whoever has it is not there.
    Missing(Id, String),
}

impl Stands {
    /// Whether somebody is still to be found.
    pub fn is_gap(&self) -> bool {
        matches!(self, Stands::Nobody | Stands::Missing(..))
    }
}

/// How it stands on a day; `there` says whether somebody is in school for it.
pub fn stands(
    duty: &SiteDuty,
    changes: &[SiteChange],
    day: Day,
    there: impl Fn(Id) -> bool,
) -> Stands {
    let change = changes.iter().find(|c| c.duty == duty.id && c.day == day);
    let (staff, name) = match change {
        Some(SiteChange { staff: None, why, .. }) => return Stands::LeftOut(why.clone()),
        Some(c) => (c.staff, &c.staff_name),
        None => (duty.staff, &duty.staff_name),
    };
    match staff {
        None => Stands::Nobody,
        Some(id) if there(id) => Stands::Had(id, name.clone()),
        Some(id) => Stands::Missing(id, name.clone()),
    }
}

/// A key of the duty of one day, so that a gap left with a reason stays left.
pub fn key(duty: Id, day: Day) -> Id {
    crate::rota::key(&[duty.as_bytes(), day.iso().as_bytes(), b"site duty"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lunch() -> SiteDuty {
        let at = |h| Minute::new(h, 0).unwrap();
        SiteDuty {
            id: Id::from_u128(1),
            name: "Lunch".into(),
            place: "Hall".into(),
            weekday: 3,
            from: at(12),
            to: at(13),
            staff: Some(Id::from_u128(7)),
            staff_name: "Mr Brack".into(),
            active: true,
            version: 1,
        }
    }

    #[test]
    fn a_duty_is_whose_the_week_says_unless_the_day_says_otherwise_or_they_are_not_there() {
        let day = Day::new(2026, 11, 18).unwrap();
        let brack = Id::from_u128(7);
        assert_eq!(stands(&lunch(), &[], day, |_| true), Stands::Had(brack, "Mr Brack".into()));
        assert!(stands(&lunch(), &[], day, |id| id != brack).is_gap());
        let mut change = SiteChange {
            duty: lunch().id,
            day,
            staff: Some(Id::from_u128(8)),
            staff_name: "Ms Okell".into(),
            why: String::new(),
            made_by: String::new(),
        };
        let swapped = stands(&lunch(), std::slice::from_ref(&change), day, |id| id != brack);
        assert!(matches!(swapped, Stands::Had(_, name) if name == "Ms Okell"));
        change.staff = None;
        change.why = "Exams".into();
        assert_eq!(
            stands(&lunch(), std::slice::from_ref(&change), day, |_| true),
            Stands::LeftOut("Exams".into())
        );
        assert!(stands(&SiteDuty { staff: None, ..lunch() }, &[], day, |_| true).is_gap());
        assert_ne!(key(lunch().id, day), key(lunch().id, day.plus(7)));
    }
}
