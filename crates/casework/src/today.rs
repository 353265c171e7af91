//! What waits on a person's Today page: which kinds of thing are whose, and how late each is.
//!
//! Must never know: tables or addresses. A line leaves the list by being done, or by a reason.

use crate::{Actor, May, Role};
use rulebook::{Day, Minute};

coded! {
    /// A kind of thing that waits.
    pub enum Kind {
        Arrival = "arrival", "Arrivals not in";
        Notice = "notice", "Staff notice";
        Call = "call", "Calls home not made";
        Again = "again", "Homes to ring again";
        Letter = "letter", "Letters not issued";
        LetterChanged = "letter_changed", "Letters out of date";
        Reply = "reply", "Replies from home";
        Unread = "unread", "Letters nobody has said they read";
        Work = "work", "Work missing";
        Mail = "mail", "Emails about work that could not be sent";
        WorkBack = "work_back", "Finished work not handed back";
        Bank = "bank", "Units and programmes to agree or review";
        Exit = "exit", "Exit interviews not held";
        Mis = "mis", "Entries not made";
        CheckIn = "check_in", "Check-ins due";
        Outcome = "outcome", "Returns to decide";
        Task = "task", "Other tasks";
    }
}

/// Which kinds a person sees to. Those who may do everything are not asked to do everything:
/// the room's list belongs to whoever runs it.
pub fn sees_to(actor: &Actor) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for role in &actor.roles {
        let more: &[Kind] = match role {
            Role::RoomLead => &[
                Kind::Arrival,
                Kind::Notice,
                Kind::Call,
                Kind::Letter,
                Kind::LetterChanged,
                Kind::Reply,
                Kind::Unread,
                Kind::Work,
                Kind::Mail,
                Kind::WorkBack,
                Kind::Exit,
                Kind::Mis,
                Kind::CheckIn,
                Kind::Outcome,
            ],
            Role::Cover => &[Kind::Arrival],
            Role::DataManager => &[Kind::Mis],
            Role::YearLead | Role::Tutor | Role::Mentor => &[Kind::CheckIn, Kind::Outcome],
            Role::HeadOfSubject => &[Kind::Bank],
            Role::Teacher
            | Role::RoomManager
            | Role::Senior
            | Role::Head
            | Role::Safeguarding
            | Role::Administrator => &[],
        };
        kinds.extend_from_slice(more);
    }
    // Whoever rings homes sees their own second attempts; the room's lead sees all of them.
    if actor.may(May::Home) {
        kinds.push(Kind::Again);
    }
    kinds.push(Kind::Task);
    kinds.sort();
    kinds.dedup();
    kinds
}

/// How a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It should have been done before now.
    Late,
    /// Today.
    Due,
    /// Not yet.
    Coming,
}

/// How something due on a day, at a minute or at any time of it, stands now.
pub fn standing(due: Day, minute: Option<Minute>, today: Day, now: Minute) -> Standing {
    use std::cmp::Ordering;
    match due.cmp(&today) {
        Ordering::Less => Standing::Late,
        Ordering::Greater => Standing::Coming,
        Ordering::Equal => match minute {
            Some(m) if m <= now => Standing::Late,
            _ => Standing::Due,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coded;
    use crate::Id;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::nil(),
            name: String::new(),
            post: String::new(),
            roles: roles.to_vec(),
            years: Vec::new(),
        }
    }

    #[test]
    fn the_rooms_list_is_its_leads_and_not_every_senior_leaders() {
        let all = sees_to(&actor(&[Role::RoomLead]));
        assert_eq!(all.len(), Kind::ALL.len() - 1);
        assert!(!all.contains(&Kind::Bank), "work is agreed by the head of its subject");
        assert_eq!(sees_to(&actor(&[Role::Senior])), vec![Kind::Again, Kind::Task]);
        assert_eq!(
            sees_to(&actor(&[Role::Teacher, Role::Tutor])),
            vec![Kind::CheckIn, Kind::Outcome, Kind::Task]
        );
        assert_eq!(sees_to(&actor(&[Role::Cover])), vec![Kind::Arrival, Kind::Task]);
    }

    #[test]
    fn a_thing_is_late_from_its_minute_and_from_the_day_after() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let at = |h, m| Minute::new(h, m).unwrap();
        let stands = |due, minute, now| standing(day(due), minute, day(10), now);
        assert_eq!(stands(10, Some(at(8, 30)), at(8, 29)), Standing::Due);
        assert_eq!(stands(10, Some(at(8, 30)), at(8, 30)), Standing::Late);
        assert_eq!(stands(10, None, at(23, 0)), Standing::Due);
        assert_eq!(stands(9, None, at(0, 0)), Standing::Late);
        assert_eq!(stands(11, Some(at(0, 0)), at(23, 0)), Standing::Coming);
    }
}
