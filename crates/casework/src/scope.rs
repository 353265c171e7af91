//! How far a person sees: every lookup goes through a scope, and what lies outside it is
//! missing, not forbidden.

use crate::{Id, May, Role};
use rulebook::Day;

/// Somebody at work in one school: the person, their roles there and how far they see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The school.
    pub org: Id,
    /// The account that signed in.
    pub account: Id,
    /// Their staff record at the school.
    pub staff: Id,
    /// "Ms Dara Okell"
    pub name: String,
    /// What the school calls their post.
    pub post: String,
    /// Their roles; at least one.
    pub roles: Vec<Role>,
    /// Year groups a year lead answers for.
    pub years: Vec<i64>,
}

impl Actor {
    /// Whether any of their roles carries the permission.
    pub fn may(&self, what: May) -> bool {
        self.roles.iter().any(|r| r.may(what))
    }
    /// Whether they lead the room or the school’s support: what is nobody’s own there, or late
    /// with somebody else, is theirs to see to.
    pub fn leads(&self) -> bool {
        self.roles.iter().any(|r| matches!(r, Role::RoomLead | Role::SupportLead))
    }
    /// The scope for pupils' files: the widest any of their roles gives.
    pub fn scope(&self, today: Day) -> Scope {
        let mut reach: Vec<Reach> = Vec::new();
        for role in &self.roles {
            reach.push(match role {
                Role::Teacher | Role::HeadOfSubject => Reach::Taught(self.staff),
                Role::Tutor => Reach::Tutees(self.staff),
                Role::Mentor => Reach::Mentees(self.staff),
                Role::YearLead => Reach::Years(self.years.clone()),
                Role::Cover => Reach::InRoom(today),
                // An authority has no roll: its cases are a copy of what a school told it.
                Role::Administrator | Role::BehaviourOfficer | Role::AuthorityManager => {
                    Reach::Nobody
                }
                Role::RoomLead
                | Role::SupportLead
                | Role::RoomManager
                | Role::Senior
                | Role::Head
                | Role::Safeguarding
                | Role::DataManager => Reach::School,
            });
        }
        if reach.contains(&Reach::School) {
            reach = vec![Reach::School];
        }
        Scope { org: self.org, reach }
    }
    /// The scope that comes from those roles alone that carry a permission: somebody who leads
    /// one year and teaches another opens files in the year they lead only.
    pub fn scope_for(&self, what: May, today: Day) -> Scope {
        let mut part = self.clone();
        part.roles.retain(|r| r.may(what));
        part.scope(today)
    }
    /// The scope of a search by name: everybody on roll, for those who may look somebody up.
    pub fn roll(&self) -> Scope {
        let reach = if self.may(May::FindPupil) { Reach::School } else { Reach::Nobody };
        Scope { org: self.org, reach: vec![reach] }
    }
}

/// How far a lookup reaches: one school, and the union of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// The school.
    pub org: Id,
    /// Any of these lets a pupil be seen.
    pub reach: Vec<Reach>,
}

/// One way of being allowed to see a pupil.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Every pupil of the school.
    School,
    /// Pupils of these year groups.
    Years(Vec<i64>),
    /// Pupils this member of staff teaches.
    Taught(Id),
    /// Pupils in this tutor's form.
    Tutees(Id),
    /// Pupils this mentor works with.
    Mentees(Id),
    /// Pupils placed in a room on this day.
    InRoom(Day),
    /// No pupils at all.
    Nobody,
}
