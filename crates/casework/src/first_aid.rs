//! Who at the school is trained in first aid, and until when: the board says whether somebody is in
//! the room.
//!
//! Must never know: pupils, or what anybody was treated for.

use crate::{Actor, Id, May, Role};
use rulebook::Day;
use rulebook::room::FIRST_AID_WARNED;

/// Letters of what the training was at most.
pub const LONGEST: usize = 80;

/// Somebody trained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAider {
    /// Their staff record.
    pub staff: Id,
    /// "Emergency first aid at work"
    pub what: String,
    /// Good until the end of this day; none where nobody has said.
    pub until: Option<Day>,
    /// Version.
    pub version: i64,
}

impl FirstAider {
    /// Whether the training is good on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
    /// Whether it runs out so soon that it is time to book another.
    pub fn runs_out(&self, today: Day) -> bool {
        self.holds(today) && self.until.is_some_and(|until| until.since(today) <= FIRST_AID_WARNED)
    }
}

/// Whose training running out somebody is told of: their own, and everybody’s where they manage the
/// room or keep the list.
pub fn told_of<'a>(all: &'a [FirstAider], actor: &Actor, today: Day) -> Vec<&'a FirstAider> {
    let every = actor.roles.contains(&Role::RoomManager) || actor.may(May::SetUp);
    all.iter()
        .filter(|f| every || f.staff == actor.staff)
        .filter(|f| f.runs_out(today) || !f.holds(today))
        .collect()
}

/// Whether whoever is in charge is trained, and who else is: nothing where the school has named
/// nobody.
pub fn in_the_room(all: &[FirstAider], in_charge: Option<Id>, day: Day) -> Option<(bool, Vec<Id>)> {
    let good: Vec<Id> = all.iter().filter(|f| f.holds(day)).map(|f| f.staff).collect();
    if all.is_empty() {
        return None;
    }
    let here = in_charge.is_some_and(|id| good.contains(&id));
    Some((here, good.into_iter().filter(|id| Some(*id) != in_charge).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        Day::new(2026, 11, n).unwrap()
    }
    fn trained(n: u128, until: Option<Day>) -> FirstAider {
        FirstAider { staff: Id::from_u128(n), what: String::new(), until, version: 1 }
    }

    #[test]
    fn training_is_good_until_the_end_of_its_day_and_said_before_it_runs_out() {
        let one = trained(1, Some(day(10)));
        assert!(one.holds(day(10)) && !one.holds(day(11)));
        assert!(one.runs_out(day(10)) && one.runs_out(day(10).plus(-FIRST_AID_WARNED)));
        assert!(!one.runs_out(day(10).plus(-FIRST_AID_WARNED - 1)) && !one.runs_out(day(11)));
        assert!(trained(2, None).holds(day(30)) && !trained(2, None).runs_out(day(30)));
    }

    #[test]
    fn whoever_is_trained_and_whoever_manages_the_room_is_told_before_it_runs_out() {
        let all = [trained(1, Some(day(10))), trained(2, Some(day(1))), trained(3, None)];
        let actor = |staff: u128, role| Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::from_u128(staff),
            name: String::new(),
            post: String::new(),
            roles: vec![role],
            years: Vec::new(),
        };
        let told = |staff, role, on: Day| -> Vec<u128> {
            told_of(&all, &actor(staff, role), on).iter().map(|f| f.staff.as_u128()).collect()
        };
        assert_eq!(told(1, Role::Teacher, day(5)), [1]);
        assert_eq!(told(9, Role::RoomManager, day(5)), [1, 2], "one that has run out is told too");
        assert_eq!(told(9, Role::Administrator, day(10)), [1, 2]);
        assert!(told(9, Role::Senior, day(5)).is_empty());
        assert!(told(1, Role::Teacher, day(10).plus(-FIRST_AID_WARNED - 1)).is_empty());
    }

    #[test]
    fn the_board_says_who_is_trained_only_where_the_school_has_named_somebody() {
        let me = Id::from_u128(1);
        assert_eq!(in_the_room(&[], Some(me), day(10)), None);
        let all = [trained(1, Some(day(10))), trained(2, None)];
        assert_eq!(in_the_room(&all, Some(me), day(10)), Some((true, vec![Id::from_u128(2)])));
        assert_eq!(in_the_room(&all, Some(me), day(11)), Some((false, vec![Id::from_u128(2)])));
        assert_eq!(in_the_room(&all[..1], None, day(11)), Some((false, vec![])));
    }
}
