//! How much of a pupil somebody may know: which flags which role sees, for every page and sheet.
//!
//! Must never know: a page. Everything that shows a flag asks here, so that a board on a screen,
//! a part of it sent again and a sheet of paper cannot differ.

use crate::pupil::Flag;
use crate::scope::Actor;
use crate::{May, Role};

/// How much of a pupil somebody may know, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// What keeps the pupil safe while somebody covers the room: health, and who to keep apart.
    Cover,
    /// What helps in a lesson besides.
    Lessons,
    /// Everything on the file.
    File,
}

impl Role {
    /// How much of a pupil the role knows.
    pub fn sight(self) -> Sight {
        if self == Role::Cover {
            Sight::Cover
        } else if self.may(May::PupilFile) {
            Sight::File
        } else {
            Sight::Lessons
        }
    }
}

impl Actor {
    /// How much of a pupil somebody knows where they stand by this permission: a teacher who also
    /// covers the room knows on its board what covering needs, and no more.
    pub fn sight(&self, by: May) -> Sight {
        let roles = self.roles.iter().filter(|r| r.may(by));
        roles.map(|r| r.sight()).max().unwrap_or(Sight::Cover)
    }
    /// They see the room only because they cover it.
    pub fn only_covers(&self) -> bool {
        self.roles.contains(&Role::Cover) && self.sight(May::Board) == Sight::Cover
    }
}

impl Flag {
    /// Whether somebody of this sight sees flags of this kind. What they do not see leaves no
    /// mark behind: a mark would say that there is something.
    pub fn seen(self, sight: Sight) -> bool {
        match self {
            Flag::Health | Flag::Apart | Flag::Out | Flag::Todo => true,
            Flag::Need | Flag::Meal | Flag::Talk => sight >= Sight::Lessons,
            Flag::Care => sight >= Sight::File,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;

    fn actor(roles: &[Role]) -> Actor {
        Actor {
            org: Id::nil(),
            account: Id::nil(),
            staff: Id::nil(),
            name: "Mr Dean Poll".into(),
            post: String::new(),
            roles: roles.to_vec(),
            years: vec![],
        }
    }

    fn sees(role: Role) -> Vec<Flag> {
        let all = [
            Flag::Health,
            Flag::Need,
            Flag::Apart,
            Flag::Care,
            Flag::Meal,
            Flag::Todo,
            Flag::Talk,
            Flag::Out,
        ];
        all.into_iter().filter(|f| f.seen(role.sight())).collect()
    }

    #[test]
    fn a_cover_adult_sees_what_keeps_a_pupil_safe_and_nothing_of_care_need_or_home() {
        assert_eq!(sees(Role::Cover), vec![Flag::Health, Flag::Apart, Flag::Todo, Flag::Out]);
    }

    #[test]
    fn care_is_known_to_those_who_open_the_file_and_need_to_those_who_teach() {
        for role in [Role::RoomLead, Role::YearLead, Role::Senior, Role::Head, Role::Safeguarding] {
            assert!(sees(role).contains(&Flag::Care), "{role:?}");
        }
        for role in [Role::Teacher, Role::HeadOfSubject, Role::Tutor] {
            assert!(!sees(role).contains(&Flag::Care), "{role:?}");
            assert!(sees(role).contains(&Flag::Need), "{role:?}");
        }
    }

    #[test]
    fn teaching_somebody_does_not_widen_what_covering_the_room_shows() {
        let both = actor(&[Role::Teacher, Role::Cover]);
        assert_eq!(both.sight(May::Board), Sight::Cover);
        assert_eq!(both.sight(May::PupilSummary), Sight::Lessons);
        assert!(both.only_covers());
        assert!(!actor(&[Role::Cover, Role::RoomLead]).only_covers());
        assert!(!actor(&[Role::Teacher]).only_covers());
    }
}
